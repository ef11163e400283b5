"""Strict local minima of a given dataset near given points, proved: exactly at rational points, in
a ball around the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import pi

import numpy as np
import numpy.typing as npt
from flint import fmpz_mat

from symqnn.algebra.circle import CirclePoint, on_circle
from symqnn.algebra.latex import LatexRepr, Row, number
from symqnn.algebra.latex_tables import table_rows, text_lines, words
from symqnn.construction.landscape_latex import count_rows, decimal_latex
from symqnn.construction.scaling import simple_below
from symqnn.construction.targets import Star
from symqnn.errors import InputError
from symqnn.loss.jets import Jet, LossJets
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN, require_qnn
from symqnn.status import Status

PRECISION_BITS = 24
NEWTON_STEPS = 12
VALUE_DIGITS = 6


@dataclass(frozen=True)
class CertifiedMinimum(LatexRepr):
    """One strict local minimum.

    Args:
        at: the minimum itself if ``exact``, otherwise the centre of a ball that holds exactly one
            critical point, a strict minimum.
        lower, upper: bounds of the loss at the minimum, equal if exact.
    """

    at: Star
    exact: bool
    lower: Fraction
    upper: Fraction

    def latex_cells(self) -> list[str]:
        """The point (exact, or six digits of the centre of its ball) and the value."""
        if self.exact:
            return [", ".join(part.to_latex() for part in self.at), number(self.lower)]
        centre = ", ".join(f"({float(part.cos):.6f}, {float(part.sin):.6f})" for part in self.at)
        return [rf"\approx {centre}", rf"\approx {decimal_latex(float(self.upper))}"]

    def latex_rows(self) -> list[Row]:
        r"""LaTeX: (cos φ_l, sin φ_l) of the angles, and the loss."""
        place, value = self.latex_cells()
        return [("", rf"{place}: \quad L {'= ' * self.exact}{value}")]


@dataclass(frozen=True)
class MinimaResult(LatexRepr):
    r"""Answer of :func:`certify_minima`.

    Args:
        status: PROVED if every point belongs to a strict local minimum and all are different;
            REFUTED if a point is exactly critical and no minimum, or is not critical and was not to
            be moved; else UNDECIDED. reasons: why not PROVED.
        curvature: μ, all Hessians (in phases φ = gθ) at the points are at least μI. radius: of the
            balls, in φ.
        bound: T, no third derivative exceeds it. minima: in the order of the points.
    """

    status: Status
    reasons: tuple[str, ...]
    minima: tuple[CertifiedMinimum, ...] = ()
    curvature: Fraction = Fraction(0)
    radius: Fraction = Fraction(0)
    bound: Fraction = Fraction(0)

    def __repr__(self) -> str:
        why = f"; {self.reasons[0][:80]}" if self.reasons else ""
        return f"<strict minima: {self.status}; {len(self.minima)}{why}>"

    def latex_rows(self, limit: int = 24) -> list[Row]:
        """LaTeX: the status, the number of minima, and a table of at most ``limit`` of them (cos φ,
        sin φ of each angle).
        """
        rows = count_rows(
            len(self.minima),
            self.spurious,
            self.gap if all(point.exact for point in self.minima) else None,
            at_least=True,
        )
        rows[0] = (rows[0][0], rows[0][1] + rf" \quad{words(f'({self.status})')}")
        rows += [row for reason in self.reasons[:4] for row in text_lines(reason)]
        cells = [point.latex_cells() for point in self.minima]
        header = ["(cos φ, sin φ) of each angle", "loss"]
        return [*rows, *table_rows(header, cells, "ll", limit)] if cells else rows

    @property
    def zeros(self) -> int:
        """Number of minima with loss exactly 0: global ones."""
        return sum(point.exact and not point.upper for point in self.minima)

    @property
    def spurious(self) -> int | None:
        """Number of minima proved to be above the global minimum, if one of them has loss 0."""
        return sum(point.lower > 0 for point in self.minima) if self.zeros else None

    @property
    def gap(self) -> Fraction | None:
        """A lower bound of the distance between the spurious minima and 0 (exact if the lowest is
        exact).
        """
        return (
            min((point.lower for point in self.minima if point.lower > 0), default=None)
            if self.zeros
            else None
        )


def certify_minima(
    qnn: QNN,
    dataset: Dataset,
    points: Iterable[Sequence[CirclePoint]],
    parts: Sequence[int] | None = None,
    move: bool = True,
) -> MinimaResult:
    r"""Prove that the loss of a dataset has strict local minima at, or close to, the given points,
    all different.

    Test at x: the gradient g and the Hessian H in the phases φ_l = g_lθ_l are exact. With a global
    bound T of the third derivative and :math:`H\succeq\mu I`, the Hessian is at least
    :math:`(\mu-T\varrho)I` in the ball of radius ϱ. If :math:`|g|<(\mu-T\varrho)\varrho`, the loss
    is strictly convex there and grows outwards on the sphere: exactly one critical point inside, a
    strict minimum, of value between :math:`L(x)-|g|^2/2(\mu-T\varrho)` and L(x). Here ϱ = μ/2T.

    Args:
        points: rational points (cos φ_l, sin φ_l). parts: as in
            :func:`symqnn.loss.training.weights`.
        move: whether a point may be moved to the minimum close to it (Newton's method; floats
            propose, exact numbers decide).

    Raises:
        DimensionError: network and dataset differ in size; InputError: no point, not one coordinate
            an angle, or no rational point.

    Example:
        >>> from symqnn.model.state import State
        >>> data = Dataset.from_samples([(State.zero(1), 1)])
        >>> top = [CirclePoint.quarter_turns(2)]
        >>> certify_minima(QNN(["X"], "Z"), data, [top], move=False).reasons
        ('point 0 is critical, but the Hessian is not positive definite',)
    """
    listed, angles = [tuple(point) for point in points], len(require_qnn(qnn).parameters)
    if not listed or any(len(point) != angles for point in listed):
        raise InputError(
            f"points are {len(listed)}; at least one is required, each with {angles} rational "
            "points (cos φ, sin φ), φ = gθ."
        )
    for k, point in enumerate(listed):
        if not all(isinstance(part, CirclePoint) for part in point):
            raise InputError(
                f"points[{k}] is not made of rational points; give CirclePoint('3/5', '4/5'), or "
                "circle_point(angle) for one near an angle."
            )
    jets = LossJets(qnn, dataset, parts)
    pairs = [(point, jets.at(point)) for point in listed]
    if move:
        pairs = _settled(jets, pairs)
    lowest = min(_lowest_eigenvalue(jet) for _, jet in pairs)
    refuted = [
        k
        for k, (_, jet) in enumerate(pairs)
        if not any(jet.gradient) and not _definite(jet, Fraction(0))
    ]
    if refuted:
        return MinimaResult(
            Status.REFUTED,
            tuple(
                f"point {k} is critical, but the Hessian is not positive definite" for k in refuted
            ),
        )
    if lowest <= 0:
        return MinimaResult(
            Status.UNDECIDED,
            ("the Hessian is not positive definite at some point that is only close to critical",),
        )
    curvature, bound = simple_below(Fraction(lowest) * Fraction(99, 100)), jets.third_bound()
    radius = simple_below(curvature / (2 * bound))
    reasons = [
        reason
        for k, (_, jet) in enumerate(pairs)
        if (reason := _fault(jet, curvature, radius, bound, k))
    ]
    if reasons:
        return MinimaResult(Status.UNDECIDED if move else Status.REFUTED, tuple(reasons))
    if not separated([point for point, _ in pairs], 2 * radius):
        return MinimaResult(
            Status.UNDECIDED,
            (
                "two of the points lead to the same minimum, or to minima too close to be told "
                "apart",
            ),
        )
    minima = tuple(_minimum(point, jet, curvature - bound * radius) for point, jet in pairs)
    return MinimaResult(Status.PROVED, (), minima, curvature, radius, bound)


def _settled(jets: LossJets, pairs: list[tuple[Star, Jet]]) -> list[tuple[Star, Jet]]:
    """The points that are not critical moved by Newton's method in floats, then rounded to rational
    points.
    """
    moving = [k for k, (_, jet) in enumerate(pairs) if any(jet.gradient)]
    if not moving:
        return pairs
    angles = np.array(
        [[np.arctan2(float(part.sin), float(part.cos)) for part in pairs[k][0]] for k in moving]
    )
    for _ in range(NEWTON_STEPS):
        gradient, hessian = jets.numeric(angles)
        step = _solve(hessian, gradient)
        angles = angles - step
        if float(np.abs(step).max()) < 2 ** (1 - PRECISION_BITS):
            break
    result = list(pairs)
    for k, row in zip(moving, angles, strict=True):
        point = tuple(circle_point(float(angle)) for angle in row)
        result[k] = (point, jets.at(point))
    return result


def _solve(
    hessian: npt.NDArray[np.float64], gradient: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Newton steps of all points at once; zero where the Hessian is singular in floats."""
    regular = np.abs(np.linalg.det(hessian)) > 0
    steps = np.zeros_like(gradient)
    steps[regular] = np.linalg.solve(hessian[regular], gradient[regular][:, :, None])[:, :, 0]
    return steps


def circle_point(angle: float) -> CirclePoint:
    """A rational point of the circle near an angle in radians: a quarter turn and a half tangent
    over 2^24.
    """
    turns = round(angle / (pi / 2))
    unit = 2**PRECISION_BITS
    half = round(np.tan((angle - turns * pi / 2) / 2) * unit)
    # t = half/unit: ((1 - t²)/(1 + t²), 2t/(1 + t²)), turned by quarters
    norm = unit * unit + half * half
    cos, sin = Fraction(unit * unit - half * half, norm), Fraction(2 * unit * half, norm)
    return CirclePoint.quarter_turns(turns).plus(on_circle(cos, sin))


def _floats(jet: Jet) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    # into the range of a double, whatever the denominators are
    shift = max(0, jet.denominator.bit_length() - 512)
    scale = jet.denominator >> shift
    gradient = np.array([(value >> shift) / scale for value in jet.gradient])
    return gradient, np.array([[(value >> shift) / scale for value in row] for row in jet.hessian])


def _lowest_eigenvalue(jet: Jet) -> float:
    return float(np.linalg.eigvalsh(_floats(jet)[1])[0])


def _definite(jet: Jet, curvature: Fraction) -> bool:
    """Whether H - μI is positive definite, exactly (Sylvester)."""
    shift, factor = curvature.numerator * jet.denominator, curvature.denominator
    rows = [
        [factor * value - (shift if a == b else 0) for b, value in enumerate(row)]
        for a, row in enumerate(jet.hessian)
    ]
    return all(fmpz_mat([row[:k] for row in rows[:k]]).det() > 0 for k in range(1, len(rows) + 1))


def _fault(jet: Jet, curvature: Fraction, radius: Fraction, bound: Fraction, k: int) -> str:
    if not _definite(jet, curvature):
        return f"point {k}: the Hessian is not at least {curvature}"
    limit = (curvature - bound * radius) * radius
    if (
        sum(value * value for value in jet.gradient) * limit.denominator**2
        >= (limit.numerator * jet.denominator) ** 2
    ):
        return (
            f"point {k} is not critical, and its gradient is too large for a minimum to be proved "
            f"within {radius}"
        )
    return ""


def _minimum(point: Star, jet: Jet, convexity: Fraction) -> CertifiedMinimum:
    value = Fraction(jet.value, jet.denominator)
    if not any(jet.gradient):
        return CertifiedMinimum(point, True, value, value)
    lower = value - Fraction(sum(part * part for part in jet.gradient), jet.denominator**2) / (
        2 * convexity
    )
    upper = simple_below(value, VALUE_DIGITS)
    # rounded up in the last digits
    upper += Fraction(1, 10 ** (VALUE_DIGITS - 2)) * simple_below(value, 1)
    return CertifiedMinimum(
        point, False, simple_below(lower, VALUE_DIGITS) if lower > 0 else Fraction(0), upper
    )


def separated(points: Sequence[Star], distance: Fraction) -> bool:
    """Whether any two points differ by more than a distance (chord) in some coordinate cos φ_l or
    sin φ_l.

    Chords are shorter than arcs, so angles then differ by more than the distance too. Points are
    split into groups at gaps, coordinate by coordinate.
    """
    unit = 2**80
    gap = -(-distance.numerator * unit // distance.denominator) + 2
    groups = [
        [
            tuple(int(value * unit) for part in point for value in (part.cos, part.sin))
            for point in points
        ]
    ]
    for axis in range(2 * len(points[0])):
        fresh = []
        for group in groups:
            group.sort(key=lambda row: row[axis])
            start = 0
            for k in range(1, len(group) + 1):
                if k == len(group) or group[k][axis] - group[k - 1][axis] > gap:
                    fresh.append(group[start:k])
                    start = k
        groups = [group for group in fresh if len(group) > 1]
    return not groups
