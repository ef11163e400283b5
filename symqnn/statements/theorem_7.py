"""Theorem 7: at most (4p)^p critical points if none is degenerate; here how many there are, with
the complete certified list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from symqnn.algebra.latex import LatexRepr
from symqnn.algebra.latex import Row as LatexRow
from symqnn.algebra.latex_tables import table, text_rows
from symqnn.certificate.bounds import bounds_certificate
from symqnn.certificate.critical import critical_points_certificate, global_minima, least_value
from symqnn.certificate.degenerate import degenerate_certificate
from symqnn.construction.theorem_2 import theorem_2
from symqnn.construction.unreachable import UnreachableError
from symqnn.errors import InputError, SizeError
from symqnn.model.instance_file import Instance
from symqnn.roots.critical import critical_points
from symqnn.roots.critical_list import CriticalPoints
from symqnn.roots.degenerate import infinitely_many
from symqnn.roots.modular_solutions import SimpleSolutions, simple_solutions
from symqnn.roots.square_ties import list_ties
from symqnn.roots.structure import blocks
from symqnn.roots.watch import Progress, SearchBudget
from symqnn.roots.zero_set import common_zero
from symqnn.statements.ladder import Row, bounds_rows, complex_rows, has_bounds, real_rows
from symqnn.statements.landscapes import Landscape, landscape_from, named_landscape, training
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

STATEMENT, TITLE = "theorem-7", "Theorem 7"
CLAIM = (
    "no degenerate critical points, hence at most (2Dp)^p, D the highest frequency of the "
    "loss (2: (4p)^p)"
)
BOUNDS_CLAIM = (
    "at most (2Dp)^p critical points that are isolated over C, D the highest frequency of "
    "the loss (2: (4p)^p)"
)
ASSUMED = (
    "assumed: the theorems of Bézout (also on (P²)^p), Bernstein and Morse, in the bounds on "
    "critical points; nothing in the lists"
)
MAX_COUPLED, MAX_CONSTRUCTED = 4, 2
COST = {5: "2 minutes and the checker 1", 6: "two hours and the checker one"}


@dataclass(frozen=True)
class Answer(LatexRepr):
    """Everything about the critical points of one loss.

    Args:
        rows: the ladder, from the paper's bound down to the minima.
        found: the list. results: the bounds (if every angle occurs) and the list, with
            certificates.
        globals: number of minima that are global, or, if not ``tied``, that may be. tied: they are
            exactly equal in value, and the certificate says why (periods or symmetries of the loss,
            exact values).
        gap: bounds of the distance from the least value of a minimum to the next one, or None.
    """

    landscape: Landscape
    rows: tuple[Row, ...]
    found: CriticalPoints
    results: tuple[Result, ...]
    globals: int
    tied: bool
    gap: tuple[Fraction, Fraction] | None

    def latex_rows(self, limit: int = 32) -> list[LatexRow]:
        """LaTeX: the ladder of bounds as a table, then the critical points
        (at most ``limit`` of them).
        """
        cells = [
            line for row in self.rows for line in text_rows((row.name, row.value, row.rests_on))
        ]
        return [
            ("", table(["at most / exactly", "number", "rests on"], cells, "lrl")),
            *self.found.latex_rows(limit),
        ]


def refuse_if_too_large(landscape: Landscape) -> None:
    """Stop before a search that would take minutes or more.

    Raises:
        InputError: more than 4 coupled angles, with the expected time.
    """
    largest = max((len(block.axes) for block in blocks(landscape.poly)), default=0)
    if largest > MAX_COUPLED:
        cost = COST.get(largest, "months")
        times = "3 angles 0.1 s, 4 angles 2 s, 5 angles 2 minutes"
        raise InputError(
            f"{landscape.name} couples {largest} angles: the search takes some {cost} ({times}). "
            "Give --force to start it."
        )


def answer(
    landscape: Landscape,
    budget: SearchBudget | None = None,
    progress: Progress | None = None,
    force: bool = False,
    external: bool = True,
    earlier: CriticalPoints | None = None,
    keep: Callable[[CriticalPoints], object] | None = None,
    jobs: int = 1,
) -> Answer:
    """The ladder and the complete certified list (Paper: Theorem 7, Eqn 28).

    Args:
        landscape: the loss. budget, progress: as for :func:`critical_points`.
        force: also if many angles are coupled. external: ask Singular for the complex count of
            three coupled angles.
        earlier: a search of the same loss that stopped; it goes on.
        keep: called with a list that is not complete as soon as the search has ended, before
            anything else is computed.
        jobs: number of processes of the search; the answer does not depend on it.

    Raises:
        InputError: too many coupled angles, without ``force``.

    Example:
        >>> found = answer(named_landscape("latin", 2))
        >>> found.found.by_index, [row.value for row in found.rows]
        ((8, 16, 8),
         ['64', '64', '32', '32', '32', '32', '32', '16', '8', '8', '4', '15', '8', '12'])
    """
    found = _zero_set(landscape)
    if found is None:
        if not force:
            refuse_if_too_large(landscape)
        found = critical_points(landscape.poly, budget, progress, force, earlier, jobs)
        found = replace(found, residuals=landscape.residuals)
    if keep is not None and found.status is Status.UNDECIDED:
        keep(found)
    # who stopped the search does not want to wait for the rest
    stopped = any(part.stopped for part in found.enumerations)
    number, tied = _global_minima(found)
    levels = found.levels()
    gap = (levels[1][0] - levels[0][1], levels[1][1] - levels[0][0]) if len(levels) > 1 else None
    simple = (
        None
        if stopped or (found.degeneracy and found.degeneracy.dimension)
        else simple_solutions(landscape.poly)
    )
    bounds = bounds_rows(landscape)
    solutions, note = complex_rows(landscape, found, simple, bounds, external and not stopped)
    if note:
        found = replace(found, status=Status.UNDECIDED, reason=note)
    rows = (*bounds, *solutions, *real_rows(landscape, found))
    return Answer(
        landscape, rows, found, _results(landscape, found, simple, number, tied), number, tied, gap
    )


def _zero_set(landscape: Landscape) -> CriticalPoints | None:
    """Fewer residuals than angles mostly vanish together on a manifold: no search would come to an
    end there.
    """
    poly, residuals = landscape.poly, landscape.residuals
    if not 0 < len(residuals) < poly.angles:
        return None
    found = infinitely_many(poly) or common_zero(residuals)
    if found is None:
        return None
    constant = poly.coefficient((0,) * poly.angles)
    return CriticalPoints(poly, Status.PREMISE_FAILS, found.reason, (), (), constant, found)


def _global_minima(found: CriticalPoints) -> tuple[int, bool]:
    """How many minima are global, and whether that is decided; if not, how many may be."""
    if not found.enumerations or found.status is not Status.PROVED:
        return 0, False  # an open box may hold a lower minimum
    decided = global_minima(found, list_ties(found))
    return (least_value(found)[2], False) if decided is None else (decided, True)


def _results(
    landscape: Landscape,
    found: CriticalPoints,
    simple: SimpleSolutions | None,
    number: int,
    tied: bool,
) -> tuple[Result, ...]:
    results = []
    if has_bounds(landscape.poly):
        certificate = bounds_certificate(landscape.poly, landscape.loss, simple)
        claim = certificate["claim"]
        known = f"{claim['complex_solutions']} simple complex solutions ≤ " if simple else ""
        multihomogeneous, bezout, paper = (
            claim[name] for name in ("multihomogeneous", "bezout", "paper")
        )
        known += f"{claim['mixed_volume']} (mixed volume) ≤ " if claim["mixed_volume"] else ""
        text = (
            f"{known or '≤ '}{multihomogeneous} (multihomogeneous) ≤ {bezout} (Bézout) ≤ "
            f"{paper} (paper)"
        )
        results.append(
            Result(
                STATEMENT,
                f"{TITLE}, bounds",
                BOUNDS_CLAIM,
                landscape.name,
                text,
                Status.PROVED,
                Scope.INSTANCES,
                certificate,
                details=(ASSUMED,),
                part="bounds",
            )
        )
    details: tuple[str, ...] = (
        f"{found.boxes} boxes",
        f"by index {' '.join(map(str, found.by_index))}",
    )
    proof: Mapping[str, Any] | None = None
    if found.status is Status.PROVED:
        which = f"{number} global" if tied else f"{number} may be global"
        text = f"nondegenerate: {found.number} critical points, {found.by_index[0]} minima, {which}"
        proof = critical_points_certificate(found, landscape.loss)
    elif found.degeneracy is not None:
        many = (
            "infinitely many critical points"
            if found.degeneracy.dimension
            else "a degenerate critical point"
        )
        text, details = f"degenerate: {many}, the premise fails", (found.reason,)
        proof = degenerate_certificate(landscape.poly, found.degeneracy, landscape.loss)
    else:
        stopped = any(part.stopped for part in found.enumerations)
        text = (
            "list not complete: the search stopped"
            if stopped
            else "list not complete, perhaps degenerate"
        )
        details = (
            found.reason,
            f"{found.boxes} boxes were settled or divided, {found.pending} are left, "
            f"{found.number} nondegenerate points are certified",
        )
    results.append(
        Result(
            STATEMENT,
            TITLE,
            CLAIM,
            landscape.name,
            text,
            found.status,
            Scope.INSTANCES,
            proof,
            details=details,
            part="critical-points",
        )
    )
    return tuple(results)


def prove(data: object) -> Result:
    """What a problem file asks: ``{"quantity":"critical-points"|"bounds","loss":…}``.

    Raises:
        InputError: something else, or bounds of a loss that has none.
    """
    if (
        not isinstance(data, dict)
        or set(data) != {"quantity", "loss"}
        or data["quantity"] not in ("critical-points", "bounds")
    ):
        raise InputError(
            'an instance of theorem-7 is {"quantity": "critical-points" or "bounds", "loss": …}.'
        )
    for result in answer(landscape_from(data["loss"]), external=False).results:
        if result.part == data["quantity"]:
            return result
    raise InputError(
        "the loss does not depend on every angle, or has more than 4; there are no bounds with a "
        "certificate."
    )


def prove_examples() -> list[Result]:
    """The paper's product instances p = 1, 2 and the Latin instance p = 2: bounds and complete
    lists.
    """
    chosen = [
        named_landscape("product", 1),
        named_landscape("product", 2),
        named_landscape("latin", 2),
    ]
    return [result for landscape in chosen for result in answer(landscape, external=False).results]


def prove_constructed(instance: Instance) -> list[Result]:
    """Bounds and the complete list for the dataset of Theorem 2 on a network of one or two angles;
    none where it has no such dataset.
    """
    p = len(instance.qnn.parameters)
    if p > MAX_CONSTRUCTED:
        return []
    try:
        found = theorem_2(instance.qnn)
    except (UnreachableError, SizeError):
        return []
    if not found.trap.complete:
        return []
    made = found.construction
    landscape = training(
        instance.name, made.qnn, made.dataset, constructed=("2^p, Theorem 2", found.landscape.count)
    )
    note = "the loss is that of the dataset of Theorem 2"
    return [
        replace(result, details=(note, *result.details))
        for result in answer(landscape, external=False).results
    ]
