"""Certificates about datasets: separable landscapes, vertex landscapes, single minima."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from symqnn.algebra.circle import CirclePoint
from symqnn.certificate.canonical import integer_text, rational_text
from symqnn.certificate.encode import Json, certificate, network_json, state_json
from symqnn.certificate.frequencies import integral_json
from symqnn.construction.certify import CertifiedMinimum, MinimaResult
from symqnn.construction.integral import IntegralConstruction
from symqnn.univariate.one_angle import OneAngle
from symqnn.construction.separable import SeparableLandscape
from symqnn.construction.vertices import VertexLandscape
from symqnn.errors import InputError
from symqnn.model.correlation import CorrelationState
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.model.spectrum import IntegralNetwork
from symqnn.model.state import State
from symqnn.status import Status

LISTED_STUCK = 16


def sample_state_json(state: State) -> Json:
    """STATE, or the kind ``correlation``."""
    if not isinstance(state, CorrelationState):
        return state_json(state)
    vectors = [[rational_text(part) for part in vector] for vector in state.vectors]
    return {"kind": "correlation", "correlated": list(state.correlated), "scale": rational_text(state.scale), "vectors": vectors}


def training_json(qnn: QNN | IntegralNetwork, dataset: Dataset, parts: Sequence[int]) -> Json:
    """Instance of the kinds about datasets: network, samples and the sizes of the parts whose losses are added."""
    samples = [{"state": sample_state_json(state), "label": rational_text(label)} for state, label in dataset.samples]
    network = integral_json(qnn) if isinstance(qnn, IntegralNetwork) else network_json(qnn)
    return {"network": network, "samples": samples, "parts": list(parts)}


def point_json(point: CirclePoint) -> list[str]:
    """A point of the circle."""
    return [rational_text(point.cos), rational_text(point.sin)]


def _nullable(value: Fraction | None) -> str | None:
    return None if value is None else rational_text(value)


def _levels(levels: Iterable[tuple[Fraction, int]]) -> list[list[str]]:
    return [[rational_text(value), integer_text(number)] for value, number in levels]


def separable_certificate(qnn: QNN, dataset: Dataset, parts: Sequence[int], landscape: SeparableLandscape, statement: str = "separable-landscape") -> Json:
    """Kind ``separable-minima``: the complete list of local minima of a loss that is a sum of functions of one angle each."""
    claim = {
        "coordinates": [[_critical_json(part, k) for k in range(len(part.points))] for part in landscape.coordinates],
        "minima": integer_text(landscape.count),
        "critical_points": integer_text(landscape.critical),
        "indices": None if landscape.indices is None else [integer_text(value) for value in landscape.indices],
        "levels": None if landscape.levels is None else _levels(landscape.levels),
        "spurious": None if landscape.spurious is None else integer_text(landscape.spurious),
        "gap": _nullable(landscape.gap),
    }
    witness = {"coordinates": [{"cut": point_json(part.cut), "separators": list(map(rational_text, part.separators))} for part in landscape.coordinates]}
    return certificate("separable-minima", statement, training_json(qnn, dataset, parts), claim, witness)


def _critical_json(part: OneAngle, k: int) -> Json:
    point = part.points[k]
    return {"kind": point.kind, "at": point_json(point.at) if point.at else None}


def vertex_certificate(
    qnn: QNN,
    dataset: Dataset,
    parts: Sequence[int],
    landscape: VertexLandscape,
    statement: str = "parity-family",
    graph: tuple[Sequence[tuple[int, int]], int] | None = None,
) -> Json:
    """Kind ``vertex-minima``: all local minima of a loss that is concave in every cos 2(θ_l - θ*_l).

    Args:
        graph: for the statement ``maxcut`` the edges and the size of a maximum cut.
    """
    claim: Json = {
        "star": [point_json(point) for point in landscape.star],
        "minima": integer_text(landscape.count),
        "levels": _levels(landscape.levels),
        "spurious": integer_text(landscape.spurious),
        "gap": _nullable(landscape.gap),
        "stuck": ["".join("1" if s < 0 else "0" for s in vertex) for vertex in landscape.stuck[:LISTED_STUCK]],
    }
    if graph is not None:
        edges, largest = graph
        claim |= {"edges": [list(edge) for edge in sorted((min(edge), max(edge)) for edge in edges)], "maxcut": largest}
    return certificate("vertex-minima", statement, training_json(qnn, dataset, parts), claim, {})


def minima_certificate(
    qnn: QNN | IntegralNetwork, dataset: Dataset, parts: Sequence[int], result: MinimaResult, statement: str = "local-minima"
) -> Json:
    """Kind ``dataset-minima``: strict local minima at, or in balls around, rational points.

    Raises:
        InputError: the result is not PROVED.
    """
    if result.status is not Status.PROVED:
        raise InputError(f"the minima are {result.status}: {'; '.join(result.reasons)}. Only proved ones have a certificate.")
    claim = {
        "minima": [_minimum_json(point) for point in result.minima],
        "curvature": rational_text(result.curvature),
        "radius": rational_text(result.radius),
        "spurious": None if result.spurious is None else integer_text(result.spurious),
        "gap": _nullable(result.gap),
    }
    return certificate("dataset-minima", statement, training_json(qnn, dataset, parts), claim, {})


def _minimum_json(point: CertifiedMinimum) -> Json:
    return {"at": [point_json(part) for part in point.at], "value": [rational_text(point.lower), rational_text(point.upper)]}


def integral_certificate(made: IntegralConstruction) -> Json:
    """Kind ``integral-minima``: exactly ∏ 2Δ_l minima for generators with integer spectra."""
    instance = {
        "network": integral_json(made.network),
        "samples": [{"state": state_json(state), "label": rational_text(label)} for state, label in made.dataset.samples],
    }
    coordinates = []
    for part, floors in zip(made.landscape.coordinates, made.floors, strict=True):
        bounds = iter(floors)
        coordinates.append([{"kind": point.kind, "floor": rational_text(next(bounds)) if point.kind == "minimum" else None} for point in part.points])
    claim = {
        "coordinates": coordinates,
        "star": [point_json(point) for point in made.star],
        "least": rational_text(made.least),
        "minima": integer_text(made.landscape.count),
        "critical_points": integer_text(made.landscape.critical),
        "spurious": integer_text(made.spurious),
        "gap": _nullable(made.gap),
    }
    isolation = [{"cut": point_json(part.cut), "separators": list(map(rational_text, part.separators))} for part in made.landscape.coordinates]
    return certificate("integral-minima", "integral-spectra", instance, claim, {"coordinates": isolation})
