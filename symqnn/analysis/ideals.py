r"""The simple ideals of a dynamical Lie algebra g: how many, of which dimension, and which simple
algebras they are.

g consists of anti-Hermitian operators, so it is the sum of its centre and of simple ideals, all of
them compact; their number is the dimension of the *centroid* of [g, g], the linear maps that
commute with every ad x.

*Words.* If all generators are words, g is spanned by words. Those that do not commute
with everything fall into components, joined by words that anticommute; each component spans
an ideal K. The centroid of K is spanned by the maps P → cP, c a word (the identity among them)
that commutes with K and has cK = K: they form a group C, K is the sum of |C| ideals,
and the projectors ∏(1 ± c)/2 make them isomorphic, of dimension |K|/|C|. A largest set
of commuting words of K spans its own centraliser, a Cartan subalgebra: the rank of an ideal
is the size of this set by |C|. An ideal's part of a word P has ad P with the eigenvalues 0, ±2i,
of rank (number of words that anticommute with P)/|C|: that tells so(2r+1) from sp(r).

*Sums.* The centroid is found by linear algebra
(:mod:`symqnn.analysis.centroid`), for small algebras.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from symqnn.analysis.centroid import Centroid, find_centroid
from symqnn.analysis.compact import compact_algebras
from symqnn.analysis.lie_algebra import LieAlgebra
from symqnn.analysis.words import Word, words_of
from symqnn.errors import InternalError


@dataclass(frozen=True)
class SimpleIdeals:
    """Simple ideals of one dimension that can be the same algebras.

    Args:
        dimension: of each, over the real numbers. number: of these ideals.
        names: the compact simple algebras that each can be; what is known excludes all others.
    """

    dimension: int
    number: int
    names: tuple[str, ...]

    @property
    def text(self) -> str:
        """In the usual notation.

        Example:
            >>> SimpleIdeals(3, 4, ("su(2)",)).text, SimpleIdeals(21, 1, ("so(7)", "sp(3)")).text
            ('4 × su(2)', '(so(7) or sp(3))')
        """
        name = " or ".join(self.names)
        shown = name if len(self.names) == 1 else f"({name})"
        return shown if self.number == 1 else f"{self.number} × {shown}"


@dataclass(frozen=True)
class Ideals:
    """The simple ideals of [g, g].

    Args:
        algebra: g. ideals: by dimension, the largest first. centroid: what proves them where some
            generator is a sum of words.
    """

    algebra: LieAlgebra
    ideals: tuple[SimpleIdeals, ...]
    centroid: Centroid | None = None

    def __repr__(self) -> str:
        """Short, for a notebook."""
        return f"<simple ideals: {self.text}>"

    @property
    def number(self) -> int:
        """How many simple ideals there are."""
        return sum(ideal.number for ideal in self.ideals)

    @property
    def text(self) -> str:
        """The semisimple part in the usual notation; 0 where there is none."""
        return " + ".join(ideal.text for ideal in self.ideals) or "0"


def simple_ideals(algebra: LieAlgebra) -> Ideals:
    """The simple ideals of an algebra that :func:`symqnn.analysis.lie_algebra.lie_algebra` found.

    Raises:
        SizeError: some generator is a sum of words and the dimension is more than 100, or no prime
            splits the centroid.

    Example:
        >>> from symqnn.algebra.pauli import PauliSum
        >>> from symqnn.analysis.lie_algebra import lie_algebra
        >>> chain = [PauliSum.from_text(text) for text in ("XXI", "IXX", "YYI", "IYY")]
        >>> simple_ideals(lie_algebra(chain)).text  # so(3) + so(3)
        '2 × su(2)'
        >>> bell = [PauliSum.from_text(text) for text in ("XI + IX", "ZI + IZ", "ZZ")]
        >>> simple_ideals(lie_algebra(bell)).text
        'su(3)'
    """
    if algebra.relations is None:
        return Ideals(algebra, _merged([_of_component(part) for part in components(algebra)]))
    if algebra.dimension == algebra.centre:
        return Ideals(algebra, ())
    found = find_centroid(algebra)
    names = [tuple(option.name for option in compact_algebras(size)) for size in found.dimensions]
    parts = [SimpleIdeals(size, 1, own) for size, own in zip(found.dimensions, names, strict=True)]
    return Ideals(algebra, _merged(parts), found)


def _merged(parts: Sequence[SimpleIdeals]) -> tuple[SimpleIdeals, ...]:
    """Equal ones together, in the order of the certificate."""
    numbers: Counter[tuple[int, tuple[str, ...]]] = Counter()
    for part in parts:
        if not part.names:
            raise InternalError(f"no compact simple Lie algebra has dimension {part.dimension}")
        numbers[part.dimension, part.names] += part.number
    ordered = sorted(numbers, key=lambda key: (-key[0], key[1]))
    return tuple(SimpleIdeals(size, numbers[size, names], names) for size, names in ordered)


@dataclass(frozen=True)
class Component:
    """Words joined by anticommutation. Args: words: all of them, the first a generator. generators:
    those among them.
    """

    words: tuple[Word, ...]
    generators: tuple[Word, ...]


def components(algebra: LieAlgebra) -> tuple[Component, ...]:
    """The components of an algebra of words, without the words of its centre.

    A bracket {G, P} that is not 0 anticommutes with G and P: it belongs to the component of both.
    """
    own = [next(words_of(generator))[0] for generator in algebra.generators]
    home = _homes(own)
    words: dict[int, list[Word]] = {}
    for word, origin in zip(algebra.words, algebra.origins, strict=True):
        words.setdefault(home[origin[0]], []).append(word)
    found = []
    for number, members in words.items():
        generators = [word for place, word in enumerate(own) if home[place] == number]
        # a word that commutes with all others is its own component: part of the centre
        if len(members) > 1:
            found.append(Component(tuple(members), tuple(generators)))
    return tuple(found)


def _homes(words: Sequence[Word]) -> list[int]:
    """For each word the first one of its component."""
    home = list(range(len(words)))
    for number, word in enumerate(words):
        for other in range(number):
            if home[other] != home[number] and word.anticommutes(words[other]):
                low, high = sorted((home[other], home[number]))
                home = [low if place == high else place for place in home]
    return home


def _of_component(part: Component) -> SimpleIdeals:
    """The isomorphic simple ideals into which a component splits."""
    known, first = set(part.words), part.words[0]
    number = 0
    for word in part.words:
        central, _ = first.times(word)
        if any(central.anticommutes(generator) for generator in part.generators):
            continue
        # cG in K for each generator G gives cP in K for all P: c[G, P] = [G, cP]
        number += all(central.times(generator)[0] in known for generator in part.generators)
    torus: list[Word] = []  # a set of commuting words that cannot be made larger
    for word in part.words:
        if not any(word.anticommutes(other) for other in torus):
            torus.append(word)
    depth = sum(first.anticommutes(word) for word in part.words)
    if any(size % number for size in (len(part.words), len(torus), depth)):
        raise InternalError("the ideals of a component are not of one dimension")
    dimension, rank = len(part.words) // number, len(torus) // number
    names = tuple(
        option.name
        for option in compact_algebras(dimension)
        if option.rank == rank and depth // number in option.depths
    )
    return SimpleIdeals(dimension, number, names)
