"""The counts against other systems: PHCpack's homotopies and Singular's Gröbner bases, where they
are installed.

Modules: landscape/external.
"""

import re
import shutil
import subprocess

import pytest
from instances import latin_loss, parity_loss, product_loss, random_loss

from symqnn.landscape.export import to_phcpack
from symqnn.landscape.external import complex_solutions_modulo
from symqnn.landscape.point_bounds import newton_mixed_volume
from symqnn.landscape.system import laurent_equations
from symqnn.roots.complex_count import complex_count
from symqnn.roots.critical import critical_points

needs_phc = pytest.mark.skipif(shutil.which("phc") is None, reason="PHCpack (phc) is not installed")
needs_singular = pytest.mark.skipif(
    shutil.which("Singular") is None, reason="Singular is not installed"
)


def phc_solutions(poly, folder):
    """Solutions in the complex torus by PHCpack's blackbox solver: floating, not certified."""
    source, target = folder / "system", folder / "solved"
    source.write_text(to_phcpack(laurent_equations(poly)))
    subprocess.run(
        ["phc", "-b", "-0", str(source), str(target)], capture_output=True, timeout=300, check=False
    )
    number = r"\s*(-?\d\.\d+E[+-]\d+)"
    text = target.read_text().rpartition("THE SOLUTIONS")[2]
    rows = [
        re.findall(rf"^ z{k + 1} :{number}{number}", text, re.MULTILINE) for k in range(poly.angles)
    ]
    return [
        tuple(complex(float(a), float(b)) for a, b in point) for point in zip(*rows, strict=True)
    ]


def on_the_torus(points):
    return [point for point in points if all(abs(abs(z) - 1) < 1e-8 for z in point)]


@needs_phc
@pytest.mark.parametrize("seed", range(8))
def test_two_angles_agree_with_phcpack(seed, tmp_path):
    poly = random_loss(2, seed)
    found = phc_solutions(poly, tmp_path)
    assert len(found) == complex_count(poly).distinct == newton_mixed_volume(poly) == 32
    assert len(on_the_torus(found)) == critical_points(poly).number


@needs_phc
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_three_angles_agree_with_phcpack(seed, tmp_path):
    poly = random_loss(3, seed)
    found = phc_solutions(poly, tmp_path)
    assert len(found) == newton_mixed_volume(poly) == 384
    assert len(on_the_torus(found)) == critical_points(poly).number


@needs_singular
@pytest.mark.parametrize(
    ("poly", "count"),
    [
        *((random_loss(1, seed), 4) for seed in range(4)),
        *((random_loss(2, seed), 32) for seed in range(6)),
        (product_loss(1), 4),
        (product_loss(2), 16),
        (product_loss(3), 64),
        (latin_loss(2), 32),
        (parity_loss(2, [(0,), (0, 1)], [1, 1]), None),
        pytest.param(random_loss(3, 1), 384, marks=pytest.mark.slow),
    ],
)
def test_singular_agrees_on_complex_counts(poly, count):
    found = {complex_solutions_modulo(poly, prime) for prime in (2147483029, 2147482951)}
    assert len(found) == 1
    if count is not None:
        assert found == {count}
    if poly.angles <= 2 and complex_count(poly).with_multiplicity is not None:
        assert found == {complex_count(poly).with_multiplicity}
    assert found.pop() <= newton_mixed_volume(poly)


@needs_singular
def test_the_latin_instance_of_three_angles_has_complex_solutions_that_are_not_real():
    poly = latin_loss(3)
    assert complex_solutions_modulo(poly) == newton_mixed_volume(poly) == 384
    assert critical_points(poly).number == 288
