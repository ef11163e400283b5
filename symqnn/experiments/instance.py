"""The instance of figures 2 to 4: the dataset of Theorem 2 on the paper's network, its exact
levels, its certified points, its exact success probability.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import comb, pi
from pathlib import Path

import numpy as np
from mpmath import asin, mp, mpf

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.canonical import write_certificate
from symqnn.certificate.check import run_checker
from symqnn.certificate.datasets import separable_certificate
from symqnn.construction.separable import separate
from symqnn.construction.theorem_2 import SeparableConstruction, theorem_2
from symqnn.errors import InputError
from symqnn.model.ansatz import paper_experiment
from symqnn.roots.critical import critical_points
from symqnn.roots.critical_list import CriticalPoints
from symqnn.status import Status
from symqnn.training.objective import FloatArray, SeparableObjective, separable_objective

MAX_ANGLES = 64
DEFAULT_R_SQUARED = Fraction(3, 10)  # the paper does not give its value


@dataclass(frozen=True, eq=False)
class ClosedForm:
    r"""Our closed-form instance: h = Z, m = Y + I on p qubits, and the 2p samples (or a multiple)
    of Theorem 2 with κ = 1.

    .. math:: L=\frac1{2p}\sum_l\bigl[\sin^22(\theta_l-\theta_l^*)
        +r^2(1-\cos2(\theta_l-\theta_l^*))^2\bigr]

    The loss is recomputed from states and labels and proved equal to this formula
    (:func:`symqnn.construction.theorem_2.theorem_2`).

    Args:
        made: the construction with its exact landscape. r_squared: r². loss: the exact loss in
            φ = 2θ. found: all critical points, certified.
    """

    made: SeparableConstruction
    r_squared: Fraction
    loss: TrigPoly
    found: CriticalPoints

    @property
    def angles(self) -> int:
        """Number p of angles."""
        return self.loss.angles

    @property
    def step(self) -> Fraction:
        """Distance 2r²/p between neighbouring levels."""
        return 2 * self.r_squared / self.angles

    @cached_property
    def levels(self) -> tuple[tuple[Fraction, int], ...]:
        """Exact values of the minima with their numbers a period in θ:
        (2r²/p)·k, binomial(p, k) times.
        """
        return self.made.landscape.levels or ()

    @cached_property
    def objective(self) -> SeparableObjective:
        """The loss as it is trained.

        Raises:
            InputError: the loss is not separable; this would be an error of symqnn.
        """
        parts = separate(self.loss)
        if parts is None:
            raise InputError("the loss of the instance is not separable; please report this.")
        return separable_objective(
            parts[1], parts[0], f"theorem-2, p = {self.angles}, r² = {self.r_squared}"
        )

    @cached_property
    def one_angle_success(self) -> float:
        r"""Probability :math:`q=\tfrac12+\tfrac1\pi\arcsin\frac{r^2}{1-r^2}` that gradient flow
        takes one angle to its global minimum.
        """
        return float(one_angle_success(self.r_squared))

    @property
    def success(self) -> float:
        """Probability q^p that gradient flow from a uniform start finds the global minimum."""
        return float(one_angle_success(self.r_squared) ** self.angles)

    @property
    def level_probabilities(self) -> FloatArray:
        """Probability of the level (2r²/p)·k for k = 0…p under gradient flow from uniform starts:
        binomial(p, k)(1-q)^k q^(p-k).
        """
        q = one_angle_success(self.r_squared)
        return np.array(
            [
                float(comb(self.angles, k) * (1 - q) ** k * q ** (self.angles - k))
                for k in range(self.angles + 1)
            ]
        )

    def checked(self, file: Path | None = None) -> str:
        """The answer of the stand-alone checker to the certificate of the landscape (exactly 2^p
        minima, these values); the file is kept if named.
        """
        used = self.made.construction
        certificate = separable_certificate(
            used.qnn, used.dataset, used.parts, self.made.landscape, "theorem-2"
        )
        with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
            path = write_certificate(
                file or Path(temporary) / "instance.certificate.json", certificate
            )
            return run_checker([path])[0].status


def one_angle_success(r_squared: Fraction) -> mpf:
    r"""The probability :math:`\tfrac12+\tfrac1\pi\arcsin\frac{r^2}{1-r^2}` to 30 digits: the maxima
    are at cos 2φ = -r²/(1-r²) (ours).

    Example:
        >>> round(float(one_angle_success(Fraction(3, 10))), 4)
        0.641
    """
    ratio = r_squared / (1 - r_squared)
    with mp.workdps(30):
        return mpf(1) / 2 + asin(mpf(ratio.numerator) / ratio.denominator) / mp.pi


def closed_form(p: int, r_squared: Fraction, star: CirclePoint | None = None) -> ClosedForm:
    """Build the instance, its exact levels and its certified critical points.

    Args:
        p: angles, 1 to 64. r_squared: exact r², 0 < r² < 1/2. star: (cos 2θ*, sin 2θ*), the same
            for all angles (default θ* = 0).

    Raises:
        InputError: a number out of range.

    Example:
        >>> instance = closed_form(2, Fraction(1, 5))
        >>> [(str(value), number) for value, number in instance.levels], instance.found.by_index
        ([('0', 1), ('1/5', 2), ('2/5', 1)], (4, 8, 4))
    """
    if not 1 <= p <= MAX_ANGLES:
        raise InputError(f"p is {p}; a number from 1 to {MAX_ANGLES} is required.")
    if not 0 < r_squared < Fraction(1, 2):
        raise InputError(
            f"r_squared is {r_squared}; 0 < r² < 1/2 is required: from 1/2 on there are no "
            "spurious minima."
        )
    made = theorem_2(paper_experiment(p), [star or CirclePoint.quarter_turns(0)] * p, r_squared, 1)
    loss = made.construction.loss()
    found = critical_points(loss)
    if found.status is not Status.PROVED or found.by_index[0] != made.landscape.count:
        raise InputError(
            "the two lists of critical points of the instance differ; please report this."
        )
    return ClosedForm(made, r_squared, loss, found)


def read_star(text: str) -> CirclePoint:
    """A point (cos 2θ*, sin 2θ*) written as ``3/5,4/5``.

    Raises:
        InputError: not two exact numbers with squares that add up to 1.

    Example:
        >>> read_star("3/5,4/5").cos
        Fraction(3, 5)
    """
    words = text.replace(",", " ").split()
    if len(words) != 2:
        raise InputError(
            f"star is {text!r}; cos 2θ* and sin 2θ* as two fractions, such as 3/5,4/5, are "
            "required."
        )
    try:
        cos, sin = Fraction(words[0]), Fraction(words[1])
    except (ValueError, ZeroDivisionError):
        raise InputError(f"star is {text!r}; two fractions such as 3/5,4/5 are required.") from None
    return CirclePoint(cos, sin)


def turns_of(theta: FloatArray) -> FloatArray:
    """φ = 2θ in turns, in [0, 1)."""
    return np.asarray((theta / pi) % 1.0)
