"""From wanted residuals to a dataset: one κ for all samples, explicit states where the network factors, Eqn 18 elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from symqnn.algebra.exact import rational
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.equation_18 import Equation18, largest_states, mixed_state
from symqnn.construction.local import Site, product_kappa, product_state, sites
from symqnn.construction.output import Outputs, loss, squares, weights
from symqnn.construction.targets import Target
from symqnn.errors import InputError
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.model.state import State

Kappa = Fraction | None


@dataclass(frozen=True)
class Construction:
    r"""A dataset whose residuals are κ times given targets, verified.

    Args:
        qnn: the network. targets: the residuals over κ. dataset: states and labels, in the order of the targets.
        kappa: κ > 0. parts: sizes of the parts whose losses are added; one part means the average over the union (Eqn 5).
        route: ``"product states"`` or ``"Eqn 18"``.
    """

    qnn: QNN
    targets: tuple[Target, ...]
    dataset: Dataset
    kappa: Fraction
    parts: tuple[int, ...]
    route: str

    def loss(self) -> TrigPoly:
        """The loss, recomputed from states and labels."""
        return loss(self.qnn, self.dataset, self.parts)

    def closed_form(self) -> TrigPoly:
        """κ² Σ w·target², the loss without looking at states and labels."""
        polynomials = [target.polynomial(self.qnn.layers) for target in self.targets]
        return squares(zip(weights(self.dataset, self.parts), polynomials, strict=True), self.qnn.layers) * self.kappa**2


def realise(qnn: QNN, targets: Sequence[Target], kappa: object = None, parts: Sequence[int] | None = None) -> Construction:
    r"""A dataset with the residuals κ·target: states ρ, labels y with :math:`\operatorname{tr}(\rho M(\theta))-y=\kappa\cdot` target, proved exactly.

    Paper: Eqn 18 and the text below it (there with κ "proper"); explicit product states where Proposition 5 applies.

    Args:
        qnn: a network. targets: residuals over κ. kappa: exact κ > 0 (default: about the largest that gives states).
        parts: sizes of consecutive parts whose losses are added (default: one part, the average over all samples).

    Raises:
        UnsolvableError: the network is not with linear independence and some target has no solution; the error lists which have.
        InputError: κ is too large (or not positive): some ρ is not a state. SizeError: too large for Eqn 18.

    Example:
        >>> from symqnn.construction.targets import read_star, sine
        >>> realise(QNN(["Z"], "Y+I"), [sine(read_star(None, 1), 0)]).loss()
        7/50*cos(4θ₁) - 12/25*sin(4θ₁) + 1/2
    """
    if not isinstance(qnn, QNN):
        raise InputError(f"the network is of type {type(qnn).__name__}; a QNN (H² = I) is required. For integer spectra take integral_minima.")
    listed, p = tuple(targets), qnn.layers
    if not listed:
        raise InputError("targets is empty; at least one residual is required.")
    wanted = None if kappa is None else rational(kappa, "kappa")
    if wanted is not None and wanted <= 0:
        raise InputError(f"kappa is {wanted}; a positive number is required.")
    site_list, polynomials = sites(qnn), [target.polynomial(p) for target in listed]
    states, used = _product_states(site_list, listed, wanted) if site_list else _mixed_states(qnn, polynomials, wanted)
    outputs, samples = Outputs(qnn), []
    for k, (state, polynomial) in enumerate(zip(states, polynomials, strict=True)):
        rest = outputs.polynomial(state) - polynomial * used
        label = rest.coefficient((0,) * p)
        if rest != TrigPoly.constant(label, p):  # proves residual = κ·target
            raise InputError(f"target {k} is not reached by its state: the difference {rest!r} is not constant.")
        samples.append((state, label))
    sizes = tuple(parts) if parts is not None else (len(listed),)
    dataset = Dataset.from_samples(samples)
    weights(dataset, sizes)
    return Construction(qnn, listed, dataset, used, sizes, "product states" if site_list else "Eqn 18")


def _product_states(site_list: tuple[Site, ...], targets: tuple[Target, ...], wanted: Kappa) -> tuple[list[State], Fraction]:
    best = product_kappa(site_list, targets)
    used = best if wanted is None else wanted
    try:
        return [product_state(site_list, target, used) for target in targets], used
    except InputError as error:
        raise InputError(f"kappa is {used}, too large for states: {error} About {best} is the largest.") from None


def _mixed_states(qnn: QNN, polynomials: list[TrigPoly], wanted: Kappa) -> tuple[list[State], Fraction]:
    matrices = Equation18.of(qnn).solve(polynomials)
    if wanted is None:
        used, states = largest_states(matrices)
        return list(states), used
    try:
        return [mixed_state(matrix, wanted) for matrix in matrices], wanted
    except InputError as error:
        best, _ = largest_states(matrices)
        raise InputError(f"kappa is {wanted}, too large for states: {error} About {best} is the largest.") from None
