"""Random OpenQASM programs and an interpreter of their own: matrices by closed formulas, nothing
shared with symqnn.

A program is a list of statements; it can be written as text, and it can be run on a statevector.
Qubit 0 is the most significant bit.
"""

from __future__ import annotations

import cmath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np
import numpy.typing as npt
from scipy.linalg import fractional_matrix_power

Matrix = npt.NDArray[np.complex128]
X = np.array([[0, 1], [1, 0]], dtype=complex)
Y = np.array([[0, -1j], [1j, 0]])
Z = np.diag([1, -1]).astype(complex)
I2 = np.eye(2, dtype=complex)
PAULI = {"X": X, "Y": Y, "Z": Z, "I": I2}


def kron(word: str) -> Matrix:
    """The matrix of a Pauli word."""
    result = np.eye(1, dtype=complex)
    for letter in word:
        result = np.kron(result, PAULI[letter])
    return result


def rotation(word: str) -> Callable[[float], Matrix]:
    matrix = kron(word)
    return lambda a: np.cos(a / 2) * np.eye(len(matrix)) - 1j * np.sin(a / 2) * matrix


def old_u(t: float, p: float, lam: float) -> Matrix:
    """u3 of Qiskit's library."""
    c, s = np.cos(t / 2), np.sin(t / 2)
    return np.array(
        [[c, -cmath.exp(1j * lam) * s], [cmath.exp(1j * p) * s, cmath.exp(1j * (p + lam)) * c]]
    )


def new_u(t: float, p: float, lam: float) -> Matrix:
    """The built-in U of OpenQASM 3."""
    a = cmath.exp(1j * t)
    rows = [
        [1 + a, -1j * cmath.exp(1j * lam) * (1 - a)],
        [1j * cmath.exp(1j * p) * (1 - a), cmath.exp(1j * (p + lam)) * (1 + a)],
    ]
    return np.array(rows) / 2


def control(matrix: Matrix, on_zero: bool = False) -> Matrix:
    """The gate with one more control, which is the first qubit."""
    size = len(matrix)
    result = np.eye(2 * size, dtype=complex)
    where = slice(0, size) if on_zero else slice(size, 2 * size)
    result[where, where] = matrix
    return result


def diagonal(a: float) -> Matrix:
    return np.diag([1, cmath.exp(1j * a)])


H = (X + Z) / np.sqrt(2)
SWAP = (kron("II") + kron("XX") + kron("YY") + kron("ZZ")) / 2
SX = (np.array([[1 + 1j, 1 - 1j], [1 - 1j, 1 + 1j]])) / 2


def fixed(matrix: Matrix) -> Callable[..., Matrix]:
    return lambda: matrix


# name: (number of angles, number of qubits, matrix); common to both versions of OpenQASM
COMMON: dict[str, tuple[int, int, Callable[..., Matrix]]] = {
    "x": (0, 1, fixed(X)), "y": (0, 1, fixed(Y)), "z": (0, 1, fixed(Z)), "h": (0, 1, fixed(H)),
    "id": (0, 1, fixed(I2)),
    "s": (0, 1, fixed(diagonal(np.pi / 2))), "sdg": (0, 1, fixed(diagonal(-np.pi / 2))),
    "t": (0, 1, fixed(diagonal(np.pi / 4))), "tdg": (0, 1, fixed(diagonal(-np.pi / 4))),
    "sx": (0, 1, fixed(SX)),
    "cx": (0, 2, fixed(control(X))), "cy": (0, 2, fixed(control(Y))),
    "cz": (0, 2, fixed(control(Z))),
    "ch": (0, 2, fixed(control(H))), "swap": (0, 2, fixed(SWAP)),
    "ccx": (0, 3, fixed(control(control(X)))),
    "cswap": (0, 3, fixed(control(SWAP))),
    "rx": (1, 1, rotation("X")), "ry": (1, 1, rotation("Y")), "rz": (1, 1, rotation("Z")),
    "p": (1, 1, diagonal),
    "u1": (1, 1, diagonal), "crx": (1, 2, lambda a: control(rotation("X")(a))),
    "cry": (1, 2, lambda a: control(rotation("Y")(a))),
    "crz": (1, 2, lambda a: control(rotation("Z")(a))),
    "cp": (1, 2, lambda a: control(diagonal(a))),
    "cu": (4, 2, lambda t, p, lam, g: control(cmath.exp(1j * g) * old_u(t, p, lam))),
}  # fmt: skip
VERSION_3 = COMMON | {
    "U": (3, 1, new_u),
    "u2": (2, 1, lambda p, lam: cmath.exp(-0.5j * (p + lam)) * old_u(np.pi / 2, p, lam)),
    "u3": (3, 1, lambda t, p, lam: cmath.exp(-0.5j * (p + lam)) * old_u(t, p, lam)),
}
VERSION_2 = COMMON | {
    "U": (3, 1, old_u), "CX": (0, 2, fixed(control(X))), "u3": (3, 1, old_u),
    "u2": (2, 1, lambda p, lam: old_u(np.pi / 2, p, lam)),
    "cu1": (1, 2, lambda a: control(diagonal(a))),
    "cu3": (3, 2, lambda t, p, lam: control(old_u(t, p, lam))),
    "rzz": (1, 2, rotation("ZZ")), "rxx": (1, 2, rotation("XX")),
}  # fmt: skip


@dataclass(frozen=True)
class Angle:
    """An angle as text and as a function of the values of names."""

    text: str
    value: Callable[[Mapping[str, float]], float]


@dataclass(frozen=True)
class Call:
    """A gate call on operands, each an index of a qubit or, in a definition, of its own qubits.

    Args:
        modifiers: from the left, such as ("ctrl", 1), ("inv", 1), ("pow", 2).
    """

    name: str
    angles: tuple[Angle, ...]
    qubits: tuple[int, ...]
    modifiers: tuple[tuple[str, float], ...] = ()


@dataclass
class Program:
    """A random program under construction."""

    source: Random
    version: int
    qubits: int
    inputs: tuple[str, ...]
    gates: dict[str, tuple[int, int, Callable[..., Matrix]]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    steps: list[Call] = field(default_factory=list)

    def number(self) -> tuple[str, float]:
        """A number, as text and as its value."""
        kind = self.source.randrange(4)
        if kind == 0:
            k = self.source.randint(-5, 5)
            return f"{k}*pi/2", k * np.pi / 2
        if kind == 1:
            k = self.source.randint(1, 7)
            return f"pi/{k}", np.pi / k
        if kind == 2:
            text = f"{self.source.randint(0, 3)}.{self.source.randint(0, 999):03d}"
            return text, float(text)
        return (
            f"-{self.source.randint(1, 9)}e-1",
            0.0,
        )  # replaced below: the value is read from the text

    def angle(self, names: Sequence[str], numbers: bool = True) -> Angle:
        """An affine angle in some of the names."""
        terms: list[tuple[str, Callable[[Mapping[str, float]], float]]] = []
        for name in self.source.sample(list(names), self.source.randint(0, min(2, len(names)))):
            text, factor = self.source.choice(
                [
                    ("{}", 1.0),
                    ("2*{}", 2.0),
                    ("{}/2", 0.5),
                    ("0.5*{}", 0.5),
                    ("-{}", -1.0),
                    ("{}*1.5", 1.5),
                ]
            )
            terms.append(
                (text.format(name), lambda values, name=name, factor=factor: factor * values[name])
            )
        if not terms or (numbers and self.source.random() < 0.4):
            text, value = self.number()
            value = float(text) if text.startswith("-") and "e" in text else value
            terms.append((text, lambda values, value=value: value))
        text = terms[0][0] + "".join(
            f" + {term}" if not term.startswith("-") else f" - {term[1:]}" for term, _ in terms[1:]
        )
        return Angle(text, lambda values: sum(term(values) for _, term in terms))

    def call(self, names: Sequence[str], qubits: int, known: Sequence[str]) -> Call:
        """A random call of a known gate."""
        while True:
            name = self.source.choice(list(known))
            angles, size, _ = self.gates[name]
            modifiers: list[tuple[str, float]] = []
            if self.version == 3 and self.source.random() < 0.3 and size < 3:
                modifiers = [
                    self.source.choice(
                        [("inv", 1), ("ctrl", 1), ("negctrl", 1), ("pow", 2), ("pow", -1)]
                    )
                ]
                if name in ("x", "z", "s", "y") and self.source.random() < 0.3:
                    modifiers.append(("pow", 0.5))
            size += sum(kind in ("ctrl", "negctrl") for kind, _ in modifiers)
            if size <= qubits:
                places = tuple(self.source.sample(range(qubits), size))
                chosen = tuple(self.angle(names) for _ in range(angles))
                return Call(name, chosen, places, tuple(modifiers))

    def matrix(self, call: Call, values: Mapping[str, float]) -> Matrix:
        """The matrix of a call on its operands in order."""
        matrix = self.gates[call.name][2](*(angle.value(values) for angle in call.angles))
        for kind, number in reversed(call.modifiers):
            if kind == "inv":
                matrix = matrix.conj().T
            elif kind == "pow" and number == int(number):
                matrix = np.linalg.matrix_power(matrix, int(number))
            elif kind == "pow":
                matrix = principal_power(matrix, number)
            else:
                matrix = control(matrix, kind == "negctrl")
        return matrix

    def define(self, index: int) -> None:
        """A gate definition in terms of earlier gates."""
        size, count = self.source.randint(1, min(2, self.qubits)), self.source.randint(0, 2)
        names = [f"v{k}" for k in range(count)]
        known = [name for name in self.gates if self.gates[name][1] <= size]
        calls = [self.call(names, size, known) for _ in range(self.source.randint(1, 3))]
        shift = self.angle(names) if self.version == 3 and self.source.random() < 0.5 else None
        body = " ".join(self.text(call, [f"w{q}" for q in range(size)]) for call in calls)
        body += f" gphase({shift.text});" if shift else ""
        head = f"gate g{index}" + (f"({', '.join(names)})" if names else "")
        self.lines.append(f"{head} {', '.join(f'w{q}' for q in range(size))} {{ {body} }}")

        def unitary(*angles: float) -> Matrix:
            values = dict(zip(names, angles, strict=True))
            total = np.eye(2**size, dtype=complex)
            for call in calls:
                total = placed(self.matrix(call, values), call.qubits, size) @ total
            return total * (cmath.exp(1j * shift.value(values)) if shift else 1)

        self.gates[f"g{index}"] = (count, size, unitary)

    def text(self, call: Call, operands: Sequence[str]) -> str:
        """A call as text."""
        shown = {"pow": "pow({}) @ ", "inv": "inv @ ", "ctrl": "ctrl @ ", "negctrl": "negctrl @ "}
        modifiers = "".join(
            shown[kind].format(int(number) if number == int(number) else number)
            for kind, number in call.modifiers
        )
        angles = f"({', '.join(angle.text for angle in call.angles)})" if call.angles else ""
        return f"{modifiers}{call.name}{angles} {', '.join(operands[q] for q in call.qubits)};"

    def run(self, values: Mapping[str, float]) -> npt.NDArray[np.complex128]:
        """The final state from |0…0⟩."""
        state = np.eye(2**self.qubits, dtype=complex)[0]
        for call in self.steps:
            state = placed(self.matrix(call, values), call.qubits, self.qubits) @ state
        return state


def principal_power(matrix: Matrix, exponent: float) -> Matrix:
    """A power by the principal arguments of the eigenvalues, -1 counted as e^{iπ}."""
    values, vectors = np.linalg.eig(matrix)
    arguments = np.angle(values)
    arguments = np.where(arguments < -np.pi + 1e-9, np.pi, arguments)
    result = (vectors * np.exp(1j * arguments * exponent)) @ np.linalg.inv(vectors)
    if np.abs(np.abs(arguments) - np.pi).min() > 1e-6:  # away from the cut SciPy says the same
        assert np.allclose(result, fractional_matrix_power(matrix, exponent))
    return result


def placed(matrix: Matrix, where: Sequence[int], qubits: int) -> Matrix:
    """A gate on some qubits as a matrix on all."""
    size = len(where)
    tensor = matrix.reshape([2] * 2 * size)
    whole = np.eye(2**qubits, dtype=complex).reshape([2] * 2 * qubits)
    moved = np.tensordot(tensor, whole, axes=(list(range(size, 2 * size)), list(where)))
    rest = [q for q in range(qubits) if q not in where]
    order = [([*where, *rest]).index(q) for q in range(qubits)]
    return np.transpose(moved, [*order, *range(qubits, 2 * qubits)]).reshape(2**qubits, 2**qubits)


def program_3(seed: int) -> tuple[str, Program]:
    """A random OpenQASM 3 program."""
    source = Random(f"OpenQASM 3 {seed}")
    qubits, inputs = source.randint(1, 4), tuple(f"a{k}" for k in range(source.randint(1, 3)))
    program = Program(source, 3, qubits, inputs, dict(VERSION_3))
    split = source.randint(1, qubits)
    sizes = [split, qubits - split] if split < qubits else [qubits]
    operands = [f"{'qr'[k]}[{j}]" for k, size in enumerate(sizes) for j in range(size)]
    for index in range(source.randint(0, 2)):
        program.define(index)
    body: list[str] = []
    for _ in range(source.randint(1, 7)):
        _statement(program, operands, body)
    last = Call("rx", (Angle(inputs[0], lambda values: values[inputs[0]]),), (0,))
    program.steps.append(last)
    body.append(program.text(last, operands))
    head = [
        "OPENQASM 3.0;",
        'include "stdgates.inc";',
        *(f"input {source.choice(['float', 'angle', 'float[64]'])} {name};" for name in inputs),
    ]
    head += [f"qubit[{size}] {'qr'[k]};" for k, size in enumerate(sizes)]
    tail = ["bit[1] out;", "out[0] = measure q[0];"] if source.random() < 0.3 else []
    return "\n".join([*head, *program.lines, *body, *tail]), program


def _statement(program: Program, operands: list[str], body: list[str]) -> None:
    """One call, a loop, a broadcast, an aliased register, or a barrier."""
    source, kind = program.source, program.source.randrange(8)
    if kind == 0:
        bounds = (0, source.randint(0, program.qubits - 1))
        size = (
            program.qubits
            if operands[-1].startswith("q")
            else int(operands[[o[0] for o in operands].index("r") - 1][2]) + 1
        )
        stop = min(bounds[1], size - 1)
        angle = program.angle(program.inputs)
        body.append(f"for uint k in [0:{stop}] {{ ry({angle.text}) q[k]; }}")
        program.steps += [Call("ry", (angle,), (q,)) for q in range(stop + 1)]
    elif kind == 1:
        size = sum(operand.startswith("q") for operand in operands)
        angle = program.angle(program.inputs)
        body.append(f"rx({angle.text}) q;")
        program.steps += [Call("rx", (angle,), (q,)) for q in range(size)]
    elif kind == 2:
        name = f"al{len(body)}"
        angle = program.angle(program.inputs)
        body += [f"let {name} = q[0:0];", f"rz({angle.text}) {name}[0];", "barrier q;"]
        program.steps.append(Call("rz", (angle,), (0,)))
    else:
        call = program.call(program.inputs, program.qubits, list(program.gates))
        program.steps.append(call)
        body.append(program.text(call, operands))


def program_2(seed: int) -> tuple[str, Program]:
    """A random OpenQASM 2 program; the numbers of its last rotations are to be trained."""
    source = Random(f"OpenQASM 2 {seed}")
    qubits = source.randint(1, 4)
    program = Program(source, 2, qubits, (), dict(VERSION_2))
    for index in range(source.randint(0, 2)):
        program.define(index)
    head = ["OPENQASM 2.0;", 'include "qelib1.inc";', f"qreg box[{qubits}];", f"creg c[{qubits}];"]
    operands = [f"box[{q}]" for q in range(qubits)]
    body = []
    for _ in range(source.randint(1, 8)):
        call = program.call((), qubits, list(program.gates))
        program.steps.append(call)
        body.append(program.text(call, operands))
    return "\n".join(
        [*head, *program.lines, *body, "rx(0.123) box[0];", "barrier box;", "measure box -> c;"]
    ), program
