"""Kind critical-points: the complete list of real critical points of a loss on the torus, each
enclosed, with its Morse index.

The loss is a constant plus summands in disjoint sets of angles (blocks); its critical points
are the products of those of the summands. In each block the torus is divided into charts
and these into boxes. A box is empty, because a combination of the derivatives is positive on it
(Bernstein coefficients), or holds exactly one critical point: one exists near a given point inside
(Kantorovich), and two cannot be in the box, because the derivatives are an injective map there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from ..mathematics.bernstein import Layout, first_fields
from ..mathematics.loss import read_loss
from ..mathematics.losses import Terms, counts_of, read_partition, shortened
from ..mathematics.subdivision import ONE, Root, charts_of_roots, read_point, verify_charts
from ..mathematics.torus import FRACTION, Index, Torus, characteristic, multiples_of_half_tangent
from ..parts import RUN
from ..trusted.reading import Node, amount
from ..trusted.verdict import charge, common_multiple, hold

if TYPE_CHECKING:
    from ..mathematics.one_angle import Point

STATEMENTS = ("theorem-7",)
CLAIM = ("critical_points", "by_index", "least_value", "spurious_minima")
BLOCK = ("angles", "multiples", "origin", "precision", "weight", "exponents", "roots", "charts")
MAX_BITS = 400
CELL = 100  # bytes
MAX_EXPONENT = 100_000
ORIGIN_BITS = 64


@dataclass(frozen=True)
class Found:
    """What was verified of one block; `copies` points of the torus lie over each point after
    shortening the periods.

    `least` is the number of its roots at which the summand is least, None
    if nothing is claimed about it.
    """

    roots: Sequence[Root | Point]
    copies: int
    boxes: int
    least: int | None


def turned(terms: dict[Index, int], axis: int, half_tangent: Fraction) -> dict[Index, int]:
    """q^d times the polynomial with phi replaced by alpha + phi in one angle,
    alpha = 2 arctan(half_tangent), d its degree there.

    e^(i alpha) = z/q with a Gaussian integer z; cos and sin of k (alpha + phi)
    by the addition theorems.
    """
    a, b = half_tangent.numerator, half_tangent.denominator
    real, imaginary, q = b * b - a * a, 2 * a * b, b * b + a * a
    degree = max((index[axis] + 1) // 2 for index in terms)
    powers = [(1, 0)]
    for _ in range(degree):
        x, y = powers[-1]
        powers.append((x * real - y * imaginary, x * imaginary + y * real))
    result: dict[Index, int] = {}
    for index, value in terms.items():
        e = index[axis]
        k = (e + 1) // 2
        x, y = powers[k]
        value *= q ** (degree - k)
        parts = (
            [(0, value)]
            if not k
            else [(2 * k - 1, value * x), (2 * k, -value * y)]
            if e % 2
            else [(2 * k - 1, value * y), (2 * k, value * x)]
        )
        for new, part in parts:
            key = (*index[:axis], new, *index[axis + 1 :])
            result[key] = result.get(key, 0) + part
    return {index: value for index, value in result.items() if value}


def derivative_tensor(terms: dict[Index, int], axis: int, degrees: Index) -> list[int]:
    """The coefficients of the derivative by one angle in row-major order: cos k phi -> -k sin k
    phi, sin k phi -> k cos k phi.
    """
    widths = [2 * degree + 1 for degree in degrees]
    result = [0] * prod(widths)
    for index, value in terms.items():
        k = (index[axis] + 1) // 2
        if k:
            place = 0
            for other, width in enumerate(widths):
                shift = 0 if other != axis else 1 if index[axis] % 2 else -1
                place = place * width + index[other] + shift
            result[place] += -k * value if index[axis] % 2 else k * value
    return result


def verify_root(node: Node, torus: Torus, scale: int, opposite: Index) -> Root:
    """A critical point near the given point c: Newton's map x - Y g(x), Y the inverse of the
    Hessian H(c) as evaluated, contracts.

    On the cube of radius r around c, every |I - Y H(x)| <= a_0 + a_1 r (maximum of the row sums),
    since each entry (i, j) of the Hessian changes by at most r sum_e |a_e| k_i k_j |k|_1; and |Y
    g(c)| <= w. If a_0 < 1 and 4 a_1 w < (1 - a_0)^2, then for r = 2 w/(1 - a_0) the cube is mapped
    into itself, w + (a_0 + a_1 r) r <= r, and contracted: it holds a critical point (the centre if
    w = 0). All Hessians on it, and the one as evaluated, lie in the convex set |I - Y H| < 1 of
    nonsingular matrices, so they have the same number of negative eigenvalues. The gradient
    vanishes at the root, so the value there differs from L(c) by at most (r^2/2) sum_e |a_e|
    |k|_1^2.
    """
    p, unit = torus.angles, 1 << FRACTION * torus.angles
    tangents = read_point(node, p)
    tables = [
        multiples_of_half_tangent(t, ONE.bit_length() - 1, o, torus.degree)
        for t, o in zip(tangents, opposite, strict=True)
    ]
    jet = torus.derivatives(tables)
    gradient = [jet[key] for key in torus.units]
    adjugate, determinant, index = characteristic(
        [[jet[key] for key in row] for row in torus.second]
    )
    if not determinant:
        raise node.reject("the Hessian as evaluated is singular")
    third = [
        unit * sum(abs(a) * n for a, n in zip(row, torus.third_sums, strict=True))
        for row in adjugate
    ]
    sizes = [sum(map(abs, row)) for row in adjugate]
    steps = [
        abs(sum(a * g for a, g in zip(row, gradient, strict=True))) + size * torus.error
        for row, size in zip(adjugate, sizes, strict=True)
    ]
    a0 = Fraction(p * max(sizes) * torus.error, abs(determinant))
    a1 = Fraction(max(third), abs(determinant))
    w = Fraction(max(steps), abs(determinant))
    if a0 >= 1 or 4 * a1 * w >= (1 - a0) ** 2:
        raise node.reject("no critical point is shown to be near")
    radius = 2 * w / (1 - a0)
    reach = radius.numerator * ONE // radius.denominator + 1
    spread = Fraction(reach * reach * torus.second_sum, 2 * scale * ONE * ONE) + Fraction(
        torus.error, scale * unit
    )
    value = Fraction(jet[(0,) * p], scale * unit)
    enclosure = (value - spread, value + spread)
    return Root(opposite, tangents, reach, index, enclosure, adjugate, radius, (a0, a1))


def verify_block(node: Node, angles: Index, loss: Terms, counted: bool) -> Found:
    """All critical points of one summand; `counted`: the global minima are,
    so that the block may have TIES.
    """
    ties = ("ties",) if counted and "ties" in node.mapping() else ()
    if "isolation" in node.mapping():
        return verify_one_angle(node, angles, loss, counted, ties)
    (
        _,
        multiples,
        origin,
        precision_node,
        weight_node,
        exponent_node,
        root_nodes,
        charts,
        *tie_nodes,
    ) = node.fields(*BLOCK, *ties)
    terms, copies = shortened(multiples, angles, loss)
    p, denominator = (
        len(angles),
        common_multiple([value.denominator for value in terms.values()], node.place()),
    )
    integers = {index: int(value * denominator) for index, value in terms.items()}
    degrees = tuple(max((index[axis] + 1) // 2 for index in integers) for axis in range(p))
    size = prod(2 * degree + 1 for degree in degrees)
    precision, weight = precision_node.count(), weight_node.count()
    if not 16 <= precision <= MAX_BITS:
        raise precision_node.reject(f"not 16 to {MAX_BITS} bits")
    if not 6 <= weight <= MAX_BITS:
        raise weight_node.reject(f"not 6 to {MAX_BITS} bits")
    exponents = exponent_node.integers(p)
    if any(abs(s) > MAX_EXPONENT for s in exponents):
        raise exponent_node.reject(f"not from -{MAX_EXPONENT} to {MAX_EXPONENT}")
    half_tangents = [value.rational() for value in origin.elements(p)]
    if any(max(abs(x.numerator), x.denominator) >> ORIGIN_BITS for x in half_tangents):
        raise origin.reject(f"numbers of more than {ORIGIN_BITS} bits")
    norms = [x.numerator**2 + x.denominator**2 for x in half_tangents]
    # the length of the integers below, and of their shifts by the exponents
    bits = max(map(abs, integers.values())).bit_length() + max(map(abs, exponents))
    bits += sum(degree * norm.bit_length() for degree, norm in zip(degrees, norms, strict=True))
    hold(
        2**p * size * (50 + (bits + p * (precision + weight + 4 * max(degrees))) // 8) // CELL,
        node.place(),
    )
    charge(2**p * size * p * 4 * max(degrees) * (1 + bits // 500), node.place())
    charge(
        len(root_nodes.elements()) * (20 * (2 * max(degrees) + 1) ** p * (1 + bits // 500) + 1000),
        root_nodes.place(),
    )
    scale = denominator
    for axis, half_tangent in enumerate(half_tangents):
        scale *= norms[axis] ** degrees[axis]
        integers = turned(integers, axis, half_tangent)
    torus = Torus(p, integers)
    RUN.tell(f"checking: {len(root_nodes.elements())} critical points are enclosed")
    opposites = charts_of_roots(charts, root_nodes, p)
    roots = [
        verify_root(root, torus, scale, opposite)
        for root, opposite in zip(root_nodes.elements(), opposites, strict=True)
    ]
    layout = Layout(tuple(2 * degree for degree in degrees), precision, weight)
    tensors = [derivative_tensor(integers, axis, degrees) for axis in range(p)]
    fields = first_fields(layout, tensors, exponents, scale)
    if fields is None:
        raise exponent_node.reject("a coefficient is not from -2^precision to 2^precision")
    boxes = verify_charts(charts, layout, fields, exponents, roots)
    return Found(
        roots,
        copies,
        boxes,
        verify_least(node, tie_nodes, terms, half_tangents, roots) if counted else None,
    )


def verify_one_angle(
    node: Node, angles: Index, loss: Terms, counted: bool, ties: tuple[str, ...]
) -> Found:
    """A block of one angle by Sturm's theorem."""
    from ..mathematics import one_angle  # loaded where there is such a block only

    angle_node, multiples, isolation, intervals, *tie_nodes = node.fields(
        "angles", "multiples", "isolation", "intervals", *ties
    )
    if len(angles) != 1:
        raise angle_node.reject("separators are for one angle")
    terms, copies = shortened(multiples, angles, loss)
    points = one_angle.verify_points(isolation, intervals, terms)
    if not any(point.index == 0 for point in points):
        raise node.reject("a block without a minimum")  # impossible on a circle
    least = (
        one_angle.least_points(tie_nodes[0] if tie_nodes else None, node, terms, points)
        if counted
        else None
    )
    return Found(points, copies, 0, least)


def verify_least(
    node: Node, tie_nodes: list[Node], terms: Terms, origin: list[Fraction], roots: list[Root]
) -> int:
    """The number of roots at which the summand of a block is least: of the minima whose lower end
    is not above the least upper end.
    """
    if not any(root.index == 0 for root in roots):
        raise node.reject("a block without a minimum")  # impossible on a torus
    top = min(root.value[1] for root in roots if root.index == 0)
    lowest = [k for k, root in enumerate(roots) if root.index == 0 and root.value[0] <= top]
    if not tie_nodes:
        if len(lowest) > 1:
            raise node.reject(
                f"{len(lowest)} minima of a block may be the least, and nothing is said about ties"
            )
        return 1
    from ..mathematics.ties import least_points  # loaded where there are ties only

    return least_points(tie_nodes[0], terms, origin, roots, lowest)


def read_angles(block: Node) -> Node:
    """The field "angles" of a block."""
    found = block.mapping()
    if "angles" not in found:
        raise block.reject("missing field 'angles'")
    return found["angles"]


def convolution(left: Sequence[int], right: Sequence[int]) -> list[int]:
    """Numbers by index of the products, from numbers by index of the factors."""
    return [
        sum(left[i] * right[k - i] for i in range(len(left)) if 0 <= k - i < len(right))
        for k in range(len(left) + len(right) - 1)
    ]


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Enclose all critical points block by block and compare numbers
    and least value with the claim.
    """
    (loss_node,) = instance.fields("loss")
    (blocks_node,) = witness.fields("blocks")
    counted = "global_minima" in claim.mapping()
    number, by_index, least, spurious, *global_nodes = claim.fields(
        *CLAIM, *(("global_minima",) if counted else ())
    )
    p, loss = read_loss(loss_node)
    partition = [counts_of(read_angles(element)) for element in blocks_node.elements()]
    read_partition(blocks_node, partition, p, loss)
    found = [
        verify_block(node, part, loss, counted)
        for node, part in zip(blocks_node.elements(), partition, strict=True)
    ]
    constant = loss.get((0,) * p, Fraction(0))
    counts, lower, upper, minimal = [1], constant, constant, 1
    for part, angles in zip(found, partition, strict=True):
        counts = convolution(
            counts,
            [
                part.copies * sum(root.index == k for root in part.roots)
                for k in range(len(angles) + 1)
            ],
        )
        values = [root.value for root in part.roots if root.index == 0]
        if not values:
            raise blocks_node.reject("a block without a minimum")  # impossible on a torus
        top = min(value[1] for value in values)
        lower, upper = lower + min(value[0] for value in values), upper + top
        minimal *= part.copies * sum(value[0] <= top for value in values)
    if list(by_index.integers(p + 1)) != counts:
        raise by_index.reject(f"not the verified numbers {counts}")
    if number.integer() != sum(counts):
        raise number.reject(f"not the verified number {sum(counts)}")
    low, high = (value.rational() for value in least.elements(2))
    if not low <= lower <= upper <= high:
        raise least.reject("does not contain the verified enclosure of the least value")
    if not 0 <= spurious.integer() <= counts[0] - minimal:
        raise spurious.reject(f"above the verified number {counts[0] - minimal}")
    boxes, above = sum(part.boxes for part in found), f"at least {spurious.integer()} spurious"
    if global_nodes:
        attained = prod(part.copies * part.least for part in found if part.least is not None)
        global_nodes[0].require_integer(attained, "the number of global minima")
        above = f"exactly {attained} global, {counts[0] - attained} spurious"
    return (
        f"{statement}: exactly {amount(sum(counts), 'critical point')}, by index {counts}, all "
        f"nondegenerate; {amount(counts[0], 'local minimum', 'local minima')}, {above} (p = {p}, "
        f"{amount(boxes, 'box', 'boxes')})"
    )
