"""Lemma 3, Lemma 4 and Theorem 2: exactly 2^p local minima a period, all but one spurious, wherever θ* is put."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.realise import Construction, realise
from symqnn.construction.separable import SeparableLandscape, separable_landscape
from symqnn.construction.targets import Star, Target, cosine, read_star, sine, sum_of_squares
from symqnn.errors import InputError
from symqnn.model.qnn import QNN

DEFAULT_R_SQUARED = Fraction(1, 4)
WEIGHTINGS = ("union", "sum")


@dataclass(frozen=True)
class SeparableConstruction:
    """A dataset with a separable loss and its complete landscape.

    Args:
        construction: dataset, κ, weighting. star: (cos 2θ*, sin 2θ*). r_squared: r² (0 for S_0 alone).
        landscape: all critical points, computed from states and labels.
    """

    construction: Construction
    star: Star
    r_squared: Fraction
    landscape: SeparableLandscape

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


def _analysed(made: Construction, star: Star, r_squared: Fraction, weight: Fraction) -> SeparableConstruction:
    total = made.loss()
    if total != boxed_loss(star, made.kappa, r_squared, weight):  # the closed form is a claim; here it is proved
        raise InputError("the loss recomputed from states and labels differs from the closed form; please report this.")
    return SeparableConstruction(made, star, r_squared, separable_landscape(total))
