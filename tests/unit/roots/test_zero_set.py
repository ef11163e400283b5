"""Fewer residuals than angles: a manifold of minima is proved where it exists, and not where it
does not.
"""

import pytest

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import DimensionError
from symqnn.roots.zero_set import common_zero

F = TrigPoly.from_terms({"100": 1, "021": "1/2", "002": "1/3"})
G = TrigPoly.from_terms({"110": 1, "201": "1/2", "002": "1/3"})
ONE = TrigPoly.constant(1, 3)


def test_manifolds_are_proved():
    assert common_zero([F]).dimension == 2
    assert common_zero([F, G]).dimension == 1
    assert common_zero([TrigPoly.from_terms({"10": 1, "01": 1})]).dimension == 1


@pytest.mark.parametrize(
    "functions",
    [
        [],
        [F, G, F + G],  # as many as angles: nothing follows
        [F * F + ONE],  # no zero
        [F, F],  # dependent Jacobian
        # 2 - cos - cos: one degenerate zero, an isolated minimum
        [TrigPoly.from_terms({"00": 2, "10": -1, "01": -1})],
        [
            TrigPoly.from_terms({"00": "20000000001/10000000000", "10": -1, "01": -1})
        ],  # close to one
    ],
)
def test_nothing_is_claimed_without_proof(functions):
    assert common_zero(functions) is None


def test_bad_input():
    with pytest.raises(DimensionError):
        common_zero([F, TrigPoly.constant(1, 2)])
