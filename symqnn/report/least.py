"""What ``symqnn minimise`` found, for people and machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symqnn.statements.least_value import Minimum


def minimum_text(made: Minimum) -> str:
    """What was found, for the terminal; the verdict on it aside."""
    from symqnn.report.names import periods_text, size_text
    from symqnn.statements.least_value import attempt_lines, shown

    found, poly = made.found, made.found.poly
    lines = [f"{made.landscape.name}: {size_text(poly)}"]
    lines += [f"    {note}" for note in made.landscape.notes]
    lines += [f"    angles in radians; period {periods_text(poly.torus)}", ""]
    lines.append(
        f"least value: at least {shown(found.lower)}, at most {shown(found.upper, up=True)}; gap "
        f"{float(found.gap):.1e}"
    )
    angles = "  ".join(
        f"{name} = {theta:.9f}" for name, theta in zip(poly.torus.names, found.theta, strict=True)
    )
    lines.append(f"    attained up to the gap at {angles}" if angles else "    it has no angles")
    if made.ground is not None and made.distance is not None:
        ground, (near, far) = made.ground, made.distance
        lines.append(
            f"ground energy of the observable: at least {shown(ground.lower)}, at most "
            f"{shown(ground.upper, up=True)}"
        )
        verdict = (
            "no choice of the angles reaches the ground state"
            if near
            else "that the ground state is reached is not excluded"
        )
        about = (
            " (of the network with rounded fixed angles)"
            if made.landscape.loss.get("rounding")
            else ""
        )
        lines.append(
            f"    the least value is higher by {shown(near)} to {shown(far, up=True)}: "
            f"{verdict}{about}"
        )
    tried = attempt_lines(found)
    lines += ["", "tried:", *(f"    {text}" for text in tried)] if tried else []
    return "\n".join(lines)


def verdict_text(made: Minimum) -> str:
    """The verdict, and what the checker says, for the terminal."""
    from symqnn.statements.least_value import gap_lines

    result, check = made.result, made.check
    lines = [f"{result.title}: {result.status}: {result.found}"]
    lines += [f"    {text}" for text in gap_lines(made, check)]
    if check is not None:
        lines.append(f"    checker: {check.status}: {check.summary or check.reason}")
    return "\n".join(lines)


def minimum_json(made: Minimum) -> dict[str, Any]:
    """Everything, for machines; rational numbers as texts."""
    found, torus, result = made.found, made.found.poly.torus, made.result
    data: dict[str, Any] = {
        "instance": made.landscape.name,
        "parameters": list(torus.names),
        "units": [str(unit) for unit in torus.units],
        "notes": list(made.landscape.notes),
        "least_value": [str(found.lower), str(found.upper)],
        "gap": str(found.gap),
        "wanted_gap": str(found.goal),
        "theta": list(found.theta),
        "point": [[str(x.cos), str(x.sin)] for x in found.point],
        "tried": [
            {
                "name": a.name,
                "lower": None if a.lower is None else str(a.lower),
                "seconds": a.seconds,
                "said": a.said,
            }
            for a in found.attempts
        ],
        "found": result.found,
        "status": str(result.status),
        "details": list(result.details),
        "checker": made.check.status if made.check else "none",
        "effort": made.effort,
    }
    if made.ground is not None and made.distance is not None:
        data["least_eigenvalue"] = [str(made.ground.lower), str(made.ground.upper)]
        data["distance"] = [str(end) for end in made.distance]
    return data
