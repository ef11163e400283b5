"""Pauli text: ``"1/2*XX + 3*ZI"``, ``"(Y+I)(Y+I)"``, ``"(Y+I)^64"``, ``"-Z(X+2*Z)"``.

Grammar (a number is 3, 3/4, 0.75 or 7.5e-1, all exact): sum = ["-"] term {("+"|"-") term};
term = [number ["*"]] factor {factor}; factor = (letters | "(" sum ")") ["^" count]. Factors side by
side are a tensor product.
"""

import re
from collections.abc import Iterable
from fractions import Fraction
from math import prod

from symqnn.errors import InputError, SizeError

Words = dict[str, Fraction]
_NUMBER = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?:\s*/\s*[0-9]+)?"
_TOKEN = re.compile(rf"\s*(?:(?P<number>{_NUMBER})|(?P<letters>[IXYZ]+)|(?P<symbol>[-+*()^]))")
MAX_TEXT = 1_000_000
MAX_TERMS = 1_000_000
MAX_DEPTH = 50


def parse_factors(text: str) -> list[Words]:
    """Tensor factors of a Pauli text, each a mapping of words to coefficients; a sum is one factor.

    Raises:
        InputError: text that does not follow the grammar (the message shows where).
        ExactnessError: a decimal coefficient.
        SizeError: a factor that multiplies out to more than a million words.

    Example:
        >>> parse_factors("(Y+I)Z")
        [{'Y': Fraction(1, 1), 'I': Fraction(1, 1)}, {'Z': Fraction(1, 1)}]
    """
    parser = _Parser(text)
    terms = parser.sum(0)
    parser.expect_end()
    if len(terms) == 1:
        return terms[0]
    return [_add(terms, text)]


def format_sum(terms: Iterable[tuple[str, Fraction]]) -> str:
    """Text of a Pauli sum in the syntax that :func:`parse_factors` reads."""
    result = ""
    for word, coefficient in terms:
        sign = "-" if coefficient < 0 else "+"
        size = abs(coefficient)
        body = word if size == 1 else f"{size}*{word}"
        result += f" {sign} {body}" if result else ("-" if coefficient < 0 else "") + body
    return result or "0"


def word_latex(word: str, tensor: bool = False) -> str:
    r"""A Pauli word in LaTeX: its letters other than I with the number of the qubit from 1, or with
    ``tensor`` all letters joined by ⊗.

    Example:
        >>> print(word_latex("XIZ"), word_latex("XIZ", tensor=True))
        X_{1} Z_{3} X \otimes I \otimes Z
    """
    if tensor or len(word) == 1:
        return r" \otimes ".join(word)
    return (
        " ".join(f"{letter}_{{{q + 1}}}" for q, letter in enumerate(word) if letter != "I") or "I"
    )


def _add(terms: list[list[Words]], text: str) -> Words:
    total: Words = {}
    for factors in terms:
        for word, value in _multiply(factors, text).items():
            total[word] = total.get(word, Fraction(0)) + value
    lengths = sorted({len(word) for word in total})
    if len(lengths) > 1:
        raise InputError(
            f"Pauli text {_short(text)}: terms act on {lengths} qubits; pad the shorter words "
            "with I."
        )
    return total


def _multiply(factors: list[Words], text: str) -> Words:
    if prod(map(len, factors)) > MAX_TERMS:  # words side by side are different ones
        raise SizeError(
            f"Pauli text {_short(text)} multiplies out to more than {MAX_TERMS} words; "
            "write it as one product of factors."
        )
    product: Words = {"": Fraction(1)}
    for factor in factors:
        product = {
            left + right: a * b for left, a in product.items() for right, b in factor.items()
        }
    return product


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")


class _Parser:
    """Recursive descent over the tokens; a term is a list of tensor factors."""

    def __init__(self, text: str) -> None:
        if not isinstance(text, str):
            raise InputError(
                "a Pauli text is required, for instance 'ZI'; a value of type "
                f"{type(text).__name__} was given."
            )
        if len(text) > MAX_TEXT:
            raise InputError(
                f"Pauli text has {len(text)} characters; up to {MAX_TEXT} can be read."
            )
        self.text = text
        self.position = 0
        self.kind = ""
        self.token = ""
        self.advance()

    def advance(self) -> None:
        match = _TOKEN.match(self.text, self.position)
        if match is None:
            if self.text[self.position :].strip():
                self.fail("letters I X Y Z, a rational number, + - * ^ or parentheses")
            self.kind, self.token = "end", ""
            return
        self.kind, self.token = str(match.lastgroup), match[str(match.lastgroup)]
        self.start = match.start(str(match.lastgroup))
        self.position = match.end()

    def fail(self, expected: str) -> None:
        shown = self.text[: self.position][-20:] + "⟨here⟩" + self.text[self.position :][:20]
        raise InputError(f"Pauli text {_short(self.text)}: expected {expected}, at {shown!r}.")

    def accept(self, symbol: str) -> bool:
        if self.kind == "symbol" and self.token == symbol:
            self.advance()
            return True
        return False

    def expect_end(self) -> None:
        if self.kind != "end":
            self.fail("the end of the text")

    def sum(self, depth: int) -> list[list[Words]]:
        if depth > MAX_DEPTH:
            self.fail(f"at most {MAX_DEPTH} nested parentheses")
        sign = -1 if self.accept("-") else 1
        if sign == 1:
            self.accept("+")
        terms = [self.term(sign, depth)]
        while self.kind == "symbol" and self.token in "+-":
            sign = 1 if self.token == "+" else -1
            self.advance()
            terms.append(self.term(sign, depth))
        return terms

    def term(self, sign: int, depth: int) -> list[Words]:
        coefficient = Fraction(sign)
        if self.kind == "number":
            coefficient *= self.number()
            self.accept("*")
        factors: list[Words] = []
        while self.kind == "letters" or (self.kind == "symbol" and self.token == "("):
            factors += self.factor(depth)
        if not factors:
            self.fail("a Pauli word or a parenthesis")
        factors[0] = {word: coefficient * value for word, value in factors[0].items()}
        return factors

    def factor(self, depth: int) -> list[Words]:
        if self.kind == "letters":
            base = [{self.token: Fraction(1)}]
            self.advance()
        else:
            self.accept("(")
            terms = self.sum(depth + 1)
            if not self.accept(")"):
                self.fail("a closing parenthesis")
            base = terms[0] if len(terms) == 1 else [_add(terms, self.text)]
        if self.accept("^"):
            if (
                self.kind != "number"
                or not re.fullmatch("[1-9][0-9]{0,3}", self.token)
                or int(self.token) > 4096
            ):
                self.fail("a count from 1 to 4096 after ^")
            base = base * int(self.token)
            self.advance()
        return base

    def number(self) -> Fraction:
        token = self.token.replace(" ", "")
        if len(token) > 8000:
            self.fail("a number of at most 8000 digits")
        top, _, bottom = token.partition("/")
        if len(top.lower().rpartition("e")[2]) > 3 and "e" in top.lower():
            self.fail("an exponent of at most two digits")
        self.advance()
        try:
            # a decimal text is an exact number: 0.25 is 1/4
            return Fraction(top) / int(bottom or 1)
        except ZeroDivisionError:
            self.fail("a denominator that is not zero")
        except ValueError:
            self.fail("a number that Python can read")
        return Fraction(0)
