"""A lower bound by a sum of squares: T - lambda = sum of b^T G b + sum of (|r| + r b_e), every
summand at least 0.

The b are products of cosines and sines of multiples of phi/2. The identity is compared coefficient
by coefficient in these functions; the matrices G are positive definite, shown in integers. Where
the b are sums of images under symmetries of T, the identity is one of averages over these.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from ..trusted.reading import DIGITS, Index, Node, amount, index_text
from ..trusted.verdict import charge, common_multiple, hold
from .definite import is_positive_definite
from .instance import Polynomial
from .least_averages import Averages

PLACE = "witness.proof"
MAX_BITS = 400
MAX_FUNCTIONS = 400
BASE = 4 * len(DIGITS)  # a product of two functions has at most twice the frequency of one


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


def rests(basis: list[Index], axis: int) -> dict[Index, int]:
    """The functions of the angles from `axis` on that occur in the basis, numbered."""
    return {
        rest: number for number, rest in enumerate(dict.fromkeys(index[axis:] for index in basis))
    }


def quadratic_form(functions: list[Index], table: dict[int, int], p: int) -> dict[Index, int]:
    """2^p times a sum of products of two functions, table[left * n + right] times each: they are
    multiplied in one angle after the other, equal ones added up in between.

    A key (done * n + left) * n + right is one integer: the digits to the base BASE of the product
    in the angles that are done, and the numbers of what remains of both functions.
    """
    n, ahead = len(functions), rests(functions, 0)
    # functions that occur twice have one number
    numbers = [ahead[function] for function in functions]
    if len(ahead) < n:
        fresh: dict[int, int] = {}
        for key, value in table.items():
            left, right = divmod(key, n)
            place = numbers[left] * n + numbers[right]
            fresh[place] = fresh.get(place, 0) + value
        table = fresh
    for axis in range(p):
        first, behind = [rest[0] for rest in ahead], rests(functions, axis + 1)
        moved = [behind[rest[1:]] for rest in ahead]
        bits = max(map(int.bit_length, table.values()), default=0)
        charge(20 * len(table) * (1 + bits // 2000), PLACE)
        # the next table has twice as many entries at most; an entry and its key are two cells
        hold(6 * len(table), PLACE, bits)
        fresh = {}
        for key, value in table.items():
            rest, right = divmod(key, n)
            done, left = divmod(rest, n)
            for e, factor in product(first[left], first[right]):
                place = ((done * BASE + e) * n + moved[left]) * n + moved[right]
                fresh[place] = fresh.get(place, 0) + factor * value
        table, ahead = fresh, behind
    return {unpacked(key // n**2, p): value for key, value in table.items() if value}


def unpacked(number: int, p: int) -> Index:
    """The p digits of a number to the base BASE."""
    digits = []
    for _ in range(p):
        number, digit = divmod(number, BASE)
        digits.append(digit)
    return tuple(reversed(digits))


def plain_table(gram: list[list[int]]) -> dict[int, int]:
    """b^T G b: a pair of different functions stands for two entries."""
    n = len(gram)
    return {
        i * n + j: (1 if i == j else 2) * value
        for i, row in enumerate(gram)
        for j, value in enumerate(row)
    }


def verify_squares(proof: Node, loss: Polynomial, p: int, lower: Fraction) -> str:
    """Reject unless the identity holds and all matrices are positive definite."""
    _, bits_node, lists, remainder_node = proof.fields("kind", "bits", "lists", "remainder")
    bits = bits_node.count()
    if bits > MAX_BITS:
        raise bits_node.reject(f"more than {MAX_BITS}")
    zero = (0,) * p
    remainder = remainder_node.polynomial(p)
    if zero in remainder:
        raise remainder_node.reject("the remainder has a constant term")
    # charges what their sum costs
    common_multiple([value.denominator for value in remainder.values()], PLACE, kept=1)
    rest = {halved(index): value for index, value in loss.items()}
    for index, value in remainder.items():
        rest[halved(index)] = rest.get(halved(index), Fraction(0)) - value
    rest[zero] = (
        rest.get(zero, Fraction(0)) - lower - sum(map(abs, remainder.values()), Fraction(0))
    )
    symmetric, sizes = Averages(loss, p), []
    for element in lists.elements():
        symmetries = element.mapping().get("symmetries")
        names = ("basis", "gram") if symmetries is None else ("basis", "gram", "symmetries")
        basis_node, gram_node = element.fields(*names)[:2]
        basis = [read_function(node, p) for node in basis_node.elements()]
        if not 1 <= len(basis) <= MAX_FUNCTIONS or len(set(basis)) < len(basis):
            raise basis_node.reject(f"not 1 to {MAX_FUNCTIONS} different functions")
        gram = [list(row.integers(i + 1)) for i, row in enumerate(gram_node.elements(len(basis)))]
        full = [[gram[max(i, j)][min(i, j)] for j in range(len(gram))] for i in range(len(gram))]
        if not is_positive_definite(full):
            raise gram_node.reject("not positive definite")
        sizes.append(len(basis))
        if symmetries is None:
            subtract(rest, quadratic_form(basis, plain_table(gram), p), 2 ** (bits + p))
        else:
            symmetric.add(basis, full, symmetries)
    for functions, table in symmetric.tables():
        subtract(rest, quadratic_form(functions, table, p), 2 ** (bits + p))
    charge(2 * len(rest) * len(symmetric.words) * p, PLACE)
    for index, value in rest.items():
        if value and not symmetric.vanishes(index):
            where = (
                "constant"
                if index == zero
                else f"coefficient at {index_text(index)} (in half angles)"
            )
            raise lists.reject(
                f"the identity fails: the {where} differs by {'more' if value > 0 else 'less'} "
                "than 0"
            )
    if not sizes:
        return f"no Gram matrix, only the sizes of the coefficients{symmetric.said()}"
    matrices, largest = amount(len(sizes), "Gram matrix", "Gram matrices"), max(sizes)
    up_to = "of" if len(sizes) == 1 else "up to"
    return f"a sum of squares with {matrices} {up_to} {largest} x {largest}{symmetric.said()}"


def subtract(rest: dict[Index, Fraction], found: dict[Index, int], scale: int) -> None:
    """Take a polynomial of integers over `scale` from what is left."""
    longest = max(map(int.bit_length, found.values()), default=0)
    charge(30 * len(found) * (1 + longest // 1000), PLACE)
    hold(6 * (len(rest) + len(found)), PLACE, longest)
    for index, number in found.items():
        rest[index] = rest.get(index, Fraction(0)) - Fraction(number, scale)


def read_function(node: Node, p: int) -> Index:
    """INDEX of half angles, as a text in an array."""
    ((index, _),) = Node({node.text(): None}, node.parent, node.key).indices(p).items()
    return index
