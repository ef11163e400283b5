"""Lemma 3, Lemma 4 and Theorem 2: exactly 2^p local minima a period,
all but one spurious, wherever θ* is put.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational
from symqnn.algebra.latex import LatexRepr, Row, number
from symqnn.algebra.latex_tables import words
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.realise import Construction, realise
from symqnn.construction.separable import SeparableLandscape, separable_landscape
from symqnn.construction.targets import (
    Star,
    Target,
    cosine,
    cosine_wave,
    read_star,
    sine,
    sum_of_squares,
)
from symqnn.construction.trap import Trap, require_trap
from symqnn.errors import InputError, InternalError
from symqnn.model.qnn import QNN

DEFAULT_R_SQUARED = Fraction(1, 4)
WEIGHTINGS = ("union", "sum")


@dataclass(frozen=True)
class SeparableConstruction(LatexRepr):
    """A dataset with a separable loss and its complete landscape.

    Args:
        construction: dataset, κ, weighting. star: (cos φ*, sin φ*), φ = gθ. strength: in words, r²
            or η and t.
        trap: the angles that are trapped, and why the others cannot be. landscape: all critical
            points, computed from states and labels.
    """

    construction: Construction
    star: Star
    strength: str
    trap: Trap
    landscape: SeparableLandscape

    def __repr__(self) -> str:
        return (
            f"<dataset with a separable loss: {self.landscape.count} minima, "
            f"{self.landscape.spurious} spurious; {self.construction.samples_text}>"
        )

    def latex_rows(self, limit: int = 12) -> list[Row]:
        """LaTeX: κ and strength, then the landscape; ``.construction.dataset`` has its own."""
        first = rf"= {number(self.construction.kappa)}, \quad{words(self.strength)}"
        return [(r"\kappa ", first), *self.landscape.latex_rows(limit=limit)]

    @property
    def holds(self) -> bool:
        """Whether every trapped angle doubles the number of minima and all but
        the expected ones are spurious.

        For a complete trap of frequencies 1 that is Theorem 2:
        exactly 2^p local minima, one of them global.
        """
        spurious = self.trap.minima - self.trap.global_minima
        return self.landscape.count == self.trap.minima and self.landscape.spurious == spurious


def boxed_loss(
    star: Star,
    kappa: Fraction,
    r_squared: Fraction,
    weight: Fraction,
    torus: Torus | None = None,
    frequencies: Mapping[int, int] | None = None,
) -> TrigPoly:
    r"""The closed form :math:`w\kappa^2\sum_{l\in S}[\sin^2u_l+r^2(1-\cos u_l)^2]`,
    u_l = k_l(φ_l - φ*_l), multiplied out by hand.

    :math:`\sin^2u=\tfrac12-\tfrac12\cos2u` and
    :math:`(1-\cos u)^2=\tfrac32-2\cos u+\tfrac12\cos2u`.

    Args:
        torus: the angles (default: the paper's). frequencies: k_l by angle of S (default: 1 for all
            angles).
    """
    angles = torus or Torus.default(len(star))
    waves = dict.fromkeys(range(len(star)), 1) if frequencies is None else frequencies
    factor = weight * kappa**2
    constant = TrigPoly.constant(factor * len(waves) * (1 + 3 * r_squared) / 2, angles)
    return constant + _in_cosines(angles, star, waves, -2 * r_squared, (r_squared - 1) / 2) * factor


def _in_cosines(
    torus: Torus, star: Star, frequencies: Mapping[int, int], first: Fraction, second: Fraction
) -> TrigPoly:
    """Σ over S of first·cos u + second·cos 2u."""
    total = TrigPoly.constant(0, torus)
    for angle, k in frequencies.items():
        for value, frequency in ((first, k), (second, 2 * k)):
            wave = cosine_wave(star[angle], angle, frequency)
            total = total + Target(value, (wave,)).polynomial(torus)
    return total


def lemma_3(
    qnn: QNN, star: Sequence[CirclePoint] | None = None, kappa: object = None
) -> SeparableConstruction:
    r"""The dataset S_0: invariant under φ_l ↦ φ_l + π for every l,
    with a strict (isolated) minimum at θ*.

    Paper: Lemma 3, where φ = 2θ. Residuals :math:`\kappa\sin(\varphi_l-\varphi_l^*)`, l = 1…p; on
    networks that do not reach all of them for the angles that can be trapped
    (:class:`symqnn.construction.trap.Trap`).

    Raises:
        UnreachableError: no angle can be trapped; InputError: θ* or κ cannot be used.

    Example:
        >>> lemma_3(QNN(["Z"], "Y+I")).landscape.count
        2
    """
    trap = require_trap(qnn)
    points = read_star(star, len(qnn.parameters))
    made = realise(qnn, _symmetric(trap, points), kappa)
    return _analysed(made, points, trap, Fraction(0), Fraction(1, len(trap.angles)))


def theorem_2(
    qnn: QNN,
    star: Sequence[CirclePoint] | None = None,
    r_squared: object = DEFAULT_R_SQUARED,
    kappa: object = None,
    weighting: str = "union",
) -> SeparableConstruction:
    r"""The dataset S_0 ∪ S_1 and its complete landscape.

    Paper: Lemma 4, Theorem 2. S_1 has the residuals
    :math:`-r\kappa(1-\cos(\varphi_l-\varphi_l^*))`, φ_l = g_lθ_l (2θ_l in the paper), so that

    .. math::
        L=\frac{\kappa^2}{2p}\sum_l
        \bigl[\sin^2(\varphi_l-\varphi_l^*)+r^2(1-\cos(\varphi_l-\varphi_l^*))^2\bigr]

    (twice that if L(S_0) and L(S_1) are added as in Eqns 16-17). The closed form is ours; it is
    proved for each instance as an equality of trigonometric polynomials with the loss recomputed
    from states and labels. Where r² is no square of a rational number, S_0 is repeated n ≤ 4 times
    and S_1 has n residuals with strengths r_i, Σ r_i² = n r².

    Definition 1 suffices and is not asked for: the sums run over the largest set of angles for
    which Eqn 18 is solvable (:class:`symqnn.construction.trap.Trap`), with kφ in place of φ where
    the frequency 1 is not reachable. The loss does not depend on the other angles; ``result.trap``
    holds the relations that forbid to trap them.

    Args:
        qnn: any network. star: points (cos φ*_l, sin φ*_l), one for every angle. r_squared: exact
            r², 0 < r² ≤ 1; at r² ≥ 1/2 the spurious minima are gone, and the landscape shows that.
            kappa: exact κ. weighting: ``"union"`` or ``"sum"``.

    Raises:
        UnreachableError: no angle can be trapped, with a relation for each; InputError: r², θ*, κ
        or the weighting cannot be used; SizeError: the network is too large for Eqn 18.

    Example:
        >>> result = theorem_2(QNN(["ZI", "IZ"], "(Y+I)(Y+I)"), r_squared="1/5")
        >>> [(str(value), number) for value, number in result.landscape.levels]
        [('0', 1), ('1/5', 2), ('2/5', 1)]
        >>> theorem_2(QNN(["Z"], "Y+I"), r_squared="1/2").landscape.count
        1
        >>> part = theorem_2(QNN(["ZI", "IZ"], "Y(Y+I)"))
        >>> part.trap.angles, part.landscape.count, part.trap.rest.lines()
        ((0,), 2, ('cos(2θ₂) is not reachable: A_01 = 0',))
    """
    if weighting not in WEIGHTINGS:
        raise InputError(
            f"weighting is {weighting!r}; 'union' (Eqn 5) or 'sum' (Eqns 16-17) is required."
        )
    square = rational(r_squared, "r_squared")
    strengths, trap = sum_of_squares(square), require_trap(qnn)
    points, size = read_star(star, len(qnn.parameters)), len(trap.angles)
    symmetric = _symmetric(trap, points) * len(strengths)
    breaking = [
        cosine(points, [angle], r, frequency=k)
        for r in strengths
        for angle, k in trap.by_angle.items()
    ]
    parts = (2 * len(symmetric),) if weighting == "union" else (len(symmetric), len(breaking))
    made = realise(qnn, symmetric + breaking, kappa, parts)
    weight = Fraction(1, 2 * size if weighting == "union" else size)
    return _analysed(made, points, trap, square, weight)


def lemma_4_by_scaling(
    qnn: QNN,
    star: Sequence[CirclePoint] | None = None,
    eta: object = Fraction(1, 4),
    scale: object = Fraction(1, 10),
    kappa: object = None,
) -> SeparableConstruction:
    r"""The paper's own route to Lemma 4: scale the states of S_1 by t and their labels by 1/t,
    until only the linear term counts.

    Paper: Eqns 19-20, with p samples :math:`\hat f=\cos(\varphi_l-\varphi_l^*)`. With label η/t
    (over κ, without the offset)

    .. math::
        L(S_0)+L(S_1)=\frac{\kappa^2}p\sum_l\bigl[1-u_l^2+(tu_l-\eta/t)^2\bigr],
        \qquad u_l=\cos(\varphi_l-\varphi_l^*),

    whose linear term -2ηu does not depend on t while the square t²u² vanishes: for η + t² < 1
    there are exactly 2^p minima, the gap is 4ηκ²/p. The closed form of :func:`theorem_2`
    is the case η = t² = r², in which the global minimum has the loss 0.

    Args:
        eta: η > 0. scale: t, 0 < t ≤ 1.

    Raises:
        UnreachableError, InputError, SizeError: as for :func:`theorem_2`.

    Example:
        >>> qnn = QNN(["ZI", "IZ"], "(Y+I)(Y+I)")
        >>> landscapes = [lemma_4_by_scaling(qnn, scale=t).landscape for t in (1, "1/2", "1/10")]
        >>> [(found.count, found.gap) for found in landscapes]
        [(1, None), (4, Fraction(1, 2)), (4, Fraction(1, 2))]
    """
    push, t = rational(eta, "eta"), rational(scale, "scale")
    if push <= 0 or not 0 < t <= 1:
        raise InputError(f"eta is {push} and scale is {t}; eta > 0 and 0 < scale ≤ 1 are required.")
    trap = require_trap(qnn)
    points, size = read_star(star, len(qnn.parameters)), len(trap.angles)
    waves = [cosine_wave(points[angle], angle, k) for angle, k in trap.by_angle.items()]
    breaking = [Target(t, (wave,), -push / t) for wave in waves]
    made = realise(qnn, _symmetric(trap, points) + breaking, kappa, (size, size))
    total = made.loss()
    # (κ²/|S|) Σ [1 + η²/t² - 2ηu - (1 - t²)u²] with u² = (1 + cos 2u)/2, multiplied out by hand
    constant = TrigPoly.constant(made.kappa**2 * (1 + push**2 / t**2 - (1 - t**2) / 2), qnn.torus)
    cosines = _in_cosines(qnn.torus, points, trap.by_angle, -2 * push, (t**2 - 1) / 2)
    if total != constant + cosines * (made.kappa**2 / size):
        raise InternalError("the loss recomputed from states and labels differs from Eqns 19-20")
    strength = f"η = {push}, t = {t}"
    return SeparableConstruction(made, points, strength, trap, separable_landscape(total))


def _symmetric(trap: Trap, star: Star) -> list[Target]:
    return [sine(star, angle, k) for angle, k in trap.by_angle.items()]


def _analysed(
    made: Construction, star: Star, trap: Trap, r_squared: Fraction, weight: Fraction
) -> SeparableConstruction:
    total = made.loss()
    # the closed form is a claim; here it is proved
    expected = boxed_loss(star, made.kappa, r_squared, weight, made.qnn.torus, trap.by_angle)
    if total != expected:
        raise InternalError(
            "the loss recomputed from states and labels differs from the closed form"
        )
    strength = f"r² = {r_squared}" if r_squared else "S_0 alone"
    return SeparableConstruction(made, star, strength, trap, separable_landscape(total))
