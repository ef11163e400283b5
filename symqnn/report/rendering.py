"""Pages from their templates (``templates/*.html``), by Jinja with autoescape: a text is escaped
where it is put into a page, unless the template says that it is markup of ours.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from symqnn.report import mathml
from symqnn.report.assets import asset
from symqnn.report.html_text import prettified


def _pretty(text: str) -> Markup:
    return Markup(prettified(text))  # escaped there


def _flow(pieces: list[str]) -> Markup:
    return Markup(mathml.flow(pieces))


def _display(pieces: list[str]) -> Markup:
    return Markup(mathml.display(pieces))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FunctionLoader(lambda name: asset(f"templates/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    made.filters.update(pretty=_pretty, flow=_flow, display=_display)
    made.globals["file"] = lambda name: Markup(asset(name))  # style sheets and scripts
    return made


def render(template: str, **values: object) -> str:
    """A page or a part of one; the same values give the same text.

    Args:
        template: the name of a file in ``templates/``. values: what it asks for, all of it.

    Example:
        >>> "&lt;b&gt;" in render("training.html", about="<b>", outcomes=[], unknown="")
        True
    """
    return _environment().get_template(template).render(values)
