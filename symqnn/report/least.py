"""What ``symqnn minimise`` found, for people and machines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symqnn.model.instance_file import Instance
    from symqnn.model.state import State
    from symqnn.statements.least_value import Minimum


ALL_QUBITS = 4  # up to here the state of each qubit is written
SHORT = 60  # characters of a state
FROM_PLUS = ("qaoa", "qaoa_like")  # families whose usual state is |+…+⟩


def state_text(state: State) -> str:
    """A state in a few characters.

    Example:
        >>> from symqnn.model.state import State
        >>> state_text(State.zero(2)), state_text(State.bloch([(1, 0, 0)] * 9))
        ('|00⟩', '|+…+⟩ (9 qubits)')
        >>> state_text(State.pure([1, 0, 0])), state_text(State.bloch([("3/5", 0, "4/5")]))
        ('the first basis state of dimension 3', "State.bloch([('3/5', 0, '4/5')])")
    """
    from symqnn.model.state import ProductState, PureState, State

    if isinstance(state, ProductState):
        number = len(state.vectors)
        for letter, vector in (("0", [0, 0, 1]), ("+", [1, 0, 0])):
            if state == State.bloch([vector] * number):
                return (
                    f"|{letter * number}⟩"
                    if number <= ALL_QUBITS
                    else f"|{letter}…{letter}⟩ ({number} qubits)"
                )
    if isinstance(state, PureState) and state == State.pure([1] + [0] * (state.dimension - 1)):
        return f"the first basis state of dimension {state.dimension}"
    text = repr(state)
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"


def _state_lines(instance: Instance, family: str) -> list[str]:
    """The state of an output; for a family that usually starts from |+…+⟩ how to give that."""
    from symqnn.model.instance_file import default_state

    lines = [f"    in the state {state_text(instance.state)}"]
    qubits = instance.qnn.qubits
    if family in FROM_PLUS and qubits is not None and instance.state == default_state(instance.qnn):
        plus = json.dumps({"bloch": [[1, 0, 0]] * qubits}, separators=(",", ":"))
        lines.append(f"    for |+…+⟩, from which QAOA starts: --state '{plus}'")
    return lines


def minimum_text(made: Minimum, output: Instance | None = None, family: str = "") -> str:
    """What was found, for the terminal; the verdict on it aside.

    Args:
        output: the network whose output it is, with its state; None for a loss. family: its name,
            if it is of a built-in one.
    """
    from symqnn.report.names import periods_text, size_text
    from symqnn.statements.least_value import attempt_lines, shown

    found, poly = made.found, made.found.poly
    lines = [f"{made.landscape.name}: {size_text(poly)}"]
    lines += _state_lines(output, family) if output is not None else []
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
        verdict += f" from {state_text(output.state)}" if output is not None else ""
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
