"""The circuit and its loss as a landscape page shows them: a diagram, a formula, lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symqnn.certificate.decode import network_from
from symqnn.model.instance_file import Instance, default_state
from symqnn.report.figures_circuit import circuit_figure
from symqnn.report.landscape.data import about
from symqnn.report.mathml import brackets, ident, op, polynomial, row
from symqnn.statements.landscapes import Landscape

LISTED_TERMS = 27


@dataclass(frozen=True)
class Sight:
    """What is seen of a loss beside its landscape.

    Args:
        loss: L(θ) = … in pieces of MathML. circuit: an SVG, empty without a network or for one that
            is too large. caption: of the circuit (HTML). lines: gates, observable, periods, loss.
    """

    loss: Sequence[str]
    circuit: str = ""
    caption: str = ""
    lines: Sequence[str] = ()


def sight(landscape: Landscape, given: Instance | None = None) -> Sight:
    """The circuit and its loss.

    Args:
        given: the network as it was read, where there was one.

    Example:
        >>> from symqnn.statements.landscapes import named_landscape
        >>> shown = sight(named_landscape("product", 2))
        >>> shown.circuit.startswith("<svg"), len(shown.loss)
        (True, 5)
    """
    left = row(ident("L"), brackets(ident("θ")), op("="))
    first, *others = polynomial(landscape.poly, LISTED_TERMS)
    loss = [row(left, first), *others]
    if "network" not in landscape.loss:
        return Sight(loss, lines=about(landscape))
    qnn = network_from(landscape.loss["network"])
    source = given.source if given else None
    figure = circuit_figure(Instance(landscape.name, qnn, default_state(qnn), source))
    if figure is None:
        return Sight(loss, lines=about(landscape))
    return Sight(loss, figure.svg("circuit"), figure.caption, about(landscape))
