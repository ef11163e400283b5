"""What cannot be a general network: one message each, which says what was given and what to try.

Modules: model/angle, model/network_entry.
"""

import pytest

from symqnn.errors import ExactnessError, InputError, SizeError, SymqnnError
from symqnn.expansion.output import expand
from symqnn.model.qnn import QNN

WORDS = ["ZI", "1/2*IZ"]


@pytest.mark.parametrize(
    ("angles", "error", "message"),
    [
        (["sqrt(2)*a", "b"], InputError, "angles[0]"),
        (["pi*a", "b"], InputError, "angles[0]"),
        (["a*b", "b"], InputError, "angles[0]"),
        (["a**2", "b"], InputError, "angles[0]"),
        (["sin(a)", "b"], InputError, "angles[0]"),
        (["a", 0.5], ExactnessError, "angles[1]"),
        (["a", None], InputError, "angles[1] is None"),
        (["a", ["b"]], InputError, "angles[1] is ['b']"),
        (["a", ""], InputError, "angles[1]"),
        ("ab", InputError, "a list of texts, one a generator, is required"),
        (["a"], InputError, "1 angle for 2 generators;"),
        (["pi/2", "pi"], InputError, "contain no parameter; at least one gate must have one"),
        (["0*a", "a - a"], InputError, "contain no parameter"),
        (["31*a", "1/2*a"], InputError, "frequencies up to"),
    ],
    ids=str,
)
def test_angles(angles: object, error: type[SymqnnError], message: str) -> None:
    with pytest.raises(error) as caught:
        QNN(WORDS, "XX", angles=angles)  # type: ignore[arg-type]
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        (["a", "b", "c"], "the parameter 'c' enters no gate"),
        (["a"], "the angles contain 'b', which is not among the parameters a"),
        (["a", "b", "a"], "two angles have the name 'a'"),
        ([1, 2], "texts are required"),
    ],
    ids=str,
)
def test_names(parameters: list[str], message: str) -> None:
    with pytest.raises(InputError) as caught:
        QNN(WORDS, "XX", parameters, angles=["a", "b - a"])
    assert message in str(caught.value)


def test_a_parameter_that_cancels_is_told_by_its_name() -> None:
    with pytest.raises(InputError, match="the parameter 'b' enters no gate"):
        QNN(WORDS, "XX", ["a", "b"], angles=["a", "a + b - b"])


@pytest.mark.parametrize(
    ("generator", "observable", "error", "message"),
    [
        # differences 1 and √2, and ±√2: no common period, or an irrational one
        (
            [[0, 0, 0], [0, 0, 1], [0, 1, 1]],
            [[1, 0, 0], [0, 0, 0], [0, 0, 0]],
            InputError,
            r"generators\[0\] has an eigenvalue that is not rational",
        ),
        ("X + Z", "Y", InputError, r"generators\[0\] has an eigenvalue that is not rational"),
        (
            "X" * 9 + " + " + "Z" + "I" * 8,
            "Z" * 9,
            InputError,
            r"a sum of words that do not commute, on dimension 512; .*up to dimension 128",
        ),
        ("3*II", "ZZ", InputError, r"generators\[0\] is a multiple of the identity"),
        (
            [[2, 0], [0, 2]],
            [[1, 0], [0, -1]],
            InputError,
            r"generators\[0\] is a multiple of the identity",
        ),
        ("0.25.1*X", "Z", InputError, "Pauli text"),
        ([[0, 0.5], [0.5, 0]], "Z", ExactnessError, r"generators\[0\]\[0\]\[1\]"),
    ],
    ids=str,
)
def test_spectra(
    generator: object, observable: object, error: type[SymqnnError], message: str
) -> None:
    with pytest.raises(error, match=message):
        QNN([generator], observable)


def test_spectra_of_large_matrices_are_refused_before_they_are_sought() -> None:
    diagonal = [[(j % 3) * (j == k) for k in range(130)] for j in range(130)]
    with pytest.raises(SizeError, match="up to dimension 128"):
        QNN([diagonal], [[int(j == k == 0) for k in range(130)] for j in range(130)])


def test_frequencies_above_the_limit_are_those_of_one_parameter() -> None:
    assert QNN(["Z"] * 30, "X", angles=["a"] * 30).degrees == (30,)
    with pytest.raises(
        InputError,
        match=r"frequencies up to 31 in one parameter; 30 is the largest.*parameters of their own",
    ):
        QNN(["Z"] * 31, "X", angles=["a"] * 31)


def test_expansions_beyond_the_budget_are_refused() -> None:
    shared = QNN(
        ["ZZ", "XI", "IX"] * 3, "YZ", angles=["g1", "b1", "b1", "g2", "b2", "b2", "g3", "b3", "b3"]
    )
    terms = sum(len(operator) for _, operator in expand(shared).items())
    with pytest.raises(SizeError, match=f"budget {terms // 4}"):
        expand(shared, max_terms=terms // 4)


def test_three_outputs_that_once_were_wrong_by_a_factor_of_two() -> None:
    """rz(a): H = Z/2 has the unit 1; its output, derivative and numerical value are those of
    cos(a).
    """
    import sympy

    from symqnn import State, evaluate_numeric, expectation

    output = expectation(QNN(["1/2*Z"], "X", ["a"]), State.bloch([(1, 0, 0)]))
    assert str(output) == "cos(a)"
    a = sympy.Symbol("a")
    assert output.to_sympy([a]) == sympy.cos(a)
    assert str(output.derivative("a")) == "-sin(a)"
    assert (
        abs(
            output.numeric([0.3])
            - evaluate_numeric(QNN(["1/2*Z"], "X"), State.bloch([(1, 0, 0)]), [0.3])
        )
        < 1e-14
    )
