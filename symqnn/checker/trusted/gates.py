"""One gate exp(-i a H): its generator, its affine angle, its spectrum; PAULI and MATRIX."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, pairwise
from math import gcd, isqrt

from .circle import ONE, Circle, read_point
from .operators import (
    Operator,
    combination,
    masks,
    multiple_of_identity,
    multiply,
    pauli_sum,
    trace,
)
from .reading import Node, show
from .verdict import charge, common_multiple, remembered

MAX_SQUARED_WORDS = 512


@dataclass(frozen=True)
class Gate:
    """exp(-i a H) with a = sum of k_l theta_l + beta.

    generator is H; for words without the word I...I, which is a global phase. All frequencies in a
    are multiples of `step` u; `fixed` is (cos u beta, sin u beta). A matrix has its eigenvalues in
    `spectrum`, with their multiplicities.
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
    common = common_multiple(
        [value.denominator for value in coefficients.values()], "instance.network"
    )
    return pauli_sum(
        common, {word: (int(value * common), 0) for word, value in coefficients.items()}
    )


def read_matrix(node: Node, dimension: int) -> Operator:
    """Hermitian MATRIX of the given dimension in lowest terms."""
    denominator, *parts = node.fields("denominator", "real", "imaginary")
    real, imaginary = (
        tuple(chain(*(row.integers(dimension) for row in part.elements(dimension))))
        for part in parts
    )
    matrix = Operator(dimension, denominator.integer(), real, imaginary)
    if matrix.denominator <= 0:
        raise denominator.reject("not positive")
    if matrix.content() != 1:
        raise node.reject("not in lowest terms")
    if matrix != matrix.adjoint():
        raise node.reject("not Hermitian")
    return matrix


def words_of(operator: Operator) -> tuple[str, ...]:
    """The words of a Pauli sum."""
    return () if isinstance(operator.basis, int) else operator.basis


def word_length(operator: Operator) -> int:
    """Number of qubits of a Pauli sum."""
    return len(words_of(operator)[0])


def read_angle(
    angle: Node, fixed: Node, parameters: int
) -> tuple[tuple[tuple[int, Fraction], ...], Circle]:
    """The affine form of the angle, and the point of the circle of its fixed part."""
    pairs = [element.elements(2) for element in angle.elements()]
    terms = [(position.count(), factor.rational(zero=False)) for position, factor in pairs]
    if any(a >= b for (a, _), (b, _) in pairwise(terms)) or (terms and terms[-1][0] >= parameters):
        raise angle.reject("not strictly increasing positions of parameters")
    point = read_point(fixed)
    if not terms and point == ONE:
        raise angle.reject("no parameter, and no fixed part: the gate does nothing")
    return tuple(terms), point


def read_word_gate(node: Node, qubits: int, parameters: int) -> Gate:
    """A gate of a pauli network: the sum of its words has two eigenvalues, or all words commute."""
    generator_node, angle, fixed = node.fields("generator", "angle", "fixed")
    whole = read_pauli(generator_node, qubits)
    terms = {word: x for word, x in whole.numerators().items() if word.strip("I")}
    if not terms:
        raise generator_node.reject("a multiple of the identity")
    generator = pauli_sum(whole.denominator, terms).reduced()
    step = step_of_words(generator)
    if step is None:
        raise generator_node.reject(
            "neither do the words commute, nor are there two eigenvalues with a rational difference"
        )
    return Gate(generator, step, *read_angle(angle, fixed, parameters))


def commute(left: str, right: str) -> bool:
    """Two words commute if and only if they differ on an even number of qubits
    on which neither is I.
    """
    return sum(a != b and a != "I" != b for a, b in zip(left, right, strict=True)) % 2 == 0


def gcd_of(values: Iterable[Fraction]) -> Fraction:
    """The largest rational number of which all are multiples."""
    listed = list(values)
    common = common_multiple([value.denominator for value in listed], "instance.network")
    return Fraction(gcd(*(int(value * common) for value in listed)), common)


@remembered(2**12)
def words_commute(h: Operator) -> bool:
    """Whether all words of a Pauli sum commute pairwise."""
    words = words_of(h)
    charge(len(words) ** 2 * (4 + len(words[0]) // 60), "instance.network")
    listed = [masks(word) for word in words]
    # the sign of both orders of X^p Z^r and X^q Z^s
    return all(
        ((p & s).bit_count() + (q & r).bit_count()) % 2 == 0
        for (p, r, _), (q, s, _) in combinations(listed, 2)
    )


@remembered(2**12)
def two_levels(h: Operator) -> tuple[Fraction, Fraction] | None:
    """(m, c) if a sum without I...I has the two eigenvalues m - c and m + c,
    c rational; otherwise nothing.

    It has two eigenvalues if and only if H^2 = p H + q; then m = p/2, c^2 = q + m^2 and
    ((H - m)/c)^2 = I. Commuting sums of more than 512 words are not tested.
    """
    words = words_of(h)
    if h.size == 1:  # (c_W W)^2 = c_W^2
        return Fraction(0), Fraction(abs(h.real[0]), h.denominator)
    if h.size > MAX_SQUARED_WORDS and words_commute(h):
        return None
    # p and q from the coefficients of one word and of I...I; the comparison shows H^2 = pH + q
    square, one = multiply(h, h).reduced(), multiple_of_identity(h, 1)
    inside = square.numerators()
    p = Fraction(inside.get(words[0], (0, 0))[0] * h.denominator, square.denominator * h.real[0])
    q = Fraction(inside.get(words_of(one)[0], (0, 0))[0], square.denominator)
    if combination(((p, Fraction(0)), (q, Fraction(0))), (h, one)).reduced() != square:
        return None
    # the roots of x^2 = px + q are p/2 +- c
    c2 = q + p**2 / 4
    root = Fraction(isqrt(c2.numerator), isqrt(c2.denominator))
    return (p / 2, root) if root**2 == c2 else None


@remembered(2**12)
def step_of_words(h: Operator) -> Fraction | None:
    """u: 2c if there are two eigenvalues m - c, m + c; else, if all words commute, the gcd of
    2|c_W|; else nothing.
    """
    levels = two_levels(h)
    if levels:
        return 2 * levels[1]
    return gcd_of(Fraction(2 * x, h.denominator) for x in h.real) if words_commute(h) else None


@remembered(2**12)
def rotations(gate: Gate) -> tuple[tuple[Operator, int], ...]:
    """exp(-i a H), up to a phase, as commuting exp(-i (n u/2) a W), W^2 = I: pairs (W, n).

    H = m + c W with W = (H - m)/c and u = 2c if there are two eigenvalues; otherwise H is a sum of
    commuting words W with 2 c_W = n u. One word is both.
    """
    h, u = gate.generator, gate.step
    if h.size > 1 and (levels := two_levels(h)):
        m, c = levels
        weights = ((1 / c, Fraction(0)), (-m / c, Fraction(0)))
        return ((combination(weights, (h, multiple_of_identity(h, 1))).reduced(), 1),)
    return tuple(
        (pauli_sum(1, {word: (1, 0)}), int(Fraction(2 * x, h.denominator) / u))
        for word, x in zip(words_of(h), h.real, strict=True)
    )


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
    return Gate(
        h,
        step,
        *read_angle(angle, fixed, parameters),
        tuple(zip(values, multiplicities, strict=True)),
    )


@remembered(64)
def newton_products(h: Operator, values: tuple[Fraction, ...]) -> tuple[Operator, ...]:
    """1, H - E_1, (H - E_1)(H - E_2), ..., the product over all values."""
    one = multiple_of_identity(h, 1)
    result = [one]
    for value in values:
        shifted = combination(((Fraction(1), Fraction(0)), (-value, Fraction(0))), (h, one))
        result.append(
            multiply(result[-1], shifted).reduced() if len(result) > 1 else shifted.reduced()
        )
    return tuple(result)


@remembered(64)
def multiplicities_of(h: Operator, values: tuple[Fraction, ...]) -> tuple[int, ...]:
    """Multiplicity of each value as an eigenvalue of H, 0 if it is none;
    nothing unless prod (H - E) = 0.

    If the product is 0, H is diagonalisable with eigenvalues among the E,
    and the traces tr prod_(i < j) (H - E_i) = sum over E of r_E prod_(i < j) (E - E_i)
    are a triangular system for the r_E.
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
        # the trace for j holds r of the values from j on only: the later ones are known
        known = sum((weights[e] * r for e, r in found.items()), Fraction(0))
        found[values[j]] = (trace(products[j]) - known) / weights[values[j]]
    return tuple(int(found[e]) for e in values)
