"""Benign losses: an answer to the paper's first open question for one circuit and one dataset."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symqnn.algebra.exact import short
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.critical import critical_points_certificate, least_value
from symqnn.certificate.datasets import minima_certificate
from symqnn.certificate.decode import network_from, state_from
from symqnn.certificate.landscapes import benign_certificate
from symqnn.construction.certify import certify_minima, circle_point
from symqnn.construction.scaling import simple_below
from symqnn.errors import InputError
from symqnn.loss.jets import LossJets
from symqnn.model.dataset import Dataset
from symqnn.model.instance_file import instance_from
from symqnn.roots.benign import Benign, benign
from symqnn.roots.critical import critical_points
from symqnn.roots.watch import Progress, SearchBudget
from symqnn.statements.landscapes import Landscape, landscape_from, training
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

STATEMENT, TITLE = "benign", "Benign losses (ours)"
CLAIM = "no local minimum of the loss is more than δ above its least value"
LIST_BOXES = 60_000
DIGITS = 4  # of a gap


@dataclass(frozen=True)
class BenignAnswer:
    """What is known of the local minima of a loss.

    Args:
        status: PROVED (benign, perhaps up to δ), REFUTED (a certified spurious minimum), UNDECIDED.
            found: in a sentence.
        certificate: its certificate, or None. delta: δ, 0 for exactly one local minimum, None if
            undecided or refuted.
    """

    status: Status
    found: str
    certificate: dict[str, Any] | None
    delta: Fraction | None = None


def answer(
    landscape: Landscape,
    delta: object = None,
    budget: SearchBudget | None = None,
    progress: Progress | None = None,
    say: Callable[[str], None] = lambda text: None,
) -> BenignAnswer:
    """First the complete list of critical points, which decides exactly where all are
    nondegenerate; then up to δ.

    Raises:
        InputError: more than 6 angles, an angle that does not occur, δ ≤ 0.
    """
    limits = budget or SearchBudget()
    if delta is None:  # with a δ the user asks for that answer
        say("listing critical points")
        found = critical_points(
            landscape.poly,
            SearchBudget(min(LIST_BOXES, limits.max_boxes), limits.timeout),
            progress,
        )
        if found.status is Status.PROVED:
            certificate = critical_points_certificate(found, landscape.loss)
            minima = found.by_index[0]
            _, _, minimal = least_value(found)
            if minima > minimal:
                text = (
                    f"{minima - minimal} of {minima} local minima are spurious, all critical "
                    "points are nondegenerate"
                )
                return BenignAnswer(Status.REFUTED, text, certificate)
            if minima == 1:
                return BenignAnswer(
                    Status.PROVED,
                    "exactly one local minimum, the global one",
                    certificate,
                    Fraction(0),
                )
    say("searching the boxes for local minima")
    result = benign(landscape.poly, delta, limits, progress, _squares(landscape))
    refuted = refutation(landscape, result)
    return _up_to_delta(landscape, result) if refuted is None else refuted


def refutation(landscape: Landscape, result: Benign) -> BenignAnswer | None:
    """A strict local minimum more than δ above the loss at another point, certified; None if there
    is none.

    Nothing is asked of other critical points: the least value may be attained on a set of positive
    dimension.
    """
    if result.spurious is None or landscape.loss["kind"] != "training":
        return None
    qnn = network_from(landscape.loss["network"])
    samples = [(state_from(one["state"]), one["label"]) for one in landscape.loss["samples"]]
    dataset = Dataset.from_samples(samples)
    if len(qnn.parameters) != landscape.poly.angles:
        return None
    star = tuple(circle_point(angle) for angle in result.spurious[0])
    other = tuple(circle_point(angle) for angle in result.lowest)
    found = certify_minima(qnn, dataset, [star])
    jet = LossJets(qnn, dataset).at(other)
    below = Fraction(jet.value, jet.denominator)
    if found.status is not Status.PROVED or found.minima[0].lower <= below:
        return None
    gap = simple_below(found.minima[0].lower - below, DIGITS)
    if gap <= result.delta:
        return None
    parts = (len(dataset),)
    certificate = minima_certificate(qnn, dataset, parts, found, "spurious-minimum", (other, gap))
    text = f"a strict local minimum is {gap} or more above the least value (δ = {result.delta})"
    return BenignAnswer(Status.REFUTED, text, certificate)


def _squares(landscape: Landscape) -> list[tuple[Fraction, TrigPoly]]:
    """The residuals that are squared, where they are few enough to be independent."""
    parts = landscape.residuals
    if len(parts) > landscape.poly.angles:
        return []
    return [(Fraction(1, len(parts)), part) for part in parts if part.degrees and any(part.degrees)]


def _up_to_delta(landscape: Landscape, result: Benign) -> BenignAnswer:
    # by the search; the checker counts those of the certificate
    looked_at = f"{result.boxes} box{'es' * (result.boxes != 1)} looked at"
    if result.status is Status.PROVED:
        text = (
            f"no local minimum is more than δ = {result.delta} above the least value ({looked_at})"
        )
        if not result.delta:
            text = (
                f"every local minimum has exactly the least value {result.level}, δ = 0 "
                f"({looked_at})"
            )
        return BenignAnswer(
            Status.PROVED, text, benign_certificate(result, landscape.loss), result.delta
        )
    text = f"δ = {result.delta}: {result.reason}"
    if result.spurious is not None:
        text += "; if all critical points are nondegenerate, symqnn count proves what that point is"
    return BenignAnswer(Status.UNDECIDED, text, None)


def prove(data: object) -> Result:
    """Whether one loss is benign up to δ.

    Args:
        data: ``{"loss": LOSS, "delta": RATIONAL or null}``; LOSS as :func:`landscape_from` reads
            it, or ``{"network": INSTANCE, "samples": [{"state": STATE, "label": RATIONAL}, …]}``.

    Raises:
        InputError: something else.
    """
    if not isinstance(data, dict) or set(data) != {"loss", "delta"}:
        raise InputError(
            f'the instance is {short(data)}; {{"loss": LOSS, "delta": RATIONAL or null}} is '
            "required."
        )
    landscape = _loss_from(data["loss"])
    found = answer(landscape, data["delta"])
    named = (STATEMENT, TITLE, CLAIM, landscape.name)
    return Result(*named, found.found, found.status, Scope.INSTANCES, found.certificate)


def _loss_from(data: object) -> Landscape:
    if not isinstance(data, dict) or set(data) != {"network", "samples"}:
        return landscape_from(data)
    instance = instance_from(data["network"], "network")
    samples = [(state_from(one["state"]), one["label"]) for one in data["samples"]]
    return training(instance.name, instance.qnn, Dataset.from_samples(samples))
