r"""Noise on one qubit as a linear map of observables,
with its strength as an exact number or a symbol.

In the Heisenberg picture a channel maps Pauli letters to polynomials in η times letters; 0 ≤ η ≤ 1,
η = 1 is no noise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from symqnn.algebra.exact import rational, short
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.errors import InputError

Polynomial = tuple[int, ...]  # in η, the constant first
Letters = Mapping[str, Mapping[str, Polynomial]]
ONE, ETA, ETA_SQUARED, ONE_MINUS = (1,), (0, 1), (0, 0, 1), (1, 0, -1)


@dataclass(frozen=True)
class Channel:
    r"""A channel on one qubit.

    Args:
        name: for people. letters: the image of each Pauli letter, a polynomial in η by letter.
            meaning: of η.

    Example:
        >>> AMPLITUDE_DAMPING.on(PauliSum.from_text("Z"), "3/5")
        16/25*I + 9/25*Z
    """

    name: str
    letters: Letters
    meaning: str

    def symbolic(
        self, operator: Mapping[str, Fraction], qubits: tuple[int, ...]
    ) -> dict[int, dict[str, Fraction]]:
        """The image of a sum of words under the channel on some qubits:
        sums of words by the power of η.
        """
        found: dict[int, dict[str, Fraction]] = {}
        for word, value in operator.items():
            images = {(0, word): value}
            for qubit in qubits:
                fresh: dict[tuple[int, str], Fraction] = {}
                for (power, old), factor in images.items():
                    for letter, polynomial in self.letters[old[qubit]].items():
                        new = old[:qubit] + letter + old[qubit + 1 :]
                        for k, c in enumerate(polynomial):
                            fresh[power + k, new] = (
                                fresh.get((power + k, new), Fraction(0)) + c * factor
                            )
                images = fresh
            for (power, new), factor in images.items():
                part = found.setdefault(power, {})
                part[new] = part.get(new, Fraction(0)) + factor
        return found

    def on(self, observable: PauliSum, eta: object) -> PauliSum:
        """The observable with the channel on every qubit before the measurement, for an exact η.

        Raises:
            InputError: η is not in [0, 1].
        """
        value = strength(eta)
        parts = self.symbolic(dict(observable.terms()), tuple(range(observable.qubits)))
        total: dict[str, Fraction] = {}
        for power, words in parts.items():
            for word, factor in words.items():
                total[word] = total.get(word, Fraction(0)) + factor * value**power
        kept = {word: factor for word, factor in total.items() if factor}
        return (
            PauliSum.from_words(kept, observable.qubits)
            if kept
            else PauliSum.zero(observable.qubits)
        )

    def on_product(self, observable: TensorProduct, eta: object) -> TensorProduct:
        """The same, factor by factor.

        Raises:
            InputError: η is not in [0, 1], or some factor becomes 0.
        """
        factors = tuple(self.on(factor, eta) for factor in observable.factors)
        if not all(len(factor) for factor in factors):
            raise InputError(
                f"with η = {rational(eta, 'eta')} nothing of the observable is left; give a "
                "larger η."
            )
        return TensorProduct(factors)


def strength(eta: object) -> Fraction:
    """η as an exact number.

    Raises:
        InputError: not in [0, 1].
    """
    value = rational(eta, "eta")
    if not 0 <= value <= 1:
        raise InputError(
            f"the strength η is {short(value)}; a number from 0 (nothing is left) to 1 (no "
            "noise) is required."
        )
    return value


def _channel(
    name: str, x: Polynomial, y: Polynomial, z: Mapping[str, Polynomial], meaning: str
) -> Channel:
    letters: dict[str, Mapping[str, Polynomial]] = {
        "I": {"I": ONE},
        "X": {"X": x},
        "Y": {"Y": y},
        "Z": dict(z),
    }
    return Channel(name, MappingProxyType(letters), meaning)


DEPOLARISING = _channel("depolarising", ETA, ETA, {"Z": ETA}, "η = 1 - λ, ρ ↦ (1-λ)ρ + λ·I/2")
DEPHASING = _channel("dephasing", ETA, ETA, {"Z": ONE}, "η = 1 - λ, ρ ↦ (1-λ)ρ + λ·(diagonal of ρ)")
AMPLITUDE_DAMPING = _channel(
    "amplitude damping",
    ETA,
    ETA,
    {"Z": ETA_SQUARED, "I": ONE_MINUS},
    "η = √(1-γ), |1⟩ decays to |0⟩ with probability γ",
)
CHANNELS = {
    "depolarising": DEPOLARISING,
    "dephasing": DEPHASING,
    "amplitude-damping": AMPLITUDE_DAMPING,
}
