"""Points of the torus with algebraic cosines and sines, and the values of trigonometric polynomials
there, exactly.
"""

from __future__ import annotations

from fractions import Fraction

from ..trusted.reading import Index, Node
from ..trusted.verdict import Unsupported, charge, size_factor
from .losses import Terms
from .sturm import Poly, add, sign, times, trim

Complex = tuple[Poly, Poly]  # real and imaginary part, modulo the modulus
MAX_DEGREE = 256


def read_polynomial(node: Node) -> Poly:
    """Coefficients of a polynomial in x, lowest first."""
    return trim([value.rational() for value in node.elements()])


def remainder(a: Poly, b: Poly) -> Poly:
    """a mod b."""
    rest = trim(a)
    while len(rest) >= len(b):
        quotient, shift = rest[-1] / b[-1], len(rest) - len(b)
        rest = trim(
            [x - (quotient * b[k - shift] if k >= shift else 0) for k, x in enumerate(rest)][:-1]
        )
    return rest


class Field:
    """Numbers P(x) at a real root x of a modulus; two polynomials that agree modulo it have the
    same value there.
    """

    def __init__(self, modulus_node: Node, interval: Node) -> None:
        self.modulus = read_polynomial(modulus_node)
        if len(self.modulus) > MAX_DEGREE + 1:
            raise Unsupported(modulus_node.place(), f"of a degree above {MAX_DEGREE}")
        low, high = (end.rational() for end in interval.elements(2))
        if (
            len(self.modulus) < 2
            or low >= high
            or sign(self.modulus, low) * sign(self.modulus, high) >= 0
        ):
            raise interval.reject("the modulus does not change its sign on the interval")

    def times(self, a: Complex, b: Complex) -> Complex:
        """Product of complex numbers."""
        bits = [x.denominator.bit_length() for part in (*a, *b) for x in part]
        charge(20 * len(self.modulus) ** 2 * size_factor(*bits))
        real = add(times(a[0], b[0]), [-x for x in times(a[1], b[1])])
        return remainder(real, self.modulus), remainder(
            add(times(a[0], b[1]), times(a[1], b[0])), self.modulus
        )

    def read_point(self, node: Node, p: int) -> list[Complex]:
        """e^(i phi) of each angle, given as [cos, sin]."""
        result = []
        for pair in node.elements(p):
            cos, sin = (read_polynomial(part) for part in pair.elements(2))
            if max(len(cos), len(sin)) >= len(self.modulus):
                raise pair.reject("not of a degree below that of the modulus")
            if remainder(add(add(times(cos, cos), times(sin, sin)), [Fraction(-1)]), self.modulus):
                raise pair.reject("not on the unit circle")
            result.append((cos, sin))
        return result

    def along(self, terms: Terms, point: list[Complex], direction: Index) -> dict[int, Complex]:
        """The function tau -> P(point + tau direction) as the coefficients of e^(i n tau);
        zeros are left out.
        """
        powers = []
        for z in point:
            row: list[Complex] = [([Fraction(1)], [])]
            for _ in range(max((max(index) + 1 for index in terms), default=0) // 2):
                row.append(self.times(row[-1], z))
            powers.append(row)
        total: dict[int, Complex] = {}
        for index, value in terms.items():
            part: dict[int, Complex] = {0: ([value], [])}
            for angle, e in enumerate(index):
                if e:
                    k = (e + 1) // 2
                    c, s = ([x / 2 for x in half] for half in powers[angle][k])
                    minus_c, minus_s = [-x for x in c], [-x for x in s]
                    up, down = ((c, s), (c, minus_s)) if e % 2 else ((s, minus_c), (s, c))
                    fresh: dict[int, Complex] = {}
                    for n, number in part.items():
                        for step, factor in (
                            (k * direction[angle], up),
                            (-k * direction[angle], down),
                        ):
                            plus(fresh, n + step, self.times(number, factor))
                    part = fresh
            for n, number in part.items():
                plus(total, n, number)
        return {n: number for n, number in total.items() if number[0] or number[1]}

    def determinant(self, rows: list[list[Poly]]) -> Poly:
        """By expansion along the first row."""
        if not rows:
            return [Fraction(1)]
        total: Poly = []
        for k, value in enumerate(rows[0]):
            minor = self.determinant([row[:k] + row[k + 1 :] for row in rows[1:]])
            total = add(
                total, remainder(times([x * (-1) ** k for x in value], minor), self.modulus)
            )
        return total


def plus(total: dict[int, Complex], n: int, number: Complex) -> None:
    """Add to one coefficient."""
    before = total.get(n, ([], []))
    total[n] = add(before[0], number[0]), add(before[1], number[1])
