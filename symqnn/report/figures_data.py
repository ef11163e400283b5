"""What pictures of landscapes are drawn from: the loss and the points of a checked certificate,
nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from symqnn.algebra.torus import Torus, shown_name
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.decode import listed_centres, network_from, polynomial_from, state_from
from symqnn.errors import InputError
from symqnn.expansion.output import expectation
from symqnn.loss.training import loss
from symqnn.model.dataset import Dataset
from symqnn.roots.certify import certify
from symqnn.roots.critical_list import CriticalPoint, CriticalPoints
from symqnn.roots.newton import polished
from symqnn.roots.search import Enumeration, not_started
from symqnn.roots.structure import AngleBlock, blocks
from symqnn.status import Status

DRAWN_ANGLES = 2


@dataclass(frozen=True)
class DrawnLandscape:
    """A loss in one or two angles with its complete certified list of critical points.

    Args:
        name: for people. found: the list of the certificate.
        points: the same points, lowest first. origin: where the loss comes from.
    """

    name: str
    found: CriticalPoints
    points: tuple[CriticalPoint, ...]
    origin: str

    @property
    def angles(self) -> int:
        """Number of angles, 1 or 2."""
        return self.found.poly.angles

    @property
    def separable(self) -> bool:
        """Whether the loss is a sum of functions of one angle each."""
        return all(len(block.axes) == 1 for block in self.found.blocks)


def read_landscape(name: str, certificate: Mapping[str, Any]) -> DrawnLandscape | None:
    """The landscape that a certificate of the kind ``critical-points`` lists; None for more than
    two angles, or points too close to draw.

    The points are those of the certificate: nothing is searched for.

    Raises:
        InputError: another kind, or roots at which the library cannot confirm what the certificate
            says.
    """
    if certificate.get("kind") != "critical-points":
        raise InputError(
            f"the certificate is of the kind {certificate.get('kind')!r}; critical-points is "
            "required."
        )
    given = certificate["instance"]["loss"]
    poly = read_loss(given)
    if poly.angles > DRAWN_ANGLES or any(
        "isolation" in block for block in certificate["witness"]["blocks"]
    ):
        return None
    found = _read_points(name, poly, certificate)
    ordered = sorted(found.points(), key=lambda point: (point.value, point.turns))
    return DrawnLandscape(name, found, tuple(ordered), _origin(given))


def _origin(given: Mapping[str, Any]) -> str:
    if given["kind"] == "training":
        count = len(given["samples"])
        return f"{count} training sample{'s' * (count != 1)}"
    return "the output itself" if given["kind"] == "output" else "a trigonometric polynomial"


def _read_points(name: str, poly: TrigPoly, certificate: Mapping[str, Any]) -> CriticalPoints:
    """The list of a certificate: at each of its roots the inclusion test is made again, which gives
    the value there.
    """
    parts = blocks(poly)
    listed = certificate["witness"]["blocks"]
    shapes = [(list(part.axes), list(part.multiples)) for part in parts]
    if shapes != [(part["angles"], part["multiples"]) for part in listed]:
        raise _differs(name)
    enumerations = tuple(
        _read_block(name, part, data) for part, data in zip(parts, listed, strict=True)
    )
    constant = poly.coefficient((0,) * poly.angles)
    found = CriticalPoints(poly, Status.PROVED, "", parts, enumerations, constant)
    if [str(count) for count in found.by_index] != list(certificate["claim"]["by_index"]):
        raise _differs(name)
    return found


def _read_block(name: str, block: AngleBlock, data: Mapping[str, Any]) -> Enumeration:
    centres = np.array(listed_centres(data), dtype=np.int64)
    started = not_started(block.poly, "")
    centres = polished(started.jets, centres.reshape(-1, block.poly.angles))
    roots, which = certify(started.jets, centres)
    if len(which) < len(centres):
        raise _differs(name)
    return replace(started, roots=roots)


def _differs(name: str) -> InputError:
    return InputError(
        f"{name}: the library does not confirm the critical points of the certificate; it is not "
        "drawn."
    )


def read_loss(given: Mapping[str, Any]) -> TrigPoly:
    """LOSS of proofs/FORMAT.md as a polynomial.

    Example:
        >>> torus = {"parameters": ["a"], "units": ["1"]}
        >>> read_loss({"kind": "polynomial", **torus, "terms": {"1": "1/2"}})
        1/2*cos(a)
    """
    if given["kind"] == "polynomial":
        return polynomial_from(given)
    qnn = network_from(given["network"])
    if given["kind"] == "output":
        return expectation(qnn, state_from(given["state"]))
    samples = [(state_from(sample["state"]), sample["label"]) for sample in given["samples"]]
    return loss(qnn, Dataset.from_samples(samples))


def middle(point: CriticalPoint) -> float:
    """The value of a critical point, for drawing."""
    low, high = point.value
    return float(low + high) / 2


def describe(point: CriticalPoint, torus: Torus) -> str:
    """A critical point in words, for the tip of the pointer."""
    kind = "minimum" if point.index == 0 else "maximum" if point.index == len(torus) else "saddle"
    pairs = zip(torus.names, point.theta, strict=True)
    theta = ", ".join(f"{shown_name(name)} = {value:.6f}" for name, value in pairs)
    error = float(point.value[1] - point.value[0]) / 2
    return f"{kind}, Morse index {point.index}, {theta}, loss {middle(point):.9g} ± {error:.0e}"


def degenerate_levels(points: Sequence[CriticalPoint]) -> list[list[CriticalPoint]]:
    """Critical points, lowest first, those whose enclosures overlap together."""
    groups: list[list[CriticalPoint]] = []
    top = Fraction(0)
    for point in sorted(points, key=lambda point: point.value):
        if groups and point.value[0] <= top:
            groups[-1].append(point)
            top = max(top, point.value[1])
        else:
            groups.append([point])
            top = point.value[1]
    return groups
