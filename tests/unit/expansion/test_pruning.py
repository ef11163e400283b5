"""Words that cannot contribute to a product state are dropped, all others stay, whatever rotations
follow.

Modules: expansion/rotations.
"""

from collections import Counter
from fractions import Fraction

import numpy as np
import pytest

from symqnn.algebra.pauli import PauliSum
from symqnn.expansion import rotations
from symqnn.expansion.phases import IndexLayout, Table
from symqnn.expansion.pruning import Filter, make_filter, prune
from symqnn.expansion.turns import turns_of
from symqnn.model.ansatz import hardware_efficient
from symqnn.model.qnn import QNN
from symqnn.model.state import ProductState, State

AXES = {"Z": (0, 0, 1), "X": (1, 0, 0), "Y": (0, 1, 0), "-": (0, 0, 0), "XZ": ("3/5", 0, "4/5")}


def terms(qnn: QNN, state: ProductState, needed: Filter | None) -> tuple[Counter, int]:
    """What each index contributes to the output, and how many rows the last table has."""
    turns, _ = turns_of(qnn.gates, len(qnn.torus))
    observable = qnn.observable.expand()
    table, layout = rotations.rotated(turns, observable, len(qnn.torus), 10**6, needed)
    words = np.split(table.keys[:, layout.width :], 2, axis=1)
    values, _ = state.word_values(*words)
    found: Counter = Counter()
    for index, x, y in zip(layout.unpack(table.keys), table.values, values, strict=True):
        found[tuple(index.tolist())] += Fraction(int(x) * int(y), table.denominator)
    return Counter({index: x for index, x in found.items() if x}), len(table)


@pytest.mark.parametrize("axes", ["Z Z Z", "X Z Y", "- XZ Z", "Z - -", "XZ XZ XZ"])
@pytest.mark.parametrize(
    "qnn",
    [
        QNN(["XYI", "IZZ", "YII", "ZZX", "IXY", "XXX"], "ZZI + IXY - 2*YYZ + III"),
        QNN(["XYI", "IZZ", "3/5*XII + 4/5*YII"], "ZZZ", angles=["a", "a", "b"]),
        hardware_efficient(3, 1),
    ],
    ids=["words", "shared", "ansatz"],
)
def test_outputs_do_not_change(qnn: QNN, axes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotations, "FEW", 0)
    state = State.bloch([AXES[axis] for axis in axes.split()])
    turns, _ = turns_of(qnn.gates, len(qnn.torus))
    whole, rows = terms(qnn, state, None)
    pruned, fewer = terms(qnn, state, make_filter(state, [turn.word for turn in turns]))
    assert pruned == whole and fewer <= rows
    assert fewer < rows or axes != "Z - -"  # most words do not contribute


def test_without_rotations_only_contributing_words_stay() -> None:
    operator = PauliSum.from_text("XZ + ZZ + IZ + YI + II + XI")
    layout = IndexLayout.of([])
    start = np.zeros((len(operator), layout.width), dtype=np.uint64)
    table = Table(np.concatenate((start, operator.keys), axis=1), operator.numerators, 1)
    needed = make_filter(State.bloch([AXES["Z"], AXES["-"]]), [])
    kept = prune(table, needed.start, 2)
    # qubit 0 in a state along Z, qubit 1 mixed: I and Z on the first, I on the second contribute
    assert kept.keys.tolist() == [row for row in table.keys.tolist() if row[-2:] == [0, 0]]
    assert len(kept) == 1
