"""What the output of an ansatz can depend on: frequencies, light cones, and the angles in which it
can be trapped.
"""

from __future__ import annotations

from symqnn.algebra.exact import counted, short_integer
from symqnn.analysis.light_cone import LightCone, light_cones
from symqnn.certificate.analysis import support_certificate
from symqnn.certificate.datasets import separable_certificate
from symqnn.certificate.unreachable import unreachable_certificate
from symqnn.construction.theorem_2 import SeparableConstruction, theorem_2
from symqnn.construction.trap import Trap, find_trap
from symqnn.construction.unreachable import Unreachable, UnreachableError
from symqnn.errors import SizeError, SymqnnError
from symqnn.model.instance_file import Instance
from symqnn.model.qnn import QNN
from symqnn.statements import theorem_2 as statement_2
from symqnn.statements.result import Result
from symqnn.statements.separable import describe, details
from symqnn.status import Scope, Status

SUPPORT = "support"
TITLE = "Fourier support, light cones (ours)"
CLAIM = (
    "M(θ) has so many frequency vectors, these largest frequencies, and each word of the "
    "observable this light cone"
)
TRAPS = "Eqn 18, traps (ours)"
MAX_ENTRIES = 400_000  # qubits, parameters and units of all cones in a certificate


def prove_support(instance: Instance) -> tuple[Result, tuple[LightCone, ...]]:
    """How many frequency vectors can occur, the largest frequencies, and the light cones of the
    words of the observable.

    Example:
        >>> from symqnn.model.instance_file import default_state
        >>> qnn = QNN(["XI", "IX"], "ZZ + ZI")
        >>> prove_support(Instance("two", qnn, default_state(qnn)))[0].found.split("; ")[0]
        '9 frequency vectors, largest frequency 1'
    """
    qnn, lines = instance.qnn, list[str]()
    vectors = frequency_count(qnn)
    number = (
        "frequency vectors not counted"
        if vectors is None
        else "1 frequency vector"
        if vectors == 1
        else f"{short_integer(vectors)} frequency vectors"
    )
    text = f"{number}, largest frequency {max(qnn.degrees)}"
    cones = light_cones(qnn) if qnn.is_pauli else ()
    kept: tuple[LightCone, ...] | None = cones if qnn.is_pauli else None
    if (
        sum(len(cone.qubits) + len(cone.parameters) + len(cone.units) for cone in cones)
        > MAX_ENTRIES
    ):
        kept = None
        lines.append(
            f"the light cones have more than {MAX_ENTRIES} entries; the certificate leaves them out"
        )
    if kept:
        qubits, angles = (
            [len(getattr(cone, name)) for cone in kept] for name in ("qubits", "parameters")
        )
        text += f"; {counted(len(kept), 'light cone')} of {_range(qubits, 'qubit')}"
        text += f" and {_range(angles, 'parameter')}"
    if vectors is None:
        lines.append(
            "more than 200000 frequency vectors in angles that gates join: not counted, not "
            "certified"
        )
    certificate = support_certificate(qnn, vectors, kept)
    named = (SUPPORT, TITLE, CLAIM, instance.name, text)
    return Result(*named, Status.PROVED, Scope.INSTANCES, certificate, details=tuple(lines)), cones


def frequency_count(qnn: QNN) -> int | None:
    """|K|, the number of frequency vectors and so of real coefficients; None where they are too
    many to be counted.
    """
    try:
        return qnn.frequencies.count
    except SymqnnError:
        return None


def _range(numbers: list[int], noun: str) -> str:
    low, high = min(numbers), max(numbers)
    return counted(low, noun) if low == high else f"{low} to {counted(high, noun)}"


def prove_traps(instance: Instance) -> tuple[list[Result], Trap, str]:
    """The largest set of angles that can be trapped each alone, both halves: a dataset that traps
    them, relations for the rest.

    Returns:
        The results, the set, and why its dataset was not built ("" if it was, or if the set is
            empty).

    Raises:
        SizeError: the operators are too many for exact relations.
    """
    why, built = "", list[Result]()
    try:
        made = theorem_2(instance.qnn)
    except (UnreachableError, SizeError) as error:
        trap = find_trap(instance.qnn)
        why = str(error) if isinstance(error, SizeError) else ""
    else:
        trap, built = made.trap, [_trapped(instance, made)]
    left = [] if trap.rest is None else [_not_trapped(instance, trap, trap.rest)]
    return [*left, *built], trap, why


def listed(names: list[str]) -> str:
    """The first eight names."""
    return ", ".join(names[:8]) + (f", … ({len(names)} in all)" if len(names) > 8 else "")


def _trapped(instance: Instance, made: SeparableConstruction) -> Result:
    """The dataset: every angle of the set has its trap, the loss does not depend on the others."""
    used, names = made.construction, instance.qnn.parameters
    certificate = separable_certificate(
        used.qnn, used.dataset, used.parts, made.landscape, statement_2.STATEMENT
    )
    where = listed([names[axis] for axis in made.trap.angles])
    claim = f"a dataset induces the trap of Theorem 2 in {where}"
    found = f"trap in {where}: {describe(made)}"
    part = "" if made.trap.complete else "trapped-angles"
    named = (statement_2.STATEMENT, "Theorem 2, trapped angles", claim, instance.name, found)
    return Result(
        *named, Status.PROVED, Scope.INSTANCES, certificate, details=details(made)[:1], part=part
    )


def _not_trapped(instance: Instance, trap: Trap, rest: Unreachable) -> Result:
    """The angles that cannot be trapped alone, with the relations that forbid it."""
    names = instance.qnn.parameters
    left = [names[axis] for axis in range(len(names)) if axis not in trap.angles]
    claim = (
        "sin and cos of an angle, up to factors and constants, are residuals of some states and "
        "labels"
    )
    named = ("equation-18", TRAPS, claim, instance.name, f"no trap in {listed(left)} alone")
    certificate = unreachable_certificate(rest)
    return Result(*named, Status.REFUTED, Scope.INSTANCES, certificate, part="traps")
