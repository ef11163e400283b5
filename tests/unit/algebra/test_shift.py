"""Shifted phases against values at sums of angles."""

import random
from itertools import product

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.shift import shifted
from symqnn.algebra.trigpoly import TrigPoly

HERE = [CirclePoint("3/5", "4/5"), CirclePoint("-5/13", "12/13")]
THERE = [CirclePoint("8/17", "-15/17"), CirclePoint(0, 1)]


def test_values_and_inverse() -> None:
    for seed in range(10):
        source = random.Random(seed)
        terms = {"".join(index): source.randint(-4, 4) for index in product("01234", repeat=2)}
        poly = TrigPoly.from_terms(terms)
        moved = shifted(poly, THERE)
        both = [a.plus(b) for a, b in zip(HERE, THERE, strict=True)]
        assert moved.at(HERE) == poly.at(both)
        assert shifted(moved, [CirclePoint(z.cos, -z.sin) for z in THERE]) == poly
