"""Beyond the paper: p!·2^p strict local minima from 2p samples."""

from __future__ import annotations

from symqnn.certificate.datasets import minima_certificate
from symqnn.construction.factorial import factorial_minima
from symqnn.construction.local import sites
from symqnn.construction.unreachable import UnreachableError
from symqnn.errors import SizeError
from symqnn.model.instance_file import Instance
from symqnn.statements.result import Result
from symqnn.statements.separable import premise_fails, undecided
from symqnn.status import Scope, Status

STATEMENT, TITLE = "factorial-minima", "p!·2^p (ours)"
CLAIM = "2p samples induce at least p!·2^p strict minima a period, all but one spurious"
MAX_PRODUCT, MAX_DENSE = 5, 4


def prove(instance: Instance) -> list[Result]:
    """Certify all p!·2^p minima for one network (p ≤ 4, product networks p ≤ 5) whose frequencies
    are all 1.

    Higher frequencies give more minima: :mod:`symqnn.statements.integral_spectra`.
    """
    if max(instance.qnn.degrees) > 1:
        return []
    if len(instance.qnn.parameters) > (MAX_PRODUCT if sites(instance.qnn) else MAX_DENSE):
        return []
    try:
        made = factorial_minima(instance.qnn)
    except UnreachableError as error:
        return [premise_fails(STATEMENT, TITLE, CLAIM, instance.name, error.result, error.offer())]
    except SizeError as error:
        return [undecided(STATEMENT, TITLE, CLAIM, instance.name, str(error))]
    if not made.holds:
        return [
            undecided(
                STATEMENT,
                TITLE,
                CLAIM,
                instance.name,
                "; ".join(made.result.reasons[:3])
                or "the zero is not unique; take a smaller strength",
            )
        ]
    used, result = made.construction, made.result
    found = (
        f"{len(result.minima)} strict minima certified, {result.spurious} spurious, gap at "
        f"least {result.gap}"
    )
    certificate = minima_certificate(used.qnn, used.dataset, used.parts, result, STATEMENT)
    named = (STATEMENT, TITLE, CLAIM, instance.name, found)
    return [Result(*named, Status.PROVED, Scope.INSTANCES, certificate)]
