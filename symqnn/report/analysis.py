"""What an ansatz can do, on one page of text, side by side, and for machines."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from symqnn.certificate.check import Check
from symqnn.report.tables import printed_table
from symqnn.report.terminal import fill
from symqnn.statements.analysis import Analysis
from symqnn.statements.result import Result

LISTED = 12


def analysis_text(
    found: Analysis, results: Sequence[Result], checks: Sequence[Check | None]
) -> str:
    """One page: what was found, what the checker says, and where statements fail.

    Args:
        results: those of ``found`` after the checker was asked. checks: its answers.
    """
    rows = [
        [r.title, r.found, str(r.status), c.status if c else "none"]
        for r, c in zip(results, checks, strict=True)
    ]
    lines = [fill(f"· {found.instance.name}: {found.instance.qnn!r}"), ""]
    lines += [printed_table(["question", "found", "status", "checker"], rows), ""]
    lines += [fill(f"  {r.title}: {text}") for r in results for text in r.details[:3]]
    lines += map(fill, _gradient_lines(found))
    return "\n".join([*lines, *(fill(f"* {note}") for note in found.notes)])


def _gradient_lines(found: Analysis) -> list[str]:
    if found.moments is None:
        return []
    names = found.instance.qnn.parameters
    pairs = list(zip(names, found.moments.gradient, strict=True))
    shown = [f"{name}: {_fraction(value)}" for name, value in pairs[:LISTED]]
    more = f", … ({len(pairs)} in all; the certificate lists them)" if len(pairs) > LISTED else ""
    return [f"Var ∂f/∂θ: {', '.join(shown)}{more}"]


def _fraction(value: Fraction) -> str:
    text = str(value)
    return text if len(text) <= 24 else f"≈ {float(value):.4g}"


def analysis_json(
    found: Analysis, results: Sequence[Result], checks: Sequence[Check | None]
) -> dict[str, Any]:
    """Everything, for machines; rational numbers as texts."""
    moments, algebra, ideals, fisher = found.moments, found.algebra, found.ideals, found.fisher
    trap = found.trap
    names = found.instance.qnn.parameters
    return {
        "instance": found.instance.name,
        "parameters": list(names),
        "fourier": {
            "vectors": None if found.fourier.vectors is None else str(found.fourier.vectors),
            "degrees": list(found.fourier.degrees),
        },
        "moments": None
        if moments is None
        else {
            "mean": str(moments.mean),
            "variance": str(moments.variance),
            "gradient": [str(value) for value in moments.gradient],
            "road": moments.road,
        },
        "lie_algebra": None
        if algebra is None
        else {
            "dimension": algebra.dimension,
            "centre": algebra.centre,
            "ideals": None
            if ideals is None
            else [[part.dimension, part.number, list(part.names)] for part in ideals.ideals],
            "growth": list(algebra.growth),
            "generators": len(algebra.generators),
        },
        "fisher_rank": None
        if fisher is None
        else {"at_least": fisher.lower, "at_most": fisher.upper, "reason": fisher.reason},
        "trapped": None if trap is None else [names[axis] for axis in trap.angles],
        "light_cones": [
            {"term": cone.term, "qubits": list(cone.qubits),
             "parameters": [names[k] for k in cone.parameters]}
            for cone in found.cones
        ],
        "notes": list(found.notes),
        "results": [
            {"statement": r.statement, "title": r.title, "found": r.found, "status": str(r.status),
             "checker": c.status if c else "none", "details": list(r.details), "seconds": r.seconds}
            for r, c in zip(results, checks, strict=True)
        ],
    }  # fmt: skip


def comparison_text(left: Analysis, right: Analysis) -> str:
    """Two ansätze side by side.

    Example:
        >>> from symqnn.model.ansatz import hva_ising
        >>> from symqnn.model.instance_file import Instance
        >>> from symqnn.model.state import State
        >>> from symqnn.statements.analysis import analyse
        >>> plus = State.bloch([(1, 0, 0)] * 3)
        >>> short, long = (analyse(Instance(f"r{r}", hva_ising(3, r), plus)) for r in (1, 2))
        >>> print(comparison_text(short, long).splitlines()[6])
        Lie algebra: dimension  9                9
    """
    rows = [
        [name, mine, other]
        for (name, mine), (_, other) in zip(_column(left), _column(right), strict=True)
    ]
    return printed_table(["", left.instance.name, right.instance.name], rows)


def _column(found: Analysis) -> list[tuple[str, str]]:
    """Names and values of one ansatz; "-" for what was not found."""
    qnn, moments, algebra, fisher, trap = (
        found.instance.qnn,
        found.moments,
        found.algebra,
        found.fisher,
        found.trap,
    )
    nonzero = [] if moments is None else [value for value in moments.gradient if value]
    rank = (
        None
        if fisher is None
        else str(fisher.lower)
        if fisher.rank is not None
        else f"{fisher.lower} to {fisher.upper}"
    )
    definition = [
        str(result.status) for result in found.results if result.statement == "definition-1"
    ]
    cones = [len(cone.qubits) for cone in found.cones]
    rows = [
        ("parameters, gates", f"{len(qnn.parameters)}, {len(qnn.gates)}"),
        ("Definition 1", definition[0] if definition else None),
        ("Var f", moments and _fraction(moments.variance)),
        ("Var ∂f, largest", _fraction(max(nonzero)) if nonzero else None),
        ("Lie algebra: dimension", algebra and str(algebra.dimension)),
        ("simple ideals", found.ideals and found.ideals.text),
        ("Fisher rank", rank),
        ("angles f depends on", str(len(nonzero)) if moments is not None else None),
        ("angles that can be trapped", None if trap is None else str(len(trap.angles))),
        ("qubits in the largest light cone", str(max(cones)) if cones else None),
    ]
    return [(name, value or "-") for name, value in rows]
