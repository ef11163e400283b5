"""Datasets: samples of one dimension with exact labels, random ones the same everywhere."""

from fractions import Fraction

import pytest

from symqnn.errors import DimensionError, ExactnessError, InputError
from symqnn.model.dataset import Dataset, random_dataset
from symqnn.model.state import State

ZERO = State.zero(1)


def test_random_datasets_do_not_change() -> None:
    """Seeds stand in shipped certificates."""
    made = random_dataset(1, 2, seed=7)
    assert made == random_dataset(1, 2, seed=7) != random_dataset(1, 2, seed=8)
    for state, label in random_dataset(2, 20, seed=3, denominator=5).samples:
        assert all(sum(x * x for x in vector) <= 1 for vector in state.vectors)
        assert 0 <= label <= 2 and (5 * label).denominator == 1


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (lambda: Dataset.from_samples([]), InputError, "no samples"),
        (lambda: Dataset.from_samples([(ZERO, 0.5)]), ExactnessError, "label of sample 0"),
        (lambda: Dataset.from_samples([("Z", 1)]), InputError, "str in place of a state"),
        (
            lambda: Dataset.from_samples([(ZERO, 1), (State.zero(2), 1)]),
            DimensionError,
            r"\[2, 4\]",
        ),
        (lambda: Dataset.from_bloch([[(0, 0, 1)]], [1, 2]), InputError, "1 states and 2 labels"),
        (lambda: Dataset.from_bloch([[(1, 1, 0)]], [1]), InputError, "longer|length"),
        (lambda: random_dataset(0, 1, 0), InputError, "from 1 on"),
        (lambda: random_dataset(1, True, 0), InputError, "from 1 on"),
    ],
)
def test_what_is_refused(make: object, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        make()  # type: ignore[operator]


def test_features_of_a_circuit() -> None:
    """rx(2 atan(1/2)) turns (0, 0, 1) to (0, -4/5, 3/5)."""
    circuit = "input float x; qubit q; rx(x) q;"
    data = Dataset.from_features(circuit, [["2*atan(1/2)"], [0]], ["1/3", 0])
    assert data.samples[0][0].vectors == ((0, Fraction(-4, 5), Fraction(3, 5)),)
    with pytest.raises(InputError, match="row 0 has 2 features"):
        Dataset.from_features(circuit, [[0, 0]], [1])
    with pytest.raises(InputError, match="1 rows and 2 labels"):
        Dataset.from_features(circuit, [[0]], [1, 2])


def test_to_sympy_and_back() -> None:
    data = random_dataset(1, 3, seed=1)
    again = Dataset.from_samples([(State.density(rho), label) for rho, label in data.to_sympy()])
    pairs = zip(data.samples, again.samples, strict=True)
    assert all(a.to_density() == b.to_density() and x == y for (a, x), (b, y) in pairs)
    assert "2 more samples" in data.to_latex(limit=1)
