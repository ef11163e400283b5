"""Sums of squares on average over symmetries of a polynomial.

A word has a letter an angle: I leaves phi, Z takes it to -phi, X to pi - phi, Y to pi + phi. T is
the same after each of the words g_k of a list (compared term by term). The functions of the list
are f = product of (1 + s_k g_k) b, each a function b of half angles plus images of it, up to signs
s_k. If T - lambda equals the average of a sum of squares over all words, it is >= 0.

The words of a list commute on its functions and are of order two there. So g_k f = s_k f, and the
average of f f' is that of (sum of s_g g b) f' = sum of s_g g(b g^-1 f') = sum of g(b f'), 2^m
times the average of b f' for m words: only these products are multiplied out. On average a function
of phi that some word takes to its negative is 0; the others stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..trusted.reading import Index, Node
from ..trusted.verdict import charge, hold
from .instance import Polynomial

MAX_WORDS = 16
# what cos(k phi/2) and sin(k phi/2) are after a letter, for k modulo 4: the sign, and "c" or "s"
IMAGES = {
    "I": ("+c +s", "+c +s", "+c +s", "+c +s"),
    "Z": ("+c -s", "+c -s", "+c -s", "+c -s"),
    "Y": ("+c +s", "-s +c", "-c -s", "+s -c"),
    "X": ("+c -s", "+s +c", "-c +s", "-s -c"),
}
Table = dict[int, int]


def image(word: str, index: Index) -> tuple[Index, int]:
    """A function of half angles after a word: another one, and a sign."""
    moved, sign = [], 1
    for letter, e in zip(word, index, strict=True):
        k, is_sine = (e + 1) // 2, e > 0 and e % 2 == 0
        text = IMAGES[letter][k % 4].split()[is_sine]
        if text[0] == "-":
            sign = -sign
        moved.append(0 if k == 0 else 2 * k - 1 if text[1] == "c" else 2 * k)
    return tuple(moved), sign


def changes(word: str, index: Index) -> bool:
    """Whether a word takes a function of phi to its negative."""
    odd = 0
    for letter, e in zip(word, index, strict=True):
        odd += letter in "ZX" and e > 0 and e % 2 == 0  # sin(-k phi) = -sin(k phi)
        odd += letter in "YX" and (e + 1) // 2 % 2  # half a turn, k odd
    return odd % 2 == 1


@dataclass
class Averages:
    """The lists with symmetries that are read so far.

    Lists of the same functions and words are added up before they are multiplied out.
    """

    loss: Polynomial
    p: int
    words: set[str] = field(default_factory=set)
    sums: dict[tuple[tuple[Index, ...], tuple[str, ...]], tuple[list[Index], Table]] = field(
        default_factory=dict
    )

    def add(self, basis: list[Index], gram: list[list[int]], node: Node) -> None:
        """Read the words and signs of a list, and add its squares."""
        signs = self.read(basis, node)
        n, copies = len(basis), 2 ** len(signs)
        entries = n * n * copies + sum(len(table) for _, table in self.sums.values())
        hold(2 * entries, node.place(), max(map(int.bit_length, gram[0])))
        charge(n * copies * (10 * self.p + 3 * n) + len(self.sums), node.place())
        # the images of function j have the numbers j, j + n, j + 2n, …
        images = [(index, 1) for index in basis]
        for word, sign in signs.items():
            turned = [(image(word, index), old) for index, old in images]
            images += [(index, sign * old * factor) for (index, factor), old in turned]
        key = tuple(basis), tuple(signs)
        _, table = self.sums.setdefault(key, ([index for index, _ in images], {}))
        size = n * copies
        for i, row in enumerate(gram):
            for number, (_, sign) in enumerate(images):
                place = i * size + number
                table[place] = table.get(place, 0) + copies * sign * row[number % n]

    def read(self, basis: list[Index], node: Node) -> dict[str, int]:
        """The words, each with its sign; rejected unless the loss is the same after them and they
        commute.
        """
        found = node.mapping()
        if not 1 <= len(found) <= MAX_WORDS:
            raise node.reject(f"not 1 to {MAX_WORDS} words")
        parities = {tuple((e + 1) // 2 % 2 for e in index) for index in basis}
        if len(parities) > 1:
            raise node.reject("functions of odd and of even multiples of a half angle")
        (parity,) = parities
        odd = [axis for axis, is_odd in enumerate(parity) if is_odd]
        for word, sign in found.items():
            if len(word) != self.p or word.strip("IXYZ"):
                raise node.reject(f"a word that is not of {self.p} letters I, X, Y, Z")
            if sign.text() not in ("+", "-"):
                raise sign.reject("neither + nor -")
            if word not in self.words:
                charge(3 * self.p * len(self.loss), node.place())
                if any(changes(word, index) for index in self.loss):
                    raise node.reject(f"not a symmetry: {word} changes the loss")
                self.words.add(word)
        charge(4 * len(found) ** 2 * self.p, node.place())
        for word in found:
            if sum(word[axis] == "Y" for axis in odd) % 2:
                raise node.reject(f"{word} is not of order two")
            for other in found:
                pairs = [(word[axis], other[axis]) for axis in odd]
                if sum(a != b and "I" not in (a, b) for a, b in pairs) % 2:
                    raise node.reject(f"{word} and {other} do not commute")
        return {word: 1 if sign.text() == "+" else -1 for word, sign in found.items()}

    def tables(self) -> Iterator[tuple[list[Index], Table]]:
        """Functions, and what the products of two of them are multiplied with."""
        yield from self.sums.values()

    def vanishes(self, index: Index) -> bool:
        """Whether the average of a function, given in half angles, is 0."""
        if any((e + 1) // 2 % 2 for e in index):
            return False
        whole = tuple((e - e % 2) // 2 for e in index)
        return any(changes(word, whole) for word in self.words)

    def said(self) -> str:
        """What the sentence about the sum of squares adds."""
        if not self.words:
            return ""
        return f", on average over symmetries (generators: {len(self.words)})"
