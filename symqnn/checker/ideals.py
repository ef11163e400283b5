"""The simple ideals of a Lie algebra, an addition to the kind lie-algebra.

g is a Lie algebra of anti-Hermitian operators: the sum of its centre and of simple ideals, which
are compact. Their number is the dimension of the centroid of [g, g], the linear maps that commute
with every ad x.

Words. Words that anticommute with the same generators are twins: P and cP, c a word that commutes
with all. In one component of the words (joined by those that anticommute) every word has the same
number of twins, itself included: the number of ideals.

Sums. At most k ideals: a vector v generates [g, g] modulo q under the ad G_a, R is a combination of
their products with Rv = 0, and the kernel of R has dimension k. At least k: a rational map commutes
with all ad G_a, and modulo q has k different eigenvalues on [g, g].
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import isqrt

from .modular import is_prime, rank
from .reading import Node
from .verdict import charge, hold, size_factor

Column = dict[int, Fraction]  # a vector in the basis
Residues = dict[int, int]
Kinds = tuple[str, ...]
PLACE = "witness.ideals"
EXCEPTIONAL = {
    14: ("g2", 2, ()),
    52: ("f4", 4, ()),
    78: ("e6", 6, (16,)),
    133: ("e7", 7, (27,)),
    248: ("e8", 8, ()),
}


def simple_algebras(dimension: int) -> Iterator[tuple[str, int, tuple[int, ...]]]:
    """Name and rank of the compact simple Lie algebras of a dimension, and the dimensions of g_1 in
    their gradings g_-1 + g_0 + g_1.

    Each has one name: su(2), so(5), su(4) stand for so(3), sp(2), so(6).
    """
    n = isqrt(dimension + 1)
    if n >= 2 and n * n == dimension + 1:
        yield f"su({n})", n - 1, tuple(k * (n - k) for k in range(1, n))
    n = (isqrt(8 * dimension + 1) + 1) // 2  # so(n) has dimension n(n - 1)/2
    if n * (n - 1) == 2 * dimension and (n == 5 or n > 6):
        r = n // 2
        yield f"so({n})", r, (n - 2,) if n % 2 else (n - 2, r * (r - 1) // 2)
        if n % 2 and r > 2:
            yield f"sp({r})", r, (r * (r + 1) // 2,)
    if dimension in EXCEPTIONAL:
        yield EXCEPTIONAL[dimension]


def masks_of(word: str) -> tuple[int, int]:
    """The letters with an X part and those with a Z part as bits."""
    x = int("".join("01"[letter in "XY"] for letter in word), 2)
    return x, int("".join("01"[letter in "YZ"] for letter in word), 2)


def differ(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two words anticommute."""
    return ((a[0] & b[1]) ^ (a[1] & b[0])).bit_count() % 2 == 1


def ideals_of_words(basis: Sequence[str], generators: Sequence[str]) -> Counter[tuple[int, Kinds]]:
    """How many simple ideals there are of each dimension that can be the same algebras."""
    own = [masks_of(word) for word in generators]
    charge(len(own) ** 2 + len(basis) * (len(own) + len(generators[0])), PLACE)
    home = list(range(len(own)))
    for a, word in enumerate(own):
        for b in range(a):
            if differ(word, own[b]) and home[a] != home[b]:
                home = [home[a] if place == home[b] else place for place in home]
    members: dict[int, dict[int, list[tuple[int, int]]]] = {}  # component: signature: words
    for text in basis:
        word = masks_of(text)
        met = [a for a, other in enumerate(own) if differ(word, other)]
        if met:  # else a word of the centre
            signature = sum(1 << a for a in met)
            members.setdefault(home[met[0]], {}).setdefault(signature, []).append(word)
    found: Counter[tuple[int, Kinds]] = Counter()
    for classes in members.values():
        words = [word for twins in classes.values() for word in twins]
        number = len(words) // len(classes)
        torus: list[
            tuple[int, int]
        ] = []  # commuting words that cannot be more: they span a Cartan subalgebra
        for word in reversed(words):
            charge(2 * len(torus) + 2, PLACE)
            if not any(differ(word, other) for other in torus):
                torus.append(word)
        # ad of a word has the eigenvalues 0 and +-2i: a grading g_-1 + g_0 + g_1
        moved = sum(differ(words[-1], word) for word in words) // number
        kinds = tuple(
            name
            for name, r, grades in simple_algebras(len(classes))
            if r == len(torus) // number and moved in [2 * grade for grade in grades]
        )
        found[len(classes), kinds] += number
    return found


class Module:
    """The module [g, g] modulo a prime q, under the matrices of the ad G_a."""

    def __init__(self, q: int, adjoint: list[list[Residues]], size: int) -> None:
        self.q, self.adjoint, self.size, self.whole = q, adjoint, size, len(adjoint[0])
        self.entries = sum(len(column) for matrix in adjoint for column in matrix)
        self.state = (
            1  # of the numbers that choose v and R: any choice that does not fail proves the same
        )

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
    values = [x for matrix in [images, *adjoint] for column in matrix for x in column.values()]
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


def ideals_of_sums(
    node: Node, adjoint: list[list[Column]], images: list[Column] | None, size: int
) -> Counter[tuple[int, Kinds]]:
    """The same for an algebra with the matrices of the ad G_a, [g, g] being of dimension `size`,
    modulo the prime of the witness.
    """
    modulus, _, roots_node = node.fields("modulus", "map", "roots")
    q, roots = modulus.integer(), [root.integer() for root in roots_node.elements()]
    if not 2**16 < q < 2**31 or not is_prime(q):
        raise modulus.reject("not a prime between 2^16 and 2^31")
    if any(not 0 <= root < q for root in roots) or len(set(roots)) < len(roots):
        raise roots_node.reject("not different residues 0 ... q-1")
    hold(4 * size * len(adjoint[0]), PLACE)
    residues = [[residues_of(modulus, column, q) for column in matrix] for matrix in adjoint]
    nullity, basis = Module(q, residues, size).kernel(node)
    if nullity != len(roots):
        raise roots_node.reject(
            f"not as many as the dimension {nullity} of a space that contains the centroid modulo q"
        )
    sizes = [size]  # without a map: one root, one ideal
    if images is not None:
        moved = Module(q, [[residues_of(modulus, column, q) for column in images]], size)
        rows = [moved.act(0, vector) for vector in basis]
        sizes = []
        for root in roots:
            shifted = [
                [(x - root * y) % q for x, y in zip(*pair, strict=True)]
                for pair in zip(rows, basis, strict=True)
            ]
            sizes.append(size - rank(shifted, q))
    if len(sizes) != len(roots) or sum(sizes) != size or 0 in sizes:
        raise roots_node.reject("the eigenspaces of the map modulo q do not add up to [g, g]")
    return Counter((d, tuple(name for name, _, _ in simple_algebras(d))) for d in sizes)


def residues_of(modulus: Node, column: Column, q: int) -> Residues:
    """A vector modulo q."""
    if any(x.denominator % q == 0 for x in column.values()):
        raise modulus.reject("divides a denominator")
    return {place: x.numerator * pow(x.denominator, -1, q) % q for place, x in column.items()}


def verify_ideals(claim: Node, found: Counter[tuple[int, Kinds]]) -> str:
    """The claim lists what was found, [dimension, number, [name, ...]], the largest dimension
    first; the sum in words.
    """
    wanted = sorted(found, key=lambda key: (-key[0], key[1]))
    for node, key in zip(claim.elements(len(wanted)), wanted, strict=True):
        dimension, number, names = node.elements(3)
        if [name.text() for name in names.elements()] != list(key[1]):
            raise names.reject(f"not the simple algebras that these can be: {', '.join(key[1])}")
        if dimension.integer() != key[0]:
            raise dimension.reject("not the dimension of these ideals")
        if number.integer() != found[key]:
            raise number.reject("not the number of these ideals")
    return " + ".join(f"{found[key]} x {' or '.join(key[1])}" for key in wanted) or "0"
