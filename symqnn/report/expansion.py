"""M(θ) and the output polynomial for people and machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from symqnn.algebra.latex import stack
from symqnn.algebra.trigpoly_text import read_angle
from symqnn.certificate.canonical import rational_text
from symqnn.certificate.encode import operator_json, state_json
from symqnn.expansion.layer import Operator
from symqnn.expansion.output import expand, expand_operators, expectation, factored_expectation
from symqnn.model.instance_file import Instance
from symqnn.model.qnn import Block, blocks
from symqnn.model.state import ProductState


def expansion_text(instance: Instance, limit: int) -> str:
    """All operators (at most ``limit``) and the output, as text; factor by factor where the product is too long to list."""
    qnn = instance.qnn
    parts = blocks(qnn)
    if len(parts) > 1 and isinstance(instance.state, ProductState) and 3**qnn.layers > limit:
        return _factored_text(instance, parts, limit)
    expansion = expand(qnn)
    lines = [repr(qnn), "", "M(θ) = Σ_ξ Φ_ξ(M) ∏_{ξ_l=1} cos 2θ_l ∏_{ξ_l=2} sin 2θ_l"]
    lines += [f"  Φ_{xi} = {operator!r}" for xi, operator in islice(expansion.items(), limit)]
    if sum(1 for _ in islice(expansion.items(), limit + 1)) > limit:
        lines.append(f"  … (more than {limit}; --terms shows more, --json all)")
    return "\n".join([*lines, "", f"f(θ) = {expectation(qnn, instance.state)!r}"])


def _factored_text(instance: Instance, parts: Sequence[Block], limit: int) -> str:
    lines = [repr(instance.qnn), "", f"M(θ) = ⊗ of {len(parts)} factors, f(θ) = the product of their outputs:"]
    outputs = factored_expectation(instance.qnn, instance.state).factors
    for k, (block, (_, output)) in enumerate(zip(parts, outputs, strict=True)):
        layers = ", ".join(f"θ_{layer + 1}" for layer in block.layers) or "no angle"
        lines.append(f"factor {k + 1} on qubits {', '.join(map(str, block.qubits))}, with {layers} (numbered from 1 below)")
        items: Iterator[tuple[str, Operator]] = iter(expand_operators(block.generators, block.observable).items())
        lines += [f"  Φ_{xi} = {operator!r}" for xi, operator in islice(items, limit)]
        lines.append(f"  f = {output!r}")
    return "\n".join(lines)


def expansion_json(instance: Instance) -> dict[str, Any]:
    """All operators and the output, in the notation of proofs/FORMAT.md."""
    operators = {xi: operator_json(operator) for xi, operator in expand(instance.qnn).items()}
    output = {"".join(map(str, xi)): rational_text(value) for xi, value in expectation(instance.qnn, instance.state).terms()}
    return {"name": instance.name, "state": state_json(instance.state), "operators": operators, "output": output}


def expansion_latex(
    instance: Instance, limit: int, form: str = "operators", angle: str = "theta", order: str = "index", common_denominator: bool = False
) -> str:
    """Network, operators or M(θ), and output as one ``align*``; the output in factors where the network factors and the product is long.

    Args:
        limit: operators listed. form: ``"operators"`` or ``"sum"``. angle: ``"theta"`` or ``"phi"``. order, common_denominator: of the output polynomial.
    """
    letter, _ = read_angle(angle)
    rows = instance.qnn.latex_rows() + instance.state.latex_rows(r"\rho")
    long = len(blocks(instance.qnn)) > 1 and 3**instance.qnn.layers > limit
    output = factored_expectation(instance.qnn, instance.state)
    if long and len(output.factors) > 1:
        rows.append(("", rf"\text{{$M({letter})$ is a tensor product of {len(output.factors)} factors and is not multiplied out}}"))
        return stack(rows + output.latex_rows(rf"f(\rho, {letter})", angle), display=True)
    rows += expand(instance.qnn).latex_rows(form, angle, limit)
    return stack(rows + output.expand().latex_rows(rf"f(\rho, {letter})", angle, order=order, common_denominator=common_denominator), display=True)
