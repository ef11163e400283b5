"""Networks in sentences: gates with their angles, shared parameters, rounded angles."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symqnn.algebra.exact import short_integer
from symqnn.errors import SizeError
from symqnn.model.gate import Gate
from symqnn.model.instance_file import Instance
from symqnn.model.qnn import QNN


def gate_text(gate: Gate, number: int, names: tuple[str, ...]) -> str:
    """One gate with its angle.

    Example:
        >>> qnn = QNN(["1/2*ZZ", "XI"], "ZZ", angles=["gamma", "2*beta + pi/2"])
        >>> gate_text(qnn.gates[1], 2, qnn.parameters)
        'gate 2: exp(-i·(2*beta + pi/2)·H), H = XI'
    """
    angle = str(gate.angle(names))
    shown = f"({angle})" if " " in angle else angle
    return f"gate {number}: exp(-i·{shown}·H), H = {gate.generator!r}"


def shared_text(qnn: QNN) -> list[str]:
    """Which parameters enter several gates.

    Example:
        >>> shared_text(QNN(["X", "Z", "X"], "Y", angles=["a", "b", "a"]))
        ['a enters the gates 1, 3']
    """
    lines = []
    for position, name in enumerate(qnn.parameters):
        gates = [str(k + 1) for k, gate in enumerate(qnn.gates) if position in gate.parameters]
        if len(gates) > 1:
            lines.append(f"{name} enters the gates {', '.join(gates)}")
    return lines


def rounded_text(qnn: QNN) -> list[str]:
    """Which fixed angles were replaced by rational points of the circle, and by how much they
    changed at most.

    Example:
        >>> rounded_text(QNN(["1/2*X"], "Z", angles=["a + 0.3"], round_angles=True))[0][:59]
        'gate 1: the fixed angle 3/10 was replaced by one that diffe'
    """
    return [
        f"gate {k + 1}: the fixed angle {gate.constant} was replaced by one that differs from it "
        "by at most "
        f"{_rounded_up(gate.rounding)} radians; what follows holds for the replaced angle, exactly"
        for k, gate in enumerate(qnn.gates)
        if gate.rounding
    ]


def rounded_lines(instances: Sequence[Instance]) -> list[str]:
    """The same in a line for each network with rounded angles: how many, and the largest bound.

    Example:
        >>> from symqnn.model.instance_file import Instance, default_state
        >>> exact = QNN(["X"], "Z")
        >>> rounded_lines([Instance("exact", exact, default_state(exact))])
        []
    """
    lines = []
    for instance in instances:
        bounds = [gate.rounding for gate in instance.qnn.gates if gate.rounding]
        if not bounds:
            continue
        angles = "1 fixed angle was" if len(bounds) == 1 else f"{len(bounds)} fixed angles were"
        lines.append(
            f"{instance.name}: {angles} replaced, with a difference of at most "
            f"{_rounded_up(max(bounds))} radians; what follows holds for the replaced angles, "
            "exactly"
        )
    return lines


def frequency_text(qnn: QNN) -> str:
    """How many operators or frequency vectors can occur in M(θ).

    Example:
        >>> frequency_text(QNN(["X"], "Z")), frequency_text(QNN(["X", "X"], "Z", angles=["a", "a"]))
        ('3 operators Φ_ξ(M)', '5 frequency vectors can occur in M(θ)')
    """
    if qnn.is_two_level:
        return f"{short_integer(3 ** len(qnn.parameters))} operators Φ_ξ(M)"
    try:
        return f"{short_integer(qnn.frequencies.count)} frequency vectors can occur in M(θ)"
    except SizeError as error:
        return str(error).rstrip(".")


def _rounded_up(value: Fraction) -> str:
    """Three digits, never less than the value."""
    shown = f"{float(value):.2e}"
    return shown if Fraction(shown) >= value else f"{float(value) * 1.01:.2e}"
