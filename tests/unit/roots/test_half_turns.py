"""Half turns that leave a loss unchanged: against values at turned rational points."""

import random
from itertools import product

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.roots.dyadic import TURN
from symqnn.roots.half_turns import half_turns, turned
from symqnn.roots.subdivision import Subdivision

POINT = [CirclePoint("3/5", "4/5"), CirclePoint("-5/13", "12/13"), CirclePoint("8/17", "15/17")]
BACK = CirclePoint(-1, 0)


def test_against_values() -> None:
    """A chart stands for another one iff the turn between them does not change the loss; generic
    coefficients cancel nowhere.
    """
    for seed in range(30):
        source = random.Random(seed)
        every = ["".join(index) for index in product("0123", repeat=3) if set(index) != {"0"}]
        terms = {index: source.randint(1, 999) for index in source.sample(every, 3)}
        poly = TrigPoly.from_terms(terms)
        first = half_turns(poly)
        for chart in range(8):
            turn = chart ^ first[chart]
            moved = [z.plus(BACK) if turn >> (2 - axis) & 1 else z for axis, z in enumerate(POINT)]
            assert poly.at(moved) == poly.at(POINT)
        unchanged = 0
        for turn in range(8):
            moved = [z.plus(BACK) if turn >> (2 - axis) & 1 else z for axis, z in enumerate(POINT)]
            unchanged += poly.at(moved) == poly.at(POINT)
        assert len(set(first)) * unchanged == 8


def test_points_turn_with_their_chart() -> None:
    part = Subdivision("*", ((1, 2, 3), (4, 5, 6)))
    again = turned(turned(part, 0b101, 3), 0b101, 3)
    assert again.points == part.points
    assert turned(part, 0b100, 3).points[0] == (1 + TURN // 2, 2, 3)
