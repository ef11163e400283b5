"""From wanted residuals to a dataset: one κ for all samples, explicit states where the network
factors, Eqn 18 elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from symqnn.algebra.exact import rational
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.equation_18 import Equation18, largest_states, mixed_state
from symqnn.construction.local import Site, product_kappa, product_state, sites
from symqnn.construction.targets import Target
from symqnn.errors import InputError, InternalError
from symqnn.loss.outputs import Outputs
from symqnn.loss.squares import squares
from symqnn.loss.training import loss, weights
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN, require_qnn
from symqnn.model.state import State

Kappa = Fraction | None


class Residual(Protocol):
    """What a residual shall be, up to the factor κ: a :class:`Target`, or any polynomial."""

    def polynomial(self, torus: Torus) -> TrigPoly:
        """The residual over κ as a trigonometric polynomial in all angles."""


@dataclass(frozen=True)
class Construction:
    r"""A dataset whose residuals are κ times given targets, verified.

    Args:
        qnn: the network. targets: the residuals over κ. dataset: states and labels, in the order of
            the targets.
        kappa: κ > 0. parts: sizes of the parts whose losses are added; one part means the average
            over the union (Eqn 5).
        route: ``"product states"`` or ``"Eqn 18"``.
    """

    qnn: QNN
    targets: tuple[Residual, ...]
    dataset: Dataset
    kappa: Fraction
    parts: tuple[int, ...]
    route: str

    def __repr__(self) -> str:
        return f"<dataset of {self.samples_text}>"

    @property
    def samples_text(self) -> str:
        """How many samples, where they are from, and κ."""
        plural = "s" * (len(self.dataset) != 1)
        return f"{len(self.dataset)} sample{plural} from {self.route}, κ = {self.kappa}"

    def loss(self) -> TrigPoly:
        """The loss, recomputed from states and labels."""
        return loss(self.qnn, self.dataset, self.parts)

    def closed_form(self) -> TrigPoly:
        """κ² Σ w·target², the loss without looking at states and labels."""
        torus = self.qnn.torus
        polynomials = [target.polynomial(torus) for target in self.targets]
        weighted = zip(weights(self.dataset, self.parts), polynomials, strict=True)
        return squares(weighted, torus) * self.kappa**2


def realise(
    qnn: QNN, targets: Sequence[Residual], kappa: object = None, parts: Sequence[int] | None = None
) -> Construction:
    r"""A dataset with the residuals κ·target: states ρ, labels y with
    :math:`\operatorname{tr}(\rho M(\theta))-y=\kappa\cdot` target, proved exactly.

    Paper: Eqn 18 and the text below it (there with κ "proper"); explicit product states where
    Proposition 5 applies.

    Args:
        qnn: any network. targets: residuals over κ. kappa: exact κ > 0 (default: about the largest
            that gives states).
        parts: sizes of consecutive parts whose losses are added (default: one part, the average
            over all samples).

    Raises:
        UnreachableError: some target has no solution; the error holds the relations that forbid
            them.
        InputError: κ is too large (or not positive): some ρ is not a state. SizeError: too large
            for Eqn 18.

    Example:
        >>> from symqnn.construction.targets import read_star, sine
        >>> realise(QNN(["Z"], "Y+I"), [sine(read_star(None, 1), 0)]).loss()
        7/50*cos(4θ₁) - 12/25*sin(4θ₁) + 1/2
    """
    listed = tuple(targets)
    if not listed:
        raise InputError("targets is empty; at least one residual is required.")
    wanted = None if kappa is None else rational(kappa, "kappa")
    if wanted is not None and wanted <= 0:
        raise InputError(f"kappa is {wanted}; a positive number is required.")
    torus, site_list = require_qnn(qnn).torus, sites(qnn)
    waves = tuple(target for target in listed if isinstance(target, Target))
    simple = all(wave.frequency == 1 for target in waves for wave in target.factors)
    if site_list and simple and len(waves) == len(listed):
        states, used = _product_states(site_list, waves, wanted)
        route = "product states"
    else:
        states, used = _mixed_states(qnn, [target.polynomial(torus) for target in listed], wanted)
        route = "Eqn 18"
    outputs, samples = Outputs(qnn, len(listed)), []
    for state, target in zip(states, listed, strict=True):
        rest = outputs.polynomial(state) - target.polynomial(torus) * used
        label = rest.coefficient((0,) * len(torus))
        # if this does not raise, it is proved that the residual is κ·target
        if rest != TrigPoly.constant(label, torus):
            raise InternalError(
                f"a state does not reach its target: the difference {rest!r} is not constant"
            )
        samples.append((state, label))
    sizes = tuple(parts) if parts is not None else (len(listed),)
    dataset = Dataset.from_samples(samples)
    weights(dataset, sizes)
    return Construction(qnn, listed, dataset, used, sizes, route)


def _product_states(
    site_list: tuple[Site, ...], targets: tuple[Target, ...], wanted: Kappa
) -> tuple[list[State], Fraction]:
    best = product_kappa(site_list, targets)
    used = best if wanted is None else wanted
    try:
        return [product_state(site_list, target, used) for target in targets], used
    except InputError as error:
        raise _too_large(used, error, best) from None


def _mixed_states(
    qnn: QNN, polynomials: list[TrigPoly], wanted: Kappa
) -> tuple[list[State], Fraction]:
    matrices = Equation18(qnn).solve(polynomials)
    if wanted is None:
        used, states = largest_states(matrices)
        return list(states), used
    try:
        return [mixed_state(matrix, wanted) for matrix in matrices], wanted
    except InputError as error:
        best, _ = largest_states(matrices)
        raise _too_large(wanted, error, best) from None


def _too_large(kappa: Fraction, error: InputError, best: Fraction) -> InputError:
    return InputError(
        f"kappa is {kappa}, too large for states: {error} About {best} is the largest."
    )
