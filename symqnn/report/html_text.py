"""Plain sentences of results as HTML: raised and lowered indices, true minus signs, nothing else
changed.
"""

from __future__ import annotations

import re
from html import escape

_RULES = (
    (re.compile(r"(?<=[0-9A-Za-z)}])\^\(([^()]{1,12})\)"), r"<sup>\1</sup>"),  # 3^(p-1)
    # 2^p, 3^64
    (re.compile(r"(?<=[0-9A-Za-zΔκ)}])\^([0-9]{1,4}|[A-Za-z])(?![A-Za-z0-9])"), r"<sup>\1</sup>"),
    (re.compile(r"(?<![A-Za-z0-9_])([A-Za-z])_\{([^{}<>]{1,8})\}"), r"\1<sub>\2</sub>"),  # G_{ξη}
    (
        re.compile(
            r"((?<![A-Za-z0-9_])[A-Za-z]|(?<![A-Za-z_])[ΣΠΦθξρφκελμ∏])"
            r"_([A-Za-zξηζ]&#x27;|[0-9]{1,6}|[A-Za-zξηζ])(?![A-Za-z0-9])"
        ),
        r"\1<sub>\2</sub>",
    ),  # θ_l, S_0
    (re.compile(r"(?<=[0-9)a-zθ₁-₉>]) - (?=[0-9A-Za-z(])"), " \N{MINUS SIGN} "),  # a - b
    (re.compile(r"(?<![A-Za-z0-9])-(?=[0-9])"), "\N{MINUS SIGN}"),
    (re.compile(r"(?<=\([a-z])-(?=[a-z]\))"), "\N{MINUS SIGN}"),  # r(d-r)
    (re.compile(r"(?<![A-Za-z0-9_])S([01])(?![A-Za-z0-9])"), r"S<sub>\1</sub>"),
    (re.compile(r"(?<=[0-9)])\*(?=[a-z(])"), "\N{NARROW NO-BREAK SPACE}"),  # 3/5*cos(2θ₁)
)


def prettified(text: str) -> str:
    """Escaped text with indices and minus signs set properly.

    Example:
        >>> prettified("2^p - 1 of 3^(p-1), θ_l, product_p2, -1/2*cos(2θ₁)")
        '2<sup>p</sup> − 1 of 3<sup>p−1</sup>, θ<sub>l</sub>, product_p2, −1/2\\u202fcos(2θ₁)'
    """
    result = escape(text)
    for pattern, replacement in _RULES:
        result = pattern.sub(replacement, result)
    return re.sub(r"<sup>([^<]*)-([^<]*)</sup>", "<sup>\\1\N{MINUS SIGN}\\2</sup>", result)
