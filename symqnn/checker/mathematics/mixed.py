"""Mixed volume of p sets of lattice points in dimension p, by recursion over the faces.

MV(P_1, ..., P_p) = sum over primitive normals u of max_{x in P_1} u.x * MV(faces of P_2, ...,
P_p where u is largest), the mixed volume of the faces in the lattice of the hyperplane
u.x = 0. It is 0 unless each face holds an edge, these edges being independent; so u is orthogonal
to differences d_2, ..., d_p of points, one of each set. Leaving out a coordinate j maps the lattice
of the hyperplane to one of index |u_j|.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, product
from math import gcd, prod

from ..trusted.reading import Index
from ..trusted.verdict import charge
from .torus import determinant


def ends_of_lines(points: Iterable[Index]) -> list[Index]:
    """The points that lie between no two others on a line parallel to an axis:
    they have the same convex hull.
    """
    kept = set(points)
    for axis in range(len(next(iter(kept)))):
        lines: dict[Index, list[Index]] = {}
        for point in kept:
            lines.setdefault(point[:axis] + point[axis + 1 :], []).append(point)
        kept = {end for line in lines.values() for end in (min(line), max(line))}
    return sorted(kept)


def primitive(vector: Sequence[int]) -> Index:
    """Divided by the greatest common divisor, the first entry that is not 0 positive."""
    common = gcd(*vector)
    sign = next(1 if x > 0 else -1 for x in vector if x)
    return tuple(sign * x // common for x in vector)


def normal(rows: Sequence[Index]) -> Index:
    """The vector orthogonal to p - 1 rows of length p, by their minors;
    zero if the rows are dependent.
    """
    return tuple(
        (-1) ** k * determinant([list(row[:k] + row[k + 1 :]) for row in rows])
        for k in range(len(rows) + 1)
    )


def height(direction: Index, point: Index) -> int:
    """Scalar product."""
    return sum(a * b for a, b in zip(direction, point, strict=True))


def mixed_volume(sets: Sequence[Iterable[Index]]) -> int:
    """MV, such that MV(P, ..., P) is p! times the volume of P."""
    supports = [ends_of_lines(points) for points in sets]
    p = len(supports)
    if p == 1:
        return supports[0][-1][0] - supports[0][0][0]
    supports.sort(key=len, reverse=True)
    first, rest = supports[0], supports[1:]
    edges = [
        {primitive([b - a for a, b in zip(x, y, strict=True)]) for x, y in combinations(points, 2)}
        for points in rest
    ]
    charge(prod(map(len, edges)) * 100 * p**2)
    normals = {primitive(found) for rows in product(*edges) if any(found := normal(rows))}
    total = 0
    for positive in normals:
        for u in (positive, tuple(-x for x in positive)):
            heights = [[height(u, point) for point in points] for points in rest]
            faces = [
                [x for x, h in zip(points, row, strict=True) if h == max(row)]
                for points, row in zip(rest, heights, strict=True)
            ]
            if all(len(face) > 1 for face in faces):
                j = next(k for k, x in enumerate(u) if x)
                projected = [[point[:j] + point[j + 1 :] for point in face] for face in faces]
                total += (
                    max(height(u, point) for point in first) * mixed_volume(projected) // abs(u[j])
                )
    return total
