"""Names and units of angles: what is accepted, what is refused, how they are written."""

import pytest

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.algebra.torus import Torus, latex_names, require_no_constants, require_points
from symqnn.errors import DimensionError, ExactnessError, InputError

HELD = Torus(("a", "b", "c"), (1, 2, 1), (FixedAngle(pi=CirclePoint(0, 1).sin / 4),))


@pytest.mark.parametrize(
    ("names", "units", "error", "said"),
    [
        (("a", "a"), (1, 1), InputError, "two angles have the name 'a'"),
        (("",), (1,), InputError, "name of an angle"),
        (("a\n",), (1,), InputError, "printable"),
        ((3,), (1,), InputError, "name of an angle is 3"),
        (("a",), (0,), InputError, "positive"),
        (("a",), (-1,), InputError, "positive"),
        (("a",), (0.5,), ExactnessError, "unit of a"),
        (("a", "b"), (1,), DimensionError, "2 names and 1 units"),
    ],
)
def test_what_is_refused(names: tuple, units: tuple, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        Torus(names, units)


def test_parts_keep_what_belongs_to_an_angle() -> None:
    assert HELD.parameters == ("a", "b") and HELD.constant(0) is None
    part = HELD.select([2, 0], [3, 5])
    assert (part.names, part.units, part.constants) == (("c", "a"), (3, 5), HELD.constants)
    assert HELD.select([1]).constants == ()
    assert HELD.text(2, 3) == "3*pi/4" and HELD.latex(2, 2) == r"\tfrac{1}{2} \pi"
    assert [str(symbol) for symbol in HELD.symbols()] == ["a", "b"]


def test_positions() -> None:
    assert (HELD.position("b"), HELD.position(1)) == (1, 1)
    for wrong in ("c", 2, -1, True, 1.0):
        with pytest.raises(DimensionError):
            HELD.position(wrong)  # type: ignore[arg-type]


def test_names_stay_different_in_latex_and_sympy() -> None:
    names = ("φ", "ϕ", "θ1", "theta1", "x[1]", "x_1", "beta[0][2]", "a b")
    assert len(set(latex_names(names))) == len(names)
    assert latex_names(("beta[0][2]",)) == (r"\beta_{0,2}",)
    assert len(set(Torus.of(names).symbols())) == len(names)
    assert [str(symbol) for symbol in Torus.default(2).symbols()] == ["theta1", "theta2"]


def test_different_angles_are_not_combined() -> None:
    same = Torus.default(2)
    same.require_equal(Torus.of(("θ1", "θ2")))
    others = [
        (Torus.default(3), "2 and 3 angles"),
        (Torus.of(("a", "b")), "θ1, θ2 and a, b"),
        (Torus(("θ1", "θ2"), (2, 1)), "different units"),
        (Torus(("θ1", "θ2"), (2, 2), (FixedAngle(),)), "different constants"),
    ]
    for other, said in others:
        with pytest.raises(DimensionError, match=said):
            same.require_equal(other)


def test_rational_points_are_required() -> None:
    require_points([CirclePoint(0, 1)], Torus.default(1))
    with pytest.raises(InputError, match="a rational point"):
        require_points([0.5], Torus.default(1))
    with pytest.raises(InputError, match="irrational"):
        require_points([CirclePoint(0, 1)] * 2, HELD)
    require_no_constants(HELD, "this", allowed=True)
    with pytest.raises(InputError, match=r"^this needs rational numbers.* gate 7 "):
        require_no_constants(HELD, "this", places=["gate 7"])
