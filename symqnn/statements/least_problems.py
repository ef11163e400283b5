"""Problem files of least values; their certificates are kept while they hold, since a search in
floats gives other ones elsewhere.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from symqnn.algebra.exact import rational
from symqnn.errors import InputError
from symqnn.minimum.value import METHODS
from symqnn.model.instance_file import instance_from
from symqnn.model.qnn import QNN
from symqnn.statements.landscapes import Landscape, expectation_landscape, landscape_from
from symqnn.statements.least_value import minimum
from symqnn.statements.result import Result
from symqnn.status import Status

FORM = (
    '{"loss": {"output": INSTANCE} or as for theorem-7, "gap": "1/1000000"} with an optional '
    '"method"'
)


@dataclass(frozen=True)
class LeastProblem:
    """The least value of a landscape is asked for, up to a gap.

    Args:
        statement: ``least-value`` or ``ground-state``. observable: the network whose ground state
            is compared, for ``ground-state``. gap: positive. method: as for ``symqnn minimise``.
    """

    statement: str
    landscape: Landscape
    observable: QNN | None
    gap: Fraction
    method: str

    def answered_by(self, certificate: Mapping[str, Any]) -> bool:
        """Whether a certificate, if it holds, answers the problem: the same statement on the same
        loss, a gap no larger.
        """
        try:
            kind, statement = certificate["kind"], certificate["statement"]
            low, high = map(Fraction, certificate["claim"]["least_value"])
            same = certificate["instance"] == {"loss": self.landscape.loss}
        except (KeyError, TypeError, ValueError):
            return False
        return (
            (kind, statement) == ("least-value", self.statement) and same and high - low <= self.gap
        )


def read_least_problem(statement: str, data: object, name: str) -> LeastProblem:
    """The problem that a problem file puts.

    Args:
        statement: one of the two of the kind ``least-value``. data: its ``instance``. name: of the
            file.

    Raises:
        InputError: something else, or a ground state for a loss that is no output.
    """
    allowed = {"loss", "gap"}, {"loss", "gap", "method"}
    if (
        not isinstance(data, dict)
        or set(data) not in allowed
        or data.get("method", "auto") not in METHODS
    ):
        raise InputError(
            f"an instance of {statement} is {FORM}; a method is one of {', '.join(METHODS)}."
        )
    gap = rational(data["gap"], "gap")
    if gap <= 0:
        raise InputError(f"gap is {gap}; a positive number is required, such as '1/1000000'.")
    method, loss, observable = data.get("method", "auto"), data["loss"], None
    if isinstance(loss, dict) and set(loss) == {"output"}:
        instance = instance_from(loss["output"], name)
        landscape = expectation_landscape(instance)
        observable = instance.qnn if statement == "ground-state" else None
    elif statement == "ground-state":
        raise InputError(
            'ground-state compares with an observable; the loss must be {"output": INSTANCE}.'
        )
    else:
        landscape = landscape_from(loss)
    return LeastProblem(statement, landscape, observable, gap, method)


def prove(problem: LeastProblem) -> Result:
    """Search, and prove.

    Raises:
        InputError: the gap is not reached.
    """
    result = minimum(problem.landscape, problem.observable, problem.gap, problem.method).result
    if result.status is not Status.PROVED:
        raise InputError(
            f"{problem.landscape.name}: {result.found}; the gap {problem.gap} was not reached."
        )
    return result


def kept_certificate(problem: LeastProblem, path: Path) -> Path | None:
    """The certificate at ``path``, or compressed beside it, if it answers the problem; whether it
    holds is for the checker to say.
    """
    for place in (path, path.with_name(path.name + ".gz")):
        if not place.exists():
            continue
        try:
            content = (
                gzip.decompress(place.read_bytes()) if place.suffix == ".gz" else place.read_bytes()
            )
            found = json.loads(content)
        except (OSError, EOFError, ValueError):
            return None
        return place if isinstance(found, dict) and problem.answered_by(found) else None
    return None
