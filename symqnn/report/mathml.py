"""Presentation MathML of exact objects: numbers, operators, trigonometric polynomials, states.

Every function returns MathML text without the surrounding ``<math>``; :func:`inline` and
:func:`display` add it. Long formulas are given as a list of pieces, each a formula of its own, so
that a page breaks them between the pieces at any width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from html import escape
from itertools import islice

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.expansion.layer import Operator
from symqnn.model.angle import Angle
from symqnn.model.state import ProductState, PureState, State
from symqnn.report.names import shown_name

LONG_NUMBER, LARGE_MATRIX = 24, 8
MINUS, TALL = "\u2212", ("<mfrac", "<munder", "<mtable")
TENSOR = '<mo form="infix">⊗</mo>'
THIN = '<mspace width="0.17em"/>'


def ident(name: str) -> str:
    """A variable (one letter is set in italics) or a function name."""
    return f"<mi>{escape(name)}</mi>"


def num(value: object) -> str:
    """A whole number."""
    return f"<mn>{escape(str(value))}</mn>"


def op(symbol: str) -> str:
    """An operator, relation, bracket or comma."""
    return f"<mo>{escape(symbol.replace('-', MINUS))}</mo>"


def words(text: str) -> str:
    """Words inside a formula, with a space on either side."""
    return f'<mspace width="0.35em"/><mtext>{escape(text)}</mtext><mspace width="0.35em"/>'


def row(*parts: str) -> str:
    """Parts side by side, as one."""
    return f"<mrow>{''.join(parts)}</mrow>"


def sub(base: str, index: str) -> str:
    """base with a lowered index."""
    return f"<msub>{base}{index}</msub>"


def power(base: str, exponent: str) -> str:
    """base with a raised exponent."""
    return f"<msup>{base}{exponent}</msup>"


def both(base: str, index: str, exponent: str) -> str:
    """base with a lowered and a raised index, one above the other."""
    return f"<msubsup>{base}{index}{exponent}</msubsup>"


def fraction(top: str, bottom: str) -> str:
    """A fraction."""
    return f"<mfrac>{top}{bottom}</mfrac>"


def brackets(*parts: str, left: str = "(", right: str = ")") -> str:
    """Parts in brackets, which stretch around tall parts only.

    Example:
        >>> brackets(ident("M"))
        '<mrow><mo stretchy="false">(</mo><mi>M</mi><mo stretchy="false">)</mo></mrow>'
    """
    stretch = "" if any(tag in part for part in parts for tag in TALL) else ' stretchy="false"'
    return row(f"<mo{stretch}>{left}</mo>", *parts, f"<mo{stretch}>{right}</mo>")


def summed(symbol: str, below: str, above: str = "") -> str:
    """A sum or product sign with what stands below and above it."""
    large = f'<mo movablelimits="false">{symbol}</mo>'
    return (
        f"<munderover>{large}{below}{above}</munderover>"
        if above
        else f"<munder>{large}{below}</munder>"
    )


def function(name: str, *argument: str) -> str:
    """A function such as cos with its argument."""
    return ident(name) + THIN + "".join(argument)


def inline(content: str) -> str:
    """A formula in a line of text."""
    return f"<math>{content}</math>"


def flow(pieces: Sequence[str]) -> str:
    """The terms of a long sum or product as formulas of their own, with spaces where a line may
    end.
    """
    start = '<mrow><mo form="infix"'
    return " ".join(
        inline(
            piece.replace(start, f'{start} lspace="0"', 1)
            if k and piece.startswith(start)
            else piece
        )
        for k, piece in enumerate(pieces)
    )


def display(pieces: Sequence[str]) -> str:
    """A formula on lines of its own, which may be broken between its pieces."""
    return " ".join(f'<math displaystyle="true">{piece}</math>' for piece in pieces)


def rational(value: Fraction) -> str:
    """A rational number; a very long one by its leading digits, said to be approximate.

    Example:
        >>> rational(Fraction(-1, 2))
        '<mrow><mo>−</mo><mfrac><mn>1</mn><mn>2</mn></mfrac></mrow>'
    """
    size = abs(value)
    body = (
        num(size.numerator)
        if size.denominator == 1
        else fraction(num(size.numerator), num(size.denominator))
    )
    if len(str(size.numerator)) > LONG_NUMBER or len(str(size.denominator)) > LONG_NUMBER:
        body = row(op("≈"), num(f"{float(size):.6g}"))
    return row(op("-"), body) if value < 0 else body


def signed_terms(terms: Iterable[tuple[Fraction, str]]) -> list[str]:
    """The terms of a sum, each with its sign; no number 1 in front of a product.

    Example:
        >>> signed_terms([(Fraction(1), "<mi>a</mi>"), (Fraction(-1), "")])
        ['<mrow><mi>a</mi></mrow>', '<mrow><mo form="infix">−</mo><mn>1</mn></mrow>']
    """
    result = []
    for k, (value, body) in enumerate(terms):
        sign = (
            (op("-") if value < 0 else "")
            if not k
            else f'<mo form="infix">{MINUS if value < 0 else "+"}</mo>'
        )
        size = "" if abs(value) == 1 and body else rational(abs(value))
        gap = THIN if size and body else ""
        result.append(row(sign, size, gap, body))
    return result or [row(num(0))]


def polynomial(poly: TrigPoly, limit: int = 10_000) -> list[str]:
    """The terms of a trigonometric polynomial in the user's angles, at most ``limit`` of them and
    then how many follow.

    Example:
        >>> polynomial(TrigPoly.from_terms({"1": 2}))[0].split('<mspace width="0.17em"/>')
        ['<mrow><mn>2</mn>', '<mi>cos</mi>',
         '<mn>2</mn><msub><mi>θ</mi><mn>1</mn></msub></mrow>']
    """
    shown = signed_terms(
        (value, basis(index, poly.torus)) for index, value in islice(poly.terms(), limit)
    )
    return shown + _rest(len(poly), limit)


def _rest(total: int, limit: int) -> list[str]:
    return (
        [row(f'<mo form="infix">+</mo>{op("⋯")}<mtext> ({total - limit} more terms)</mtext>')]
        if total > limit
        else []
    )


def basis(index: Sequence[int], torus: Torus) -> str:
    """A product of cosines and sines; nothing for the product that is 1."""
    factors = []
    for axis, e in enumerate(index):
        if e:
            name, times = "cos" if e % 2 else "sin", torus.units[axis] * ((e + 1) // 2)
            size = [] if times == 1 else [rational(times)]
            factors.append(function(name, *size, parameter(torus.names[axis])))
    return THIN.join(factors)


def parameter(name: str) -> str:
    """The name of an angle: a Greek letter if it spells one, its number lowered.

    Example:
        >>> parameter("gamma[0]"), parameter("a")
        ('<msub><mi>γ</mi><mn>0</mn></msub>', '<mi>a</mi>')
    """
    shown = shown_name(name)
    return sub(ident(shown.letter), num(shown.index)) if shown.index else ident(shown.letter)


def affine(angle: Angle) -> list[str]:
    """The terms of an affine angle.

    Example:
        >>> affine(Angle.from_text("2*a - pi/2"))[1].split('<mspace width="0.17em"/>')
        ['<mrow><mo form="infix">−</mo><mfrac><mn>1</mn><mn>2</mn></mfrac>', '<mi>π</mi></mrow>']
    """
    fixed = angle.fixed
    terms = [(value, parameter(name)) for name, value in angle.factors.items()]
    terms += [(fixed.pi, ident("π"))] if fixed.pi else []
    terms += [(fixed.number, "")] if fixed.number else []
    terms += [(s, function("arctan", rational(t))) for t, s in fixed.arctangents]
    return signed_terms(terms)


def exponential(angle: Angle, generator: str) -> str:
    """The gate exp(-iaH).

    Args:
        generator: H as MathML.
    """
    simple = list(angle.factors.values()) == [Fraction(1)] and not angle.fixed
    shown = row(*affine(angle)) if simple else brackets(*affine(angle))
    return power(ident("e"), row(op("-"), ident("i"), shown, generator))


def pauli(operator: PauliSum, limit: int = 10_000) -> list[str]:
    """The terms of a Pauli sum; qubit q + 1 is the index of a letter.

    Example:
        >>> pauli(PauliSum.from_text("-XI"))
        ['<mrow><mo>−</mo><msub><mi>X</mi><mn>1</mn></msub></mrow>']
    """
    chosen = sorted(
        operator.terms(), key=lambda term: (sum(letter != "I" for letter in term[0]), term[0])
    )
    return signed_terms((value, _word(word)) for word, value in chosen[:limit]) + _rest(
        len(operator), limit
    )


def _word(word: str) -> str:
    letters = [
        sub(ident(letter), num(q + 1)) if len(word) > 1 else ident(letter)
        for q, letter in enumerate(word)
        if letter != "I"
    ]
    return "".join(letters) or ident("I")


def matrix(given: GaussianMatrix) -> str:
    """A matrix with its common denominator in front; a large one by its size only."""
    reduced = given.canonical()
    if reduced.dimension > LARGE_MATRIX:
        return (
            f"<mtext>a Hermitian {reduced.dimension} × {reduced.dimension} matrix over Q(i), "
            "in the certificates</mtext>"
        )
    real, imaginary = reduced.integer_rows()
    cells = [
        [_gaussian(a, b) for a, b in zip(*pair, strict=True)]
        for pair in zip(real, imaginary, strict=True)
    ]
    front = "" if reduced.denominator == 1 else rational(Fraction(1, reduced.denominator))
    return row(front, grid(cells))


def grid(cells: Sequence[Sequence[str]]) -> str:
    """Cells in rows and columns, in parentheses."""
    table = "".join(
        f"<mtr>{''.join(f'<mtd>{cell}</mtd>' for cell in line)}</mtr>" for line in cells
    )
    return row(op("("), f"<mtable>{table}</mtable>", op(")"))


def _gaussian(real: int, imaginary: int) -> str:
    if not imaginary:
        return rational(Fraction(real))
    unit = (num(abs(imaginary)) if abs(imaginary) != 1 else "") + ident("i")
    if not real:
        return row(op("-") if imaginary < 0 else "", unit)
    return row(
        rational(Fraction(real)), f'<mo form="infix">{MINUS if imaginary < 0 else "+"}</mo>', unit
    )


def operator_terms(operator: Operator | TensorProduct, limit: int = 10_000) -> list[str]:
    """The terms of an operator; a tensor product factor by factor, a matrix as one."""
    if isinstance(operator, GaussianMatrix):
        return [matrix(operator)]
    if isinstance(operator, PauliSum):
        return pauli(operator, limit)
    if len(operator.factors) == 1:
        return pauli(operator.factors[0], limit)
    ranges = zip(operator.factors, operator.ranges(), strict=True)
    parts = [_factor(factor, where, limit) for factor, where in ranges]
    return [row(TENSOR if k else "", part) for k, part in enumerate(parts)]


def _factor(factor: PauliSum, where: range, limit: int) -> str:
    """A factor in brackets, with the numbers of its qubits."""
    body = brackets(*pauli(factor, limit))
    return sub(
        body, num(f"{where[0] + 1}" if len(where) == 1 else f"{where[0] + 1}–{where[-1] + 1}")
    )


def state_terms(state: State, limit: int = 8) -> list[str]:
    """A state: Bloch vectors qubit by qubit, amplitudes, or a density matrix."""
    if isinstance(state, ProductState):
        shown = []
        for k, (x, y, z) in enumerate(state.vectors[:limit]):
            vector = signed_terms(
                [
                    (Fraction(1), ident("I")),
                    *((v, ident(a)) for v, a in zip((x, y, z), "XYZ", strict=True) if v),
                ]
            )
            shown.append(
                row(
                    TENSOR if k else "",
                    fraction(num(1), num(2)),
                    sub(brackets(*vector), num(k + 1)),
                )
            )
        more = len(state.vectors) - limit
        return shown + (
            [row(TENSOR, op("⋯"), f"<mtext> ({more} more qubits)</mtext>")] if more > 0 else []
        )
    if isinstance(state, PureState):
        if state.dimension > LARGE_MATRIX:
            return [
                f"<mtext>a pure state with {state.dimension} amplitudes, in the "
                "certificates</mtext>"
            ]
        v, adjoint, column = (
            ident("v"),
            power(ident("v"), op("†")),
            grid([[_gaussian(a, b)] for a, b in state.amplitudes]),
        )
        return [row(v, adjoint, op("/"), brackets(adjoint, v), op(",")), row(v, op("="), column)]
    return [matrix(state.to_density())]
