"""What is said of a fault of symqnn itself: one message, and a file with everything a report of it
needs.
"""

from __future__ import annotations

import os
import platform
import shlex
import sys
import tempfile
import traceback
from collections.abc import Sequence

import symqnn

SHOW = "SYMQNN_TRACEBACK"  # set: the traceback is printed as well


def tell(error: Exception, arguments: Sequence[str]) -> int:
    """Print the message on standard error, write the traceback to a file of its own; the exit code
    70 is returned.
    """
    text = record(error, arguments)
    first = next(iter(str(error).splitlines()), "")
    lines = [
        f"symqnn: internal error: {type(error).__name__}: {first}",
        "This is a fault of symqnn, not of your input, and no verdict. Please report it "
        "(CONTRIBUTING.md says how)",
    ]
    try:
        handle, path = tempfile.mkstemp(prefix="symqnn-error-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        lines.append(
            f"with {path}: the command, the versions and the traceback; and with the files it "
            "names."
        )
        shown = bool(os.environ.get(SHOW))
    except OSError:  # no place for a file: then here
        lines.append("with what follows, and with the files that the command names.")
        shown = True
    print("\n".join([*lines, *(["", text] if shown else [])]), file=sys.stderr)
    return 70


def record(error: Exception, arguments: Sequence[str]) -> str:
    """The command, the versions and the traceback."""
    trace = "".join(traceback.format_exception(error))
    head = [
        f"command: {shlex.join(['symqnn', *arguments])}",
        f"symqnn {symqnn.__version__}, Python {platform.python_version()}, {platform.platform()}",
        *(f"{name} {version}" for name, version in _versions()),
    ]
    return "\n".join([*head, "", trace])


def _versions() -> list[tuple[str, str]]:
    """Versions of the packages that are loaded and that results are computed with."""
    names = ("sympy", "numpy", "mpmath", "networkx", "flint", "joblib", "qiskit", "openqasm3")
    loaded = [(name, sys.modules[name]) for name in names if name in sys.modules]
    return [(name, str(getattr(module, "__version__", "?"))) for name, module in loaded]
