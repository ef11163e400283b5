"""Sizes that only work because nothing of size 2^p or 3^p is built, and the largest certified
construction.
"""

import pytest

from symqnn.certificate.datasets import minima_certificate, separable_certificate
from symqnn.checker import check
from symqnn.construction.factorial import factorial_minima
from symqnn.construction.theorem_2 import theorem_2
from symqnn.model.ansatz import paper_experiment, random_network


def verified(made, certificate):
    verdict = check(certificate)
    assert verdict.status == "VERIFIED", verdict
    return made


@pytest.mark.parametrize("p", [10, pytest.param(32, marks=pytest.mark.slow)])
def test_theorem_2_of_many_qubits(p):
    made = theorem_2(paper_experiment(p), r_squared="1/5")
    used = made.construction
    assert made.landscape.count == 2**p
    assert made.landscape.spurious == 2**p - 1
    verified(
        made,
        separable_certificate(used.qnn, used.dataset, used.parts, made.landscape, "proposition-5"),
    )


@pytest.mark.slow
def test_theorem_2_of_a_random_network_p4_d16():
    made = theorem_2(random_network(16, 4, seed=1))
    used = made.construction
    assert made.holds
    verified(
        made, separable_certificate(used.qnn, used.dataset, used.parts, made.landscape, "theorem-2")
    )


@pytest.mark.slow
def test_factorial_p5():
    made = factorial_minima(paper_experiment(5))
    used = made.construction
    assert len(made.result.minima) == 3840
    verified(
        made,
        minima_certificate(used.qnn, used.dataset, used.parts, made.result, "factorial-minima"),
    )


@pytest.mark.slow
def test_factorial_of_a_random_network_p4_d16():
    made = factorial_minima(random_network(16, 4, seed=1))
    assert made.holds
    assert made.expected == 384
