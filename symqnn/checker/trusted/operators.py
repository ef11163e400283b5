"""Exact operators over Q(i): dense matrices and sums of Pauli words behind one class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from math import gcd
from operator import mul, neg

from .verdict import charge, common_multiple, hold, remembered, size_factor

# PRODUCT[P, Q] = (R, k) with P Q = i^k R.
PRODUCT = {
    ("I", "I"): ("I", 0),
    ("I", "X"): ("X", 0),
    ("I", "Y"): ("Y", 0),
    ("I", "Z"): ("Z", 0),
    ("X", "I"): ("X", 0),
    ("X", "X"): ("I", 0),
    ("X", "Y"): ("Z", 1),
    ("X", "Z"): ("Y", 3),
    ("Y", "I"): ("Y", 0),
    ("Y", "X"): ("Z", 3),
    ("Y", "Y"): ("I", 0),
    ("Y", "Z"): ("X", 1),
    ("Z", "I"): ("Z", 0),
    ("Z", "X"): ("Y", 1),
    ("Z", "Y"): ("X", 3),
    ("Z", "Z"): ("I", 0),
}

X_BITS, Z_BITS, LETTERS = map(str.maketrans, ("IXYZ", "IXYZ", "0123"), ("0110", "0011", "IZXY"))


@dataclass(frozen=True)
class Operator:
    """Sum of (real[k] + i imaginary[k]) / denominator * basis element k.

    basis is the dimension d of a dense matrix, whose d^2 entries are listed row by row, or the
    sorted words of a Pauli sum, without zero coefficients. In lowest terms equal operators are
    equal objects.
    """

    basis: int | tuple[str, ...]
    denominator: int
    real: tuple[int, ...]
    imaginary: tuple[int, ...]

    def rows(self, part: tuple[int, ...]) -> list[tuple[int, ...]]:
        """The rows of one part of a dense matrix."""
        return list(zip(*[iter(part)] * self.size, strict=True))

    @property
    def size(self) -> int:
        """Dimension of a dense matrix, number of words of a Pauli sum."""
        return self.basis if isinstance(self.basis, int) else len(self.basis)

    @property
    def is_zero(self) -> bool:
        """Whether the operator is 0."""
        return not any(self.real) and not any(self.imaginary)

    def numerators(self) -> dict[str, tuple[int, int]]:
        """Numerators of a Pauli sum by word."""
        if isinstance(self.basis, int):
            return {}
        return dict(zip(self.basis, zip(self.real, self.imaginary, strict=True), strict=True))

    def spread(self, words: Sequence[str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Real and imaginary numerators of a dense matrix, or of a Pauli sum at the given words."""
        if isinstance(self.basis, int):
            return self.real, self.imaginary
        table = self.numerators()
        pairs = [table.get(word, (0, 0)) for word in words]
        return tuple(x for x, _ in pairs), tuple(y for _, y in pairs)

    def content(self) -> int:
        """Greatest common divisor of the denominator and all numerators."""
        return gcd(self.denominator, *self.real, *self.imaginary)

    def bits(self) -> int:
        """Size of the largest numerator."""
        return max(map(int.bit_length, chain(self.real, self.imaginary)), default=0)

    def reduced(self) -> Operator:
        """The same operator in lowest terms."""
        common = self.content()
        return Operator(
            self.basis,
            self.denominator // common,
            tuple(x // common for x in self.real),
            tuple(x // common for x in self.imaginary),
        )

    def modulo(self, q: int) -> Operator:
        """The residues of the coefficients modulo q, which divides no denominator; over 1."""
        inverse = pow(self.denominator, -1, q)
        return without_zeros(
            self.basis,
            1,
            [x * inverse % q for x in self.real],
            [x * inverse % q for x in self.imaginary],
        )

    def times_i(self) -> Operator:
        """i times this."""
        return Operator(self.basis, self.denominator, tuple(map(neg, self.imaginary)), self.real)

    def adjoint(self) -> Operator:
        """Conjugate transpose; Pauli words are Hermitian."""

        def transpose(part: tuple[int, ...]) -> tuple[int, ...]:
            return (
                tuple(chain(*zip(*self.rows(part), strict=True)))
                if isinstance(self.basis, int)
                else part
            )

        return Operator(
            self.basis,
            self.denominator,
            transpose(self.real),
            tuple(map(neg, transpose(self.imaginary))),
        )


def without_zeros(
    basis: int | Sequence[str], denominator: int, real: Sequence[int], imaginary: Sequence[int]
) -> Operator:
    """Operator in which words with coefficient 0 are left out."""
    if isinstance(basis, int):
        return Operator(basis, denominator, tuple(real), tuple(imaginary))
    kept = [entry for entry in zip(basis, real, imaginary, strict=True) if entry[1] or entry[2]]
    words, x, y = zip(*kept, strict=True) if kept else ((), (), ())
    return Operator(words, denominator, x, y)


def pauli_sum(denominator: int, terms: dict[str, tuple[int, int]]) -> Operator:
    """Sum of (real, imaginary) / denominator * word."""
    words = sorted(terms)
    return without_zeros(
        words, denominator, [terms[word][0] for word in words], [terms[word][1] for word in words]
    )


def multiple_of_identity(like: Operator, x: int, denominator: int = 1) -> Operator:
    """(x / denominator) I of the same kind and size as another operator."""
    if not isinstance(like.basis, int):
        return Operator(("I" * len(like.basis[0]),), denominator, (x,), (0,))
    d = like.size
    return Operator(
        d, denominator, tuple(0 if k % (d + 1) else x for k in range(d * d)), (0,) * d**2
    )


def all_words(operators: Iterable[Operator]) -> list[str]:
    """The words that occur in some Pauli sum, sorted."""
    return sorted({word for a in operators for word in a.numerators()})


def linear(coefficients: Sequence[int], operators: Sequence[Operator], over: int = 1) -> Operator:
    """Sum of coefficient * operator, divided by `over`."""
    words = all_words(operators)
    width = 10 * len(words) or 2 * operators[0].size ** 2
    common = common_multiple([a.denominator for a in operators], kept=width // 10)
    factors = [c * (common // a.denominator) for c, a in zip(coefficients, operators, strict=True)]
    longest = max(map(int.bit_length, factors)) + max(a.bits() for a in operators)
    charge(300 + width * len(operators) * size_factor(longest))
    hold(width // 5, bits=longest)
    parts = [a.spread(words) for a in operators]
    sums = [
        [sum(map(mul, factors, column)) for column in zip(*part, strict=True)]
        for part in zip(*parts, strict=True)
    ]
    return without_zeros(
        operators[0].basis if isinstance(operators[0].basis, int) else words, common * over, *sums
    )


def multiply(a: Operator, b: Operator) -> Operator:
    """a b."""
    if isinstance(a.basis, int):
        return multiply_matrices(a, b)
    qubits = len(a.basis[0]) if a.basis else 1
    charge(150 + (45 + 2 * qubits) * a.size * b.size * size_factor(a.bits(), b.bits()))
    result: dict[tuple[int, int], tuple[int, int]] = {}
    right = [(*masks(word), *part) for word, part in b.numerators().items()]
    for word, (x, y) in a.numerators().items():
        p, r, n = masks(word)
        for q, s, m, u, v in right:
            place = p ^ q, r ^ s
            real, imaginary = x * u - y * v, x * v + y * u
            # i^n X^p Z^r i^m X^q Z^s = i^(n + m + 2 |r and q|) X^(p + q) Z^(r + s)
            k = n + m + 2 * (r & q).bit_count() - (place[0] & place[1]).bit_count()
            for _ in range(k % 4):
                real, imaginary = -imaginary, real
            old = result.get(place, (0, 0))
            result[place] = (old[0] + real, old[1] + imaginary)
    named = {word_of(*place, qubits): value for place, value in result.items()}
    return pauli_sum(a.denominator * b.denominator, named)


def masks(word: str) -> tuple[int, int, int]:
    """A word as i^n X^p Z^r: where X or Y stands, where Z or Y stands, as bits; number of Y."""
    p, r = int(word.translate(X_BITS), 2), int(word.translate(Z_BITS), 2)
    return p, r, (p & r).bit_count()


def word_of(p: int, r: int, qubits: int) -> str:
    """The word with these bits: digits 2 x + z, in numbers that are read as decimal ones."""
    return str(2 * int(f"{p:b}") + int(f"{r:b}")).zfill(qubits).translate(LETTERS)


def multiply_matrices(a: Operator, b: Operator) -> Operator:
    """a b; with a = r + is, b = t + iu: the real part is (r, -s).(t, u),
    the imaginary part (r, s).(u, t).
    """
    charge(250 + (3 * a.size**3 // 2 + 25 * a.size**2) * size_factor(a.bits(), b.bits()))
    columns = list(
        zip(zip(*b.rows(b.real), strict=True), zip(*b.rows(b.imaginary), strict=True), strict=True)
    )
    first, second = [t + u for t, u in columns], [u + t for t, u in columns]
    real, imaginary = [], []
    for r, s in zip(a.rows(a.real), a.rows(a.imaginary), strict=True):
        minus, plus = r + tuple(map(neg, s)), r + s
        real += [sum(map(mul, minus, column)) for column in first]
        imaginary += [sum(map(mul, plus, column)) for column in second]
    return Operator(a.basis, a.denominator * b.denominator, tuple(real), tuple(imaginary))


@lru_cache(maxsize=2**15)
def word_product(left: str, right: str) -> tuple[str, int]:
    """(R, k) with left right = i^k R, letter by letter."""
    letters, powers = zip(*[PRODUCT[pair] for pair in zip(left, right, strict=True)], strict=True)
    return "".join(letters), sum(powers) % 4


def identity_part(a: Operator) -> Fraction | None:
    """x if a = x I with a real number x, otherwise nothing."""
    if isinstance(a.basis, int):
        x = a.real[0] if a.real else 0
        return (
            Fraction(x, a.denominator) if a == multiple_of_identity(a, x, a.denominator) else None
        )
    if any(word.strip("I") for word in a.basis):
        return None
    return Fraction(sum(a.real), a.denominator)


def combination(
    weights: Sequence[tuple[Fraction, Fraction]], operators: Sequence[Operator]
) -> Operator:
    """Sum of (x + iy) * operator."""
    common = common_multiple([part.denominator for weight in weights for part in weight])
    factors = [int(x * common) for x, _ in weights] + [int(y * common) for _, y in weights]
    return linear(factors, [*operators, *(a.times_i() for a in operators)], common)


def trace(a: Operator) -> Fraction:
    """Trace of a Hermitian operator; every word but I...I is traceless."""
    if isinstance(a.basis, int):
        return Fraction(sum(a.real[:: a.size + 1]), a.denominator)
    one = "I" * len(a.basis[0])
    return Fraction(
        2 ** len(one) * dict(zip(a.basis, a.real, strict=True)).get(one, 0), a.denominator
    )


@remembered(16)
def is_positive_semidefinite(a: Operator) -> bool:
    """Exact elimination of a Hermitian matrix [[x, v^dagger], [v, B]], one row at a time.

    It is positive semidefinite if and only if x > 0 and so is B - v v^dagger/x,
    or x = 0, v = 0 and so is B. Bareiss: with the last pivot w before x, (x B - v v^dagger)/w
    is a matrix of integers (minors).
    """
    real, imaginary, last = a.rows(a.real), a.rows(a.imaginary), 1
    while real:
        bits = max(map(int.bit_length, chain(*real, *imaginary)))
        charge(10 * len(real) ** 2 * size_factor(bits, last.bit_length()))
        hold(2 * len(real) ** 2, bits=2 * bits)
        x, v, w = real[0][0], [row[0] for row in real[1:]], [row[0] for row in imaginary[1:]]
        # a negative pivot, or a zero one with anything beside it: some principal minor is negative
        if x < 0 or (x == 0 and any(v + w)):
            return False
        real, imaginary = [row[1:] for row in real[1:]], [row[1:] for row in imaginary[1:]]
        if x:
            real, imaginary = (
                [
                    tuple(
                        (x * b - s * t - z * y) // last for b, t, y in zip(row, v, w, strict=True)
                    )
                    for row, s, z in zip(real, v, w, strict=True)
                ],
                [
                    tuple(
                        (x * b - z * t + s * y) // last for b, t, y in zip(row, v, w, strict=True)
                    )
                    for row, s, z in zip(imaginary, v, w, strict=True)
                ],
            )
            last = x
    return True
