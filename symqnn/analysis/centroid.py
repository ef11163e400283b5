r"""The centroid of [g, g] for a Lie algebra g given by sums of words: its simple ideals, proved by
one matrix and one prime.

With A_a the matrices of ad G_a in the basis of g, the centroid is the set of the matrices φ that
commute with all A_a and are 0 on the centre. Its dimension is the number k of simple ideals, and φ
is a number on each of them.

*At least.* One rational φ that commutes with all A_a, modulo a prime q with k different eigenvalues
on [g, g] in F_q, of multiplicities d_1, …, d_k with Σ d_s = dim [g, g]: the eigenvalues of φ are
integral over Z_q, those that reduce to the s-th one have the multiplicity d_s together, so at least
k of them are different, and there are k ideals or more. *At most.* Let v generate the module [g, g]
modulo q, and let R be a combination of products of the A_a with Rv = 0. A matrix that commutes with
all A_a is known by u, the image of v, and Ru = 0: k ≤ dim ker R on [g, g]. If both agree, each of
the k ideals has an eigenvalue of its own, and the dimension d_s.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import gcd, isqrt, lcm

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz, nmod_mat, nmod_poly

from symqnn.analysis.lie_algebra import LieAlgebra, Relation
from symqnn.errors import InternalError, SizeError

MAX_DIMENSION = 100
MAX_PRIMES = 300  # from which an exact matrix is put together
MAX_TRIES = (
    3000  # primes for the certificate: an abelian field of degree e splits for one prime in e
)
MIXTURES = 12
LARGE, SMALL = 2**62, 2**31  # bounds of the primes for finding, and of those of certificates


@dataclass(frozen=True)
class Centroid:
    """An element φ of the centroid with a prime that separates its eigenvalues.

    Args:
        images: of the basis elements under φ, in the basis; None for one ideal, where φ = 1 does.
        modulus: q. roots: the eigenvalues of φ on [g, g] modulo q. dimensions: of the ideals, in
            the order of the roots.
    """

    images: tuple[Relation, ...] | None
    modulus: int
    roots: tuple[int, ...]
    dimensions: tuple[int, ...]


def find_centroid(algebra: LieAlgebra, seed: int = 0) -> Centroid:
    """The number and the dimensions of the simple ideals of [g, g], which is not 0.

    Args:
        algebra: with relations. seed: of the vectors that are tried.

    Raises:
        SizeError: a dimension of more than 100; no matrix or no prime was found within the budget.
    """
    if algebra.dimension > MAX_DIMENSION:
        raise SizeError(
            f"some generator is a sum of Pauli words and the dimension is {algebra.dimension}; "
            f"simple ideals are then found up to dimension {MAX_DIMENSION}. Give each word a "
            "parameter of its own, or take fewer qubits."
        )
    if algebra.relations is None:
        raise InternalError("an algebra of words has no relations")
    adjoint = _adjoint(algebra.relations, len(algebra.generators))
    source, size = random.Random(seed), algebra.dimension - algebra.centre
    primes = _primes_below(LARGE)
    known = [_modular(adjoint, size, next(primes), source)]
    number = known[0].maps.nrows()
    if number == 1:
        return Centroid(None, next(_primes_below(SMALL)), (1,), (size,))
    for prime in islice(primes, MAX_PRIMES):
        for weights in _mixtures(number):
            images = _reconstructed(known, weights)
            if images is not None and all(matrix * images == images * matrix for matrix in adjoint):
                found = _separated(images, number, algebra.centre)
                if found is not None:
                    return found
        known.append(_modular(adjoint, size, prime, source))
        if known[-1].maps.nrows() != number:
            raise InternalError("the centroid has different dimensions modulo two large primes")
    raise SizeError("no exact element of the centroid was found: its numbers are too long.")


def _mixtures(number: int) -> list[list[int]]:
    """Small weights for the maps of an echelon basis;
    those of single maps first, which are the shortest.
    """
    source = random.Random(number)
    single = (
        [[int(k == place) for k in range(number)] for place in range(min(number, 4))]
        if number < 4
        else []
    )
    return [
        *single,
        list(range(number)),
        *([source.randrange(-9, 10) for _ in range(number)] for _ in range(MIXTURES)),
    ]


def _adjoint(relations: Sequence[Sequence[Relation]], generators: int) -> list[fmpq_mat]:
    """The matrices of ad G_a: column j is {G_a, B_j}."""
    size = len(relations)
    found = [fmpq_mat(size, size) for _ in range(generators)]
    for j, row in enumerate(relations):
        for matrix, relation in zip(found, row, strict=True):
            for place, value in relation.items():
                matrix[place, j] = fmpq(value.numerator, value.denominator)
    return found


def _primes_below(bound: int) -> Iterator[int]:
    """The primes below a bound, the largest first."""
    return (number for number in range(bound - 1, 2, -1) if fmpz(number).is_prime())


@dataclass(frozen=True)
class _Modular:
    """The centroid modulo a prime. Args: maps: a basis in echelon form,
    a row of size² residues for each map.
    """

    prime: int
    maps: nmod_mat


def _modular(adjoint: Sequence[fmpq_mat], size: int, prime: int, source: random.Random) -> _Modular:
    """The centroid of [g, g], of dimension ``size``, modulo a prime; its maps kill the centre."""
    matrices = [_residues(matrix, prime) for matrix in adjoint]
    # v lies in [g, g], the sum of the images of the ad G_a
    start = _matrix([[0]] * matrices[0].nrows(), prime)
    for matrix in matrices:
        start += matrix * _matrix([[source.randrange(prime)] for _ in range(matrix.ncols())], prime)
    tree, basis = _spin(matrices, start, size, prime)
    # all words w_k of the tree, applied to all elements of the basis
    words = [basis]
    for place, earlier in tree:
        words.append(matrices[place] * words[earlier])
    # R = A·Σ σ_k w_k - Σ γ_k w_k with A a mixture of the A_a, and γ such that Rv = 0;
    # v is the first element of the basis
    mixture = _combined(matrices, [source.randrange(1, prime) for _ in matrices])
    image = mixture * _combined(words, [source.randrange(1, prime) for _ in words])
    gamma = _coordinates(basis, [int(row[0]) for row in image.tolist()], prime)
    targets = _kernel(image - _combined(words, gamma), prime)
    # φ sends w_k v to w_k u, and the centre to 0
    centre = _kernel(_matrix([row for matrix in matrices for row in _rows(matrix)], prime), prime)
    frame = _matrix(
        [left + right for left, right in zip(_rows(basis), centre, strict=True)], prime
    ).inv()
    onto = _matrix(_rows(frame)[:size], prime)
    maps = []
    for k in range(len(targets[0])):
        column = _matrix([[row[k]] for row in targets], prime)
        sides = [[int(x) for x in (word * column).entries()] for word in words]
        transposed = _matrix(sides, prime).transpose()
        maps.append([int(x) for x in (transposed * onto).entries()])
    return _Modular(prime, _matrix(maps, prime).rref()[0])


def _residues(matrix: fmpq_mat, prime: int) -> nmod_mat:
    entries = [int(x.p) * pow(int(x.q), -1, prime) % prime for x in matrix.entries()]
    return nmod_mat(matrix.nrows(), matrix.ncols(), entries, prime)


def _matrix(rows: Sequence[Sequence[int]], prime: int) -> nmod_mat:
    return nmod_mat(len(rows), len(rows[0]), [x for row in rows for x in row], prime)


def _rows(matrix: nmod_mat) -> list[list[int]]:
    return [[int(x) for x in row] for row in matrix.tolist()]


def _combined(matrices: Sequence[nmod_mat], weights: Sequence[int]) -> nmod_mat:
    total = matrices[0] * weights[0]
    for matrix, weight in zip(matrices[1:], weights[1:], strict=True):
        total += matrix * weight
    return total


def _kernel(matrix: nmod_mat, prime: int) -> list[list[int]]:
    """A basis of the kernel, as the columns of a list of rows."""
    columns, nullity = matrix.nullspace()
    return [row[:nullity] for row in _rows(columns)]


def _coordinates(basis: nmod_mat, vector: Sequence[int], prime: int) -> list[int]:
    """A vector of the span in the basis, by the echelon form of the basis
    with the vector beside it.
    """
    beside = [[*row, x] for row, x in zip(_rows(basis), vector, strict=True)]
    reduced, rank = _matrix(beside, prime).rref()
    if rank != basis.ncols():
        raise InternalError("a vector is not in the module that was spun")
    return [row[-1] for row in _rows(reduced)[:rank]]


def _spin(
    matrices: Sequence[nmod_mat], start: nmod_mat, size: int, prime: int
) -> tuple[list[tuple[int, int]], nmod_mat]:
    """A basis of the module that v generates:
    v, then A_a applied to earlier elements; and which these are.
    """
    vectors, tree, pivots = [start], list[tuple[int, int]](), dict[int, list[int]]()
    _independent([int(x) for x in start.entries()], pivots, prime)
    for place in range(size):
        for number, matrix in enumerate(matrices):
            if place >= len(vectors) or len(vectors) == size:
                break
            image = matrix * vectors[place]
            if _independent([int(x) for x in image.entries()], pivots, prime):
                vectors.append(image)
                tree.append((number, place))
    if len(vectors) < size:
        raise InternalError("a random vector of [g, g] does not generate it modulo a large prime")
    return tree, _matrix(
        [[int(x) for x in vector.entries()] for vector in vectors], prime
    ).transpose()


def _independent(vector: list[int], pivots: dict[int, list[int]], prime: int) -> bool:
    """Whether a vector is independent of those before it;
    then it is kept, scaled to 1 at its pivot.
    """
    for column in range(len(vector)):
        factor = vector[column]
        if not factor:
            continue
        row = pivots.get(column)
        if row is None:
            inverse = pow(factor, -1, prime)
            pivots[column] = [x * inverse % prime for x in vector]
            return True
        vector = [(x - factor * y) % prime for x, y in zip(vector, row, strict=True)]
    return False


def _reconstructed(known: Sequence[_Modular], weights: Sequence[int]) -> fmpq_mat | None:
    """A combination of the maps as a rational matrix, by the Chinese remainder theorem; None if its
    numbers are longer.
    """
    modulus, entries = 1, list[int]()
    for found in known:
        row = _matrix([[weight % found.prime for weight in weights]], found.prime) * found.maps
        inverse = pow(modulus, -1, found.prime)
        pairs = zip(entries or [0] * row.ncols(), map(int, row.entries()), strict=True)
        entries = [x + modulus * ((y - x) * inverse % found.prime) for x, y in pairs]
        modulus *= found.prime
    size, numbers = isqrt(len(entries)), list[fmpq]()
    for entry in entries:
        number = _rational(entry, modulus)
        if number is None:
            return None
        numbers.append(number)
    return fmpq_mat(size, size, numbers)


def _rational(residue: int, modulus: int) -> fmpq | None:
    """The fraction a/b with |a|, b below the square root of half the modulus, if there is one
    (Euclid's algorithm).
    """
    bound = isqrt(modulus // 2)
    before, rest, x, y = modulus, residue, 0, 1
    while rest > bound:
        quotient = before // rest
        before, rest, x, y = rest, before - quotient * rest, y, x - quotient * y
    return fmpq(rest, y) if y and abs(y) <= bound and gcd(rest, y) == 1 else None


def _separated(images: fmpq_mat, number: int, centre: int) -> Centroid | None:
    """A prime for which φ has so many different eigenvalues on [g, g]; None if φ has fewer."""
    values = fmpq_poly(images.charpoly().coeffs()[centre:])  # φ is 0 on the centre
    if values.degree() - values.gcd(values.derivative()).degree() != number:
        return None
    common = lcm(*(int(x.q) for x in images.entries()))
    coefficients = [int(x) for x in values.numer().coeffs()]
    for prime in islice(_primes_below(SMALL), MAX_TRIES):
        if common % prime == 0 or coefficients[-1] % prime == 0:
            continue
        _, factors = nmod_poly([x % prime for x in coefficients], prime).factor()
        if len(factors) == number and all(factor.degree() == 1 for factor, _ in factors):
            roots = [(-times, int(-factor[0])) for factor, times in factors]
            ordered = sorted(roots)
            sizes = tuple(-times for times, _ in ordered)
            return Centroid(_relations(images), prime, tuple(root for _, root in ordered), sizes)
    raise SizeError(f"the ideals are conjugate over a field that {MAX_TRIES} primes do not split.")


def _relations(images: fmpq_mat) -> tuple[Relation, ...]:
    """The columns, without zeros."""
    found: list[dict[int, Fraction]] = [{} for _ in range(images.ncols())]
    for place, row in enumerate(images.tolist()):
        for column, x in enumerate(row):
            if x != 0:
                found[column][place] = Fraction(int(x.p), int(x.q))
    return tuple(found)
