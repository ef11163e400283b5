"""Expansion of a network, its output polynomial, and values at exact or floating angles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from math import prod
from operator import mul
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from symqnn.algebra.bits import merge, widen
from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.constants import settled, with_constants
from symqnn.algebra.exact import short_integer
from symqnn.algebra.latex import LatexRepr, Row, equation, factors, sum_lines
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.symbolic import require_symbols
from symqnn.algebra.torus import Torus, require_points
from symqnn.algebra.trigpoly import TrigPoly, trigpoly
from symqnn.algebra.trigpoly_text import latex_terms
from symqnn.errors import DimensionError, InternalError, SizeError
from symqnn.expansion.dense_expansion import DenseExpansion, expand_dense, output_polynomial
from symqnn.expansion.layer import Operator, derivation_rows, layer_maps, of_type, read_index
from symqnn.expansion.pauli_expansion import (
    MAX_TERMS,
    PauliExpansion,
    expand_pauli,
    pauli_output,
)
from symqnn.expansion.turns import turns_of
from symqnn.model.blocks import blocks
from symqnn.model.gate import Gate
from symqnn.model.qnn import QNN, require_qnn
from symqnn.model.spectrum import MatrixSpectrum
from symqnn.model.state import ProductState, State, check_dimension

if TYPE_CHECKING:
    import sympy

Expansion = PauliExpansion | DenseExpansion


def expand(qnn: QNN, max_terms: int = MAX_TERMS) -> Expansion:
    r"""Expand M(θ) = U†MU into all its operators, exactly.

    Paper: Eqn 11.

    .. math::
        M(\theta)=\sum_eA_e\prod_lb_{e_l}(\varphi_l),\quad
        b_0=1,\ b_{2k-1}=\cos k\varphi,\ b_{2k}=\sin k\varphi,\quad\varphi_l=g_l\theta_l

    For the paper's networks e is ξ ∈ {0, 1, 2}^p, A_e is Φ_ξ(M) and φ = 2θ.

    Args:
        qnn: the network.
        max_terms: budget, in Pauli terms or in numbers of all matrices together.

    Returns:
        A table with ``operator(index)``, ``items()`` and ``expectation(state)``.

    Raises:
        SizeError: the table would not fit the budget; the message gives the size and another way.

    Example:
        >>> list(expand(QNN(["Z"], "Y+I")).items())
        [('0', I), ('1', Y), ('2', X)]
        >>> list(expand(QNN(["ZI", "IZ"], "XX", angles=["a", "a"])).items())
        [('0', 1/2*XX + 1/2*YY), ('3', 1/2*XX - 1/2*YY), ('4', -1/2*XY - 1/2*YX)]
    """
    network = require_qnn(qnn, constants=True)
    return expand_gates(network.gates, network.expanded_observable(), network.torus, max_terms)


def expand_gates(
    gates: Sequence[Gate], observable: Operator, torus: Torus, max_terms: int = MAX_TERMS
) -> Expansion:
    """Expand with the engine that the observable's type chooses (see :func:`expand`)."""
    if isinstance(observable, PauliSum):
        return expand_pauli(gates, observable, torus, max_terms)
    return expand_dense(gates, observable, torus, max_terms)


def operator(qnn: QNN, index: Sequence[int] | str) -> Operator:
    """One operator A_e (the paper's Φ_ξ(M), Eqn 10), for the paper's networks without the others.

    Args:
        index: one digit an angle: 0 (constant), 2k-1 (cos kφ_l), 2k (sin kφ_l).

    Raises:
        DimensionError: not one digit an angle; InputError: another digit.

    Example:
        >>> operator(QNN(["ZI", "IZ"], "(Y+I)(Y+I)"), "12")
        YX
    """
    wanted = read_index(index, len(require_qnn(qnn, constants=True).torus))
    if not qnn.is_two_level or max(wanted) > 2:
        return expand(qnn).operator(wanted)
    result = qnn.expanded_observable()
    for gate in reversed(qnn.gates):
        result = layer_maps(result, involution(gate))[wanted[gate.parameters[0]]]
    return result.canonical() if isinstance(result, GaussianMatrix) else result


def involution(gate: Gate) -> Operator:
    """W with W² = I of a two-level gate exp(-iωW/2)
    (InternalError is raised for more than two levels).
    """
    spectrum = gate.spectrum
    if not spectrum.is_two_level:
        raise InternalError("a gate with more than two eigenvalues was taken for a two-level one")
    return (
        spectrum.involution if isinstance(spectrum, MatrixSpectrum) else spectrum.rotations[0].word
    )


@dataclass(frozen=True)
class TrigProduct(LatexRepr):
    """A product of trigonometric polynomials in disjoint sets of angles, not multiplied out.

    Args:
        factors: pairs (positions of the angles, polynomial in them). torus: all angles.
    """

    factors: tuple[tuple[tuple[int, ...], TrigPoly], ...]
    torus: Torus

    @property
    def angles(self) -> int:
        """Number of angles in all."""
        return len(self.torus)

    def at(self, points: Sequence[CirclePoint]) -> Fraction:
        r"""Exact value at angles given as rational points
        :math:`(\cos g_l\theta_l,\sin g_l\theta_l)`.

        Raises:
            DimensionError: not one point an angle; InputError: something else than points.
        """
        if len(points) != self.angles:
            raise DimensionError(f"{len(points)} angles were given; {self.angles} are required.")
        require_points(points, self.torus)
        values = (poly.at([points[k] for k in axes]) for axes, poly in self.factors)
        return prod(values, start=Fraction(1))

    def numeric(self, theta: npt.ArrayLike) -> Any:
        """Floating value at angles θ in radians, shape (…, angles)."""
        values, moving = np.asarray(theta, dtype=np.float64), len(self.torus.parameters)
        parts = (([k for k in axes if k < moving], poly) for axes, poly in self.factors)
        return reduce(mul, (poly.numeric(values[..., axes]) for axes, poly in parts))

    def latex_rows(self, name: str = "") -> list[Row]:
        """LaTeX with a left-hand side ``name``, not multiplied out."""
        if not all(len(poly) for _, poly in self.factors):
            return equation(name, ["0"])
        ones = [poly == TrigPoly.constant(1, poly.torus) for _, poly in self.factors]
        kept = [poly for (_, poly), one in zip(self.factors, ones, strict=True) if not one]
        if len(kept) == 1:
            pairs = [
                (value, body) for value, body, _ in latex_terms(kept[0].terms(), kept[0].torus)
            ]
            return equation(name, sum_lines(pairs))
        codes = []
        for poly in kept:
            pairs = [(value, body) for value, body, _ in latex_terms(poly.terms(), poly.torus)]
            (line,) = sum_lines(pairs, width=0)
            simple = len(poly) == 1 and not line.startswith("-")
            codes.append(line if simple else rf"\left({line}\right)")
        return equation(name, factors(codes, ""))

    def to_sympy(self, symbols: Sequence[sympy.Symbol] | None = None) -> sympy.Expr:
        """The product in SymPy, as by :meth:`symqnn.algebra.trigpoly.TrigPoly.to_sympy`."""
        used = require_symbols(symbols, self.torus)
        moving = len(self.torus.parameters)
        parts = (([k for k in axes if k < moving], poly) for axes, poly in self.factors)
        return prod(poly.to_sympy([used[k] for k in axes]) for axes, poly in parts)

    def expand(self, max_terms: int = MAX_TERMS) -> TrigPoly:
        """Multiply out.

        Raises:
            SizeError: more than ``max_terms`` terms.
        """
        size = prod(len(poly) for _, poly in self.factors)
        if size > max_terms:
            raise SizeError(
                f"the product of {len(self.factors)} factors has {short_integer(size)} terms "
                f"(budget {max_terms}); keep it factored: factored_expectation."
            )
        exponents, denominator = np.zeros((1, self.angles), dtype=np.uint8), 1
        values = np.ones(1, dtype=np.int64)
        for axes, poly in self.factors:
            count = len(values)
            exponents = np.repeat(exponents, len(poly), axis=0)
            exponents[:, list(axes)] = np.tile(poly.exponents, (count, 1))
            bound = max((abs(int(value)) for value in poly.numerators), default=0)
            values = np.outer(widen(values, bound), poly.numerators).reshape(-1)
            denominator *= poly.denominator
        return trigpoly(exponents, values, denominator, self.torus)


def factored_expectation(qnn: QNN, state: State) -> TrigProduct:
    """Output polynomial tr(ρM(θ)) as a product over the tensor factors of the network.

    A product state factors with the network; any other state is treated as one factor.

    Raises:
        DimensionError: the state and the network act on different dimensions; SizeError: a factor
            is too large.

    Example:
        >>> state = State.bloch([(0, 1, 0), (1, 0, 0)])
        >>> output = factored_expectation(QNN(["ZI", "IZ"], "(Y+I)(Y+I)"), state)
        >>> len(output.factors), output.expand()
        (2, cos(2θ₁)*sin(2θ₂) + cos(2θ₁) + sin(2θ₂) + 1)
    """
    check_dimension(state, require_qnn(qnn, constants=True).dimension)
    if isinstance(state, ProductState) and qnn.is_pauli:
        made = []
        for block in blocks(qnn):
            inside = state.restrict(block.qubits)
            (whole,) = of_type([block.observable], PauliSum)
            output = pauli_output(block.gates, whole, block.torus, inside)
            made.append((block.axes, settled(output)))
        return TrigProduct(tuple(made), qnn.torus)
    observable = qnn.expanded_observable()
    if isinstance(observable, GaussianMatrix):
        poly = output_polynomial(qnn.gates, observable, state.to_density(), qnn.torus)
    else:
        poly = pauli_output(qnn.gates, observable, qnn.torus, state)
    return TrigProduct(((tuple(range(len(qnn.torus))), settled(poly)),), qnn.torus)


def expectation(qnn: QNN, state: State) -> TrigPoly:
    r"""Expand the QNN output in a state, exactly.

    Paper: Eqn 12.

    .. math::
        f(\rho,\theta)=\operatorname{tr}(\rho M(\theta))
        =\sum_e\operatorname{tr}(\rho A_e)\prod_lb_{e_l}(\varphi_l)

    Args:
        qnn: the network, on dimension d.
        state: exact state of dimension d.

    Returns:
        Trigonometric polynomial in the parameters of the network, by their names.

    Raises:
        DimensionError: the state and the observable act on different dimensions; SizeError: too
            many terms.

    Example:
        >>> expectation(QNN(["X"], "Z"), State.zero(1))
        cos(2θ₁)
        >>> expectation(QNN(["1/2*X", "1/2*X"], "Z", angles=["a", "2*a - b"]), State.zero(1))
        cos(3*a)*cos(b) + sin(3*a)*sin(b)
        >>> qnn = QNN(["1/2*X", "1/2*Z", "1/2*X"], "Z", angles=["a", "pi/4", "b"])
        >>> expectation(qnn, State.zero(1)).to_sympy()  # pi/4 is a constant of the network
        -sqrt(2)*sin(a)*sin(b)/2 + cos(a)*cos(b)
    """
    return factored_expectation(qnn, state).expand()


def evaluate(qnn: QNN, state: State, points: Sequence[CirclePoint]) -> Fraction:
    r"""Exact output f(ρ, θ) at angles given as rational points
    :math:`(\cos g_l\theta_l,\sin g_l\theta_l)`, without expanding.

    The observable is carried back gate by gate (Heisenberg picture), equal Pauli words merged.

    Raises:
        DimensionError: not one point an angle, or a state of another dimension; InputError: no
            points.

    Example:
        >>> evaluate(QNN(["X"], "Z"), State.zero(1), [CirclePoint("3/5", "4/5")])
        Fraction(3, 5)
    """
    check_dimension(state, qnn.dimension)
    require_points(points, qnn.torus)
    if len(points) != len(qnn.torus):
        raise DimensionError(
            f"{len(points)} angles were given; one a parameter, {len(qnn.torus)}, are required."
        )
    current = qnn.expanded_observable()
    for gate in reversed(qnn.gates):
        current = _conjugated(current, gate, points, qnn.torus)
    if isinstance(current, GaussianMatrix):
        return current.inner(state.to_density())
    values, denominator = state.word_values(current.x, current.z)
    pairs = zip(current.numerators.tolist(), values.tolist(), strict=True)
    return Fraction(sum(a * b for a, b in pairs), denominator * current.denominator)


def _conjugated(
    operator: Operator, gate: Gate, points: Sequence[CirclePoint], torus: Torus
) -> Operator:
    """V†AV at exact angles: the gate expanded in its own angle, which is then put in."""
    if gate.is_fixed:  # its differences of eigenvalues may be any multiples of its unit
        return expand_gates([gate], operator, Torus((), ())).operator("")
    unit = gate.spectrum.unit
    own = replace(gate, factors=((0, Fraction(1)),), fixed=CirclePoint.quarter_turns(0))
    point = gate.fixed.times(int(unit / gate.spectrum.step))
    for position, factor in gate.factors:
        point = point.plus(points[position].times(int(unit * factor / torus.units[position])))
    angle = Torus(("a",), (unit,))
    parts: list[tuple[str, Operator]] = list(expand_gates([own], operator, angle).items())
    values = [TrigPoly.from_terms({index: 1}, torus=angle).at([point]) for index, _ in parts]
    total: Operator = parts[0][1] * values[0]
    for (_, part), value in zip(parts[1:], values[1:], strict=True):
        total = total + part * value  # type: ignore[operator]
    return total.canonical() if isinstance(total, GaussianMatrix) else total


def evaluate_numeric(qnn: QNN, state: State, theta: npt.ArrayLike) -> float:
    """Floating output f(ρ, θ) at angles θ in radians, without expanding; for cross-checks only.

    Raises:
        DimensionError: not one angle a parameter, or a state of another dimension.
    """
    check_dimension(state, require_qnn(qnn, constants=True).dimension)
    angles, wanted = np.asarray(theta, dtype=np.float64), len(qnn.parameters)
    if angles.shape != (wanted,):
        given = f"theta has shape {angles.shape}"
        raise DimensionError(f"{given}; one angle in radians a parameter, {wanted}, are required.")
    angles = with_constants(angles, qnn.torus)
    observable = qnn.expanded_observable()
    if isinstance(observable, GaussianMatrix):
        return _matrices_numeric(qnn, observable, state, angles)
    keys, values = (
        observable.keys,
        observable.numerators.astype(np.float64) / observable.denominator,
    )
    turns, fine = turns_of(qnn.gates, len(qnn.torus))
    for turn in reversed(turns):
        omega = np.arctan2(float(turn.phase.fixed.sin), float(turn.phase.fixed.cos))
        omega += sum(m * float(fine[axis]) * angles[axis] for axis, m in turn.phase.multiples)
        # A ↦ A + (1 - cos ω) D²A + sin ω DA
        _, first, image = derivation_rows(keys, values, turn.word)
        image = image / turn.word.denominator
        _, second, twice = derivation_rows(first, image, turn.word)
        twice = twice / turn.word.denominator
        values = np.concatenate((values, twice * (1 - np.cos(omega)), image * np.sin(omega)))
        keys, values = merge(np.concatenate((keys, second, first)), values)
    half = keys.shape[1] // 2
    numbers, denominator = state.word_values(keys[:, :half], keys[:, half:])
    return float((values * (numbers / denominator).astype(np.float64)).sum())


def _matrices_numeric(
    qnn: QNN, observable: GaussianMatrix, state: State, angles: npt.NDArray[np.float64]
) -> float:
    """tr(ρU†MU) with the gates as floating matrices exp(-iaH), by eigenvectors."""
    rho = state.to_density().to_numpy()
    for gate in qnn.gates:
        step = float(gate.spectrum.step)
        angle = np.arctan2(float(gate.fixed.sin), float(gate.fixed.cos)) / step
        angle += sum(float(factor) * angles[position] for position, factor in gate.factors)
        values, vectors = np.linalg.eigh(of_type([gate.generator], GaussianMatrix)[0].to_numpy())
        turn = (vectors * np.exp(-1j * angle * values)) @ vectors.conj().T
        rho = turn @ rho @ turn.conj().T
    return float(np.trace(rho @ observable.to_numpy()).real)
