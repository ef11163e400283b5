r"""Theorem 2 where an angle is reachable only together with others:
traps that are linked to traps before them.

If cos φ_l and sin φ_l alone are not reachable, :math:`U\sin u_l` and :math:`U\cos u_l` may be, with
a product U of cosines of angles that are trapped already (u = φ - φ*). At their minima U = ±1, so
that the residuals trap φ_l there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import prod

from symqnn.algebra.circle import CirclePoint
from symqnn.construction.parity import VertexConstruction
from symqnn.construction.realise import realise
from symqnn.construction.targets import Star, Target, cosine, cosine_wave, read_star, sine_wave
from symqnn.construction.unreachable import Unreachable, UnreachableError
from symqnn.construction.vertices import MAX_ANGLES, vertex_landscape
from symqnn.errors import SizeError
from symqnn.independence.reachability import Reachability, reachability
from symqnn.model.qnn import QNN, require_qnn

MAX_CARRIER = 3


@dataclass(frozen=True)
class Link:
    r"""One trap: the residuals :math:`a\,U\sin u_l` and :math:`b(U\cos u_l-1)`,
    :math:`U=\prod_{j\in C}\cos u_j`.

    Args:
        angle: l. carrier: C, angles of links before this one. symmetric, breaking: a and b.
    """

    angle: int
    carrier: tuple[int, ...]
    symmetric: Fraction = Fraction(1)
    breaking: Fraction = Fraction(1)

    def targets(self, star: Star) -> tuple[Target, Target]:
        """The two residuals."""
        waves = [cosine_wave(star[j], j) for j in self.carrier] + [
            sine_wave(star[self.angle], self.angle)
        ]
        waves.sort(key=lambda wave: wave.angle)
        together = (*self.carrier, self.angle)
        return Target(self.symmetric, tuple(waves)), cosine(star, together, self.breaking)


def linked_theorem_2(
    qnn: QNN, star: Sequence[CirclePoint] | None = None, kappa: object = None
) -> VertexConstruction:
    r"""A dataset with exactly 2^p minima, all but one spurious, on networks that reach some angles
    only through others.

    Ours; the statement is the paper's Theorem 2, without Definition 1. The loss is, over κ²/2p and
    with a_l, b_l that fall from link to link,

    .. math:: \sum_l\bigl[a_l^2U_l^2\sin^2u_l+b_l^2(1-U_l\cos u_l)^2\bigr]

    a polynomial in the cosines whose minima are all vertices u ∈ {0, π}^p, proved
    for the instance (:class:`symqnn.construction.vertices.VertexLandscape`). For
    empty carriers it is the loss of Theorem 2.

    Args:
        star: points (cos φ*_l, sin φ*_l), φ = gθ. kappa: exact κ.

    Raises:
        UnreachableError: some angle has no trap with a carrier of at most 3 angles that are trapped
        before; SizeError: more than 16 angles.

    Example:
        >>> made = linked_theorem_2(QNN(["ZI", "IZ"], "Y(Y+I)"))
        >>> made.landscape.count, made.landscape.spurious
        (4, 3)
    """
    p = len(require_qnn(qnn).parameters)
    if p > MAX_ANGLES:
        raise SizeError(f"{p} angles have 2^{p} vertices (limit {MAX_ANGLES} angles).")
    points = read_star(star, p)
    links = _weighted(find_links(qnn, points))
    pairs = [link.targets(points) for link in links]
    made = realise(qnn, [first for first, _ in pairs] + [second for _, second in pairs], kappa)
    return VertexConstruction(made, points, vertex_landscape(made.loss(), points))


def find_links(qnn: QNN, star: Star) -> list[Link]:
    """A trap for every angle, each linked to those before it only.

    Links are added until no angle has a carrier among the trapped ones; more trapped angles only
    give more carriers, so the set in the end does not depend on the order.

    Raises:
        UnreachableError: some angle has none; the result holds the relations for all carriers that
            were tried.
    """
    found: list[Link] = []
    while len(found) < len(star):
        trapped = sorted(link.angle for link in found)
        refused: list[Reachability] = []
        fresh = []
        for angle in sorted(set(range(len(star))) - set(trapped)):
            link = _first_link(qnn, star, angle, trapped, refused)
            fresh += [link] if link else []
        if not fresh:
            raise UnreachableError(Unreachable(qnn, tuple(refused)))
        found += fresh
    return found


def _first_link(
    qnn: QNN, star: Star, angle: int, trapped: Sequence[int], refused: list[Reachability]
) -> Link | None:
    """A trap with the smallest carrier; relations for those that have none
    are added to ``refused``.
    """
    candidates = list(_candidates(angle, trapped))
    polynomials = [t.polynomial(qnn.torus) for link in candidates for t in link.targets(star)]
    answers = reachability(qnn, polynomials)
    for link, *pair in zip(candidates, answers[::2], answers[1::2], strict=True):
        if all(answer.reachable for answer in pair):
            return link
        refused.append(next(answer for answer in pair if not answer.reachable))
    return None


def _candidates(angle: int, trapped: Sequence[int]) -> Iterator[Link]:
    for size in range(min(MAX_CARRIER, len(trapped)) + 1):
        for carrier in combinations(trapped, size):
            yield Link(angle, carrier)


def _weighted(links: Sequence[Link]) -> list[Link]:
    r"""The links with a and b.

    For each j the links l that j carries have
    :math:`\sum(2a_l^2+b_l^2)\le(\tfrac12+\tfrac1{32})a_j^2`, and b_j = a_j/4: so the coefficient of
    u_j² is negative, and at a vertex the Hessian entry :math:`2a_j^2-4\sum b^2` over odd parities
    is positive.
    """
    carried = {link.angle: sum(link.angle in other.carrier for other in links) for link in links}
    sizes: dict[int, Fraction] = {}
    for link in links:
        sizes[link.angle] = min(
            (sizes[j] / (2 * carried[j]) for j in link.carrier), default=Fraction(1)
        )
    return [
        Link(link.angle, link.carrier, sizes[link.angle], sizes[link.angle] / 4) for link in links
    ]


def parities(links: Sequence[Link], vertex: Sequence[int]) -> tuple[int, ...]:
    """The signs U_l·cos u_l = ±1 at a vertex;
    the loss there is the sum of 4b_l² over those that are -1.

    Example:
        >>> parities([Link(0, ()), Link(1, (0,))], (-1, -1))
        (-1, 1)
    """
    return tuple(vertex[link.angle] * prod(vertex[j] for j in link.carrier) for link in links)
