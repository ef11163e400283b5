"""The check of a long list in parts, through joblib: here or, with Dask, on many machines."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from joblib import Parallel, delayed

from symqnn.certificate.check import CHECKER, EFFORT, Check, run_checker
from symqnn.errors import InputError


def check_in_parts(path: Path, parts: int, jobs: int = 1, states: Sequence[Path] = ()) -> Check:
    r"""The checker's answer for a file whose charts are followed in parts, which joblib's backend
    runs.

    Each part is an isolated interpreter of its own (``--part K/N``), on a copy of the file; the
    last one follows what no part has verified and compares the claim. After
    ``joblib.parallel_config("dask")`` the parts go to the workers of a Dask cluster.

    Args:
        path: a certificate, ``.json`` or ``.json.gz``.
        parts: number of parts.
        jobs: number of joblib workers.
        states: files of charts that earlier runs verified (``symqnn check --resume``); not written.

    Returns:
        The answer; ``summary`` tells how many charts the parts followed.

    Raises:
        InputError: fewer than 1 part, the file is not there, or a checker did not answer.
    """
    if parts < 1:
        raise InputError(f"parts is {parts}; a positive number is required.")
    if not path.is_file():
        raise InputError(f"path is {path}; a certificate file is required.")
    suffix = ".json.gz" if path.name.endswith(".gz") else ".json"
    content = path.read_bytes()
    known = [state.read_bytes() for state in states]
    tasks = (delayed(_followed)(content, suffix, known, k, parts) for k in range(1, parts + 1))
    found: list[bytes] = list(Parallel(n_jobs=jobs)(tasks))
    with tempfile.TemporaryDirectory(prefix="symqnn-") as name:
        written = _written(Path(name), "part", [*known, *(state for state in found if state)])
        return run_checker([path], options=_resumed(written))[0]


def _written(directory: Path, name: str, contents: Sequence[bytes]) -> list[Path]:
    paths = [directory / f"{name}{k}.checked.json" for k in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths


def _resumed(states: Sequence[Path]) -> list[str]:
    return [word for state in states for word in ("--resume", str(state))]


def _followed(content: bytes, suffix: str, known: Sequence[bytes], part: int, parts: int) -> bytes:
    """What one part verified: the file that the checker keeps; empty if it verified no chart."""
    with tempfile.TemporaryDirectory(prefix="symqnn-") as name:
        directory = Path(name)
        certificate, state = directory / f"certificate{suffix}", directory / "own.checked.json"
        certificate.write_bytes(content)
        resumed = _resumed([state, *_written(directory, "known", known)])
        options = ["--effort", str(EFFORT), "--part", f"{part}/{parts}", *resumed]
        command = [sys.executable, "-I", "-S", str(CHECKER), *options, str(certificate)]
        subprocess.run(command, capture_output=True, check=False)
        return state.read_bytes() if state.exists() else b""
