"""Sentences that say why operators are dependent."""

from __future__ import annotations

from collections.abc import Sequence

from symqnn.algebra.exact import short_integer
from symqnn.independence.relations import Relation

SHOWN = 6


def describe_relations(relations: Sequence[Relation], operators: int, complete: bool = True) -> tuple[str, ...]:
    """What the relations say: which operators vanish, which coincide, and the shortest other relation.

    Args:
        relations: integer relations; operators: number of operators they are about; complete: whether there are no others.

    Example:
        >>> describe_relations([{"01": 1}, {"10": 1, "02": -2}], 8)
        ('1 of the 8 operators vanishes: Φ_01(M) = 0', '1 pair is proportional: Φ_10(M) = 2·Φ_02(M)')
    """
    vanishing = [next(iter(relation)) for relation in relations if len(relation) == 1]
    pairs = [relation for relation in relations if len(relation) == 2]
    longer = [relation for relation in relations if len(relation) > 2]
    sentences = []
    least = "" if complete else "at least "
    if vanishing:
        verb = "vanishes" if len(vanishing) == 1 else "vanish"
        sentences.append(f"{least}{len(vanishing)} of the {short_integer(operators)} operators {verb}: " + _listed([f"Φ_{xi}(M) = 0" for xi in vanishing]))
    if pairs:
        subject = f"{least}1 pair is" if len(pairs) == 1 else f"{least}{len(pairs)} pairs are"
        sentences.append(f"{subject} proportional: " + _listed([format_relation(pair) for pair in pairs]))
    if longer:
        subject = f"{least}1 more relation" if len(longer) == 1 else f"{least}{len(longer)} more relations"
        sentences.append(f"{subject}, the shortest: {format_relation(longer[0])}")
    return tuple(sentences)


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(texts[:SHOWN]) + (f", … ({len(texts) - SHOWN} more)" if len(texts) > SHOWN else "")


def format_relation(relation: Relation) -> str:
    """A relation as an equation, solved for one operator if its coefficient is ±1.

    Example:
        >>> format_relation({"01": 2, "10": -3, "22": 2})
        '2·Φ_01(M) - 3·Φ_10(M) + 2·Φ_22(M) = 0'
    """
    unit = next((xi for xi, value in relation.items() if abs(value) == 1), None)
    if unit is None or len(relation) == 1:
        return _sum(relation) + " = 0"
    sign = -relation[unit]
    return f"Φ_{unit}(M) = " + _sum({xi: sign * value for xi, value in relation.items() if xi != unit})


def _sum(relation: Relation) -> str:
    text = ""
    for xi, value in sorted(relation.items())[:8]:
        size = "" if abs(value) == 1 else f"{_shown(abs(value))}·"
        sign = ("-" if value < 0 else "") if not text else (" - " if value < 0 else " + ")
        text += f"{sign}{size}Φ_{xi}(M)"
    return text + (" + …" if len(relation) > 8 else "")


def _shown(value: int) -> str:
    text = str(value)
    return text if len(text) <= 12 else f"{text[:3]}…{text[-3:]}({len(text)} digits)"
