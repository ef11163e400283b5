"""The one reader of networks, states and polynomials from the JSON objects of proofs/FORMAT.md
(the inverse of ``encode``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import atan, pi
from typing import Any

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import counted, rational, short
from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import InputError
from symqnn.model.correlation import CorrelationState
from symqnn.model.gate import Gate
from symqnn.model.instance_file import read_state
from symqnn.model.qnn import QNN
from symqnn.model.state import State
from symqnn.roots.subdivision import ONE, PLACES, ROOT

MAX_ANGLES = 64


def matrix_from(data: Mapping[str, Any]) -> GaussianMatrix:
    """MATRIX."""
    common = rational(data["denominator"])
    pairs = zip(data["real"], data["imaginary"], strict=True)
    return GaussianMatrix.from_rows(
        [
            [(rational(x) / common, rational(y) / common) for x, y in zip(*rows, strict=True)]
            for rows in pairs
        ]
    )


def torus_from(data: Mapping[str, Any]) -> Torus:
    """The fields ``parameters`` and ``units``."""
    return Torus(tuple(data["parameters"]), tuple(rational(unit) for unit in data["units"]))


def network_from(data: Mapping[str, Any]) -> QNN:
    """NETWORK.

    Example:
        >>> from symqnn.certificate.encode import network_json
        >>> qnn = QNN(["ZI", "1/2*IX"], "YY", angles=["a", "2*a - b"])
        >>> network_from(network_json(qnn)) == qnn
        True
    """
    torus, words = torus_from(data), data["kind"] == "pauli"
    observable = (
        TensorProduct(tuple(PauliSum.from_words(part) for part in data["observable"]))
        if words
        else matrix_from(data["observable"])
    )
    gates = []
    for gate in data["gates"]:
        read = PauliSum.from_words if words else matrix_from
        factors = tuple((position, rational(value)) for position, value in gate["angle"])
        generator, point = read(gate["generator"]), CirclePoint(*gate["fixed"])
        step = Gate(generator, factors).spectrum.step
        gates.append(Gate(generator, factors, point, FixedAngle.at(point, step)))
    return QNN.from_gates(gates, observable, torus)


def state_from(data: Mapping[str, Any]) -> State:
    """STATE, with the kind ``correlation``, or a state as instance files write it.

    Raises:
        InputError: another kind.
    """
    if "kind" not in data:
        return read_state(data, "state")
    kind = data["kind"]
    if kind == "bloch":
        return State.bloch(data["vectors"])
    if kind == "pure":
        return State.pure([(rational(re), rational(im)) for re, im in data["amplitudes"]])
    if kind == "density":
        return State.density(matrix_from(data["matrix"]))
    if kind == "correlation":
        return CorrelationState.make(data["correlated"], data["scale"], data["vectors"])
    raise InputError(
        f"a state of kind {short(kind)}; bloch, pure, density or correlation is required."
    )


def polynomial_from(data: Mapping[str, Any]) -> TrigPoly:
    """LOSS given as a polynomial: parameters, units and terms; or ``angles``, a number, for the
    paper's angles.

    Raises:
        InputError: no angles, or an index that does not fit them.
    """
    if "angles" in data:
        count = data["angles"]
        if type(count) is not int or not 1 <= count <= MAX_ANGLES:
            raise InputError(
                f"angles is {short(count)}; a number from 1 to {MAX_ANGLES} is required."
            )
        torus = Torus.default(count)
    else:
        torus = torus_from(data)
    terms = data.get("terms")
    if not isinstance(terms, dict):
        raise InputError(f'terms is {short(terms)}; an object {{"10": "1/2", …}} is required.')
    return TrigPoly.from_terms(
        {index: rational(value) for index, value in terms.items()}, torus=torus
    )


@dataclass(frozen=True)
class ListedPoint:
    """A point of a certificate: its chart, and t over 2^44 in each angle. The critical point is
    near it, as near as its number of digits says.
    """

    chart: tuple[int, ...]
    tangents: tuple[int, ...]


def listed_points(block: Mapping[str, Any]) -> list[ListedPoint]:
    """The entries of ``roots`` of a BLOCK of ``critical-points``.

    Example:
        >>> listed_points({"angles": [0], "charts": ["a", "*"], "roots": ["V~"]})
        [ListedPoint(chart=(1,), tangents=(-4294967296,))]

    Raises:
        InputError: a block by Sturm's theorem, or of an older version, which has no such points.
    """
    if "isolation" in block:
        raise InputError(
            "the certificate lists critical points of one angle by Sturm's theorem, too close "
            "for boxes; they are not drawn or exported."
        )
    if not all(isinstance(root, str) for root in block["roots"]):
        raise InputError(
            "the certificate lists points as integers, which is no longer read; regenerate it "
            "with symqnn prove / the command that wrote it."
        )
    p = len(block["angles"])
    numbers = [
        number for number, text in enumerate(block["charts"]) for _ in range(text.count(ROOT))
    ]
    if len(numbers) != len(block["roots"]):
        raise InputError(
            f"the certificate lists {counted(len(block['roots']), 'point')} for "
            f"{counted(len(numbers), 'box', 'boxes')} with one; as many are required."
        )
    found = []
    for number, root in zip(numbers, block["roots"], strict=True):
        digits, tangents = len(root) // p, []
        for start in range(0, p * digits, digits):
            place = 0
            for digit in root[start : start + digits]:
                place = 64 * place + PLACES.index(digit)
            tangents.append((2 * place + 1) * (ONE >> 6 * digits) - ONE)
        chart = tuple(number >> (p - 1 - axis) & 1 for axis in range(p))
        found.append(ListedPoint(chart, tuple(tangents)))
    return found


def listed_centres(block: Mapping[str, Any]) -> list[tuple[int, ...]]:
    """Where the points of a BLOCK of ``critical-points`` are: turns over 2^46.

    A point t of a chart stands for the angles 2 arctan(origin) + π·chart + 2 arctan(t).

    Raises:
        InputError: see :func:`listed_points`.
    """
    points, centres = listed_points(block), []
    starts = [2 * atan(rational(value)) for value in block["origin"]]
    for point in points:
        turns = []
        for chart, t, start in zip(point.chart, point.tangents, starts, strict=True):
            angle = start + pi * chart + 2 * atan(t / ONE)
            turns.append(round(angle / (2 * pi) * 2**46) % 2**46)
        centres.append(tuple(turns))
    return centres
