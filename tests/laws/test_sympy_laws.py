"""To SymPy and back gives the same object; and SymPy, which shares no code with ours, computes the
same.
"""

from fractions import Fraction

import pytest
import sympy
from effort import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from law_networks import NONZERO, SMALL, pauli_sums, words

from symqnn import (
    QNN,
    CirclePoint,
    Dataset,
    PauliSum,
    State,
    TrigPoly,
    evaluate,
    expand,
    expectation,
    factored_expectation,
    gram_matrix,
)
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.torus import Torus
from symqnn.certificate.general import one_angle_certificate, trace_certificate
from symqnn.certificate.identity import layer_identity_certificate
from symqnn.errors import DimensionError, ExactnessError, InputError, SizeError
from symqnn.haar.moments import moments
from symqnn.haar.rational import KAPPA, D, H, RationalFunction

A, B = sympy.symbols("a b", real=True)
LETTERS = {
    "I": sympy.eye(2),
    "X": sympy.Matrix([[0, 1], [1, 0]]),
    "Y": sympy.Matrix([[0, -sympy.I], [sympy.I, 0]]),
    "Z": sympy.diag(1, -1),
}
INDICES = st.text("012345", min_size=2, max_size=2)
TORUS = Torus.of(("a", "b"))  # the paper's unit 2 under the names of the symbols
TORI = st.sampled_from(
    [
        TORUS,
        Torus.of(("a", "b"), 1),
        Torus(("a", "b"), ("1/2", 3)),
        Torus(("a", "b"), ("2/3", "5/4")),
    ]
)
TERMS = st.dictionaries(INDICES, NONZERO, max_size=6)
POLYNOMIALS = TERMS.map(lambda terms: TrigPoly.from_terms(terms, torus=TORUS))
ANY_POLYNOMIALS = st.builds(
    lambda terms, torus: TrigPoly.from_terms(terms, torus=torus), TERMS, TORI
)
FEW = settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@FEW
@given(ANY_POLYNOMIALS)
def test_polynomials_come_back(poly):
    assert TrigPoly.from_sympy(poly.to_sympy((A, B)), (A, B), poly.torus) == poly


@FEW
@given(POLYNOMIALS, POLYNOMIALS)
def test_reading_is_a_ring_homomorphism(left, right):
    x, y = left.to_sympy((A, B)), right.to_sympy((A, B))
    assert TrigPoly.from_sympy(x * y, (A, B)) == left * right
    assert TrigPoly.from_sympy(x - 3 * y**2, (A, B)) == left - right * right * 3
    assert TrigPoly.from_sympy(sympy.expand(x * y), (A, B)) == left * right


@FEW
@given(ANY_POLYNOMIALS, st.integers(0, 1))
def test_derivatives_are_sympys(poly, axis):
    derivative = sympy.diff(poly.to_sympy((A, B)), (A, B)[axis])
    assert TrigPoly.from_sympy(derivative, (A, B), poly.torus) == poly.derivative(axis)


def test_what_can_be_read():
    def terms(values):
        return TrigPoly.from_terms(values, torus=TORUS)

    one = TrigPoly.constant(1, TORUS)
    assert TrigPoly.from_sympy(sympy.cos(A) ** 2 + sympy.sin(A) ** 2, (A, B)) == one
    assert TrigPoly.from_sympy(sympy.cos(2 * A + 2 * B), (A, B)) == terms({"11": 1, "22": -1})
    assert TrigPoly.from_sympy(sympy.sin(2 * A + sympy.pi / 2, evaluate=False), (A, B)) == terms(
        {"10": 1}
    )
    assert TrigPoly.from_sympy(
        sympy.exp(2 * sympy.I * A) / 2 + sympy.exp(-2 * sympy.I * A) / 2, (A, B)
    ) == terms({"10": 1})
    assert TrigPoly.from_sympy(sympy.cos(A) * sympy.sin(A), (A, B)) == terms({"20": "1/2"})
    assert (
        TrigPoly.from_sympy(sympy.Rational(1, 3), (A, B))
        == TrigPoly.from_sympy("1/3", (A, B))
        == one * Fraction(1, 3)
    )
    single = Torus.of(("a",), 1)
    assert TrigPoly.from_sympy(sympy.cos(A / 2) ** 2, (A,), single) == TrigPoly.from_terms(
        {"0": "1/2", "1": "1/2"}, torus=single
    )
    assert TrigPoly.from_sympy(
        sympy.cos(2 * sympy.Symbol("theta1")), sympy.symbols("theta1,")
    ) == TrigPoly.from_terms({"1": 1})
    assert not len(TrigPoly.from_sympy(0, (A,)))


@pytest.mark.parametrize(
    ("expression", "error", "message"),
    [
        (0.5 * sympy.cos(2 * A), ExactnessError, "exact number"),
        (sympy.cos(2.0 * A), ExactnessError, "Float"),
        (
            sympy.cos(A),
            InputError,
            "whole multiples of the unit 2 of this angle are required.*smaller unit",
        ),
        (sympy.cos(2 * A + sympy.pi / 3), InputError, "m·π/2"),
        (sympy.cos(2 * A + 1), InputError, "m·π/2"),
        (sympy.cos(A / 3), InputError, "frequency 1/3 in a"),
        (sympy.tan(A), InputError, "no polynomial"),
        (A, InputError, "no polynomial"),
        (sympy.cos(2 * A) ** -1, InputError, "natural number"),
        (sympy.sqrt(sympy.cos(2 * A)), InputError, "natural number"),
        (sympy.sqrt(2) * sympy.cos(2 * A), InputError, "Q\\(i\\)"),
        (sympy.I * sympy.cos(2 * A), InputError, "not belong to a real polynomial"),
        (sympy.cos(2 * A * B), InputError, "rational k and whole m"),
        (sympy.cos(sympy.Symbol("z")), InputError, "contains z"),
        (sympy.cos(2 * A) ** 1000, SizeError, "powers up to"),
        (sympy.cos(400 * A), SizeError, "degree above 127"),
    ],
    ids=str,
)
def test_what_is_refused(expression, error, message):
    with pytest.raises(error, match=message):
        TrigPoly.from_sympy(expression, (A, B))


@pytest.mark.parametrize("symbols", [(A, A), ("a",), (A + B,)])
def test_symbols_are_different_symbols(symbols):
    with pytest.raises(InputError, match="different SymPy symbols"):
        TrigPoly.from_sympy(sympy.cos(2 * A), symbols)
    with pytest.raises(InputError, match="one an angle"):
        TrigPoly.from_terms({"11": 1}).to_sympy([A])


@FEW
@given(st.integers(1, 3).flatmap(lambda n: pauli_sums(n, NONZERO, 5)))
def test_pauli_sums_come_back(operator):
    assert PauliSum.from_sympy(operator.to_sympy()) == operator
    assert GaussianMatrix.from_pauli(operator).to_pauli() == operator


@FEW
@given(words(2), SMALL.filter(bool))
def test_words_are_kronecker_products(word, value):
    expected = sympy.kronecker_product(LETTERS[word[0]], LETTERS[word[1]]) * sympy.Rational(
        value.numerator, value.denominator
    )
    assert PauliSum.from_words({word: value}).to_sympy() == expected


@FEW
@given(st.lists(st.tuples(SMALL, SMALL), min_size=9, max_size=9))
def test_matrices_come_back(entries):
    matrix = GaussianMatrix.from_rows([entries[3 * k : 3 * k + 3] for k in range(3)])
    assert GaussianMatrix.from_rows(matrix.to_sympy()) == matrix


def test_matrices_that_are_no_pauli_sums():
    with pytest.raises(DimensionError, match="power of two"):
        PauliSum.from_sympy(sympy.eye(3))
    with pytest.raises(InputError, match="not Hermitian"):
        PauliSum.from_sympy(sympy.Matrix([[0, 1], [0, 0]]))
    with pytest.raises(ExactnessError, match="exact"):
        PauliSum.from_sympy(sympy.Matrix([[0.5, 0], [0, 1]]))


def test_expansions_are_what_sympy_computes():
    for qnn in (QNN(["ZI", "3/5*IX + 4/5*IZ"], "(Y+I)(Y + 2*Z)"), QNN(["X", "Z"], "Y").to_dense()):
        generators, observable = qnn.to_sympy()
        assert QNN(list(generators), observable).to_dense().observable == qnn.to_dense().observable
        unitary = sympy.eye(qnn.dimension)
        for generator, angle in zip(generators, (A, B), strict=True):
            unitary = (
                sympy.cos(angle) * sympy.eye(qnn.dimension) - sympy.I * sympy.sin(angle) * generator
            ) * unitary
        difference = unitary.H * observable * unitary - expand(qnn).to_sympy((A, B))
        state = State.pure([1, *[0] * (qnn.dimension - 2), "2+i"])
        output = (state.to_sympy() * unitary.H * observable * unitary).trace()
        assert TrigPoly.from_sympy(output, (A, B), qnn.torus) == expectation(qnn, state)
        for entry in difference:
            real, imaginary = sympy.expand(entry).as_real_imag()
            assert not len(TrigPoly.from_sympy(real, (A, B))) and not len(
                TrigPoly.from_sympy(imaginary, (A, B))
            )


def test_states_data_and_points():
    state = State.bloch([("3/5", 0, "4/5"), (0, "1/2", 0)])
    density = state.to_sympy()
    assert density.trace() == 1 and State.density(density).matrix == state.to_density()
    assert State.pure(sympy.Matrix([1, sympy.I / 2])) == State.pure(["1", "1/2*i"])
    data = Dataset.from_samples([(state, sympy.Rational(1, 3))])
    assert data.to_sympy() == [(density, sympy.Rational(1, 3))]
    point = CirclePoint("3/5", "-4/5")
    assert CirclePoint(*point.to_sympy()) == point
    qnn = QNN(["ZI", "IZ"], "(Y+I)(Y+I)")
    output = factored_expectation(qnn, state)
    assert TrigPoly.from_sympy(output.to_sympy((A, B)), (A, B), qnn.torus) == output.expand()
    exact = output.to_sympy((A, B)).subs(
        {sympy.cos(2 * A): "3/5", sympy.sin(2 * A): "4/5", sympy.cos(2 * B): 1, sympy.sin(2 * B): 0}
    )
    assert evaluate(qnn, state, [CirclePoint("3/5", "4/5"), CirclePoint(1, 0)]) == Fraction(
        int(exact.p), int(exact.q)
    )
    gram = gram_matrix(qnn)
    assert gram.to_sympy().tolist() == [
        [sympy.Rational(v.numerator, v.denominator) for v in row] for row in gram.rows()
    ]
    assert gram.to_sympy().rank() == 8


@FEW
@given(
    st.lists(st.sampled_from([D, H, KAPPA, D + 1, D - KAPPA, 2 * H - 3]), min_size=1, max_size=5),
    NONZERO,
    st.integers(-2, 3),
)
def test_rational_functions_come_back(parts, value, power):
    function = RationalFunction.of(value)
    for k, part in enumerate(parts):
        function = function * part**power if k % 2 else (function + part) / (part * part + 1)
    assert RationalFunction.from_sympy(function.to_sympy()) == function
    assert RationalFunction.from_sympy(sympy.together(function.to_sympy() + 1)) == function + 1


def test_rational_functions_of_other_things_are_refused():
    d = sympy.Symbol("d")
    assert RationalFunction.of(d**2) == D**2 and D + d == 2 * D
    found = moments("11")
    assert [RationalFunction.from_sympy(part) for part in found.to_sympy()] == [
        found.mean,
        found.variance,
    ]
    for bad, error in (
        (sympy.sqrt(d), InputError),
        (sympy.Symbol("x"), InputError),
        (0.5 * d, ExactnessError),
        (sympy.sin(d), InputError),
    ):
        with pytest.raises(error):
            RationalFunction.from_sympy(bad)


# Eqns 7-9 with non-commutative symbols
WORD_A, WORD_H = sympy.symbols("A H", commutative=False)
COSINE, SINE = sympy.symbols("c s")
HALF = sympy.Rational(1, 2)
MAPS = (
    HALF * (WORD_A + WORD_H * WORD_A * WORD_H),
    HALF * (WORD_A - WORD_H * WORD_A * WORD_H),
    HALF * sympy.I * (WORD_H * WORD_A - WORD_A * WORD_H),
)
ROTATION = COSINE + sympy.I * SINE * WORD_H, COSINE - sympy.I * SINE * WORD_H
LEFT_SIDES = {
    "equation-11": ROTATION[0] * WORD_A * ROTATION[1],
    "equation-13": WORD_H * MAPS[0] * WORD_H,
    "equation-14": WORD_H * MAPS[1] * WORD_H,
    "equation-15": WORD_H * MAPS[2] * WORD_H,
}


@pytest.mark.parametrize("statement", LEFT_SIDES)
def test_sympy_finds_the_normal_form_of_a_layer(statement: str) -> None:
    rows = layer_identity_certificate(statement)["claim"]["normal_form"]
    words = {"A": WORD_A, "HA": WORD_H * WORD_A, "AH": WORD_A * WORD_H}
    words["HAH"] = WORD_H * WORD_A * WORD_H
    claimed = sum(
        (sympy.Rational(real) + sympy.I * sympy.Rational(imaginary))
        * COSINE**c
        * SINE**s
        * words[w]
        for w, c, s, real, imaginary in rows
    )
    difference = (LEFT_SIDES[statement] - claimed).expand().subs(WORD_H**2, 1)
    assert difference.expand().subs(SINE**2, 1 - COSINE**2).expand() == 0


def test_sympy_finds_the_derivatives_of_theorem_2() -> None:
    phi, q = sympy.symbols("phi q", real=True)
    wanted = sympy.sin(phi) ** 2 + q * (1 - sympy.cos(phi)) ** 2
    claim = one_angle_certificate()["claim"]
    for name in ("slope", "curvature"):
        wanted = sympy.diff(wanted, phi)
        claimed = sum(
            sympy.Rational(value) * q**i * sympy.cos(phi) ** j * sympy.sin(phi) ** k
            for i, j, k, value in claim[name]
        )
        assert sympy.simplify(wanted - claimed) == 0


def test_sympy_finds_the_traces_of_proposition_5() -> None:
    """On 2×2 matrices: H a reflection, A any."""
    a = sympy.Matrix(2, 2, sympy.symbols("a:4"))
    h = sympy.Matrix([[3, 4], [4, -3]]) / 5
    maps = ((a + h * a * h) / 2, (a - h * a * h) / 2, sympy.I * (h * a - a * h) / 2)
    words = {"AA": a * a, "AAH": a * a * h, "AHAH": a * h * a * h}
    for pair, rows in trace_certificate()["claim"]["traces"].items():
        claimed = sum(
            (sympy.Rational(real) + sympy.I * sympy.Rational(imaginary)) * words[word].trace()
            for word, real, imaginary in rows
        )
        wanted = (maps[int(pair[0])] * maps[int(pair[1])]).trace()
        assert sympy.expand(wanted - claimed) == 0
