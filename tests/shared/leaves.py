"""Certificates as trees: their leaves, and where these stand."""

from collections.abc import Iterator
from typing import Any

Path = tuple[Any, ...]


def leaves(value: Any, path: Path = (), empty: bool = False) -> Iterator[tuple[Path, Any]]:
    """Numbers, texts, truth values and nulls, each behind its path; with ``empty`` also lists and
    objects without entries.
    """
    if isinstance(value, dict | list) and (value or not empty):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from leaves(value[key], (*path, key), empty)
    else:
        yield path, value
