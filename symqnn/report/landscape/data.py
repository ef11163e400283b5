"""What the landscape page carries, as JSON: exact coefficients, certified critical points,
certificates by hash, the checker's answers.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symqnn.algebra.torus import PAPER_UNIT, shown_name
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.canonical import canonical_bytes, rational_text
from symqnn.certificate.check import Check
from symqnn.certificate.critical import polynomial_json
from symqnn.certificate.decode import network_from
from symqnn.construction.separable import SeparableLandscape
from symqnn.construction.targets import Star
from symqnn.errors import InputError
from symqnn.report.names import periods_text, phases_text, quarters
from symqnn.report.networks import gate_text
from symqnn.roots.critical_list import CriticalPoints
from symqnn.statements.landscapes import Landscape
from symqnn.statements.theorem_2_family import Family, Member, exact_points
from symqnn.statements.theorem_7 import Answer
from symqnn.status import Status

Json = dict[str, Any]
MAX_POINTS = 5000
MAX_TERMS = 20_000
LISTED_GATES = 24
VALUE_STEP, RADIUS_STEP = Fraction(1, 2**40), Fraction(1, 2**60)


@dataclass(frozen=True)
class Words:
    """What the page says about its loss: a title, a line of description, the command that makes it
    again.
    """

    title: str
    describe: str
    reproduce: str


@dataclass(frozen=True)
class Proof:
    """A certificate with the name of its file and the checker's answer."""

    name: str
    certificate: Mapping[str, Any]
    check: Check

    def json(self) -> Json:
        """For the page: name, kind, SHA-256 of the canonical bytes, verdict and the checker's
        sentence.
        """
        digest = hashlib.sha256(canonical_bytes(self.certificate)).hexdigest()
        said = self.check.summary or f"{self.check.place}: {self.check.reason}"
        return {
            "name": self.name,
            "kind": self.certificate["kind"],
            "sha256": digest,
            "checker": self.check.status,
            "said": said,
        }


def _terms(poly: TrigPoly) -> dict[str, str]:
    if len(poly) > MAX_TERMS:
        raise InputError(
            f"the loss has {len(poly)} terms; a page carries at most {MAX_TERMS}. Take fewer "
            "angles."
        )
    return dict(polynomial_json(poly)["terms"])


def _rounded(value: Fraction, step: Fraction, up: bool) -> str:
    """Outwards to a multiple of the step: an enclosure stays one."""
    return rational_text((math.ceil(value / step) if up else math.floor(value / step)) * step)


def list_json(
    poly: TrigPoly,
    found: CriticalPoints,
    tied: bool,
    proof: Proof | None,
    r_squared: Fraction | None = None,
) -> Json:
    """One loss with its list of critical points.

    Args:
        poly: the loss. found: the list. tied: whether the candidates for the global minimum are
            exactly equal.
        proof: the certificate that the list is complete, or that some critical point is degenerate.
            r_squared: r² in Theorem 2's family.

    Raises:
        InputError: more critical points or terms than a page can show.

    Example:
        >>> from symqnn.roots.critical import critical_points
        >>> loss = TrigPoly.from_terms({"10": 1, "02": 1})
        >>> points = list_json(loss, critical_points(loss), True, None)["points"]
        >>> [point["kind"] for point in points]
        ['minimum', 'saddle', 'saddle', 'maximum']
    """
    if found.number > MAX_POINTS:
        raise InputError(
            f"the loss has {found.number} critical points; a page shows at most {MAX_POINTS}. "
            "Take fewer angles."
        )
    listed = sorted(found.points(), key=lambda point: (point.index, point.value, point.turns))
    complete = found.status is Status.PROVED and proof is not None
    least = min((point.value[1] for point in listed if point.index == 0), default=Fraction(0))
    points = []
    for point in listed:
        # a minimum above another one is spurious in any case; only a complete list knows the least
        kind = "maximum" if point.index == poly.angles else "saddle"
        if point.index == 0:
            kind = (
                "spurious"
                if point.value[0] > least
                else "global"
                if tied and complete
                else "minimum"
            )
        value = [
            _rounded(point.value[0], VALUE_STEP, False),
            _rounded(point.value[1], VALUE_STEP, True),
        ]
        turns = [rational_text(turn) for turn in point.turns]
        points.append(
            {
                "turns": turns,
                "radius": _rounded(point.radius, RADIUS_STEP, True),
                "index": point.index,
                "kind": kind,
                "value": value,
            }
        )
    return _list(poly, found.status, found.reason, points, proof, r_squared)


def exact_list_json(
    poly: TrigPoly, landscape: SeparableLandscape, proof: Proof, r_squared: Fraction
) -> Json:
    """One separable loss whose critical points are rational points of the circle, with exact
    values; some are degenerate.
    """
    points: list[Json] = []
    for at, kind, value in exact_points(landscape):
        shown, index = ("global", 0) if kind == "minimum" else (kind, None)
        where = [[rational_text(point.cos), rational_text(point.sin)] for point in at]
        points.append(
            {"at": where, "index": index, "kind": shown, "value": [rational_text(value)] * 2}
        )
    points.sort(
        key=lambda point: (
            point["index"] is None,
            Fraction(str(point["value"][0])),
            str(point["at"]),
        )
    )
    return _list(poly, Status.PROVED, "", points, proof, r_squared)


def _list(
    poly: TrigPoly,
    status: Status,
    reason: str,
    points: list[Json],
    proof: Proof | None,
    r_squared: Fraction | None,
) -> Json:
    accepted = proof is not None and proof.check.status == "VERIFIED"
    return {
        "r_squared": None if r_squared is None else rational_text(r_squared),
        # PROVED: the list is complete; PREMISE FAILS: some point is degenerate
        "status": (status if accepted else Status.UNDECIDED).value,
        "reason": reason,
        "terms": _terms(poly),
        "points": points,
        "certificate": proof.json() if proof else None,
    }


def answer_json(found: Answer, proof: Proof | None, text: Words) -> Json:
    """The page's data for one loss.

    Args:
        found: list and ladder. proof: the list's certificate. text: title and lines for people.

    Raises:
        InputError: as for :func:`list_json`, or a single angle.
    """
    lists = [list_json(found.landscape.poly, found.found, found.tied, proof)]
    return _page(found.landscape, lists, 0, None, text)


def family_json(family: Family, proofs: list[Proof], general: Proof, text: Words) -> Json:
    """The page's data for Theorem 2's losses, one list for each r².

    Args:
        family: the members. proofs: their certificates, in order. general: Theorem 2 for every r²
            and θ*.
        text: title and lines for people.

    Raises:
        InputError: as for :func:`list_json`, or a single angle.
    """
    own = family.members[family.own].landscape
    if set(own.poly.torus.units) != {PAPER_UNIT}:
        raise InputError(
            "Theorem 2's family is drawn for networks with φ = 2θ; give the dataset of one r² "
            "with --dataset."
        )
    lists = [
        _member_json(member, proof) for member, proof in zip(family.members, proofs, strict=True)
    ]
    star = {
        "star": _star(family.star),
        "kappa": rational_text(family.kappa),
        "certificate": general.json(),
    }
    return _page(own, lists, family.own, star, text)


def _star(star: Star) -> list[list[str]]:
    return [[rational_text(point.cos), rational_text(point.sin)] for point in star]


def _member_json(member: Member, proof: Proof) -> Json:
    if member.found is None:
        return exact_list_json(member.landscape.poly, member.separable, proof, member.r_squared)
    levels = member.separable.levels  # exact, where the minima are rational points
    return list_json(
        member.landscape.poly,
        member.found,
        levels is not None and levels[0][1] == 1,
        proof,
        member.r_squared,
    )


def _page(
    landscape: Landscape, lists: list[Json], own: int, family: Json | None, text: Words
) -> Json:
    torus = landscape.poly.torus
    if len(torus) < 2:
        raise InputError(
            "the loss has one angle; a landscape page needs at least two. Take p = 2, or symqnn "
            "count for the list."
        )
    return {
        "format": "symqnn-landscape",
        "version": 2,
        "name": landscape.name,
        "angles": len(torus),
        "names": [shown_name(name) for name in torus.names],
        "units": [rational_text(unit) for unit in torus.units],
        "ticks": [[name for _, name in quarters(torus, axis)] for axis in range(len(torus))],
        "about": about(landscape),
        "lists": lists,
        "own": own,
        "family": family,
        "title": text.title,
        "describe": text.describe,
        "reproduce": text.reproduce,
    }


def about(landscape: Landscape) -> list[str]:
    """The circuit, if there is one, and its loss, in lines.

    Example:
        >>> from symqnn.statements.landscapes import named_landscape
        >>> about(named_landscape("product", 1))[:2]
        ['gate 1: exp(-i·θ1·H), H = Z', 'observable I + Y']
    """
    lines = []
    given, torus = landscape.loss, landscape.poly.torus
    if "network" in given:
        qnn = network_from(given["network"])
        shown = [
            gate_text(gate, k + 1, qnn.parameters)
            for k, gate in enumerate(qnn.gates[:LISTED_GATES])
        ]
        more = [f"… ({len(qnn.gates)} gates in all)"] if len(qnn.gates) > LISTED_GATES else []
        lines += [*shown, *more, f"observable {qnn.observable!r}"]
        lines += [
            f"gate {number + 1}: the fixed angle is replaced, with a difference of at most "
            f"{float(Fraction(bound)):.3g} radians"
            for number, *_, bound in given.get("rounding", [])[:LISTED_GATES]
        ]
    return [
        *lines,
        f"{phases_text(torus)}; period {periods_text(torus)}",
        f"L(θ) = {landscape.poly!r}",
    ]
