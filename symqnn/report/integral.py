"""M(θ) and the output of a network with integer spectra, for people and machines."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import islice
from typing import Any

from symqnn.algebra.latex import Row, stack
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.algebra.trigpoly_text import basis_latex, format_terms
from symqnn.certificate.canonical import rational_text
from symqnn.certificate.encode import operator_json, state_json
from symqnn.certificate.frequencies import index_text
from symqnn.expansion.integral_expansion import MAX_ROTATIONS, Index, commuting_output, expand_commuting, expand_integral
from symqnn.expansion.layer import Operator
from symqnn.model.instance_file import IntegralInstance


def expanded(instance: IntegralInstance) -> tuple[Mapping[Index, Operator], TrigPoly, str]:
    """The operators of M(θ), the output, and which engine found them: Pauli sums where the words of every generator commute, else projectors."""
    network = instance.network
    if network.words and network.is_commuting and sum(len(h) for h in network.words[0]) <= MAX_ROTATIONS:
        words = expand_commuting(network)
        return words, commuting_output(words, instance.state, network.layers), "rotations by commuting Pauli words"
    table = expand_integral(network)
    return dict(table.items()), table.expectation(instance.state), "projectors on the eigenspaces"


def basis_text(index: Index) -> str:
    """A product of cosines and sines of the angles θ.

    Example:
        >>> basis_text((1, 0, 4)), basis_text((0,))
        ('cos(θ₁)*sin(2θ₃)', '1')
    """
    return format_terms([(index, Fraction(1))], angle="single")


def integral_text(instance: IntegralInstance, limit: int) -> str:
    """All operators (at most ``limit``) and the output, as text."""
    operators, output, engine = expanded(instance)
    network = instance.network
    lines = [repr(network), f"frequencies 0…Δ with Δ = {', '.join(map(str, network.gaps))}; angles are θ, period 2π; by {engine}", "", "M(θ) = Σ of"]
    lines += [f"  {basis_text(index)}: {operator!r}" for index, operator in islice(operators.items(), limit)]
    if len(operators) > limit:
        lines.append(f"  … ({len(operators)} in all; --terms shows more, --json all)")
    return "\n".join([*lines, "", f"f(θ) = {format_terms(list(output.terms()), angle='single')}"])


def integral_expansion_json(instance: IntegralInstance) -> dict[str, Any]:
    """All operators and the output; indices as INDEX of proofs/FORMAT.md, in the angles θ."""
    operators, output, _ = expanded(instance)
    return {
        "name": instance.name,
        "state": state_json(instance.state),
        "spectra": [list(spectrum) for spectrum in instance.network.spectra],
        "operators": {index_text(index): operator_json(operator) for index, operator in operators.items()},
        "output": {index_text(index): rational_text(value) for index, value in output.terms()},
    }


def integral_rows(instance: IntegralInstance, limit: int) -> list[Row]:
    """LaTeX rows of the network, at most ``limit`` operators, and the output."""
    operators, output, _ = expanded(instance)
    rows = instance.network.latex_rows() + instance.state.latex_rows(r"\rho")
    for index, operator in islice(operators.items(), limit):
        rows += operator.latex_rows(rf"M_{{{basis_latex(index, 'single') or '1'}}}")
    if len(operators) > limit:
        rows.append(("", rf"\text{{$\ldots$ ({len(operators)} operators in all)}}"))
    return rows + output.latex_rows(r"f(\rho, \theta)", "single")


def integral_latex(instance: IntegralInstance, limit: int) -> str:
    """Network, operators and output as one ``align*``."""
    return stack(integral_rows(instance, limit), display=True)
