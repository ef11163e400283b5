"""The part of a page that checks certificates in the browser, offline: the second checker."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from symqnn.report.rendering import render

PACKED_FROM = 4096  # characters: longer certificates are embedded as gzip in base64


@dataclass(frozen=True)
class Carried:
    """A certificate as a page carries it: in an element that runs nothing.

    Args:
        name: of its file. type: of the script element. text: the content of the element, markup.
    """

    name: str
    type: str
    text: str


def certificate_texts(paths: Iterable[Path]) -> dict[str, str]:
    """The texts of certificates by the names of their files, ``.json`` or ``.json.gz``."""
    texts = {}
    for path in paths:
        content = path.read_bytes()
        texts[path.name] = (gzip.decompress(content) if path.suffix == ".gz" else content).decode(
            "ascii"
        )
    return texts


def carried(name: str, text: str) -> Carried:
    """One certificate, packed (gzip, base64) if it is long.

    Example:
        >>> carried("a.json", "{}")
        Carried(name='a.json', type='application/json', text='{}')
    """
    if len(text) < PACKED_FROM:
        # In JSON a "<" can stand in strings only, where \\u003c means the same: no tag can end a
        # script.
        return Carried(name, "application/json", text.replace("<", "\\u003c"))
    packed = base64.b64encode(gzip.compress(text.encode("ascii"), mtime=0)).decode()
    return Carried(name, "text/plain", packed)


def checker() -> Markup:
    """The second checker as it is shipped (JavaScript, no network access)."""
    shipped = files("symqnn").joinpath("second_checker/checker.js")
    return Markup(shipped.read_text(encoding="utf-8"))


def browser_check(certificates: Mapping[str, str]) -> str:
    """The HTML of a part of a page that checks the given certificates, or files that are dropped on
    it: the certificates, the second checker and a button.

    Args:
        certificates: the text of each certificate by its name.

    Example:
        >>> "symqnnChecker" in browser_check({"one.certificate.json": "{}"})
        True
    """
    held = [carried(name, text) for name, text in certificates.items()]
    return render("browser_check.html", certificates=held, checker=checker())
