"""What proving a statement on an instance gives."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.latex_tables import table, text_rows
from symqnn.statements.kernel import THEOREMS
from symqnn.status import Scope, Status

EVERY_NETWORK = "every network with H² = I and one parameter a gate"  # of the general statements


@dataclass(frozen=True)
class Result(LatexRepr):
    """A statement with its outcome.

    Args:
        statement: identifier, such as ``definition-1``. title: the paper's name for it.
        claim: what the paper says, in a line. instance: the name of the instance, or EVERY_NETWORK.
        found: what was found, in a line. status, scope: outcome and reach.
        certificate: the JSON object that proves it (None if UNDECIDED). seconds: time to find it.
        details: sentences for the report; those that begin with "assumed:" name the theorems used
            but not proved.
        part: tells several results of one statement on one instance apart.
        theorem: the theorem of proofs/formal that says this for every network, such as
            ``Expansion.eqn11``.
    """

    statement: str
    title: str
    claim: str
    instance: str
    found: str
    status: Status
    scope: Scope
    certificate: Mapping[str, Any] | None
    seconds: float = 0
    details: tuple[str, ...] = field(default=())
    part: str = ""
    theorem: str = ""

    @property
    def reach(self) -> str:
        """Scope, with the kernel-checked theorem where there is one."""
        return f"{self.scope}: {self.theorem}" if self.theorem else str(self.scope)

    def latex_rows(self) -> list[Row]:
        """LaTeX: the verdict in a table of one row."""
        return [("", results_latex([self]))]

    @property
    def file_name(self) -> str:
        """Name of its certificate file."""
        name = "every_network" if self.instance == EVERY_NETWORK else self.instance
        safe = re.sub(r"[^A-Za-z0-9_-]", "_", name)
        part = f".{self.part}" if self.part else ""
        return f"{safe}.{self.statement}{part}.certificate.json"


def proved_in_general(
    statement: str, title: str, claim: str, found: str, certificate: Mapping[str, Any]
) -> Result:
    """A statement about every network, with its certificate and the theorem of proofs/formal."""
    named = (statement, title, claim, EVERY_NETWORK, found)
    return Result(*named, Status.PROVED, Scope.GENERAL, certificate, theorem=THEOREMS[statement])


def results_latex(results: Sequence[Result], limit: int = 200) -> str:
    """The verdict table as an ``array``: statement, instance, what was found, status, scope."""
    cells = [
        row for r in results for row in text_rows((r.title, r.instance, r.found, r.status, r.reach))
    ]
    return table(["statement", "instance", "found", "status", "scope"], cells, "lllll", limit)
