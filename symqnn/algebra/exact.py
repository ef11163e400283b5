"""Exact scalars: what may enter symqnn as a number, and how it is read.

Accepted: ``int``, ``fractions.Fraction``, python-flint ``fmpz``/``fmpq``, SymPy numbers built from
rationals and ``I``, and text such as ``"3/5"``, ``"0.6"`` or ``"1/2+3/4*i"``: a decimal text is an
exact number. A float is refused: ``0.1`` is not one tenth.
"""

import math
import re
from collections.abc import Iterable
from fractions import Fraction
from numbers import Rational

from symqnn.errors import ExactnessError, InputError

_PLAIN = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?"
_RATIONAL = rf"[+-]?{_PLAIN}(?:/[0-9]+)?"
_GAUSSIAN_TEXT = re.compile(
    rf"(?P<real>{_RATIONAL}(?![0-9./eE]*\*?[iI]))?"
    rf"(?:(?P<imaginary>[+-]?(?:{_PLAIN}(?:/[0-9]+)?)?)\*?[iI](?:/(?P<over>[0-9]+))?)?"
)
MAX_DIGITS = 4000
_ZERO = Fraction(0)


def _refuse_inexact(value: object, name: str) -> ExactnessError:
    kind = type(value).__name__
    if isinstance(value, (float, complex)):
        return ExactnessError(
            f"{name} is the {kind} {value!r}; give an exact number, for instance "
            f"{_suggestion(value)}."
        )
    return ExactnessError(
        f"{name} is {short(value)} of type {kind}; give an exact number: int, Fraction, a SymPy "
        "rational, or text like '1/3'."
    )


def _suggestion(value: float | complex) -> str:
    parts = [value.real, value.imag] if isinstance(value, complex) else [value]
    if not all(math.isfinite(part) for part in parts):
        return "Fraction(1, 3)"
    exact = []
    # a simple fraction that has this nearest float, otherwise the decimal that Python prints for it
    for part in parts:
        near = Fraction(part).limit_denominator(1000)
        exact.append(near if float(near) == part else Fraction(repr(float(part))))
    if len(exact) == 1:
        plain = exact[0].denominator <= 1000
        return (
            f"Fraction({exact[0].numerator}, {exact[0].denominator})"
            if plain
            else f"the text '{float(parts[0])!r}'"
        )
    return f"the text '{exact[0]}+{exact[1]}*i'".replace("+-", "-")


def short(value: object) -> str:
    """A value as text for a message, cut at 60 characters."""
    text = short_integer(value) if type(value) is int else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _is_sympy(value: object) -> bool:
    return type(value).__module__.partition(".")[0] == "sympy"


def _is_flint(value: object) -> bool:
    return type(value).__name__ in ("fmpz", "fmpq") and type(value).__module__.startswith("flint")


def rational(value: object, name: str = "number") -> Fraction:
    """Read one exact rational number.

    Args:
        value: int, Fraction, fmpz, fmpq, SymPy rational, or text ``"3/5"``.
        name: what the caller calls it, for the message.

    Raises:
        ExactnessError: a float or another inexact value.
        InputError: text that is not a rational number, or a number that is not real.

    Example:
        >>> rational("3/5")
        Fraction(3, 5)
    """
    real, imaginary = gaussian(value, name)
    if imaginary:
        raise InputError(f"{name} is {short(value)}, which is not real; give a rational number.")
    return real


def gaussian(value: object, name: str = "number") -> tuple[Fraction, Fraction]:
    """Read one exact complex rational number as (real part, imaginary part).

    Args:
        value: as for :func:`rational`, text ``"1/2+3/4*i"``, a SymPy number in Q(i), or a pair
            (real, imaginary).
        name: what the caller calls it, for the message.

    Raises:
        ExactnessError: a float or another inexact value.
        InputError: text that is not such a number, or an exact number outside Q(i).

    Example:
        >>> gaussian("1/2-3/4*i")
        (Fraction(1, 2), Fraction(-3, 4))
    """
    if type(value) is Fraction:
        return value, _ZERO
    if isinstance(value, bool):
        raise InputError(f"{name} is the truth value {value}; give a number.")
    if isinstance(value, Rational):  # int, Fraction; NumPy integers register here too
        return Fraction(int(value.numerator), int(value.denominator)), Fraction(0)
    if isinstance(value, str):
        return _gaussian_text(value, name)
    if isinstance(value, (tuple, list)) and len(value) == 2:
        imaginary = f"{name} (imaginary part)"
        return rational(value[0], f"{name} (real part)"), rational(value[1], imaginary)
    if _is_flint(value):
        if hasattr(value, "q"):
            return Fraction(int(value.p), int(value.q)), _ZERO  # type: ignore[attr-defined]
        return Fraction(int(value)), _ZERO  # type: ignore[call-overload]
    if _is_sympy(value):
        return _sympy_gaussian(value, name)
    raise _refuse_inexact(value, name)


def _sympy_gaussian(value: object, name: str) -> tuple[Fraction, Fraction]:
    parts = value.as_real_imag() if hasattr(value, "as_real_imag") else ()
    if any(getattr(atom, "is_Float", False) for atom in getattr(value, "atoms", set)()):
        raise ExactnessError(
            f"{name} is {value}, a SymPy Float; give an exact number, for instance Rational(1, 3)."
        )
    if len(parts) != 2 or not all(getattr(part, "is_Rational", False) for part in parts):
        raise InputError(
            f"{name} is {short(value)}, which is not in Q(i); entries must be a + b*I with a, b "
            "rational."
        )
    real, imaginary = (Fraction(int(part.p), int(part.q)) for part in parts)
    return real, imaginary


def _gaussian_text(text: str, name: str) -> tuple[Fraction, Fraction]:
    compact = re.sub(r"\s*([-+*/])\s*", r"\1", text.strip())
    if re.search(rf"[0-9]{{{MAX_DIGITS + 1}}}", compact):
        raise InputError(
            f"{name} has a number of more than {MAX_DIGITS} digits; shorter ones can be read."
        )
    if re.fullmatch(r"[+-]?(nan|inf)", compact):
        raise ExactnessError(
            f"{name} is {text!r}, which is no number; give a finite one, for instance '1/3'."
        )
    match = _GAUSSIAN_TEXT.fullmatch(compact)
    if not compact or match is None:
        raise InputError(
            f"{name} is {short(text)}; a rational number like '3/5' or a complex one like "
            "'1/2+3/4*i' is required."
        )
    try:
        real = _quotient(match["real"] or "0")
        imaginary = Fraction(0)
        if match["imaginary"] is not None:
            digits = match["imaginary"]
            imaginary = _quotient(digits + "1" if digits in ("", "+", "-") else digits) / int(
                match["over"] or 1
            )
    except ZeroDivisionError:
        raise InputError(f"{name} is {short(text)}; its denominator is zero.") from None
    return real, imaginary


def _quotient(text: str) -> Fraction:
    """A number such as 3, 3/5, 0.6 or 6e-1."""
    top, _, bottom = text.partition("/")
    return Fraction(top) / int(bottom or 1)


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things, with the noun in the right form.

    Args:
        one, many: the noun; without ``many`` its plural ends in s.

    Example:
        >>> counted(1, "qubit"), counted(2, "qubit"), counted(0, "Gram matrix", "Gram matrices")
        ('1 qubit', '2 qubits', '0 Gram matrices')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def short_integer(value: int) -> str:
    """An integer for a message: its digits, or from 30 digits on a power of ten below it.

    Example:
        >>> short_integer(3**4), short_integer(3**100)
        ('81', 'more than 10^47')
    """
    if abs(value) < 10**29:
        return str(value)
    exponent = (abs(value).bit_length() - 1) * 30102 // 100000  # log10 2 > 0.30102
    return f"{'less than -' if value < 0 else 'more than '}10^{exponent}"


def common_divisor(values: Iterable[Fraction]) -> Fraction:
    """Greatest common divisor of rational numbers, not all 0."""
    listed = tuple(values)
    denominator = math.lcm(*(value.denominator for value in listed))
    return Fraction(math.gcd(*(int(value * denominator) for value in listed)), denominator)
