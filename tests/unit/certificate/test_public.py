"""Certificates by public names: each result gives one, the checker verifies it, and a changed one
is refused.

Modules: certificate/datasets, certificate/encode.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import symqnn
from symqnn import QNN, Dataset, InputError, State, TrigPoly, certificate, check, save

PAPER = QNN(["ZI", "3/5*IX + 4/5*IZ"], "(Y+I)(Y + 2*Z)")
SHARED = QNN(["1/2*ZZ", "XI", "IX"], "ZZ", angles=["gamma", "beta", "beta"])
PLUS = State.bloch([(1, 0, 0), (1, 0, 0)])
DATA = Dataset.from_samples([(State.zero(2), "1/2"), (PLUS, 0)])
OUTPUT, LOSS = symqnn.expectation(SHARED, PLUS), symqnn.loss(PAPER, DATA)
DRAWN = symqnn.random_dataset(2, 5, seed=1)
WHOLE = symqnn.loss(PAPER, DRAWN)

MADE: dict[str, Callable[[], Any]] = {
    "operators": lambda: certificate(symqnn.expand(PAPER), PAPER),
    "output": lambda: certificate(OUTPUT, SHARED, PLUS),
    "loss": lambda: certificate(LOSS, PAPER, dataset=DATA),
    "independence": lambda: certificate(symqnn.linear_independence(PAPER), PAPER),
    "dependence": lambda: certificate(symqnn.linear_independence(SHARED), SHARED),
    "points of a loss": lambda: certificate(symqnn.critical_points(WHOLE), PAPER, dataset=DRAWN),
    "a degenerate point": lambda: certificate(symqnn.critical_points(LOSS), PAPER, dataset=DATA),
    "points of an output": lambda: certificate(symqnn.critical_points(OUTPUT), SHARED, PLUS),
    "points of a polynomial": lambda: certificate(
        symqnn.critical_points(TrigPoly.from_terms({"1": 1, "4": 1}))
    ),
    "theorem 2": lambda: certificate(symqnn.theorem_2(PAPER)),
    "lemma 3": lambda: certificate(symqnn.lemma_3(PAPER)),
    "parities": lambda: certificate(symqnn.parity_family(PAPER, {(0,): "1/5", (0, 1): "1/2"})),
    "p! minima": lambda: certificate(symqnn.factorial_minima(PAPER)),
    "least value": lambda: certificate(symqnn.least_value(OUTPUT), SHARED, PLUS),
    "least value of a loss": lambda: certificate(symqnn.least_value(WHOLE), PAPER, dataset=DRAWN),
    "benign": lambda: certificate(symqnn.benign(TrigPoly.from_terms({"1": 1}), "1/100")),
    "variances": lambda: certificate(symqnn.variances(SHARED, PLUS), SHARED, PLUS),
    "lie algebra": lambda: certificate(symqnn.lie_algebra(symqnn.generators_of(SHARED)), SHARED),
    "fisher rank": lambda: certificate(symqnn.fisher_rank(SHARED, PLUS), SHARED, PLUS),
    "a landscape": lambda: certificate(
        symqnn.dataset_for(QNN(["Z"], "Y+I"), TrigPoly.from_terms({"1": -1}))
    ),
    "many minima": lambda: certificate(symqnn.many_minima(PAPER)),
    "frequencies": lambda: certificate(symqnn.frequency_minima(QNN(["Z"], "X + Y"))),
}


@pytest.mark.parametrize("name", MADE)
def test_every_result_has_a_certificate(name: str, tmp_path: Path) -> None:
    proof = MADE[name]()
    answer = check(proof)
    assert answer.status == "VERIFIED", answer
    path = save(proof, tmp_path / "proof.certificate.json")
    assert check(path) == answer
    claimed = {**proof, "claim": {**proof["claim"], "a field": "that nobody knows"}}
    assert check(claimed).status == "REJECTED"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: certificate(3), "result is 3"),
        (lambda: certificate(symqnn.expand(PAPER)), "needs qnn="),
        (lambda: certificate(OUTPUT, SHARED), "state .* or dataset"),
        (lambda: certificate(symqnn.critical_points(OUTPUT), SHARED), "qnn with state or dataset"),
        (lambda: save({"format": "mine"}, "x"), "what certificate"),
        (lambda: check("no such file"), "checker answered for|no such file"),
    ],
)
def test_what_is_missing_is_said(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        make()
