"""The Gram matrix tr(Φ_ξ(M)Φ_ξ'(M)), exactly, and its blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import gcd, lcm
from typing import TYPE_CHECKING

import networkx as nx
from flint import fmpz_mat

from symqnn.algebra.latex import WIDTH, LatexRepr, Row, equation, left_out, number, visible_width
from symqnn.algebra.latex_tables import SHOWN, matrix
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.errors import SizeError
from symqnn.expansion.output import Expansion, expand, expand_operators
from symqnn.independence.relations import coordinates
from symqnn.model.qnn import QNN, blocks, require_qnn

if TYPE_CHECKING:
    import sympy

MAX_OPERATORS = 2200  # p = 7


@dataclass(frozen=True, eq=False)
class GramMatrix(LatexRepr):
    r"""Gram matrix :math:`G_{\xi\xi'}=\operatorname{tr}(\Phi_\xi(M)\Phi_{\xi'}(M))` as integers over one denominator.

    Args:
        indices: the ξ of the rows, in lexicographic order.
        numerators: symmetric integer matrix. denominator: common denominator.
    """

    indices: tuple[str, ...]
    numerators: fmpz_mat
    denominator: int

    def entry(self, xi: str, other: str) -> Fraction:
        """One entry."""
        row, column = self.indices.index(xi), self.indices.index(other)
        return Fraction(int(self.numerators[row, column]), self.denominator)

    def rows(self) -> list[list[Fraction]]:
        """All entries."""
        return [[Fraction(int(value), self.denominator) for value in row] for row in self.numerators.tolist()]

    def to_sympy(self) -> sympy.ImmutableMatrix:
        """The same matrix of SymPy rationals."""
        from symqnn.algebra.symbolic import rationals_to_sympy

        return rationals_to_sympy(self.rows())

    def latex_rows(self, name: str = "G", common_denominator: bool = True, limit: int = SHOWN, blocks: int = 12) -> list[Row]:
        r"""LaTeX: diagonal entries that stand alone, then the connected blocks; what is left out is said.

        Args:
            limit: rows of a block that are shown. blocks: number of blocks (and of indices in a list).

        Example:
            >>> print(gram_matrix(QNN(["Z"], "Y+I")).to_latex())
            \begin{aligned}
            G_{\xi\xi} &= 2 \quad\text{for }\xi = 1, 2 \\
            G_{\xi\xi'} &= 0 \quad\text{for the other }\xi, \xi'
            \end{aligned}
        """
        components = self.components()
        alone: dict[Fraction, list[str]] = {}
        for component in components:
            if len(component) == 1:
                alone.setdefault(self.entry(component[0], component[0]), []).append(component[0])
        rows: list[Row] = []
        for value, indices in alone.items():
            listed = ", ".join(indices[:blocks]) + (rf", \ldots \text{{ ({len(indices)} indices)}}" if len(indices) > blocks else "")
            rows.append((rf"{name}_{{\xi\xi}} ", rf"= {number(value)} \quad\text{{for }}\xi = {listed}"))
        coupled = [component for component in components if len(component) > 1]
        for component in coupled[:blocks]:
            rows += self.principal(component)._block_rows(name, common_denominator, limit)
        if len(coupled) > blocks:
            rows.append(("", left_out(len(coupled) - blocks, "block")))
        if len(components) > 1:
            rows.append((rf"{name}_{{\xi\xi'}} ", r"= 0 \quad\text{for the other }\xi, \xi'"))
        return rows

    def _block_rows(self, name: str, common_denominator: bool, limit: int) -> list[Row]:
        size = len(self.indices)
        names = self.indices if size <= limit and len(", ".join(self.indices)) < 30 else (*self.indices[:2], r"\ldots", self.indices[-1])
        left = rf"{name}_{{\{{{', '.join(names)}\}}}}"
        values = self.rows()
        scale = lcm(*(value.denominator for row in values for value in row)) if common_denominator else 1
        front = "" if scale == 1 else number(Fraction(1, scale))
        code = front + matrix(size, lambda j, k: number(values[j][k] * scale), limit, WIDTH - visible_width(left))
        return equation(left, [code])

    def components(self) -> tuple[tuple[str, ...], ...]:
        """Finest block structure: connected components of the graph of non-zero entries."""
        graph = nx.Graph()
        graph.add_nodes_from(self.indices)
        for row, xi in enumerate(self.indices):
            graph.add_edges_from((xi, self.indices[k]) for k in range(row) if self.numerators[row, k])
        return tuple(sorted(tuple(sorted(part)) for part in nx.connected_components(graph)))

    def principal(self, indices: Sequence[str]) -> GramMatrix:
        """Principal submatrix."""
        positions = [self.indices.index(xi) for xi in indices]
        rows = [[self.numerators[j, k] for k in positions] for j in positions]
        return GramMatrix(tuple(indices), fmpz_mat(rows), self.denominator)

    def block_theorem(self) -> tuple[GramMatrix | None, GaussianMatrix]:
        """The parts (B_0, K) of the block theorem G ≅ B_0 ⊕ K ⊕ K̄, K = B_1 + iC, split by the outermost index ξ_1.

        B_0 has the ξ with ξ_1 = 0 (None for p = 1), B_1 those with ξ_1 = 1, C couples ξ_1 = 1 with ξ_1 = 2.
        """
        zeroth = [xi for xi in self.indices if xi[0] == "0"]
        rest = [xi[1:] for xi in self.indices if xi[0] == "1"]
        positions = [[self.indices.index(digit + tail) for tail in rest] for digit in "12"]
        real = fmpz_mat([[self.numerators[j, k] for k in positions[0]] for j in positions[0]])
        coupling = fmpz_mat([[self.numerators[j, k] for k in positions[1]] for j in positions[0]])
        return (self.principal(zeroth) if zeroth else None), GaussianMatrix(real, coupling, self.denominator)


def gram_matrix(qnn: QNN) -> GramMatrix:
    """The exact Gram matrix of {Φ_ξ(M), ξ ≠ 0} (Paper: section 4).

    Raises:
        SizeError: p > 7; use linear_independence, which needs no Gram matrix, or gram_factors for products.

    Example:
        >>> gram_matrix(QNN(["Z"], "Y+I")).rows()
        [[Fraction(2, 1), Fraction(0, 1)], [Fraction(0, 1), Fraction(2, 1)]]
    """
    if 3 ** require_qnn(qnn).layers - 1 > MAX_OPERATORS:
        raise SizeError(
            f"the Gram matrix of p = {qnn.layers} layers has 3^{qnn.layers} - 1 rows (limit {MAX_OPERATORS}); "
            "linear_independence needs no Gram matrix, gram_factors keeps products apart."
        )
    return _gram(expand(qnn), with_zero=False, weight=qnn.dimension if qnn.is_pauli else 1)


def _gram(expansion: Expansion, with_zero: bool, weight: int) -> GramMatrix:
    """Inner products of coordinate rows; Pauli words have tr(PP') = 2^n δ, the weight."""
    table = coordinates(expansion, with_zero)
    indices = tuple("".join(xi) for xi in product("012", repeat=expansion.layers))[0 if with_zero else 1 :]
    columns = {key: k for k, key in enumerate({key: None for row in table.rows.values() for key in row})}
    dense = [[0] * max(1, len(columns)) for _ in indices]
    for row, xi in zip(dense, indices, strict=True):
        for key, value in table.rows.get(xi, {}).items():
            row[columns[key]] = value
    matrix = fmpz_mat(dense)
    common = gcd(weight, table.scale**2)
    return GramMatrix(indices, matrix * matrix.transpose() * (weight // common), table.scale**2 // common)


def gram_factors(qnn: QNN) -> list[tuple[tuple[int, ...], GramMatrix]]:
    """Gram matrices of the tensor factors of a network, ξ = 0 included; the Gram matrix of the network is their tensor product.

    Returns:
        For each block: (positions of its layers, its Gram matrix of all 3^p_b operators; 1×1 without layers).

    Raises:
        SizeError: a block with more than 7 layers.

    Example:
        >>> [(layers, gram.rows()[0]) for layers, gram in gram_factors(QNN(["Z"], "Y+I"))]
        [((0,), [Fraction(2, 1), Fraction(0, 1), Fraction(0, 1)])]
    """
    result = []
    for block in blocks(qnn):
        if 3 ** len(block.layers) > MAX_OPERATORS:
            raise SizeError(f"a block with {len(block.layers)} layers has a Gram matrix of 3^{len(block.layers)} rows (limit {MAX_OPERATORS}).")
        weight = block.observable.dimension if isinstance(block.observable, PauliSum) else 1
        result.append((block.layers, _gram(expand_operators(block.generators, block.observable), with_zero=True, weight=weight)))
    return result
