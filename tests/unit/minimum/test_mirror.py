"""An exchange of angles that leaves a polynomial as it is: found, and used without changing any
bound.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from symqnn import State, TrigPoly, expectation
from symqnn.minimum.exact import proof_of
from symqnn.minimum.interior import interior
from symqnn.minimum.mirror import exchanged, mirror_of
from symqnn.minimum.squares import cliques, squares
from symqnn.model.ansatz import hardware_efficient

CHAIN = "ZZI + IZZ + XII + IXI + IIX"


def ising() -> TrigPoly:
    """Three sites, two layers of rotations with CZ between them: the chain can be reflected."""
    return expectation(hardware_efficient(3, 1, rotations=["Y"], observable=CHAIN), State.zero(3))


def two_digits(p: int, k: int, m: int, digit: int) -> tuple[int, ...]:
    return tuple(digit if axis in (k, m) else 0 for axis in range(p))


def xy_ring(p: int) -> TrigPoly:
    pairs = [(k, (k + 1) % p, digit) for k in range(p) for digit in (1, 2)]
    return TrigPoly.from_terms({two_digits(p, *pair): 1 for pair in pairs})


@pytest.mark.parametrize("poly", [ising(), xy_ring(5), xy_ring(6)])
def test_a_mirror_leaves_the_polynomial_as_it_is(poly: TrigPoly) -> None:
    mirror = mirror_of(poly)
    assert mirror is not None
    assert mirror != tuple(range(poly.angles))
    assert tuple(mirror[axis] for axis in mirror) == tuple(range(poly.angles))
    terms = dict(poly.terms())
    assert {exchanged(index, mirror): value for index, value in terms.items()} == terms


def test_where_there_is_no_mirror_none_is_found() -> None:
    assert mirror_of(ising() + TrigPoly.from_terms({"100000": Fraction(1, 7)})) is None
    assert mirror_of(TrigPoly.from_terms({"100": 1, "010": 2, "001": 3})) is None


@pytest.mark.parametrize("poly", [ising(), xy_ring(5)])
def test_with_a_mirror_half_of_the_points_give_the_same_bound(poly: TrigPoly) -> None:
    used = 0
    for parts in (cliques(poly), [tuple(range(poly.angles))]):
        chosen = squares(poly, parts, "")
        plain = replace(chosen, mirror=None, images=())
        folded, whole = interior(poly, chosen), interior(poly, plain)
        assert folded.bound == pytest.approx(whole.bound, abs=1e-6)
        proof = proof_of(poly, chosen, folded.grams, 34)
        assert proof is not None
        assert float(proof.lower) == pytest.approx(folded.bound, abs=1e-6)
        used += chosen.mirror is not None
        for k, image in enumerate(chosen.images):  # a list and its image have the same Gram matrix
            assert image == k or np.array_equal(folded.grams[k], folded.grams[image])
    assert used
