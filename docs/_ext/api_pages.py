"""The public names of the package, in the groups of ``help(symqnn)``."""

import inspect
import re
from types import ModuleType

import symqnn

HEAD = """\
# API

Everything here is imported from `symqnn` itself: `from symqnn import QNN, State, expectation`. The
examples below run as tests. Angles are in radians and in your own θ; numbers are exact (`"1/2"`,
`Fraction(1, 2)`), a Python float is refused with the exact form to write instead.
"""


def api_pages() -> dict[str, str]:
    """The pages of reference/api/."""
    pages, listed = {}, []
    for group, names in symqnn._groups().items():
        title = group[0].upper() + group[1:]
        listed.append(re.sub(r"[^a-z0-9]+", "-", re.split(r"[:(,;]", group)[0].lower()).strip("-"))
        entries = [_entry(name, getattr(symqnn, name)) for name in names]
        pages[f"reference/api/{listed[-1]}.md"] = "\n".join([f"# {title}\n", *entries])
    toctree = "\n".join(listed)
    pages["reference/api/index.md"] = f"{HEAD}\n```{{toctree}}\n:maxdepth: 2\n\n{toctree}\n```\n"
    return pages


def _entry(name: str, value: object) -> str:
    if isinstance(value, ModuleType):
        directive = f".. automodule:: {value.__name__}\n   :members:"
    elif inspect.isclass(value):
        directive = f".. autoclass:: {value.__module__}.{value.__qualname__}\n   :members:"
    elif callable(value):
        directive = f".. autofunction:: {value.__module__}.{value.__qualname__}"
    else:
        directive = f".. autodata:: symqnn.{name}"
    return f"## {name}\n\n```{{eval-rst}}\n{directive}\n```\n"
