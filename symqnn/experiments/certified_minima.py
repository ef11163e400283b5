"""Final points of training against certified minima: sharpened by exact Newton steps, proved one by
one, or found in a complete list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import pi

import numpy as np
import numpy.typing as npt

from symqnn.algebra.circle import CirclePoint
from symqnn.construction.certify import CertifiedMinimum, MinimaResult, certify_minima
from symqnn.experiments.ground_truth import MINIMUM, NOT_CONVERGED, match
from symqnn.loss.jets import Jet, LossJets
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.roots.critical_list import CriticalPoints
from symqnn.status import Status
from symqnn.training.restarts import Runs

FloatArray = npt.NDArray[np.float64]
BITS = 100  # half tangents of sharpened points are multiples of 2^-100
# final points closer than this in every φ are one candidate; that they are one minimum is then
# proved or not
SAME = 1e-5


@dataclass(frozen=True)
class KnownMinimum:
    """A certified strict local minimum, and how many runs ended there.

    Args:
        phi: its angles φ = g·θ (2θ where H² = I) in [0, 2π), approximately. lower, upper: proved
            bounds of the loss. hits: number of runs.
    """

    phi: tuple[float, ...]
    lower: Fraction
    upper: Fraction
    hits: int


@dataclass(frozen=True)
class Matching:
    """Runs against certified minima.

    Args:
        minima: lowest first; of a complete list also those without hits. complete: whether these
            are all minima of the loss.
        unmatched: numbers of the runs that belong to none.
        distance: the largest distance in φ of a matched run from its minimum; for a complete list a
            proved bound.
        reasons: why runs are unmatched. proof: what a certificate of the minima needs, where they
            were proved one by one.
    """

    minima: tuple[KnownMinimum, ...]
    complete: bool
    unmatched: tuple[int, ...]
    distance: float
    reasons: tuple[str, ...] = ()
    proof: MinimaResult | None = None

    @property
    def levels(self) -> int:
        """Number of certainly different values: groups of overlapping bounds."""
        count, top = 0, None
        for point in self.minima:
            if top is None or point.lower > top:
                count += 1
            top = point.upper if top is None else max(top, point.upper)
        return count


def gaps(phi: FloatArray, centres: FloatArray) -> FloatArray:
    """Distances on the torus (largest angle), shape (runs, centres)."""
    difference = np.abs(phi[:, None] - centres[None])
    difference = difference % (2 * pi)
    return np.asarray(np.minimum(difference, 2 * pi - difference).max(axis=2, initial=0.0))


def candidates(phi: FloatArray) -> npt.NDArray[np.intp]:
    """For each run the number of its candidate:
    the first run that ended within :data:`SAME` of it, numbered from 0.

    Example:
        >>> candidates(np.array([[0.0], [1.0], [6.283185307]])).tolist()
        [0, 1, 0]
    """
    first: list[int] = []
    label = np.zeros(len(phi), dtype=np.intp)
    for k, point in enumerate(phi):
        near = (
            np.flatnonzero(gaps(point[None], phi[first])[0] < SAME)
            if first
            else np.zeros(0, dtype=np.intp)
        )
        if len(near):
            label[k] = near[0]
        else:
            label[k] = len(first)
            first.append(k)
    return label


def match_complete(runs: Runs, found: CriticalPoints) -> Matching:
    """Runs against the complete list of critical points: converged, and inside the cube of a
    minimum (:mod:`symqnn.experiments.ground_truth`).
    """
    minima = found.minima()
    matches = match(runs, found)
    units = np.array([float(unit) for unit in found.poly.torus.units])
    nearest = gaps(units * runs.theta, units * np.array([point.theta for point in minima])).argmin(
        axis=1
    )
    hits = np.bincount(nearest[matches.matched], minlength=len(minima))
    known = tuple(
        KnownMinimum(tuple(units * np.array(p.theta)), *p.value, int(n))
        for p, n in zip(minima, hits, strict=True)
    )
    reasons = tuple(
        f"{number} {kind}"
        for kind, number in matches.counts().items()
        if number and kind != MINIMUM
    )
    lost = tuple(int(k) for k in np.flatnonzero(~matches.matched))
    return Matching(
        known,
        found.status is Status.PROVED,
        lost,
        float(matches.distance[matches.matched].max(initial=0.0)),
        reasons,
    )


def match_by_proof(runs: Runs, qnn: QNN, dataset: Dataset) -> Matching:
    """Every candidate proved to lie at a strict local minimum of the exact loss,
    or reported with the reason.

    The ball in which the minimum is proved is smaller than the error of a final point. So a run is
    counted to the minimum proved for its candidate if it converged and that minimum is within
    :data:`SAME` of its end; the largest distance is reported, and so is every other run.
    """
    phi = (2 * runs.theta) % (2 * pi)
    label = np.full(len(phi), -1, dtype=np.intp)
    label[runs.converged] = candidates(phi[runs.converged])
    stray = tuple(int(run) for run in np.flatnonzero(label < 0))
    unsettled = (f"{len(stray)} {NOT_CONVERGED}",) if stray else ()
    if len(stray) == len(phi):
        return Matching((), False, stray, 0.0, unsettled)
    jets = LossJets(qnn, dataset)
    groups = [np.flatnonzero(label == k) for k in range(int(label.max()) + 1)]
    points = [sharpen(jets, phi[group[0]]) for group in groups]
    # ends far apart may lead to one minimum
    same = candidates(np.array([_angles(point) for point in points]))
    groups = [
        np.concatenate([groups[j] for j in np.flatnonzero(same == k)])
        for k in range(int(same.max()) + 1)
    ]
    points = [points[int(np.flatnonzero(same == k)[0])] for k in range(len(groups))]
    proved, reasons = list(range(len(points))), tuple[str, ...]()
    together = certify_minima(qnn, dataset, points, move=False)
    if together.status is not Status.PROVED:  # one by one, to see which
        singles = [certify_minima(qnn, dataset, [point], move=False) for point in points]
        proved = [k for k, single in enumerate(singles) if single.status is Status.PROVED]
        reasons = tuple(
            f"{single.reasons[0]} (value {jets_value(jets, points[k]):.6f})"
            for k, single in enumerate(singles)
            if single.reasons
        )
        together = (
            certify_minima(qnn, dataset, [points[k] for k in proved], move=False)
            if proved
            else together
        )
    if together.status is not Status.PROVED:
        return Matching(
            (), False, tuple(range(len(phi))), 0.0, (*unsettled, *(reasons or together.reasons))
        )
    minima, distance, lost = (
        [],
        0.0,
        [*stray, *(int(run) for k, group in enumerate(groups) if k not in proved for run in group)],
    )
    for point, k in sorted(
        zip(together.minima, proved, strict=True), key=lambda pair: pair[0].lower
    ):
        apart = gaps(phi[groups[k]], np.array([_known(point, 0).phi]))[:, 0]
        near = apart < SAME
        minima.append(_known(point, int(near.sum())))
        distance = max(distance, float(apart[near].max(initial=0.0)))
        lost += [int(run) for run in groups[k][~near]]
        reasons = (
            *reasons,
            *(
                f"run {run} ended {gap:.1e} from the minimum proved"
                for run, gap in zip(groups[k][~near], apart[~near], strict=True)
            ),
        )
    return Matching(
        tuple(minima), False, tuple(sorted(lost)), distance, (*unsettled, *reasons), together
    )


def _known(point: CertifiedMinimum, hits: int) -> KnownMinimum:
    return KnownMinimum(_angles(point.at), point.lower, point.upper, hits)


def _angles(point: Sequence[CirclePoint]) -> tuple[float, ...]:
    return tuple(float(np.arctan2(float(part.sin), float(part.cos)) % (2 * pi)) for part in point)


def jets_value(jets: LossJets, point: Sequence[CirclePoint]) -> float:
    """The loss at a rational point, rounded."""
    jet = jets.at(point)
    return float(Fraction(jet.value, jet.denominator))


def sharpen(jets: LossJets, phi: FloatArray, steps: int = 4) -> tuple[CirclePoint, ...]:
    """A rational point close to the critical point near φ: Newton's method with exact gradients, so
    that it is not limited by double precision.
    """
    turns = [round(float(angle) / (pi / 2)) for angle in phi]
    halves = [
        Fraction(float(np.tan((float(angle) - n * pi / 2) / 2)))
        for angle, n in zip(phi, turns, strict=True)
    ]
    point = _points(turns, halves)
    for _ in range(steps):
        step = _newton(jets.at(point))
        halves = [
            _rounded(t + Fraction(float(d)) * (1 + t * t) / 2)
            for t, d in zip(halves, step, strict=True)
        ]
        point = _points(turns, halves)
        if float(np.abs(step).max()) < 2.0 ** (8 - BITS):
            break
    return point


def _points(turns: Sequence[int], halves: Sequence[Fraction]) -> tuple[CirclePoint, ...]:
    return tuple(
        CirclePoint.quarter_turns(n).plus(CirclePoint.from_half_tangent(t))
        for n, t in zip(turns, halves, strict=True)
    )


def _rounded(value: Fraction) -> Fraction:
    return Fraction(round(value * 2**BITS), 2**BITS)


def _newton(jet: Jet) -> FloatArray:
    gradient = np.array([float(Fraction(value, jet.denominator)) for value in jet.gradient])
    hessian = np.array(
        [[float(Fraction(value, jet.denominator)) for value in row] for row in jet.hessian]
    )
    step = np.linalg.lstsq(hessian, -gradient, rcond=1e-12)[0]
    return np.asarray(np.clip(step, -0.1, 0.1))
