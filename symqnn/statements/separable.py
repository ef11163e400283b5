"""What Lemma 3, Lemma 4, Theorem 2 and Proposition 5 share: a constructed dataset with a separable loss, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable

from symqnn.certificate.datasets import separable_certificate
from symqnn.construction.equation_18 import UnsolvableError
from symqnn.construction.theorem_2 import SeparableConstruction
from symqnn.errors import SizeError
from symqnn.model.instance_file import Instance
from symqnn.statements import definition_1
from symqnn.statements.result import Result
from symqnn.status import Scope, Status


def separable_result(statement: str, title: str, claim: str, instance: Instance, build: Callable[[], SeparableConstruction]) -> Result:
    """Build the dataset and certify its landscape; a network without linear independence is REFUTED with the certificate of its dependence."""
    try:
        made = build()
    except UnsolvableError as error:
        return refuted(statement, title, claim, instance, error)
    except SizeError as error:
        return undecided(statement, title, claim, instance, str(error))
    landscape, used = made.landscape, made.construction
    certificate = separable_certificate(used.qnn, used.dataset, used.parts, landscape, statement)
    return Result(statement, title, claim, instance.name, describe(made), Status.PROVED, Scope.INSTANCES, certificate, details=details(made))


def describe(made: SeparableConstruction) -> str:
    """One line: how many minima, how many of them spurious, the gap."""
    landscape = made.landscape
    spurious = f", {landscape.spurious} spurious, gap {landscape.gap}" if landscape.spurious else ""
    return f"exactly {landscape.count} {'minimum' if landscape.count == 1 else 'minima'} of {landscape.critical} critical points{spurious}"


def details(made: SeparableConstruction) -> tuple[str, ...]:
    """What the dataset is, which weights are used, how many critical points there are of each index."""
    used, landscape = made.construction, made.landscape
    weights = "L(S0) + L(S1) as in Eqns 16-17" if len(used.parts) > 1 else "the mean over all samples as in Eqn 5"
    star = ", ".join(f"({point.cos}, {point.sin})" for point in made.star[:8]) + (", …" if len(made.star) > 8 else "")
    lines = [f"{len(used.dataset)} samples from {used.route}, κ = {used.kappa}, {made.strength}, loss: {weights}", f"(cos 2θ*, sin 2θ*) = {star}"]
    if landscape.indices:
        lines.append(f"critical points by Morse index: {', '.join(map(str, landscape.indices))}")
    if landscape.levels:
        lines.append("values of the minima: " + ", ".join(f"{value} ({number}×)" for value, number in landscape.levels[:12]))
    return tuple(lines)


def refuted(statement: str, title: str, claim: str, instance: Instance, error: UnsolvableError) -> Result:
    """The hypothesis fails: with the certificate of linear dependence, and what can still be built."""
    known = definition_1.prove(instance)
    found = f"the hypothesis fails (Definition 1); {len(error.unsolvable)} of {len(error.unsolvable) + len(error.solvable)} systems (18) have no solution"
    scope = "the certificate proves the linear dependence, the hypothesis that fails, not more"
    lines = (str(error), *error.offer(), scope, *known.details)
    certificate = known.certificate if known.status is Status.REFUTED else None
    status = Status.REFUTED if certificate is not None else Status.UNDECIDED
    return Result(statement, title, claim, instance.name, found, status, Scope.INSTANCES, certificate, details=lines)


def undecided(statement: str, title: str, claim: str, instance: Instance, why: str) -> Result:
    """Not decided, with the reason."""
    return Result(statement, title, claim, instance.name, "undecided", Status.UNDECIDED, Scope.INSTANCES, None, details=(why,))
