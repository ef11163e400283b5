"""The page itself: a template, a style sheet, two scripts and the data, put into one file."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from symqnn.report.browser_check import browser_check

SCRIPTS = ("model.js", "draw.js", "surface.js", "text.js", "page.js", "controls.js")


def asset(name: str) -> str:
    """A file of the page, as shipped with the package."""
    return files("symqnn.report.landscape").joinpath(name).read_text(encoding="utf-8")


def page_html(data: dict[str, Any], certificates: Mapping[str, str] | None = None) -> bytes:
    """One self-contained HTML page; the same data give the same bytes.

    Args:
        data: as :func:`symqnn.report.landscape.data.answer_json` makes it. certificates: the texts
            that the page carries, by name.

    Example:
        >>> page_html({"name": "a<b"}).startswith(b"<!doctype html>")
        True
    """
    # JSON in a script element ends at "</", whatever the quotes
    carried = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True).replace(
        "<", "\\u003c"
    )
    parts = {
        "TITLE": html.escape(str(data["name"])),
        "STYLE": asset("page.css"),
        "SCRIPT": "\n".join(map(asset, SCRIPTS)),
        "DATA": carried,
    }
    parts["CHECK"] = browser_check(certificates or {})
    head, *pieces = asset("page.html").split("{{")
    text = head
    for piece in pieces:
        key, _, rest = piece.partition("}}")
        text += parts[key] + rest
    return text.encode("utf-8")
