"""States in LaTeX."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

from symqnn.algebra.latex import (
    Term,
    factors,
    gaussian,
    joined,
    left_out,
    number,
    sum_lines,
    tensor_powers,
    term,
)

SHOWN_AMPLITUDES = 64
BASIS = {1: "0", -1: "1"}


def local_latex(x: Fraction, y: Fraction, z: Fraction) -> str:
    r"""The single-qubit state with Bloch vector (x, y, z).

    Example:
        >>> print(local_latex(Fraction(0), Fraction(0), Fraction(-1)))
        \lvert 1 \rangle\langle 1 \rvert
    """
    if not x and not y and z in BASIS:
        return rf"\lvert {BASIS[int(z)]} \rangle\langle {BASIS[int(z)]} \rvert"
    terms = [
        (Fraction(1), "I"),
        *((value, letter) for value, letter in ((x, "X"), (y, "Y"), (z, "Z")) if value),
    ]
    (line,) = sum_lines(terms, r"\,", width=0)
    return r"\tfrac{1}{2}I" if len(terms) == 1 else rf"\tfrac{{1}}{{2}}\bigl({line}\bigr)"


def product_lines(vectors: Sequence[tuple[Fraction, Fraction, Fraction]]) -> list[str]:
    r"""Lines of a product state; equal neighbours as powers, basis states as one projector.

    Example:
        >>> print(*product_lines([(Fraction(0), Fraction(0), Fraction(1))] * 3))
        \lvert 000 \rangle\langle 000 \rvert
    """
    if all(not x and not y and z in BASIS for x, y, z in vectors):
        bits = "".join(BASIS[int(z)] for _, _, z in vectors)
        return [rf"\lvert {bits} \rangle\langle {bits} \rvert"]
    powers = tensor_powers([local_latex(*vector) for vector in vectors])
    return factors(powers)


def pure_lines(amplitudes: Sequence[tuple[int, int]]) -> list[str]:
    r"""Lines of :math:`\lvert\psi\rangle\langle\psi\rvert` with ψ written out, basis vectors by
    bits where their number is a power of two.

    Example:
        >>> print(*pure_lines([(1, 0), (0, 0), (0, 0), (0, -1)]))
        \lvert \psi \rangle\langle \psi \rvert, \quad \lvert \psi \rangle
            = \tfrac{1}{\sqrt{2}}\bigl(\lvert 00 \rangle - i \lvert 11 \rangle\bigr)
    """
    d = len(amplitudes)
    bits = d.bit_length() - 1 if d & (d - 1) == 0 else 0
    norm, terms = sum(a * a + b * b for a, b in amplitudes), []
    for k, (a, b) in enumerate(amplitudes):
        if a or b:
            terms.append(
                _amplitude(a, b, rf"\lvert {format(k, f'0{bits}b') if bits else k} \rangle")
            )
    if len(terms) > SHOWN_AMPLITUDES:
        terms = [
            *terms[:SHOWN_AMPLITUDES],
            (False, left_out(len(terms) - SHOWN_AMPLITUDES, "term")),
        ]
    lines = joined(terms)
    front = r"\lvert \psi \rangle\langle \psi \rvert, \quad \lvert \psi \rangle = "
    if norm == 1:
        return [front + lines[0], *lines[1:]]
    root = isqrt(norm)
    scale = number(Fraction(1, root)) if root * root == norm else rf"\tfrac{{1}}{{\sqrt{{{norm}}}}}"
    lines[0] = rf"{front}{scale}\bigl({lines[0]}"
    lines[-1] += r"\bigr)"
    return lines


def _amplitude(a: int, b: int, ket: str) -> Term:
    if a and b:
        return False, f"({gaussian(Fraction(a), Fraction(b))}) {ket}"
    return term(Fraction(a), ket) if a else term(Fraction(b), f"i {ket}")
