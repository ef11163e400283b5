"""The least value of a trigonometric polynomial, enclosed: a rational point on the one side, a
proof of a lower bound on the other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational, short
from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.trigpoly import TrigPoly, require_trigpoly
from symqnn.errors import InputError
from symqnn.minimum.roads import (
    Attempt,
    Limits,
    Proof,
    Question,
    Tried,
    Watch,
    by_boxes,
    by_squares,
    tried,
    trivial,
)
from symqnn.minimum.search import LowPoint, low_point
from symqnn.status import Status

METHODS = ("auto", "squares", "boxes")
SOLVERS = ("built-in", "clarabel")
MAX_ANGLES = 16
MAX_TERMS = 100_000


class _OutOfTimeError(Exception):
    """The time is used up."""


@dataclass(frozen=True)
class LeastValue(LatexRepr):
    """The least value of a polynomial lies in [lower, upper].

    Args:
        poly: the polynomial. goal: the gap that was asked for.
        low: a rational point of the torus and the value there, the upper bound.
        proof: of the lower bound. attempts: everything that was tried.
    """

    poly: TrigPoly
    goal: Fraction
    low: LowPoint
    proof: Proof
    attempts: tuple[Attempt, ...] = field(default=())

    def __repr__(self) -> str:
        return (
            f"<least value: {self.status}; between about {float(self.lower):.9g} and "
            f"{float(self.upper):.9g}>"
        )

    @property
    def lower(self) -> Fraction:
        """The proved lower bound."""
        return self.proof.lower

    @property
    def upper(self) -> Fraction:
        """The exact value at the point."""
        return self.low.value

    @property
    def gap(self) -> Fraction:
        """upper - lower."""
        return self.upper - self.lower

    @property
    def status(self) -> Status:
        """PROVED: the least value is known up to the gap that was asked for; UNDECIDED: only to
        within a larger gap.
        """
        return Status.PROVED if self.gap <= self.goal else Status.UNDECIDED

    @property
    def point(self) -> tuple[CirclePoint, ...]:
        """(cos φ_l, sin φ_l) of the point, φ_l = g_l·θ_l."""
        return self.low.point

    @property
    def theta(self) -> tuple[float, ...]:
        """The angles θ_l of the point in radians, in floats."""
        pairs = zip(self.point, self.poly.torus.units, strict=True)
        return tuple(
            float(np.arctan2(float(x.sin), float(x.cos)) / float(unit)) for x, unit in pairs
        )

    def latex_rows(self) -> list[Row]:
        r"""LaTeX: the enclosure to nine digits."""
        low, high = float(self.lower), float(self.upper)
        return [("", rf"{low:.9f} \le \min_\theta \le {high:.9f}")]


def default_gap(poly: TrigPoly) -> Fraction:
    """10^-6 of the sum of the sizes of the coefficients (but for the constant): of half the range
    that the values can have at most.

    Example:
        >>> default_gap(TrigPoly.from_terms({"1": 3, "0": 100}))
        Fraction(3, 1000000)
    """
    total = sum((abs(value) for index, value in poly.terms() if any(index)), Fraction(0))
    return total / 10**6


def least_value(
    poly: TrigPoly,
    gap: object = None,
    method: str = "auto",
    solver: str = "built-in",
    limits: Limits | None = None,
    seed: int = 0,
    watch: Watch | None = None,
) -> LeastValue:
    r"""The least value over all angles, enclosed with a proof:
    :math:`\lambda\le\min_\theta f(\theta)\le f(\theta_0)`.

    The lower bound is a sum of squares on the torus,
    :math:`f-\lambda=\sum_cb_c^\top G_cb_c+\sum_e(|r_e|+r_eb_e)` with positive definite rational
    Gram matrices G_c and a small remainder r, or a subdivision into boxes with positive Bernstein
    coefficients. Minimisers may be isolated or form continua.

    Args:
        poly: an output or a loss, in the user's angles θ (radians). gap: exact; the search ends
            once upper - lower is at most this (default: 10^-6 times the sum of the sizes of the
            coefficients).
        method: ``squares``, ``boxes``, or ``auto``: squares first, then, if the gap is not reached,
            boxes.
        solver: of the semidefinite programs: ``built-in`` or ``clarabel``; one that is not
            installed, or fails, is an attempt without a bound. limits: of time and size.
        seed: of the descents. watch: told how far the work is. An interruption (Ctrl-C) ends the
            search with the bounds so far.

    Raises:
        InputError: no polynomial, more than 16 angles or 100 000 terms, a gap that is not positive,
            an unknown method or solver;
        ExactnessError: a gap given as a float.

    Example:
        >>> found = least_value(TrigPoly.from_terms({"11": 1, "22": "-1/2"}), gap="1/1000000")
        >>> found.status, found.upper, found.gap < Fraction(1, 10**6)
        (<Status.PROVED: 'PROVED'>, Fraction(-1, 1), True)
    """
    require_trigpoly(poly)
    _require(poly, method, solver)
    goal = default_gap(poly) if gap is None else rational(gap, "gap")
    if gap is not None and goal <= 0:
        raise InputError(f"gap is {short(gap)}; a positive number is required, such as '1/1000'.")
    (say := watch or _silent)("descending from random points")
    question = Question(poly, low_point(poly, seed), goal, solver, limits or Limits())
    best: Proof = trivial(poly)
    attempts: list[Attempt] = []
    for found in _search(question, method, say):
        attempts.append(found.attempt)
        if found.proof is not None and found.proof.lower > best.lower:
            best = found.proof
    return LeastValue(poly, goal, question.low, best, tuple(attempts))


def _silent(_text: str) -> None:
    """Tell nobody."""


def _search(question: Question, method: str, watch: Watch) -> Iterator[Tried]:
    """All that is tried, until the gap is reached, time is used up, or Ctrl-C: squares first, then
    boxes.
    """
    begun, limit = time.monotonic(), question.limits.seconds
    best: Proof = trivial(question.poly)

    def alive(text: str) -> None:
        watch(text)
        if time.monotonic() - begun > limit:
            raise _OutOfTimeError

    roads: list[Callable[[], Iterator[Tried]]] = []
    if method != "boxes":
        roads.append(lambda: by_squares(question, alive))
    if method != "squares":
        roads.append(lambda: by_boxes(question, best.lower, alive))
    try:
        for road in roads:
            if question.answered_by(best):
                return
            for found in road():
                yield found
                if found.proof is not None and found.proof.lower > best.lower:
                    best = found.proof
                if question.answered_by(best):
                    return
    except _OutOfTimeError:
        yield tried("time", begun, f"{limit:g} s were used up")
    except KeyboardInterrupt:  # what is proved by now is kept
        yield tried("interrupted", begun, "the bounds so far are kept")


def _require(poly: TrigPoly, method: str, solver: str) -> None:
    if poly.angles > MAX_ANGLES:
        raise InputError(
            f"the polynomial has {poly.angles} angles; at most {MAX_ANGLES} are treated."
        )
    if len(poly) > MAX_TERMS:
        raise InputError(
            f"the polynomial has {len(poly)} terms; at most {MAX_TERMS} are treated: give fewer "
            "angles or samples."
        )
    if method not in METHODS:
        raise InputError(f"method is {short(method)}; one of {', '.join(METHODS)} is required.")
    if solver not in SOLVERS:
        raise InputError(f"solver is {short(solver)}; one of {', '.join(SOLVERS)} is required.")
