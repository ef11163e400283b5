"""What ``symqnn count`` found, for people and machines: the ladder of bounds, the critical points
by index, the minima.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symqnn.certificate.check import Check
    from symqnn.roots.critical_list import CriticalPoint
    from symqnn.statements.theorem_7 import Answer

LISTED = 64


def approximate(point: CriticalPoint) -> tuple[str, str]:
    """(θ, value) for people.

    The value is the middle of its enclosure.
    """
    low, high = point.value
    theta = "  ".join(f"{angle:.6f}" for angle in point.theta)
    return theta, f"{float(low + high) / 2:.9f} ± {max(float(high - low) / 2, 0):.0e}"


def count_text(found: Answer, checks: list[Check | None]) -> str:
    """Everything, for the terminal."""
    from symqnn.report.names import periods_text, size_text
    from symqnn.report.tables import printed_table
    from symqnn.report.terminal import fill

    points = found.found
    lines = [fill(f"{found.landscape.name}: {size_text(points.poly)}")]
    lines += [fill(f"    {note}") for note in found.landscape.notes]
    lines.append(f"    angles in radians; period {periods_text(points.poly.torus)}")
    lines.append("")
    ladder = [[row.name, row.value, row.certificate, row.rests_on] for row in found.rows]
    lines.append(printed_table(["at most / exactly", "number", "certificate", "rests on"], ladder))
    if points.enumerations:
        lines += [
            "",
            printed_table(
                ["Morse index", *map(str, range(len(points.by_index)))],
                [["points", *map(str, points.by_index)]],
            ),
        ]
        lines.append(
            f"Σ(-1)^index = {points.euler_characteristic}; {points.boxes} boxes, "
            f"{points.seconds:.3f} s, {points.pending} boxes left"
        )
    listed = points.minima()
    if listed:
        rows = [approximate(point) for point in listed[:LISTED]]
        names = [
            ("global" if found.tied else "may be global") if k < found.globals else "local"
            for k in range(len(rows))
        ]
        header = [f"minima: {'  '.join(points.poly.torus.names)}", "loss", ""]
        lines += [
            "",
            printed_table(header, [[*row, name] for row, name in zip(rows, names, strict=True)]),
        ]
        lines += [f"(the first {LISTED} of {len(listed)})"] if len(listed) > LISTED else []
        lines.append(fill(global_text(found)))
    lines.append("")
    for result, check in zip(found.results, checks, strict=True):
        unchecked = "no certificate" if result.certificate is None else "not checked"
        said = (
            f"checker: {check.status}{': ' + (check.summary or check.reason)}"
            if check
            else unchecked
        )
        lines.append(fill(f"{result.title}: {result.status}: {result.found}\n    {said}"))
        lines += [fill(f"    {text}") for text in result.details if result.status != "PROVED"]
    return "\n".join(lines)


def global_text(found: Answer) -> str:
    """Which minima are global, and how far the next ones are."""
    if not found.globals:
        return "the list is not complete: which minima are global is not decided"
    exactly = (
        "1 global minimum"
        if found.globals == 1
        else f"{found.globals} global minima, exactly equal"
    )
    text = (
        exactly
        if found.tied
        else f"{found.globals} minima may be global: their enclosures overlap, equality is not "
        "decided"
    )
    if found.gap is not None:
        text += f"; the next minimum is higher by {float(found.gap[0]):.9g} at least"
    return text


def count_json(found: Answer, checks: list[Check | None]) -> dict[str, Any]:
    """Everything, for machines; rational numbers as texts."""
    points = found.found
    minima = [
        {
            "turns": [str(turn) for turn in point.turns],
            "theta": list(point.theta),
            "value": [str(end) for end in point.value],
        }
        for point in points.minima(10_000)
    ]
    return {
        "instance": found.landscape.name,
        "parameters": list(points.poly.torus.names),
        "units": [str(unit) for unit in points.poly.torus.units],
        "notes": list(found.landscape.notes),
        "ladder": [
            {
                "name": row.name,
                "value": row.value,
                "rests_on": row.rests_on,
                "certificate": row.certificate,
            }
            for row in found.rows
        ],
        "critical_points": points.number,
        "by_index": list(points.by_index),
        "euler": points.euler_characteristic if points.enumerations else None,
        "boxes": points.boxes,
        "pending": points.pending,
        "minima": minima,
        "global_minima": found.globals,
        "exactly_tied": found.tied,
        "gap": None if found.gap is None else [str(end) for end in found.gap],
        "results": [
            {
                "title": r.title,
                "found": r.found,
                "status": str(r.status),
                "checker": check.status if check else "none",
                "details": list(r.details),
            }
            for r, check in zip(found.results, checks, strict=True)
        ],
    }
