"""The condition of Definition 1 for all frequencies: proofs, refutations, certificates, bad input."""

import pytest
from symqnn.certificate.frequencies import index_text, integral_independence_certificate
from symqnn.expansion.integral_expansion import expand_integral
from symqnn.independence.integral import integral_independence, room_for

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.checker import check
from symqnn.errors import InputError
from symqnn.model.ansatz import random_integral
from symqnn.model.spectrum import IntegralNetwork, qudits
from symqnn.status import Status

PROVED = {
    "qudits 1, 4": (qudits(1, 4), 8),
    "qudits 2, 2": (qudits(2, 2), 24),
    "qudits 3, 1": (qudits(3, 1), 26),
    "random d=6": (random_integral([0, 0, 1, 2, 2, 2], 2, seed=1), 24),
    "random, missing frequencies": (random_integral([0, 2, 5, 5], 1, seed=3), 6),
}
REFUTED = {  # rank, witness
    "too small": (random_integral([0, 1, 1, 1, 2], 2, seed=1), 16, "dimension"),
    "words": (IntegralNetwork.make(["1/2*ZI + 1/2*IZ", "XX + YY"], "XZ + 2*YI + IX"), 4, "relations"),
    "identity as observable": (IntegralNetwork.make([[[0, 0], [0, 1]]], [[1, 0], [0, 1]]), 0, "relations"),
    "no element between 0 and 2": (IntegralNetwork.make([GaussianMatrix.diagonal([0, 1, 2])], [[1, 1, 0], [1, 1, 1], [0, 1, 1]]), 2, "relations"),
}


@pytest.mark.parametrize("name", PROVED)
def test_independent(name):
    network, number = PROVED[name]
    result = integral_independence(network)
    assert (result.status, result.operators, result.rank) == (Status.PROVED, number, number)
    assert check(integral_independence_certificate(network, result)).status == "VERIFIED"


@pytest.mark.parametrize("name", REFUTED)
def test_dependent(name):
    network, rank, reason = REFUTED[name]
    result = integral_independence(network)
    assert (result.status, result.rank) == (Status.REFUTED, rank)
    certificate = integral_independence_certificate(network, result)
    assert certificate["witness"]["reason"] == reason
    assert check(certificate).status == "VERIFIED"
    table = expand_integral(network)
    for relation in result.relations:
        total = network.observable * 0
        for index, operator in zip(table.indices, table.operators, strict=True):
            total = total + operator * relation.get(index, 0)
        assert not total


def test_room_is_the_dimension_count():
    """Multiplicities 1, 3, 1 with five components behind each: 1 of 5 at ±2, 5 of 6 at ±1, 4 of 10 at 0."""
    assert room_for(random_integral([0, 1, 1, 1, 2], 2, seed=1)) == 2 * 1 + 2 * 5 + 4


def test_too_large_for_a_rank_is_refuted_by_dimensions():
    large = random_integral(list(range(12)), 4, seed=0)
    result = integral_independence(large)
    assert (result.status, result.rank) == (Status.REFUTED, None)
    assert check(integral_independence_certificate(large, result)).status == "VERIFIED"


def test_no_certificate_of_nothing():
    undecided = integral_independence(qudits(1, 1)).__class__(Status.UNDECIDED, 2, None, None, (), 2, ("for a test",))
    with pytest.raises(InputError, match="UNDECIDED"):
        integral_independence_certificate(qudits(1, 1), undecided)
    with pytest.raises(InputError, match="above 17"):
        index_text((36,))
