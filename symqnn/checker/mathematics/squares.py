"""Ties by squares: a summand is a constant plus squares, whose common zeros its minima are.

Where all f_j vanish the summand has its least value, -c if L + c = sum w_j f_j^2 with w_j > 0. With
as many f_j as angles a zero near a given point is shown to exist by Newton's map x - Y f(x), Y the
inverse of the Jacobian there; it is a critical point, and the one of the list if it is so close
that there is no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from ..trusted.circle import Circle
from ..trusted.reading import Index, Node
from ..trusted.verdict import charge, size_factor
from .loss import squared
from .losses import Terms
from .subdivision import Root
from .ties import at_point, centre, derivative

Squares = list[tuple[Fraction, Terms]]


def verify_squares(
    node: Node,
    terms: Terms,
    origin: Sequence[Fraction],
    roots: Sequence[Root],
    lowest: Sequence[int],
) -> None:
    """Every one of the minima `lowest` is a common zero of the polynomials that are squared."""
    squares = read_squares(node, terms, len(origin))
    slopes = [
        sum((abs(value) * norm(index) ** 2 for index, value in poly.items()), Fraction(0))
        for _, poly in squares
    ]
    for k in lowest:
        distance = zero_near(node, [poly for _, poly in squares], slopes, centre(roots[k], origin))
        if roots[k].bounds[0] + roots[k].bounds[1] * distance >= 1:
            raise node.reject(f"the zero near root {k} is not shown to be this root")


def norm(index: Index) -> int:
    """The sum of the frequencies."""
    return sum((e + 1) // 2 for e in index)


def read_squares(node: Node, terms: Terms, p: int) -> Squares:
    """One [weight, polynomial] for each angle; they add up to the summand and a constant."""
    return add_up(node, node.elements(p), terms, p)[0]


def add_up(node: Node, elements: Sequence[Node], terms: Terms, p: int) -> tuple[Squares, Fraction]:
    """The squares [weight, polynomial], and the constant c of L = c + sum w_j f_j^2."""
    squares: Squares = []
    rest = dict(terms)
    for element in elements:
        weight_node, poly_node = element.elements(2)
        weight, poly = weight_node.rational(), poly_node.polynomial(p)
        if weight <= 0:
            raise weight_node.reject("not positive")
        squares.append((weight, poly))
        for index, value in squared(poly, p).items():
            rest[index] = rest.get(index, Fraction(0)) - weight * value
    # L - sum w_j f_j^2 is constant: where all f_j vanish L is least
    if any(value for index, value in rest.items() if any(index)):
        raise node.reject("the squares do not add up to the summand and a constant")
    return squares, rest.get((0,) * p, Fraction(0))


def zero_near(
    node: Node, polys: Sequence[Terms], slopes: Sequence[Fraction], point: Sequence[Circle]
) -> Fraction:
    """How far at most a common zero is from a point, in every angle.

    An entry (j, i) of the Jacobian changes by at most r sum_e |a_e| k_i |k|_1 within r
    of the point, so |Y (J(x) - J)| is at most a r, a = max_i sum_j |Y_ij| M_j with the M_j
    of `slopes`. With |Y f| <= w and 4 a w < 1 the cube of radius 2 w is mapped into
    itself, w + a (2 w)^2 <= 2 w, and contracted.
    """
    p = len(polys)
    bits = (
        max(x.denominator.bit_length() for pair in point for x in pair)
        * p
        * max((max(e) for f in polys for e in f), default=1)
    )
    charge(
        200 * p * p * max(map(len, polys)) * size_factor(bits) + 20 * p**3 * size_factor(bits * p),
        node.place(),
    )
    values = [at_point(poly, point) for poly in polys]
    rows = inverse(
        [[at_point(derivative(poly, axis), point) for axis in range(p)] for poly in polys]
    )
    if rows is None:
        raise node.reject("a singular Jacobian")
    # |Y f| at the point, and how much |Y J| changes with the distance
    step = max(abs(dot(row, values)) for row in rows)
    change = max(dot(map(abs, row), slopes) for row in rows)
    if 4 * change * step >= 1:
        raise node.reject("no common zero is shown to be close to a minimum")
    return 2 * step


def dot(left: Iterable[Fraction], right: Iterable[Fraction]) -> Fraction:
    """The sum of the products."""
    return sum((x * y for x, y in zip(left, right, strict=True)), Fraction(0))


def inverse(matrix: list[list[Fraction]]) -> list[list[Fraction]] | None:
    """By elimination with the matrix and the identity side by side; None if it is singular."""
    n = len(matrix)
    rows = [[*row, *(Fraction(i == j) for j in range(n))] for i, row in enumerate(matrix)]
    for k in range(n):
        pivot = next((i for i in range(k, n) if rows[i][k]), None)
        if pivot is None:
            return None
        rows[k], rows[pivot] = rows[pivot], rows[k]
        rows[k] = [x / rows[k][k] for x in rows[k]]
        for i in range(n):
            if i != k and rows[i][k]:
                factor = rows[i][k]
                rows[i] = [x - factor * y for x, y in zip(rows[i], rows[k], strict=True)]
    return [row[n:] for row in rows]
