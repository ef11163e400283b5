"""Small files that would cost much are answered at once, with the place; a list is never refused
for being long in vain.
"""

import json
import time
from pathlib import Path

import pytest

from symqnn.checker import check
from symqnn.checker.trusted import verdict

PROOFS = Path(__file__).resolve().parents[3] / "proofs" / "theorem_7"
LATIN = json.loads((PROOFS / "latin_p2.certificate.json").read_text())


def one_block(terms, angles, **fields):
    """A certificate of a polynomial in one block whose charts are all said to be empty."""
    block = {
        "angles": list(range(angles)),
        "multiples": [1] * angles,
        "origin": ["1/7"] * angles,
        "precision": 26,
        "weight": 10,
        "exponents": ["0"] * angles,
        "roots": [],
        "charts": ["a"] * 2**angles,
    }
    names, units = [f"a{k}" for k in range(angles)], ["2"] * angles
    loss = {"kind": "polynomial", "parameters": names, "units": units, "terms": terms}
    claim = {
        "critical_points": "0",
        "by_index": ["0"] * (angles + 1),
        "least_value": ["0", "0"],
        "spurious_minima": "0",
    }
    return LATIN | {
        "version": 2,
        "instance": {"loss": loss},
        "claim": claim,
        "witness": {"blocks": [block | fields]},
    }


def hexadecimal(digits):
    return "0x1" + "0" * (digits - 1)


DEEP = "0" * 40 + "1" * 40
CASES = {
    "high degree in eight angles": (
        one_block({"z" * 8: "1"}, 8),
        "UNSUPPORTED",
        "witness.blocks.0",
    ),
    "degree two in eight angles": (one_block({"3" * 8: "1"}, 8), "UNSUPPORTED", "witness.blocks.0"),
    "degree one in eight angles, long coefficients": (
        one_block({"1" * 8: hexadecimal(90_000)}, 8),
        "UNSUPPORTED",
        "witness.blocks.0",
    ),
    "long coefficients": (
        one_block({"33333": hexadecimal(90_000)}, 5),
        "UNSUPPORTED",
        "witness.blocks.0",
    ),
    "large exponents": (
        one_block({"33333": "1"}, 5, exponents=["100000"] * 5),
        "UNSUPPORTED",
        "witness.blocks.0",
    ),
    "a long origin": (
        one_block({"11": "1"}, 2, origin=[hexadecimal(5000), "0"]),
        "REJECTED",
        "witness.blocks.0.origin",
    ),
    "many bits": (
        one_block({"11": "1"}, 2, precision=10**14),
        "REJECTED",
        "witness.blocks.0.precision",
    ),
    "many roots": (
        one_block({"33333": "1"}, 5, roots=[["0"] * 5] * 200_000),
        "UNSUPPORTED",
        "witness.blocks.0.roots",
    ),
    "a long text": (
        one_block({"33333": "1"}, 5, charts=["0a" * 3_000_000] + ["a"] * 31),
        "UNSUPPORTED",
        "witness.blocks.0.charts.0",
    ),
    "the deepest box": (
        one_block({"11": "1", "10": "1"}, 2, charts=[DEEP + "0", "a", "a", "a"]),
        "UNSUPPORTED",
        "witness.blocks.0.charts.0",
    ),
    "nothing but splits": (
        one_block({"11": "1", "10": "1"}, 2, charts=["01" * 5_000_000, "a", "a", "a"]),
        "UNSUPPORTED",
        "witness.blocks.0.charts.0",
    ),
    "many roots of one angle": (
        one_block({"1": "1"}, 1, roots=[["0"]] * 200_000, charts=["*" * 100_000] * 2),
        "UNSUPPORTED",
        "witness.blocks.0.roots",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_too_large_is_said_at_once(name):
    certificate, status, place = CASES[name]
    started = time.process_time()
    answer = check(certificate)
    assert (answer.status, answer.place[: len(place)]) == (status, place), answer
    assert time.process_time() - started < 20


def test_the_budget_is_one_for_all_blocks(monkeypatch):
    certificate = json.loads((PROOFS / "product_p2.certificate.json").read_text())
    assert check(certificate).status == "VERIFIED"
    total = verdict.BUDGET.spent
    monkeypatch.setattr(verdict, "MAX_STEPS", total)
    assert check(certificate).status == "VERIFIED"
    monkeypatch.setattr(verdict, "MAX_STEPS", total - 1)  # the last step is one too many
    refused = check(certificate)
    assert (refused.status, "steps in all" in refused.reason) == ("UNSUPPORTED", True)
