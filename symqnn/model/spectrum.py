"""Networks whose generators have integer eigenvalues, not only ±1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from math import gcd

from flint import fmpz_mat

from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.errors import DimensionError, InputError, SizeError
from symqnn.model.network_latex import network_rows

MAX_DIMENSION = 128


@dataclass(frozen=True, repr=False)
class IntegralNetwork(LatexRepr):
    r"""A network :math:`\prod_le^{-i\theta_lH_l}` with generators of integer spectrum; period 2π in each θ_l.

    Paper: Section 3, remarks after Theorem 2. With projectors :math:`\Pi_c` on the eigenspaces,
    :math:`V^\dagger AV=\sum_{c,c'}e^{i\theta(E_c-E_{c'})}\Pi_cA\Pi_{c'}`. Angles are θ in radians, not 2θ.

    Args:
        generators: Hermitian matrices; generator 1 acts first. observable: Hermitian M.
        spectra: the different eigenvalues of each, increasing. projectors: the projectors in that order.
        words: generators and observable as Pauli sums, where they were given so (for the engine of Pauli sums).
    """

    generators: tuple[GaussianMatrix, ...]
    observable: GaussianMatrix
    spectra: tuple[tuple[int, ...], ...]
    projectors: tuple[tuple[GaussianMatrix, ...], ...]
    words: tuple[tuple[PauliSum, ...], PauliSum] | None = None

    @classmethod
    def make(cls, generators: Iterable[object], observable: object) -> IntegralNetwork:
        """Read matrices or Pauli texts and find their integer spectra, exactly.

        A generator whose eigenvalues are integers plus a common fraction, such as 1/2*Z, is shifted by that fraction, a global phase.

        Raises:
            InputError: not Hermitian, an eigenvalue that is no integer, or a multiple of the identity; DimensionError: sizes differ.
            SizeError: dimension above 128.

        Example:
            >>> IntegralNetwork.make([[[0, 0], [0, 2]]], [[1, 1], [1, 1]]).gaps
            (2,)
            >>> IntegralNetwork.make(["1/2*ZI + 1/2*IZ", "1/2*XI"], "XX + YI").spectra
            ((-1, 0, 1), (-1, 0))
        """
        if isinstance(generators, (str, bytes)) or not isinstance(generators, Iterable):
            raise InputError("generators must be a list, for instance ['1/2*ZI + 1/2*IZ'] or [[[0, 0], [0, 2]]].")
        given = [PauliSum.from_text(value) if isinstance(value, str) else value for value in (*generators, observable)]
        words = [value for value in given if isinstance(value, PauliSum)]
        listed = [_matrix(value, f"generators[{k}]" if k < len(given) - 1 else "observable") for k, value in enumerate(given)]
        target = listed.pop()
        if not listed or any(matrix.dimension != target.dimension for matrix in listed):
            sizes = [matrix.dimension for matrix in listed]
            raise DimensionError(f"generators act on dimensions {sizes}, the observable on {target.dimension}; at least one, all equal.")
        if not target:
            raise InputError("observable is zero; a non-zero Hermitian operator is required.")
        found, one = [_eigenvalues(matrix, f"generators[{k}]") for k, matrix in enumerate(listed)], GaussianMatrix.identity(target.dimension)
        shifted = tuple((matrix - one * offset).canonical() for matrix, (_, offset) in zip(listed, found, strict=True))
        spectra = tuple(values for values, _ in found)
        projectors = tuple(_projectors(m, s) for m, s in zip(shifted, spectra, strict=True))
        kept = (tuple(words[:-1]), words[-1]) if len(words) == len(given) else None
        return cls(shifted, target, spectra, projectors, kept)

    def latex_rows(self, limit: int = 12) -> list[Row]:
        """LaTeX: U(θ), the generators (the number of those beyond ``limit`` is said) and the observable."""
        generators, observable = self.words or (self.generators, self.observable)
        return network_rows(generators, observable, limit)

    @property
    def layers(self) -> int:
        """Number p of generators."""
        return len(self.generators)

    @property
    def dimension(self) -> int:
        """Dimension d."""
        return self.observable.dimension

    @property
    def gaps(self) -> tuple[int, ...]:
        """Δ_l: difference of the largest and the smallest eigenvalue of each generator."""
        return tuple(spectrum[-1] - spectrum[0] for spectrum in self.spectra)

    @property
    def frequencies(self) -> tuple[tuple[int, ...], ...]:
        """The differences k ≥ 0 of two eigenvalues of each generator, increasing: the frequencies of M(θ) in θ_l."""
        return tuple(tuple(sorted({high - low for low in spectrum for high in spectrum if high >= low})) for spectrum in self.spectra)

    @property
    def divisors(self) -> tuple[int, ...]:
        """g_l: greatest common divisor of the frequencies of each generator; the period in θ_l is 2π/g_l."""
        return tuple(gcd(*listed) for listed in self.frequencies)

    @property
    def is_commuting(self) -> bool:
        """Whether the network was given by Pauli sums and the words of each generator commute with one another."""
        return self.words is not None and all(_commute(first, second) for sums in self.words[0] for first, second in combinations(sums.words(), 2))

    def reduced(self) -> IntegralNetwork:
        r"""The same network with the smallest eigenvalue moved to 0 and all frequencies divided by g_l: :math:`H'_l=(H_l-E_{\min})/g_l`.

        Its angle is θ'_l = g_lθ_l; a shift of H_l is a global phase.

        Example:
            >>> IntegralNetwork.make([[[-1, 0], [0, 3]]], [[1, 1], [1, 1]]).reduced().spectra
            ((0, 1),)
        """
        if all(spectrum[0] == 0 and g == 1 for spectrum, g in zip(self.spectra, self.divisors, strict=True)):
            return self
        one = GaussianMatrix.identity(self.dimension)
        triples = list(zip(self.generators, self.spectra, self.divisors, strict=True))
        generators = tuple(((h - one * spectrum[0]) * Fraction(1, g)).canonical() for h, spectrum, g in triples)
        return replace(self, generators=generators, spectra=tuple(tuple((e - s[0]) // g for e in s) for _, s, g in triples), words=None)

    def __repr__(self) -> str:
        listed = "; ".join(", ".join(map(str, spectrum)) for spectrum in self.spectra[:8]) + ("; …" if self.layers > 8 else "")
        return f"IntegralNetwork({self.layers} generator{'' if self.layers == 1 else 's'} on dimension {self.dimension} with eigenvalues {listed})"


def require_integral(network: object) -> IntegralNetwork:
    """The network, if it is one with integer spectra.

    Raises:
        InputError: another object, with what to do.
    """
    if not isinstance(network, IntegralNetwork):
        raise InputError(f"network is of type {type(network).__name__}; make one with IntegralNetwork.make(generators, observable).")
    return network


def qudits(layers: int, gap: int) -> IntegralNetwork:
    r"""One layer of :math:`H=\operatorname{diag}(0,\dots,\Delta)` on each of p qudits of dimension Δ+1, M = J^{⊗p}, J all ones (ours).

    Raises:
        InputError: no qudit, gap below 1, or dimension above 64.

    Example:
        >>> qudits(2, 2).dimension
        9
    """
    whole = type(layers) is int and type(gap) is int
    if not whole or layers < 1 or gap < 1 or layers > 6 or (gap + 1) ** layers > 64:
        raise InputError(f"{layers} qudits of gap {gap} were asked for; at least one, gap ≥ 1 and dimension (gap + 1)^qudits at most 64 are required.")
    size = gap + 1
    total = size**layers
    generators = [GaussianMatrix.diagonal([(index // size ** (layers - 1 - k)) % size for index in range(total)]) for k in range(layers)]
    return IntegralNetwork.make(generators, [[1] * total for _ in range(total)])


def _commute(first: str, second: str) -> bool:
    return sum(a != b and "I" not in (a, b) for a, b in zip(first, second, strict=True)) % 2 == 0


def _matrix(value: object, name: str) -> GaussianMatrix:
    if isinstance(value, PauliSum):
        return GaussianMatrix.from_pauli(value)
    matrix = value if isinstance(value, GaussianMatrix) else GaussianMatrix.from_rows(value, name)
    if not matrix.is_hermitian():
        raise InputError(f"{name} is not Hermitian; entry [j][k] must be the conjugate of entry [k][j].")
    return matrix


def integer_spectrum(matrix: GaussianMatrix, name: str = "matrix") -> tuple[int, ...]:
    """The different eigenvalues of a Hermitian matrix, all integers, increasing.

    Raises:
        InputError: an eigenvalue is no integer, or there is only one; SizeError: dimension above 128.
    """
    values, offset = _eigenvalues(matrix, name)
    if offset:
        raise InputError(f"{name} has an eigenvalue that is no integer: all are {offset} plus an integer; subtract {offset} times the identity.")
    return values


def _eigenvalues(matrix: GaussianMatrix, name: str) -> tuple[tuple[int, ...], Fraction]:
    """The different eigenvalues as integers plus a common offset in [0, 1); the real symmetric matrix [[R, -J], [J, R]] has the same ones."""
    if matrix.dimension > MAX_DIMENSION:
        raise SizeError(f"{name} acts on dimension {matrix.dimension}; spectra are found up to dimension {MAX_DIMENSION}.")
    real, imaginary = matrix.integer_rows()
    upper = [[*a, *(-x for x in b)] for a, b in zip(real, imaginary, strict=True)]
    lower = [[*b, *a] for a, b in zip(real, imaginary, strict=True)]
    _, factors = fmpz_mat(upper + lower).charpoly().factor()
    values = sorted(Fraction(-int(factor[0]), matrix.denominator) for factor, _ in factors if factor.degree() == 1)
    if len(values) < len(factors) or any((value - values[0]).denominator > 1 for value in values):
        raise InputError(
            f"{name} has an eigenvalue that is no integer (even after a shift), and does not square to the identity; "
            "scale it so that all differences of eigenvalues are integers, or H² = I."
        )
    if len(values) < 2:
        raise InputError(f"{name} is a multiple of the identity; at least two different eigenvalues are required.")
    offset = values[0] % 1
    return tuple(int(value - offset) for value in values), offset


def _projectors(matrix: GaussianMatrix, spectrum: tuple[int, ...]) -> tuple[GaussianMatrix, ...]:
    """Π_c = ∏_{c'≠c} (H - E_c')/(E_c - E_c')."""
    one, found = GaussianMatrix.identity(matrix.dimension), []
    for value in spectrum:
        product = one
        for other in spectrum:
            if other != value:
                product = (product @ (matrix - one * other)) * Fraction(1, value - other)
        found.append(product.canonical())
    return tuple(found)
