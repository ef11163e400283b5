"""The Gram matrix tr(A_e A_e'), exactly, and its blocks; for two-level gates tr(Φ_ξ(M)Φ_ξ'(M))."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING

from flint import fmpz_mat

from symqnn.algebra.components import components
from symqnn.algebra.exact import short_integer
from symqnn.algebra.latex import WIDTH, LatexRepr, Row, equation, left_out, number, visible_width
from symqnn.algebra.latex_tables import SHOWN, matrix
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.trigpoly_text import read_digits
from symqnn.errors import InputError, SizeError
from symqnn.expansion.output import expand_gates
from symqnn.independence.rank_bounds import has_own_parameter
from symqnn.independence.relations import occurring_indices
from symqnn.independence.rows import operator_rows
from symqnn.model.blocks import Block, blocks, whole_block
from symqnn.model.gate import Gate
from symqnn.model.qnn import QNN, require_qnn

if TYPE_CHECKING:
    import sympy

MAX_OPERATORS = 2200  # p = 7


@dataclass(frozen=True, eq=False)
class GramMatrix(LatexRepr):
    r"""Gram matrix :math:`G_{ee'}=\operatorname{tr}(A_eA_{e'})` as integers over one denominator.

    A_e is Φ_ξ(M) for the paper's networks.

    Args:
        indices: the e of the rows, in lexicographic order.
        numerators: symmetric integer matrix. denominator: common denominator.
        outermost: position of the parameter of the first gate, if that is two-level and its
            parameter occurs in no other gate (then the block theorem holds); None otherwise.
    """

    indices: tuple[str, ...]
    numerators: fmpz_mat
    denominator: int
    outermost: int | None = None

    def __repr__(self) -> str:
        return f"<Gram matrix of {len(self.indices)} operators>"

    def entry(self, xi: str, other: str) -> Fraction:
        """One entry."""
        row, column = self.indices.index(xi), self.indices.index(other)
        return Fraction(int(self.numerators[row, column]), self.denominator)

    def rows(self) -> list[list[Fraction]]:
        """All entries."""
        return [
            [Fraction(int(value), self.denominator) for value in row]
            for row in self.numerators.tolist()
        ]

    def to_sympy(self) -> sympy.ImmutableMatrix:
        """The same matrix of SymPy rationals."""
        from symqnn.algebra.symbolic import rationals_to_sympy

        return rationals_to_sympy(self.rows())

    def latex_rows(
        self, name: str = "G", common_denominator: bool = True, limit: int = SHOWN, blocks: int = 12
    ) -> list[Row]:
        r"""LaTeX: entries that stand alone, then the connected blocks; what is left out is said.

        Args:
            limit: rows of a block that are shown. blocks: number of blocks (and of indices in a
                list).

        Example:
            >>> print(gram_matrix(QNN(["Z"], "Y+I")).to_latex())
            \begin{aligned}
            G_{\xi\xi} &= 2 \quad\text{for }\xi = 1, 2 \\
            G_{\xi\xi'} &= 0 \quad\text{for the other }\xi, \xi'
            \end{aligned}
        """
        components = self.components()
        e = r"\xi" if set("".join(self.indices)) <= set("012") else "e"
        alone: dict[Fraction, list[str]] = {}
        for component in components:
            if len(component) == 1:
                alone.setdefault(self.entry(component[0], component[0]), []).append(component[0])
        rows: list[Row] = []
        for value, indices in alone.items():
            listed = ", ".join(indices[:blocks]) + (
                rf", \ldots \text{{ ({len(indices)} indices)}}" if len(indices) > blocks else ""
            )
            rows.append(
                (rf"{name}_{{{e}{e}}} ", rf"= {number(value)} \quad\text{{for }}{e} = {listed}")
            )
        coupled = [component for component in components if len(component) > 1]
        for component in coupled[:blocks]:
            rows += self.principal(component)._block_rows(name, common_denominator, limit)
        if len(coupled) > blocks:
            rows.append(("", left_out(len(coupled) - blocks, "block")))
        if len(components) > 1:
            rows.append((rf"{name}_{{{e}{e}'}} ", rf"= 0 \quad\text{{for the other }}{e}, {e}'"))
        return rows

    def _block_rows(self, name: str, common_denominator: bool, limit: int) -> list[Row]:
        size = len(self.indices)
        names = (
            self.indices
            if size <= limit and len(", ".join(self.indices)) < 30
            else (*self.indices[:2], r"\ldots", self.indices[-1])
        )
        left = rf"{name}_{{\{{{', '.join(names)}\}}}}"
        values = self.rows()
        scale = (
            lcm(*(value.denominator for row in values for value in row))
            if common_denominator
            else 1
        )
        front = "" if scale == 1 else number(Fraction(1, scale))
        code = front + matrix(
            size, lambda j, k: number(values[j][k] * scale), limit, WIDTH - visible_width(left)
        )
        return equation(left, [code])

    def components(self) -> tuple[tuple[str, ...], ...]:
        """Finest block structure: connected components of the graph of non-zero entries."""
        edges = []
        for row, xi in enumerate(self.indices):
            edges += [(xi, self.indices[k]) for k in range(row) if self.numerators[row, k]]
        return tuple(components(self.indices, edges))

    def principal(self, indices: Sequence[str]) -> GramMatrix:
        """Principal submatrix."""
        positions = [self.indices.index(xi) for xi in indices]
        rows = [[self.numerators[j, k] for k in positions] for j in positions]
        return GramMatrix(tuple(indices), fmpz_mat(rows), self.denominator, self.outermost)

    def block_theorem(self) -> tuple[GramMatrix | None, GaussianMatrix]:
        """The parts (B_0, K) of the block theorem G ≅ B_0 ⊕ K ⊕ K̄, K = B_1 + iC.

        The first gate splits: B_0 has the e with digit 0 there (None for p = 1), B_1 those with
        digit 1, C couples digit 1 with digit 2.

        Raises:
            InputError: the first gate is not two-level with a parameter of its own.
        """
        place = self.outermost
        if place is None:
            raise InputError(
                "the block theorem needs a first gate with two eigenvalues and a parameter that "
                "occurs in no other gate."
            )
        zeroth = [index for index in self.indices if index[place] == "0"]
        first = [index for index in self.indices if index[place] == "1"]
        rows = [self.indices.index(index) for index in first]
        turned = [f"{index[:place]}2{index[place + 1 :]}" for index in first]
        columns = [self.indices.index(index) for index in turned]
        real = fmpz_mat([[self.numerators[j, k] for k in rows] for j in rows])
        coupling = fmpz_mat([[self.numerators[j, k] for k in columns] for j in rows])
        top = self.principal(zeroth) if zeroth else None
        return top, GaussianMatrix(real, coupling, self.denominator)


def gram_matrix(qnn: QNN) -> GramMatrix:
    """The exact Gram matrix of the A_e, e ≠ 0, whose frequencies can occur.

    Paper: {Φ_ξ(M), ξ ≠ 0}, section 4.

    Raises:
        SizeError: more than 2200 operators (two-level gates: p > 7); use linear_independence, which
        needs no Gram matrix, or gram_factors for products.

    Example:
        >>> gram_matrix(QNN(["Z"], "Y+I")).rows()
        [[Fraction(2, 1), Fraction(0, 1)], [Fraction(0, 1), Fraction(2, 1)]]
        >>> gram_matrix(QNN(["X", "X"], "Z", angles=["a", "a"])).indices
        ('1', '2', '3', '4')
    """
    count = require_qnn(qnn).frequencies.components - 1
    if count > MAX_OPERATORS:
        raise SizeError(
            f"the Gram matrix has {short_integer(count)} rows (limit {MAX_OPERATORS}); "
            "linear_independence needs no Gram matrix, gram_factors keeps products apart."
        )
    return _gram(whole_block(qnn), with_zero=False)


def _gram(block: Block, with_zero: bool) -> GramMatrix:
    """Inner products of coordinate rows; Pauli words have tr(PP') = 2^n δ, the weight."""
    table = operator_rows(expand_gates(block.gates, block.observable, block.torus))
    indices = tuple(
        sorted(occurring_indices(block.frequencies, len(block.torus), with_zero), key=_order)
    )
    used = {column for row in table.rows.values() for column in row}
    columns = {column: k for k, column in enumerate(sorted(used))}
    dense = [[0] * max(1, len(columns)) for _ in indices]
    for row, index in zip(dense, indices, strict=True):
        for column, value in table.rows.get(index, {}).items():
            row[columns[column]] = value
    weight = block.observable.dimension if isinstance(block.observable, PauliSum) else 1
    matrix, common = fmpz_mat(dense), gcd(weight, table.scale**2)
    product = matrix * matrix.transpose() * (weight // common)
    return GramMatrix(indices, product, table.scale**2 // common, _outermost(block.gates))


def _order(index: str) -> tuple[int, ...]:
    return read_digits(index) or ()


def _outermost(gates: Sequence[Gate]) -> int | None:
    """The position of the first gate's parameter, where the block theorem holds."""
    own = has_own_parameter(gates) and gates[0].spectrum.is_two_level
    return gates[0].parameters[0] if own else None


def gram_factors(qnn: QNN) -> list[tuple[tuple[int, ...], GramMatrix]]:
    """Gram matrices of the tensor factors of a network, e = 0 included.

    The Gram matrix of the network is their tensor product, without the row and column of e = 0.

    Returns:
        For each block: (positions of its parameters, its Gram matrix of all operators; 1×1 without
        parameters).

    Raises:
        SizeError: a block with more than 2200 operators.

    Example:
        >>> [(axes, gram.rows()[0]) for axes, gram in gram_factors(QNN(["Z"], "Y+I"))]
        [((0,), [Fraction(2, 1), Fraction(0, 1), Fraction(0, 1)])]
    """
    result = []
    for block in blocks(require_qnn(qnn)):
        count = block.frequencies.components
        if count > MAX_OPERATORS:
            raise SizeError(
                f"a block with {len(block.axes)} parameters has a Gram matrix of "
                f"{short_integer(count)} rows (limit {MAX_OPERATORS})."
            )
        result.append((block.axes, _gram(block, with_zero=True)))
    return result
