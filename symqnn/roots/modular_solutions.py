r"""All simple solutions of the critical system modulo a prime, as polynomials in one unknown: a
lower bound on those over C.

The derivatives in w = e^{iψ} are polynomials of degree n_j = 2D_j in w_j, so equations on (P¹)^b.
If they have finitely many common zeros there, these are N = b!∏n_j with multiplicity, and all
functionals on the polynomials of degree (n_1, 2n_2-1, …, bn_b-1) that vanish on the ideal are
combinations of the evaluations at the zeros (Koszul complex): linear algebra gives multiplication
by w_1, its characteristic polynomial and eigenvectors. By Hensel's lemma every simple zero modulo q
comes from one over C, different ones from different ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import factorial, prod
from random import Random

from flint import nmod_mat, nmod_poly

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.roots.complex_count import PRIME, ROOT
from symqnn.roots.structure import AngleBlock, blocks

MAX_ANGLES, MAX_SOLUTIONS, MAX_MONOMIALS = 3, 800, 700
Exponents = tuple[int, ...]
Equation = dict[Exponents, int]  # residues, without zeros
Mobius = tuple[int, int, int, int]


@dataclass(frozen=True)
class ModularSolutions:
    """Simple zeros in the torus over an algebraic closure of F_q, one for each root x of the
    eliminant.

    Args:
        weights: Σ weights_l·w_l = x. eliminant, coordinates: e and w_l as polynomials in x modulo
            e, lowest coefficients first.
    """

    weights: tuple[int, ...]
    eliminant: tuple[int, ...]
    coordinates: tuple[tuple[int, ...], ...]

    @property
    def number(self) -> int:
        """How many zeros there are."""
        return len(self.eliminant) - 1


@dataclass(frozen=True)
class SimpleSolutions:
    """Simple complex solutions of a critical system that certainly exist: products over the blocks,
    times the points over each.

    Args:
        blocks: the independent summands, each with its solutions.
    """

    blocks: tuple[tuple[AngleBlock, ModularSolutions], ...]

    @property
    def number(self) -> int:
        """At least so many different solutions in (C*)^p are nondegenerate."""
        return prod(block.copies * found.number for block, found in self.blocks)


def simple_solutions(poly: TrigPoly) -> SimpleSolutions | None:
    """Simple solutions of ∇L = 0 in the complex torus, at most 3 coupled angles; None if this
    method finds none.

    Their number is a proved lower bound of the number of complex solutions. If it equals the mixed
    volume, it is exact.

    Example:
        >>> simple_solutions(TrigPoly.from_terms({"300": 1, "021": 1, "002": 1})).number
        32
    """
    parts = blocks(poly)
    if sum(len(part.axes) for part in parts) != poly.angles or poly.denominator % PRIME == 0:
        return None
    found = []
    for part in parts:
        solved = modular_solutions(part)
        if solved is None:
            return None
        found.append((part, solved))
    return SimpleSolutions(tuple(found))


def equations_modulo(poly: TrigPoly) -> list[Equation]:
    """The derivatives in w = e^{iψ} times w^degrees, modulo the prime."""
    result = []
    for axis in range(poly.angles):
        coefficients, denominator = poly.phase_derivative(axis).laurent()
        scale = pow(denominator, -1, PRIME)
        shifted = {
            tuple(a + d for a, d in zip(k, poly.degrees, strict=True)): (re + ROOT * im)
            * scale
            % PRIME
            for k, (re, im) in coefficients.items()
        }
        result.append({exponents: value for exponents, value in shifted.items() if value})
    return result


def modular_solutions(block: AngleBlock) -> ModularSolutions | None:
    """Simple solutions of one block modulo the prime, as many as this method finds; None if it
    finds none.

    Example:
        >>> modular_solutions(blocks(TrigPoly.from_terms({"33": 1, "12": 1}))[0]).number
        32
    """
    poly = block.poly
    sizes = [2 * degree for degree in poly.degrees]
    most = factorial(poly.angles) * prod(sizes)
    if poly.angles > MAX_ANGLES or most > MAX_SOLUTIONS:
        return None
    equations, source, best = equations_modulo(poly), Random(1), None
    for stage in _stages(sizes):
        maps: list[Mobius] = [
            (
                source.randrange(PRIME),
                source.randrange(PRIME),
                source.randrange(PRIME),
                source.randrange(PRIME),
            )
            for _ in sizes
        ]
        table = _functionals(
            [_transformed(equation, sizes, maps) for equation in equations], sizes, stage
        )
        if table is None:
            return None  # infinitely many zeros in (P¹)^b
        solved = _eigenvectors(table, len(sizes), stage, source)
        found = None if solved is None else _in_the_torus(equations, maps, *solved)
        if found is not None and (best is None or found.number > best.number):
            best = found
        if best is not None and best.number == most:
            break
    return best


@dataclass(frozen=True)
class _Stage:
    """Multiplication by a form, from the polynomials of degree ``lower`` to those of degree
    ``upper``.
    """

    lower: tuple[int, ...]
    upper: tuple[int, ...]
    form: Equation


def _stages(sizes: list[int]) -> Iterator[_Stage]:
    """By one coordinate, in each order of the angles; then by a sum of all coordinates, which tells
    more zeros apart.
    """
    b = len(sizes)
    units = [tuple(int(j == k) for k in range(b)) for j in range(b)]
    for first in range(b):
        order = (first, *(j for j in range(b) if j != first))
        lower = tuple((order.index(j) + 1) * size - 1 for j, size in enumerate(sizes))
        yield _Stage(
            lower,
            tuple(x + y for x, y in zip(lower, units[order[0]], strict=True)),
            {units[order[0]]: 1},
        )
    upper = tuple(b * size for size in sizes)
    if b > 1 and prod(size + 1 for size in upper) <= MAX_MONOMIALS:
        yield _Stage(
            tuple(size - 1 for size in upper),
            upper,
            {unit: 3 * j + 1 for j, unit in enumerate(units)},
        )


def _in_the_torus(
    equations: list[Equation], maps: list[Mobius], eliminant: nmod_poly, values: list[nmod_poly]
) -> ModularSolutions | None:
    """The simple zeros among the roots of the eliminant, in the coordinates w."""
    common = eliminant.gcd(eliminant.derivative())
    eliminant = _without(eliminant // common, common)
    eliminant = _without(eliminant, values[0])
    unit = _inverse(values[0], eliminant)
    local = [value * unit % eliminant for value in values[1:]]
    for u, (a, b, c, d) in zip(local, maps, strict=True):
        eliminant = _without(eliminant, (a * u + b) * (c * u + d))
    local = [
        (a * u + b) * _inverse(c * u + d, eliminant) % eliminant
        for u, (a, b, c, d) in zip(local, maps, strict=True)
    ]
    for equation in equations:
        eliminant = eliminant.gcd(evaluate(equation, local, eliminant))
    jacobian = [
        [
            evaluate({k: v * k[j] % PRIME for k, v in equation.items()}, local, eliminant)
            for j in range(len(maps))
        ]
        for equation in equations
    ]
    eliminant = _without(eliminant, _determinant(jacobian))
    return (
        _in_a_separating_form(eliminant, [w % eliminant for w in local])
        if eliminant.degree() > 0
        else None
    )


def _sum(left: Exponents, right: Exponents) -> Exponents:
    return tuple(x + y for x, y in zip(left, right, strict=True))


def _without(poly: nmod_poly, other: nmod_poly) -> nmod_poly:
    """A squarefree polynomial without the roots of another one."""
    return poly // poly.gcd(other)


def _inverse(value: nmod_poly, modulus: nmod_poly) -> nmod_poly:
    common, left, _ = value.xgcd(modulus)
    return left * pow(int(common[0]), -1, PRIME) if common.degree() == 0 else left


def _determinant(rows: list[list[nmod_poly]]) -> nmod_poly:
    if not rows:
        return nmod_poly([1], PRIME)
    terms = [
        value
        * _determinant([row[:k] + row[k + 1 :] for row in rows[1:]])
        * (1 if k % 2 == 0 else PRIME - 1)
        for k, value in enumerate(rows[0])
    ]
    return sum(terms[1:], terms[0])


def evaluate(equation: Equation, point: Sequence[nmod_poly], modulus: nmod_poly) -> nmod_poly:
    """Value of a polynomial at coordinates modulo the modulus, by Horner's scheme over the
    coordinates.
    """
    if not point:
        return nmod_poly([equation.get((), 0)], PRIME)
    parts: dict[int, Equation] = {}
    for exponents, value in equation.items():
        parts.setdefault(exponents[0], {})[exponents[1:]] = value
    total = nmod_poly([0], PRIME)
    for power in range(max(parts, default=0), -1, -1):
        total = total * point[0] % modulus
        if power in parts:
            total += evaluate(parts[power], point[1:], modulus)
    return total % modulus


def _transformed(equation: Equation, sizes: list[int], maps: list[Mobius]) -> Equation:
    """w_j = (a u_j + b)/(c u_j + d), denominators cleared: in these coordinates no zero is likely
    to be at infinity.
    """
    current = equation
    for axis, (size, (a, b, c, d)) in enumerate(zip(sizes, maps, strict=True)):
        powers = [
            nmod_poly([b, a], PRIME) ** k * nmod_poly([d, c], PRIME) ** (size - k)
            for k in range(size + 1)
        ]
        fresh: Equation = {}
        for exponents, value in current.items():
            for k, number in enumerate(powers[exponents[axis]].coeffs()):
                key = (*exponents[:axis], k, *exponents[axis + 1 :])
                fresh[key] = (fresh.get(key, 0) + value * int(number)) % PRIME
        current = fresh
    return current


def _places(upper: tuple[int, ...]) -> dict[Exponents, int]:
    return {
        exponents: k for k, exponents in enumerate(product(*(range(bound + 1) for bound in upper)))
    }


def _functionals(
    equations: list[Equation], sizes: list[int], stage: _Stage
) -> list[list[int]] | None:
    """For each monomial of degree ``upper`` its values under a basis of the functionals that vanish
    on the ideal; None if they are too many.
    """
    total, place = factorial(len(sizes)) * prod(sizes), _places(stage.upper)
    shifts = list(
        product(*(range(bound - size + 1) for bound, size in zip(stage.upper, sizes, strict=True)))
    )
    rows = []
    for equation in equations:
        for shift in shifts:
            row = [0] * len(place)
            for exponents, value in equation.items():
                row[place[_sum(exponents, shift)]] = value
            rows.append(row)
    functionals, dimension = nmod_mat(rows, PRIME).nullspace()
    return (
        [[int(x) for x in row[:total]] for row in functionals.tolist()]
        if dimension == total
        else None
    )


def _eigenvectors(
    table: list[list[int]], b: int, stage: _Stage, source: Random
) -> tuple[nmod_poly, list[nmod_poly]] | None:
    """The characteristic polynomial of multiplication by the form, and 1, u_1, …, u_b at its root x
    up to a common factor.
    """
    total, place = len(table[0]), _places(stage.upper)
    monomials = list(product(*(range(bound + 1) for bound in stage.lower)))
    plain = nmod_mat([table[place[m]] for m in monomials], PRIME)
    times = nmod_mat(len(monomials), total, [0] * (len(monomials) * total), PRIME)
    for step, factor in stage.form.items():
        times += nmod_mat([table[place[_sum(m, step)]] for m in monomials], PRIME) * factor
    if len(monomials) > total:
        mixed = nmod_mat(
            total,
            len(monomials),
            [source.randrange(PRIME) for _ in range(total * len(monomials))],
            PRIME,
        )
        plain, times = mixed * plain, mixed * times
    try:
        matrix = plain.solve(times)
    except ZeroDivisionError:
        return None
    units = [tuple(int(j == k) for k in range(b)) for j in range(b)]
    wanted = nmod_mat([table[place[unit]] for unit in [(0,) * b, *units]], PRIME)
    vector, moments = nmod_mat(total, 1, [source.randrange(PRIME) for _ in range(total)], PRIME), []
    for _ in range(total):
        moments.append([int(x) for x in (wanted * vector).entries()])
        vector = matrix * vector
    characteristic = matrix.charpoly()
    # adj(x - X) = Σ X^k h_k(x), h_k the quotient of the characteristic polynomial by x^(k+1)
    values = [
        (characteristic * nmod_poly([row[j] for row in reversed(moments)], PRIME)).right_shift(
            total
        )
        for j in range(b + 1)
    ]
    return characteristic, values


def _in_a_separating_form(eliminant: nmod_poly, point: list[nmod_poly]) -> ModularSolutions | None:
    """The same zeros in the unknown Σ c_l w_l, the first such form that tells them apart."""
    degree, b = eliminant.degree(), len(point)
    for weights in [
        *(tuple(int(j == k) for k in range(b)) for j in range(b)),
        tuple(range(1, b + 1)),
        tuple(j * j + 1 for j in range(b)),
    ]:
        form = (
            sum((w * c for w, c in zip(point[1:], weights[1:], strict=True)), point[0] * weights[0])
            % eliminant
        )
        power, rows = nmod_poly([1], PRIME), []
        for _ in range(degree + 1):
            rows.append(_padded(power, degree))
            power = power * form % eliminant
        powers = nmod_mat(rows[:degree], PRIME).transpose()
        right = nmod_mat([rows[degree], *(_padded(w, degree) for w in point)], PRIME).transpose()
        try:
            solved = [[int(x) for x in row] for row in powers.solve(right).transpose().tolist()]
        except ZeroDivisionError:
            continue
        top = tuple((PRIME - x) % PRIME for x in solved[0])
        return ModularSolutions(weights, (*top, 1), tuple(tuple(row) for row in solved[1:]))
    return None


def _padded(poly: nmod_poly, length: int) -> list[int]:
    values = [int(x) for x in poly.coeffs()]
    return values + [0] * (length - len(values))
