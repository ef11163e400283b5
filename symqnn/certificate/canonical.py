"""Canonical JSON: the same object gives the same bytes, everywhere and always."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from symqnn.errors import InputError

DECIMAL_DIGITS = 4000
_DECIMAL_LIMIT = 10**DECIMAL_DIGITS
GZIP_FROM = 1_000_000


def integer_text(value: int) -> str:
    """INTEGER of the format: decimal, above 4000 digits hexadecimal.

    Example:
        >>> integer_text(-12)
        '-12'
    """
    return str(value) if -_DECIMAL_LIMIT < value < _DECIMAL_LIMIT else hex(value)


def rational_text(value: Fraction | int) -> str:
    """RATIONAL of the format, in lowest terms.

    Example:
        >>> rational_text(Fraction(6, 4))
        '3/2'
    """
    fraction = Fraction(value)
    top = integer_text(fraction.numerator)
    return top if fraction.denominator == 1 else f"{top}/{integer_text(fraction.denominator)}"


def canonical_bytes(value: Mapping[str, Any]) -> bytes:
    """Sorted keys, no spaces, ASCII, one newline at the end."""
    return (
        json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
        + "\n"
    ).encode()


def write_atomically(path: Path, content: bytes) -> Path:
    """Write a file completely or not at all.

    Raises:
        InputError: the place cannot be written.
    """
    temporary: Path | None = None
    try:
        if path.is_dir():
            what = "it is a directory; the name of a file is required"
            raise InputError(f"{path} cannot be written: {what}.")
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as stream:
            temporary = Path(stream.name)
            stream.write(content)
        temporary.chmod(0o644)
        os.replace(temporary, path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}.") from None
    finally:
        if temporary is not None:
            # nothing is left of it where the replacement succeeded
            temporary.unlink(missing_ok=True)
    return path


def write_certificate(path: Path, certificate: Mapping[str, Any]) -> Path:
    """Write a certificate, compressed (``.json.gz``, without time stamp) from one megabyte on; the
    path written is returned.
    """
    content = canonical_bytes(certificate)
    if len(content) < GZIP_FROM:
        return write_atomically(path, content)
    return write_atomically(path.with_name(path.name + ".gz"), gzip.compress(content, mtime=0))
