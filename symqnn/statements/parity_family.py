"""Beyond the paper: 2^p minima on which coordinate-wise minimisation gets stuck."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from symqnn.certificate.datasets import vertex_certificate
from symqnn.construction.parity import parity_family
from symqnn.construction.unreachable import UnreachableError
from symqnn.errors import SizeError
from symqnn.model.instance_file import Instance
from symqnn.statements.result import Result
from symqnn.statements.separable import premise_fails, undecided
from symqnn.status import Scope, Status

STATEMENT, TITLE = "parity-family", "Parities (ours)"
CLAIM = "exactly 2^p minima, and points where minimising any single angle exactly gains nothing"
MAX_ANGLES = 8


def chain(angles: int) -> Mapping[tuple[int, ...], Fraction]:
    """Neighbouring pairs with strength 2/5 and the first angle alone with 1/5: spans all parities.

    Example:
        >>> sorted(chain(2))
        [(0,), (0, 1)]
    """
    return {(0,): Fraction(1, 5)} | {(k, k + 1): Fraction(2, 5) for k in range(angles - 1)}


def prove(instance: Instance) -> list[Result]:
    """Certify the chain of parities for one network with 2 to 8 angles."""
    if not 2 <= len(instance.qnn.parameters) <= MAX_ANGLES:
        return []
    try:
        made = parity_family(instance.qnn, chain(len(instance.qnn.parameters)))
    except UnreachableError as error:
        return [premise_fails(STATEMENT, TITLE, CLAIM, instance.name, error.result, error.offer())]
    except SizeError as error:
        return [undecided(STATEMENT, TITLE, CLAIM, instance.name, str(error))]
    used, landscape = made.construction, made.landscape
    found = (
        f"exactly {landscape.count} minima, {landscape.spurious} spurious, gap "
        f"{landscape.gap}; greedy is stuck at {len(landscape.stuck)} of them"
    )
    certificate = vertex_certificate(used.qnn, used.dataset, used.parts, landscape)
    named = (STATEMENT, TITLE, CLAIM, instance.name, found)
    return [Result(*named, Status.PROVED, Scope.INSTANCES, certificate)]
