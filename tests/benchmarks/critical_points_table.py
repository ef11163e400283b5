"""The table of CPU seconds with ratios, all in one run: ``python
tests/benchmarks/critical_points_table.py [SECONDS [BEFORE]]``.

BEFORE is a checkout of an older version: it finds and checks the same losses (each at most
BEFORE_LIMIT seconds).
Seconds are user CPU time of the program and its children, one thread; every other system is stopped
after SECONDS (default 120) of CPU time. Only symqnn's list is complete and certified: msolve
isolates real solutions exactly but proves nothing to a third party, PHCpack's are floats, Singular
and Macaulay2 count complex solutions modulo a prime, SymPy computes a lexicographic Gröbner basis.
"""

import inspect
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).parents[1] / "golden"))
import other_systems
from other_systems import (
    SYSTEMS,
    Failed,
    latin_loss,
    parity_loss,
    product_loss,
    program,
    random_loss,
)

from symqnn.certificate.canonical import canonical_bytes
from symqnn.certificate.critical import critical_points_certificate
from symqnn.checker import check
from symqnn.checker.trusted.verdict import BUDGET
from symqnn.landscape.system import circle_system
from symqnn.roots.complex_count import complex_count
from symqnn.roots.critical import critical_points
from symqnn.roots.watch import SearchBudget

LIMIT = float(sys.argv[1]) if __name__ == "__main__" and len(sys.argv) > 1 else 120.0
BEFORE = Path(sys.argv[2]).resolve() if __name__ == "__main__" and len(sys.argv) > 2 else None
BEFORE_LIMIT = 75.0
EFFORT = 100  # of both checkers, which lists of five angles need
SECOND = Path(__file__).parents[2] / "symqnn" / "second_checker" / "checker.js"
# the others of four and five angles are timed for symqnn alone
PEERS_ABOVE_THREE = ("random dataset, p=4", "random dataset, p=5")
BEFORE_AT_FIVE = 10.0  # seconds: the older version needs minutes to find and hours to check
RING = ((0, 1), (1, 2), (2, 3), (3, 0))
CASES = {
    "random dataset, p=1": lambda: random_loss(1, 2),
    "random dataset, p=2": lambda: random_loss(2, 0),
    "p!2^p minima, p=2": lambda: latin_loss(2),
    "Theorem 2, p=3": lambda: product_loss(3),
    "random dataset, p=3": lambda: random_loss(3, 0),
    "p!2^p minima, p=3": lambda: latin_loss(3),
    "Theorem 2, p=4": lambda: product_loss(4),
    "parity family, p=2": lambda: parity_loss(2, [(0, 1)], ["1/5"]),
    "parity family, p=3": lambda: parity_loss(3, [(0, 1), (1, 2), (0, 2)], ["1/5"] * 3),
    "parity family, p=4": lambda: parity_loss(4, list(RING), ["1/5"] * 4),
    "p!2^p minima, p=4": lambda: latin_loss(4),
    "random dataset, p=4": lambda: random_loss(4, 0),
    "Theorem 2, p=5": lambda: product_loss(5),
    "parity family, p=5": lambda: parity_loss(5, [*RING[:3], (3, 4), (4, 0)], ["1/5"] * 5),
    "p!2^p minima, p=5": lambda: latin_loss(5),
    "random dataset, p=5": lambda: random_loss(5, 0),
}

OLDER = """
import json, resource, sys, time
sys.path.insert(0, "tests/golden")
from other_systems import latin_loss, parity_loss, product_loss, random_loss
from symqnn.certificate.canonical import canonical_bytes
from symqnn.certificate.critical import critical_points_certificate
from symqnn.checker import check
from symqnn.roots.critical import critical_points
from symqnn.roots.search import Budget
RING = ((0, 1), (1, 2), (2, 3), (3, 0))
started = time.process_time()
found = critical_points({loss}, Budget(max_boxes=10**8))
print(found.boxes, time.process_time() - started, flush=True)
content = canonical_bytes(critical_points_certificate(found))
print(len(content), len(canonical_bytes(json.loads(content)["witness"])), flush=True)
certificate, started = json.loads(content), time.process_time()
assert check(certificate).status == "VERIFIED"
print(time.process_time() - started, flush=True)
"""


def seconds(work):
    """Result and user CPU seconds of this process and its children; short work is repeated."""
    rounds, used, result = 0, 0.0, None
    while rounds == 0 or (used < 0.3 and rounds < 20):
        before = [
            resource.getrusage(who).ru_utime
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ]
        result = work()
        after = [
            resource.getrusage(who).ru_utime
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ]
        used, rounds = used + sum(after) - sum(before), rounds + 1
    return result, used / rounds


def sympy_basis(poly):
    """SymPy in a process of its own: the solutions for one angle, a lexicographic Gröbner basis for
    more.
    """
    names = [f"{letter}{k + 1}" for k in range(poly.angles) for letter in "cs"]
    what = "solve_poly_system(e, *v)" if poly.angles == 1 else "groebner(e, *v, order='lex')"
    code = (
        f"from sympy import *\nv = {', '.join(names)} = symbols('{' '.join(names)}')\ne = "
        f"{circle_system(poly).to_sympy()}\n{what}"
    )
    done = limited([sys.executable, "-c", code])
    if done.returncode:
        raise Failed(done.stderr[-60:])


def second_check(content):
    """The second checker in a process of its own, on a file."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        file.write(content)
        file.flush()
        done = subprocess.run(
            ["node", str(SECOND), "--effort", str(EFFORT), file.name],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stdout.startswith("VERIFIED"), done.stdout


def limited(command, text=None, timeout=None):
    """Run a program until it has used LIMIT seconds of CPU time."""

    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (int(LIMIT), int(LIMIT) + 5))

    done = subprocess.run(
        command, input=text, capture_output=True, text=True, check=False, preexec_fn=limit
    )
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Failed("")
    return done


def before(source, most):
    """Boxes, seconds to find, bytes, those of the proof alone, and seconds to check of the older
    version, as far as it came in so many seconds of CPU time.
    """

    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (int(most), int(most) + 5))

    loss = source.partition("lambda: ")[2].rstrip(" ,\n")
    command = [sys.executable, "-c", OLDER.replace("{loss}", loss)]
    environment = {**os.environ, "PYTHONPATH": str(BEFORE)}
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=BEFORE,
        env=environment,
        preexec_fn=limit,
    )
    if (
        done.returncode not in (0, -signal.SIGXCPU, -signal.SIGKILL)
        and "AssertionError" not in done.stderr
    ):
        raise RuntimeError(done.stderr[-300:])
    boxes, search, size, proof, check_ = (*done.stdout.split(), "", "", "", "", "")[:5]
    reason = "refused" if "AssertionError" in done.stderr else f"> {most:g}"
    return [
        boxes,
        f"{float(search):.3f}" if search else reason,
        size,
        proof,
        f"{float(check_):.2f}" if check_ else reason,
    ]


def main():
    """Measure and print Markdown."""
    other_systems._run = limited
    BUDGET.effort = EFFORT
    peers = {
        "msolve": SYSTEMS["msolve"],
        "PHCpack": SYSTEMS["phc"],
        "Singular mod q": SYSTEMS["Singular"],
        "Macaulay2 mod q": SYSTEMS["M2"],
    }
    programs = {
        "msolve": "msolve",
        "PHCpack": "phc",
        "Singular mod q": "Singular",
        "Macaulay2 mod q": "M2",
    }
    ours = [
        "critical points",
        "boxes",
        "complete list",
        "write",
        "bytes",
        "of which the loss",
        "of which the proof",
        "check",
        "check (JavaScript)",
        "complex count",
    ]
    earlier = (
        ["boxes before", "list before", "bytes before", "proof before", "check before"]
        if BEFORE
        else []
    )
    titles = ["instance", *ours, *earlier, *peers, "SymPy"]
    print("| " + " | ".join(titles) + " |\n|" + "---|" * len(titles), flush=True)
    for name, make in CASES.items():
        poly = make()
        found, search = seconds(
            lambda poly=poly: critical_points(poly, SearchBudget(max_boxes=10**8))
        )
        content, writing = seconds(
            lambda found=found: canonical_bytes(critical_points_certificate(found))
        )
        answer, checking = seconds(lambda content=content: check(json.loads(content)))
        assert answer.status == "VERIFIED"
        second = (
            f"{seconds(lambda content=content: second_check(content))[1]:.2f}"
            if shutil.which("node")
            else ""
        )
        counting = (
            f"{seconds(lambda poly=poly: complex_count(poly))[1]:.3f}" if poly.angles <= 2 else ""
        )
        cells = [
            name,
            str(found.number),
            str(found.boxes),
            f"**{search:.3f}**",
            f"{writing:.3f}",
            str(len(content)),
            str(len(canonical_bytes(json.loads(content)["instance"]))),
            str(len(canonical_bytes(json.loads(content)["witness"]))),
            f"{checking:.2f}",
            second,
            counting,
        ]
        most = BEFORE_LIMIT if poly.angles < 5 or "Theorem" in name else BEFORE_AT_FIVE
        cells += before(inspect.getsource(make), most) if BEFORE else []
        compared = poly.angles <= 3 or name in PEERS_ABOVE_THREE
        for peer, count in peers.items():
            cells.append(
                _peer(lambda poly=poly, count=count: count(poly), search)
                if compared and program(programs[peer])
                else ""
            )
        cells.append(_peer(lambda poly=poly: sympy_basis(poly), search) if poly.angles <= 2 else "")
        print("| " + " | ".join(cells) + " |", flush=True)


def _peer(work, search):
    try:
        _, used = seconds(work)
    except Failed as error:
        return f"fails: {error}" if str(error) else f"> {LIMIT:g} (> {LIMIT / search:.0f} times)"
    return f"{used:.2f} ({used / search:.1f} times)"


if __name__ == "__main__":
    main()
