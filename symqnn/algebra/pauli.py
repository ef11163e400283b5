"""Hermitian Pauli sums on symplectic bit masks,
with integer coefficients over one common denominator.

A Pauli word is stored as two bit masks (x, z), qubit q at bit q, and stands for i^|x∧z| X^x Z^z,
so that Y ↔ (1, 1) and every word is Hermitian. Qubit 0 is the leftmost letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import TYPE_CHECKING, Unpack

import numpy as np
import numpy.typing as npt

from symqnn.algebra.bits import (
    Integers,
    Words,
    content,
    integers,
    magnitude,
    merge,
    pack,
    parity,
    popcount,
    scaled,
    unpack,
    widen,
    word_count,
)
from symqnn.algebra.exact import rational, short_integer
from symqnn.algebra.latex import (
    LatexRepr,
    Row,
    SumOptions,
    sum_rows,
)
from symqnn.algebra.pauli_text import format_sum, parse_factors, word_latex
from symqnn.errors import DimensionError, InputError, SizeError

if TYPE_CHECKING:
    import sympy

LETTERS = "IXZY"  # indexed by x + 2z
MAX_EXPANDED_TERMS = 5_000_000


@dataclass(frozen=True, eq=False, repr=False)
class PauliSum(LatexRepr):
    r"""A Hermitian operator :math:`\sum_j h_j P_j` with rational h_j and Pauli
    words P_j, in canonical form.

    Args:
        qubits: number of qubits n ≥ 1.
        x, z: bit masks of the words, shape (terms, ⌈n/64⌉), sorted, pairwise different.
        numerators: non-zero integer coefficients, one a word.
        denominator: common denominator > 0, coprime to the numerators.

    Example:
        >>> PauliSum.from_text("1/2*XX + 3*ZI")
        1/2*XX + 3*ZI
    """

    qubits: int
    x: Words
    z: Words
    numerators: Integers
    denominator: int

    @classmethod
    def from_text(cls, text: str) -> PauliSum:
        """Read Pauli text such as ``"1/2*XX + 3*ZI"`` or ``"(Y+I)(Y+I)"``, multiplied out.

        Raises:
            InputError: text that is not a Pauli sum; SizeError: too many terms.
        """
        return tensor([cls.from_words(words) for words in parse_factors(text)])

    @classmethod
    def from_words(cls, words: Mapping[str, object], qubits: int | None = None) -> PauliSum:
        """Build from a mapping of words to exact coefficients.

        Raises:
            InputError: an unknown letter or no word and no ``qubits``; DimensionError: words of
                different lengths.
        """
        if not all(isinstance(word, str) for word in words):
            raise InputError(
                "Pauli words are texts of the letters I, X, Y, Z; another key was given."
            )
        lengths = {len(word) for word in words} | ({qubits} if qubits is not None else set())
        if len(lengths) != 1 or lengths == {0}:
            raise DimensionError(
                f"Pauli words have lengths {sorted(lengths)}; words of one length (one letter a "
                "qubit) are required."
            )
        n = lengths.pop()
        for word in words:
            if not set(word) <= set("IXYZ"):
                raise InputError(f"Pauli word {word!r}: letters I, X, Y, Z are required.")
        coefficients = [rational(value, f"coefficient of {word}") for word, value in words.items()]
        denominator = lcm(*(value.denominator for value in coefficients))
        masks = [pack_word(word) for word in words]
        keys = np.array(masks, dtype=np.uint64).reshape(len(words), 2 * word_count(n))
        return from_arrays(
            n, keys, integers([int(value * denominator) for value in coefficients]), denominator
        )

    @classmethod
    def identity(cls, qubits: int) -> PauliSum:
        """The identity on n qubits."""
        return cls.from_words({"I" * qubits: 1})

    @classmethod
    def zero(cls, qubits: int) -> PauliSum:
        """The zero operator on n qubits."""
        return cls.from_words({}, qubits)

    def __len__(self) -> int:
        return len(self.numerators)

    @property
    def dimension(self) -> int:
        """Dimension 2^n of the space the operator acts on."""
        return int(2**self.qubits)

    @property
    def keys(self) -> Words:
        """The masks side by side, shape (terms, 2⌈n/64⌉)."""
        return np.concatenate((self.x, self.z), axis=1)

    def words(self) -> list[str]:
        """The Pauli words as text, in canonical order."""
        codes = unpack(self.x, self.qubits) + 2 * unpack(self.z, self.qubits)
        return ["".join(LETTERS[code] for code in row) for row in codes]

    def terms(self) -> Iterator[tuple[str, Fraction]]:
        """Pairs (word, coefficient), sorted by word."""
        pairs = zip(
            self.words(),
            (Fraction(int(value), self.denominator) for value in self.numerators),
            strict=True,
        )
        return iter(sorted(pairs))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PauliSum):
            return NotImplemented
        return (
            self.qubits == other.qubits
            and self.denominator == other.denominator
            and len(self) == len(other)
            and bool((self.keys == other.keys).all())
            and bool((self.numerators == other.numerators).all())
        )

    def __hash__(self) -> int:
        return hash(
            (self.qubits, self.denominator, self.keys.tobytes(), tuple(self.numerators.tolist()))
        )

    def __repr__(self) -> str:
        return format_sum(self.terms())

    def latex_rows(
        self, name: str = "", tensor: bool = False, **options: Unpack[SumOptions]
    ) -> list[Row]:
        r"""LaTeX: letters numbered from 1 (the leftmost), or with ``tensor`` joined by ⊗; see
        :class:`symqnn.algebra.latex.SumOptions`.

        Example:
            >>> print(PauliSum.from_text("1/2*XI - ZZ").to_latex())
            \tfrac{1}{2}\,X_{1} - Z_{1} Z_{2}
        """
        terms = (
            (value, word_latex(word, tensor), len(word) - word.count("I"))
            for word, value in self.terms()
        )
        return sum_rows(name, terms, len(self), options, r"\,")

    def to_sympy(self) -> sympy.ImmutableMatrix:
        """The dense matrix, qubit 0 the most significant bit of the index
        (SizeError: more than 10 qubits).
        """
        from symqnn.algebra.matrix import GaussianMatrix

        return GaussianMatrix.from_pauli(self).to_sympy()

    @classmethod
    def from_sympy(cls, matrix: object) -> PauliSum:
        """Read a Hermitian SymPy matrix over Q(i) of dimension 2^n; errors as
        :meth:`symqnn.algebra.matrix.GaussianMatrix.to_pauli`.
        """
        from symqnn.algebra.matrix import GaussianMatrix

        return GaussianMatrix.from_rows(matrix).to_pauli()

    def _check_size(self, other: PauliSum) -> None:
        if self.qubits != other.qubits:
            raise DimensionError(
                f"Pauli sums on {self.qubits} and on {other.qubits} qubits cannot be combined; "
                "pad the shorter words with I."
            )

    def __add__(self, other: PauliSum) -> PauliSum:
        self._check_size(other)
        common = lcm(self.denominator, other.denominator)
        left = scaled(self.numerators, common // self.denominator)
        right = scaled(other.numerators, common // other.denominator)
        return from_arrays(
            self.qubits,
            np.concatenate((self.keys, other.keys)),
            np.concatenate((left, right)),
            common,
        )

    def __neg__(self) -> PauliSum:
        return PauliSum(self.qubits, self.x, self.z, -self.numerators, self.denominator)

    def __sub__(self, other: PauliSum) -> PauliSum:
        return self + (-other)

    def __mul__(self, factor: int | Fraction) -> PauliSum:
        value = rational(factor, "factor")
        return from_arrays(
            self.qubits,
            self.keys,
            scaled(self.numerators, value.numerator),
            self.denominator * value.denominator,
        )

    __rmul__ = __mul__

    def trace(self) -> Fraction:
        """The trace: 2^n times the coefficient of the identity word."""
        identity = ~self.keys.any(axis=1)
        return Fraction(
            sum(int(value) for value in self.numerators[identity]) * 2**self.qubits,
            self.denominator,
        )

    def inner(self, other: PauliSum) -> Fraction:
        r"""Hilbert-Schmidt inner product :math:`\operatorname{tr}(AB)`."""
        self._check_size(other)
        mine = dict(zip(map(bytes, self.keys), self.numerators.tolist(), strict=True))
        total = sum(
            mine.get(bytes(key), 0) * value
            for key, value in zip(other.keys, other.numerators.tolist(), strict=True)
        )
        return Fraction(total * 2**self.qubits, self.denominator * other.denominator)

    def squared(self) -> PauliSum:
        """H² (anticommuting pairs of words cancel)."""
        keys, values, width, bound = [], [], self.x.shape[1], magnitude(self.numerators)
        for x, z, value in zip(self.x, self.z, self.numerators.tolist(), strict=True):
            commuting = ~parity((self.x & z) ^ (self.z & x))
            product = np.concatenate((self.x[commuting] ^ x, self.z[commuting] ^ z), axis=1)
            sign = 1 - (
                phase(
                    x,
                    z,
                    self.x[commuting],
                    self.z[commuting],
                    product[:, :width],
                    product[:, width:],
                )
                & 2
            )
            keys.append(product)
            values.append(widen(self.numerators[commuting], bound * len(self)) * value * sign)
        return (
            from_arrays(
                self.qubits, np.concatenate(keys), np.concatenate(values), self.denominator**2
            )
            if keys
            else self
        )

    def squares_to_identity(self) -> bool:
        """Whether H² = I, exactly."""
        return self.squared() == PauliSum.identity(self.qubits)

    def support(self) -> tuple[int, ...]:
        """The qubits on which some word is not the identity."""
        touched = np.bitwise_or.reduce(self.x | self.z, axis=0, keepdims=True)
        return tuple(int(q) for q in np.flatnonzero(unpack(touched, self.qubits)[0]))

    def restrict(self, qubits: Sequence[int]) -> PauliSum:
        """The same sum on the listed qubits only, in that order;
        the others must carry the identity.

        Raises:
            DimensionError: a word acts outside the listed qubits.
        """
        if not set(self.support()) <= set(qubits):
            raise DimensionError(
                f"the operator acts on qubits {self.support()}; restricting to {tuple(qubits)} "
                "would cut it."
            )
        keys = np.concatenate(
            [_pack_rows(unpack(part, self.qubits)[:, list(qubits)]) for part in (self.x, self.z)],
            axis=1,
        )
        return from_arrays(len(qubits), keys, self.numerators, self.denominator)


def pack_word(word: str) -> Words:
    """Masks (x words, z words) of one Pauli word, in one row."""
    n = len(word)
    return np.concatenate(
        (
            pack((q for q in range(n) if word[q] in "XY"), n),
            pack((q for q in range(n) if word[q] in "YZ"), n),
        )
    )


def from_arrays(qubits: int, keys: Words, numerators: Integers, denominator: int) -> PauliSum:
    """Bring masks and coefficients to canonical form:
    merged, sorted, without zeros, in lowest terms.
    """
    keys, numerators = merge(keys, numerators)
    common = content(numerators, denominator)
    if common > 1:
        numerators = numerators // common if len(numerators) else numerators
        denominator //= common
    if numerators.dtype == object and magnitude(numerators) < 2**62:
        numerators = numerators.astype(np.int64)
    width = word_count(qubits)
    return PauliSum(qubits, keys[:, :width], keys[:, width:], numerators, denominator)


def phase(
    x1: Words, z1: Words, x2: Words, z2: Words, x3: Words, z3: Words
) -> npt.NDArray[np.int64]:
    """Exponent k mod 4 with P₁P₂ = i^k P₃, where P₃ has the masks x₃ = x₁⊕x₂, z₃ = z₁⊕z₂."""
    first = int(np.bitwise_count(x1 & z1).sum())
    # Z^z1 X^x2 = (-1)^|z1∧x2| X^x2 Z^z1, and each word carries i^|x∧z|
    exponent: npt.NDArray[np.int64] = (
        first + popcount(x2 & z2) + 2 * popcount(x2 & z1) - popcount(x3 & z3)
    ) % 4
    return exponent


def tensor(factors: Sequence[PauliSum]) -> PauliSum:
    """Tensor product, multiplied out.

    Raises:
        SizeError: the product would have more than 5 000 000 terms.
    """
    terms = reduce(lambda total, factor: total * max(1, len(factor)), factors, 1)
    if terms > MAX_EXPANDED_TERMS:
        raise SizeError(
            f"the tensor product of {len(factors)} factors has {short_integer(terms)} Pauli terms "
            f"(budget {MAX_EXPANDED_TERMS}); keep it factored: factored_expectation, gram_factors "
            "and linear_independence never multiply it out."
        )
    return reduce(_tensor_pair, factors)


def _tensor_pair(left: PauliSum, right: PauliSum) -> PauliSum:
    n, m = left.qubits, right.qubits
    bits = [
        np.concatenate(
            (np.repeat(unpack(a, n), len(right), axis=0), np.tile(unpack(b, m), (len(left), 1))),
            axis=1,
        )
        for a, b in ((left.x, right.x), (left.z, right.z))
    ]
    values = np.outer(left.numerators, widen(right.numerators, magnitude(left.numerators))).reshape(
        -1
    )
    keys = np.concatenate([_pack_rows(rows) for rows in bits], axis=1)
    return from_arrays(n + m, keys, values, left.denominator * right.denominator)


def _pack_rows(rows: npt.NDArray[np.uint8]) -> Words:
    width = word_count(rows.shape[1])
    octets = np.zeros((len(rows), 8 * width), dtype=np.uint8)
    packed = np.packbits(rows, axis=1, bitorder="little")
    octets[:, : packed.shape[1]] = packed
    return octets.view("<u8").astype(np.uint64)
