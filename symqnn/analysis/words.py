"""Pauli words as pairs of bit masks held in Python integers: commutation, products and signs for
any number of qubits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from symqnn.algebra.pauli import PauliSum

LETTERS = "IXZY"  # indexed by x + 2z


@dataclass(frozen=True, order=True)
class Word:
    """The word i^|x∧z| X^x Z^z, qubit q at bit q; Y is (1, 1).

    Args:
        x, z: bit masks.

    Example:
        >>> Word.from_text("XYI"), Word.from_text("XYI").text(3)
        (Word(x=3, z=2), 'XYI')
    """

    x: int
    z: int

    @classmethod
    def from_text(cls, text: str) -> Word:
        """The word of a text; the leftmost letter is qubit 0."""
        x = sum(1 << q for q, letter in enumerate(text) if letter in "XY")
        return cls(x, sum(1 << q for q, letter in enumerate(text) if letter in "YZ"))

    def text(self, qubits: int) -> str:
        """The letters, qubit 0 first."""
        return "".join(LETTERS[self.letter(q)] for q in range(qubits))

    def letter(self, qubit: int) -> int:
        """The letter at a qubit as x + 2z."""
        return (self.x >> qubit & 1) + 2 * (self.z >> qubit & 1)

    @property
    def support(self) -> int:
        """The mask of the qubits on which it is not the identity."""
        return self.x | self.z

    def anticommutes(self, other: Word) -> bool:
        """Whether the two words anticommute; otherwise they commute."""
        return bool(((self.x & other.z).bit_count() + (self.z & other.x).bit_count()) & 1)

    def times(self, other: Word) -> tuple[Word, int]:
        """The product: a word R and k modulo 4 with PQ = i^k R.

        Example:
            >>> Word.from_text("X").times(Word.from_text("Y"))
            (Word(x=0, z=1), 1)
        """
        x, z = self.x ^ other.x, self.z ^ other.z
        # moving Z^z of the left word past X^x of the right one gives (-1)^|z∧x|
        turns = (self.x & self.z).bit_count() + (other.x & other.z).bit_count()
        turns += 2 * (self.z & other.x).bit_count() - (x & z).bit_count()
        return Word(x, z), turns % 4


def words_of(operator: PauliSum) -> Iterator[tuple[Word, Fraction]]:
    """The words of a Pauli sum with their coefficients."""
    for text, value in operator.terms():
        yield Word.from_text(text), value


def qubits_of(mask: int) -> tuple[int, ...]:
    """The positions of the set bits.

    Example:
        >>> qubits_of(0b1010)
        (1, 3)
    """
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return tuple(found)
