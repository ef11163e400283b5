"""How much of the checker must be believed for one answer: the statements of its functions that are
executed, and no module that is not needed.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
# A statement in the body of a function is counted once; imports, the bodies of classes and tables
# are not.
COUNT = """
import sys
folder, path = sys.argv[1:]
sys.path.insert(0, folder.rpartition("/")[0])
seen = set()
def trace(frame, event, _):
    code = frame.f_code
    of_function = code.co_flags & 1  # CO_OPTIMIZED: neither a module nor the body of a class
    if not code.co_filename.startswith(folder) or not of_function:
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
import ast
import json

def statement(tree, number):
    # where the innermost statement begins that holds a line: a long one counts once
    spans = [(node.end_lineno - node.lineno, node.lineno) for node in ast.walk(tree)
             if isinstance(node, ast.stmt) and node.lineno <= number <= node.end_lineno]
    return min(spans)[1] if spans else number

files = {name for name, _ in seen}
trees = {name: ast.parse(open(name, encoding="utf-8").read()) for name in files}
found = {(name, statement(trees[name], number)) for name, number in seen}
loaded = sorted(name.rpartition(".")[2] for name in sys.modules if name.startswith("checker."))
print(json.dumps([answer.status, len(found), loaded]))
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
    "rounding",
}
LIMITS = {
    "definition_1/product_p1": (
        355,
        OTHERS | {"critical", "bernstein", "loss", "ties", "sturm", "univariate"},
    ),
    "definition_1/product_p2": (380, OTHERS | {"critical", "loss", "sturm"}),
    "theorem_7/latin_p2": (590, OTHERS | {"independence", "modular"}),
    "theorem_7/random_network_p2": (
        915,
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
        f"count statements of the checker executed for {name}", f"{lines} (of at most {most})"
    )
    assert most - 100 <= lines <= most  # a limit that is too wide guards nothing
