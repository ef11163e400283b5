"""Reason product: a summand is, up to a constant, a product of two factors in disjoint angles that
both change their sign.

The gradient of f g is (g grad f, f grad g): it is zero wherever f and g are.
A function that changes its sign on the torus of n angles is zero on a set that separates it,
of dimension at least n - 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..trusted.circle import Circle, power, read_point
from ..trusted.reading import Node
from ..trusted.verdict import charge, hold, size_factor
from .losses import Terms, counts_of


def verify_product(node: Node, angles: Sequence[int], inside: Terms) -> int:
    """Multiply the two factors out, compare with the terms in `angles`, and look at the signs; the
    dimension of the common zeros.
    """
    parts = [read_factor(element, angles) for element in node.elements(2)]
    (first, f), (second, g) = parts
    if sorted([*first, *second]) != list(angles):
        raise node.reject("the angles of the factors are not those of the summand, each once")
    if len(angles) < 3:
        raise node.reject("less than three angles: the common zeros need not be infinitely many")
    hold(len(f) * len(g))
    charge(30 * len(f) * len(g))
    product: Terms = {}
    for left, x in f.items():
        for right, y in g.items():
            place = dict(zip((*first, *second), (*left, *right), strict=True))
            product[tuple(place[angle] for angle in angles)] = x * y
    product.pop((0,) * len(angles), None)
    if product != {index: value for index, value in inside.items() if any(index)}:
        raise node.reject("the product is not the summand, up to a constant")
    return len(angles) - 2


def read_factor(node: Node, angles: Sequence[int]) -> tuple[tuple[int, ...], Terms]:
    """One factor: its angles and its terms; it is positive at one point and negative at another."""
    angle_node, term_node, above, below = node.fields("angles", "terms", "above", "below")
    chosen = counts_of(angle_node)
    if not chosen or list(chosen) != sorted(set(chosen)) or not set(chosen) <= set(angles):
        raise angle_node.reject("not increasing positions of angles of the summand")
    terms = term_node.polynomial(len(chosen))
    for place, is_positive in ((above, True), (below, False)):
        value = value_at([read_point(part) for part in place.elements(len(chosen))], terms)
        if not value or (value > 0) != is_positive:
            raise place.reject(
                f"the factor is not {'positive' if is_positive else 'negative'} there"
            )
    return chosen, terms


def value_at(point: Sequence[Circle], terms: Terms) -> Fraction:
    """The value of a trigonometric polynomial at a rational point."""
    highest = max((e for index in terms for e in index), default=0)
    tables = [
        [power(pair, (e + 1) // 2)[0 if e % 2 or not e else 1] for e in range(highest + 1)]
        for pair in point
    ]
    bits = [x.denominator.bit_length() for table in tables for x in table]
    charge(30 * len(terms) * len(point) * size_factor(len(point) * max(bits)))
    total = Fraction(0)
    for index, value in terms.items():
        for e, table in zip(index, tables, strict=True):
            value *= table[e]
        total += value
    return total
