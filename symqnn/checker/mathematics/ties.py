"""How many points attain the least value of a summand: minima with equal values, by symmetries or
by exact values.

A symmetry is psi'_l = +-psi_source(l) + quarters_l pi/2 under which every term of the summand goes
to a term. The image of a critical point is one, with the same value; if it lies where only one
critical point can be, it is that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..trusted.circle import Circle, power, read_point, times
from ..trusted.reading import Index, Node
from ..trusted.verdict import Unsupported, charge, size_factor
from .algebraic import read_polynomial, remainder
from .loss import Series, to_series
from .losses import Terms
from .sturm import Poly, add, chain, roots_between, sign
from .sturm import times as product
from .subdivision import ONE, Root
from .univariate import numerator, slope

FIELDS = ("symmetries", "points")
GRID = 1 << 20
MAX_SYMMETRIES = 64
QUARTERS: tuple[Circle, ...] = tuple(
    (Fraction(x), Fraction(y)) for x, y in ((1, 0), (0, 1), (-1, 0), (0, -1))
)
CUT = QUARTERS[2]  # t = tan(psi/2) on the circle without the point psi = pi


@dataclass(frozen=True)
class Symmetry:
    """psi'_l = (-1)^reversed_l psi_source(l) + quarters_l pi/2."""

    source: Index
    reversed: Index
    quarters: Index

    def image(self, point: Sequence[Circle]) -> list[Circle]:
        """Where a point goes, as points of the circle."""
        moved = []
        for k, back, quarter in zip(self.source, self.reversed, self.quarters, strict=True):
            cos, sin = point[k]
            moved.append(times((cos, -sin if back else sin), QUARTERS[quarter]))
        return moved


def least_points(
    node: Node,
    terms: Terms,
    origin: Sequence[Fraction],
    roots: Sequence[Root],
    lowest: Sequence[int],
) -> int:
    """The number of critical points of a block at which its summand is least; `node` are its TIES,
    `lowest` those that may be.
    """
    if "polynomial" in node.mapping():
        (polynomial,) = node.fields("polynomial")
        verify_values(polynomial, terms, [roots[k].value for k in lowest])
        return len(lowest)
    if "squares" in node.mapping():
        from .squares import verify_squares  # loaded where there are such ties only

        (squares,) = node.fields("squares")
        verify_squares(squares, terms, origin, roots, lowest)
        return len(lowest)
    symmetry_node, point_node = node.fields(*FIELDS)
    centres = {k: centre(roots[k], origin) for k in lowest}
    home = {k: k for k in lowest}
    # minima that a symmetry maps to each other have equal values: they are one class
    for k, other in pairs(symmetry_node, terms, centres, roots):
        old, new = home[k], home[other]
        home = {key: new if value == old else value for key, value in home.items()}
    classes = set(home.values())
    values = {home[k]: value for k, value in exact_values(point_node, terms, centres, roots)}
    # all have the same value, and one of them is least; otherwise the classes are compared by the
    # exact value at one minimum of each
    if len(classes) == 1:
        return len(lowest)
    if set(values) != classes:
        raise point_node.reject(
            f"{len(classes)} classes of minima, and values of {len(values)} of them"
        )
    least = min(values.values())
    return sum(values[home[k]] == least for k in lowest)


def centre(root: Root, origin: Sequence[Fraction]) -> list[Circle]:
    """The point given for a root, psi = chi + 2 arctan(origin), as points of the circle."""
    result = []
    for opposite, t, tau in zip(root.opposite, root.tangents, origin, strict=True):
        chi = times(QUARTERS[2 * opposite], half_turn(Fraction(t, ONE)))
        result.append(times(chi, half_turn(tau)))
    return result


def half_turn(t: Fraction) -> Circle:
    """(cos, sin) of 2 arctan t."""
    return (1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)


def is_near(
    point: Sequence[Circle], distance: Fraction, centre_: Sequence[Circle], root: Root
) -> bool:
    """Whether a critical point within `distance` of `point` is this root.

    Newton's map is a contraction on the cube of radius R around the centre if a_0 + a_1 R < 1, so
    that at most one critical point is there, and the root is one. An arc is at most twice its
    chord, a chord at most |Delta cos| + |Delta sin|.
    """
    charge(
        400
        * len(point)
        * size_factor(*(x.denominator.bit_length() for x in (*point[0], *centre_[0])))
    )
    apart = max(abs(a - c) + abs(b - d) for (a, b), (c, d) in zip(point, centre_, strict=True))
    return root.bounds[0] + root.bounds[1] * (2 * apart + distance) < 1


def rounded(point: Sequence[Circle]) -> list[int]:
    """All cosines and sines in units of GRID, rounded down: points that differ by more in one of
    them are not compared exactly.
    """
    charge(20 * len(point) * size_factor(*(x.denominator.bit_length() for x in point[0])))
    return [x.numerator * GRID // x.denominator for pair in point for x in pair]


def widest(root: Root) -> int:
    """More units of GRID than a cosine or sine may differ in a point that `is_near` accepts:
    a_0 + 2 a_1 apart < 1.
    """
    a0, a1 = root.bounds
    return int((1 - a0) / (2 * a1) * GRID) + 2 if a1 else 4 * GRID


def read_symmetry(node: Node, terms: Series, p: int) -> Symmetry:
    """A symmetry of the summand: with c_k the coefficient of e^(ik psi), up to a common
    factor, c_k i^(k.quarters) = c_k', k'_source(l) = +-k_l.
    """
    source, back, quarters = (
        tuple(part.count() for part in row.elements(p)) for row in node.elements(3)
    )
    if sorted(source) != list(range(p)) or max(back) > 1 or max(quarters) > 3:
        raise node.reject("not a permutation of the angles, signs 0 or 1, and quarters from 0 to 3")
    charge(100 * p * len(terms))
    for k, (x, y) in terms.items():
        moved = [0] * p
        for entry, place, sign_ in zip(k, source, back, strict=True):
            moved[place] = -entry if sign_ else entry
        turn = sum(a * b for a, b in zip(k, quarters, strict=True)) % 4
        # the term e^(ik psi) goes to e^(ik' psi) times i^(k.quarters)
        if terms.get(tuple(moved)) != ((x, y), (-y, x), (-x, -y), (y, -x))[turn]:  # i^turn (x + iy)
            raise node.reject("not a symmetry of the loss")
    return Symmetry(source, back, quarters)


def pairs(
    node: Node, terms: Terms, centres: dict[int, list[Circle]], roots: Sequence[Root]
) -> Iterator[tuple[int, int]]:
    """The minima that the symmetries map to each other."""
    if len(node.elements()) > MAX_SYMMETRIES:
        raise Unsupported(node.place(), f"more than {MAX_SYMMETRIES} symmetries")
    series, _ = to_series(terms, len(roots[0].opposite))
    coefficients = {k: value for k, value in series.items() if any(value)}
    grid = {k: (rounded(point), widest(roots[k])) for k, point in centres.items()}
    for element in node.elements():
        symmetry = read_symmetry(element, coefficients, len(roots[0].opposite))
        for k, point in centres.items():
            image = symmetry.image(point)
            place = rounded(image)
            charge(10 * len(centres))
            for other, (there, most) in grid.items():
                if all(abs(a - b) <= most for a, b in zip(place, there, strict=True)) and is_near(
                    image, roots[k].radius, centres[other], roots[other]
                ):
                    yield k, other


def exact_values(
    node: Node, terms: Terms, centres: dict[int, list[Circle]], roots: Sequence[Root]
) -> Iterator[tuple[int, Fraction]]:
    """(minimum, value) for each [position in `roots`, point]: a rational point with gradient 0
    where only this root can be.
    """
    for element in node.elements():
        position_node, at = element.elements(2)
        k, p = position_node.count(), len(roots[0].opposite)
        if k not in centres:
            raise position_node.reject("not the position of a minimum that may be the least")
        point = [read_point(part) for part in at.elements(p)]
        charge(200 * p * len(terms))
        if any(at_point(derivative(terms, axis), point) for axis in range(p)):
            raise at.reject("not a critical point")
        if not is_near(point, Fraction(0), centres[k], roots[k]):
            raise at.reject("not shown to be this root")
        yield k, at_point(terms, point)


def derivative(terms: Terms, axis: int) -> Iterable[tuple[Index, Fraction]]:
    """cos k -> -k sin k, sin k -> k cos k in one angle."""
    for index, value in terms.items():
        e = index[axis]
        if e:
            factor = (e + 1) // 2 * (-1 if e % 2 else 1)
            yield (*index[:axis], e + 1 if e % 2 else e - 1, *index[axis + 1 :]), factor * value


def at_point(terms: Terms | Iterable[tuple[Index, Fraction]], point: Sequence[Circle]) -> Fraction:
    """The value of a trigonometric polynomial at a rational point."""
    total = Fraction(0)
    for index, value in terms.items() if isinstance(terms, dict) else terms:
        for e, pair in zip(index, point, strict=True):
            if e:
                value *= power(pair, (e + 1) // 2)[0 if e % 2 else 1]
        total += value
    return total


def verify_values(
    node: Node, terms: Terms, enclosures: Sequence[tuple[Fraction, Fraction]]
) -> None:
    """One angle: the polynomial c is 0 at every critical value, and has one root only where the
    values of the minima are.

    With t = tan(psi/2), L = N/W, W = (1 + t^2)^d, and (1 + t^2)^d L' = P: sum c_j N^j W^(m-j) is 0
    modulo P, so c(L) = 0 wherever L' = 0 but perhaps at psi = pi, where L is the coefficient of
    t^2d in N and L' that in P.
    """
    if any(len(index) != 1 for index in terms):
        raise node.reject("for one angle only")
    poly = read_polynomial(node)
    if len(poly) < 2:
        raise node.reject("constant")
    summand = {index[0]: value for index, value in terms.items()}
    degree = max((e + 1) // 2 for e in summand)
    top, bottom = numerator_of(summand, degree), numerator_of({0: Fraction(1)}, degree)
    gradient = numerator_of(slope(summand), degree)
    bits = [x.denominator.bit_length() + x.numerator.bit_length() for x in (*poly, *top)]
    charge(200 * len(poly) * len(top) ** 2 * size_factor(len(poly) * max(bits)))
    total, weight = list[Fraction](), [Fraction(1)]
    for c in reversed(poly):  # Horner's scheme: total * N + c W^(m-j)
        total = remainder(add(product(total, top), [c * x for x in weight]), gradient)
        weight = remainder(product(weight, bottom), gradient)
    if total:
        raise node.reject("not 0 at every critical value")
    if len(gradient) <= 2 * degree:
        value = top[2 * degree] if len(top) > 2 * degree else Fraction(0)
        if sum(c * value**j for j, c in enumerate(poly)):
            raise node.reject("not 0 at the critical value at pi")
    low, high = min(pair[0] for pair in enclosures), max(pair[1] for pair in enclosures)
    if not sign(poly, low) or not sign(poly, high) or roots_between(chain(poly), low, high) != 1:
        raise node.reject(
            "the polynomial has more than one root where the values of the minima are"
        )


def numerator_of(summand: dict[int, Fraction], degree: int) -> Poly:
    """(1 + t^2)^degree times the summand."""
    result = numerator(summand, CUT)
    for _ in range(degree - max((e + 1) // 2 for e in summand)):
        result = product(result, [Fraction(1), Fraction(0), Fraction(1)])
    return result
