"""Classical data as exact quantum states: each pair of features is a qubit turned about X and then
about Y, angles with rational sines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import atan2, isqrt, pi, tau
from random import Random

from flint import arb, ctx, fmpq

from symqnn.algebra.circle import CirclePoint
from symqnn.errors import InputError
from symqnn.model.dataset import Dataset
from symqnn.model.state import Bloch

DENOMINATOR = 1105  # 5·13·17: 108 points of the circle, neighbours at most 0.15 radians apart
MAX_TRIALS = 1000


@dataclass(frozen=True)
class EncodedData:
    """Data points and their exact encoding.

    Args:
        features: for each sample its angles x_1, …, x_2p as points (cos x, sin x). labels: one a
            sample.
        normal: w of the hyperplane that gave the labels, () if they came otherwise.
        rounding: how far, in radians, an angle was moved to a point with rational coordinates; 0 if
            the data are such points.
    """

    features: tuple[tuple[CirclePoint, ...], ...]
    labels: tuple[Fraction, ...]
    normal: tuple[Fraction, ...] = ()
    rounding: float = 0.0

    @property
    def qubits(self) -> int:
        """Number p of qubits."""
        return len(self.features[0]) // 2

    def vectors(self) -> list[list[Bloch]]:
        """Bloch vectors, one list a sample."""
        return [rotation_encoding(row) for row in self.features]

    def dataset(self) -> Dataset:
        """The training set."""
        return Dataset.from_bloch(self.vectors(), self.labels)


def rotation_encoding(angles: Sequence[CirclePoint]) -> list[Bloch]:
    r"""Bloch vectors of :math:`\bigotimes_qR_Y(x_{2q})R_X(x_{2q-1})|0\rangle`, half-angle gates
    :math:`R_P(x)=e^{-ixP/2}`.

    Paper: Section 6, "a p-qubit encoding of x ∈ [0, 2π)^2p via X- and Y-rotations on each of the
    qubits"; that X comes first is our choice.

    .. math:: v=(\cos a\,\sin b,\;-\sin a,\;\cos a\,\cos b)

    Args:
        angles: points (cos x, sin x), two a qubit.

    Raises:
        InputError: an odd number of angles, or none.

    Example:
        >>> rotation_encoding([CirclePoint(1, 0), CirclePoint(0, 1)])
        [(Fraction(1, 1), Fraction(0, 1), Fraction(0, 1))]
    """
    if not angles or len(angles) % 2:
        raise InputError(f"angles has {len(angles)} entries; two a qubit are required.")
    return [
        (a.cos * b.sin, -a.sin, a.cos * b.cos)
        for a, b in zip(angles[::2], angles[1::2], strict=True)
    ]


@cache
def circle_grid(denominator: int = DENOMINATOR) -> tuple[CirclePoint, ...]:
    """All points of the circle with cos and sin in Z/denominator, by increasing angle from 0.

    Raises:
        InputError: a denominator that is no positive whole number.

    Example:
        >>> len(circle_grid(5)), len(circle_grid())
        (12, 108)
    """
    if type(denominator) is not int or denominator < 1:
        raise InputError(
            f"denominator is {denominator!r}; a positive whole number is required, for instance "
            "1105."
        )
    points = []
    for x in range(-denominator, denominator + 1):
        y = isqrt(denominator**2 - x**2)
        if x**2 + y**2 == denominator**2:
            points += [
                CirclePoint(Fraction(x, denominator), Fraction(s, denominator))
                for s in sorted({y, -y})
            ]
    return tuple(sorted(points, key=_angle))


def _angle(point: CirclePoint) -> float:
    return atan2(point.sin, point.cos) % tau


def nearest(angle: float, denominator: int = DENOMINATOR) -> tuple[CirclePoint, float]:
    """The grid point nearest to an angle in radians, and how far it is (a float: which point is
    taken is a choice, not a claim).

    Example:
        >>> nearest(0.001)[0]
        CirclePoint(cos=Fraction(1, 1), sin=Fraction(0, 1))
    """
    gaps = [abs((_angle(point) - angle + pi) % tau - pi) for point in circle_grid(denominator)]
    best = min(range(len(gaps)), key=gaps.__getitem__)
    return circle_grid(denominator)[best], gaps[best]


def side(angles: Sequence[CirclePoint], normal: Sequence[Fraction], centred: bool = False) -> int:
    r"""The sign of :math:`w^\top x`, x ∈ [0, 2π) the angles of the points; of :math:`w^\top(x-\pi)`
    if ``centred``; decided by ball arithmetic.

    Raises:
        InputError: the point lies on the hyperplane as far as 1000 bits tell.

    Example:
        >>> side([CirclePoint(0, 1), CirclePoint(1, 0)], [Fraction(-1), Fraction(1)])
        -1
    """
    before = ctx.prec
    try:
        for ctx.prec in (64, 256, 1000):
            total = arb(0)
            for point, weight in zip(angles, normal, strict=True):
                total += _ball(weight) * (_ball_angle(point) - (arb.pi() if centred else 0))
            if not total.contains(0):
                return 1 if total > 0 else -1
    finally:
        ctx.prec = before
    raise InputError("a data point lies on the hyperplane; take another normal vector or seed.")


def _ball(value: Fraction) -> arb:
    return arb(fmpq(value.numerator, value.denominator))


def _ball_angle(point: CirclePoint) -> arb:
    """The angle in [0, 2π): exactly 0 at (1, 0), elsewhere atan2 shifted by 2π below the axis."""
    if point.sin == 0:
        return arb(0) if point.cos > 0 else arb.pi()
    angle = arb.atan2(_ball(point.sin), _ball(point.cos))
    return angle if point.sin > 0 else angle + 2 * arb.pi()


def linearly_separable(
    qubits: int, samples: int, seed: int, centred: bool = False, denominator: int = DENOMINATOR
) -> EncodedData:
    r"""Pseudo-random data with a hyperplane between the classes: label 1 where :math:`w^\top x>0`,
    else 0; the same on every machine.

    Paper: Section 6, Figure 5. Its instance is not published; this one is ours. The normal vector
    is drawn again until each class has a quarter of the samples, because x ∈ [0, 2π)^2p lies on one
    side of most hyperplanes through 0.

    Args:
        qubits: p; x has 2p angles. samples: m. seed: of points and normal vector. centred:
            hyperplane through (π, …, π) and not through 0.
        denominator: the angles are drawn from :func:`circle_grid`, so that all states are exact.

    Raises:
        InputError: a number below 1, or no such normal vector in 1000 trials.

    Example:
        >>> data = linearly_separable(2, 5, seed=1)
        >>> data.qubits, sorted(set(data.labels))
        (2, [Fraction(0, 1), Fraction(1, 1)])
    """
    if min(qubits, samples) < 1:
        raise InputError(f"qubits and samples are {qubits} and {samples}; both must be at least 1.")
    source, grid = Random(f"linearly separable {qubits} {samples} {seed}"), circle_grid(denominator)
    features = tuple(tuple(source.choice(grid) for _ in range(2 * qubits)) for _ in range(samples))
    for _ in range(MAX_TRIALS):
        normal = tuple(
            Fraction(source.choice([k for k in range(-100, 101) if k]), 100)
            for _ in range(2 * qubits)
        )
        labels = tuple(Fraction(int(side(row, normal, centred) > 0)) for row in features)
        if samples == 1 or samples // 4 <= sum(labels) <= samples - samples // 4:
            return EncodedData(features, labels, normal)
    raise InputError(
        f"no hyperplane with a quarter of the samples on either side in {MAX_TRIALS} trials; "
        "take another seed."
    )


def from_features(
    rows: Sequence[Sequence[float]],
    labels: Sequence[object],
    span: float = pi,
    denominator: int = DENOMINATOR,
) -> EncodedData:
    """Measured data as angles: every feature is scaled to [0, span] by its least and largest value,
    then moved to the nearest grid point.

    The rounding is part of the data; from there on all is exact.

    Args:
        rows: one list of 2p numbers a sample. labels: exact numbers. span: in radians; π, so that
            the extremes do not meet around the circle.

    Raises:
        InputError: rows of odd or different lengths, or a feature that is constant.

    Example:
        >>> from_features([[0.0, 5.0], [1.0, 7.0]], [0, 1]).qubits
        1
    """
    lengths = {len(row) for row in rows}
    if len(lengths) != 1 or min(lengths) % 2 or not min(lengths):
        raise InputError(
            f"rows have {sorted(lengths)} features; one even number is required, two features a "
            "qubit."
        )
    low = [min(column) for column in zip(*rows, strict=True)]
    high = [max(column) for column in zip(*rows, strict=True)]
    if any(a == b for a, b in zip(low, high, strict=True)):
        raise InputError("a feature is constant; leave it out.")
    found = [
        [
            nearest(span * (x - a) / (b - a), denominator)
            for x, a, b in zip(row, low, high, strict=True)
        ]
        for row in rows
    ]
    exact = tuple(Fraction(str(label)) for label in labels)
    return EncodedData(
        tuple(tuple(point for point, _ in row) for row in found),
        exact,
        (),
        max(gap for row in found for _, gap in row),
    )
