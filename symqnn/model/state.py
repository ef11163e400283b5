"""Exact quantum states: product states by Bloch vectors,
pure states by amplitudes, density matrices.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING, Self

import numpy as np

from symqnn.algebra.bits import Integers, Words, integers, magnitude, unpack, widen
from symqnn.algebra.exact import gaussian, rational, short
from symqnn.algebra.latex import LatexRepr, Row, equation
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.errors import DimensionError, InputError
from symqnn.model.state_latex import product_lines, pure_lines

if TYPE_CHECKING:
    import sympy

Bloch = tuple[Fraction, Fraction, Fraction]
SHOWN_QUBITS = 4


@dataclass(frozen=True)
class State(LatexRepr, ABC):
    """Base of the exact states; make one with :meth:`zero`, :meth:`bloch`, :meth:`pure`,
    :meth:`density`.

    Raises:
        InputError: it is called itself.
    """

    def __new__(cls, *arguments: object, **options: object) -> Self:
        if cls is State:
            raise InputError(
                "State is made by State.zero(qubits), State.bloch([(x, y, z), …]), "
                "State.pure(amplitudes) or State.density(matrix); State(…) itself makes none."
            )
        return super().__new__(cls)

    @property
    @abstractmethod
    def dimension(self) -> int:
        """Dimension of the Hilbert space."""

    @abstractmethod
    def word_values(self, x: Words, z: Words) -> tuple[Integers, int]:
        """tr(ρP) of the Pauli words with masks (x, z), as integers over one denominator."""

    @abstractmethod
    def to_density(self) -> GaussianMatrix:
        """The density matrix."""

    def latex_lines(self) -> list[str]:
        """The state as lines of LaTeX."""
        return [self.to_density().to_latex()]

    def latex_rows(self, name: str = "") -> list[Row]:
        r"""LaTeX: a product state by its factors, a pure state as a vector,
        any other one by its density matrix.

        Example:
            >>> print(State.bloch([("3/5", 0, "4/5"), (0, 0, 1)]).to_latex(name=r"\rho"))
            \rho = \tfrac{1}{2}\bigl(I + \tfrac{3}{5}\,X + \tfrac{4}{5}\,Z\bigr)
                \otimes \lvert 0 \rangle\langle 0 \rvert
        """
        return equation(name, self.latex_lines())

    def to_sympy(self) -> sympy.ImmutableMatrix:
        """The density matrix; :meth:`density` reads it back."""
        return self.to_density().to_sympy()

    @staticmethod
    def zero(qubits: int) -> ProductState:
        """The state |0…0⟩."""
        return State.bloch([(0, 0, 1)] * qubits)

    @staticmethod
    def from_circuit(
        circuit: object,
        values: Mapping[str, object] | None = None,
        *,
        arguments: Sequence[object] = (),
        round_angles: bool = False,
    ) -> State:
        """The state that a circuit prepares from |0…0⟩, exactly.

        Args:
            circuit: as for :meth:`symqnn.model.qnn.QNN.from_circuit`.
            values: an angle in radians for every parameter, such as ``{"x": "2*atan(1/3)"}``.
            arguments: of a PennyLane QNode. round_angles: replace angles that are neither multiples
                of π/2 nor rational points of the circle by rational points within 2^-50.

        Raises:
            InputError: what is not read, a parameter without a value, or an angle that is not
            exact; SizeError: more than 10 qubits that are joined by gates.

        Example:
            >>> bell = State.from_circuit("qubit[2] q; h q[0]; cx q[0], q[1];")
            >>> bell.amplitudes
            ((1, 0), (0, 0), (0, 0), (1, 0))
        """
        from symqnn.model.importers.from_circuit import read_circuit
        from symqnn.model.importers.preparation import prepared_state

        found = read_circuit(circuit, arguments=arguments, round_angles=round_angles, fixed=True)
        return prepared_state(found, values or {}, round_angles)

    @staticmethod
    def bloch(vectors: Iterable[Sequence[object]]) -> ProductState:
        """Product state ⊗_q (I + x_q X + y_q Y + z_q Z)/2.

        Raises:
            InputError: a vector longer than 1, or not of three numbers.
        """
        if isinstance(vectors, (str, bytes)) or not isinstance(vectors, Iterable):
            raise InputError(
                f"vectors is {short(vectors)}; a list of Bloch vectors (x, y, z), one a qubit, "
                "is required."
            )
        return ProductState(tuple(_bloch_vector(vector, k) for k, vector in enumerate(vectors)))

    @staticmethod
    def pure(amplitudes: Iterable[object]) -> PureState:
        """Pure state with exact amplitudes (a list, or a SymPy vector),
        normalised by us: ρ = vv†/(v†v).

        Raises:
            InputError: all amplitudes are zero.
        """
        flat = getattr(amplitudes, "flat", None)
        # SymPy matrices are iterable in fact, but not Iterable
        amplitudes = flat() if callable(flat) else amplitudes
        if isinstance(amplitudes, (str, bytes)) or not isinstance(amplitudes, Iterable):
            raise InputError(
                f"amplitudes is {short(amplitudes)}; a list of exact numbers is required."
            )
        numbers = [gaussian(value, f"amplitudes[{k}]") for k, value in enumerate(amplitudes)]
        parts = [part for number in numbers for part in number]
        if not any(parts):
            raise InputError("amplitudes are all zero; at least one must not be.")
        common = lcm(*(part.denominator for part in parts))
        whole = [int(part * common) for part in parts]
        divisor = gcd(*whole)
        return PureState(
            tuple(
                (a // divisor, b // divisor) for a, b in zip(whole[::2], whole[1::2], strict=True)
            )
        )

    @staticmethod
    def density(matrix: object) -> DensityState:
        """Density matrix: Hermitian, trace 1, positive semidefinite, all tested exactly.

        Raises:
            InputError: not a state (the message says why).
        """
        return DensityState(
            matrix
            if isinstance(matrix, GaussianMatrix)
            else GaussianMatrix.from_rows(matrix, "density matrix")
        )


def _bloch_vector(vector: Sequence[object], k: int) -> Bloch:
    if isinstance(vector, (str, bytes)) or not isinstance(vector, Sequence) or len(vector) != 3:
        raise InputError(
            f"Bloch vector {k} is {short(vector)}; three numbers (x, y, z) are required."
        )
    x, y, z = (rational(value, f"Bloch vector {k}[{axis}]") for axis, value in enumerate(vector))
    return x, y, z


@dataclass(frozen=True)
class ProductState(State):
    """A product of single-qubit states given by Bloch vectors (x, y, z), x²+y²+z² ≤ 1."""

    vectors: tuple[Bloch, ...]

    def __repr__(self) -> str:
        """As it can be typed, where it is short.

        Example:
            >>> State.bloch([("3/5", 0, "4/5"), (0, 0, 1)])
            State.bloch([('3/5', 0, '4/5'), (0, 0, 1)])
        """
        if len(self.vectors) > SHOWN_QUBITS:
            return f"<product state of {len(self.vectors)} qubits>"

        def shown(vector: Bloch) -> str:
            return ", ".join(str(x) if x.denominator == 1 else f"'{x}'" for x in vector)

        return f"State.bloch([{', '.join(f'({shown(vector)})' for vector in self.vectors)}])"

    def __post_init__(self) -> None:
        if not self.vectors:
            raise InputError("no Bloch vector was given; one a qubit is required.")
        for k, vector in enumerate(self.vectors):
            norm = sum((part**2 for part in vector), Fraction(0))
            if norm > 1:
                raise InputError(
                    f"Bloch vector {k} has squared length {norm}; at most 1 is required for a "
                    "state."
                )

    @property
    def dimension(self) -> int:
        """Dimension 2^n."""
        return int(2 ** len(self.vectors))

    def latex_lines(self) -> list[str]:
        """The factors, as lines of LaTeX."""
        return product_lines(self.vectors)

    def restrict(self, qubits: Sequence[int]) -> ProductState:
        """The factor on the listed qubits."""
        return ProductState(tuple(self.vectors[q] for q in qubits))

    def word_values(self, x: Words, z: Words) -> tuple[Integers, int]:
        """tr(ρP) of the Pauli words with masks (x, z), as integers over one denominator."""
        n = len(self.vectors)
        codes = unpack(x, n) + 2 * unpack(z, n)
        product, denominator = np.ones(len(codes), dtype=np.int64), 1
        for q, (vx, vy, vz) in enumerate(self.vectors):
            common = lcm(vx.denominator, vy.denominator, vz.denominator)
            # I X Z Y
            table = integers([common, int(vx * common), int(vz * common), int(vy * common)])
            product = widen(product, magnitude(table)) * table[codes[:, q]]
            denominator *= common
        return product, denominator

    def to_density(self) -> GaussianMatrix:
        """The density matrix."""
        n = len(self.vectors)
        product = PauliSum.identity(n)
        for q, vector in enumerate(self.vectors):
            local = PauliSum.from_words({"I": 1, **dict(zip("XYZ", vector, strict=True))})
            words = dict(local.terms())
            product = PauliSum.from_words(
                {
                    w[:q] + a + w[q + 1 :]: c * v
                    for w, c in product.terms()
                    for a, v in words.items()
                }
            )
        return GaussianMatrix.from_pauli(product) * Fraction(1, 2**n)


@dataclass(frozen=True)
class PureState(State):
    """A pure state with coprime Gaussian-integer amplitudes, up to normalisation."""

    amplitudes: tuple[tuple[int, int], ...]

    def latex_lines(self) -> list[str]:
        """The projector on a vector, as lines of LaTeX."""
        return pure_lines(self.amplitudes)

    @property
    def dimension(self) -> int:
        """Number of amplitudes."""
        return len(self.amplitudes)

    def word_values(self, x: Words, z: Words) -> tuple[Integers, int]:
        """tr(ρP) of the Pauli words with masks (x, z), as integers over one denominator."""
        return _word_values(self.to_density(), x, z)

    def to_density(self) -> GaussianMatrix:
        """The density matrix vv†/(v†v)."""
        norm = sum(a * a + b * b for a, b in self.amplitudes)
        rows = [
            [
                (Fraction(a * c + b * d, norm), Fraction(b * c - a * d, norm))
                for c, d in self.amplitudes
            ]
            for a, b in self.amplitudes
        ]
        return GaussianMatrix.from_rows(rows)


@dataclass(frozen=True)
class DensityState(State):
    """A density matrix."""

    matrix: GaussianMatrix

    def __post_init__(self) -> None:
        if not self.matrix.is_hermitian():
            raise InputError(
                "the density matrix is not Hermitian; entry [j][k] must be the conjugate of "
                "entry [k][j]."
            )
        if self.matrix.trace() != 1:
            raise InputError(f"the density matrix has trace {self.matrix.trace()}; 1 is required.")
        if not self.matrix.is_positive_semidefinite():
            raise InputError(
                "the density matrix has a negative eigenvalue (exact test); a positive "
                "semidefinite one is required."
            )

    @property
    def dimension(self) -> int:
        """Number of rows."""
        return self.matrix.dimension

    def word_values(self, x: Words, z: Words) -> tuple[Integers, int]:
        """tr(ρP) of the Pauli words with masks (x, z), as integers over one denominator."""
        return _word_values(self.matrix, x, z)

    def to_density(self) -> GaussianMatrix:
        """The density matrix."""
        return self.matrix


def as_matrix(state: State) -> State:
    """The state in a form that knows no qubits: a product state becomes its density matrix."""
    return DensityState(state.to_density()) if isinstance(state, ProductState) else state


def check_dimension(state: State, dimension: int) -> None:
    """Raise unless the state lives on the given dimension."""
    if not isinstance(state, State):
        raise InputError(
            f"state is of type {type(state).__name__}; make one with State.zero, State.bloch, "
            "State.pure or State.density."
        )
    if state.dimension != dimension:
        raise DimensionError(
            f"the state has dimension {state.dimension}, the network acts on dimension "
            f"{dimension}; both must be equal."
        )


def _word_values(rho: GaussianMatrix, x: Words, z: Words) -> tuple[Integers, int]:
    """tr(ρP) of Pauli words, from the 2^n entries of ρ that a word meets."""
    n = rho.dimension.bit_length() - 1
    parts = [
        np.array([int(v) for v in part.entries()], dtype=object).reshape(2**n, 2**n)
        for part in (rho.real, rho.imaginary)
    ]
    weights = 1 << np.arange(n - 1, -1, -1)  # qubit 0 is the most significant bit
    columns = np.arange(2**n)
    values: dict[tuple[int, int], int] = {}
    for flip, sign in zip(
        (unpack(x, n) @ weights).tolist(), (unpack(z, n) @ weights).tolist(), strict=True
    ):
        if (flip, sign) in values:
            continue
        # tr(ρP) = Σ_j ρ[j, j⊕x]·P[j⊕x, j] and P[j⊕x, j] = i^|x∧z| (-1)^|j∧z|; the sum is real
        ys = (flip & sign).bit_count()
        signs = 1 - 2 * (np.bitwise_count(columns & sign) & 1).astype(np.int64).astype(object)
        total = int((parts[ys % 2][columns, columns ^ flip] * signs).sum())
        values[flip, sign] = total if ys % 4 in (0, 3) else -total
    order = zip((unpack(x, n) @ weights).tolist(), (unpack(z, n) @ weights).tolist(), strict=True)
    return integers([values[key] for key in order]), rho.denominator
