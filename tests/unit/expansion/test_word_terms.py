"""Branch and append on narrow columns against the engine that merges after every rotation.

Modules: expansion/turns.
"""

import numpy as np
import pytest

from symqnn.algebra.pauli import PauliSum
from symqnn.expansion import pauli_expansion
from symqnn.expansion.output import expand
from symqnn.expansion.turns import own_rotations, turns_of
from symqnn.expansion.word_terms import narrow, pack_codes, unpack_codes
from symqnn.model.ansatz import paper_experiment
from symqnn.model.qnn import QNN


def random_words(qubits: int, gates: int, seed: int) -> QNN:
    rng = np.random.default_rng(seed)

    def word() -> str:
        return "".join(rng.choice(list("IXYZ"), qubits))

    generators = [word() for _ in range(gates)]
    generators = [w if set(w) != {"I"} else "X" + w[1:] for w in generators]
    signs = rng.choice(["-1*", "1*"], gates)
    observable = " + ".join(f"{1 + k}/3*{word()}" for k in range(4))
    angles = [f"{k}*a{number}" for number, k in enumerate(rng.integers(1, 4, gates))]
    angles = [f"-{a}" if rng.random() < 0.5 else a for a in angles]
    return QNN(
        [sign + w for sign, w in zip(signs, generators, strict=True)], observable, angles=angles
    )


@pytest.mark.parametrize(
    ("qubits", "gates"), [(1, 3), (3, 7), (5, 8), (9, 7), (17, 6), (32, 5), (40, 5)]
)
@pytest.mark.parametrize("seed", range(3))
def test_both_engines_agree(qubits: int, gates: int, seed: int) -> None:
    qnn = random_words(qubits, gates, seed)
    observable = qnn.expanded_observable()
    assert isinstance(observable, PauliSum)
    turns, fine = turns_of(qnn.gates, gates)
    assert own_rotations(turns) is not None
    merged = pauli_expansion._expand_merging(turns, fine, observable, qnn.torus, 10**6)
    own = expand(qnn)
    assert list(own.items()) == list(merged.items())
    index = "".join(map(str, own.exponents()[-1])) if own.terms else "0" * gates
    assert own.operator(index) == merged.operator(index)
    assert not len(own.operator("9" * gates))


def test_rows_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    qnn = random_words(4, 9, 0)
    whole = list(expand(qnn).items())
    monkeypatch.setattr("symqnn.expansion.word_terms.CHUNK", 3)
    assert list(expand(qnn).items()) == whole


def test_the_papers_experiment_fits_the_budget() -> None:
    """3^14 terms, more different words than are counted one by one; 13 bytes each."""
    expansion = expand(paper_experiment(14))
    assert expansion.terms == 3**14
    assert expansion.table.bytes <= 32 * expansion.terms
    assert expansion.operator("1" * 14) == PauliSum.from_text("Y" * 14)


def test_codes() -> None:
    words = np.array([[5, 6], [0, 7]], dtype=np.uint64)
    for qubits in (3, 8, 9, 20, 32):
        assert (unpack_codes(pack_codes(words, qubits), qubits) == words).all()
    assert pack_codes(words, 33) is words
    assert [narrow(np.array([v])).dtype.itemsize for v in (-127, 300, 70000, 2**40)] == [1, 2, 4, 8]
