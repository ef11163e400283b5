r"""How much noise removes the spurious minima of Theorem 2.

Ours, not the paper's. Depolarising noise λ on every qubit before the
measurement scales the oscillating part of each residual by η = 1 - λ
and leaves labels alone, so that per angle, up to a factor,

.. math::
    \ell(\varphi)=\eta^2\sin^2\varphi+r^2(1-\eta\cos\varphi)^2,\qquad
    \ell'=2\eta\sin\varphi\,[\eta(1-r^2)\cos\varphi+r^2].

The bracket vanishes somewhere iff :math:`\eta(1-r^2)\ge r^2`; at φ = π, ℓ'' = 2η[η(1-r²) - r²]. So
there is a second, spurious minimum iff η > r²/(1-r²), that is

.. math:: \lambda<\lambda^*=\frac{1-2r^2}{1-r^2},

and at λ* the critical point φ = π is degenerate. The threshold for the sum over any number p of
angles is kernel-checked (theorem ``noise_threshold_lambda`` of ``proofs/formal``): up to a factor
and a constant ℓ is sin²φ + ϱ(1 - cos φ)² with ϱ = r²/(η(1-r²) + r²), Theorem 2's loss. For the
paper's network it is also proved instance by instance, on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.realise import Construction
from symqnn.construction.separable import SeparableLandscape, separable_landscape
from symqnn.construction.targets import Star, read_star
from symqnn.construction.theorem_2 import theorem_2
from symqnn.errors import InputError
from symqnn.loss.training import loss
from symqnn.model.channel import DEPOLARISING
from symqnn.model.qnn import QNN, require_qnn


@dataclass(frozen=True)
class NoisyTrap:
    """The dataset of Theorem 2 with a noisy network.

    Args:
        construction: of the network without noise. noisy: the network with it. strength: λ.
            r_squared: r².
        landscape: of the noisy loss, complete.
    """

    construction: Construction
    noisy: QNN
    strength: Fraction
    r_squared: Fraction
    landscape: SeparableLandscape

    @property
    def threshold(self) -> Fraction:
        """λ* = (1 - 2r²)/(1 - r²)."""
        return threshold(self.r_squared)

    @property
    def as_predicted(self) -> bool:
        """Whether there are 2^p minima below λ*, one from there on,
        and a degenerate critical point exactly at λ*.
        """
        p = len(self.noisy.parameters)
        minima = 2**p if self.strength < self.threshold else 1
        degenerate = self.landscape.indices is None
        return self.landscape.count == minima and degenerate == (self.strength == self.threshold)


def threshold(r_squared: object) -> Fraction:
    """λ* = (1 - 2r²)/(1 - r²).

    Raises:
        InputError: r² is not in (0, 1/2).

    Example:
        >>> threshold("1/4")
        Fraction(2, 3)
    """
    square = rational(r_squared, "r_squared")
    if not 0 < square < Fraction(1, 2):
        raise InputError(
            f"r_squared is {square}; 0 < r² < 1/2 is required: only then are there spurious "
            "minima without noise."
        )
    return (1 - 2 * square) / (1 - square)


def noisy_trap(
    qnn: QNN,
    strength: object,
    r_squared: object = Fraction(1, 4),
    star: Sequence[CirclePoint] | None = None,
) -> NoisyTrap:
    """The dataset of Theorem 2, trained on the network with depolarising noise λ on every qubit.

    Args:
        qnn: a one-layer product network of qubits with m_0 ≠ 0 (the paper's experiment). strength:
            λ, exact, 0 ≤ λ < 1.

    Raises:
        InputError: λ or r² out of range, or a network for which noise does more than scale the
            residuals.

    Example:
        >>> qnn = QNN(["ZI", "IZ"], "(Y+I)(Y+I)")
        >>> [noisy_trap(qnn, value).landscape.count for value in ("13/20", "2/3", "7/10")]
        [4, 1, 1]
    """
    value, square = rational(strength, "lambda"), rational(r_squared, "r_squared")
    if not 0 <= value < 1:
        raise InputError(
            f"the noise is {value}; a number λ with 0 ≤ λ < 1 is required (at 1 the loss is "
            "constant)."
        )
    threshold(square)
    clean = require_qnn(qnn).observable
    if not isinstance(clean, TensorProduct):
        raise InputError(
            "noise on every qubit is built for networks of Pauli words; name one, such as --p 2."
        )
    made = theorem_2(qnn, star, square).construction
    observable = DEPOLARISING.on_product(clean, 1 - value)
    noisy = QNN.from_gates(qnn.gates, observable, qnn.torus)
    found = loss(noisy, made.dataset, made.parts)
    expected = _closed_form(made, read_star(star, len(qnn.parameters)), 1 - value, square)
    if found != expected:
        raise InputError(
            "noise does more to this network than scale the oscillating part of the residuals; the "
            "threshold is proved for one-layer product networks (--p P)."
        )
    return NoisyTrap(made, noisy, value, square, separable_landscape(found))


def _closed_form(made: Construction, star: Star, eta: Fraction, square: Fraction) -> TrigPoly:
    """κ²/2p Σ_l [η² sin² + r²(1 - η cos)²], φ - φ* in the angles."""
    torus = made.qnn.torus
    p = len(torus)
    total = TrigPoly.constant(0, torus)
    for axis, point in enumerate(star):
        zero = (0,) * p
        c, s = (tuple(e if k == axis else 0 for k in range(p)) for e in (1, 2))
        cosine = TrigPoly.from_terms({c: point.cos, s: point.sin}, torus=torus)
        sine = TrigPoly.from_terms({c: -point.sin, s: point.cos}, torus=torus)
        gap = TrigPoly.from_terms({zero: 1}, torus=torus) - cosine * eta
        total = total + sine * sine * eta**2 + gap * gap * square
    return total * (made.kappa**2 / (2 * p))
