"""Kinds haar-probability and haar-instance: the probability of linear independence in the model of
Eqn 21 is 0, or 1.

Independence is a polynomial condition on the generators, and U(d) is connected
and Zariski-dense in GL(d, C): one independent choice of idempotents, known modulo a prime,
proves probability 1 (proofs/FORMAT.md).
"""

from __future__ import annotations

from operator import mul

from ..trusted.gates import read_matrix
from ..trusted.modular import is_prime, read_field
from ..trusted.packing import pack, slot_bytes, unpack
from ..trusted.rank import rank
from ..trusted.reading import Node
from ..trusted.verdict import Unsupported, charge

STATEMENTS = ("theorem-6",)
MAX_LAYERS = 12


def read_layers(node: Node, limit: int = MAX_LAYERS) -> int:
    """Number p of layers, 1 ... limit."""
    p = node.count()
    if p < 1:
        raise node.reject("no layers")
    if p > limit:
        raise Unsupported(node.place(), f"more than {limit} layers")
    return p


def verify_probability(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """The probability of linear independence is 0, or 1."""
    layers, dimension, multiplicity = instance.fields("layers", "dimension", "multiplicity")
    p, d, r = read_layers(layers, 10**4), dimension.count(), multiplicity.count()
    if not 0 < r < d:
        raise multiplicity.reject("not between 1 and d - 1")
    probability_node = claim.fields("probability")[0]
    probability = probability_node.integer()
    reason = witness.mapping().get("reason")
    if reason is None:
        raise witness.reject("missing field 'reason'")
    kinds = {"dimension": 0, "reflection": 0, "signs": 1, "universal": 1}
    if reason.text() not in kinds:
        raise reason.reject("is none of dimension, reflection, signs, universal")
    if probability != kinds[reason.text()]:
        raise probability_node.reject("not what the reason proves")
    # independence is a polynomial condition on a connected group: the probability is 0 or 1, and
    # one instance over GL(d, C), or modulo q, decides for 1
    if reason.text() == "universal":
        _, modulus, xs, ys = witness.fields("reason", "modulus", "x", "y")
        charge(3**p * (d**3 + 5 * d**2))
        unit = [[int((j, k) == (0, 1)) for k in range(d)] for j in range(d)]
        check_rank(witness, family(modulus, xs, ys, (p, d, r)), unit, modulus.integer())
    else:
        witness.fields("reason")
        holds = {
            "dimension": r * (d - r) < 3 ** (p - 1),
            "reflection": min(r, d - r) == 1 and 2 * p - 1 < 3 ** (p - 1),
            "signs": 2 * r == d and d >= 2**p,
        }[reason.text()]
        if not holds:
            raise reason.reject("its inequality does not hold")
    whom = "every non-scalar M, also with d + 2j and r + j" if probability else "every M"
    return (
        f"{statement}: P[independent] = {probability} for p = {p}, d = {d}, r = {r}, {whom} "
        f"({reason.text()})"
    )


def read_block(node: Node, height: int, width: int, q: int) -> list[list[int]]:
    """Matrix of residues 0 ... q-1."""
    rows = [list(row.integers(width)) for row in node.elements(height)]
    if not all(0 <= entry < q for row in rows for entry in row):
        raise node.reject("an entry is no residue 0 ... q-1")
    return rows


def multiply(left: list[list[int]], right: list[list[int]], q: int) -> list[list[int]]:
    """Matrix product modulo q; the rows on the right are long integers,
    multiplied and added as a whole.
    """
    size, width = slot_bytes(len(right), q), len(right[0])
    rows = [pack(row, size) for row in right]
    return [[x % q for x in unpack(sum(map(mul, line, rows)), width, size)] for line in left]


def idempotent(x: list[list[int]], y: list[list[int]], q: int) -> list[list[int]]:
    """(I; X)(I - YX, Y): its square is itself because (I - YX, Y)(I; X) = I."""
    r = len(y)
    yx = multiply(y, x, q)
    right = [[(int(j == k) - yx[j][k]) % q for k in range(r)] + y[j] for j in range(r)]
    return right + multiply(x, right, q)


def family(modulus: Node, xs: Node, ys: Node, model: tuple[int, int, int]) -> list[list[list[int]]]:
    """The p idempotents of rank r on dimension d modulo a prime."""
    p, d, r = model
    q = modulus.integer()
    if not 2**16 < q < 2**31 or not is_prime(q):
        raise modulus.reject("not a prime between 2^16 and 2^31")
    pairs = zip(xs.elements(p), ys.elements(p), strict=True)
    return [idempotent(read_block(x, d - r, r, q), read_block(y, r, d - r, q), q) for x, y in pairs]


def check_rank(
    witness: Node, projectors: list[list[list[int]]], observable: list[list[int]], q: int
) -> None:
    """Rank modulo q of all Psi_k(M), k != 0: PAP + QAQ, PAQ, QAP composed over
    the layers, layer p first.
    """
    operators = [observable]
    for projector in reversed(projectors):
        # P A P + Q A Q, P A Q and Q A P with Q = 1 - P, from A, PA, AP and PAP
        groups: tuple[list[list[list[int]]], ...] = ([], [], [])
        for a in operators:
            left = multiply(projector, a, q)
            inside, right = multiply(left, projector, q), multiply(a, projector, q)
            entries = [
                list(zip(*rows, strict=True)) for rows in zip(a, left, right, inside, strict=True)
            ]
            groups[0].append([[(e - f - g + 2 * h) % q for e, f, g, h in row] for row in entries])
            groups[1].append([[(f - h) % q for _, f, _, h in row] for row in entries])
            groups[2].append([[(g - h) % q for _, _, g, h in row] for row in entries])
        operators = [a for group in groups for a in group]
    # operators[0] belongs to k = 0
    required = 3 ** len(projectors) - 1
    found = rank([[entry for row in a for entry in row] for a in operators[1:]], q)
    if found != required:
        raise witness.reject(f"rank {found} modulo {q}; required is 3^p - 1 = {required}")


def verify_instance(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """The probability is 1 for one observable, by one family of idempotents."""
    layers, dimension, multiplicity, matrix = instance.fields(
        "layers", "dimension", "multiplicity", "observable"
    )
    p, d, r = read_layers(layers), dimension.count(), multiplicity.count()
    if not 0 < r < d:
        raise multiplicity.reject("not between 1 and d - 1")
    observable = read_matrix(matrix, d)
    probability = claim.fields("probability")[0]
    if probability.integer() != 1:
        raise probability.reject("this kind claims 1")
    modulus, root, xs, ys = witness.fields("modulus", "root", "x", "y")
    charge(3**p * (d**3 + 5 * d**2))
    q, i = read_field(modulus, root, observable.denominator)
    rows = zip(observable.rows(observable.real), observable.rows(observable.imaginary), strict=True)
    reduced = [
        [(x + i * y) % q for x, y in zip(real, imaginary, strict=True)] for real, imaginary in rows
    ]
    check_rank(witness, family(modulus, xs, ys, (p, d, r)), reduced, q)
    return (
        f"{statement}: P[independent] = 1 for p = {p}, d = {d}, r = {r} and every observable "
        "with the spectrum of the given one"
    )
