"""Kind benign: no local minimum of a loss is more than level - floor above the least value, also on
degenerate sets.

At a local minimum the gradient is 0 and the Hessian is positive semidefinite. The torus is divided
into closed boxes; on each of them a combination of the first derivatives is positive, or a second
derivative v^T H v is negative, or floor < L < level. So every local minimum lies in a box of the
third kind, and its value is between floor and level; the least value is that of a local minimum.

Where L = c + sum_k w_k f_k^2 with w_k > 0, a fourth kind of box: the gradients of the f_k are
linearly independent on all of it. There grad L = 2 sum_k w_k f_k grad f_k is 0 only where all f_k
are 0, so critical points have the value c, the least one.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import prod

from ..mathematics.bernstein import Layout, first_fields
from ..mathematics.loss import read_loss
from ..mathematics.losses import Terms
from ..mathematics.subdivision import DIGITS, Box, Chart, ChartError
from ..trusted.reading import Index, Node, amount, shown
from ..trusted.verdict import Unsupported, charge, common_multiple, hold
from .critical import CELL, MAX_BITS, MAX_EXPONENT, ORIGIN_BITS, derivative_tensor, turned

STATEMENTS = ("benign",)
WITNESS = ("origin", "precision", "weight", "exponents", "charts")
CURVED, VALUE, RANK = "n", "v", "r"
MAX_ANGLES = 6


def pairs(p: int) -> list[tuple[int, int]]:
    """The second derivatives that are listed: i <= j in lexicographic order."""
    return [(i, j) for i in range(p) for j in range(i, p)]


class BenignChart(Chart):
    """One chart. The polynomials are the p derivatives, the second derivatives, level - L,
    L - floor, and the derivatives of f_0, those of f_1, ...
    """

    def settle(self, box: Box, letter: str) -> None:
        """Test what settles a box."""
        p, number = self.angles, len(self.fields) - self.angles
        if letter == VALUE:
            for place in (0, 1):
                weights = [0] * (p + number)
                weights[p + len(pairs(p)) + place] = 1
                if not self.is_empty(box, weights):
                    raise self.fail("the value is not shown to be between floor and level")
        elif letter == CURVED:
            curvature = self.curvature()
            if not self.is_empty(box, [0] * p + curvature + [0] * (number - len(curvature))):
                raise self.fail("not shown to have negative curvature")
        elif letter == RANK:
            self.full_rank(box)
        elif not self.is_empty(box, self.read_weights(letter) + [0] * number):
            raise self.fail("not shown to hold no critical point")

    def full_rank(self, box: Box) -> None:
        """Test that the gradients of f_0, f_1, ..., f_(m-1) are linearly independent on a box.

        A row y of weights gives a_k = y . grad f_k. For the row i, a_i > sum over k != i of |a_k|:
        all 2^(m-1) combinations a_i +- ... +- a_k are positive. So the matrix of the a_k, m rows,
        is strictly diagonally dominant, hence regular: no combination of the gradients is 0.
        """
        p = self.angles
        before = p + len(pairs(p)) + 2
        number = (len(self.fields) - before) // p
        if not number:
            raise self.fail("there are no squares")
        tests = number << (number - 1)
        charge(tests * (50 + self.layout.size * self.layout.width * number * p // 2000))
        for i in range(number):
            self.place += 1
            row = self.read_weights(self.text[self.place : self.place + 1])
            if number * sum(map(abs, row)) > 1 << self.layout.weight:
                raise self.fail("the weights are too large")
            for signs in product((1, -1), repeat=number - 1):
                all_signs = (*signs[:i], 1, *signs[i:])
                weights = [0] * before + [sign * y for sign in all_signs for y in row]
                if not self.is_empty(box, weights):
                    raise self.fail("the gradients are not shown to be independent")

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
    has_squares = "squares" in witness.mapping()
    origin, precision_node, weight_node, exponent_node, charts, *more = witness.fields(
        *WITNESS, *(("squares",) if has_squares else ())
    )
    p, loss = read_loss(loss_node)
    floor, level = floor_node.rational(), level_node.rational()
    if p > MAX_ANGLES:
        raise Unsupported(loss_node.place(), f"more than {MAX_ANGLES} angles")
    if any(not any(index[axis] for index in loss) for axis in range(p)):
        raise loss_node.reject("an angle does not occur in the loss")
    roots = read_squares(more[0], loss, floor, level) if more else []
    if not floor < level and not (more and floor == level):
        raise level_node.reject("not above the floor")
    precision, weight = precision_node.count(), weight_node.count()
    if not 16 <= precision <= MAX_BITS:
        raise precision_node.reject(f"not 16 to {MAX_BITS} bits")
    if not 6 <= weight <= MAX_BITS:
        raise weight_node.reject(f"not 6 to {MAX_BITS} bits")
    exponents = exponent_node.integers(p + 3 + len(roots))
    if any(abs(s) > MAX_EXPONENT for s in exponents):
        raise exponent_node.reject(f"not from -{MAX_EXPONENT} to {MAX_EXPONENT}")
    tangents = [value.rational() for value in origin.elements(p)]
    if any(max(abs(x.numerator), x.denominator) >> ORIGIN_BITS for x in tangents):
        raise origin.reject(f"numbers of more than {ORIGIN_BITS} bits")
    denominator = common_multiple(
        [
            value.denominator
            for values in ((floor, level), loss.values(), *(poly.values() for poly in roots))
            for value in values
        ],
        witness.place(),
    )
    integers = {index: int(value * denominator) for index, value in loss.items()}
    inner = [{index: int(x * denominator) for index, x in poly.items()} for poly in roots]
    degrees = tuple(max((index[axis] + 1) // 2 for index in integers) for axis in range(p))
    size = prod(2 * degree + 1 for degree in degrees)
    number = p + len(pairs(p)) + 2 + p * len(roots)
    norms = [x.numerator**2 + x.denominator**2 for x in tangents]
    bits = max(
        map(
            int.bit_length,
            (
                *integers.values(),
                *(x for poly in inner for x in poly.values()),
                int(level * denominator),
                int(floor * denominator),
            ),
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
        # the zeros give f_k the degree of L there, so that the factor is the same
        inner = [turned(poly | zeros(poly, axis, degrees), axis, tangent) for poly in inner]
    found = tensors(integers, degrees, floor * scale, level * scale)
    found += [derivative_tensor(poly, axis, degrees) for poly in inner for axis in range(p)]
    fields = first_fields(layout, found, spread(exponents, p), scale)
    if fields is None:
        raise exponent_node.reject("a coefficient is not from -2^precision to 2^precision")
    boxes = follow(charts, layout, fields, p)
    if floor == level:
        return (
            f"benign: every local minimum has the value {text_of(level)}, the least one (p = {p}, "
            f"{amount(boxes, 'box', 'boxes')})"
        )
    return (
        f"benign: every local minimum has a value above {text_of(floor)} and below "
        f"{text_of(level)}, so none is more than {text_of(level - floor)} above the least value "
        f"(p = {p}, {amount(boxes, 'box', 'boxes')})"
    )


def text_of(value: Fraction) -> str:
    """A rational number; long integers by their size."""
    top = shown(value.numerator)
    return top if value.denominator == 1 else f"{top}/{shown(value.denominator)}"


def spread(exponents: Sequence[int], p: int) -> list[int]:
    """An exponent for each polynomial: all second derivatives share one, and all derivatives of one
    f_k.
    """
    own = [s for s in exponents[p + 3 :] for _ in range(p)]
    return [*exponents[:p], *([exponents[p]] * len(pairs(p))), *exponents[p + 1 : p + 3], *own]


def zeros(poly: dict[Index, int], axis: int, degrees: Index) -> dict[Index, int]:
    """A term with the coefficient 0 and the highest frequency, unless it occurs."""
    highest = tuple(2 * degrees[axis] * (other == axis) for other in range(len(degrees)))
    return {} if highest in poly else {highest: 0}


def read_squares(node: Node, loss: Terms, floor: Fraction, level: Fraction) -> list[Terms]:
    """The f_k of L = c + sum_k w_k f_k^2, at most as many as angles; c is between floor and level,
    or all three are equal.
    """
    from ..mathematics.squares import add_up  # loaded where there are squares only

    p = len(next(iter(loss)))
    elements = node.elements()
    if not 1 <= len(elements) <= p:
        raise node.reject("not one square or more, and at most as many as angles")
    squares, constant = add_up(node, elements, loss, p)
    # highest frequencies can cancel in the sum: the tables of coefficients have the loss's sizes
    degrees = [max((index[axis] + 1) // 2 for index in loss) for axis in range(p)]
    for element, (_, poly) in zip(elements, squares, strict=True):
        if any((e + 1) // 2 > d for index in poly for e, d in zip(index, degrees, strict=True)):
            raise element.reject("a higher frequency than the loss has in this angle")
    if not (floor < constant < level or floor == constant == level):
        raise node.reject("the constant beside the squares is not between floor and level")
    return [poly for _, poly in squares]


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
    settled, number = 0, len(fields[0])
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
