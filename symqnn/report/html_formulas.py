"""The formula of each statement, as presentation MathML in the paper's notation, in pieces between
which a line may be broken.
"""

from __future__ import annotations

from symqnn.report.mathml import (
    THIN,
    both,
    brackets,
    fraction,
    function,
    ident,
    num,
    op,
    power,
    row,
    sub,
    summed,
    words,
)

Pieces = tuple[str, ...]
P, L, M, S, U, RHO, THETA, XI, ZETA = (ident(name) for name in "pLMSUρθξζ")
INDEX, K = ident("l"), ident("k")
THETA_L, XI_L, M_L, H_L, STAR = (
    sub(THETA, INDEX),
    sub(XI, INDEX),
    sub(ident("m"), INDEX),
    sub(ident("h"), INDEX),
    power(THETA, op("*")),
)
ZERO, ONE, TWO, HALF_TURN = num(0), num(1), num(2), fraction(ident("π"), num(2))
PHI_XI = row(sub(ident("Φ"), XI), brackets(M))
PHI_ETA = row(sub(ident("Φ"), ident("η")), brackets(M))
PRODUCTS = (
    row(summed("∏", row(XI_L, op("="), ONE)), THIN, function("cos", TWO, THETA_L)),
    row(summed("∏", row(XI_L, op("="), TWO)), THIN, function("sin", TWO, THETA_L)),
)
OVER_XI = summed(
    "∑", row(XI, op("∈"), power(brackets(ZERO, op(","), ONE, op(","), TWO, left="{", right="}"), P))
)
TWO_P = power(TWO, P)
DISTANCE = row(TWO, brackets(THETA_L, op("-"), both(THETA, INDEX, op("*"))))
PHI_L = sub(ident("φ"), INDEX)
PHASE_DISTANCE = brackets(PHI_L, op("-"), both(ident("φ"), INDEX, op("*")))
INDEPENDENT = function("Pr", brackets("<mtext>independent</mtext>", left="[", right="]"))
FREQUENCIES = row(summed("∏", INDEX), THIN, TWO, sub(ident("D"), INDEX))
TRAPPED = (
    row(L, brackets(THETA), op("="), ident("c"), op("+")),
    row(summed("∑", row(INDEX, op("∈"), S)), sub(ident("ℓ"), INDEX), brackets(THETA_L)),
    row(op(","), S, words("the angles that can be trapped")),
)
CORNERS = power(brackets(ZERO, op(","), ONE, left="{", right="}"), P)


def _text(content: str) -> str:
    """Words at the beginning of a piece."""
    return f'<mtext>{content}</mtext><mspace width="0.35em"/>'


def _equation(index: int) -> Pieces:
    """H Φ^(k)(A) H = ±Φ^(k)(A)."""
    h, a = ident("H"), ident("A")
    image = row(power(ident("Φ"), brackets(num(index))), brackets(a))
    return (row(h, THIN, image, THIN, h, op("="), op("-") if index else "", image),)


def _landscape(distance: str) -> Pieces:
    """The closed form of Theorem 2's loss; ``distance`` is 2(θ_l - θ_l*), or φ_l - φ_l*."""
    front = fraction(power(ident("κ"), TWO), row(TWO, P))
    square = row(power(ident("sin"), TWO), THIN, distance)
    other = row(
        op("+"),
        power(ident("r"), TWO),
        power(brackets(ONE, op("-"), function("cos", distance)), TWO),
    )
    return (
        row(L, brackets(THETA), op("="), front, summed("∑", row(INDEX, op("="), ONE), P)),
        row(op("["), square),
        row(other, op("]")),
    )


def _parities(distance: str) -> Pieces:
    """The loss of parities, multiplied by m/κ²."""
    squares = row(summed("∑", INDEX), brackets(ONE, op("-"), power(sub(U, INDEX), TWO)))
    product = row(summed("∏", row(INDEX, op("∈"), S)), sub(U, INDEX))
    other = row(
        op("+"),
        summed("∑", S),
        power(sub(ident("r"), S), TWO),
        power(brackets(ONE, op("-"), product), TWO),
    )
    return (
        row(fraction(ident("m"), power(ident("κ"), TWO)), L, op("=")),
        squares,
        other,
        row(op(","), THIN, sub(U, INDEX), op("="), function("cos", distance)),
    )


FORMULAS: dict[str, Pieces] = {
    "equation-11": (row(M, brackets(THETA), op("=")), row(OVER_XI, THIN, PHI_XI), *PRODUCTS),
    "equation-12": (
        row(ident("f"), brackets(RHO, op(","), THETA), op("=")),
        row(OVER_XI, THIN, function("tr", brackets(RHO, THIN, PHI_XI))),
        *PRODUCTS,
    ),
    "equation-13": _equation(0),
    "equation-14": _equation(1),
    "equation-15": _equation(2),
    "equations-13-15": (
        row(THETA_L, op("↦"), THETA_L, op("+"), HALF_TURN, words("takes"), PHI_XI),
        row(_text("to"), op("-"), PHI_XI, words("iff"), XI_L, op("≠"), ZERO),
    ),
    "definition-1": (
        row(_text("dim span"), brackets(PHI_XI, op(":"), XI, op("≠"), ZERO, left="{", right="}")),
        row(op("="), power(num(3), P), op("-"), ONE),
    ),
    "lemma-3": (
        row(L, brackets(THETA, op("+"), HALF_TURN, ZETA, op(";"), sub(S, ZERO)), op("=")),
        row(
            L, brackets(THETA, op(";"), sub(S, ZERO)), op(","), words("all"), ZETA, op("∈"), CORNERS
        ),
    ),
    "lemma-4": (
        row(L, brackets(STAR), op("<")),
        row(
            L, brackets(STAR, op("+"), HALF_TURN, ZETA), op(","), words("all"), ZETA, op("≠"), ZERO
        ),
    ),
    "theorem-2": _landscape(DISTANCE),
    "proposition-5": (
        row(M, op("="), summed("⨂", INDEX), THIN, M_L, op(",")),
        row(M_L, op("±"), H_L, M_L, H_L, op("≠"), ZERO),
        row(_text("implies"), TWO_P, op("-"), ONE, words("spurious minima")),
    ),
    "parity-family": _parities(DISTANCE),
    "maxcut": (
        row(
            L,
            op("∝"),
            brackets(ident("E"), left="|", right="|"),
            op("-"),
            function("cut", brackets(ident("s"))),
        ),
        row(
            _text("at the minima"),
            ident("s"),
            op("∈"),
            power(brackets(op("±"), ONE, left="{", right="}"), P),
        ),
    ),
    "factorial-minima": (
        row(_text("strict minima a period"), op("≥")),
        row(P, op("!"), THIN, TWO_P),
    ),
    "benign": (
        row(op("∇"), L, op("="), ZERO, op(","), power(op("∇"), TWO), L, op("≥"), ZERO),
        row(op("⇒"), L, op("≤"), function("min", L), op("+"), ident("δ")),
    ),
    "noise": (
        row(sub(M, ident("η")), brackets(THETA), op("=")),
        row(summed("∑", K), power(ident("η"), K), sub(M, K), brackets(THETA), op(",")),
        row(ZERO, op("≤"), ident("η"), op("≤"), ONE),
    ),
    "universality": (
        row(
            L,
            brackets(THETA, op(";"), S),
            op("="),
            ident("c"),
            brackets(ident("T"), brackets(THETA), op("+"), ident("C")),
            op(","),
        ),
        row(
            ident("c"),
            op(">"),
            ZERO,
            op(","),
            ident("T"),
            _text("of degree at most 2 in each angle"),
        ),
    ),
    "many-minima": (
        row(_text("strict minima a period"), op("≥")),
        row(fraction(num(3), TWO), P, op("!"), THIN, TWO_P),
    ),
    "integral-spectra": (row(_text("local minima a period"), op("=")), FREQUENCIES),
    "integral-spectra.factorial": (
        row(_text("strict minima a period"), op("≥")),
        row(P, op("!"), THIN, FREQUENCIES),
    ),
    "lemma-3.trapped-angles": TRAPPED,
    "lemma-4.trapped-angles": TRAPPED,
    "theorem-2.trapped-angles": TRAPPED,
    "theorem-2.linked": (row(_text("local minima a period"), op("=")), TWO_P),
    "theorem-6": (
        row(INDEPENDENT, op("≥"), ONE, op("-"), ident("O"), brackets(fraction(ONE, ident("d")))),
    ),
    "theorem-6.moments": (
        row(
            ident("E"),
            brackets(
                power(row(function("tr", brackets(PHI_XI, PHI_ETA))), ident("k")),
                left="[",
                right="]",
            ),
        ),
        row(_text("known exactly for"), ident("k"), op("="), ONE, op(","), TWO),
    ),
    "theorem-6.uniform": (
        row(
            INDEPENDENT,
            op("≥"),
            ONE,
            op("-"),
            ident("O"),
            brackets(power(ident("e"), row(op("-"), P))),
        ),
    ),
    "theorem-6.universal": (row(INDEPENDENT, op("="), ONE),),
    "theorem-6.signs": (row(INDEPENDENT, op("="), ONE),),
    "theorem-6.dimension": (row(INDEPENDENT, op("="), ZERO),),
    "theorem-6.reflection": (row(INDEPENDENT, op("="), ZERO),),
    "theorem-7": (
        row(_text("number of points with"), op("∇"), L, brackets(THETA), op("="), ZERO),
        row(op("≤"), power(brackets(num(4), P), P)),
        row(words("if none is degenerate")),
    ),
}
# the same for networks that are not of the paper's form: phases φ_l = g_lθ_l in place of 2θ_l, any
# frequencies
_ODD, _EVEN = row(TWO, ident("k"), op("-"), ONE), row(TWO, ident("k"))
_BASIS = (
    row(op(","), sub(ident("b"), ZERO), op("="), ONE),
    row(op(","), sub(ident("b"), _ODD), op("="), function("cos", ident("k"), ident("φ"))),
    row(op(","), sub(ident("b"), _EVEN), op("="), function("sin", ident("k"), ident("φ"))),
    row(op(","), PHI_L, op("="), sub(ident("g"), INDEX), THETA_L),
)
_PRODUCT = row(summed("∏", INDEX), sub(ident("b"), sub(ident("e"), INDEX)), brackets(PHI_L))
_A_E = sub(ident("A"), ident("e"))
GENERAL: dict[str, Pieces] = {
    "equation-11": (
        row(M, brackets(THETA), op("=")),
        row(summed("∑", ident("e")), THIN, _A_E),
        _PRODUCT,
        *_BASIS,
    ),
    "equation-12": (
        row(ident("f"), brackets(RHO, op(","), THETA), op("=")),
        row(summed("∑", ident("e")), THIN, function("tr", brackets(RHO, THIN, _A_E))),
        _PRODUCT,
        *_BASIS,
    ),
    "definition-1": (
        row(
            M,
            brackets(THETA),
            op("="),
            summed("∑", row(ident("k"), op("∈"), ident("K"))),
            THIN,
            sub(M, ident("k")),
        ),
        row(
            power(ident("e"), row(ident("i"), ident("k"), op("·"), ident("φ"))),
            op(","),
            PHI_L,
            op("="),
            sub(ident("g"), INDEX),
            THETA_L,
        ),
        row(
            op(":"),
            words("all"),
            sub(M, ident("k")),
            op(","),
            ident("k"),
            op("≠"),
            ZERO,
            op(","),
            words("independent"),
        ),
    ),
    "lemma-3": (
        row(L, brackets(ident("φ"), op("+"), ident("π"), ZETA, op(";"), sub(S, ZERO)), op("=")),
        row(
            L,
            brackets(ident("φ"), op(";"), sub(S, ZERO)),
            op(","),
            words("all"),
            ZETA,
            op("∈"),
            CORNERS,
        ),
    ),
    "lemma-4": (
        row(L, brackets(power(ident("φ"), op("*"))), op("<")),
        row(
            L,
            brackets(power(ident("φ"), op("*")), op("+"), ident("π"), ZETA),
            op(","),
            words("all"),
            ZETA,
            op("≠"),
            ZERO,
        ),
    ),
    "theorem-2": _landscape(PHASE_DISTANCE),
    "parity-family": _parities(PHASE_DISTANCE),
    "theorem-7": (
        row(_text("number of points with"), op("∇"), L, op("="), ZERO, words("a period")),
        row(op("≤"), power(brackets(TWO, ident("D"), P), P)),
        row(words("if none is degenerate, D the largest degree")),
    ),
}
# the formula says all that the claim in words says
IN_FULL = ("equation-11", "equation-12", "equation-13", "equation-14", "equation-15")


def formula(statement: str, part: str = "", general: bool = False) -> Pieces:
    """The formula of a statement, or of one part of it, in pieces; empty if it has none here.

    Args:
        general: for a network that is not of the paper's form.

    Example:
        >>> formula("nothing known")
        ()
    """
    if f"{statement}.{part}" in FORMULAS:
        return FORMULAS[f"{statement}.{part}"]
    return GENERAL[statement] if general and statement in GENERAL else FORMULAS.get(statement, ())
