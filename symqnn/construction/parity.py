"""Beyond the paper: parities of angles, on which coordinate-wise minimisation gets stuck, and
MaxCut as a square loss.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational, short
from symqnn.algebra.latex import LatexRepr, Row, number
from symqnn.construction.realise import Construction, realise
from symqnn.construction.targets import Star, cosine, read_star, sine
from symqnn.construction.vertices import VertexLandscape, vertex_landscape
from symqnn.errors import InputError
from symqnn.model.qnn import QNN, require_qnn


@dataclass(frozen=True)
class VertexConstruction(LatexRepr):
    """A dataset whose minima are vertices φ* + πζ, φ = gθ, and its complete landscape."""

    construction: Construction
    star: Star
    landscape: VertexLandscape

    def __repr__(self) -> str:
        return (
            f"<dataset with all minima at vertices: {self.landscape.count} minima, "
            f"{self.landscape.spurious} spurious; {self.construction.samples_text}>"
        )

    def latex_rows(self, limit: int = 12) -> list[Row]:
        """LaTeX: κ, then the landscape; ``.construction.dataset`` has its own."""
        return [
            (r"\kappa ", f"= {number(self.construction.kappa)}"),
            *self.landscape.latex_rows(limit),
        ]


def parity_family(
    qnn: QNN,
    strengths: Mapping[tuple[int, ...], object],
    star: Sequence[CirclePoint] | None = None,
    kappa: object = None,
) -> VertexConstruction:
    r"""S_0 and one sample for each subset S of the angles, with the residual
    :math:`r_S\kappa(\prod_{l\in S}\cos(\varphi_l-\varphi_l^*)-1)`.

    Ours, not the paper's; φ_l = g_lθ_l are the phases (2θ_l for the paper's networks). If
    :math:`\sum_{S\ni l}r_S^2<\tfrac12` for all l there are exactly 2^p local minima, with the
    values :math:`\tfrac{4\kappa^2}m\sum_Sr_S^2[\,|S\cap\zeta|\text{ odd}]`; here this is proved for
    the instance.

    Args:
        qnn: any network that reaches these residuals. strengths: subsets (sorted tuples of angles,
            0-based) and exact r_S.

    Raises:
        UnreachableError: some residual is not reachable; InputError: a subset that is none, or
            strengths so large that the loss is not concave in the cosines.

    Example:
        >>> made = parity_family(QNN(["ZI", "IZ"], "(Y+I)(Y+I)"), {(0,): "1/5", (0, 1): "1/2"})
        >>> made.landscape.count, made.landscape.stuck
        (4, ((-1, -1),))
    """
    p = len(require_qnn(qnn).parameters)
    points = read_star(star, p)
    if not isinstance(strengths, Mapping):
        raise InputError(
            f"strengths is {short(strengths)}; a mapping from subsets of angles to numbers is "
            "required, "
            "such as {(0,): '1/5', (0, 1): '1/2'}."
        )
    for subset in strengths:
        if not subset or list(subset) != sorted(set(subset)) or subset[0] < 0 or subset[-1] >= p:
            raise InputError(
                f"subset {subset!r} is not a sorted non-empty tuple of angles 0…{p - 1}."
            )
    listed = [
        (subset, rational(value, f"strength of {subset}")) for subset, value in strengths.items()
    ]
    targets = [sine(points, k) for k in range(p)] + [
        cosine(points, subset, value) for subset, value in listed
    ]
    made = realise(qnn, targets, kappa)
    return VertexConstruction(made, points, vertex_landscape(made.loss(), points))


def maxcut(
    qnn: QNN,
    edges: Sequence[tuple[int, int]],
    strength: object = None,
    star: Sequence[CirclePoint] | None = None,
) -> VertexConstruction:
    r"""S_0 and one sample an edge, with the residual
    :math:`-r\kappa(1+\cos(\varphi_i-\varphi_i^*)\cos(\varphi_j-\varphi_j^*))`, φ = gθ.

    Ours, not the paper's: all local minima are vertices s ∈ {±1}^p, of value
    :math:`\tfrac{4r^2\kappa^2}m(|E|-\mathrm{cut}(s))`, so that the global minimum is
    :math:`\tfrac{4r^2\kappa^2}m(|E|-\mathrm{maxcut})`.

    Args:
        qnn: one angle a vertex of the graph. edges: pairs of different vertices. strength: r,
            default about the largest with r²·degree < 1/2.

    Raises:
        UnreachableError: some residual is not reachable; InputError: no graph, or r too large.

    Example:
        >>> made = maxcut(QNN(["ZII", "IZI", "IIZ"], "(Y+I)^3"), [(0, 1), (1, 2), (0, 2)], "2/5")
        >>> [(str(value), number) for value, number in made.landscape.levels]
        [('8/75', 6), ('8/25', 2)]
    """
    p = len(require_qnn(qnn).parameters)
    listed = sorted({(min(edge), max(edge)) for edge in edges})
    if not listed or len(listed) != len(edges) or any(a == b or a < 0 or b >= p for a, b in listed):
        raise InputError(
            f"edges is {list(edges)!r}; different pairs of vertices 0…{p - 1} are required."
        )
    degree = max(sum(vertex in edge for edge in listed) for vertex in range(p))
    r = rational(strength, "strength") if strength is not None else _largest_strength(degree)
    points = read_star(star, p)
    targets = [sine(points, k) for k in range(p)] + [cosine(points, edge, -r, 1) for edge in listed]
    made = realise(qnn, targets)
    return VertexConstruction(made, points, vertex_landscape(made.loss(), points))


def _largest_strength(degree: int) -> Fraction:
    """The largest k/20 with (k/20)²·degree < 1/2, or 1/(2·degree) for large degrees."""
    best = max(
        (Fraction(k, 20) for k in range(20) if Fraction(k, 20) ** 2 * degree < Fraction(1, 2)),
        default=Fraction(0),
    )
    return best or Fraction(1, 2 * degree)


def cut_size(edges: Sequence[tuple[int, int]], vertex: Sequence[int]) -> int:
    """Number of edges between the two sides of a vertex s ∈ {±1}^p."""
    return sum(vertex[a] != vertex[b] for a, b in edges)
