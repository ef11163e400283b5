"""Kind noisy-expansion: M(theta, eta) of a network with a channel after every gate, on the qubits
on which the gate acts.

In the Heisenberg picture gates and channels act on dense matrices, the last gate first. A channel
is given by what it does to the entries of a matrix; its strength eta is put to 0, 1, ..., D,
more values than the degree in eta, and each gate is taken at three angles, which determine
a + b cos phi + c sin phi. (The producer multiplies Pauli words.)
"""

from __future__ import annotations

from ..trusted.circle import ONE
from ..trusted.gates import Gate, read_pauli, rotations, words_of
from ..trusted.network import Network, network_of, observable
from ..trusted.operators import Operator, linear, multiply
from ..trusted.reading import Index, Node
from ..trusted.verdict import Unsupported, charge, hold
from .expansion import compare

STATEMENTS = ("noise",)
CHANNELS = ("depolarising", "dephasing", "amplitude-damping")
MAX_QUBITS, MAX_DEGREE = 6, 200
Table = dict[Index, Operator]
# of <0|P|.> and <1|P|.> as powers of i
PHASE = {"I": (0, 0), "X": (0, 0), "Y": (3, 1), "Z": (0, 2)}


def dense(sum_of_words: Operator, qubits: int) -> Operator:
    """A Pauli sum as a matrix: a word has one entry a row."""
    size = 2**qubits
    real, imaginary = [0] * size**2, [0] * size**2
    for word, (x, _) in sum_of_words.numerators().items():
        flip = sum(2 ** (qubits - 1 - k) for k, letter in enumerate(word) if letter in "XY")
        for row in range(size):
            power = (
                sum(PHASE[letter][row >> (qubits - 1 - k) & 1] for k, letter in enumerate(word)) % 4
            )
            part = imaginary if power % 2 else real
            part[row * size + (row ^ flip)] += -x if power > 1 else x
    return Operator(size, sum_of_words.denominator, tuple(real), tuple(imaginary))


def through(a: Operator, channel: str, eta: int, qubit: int, qubits: int) -> Operator:
    """The channel on one qubit of an observable, entry by entry; all entries
    are over twice the denominator.
    """
    size, bit = a.size, 1 << (qubits - 1 - qubit)
    charge(20 * size**2)
    parts = []
    for part in (a.real, a.imaginary):
        fresh = []
        for k, x in enumerate(part):
            row, column = divmod(k, size)
            other = part[(row ^ bit) * size + (column ^ bit)]
            if (row ^ column) & bit:
                fresh.append(2 * eta * x)
            elif channel == "depolarising":
                fresh.append((1 + eta) * x + (1 - eta) * other)
            elif channel == "amplitude-damping" and row & bit:
                fresh.append(2 * (eta**2 * x + (1 - eta**2) * other))
            else:
                fresh.append(2 * x)
        parts.append(tuple(fresh))
    return Operator(size, 2 * a.denominator, *parts).reduced()


def read_gates(node: Node, network: Network) -> list[tuple[Operator, int, int, tuple[int, ...]]]:
    """(word as a matrix, parameter, sign, qubits) for every gate exp(-+i phi W/2),
    a parameter of its own each.
    """
    qubits = network.qubits
    if not qubits:
        raise node.reject("not a network of Pauli words")
    if qubits > MAX_QUBITS:
        raise Unsupported(node.place(), f"more than {MAX_QUBITS} qubits")
    found, seen = [], set[int]()
    for gate in network.gates:
        position = single(node, gate, network)
        if position in seen:
            raise node.reject("a parameter occurs in two gates")
        seen.add(position)
        word, n = rotations(gate)[0]
        sign = 1 if n * gate.angle[0][1] * sum(word.real) > 0 else -1
        letters = words_of(word)[0]
        where = tuple(k for k, letter in enumerate(letters) if letter != "I")
        matrix = dense(Operator(word.basis, 1, (1,), (0,)), qubits)
        found.append((matrix, position, sign, where))
    return found


def single(node: Node, gate: Gate, network: Network) -> int:
    """The parameter of a gate with one word, one parameter, no fixed part and frequency 1."""
    factors = rotations(gate)
    if (
        len(factors) != 1
        or len(words_of(factors[0][0])) != 1
        or len(gate.angle) != 1
        or gate.fixed != ONE
    ):
        raise node.reject("a gate that is not exp(-iaW) with one word W and one parameter")
    (position, k), n = gate.angle[0], factors[0][1]
    if abs(n * gate.step * k / network.units[position]) != 1:
        raise node.reject("a frequency that is not 1")
    return position


def conjugated(table: Table, word: Operator, position: int, sign: int) -> Table:
    """(c + isW) A (c - isW), (c, s) half of the angle, at the angles 0, pi
    and that of 7/25 + 24/25 i.
    """
    result = Table()
    for key, a in table.items():
        both, left, right = multiply(multiply(word, a), word), multiply(word, a), multiply(a, word)
        at_pi = both
        commutator = linear((sign, -sign), (left, right)).times_i()
        # (4/5)^2 A + (3/5)^2 WAW + (12/25) i[W, A]
        third = linear((16, 9, 12), (a, both, commutator), 25)
        # values at three angles fix the coefficients of 1, cos, sin
        constant, cosine = linear((1, 1), (a, at_pi), 2), linear((1, -1), (a, at_pi), 2)
        sine = linear((25, -25, -7), (third, constant, cosine), 24)
        for e, part in enumerate((constant, cosine, sine)):
            if not part.is_zero:
                result[*key[:position], e, *key[position + 1 :]] = part.reduced()
    hold(sum(part.size**2 for part in result.values()), "claim.operators")
    return result


def expansion_at(
    network: Network,
    gates: list[tuple[Operator, int, int, tuple[int, ...]]],
    channel: str,
    eta: int,
) -> Table:
    """All A_e(eta) that are not 0."""
    qubits = network.qubits or 0
    table = {(0,) * len(network.units): dense(observable(network), qubits).reduced()}
    for word, position, sign, where in reversed(gates):
        for qubit in where:
            table = {key: through(a, channel, eta, qubit, qubits) for key, a in table.items()}
        table = conjugated(table, word, position, sign)
    return {key: a for key, a in table.items() if not a.is_zero}


def read_operators(
    node: Node, network: Network, degree: int
) -> dict[Index, list[tuple[int, Operator]]]:
    """For each index the pairs (power of eta, Pauli sum), powers increasing up to the degree."""
    found = {}
    for index, value in node.indices(len(network.units)).items():
        pairs: list[tuple[int, Operator]] = []
        for element in value.elements():
            power_node, words = element.elements(2)
            power = power_node.count()
            if power > degree or (pairs and power <= pairs[-1][0]):
                raise power_node.reject(f"powers of eta increase and are at most {degree}")
            pairs.append((power, read_pauli(words, network.qubits)))
        if not pairs:
            raise value.reject("an operator that is 0 is left out")
        found[index] = pairs
    return found


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """The operators at eta = 0, 1, ..., D, by matrices, are those of the claim."""
    witness.fields()
    network, (channel_node,) = network_of(instance, "channel")
    channel = channel_node.text()
    if channel not in CHANNELS:
        raise channel_node.reject(f"none of {', '.join(CHANNELS)}")
    gates = read_gates(instance, network)
    # every noise channel on a qubit has degree 1 in eta, amplitude damping 2
    letters = sum(len(where) for *_, where in gates)
    degree = letters * (2 if channel == "amplitude-damping" else 1)
    if degree > MAX_DEGREE:
        raise Unsupported(instance.place(), f"a degree above {MAX_DEGREE} in eta")
    (node,) = claim.fields("operators")
    claimed = read_operators(node, network, degree)
    # polynomials of degree D that agree at D + 1 points are equal
    for eta in range(degree + 1):
        values = {}
        for index, pairs in claimed.items():
            operators = [dense(a, network.qubits or 0) for _, a in pairs]
            total = linear([eta**power for power, _ in pairs], operators).reduced()
            if not total.is_zero:
                values[index] = total
        compare(node, values, expansion_at(network, gates, channel, eta), f" at eta = {eta}")
    number = sum(len(pairs) for pairs in claimed.values())
    highest = max((power for pairs in claimed.values() for power, _ in pairs), default=0)
    return (
        f"{statement}: with {channel} noise after every gate M(theta, eta) is the sum over exactly "
        f"these {len(claimed)} operators, {number} with powers of eta, degree {highest} in eta "
        f"(p = {len(network.units)})"
    )
