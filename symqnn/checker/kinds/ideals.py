"""Kind lie-algebra: the dimensions of a Lie algebra and of its centre, and its simple ideals.

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
from math import isqrt

from ..mathematics.centroid import Column, Module, commutes, residues_of
from ..mathematics.lie_algebra import Closure, bracket, centre_of, read_closure, read_relation
from ..trusted.modular import is_prime
from ..trusted.network import network_of
from ..trusted.rank import rank
from ..trusted.reading import Node, amount
from ..trusted.verdict import charge, hold

STATEMENTS = ("lie-algebra",)
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
        # commuting words that cannot be more: they span a Cartan subalgebra
        torus: list[tuple[int, int]] = []
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


def found_ideals(closure: Closure, witness: Node, size: int) -> Counter[tuple[int, Kinds]]:
    """The simple ideals of [g, g], which has dimension `size`."""
    fields = witness.mapping()
    node, words = fields["ideals"], [next(iter(element)) for element in closure.basis]
    if closure.words or not size:
        if node.value is not None:
            raise node.reject(
                "null is required where all generators are words, or where there are no ideals"
            )
        return (
            ideals_of_words(words, [next(iter(g)) for g in closure.generators])
            if closure.words
            else Counter()
        )
    count = len(closure.basis)
    rows = [
        [dict(read_relation(x, count)) for x in row.elements()]
        for row in fields["relations"].elements()
    ]
    adjoint = [[row[a] for row in rows] for a in range(len(closure.generators))]
    _, map_node, _ = node.fields("modulus", "map", "roots")
    images = None
    if map_node.value is not None:
        images = [dict(read_relation(x, count)) for x in map_node.elements(count)]
        if not commutes(images, adjoint):
            raise map_node.reject("does not commute with the brackets with the generators")
    return ideals_of_sums(node, adjoint, images, size)


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """The claimed dimension is the number of elements of a basis that is closed; the centre and, if
    asked, the simple ideals.
    """
    network, _ = network_of(instance)
    more = ["ideals"] if "ideals" in claim.mapping() else []
    dimension, centre, *ideals = claim.fields("dimension", "centre", *more)
    found = read_closure(instance, network, witness, *more)
    dimension.require_integer(len(found.basis), "the number of basis elements")
    brackets = [] if found.words else [bracket(g, b) for b in found.basis for g in found.generators]
    size = centre_of(found, [element for element in brackets if element])
    centre.require_integer(size, "the dimension of the centre")
    said = ""
    if ideals:
        listed = found_ideals(found, witness, len(found.basis) - size)
        said = f", the sum of its simple ideals is {verify_ideals(ideals[0], listed)}"
    generators = amount(len(found.generators), "generator")
    qubits = amount(network.qubits or 0, "qubit")  # what has no qubits has no closure
    return (
        f"{statement}: the Lie algebra of {generators} on {qubits} has "
        f"dimension {len(found.basis)}, its centre has dimension {size}{said}"
    )
