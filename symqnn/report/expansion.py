"""M(θ) and the output polynomial for people and machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from symqnn.algebra.pauli import PauliSum
from symqnn.certificate.canonical import rational_text
from symqnn.certificate.encode import operator_json, state_json
from symqnn.expansion.layer import Operator
from symqnn.expansion.output import expand, expand_operators, expectation, factored_expectation
from symqnn.model.instance_file import Instance
from symqnn.model.qnn import Block, blocks
from symqnn.model.state import ProductState
from symqnn.report import latex


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


def expansion_latex(instance: Instance, limit: int) -> str:
    """Operators and output as one ``align*``."""
    table = expand(instance.qnn)
    items: Iterator[tuple[str, Operator]] = iter(table.items())
    lines = [rf"\Phi_{{{xi}}}(M) &= {_operator(operator)}" for xi, operator in islice(items, limit)]
    lines.append(r"f(\theta) &= " + latex.trigpoly_latex(expectation(instance.qnn, instance.state), per_line=4))
    return "\\begin{align*}\n" + " \\\\\n".join(lines) + "\n\\end{align*}"


def _operator(operator: Operator) -> str:
    return latex.pauli_latex(operator) if isinstance(operator, PauliSum) else latex.matrix_latex(operator)
