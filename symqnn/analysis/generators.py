"""The operators that generate the dynamical Lie algebra of a network."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symqnn.algebra.pauli import PauliSum
from symqnn.analysis.words import words_of
from symqnn.errors import InputError
from symqnn.model.gate import ZERO_ANGLE, Gate
from symqnn.model.qnn import QNN, require_qnn


def generators_of(qnn: QNN) -> tuple[PauliSum, ...]:
    r"""The Hermitian operators G with iG in the dynamical Lie algebra: the directions in which the
    parameters turn the state.

    A gate gives its generator H, without the identity word. Consecutive gates that turn together
    give one operator: gates whose angles are k·(one and the same form), without a fixed part, and
    whose words all commute, give Σ kH, as
    :math:`\prod e^{-ik\theta H}=e^{-i\theta\sum kH}`. An operator that is a multiple of an earlier
    one is left out.

    Raises:
        InputError: a network of matrices, or a gate without a parameter (no Clifford gate).

    Example:
        >>> words = ["1/2*ZZI", "1/2*IZZ", "XII", "IXI"]
        >>> generators_of(QNN(words, "ZII", angles=["g", "g", "b", "c"]))
        (1/2*IZZ + 1/2*ZZI, XII, IXI)
    """
    if not require_qnn(qnn).is_pauli:
        raise InputError(
            "the network is given by matrices; dynamical Lie algebras are found for Pauli networks."
        )
    for number, gate in enumerate(qnn.gates, 1):
        if gate.is_fixed:
            raise InputError(
                f"gate {number} has no parameter and is no Clifford gate; the dynamical Lie "
                "algebra is defined here for networks in which every gate has one. Give the gate a "
                "parameter."
            )
    found: dict[tuple[tuple[str, Fraction], ...], PauliSum] = {}
    for run in _runs(qnn.gates):
        total = _total(run)
        if len(total):
            found.setdefault(_direction(total), total)
    return tuple(found.values())


def _runs(gates: Sequence[Gate]) -> list[list[Gate]]:
    """Consecutive gates that turn together."""
    runs: list[list[Gate]] = []
    for gate in gates:
        if runs and all(_joins(gate, other) for other in runs[-1]):
            runs[-1].append(gate)
        else:
            runs.append([gate])
    return runs


def _joins(gate: Gate, other: Gate) -> bool:
    if gate.parameters != other.parameters or gate.fixed != ZERO_ANGLE or other.fixed != ZERO_ANGLE:
        return False
    ratio = gate.factors[0][1] / other.factors[0][1]
    same = all(k == ratio * m for (_, k), (_, m) in zip(gate.factors, other.factors, strict=True))
    return same and _commute(_words(gate), _words(other))


def _commute(left: PauliSum, right: PauliSum) -> bool:
    """Whether every word of one commutes with every word of the other."""
    mine, others = [word for word, _ in words_of(left)], [word for word, _ in words_of(right)]
    return not any(word.anticommutes(other) for word in mine for other in others)


def _total(run: Sequence[Gate]) -> PauliSum:
    """Σ kH over the gates of a run, k relative to the first."""
    first = run[0].factors[0][1]
    total = _words(run[0])
    for gate in run[1:]:
        total = total + _words(gate) * (gate.factors[0][1] / first)
    return total


def _words(gate: Gate) -> PauliSum:
    """The generator without the identity word."""
    generator = gate.generator
    if not isinstance(generator, PauliSum):
        raise InputError(
            "a gate is given by a matrix; dynamical Lie algebras are found for Pauli networks."
        )
    kept = {word: value for word, value in generator.terms() if word.strip("I")}
    return PauliSum.from_words(kept, generator.qubits)


def _direction(operator: PauliSum) -> tuple[tuple[str, Fraction], ...]:
    """The same for all multiples of an operator:
    its words, with coefficients relative to the first.
    """
    terms = list(operator.terms())
    return tuple((word, value / terms[0][1]) for word, value in terms)
