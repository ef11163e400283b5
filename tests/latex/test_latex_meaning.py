"""What LaTeX says is what the object is: polynomials and Pauli sums read back from their LaTeX by a
reader of its own.
"""

import re
from fractions import Fraction
from math import cos, isclose, sin

from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from symqnn import PauliSum, TrigPoly
from symqnn.algebra.torus import Torus

VALUES = st.fractions(min_value=-9, max_value=9, max_denominator=12).filter(bool)
OPTIONS = st.fixed_dictionaries({
    "order": st.sampled_from(["index", "degree", "coefficient"]),
    "common_denominator": st.booleans(),
    "width": st.sampled_from([0, 20, 76]), "display": st.booleans(),
})  # fmt: skip


def plain(code: str) -> str:
    """One line without environments, alignment and spaces that mean nothing."""
    code = re.sub(r"\\(?:begin|end)\{(?:aligned|align\*)\}|\\\\|&|\\quad|\\,", " ", code)
    return re.sub(r"\\tfrac\{(\d+)\}\{(\d+)\}", r" \1/\2 ", code)


TORI = [Torus.default(3), Torus(("gamma[1]", "θ2", "b_3"), (1, "1/2", "5/3"))]


def value(code: str, angles: tuple[float, ...]) -> float:
    """The number that a polynomial in LaTeX is at these angles."""
    total, code = 0.0, plain(code)
    front = re.fullmatch(r"\s*(-?)\s*(\d+/\d+)\s*\\bigl\((.*)\\bigr\)\s*", code, re.DOTALL)
    outside = float(Fraction(front[2])) * (-1 if front[1] else 1) if front else 1.0
    for sign, body in re.findall(
        r"(?:^|(?<= ))([-+]?)\s*((?:[^-+])+)", (front[3] if front else code).strip()
    ):
        factor = -1.0 if sign == "-" else 1.0
        waves = r"\\(cos|sin) +(\d+(?:/\d+)?)? *(\\gamma|\\theta|b)_\{(\d)\}"
        for name, multiple, _, number in re.findall(waves, body):
            factor *= {"cos": cos, "sin": sin}[name](
                float(Fraction(multiple or 1)) * angles[int(number) - 1]
            )
        rest = re.sub(waves, "", body).strip()
        total += factor * (float(Fraction(rest)) if rest else 1.0)
    return outside * total


@settings(max_examples=examples(150), deadline=None)
@given(
    st.dictionaries(st.text("01234", min_size=3, max_size=3), VALUES, min_size=1, max_size=8),
    OPTIONS,
    st.sampled_from(TORI),
)
def test_a_polynomial_in_latex_has_its_values(terms, options, torus):
    poly = TrigPoly.from_terms(terms, torus=torus)
    at = (0.3, 1.1, -0.7)
    assert isclose(value(poly.to_latex(**options), at), float(poly.numeric(at)), abs_tol=1e-9)


@settings(max_examples=examples(100), deadline=None)
@given(
    st.dictionaries(st.text("IXYZ", min_size=3, max_size=3), VALUES, min_size=1, max_size=6),
    OPTIONS,
)
def test_a_pauli_sum_in_latex_has_its_words(words, options):
    total = PauliSum.from_words(words, 3)
    code = plain(total.to_latex(**options))
    front = re.fullmatch(r"\s*(-?)\s*(\d+/\d+)\s*\\bigl\((.*)\\bigr\)\s*", code, re.DOTALL)
    outside = Fraction(front[2]) * (-1 if front[1] else 1) if front else Fraction(1)
    found = {}
    for sign, number, body in re.findall(
        r"([-+]?)\s*(\d+(?:/\d+)?)?\s*(I|(?:[XYZ]_\{\d\}\s*)+)", front[3] if front else code
    ):
        letters = ["I"] * 3
        for letter, qubit in re.findall(r"([XYZ])_\{(\d)\}", body):
            letters[int(qubit) - 1] = letter
        found["".join(letters)] = outside * Fraction(number or 1) * (-1 if sign == "-" else 1)
    assert found == dict(total.terms())
