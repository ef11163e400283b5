"""Exact value, gradient and Hessian of a loss at rational points, without multiplying the loss out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod
from typing import Any

import numpy as np
import numpy.typing as npt

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.integral import IntegralOutputs
from symqnn.construction.output import Outputs, weights
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.model.spectrum import IntegralNetwork

Integers = list[int]
Table = Sequence[tuple[tuple[int, ...], int]]
Local = tuple[Any, list[Any] | None, list[list[Any]]]  # value, gradient (None for a constant), lower Hessian


@dataclass(frozen=True)
class Jet:
    """Value, gradient and Hessian with respect to φ (2θ; θ for integer spectra), as integers over one positive denominator."""

    value: int
    gradient: Integers
    hessian: list[Integers]
    denominator: int


@dataclass(frozen=True)
class _Residual:
    """Σ weight·Π factors - label; each factor is a table of (digits, integer coefficient) on some angles."""

    terms: tuple[tuple[int, tuple[tuple[tuple[int, ...], tuple[tuple[tuple[int, ...], int], ...]], ...]], ...]
    label: int
    norm: Fraction


class LossJets:
    r"""The loss :math:`\sum_iw_i(f(\rho_i,\theta)-y_i)^2` of a dataset, ready for exact values and derivatives at many points.

    Example:
        >>> from symqnn.model.state import State
        >>> jets = LossJets(QNN(["X"], "Z"), Dataset.from_samples([(State.zero(1), 0)]))
        >>> jets.at([CirclePoint("3/5", "4/5")]).value, jets.at([CirclePoint("3/5", "4/5")]).denominator
        (9, 25)
    """

    def __init__(self, qnn: QNN | IntegralNetwork, dataset: Dataset, parts: Sequence[int] | None = None) -> None:
        self.angles = qnn.layers
        outputs = IntegralOutputs(qnn) if isinstance(qnn, IntegralNetwork) else Outputs(qnn)
        share = weights(dataset, parts)
        raw = [[(weight, product.factors) for weight, product in outputs.terms(state)] for state, _ in dataset.samples]
        scale = lcm(*(weight.denominator * prod(poly.denominator for _, poly in factors) for terms in raw for weight, factors in terms))
        self.scale = lcm(scale, *(label.denominator for _, label in dataset.samples))
        self.share_scale = lcm(*(value.denominator for value in share))
        self.shares = [int(value * self.share_scale) for value in share]
        self.residuals = [self._residual(terms, label) for terms, (_, label) in zip(raw, dataset.samples, strict=True)]
        tables = [table for residual in self.residuals for _, factors in residual.terms for _, table in factors]
        self.degree = max(((digit + 1) // 2 for table in tables for digits, _ in table for digit in digits), default=1)

    def _residual(self, terms: list[tuple[Fraction, tuple[tuple[tuple[int, ...], TrigPoly], ...]]], label: Fraction) -> _Residual:
        kept, constant, norm = [], -label, Fraction(0)
        for weight, factors in terms:
            size = abs(weight) * prod((sum((abs(v) for _, v in poly.terms()), Fraction(0)) for _, poly in factors), start=Fraction(1))
            if all(all(not any(index) for index, _ in poly.terms()) for _, poly in factors):  # a constant
                constant += weight * prod((poly.coefficient((0,) * len(axes)) for axes, poly in factors), start=Fraction(1))
                continue
            norm += size
            common = weight.denominator * prod(poly.denominator for _, poly in factors)
            factor = int(weight * weight.denominator) * (self.scale // common)
            tables = tuple((axes, tuple(zip(map(tuple, poly.exponents.tolist()), poly.numerators.tolist(), strict=True))) for axes, poly in factors)
            kept.append((factor, tables))
        return _Residual(tuple(kept), int(constant * self.scale), norm + abs(constant))

    def third_bound(self) -> Fraction:
        r"""A bound of the third derivative of L in φ along any three unit vectors, everywhere: :math:`8p^2K^3\sum_iw_i\lVert R_i\rVert_1^2`.

        For a product b of w basis functions of frequency at most K :math:`|D^nb[u,\dots,v]|\le K^n\sum|u_l|\cdots\sum|v_l|\le K^nw^{n/2}`, and
        :math:`D^3R^2=2RD^3R+6DR\,D^2R`; the powers of w = p are rounded up.
        """
        total = sum((Fraction(share, self.share_scale) * r.norm**2 for share, r in zip(self.shares, self.residuals, strict=True)), Fraction(0))
        return 8 * self.angles**2 * self.degree**3 * total

    def numeric(self, angles: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Gradients and Hessians at many angles φ, shape (points, p), in floats; for the search only."""
        p, n = self.angles, len(angles)
        basis = [[np.ones(n), *(f(m * angles[:, k]) for m in range(1, self.degree + 1) for f in (np.cos, np.sin))] for k in range(p)]
        gradient, hessian = np.zeros((p, n)), np.zeros((p, p, n))
        for share, residual in zip(self.shares, self.residuals, strict=True):
            v = np.full(n, residual.label / self.scale)
            g, h = [np.zeros(n) for _ in range(p)], [[np.zeros(n) for _ in range(p)] for _ in range(p)]
            for weight, factors in (_in_floats(*term, self.scale) for term in residual.terms):
                _add_product(weight, [(axes, _local(axes, table, basis)) for axes, table in factors], (g, h))
                v = v + weight * prod(_value(table, [basis[axis] for axis in axes]) for axes, table in factors)
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
            v, g, h = residual.label * units, [0] * p, [[0] * p for _ in range(p)]
            for weight, factors in residual.terms:
                _add_product(weight, [(axes, _local(axes, table, basis)) for axes, table in factors], (g, h))
                v += weight * prod(_value(table, [basis[axis] for axis in axes]) for axes, table in factors)
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


def _in_floats(weight: int, factors: Sequence[tuple[tuple[int, ...], Table]], scale: int) -> tuple[float, list[tuple[tuple[int, ...], Any]]]:
    """A term of a residual with coefficients of size one; the integers themselves may be beyond the range of a float."""
    tables = []
    for axes, table in factors:
        top = max((abs(coefficient) for _, coefficient in table), default=1)
        tables.append((axes, [(digits, coefficient / top) for digits, coefficient in table]))
        weight *= top
    return weight / scale, tables


def _value(table: Table, basis: Sequence[Any]) -> Any:
    """Value of a factor; the basis (1, cos, sin, cos 2φ, …) of each angle in integers (q, q·cos, q·sin, …) or in float arrays."""
    return sum(coefficient * prod(row[digit] for row, digit in zip(basis, digits, strict=True)) for digits, coefficient in table)


def _local(axes: tuple[int, ...], table: Table, basis: Sequence[Any]) -> Local:
    """Value, gradient and Hessian (lower triangle) of one factor in its own angles."""
    rows = [basis[axis] for axis in axes]
    k = len(axes)
    first = [_derived(table, a) for a in range(k)]
    if not any(first):
        return _value(table, rows), None, []
    gradient = [_value(part, rows) for part in first]
    hessian = [[_value(_derived(first[a], b), rows) for b in range(a + 1)] for a in range(k)]
    return _value(table, rows), gradient, hessian


def _derived(table: Table, axis: int) -> Table:
    """Table of the derivative in one angle; empty if the factor does not depend on it."""
    result = []
    for digits, coefficient in table:
        frequency, sine = (digits[axis] + 1) // 2, digits[axis] % 2 == 0  # digit 2k-1 is cos kφ, 2k is sin kφ
        if frequency:
            other = 2 * frequency - 1 if sine else 2 * frequency
            result.append(((*digits[:axis], other, *digits[axis + 1 :]), coefficient * (frequency if sine else -frequency)))
    return result


def _add_product(weight: Any, parts: list[tuple[tuple[int, ...], Local]], into: tuple[list[Any], list[list[Any]]]) -> None:
    """Add the gradient and the lower Hessian of weight·Π factors (product rule)."""
    gradient, hessian = into
    values = [local[0] for _, local in parts]
    for j, (axes, (_, g, h)) in enumerate(parts):
        if g is None:
            continue
        rest = weight * prod(value for i, value in enumerate(values) if i != j)
        for a, axis in enumerate(axes):
            gradient[axis] += rest * g[a]
            for b in range(a + 1):
                high, low = max(axis, axes[b]), min(axis, axes[b])
                hessian[high][low] += rest * h[a][b]
        for i in range(j):
            other, (_, g2, _) = parts[i]
            if g2 is None:
                continue
            both = weight * prod(value for m, value in enumerate(values) if m not in (i, j))
            for a, axis in enumerate(axes):
                for b, axis2 in enumerate(other):
                    hessian[max(axis, axis2)][min(axis, axis2)] += both * g[a] * g2[b]
