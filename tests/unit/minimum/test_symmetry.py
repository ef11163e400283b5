"""Reflections and half turns: which leave a polynomial as it is, what they do to functions, and how
they divide sums of squares.

Modules: minimum/samples, checker/mathematics/least_averages.
"""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest

from symqnn import State, TrigPoly, expectation
from symqnn.minimum.basis import full_basis
from symqnn.minimum.exact import proof_of
from symqnn.minimum.interior import interior
from symqnn.minimum.squares import functions_at, squares
from symqnn.minimum.symmetry import (
    Block,
    Word,
    acted,
    acting_words,
    blocks,
    invariant,
    sign_symmetries,
    word_text,
)
from symqnn.model.ansatz import hardware_efficient, qaoa_like

RNG = np.random.default_rng(2)


def ising(sites: int) -> TrigPoly:
    words = ["I" * k + "ZZ" + "I" * (sites - k - 2) for k in range(sites - 1)]
    words += ["I" * k + "X" + "I" * (sites - k - 1) for k in range(sites)]
    network = hardware_efficient(sites, 1, rotations=["Y"], observable=" + ".join(words))
    return expectation(network, State.zero(sites))


def own_angles(n: int) -> TrigPoly:
    state = State.bloch([(1, 0, 0)] * n)
    return expectation(qaoa_like([(k, (k + 1) % n) for k in range(n)], 1), state)


def xy_ring(p: int) -> TrigPoly:
    pairs = [(k, (k + 1) % p, digit) for k in range(p) for digit in (1, 2)]
    return TrigPoly.from_terms(
        {tuple(e if axis in (a, b) else 0 for axis in range(p)): 1 for a, b, e in pairs}
    )


MIXED = TrigPoly.from_terms({"110": 1, "031": 2, "403": 3, "050": "1/2", "300": -1})
POLYNOMIALS = [ising(2), ising(3), own_angles(3), xy_ring(4), MIXED]


def moved(word: Word, points: np.ndarray) -> np.ndarray:
    """φ, -φ, π + φ, π - φ."""
    signs = np.array([1, -1, 1, -1])[list(word)]
    return np.array([0, 0, np.pi, np.pi])[list(word)] + signs * points


@pytest.mark.parametrize("poly", POLYNOMIALS)
def test_words_leave_the_polynomial_as_it_is_and_all_such_words_are_found(poly: TrigPoly) -> None:
    words, points = sign_symmetries(poly), 7 * RNG.random((20, poly.angles))
    for word in words:
        assert poly.numeric_phases(moved(word, points)) == pytest.approx(
            poly.numeric_phases(points), abs=1e-9
        )
    same = 0
    if poly.angles <= 4:
        for word in itertools.product(range(4), repeat=poly.angles):
            there = poly.numeric_phases(moved(word, points))
            same += bool(np.allclose(there, poly.numeric_phases(points), atol=1e-9))
        assert same == 2 ** len(words)


def test_functions_of_half_angles_after_a_word() -> None:
    """Tried at points, for multiples 0 to 5 of a half angle and all letters."""
    points = 7 * RNG.random((30, 1))
    digits = np.arange(11)[:, None]
    for letter in range(4):
        images, signs = acted((letter,), digits)
        expected = functions_at(digits, moved((letter,), points))
        found = signs[:, None] * functions_at(images, points)
        assert found == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("poly", POLYNOMIALS)
def test_lists_are_common_eigenspaces_that_hold_every_function(poly: TrigPoly) -> None:
    """Orthogonal, complete, and every word that acts takes a function to itself or its negative."""
    angles = tuple(range(poly.angles))
    words = sign_symmetries(poly)
    found = blocks(poly, words, angles)
    assert sum(map(len, found)) == len(full_basis(poly, angles))
    basis = {index: k for k, index in enumerate(full_basis(poly, angles))}
    rows = []
    for block in found:
        for digits, signs in zip(*block.images, strict=True):
            row = np.zeros(len(basis))
            for index, sign in zip(digits.tolist(), signs.tolist(), strict=True):
                row[basis[tuple(index)]] += sign
            rows.append(row)
    table = np.array(rows)
    products = table @ table.T
    assert np.count_nonzero(products - np.diag(np.diag(products))) == 0
    assert np.diag(products).all()
    exchanging, plain = acting_words(poly, words, angles)
    for word in [*exchanging, *plain]:
        images, signs = acted(word, np.array(list(basis)))
        matrix = np.zeros((len(basis), len(basis)))
        for k, (image, sign) in enumerate(zip(images.tolist(), signs.tolist(), strict=True)):
            matrix[k, basis[tuple(image)]] = sign
        for row in table:
            turned = row @ matrix
            assert np.array_equal(turned, row) or np.array_equal(turned, -row), word_text(word)


@pytest.mark.parametrize("poly", POLYNOMIALS)
def test_divided_lists_give_the_bound_of_all_functions_at_once(poly: TrigPoly) -> None:
    """One Gram matrix without any symmetry is another relaxation with the same value."""
    chosen = squares(poly, [tuple(range(poly.angles))], "")
    plain = Block(tuple(full_basis(poly, range(poly.angles))))
    degrees = poly.degrees
    grid = itertools.product(*[range(2 * d + 1) for d in degrees])
    whole = type(chosen)("", (plain,), tuple(sorted(grid)))
    first, second = interior(poly, chosen), interior(poly, whole)
    assert first.bound == pytest.approx(second.bound, abs=1e-6)
    for relaxation, result in ((chosen, first), (whole, second)):
        proof = proof_of(poly, relaxation, result.grams, 40)
        assert proof is not None
        assert float(proof.lower) == pytest.approx(result.bound, abs=1e-6)
        assert proof.lower <= Fraction(result.bound) + Fraction(1, 10**6)


def test_what_changes_its_sign_is_told() -> None:
    """cos φ, sin φ, cos 2φ, sin 2φ under a reflection, half a turn, both."""
    digits = np.arange(5)[:, None]
    kept = [invariant([(letter,)], digits).tolist() for letter in range(4)]
    assert kept == [
        [True] * 5,
        [True, True, False, True, False],
        [True, False, False, True, True],
        [True, False, True, True, False],
    ]
