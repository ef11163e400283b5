"""Relations between operators: exact, complete, and told in sentences.

Modules: independence/explain, independence/rank_bounds.
"""

from fractions import Fraction

import pytest

from symqnn.expansion.output import expand
from symqnn.independence.decide import linear_independence
from symqnn.independence.explain import describe_relations, format_relation
from symqnn.independence.rank_bounds import DimensionCount, necessary_conditions
from symqnn.independence.relations import find_vanishing
from symqnn.model.ansatz import hardware_efficient, random_network
from symqnn.model.qnn import QNN
from symqnn.status import Status


@pytest.mark.parametrize(
    "qnn",
    [
        QNN(["X", "X"], "Z+Y"),
        QNN(["Z", "3/5*X+4/5*Z"], "Y"),
        QNN(["XI", "XI"], "ZZ+YX"),
        hardware_efficient(2, 0),
        random_network(12, 3, 1, 1),
        QNN(["Z"], "Z"),
    ],
    ids=repr,
)
def test_relations_annihilate_and_are_complete(qnn: QNN) -> None:
    answer = linear_independence(qnn)
    assert answer.status is Status.REFUTED
    witness = answer.witness
    if witness.count is not None:  # type: ignore[union-attr]
        assert witness.count.upper_bound < witness.count.operators  # type: ignore[union-attr]
        return
    assert witness.relations  # type: ignore[union-attr]
    block = witness.block  # type: ignore[union-attr]
    table = dict(expand(QNN([gate.generator for gate in block.gates], block.observable)).items())
    for relation in witness.relations:  # type: ignore[union-attr]
        total = block.observable - block.observable
        for xi, value in relation.items():
            assert value
            total = total + table[xi] * value if xi in table else total
        assert not (len(total) if block.qubits else total)
    if answer.rank is not None:
        assert answer.rank + len(witness.relations) == answer.operators  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("layers", "dimension", "multiplicity", "whole", "operators", "bound"),
    [
        (5, 16, 8, True, 242, 208),
        (1, 2, 1, True, 2, 2),
        (2, 2, 1, True, 8, 3),
        (2, 4, 2, True, 8, 8),
        (2, 4, 2, False, 9, 9),
        (2, 4, 1, True, 8, 8),
    ],
)
def test_dimension_count(
    layers: int, dimension: int, multiplicity: int, whole: bool, operators: int, bound: int
) -> None:
    multiplicities = {Fraction(-1): dimension - multiplicity, Fraction(1): multiplicity}
    count = DimensionCount(multiplicities, 3 ** (layers - 1), whole)
    assert (count.operators, count.upper_bound, count.too_many) == (
        operators,
        bound,
        bound < operators,
    )


@pytest.mark.parametrize(
    ("dimension", "layers", "paper", "sharper"),
    [
        (4, 2, True, True),
        (2, 2, False, False),
        (4, 3, False, False),
        (16, 5, True, False),
        (6, 3, True, True),
        (2, 1, True, True),
    ],
)
def test_necessary_conditions(dimension: int, layers: int, paper: bool, sharper: bool) -> None:
    conditions = necessary_conditions(random_network(dimension, layers))
    assert (conditions.paper, conditions.sharper) == (paper, sharper)
    multiplicities = conditions.count.multiplicities  # type: ignore[union-attr]
    assert set(multiplicities.values()) == {dimension // 2}
    assert conditions.components == 3**layers


def test_sentences() -> None:
    assert format_relation({"01": 1}) == "Φ_01(M) = 0"
    assert format_relation({"01": 1, "10": 1}) == "Φ_01(M) = -Φ_10(M)"
    assert format_relation({"01": -1, "10": 3}) == "Φ_01(M) = 3·Φ_10(M)"
    assert "digits" in format_relation({"01": 2, "10": 10**40, "11": 3})
    assert format_relation({f"{k:03}": 2 for k in range(12)}).endswith("+ … = 0")
    sentences = describe_relations([{f"{k:03}": 1} for k in range(9)], 26, complete=False)
    assert sentences[0].startswith("at least 9 of the 26 operators vanish: Φ_000(M) = 0")
    assert sentences[0].endswith("… (3 more)")
    assert describe_relations([], 8) == ()


@pytest.mark.parametrize("with_zero", [False, True])
@pytest.mark.parametrize(
    ("generators", "observable"),
    [
        (["X", "Z"], "Z"),
        (["X", "Z"], "X"),
        (["ZI", "XX", "IY"], "ZZ"),
        (["X"], "Z"),
        (["X", "Y", "Z"], "Y"),
        (["X", "Y"], "I"),
    ],
)
def test_vanishing_operator_is_found_without_expanding(
    generators: list[str], observable: str, with_zero: bool
) -> None:
    qnn = QNN(generators, observable)
    found = find_vanishing(qnn.gates, qnn.expanded_observable(), with_zero)
    table = dict(expand(qnn).items())
    if found is None:
        candidates = 3 ** len(qnn.parameters) - (not with_zero)
        present = len([xi for xi in table if with_zero or set(xi) != {"0"}])
        assert present == candidates
        return
    ((xi, value),) = found.items()
    assert value == 1
    assert len(xi) == len(qnn.parameters)
    assert xi not in table
    assert with_zero or set(xi) != {"0"}
