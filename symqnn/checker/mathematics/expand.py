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

from fractions import Fraction
from itertools import chain
from math import lcm

from ..trusted.circle import ONE, power
from ..trusted.gates import Gate, commute, rotations, words_of
from ..trusted.network import Network, observable
from ..trusted.operators import Operator, combination, linear, multiply, pauli_sum
from ..trusted.reading import Index
from ..trusted.verdict import charge, hold, remembered
from .grid import Exact, of_matrices
from .residues import Residues
from .schedule import PLACE, backwards, is_wanted, whole

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
    table = {index: a.numerators() for index, a in of_words(network, None, q).items()}
    words = sorted(set(chain(*table.values())))
    hold(len(table) * len(words), PLACE)
    rows = {index: [a.get(word, (0, 0)) for word in words] for index, a in table.items()}
    return {index: [(x + root * y) % q for x, y in row] for index, row in rows.items()}


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
    opened, closed, scale = set[int](), set[int](), list[int]()
    table = {(0,) * len(network.units): lowest(observable(network), q)}
    for gate, last in backwards(network):
        factors = rotations(gate)
        if len(factors) == len(gate.angle) == len(set(last) - opened) == 1 and gate.fixed == ONE:
            table = own_rotation(table, network, gate, q)
        else:
            scale = scale or finer(network)
            steps = [
                int(gate.step * k / network.units[position] * scale[position])
                for position, k in gate.angle
            ]
            for word, n in factors:
                table = rotate(table, gate, word, n, steps, q)
            for position in last:
                table = close_exponents(table, position, scale[position], q)
        opened.update(gate.parameters)
        closed.update(last)
        table = {
            key: a for key, a in table.items() if not a.is_zero and is_wanted(key, closed, wanted)
        }
        hold(sum(a.size + 1 for a in table.values()), PLACE)
    return table


def split(w: Operator, a: Operator, q: int) -> tuple[Operator, Operator]:
    """A = S + T, W S = S W, W T = -T W for W^2 = 1: S = (A + WAW)/2, T = (A - WAW)/2.

    A word of A commutes or anticommutes with a word W.
    """
    if w.size > 1:
        both = multiply(multiply(w, a), w)
        stay, turn = linear((1, 1), (a, both), 2), linear((1, -1), (a, both), 2)
        return lowest(stay, q), lowest(turn, q)
    (word,), met = words_of(w), a.numerators()
    charge(len(met) * (10 + len(word)), PLACE)
    kept = {p: x for p, x in met.items() if commute(word, p)}
    turned = {p: x for p, x in met.items() if p not in kept}
    return pauli_sum(a.denominator, kept), pauli_sum(a.denominator, turned)


def lowest(a: Operator, q: int) -> Operator:
    """Modulo q, or as it is if q = 0."""
    return a.modulo(q) if q else a


def own_rotation(table: Table, network: Network, gate: Gate, q: int) -> Table:
    """A gate of one rotation by a parameter that occurs nowhere else: the parameter is opened and
    closed at once.

    With A = S + T as in `split`: exp(i w W/2) A exp(-i w W/2) = S + T cos w + i W T sin w.
    """
    (word, n), ((position, k),) = rotations(gate)[0], gate.angle
    frequency, result = n * gate.step * k / network.units[position], Table()
    for key, a in table.items():
        before, after = key[:position], key[position + 1 :]
        result[*before, 0, *after], cosine = split(word, a, q)
        if not cosine.is_zero:
            e = abs(whole(frequency, position))
            sine = multiply(cosine, word) if frequency < 0 else multiply(word, cosine)  # TW = -WT
            result[*before, 2 * e - 1, *after] = cosine
            result[*before, 2 * e, *after] = lowest(sine.times_i(), q)
    return result


def rotate(table: Table, gate: Gate, word: Operator, n: int, steps: list[int], q: int) -> Table:
    """exp(i n u a W/2) A exp(-i n u a W/2) = A_0 + z^n A_+ + z^-n A_-,
    where z = e^(i u a) and W^2 = 1.

    With A = S + T as in `split` it is S + T cos(n u a) + i W T sin(n u a), and
    cos(n u a) = (z^n + z^-n)/2, i sin(n u a) = (z^n - z^-n)/2.
    """
    # besides what products and sums cost
    charge(800 * len(table) + 100 * sum(a.size for a in table.values()), PLACE)
    fixed = power(gate.fixed, n)
    fresh: dict[Index, list[Operator]] = {}
    for key, a in table.items():
        stay, turn = split(word, a, q)
        fresh.setdefault(key, []).append(stay)
        left = multiply(word, turn)
        for sign in (1, -1):
            part = linear((1, sign), (turn, left), 2)
            if part.is_zero:
                continue
            # the fixed part of the angle turns z^n by e^(i n u beta)
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
            e = whole(Fraction(m, scale), position)
            if not e:
                result[*before, 0, *after] = series[0]
                continue
            signs = [sign for sign in (1, -1) if sign * m in series]
            parts = [series[sign * m] for sign in signs]
            result[*before, 2 * e - 1, *after] = lowest(linear([1] * len(parts), parts), q)
            result[*before, 2 * e, *after] = lowest(linear(signs, parts).times_i(), q)
    return result
