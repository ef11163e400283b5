r"""Expansions in LaTeX and SymPy, whichever engine made them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from symqnn.algebra.latex import LatexRepr, Row, Term, equation, joined, term
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.pauli_text import word_latex
from symqnn.algebra.symbolic import angle_symbols, basis_to_sympy
from symqnn.algebra.trigpoly_text import basis_latex, read_angle
from symqnn.errors import InputError

if TYPE_CHECKING:
    import sympy

FORMS = ("operators", "sum")


class ShownExpansion(LatexRepr):
    """What both tables of operators Φ_ξ(M) can show; they have ``layers`` and ``items()``."""

    layers: int

    if TYPE_CHECKING:  # each engine defines it

        def items(self) -> Iterator[tuple[str, PauliSum]] | Iterator[tuple[str, GaussianMatrix]]:
            """Pairs (ξ, Φ_ξ(M)) with Φ_ξ(M) ≠ 0, in the order of ξ."""

    def latex_rows(self, form: str = "operators", angle: str = "theta", limit: int = 200) -> list[Row]:
        r"""LaTeX: the operators one by one (``form="operators"``, Paper: Eqn 10), or M(θ) as one sum (``"sum"``, Eqn 11).

        Args:
            angle: ``"theta"``, or ``"phi"`` = 2θ. limit: operators listed; what is left out is said.

        Raises:
            InputError: another form or angle.

        Example:
            >>> from symqnn import QNN, expand
            >>> print(expand(QNN(["Z"], "Y+I")).to_latex(form="sum"))
            M(\theta) = I + \cos 2\theta_{1}\,Y + \sin 2\theta_{1}\,X
        """
        if form not in FORMS:
            raise InputError(f"form is {form!r}; 'operators' or 'sum' is required.")
        letter, _ = read_angle(angle)
        listed: list[tuple[str, PauliSum | GaussianMatrix]] = list(islice(self.items(), limit + 1))
        more, listed = len(listed) > limit, listed[:limit]
        if form == "sum":
            terms = [piece for xi, operator in listed for piece in _summand(xi, operator, angle)]
            terms += [(False, r"\cdots \quad\text{(more operators)}")] if more else []
            return equation(f"M({letter})", joined(terms))
        rows = [row for xi, operator in listed for row in operator.latex_rows(rf"\Phi_{{{xi}}}(M)")]
        zeros = int(3**self.layers) - len(listed)
        if more:
            rows.append(("", r"\cdots \quad\text{(more operators)}"))
        elif zeros:
            rows.append((r"\Phi_{\xi}(M) ", rf"= 0 \quad\text{{for the other {zeros} of the {3**self.layers} indices }}\xi"))
        return rows

    def to_sympy(self, symbols: Sequence[sympy.Symbol] | None = None, angle: str = "theta") -> sympy.ImmutableMatrix:
        r"""M(θ) as a SymPy matrix in the symbols theta1, theta2, …

        Raises:
            SizeError: more than 10 qubits.

        Example:
            >>> from symqnn import QNN, expand
            >>> expand(QNN(["X"], "Z")).to_sympy()
            Matrix([
            [  cos(2*theta1), -I*sin(2*theta1)],
            [I*sin(2*theta1),   -cos(2*theta1)]])
        """
        used = tuple(symbols) if symbols is not None else angle_symbols(self.layers, angle)
        parts = [operator.to_sympy() * basis_to_sympy(tuple(map(int, xi)), used, angle) for xi, operator in self.items()]
        total = parts[0]
        for part in parts[1:]:
            total += part
        return total


def _summand(xi: str, operator: PauliSum | GaussianMatrix, angle: str) -> list[Term]:
    basis = basis_latex(tuple(map(int, xi)), angle)
    if isinstance(operator, PauliSum) and (len(operator) == 1 or not basis):
        space = r"\," if basis else ""
        return [term(value, f"{basis}{space}{word_latex(word)}", "" if basis else r"\,") for word, value in operator.terms()]
    if isinstance(operator, PauliSum):
        return [(False, rf"{basis} \bigl({operator.to_latex(width=0)}\bigr)")]
    return [(False, operator.to_latex(before=rf"{basis}\," if basis else ""))]
