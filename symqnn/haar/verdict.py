r"""Theorem 6 decided: the probability of linear independence in the model of Eqn 21 is 0 or 1, and
which; the table of all bounds.

For tr H = 0 and d as a function of p: probability 0 while log d < (p-1)/2·log 3 + log 2
(DIMENSION), probability 1 for log d ≥ p·log 2 (SIGNS). So "1-O(e^{-p}) for log d = Θ(p)" is true
with any constant ≥ log 2 and false with one below (log 3)/2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from math import isqrt
from typing import Any

from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.latex_tables import table, text_lines, words
from symqnn.errors import InputError, SizeError
from symqnn.haar.failure_bounds import Road, failure_bound
from symqnn.haar.positivity import FirstDimension, first_dimension
from symqnn.haar.universal import Independence, check_model, find_independence
from symqnn.status import Status


class Reason(StrEnum):
    r"""Why a probability is 0 or 1; the first two give 0, the others 1.

    DIMENSION: the 3^{p-1} operators Ψ_k(M) with k_1 = +1 lie in P_1·Mat·Q_1, of dimension
    r(d-r) < 3^{p-1}.

    REFLECTION: r = 1 (or d-1), P_l = |w_l⟩⟨w_l|: the same operators are |w_1⟩⟨v| with ⟨v| in
    span{⟨w_l|, ⟨w_l|M}·Q_1, of dimension ≤ 2p-1 < 3^{p-1}: a product of factors P_l or 1 to the
    left of M turns ⟨w_1| into a multiple of some ⟨w_l|, then M, then again factors.

    SIGNS: d ≥ 2^p, tr H = 0. Take 2^p basis vectors s ∈ {±1}^p and H_l = diag(s_l), on the other
    basis vectors ±1 in equal numbers. Ψ_k(M) keeps, of the 2^p × 2^p part of M, the entries (s, s')
    with s - s' = 2k: disjoint and non-empty supports for different k; a generic unitary conjugate
    of a non-scalar M has no zero off-diagonal entry. One such instance is enough by the zero-one
    law (see ``universal``).

    UNIVERSAL: a family of idempotents at this d or a smaller one of the same parity, independent
    for M = E_12 modulo a prime.

    INSTANCE: a family that is independent for this M.
    """

    DIMENSION = "dimension"
    REFLECTION = "reflection"
    SIGNS = "signs"
    UNIVERSAL = "universal"
    INSTANCE = "instance"


@dataclass(frozen=True)
class Probability(LatexRepr):
    """P[linear independence] for given p, d, r: 0 or 1, or not known.

    Args:
        layers, dimension, multiplicity: p, d, and r, the multiplicity of the eigenvalue +1 of H.
        value: 0, 1, or None.
        reason: a Reason; if the value is not known, what was tried.
        every_observable: whether the value holds for every non-scalar M, or only for the given one.
        proof: for UNIVERSAL and INSTANCE, the family.
    """

    layers: int
    dimension: int
    multiplicity: int
    value: int | None
    reason: str
    every_observable: bool
    proof: Independence | None = None

    def latex_rows(self) -> list[Row]:
        """LaTeX: the probability for p, d, r, and why."""
        value = r"\ \text{not known}" if self.value is None else f"= {self.value}"
        where = f"p = {self.layers},\\ d = {self.dimension},\\ r = {self.multiplicity}"
        return [
            (r"\operatorname{Pr}[\text{independent}] ", rf"{value} \quad ({where})"),
            *text_lines(f"reason: {self.reason}"),
        ]

    @property
    def status(self) -> Status:
        """PROVED if the value is 1, REFUTED if it is 0, UNDECIDED otherwise: the status of "almost
        surely independent".
        """
        return {1: Status.PROVED, 0: Status.REFUTED, None: Status.UNDECIDED}[self.value]


def necessary_dimension(p: int) -> int:
    r"""Least even d with d² ≥ 4·3^{p-1}; below it the probability is 0 for tr H = 0.

    Paper: section 3 names d ≥ 3^{p/2}; the two differ for qubits first at p = 5.

    Raises:
        InputError: p < 1.

    Example:
        >>> [necessary_dimension(p) for p in range(1, 8)]
        [2, 4, 6, 12, 18, 32, 54]
    """
    if p < 1:
        raise InputError(f"p is {p}; at least one layer is required.")
    half = isqrt(3 ** (p - 1) - 1) + 1  # least half with half² ≥ 3^{p-1}
    return 2 * half


def probability(
    p: int, d: int, observable: Any = None, multiplicity: int | None = None
) -> Probability:
    """Decide whether a Haar-random network is with linear independence
    almost surely or almost never.

    Paper: Theorem 6, strengthened.

    Args:
        p, d: number of layers, dimension.
        observable: a non-scalar Hermitian M; default: every one.
        multiplicity: r of the eigenvalue +1 of H (default d/2).

    Raises:
        InputError: p < 1, d < 2, d odd without multiplicity, or r not between 1 and d-1.

    Example:
        >>> [probability(3, d).value for d in (4, 6, 8)]
        [0, None, 1]
    """
    r = check_model(p, d, multiplicity)
    if r * (d - r) < 3 ** (p - 1):
        return Probability(p, d, r, 0, Reason.DIMENSION, True)
    if min(r, d - r) == 1 and 2 * p - 1 < 3 ** (p - 1):
        return Probability(p, d, r, 0, Reason.REFLECTION, True)
    if 2 * r == d and d >= 2**p:
        return Probability(p, d, r, 1, Reason.SIGNS, True)
    try:
        found = (universal(p) if 2 * r == d else None) or find_independence(p, d, None, r)
        if found is not None and d >= found.family.dimension:
            return Probability(p, d, r, 1, Reason.UNIVERSAL, True, found)
        found = find_independence(p, d, observable, r) if observable is not None else None
        if found is not None:
            return Probability(p, d, r, 1, Reason.INSTANCE, False, found)
    except SizeError as error:
        return Probability(p, d, r, None, str(error), observable is None)
    return Probability(
        p,
        d,
        r,
        None,
        "no independent family of idempotents was found; that proves nothing",
        observable is None,
    )


@cache
def universal(p: int) -> Independence | None:
    """Universal certificate of tr H = 0 in the least dimension in which the search succeeds
    (below 2^p + 2), for p ≤ 7.

    Example:
        >>> [universal(p).family.dimension for p in range(1, 6)]
        [2, 4, 8, 12, 20]
    """
    if p > 7:
        return None
    for d in range(necessary_dimension(p), 2**p + 1, 2):
        found = find_independence(p, d)
        if found is not None:
            return found
    return None


@dataclass(frozen=True)
class BoundsRow(LatexRepr):
    """One line of the table: what is known for p layers and tr H = 0.

    Args:
        layers: p.
        necessary: the probability is 0 for every even d below.
        universal: the probability is 1 for every non-scalar M and every even d from here on (by
            certificate, or d = 2^p).
        leading: (c, c₂) of each road, ε = cκ/d + c₂/d² + ….
        first: the first dimension of each road, for every M.
        first_flat: the same for M² ∝ I (κ = 1/d).
    """

    layers: int
    necessary: int
    universal: int
    leading: dict[Road, tuple[Fraction, Fraction]]
    first: dict[Road, FirstDimension]
    first_flat: dict[Road, FirstDimension]

    def latex_rows(self) -> list[Row]:
        """LaTeX: the table of this one row."""
        return [("", bounds_latex([self]))]


def bounds_row(p: int) -> BoundsRow:
    """The row of p layers.

    Example:
        >>> row = bounds_row(2)
        >>> row.necessary, row.universal, [first.dimension for first in row.first.values()]
        (4, 4, [8, 46, 72])
    """
    found = universal(p)
    bounds = {road: failure_bound(p, road) for road in Road}
    return BoundsRow(
        p,
        necessary_dimension(p),
        min(found.family.dimension, 2**p) if found else 2**p,
        {road: bound.leading() for road, bound in bounds.items()},
        {road: first_dimension(bound) for road, bound in bounds.items()},
        {road: first_dimension(bound, every_observable=False) for road, bound in bounds.items()},
    )


def bounds_latex(rows: Sequence[BoundsRow]) -> str:
    """The table of dimensions as an ``array``, a column for each p: probability 0 below, 1 from,
    and where each bound is below 1.
    """
    names = [
        "P = 0 below",
        "P = 1 from",
        "ε < 1 (Frobenius)",
        "… for M² ∝ I, no certificate",
        "… (Gershgorin)",
        "… (all entries)",
    ]
    columns = []
    for row in rows:
        first = (
            row.first[Road.FROBENIUS],
            row.first_flat[Road.FROBENIUS],
            row.first[Road.GERSHGORIN],
            row.first[Road.GERSHGORIN_PLAIN],
        )
        columns.append((row.necessary, row.universal, *(item.dimension for item in first)))
    lines = [[words(name), *(str(column[k]) for column in columns)] for k, name in enumerate(names)]
    return table(["p", *(str(row.layers) for row in rows)], lines, "l" + "r" * len(rows))


def bounds_table(p_max: int) -> list[BoundsRow]:
    """Rows for p = 1, …, p_max.

    Raises:
        InputError: p_max < 1.

    Example:
        >>> [row.first[Road.FROBENIUS].dimension for row in bounds_table(4)]
        [2, 8, 52, 324]
    """
    if p_max < 1:
        raise InputError(f"p_max is {p_max}; at least one layer is required.")
    return [bounds_row(p) for p in range(1, p_max + 1)]
