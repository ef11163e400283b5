r"""The expansion of a noisy network: M(θ, η) is a trigonometric polynomial
in θ and a polynomial in the strength η.

.. math:: M(\theta,\eta)=\sum_e\sum_k\eta^kA_{e,k}\prod_lb_{e_l}(\varphi_l)

After each gate the channel acts on the qubits of the gate. For the paper's networks: H² = I, one
Pauli word a gate, a parameter of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import InputError, SizeError
from symqnn.expansion.output import involution
from symqnn.model.channel import Channel, strength
from symqnn.model.gate import Gate
from symqnn.model.qnn import QNN, require_qnn
from symqnn.model.state import State

MAX_TERMS = 500_000
Index = tuple[int, ...]
Words = dict[str, Fraction]
PRODUCT = {
    ("X", "Y"): "Z",
    ("Y", "Z"): "X",
    ("Z", "X"): "Y",
    ("Y", "X"): "Z",
    ("Z", "Y"): "X",
    ("X", "Z"): "Y",
}
CYCLIC = ("XY", "YZ", "ZX")


@dataclass(frozen=True)
class NoisyExpansion:
    """A_{e,k} by index e and power k of η.

    Args:
        terms: sums of Pauli words. torus: the angles. qubits: their number.
    """

    terms: Mapping[tuple[Index, int], Words]
    torus: Torus
    qubits: int

    @property
    def degree(self) -> int:
        """The highest power of η."""
        return max((power for _, power in self.terms), default=0)

    def at(self, eta: object) -> dict[Index, PauliSum]:
        """The operators A_e for an exact η.

        Raises:
            InputError: η is not in [0, 1].
        """
        value = strength(eta)
        found: dict[Index, Words] = {}
        for (index, power), words in self.terms.items():
            part = found.setdefault(index, {})
            for word, factor in words.items():
                part[word] = part.get(word, Fraction(0)) + factor * value**power
        kept = {
            index: {word: x for word, x in words.items() if x} for index, words in found.items()
        }
        return {
            index: PauliSum.from_words(words, self.qubits)
            for index, words in sorted(kept.items())
            if words
        }

    def output(self, state: State) -> tuple[TrigPoly, ...]:
        """tr(ρM(θ, η)) as polynomials in θ, one for each power of η.

        Example:
            >>> from symqnn.model.channel import DEPOLARISING
            >>> noisy_expand(QNN(["X", "Y"], "Z"), DEPOLARISING).output(State.zero(1))
            (0, 0, cos(2θ₁)*cos(2θ₂))
        """
        sums: list[dict[str | Index, Fraction]] = [{} for _ in range(self.degree + 1)]
        for (index, power), words in self.terms.items():
            keys = PauliSum.from_words(words, self.qubits)
            values, common = state.word_values(keys.x, keys.z)
            value = sum(
                (Fraction(int(a) * int(b)) for a, b in zip(keys.numerators, values, strict=True)),
                Fraction(0),
            )
            sums[power][index] = sums[power].get(index, Fraction(0)) + value / (
                keys.denominator * common
            )
        return tuple(TrigPoly.from_terms(terms, torus=self.torus) for terms in sums)


def noisy_expand(qnn: QNN, channel: Channel) -> NoisyExpansion:
    """The expansion with a channel after every gate,
    on the qubits on which the gate acts; η is a symbol.

    Raises:
        InputError: a network of matrices, a gate that is no single Pauli word, or a parameter that
            occurs twice;
        SizeError: more than 500 000 terms.

    Example:
        >>> from symqnn.model.channel import DEPHASING
        >>> noisy_expand(QNN(["X"], "Z+Y"), DEPHASING).terms[((1,), 1)]
        {'Y': Fraction(1, 1)}
    """
    observable = require_qnn(qnn).observable
    seen: list[int] = [position for gate in qnn.gates for position in gate.parameters]
    own = all(len(gate.parameters) == 1 and not gate.rounding for gate in qnn.gates) and len(
        set(seen)
    ) == len(seen)
    if not isinstance(observable, TensorProduct) or not own or not qnn.is_two_level:
        raise InputError(
            "noise is expanded in networks of Pauli words with one parameter a gate, each in one "
            "gate (the paper's)."
        )
    zero = (0,) * len(qnn.torus)
    table: dict[tuple[Index, int], Words] = {(zero, 0): dict(observable.expand().terms())}
    for gate in reversed(qnn.gates):
        word = _word(gate)
        where = tuple(q for q, letter in enumerate(word) if letter != "I")
        sign = 1 if gate.factors[0][1] > 0 else -1
        table = _after(table, channel, where)
        table = _conjugated(table, word, gate.parameters[0], sign)
        if sum(map(len, table.values())) > MAX_TERMS:
            raise SizeError(
                f"the noisy expansion has more than {MAX_TERMS} terms; take fewer gates."
            )
    return NoisyExpansion(
        {key: words for key, words in sorted(table.items()) if words}, qnn.torus, qnn.qubits
    )


def _word(gate: Gate) -> str:
    found = involution(gate)
    if not isinstance(found, PauliSum) or len(found) != 1 or gate.fixed.sin or gate.fixed.cos != 1:
        raise InputError(
            "noise is expanded in networks whose gates are exp(-iθW) with one Pauli word W each."
        )
    ((word, value),) = found.terms()
    if value != 1:
        raise InputError(
            f"the generator {found} has a sign; give {word} and count the angle backwards."
        )
    return word


def _after(
    table: dict[tuple[Index, int], Words], channel: Channel, where: tuple[int, ...]
) -> dict[tuple[Index, int], Words]:
    """The channel, which acts after the gate on states, so before it on observables."""
    found: dict[tuple[Index, int], Words] = {}
    for (index, power), words in table.items():
        for more, image in channel.symbolic(words, where).items():
            _add(found.setdefault((index, power + more), {}), image)
    return found


def _conjugated(
    table: dict[tuple[Index, int], Words], generator: str, axis: int, sign: int
) -> dict[tuple[Index, int], Words]:
    """Φ^(0), Φ^(1), Φ^(2): a word that commutes stays;
    else it gets cos φ, and i·generator·word gets sin φ.
    """
    found: dict[tuple[Index, int], Words] = {}
    for (index, power), words in table.items():
        for word, value in words.items():
            product, turns = _times(generator, word)
            if turns % 2 == 0:
                _add(found.setdefault((index, power), {}), {word: value})
                continue
            cos, sin = ((*index[:axis], e, *index[axis + 1 :]) for e in (1, 2))
            _add(found.setdefault((cos, power), {}), {word: value})
            # i·i^turns: turns 1 gives -1, turns 3 gives 1
            _add(
                found.setdefault((sin, power), {}),
                {product: value * sign * (-1 if turns == 1 else 1)},
            )
    return found


def _times(left: str, right: str) -> tuple[str, int]:
    """(word, k) with left·right = i^k word."""
    letters, turns = [], 0
    for a, b in zip(left, right, strict=True):
        if "I" in (a, b) or a == b:
            letters.append("I" if a == b else b if a == "I" else a)
        else:
            letters.append(PRODUCT[a, b])
            turns += 1 if a + b in CYCLIC else 3
    return "".join(letters), turns % 4


def _add(total: Words, more: Mapping[str, Fraction]) -> None:
    for word, value in more.items():
        total[word] = total.get(word, Fraction(0)) + value
        if not total[word]:
            del total[word]
