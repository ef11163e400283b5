"""The computations that do not depend on p or d: by hand, and accepted by the checker."""

import copy
from collections.abc import Callable
from types import ModuleType

import pytest

from symqnn.certificate import general, identity
from symqnn.certificate.general import one_angle_certificate, trace_certificate
from symqnn.checker import check
from symqnn.errors import InternalError


def test_one_angle_by_hand() -> None:
    """d/dφ [s² + q(1-c)²] = 2sc + 2q(1-c)s; once more: 2(2c²-1) + 2q(c + 1 - 2c²)."""
    claim = one_angle_certificate()["claim"]
    assert claim["slope"] == [[0, 1, 1, "2"], [1, 0, 1, "2"], [1, 1, 1, "-2"]]
    assert claim["curvature"] == [
        [0, 0, 0, "-2"],
        [0, 2, 0, "4"],
        [1, 0, 0, "2"],
        [1, 1, 0, "2"],
        [1, 2, 0, "-4"],
    ]


@pytest.mark.parametrize("make", [one_angle_certificate, trace_certificate])
def test_the_checker_agrees(make: object) -> None:
    honest = make()  # type: ignore[operator]
    assert check(honest).status == "VERIFIED"
    forged = copy.deepcopy(honest)
    if "slope" in forged["claim"]:
        forged["claim"]["slope"][0][3] = "3"
    else:
        forged["claim"]["traces"]["11"][1][1] = "1/2"
    assert check(forged).status == "REJECTED"


@pytest.mark.parametrize(
    ("module", "make"),
    [
        (general, trace_certificate),
        (identity, lambda: identity.layer_identity_certificate("equation-14")),
    ],
)
def test_wrong_maps_are_a_fault_of_ours(
    module: ModuleType, make: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "layer_maps", lambda left, right: (1 + left,) * 3)
    with pytest.raises(InternalError, match="definitions of the maps"):
        make()
