"""Degenerate critical points as certificates of the kind ``degenerate-critical-points``."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.algebra.trigpoly_text import DIGITS
from symqnn.certificate.canonical import integer_text, rational_text
from symqnn.certificate.critical import polynomial_json
from symqnn.certificate.encode import Json, certificate
from symqnn.errors import InputError
from symqnn.roots.degeneracy import (
    AlgebraicPoint,
    Degeneracy,
    Directions,
    Exponents,
    Factor,
    SharedFactor,
    ZeroProduct,
)


def degenerate_certificate(poly: TrigPoly, found: Degeneracy, loss: Json | None = None) -> Json:
    """Kind ``degenerate-critical-points``: the premise of Theorem 7 fails.

    Args:
        poly: the loss.
        found: why some critical point is degenerate.
        loss: LOSS as ``training_json`` writes it, if the polynomial is that of a training set.

    Raises:
        InputError: common zeros of residuals, but no training set; or a degree above 30.

    Example:
        >>> from symqnn.roots.degenerate import infinitely_many
        >>> poly = TrigPoly.from_terms({"11": 1, "22": 1})
        >>> degenerate_certificate(poly, infinitely_many(poly))["witness"]
        {'reason': 'directions', 'directions': [['1', '1']]}
    """
    instance = {"loss": loss or polynomial_json(poly)}
    return certificate(
        "degenerate-critical-points",
        "theorem-7",
        instance,
        {"dimension": integer_text(found.dimension)},
        _witness(found, instance["loss"]),
    )


def _witness(found: Degeneracy, loss: Json) -> Json:
    proof = found.proof
    if isinstance(proof, Directions):
        return {
            "reason": "directions",
            "directions": [[integer_text(n) for n in vector] for vector in proof.vectors],
        }
    if isinstance(proof, SharedFactor):
        return {
            "reason": "factor",
            "angles": list(proof.axes),
            "factor": _exponents_json(proof.factor),
            "quotients": [_exponents_json(quotient) for quotient in proof.quotients],
            "above": _rationals(proof.above),
            "below": _rationals(proof.below),
        }
    if isinstance(proof, AlgebraicPoint):
        return {
            "reason": "circle" if proof.direction else "point",
            "angles": list(proof.axes),
            "modulus": _rationals(proof.modulus),
            "interval": _rationals(proof.interval),
            "point": [[_rationals(part) for part in pair] for pair in proof.point],
        } | ({"direction": [integer_text(n) for n in proof.direction]} if proof.direction else {})
    if isinstance(proof, ZeroProduct):
        return {
            "reason": "product",
            "angles": list(proof.axes),
            "factors": [_factor_json(factor) for factor in proof.factors],
        }
    if loss["kind"] != "training":
        raise InputError(
            "common zeros of residuals are certified for training sets; this loss is a polynomial."
        )
    return {
        "reason": "zeros",
        "centre": [integer_text(n) for n in proof.centre],
        "free": list(proof.free),
        "radius": integer_text(proof.radius),
        "preconditioner": [_rationals(row) for row in proof.preconditioner],
    }


def _factor_json(factor: Factor) -> Json:
    points = {
        name: [[rational_text(at.cos), rational_text(at.sin)] for at in point]
        for name, point in (("above", factor.above), ("below", factor.below))
    }
    return {"angles": list(factor.axes), "terms": polynomial_json(factor.poly)["terms"], **points}


def _rationals(values: Iterable[Fraction]) -> list[str]:
    return [rational_text(value) for value in values]


def _exponents_json(poly: Exponents) -> dict[str, str]:
    if any(n >= len(DIGITS) for exponents in poly for n in exponents):
        raise InputError("an exponent is above 61; certificates write exponents as one digit.")
    return {
        "".join(DIGITS[n] for n in exponents): rational_text(value)
        for exponents, value in poly.items()
    }
