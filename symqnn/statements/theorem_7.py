"""Theorem 7: at most (4p)^p critical points if none is degenerate; here how many there are, with the complete certified list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from symqnn.algebra.latex import LatexRepr
from symqnn.algebra.latex import Row as LatexRow
from symqnn.algebra.latex_tables import table, text_rows
from symqnn.certificate.critical import bounds_certificate, critical_points_certificate
from symqnn.errors import InputError, MissingExtraError, SizeError
from symqnn.landscape.bounds import Rung, bezout, ladder, morse_bound, multihomogeneous_bezout, paper_bound
from symqnn.landscape.external import PRIME, complex_solutions_modulo
from symqnn.roots.complex_count import ComplexCount, complex_total
from symqnn.roots.critical import CriticalPoints, critical_points
from symqnn.roots.search import Budget, Progress
from symqnn.roots.structure import blocks
from symqnn.roots.zero_set import common_zero
from symqnn.statements.landscapes import Landscape, landscape_from, named_landscape
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

STATEMENT, TITLE = "theorem-7", "Theorem 7"
CLAIM = "no degenerate critical points, hence at most (4p)^p"
BOUNDS_CLAIM = "at most (4p)^p isolated critical points"
MAX_LADDER, MAX_PERMANENT, MAX_COUPLED = 4, 8, 4
SECONDS = {5: "5 minutes", 6: "2 hours and a half"}
NOT_COMPUTED = "not computed"


@dataclass(frozen=True)
class Row:
    """One rung of the ladder for people: a number, and what it rests on."""

    name: str
    value: str
    rests_on: str


@dataclass(frozen=True)
class Answer(LatexRepr):
    """Everything about the critical points of one loss.

    Args:
        rows: the ladder, from the paper's bound down to the minima.
        found: the list. results: the bounds (if every angle occurs) and the list, with certificates.
        globals: number of minima that may be global. tied: they are exactly equal in value (by periods of the loss or as its known zeros).
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
        cost = SECONDS.get(largest, f"about 30^{largest - 4} times 10 seconds")
        raise InputError(f"{landscape.name} couples {largest} angles: the search takes some {cost} (thirtyfold an angle). Give --force to start it.")


def answer(
    landscape: Landscape, budget: Budget | None = None, progress: Progress | None = None, force: bool = False, external: bool = True
) -> Answer:
    """The ladder and the complete certified list (Paper: Theorem 7, Eqn 28).

    Args:
        landscape: the loss. budget, progress: as for :func:`critical_points`.
        force: also if many angles are coupled. external: ask Singular for the complex count of three coupled angles.

    Raises:
        InputError: too many coupled angles, without ``force``.

    Example:
        >>> found = answer(named_landscape("latin", 2))
        >>> found.found.by_index, [row.value for row in found.rows]
        ((8, 16, 8), ['64', '64', '32', '32', '32', '32', '32', '16', '8', '8', '4'])
    """
    if not force:
        refuse_if_too_large(landscape)
    found = critical_points(landscape.poly, budget, progress, force)
    number, tied = _global_minima(found)
    tied = tied or number == landscape.zeros
    levels = found.levels()
    gap = (levels[1][0] - levels[0][1], levels[1][1] - levels[0][0]) if len(levels) > 1 else None
    complex_rows, note = _complex_rows(landscape, found, external)
    if note:
        found = replace(found, status=Status.UNDECIDED, reason=note)
    rows = (*_bounds_rows(landscape), *complex_rows, *_real_rows(landscape, found))
    return Answer(landscape, rows, found, _results(landscape, found, number, tied), number, tied, gap)


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


def _bounds_rows(landscape: Landscape) -> list[Row]:
    try:
        return [Row(rung.name, str(rung.value), rung.rests_on) for rung in _rungs(landscape)]
    except InputError as error:
        return [Row("bounds", "none", str(error))]


def _complex_rows(landscape: Landscape, found: CriticalPoints, external: bool) -> tuple[list[Row], str]:
    """Complex solutions, and what is wrong if they contradict the list."""
    poly, total, distinct = landscape.poly, "complex solutions with multiplicity", "… distinct"
    if found.status is Status.REFUTED:
        return [Row(total, "infinitely many", "there are infinitely many real ones")], ""
    try:
        count = complex_total(poly)
    except InputError as error:
        few = all(len(block.axes) <= 2 for block in blocks(poly))
        return ([Row(total, NOT_COMPUTED, str(error))] if few else _modular_rows(landscape, external)), ""
    rows = [Row(total, NOT_COMPUTED if count.with_multiplicity is None else str(count.with_multiplicity), f"exact: {count.method}")]
    rows.append(Row(distinct, str(count.distinct) if count.exact else f"≥ {count.distinct}", "exact" if count.exact else "several share a coordinate"))
    return rows, _contradiction(count, found)


def _contradiction(count: ComplexCount, found: CriticalPoints) -> str:
    if found.status is Status.PROVED and count.real is not None and count.real != found.number:
        return f"algebra counts {count.real} real solutions, the list has {found.number}: this is an error of symqnn"
    return ""


def _modular_rows(landscape: Landscape, external: bool) -> list[Row]:
    name = "complex solutions with multiplicity"
    if landscape.poly.angles > 3 or not external:
        return [Row(name, NOT_COMPUTED, "resultants count for at most two coupled angles")]
    try:
        count = complex_solutions_modulo(landscape.poly, timeout=60)
    except (MissingExtraError, SizeError, InputError) as error:
        return [Row(name, NOT_COMPUTED, str(error))]
    return [Row(name, str(count), f"modulo the prime {PRIME} (Gröbner basis, Singular): evidence, not proof")]


def _real_rows(landscape: Landscape, found: CriticalPoints) -> list[Row]:
    if found.status is Status.REFUTED:
        return [Row("real critical points", "infinitely many", found.reason)]
    complete = found.status is Status.PROVED
    at_least, rests_on = ("", "certified list") if complete else ("≥ ", f"list not complete: {found.reason}")
    rows = [Row("real critical points", f"{at_least}{found.number}", rests_on)]
    if complete:
        rows.append(Row("half of them", str(morse_bound(found.number)), "Morse: Σ(-1)^index = 0 on the torus (assumed)"))
    rows.append(Row("local minima", f"{at_least}{found.by_index[0] if found.by_index else 0}", rests_on))
    if landscape.constructed:
        rows.append(Row(landscape.constructed[0], str(landscape.constructed[1]), "construction"))
    if landscape.constructed and landscape.constructed[1] > 2**landscape.poly.angles:
        rows.append(Row("2^p", str(2**landscape.poly.angles), "what the paper constructs (Theorem 2)"))
    return rows


def _global_minima(found: CriticalPoints) -> tuple[int, bool]:
    number, tied = 1, True
    for block, part in zip(found.blocks, found.enumerations, strict=True):
        roots = part.roots.take(part.roots.indices == 0)
        if not len(roots):
            return 0, True
        candidates = int((roots.values - roots.errors <= (roots.values + roots.errors).min()).sum())
        number *= block.copies * candidates
        tied = tied and candidates == 1
    return (number, tied) if found.enumerations else (0, True)


def _results(landscape: Landscape, found: CriticalPoints, number: int, tied: bool) -> tuple[Result, ...]:
    results = []
    if landscape.poly.angles <= MAX_LADDER and all(landscape.poly.degrees):
        certificate = bounds_certificate(landscape.poly, landscape.loss)
        claim = certificate["claim"]
        text = f"≤ {claim['multihomogeneous']} (multihomogeneous) ≤ {claim['bezout']} (Bézout) ≤ {claim['paper']} (paper)"
        results.append(Result(STATEMENT, f"{TITLE}, bounds", BOUNDS_CLAIM, landscape.name, text, Status.PROVED, Scope.INSTANCES, certificate, part="bounds"))
    status = found.status
    details: tuple[str, ...] = (f"{found.boxes} boxes", f"by index {' '.join(map(str, found.by_index))}")
    if status is Status.PROVED:
        which = f"{number} global{'' if tied else ' or enclosures overlap'}"
        text = f"nondegenerate: {found.number} critical points, {found.by_index[0]} minima, {which}"
        proof: Mapping[str, Any] | None = critical_points_certificate(found, landscape.loss)
    else:
        text, details = _degenerate(landscape, found)
        proof, status = None, Status.UNDECIDED
    results.append(Result(STATEMENT, TITLE, CLAIM, landscape.name, text, status, Scope.INSTANCES, proof, details=details, part="critical-points"))
    return tuple(results)


def _degenerate(landscape: Landscape, found: CriticalPoints) -> tuple[str, tuple[str, ...]]:
    """Why there is no list: a proof of infinitely many critical points, or the boxes that are left."""
    manifold = f"zero loss on a manifold: {why}" if (why := _manifold(landscape)) else ""
    if found.status is Status.REFUTED:
        return "degenerate: infinitely many critical points (the premise fails)", tuple(text for text in (found.reason, manifold) if text)
    if manifold:
        return "degenerate: a manifold of global minima (the premise fails)", (manifold, found.reason)
    left = f"{found.pending} of {found.boxes} boxes are left, {found.number} nondegenerate points are certified"
    return "list not complete, perhaps degenerate", (found.reason, left)


def _manifold(landscape: Landscape) -> str:
    return common_zero(landscape.residuals) if 0 < len(landscape.residuals) < landscape.poly.angles else ""


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
