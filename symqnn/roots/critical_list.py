"""The complete list of critical points as data: what it says of itself on the terminal, in LaTeX
and in Jupyter, and its points one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from itertools import islice, product
from math import pi

import numpy as np

from symqnn.algebra.html_tables import html_table
from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.latex_tables import table_rows, text_lines, words
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.roots.degeneracy import Degeneracy
from symqnn.roots.dyadic import TURN
from symqnn.roots.search import Enumeration
from symqnn.roots.structure import AngleBlock
from symqnn.status import Status

# in a line of LaTeX: digits and points of the angles of a critical point; characters of numbers
LINE, NUMBERS = 44, 56


def nine_digits(value: float) -> str:
    """A number to nine digits after the point, without a sign if it rounds to 0.

    Example:
        >>> nine_digits(-1e-14)
        '0.000000000'
    """
    return f"{value:.9f}".replace("-0.000000000", "0.000000000")


@dataclass(frozen=True)
class CriticalPoint(LatexRepr):
    """One critical point: it is the only one in a cube around ``turns``, and lies within ``radius``
    of it.

    Args:
        turns: centre of the enclosure, φ_l = 2π·turns_l.
        radius: in every angle |φ_l - 2π·turns_l| ≤ radius, in radians of φ.
        index: Morse index, the number of negative eigenvalues of the Hessian; 0 for a strict local
            minimum.
        value: rational bounds (lower, upper) of the loss there.
        units: the g_l with φ_l = g_l·θ_l.
    """

    turns: tuple[Fraction, ...]
    radius: Fraction
    index: int
    value: tuple[Fraction, Fraction]
    units: tuple[Fraction, ...]

    def __repr__(self) -> str:
        index, theta, value = self.latex_cells()
        return f"<critical point of index {index} near θ = ({theta}), value ≈ {value}>"

    def latex_cells(self, digits: int = 9) -> list[str]:
        """Index, θ and value; the value to nine digits after the point."""
        middle = float(sum(self.value)) / 2
        return [
            str(self.index),
            ", ".join(f"{theta:.{digits}f}" for theta in self.theta),
            nine_digits(middle),
        ]

    def latex_rows(self) -> list[Row]:
        r"""LaTeX: θ (radians) and the value to nine digits, and the Morse index."""
        index, theta, value = self.latex_cells()
        return [
            (
                "",
                rf"\theta \approx ({theta}), \quad L \approx {value}, \quad\text{{index }} {index}",
            )
        ]

    @property
    def theta(self) -> tuple[float, ...]:
        """Approximate angles θ_l in [0, 2π/g_l), in radians."""
        return tuple(
            2 * pi * float(t / unit) for t, unit in zip(self.turns, self.units, strict=True)
        )


@dataclass(frozen=True)
class CriticalPoints(LatexRepr):
    """Answer to: which points of the torus [0, 2π)^p are critical?

    Args:
        poly: the polynomial L(φ).
        status: PROVED: the list is complete and all points are nondegenerate; PREMISE FAILS: some
            critical point is degenerate (perhaps there are infinitely many), with the proof in
            ``degeneracy``; UNDECIDED: boxes are left, why is in ``reason``.
        blocks, enumerations: the independent summands of L, and the search in each.
        offset: the constant term of L.
        degeneracy: why some critical point is degenerate, if this is proved.
        residuals: polynomials, the mean of whose squares L is, if they are known.
    """

    poly: TrigPoly
    status: Status
    reason: str
    blocks: tuple[AngleBlock, ...]
    enumerations: tuple[Enumeration, ...]
    offset: Fraction
    degeneracy: Degeneracy | None = None
    residuals: tuple[TrigPoly, ...] = ()

    def __repr__(self) -> str:
        """In a line.

        Example:
            >>> from symqnn import critical_points
            >>> critical_points(TrigPoly.from_terms({"1": 1}))
            <critical points: PROVED; 2, by Morse index 1, 1>
        """
        counts = ", ".join(map(str, self.by_index))
        found = f"{self.number}, by Morse index {counts}" if counts else self.reason[:80]
        return f"<critical points: {self.status}; {found}>"

    def _repr_html_(self, limit: int = 24) -> str:
        """A table for notebooks: index, angles in radians, value; nine digits of what is exact."""
        head = ["index", *self.poly.torus.names, "value"]
        listed = sorted(
            islice(self.points(), 100_000), key=lambda point: (point.index, point.value)
        )
        rows = [
            [
                str(point.index),
                *map(nine_digits, point.theta),
                nine_digits(float(sum(point.value)) / 2),
            ]
            for point in listed[:limit]
        ]
        more = f"<p>… {self.number - limit} more</p>" if self.number > limit else ""
        return f"<p>{escape(repr(self)[1:-1])}</p>{html_table(head, rows)}{more}"

    def latex_rows(self, limit: int = 32) -> list[Row]:
        r"""LaTeX: the numbers by Morse index, the Euler sum, and a table of at most ``limit``
        points (θ in radians, nine digits after the point, or as many as a line has room for).
        """
        rows = self._latex_numbers()
        if self.reason:
            rows += text_lines(f"{self.status}: {self.reason[:400]}")
        listed = (
            sorted(self.points(), key=lambda point: (point.index, point.value))
            if self.number <= 100_000
            else list(islice(self.points(), limit + 1))
        )
        torus = self.poly.torus
        before = sum(len(f"{2 * pi / float(unit):.0f}") for unit in torus.units)
        digits = max(2, min(9, (LINE - before - len(torus)) // max(len(torus), 1)))
        cells = (point.latex_cells(digits) for point in listed)
        is_default = torus.names == Torus.default(len(torus)).names
        angles = "θ" if is_default else ", ".join(torus.names)
        header = ["index", f"{angles} ≈", "loss ≈"]
        return [*rows, *table_rows(header, cells, "rll", limit)] if listed else rows

    def _latex_numbers(self) -> list[Row]:
        """N_0 = …, N_1 = …, as many to a line as fit, and their alternating sum."""
        lines, used = list[str](), NUMBERS
        for k, count in enumerate(self.by_index):
            used += len(f"N = {count}, ")
            if used > NUMBERS:
                lines.append("")
                used = len(f"N = {count}, ")
            lines[-1] += rf"{', ' * bool(lines[-1])}N_{{{k}}} = {count}"
        if not lines:
            return []
        euler = rf"\sum_{{k}} (-1)^{{k}} N_{{k}} = {self.euler_characteristic}"
        euler += rf" \quad{words(f'({self.status})')}"
        if len(lines) == 1 and len(self.by_index) <= 5:
            return [("", rf"{lines[0]}; \quad {euler}")]
        return [("", line) for line in [*lines[:-1], f"{lines[-1]};", euler]]

    @property
    def by_index(self) -> tuple[int, ...]:
        """Number of critical points found of Morse index 0, 1, …, p."""
        result = np.array([1], dtype=object)
        for block, found in zip(self.blocks, self.enumerations, strict=True):
            counts = np.bincount(found.roots.indices, minlength=len(block.axes) + 1).astype(object)
            result = np.convolve(result, counts * block.copies)
        return tuple(int(count) for count in result) if self.enumerations else ()

    @property
    def number(self) -> int:
        """Number of critical points found."""
        return sum(self.by_index)

    @property
    def euler_characteristic(self) -> int:
        """Σ(-1)^index, which is 0 on the torus if the list is complete."""
        return sum(-count if index % 2 else count for index, count in enumerate(self.by_index))

    @property
    def boxes(self) -> int:
        """Number of boxes looked at."""
        return sum(found.boxes for found in self.enumerations)

    @property
    def pending(self) -> int:
        """Number of boxes left over."""
        return sum(len(found.pending) for found in self.enumerations)

    @property
    def seconds(self) -> float:
        """Time of the search."""
        return sum(found.seconds for found in self.enumerations)

    def points(self, index: int | None = None) -> Iterator[CriticalPoint]:
        """The critical points found, block by block; those of one Morse index if it is given."""
        lists = [
            _block_points(block, found)
            for block, found in zip(self.blocks, self.enumerations, strict=True)
        ]
        if not lists:
            return
        for parts in product(*lists):
            total = sum(part.index for part in parts)
            if index is not None and total != index:
                continue
            turns = {
                axis: t
                for block, part in zip(self.blocks, parts, strict=True)
                for axis, t in zip(block.axes, part.turns, strict=True)
            }
            value = tuple(self.offset + sum(part.value[side] for part in parts) for side in (0, 1))
            place = tuple(turns[axis] for axis in sorted(turns))
            radius = max(part.radius for part in parts)
            yield CriticalPoint(place, radius, total, (value[0], value[1]), self.poly.torus.units)

    def minima(self, limit: int = 100_000) -> list[CriticalPoint]:
        """The strict local minima found, lowest first, at most ``limit`` of them."""
        return sorted(islice(self.points(0), limit), key=lambda point: point.value)

    def levels(self, limit: int = 100_000) -> list[tuple[Fraction, Fraction, int]]:
        """Values of the local minima, lowest first: (lower bound, upper bound, number of minima);
        overlapping enclosures make one level.

        Minima of one level may have equal values or not: enclosures do not decide. Different levels
        certainly differ.
        """
        result: list[tuple[Fraction, Fraction, int]] = []
        for point in self.minima(limit):
            if result and point.value[0] <= result[-1][1]:
                low, high, count = result.pop()
                result.append((low, max(high, point.value[1]), count + 1))
            else:
                result.append((*point.value, 1))
        return result

    def global_minima(self) -> list[CriticalPoint]:
        """The local minima that may be global: their enclosures overlap the lowest upper bound; one
        if it is certainly unique.
        """
        found = self.minima()
        least = min((point.value[1] for point in found), default=Fraction(0))
        return [point for point in found if point.value[0] <= least]


def _block_points(block: AngleBlock, found: Enumeration) -> list[CriticalPoint]:
    result = []
    roots, scale, listed = found.roots, found.jets.scale, found.listed
    for k in range(len(roots)):
        value, error = Fraction(float(roots.values[k])), Fraction(float(roots.errors[k]))
        bounds = ((value - error) * scale, (value + error) * scale)
        radius = Fraction(float(roots.tight[k]))
        centre = [Fraction(int(n), TURN) for n in roots.centres[k]]
        if listed is not None:  # exact, and with more digits
            bounds, radius, centre = listed.values[k], listed.radii[k], [listed.turns[k]]
        for shifts in product(*(range(m) for m in block.multiples)):
            turns = tuple(
                (n + s) / m for n, s, m in zip(centre, shifts, block.multiples, strict=True)
            )
            tight = radius / min(block.multiples)
            units = block.poly.torus.units
            result.append(CriticalPoint(turns, tight, int(roots.indices[k]), bounds, units))
    return result
