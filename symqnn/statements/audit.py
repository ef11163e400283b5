"""proofs/AUDIT.md: prose by hand, and after each link to a certificate the line that is read from
it.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from symqnn.certificate.canonical import write_atomically
from symqnn.errors import InputError

FILE = "AUDIT.md"
MARK = (
    "<!-- What follows each link to a certificate is written by `symqnn prove proofs/` from "
    "that certificate. -->"
)
_LINK = re.compile(r"(?P<link> *\* \[[^\]]+\]\((?P<file>[\w/.-]+\.certificate\.json(?:\.gz)?)\)).*")


def claim_line(certificate: Mapping[str, Any]) -> str:
    """What a certificate claims, in a line.

    Raises:
        InputError: a kind that the audit does not use.

    Example:
        >>> claim_line({"kind": "independence", "claim": {"independent": True, "operators": "8"}})
        'Definition 1 holds: 8 independent operators'
    """
    kind, claim = certificate["kind"], certificate["claim"]
    instance = certificate.get("instance", {})
    if kind == "independence":
        return f"Definition 1 holds: {claim['operators']} independent operators"
    if kind == "dependence":
        return (
            f"Definition 1 fails: rank {claim['rank']} of {claim['operators']}"
            if claim["rank"]
            else f"Definition 1 fails ({claim['operators']} operators)"
        )
    if kind in ("haar-probability", "haar-instance"):
        whom = (
            "this M"
            if kind == "haar-instance"
            else "every M"
            if claim["probability"] == "0"
            else "every non-scalar M, and for d + 2j, r + j"
        )
        return (
            f"P = {claim['probability']} for p = {instance['layers']}, d = "
            f"{instance['dimension']}, r = {instance['multiplicity']}, {whom}"
        )
    if kind == "haar-bound":
        rate, first = (
            f"1 - P ≤ {claim['rate']}/d from d = {claim['rate_from']} on",
            f"the bound is below 1 from d = {claim['first']} on",
        )
        return f"p = {instance['layers']}, {instance['road']}: {rate}; {first}"
    if kind == "haar-uniform":
        return (
            f"1 - P ≤ {claim['linear']}·κ·(9/2)^p/d + {claim['quadratic']}·9^p/d² for all p ≥ "
            "1 and even d, κ = tr M⁴/(tr M²)²"
        )
    if kind == "haar-moments":
        return f"E G and E G² of all {len(claim['entries'])} pairs, p = {instance['layers']}"
    if kind == "layer-identity":
        return f"{certificate['statement'].replace('-', ' ')}, for all H, A with H² = I"
    if kind == "critical-points":
        return (
            f"exactly {claim['critical_points']} critical points, by index "
            f"{', '.join(claim['by_index'])}: {claim['by_index'][0]} local minima"
        )
    raise InputError(f"the audit has no line for certificates of kind {kind}.")


def audit_text(path: Path) -> str:
    """The audit with every such line read anew.

    Args:
        path: of the audit; its links are relative to it.

    Raises:
        InputError: a certificate is missing.
    """
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        match = _LINK.fullmatch(line)
        lines.append(
            f"{match['link']}: {claim_line(_read(path.parent / match['file']))}" if match else line
        )
    return "\n".join(lines) + "\n"


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise InputError(
            f"{path} is missing, but the audit cites it; run symqnn prove on the folder, or "
            "correct the link."
        )
    content = path.read_bytes()
    certificate: dict[str, Any] = json.loads(
        gzip.decompress(content) if path.suffix == ".gz" else content
    )
    return certificate


def rewrite_audit(folder: Path) -> str | None:
    """Refresh the audit of a folder, if it has one that begins with our mark.

    Returns:
        "changed" or "unchanged"; None if there is no audit.
    """
    path = folder / FILE
    if not path.is_file() or not path.read_text(encoding="utf-8").startswith(MARK):
        return None
    text = audit_text(path).encode()
    same = path.read_bytes() == text
    if not same:
        write_atomically(path, text)
    return "unchanged" if same else "changed"
