"""Certificates of the linear (in)dependence of the frequency components of a network with integer spectra."""

from __future__ import annotations

from symqnn.certificate.canonical import integer_text
from symqnn.certificate.encode import Json, certificate, matrix_json
from symqnn.errors import InputError
from symqnn.independence.integral import IntegralIndependence
from symqnn.model.spectrum import IntegralNetwork
from symqnn.status import Status

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
STATEMENT = "integral-spectra"


def integral_json(network: IntegralNetwork) -> Json:
    """Network of the kind ``integral``."""
    return {
        "kind": "integral",
        "dimension": network.dimension,
        "generators": [matrix_json(matrix) for matrix in network.generators],
        "spectra": [[integer_text(value) for value in spectrum] for spectrum in network.spectra],
        "observable": matrix_json(network.observable),
    }


def integral_independence_certificate(network: IntegralNetwork, result: IntegralIndependence) -> Json:
    """Kind ``integral-independence`` or ``integral-dependence``.

    Raises:
        InputError: the result is UNDECIDED.
    """
    if result.status is Status.UNDECIDED:
        raise InputError("the result is UNDECIDED; only PROVED and REFUTED results have a certificate.")
    instance, operators = {"network": integral_json(network)}, integer_text(result.operators)
    witness: Json = {}
    if result.field is not None:
        witness |= {"modulus": integer_text(result.field.modulus), "root": integer_text(result.field.root)}
    if result.status is Status.PROVED:
        return certificate("integral-independence", STATEMENT, instance, {"independent": True, "operators": operators}, witness)
    witness["reason"] = "relations" if result.relations else "dimension"
    if result.relations:
        witness["relations"] = [{index_text(index): integer_text(value) for index, value in relation.items()} for relation in result.relations]
    rank = None if result.rank is None else integer_text(result.rank)
    return certificate("integral-dependence", STATEMENT, instance, {"independent": False, "operators": operators, "rank": rank}, witness)


def index_text(index: tuple[int, ...]) -> str:
    """INDEX: one digit an angle, 2k - 1 and 2k for cos kθ and sin kθ, letters above 9.

    Raises:
        InputError: a frequency above 17.
    """
    if max(index, default=0) >= len(DIGITS):
        raise InputError(f"the frequency {(max(index) + 1) // 2} is above 17, the largest that certificates name.")
    return "".join(DIGITS[e] for e in index)
