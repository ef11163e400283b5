"""Spectra of generators: eigenvalues with multiplicities, projectors,
and two-level factors of commuting words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import lcm

import numpy as np
from flint import fmpz_mat

from symqnn.algebra.bits import Integers, parity
from symqnn.algebra.exact import common_divisor
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum, from_arrays, phase
from symqnn.errors import InputError, SizeError

MAX_DIMENSION = 128
MAX_INDEPENDENT_WORDS = 20
MAX_SQUARED_WORDS = 512  # commuting sums of more words are not tested for having two eigenvalues


@dataclass(frozen=True)
class Rotation:
    r"""One two-level factor :math:`e^{-iacW}` of a gate, W² = I.

    Args:
        word: W, a signed Pauli word or a Pauli sum with W² = I. weight: c > 0.
    """

    word: PauliSum
    weight: Fraction


@dataclass(frozen=True)
class MatrixSpectrum:
    """The spectrum of a Hermitian matrix, all eigenvalues rational.

    Args:
        matrix: H. multiplicities: the eigenvalues, increasing, with their multiplicities.
    """

    matrix: GaussianMatrix
    multiplicities: Mapping[Fraction, int]

    @property
    def step(self) -> Fraction:
        """u: greatest common divisor of the differences of eigenvalues."""
        return self.unit

    @cached_property
    def unit(self) -> Fraction:
        """The same: all differences of eigenvalues are its multiples."""
        return common_divisor(_gaps(self.multiplicities))

    @property
    def width(self) -> Fraction:
        """Largest minus smallest eigenvalue."""
        values = tuple(self.multiplicities)
        return values[-1] - values[0]

    @property
    def is_two_level(self) -> bool:
        """Whether there are just two eigenvalues."""
        return len(self.multiplicities) == 2

    @cached_property
    def involution(self) -> GaussianMatrix:
        """For two eigenvalues E < E': the matrix (2H - E - E')/(E' - E), whose square is I."""
        low, high = self.multiplicities
        if low == -1 and high == 1:
            return self.matrix
        one = GaussianMatrix.identity(self.matrix.dimension)
        return ((self.matrix * 2 - one * (low + high)) * (1 / (high - low))).canonical()

    @cached_property
    def projectors(self) -> tuple[GaussianMatrix, ...]:
        """Π_E = ∏_{F≠E} (H - F)/(E - F), in the order of the eigenvalues."""
        one, found = GaussianMatrix.identity(self.matrix.dimension), []
        for value in self.multiplicities:
            product = one
            for other in self.multiplicities:
                if other != value:
                    product = (product @ (self.matrix - one * other)) * (1 / (value - other))
            found.append(product.canonical())
        return tuple(found)


@dataclass(frozen=True)
class WordSpectrum:
    """The spectrum of a Pauli sum that has two eigenvalues, or whose words commute.

    Args:
        rotations: its two-level factors; their product is the gate, up to a phase.
    """

    rotations: tuple[Rotation, ...]

    @cached_property
    def step(self) -> Fraction:
        """u: greatest common divisor of the 2c of the two-level factors."""
        return common_divisor(2 * rotation.weight for rotation in self.rotations)

    @property
    def width(self) -> Fraction:
        """Largest minus smallest eigenvalue (an upper bound where the words
        are too many to take apart).
        """
        if self.is_two_level or self.independent_words > MAX_INDEPENDENT_WORDS:
            return sum((2 * rotation.weight for rotation in self.rotations), Fraction(0))
        values = tuple(self.multiplicities)
        return values[-1] - values[0]

    @property
    def is_two_level(self) -> bool:
        """Whether there are just two eigenvalues ±c."""
        return len(self.rotations) == 1

    @cached_property
    def multiplicities(self) -> Mapping[Fraction, int]:
        """The eigenvalues up to a common shift, increasing, with their multiplicities.

        Raises:
            SizeError: more than 20 independent words.
        """
        first = self.rotations[0].word
        if self.is_two_level:
            plus = int((first.trace() + first.dimension) / 2)
            weight = self.rotations[0].weight
            return {-weight: first.dimension - plus, weight: plus}
        return _commuting_multiplicities(self.rotations)

    @cached_property
    def unit(self) -> Fraction:
        """Greatest common divisor of all differences of eigenvalues, a multiple of the step (the
        step itself if they are too many).
        """
        if self.is_two_level or self.independent_words > MAX_INDEPENDENT_WORDS:
            return self.step
        return common_divisor(_gaps(self.multiplicities))

    def pattern_values(self) -> list[Fraction]:
        """The eigenvalues of commuting words by the sign patterns of the independent
        ones (bit set: -1).

        Raises:
            SizeError: more than 20 independent words.
        """
        totals, common = _pattern_totals(self.rotations)
        return [Fraction(value, common) for value in totals.tolist()]

    @cached_property
    def independent_words(self) -> int:
        """Rank over F_2 of the words of commuting factors."""
        return len(independent_words(self.rotations)[0])


Spectrum = MatrixSpectrum | WordSpectrum


def spectrum_of(generator: PauliSum | GaussianMatrix, name: str = "generator") -> Spectrum | None:
    """The spectrum of a generator; None for a Pauli sum of words that do not
    commute (it must be made dense).

    Raises:
        InputError: not Hermitian, an irrational difference of eigenvalues, or a multiple of the
            identity.
        SizeError: a matrix of dimension above 128.

    Example:
        >>> spectrum_of(PauliSum.from_text("1/2*ZI + 1/2*IZ")).multiplicities[Fraction(0)]
        2
        >>> controlled_phase = PauliSum.from_text("1/4*ZI + 1/4*IZ - 1/4*ZZ")
        >>> spectrum_of(controlled_phase).is_two_level
        True
        >>> spectrum_of(PauliSum.from_text("X + Z")) is None
        True
    """
    try:
        return _cached_spectrum(generator)
    except (InputError, SizeError):
        return _find_spectrum(generator, name)  # raises again, with the name in the message


@lru_cache(maxsize=512)
def _cached_spectrum(generator: PauliSum | GaussianMatrix) -> Spectrum | None:
    return _find_spectrum(generator, "generator")


def _find_spectrum(generator: PauliSum | GaussianMatrix, name: str) -> Spectrum | None:
    if isinstance(generator, PauliSum):
        return _word_spectrum(generator, name)
    if not generator.is_hermitian():
        raise InputError(
            f"{name} is not Hermitian; entry [j][k] must be the conjugate of entry [k][j]."
        )
    return _matrix_spectrum(generator, name)


def _gaps(eigenvalues: Iterable[Fraction]) -> Iterator[Fraction]:
    """The distances of all eigenvalues but one from it: they generate all differences."""
    first, *others = eigenvalues
    return (value - first for value in others)


def _word_spectrum(generator: PauliSum, name: str) -> WordSpectrum | None:
    identity = ~generator.keys.any(axis=1)
    kept = from_arrays(
        generator.qubits,
        generator.keys[~identity],
        generator.numerators[~identity],
        generator.denominator,
    )
    if not len(kept):
        raise InputError(
            f"{name} is a multiple of the identity; at least two different eigenvalues are "
            "required."
        )
    commuting = _words_commute(kept)
    if len(kept) == 1 or (commuting and len(kept) > MAX_SQUARED_WORDS):
        return WordSpectrum(tuple(_rotation(word, value) for word, value in kept.terms()))
    two_level = _two_level(kept)
    if two_level is not None:
        return WordSpectrum((two_level,))
    if commuting:
        return WordSpectrum(tuple(_rotation(word, value) for word, value in kept.terms()))
    return None


def _two_level(kept: PauliSum) -> Rotation | None:
    """The one rotation of a sum K without the identity that has two eigenvalues
    with a rational difference 2c.

    K has two eigenvalues p/2 ± c if and only if K² = pK + q and c² = q + p²/4;
    then W = (K - p/2)/c squares to I.
    """
    squared = kept.squared()
    values = dict(squared.terms())
    word, value = next(kept.terms())
    p = values.get(word, Fraction(0)) / value
    q = values.get("I" * kept.qubits, Fraction(0))
    one = PauliSum.identity(kept.qubits)
    weight = _root(q + p**2 / 4)
    if weight is None or squared != kept * p + one * q:
        return None
    return Rotation((kept - one * (p / 2)) * (1 / weight), weight)


def _rotation(word: str, value: Fraction) -> Rotation:
    return Rotation(PauliSum.from_words({word: 1 if value > 0 else -1}), abs(value))


def _root(value: Fraction) -> Fraction | None:
    from math import isqrt

    root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
    return root if root**2 == value else None


def _words_commute(generator: PauliSum) -> bool:
    pairs = zip(generator.x, generator.z, strict=True)
    return not any(parity((generator.x & z) ^ (generator.z & x)).any() for x, z in pairs)


def independent_words(rotations: tuple[Rotation, ...]) -> tuple[list[int], list[tuple[int, int]]]:
    """Independent words among commuting ones, and every word as ± a product of them.

    Returns:
        positions of the independent words; for each word the bits of the independent words in it,
        and 1 for a minus sign.
    """
    independent: list[int] = []
    # words in echelon form, with the independent words multiplied into them
    reduced: list[tuple[PauliSum, int]] = []
    result: list[tuple[int, int]] = []
    for position, rotation in enumerate(rotations):
        word, bits = rotation.word, 0
        for other, inside in reduced:
            if _key(word) ^ _key(other) < _key(word):
                word, bits = commuting_product(word, other), bits ^ inside
        if any(word.keys[0]):
            bits |= 1 << len(independent)
            independent.append(position)
            reduced.append((word, bits))
            reduced.sort(key=lambda pair: -_key(pair[0]))
            result.append((1 << (len(independent) - 1), 0))
        else:  # the word times the product of the independent ones in `bits` is ±I
            result.append((bits, int(word.numerators[0] < 0)))
    return independent, result


def _key(word: PauliSum) -> int:
    """The masks of a word as one integer."""
    return int.from_bytes(np.ascontiguousarray(word.keys[0], dtype="<u8").tobytes(), "little")


def commuting_product(first: PauliSum, second: PauliSum) -> PauliSum:
    """The product of two commuting signed words, again a signed word."""
    x, z = first.x ^ second.x, first.z ^ second.z
    turns = int(phase(first.x[0], first.z[0], second.x, second.z, x, z)[0])
    sign = -1 if turns % 4 else 1
    value = first.numerators * second.numerators * sign
    return PauliSum(first.qubits, x, z, value, 1)


def _commuting_multiplicities(rotations: tuple[Rotation, ...]) -> Mapping[Fraction, int]:
    """Eigenvalues Σ ±c over all sign patterns of the independent words, each 2^(n-r)-fold."""
    totals, common = _pattern_totals(rotations)
    values, counts = np.unique(totals, return_counts=True)
    copies = 2 ** rotations[0].word.qubits // len(totals)
    pairs = zip(values.tolist(), counts.tolist(), strict=True)
    return {Fraction(value, common): count * copies for value, count in pairs}


def _pattern_totals(rotations: tuple[Rotation, ...]) -> tuple[Integers, int]:
    """Σ ±c by the sign pattern of the independent words (bit set: -1),
    as integers over a common denominator.

    Raises:
        SizeError: more than 20 independent words.
    """
    independent, words = independent_words(rotations)
    rank = len(independent)
    if rank > MAX_INDEPENDENT_WORDS:
        raise SizeError(
            f"a generator has {rank} independent words, so up to 2^{rank} eigenvalues; up to "
            f"{MAX_INDEPENDENT_WORDS} independent words are taken apart."
        )
    common = lcm(*(rotation.weight.denominator for rotation in rotations))
    patterns = np.arange(2**rank, dtype=np.int64)
    largest = sum(int(rotation.weight * common) for rotation in rotations)
    exact = object if largest >= 2**62 else np.int64
    totals = np.zeros(2**rank, dtype=exact)
    for rotation, (bits, minus) in zip(rotations, words, strict=True):
        signs = (1 - 2 * ((np.bitwise_count(patterns & bits).astype(np.int64) + minus) % 2)).astype(
            exact
        )
        totals = totals + signs * int(rotation.weight * common)
    return totals, common


def _matrix_spectrum(matrix: GaussianMatrix, name: str) -> MatrixSpectrum:
    """Eigenvalues of H; the real symmetric matrix [[R, -J], [J, R]] has
    the same ones, each twice as often.
    """
    if matrix.squares_to_identity():
        plus = int((matrix.trace() + matrix.dimension) / 2)
        if 0 < plus < matrix.dimension:
            return MatrixSpectrum(
                matrix, {Fraction(-1): matrix.dimension - plus, Fraction(1): plus}
            )
    if matrix.dimension > MAX_DIMENSION:
        raise SizeError(
            f"{name} acts on dimension {matrix.dimension} and does not square to the identity; "
            f"spectra are found up to dimension {MAX_DIMENSION}."
        )
    real, imaginary = matrix.integer_rows()
    upper = [[*a, *(-x for x in b)] for a, b in zip(real, imaginary, strict=True)]
    lower = [[*b, *a] for a, b in zip(real, imaginary, strict=True)]
    _, factors = fmpz_mat(upper + lower).charpoly().factor()
    found = {
        Fraction(-int(factor[0]), matrix.denominator): power // 2
        for factor, power in factors
        if factor.degree() == 1
    }
    if len(found) < len(factors):
        raise InputError(
            f"{name} has an eigenvalue that is not rational, and so have its differences: M(θ) has "
            "no rational frequencies in this angle; generators with rational differences of "
            "eigenvalues are required."
        )
    if len(found) < 2:
        raise InputError(
            f"{name} is a multiple of the identity; two different eigenvalues are required."
        )
    return MatrixSpectrum(matrix, dict(sorted(found.items())))
