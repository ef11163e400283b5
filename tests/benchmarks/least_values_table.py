"""The table of certified least values: bounds, seconds, seconds of the checkers, and what plain multistart finds. Run by hand.

    python tests/benchmarks/least_values_table.py [NAME …]
"""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.canonical import write_certificate
from symqnn.certificate.check import run_checker
from symqnn.certificate.critical import polynomial_json
from symqnn.expansion.output import expectation
from symqnn.minimum.search import descents
from symqnn.minimum.value import Limits
from symqnn.model.ansatz import hardware_efficient, paper_experiment, qaoa, qaoa_like
from symqnn.model.instance_file import Instance
from symqnn.model.state import State
from symqnn.statements.landscapes import Landscape, network_landscape
from symqnn.statements.least_value import minimum

SECOND = Path(__file__).parents[2] / "symqnn" / "second_checker" / "checker.js"
RUNS = 200


def ring(n: int) -> list[tuple[int, int]]:
    return [(k, (k + 1) % n) for k in range(n)]


def plus(n: int) -> State:
    return State.bloch([(1, 0, 0)] * n)


def of_poly(name: str, poly: TrigPoly) -> Landscape:
    return Landscape(name, poly, polynomial_json(poly))


def ring_qaoa(n: int, rounds: int) -> TrigPoly:
    return expectation(qaoa(ring(n), rounds), plus(n))


def tree_qaoa() -> TrigPoly:
    """⟨ZZ⟩ on the middle edge of the 3-regular tree of depth 2: what p = 2 sees of a 3-regular graph of girth above 5."""
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
    words = ["I" * k + "ZZ" + "I" * (n - k - 2) for k in range(n - 1)] + ["I" * k + "X" + "I" * (n - k - 1) for k in range(n)]
    return " + ".join(field + word for word in words)


def vqe(n: int, repetitions: int) -> TrigPoly:
    return expectation(hardware_efficient(n, repetitions, rotations=["Y"], observable=ising(n)), State.zero(n))


def loss_of(p: int, samples: int = 6) -> TrigPoly:
    network = paper_experiment(p)
    return network_landscape(Instance("experiment", network, State.zero(p)), f"random:{samples}:1", force=True).poly


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
    return f"{values.min():.9f}, {(values <= least + 1e-5 * size).mean():.0%} of {RUNS} runs"


def row(name: str, poly: TrigPoly) -> str:
    begun = time.perf_counter()
    made = minimum(of_poly(name, poly), limits=Limits(products=4500))
    took = time.perf_counter() - begun
    with tempfile.TemporaryDirectory() as folder:
        path = write_certificate(Path(folder) / "c.json", made.result.certificate or {})
        begun = time.perf_counter()
        (check,) = run_checker([path])
        first = time.perf_counter() - begun
        begun, second = time.perf_counter(), "no node"
        if shutil.which("node"):
            done = subprocess.run(["node", str(SECOND), str(path)], capture_output=True, text=True, check=False)
            second = f"{done.stdout.split()[0]} {time.perf_counter() - begun:.1f} s"
        size = path.stat().st_size
    found = made.found
    used = found.attempts[-1].said if found.attempts else "no square"
    lines = [f"{name}: p = {poly.angles}, {len(poly)} terms: {found.status}, [{float(found.lower):.9f}, {float(found.upper):.9f}]"]
    lines.append(f"    gap {float(found.gap):.1e}, found in {took:.1f} s ({used}), {size} bytes")
    lines.append(f"    checkers: {check.status} {first:.1f} s, {second}; multistart: {multistart(poly, float(found.upper))}")
    return "\n".join(lines)


if __name__ == "__main__":
    wanted = sys.argv[1:]
    for label, make in TABLE.items():
        if not wanted or any(text in label for text in wanted):
            print(row(label, make()), flush=True)
