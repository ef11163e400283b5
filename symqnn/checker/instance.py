"""Networks and states: reading them and testing every precondition."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from math import lcm

from .operators import Operator, is_involution, is_positive_semidefinite, pauli_sum, trace
from .reading import Node, show
from .verdict import Unsupported, require_few_terms

MAX_SIZE = 4096
MAX_STATE_DIMENSION = 1024


@dataclass(frozen=True)
class Network:
    """Generators, the first acts first on the state; the observable is the tensor product of its factors.

    A matrix network has qubits None and one factor.
    """

    qubits: int | None
    dimension: int
    generators: tuple[Operator, ...]
    factors: tuple[Operator, ...]

    def denominator(self) -> int:
        """Common denominator of all coefficients."""
        return lcm(*(operator.denominator for operator in self.generators + self.factors))


Bloch = tuple[tuple[Fraction, ...], ...]  # a vector (x, y, z) a qubit
State = Bloch | Operator


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


def read_operator(node: Node, network_kind: str, size: int) -> Operator:
    """PAULI on `size` qubits or Hermitian MATRIX of dimension `size`."""
    return read_pauli(node, size) if network_kind == "pauli" else read_matrix(node, size)


def read_network(node: Node) -> Network:
    """NETWORK; every matrix is Hermitian and every generator squares to the identity."""
    kind = node.choice("kind", "pauli", "matrix")
    of_words = kind == "pauli"
    _, size_node, generators, observed = node.fields(
        "kind", "qubits" if of_words else "dimension", "generators", "observable")
    size, listed = size_node.count(), generators.elements()
    if size < (1 if of_words else 2):
        raise size_node.reject("too small")
    if not listed:
        raise generators.reject("no generators")
    if max(size, len(listed)) > MAX_SIZE:
        raise Unsupported(node.place(), f"more than {MAX_SIZE} qubits, dimensions or generators")
    operators = []
    for element in listed:
        operators.append(read_operator(element, kind, size))
        if not is_involution(operators[-1]):
            raise element.reject("the generator does not square to the identity")
    if not of_words:
        return Network(None, size, tuple(operators), (read_matrix(observed, size),))
    factors = tuple(read_pauli(element) for element in observed.elements())
    if sum(map(word_length, factors)) != size:
        raise observed.reject(f"the word lengths of the factors do not add up to {size}")
    return Network(size, 2**size, tuple(operators), factors)


def read_state(node: Node, network: Network) -> State:
    """STATE of the network's size: positive semidefinite and of trace 1, exactly."""
    kind = node.choice("kind", *(("bloch",) if network.qubits else ()), "pure", "density")
    if network.qubits and kind == "bloch":
        return read_bloch(node.fields("kind", "vectors")[1], network.qubits)
    dimension = network.dimension
    if dimension > MAX_STATE_DIMENSION:
        raise Unsupported(node.place(), f"a pure or density state of dimension above {MAX_STATE_DIMENSION}")
    if kind == "pure":
        listed = node.fields("kind", "amplitudes")[1]
        amplitudes = [element.integers(2) for element in listed.elements(dimension)]
        norm = sum(x * x + y * y for x, y in amplitudes)
        if not norm:
            raise listed.reject("all amplitudes are 0")
        # |psi><psi| / <psi|psi>: a state whatever the amplitudes are
        return Operator(dimension, norm, tuple(x * u + y * v for x, y in amplitudes for u, v in amplitudes),
                        tuple(y * u - x * v for x, y in amplitudes for u, v in amplitudes))
    density = node.fields("kind", "matrix")[1]
    matrix = read_matrix(density, dimension)
    if trace(matrix) != (matrix.denominator, matrix.denominator):
        raise density.reject("the trace is not 1")
    if not is_positive_semidefinite(matrix):
        raise density.reject("not positive semidefinite")
    return matrix


def read_bloch(node: Node, qubits: int) -> Bloch:
    """One Bloch vector a qubit, each of length at most 1: then the product is a state."""
    vectors = []
    for element in node.elements(qubits):
        vectors.append(tuple(component.rational() for component in element.elements(3)))
        if sum(component**2 for component in vectors[-1]) > 1:
            raise element.reject("longer than 1")
    return tuple(vectors)


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
        require_few_terms(len(terms) * factor.size)
        denominator *= factor.denominator
        terms = {left + right: (x * y, 0) for left, (x, _) in terms.items()
                 for right, y in zip(words_of(factor), factor.real, strict=True)}
    return pauli_sum(denominator, terms)


@lru_cache(maxsize=2**13)
def support(operator: Operator) -> frozenset[int]:
    """Qubits on which some word is not I."""
    return frozenset(qubit for word in words_of(operator) for qubit, letter in enumerate(word) if letter != "I")


def read_block(node: Node, network: Network) -> tuple[int, ...]:
    """Sorted list of different qubits of the network, not empty."""
    block = tuple(element.count() for element in node.elements())
    if not block or list(block) != sorted(set(block)) or block[-1] >= (network.qubits or 0):
        raise node.reject("not a non-empty strictly increasing list of qubits of the network")
    return block


def restrict(node: Node, network: Network, block: tuple[int, ...]) -> Network:
    """Part of a pauli network on a closed block; rejects at `node` if a generator or a factor is cut.

    A multiple of the identity belongs to no block but the one of all qubits.
    """
    inside, whole = set(block), len(block) == network.qubits
    generators, factors, start = [], [], 0
    for number, h in enumerate(network.generators):
        if support(h) & inside and not support(h) <= inside:
            raise node.reject(f"generators.{number} acts inside and outside a block")
        if support(h) & inside or whole:
            terms = {"".join(word[qubit] for qubit in block): (x, 0) for word, x in zip(words_of(h), h.real, strict=True)}
            generators.append(pauli_sum(h.denominator, terms))
    for number, factor in enumerate(network.factors):
        positions = set(range(start, start + word_length(factor)))
        start += len(positions)
        if positions & inside and not positions <= inside:
            raise node.reject(f"observable.{number} lies inside and outside a block")
        if positions & inside:
            factors.append(factor)
    return Network(len(block), 2 ** len(block), tuple(generators), tuple(factors))
