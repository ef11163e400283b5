"""Lemma 3: a dataset whose loss is invariant under shifts by π/2 and has an isolated minimum."""

from __future__ import annotations

from symqnn.algebra.torus import PAPER_UNIT
from symqnn.construction.theorem_2 import lemma_3
from symqnn.model.instance_file import Instance
from symqnn.statements.result import Result
from symqnn.statements.separable import separable_results

STATEMENT, TITLE = "lemma-3", "Lemma 3"
CLAIM = "L(θ; S0) has an isolated minimum at θ* and is invariant under θ_l → θ_l + π/2"
CLAIM_GENERAL = (
    "L(θ; S0) has an isolated minimum at θ* and is invariant under φ_l → φ_l + π, φ_l = g_l·θ_l"
)


def prove(instance: Instance) -> list[Result]:
    """Construct the dataset for one network and certify its complete landscape (Paper: Lemma 3)."""
    claim = CLAIM if set(instance.qnn.torus.units) == {PAPER_UNIT} else CLAIM_GENERAL
    return separable_results(STATEMENT, TITLE, claim, instance, lambda: lemma_3(instance.qnn))
