"""Strict reading: JSON text without duplicate keys, and canonical numbers
with the place of every fault.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection
from fractions import Fraction
from math import gcd
from typing import TypeVar

from .verdict import Rejected, Unsupported, charge

MAX_BYTES = 64 * 2**20
MAX_VALUES = 2**21
DECIMAL_DIGITS = 4000
MAX_HEXADECIMAL_LENGTH = 100_000
# Python can be told to refuse decimals of more than 640 digits; chunks are below that in any case
CHUNK = 500

DECIMAL = re.compile("0|-?[1-9][0-9]*")
HEXADECIMAL = re.compile("-?0x[1-9a-f][0-9a-f]*")
JSON_COUNT = re.compile("[0-9]{1,15}")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXY"
MAX_DEGREE = (len(DIGITS) - 1) // 2  # highest frequency that an INDEX can name
MAX_NAME = 80
# from, to: controls, spaces but U+0020, marks of direction, surrogates,
# private use, and no characters
UNPRINTABLE = (
    (0, 0x1F),
    (0x7F, 0xA0),
    (0xAD, 0xAD),
    (0x61C, 0x61C),
    (0x1680, 0x1680),
    (0x180E, 0x180E),
    (0x2000, 0x200F),
    (0x2028, 0x202F),
    (0x205F, 0x206F),
    (0x3000, 0x3000),
    (0xD800, 0xF8FF),
    (0xFDD0, 0xFDEF),
    (0xFEFF, 0xFEFF),
    (0xFFF0, 0xFFFB),
    (0xFFFE, 0xFFFF),
    (0x1FFFE, 0x10FFFF),
)

Number = TypeVar("Number", int, Fraction)
Index = tuple[int, ...]  # one basis function an angle: 0 is 1, 2k-1 is cos k phi, 2k is sin k phi


def show(value: object) -> str:
    """Short ASCII description of a JSON value for a message, however long or deep the value is."""
    if value is None or isinstance(value, (str, bool, float)):
        text = json.dumps(value)
        return text if len(text) <= 40 else text[:37] + "..."
    return f"a value of type {type(value).__name__}"


def strict_count(text: str) -> int:
    """JSON integers are counts: no sign, at most 15 digits."""
    if not JSON_COUNT.fullmatch(text):
        raise Rejected(
            "file", f"the bare number {show(text)}: numbers other than COUNT are strings"
        )
    return int(text)


def strict_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """JSON object in which every key occurs once."""
    result = dict(pairs)
    if len(result) < len(pairs):
        ((key, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise Rejected("file", f"the key {show(key)} occurs twice in one object")
    return result


def read_json(text: str) -> object:
    """Parse ASCII JSON; floats are let through here because every reader below
    refuses them with their place.
    """
    if len(text) > MAX_BYTES:
        raise Unsupported("file", "longer than 64 MiB")
    if not text.isascii():
        raise Rejected("file", "not ASCII")
    if sum(map(text.count, ",[{")) > MAX_VALUES:  # every value but one follows one of these
        raise Unsupported("file", f"more than {MAX_VALUES} values")
    try:
        result: object = json.loads(text, object_pairs_hook=strict_object, parse_int=strict_count)
    except RecursionError:
        raise Rejected("file", "nested too deeply") from None
    except ValueError as error:
        raise Rejected("file", f"not JSON: {error}") from None
    return result


def parse_integer(text: str) -> int:
    """INTEGER: canonical decimal of at most 4000 digits, hexadecimal beyond;
    raises ValueError with the reason.
    """
    digits = text.removeprefix("-")
    charge(len(text) * len(text) // 2000, "file")
    if DECIMAL.fullmatch(text):
        if len(digits) <= CHUNK:
            return int(text)
        if len(digits) > DECIMAL_DIGITS:
            raise ValueError(
                "a decimal of more than 4000 digits; such numbers are written in hexadecimal"
            )
        value = 0
        for start in range(0, len(digits), CHUNK):
            chunk = digits[start : start + CHUNK]
            value = value * 10 ** len(chunk) + int(chunk)
    elif HEXADECIMAL.fullmatch(text):
        if len(text) > MAX_HEXADECIMAL_LENGTH:
            raise Unsupported(
                "file", f"a number of more than {MAX_HEXADECIMAL_LENGTH} hexadecimal digits"
            )
        value = int(digits, 16)
        if value < 10**DECIMAL_DIGITS:
            raise ValueError(
                "hexadecimal for a number of at most 4000 decimal digits; those are written in "
                "decimal"
            )
    else:
        raise ValueError(f"{show(text)} is not a canonical INTEGER")
    return value if digits == text else -value


def parse_rational(text: str) -> Fraction:
    """RATIONAL: INTEGER or INTEGER/INTEGER in lowest terms, denominator > 1;
    raises ValueError with the reason.
    """
    digits = len(text) // 9  # of 30 bits
    charge(digits * digits // 5, "file")  # for the arithmetic with it
    top, slash, bottom = text.partition("/")
    if not slash:
        return Fraction(parse_integer(text))
    numerator, denominator = parse_integer(top), parse_integer(bottom)
    if denominator <= 1 or gcd(numerator, denominator) != 1:
        raise ValueError(f"{show(text)} is not in lowest terms with a denominator > 1")
    return Fraction(numerator, denominator)


def shown(number: int) -> str:
    """An integer in a message: all digits of small ones, the size of large ones."""
    return str(number) if abs(number) < 10**40 else f"an integer of {number.bit_length()} bits"


def amount(number: int, one: str, many: str = "") -> str:
    """So many things, with the noun in the right form; without ``many`` its plural ends in s."""
    return f"{shown(number)} {one if number == 1 else many or one + 's'}"


def is_printable(text: str) -> bool:
    """Whether no character is in the list above, which no version of Unicode changes."""
    return (text.isascii() and text.isprintable()) or not any(
        first <= code <= last for code in set(map(ord, text)) for first, last in UNPRINTABLE
    )


def index_text(index: Index) -> str:
    """INDEX."""
    return "".join(DIGITS[e] if e < len(DIGITS) else "?" for e in index)


class Node:
    """A JSON value that knows its place; every reader either returns the checked
    value or raises Rejected.
    """

    __slots__ = ("key", "parent", "value")

    def __init__(self, value: object, parent: Node | None = None, key: object = "") -> None:
        self.value, self.parent, self.key = value, parent, key

    def place(self) -> str:
        """Path from the top, such as claim.operators.0120."""
        above = self.parent.place() if self.parent else ""
        return f"{above}.{self.key}" if above else str(self.key)

    def reject(self, reason: str) -> Rejected:
        """The exception to raise for a fault at this place."""
        return Rejected(self.place() or "certificate", reason)

    def mapping(self) -> dict[str, Node]:
        """A JSON object, any keys."""
        if not isinstance(self.value, dict) or not all(isinstance(key, str) for key in self.value):
            raise self.reject(f"expected an object, found {show(self.value)}")
        return {key: Node(value, self, key) for key, value in self.value.items()}

    def fields(self, *names: str, optional: Collection[str] = ()) -> list[Node]:
        """The fields `names`, in that order, of a JSON object that has no others, but perhaps
        those of `optional`.
        """
        for name in self.mapping():
            if name not in names and name not in optional:
                raise self.reject(f"unknown field {show(name)}")
        return self.picked(*names)

    def picked(self, *names: str) -> list[Node]:
        """The fields `names` of a JSON object, which may have others."""
        found = self.mapping()
        for name in names:
            if name not in found:
                raise self.reject(f"missing field {show(name)}")
        return [found[name] for name in names]

    def choice(self, name: str, *options: str) -> str:
        """The field `name` of a JSON object, one of the options."""
        (chosen,) = self.picked(name)
        if chosen.text() not in options:
            raise chosen.reject(f"{show(chosen.value)} is none of {', '.join(options)}")
        return chosen.text()

    def elements(self, length: int | None = None) -> list[Node]:
        """A JSON array, of the given length if one is given."""
        if not isinstance(self.value, list):
            raise self.reject(f"expected an array, found {show(self.value)}")
        if length is not None and len(self.value) != length:
            raise self.reject(
                f"expected an array of length {length}, found length {len(self.value)}"
            )
        return [Node(value, self, position) for position, value in enumerate(self.value)]

    def text(self) -> str:
        """A string."""
        if not isinstance(self.value, str):
            raise self.reject(f"expected a string, found {show(self.value)}")
        return self.value

    def count(self) -> int:
        """COUNT: a JSON integer >= 0; true and false are not numbers."""
        if type(self.value) is not int or self.value < 0:
            raise self.reject(f"expected a COUNT, a JSON integer >= 0, found {show(self.value)}")
        return self.value

    def number(self, parse: Callable[[str], Number], zero: bool) -> Number:
        """What `parse` makes of a string, not 0 if zero is False."""
        try:
            value = parse(self.text())
        except ValueError as error:
            raise self.reject(str(error)) from None
        if not value and not zero:
            raise self.reject("0 is left out, not written")
        return value

    def integer(self, zero: bool = True) -> int:
        """INTEGER, not 0 if zero is False."""
        return self.number(parse_integer, zero)

    def integers(self, length: int) -> tuple[int, ...]:
        """An array of `length` INTEGERs."""
        return tuple([element.integer() for element in self.elements(length)])

    def rational(self, zero: bool = True) -> Fraction:
        """RATIONAL, not 0 if zero is False."""
        return self.number(parse_rational, zero)

    def name(self) -> str:
        """NAME: 1 to 80 printable characters."""
        if not 1 <= len(self.text()) <= MAX_NAME or not is_printable(self.text()):
            raise self.reject(f"not a name of 1 to {MAX_NAME} printable characters")
        return self.text()

    def indices(self, length: int) -> dict[Index, Node]:
        """An object whose keys are INDEX: strings of exactly `length` digits."""
        found = self.mapping()
        for key in found:
            if len(key) != length or key.strip(DIGITS):
                raise self.reject(
                    f"the key {show(key)} is not a string of {length} digits 0-9a-zA-Y"
                )
        return {tuple(map(DIGITS.index, key)): value for key, value in found.items()}

    def polynomial(self, length: int) -> dict[Index, Fraction]:
        """An object with INDEX as keys and RATIONAL that are not 0 as values."""
        return {index: value.rational(zero=False) for index, value in self.indices(length).items()}

    def require_boolean(self, expected: bool) -> None:
        """Exactly true, or exactly false."""
        if self.value is not expected:
            raise self.reject(f"expected {show(expected)}, found {show(self.value)}")

    def require_integer(self, expected: int, what: str) -> None:
        """INTEGER equal to a number; `what` completes the message "not ...".

        Raises Rejected with the number that was found.
        """
        if self.integer() != expected:
            raise self.reject(f"not {what}: {shown(expected)}")


def read_nullable(node: Node) -> Fraction | None:
    """RATIONAL or null."""
    return None if node.value is None else node.rational()
