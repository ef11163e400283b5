"""To and from SymPy, exactly; SymPy is imported when first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

from symqnn.algebra.exact import gaussian, short
from symqnn.algebra.laurent import from_laurent
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.algebra.trigpoly_text import MAX_DEGREE
from symqnn.errors import ExactnessError, InputError, SizeError

if TYPE_CHECKING:
    import sympy

    from symqnn.algebra.matrix import GaussianMatrix

# coefficients of ∏ e^{i k_l φ_l}, φ_l = g_l·θ_l, with rational k_l, as (real, imaginary)
Series = dict[tuple[Fraction, ...], tuple[Fraction, Fraction]]
MAX_PRODUCTS = 2_000_000
MAX_POWER = 4 * MAX_DEGREE


def number_to_sympy(real: Fraction, imaginary: Fraction = Fraction(0)) -> sympy.Expr:
    """A number a + bi.

    Example:
        >>> number_to_sympy(Fraction(1, 2), Fraction(-1))
        1/2 - I
    """
    import sympy

    parts = (sympy.Rational(part.numerator, part.denominator) for part in (real, imaginary))
    return next(parts) + sympy.I * next(parts)


def matrix_to_sympy(matrix: GaussianMatrix) -> sympy.ImmutableMatrix:
    """A matrix over Q(i) as a dense SymPy matrix."""
    import sympy

    d = matrix.dimension
    return sympy.ImmutableMatrix(
        d, d, [number_to_sympy(*matrix.entry(j, k)) for j in range(d) for k in range(d)]
    )


def rationals_to_sympy(rows: Sequence[Sequence[Fraction]]) -> sympy.ImmutableMatrix:
    """A matrix of rational numbers as a dense SymPy matrix."""
    import sympy

    return sympy.ImmutableMatrix([[number_to_sympy(value) for value in row] for row in rows])


def basis_to_sympy(
    index: Sequence[int], torus: Torus, symbols: Sequence[sympy.Symbol]
) -> sympy.Expr:
    """A basis product of cosines and sines in the user's angles."""
    import sympy

    parts = []
    for axis, e in enumerate(index):
        if e:
            factor = torus.units[axis] * ((e + 1) // 2)
            argument = sympy.Rational(factor.numerator, factor.denominator) * symbols[axis]
            parts.append((sympy.cos if e % 2 else sympy.sin)(argument))
    return sympy.Mul(*parts)


def require_symbols(
    symbols: Sequence[sympy.Symbol] | None, torus: Torus
) -> tuple[sympy.Symbol, ...]:
    """The given symbols, one an angle, or those of the torus; constants as SymPy numbers.

    Raises:
        InputError: another number of symbols.
    """
    used, wanted = tuple(symbols) if symbols is not None else torus.symbols(), len(torus.parameters)
    if len(used) != wanted:
        raise InputError(f"{len(used)} symbols were given; one an angle, {wanted}, are required.")
    return (*used, *(constant.to_sympy() for constant in torus.constants))


def trigpoly_to_sympy(poly: TrigPoly, symbols: Sequence[sympy.Symbol] | None = None) -> sympy.Expr:
    """A trigonometric polynomial as a SymPy expression in the user's angles.

    Args:
        symbols: one an angle; default: real symbols with the names of the angles (theta1 for θ1).

    Raises:
        InputError: another number of symbols.

    Example:
        >>> trigpoly_to_sympy(TrigPoly.from_terms({"12": "1/2"}))
        sin(2*theta2)*cos(2*theta1)/2
    """
    import sympy

    used = require_symbols(symbols, poly.torus)
    terms = ((number_to_sympy(value), index) for index, value in poly.terms())
    return sympy.Add(*(value * basis_to_sympy(index, poly.torus, used) for value, index in terms))


def trigpoly_from_sympy(
    expression: Any, symbols: Sequence[sympy.Symbol], torus: Torus | None = None
) -> TrigPoly:
    r"""Read a real trigonometric polynomial with rational coefficients, exactly.

    Sums, products and natural powers of: rational numbers, I, and cos, sin and exp(I·) of
    :math:`\sum_lk_l\theta_l+m\pi/2` with rational k_l, whole m. All frequencies of the result in
    θ_l must be whole multiples of the unit g_l of the angle: with the default, 2, cos(θ)² can be
    read, cos(θ) cannot.

    Args:
        expression: a SymPy expression, or a number.
        symbols: the angles θ_l in order, each once.
        torus: their names and units; default: the names of the symbols, with the paper's unit 2.

    Raises:
        ExactnessError: a float; InputError: anything else that is no such polynomial; SizeError:
        degree above 127, or too many terms.

    Example:
        >>> from sympy import cos, pi, symbols
        >>> a, b = symbols("a b")
        >>> trigpoly_from_sympy(cos(a)**2 - cos(2 * b + pi / 2) / 3, [a, b])
        1/2*cos(2*a) + 1/3*sin(2*b) + 1/2
    """
    listed = tuple(symbols)
    if len(set(listed)) < len(listed) or not all(getattr(s, "is_Symbol", False) for s in listed):
        raise InputError(
            f"symbols is {short(listed)}; different SymPy symbols, one an angle, are required."
        )
    angles = torus or _torus_of(listed)
    if len(angles) != len(listed):
        raise InputError(
            f"{len(listed)} symbols were given; one an angle, {len(angles)}, are required."
        )
    series = _Reader(listed, angles).read(expression)
    broken = next((k for k in series if any(e.denominator > 1 for e in k)), None)
    if broken is not None:
        axis = next(axis for axis, e in enumerate(broken) if e.denominator > 1)
        unit = angles.units[axis]
        raise InputError(
            f"the expression has a frequency {broken[axis] * unit} in {listed[axis]}; whole "
            f"multiples of the unit {unit} of this angle are required. Give torus=Torus(names, "
            "units) with a smaller unit."
        )
    if any(abs(e) > MAX_DEGREE for k in series for e in k):
        raise SizeError(f"the expression has degree above {MAX_DEGREE} in some angle.")
    common = lcm(*(part.denominator for value in series.values() for part in value))
    whole = {
        tuple(int(e) for e in k): (int(re * common), int(im * common))
        for k, (re, im) in series.items()
    }
    return from_laurent(whole, common, angles)


def _torus_of(symbols: Sequence[Any]) -> Torus:
    """The names of SymPy symbols with the paper's unit; theta1 is θ1."""
    names = (str(symbol) for symbol in symbols)
    return Torus.of(
        "θ" + name[5:] if name.startswith("theta") and name[5:].isdecimal() else name
        for name in names
    )


class _Reader:
    """Reads an expression into a series in e^{iφ_l}; the symbols are θ_l = φ_l/g_l."""

    def __init__(self, symbols: tuple[Any, ...], torus: Torus) -> None:
        self.axes = {symbol: axis for axis, symbol in enumerate(symbols)}
        self.units = torus.units

    def read(self, expression: Any) -> Series:
        free: set[Any] = getattr(expression, "free_symbols", set())
        unknown = sorted(map(str, free - set(self.axes)))
        if unknown:
            raise InputError(
                f"the expression contains {', '.join(unknown)}, which is not among the symbols "
                f"{', '.join(map(str, self.axes)) or '(none)'}."
            )
        if not free:
            return self._constant(expression)
        if expression.is_Add or expression.is_Mul:
            combine = _add if expression.is_Add else _multiply
            result = self.read(expression.args[0])
            for part in expression.args[1:]:
                result = combine(result, self.read(part))
            return result
        name = type(expression).__name__
        if expression.is_Pow and name != "exp":
            return self._power(*expression.args)
        if name in ("cos", "sin", "exp"):
            return self._wave(name, expression.args[0])
        raise InputError(
            f"{short(expression)} is no polynomial in cos and sin of the angles; sums, products "
            "and natural powers of these can be read."
        )

    def _constant(self, value: Any) -> Series:
        pair = gaussian(value, "a coefficient of the expression")
        return {(Fraction(0),) * len(self.axes): pair} if any(pair) else {}

    def _power(self, base: Any, exponent: Any) -> Series:
        if not getattr(exponent, "is_Integer", False) or exponent < 0:
            raise InputError(
                f"({short(base)})**({exponent}) is no polynomial; a natural number is required "
                "as exponent."
            )
        if exponent > MAX_POWER:
            raise SizeError(f"({short(base)})**{exponent}: powers up to {MAX_POWER} are read.")
        factor, result = self.read(base), self._constant(1)
        for _ in range(int(exponent)):
            result = _multiply(result, factor)
        return result

    def _wave(self, name: str, argument: Any) -> Series:
        import sympy

        shown = f"{name}({short(argument)})"
        if name == "exp":
            argument = argument / sympy.I
        exponents, quarters = [Fraction(0)] * len(self.axes), 0
        for part, value in argument.expand().as_coefficients_dict().items():
            if value.is_Float or part.has(sympy.Float):
                raise ExactnessError(
                    f"{shown} contains a SymPy Float; give an exact number, for instance "
                    "Rational(1, 3) or pi/2."
                )
            if part in self.axes and value.is_Rational:
                axis = self.axes[part]
                exponents[axis] = Fraction(int(value.p), int(value.q)) / self.units[axis]
            elif part == sympy.pi and (2 * value).is_Integer:
                quarters = int(2 * value) % 4
            else:
                raise InputError(
                    f"{shown} is not of the form {name}(Σ k·angle + m·π/2) with rational k and "
                    "whole m; its coefficients would not be rational."
                )
        up, down = tuple(exponents), tuple(-e for e in exponents)
        real, imaginary = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters]
        if name == "exp":
            return {up: (Fraction(real), Fraction(imaginary))}
        half = Fraction(1, 2)
        if name == "cos":  # (u + ū)/2 with u = e^{i·argument}
            return _add(
                {up: (real * half, imaginary * half)}, {down: (real * half, -imaginary * half)}
            )
        # (u - ū)/(2i)
        return _add({up: (imaginary * half, -real * half)}, {down: (imaginary * half, real * half)})


def _add(left: Series, right: Series) -> Series:
    total = dict(left)
    for k, (re, im) in right.items():
        a, b = total.get(k, (Fraction(0), Fraction(0)))
        total[k] = (a + re, b + im)
    return {k: value for k, value in total.items() if any(value)}


def _multiply(left: Series, right: Series) -> Series:
    if len(left) * len(right) > MAX_PRODUCTS:
        raise SizeError(
            f"a product of {len(left)} and {len(right)} terms is more than the {MAX_PRODUCTS} "
            "that are multiplied out; use TrigPoly's own product."
        )
    total: dict[tuple[Fraction, ...], list[Fraction]] = {}
    for k, (a, b) in left.items():
        for j, (c, d) in right.items():
            entry = total.setdefault(
                tuple(x + y for x, y in zip(k, j, strict=True)), [Fraction(0), Fraction(0)]
            )
            entry[0] += a * c - b * d
            entry[1] += a * d + b * c
    return {k: (re, im) for k, (re, im) in total.items() if re or im}
