"""Products as Laurent polynomials: against values at rational points, and what is refused."""

import random
from itertools import product as tuples

import pytest

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.laurent import from_laurent, product
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import InputError, SizeError

POINTS = [CirclePoint("3/5", "4/5"), CirclePoint("-5/13", "12/13")]


def drawn(seed: int) -> TrigPoly:
    source = random.Random(seed)
    every = ["".join(index) for index in tuples("01234", repeat=2)]
    return TrigPoly.from_terms({index: source.randint(-9, 9) for index in source.sample(every, 8)})


def test_products_have_the_products_of_the_values() -> None:
    for seed in range(20):
        left, right = drawn(seed), drawn(seed + 100)
        made = product(left, right)
        assert made.at(POINTS) == left.at(POINTS) * right.at(POINTS)
        assert from_laurent(*made.laurent(), made.torus) == made


def test_powers_of_z() -> None:
    """(1 + 2i)z + (1 - 2i)/z = 2 cos φ - 4 sin φ."""
    made = from_laurent({(1,): (1, 2), (-1,): (1, -2)}, 3, Torus.default(1))
    assert made == TrigPoly.from_terms({"1": "2/3", "2": "-4/3"})


def test_what_is_refused() -> None:
    with pytest.raises(InputError, match="real polynomial"):
        from_laurent({(1,): (1, 0)}, 1, Torus.default(1))
    high = TrigPoly.from_terms({(2 * 64,): 1})
    with pytest.raises(SizeError, match="degree above 127"):
        product(high, high)
