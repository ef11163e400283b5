r"""The angles of a trigonometric polynomial: their names and their units.

A polynomial is stored in *phases* φ_l = g_l·θ_l, in which all its frequencies are whole numbers;
θ_l is the angle that the user named, in radians, and g_l > 0 is its *unit*. For the paper's
networks, H² = I, g = 2: φ = 2θ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational, short
from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.errors import DimensionError, InputError

if TYPE_CHECKING:
    import sympy

PAPER_UNIT = Fraction(2)
MAX_NAME = 80
LAST_CHARACTER = chr(0x1FFFD)  # the last one that certificates call printable
GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "ϑ": "vartheta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu",
    "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "varphi", "ϕ": "phi",
    "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda",
    "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_NAME = re.compile(r"(?P<stem>[^\W\d_]+)_?(?P<number>[0-9]*)(?P<brackets>(?:\[[0-9]+\])*)")


@dataclass(frozen=True)
class Torus:
    r"""Names and units of the angles θ_1, …, θ_p of a polynomial; its period in θ_l is
    :math:`2\pi/g_l`.

    Args:
        names: different printable texts, such as ``"θ1"``, ``"gamma"``, ``"beta[0]"``.
        units: the positive rational g_l; the polynomial has whole frequencies in φ_l = g_l·θ_l.
        constants: the values, in radians, at which the last angles are held: fixed angles of a
            circuit whose cosines are irrational, such as π/4 or 3/10.

    Raises:
        InputError: a name that is no text or occurs twice, or a unit that is not positive.

    Example:
        >>> Torus(("gamma", "beta"), (1, 2)).text(1, 3)
        '6*beta'
    """

    names: tuple[str, ...]
    units: tuple[Fraction, ...]
    constants: tuple[FixedAngle, ...] = ()

    def __post_init__(self) -> None:
        names, units = tuple(self.names), tuple(self.units)
        for name in names:
            if (
                not isinstance(name, str)
                or not 1 <= len(name) <= MAX_NAME
                or not name.isprintable()
                or max(name) > LAST_CHARACTER
            ):
                raise InputError(
                    f"the name of an angle is {short(name)}; a printable text of 1 to {MAX_NAME} "
                    "characters is required, such as 'gamma'."
                )
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise InputError(f"two angles have the name {twice!r}; different names are required.")
        if len(units) != len(names):
            raise DimensionError(f"{len(names)} names and {len(units)} units; one unit a name.")
        exact = tuple(
            rational(unit, f"unit of {name}") for name, unit in zip(names, units, strict=True)
        )
        if any(unit <= 0 for unit in exact):
            raise InputError(f"units are {short(units)}; positive rational numbers are required.")
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "units", exact)

    @classmethod
    def default(cls, angles: int) -> Torus:
        """The paper's angles θ1, θ2, …, all with the unit 2: polynomials in 2θ_l.

        Example:
            >>> Torus.default(2).names
            ('θ1', 'θ2')
        """
        return cls(tuple(f"θ{k + 1}" for k in range(angles)), (PAPER_UNIT,) * angles)

    @classmethod
    def of(cls, names: Iterable[str], unit: object = PAPER_UNIT) -> Torus:
        """Angles with the given names and one common unit."""
        listed = tuple(names)
        return cls(listed, (rational(unit, "unit"),) * len(listed))

    def __len__(self) -> int:
        return len(self.names)

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the angles that are not held at a constant."""
        return self.names[: len(self.names) - len(self.constants)]

    def constant(self, axis: int) -> FixedAngle | None:
        """The value of an angle, in radians, if it is held at a constant."""
        place = axis - len(self.parameters)
        return self.constants[place] if place >= 0 else None

    def select(self, axes: Sequence[int], multiples: Sequence[int] | None = None) -> Torus:
        """The angles at some positions, with units multiplied by the ``multiples``."""
        units = tuple(self.units[axis] for axis in axes)
        if multiples is not None:
            units = tuple(unit * m for unit, m in zip(units, multiples, strict=True))
        made = Torus.__new__(Torus)  # a part of what was tested before
        object.__setattr__(made, "names", tuple(self.names[axis] for axis in axes))
        object.__setattr__(made, "units", units)
        held = [self.constant(axis) for axis in axes] if self.constants else []
        object.__setattr__(made, "constants", tuple(value for value in held if value is not None))
        return made

    def position(self, angle: int | str) -> int:
        """The position of an angle that is not held, given by name or by position (from 0).

        Raises:
            DimensionError: no such angle.
        """
        names = self.parameters
        if isinstance(angle, str):
            if angle not in names:
                raise DimensionError(f"angle is {angle!r}; one of {', '.join(names)} is required.")
            return names.index(angle)
        if type(angle) is not int or not 0 <= angle < len(names):
            raise DimensionError(
                f"angle is {short(angle)}; a name or a number from 0 to {len(names) - 1} is "
                "required."
            )
        return angle

    def text(self, axis: int, frequency: int = 1) -> str:
        """k·φ_l as text in θ_l.

        Example:
            >>> Torus.default(1).text(0), Torus(("a",), ("1/2",)).text(0, 3)
            ('2θ₁', '3*a/2')
        """
        value, name = self.units[axis] * frequency, shown_name(self.names[axis])
        if (held := self.constant(axis)) is not None:
            return str(held.times(value))
        glue = "" if name[0] in GREEK else "*"
        top = name if value.numerator == 1 else f"{value.numerator}{glue}{name}"
        return top if value.denominator == 1 else f"{top}/{value.denominator}"

    def latex(self, axis: int, frequency: int = 1) -> str:
        r"""k·φ_l as LaTeX in θ_l.

        Example:
            >>> print(Torus.default(1).latex(0, 2), Torus(("gamma[0]",), ("1/2",)).latex(0))
            4\theta_{1} \tfrac{1}{2}\gamma_{0}
        """
        value = self.units[axis] * frequency
        if (held := self.constant(axis)) is not None:
            return held.times(value).to_latex()
        name = latex_names(self.parameters)[axis]
        if value == 1:
            return name
        if value.denominator == 1:
            return f"{value.numerator}{name}"
        return rf"\tfrac{{{value.numerator}}}{{{value.denominator}}}{name}"

    def symbols(self) -> tuple[sympy.Symbol, ...]:
        """The angles that are not held as real SymPy symbols:
        theta1 for θ1, other names as they are.
        """
        import sympy

        spelt = tuple(map(ascii_name, self.parameters))
        if len(set(spelt)) < len(spelt):  # such as φ and ϕ, or θ1 and theta1
            spelt = self.parameters
        return tuple(sympy.Symbol(name, real=True) for name in spelt)

    def require_equal(self, other: Torus) -> None:
        """Nothing, if the angles are the same.

        Raises:
            DimensionError: other names, units or numbers of angles, with both.
        """
        if self == other:
            return
        if len(self) != len(other):
            what = f"{len(self)} and {len(other)} angles"
        elif self.names != other.names:
            what = f"the angles {', '.join(self.names[:6])} and {', '.join(other.names[:6])}"
        elif self.constants != other.constants:
            what = "angles that are held at different constants"
        else:
            what = "the same angles with different units"
        raise DimensionError(f"trigonometric polynomials in {what} cannot be combined.")


def require_no_constants(
    torus: Torus, what: str, allowed: bool = False, places: Sequence[str] = ()
) -> None:
    """Nothing, if no angle is held at a constant.

    Args:
        what: what needs rational numbers, for the message. allowed: whether constants do no harm.
        places: where the constants come from, if that is known.

    Raises:
        InputError: some are, with what to do.
    """
    if allowed or not torus.constants:
        return
    listed = places or [str(constant) for constant in torus.constants]
    shown = ", ".join(listed[:6]) + (f" and {len(listed) - 6} more" if len(listed) > 6 else "")
    raise InputError(
        f"{what} needs rational numbers, and cos and sin of the fixed part of {shown} are "
        "irrational (those of multiples of pi/2 and of 2*atan(1/3) are rational). Expansions and "
        "outputs are exact with them; for this, give round_angles=True (--round-angles) for "
        "rational points of the circle within 2^-50, or make parameters of them (QNN.released(); "
        "of all numbers of a circuit: train_numbers=True, --train-numbers)."
    )


def require_points(points: Sequence[object], torus: Torus) -> None:
    """Nothing, if all are rational points of the circle, and no angle is held at another one.

    Raises:
        InputError: something else, with what to write.
    """
    require_no_constants(torus, "an exact value at rational points")
    for axis, point in enumerate(points):
        if not isinstance(point, CirclePoint):
            raise InputError(
                f"the angle {torus.names[axis]} is given as {short(point)}; a rational point "
                f"(cos {torus.text(axis)}, sin {torus.text(axis)}) is required, such as "
                "CirclePoint('3/5', '4/5'); for floats use numeric(theta)."
            )


@lru_cache(maxsize=64)
def latex_names(names: tuple[str, ...]) -> tuple[str, ...]:
    r"""LaTeX of the names of angles, different for different names.

    Example:
        >>> print(*latex_names(("θ12", "gamma[0]", "x", "rot_3")))
        \theta_{12} \gamma_{0} x \mathrm{rot}_{3}
        >>> print(*latex_names(("θ1", "theta1", "x[1]", "x_1")))
        \mathrm{\theta{}1} \mathrm{theta1} \mathrm{x[1]} \mathrm{x\_1}
    """
    codes = tuple(map(_latex_name, names))
    often = Counter(codes)
    return tuple(
        code if often[code] == 1 else _letter_by_letter(name)
        for code, name in zip(codes, names, strict=True)
    )


def _letter_by_letter(name: str) -> str:
    kept = (
        rf"\{GREEK[letter]}{{}}" if letter in GREEK
        else letter if letter.isascii() and (letter.isalnum() or letter in "[]")
        else r"\_"
        for letter in name
    )  # fmt: skip
    return rf"\mathrm{{{''.join(kept)}}}"


def _latex_name(name: str) -> str:
    match = _NAME.fullmatch(name)
    if match is None:
        return _letter_by_letter(name)
    stem, known = match["stem"], set(GREEK.values()) | {"epsilon", "iota", "upsilon"}
    code = rf"\{GREEK[stem]}" if stem in GREEK else rf"\{stem}" if stem in known else stem
    if code == stem and len(stem) > 1:
        code = rf"\mathrm{{{stem}}}"
    numbers = [match["number"]] if match["number"] else []
    numbers += re.findall(r"[0-9]+", match["brackets"])
    return code + (rf"_{{{','.join(numbers)}}}" if numbers else "")


def ascii_name(name: str) -> str:
    """The name with Greek letters spelt out: theta1 for θ1."""
    return "".join(GREEK.get(letter, letter).removeprefix("var") for letter in name)


def shown_name(name: str) -> str:
    """The name of an angle as text: θ₁ for θ1, other names as they are."""
    if name[0] in GREEK and name[1:].isdecimal():
        return name[0] + name[1:].translate(_SUBSCRIPTS)
    return name
