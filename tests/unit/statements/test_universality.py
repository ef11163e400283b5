"""Landscapes on demand and many minima as statements: certificates that the checker verifies, both
answers, and data that are none.

Modules: statements/noise.
"""

import pytest

from symqnn.checker import check
from symqnn.errors import InputError
from symqnn.statements import noise
from symqnn.statements.universality import prove, prove_many
from symqnn.status import Status

HEAD = {"format": "symqnn-instance", "version": 1}
TWO = {**HEAD, "generators": ["ZI", "IZ"], "observable": "(Y+I)(Y+I)"}


def test_a_target_and_its_dataset() -> None:
    result = prove({"network": TWO, "target": "cos(4θ1) - 1/2*cos(2θ2)"})
    assert result.status is Status.PROVED and result.theorem
    assert check(result.certificate).status == "VERIFIED"


def test_a_target_that_is_forbidden() -> None:
    """One generator twice: M(θ) depends on θ1 + θ2 only."""
    same = {**HEAD, "generators": ["Z", "Z"], "observable": "Y"}
    result = prove({"network": same, "target": "cos(2θ1)"})
    assert result.status is Status.PREMISE_FAILS
    assert check(result.certificate).status == "VERIFIED"


def test_many_minima_by_number() -> None:
    result = prove_many({"p": 2})
    assert result.status is Status.PROVED and result.found.startswith("12 ")
    assert check(result.certificate).status == "VERIFIED"


def test_noise() -> None:
    result = noise.prove({"network": TWO, "channel": "dephasing"})
    assert result.status is Status.PROVED and "(dephasing)" in result.found
    assert check(result.certificate).status == "VERIFIED"


@pytest.mark.parametrize("data", [None, {}, {"network": TWO}, {"p": 2, "target": "1"}])
def test_what_is_refused(data: object) -> None:
    with pytest.raises(InputError, match="is required"):
        prove(data)
    with pytest.raises(InputError, match="is required"):
        noise.prove(data)


@pytest.mark.parametrize("p", [1, 6, True, "2", None])
def test_numbers_that_are_not_built(p: object) -> None:
    with pytest.raises(InputError, match="2 to 5"):
        prove_many({"p": p})
