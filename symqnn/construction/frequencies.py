r"""Higher frequencies: exactly ∏ 2D_l local minima a period; the paper says Ω(Δ^p).

One of them is global where the frequencies with which each angle occurs alone have no common
divisor; :attr:`FrequencyConstruction.holds` tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, prod

import numpy as np

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational
from symqnn.algebra.latex import LatexRepr, Row, number
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.realise import Construction, realise
from symqnn.construction.scaling import simple_below
from symqnn.construction.separable import SeparableLandscape, separable_landscape
from symqnn.construction.targets import Star, Target, cosine, read_star, sine
from symqnn.errors import InputError
from symqnn.model.qnn import QNN, require_qnn
from symqnn.univariate.half_tangent import line_numerator
from symqnn.univariate.one_angle import OneAngle
from symqnn.univariate.sturm import stays_positive

STRENGTHS = (Fraction(1, 3), Fraction(1, 10), Fraction(1, 30), Fraction(1, 100))


@dataclass(frozen=True)
class FrequencyConstruction(LatexRepr):
    """A dataset for a network with frequencies up to D_l, and the complete landscape of its loss.

    Args:
        construction: dataset and κ. star: the points (cos φ*, sin φ*), φ = gθ. strength: r.
            landscape: all critical points.
        floors: for each angle and each of its minima a lower bound of ℓ(min) - ℓ(θ*), 0 at θ*
            itself.
    """

    construction: Construction
    star: Star
    strength: Fraction
    landscape: SeparableLandscape
    floors: tuple[tuple[Fraction, ...], ...]

    def __repr__(self) -> str:
        return (
            f"<dataset for every frequency: {self.landscape.count} minima, {self.spurious} "
            f"spurious; {self.construction.samples_text}>"
        )

    def latex_rows(self, limit: int = 12) -> list[Row]:
        """LaTeX: κ, then the landscape."""
        first = (r"\kappa ", f"= {number(self.construction.kappa)}")
        return [first, *self.landscape.latex_rows(limit)]

    @property
    def expected(self) -> int:
        """∏ 2D_l; 2^p for the paper's networks."""
        return prod(2 * degree for degree in self.construction.qnn.degrees)

    @property
    def least(self) -> Fraction:
        """The loss at θ*, its global minimum."""
        pairs = zip(self.landscape.coordinates, self.star, strict=True)
        return self.landscape.constant + sum(
            (part.loss.at([point]) for part, point in pairs), Fraction(0)
        )

    @property
    def spurious(self) -> int:
        """Number of local minima proved to be above the global one."""
        return self.landscape.count - prod(
            sum(not floor for floor in listed) for listed in self.floors
        )

    @property
    def gap(self) -> Fraction | None:
        """A lower bound of the distance of all spurious minima from the global one."""
        return min((floor for listed in self.floors for floor in listed if floor), default=None)

    @property
    def holds(self) -> bool:
        """Exactly ∏ 2D_l local minima, all but one spurious."""
        return self.landscape.count == self.expected and self.spurious == self.expected - 1


def generating(frequencies: Sequence[int]) -> tuple[int, ...]:
    """The lowest frequencies that have no common divisor but that of all:
    1 alone if it is one of them.

    Example:
        >>> generating((0, 1, 2)), generating((0, 2, 3, 5))
        ((1,), (2, 3))
    """
    chosen: list[int] = []
    for k in frequencies:
        if k and (not chosen or gcd(*chosen, k) < gcd(*chosen)):
            chosen.append(k)
    return tuple(chosen)


def own_frequencies(qnn: QNN) -> tuple[tuple[int, ...], ...]:
    """For each angle the frequencies k > 0 that occur in M(θ) with no other angle, increasing.

    Example:
        >>> own_frequencies(QNN([[[0, 0, 0], [0, 2, 0], [0, 0, 5]]], [[1] * 3] * 3))
        ((2, 3, 5),)
    """
    found: dict[int, tuple[int, ...]] = {}
    for part in require_qnn(qnn).frequencies.parts:
        for place, axis in enumerate(part.axes):
            alone = [v for v in part.vectors if not any(v[:place]) and not any(v[place + 1 :])]
            found[axis] = tuple(sorted({v[place] for v in alone if v[place] > 0}))
    return tuple(found[axis] for axis in sorted(found))


def breaking(qnn: QNN, star: Star, strength: Fraction) -> list[Target]:
    r"""The residuals :math:`r(\cos k(\varphi_l-\varphi^*_l)-1)` for generating frequencies k of
    each angle. They vanish together at θ* only, if each angle's have no common divisor; if they
    have one, c, also where its u_l is a multiple of 2π/c.
    """
    pairs = [
        (axis, k) for axis, listed in enumerate(own_frequencies(qnn)) for k in generating(listed)
    ]
    return [cosine(star, [axis], strength, frequency=k) for axis, k in pairs]


def frequency_minima(
    qnn: QNN, star: Sequence[CirclePoint] | None = None, strength: object = None
) -> FrequencyConstruction:
    r"""A dataset with :math:`L=\tfrac{\kappa^2}m\sum_l[\sin^2D_lu_l+r^2\sum_k(1-\cos ku_l)^2]`,
    u = φ - φ*: exactly ∏ 2D_l minima a period.

    Paper: remark after Theorem 2 (there Ω(Δ^p)); the construction is ours: Eqn 18 for frequencies
    above 1. φ_l = g_lθ_l are the phases, D_l = ``qnn.degrees`` the largest frequencies in them; for
    the paper's networks D_l = 1. k runs over the frequency 1, or, where it does not occur, over
    frequencies without a common divisor. Minima are counted by Sturm's theorem.

    Args:
        qnn: any network that reaches these residuals; linear independence of all components
            suffices.
        star: points (cos φ*_l, sin φ*_l). strength: r, small enough (default: 1/3, or the first of
            1/10, 1/30, 1/100 that gives as many minima).

    Raises:
        UnreachableError: some residual is not reachable; SizeError: the network is too large;
            InputError: r not positive.

    Example:
        >>> qutrit = QNN([[[0, 0, 0], [0, 1, 0], [0, 0, 2]]], [[1, 1, 1], [1, 1, 1], [1, 1, 1]])
        >>> made = frequency_minima(qutrit)
        >>> made.landscape.count, made.spurious
        (4, 3)
    """
    r = None if strength is None else rational(strength, "strength")
    if r is not None and r <= 0:
        raise InputError(f"strength is {r}; a positive number is required.")
    points = read_star(star, len(require_qnn(qnn).parameters))
    made = _made(qnn, points, r or STRENGTHS[0])
    for smaller in STRENGTHS[1:]:
        if r is not None or made.holds:
            break
        made = _made(qnn, points, smaller)
    return made


def _made(qnn: QNN, star: Star, r: Fraction) -> FrequencyConstruction:
    symmetric = [sine(star, angle, degree) for angle, degree in enumerate(qnn.degrees)]
    construction = realise(qnn, symmetric + breaking(qnn, star, r))
    landscape = separable_landscape(construction.loss())
    pairs = zip(landscape.coordinates, star, strict=True)
    floors = tuple(_floors(part, point) for part, point in pairs)
    return FrequencyConstruction(construction, star, r, landscape, floors)


def _floors(part: OneAngle, star: CirclePoint) -> tuple[Fraction, ...]:
    """For each minimum of one summand a proved lower bound of ℓ - ℓ(θ*),
    0 at θ* itself and where none is proved.
    """
    lowest, found = part.loss.at([star]), list[Fraction]()
    for point, (lower, upper) in zip(part.points, part.intervals, strict=True):
        if point.kind != "minimum":
            continue
        if point.at == star:
            found.append(Fraction(0))
            continue
        above = _least_on_grid(part, lower, upper) - lowest
        floor = simple_below(above) if above > 0 else Fraction(0)
        level = TrigPoly.constant(lowest + floor, part.loss.torus)
        positive = stays_positive(line_numerator(part.loss - level, part.cut), lower, upper)
        found.append(floor if floor and positive else Fraction(0))
    return tuple(found)


def _least_on_grid(part: OneAngle, lower: Fraction | None, upper: Fraction | None) -> Fraction:
    """About the least value between two separators, a little below it: floats suggest a bound,
    Sturm's theorem decides.
    """
    turn = np.arctan2(float(part.cut.sin), float(part.cut.cos)) + np.pi
    first = -np.pi if lower is None else 2 * np.arctan(float(lower))
    last = np.pi if upper is None else 2 * np.arctan(float(upper))
    values = part.loss.numeric_phases((turn + np.linspace(first, last, 4001))[:, None])
    spread = Fraction(float(values.max() - values.min()))
    return Fraction(float(values.min())) - Fraction(1, 10**4) * spread
