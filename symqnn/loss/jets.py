"""Exact value, gradient and Hessian of a loss at rational points, without multiplying it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm, prod
from typing import Any

import numpy as np
import numpy.typing as npt

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.loss.outputs import Outputs, Terms
from symqnn.loss.training import require_dataset, weights
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN

Integers = list[int]
# basis indices with coefficients: integers, or floats in the search
Table = Sequence[tuple[tuple[int, ...], Any]]
# value, gradient (None for a constant), lower Hessian
Local = tuple[Any, list[Any] | None, list[list[Any]]]


@dataclass(frozen=True)
class Jet:
    """Value, gradient and Hessian with respect to the phases φ_l = g_lθ_l, as integers over one
    positive denominator.
    """

    value: int
    gradient: Integers
    hessian: list[Integers]
    denominator: int


@dataclass(frozen=True)
class Factor:
    """A polynomial in a few of the angles.

    Args:
        axes: their positions. table: pairs (basis indices, coefficient).
    """

    axes: tuple[int, ...]
    table: Table

    @cached_property
    def derivatives(self) -> tuple[list[Table], list[list[Table]]]:
        """Tables of the first derivatives in its angles and of the second ones (lower triangle)."""
        size = range(len(self.axes))
        first = [_derived(self.table, a) for a in size]
        return first, [[_derived(first[a], b) for b in range(a + 1)] for a in size]


@dataclass(frozen=True)
class Term:
    """An integer multiple of a product of factors in disjoint angles."""

    weight: int
    factors: tuple[Factor, ...]


@dataclass(frozen=True)
class Residual:
    """The sum of terms and a constant, all over one scale. ``norm`` bounds the sum of the absolute
    coefficients.
    """

    terms: tuple[Term, ...]
    constant: int
    norm: Fraction


class LossJets:
    r"""The loss :math:`\sum_iw_i(f(\rho_i,\theta)-y_i)^2` of a dataset, ready for exact values and
    derivatives at many points.

    All derivatives are with respect to the phases φ_l = g_lθ_l, g_l the units of the network's
    angles.

    Raises:
        DimensionError: network and dataset differ in size; InputError: no network, no dataset, or
            parts that do not fit.

    Example:
        >>> from symqnn.model.state import State
        >>> jets = LossJets(QNN(["X"], "Z"), Dataset.from_samples([(State.zero(1), 0)]))
        >>> jet = jets.at([CirclePoint("3/5", "4/5")])
        >>> jet.value, jet.denominator
        (9, 25)
    """

    def __init__(self, qnn: QNN, dataset: Dataset, parts: Sequence[int] | None = None) -> None:
        require_dataset(qnn, dataset)
        self.angles = len(qnn.torus)
        outputs, share = Outputs(qnn, len(dataset)), weights(dataset, parts)
        raw = [outputs.terms(state) for state, _ in dataset.samples]
        commons = [
            _denominator(weight, product.factors) for terms in raw for weight, product in terms
        ]
        self.scale = lcm(*commons, *(label.denominator for _, label in dataset.samples))
        self.share_scale = lcm(*(value.denominator for value in share))
        self.shares = [int(value * self.share_scale) for value in share]
        pairs = zip(raw, dataset.samples, strict=True)
        self.residuals = [self._residual(terms, label) for terms, (_, label) in pairs]
        products = [term for residual in self.residuals for term in residual.terms]
        tables = [factor.table for term in products for factor in term.factors]
        indices = [index for table in tables for index, _ in table]
        # the digits 2k - 1 and 2k of an index are cos and sin of the frequency k
        self.degree = max(((digit + 1) // 2 for index in indices for digit in index), default=1)

    def _residual(self, terms: Terms, label: Fraction) -> Residual:
        kept, constant, norm = [], -label, Fraction(0)
        for weight, product in terms:
            if not all(len(poly) for _, poly in product.factors):
                continue  # a factor is 0
            values = [(poly.coefficient((0,) * len(axes)), poly) for axes, poly in product.factors]
            if all(max(poly.degrees, default=0) == 0 for _, poly in values):
                constant += weight * prod((value for value, _ in values), start=Fraction(1))
                continue
            sizes = [
                sum(abs(int(value)) for value in poly.numerators) for _, poly in product.factors
            ]
            denominators = prod(poly.denominator for _, poly in product.factors)
            norm += abs(weight) * Fraction(prod(sizes), denominators)
            factors = tuple(Factor(axes, _table(poly)) for axes, poly in product.factors)
            kept.append(Term(int(weight / denominators * self.scale), factors))
        return Residual(tuple(kept), int(constant * self.scale), norm + abs(constant))

    def third_bound(self) -> Fraction:
        r"""A bound of the third derivative of L in φ along any three unit vectors, everywhere:
        :math:`8p^2K^3\sum_iw_i\lVert R_i\rVert_1^2`.

        For a product b of w basis functions of frequency at most K
        :math:`|D^nb[u,\dots,v]|\le K^n\sum|u_l|\cdots\sum|v_l|\le K^nw^{n/2}`, and
        :math:`D^3R^2=2RD^3R+6DR\,D^2R`; the powers of w = p are rounded up.
        """
        total = sum(
            (
                Fraction(share, self.share_scale) * r.norm**2
                for share, r in zip(self.shares, self.residuals, strict=True)
            ),
            Fraction(0),
        )
        return 8 * self.angles**2 * self.degree**3 * total

    def numeric(
        self, angles: npt.NDArray[np.float64]
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Gradients and Hessians at many phases φ, shape (points, p), in floats; for the search
        only.
        """
        p, n = self.angles, len(angles)
        basis = [
            [
                np.ones(n),
                *(f(m * angles[:, k]) for m in range(1, self.degree + 1) for f in (np.cos, np.sin)),
            ]
            for k in range(p)
        ]
        gradient, hessian = np.zeros((p, n)), np.zeros((p, p, n))
        for share, residual in zip(self.shares, self.residuals, strict=True):
            v = np.full(n, residual.constant / self.scale)
            g, h = (
                [np.zeros(n) for _ in range(p)],
                [[np.zeros(n) for _ in range(p)] for _ in range(p)],
            )
            for weight, factors in (_in_floats(term, self.scale) for term in residual.terms):
                v = v + _add_product(weight, factors, basis, (g, h))
            for a in range(p):
                gradient[a] += 2 * share / self.share_scale * v * g[a]
                for b in range(a + 1):
                    hessian[a, b] += 2 * share / self.share_scale * (g[a] * g[b] + v * h[a][b])
        lower = np.tril(np.moveaxis(hessian, -1, 0))
        return gradient.T, lower + np.swapaxes(np.tril(lower, -1), 1, 2)

    def at(self, points: Sequence[CirclePoint]) -> Jet:
        """Value, gradient and Hessian at one point, exactly."""
        p = self.angles
        basis = []
        for point in points:
            basis.append(point.multiples(self.degree)[0])
        units = prod(entry[0] for entry in basis)
        value, gradient, hessian = 0, [0] * p, [[0] * p for _ in range(p)]
        for share, residual in zip(self.shares, self.residuals, strict=True):
            v, g, h = residual.constant * units, [0] * p, [[0] * p for _ in range(p)]
            for term in residual.terms:
                v += _add_product(term.weight, term.factors, basis, (g, h))
            value += share * v * v
            for a in range(p):
                if g[a]:
                    gradient[a] += 2 * share * v * g[a]
                for b in range(a + 1):
                    hessian[a][b] += 2 * share * (g[a] * g[b] + v * h[a][b])
        for a in range(p):
            for b in range(a):
                hessian[b][a] = hessian[a][b]
        return Jet(value, gradient, hessian, self.share_scale * (self.scale * units) ** 2)


def _denominator(weight: Fraction, factors: Sequence[tuple[tuple[int, ...], TrigPoly]]) -> int:
    return weight.denominator * prod(poly.denominator for _, poly in factors)


def _table(poly: TrigPoly) -> Table:
    return tuple(zip(map(tuple, poly.exponents.tolist()), poly.numerators.tolist(), strict=True))


def _in_floats(term: Term, scale: int) -> tuple[float, tuple[Factor, ...]]:
    """A term with coefficients of size one; the integers themselves may be beyond the range of a
    float.
    """
    weight, factors = term.weight, []
    for factor in term.factors:
        top = max((abs(value) for _, value in factor.table), default=1)
        factors.append(Factor(factor.axes, [(index, value / top) for index, value in factor.table]))
        weight *= top
    return weight / scale, tuple(factors)


def _value(table: Table, basis: Sequence[Any]) -> Any:
    """Value of a factor; the basis (1, cos, sin, cos 2φ, …) of each angle in integers
    (q, q·cos, q·sin, …) or in float arrays.
    """
    if len(basis) == 1:  # most factors
        row = basis[0]
        return sum([value * row[digit] for (digit,), value in table])
    total = 0
    for index, value in table:
        for row, digit in zip(basis, index, strict=True):
            value = value * row[digit]
        total = total + value
    return total


def _local(factor: Factor, basis: Sequence[Any]) -> Local:
    """Value, gradient and Hessian (lower triangle) of one factor in its own angles."""
    rows = [basis[axis] for axis in factor.axes]
    first, second = factor.derivatives
    if not any(first):
        return _value(factor.table, rows), None, []
    gradient = [_value(part, rows) for part in first]
    hessian = [[_value(part, rows) for part in line] for line in second]
    return _value(factor.table, rows), gradient, hessian


def _derived(table: Table, axis: int) -> Table:
    """Table of the derivative in one phase: cos kφ ↦ -k sin kφ, sin kφ ↦ k cos kφ; empty if the
    factor does not depend on it.
    """
    result = []
    for index, coefficient in table:
        frequency, sine = (index[axis] + 1) // 2, index[axis] % 2 == 0
        if frequency:
            other = 2 * frequency - 1 if sine else 2 * frequency
            value = coefficient * (frequency if sine else -frequency)
            result.append(((*index[:axis], other, *index[axis + 1 :]), value))
    return result


def _add_product(
    weight: Any,
    factors: Sequence[Factor],
    basis: Sequence[Any],
    into: tuple[list[Any], list[list[Any]]],
) -> Any:
    """Add gradient and lower Hessian of weight·Π factors (product rule); returns the value."""
    gradient, hessian = into
    parts = [(factor.axes, _local(factor, basis)) for factor in factors]
    values = [local[0] for _, local in parts]
    for j, (axes, (_, g, h)) in enumerate(parts):
        if g is None:
            continue
        rest = weight * prod(value for i, value in enumerate(values) if i != j)
        for a, axis in enumerate(axes):
            gradient[axis] += rest * g[a]
            for b in range(a + 1):
                hessian[max(axis, axes[b])][min(axis, axes[b])] += rest * h[a][b]
        for i in range(j):
            other, (_, g2, _) = parts[i]
            if g2 is not None:
                both = weight * prod(value for m, value in enumerate(values) if m not in (i, j))
                _add_mixed(hessian, (axes, g), (other, g2), both)
    return weight * prod(values)


def _add_mixed(
    hessian: list[list[Any]],
    first: tuple[tuple[int, ...], list[Any]],
    second: tuple[tuple[int, ...], list[Any]],
    weight: Any,
) -> None:
    """Mixed derivatives of two factors in disjoint angles."""
    for axis, slope in zip(*first, strict=True):
        for other, slope2 in zip(*second, strict=True):
            hessian[max(axis, other)][min(axis, other)] += weight * slope * slope2
