"""Kind fisher-rank: bounds of the generic rank of the quantum Fisher information of
U(theta)|psi_0>.

F is the Gram matrix, over the real numbers, of the d psi/d theta_l without their parts along psi.
With i psi, which is orthogonal to these, the span has one dimension more: rank F = rank {d_1 psi,
..., d_p psi, i psi} - 1; global phases and the length of psi do not matter. At rational points of
the circle all these vectors are rational, up to phases: their rank
modulo a prime is at most their rank there, and that at most the generic rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from ..mathematics.instance import MAX_STATE_DIMENSION, Vector, read_bloch
from ..mathematics.lie_algebra import Sum, exact_rank, read_closure
from ..trusted.circle import power
from ..trusted.gates import rotations, words_of
from ..trusted.modular import is_prime
from ..trusted.network import Network, network_of
from ..trusted.rank import rank
from ..trusted.reading import Node, amount
from ..trusted.verdict import Unsupported, charge, common_multiple, hold

STATEMENTS = ("fisher-rank",)
Amplitudes = list[tuple[int, int]]  # Gaussian integers, or pairs of residues


@dataclass(frozen=True)
class Action:
    """c P on amplitudes: entry j of the result is factor[j] (1, i, -1, -i as 0, 1, 2, 3) times c
    times entry source[j].
    """

    source: list[int]
    turns: list[int]
    coefficient: Fraction


def action(word: str, coefficient: Fraction) -> Action:
    """How a word acts: qubit 0 is the most significant bit; X|b> = |1-b>,
    Z|b> = (-1)^b|b>, Y = iXZ.
    """
    sources, turns = [0], [0]
    for letter in word:
        fresh_sources, fresh_turns = [], []
        for source, k in zip(sources, turns, strict=True):
            for bit in (0, 1):  # the bit of the result
                flipped = bit ^ (letter in "XY")
                extra = 2 * flipped if letter == "Z" else (3 + 2 * flipped if letter == "Y" else 0)
                fresh_sources.append(2 * source + flipped)
                fresh_turns.append((k + extra) % 4)
        sources, turns = fresh_sources, fresh_turns
    return Action(sources, turns, coefficient)


def turned(x: int, y: int, k: int) -> tuple[int, int]:
    """i^k (x + iy)."""
    return ((x, y), (-y, x), (-x, -y), (y, -x))[k]


def read_pure(node: Node, network: Network) -> Amplitudes:
    """The amplitudes of a pure state, up to a factor."""
    if network.dimension > MAX_STATE_DIMENSION:
        raise Unsupported(node.place(), f"a state of dimension above {MAX_STATE_DIMENSION}")
    if node.choice("kind", "bloch", "pure") == "pure":
        listed = node.fields("kind", "amplitudes")[1]
        found = [
            (x, y)
            for x, y in (element.integers(2) for element in listed.elements(network.dimension))
        ]
        if not any(x or y for x, y in found):
            raise listed.reject("all amplitudes are 0")
        return found
    vectors_node = node.fields("kind", "vectors")[1]
    result: Amplitudes = [(1, 0)]
    for element, vector in zip(
        vectors_node.elements(), read_bloch(vectors_node, network.qubits or 0), strict=True
    ):
        low, high = qubit_amplitudes(element, vector)
        result = [(a * x - b * y, a * y + b * x) for a, b in result for x, y in (low, high)]
    return result


def qubit_amplitudes(node: Node, vector: Vector) -> tuple[tuple[int, int], tuple[int, int]]:
    """Amplitudes of |0> and |1> with Bloch vector (x, y, z) of length 1: (1 + z, x + iy),
    or (x - iy, 1 - z).
    """
    x, y, z = vector
    if x * x + y * y + z * z != 1:
        raise node.reject("not of length 1: the state is not pure")
    common = lcm(x.denominator, y.denominator, z.denominator)
    a, b, c = (int(value * common) for value in vector)
    return ((common + c, 0), (a, b)) if z > -1 else ((a, -b), (common - c, 0))


@dataclass(frozen=True)
class Turn:
    """One rotation, up to a phase (1 + W)/2 + z (1 - W)/2 modulo q,
    and dw/d theta_l for the angle w of z.
    """

    actions: list[tuple[list[int], list[int], int]]
    z: tuple[int, int]
    slopes: list[tuple[int, int]]


def residue(value: Fraction, q: int, node: Node) -> int:
    """A rational number modulo q."""
    if value.denominator % q == 0:
        raise node.reject("divides a denominator of the instance")
    return value.numerator * pow(value.denominator, -1, q) % q


def multiply(a: tuple[int, int], b: tuple[int, int], q: int) -> tuple[int, int]:
    """Product of complex residues."""
    return (a[0] * b[0] - a[1] * b[1]) % q, (a[0] * b[1] + a[1] * b[0]) % q


def raised(a: tuple[int, int], n: int, q: int) -> tuple[int, int]:
    """Power of a point of the circle, whose inverse is its conjugate;
    its order divides q - 1 or q + 1.
    """
    base = a if n >= 0 else (a[0], -a[1] % q)
    result = (1, 0)
    for bit in f"{abs(n) % (q * q - 1):b}":
        result = multiply(result, result, q)
        result = multiply(result, base, q) if bit == "1" else result
    return result


def turns_of(network: Network, q: int, modulus: Node, tangents: Node) -> list[Turn]:
    """All rotations at the angles of the witness; tangent l is tan(phi_l / 2 D_l), D_l as fine as
    the rotations need.
    """
    fine = [1] * len(network.units)
    for gate in network.gates:
        for axis, k in gate.angle:
            fine[axis] = lcm(fine[axis], (gate.step * k / network.units[axis]).denominator)
    points = []
    for element in tangents.elements(len(network.units)):
        t = element.integer()
        if not 0 <= t < q:
            raise element.reject("not a residue 0 ... q-1")
        if (1 + t * t) % q == 0:
            raise element.reject("no point of the circle modulo q")
        # e^(i phi/D) = ((1 - t^2) + 2it)/(1 + t^2), a point of the circle over F_q
        inverse = pow(1 + t * t, -1, q)
        points.append(((1 - t * t) * inverse % q, 2 * t * inverse % q))
    found = []
    for gate in network.gates:
        for word_sum, n in rotations(gate):
            charge(10 * word_sum.size * network.dimension, "instance.network")
            fixed = power(gate.fixed, n)
            z = (residue(fixed[0], q, modulus), residue(fixed[1], q, modulus))
            slopes = []
            for axis, k in gate.angle:
                frequency = n * gate.step * k
                z = multiply(
                    z, raised(points[axis], int(frequency / network.units[axis] * fine[axis]), q), q
                )
                slopes.append((axis, residue(frequency, q, modulus)))
            actions = []
            for word, x in zip(words_of(word_sum), word_sum.real, strict=True):
                made = action(word, Fraction(x, word_sum.denominator))
                actions.append((made.source, made.turns, residue(made.coefficient, q, modulus)))
            found.append(Turn(actions, z, slopes))
    return found


def apply(turn: Turn, psi: Amplitudes, q: int) -> Amplitudes:
    """W psi."""
    result = [(0, 0)] * len(psi)
    for source, turns, factor in turn.actions:
        for j, (k, turn_) in enumerate(zip(source, turns, strict=True)):
            x, y = turned(*psi[k], turn_)
            result[j] = ((result[j][0] + factor * x) % q, (result[j][1] + factor * y) % q)
    return result


def rotate(turn: Turn, psi: Amplitudes, q: int) -> tuple[Amplitudes, Amplitudes]:
    """V psi and dV/dw psi for 2V = (1 + W) + z(1 - W), dz/dw = iz."""
    image = apply(turn, psi, q)
    moved, derived = [], []
    for (x, y), (u, v) in zip(psi, image, strict=True):
        a, b = multiply(turn.z, ((x - u) % q, (y - v) % q), q)
        moved.append(((x + u + a) % q, (y + v + b) % q))
        derived.append((-b % q, a))
    return moved, derived


def rank_below(turns: Sequence[Turn], start: Amplitudes, parameters: int, q: int) -> int:
    """rank {d_l psi, i psi} - 1 modulo q: psi and its derivatives go forward
    through the gates together.
    """
    psi = [(x % q, y % q) for x, y in start]
    zero = [(0, 0)] * len(psi)
    derivatives = [zero] * parameters
    hold((parameters + 1) * 2 * len(psi))
    for turn in turns:
        charge(20 * (parameters + 1) * len(psi) * len(turn.actions), "instance.network")
        # product rule: the gate acts on the derivatives so far, then its own derivative is added
        derivatives = [
            vector if vector is zero else rotate(turn, vector, q)[0] for vector in derivatives
        ]
        psi, derived = rotate(turn, psi, q)
        for axis, slope in turn.slopes:
            derivatives[axis] = [
                ((x + slope * u) % q, (y + slope * v) % q)
                for (x, y), (u, v) in zip(derivatives[axis], derived, strict=True)
            ]
    # the Fisher matrix is the Gram matrix of d_l psi without their part along i psi
    rows = [[part for pair in vector for part in pair] for vector in derivatives]
    rows.append([part for x, y in psi for part in (-y % q, x)])
    return rank(rows, q) - 1


def orbit_bound(basis: Sequence[Sum], start: Amplitudes) -> int:
    """dim {i B psi_0, i psi_0} - 1 over the reals: d_l psi = U (element of the algebra) psi_0."""
    rows = []
    for element in basis:
        common = common_multiple(
            [value.denominator for value in element.values()], "witness.algebra"
        )
        charge(30 * len(element) * len(start), "witness.algebra")
        total = [(0, 0)] * len(start)
        for word, value in element.items():
            made, factor = action(word, Fraction(1)), int(value * common)
            for j, (k, turn_) in enumerate(zip(made.source, made.turns, strict=True)):
                x, y = turned(*start[k], turn_)
                total[j] = (total[j][0] + factor * x, total[j][1] + factor * y)
        rows.append([part for pair in total for part in pair])
    hold(len(rows) * 2 * len(start))
    return exact_rank([*rows, [part for pair in start for part in pair]]) - 1


def stays_real(network: Network, start: Amplitudes) -> bool:
    """psi_0 is real up to a factor, and every word of a generator has an odd number of letters Y:
    exp(-iaH) is real.
    """
    a, b = next(pair for pair in start if any(pair))
    words = [word for gate in network.gates for word in words_of(gate.generator)]
    return all(a * y == b * x for x, y in start) and all(word.count("Y") % 2 for word in words)


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """The rank modulo the prime reaches the claimed lower bound; the upper
    one is what its reason gives.
    """
    network, (state,) = network_of(instance, "state")
    if network.qubits is None:
        raise instance.reject("not a pauli network")
    lower, upper = claim.fields("at_least", "at_most")
    reason = witness.choice("reason", "parameters", "dimension", "real", "orbit")
    extra = ["algebra"] if reason == "orbit" else []
    modulus, tangents, _, *algebra = witness.fields("modulus", "tangents", "reason", *extra)
    q, start = modulus.integer(), read_pure(state, network)
    if not 2**16 < q < 2**31 or not is_prime(q):
        raise modulus.reject("not a prime between 2^16 and 2^31")
    parameters = len(network.units)
    # at most p; the tangent space of states has dimension 2d - 2, of real ones d - 1; that of the
    # orbit is the algebra applied to psi_0
    bound = {
        "parameters": parameters,
        "dimension": 2 * network.dimension - 2,
        "real": network.dimension - 1,
    }.get(reason)
    if reason == "real" and not stays_real(network, start):
        raise instance.reject("the state is not shown to stay real")
    if bound is None:
        bound = orbit_bound(read_closure(instance, network, algebra[0]).basis, start)
    upper.require_integer(bound, "the bound of this reason")
    turns = turns_of(network, q, modulus, tangents)
    # generic rank >= rank at one point >= rank modulo q
    if rank_below(turns, start, parameters, q) < lower.integer() or lower.integer() < 0:
        raise lower.reject(f"more than the rank modulo {q} at these angles")
    known = (
        f"rank {bound}" if lower.integer() == bound else f"a rank from {lower.integer()} to {bound}"
    )
    return (
        f"{statement}: the quantum Fisher information has generically {known} (p = "
        f"{parameters}, {amount(network.qubits, 'qubit')})"
    )
