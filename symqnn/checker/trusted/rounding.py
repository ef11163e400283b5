"""What may stand beside the network of an instance: how far its fixed angles are from those that
were asked for, and the label of the circuit it was read from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from math import factorial

from .gates import Gate
from .network import Network
from .reading import Node, is_printable
from .verdict import Unsupported, charge, common_multiple, size_factor

MAX_ANGLE = 100
MAX_OBSERVABLE = 2**17
SHA_256 = re.compile("[0-9a-f]{64}")


def verify_beside(network: Network, found: Mapping[str, Node]) -> None:
    """The fields "rounding" and "source", those that are there."""
    if "rounding" in found:
        verify_rounding(found["rounding"], network)
    if "source" in found:
        verify_label(found["source"])


def verify_label(node: Node) -> None:
    """The label {"sha256": 64 hexadecimal digits, "observable": text} has this form. Nothing rests
    on it: no verdict says that the network is that of a file with this SHA-256.
    """
    digest, observable = node.fields("sha256", "observable")
    if not SHA_256.fullmatch(digest.text()):
        raise digest.reject("not 64 digits 0-9a-f")
    if not 1 <= len(observable.text()) <= MAX_OBSERVABLE or not is_printable(observable.text()):
        raise observable.reject(f"not a text of 1 to {MAX_OBSERVABLE} printable characters")


def verify_rounding(node: Node, network: Network) -> None:
    """Each [gate, q, r, bound]: the fixed part beta of the gate differs from q pi + r
    by at most the bound.
    """
    before = -1
    for element in node.elements():
        gate, turns, rest, bound = element.elements(4)
        position = gate.count()
        if not before < position < len(network.gates):
            raise gate.reject("not strictly increasing positions of gates")
        before = position
        if not is_near(network.gates[position], turns, rest, bound):
            raise bound.reject("the fixed part of the gate is not shown to be so near")


def is_near(gate: Gate, turns: Node, rest: Node, bound: Node) -> bool:
    """Chord test: |(c, s) - (cos x, sin x)| <= y - y^3/24 <= 2 sin(y/2)
    for x = u (q pi + r) and y = u bound.

    pi is replaced by PI, wrong by less than 2^-BITS; cos and sin by their Taylor polynomials of
    degree below n, wrong by at most |x|^n / n!.
    """
    u, q = gate.step, turns.rational()
    x, y = u * (q * PI + rest.rational()), u * bound.rational()
    if not 0 <= y <= 1:
        raise bound.reject("not from 0 to 1/u")
    if abs(x) > MAX_ANGLE:
        raise Unsupported(turns.place(), f"an angle of more than {MAX_ANGLE}/u")
    n = 40 + 4 * int(abs(x) + 1)
    bits = n * max(x.numerator.bit_length(), x.denominator.bit_length(), 1)
    charge(n * (20 + bits // 100) * (1 + bits // n // 4000), turns.place())
    # Everything is brought to one denominator: the terms 1, x, x^2/2, ... are `term` over
    # x.denominator^n n!
    scale: int = x.denominator**n * factorial(n)
    term = scale
    total = [0, 0]
    for k in range(n):  # cos x, sin x = 1, x, -x^2/2, -x^3/6, ...
        total[k % 2] += term if k % 4 < 2 else -term
        term = term * x.numerator // (x.denominator * (k + 1))
    small = y - y * y * y / 24 - 2 * u * abs(q) / (1 << BITS)
    common = common_multiple([part.denominator for part in gate.fixed], turns.place())
    charge(
        10 * size_factor(bits, small.denominator.bit_length(), common.bit_length()), turns.place()
    )
    # over small.denominator scale
    room = small.numerator * scale - 2 * abs(term) * small.denominator
    chord = sum(
        (int(a * common) * scale - b * common) ** 2 for a, b in zip(gate.fixed, total, strict=True)
    )
    return bool(room >= 0 and chord * small.denominator**2 <= (room * common) ** 2)


def arctangent(k: int) -> Fraction:
    """arctan(1/k) by its alternating power series, wrong by less than the first term left out."""
    return sum(
        (Fraction((-1) ** n, (2 * n + 1) * k ** (2 * n + 1)) for n in range(BITS // 4)), Fraction(0)
    )


BITS = 200
# Machin's formula
PI = Fraction(int((16 * arctangent(5) - 4 * arctangent(239)) * 2 ** (BITS + 2)), 2 ** (BITS + 2))
