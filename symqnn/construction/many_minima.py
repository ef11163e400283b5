r"""Beyond p!·2^p: (3/2)·p!·2^p strict local minima of one training loss, for every p ≥ 2.

Ours, not the paper's. With :math:`\psi=2\varphi` let

.. math::
    g(x,y)=64(\cos x+\cos y)+800(\sin x+\sin y)-196\cos x\cos y+841\sin x\sin y,

which has three local minima (the most that a form of degree 1 an angle can have), and

.. math::
    f(\psi)=\sum_{j=1}^{p-2}K_j\prod_l(1-\cos(\psi_l-\alpha_j))
        +\sum_{a<b}g(\psi_a,\psi_b)-\sum_l\sum_jg(\psi_l,\alpha_j).

*Why.* The first sum is ≥ 0. It vanishes where each α_j is some ψ_σ(j), on p!/2
two-dimensional tori, one for each injection σ, with two free angles a, b. On each of them
the rest is g(ψ_a, ψ_b) + constant, because the terms of a fixed and a free angle cancel.
Take a small cube around each of the 3·p!/2 strict minima on the tori, with no other torus in it:
on its boundary the rest is higher than in the middle wherever the first sum vanishes. So
for all large K there is a local minimum of f in each cube (theorem ``penalty_count``
of ``proofs/formal``, kernel-checked: no derivative is needed), and f(2φ) has 2^p times as many. Not
kernel-checked: that g has three strict minima, none of them at some α_j in an angle, and the count
of the injections. No K that is large enough is claimed: the minima are proved strict one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations, product
from math import atan, atan2, factorial, pi

import numpy as np
import numpy.typing as npt

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.certify import MinimaResult, certify_minima, circle_point
from symqnn.construction.rational_squares import squares_of
from symqnn.construction.realise import Construction, Residual, realise
from symqnn.construction.targets import Star, Target, Wave
from symqnn.errors import InputError, InternalError
from symqnn.model.qnn import QNN, require_qnn
from symqnn.status import Status

COSINE, SINE, COSINES, SINES = Fraction(64), Fraction(800), Fraction(-196), Fraction(841)  # of g
# by p: tan(α_j/2) and K_j; K_j is large enough, as the certificates show
NODES: dict[int, tuple[tuple[Fraction, Fraction], ...]] = {
    2: (),
    3: ((Fraction(1), Fraction(1152)),),
    4: ((Fraction(0), Fraction(28_800)), (Fraction(2), Fraction(28_800))),
    5: (
        (Fraction(0), Fraction(40_000)),
        (Fraction(1), Fraction(40_000)),
        (Fraction(4), Fraction(17 * 50**2)),
    ),
}
BITS = 46
NEWTON_STEPS = 400
LONGEST_STEP = 0.015
Floats = npt.NDArray[np.float64]
# (x cos φ + y sin φ)² is half of 1 + cos 2φ, 1 - cos 2φ, or all of 1 + sin 2φ, 1 - sin 2φ
WAVE: dict[tuple[str, int], tuple[int, int]] = {
    ("cos", 1): (1, 0), ("cos", -1): (0, 1), ("sin", 1): (1, 1), ("sin", -1): (1, -1),
}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    r"""A term of the loss, :math:`w\prod_l2(x_l\cos\varphi_l+y_l\sin\varphi_l)^2/(x_l^2+y_l^2)`.

    Each factor is 1 + cos(2φ_l - δ) with some δ.

    Args:
        weight: w > 0. waves: triples (l, x_l, y_l) of integers.
    """

    weight: Fraction
    waves: tuple[tuple[int, int, int], ...]

    def targets(self) -> Iterator[Target]:
        """Residuals whose squares add up to half of the piece."""
        weight = self.weight / 2
        for _, x, y in self.waves:
            weight *= Fraction(2, x * x + y * y)
        waves = tuple(Wave(axis, Fraction(x), Fraction(y)) for axis, x, y in self.waves)
        for root in squares_of(weight):
            yield Target(root, waves)

    def polynomial(self, torus: Torus) -> TrigPoly:
        """The piece, multiplied out."""
        total = TrigPoly.constant(self.weight, torus)
        zero = (0,) * len(torus)
        for axis, x, y in self.waves:
            cos, sin = (tuple(e if k == axis else 0 for k in range(len(torus))) for e in (3, 4))
            norm = x * x + y * y
            part: dict[str | tuple[int, ...], object] = {
                zero: 1,
                cos: Fraction(x * x - y * y, norm),
                sin: Fraction(2 * x * y, norm),
            }
            total = total * TrigPoly.from_terms(part, torus=torus)
        return total


@dataclass(frozen=True)
class ManyMinima(LatexRepr):
    """A dataset with (3/2)·p!·2^p strict local minima, each proved.

    Args:
        construction: dataset and κ. result: the certified minima.
    """

    construction: Construction
    result: MinimaResult

    def __repr__(self) -> str:
        found = f"{len(self.result.minima)} strict minima ({self.result.status})"
        return f"<dataset with (3/2)·p!·2^p minima: {found}; {self.construction.samples_text}>"

    def latex_rows(self, limit: int = 24) -> list[Row]:
        """LaTeX: the certified minima; the dataset has its own."""
        return self.result.latex_rows(limit)

    @property
    def expected(self) -> int:
        """(3/2)·p!·2^p."""
        return expected_minima(len(self.construction.qnn.parameters))

    @property
    def holds(self) -> bool:
        """Whether that many minima are proved."""
        found = self.result
        return found.status is Status.PROVED and len(found.minima) == self.expected


def expected_minima(angles: int) -> int:
    """(3/2)·p!·2^p.

    Example:
        >>> [expected_minima(p) for p in (2, 3, 4, 5)]
        [12, 72, 576, 5760]
    """
    return 3 * factorial(angles) << angles >> 1


def pieces(angles: int) -> list[Piece]:
    """f(2φ) up to a constant as a sum of pieces.

    Raises:
        InputError: p is not from 2 to 5.
    """
    if angles not in NODES:
        raise InputError(
            f"the network has {angles} angles; the (3/2)·p!·2^p minima are built and proved one by "
            f"one for 2 to {max(NODES)} angles (for 6 there would be {expected_minima(6)})."
        )
    nodes = NODES[angles]
    found = []
    for tangent, height in nodes:  # ∏(1 - cos(ψ_l - α_j))
        x, y = -tangent.numerator, tangent.denominator
        found.append(Piece(height, tuple((axis, x, y) for axis in range(angles))))
    for a, b in combinations(range(angles), 2):
        # ±cc = (1 + c)(1 ± c)/2 + (1 - c)(1 ∓ c)/2 - 1, and so for sines
        for name, value in (("cos", COSINES), ("sin", SINES)):
            same = 1 if value > 0 else -1
            for one in (1, -1):
                waves = ((a, *WAVE[name, one]), (b, *WAVE[name, one * same]))
                found.append(Piece(abs(value) / 2, waves))
    points = [CirclePoint.from_half_tangent(tangent) for tangent, _ in nodes]
    # (p - 1) - (p - 2) times the terms of one angle in g, and minus what the fixed angles leave
    cosine = COSINE - COSINES * sum((point.cos for point in points), Fraction(0))
    sine = SINE - SINES * sum((point.sin for point in points), Fraction(0))
    for axis in range(angles):
        for name, value in (("cos", cosine), ("sin", sine)):
            if value:
                found.append(Piece(abs(value), ((axis, *WAVE[name, 1 if value > 0 else -1]),)))
    return found


def many_minima(qnn: QNN, kappa: object = None) -> ManyMinima:
    r"""Samples whose loss has (3/2)·p!·2^p strict local minima, proved one by one.

    Args:
        qnn: a network of 2 to 5 angles that reaches the residuals (products of waves of frequency
            1).

    Raises:
        InputError: another number of angles; UnreachableError: some residual is not reachable.

    Example:
        >>> made = many_minima(QNN(["ZI", "IZ"], "(Y+I)(Y+I)"))
        >>> made.holds, len(made.result.minima), len(made.construction.dataset)
        (True, 12, 8)
    """
    angles = len(require_qnn(qnn).parameters)
    listed = pieces(angles)
    targets: list[Residual] = [target for piece in listed for target in piece.targets()]
    made = realise(qnn, targets, kappa)
    _require_sum(made, listed)
    result = certify_minima(qnn, made.dataset, starts(angles), made.parts, move=False)
    return ManyMinima(made, result)


def _require_sum(made: Construction, listed: Sequence[Piece]) -> None:
    """The loss is a multiple of f(2φ) + constant: the pieces were split into squares correctly."""
    torus = made.qnn.torus
    total = TrigPoly.constant(0, torus)
    for piece in listed:
        total = total + piece.polynomial(torus)
    if made.closed_form() != total * (made.kappa**2 / (2 * len(made.dataset))):
        raise InternalError("the samples do not add up to the wanted loss")


def starts(angles: int) -> list[Star]:
    """Rational points close to all minima, by Newton's method in floats from the minima on the
    tori; nothing is proved here.
    """
    torus = Torus.default(angles)
    total = TrigPoly.constant(0, torus)
    for piece in pieces(angles):
        total = total + piece.polynomial(torus)
    slope = [total.phase_derivative(a) for a in range(angles)]
    curvature = [[part.phase_derivative(b) for b in range(angles)] for part in slope]
    places = _descend(np.array(list(_on_tori(angles))), slope, curvature)
    found = []
    for row in places:
        point = [_fine_point(float(value)) for value in row]
        for turns in product((0, 2), repeat=angles):
            moved = zip(point, turns, strict=True)
            found.append(tuple(part.plus(CirclePoint.quarter_turns(k)) for part, k in moved))
    return found


def _on_tori(angles: int) -> Iterator[list[float]]:
    """The minima of g on the tori, as phases φ = ψ/2."""
    fixed = [atan(tangent) for tangent, _ in NODES[angles]]
    for free in combinations(range(angles), 2):
        others = [axis for axis in range(angles) if axis not in free]
        for order in permutations(fixed):
            for place in _minima_of_g():
                row = [0.0] * angles
                row[free[0]], row[free[1]] = place
                for axis, value in zip(others, order, strict=True):
                    row[axis] = value
                yield row


def _minima_of_g() -> list[tuple[float, float]]:
    """The three minima of g in floats: the grid minima of a fine grid."""
    size = 360
    grid = np.arange(size) * (2 * pi / size)
    x, y = np.meshgrid(grid, grid, indexing="ij")
    a, b, c, e = map(float, (COSINE, SINE, COSINES, SINES))
    values = a * (np.cos(x) + np.cos(y)) + b * (np.sin(x) + np.sin(y))
    values += c * np.cos(x) * np.cos(y) + e * np.sin(x) * np.sin(y)
    lower = np.ones_like(values, dtype=bool)
    for shift in product((-1, 0, 1), repeat=2):
        if any(shift):
            lower &= values < np.roll(values, shift, (0, 1))
    return [(float(grid[i]) / 2, float(grid[j]) / 2) for i, j in np.argwhere(lower).tolist()]


def _descend(places: Floats, slope: list[TrigPoly], curvature: list[list[TrigPoly]]) -> Floats:
    """Newton's method with |H| in place of H, short steps: it goes to minima."""
    for _ in range(NEWTON_STEPS):
        gradient = np.stack([part.numeric_phases(places) for part in slope], -1)
        hessian = np.stack(
            [np.stack([part.numeric_phases(places) for part in row], -1) for row in curvature], -1
        )
        values, vectors = np.linalg.eigh(hessian)
        inner = np.einsum("nji,nj->ni", vectors, gradient) / np.maximum(np.abs(values), 1e-9)
        step = np.einsum("nij,nj->ni", vectors, inner)
        length = np.linalg.norm(step, axis=1, keepdims=True)
        places = places - step / np.maximum(1, length / LONGEST_STEP)
        if float(length.max()) < 1e-13:
            break
    return places


def _fine_point(angle: float) -> CirclePoint:
    """A rational point within about 2^-46 of an angle in radians."""
    coarse = circle_point(angle)
    # what is left is small: its half tangent is half of it
    sine = float(coarse.cos) * np.sin(angle) - float(coarse.sin) * np.cos(angle)
    cosine = float(coarse.cos) * np.cos(angle) + float(coarse.sin) * np.sin(angle)
    rest = atan2(sine, cosine)
    half = Fraction(round(rest / 2 * 2**BITS), 2**BITS)
    return coarse.plus(CirclePoint.from_half_tangent(half))
