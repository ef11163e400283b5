"""Plain text of any alphabet as LaTeX text in ASCII."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

_ESCAPES = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%",
    "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", '"': "''",
    "\u2013": "--", "\u2014": "---", "\u2018": "`", "\u2019": "'",
    "\u201c": "``", "\u201d": "''", "…": r"\ldots{}", "ß": r"\ss{}",
    "\n": " ", "\t": " ", "\r": " ", "\u00a0": " ", "\u202f": r"\,", "\u2009": r"\,",
}  # fmt: skip
_SYMBOLS = {
    "±": r"\pm", "·": r"\cdot", "×": r"\times", "‖": r"\|", "†": r"\dagger",
    "∎": r"\rule{0.6em}{0.6em}", "√": r"\surd", "∞": r"\infty",
    "Σ": r"\sum", "∏": r"\prod", "∂": r"\partial", "∇": r"\nabla", "∈": r"\in",
    "∉": r"\notin", "∘": r"\circ", "∝": r"\propto", "∧": r"\wedge",
    "∨": r"\vee", "∩": r"\cap", "∪": r"\cup", "≅": r"\cong", "≈": r"\approx",
    "≠": r"\neq", "≡": r"\equiv", "≤": r"\leq", "≥": r"\geq", "⊆": r"\subseteq",
    "⊂": r"\subset", "⊕": r"\oplus", "⊗": r"\otimes", "⊥": r"\perp", "⋯": r"\cdots",
    "⌈": r"\lceil", "⌉": r"\rceil", "⌊": r"\lfloor", "⌋": r"\rfloor",
    "⟨": r"\langle", "⟩": r"\rangle", "→": r"\to", "←": r"\leftarrow", "↔": r"\leftrightarrow",
    "↦": r"\mapsto", "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow",
    "∀": r"\forall", "∃": r"\exists", "∅": r"\emptyset", "ℓ": r"\ell",
    "ℇ": r"\mathcal{E}", "ϱ": r"\varrho", "ϕ": r"\phi", "─": "-",
    "ϑ": r"\vartheta", "°": r"^{\circ}", "⊤": r"\top", "𝒜": r"\mathcal{A}", "\u201a": r"_{,}",
    "⨂": r"\bigotimes", "█": r"\rule{0.6em}{0.6em}",
    "\u2212": "-", "½": r"\tfrac{1}{2}", "¼": r"\tfrac{1}{4}", "∑": r"\sum",
    "∫": r"\int", "≪": r"\ll", "≫": r"\gg", "∼": r"\sim", "⁺": r"^{+}",
    "ℝ": r"\mathbf{R}", "ℂ": r"\mathbf{C}", "ℚ": r"\mathbf{Q}", "ℤ": r"\mathbf{Z}",
    "ℕ": r"\mathbf{N}",
}  # fmt: skip
_GREEK_AS_LATIN = {
    "ALPHA": "A",
    "BETA": "B",
    "EPSILON": "E",
    "ZETA": "Z",
    "ETA": "H",
    "IOTA": "I",
    "KAPPA": "K",
    "MU": "M",
    "NU": "N",
    "OMICRON": "O",
}
_GREEK_AS_LATIN |= {"RHO": "P", "TAU": "T", "CHI": "X"}
_GREEK_NAMES = {
    "FINAL SIGMA": "varsigma",
    "PHI": "varphi",
    "EPSILON": "varepsilon",
    "LAMDA": "lambda",
    "OMICRON": "o",
}
_ACCENTS = {
    "\u0300": r"\`",
    "\u0301": r"\'",
    "\u0302": r"\^",
    "\u0303": r"\~",
    "\u0304": r"\=",
    "\u0308": r"\"",
    "\u030a": r"\r ",
    "\u030c": r"\v ",
}
_SCRIPT = re.compile(
    r"(?P<up>\^)(?P<high>\([-+/A-Za-z0-9]*\)|[0-9]+|[A-Za-z]+|[α-ω])"
    r"|(?<![A-Za-z_.])(?P<base>[A-Za-zα-ωΑ-Ω])(?P<down>_)"
    r"(?P<low>[0-9]{1,6}|[A-Za-zα-ω])(?![A-Za-z0-9_.])"
)
_HATS = {"\u0302": r"\hat", "\u0303": r"\tilde", "\u0304": r"\bar"}


def text(plain: str) -> str:
    r"""Plain text as LaTeX text; a character that LaTeX does not know is named
    by its code, such as U+0416.

    Example:
        >>> print(text("Φ_1 ≠ 0 in 100 %"))
        $\Phi_{1}$ $\neq$ 0 in 100 \%
        >>> print(text("θ₁² ж"))
        $\theta_{1}^{2}$ \texttt{U+0436}
    """
    pieces: list[tuple[bool, str]] = []
    prepared = "".join(map(_parts, unicodedata.normalize("NFC", plain)))
    done = 0
    for script in _SCRIPT.finditer(prepared):
        _append(pieces, prepared[done : script.start()])
        pieces += _script(script)
        done = script.end()
    _append(pieces, prepared[done:])
    groups = (
        (mathematics, [code for _, code in group])
        for mathematics, group in groupby(pieces, key=lambda piece: piece[0])
    )
    return "".join(
        f"${_mathematics(codes)}$" if mathematics else "".join(codes)
        for mathematics, codes in groups
    )


def _script(found: re.Match[str]) -> list[tuple[bool, str]]:
    """``2^p``, ``e^(-p)`` and, with one letter before it, ``θ_l``."""
    base, sign, inner = (
        found["base"] or "",
        found["up"] or found["down"],
        found["high"] or found["low"],
    )
    if re.fullmatch(r"\([^0-9]*\)", inner):
        inner = inner[1:-1]
    word = len(inner) > 1 and inner.isalpha()
    code = (
        rf"\mathrm{{{inner}}}"
        if word
        else _mathematics([_character(character)[1] for character in inner])
    )
    head = [(True, _character(base)[1])] if base else []
    return [*head, (True, f"{sign}{{{code}}}")]


def _append(pieces: list[tuple[bool, str]], plain: str) -> None:
    for character in plain:
        if character in _ACCENTS and pieces and re.fullmatch("[A-Za-z]", pieces[-1][1]):
            pieces[-1] = (False, f"{_ACCENTS[character]}{{{pieces[-1][1]}}}")
        elif character in _HATS and pieces and pieces[-1][0]:
            pieces[-1] = (True, f"{_HATS[character]}{{{pieces[-1][1]}}}")
        elif character == "-" and pieces and pieces[-1][1].endswith("-"):  # no dash
            pieces.append((False, "{}-"))
        else:
            pieces.append(_character(character))


def _parts(character: str) -> str:
    """A letter and its accents apart."""
    return character if character in _SYMBOLS else unicodedata.normalize("NFD", character)


def _mathematics(codes: list[str]) -> str:
    result, previous = "", ""
    for code in codes:  # a command and a letter after it need a space
        separate = re.search(r"\\[a-zA-Z]+$", result) and code[0].isalpha()
        merged = code[:2] in ("^{", "_{") and re.search(rf"\{code[0]}\{{[^{{}}]*\}}$", result)
        again = code[:2] in ("^{", "_{") and previous[:2] == code[:2]
        result = (
            result[:-1] + code[2:]
            if merged
            else result + " " * bool(separate) + "{}" * bool(again) + code
        )
        previous = code
    return result


def _character(character: str) -> tuple[bool, str]:
    if character in _ESCAPES:
        return False, _ESCAPES[character]
    if 32 <= ord(character) < 127:
        return False, character
    if character in _SYMBOLS:
        return True, _SYMBOLS[character]
    kind, _, rest = unicodedata.decomposition(character).partition(" ")
    if kind in ("<super>", "<sub>") and " " not in rest:
        inner = _character(chr(int(rest, 16)))[1]
        return True, f"{'^' if kind == '<super>' else '_'}{{{inner.strip('$')}}}"
    name = unicodedata.name(character, "")
    greek = re.fullmatch(r"GREEK (SMALL|CAPITAL) LETTER ([A-Z]+|FINAL SIGMA)", name)
    if greek:
        return True, _greek(greek[1] == "CAPITAL", greek[2])
    return False, rf"\texttt{{U+{ord(character):04X}}}"


def _greek(capital: bool, name: str) -> str:
    if capital:
        return (
            rf"\mathrm{{{_GREEK_AS_LATIN[name]}}}"
            if name in _GREEK_AS_LATIN
            else "\\" + name.capitalize().replace("Lamda", "Lambda")
        )
    found = _GREEK_NAMES.get(name, name.lower())
    return found if found == "o" else f"\\{found}"
