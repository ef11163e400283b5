"""The ways to a lower bound: sums of squares, from cheap to dear, and subdivisions, from coarse to
fine.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from symqnn.algebra.exact import counted
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import MissingExtraError, SizeError
from symqnn.minimum.boxes import BoxesProof, boxes_proof, coefficients_on_a_box
from symqnn.minimum.conic import conic
from symqnn.minimum.exact import SquaresProof, proof_of
from symqnn.minimum.interior import Interior, SolverError, interior
from symqnn.minimum.search import LowPoint
from symqnn.minimum.squares import Squares, levels, squares

MAX_BOX_ANGLES = 8
FINE, COARSE_BITS = 1e-9, 24
Proof = SquaresProof | BoxesProof
Watch = Callable[[str], None]


@dataclass(frozen=True)
class Limits:
    """What a search may cost.

    Args:
        seconds: for all of it. size: of the largest Gram matrix. products: of the largest number of
            products (the size of the linear systems of the interior-point method). boxes: of a
            subdivision. coefficients: of a box.
    """

    seconds: float = 600
    size: int = 256
    products: int = 3500
    boxes: int = 100_000
    coefficients: int = 1000


@dataclass(frozen=True)
class Question:
    """What is asked for: a proof that ``poly`` is at least the value at ``low`` minus ``goal``.

    Args:
        solver: of the semidefinite programs, ``built-in`` or ``clarabel``. limits: of the search.
    """

    poly: TrigPoly
    low: LowPoint
    goal: Fraction
    solver: str
    limits: Limits

    def answered_by(self, proof: Proof) -> bool:
        """Whether a lower bound is as close as is asked for."""
        return self.low.value - proof.lower <= self.goal


@dataclass(frozen=True)
class Attempt:
    """One way to a lower bound that was tried: its name, the bound (None if it gave none), seconds,
    what it said.
    """

    name: str
    lower: Fraction | None
    seconds: float
    said: str


@dataclass(frozen=True)
class Tried:
    """An attempt with the proof that it gave, if any."""

    attempt: Attempt
    proof: Proof | None = None


def tried(name: str, begun: float, said: str, proof: Proof | None = None) -> Tried:
    """What came of an attempt that began at a time of the monotonic clock."""
    lower = None if proof is None else proof.lower
    return Tried(Attempt(name, lower, time.monotonic() - begun, said), proof)


def trivial(poly: TrigPoly) -> SquaresProof:
    """No square at all: the constant minus the sizes of all other coefficients.

    Example:
        >>> trivial(TrigPoly.from_terms({"0": 3, "1": 1, "2": -2})).lower
        Fraction(0, 1)
    """
    rest = {index: value for index, value in poly.terms() if any(index)}
    lower = poly.coefficient((0,) * poly.angles) - sum(map(abs, rest.values()), Fraction(0))
    return SquaresProof(lower, (), (), 1, rest)


def by_squares(question: Question, watch: Watch) -> Iterator[Tried]:
    """Relaxations from cheap to dear; the last one is over all angles, or the largest within the
    limits.

    Args:
        watch: told how far the work is; what it raises ends the search.
    """
    poly, limits = question.poly, question.limits
    none = True
    for level in levels(poly, limits.size, limits.products):
        none, begun, parts = False, time.monotonic(), level.parts
        largest = max(map(len, parts))
        sets = "all angles" if len(parts) == 1 else f"{len(parts)} sets of up to {largest} angles"
        name = f"squares over {sets}"
        try:
            chosen = squares(poly, parts, sets)
            yield _relaxed(question, chosen, name, watch)
        except (SizeError, MissingExtraError) as error:  # larger relaxations meet the same
            yield tried(name, begun, str(error))
            return
        except (SolverError, np.linalg.LinAlgError) as error:
            yield tried(name, begun, f"the solver {question.solver} failed: {error}")
    if none:
        said = (
            f"a Gram matrix above {limits.size} or more than {limits.products} products are needed"
        )
        yield tried("squares", time.monotonic(), said)


def _relaxed(question: Question, chosen: Squares, name: str, watch: Watch) -> Tried:
    """One relaxation: solved in floats, rounded, proved."""
    begun = time.monotonic()
    sizes = counted(len(chosen.blocks), "Gram matrix", "Gram matrices")
    sizes += f" {'of' if len(chosen.blocks) == 1 else 'up to'} {chosen.largest} × {chosen.largest}"
    sizes += f", {counted(len(chosen.indices), 'product')}"
    watch(f"sum of squares: {sizes}")
    found = _solved(question, chosen, watch)
    scale = float(max(abs(value) for _, value in question.poly.terms()))
    # rounding n² entries to 2^-bits costs some n²·2^-bits: let that be a fifth of the goal
    entries = sum(len(block) ** 2 * block.copies for block in chosen.blocks)
    need = entries / max(float(question.goal) / 5, 1e-12 * scale)
    bits = max(COARSE_BITS, int(np.ceil(np.log2(need))))
    watch(f"sum of squares: rounding to {bits} bits and exact elimination, {sizes}")
    proof = proof_of(question.poly, chosen, found.grams, bits)
    said = (
        f"{sizes}; {question.solver}: {counted(found.steps, 'step')}, duality gap {found.gap:.0e}"
    )
    if proof is None:
        said = f"{said}; no positive definite Gram matrix near what it gave"
    return tried(name, begun, said, proof)


def _solved(question: Question, chosen: Squares, watch: Watch) -> Interior:
    """Gram matrices in floats, all of them finite.

    Raises:
        SolverError: the solver gave none.
    """
    poly, seconds = question.poly, question.limits.seconds
    general = question.solver == "clarabel"
    found = conic(poly, chosen, seconds) if general else interior(poly, chosen, FINE, watch)
    if not all(np.isfinite(gram).all() for gram in found.grams):
        raise SolverError("the numbers that it gave are not finite")
    return found


def by_boxes(question: Question, lower: Fraction, watch: Watch) -> Iterator[Tried]:
    """Subdivisions for gaps from coarse to fine, the last one that which was asked for.

    Args:
        lower: the best lower bound so far. watch: told how far the work is; what it raises ends the
            search.
    """
    poly, low, limits = question.poly, question.low, question.limits
    size = coefficients_on_a_box(poly)
    if poly.angles > MAX_BOX_ANGLES or size > limits.coefficients:
        said = f"{poly.angles} angles and {size} coefficients a box are too many"
        yield tried("boxes", time.monotonic(), said)
        return
    gap = max(question.goal, low.value - lower) / 2
    while True:
        gap = max(gap / 8, question.goal)
        begun = time.monotonic()
        proof = boxes_proof(poly, _short_below(low.value, gap), limits.boxes, watch)
        failed = f"not within {limits.boxes} boxes of {size} coefficients"
        said = f"{proof.boxes} boxes" if proof else failed
        yield tried(f"boxes for a gap of {float(gap):.1e}", begun, said, proof)
        if proof is None or gap == question.goal:
            return


def _short_below(value: Fraction, gap: Fraction) -> Fraction:
    """A number in [value - gap, value), of few digits where there is room for one."""
    target = float(value - gap * Fraction(99, 100))
    short = Fraction(int(np.floor(target * 2**40)), 2**40)
    return short if value - gap <= short < value else value - gap
