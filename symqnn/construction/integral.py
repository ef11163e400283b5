r"""Integer spectra: exactly (2Δ)^p local minima in [0, 2π)^p, one of them global (the paper says Ω(Δ^p))."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

import numpy as np
from flint import fmpz_mat

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational
from symqnn.algebra.latex import LatexRepr, Row, number
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.equation_18 import Equation18, largest_states
from symqnn.construction.one_angle import OneAngle, half_tangent_numerator, stays_positive
from symqnn.construction.output import squares
from symqnn.construction.scaling import simple_below
from symqnn.construction.separable import SeparableLandscape, separable_landscape
from symqnn.construction.targets import Star, read_star
from symqnn.errors import InputError, SizeError
from symqnn.expansion.output import TrigProduct
from symqnn.model.dataset import Dataset
from symqnn.model.spectrum import IntegralNetwork
from symqnn.model.state import State, check_dimension

MAX_ENTRIES = 3_000_000
DEFAULT_STRENGTH = Fraction(1, 3)


@dataclass(frozen=True)
class IntegralConstruction(LatexRepr):
    """A dataset for a network with integer spectra, and the complete landscape of its loss in θ (not 2θ).

    Args:
        star: the points (cos θ*, sin θ*). kappa: κ. floors: for each angle and each of its minima a lower bound of ℓ(min) - ℓ(θ*), 0 at θ* itself.
    """

    network: IntegralNetwork
    dataset: Dataset
    star: Star
    kappa: Fraction
    strength: Fraction
    landscape: SeparableLandscape
    floors: tuple[tuple[Fraction, ...], ...]

    def latex_rows(self, limit: int = 12) -> list[Row]:
        """LaTeX: κ, then the landscape in θ (its period is 2π here, so the polynomial's own φ is θ)."""
        rows = self.landscape.latex_rows("phi", limit)
        return [(r"\kappa ", f"= {number(self.kappa)}"), *((left.replace("varphi", "theta"), right.replace("varphi", "theta")) for left, right in rows)]

    @property
    def expected(self) -> int:
        """∏ 2Δ_l."""
        return prod(2 * gap for gap in self.network.gaps)

    @property
    def least(self) -> Fraction:
        """The loss at θ*, its global minimum."""
        values = (part.loss.at([point]) for part, point in zip(self.landscape.coordinates, self.star, strict=True))
        return self.landscape.constant + sum(values, Fraction(0))

    @property
    def spurious(self) -> int:
        """Number of local minima proved to be above the global one."""
        return self.landscape.count - prod(sum(not floor for floor in listed) for listed in self.floors)

    @property
    def gap(self) -> Fraction | None:
        """A lower bound of the distance of all spurious minima from the global one."""
        return min((floor for listed in self.floors for floor in listed if floor), default=None)

    @property
    def holds(self) -> bool:
        """Exactly ∏ 2Δ_l local minima, all but one spurious."""
        return self.landscape.count == self.expected and self.spurious == self.expected - 1


def expand_integral(network: IntegralNetwork) -> Equation18:
    r"""All operators of :math:`M(\theta)` at products of cos kθ_l, sin kθ_l, k ≤ Δ_l, as the rows of a linear system like Eqn 18.

    Raises:
        SizeError: too many or too large operators.
    """
    p, d = network.layers, network.dimension
    count = prod(2 * gap + 1 for gap in network.gaps)
    if count * 2 * d * d > MAX_ENTRIES or count > 350:
        raise SizeError(f"the expansion has {count} operators of dimension {d} (limits: 350 operators, {MAX_ENTRIES} entries).")
    matrices = [network.observable]
    for layer in reversed(range(p)):
        images = [_layer(matrix, network, layer) for matrix in matrices]
        matrices = [image[digit].canonical() for digit in range(2 * network.gaps[layer] + 1) for image in images]
    indices = tuple(product(*(range(2 * gap + 1) for gap in network.gaps)))
    common = prod({matrix.denominator for matrix in matrices}, start=1)
    scaled = [[value * (common // m.denominator) for value in (*m.real.entries(), *m.imaginary.entries())] for m in matrices[1:]]
    return Equation18(d, indices[1:], fmpz_mat(scaled), common, matrices[0])


def _layer(matrix: GaussianMatrix, network: IntegralNetwork, layer: int) -> list[GaussianMatrix]:
    """Images of A at 1, cos θ, sin θ, cos 2θ, …: with A_k = Σ_{E_c - E_c' = k} Π_c A Π_c' these are A_0, A_k + A_-k, i(A_k - A_-k)."""
    gap, zero = network.gaps[layer], matrix * 0
    parts = dict.fromkeys(range(-gap, gap + 1), zero)
    for value, left in zip(network.spectra[layer], network.projectors[layer], strict=True):
        half = left @ matrix
        for other, right in zip(network.spectra[layer], network.projectors[layer], strict=True):
            parts[value - other] = parts[value - other] + half @ right
    images = [parts[0]]
    for k in range(1, gap + 1):
        difference = parts[k] - parts[-k]
        images += [parts[k] + parts[-k], GaussianMatrix(-difference.imaginary, difference.real, difference.denominator)]
    return images


class IntegralOutputs:
    """Output polynomials in θ of one network in many states, like :class:`symqnn.construction.output.Outputs`."""

    def __init__(self, network: IntegralNetwork) -> None:
        self.network, self.system = network, expand_integral(network)

    def terms(self, state: State) -> tuple[tuple[Fraction, TrigProduct], ...]:
        """The output as its constant and the rest, each a product of one factor: with the label the constant becomes that of the residual."""
        check_dimension(state, self.network.dimension)
        p = self.network.layers
        output = integral_output(self.system, state.to_density())
        constant = TrigPoly.constant(output.coefficient((0,) * p), p)
        return tuple((Fraction(1), TrigProduct(((tuple(range(p)), part),), p)) for part in (constant, output - constant))


def targets(network: IntegralNetwork, star: Star, strength: Fraction) -> list[TrigPoly]:
    r"""The residuals :math:`\sin\Delta_l(\theta_l-\theta^*_l)` and :math:`r(\cos(\theta_l-\theta^*_l)-1)`, l = 1…p."""
    p = network.layers
    first: list[TrigPoly] = []
    second: list[TrigPoly] = []
    for angle, (gap, point) in enumerate(zip(network.gaps, star, strict=True)):
        values, common = point.multiples(gap)
        cos, sin = Fraction(values[2 * gap - 1], common), Fraction(values[2 * gap], common)

        def index(digit: int, angle: int = angle) -> tuple[int, ...]:
            return (*[0] * angle, digit, *[0] * (p - angle - 1))

        first.append(TrigPoly.from_terms({index(2 * gap): cos, index(2 * gap - 1): -sin}, p))
        second.append(TrigPoly.from_terms({index(1): strength * point.cos, index(2): strength * point.sin, (0,) * p: -strength}, p))
    return first + second


def integral_minima(network: IntegralNetwork, star: Sequence[CirclePoint] | None = None, strength: object = DEFAULT_STRENGTH) -> IntegralConstruction:
    r"""2p samples with :math:`L=\tfrac{\kappa^2}{2p}\sum_l[\sin^2\Delta_l\varphi_l+r^2(1-\cos\varphi_l)^2]`, φ = θ - θ*: exactly ∏ 2Δ_l minima in [0, 2π)^p.

    Paper: remark after Theorem 2 (there Ω(Δ^p)); the construction is ours. All critical points of each summand are counted by Sturm's theorem.

    Args:
        star: points (cos θ*_l, sin θ*_l). strength: r, small enough (r² < 2Δ/(3√3) suffices).

    Raises:
        UnsolvableError: the frequency operators do not allow it; InputError: r not positive.

    Example:
        >>> from symqnn.model.spectrum import qudits
        >>> made = integral_minima(qudits(2, 2))
        >>> made.landscape.count, made.spurious
        (16, 15)
    """
    r, p = rational(strength, "strength"), network.layers
    if r <= 0:
        raise InputError(f"strength is {r}; a positive number is required.")
    points = read_star(star, p)
    system, wanted = expand_integral(network), targets(network, points, r)
    matrices = system.solve(wanted)
    kappa, states = largest_states(matrices)
    samples, polynomials = [], []
    for state, target in zip(states, wanted, strict=True):
        output = integral_output(system, state.matrix)
        label = (output - target * kappa).coefficient((0,) * p)
        residual = output - TrigPoly.constant(label, p)
        if residual != target * kappa:
            raise InputError("a state does not reach its target; please report this.")
        samples.append((state, label))
        polynomials.append((Fraction(1, 2 * p), residual))
    landscape = separable_landscape(squares(polynomials, p))
    floors = tuple(_floors(part, point) for part, point in zip(landscape.coordinates, points, strict=True))
    return IntegralConstruction(network, Dataset.from_samples(samples), points, kappa, r, landscape, floors)


def integral_output(system: Equation18, rho: GaussianMatrix) -> TrigPoly:
    """tr(ρM(θ)) as a polynomial in the angles θ."""
    row = fmpz_mat([[*rho.real.entries(), *rho.imaginary.entries()]])
    values = (row * system.rows.transpose()).entries()
    terms: dict[str | tuple[int, ...], object] = {
        index: Fraction(int(value), rho.denominator * system.denominator) for index, value in zip(system.indices, values, strict=True) if value
    }
    terms[(0,) * len(system.indices[0])] = system.offset.inner(rho)
    return TrigPoly.from_terms(terms)


def _floors(part: OneAngle, star: CirclePoint) -> tuple[Fraction, ...]:
    """For each minimum of one summand a proved lower bound of ℓ - ℓ(θ*), 0 at θ* itself."""
    lowest, ends = part.loss.at([star]), [None, *part.separators, None]
    found: list[Fraction] = []
    for k, point in enumerate(part.points):
        if point.kind != "minimum":
            continue
        if point.at == star:
            found.append(Fraction(0))
            continue
        floor = simple_below(_least_on_grid(part, ends[k], ends[k + 1]) - lowest)
        shifted = half_tangent_numerator(part.loss - TrigPoly.constant(lowest + floor, 1), part.cut)
        if floor <= 0 or not stays_positive(shifted, ends[k], ends[k + 1]):
            raise InputError("the value of a minimum is not proved to be above the global one; take another strength.")
        found.append(floor)
    return tuple(found)


def _least_on_grid(part: OneAngle, lower: Fraction | None, upper: Fraction | None) -> Fraction:
    """About the least value between two separators, a little below it: floats suggest a bound, Sturm's theorem decides."""
    turn = np.arctan2(float(part.cut.sin), float(part.cut.cos)) + np.pi
    first, last = (edge if t is None else 2 * np.arctan(float(t)) for edge, t in ((-np.pi, lower), (np.pi, upper)))
    values = part.loss.numeric((turn + np.linspace(first, last, 4001))[:, None])
    return Fraction(float(values.min())) - Fraction(1, 10**4) * Fraction(float(values.max() - values.min()))
