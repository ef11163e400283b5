"""Proposition 5: one-layer networks with a product observable, with explicit product states."""

from __future__ import annotations

from symqnn.certificate.general import trace_certificate
from symqnn.construction.local import sites
from symqnn.construction.theorem_2 import theorem_2
from symqnn.model.instance_file import Instance
from symqnn.statements.result import Result, proved_in_general
from symqnn.statements.separable import separable_results

STATEMENT, TITLE = "proposition-5", "Proposition 5"
CLAIM = "one layer, M = ⊗ m_l, m_l ± h_l m_l h_l ≠ 0: a dataset with 2^p - 1 spurious minima"


def prove_in_general() -> Result:
    """tr(Φ_ξ(M)Φ_ξ'(M)) = 0 iff ξ ≠ ξ' for all h, m and p: factor by factor, as cyclic words
    (Paper: Proposition 5).
    """
    found = "tr(Φ_ξΦ_ξ') = 0 iff ξ ≠ ξ', so Definition 1 holds and Theorem 2 applies"
    certificate = trace_certificate()
    return proved_in_general(STATEMENT, TITLE, CLAIM, found, certificate)


def prove(instance: Instance) -> list[Result]:
    """Certify the dataset of explicit product states for one network (Paper: Proposition 5);
    nothing for networks of another form.
    """
    if sites(instance.qnn) is None:
        return []
    return separable_results(STATEMENT, TITLE, CLAIM, instance, lambda: theorem_2(instance.qnn))
