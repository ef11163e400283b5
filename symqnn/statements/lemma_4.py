"""Lemma 4: S_1 breaks the symmetry; Eqns 16 and 17 on explicit neighbourhoods, with the losses of
both parts added.
"""

from __future__ import annotations

from symqnn.construction.theorem_2 import theorem_2
from symqnn.model.instance_file import Instance
from symqnn.statements.result import Result
from symqnn.statements.separable import separable_results

STATEMENT, TITLE = "lemma-4", "Lemma 4"
CLAIM = (
    "S1 leaves a minimum near each of the 2^p points of Θ (17), only that near θ* is global (16)"
)


def prove(instance: Instance) -> list[Result]:
    """Construct the dataset for one network and certify its complete landscape (Paper: Lemma 4)."""
    return separable_results(
        STATEMENT, TITLE, CLAIM, instance, lambda: theorem_2(instance.qnn, weighting="sum")
    )
