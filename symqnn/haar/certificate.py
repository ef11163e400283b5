"""Certificates of Theorem 6 as plain data, ready to be written as canonical JSON (proofs/FORMAT.md, kinds haar-*)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from flint import fmpz_mpoly

from symqnn.errors import InputError
from symqnn.haar.asymptotics import START, uniform_bound
from symqnn.haar.bounds import Road, failure_bound
from symqnn.haar.moments import all_moments
from symqnn.haar.positivity import first_dimension, rate
from symqnn.haar.rational import RationalFunction, coefficients_in_d
from symqnn.haar.universal import ROOT, Independence
from symqnn.haar.verdict import Probability, probability, universal

Certificate = dict[str, Any]
MAX_LISTED_LAYERS = 3
_DECIMAL_LIMIT = 10**4000


def moments_certificate(p: int) -> Certificate:
    """Mean and second moment of every entry of the Gram matrix of p ≤ 3 layers.

    Paper: section 4.

    Raises:
        InputError: p is not 1, 2 or 3.

    Example:
        >>> len(moments_certificate(1)["claim"]["entries"])
        6
    """
    if not 1 <= p <= MAX_LISTED_LAYERS:
        raise InputError(f"p is {p}; complete tables are certified for 1 to {MAX_LISTED_LAYERS} layers.")
    entries = []
    for item in all_moments(p):
        constant = item.second.substitute(kappa=0)
        slope = item.second.substitute(kappa=1) - constant
        values = {"mean": item.mean, "constant": constant, "slope": slope}
        entries.append({"xi": item.xi, "eta": item.eta, **{name: _quotient(value) for name, value in values.items()}})
    return _envelope("haar-moments", {"layers": p}, {"entries": entries}, {})


def bound_certificate(p: int, road: Road = Road.FROBENIUS) -> Certificate:
    """A failure bound, the first dimension from which it is below 1, and its rate C/d.

    Paper: Theorem 6 and Eqn 23.

    Example:
        >>> bound_certificate(3)["claim"]["first"]
        '52'
    """
    bound = failure_bound(p, road)
    first, speed = first_dimension(bound), rate(bound)
    claim = {
        "constant": _quotient(bound.constant),
        "slope": _quotient(bound.slope),
        "first": _text(first.dimension),
        "rate": _text(speed.constant),
        "rate_from": _text(max(4, speed.start)),
    }
    return _envelope("haar-bound", {"layers": p, "road": str(bound.road)}, claim, {"certified_from": _text(max(4, first.certified_from))})


def uniform_certificate(start: int = START) -> Certificate:
    """The bound for all p at once.

    Paper: Theorem 6, "for dimension d: log(d) = Θ(p)".

    Example:
        >>> uniform_certificate()["claim"]
        {'linear': '11', 'quadratic': '21'}
    """
    bound = uniform_bound(start)
    witness = {
        "start": _text(bound.start),
        "entries": [[_text(entry.value) for entry in row] for row in bound.entries],
        "constants": [_text(value) for value in bound.constants],
    }
    return _envelope("haar-uniform", {}, {"linear": _text(bound.linear), "quadratic": _text(bound.quadratic)}, witness)


def probability_certificate(found: Probability) -> Certificate:
    """Probability 0, or probability 1 for every non-scalar observable, or for the given one.

    Paper: Theorem 6, strengthened.

    Args:
        found: from :func:`symqnn.haar.verdict.probability`; a universal family of a smaller dimension is certified there.

    Raises:
        InputError: not decided.

    Example:
        >>> probability_certificate(probability(5, 16))["witness"]
        {'reason': 'dimension'}
    """
    if found.value is None:
        raise InputError("the probability is not decided; there is nothing to certify.")
    if found.proof is not None:
        return family_certificate(found.proof)
    instance = {"layers": found.layers, "dimension": found.dimension, "multiplicity": found.multiplicity}
    return _envelope("haar-probability", instance, {"probability": str(found.value)}, {"reason": str(found.reason)})


def family_certificate(independence: Independence) -> Certificate:
    """Probability 1 from a family of idempotents: for every non-scalar observable if it is independent for E_12, else for the observable it was found for.

    Paper: Theorem 6, strengthened.

    Example:
        >>> family_certificate(universal(3))["instance"]
        {'layers': 3, 'dimension': 8, 'multiplicity': 4}
    """
    family, matrix = independence.family, independence.observable
    witness: Certificate = {"modulus": _text(family.modulus), "x": _residues(family.x), "y": _residues(family.y)}
    instance: Certificate = {"layers": family.layers, "dimension": family.dimension, "multiplicity": family.multiplicity}
    if matrix is None:
        return _envelope("haar-probability", instance, {"probability": "1"}, witness | {"reason": "universal"})
    reduced = matrix.canonical()
    real, imaginary = ([[_text(value) for value in row] for row in part] for part in reduced.integer_rows())
    observable = {"denominator": _text(reduced.denominator), "real": real, "imaginary": imaginary}
    return _envelope("haar-instance", instance | {"observable": observable}, {"probability": "1"}, witness | {"root": _text(ROOT)})


def shipped_certificates() -> Iterator[tuple[str, Certificate]]:
    """Names and certificates of what is shipped for Theorem 6.

    Example:
        >>> len(dict(shipped_certificates()))
        28
    """
    for p in (1, 2):
        yield f"moments_p{p}", moments_certificate(p)
    for p in range(1, 6):
        for road in Road:
            yield f"{road}_p{p}".replace("-", "_"), bound_certificate(p, road)
    yield "uniform", uniform_certificate()
    yield "zero_p5_d16", probability_certificate(probability(5, 16))
    yield "zero_p10_d256", probability_certificate(probability(10, 256))
    yield "reflection_p3_d1024", probability_certificate(probability(3, 1024, multiplicity=1))
    yield "signs_p10_d1024", probability_certificate(probability(10, 1024))
    yield "instance_p3_d6", probability_certificate(probability(3, 6, [[(k - 2) * (j == k) for k in range(6)] for j in range(6)]))
    for p in range(1, 6):
        found = universal(p)
        if found is not None:
            yield f"universal_p{p}_d{found.family.dimension}", family_certificate(found)


def _envelope(kind: str, instance: Certificate, claim: Certificate, witness: Certificate) -> Certificate:
    return {
        "format": "symqnn-certificate",
        "version": 1,
        "kind": kind,
        "statement": "theorem-6",
        "instance": instance,
        "claim": claim,
        "witness": witness,
    }


def _residues(matrices: tuple[tuple[tuple[int, ...], ...], ...]) -> list[list[list[str]]]:
    return [[[str(value) for value in row] for row in matrix] for matrix in matrices]


def _quotient(function: RationalFunction) -> Certificate:
    return {"numerator": _coefficients(function.numerator), "denominator": _coefficients(function.denominator)}


def _coefficients(polynomial: fmpz_mpoly) -> list[str]:
    return [_text(value) for value in coefficients_in_d(polynomial)] if polynomial else []


def _text(value: int | Fraction) -> str:
    """INTEGER or RATIONAL of the format."""
    fraction = Fraction(value)
    parts = [part if -_DECIMAL_LIMIT < part < _DECIMAL_LIMIT else None for part in (fraction.numerator, fraction.denominator)]
    if None in parts:
        raise InputError("a coefficient has more than 4000 digits; take a smaller p.")
    return str(fraction)
