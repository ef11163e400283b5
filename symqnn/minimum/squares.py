r"""Which functions are squared: lists of them over sets of angles, and Gram matrices brought back
to the polynomial.

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
    Products,
    by_symmetry,
    full_basis,
    halved,
    index_of,
    key_of,
    multiples_of,
    products_of,
    size_of,
)
from symqnn.minimum.mirror import exchanged, mirror_of

Floats = np.ndarray[Any, np.dtype[np.float64]]
LISTED = 4096
REPAIRS, TOLERANCE = 400, 1e-15


@dataclass(frozen=True)
class Squares:
    """The lists of functions of one relaxation, with their products.

    Args:
        name: for people. bases: the lists. products: of each list. radix: of the keys.
        mirror: an exchange of angles that leaves the polynomial as it is and takes each list to one
            of them.
        images: the number of the list that each list is taken to; another list is then taken
            function by function.
    """

    name: str
    bases: tuple[tuple[Index, ...], ...]
    products: tuple[Products, ...]
    radix: int
    mirror: tuple[int, ...] | None = None
    images: tuple[int, ...] = ()

    @property
    def largest(self) -> int:
        """The size of the largest Gram matrix."""
        return max((len(basis) for basis in self.bases), default=0)

    @property
    def keys(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """The keys of all products, increasing; the first is 0, of the constant."""
        return np.unique(np.concatenate([part.keys for part in self.products]))

    def indices(self, angles: int) -> list[Index]:
        """The indices of all products, as functions of half angles."""
        return [index_of(key, self.radix, angles) for key in self.keys.tolist()]


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


def levels(poly: TrigPoly, size: int, products: int) -> Iterator[list[tuple[int, ...]]]:
    """Relaxations, from cheap to dear: the angles of each term, the cliques, then neighbours joined
    again and again, down to one set.

    Every one gives valid bounds. Cliques of a chordal graph give the better ones of their size
    (running intersection).

    Args:
        size: of the largest Gram matrix that is worth trying. products: of the largest number of
            products.

    Example:
        >>> chain = TrigPoly.from_terms({"1100": 1, "0110": 1, "0011": 1})
        >>> [len(parts) for parts in levels(chain, 100, 1000)]
        [3, 2, 1]
    """
    parts = cliques(poly)
    terms = supports(poly)
    if (
        terms != parts
        and largest_of(poly, terms) <= size
        and number_of_products(poly, terms) <= products
    ):
        yield terms
    while parts and largest_of(poly, parts) <= size and number_of_products(poly, parts) <= products:
        yield parts
        if len(parts) == 1:
            return
        parts = _joined(parts)


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


def number_of_products(poly: TrigPoly, parts: Sequence[Sequence[int]]) -> int:
    """About how many different products there are: those of all functions, divided by the number of
    lists that symmetries make.

    Half of them where an exchange of angles leaves the polynomial and the sets as they are: the
    solver then works on means.
    """
    degrees, multiples = poly.degrees, multiples_of(poly)
    total = 0
    for angles in parts:
        lists = (
            len(by_symmetry(poly, full_basis(poly, angles)))
            if size_of(poly, angles) <= LISTED
            else 1
        )
        total += prod(2 * (degrees[axis] // multiples[axis]) + 1 for axis in angles) // lists
    mirror = mirror_of(poly)
    sets = {frozenset(part) for part in parts}
    closed = (
        mirror is not None and {frozenset(mirror[axis] for axis in part) for part in parts} == sets
    )
    return total // 2 if closed else total


def squares(poly: TrigPoly, parts: Sequence[Sequence[int]], name: str) -> Squares:
    """All functions of half angles over each of some sets of angles, sorted by the sign symmetries
    of the polynomial.

    Raises:
        SizeError: too many products, or frequencies so high in so many angles that indices are no
            63-bit numbers.
    """
    radix = 4 * max(poly.degrees, default=0) + 1
    if radix**poly.angles >= 2**63:
        raise SizeError(
            f"{poly.angles} angles with frequencies up to {max(poly.degrees)} are too many for "
            "sums of squares; use --method boxes."
        )
    bases = [
        tuple(basis) for angles in parts for basis in by_symmetry(poly, full_basis(poly, angles))
    ]
    mirror, images = mirror_of(poly), tuple[int, ...]()
    if mirror is not None:
        bases, images = _paired(bases, mirror)
    products = tuple(products_of(basis, radix) for basis in bases)
    return Squares(name, tuple(bases), products, radix, mirror if images else None, images)


def _paired(
    bases: Sequence[tuple[Index, ...]], mirror: Sequence[int]
) -> tuple[list[tuple[Index, ...]], tuple[int, ...]]:
    """The lists in the order that an exchange of angles gives them, and where it takes each; none
    if a list is taken to none of them.
    """
    place = {frozenset(basis): k for k, basis in enumerate(bases)}
    taken = [tuple(exchanged(index, mirror) for index in basis) for basis in bases]
    images = [place.get(frozenset(image)) for image in taken]
    if len(place) < len(bases) or None in images:
        return list(bases), ()
    found = tuple(k for k in images if k is not None)
    return [taken[image] if image < k else bases[k] for k, image in enumerate(found)], found


def largest_of(poly: TrigPoly, parts: Sequence[Sequence[int]]) -> int:
    """The size of the largest Gram matrix of :func:`squares`, before anything is multiplied."""
    sizes = [size_of(poly, angles) for angles in parts]
    if max(sizes, default=0) > LISTED:
        return max(sizes)
    return max(
        (len(basis) for angles in parts for basis in by_symmetry(poly, full_basis(poly, angles))),
        default=0,
    )


def functions_at(indices: Sequence[Index], points: Floats) -> Floats:
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


def coefficients(poly: TrigPoly, chosen: Squares) -> Floats:
    """The coefficients of the polynomial in the order of the keys, in floats."""
    keys, found = chosen.keys, np.zeros(len(chosen.keys))
    for index, value in poly.terms():
        found[np.searchsorted(keys, key_of(halved(index), chosen.radix))] = float(value)
    return found


class Map:
    """The linear map from Gram matrices, as one vector of entries i ≤ j in functions of norm 1, to
    coefficients of norm 1.
    """

    def __init__(self, chosen: Squares, angles: int) -> None:
        keys, start = chosen.keys, 0
        lengths = np.array([sum(e > 0 for e in index) for index in chosen.indices(angles)])
        self.norms = 2.0 ** (lengths / 2)  # of the functions, inverted
        rows, columns, entries, self.scales = [], [], [], []
        for basis, part in zip(chosen.bases, chosen.products, strict=True):
            i, j = np.triu_indices(len(basis))
            norm = 2.0 ** (np.array([sum(e > 0 for e in index) for index in basis]) / 2)
            double = np.where(i == j, 1.0, 2.0)
            # a unit vector of this entry changes G by so much
            scale = norm[i] * norm[j] / np.sqrt(double)
            place = np.searchsorted(keys, part.keys)
            rows.append(place)
            columns.append(start + part.pair)
            entries.append(
                part.factors / 2.0**angles * (double * scale)[part.pair] / self.norms[place]
            )
            self.scales.append(scale)
            start += len(i)
        self.rows, self.columns, self.entries = (
            np.concatenate(listed) for listed in (rows, columns, entries)
        )
        self.shape = len(keys), start

    def of(self, vector: Floats) -> Floats:
        """Coefficients of a vector of entries."""
        return np.asarray(
            np.bincount(self.rows, self.entries * vector[self.columns], self.shape[0]),
            dtype=np.float64,
        )

    def adjoint(self, moments: Floats) -> Floats:
        """The adjoint map."""
        return np.asarray(
            np.bincount(self.columns, self.entries * moments[self.rows], self.shape[1]),
            dtype=np.float64,
        )

    def vector(self, grams: Sequence[Floats]) -> Floats:
        """The entries of Gram matrices."""
        parts = [
            gram[np.triu_indices(len(gram))] / scale
            for gram, scale in zip(grams, self.scales, strict=True)
        ]
        return np.concatenate(parts)

    def grams(self, vector: Floats, sizes: Sequence[int]) -> list[Floats]:
        """The Gram matrices of a vector of entries."""
        result, start = [], 0
        for n, scale in zip(sizes, self.scales, strict=True):
            upper = np.zeros((n, n))
            upper[np.triu_indices(n)] = vector[start : start + len(scale)] * scale
            result.append(upper + np.triu(upper, 1).T)
            start += len(scale)
        return result


def repaired(poly: TrigPoly, chosen: Squares, grams: Sequence[Floats]) -> list[Floats]:
    """The Gram matrices nearest to the given ones whose sum of squares is the polynomial up to a
    constant (in floats).
    """
    change = Map(chosen, poly.angles)
    vector, target = change.vector(grams), coefficients(poly, chosen) / change.norms

    def residual(found: Floats) -> Floats:
        missing = target - change.of(found)
        missing[0] = 0  # any constant
        return missing

    for _ in range(2):  # the second time for what rounding left
        missing = residual(vector)
        vector = vector + change.adjoint(_solve(change, missing))
    return change.grams(vector, [len(basis) for basis in chosen.bases])


def _solve(change: Map, missing: Floats) -> Floats:
    """Solve 𝒜𝒜ᵀu = missing, but for the constant, by conjugate gradients: 𝒜𝒜ᵀ is close to a
    diagonal matrix.
    """
    diagonal = np.bincount(change.rows, change.entries**2, change.shape[0])
    found, rest = np.zeros_like(missing), missing.copy()
    goal = TOLERANCE * float(np.linalg.norm(missing))
    ready = rest / diagonal
    direction, power = ready.copy(), float(rest @ ready)
    for _ in range(REPAIRS):
        if float(np.linalg.norm(rest)) <= goal:
            break
        image = change.of(change.adjoint(direction))
        image[0] = 0
        step = power / float(direction @ image)
        found, rest = found + step * direction, rest - step * image
        ready = rest / diagonal
        power, before = float(rest @ ready), power
        direction = ready + power / before * direction
    return found
