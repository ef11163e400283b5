"""Theorem 6 as text and JSON: what ``symqnn haar`` prints."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from symqnn.haar.asymptotics import uniform_bound
from symqnn.haar.failure_bounds import Road, failure_bound
from symqnn.haar.moments import KAPPA_MAX, KAPPA_MIN
from symqnn.haar.montecarlo import MonteCarloComparison, Sample
from symqnn.haar.positivity import rate
from symqnn.haar.rational import RationalFunction
from symqnn.haar.verdict import BoundsRow
from symqnn.report.tables import printed_table
from symqnn.statements.result import Result
from symqnn.statements.typical import Answer, Question, bound_range

WIDTH = 150
LISTED_COMPARISONS = 45
ROADS = {
    Road.FROBENIUS: "Frobenius norm, blocks (ours)",
    Road.GERSHGORIN: "Gershgorin, Eqn 23, entries that do not vanish",
    Road.GERSHGORIN_PLAIN: "Gershgorin, Eqn 23, all entries (the paper's road)",
}
Group = tuple[RationalFunction, RationalFunction, list[str]]


def decimal(value: Fraction) -> str:
    """Four significant digits, to be read, not to be used.

    Example:
        >>> decimal(Fraction(2, 3))
        '0.6667'
    """
    return f"{float(value):.4g}"


NO_CERTIFICATE = "  * computed here from the same bound with κ = 1/d; in no certificate"


def haar_text(found: Answer, checks: Sequence[str]) -> str:
    """The report for people; ``checks`` are the checker's words on the certificates."""
    question = found.question
    sections = [_title(question), _moments_text(found)]
    if found.rows:
        sections += [_bounds_text(found)] + ([_table_text(found.rows)] if question.table else [])
    else:
        sections.append("Bounds are proved for tr H = 0 only, as in the paper.")
    sections.append(_verdicts_text(found.results, checks))
    if found.sample is not None:
        sections.append(_sample_text(found.sample))
    return "\n\n".join(sections)


def _title(question: Question) -> str:
    p, d = question.layers, question.dimension
    trace = (
        "tr H = 0" if question.balanced else f"tr H = {2 * (question.multiplicity or 0) - (d or 0)}"
    )
    where = f"d = {d}" if d is not None else "every even d"
    kappa = f"κ = {question.kappa}" if question.kappa is not None else "every traceless M ≠ 0"
    return (
        f"Theorem 6 (Haar-random generators, Eqn 21): p = {p}, {where}, {trace}, {kappa};  κ "
        "= tr M⁴/(tr M²)²"
    )


def groups(found: Answer) -> list[Group]:
    """Pairs (ξ, η) with equal mean and variance together, in the order of their first pair."""
    collected: dict[tuple[RationalFunction, RationalFunction], list[str]] = {}
    for item in found.moments or ():
        collected.setdefault((item.mean, item.variance), []).append(f"{item.xi},{item.eta}")
    return [(mean, variance, names) for (mean, variance), names in collected.items()]


def _moments_text(found: Answer) -> str:
    question, p = found.question, found.question.layers
    head = (
        "Moments of G_{ξη} = tr Φ_ξ(M)Φ_η(M): E in units of tr M², Var in units of (tr M²)², exact"
    )
    if found.moments is None:
        pairs = 3**p * (3**p + 1) // 2
        return (
            f"{head}\n  {pairs} pairs are not listed; --json lists them for p = 4, and "
            "symqnn.gram_variance(ξ, η) gives any one."
        )
    lines = [head + (" for every even d" if question.balanced else ", h = tr H")]
    for mean, variance, names in groups(found):
        values = _values(question, mean, variance)
        lines += [f"  E   = {mean}", f"  Var = {variance}{values}"]
        text = f"{len(names)} pair{'s' * (len(names) > 1)} ξ,η: {'  '.join(names)}"
        lines += textwrap.wrap(
            text, WIDTH, initial_indent="        ", subsequent_indent="          "
        )
    return "\n".join(lines)


def _place(question: Question) -> dict[str, Fraction | int] | None:
    if question.dimension is None or question.kappa is None:
        return None
    h = 0 if question.balanced else 2 * (question.multiplicity or 0) - question.dimension
    return {"d": question.dimension, "h": h, "kappa": question.kappa}


def _values(question: Question, mean: RationalFunction, variance: RationalFunction) -> str:
    place = _place(question)
    return (
        ""
        if place is None
        else f"   (here {_value(mean.at(**place))} and {_value(variance.at(**place))})"
    )


def _bounds_text(found: Answer) -> str:
    question, row = found.question, found.rows[-1]
    p, d = question.layers, question.dimension
    header = [
        "road",
        "ε for large d",
        "ε < 1 from d (all M)",
        "(M² ∝ I) *",
        "ε ≤ C/d from d",
        *([f"ε at d = {d}"] if d else []),
    ]
    lines = []
    for road, name in ROADS.items():
        speed = rate(failure_bound(p, road))
        linear, quadratic = row.leading[road]
        cells = [
            name,
            _leading(linear, quadratic),
            str(row.first[road].dimension),
            str(row.first_flat[road].dimension),
        ]
        cells.append(f"{speed.constant}/d from {max(4, speed.start)}")
        lines.append(cells + ([_range(bound_range(p, road, d, question.kappa))] if d else []))
    proof = uniform_bound()
    here = [_range(_uniform_here(question))] if d else []
    lines.append(
        [
            "every p at once (ours)",
            f"≤ {proof.linear}κ(9/2)^p/d + {proof.quadratic}·9^p/d²",
            "",
            "",
            "",
            *here,
        ]
    )
    return (
        "Bounds: P[not linearly independent] ≤ ε, for every even d and traceless M ≠ "
        f"0\n{printed_table(header, lines, indent=2)}\n{NO_CERTIFICATE}"
    )


def _leading(linear: Fraction, quadratic: Fraction) -> str:
    second = f"{quadratic}/d²" if quadratic.denominator == 1 else f"({quadratic})/d²"
    return f"{linear}κ/d + {second} + …" if linear else f"{second} + …"


def _value(value: Fraction) -> str:
    """An exact value where it is short, otherwise its decimal digits."""
    return str(value) if len(str(value)) <= 16 else f"≈ {decimal(value)}"


def _uniform_here(question: Question) -> tuple[Fraction, Fraction]:
    proof, p, d = uniform_bound(), question.layers, question.dimension or 2
    kappas = [KAPPA_MIN.at(d=d), KAPPA_MAX.at(d=d)] if question.kappa is None else [question.kappa]
    values = [
        proof.linear * kappa * Fraction(9, 2) ** p / d + Fraction(proof.quadratic * 9**p, d * d)
        for kappa in kappas
    ]
    return min(values), max(values)


def _range(ends: tuple[Fraction, Fraction]) -> str:
    low, high = map(decimal, ends)
    text = low if low == high else f"{low} to {high}"
    return text + (" (says nothing)" if ends[0] >= 1 else "")


def _table_text(rows: Sequence[BoundsRow]) -> str:
    header = [
        "p",
        "P = 0 below d",
        "P = 1 from d (all M)",
        *(f"ε < 1: {name}" for name in ("Frobenius", "(M² ∝ I) *", "Gershgorin", "plain")),
    ]
    lines = [
        [
            str(row.layers),
            str(row.necessary),
            str(row.universal),
            str(row.first[Road.FROBENIUS].dimension),
            str(row.first_flat[Road.FROBENIUS].dimension),
            str(row.first[Road.GERSHGORIN].dimension),
            str(row.first[Road.GERSHGORIN_PLAIN].dimension),
        ]
        for row in rows
    ]
    return (
        "Dimensions, for even d (for larger p see the laws in "
        f"proofs/theorem_6)\n{printed_table(header, lines, indent=2)}\n{NO_CERTIFICATE}"
    )


def _verdicts_text(results: Sequence[Result], checks: Sequence[str]) -> str:
    rows = [
        [result.claim, result.found, result.status, check]
        for result, check in zip(results, checks, strict=True)
    ]
    notes = list(
        dict.fromkeys(
            text for result in results for text in result.details if text.startswith("assumed:")
        )
    )
    reasons = [text for text in results[-1].details if not text.startswith("assumed:")]
    lines = [
        "Verdicts",
        printed_table(["claim", "found", "status", "checker"], rows, indent=2),
        *(f"  {text}" for text in [*reasons, *notes]),
    ]
    return "\n".join(lines)


def _sample_text(sample: Sample) -> str:
    items = list(sample.comparisons)
    title = (
        f"Monte Carlo: {sample.samples} networks, seed {sample.seed} (floating point: a "
        "cross-check that proves nothing)"
    )
    if len(items) > LISTED_COMPARISONS:
        items = sorted(items, key=lambda item: -max(abs(item.z_mean), abs(item.z_second)))[
            :LISTED_COMPARISONS
        ]
        title += (
            f"; of {len(sample.comparisons)} pairs the {LISTED_COMPARISONS} with the largest |z|"
        )
    header = ["ξ,η", "E G exact", "sample", "z", "E G² exact", "sample", "z"]
    exact = decimal(sample.frobenius_exact)
    lines = [
        title,
        printed_table(header, [_comparison_row(item) for item in items], indent=2),
        f"  largest |z| of {2 * len(sample.comparisons)}: {sample.largest_z:.2f}",
        "  event 23 (some row of the Gram matrix not dominated by its diagonal): "
        f"{sample.gershgorin:.4f} of the samples",
        f"  least eigenvalue of the normalised Gram matrix below 1e-9: {sample.dependent:.4f} of "
        "the samples",
        f"  E‖Λ^(-1/2) G Λ^(-1/2) - 1‖²_F over ξ ≠ 0: exact {exact}, sample {sample.frobenius:.4g}",
    ]
    return "\n".join(lines)


def _comparison_row(item: MonteCarloComparison) -> list[str]:
    first = [decimal(item.mean), f"{item.sample_mean:.4g}", f"{item.z_mean:+.2f}"]
    return [
        f"{item.xi},{item.eta}",
        *first,
        decimal(item.second),
        f"{item.sample_second:.4g}",
        f"{item.z_second:+.2f}",
    ]


def haar_json(found: Answer, checks: Sequence[str]) -> dict[str, Any]:
    """The same for machines: exact values as text, Monte Carlo values as numbers."""
    question, place = found.question, _place(found.question)
    listed = []
    for item in found.moments or ():
        entry = {
            "xi": item.xi,
            "eta": item.eta,
            "mean": str(item.mean),
            "variance": str(item.variance),
        }
        if place is not None:
            entry |= {
                "mean_here": str(item.mean.at(**place)),
                "variance_here": str(item.variance.at(**place)),
            }
        listed.append(entry)
    results = [
        {
            "claim": r.claim,
            "found": r.found,
            "status": str(r.status),
            "scope": str(r.scope),
            "checker": check,
            "details": list(r.details),
        }
        for r, check in zip(found.results, checks, strict=True)
    ]
    return {
        "layers": question.layers,
        "dimension": question.dimension,
        "multiplicity": question.multiplicity,
        "kappa": None if question.kappa is None else str(question.kappa),
        "moments": listed if found.moments is not None else None,
        "bounds": [_row_json(row, question) for row in found.rows],
        "results": results,
        "monte_carlo": None if found.sample is None else _sample_json(found.sample),
    }


def _row_json(row: BoundsRow, question: Question) -> dict[str, Any]:
    roads: dict[str, Any] = {}
    for road in Road:
        bound, (linear, quadratic) = failure_bound(row.layers, road), row.leading[road]
        speed = rate(bound)
        entry: dict[str, Any] = {
            "linear": str(linear),
            "quadratic": str(quadratic),
            "rate": speed.constant,
            "rate_from": max(4, speed.start),
        }
        entry |= {"first": row.first[road].dimension, "first_flat": row.first_flat[road].dimension}
        entry |= {"constant": str(bound.constant), "slope": str(bound.slope)}
        if question.dimension is not None:
            entry["here"] = [
                str(end)
                for end in bound_range(row.layers, road, question.dimension, question.kappa)
            ]
        roads[str(road)] = entry
    return {
        "layers": row.layers,
        "zero_below": row.necessary,
        "one_from": row.universal,
        "roads": roads,
    }


def _sample_json(sample: Sample) -> dict[str, Any]:
    pairs = [
        {
            "xi": item.xi,
            "eta": item.eta,
            "mean": str(item.mean),
            "second": str(item.second),
            "sample_mean": item.sample_mean,
            "sample_second": item.sample_second,
            "z_mean": item.z_mean,
            "z_second": item.z_second,
        }
        for item in sample.comparisons
    ]
    return {
        "samples": sample.samples,
        "seed": sample.seed,
        "largest_z": sample.largest_z,
        "event_23": sample.gershgorin,
        "dependent": sample.dependent,
        "frobenius": sample.frobenius,
        "frobenius_exact": str(sample.frobenius_exact),
        "pairs": pairs,
    }
