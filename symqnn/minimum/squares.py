r"""Which functions are squared: lists over sets of angles, and which relaxations are tried.

:math:`T-\lambda=\sum_cb_c^\top G_cb_c`, G_c positive semidefinite, b_c a list of functions of half
angles (:mod:`symqnn.minimum.basis`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import SizeError
from symqnn.minimum.basis import (
    Index,
    Ints,
    multiples_of,
    size_of,
)
from symqnn.minimum.mirror import exchanged, mirror_of
from symqnn.minimum.symmetry import (
    Block,
    Word,
    acting_words,
    blocks,
    invariant,
    sign_symmetries,
)

Floats = np.ndarray[Any, np.dtype[np.float64]]
LISTED = 20_000
# a relaxation is left out if a later one costs less than so many times as much; what costs nothing
HARDLY, CHEAP = 4, 10**7


@dataclass(frozen=True)
class Squares:
    """The lists of functions of one relaxation.

    Args:
        name: for people. blocks: the lists. indices: in φ, of the functions that their products
            give on average over the words that leave the polynomial as it is; that of 1 first.
        mirror: an exchange of angles that leaves the polynomial as it is and takes each list to one
            of them.
        images: the number of the list that each list is taken to; another list is then taken
            function by function.
    """

    name: str
    blocks: tuple[Block, ...]
    indices: tuple[Index, ...]
    mirror: tuple[int, ...] | None = None
    images: tuple[int, ...] = ()

    @property
    def largest(self) -> int:
        """The size of the largest Gram matrix."""
        return max((len(block) for block in self.blocks), default=0)


def cliques(poly: TrigPoly) -> list[tuple[int, ...]]:
    """Sets of angles that hold all angles of each term, from a chordal extension of the graph of
    angles that occur together.

    Example:
        >>> cliques(TrigPoly.from_terms({"110": 1, "011": 1}))
        [(0, 1), (1, 2)]
    """
    import networkx as nx  # takes longer to load than most relaxations to solve

    graph = nx.Graph()
    for row in np.unique(poly.exponents > 0, axis=0):
        together = np.flatnonzero(row).tolist()
        graph.add_nodes_from(together)
        graph.add_edges_from((a, b) for k, a in enumerate(together) for b in together[k + 1 :])
    if not len(graph):
        return []
    chordal, _ = nx.complete_to_chordal_graph(graph)
    return sorted(tuple(sorted(clique)) for clique in nx.chordal_graph_cliques(chordal))


@dataclass(frozen=True)
class Level:
    """A relaxation before anything is multiplied.

    Args:
        parts: sets of angles. largest: the size of the largest Gram matrix. rows: of all of them.
        products: the size of the linear systems.
    """

    parts: tuple[tuple[int, ...], ...]
    largest: int
    rows: int
    products: int

    @property
    def cost(self) -> int:
        """Multiplications of a step of the interior-point method, about."""
        return self.products**2 * (self.products // 3 + self.rows)


def levels(poly: TrigPoly, size: int, products: int) -> Iterator[Level]:
    """Relaxations, from cheap to dear: the angles of each term, the cliques, then neighbours joined
    again and again, down to one set.

    Every one gives valid bounds, each at least as good ones as those before. Cliques of a chordal
    graph give the better ones of their size (running intersection). One that is hardly cheaper than
    a later one is left out. All this is decided by sizes, before anything is solved.

    Args:
        size: of the largest Gram matrix that is worth trying. products: of the largest number of
            products.

    Example:
        >>> chain = TrigPoly.from_terms({"1100": 1, "0110": 1, "0011": 1})
        >>> [len(level.parts) for level in levels(chain, 100, 1000)]
        [1]
    """
    words = sign_symmetries(poly)
    parts, terms = cliques(poly), supports(poly)
    found = []
    if terms and terms != parts:
        found.append(level(poly, words, terms))
    while parts:
        found.append(level(poly, words, parts))
        # larger sets may have smaller Gram matrices: more words commute on them
        parts = _joined(parts) if len(parts) > 1 else []
    within = [x for x in found if x.largest <= size and x.products <= products]
    kept: list[Level] = []
    for one in reversed(within):
        if not kept or max(one.cost, CHEAP) * HARDLY < kept[-1].cost:
            kept.append(one)
    yield from reversed(kept)


def supports(poly: TrigPoly) -> list[tuple[int, ...]]:
    """The sets of angles of the terms, without those that lie in others.

    Example:
        >>> supports(TrigPoly.from_terms({"100": 1, "110": 1, "011": 1}))
        [(0, 1), (1, 2)]
    """
    found = {
        tuple(np.flatnonzero(row).tolist()) for row in np.unique(poly.exponents > 0, axis=0)
    } - {()}
    return sorted(part for part in found if not any({*part} < {*other} for other in found))


def _joined(parts: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Every set with a neighbour: the other set that has most angles in common, and is smallest."""
    found = set()
    for part in parts:
        others = [other for other in parts if other != part]
        near = max(others, key=lambda other: (len({*part} & {*other}), -len(other)))
        found.add(tuple(sorted({*part, *near})))
    return sorted(part for part in found if not any({*part} < {*other} for other in found))


def level(poly: TrigPoly, words: Sequence[Word], parts: Sequence[tuple[int, ...]]) -> Level:
    """The sizes of a relaxation.

    Half of the rows and products where an exchange of angles leaves the polynomial and the sets as
    they are: the solver then works on means.
    """
    degrees, multiples = poly.degrees, multiples_of(poly)
    largest, rows, products = 0, 0, 0
    for angles in parts:
        length = size_of(poly, angles)
        whole = prod(2 * (degrees[axis] // multiples[axis]) + 1 for axis in angles)
        rows += length
        if length > LISTED:
            largest, products = max(largest, length), products + whole
            continue
        largest = max(largest, *map(len, blocks(poly, words, angles)))
        products += -(-whole // 2 ** sum(map(len, acting_words(poly, words, angles))))
    mirror, sets = mirror_of(poly), {frozenset(part) for part in parts}
    if mirror is not None and {frozenset(mirror[axis] for axis in x) for x in parts} == sets:
        rows, products = -(-rows // 2), -(-products // 2)
    return Level(tuple(parts), largest, rows, products)


def squares(poly: TrigPoly, parts: Sequence[Sequence[int]], name: str) -> Squares:
    """All functions of half angles over each of some sets of angles, divided by the reflections and
    half turns that leave the polynomial as it is.

    Raises:
        SizeError: frequencies so high in so many angles that indices are no 63-bit numbers.
    """
    if radix_of(poly) ** poly.angles >= 2**63:
        raise SizeError(
            f"{poly.angles} angles with frequencies up to {max(poly.degrees)} are too many for "
            "sums of squares; use --method boxes."
        )
    words = sign_symmetries(poly)
    found = [block for angles in parts for block in blocks(poly, words, angles)]
    mirror, images = mirror_of(poly), tuple[int, ...]()
    if mirror is not None:
        found, images = _paired(found, mirror)
    indices: set[Index] = {(0,) * poly.angles}
    for angles in parts:
        indices |= averages(poly, words, angles)
    if images and mirror is not None:  # both of two that are exchanged
        indices |= {exchanged(index, mirror) for index in indices}
    chosen = tuple(sorted(indices))
    return Squares(name, tuple(found), chosen, mirror if images else None, images)


def radix_of(poly: TrigPoly) -> int:
    """The base in which an index in half angles is written as a number."""
    return 4 * max(poly.degrees, default=0) + 1


def averages(poly: TrigPoly, words: Sequence[Word], angles: Sequence[int]) -> set[Index]:
    """The functions of φ over some angles that the words of their lists leave as they are."""
    degrees, multiples = poly.degrees, multiples_of(poly)
    choices = [np.zeros(1, dtype=np.int64) for _ in range(poly.angles)]
    for axis in angles:
        k = np.arange(degrees[axis] // multiples[axis] + 1) * multiples[axis]
        choices[axis] = np.concatenate(([0], 2 * k[1:] - 1, 2 * k[1:]))
    grid = np.stack(np.meshgrid(*choices, indexing="ij"), axis=-1).reshape(-1, poly.angles)
    exchanging, plain = acting_words(poly, words, angles)
    kept = grid[invariant([*exchanging, *plain], grid)]
    return {tuple(row) for row in kept.tolist()}


def _paired(found: Sequence[Block], mirror: Sequence[int]) -> tuple[list[Block], tuple[int, ...]]:
    """The lists in the order that an exchange of angles gives them, and where it takes each; none
    if a list is taken to none of them.
    """
    place = {frozenset(_spans(block)): k for k, block in enumerate(found)}
    taken = [block.exchanged(mirror) for block in found]
    images = [place.get(frozenset(_spans(image))) for image in taken]
    if len(place) < len(found) or None in images:
        return list(found), ()
    numbers = tuple(k for k in images if k is not None)
    return [taken[image] if image < k else found[k] for k, image in enumerate(numbers)], numbers


def _spans(block: Block) -> dict[tuple[tuple[Index, int], ...], tuple[int, int]]:
    """Each function of a list up to its sign: its products with their signs, the first of which is
    made positive; its number and its sign.
    """
    digits, signs = block.images
    found = {}
    for number, (rows, row_signs) in enumerate(zip(digits.tolist(), signs.tolist(), strict=True)):
        terms = sorted((tuple(index), sign) for index, sign in zip(rows, row_signs, strict=True))
        first = terms[0][1]
        found[tuple((index, first * sign) for index, sign in terms)] = number, first
    return found


def onto_itself(block: Block, mirror: Sequence[int]) -> tuple[list[int], Floats]:
    """Where an exchange of angles takes the functions of a list that it takes to itself: their
    numbers and signs.
    """
    place = _spans(block)
    order, signs = [], []
    for key, (number, sign) in _spans(block.exchanged(mirror)).items():
        order.append((number, *place[key], sign))
    order.sort()
    signs = [float(sign * other) for _, _, sign, other in order]
    return [image for _, image, _, _ in order], np.array(signs)


def functions_at(indices: Sequence[Index] | Ints, points: Floats) -> Floats:
    """The values of functions of half angles at points φ in radians, shape (points, angles): an
    array (functions, points).

    Example:
        >>> functions_at([(0,), (1,), (2,)], np.array([[np.pi]])).round(9).tolist()
        [[1.0], [0.0], [1.0]]
    """
    digits = np.array(indices, dtype=np.int64).reshape(len(indices), points.shape[1])
    values = np.ones((len(indices), len(points)))
    for axis in range(points.shape[1]):
        k = np.arange(int(digits[:, axis].max(initial=0)) // 2 + 2)
        phase = points[:, axis] / 2 * k[:, None]
        # cos 0, sin 0, cos 1, sin 1, …
        table = np.stack((np.cos(phase), np.sin(phase)), axis=1).reshape(2 * len(k), -1)
        place = np.where(digits[:, axis] == 0, 0, digits[:, axis] + 1)
        values *= table[place]
    return values
