"""How numbers, sums, operators, polynomials and texts look in LaTeX, and that SymPy and IPython
show the same.
"""

from fractions import Fraction
from itertools import product

import pytest
import sympy
from latex_zoo import objects

from symqnn import QNN, PauliSum, State, TrigPoly, expand, factored_expectation, gram_matrix
from symqnn.algebra.latex import gaussian, integer, joined, number, sum_lines, visible_width
from symqnn.algebra.latex_tables import matrix
from symqnn.algebra.latex_text import text
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.torus import Torus
from symqnn.errors import InputError
from symqnn.model.instance_file import Instance
from symqnn.report.expansion import expansion_latex

POLY = TrigPoly.from_terms({"00": "1/2", "12": -1, "10": "-2/3"})


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (Fraction(3), "3"),
        (Fraction(-3), "-3"),
        (Fraction(-1, 2), r"-\tfrac{1}{2}"),
        (Fraction(0), "0"),
    ],
)
def test_numbers(value: Fraction, code: str) -> None:
    assert number(value) == code


@pytest.mark.parametrize(
    ("real", "imaginary", "code"),
    [
        (0, 0, "0"),
        (0, 1, "i"),
        (0, -1, "-i"),
        (2, -1, "2-i"),
        (0, Fraction(-1, 2), r"-\tfrac{1}{2}i"),
    ],
)
def test_complex_numbers(real: int, imaginary: Fraction, code: str) -> None:
    assert gaussian(Fraction(real), Fraction(imaginary)) == code


def test_huge_integers_say_how_long_they_are() -> None:
    assert integer(10**59) == str(10**59)
    assert integer(-(10**60)) == r"-100000000000\ldots000000000000\,(61\text{ digits})"
    assert r"(5001\text{ digits})" in integer(10**5000)  # Python itself refuses to print this one
    assert r"(5000\text{ digits})" in integer(10**5000 - 1)


def test_operators() -> None:
    assert PauliSum.from_text("-X").to_latex() == "-X"
    assert PauliSum.from_text("II - 2/3*IY").to_latex() == r"I - \tfrac{2}{3}\,Y_{2}"
    assert PauliSum.from_text("2*XY - ZZ").to_latex(tensor=True) == r"2 X \otimes Y - Z \otimes Z"
    assert PauliSum.zero(2).to_latex() == "0"
    code = GaussianMatrix.from_rows([["1/2", "-i/2"], ["1/2*i", "1/2+i"]]).to_latex()
    assert code == r"\tfrac{1}{2}\begin{pmatrix} 1 & -i \\ i & 1+2i \end{pmatrix}"


def test_polynomials_and_their_options() -> None:
    assert (
        POLY.to_latex()
        == r"\tfrac{1}{2} - \tfrac{2}{3} \cos 2\theta_{1} - \cos 2\theta_{1} \sin 2\theta_{2}"
    )
    named = TrigPoly.from_terms(dict(POLY.terms()), torus=Torus(("gamma[0]", "rot"), (1, "1/2")))
    assert named.to_latex(order="coefficient") == (
        r"-\cos \gamma_{0} \sin \tfrac{1}{2}\mathrm{rot} - \tfrac{2}{3} \cos \gamma_{0} + "
        r"\tfrac{1}{2}"
    )
    assert (
        POLY.to_latex(common_denominator=True)
        == r"\tfrac{1}{6}\bigl(3 - 4 \cos 2\theta_{1} - 6 \cos 2\theta_{1} \sin 2\theta_{2}\bigr)"
    )
    assert (
        POLY.to_latex(name="f", limit=1) == r"f = \tfrac{1}{2} + \cdots \quad\text{(2 more terms)}"
    )
    assert (
        TrigPoly.from_terms({"11": 1, "20": 1}).to_latex(order="degree")
        == r"\sin 2\theta_{1} + \cos 2\theta_{1} \cos 2\theta_{2}"
    )
    assert (
        TrigPoly.from_terms({"3": "-1/2"}).to_latex(common_denominator=True)
        == r"-\tfrac{1}{2} \cos 4\theta_{1}"
    )
    assert TrigPoly.from_terms({}, 2).to_latex() == "0"
    assert TrigPoly.constant(1, 1).to_latex() == "1"


def test_unknown_options_are_refused() -> None:
    with pytest.raises(InputError, match="is required"):
        POLY.to_latex(order="size")
    with pytest.raises(InputError, match="'angle' is no option"):
        POLY.to_latex(angle="theta")
    with pytest.raises(InputError, match="operators"):
        expand(QNN(["Z"], "Y")).to_latex(form="product")


def test_sums_are_broken_before_signs() -> None:
    lines = sum_lines(
        [(Fraction((-1) ** k, 3), rf"\cos {2 * k}\theta_{{1}}") for k in range(1, 30)], width=40
    )
    assert len(lines) > 5
    assert all(line[:2] in ("+ ", "- ") for line in lines[1:])
    assert all(visible_width(line) <= 44 for line in lines)
    assert joined([], 10) == ["0"]
    every = {"".join(index): 1 for index in product("012", repeat=3)}
    code = TrigPoly.from_terms(every).to_latex(display=True, name="f")
    assert code.startswith("\\begin{align*}\nf &= 1 + ") and code.count("\\\\\n& \\quad + ") >= 3


def test_large_matrices_are_abbreviated_and_say_so() -> None:
    code = matrix(26, lambda j, k: str(j + k), limit=3)
    assert code == (
        r"\begin{pmatrix} 0 & 1 & \cdots & 25 \\ 1 & 2 & \cdots & 26 \\ \vdots & \vdots & \ddots "
        r"& \vdots \\ 25 & 26 & \cdots & 50 \end{pmatrix}_{26 \times 26}"
    )
    assert r"\ast" in matrix(3, lambda j, k: "7" * 50)
    # amsmath's pmatrix has at most 10 columns
    assert r"\begin{array}{cccccccccccc}" in GaussianMatrix.identity(12).to_latex(limit=12)


def test_gram_matrices_by_blocks() -> None:
    code = gram_matrix(QNN(["ZI", "3/5*IX + 4/5*IZ"], "(Y+I)(Y + 2*Z)")).to_latex()
    assert code.count(r"\begin{pmatrix}") + code.count(r"\xi\xi}") >= 2
    assert code.endswith(
        "G_{\\xi\\xi'} &= 0 \\quad\\text{for the other }\\xi, \\xi'\n\\end{aligned}"
    )


def test_texts() -> None:
    assert (
        text("aa_b 100% {x} & $ # ~ ^ \\")
        == r"aa\_b 100\% \{x\} \& \$ \# \textasciitilde{} \textasciicircum{} \textbackslash{}"
    )
    assert (
        text("2^p minima, θ_l ↦ θ_l + π/2")
        == r"2$^{p}$ minima, $\theta_{l}$ $\mapsto$ $\theta_{l}$ + $\pi$/2"
    )
    assert text("ж") == r"\texttt{U+0436}"
    assert text("Bézout, Weyl's ĝ --json") == r"B\'{e}zout, Weyl's \^{g} -{}-json"
    assert text("file_name_1.json p!·2^p e^(-p)") == r"file\_name\_1.json p!$\cdot$2$^{p}$ e$^{-p}$"


def test_no_question_mark_arises() -> None:
    for start in range(0, 0x3000, 64):
        plain = "".join(chr(code) for code in range(start, start + 64) if chr(code) != "?")
        assert text(plain).isascii() and "?" not in text(plain)


def test_sympy_and_ipython_show_the_same() -> None:
    for thing, _ in objects():
        assert sympy.latex(thing) == thing.to_latex()
        assert thing._repr_latex_() == rf"$\displaystyle {thing.to_latex()}$"
    assert sympy.latex([POLY]) == rf"\left[ {POLY.to_latex()}\right]"


def test_expansion_of_an_instance() -> None:
    instance = Instance(
        "two", QNN(["ZI", "IZ"], "(Y+I)(1/2*Y-I)"), State.bloch([("3/5", "4/5", 0), (0, 1, 0)])
    )
    code = expansion_latex(instance, 9)
    assert code.startswith(
        "\\begingroup\\allowdisplaybreaks\n\\begin{align*}\nU(\\theta) &= e^{-i\\theta_{2}H_{2}} "
        "e^{-i\\theta_{1}H_{1}}"
    )
    assert "\\Phi_{00}(M) &= -I" in code and code.count(r"\Phi_{") == 9
    assert "not multiplied out" in expansion_latex(instance, 3)
    assert r"\text{(more operators)}" in expansion_latex(
        Instance("e", QNN(["ZI", "XX"], "YY + ZI"), State.zero(2)), 2
    )
    shared = Instance(
        "s",
        QNN(["1/2*ZZ", "1/2*XI", "1/2*IX"], "ZZ", angles=["gamma", "2*b", "2*b"]),
        State.zero(2),
    )
    code = expansion_latex(shared, 50)
    assert r"U(\theta) &= e^{-i(2 b)H_{3}} e^{-i(2 b)H_{2}} e^{-i\gamma H_{1}}" in code
    assert r"M_{\cos \gamma \sin 4b} &= " in code
    assert r"f(\rho, \theta) &= \tfrac{1}{2} + \tfrac{1}{2} \cos 4b" in code
    dense = Instance("d", instance.qnn.to_dense(), State.pure([1, 0, 0, 0]))
    assert expansion_latex(dense, 9).count(r"\begin{pmatrix}") > 9


def test_products_stay_factored() -> None:
    output = factored_expectation(
        QNN(["ZI", "IZ"], "(Y+I)(Y+I)"), State.bloch([(0, 1, 0), (1, 0, 0)])
    )
    assert (
        output.to_latex(name="f")
        == r"f = \left(1 + \cos 2\theta_{1}\right) \left(1 + \sin 2\theta_{2}\right)"
    )
    zero = factored_expectation(QNN(["ZI", "IZ"], "YY"), State.bloch([(0, 0, 0), (1, 0, 0)]))
    assert zero.to_latex() == "0"


def test_wrong_options_name_the_method() -> None:
    with pytest.raises(InputError, match="'colour' is no option of a sum"):
        POLY.to_latex(colour="red")
    with pytest.raises(TypeError, match="latex_rows"):
        gram_matrix(QNN(["Z"], "Y+I")).to_latex(colour="red")
