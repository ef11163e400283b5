r"""A lower bound by subdivision: the torus is cut into boxes on which all Bernstein coefficients of
the difference are positive.

Chart e: :math:`\varphi_l=\pi e_l+2\arctan t_l`, -1 ≤ t_l ≤ 1. There
:math:`(T-\lambda)\prod_l(1+t_l^2)^{d_l}` is a polynomial of degree 2d_l in t_l; on a box it is at
least the least of its Bernstein coefficients. Floats choose the boxes, the checker computes
exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import comb, prod

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.minimum.basis import multiples_of
from symqnn.minimum.squares import Floats

MARGIN = 1e-11  # relative; far above what floats lose in 60 halvings
BATCH = 2_000_000  # numbers at a time
DEEPEST = 60
SETTLED = "."
MAX_SIZE = 50_000


@dataclass(frozen=True)
class BoxesProof:
    """A proof that a polynomial is at least ``lower``: for each chart the subdivision in preorder,
    a digit for a halving, ``.`` a box.
    """

    lower: Fraction
    charts: tuple[str, ...]

    @property
    def boxes(self) -> int:
        """The number of boxes."""
        return sum(text.count(SETTLED) for text in self.charts)


def coefficients_on_a_box(poly: TrigPoly) -> int:
    """How many Bernstein coefficients a box has.

    Example:
        >>> coefficients_on_a_box(TrigPoly.from_terms({"11": 1}))
        9
    """
    return prod(2 * d // m + 1 for d, m in zip(poly.degrees, multiples_of(poly), strict=True))


def boxes_proof(
    poly: TrigPoly, lower: Fraction, most: int = 200_000, watch: Callable[[str], None] | None = None
) -> BoxesProof | None:
    """A subdivision that proves T ≥ ``lower``; None after ``most`` boxes, or where a box cannot be
    settled.

    Args:
        watch: told the number of boxes; what it raises ends the search.

    Example:
        >>> boxes_proof(TrigPoly.from_terms({"1": 1}), Fraction(-2)).charts
        ('.', '0..')
    """
    multiples = multiples_of(poly)
    degrees = [d // m for d, m in zip(poly.degrees, multiples, strict=True)]
    shape = tuple(2 * d + 1 for d in degrees)
    if prod(shape) > MAX_SIZE:
        return None
    tensor, scale = np.zeros(shape), max(abs(float(value)) for _, value in poly.terms())
    for index, value in (poly - TrigPoly.constant(lower, poly.torus)).terms():
        frequencies = [(e + 1) // 2 // m for e, m in zip(index, multiples, strict=True)]
        tensor[
            tuple(2 * k - e % 2 if k else 0 for k, e in zip(frequencies, index, strict=True))
        ] = float(value) / scale
    roots = [_chart(tensor, degrees, chart) for chart in range(2 ** len(degrees))]
    # node: the angle along which it is halved, and its first child
    tree: dict[int, tuple[int, int]] = {}
    waiting = [(np.arange(len(roots)), np.stack(roots), np.zeros(len(roots), dtype=np.int64))]
    number, settled = len(roots), 0
    chunk = max(1, BATCH // prod(shape))
    while waiting:
        nodes, values, depth = waiting.pop()
        if len(nodes) > chunk:
            waiting.append((nodes[chunk:], values[chunk:], depth[chunk:]))
            nodes, values, depth = nodes[:chunk], values[:chunk], depth[:chunk]
        flat = values.reshape(len(nodes), -1)
        left = np.flatnonzero(flat.min(axis=1) <= MARGIN)
        settled += len(nodes) - len(left)
        if not len(left):
            continue
        if settled + len(left) > most or (depth[left] >= DEEPEST).any():
            return None
        if watch is not None:
            watch(
                f"subdivision: {settled} boxes settled, "
                f"{sum(len(part[0]) for part in waiting) + len(left)} waiting"
            )
        axes = _widest(values[left])
        for axis in np.unique(axes).tolist():
            chosen = left[axes == axis]
            for k, node in enumerate(nodes[chosen].tolist()):
                tree[node] = axis, number + 2 * k
            children = number + np.arange(2 * len(chosen))
            number += 2 * len(chosen)
            waiting.append(
                (children, _halves(values[chosen], axis), np.repeat(depth[chosen] + 1, 2))
            )
    return BoxesProof(lower, tuple(_text(tree, root) for root in range(len(roots))))


def _text(tree: dict[int, tuple[int, int]], root: int) -> str:
    parts, stack = [], [root]
    while stack:
        node = stack.pop()
        if node not in tree:
            parts.append(SETTLED)
            continue
        axis, child = tree[node]
        parts.append(str(axis))
        stack += [child + 1, child]
    return "".join(parts)


@cache
def _table(degree: int) -> Floats:
    """Bernstein coefficients on [-1, 1] of 1, cos φ, sin φ, … times (1+t²)^d/2^d: with
    z = (1+t)/(1-t) those of (-i)^k (1+iz)^2k (1+z²)^(d-k).
    """
    rows = []
    for k in range(degree + 1):
        coefficients = np.array([(-1j) ** k])
        for factor in [(1, 1j)] * (2 * k) + [(1, 0, 1)] * (degree - k):
            coefficients = np.convolve(coefficients, factor)
        rows += [coefficients.real, coefficients.imag]
    return np.array([rows[0], *rows[2:]]) / [comb(2 * degree, j) for j in range(2 * degree + 1)]


def _chart(tensor: Floats, degrees: list[int], chart: int) -> Floats:
    values = tensor
    for axis, degree in enumerate(degrees):
        opposite = chart >> (len(degrees) - 1 - axis) & 1
        signs = np.array([(-1.0) ** ((e + 1) // 2 * opposite) for e in range(2 * degree + 1)])
        values = np.moveaxis(
            np.tensordot(values, signs[:, None] * _table(degree), axes=(axis, 0)), -1, axis
        )
    return np.asarray(values)


def _widest(values: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """For each box the angle along which neighbouring coefficients differ most."""
    differences = [
        np.abs(np.diff(values, axis=axis)).reshape(len(values), -1).max(axis=1, initial=0)
        for axis in range(1, values.ndim)
    ]
    return np.asarray(np.argmax(np.stack(differences), axis=0))


def _halves(values: Floats, axis: int) -> Floats:
    """Both halves of each box along an angle, one after the other (de Casteljau)."""
    n = values.shape[axis + 1] - 1
    lower = np.array([[comb(j, i) / 2**j for i in range(n + 1)] for j in range(n + 1)])
    halves = [
        np.moveaxis(np.tensordot(values, part, axes=(axis + 1, 1)), -1, axis + 1)
        for part in (lower, lower[::-1, ::-1])
    ]
    return np.stack(halves, axis=1).reshape(-1, *values.shape[1:])
