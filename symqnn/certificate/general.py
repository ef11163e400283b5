"""The computations behind Theorem 2 and Proposition 5 that do not depend on p or d, by SymPy; the
checker has arithmetic of its own.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from symqnn.certificate.canonical import rational_text
from symqnn.certificate.encode import Json, certificate
from symqnn.errors import InputError

if TYPE_CHECKING:
    import sympy


def one_angle_certificate() -> Json:
    r"""Kind ``general-identity``, Theorem 2: derivatives of one summand
    :math:`\sin^2\varphi+q(1-\cos\varphi)^2`, q = r², by trigonometry.

    Example:
        >>> one_angle_certificate()["claim"]["slope"]
        [[0, 1, 1, '2'], [1, 0, 1, '2'], [1, 1, 1, '-2']]
    """
    import sympy

    phi, q = sympy.symbols("phi q", real=True)
    loss = sympy.sin(phi) ** 2 + q * (1 - sympy.cos(phi)) ** 2
    slope = sympy.diff(loss, phi)
    claim = {
        "slope": _normal_form(slope, phi, q),
        "curvature": _normal_form(sympy.diff(slope, phi), phi, q),
    }
    return certificate("general-identity", "theorem-2", {}, claim, {})


def _normal_form(expression: sympy.Expr, phi: sympy.Symbol, q: sympy.Symbol) -> list[list[Any]]:
    """Terms [exponent of q, of c, of s, coefficient] with s² → 1 - c², sorted."""
    import sympy

    c, s = sympy.symbols("c s")
    plain = sympy.expand(expression.subs({sympy.sin(phi): s, sympy.cos(phi): c}))
    _, reduced = sympy.reduced(sympy.Poly(plain, s, q, c), [sympy.Poly(s**2 + c**2 - 1, s, q, c)])
    terms = {(int(i), int(j), int(k)): value for (k, i, j), value in reduced.terms()}
    return [
        [*key, rational_text(Fraction(int(terms[key].p), int(terms[key].q)))]
        for key in sorted(terms)
    ]


def trace_certificate() -> Json:
    r"""Kind ``general-identity``, Proposition 5:
    :math:`\operatorname{tr}(\Phi^{(a)}m\,\Phi^{(b)}m)` as cyclic words in H and A = m.

    Raises:
        InputError: a trace that must vanish does not (never, unless the maps are changed).

    Example:
        >>> traces = trace_certificate()["claim"]["traces"]
        >>> traces["01"], traces["11"]
        ([], [['AA', '1/2', '0'], ['AHAH', '-1/2', '0']])
    """
    import sympy

    m, h = sympy.symbols("A H", commutative=False)
    half = sympy.Rational(1, 2)
    maps = (half * (m + h * m * h), half * (m - h * m * h), half * sympy.I * (h * m - m * h))
    traces = {
        f"{a}{b}": _cyclic_form((maps[a] * maps[b]).expand()) for a in range(3) for b in range(a, 3)
    }
    if any(traces[pair] for pair in ("01", "02", "12")):
        raise InputError(
            f"the traces {traces} do not vanish; the definitions of the maps are wrong."
        )
    return certificate("general-identity", "proposition-5", {}, {"traces": traces}, {})


def _cyclic_form(expression: sympy.Expr) -> list[list[str]]:
    """Terms [cyclic word, real part, imaginary part], sorted."""
    import sympy

    total: dict[str, sympy.Expr] = {}
    for term in expression.as_ordered_terms():
        scalar, words = term.args_cnc()
        # SymPy writes HH as H**2; H² = 1 leaves the parity of each power
        powers = [(str(base), int(power)) for base, power in (word.as_base_exp() for word in words)]
        doubled = "".join(base * (power % 2 if base == "H" else power) for base, power in powers)
        while doubled.startswith("H") and doubled.endswith("H") and len(doubled) > 1:
            doubled = doubled[1:-1]
        key = min(doubled[k:] + doubled[:k] for k in range(len(doubled)))
        total[key] = total.get(key, sympy.Integer(0)) + sympy.Mul(*scalar)
    rows = []
    for key in sorted(total):
        real, imaginary = sympy.expand(total[key]).as_real_imag()
        if real or imaginary:
            rows.append(
                [
                    key,
                    rational_text(Fraction(int(real.p), int(real.q))),
                    rational_text(Fraction(int(imaginary.p), int(imaginary.q))),
                ]
            )
    return rows
