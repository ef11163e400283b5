r"""Upper bounds on the number of critical points, each from what it needs to know: the rungs of a
ladder.

(4p)^p ≥ 2^p ∏ deg g_l ≥ multihomogeneous Bézout ≥ mixed volume ≥ complex solutions ≥ real ones;
half of them bounds the local minima (Morse).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial, prod

from symqnn.algebra.latex import LatexRepr, Row, integer
from symqnn.algebra.latex_tables import words
from symqnn.algebra.trigpoly import TrigPoly, require_trigpoly
from symqnn.errors import InputError
from symqnn.landscape.mixed_volume import mixed_volume
from symqnn.loss.derivatives import phase_gradient


@dataclass(frozen=True)
class Rung(LatexRepr):
    """One bound on the number of isolated critical points in a period.

    Args:
        name: what it is called.
        value: the bound.
        needs: what of the loss it uses.
        rests_on: the theorem behind it; ``assumed`` theorems are used, not proved here.
    """

    name: str
    value: int
    needs: str
    rests_on: str

    def latex_rows(self) -> list[Row]:
        """LaTeX: N ≤ value, with the name of the bound."""
        return [("N ", rf"\leq {integer(self.value)} \quad{words(f'({self.name})')}")]


def paper_bound(angles: int, degree: int = 2) -> int:
    """(2Dp)^p for degree D in each angle: (4p)^p for two-level generators (Paper: Theorem 7),
    (4Δp)^p for an integral spectrum with D = 2Δ.

    Example:
        >>> paper_bound(2), paper_bound(2, degree=4)
        (64, 256)
    """
    return int((2 * degree * angles) ** angles)


def generic_bound(angles: int, degree: int = 2) -> int:
    """p!(2D)^p: the multihomogeneous Bézout number, and the mixed volume, if every Newton polytope
    is the whole cube [-D, D]^p.

    Example:
        >>> generic_bound(3), generic_bound(2, degree=4)
        (384, 128)
    """
    return factorial(angles) * int((2 * degree) ** angles)


def equation_degrees(poly: TrigPoly) -> tuple[int, ...]:
    """Total degrees of the g_l(c, s): the largest ‖k‖₁ in ∂_lL, because the top monomials of
    different basis products differ.

    Example:
        >>> equation_degrees(TrigPoly.from_terms({"31": 1, "02": 1}))
        (3, 3)
    """
    return tuple(
        max((sum((e + 1) // 2 for e in index) for index, _ in part.terms()), default=0)
        for part in phase_gradient(poly)
    )


def bezout(poly: TrigPoly) -> int:
    """2^p ∏ deg g_l (Paper: above Theorem 7)."""
    return int(2**poly.angles) * prod(equation_degrees(poly))


def permanent(matrix: list[list[int]]) -> int:
    """Permanent of a small integer matrix, by expansion along the first row."""
    if not matrix:
        return 1
    return sum(
        value * permanent([row[:k] + row[k + 1 :] for row in matrix[1:]])
        for k, value in enumerate(matrix[0])
        if value
    )


def multihomogeneous_bezout(poly: TrigPoly) -> int:
    r"""Bézout's bound with the p groups (c_j, s_j): the coefficient of ∏h_j² in
    :math:`\prod_j2h_j\prod_l\sum_jd_{lj}h_j`, i.e. 2^p·per(d).

    d_lj is the degree of ∂_lL in angle j.

    Example:
        >>> multihomogeneous_bezout(TrigPoly.from_terms({"33": 1}))
        32
    """
    return int(2**poly.angles) * permanent([list(part.degrees) for part in phase_gradient(poly)])


def newton_mixed_volume(poly: TrigPoly) -> int:
    """Mixed volume of the Newton polytopes of the Laurent polynomials ∂_lL in z = e^{iφ}.

    Example:
        >>> newton_mixed_volume(TrigPoly.from_terms({"33": 1}))
        32
    """
    supports = [list(part.laurent()[0]) for part in phase_gradient(poly)]
    return mixed_volume(supports) if all(supports) else 0


def ladder(poly: TrigPoly) -> tuple[Rung, ...]:
    """All upper bounds that algebra of the supports gives, largest first, for the number of
    isolated critical points in a period of φ.

    Raises:
        InputError: a constant loss, or an angle that does not occur (then every critical point lies
            on a circle of them).

    Example:
        >>> [rung.value for rung in ladder(TrigPoly.from_terms({"33": 1, "12": 1}))]
        [64, 64, 32, 32]
    """
    degree, p = max(require_trigpoly(poly).degrees, default=0), poly.angles
    if not all(poly.degrees) or not p:
        raise InputError(
            "the loss does not depend on every angle: critical points are not isolated, and no "
            "number bounds them."
        )
    name = f"({2 * degree}p)^p"
    return (
        Rung(
            f"paper, {name}",
            paper_bound(p, degree),
            f"p and the degree {degree} in each angle",
            "Bézout (assumed), Paper Theorem 7",
        ),
        Rung(
            "Bézout, 2^p ∏ deg g_l",
            bezout(poly),
            "total degrees of the g_l(c, s)",
            "Bézout (assumed), Paper above Theorem 7",
        ),
        Rung(
            "multihomogeneous Bézout",
            multihomogeneous_bezout(poly),
            "degrees of the g_l in each pair (c_j, s_j)",
            "Bézout on (P²)^p (assumed)",
        ),
        Rung(
            "mixed volume",
            newton_mixed_volume(poly),
            "Newton polytopes of the ∂_lL in z = e^{2iθ}",
            "Bernstein, Kushnirenko, Khovanskii (assumed)",
        ),
    )


def morse_bound(critical: int) -> int:
    """At most half of the critical points of a Morse function on a torus are minima:
    Σ(-1)^index = 0, so those of even and odd index are equally many.
    """
    return critical // 2


def minima_bound(poly: TrigPoly) -> int:
    r"""Most nondegenerate local minima of a loss of these degrees d_l:
    :math:`\tfrac12p!\prod2d_l-2^{p-1}+1`, p!·4^p/2 - 2^{p-1} + 1 for d_l = 2.

    Ours, sharper than half of the critical points. If all critical points are nondegenerate there
    are at most p!∏2d_l of them (Bézout on (P²)^p), those of even index are as many as those of odd
    index (Σ(-1)^index = 0), and at least C(p, k) have index k (Morse inequalities on the torus):
    the even k ≥ 2 take at least 2^{p-1} - 1 of one half. Otherwise a generic small change of the
    coefficients makes all critical points nondegenerate and keeps the nondegenerate minima.

    Example:
        >>> [minima_bound(TrigPoly.from_terms({"3" * p: 1})) for p in (1, 2, 3)]
        [2, 15, 189]
    """
    p, degrees = poly.angles, poly.degrees
    return factorial(p) * prod(2 * degree for degree in degrees) // 2 - (1 << p - 1) + 1


def zero_loss_bound(poly: TrigPoly) -> int:
    r"""Most nondegenerate zeros of a training loss of degrees d_l: p!∏d_l, p!·2^p for d_l = 2;
    attained by the Latin instance.

    Ours. There the residuals vanish and their gradients span R^p. p generic combinations of them,
    of degree d_l/2 in angle l, have independent gradients there too, so these are isolated zeros
    over C, of which there are at most p!∏(2·d_l/2) (Bernstein's theorem, assumed). Zeros that
    are isolated among real angles only, where the gradients span less, are not bounded by this.

    Example:
        >>> zero_loss_bound(TrigPoly.from_terms({"33": 1}))
        8
    """
    return factorial(poly.angles) * prod(poly.degrees)
