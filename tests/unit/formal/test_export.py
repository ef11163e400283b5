"""What export-coq writes, and what it refuses; no Coq is needed here.

Modules: formal/charts, formal/cover, formal/dense, formal/expansion, formal/frequencies,
formal/gallina, formal/independence, formal/local, formal/points, formal/points_coq, formal/reading,
commands/export_coq.
"""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.cli import main
from symqnn.errors import InputError
from symqnn.expansion.output import expand
from symqnn.formal.charts import charts_words, steps, turned
from symqnn.formal.dense import scaled_operators
from symqnn.formal.expansion import expansion_text
from symqnn.formal.frequencies import SCALE, block_products, waves_of
from symqnn.formal.independence import functionals, independence_text
from symqnn.formal.points import points_words, problems
from symqnn.formal.points_coq import points_coq_text
from symqnn.formal.reading import ListedBlock, blocks, field, loss, network, own_proofs
from symqnn.model.instance_file import instance_from

PROOFS = Path(__file__).resolve().parents[3] / "proofs"


def read(name: str) -> dict:
    return json.loads((PROOFS / f"{name}.certificate.json").read_text())


@pytest.mark.parametrize("name", ["product_p2", "random_p2_d4", "random_p3_d6"])
def test_functionals_are_dual_to_the_operators(name: str) -> None:
    certificate = read(f"definition_1/{name}")
    data, (modulus, root) = network(certificate), field(certificate)
    operators = scaled_operators(data, modulus, root)[1:]
    found = functionals(data, modulus, root)
    for xi, functional in enumerate(found):
        for other, operator in enumerate(operators):
            entries = (
                int(operator[x, y]) for x in range(data.dimension) for y in range(data.dimension)
            )
            weights = (weight for row in functional for weight in row)
            value = sum(a * b for a, b in zip(weights, entries, strict=True)) % modulus
            assert value == (xi == other)


def test_scaled_operators_are_multiples_of_the_expansion() -> None:
    """The program's 2·D² a layer, against the package's own expansion."""
    problem = json.loads((PROOFS / "definition_1/random_p3_d6.problem.json").read_text())
    expansion = expand(instance_from(problem["instance"]).qnn)
    certificate = read("definition_1/random_p3_d6")
    data, (modulus, root) = network(certificate), field(certificate)
    operators = scaled_operators(data, modulus, root)
    scale = data.observable[0].denominator
    for generator in data.generators:
        scale *= 2 * generator.denominator**2
    for xi, operator in expansion.items():
        position = int(xi, 3)
        real, imaginary = operator.integer_rows()
        inverse = pow(operator.denominator, -1, modulus)
        for x in range(data.dimension):
            for y in range(data.dimension):
                value = (real[x][y] + root * imaginary[x][y]) * scale * inverse % modulus
                assert int(operators[position][x, y]) == value


@pytest.mark.parametrize("name", ["random_network_p2", "product_p3", "latin_p3"])
def test_waves_are_a_multiple_of_the_loss(name: str) -> None:
    """Frequency form against the polynomial, at random angles."""
    certificate = read(f"theorem_7/{name}")
    polynomial = loss(certificate)
    random = np.random.default_rng(7)
    for block in blocks(certificate):
        waves = waves_of(block_products(polynomial, block))

        def value(phi, waves=waves, block=block):
            total = 0.0
            for wave in waves:
                pairs = zip(wave.frequency, block.multiples, block.angles, strict=True)
                angle = sum(k * m * phi[a] for k, m, a in pairs)
                total += wave.cos * np.cos(angle) + wave.sin * np.sin(angle)
            return total

        inside = TrigPoly.from_terms(
            {
                index: coefficient
                for index, coefficient in polynomial.terms()
                if any(index[a] for a in block.angles)
            }
        )
        first, second, third = random.uniform(0, 2 * np.pi, (3, polynomial.angles))
        ours = (value(first) - value(second)) / (value(third) - value(second))
        # polynomials take θ = φ/2
        exact = [float(inside.numeric(point / 2)) for point in (first, second, third)]
        assert ours == pytest.approx((exact[0] - exact[1]) / (exact[2] - exact[1]), rel=1e-9)


def test_waves_keep_every_product() -> None:
    block = ListedBlock((0, 1), (1, 1), ())
    products = block_products(TrigPoly.from_terms({"22": Fraction(1, 3)}), block)
    assert [(one.index, one.coefficient) for one in products] == [((2, 2), SCALE)]
    # 4 sin x sin y = 2 cos(x - y) - 2 cos(x + y)
    found = [(wave.frequency, wave.cos // SCALE, wave.sin) for wave in waves_of(products)]
    assert found == [((1, -1), 2, 0), ((1, 1), -2, 0)]


def test_words_hold_one_list_a_block() -> None:
    certificate = read("theorem_7/product_p3")
    found = list(problems(certificate))
    assert [len(problem.entries) for problem in found] == [4, 4, 4]
    homes = sum(step.startswith("home") for problem in found for step in problem.steps)
    assert points_words(certificate).count("home") == homes >= 12


def test_a_list_with_a_gap_has_no_cover() -> None:
    """Around the critical point that is left out no box can be settled."""
    certificate = read("theorem_7/product_p1")
    block = certificate["witness"]["blocks"][0]
    del block["roots"][-1]
    block["charts"][1] = "a".join(block["charts"][1].rsplit("*", 1))
    with pytest.raises(InputError, match="must hold all critical points"):
        points_words(certificate)


def test_points_of_charts_are_points_of_the_torus() -> None:
    """2 arctan τ + π e + 2 arctan t, by the tangent of the sum."""
    block = {"angles": [0, 1], "multiples": [1, 1], "origin": ["0", "1/3"]}
    block |= {"charts": ["a", "a", "*", "a"], "roots": ["W000000l000000"]}
    (found,) = blocks({"witness": {"blocks": [block]}})
    first, second = (2 * np.pi * n / 2**46 for n in found.centres[0])
    assert first == pytest.approx(np.pi)  # chart 1, t = 0
    assert np.tan(second / 2) == pytest.approx((1 / 3 + 1 / 2) / (1 - 1 / 6))


def test_the_texts_name_their_theorems() -> None:
    assert "Theorem definition_1 " in independence_text(read("definition_1/product_p2"), "x")
    assert "Theorem equation_11 " in expansion_text(read("equation_11/product_p2"), "x")
    assert points_coq_text(read("theorem_7/product_p2"), "x").count("Theorem critical_points_") == 2


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["theorem_2/product_p2"], "of kind separable-minima"),
        (["definition_1/product_p64"], "the kernel computes up to"),
        (["definition_1/product_p2", "--words"], "critical-points (for --words) is required"),
        (["theorem_7/latin_p3"], "a block of 3 angles"),
        (["equation_12/product_p2"], "equation-11"),
    ],
)
def test_refusals(arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    name, *options = arguments
    assert main(["export-coq", str(PROOFS / f"{name}.certificate.json"), *options]) == 2
    assert reason in capsys.readouterr().err


def test_a_certificate_that_is_not_verified_is_not_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate = read("definition_1/product_p2")
    certificate["claim"]["operators"] = "9"
    path = tmp_path / "wrong.certificate.json"
    path.write_text(json.dumps(certificate, sort_keys=True, separators=(",", ":")) + "\n")
    assert main(["export-coq", str(path)]) == 2
    assert "REJECTED" in capsys.readouterr().err


def test_dependent_operators_have_no_functionals() -> None:
    certificate = read("definition_1/single_pauli_p3")
    certificate["witness"] = {"modulus": "16777213", "root": "4392518"}
    with pytest.raises(InputError, match="have rank"):
        independence_text(certificate, "x")


def value(products, x) -> float:
    """A sum of products at a point in radians."""
    total = 0.0
    for one in products:
        factors = (
            1.0 if not e else (np.cos, np.sin)[1 - e % 2]((e + 1) // 2 * angle)
            for e, angle in zip(one.index, x, strict=True)
        )
        total += one.coefficient * np.prod(list(factors))
    return total


@pytest.mark.parametrize("name", ["random_network_p2", "latin_p3"])
def test_turned_products_are_the_loss_from_the_origin(name: str) -> None:
    certificate = read(f"theorem_7/{name}")
    (block,), (own,) = blocks(certificate), own_proofs(certificate)
    products = block_products(loss(certificate), block)
    moved = turned(products, own.origin)
    start = np.array([2 * np.arctan(float(tau)) for tau in own.origin])
    points = np.random.default_rng(3).uniform(0, 2 * np.pi, (5, len(start)))
    ratios = [value(moved, x) / value(products, x + start) for x in points]
    assert min(ratios) > 0
    assert np.ptp(ratios) < 1e-6 * ratios[0]


def test_steps_are_those_of_the_format() -> None:
    weights = "V_" + "0V"  # places 31 and 36 are 0 and 5; 0 is -31
    text = "1B-" + weights[:2] + "*"
    assert list(steps(text, 2, [1, 2])) == [
        ["split", 1],
        ["empty", 0, -2],
        ["empty", 0, 10],
        ["root"],
    ]
    assert list(steps("=" + "0V" + "W0", 2, [1, 1])) == [["empty", -31 * 63, 63 - 31]]


def test_charts_hold_every_root_once() -> None:
    certificate = read("theorem_7/random_dataset_p3")
    (own,) = own_proofs(certificate)
    lines = charts_words(certificate).splitlines()
    assert sum(line.startswith("root ") for line in lines) == len(own.points) == 22
    assert sum(line.startswith("split ") for line in lines) + 8 == sum(
        line.startswith(("root ", "empty ")) for line in lines
    )


def test_a_generator_of_another_square_is_explained() -> None:
    """H = Z/2: what is required, what was given, what to try."""
    certificate = read("definition_1/product_p2")
    gates = certificate["instance"]["network"]["gates"]
    gates[0]["generator"] = {"ZI": "1/2"}
    with pytest.raises(InputError) as error:
        network(certificate)
    text = str(error.value)
    assert "H² = I is required" in text
    assert "H² is 1/4·I" in text
    assert "Give 2·H" in text
    gates[0]["generator"] = {"ZI": "1", "II": "1"}
    with pytest.raises(InputError, match="no multiple of I"):
        network(certificate)
    gates[0] |= {"generator": {"ZI": "1"}, "angle": [[0, "2"]]}
    with pytest.raises(InputError, match="a parameter of its own"):
        network(certificate)
