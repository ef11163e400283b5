"""Haar moments by another road than the producer: words in H, A, B with all copies of H, then one
twirl; polynomials in d as lists.

A polynomial is a tuple of integers, lowest degree first. Moments are over the denominator
DELTA = (d^2 - 1)(d^2 - 9).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import permutations, product

Poly = tuple[int, ...]
Matrix = list[list[Poly]]
Traces = tuple[str, ...]

ZERO: Poly = ()
DELTA: Poly = (9, 0, -10, 0, 1)
# c_sigma * DELTA for k = 2 and 4 copies, by cycle type; not trusted: see twirls().
TWIRLS: dict[int, dict[tuple[int, ...], Poly]] = {
    0: {(): DELTA},
    2: {(1, 1): (9, 0, -1), (2,): (0, -9, 0, 1)},
    4: {(1, 1, 1, 1): (3,), (2, 1, 1): (0, -1), (2, 2): (-6, 0, 1), (3, 1): (3,), (4,): (0, -1)},
}
INVARIANTS: tuple[Traces, ...] = (("AB", "AB"), ("AA", "BB"), ("ABAB",), ("AABB",))


def trim(coefficients: Sequence[int]) -> Poly:
    """Without zeros at the end."""
    end = len(coefficients)
    while end and not coefficients[end - 1]:
        end -= 1
    return tuple(coefficients[:end])


def add(*polys: Poly) -> Poly:
    """Sum."""
    result = [0] * max(map(len, polys), default=0)
    for poly in polys:
        for k, value in enumerate(poly):
            result[k] += value
    return trim(result)


def times(*polys: Poly) -> Poly:
    """Product."""
    result: Poly = (1,)
    for poly in polys:
        sums = [0] * max(0, len(result) + len(poly) - 1)
        for j, x in enumerate(result):
            if x:
                for k, y in enumerate(poly, j):
                    sums[k] += x * y
        result = trim(sums)
    return result


def power(poly: Poly, exponent: int) -> Poly:
    """Power with exponent >= 0."""
    return times(*[poly] * exponent)


def scale(poly: Poly, factor: int) -> Poly:
    """Integer multiple."""
    return trim([factor * value for value in poly])


def value(poly: Poly, d: int) -> int:
    """Value at an integer."""
    result = 0
    for coefficient in reversed(poly):
        result = result * d + coefficient
    return result


def shift(poly: Poly, by: int) -> Poly:
    """Coefficients of poly(t + by) by repeated synthetic division."""
    result = list(poly)
    for start in range(len(result)):
        for k in range(len(result) - 2, start - 1, -1):
            result[k] += by * result[k + 1]
    return tuple(result)


def positive_from(top: Poly, bottom: Poly, start: int) -> bool:
    """Whether shifted coefficients of one sign show top/bottom > 0 for all real d >= start."""
    signs = []
    for part in (shift(top, start), shift(bottom, start)):
        if not part or not part[0]:
            return False
        sign = 1 if part[0] > 0 else -1
        if any(sign * coefficient < 0 for coefficient in part):
            return False
        signs.append(sign)
    return signs[0] == signs[1]


def cycles(images: Sequence[int]) -> list[list[int]]:
    """Cycles of a permutation."""
    result, seen = [], set()
    for start in range(len(images)):
        cycle, k = [], start
        while k not in seen:
            seen.add(k)
            cycle.append(k)
            k = images[k]
        if cycle:
            result.append(cycle)
    return result


def kind_of(images: Sequence[int]) -> tuple[int, ...]:
    """Cycle type."""
    return tuple(sorted(map(len, cycles(images)), reverse=True))


@lru_cache(maxsize=1)
def twirls() -> dict[int, dict[tuple[int, ...], Poly]]:
    """TWIRLS, after the test sum_sigma c_sigma d^#(tau^-1 sigma) = tr(P_tau H^k)
    for every tau (tr H = 0, H^2 = 1).

    Both sides lie in the span of permutation operators, on which the trace form is non-degenerate:
    equality of all pairings is equality of the operators, for every d that is no zero of DELTA.
    """
    for k, coefficients in TWIRLS.items():
        for tau in permutations(range(k)):
            inverse = sorted(range(k), key=tau.__getitem__)
            # how often each power of d stands beside each coefficient
            powers: dict[tuple[int, ...], list[int]] = {}
            for sigma in permutations(range(k)):
                counted = powers.setdefault(kind_of(sigma), [0] * (k + 1))
                counted[len(cycles([inverse[j] for j in sigma]))] += 1
            total = add(
                *(times(coefficients[kind], tuple(counted)) for kind, counted in powers.items())
            )
            even = all(length % 2 == 0 for length in kind_of(tau))
            if total != (times(DELTA, monomial(len(kind_of(tau)))) if even else ZERO):
                raise ArithmeticError("the twirl coefficients of the checker are wrong")
    return TWIRLS


def monomial(degree: int) -> Poly:
    """d^degree."""
    return (0,) * degree + (1,)


def smallest_rotation(word: str) -> str:
    """Canonical form of a trace of letters."""
    return min(word[k:] + word[:k] for k in range(len(word)))


def images(index: int, letter: str) -> list[tuple[int, str]]:
    """2 Phi^(index) of a letter, without the factor i of Phi^(2): integer times word."""
    inner = "H" + letter + "H"
    return [
        [(1, letter), (1, inner)],
        [(1, letter), (-1, inner)],
        [(1, "H" + letter), (-1, letter + "H")],
    ][index]


def reduce_word(word: str) -> str:
    """Cancel HH, also around the end of a cyclic word."""
    while "HH" in word or (len(word) > 1 and word[0] == word[-1] == "H"):
        word = word.replace("HH", "") if "HH" in word else word[1:-1]
    return word


def average(words: Iterable[str]) -> dict[Traces, Poly]:
    """DELTA times the Haar average of a product of traces of reduced cyclic words,
    with A and B traceless.
    """
    kept: list[str] = []
    segments: list[str] = []  # segment k follows copy k of H
    before: list[int] = []  # segment before[k] ends at copy k
    for word in words:
        start = word.find("H")
        if start < 0:
            kept.append(word)
            continue
        parts = (word[start + 1 :] + word[: start + 1]).split("H")[:-1]
        first = len(segments)
        segments += parts
        before += [first + (k - 1) % len(parts) for k in range(len(parts))]
    n = len(segments)
    result: dict[Traces, Poly] = {}
    if n % 2:
        return {}
    for sigma in permutations(range(n)):
        following = [0] * n
        for k in range(n):
            # what ended at copy k is now followed by the segment of copy sigma(k)
            following[before[k]] = sigma[k]
        joined = ["".join(segments[k] for k in cycle) for cycle in cycles(following)]
        traces = tuple(sorted(map(smallest_rotation, kept + joined)))
        if all(len(trace) > 1 for trace in traces):
            result[traces] = add(result.get(traces, ZERO), twirls()[n][kind_of(sigma)])
    return result


def image(traces: Traces, first: int, second: int) -> dict[Traces, Poly]:
    """2^letters DELTA times the average of a product of traces after Phi^(first) on A and
    Phi^(second) on B.
    """
    letters = "".join(traces)
    kinds = [first if letter == "A" else second for letter in letters]
    result: dict[Traces, Poly] = {}
    for choice in product(
        *(images(kind, letter) for kind, letter in zip(kinds, letters, strict=True))
    ):
        sign, position, words = (-1) ** (kinds.count(2) // 2), 0, []
        for trace in traces:
            words.append(
                reduce_word("".join(word for _, word in choice[position : position + len(trace)]))
            )
            position += len(trace)
        for factor, _ in choice:
            sign *= factor
        for found, coefficient in average(words).items():
            result[found] = add(result.get(found, ZERO), scale(coefficient, sign))
    return {found: coefficient for found, coefficient in result.items() if coefficient}


@lru_cache(maxsize=9)
def transfer(first: int, second: int) -> Matrix:
    """16 DELTA T_ab on the invariants tr(AB)^2, tr(A^2) tr(B^2), tr(ABAB), tr(A^2 B^2)."""
    rows = (image(invariant, first, second) for invariant in INVARIANTS)
    return [[row.get(invariant, ZERO) for invariant in INVARIANTS] for row in rows]


@lru_cache(maxsize=9)
def mean(first: int, second: int) -> Poly:
    """4 DELTA lambda_ab, the factor of tr(AB); zero unless a = b."""
    return image(("AB",), first, second).get(("AB",), ZERO)


def row_times(row: Sequence[Poly], matrix: Matrix) -> list[Poly]:
    """Row vector times matrix."""
    return [add(*(times(x, matrix[k][j]) for k, x in enumerate(row))) for j in range(4)]


def second_moment(xi: str, eta: str) -> tuple[Poly, Poly]:
    """(a, b) with E G^2 = (a + b kappa)/(16 DELTA)^p in units of (tr M^2)^2."""
    row: list[Poly] = [(1,), ZERO, ZERO, ZERO]
    for first, second in zip(xi, eta, strict=True):
        row = row_times(row, transfer(int(first), int(second)))
    return add(row[0], row[1]), add(row[2], row[3])


@lru_cache(maxsize=1)
def weight() -> Poly:
    """Common denominator of all matrices below:
    T_ab/(lambda_a lambda_b) = (16 DELTA T_ab) DELTA/(mean_a mean_b).
    """
    return times(power(mean(0, 0), 2), power(mean(1, 1), 2))


def weighted(pairs: Iterable[tuple[int, int]], squares: bool = False) -> Matrix:
    """weight() times the sum of T_ab/(lambda_a lambda_b), or of T_ab/lambda_a^2 with `squares`."""
    result = [[ZERO] * 4 for _ in range(4)]
    for a, b in pairs:
        zeros = (a == 0) + ((a if squares else b) == 0)
        factor = times(DELTA, power(mean(0, 0), 2 - zeros), power(mean(1, 1), zeros))
        result = [
            [add(x, times(factor, y)) for x, y in zip(*rows, strict=True)]
            for rows in zip(result, transfer(a, b), strict=True)
        ]
    return result


def bound(p: int, road: str) -> tuple[Poly, Poly]:
    """(a, b) with bound = (a + b kappa)/weight()^p."""
    squares = road != "frobenius"
    every = weighted([(a, b) for a in range(3) for b in range(3)], squares)
    sides = [
        weighted(pairs, squares)
        for pairs in ([(0, 0), (0, 1), (0, 2)], [(0, 0), (1, 0), (2, 0)], [(0, 0)])
    ]
    top: list[Poly] = [(1,), ZERO, ZERO, ZERO]
    outer = row_times(
        top,
        weighted(
            [(1, 1), (1, 2)] if road == "frobenius" else [(a, b) for a in (1, 2) for b in range(3)],
            squares,
        ),
    )
    inner = row_times(top, sides[2])
    n = 3 ** (p - 1)
    rows = [
        iterate(row, matrix, p - 1)
        for row, matrix in [(outer, every), (inner, every), *((inner, side) for side in sides)]
    ]
    first, rest = (
        rows[0],
        [
            add(full, scale(x, -1), scale(y, -1), both)
            for full, x, y, both in zip(*rows[1:], strict=True)
        ],
    )
    counts = {
        "frobenius": (1, 1),
        "gershgorin": (2 * n - 1, n - 1),
        "gershgorin-plain": (3 * n - 1, 3 * n - 1),
    }[road]
    ones = counts[0] * (n if road == "frobenius" else 2 * n) + counts[1] * (n - 1)
    total = [
        add(scale(x, counts[0]), scale(y, counts[1])) for x, y in zip(first, rest, strict=True)
    ]
    return add(total[0], total[1], scale(power(weight(), p), -ones)), add(total[2], total[3])


def iterate(row: list[Poly], matrix: Matrix, count: int) -> list[Poly]:
    """Row vector times a power of a matrix."""
    for _ in range(count):
        row = row_times(row, matrix)
    return row


def at(fraction: tuple[Poly, Poly], d: int) -> Fraction:
    """Value of a quotient of polynomials at an integer that is no zero of the denominator."""
    return Fraction(value(fraction[0], d), value(fraction[1], d))
