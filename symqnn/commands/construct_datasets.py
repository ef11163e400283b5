"""``symqnn construct``: what each statement about datasets shows of the dataset that it builds."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from symqnn.commands.construction_outcome import (
    LISTED,
    ConstructionOutcome,
    counted,
    listed,
)
from symqnn.errors import InputError
from symqnn.status import Status

if TYPE_CHECKING:
    from symqnn.algebra.circle import CirclePoint
    from symqnn.construction.vertices import VertexLandscape
    from symqnn.model.qnn import QNN


def separable(
    name: str,
    qnn: QNN,
    options: argparse.Namespace,
    star: list[CirclePoint] | None,
    lines: list[str],
) -> ConstructionOutcome:
    """Lemmas 3 and 4, Theorem 2, Proposition 5; fewer or linked traps where Eqn 18 needs them.

    Raises:
        InputError: what cannot be built, with the reason.
    """
    from symqnn.certificate.datasets import separable_certificate
    from symqnn.construction.local import sites
    from symqnn.construction.theorem_2 import lemma_3, lemma_4_by_scaling, theorem_2
    from symqnn.statements.separable import describe, details

    if name == "proposition-5" and sites(qnn) is None:
        raise InputError(
            "proposition-5 needs one generator on each qubit and a product observable with m ± "
            "hmh ≠ 0; use theorem-2."
        )
    weighting = "sum" if name == "lemma-4" else options.weighting or "union"
    if options.scaling:
        made = lemma_4_by_scaling(qnn, star, options.scaling[0], options.scaling[1], options.kappa)
    elif name == "lemma-3":
        made = lemma_3(qnn, star, options.kappa)
    else:
        made = theorem_2(qnn, star, options.r_squared or "1/4", options.kappa, weighting)
    landscape, used = made.landscape, made.construction
    status, statement = Status.PROVED, name
    if (
        name == "theorem-2"
        and made.trap.rest is not None
        and (linked := _linked(qnn, options, star, lines))
    ):
        return linked
    if made.trap.rest is not None:
        status, statement = Status.PREMISE_FAILS, "trapped-angles"
        trapped = ", ".join(qnn.parameters[axis] for axis in made.trap.angles)
        lines.append(
            "PREMISE FAILS: Eqn 18 does not reach all residuals; the angles that can be trapped "
            f"each alone are {trapped}"
        )
        lines += made.trap.rest.lines()[:8]
    elif name != "lemma-3" and not made.holds:
        status, statement = Status.REFUTED, "separable-landscape"
        chosen = "these η and t" if options.scaling else "this r²"
        lines.append(
            f"REFUTED: {name} does NOT hold for {chosen}: there is another number of minima; the "
            "certificate is of the kind separable-landscape"
        )
    lowest = landscape.levels[0][0] if landscape.levels else None
    rows = []
    for choice, value in landscape.minima(LISTED):
        where = " ".join(
            f"({part.at.cos}, {part.at.sin})" if part.at else "(not rational)" for part in choice
        )
        rows.append(
            (
                where,
                "" if value is None else str(value),
                "" if value is None else "global" if value == lowest else "spurious",
            )
        )
    certificate = separable_certificate(used.qnn, used.dataset, used.parts, landscape, statement)
    return ConstructionOutcome(
        certificate, (*lines, describe(made), *details(made)), tuple(rows), status, statement
    )


def _linked(
    qnn: QNN, options: argparse.Namespace, star: list[CirclePoint] | None, lines: list[str]
) -> ConstructionOutcome | None:
    """Theorem 2 with traps that are linked to traps before them; None where these cannot be built
    either.
    """
    from symqnn.certificate.datasets import vertex_certificate
    from symqnn.construction.linked import linked_theorem_2
    from symqnn.construction.unreachable import UnreachableError
    from symqnn.errors import SizeError

    if options.r_squared or options.weighting:
        return None
    try:
        made = linked_theorem_2(qnn, star, options.kappa)
    except (UnreachableError, SizeError):
        return None
    landscape, used = made.landscape, made.construction
    first = (
        "not every angle is reached alone: traps are linked to traps before them (Definition "
        "1 is not needed)"
    )
    found = f"exactly {landscape.count} minima, {landscape.spurious} spurious, gap {landscape.gap}"
    samples = used.samples_text
    rows = _vertex_rows(landscape)
    certificate = vertex_certificate(used.qnn, used.dataset, used.parts, landscape, "theorem-2")
    return ConstructionOutcome(
        certificate, (*lines, first, found, samples), rows, Status.PROVED, "theorem-2"
    )


def _vertex_rows(landscape: VertexLandscape) -> tuple[tuple[str, str, str], ...]:
    """The minima among the vertices, with values."""
    stuck, lowest, rows = set(landscape.stuck), landscape.levels[0][0], []
    for vertex in landscape.vertices[:LISTED]:
        if vertex.is_minimum:
            where = "ζ = " + "".join("1" if s < 0 else "0" for s in vertex.signs)
            remark = "spurious, greedy stuck" if vertex.signs in stuck else "spurious"
            rows.append((where, str(vertex.value), "global" if vertex.value == lowest else remark))
    return tuple(rows)


def frequencies(
    qnn: QNN, options: argparse.Namespace, star: list[CirclePoint] | None, lines: list[str]
) -> ConstructionOutcome:
    """Minima of higher frequencies, with a floor below each spurious one.

    Raises:
        InputError: what cannot be built, with the reason.
    """
    from symqnn.certificate.datasets import frequency_certificate
    from symqnn.construction.frequencies import frequency_minima
    from symqnn.statements.integral_spectra import describe

    made = frequency_minima(qnn, star, options.strength)
    if not made.holds:
        found = (
            f"there are {made.landscape.count} minima, {made.spurious} of them proved "
            f"spurious; {made.expected} and {made.expected - 1} are wanted"
        )
        raise InputError(f"{found}: take a smaller --strength.")
    points = ", ".join(f"({point.cos}, {point.sin})" for point in made.star)
    lines.append(
        f"exactly {made.landscape.count} minima a period, {made.spurious} spurious, gap at least "
        f"{made.gap}"
    )
    lines += [*describe(made), f"θ*: points {points} of the phases"]
    rows = [
        (
            f"{qnn.parameters[k]}, minimum {j + 1}",
            f"≥ {floor}" if floor else "0",
            "spurious" if floor else "θ*",
        )
        for k, part in enumerate(made.floors)
        for j, floor in enumerate(part)
    ]
    return ConstructionOutcome(frequency_certificate(made), tuple(lines), tuple(rows))


def vertices(
    name: str,
    qnn: QNN,
    options: argparse.Namespace,
    star: list[CirclePoint] | None,
    lines: list[str],
) -> ConstructionOutcome:
    """Parities or a maximum cut: the minima among the vertices.

    Raises:
        InputError: what cannot be built, with the reason.
    """
    from symqnn.certificate.datasets import vertex_certificate
    from symqnn.construction.parity import cut_size, maxcut, parity_family
    from symqnn.statements.parity_family import chain

    graph = None
    if name == "maxcut":
        p = len(qnn.parameters)
        edges = (
            [_edge(text) for text in options.edges]
            if options.edges
            else sorted({(min(k, (k + 1) % p), max(k, (k + 1) % p)) for k in range(p)})
        )
        made = maxcut(qnn, edges, options.strength, star)
        graph = (edges, max(cut_size(edges, vertex.signs) for vertex in made.landscape.vertices))
        lines.append(f"maximum cut: {graph[1]} of {len(edges)} edges")
    else:
        made = parity_family(qnn, chain(len(qnn.parameters)), star, options.kappa)
    landscape, used = made.landscape, made.construction
    lines.append(
        f"exactly {landscape.count} minima, {landscape.spurious} spurious, gap {landscape.gap}; "
        f"greedy gets stuck at {len(landscape.stuck)}"
    )
    lines.append(used.samples_text)
    return ConstructionOutcome(
        vertex_certificate(used.qnn, used.dataset, used.parts, landscape, name, graph),
        tuple(lines),
        _vertex_rows(landscape),
    )


def _edge(text: str) -> tuple[int, int]:
    first, _, second = text.partition("-")
    if not first.isdecimal() or not second.isdecimal():
        raise InputError(f"edge {text!r} is not of the form I-J with vertices 0, 1, …")
    return int(first), int(second)


def factorial(
    name: str, qnn: QNN, options: argparse.Namespace, lines: list[str]
) -> ConstructionOutcome:
    """At least p!·2^p minima, each with a ball in which it is proved.

    Raises:
        InputError: what cannot be built, with the reason.
    """
    from symqnn.certificate.datasets import minima_certificate
    from symqnn.construction.factorial import factorial_minima

    if options.star is not None:
        raise InputError(
            "--star does not go with p! minima: θ* is one of the zeros of their residuals."
        )
    made = factorial_minima(qnn, options.strength, kappa=options.kappa)
    if not made.holds:
        raise InputError(
            f"{'; '.join(made.result.reasons[:3]) or 'the minima are not all proved'}. Take a "
            "smaller --strength."
        )
    used, result = made.construction, made.result
    lines.append(counted(result))
    lines.append(f"{used.samples_text}; balls of radius {result.radius} in the phases gθ")
    label = "factorial" if name == "integral-spectra" else name
    return ConstructionOutcome(
        minima_certificate(used.qnn, used.dataset, used.parts, result, name),
        tuple(lines),
        listed(result),
        Status.PROVED,
        label,
    )
