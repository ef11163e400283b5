"""How much of the checker must be believed for one answer: the lines of its functions that are
executed, and no module that is not needed.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
# A line is counted once, if it is in the body of a function; imports, classes and tables are not.
COUNT = """
import sys
folder, path = sys.argv[1:]
sys.path.insert(0, folder.rpartition("/")[0])
seen = set()
def trace(frame, event, _):
    code = frame.f_code
    if not code.co_filename.startswith(folder) or code.co_name == "<module>":
        return None
    def line(frame, event, _):
        if event == "line":
            seen.add((frame.f_code.co_filename, frame.f_lineno))
        return line
    return line
sys.settrace(trace)
import checker
answer = checker.check_file(path)
sys.settrace(None)
import json
loaded = sorted(name.rpartition(".")[2] for name in sys.modules if name.startswith("checker."))
print(json.dumps([answer.status, len(seen), loaded]))
"""
# certificate: (at most so many lines, modules that are not loaded)
OTHERS = {
    "haar",
    "haar_moments",
    "minima",
    "vertices",
    "separable",
    "degenerate",
    "general",
    "identity",
    "mixed",
    "bounds",
    "dependence",
}
LIMITS = {
    "definition_1/product_p1": (
        560,
        OTHERS | {"critical", "bernstein", "loss", "ties", "sturm", "univariate"},
    ),
    "theorem_7/latin_p2": (825, OTHERS | {"independence", "modular"}),
    "theorem_7/random_network_p2": (
        1140,
        OTHERS | {"independence", "modular", "ties", "univariate", "algebraic"},
    ),
}


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_lines_executed(name: str, record_property) -> None:
    most, absent = LIMITS[name]
    path = ROOT / "proofs" / f"{name}.certificate.json"
    command = [sys.executable, "-I", "-S", "-c", COUNT, str(ROOT / "symqnn" / "checker"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    status, lines, loaded = json.loads(done.stdout)
    assert status == "VERIFIED"
    assert absent.isdisjoint(loaded)
    record_property(
        f"count lines of the checker executed for {name}", f"{lines} (of at most {most})"
    )
    assert most - 100 <= lines <= most  # a limit that is too wide guards nothing
