"""``check.pyz``: the stand-alone checker as one file that any Python runs, beside the certificates
of a report.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from symqnn.certificate.canonical import write_atomically
from symqnn.certificate.check import CHECKER

NAME = "check.pyz"
COMMAND = f"python3 -I -S {NAME} *.certificate.json*"
PACKAGE = "symqnn_checker"  # the name that the folder gives itself when it is run from a checkout
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # of a ZIP archive: the bytes know no date
_START = f"""\
import sys

from {PACKAGE}.main import main

if __name__ == "__main__":
    sys.exit(main())
"""


def checker_bytes() -> bytes:
    """The archive; it depends on the checker's source only: sorted names, no dates, nothing
    compressed.

    Example:
        >>> checker_bytes() == checker_bytes()
        True
    """
    paths = sorted(CHECKER.rglob("*.py"))
    sources = {
        f"{PACKAGE}/{path.relative_to(CHECKER).as_posix()}": path.read_bytes() for path in paths
    }
    del sources[f"{PACKAGE}/__main__.py"]  # it looks for its folder, which an archive is not
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in {"__main__.py": _START.encode(), **sources}.items():
            entry = zipfile.ZipInfo(name, _FIRST_DATE)
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def write_checker(directory: Path) -> Path:
    """Write the checker into a directory.

    Raises:
        InputError: the directory cannot be written.
    """
    return write_atomically(directory / NAME, checker_bytes())
