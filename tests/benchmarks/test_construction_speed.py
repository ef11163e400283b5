"""Timings of the constructions with certificates, and of their check; run with
`pytest tests/benchmarks --benchmark-only`. Nothing is asserted about time.
"""

import pytest

from symqnn.certificate.datasets import (
    frequency_certificate,
    minima_certificate,
    separable_certificate,
    vertex_certificate,
)
from symqnn.certificate.produce import independence_certificate
from symqnn.checker import check
from symqnn.construction.factorial import factorial_minima
from symqnn.construction.frequencies import frequency_minima
from symqnn.construction.parity import cut_size, maxcut
from symqnn.construction.theorem_2 import theorem_2
from symqnn.independence.decide import linear_independence
from symqnn.model.ansatz import paper_experiment, qudits, random_integral, random_network


def separable(qnn):
    made = theorem_2(qnn, r_squared="1/4")
    used = made.construction
    return separable_certificate(used.qnn, used.dataset, used.parts, made.landscape, "theorem-2")


def factorial(qnn):
    made = factorial_minima(qnn)
    used = made.construction
    statement = "integral-spectra" if max(qnn.degrees) > 1 else "factorial-minima"
    return minima_certificate(used.qnn, used.dataset, used.parts, made.result, statement)


def cut(angles):
    edges = [(k, k + 1) for k in range(angles - 1)] + [(0, angles - 1)]
    made = maxcut(paper_experiment(angles), edges)
    used = made.construction
    largest = max(cut_size(edges, vertex.signs) for vertex in made.landscape.vertices)
    return vertex_certificate(
        used.qnn, used.dataset, used.parts, made.landscape, "maxcut", (edges, largest)
    )


def frequencies(network):
    return independence_certificate(network, linear_independence(network))


CASES = {
    "theorem 2, product p=10": lambda: separable(paper_experiment(10)),
    "theorem 2, random p=3 d=8": lambda: separable(random_network(8, 3, seed=1)),
    "theorem 2, random p=4 d=16": lambda: separable(random_network(16, 4, seed=1)),
    "factorial, product p=4": lambda: factorial(paper_experiment(4)),
    "factorial, product p=5": lambda: factorial(paper_experiment(5)),
    "factorial, random p=3 d=8": lambda: factorial(random_network(8, 3, seed=1)),
    "maxcut, cycle of 10": lambda: cut(10),
    "integral spectra, p=2 gap 3": lambda: frequency_certificate(frequency_minima(qudits(2, 3))),
    "integral spectra, random p=2 d=6": lambda: frequency_certificate(
        frequency_minima(random_integral([0, 0, 1, 2, 2, 2], 2, seed=1))
    ),
    "integral factorial, p=3 gap 2": lambda: factorial(qudits(3, 2)),
    "frequency components, qudits p=2 gap 4": lambda: frequencies(qudits(2, 4)),
    "frequency components, random p=3 d=16": lambda: frequencies(
        random_integral([0] * 5 + [1] * 6 + [2] * 5, 3, seed=1)
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_produce(benchmark, name):
    benchmark.group = "produce"
    benchmark.pedantic(CASES[name], rounds=1)


@pytest.mark.parametrize("name", CASES)
def test_check(benchmark, name):
    benchmark.group = "check"
    certificate = CASES[name]()
    verdict = benchmark.pedantic(check, args=(certificate,), rounds=1)
    assert verdict.status == "VERIFIED"
