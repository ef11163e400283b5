"""Theorem 7: at most (4p)^p critical points if none is degenerate; here how many there are, with the complete certified list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from symqnn.algebra.latex import LatexRepr
from symqnn.algebra.latex import Row as LatexRow
from symqnn.algebra.latex_tables import table, text_rows
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.bounds import bounds_certificate, mixed_volume_is_checked
from symqnn.certificate.critical import critical_points_certificate
from symqnn.certificate.degenerate import degenerate_certificate
from symqnn.construction.equation_18 import UnsolvableError
from symqnn.construction.theorem_2 import theorem_2
from symqnn.errors import InputError, MissingExtraError, SizeError
from symqnn.landscape.bounds import Rung, bezout, ladder, morse_bound, multihomogeneous_bezout, paper_bound
from symqnn.landscape.external import PRIME, complex_solutions_modulo
from symqnn.model.instance_file import Instance
from symqnn.roots.complex_count import PRIME as WITNESS_PRIME
from symqnn.roots.complex_count import ComplexCount, complex_total
from symqnn.roots.critical import CriticalPoints, critical_points
from symqnn.roots.degenerate import infinitely_many
from symqnn.roots.modular_solutions import SimpleSolutions, simple_solutions
from symqnn.roots.search import Budget, Progress
from symqnn.roots.structure import blocks
from symqnn.roots.ties import least_roots
from symqnn.roots.zero_set import common_zero
from symqnn.statements.landscapes import Landscape, landscape_from, named_landscape, training
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

STATEMENT, TITLE = "theorem-7", "Theorem 7"
CLAIM = "no degenerate critical points, hence at most (4p)^p"
BOUNDS_CLAIM = "at most (4p)^p isolated critical points"
ASSUMED = "assumed: the theorems of Bézout (also on (P²)^p), Bernstein and Morse, in the bounds on critical points; nothing in the lists"
MAX_LADDER, MAX_PERMANENT, MAX_COUPLED, MAX_CONSTRUCTED = 4, 8, 4, 2
COST = {5: "5 minutes and the checker hours", 6: "a day, with more memory than most machines have"}
NOT_COMPUTED = "not computed"
TOTAL, DISTINCT = "complex solutions with multiplicity", "… distinct"


@dataclass(frozen=True)
class Row:
    """One rung of the ladder for people: a number, what it rests on, and the kind of certificate that holds it.

    Without a certificate the number is ``computed`` only, ``assumed`` (a named theorem applied to certified numbers) or ``constructed``.
    """

    name: str
    value: str
    rests_on: str
    certificate: str = "computed"


@dataclass(frozen=True)
class Answer(LatexRepr):
    """Everything about the critical points of one loss.

    Args:
        rows: the ladder, from the paper's bound down to the minima.
        found: the list. results: the bounds (if every angle occurs) and the list, with certificates.
        globals: number of minima that may be global. tied: they are exactly equal in value (by periods or symmetries of
            the loss, by rational values, or as its known zeros).
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
        """LaTeX: the ladder of bounds as a table, then the critical points (at most ``limit`` of them)."""
        cells = [line for row in self.rows for line in text_rows((row.name, row.value, row.rests_on))]
        return [("", table(["at most / exactly", "number", "rests on"], cells, "lrl")), *self.found.latex_rows(limit)]


def refuse_if_too_large(landscape: Landscape) -> None:
    """Stop before a search that would take minutes or more.

    Raises:
        InputError: more than 4 coupled angles, with the expected time.
    """
    largest = max((len(block.axes) for block in blocks(landscape.poly)), default=0)
    if largest > MAX_COUPLED:
        cost = COST.get(largest, "months")
        times = "3 angles 0.1 s, 4 angles 2 s, each further one a hundred times more"
        raise InputError(f"{landscape.name} couples {largest} angles: the search takes some {cost} ({times}). Give --force to start it.")


def answer(
    landscape: Landscape,
    budget: Budget | None = None,
    progress: Progress | None = None,
    force: bool = False,
    external: bool = True,
    earlier: CriticalPoints | None = None,
    keep: Callable[[CriticalPoints], object] | None = None,
) -> Answer:
    """The ladder and the complete certified list (Paper: Theorem 7, Eqn 28).

    Args:
        landscape: the loss. budget, progress: as for :func:`critical_points`.
        force: also if many angles are coupled. external: ask Singular for the complex count of three coupled angles.
        earlier: a search of the same loss that stopped; it goes on.
        keep: called with a list that is not complete as soon as the search has ended, before anything else is computed.

    Raises:
        InputError: too many coupled angles, without ``force``.

    Example:
        >>> found = answer(named_landscape("latin", 2))
        >>> found.found.by_index, [row.value for row in found.rows]
        ((8, 16, 8), ['64', '64', '32', '32', '32', '32', '32', '16', '8', '8', '4'])
    """
    found = _zero_set(landscape)
    if found is None:
        if not force:
            refuse_if_too_large(landscape)
        found = critical_points(landscape.poly, budget, progress, force, earlier)
    if keep is not None and found.status is Status.UNDECIDED:
        keep(found)
    stopped = any(part.stopped for part in found.enumerations)  # who stopped the search does not want to wait for the rest
    number, tied = _global_minima(found)
    tied = tied or number == landscape.zeros
    levels = found.levels()
    gap = (levels[1][0] - levels[0][1], levels[1][1] - levels[0][0]) if len(levels) > 1 else None
    simple = None if stopped or (found.degeneracy and found.degeneracy.dimension) else simple_solutions(landscape.poly)
    bounds = _bounds_rows(landscape)
    complex_rows, note = _complex_rows(landscape, found, simple, bounds, external and not stopped)
    if note:
        found = replace(found, status=Status.UNDECIDED, reason=note)
    rows = (*bounds, *complex_rows, *_real_rows(landscape, found))
    return Answer(landscape, rows, found, _results(landscape, found, simple, number, tied), number, tied, gap)


def _zero_set(landscape: Landscape) -> CriticalPoints | None:
    """Fewer residuals than angles mostly vanish together on a manifold: no search would come to an end there."""
    poly, residuals = landscape.poly, landscape.residuals
    if not 0 < len(residuals) < poly.angles:
        return None
    found = infinitely_many(poly) or common_zero(residuals)
    return CriticalPoints(poly, Status.REFUTED, found.reason, (), (), poly.coefficient((0,) * poly.angles), found) if found else None


def _rungs(landscape: Landscape) -> tuple[Rung, ...]:
    poly = landscape.poly
    if poly.angles <= MAX_LADDER:
        return ladder(poly)
    if not all(poly.degrees):
        raise InputError("the loss does not depend on every angle: critical points are not isolated, and no number bounds them.")
    degree = max(poly.degrees)
    rungs = [Rung(f"paper, ({2 * degree}p)^p", paper_bound(poly.angles, degree), "", "Bézout (assumed), Paper Theorem 7")]
    rungs.append(Rung("Bézout, 2^p ∏ deg g_l", bezout(poly), "", "Bézout (assumed), Paper above Theorem 7"))
    if poly.angles <= MAX_PERMANENT:
        rungs.append(Rung("multihomogeneous Bézout", multihomogeneous_bezout(poly), "", "Bézout on (P²)^p (assumed)"))
    return tuple(rungs)


def _has_bounds(poly: TrigPoly) -> bool:
    return poly.angles <= MAX_LADDER and all(poly.degrees)


def _bounds_rows(landscape: Landscape) -> list[Row]:
    held = "bounds" if _has_bounds(landscape.poly) else "computed"
    try:
        rows = [Row(rung.name, str(rung.value), rung.rests_on, held) for rung in _rungs(landscape)]
    except InputError as error:
        return [Row("bounds", "none", str(error))]
    if held == "bounds" and not mixed_volume_is_checked(landscape.poly):
        rows[-1] = replace(rows[-1], certificate="computed")
    return rows


def _complex_rows(landscape: Landscape, found: CriticalPoints, simple: SimpleSolutions | None, bounds: list[Row], external: bool) -> tuple[list[Row], str]:
    """Complex solutions, and what is wrong if they contradict each other or the list."""
    poly = landscape.poly
    if found.degeneracy and found.degeneracy.dimension:
        return [Row(TOTAL, "infinitely many", "there are infinitely many real ones", "degenerate-critical-points")], ""
    try:
        count = complex_total(poly)
        note = _contradiction(count, found, simple)
    except InputError as error:
        few = all(len(block.axes) <= 2 for block in blocks(poly))
        count, note, why = None, "", str(error) if few else ""
    if simple is not None and bounds[-1].certificate == "bounds" and str(simple.number) == bounds[-1].value:
        text = f"{simple.number} simple solutions modulo {WITNESS_PRIME} lift (Hensel), as many as the mixed volume (Bernstein, assumed)"
        return [Row(TOTAL, str(simple.number), text, "bounds"), Row(DISTINCT, str(simple.number), text, "bounds")], note
    if count is not None:
        rows = [Row(TOTAL, NOT_COMPUTED if count.with_multiplicity is None else str(count.with_multiplicity), f"exact: {count.method}")]
        rows.append(Row(DISTINCT, str(count.distinct) if count.exact else f"≥ {count.distinct}", "exact" if count.exact else "several share a coordinate"))
    else:
        rows = [Row(TOTAL, NOT_COMPUTED, why)] if why else _modular_rows(landscape, external)
    if simple is not None:
        held = "bounds" if _has_bounds(poly) else "computed"
        rows.append(Row("… simple", f"≥ {simple.number}", f"simple solutions modulo {WITNESS_PRIME} lift (Hensel)", held))
    return rows, note


def _contradiction(count: ComplexCount, found: CriticalPoints, simple: SimpleSolutions | None) -> str:
    if found.status is Status.PROVED and count.real is not None and count.real != found.number:
        return f"algebra counts {count.real} real solutions, the list has {found.number}: this is an error of symqnn"
    if simple is not None and count.exact and count.distinct < simple.number:
        return f"resultants count {count.distinct} complex solutions, {simple.number} lift from a prime: this is an error of symqnn"
    return ""


def _modular_rows(landscape: Landscape, external: bool) -> list[Row]:
    if landscape.poly.angles > 3 or not external:
        return [Row(TOTAL, NOT_COMPUTED, "resultants count for at most two coupled angles")]
    try:
        count = complex_solutions_modulo(landscape.poly, timeout=60)
    except (MissingExtraError, SizeError, InputError) as error:
        return [Row(TOTAL, NOT_COMPUTED, str(error))]
    return [Row(TOTAL, str(count), f"modulo the prime {PRIME} (Gröbner basis, Singular): evidence, not proof")]


def _real_rows(landscape: Landscape, found: CriticalPoints) -> list[Row]:
    if found.degeneracy and found.degeneracy.dimension:
        return [Row("real critical points", "infinitely many", found.reason, "degenerate-critical-points")]
    complete = found.status is Status.PROVED
    at_least, rests_on = ("", "certified list") if complete else ("≥ ", f"list not complete: {found.reason}")
    held = "critical-points" if complete else "computed"
    rows = [Row("real critical points", f"{at_least}{found.number}", rests_on, held)]
    if complete:
        rows.append(Row("half of them", str(morse_bound(found.number)), "Morse: Σ(-1)^index = 0 on the torus (assumed)", "assumed"))
    rows.append(Row("local minima", f"{at_least}{found.by_index[0] if found.by_index else 0}", rests_on, held))
    if landscape.constructed:
        rows.append(Row(landscape.constructed[0], str(landscape.constructed[1]), "construction", "constructed"))
    if landscape.constructed and landscape.constructed[1] > 2**landscape.poly.angles:
        rows.append(Row("2^p", str(2**landscape.poly.angles), "what the paper constructs (Theorem 2)", "constructed"))
    return rows


def _global_minima(found: CriticalPoints) -> tuple[int, bool]:
    number, tied = 1, True
    for block, part in zip(found.blocks, found.enumerations, strict=True):
        roots = part.roots.take(part.roots.indices == 0)
        if not len(roots):
            return 0, True
        lowest = roots.take(roots.values - roots.errors <= (roots.values + roots.errors).min())
        candidates, decided = least_roots(block.poly, lowest)
        number *= block.copies * candidates
        tied = tied and decided
    return (number, tied) if found.enumerations else (0, True)


def _results(landscape: Landscape, found: CriticalPoints, simple: SimpleSolutions | None, number: int, tied: bool) -> tuple[Result, ...]:
    results = []
    if _has_bounds(landscape.poly):
        certificate = bounds_certificate(landscape.poly, landscape.loss, simple)
        claim = certificate["claim"]
        known = f"{claim['complex_solutions']} simple complex solutions ≤ " if simple else ""
        multihomogeneous, bezout, paper = (claim[name] for name in ("multihomogeneous", "bezout", "paper"))
        known += f"{claim['mixed_volume']} (mixed volume) ≤ " if claim["mixed_volume"] else ""
        text = f"{known or '≤ '}{multihomogeneous} (multihomogeneous) ≤ {bezout} (Bézout) ≤ {paper} (paper)"
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
    details: tuple[str, ...] = (f"{found.boxes} boxes", f"by index {' '.join(map(str, found.by_index))}")
    proof: Mapping[str, Any] | None = None
    if found.status is Status.PROVED:
        which = f"{number} global{'' if tied else ' or enclosures overlap'}"
        text = f"nondegenerate: {found.number} critical points, {found.by_index[0]} minima, {which}"
        proof = critical_points_certificate(found, landscape.loss)
    elif found.degeneracy is not None:
        many = "infinitely many critical points" if found.degeneracy.dimension else "a degenerate critical point"
        text, details = f"degenerate: {many}, the premise fails", (found.reason,)
        proof = degenerate_certificate(landscape.poly, found.degeneracy, landscape.loss)
    else:
        stopped = any(part.stopped for part in found.enumerations)
        text = "list not complete: the search stopped" if stopped else "list not complete, perhaps degenerate"
        details = (found.reason, f"{found.pending} of {found.boxes} boxes are left, {found.number} nondegenerate points are certified")
    results.append(Result(STATEMENT, TITLE, CLAIM, landscape.name, text, found.status, Scope.INSTANCES, proof, details=details, part="critical-points"))
    return tuple(results)


def prove(data: object) -> Result:
    """What a problem file asks: ``{"quantity":"critical-points"|"bounds","loss":…}``.

    Raises:
        InputError: something else, or bounds of a loss that has none.
    """
    if not isinstance(data, dict) or set(data) != {"quantity", "loss"} or data["quantity"] not in ("critical-points", "bounds"):
        raise InputError('an instance of theorem-7 is {"quantity": "critical-points" or "bounds", "loss": …}.')
    for result in answer(landscape_from(data["loss"]), external=False).results:
        if result.part == data["quantity"]:
            return result
    raise InputError("the loss does not depend on every angle, or has more than 4; there are no bounds with a certificate.")


def prove_examples() -> list[Result]:
    """The paper's product instances p = 1, 2 and the Latin instance p = 2: bounds and complete lists."""
    chosen = [named_landscape("product", 1), named_landscape("product", 2), named_landscape("latin", 2)]
    return [result for landscape in chosen for result in answer(landscape, external=False).results]


def prove_constructed(instance: Instance) -> list[Result]:
    """Bounds and the complete list for the dataset of Theorem 2 on a network of one or two angles; none where it has no such dataset."""
    if instance.qnn.layers > MAX_CONSTRUCTED:
        return []
    try:
        made = theorem_2(instance.qnn).construction
    except (UnsolvableError, SizeError):
        return []
    landscape = training(instance.name, made.qnn, made.dataset, constructed=("2^p, Theorem 2", 2**instance.qnn.layers))
    note = "the loss is that of the dataset of Theorem 2"
    return [replace(result, details=(note, *result.details)) for result in answer(landscape, external=False).results]
