"""The sections about one network: what it is, its expansion, its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from html import escape
from typing import Any

from symqnn.algebra.exact import short_integer
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
from symqnn.report.html_text import prettified
from symqnn.report.mathml import brackets, ident, num, op, row, sub
from symqnn.report.names import periods_text, phases_text
from symqnn.report.networks import frequency_text, rounded_text, shared_text
from symqnn.report.svg import Figure
from symqnn.statements.result import Result

LISTED_GATES, LISTED_TERMS, LISTED_OPERATORS, LISTED_DIMENSION = 16, 27, 27, 2
MAX_GRAM_OPERATORS, MAX_EXPANDED_ANGLES = 81, 6
LADDERS = {"theorem-2": "Theorem 2", "parity-family": "Parities", "maxcut": "MaxCut"}


def formula_terms(left: str, terms: Sequence[str]) -> str:
    """left = terms, broken between the terms wherever the line ends."""
    return f'<p class="terms">{mathml.flow([row(left, op("="), terms[0]), *terms[1:]])}</p>'


def _plural(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def network_section(instance: Instance) -> str:
    """Gates in order of action with their angles, observable, state, sizes, and the expansion where
    it is short.
    """
    qnn = instance.qnn
    gates = [_gate(gate, k + 1, qnn.parameters) for k, gate in enumerate(qnn.gates[:LISTED_GATES])]
    if len(qnn.gates) > LISTED_GATES:
        gates.append(f"<p>… and {len(qnn.gates) - LISTED_GATES} more, in the certificates</p>")
    said = [*shared_text(qnn), *rounded_text(qnn)]
    gates += [f"<p>{prettified(line)}</p>" for line in said[:LISTED_GATES]]
    facts = [
        ("Size", f"<p>{_size(qnn)}</p>"),
        ("Gates", "".join(gates)),
        ("Angles", f"<p>{_angles(qnn)}</p>"),
    ]
    if instance.source is not None and instance.source.shown_observable:
        facts.append(
            ("Observable as given", f"<p>{prettified(instance.source.shown_observable)}</p>")
        )
        facts.append(
            (
                "After Clifford gates",
                formula_terms(ident("M"), mathml.operator_terms(qnn.observable, LISTED_TERMS)),
            )
        )
    else:
        facts.append(
            (
                "Observable",
                formula_terms(ident("M"), mathml.operator_terms(qnn.observable, LISTED_TERMS)),
            )
        )
    facts.append(("State", formula_terms(ident("ρ"), mathml.state_terms(instance.state))))
    if instance.source is not None and instance.source.digest:
        notes = "".join(f"<p>{prettified(note)}</p>" for note in instance.source.notes)
        facts.append(
            ("Circuit", f'<p>SHA-256 <span class="hash">{instance.source.digest}</span></p>{notes}')
        )
    listed = "".join(f"<dt>{name}</dt><dd>{content}</dd>" for name, content in facts)
    return f'<dl class="facts network">{listed}</dl>{_expansion(instance)}'


def _gate(gate: Gate, number: int, names: tuple[str, ...]) -> str:
    """V_k = exp(-iaH_k), H_k = …, and the eigenvalues of H_k where they are not ±c."""
    generator = sub(ident("H"), num(number))
    turn = mathml.exponential(gate.angle(names), generator)
    first = row(sub(ident("V"), num(number)), op("="), turn, op(","))
    terms = mathml.operator_terms(gate.generator, LISTED_TERMS)
    shown = mathml.flow([first, row(generator, op("="), terms[0]), *terms[1:]])
    return f'<p class="terms">{shown}</p>{_eigenvalues(gate)}'


def _eigenvalues(gate: Gate) -> str:
    if gate.spectrum.is_two_level:
        return ""
    try:
        values = ", ".join(map(str, gate.spectrum.multiplicities))
    except SizeError:
        return ""  # of too many words to be taken apart
    return f"<p>eigenvalues {prettified(values)}</p>"


def _size(qnn: QNN) -> str:
    space = f"<i>n</i> = {_plural(qnn.qubits, 'qubit')}, " if qnn.is_pauli else ""
    space += (
        f"<i>d</i> = {short_integer(qnn.dimension)}, <i>p</i> = "
        f"{_plural(len(qnn.parameters), 'parameter')}"
    )
    gates = "" if qnn.is_two_level else f", {_plural(len(qnn.gates), 'gate')}"
    return f"{space}{gates}, {prettified(frequency_text(qnn))}"


def _angles(qnn: QNN) -> str:
    return f"{prettified(phases_text(qnn.torus))}; period {prettified(periods_text(qnn.torus))}"


def _expansion(instance: Instance) -> str:
    qnn = instance.qnn
    if len(qnn.parameters) > MAX_EXPANDED_ANGLES:
        return "<p>The expansion is too long to print; <code>symqnn expand</code> lists it.</p>"
    try:
        short = qnn.frequencies.components <= LISTED_OPERATORS and (
            qnn.is_pauli or qnn.dimension <= LISTED_DIMENSION
        )
        expansion = expand(qnn) if short else None
        output = expectation(qnn, instance.state)
    except SymqnnError as error:
        return f"<p>No expansion is printed: {escape(str(error))}</p>"
    left = row(ident("f"), brackets(ident("ρ"), op(","), ident("θ")))
    parts = [
        "<h3>Output polynomial (Eqn 12)</h3>",
        formula_terms(left, mathml.polynomial(output, LISTED_TERMS)),
    ]
    if expansion is not None:
        operators: list[tuple[str, Operator]] = list(expansion.items())
        shown = "".join(_operator(digits, found, expansion) for digits, found in operators)
        parts += ["<h3>Operators of M(θ) (Eqn 11)</h3>", f'<ul class="operators">{shown}</ul>']
        if rest := qnn.frequencies.components - len(operators):
            parts.append(f"<p>{rest} more {'is' if rest == 1 else 'are'} exactly 0.</p>")
    return "".join(parts)


def _operator(digits: str, found: Operator, expansion: Expansion) -> str:
    """Φ_ξ(M) = … where all frequencies are at most 1, else the product of cosines and sines with
    its operator.
    """
    terms = mathml.operator_terms(found, LISTED_TERMS)
    if expansion.is_paper_form:
        left = row(sub(ident("Φ"), f"<mn>{digits}</mn>"), brackets(ident("M")), op("="))
    else:
        left = row(mathml.basis(read_digits(digits) or (), expansion.torus) or num(1), op(":"))
    return f"<li>{mathml.flow([row(left, terms[0]), *terms[1:]])}</li>"


def prints_output(qnn: QNN) -> bool:
    """Whether :func:`network_section` prints the output polynomial in full."""
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
