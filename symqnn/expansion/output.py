"""Expansion of a network, its output polynomial, and values at exact or floating angles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import prod
from operator import mul
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from symqnn.algebra.bits import merge, widen
from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import short_integer
from symqnn.algebra.latex import LatexRepr, Row, equation, factors, sum_lines
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.symbolic import angle_symbols
from symqnn.algebra.trigpoly import TrigPoly, trigpoly
from symqnn.algebra.trigpoly_text import latex_terms
from symqnn.errors import DimensionError, InputError, SizeError
from symqnn.expansion.dense_expansion import DenseExpansion, expand_dense, output_polynomial
from symqnn.expansion.layer import Operator, compose, derivation_rows, layer_maps, of_type, read_index
from symqnn.expansion.pauli_expansion import MAX_TERMS, PauliExpansion, expand_pauli
from symqnn.model.qnn import QNN, blocks, require_qnn
from symqnn.model.state import ProductState, State, check_dimension

if TYPE_CHECKING:
    import sympy

Expansion = PauliExpansion | DenseExpansion


def expand(qnn: QNN, max_terms: int = MAX_TERMS) -> Expansion:
    r"""Expand M(θ) = U†MU into all operators Φ_ξ(M), exactly.

    Paper: Eqn 11.

    .. math:: M(\theta)=\sum_{\xi\in\{0,1,2\}^p}\Phi_\xi(M)\prod_{\xi_l=1}\cos2\theta_l\prod_{\xi_l=2}\sin2\theta_l

    Args:
        qnn: the network.
        max_terms: budget, in Pauli terms or in numbers of all matrices together.

    Returns:
        A table with ``operator(xi)``, ``items()`` and ``expectation(state)``.

    Raises:
        SizeError: the table would not fit the budget; the message gives the size and another way.

    Example:
        >>> list(expand(QNN(["Z"], "Y+I")).items())
        [('0', I), ('1', Y), ('2', X)]
    """
    return expand_operators(require_qnn(qnn).generators, qnn.expanded_observable(), max_terms)


def expand_operators(generators: Sequence[Operator], observable: Operator, max_terms: int = MAX_TERMS) -> Expansion:
    """Expand with the engine that the observable's type chooses; generators are of the same type (see :func:`expand`)."""
    if isinstance(observable, PauliSum):
        return expand_pauli(of_type(generators, PauliSum), observable, max_terms)
    return expand_dense(of_type(generators, GaussianMatrix), observable, max_terms)


def operator(qnn: QNN, xi: Sequence[int] | str) -> Operator:
    """One operator Φ_ξ(M), without the others (Paper: Eqn 10).

    Args:
        xi: p digits 0 (constant), 1 (cos 2θ_l), 2 (sin 2θ_l).

    Raises:
        DimensionError: not p digits; InputError: another digit.

    Example:
        >>> operator(QNN(["ZI", "IZ"], "(Y+I)(Y+I)"), "12")
        YX
    """
    return compose(qnn.generators, qnn.expanded_observable(), read_index(xi, qnn.layers))


@dataclass(frozen=True)
class TrigProduct(LatexRepr):
    """A product of trigonometric polynomials in disjoint sets of angles, not multiplied out.

    Args:
        factors: pairs (positions of the angles, polynomial in them).
        angles: number of angles in all.
    """

    factors: tuple[tuple[tuple[int, ...], TrigPoly], ...]
    angles: int

    def at(self, points: Sequence[CirclePoint]) -> Fraction:
        """Exact value at angles given as rational points (cos 2θ_l, sin 2θ_l).

        Raises:
            DimensionError: not one point an angle.
        """
        if len(points) != self.angles:
            raise DimensionError(f"{len(points)} angles were given; {self.angles} are required.")
        return prod((poly.at([points[k] for k in axes]) for axes, poly in self.factors), start=Fraction(1))

    def numeric(self, phi: npt.ArrayLike) -> Any:
        """Floating value at angles φ = 2θ in radians, shape (…, angles)."""
        values = np.asarray(phi, dtype=np.float64)
        return reduce(mul, (poly.numeric(values[..., list(axes)]) for axes, poly in self.factors))

    def latex_rows(self, name: str = "", angle: str = "theta") -> list[Row]:
        """LaTeX with a left-hand side ``name``, not multiplied out; ``angle="phi"`` writes φ = 2θ."""
        codes = []
        if not all(len(poly) for _, poly in self.factors):
            return equation(name, ["0"])
        factored = [(axes, poly) for axes, poly in self.factors if poly != TrigPoly.constant(1, poly.angles)]
        if len(factored) == 1:
            return equation(name, sum_lines([(value, body) for value, body, _ in latex_terms(factored[0][1].terms(), angle, factored[0][0])]))
        for axes, poly in factored:
            (line,) = sum_lines([(value, body) for value, body, _ in latex_terms(poly.terms(), angle, axes)], width=0)
            codes.append(line if len(poly) == 1 and not line.startswith("-") else rf"\left({line}\right)")
        return equation(name, factors(codes, ""))

    def to_sympy(self, symbols: Sequence[sympy.Symbol] | None = None, angle: str = "theta") -> sympy.Expr:
        """The product as a SymPy expression, as :meth:`symqnn.algebra.trigpoly.TrigPoly.to_sympy`."""
        used = tuple(symbols) if symbols is not None else angle_symbols(self.angles, angle)
        return prod(poly.to_sympy([used[k] for k in axes], angle) for axes, poly in self.factors)

    def expand(self, max_terms: int = MAX_TERMS) -> TrigPoly:
        """Multiply out.

        Raises:
            SizeError: more than ``max_terms`` terms.
        """
        size = prod(len(poly) for _, poly in self.factors)
        if size > max_terms:
            raise SizeError(
                f"the product of {len(self.factors)} factors has {short_integer(size)} terms (budget {max_terms}); keep it factored: factored_expectation."
            )
        exponents, values, denominator = np.zeros((1, self.angles), dtype=np.uint8), np.ones(1, dtype=np.int64), 1
        for axes, poly in self.factors:
            count = len(values)
            exponents = np.repeat(exponents, len(poly), axis=0)
            exponents[:, list(axes)] = np.tile(poly.exponents, (count, 1))
            bound = max((abs(int(value)) for value in poly.numerators), default=0)
            values = np.outer(widen(values, bound), poly.numerators).reshape(-1)
            denominator *= poly.denominator
        return trigpoly(exponents, values, denominator)


def factored_expectation(qnn: QNN, state: State) -> TrigProduct:
    """Output polynomial tr(ρM(θ)) as a product over the tensor factors of the network.

    A product state factors with the network; any other state is treated as one factor.

    Raises:
        DimensionError: the state and the network act on different dimensions; SizeError: a factor is too large.

    Example:
        >>> output = factored_expectation(QNN(["ZI", "IZ"], "(Y+I)(Y+I)"), State.bloch([(0, 1, 0), (1, 0, 0)]))
        >>> len(output.factors), output.expand()
        (2, cos(2θ₁)*sin(2θ₂) + cos(2θ₁) + sin(2θ₂) + 1)
    """
    check_dimension(state, qnn.dimension)
    if isinstance(state, ProductState) and qnn.is_pauli:
        factors = []
        for block in blocks(qnn):
            expansion = expand_operators(block.generators, block.observable)
            factors.append((block.layers, expansion.expectation(state.restrict(block.qubits))))
        return TrigProduct(tuple(factors), qnn.layers)
    observable = qnn.expanded_observable()
    if isinstance(observable, GaussianMatrix):
        poly = output_polynomial(of_type(qnn.generators, GaussianMatrix), observable, state.to_density())
    else:
        poly = expand_operators(qnn.generators, observable).expectation(state)
    return TrigProduct(((tuple(range(qnn.layers)), poly),), qnn.layers)


def expectation(qnn: QNN, state: State) -> TrigPoly:
    r"""Expand the QNN output in a state, exactly.

    Paper: Eqn 12.

    .. math:: f(\rho,\theta)=\sum_{\xi\in\{0,1,2\}^p}\operatorname{tr}(\rho\,\Phi_\xi(M))\prod_{\xi_l=1}\cos 2\theta_l\prod_{\xi_l=2}\sin 2\theta_l

    Args:
        qnn: p two-level generators on dimension d.
        state: exact state of dimension d.

    Returns:
        Trigonometric polynomial in φ = 2θ (radians), degree ≤ 1 in each of the p angles.

    Raises:
        DimensionError: the state and the observable act on different dimensions; SizeError: too many terms.

    Example:
        >>> expectation(QNN(["X"], "Z"), State.zero(1))
        cos(2θ₁)
    """
    return factored_expectation(qnn, state).expand()


def evaluate(qnn: QNN, state: State, points: Sequence[CirclePoint]) -> Fraction:
    """Exact output f(ρ, θ) at angles given as rational points (cos 2θ_l, sin 2θ_l), without expanding.

    The observable is carried back layer by layer (Heisenberg picture), equal Pauli words merged.

    Raises:
        DimensionError: not p angles, or a state of another dimension.

    Example:
        >>> evaluate(QNN(["X"], "Z"), State.zero(1), [CirclePoint("3/5", "4/5")])
        Fraction(3, 5)
    """
    check_dimension(state, qnn.dimension)
    if len(points) != qnn.layers:
        raise DimensionError(f"{len(points)} angles were given; one a generator, {qnn.layers}, are required.")
    current = qnn.expanded_observable()
    for generator, point in zip(reversed(qnn.generators), reversed(points), strict=True):
        current = _rotated(current, generator, point)
    if isinstance(current, GaussianMatrix):
        return current.inner(state.to_density())
    values, denominator = state.word_values(current.x, current.z)
    total = sum(a * b for a, b in zip(current.numerators.tolist(), values.tolist(), strict=True))
    return Fraction(total, denominator * current.denominator)


def _rotated(operator: Operator, generator: Operator, point: CirclePoint) -> Operator:
    """V†AV = Φ^(0)A + cos 2θ Φ^(1)A + sin 2θ Φ^(2)A at an exact angle."""
    zeroth, first, second = layer_maps(operator, generator)
    if isinstance(zeroth, PauliSum) and isinstance(first, PauliSum) and isinstance(second, PauliSum):
        return zeroth + first * point.cos + second * point.sin
    if isinstance(zeroth, GaussianMatrix) and isinstance(first, GaussianMatrix) and isinstance(second, GaussianMatrix):
        return (zeroth + first * point.cos + second * point.sin).canonical()
    raise InputError("operator and generator are of different types; both must be Pauli sums or both matrices.")


def evaluate_numeric(qnn: QNN, state: State, theta: npt.ArrayLike) -> float:
    """Floating output f(ρ, θ) of a Pauli network at angles θ in radians, without expanding; for cross-checks only."""
    check_dimension(state, qnn.dimension)
    observable = qnn.expanded_observable()
    if not isinstance(observable, PauliSum):
        return float(expectation(qnn, state).numeric(2 * np.asarray(theta)))
    keys, values = observable.keys, observable.numerators.astype(np.float64) / observable.denominator
    for generator, phi in zip(reversed(of_type(qnn.generators, PauliSum)), 2 * np.asarray(theta, dtype=np.float64)[::-1], strict=True):
        # A ↦ A + (1 - cos φ) D²A + sin φ DA
        _, first, image = derivation_rows(keys, values, generator)
        image = image / generator.denominator
        _, second, twice = derivation_rows(first, image, generator)
        twice = twice / generator.denominator
        values = np.concatenate((values, twice * (1 - np.cos(phi)), image * np.sin(phi)))
        keys, values = merge(np.concatenate((keys, second, first)), values)
    half = keys.shape[1] // 2
    numbers, denominator = state.word_values(keys[:, :half], keys[:, half:])
    return float((values * (numbers / denominator).astype(np.float64)).sum())
