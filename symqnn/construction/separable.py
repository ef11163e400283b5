"""Losses that are sums of functions of one angle each:
the complete list of their critical points and minima.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import islice, product
from math import prod

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.latex import LatexRepr, Row, equation, left_out, sum_lines
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly, trigpoly
from symqnn.algebra.trigpoly_text import latex_terms
from symqnn.construction.landscape_latex import count_rows, index_row, level_rows
from symqnn.errors import InputError
from symqnn.univariate.one_angle import OneAngle, StationaryAngle, critical_points


@dataclass(frozen=True)
class SeparableLandscape(LatexRepr):
    r"""The landscape of :math:`L(\theta)=c+\sum_l\ell_l(\theta_l)`.

    A point is a local minimum of L iff every coordinate is one of its ℓ_l; the gradient vanishes
    iff every ℓ_l' does; the Hessian is diagonal. Angles on which L does not depend are *free*:
    minima and critical points are then families, in which these angles take all values.

    Args:
        constant: c. coordinates: for each angle that is not free, ℓ_l and all its critical points,
            in phases.
        axes: the positions of these angles. torus: all angles.
    """

    constant: Fraction
    coordinates: tuple[OneAngle, ...]
    axes: tuple[int, ...]
    torus: Torus

    def __repr__(self) -> str:
        return f"<separable loss: {self.count} minima, {self.critical} critical points a period>"

    @property
    def free(self) -> tuple[int, ...]:
        """Positions of the angles on which the loss does not depend."""
        return tuple(axis for axis in range(len(self.torus)) if axis not in self.axes)

    def latex_rows(self, limit: int = 12) -> list[Row]:
        r"""LaTeX: the summands of the loss, the numbers of minima and of critical points by index,
        and the values of the minima.

        Args:
            limit: summands and values that are shown.

        Example:
            >>> print(separable_landscape(TrigPoly.from_terms({"3": 1})).to_latex().splitlines()[1])
            L(\theta) &= \cos 4\theta_{1} \\
        """
        terms = [(self.constant, "")] if self.constant else []
        for part in self.coordinates[:limit]:
            pieces = latex_terms(part.loss.terms(), part.loss.torus)
            terms += [(value, body) for value, body, _ in pieces]
        lines = sum_lines(terms)
        if len(self.coordinates) > limit:
            lines.append("+ " + left_out(len(self.coordinates) - limit, "summand"))
        rows = equation(r"L(\theta)", lines) + count_rows(self.count, self.spurious, self.gap)
        rows += index_row(self.indices) if self.indices else []
        return rows + (level_rows(self.levels, limit) if self.levels else [])

    @property
    def count(self) -> int:
        """Number of local minima a period, exactly; of families of them if some angle is free."""
        return prod(len(part.minima) for part in self.coordinates)

    @property
    def critical(self) -> int:
        """Number of critical points (families) a period, exactly."""
        return prod(len(part.points) for part in self.coordinates)

    @property
    def nondegenerate(self) -> bool:
        """Whether the Hessian is regular at all critical points."""
        return not self.free and all(
            point.simple for part in self.coordinates for point in part.points
        )

    @cached_property
    def indices(self) -> tuple[int, ...] | None:
        """Number of critical points of each Morse index 0…p,
        if all are non-degenerate (product rule).
        """
        if not self.nondegenerate:
            return None
        total = [1]
        for part in self.coordinates:
            low = len(part.minima)
            high = len(part.points) - low
            total = [a * low + b * high for a, b in zip([*total, 0], [0, *total], strict=True)]
        return tuple(total)

    @cached_property
    def levels(self) -> tuple[tuple[Fraction, int], ...] | None:
        """Values of the local minima with their numbers, increasing, if all minima of every ℓ_l are
        at rational points.
        """
        table = {self.constant: 1}
        for part in self.coordinates:
            values = [point.value for point in part.minima]
            fresh: dict[Fraction, int] = {}
            for value in values:
                if value is None:
                    return None
                for base, number in table.items():
                    fresh[base + value] = fresh.get(base + value, 0) + number
            table = fresh
        return tuple(sorted(table.items()))

    @property
    def gap(self) -> Fraction | None:
        """Distance of the lowest spurious minimum from the global minimum, if there is a spurious
        one with an exact value.
        """
        return (
            self.levels[1][0] - self.levels[0][0] if self.levels and len(self.levels) > 1 else None
        )

    @property
    def spurious(self) -> int | None:
        """Number of local minima that are not global."""
        return self.count - self.levels[0][1] if self.levels else None

    def minima(
        self, limit: int = 4096
    ) -> Iterator[tuple[tuple[StationaryAngle, ...], Fraction | None]]:
        """The local minima one by one (coordinates of the angles that are not free), with their
        values where exact; at most ``limit``.
        """
        for choice in islice(product(*(part.minima for part in self.coordinates)), limit):
            values = [point.value for point in choice if point.value is not None]
            exact = len(values) == len(choice)
            yield choice, self.constant + sum(values, Fraction(0)) if exact else None

    def points(self, limit: int = 4096) -> list[tuple[CirclePoint, ...]]:
        """The local minima at rational points (cos φ, sin φ) of the angles
        that are not free, φ = gθ.
        """
        return [
            tuple(point.at for point in choice if point.at)
            for choice, _ in self.minima(limit)
            if all(point.at for point in choice)
        ]


def separate(loss: TrigPoly) -> tuple[Fraction, tuple[TrigPoly, ...]] | None:
    """The constant and the parts in one angle each, or None if some term mixes two angles.

    Example:
        >>> separate(TrigPoly.from_terms({"10": 1, "02": 2, "00": 3}))
        (Fraction(3, 1), (cos(2θ₁), 2*sin(2θ₂)))
    """
    used = (loss.exponents != 0).sum(axis=1)
    if (used > 1).any():
        return None
    parts = []
    for axis in range(loss.angles):
        rows = loss.exponents[:, axis] != 0
        torus = loss.torus.select([axis])
        parts.append(
            trigpoly(
                loss.exponents[rows][:, [axis]], loss.numerators[rows], loss.denominator, torus
            )
        )
    return loss.coefficient((0,) * loss.angles), tuple(parts)


def separable_landscape(loss: TrigPoly) -> SeparableLandscape:
    """Analyse a separable loss completely: all critical points, their kinds, exact values where the
    minima are rational points.

    Raises:
        InputError: the loss mixes angles, or is constant (then no minimum is strict).

    Example:
        >>> separable_landscape(TrigPoly.from_terms({"30": 1, "03": 1, "10": "1/2"})).count
        4
        >>> separable_landscape(TrigPoly.from_terms({"10": 1})).free
        (1,)
    """
    found = separate(loss)
    if found is None:
        raise InputError(
            "the loss has a term in two angles, it is not separable; use certify_minima for single "
            "points."
        )
    axes = tuple(axis for axis, part in enumerate(found[1]) if len(part))
    if not axes:
        raise InputError("the loss is constant: every point is critical and no minimum is strict.")
    known: dict[TrigPoly, OneAngle] = {}
    coordinates = []
    for axis in axes:
        part = found[1][axis]
        # equal summands are analysed once, whatever their angles are called
        default = part.on(Torus.default(1))
        if default not in known:
            known[default] = critical_points(part)
        coordinates.append(replace(known[default], loss=part))
    return SeparableLandscape(found[0], tuple(coordinates), axes, loss.torus)
