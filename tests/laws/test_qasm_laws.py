"""Random OpenQASM 2 and 3 programs: symqnn against an interpreter that shares nothing with it."""

from random import Random

import numpy as np
import pytest
from qasm_programs import Angle, Call, Program, kron, placed, program_2, program_3, rotation

from symqnn.algebra.pauli import PauliSum
from symqnn.errors import InputError
from symqnn.expansion.output import evaluate_numeric
from symqnn.model.circuit import Circuit
from symqnn.model.importers.qasm import read_qasm
from symqnn.model.state import State

pytest.importorskip("openqasm3", reason="the parser of OpenQASM")

TOLERANCE = 1e-9  # each rounded angle moves the value by at most 1e-15 times the observable


def observable(qubits: int, seed: int) -> PauliSum:
    source = Random(f"observable {seed}")
    words = ["".join(source.choice("IXYZ") for _ in range(qubits)) for _ in range(4)]
    return PauliSum.from_words({word: source.choice([1, -2, "1/3"]) for word in words})


def expected(program: Program, target: PauliSum, values: dict[str, float]) -> float:
    state = program.run(values)
    matrix = sum(float(value) * kron(word) for word, value in target.terms())
    return float((state.conj() @ matrix @ state).real)


def check(seed: int, version: int) -> bool:
    """Compare one program; whether it could be read (frequencies may be too high, parameters may
    cancel).
    """
    text, program = program_3(seed) if version == 3 else program_2(seed)
    target = observable(program.qubits, seed)
    source = np.random.default_rng(seed)
    try:
        # as given, T gates and decimals held as constants; every fourth with rational points in
        # their places
        circuit = read_qasm(text, round_angles=seed % 4 == 0, train_numbers=version == 2)
        network = circuit.network(target)
    except InputError as error:
        if "cancel" in str(error):  # then the output is a constant
            drawn = [
                {name: float(source.uniform(-3, 3)) for name in program.inputs} for _ in range(2)
            ]
            one, other = (expected(program, target, values) for values in drawn)
            assert version == 3 and abs(one - other) < TOLERANCE, text
        else:
            assert "frequencies up to" in str(error), (text, str(error))
        return False
    if version == 3:
        values = {name: float(source.uniform(-3, 3)) for name in program.inputs}
        assert set(network.parameters) | set(circuit.unused) == set(program.inputs)
        given = [values[name] for name in network.parameters]
    else:
        given, values = trained(text, program, circuit, source)
    found = evaluate_numeric(network, State.zero(program.qubits), given)
    assert abs(found - expected(program, target, values)) < TOLERANCE, text
    return True


def trained(
    text: str, program: Program, circuit: Circuit, source: np.random.Generator
) -> tuple[list[float], dict[str, float]]:
    """The numbers themselves as the values of the parameters, and the last one drawn."""
    lines = text.split("\n")
    first = (
        next(k for k, line in enumerate(lines) if line.startswith("creg")) + 2 + len(program.lines)
    )
    values: dict[str, float] = {}
    for offset, call in enumerate(program.steps):
        names = [
            name
            for name in circuit.declared
            if name.split("_")[:2] == [call.name, str(first + offset)]
        ]
        numbers = [angle.value({}) for angle in call.angles if not is_quarter(angle)]
        values |= dict(zip(names, numbers, strict=True))
    last = float(source.uniform(-3, 3))
    name = f"rx_{first + len(program.steps)}"
    values[name] = last
    program.steps.append(Call("rx", (Angle("", lambda _: last),), (0,)))
    return [values[parameter] for parameter in circuit.parameters], values


def is_quarter(angle: Angle) -> bool:
    return "pi/2" in angle.text or angle.text in ("pi/1", "0.000")


@pytest.mark.parametrize("seed", range(60))
def test_openqasm_3(seed: int) -> None:
    check(seed, 3)


@pytest.mark.parametrize("seed", range(40))
def test_openqasm_2(seed: int) -> None:
    check(seed, 2)


def test_most_programs_are_read() -> None:
    assert sum(check(seed, 3) for seed in range(100, 140)) >= 30
    assert sum(check(seed, 2) for seed in range(100, 120)) == 20


@pytest.mark.slow
@pytest.mark.parametrize("block", range(20))
def test_two_thousand_openqasm_3(block: int) -> None:
    assert sum(check(1000 + 100 * block + k, 3) for k in range(100)) >= 70


@pytest.mark.slow
@pytest.mark.parametrize("block", range(10))
def test_one_thousand_openqasm_2(block: int) -> None:
    assert sum(check(1000 + 100 * block + k, 2) for k in range(100)) == 100


def test_the_interpreter_places_gates() -> None:
    """Its own check: a rotation on qubit 2 of 3, and on two qubits in the other order."""
    assert np.allclose(placed(rotation("X")(0.3), (2,), 3), np.kron(np.eye(4), rotation("X")(0.3)))
    assert np.allclose(placed(rotation("XZ")(0.3), (2, 0), 3), rotation("ZIX")(0.3))
