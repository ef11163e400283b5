"""Certificates of an experiment: given to the stand-alone checker, and kept where wanted."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from symqnn.certificate.canonical import write_certificate
from symqnn.certificate.check import run_checker
from symqnn.errors import InputError

MODES = ("check", "keep", "none")


def check_mode(mode: str) -> None:
    """Refuse an unknown mode before anything is computed.

    Raises:
        InputError: none of :data:`MODES`.
    """
    if mode not in MODES:
        raise InputError(f"certificates is {mode!r}; one of {', '.join(MODES)} is required.")


def checked(
    proofs: Mapping[str, Mapping[str, Any]], mode: str, directory: Path | None
) -> dict[str, str]:
    """The checker's answer for each certificate, by name:
    VERIFIED, REJECTED with the reason, or "not checked".

    Args:
        proofs: certificates by name. mode: check, keep (check, and leave NAME.certificate.json in
            ``directory``) or none.
    """
    if mode == "none" or not proofs:
        return dict.fromkeys(proofs, "not checked")
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        place = directory if mode == "keep" and directory is not None else Path(temporary)
        paths = [
            write_certificate(place / f"{name}.certificate.json", proof)
            for name, proof in proofs.items()
        ]
        answers = run_checker(paths)
    texts = [
        check.status
        if check.status == "VERIFIED"
        else f"{check.status} at {check.place}: {check.reason}"
        for check in answers
    ]
    return dict(zip(proofs, texts, strict=True))
