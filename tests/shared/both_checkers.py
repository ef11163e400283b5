"""One answer from two checkers: the Python program and the second one, under node."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import symqnn

PACKAGE = Path(symqnn.__file__).parent
CHECKERS = [
    [sys.executable, "-I", "-S", str(PACKAGE / "checker")],
    ["node", str(PACKAGE / "second_checker" / "checker.js")],
]
NEEDS_NODE = pytest.mark.skipif(
    shutil.which("node") is None, reason="node is not installed: the second checker needs it"
)


def verdicts_of_both(files: Mapping[str, Any], folder: Path) -> dict[str, str]:
    """The word for each certificate, after both checkers have said the same; what they say of
    VERIFIED ones is the same to the letter.
    """
    paths = []
    for name, certificate in files.items():
        paths.append(folder / f"{name}.json")
        paths[-1].write_text(json.dumps(certificate))
    said = []
    for command in CHECKERS:
        ran = subprocess.run(
            [*command, *map(str, paths)], capture_output=True, text=True, check=False
        )
        lines = [line.split(" ", 2) for line in ran.stdout.splitlines()]
        said.append([(line[0], line[2] if line[0] == "VERIFIED" else "") for line in lines])
    assert len(said[0]) == len(paths) and said[0] == said[1]
    return {name: word for name, (word, _) in zip(files, said[0], strict=True)}
