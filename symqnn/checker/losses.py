"""LOSS: a trigonometric polynomial, or the mean square of the residuals of a training set, recomputed from states and labels."""

from __future__ import annotations

from fractions import Fraction
from math import lcm, prod

from .expansion import expectation
from .instance import read_network, read_state
from .reading import Node, show
from .torus import Index, squared
from .verdict import Unsupported

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MAX_ANGLES = 8
Terms = dict[Index, Fraction]


def counts_of(node: Node) -> Index:
    """An array of COUNT."""
    return tuple(element.count() for element in node.elements())


def read_terms(node: Node, length: int) -> Terms:
    """INDEX or exponents, one digit a variable, with coefficients that are not 0."""
    result = {}
    for key, value in node.mapping().items():
        if len(key) != length or key.strip(DIGITS):
            raise value.reject(f"{show(key)} is not an index of {length} digits")
        result[tuple(map(DIGITS.index, key))] = value.rational(zero=False)
    return result


def read_residuals(node: Node) -> tuple[int, list[dict[str, Fraction]]]:
    """Number of angles of a training set, and its residuals tr(rho M(theta)) - label by XI, some coefficients may be 0."""
    _, network_node, samples = node.fields("kind", "network", "samples")
    network = read_network(network_node)
    p = len(network.generators)
    if p > MAX_ANGLES:
        raise Unsupported(network_node.place(), f"more than {MAX_ANGLES} angles")
    result = []
    for sample in samples.elements():
        state, label = sample.fields("state", "label")
        output = dict(expectation(network, read_state(state, network)))
        output["0" * p] = output.get("0" * p, Fraction(0)) - label.rational()
        result.append(output)
    if not result:
        raise samples.reject("no samples")
    return p, result


def read_loss(node: Node) -> tuple[int, Terms]:
    """Number of angles and coefficients of the loss, given as a polynomial or as a training set."""
    if node.choice("kind", "polynomial", "training") == "polynomial":
        _, angles, terms = node.fields("kind", "angles", "terms")
        if not 1 <= angles.count() <= MAX_ANGLES:
            raise Unsupported(angles.place(), f"not 1 to {MAX_ANGLES} angles")
        return angles.count(), read_terms(terms, angles.count())
    p, residuals = read_residuals(node)
    total: Terms = {}
    for output in residuals:
        common = lcm(*(value.denominator for value in output.values()))
        for index, number in squared({xi: int(value * common) for xi, value in output.items()}).items():
            total[index] = total.get(index, Fraction(0)) + Fraction(number, 2**p * common**2 * len(residuals))
    return p, {index: value for index, value in total.items() if value}


def read_partition(node: Node, parts: list[Index], p: int, loss: Terms) -> None:
    """Angles of blocks: a partition, every term of the loss lies in one block, every angle occurs."""
    if sorted(angle for part in parts for angle in part) != list(range(p)) or not all(parts):
        raise node.reject(f"the angles of the blocks are not a partition of 0 ... {p - 1}")
    home = {angle: k for k, part in enumerate(parts) for angle in part}
    for index in loss:
        if len({home[angle] for angle, e in enumerate(index) if e}) > 1:
            raise node.reject("a term of the loss has angles in two blocks")
    if any(not any(index[angle] for index in loss) for angle in range(p)):
        raise node.reject("an angle does not occur in the loss")


def shortened(node: Node, angles: Index, loss: Terms) -> tuple[Terms, int]:
    """The summand in the angles of a block, frequencies divided by the given multiples; how many points lie over each point."""
    multiples = counts_of(node)
    if len(multiples) != len(angles) or not all(multiples):
        raise node.reject("not one positive number an angle")
    terms = {}
    for index, value in loss.items():
        if any(index[angle] for angle in angles):
            reduced = []
            for angle, multiple in zip(angles, multiples, strict=True):
                frequency, rest = divmod((index[angle] + 1) // 2, multiple)
                if rest:
                    raise node.reject(f"the frequency {(index[angle] + 1) // 2} of angle {angle} occurs, which is no multiple")
                reduced.append(2 * frequency - index[angle] % 2 if frequency else 0)
            terms[tuple(reduced)] = value
    return terms, prod(multiples)
