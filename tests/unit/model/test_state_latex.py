"""States in LaTeX: basis states as bits, equal neighbours as powers, norms as roots."""

from fractions import Fraction

from symqnn.model.state_latex import SHOWN_AMPLITUDES, local_latex, product_lines, pure_lines

UP, DOWN, NONE = (
    (Fraction(0),) * 2 + (Fraction(1),),
    (Fraction(0),) * 2 + (Fraction(-1),),
    (Fraction(0),) * 3,
)
TILTED = (Fraction(3, 5), Fraction(0), Fraction(-4, 5))


def test_single_qubits() -> None:
    assert local_latex(*UP) == r"\lvert 0 \rangle\langle 0 \rvert"
    assert local_latex(*NONE) == r"\tfrac{1}{2}I"
    assert local_latex(*TILTED) == (
        r"\tfrac{1}{2}\bigl(I + \tfrac{3}{5}\,X - \tfrac{4}{5}\,Z\bigr)"
    )


def test_products() -> None:
    assert product_lines([UP, DOWN, DOWN]) == [r"\lvert 011 \rangle\langle 011 \rvert"]
    (line,) = product_lines([NONE, TILTED, TILTED])
    assert line.count(r"\tfrac{3}{5}") == 1 and r"^{\otimes 2}" in line


def test_amplitudes() -> None:
    assert pure_lines([(1, 0), (0, 0)])[0].endswith(r"= \lvert 0 \rangle")
    # |(3, 4i)| = 5: no root is left
    assert (
        r"\tfrac{1}{5}\bigl(3 \lvert 0 \rangle + 4 i \lvert 1 \rangle\bigr)"
        in pure_lines([(3, 0), (0, 4)])[0]
    )
    # in dimension 3 basis vectors have numbers
    assert r"\tfrac{1}{\sqrt{3}}" in pure_lines([(1, 0)] * 3)[0]
    assert r"\lvert 2 \rangle" in pure_lines([(1, 0)] * 3)[-1]
    code = " ".join(pure_lines([(1, 0)] * 128))
    assert code.count(r"\rangle") == SHOWN_AMPLITUDES + 2 and "64 more terms" in code
