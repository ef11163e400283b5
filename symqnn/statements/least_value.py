"""The certified least value of an output or a loss, and how far it is from the ground state
(ours; VQE, QAOA, training).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from symqnn.certificate.check import EFFORTS, effort_needed
from symqnn.certificate.least import distance, least_value_certificate
from symqnn.minimum.ground import GroundEnergy, ground_energy
from symqnn.minimum.roads import Limits
from symqnn.minimum.value import LeastValue, least_value
from symqnn.model.qnn import QNN
from symqnn.statements.landscapes import Landscape
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

TITLE = "Least value"
CLAIM = "the least value over all angles"


@dataclass(frozen=True)
class Minimum:
    """The least value of a landscape, the ground energy of its observable if asked for, and the
    result with its certificate.

    Args:
        effort: how many times the checkers' default budget the check of the certificate needs
            (``symqnn check --effort``); None if it is out of their reach.
    """

    landscape: Landscape
    found: LeastValue
    ground: GroundEnergy | None
    result: Result
    effort: int | None = 1

    @property
    def distance(self) -> tuple[Fraction, Fraction] | None:
        """Bounds of the distance to the ground state."""
        return None if self.ground is None else distance(self.found, self.ground)


def minimum(
    landscape: Landscape,
    observable: QNN | None = None,
    gap: object = None,
    method: str = "auto",
    solver: str = "built-in",
    limits: Limits | None = None,
    watch: Callable[[str], None] | None = None,
) -> Minimum:
    """Enclose the least value of a landscape; the status is PROVED where the gap is reached and the
    certificate is within reach of the checkers.

    Where it is beyond their default budget, the result says which ``--effort`` the check needs.

    Args:
        landscape: the output or loss. observable: the network of an output whose observable's
            ground state is compared.
        gap, method, solver, limits, watch: as for :func:`symqnn.minimum.value.least_value`.

    Example:
        >>> from symqnn.statements.landscapes import named_landscape
        >>> minimum(named_landscape("latin", 2)).result.status
        <Status.PROVED: 'PROVED'>
    """
    found = least_value(landscape.poly, gap, method, solver, limits, watch=watch)
    ground = None if observable is None else ground_energy(observable)
    text = (
        f"least value {shown(found.lower)} to {shown(found.upper, up=True)}, gap "
        f"{float(found.gap):.1e}"
    )
    if ground is not None:
        near, far = distance(found, ground)
        energies = f"ground energy {shown(ground.lower)} to {shown(ground.upper, up=True)}"
        reached = (
            f"not reached, by {shown(near)} at least"
            if near
            else f"reached within {shown(far, up=True)}"
        )
        text = f"{text}; {energies}: {reached}"
    if landscape.loss.get("rounding"):
        text += "; of the network with rounded fixed angles"
    details = [
        f"{a.name}: {'no bound' if a.lower is None else shown(a.lower)}, {a.seconds:.1f} s, "
        f"{a.said}"
        for a in found.attempts
    ]
    if found.status is not Status.PROVED:
        details.insert(
            0,
            f"the gap {float(found.gap):.1e} is larger than {float(found.goal):.1e}; the bounds "
            "are proved all the same",
        )
    certificate = least_value_certificate(found, landscape.loss, ground)
    status, effort = found.status, effort_needed(certificate)
    if effort is None:
        status = Status.UNDECIDED
        text += f"; beyond --effort {EFFORTS[-1]} of the checkers"
    elif effort > 1:
        text += f"; the check is beyond the default budget: symqnn check --effort {effort}"
    statement = "least-value" if ground is None else "ground-state"
    result = Result(
        statement,
        TITLE,
        CLAIM,
        landscape.name,
        text,
        status,
        Scope.INSTANCES,
        certificate,
        details=tuple(details),
    )
    return Minimum(landscape, found, ground, result, effort)


def shown(value: Fraction, up: bool = False) -> str:
    """Nine digits, rounded down, or up.

    Example:
        >>> shown(Fraction(-1, 3)), shown(Fraction(-1, 3), up=True)
        ('-0.333333334', '-0.333333333')
    """
    scaled = (
        -(-value.numerator * 10**9 // value.denominator)
        if up
        else value.numerator * 10**9 // value.denominator
    )
    whole, rest = divmod(abs(scaled), 10**9)
    return f"{'-' if scaled < 0 else ''}{whole}.{rest:09d}"
