"""What every test run reports at its end: the counts that a green dot does not show."""

import os
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

# one thread a worker: more would wait for each other
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# what several files of tests draw from, and the folders whose helpers stand beside their tests
for folder in ("mutations", "notebooks", "golden", "docs", "shared"):
    sys.path.insert(0, str(Path(__file__).parent / folder))

import effort  # noqa: E402


def pytest_configure(config: pytest.Config) -> None:
    """No test fails because the machine is busy; with the slow tests each law is tried on all of
    its examples. Tests that start the program again share what Python compiles, also where the
    environment forbids to write it.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compiled = Path(tempfile.gettempdir()) / f"symqnn-tests-{Path.home().name}"
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(compiled))
    effort.THOROUGH = "slow" in str(config.getoption("markexpr")).replace("not slow", "")
    settings.register_profile("symqnn", deadline=None, max_examples=effort.examples(100))
    settings.load_profile("symqnn")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A run of the slow tests is also one of the laws, and of what else is tried on some of its
    cases each time.
    """
    for item in items if effort.THOROUGH else ():
        law = isinstance(item, pytest.Function) and is_hypothesis_test(item.obj)
        if law or item.get_closest_marker("effort"):
            item.add_marker(pytest.mark.slow)


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
