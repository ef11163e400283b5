"""Certificates of noisy expansions: M(θ, η) as a polynomial in the strength η."""

from __future__ import annotations

from symqnn.algebra.pauli import PauliSum
from symqnn.certificate.encode import Json, certificate, index_text, instance_json, pauli_json
from symqnn.errors import InputError
from symqnn.expansion.noisy import NoisyExpansion
from symqnn.model.channel import CHANNELS, Channel
from symqnn.model.qnn import QNN


def noisy_certificate(qnn: QNN, channel: Channel, found: NoisyExpansion) -> Json:
    """Kind ``noisy-expansion``: the operators A_{e,k} of M(θ, η) with a channel after every gate.

    Args:
        qnn: the network. channel: one of the built-in ones. found: ``noisy_expand(qnn, channel)``.

    Raises:
        InputError: another channel.

    Example:
        >>> from symqnn.expansion.noisy import noisy_expand
        >>> from symqnn.model.channel import DEPHASING
        >>> qnn = QNN(["X"], "Z")
        >>> noisy_certificate(qnn, DEPHASING, noisy_expand(qnn, DEPHASING))["claim"]["operators"]
        {'1': [[0, {'Z': '1'}]], '2': [[0, {'Y': '1'}]]}
    """
    names = [name for name, known in CHANNELS.items() if known is channel]
    if not names:
        raise InputError(
            f"the channel {channel.name} is none of {', '.join(CHANNELS)}; certificates know these."
        )
    operators: dict[str, list[list[object]]] = {}
    for (index, power), words in sorted(found.terms.items()):
        pair = [power, pauli_json(PauliSum.from_words(words, found.qubits))]
        operators.setdefault(index_text(index), []).append(pair)
    instance = {**instance_json(qnn), "channel": names[0]}
    return certificate("noisy-expansion", "noise", instance, {"operators": operators}, {})
