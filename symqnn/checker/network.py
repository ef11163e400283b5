"""NETWORK: gates exp(-i a H) with affine angles a, and the observable; every precondition is tested when it is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, combinations, pairwise
from math import gcd, isqrt, lcm

from .circle import ONE, Circle, read_point
from .operators import (
    Operator,
    combination,
    identity_part,
    linear,
    multiple_of_identity,
    multiply,
    pauli_sum,
    trace,
)
from .reading import Node, show
from .verdict import Unsupported, charge, hold, remembered

MAX_SIZE = 4096


@dataclass(frozen=True)
class Gate:
    """exp(-i a H) with a = sum of k_l theta_l + beta.

    generator is H; for words without the word I...I, which is a global phase. All frequencies in a are multiples of
    `step` u; `fixed` is (cos u beta, sin u beta). A matrix has its eigenvalues in `spectrum`, with their multiplicities.
    """

    generator: Operator
    step: Fraction
    angle: tuple[tuple[int, Fraction], ...]
    fixed: Circle
    spectrum: tuple[tuple[Fraction, int], ...] = ()

    @property
    def parameters(self) -> tuple[int, ...]:
        """Positions of the parameters in the angle."""
        return tuple(position for position, _ in self.angle)


@dataclass(frozen=True)
class Network:
    """Gates, the first acts first on the state; the observable is the tensor product of its factors.

    Parameter l has the unit g_l: phi_l = g_l theta_l. A matrix network has qubits None and one factor.
    """

    qubits: int | None
    dimension: int
    units: tuple[Fraction, ...]
    gates: tuple[Gate, ...]
    factors: tuple[Operator, ...]

    def denominator(self) -> int:
        """Common denominator of all numbers that arithmetic modulo a prime divides by."""
        numbers = [Fraction(1, factor.denominator) for factor in self.factors]
        for gate in self.gates:
            numbers += gate.fixed
            if self.qubits:
                numbers += [Fraction(1, word.denominator) for word, _ in rotations(gate)]
            else:
                values = [value for value, _ in gate.spectrum]
                numbers += [Fraction(1, gate.generator.denominator), *values]
                numbers += [1 / (b - a) for a, b in combinations(values, 2)]
        return lcm(*(x.denominator for x in numbers))


def read_pauli(node: Node, length: int | None = None) -> Operator:
    """PAULI, with words of the given length if one is given."""
    coefficients = {}
    for word, value in node.mapping().items():
        length = len(word) if length is None else length
        if not word or len(word) != length or word.strip("IXYZ"):
            raise node.reject(f"{show(word)} is not a Pauli word of length {length}")
        coefficients[word] = value.rational(zero=False)
    if not coefficients:
        raise node.reject("a Pauli sum without words")
    common = lcm(*(value.denominator for value in coefficients.values()))
    return pauli_sum(common, {word: (int(value * common), 0) for word, value in coefficients.items()})


def read_matrix(node: Node, dimension: int) -> Operator:
    """Hermitian MATRIX of the given dimension in lowest terms."""
    denominator, *parts = node.fields("denominator", "real", "imaginary")
    real, imaginary = (tuple(chain(*(row.integers(dimension) for row in part.elements(dimension)))) for part in parts)
    matrix = Operator(dimension, denominator.integer(), real, imaginary)
    if matrix.denominator <= 0:
        raise denominator.reject("not positive")
    if matrix.content() != 1:
        raise node.reject("not in lowest terms")
    if matrix != matrix.adjoint():
        raise node.reject("not Hermitian")
    return matrix


def read_operator(node: Node, network: Network) -> Operator:
    """An operator of the network's kind and size: PAULI or Hermitian MATRIX."""
    return read_pauli(node, network.qubits) if network.qubits else read_matrix(node, network.dimension)


def read_network(node: Node) -> Network:
    """NETWORK."""
    of_words = node.choice("kind", "pauli", "matrix") == "pauli"
    size_name = "qubits" if of_words else "dimension"
    _, size_node, names, units_node, gate_nodes, observed = node.fields(
        "kind", size_name, "parameters", "units", "gates", "observable")
    size, listed = size_node.count(), gate_nodes.elements()
    if size < (1 if of_words else 2):
        raise size_node.reject("too small")
    if not listed:
        raise gate_nodes.reject("no gates")
    units = read_units(names, units_node)
    if max(size, len(listed), len(units)) > MAX_SIZE:
        raise Unsupported(node.place(), f"more than {MAX_SIZE} qubits, dimensions, parameters or gates")
    read_one = read_word_gate if of_words else read_matrix_gate
    gates = tuple(read_one(element, size, len(units)) for element in listed)
    for position, name in enumerate(names.elements()):
        if not any(position in gate.parameters for gate in gates):
            raise name.reject("occurs in no gate")
    if not of_words:
        require_units(units_node, units, gates)
        return Network(None, size, units, gates, (read_matrix(observed, size),))
    factors = tuple(read_pauli(element) for element in observed.elements())
    if sum(map(word_length, factors)) != size:
        raise observed.reject(f"the word lengths of the factors do not add up to {size}")
    return Network(size, 2**size, units, gates, factors)


def read_units(names: Node, units: Node) -> tuple[Fraction, ...]:
    """The units of the parameters, one a name; all names are different."""
    listed = [element.name() for element in names.elements()]
    if not listed:
        raise names.reject("no parameters")
    if len(set(listed)) != len(listed):
        raise names.reject("a name occurs twice")
    result = tuple(element.rational() for element in units.elements(len(listed)))
    for element, unit in zip(units.elements(), result, strict=True):
        if unit <= 0:
            raise element.reject("not positive")
    return result


def require_units(node: Node, units: Sequence[Fraction], gates: Iterable[Gate]) -> None:
    """g_l divides u |k_l| wherever parameter l occurs."""
    for gate in gates:
        for position, k in gate.angle:
            if (gate.step * k / units[position]).denominator != 1:
                raise node.elements()[position].reject("does not divide the frequencies of a gate")


def read_angle(angle: Node, fixed: Node, parameters: int) -> tuple[tuple[tuple[int, Fraction], ...], Circle]:
    """The affine form of the angle, and the point of the circle of its fixed part."""
    terms = []
    for element in angle.elements():
        position, factor = element.elements(2)
        terms.append((position.count(), factor.rational(zero=False)))
    if any(a >= b for (a, _), (b, _) in pairwise(terms)) or (terms and terms[-1][0] >= parameters):
        raise angle.reject("not strictly increasing positions of parameters")
    point = read_point(fixed)
    if not terms and point == ONE:
        raise angle.reject("no parameter, and no fixed part: the gate does nothing")
    return tuple(terms), point


def read_word_gate(node: Node, qubits: int, parameters: int) -> Gate:
    """A gate of a pauli network: all words commute, or the square of their sum is a multiple of the identity."""
    generator_node, angle, fixed = node.fields("generator", "angle", "fixed")
    whole = read_pauli(generator_node, qubits)
    terms = {word: x for word, x in whole.numerators().items() if word.strip("I")}
    if not terms:
        raise generator_node.reject("a multiple of the identity")
    generator = pauli_sum(whole.denominator, terms).reduced()
    step = step_of_words(generator)
    if step is None:
        raise generator_node.reject("neither do the words commute, nor is the square a rational square times the identity")
    return Gate(generator, step, *read_angle(angle, fixed, parameters))


def commute(left: str, right: str) -> bool:
    """Two words commute if and only if they differ on an even number of qubits on which neither is I."""
    return sum(a != b and a != "I" != b for a, b in zip(left, right, strict=True)) % 2 == 0


def gcd_of(values: Iterable[Fraction]) -> Fraction:
    """The largest rational number of which all are multiples."""
    listed = list(values)
    common = lcm(*(value.denominator for value in listed))
    return Fraction(gcd(*(int(value * common) for value in listed)), common)


@remembered(2**12)
def step_of_words(h: Operator) -> Fraction | None:
    """u: the greatest common divisor of 2|c_W| if all words commute; 2c if H^2 = c^2 I; otherwise nothing."""
    words = words_of(h)
    charge(len(words) ** 2 * len(words[0]) // 2, "instance.network")
    if all(commute(a, b) for a, b in combinations(words, 2)):
        return gcd_of(Fraction(2 * x, h.denominator) for x in h.real)
    square = identity_part(multiply(h, h).reduced())
    if square is None:
        return None
    root = Fraction(isqrt(square.numerator), isqrt(square.denominator))
    return 2 * root if root**2 == square else None


@remembered(2**12)
def rotations(gate: Gate) -> tuple[tuple[Operator, int], ...]:
    """exp(-i a H) as commuting factors exp(-i (n u/2) a W), W^2 = I: pairs (W, n)."""
    h, u = gate.generator, gate.step
    words = words_of(h)
    if all(commute(a, b) for a, b in combinations(words, 2)):
        return tuple((pauli_sum(1, {word: (1, 0)}), int(Fraction(2 * x, h.denominator) / u))
                     for word, x in zip(words, h.real, strict=True))
    half = u / 2
    return ((linear((half.denominator,), (h,), half.numerator).reduced(), 1),)


def read_matrix_gate(node: Node, dimension: int, parameters: int) -> Gate:
    """A gate of a matrix network; its spectrum is confirmed."""
    generator, angle, fixed, spectrum = node.fields("generator", "angle", "fixed", "spectrum")
    h = read_matrix(generator, dimension)
    values = tuple(element.rational() for element in spectrum.elements())
    if len(values) > dimension:
        raise spectrum.reject("more values than dimensions: some is no eigenvalue")
    if len(values) < 2 or any(a >= b for a, b in pairwise(values)):
        raise spectrum.reject("not at least two strictly increasing eigenvalues")
    multiplicities = multiplicities_of(h, values)
    if not multiplicities:
        raise spectrum.reject("an eigenvalue is missing, or one is not rational")
    if 0 in multiplicities:
        raise spectrum.reject(f"entry {multiplicities.index(0)} is no eigenvalue")
    step = gcd_of(b - a for a, b in pairwise(values))
    return Gate(h, step, *read_angle(angle, fixed, parameters), tuple(zip(values, multiplicities, strict=True)))


@remembered(64)
def newton_products(h: Operator, values: tuple[Fraction, ...]) -> tuple[Operator, ...]:
    """1, H - E_1, (H - E_1)(H - E_2), ..., the product over all values."""
    one = multiple_of_identity(h, 1)
    result = [one]
    for value in values:
        shifted = combination(((Fraction(1), Fraction(0)), (-value, Fraction(0))), (h, one))
        result.append(multiply(result[-1], shifted).reduced() if len(result) > 1 else shifted.reduced())
    return tuple(result)


@remembered(64)
def multiplicities_of(h: Operator, values: tuple[Fraction, ...]) -> tuple[int, ...]:
    """Multiplicity of each value as an eigenvalue of H, 0 if it is none; nothing unless prod (H - E) = 0.

    If the product is 0, H is diagonalisable with eigenvalues among the E, and the traces
    tr prod_(i < j) (H - E_i) = sum over E of r_E prod_(i < j) (E - E_i) are a triangular system for the r_E.
    """
    products = newton_products(h, values)
    if not products[-1].is_zero:
        return ()
    found: dict[Fraction, Fraction] = {}
    for j in reversed(range(len(values))):
        weights = {e: Fraction(1) for e in values[j:]}
        for e in weights:
            for earlier in values[:j]:
                weights[e] *= e - earlier
        known = sum((weights[e] * r for e, r in found.items()), Fraction(0))
        found[values[j]] = (trace(products[j]) - known) / weights[values[j]]
    return tuple(int(found[e]) for e in values)


def words_of(operator: Operator) -> tuple[str, ...]:
    """The words of a Pauli sum."""
    return () if isinstance(operator.basis, int) else operator.basis


def word_length(operator: Operator) -> int:
    """Number of qubits of a Pauli sum."""
    return len(words_of(operator)[0])


def observable(network: Network) -> Operator:
    """The tensor product of the factors, multiplied out."""
    if network.qubits is None:
        return network.factors[0]
    denominator, terms = 1, {"": (1, 0)}
    for factor in network.factors:
        hold(len(terms) * factor.size, "instance.network.observable")
        denominator *= factor.denominator
        fresh = {}
        for word, x in zip(words_of(factor), factor.real, strict=True):
            fresh.update({left + word: (x * y, 0) for left, (y, _) in terms.items()})
        terms = fresh
    return pauli_sum(denominator, terms)


@remembered(2**12)
def support(operator: Operator) -> frozenset[int]:
    """Qubits on which some word is not I."""
    return frozenset(chain(*([k for k, letter in enumerate(word) if letter != "I"] for word in words_of(operator))))


def read_block(node: Node, network: Network) -> tuple[int, ...]:
    """Sorted list of different qubits of the network, not empty."""
    block = tuple(element.count() for element in node.elements())
    if not block or list(block) != sorted(set(block)) or block[-1] >= (network.qubits or 0):
        raise node.reject("not a non-empty strictly increasing list of qubits of the network")
    return block


def restrict(node: Node, network: Network, block: tuple[int, ...]) -> tuple[Network, tuple[int, ...]]:
    """Part of a pauli network on a closed block, and the positions of its parameters.

    Rejects at `node` if a gate, a factor or a parameter is inside and outside.
    """
    charge(100 + 80 * len(network.gates), "instance.network")
    inside, gates, outside, factors, start = set(block), [], set[int](), [], 0
    for number, gate in enumerate(network.gates):
        if not support(gate.generator) & inside:
            outside.update(gate.parameters)
            continue
        if not support(gate.generator) <= inside:
            raise node.reject(f"gates.{number} acts inside and outside a block")
        h = gate.generator
        terms = {"".join([word[qubit] for qubit in block]): x for word, x in h.numerators().items()}
        gates.append(replace(gate, generator=pauli_sum(h.denominator, terms)))
    used = sorted({position for gate in gates for position in gate.parameters})
    for position in used:
        if position in outside:
            raise node.reject(f"parameters.{position} occurs inside and outside a block")
    for number, factor in enumerate(network.factors):
        positions = set(range(start, start + word_length(factor)))
        start += len(positions)
        if positions & inside and not positions <= inside:
            raise node.reject(f"observable.{number} lies inside and outside a block")
        if positions & inside:
            factors.append(factor)
    renamed = [replace(gate, angle=tuple((used.index(position), k) for position, k in gate.angle)) for gate in gates]
    units = tuple(network.units[position] for position in used)
    return Network(len(block), 2 ** len(block), units, tuple(renamed), tuple(factors)), tuple(used)


def blocks_of(network: Network) -> list[tuple[int, ...]]:
    """The finest partition of the qubits into closed blocks, by first qubit."""
    home, start = list(range(network.qubits or 0)), 0
    links = []
    for factor in network.factors:
        links.append(set(range(start, start + word_length(factor))))
        start += word_length(factor)
    shared: list[set[int]] = [set() for _ in network.units]
    for gate in network.gates:
        links.append(set(support(gate.generator)))
        for position in gate.parameters:
            shared[position] |= support(gate.generator)
    links += shared
    charge(2 * len(links) * len(home), "instance.network")
    for link in links:
        joined = {home[qubit] for qubit in link}
        home = [min(joined) if entry in joined else entry for entry in home]
    return [tuple(q for q, entry in enumerate(home) if entry == label) for label in sorted(set(home))]
