"""Timings of the enumeration of critical points beside other systems; run with
`pytest tests/benchmarks --benchmark-only`.

CPU seconds and ratios to more systems, up to four angles: critical_points_table.py beside this
file.
Only symqnn's list is certified and complete over the reals: PHCpack floats all complex solutions,
Singular and the resultant count.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sympy as sp

from symqnn.certificate.canonical import canonical_bytes
from symqnn.certificate.critical import critical_points_certificate
from symqnn.checker import check
from symqnn.landscape.export import to_phcpack
from symqnn.landscape.external import complex_solutions_modulo
from symqnn.landscape.point_bounds import ladder
from symqnn.landscape.system import circle_system, laurent_equations
from symqnn.roots.complex_count import complex_count
from symqnn.roots.critical import critical_points
from symqnn.status import Status

sys.path.insert(0, str(Path(__file__).parents[1] / "shared"))
from instances import latin_loss, product_loss, random_loss

CASES = {
    "generic p=1": random_loss(1, 2),
    "generic p=2": random_loss(2, 0),
    "generic p=3": random_loss(3, 0),
    "p!2^p instance p=3": latin_loss(3),
    "product p=4": product_loss(4),
}


@pytest.mark.parametrize("name", CASES)
def test_complete_list(benchmark, name):
    benchmark.group = f"{name}: critical points"
    found = benchmark(critical_points, CASES[name])
    assert found.status is Status.PROVED
    benchmark.extra_info["boxes"] = found.boxes


@pytest.mark.parametrize("name", CASES)
def test_certificate_writing(benchmark, name):
    benchmark.group = f"{name}: certificate"
    found = critical_points(CASES[name])
    benchmark.extra_info["bytes"] = len(
        benchmark(lambda: canonical_bytes(critical_points_certificate(found)))
    )


@pytest.mark.parametrize("name", CASES)
def test_certificate_checking(benchmark, name):
    benchmark.group = f"{name}: certificate"
    certificate = json.loads(
        canonical_bytes(critical_points_certificate(critical_points(CASES[name])))
    )
    assert benchmark.pedantic(check, (certificate,), rounds=2).status == "VERIFIED"


@pytest.mark.parametrize("name", ["generic p=1", "generic p=2"])
def test_resultant(benchmark, name):
    benchmark.group = f"{name}: critical points"
    assert benchmark(complex_count, CASES[name]).exact


@pytest.mark.skipif(shutil.which("phc") is None, reason="PHCpack (phc) is not installed")
@pytest.mark.parametrize("name", ["generic p=2", "generic p=3"])
def test_phcpack(benchmark, name, tmp_path):
    benchmark.group = f"{name}: critical points"
    (tmp_path / "system").write_text(to_phcpack(laurent_equations(CASES[name])))

    def solve():
        (tmp_path / "solved").unlink(missing_ok=True)
        subprocess.run(
            ["phc", "-b", str(tmp_path / "system"), str(tmp_path / "solved")],
            capture_output=True,
            check=False,
        )

    benchmark.pedantic(solve, rounds=1)


@pytest.mark.skipif(shutil.which("Singular") is None, reason="Singular is not installed")
@pytest.mark.parametrize("name", ["generic p=1", "generic p=2", "generic p=3"])
def test_singular_modulo_a_prime(benchmark, name):
    benchmark.group = f"{name}: critical points"
    assert (
        benchmark.pedantic(complex_solutions_modulo, (CASES[name],), rounds=1)
        == {1: 4, 2: 32, 3: 384}[CASES[name].angles]
    )


def test_sympy_solves_one_angle(benchmark):
    benchmark.group = "generic p=1: critical points"
    equations = circle_system(CASES["generic p=1"]).to_sympy()
    c, s = sp.symbols("c1 s1")
    count = benchmark.pedantic(
        lambda: sp.Poly(sp.groebner(equations, s, c, order="lex").exprs[-1], c).count_roots(),
        rounds=1,
    )
    assert count >= 1


@pytest.mark.parametrize("p", [2, 3, 4])
def test_ladder(benchmark, p):
    benchmark.group = "ladder of bounds"
    assert len(benchmark.pedantic(ladder, (random_loss(p, 0),), rounds=1)) == 4
