"""The one reader of networks, states and polynomials from the JSON objects of proofs/FORMAT.md
(the inverse of ``encode``).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import atan, pi
from typing import Any

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational, short
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


def listed_centres(block: Mapping[str, Any]) -> list[tuple[int, ...]]:
    """Where the critical points of a BLOCK of ``critical-points`` are: turns over 2^46, rounded
    from their chart coordinates.

    A coordinate is (t + 1 + 2·chart)·2^44 and stands for the angle 2 arctan(origin) + π·chart + 2
    arctan(t).

    Raises:
        InputError: a block by Sturm's theorem, which has no such coordinates.
    """
    if "isolation" in block:
        raise InputError(
            "the certificate lists critical points of one angle by Sturm's theorem, too close "
            "for boxes; they are not drawn or exported."
        )
    starts = [2 * atan(rational(value)) for value in block["origin"]]
    centres = []
    for root in block["roots"]:
        turns = []
        for place, start in zip(map(int, root), starts, strict=True):
            chart, rest = divmod(place, 2**45)
            angle = start + pi * chart + 2 * atan(rest / 2**44 - 1)
            turns.append(round(angle / (2 * pi) * 2**46) % 2**46)
        centres.append(tuple(turns))
    return centres
