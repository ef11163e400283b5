"""Coq's files, compiled once for all tests of a run."""

import fcntl
import shutil
import subprocess
from pathlib import Path

import pytest

FORMAL = Path(__file__).resolve().parents[3] / "proofs" / "formal"
LIBRARIES = """\
From mathcomp Require all_algebra zify.ssrZ.
From mathcomp.analysis Require trigo.
From Coquelicot Require Coquelicot.
"""


@pytest.fixture(scope="session")
def formal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder proofs/formal, built; skipped, with the reason, without Coq or a library."""
    for program in ("coqc", "make", "ocamlfind"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    probe = tmp_path_factory.mktemp("probe") / "libraries.v"
    probe.write_text(LIBRARIES)
    found = subprocess.run(
        ["coqc", "-q", "-w", "none", str(probe)], capture_output=True, text=True, check=False
    )
    if found.returncode:
        pytest.skip(f"a library of Coq is not installed: {found.stderr.strip()[-200:]}")
    # one of the parallel test processes builds, the others wait
    with (tmp_path_factory.getbasetemp().parent / "formal.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        built = subprocess.run(
            ["make", "-C", str(FORMAL), "build", "extracted/check_list"],
            capture_output=True,
            text=True,
            check=False,
        )
    assert built.returncode == 0, built.stdout[-2000:] + built.stderr[-2000:]
    return FORMAL
