"""What ``symqnn construct`` shows: a certificate, lines, a table of minima; and how it reads θ*."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from symqnn.errors import InputError
from symqnn.status import Status

if TYPE_CHECKING:
    import argparse

    from symqnn.algebra.circle import CirclePoint
    from symqnn.algebra.torus import Torus
    from symqnn.construction.certify import MinimaResult
    from symqnn.construction.unreachable import UnreachableError
    from symqnn.model.qnn import QNN

LISTED = 64
SEPARABLE = ("lemma-3", "lemma-4", "theorem-2", "proposition-5")
GOES_WITH = {  # options: the statements that use them, and what to do elsewhere
    "scaling": (("lemma-4",), "it is the paper's route to lemma-4"),
    "r_squared": (
        (*SEPARABLE[1:], "noise"),
        "it is for lemma-4, theorem-2, proposition-5 and noise",
    ),
    "weighting": (
        SEPARABLE[1:],
        "it is for theorem-2 and proposition-5; lemma-4 always adds the two losses",
    ),
    "kappa": (
        (*SEPARABLE, "parity-family", "factorial-minima", "landscape", "twelve", "many-minima"),
        "there κ is about the largest that gives states",
    ),
    "star": (
        (*SEPARABLE, "parity-family", "maxcut", "integral-spectra"),
        "its θ* is one of the zeros of its residuals",
    ),
    "edges": (("maxcut",), "a graph is for maxcut"),
    "strength": (
        ("maxcut", "factorial-minima", "integral-spectra", "orbit"),
        "lemma-4, theorem-2 and proposition-5 take --r-squared",
    ),
    "gap": (("integral-spectra",), "it is the Δ of the qudits of integral-spectra"),
    "factorial": (("integral-spectra",), "factorial-minima takes every network"),
    "target": (("landscape",), "the other constructions have landscapes of their own"),
    "noise": (("noise",), "it is for the construction noise"),
    "figure": (
        ("landscape",),
        "it draws a target beside the loss; symqnn report draws other landscapes",
    ),
}


@dataclass(frozen=True)
class ConstructionOutcome:
    """A certificate, the lines that describe it, and the table of minima: angles, value, remark; or
    the certificate of why there are none.

    ``status`` is what a verified certificate proves of the statement; ``label`` names what the
    certificate is about, for its file.
    """

    certificate: dict[str, Any]
    lines: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]
    status: Status = Status.PROVED
    label: str = ""


def refuse_unused(options: argparse.Namespace) -> None:
    """No option is ignored.

    Raises:
        InputError: an option that does not go with the statement.
    """
    for option, (statements, why) in GOES_WITH.items():
        if getattr(options, option) not in (None, False) and options.name not in statements:
            raise InputError(
                f"--{option.replace('_', '-')} does not go with {options.name}; {why}."
            )
    if options.scaling and options.r_squared:
        raise InputError("--r-squared does not go with --scaling; the loss is made by η and t.")
    if options.name == "lemma-4" and options.weighting == "union":
        raise InputError(
            "--weighting union does not go with lemma-4: it is about L(S0) + L(S1); theorem-2 "
            "takes both."
        )


def refusal(qnn: QNN, error: UnreachableError) -> ConstructionOutcome:
    """The construction cannot be made on this network: the relations that forbid its residuals, and
    what can be built all the same.
    """
    from symqnn.certificate.unreachable import unreachable_certificate

    first = f"PREMISE FAILS: {error}"
    lines = (first, *error.offer(), error.result.certified, *error.result.lines()[:8])
    return ConstructionOutcome(
        unreachable_certificate(error.result), lines, (), Status.PREMISE_FAILS, "unreachable"
    )


def read_points(
    texts: list[str] | None, torus: Torus, lines: list[str]
) -> list[CirclePoint] | None:
    """θ* from the command line, as points (cos φ*, sin φ*), φ = gθ; what had to be rounded is said
    in ``lines``.

    Raises:
        InputError: a point that is not on the circle, no number, or not one an angle.
    """
    from symqnn.algebra.circle import CirclePoint
    from symqnn.algebra.exact import rational
    from symqnn.construction.targets import DECIMAL, circle_point_near

    if texts is None:
        return None
    if len(texts) != len(torus):
        raise InputError(
            f"--star has {len(texts)} points; one a parameter, {len(torus)}, are required."
        )
    points = []
    for k, text in enumerate(texts):
        cos, comma, sin = text.partition(",")
        if comma:
            points.append(CirclePoint(cos, sin))  # type: ignore[arg-type]
            continue
        angle = Fraction(text) if DECIMAL.fullmatch(text) else rational(text, f"star[{k}]")
        point, distance = circle_point_near(angle, unit=torus.units[k])
        points.append(point)
        name = torus.text(k)
        lines.append(
            f"{torus.names[k]}* = {text} is replaced by the point ({point.cos}, {point.sin}) = "
            f"(cos {name}, sin {name}), within {approximate(distance)} radian"
        )
    return points


def approximate(value: Fraction) -> str:
    """A decimal for people."""
    return f"{float(value):.6g}"


def counted(result: MinimaResult) -> str:
    """How many strict minima are proved."""
    return (
        f"{len(result.minima)} strict minima (at least), {result.spurious} spurious, gap at "
        f"least {result.gap}"
    )


def listed(result: MinimaResult) -> tuple[tuple[str, str, str], ...]:
    """The first of them, for the table."""
    return tuple(
        (
            " ".join(approximate(part.cos) + "," + approximate(part.sin) for part in point.at),
            approximate(point.lower),
            "spurious" if point.lower else "global",
        )
        for point in result.minima[:LISTED]
    )
