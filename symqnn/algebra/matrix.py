"""Dense matrices over Q(i): two FLINT integer matrices (real and imaginary part) over one common
denominator.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import gcd, lcm
from typing import TYPE_CHECKING, Any

import numpy as np
from flint import fmpz_mat

from symqnn.algebra.bits import unpack
from symqnn.algebra.exact import gaussian, rational
from symqnn.algebra.latex import WIDTH, LatexRepr, Row, equation, number, visible_width
from symqnn.algebra.latex import gaussian as gaussian_latex
from symqnn.algebra.latex_tables import SHOWN, matrix
from symqnn.algebra.pauli import LETTERS, PauliSum
from symqnn.errors import DimensionError, InputError, SizeError

if TYPE_CHECKING:
    import sympy

MAX_DENSE_QUBITS = 10


@dataclass(frozen=True, eq=False, repr=False)
class GaussianMatrix(LatexRepr):
    r"""A square matrix :math:`(R + iJ)/q` with integer matrices R, J and an integer q > 0.

    Args:
        real, imaginary: FLINT integer matrices R and J, shape (d, d).
        denominator: q; operations do not reduce it, :meth:`canonical` does.

    Example:
        >>> GaussianMatrix.from_rows([[0, "-i"], ["i", 0]]).is_hermitian()
        True
    """

    real: fmpz_mat
    imaginary: fmpz_mat
    denominator: int

    @classmethod
    def from_rows(cls, rows: object, name: str = "matrix") -> GaussianMatrix:
        """Read a square matrix of exact numbers: nested lists, a SymPy matrix, or an integer NumPy
        array.

        Raises:
            ExactnessError: a float entry; InputError: not a square matrix of numbers.
        """
        listed = _rows(rows, name)
        d = len(listed)
        if d == 0 or any(len(row) != d for row in listed):
            raise InputError(
                f"{name} has rows of lengths {[len(row) for row in listed][:8]}; a square matrix "
                "is required."
            )
        entries = [gaussian(listed[j][k], f"{name}[{j}][{k}]") for j in range(d) for k in range(d)]
        denominator = lcm(*(part.denominator for entry in entries for part in entry))
        real, imaginary = (
            [entry[k].numerator * (denominator // entry[k].denominator) for entry in entries]
            for k in (0, 1)
        )
        return cls(fmpz_mat(d, d, real), fmpz_mat(d, d, imaginary), denominator)

    @classmethod
    def from_pauli(cls, operator: PauliSum) -> GaussianMatrix:
        """Dense form of a Pauli sum, qubit 0 the most significant bit of the index.

        Raises:
            SizeError: more than 10 qubits.
        """
        n = operator.qubits
        if n > MAX_DENSE_QUBITS:
            raise SizeError(
                f"a dense matrix on {n} qubits has {4**n} entries; up to {MAX_DENSE_QUBITS} "
                "qubits are made dense. Stay with Pauli sums."
            )
        d = 2**n
        parts = np.zeros((2, d, d), dtype=object)
        columns = np.arange(d)
        weights = 1 << np.arange(n - 1, -1, -1)  # qubit 0 is the most significant bit
        flips, signs = unpack(operator.x, n) @ weights, unpack(operator.z, n) @ weights
        for flip, sign, value in zip(
            flips.tolist(), signs.tolist(), operator.numerators.tolist(), strict=True
        ):
            ys = (flip & sign).bit_count()
            entries = value * (
                1 - 2 * (np.bitwise_count(columns & sign) & 1).astype(np.int64).astype(object)
            )
            parts[ys % 2, columns ^ flip, columns] += -entries if ys % 4 >= 2 else entries
        real, imaginary = (
            fmpz_mat(d, d, [int(value) for value in part.reshape(-1)]) for part in parts
        )
        return cls(real, imaginary, operator.denominator)

    @classmethod
    def identity(cls, dimension: int) -> GaussianMatrix:
        """The identity matrix."""
        return cls.diagonal([1] * dimension)

    @classmethod
    def diagonal(cls, values: Sequence[object]) -> GaussianMatrix:
        """A diagonal matrix of rational numbers."""
        fractions = [rational(value, f"diagonal[{k}]") for k, value in enumerate(values)]
        denominator, d = lcm(*(value.denominator for value in fractions)), len(fractions)
        real = fmpz_mat(
            d,
            d,
            [int(fractions[j] * denominator) if j == k else 0 for j in range(d) for k in range(d)],
        )
        return cls(real, fmpz_mat(d, d), denominator)

    def to_pauli(self) -> PauliSum:
        r"""The Pauli sum of a Hermitian matrix of dimension 2^n: coefficients
        :math:`2^{-n}\operatorname{tr}(PM)`, by Hadamard transforms.

        Raises:
            DimensionError: the dimension is no power of two, at least 2; InputError: not Hermitian.

        Example:
            >>> GaussianMatrix.from_rows([[1, "-2*i"], ["2*i", 0]]).to_pauli()
            1/2*I + 2*Y + 1/2*Z
        """
        d, n = self.dimension, self.dimension.bit_length() - 1
        if d < 2 or d != 2**n:
            raise DimensionError(
                f"the matrix has dimension {d}; a power of two, 2 at least, is required for "
                "Pauli words."
            )
        if not self.is_hermitian():
            raise InputError(
                "the matrix is not Hermitian; entry [j][k] must be the conjugate of entry [k][j]."
            )
        parts = [
            np.array([int(v) for v in part.entries()], dtype=object).reshape(d, d)
            for part in (self.real, self.imaginary)
        ]
        columns, words = np.arange(d), {}
        for flip in range(d):
            # Σ_j (-1)^|j∧z| M[j⊕x, j] for all z at once; P[j⊕x, j] = i^|x∧z| (-1)^|j∧z|
            values = [_hadamard(part[columns ^ flip, columns]) for part in parts]
            for sign in range(d):
                ys = (flip & sign).bit_count()
                value = int(values[ys % 2][sign])
                if value:
                    word = "".join(
                        LETTERS[(flip >> q & 1) + 2 * (sign >> q & 1)] for q in reversed(range(n))
                    )
                    words[word] = Fraction(-value if ys % 4 >= 2 else value, d * self.denominator)
        return PauliSum.from_words(words, n)

    def to_sympy(self) -> sympy.ImmutableMatrix:
        """The same SymPy matrix; :meth:`from_rows` reads it back."""
        from symqnn.algebra.symbolic import matrix_to_sympy

        return matrix_to_sympy(self)

    def latex_rows(
        self, name: str = "", before: str = "", common_denominator: bool = True, limit: int = SHOWN
    ) -> list[Row]:
        r"""LaTeX, the common denominator in front or not; more than ``limit`` rows are abbreviated,
        with the size below; ``before`` is a factor.

        Example:
            >>> print(GaussianMatrix.from_rows([["1/2", "-i/2"], ["i/2", 1]]).to_latex())
            \tfrac{1}{2}\begin{pmatrix} 1 & -i \\ i & 2 \end{pmatrix}
        """
        reduced = self.canonical()
        scale = reduced.denominator if common_denominator else 1

        def entry(row: int, column: int) -> str:
            real, imaginary = reduced.entry(row, column)
            return gaussian_latex(real * scale, imaginary * scale)

        front = before + ("" if scale == 1 else number(Fraction(1, scale)))
        return equation(
            name,
            [front + matrix(self.dimension, entry, limit, WIDTH - visible_width(name + front))],
        )

    @property
    def dimension(self) -> int:
        """Number d of rows."""
        return int(self.real.nrows())

    def canonical(self) -> GaussianMatrix:
        """The same matrix in lowest terms."""
        common = self.denominator
        for value in chain(self.real.entries(), self.imaginary.entries()):
            if common == 1:
                return self
            common = gcd(common, int(value))
        d = self.dimension
        real, imaginary = (
            fmpz_mat(d, d, [value // common for value in part.entries()])
            for part in (self.real, self.imaginary)
        )
        return GaussianMatrix(real, imaginary, self.denominator // common)

    def integer_rows(self) -> tuple[list[list[int]], list[list[int]]]:
        """Numerators of the real and of the imaginary part, as rows of Python integers."""
        real, imaginary = (
            [[int(value) for value in row] for row in part.tolist()]
            for part in (self.real, self.imaginary)
        )
        return real, imaginary

    def entry(self, row: int, column: int) -> tuple[Fraction, Fraction]:
        """One entry as (real part, imaginary part)."""
        return Fraction(int(self.real[row, column]), self.denominator), Fraction(
            int(self.imaginary[row, column]), self.denominator
        )

    def to_numpy(self) -> Any:
        """Nearest complex128 array, for numerical cross-checks only."""
        return np.array(
            [
                [complex(*map(float, self.entry(j, k))) for k in range(self.dimension)]
                for j in range(self.dimension)
            ]
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (*self.integer_rows(), self.denominator)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, GaussianMatrix):
            return NotImplemented
        return self.dimension == other.dimension and not (self - other)

    def __hash__(self) -> int:
        reduced = self.canonical()
        return hash(
            (
                reduced.denominator,
                *(tuple(map(int, part.entries())) for part in (reduced.real, reduced.imaginary)),
            )
        )

    def __bool__(self) -> bool:
        return bool(self.real) or bool(self.imaginary)

    def __repr__(self) -> str:
        rows = [
            [_entry_text(*self.entry(j, k)) for k in range(self.dimension)]
            for j in range(min(self.dimension, 8))
        ]
        return (
            "["
            + ", ".join(f"[{', '.join(row)}]" for row in rows)
            + (", …]" if self.dimension > 8 else "]")
        )

    def _check_size(self, other: GaussianMatrix) -> None:
        if self.dimension != other.dimension:
            raise DimensionError(
                f"matrices of dimensions {self.dimension} and {other.dimension} cannot be "
                "combined; give both on the same space."
            )

    def __add__(self, other: GaussianMatrix) -> GaussianMatrix:
        self._check_size(other)
        common = lcm(self.denominator, other.denominator)
        left, right = common // self.denominator, common // other.denominator
        return GaussianMatrix(
            self.real * left + other.real * right,
            self.imaginary * left + other.imaginary * right,
            common,
        )

    def __neg__(self) -> GaussianMatrix:
        return GaussianMatrix(-self.real, -self.imaginary, self.denominator)

    def __sub__(self, other: GaussianMatrix) -> GaussianMatrix:
        return self + (-other)

    def __mul__(self, factor: int | Fraction) -> GaussianMatrix:
        value = rational(factor, "factor")
        return GaussianMatrix(
            self.real * value.numerator,
            self.imaginary * value.numerator,
            self.denominator * value.denominator,
        )

    __rmul__ = __mul__

    def __matmul__(self, other: GaussianMatrix) -> GaussianMatrix:
        self._check_size(other)
        real = self.real * other.real - self.imaginary * other.imaginary
        imaginary = self.real * other.imaginary + self.imaginary * other.real
        return GaussianMatrix(real, imaginary, self.denominator * other.denominator)

    def adjoint(self) -> GaussianMatrix:
        """Conjugate transpose."""
        return GaussianMatrix(self.real.transpose(), -self.imaginary.transpose(), self.denominator)

    def is_hermitian(self) -> bool:
        """Whether A = A†, exactly."""
        return self.real == self.real.transpose() and self.imaginary == -self.imaginary.transpose()

    def squares_to_identity(self) -> bool:
        """Whether A² = I, exactly."""
        return self @ self == GaussianMatrix.identity(self.dimension)

    def trace(self) -> Fraction:
        """Trace of a Hermitian matrix."""
        return Fraction(sum(int(self.real[k, k]) for k in range(self.dimension)), self.denominator)

    def inner(self, other: GaussianMatrix) -> Fraction:
        r"""Hilbert-Schmidt inner product :math:`\operatorname{tr}(AB)` of Hermitian matrices."""
        self._check_size(other)
        parts = ((self.real, other.real), (self.imaginary, other.imaginary))
        total = sum(
            int(a * b)
            for left, right in parts
            for a, b in zip(left.entries(), right.entries(), strict=True)
        )
        return Fraction(total, self.denominator * other.denominator)

    def is_positive_semidefinite(self) -> bool:
        """Whether a Hermitian matrix is positive semidefinite, exactly.

        The real symmetric matrix [[R, -J], [J, R]] has the same spectrum, each eigenvalue twice.
        Its characteristic polynomial has real roots only; none is negative iff the coefficients
        alternate in sign (Descartes).
        """
        d = self.dimension
        real, imaginary = self.integer_rows()
        upper = [[*real[j], *(-value for value in imaginary[j])] for j in range(d)]
        lower = [[*imaginary[j], *real[j]] for j in range(d)]
        coefficients = fmpz_mat(upper + lower).charpoly().coeffs()
        return all(
            (-1) ** (2 * d - k) * coefficient >= 0 for k, coefficient in enumerate(coefficients)
        )


def _hadamard(values: Any) -> Any:
    """Σ_j (-1)^|j∧z| v_j for all z."""
    for axis in range(len(values).bit_length() - 1):
        pairs = values.reshape(-1, 2, 2**axis)
        values = np.stack((pairs[:, 0] + pairs[:, 1], pairs[:, 0] - pairs[:, 1]), axis=1).reshape(
            -1
        )
    return values


def _rebuild(real: list[list[int]], imaginary: list[list[int]], denominator: int) -> GaussianMatrix:
    return GaussianMatrix(fmpz_mat(real), fmpz_mat(imaginary), denominator)


def _rows(rows: object, name: str) -> list[list[object]]:
    if hasattr(rows, "tolist"):  # SymPy matrices and NumPy arrays
        rows = rows.tolist()
    if not isinstance(rows, Iterable) or isinstance(rows, (str, bytes)):
        raise InputError(
            f"{name} is of type {type(rows).__name__}; a list of rows of exact numbers is required."
        )
    listed = list(rows)
    if not all(isinstance(row, Iterable) and not isinstance(row, (str, bytes)) for row in listed):
        raise InputError(f"{name} is not a list of rows; write for instance [[1, 0], [0, -1]].")
    return [list(row) for row in listed]


def _entry_text(real: Fraction, imaginary: Fraction) -> str:
    if not imaginary:
        return str(real)
    size = "" if abs(imaginary) == 1 else f"{abs(imaginary)}*"
    sign = "-" if imaginary < 0 else ("+" if real else "")
    return f"{real if real else ''}{sign}{size}i"
