"""States that correlate some qubits through one Pauli-type observable;
the others carry a product state.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from symqnn.algebra.bits import Integers, Words, integers, magnitude, unpack, widen
from symqnn.algebra.exact import rational
from symqnn.algebra.latex import factors, joined, sum_lines, term
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.errors import InputError
from symqnn.model.state import Bloch, ProductState, State
from symqnn.model.state_latex import local_latex


@dataclass(frozen=True)
class CorrelationState(State):
    r"""The state
    :math:`2^{-|S|}\bigl(I+s\bigotimes_{l\in S}v_l\cdot\sigma\bigr)\otimes\bigotimes_{l\notin
    S}\tfrac12(I+v_l\cdot\sigma)`.

    Its first factor has the eigenvalues :math:`2^{-|S|}(1\pm s\prod_S|v_l|)`, both of them, so it
    is positive semidefinite iff :math:`s^2\prod_S|v_l|^2\le1`. Nothing of size 2^n is stored.

    Args:
        correlated: the qubits S, sorted, at least one. scale: s. vectors: v_l for every qubit.

    Raises:
        InputError: not a state, or S is not a sorted set of qubits.

    Example:
        >>> CorrelationState.make([0, 1], "1/2", [(1, 0, 0), (0, 1, 0)]).dimension
        4
    """

    correlated: tuple[int, ...]
    scale: Fraction
    vectors: tuple[Bloch, ...]

    @classmethod
    def make(
        cls, correlated: Iterable[int], scale: object, vectors: Iterable[Sequence[object]]
    ) -> CorrelationState:
        """From exact numbers in any form that symqnn reads."""
        read = []
        for q, vector in enumerate(vectors):
            if isinstance(vector, str) or len(vector) != 3:
                raise InputError(
                    f"Bloch vector {q} is {vector!r}; three numbers (x, y, z) are required."
                )
            x, y, z = (
                rational(value, f"Bloch vector {q}[{axis}]") for axis, value in enumerate(vector)
            )
            read.append((x, y, z))
        return cls(tuple(correlated), rational(scale, "scale"), tuple(read))

    def __post_init__(self) -> None:
        n = len(self.vectors)
        if (
            not self.correlated
            or list(self.correlated) != sorted(set(self.correlated))
            or not 0 <= self.correlated[0] <= self.correlated[-1] < n
        ):
            raise InputError(
                f"correlated is {self.correlated!r}; a sorted non-empty set of qubits 0…{n - 1} "
                "is required."
            )
        square = self.scale**2
        for q, vector in enumerate(self.vectors):
            norm = sum((part**2 for part in vector), Fraction(0))
            if q in self.correlated:
                square *= norm
            elif norm > 1:
                raise InputError(
                    f"Bloch vector {q} has squared length {norm}; at most 1 is required for a "
                    "state."
                )
        if square > 1:
            raise InputError(
                f"the correlation has squared strength {square}; at most 1 is required for a state."
            )

    def latex_lines(self) -> list[str]:
        """The correlated factor and the others, numbered by qubit, as lines of LaTeX."""
        size = len(self.correlated)
        words = " ".join(_direction(self.vectors[q], q) for q in self.correlated)
        terms = [(False, "I"), *([term(self.scale, words)] if self.scale else [])]
        linked = rf"\tfrac{{1}}{{{2**size}}}\bigl({joined(terms, width=0)[0]}\bigr)"
        others = [
            f"{local_latex(*vector)}_{{{q + 1}}}"
            for q, vector in enumerate(self.vectors)
            if q not in self.correlated
        ]
        return factors([linked, *others])

    @property
    def dimension(self) -> int:
        """Dimension 2^n."""
        return int(2 ** len(self.vectors))

    def background(self) -> ProductState:
        """The product state that remains for s = 0."""
        nothing = (Fraction(0), Fraction(0), Fraction(0))
        return ProductState(
            tuple(
                nothing if q in self.correlated else vector for q, vector in enumerate(self.vectors)
            )
        )

    def word_values(self, x: Words, z: Words) -> tuple[Integers, int]:
        """tr(ρP) of the Pauli words with masks (x, z), as integers over one denominator."""
        plain, common = self.background().word_values(x, z)
        linked, other = self.part(range(len(self.vectors))).word_values(x, z)
        top = lcm(common, other * self.scale.denominator)
        weight = top // (other * self.scale.denominator) * self.scale.numerator
        left = widen(plain, top // common) * (top // common)
        right = widen(linked, abs(weight)) * weight
        return integers([int(a) + int(b) for a, b in zip(left, right, strict=True)]), top

    def part(self, qubits: Iterable[int]) -> CorrelationPart:
        """The factor on some qubits of ⊗_S v·σ/2 ⊗ ⊗_{l∉S} (I + v·σ)/2,
        the operator that s multiplies.
        """
        return CorrelationPart(tuple((self.vectors[q], q in self.correlated) for q in qubits))

    def to_density(self) -> GaussianMatrix:
        """The density matrix."""
        n = len(self.vectors)
        total = self.background().to_density()
        words: dict[str, Fraction] = {"": self.scale}
        for q, vector in enumerate(self.vectors):
            local = {} if q in self.correlated else {"I": Fraction(1)}
            local |= dict(zip("XYZ", vector, strict=True))
            words = {
                word + letter: a * b
                for word, a in words.items()
                for letter, b in local.items()
                if a * b
            }
        if not words:
            return total
        return total + GaussianMatrix.from_pauli(PauliSum.from_words(words, n)) * Fraction(1, 2**n)


@dataclass(frozen=True)
class CorrelationPart:
    """A product of traceless v·σ/2 (correlated qubits) and (I + v·σ)/2
    (the others); not a state by itself.
    """

    factors: tuple[tuple[Bloch, bool], ...]

    def word_values(self, x: Words, z: Words) -> tuple[Integers, int]:
        """Trace with the Pauli words with masks (x, z), as integers over one denominator."""
        n = len(self.factors)
        codes = unpack(x, n) + 2 * unpack(z, n)
        product, denominator = np.ones(len(codes), dtype=np.int64), 1
        for q, ((vx, vy, vz), correlated) in enumerate(self.factors):
            common = lcm(vx.denominator, vy.denominator, vz.denominator)
            # I X Z Y
            table = integers(
                [0 if correlated else common, int(vx * common), int(vz * common), int(vy * common)]
            )
            product = widen(product, magnitude(table)) * table[codes[:, q]]
            denominator *= common
        return product, denominator


def _direction(vector: Bloch, qubit: int) -> str:
    """v·σ on one qubit, numbered from 1."""
    terms = [
        (value, f"{letter}_{{{qubit + 1}}}")
        for value, letter in zip(vector, "XYZ", strict=True)
        if value
    ]
    code = sum_lines(terms, r"\,", width=0)[0]
    return code if len(terms) == 1 and terms[0][0] == 1 else rf"\bigl({code}\bigr)"
