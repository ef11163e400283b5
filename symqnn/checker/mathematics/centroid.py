"""The centroid of [g, g] modulo a prime, for a Lie algebra given by sums of words.

A vector v generates [g, g] under the ad G_a. A matrix that commutes with all of them is known by u,
the image of v; if R is a combination of products of the ad G_a with Rv = 0, then Ru = 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain

from ..trusted.rank import rank
from ..trusted.reading import Node
from ..trusted.verdict import charge, size_factor

Column = dict[int, Fraction]  # a vector in the basis
Residues = dict[int, int]
PLACE = "witness.ideals"


class Module:
    """The module [g, g] modulo a prime q, under the matrices of the ad G_a."""

    def __init__(self, q: int, adjoint: list[list[Residues]], size: int) -> None:
        self.q, self.adjoint, self.size, self.whole = q, adjoint, size, len(adjoint[0])
        self.entries = sum(len(column) for matrix in adjoint for column in matrix)
        # of the numbers that choose v and R: any choice that does not fail proves the same
        self.state = 1

    def number(self) -> int:
        """A residue, by a linear congruence."""
        self.state = (48271 * self.state + 11) % (2**31 - 1)
        return self.state % self.q

    def act(self, a: int, vector: Sequence[int]) -> list[int]:
        """ad G_a applied to a vector."""
        total = [0] * self.whole
        for x, column in zip(vector, self.adjoint[a], strict=True):
            if x:
                for place, value in column.items():
                    total[place] += x * value
        return [x % self.q for x in total]

    def mixed(self, weights: Sequence[int], vectors: Sequence[Sequence[int]]) -> list[int]:
        """Sum of weight * vector."""
        return [
            sum(map(int.__mul__, weights, column)) % self.q for column in zip(*vectors, strict=True)
        ]

    def words(self, tree: Sequence[tuple[int, int]], start: list[int]) -> list[list[int]]:
        """The products of ad G_a that the tree lists, applied to a vector."""
        charge(3 * (self.size * self.entries // len(self.adjoint) + self.size * self.whole), PLACE)
        found = [start]
        for a, earlier in tree:
            found.append(self.act(a, found[earlier]))
        return found

    def spin(self, node: Node) -> tuple[list[tuple[int, int]], list[list[int]]]:
        """A basis of [g, g] of products of ad G_a applied to one vector v, v first; and which
        products these are.
        """
        images = []
        for a in range(len(self.adjoint)):
            images.append(self.act(a, [self.number() for _ in range(self.whole)]))
        vectors, tree = [self.mixed([1] * len(images), images)], list[tuple[int, int]]()
        rows = Echelon(self.q)
        rows.add(vectors[0])
        for earlier in range(self.size):
            for a in range(len(self.adjoint)):
                if earlier >= len(vectors) or len(vectors) == self.size:
                    break
                image = self.act(a, vectors[earlier])
                charge(3 * len(vectors) * self.whole + self.entries, PLACE)
                if rows.add(image):
                    vectors.append(image)
                    tree.append((a, earlier))
        if len(vectors) < self.size:
            raise node.reject("no vector that generates [g, g] was found modulo q")
        return tree, vectors

    def kernel(self, node: Node) -> tuple[int, list[list[int]]]:
        """The dimension of the kernel on [g, g] of an R with Rv = 0, and a basis of [g, g]."""
        tree, basis = self.spin(node)
        charge(2 * self.size**2 * self.whole, PLACE)
        outer, inner = [self.number() for _ in self.adjoint], [self.number() for _ in basis]
        target = self.outer(outer, self.mixed(inner, basis))
        rows = Echelon(self.q)
        for place, vector in enumerate(basis):  # beside each the unit vector of its place
            rows.add([*vector, *(int(k == place) for k in range(self.size))])
        rest = rows.reduced([*target, *([0] * self.size)])
        if any(rest[: self.whole]):
            raise node.reject("the module is not closed")
        weights = rest[self.whole :]  # target + sum of weight * basis = 0
        images = []
        for vector in basis:
            moved = self.words(tree, vector)
            charge(4 * self.size * self.whole, PLACE)
            left, right = self.outer(outer, self.mixed(inner, moved)), self.mixed(weights, moved)
            images.append([(x + y) % self.q for x, y in zip(left, right, strict=True)])
        return self.size - rank(images, self.q), basis

    def outer(self, weights: Sequence[int], vector: list[int]) -> list[int]:
        """Sum of weight * ad G_a applied to a vector."""
        return self.mixed(weights, [self.act(a, vector) for a in range(len(self.adjoint))])


class Echelon:
    """Rows of residues in echelon form."""

    def __init__(self, q: int) -> None:
        self.q, self.rows = q, dict[int, list[int]]()

    def reduced(self, row: list[int]) -> list[int]:
        """The row less multiples of those that are known."""
        for column in range(len(row)):
            if row[column] and column in self.rows:
                factor = row[column]
                row = [
                    (x - factor * y) % self.q for x, y in zip(row, self.rows[column], strict=True)
                ]
        return row

    def add(self, row: list[int]) -> bool:
        """Take a row in if it is independent."""
        row = self.reduced(row)
        column = next((k for k, x in enumerate(row) if x), None)
        if column is None:
            return False
        inverse = pow(row[column], -1, self.q)
        self.rows[column] = [x * inverse % self.q for x in row]
        return True


def commutes(images: list[Column], adjoint: list[list[Column]]) -> bool:
    """Whether a rational map commutes with the matrices of all ad G_a, exactly."""
    columns = chain(images, *adjoint)
    values = [x for column in columns for x in column.values()]
    bits = max(
        (max(x.numerator.bit_length(), x.denominator.bit_length()) for x in values), default=0
    )
    factor = size_factor(bits)

    def applied(matrix: list[Column], vector: Column) -> Column:
        total: Column = {}
        charge(20 * factor * sum(len(matrix[place]) for place in vector), PLACE)
        for place, x in vector.items():
            for row, y in matrix[place].items():
                total[row] = total.get(row, Fraction(0)) + x * y
        return {row: x for row, x in total.items() if x}

    return all(
        applied(images, column) == applied(matrix, image)
        for matrix in adjoint
        for column, image in zip(matrix, images, strict=True)
    )


def residues_of(modulus: Node, column: Column, q: int) -> Residues:
    """A vector modulo q."""
    if any(x.denominator % q == 0 for x in column.values()):
        raise modulus.reject("divides a denominator")
    return {place: x.numerator * pow(x.denominator, -1, q) % q for place, x in column.items()}
