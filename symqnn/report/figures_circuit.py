"""The network as a circuit diagram: a column a gate, in order of action, then M is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from symqnn.algebra.exact import counted
from symqnn.algebra.fixed_angle import NO_ANGLE
from symqnn.algebra.pauli import PauliSum
from symqnn.errors import InputError
from symqnn.model.angle import Angle
from symqnn.model.gate import Gate
from symqnn.model.instance_file import Instance, default_state
from symqnn.model.qnn import QNN
from symqnn.report.names import shown_name
from symqnn.report.networks import gate_text
from symqnn.report.svg import WIDTH, Figure, line, rectangle, subscript, text, tooltip

MAX_WIRES, MAX_ROWS, MAX_HEIGHT = 10, 8, 900.0
# of a row: margin, wires apart, box, room for angles, gap below
LEFT, PITCH, BOX, HEAD, FOOT = 34.0, 32.0, 22.0, 26.0, 12.0
# a letter of an angle, a column, letters that are shown of an angle
LETTER, WIDEST, LONGEST = 6.4, 150.0, 22
SUBSCRIPTS = str.maketrans("0123456789,", "₀₁₂₃₄₅₆₇₈₉‚")


@dataclass(frozen=True)
class Column:
    """One gate of the diagram.

    Args:
        angle: what stands above it. said: the gate in words, for the pointer.
        letters: the Pauli letter by wire, for a gate exp(-iαP) with one word P; empty for another
            generator.
        wires: first and last wire of a gate that is one box. name: what stands in that box.
    """

    angle: str
    said: str
    letters: tuple[tuple[int, str], ...]
    wires: tuple[int, int]
    name: str

    @property
    def width(self) -> float:
        """Room for the angle and the boxes."""
        return min(max(BOX + 14, len(self.angle) * LETTER + 12), WIDEST)


def columns(gates: Sequence[Gate], names: Sequence[str]) -> list[Column]:
    """The gates as they are drawn: for one Pauli word its coefficient is multiplied into the angle.

    Example:
        >>> from symqnn.model.qnn import QNN
        >>> qnn = QNN(["1/2*ZZ", "XI + IX"], "ZZ", angles=["gamma", "2*beta_1 + pi/2"])
        >>> drawn = columns(qnn.gates, qnn.parameters)
        >>> [(column.angle, column.letters, column.name) for column in drawn]
        [('γ/2', ((0, 'Z'), (1, 'Z')), ''), ('2β₁ + π/2', (), 'H')]
    """
    return [_column(gate, k + 1, tuple(names)) for k, gate in enumerate(gates)]


def _column(gate: Gate, number: int, names: tuple[str, ...]) -> Column:
    angle, said = gate.angle(names), gate_text(gate, number, names)
    if not isinstance(gate.generator, PauliSum):
        return Column(_angle_text(angle), said, (), (0, 0), "H")
    terms = [(word, value) for word, value in gate.generator.terms() if set(word) != {"I"}]
    if len(terms) == 1:
        ((word, value),) = terms
        letters = tuple((wire, letter) for wire, letter in enumerate(word) if letter != "I")
        return Column(
            _angle_text(Angle().plus(angle, value)),
            said,
            letters,
            (letters[0][0], letters[-1][0]),
            "",
        )
    touched = [wire for word, _ in terms for wire, letter in enumerate(word) if letter != "I"]
    return Column(_angle_text(angle), said, (), (min(touched), max(touched)), "H")


def _angle_text(angle: Angle) -> str:
    """An angle with Greek letters and lowered numbers, where no two names become one."""
    shown = {name: _name(name) for name in angle.factors}
    names = shown if len(set(shown.values())) == len(shown) else {name: name for name in shown}
    factors = {names[name]: value for name, value in angle.factors.items()}
    parts = [str(Angle(factors))] if factors else []
    parts += [str(angle.fixed).replace("pi", "π")] if angle.fixed != NO_ANGLE else []
    said = " + ".join(parts).replace("+ -", "- ").replace("*", "").replace("-", "−") or "0"
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def _name(name: str) -> str:
    found = shown_name(name)
    return found.letter + found.index.translate(SUBSCRIPTS)


def draw_circuit(qnn: QNN) -> Figure:
    """A network as a circuit diagram, which Jupyter shows; ``.svg("circuit", ALONE)`` is a file.

    Raises:
        InputError: no QNN, more than 10 qubits, or more gates than are easily read.

    Example:
        >>> drawing = draw_circuit(QNN(["ZI", "IZ"], "(Y+I)(Y+I)"))
        >>> drawing.title, drawing._repr_svg_().count("<rect")
        ('Circuit of 2 gates', 4)
    """
    if not isinstance(qnn, QNN):
        raise InputError(
            f"qnn is of type {type(qnn).__name__}; a QNN is required: "
            "QNN.from_circuit(circuit, observable) reads one from a circuit, "
            "QNN(generators, observable) from Pauli texts."
        )
    drawing = circuit_figure(Instance("network", qnn, default_state(qnn)))
    if drawing is None:
        gates = counted(len(qnn.gates), "gate")
        space = counted(qnn.qubits, "qubit") if qnn.is_pauli else f"dimension {qnn.dimension}"
        raise InputError(
            f"qnn: at most {MAX_WIRES} qubits and some {12 * MAX_ROWS} gates are drawn; "
            f"this one has {gates} on {space}. "
            "Draw a smaller member of its family."
        )
    return drawing


def circuit_figure(instance: Instance) -> Figure | None:
    """The diagram; None for more than 10 qubits, or more gates than are easily read."""
    qnn = instance.qnn
    wires = qnn.qubits if qnn.is_pauli else 1
    if wires > MAX_WIRES or len(qnn.gates) > 12 * MAX_ROWS:
        return None
    drawn = columns(qnn.gates, qnn.parameters)
    rows = _rows([column.width for column in drawn])
    height = len(rows) * (HEAD + wires * PITCH + FOOT)
    if len(rows) > MAX_ROWS or height > MAX_HEIGHT:
        return None
    measured = tooltip(f"M = {str(qnn.observable)[:300]}")
    parts = []
    for r, row in enumerate(rows):
        parts.append(
            _row(
                drawn,
                row,
                wires,
                r * (HEAD + wires * PITCH + FOOT),
                measured if r == len(rows) - 1 else "",
                qnn.is_pauli,
                qnn.dimension,
            )
        )
    return Figure(
        "circuit",
        f"Circuit of {counted(len(drawn), 'gate')}",
        _caption(instance, drawn),
        WIDTH,
        height,
        "".join(parts),
    )


def _rows(widths: Sequence[float]) -> list[range]:
    """Consecutive columns that fit side by side; the measurement needs room in the last row."""
    room = WIDTH - LEFT - 44
    rows, start, used = [], 0, 0.0
    for k, width in enumerate(widths):
        if k > start and used + width > room:
            rows.append(range(start, k))
            start, used = k, 0.0
        used += width
    return [*rows, range(start, len(widths))]


def _row(
    drawn: Sequence[Column],
    row: range,
    wires: int,
    top: float,
    measured: str,
    is_pauli: bool,
    dimension: int,
) -> str:
    height = [top + HEAD + (wire + 0.5) * PITCH for wire in range(wires)]
    end = LEFT + sum(drawn[k].width for k in row) + 6
    parts = [line((LEFT - 6, y), (end + (10 if measured else 0), y), "axis") for y in height]
    if is_pauli:
        parts += [
            text(LEFT - 12, y + 4, f"{wire + 1}", "tick", "end") for wire, y in enumerate(height)
        ]
    else:
        parts.append(
            text(
                LEFT - 10,
                height[0] + 4,
                f"{dimension}" if dimension < 10**3 else "d",
                "tick",
                "end",
            )
        )
    x = LEFT
    for k in row:
        parts.append(_gate(drawn[k], k + 1, x + drawn[k].width / 2, height, top))
        x += drawn[k].width
    if measured:
        parts.append(
            rectangle(
                end + 4,
                height[0] - BOX / 2,
                BOX + 4,
                height[-1] - height[0] + BOX,
                "vertex observable",
                measured,
            )
        )
        parts.append(
            text(
                end + 6 + BOX / 2,
                (height[0] + height[-1]) / 2 + 4.5,
                '<tspan class="var">M</tspan>',
            )
        )
    return "".join(parts)


def _gate(column: Column, number: int, x: float, height: Sequence[float], top: float) -> str:
    parts = [text(x, top + HEAD - 10, escape(column.angle), "tick")]
    first, last = (height[wire] for wire in column.wires)
    said = tooltip(column.said)
    if not column.letters:
        parts.append(
            rectangle(x - BOX / 2 - 2, first - BOX / 2, BOX + 4, last - first + BOX, "vertex", said)
        )
        parts.append(text(x, (first + last) / 2 + 4.5, subscript(column.name, number)))
        return "".join(parts)
    if first != last:
        parts.append(line((x, first), (x, last), "branch"))
    for wire, letter in column.letters:
        parts.append(rectangle(x - BOX / 2, height[wire] - BOX / 2, BOX, BOX, "vertex", said))
        parts.append(text(x, height[wire] + 4.5, letter))
    return "".join(parts)


def _caption(instance: Instance, drawn: Sequence[Column]) -> str:
    qnn = instance.qnn
    gates = "gate" if len(drawn) == 1 else "gates"
    words = (
        "joined letters are one gate exp(−<i>i</i>α<i>P</i>) with the Pauli word <i>P</i> "
        "and the angle α above it"
    )
    boxes = "a box is a gate exp(−<i>iaH<sub>k</sub></i>) with the angle <i>a</i> above it"
    kinds = [
        said
        for said, there in (
            (words, any(c.letters for c in drawn)),
            (boxes, any(not c.letters for c in drawn)),
        )
        if there
    ]
    wires = (
        "Wires are the qubits, 1 the leftmost letter."
        if qnn.is_pauli
        else f"The wire stands for the whole space, <i>d</i> = {qnn.dimension}."
    )
    pushed = ""
    if instance.source is not None and instance.source.pulled_back:
        pushed = (
            " The circuit’s Clifford gates are not drawn: they were pushed through the "
            "observable, which changed it."
        )
    return (
        f"The network as a circuit: {len(drawn)} {gates} in order of action, from the left; "
        f"{'; '.join(kinds)}; <i>M</i> is measured. {wires}{pushed} "
        "<b>Exact:</b> gates and angles are those of the certificates."
    )
