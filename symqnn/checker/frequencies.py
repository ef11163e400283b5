"""Kinds integral-independence and integral-dependence: the components of M(theta) at non-zero frequency vectors.

M(theta) = sum of e^{i k.theta} M_k, k_l a difference of two eigenvalues of H_l. The components at products of cosines
and sines span, vector by vector {k, -k}, what the M_k span over the complex numbers: they have the same rank.
"""

from __future__ import annotations

from itertools import product
from math import lcm, prod

from .modular import rank, read_field
from .operators import Operator, linear, trace
from .reading import Node
from .spectral import DIGITS, Frequency, Spectral, components, read_spectral
from .verdict import Unsupported, require_affordable, require_few_terms

STATEMENTS = ("integral-spectra",)
Relation = dict[str, int]


def denominator(spectral: Spectral) -> int:
    """Common denominator of the projectors and the observable."""
    parts = [part for listed in spectral.projectors for _, part in listed]
    return lcm(*(operator.denominator for operator in (*parts, *spectral.network.factors)))


def number_of_components(spectral: Spectral) -> int:
    """Product of the numbers of differences of eigenvalues, without the frequency vector 0."""
    return prod(map(len, spectral.differences())) - 1


def modular_rank(spectral: Spectral, q: int, i: int) -> int:
    """Rank over F_q, under i -> root, of all M_k, k != 0."""
    d, number = spectral.network.dimension, number_of_components(spectral)
    require_few_terms(number)
    require_affordable(number * min(number, d * d) * d * d // 2)
    table = components(spectral, q)
    return rank([[(x + i * y) % q for x, y in zip(a.real, a.imaginary, strict=True)] for key, a in table.items() if any(key)], q)


def room(spectral: Spectral) -> int:
    """Upper bound of the rank from the first generator.

    M_k maps the eigenspace of F into that of E = F + k_1: for each k_1 they lie in a space of dimension sum of r_E r_F,
    with the multiplicities r. For k_1 = 0 one dimension less, because M_k, k != 0, is traceless.
    """
    number = prod(len(listed) for listed in spectral.differences()[1:])
    size = {value: trace(part)[0] // trace(part)[1] for value, part in spectral.projectors[0]}
    rooms: dict[int, int] = {}
    for (e, r), (f, s) in product(size.items(), repeat=2):
        rooms[e - f] = rooms.get(e - f, 0) + r * s
    return sum(min(number - (k == 0), space - (k == 0)) for k, space in rooms.items())


def frequencies(digits: str) -> list[tuple[Frequency, tuple[int, int]]]:
    """The component at a product of cosines and sines as a Gaussian combination of M_k.

    cos k theta has M_k + M_-k, sin k theta has i(M_k - M_-k); digits 2k - 1 and 2k.
    """
    partial: list[tuple[Frequency, tuple[int, int]]] = [((), (1, 0))]
    for digit in digits:
        code = DIGITS.index(digit)
        k = (code + 1) // 2
        if not k:
            partial = [((*key, 0), value) for key, value in partial]
        else:
            turned = [(s * k, (x, y) if code % 2 else (-s * y, s * x), key) for key, (x, y) in partial for s in (1, -1)]
            partial = [((*key, step), value) for step, value, key in turned]
    return partial


def combination(spectral: Spectral, relation: Relation) -> Operator:
    """Sum of coefficient * component, exactly."""
    table = components(spectral)
    weights: dict[Frequency, tuple[int, int]] = {}
    for digits, c in relation.items():
        for key, (x, y) in frequencies(digits):
            u, v = weights.get(key, (0, 0))
            weights[key] = (u + c * x, v + c * y)
    used = [(weight, table[key]) for key, weight in weights.items()]
    parts = [a for _, a in used] + [a.times_i() for _, a in used]
    return linear([x for (x, _), _ in used] + [y for (_, y), _ in used], parts)


def read_relations(node: Node, spectral: Spectral) -> list[Relation]:
    """Non-empty list of non-empty maps from INDEX to non-zero coefficients, each a relation, linearly independent."""
    allowed = [{0, *(2 * abs(k) - (k > 0) for k in listed if k)} for listed in spectral.differences()]
    if max(map(max, allowed)) >= len(DIGITS):
        raise Unsupported("instance.network.spectra", "frequencies above 17")
    result: list[Relation] = []
    for element in node.elements():
        found = element.mapping()
        for digits in found:
            codes = [DIGITS.find(digit) for digit in digits]
            known = len(codes) == len(allowed) and all(code in codes_ for code, codes_ in zip(codes, allowed, strict=True))
            if not known or not any(codes):
                raise element.reject("an index that belongs to no non-zero frequency vector")
        result.append({digits: value.integer(zero=False) for digits, value in found.items()})
        require_affordable(len(result) * 2 ** len(allowed) * 8 * spectral.network.dimension**2 * max(1, len(found)))
        if not found:
            raise element.reject("an empty relation")
        if not combination(spectral, result[-1]).is_zero:
            raise element.reject("the combination is not 0")
    if not result:
        raise node.reject("no relation")
    return result


def verify_independence(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """The rank modulo a prime is full."""
    spectral = read_spectral(instance.fields("network")[0])
    independent, operators = claim.fields("independent", "operators")
    independent.require_boolean(True)
    number = number_of_components(spectral)
    if operators.integer() != number:
        raise operators.reject("not the number of components at non-zero frequency vectors")
    modulus, root = witness.fields("modulus", "root")
    q, i = read_field(modulus, root, denominator(spectral))
    if modular_rank(spectral, q, i) != number:
        raise witness.reject(f"the rank of the components modulo {q} is below {number}")
    return f"{statement}: the {number} frequency components are linearly independent (rank {number} modulo {q})"


def verify_dependence(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """A relation is shown or follows from dimensions; a claimed rank is met by the rank modulo a prime."""
    spectral = read_spectral(instance.fields("network")[0])
    independent, operators, rank_node = claim.fields("independent", "operators", "rank")
    independent.require_boolean(False)
    number = number_of_components(spectral)
    if operators.integer() != number:
        raise operators.reject("not the number of components at non-zero frequency vectors")
    by_dimension = witness.choice("reason", "dimension", "relations") == "dimension"
    names = ([] if by_dimension else ["relations"]) + (["modulus", "root"] if rank_node.value is not None else [])
    found = dict(zip(names, witness.fields("reason", *names)[1:], strict=True))
    if rank_node.value is not None:
        q, i = read_field(found["modulus"], found["root"], denominator(spectral))
    if by_dimension:
        upper, why = room(spectral), "more than dimensions allow"
        if upper >= number:
            raise witness.reject("the dimensions leave room for all components: no relation follows")
    else:
        relations = read_relations(found["relations"], spectral)
        columns = sorted({digits for relation in relations for digits in relation})
        upper, why = number - len(relations), "an exact relation"
        if rank_node.value is not None and rank([[relation.get(x, 0) % q for x in columns] for relation in relations], q) != len(relations):
            raise found["relations"].reject(f"the relations are not linearly independent modulo {q}")
    if rank_node.value is None:
        return f"{statement}: the {number} frequency components are linearly dependent ({why})"
    if rank_node.integer() != upper:
        raise rank_node.reject("not the upper bound of the rank that the witness proves")
    if modular_rank(spectral, q, i) < upper:
        raise rank_node.reject(f"the rank modulo {q} is lower, so the claimed rank is not confirmed")
    return f"{statement}: the {number} frequency components are linearly dependent ({why}); their rank is {upper}"
