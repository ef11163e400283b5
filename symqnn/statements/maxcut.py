"""Beyond the paper: the global minimum of a square loss of a one-layer network is a maximum cut."""

from __future__ import annotations

from symqnn.certificate.datasets import vertex_certificate
from symqnn.construction.parity import cut_size, maxcut
from symqnn.construction.unreachable import UnreachableError
from symqnn.errors import SizeError
from symqnn.model.instance_file import Instance
from symqnn.statements.result import Result
from symqnn.statements.separable import premise_fails, undecided
from symqnn.status import Scope, Status

STATEMENT, TITLE = "maxcut", "MaxCut (ours)"
CLAIM = "all minima are vertices of value ∝ |E| - cut: the global minimum is a maximum cut"
MAX_ANGLES = 8


def prove(instance: Instance) -> list[Result]:
    """Certify the loss of the cycle through all angles (3 to 8 of them)."""
    p = len(instance.qnn.parameters)
    if not 3 <= p <= MAX_ANGLES:
        return []
    edges = sorted((min(k, (k + 1) % p), max(k, (k + 1) % p)) for k in range(p))
    try:
        made = maxcut(instance.qnn, edges)
    except UnreachableError as error:
        return [premise_fails(STATEMENT, TITLE, CLAIM, instance.name, error.result, error.offer())]
    except SizeError as error:
        return [undecided(STATEMENT, TITLE, CLAIM, instance.name, str(error))]
    used, landscape = made.construction, made.landscape
    largest = max(cut_size(edges, vertex.signs) for vertex in landscape.vertices)
    found = (
        f"cycle of {p}: exactly {landscape.count} minima, maximum cut {largest} of {p} edges "
        f"at {landscape.levels[0][1]} of them"
    )
    certificate = vertex_certificate(
        used.qnn, used.dataset, used.parts, landscape, "maxcut", (edges, largest)
    )
    named = (STATEMENT, TITLE, CLAIM, instance.name, found)
    return [Result(*named, Status.PROVED, Scope.INSTANCES, certificate)]
