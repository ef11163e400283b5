"""The table of certified least values: bounds, seconds, seconds of both checkers, and what plain
multistart finds.

    python tests/benchmarks/least_values_table.py [NAME …] [--write]

Without names all rows, some of which take minutes. ``--write`` puts the rows in docs/benchmarks.md,
beside those that were not run again. Seconds are of the processor, since other programs may run.
"""

from __future__ import annotations

import argparse
import math
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.canonical import write_certificate
from symqnn.certificate.critical import polynomial_json
from symqnn.expansion.output import expectation
from symqnn.minimum.search import descents
from symqnn.model.ansatz import hardware_efficient, paper_experiment, qaoa, qaoa_like
from symqnn.model.instance_file import Instance
from symqnn.model.state import State
from symqnn.statements.landscapes import Landscape, network_landscape
from symqnn.statements.least_value import minimum, shown

ROOT = Path(__file__).parents[2]
FIRST = ROOT / "symqnn" / "checker"
SECOND = ROOT / "symqnn" / "second_checker" / "checker.js"
PAGE = ROOT / "docs" / "benchmarks.md"
RUNS = 200
EFFORTS = (1, 4, 16, 100)  # tried in turn: the second checker does not tell what it took
TITLE = "## Least values"
COLUMNS = (
    *("polynomial", "p", "terms", "least value, from … to …", "gap", "lower bound by", "search"),
    *("bytes", "checker", "JavaScript", "multistart: lowest, how often"),
)
ABOUT = (
    "`python tests/benchmarks/least_values_table.py --write`, processor seconds on two cores "
    "({machine}); the gap that is asked for is 10⁻⁶ of the sum\n"
    "of the sizes of the coefficients, UNDECIDED: the bounds are proved, but farther apart. "
    "Multistart: {runs} descents in floats, which prove nothing."
)


def ring(n: int) -> list[tuple[int, int]]:
    return [(k, (k + 1) % n) for k in range(n)]


def plus(n: int) -> State:
    return State.bloch([(1, 0, 0)] * n)


def of_poly(name: str, poly: TrigPoly) -> Landscape:
    return Landscape(name, poly, polynomial_json(poly))


def ring_qaoa(n: int, rounds: int) -> TrigPoly:
    return expectation(qaoa(ring(n), rounds), plus(n))


def tree_qaoa() -> TrigPoly:
    """⟨ZZ⟩ on the middle edge of the 3-regular tree of depth 2: what p = 2 sees of a 3-regular
    graph of girth above 5.
    """
    edges, last, number = [(0, 1)], [0, 1], 2
    for _ in range(2):
        fresh = []
        for vertex in last:
            for _ in range(2):
                edges.append((vertex, number))
                fresh.append(number)
                number += 1
        last = fresh
    return expectation(qaoa(edges, 2, observable="ZZ" + "I" * 12), plus(14))


def ising(n: int, field: str = "") -> str:
    words = ["I" * k + "ZZ" + "I" * (n - k - 2) for k in range(n - 1)] + [
        "I" * k + "X" + "I" * (n - k - 1) for k in range(n)
    ]
    return " + ".join(field + word for word in words)


def vqe(n: int, repetitions: int) -> TrigPoly:
    return expectation(
        hardware_efficient(n, repetitions, rotations=["Y"], observable=ising(n)), State.zero(n)
    )


def loss_of(p: int, samples: int = 6) -> TrigPoly:
    network = paper_experiment(p)
    return network_landscape(
        Instance("experiment", network, State.zero(p)), f"random:{samples}:1", force=True
    ).poly


def xy_ring(n: int) -> TrigPoly:
    terms: dict[tuple[int, ...], int] = {}
    for k in range(n):
        for digit in (1, 2):
            terms[tuple(digit if q in (k, (k + 1) % n) else 0 for q in range(n))] = 1
    return TrigPoly.from_terms(terms)


def many_angles(n: int) -> TrigPoly:
    """⟨ZZ⟩ summed over a ring, one round in which every gate has its own angle: 2n angles."""
    return expectation(qaoa_like(ring(n), 1), plus(n))


TABLE: dict[str, Callable[[], TrigPoly]] = {
    "QAOA p=1, ring of 6": lambda: ring_qaoa(6, 1),
    "QAOA p=2, ring of 6": lambda: ring_qaoa(6, 2),
    "QAOA p=2, 3-regular tree": tree_qaoa,
    "XY ring of 5": lambda: xy_ring(5),
    "XY ring of 9": lambda: xy_ring(9),
    "square loss p=3": lambda: loss_of(3),
    "square loss p=4": lambda: loss_of(4),
    "VQE Ising 3 sites, p=6": lambda: vqe(3, 1),
    "VQE Ising 4 sites, p=8": lambda: vqe(4, 1),
    "VQE Ising 5 sites, p=10": lambda: vqe(5, 1),
    "QAOA, own angles, ring of 4, p=8": lambda: many_angles(4),
    "QAOA, own angles, ring of 5, p=10": lambda: many_angles(5),
}


def multistart(poly: TrigPoly, least: float) -> str:
    starts = 2 * math.pi * np.random.default_rng(7).random((RUNS, poly.angles))
    _, values = descents(poly, starts)
    size = 1 + float(np.abs(values).max())
    return f"{values.min():.9f}, {(values <= least + 1e-5 * size).mean():.0%}"


@dataclass(frozen=True)
class Checked:
    """What a checker said of a file, and its processor seconds."""

    status: str
    seconds: float
    effort: int

    def __str__(self) -> str:
        """The seconds; the effort where it is not the default one; the word if not VERIFIED."""
        how = "" if self.effort == 1 else f" (--effort {self.effort})"
        return f"{self.seconds:.1f} s{how}" if self.status == "VERIFIED" else self.status


def checked(command: list[str], path: Path) -> Checked:
    """One checker on one file, with as much effort as it needs."""
    for effort in EFFORTS:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        line = [*command, "--effort", str(effort), str(path)]
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        found = Checked(done.stdout.split()[0], seconds, effort)
        if found.status != "UNSUPPORTED":
            break
    return found


def row(name: str, poly: TrigPoly) -> str:
    """One line of the table."""
    begun = time.process_time()
    made = minimum(of_poly(name, poly))
    took = time.process_time() - begun
    with tempfile.TemporaryDirectory() as folder:
        path = write_certificate(Path(folder) / "c.json", made.result.certificate or {})
        first = checked([sys.executable, "-I", "-S", str(FIRST)], path)
        second = checked(["node", str(SECOND)], path) if shutil.which("node") else "no node"
        size = path.stat().st_size
    found = made.found
    used = next((a for a in found.attempts if a.lower == found.lower), None)
    how = used.name if used else "no square"
    bounds = f"{shown(found.lower)} … {shown(found.upper, up=True)}"
    cells = [
        name,
        str(poly.angles),
        str(len(poly)),
        bounds,
        f"{float(found.gap):.1e} {made.result.status}",
        how,
    ]
    cells += [
        f"{took:.1f} s",
        str(size),
        str(first),
        str(second),
        multistart(poly, float(found.upper)),
    ]
    return f"| {' | '.join(cells)} |"


def written(rows: dict[str, str]) -> None:
    """The section of docs/benchmarks.md, with these rows; other rows stay."""
    head, _, rest = PAGE.read_text().partition(TITLE)
    kept = {line.split(" | ")[0][2:]: line for line in rest.splitlines() if line.startswith("| ")}
    kept.pop(COLUMNS[0], None)
    lines = [rows.get(name) or kept[name] for name in TABLE if name in rows or name in kept]
    table = [f"| {' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|", *lines]
    machine = f"{platform.machine()}, Python {platform.python_version()}, NumPy {np.__version__}"
    about = ABOUT.format(runs=RUNS, machine=machine)
    PAGE.write_text("\n".join([head.rstrip(), "", TITLE, "", about, "", *table, ""]))


def main() -> None:
    """Print the table, row by row."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", help="only rows whose names contain one of these")
    parser.add_argument("--write", action="store_true", help="write them to docs/benchmarks.md")
    options = parser.parse_args()
    for label, make in TABLE.items():
        if not options.names or any(text in label for text in options.names):
            line = row(label, make())
            print(line, flush=True)
            if options.write:
                written({label: line})


if __name__ == "__main__":
    main()
