"""Exact proofs, with certificates, about the landscapes of quantum neural networks."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__version__ = "0.2.0"

# ``import symqnn`` costs nothing: a public name is loaded when it is first used; __init__.pyi says
# where it lives


def _groups() -> dict[str, dict[str, str]]:
    """The public names with their modules, by group, as the lines ``# group`` and ``from module
    import name as name`` list them.
    """
    groups: dict[str, dict[str, str]] = {}
    with open(f"{__file__}i", encoding="utf-8") as listed:
        for line in listed:
            if line.startswith("# "):
                names = groups.setdefault(line[2:].strip(), {})
            elif line.startswith("from "):
                _, module, _, name, *_ = line.split()
                names[name] = module
    return {group: names for group, names in groups.items() if names}


_HOME = {name: module for names in _groups().values() for name, module in names.items()}
__doc__ = "\n\n".join(
    [__doc__, *(f"{group}\n    {', '.join(names)}" for group, names in _groups().items())]
)
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'symqnn' has no attribute {name!r}")
    module = _HOME[name]
    return (
        import_module(f"{module}.{name}")
        if name == "ansatz"
        else getattr(import_module(module), name)
    )


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


class _Package(ModuleType):
    """This module. Its stage ``symqnn.loss`` has the name of a function: importing the stage must
    not hide the function.
    """

    def __setattr__(self, name: str, value: object) -> None:
        stage_named_as_a_function = (
            isinstance(value, ModuleType) and name in _HOME and name != "ansatz"
        )
        if not stage_named_as_a_function:
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
