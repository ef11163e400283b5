"""Fixed angles of irrational cosines: exact against matrices, refused if proofs need rationals.

Modules: model/blocks, model/held, model/network_latex, model/frequencies.
"""

import inspect
import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest

import symqnn
from symqnn import (
    QNN,
    CirclePoint,
    Dataset,
    State,
    TrigPoly,
    evaluate_numeric,
    expectation,
    factored_expectation,
    gradient,
)
from symqnn.algebra.constants import settled
from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.algebra.torus import Torus
from symqnn.cli import main
from symqnn.errors import InputError
from symqnn.model.angle import Angle
from symqnn.model.held import Constants

PAULIS = {
    "I": [[1, 0], [0, 1]],
    "X": [[0, 1], [1, 0]],
    "Y": [[0, -1j], [1j, 0]],
    "Z": [[1, 0], [0, -1]],
}
TEXTS = (
    "a",
    "b/2 + pi/4",
    "2*a - 0.3",
    "pi/4",
    "-3*pi/4",
    "pi/3",
    "5*pi/6 + b",
    "0.7",
    "atan(2)",
    "pi/5 - 1/7",
)


def letters(word: str) -> Any:
    total = mpmath.matrix([[1]])
    for letter in word:
        factor = mpmath.matrix(PAULIS[letter])
        size, inner = total.rows * 2, factor
        wide = mpmath.matrix(size, size)
        for j in range(size):
            for k in range(size):
                wide[j, k] = total[j // 2, k // 2] * inner[j % 2, k % 2]
        total = wide
    return total


def radians(angle: Angle, values: dict[str, Any]) -> Any:
    """The angle in 60 digits, from its text parts."""
    fixed = angle.fixed
    total = mpmath.pi * fixed.pi.numerator / fixed.pi.denominator
    total += mpmath.mpf(fixed.number.numerator) / fixed.number.denominator
    for t, s in fixed.arctangents:
        total += mpmath.atan(mpmath.mpf(t.numerator) / t.denominator) * s.numerator / s.denominator
    for name, k in angle.factors.items():
        total += values[name] * k.numerator / k.denominator
    return total


def simulated(words: list[str], angles: list[str], target: str, values: dict[str, Any]) -> Any:
    """⟨0|U†MU|0⟩ by matrices exp(-iaW/2) = cos(a/2) - i sin(a/2)W."""
    size = 2 ** len(target)
    state = mpmath.matrix(size, 1)
    state[0] = 1
    for word, text in zip(words, angles, strict=True):
        half = radians(Angle.from_text(text), values) / 2
        state = mpmath.cos(half) * state - 1j * mpmath.sin(half) * (letters(word) * state)
    return (state.H * (letters(target) * state))[0].real


@pytest.mark.parametrize("seed", range(6))
def test_random_networks_in_sixty_digits(seed: int) -> None:
    """SymPy's expression of the output against matrices, which share no code with it."""
    source = random.Random(seed)
    words = ["".join(source.choice("IXYZ") for _ in range(2)) for _ in range(7)]
    words = [word if word != "II" else "XZ" for word in words]
    angles = ["a", "b", *(source.choice(TEXTS) for _ in range(5))]
    qnn = QNN([f"1/2*{word}" for word in words], "YZ", angles=angles)
    f = expectation(qnn, State.zero(2))
    shown, symbols = f.to_sympy(), f.torus.symbols()
    with mpmath.workdps(60):
        values = {"a": mpmath.mpf("0.3712"), "b": mpmath.mpf("-1.234")}
        exact = simulated(words, angles, "YZ", values)
        put = {symbol: values[str(symbol)] for symbol in symbols}
        found = mpmath.mpf(str(shown.subs(put).evalf(60)))
        assert abs(found - exact) < mpmath.mpf(10) ** -50
    point = [float(values[name]) for name in qnn.parameters]
    for dense in (qnn, qnn.to_dense()):
        assert abs(evaluate_numeric(dense, State.zero(2), point) - float(exact)) < 1e-12
        assert abs(float(expectation(dense, State.zero(2)).numeric(point)) - float(exact)) < 1e-12
    assert qnn.parameters == ("a", "b") and [str(angle) for angle in qnn.angles] == [
        str(Angle.from_text(text)) for text in angles
    ]


def test_one_constant_for_all_t_gates() -> None:
    angles = ["a", "pi/4", "-pi/4", "3*pi/4", "b + 5*pi/4", "0.3", "-0.3", "pi/2 + 0.3"]
    qnn = QNN(["1/2*X", *["1/2*Z", "1/2*X"] * 3, "1/2*Y"], "Z", angles=angles)
    assert [str(value) for value in qnn.constants] == ["pi/4", "3/10"]
    assert "constants pi/4, 3/10" in repr(qnn)


def test_polynomials_that_are_equal_have_the_same_coefficients() -> None:
    """T·T = S, whether the two stand together or are parted by gates that commute with them."""
    gates, state = ["1/2*XI", "1/2*ZI", "1/2*ZX", "1/2*ZI", "1/2*XI"], State.zero(2)
    parted = QNN(gates, "ZI", angles=["a", "pi/4", "b", "pi/4", "c"])
    together = QNN(gates, "ZI", angles=["a", "pi/2", "b", "0", "c"])
    f, g = expectation(parted, state), expectation(together, state)
    assert f.torus.constants and {index[:3]: value for index, value in f.terms()} == dict(g.terms())


def test_text_latex_and_derivatives() -> None:
    qnn = QNN(["1/2*X", "1/2*Z", "1/2*X"], "Z", angles=["a", "3*pi/4", "b + 0.3"])
    f = expectation(qnn, State.zero(1))
    assert repr(f) == (
        "sin(a)*cos(b)*cos(pi/4)*sin(3/10) + sin(a)*sin(b)*cos(pi/4)*cos(3/10) "
        "+ cos(a)*cos(b)*cos(3/10) - cos(a)*sin(b)*sin(3/10)"
    )
    assert r"\cos \tfrac{1}{4} \pi" in f.to_latex() and r"\tfrac{3}{4} \pi" in qnn.to_latex()
    slope = gradient(f)
    assert len(slope) == 2
    step = 1e-6
    found = (float(f.numeric([0.4 + step, 0.9])) - float(f.numeric([0.4 - step, 0.9]))) / (2 * step)
    assert abs(found - float(slope[0].numeric([0.4, 0.9]))) < 1e-8
    product = factored_expectation(qnn, State.zero(1))
    assert abs(float(product.numeric([0.4, 0.9])) - float(f.numeric([0.4, 0.9]))) < 1e-12
    assert (product.to_sympy() - f.to_sympy()).expand() == 0


def test_large_numbers_are_reduced_exactly() -> None:
    qnn = QNN(["1/2*X", "1/2*X"], "Z", angles=["a", f"{10**40 + 1}"])
    with mpmath.workdps(80):
        exact = mpmath.cos(mpmath.mpf(10**40 + 1) + mpmath.mpf(0.25))
    assert abs(evaluate_numeric(qnn, State.zero(1), [0.25]) - float(exact)) < 1e-14


def test_a_constant_in_too_many_gates() -> None:
    """Frequencies up to 30 have names: thirty T gates that are no Clifford gates together, not one
    more.
    """
    layer = "".join(f"t q; rx(a{k}) q;" for k in range(30))
    names = "".join(f"input float a{k};" for k in range(31))
    assert QNN.from_circuit(f"{names} qubit q; h q; {layer}", "Z").degrees[-1] == 30
    with pytest.raises(
        InputError, match=r"the constant pi/4 enters gates.*up to 31.*round_angles=True"
    ):
        QNN.from_circuit(f"{names} qubit q; h q; {layer} t q; rx(a30) q;", "Z")


def test_names_of_constants() -> None:
    constants = Constants([FixedAngle(pi=Fraction(1, 4)), FixedAngle(number=Fraction(1, 10**90))])
    assert constants.names(("pi/4",)) == ("(pi/4)", "constant 2")


@pytest.mark.parametrize("unit", [Fraction(1), Fraction(2), Fraction(1, 3)])
@pytest.mark.parametrize("constant", ["pi/4", "pi/6", "pi/12", "atan(2)", "2/7"])
def test_settled_is_the_same_function(constant: str, unit: Fraction) -> None:
    torus = Torus(("a", "c"), (1, unit), (Angle.from_text(constant).fixed,))
    source = random.Random(f"{constant} {unit}")
    poly = TrigPoly.from_terms(
        {(e, f): source.randint(-9, 9) for e in range(3) for f in range(9)}, torus=torus
    )
    for theta in np.linspace(-3, 3, 5):
        assert abs(float(poly.numeric([theta])) - float(settled(poly).numeric([theta]))) < 1e-12
    assert settled(settled(poly)) == settled(poly)


HELD = QNN(["1/2*X", "1/2*Z", "1/2*X"], "Z", angles=["a", "pi/4", "b"])
POLY = expectation(HELD, State.zero(1))
POINTS = [CirclePoint(1, 0)] * 2
GIVEN: dict[str, Callable[[], Any]] = {
    "qnn": lambda: HELD, "poly": lambda: POLY, "polynomial": lambda: POLY,
    "state": lambda: State.zero(1), "dataset": lambda: Dataset.from_samples([(State.zero(1), 1)]),
    "points": lambda: [POINTS], "channel": lambda: None, "strengths": lambda: {(0, 1): 1},
    "edges": lambda: [(0, 1)], "targets": lambda: [POLY], "strength": lambda: 1,
}  # fmt: skip
EXACT = {
    "light_cones",
    "expand",
    "expectation",
    "factored_expectation",
    "evaluate_numeric",
    "operator",
    "gradient",
    "hessian",
}
PROOFS = [
    name
    for name in symqnn.__all__
    if inspect.isfunction(getattr(symqnn, name))
    and {"qnn", "poly", "polynomial"} & set(inspect.signature(getattr(symqnn, name)).parameters)
    and name not in EXACT
]


@pytest.mark.parametrize("name", PROOFS)
def test_proofs_name_the_gate_and_what_works(name: str) -> None:
    function = getattr(symqnn, name)
    needed = {
        key: GIVEN[key]()
        for key, parameter in inspect.signature(function).parameters.items()
        if parameter.default is inspect.Parameter.empty or key == "qnn"
        if key != "result"
    }
    needed |= {"points": POINTS} if name == "evaluate" else {}
    needed |= {"result": symqnn.expand(HELD)} if name == "certificate" else {}
    needed |= {"polynomial": TrigPoly.constant(1, 2)} if name == "dataset_for" else {}
    with pytest.raises(InputError, match=r"needs rational numbers.*pi/4.*round_angles=True"):
        function(**needed)


def test_commands(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    given = [
        "--generators",
        "1/2*X",
        "1/2*Z",
        "1/2*X",
        "--angles",
        "a",
        "pi/4",
        "b",
        "--observable",
        "Z",
    ]
    assert main(["expand", *given]) == 0
    out = capsys.readouterr().out
    assert "f(θ) = -sin(a)*sin(b)*cos(pi/4) + cos(a)*cos(b)" in out and "at pi/4" in out
    for command in ("verify", "independence", "count", "minimise", "analyse", "benign"):
        assert main([command, *given]) == 2
        assert "gate 2 (angle pi/4)" in capsys.readouterr().err


def test_released_constants_are_parameters() -> None:
    """Every value of the parameter c1, π/4 among them; its expansion and its answers have
    certificates.
    """
    free = HELD.released()
    assert (free.parameters, free.constants) == (("a", "b", "c1"), ())
    f = expectation(free, State.zero(1))
    for a, b in ((0.3, -1.2), (2.0, 0.7)):
        assert abs(f.numeric([a, b, np.pi / 4]) - POLY.numeric([a, b])) < 1e-12
    for result in (symqnn.expand(free), symqnn.linear_independence(free)):
        assert symqnn.check(symqnn.certificate(result, qnn=free)).status == "VERIFIED"
    shifted = QNN(["X", "Z"], "Y+I", angles=["c1 + 0.3", "b"])
    assert shifted.released().parameters == ("c1", "b", "c2")


def test_independence_of_the_released_network_is_that_of_the_held_one() -> None:
    """The one is proved by certificate; the other is looked at in floating numbers."""
    held = QNN(["ZII", "IZI", "IIZ"], "(Y+I)(Y+I)(Y+I)", angles=["a", "b", "0.3"])
    assert symqnn.linear_independence(held.released()).status is symqnn.Status.PROVED
    vectors: dict[str, Any] = {}
    for digits, operator in symqnn.expand(held).items():
        value = {"0": 1.0, "1": np.cos(0.6), "2": np.sin(0.6)}[digits[2]]
        matrix = np.array(operator.to_sympy().tolist(), dtype=complex).reshape(-1)
        vectors[digits[:2]] = vectors.get(digits[:2], 0) + value * matrix
    chosen = [vector for digits, vector in vectors.items() if digits != "00"]
    assert len(chosen) == 8 and np.linalg.matrix_rank(np.array(chosen)) == 8
