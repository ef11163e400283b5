r"""Benign losses: every point of the torus is shown to be no local minimum, or to have nearly the
least value.

A box is settled if on all of it

* some combination of the first derivatives is positive (no critical point),
* some second derivative :math:`v^\top\nabla^2L\,v` is negative (no local minimum), or
* floor < L < level, or
* L = c + Σ w_k f_k² (the residuals of a training set that fits) and the gradients of the f_k are
  linearly independent there: :math:`\nabla L=2\sum_kw_kf_k\nabla f_k` is 0 only where all f_k are.

The point of least value is a local minimum, so it lies in a box of the third or fourth kind: every
local minimum, also on degenerate sets, is less than level - floor above the least value. With boxes
of the fourth kind in place of the third every local minimum has exactly the least value c. Floats
search here; the checker decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly, require_trigpoly
from symqnn.errors import InputError
from symqnn.loss.squares import squares as sums_of_squares
from symqnn.roots.benign_boxes import BoxSearch
from symqnn.roots.bernstein import ORIGINS, Charts
from symqnn.roots.dyadic import Floats
from symqnn.roots.jets import Jets
from symqnn.roots.subdivision import Subdivision
from symqnn.roots.watch import Progress, SearchBudget, Watch
from symqnn.status import Status

MAX_ANGLES = 6
STARTS, STEPS = 256, 400
EXACT_SHARE = 4  # a quarter of the budget is for the exact answer, if δ is not given
FITS = 1e-9  # of the range, by which the least value may seem to differ from c
Squares = Sequence[tuple[Fraction, TrigPoly]]


@dataclass(frozen=True)
class Benign:
    """Answer of :func:`benign`.

    Args:
        poly: the loss. status: PROVED, or UNDECIDED with a ``reason``.
        floor, level: every local minimum has its value between them; if they are equal, this value.
        charts: origin and scales. subdivisions: one a chart. boxes: looked at.
        spurious: a point (phases in radians, a float value) that seems to be a higher local
            minimum, or None.
        squares: the (w_k, f_k) of L = c + Σ w_k f_k² that the boxes use.
        lowest: with it, the phases of the least value that descent found.
    """

    poly: TrigPoly
    status: Status
    reason: str
    floor: Fraction
    level: Fraction
    charts: Charts
    subdivisions: tuple[Subdivision, ...]
    boxes: int
    spurious: tuple[tuple[float, ...], float] | None = None
    lowest: tuple[float, ...] = ()
    squares: tuple[tuple[Fraction, TrigPoly], ...] = ()

    @property
    def delta(self) -> Fraction:
        """Level - floor: no local minimum is so much above the least value; 0 if none is above."""
        return self.level - self.floor


def forms(
    poly: TrigPoly, floor: Fraction, level: Fraction, squares: Squares = ()
) -> list[list[TrigPoly]]:
    """The polynomials of the tests, in groups: ∂_iL, each by itself; all ∂_i∂_jL, i ≤ j; level - L;
    L - floor; for each square all ∂_if_k.
    """
    p, torus = poly.angles, poly.torus
    slope = [poly.phase_derivative(i) for i in range(p)]
    second = [slope[i].phase_derivative(j) for i in range(p) for j in range(i, p)]
    above, below = TrigPoly.constant(level, torus) - poly, poly - TrigPoly.constant(floor, torus)
    inner = [[part.phase_derivative(i) for i in range(p)] for _, part in squares]
    return [*([part] for part in slope), second, [above], [below], *inner]


def descend(poly: TrigPoly, starts: int = STARTS) -> tuple[Floats, Floats]:
    """Points (phases) at which descent from pseudo-random points ends, and their values; floats,
    for search only.
    """
    jets = Jets(poly)
    points = np.random.default_rng(0).uniform(0, 2 * np.pi, (starts, poly.angles))
    for step in range(STEPS):
        gradient, hessian = jets.approximate(points)
        values, vectors = np.linalg.eigh(hessian)
        size = np.maximum(np.abs(values), 1e-6 if step < STEPS // 2 else 1e-9)
        inner = np.einsum("nji,nj->ni", vectors, gradient) / size
        move = np.einsum("nij,nj->ni", vectors, inner)
        length = np.linalg.norm(move, axis=1, keepdims=True)
        points = points - move / np.maximum(1, length / 0.1)
        if float(length.max()) < 1e-12:
            break
    return points, poly.numeric_phases(points)


def benign(
    poly: TrigPoly,
    delta: object = None,
    budget: SearchBudget | None = None,
    progress: Progress | None = None,
    squares: Squares = (),
) -> Benign:
    r"""Prove that every local minimum of a loss is within δ of its least value, also on degenerate
    sets.

    Paper: the first open question of Section 7 asks for such landscapes; ours is an answer for one
    circuit and dataset.

    Args:
        poly: the loss, which depends on each of its angles. delta: δ > 0, exact (default: about
            1/50 of the range of values found); 0, if the squares reach their least value: every
            local minimum has exactly the least value. By default that is tried first.
        budget: when to stop. progress: as for :func:`symqnn.roots.critical.critical_points`.
        squares: (w_k, f_k), w_k > 0, with L = c + Σ w_k f_k² for a constant c: the residuals of a
            training set. Used if they are at most as many as angles, of no higher degrees than L,
            and c is the least value.

    Raises:
        InputError: more than 6 angles, an angle that does not occur, δ < 0, δ = 0 without squares
            whose common zeros are the minima, squares that do not add up.

    Example:
        >>> benign(TrigPoly.from_terms({"1": 1})).status
        <Status.PROVED: 'PROVED'>
    """
    from symqnn.algebra.exact import rational

    loss = require_trigpoly(poly)
    if loss.angles > MAX_ANGLES or not all(loss.degrees):
        raise InputError(
            f"the loss has {loss.angles} angles with degrees {loss.degrees}; at most "
            f"{MAX_ANGLES}, each occurring, are required."
        )
    points, values = descend(loss)
    least, top = float(values.min()), float(-descend(-loss, 32)[1].min())
    constant = _constant(loss, squares)
    reached = constant is not None and abs(float(constant) - least) <= FITS * (top - least)
    # the tables of the checkers have the sizes of the loss, in which highest terms may cancel
    small = all(
        own <= most
        for _, part in squares
        for own, most in zip(part.degrees, loss.degrees, strict=True)
    )
    kept = tuple(squares) if reached and small and len(squares) <= loss.angles else ()
    wanted = rational(delta, "delta") if delta is not None else _round((top - least) / 50)
    if wanted < 0 or (wanted == 0 and not kept):
        raise InputError(
            f"delta is {wanted}; a positive number is required, or 0 for a loss that is a constant "
            "plus at most as many squares as angles which vanish together somewhere (a training "
            "set that fits)."
        )
    limits = budget or SearchBudget()
    if kept and constant is not None and delta is None:
        share = limits.max_boxes // EXACT_SHARE, limits.timeout / EXACT_SHARE
        tried = replace(limits, max_boxes=share[0], timeout=share[1])
        exact = _between(loss, (constant, constant), kept, (points, values), tried, progress)
        if exact.status is Status.PROVED or exact.reason.startswith("interrupted"):
            return exact
    if wanted == 0 and constant is not None:
        ends = constant, constant
    else:
        step = wanted / 64
        floor = (Fraction(least) // step) * step - wanted / 2
        ends = floor, floor + wanted
    return _between(loss, ends, kept, (points, values), limits, progress)


def _constant(poly: TrigPoly, squares: Squares) -> Fraction | None:
    """The constant beside the squares, None without any.

    Raises:
        InputError: they do not add up to the polynomial and a constant, or a weight is not
            positive.
    """
    if not squares:
        return None
    rest = poly - sums_of_squares(squares, poly.torus)
    terms = dict(rest.terms())
    zero = (0,) * poly.angles
    if set(terms) - {zero} or any(weight <= 0 for weight, _ in squares):
        raise InputError(
            "squares do not add up to the loss and a constant; pairs (w, f) with w > 0 and "
            "L = c + Σ w·f² are required."
        )
    return terms.get(zero, Fraction(0))


def _between(
    loss: TrigPoly,
    ends: tuple[Fraction, Fraction],
    squares: Squares,
    found: tuple[Floats, Floats],
    budget: SearchBudget,
    progress: Progress | None,
) -> Benign:
    """Search with a floor and a level, after descent found points and values."""
    floor, level = ends
    points, values = found
    used = tuple(squares)
    origin = [ORIGINS[axis % len(ORIGINS)] for axis in range(loss.angles)]
    charts = Charts(loss, origin, forms(loss, floor, level, used))
    margin = FITS * float(values.max() - values.min() + 1) if floor == level else 0.0
    suspicious = _suspicious(loss, points, values, float(level) + margin)
    if suspicious is not None:
        reason = (
            f"descent ends at a point of value about {suspicious[1]:.6g}, above {float(level):.6g}"
        )
        return Benign(
            loss,
            Status.UNDECIDED,
            reason,
            floor,
            level,
            charts,
            (),
            0,
            suspicious,
            tuple(map(float, points[values.argmin()])),
            used,
        )
    search = BoxSearch(charts, len(used))
    with Watch(budget, progress) as watch:
        reason = search.run(watch)
    parts = tuple(search.tree.subdivisions().values())
    if not reason and not all(part.complete for part in parts):
        reason = "small boxes are left: there may be a degenerate or spurious minimum"
    status = Status.UNDECIDED if reason else Status.PROVED
    done = loss, status, reason, floor, level, charts, parts, search.boxes
    return Benign(*done, squares=used)


def _round(value: float) -> Fraction:
    """A simple number close to a positive one."""
    from math import floor, log10

    power = Fraction(10) ** floor(log10(value)) if value > 0 else Fraction(1)
    return power * max(1, round(value / float(power)))


def _suspicious(
    poly: TrigPoly, points: Floats, values: Floats, level: float
) -> tuple[tuple[float, ...], float] | None:
    """The lowest end of descent above the level that looks like a strict minimum."""
    gradient, hessian = Jets(poly).approximate(points)
    curved = np.linalg.eigvalsh(hessian)[:, 0] > 1e-6
    high = np.flatnonzero((values > level) & curved & (np.abs(gradient).max(axis=1) < 1e-8))
    if not len(high):
        return None
    best = high[values[high].argmin()]
    return tuple(map(float, points[best])), float(values[best])
