"""A lower bound by subdivision: on every box all Bernstein coefficients of T - lambda, times a
positive function, are at least 0.

Chart e: phi_l = pi e_l + 2 arctan t_l, -1 <= t_l <= 1; T times the product of (1 + t_l^2)^d_l is a
polynomial of degree 2 d_l in t_l. All integers are exact: a halving multiplies them by a power of 2
instead of dividing.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import comb, gcd, lcm, prod

from ..trusted.reading import Index, Node, amount
from ..trusted.verdict import Unsupported, charge, common_multiple, hold
from .bernstein import chart_coefficients
from .instance import Polynomial

MAX_HALVINGS = 60


def shortened(loss: Polynomial) -> tuple[Polynomial, Index]:
    """The frequencies of each angle divided by their common divisor: the same values;
    and the highest ones.
    """
    p = len(next(iter(loss)))
    divisors = [gcd(*((index[axis] + 1) // 2 for index in loss)) or 1 for axis in range(p)]
    terms = {}
    for index, value in loss.items():
        frequencies = [(e + 1) // 2 // m for e, m in zip(index, divisors, strict=True)]
        terms[tuple(2 * k - e % 2 if k else 0 for k, e in zip(frequencies, index, strict=True))] = (
            value
        )
    degrees = tuple(max((index[axis] + 1) // 2 for index in terms) for axis in range(p))
    return terms, degrees


def verify_boxes(proof: Node, loss: Polynomial, p: int, lower: Fraction) -> str:
    """Reject unless every box of the subdivision has only coefficients >= 0."""
    _, charts = proof.fields("kind", "charts")
    if not 1 <= p <= 8:
        raise Unsupported(charts.place(), "a subdivision of more than 8 angles")
    zero = (0,) * p
    terms, degrees = shortened({**loss, zero: loss.get(zero, Fraction(0)) - lower})
    denominator = common_multiple([value.denominator for value in terms.values()], charts.place())
    widths = [2 * degree + 1 for degree in degrees]
    size = prod(widths)
    hold(2**p * size, charts.place())
    bits = max(int(abs(value) * denominator).bit_length() for value in terms.values())
    charge(2**p * size * p * 4 * max(1, *degrees) * (1 + bits // 500), charts.place())
    tensor = [0] * size
    for index, value in terms.items():
        place = 0
        for e, width in zip(index, widths, strict=True):
            place = place * width + e
        tensor[place] = int(value * denominator)
    tables = chart_coefficients(tensor, degrees)
    # times C(n, a) in each angle: divided, after multiplying by a common multiple
    common = prod(lcm(*(comb(2 * d, a) for a in range(2 * d + 1))) for d in degrees)
    factors = [common]
    for d in degrees:
        factors = [factor // comb(2 * d, a) for factor in factors for a in range(2 * d + 1)]
    boxes = 0
    for node, table in zip(charts.elements(2**p), tables, strict=True):
        boxes += walk(node, [x * factor for x, factor in zip(table, factors, strict=True)], widths)
    return amount(boxes, "box", "boxes")


def walk(node: Node, values: list[int], widths: list[int]) -> int:
    """Follow the text of one chart in preorder; the number of its boxes."""
    text, p, boxes = node.text(), len(widths), 0
    waiting = [(values, 0)]
    for position, step in enumerate(text):
        if not waiting:
            raise node.reject("goes on after every box is settled")
        current, depth = waiting.pop()
        bits = max(map(int.bit_length, current))
        charge(len(current) * (1 + bits // 500), node.place())
        if step == ".":
            if min(current) < 0:
                raise node.reject(f"step {position}: a coefficient is negative on this box")
            boxes += 1
            continue
        axis = ord(step) - ord("0")
        if not 0 <= axis < p:
            raise node.reject(f"step {position}: neither an angle nor a box")
        if depth == MAX_HALVINGS:
            raise Unsupported(node.place(), f"more than {MAX_HALVINGS} halvings")
        charge(len(current) * widths[axis] * 2 * (1 + bits // 500), node.place())
        lower, upper = halves(current, widths, axis)
        waiting += [(upper, depth + 1), (lower, depth + 1)]
    if waiting:
        raise node.reject("ends before every box is settled")
    return boxes


def halves(values: list[int], widths: list[int], axis: int) -> tuple[list[int], list[int]]:
    """2^n times the coefficients over both halves, by de Casteljau's triangle of sums."""
    width, inner = widths[axis], prod(widths[axis + 1 :])
    lower, upper = list(values), list(values)
    for outer in range(0, len(values), width * inner):
        for offset in range(outer, outer + inner):
            row = values[offset : offset + width * inner : inner]
            first, last = [], []
            for k in range(width):
                first.append(row[0] << (width - 1 - k))
                last.append(row[-1] << (width - 1 - k))
                row = [a + b for a, b in pairwise(row)]
            lower[offset : offset + width * inner : inner] = first
            upper[offset : offset + width * inner : inner] = last[::-1]
    return lower, upper
