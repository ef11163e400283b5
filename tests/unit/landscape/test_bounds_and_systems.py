"""Bounds, mixed volumes, the polynomial systems and their texts.

Modules: landscape/export, landscape/mixed_volume, landscape/point_bounds, landscape/system.
"""

import shutil
import subprocess
from fractions import Fraction
from itertools import product
from math import factorial

import pytest
import sympy

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import DimensionError, InputError
from symqnn.landscape.export import FORMATS, export, to_singular
from symqnn.landscape.mixed_volume import mixed_volume, normalised_volume
from symqnn.landscape.point_bounds import (
    bezout,
    generic_bound,
    ladder,
    morse_bound,
    multihomogeneous_bezout,
    newton_mixed_volume,
    paper_bound,
    permanent,
)
from symqnn.landscape.system import (
    circle_system,
    fourier_degree,
    fourier_support,
    half_tangent_system,
    laurent_equations,
)
from symqnn.loss.derivatives import gradient
from symqnn.loss.training import loss
from symqnn.model.dataset import random_dataset
from symqnn.model.qnn import QNN


def random_loss(p, seed):
    network = QNN(
        ["".join("Z" if q == k else "I" for q in range(p)) for k in range(p)], f"(Y+I)^{p}"
    )
    return loss(network, random_dataset(p, 3 * p, seed))


def value(terms, numbers):
    total = Fraction(0)
    for exponents, coefficient in terms.items():
        term = Fraction(coefficient)
        for x, e in zip(numbers, exponents, strict=True):
            term *= x**e
        total += term
    return total


@pytest.mark.parametrize("p", [1, 2, 3, 4])
def test_generic_ladder(p):
    poly = random_loss(p, seed=p)
    assert [rung.value for rung in ladder(poly)] == [
        (4 * p) ** p,
        (4 * p) ** p,
        factorial(p) * 4**p,
        factorial(p) * 4**p,
    ]
    assert paper_bound(p) == (4 * p) ** p and generic_bound(p) == factorial(p) * 4**p
    assert fourier_degree(poly) == 2 * p and all(
        max(map(abs, k)) <= 2 for k in fourier_support(poly)
    )


def test_structured_supports_lower_the_rungs():
    poly = TrigPoly.from_terms({"30": 1, "03": 1, "11": 1})
    assert [rung.value for rung in ladder(poly)] == [64, 16, 20, 16]
    assert (
        bezout(poly) == 16
        and multihomogeneous_bezout(poly) == 4 * permanent([[2, 1], [1, 2]]) == 20
    )
    separable = TrigPoly.from_terms({"30": 1, "03": 1, "10": 2})
    assert newton_mixed_volume(separable) == multihomogeneous_bezout(separable) == 16
    assert newton_mixed_volume(TrigPoly.from_terms({"10": 1})) == 0
    assert morse_bound(32) == 16
    with pytest.raises(InputError, match="not depend on every angle"):
        ladder(TrigPoly.from_terms({"10": 1}))


def test_integral_spectra():
    assert (
        paper_bound(2, degree=2 * 3) == (4 * 3 * 2) ** 2
        and generic_bound(2, degree=2 * 3) == 2 * (4 * 3) ** 2
    )


def test_mixed_volumes():
    simplex = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)]
    cube = list(product((0, 1), repeat=3))
    assert normalised_volume(simplex) == 1 and normalised_volume(cube) == 6
    assert normalised_volume([(0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 0)]) == 0
    octahedron = [tuple(s * (k == a) for k in range(3)) for a in range(3) for s in (1, -1)]
    assert normalised_volume(octahedron) == 8
    assert mixed_volume([simplex] * 3) == 1  # Bézout for three linear equations
    assert mixed_volume([[tuple(2 * x for x in point) for point in simplex], simplex, simplex]) == 2
    assert mixed_volume([cube, cube, simplex]) == mixed_volume([simplex, cube, cube]) == 6
    assert mixed_volume([[(0,), (5,), (2,)]]) == 5
    assert mixed_volume([[(0, 0), (3, 0)], [(0, 0), (0, 2)]]) == 6
    with pytest.raises(DimensionError):
        mixed_volume([[(0, 0)]])


@pytest.mark.parametrize("p", [1, 2, 3])
def test_systems_vanish_where_the_gradient_does(p):
    poly = random_loss(p, seed=7)
    halves = [Fraction(1, 2), Fraction(-2, 3), Fraction(4, 7)][:p]
    points = [CirclePoint.from_half_tangent(t) for t in halves]
    circle, tangent = circle_system(poly), half_tangent_system(poly)
    numbers = [x for point in points for x in (point.cos, point.sin)]
    for axis, part in enumerate(gradient(poly)):
        exact = part.at(points)
        found = value(circle.equations[axis], numbers)
        assert exact and found and (found / exact).denominator >= 1
        cleared = value(tangent.equations[axis], halves)
        for t, degree in zip(halves, part.degrees, strict=True):
            cleared /= (1 + t * t) ** degree
        ratio, other = found / exact, cleared / exact
        moved = [CirclePoint.from_half_tangent(t + 1) for t in halves]
        assert value(
            circle.equations[axis], [x for point in moved for x in (point.cos, point.sin)]
        ) == ratio * part.at(moved)
        assert other > 0 and ratio > 0
    assert [value(terms, numbers) for terms in circle.equations[p:]] == [0] * p
    assert circle.degrees() == (2 * p,) * p + (2,) * p


@pytest.mark.parametrize("target", sorted(FORMATS))
def test_texts_name_every_variable(target):
    system = circle_system(random_loss(2, seed=1))
    text = export(system, target)
    assert all(name in text for name in system.variables) and text.endswith("\n")
    with pytest.raises(InputError, match="singular"):
        export(system, "maple")


def test_sympy_and_latex():
    poly = random_loss(2, seed=1)
    theta = sympy.symbols("theta1 theta2", real=True)
    at = {theta[0]: sympy.Rational(1, 3), theta[1]: sympy.Rational(2, 7)}
    assert abs(float(poly.to_sympy().subs(at)) - poly.numeric_phases([2 / 3, 4 / 7])) < 1e-12
    equations = circle_system(poly).to_sympy()
    assert len(equations) == 4 and equations[2].free_symbols == set(sympy.symbols("c1 s1"))
    z = sympy.symbols("z1 z2")
    laurent = laurent_equations(poly).to_sympy()
    assert len(laurent) == 2 and laurent[0].free_symbols == set(z)
    assert circle_system(poly).to_latex().count("0 &= ") == 4
    with pytest.raises(InputError, match="constant"):
        laurent_equations(TrigPoly.constant(1, 1))


def run(program, *arguments, text):
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    return subprocess.run(
        [program, *arguments], input=text, capture_output=True, text=True, timeout=120, check=False
    ).stdout


@pytest.mark.parametrize("seed", [0, 1])
def test_singular_counts_the_complex_solutions(seed):
    assert (
        run("Singular", "-q", text=to_singular(circle_system(random_loss(2, seed)), 32003)).split()[
            -1
        ]
        == "32"
    )
    assert (
        run("Singular", "-q", text=to_singular(circle_system(random_loss(1, seed)))).split()[-1]
        == "4"
    )


def test_singular_counts_384_complex_solutions_for_three_angles():
    assert (
        run("Singular", "-q", text=to_singular(circle_system(random_loss(3, 0)), 32003)).split()[-1]
        == "384"
    )
