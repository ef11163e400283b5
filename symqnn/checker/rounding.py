"""The network of an instance, and how far its fixed angles are from those that were asked for."""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from .network import Gate, Network, read_network
from .reading import Node
from .verdict import Unsupported

MAX_ANGLE = 100


def network_of(instance: Node, *names: str) -> tuple[Network, list[Node]]:
    """The network of an object with the fields "network", `names` and, if it is there, "rounding"; and these other fields."""
    extra = ("rounding",) if "rounding" in instance.mapping() else ()
    node, *others = instance.fields("network", *names, *extra)
    network = read_network(node)
    if extra:
        verify_rounding(others.pop(), network)
    return network, others


def verify_rounding(node: Node, network: Network) -> None:
    """Each [gate, beta asked for, bound]: the fixed part of the gate differs from beta by at most the bound."""
    before = -1
    for element in node.elements():
        gate, asked, bound = element.elements(3)
        position = gate.count()
        if not before < position < len(network.gates):
            raise gate.reject("not strictly increasing positions of gates")
        before = position
        if not is_near(network.gates[position], asked, bound):
            raise bound.reject("the fixed part of the gate is not shown to be so near")


def is_near(gate: Gate, asked: Node, bound: Node) -> bool:
    """Chord test: |(c, s) - (cos x, sin x)| <= y - y^3/24 <= 2 sin(y/2) for x = u beta and y = u bound.

    cos x and sin x by their Taylor polynomials of a degree n, each wrong by at most r = |x|^n / n!.
    """
    x, y = gate.step * asked.rational(), gate.step * bound.rational()
    if not 0 <= y <= 1:
        raise bound.reject("not from 0 to 1/u")
    if abs(x) > MAX_ANGLE:
        raise Unsupported(asked.place(), f"more than {MAX_ANGLE}/u")
    n = 40 + 4 * int(abs(x) + 1)
    terms, total = [Fraction(1)], [Fraction(0), Fraction(0)]
    for k in range(1, n):
        terms.append(terms[-1] * x / k)
    for k, term in enumerate(terms):  # cos x, sin x = 1, x, -x^2/2, -x^3/6, ...
        total[k % 2] += term if k % 4 < 2 else -term
    rest = abs(x) ** n / factorial(n)
    chord = (gate.fixed[0] - total[0]) ** 2 + (gate.fixed[1] - total[1]) ** 2
    room = y - y**3 / 24 - 2 * rest
    return room >= 0 and chord <= room**2
