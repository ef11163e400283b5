"""Kind benign: no local minimum of a loss is more than level - floor above the least value, also on
degenerate sets.

At a local minimum the gradient is 0 and the Hessian is positive semidefinite. The torus is divided
into closed boxes; on each of them a combination of the first derivatives is positive, or a second
derivative v^T H v is negative, or floor < L < level. So every local minimum lies in a box of the
third kind, and its value is between floor and level; the least value is that of a local minimum.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod

from ..mathematics.bernstein import Layout, first_fields
from ..mathematics.loss import read_loss
from ..mathematics.subdivision import DIGITS, Box, Chart, ChartError
from ..trusted.reading import Index, Node, shown
from ..trusted.verdict import Unsupported, charge, common_multiple, hold
from .critical import CELL, MAX_BITS, MAX_EXPONENT, ORIGIN_BITS, derivative_tensor, turned

STATEMENTS = ("benign",)
WITNESS = ("origin", "precision", "weight", "exponents", "charts")
CURVED, VALUE = "n", "v"
MAX_ANGLES = 6


def pairs(p: int) -> list[tuple[int, int]]:
    """The second derivatives that are listed: i <= j in lexicographic order."""
    return [(i, j) for i in range(p) for j in range(i, p)]


class BenignChart(Chart):
    """One chart. The polynomials are the p derivatives, the second derivatives,
    level - L, L - floor.
    """

    def settle(self, box: Box, letter: str) -> None:
        """Test what settles a box."""
        p, number = self.angles, len(pairs(self.angles)) + 2
        if letter == VALUE:
            for place in (2, 1):
                weights = [0] * (p + number)
                weights[-place] = 1
                if not self.is_empty(box, weights):
                    raise self.fail("the value is not shown to be between floor and level")
        elif letter == CURVED:
            if not self.is_empty(box, [0] * p + self.curvature() + [0, 0]):
                raise self.fail("not shown to have negative curvature")
        elif not self.is_empty(box, self.read_weights(letter) + [0] * number):
            raise self.fail("not shown to hold no critical point")

    def curvature(self) -> list[int]:
        """The weights of -v^T H v, v written in p digits."""
        digits = self.text[self.place + 1 : self.place + 1 + self.angles]
        if len(digits) < self.angles or digits.strip(DIGITS):
            raise self.fail("the direction is not written in digits")
        self.place += self.angles
        v = [DIGITS.index(digit) - 31 for digit in digits]
        if sum(map(abs, v)) ** 2 > 1 << self.layout.weight:
            raise self.fail("the direction is too long")
        return [-v[i] * v[j] * (1 if i == j else 2) for i, j in pairs(self.angles)]


def tensor_of(terms: dict[Index, int], degrees: Index) -> list[int]:
    """The coefficients in row-major order."""
    widths = [2 * degree + 1 for degree in degrees]
    result = [0] * prod(widths)
    for index, value in terms.items():
        place = 0
        for e, width in zip(index, widths, strict=True):
            place = place * width + e
        result[place] += value
    return result


def derivative(terms: dict[Index, int], axis: int) -> dict[Index, int]:
    """cos k phi -> -k sin k phi, sin k phi -> k cos k phi."""
    result = {}
    for index, value in terms.items():
        k, odd = (index[axis] + 1) // 2, index[axis] % 2
        if k:
            result[*index[:axis], index[axis] + (1 if odd else -1), *index[axis + 1 :]] = (
                -k * value if odd else k * value
            )
    return result


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Follow the texts of all charts."""
    (loss_node,) = instance.fields("loss")
    floor_node, level_node = claim.fields("floor", "level")
    origin, precision_node, weight_node, exponent_node, charts = witness.fields(*WITNESS)
    p, loss = read_loss(loss_node)
    floor, level = floor_node.rational(), level_node.rational()
    if not floor < level:
        raise level_node.reject("not above the floor")
    if p > MAX_ANGLES:
        raise Unsupported(loss_node.place(), f"more than {MAX_ANGLES} angles")
    if any(not any(index[axis] for index in loss) for axis in range(p)):
        raise loss_node.reject("an angle does not occur in the loss")
    precision, weight = precision_node.count(), weight_node.count()
    if not 16 <= precision <= MAX_BITS:
        raise precision_node.reject(f"not 16 to {MAX_BITS} bits")
    if not 6 <= weight <= MAX_BITS:
        raise weight_node.reject(f"not 6 to {MAX_BITS} bits")
    exponents = exponent_node.integers(p + 3)
    if any(abs(s) > MAX_EXPONENT for s in exponents):
        raise exponent_node.reject(f"not from -{MAX_EXPONENT} to {MAX_EXPONENT}")
    tangents = [value.rational() for value in origin.elements(p)]
    if any(max(abs(x.numerator), x.denominator) >> ORIGIN_BITS for x in tangents):
        raise origin.reject(f"numbers of more than {ORIGIN_BITS} bits")
    denominator = common_multiple(
        [value.denominator for value in (floor, level, *loss.values())], witness.place()
    )
    integers = {index: int(value * denominator) for index, value in loss.items()}
    degrees = tuple(max((index[axis] + 1) // 2 for index in integers) for axis in range(p))
    size = prod(2 * degree + 1 for degree in degrees)
    number = p + len(pairs(p)) + 2
    norms = [x.numerator**2 + x.denominator**2 for x in tangents]
    bits = max(
        map(
            int.bit_length, (*integers.values(), int(level * denominator), int(floor * denominator))
        )
    ) + max(map(abs, exponents))
    bits += sum(degree * norm.bit_length() for degree, norm in zip(degrees, norms, strict=True))
    hold(
        2**p * size * (50 + (bits + number * (precision + weight + 4 * max(degrees))) // 8) // CELL,
        witness.place(),
    )
    charge(2**p * size * number * 4 * max(degrees) * (1 + bits // 500), witness.place())
    layout = Layout(tuple(2 * degree for degree in degrees), precision, weight)
    scale = denominator
    for axis, tangent in enumerate(tangents):
        scale *= norms[axis] ** degrees[axis]
        integers = turned(integers, axis, tangent)
    fields = first_fields(
        layout,
        tensors(integers, degrees, floor * scale, level * scale),
        spread(exponents, p),
        scale,
    )
    if fields is None:
        raise exponent_node.reject("a coefficient is not from -2^precision to 2^precision")
    boxes = follow(charts, layout, fields, p)
    return (
        f"benign: every local minimum has a value above {text_of(floor)} and below "
        f"{text_of(level)}, so none is more than {text_of(level - floor)} above the least value "
        f"(p = {p}, {boxes} boxes)"
    )


def text_of(value: Fraction) -> str:
    """A rational number; long integers by their size."""
    top = shown(value.numerator)
    return top if value.denominator == 1 else f"{top}/{shown(value.denominator)}"


def spread(exponents: Sequence[int], p: int) -> list[int]:
    """An exponent for each polynomial: all second derivatives share one."""
    return [*exponents[:p], *([exponents[p]] * len(pairs(p))), *exponents[p + 1 :]]


def tensors(
    integers: dict[Index, int], degrees: Index, floor: Fraction, level: Fraction
) -> list[list[int]]:
    """The polynomials of the tests as coefficients in row-major order; floor
    and level are integers here.
    """
    p = len(degrees)
    zero = (0,) * p
    first = [derivative(integers, axis) for axis in range(p)]
    found = [derivative_tensor(integers, axis, degrees) for axis in range(p)]
    found += [tensor_of(derivative(first[i], j), degrees) for i, j in pairs(p)]
    constant = integers.get(zero, 0)
    below = {index: -value for index, value in integers.items()} | {zero: int(level) - constant}
    above = integers | {zero: constant - int(floor)}
    return [*found, tensor_of(below, degrees), tensor_of(above, degrees)]


def follow(charts: Node, layout: Layout, fields: Sequence[Sequence[int]], p: int) -> int:
    """The number of boxes in all charts."""
    settled, number = 0, p + len(pairs(p)) + 2
    packed = 1 + layout.size * layout.width // 2000  # one operation on all coefficients
    for place, (element, numbers) in enumerate(zip(charts.elements(1 << p), fields, strict=True)):
        text = element.text()
        divided = sum(map(text.count, "01234567"[:p]))
        charge(packed * (40 * number * divided + 60 * len(text)), element.place())
        opposite = tuple(place >> (p - 1 - axis) & 1 for axis in range(p))
        try:
            settled += BenignChart(text, layout, numbers, opposite).follow()
        except ChartError as error:
            if error.fault.unsupported:
                raise Unsupported(element.place(), error.fault.reason) from None
            raise element.reject(error.fault.reason) from None
    return settled
