r"""Mixed volumes of lattice polytopes, exactly.

MV(P_1, …, P_p) = Σ_S (-1)^{p-|S|} Vol(Σ_{i∈S} P_i), so that MV(P, …, P) = p!·Vol(P). Volumes come
from a placing triangulation with integer determinants.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations
from math import factorial

from flint import fmpz_mat

from symqnn.errors import DimensionError, SizeError

Point = tuple[int, ...]
MAX_POINTS = 20_000


def _determinant(rows: list[list[int]]) -> int:
    return int(fmpz_mat(rows).det())


def _edge(origin: Point, point: Point) -> list[int]:
    return [b - a for a, b in zip(origin, point, strict=True)]


def extreme_candidates(points: Iterable[Point]) -> list[Point]:
    """The points that lie between no two others on a line parallel to an axis;
    their convex hull is that of all.

    Example:
        >>> extreme_candidates([(0, 0), (1, 0), (2, 0), (1, 1)])
        [(0, 0), (1, 1), (2, 0)]
    """
    kept = set(points)
    for axis in range(len(next(iter(kept), ()))):
        lines: dict[Point, list[Point]] = {}
        for point in kept:
            lines.setdefault(point[:axis] + point[axis + 1 :], []).append(point)
        kept = {
            end
            for line in lines.values()
            for end in (min(line, key=lambda q: q[axis]), max(line, key=lambda q: q[axis]))
        }
    return sorted(kept)


def _first_simplex(points: list[Point]) -> list[Point]:
    chosen = [points[0]]
    for point in points[1:]:
        rows = [_edge(points[0], other) for other in [*chosen[1:], point]]
        if fmpz_mat(rows).rank() == len(rows):
            chosen.append(point)
    return chosen


def normalised_volume(points: Iterable[Point]) -> int:
    """d! times the volume of the convex hull of lattice points in dimension d;
    0 if they lie in a hyperplane.

    Example:
        >>> normalised_volume([(0, 0), (2, 0), (0, 2), (2, 2), (1, 1)])
        8
    """
    listed = extreme_candidates(points)
    dimension = len(listed[0])
    start = _first_simplex(listed)
    if len(start) <= dimension:
        return 0
    total = abs(_determinant([_edge(start[0], point) for point in start[1:]]))
    # dimension + 1 times an inner point
    inner = [sum(column) for column in zip(*start, strict=True)]
    facets: dict[frozenset[Point], tuple[list[int], int]] = {}

    def plane(facet: frozenset[Point]) -> tuple[list[int], int]:
        """Normal and offset with normal·x ≤ offset on the hull."""
        origin, *others = sorted(facet)
        edges = [_edge(origin, other) for other in others]
        normal = [
            (-1) ** k * (_determinant([row[:k] + row[k + 1 :] for row in edges]) if edges else 1)
            for k in range(dimension)
        ]
        offset = sum(a * b for a, b in zip(normal, origin, strict=True))
        if sum(a * b for a, b in zip(normal, inner, strict=True)) > (dimension + 1) * offset:
            normal, offset = [-value for value in normal], -offset
        return normal, offset

    for corners in combinations(start, dimension):
        facets[frozenset(corners)] = plane(frozenset(corners))
    for point in listed:
        visible = [
            f
            for f, (normal, offset) in facets.items()
            if sum(a * b for a, b in zip(normal, point, strict=True)) > offset
        ]
        ridges: dict[frozenset[Point], int] = {}
        for facet in visible:
            total += abs(_determinant([_edge(point, vertex) for vertex in facet]))
            del facets[facet]
            for vertex in facet:
                ridges[facet - {vertex}] = ridges.get(facet - {vertex}, 0) + 1
        for ridge, count in ridges.items():
            if count == 1:
                facets[ridge | {point}] = plane(ridge | {point})
    return total


def mixed_volume(supports: Iterable[Iterable[Point]]) -> int:
    """Mixed volume of the convex hulls of p sets of lattice points in dimension p.

    Raises:
        DimensionError: not p sets in dimension p; SizeError: Minkowski sums with more than 20 000
            points.

    Example:
        >>> square = [(x, y) for x in (-2, 2) for y in (-2, 2)]
        >>> mixed_volume([square, square])
        32
    """
    listed = [extreme_candidates(support) for support in supports]
    p = len(listed)
    if not all(listed) or any(len(point) != p for support in listed for point in support):
        raise DimensionError(
            f"{p} supports were given; each must hold points with {p} coordinates, at least one."
        )
    total = Fraction(0)
    sums: dict[tuple[int, ...], list[Point]] = {(): [(0,) * p]}
    for size in range(1, p + 1):
        for chosen in combinations(range(p), size):
            left, right = sums[chosen[:-1]], listed[chosen[-1]]
            if len(left) * len(right) > MAX_POINTS * 50:
                raise SizeError(
                    f"a Minkowski sum of {len(left)} and {len(right)} points is beyond the "
                    "budget of the mixed volume."
                )
            sums[chosen] = extreme_candidates(
                {tuple(a + b for a, b in zip(x, y, strict=True)) for x in left for y in right}
            )
            total += (-1) ** (p - size) * Fraction(normalised_volume(sums[chosen]), factorial(p))
    return int(total)
