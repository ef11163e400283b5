"""OpenQASM 2 as text that the parser of OpenQASM 3 reads; lines stay where they are."""

from __future__ import annotations

import re

# words that name things in OpenQASM 2 and are reserved in OpenQASM 3
_RESERVED_TEXT = """
    OPENQASM def cal defcal gate extern box let break continue if else end return for while in
    switch case default input output const readonly mutable void bool bit int uint float angle
    complex array duration stretch gphase inv pow ctrl negctrl durationof delay reset measure
    barrier true false pragma im tau euler defcalgrammar
"""
_KEYWORDS_TEXT = (
    "OPENQASM include qreg creg gate opaque if measure reset barrier pi sin cos tan exp ln "
    "sqrt U CX"
)
RESERVED = frozenset(_RESERVED_TEXT.split())
KEYWORDS = frozenset(_KEYWORDS_TEXT.split())
_TOKEN = re.compile(r"//[^\n]*|\"[^\"\n]*\"|/\*.*?\*/|[A-Za-z_][A-Za-z0-9_]*|[\s\S]", re.DOTALL)
_OPAQUE = re.compile(r"\bopaque\b[^;]*;")


def as_version_3(text: str) -> str:
    """The same program for the parser of OpenQASM 3: names that are reserved there get an
    underscore, opaque goes.

    Example:
        >>> as_version_3("qreg in[2]; opaque g a; measure in -> c;")
        'qreg in_[2];             measure in_ -> c;'
    """
    tokens = _TOKEN.findall(text)
    taken = {token for token in tokens if token[0].isalpha() or token[0] == "_"}
    renamed: dict[str, str] = {}
    for word in sorted(taken & (RESERVED - KEYWORDS)):
        other = word + "_"
        while other in taken:
            other += "_"
        renamed[word] = other
    whole = "".join(renamed.get(token, token) for token in tokens)
    return _OPAQUE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), whole)
