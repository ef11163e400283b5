"""The ladder of Theorem 7 for people: bounds, complex and real critical points, minima, each with
what it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.bounds import mixed_volume_is_checked
from symqnn.construction.many_minima import NODES, expected_minima
from symqnn.errors import InputError, MissingExtraError, SizeError
from symqnn.landscape.external import PRIME, complex_solutions_modulo
from symqnn.landscape.point_bounds import (
    Rung,
    bezout,
    ladder,
    minima_bound,
    morse_bound,
    multihomogeneous_bezout,
    paper_bound,
    zero_loss_bound,
)
from symqnn.roots.complex_count import PRIME as WITNESS_PRIME
from symqnn.roots.complex_count import ComplexCount, complex_total
from symqnn.roots.critical_list import CriticalPoints
from symqnn.roots.modular_solutions import SimpleSolutions
from symqnn.roots.structure import blocks
from symqnn.statements.landscapes import Landscape
from symqnn.status import Status

MAX_LADDER, MAX_PERMANENT = 4, 8
NOT_COMPUTED = "not computed"
TOTAL, DISTINCT = "complex solutions with multiplicity", "… distinct"


@dataclass(frozen=True)
class Row:
    """One rung of the ladder for people: a number, what it rests on, and the kind of certificate
    that holds it.

    Without a certificate the number is ``computed`` only, ``assumed`` (a named theorem applied to
    certified numbers) or ``constructed``.
    """

    name: str
    value: str
    rests_on: str
    certificate: str = "computed"


def _rungs(landscape: Landscape) -> tuple[Rung, ...]:
    poly = landscape.poly
    if poly.angles <= MAX_LADDER:
        return ladder(poly)
    if not all(poly.degrees):
        raise InputError(
            "the loss does not depend on every angle: critical points are not isolated, and no "
            "number bounds them."
        )
    degree = max(poly.degrees)
    rungs = [
        Rung(
            f"paper, ({2 * degree}p)^p",
            paper_bound(poly.angles, degree),
            "",
            "Bézout (assumed), Paper Theorem 7",
        )
    ]
    rungs.append(
        Rung("Bézout, 2^p ∏ deg g_l", bezout(poly), "", "Bézout (assumed), Paper above Theorem 7")
    )
    if poly.angles <= MAX_PERMANENT:
        rungs.append(
            Rung(
                "multihomogeneous Bézout",
                multihomogeneous_bezout(poly),
                "",
                "Bézout on (P²)^p (assumed)",
            )
        )
    return tuple(rungs)


def has_bounds(poly: TrigPoly) -> bool:
    """Whether a certificate of the kind ``bounds`` is made for this loss."""
    return poly.angles <= MAX_LADDER and all(poly.degrees)


def bounds_rows(landscape: Landscape) -> list[Row]:
    """From the paper's bound down to the mixed volume."""
    held = "bounds" if has_bounds(landscape.poly) else "computed"
    try:
        rows = [Row(rung.name, str(rung.value), rung.rests_on, held) for rung in _rungs(landscape)]
    except InputError as error:
        return [Row("bounds", "none", str(error))]
    if held == "bounds" and not mixed_volume_is_checked(landscape.poly):
        rows[-1] = replace(rows[-1], certificate="computed")
    return rows


def complex_rows(
    landscape: Landscape,
    found: CriticalPoints,
    simple: SimpleSolutions | None,
    bounds: list[Row],
    external: bool,
) -> tuple[list[Row], str]:
    """Complex solutions, and what is wrong if they contradict each other or the list."""
    poly = landscape.poly
    if found.degeneracy and found.degeneracy.dimension:
        return [
            Row(
                TOTAL,
                "infinitely many",
                "there are infinitely many real ones",
                "degenerate-critical-points",
            )
        ], ""
    try:
        count = complex_total(poly)
        note = _contradiction(count, found, simple)
    except InputError as error:
        few = all(len(block.axes) <= 2 for block in blocks(poly))
        count, note, why = None, "", str(error) if few else ""
    if (
        simple is not None
        and bounds[-1].certificate == "bounds"
        and str(simple.number) == bounds[-1].value
    ):
        text = (
            f"{simple.number} simple solutions modulo {WITNESS_PRIME} lift (Hensel), as many "
            "as the mixed volume (Bernstein, assumed)"
        )
        return [
            Row(TOTAL, str(simple.number), text, "bounds"),
            Row(DISTINCT, str(simple.number), text, "bounds"),
        ], note
    if count is not None:
        rows = [
            Row(
                TOTAL,
                NOT_COMPUTED if count.with_multiplicity is None else str(count.with_multiplicity),
                f"exact: {count.method}",
            )
        ]
        rows.append(
            Row(
                DISTINCT,
                str(count.distinct) if count.exact else f"≥ {count.distinct}",
                "exact" if count.exact else "several share a coordinate",
            )
        )
    else:
        rows = [Row(TOTAL, NOT_COMPUTED, why)] if why else _modular_rows(landscape, external)
    if simple is not None:
        held = "bounds" if has_bounds(poly) else "computed"
        rows.append(
            Row(
                "… simple",
                f"≥ {simple.number}",
                f"simple solutions modulo {WITNESS_PRIME} lift (Hensel)",
                held,
            )
        )
    return rows, note


def _contradiction(
    count: ComplexCount, found: CriticalPoints, simple: SimpleSolutions | None
) -> str:
    if found.status is Status.PROVED and count.real is not None and count.real != found.number:
        return (
            f"algebra counts {count.real} real solutions, the list has {found.number}: this "
            "is an error of symqnn"
        )
    if simple is not None and count.exact and count.distinct < simple.number:
        return (
            f"resultants count {count.distinct} complex solutions, {simple.number} lift from "
            "a prime: this is an error of symqnn"
        )
    return ""


def _modular_rows(landscape: Landscape, external: bool) -> list[Row]:
    if landscape.poly.angles > 3 or not external:
        return [Row(TOTAL, NOT_COMPUTED, "resultants count for at most two coupled angles")]
    try:
        count = complex_solutions_modulo(landscape.poly, timeout=60)
    except (MissingExtraError, SizeError, InputError) as error:
        return [Row(TOTAL, NOT_COMPUTED, str(error))]
    return [
        Row(
            TOTAL,
            str(count),
            f"modulo the prime {PRIME} (Gröbner basis, Singular): evidence, not proof",
        )
    ]


def real_rows(landscape: Landscape, found: CriticalPoints) -> list[Row]:
    """Real critical points, minima, and what constructions guarantee."""
    if found.degeneracy and found.degeneracy.dimension:
        return [
            Row(
                "real critical points",
                "infinitely many",
                found.reason,
                "degenerate-critical-points",
            )
        ]
    complete = found.status is Status.PROVED
    at_least, rests_on = (
        ("", "certified list") if complete else ("≥ ", f"list not complete: {found.reason}")
    )
    held = "critical-points" if complete else "computed"
    rows = [Row("real critical points", f"{at_least}{found.number}", rests_on, held)]
    if complete:
        rows.append(
            Row(
                "half of them",
                str(morse_bound(found.number)),
                "Morse: Σ(-1)^index = 0 on the torus (assumed)",
                "assumed",
            )
        )
    rows.append(
        Row(
            "local minima",
            f"{at_least}{found.by_index[0] if found.by_index else 0}",
            rests_on,
            held,
        )
    )
    if landscape.constructed:
        rows.append(
            Row(
                landscape.constructed[0],
                str(landscape.constructed[1]),
                "construction",
                "constructed",
            )
        )
    if landscape.constructed and landscape.constructed[1] > 2**landscape.poly.angles:
        rows.append(
            Row(
                "2^p",
                str(2**landscape.poly.angles),
                "what the paper constructs (Theorem 2)",
                "constructed",
            )
        )
    return rows + _minima_rungs(landscape)


def _minima_rungs(landscape: Landscape) -> list[Row]:
    """What losses of these degrees can have at most, and what a construction has."""
    poly = landscape.poly
    p = poly.angles
    if not p or not all(poly.degrees):
        return []
    rests_on = (
        "if all critical points are nondegenerate: Bézout on (P²)^p, Σ(-1)^index = 0, at "
        "least C(p,k) of index k (assumed)"
    )
    general = (
        "p!·4^p/2 - 2^(p-1) + 1" if set(poly.degrees) == {2} else "half of p!·∏ 2d_l, - 2^(p-1) + 1"
    )
    rows = [
        Row(f"minima of any such loss, {general}", str(minima_bound(poly)), rests_on, "assumed")
    ]
    if landscape.residuals or landscape.constructed:
        zeros = (
            "p generic combinations of the residuals have no more isolated zeros over C "
            "(Bernstein, assumed); attained by the Latin instance (theorem zeros)"
        )
        name = "nondegenerate minima of loss 0, " + (
            "p!·2^p" if set(poly.degrees) == {2} else "p!·∏ d_l"
        )
        rows.append(Row(name, str(zero_loss_bound(poly)), zeros, "assumed"))
    if p in NODES and set(poly.degrees) == {2}:
        rows.append(
            Row(
                "(3/2)·p!·2^p",
                str(expected_minima(p)),
                "attained: symqnn construct many-minima, with a certificate",
                "constructed",
            )
        )
    return rows
