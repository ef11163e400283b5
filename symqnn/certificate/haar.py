"""Certificates of Theorem 6 (proofs/FORMAT.md, kinds haar-*)."""

from __future__ import annotations

from flint import fmpz_mpoly

from symqnn.certificate.canonical import rational_text
from symqnn.certificate.encode import Json, certificate, matrix_json
from symqnn.errors import InputError
from symqnn.haar.asymptotics import START, uniform_bound
from symqnn.haar.failure_bounds import Road, failure_bound
from symqnn.haar.moments import all_moments
from symqnn.haar.positivity import first_dimension, rate
from symqnn.haar.rational import RationalFunction, coefficients_in_d
from symqnn.haar.universal import ROOT, Independence, ResidueMatrix
from symqnn.haar.verdict import Probability

MAX_LISTED_LAYERS = 3
STATEMENT = "theorem-6"


def moments_certificate(p: int) -> Json:
    """Mean and second moment of every entry of the Gram matrix of p ≤ 3 layers.

    Paper: section 4.

    Raises:
        InputError: p is not 1, 2 or 3.

    Example:
        >>> len(moments_certificate(1)["claim"]["entries"])
        6
    """
    if not 1 <= p <= MAX_LISTED_LAYERS:
        raise InputError(
            f"p is {p}; complete tables are certified for 1 to {MAX_LISTED_LAYERS} layers."
        )
    entries = []
    for item in all_moments(p):
        constant = item.second.substitute(kappa=0)
        slope = item.second.substitute(kappa=1) - constant
        values = {"mean": item.mean, "constant": constant, "slope": slope}
        entries.append(
            {
                "xi": item.xi,
                "eta": item.eta,
                **{name: _quotient(value) for name, value in values.items()},
            }
        )
    return certificate("haar-moments", STATEMENT, {"layers": p}, {"entries": entries}, {})


def bound_certificate(p: int, road: Road = Road.FROBENIUS) -> Json:
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
        "first": rational_text(first.dimension),
        "rate": rational_text(speed.constant),
        "rate_from": rational_text(max(4, speed.start)),
    }
    return certificate(
        "haar-bound",
        STATEMENT,
        {"layers": p, "road": str(bound.road)},
        claim,
        {"certified_from": rational_text(max(4, first.certified_from))},
    )


def uniform_certificate(start: int = START) -> Json:
    """The bound for all p at once.

    Paper: Theorem 6, "for dimension d: log(d) = Θ(p)".

    Example:
        >>> uniform_certificate()["claim"]
        {'linear': '11', 'quadratic': '21'}
    """
    bound = uniform_bound(start)
    witness = {
        "start": rational_text(bound.start),
        "entries": [[rational_text(entry.value) for entry in row] for row in bound.entries],
        "constants": [rational_text(value) for value in bound.constants],
    }
    return certificate(
        "haar-uniform",
        STATEMENT,
        {},
        {"linear": rational_text(bound.linear), "quadratic": rational_text(bound.quadratic)},
        witness,
    )


def probability_certificate(found: Probability) -> Json:
    """Probability 0, or probability 1 for every non-scalar observable, or for the given one.

    Paper: Theorem 6, strengthened.

    Args:
        found: from :func:`symqnn.haar.verdict.probability`; a universal family of a smaller
            dimension is certified there.

    Raises:
        InputError: not decided.

    Example:
        >>> from symqnn.haar.verdict import probability
        >>> probability_certificate(probability(5, 16))["witness"]
        {'reason': 'dimension'}
    """
    if found.value is None:
        raise InputError("the probability is not decided; there is nothing to certify.")
    if found.proof is not None:
        return family_certificate(found.proof)
    instance = {
        "layers": found.layers,
        "dimension": found.dimension,
        "multiplicity": found.multiplicity,
    }
    return certificate(
        "haar-probability",
        STATEMENT,
        instance,
        {"probability": str(found.value)},
        {"reason": str(found.reason)},
    )


def family_certificate(independence: Independence) -> Json:
    """Probability 1 from a family of idempotents: for every non-scalar observable if it is
    independent for E_12, else for the observable it was found for.

    Paper: Theorem 6, strengthened.

    Example:
        >>> from symqnn.haar.verdict import universal
        >>> family_certificate(universal(3))["instance"]
        {'layers': 3, 'dimension': 8, 'multiplicity': 4}
    """
    family, matrix = independence.family, independence.observable
    witness: Json = {
        "modulus": rational_text(family.modulus),
        "x": _residues(family.x),
        "y": _residues(family.y),
    }
    instance: Json = {
        "layers": family.layers,
        "dimension": family.dimension,
        "multiplicity": family.multiplicity,
    }
    if matrix is None:
        return certificate(
            "haar-probability",
            STATEMENT,
            instance,
            {"probability": "1"},
            witness | {"reason": "universal"},
        )
    instance["observable"] = matrix_json(matrix)
    return certificate(
        "haar-instance",
        STATEMENT,
        instance,
        {"probability": "1"},
        witness | {"root": rational_text(ROOT)},
    )


def _residues(matrices: tuple[ResidueMatrix, ...]) -> list[list[list[str]]]:
    return [[[str(value) for value in row] for row in matrix] for matrix in matrices]


def _quotient(function: RationalFunction) -> Json:
    return {
        "numerator": _coefficients(function.numerator),
        "denominator": _coefficients(function.denominator),
    }


def _coefficients(polynomial: fmpz_mpoly) -> list[str]:
    return [rational_text(value) for value in coefficients_in_d(polynomial)] if polynomial else []
