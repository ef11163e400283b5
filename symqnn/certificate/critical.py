"""Complete lists of critical points as certificates of the kind ``critical-points``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.canonical import integer_text, rational_text
from symqnn.certificate.encode import (
    Json,
    certificate,
    index_text,
    instance_json,
    state_json,
    torus_json,
)
from symqnn.errors import InputError
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.model.state import State
from symqnn.roots.critical_list import CriticalPoints
from symqnn.roots.search import Enumeration
from symqnn.roots.square_ties import list_ties
from symqnn.roots.structure import AngleBlock
from symqnn.roots.ties import Ties
from symqnn.status import Status

STEP = Fraction(1, 2**30)


def polynomial_json(poly: TrigPoly) -> Json:
    """LOSS given as a polynomial.

    Example:
        >>> polynomial_json(TrigPoly.from_terms({"10": 1, "02": "1/2"}))["terms"]
        {'02': '1/2', '10': '1'}
    """
    return {"kind": "polynomial", **torus_json(poly.torus), "terms": terms_json(poly)}


def terms_json(poly: TrigPoly) -> Json:
    """POLYNOMIAL."""
    return {index_text(index): rational_text(value) for index, value in poly.terms()}


def training_json(qnn: QNN, dataset: Dataset) -> Json:
    """LOSS given as a network with a dataset."""
    samples = [
        {"state": state_json(state), "label": rational_text(label)}
        for state, label in dataset.samples
    ]
    return {"kind": "training", **instance_json(qnn), "samples": samples}


def output_json(qnn: QNN, state: State) -> Json:
    """LOSS given as the output of a network in a state."""
    return {"kind": "output", **instance_json(qnn), "state": state_json(state)}


def critical_points_certificate(found: CriticalPoints, loss: Json | None = None) -> Json:
    """Kind ``critical-points``: the complete list, each point enclosed, with Morse indices and the
    least value.

    Args:
        found: a complete list.
        loss: LOSS as :func:`training_json` writes it, if the polynomial is that of a training set.

    Raises:
        InputError: the list is not complete, or the torus has circles of critical points.
    """
    if found.status is not Status.PROVED:
        raise InputError(
            f"the list of critical points is {found.status} ({found.reason}); only a complete "
            "list has a certificate."
        )
    low, high, minimal = least_value(found)
    proofs = list_ties(found)
    claim = {
        "critical_points": integer_text(found.number),
        "by_index": [integer_text(count) for count in found.by_index],
        "least_value": [rational_text(low), rational_text(high)],
        "spurious_minima": integer_text(found.by_index[0] - minimal),
    }
    blocks = [
        _block_json(block, part)
        for block, part in zip(found.blocks, found.enumerations, strict=True)
    ]
    if (number := global_minima(found, proofs)) is not None:
        claim["global_minima"] = integer_text(number)
        for block, proof in zip(blocks, proofs, strict=True):
            if proof is not None and (
                proof.symmetries or proof.points or proof.polynomial or proof.squares
            ):
                block["ties"] = _ties_json(proof)
    return certificate(
        "critical-points",
        "theorem-7",
        {"loss": loss or polynomial_json(found.poly)},
        claim,
        {"blocks": blocks},
    )


def global_minima(found: CriticalPoints, proofs: Sequence[Ties | None]) -> int | None:
    """The number of global minima, from those of the summands; None if it is not decided."""
    numbers = [
        proof.number * block.copies
        for block, proof in zip(found.blocks, proofs, strict=True)
        if proof is not None
    ]
    return math.prod(numbers) if len(numbers) == len(proofs) else None


def _ties_json(proof: Ties) -> Json:
    if proof.polynomial:
        return {"polynomial": [rational_text(x) for x in proof.polynomial]}
    if proof.squares:
        return {
            "squares": [[rational_text(weight), terms_json(poly)] for weight, poly in proof.squares]
        }
    listed = [
        [list(s.source), [int(sign < 0) for sign in s.signs], list(s.quarters)]
        for s in proof.symmetries
    ]
    points = [
        [least.number, [[rational_text(at.cos), rational_text(at.sin)] for at in least.point]]
        for least in proof.points
    ]
    return {"symmetries": listed, "points": points}


def least_value(found: CriticalPoints) -> tuple[Fraction, Fraction, int]:
    """Bounds of the least value, widened to multiples of 2^-30, and the number of local minima that
    may attain it.
    """
    low = high = found.offset
    minimal = 1
    for block, part in zip(found.blocks, found.enumerations, strict=True):
        roots = part.roots.take(part.roots.indices == 0)
        top = (roots.values + roots.errors).min()
        minimal *= block.copies * int((roots.values - roots.errors <= top).sum())
        low += Fraction(float((roots.values - roots.errors).min())) * part.jets.scale
        high += Fraction(float(top)) * part.jets.scale
    return math.floor(low / STEP - 1) * STEP, math.ceil(high / STEP + 1) * STEP, minimal


def _block_json(block: AngleBlock, part: Enumeration) -> Json:
    charts, tolerance = part.charts, part.tolerance
    if (listed := part.listed) is not None:
        cut = [rational_text(listed.cut.cos), rational_text(listed.cut.sin)]
        separators = [rational_text(t) for t in listed.separators]
        return {
            "angles": list(block.axes),
            "multiples": list(block.multiples),
            "isolation": {"cut": cut, "separators": separators},
            "intervals": [
                [rational_text(low), rational_text(high)] for low, high in listed.intervals
            ],
        }
    return {
        "angles": list(block.axes),
        "multiples": list(block.multiples),
        "origin": [rational_text(tau) for tau in charts.origin],
        "precision": tolerance.precision,
        "weight": tolerance.weight,
        "exponents": [
            integer_text(exponent + tolerance.precision) for exponent in charts.exponents
        ],
        "roots": part.listed_points(),
        "charts": [subdivision.text for subdivision in part.subdivisions],
    }
