r"""Expansions in LaTeX and SymPy, whichever engine made them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from symqnn.algebra.latex import LatexRepr, Row, Term, equation, joined, term
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.pauli_text import word_latex
from symqnn.algebra.symbolic import basis_to_sympy, require_symbols
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly_text import basis_latex, read_digits
from symqnn.errors import InputError

if TYPE_CHECKING:
    import sympy

FORMS = ("operators", "sum")


class ShownExpansion(LatexRepr):
    """What both tables of operators A_e can show; they have ``torus`` and ``items()``."""

    torus: Torus

    if TYPE_CHECKING:  # each engine defines it

        def items(self) -> Iterator[tuple[str, PauliSum]] | Iterator[tuple[str, GaussianMatrix]]:
            """Pairs (index as digits, A_e) with A_e ≠ 0, in the order of e."""

    @property
    def is_paper_form(self) -> bool:
        """Whether the index is the paper's ξ: all frequencies at most 1."""
        return all(set(index) <= set("012") for index, _ in self.items())

    def __repr__(self) -> str:
        number, angles = sum(1 for _ in self.items()), ", ".join(self.torus.names[:6])
        more = ", …" if len(self.torus) > 6 else ""
        return (
            f"<M(θ): {number} operator{'s' * (number != 1)} that are not zero, in {angles}{more}>"
        )

    def latex_rows(self, form: str = "operators", limit: int = 200) -> list[Row]:
        r"""LaTeX: the operators one by one (``form="operators"``, Paper: Eqn 10), or M(θ) as one
        sum (``"sum"``, Eqn 11).

        Operators are named Φ_ξ(M) as in the paper where all frequencies are at most 1, else by
        their products of cosines and sines.

        Args:
            limit: operators listed; what is left out is said.

        Raises:
            InputError: another form.

        Example:
            >>> from symqnn import QNN, expand
            >>> print(expand(QNN(["Z"], "Y+I")).to_latex(form="sum"))
            M(\theta) = I + \cos 2\theta_{1}\,Y + \sin 2\theta_{1}\,X
        """
        if form not in FORMS:
            raise InputError(f"form is {form!r}; 'operators' or 'sum' is required.")
        listed: list[tuple[str, PauliSum | GaussianMatrix]] = list(islice(self.items(), limit + 1))
        more, listed = len(listed) > limit, listed[:limit]
        if form == "sum":
            terms = [
                piece
                for index, operator in listed
                for piece in _summand(index, operator, self.torus)
            ]
            terms += [(False, r"\cdots \quad\text{(more operators)}")] if more else []
            return equation(r"M(\theta)", joined(terms))
        named = self.is_paper_form
        rows = []
        for index, operator in listed:
            basis = basis_latex(read_digits(index) or (), self.torus) or "1"
            rows += operator.latex_rows(rf"\Phi_{{{index}}}(M)" if named else rf"M_{{{basis}}}")
        zeros = int(3 ** len(self.torus)) - len(listed)
        if more:
            rows.append(("", r"\cdots \quad\text{(more operators)}"))
        elif zeros and named:
            rest = (
                rf"= 0 \quad\text{{for the other {zeros} of the {3 ** len(self.torus)} "
                rf"indices }}\xi"
            )
            rows.append((r"\Phi_{\xi}(M) ", rest))
        return rows or [(r"M(\theta) ", "= 0")]

    def to_sympy(self, symbols: Sequence[sympy.Symbol] | None = None) -> sympy.ImmutableMatrix:
        r"""M(θ) as a SymPy matrix in the user's angles.

        Raises:
            SizeError: more than 10 qubits.

        Example:
            >>> from symqnn import QNN, expand
            >>> expand(QNN(["X"], "Z")).to_sympy()
            Matrix([
            [  cos(2*theta1), -I*sin(2*theta1)],
            [I*sin(2*theta1),   -cos(2*theta1)]])
        """
        used = require_symbols(symbols, self.torus)
        parts = [
            operator.to_sympy() * basis_to_sympy(read_digits(index) or (), self.torus, used)
            for index, operator in self.items()
        ]
        total = parts[0]
        for part in parts[1:]:
            total += part
        return total


def _summand(index: str, operator: PauliSum | GaussianMatrix, torus: Torus) -> list[Term]:
    basis = basis_latex(read_digits(index) or (), torus)
    if isinstance(operator, PauliSum) and (len(operator) == 1 or not basis):
        space = r"\," if basis else ""
        glue = "" if basis else r"\,"
        return [
            term(value, f"{basis}{space}{word_latex(word)}", glue)
            for word, value in operator.terms()
        ]
    if isinstance(operator, PauliSum):
        return [(False, rf"{basis} \bigl({operator.to_latex(width=0)}\bigr)")]
    return [(False, operator.to_latex(before=rf"{basis}\," if basis else ""))]
