"""Networks whose generators have integer eigenvalues, not only ±1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpz_mat

from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.errors import DimensionError, InputError
from symqnn.model.network_latex import network_rows


@dataclass(frozen=True)
class IntegralNetwork(LatexRepr):
    r"""A network :math:`\prod_le^{-i\theta_lH_l}` with generators of integer spectrum; period 2π in each θ_l.

    Paper: Section 3, remarks after Theorem 2. With projectors :math:`\Pi_c` on the eigenspaces,
    :math:`V^\dagger AV=\sum_{c,c'}e^{i\theta(E_c-E_{c'})}\Pi_cA\Pi_{c'}`.

    Args:
        generators: Hermitian matrices; generator 1 acts first. observable: Hermitian M.
        spectra: the different eigenvalues of each, increasing. projectors: the projectors in that order.
    """

    generators: tuple[GaussianMatrix, ...]
    observable: GaussianMatrix
    spectra: tuple[tuple[int, ...], ...]
    projectors: tuple[tuple[GaussianMatrix, ...], ...]

    @classmethod
    def make(cls, generators: Iterable[object], observable: object) -> IntegralNetwork:
        """Read matrices and find their integer spectra, exactly.

        Raises:
            InputError: not Hermitian, an eigenvalue that is no integer, or a multiple of the identity; DimensionError: sizes differ.

        Example:
            >>> IntegralNetwork.make([[[0, 0], [0, 2]]], [[1, 1], [1, 1]]).gaps
            (2,)
        """
        listed = tuple(_matrix(value, f"generators[{k}]") for k, value in enumerate(generators))
        target = _matrix(observable, "observable")
        if not listed or any(matrix.dimension != target.dimension for matrix in listed):
            sizes = [matrix.dimension for matrix in listed]
            raise DimensionError(f"generators act on dimensions {sizes}, the observable on {target.dimension}; at least one, all equal.")
        spectra = tuple(integer_spectrum(matrix, f"generators[{k}]") for k, matrix in enumerate(listed))
        return cls(listed, target, spectra, tuple(_projectors(m, s) for m, s in zip(listed, spectra, strict=True)))

    def latex_rows(self, limit: int = 12) -> list[Row]:
        """LaTeX: U(θ), the generators (the number of those beyond ``limit`` is said) and the observable."""
        return network_rows(self.generators, self.observable, limit)

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


def qudits(layers: int, gap: int) -> IntegralNetwork:
    r"""One layer of :math:`H=\operatorname{diag}(0,\dots,\Delta)` on each of p qudits of dimension Δ+1, M = J^{⊗p}, J all ones (ours).

    Raises:
        InputError: no qudit, gap below 1, or dimension above 64.

    Example:
        >>> qudits(2, 2).dimension
        9
    """
    if layers < 1 or gap < 1 or (gap + 1) ** layers > 64:
        raise InputError(f"{layers} qudits of dimension {gap + 1} were asked for; at least one, gap ≥ 1 and dimension at most 64 are required.")
    size = gap + 1
    total = size**layers
    generators = [GaussianMatrix.diagonal([(index // size ** (layers - 1 - k)) % size for index in range(total)]) for k in range(layers)]
    return IntegralNetwork.make(generators, [[1] * total for _ in range(total)])


def _matrix(value: object, name: str) -> GaussianMatrix:
    matrix = value if isinstance(value, GaussianMatrix) else GaussianMatrix.from_rows(value, name)
    if not matrix.is_hermitian():
        raise InputError(f"{name} is not Hermitian; entry [j][k] must be the conjugate of entry [k][j].")
    return matrix


def integer_spectrum(matrix: GaussianMatrix, name: str = "matrix") -> tuple[int, ...]:
    """The different eigenvalues of a Hermitian matrix, all integers, increasing.

    The real symmetric matrix [[R, -J], [J, R]] has the same ones.

    Raises:
        InputError: an eigenvalue is no integer, or there is only one.
    """
    real, imaginary = matrix.integer_rows()
    upper = [[*a, *(-x for x in b)] for a, b in zip(real, imaginary, strict=True)]
    lower = [[*b, *a] for a, b in zip(real, imaginary, strict=True)]
    _, factors = fmpz_mat(upper + lower).charpoly().factor()
    roots = [-int(factor[0]) for factor, _ in factors if factor.degree() == 1]
    if len(roots) < len(factors) or any(root % matrix.denominator for root in roots):
        raise InputError(f"{name} has an eigenvalue that is no integer; shift and scale it so that all are (a rational spectrum can be).")
    if len(roots) < 2:
        raise InputError(f"{name} is a multiple of the identity; at least two different eigenvalues are required.")
    return tuple(sorted(root // matrix.denominator for root in roots))


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
