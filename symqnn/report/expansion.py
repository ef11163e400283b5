"""M(θ) and the output polynomial for people and machines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from math import prod
from typing import Any

from symqnn.algebra.latex import LISTED, Row, breakable, stack
from symqnn.algebra.latex_tables import text_lines
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.algebra.trigpoly_text import read_digits
from symqnn.certificate.canonical import rational_text
from symqnn.certificate.encode import index_text, operator_json, state_json, torus_json
from symqnn.expansion.layer import Operator
from symqnn.expansion.output import (
    Expansion,
    expand,
    expand_gates,
    expectation,
    factored_expectation,
)
from symqnn.model.blocks import Block, blocks
from symqnn.model.instance_file import Instance
from symqnn.model.state import ProductState
from symqnn.report.names import periods_text, phases_text
from symqnn.report.networks import gate_text, rounded_text, shared_text
from symqnn.report.sources import networks_json

LISTED_GATES = 64


def basis_text(index: Sequence[int], torus: Torus) -> str:
    """A product of cosines and sines of the user's angles.

    Example:
        >>> torus = Torus(("gamma", "beta"), (1, 2))
        >>> basis_text((1, 4), torus), basis_text((0, 0), torus)
        ('cos(gamma)*sin(4*beta)', '1')
    """
    return repr(TrigPoly.from_terms({tuple(index): 1}, torus=torus))


def expansion_text(instance: Instance, limit: int) -> str:
    """Gates, all operators (at most ``limit``) and the output, as text; factor by factor where the
    product is too long to list.
    """
    parts = blocks(instance.qnn)
    sizes = [prod(2 * degree + 1 for degree in _degrees(block)) for block in parts]
    lines = _head(instance)
    if len(parts) > 1 and isinstance(instance.state, ProductState) and prod(sizes) > limit:
        return "\n".join(lines + _factored(instance, parts, limit))
    expansion = expand(instance.qnn)
    lines += [*_formula(expansion), *_operators(expansion, limit)]
    return "\n".join([*lines, "", f"f(θ) = {expectation(instance.qnn, instance.state)!r}"])


def _degrees(block: Block) -> tuple[int, ...]:
    """Largest frequencies in the block, or one where they are too many to be listed."""
    return block.frequencies.degrees if block.axes else ()


def _head(instance: Instance) -> list[str]:
    """What the network is: gates in order of action with their angles, phases, periods."""
    qnn = instance.qnn
    lines = [repr(qnn)]
    lines += [
        f"  {gate_text(gate, k + 1, qnn.parameters)}"
        for k, gate in enumerate(qnn.gates[:LISTED_GATES])
    ]
    if len(qnn.gates) > LISTED_GATES:
        lines.append(f"  … ({len(qnn.gates)} gates in all)")
    if instance.source is not None and instance.source.shown_observable:
        lines.append(f"observable as given: {instance.source.shown_observable}")
        lines.append(f"observable after the Clifford gates: {qnn.observable!r}")
    lines += instance.source.notes if instance.source is not None else ()
    lines += [*shared_text(qnn), *rounded_text(qnn)]
    moving = qnn.torus.select(range(len(qnn.parameters)))
    lines.append(f"{phases_text(qnn.torus)}; period {periods_text(moving)}")
    if qnn.constants:
        held = ", ".join(map(str, qnn.constants))
        lines.append(
            f"held at constants, exactly: the last {len(qnn.constants)} of these, at {held}"
        )
    return [*lines, ""]


def _formula(expansion: Expansion) -> list[str]:
    if expansion.is_paper_form:
        return ["M(θ) = Σ_ξ Φ_ξ(M) ∏_{ξ_l=1} cos φ_l ∏_{ξ_l=2} sin φ_l"]
    return ["M(θ) = Σ of the operators below, each times the product before it"]


def _operators(expansion: Expansion, limit: int) -> list[str]:
    """The operators by Φ_ξ where all frequencies are at most 1, else by their products of cosines
    and sines.
    """
    named = expansion.is_paper_form
    listed: list[tuple[str, Operator]] = list(islice(expansion.items(), limit + 1))
    lines = []
    for digits, operator in listed[:limit]:
        name = f"Φ_{digits}" if named else basis_text(read_digits(digits) or (), expansion.torus)
        lines.append(f"  {name} = {operator!r}" if named else f"  {name}: {operator!r}")
    if len(listed) > limit:
        lines.append(f"  … (more than {limit}; --terms shows more, --json all)")
    return lines


def _factored(instance: Instance, parts: Sequence[Block], limit: int) -> list[str]:
    lines = [f"M(θ) = ⊗ of {len(parts)} factors, f(θ) = the product of their outputs:"]
    outputs = factored_expectation(instance.qnn, instance.state).factors
    for k, (block, (_, output)) in enumerate(zip(parts, outputs, strict=True)):
        names = ", ".join(block.torus.names) or "no angle"
        places = ", ".join(map(str, block.qubits))
        lines.append(f"factor {k + 1} on qubits {places}, with {names}")
        lines += _operators(expand_gates(block.gates, block.observable, block.torus), limit)
        lines.append(f"  f = {output!r}")
    return lines


def expansion_json(instance: Instance) -> dict[str, Any]:
    """All operators and the output, in the notation of proofs/FORMAT.md."""
    items: Iterable[tuple[str, Operator]] = expand(instance.qnn).items()
    output, held = expectation(instance.qnn, instance.state), instance.qnn.constants
    return {
        **networks_json([instance])[0],
        **torus_json(instance.qnn.torus, constants=True),
        **({"constants": list(map(str, held))} if held else {}),
        "angles": [str(angle) for angle in instance.qnn.angles],
        "state": state_json(instance.state),
        "operators": {digits: operator_json(operator) for digits, operator in items},
        "output": {index_text(index): rational_text(value) for index, value in output.terms()},
    }


def network_latex_rows(instance: Instance) -> list[Row]:
    """Network, what was rounded, and the state."""
    rows = instance.qnn.latex_rows()
    if (
        instance.qnn.given is None
        and instance.source is not None
        and instance.source.shown_observable
    ):
        rows += text_lines(
            f"M is {instance.source.shown_observable} after the Clifford gates of the circuit"
        )
    rows += [row for line in rounded_text(instance.qnn) for row in text_lines(line)]
    return rows + instance.state.latex_rows(r"\rho")


def expansion_latex(
    instance: Instance,
    limit: int,
    form: str = "operators",
    order: str = "index",
    common_denominator: bool = False,
    leading: int = LISTED,
) -> str:
    """Network, operators or M(θ), and output as one ``align*`` that may break over pages.

    The output stands in factors where the network factors and the product is long.

    Args:
        limit: operators listed. form: ``"operators"`` or ``"sum"``. order, common_denominator: of
            the output polynomial.
        leading: terms of it that are written; the others are counted.
    """
    qnn = instance.qnn
    rows = network_latex_rows(instance)
    parts = blocks(qnn)
    long = prod(2 * degree + 1 for block in parts for degree in _degrees(block)) > limit
    output = factored_expectation(qnn, instance.state)
    if len(parts) > 1 and long and len(output.factors) > 1:
        said = (
            rf"\text{{$M(\theta)$ is a tensor product of {len(output.factors)} factors and is "
            rf"not multiplied out}}"
        )
        rows.append(("", said))
        return breakable(stack(rows + output.latex_rows(r"f(\rho, \theta)"), display=True))
    rows += expand(qnn).latex_rows(form, limit)
    poly = output.expand()
    rows += poly.latex_rows(
        r"f(\rho, \theta)", order=order, common_denominator=common_denominator, limit=leading
    )
    return breakable(stack(rows, display=True))
