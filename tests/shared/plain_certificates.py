"""Certificates written by hand, on no road of the producer's."""

from typing import Any

Json = dict[str, Any]
Q = 2147483629
ROOT = next(
    root for root in (pow(a, (Q - 1) // 4, Q) for a in range(2, 99)) if root * root % Q == Q - 1
)


def certificate(kind: str, statement: str, instance: Json, claim: Json, witness: Json) -> Json:
    """The fields around a claim."""
    return {
        "format": "symqnn-certificate",
        "version": 2,
        "kind": kind,
        "statement": statement,
        "instance": instance,
        "claim": claim,
        "witness": witness,
    }
