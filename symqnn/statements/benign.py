"""Benign losses: an answer to the paper's first open question for one circuit and one dataset."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symqnn.certificate.critical import critical_points_certificate, least_value
from symqnn.certificate.landscapes import benign_certificate
from symqnn.roots.benign import Benign, benign
from symqnn.roots.critical import critical_points
from symqnn.roots.watch import Budget, Progress
from symqnn.statements.landscapes import Landscape
from symqnn.status import Status

LIST_BOXES = 60_000


@dataclass(frozen=True)
class BenignAnswer:
    """What is known of the local minima of a loss.

    Args:
        status: PROVED (benign, perhaps up to δ), REFUTED (a certified spurious minimum), UNDECIDED. found: in a sentence.
        certificate: its certificate, or None. delta: δ, 0 for exactly one local minimum, None if undecided or refuted.
    """

    status: Status
    found: str
    certificate: dict[str, Any] | None
    delta: Fraction | None = None


def answer(
    landscape: Landscape,
    delta: object = None,
    budget: Budget | None = None,
    progress: Progress | None = None,
    say: Callable[[str], None] = lambda text: None,
) -> BenignAnswer:
    """First the complete list of critical points, which decides exactly where all are nondegenerate; then up to δ.

    Raises:
        InputError: more than 6 angles, an angle that does not occur, δ ≤ 0.
    """
    limits = budget or Budget()
    if delta is None:  # with a δ the user asks for that answer
        say("listing critical points")
        found = critical_points(landscape.poly, Budget(min(LIST_BOXES, limits.max_boxes), limits.timeout), progress)
        if found.status is Status.PROVED:
            certificate = critical_points_certificate(found, landscape.loss)
            minima = found.by_index[0]
            _, _, minimal = least_value(found)
            if minima > minimal:
                text = f"{minima - minimal} of {minima} local minima are spurious, all critical points are nondegenerate"
                return BenignAnswer(Status.REFUTED, text, certificate)
            if minima == 1:
                return BenignAnswer(Status.PROVED, "exactly one local minimum, the global one", certificate, Fraction(0))
    say("searching the boxes for local minima")
    result = benign(landscape.poly, delta, limits, progress)
    return _up_to_delta(landscape, result)


def _up_to_delta(landscape: Landscape, result: Benign) -> BenignAnswer:
    if result.status is Status.PROVED:
        text = f"no local minimum is more than δ = {result.delta} above the least value ({result.boxes} boxes)"
        return BenignAnswer(Status.PROVED, text, benign_certificate(result, landscape.loss), result.delta)
    text = f"δ = {result.delta}: {result.reason}"
    if result.spurious is not None:
        text += "; if all critical points are nondegenerate, symqnn count proves what that point is"
    return BenignAnswer(Status.UNDECIDED, text, None)
