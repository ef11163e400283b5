"""States: reading them and testing every precondition; and expectations of operators in them."""

from __future__ import annotations

from fractions import Fraction
from math import prod

from ..trusted.gates import read_matrix, words_of
from ..trusted.network import Network
from ..trusted.operators import Operator, is_positive_semidefinite, trace
from ..trusted.reading import Index, Node
from ..trusted.verdict import Unsupported, charge, remembered
from .expand import expansion

MAX_STATE_DIMENSION = 1024
Vector = tuple[Fraction, ...]
State = tuple[Vector, ...] | Operator  # a Bloch vector (x, y, z) a qubit, or a density matrix
Polynomial = dict[Index, Fraction]


def read_state(node: Node, network: Network) -> State:
    """STATE of the network's size: positive semidefinite and of trace 1, exactly."""
    kind = node.choice("kind", *(("bloch",) if network.qubits else ()), "pure", "density")
    if network.qubits and kind == "bloch":
        return read_bloch(node.fields("kind", "vectors")[1], network.qubits)
    dimension = network.dimension
    if dimension > MAX_STATE_DIMENSION:
        raise Unsupported(
            node.place(), f"a pure or density state of dimension above {MAX_STATE_DIMENSION}"
        )
    if kind == "density":
        return read_density(node.fields("kind", "matrix")[1], dimension)
    listed = node.fields("kind", "amplitudes")[1]
    amplitudes = [element.integers(2) for element in listed.elements(dimension)]
    norm = sum(x * x + y * y for x, y in amplitudes)
    if not norm:
        raise listed.reject("all amplitudes are 0")
    charge(10 * dimension**2, node.place())
    # |psi><psi| / <psi|psi>: a state whatever the amplitudes are
    return Operator(
        dimension,
        norm,
        tuple(x * u + y * v for x, y in amplitudes for u, v in amplitudes),
        tuple(y * u - x * v for x, y in amplitudes for u, v in amplitudes),
    )


def read_density(node: Node, dimension: int) -> Operator:
    """A density matrix."""
    matrix = read_matrix(node, dimension)
    if trace(matrix) != 1:
        raise node.reject("the trace is not 1")
    if not is_positive_semidefinite(matrix):
        raise node.reject("not positive semidefinite")
    return matrix


def read_bloch(node: Node, qubits: int) -> tuple[Vector, ...]:
    """One Bloch vector a qubit, each of length at most 1: then the product is a state."""
    vectors = []
    for element in node.elements(qubits):
        vectors.append(tuple(component.rational() for component in element.elements(3)))
        if sum(component**2 for component in vectors[-1]) > 1:
            raise element.reject("longer than 1")
    return tuple(vectors)


def word_expectation(word: str, state: State) -> Fraction:
    """tr(rho P): P|j> = i^y (-1)^(bits of j at Y, Z) |j xor x>,
    where x marks X and Y, and y counts Y.
    """
    if not isinstance(state, Operator):
        return prod(
            (
                vector["XYZ".index(letter)]
                for letter, vector in zip(word, state, strict=True)
                if letter != "I"
            ),
            start=Fraction(1),
        )
    x, z = (int("".join("01"[letter in letters] for letter in word), 2) for letters in ("XY", "YZ"))
    total = 0
    for j in range(state.size):
        # tr(rho P) is the sum over j of rho[j, k] P[k, j] with k = j xor x; it is real.
        k = j * state.size + (j ^ x)
        part = (state.real[k], -state.imaginary[k], -state.real[k], state.imaginary[k])[
            word.count("Y") % 4
        ]
        total += -part if (j & z).bit_count() % 2 else part
    return Fraction(total, state.denominator)


@remembered(64)
def expectation(network: Network, state: State) -> Polynomial:
    """All non-zero coefficients of tr(rho M(theta))."""
    operators, result = expansion(network), Polynomial()
    if network.qubits is None and isinstance(state, Operator):
        # tr(rho A) of Hermitian matrices is the sum of Re rho Re A + Im rho Im A over all entries.
        entries = state.real + state.imaginary
        charge(len(operators) * len(entries), "instance")
        for index, a in operators.items():
            total = sum(x * y for x, y in zip(entries, a.real + a.imaginary, strict=True))
            result[index] = Fraction(total, a.denominator * state.denominator)
    else:
        words = {word for a in operators.values() for word in words_of(a)}
        charge(
            5 * len(words) * (state.size if isinstance(state, Operator) else len(state)), "instance"
        )
        charge(20 * sum(a.size + 2 for a in operators.values()), "instance")
        values = {word: word_expectation(word, state) for word in words}
        for index, a in operators.items():
            terms = [x * values[word] for word, x in zip(words_of(a), a.real, strict=True)]
            result[index] = sum(terms, Fraction(0)) / a.denominator
    return {index: value for index, value in result.items() if value}
