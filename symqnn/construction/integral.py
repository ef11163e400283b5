r"""Integer spectra: exactly (2Δ)^p local minima in [0, 2π)^p, one of them global (the paper says Ω(Δ^p))."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm, prod

import numpy as np
from flint import fmpz_mat

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational, short
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
from symqnn.expansion.integral_expansion import expand_integral
from symqnn.expansion.output import TrigProduct
from symqnn.model.dataset import Dataset
from symqnn.model.spectrum import IntegralNetwork, require_integral
from symqnn.model.state import State, check_dimension

MAX_GAP = 32
STRENGTHS = (Fraction(1, 3), Fraction(1, 10), Fraction(1, 30), Fraction(1, 100))


@dataclass(frozen=True)
class IntegralConstruction(LatexRepr):
    """A dataset for a network with integer spectra, and the complete landscape of its loss in θ (not 2θ).

    Args:
        network: with all frequencies divided by their common divisors (``reduced``). star: the points (cos θ*, sin θ*). kappa: κ. strength: r.
        floors: for each angle and each of its minima a lower bound of ℓ(min) - ℓ(θ*), 0 at θ* itself.
        notes: which generators were replaced by (H_l - E_min)/g_l.
    """

    network: IntegralNetwork
    dataset: Dataset
    star: Star
    kappa: Fraction
    strength: Fraction
    landscape: SeparableLandscape
    floors: tuple[tuple[Fraction, ...], ...]
    notes: tuple[str, ...] = ()

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


def frequency_system(network: IntegralNetwork) -> Equation18:
    r"""The operators of :func:`symqnn.expansion.integral_expansion.expand_integral` as the rows of a linear system like Eqn 18.

    Raises:
        SizeError: too many or too large operators.
    """
    table = expand_integral(network)
    common = lcm(*(matrix.denominator for matrix in table.operators))
    scaled = [[value * (common // m.denominator) for value in (*m.real.entries(), *m.imaginary.entries())] for m in table.operators[1:]]
    return Equation18(network.dimension, table.indices[1:], fmpz_mat(scaled), common, table.operators[0], "frequency components of M(θ)", "single")


class IntegralOutputs:
    """Output polynomials in θ of one network in many states, like :class:`symqnn.construction.output.Outputs`."""

    def __init__(self, network: IntegralNetwork) -> None:
        self.network, self.system = network, frequency_system(network)

    def terms(self, state: State) -> tuple[tuple[Fraction, TrigProduct], ...]:
        """The output as its constant and the rest, each a product of one factor: with the label the constant becomes that of the residual."""
        check_dimension(state, self.network.dimension)
        p = self.network.layers
        output = integral_output(self.system, state.to_density())
        constant = TrigPoly.constant(output.coefficient((0,) * p), p)
        return tuple((Fraction(1), TrigProduct(((tuple(range(p)), part),), p)) for part in (constant, output - constant))


def generating(frequencies: Sequence[int]) -> tuple[int, ...]:
    """The lowest frequencies that have no common divisor but that of all: 1 alone if it is one of them.

    Example:
        >>> generating((0, 1, 2)), generating((0, 2, 3, 5))
        ((1,), (2, 3))
    """
    chosen: list[int] = []
    for k in frequencies:
        if k and (not chosen or gcd(*chosen, k) < gcd(*chosen)):
            chosen.append(k)
    return tuple(chosen)


def targets(network: IntegralNetwork, star: Star, strength: Fraction) -> list[TrigPoly]:
    r"""The residuals :math:`\sin\Delta_l(\theta_l-\theta^*_l)`, and :math:`r(\cos k(\theta_l-\theta^*_l)-1)` for the generating frequencies k."""
    p = network.layers
    first: list[TrigPoly] = []
    second: list[TrigPoly] = []
    for angle, (gap, listed, point) in enumerate(zip(network.gaps, network.frequencies, star, strict=True)):
        values, common = point.multiples(gap)

        def index(digit: int, angle: int = angle) -> tuple[int, ...]:
            return (*[0] * angle, digit, *[0] * (p - angle - 1))

        def turned(k: int, values: Sequence[int] = values, common: int = common) -> tuple[Fraction, Fraction]:
            return Fraction(values[2 * k - 1], common), Fraction(values[2 * k], common)

        cos, sin = turned(gap)
        first.append(TrigPoly.from_terms({index(2 * gap): cos, index(2 * gap - 1): -sin}, p))
        for k in generating(listed):
            cos, sin = turned(k)
            second.append(TrigPoly.from_terms({index(2 * k - 1): strength * cos, index(2 * k): strength * sin, (0,) * p: -strength}, p))
    return first + second


def integral_minima(network: IntegralNetwork, star: Sequence[CirclePoint] | None = None, strength: object = None) -> IntegralConstruction:
    r"""A dataset with :math:`L=\tfrac{\kappa^2}m\sum_l[\sin^2\Delta_l\varphi_l+r^2\sum_k(1-\cos k\varphi_l)^2]`, φ = θ - θ*: exactly ∏ 2Δ_l minima.

    Paper: remark after Theorem 2 (there Ω(Δ^p)); the construction is ours: Eqn 18 for all frequencies. They are counted in [0, 2π)^p, by Sturm's theorem.
    k runs over the frequency 1, or, where it is missing, over frequencies without a common divisor.

    Args:
        network: any network with integer spectra whose frequency components reach these residuals; linear independence of all of them suffices.
            Where all frequencies of a generator have a common divisor g, the construction is for (H_l - E_min)/g, of angle gθ_l (``reduced``).
        star: points (cos θ*_l, sin θ*_l). strength: r, small enough (default: 1/3, or the first of 1/10, 1/30, 1/100 that gives as many minima).

    Raises:
        UnsolvableError: the frequency components do not allow it; SizeError: a gap above 32; InputError: r not positive.

    Example:
        >>> from symqnn.model.spectrum import qudits
        >>> made = integral_minima(qudits(2, 2))
        >>> made.landscape.count, made.spurious
        (16, 15)
    """
    r = None if strength is None else rational(strength, "strength")
    if r is not None and r <= 0:
        raise InputError(f"strength is {r}; a positive number is required.")
    reduced = require_integral(network).reduced()
    if max(reduced.gaps) > MAX_GAP:
        found = f"the largest difference of two eigenvalues of a generator is {short(max(reduced.gaps))} (limit {MAX_GAP})"
        raise SizeError(f"{found}: Sturm's theorem for so high frequencies takes hours. Take generators with smaller gaps.")
    system = frequency_system(reduced)
    points = read_star(star, network.layers)
    notes = reduction_notes(network)
    made = _made(reduced, system, points, r or STRENGTHS[0], notes)
    for smaller in STRENGTHS[1:]:
        if r is not None or made.holds:
            break
        made = _made(reduced, system, points, smaller, notes)
    return made


def reduction_notes(network: IntegralNetwork) -> tuple[str, ...]:
    """Which generators :meth:`IntegralNetwork.reduced` divides, and what that does to their angles."""
    pairs = enumerate(zip(network.divisors, network.spectra, strict=True), start=1)
    return tuple(
        f"all frequencies of generator {k} are multiples of {g}: it is replaced by (H_{k} - ({spectrum[0]}))/{g}, whose angle is {g}θ_{k}"
        for k, (g, spectrum) in pairs
        if g > 1
    )


def reach(system: Equation18, wanted: Sequence[TrigPoly]) -> tuple[Fraction, list[tuple[State, Fraction]]]:
    """κ and samples whose residuals are κ times the wanted ones, recomputed from states and labels.

    Raises:
        UnsolvableError: some have no solution.
    """
    kappa, states = largest_states(system.solve(wanted))
    samples: list[tuple[State, Fraction]] = []
    for state, target in zip(states, wanted, strict=True):
        rest = integral_output(system, state.matrix) - target * kappa
        label = rest.coefficient((0,) * target.angles)
        if rest != TrigPoly.constant(label, target.angles):
            raise InputError("a state does not reach its target; please report this.")
        samples.append((state, label))
    return kappa, samples


def _made(network: IntegralNetwork, system: Equation18, star: Star, r: Fraction, notes: tuple[str, ...]) -> IntegralConstruction:
    p, wanted = network.layers, targets(network, star, r)
    kappa, samples = reach(system, wanted)
    outputs = [integral_output(system, state.to_density()) - TrigPoly.constant(label, p) for state, label in samples]
    landscape = separable_landscape(squares([(Fraction(1, len(wanted)), residual) for residual in outputs], p))
    floors = tuple(_floors(part, point) for part, point in zip(landscape.coordinates, star, strict=True))
    return IntegralConstruction(network, Dataset.from_samples(samples), star, kappa, r, landscape, floors, notes)


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
    """For each minimum of one summand a proved lower bound of ℓ - ℓ(θ*), 0 at θ* itself and where none is proved."""
    lowest, ends = part.loss.at([star]), [None, *part.separators, None]
    found: list[Fraction] = []
    for k, point in enumerate(part.points):
        if point.kind != "minimum":
            continue
        if point.at == star:
            found.append(Fraction(0))
            continue
        above = _least_on_grid(part, ends[k], ends[k + 1]) - lowest
        floor = simple_below(above) if above > 0 else Fraction(0)
        shifted = half_tangent_numerator(part.loss - TrigPoly.constant(lowest + floor, 1), part.cut)
        found.append(floor if floor and stays_positive(shifted, ends[k], ends[k + 1]) else Fraction(0))
    return tuple(found)


def _least_on_grid(part: OneAngle, lower: Fraction | None, upper: Fraction | None) -> Fraction:
    """About the least value between two separators, a little below it: floats suggest a bound, Sturm's theorem decides."""
    turn = np.arctan2(float(part.cut.sin), float(part.cut.cos)) + np.pi
    first, last = (edge if t is None else 2 * np.arctan(float(t)) for edge, t in ((-np.pi, lower), (np.pi, upper)))
    values = part.loss.numeric((turn + np.linspace(first, last, 4001))[:, None])
    return Fraction(float(values.min())) - Fraction(1, 10**4) * Fraction(float(values.max() - values.min()))
