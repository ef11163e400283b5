"""The two engines at their edges: sizes, refusals, single operators; agreement is in tests/laws.

Modules: expansion/counting, expansion/layer.
"""

from fractions import Fraction
from math import comb

import pytest

from symqnn.algebra.pauli import PauliSum
from symqnn.errors import DimensionError, InputError, SizeError, SymqnnError
from symqnn.expansion.counting import count_terms
from symqnn.expansion.layer import layer_maps
from symqnn.expansion.output import expand, operator
from symqnn.model.ansatz import hardware_efficient, paper_experiment
from symqnn.model.qnn import QNN


def test_paper_experiment_by_hand() -> None:
    """m = Y + I under h = Z: I, Y, X for ξ = 0, 1, 2, letter by letter."""
    table = dict(expand(paper_experiment(3)).items())
    assert len(table) == 27
    assert all(
        table[xi] == PauliSum.from_text("".join("IYX"[int(digit)] for digit in xi)) for xi in table
    )
    dense = dict(expand(paper_experiment(2).to_dense()).items())
    assert dense == {
        xi: QNN(["X" * 2], repr(a)).to_dense().observable
        for xi, a in expand(paper_experiment(2)).items()
    }


def test_order_of_the_layers() -> None:
    """Layer p acts on M first: H_2 = X turns Z into a commutator with X, then H_1 = Z acts on the
    result.
    """
    qnn = QNN(["Z", "X"], "Z")
    zeroth, first, second = layer_maps(PauliSum.from_text("Z"), PauliSum.from_text("X"))
    assert (repr(zeroth), repr(first), repr(second)) == ("0", "Z", "Y")
    assert dict(expand(qnn).items()) == {
        "01": PauliSum.from_text("Z"),
        "12": PauliSum.from_text("Y"),
        "22": PauliSum.from_text("X"),
    }
    other = dict(expand(QNN(["X", "Z"], "Z")).items())
    assert other == {"10": PauliSum.from_text("Z"), "20": PauliSum.from_text("Y")}


def test_count_is_exact_for_words() -> None:
    qnn = hardware_efficient(3, 1)
    observable = qnn.expanded_observable()
    assert count_terms(qnn.generators, observable) == expand(qnn).terms  # type: ignore[arg-type]


def test_count_bounds_sums() -> None:
    qnn = QNN(["3/5*X+4/5*Z"] * 3, "Y+I")
    observable = qnn.expanded_observable()
    assert count_terms(qnn.generators, observable) >= expand(qnn).terms  # type: ignore[arg-type]


def test_seventy_two_layers() -> None:
    """X anticommutes with the 12 layers Z and commutes with 60 layers X: (12 choose k) operators
    with k sines.
    """
    qnn = QNN(["Z"] * 12 + ["X"] * 60, "X")
    expansion = expand(qnn)
    assert expansion.terms == 2**12
    assert len(expansion.operator("1" * 12 + "0" * 60)) == 1
    counts = [0] * 13
    for xi, _ in expansion.items():
        counts[xi.count("2")] += 1
        assert xi.endswith("0" * 60)
    assert counts == [comb(12, k) for k in range(13)]


@pytest.mark.parametrize("dense", [False, True])
def test_commuting_layer_adds_nothing(dense: bool) -> None:
    qnn = QNN(["ZI"], "IZ + ZZ")
    table = dict(expand(qnn.to_dense() if dense else qnn).items())
    assert list(table) == ["0"]


def test_refused_before_it_is_built() -> None:
    with pytest.raises(
        SizeError, match=r"4096 Pauli terms \(budget 1000\); use operator\(qnn, index\)"
    ):
        expand(QNN(["Z"] * 12, "X"), max_terms=1000)
    with pytest.raises(SizeError, match=r"more than 10\^\d\d"):
        expand(QNN(["Z", "X", "Y"] * 140, "X + Y + Z"))
    with pytest.raises(SizeError, match="keep it factored"):
        expand(paper_experiment(40))
    with pytest.raises(SizeError, match=r"the expansion has 3486784401 matrices .*use operator"):
        expand(QNN(["Z"] * 20, "X").to_dense())
    assert issubclass(SizeError, MemoryError)


def test_single_operator_where_the_table_is_impossible() -> None:
    assert operator(QNN(["Z"] * 300, "X"), "1" * 300) == PauliSum.from_text("X")
    assert (
        operator(QNN(["Z"] * 300, "X").to_dense(), "1" * 300)
        == QNN(["Z"], "X").to_dense().observable
    )


@pytest.mark.parametrize(
    ("xi", "error"),
    [("1", DimensionError), ("111", DimensionError), ("1-", InputError), ((1, -1), InputError)],
)
def test_bad_index(xi: str | tuple[int, ...], error: type[SymqnnError]) -> None:
    with pytest.raises(error, match="index"):
        operator(QNN(["X", "Y"], "Z"), xi)


@pytest.mark.parametrize("xi", [["", "1"], ["12", "1"], ["01", "1"]])
def test_digits_of_several_characters(xi: list[str]) -> None:
    with pytest.raises(SymqnnError):
        operator(QNN(["X", "Y"], "Z"), xi)


@pytest.mark.parametrize("xi", ["1", "", "111", "1-", (-1, 1)])
@pytest.mark.parametrize("dense", [False, True])
def test_bad_index_of_a_table(xi: str | tuple[int, ...], dense: bool) -> None:
    qnn = QNN(["XI", "IX"], "(Z+I)(Z+I)")
    with pytest.raises(SymqnnError):
        expand(qnn.to_dense() if dense else qnn).operator(xi)


def test_eight_layers_of_sums_on_one_qubit() -> None:
    expansion = expand(QNN(["3/5*X+4/5*Z"] * 8, "Y+I"))
    assert expansion.terms <= 4 * 3**8


def test_unknown_operator_type() -> None:
    with pytest.raises(InputError, match="a PauliSum or a GaussianMatrix is required"):
        layer_maps("X", "Z")  # type: ignore[arg-type]


def test_large_coefficients_stay_exact() -> None:
    qnn = QNN(["3/5*X+4/5*Z"] * 5, "1000000007*Y + 1/999999937*X")
    table = dict(expand(qnn).items())
    dense = dict(expand(qnn.to_dense()).items())
    assert {xi: dict(a.terms()) for xi, a in table.items()}.keys() == dense.keys()
    assert all(QNN(["X"], repr(a)).to_dense().observable == dense[xi] for xi, a in table.items())
    assert table["00000"].denominator % 25 == 0
    assert Fraction(table["00000"].trace()) == 0
