"""A list of critical points, with the certificate's own proof, as input of ``bernstein_check``
(BernsteinList.v).

Taken from the certificate are the points and the subdivision of the charts; what shows a critical
point to exist near each listed one, and its Morse index, is searched here, in floats rounded to
integers, and tested by the proved checker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import atan, lcm, pi, tan
from typing import Any

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.shift import shifted
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.decode import ListedPoint
from symqnn.formal.frequencies import Product, block_products, waves_of
from symqnn.formal.local import Local, Shown
from symqnn.formal.reading import OwnProof, blocks, loss, own_proofs

CENTRE_BITS = 96  # of cosines and sines at the listed points
AROUND = 2**36  # the critical point lies within 2^-36 radians of the listed one
UNIT_BITS = 44  # half tangents are integers over 2^44
LETTERS = "abcdefgh"
# the value of one is its place - 31
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
SIZES = "-=+/"  # a weight has 1, 2, 3 or 4 digits


@dataclass(frozen=True)
class ChartPoint:
    """A listed point: sign and half tangent (over 2^44) of each angle, and what shows a critical
    point near it.
    """

    signs: tuple[int, ...]
    tangents: tuple[int, ...]
    shown: Shown


def charts_words(certificate: Mapping[str, Any]) -> str:
    """The words that the extracted checker reads: the lists of all blocks, one after the other."""
    polynomial = loss(certificate)
    return "".join(
        _block_words(block_products(polynomial, block), own)
        for block, own in zip(blocks(certificate), own_proofs(certificate), strict=True)
    )


def turned(products: tuple[Product, ...], origin: Sequence[Fraction]) -> tuple[Product, ...]:
    """A positive multiple of a sum of products, in angles counted from 2·arctan(origin).

    Example:
        >>> turned((Product((1,), 1),), [Fraction(1, 2)])  # cos(α + x), cos α = 3/5, sin α = 4/5
        (Product(index=(1,), coefficient=3), Product(index=(2,), coefficient=-4))
    """
    poly = TrigPoly.from_terms({one.index: one.coefficient for one in products})
    terms = dict(shifted(poly, [CirclePoint.from_half_tangent(value) for value in origin]).terms())
    common = lcm(*(value.denominator for value in terms.values()))
    return tuple(Product(index, int(terms[index] * common)) for index in sorted(terms))


def chart_point(local: Local, listed: ListedPoint) -> ChartPoint:
    """The critical point near a listed one, to the last of 44 digits."""
    pairs = zip(listed.chart, listed.tangents, strict=True)
    turns = local.refined([(pi * c + 2 * atan(t / 2**UNIT_BITS)) / (2 * pi) for c, t in pairs])
    tangents = tuple(
        round(tan(pi * (turn - c / 2)) * 2**UNIT_BITS)
        for c, turn in zip(listed.chart, turns, strict=True)
    )
    return ChartPoint(tuple(1 - 2 * c for c in listed.chart), tangents, local.shown(turns))


def steps(text: str, angles: int, scales: Sequence[int]) -> Iterator[list[int | str]]:
    """The steps of the text of a chart, as words; ``scales``: 2^(s_i - min s), by which the
    certificate's polynomials differ.

    Example:
        >>> list(steps("0a*", 2, [1, 4]))
        [['split', 0], ['empty', 1, 0], ['root']]
    """
    place = 0
    while place < len(text):
        letter = text[place]
        place += 1
        if letter == "*":
            yield ["root"]
        elif letter in "01234567":
            yield ["split", int(letter)]
        else:
            size = SIZES.find(letter) + 1
            digits = text[place : place + size * angles]
            place += size * angles
            weights = _weights(digits, size) if size else _unit(letter, angles)
            yield ["empty", *(y * scale for y, scale in zip(weights, scales, strict=True))]


def _unit(letter: str, angles: int) -> list[int]:
    sign = 1 if letter.islower() else -1
    return [sign * (axis == LETTERS.index(letter.lower())) for axis in range(angles)]


def _weights(digits: str, size: int) -> list[int]:
    found = []
    for start in range(0, len(digits), size):
        value = 0
        for digit in digits[start : start + size]:
            value = 63 * value + DIGITS.index(digit) - 31
        found.append(value)
    return found


def _block_words(products: tuple[Product, ...], own: OwnProof) -> str:
    angles = len(own.origin)
    terms = turned(products, own.origin)
    local = Local.of(waves_of(terms))
    points = [chart_point(local, listed) for listed in own.points]
    degrees = [2 * max((one.index[axis] + 1) // 2 for one in terms) for axis in range(angles)]
    scales = [2 ** (s - min(own.exponents)) for s in own.exponents]
    lines = ["charts", str(CENTRE_BITS), str(angles), _words(degrees), str(len(terms))]
    lines += [f"{_words(one.index)} {one.coefficient}" for one in terms]
    lines.append(str(len(points)))
    for point in points:
        # reach: 2^44 times the distance in radians, which bounds the one of the half tangents
        lines.append(
            f"{_words(point.signs)} {_words(point.tangents)} 1 {AROUND} {2**UNIT_BITS // AROUND}"
        )
        lines.append(str(point.shown.denominator))
        lines += [_rows(point.shown.preconditioner), _rows(point.shown.congruence)]
        lines.append(str(point.shown.index))
    for signs, text in zip(product((1, -1), repeat=angles), own.charts, strict=True):
        here = enumerate(point for point in points if point.signs == signs)
        for step in steps(text, angles, scales):
            if step == ["root"]:
                number, point = next(here)
                lines.append(f"root {number} {_rows(point.shown.preconditioner)}")
            else:
                lines.append(_words(step))
    return "\n".join(lines) + "\n"


def _rows(matrix: Sequence[Sequence[int]]) -> str:
    return _words(value for row in matrix for value in row)


def _words(values: Any) -> str:
    return " ".join(map(str, values))
