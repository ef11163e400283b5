"""Errors raised on purpose: each is also the built-in one that a caller expects.

Modules: errors, status.
"""

import pytest

from symqnn import errors
from symqnn.status import Scope, Status

BUILT_IN = {
    errors.InputError: ValueError,
    errors.ExactnessError: TypeError,
    errors.DimensionError: ValueError,
    errors.SizeError: MemoryError,
    errors.MissingExtraError: ImportError,
    errors.InternalError: RuntimeError,
}


def test_every_error_is_listed() -> None:
    assert set(errors.SymqnnError.__subclasses__()) == set(BUILT_IN)


@pytest.mark.parametrize("error", BUILT_IN, ids=lambda error: error.__name__)
def test_caught_as_the_built_in_one(error: type[Exception]) -> None:
    with pytest.raises(BUILT_IN[error], match="what to try"):
        raise error("what to try")
    # a fault of symqnn itself is never taken for bad input
    assert issubclass(error, errors.InputError) is (error is errors.InputError)


def test_words_of_outcomes() -> None:
    """They stand in certificates, in JSON and on the terminal: they do not change."""
    assert list(Status) == ["PROVED", "REFUTED", "PREMISE FAILS", "UNDECIDED"]
    assert list(Scope) == ["general", "instances", "assumed", "not covered"]
    assert f"{Status.PREMISE_FAILS}" == "PREMISE FAILS"
