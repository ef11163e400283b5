"""A report directory that is used again: what an earlier report left there must not be taken for
this one's.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from symqnn.errors import InputError

FOLDER = "earlier"
PATTERNS = (
    "*.certificate.json",
    "*.certificate.json.gz",
    "figures/*.svg",
    "figures/*.pdf",
    "report.pdf",
    "report.md",
)


def set_aside(directory: Path, written: Iterable[Path]) -> list[Path]:
    """Move certificates and pictures that do not belong to this report to ``earlier/``; their new
    places are returned.

    A certificate of another network beside this report's would be checked with them, and be taken
    for one of them.

    Args:
        directory: of the report. written: the files of this report, which stay.

    Raises:
        InputError: a file cannot be moved.
    """
    own = {path.resolve() for path in written}
    found = sorted(path for pattern in PATTERNS for path in directory.glob(pattern))
    moved = []
    for path in found:
        if path.resolve() in own:
            continue
        place = directory / FOLDER / path.relative_to(directory)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
        except OSError as error:
            raise InputError(
                f"{path}, of an earlier report, cannot be moved to {place.parent}: "
                f"{error.strerror}; give a fresh directory."
            ) from None
        moved.append(place)
    return moved
