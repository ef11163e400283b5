"""The walks through certificates: every field of every kind is explained, and nothing else is."""

import json
import sys
from pathlib import Path

import pytest

from symqnn.checker.certificate import KINDS as CHECKED

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docs" / "_ext"))

from format_pages import SENTENCES, fields, sentence, smallest, walk  # noqa: E402

EXAMPLES = smallest(ROOT)
KINDS = sorted(set(SENTENCES) - {"whole", "top", "common"})


def test_every_kind_of_the_checker_has_an_example_and_sentences() -> None:
    assert set(CHECKED) == set(EXAMPLES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_explained_and_every_sentence_is_used(kind: str) -> None:
    certificate = json.loads(EXAMPLES[kind].read_bytes())
    found = fields(certificate)
    tops = {name for name in ("instance", "claim", "witness") if certificate[name]}
    assert [path for path in found if path not in tops and sentence(kind, path) is None] == []
    assert set(SENTENCES[kind]) <= set(found)
    page = walk(certificate)
    assert all(f"`{path}` = " in page for path in found if path not in tops)


def test_a_field_that_nobody_explains_is_an_error() -> None:
    certificate = json.loads(EXAMPLES["support"].read_bytes())
    certificate["claim"]["further"] = "1"
    with pytest.raises(ValueError, match=r"claim\.further of support"):
        walk(certificate)
