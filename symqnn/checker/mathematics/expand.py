"""M(theta) = sum of A_e prod b_(e_l)(phi_l): the operators A_e of a network,
exactly or modulo a prime.

The gates are taken from the last to the first, M -> V^dagger M V. A parameter is opened where it
first occurs and closed after its last occurrence; the table maps a key, one entry a parameter,
to an operator. Before a parameter is opened its entry is 0; then, while it is open, it numbers
a node of interpolation (matrices) or an exponent (words); when it is closed the entry becomes e_l.

Words (here): each coefficient is a Laurent polynomial in the e^(i phi_l) of the open parameters.
Matrices (module grid): V^dagger A V is computed at 2K + 1 points of the circle
for each open parameter.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import chain
from math import lcm

from ..trusted.circle import ONE, power
from ..trusted.gates import Gate, rotations
from ..trusted.network import Network, observable
from ..trusted.operators import Operator, combination, linear, multiply
from ..trusted.reading import Index
from ..trusted.verdict import charge, hold, remembered
from .grid import Exact, of_matrices
from .residues import Residues
from .schedule import PLACE, closing, digit, is_wanted

Table = dict[Index, Operator]


@remembered(16)
def expansion(network: Network, wanted: frozenset[Index] | None = None) -> Table:
    """All A_e that are not 0, or those with a wanted index, in lowest terms."""
    if network.qubits:
        return {index: a.reduced() for index, a in of_words(network, wanted).items()}
    return {index: a.reduced() for index, a in of_matrices(network, Exact(), wanted).items()}


def residues(network: Network, q: int, root: int) -> dict[Index, list[int]]:
    """All A_e modulo q under i -> root, as rows of residues; those that are 0 may be left out."""
    if not network.qubits:
        found = of_matrices(network, Residues(q, root), None)
        return {index: [x for row in a for x in row] for index, a in found.items()}
    table = of_words(network, None, q)
    words = sorted({word for a in table.values() for word in a.numerators()})
    hold(len(table) * len(words), PLACE)
    rows = {}
    for index, a in table.items():
        rows[index] = [(x + root * y) % q for x, y in zip(*a.spread(words), strict=True)]
    return rows


# ---- words ---------------------------------------------------------------------------------------


def finer(network: Network) -> list[int]:
    """D_l: the exponents that stand in a table for parameter l are frequencies times D_l."""
    result = [1] * len(network.units)
    for gate in network.gates:
        for position, k in gate.angle:
            result[position] = lcm(
                result[position], (gate.step * k / network.units[position]).denominator
            )
    return result


def of_words(network: Network, wanted: frozenset[Index] | None, q: int = 0) -> Table:
    """The table of a pauli network, modulo q unless q = 0."""
    scale, last, closed = finer(network), closing(network), set[int]()
    start = observable(network)
    table = {(0,) * len(network.units): start.modulo(q) if q else start}
    uses = Counter(chain(*(gate.parameters for gate in network.gates)))
    for number, gate in reversed(list(enumerate(network.gates))):
        factors = rotations(gate)
        own = [position for position in gate.parameters if uses[position] == 1]
        if len(factors) == len(gate.parameters) == len(own) == 1 and gate.fixed == ONE:
            table = own_rotation(table, network, gate, q)
        else:
            for word, n in factors:
                table = rotate(
                    table,
                    gate,
                    word,
                    n,
                    [
                        int(gate.step * k / network.units[position] * scale[position])
                        for position, k in gate.angle
                    ],
                    q,
                )
            for position in last[number]:
                table = close_exponents(table, position, scale[position], q)
        closed.update(last[number])
        table = {
            key: a for key, a in table.items() if not a.is_zero and is_wanted(key, closed, wanted)
        }
        hold(sum(a.size + 1 for a in table.values()), PLACE)
    return table


def halves(word: Operator, a: Operator, q: int) -> tuple[Operator, Operator, Operator]:
    """WAW and the commutator's two terms WA, AW."""
    left = multiply(word, a)
    return multiply(left, word), left, multiply(a, word)


def lowest(a: Operator, q: int) -> Operator:
    """In lowest terms, or modulo q."""
    return a.modulo(q) if q else a


def own_rotation(table: Table, network: Network, gate: Gate, q: int) -> Table:
    """A gate of one rotation by a parameter that occurs nowhere else: the parameter is opened and
    closed at once.
    """
    (word, n), ((position, k),) = rotations(gate)[0], gate.angle
    frequency, result = n * gate.step * k / network.units[position], Table()
    for key, a in table.items():
        both, left, right = halves(word, a, q)
        before, after = key[:position], key[position + 1 :]
        stay, cosine = linear((1, 1), (a, both), 2), linear((1, -1), (a, both), 2)
        sine = linear((1, -1) if frequency > 0 else (-1, 1), (left, right), 2).times_i()
        if not (cosine.is_zero and sine.is_zero):
            e = digit(frequency, position)
            result[*before, 2 * e - 1, *after] = lowest(cosine, q)
            result[*before, 2 * e, *after] = lowest(sine, q)
        result[*before, 0, *after] = lowest(stay, q)
    return result


def rotate(table: Table, gate: Gate, word: Operator, n: int, steps: list[int], q: int) -> Table:
    """exp(i n u a W/2) A exp(-i n u a W/2) = A_0 + z^n A_+ + z^-n A_-,
    where z = e^(i u a) and W^2 = 1.

    With C = cos(n u a/2), S = sin(n u a/2) it is C^2 A + i C S (WA - AW) + S^2 WAW, and
    C^2 = (2 + z^n + z^-n)/4, S^2 = (2 - z^n - z^-n)/4, i C S = (z^n - z^-n)/4.
    """
    # besides what products and sums cost
    charge(800 * len(table) + 100 * sum(a.size for a in table.values()), PLACE)
    fixed = power(gate.fixed, n)
    fresh: dict[Index, list[Operator]] = {}
    for key, a in table.items():
        both, left, right = halves(word, a, q)
        fresh.setdefault(key, []).append(linear((1, 1), (a, both), 2))
        for sign in (1, -1):
            part = linear((1, -1, sign, -sign), (a, both, left, right), 4)
            if part.is_zero:
                continue
            turned = (
                combination(((fixed[0], sign * fixed[1]),), (part,))
                if fixed[1] or fixed[0] != 1
                else part
            )
            moved = list(key)
            for (position, _), step in zip(gate.angle, steps, strict=True):
                moved[position] += sign * n * step
            fresh.setdefault(tuple(moved), []).append(turned)
    result = {}
    for key, parts in fresh.items():
        total = linear([1] * len(parts), parts)
        if not total.is_zero:
            result[key] = total.modulo(q) if q else total.reduced()
    hold(sum(a.size + 1 for a in result.values()), PLACE)
    return result


def close_exponents(table: Table, position: int, scale: int, q: int) -> Table:
    """z^m A_m + z^-m A_-m = cos(m phi) (A_m + A_-m) + sin(m phi) i(A_m - A_-m)."""
    groups: dict[Index, dict[int, Operator]] = {}
    for key, a in table.items():
        groups.setdefault((*key[:position], *key[position + 1 :]), {})[key[position]] = a
    result = Table()
    for rest, series in groups.items():
        before, after = rest[:position], rest[position:]
        for m in sorted({abs(m) for m in series}):
            e = digit(Fraction(m, scale), position)
            if not e:
                result[*before, 0, *after] = series[0]
                continue
            signs = [sign for sign in (1, -1) if sign * m in series]
            parts = [series[sign * m] for sign in signs]
            result[*before, 2 * e - 1, *after] = lowest(linear([1] * len(parts), parts), q)
            result[*before, 2 * e, *after] = lowest(linear(signs, parts).times_i(), q)
    return result
