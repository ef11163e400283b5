r"""Reflections and half turns of the angles that leave a polynomial as it is, and the lists of
functions into which they divide a sum of squares.

A word has a letter an angle: I leaves φ as it is, Z takes it to -φ, X to π - φ, Y to π + φ. On
(cos kφ/2, sin kφ/2), k odd, they act as the Pauli matrices of that name do, up to signs: different
letters there do not commute, words may. Commuting words divide all functions into the common
eigenspaces, and averaging a sum of squares over the words leaves squares within one eigenspace:
many small Gram matrices in place of a large one (Gatermann and Parrilo, "Symmetry groups,
semidefinite programs, and sums of squares", 2004).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.minimum.basis import Index, Ints, full_basis

LETTERS = "IZYX"  # bit 0: the angle is reflected, bit 1: then half a turn
Word = tuple[int, ...]
SMALLEST = 4  # lists of fewer functions are not divided further
REFLECTED, TURNED = 1, 2
# signs of cos and sin of kφ/2 after a letter, k modulo 4; for odd k half a turn exchanges them
SIGNS = np.array(
    [
        [[1, 1], [1, 1], [1, 1], [1, 1]],
        [[1, -1], [1, -1], [1, -1], [1, -1]],
        [[1, 1], [-1, 1], [-1, -1], [1, -1]],
        [[1, -1], [1, 1], [-1, 1], [-1, -1]],
    ],
    dtype=np.int64,
)


@dataclass(frozen=True)
class Block:
    r"""A list of functions, each the sum of the images of one product of functions of half angles:
    :math:`f_h=\prod_k(1+\sigma_kg_k)\,b_h`.

    Args:
        functions: the h. words: the g_k, which commute on these functions and are of order two
            there. signs: the σ_k.
    """

    functions: tuple[Index, ...]
    words: tuple[Word, ...] = ()
    signs: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.functions)

    @property
    def copies(self) -> int:
        """The number of images that are added up."""
        return 1 << len(self.words)

    @cached_property
    def images(self) -> tuple[Ints, Ints]:
        """The indices of all images, shape (functions, copies, angles), and their signs."""
        digits = np.array(self.functions, dtype=np.int64)[:, None, :]
        signs = np.ones(digits.shape[:2], dtype=np.int64)
        for word, sign in zip(self.words, self.signs, strict=True):
            moved, turned = acted(word, digits)
            digits = np.concatenate((digits, moved), axis=1)
            signs = np.concatenate((signs, sign * signs * turned), axis=1)
        return digits, signs

    def exchanged(self, mirror: Sequence[int]) -> Block:
        """The same list after angles are exchanged."""

        def moved(listed: Iterable[tuple[int, ...]]) -> tuple[tuple[int, ...], ...]:
            return tuple(tuple(x[axis] for axis in mirror) for x in listed)

        return Block(moved(self.functions), moved(self.words), self.signs)


def acted(word: Word, digits: Ints) -> tuple[Ints, Ints]:
    """The functions of half angles after a word, as other functions and signs.

    Args:
        digits: shape (…, angles).

    Example:
        >>> moved, signs = acted((2,), np.array([[1], [2]]))  # cos(φ/2 + π/2), sin(φ/2 + π/2)
        >>> moved.tolist(), signs.tolist()
        ([[2], [1]], [-1, 1])
    """
    letters, k = np.array(word, dtype=np.int64), (digits + 1) // 2
    sine = ((digits > 0) & (digits % 2 == 0)).astype(np.int64)
    signs = SIGNS[letters, k % 4, sine].prod(axis=-1)
    exchanged = (k % 2 == 1) & (letters & TURNED > 0)
    return np.where(exchanged, 4 * k - 1 - digits, digits), signs


def word_text(word: Word) -> str:
    """A word in letters.

    Example:
        >>> word_text((0, 1, 2, 3))
        'IZYX'
    """
    return "".join(LETTERS[letter] for letter in word)


def invariant(
    words: Sequence[Word], digits: Ints
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which functions of whole multiples of φ every word leaves as they are.

    Args:
        digits: indices in φ, shape (n, angles).
    """
    k = (digits + 1) // 2
    sine = (digits > 0) & (digits % 2 == 0)
    kept = np.ones(len(digits), dtype=bool)
    for word in words:
        letters = np.array(word)
        odd = (sine & (letters & REFLECTED > 0)) ^ ((k % 2 == 1) & (letters & TURNED > 0))
        kept &= odd.sum(axis=1) % 2 == 0
    return kept


def sign_symmetries(poly: TrigPoly) -> list[Word]:
    """Words that generate all those that leave a polynomial as it is.

    Example:
        >>> [word_text(word) for word in sign_symmetries(TrigPoly.from_terms({"11": 1, "22": 1}))]
        ['ZZ', 'YY']
    """
    p = poly.angles
    found = [1 << axis for axis in range(2 * p)]  # bit 2l: reflected, 2l + 1: half a turn
    for index, _ in poly.terms():
        changed = 0
        for axis, e in enumerate(index):
            changed |= (e > 0 and e % 2 == 0) << 2 * axis | ((e + 1) // 2 % 2) << 2 * axis + 1
        odd = [bits for bits in found if (bits & changed).bit_count() % 2]
        even = [bits for bits in found if not (bits & changed).bit_count() % 2]
        found = even + [bits ^ odd[0] for bits in odd[1:]]
    return [tuple(bits >> 2 * axis & 3 for axis in range(p)) for bits in sorted(found)]


@dataclass(frozen=True)
class _Element:
    """A word with what of it acts on the functions over some angles: reflections and half turns as
    bits of angles.
    """

    reflected: int
    turned: int
    word: Word

    def times(self, other: _Element) -> _Element:
        word = tuple(a ^ b for a, b in zip(self.word, other.word, strict=True))
        return _Element(self.reflected ^ other.reflected, self.turned ^ other.turned, word)


def _restricted(word: Word, angles: Sequence[int]) -> _Element:
    reflected = sum((word[axis] & REFLECTED > 0) << axis for axis in angles)
    turned = sum((word[axis] & TURNED > 0) << axis for axis in angles)
    return _Element(reflected, turned, word)


def _commuting(found: Sequence[_Element], odd: int) -> list[_Element]:
    """Elements that generate a largest group that commutes, of elements of order two.

    With q the number of letters Y at the angles of odd k, modulo 2, an element has order two iff
    q = 0; q is a quadratic form over F_2, and elements commute iff its bilinear form vanishes. In
    three dimensions a quadratic form over F_2 has a zero (Chevalley): one dimension after the other
    is split off.
    """

    def form(a: _Element) -> int:
        return (a.turned & ~a.reflected & odd).bit_count() % 2

    def apart(a: _Element, b: _Element) -> int:
        return ((a.reflected & b.turned ^ a.turned & b.reflected) & odd).bit_count() % 2

    rest, chosen = list(found), list[_Element]()
    while rest:
        # sums of up to three, each with one that takes part in it
        sums = [(k, rest[k]) for k in range(min(3, len(rest)))]
        pairs = ((0, 1), (0, 2), (1, 2))
        sums += [(a, rest[a].times(rest[b])) for a, b in pairs if b < len(rest)]
        if len(rest) > 2:
            sums.append((0, rest[0].times(rest[1]).times(rest[2])))
        singular = next(((k, x) for k, x in sums if not form(x)), None)
        if singular is None:
            break
        number, element = singular
        chosen.append(element)
        others = rest[:number] + rest[number + 1 :]
        odd_ones = [x for x in others if apart(x, element)]
        rest = [x for x in others if not apart(x, element)]
        rest += [x.times(odd_ones[0]) for x in odd_ones[1:]]
    return chosen


def _echelon(found: Sequence[_Element], odd: int) -> tuple[list[_Element], list[_Element]]:
    """Generators that exchange cosines and sines, independently of each other, and those that only
    change signs.
    """
    exchanging, plain = list[_Element](), list[_Element]()
    for element in found:
        for row in exchanging:
            if element.turned & odd & _lead(row, odd):
                element = element.times(row)
        if not element.turned & odd:
            if element.reflected or element.turned:
                plain.append(element)
            continue
        lead = _lead(element, odd)
        exchanging = [row.times(element) if row.turned & lead else row for row in exchanging]
        exchanging.append(element)
    return exchanging, plain


def _lead(element: _Element, odd: int) -> int:
    bits = element.turned & odd
    return bits & -bits


def acting_words(
    poly: TrigPoly, words: Sequence[Word], angles: Sequence[int], smallest: int = SMALLEST
) -> tuple[list[Word], list[Word]]:
    """Commuting words on the functions over some angles: those that exchange cosines and sines,
    and those that only change signs.

    As long as the lists would have fewer than ``smallest`` functions, fewer exchange.
    """
    functions = full_basis(poly, angles)
    odd = sum(1 << axis for axis in angles if (functions[0][axis] + 1) // 2 % 2)
    elements = [_restricted(word, angles) for word in words]
    exchanging, plain = _echelon(elements, odd)
    # first those that only change signs: they make lists short at no cost
    exchanging, plain = _echelon(_commuting([*plain, *exchanging], odd), odd)
    size = len(functions) // 2 ** len(plain)
    while exchanging and size < smallest * 2 ** len(exchanging):
        exchanging.pop()
    return [x.word for x in exchanging], [x.word for x in plain]


def blocks(poly: TrigPoly, words: Sequence[Word], angles: Sequence[int]) -> list[Block]:
    """The functions of half angles over some angles, divided by words that leave the polynomial as
    it is.

    Example:
        >>> ring = TrigPoly.from_terms({"11": 1, "22": 1})
        >>> [len(block) for block in blocks(ring, sign_symmetries(ring), (0, 1))]
        [2, 2]
    """
    exchanging, plain = acting_words(poly, words, angles)
    functions = np.array(full_basis(poly, angles), dtype=np.int64)
    pattern = np.zeros(len(functions), dtype=np.int64)
    for word in plain:
        pattern = 2 * pattern + (acted(word, functions)[1] < 0)
    # one function of each orbit: at the first angle that a word exchanges alone, the cosine
    kept = np.ones(len(functions), dtype=bool)
    for number, word in enumerate(exchanging):
        others = [other for k, other in enumerate(exchanging) if k != number]
        axis = next(
            axis
            for axis in angles
            if (functions[0, axis] + 1) // 2 % 2
            and word[axis] & TURNED
            and not any(other[axis] & TURNED for other in others)
        )
        kept &= functions[:, axis] % 2 == 1
    found = []
    for value in np.unique(pattern):
        listed = tuple(tuple(row) for row in functions[kept & (pattern == value)].tolist())
        for number in range(2 ** len(exchanging)):
            signs = tuple(1 - 2 * (number >> k & 1) for k in range(len(exchanging)))
            found.append(Block(listed, tuple(exchanging), signs))
    return found
