"""Networks of gates given by hand, joined by the mechanism that reads circuits."""

from __future__ import annotations

from symqnn.algebra.pauli import PauliSum
from symqnn.errors import InputError
from symqnn.model.angle import Angle
from symqnn.model.joining import joined
from symqnn.model.qnn import QNN
from symqnn.model.spectrum import WordSpectrum


def joined_network(qnn: QNN) -> QNN:
    """The network with gates that belong together joined, if its units become larger; or itself.

    Raises:
        InputError: all parameters cancel.
    """
    words, angles, calls = list[PauliSum](), list[Angle](), list[int]()
    for number, gate in enumerate(qnn.gates):
        spectrum = gate.spectrum
        if not isinstance(spectrum, WordSpectrum) or any(
            len(r.word) > 1 for r in spectrum.rotations
        ):
            return qnn
        for rotation in spectrum.rotations:
            # exp(-iacW) = exp(-i(2ca)W/2)
            words.append(rotation.word)
            angles.append(Angle().plus(gate.angle(qnn.parameters), 2 * rotation.weight))
            calls.append(number)
    found = joined(words, angles, calls)
    used = {name for gate in found for name in gate.angle.factors}
    if not used:
        raise InputError(
            "the gates of the network cancel, and no parameter is left; M(θ) is constant."
        )
    made = QNN(
        [gate.generator for gate in found],
        qnn.observable,
        [name for name in qnn.parameters if name in used],
        [gate.angle for gate in found],
        round_angles=any(gate.rounding for gate in qnn.gates),
    )
    gained = made.parameters != qnn.parameters or any(
        mine > given for mine, given in zip(made.torus.units, qnn.torus.units, strict=True)
    )
    if not gained:
        return qnn
    return made if qnn.given is None else made.with_given(qnn.given)
