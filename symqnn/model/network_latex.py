"""Networks in LaTeX."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from symqnn.algebra.latex import Row, left_out, number, sum_lines
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.algebra.torus import latex_names
from symqnn.model.angle import Angle

SHOWN_GATES = 6


def angle_latex(angle: Angle, names: tuple[str, ...] = ()) -> str:
    r"""An affine angle; ``names`` are those of the whole network, which decide how each is spelt.

    Example:
        >>> print(angle_latex(Angle.from_text("2*gamma - b/3 + pi/2")))
        2 \gamma - \tfrac{1}{3} b + \tfrac{1}{2} \pi
    """
    fixed = angle.fixed
    names = names or tuple(angle.factors)
    spelt = dict(zip(names, latex_names(names), strict=True))
    parts = [(value, spelt[name]) for name, value in angle.factors.items()]
    parts += [(fixed.pi, r"\pi")] if fixed.pi else []
    parts += [(fixed.number, "")] if fixed.number else []
    parts += [(s, rf"\arctan {number(t)}") for t, s in fixed.arctangents]
    return sum_lines(parts, width=0)[0] if parts else "0"


def circuit_latex(angles: Sequence[Angle]) -> str:
    r"""U(θ) as a product of exponentials, generator 1 last.

    Example:
        >>> print(circuit_latex([Angle.of("θ1"), Angle.from_text("2*θ2 - θ1")]))
        e^{-i(2 \theta_{2} - \theta_{1})H_{2}} e^{-i\theta_{1}H_{1}}
        >>> print(circuit_latex([Angle.of("gamma")]))
        e^{-i\gamma H_{1}}
    """
    names = tuple(dict.fromkeys(name for angle in angles for name in angle.factors))
    listed = [_gate_latex(angle, names, k) for k, angle in enumerate(angles, start=1)][::-1]
    if len(listed) > SHOWN_GATES:
        listed[2:-2] = [r"\cdots"]
    return " ".join(listed)


def _gate_latex(angle: Angle, names: tuple[str, ...], number: int) -> str:
    code = angle_latex(angle, names)
    simple = list(angle.factors.values()) == [Fraction(1)] and not angle.fixed
    # a control word such as \gamma must not swallow the H
    space = " " if re.search(r"\\[a-zA-Z]+$", code) else ""
    return rf"e^{{-i{code + space if simple else f'({code})'}H_{{{number}}}}}"


def network_rows(
    angles: Sequence[Angle],
    generators: Sequence[PauliSum | GaussianMatrix],
    observable: TensorProduct | PauliSum | GaussianMatrix,
    limit: int,
) -> list[Row]:
    """The rows U(θ), H_1, …, M."""
    rows: list[Row] = [(r"U(\theta) ", f"= {circuit_latex(angles)}")]
    for k, generator in enumerate(generators[:limit], start=1):
        rows += generator.latex_rows(f"H_{{{k}}}")
    if len(generators) > limit:
        rows.append(("", left_out(len(generators) - limit, "generator")))
    return [*rows, *observable.latex_rows("M")]
