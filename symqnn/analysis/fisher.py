r"""The generic rank of the quantum Fisher information of
:math:`|\psi(\theta)\rangle=U(\theta)|\psi_0\rangle`, from below and from above.

.. math::
    F_{lm}=4\operatorname{Re}\bigl(\langle\partial_l\psi|\partial_m\psi\rangle
        -\langle\partial_l\psi|\psi\rangle\langle\psi|\partial_m\psi\rangle\bigr)

is the Gram matrix of the ∂_lψ without their parts along ψ, so its rank is the rank over the *real*
numbers of {∂_1ψ, …, ∂_pψ, iψ}, minus 1. *Below.* At an angle where all cosines and sines are
rational this is a matrix of rational numbers: its rank modulo a prime never exceeds the rank there,
nor does that exceed the largest, which generic angles have. *Above.* There are p vectors; iψ
and they lie in the real space of dimension 2·2^n, orthogonal to ψ: 2·2^n - 2; and if ψ stays real,
as for generators with an odd number of Y in each word, they are real: 2^n - 1. At last, ψ stays
in the orbit of the group of the dynamical Lie algebra g: dim {Bψ_0, iψ_0 : B in g} - 1.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt
from flint import fmpz_mat, nmod_mat

from symqnn.algebra.pauli import PauliSum
from symqnn.analysis.generators import generators_of
from symqnn.analysis.lie_algebra import LieAlgebra, Sum, basis_of, lie_algebra
from symqnn.analysis.words import words_of
from symqnn.errors import InputError, SizeError, SymqnnError
from symqnn.model.gate import Gate
from symqnn.model.qnn import QNN, require_qnn
from symqnn.model.spectrum import WordSpectrum
from symqnn.model.state import ProductState, PureState, State, check_dimension

MAX_QUBITS = 10
MAX_ALGEBRA = 150  # dimension of an algebra whose orbit is looked at
MAX_COST = 2 * 10**9  # rotations, squared, times amplitudes
PRIME = 2**31 - 1
TRIES = 3
Vector = npt.NDArray[np.int64]
Amplitudes = list[tuple[int, int]]


@dataclass(frozen=True)
class FisherRank:
    """Bounds of the generic rank.

    Args:
        lower: the rank modulo ``modulus`` at the angles of ``tangents``. upper: the least of the
            bounds that hold.
        reason: which bound ``upper`` is: ``parameters``, ``dimension``, ``real`` or ``orbit``.
        algebra: the dynamical Lie algebra, where the bound rests on it.
        tangents: tan of half of φ_l/D_l, for each parameter, as residues; D_l makes all frequencies
            of rotations whole.
    """

    lower: int
    upper: int
    reason: str
    modulus: int
    tangents: tuple[int, ...]
    algebra: LieAlgebra | None = None

    def __repr__(self) -> str:
        """Short, for a notebook."""
        at_most = "" if self.rank is not None else f" to {self.upper}"
        return f"<generic Fisher rank {self.lower}{at_most}>"

    @property
    def rank(self) -> int | None:
        """The generic rank, where the bounds meet."""
        return self.lower if self.lower == self.upper else None


def fisher_rank(qnn: QNN, state: State, seed: int = 0) -> FisherRank:
    """The generic rank of the quantum Fisher information matrix, as an interval that is a point
    where the bounds meet.

    Args:
        qnn: a Pauli network. state: ψ_0, pure. seed: of the angles that are tried.

    Raises:
        InputError: a network of matrices, or a mixed state; SizeError: more than 10 qubits, or too
            many gates.

    Example:
        >>> qnn = QNN(["X", "Z", "X"], "Z")  # three angles, two of them matter
        >>> fisher_rank(qnn, State.zero(1)).rank  # 2·2 - 2
        2
    """
    require_qnn(qnn)
    check_dimension(state, qnn.dimension)
    if not qnn.is_pauli:
        raise InputError(
            "the network is given by matrices; the Fisher information is found for Pauli networks."
        )
    if qnn.qubits > MAX_QUBITS:
        raise SizeError(
            f"the network has {qnn.qubits} qubits; state vectors are made up to {MAX_QUBITS}. The "
            f"rank is at most the number of parameters, {len(qnn.parameters)}; take fewer qubits "
            "of the same ansatz."
        )
    start = pure_amplitudes(state)
    turns, fine = _turns(qnn)
    if len(turns) ** 2 * qnn.dimension > MAX_COST:
        raise SizeError(
            f"{len(turns)} rotations on {qnn.qubits} qubits are too many; take fewer layers."
        )
    upper, reason = upper_bound(qnn, start)
    algebra = None
    source = random.Random(seed)
    best: tuple[int, tuple[int, ...]] = (-1, ())
    for _ in range(TRIES):
        tangents = tuple(_tangent(source) for _ in fine)
        rank = _rank(turns, start, tangents, qnn.qubits)
        best = max(best, (rank, tangents))
        if rank == upper:
            break
    if best[0] < upper and (found := _orbit(qnn, start)) is not None and found[0] < upper:
        upper, reason, algebra = found[0], "orbit", found[1]
    return FisherRank(best[0], upper, reason, PRIME, best[1], algebra)


def upper_bound(qnn: QNN, start: Amplitudes) -> tuple[int, str]:
    """The least of the bounds that hold for every θ, and its name."""
    bounds = [(len(qnn.parameters), "parameters"), (2 * qnn.dimension - 2, "dimension")]
    if _stays_real(qnn, start):
        bounds.append((qnn.dimension - 1, "real"))
    return min(bounds, key=lambda pair: pair[0])


def pure_amplitudes(state: State) -> Amplitudes:
    """The amplitudes of a pure state up to a factor, as Gaussian integers.

    A qubit with Bloch vector (x, y, z) of length 1 has the amplitudes
    (1 + z : x + iy), or (0 : 1) for z = -1.

    Raises:
        InputError: a mixed state.
    """
    if isinstance(state, PureState):
        return [(int(a), int(b)) for a, b in state.amplitudes]
    if not isinstance(state, ProductState) or any(
        x * x + y * y + z * z != 1 for x, y, z in state.vectors
    ):
        raise InputError(
            "the state is mixed, or given by a density matrix; the Fisher information here is "
            "that of a pure state: give "
            'Bloch vectors of length 1 or {"pure": amplitudes}.'
        )
    result: Amplitudes = [(1, 0)]
    for x, y, z in state.vectors:
        numbers = [1 + z, x, y] if z != -1 else [Fraction(0), Fraction(1), Fraction(0)]
        common = lcm(*(value.denominator for value in numbers))
        up, right, left = (int(value * common) for value in numbers)
        pairs = [
            ((a * up, b * up), (a * right - b * left, a * left + b * right)) for a, b in result
        ]
        result = [amplitude for pair in pairs for amplitude in pair]
    return result


def _stays_real(qnn: QNN, start: Amplitudes) -> bool:
    """iW is real for every word of a generator, and the first amplitudes are real
    (up to one common factor).
    """
    a, b = next(pair for pair in start if any(pair))
    if any(a * d != b * c for c, d in start):
        return False
    return all(_words_are_imaginary(gate) for gate in qnn.gates)


def _orbit(qnn: QNN, start: Amplitudes) -> tuple[int, LieAlgebra] | None:
    """The dimension of the orbit of ψ_0 up to phases;
    None where the algebra is too large to be of use.
    """
    try:
        algebra = lie_algebra(generators_of(qnn), MAX_ALGEBRA)
    except SymqnnError:
        return None
    rows = [_exact_image(terms, start, qnn.qubits) for terms in basis_of(algebra)]
    rows.append([part for pair in start for part in pair])
    return int(fmpz_mat(rows).rank()) - 1, algebra


def _exact_image(terms: Sum, start: Amplitudes, qubits: int) -> list[int]:
    """A multiple of Bψ_0 in integers; together with ψ_0 these span what
    the iBψ_0 and iψ_0 span, times -i.
    """
    common = lcm(*(value.denominator for value in terms.values()))
    total = [[0, 0] for _ in start]
    for word, value in terms.items():
        text, factor = word.text(qubits), int(value * common)
        x, z = (
            int("".join("01"[letter in letters] for letter in text), 2) for letters in ("XY", "YZ")
        )
        for j, pair in enumerate(total):
            a, b = start[j ^ x]
            turns = (text.count("Y") + 2 * ((j ^ x) & z).bit_count()) % 4
            a, b = ((a, b), (-b, a), (-a, -b), (b, -a))[turns]
            pair[0] += factor * a
            pair[1] += factor * b
    return [part for pair in total for part in pair]


def _words_are_imaginary(gate: Gate) -> bool:
    generator = gate.generator
    return isinstance(generator, PauliSum) and all(
        word.count("Y") % 2 == 1 for word, _ in generator.terms() if word.strip("I")
    )


@dataclass(frozen=True)
class _Turn:
    """exp(-iωW/2) up to a phase: P₊ + zP₋ with z = e^{iω}.

    Args:
        terms: of W, W² = I: (x mask, signs, coefficient as a residue) for each word. powers: of the
            fine point of each parameter in z. fixed: the fixed factor of z as residues. slopes:
            (parameter, dω/dθ as a residue).
    """

    terms: tuple[tuple[npt.NDArray[np.int64], Vector, Vector], ...]
    powers: tuple[tuple[int, int], ...]
    fixed: tuple[int, int]
    slopes: tuple[tuple[int, int], ...]


def _residue(value: Fraction) -> int:
    return value.numerator * pow(value.denominator, -1, PRIME) % PRIME


def _turns(qnn: QNN) -> tuple[list[_Turn], list[int]]:
    """The two-level rotations of all gates, and D_l for each parameter."""
    units = qnn.torus.units
    raw: list[tuple[Gate, WordSpectrum]] = []
    fine = [1] * len(units)
    for gate in qnn.gates:
        spectrum = gate.spectrum
        if not isinstance(spectrum, WordSpectrum):
            raise InputError(
                "a gate is given by a matrix; the Fisher information is found for Pauli networks."
            )
        raw.append((gate, spectrum))
        for axis, k in gate.factors:
            fine[axis] = lcm(fine[axis], (spectrum.step * k / units[axis]).denominator)
    found = []
    for gate, spectrum in raw:
        for rotation in spectrum.rotations:
            double = 2 * rotation.weight
            powers = tuple(
                (axis, int(double * k / units[axis] * fine[axis])) for axis, k in gate.factors
            )
            point = gate.fixed.times(int(double / spectrum.step))
            slopes = tuple((axis, _residue(double * k)) for axis, k in gate.factors)
            terms = tuple(
                _action(word.text(qnn.qubits), value) for word, value in words_of(rotation.word)
            )
            found.append(_Turn(terms, powers, (_residue(point.cos), _residue(point.sin)), slopes))
    return found, fine


def _action(word: str, value: Fraction) -> tuple[npt.NDArray[np.int64], Vector, Vector]:
    """How c·P acts on amplitudes: the index that goes to each index, and the factor there (real and
    imaginary residues).
    """
    n = len(word)
    x, z = (int("".join("01"[letter in letters] for letter in word), 2) for letters in ("XY", "YZ"))
    index = np.arange(2**n)
    source = index ^ x
    # P|j> = i^y (-1)^|j∧z| |j⊕x>, y the number of Y
    signs = 1 - 2 * (np.bitwise_count(source & z) & 1).astype(np.int64)
    unit = ((1, 0), (0, 1), (-1, 0), (0, -1))[word.count("Y") % 4]
    factor = _residue(value)
    real, imaginary = (signs * part % PRIME * factor % PRIME for part in unit)
    return source, real, imaginary


def _tangent(source: random.Random) -> int:
    """A residue t with t² ≠ -1 (which has no root modulo a prime 3 mod 4)."""
    return source.randrange(2, PRIME - 1)


def _point(tangent: int) -> tuple[int, int]:
    """(cos, sin) of 2·arctan t, modulo the prime."""
    inverse = pow(1 + tangent * tangent, -1, PRIME)
    return (1 - tangent * tangent) * inverse % PRIME, 2 * tangent * inverse % PRIME


def _power(point: tuple[int, int], exponent: int) -> tuple[int, int]:
    c, s = point if exponent >= 0 else (point[0], -point[1] % PRIME)
    a, b = 1, 0
    for bit in bin(abs(exponent))[2:]:
        a, b = (a * a - b * b) % PRIME, 2 * a * b % PRIME
        if bit == "1":
            a, b = (a * c - b * s) % PRIME, (a * s + b * c) % PRIME
    return a, b


class _Complex:
    """Pairs of residues for real and imaginary parts of amplitudes."""

    def __init__(self, real: Vector, imaginary: Vector) -> None:
        self.real, self.imaginary = real % PRIME, imaginary % PRIME

    def plus(self, other: _Complex, sign: int = 1) -> _Complex:
        return _Complex(self.real + sign * other.real, self.imaginary + sign * other.imaginary)

    def times(self, a: int | Vector, b: int | Vector) -> _Complex:
        # residues below 2^31: a product is below 2^62, and each is reduced before two are added
        real = self.real * a % PRIME - self.imaginary * b % PRIME
        return _Complex(real, self.real * b % PRIME + self.imaginary * a % PRIME)

    def acted(self, turn: _Turn) -> _Complex:
        """Wψ."""
        total = _Complex(np.zeros_like(self.real), np.zeros_like(self.real))
        for source, a, b in turn.terms:
            total = total.plus(_Complex(self.real[source], self.imaginary[source]).times(a, b))
        return total

    def turned(self, turn: _Turn, z: tuple[int, int]) -> _Complex:
        """(P₊ + zP₋)ψ."""
        half = (PRIME + 1) // 2
        image = self.acted(turn)
        return self.plus(image).plus(self.plus(image, -1).times(*z)).times(half, 0)


def _rank(turns: Sequence[_Turn], start: Amplitudes, tangents: Sequence[int], qubits: int) -> int:
    """Rank of {U†∂_lψ, iψ_0} over the reals, minus 1: U† keeps it, and each vector is made from its
    gate back to ψ_0.
    """
    points = [_point(tangent) for tangent in tangents]
    phases = []
    for turn in turns:
        a, b = turn.fixed
        for axis, exponent in turn.powers:
            c, s = _power(points[axis], exponent)
            a, b = (a * c - b * s) % PRIME, (a * s + b * c) % PRIME
        phases.append((a, b))
    first = _Complex(
        *(
            np.array([value % PRIME for value in part], dtype=np.int64)
            for part in zip(*start, strict=True)
        )
    )
    zero = np.zeros_like(first.real)
    rows = [_Complex(zero, zero) for _ in tangents]
    state = first
    for number, turn in enumerate(turns):
        state = state.turned(turn, phases[number])
        if not turn.slopes:  # a fixed gate
            continue
        # ∂_ω ψ = -(i/2)Wψ up to a multiple of iψ, as W commutes with its own rotation
        vector = state.acted(turn).times(0, PRIME - (PRIME + 1) // 2)
        for back in reversed(range(number + 1)):
            a, b = phases[back]
            vector = vector.turned(turns[back], (a, -b % PRIME))
        for axis, slope in turn.slopes:
            rows[axis] = rows[axis].plus(vector.times(slope, 0))
    rows.append(first.times(0, 1))
    entries = [value for row in rows for value in (*row.real.tolist(), *row.imaginary.tolist())]
    return int(nmod_mat(len(rows), 2 * 2**qubits, entries, PRIME).rank()) - 1
