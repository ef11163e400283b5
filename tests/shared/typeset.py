"""LaTeX before the programs that typeset it: KaTeX in strict mode, pdflatex."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

import symqnn

ROOT = Path(symqnn.__file__).parent.parent


def refused(codes: list[str]) -> list[tuple[str, str]]:
    """(code, message) of all that KaTeX refuses, in one call of node."""
    places = [
        str(ROOT / ".ci" / "node" / "node_modules"),
        *os.environ.get("NODE_PATH", "").split(os.pathsep),
    ]
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    if not any(place and (Path(place) / "katex").is_dir() for place in places):
        pytest.skip("KaTeX is not installed (npm install --prefix .ci/node katex)")
    environment = {**os.environ, "NODE_PATH": os.pathsep.join(places)}
    script = str(Path(__file__).with_name("katex.cjs"))
    done = subprocess.run(
        ["node", script],
        input=json.dumps(codes),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [(codes[index], message) for index, message in json.loads(done.stdout)]


def compiled(source: str, directory: Path) -> str:
    """The log of pdflatex."""
    if shutil.which("pdflatex") is None:
        pytest.skip("pdflatex is not installed")
    (directory / "all.tex").write_text(source, encoding="ascii")
    command = ["pdflatex", "-interaction=nonstopmode", "-no-shell-escape", "all.tex"]
    done = subprocess.run(command, cwd=directory, capture_output=True, check=False, timeout=300)
    log = (directory / "all.log").read_text(errors="replace")
    assert done.returncode == 0, [line for line in log.splitlines() if line.startswith("!")][:5]
    return log
