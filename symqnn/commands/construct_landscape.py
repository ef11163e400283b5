"""``symqnn construct landscape``: a dataset whose loss is a given trigonometric polynomial, up to a
positive factor and a constant.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from symqnn.algebra.exact import counted
from symqnn.commands.construction_outcome import ConstructionOutcome
from symqnn.commands.outcome import progress
from symqnn.errors import InputError, InternalError
from symqnn.status import Status

if TYPE_CHECKING:
    import argparse

    from symqnn.algebra.trigpoly import TrigPoly
    from symqnn.construction.universality import LandscapeDataset
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
        raise InputError(
            f'{text[1:]} holds samples; a target is a polynomial, {{"kind": "polynomial", …}}.'
        )
    return found.on(qnn.torus)


def landscape(qnn: QNN, options: argparse.Namespace) -> ConstructionOutcome:
    """The dataset with its certificate; or the certificate that no dataset has this loss.

    Raises:
        InputError: no target, or one that is too high; UnreachableError: residuals that it needs.
    """
    from symqnn.certificate.datasets import loss_certificate
    from symqnn.certificate.landscapes import forbidden_certificate
    from symqnn.construction.reachable_gram import ForbiddenError
    from symqnn.construction.universality import dataset_for

    if not options.target:
        raise InputError(
            'construct landscape needs --target, such as --target "cos(4θ1) - 1/2*sin(2θ1)", or '
            "@FILE."
        )
    target = read_target(options.target, qnn)
    progress("looking for a sum of few squares")
    try:
        made = dataset_for(qnn, target, options.kappa)
    except ForbiddenError as error:
        return ConstructionOutcome(
            forbidden_certificate(error.found),
            (f"PREMISE FAILS: {error}",),
            (),
            Status.PREMISE_FAILS,
            "unreachable-loss",
        )
    finally:
        progress("")
    used = made.construction
    if options.figure:
        _draw(made, options.figure)
    certificate = loss_certificate(used.qnn, used.dataset, used.parts, used.loss())
    return ConstructionOutcome(certificate, lines(made, options), (), Status.PROVED, "landscape")


def lines(made: LandscapeDataset, options: argparse.Namespace) -> tuple[str, ...]:
    """What was built, in words."""
    from symqnn.algebra.trigpoly_text import format_terms

    target, used = made.target, made.construction
    found = [
        f"T = {format_terms(list(target.terms()), target.torus, SHOWN)}",
        f"the loss is exactly {made.factor}·(T + C), C = {made.constant}",
        f"{used.samples_text}; residuals from {made.rows} products of cosines and sines",
        "the certificate recomputes the polynomial of the loss from states and labels (theorem "
        "universality in proofs/formal: for",
        "every network with linear independence and every T of degree ≤ 2 an angle there is such "
        "a dataset)",
    ]
    if options.figure:
        found.append(f"drawn: {options.figure}")
    if options.out:
        found.append("its minima: symqnn count --dataset on the certificate")
    return tuple(found)


def _draw(made: LandscapeDataset, path: Path) -> None:
    from symqnn.certificate.canonical import write_atomically
    from symqnn.report.figures_style import ALONE
    from symqnn.report.figures_target import target_figure

    figure = target_figure(made)
    write_atomically(path, figure.svg("target", ALONE).encode())


def many(name: str, qnn: QNN, options: argparse.Namespace) -> ConstructionOutcome:
    """(3/2)·p!·2^p minima, each proved.

    Raises:
        InputError: the network has another number of angles; UnreachableError: residuals it needs.
    """
    from symqnn.certificate.datasets import minima_certificate
    from symqnn.commands.construction_outcome import listed
    from symqnn.construction.many_minima import many_minima

    angles = len(qnn.parameters)
    if name == "twelve" and angles != 2:
        raise InputError(
            f"twelve minima are for networks of 2 angles, this one has {angles}; use many-minima."
        )
    progress("proving the minima one by one")
    try:
        made = many_minima(qnn, options.kappa)
    finally:
        progress("")
    if not made.holds:
        raise InputError(
            "; ".join(made.result.reasons[:3])
            or "the minima are not all proved; give a larger --kappa, or none"
        )
    used, result = made.construction, made.result
    shown = [
        f"{len(result.minima)} strict minima (at least) = (3/2)·{angles}!·2^{angles}; p!·2^p is "
        f"{2 * len(result.minima) // 3}, the paper's 2^p is {2**angles}",
        f"{used.samples_text}; balls of radius {result.radius} in the phases gθ",
        "the certificate proves each minimum, not that there are no others; symqnn count "
        "--dataset on it lists all critical points (p ≤ 4)",
    ]
    # which one is global is not said
    rows = tuple((where, value, "") for where, value, _ in listed(result))
    certificate = minima_certificate(used.qnn, used.dataset, used.parts, result, "local-minima")
    return ConstructionOutcome(certificate, tuple(shown), rows, Status.PROVED, name)


def noise(qnn: QNN, options: argparse.Namespace) -> ConstructionOutcome:
    """The dataset of Theorem 2 on the noisy network, with its complete landscape.

    Raises:
        InputError: no λ, or one out of range.
    """
    from symqnn.certificate.datasets import separable_certificate
    from symqnn.construction.noise import noisy_trap

    if options.noise is None:
        raise InputError(
            "construct noise needs --noise LAMBDA, such as --noise 13/20; --r-squared sets r² "
            "(default 1/4)."
        )
    made = noisy_trap(qnn, options.noise, options.r_squared or "1/4")
    landscape, angles = made.landscape, len(qnn.parameters)
    side = (
        "below"
        if made.strength < made.threshold
        else "at"
        if made.strength == made.threshold
        else "above"
    )
    kept = landscape.count == 2**angles
    degenerate = "; a critical point is degenerate" if landscape.indices is None else ""
    shown = (
        f"λ = {made.strength} is {side} λ* = (1-2r²)/(1-r²) = {made.threshold}, r² = "
        f"{made.r_squared}",
        f"exactly {counted(landscape.count, 'local minimum', 'local minima')} a period, "
        f"{landscape.spurious} spurious{degenerate}",
        "depolarising noise on every qubit before the measurement; "
        f"{made.construction.samples_text}, those of Theorem 2 without noise",
    )
    statement = (
        "theorem-2" if kept and landscape.spurious == landscape.count - 1 else "separable-landscape"
    )
    used = made.construction
    certificate = separable_certificate(made.noisy, used.dataset, used.parts, landscape, statement)
    if not made.as_predicted:
        raise InternalError("the landscape is not the one that the threshold predicts")
    return ConstructionOutcome(
        certificate, shown, (), Status.PROVED, f"noise_{str(made.strength).replace('/', '_')}"
    )


def orbit(qnn: QNN, options: argparse.Namespace) -> ConstructionOutcome:
    """Traps on the orbit of |0⟩⟨0|, certified through one ansatz.

    Raises:
        InputError: another observable, or another number of angles than 2(d-1).
    """
    from symqnn.certificate.datasets import minima_certificate
    from symqnn.commands.construction_outcome import listed
    from symqnn.construction.orbit import orbit_trap

    made = orbit_trap(qnn, options.strength or "1/4")
    if not made.holds:
        raise InputError("the traps are not proved for this r; take a smaller --strength.")
    result = made.result
    traps = ", ".join(f"|{k}⟩⟨{k}|" for k in made.places if k)
    shown = (
        f"U†MU = {traps} (computed exactly): a strict local minimum of the loss on the orbit of "
        f"M, above the global one at |0⟩⟨0| by {result.gap}",
        "so (orbit theorem) a local minimum for every ansatz and every number of parameters that "
        "reaches it",
        f"the certificate: {len(result.minima)} strict local minima in the {len(qnn.parameters)} "
        f"= 2(d-1) angles of this ansatz, {len(made.dataset)} samples",
    )
    certificate = minima_certificate(
        qnn, made.dataset, (len(made.dataset),), result, "local-minima"
    )
    return ConstructionOutcome(certificate, shown, listed(result), Status.PROVED, "orbit")
