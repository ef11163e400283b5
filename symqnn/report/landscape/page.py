"""The page itself: a template, style sheets, scripts and the data, put into one file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from symqnn.report.browser_check import carried, checker
from symqnn.report.landscape.sight import Sight
from symqnn.report.rendering import render

SCRIPTS = ("model.js", "draw.js", "surface.js", "text.js", "page.js", "controls.js")


def page_html(
    data: dict[str, Any], shown: Sight, certificates: Mapping[str, str] | None = None
) -> bytes:
    """One self-contained HTML page; the same data give the same bytes.

    Args:
        data: as :func:`symqnn.report.landscape.data.answer_json` makes it. shown: the circuit and
            its loss. certificates: the texts that the page carries, by name.

    Example:
        >>> page_html({"name": "a<b", "family": None}, Sight([])).startswith(b"<!doctype html>")
        True
    """
    # JSON in a script element ends at "</", whatever the quotes
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    page = render(
        "landscape.html",
        name=data["name"],
        kappa=data["family"] and data["family"]["kappa"],
        shown=shown,
        scripts=SCRIPTS,
        data=Markup(text.replace("<", "\\u003c")),
        certificates=[carried(*item) for item in (certificates or {}).items()],
        checker=checker(),
    )
    return page.encode("utf-8")
