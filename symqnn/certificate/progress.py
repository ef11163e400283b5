"""A search for critical points that stopped, as a file from which it goes on: nothing in it is a
proof.

What is settled is taken over as it stands; the certificate of the finished list is checked like any
other.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.canonical import integer_text, rational_text
from symqnn.certificate.critical import polynomial_json
from symqnn.certificate.encode import Json
from symqnn.errors import InputError
from symqnn.roots.certify import certify
from symqnn.roots.critical_list import CriticalPoints
from symqnn.roots.dyadic import TURN
from symqnn.roots.search import COARSE, FINE, Enumeration, finished, not_started
from symqnn.roots.structure import AngleBlock, blocks
from symqnn.roots.subdivision import ONE, Boxes, Subdivision, Tree, joined
from symqnn.status import Status

FORMAT, VERSION = "symqnn-progress", 3
BLOCK = {
    "angles",
    "multiples",
    "origin",
    "precision",
    "points",
    "digits",
    "charts",
    "boxes",
    "milliseconds",
    "reason",
}
LISTED = 1000


def progress_json(name: str, found: CriticalPoints) -> Json:
    """A stopped search: the loss, and of each block the certified points and the subdivisions, in
    which ``?`` is a box that is left.

    The first 1000 boxes that are left are listed for people: the chart and where t begins and ends
    in each angle.
    """
    parts = []
    for block, part in zip(found.blocks, found.enumerations, strict=True):
        parts.append(
            {
                "angles": list(block.axes),
                "multiples": list(block.multiples),
                "origin": [rational_text(tau) for tau in part.charts.origin],
                "precision": part.tolerance.precision,
                "points": [
                    [[integer_text(n) for n in point] for point in chart.points]
                    for chart in part.subdivisions
                ],
                "digits": [list(chart.digits) for chart in part.subdivisions],
                "charts": [chart.text for chart in part.subdivisions],
                "boxes": part.boxes,
                "milliseconds": int(part.seconds * 1000),
                "reason": part.reason,
            }
        )
    head = {
        "format": FORMAT,
        "version": VERSION,
        "instance": name,
        "loss": polynomial_json(found.poly),
        "reason": found.reason,
    }
    return head | {"blocks": parts, "left": [_left(part) for part in found.enumerations]}


def _left(part: Enumeration) -> Json:
    left = Tree(part.jets.angles, dict(enumerate(part.subdivisions))).open
    return {"number": len(left), "chart_and_t": _listed(joined(left[:LISTED])) if left else []}


def _listed(boxes: Boxes) -> list[Any]:
    ends = zip(boxes.low.tolist(), (boxes.low + (2 * ONE >> boxes.levels)).tolist(), strict=True)
    texts = [
        [[rational_text(Fraction(n, ONE)) for n in pair] for pair in zip(low, high, strict=True)]
        for low, high in ends
    ]
    return [list(pair) for pair in zip(boxes.charts.tolist(), texts, strict=True)]


def read_progress(data: object, poly: TrigPoly, name: str) -> CriticalPoints:
    """The search that a progress file holds, to be continued by :func:`critical_points`.

    Args:
        data: the parsed file. poly: the loss that is searched now. name: of the file, for messages.

    Raises:
        InputError: no progress file, one of another loss, or a damaged one.
    """
    if not isinstance(data, dict) or (data.get("format"), data.get("version")) != (FORMAT, VERSION):
        raise InputError(
            f"{name} is no progress file (format {FORMAT!r}, version {VERSION}); give one that "
            "symqnn count wrote with --out."
        )
    if data.get("loss") != polynomial_json(poly):
        raise InputError(
            f"{name} belongs to another loss, {data.get('instance')!r}; give the same network "
            "and dataset as then, or another file."
        )
    parts, listed = blocks(poly), data.get("blocks")
    if not isinstance(listed, list) or len(listed) != len(parts):
        raise InputError(f"{name} is damaged: {len(parts)} blocks of angles are required.")
    found = []
    for k, (block, part) in enumerate(zip(parts, listed, strict=True)):
        try:
            found.append(_enumeration(part, block))
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise InputError(
                f"{name} is damaged: block {k}: {error}; delete it and start again."
            ) from None
    reason = next((part.reason for part in found if part.reason), "")
    offset = poly.coefficient((0,) * poly.angles)
    return CriticalPoints(
        poly, Status.UNDECIDED if reason else Status.PROVED, reason, parts, tuple(found), offset
    )


def _enumeration(data: Any, block: AngleBlock) -> Enumeration:
    """The state of one block.

    Raises:
        ValueError, KeyError, TypeError: another block, or damaged.
    """
    fresh = not_started(block.poly, "")
    origin = [rational_text(tau) for tau in fresh.charts.origin]
    if set(data) != BLOCK or (data["angles"], data["multiples"], data["origin"]) != (
        list(block.axes),
        list(block.multiples),
        origin,
    ):
        raise ValueError("other fields or angles")
    if len(data["charts"]) != len(fresh.subdivisions):
        raise ValueError("not one subdivision a chart")
    parts = []
    listed = zip(data["charts"], data["points"], data["digits"], strict=True)
    for text, points, digits in listed:
        rows = tuple(tuple(int(n) for n in point) for point in points)
        _require_critical(rows, fresh)
        parts.append(Subdivision(text, rows, tuple(int(number) for number in digits)))
    left = Tree(len(block.axes), dict(enumerate(parts))).open
    tolerance = {part.precision: part for part in (COARSE, FINE)}[data["precision"]]
    reason = (str(data["reason"]) or "not finished") if left else ""
    return finished(
        fresh.jets,
        fresh.charts,
        tuple(parts),
        tolerance,
        int(data["boxes"]),
        int(data["milliseconds"]) / 1000,
        reason,
    )


def _require_critical(points: tuple[tuple[int, ...], ...], fresh: Enumeration) -> None:
    centres = np.array(points, dtype=np.int64).reshape(len(points), fresh.jets.angles)
    _, good = certify(fresh.jets, centres)
    if len(good) != len(centres) or not ((centres >= 0) & (centres < TURN)).all():
        raise ValueError("a centre at which no critical point is certified")
