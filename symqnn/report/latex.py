"""amsmath LaTeX of operators, polynomials and verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import partial

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.trigpoly import TrigPoly, basis_name
from symqnn.independence.gram import GramMatrix
from symqnn.statements.result import Result

_ESCAPES = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_SYMBOLS = {
    "Φ": r"$\Phi$", "θ": r"$\theta$", "ξ": r"$\xi$", "ρ": r"$\rho$", "π": r"$\pi$", "Σ": r"$\sum$", "∏": r"$\prod$",
    "≠": r"$\neq$", "≥": r"$\geq$", "≤": r"$\leq$", "↦": r"$\mapsto$", "·": r"$\cdot$", "⊗": r"$\otimes$", "…": r"\dots{}",
    "²": r"$^2$", "⁽": r"$^{(}$", "⁾": r"$^{)}$", "⁰": r"$^0$", "¹": r"$^1$", "₁": r"$_1$",
    "κ": r"$\kappa$", "λ": r"$\lambda$", "ε": r"$\varepsilon$", "η": r"$\eta$", "Θ": r"$\Theta$",
}  # fmt: skip


def escape(text: str) -> str:
    """Plain text for a LaTeX document.

    Example:
        >>> escape("Φ_1 ≠ 0")
        '$\\\\Phi$\\\\_1 $\\\\neq$ 0'
    """
    escaped = "".join(_ESCAPES.get(character, character) for character in text)
    return "".join(_SYMBOLS.get(c, c if ord(c) < 128 else "?") for c in escaped)


def number(value: Fraction) -> str:
    """A rational number."""
    if value.denominator == 1:
        return str(value.numerator)
    return ("-" if value < 0 else "") + rf"\tfrac{{{abs(value.numerator)}}}{{{value.denominator}}}"


def _sum(terms: Iterable[tuple[Fraction, str]], per_line: int = 0) -> str:
    text = ""
    for k, (value, body) in enumerate(terms):
        sign = "-" if value < 0 else ("+" if text else "")
        size = "" if abs(value) == 1 and body else number(abs(value))
        separator = r"\, " if size and body else ""
        line_break = r" \\ &\quad " if per_line and k and k % per_line == 0 else ""
        text += f"{line_break}{' ' if text else ''}{sign}{' ' if text else ''}{size}{separator}{body}"
    return text or "0"


def pauli_latex(operator: PauliSum) -> str:
    """A Pauli sum, words as products of letters on numbered qubits.

    Example:
        >>> print(pauli_latex(PauliSum.from_text("1/2*XI - ZZ")))
        \\tfrac{1}{2}\\, X_{1} - Z_{1} Z_{2}
    """
    terms = []
    for word, value in operator.terms():
        letters = [f"{letter}_{{{q + 1}}}" for q, letter in enumerate(word) if letter != "I"]
        terms.append((value, " ".join(letters) or "I"))
    return _sum(terms)


def matrix_latex(matrix: GaussianMatrix) -> str:
    """A matrix with its common denominator in front."""
    reduced = matrix.canonical()
    real, imaginary = reduced.integer_rows()
    rows = [" & ".join(_gaussian(a, b) for a, b in zip(*pair, strict=True)) for pair in zip(real, imaginary, strict=True)]
    front = "" if reduced.denominator == 1 else number(Fraction(1, reduced.denominator))
    return front + r"\begin{pmatrix} " + r" \\ ".join(rows) + r" \end{pmatrix}"


def _gaussian(real: int, imaginary: int) -> str:
    if not imaginary:
        return str(real)
    unit = ("" if abs(imaginary) == 1 else str(abs(imaginary))) + "i"
    return ("-" if imaginary < 0 else "") + unit if not real else f"{real}{'-' if imaginary < 0 else '+'}{unit}"


def trigpoly_latex(poly: TrigPoly, per_line: int = 0, unit: int = 2) -> str:
    r"""A trigonometric polynomial in θ; with ``per_line`` broken for ``align*``; ``unit`` = 1 where its angles are θ (integer spectra), not 2θ.

    Example:
        >>> print(trigpoly_latex(TrigPoly.from_terms({"01": 1, "20": "1/2"})))
        \cos 2\theta_{2} + \tfrac{1}{2}\, \sin 2\theta_{1}
    """

    def factor(name: str, axis: int, k: int) -> str:
        return rf"\{name} {unit * k if unit * k > 1 else ''}\theta_{{{axis + 1}}}"

    cos, sin = partial(factor, "cos"), partial(factor, "sin")
    terms = [(value, r" \, ".join(basis_name(index, cos, sin))) for index, value in poly.terms()]
    return _sum(terms, per_line)


def gram_latex(gram: GramMatrix) -> str:
    """A Gram matrix component by component: outside the listed blocks every entry is 0."""
    lines = []
    for component in gram.components():
        block = gram.principal(component)
        rows = [" & ".join(number(value) for value in row) for row in block.rows()]
        names = ",\\, ".join(component)
        lines.append(rf"G_{{\{{{names}\}}}} &= \begin{{pmatrix}} " + r" \\ ".join(rows) + r" \end{pmatrix}")
    return "\\begin{align*}\n" + " \\\\\n".join(lines) + "\n\\end{align*}"


def document(title: str, results: Sequence[Result], checks: Sequence[str], formulas: Sequence[tuple[str, str]]) -> str:
    """A complete document: the verdict table and the formulas (caption, amsmath code for ``align*``)."""
    rows = []
    for result, check in zip(results, checks, strict=True):
        cells = [escape(text) for text in (result.title, result.instance, result.found, result.status, result.scope, check)]
        rows.append(" & ".join(cells) + r" \\")
    head_row = r"statement & instance & found & status & scope & checker \\ \hline"
    body = [r"\section*{Verdicts}", r"\begin{longtable}{lp{24mm}p{50mm}lll}", head_row, *rows, r"\end{longtable}"]
    for caption, formula in formulas:
        body += [rf"\paragraph{{{escape(caption)}}}", r"\begin{align*}", formula, r"\end{align*}"]
    head = [
        r"\documentclass[a4paper,10pt]{article}", r"\usepackage{amsmath,amssymb,longtable}", r"\usepackage[margin=18mm]{geometry}",
        r"\allowdisplaybreaks", rf"\title{{{escape(title)}}}", r"\date{}", r"\begin{document}", r"\maketitle",
    ]  # fmt: skip
    return "\n".join([*head, *body, r"\end{document}", ""])
