"""The least value of a trigonometric polynomial, enclosed: a rational point on the one side, a proof of a lower bound on the other."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational, short
from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.trigpoly import TrigPoly, require_trigpoly
from symqnn.errors import InputError, SizeError
from symqnn.minimum.boxes import BoxesProof, boxes_proof, coefficients_on_a_box
from symqnn.minimum.conic import conic
from symqnn.minimum.exact import SquaresProof, proof_of
from symqnn.minimum.interior import interior
from symqnn.minimum.search import LowPoint, low_point
from symqnn.minimum.squares import Squares, levels, squares
from symqnn.status import Status

METHODS = ("auto", "squares", "boxes")
SOLVERS = ("built-in", "clarabel")
MAX_ANGLES = 16
MAX_TERMS = 100_000
MAX_BOX_ANGLES = 8
FINE, COARSE_BITS = 1e-9, 24


class _OutOfTimeError(Exception):
    """The time is used up."""


@dataclass(frozen=True)
class Limits:
    """What a search may cost.

    Args:
        seconds: for all of it. size: of the largest Gram matrix. products: of the largest number of products (the size of the linear
            systems of the interior-point method). boxes: of a subdivision. coefficients: of a box.
    """

    seconds: float = 600
    size: int = 256
    products: int = 3500
    boxes: int = 100_000
    coefficients: int = 1000


@dataclass(frozen=True)
class Attempt:
    """One way to a lower bound that was tried: its name, the bound (None if it gave none), the seconds, and what it said."""

    name: str
    lower: Fraction | None
    seconds: float
    said: str


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
    proof: SquaresProof | BoxesProof
    attempts: tuple[Attempt, ...] = field(default=())

    def __repr__(self) -> str:
        return f"<least value: {self.status}; between about {float(self.lower):.9g} and {float(self.upper):.9g}>"

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
        """PROVED: the least value is known up to the gap that was asked for; UNDECIDED: only to within a larger gap."""
        return Status.PROVED if self.gap <= self.goal else Status.UNDECIDED

    @property
    def point(self) -> tuple[CirclePoint, ...]:
        """(cos φ_l, sin φ_l) of the point, φ_l = g_l·θ_l."""
        return self.low.point

    @property
    def theta(self) -> tuple[float, ...]:
        """The angles θ_l of the point in radians, in floats."""
        pairs = zip(self.point, self.poly.torus.units, strict=True)
        return tuple(float(np.arctan2(float(x.sin), float(x.cos)) / float(unit)) for x, unit in pairs)

    def latex_rows(self) -> list[Row]:
        r"""LaTeX: the enclosure to nine digits."""
        low, high = float(self.lower), float(self.upper)
        return [("", rf"{low:.9f} \le \min_\theta \le {high:.9f}")]


def default_gap(poly: TrigPoly) -> Fraction:
    """10^-6 of the sum of the sizes of the coefficients (but for the constant): of half the range that the values can have at most.

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
    watch: Callable[[str], None] | None = None,
) -> LeastValue:
    r"""The least value over all angles, enclosed with a proof: :math:`\lambda\le\min_\theta f(\theta)\le f(\theta_0)`.

    The lower bound is a sum of squares on the torus, :math:`f-\lambda=\sum_cb_c^\top G_cb_c+\sum_e(|r_e|+r_eb_e)` with positive definite
    rational Gram matrices G_c and a small remainder r, or a subdivision into boxes with positive Bernstein coefficients. Minimisers
    may be isolated or form continua.

    Args:
        poly: an output or a loss, in the user's angles θ (radians). gap: exact; the search ends once upper - lower is at most this
            (default: 10^-6 times the sum of the sizes of the coefficients).
        method: ``squares``, ``boxes``, or ``auto``: squares first, then, if the gap is not reached, boxes.
        solver: of the semidefinite programs: ``built-in`` or ``clarabel``. limits: of time and size.
        seed: of the descents. watch: told how far the work is. An interruption (Ctrl-C) ends the search with the bounds so far.

    Raises:
        InputError: no polynomial, more than 16 angles or 100 000 terms, a gap that is not positive, an unknown method or solver;
        ExactnessError: a gap given as a float; MissingExtraError: Clarabel is asked for and not installed.

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
    budget, begun = limits or Limits(), time.monotonic()
    say = watch or (lambda _text: None)

    def alive(text: str) -> None:
        say(text)
        if time.monotonic() - begun > budget.seconds:
            raise _OutOfTimeError

    say("descending from random points")
    low = low_point(poly, seed)
    attempts: list[Attempt] = []
    proofs: list[SquaresProof | BoxesProof] = [_trivial(poly)]
    try:
        if low.value - _best(proofs).lower > goal and method != "boxes":
            _by_squares(poly, low, goal, solver, budget, attempts, proofs, alive)
        if low.value - _best(proofs).lower > goal and method != "squares":
            _by_boxes(poly, low, goal, budget, attempts, proofs, alive)
    except _OutOfTimeError:
        attempts.append(Attempt("time", None, time.monotonic() - begun, f"{budget.seconds:g} s were used up"))
    except KeyboardInterrupt:  # what is proved by now is kept
        attempts.append(Attempt("interrupted", None, time.monotonic() - begun, "the bounds so far are kept"))
    return LeastValue(poly, goal, low, _best(proofs), tuple(attempts))


def _require(poly: TrigPoly, method: str, solver: str) -> None:
    if poly.angles > MAX_ANGLES:
        raise InputError(f"the polynomial has {poly.angles} angles; at most {MAX_ANGLES} are treated.")
    if len(poly) > MAX_TERMS:
        raise InputError(f"the polynomial has {len(poly)} terms; at most {MAX_TERMS} are treated: give fewer angles or samples.")
    if method not in METHODS:
        raise InputError(f"method is {short(method)}; one of {', '.join(METHODS)} is required.")
    if solver not in SOLVERS:
        raise InputError(f"solver is {short(solver)}; one of {', '.join(SOLVERS)} is required.")


def _best(proofs: list[SquaresProof | BoxesProof]) -> SquaresProof | BoxesProof:
    return max(proofs, key=lambda proof: proof.lower)


def _trivial(poly: TrigPoly) -> SquaresProof:
    """No square at all: the constant minus the sizes of all other coefficients."""
    rest = {index: value for index, value in poly.terms() if any(index)}
    lower = poly.coefficient((0,) * poly.angles) - sum(map(abs, rest.values()), Fraction(0))
    return SquaresProof(lower, (), (), 1, rest)


def _by_squares(
    poly: TrigPoly,
    low: LowPoint,
    goal: Fraction,
    solver: str,
    budget: Limits,
    attempts: list[Attempt],
    proofs: list[SquaresProof | BoxesProof],
    watch: Callable[[str], None],
) -> None:
    """Relaxations from cheap to dear, until one closes the gap."""
    tried = False
    for parts in levels(poly, budget.size, budget.products):
        tried, begun = True, time.monotonic()
        sets = "all angles" if len(parts) == 1 else f"{len(parts)} sets of up to {max(map(len, parts))} angles"
        try:
            chosen = squares(poly, parts, sets)
            proof, said = _solved(poly, chosen, solver, goal, budget.seconds, watch)
        except SizeError as error:
            attempts.append(Attempt(f"squares over {sets}", None, time.monotonic() - begun, str(error)))
            break
        attempts.append(Attempt(f"squares over {sets}", proof.lower if proof else None, time.monotonic() - begun, said))
        if proof is not None:
            proofs.append(proof)
            if low.value - proof.lower <= goal:
                return
    if not tried:
        said = f"a Gram matrix above {budget.size} or more than {budget.products} products are needed"
        attempts.append(Attempt("squares", None, 0, said))


def _solved(
    poly: TrigPoly, chosen: Squares, solver: str, goal: Fraction, seconds: float, watch: Callable[[str], None]
) -> tuple[SquaresProof | None, str]:
    sizes = f"{len(chosen.bases)} Gram matrices up to {chosen.largest} × {chosen.largest}, {len(chosen.keys)} products"
    watch(f"sum of squares: {sizes}")
    found = conic(poly, chosen, seconds) if solver == "clarabel" else interior(poly, chosen, FINE, watch)
    scale = float(max(abs(value) for _, value in poly.terms()))
    # rounding n² entries to 2^-bits costs some n²·2^-bits: let that be a fifth of the goal
    need = len(chosen.bases) * chosen.largest**2 / max(float(goal) / 5, 1e-12 * scale)
    bits = max(COARSE_BITS, int(np.ceil(np.log2(need))))
    watch(f"sum of squares: rounding to {bits} bits and exact elimination, {sizes}")
    proof = proof_of(poly, chosen, found.grams, bits)
    ended = f"{sizes}; {solver}: {found.steps} steps, duality gap {found.gap:.0e}"
    return proof, ended if proof else f"{ended}; no positive definite Gram matrix near what it gave"


def _by_boxes(
    poly: TrigPoly,
    low: LowPoint,
    goal: Fraction,
    budget: Limits,
    attempts: list[Attempt],
    proofs: list[SquaresProof | BoxesProof],
    watch: Callable[[str], None],
) -> None:
    """Subdivisions for gaps from coarse to fine, until the one that was asked for."""
    size = coefficients_on_a_box(poly)
    if poly.angles > MAX_BOX_ANGLES or size > budget.coefficients:
        attempts.append(Attempt("boxes", None, 0, f"{poly.angles} angles and {size} coefficients a box are too many"))
        return
    gap = max(goal, low.value - _best(proofs).lower) / 2
    while True:
        gap = max(gap / 8, goal)
        begun = time.monotonic()
        target = low.value - gap * Fraction(99, 100)
        lower = Fraction(int(np.floor(float(target) * 2**40)), 2**40)  # a short number
        lower = lower if low.value - gap <= lower else low.value - gap
        proof = boxes_proof(poly, lower, budget.boxes, watch)
        said = f"{proof.boxes} boxes" if proof else f"not within {budget.boxes} boxes of {size} coefficients"
        attempts.append(Attempt(f"boxes for a gap of {float(gap):.1e}", proof.lower if proof else None, time.monotonic() - begun, said))
        if proof is None:
            return
        proofs.append(proof)
        if gap == goal:
            return
