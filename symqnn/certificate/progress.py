"""A search for critical points that stopped, as a file from which it goes on: nothing in it is a proof.

What is settled is taken over as it stands; the certificate of the finished list is checked like any other.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.canonical import integer_text
from symqnn.certificate.critical import polynomial_json, serialise
from symqnn.certificate.encode import Json
from symqnn.errors import InputError
from symqnn.roots.boxes import Boxes, certify, containing_root, pairwise_disjoint, uniqueness_cubes, whole_torus
from symqnn.roots.critical import CriticalPoints
from symqnn.roots.dyadic import TURN, Ints
from symqnn.roots.jets import Jets
from symqnn.roots.search import EXCLUDED, PENDING, ROOT, SPLIT, Enumeration, Tree, join_boxes
from symqnn.roots.structure import Block, blocks
from symqnn.status import Status

FORMAT, VERSION = "symqnn-progress", 1
BLOCK = {"angles", "multiples", "centres", "tree", "boxes", "milliseconds", "reason"}
MAX_LEVEL = 40
LISTED = 1000


def progress_json(name: str, found: CriticalPoints) -> Json:
    """A stopped search: the loss, and of each block the certified points and the subdivision, in which ``?`` is a box that is left.

    The first 1000 boxes that are left are listed for people: centre and half-width of each angle φ = 2θ, in turns.
    """
    parts = []
    for block, part in zip(found.blocks, found.enumerations, strict=True):
        tree, _ = serialise(part)
        centres = [[integer_text(int(n)) for n in centre] for centre in part.roots.centres]
        settled = {"angles": list(block.axes), "multiples": list(block.multiples), "centres": centres, "tree": tree}
        parts.append(settled | {"boxes": part.boxes, "milliseconds": int(part.seconds * 1000), "reason": part.reason})
    head = {"format": FORMAT, "version": VERSION, "instance": name, "loss": polynomial_json(found.poly), "reason": found.reason}
    return head | {"blocks": parts, "left": [_left(part) for part in found.enumerations]}


def _left(part: Enumeration) -> Json:
    shown = zip(part.pending.centres[:LISTED].tolist(), part.pending.levels[:LISTED].tolist(), strict=True)
    boxes = [[[f"{n}/{TURN}", f"1/{2 ** (level + 1)}"] for n, level in zip(centre, levels, strict=True)] for centre, levels in shown]
    return {"number": len(part.pending), "centre_and_half_width": boxes}


def read_progress(data: object, poly: TrigPoly, name: str) -> CriticalPoints:
    """The search that a progress file holds, to be continued by :func:`critical_points`.

    Args:
        data: the parsed file. poly: the loss that is searched now. name: of the file, for messages.

    Raises:
        InputError: no progress file, one of another loss, or a damaged one.
    """
    if not isinstance(data, dict) or (data.get("format"), data.get("version")) != (FORMAT, VERSION):
        raise InputError(f"{name} is no progress file (format {FORMAT!r}, version {VERSION}); give one that symqnn count wrote with --out.")
    if data.get("loss") != polynomial_json(poly):
        raise InputError(f"{name} belongs to another loss, {data.get('instance')!r}; give the same network and dataset as then, or another file.")
    parts, listed = blocks(poly), data.get("blocks")
    if not isinstance(listed, list) or len(listed) != len(parts):
        raise InputError(f"{name} is damaged: {len(parts)} blocks of angles are required.")
    found = []
    for k, (block, part) in enumerate(zip(parts, listed, strict=True)):
        try:
            found.append(_enumeration(part, block))
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise InputError(f"{name} is damaged: block {k}: {error}; delete it and start again.") from None
    reason = next((part.reason for part in found if part.reason), "")
    offset = poly.coefficient((0,) * poly.angles)
    return CriticalPoints(poly, Status.UNDECIDED if reason else Status.PROVED, reason, parts, tuple(found), offset)


def _enumeration(data: Any, block: Block) -> Enumeration:
    if set(data) != BLOCK or data["angles"] != list(block.axes) or data["multiples"] != list(block.multiples):
        raise ValueError("other fields or angles")
    jets, angles = Jets(block.poly), len(block.axes)
    centres = np.array([[int(n) for n in centre] for centre in data["centres"]], dtype=np.int64).reshape(-1, angles)
    roots, good = certify(jets, centres)
    if len(good) != len(centres) or not ((centres >= 0) & (centres < TURN)).all():
        raise ValueError("a centre at which no critical point is certified")
    tree, pending = _subdivision(data["tree"], angles)
    # on another machine a uniqueness cube may differ in its last digit: boxes that stick out are left again
    cubes = uniqueness_cubes(roots)
    homes = [containing_root(boxes, cubes) for boxes in pending[ROOT]]
    left = list(pending[PENDING])
    for boxes, home in zip(pending[ROOT], homes, strict=True):
        tree.record(boxes.nodes[home >= 0], ROOT, home[home >= 0])
        left.append(boxes.take(np.flatnonzero(home < 0)))
    joined = join_boxes(left, angles)
    tree.record(joined.nodes, PENDING, np.zeros(len(joined), dtype=np.int64))
    complete = len(joined) == 0 and pairwise_disjoint(roots)
    reason = "" if complete else str(data["reason"]) or "not finished"
    return Enumeration(jets, roots, tree, joined, int(data["boxes"]), int(data["milliseconds"]) / 1000, reason, stopped=not complete)


def _subdivision(text: str, angles: int) -> tuple[Tree, dict[int, list[Boxes]]]:
    """The tree from its preorder; its splits and empty boxes are recorded, boxes with a root and boxes that are left are returned."""
    codes = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    split = (codes >= ord("0")) & (codes < ord("0") + angles)
    lower, upper = (codes >= ord("a")) & (codes < ord("a") + angles), (codes >= ord("A")) & (codes < ord("A") + angles)
    home, left = codes == ord("*"), codes == ord("?")
    if not (split | lower | upper | home | left).all():
        raise ValueError("the subdivision has an unknown step")
    kinds = np.select([split, home, left], [SPLIT, ROOT, PENDING], EXCLUDED)
    details = np.select([split, lower, upper], [codes - ord("0"), codes - ord("a"), codes - ord("A") + angles], 0).astype(np.int64)
    second = _second_children(split.tolist())
    tree, boxes, places = Tree(), whole_torus(angles), np.zeros(1, dtype=np.int64)
    found: dict[int, list[Boxes]] = {ROOT: [], PENDING: []}
    while len(boxes):
        kind = kinds[places]
        tree.record(boxes.nodes[kind == EXCLUDED], EXCLUDED, details[places[kind == EXCLUDED]])
        for which in (ROOT, PENDING):
            found[which].append(boxes.take(np.flatnonzero(kind == which)))
        halved, at = boxes.take(np.flatnonzero(kind == SPLIT)), places[kind == SPLIT]
        if halved.levels.max(initial=0) >= MAX_LEVEL:
            raise ValueError(f"a box of less than 2^-{MAX_LEVEL} turns")
        tree.record(halved.nodes, SPLIT, details[at], tree.size + 2 * np.arange(len(at)))
        boxes = halved.split(details[at], tree.size)
        tree.size += 2 * len(at)
        places = np.stack((at + 1, second[at]), axis=1).reshape(-1)
    return tree, found


def _second_children(split: list[bool]) -> Ints:
    """For each node of a preorder the place of its second child."""
    result, waiting = np.zeros(len(split), dtype=np.int64), [-1]
    for place, inner in enumerate(split):
        if not waiting:
            raise ValueError("the subdivision goes on after its end")
        parent = waiting.pop()
        if parent >= 0:
            result[parent] = place
        if inner:
            waiting += (place, -1)
    if waiting:
        raise ValueError("the subdivision ends too early")
    return result
