"""To and from SymPy, exactly; SymPy is imported when first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

from symqnn.algebra.exact import gaussian, short
from symqnn.algebra.trigpoly import MAX_DEGREE, TrigPoly, from_laurent
from symqnn.algebra.trigpoly_text import read_angle
from symqnn.errors import ExactnessError, InputError, SizeError

if TYPE_CHECKING:
    import sympy

    from symqnn.algebra.matrix import GaussianMatrix

# coefficients of ∏ w_l^{k_l}, w_l = e^{iφ_l/2} = e^{iθ_l}, as (real, imaginary)
Series = dict[tuple[int, ...], tuple[Fraction, Fraction]]
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
    return sympy.ImmutableMatrix(d, d, [number_to_sympy(*matrix.entry(j, k)) for j in range(d) for k in range(d)])


def rationals_to_sympy(rows: Sequence[Sequence[Fraction]]) -> sympy.ImmutableMatrix:
    """A matrix of rational numbers as a dense SymPy matrix."""
    import sympy

    return sympy.ImmutableMatrix([[number_to_sympy(value) for value in row] for row in rows])


def angle_symbols(angles: int, angle: str = "theta") -> tuple[sympy.Symbol, ...]:
    """The real symbols theta1, theta2, … (or phi1, phi2, …; the "single" θ of integer spectra is a theta).

    Raises:
        InputError: another angle.
    """
    import sympy

    read_angle(angle)
    return tuple(sympy.Symbol(f"{'phi' if angle == 'phi' else 'theta'}{k + 1}", real=True) for k in range(angles))


def basis_to_sympy(index: Sequence[int], symbols: Sequence[sympy.Symbol], angle: str = "theta") -> sympy.Expr:
    """A basis product of cosines and sines."""
    import sympy

    _, multiple = read_angle(angle)
    parts = [(sympy.cos if e % 2 else sympy.sin)((e + 1) // 2 * multiple * symbols[axis]) for axis, e in enumerate(index) if e]
    return sympy.Mul(*parts)


def trigpoly_to_sympy(poly: TrigPoly, symbols: Sequence[sympy.Symbol] | None = None, angle: str = "theta") -> sympy.Expr:
    """A trigonometric polynomial as a SymPy expression.

    Args:
        symbols: one an angle; default: real symbols theta1, theta2, … (phi1, …).
        angle: what the symbols are, the paper's ``"theta"`` or ``"phi"`` = 2θ.

    Raises:
        InputError: another number of symbols, or another angle.

    Example:
        >>> trigpoly_to_sympy(TrigPoly.from_terms({"12": "1/2"}))
        sin(2*theta2)*cos(2*theta1)/2
    """
    import sympy

    used = tuple(symbols) if symbols is not None else angle_symbols(poly.angles, angle)
    if len(used) != poly.angles:
        raise InputError(f"{len(used)} symbols were given; one an angle, {poly.angles}, are required.")
    return sympy.Add(*(number_to_sympy(value) * basis_to_sympy(index, used, angle) for index, value in poly.terms()))


def trigpoly_from_sympy(expression: Any, symbols: Sequence[sympy.Symbol], angle: str = "theta") -> TrigPoly:
    r"""Read a real trigonometric polynomial with rational coefficients, exactly.

    Sums, products and natural powers of: rational numbers, I, and cos, sin and exp(I·) of :math:`\sum_lk_l\theta_l+m\pi/2` with whole k_l, m. The
    result must have the period π in each θ_l, as every output and loss has: cos(θ)² can be read, cos(θ) cannot.

    Args:
        expression: a SymPy expression, or a number.
        symbols: the angles in order, each once.
        angle: what they are, ``"theta"`` or ``"phi"`` = 2θ.

    Raises:
        ExactnessError: a float; InputError: anything else that is no such polynomial; SizeError: degree above 127, or too many terms.

    Example:
        >>> from sympy import cos, pi, symbols
        >>> a, b = symbols("a b")
        >>> trigpoly_from_sympy(cos(a)**2 - cos(2 * b + pi / 2) / 3, [a, b])
        1/2*cos(2θ₁) + 1/3*sin(2θ₂) + 1/2
    """
    listed = tuple(symbols)
    if len(set(listed)) < len(listed) or not all(getattr(symbol, "is_Symbol", False) for symbol in listed):
        raise InputError(f"symbols is {short(listed)}; different SymPy symbols, one an angle, are required.")
    _, multiple = read_angle(angle)
    series = _Reader(listed, 3 - multiple).read(expression)
    odd = next((k for k in series if any(e % 2 for e in k)), None)
    if odd is not None:
        which = next(symbol for symbol, e in zip(listed, odd, strict=True) if e % 2)
        period = "π in θ" if angle == "theta" else f"2π in {'φ' if angle == 'phi' else 'θ'}"
        raise InputError(f"the expression has not the period {period} = {which}; whole multiples of {'θ' if angle == 'single' else 'φ = 2θ'} are required.")
    if any(abs(e) > 2 * MAX_DEGREE for k in series for e in k):
        raise SizeError(f"the expression has degree above {MAX_DEGREE} in some angle.")
    common = lcm(*(part.denominator for value in series.values() for part in value))
    whole = {tuple(e // 2 for e in k): (int(re * common), int(im * common)) for k, (re, im) in series.items()}
    return from_laurent(whole, common, len(listed))


class _Reader:
    """Reads an expression into a series in w; ``steps`` is the exponent of w in e^{i·symbol}."""

    def __init__(self, symbols: tuple[Any, ...], steps: int) -> None:
        self.axes = {symbol: axis for axis, symbol in enumerate(symbols)}
        self.steps = steps

    def read(self, expression: Any) -> Series:
        free: set[Any] = getattr(expression, "free_symbols", set())
        unknown = sorted(map(str, free - set(self.axes)))
        if unknown:
            raise InputError(f"the expression contains {', '.join(unknown)}, which is not among the symbols {', '.join(map(str, self.axes)) or '(none)'}.")
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
        raise InputError(f"{short(expression)} is no polynomial in cos and sin of the angles; sums, products and natural powers of these can be read.")

    def _constant(self, value: Any) -> Series:
        pair = gaussian(value, "a coefficient of the expression")
        return {(0,) * len(self.axes): pair} if any(pair) else {}

    def _power(self, base: Any, exponent: Any) -> Series:
        if not getattr(exponent, "is_Integer", False) or exponent < 0:
            raise InputError(f"({short(base)})**({exponent}) is no polynomial; a natural number is required as exponent.")
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
        exponents, quarters = [0] * len(self.axes), 0
        for part, value in argument.expand().as_coefficients_dict().items():
            if value.is_Float or part.has(sympy.Float):
                raise ExactnessError(f"{shown} contains a SymPy Float; give an exact number, for instance Rational(1, 3) or pi/2.")
            if part in self.axes and (self.steps * value).is_Integer:
                exponents[self.axes[part]] = int(self.steps * value)
            elif part == sympy.pi and (2 * value).is_Integer:
                quarters = int(2 * value) % 4
            else:
                raise InputError(f"{shown} is not of the form {name}(Σ k·angle + m·π/2) with whole numbers k, m; its coefficients would not be rational.")
        up, down = tuple(exponents), tuple(-e for e in exponents)
        real, imaginary = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters]
        if name == "exp":
            return {up: (Fraction(real), Fraction(imaginary))}
        half = Fraction(1, 2)
        if name == "cos":  # (u + ū)/2 with u = e^{i·argument}
            return _add({up: (real * half, imaginary * half)}, {down: (real * half, -imaginary * half)})
        return _add({up: (imaginary * half, -real * half)}, {down: (imaginary * half, real * half)})  # (u - ū)/(2i)


def _add(left: Series, right: Series) -> Series:
    total = dict(left)
    for k, (re, im) in right.items():
        a, b = total.get(k, (Fraction(0), Fraction(0)))
        total[k] = (a + re, b + im)
    return {k: value for k, value in total.items() if any(value)}


def _multiply(left: Series, right: Series) -> Series:
    if len(left) * len(right) > MAX_PRODUCTS:
        raise SizeError(f"a product of {len(left)} and {len(right)} terms is more than the {MAX_PRODUCTS} that are multiplied out; use TrigPoly's own product.")
    total: dict[tuple[int, ...], list[Fraction]] = {}
    for k, (a, b) in left.items():
        for j, (c, d) in right.items():
            entry = total.setdefault(tuple(x + y for x, y in zip(k, j, strict=True)), [Fraction(0), Fraction(0)])
            entry[0] += a * c - b * d
            entry[1] += a * d + b * c
    return {k: (re, im) for k, (re, im) in total.items() if re or im}
