"""Which statements of the paper are known to say nothing of an ansatz, or to fail for it."""

from __future__ import annotations

from collections.abc import Sequence

from symqnn.analysis.moments import Moments
from symqnn.construction.trap import Trap
from symqnn.errors import SymqnnError
from symqnn.independence.rank_bounds import necessary_conditions
from symqnn.model.qnn import QNN
from symqnn.statements import definition_1
from symqnn.statements.ansatz_support import listed
from symqnn.statements.result import Result
from symqnn.status import Status


def conditions(qnn: QNN, most: int) -> list[str]:
    """What dimensions say of Definition 1 where it is not decided."""
    left = (
        f"more than {most} angles in one tensor factor: Definition 1 and the traps are left to "
        "symqnn independence and construct"
    )
    try:
        return [left, *definition_1.describe_conditions(necessary_conditions(qnn))]
    except SymqnnError:
        return [left]


def failing(
    results: Sequence[Result], moments: Moments | None, trap: Trap | None, qnn: QNN
) -> list[str]:
    """Where statements of the paper are known to say nothing or to fail."""
    notes = []
    if any(r.statement == definition_1.STATEMENT and r.status is Status.REFUTED for r in results):
        notes.append(
            "Definition 1 fails: Lemmas 3 and 4 and Theorem 2 say nothing of all angles together"
        )
    if trap is not None and not trap.complete:
        names = [qnn.parameters[axis] for axis in trap.angles]
        said = f"can be trapped: {listed(names)}" if names else "no angle can be trapped"
        notes.append(f"{said} (one trap an angle, {len(names)} of {len(qnn.parameters)})")
    if moments is not None and not all(moments.gradient):
        notes.append(
            "f does not depend on some angles: every critical point is degenerate, Theorem 7 says "
            "nothing"
        )
    if not qnn.is_two_level:
        notes.append(
            "not of the paper's form (H² = I, a parameter for each gate): frequencies above 1 or "
            "shared angles"
        )
    return notes
