"""Simple complex solutions of the critical system, counted modulo a prime.

In w_l = e^(i psi_l) the derivatives are Laurent polynomials over Q(i), whose coefficients are in
the local ring at a prime over q. A solution with coordinates != 0 and Jacobian != 0 over an
algebraic closure of F_q is the reduction of exactly one over the ring of Witt vectors, of
characteristic 0 (Hensel's lemma); its coordinates and Jacobian are not 0 there either. Different
reductions come from different solutions. A nondegenerate solution over a field of characteristic 0
has algebraic coordinates: it is one over C.
"""

from __future__ import annotations

from math import isqrt, prod

from ..trusted.modular import read_field
from ..trusted.packing import pack, unpack
from ..trusted.reading import Index, Node
from ..trusted.verdict import charge, common_multiple
from .losses import Terms, counts_of, read_partition, shortened

BLOCK = ("angles", "multiples", "weights", "eliminant", "coordinates")
MAX_DEGREE = 4096
Poly = list[int]  # residues modulo q, lowest first


class Quotient:
    """F_q[x]/(e), e monic of degree n >= 1: its elements are lists of n residues. Products are
    products of long integers.
    """

    def __init__(self, eliminant: Poly, q: int) -> None:
        self.q, self.e, self.n = q, eliminant, len(eliminant) - 1
        backwards, inverse = eliminant[::-1], [1]
        charge(self.n**2)
        for k in range(1, self.n):  # power series 1/(x^n e(1/x))
            inverse.append(
                -sum(a * b for a, b in zip(backwards[1 : k + 1], reversed(inverse), strict=True))
                % q
            )
        self.inverse, self.packed = inverse, pack(eliminant)

    def product(self, a: Poly, b: Poly) -> Poly:
        """a b mod e: the quotient by e is the reversed product times the inverse
        series of the reversed e.
        """
        n, q = self.n, self.q
        charge(40 * n + n * isqrt(n) // 4)
        full = [x % q for x in unpack(pack(a) * pack(b), 2 * n)]
        if n == 1:
            return [(full[0] - full[1] * self.e[0]) % q]
        top = full[2 * n - 2 : n - 1 : -1]
        quotient = [x % q for x in unpack(pack(top) * pack(self.inverse[: n - 1]), 2 * n)[: n - 1]][
            ::-1
        ]
        minus = unpack(pack(quotient) * self.packed, 2 * n)
        return [(x - y) % q for x, y in zip(full[:n], minus[:n], strict=True)]

    def constant(self, value: int) -> Poly:
        """A number."""
        return [value % self.q] + [0] * (self.n - 1)

    def plus(self, a: Poly, b: Poly) -> Poly:
        """a + b."""
        return [(x + y) % self.q for x, y in zip(a, b, strict=True)]

    def is_unit(self, a: Poly) -> bool:
        """Whether a and e have no common root, by Euclid's algorithm."""
        left, right = self.e, trimmed(a)
        charge(2 * self.n**2)
        while len(right) > 1:
            factor = pow(right[-1], -1, self.q)
            rest = list(left)
            while len(rest) >= len(right):
                lead, shift = rest[-1] * factor % self.q, len(rest) - len(right)
                rest = trimmed(
                    [
                        *rest[:shift],
                        *(
                            (x - lead * y) % self.q
                            for x, y in zip(rest[shift:-1], right, strict=False)
                        ),
                    ]
                )
            left, right = right, rest
        return len(right) == 1

    def powers(self, a: Poly, degree: int) -> list[Poly]:
        """1, a, a^2, ... up to a degree."""
        result = [self.constant(1)]
        for _ in range(degree):
            result.append(self.product(result[-1], a))
        return result

    def value(self, equation: dict[Index, int], point: list[Poly], last: list[Poly]) -> Poly:
        """A polynomial at a point whose last coordinate is given by its powers:
        Horner's scheme in the others.
        """
        if not point:
            total = self.constant(0)
            for (power,), number in equation.items():
                total = [x + number * y for x, y in zip(total, last[power], strict=True)]
            return [x % self.q for x in total]
        parts: dict[int, dict[Index, int]] = {}
        for exponents, number in equation.items():
            parts.setdefault(exponents[0], {})[exponents[1:]] = number
        total = self.constant(0)
        for power in range(max(parts, default=0), -1, -1):
            total = self.product(total, point[0])
            if power in parts:
                total = self.plus(total, self.value(parts[power], point[1:], last))
        return total

    def determinant(self, rows: list[list[Poly]]) -> Poly:
        """By expansion along the first row."""
        if not rows:
            return self.constant(1)
        total = self.constant(0)
        for k, entry in enumerate(rows[0]):
            minor = self.determinant([row[:k] + row[k + 1 :] for row in rows[1:]])
            total = self.plus(total, self.product([(-1) ** k * x % self.q for x in entry], minor))
        return total


def trimmed(poly: Poly) -> Poly:
    """Without leading zeros."""
    length = len(poly)
    while length and not poly[length - 1]:
        length -= 1
    return poly[:length]


def equations(terms: Terms, b: int, q: int, i: int) -> list[dict[Index, int]]:
    """The derivatives by psi_1, ..., psi_b times a monomial in w, modulo q: cos k = (w^k + w^-k)/2,
    sin k = (w^k - w^-k)/(2i).
    """
    degrees = [max((index[axis] + 1) // 2 for index in terms) for axis in range(b)]
    total: dict[Index, int] = {}
    half, minus_half_i = pow(2, -1, q), -i * pow(2, -1, q) % q
    for index, value in terms.items():
        current: dict[Index, int] = {(): value.numerator * pow(value.denominator, -1, q) % q}
        for e, degree in zip(index, degrees, strict=True):
            k = (e + 1) // 2
            steps = (
                [(degree, 1)]
                if not k
                else [
                    (degree + k, half if e % 2 else minus_half_i),
                    (degree - k, half if e % 2 else -minus_half_i),
                ]
            )
            current = {
                (*key, power): number * factor % q
                for key, number in current.items()
                for power, factor in steps
            }
        for key, number in current.items():
            total[key] = (total.get(key, 0) + number) % q
    return [
        {
            key: number * i * (key[axis] - top) % q
            for key, number in total.items()
            if key[axis] != top
        }
        for axis, top in enumerate(degrees)
    ]


def residues(node: Node, q: int) -> Poly:
    """An array of INTEGER from 0 to q - 1."""
    values = [element.integer() for element in node.elements()]
    if not all(0 <= x < q for x in values):
        raise node.reject("not residues 0 ... q-1")
    return values


def verify_block(node: Node, angles: Index, loss: Terms, q: int, i: int) -> int:
    """Number of simple solutions of one summand: the degree of the eliminant,
    times the points over each.
    """
    _, multiples, weights_node, eliminant_node, coordinates = node.fields(*BLOCK)
    terms, copies = shortened(multiples, angles, loss)
    eliminant, b = residues(eliminant_node, q), len(angles)
    if not 1 < len(eliminant) <= MAX_DEGREE or eliminant[-1] != 1:
        raise eliminant_node.reject(f"not a monic polynomial of degree 1 to {MAX_DEGREE - 1}")
    ring = Quotient(eliminant, q)
    point = [residues(part, q) for part in coordinates.elements(b)]
    if any(len(part) != ring.n for part in point):
        raise coordinates.reject(f"not {ring.n} residues for each angle")
    form = ring.constant(0)
    for weight, part in zip(weights_node.integers(b), point, strict=True):
        form = ring.plus(form, [weight * x % q for x in part])
    if form != ([0, 1, *[0] * (ring.n - 2)] if ring.n > 1 else ring.constant(-eliminant[0])):
        raise weights_node.reject(
            "the form is not the unknown x: different roots need not give different solutions"
        )
    system = equations(terms, b, q, i)
    head, last = (
        point[:-1],
        ring.powers(point[-1], max(exponents[-1] for equation in system for exponents in equation)),
    )
    for axis, equation in enumerate(system):
        if any(ring.value(equation, head, last)):
            raise coordinates.reject(f"derivative {axis} is not zero modulo the eliminant")
    slopes = [
        [
            ring.value({key: number * key[j] % q for key, number in equation.items()}, head, last)
            for j in range(b)
        ]
        for equation in system
    ]
    unit = ring.determinant(slopes)
    for part in point:
        unit = ring.product(unit, part)
    if not ring.is_unit(unit):
        raise coordinates.reject("a solution is degenerate modulo q, or not in the torus")
    if not ring.is_unit([k * x % q for k, x in enumerate(eliminant)][1:]):
        raise eliminant_node.reject("not squarefree")
    return ring.n * copies


def verify_solutions(node: Node, p: int, loss: Terms) -> int:
    """Number of simple solutions in (C*)^p that are shown to exist: products over the blocks."""
    modulus, root, blocks = node.fields("modulus", "root", "blocks")
    q, i = read_field(
        modulus, root, common_multiple([value.denominator for value in loss.values()], kept=1)
    )
    partition = [counts_of(element.fields(*BLOCK)[0]) for element in blocks.elements()]
    read_partition(blocks, partition, p, loss)
    return prod(
        verify_block(element, angles, loss, q, i)
        for element, angles in zip(blocks.elements(), partition, strict=True)
    )
