"""A lower bound by a sum of squares: T - lambda = sum of b^T G b + sum of (|r| + r b_e), every summand at least 0.

The b are products of cosines and sines of multiples of phi/2. The identity is compared coefficient by coefficient in these
functions; the matrices G are positive definite by exact elimination.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from .instance import Polynomial
from .minima import is_positive_definite
from .reading import Index, Node, index_text
from .verdict import charge, hold

MAX_BITS = 400
MAX_FUNCTIONS = 400


def halved(index: Index) -> Index:
    """The index of the same function of half angles: cos k phi is cos 2k (phi/2)."""
    return tuple(2 * e + e % 2 for e in index)


@lru_cache(maxsize=4096)
def product(a: int, b: int) -> tuple[tuple[int, int], ...]:
    """Twice the product of two functions of one angle, as pairs (function, coefficient)."""
    j, k = (a + 1) // 2, (b + 1) // 2
    if not j or not k:
        return ((a + b, 2),)
    sines = (a % 2 == 0) + (b % 2 == 0)
    if sines == 1:  # 2 sin x cos y = sin(x + y) + sin(x - y)
        difference = j - k if a % 2 == 0 else k - j
        parts = [(2 * (j + k), 1), (2 * abs(difference), 1 if difference > 0 else -1)]
        return tuple(parts if difference else parts[:1])
    # 2 cos x cos y = cos(x - y) + cos(x + y), 2 sin x sin y = cos(x - y) - cos(x + y)
    low = 2 * abs(j - k) - 1 if j != k else 0
    return (low, 1), (2 * (j + k) - 1, -1 if sines else 1)


def quadratic_form(basis: list[Index], gram: list[list[int]], p: int) -> dict[Index, int]:
    """2^p b^T G b: the pairs of functions are multiplied in one angle after the other, equal ones added up in between."""
    table: dict[tuple[Index, Index, Index], int] = {}
    for i, row in enumerate(gram):
        for j, value in enumerate(row):
            table[(), basis[i], basis[j]] = value if i == j else 2 * value
    for _ in range(p):
        charge(20 * len(table), "witness.proof")
        hold(len(table), "witness.proof")
        fresh: dict[tuple[Index, Index, Index], int] = {}
        for (done, left, right), value in table.items():
            for e, factor in product(left[0], right[0]):
                key = ((*done, e), left[1:], right[1:])
                fresh[key] = fresh.get(key, 0) + factor * value
        table = fresh
    return {done: value for (done, _, _), value in table.items() if value}


def verify_squares(proof: Node, loss: Polynomial, p: int, lower: Fraction) -> str:
    """Reject unless the identity holds and all matrices are positive definite."""
    _, bits_node, lists, remainder_node = proof.fields("kind", "bits", "lists", "remainder")
    bits = bits_node.count()
    if bits > MAX_BITS:
        raise bits_node.reject(f"more than {MAX_BITS}")
    scale, zero = 2**bits, (0,) * p
    remainder = remainder_node.polynomial(p)
    if zero in remainder:
        raise remainder_node.reject("the remainder has a constant term")
    rest = {halved(index): value for index, value in loss.items()}
    for index, value in remainder.items():
        rest[halved(index)] = rest.get(halved(index), Fraction(0)) - value
    rest[zero] = rest.get(zero, Fraction(0)) - lower - sum(map(abs, remainder.values()), Fraction(0))
    sizes = []
    for element in lists.elements():
        basis_node, gram_node = element.fields("basis", "gram")
        basis = [read_function(node, p) for node in basis_node.elements()]
        if not 1 <= len(basis) <= MAX_FUNCTIONS or len(set(basis)) < len(basis):
            raise basis_node.reject(f"not 1 to {MAX_FUNCTIONS} different functions")
        gram = [list(row.integers(i + 1)) for i, row in enumerate(gram_node.elements(len(basis)))]
        if not is_positive_definite([[gram[max(i, j)][min(i, j)] for j in range(len(gram))] for i in range(len(gram))]):
            raise gram_node.reject("not positive definite")
        for index, number in quadratic_form(basis, gram, p).items():
            rest[index] = rest.get(index, Fraction(0)) - Fraction(number, scale * 2**p)
        sizes.append(len(basis))
    for index, value in rest.items():
        if value:
            where = "constant" if index == zero else f"coefficient at {index_text(index)} (in half angles)"
            raise lists.reject(f"the identity fails: the {where} differs by {'more' if value > 0 else 'less'} than 0")
    return f"a sum of squares with {len(sizes)} Gram matrices up to {max(sizes, default=0)} x {max(sizes, default=0)}"


def read_function(node: Node, p: int) -> Index:
    """INDEX of half angles, as a text in an array."""
    ((index, _),) = Node({node.text(): None}, node.parent, node.key).indices(p).items()
    return index
