"""MathML says exactly what the objects are: read back, it gives them again."""

import xml.etree.ElementTree as ET
from fractions import Fraction

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.model.state import State
from symqnn.report import mathml
from symqnn.report.html_formulas import FORMULAS, GENERAL, formula
from symqnn.statements.verify import IN_GENERAL, ON_INSTANCES, ON_OWN_INSTANCES

NUMBERS = st.fractions(-1000, 1000, max_denominator=50).filter(bool)


ARGUMENTS = {"msub": 2, "msup": 2, "mfrac": 2, "munder": 2, "munderover": 3, "msubsup": 3}


def check_piece(piece: str) -> None:
    """Well-formed, and every layout element has the number of arguments that MathML requires."""
    for node in ET.fromstring(f"<math>{piece}</math>").iter():
        assert len(node) == ARGUMENTS.get(node.tag, len(node)), piece
        assert node.tag in ("mi", "mn", "mo", "mtext", "mspace", "math") or len(node), piece


def read_number(node: ET.Element) -> Fraction:
    if node.tag == "mfrac":
        return Fraction(int(node[0].text or ""), int(node[1].text or ""))
    return Fraction(int(node.text or ""))


def read_sum(pieces: list[str], body: str) -> list[tuple[Fraction, list[ET.Element]]]:
    """(coefficient, what follows it) of each term."""
    terms = []
    for piece in pieces:
        nodes = [node for node in ET.fromstring(piece) if node.tag != "mspace"]
        sign = 1
        if nodes and nodes[0].tag == "mo":
            assert nodes[0].text in ("+", "\N{MINUS SIGN}")
            sign = -1 if nodes[0].text != "+" else 1
            nodes = nodes[1:]
        value = Fraction(1)
        if nodes and nodes[0].tag in ("mn", "mfrac"):
            value = read_number(nodes[0])
            nodes = nodes[1:]
        assert {node.tag for node in nodes} <= set(body.split())
        terms.append((sign * value, nodes))
    return terms


def read_polynomial(pieces: list[str], angles: int) -> TrigPoly:
    terms: dict[str | tuple[int, ...], object] = {}
    for value, nodes in read_sum(pieces, "mi mn msub"):
        index = [0] * angles
        for name, multiple, angle in zip(nodes[::3], nodes[1::3], nodes[2::3], strict=True):
            assert angle[0].text == "θ"
            k = int(multiple.text or "") // 2
            index[int(angle[1].text or "") - 1] = 2 * k - (name.text == "cos")
        terms[tuple(index)] = value
    return TrigPoly.from_terms(terms, angles)


@settings(max_examples=examples(40))
@given(st.dictionaries(st.tuples(*[st.integers(0, 4)] * 3), NUMBERS, min_size=1, max_size=12))
def test_a_polynomial_is_read_back(terms: dict[tuple[int, ...], Fraction]) -> None:
    poly = TrigPoly.from_terms(dict(terms), 3)
    assert read_polynomial(mathml.polynomial(poly), 3) == poly


@settings(max_examples=examples(40))
@given(st.dictionaries(st.text("IXYZ", min_size=3, max_size=3), NUMBERS, min_size=1, max_size=12))
def test_a_pauli_sum_is_read_back(words: dict[str, Fraction]) -> None:
    operator = PauliSum.from_words(dict(words))
    found = {}
    for value, nodes in read_sum(mathml.pauli(operator), "mi msub"):
        letters = ["I"] * 3
        for node in nodes:
            if node.tag == "msub":
                letters[int(node[1].text or "") - 1] = node[0].text or ""
        found["".join(letters)] = value
    assert PauliSum.from_words(dict(found)) == operator


def test_long_sums_and_numbers_say_that_they_are_cut() -> None:
    poly = TrigPoly.from_terms({(k,): k + 1 for k in range(9)})
    pieces = mathml.polynomial(poly, 4)
    assert len(pieces) == 5
    assert "5 more terms" in pieces[-1]
    assert "≈" in mathml.rational(Fraction(10**30 + 1, 7))
    assert "≈" not in mathml.rational(Fraction(10**20, 7))
    assert mathml.polynomial(TrigPoly.from_terms({}, 1)) == ["<mrow><mn>0</mn></mrow>"]


MATRIX = GaussianMatrix.from_rows([["1/2", "-i/2"], ["1/2*i", "1/2"]])


@pytest.mark.parametrize(
    "pieces",
    [
        mathml.operator_terms(MATRIX),
        mathml.operator_terms(GaussianMatrix.identity(9)),
        mathml.operator_terms(TensorProduct.from_text("(Y+I)(1/2*XX-ZI)")),
        mathml.operator_terms(TensorProduct.from_text("XX+ZZ")),
        mathml.state_terms(State.bloch([("3/5", "-4/5", 0), (0, 0, 1)])),
        mathml.state_terms(State.bloch([(0, 0, 1)] * 12)),
        mathml.state_terms(State.pure([1, "i", 0])),
        mathml.state_terms(State.pure([1] * 16)),
        mathml.state_terms(State.density(MATRIX)),
    ],
)
def test_every_piece_is_well_formed(pieces: list[str]) -> None:
    assert pieces
    for piece in pieces:
        check_piece(piece)


def test_matrix_entries_are_exact() -> None:
    table = ET.fromstring(mathml.matrix(MATRIX))
    assert ["".join(cell.itertext()) for cell in table.iter("mtd")] == [
        "1",
        "\N{MINUS SIGN}i",
        "i",
        "1",
    ]
    assert ["".join(node.itertext()) for node in table.iter("mfrac")] == ["12"]  # 1/2 in front


def test_flat_brackets_do_not_stretch() -> None:
    assert 'stretchy="false"' in mathml.brackets(mathml.num(1))
    assert "stretchy" not in mathml.brackets(mathml.fraction(mathml.num(1), mathml.num(2)))


def test_every_statement_has_a_formula() -> None:
    for statement in {*IN_GENERAL, *ON_INSTANCES, *ON_OWN_INSTANCES} - {"equations-13-15"} | {
        "equation-13",
        "equation-14",
        "equation-15",
        "equations-13-15",
    }:
        assert formula(statement), statement
    for pieces in FORMULAS.values():
        for piece in pieces:
            check_piece(piece)
    for pieces in GENERAL.values():
        for piece in pieces:
            check_piece(piece)
    assert formula("integral-spectra", "factorial") != formula("integral-spectra")
    assert (
        formula("theorem-2", "trapped-angles", general=True)
        == formula("lemma-3", "trapped-angles")
        != formula("lemma-3")
    )
    assert formula("equation-11", general=True) != formula("equation-11")
    assert formula("theorem-7", "critical-points", general=True) != formula(
        "theorem-7", "critical-points"
    )
    assert (
        formula("theorem-6", "universal")
        != formula("theorem-6", "frobenius")
        == formula("theorem-6")
    )
