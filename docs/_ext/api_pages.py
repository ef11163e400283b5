"""The public names of the package, by stage."""

import inspect
from types import ModuleType

import symqnn

STAGES = {  # in the order in which a person meets them
    "model": "Networks, states, datasets",
    "algebra": "Exact algebra",
    "expansion": "Expansion (Eqns 7-12)",
    "independence": "Linear independence (Definition 1)",
    "loss": "Losses and their derivatives",
    "construction": "Datasets with exactly known minima",
    "roots": "Complete lists of critical points",
    "landscape": "Bounds on the number of critical points (Theorem 7)",
    "haar": "Typical networks (Theorem 6)",
    "training": "Training",
    "certificate": "Certificates",
    "report": "Reports",
    "status": "Answers",
    "errors": "Errors",
}

HEAD = """\
# API

Everything here is imported from `symqnn` itself: `from symqnn import QNN, State, expectation`. The examples below run as
tests. Angles are in radians and in your own θ; numbers are exact (`"1/2"`, `Fraction(1, 2)`), a Python float is refused
with the exact form to write instead.
"""


def api_pages() -> dict[str, str]:
    """The pages of reference/api/."""
    groups: dict[str, list[tuple[str, object]]] = {}
    for name in symqnn.__all__:
        value = getattr(symqnn, name)
        home = value.__name__ if isinstance(value, ModuleType) else value.__module__
        groups.setdefault(home.split(".")[1], []).append((name, value))
    if unknown := set(groups) - set(STAGES):
        raise ValueError(f"docs/_ext/api_pages.py names no title for {', '.join(sorted(unknown))}")
    order = [stage for stage in STAGES if stage in groups]
    pages = {f"reference/api/{stage}.md": _page(STAGES[stage], groups[stage]) for stage in order}
    listed = "\n".join(order)
    pages["reference/api/index.md"] = f"{HEAD}\n```{{toctree}}\n:maxdepth: 2\n\n{listed}\n```\n"
    return pages


def _page(title: str, members: list[tuple[str, object]]) -> str:
    return "\n".join([f"# {title}\n", *(_entry(name, value) for name, value in members)])


def _entry(name: str, value: object) -> str:
    if isinstance(value, ModuleType):
        directive = f".. automodule:: {value.__name__}\n   :members:"
    elif inspect.isclass(value):
        directive = f".. autoclass:: {value.__module__}.{value.__qualname__}\n   :members:"
    else:
        directive = f".. autofunction:: {value.__module__}.{value.__qualname__}"
    return f"## {name}\n\n```{{eval-rst}}\n{directive}\n```\n"
