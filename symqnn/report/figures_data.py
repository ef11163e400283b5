"""What pictures of landscapes are drawn from: the loss and the points of a checked certificate, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum, TensorProduct
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.critical import critical_points_certificate
from symqnn.errors import InputError
from symqnn.loss.training import loss
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.model.state import State
from symqnn.roots.critical import CriticalPoint, CriticalPoints, critical_points
from symqnn.status import Status

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
DRAWN_ANGLES = 2


@dataclass(frozen=True)
class Landscape:
    """A loss in one or two angles with its complete certified list of critical points.

    Args:
        name: for people. found: the list, whose certificate is byte for byte the checked one.
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


def read_landscape(name: str, certificate: Mapping[str, Any]) -> Landscape | None:
    """The landscape that a certificate of the kind ``critical-points`` lists; None for more than two angles.

    Raises:
        InputError: another kind, or a list that the library finds otherwise than the certificate says.
    """
    if certificate.get("kind") != "critical-points":
        raise InputError(f"the certificate is of the kind {certificate.get('kind')!r}; critical-points is required.")
    given = certificate["instance"]["loss"]
    poly = read_loss(given)
    if poly.angles > DRAWN_ANGLES:
        return None
    found = critical_points(poly)
    if found.status is not Status.PROVED or critical_points_certificate(found, given) != certificate:
        raise InputError(f"{name}: the critical points found differ from those of the certificate; please report this.")
    origin = f"{len(given['samples'])} training samples" if given["kind"] == "training" else "a trigonometric polynomial"
    return Landscape(name, found, tuple(sorted(found.points(), key=lambda point: (point.value, point.turns))), origin)


def read_loss(given: Mapping[str, Any]) -> TrigPoly:
    """LOSS of proofs/FORMAT.md as a polynomial."""
    if given["kind"] == "polynomial":
        terms: dict[str | tuple[int, ...], object] = {tuple(DIGITS.index(digit) for digit in index): value for index, value in given["terms"].items()}
        return TrigPoly.from_terms(terms, given["angles"])
    samples = [(_state(sample["state"]), sample["label"]) for sample in given["samples"]]
    return loss(_network(given["network"]), Dataset.from_samples(samples))


def _network(given: Mapping[str, Any]) -> QNN:
    if given["kind"] == "matrix":
        return QNN([_matrix(part) for part in given["generators"]], _matrix(given["observable"]))
    generators = [PauliSum.from_words(words, given["qubits"]) for words in given["generators"]]
    return QNN(generators, TensorProduct(tuple(PauliSum.from_words(words) for words in given["observable"])))


def _matrix(given: Mapping[str, Any]) -> GaussianMatrix:
    common = int(given["denominator"], 0)
    rows = zip(given["real"], given["imaginary"], strict=True)
    listed = [[(Fraction(int(a, 0), common), Fraction(int(b, 0), common)) for a, b in zip(*pair, strict=True)] for pair in rows]
    return GaussianMatrix.from_rows(listed)


def _state(given: Mapping[str, Any]) -> State:
    if given["kind"] == "bloch":
        return State.bloch(given["vectors"])
    if given["kind"] == "pure":
        return State.pure([(int(a, 0), int(b, 0)) for a, b in given["amplitudes"]])
    return State.density(_matrix(given["matrix"]))


def middle(point: CriticalPoint) -> float:
    """The value of a critical point, for drawing."""
    low, high = point.value
    return float(low + high) / 2


def describe(point: CriticalPoint, angles: int) -> str:
    """A critical point in words, for the tip of the pointer."""
    kind = "minimum" if point.index == 0 else "maximum" if point.index == angles else "saddle"
    theta = ", ".join(f"{value:.6f}" for value in point.theta)
    return f"{kind}, Morse index {point.index}, θ = ({theta}), loss {middle(point):.9g} ± {float(point.value[1] - point.value[0]) / 2:.0e}"


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
