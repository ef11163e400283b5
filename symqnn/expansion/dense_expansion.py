"""The engine of matrices: all operators of M(θ) as exact Gaussian-rational matrices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import lcm

import numpy as np
from flint import fmpz_mat

from symqnn.algebra.bits import integers
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly, trigpoly
from symqnn.algebra.trigpoly_text import index_text
from symqnn.errors import InternalError, SizeError
from symqnn.expansion.layer import dense_maps, read_index
from symqnn.expansion.phases import COS, SIN, Index, Phase, summands, times_summand
from symqnn.expansion.shown import ShownExpansion
from symqnn.model.frequencies import Frequencies, frequencies
from symqnn.model.gate import Gate
from symqnn.model.spectrum import MatrixSpectrum
from symqnn.model.state import State

MAX_ENTRIES = 30_000_000
Matrices = dict[Index, GaussianMatrix]


@dataclass(frozen=True, eq=False, repr=False)
class DenseExpansion(ShownExpansion):
    """All operators A_e of a network of matrices, over one denominator.

    Args:
        torus: names and units of the angles.
        indices: the e whose frequencies can occur, in lexicographic order. operators: the A_e,
            zeros included.
    """

    torus: Torus
    indices: tuple[Index, ...]
    operators: tuple[GaussianMatrix, ...]

    @property
    def terms(self) -> int:
        """Number of matrices."""
        return len(self.operators)

    @cached_property
    def _places(self) -> Mapping[Index, int]:
        return {index: place for place, index in enumerate(self.indices)}

    @cached_property
    def _columns(self) -> fmpz_mat:
        """The operators as columns of their real and imaginary entries:
        what states are multiplied with.
        """
        rows = [[*m.real.entries(), *m.imaginary.entries()] for m in self.operators]
        return fmpz_mat(rows).transpose()

    def operator(self, index: Sequence[int] | str) -> GaussianMatrix:
        """One operator A_e."""
        place = self._places.get(read_index(index, len(self.torus)))
        if place is None:
            return (self.operators[0] * 0).canonical()
        return self.operators[place].canonical()

    def items(self) -> Iterator[tuple[str, GaussianMatrix]]:
        """Pairs (index as digits, A_e) with A_e ≠ 0, in the order of e."""
        for index, matrix in zip(self.indices, self.operators, strict=True):
            if matrix:
                yield index_text(index), matrix.canonical()

    def expectation(self, state: State) -> TrigPoly:
        """Output polynomial tr(ρM(θ)) (Paper: Eqn 12)."""
        rho = state.to_density()
        row = fmpz_mat([[*rho.real.entries(), *rho.imaginary.entries()]])
        values = [int(value) for value in (row * self._columns).entries()]
        denominator = rho.denominator * self.operators[0].denominator
        return trigpoly(_rows(self.indices), integers(values), denominator, self.torus)


def expand_dense(
    gates: Sequence[Gate], observable: GaussianMatrix, torus: Torus, max_entries: int = MAX_ENTRIES
) -> DenseExpansion:
    """Expand M(θ) completely, gate by gate from the last; all operators share one denominator.

    Paper: Eqns 10-11.

    Raises:
        SizeError: the matrices would have more than ``max_entries`` entries.
    """
    occurring, d = frequencies(gates, torus.units), observable.dimension
    count = occurring.components
    if count * 2 * d * d > max_entries:
        raise SizeError(
            f"the expansion has {count} matrices of {2 * d * d} integers (budget {max_entries}); "
            "use operator(qnn, index) for one, expectation(qnn, state) for the output polynomial "
            "alone, or raise max_entries."
        )
    found = heisenberg(gates, {(0,) * len(torus): observable}, torus)
    indices = component_indices(occurring, len(torus))
    zero = observable * 0
    # products of cosines may leave a frequency that cancels; what stands at an index outside must
    # be 0
    if any(found[index] for index in set(found) - set(indices)):
        raise InternalError("a frequency occurs that cannot")
    return DenseExpansion(
        torus, indices, over_one_denominator([found.get(index, zero) for index in indices])
    )


def component_indices(occurring: Frequencies, angles: int) -> tuple[Index, ...]:
    """All basis indices whose frequency vector occurs up to signs, in lexicographic order."""
    indices: list[list[int]] = [[0] * angles]
    for part in occurring.parts:
        shapes = {tuple(abs(k) for k in vector) for vector in part.vectors}
        inside = [
            digits
            for shape in shapes
            for digits in product(*((2 * k - 1, 2 * k) if k else (0,) for k in shape))
        ]
        extended = []
        for index in indices:
            for digits in inside:
                copy = index.copy()
                for axis, e in zip(part.axes, digits, strict=True):
                    copy[axis] = e
                extended.append(copy)
        indices = extended
    return tuple(sorted(map(tuple, indices)))


def heisenberg(
    gates: Sequence[Gate], matrices: Matrices, torus: Torus, direction: int = 1
) -> Matrices:
    r"""Images of operators under :math:`A\mapsto V^\dagger AV` for all gates, the last first.

    Args:
        matrices: operators by basis index; those of the result are such that Σ A_e b_e is the
            image.
        direction: -1 for :math:`A\mapsto VAV^\dagger`, gates in their order (the adjoint maps).

    Raises:
        InternalError: a gate of Pauli words.
    """
    for gate in reversed(gates) if direction == 1 else gates:
        spectrum = gate.spectrum
        if not isinstance(spectrum, MatrixSpectrum):
            raise InternalError("a Pauli sum stands among matrices")
        multiples = tuple(
            (axis, int(spectrum.unit * k / torus.units[axis])) for axis, k in gate.factors
        )
        phase = Phase(multiples, gate.fixed)
        fresh: Matrices = {}
        plain = phase.is_plain and not any(index[multiples[0][0]] for index in matrices)
        phases: dict[int, Phase] = {}  # the multiples of the phase, each made once
        for index, matrix in matrices.items():
            for m, cos, sin in _spectral_parts(matrix, spectrum):
                if m not in phases:
                    phases[m] = phase.times(m)
                turned = sin if direction == 1 or sin is None else -sin
                _collect(fresh, index, phases[m], cos, turned, plain)
        matrices = fresh
    return matrices


def _collect(
    fresh: Matrices,
    index: Index,
    phase: Phase,
    cos: GaussianMatrix,
    sin: GaussianMatrix | None,
    plain: bool,
) -> None:
    """Add cos ω·C + sin ω·S at a basis product; C alone for the frequency 0."""
    if sin is None:
        _add(fresh, index, cos, plain)
        return
    if plain:  # a phase that has not occurred yet: one basis product each, as in the paper
        ((axis, m),) = phase.multiples
        before, after = index[:axis], index[axis + 1 :]
        fresh[(*before, 2 * abs(m) - 1, *after)] = cos
        fresh[(*before, 2 * abs(m), *after)] = sin if m > 0 else -sin
        return
    for kind, matrix in ((COS, cos), (SIN, sin)):
        for part in summands(phase, kind):
            for place, value in times_summand(index, part):
                _add(fresh, place, matrix if value == 1 else matrix * value, plain)


def _add(fresh: Matrices, index: Index, matrix: GaussianMatrix, plain: bool) -> None:
    """Add a matrix at an index; where angles are not shared nothing is there yet."""
    if plain or index not in fresh:
        fresh[index] = matrix
    else:
        fresh[index] = (fresh[index] + matrix).canonical()


def _spectral_parts(
    matrix: GaussianMatrix, spectrum: MatrixSpectrum
) -> Iterator[tuple[int, GaussianMatrix, GaussianMatrix | None]]:
    r"""Triples (m, C_m, S_m), m ≥ 0:
    :math:`V^\dagger AV=C_0+\sum_m(C_m\cos mua+S_m\sin mua)`, u the step of H.

    With :math:`A_m=\sum_{E-E'=mu}\Pi_EA\Pi_{E'}`: C_m = A_m + A_{-m} and S_m = i(A_m - A_{-m}).
    """
    if spectrum.is_two_level:
        zeroth, first, second = dense_maps(matrix, spectrum.involution)
        yield 0, zeroth, None
        yield 1, first, second
        return
    parts: dict[int, GaussianMatrix] = {}
    pairs = list(zip(spectrum.multiplicities, spectrum.projectors, strict=True))
    for value, left in pairs:
        half = left @ matrix
        for other, right in pairs:
            m = int((value - other) / spectrum.unit)
            term = half @ right
            parts[m] = parts[m] + term if m in parts else term
    yield 0, parts[0].canonical(), None
    for m in sorted(m for m in parts if m > 0):
        difference = parts[m] - parts[-m]
        turned = GaussianMatrix(-difference.imaginary, difference.real, difference.denominator)
        yield m, (parts[m] + parts[-m]).canonical(), turned.canonical()


def over_one_denominator(matrices: Sequence[GaussianMatrix]) -> tuple[GaussianMatrix, ...]:
    """The same matrices, all over their common denominator."""
    common = lcm(*(matrix.denominator for matrix in matrices))
    result = []
    for matrix in matrices:
        factor = common // matrix.denominator
        result.append(
            matrix
            if factor == 1
            else GaussianMatrix(matrix.real * factor, matrix.imaginary * factor, common)
        )
    return tuple(result)


def output_polynomial(
    gates: Sequence[Gate], observable: GaussianMatrix, rho: GaussianMatrix, torus: Torus
) -> TrigPoly:
    r"""tr(ρM(θ)) without all operators: the later gates act on M,
    the earlier ones by adjoints on ρ.

    The two groups must have no parameter in common;
    where every cut separates a parameter, all gates act on M.

    Raises:
        SizeError: more coefficients than the budget.
    """
    count = frequencies(gates, torus.units).components
    if count > MAX_ENTRIES:
        raise SizeError(
            f"the output polynomial has up to {count} coefficients (budget {MAX_ENTRIES}); "
            "evaluate it at exact angles instead."
        )
    cut, zero = _middle_cut(gates), (0,) * len(torus)
    states = heisenberg(gates[:cut], {zero: rho}, torus, direction=-1)
    operators = heisenberg(gates[cut:], {zero: observable}, torus)
    left, right = (
        over_one_denominator(list(states.values())),
        over_one_denominator(list(operators.values())),
    )
    values, denominator = _inner_products(left, right)
    # disjoint angles: the index of a product is the sum of the indices
    rows = (_rows(list(states))[:, None, :] + _rows(list(operators))[None, :, :]).reshape(
        -1, len(torus)
    )
    return trigpoly(np.ascontiguousarray(rows), integers(values), denominator, torus)


def _middle_cut(gates: Sequence[Gate]) -> int:
    """The position nearest to the middle at which no parameter stands on both sides."""
    allowed = [
        cut
        for cut in range(len(gates) + 1)
        if not _parameters(gates[:cut]) & _parameters(gates[cut:])
    ]
    return min(allowed, key=lambda cut: abs(2 * cut - len(gates)))


def _parameters(gates: Sequence[Gate]) -> set[int]:
    return {position for gate in gates for position in gate.parameters}


def _rows(indices: Sequence[Index]) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    return np.array(indices, dtype=np.uint8).reshape(len(indices), -1)


def _inner_products(
    states: Sequence[GaussianMatrix], operators: Sequence[GaussianMatrix]
) -> tuple[list[int], int]:
    """Inner products tr(BA) of Hermitian matrices as one integer matrix product, row by row, and
    their denominator.
    """
    left, right = (
        fmpz_mat([[*m.real.entries(), *m.imaginary.entries()] for m in batch])
        for batch in (states, operators)
    )
    values = [int(value) for value in (left * right.transpose()).entries()]
    return values, states[0].denominator * operators[0].denominator
