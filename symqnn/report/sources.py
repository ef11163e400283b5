"""What a reader must know of the networks that results are about: the circuit they were read from,
and what was rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symqnn.certificate.canonical import rational_text
from symqnn.certificate.encode import observable_json
from symqnn.model.instance_file import Instance
from symqnn.report.networks import rounded_lines

MAX_OBSERVABLE = 400  # characters of the observable in a line; JSON has all


def said_lines(instances: Sequence[Instance]) -> list[str]:
    """For each network the observable before and after Clifford gates, what was read past, and what
    was rounded.

    Example:
        >>> from symqnn.model.instance_file import Source, default_state
        >>> from symqnn.model.qnn import QNN
        >>> qnn = QNN(["1/2*X"], "Z")
        >>> said_lines([Instance("mine", qnn, default_state(qnn), Source("Y", "0" * 64))])
        ['mine: observable as given Y, after the Clifford gates Z']
    """
    lines: list[str] = []
    for instance in instances:
        source = instance.source
        if source is not None and source.shown_observable:
            after = repr(instance.qnn.observable)
            shown = [
                text if len(text) <= MAX_OBSERVABLE else text[:MAX_OBSERVABLE] + "…"
                for text in (source.shown_observable, after)
            ]
            lines.append(
                f"{instance.name}: observable as given {shown[0]}, after the Clifford gates "
                f"{shown[1]}"
            )
        lines += [f"{instance.name}: {note}" for note in source.notes] if source is not None else []
        lines += rounded_lines([instance])
    return lines


def networks_json(instances: Sequence[Instance]) -> list[dict[str, Any]]:
    """The same for machines: names, observables, the circuit's SHA-256, notes, and each rounded
    angle with its bound.

    Example:
        >>> from symqnn.model.instance_file import default_state
        >>> from symqnn.model.qnn import QNN
        >>> qnn = QNN(["1/2*X"], "Z", angles=["a + 0.3"], round_angles=True)
        >>> networks_json([Instance("mine", qnn, default_state(qnn))])[0]["rounding"][0]["angle"]
        '3/10'
    """
    found: list[dict[str, Any]] = []
    for instance in instances:
        qnn, source = instance.qnn, instance.source
        rounding = [
            {"gate": k + 1, "angle": str(gate.constant), "at_most": rational_text(gate.rounding)}
            for k, gate in enumerate(qnn.gates)
            if gate.rounding
        ]
        entry: dict[str, Any] = {
            "name": instance.name,
            "parameters": list(qnn.parameters),
            "rounding": rounding,
        }
        # PAULI factors or MATRIX, as in certificates
        entry["observable"] = observable_json(qnn.observable)
        if source is not None:
            entry["observable_as_given"] = source.observable
            entry |= {"sha256": source.digest, "notes": list(source.notes)}
        found.append(entry)
    return found
