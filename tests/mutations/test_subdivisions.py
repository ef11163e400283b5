"""Every step of the subdivisions of shipped complete lists, changed so that the list would lose or
gain a critical point, is refused.
"""

import copy
import json
from pathlib import Path

import pytest

from symqnn.checker import check
from symqnn.checker.mathematics.subdivision import SIZES

PROOFS = Path(__file__).resolve().parents[2] / "proofs" / "theorem_7"
NAMES = ("latin_p2", "product_p2", "random_dataset_p2", "random_network_p2")
SLOW = ("latin_p3", "random_dataset_p3", "random_network_p3")


def steps_of(text, angles):
    """The steps of a text, cut by their lengths."""
    place, result = 0, []
    while place < len(text):
        length = 1 + (SIZES.index(text[place]) + 1) * angles if text[place] in SIZES else 1
        result.append(text[place : place + length])
        place += length
    return result


def forgeries(original):
    """Certificates of lists with a point too few or too many: (what was done, certificate)."""
    for b, block in enumerate(original["witness"]["blocks"]):
        p, seen = len(block["angles"]), 0
        empty = [*"abcdefgh"[:p], *"ABCDEFGH"[:p], "-" + "V" * p, "-" + "z" * p, "-" + "0" * p]
        for c, text in enumerate(block["charts"]):
            steps = steps_of(text, p)
            for k, step in enumerate(steps):
                before, after = "".join(steps[:k]), "".join(steps[k + 1 :])
                for new in empty if step == "*" else ("*",) if step not in "01234567" else ():
                    forged = copy.deepcopy(original)
                    inner = forged["witness"]["blocks"][b]
                    inner["charts"][c] = before + new + after
                    if step == "*":
                        inner["roots"].pop(seen)
                    else:  # a point is listed once more, for a box in which it is not
                        inner["roots"].insert(
                            seen, inner["roots"][min(seen, len(inner["roots"]) - 1)]
                        )
                    yield f"block {b}, chart {c}, step {k}: {step} -> {new}", forged
                seen += step == "*"


@pytest.mark.parametrize(
    "name", [*NAMES, *(pytest.param(name, marks=pytest.mark.slow) for name in SLOW)]
)
def test_no_point_is_lost_or_invented(name, record_property):
    original = json.loads((PROOFS / f"{name}.certificate.json").read_text())
    assert check(original).status == "VERIFIED"
    tried = 0
    for what, forged in forgeries(original):
        verdict = check(forged)
        tried += 1
        assert verdict.status == "REJECTED", what
        assert verdict.place.startswith("witness.blocks"), what
    assert tried > 20
    record_property(f"count steps of {name} changed", f"{tried} tried, {tried} refused")


@pytest.mark.parametrize(
    "name", ["latin_p2", pytest.param("random_dataset_p2", marks=pytest.mark.slow)]
)
def test_every_character_of_the_texts_matters_or_is_harmless(name, record_property):
    """A changed character is refused, or gives another proof of the same claim on the same loss."""
    original = json.loads((PROOFS / f"{name}.certificate.json").read_text())
    tried = harmless = 0
    for c, text in enumerate(original["witness"]["blocks"][0]["charts"]):
        for k, old in enumerate(text):
            for new in ("", "0", "1", "a", "B", "*", "z", "V", "-", "=", "?", " ", "\u00e9"):
                if new == old:
                    continue
                forged = copy.deepcopy(original)
                forged["witness"]["blocks"][0]["charts"][c] = text[:k] + new + text[k + 1 :]
                verdict = check(forged)
                tried += 1
                if verdict.status == "VERIFIED":
                    harmless += 1
                    assert (
                        forged["claim"] == original["claim"]
                        and forged["instance"] == original["instance"]
                    )
                    assert new not in ("*", "?", " ", "\u00e9", "") and old != "*"
                else:
                    assert verdict.status == "REJECTED"
    assert harmless < tried / 5
    record_property(
        f"count characters of {name} changed",
        f"{tried} tried, {tried - harmless} refused, {harmless} other proofs of the same claim",
    )


def test_every_digit_of_a_point_matters_or_is_harmless(record_property):
    """A changed digit is refused, or gives another point near the same critical point."""
    original = json.loads((PROOFS / "latin_p2.certificate.json").read_text())
    sentence, tried, harmless = check(original).summary, 0, 0
    for r, root in enumerate(original["witness"]["blocks"][0]["roots"]):
        for k, old in enumerate(root):
            for new in ("", "~", "V", " ", "\u00e9", "00"):
                if new == old:
                    continue
                forged = copy.deepcopy(original)
                forged["witness"]["blocks"][0]["roots"][r] = root[:k] + new + root[k + 1 :]
                verdict = check(forged)
                tried += 1
                if verdict.status == "VERIFIED":
                    harmless += 1
                    assert verdict.summary == sentence and new in ("~", "V")
                else:
                    assert verdict.status == "REJECTED"
    assert 0 < harmless < tried / 3
    record_property(
        "count digits of points of latin_p2 changed",
        f"{tried} tried, {tried - harmless} refused, {harmless} points near the same one",
    )


def test_the_steps_are_cut_as_the_checker_reads_them():
    assert steps_of("0-ab*=abcd1+aaabbbaA", 2) == [
        "0",
        "-ab",
        "*",
        "=abcd",
        "1",
        "+aaabbb",
        "a",
        "A",
    ]
