"""Datasets: states, labels, weights; residuals as sums of products over the tensor factors of the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import prod

from .expansion import expansion, expectation
from .instance import Network, State, read_network, read_state, restrict, support, word_length, words_of
from .operators import Operator
from .reading import Node
from .verdict import require_affordable, require_few_terms

Vector = tuple[Fraction, ...]
Site = tuple[Vector, bool]  # Bloch vector; whether the identity is left out of (I + v.sigma)/2
Polynomial = dict[str, Fraction]  # digits 0, 1, 2 for 1, cos 2 theta, sin 2 theta of the angles of one factor
Factor = tuple[tuple[int, ...], Polynomial]  # its angles, and the polynomial in them
Circle = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Correlation:
    """The state 2^-|S| (I + scale (x)_{l in S} v_l.sigma) (x) (x)_{l not in S} (I + v_l.sigma)/2."""

    correlated: frozenset[int]
    scale: Fraction
    vectors: tuple[Vector, ...]


@dataclass(frozen=True)
class Residual:
    """tr(rho M(theta)) - label = constant + sum of weight * product of factors; no product is constant."""

    constant: Fraction
    terms: tuple[tuple[Fraction, tuple[Factor, ...]], ...]


@dataclass(frozen=True)
class Training:
    """A network and its weighted residuals; the loss is the sum of weight * residual^2. `part` numbers the parts."""

    network: Network
    angles: int
    residuals: tuple[Residual, ...]
    weights: tuple[Fraction, ...]
    part: tuple[int, ...]
    parts: int


def read_training(instance: Node) -> Training:
    """{"network": NETWORK, "samples": [{"state": STATE, "label": RATIONAL}, ...], "parts": [COUNT, ...]}."""
    network_node, samples, parts_node = instance.fields("network", "samples", "parts")
    network = read_network(network_node)
    blocks = tensor_factors(network_node, network)
    residuals = []
    for element in samples.elements():
        state_node, label = element.fields("state", "label")
        residuals.append(residual(network, blocks, read_sample(state_node, network), label.rational()))
    return training_of(network, residuals, parts_node)


def training_of(network: Network, residuals: Sequence[Residual], parts_node: Node) -> Training:
    """The residuals with their weights."""
    sizes = [element.count() for element in parts_node.elements()]
    if not sizes or min(sizes) < 1 or sum(sizes) != len(residuals):
        raise parts_node.reject(f"not positive numbers that add up to the {len(residuals)} samples")
    number = tuple(j for j, size in enumerate(sizes) for _ in range(size))
    return Training(network, len(network.generators), tuple(residuals),
                    tuple(Fraction(1, sizes[j]) for j in number), number, len(sizes))


def read_sample(node: Node, network: Network) -> State | Correlation:
    """STATE, or the kind correlation for a pauli network: positive semidefinite and of trace 1, exactly."""
    if network.qubits is None or node.mapping().get("kind", node).value != "correlation":
        return read_state(node, network)
    _, chosen, scale_node, vector_node = node.fields("kind", "correlated", "scale", "vectors")
    listed = [element.count() for element in chosen.elements()]
    if not listed or listed != sorted(set(listed)) or listed[-1] >= network.qubits:
        raise chosen.reject("not a non-empty strictly increasing list of qubits")
    elements = vector_node.elements(network.qubits)
    vectors = [tuple(component.rational() for component in element.elements(3)) for element in elements]
    square = scale_node.rational() ** 2 * prod(norm(vectors[qubit]) for qubit in listed)
    if square > 1:  # the eigenvalues of the correlated factor are 2^-|S| (1 +- scale prod |v_l|)
        raise scale_node.reject("not positive semidefinite")
    for qubit, vector in enumerate(vectors):
        if qubit not in listed and norm(vector) > 1:
            raise elements[qubit].reject("longer than 1")
    return Correlation(frozenset(listed), scale_node.rational(), tuple(vectors))


def norm(vector: Vector) -> Fraction:
    """Squared length."""
    return sum((component**2 for component in vector), Fraction(0))


def tensor_factors(node: Node, network: Network) -> list[tuple[tuple[int, ...], tuple[int, ...], Network]]:
    """(qubits, positions of the generators, network) of each connected component; everything if it does not split."""
    whole = [(tuple(range(network.qubits or 0)), tuple(range(len(network.generators))), network)]
    if network.qubits is None or not all(support(h) for h in network.generators):
        return whole
    home = list(range(network.qubits))
    start, links = 0, [sorted(support(h)) for h in network.generators]
    for factor in network.factors:
        links.append(list(range(start, start + word_length(factor))))
        start += word_length(factor)
    for link in links:
        joined = {home[qubit] for qubit in link}
        home = [min(joined) if entry in joined else entry for entry in home]
    if len(set(home)) == 1:
        return whole
    result = []
    for label in sorted(set(home)):
        qubits = tuple(qubit for qubit, entry in enumerate(home) if entry == label)
        layers = tuple(k for k, h in enumerate(network.generators) if support(h) & set(qubits))
        result.append((qubits, layers, restrict(node, network, qubits)))
    return result


def residual(network: Network, blocks: Sequence[tuple[tuple[int, ...], tuple[int, ...], Network]],
             state: State | Correlation, label: Fraction) -> Residual:
    """The residual of one sample."""
    if isinstance(state, Operator):
        table = expectation(network, state)
        raw = [(Fraction(1), [(tuple(range(len(network.generators))), table)])]
    elif isinstance(state, Correlation):
        zero = (Fraction(0),) * 3
        plain = [(zero if k in state.correlated else v, False) for k, v in enumerate(state.vectors)]
        linked = [(v, k in state.correlated) for k, v in enumerate(state.vectors)]
        raw = [(Fraction(1), factors_of(blocks, plain)), (state.scale, factors_of(blocks, linked))]
    else:
        raw = [(Fraction(1), factors_of(blocks, [(v, False) for v in state]))]
    constant, terms = -label, []
    for weight, factors in raw:
        varying = tuple((axes, table) for axes, table in factors if any(digits.strip("0") for digits in table))
        for axes, table in factors:
            if (axes, table) not in varying:
                weight *= table.get("0" * len(axes), Fraction(0))
        if not weight:
            continue
        if varying:
            terms.append((weight, varying))
        else:
            constant += weight
    return Residual(constant, tuple(terms))


def factors_of(blocks: Sequence[tuple[tuple[int, ...], tuple[int, ...], Network]],
               sites: Sequence[Site]) -> list[Factor]:
    """The polynomial of each tensor factor."""
    return [(layers, local_polynomial(part, tuple(sites[qubit] for qubit in qubits))) for qubits, layers, part in blocks]


@lru_cache(maxsize=2**14)
def local_polynomial(network: Network, sites: tuple[Site, ...]) -> Polynomial:
    """tr(A M(theta)) for the product A of (I + v.sigma)/2 and of v.sigma/2 where the identity is left out."""
    result = {}
    for xi, operator in expansion(network, None).items():
        total = Fraction(0)
        for word, x in zip(words_of(operator), operator.real, strict=True):
            values = [(0 if alone else 1) if letter == "I" else vector["XYZ".index(letter)]
                      for letter, (vector, alone) in zip(word, sites, strict=True)]
            total += x * prod(values, start=Fraction(1))
        if total:
            result[xi] = total / operator.denominator
    return result


# ---- sparse polynomials in several angles, normal form: per angle 1 and the codes 1, 2, 3, 4 for c, s, c^2, cs -------

Sparse = dict[tuple[tuple[int, int], ...], Fraction]
# product of two codes of degree at most 1: list of (code, coefficient); s s = 1 - c^2
PRODUCTS: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {
    (1, 1): ((3, 1),), (1, 2): ((4, 1),), (2, 1): ((4, 1),), (2, 2): ((0, 1), (3, -1))}


def spread(residual_: Residual, rotation: Sequence[Circle] | None = None) -> Sparse:
    """The residual multiplied out; with a rotation in u = cos(phi - phi*), v = sin(phi - phi*) in place of c, s."""
    total: Sparse = {(): residual_.constant}
    for weight, factors in residual_.terms:
        require_few_terms(prod(3 ** len(axes) if rotation else len(table) for axes, table in factors))
        product: Sparse = {(): weight}
        for axes, table in factors:
            rows = rotated(axes, table, rotation) if rotation else table
            local = [(tuple((axis, int(digit)) for axis, digit in zip(axes, digits, strict=True) if digit != "0"), value)
                     for digits, value in rows.items()]
            product = {tuple(sorted(key + more)): x * y for key, x in product.items() for more, y in local}
        for key, value in product.items():
            total[key] = total.get(key, Fraction(0)) + value
    return {key: value for key, value in total.items() if value}


def rotated(axes: tuple[int, ...], table: Polynomial, rotation: Sequence[Circle]) -> Polynomial:
    """c = c* u - s* v and s = s* u + c* v in every angle."""
    for position, axis in enumerate(axes):
        cos, sin = rotation[axis]
        fresh: Polynomial = {}
        for digits, value in table.items():
            pairs = {"0": (("0", Fraction(1)),), "1": (("1", cos), ("2", -sin)), "2": (("1", sin), ("2", cos))}
            for digit, part in pairs[digits[position]]:
                key = f"{digits[:position]}{digit}{digits[position + 1:]}"
                fresh[key] = fresh.get(key, Fraction(0)) + value * part
        table = {key: value for key, value in fresh.items() if value}
    return table


def squared(poly: Sparse) -> Sparse:
    """The square in normal form."""
    require_affordable(20 * len(poly) ** 2)
    total: Sparse = {}
    for left, x in poly.items():
        table = dict(left)
        for right, y in poly.items():
            partial: list[tuple[dict[int, int], Fraction]] = [(dict(table), x * y)]
            for angle, code in right:
                if angle not in table:
                    partial = [({**codes, angle: code}, value) for codes, value in partial]
                else:
                    choices = PRODUCTS[table[angle], code]
                    partial = [({**codes, angle: new}, value * sign) for codes, value in partial for new, sign in choices]
            for codes, value in partial:
                key = tuple(sorted((angle, code) for angle, code in codes.items() if code))
                total[key] = total.get(key, Fraction(0)) + value
    return {key: value for key, value in total.items() if value}


def loss(training: Training, rotation: Sequence[Circle] | None = None, part: int | None = None) -> Sparse:
    """The loss, or the contribution of one part, in normal form."""
    total: Sparse = {}
    for one, weight, number in zip(training.residuals, training.weights, training.part, strict=True):
        if part is None or part == number:
            for key, value in squared(spread(one, rotation)).items():
                total[key] = total.get(key, Fraction(0)) + weight * value
    return {key: value for key, value in total.items() if value}


def read_point(node: Node) -> Circle:
    """[RATIONAL, RATIONAL] on the unit circle."""
    cos, sin = (element.rational() for element in node.elements(2))
    if cos**2 + sin**2 != 1:
        raise node.reject("not on the unit circle")
    return cos, sin


def read_nullable(node: Node) -> Fraction | None:
    """RATIONAL or null."""
    return None if node.value is None else node.rational()


def read_levels(node: Node) -> list[tuple[Fraction, int]]:
    """[[RATIONAL, INTEGER], ...]: values and how often they occur."""
    pairs = [element.elements(2) for element in node.elements()]
    return [(value.rational(), number.integer()) for value, number in pairs]


def verify_levels(node: Node, levels: Sequence[tuple[Fraction, int]]) -> None:
    """The fields levels, minima, spurious and gap of a claim against the recomputed values of the minima."""
    names = node.mapping()
    if read_levels(names["levels"]) != list(levels):
        raise names["levels"].reject("differs from the recomputed values of the minima")
    count = sum(number for _, number in levels)
    gap = levels[1][0] - levels[0][0] if len(levels) > 1 else None
    if names["minima"].integer() != count:
        raise names["minima"].reject("not the number of minima")
    if names["spurious"].integer() != count - (levels[0][1] if levels else 0):
        raise names["spurious"].reject("not the number of minima above the lowest")
    if read_nullable(names["gap"]) != gap:
        raise names["gap"].reject("not the distance of the two lowest values")
