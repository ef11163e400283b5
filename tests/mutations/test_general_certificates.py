"""Certificates of general networks, made anew: shared, scaled, joined and fixed angles, spectra of
three levels, words and matrices.

Every single-leaf corruption is refused, or the producer proves the corrupted claim of the corrupted
instance as well.
"""

import json

import pytest
from test_shipped_certificates import leaves, replaced, some_corruptions, true_without_the_checker

from symqnn.certificate.canonical import canonical_bytes
from symqnn.certificate.datasets import loss_certificate, separable_certificate
from symqnn.certificate.produce import (
    independence_certificate,
    operators_certificate,
    output_certificate,
)
from symqnn.certificate.unreachable import unreachable_certificate
from symqnn.checker import check
from symqnn.construction.theorem_2 import theorem_2
from symqnn.construction.unreachable import UnreachableError
from symqnn.errors import SymqnnError
from symqnn.expansion.output import expand, expectation
from symqnn.independence.decide import linear_independence
from symqnn.loss.training import loss
from symqnn.model.ansatz import random_integral
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.model.state import State

WORDS = QNN(
    ["1/2*ZI + 1/2*IZ", "3/5*XI + 4/5*ZI", "IX"],
    "(Y+I)(Z + 2*X)",
    angles=["a", "2*a - b", "b + 4*atan(1/3)"],
)
MATRICES = QNN(
    [[[0, 0, 0], [0, 1, 0], [0, 0, 3]], [[0, 1, 0], [1, 0, 0], [0, 0, 1]]],
    [[1, 1, 0], [1, 0, "-i"], [0, "i", 0]],
    angles=["a", "a + pi/2"],
)
STATES = {
    WORDS: State.bloch([("3/5", 0, "4/5"), (0, "1/3", "2/3")]),
    MATRICES: State.pure([1, "1+i", 2]),
}


def unreachable(qnn):
    try:
        theorem_2(qnn)
    except UnreachableError as error:
        return unreachable_certificate(error.result)
    raise AssertionError("every residual is reachable")


def training(qnn):
    dataset, parts = Dataset.from_samples([(STATES[qnn], "1/3")]), (1,)
    return loss_certificate(qnn, dataset, parts, loss(qnn, dataset, parts))


def trapped(qnn):
    made = theorem_2(qnn)
    used = made.construction
    return separable_certificate(used.qnn, used.dataset, used.parts, made.landscape, "theorem-2")


MADE = {
    "operators of words": lambda: operators_certificate(WORDS, expand(WORDS)),
    "operators of matrices": lambda: operators_certificate(MATRICES, expand(MATRICES)),
    "output of words": lambda: output_certificate(
        WORDS, STATES[WORDS], expectation(WORDS, STATES[WORDS])
    ),
    "output of matrices": lambda: output_certificate(
        MATRICES, STATES[MATRICES], expectation(MATRICES, STATES[MATRICES])
    ),
    "loss of words": lambda: training(WORDS),
    "loss of matrices": lambda: training(MATRICES),
    "rank of words": lambda: independence_certificate(WORDS, linear_independence(WORDS)),
    "rank of matrices": lambda: independence_certificate(MATRICES, linear_independence(MATRICES)),
    "independence of three levels": lambda: independence_certificate(
        THREE, linear_independence(THREE)
    ),
    "unreachable residuals of shared angles": lambda: unreachable(
        QNN(["ZZ", "XI", "IX"], "ZZ", angles=["g", "b", "b"])
    ),
    "a trap of frequency 2": lambda: trapped(QNN(["ZI + IZ"], "XX")),
}
THREE = random_integral([0, 1, 1, 2], 1, seed=2)


def is_true(forged):
    """Whether the producer proves the claim of the corrupted instance; what it refuses to read is
    not true.
    """
    try:
        return true_without_the_checker(forged)
    except (SymqnnError, KeyError, TypeError, ValueError, IndexError):
        return False


@pytest.mark.effort
@pytest.mark.parametrize("name", MADE)
def test_no_corrupted_leaf_of_a_general_network_passes(name, record_property):
    certificate = json.loads(canonical_bytes(MADE[name]()))
    verdict = check(certificate)
    assert (verdict.status, verdict.reason) == ("VERIFIED", "")
    assert certificate["version"] == 2
    tried, harmless = 0, set()
    for number, (where, leaf) in enumerate(leaves(certificate)):
        for value in some_corruptions(leaf, number):
            forged = replaced(certificate, where, value)
            tried += 1
            if check(forged).status == "VERIFIED":
                place = ".".join(map(str, where))
                assert is_true(forged), (
                    f"{place}: {leaf!r} -> {value!r} was accepted and is not true"
                )
                harmless.add(place)
    assert check(certificate).status == "VERIFIED"
    places = f" (still true: {', '.join(sorted(harmless)[:6])})" if harmless else ""
    record_property(
        f"count corruptions of {name}", f"{tried} tried, {len(harmless)} places harmless{places}"
    )
