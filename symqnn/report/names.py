"""Names and periods of angles as pages and pictures show them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import pi
from typing import TYPE_CHECKING

from symqnn.algebra.torus import GREEK, Torus
from symqnn.algebra.torus import shown_name as text_name

if TYPE_CHECKING:
    from symqnn.algebra.trigpoly import TrigPoly

_NAME = re.compile(r"(?P<stem>[^\W\d_]+)_?(?P<number>[0-9]*)(?P<brackets>(?:\[[0-9]+\])*)")
_LETTERS = {word.removeprefix("var"): letter for letter, word in GREEK.items()}
_LETTERS |= {"phi": "φ", "theta": "θ"}  # not the other form of the letter


@dataclass(frozen=True)
class ShownName:
    """The name of an angle, taken apart.

    Args:
        letter: its stem, a Greek letter if the stem spells one. index: what is lowered, or "".
    """

    letter: str
    index: str


def shown_name(name: str) -> ShownName:
    """A name with its Greek letter and its index.

    Example:
        >>> shown_name("θ12"), shown_name("gamma[0]"), shown_name("my angle")
        (ShownName(letter='θ', index='12'), ShownName(letter='γ', index='0'),
         ShownName(letter='my angle', index=''))
    """
    match = _NAME.fullmatch(name)
    if match is None:
        return ShownName(name, "")
    numbers = [match["number"]] if match["number"] else []
    numbers += re.findall(r"[0-9]+", match["brackets"])
    return ShownName(_LETTERS.get(match["stem"], match["stem"]), ",".join(numbers))


def period(torus: Torus, axis: int) -> float:
    """The period 2π/g_l in one angle, in radians.

    Example:
        >>> period(Torus.default(1), 0) == pi
        True
    """
    return 2 * pi * float(1 / torus.units[axis])


def pi_text(multiple: Fraction) -> str:
    """A rational multiple of π.

    Example:
        >>> [pi_text(Fraction(k, 4)) for k in (0, 1, 3, 4, 8)]
        ['0', 'π/4', '3π/4', 'π', '2π']
    """
    if not multiple:
        return "0"
    top = "π" if multiple.numerator == 1 else f"{multiple.numerator}π"
    return top if multiple.denominator == 1 else f"{top}/{multiple.denominator}"


def quarters(torus: Torus, axis: int) -> list[tuple[float, str]]:
    """The quarters of the period in one angle, with their names.

    Example:
        >>> [name for _, name in quarters(Torus(("a",), (1,)), 0)]
        ['0', 'π/2', 'π', '3π/2', '2π']
    """
    parts = [Fraction(k, 2) / torus.units[axis] for k in range(5)]
    return [(pi * float(part), pi_text(part)) for part in parts]


def periods_text(torus: Torus) -> str:
    """The period of every angle in words.

    Example:
        >>> periods_text(Torus(("a", "b", "c"), (1, 2, 2)))
        '2π in a, π in b, c'
    """
    groups: dict[Fraction, list[str]] = {}
    for name, unit in zip(torus.names, torus.units, strict=True):
        groups.setdefault(2 / unit, []).append(text_name(name))
    return ", ".join(f"{pi_text(value)} in {_listed(names)}" for value, names in groups.items())


def phases_text(torus: Torus) -> str:
    """The phases in which all frequencies are whole numbers.

    Example:
        >>> phases_text(Torus(("gamma", "beta"), (1, 2)))
        'φ = gamma, 2*beta'
    """
    return "φ = " + _listed([torus.text(axis) for axis in range(len(torus))])


def _listed(names: list[str], most: int = 8) -> str:
    return ", ".join(names[:most]) + (f", … ({len(names)} in all)" if len(names) > most else "")


def size_text(poly: TrigPoly) -> str:
    """How large a polynomial is.

    Example:
        >>> from symqnn.algebra.trigpoly import TrigPoly
        >>> size_text(TrigPoly.from_terms({"10": 1, "03": 2})), size_text(TrigPoly.constant(1, 1))
        ('2 angles, degrees 1, 2, 2 terms', '1 angle, degree 0, 1 term')
    """
    angles, terms, degrees = poly.angles, len(poly), list(map(str, poly.degrees))
    several = len(set(degrees)) > 1
    degree = f"degrees {', '.join(degrees)}" if several else f"degree {(degrees or ['0'])[0]}"
    return f"{angles} angle{'s' * (angles != 1)}, {degree}, {terms} term{'s' * (terms != 1)}"
