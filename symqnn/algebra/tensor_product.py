"""Tensor products of Pauli sums, kept as factors: (Y + I)^{⊗64} has 2^64 words and 64 factors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from symqnn.algebra.latex import (
    LatexRepr,
    Row,
    equation,
    factors,
    tensor_powers,
)
from symqnn.algebra.pauli import LETTERS, PauliSum, tensor
from symqnn.algebra.pauli_text import parse_factors

if TYPE_CHECKING:
    import sympy


@dataclass(frozen=True, repr=False)
class TensorProduct(LatexRepr):
    """A tensor product of Pauli sums on consecutive qubits, kept factored; a factor that is one
    word is split into letters.

    Example:
        >>> TensorProduct.from_text("(Y+I)^3").expand()
        III + IIY + IYI + IYY + YII + YIY + YYI + YYY
    """

    factors: tuple[PauliSum, ...]

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "factors", tuple(part for factor in self.factors for part in _letters(factor))
        )

    @classmethod
    def from_text(cls, text: str) -> TensorProduct:
        """Read Pauli text, keeping the factors of a product apart."""
        return cls(tuple(PauliSum.from_words(words) for words in parse_factors(text)))

    @property
    def qubits(self) -> int:
        """Number of qubits."""
        return sum(factor.qubits for factor in self.factors)

    def ranges(self) -> list[range]:
        """The qubits of each factor."""
        ends = np.cumsum([factor.qubits for factor in self.factors]).tolist()
        return [
            range(end - factor.qubits, end) for end, factor in zip(ends, self.factors, strict=True)
        ]

    def expand(self) -> PauliSum:
        """The product multiplied out.

        Raises:
            SizeError: more than 5 000 000 terms.
        """
        return tensor(self.factors)

    def to_sympy(self) -> sympy.ImmutableMatrix:
        """The dense matrix (at most 10 qubits)."""
        return self.expand().to_sympy()

    def latex_rows(self, name: str = "") -> list[Row]:
        r"""LaTeX, equal neighbours as powers; one factor only: as a Pauli sum.

        Example:
            >>> print(TensorProduct.from_text("(Y+I)^3").to_latex())
            \left(I + Y\right)^{\otimes 3}
        """
        if len(self.factors) == 1:
            return self.factors[0].latex_rows(name)
        return equation(
            name,
            factors(
                tensor_powers([factor.to_latex(tensor=True, width=0) for factor in self.factors])
            ),
        )

    def __repr__(self) -> str:
        texts = [repr(factor) for factor in self.factors]
        one = len(texts) == 1
        return "".join(text if one or set(text) <= set(LETTERS) else f"({text})" for text in texts)


def _letters(factor: PauliSum) -> list[PauliSum]:
    if len(factor) != 1 or factor.qubits == 1:
        return [factor]
    ((word, coefficient),) = factor.terms()
    return [
        PauliSum.from_words({letter: coefficient if q == 0 else 1}) for q, letter in enumerate(word)
    ]
