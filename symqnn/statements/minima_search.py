"""How many local minima the loss of two angles can have: a search in floats, and a certificate of
what it finds.

N(2) is the largest number of nondegenerate local minima of a training loss of two angles
of degree ≤ 2 (the paper's networks); 12 ≤ N(2) ≤ 15 is known. Nothing that the search in floats
says is used: a candidate is rounded to rationals, all its critical points are enumerated
with a proof of completeness, and it is made the loss of states and labels.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from joblib import Parallel, delayed

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.critical import critical_points_certificate, training_json
from symqnn.construction.many_minima import expected_minima
from symqnn.construction.universality import LandscapeDataset, dataset_for
from symqnn.errors import InputError
from symqnn.model.ansatz import paper_experiment
from symqnn.roots.critical import critical_points
from symqnn.roots.critical_list import CriticalPoints
from symqnn.roots.minima_search import WALK, Candidate, Walk, rounded, search_round
from symqnn.roots.watch import SearchBudget
from symqnn.status import Status

MAX_ROUNDS, TRIED, BOXES = 100_000, 8, 200_000
KNOWN = expected_minima(2)  # 12
Keep = Callable[[Candidate, int], None]


@dataclass(frozen=True)
class CertifiedCandidate:
    """A candidate with proof.

    Args:
        candidate: as it was found in floats. target: its rational form. made: the dataset whose
        loss it is. points: the complete list of critical points of that loss. certificate: kind
        ``critical-points``.
    """

    candidate: Candidate
    target: TrigPoly
    made: LandscapeDataset
    points: CriticalPoints
    certificate: dict[str, Any]

    @property
    def minima(self) -> int:
        """The number of local minima in a period, proved."""
        return self.points.by_index[0]


def search(
    seed: int, rounds: int, jobs: int = 1, keep: Keep | None = None, walk: Walk = WALK
) -> list[Candidate]:
    """The candidates of rounds 0 to ``rounds`` - 1, the most minima first; the same for any number
    of jobs.

    Args:
        keep: called with each candidate and the number of finished rounds.

    Raises:
        InputError: a number out of range.
    """
    for name, value, least, most in (
        ("seed", seed, 0, 2**63 - 1),
        ("rounds", rounds, 1, MAX_ROUNDS),
        ("jobs", jobs, 1, 1024),
    ):
        if not least <= value <= most:
            raise InputError(f"{name} is {value}; a number from {least} to {most} is required.")
    workers = min(jobs, rounds)
    tasks = (delayed(search_round)(seed, number, walk) for number in range(rounds))
    results: Iterable[Candidate] = Parallel(n_jobs=workers, return_as="generator")(tasks)
    found = []
    try:
        for candidate in results:
            found.append(candidate)
            if keep is not None:
                keep(candidate, len(found))
    finally:
        with warnings.catch_warnings():  # joblib's warning that chunks are lost after Ctrl-C
            warnings.filterwarnings("ignore", category=UserWarning)
            results.close()  # type: ignore[attr-defined]
    return by_minima(found)


def by_minima(found: Iterable[Candidate]) -> list[Candidate]:
    """The most minima first; of equals the earlier round."""
    return sorted(found, key=lambda candidate: (-candidate.minima, candidate.round))


def certify(
    found: Iterable[Candidate], say: Callable[[str], None] = lambda text: None
) -> tuple[CertifiedCandidate | None, list[str]]:
    """The first of the candidates that is proved to have as many minima as the floats said; and
    what became of others.

    At most 8 are tried. If none is proved in full, the one with the most proved minima.
    """
    best, refused = None, []
    for number, candidate in zip(range(TRIED), found, strict=False):
        if best is not None and best.minima >= candidate.minima:
            break
        say(f"certifying candidate {number + 1}: {candidate.minima} minima in floats")
        proved, reason = certified(candidate)
        if proved is None or proved.minima < candidate.minima:
            refused.append(
                f"round {candidate.round}, {candidate.minima} minima in floats: {reason}"
            )
        if proved is not None and (best is None or proved.minima > best.minima):
            best = proved
    return best, refused


def certified(candidate: Candidate) -> tuple[CertifiedCandidate | None, str]:
    """The candidate with proof, or None; and why it has fewer minima, or none proved."""
    target = rounded(candidate)
    if target is None or not all(target.degrees):
        return None, "no rational polynomial near it has as many minima"
    made = dataset_for(paper_experiment(2), target)
    used = made.construction
    points = critical_points(used.loss(), SearchBudget(BOXES))
    if points.status is not Status.PROVED:
        return None, f"the list of its critical points is {points.status}: {points.reason}"
    certificate = critical_points_certificate(points, training_json(used.qnn, used.dataset))
    proved = CertifiedCandidate(candidate, target, made, points, certificate)
    return proved, f"{proved.minima} are proved"
