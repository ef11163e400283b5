"""The computations that do not depend on p or d: by hand, and accepted by the checker."""

import copy

import pytest

from symqnn.certificate.general import one_angle_certificate, trace_certificate
from symqnn.checker import check


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
