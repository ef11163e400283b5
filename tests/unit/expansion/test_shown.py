"""Expansions in LaTeX and SymPy: the matrix is that of the network, what is left out is said."""

import numpy as np
import pytest
import sympy

from symqnn.algebra.torus import Torus
from symqnn.errors import InputError
from symqnn.expansion.output import expand
from symqnn.model.qnn import QNN

WORDS = QNN(["X", "Y"], "Z + 1/2*X", angles=["a", "2*b"])


@pytest.mark.parametrize("qnn", [WORDS, WORDS.to_dense()], ids=["words", "matrices"])
def test_the_matrix_of_sympy(qnn: QNN) -> None:
    """Against exponentials of matrices: M(θ) = U†MU, U = exp(-2ibY)·exp(-iaX)."""
    a, b = sympy.symbols("a b", real=True)
    shown = expand(qnn).to_sympy([a, b])
    x, y = np.array([[0, 1], [1, 0]]), np.array([[0, -1j], [1j, 0]])
    for values in ((0.3, -1.1), (2.0, 0.4)):
        first, second = (
            np.cos(t) * np.eye(2) - 1j * np.sin(t) * h
            for t, h in ((values[0], x), (2 * values[1], y))
        )
        unitary = second @ first
        wanted = unitary.conj().T @ (np.diag([1, -1]) + x / 2) @ unitary
        found = np.array(shown.subs({a: values[0], b: values[1]}).evalf(), dtype=complex)
        assert np.abs(found - wanted).max() < 1e-12


def test_forms_of_latex() -> None:
    made = expand(QNN(["X"], "Z"))
    assert made.is_paper_form and made.torus == Torus.default(1)
    assert r"\Phi_{1}(M)" in made.to_latex()
    assert r"\xi" in made.to_latex()  # the others are 0
    assert made.to_latex(form="sum") == (r"M(\theta) = \cos 2\theta_{1}\,Z + \sin 2\theta_{1}\,Y")
    assert r"\text{(more operators)}" in expand(WORDS).to_latex(limit=1)
    assert "3 operators" in repr(expand(QNN(["X"], "Z + X")))
    with pytest.raises(InputError, match="'operators' or 'sum'"):
        made.to_latex(form="matrix")
