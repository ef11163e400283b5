"""What mypy sees of the public names: no Any, in a program that uses every one."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import symqnn

PROGRAM = """
from symqnn import *
import symqnn

qnn: QNN = QNN(["ZI", "3/5*IX + 4/5*IZ"], "(Y+I)(Y + 2*Z)")
state: State = State.zero(2)
f: TrigPoly = expectation(qnn, state)
data: Dataset = random_dataset(2, 3, seed=1)
status: Status = linear_independence(qnn).status
derivatives: tuple[TrigPoly, ...] = gradient(loss(qnn, data))
answer: str = check(certificate(linear_independence(qnn), qnn)).status
points: int = critical_points(loss(qnn, data)).number
torus: Torus = f.torus
"""


def test_help_names_every_public_name_in_its_group() -> None:
    text = inspect.getdoc(symqnn) or ""
    assert all(name in text for name in symqnn.__all__)
    assert "certificates: make one" in text


@pytest.mark.slow
def test_mypy_sees_no_any(tmp_path: Path) -> None:
    revealed = "".join(f"reveal_type(symqnn.{name})\n" for name in symqnn.__all__)
    program = tmp_path / "program.py"
    program.write_text(PROGRAM + revealed)
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", "setup.cfg", str(program)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=Path(symqnn.__file__).parents[1]
    )
    notes = [line for line in done.stdout.splitlines() if "Revealed type" in line]
    assert done.returncode == 0, done.stdout
    assert len(notes) == len(symqnn.__all__)
    assert [line for line in notes if 'is "Any"' in line] == []
