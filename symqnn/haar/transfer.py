r"""Transfer matrices: what one Haar-random layer does, on average, to products of traces of two
operators.

With projectors P, Q = (1 ± H)/2 a layer is Φ^(0)A = PAP+QAQ, Φ^(1)A = PAQ+QAP,
Φ^(2)A = i(PAQ-QAP). In a cyclic word of images neighbouring projectors merge,
so a trace functional of k letters has k gaps with one projector each, hence at most k copies of H:
four copies are enough for the second moments (and not the eight of the naive expansion).
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import combinations, permutations, product
from typing import NamedTuple

from symqnn.errors import InputError
from symqnn.haar.permutations import (
    CycleType,
    Permutation,
    compose,
    cycle_type,
    cycles,
    inverse,
    twirl,
)
from symqnn.haar.rational import ZERO, RationalFunction

Matrix = tuple[tuple[RationalFunction, ...], ...]
Vector = tuple[RationalFunction, ...]
Monomial = tuple[str, ...]


class Functional(NamedTuple):
    """A product of traces of letters: letter j is followed by letter ``successor[j]``; a cycle of
    the permutation is one trace.
    """

    letters: str
    successor: Permutation

    def monomial(self) -> Monomial:
        """The traces as sorted words, each the smallest of its rotations."""
        return _monomial(self.letters, self.successor)


@cache
def _monomial(letters: str, successor: Permutation) -> Monomial:
    words = ("".join(letters[j] for j in cycle) for cycle in cycles(successor))
    return tuple(sorted(min(word[k:] + word[:k] for k in range(len(word))) for word in words))


OVERLAP = Functional("AB", (1, 0))
INVARIANTS = (
    Functional("ABAB", (1, 0, 3, 2)),  # tr(AB)²
    Functional("AABB", (1, 0, 3, 2)),  # tr(A²)·tr(B²)
    Functional("ABAB", (1, 2, 3, 0)),  # tr(ABAB)
    Functional("AABB", (1, 2, 3, 0)),  # tr(A²B²)
)
LABELS = ("tr(AB)^2", "tr(A^2)tr(B^2)", "tr(ABAB)", "tr(A^2B^2)")


def gap_weights(functional: Functional, first: int, second: int) -> dict[tuple[int, ...], Fraction]:
    r"""Weights w_S of the words in which H stands in the gaps S, after Φ^(first) on A and
    Φ^(second) on B.

    Every choice of a sign for each gap (projector (1 ± H)/2) contributes 2^{-k}·∏_{j∈S}(sign of gap
    j)·∏(weight of each letter between its two gaps), where Φ^(0) wants equal signs, Φ^(1) different
    ones, and Φ^(2) different ones with weight i for P·Q and -i for Q·P.

    Args:
        functional: k letters A, B.
        first, second: the indices ξ_l, ξ'_l.

    Returns:
        Real weights, without the factor i if Φ^(2) acts on an odd number of letters.

    Example:
        >>> gap_weights(OVERLAP, 0, 0)
        {(): Fraction(1, 2), (0, 1): Fraction(1, 2)}
    """
    k = len(functional.letters)
    before = inverse(functional.successor)
    kinds = [first if letter == "A" else second for letter in functional.letters]
    sums: dict[tuple[int, ...], int] = {}
    for signs in product((1, -1), repeat=k):
        weight = 1
        for letter, kind in enumerate(kinds):
            left, right = signs[before[letter]], signs[letter]
            weight *= (
                (left == right) if kind == 0 else 0 if left == right else left if kind == 2 else 1
            )
        if weight:
            for size in range(k + 1):
                for gaps in combinations(range(k), size):
                    sign = weight
                    for gap in gaps:
                        sign *= signs[gap]
                    sums[gaps] = sums.get(gaps, 0) + sign
    phase = (-1) ** (kinds.count(2) // 2)  # i² for each pair of letters under Φ^(2)
    return {gaps: Fraction(phase * total, 2**k) for gaps, total in sums.items() if total}


def expected_image(
    functional: Functional, first: int, second: int, unbalanced: bool = False
) -> dict[Monomial, RationalFunction]:
    r"""Expectation of a product of traces after one random layer, as a combination of products of
    traces before it.

    Paper: section 4 (the moments needed for Eqn 23),
    :math:`E[\pi]=\sum_Sw_S\sum_{\sigma\in\mathrm{Sym}(S)}c_{|S|}(\sigma)\,\pi\circ\sigma`.

    Args:
        functional: what is averaged; A and B are traceless, so words of one letter vanish.
        first, second: ξ_l for A, ξ'_l for B.
        unbalanced: tr H = h instead of 0.

    Returns:
        Coefficients in Q(d), or Q(d, h), of the trace monomials.

    Example:
        >>> expected_image(OVERLAP, 1, 1)
        {('AB',): d^2/(2*(d - 1)*(d + 1))}
    """
    # the permutations of one cycle type share their coefficient: their weights are added first
    weights: dict[tuple[Monomial, CycleType], Fraction] = {}
    for gaps, weight in gap_weights(functional, first, second).items():
        for images in permutations(gaps):
            sigma = list(range(len(functional.letters)))
            for gap, image in zip(gaps, images, strict=True):
                sigma[gap] = image
            moved = functional._replace(successor=compose(functional.successor, tuple(sigma)))
            monomial = moved.monomial()
            if not any(len(word) == 1 for word in monomial):
                key = monomial, cycle_type(tuple(gaps.index(image) for image in images))
                weights[key] = weights.get(key, Fraction(0)) + weight
    result: dict[Monomial, RationalFunction] = {}
    for (monomial, kind), weight in weights.items():
        if weight:
            coefficient = twirl(sum(kind), unbalanced)[kind]
            result[monomial] = result.get(monomial, ZERO) + coefficient * weight
    return {monomial: value for monomial, value in result.items() if value}


@cache
def mean_factor(first: int, second: int, unbalanced: bool = False) -> RationalFunction:
    r"""The number λ with
    :math:`E\operatorname{tr}(\Phi^{(a)}A\,\Phi^{(b)}B)=\lambda\operatorname{tr}(AB)` for traceless
    A, B.

    Args:
        first, second: a and b.
        unbalanced: tr H = h instead of 0.

    Raises:
        InputError: an index that is not 0, 1 or 2.

    Example:
        >>> mean_factor(0, 0)
        (d^2 - 2)/(2*(d - 1)*(d + 1))
    """
    _check_indices(first, second)
    image = expected_image(OVERLAP, first, second, unbalanced)
    if (first == 2) != (second == 2) and image:
        raise ArithmeticError("an expectation of a real number came out imaginary")
    return image.get(OVERLAP.monomial(), ZERO)


@cache
def transfer_matrix(first: int, second: int, unbalanced: bool = False) -> Matrix:
    r"""The 4×4 matrix T_ab of one random layer on the invariants (tr(AB)², trA²·trB², trABAB,
    trA²B²) of traceless A, B.

    Paper: section 4 (fourth moments of the Haar measure). Row i expresses the expectation of
    invariant i of (Φ^(a)A, Φ^(b)B) in the invariants of (A, B). Valid in every dimension at which
    no entry has a pole (for tr H = 0: all even d).

    Args:
        first, second: a and b.
        unbalanced: tr H = h instead of 0.

    Returns:
        Four rows of four elements of Q(d), or of Q(d, h).

    Raises:
        InputError: an index that is not 0, 1 or 2.

    Example:
        >>> transfer_matrix(1, 1)[2][3]
        3/(2*(d - 3)*(d - 1)*(d + 1)*(d + 3))
    """
    _check_indices(first, second)
    if first > second:
        return transfer_matrix(second, first, unbalanced)  # A and B exchange their names
    position = {functional.monomial(): k for k, functional in enumerate(INVARIANTS)}
    rows = []
    for functional in INVARIANTS:
        row = [ZERO] * len(INVARIANTS)
        for monomial, value in expected_image(functional, first, second, unbalanced).items():
            row[position[monomial]] = value
        rows.append(tuple(row))
    return tuple(rows)


def _check_indices(*indices: int) -> None:
    for index in indices:
        if index not in (0, 1, 2):
            raise InputError(
                f"the layer index is {index!r}; Φ^(0), Φ^(1) and Φ^(2) are the maps of one layer."
            )


def add(*matrices: Matrix) -> Matrix:
    """Sum of matrices over Q(d, h, κ)."""
    return tuple(
        tuple(sum(entries, ZERO) for entries in zip(*rows, strict=True))
        for rows in zip(*matrices, strict=True)
    )


def scale(matrix: Matrix, factor: RationalFunction) -> Matrix:
    """Multiple of a matrix."""
    return tuple(tuple(entry * factor for entry in row) for row in matrix)


def row_times(row: Vector, matrix: Matrix) -> Vector:
    """Product of a row vector with a matrix.

    Example:
        >>> from symqnn.haar.rational import ONE
        >>> row_times((ONE, ZERO, ZERO, ZERO), transfer_matrix(0, 1))
        (0, 0, 0, 0)
    """
    return tuple(
        sum((left * right for left, right in zip(row, column, strict=True)), ZERO)
        for column in zip(*matrix, strict=True)
    )


def weighted_sum(weights: dict[tuple[int, int], RationalFunction]) -> Matrix:
    """Σ w_ab T_ab of balanced transfer matrices."""
    return add(*(scale(transfer_matrix(a, b), weight) for (a, b), weight in weights.items()))
