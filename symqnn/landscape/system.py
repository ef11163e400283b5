"""The critical equations as polynomial systems: in (c_l, s_l) as in the paper, in z_l = e^{iφ_l},
and in t_l = tan(φ_l/2).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd
from typing import TYPE_CHECKING

from symqnn.algebra.latex import LISTED, LatexRepr, Row, equation, sum_lines
from symqnn.algebra.trigpoly import Laurent, TrigPoly
from symqnn.errors import InputError
from symqnn.loss.derivatives import phase_gradient

if TYPE_CHECKING:
    import sympy

Terms = dict[tuple[int, ...], int]


@dataclass(frozen=True)
class PolynomialSystem(LatexRepr):
    """Polynomial equations with coprime integer coefficients.

    Args:
        variables: names.
        equations: for each equation the coefficients by exponents, none zero.
    """

    variables: tuple[str, ...]
    equations: tuple[Terms, ...]

    def degrees(self) -> tuple[int, ...]:
        """Total degree of each equation."""
        return tuple(max((sum(e) for e in equation), default=0) for equation in self.equations)

    def latex_rows(self, limit: int = LISTED) -> list[Row]:
        r"""LaTeX: the equations, each with at most ``limit`` terms;
        i² + 1 = 0 of a Laurent system is left out.

        Example:
            >>> print(circle_system(TrigPoly.from_terms({"1": 1})).to_latex())
            \begin{aligned}
            0 &= -s_{1} \\
            0 &= c_{1}^{2} + s_{1}^{2} - 1
            \end{aligned}
        """
        names = [name if name == "i" else f"{name[0]}_{{{name[1:]}}}" for name in self.variables]
        shown = self.equations[:-1] if self.variables[-1:] == ("i",) else self.equations
        rows: list[Row] = []
        for terms in shown:
            bodies = [
                " ".join(
                    x if e == 1 else f"{x}^{{{e}}}" for x, e in zip(names, powers, strict=True) if e
                )
                for powers in terms
            ]
            rows += equation(
                "0",
                sum_lines(
                    [
                        (Fraction(value), body)
                        for value, body in zip(terms.values(), bodies, strict=True)
                    ],
                    limit=limit,
                ),
            )
        return rows

    def to_sympy(self) -> list[sympy.Expr]:
        """The equations as SymPy expressions in symbols of the same names
        (i becomes the imaginary unit).

        Example:
            >>> circle_system(TrigPoly.from_terms({"1": 1})).to_sympy()
            [-s1, c1**2 + s1**2 - 1]
        """
        import sympy

        symbols = [sympy.I if name == "i" else sympy.Symbol(name) for name in self.variables]
        listed = []
        for terms in self.equations:
            parts = [
                sympy.Integer(value)
                * sympy.Mul(*(x**e for x, e in zip(symbols, powers, strict=True)))
                for powers, value in terms.items()
            ]
            listed.append(sympy.Add(*parts))
        return listed[:-1] if self.variables[-1:] == ("i",) else listed


def _univariate_product(left: list[int], right: list[int]) -> list[int]:
    result = [0] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            result[i + j] += a * b
    return result


def chebyshev(degree: int) -> list[list[int]]:
    """Coefficients in c of cos kφ (k = 0…degree), then of sin kφ / s (k = 1…degree),
    where c = cos φ, s = sin φ.

    Example:
        >>> chebyshev(2)
        [[1], [0, 1], [-1, 0, 2], [1], [0, 2]]
    """
    first, second = [[1], [0, 1]], [[1], [0, 2]]
    for family in (first, second):
        while len(family) <= degree:
            twice = [0] + [2 * value for value in family[-1]]
            family.append(
                [
                    a - b
                    for a, b in zip(
                        twice, family[-2] + [0] * (len(twice) - len(family[-2])), strict=True
                    )
                ]
            )
    return first[: degree + 1] + second[:degree]


def _expand(poly: TrigPoly, tables: list[list[Terms]]) -> Terms:
    """Replace every basis function of every angle by a polynomial in that angle's variables, and
    clear denominators.
    """
    total: dict[tuple[int, ...], int] = {}
    for index, value in poly.terms():
        partial: Terms = {(): int(value * poly.denominator)}
        for axis, e in enumerate(index):
            partial = {
                (*left, *right): a * b
                for left, a in partial.items()
                for right, b in tables[axis][e].items()
            }
        for exponents, coefficient in partial.items():
            total[exponents] = total.get(exponents, 0) + coefficient
    return primitive(total)


def primitive(terms: Terms) -> Terms:
    """Without zeros and without a common factor."""
    common = reduce(gcd, terms.values(), 0) or 1
    return {
        exponents: value // common
        for exponents, value in sorted(terms.items(), reverse=True)
        if value
    }


def circle_system(poly: TrigPoly) -> PolynomialSystem:
    r"""The critical equations g_l(c, s) = 0 and c_l² + s_l² = 1.

    Paper: Eqn 28, with :math:`c_l=\cos2\theta_l,\ s_l=\sin2\theta_l`; cos kφ = T_k(c),
    sin kφ = s·U_{k-1}(c), so s has degree ≤ 1 in g_l.

    Returns:
        2p equations in c1, s1, c2, s2, …: first the g_l, then the circles; 2p unknowns.

    Example:
        >>> circle_system(TrigPoly.from_terms({"1": 1})).equations
        ({(0, 1): -1}, {(2, 0): 1, (0, 2): 1, (0, 0): -1})
    """
    p = poly.angles
    tables: list[list[Terms]] = []
    for degree in poly.degrees:
        family = chebyshev(degree)
        table: list[Terms] = [{(0, 0): 1}]
        for k in range(1, degree + 1):
            table.append({(power, 0): value for power, value in enumerate(family[k]) if value})
            table.append(
                {(power, 1): value for power, value in enumerate(family[degree + k]) if value}
            )
        tables.append(table)
    equations = [_expand(part, tables) for part in phase_gradient(poly)]
    for k in range(p):
        c, s = (
            tuple(2 if position == 2 * k + side else 0 for position in range(2 * p))
            for side in (0, 1)
        )
        equations.append({c: 1, s: 1, (0,) * (2 * p): -1})
    return PolynomialSystem(
        tuple(f"{name}{k + 1}" for k in range(p) for name in ("c", "s")), tuple(equations)
    )


def half_tangent_system(poly: TrigPoly) -> PolynomialSystem:
    r"""The critical equations in :math:`t_l=\tan(\varphi_l/2)=\tan\theta_l`, denominators (1+t²)^d
    cleared: p unknowns, fewer terms.

    Points with φ_l = π are at infinity; t_l = ±i are solutions of the cleared equations that are
    none of the torus.

    Example:
        >>> half_tangent_system(TrigPoly.from_terms({"1": 1})).equations
        ({(1,): -1},)
    """
    return PolynomialSystem(
        tuple(f"t{k + 1}" for k in range(poly.angles)),
        tuple(_expand(part, _half_tangent_tables(part.degrees)) for part in phase_gradient(poly)),
    )


def _half_tangent_tables(degrees: tuple[int, ...]) -> list[list[Terms]]:
    tables: list[list[Terms]] = []
    for degree in degrees:
        real, imaginary, norm = [[1]], [[0]], [[1]]
        for _ in range(degree):  # (1+it)²/(1+t²) is e^{iφ}
            a, b = real[-1], imaginary[-1]
            real.append(_sum(_univariate_product(a, [1, 0, -1]), _univariate_product(b, [0, -2])))
            imaginary.append(
                _sum(_univariate_product(a, [0, 2]), _univariate_product(b, [1, 0, -1]))
            )
            norm.append(_univariate_product(norm[-1], [1, 0, 1]))
        table = [norm[degree]]
        for k in range(1, degree + 1):
            table += [
                _univariate_product(real[k], norm[degree - k]),
                _univariate_product(imaginary[k], norm[degree - k]),
            ]
        tables.append(
            [{(power,): value for power, value in enumerate(row) if value} for row in table]
        )
    return tables


def _sum(left: list[int], right: list[int]) -> list[int]:
    size = max(len(left), len(right))
    return [
        (left[k] if k < len(left) else 0) + (right[k] if k < len(right) else 0) for k in range(size)
    ]


def laurent_system(poly: TrigPoly) -> tuple[tuple[Laurent, int], ...]:
    r"""The derivatives as Laurent polynomials in :math:`z_l=e^{i\varphi_l}=e^{2i\theta_l}`.

    Returns:
        For each l the Gaussian-integer coefficients of z^k, and their common denominator.

    Example:
        >>> laurent_system(TrigPoly.from_terms({"2": 1}))
        (({(1,): (1, 0), (-1,): (1, 0)}, 2),)
    """
    return tuple(part.laurent() for part in phase_gradient(poly))


def fourier_support(poly: TrigPoly) -> frozenset[tuple[int, ...]]:
    r"""The set K of frequency vectors with L̂(k) ≠ 0, in z = e^{2iθ}.

    Paper: Eqn 24. For a two-level network K ⊆ {-2…2}^p, so ‖k‖₁ ≤ 2p.

    Example:
        >>> sorted(fourier_support(TrigPoly.from_terms({"1": 1})))
        [(-1,), (1,)]
    """
    return frozenset(poly.laurent()[0])


def fourier_degree(poly: TrigPoly) -> int:
    """max ‖k‖₁ over the Fourier support (Paper: below Eqn 24; at most 2p for two-level gates)."""
    return max((sum(map(abs, k)) for k in fourier_support(poly)), default=0)


def rational_coefficients(poly: TrigPoly) -> dict[tuple[int, ...], tuple[Fraction, Fraction]]:
    """The Fourier coefficients L̂(k) as pairs (real, imaginary)."""
    coefficients, denominator = poly.laurent()
    return {
        k: (Fraction(re, denominator), Fraction(im, denominator))
        for k, (re, im) in coefficients.items()
    }


def laurent_equations(poly: TrigPoly) -> PolynomialSystem:
    """The Laurent system as polynomials in z_l and i (last variable, with the last equation
    i² + 1 = 0), each shifted by a monomial.

    Raises:
        InputError: the polynomial is constant.
    """
    if not any(any(index) for index, _ in poly.terms()):
        raise InputError("the loss is constant: its critical equations are all 0 = 0.")
    p, equations = poly.angles, []
    for coefficients, _ in laurent_system(poly):
        low = tuple(min((k[axis] for k in coefficients), default=0) for axis in range(p))
        terms: Terms = {}
        for k, (re, im) in coefficients.items():
            shifted = tuple(a - b for a, b in zip(k, low, strict=True))
            terms |= {(*shifted, unit): value for unit, value in ((0, re), (1, im)) if value}
        equations.append(primitive(terms))
    equations.append({(*(0,) * p, 2): 1, (0,) * (p + 1): 1})
    return PolynomialSystem((*(f"z{k + 1}" for k in range(p)), "i"), tuple(equations))
