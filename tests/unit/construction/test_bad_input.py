"""Bad input of the constructions in Python: the argument, what was required, what was given, what
to try.
"""

import pytest

from symqnn.algebra.circle import CirclePoint
from symqnn.construction.certify import certify_minima
from symqnn.construction.factorial import factorial_minima
from symqnn.construction.frequencies import frequency_minima
from symqnn.construction.targets import circle_point_near
from symqnn.construction.theorem_2 import theorem_2
from symqnn.errors import DimensionError, ExactnessError, InputError
from symqnn.model.ansatz import qudits
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.model.state import State

PRODUCT = QNN(["Z"], "Y+I")
ONE = [CirclePoint(1, 0)]

BAD = {
    "label float": (
        lambda: Dataset.from_samples([(State.zero(1), 0.5)]),
        ExactnessError,
        "label of sample 0 is the float 0.5",
    ),
    "no state": (lambda: Dataset.from_samples([("zero", 1)]), InputError, "State.bloch"),
    "no samples": (lambda: Dataset.from_samples([]), InputError, "no samples"),
    "Bloch vector too long": (lambda: State.bloch([(1, 1, 0)]), InputError, "squared length 2"),
    "trace": (lambda: State.density([[1, 0], [0, 1]]), InputError, "trace 2"),
    "negative eigenvalue": (
        lambda: State.density([[2, 0], [0, -1]]),
        InputError,
        "negative eigenvalue",
    ),
    "not Hermitian": (
        lambda: State.density([["1/2", "i"], ["i", "1/2"]]),
        InputError,
        "not Hermitian",
    ),
    "density of floats": (lambda: State.density([[0.5, 0], [0, 0.5]]), ExactnessError, "0.5"),
    "amplitudes": (lambda: State.pure([0, 0]), InputError, "all zero"),
    "kappa float": (lambda: theorem_2(PRODUCT, kappa=0.5), ExactnessError, "kappa is the float"),
    "kappa too large": (lambda: theorem_2(PRODUCT, kappa=2), InputError, "About 1 is the largest"),
    "r squared float": (
        lambda: theorem_2(PRODUCT, r_squared=0.2),
        ExactnessError,
        "r_squared is the float",
    ),
    "r squared too large": (lambda: theorem_2(PRODUCT, r_squared=2), InputError, "0 < r²"),
    "star float": (lambda: theorem_2(PRODUCT, star=[0.3]), InputError, "circle_point_near"),
    "star text": (lambda: theorem_2(PRODUCT, star=["1/2"]), InputError, "star\\[0\\] is '1/2'"),
    "star count": (lambda: theorem_2(PRODUCT, star=ONE * 2), InputError, "star has 2 entries"),
    "theta float": (lambda: circle_point_near(0.7), ExactnessError, "theta is the float"),
    "weighting": (lambda: theorem_2(PRODUCT, weighting="mean"), InputError, "union"),
    "strength float": (
        lambda: factorial_minima(PRODUCT, strength=0.1),
        ExactnessError,
        "strength is the float",
    ),
    "points of floats": (
        lambda: certify_minima(PRODUCT, Dataset.from_samples([(State.zero(1), 1)]), [[0.3]]),
        InputError,
        "points\\[0\\]",
    ),
    "no points": (
        lambda: certify_minima(PRODUCT, Dataset.from_samples([(State.zero(1), 1)]), []),
        InputError,
        "at least one",
    ),
    "sizes": (
        lambda: certify_minima(PRODUCT, Dataset.from_samples([(State.zero(2), 1)]), [ONE]),
        DimensionError,
        "dimension 4",
    ),
    "parts": (
        lambda: certify_minima(
            PRODUCT, Dataset.from_samples([(State.zero(1), 1)]), [ONE], parts=[3]
        ),
        InputError,
        "add up",
    ),
    "frequency strength": (
        lambda: frequency_minima(qudits(1, 2), strength=0.3),
        ExactnessError,
        "strength is the float",
    ),
    "frequency star": (
        lambda: frequency_minima(qudits(1, 2), star=["x"]),
        InputError,
        "star\\[0\\]",
    ),
    "no network": (lambda: frequency_minima("Z"), InputError, "QNN\\(generators, observable\\)"),
    "no network for minima": (
        lambda: certify_minima("Z", Dataset.from_samples([(State.zero(1), 1)]), [ONE]),
        InputError,
        "QNN",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input(name):
    call, error, message = BAD[name]
    with pytest.raises(error, match=message):
        call()
