"""Results: names of files, reach, and what is said of every network.

Modules: statements/kernel.
"""

from dataclasses import replace

import pytest

from symqnn.statements.kernel import THEOREMS
from symqnn.statements.result import EVERY_NETWORK, Result, proved_in_general, results_latex
from symqnn.status import Scope, Status

ONE = Result("theorem-2", "Theorem 2", "c", "a/b c", "f < g", Status.PROVED, Scope.INSTANCES, {})


def test_names_of_files_hold_no_path() -> None:
    assert ONE.file_name == "a_b_c.theorem-2.certificate.json"
    assert replace(ONE, part="x").file_name == "a_b_c.theorem-2.x.certificate.json"
    assert replace(ONE, instance=EVERY_NETWORK).file_name.startswith("every_network.")


@pytest.mark.parametrize("statement", THEOREMS)
def test_general_results_name_their_theorem(statement: str) -> None:
    result = proved_in_general(statement, "T", "c", "found", {"kind": "x"})
    assert (result.status, result.scope, result.instance) == (
        Status.PROVED,
        Scope.GENERAL,
        EVERY_NETWORK,
    )
    assert result.reach == f"general: {THEOREMS[statement]}"


def test_in_latex() -> None:
    code = results_latex([ONE] * 3, limit=2)
    assert code.count("Theorem 2") == 2 and "1 more row" in code
    assert "PROVED" in ONE.to_latex()
