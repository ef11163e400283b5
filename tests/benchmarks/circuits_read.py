"""Which circuits of the frameworks' libraries are read, with which options, and how far they are
from the framework.

Run it by hand: ``python tests/benchmarks/circuits_read.py`` prints one line a circuit and a
summary. A circuit counts as read only if its output agrees with the framework's own simulator at 5
random points to 1e-10; docs/circuits.md shows it. Where fixed angles of irrational cosines are
held, the line says at which values.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "model" / "importers"))
WAYS: tuple[tuple[str, dict[str, bool]], ...] = (
    ("as given", {}),
    ("rounded", {"round_angles": True}),
)


def qiskit_cases() -> Iterator[tuple[str, Callable[..., Any]]]:
    """The library, as objects, and the circuits of Sim, Johnson and Aspuru-Guzik, as objects and as
    text.
    """
    import test_gallery as gallery
    import test_qiskit_circuit as objects
    from qiskit import qasm3
    from qiskit.circuit import library

    from symqnn.model.qnn import QNN

    for name, make in objects.LIBRARY.items():
        circuit = make()
        if name == "pauli evolution":
            # Qiskit's simulator takes the exact exponential
            circuit = circuit.decompose("PauliEvolution")
        yield (
            f"Qiskit {name}",
            lambda circuit=circuit, **options: objects.assert_agrees(circuit, **options),
        )
    for number, build in gallery.SIM.items():
        circuit = build().circuit
        yield (
            f"Sim {number}",
            lambda circuit=circuit, **options: objects.assert_agrees(circuit, **options),
        )
        text = qasm3.dumps(circuit)
        yield (
            f"Sim {number} as text",
            lambda text=text, circuit=circuit, **options: gallery.assert_equal(
                QNN.from_circuit(text, gallery.pauli_text(gallery.OPERATOR), **options),
                circuit,
                gallery.OPERATOR,
            ),
        )
    for name in ("zz_feature_map", "pauli_feature_map"):
        circuit = getattr(library, name)(2)
        yield (
            f"Qiskit {name} (free data)",
            lambda circuit=circuit, **options: QNN.from_circuit(circuit, "ZZ", **options),
        )


def pennylane_cases() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Templates and gates."""
    import test_pennylane_circuit as objects

    for name, (shape, make) in objects.TEMPLATES.items():
        body = objects._template(make)
        yield (
            f"PennyLane {name}",
            lambda body=body, shape=shape, **options: objects.assert_agrees(
                body, [shape], **options
            ),
        )


def pennylane_gates() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every gate between rotations."""
    import test_pennylane_circuit as objects

    for name in objects.GATES:
        yield (
            f"PennyLane-gate {name}",
            lambda name=name, **options: objects.gate_agrees(name, **options),
        )


def text_cases() -> Iterator[tuple[str, Callable[..., Any]]]:
    """The circuits of Qiskit's library as the OpenQASM 3 that Qiskit writes."""
    import test_gallery as gallery
    import test_qiskit_circuit as objects
    from qiskit import qasm3

    from symqnn.model.qnn import QNN

    for name, make in objects.LIBRARY.items():
        circuit = make()
        if "pauli evolution" in name:
            circuit = circuit.decompose("PauliEvolution")
        operator = objects.observable(circuit.num_qubits)

        def check(circuit: Any = circuit, operator: Any = operator, **options: bool) -> Any:
            text = qasm3.dumps(circuit)
            network = QNN.from_circuit(text, gallery.pauli_text(operator), **options)
            declared = [
                line.split()[-1].rstrip(";")
                for line in text.splitlines()
                if line.startswith("input")
            ]
            plain = {
                "".join(c if c.isalnum() else "_" for c in p.name): p.name
                for p in circuit.parameters
            }
            # t is exported as t_0
            ways = ((each, each[1:], each.rpartition("_")[0]) for each in declared)
            back = {next(plain[way] for way in found if way in plain): found[0] for found in ways}
            return gallery.assert_equal(network, circuit, operator, back.__getitem__)

        yield f"Text {name}", check


def cirq_cases() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Groups of gates between rotations."""
    import test_cirq_circuit as objects

    for name, operations in (objects.GATES | objects.INEXACT).items():
        circuit = objects.around(*operations)
        yield (
            f"Cirq {name}",
            lambda circuit=circuit, **options: objects.assert_agrees(circuit, **options),
        )


def pytket_cases() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every operation between rotations."""
    import test_pytket_circuit as objects

    for kind, angles, size in objects.OPERATIONS + objects.INEXACT:
        circuit = objects.prepared()
        circuit.add_gate(kind, angles, [2, 0, 1][:size])
        yield (
            f"pytket {kind.name}",
            lambda circuit=circuit, **options: objects.assert_agrees(circuit, **options),
        )


def outcome(check: Callable[..., Any]) -> str:
    """How a circuit is read; a difference to its framework raises AssertionError."""
    from symqnn.errors import SymqnnError

    message = ""
    for way, options in WAYS:
        try:
            network = check(**options)
        except SymqnnError as error:
            message = message or str(error).split("\n")[-1].strip()
            continue
        held = ", ".join(str(value) for value in network.constants)
        return f"{way}, constants: {held}" if held else way
    return f"refused: {message[:150]}"


def main() -> None:
    """Print the table."""
    totals: dict[str, Counter[str]] = {}
    cases_of = (
        qiskit_cases,
        text_cases,
        pennylane_cases,
        pennylane_gates,
        cirq_cases,
        pytket_cases,
    )
    for cases in cases_of:
        for name, check in cases():
            found = outcome(check)
            totals.setdefault(name.split()[0], Counter())[found.partition(":")[0]] += 1
            print(f"{name:45} {found[:200]}", flush=True)
    totals["all"] = sum(totals.values(), Counter())
    for name, counts in totals.items():
        shown = "; ".join(f"{number} {what}" for what, number in counts.most_common())
        given = counts["as given"] + counts["as given, constants"]
        print(f"{name:15} {shown}: {100 * given / counts.total():.1f} % as given")


if __name__ == "__main__":
    main()
