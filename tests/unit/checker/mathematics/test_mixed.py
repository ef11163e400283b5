"""The checker's mixed volumes against Bernstein's theorem and against volumes of sums."""

from itertools import product

import pytest
import sympy
from scipy.spatial import ConvexHull

from symqnn.checker.mathematics.mixed import ends_of_lines, mixed_volume

SIMPLEX = [(0, 0), (1, 0), (0, 1)]
SQUARE = list(product((0, 1), repeat=2))
FAR = [(0, 0), (3, 1), (1, 4), (2, 2)]


def area(*sets: list[tuple[int, int]]) -> float:
    total = [tuple(map(sum, zip(*points, strict=True))) for points in product(*sets)]
    return float(ConvexHull(total).volume)


@pytest.mark.parametrize(("first", "second"), list(product((SIMPLEX, SQUARE, FAR), repeat=2)))
def test_areas_of_minkowski_sums(first: list, second: list) -> None:
    """MV(P, Q) = |P + Q| - |P| - |Q|."""
    wanted = area(first, second) - area(first) - area(second)
    assert mixed_volume([first, second]) == round(wanted)


def test_numbers_of_solutions_on_the_torus() -> None:
    """Bernstein: generic coefficients have as many solutions as the mixed volume says."""
    x, y = sympy.symbols("x y")
    f = sum((2 + 3 * k + k**3) * x**a * y**b for k, (a, b) in enumerate(SQUARE))
    g = sum((7 - 5 * k + k**2) * x**a * y**b for k, (a, b) in enumerate(FAR))
    eliminant = sympy.Poly(sympy.resultant(f, g, y), x)
    nonzero = eliminant.degree() - min(power for (power,) in eliminant.monoms())
    assert mixed_volume([SQUARE, FAR]) == nonzero


def test_three_sets_in_any_order() -> None:
    cube = list(product((0, 1), repeat=3))
    simplex = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)]
    stretched = [(0, 0, 0), (2, 0, 1), (0, 3, 0)]
    orders = [[cube, simplex, stretched], [stretched, cube, simplex], [simplex, stretched, cube]]
    assert len({mixed_volume(sets) for sets in orders}) == 1
    assert mixed_volume([cube] * 3) == 6 and mixed_volume([simplex] * 3) == 1
    assert ends_of_lines([(0, 0), (1, 0), (2, 0), (1, 1)]) == [(0, 0), (1, 1), (2, 0)]
