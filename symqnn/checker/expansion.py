"""Kind expansion: the exact coefficients of M(theta), of tr(rho M(theta)) and of M shifted by pi/2, without Phi.

V = exp(-i theta H) = c - isH with c = cos theta, s = sin theta, and M(theta) = V_1^dagger ... V_p^dagger M V_p ... V_1.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from math import prod

from .instance import Network, State, observable, read_network, read_operator, read_state, words_of
from .operators import Operator, linear, multiple_of_identity, multiply
from .reading import Node
from .verdict import require_affordable, require_few_terms

STATEMENTS = ("equation-11", "equation-12", "equations-13-15")

# Three points (cos theta, sin theta) = (c, s)/5, at which (1, cos 2 theta, sin 2 theta) = (1, 1, 0), (1, -7/25, 24/25),
# (1, 7/25, 24/25). INTERPOLATION/336 is the inverse of the matrix with these rows: it turns three values into
# the coefficients of 1, cos 2 theta, sin 2 theta.
POINTS = ((5, 0), (3, 4), (4, 3))
INTERPOLATION = (((336, 600, -600), (0, -600, 600), (-350, -450, 800)), 336)

# c^2 = (1 + cos 2 theta)/2, cs = (sin 2 theta)/2, s^2 = (1 - cos 2 theta)/2: CONVERSION/2 turns the coefficients
# of c^2, cs, s^2 into those of 1, cos 2 theta, sin 2 theta.
CONVERSION = (((1, 0, 1), (1, 0, -1), (0, 1, 0)), 2)


def values_at_points(h: Operator, a: Operator, shifted: bool) -> list[Operator]:
    """V^dagger A V at the three points; if shifted, V is followed by exp(-i pi H/2) = -iH."""
    one, minus_ih = multiple_of_identity(h, 1), linear((-1,), (h,)).times_i()
    gates = [linear(point, (one, minus_ih), 5) for point in POINTS]
    gates = [multiply(gate, minus_ih) for gate in gates] if shifted else gates
    return [multiply(multiply(gate.adjoint(), a), gate) for gate in gates]


def homogeneous_parts(h: Operator, a: Operator, shifted: bool) -> list[Operator]:
    """The parts of c^2, cs, s^2 in (c + isH) A (c - isH); if shifted, (iH) A (-iH) = HAH takes the place of A."""
    if shifted:
        a = multiply(multiply(h, a), h)
    left = multiply(h, a)
    return [a, linear((1, -1), (left, multiply(a, h))).times_i(), multiply(left, h)]


def change_basis(table: dict[str, Operator], axis: int, change: tuple[tuple[int, ...], ...],
                 over: int) -> dict[str, Operator]:
    """Apply the matrix change/over to the digit number `axis` of the keys; operators 0 are left out."""
    result = {}
    for rest in {(key[:axis], key[axis + 1 :]) for key in table}:
        names = [f"{rest[0]}{digit}{rest[1]}" for digit in range(3)]
        present = [k for k, name in enumerate(names) if name in table]
        for name, row in zip(names, change, strict=True):
            sums = linear([row[k] for k in present], [table[names[k]] for k in present], over)
            if not sums.is_zero:
                result[name] = sums
    return result


@lru_cache(maxsize=16)
def expansion(network: Network, shifted: int | None) -> dict[str, Operator]:
    """All non-zero operators of M(theta), or of M(theta + pi/2 e_l) for l = shifted, in lowest terms.

    Layer by layer, a linear change of basis of the new angle. Matrices: values at three points, then interpolation.
    Pauli sums: the coefficients of c^2, cs, s^2, then those of multiple angles.
    """
    p, of_words = len(network.generators), network.qubits is not None
    if not of_words:
        require_affordable(3**p * network.dimension**2 * (12 * network.dimension + 10 * p))
    table = {"": observable(network)}
    for number, h in reversed(list(enumerate(network.generators))):
        if of_words:
            require_few_terms(sum(a.size for a in table.values()) * (1 + h.size + h.size**2))
        branch = homogeneous_parts if of_words else values_at_points
        table = {f"{digit}{rest}": part for rest, a in table.items()
                 for digit, part in enumerate(branch(h, a, number == shifted)) if not part.is_zero}
        table = change_basis(table, 0, *(CONVERSION if of_words else INTERPOLATION))
    return {xi: a.reduced() for xi, a in table.items()}


def word_expectation(word: str, state: State) -> Fraction:
    """tr(rho P): P|j> = i^y (-1)^(bits of j at Y, Z) |j xor x>, where x marks X and Y, and y counts Y."""
    if not isinstance(state, Operator):
        return prod((vector["XYZ".index(letter)] for letter, vector in zip(word, state, strict=True) if letter != "I"),
                    start=Fraction(1))
    x, z = (int("".join("01"[letter in letters] for letter in word), 2) for letters in ("XY", "YZ"))
    total = 0
    for j in range(state.size):
        # tr(rho P) is the sum over j of rho[j, k] P[k, j] with k = j xor x; it is real.
        k = j * state.size + (j ^ x)
        part = (state.real[k], -state.imaginary[k], -state.real[k], state.imaginary[k])[word.count("Y") % 4]
        total += -part if (j & z).bit_count() % 2 else part
    return Fraction(total, state.denominator)


@lru_cache(maxsize=16)
def expectation(network: Network, state: State) -> dict[str, Fraction]:
    """All non-zero coefficients of tr(rho M(theta))."""
    operators = expansion(network, None)
    if network.qubits is None and isinstance(state, Operator):
        # tr(rho A) of Hermitian matrices is the sum of Re rho Re A + Im rho Im A over all entries.
        entries = state.real + state.imaginary
        result = {xi: Fraction(sum(x * y for x, y in zip(entries, a.real + a.imaginary, strict=True)),
                               a.denominator * state.denominator) for xi, a in operators.items()}
    else:
        words = {word for a in operators.values() for word in words_of(a)}
        require_affordable(20 * len(words) * (state.size if isinstance(state, Operator) else len(state)))
        values = {word: word_expectation(word, state) for word in words}
        result = {xi: sum((x * values[word] for word, x in zip(words_of(a), a.real, strict=True)), Fraction(0)) / a.denominator
                  for xi, a in operators.items()}
    return {xi: value for xi, value in result.items() if value}


def compare(node: Node, claimed: Mapping[str, object], computed: Mapping[str, object], where: str = "") -> None:
    """Reject unless both hold the same keys with equal values."""
    for xi in claimed:
        if xi not in computed:
            raise Node(None, node, xi).reject(f"recomputed to 0{where}; zeros are left out")
        if claimed[xi] != computed[xi]:
            raise Node(None, node, xi).reject(f"differs from the recomputed value{where}")
    for xi in computed:
        if xi not in claimed:
            raise node.reject(f"{xi} is missing: its recomputed value{where} is not 0")


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Recompute all coefficients and compare them with the claimed ones, each and no other."""
    witness.fields()
    if statement == "equation-12":
        return verify_expectation(instance, claim)
    (network_node,), (node,) = instance.fields("network"), claim.fields("operators")
    network = read_network(network_node)
    p, of_words = len(network.generators), network.qubits is not None
    claimed = {xi: read_operator(value, "pauli" if of_words else "matrix", network.qubits or network.dimension)
               for xi, value in node.xi_mapping(p).items()}
    if statement == "equation-11":
        compare(node, claimed, expansion(network, None))
        return f"equation-11: M(theta) is the sum over exactly these {len(claimed)} of {3**p} operators (p = {p})"
    for layer in range(p):
        signed = {xi: linear((1 if xi[layer] == "0" else -1,), (a,)) for xi, a in claimed.items()}
        compare(node, signed, expansion(network, layer), f" (theta_{layer + 1} shifted by pi/2)")
    return f"equations-13-15: shifting any of {p} angles by pi/2 multiplies each of the {len(claimed)} operators by +-1"


def verify_expectation(instance: Node, claim: Node) -> str:
    """The statement equation-12."""
    network_node, state_node = instance.fields("network", "state")
    (node,) = claim.fields("coefficients")
    network = read_network(network_node)
    state = read_state(state_node, network)
    p = len(network.generators)
    claimed = {xi: value.rational(zero=False) for xi, value in node.xi_mapping(p).items()}
    compare(node, claimed, expectation(network, state))
    return f"equation-12: tr(rho M(theta)) has exactly these {len(claimed)} of {3**p} coefficients (p = {p})"
