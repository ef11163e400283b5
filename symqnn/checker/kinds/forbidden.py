"""Kind unreachable-loss: a trigonometric polynomial that is no training loss of a network, up to a
positive factor and a constant.

A residual is R = r_0 + sum of r_e b_e over e != 0 with r_e = tr(rho A_e). A functional l on
polynomials with l(1) = 0 has l(R^2) = 2 r_0 sum of l(b_e) r_e + sum of l(b_e b_f) r_e r_f
= 2 r_0 tr(rho Q) + tr((rho x rho) T) with Q = sum of l(b_e) A_e, T = sum of l(b_e b_f) A_e x A_f.
If Q = 0 and T = 0, then l vanishes on every square of a residual, so on every loss.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from ..mathematics.expand import expansion
from ..trusted.network import network_of
from ..trusted.operators import Operator, linear
from ..trusted.reading import Index, Node
from ..trusted.verdict import charge, hold, size_factor

STATEMENTS = ("universality",)
Functional = dict[Index, int]


def of_product(first: int, second: int) -> list[tuple[int, Fraction]]:
    """The product of two basis functions of one angle: cos, sin of a sum and of a difference."""
    j, k, half = (first + 1) // 2, (second + 1) // 2, Fraction(1, 2)
    if not j or not k:
        return [(first or second, Fraction(1))]
    low = abs(j - k)
    if first % 2 == second % 2:  # cos cos, sin sin
        sign = half if first % 2 else -half
        return [(2 * low - 1 if low else 0, half), (2 * (j + k) - 1, sign)]
    sine, cosine = (j, k) if first % 2 == 0 else (k, j)  # sin j cos k = (sin(j + k) + sin(j - k))/2
    found = [(2 * (j + k), half)]
    if low:
        found.append((2 * low, half if sine > cosine else -half))
    return found


def value(functional: Functional, first: Index, second: Index) -> Fraction:
    """l(b_e b_f)."""
    total = Fraction(0)
    for parts in product(*(of_product(a, b) for a, b in zip(first, second, strict=True))):
        x = functional.get(tuple(e for e, _ in parts), 0)
        if x:
            weight = Fraction(x)
            for _, factor in parts:
                weight *= factor
            total += weight
    return total


def coordinates(a: Operator, words: list[str]) -> list[Fraction]:
    """Numbers that determine the operator and depend on it linearly."""
    real, imaginary = a.spread(words)
    return [Fraction(x, a.denominator) for x in (*real, *imaginary)]


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Q = 0 and T = 0, and the target has l != 0."""
    network, _ = network_of(instance)
    (target_node,), (relation_node,) = claim.fields("target"), witness.fields("relation")
    p = len(network.units)
    zero = (0,) * p
    target = target_node.polynomial(p)
    found = relation_node.indices(p)
    if not found:
        raise relation_node.reject("an empty relation")
    if zero in found:
        raise relation_node.reject("the constant of a loss is free: the index 0...0 cannot occur")
    functional = {index: node.integer(zero=False) for index, node in found.items()}
    operators = {index: a for index, a in expansion(network).items() if index != zero}
    names = list(operators)
    # every number below is about as long as the relation's
    long = max(map(int.bit_length, functional.values()))
    long += p + 2 * max(
        (a.bits() + a.denominator.bit_length() for a in operators.values()), default=0
    )
    charge(200 * len(names) ** 2 * 2**p * (1 + long // 3000))
    hold(4 * len(names), bits=long)
    first = [value(functional, index, zero) for index in names]
    if names and not weighted(first, [operators[index] for index in names]).is_zero:
        raise relation_node.reject("the combination of the operators is not 0")
    words = sorted({word for a in operators.values() for word in a.numerators()})
    table = {index: coordinates(a, words) for index, a in operators.items()}
    size = len(next(iter(table.values()), []))
    hold(3 * size * size, bits=long)
    total: dict[tuple[int, int], Fraction] = {}
    for index in names:
        row = [value(functional, index, other) for other in names]
        used = [(x, table[other]) for x, other in zip(row, names, strict=True) if x]
        charge(60 * size * (len(used) + 1 + size) * size_factor(long // 10))
        right = [sum((x * column[k] for x, column in used), Fraction(0)) for k in range(size)]
        for a, x in enumerate(table[index]):
            if x:
                for b, y in enumerate(right):
                    if y:
                        total[(a, b)] = total.get((a, b), Fraction(0)) + x * y
    if any(total.values()):
        raise relation_node.reject("some square of a residual does not satisfy this relation")
    if sum(x * target.get(index, 0) for index, x in functional.items()) == 0:
        raise relation_node.reject(
            "the target satisfies this relation: it does not show that it is unreachable"
        )
    return (
        f"{statement}: no dataset gives this target: the coefficients of every training loss of "
        "the network satisfy a linear relation that those of the target violate"
    )


def weighted(weights: list[Fraction], operators: list[Operator]) -> Operator:
    """A combination with rational weights, up to a factor."""
    common = 1
    for weight in weights:
        common *= weight.denominator
    return linear([int(weight * common) for weight in weights], operators)
