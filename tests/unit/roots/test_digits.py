"""With how many digits the points of a list are named.

Modules: roots/digits.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symqnn.roots.digits import TRIED, root_weights
from symqnn.roots.subdivision import MOST_DIGITS

PROOFS = Path(__file__).resolve().parents[3] / "proofs" / "theorem_7"


@given(
    st.lists(st.floats(-1e6, 1e6).filter(lambda x: abs(x) > 1e-6), min_size=4, max_size=4),
    st.lists(st.integers(-20, 60), min_size=2, max_size=2),
    st.integers(8, 24),
)
def test_rows_are_whole_point_the_same_way_and_stay_within_the_weight(numbers, exponents, weight):
    inverse = np.array(numbers).reshape(1, 2, 2)
    rows = root_weights(inverse, exponents, weight)
    assert (rows == np.rint(rows)).all()
    assert (np.abs(rows).sum(axis=2) <= 2**weight).all()
    assert (rows * inverse >= 0).all()
    # the largest entry of a row loses less than its last place to cutting
    assert (np.abs(rows).max(axis=2) > 2.0 ** (weight - 1) - 1).all()


@pytest.mark.parametrize("name", ["random_network_p2", "random_dataset_p2", "random_dataset_p3"])
def test_minima_have_all_digits_and_most_others_few(name):
    certificate = json.loads((PROOFS / f"{name}.certificate.json").read_text())
    (block,) = certificate["witness"]["blocks"]
    assert set(block["multiples"]) == {1}
    lengths = [len(text) // len(block["angles"]) for text in block["roots"]]
    assert all(len(text) % len(block["angles"]) == 0 for text in block["roots"])
    minima = int(certificate["claim"]["by_index"][0])
    assert lengths.count(MOST_DIGITS) >= minima
    assert sum(length in TRIED for length in lengths) >= len(lengths) - minima - 1
