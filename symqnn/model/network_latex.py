"""Networks in LaTeX."""

from __future__ import annotations

from collections.abc import Sequence

from symqnn.algebra.latex import Row, left_out
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum, TensorProduct

SHOWN_LAYERS = 6


def circuit_latex(layers: int) -> str:
    r"""U(θ) as a product of exponentials, generator 1 last.

    Example:
        >>> print(circuit_latex(2))
        e^{-i\theta_{2}H_{2}} e^{-i\theta_{1}H_{1}}
    """
    listed = [rf"e^{{-i\theta_{{{k}}}H_{{{k}}}}}" for k in range(layers, 0, -1)]
    if layers > SHOWN_LAYERS:
        listed[2:-2] = [r"\cdots"]
    return " ".join(listed)


def network_rows(generators: Sequence[PauliSum | GaussianMatrix], observable: TensorProduct | PauliSum | GaussianMatrix, limit: int) -> list[Row]:
    """The rows U(θ), H_1, …, M."""
    rows: list[Row] = [(r"U(\theta) ", f"= {circuit_latex(len(generators))}")]
    for k, generator in enumerate(generators[:limit], start=1):
        rows += generator.latex_rows(f"H_{{{k}}}")
    if len(generators) > limit:
        rows.append(("", left_out(len(generators) - limit, "generator")))
    return [*rows, *observable.latex_rows("M")]
