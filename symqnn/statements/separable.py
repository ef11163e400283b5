"""What Lemma 3, Lemma 4, Theorem 2 and Proposition 5 share: a constructed dataset with a separable
loss, or why there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from symqnn.certificate.datasets import separable_certificate
from symqnn.certificate.unreachable import unreachable_certificate
from symqnn.construction.theorem_2 import SeparableConstruction
from symqnn.construction.trap import Trap
from symqnn.construction.unreachable import Unreachable, UnreachableError
from symqnn.errors import SizeError
from symqnn.model.instance_file import Instance
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

CLAIM_HIGHER = (
    "a dataset induces ∏ 2k_l minima in 0 ≤ φ_l < 2π, φ_l = g_l·θ_l, ∏ k_l of them global; "
    "k_l: the lowest frequency that is reached"
)


def separable_results(
    statement: str,
    title: str,
    claim: str,
    instance: Instance,
    build: Callable[[], SeparableConstruction],
) -> list[Result]:
    """Build the dataset and certify its landscape.

    Where Eqn 18 reaches the residuals of some angles only, the statement's premise fails, with the
    relations that forbid the others; a second result is the dataset for the largest set of angles
    that can be trapped.
    """
    named = (statement, title, claim, instance.name)
    try:
        made = build()
    except UnreachableError as error:
        return [premise_fails(*named, error.result, error.offer())]
    except SizeError as error:
        return [undecided(*named, str(error))]
    landscape, used = made.landscape, made.construction
    certificate = separable_certificate(used.qnn, used.dataset, used.parts, landscape, statement)
    if max(made.trap.frequencies) > 1 and statement != "lemma-3":
        named = (statement, title, CLAIM_HIGHER, instance.name)
    result = Result(
        *named, describe(made), Status.PROVED, Scope.INSTANCES, certificate, details=details(made)
    )
    if made.trap.rest is None:
        return [result]
    where = _named_angles(made.trap)
    return [
        premise_fails(*named, made.trap.rest, (f"the trap can be built for {where}",)),
        Result(
            statement,
            f"{title} for {where}",
            f"a dataset induces the trap in {where}; its loss does not depend on the other angles",
            *(instance.name, describe(made), Status.PROVED, Scope.INSTANCES, certificate),
            details=details(made),
            part="trapped-angles",
        ),
    ]


def _named_angles(trap: Trap) -> str:
    names = [trap.qnn.parameters[axis] for axis in trap.angles]
    shown = ", ".join(names[:6]) + (", …" if len(names) > 6 else "")
    return f"{len(names)} of {len(trap.qnn.parameters)} angles ({shown})"


def describe(made: SeparableConstruction) -> str:
    """One line: how many minima, how many of them spurious, the gap."""
    landscape = made.landscape
    spurious = f", {landscape.spurious} spurious, gap {landscape.gap}" if landscape.spurious else ""
    plural = "minimum" if landscape.count == 1 else "minima"
    if not landscape.free:
        return (
            f"exactly {landscape.count} {plural} of {landscape.critical} critical points{spurious}"
        )
    kind = f"famil{'y' if landscape.count == 1 else 'ies'} of minima"
    return (
        f"exactly {landscape.count} {kind} (the loss does not depend on the other angles){spurious}"
    )


def details(made: SeparableConstruction) -> tuple[str, ...]:
    """What the dataset is, which weights are used, how many critical points there are of each
    index.
    """
    used, landscape = made.construction, made.landscape
    weights = (
        "L(S0) + L(S1) as in Eqns 16-17"
        if len(used.parts) > 1
        else "the mean over all samples as in Eqn 5"
    )
    torus = used.qnn.torus
    listed = [
        f"(cos {torus.text(axis)}, sin {torus.text(axis)}) = ({point.cos}, {point.sin})"
        for axis, point in enumerate(made.star[:8])
    ]
    star = "θ*: " + ", ".join(listed) + (", …" if len(made.star) > 8 else "")
    first = f"{used.samples_text}, {made.strength}, loss: {weights}"
    lines = [first, star]
    waves = [f"{torus.text(axis, k)}" for axis, k in made.trap.by_angle.items() if k > 1]
    if waves:
        lines.append(
            "lowest frequencies that are reached, above 1: "
            f"{', '.join(waves[:8])}{', …' if len(waves) > 8 else ''}"
        )
    if landscape.indices:
        indices = ", ".join(map(str, landscape.indices))
        lines.append(f"critical points by Morse index: {indices}")
    if landscape.levels:
        levels = ", ".join(f"{value} ({number}×)" for value, number in landscape.levels[:12])
        lines.append(f"values of the minima: {levels}")
    return tuple(lines)


def premise_fails(
    statement: str,
    title: str,
    claim: str,
    instance: str,
    unreachable: Unreachable,
    more: Sequence[str] = (),
) -> Result:
    """Some residuals that the construction needs are reached by no state and label: with the
    relations that forbid them.
    """
    lines = unreachable.lines()
    shown = (*lines[:8], *((f"… and {len(lines) - 8} more",) if len(lines) > 8 else ()))
    certificate = unreachable_certificate(unreachable)
    status = Status.PREMISE_FAILS
    return Result(
        *(
            statement,
            title,
            claim,
            instance,
            unreachable.summary,
            status,
            Scope.INSTANCES,
            certificate,
        ),
        details=(*more, *shown, unreachable.certified),
    )


def undecided(statement: str, title: str, claim: str, instance: str, why: str) -> Result:
    """Not decided, with the reason."""
    return Result(
        *(statement, title, claim, instance, "undecided", Status.UNDECIDED, Scope.INSTANCES, None),
        details=(why,),
    )
