"""The notebooks as pages of the tutorial."""

import json
import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

FOLDED = "<details><summary>A solution</summary>\n\n```python\n{}\n```\n\n</details>"


def tutorial_pages(root: Path) -> dict[str, str]:
    """Each notebook with its solutions, and the list of all of them."""
    paths = sorted(
        (root / "notebooks").glob("[0-9]*.ipynb"),
        key=lambda path: int(re.match(r"\d+", path.name)[0]),
    )
    solutions = _solutions(root)
    pages = {f"tutorial/{path.name}": _with_solutions(path, solutions[path.stem]) for path in paths}
    listed = "\n".join(path.stem for path in paths)
    text = INTRODUCTION + f"\n```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n"
    return {**pages, "tutorial/index.md": text}


INTRODUCTION = """\
# Tutorial

The notebooks of the repository's folder `notebooks/`, executed when this page was built: what you
see is what the code printed and drew. Each asks one question and wants a prediction before anything
runs. Answers to the exercises are folded: try first. To run them yourself:

```
.venv/bin/pip install '.[notebooks]' jupyterlab
.venv/bin/jupyter lab notebooks/
```
"""


def _solutions(root: Path) -> dict[str, list[str]]:
    """The right answers that the tests use, in the order of the cells tagged ``exercise``."""
    spec = spec_from_file_location("solutions", root / "tests" / "notebooks" / "solutions.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.RIGHT


def _with_solutions(path: Path, answers: list[str]) -> str:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    given = iter(answers)
    cells: list[dict[str, Any]] = []
    for cell in notebook["cells"]:
        cells.append(cell)
        if "exercise" in cell["metadata"].get("tags", ()):
            folded = FOLDED.format(next(given))
            cells.append(
                {"cell_type": "markdown", "id": f"{cell['id']}-s", "metadata": {}, "source": folded}
            )
    return json.dumps({**notebook, "cells": cells}, ensure_ascii=False, indent=1) + "\n"
