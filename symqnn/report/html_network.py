"""The sections about one network: what it is, its expansion, its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from symqnn.algebra.exact import counted, short_integer
from symqnn.algebra.trigpoly_text import read_digits
from symqnn.errors import SizeError, SymqnnError
from symqnn.expansion.layer import Operator
from symqnn.expansion.output import Expansion, expand, expectation
from symqnn.independence.gram import gram_matrix
from symqnn.model.gate import Gate
from symqnn.model.instance_file import Instance
from symqnn.model.qnn import QNN
from symqnn.report import mathml
from symqnn.report.figures_analysis import analysis_figure
from symqnn.report.figures_circuit import circuit_figure
from symqnn.report.figures_commutation import MAX_VERTICES, commutation_figure
from symqnn.report.figures_data import read_landscape
from symqnn.report.figures_landscape import landscape_figure
from symqnn.report.figures_levels import Levels, levels_figure
from symqnn.report.figures_merge_tree import merge_tree_figure
from symqnn.report.figures_network import (
    MAX_BARS,
    gram_figure,
    products,
    spectrum_figure,
)
from symqnn.report.mathml import brackets, ident, num, op, row, sub
from symqnn.report.names import periods_text, phases_text
from symqnn.report.networks import frequency_text, rounded_text, shared_text
from symqnn.report.svg import Figure
from symqnn.statements.result import Result

LISTED_GATES, LISTED_TERMS, LISTED_OPERATORS, LISTED_DIMENSION = 16, 27, 27, 2
MAX_GRAM_OPERATORS, MAX_EXPANDED_ANGLES = 81, 6
LADDERS = {"theorem-2": "Theorem 2", "parity-family": "Parities", "maxcut": "MaxCut"}


@dataclass(frozen=True)
class GateView:
    """V_k = exp(-iaH_k), H_k = …, in pieces of MathML, and the eigenvalues of H_k where they are
    not ±c.
    """

    pieces: Sequence[str]
    eigenvalues: str


@dataclass(frozen=True)
class ExpansionView:
    """The expansion in pieces of MathML, or why there is none.

    Args:
        too_long: not tried. refused: why it was not found. operators: those that are not 0;
            empty where they are not listed. zero: how many are 0.
    """

    too_long: bool = False
    refused: str = ""
    output: Sequence[str] = ()
    operators: Sequence[Sequence[str]] = ()
    zero: int = 0


@dataclass(frozen=True)
class NetworkView:
    """A network as ``templates/network.html`` shows it: sentences, and pieces of MathML."""

    qubits: str
    dimension: str
    sizes: str
    gates: Sequence[GateView]
    more_gates: int
    said: Sequence[str]
    angles: str
    given_observable: str
    observable: Sequence[str]
    state: Sequence[str]
    digest: str
    notes: Sequence[str]
    expansion: ExpansionView


def equation(left: str, terms: Sequence[str]) -> list[str]:
    """left = terms, in pieces between which a line may end."""
    return [row(left, op("="), terms[0]), *terms[1:]]


def network_view(instance: Instance) -> NetworkView:
    """Gates in order of action with their angles, observable, state, sizes, and the expansion where
    it is short.
    """
    qnn, source = instance.qnn, instance.source
    gates = "" if qnn.is_two_level else f", {counted(len(qnn.gates), 'gate')}"
    parameters = counted(len(qnn.parameters), "parameter")
    return NetworkView(
        counted(qnn.qubits, "qubit") if qnn.is_pauli else "",
        short_integer(qnn.dimension),
        f"{parameters}{gates}, {frequency_text(qnn)}",
        [_gate(gate, k + 1, qnn.parameters) for k, gate in enumerate(qnn.gates[:LISTED_GATES])],
        max(0, len(qnn.gates) - LISTED_GATES),
        [*shared_text(qnn), *rounded_text(qnn)][:LISTED_GATES],
        f"{phases_text(qnn.torus)}; period {periods_text(qnn.torus)}",
        (source.shown_observable or "") if source else "",
        equation(ident("M"), mathml.operator_terms(qnn.observable, LISTED_TERMS)),
        equation(ident("ρ"), mathml.state_terms(instance.state)),
        (source.digest or "") if source else "",
        source.notes if source else (),
        _expansion(instance),
    )


def _gate(gate: Gate, number: int, names: tuple[str, ...]) -> GateView:
    generator = sub(ident("H"), num(number))
    turn = mathml.exponential(gate.angle(names), generator)
    first = row(sub(ident("V"), num(number)), op("="), turn, op(","))
    terms = mathml.operator_terms(gate.generator, LISTED_TERMS)
    return GateView([first, *equation(generator, terms)], _eigenvalues(gate))


def _eigenvalues(gate: Gate) -> str:
    if gate.spectrum.is_two_level:
        return ""
    try:
        return ", ".join(map(str, gate.spectrum.multiplicities))
    except SizeError:
        return ""  # of too many words to be taken apart


def _expansion(instance: Instance) -> ExpansionView:
    qnn = instance.qnn
    if len(qnn.parameters) > MAX_EXPANDED_ANGLES:
        return ExpansionView(too_long=True)
    try:
        short = qnn.frequencies.components <= LISTED_OPERATORS and (
            qnn.is_pauli or qnn.dimension <= LISTED_DIMENSION
        )
        expansion = expand(qnn) if short else None
        output = expectation(qnn, instance.state)
    except SymqnnError as error:
        return ExpansionView(refused=str(error))
    left = row(ident("f"), brackets(ident("ρ"), op(","), ident("θ")))
    shown = equation(left, mathml.polynomial(output, LISTED_TERMS))
    if expansion is None:
        return ExpansionView(output=shown)
    operators: list[tuple[str, Operator]] = list(expansion.items())
    return ExpansionView(
        output=shown,
        operators=[_operator(digits, found, expansion) for digits, found in operators],
        zero=qnn.frequencies.components - len(operators),
    )


def _operator(digits: str, found: Operator, expansion: Expansion) -> list[str]:
    """Φ_ξ(M) = … where all frequencies are at most 1, else the product of cosines and sines with
    its operator.
    """
    terms = mathml.operator_terms(found, LISTED_TERMS)
    if expansion.is_paper_form:
        left = row(sub(ident("Φ"), f"<mn>{digits}</mn>"), brackets(ident("M")), op("="))
    else:
        left = row(mathml.basis(read_digits(digits) or (), expansion.torus) or num(1), op(":"))
    return [row(left, terms[0]), *terms[1:]]


def prints_output(qnn: QNN) -> bool:
    """Whether :func:`network_view` prints the output polynomial in full."""
    if len(qnn.parameters) > MAX_EXPANDED_ANGLES:
        return False
    try:
        return qnn.frequencies.components <= LISTED_TERMS
    except SizeError:
        return False


def network_figures(instance: Instance) -> list[Figure]:
    """Circuit, spectrum, Gram matrix and commutation graph, each where the network is small enough
    to be drawn.
    """
    qnn = instance.qnn
    figures: list[Figure | None] = [circuit_figure(instance)]
    try:
        if len(qnn.parameters) <= MAX_EXPANDED_ANGLES and qnn.frequencies.components <= MAX_BARS:
            figures.append(
                spectrum_figure(expectation(qnn, instance.state), products(qnn.frequencies))
            )
        if qnn.frequencies.components <= MAX_GRAM_OPERATORS:
            figures.append(gram_figure(gram_matrix(qnn)))
        if len(qnn.gates) < MAX_VERTICES:
            figures.append(commutation_figure(qnn))
    except SymqnnError:
        pass  # too large to be drawn; the verdicts above do not depend on it
    return [figure for figure in figures if figure]


def result_figures(name: str, results: Iterable[tuple[Result, bool]]) -> list[Figure]:
    """Landscape, merge tree, levels, and variances with the growth of the Lie algebra, from the
    certificates that the checker has verified.

    Args:
        results: of one instance, each with whether its certificate was verified.
    """
    figures: list[Figure | None] = []
    columns, known = [], dict[str, Mapping[str, Any]]()
    for result, verified in results:
        certificate = result.certificate
        if not verified or certificate is None:
            continue
        known.setdefault(certificate["kind"], certificate)
        if certificate["kind"] == "critical-points":
            landscape = read_landscape(name, certificate)
            if landscape and (
                origin := next(
                    (text for text in result.details if text.startswith("the loss is that of ")), ""
                )
            ):
                landscape = replace(landscape, origin=origin.removeprefix("the loss is that of "))
            figures += (
                [landscape_figure(landscape), merge_tree_figure(landscape)] if landscape else []
            )
        elif result.statement in LADDERS and (levels := _levels(certificate)):
            columns.append(Levels(LADDERS[result.statement], levels))
    ansatz = analysis_figure(name, known.get("variance"), known.get("lie-algebra"))
    return [figure for figure in [*figures, levels_figure(name, columns), ansatz] if figure]


def _levels(certificate: Mapping[str, Any]) -> tuple[tuple[Fraction, int], ...]:
    return tuple(
        (Fraction(value), int(count, 0))
        for value, count in certificate["claim"].get("levels") or ()
    )
