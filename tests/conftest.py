"""What every test run reports at its end: the counts that a green dot does not show."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one thread a worker: more would wait for each other
sys.path.insert(0, str(Path(__file__).parent / "shared"))  # what several directories of tests draw from

settings.register_profile("symqnn", deadline=None)  # no test fails because the machine is busy
settings.load_profile("symqnn")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = [
        f"{name}: {value}"
        for report in terminalreporter.getreports("passed")
        if report.when == "call"
        for name, value in report.user_properties
        if name.startswith("count ")
    ]
    if lines:
        terminalreporter.section("counts")
        for line in sorted(lines):
            terminalreporter.write_line(line)
