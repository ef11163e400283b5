"""``symqnn construct landscape``: a dataset whose loss is a given trigonometric polynomial, up to a positive factor and a constant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from symqnn.commands.construction_outcome import Outcome
from symqnn.commands.outcome import progress
from symqnn.errors import InputError
from symqnn.status import Status

if TYPE_CHECKING:
    import argparse

    from symqnn.algebra.trigpoly import TrigPoly
    from symqnn.construction.universality import Landscape
    from symqnn.model.qnn import QNN

SHOWN = 12


def read_target(text: str, qnn: QNN) -> TrigPoly:
    """The target from a formula, or from a file {"kind": "polynomial", …} (``@FILE``).

    Raises:
        InputError: no formula, or a file with something else.
    """
    from symqnn.algebra.formula import read_formula
    from symqnn.statements.training_files import read_training_file

    if not text.startswith("@"):
        return read_formula(text, qnn.torus)
    found = read_training_file(Path(text[1:])).polynomial
    if found is None:
        raise InputError(f"{text[1:]} holds samples; a target is a polynomial, {{\"kind\": \"polynomial\", …}}.")
    return found.on(qnn.torus)


def landscape(qnn: QNN, options: argparse.Namespace) -> Outcome:
    """The dataset with its certificate; or the certificate that no dataset has this loss.

    Raises:
        InputError: no target, or one that is too high; UnreachableError: residuals that it needs.
    """
    from symqnn.certificate.datasets import loss_certificate
    from symqnn.certificate.landscapes import forbidden_certificate
    from symqnn.construction.reachable_gram import ForbiddenError
    from symqnn.construction.universality import dataset_for

    if not options.target:
        raise InputError("construct landscape needs --target, such as --target \"cos(4θ1) - 1/2*sin(2θ1)\", or @FILE.")
    target = read_target(options.target, qnn)
    progress("looking for a sum of few squares")
    try:
        made = dataset_for(qnn, target, options.kappa)
    except ForbiddenError as error:
        return Outcome(forbidden_certificate(error.found), (f"PREMISE FAILS: {error}",), (), Status.PREMISE_FAILS, "unreachable-loss")
    finally:
        progress("")
    used = made.construction
    if options.figure:
        _draw(made, options.figure)
    certificate = loss_certificate(used.qnn, used.dataset, used.parts, used.loss())
    return Outcome(certificate, lines(made, options), (), Status.PROVED, "landscape")


def lines(made: Landscape, options: argparse.Namespace) -> tuple[str, ...]:
    """What was built, in words."""
    from symqnn.algebra.trigpoly_text import format_terms

    target, used = made.target, made.construction
    found = [
        f"T = {format_terms(list(target.terms()), target.torus, SHOWN)}",
        f"the loss is exactly {made.factor}·(T + C), C = {made.constant}",
        f"{used.samples_text}; residuals from {made.rows} products of cosines and sines",
        "the certificate recomputes the polynomial of the loss from states and labels (theorem universality in proofs/formal: for",
        "every network with linear independence and every T of degree ≤ 2 an angle there is such a dataset)",
    ]
    if options.figure:
        found.append(f"drawn: {options.figure}")
    if options.out:
        found.append("its minima: symqnn count --dataset on the certificate")
    return tuple(found)


def _draw(made: Landscape, path: Path) -> None:
    from symqnn.certificate.canonical import write_atomically
    from symqnn.report.figures_style import ALONE
    from symqnn.report.figures_target import target_figure

    figure = target_figure(made)
    write_atomically(path, figure.svg("target", ALONE).encode())
