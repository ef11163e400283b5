"""Sentences that say why operators are dependent."""

from __future__ import annotations

from collections.abc import Sequence

from symqnn.algebra.exact import short_integer
from symqnn.algebra.torus import Torus
from symqnn.independence.elimination import Relation
from symqnn.independence.rank_bounds import DimensionCount

SHOWN = 6
SHOWN_NAMES = 8


def describe_relations(
    relations: Sequence[Relation], operators: int, complete: bool = True, name: str = "Φ_{}(M)"
) -> tuple[str, ...]:
    """What relations say: which operators vanish, which coincide, the shortest other relation.

    Args:
        relations: integer relations; operators: number of operators they are about; complete:
            whether there are no others.
        name: of an operator, with {} for its index.

    Example:
        >>> describe_relations([{"01": 1}, {"10": 1, "02": -2}], 8)
        ('1 of the 8 operators vanishes: Φ_01(M) = 0', '1 pair is proportional: Φ_10(M) =
        2·Φ_02(M)')
    """
    vanishing = [next(iter(relation)) for relation in relations if len(relation) == 1]
    pairs = [relation for relation in relations if len(relation) == 2]
    longer = [relation for relation in relations if len(relation) > 2]
    sentences = []
    least = "" if complete else "at least "
    if vanishing:
        verb = "vanishes" if len(vanishing) == 1 else "vanish"
        subject = f"{least}{len(vanishing)} of the {short_integer(operators)} operators {verb}: "
        shown = [f"{name.format(index)} = 0" for index in vanishing[:SHOWN]]
        sentences.append(subject + _listed(shown, len(vanishing)))
    if pairs:
        subject = f"{least}1 pair is" if len(pairs) == 1 else f"{least}{len(pairs)} pairs are"
        listed = _listed([format_relation(pair, name) for pair in pairs[:SHOWN]], len(pairs))
        sentences.append(f"{subject} proportional: {listed}")
    if longer:
        subject = (
            f"{least}1 more relation"
            if len(longer) == 1
            else f"{least}{len(longer)} more relations"
        )
        sentences.append(f"{subject}, the shortest: {format_relation(longer[0], name)}")
    return tuple(sentences)


def describe_digits(torus: Torus) -> str:
    """What the digits of an index stand for, with the names of the parameters.

    Example:
        >>> describe_digits(Torus(("gamma", "beta"), (1, 4)))
        'digits stand for φ = gamma, 4*beta in turn: 0 for 1, 2k-1 for cos k·φ, 2k for sin k·φ'
    """
    phases = [torus.text(axis) for axis in range(min(len(torus), SHOWN_NAMES))]
    phases += ["…"] if len(torus) > SHOWN_NAMES else []
    listed = ", ".join(phases)
    return f"digits stand for φ = {listed} in turn: 0 for 1, 2k-1 for cos k·φ, 2k for sin k·φ"


def describe_count(count: DimensionCount, dimension: int) -> str:
    """More components than the eigenspaces of the first gate have room for."""
    sizes = ", ".join(map(short_integer, count.multiplicities.values()))
    return (
        f"{short_integer(count.operators)} operators in a space with room for "
        f"{short_integer(count.upper_bound)}: the eigenspaces of H_1 have dimensions "
        f"{sizes} in dimension {short_integer(dimension)}"
    )


def _listed(texts: Sequence[str], total: int) -> str:
    more = f", … ({total - len(texts)} more)" if total > len(texts) else ""
    return ", ".join(texts) + more


def format_relation(relation: Relation, name: str = "Φ_{}(M)") -> str:
    """A relation as an equation, solved for one operator if its coefficient is ±1.

    Example:
        >>> format_relation({"01": 2, "10": -3, "22": 2})
        '2·Φ_01(M) - 3·Φ_10(M) + 2·Φ_22(M) = 0'
    """
    unit = next((index for index, value in relation.items() if abs(value) == 1), None)
    if unit is None or len(relation) == 1:
        return _sum(relation, name) + " = 0"
    sign = -relation[unit]
    rest = {index: sign * value for index, value in relation.items() if index != unit}
    return f"{name.format(unit)} = {_sum(rest, name)}"


def _sum(relation: Relation, name: str) -> str:
    text = ""
    for index, value in sorted(relation.items())[:8]:
        size = "" if abs(value) == 1 else f"{_shown(abs(value))}·"
        sign = ("-" if value < 0 else "") if not text else (" - " if value < 0 else " + ")
        text += f"{sign}{size}{name.format(index)}"
    return text + (" + …" if len(relation) > 8 else "")


def _shown(value: int) -> str:
    text = str(value)
    return text if len(text) <= 12 else f"{text[:3]}…{text[-3:]}({len(text)} digits)"
