"""Certificates about datasets: the polynomial of a loss, separable landscapes, vertex landscapes,
single minima.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.canonical import integer_text, rational_text
from symqnn.certificate.encode import Json, certificate, index_text, instance_json, state_json
from symqnn.construction.certify import CertifiedMinimum, MinimaResult
from symqnn.construction.frequencies import FrequencyConstruction
from symqnn.construction.separable import SeparableLandscape
from symqnn.construction.targets import Star
from symqnn.construction.vertices import VertexLandscape
from symqnn.errors import InputError
from symqnn.model.correlation import CorrelationState
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.model.state import State, as_matrix
from symqnn.status import Status
from symqnn.univariate.one_angle import OneAngle

LISTED_STUCK = 16
PARTIAL = "trapped-angles"  # the statement about a loss that depends on some of the angles only
# their certificates say: exactly 2^p minima
EXACT_NUMBER = ("lemma-4", "theorem-2", "proposition-5")


def sample_state_json(state: State) -> Json:
    """STATE, or the kind ``correlation``."""
    if not isinstance(state, CorrelationState):
        return state_json(state)
    vectors = [[rational_text(part) for part in vector] for vector in state.vectors]
    return {
        "kind": "correlation",
        "correlated": list(state.correlated),
        "scale": rational_text(state.scale),
        "vectors": vectors,
    }


def training_json(qnn: QNN, dataset: Dataset, parts: Sequence[int]) -> Json:
    """Instance of the kinds about datasets: network, samples and the sizes of the parts whose
    losses are added.
    """
    samples = []
    for state, label in dataset.samples:
        known = state if qnn.is_pauli else as_matrix(state)
        samples.append({"state": sample_state_json(known), "label": rational_text(label)})
    return {**instance_json(qnn), "samples": samples, "parts": list(parts)}


def loss_certificate(qnn: QNN, dataset: Dataset, parts: Sequence[int], poly: TrigPoly) -> Json:
    """Kind ``expansion``, statement ``loss``: all coefficients of the polynomial of a training
    loss.

    Example:
        >>> from symqnn.loss.training import loss
        >>> qnn, data = QNN(["X"], "Z"), Dataset.from_samples([(State.zero(1), 0)])
        >>> loss_certificate(qnn, data, (1,), loss(qnn, data))["claim"]
        {'coefficients': {'0': '1/2', '3': '1/2'}}
    """
    coefficients = {index_text(index): rational_text(value) for index, value in poly.terms()}
    instance = training_json(qnn, dataset, parts)
    return certificate("expansion", "loss", instance, {"coefficients": coefficients}, {})


def point_json(point: CirclePoint) -> list[str]:
    """A point of the circle."""
    return [rational_text(point.cos), rational_text(point.sin)]


def _nullable(value: Fraction | None) -> str | None:
    return None if value is None else rational_text(value)


def _levels(levels: Iterable[tuple[Fraction, int]]) -> list[list[str]]:
    return [[rational_text(value), integer_text(number)] for value, number in levels]


def separable_certificate(
    qnn: QNN,
    dataset: Dataset,
    parts: Sequence[int],
    landscape: SeparableLandscape,
    statement: str = "separable-landscape",
) -> Json:
    """Kind ``separable-minima``: the complete list of local minima of a loss that is a sum of
    functions of one angle each.

    Where the loss does not depend on some angles the claim has a field ``angles``: the positions of
    the s others, for which alone there are coordinates; minima and critical points are families
    then, and the statement is ``trapped-angles`` if there are 2^s of them, 2^s - 1 spurious, else
    ``separable-landscape``. ``trapped-angles`` takes the place of the paper's statements too where
    the traps have higher frequencies: there are more than 2^p minima a period then.
    """
    claim: Json = {
        "coordinates": [_critical_json(part) for part in landscape.coordinates],
        "minima": integer_text(landscape.count),
        "critical_points": integer_text(landscape.critical),
        "indices": None
        if landscape.indices is None
        else list(map(integer_text, landscape.indices)),
        "levels": None if landscape.levels is None else _levels(landscape.levels),
        "spurious": None if landscape.spurious is None else integer_text(landscape.spurious),
        "gap": _nullable(landscape.gap),
    }
    expected = 2 ** len(landscape.axes)
    trapped = landscape.count >= expected and (landscape.spurious or 0) >= expected - 1
    if landscape.free:
        statement = PARTIAL if trapped else "separable-landscape"
        claim |= {"angles": list(landscape.axes)}
    elif statement in EXACT_NUMBER and trapped and landscape.count > expected:
        statement = PARTIAL
    instance = training_json(qnn, dataset, parts)
    return certificate("separable-minima", statement, instance, claim, _isolation(landscape))


def _isolation(landscape: SeparableLandscape) -> Json:
    """The witness: where the line of each coordinate is cut, and what separates its critical
    points.
    """
    listed = [
        {"cut": point_json(part.cut), "separators": list(map(rational_text, part.separators))}
        for part in landscape.coordinates
    ]
    return {"coordinates": listed}


def _critical_json(part: OneAngle) -> list[Json]:
    return [
        {"kind": point.kind, "at": point_json(point.at) if point.at else None}
        for point in part.points
    ]


def vertex_certificate(
    qnn: QNN,
    dataset: Dataset,
    parts: Sequence[int],
    landscape: VertexLandscape,
    statement: str = "parity-family",
    graph: tuple[Sequence[tuple[int, int]], int] | None = None,
) -> Json:
    """Kind ``vertex-minima``: all local minima of a loss that is concave in the cosines
    of φ_l - φ*_l, φ = gθ.

    Args:
        statement: ``parity-family``, ``maxcut``, or ``theorem-2`` for 2^p minima, 2^p - 1 of them
            spurious.
        graph: for ``maxcut`` the edges and the size of a maximum cut.
    """
    claim: Json = {
        "star": [point_json(point) for point in landscape.star],
        "minima": integer_text(landscape.count),
        "levels": _levels(landscape.levels),
        "spurious": integer_text(landscape.spurious),
        "gap": _nullable(landscape.gap),
        "stuck": [
            "".join("1" if s < 0 else "0" for s in vertex)
            for vertex in landscape.stuck[:LISTED_STUCK]
        ],
    }
    if graph is not None:
        edges, largest = graph
        claim |= {
            "edges": [list(edge) for edge in sorted((min(edge), max(edge)) for edge in edges)],
            "maxcut": largest,
        }
    return certificate("vertex-minima", statement, training_json(qnn, dataset, parts), claim, {})


def minima_certificate(
    qnn: QNN,
    dataset: Dataset,
    parts: Sequence[int],
    result: MinimaResult,
    statement: str = "local-minima",
    below: tuple[Star, Fraction] | None = None,
) -> Json:
    """Kind ``dataset-minima``: strict local minima at, or in balls around, rational points.

    Args:
        below: for the statement ``spurious-minimum``: a point, and by how much the loss there is
            lower than at all the minima.

    Raises:
        InputError: the result is not PROVED.
    """
    if result.status is not Status.PROVED:
        raise InputError(
            f"the minima are {result.status}: {'; '.join(result.reasons)}. Only proved ones have a "
            "certificate."
        )
    claim = {
        "minima": [_minimum_json(point) for point in result.minima],
        "curvature": rational_text(result.curvature),
        "radius": rational_text(result.radius),
        "spurious": None if result.spurious is None else integer_text(result.spurious),
        "gap": _nullable(result.gap),
    }
    witness: Json = {}
    if below is not None:
        point, gap = below
        claim["spurious"] = integer_text(len(result.minima))
        claim["gap"] = rational_text(gap)
        witness = {"below": [point_json(part) for part in point]}
    instance = training_json(qnn, dataset, parts)
    return certificate("dataset-minima", statement, instance, claim, witness)


def _minimum_json(point: CertifiedMinimum) -> Json:
    return {
        "at": [point_json(part) for part in point.at],
        "value": [rational_text(point.lower), rational_text(point.upper)],
    }


def frequency_certificate(made: FrequencyConstruction) -> Json:
    """Kind ``separable-minima``, statement ``integral-spectra``: exactly ∏ 2D_l minima, with lower
    bounds of their values.

    Raises:
        InputError: the construction has another number of minima.
    """
    if not made.holds:
        raise InputError(
            f"the dataset has {made.landscape.count} minima, {made.spurious} of them proved "
            f"spurious; {made.expected} and {made.expected - 1} are wanted. Take a smaller "
            "strength."
        )
    coordinates = []
    for part, floors in zip(made.landscape.coordinates, made.floors, strict=True):
        bounds = iter(floors)
        coordinates.append([_floor_json(point.kind, bounds) for point in part.points])
    claim = {
        "coordinates": coordinates,
        "star": [point_json(point) for point in made.star],
        "least": rational_text(made.least),
        "minima": integer_text(made.landscape.count),
        "critical_points": integer_text(made.landscape.critical),
        "spurious": integer_text(made.spurious),
        "gap": _nullable(made.gap),
    }
    used = made.construction
    instance = training_json(used.qnn, used.dataset, used.parts)
    return certificate(
        "separable-minima", "integral-spectra", instance, claim, _isolation(made.landscape)
    )


def _floor_json(kind: str, floors: Iterator[Fraction]) -> Json:
    return {"kind": kind, "floor": rational_text(next(floors)) if kind == "minimum" else None}
