"""M(theta) = sum of A_e prod b_(e_l)(phi_l): the operators A_e of a network, exactly or modulo a prime.

The gates are taken from the last to the first, M -> V^dagger M V. A parameter is opened where it first occurs and closed
after its last occurrence; the table maps a key, one entry a parameter, to an operator. Before a parameter is opened its
entry is 0; then, while it is open, it numbers a node of interpolation (matrices) or an exponent (words); when it is
closed the entry becomes e_l.

Matrices: V^dagger A V is computed at 2K + 1 rational points of the circle for each open parameter, K its highest frequency.
Words: each coefficient is a Laurent polynomial in the e^(i phi_l) of the open parameters.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import chain, pairwise
from math import lcm

from .circle import ONE, Circle, interpolation, nodes, power, times
from .network import Gate, Network, newton_products, observable, rotations
from .operators import Operator, combination, linear, multiply
from .reading import MAX_DEGREE, Index
from .residues import Residues
from .verdict import Rejected, Unsupported, hold, remembered

Table = dict[Index, Operator]
PLACE = "instance.network"


def closing(network: Network) -> list[list[int]]:
    """For each gate the parameters that occur in it and in no gate that acts earlier."""
    seen, result = set[int](), []
    for gate in network.gates:
        result.append([position for position in gate.parameters if position not in seen])
        seen.update(gate.parameters)
    return result


def pruned(table: Table, closed: set[int], wanted: frozenset[Index] | None) -> Table:
    """Without operators that are 0 and those that no wanted index needs."""
    if wanted is None:
        return {key: a for key, a in table.items() if not a.is_zero}
    positions = sorted(closed)
    allowed = {tuple(index[k] for k in positions) for index in wanted}
    return {key: a for key, a in table.items() if not a.is_zero and tuple(key[k] for k in positions) in allowed}


@remembered(16)
def expansion(network: Network, wanted: frozenset[Index] | None = None) -> Table:
    """All A_e that are not 0, or those with a wanted index, in lowest terms."""
    table = of_words(network, wanted) if network.qubits else of_matrices(network, wanted)
    return {index: a.reduced() for index, a in table.items()}


def residues(network: Network, q: int, root: int) -> dict[Index, list[int]]:
    """All A_e modulo q under i -> root, as rows of residues; those that are 0 may be left out."""
    if not network.qubits:
        return Residues(q, root).expansion(network, closing(network), degrees(network))
    table = of_words(network, None, q)
    words = sorted({word for a in table.values() for word in a.numerators()})
    hold(len(table) * len(words), PLACE)
    rows = {}
    for index, a in table.items():
        rows[index] = [(x + root * y) % q for x, y in zip(*a.spread(words), strict=True)]
    return rows


# ---- words -----------------------------------------------------------------------------------------------------------


def finer(network: Network) -> list[int]:
    """D_l: the exponents that stand in a table for parameter l are frequencies times D_l."""
    result = [1] * len(network.units)
    for gate in network.gates:
        for position, k in gate.angle:
            result[position] = lcm(result[position], (gate.step * k / network.units[position]).denominator)
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
                table = rotate(table, gate, word, n, [int(gate.step * k / network.units[position] * scale[position])
                                                      for position, k in gate.angle], q)
            for position in last[number]:
                table = close_exponents(table, position, scale[position], q)
        closed.update(last[number])
        table = pruned(table, closed, wanted)
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
    """A gate of one rotation by a parameter that occurs nowhere else: the parameter is opened and closed at once."""
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


def digit(frequency: Fraction, position: int) -> int:
    """|frequency| as an integer that an INDEX can name."""
    if frequency.denominator != 1:
        raise Rejected(f"{PLACE}.units.{position}", "a frequency that is no multiple of the unit occurs")
    if abs(frequency) > MAX_DEGREE:
        raise Unsupported(f"{PLACE}.parameters.{position}", f"frequencies above {MAX_DEGREE}")
    return abs(int(frequency))


def rotate(table: Table, gate: Gate, word: Operator, n: int, steps: list[int], q: int) -> Table:
    """exp(i n u a W/2) A exp(-i n u a W/2) = A_0 + z^n A_+ + z^-n A_-, where z = e^(i u a) and W^2 = 1.

    With C = cos(n u a/2), S = sin(n u a/2) it is C^2 A + i C S (WA - AW) + S^2 WAW, and C^2 = (2 + z^n + z^-n)/4,
    S^2 = (2 - z^n - z^-n)/4, i C S = (z^n - z^-n)/4.
    """
    fixed = power(gate.fixed, n)
    fresh: dict[Index, list[Operator]] = {}
    for key, a in table.items():
        both, left, right = halves(word, a, q)
        fresh.setdefault(key, []).append(linear((1, 1), (a, both), 2))
        for sign in (1, -1):
            part = linear((1, -1, sign, -sign), (a, both, left, right), 4)
            if part.is_zero:
                continue
            turned = combination(((fixed[0], sign * fixed[1]),), (part,)) if fixed[1] or fixed[0] != 1 else part
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


# ---- matrices --------------------------------------------------------------------------------------------------------


def degrees(network: Network) -> list[int]:
    """The highest frequency of each parameter of a matrix network."""
    result = [0] * len(network.units)
    for gate in network.gates:
        width = gate.spectrum[-1][0] - gate.spectrum[0][0]
        for position, k in gate.angle:
            result[position] += int(width * abs(k) / network.units[position])
    for position, degree in enumerate(result):
        digit(Fraction(degree), position)
    return result


def of_matrices(network: Network, wanted: frozenset[Index] | None) -> Table:
    """The table of a matrix network."""
    highest, last, closed, opened = degrees(network), closing(network), set[int](), set[int]()
    table = {(0,) * len(network.units): observable(network)}
    for number, gate in reversed(list(enumerate(network.gates))):
        table = open_grid(table, [k for k in gate.parameters if k not in opened], highest)
        opened.update(gate.parameters)
        hold(len(table) * network.dimension**2, PLACE)
        seen: dict[Circle, tuple[Operator, Operator]] = {}
        for key, a in table.items():
            z = phase(network, gate, [nodes(highest[k])[key[k]] for k in gate.parameters])
            if z == ONE:  # the gate is a multiple of the identity
                continue
            if z not in seen:
                v = unitary(gate, z)
                seen[z] = (v.adjoint(), v)
            table[key] = multiply(multiply(seen[z][0], a), seen[z][1]).reduced()
        for position in last[number]:
            table = close_grid(table, position, highest[position])
        closed.update(last[number])
        table = pruned(table, closed, wanted)
    return table


def open_grid(table: Table, positions: list[int], highest: list[int]) -> Table:
    """A copy of every operator at each node of new parameters."""
    for position in positions:
        count = 2 * highest[position] + 1
        table = {(*key[:position], node, *key[position + 1 :]): a for key, a in table.items() for node in range(count)}
        hold(len(table), PLACE)
    return table


def phase(network: Network, gate: Gate, at: list[Circle]) -> Circle:
    """z = e^(i u a) at nodes of the gate's parameters."""
    z = gate.fixed
    for (position, k), point in zip(gate.angle, at, strict=True):
        z = times(z, power(point, int(gate.step * k / network.units[position])))
    return z


def unitary(gate: Gate, z: Circle) -> Operator:
    """exp(-i a (H - E_1)) at z = e^(i u a): Newton's interpolation of E -> z^-((E - E_1)/u) at the eigenvalues."""
    values = [value for value, _ in gate.spectrum]
    row = [power(z, -int((value - values[0]) / gate.step)) for value in values]
    weights = [row[0]]
    for order in range(1, len(values)):  # divided differences
        row = [((d[0] - c[0]) / (values[k + order] - values[k]), (d[1] - c[1]) / (values[k + order] - values[k]))
               for k, (c, d) in enumerate(pairwise(row))]
        weights.append(row[0])
    products = newton_products(gate.generator, tuple(values))
    return combination(weights, products[:-1]).reduced()


def close_grid(table: Table, position: int, degree: int) -> Table:
    """Values at the nodes become the coefficients of 1, cos phi, sin phi, cos 2 phi, ..."""
    rows, over = interpolation(degree)
    groups: dict[Index, list[tuple[int, Operator]]] = {}
    for key, a in table.items():
        groups.setdefault((*key[:position], *key[position + 1 :]), []).append((key[position], a))
    result = Table()
    for rest, group in groups.items():
        for e, row in enumerate(rows):
            total = linear([row[node] for node, _ in group], [a for _, a in group], over)
            if not total.is_zero:
                result[*rest[:position], e, *rest[position:]] = total
    return result
