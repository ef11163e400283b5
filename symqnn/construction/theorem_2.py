"""Lemma 3, Lemma 4 and Theorem 2: exactly 2^p local minima a period, all but one spurious, wherever θ* is put."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational
from symqnn.algebra.latex import LatexRepr, Row, number
from symqnn.algebra.latex_tables import words
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.realise import Construction, realise
from symqnn.construction.separable import SeparableLandscape, separable_landscape
from symqnn.construction.targets import Star, Target, cosine, read_star, sine, sum_of_squares
from symqnn.errors import InputError
from symqnn.model.qnn import QNN

DEFAULT_R_SQUARED = Fraction(1, 4)
WEIGHTINGS = ("union", "sum")


@dataclass(frozen=True)
class SeparableConstruction(LatexRepr):
    """A dataset with a separable loss and its complete landscape.

    Args:
        construction: dataset, κ, weighting. star: (cos 2θ*, sin 2θ*). strength: in words, r² or η and t.
        landscape: all critical points, computed from states and labels.
    """

    construction: Construction
    star: Star
    strength: str
    landscape: SeparableLandscape

    def latex_rows(self, limit: int = 12) -> list[Row]:
        """LaTeX: κ and strength, then the landscape; ``.construction.dataset`` has its own."""
        return [(r"\kappa ", rf"= {number(self.construction.kappa)}, \quad{words(self.strength)}"), *self.landscape.latex_rows(limit=limit)]

    @property
    def holds(self) -> bool:
        """Whether there are exactly 2^p local minima, one of them global."""
        expected = int(2 ** len(self.star))
        return self.landscape.count == expected and self.landscape.spurious == expected - 1


def boxed_loss(star: Star, kappa: Fraction, r_squared: Fraction, weight: Fraction) -> TrigPoly:
    r"""The closed form :math:`w\kappa^2\sum_l[\sin^2(\varphi_l-\varphi_l^*)+r^2(1-\cos(\varphi_l-\varphi_l^*))^2]`, φ = 2θ, multiplied out by hand.

    :math:`\sin^2u=\tfrac12-\tfrac12\cos2u` and :math:`(1-\cos u)^2=\tfrac32-2\cos u+\tfrac12\cos2u`.
    """
    p, factor = len(star), weight * kappa**2
    terms: dict[str | tuple[int, ...], object] = {(0,) * p: factor * p * (1 + 3 * r_squared) / 2}
    for angle, point in enumerate(star):
        double = point.plus(point)
        values = (
            -2 * r_squared * point.cos,
            -2 * r_squared * point.sin,
            (r_squared - 1) / 2 * double.cos,
            (r_squared - 1) / 2 * double.sin,
        )
        for digit, value in enumerate(values, 1):
            terms[(*[0] * angle, digit, *[0] * (p - angle - 1))] = factor * value
    return TrigPoly.from_terms(terms, p)


def lemma_3(qnn: QNN, star: Sequence[CirclePoint] | None = None, kappa: object = None) -> SeparableConstruction:
    r"""The dataset S_0: invariant under θ_l ↦ θ_l + π/2 for every l, with a strict (isolated) minimum at θ*.

    Paper: Lemma 3. Residuals :math:`\kappa\sin2(\theta_k-\theta_k^*)`, k = 1…p.

    Raises:
        UnsolvableError: not with linear independence; InputError: θ* or κ cannot be used.

    Example:
        >>> lemma_3(QNN(["Z"], "Y+I")).landscape.count
        2
    """
    points = read_star(star, qnn.layers)
    made = realise(qnn, [sine(points, k) for k in range(qnn.layers)], kappa)
    return _analysed(made, points, Fraction(0), Fraction(1, qnn.layers))


def theorem_2(
    qnn: QNN,
    star: Sequence[CirclePoint] | None = None,
    r_squared: object = DEFAULT_R_SQUARED,
    kappa: object = None,
    weighting: str = "union",
) -> SeparableConstruction:
    r"""The dataset S_0 ∪ S_1 and its complete landscape.

    Paper: Lemma 4, Theorem 2. S_1 has the residuals :math:`-r\kappa(1-\cos2(\theta_k-\theta_k^*))`, so that

    .. math:: L=\frac{\kappa^2}{2p}\sum_l\bigl[\sin^22(\theta_l-\theta_l^*)+r^2(1-\cos2(\theta_l-\theta_l^*))^2\bigr]

    (twice that if L(S_0) and L(S_1) are added as in Eqns 16-17). The closed form is ours; it is proved for each instance as an
    equality of trigonometric polynomials with the loss recomputed from states and labels. Where r² is no square of a
    rational number, S_0 is repeated n ≤ 4 times and S_1 has n residuals with strengths r_i, Σ r_i² = n r².

    Args:
        qnn: with linear independence. star: points (cos 2θ*_l, sin 2θ*_l). r_squared: exact r², 0 < r² ≤ 1; at r² ≥ 1/2 the
            spurious minima are gone, and the landscape shows that. kappa: exact κ. weighting: ``"union"`` or ``"sum"``.

    Raises:
        UnsolvableError: not with linear independence; InputError: r², θ*, κ or the weighting cannot be used.

    Example:
        >>> result = theorem_2(QNN(["ZI", "IZ"], "(Y+I)(Y+I)"), r_squared="1/5")
        >>> [(str(value), number) for value, number in result.landscape.levels]
        [('0', 1), ('1/5', 2), ('2/5', 1)]
        >>> theorem_2(QNN(["Z"], "Y+I"), r_squared="1/2").landscape.count
        1
    """
    if weighting not in WEIGHTINGS:
        raise InputError(f"weighting is {weighting!r}; 'union' (Eqn 5) or 'sum' (Eqns 16-17) is required.")
    p, square = qnn.layers, rational(r_squared, "r_squared")
    points, strengths = read_star(star, p), sum_of_squares(square)
    symmetric = [sine(points, k) for _ in strengths for k in range(p)]
    breaking: list[Target] = [cosine(points, [k], r) for r in strengths for k in range(p)]
    parts = (2 * len(symmetric),) if weighting == "union" else (len(symmetric), len(breaking))
    made = realise(qnn, symmetric + breaking, kappa, parts)
    return _analysed(made, points, square, Fraction(1, 2 * p if weighting == "union" else p))


def lemma_4_by_scaling(
    qnn: QNN, star: Sequence[CirclePoint] | None = None, eta: object = Fraction(1, 4), scale: object = Fraction(1, 10), kappa: object = None
) -> SeparableConstruction:
    r"""The paper's own route to Lemma 4: scale the states of S_1 by t and their labels by 1/t, until only the linear term counts.

    Paper: Eqns 19-20, with p samples :math:`\hat f=\cos2(\theta_k-\theta_k^*)`. With label η/t (over κ, without the offset)

    .. math:: L(S_0)+L(S_1)=\frac{\kappa^2}p\sum_l\bigl[1-u_l^2+(tu_l-\eta/t)^2\bigr],\qquad u_l=\cos2(\theta_l-\theta_l^*),

    whose linear term -2ηu does not depend on t while the square t²u² vanishes: for η + t² < 1 there are exactly 2^p minima, the gap is
    4ηκ²/p. The closed form of :func:`theorem_2` is the case η = t² = r², in which the global minimum has the loss 0.

    Args:
        eta: η > 0. scale: t, 0 < t ≤ 1.

    Raises:
        UnsolvableError, InputError: as for :func:`theorem_2`.

    Example:
        >>> qnn = QNN(["ZI", "IZ"], "(Y+I)(Y+I)")
        >>> [(made.landscape.count, made.landscape.gap) for made in (lemma_4_by_scaling(qnn, scale=t) for t in (1, "1/2", "1/10"))]
        [(1, None), (4, Fraction(1, 2)), (4, Fraction(1, 2))]
    """
    p, push, t = qnn.layers, rational(eta, "eta"), rational(scale, "scale")
    if push <= 0 or not 0 < t <= 1:
        raise InputError(f"eta is {push} and scale is {t}; eta > 0 and 0 < scale ≤ 1 are required.")
    points = read_star(star, p)
    breaking = [Target(t, ((k, point.cos, point.sin),), -push / t) for k, point in enumerate(points)]
    made = realise(qnn, [*(sine(points, k) for k in range(p)), *breaking], kappa, (p, p))
    total = made.loss()
    if total != _scaled_loss(points, made.kappa, push, t):
        raise InputError("the loss recomputed from states and labels differs from Eqns 19-20; please report this.")
    return SeparableConstruction(made, points, f"η = {push}, t = {t}", separable_landscape(total))


def _scaled_loss(star: Star, kappa: Fraction, eta: Fraction, t: Fraction) -> TrigPoly:
    """(κ²/p) Σ [1 + η²/t² - 2ηu - (1 - t²)u²] with u² = (1 + cos 2u)/2, multiplied out by hand."""
    p, factor = len(star), kappa**2 / len(star)
    terms: dict[str | tuple[int, ...], object] = {(0,) * p: kappa**2 * (1 + eta**2 / t**2 - (1 - t**2) / 2)}
    for angle, point in enumerate(star):
        double, weight = point.plus(point), (t**2 - 1) / 2
        for digit, value in enumerate((-2 * eta * point.cos, -2 * eta * point.sin, weight * double.cos, weight * double.sin), 1):
            terms[(*[0] * angle, digit, *[0] * (p - angle - 1))] = factor * value
    return TrigPoly.from_terms(terms, p)


def _analysed(made: Construction, star: Star, r_squared: Fraction, weight: Fraction) -> SeparableConstruction:
    total = made.loss()
    if total != boxed_loss(star, made.kappa, r_squared, weight):  # the closed form is a claim; here it is proved
        raise InputError("the loss recomputed from states and labels differs from the closed form; please report this.")
    return SeparableConstruction(made, star, f"r² = {r_squared}" if r_squared else "S_0 alone", separable_landscape(total))
