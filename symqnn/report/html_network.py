"""The sections about one network: what it is, its expansion, its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from html import escape
from typing import Any

from symqnn.algebra.exact import short_integer
from symqnn.errors import SymqnnError
from symqnn.expansion.layer import Operator
from symqnn.expansion.output import expand, expectation
from symqnn.independence.gram import gram_matrix
from symqnn.model.instance_file import Instance, IntegralInstance
from symqnn.report import mathml
from symqnn.report.figures_data import read_landscape
from symqnn.report.figures_landscape import landscape_figure
from symqnn.report.figures_levels import Levels, levels_figure
from symqnn.report.figures_merge_tree import merge_tree_figure
from symqnn.report.figures_network import MAX_VERTICES, commutation_figure, gram_figure, spectrum_figure
from symqnn.report.html_text import prettified
from symqnn.report.integral import expanded
from symqnn.report.mathml import brackets, ident, num, op, row, sub
from symqnn.report.svg import Figure
from symqnn.statements.result import Result

LISTED_GENERATORS, LISTED_TERMS, LISTED_OPERATORS, MAX_GRAM_LAYERS, MAX_EXPANDED_LAYERS = 16, 27, 27, 4, 6
LADDERS = {"theorem-2": "Theorem 2", "parity-family": "Parities", "maxcut": "MaxCut"}


def formula_terms(left: str, terms: Sequence[str]) -> str:
    """left = terms, broken between the terms wherever the line ends."""
    return f'<p class="terms">{mathml.flow([row(left, op("="), terms[0]), *terms[1:]])}</p>'


def _plural(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def network_section(instance: Instance) -> str:
    """Generators, observable, state, sizes, and the expansion where it is short."""
    qnn = instance.qnn
    generators = [formula_terms(sub(ident("H"), num(k + 1)), mathml.operator_terms(generator, LISTED_TERMS))
                  for k, generator in enumerate(qnn.generators[:LISTED_GENERATORS])]  # fmt: skip
    if qnn.layers > LISTED_GENERATORS:
        generators.append(f"<p>… and {qnn.layers - LISTED_GENERATORS} more, in the certificates</p>")
    space = f"<i>n</i> = {_plural(qnn.qubits, 'qubit')}, " if qnn.is_pauli else ""
    space += f"<i>d</i> = {short_integer(qnn.dimension)}, <i>p</i> = {_plural(qnn.layers, 'angle')}, "
    space += f"{short_integer(3**qnn.layers)} operators Φ<sub>ξ</sub>(<i>M</i>)"
    facts = [("Size", f"<p>{space}</p>"), ("Generators", "".join(generators))]
    facts.append(("Observable", formula_terms(ident("M"), mathml.operator_terms(qnn.observable, LISTED_TERMS))))
    facts.append(("State", formula_terms(ident("ρ"), mathml.state_terms(instance.state))))
    listed = "".join(f"<dt>{name}</dt><dd>{content}</dd>" for name, content in facts)
    return f'<dl class="facts network">{listed}</dl>{_expansion(instance)}'


def integral_section(instance: IntegralInstance) -> str:
    """Generators with their eigenvalues, observable, state, and the output in θ."""
    network = instance.network
    given: Sequence[Operator] = network.words[0] if network.words else network.generators  # Pauli sums, if they were given so
    observable: Operator = network.words[1] if network.words else network.observable
    generators = [
        formula_terms(sub(ident("H"), num(k + 1)), mathml.operator_terms(generator, LISTED_TERMS))
        + f"<p>eigenvalues {prettified(', '.join(map(str, spectrum)))}</p>"
        for k, (generator, spectrum) in enumerate(zip(given, network.spectra, strict=True))
    ]
    space = f"<i>d</i> = {network.dimension}, <i>p</i> = {_plural(network.layers, 'angle')}, period 2π in each θ"
    facts = [("Size", f"<p>{space}</p>"), ("Generators", "".join(generators[:LISTED_GENERATORS]))]
    facts.append(("Observable", formula_terms(ident("M"), mathml.operator_terms(observable, LISTED_TERMS))))
    facts.append(("State", formula_terms(ident("ρ"), mathml.state_terms(instance.state))))
    listed = "".join(f"<dt>{name}</dt><dd>{content}</dd>" for name, content in facts)
    try:
        output = mathml.polynomial(expanded(instance)[1], LISTED_TERMS, multiple=1)
    except SymqnnError as error:
        return f'<dl class="facts network">{listed}</dl><p>No expansion is printed: {escape(str(error))}</p>'
    shown = formula_terms(row(ident("f"), brackets(ident("ρ"), op(","), ident("θ"))), output)
    return f'<dl class="facts network">{listed}</dl><h3>Output polynomial</h3>{shown}'


def _expansion(instance: Instance) -> str:
    qnn = instance.qnn
    if qnn.layers > MAX_EXPANDED_LAYERS:
        return "<p>The expansion is too long to print; <code>symqnn expand</code> lists it.</p>"
    short = 3**qnn.layers <= LISTED_OPERATORS and (qnn.is_pauli or qnn.dimension <= 2)
    try:
        operators: list[tuple[str, Operator]] = list(expand(qnn).items()) if short else []
        output = expectation(qnn, instance.state)
    except SymqnnError as error:
        return f"<p>No expansion is printed: {escape(str(error))}</p>"
    parts = ["<h3>Output polynomial (Eqn 12)</h3>"]
    parts.append(formula_terms(row(ident("f"), brackets(ident("ρ"), op(","), ident("θ"))), mathml.polynomial(output, LISTED_TERMS)))
    if operators:
        parts += ["<h3>Operators of M(θ) (Eqn 11)</h3>", f'<ul class="operators">{"".join(_operator(xi, found) for xi, found in operators)}</ul>']
        if left := 3**qnn.layers - len(operators):
            parts.append(f"<p>{left} more {'is' if left == 1 else 'are'} exactly 0.</p>")
    return "".join(parts)


def _operator(xi: str, found: Operator) -> str:
    left = row(sub(ident("Φ"), f"<mn>{xi}</mn>"), brackets(ident("M")))
    terms = mathml.operator_terms(found, LISTED_TERMS)
    return f"<li>{mathml.flow([row(left, op('='), terms[0]), *terms[1:]])}</li>"


def network_figures(instance: Instance) -> list[Figure]:
    """Spectrum, Gram matrix and commutation graph, each where the network is small enough to be drawn."""
    qnn = instance.qnn
    figures: list[Figure | None] = []
    try:
        if qnn.layers <= MAX_EXPANDED_LAYERS:
            figures.append(spectrum_figure(expectation(qnn, instance.state)))
        if qnn.layers <= MAX_GRAM_LAYERS:
            figures.append(gram_figure(gram_matrix(qnn)))
        if qnn.layers < MAX_VERTICES:
            figures.append(commutation_figure(qnn))
    except SymqnnError:
        pass  # too large to be drawn; the verdicts above do not depend on it
    return [figure for figure in figures if figure]


def result_figures(name: str, results: Iterable[tuple[Result, bool]]) -> list[Figure]:
    """Landscape, merge tree and levels, from the certificates that the checker has verified.

    Args:
        results: of one instance, each with whether its certificate was verified.
    """
    figures: list[Figure | None] = []
    columns = []
    for result, verified in results:
        certificate = result.certificate
        if not verified or certificate is None:
            continue
        if certificate["kind"] == "critical-points":
            landscape = read_landscape(name, certificate)
            if landscape and (origin := next((text for text in result.details if text.startswith("the loss is that of ")), "")):
                landscape = replace(landscape, origin=origin.removeprefix("the loss is that of "))
            figures += [landscape_figure(landscape), merge_tree_figure(landscape)] if landscape else []
        elif result.statement in LADDERS and (levels := _levels(certificate)):
            columns.append(Levels(LADDERS[result.statement], levels))
    return [figure for figure in [*figures, levels_figure(name, columns)] if figure]


def _levels(certificate: Mapping[str, Any]) -> tuple[tuple[Fraction, int], ...]:
    return tuple((Fraction(value), int(count, 0)) for value, count in certificate["claim"].get("levels") or ())
