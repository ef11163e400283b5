"""What ``symqnn minimise`` found, for people and machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symqnn.certificate.check import Check
    from symqnn.statements.least_value import Minimum
    from symqnn.statements.result import Result


def minimum_text(made: Minimum, result: Result, check: Check | None) -> str:
    """Everything, for the terminal."""
    from symqnn.report.names import periods_text, size_text
    from symqnn.statements.least_value import shown

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
    lines += ["", "tried:", *(f"    {text}" for text in result.details)] if result.details else [""]
    said = (
        f"checker: {check.status}{': ' + (check.summary or check.reason)}"
        if check
        else "not checked"
    )
    lines += ["", f"{result.title}: {result.status}: {result.found}", f"    {said}"]
    return "\n".join(lines)


def minimum_json(made: Minimum, result: Result, check: Check | None) -> dict[str, Any]:
    """Everything, for machines; rational numbers as texts."""
    found, torus = made.found, made.found.poly.torus
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
        "status": str(result.status),
        "details": list(result.details),
        "checker": check.status if check else "none",
    }
    if made.ground is not None and made.distance is not None:
        data["least_eigenvalue"] = [str(made.ground.lower), str(made.ground.upper)]
        data["distance"] = [str(end) for end in made.distance]
    return data
