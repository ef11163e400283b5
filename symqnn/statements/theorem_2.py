"""Theorem 2: exactly 2^p local minima a period, 2^p - 1 spurious, with the exact gap."""

from __future__ import annotations

from symqnn.construction.theorem_2 import theorem_2
from symqnn.model.instance_file import Instance
from symqnn.statements.result import Result
from symqnn.statements.separable import separable_result

STATEMENT, TITLE = "theorem-2", "Theorem 2"
CLAIM = "a dataset induces 2^p local minima a period, 2^p - 1 of them spurious"


def prove(instance: Instance) -> Result:
    """Construct the dataset for one network and certify its complete landscape (Paper: Theorem 2)."""
    return separable_result(STATEMENT, TITLE, CLAIM, instance, lambda: theorem_2(instance.qnn))
