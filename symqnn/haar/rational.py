"""Rational functions over Q in the dimension d, the trace h = tr H and the observable's κ = tr
M⁴/(tr M²)².
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import prod
from typing import Any

from flint import Ordering, fmpz_mpoly, fmpz_mpoly_ctx

from symqnn.algebra.exact import rational
from symqnn.algebra.latex import WIDTH, LatexRepr, Row
from symqnn.errors import InputError
from symqnn.haar.rational_shown import factored_to_sympy, fraction_rows, read_expression

NAMES = ("d", "h", "kappa")
RING = fmpz_mpoly_ctx.get(NAMES, Ordering.lex)


class RationalFunction(LatexRepr):
    r"""An element of :math:`\mathbb Q(d,h,\kappa)` in lowest terms, so that equal functions are
    equal objects.

    Args:
        numerator, denominator: polynomials of ``RING``; the denominator not zero.

    Raises:
        InputError: the denominator is zero.

    Example:
        >>> (D**2 - 1) / (D + 1) + 1
        d
    """

    __slots__ = ("denominator", "numerator")
    numerator: fmpz_mpoly
    denominator: fmpz_mpoly

    def __init__(self, numerator: fmpz_mpoly, denominator: fmpz_mpoly) -> None:
        if denominator.is_zero():
            raise InputError(
                "the denominator is the zero polynomial; a rational function needs a non-zero one."
            )
        common = numerator.gcd(denominator)
        if denominator.leading_coefficient() < 0:
            common = -common
        self.numerator, self.denominator = numerator / common, denominator / common

    @classmethod
    def of(cls, value: object) -> RationalFunction:
        """Read a rational number or a SymPy expression, or pass a rational function through.

        Raises:
            ExactnessError: a float; InputError: an expression that is no rational function of d, h,
                kappa.
        """
        if isinstance(value, RationalFunction):
            return value
        if getattr(value, "free_symbols", None):
            return cls.from_sympy(value)
        number = rational(value)
        return cls._lowest(RING.constant(number.numerator), RING.constant(number.denominator))

    @classmethod
    def _lowest(cls, numerator: fmpz_mpoly, denominator: fmpz_mpoly) -> RationalFunction:
        """A function whose terms are known to be lowest, the denominator with a sign as above."""
        function = cls.__new__(cls)
        function.numerator, function.denominator = numerator, denominator
        return function

    def __add__(self, other: object) -> RationalFunction:
        right = self.of(other)
        if not right or not self:
            return self or right
        return RationalFunction(
            self.numerator * right.denominator + right.numerator * self.denominator,
            self.denominator * right.denominator,
        )

    def __neg__(self) -> RationalFunction:
        return self._lowest(-self.numerator, self.denominator)

    def __sub__(self, other: object) -> RationalFunction:
        return self + (-self.of(other))

    def __rsub__(self, other: object) -> RationalFunction:
        return self.of(other) - self

    def __mul__(self, other: object) -> RationalFunction:
        right = self.of(other)
        if not right or not self:
            return ZERO
        return RationalFunction(
            self.numerator * right.numerator, self.denominator * right.denominator
        )

    __radd__ = __add__
    __rmul__ = __mul__

    def __truediv__(self, other: object) -> RationalFunction:
        right = self.of(other)
        return RationalFunction(
            self.numerator * right.denominator, self.denominator * right.numerator
        )

    def __rtruediv__(self, other: object) -> RationalFunction:
        return self.of(other) / self

    def __pow__(self, exponent: int) -> RationalFunction:
        if exponent < 0:
            return 1 / self**-exponent
        return self._lowest(self.numerator**exponent, self.denominator**exponent)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (RationalFunction, int, Fraction)):
            return NotImplemented
        right = self.of(other)
        return bool(self.numerator == right.numerator and self.denominator == right.denominator)

    def __hash__(self) -> int:
        return hash((str(self.numerator), str(self.denominator)))

    def __bool__(self) -> bool:
        return not self.numerator.is_zero()

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (_terms(self.numerator), _terms(self.denominator))

    def substitute(self, **values: object) -> RationalFunction:
        """The same function with some of d, h, kappa replaced by rational functions or exact
        numbers.

        Raises:
            InputError: an unknown name, or a pole of the function at the given values.

        Example:
            >>> (D / (D**2 - 1)).substitute(d=D + 1)
            (d + 1)/(d*(d + 2))
        """
        unknown = set(values) - set(NAMES)
        if unknown:
            raise InputError(
                f"{sorted(unknown)} are no variables of a rational function; its variables are "
                "d, h and kappa."
            )
        images = [
            self.of(values[name]) if name in values else variable
            for name, variable in zip(NAMES, VARIABLES, strict=True)
        ]
        top, bottom = (_compose(part, images) for part in (self.numerator, self.denominator))
        if not bottom:
            raise InputError(
                "the function has a pole at "
                f"{', '.join(f'{name} = {value}' for name, value in values.items())}."
            )
        return top / bottom

    def at(self, d: object = 0, h: object = 0, kappa: object = 0) -> Fraction:
        """Exact value at rational numbers.

        Raises:
            InputError: a pole; ExactnessError: a float.

        Example:
            >>> (1 / (D**2 - 1)).at(d=2)
            Fraction(1, 3)
        """
        given = dict(zip(NAMES, (d, h, kappa), strict=True))
        point = [rational(value, name) for name, value in given.items()]
        top, bottom = (_value(part, point) for part in (self.numerator, self.denominator))
        if not bottom:
            raise InputError(
                "the function has a pole at "
                f"{', '.join(f'{name} = {value}' for name, value in given.items())}."
            )
        return top / bottom

    def variables(self) -> set[str]:
        """Names of the variables that occur."""
        degrees = (self.numerator.degrees(), self.denominator.degrees())
        return {name for k, name in enumerate(NAMES) if any(degree[k] > 0 for degree in degrees)}

    def to_sympy(self) -> Any:
        """Factored SymPy expression in the symbols d, h, kappa."""
        return factored_to_sympy(_factors(self.numerator)) / factored_to_sympy(
            _factors(self.denominator)
        )

    @classmethod
    def from_sympy(cls, expression: Any) -> RationalFunction:
        """Read a SymPy expression in symbols named d, h, kappa, exactly.

        Raises:
            ExactnessError: a float; InputError: another symbol, or no rational function.

        Example:
            >>> (D / (D**2 - 1)).from_sympy((D / (D**2 - 1)).to_sympy())
            d/((d - 1)*(d + 1))
        """
        return read_expression(expression, dict(zip(NAMES, VARIABLES, strict=True)), cls.of)

    def latex_rows(self, name: str = "", width: int = WIDTH, letter: str = "N") -> list[Row]:
        r"""LaTeX: a fraction in factors; a factor that is longer than a line gets the name
        ``letter`` and rows of its own.

        Example:
            >>> print((D / (D**2 - 1)).to_latex())
            \frac{d}{(d - 1) (d + 1)}
        """
        return fraction_rows(
            name, _factors(self.numerator), _factors(self.denominator), width, letter
        )

    def __repr__(self) -> str:
        top, bottom = (_pieces(part, _text_factor) for part in (self.numerator, self.denominator))
        above = (
            str(self.numerator)
            if self.denominator.is_one() and len(top) == 1
            else "*".join(top).replace("-*", "-", 1)
        )
        below = "*".join(bottom)
        return (
            above
            if self.denominator.is_one()
            else f"{above}/({below})"
            if len(bottom) > 1
            else f"{above}/{below}"
        )


def _terms(polynomial: fmpz_mpoly) -> tuple[tuple[tuple[int, ...], int], ...]:
    return tuple(
        (tuple(int(power) for power in monomial), int(value))
        for monomial, value in polynomial.to_dict().items()
    )


def _rebuild(*parts: tuple[tuple[tuple[int, ...], int], ...]) -> RationalFunction:
    numerator, denominator = (RING.from_dict(dict(part)) for part in parts)
    return RationalFunction(numerator, denominator)


def _value(polynomial: fmpz_mpoly, point: list[Fraction]) -> Fraction:
    """Value at rational numbers."""
    if all(value.denominator == 1 for value in point):
        return Fraction(int(polynomial(*(value.numerator for value in point))))
    values = (
        prod((x**power for x, power in zip(point, monomial, strict=True) if power), start=number)
        for monomial, number in _terms(polynomial)
    )
    return Fraction(sum(values))


def _compose(polynomial: fmpz_mpoly, images: list[RationalFunction]) -> RationalFunction:
    """Value of a polynomial at rational functions, over one common denominator per variable."""
    degrees = [max(0, int(degree)) for degree in polynomial.degrees()]  # -1 for the zero polynomial
    powers = []
    for image, degree in zip(images, degrees, strict=True):
        top, bottom = [RING.constant(1)], [RING.constant(1)]
        for _ in range(degree):
            top.append(top[-1] * image.numerator)
            bottom.append(bottom[-1] * image.denominator)
        powers.append([a * b for a, b in zip(top, reversed(bottom), strict=True)])
    total, common = RING.constant(0), RING.constant(1)
    for monomial, value in _terms(polynomial):
        term = RING.constant(value)
        for power, choices in zip(monomial, powers, strict=True):
            term *= choices[power]
        total += term
    for image, degree in zip(images, degrees, strict=True):
        common *= image.denominator**degree
    return RationalFunction(total, common)


def _factors(polynomial: fmpz_mpoly) -> tuple[int, list[tuple[fmpz_mpoly, int]]]:
    if polynomial.is_constant():
        return int(polynomial.leading_coefficient()) if polynomial else 0, []
    constant, factors = polynomial.factor()
    return int(constant), sorted(
        ((factor, int(power)) for factor, power in factors), key=lambda item: _order(item[0])
    )


def _order(factor: fmpz_mpoly) -> tuple[int, int, list[int]]:
    return int(factor.total_degree()), len(factor), [int(value) for value in factor.coeffs()]


def _pieces(polynomial: fmpz_mpoly, write: Callable[[fmpz_mpoly, int], str]) -> list[str]:
    """Factors as text, a leading "-" as a piece of its own."""
    if polynomial.is_constant():
        return [str(polynomial)]
    constant, factors = _factors(polynomial)
    sign, number = ["-"] * (constant < 0), [str(abs(constant))] * (abs(constant) != 1)
    return [*sign, *number, *(write(factor, power) for factor, power in factors)]


def _text_factor(factor: fmpz_mpoly, power: int) -> str:
    text = str(factor) if len(factor) == 1 else f"({factor})"
    return text + (f"^{power}" if power > 1 else "")


def coefficients_in_d(polynomial: fmpz_mpoly) -> list[int]:
    """Coefficients, lowest degree first, of a polynomial in d alone.

    Raises:
        InputError: h or κ occurs.
    """
    if any(polynomial.degrees()[1:]) and polynomial:
        raise InputError(
            f"the polynomial {polynomial} is not in d alone; substitute h and kappa first."
        )
    terms = {monomial[0]: value for monomial, value in _terms(polynomial)}
    return [terms.get(power, 0) for power in range(max(terms, default=0) + 1)]


def series_at_infinity(function: RationalFunction, order: int) -> list[Fraction]:
    r"""Coefficients :math:`a_0,\dots,a_n` of :math:`f(d)=\sum_ja_jd^{-j}` for :math:`d\to\infty`,
    n = ``order``.

    Raises:
        InputError: f is not in d alone, or unbounded for d → ∞.

    Example:
        >>> series_at_infinity(D / (D - 2), 3)
        [Fraction(1, 1), Fraction(2, 1), Fraction(4, 1), Fraction(8, 1)]
    """
    top, bottom = (
        coefficients_in_d(part)[::-1] for part in (function.numerator, function.denominator)
    )
    if len(top) > len(bottom) and function:
        raise InputError(
            f"{function} is unbounded for large d; only bounded functions have a series in 1/d "
            "here."
        )
    top = [0] * (len(bottom) - len(top)) + top
    series: list[Fraction] = []
    for n in range(order + 1):
        known = sum(
            (bottom[j] * series[n - j] for j in range(1, min(n, len(bottom) - 1) + 1)), Fraction(0)
        )
        series.append((Fraction(top[n] if n < len(top) else 0) - known) / bottom[0])
    return series


ZERO, ONE = RationalFunction.of(0), RationalFunction.of(1)
VARIABLES = tuple(RationalFunction(generator, RING.constant(1)) for generator in RING.gens())
D, H, KAPPA = VARIABLES
