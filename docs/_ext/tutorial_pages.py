"""The notebooks as pages of the tutorial."""

import re
from pathlib import Path


def tutorial_pages(root: Path) -> dict[str, str]:
    """Each notebook, and the list of all of them."""
    paths = sorted(
        (root / "notebooks").glob("[0-9]*.ipynb"),
        key=lambda path: int(re.match(r"\d+", path.name)[0]),
    )
    pages = {f"tutorial/{path.name}": path.read_text(encoding="utf-8") for path in paths}
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
