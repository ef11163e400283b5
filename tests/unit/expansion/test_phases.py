"""Products of cosines and sines: every rule against floats, and the table against its rules."""

import math
from fractions import Fraction

import numpy as np
import pytest

from symqnn.algebra.circle import CirclePoint
from symqnn.expansion.phases import (
    COS,
    SIN,
    IndexLayout,
    Phase,
    Table,
    add_tables,
    product_terms,
    summands,
    times_phase,
    times_summand,
)

PHI = (0.37, -1.2, 2.9)


def basis(e: int, phi: float) -> float:
    k = (e + 1) // 2
    return math.cos(k * phi) if e % 2 or not e else math.sin(k * phi)


def value(index: tuple[int, ...]) -> float:
    return math.prod(basis(e, phi) for e, phi in zip(index, PHI, strict=True))


@pytest.mark.parametrize("e", range(9))
@pytest.mark.parametrize("f", range(9))
def test_product_formulas(e: int, f: int) -> None:
    total = sum(float(x) * basis(g, PHI[0]) for x, g in product_terms(e, f))
    assert abs(total - basis(e, PHI[0]) * basis(f, PHI[0])) < 1e-14


PHASES = [
    Phase(((0, 1),), CirclePoint.quarter_turns(0)),
    Phase(((0, 2), (1, -3)), CirclePoint("3/5", "4/5")),
    Phase(((0, -1), (1, 1), (2, 2)), CirclePoint.quarter_turns(1)),
]


@pytest.mark.parametrize("phase", PHASES)
def test_addition_theorems(phase: Phase) -> None:
    fixed = math.atan2(float(phase.fixed.sin), float(phase.fixed.cos))
    omega = sum(m * PHI[axis] for axis, m in phase.multiples) + fixed
    for kind, function in ((COS, math.cos), (SIN, math.sin)):
        parts = summands(phase, kind)
        total = sum(
            float(part.value) * math.prod(basis(e, PHI[axis]) for axis, e in part.factors)
            for part in parts
        )
        assert abs(total - function(omega)) < 1e-13
        for index in ((0, 0, 0), (1, 4, 2), (3, 0, 1)):
            made = [term for part in parts for term in times_summand(index, part)]
            product = sum(float(x) * value(new) for new, x in made)
            assert abs(product - function(omega) * value(index)) < 1e-12
    assert phase.times(3).times(-1) == phase.times(-3)


@pytest.mark.parametrize("degrees", [(1, 1), (9, 0, 40), (1,) * 70])
def test_layouts_pack_and_unpack(degrees: tuple[int, ...]) -> None:
    layout = IndexLayout.of(degrees)
    source = np.random.default_rng(0)
    columns = [source.integers(0, 2 * degree + 1, 50) for degree in degrees]
    table = np.stack(columns, axis=1).astype(np.uint8)
    rows = layout.pack(table)
    assert rows.shape == (50, layout.width) and (layout.unpack(rows) == table).all()
    layout.put(rows, 0, 0)
    assert (layout.unpack(rows)[:, 1:] == table[:, 1:]).all() and not layout.get(rows, 0).any()


def test_tables_follow_the_rules_of_single_terms() -> None:
    layout = IndexLayout.of((6, 6, 6))
    indices = [(0, 0, 0), (1, 4, 2), (3, 0, 1), (2, 5, 6)]
    keys = layout.pack(np.array(indices, dtype=np.uint8))
    table = Table(keys, np.array([2, -3, 5, 7], dtype=np.int64), 6)
    for phase in PHASES:
        made = add_tables(times_phase(table, phase, SIN, layout))
        wanted: dict[tuple[int, ...], Fraction] = {}
        for index, number in zip(indices, (2, -3, 5, 7), strict=True):
            for part in summands(phase, SIN):
                for new, x in times_summand(index, part):
                    wanted[new] = wanted.get(new, Fraction(0)) + x * Fraction(number, 6)
        numbers = zip(layout.unpack(made.keys).tolist(), made.values.tolist(), strict=True)
        found = {tuple(index): Fraction(int(x), made.denominator) for index, x in numbers}
        assert found == {index: x for index, x in wanted.items() if x}
