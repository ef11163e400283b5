"""The complete certified list of critical points of a trigonometric polynomial, put together from
its blocks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly, require_trigpoly
from symqnn.errors import InputError
from symqnn.roots.critical_list import CriticalPoints
from symqnn.roots.degeneracy import Degeneracy
from symqnn.roots.degenerate import infinitely_many
from symqnn.roots.degenerate_point import degenerate_point
from symqnn.roots.jets import Jets
from symqnn.roots.search import Enumeration, by_sturm, enumerate_torus, not_started
from symqnn.roots.structure import AngleBlock, blocks, summand
from symqnn.roots.suspicion import seems_degenerate
from symqnn.roots.watch import Progress, SearchBudget
from symqnn.status import Status

MAX_ANGLES = 6
SUSPECTED_BOXES = 20_000  # of a search that is not expected to come to an end
SUSPICION = (
    "in floats the gradient vanishes on a whole set of points, so the search was cut short "
    "(force, --force or --resume goes on)"
)


def critical_points(
    poly: TrigPoly,
    budget: SearchBudget | None = None,
    progress: Progress | None = None,
    force: bool = False,
    earlier: CriticalPoints | None = None,
    jobs: int = 1,
) -> CriticalPoints:
    r"""All real critical points of L on the torus [0, 2π)^p of the phases φ_l = g_l·θ_l, with
    proof.

    Paper: Section 5, Eqn 28, of which these are the real solutions.

    .. math:: \partial L/\partial\varphi_l=0,\quad l=1,\dots,p

    The torus is divided into boxes, each shown to be empty (Bernstein coefficients of a combination
    of the derivatives) or to hold exactly one critical point. Summands in separate angles are
    treated apart, shorter periods are used.

    Args:
        poly: any trigonometric polynomial with exact coefficients.
        budget: limits on boxes and seconds; what is left over is in ``enumerations[k].pending``.
        progress: called with (boxes looked at, boxes waiting, roots found, share of the torus
            settled).
        earlier: an UNDECIDED answer for the same polynomial: the search goes on where it stopped.
        force: try even if a block has more than 6 angles.
        jobs: number of processes; the answer is the same for any number.

    Returns:
        CriticalPoints; the status says whether the list is complete.

    Raises:
        InputError: no angles, ``earlier`` belongs to another polynomial, or a block of more than 6
            angles without ``force``.

    Example:
        >>> found = critical_points(TrigPoly.from_terms({"10": 1, "02": 1}))
        >>> str(found.status), found.by_index
        ('PROVED', (1, 2, 1))
    """
    if require_trigpoly(poly).angles == 0:
        raise InputError("the polynomial has no angles; at least one is required.")
    if earlier is not None and earlier.poly != poly:
        raise InputError(
            "earlier belongs to another polynomial; give the answer that is to be continued."
        )
    offset = poly.coefficient((0,) * poly.angles)
    parts = blocks(poly)
    largest = max((len(part.axes) for part in parts), default=0)
    if largest > MAX_ANGLES and not force:
        text = (
            f"{largest} angles are coupled; the cost grows about fiftyfold an angle (4 "
            "angles: 2 s, 5 angles: 2 minutes)"
        )
        raise InputError(f"{text}: give force=True to try more than {MAX_ANGLES}.")
    if (infinite := infinitely_many(poly)) is not None:
        return CriticalPoints(poly, Status.PREMISE_FAILS, infinite.reason, (), (), offset, infinite)
    if (early := _degenerate_quarter_turn(poly, parts)) is not None:
        return CriticalPoints(poly, Status.PREMISE_FAILS, early.reason, (), (), offset, early)
    before = earlier.enumerations if earlier is not None else (None,) * len(parts)
    if (
        earlier is None
        and not force
        and any(len(part.axes) > 2 and seems_degenerate(Jets(part.poly)) for part in parts)
    ):
        short = replace(
            budget or SearchBudget(),
            max_boxes=min((budget or SearchBudget()).max_boxes, SUSPECTED_BOXES),
        )
        found = tuple(_suspected(one) for one in _search(parts, short, progress, before, jobs))
    else:
        found = _search(parts, budget or SearchBudget(), progress, before, jobs)
    found = tuple(by_sturm(part.poly, one) for part, one in zip(parts, found, strict=True))
    reason = next((part.reason for part in found if part.reason), "")
    if reason and (degenerate := _degenerate_point(poly, parts, found)) is not None:
        return CriticalPoints(
            poly, Status.PREMISE_FAILS, degenerate.reason, parts, found, offset, degenerate
        )
    result = CriticalPoints(
        poly, Status.UNDECIDED if reason else Status.PROVED, reason, parts, found, offset
    )
    if not reason and result.euler_characteristic != 0:
        text = f"the Euler sum is {result.euler_characteristic}, not 0: this is an error of symqnn"
        return CriticalPoints(poly, Status.UNDECIDED, text, parts, found, offset)
    return result


def _search(
    parts: Sequence[AngleBlock],
    budget: SearchBudget,
    progress: Progress | None,
    before: Sequence[Enumeration | None],
    jobs: int,
) -> tuple[Enumeration, ...]:
    """One block after the other within one budget; once a search stops, those after it are not
    started.
    """
    found: list[Enumeration] = []
    for part, start in zip(parts, before, strict=True):
        halt = next((one.reason for one in found if one.stopped), "")
        if start is not None and not start.reason:
            found.append(start)
        elif halt:
            found.append(start or not_started(part.poly, halt))
        else:
            found.append(enumerate_torus(part.poly, budget, progress, start, jobs))
            boxes, seconds = (
                (found[-1].boxes - start.boxes, found[-1].seconds - start.seconds)
                if start
                else (found[-1].boxes, found[-1].seconds)
            )
            budget = replace(
                budget,
                max_boxes=max(0, budget.max_boxes - boxes),
                timeout=max(0.0, budget.timeout - seconds),
            )
    return tuple(found)


def _suspected(found: Enumeration) -> Enumeration:
    """A search that was cut short, with the reason."""
    return replace(found, reason=f"{found.reason}; {SUSPICION}") if found.reason else found


def _degenerate_quarter_turn(poly: TrigPoly, parts: tuple[AngleBlock, ...]) -> Degeneracy | None:
    """A degenerate critical point at multiples of π/2 in a block of three angles or more, where a
    search would take minutes to get stuck.
    """
    large = [block.axes for block in parts if len(block.axes) > 2]
    return next(
        (
            found
            for axes in large
            if (found := degenerate_point(summand(poly, axes), axes)) is not None
        ),
        None,
    )


def _degenerate_point(
    poly: TrigPoly, parts: tuple[AngleBlock, ...], found: tuple[Enumeration, ...]
) -> Degeneracy | None:
    """A proved degenerate critical point in a block where boxes are left."""
    for block, part in zip(parts, found, strict=True):
        if part.reason and len(part.pending):
            near = part.pending / np.array(block.multiples)
            if (
                result := degenerate_point(summand(poly, block.axes), block.axes, near)
            ) is not None:
                return result
    return None
