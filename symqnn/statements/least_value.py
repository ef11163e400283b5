"""The certified least value of an output or a loss, and how far it is from the ground state
(ours; VQE, QAOA, training).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from symqnn.certificate.canonical import write_certificate
from symqnn.certificate.check import EFFORT, Check, check_with_effort
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
        check: the checker's answer, None if it was not asked. effort: how many times its default
            budget it needed (``symqnn check --effort``); None if it was not asked, or if
            the certificate is out of its reach.
    """

    landscape: Landscape
    found: LeastValue
    ground: GroundEnergy | None
    result: Result
    check: Check | None = None
    effort: int | None = None

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
    checked: bool = True,
) -> Minimum:
    """Enclose the least value of a landscape; the status is PROVED where the gap is reached and the
    checker verifies the certificate.

    Where that is beyond its default budget, the result says which ``--effort`` the check needs.

    Args:
        landscape: the output or loss. observable: the network of an output whose observable's
            ground state is compared.
        gap, method, solver, limits, watch: as for :func:`symqnn.minimum.value.least_value`.
        checked: whether the checker is asked; if not, the result is UNDECIDED and says so, until
            :func:`with_verdict` adds an answer.

    Example:
        >>> from symqnn.statements.landscapes import named_landscape
        >>> minimum(named_landscape("latin", 2)).result.status
        <Status.PROVED: 'PROVED'>
    """
    found = least_value(landscape.poly, gap, method, solver, limits, watch=watch)
    ground = None if observable is None else ground_energy(observable)
    result = Result(
        "least-value" if ground is None else "ground-state",
        TITLE,
        CLAIM,
        landscape.name,
        "",
        Status.UNDECIDED,
        Scope.INSTANCES,
        least_value_certificate(found, landscape.loss, ground),
    )
    made = with_verdict(Minimum(landscape, found, ground, result), None)
    if not checked:
        return made
    with tempfile.TemporaryDirectory(prefix="symqnn-") as folder:
        path = write_certificate(Path(folder) / "certificate.json", result.certificate or {})
        return with_verdict(made, *check_with_effort(path))


def with_verdict(made: Minimum, check: Check | None, effort: int | None = None) -> Minimum:
    """The same with the checker's answer: only what it verifies is PROVED, and the result says
    which ``--effort`` that took; without an answer (None) it is "not checked".

    Args:
        effort: as :func:`symqnn.certificate.check.check_with_effort` gives it.
    """
    status, said = Status.UNDECIDED, ""
    if check is None:
        said = "; not checked"
    elif effort is None:
        said = f"; beyond --effort {EFFORT} of the checkers"
    elif check.status != "VERIFIED":
        said = f"; the checker says {check.status} at {check.place}: {check.reason}"
    else:
        status = made.found.status
        if effort > 1:
            said = f"; the check is beyond the default budget: symqnn check --effort {effort}"
    details = [*gap_lines(made, check), *attempt_lines(made.found)]
    result = replace(
        made.result, found=_found_text(made) + said, status=status, details=tuple(details)
    )
    return replace(made, result=result, check=check, effort=effort)


def _found_text(made: Minimum) -> str:
    """Both enclosures in a line, without a word on the checker."""
    found, ground = made.found, made.ground
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
    if made.landscape.loss.get("rounding"):
        text += "; of the network with rounded fixed angles"
    return text


def attempt_lines(found: LeastValue) -> list[str]:
    """What was tried, one line each: the bound, the time, what is to be said."""
    return [
        f"{a.name}: {'no bound' if a.lower is None else shown(a.lower)}, {a.seconds:.1f} s, "
        f"{a.said}"
        for a in found.attempts
    ]


def gap_lines(made: Minimum, check: Check | None) -> list[str]:
    """Why the gap keeps the result from being PROVED, if it does; and that the bounds are proved
    all the same, if the checker says so.
    """
    found = made.found
    if found.status is Status.PROVED:
        return []
    verified = check is not None and check.status == "VERIFIED"
    return [
        f"the gap {float(found.gap):.1e} is larger than {float(found.goal):.1e}"
        f"{'; the bounds are proved all the same' * verified}"
    ]


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
