"""The files of pages as they are shipped: templates, style sheets, scripts."""

from __future__ import annotations

from importlib.resources import files


def asset(name: str) -> str:
    """A file of ``symqnn/report/``, by its path from there.

    Example:
        >>> asset("templates/figures.css").startswith("/* The pictures")
        True
    """
    return files("symqnn.report").joinpath(name).read_text(encoding="utf-8")
