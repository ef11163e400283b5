"""Seconds, memory and growth of the operations that cost most, beside other libraries, in one run.

    python tests/benchmarks/performance_table.py                       all rows; peers that are not
    installed are named python tests/benchmarks/performance_table.py --against ../other    the same
    rows with another checkout first
    python tests/benchmarks/performance_table.py --rows value loss     rows whose names contain a
    word python tests/benchmarks/performance_table.py --write               also write
    docs/benchmarks/performance.md

Every entry is the least CPU time (user and system, all threads and child processes) of three calls
in an interpreter of its own; BLAS and the peers are held to one thread as far as they can be.
Memory is what the process grew by. Peers get the same numbers and are compiled and warmed up first.
JAX: the coefficient tensor contracted with the basis of each angle, `jax.jit` in float64.
PennyLane: the circuit at all points at once (broadcasting, default.qubit). Singular: the number of
complex solutions modulo a prime, which is no list and no proof. Whole programs are told with their
wall time, on all cores.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

THREADS = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}
THREADS["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
HERE = Path(__file__).resolve()
LAST_RUN = HERE.parents[2] / "docs" / "benchmarks" / "performance.md"
Work = Callable[[], Any]


@dataclass(frozen=True)
class Row:
    """One operation at one size.

    Args:
        name: of the operation. size: what it grows with, and its value. who: makers of the work by
            library. rounds: calls.
        walled: whether the wall time is told, too. compared: whether another checkout is measured,
        too.
    """

    name: str
    size: tuple[str, float]
    who: dict[str, Callable[[], Work]]
    rounds: int = 3
    walled: bool = False
    compared: bool = True


def random_poly(angles: int, degree: int, bits: int = 10, seed: int = 1) -> Any:
    """A dense polynomial with random integer coefficients."""
    import numpy as np

    from symqnn.algebra.torus import Torus
    from symqnn.algebra.trigpoly import trigpoly

    shape = (2 * degree + 1,) * angles
    table = np.ascontiguousarray(np.indices(shape, dtype=np.uint8).reshape(angles, -1).T)
    numbers = np.random.default_rng(seed).integers(1, 2**bits, len(table))
    return trigpoly(table, numbers, 2**bits, Torus.default(angles))


def points(angles: int, number: int) -> Any:
    """Random angles."""
    import numpy as np

    return np.random.default_rng(2).random((number, angles)) * 6


def jax_function(angles: int, degree: int) -> Any:
    """The polynomial of :func:`random_poly` as a function of one point."""
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    poly = random_poly(angles, degree)
    tensor = jnp.asarray((poly.numerators / poly.denominator).reshape((2 * degree + 1,) * angles))

    def value(theta: Any) -> Any:
        result = tensor
        for axis in range(angles):
            multiples = jnp.arange(1, degree + 1) * 2 * theta[axis]
            waves = jnp.stack((jnp.cos(multiples), jnp.sin(multiples)), -1).reshape(-1)
            result = jnp.tensordot(jnp.concatenate((jnp.ones(1), waves)), result, axes=1)
        return result

    return value


def values(angles: int, number: int) -> Row:
    """Values of a dense output at many points."""

    def ours() -> Work:
        poly, theta = random_poly(angles, 1), points(angles, number)
        return lambda: poly.numeric(theta)

    def jax() -> Work:
        import jax

        function, theta = jax.jit(jax.vmap(jax_function(angles, 1))), points(angles, number)
        return lambda: function(theta).block_until_ready()

    size = ("points · 3^p", float(number) * 3**angles)
    return Row(f"values, p = {angles}, {number} points", size, {"symqnn": ours, "jax": jax})


def circuit_values(layers: int = 2, number: int = 10_000) -> Row:
    """Values of the output of a circuit on four qubits, the expansion included."""

    def made() -> tuple[Any, Any]:
        from symqnn.model.ansatz import hardware_efficient

        qnn = hardware_efficient(4, layers - 1, rotations=["Y"], observable="XYZX")
        return qnn, points(len(qnn.parameters), number)

    def ours() -> Work:
        from symqnn.expansion.output import expectation
        from symqnn.model.state import State

        qnn, theta = made()
        return lambda: expectation(qnn, State.zero(4)).numeric(theta)

    def pennylane() -> Work:
        import numpy as np
        import pennylane as qml

        _, theta = made()

        @qml.qnode(qml.device("default.qubit", wires=4), diff_method=None)
        def circuit(angles: Any) -> Any:
            for axis in range(4 * layers):
                if axis and axis % 4 == 0:
                    for wire in range(3):
                        qml.CZ((wire, wire + 1))
                qml.RY(2 * angles[axis], axis % 4)
            return qml.expval(qml.pauli.string_to_pauli_word("XYZX"))

        if np.abs(circuit(theta.T) - ours()()).max() > 1e-9:
            raise AssertionError("PennyLane and symqnn differ")
        return lambda: circuit(theta.T)

    name = f"values of a circuit, 4 qubits, {4 * layers} rotations, {number} points"
    return Row(name, ("points", float(number)), {"symqnn": ours, "pennylane": pennylane})


def critical(name: str, angles: int, make: str, *arguments: int) -> Row:
    """The complete list of critical points of a loss, with its certificate."""

    def poly() -> Any:
        sys.path.insert(0, str(HERE.parents[1] / "golden"))
        import other_systems

        return getattr(other_systems, make)(angles, *arguments)

    def ours() -> Work:
        from symqnn.certificate.critical import critical_points_certificate
        from symqnn.roots.critical import critical_points

        loss = poly()
        return lambda: critical_points_certificate(critical_points(loss))

    def singular() -> Work:
        import shutil

        if shutil.which("Singular") is None:
            raise ModuleNotFoundError("Singular")
        loss = poly()
        import other_systems

        return lambda: other_systems.singular(loss)

    row = f"critical points, {name}, p = {angles}"
    who = {"symqnn": ours, "singular": singular} if angles < 4 else {"symqnn": ours}
    return Row(row, ("angles", float(angles)), who)


def program(name: str, *arguments: str) -> Row:
    """A whole command in a process of its own."""

    def ours() -> Work:
        command = [sys.executable, "-m", "symqnn.cli", *arguments]
        return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    return Row(f"symqnn {name}", ("", 0.0), {"symqnn": ours}, walled=True)


def gradients(angles: int, number: int = 5000) -> Row:
    """Values and gradients of a dense loss at many points."""

    def ours() -> Work:
        from symqnn.training.objective import polynomial_objective

        objective, theta = polynomial_objective(random_poly(angles, 2)), points(angles, number)
        return lambda: objective.value_and_gradient(theta)

    def jax() -> Work:
        import jax

        function = jax.jit(jax.vmap(jax.value_and_grad(jax_function(angles, 2))))
        theta = points(angles, number)
        return lambda: jax.block_until_ready(function(theta))

    size = ("points · 5^p", float(number) * 5**angles)
    return Row(
        f"value and gradient of a loss, p = {angles}, {number} points",
        size,
        {"symqnn": ours, "jax": jax},
    )


def sparse(angles: int = 12, terms: int = 9, number: int = 10_000) -> Row:
    """Values of an output with few terms."""

    def ours() -> Work:
        import numpy as np

        from symqnn.algebra.torus import Torus
        from symqnn.algebra.trigpoly import trigpoly

        rng = np.random.default_rng(3)
        table = (rng.integers(0, 3, (terms, angles)) * (rng.random((terms, angles)) < 0.4)).astype(
            np.uint8
        )
        poly = trigpoly(table, np.ones(terms, dtype=np.int64), 7, Torus.default(angles))
        theta = points(angles, number)
        return lambda: poly.numeric(theta)

    size = ("points · terms · p", float(number * terms * angles))
    return Row(f"values of {terms} terms, p = {angles}, {number} points", size, {"symqnn": ours})


def losses(samples: int, angles: int, bits: int) -> Row:
    """The loss of dense residuals."""

    def ours() -> Work:
        from fractions import Fraction

        from symqnn.loss.squares import squares

        residuals = [random_poly(angles, 1, bits, seed) for seed in range(samples)]
        torus = residuals[0].torus
        return lambda: squares([(Fraction(1, samples), r) for r in residuals], torus)

    size = ("samples · 5^p", float(samples) * 5**angles)
    name, short = f"loss of {samples} samples, p = {angles}", angles < 10
    return Row(name, size, {"symqnn": ours}, rounds=3 if short else 1, compared=short)


def operators(name: str, layers: int) -> Row:
    """All operators of a network of Pauli words."""

    def ours() -> Work:
        from symqnn.expansion.output import expand
        from symqnn.model.ansatz import hardware_efficient, paper_experiment

        four = hardware_efficient(4, max(0, layers // 4 - 1), rotations=["Y"], observable="XYZX")
        qnn = paper_experiment(layers) if name == "product" else four
        return lambda: expand(qnn, max_terms=100_000_000)

    return Row(f"operators, {name}, {layers} rotations", ("terms", 0.0), {"symqnn": ours})


def rmsprop(angles: int = 16, starts: int = 5000, steps: int = 50) -> Row:
    """RMSProp from many starts on the sum of squares of one angle each."""
    rate = 0.01

    def ours() -> Work:
        from symqnn.algebra.trigpoly import TrigPoly
        from symqnn.training.methods import RMSProp
        from symqnn.training.minimise import Stopping, minimise
        from symqnn.training.objective import separable_objective

        parts = [TrigPoly.from_terms({"1": -1, "3": "1/2"})] * angles
        objective, theta = separable_objective(parts), points(angles, starts)
        return lambda: minimise(objective, theta, RMSProp(rate), Stopping(1e-300, steps))

    def torch() -> Work:
        import torch

        torch.set_num_threads(1)
        theta = points(angles, starts)

        def work() -> None:
            x = torch.tensor(theta, requires_grad=True)
            optimiser = torch.optim.RMSprop([x], lr=rate)
            for _ in range(steps):
                optimiser.zero_grad()
                (torch.cos(4 * x) / 2 - torch.cos(2 * x)).sum().backward()
                optimiser.step()

        return work

    size = ("starts · p · steps", float(starts * angles * steps))
    return Row(
        f"RMSProp, {starts} starts, p = {angles}, {steps} steps",
        size,
        {"symqnn": ours, "torch": torch},
    )


def ranks(dimension: int, layers: int) -> Row:
    """The checker on a certificate of linear independence."""

    def ours() -> Work:
        from symqnn.certificate.produce import independence_certificate
        from symqnn.checker import check
        from symqnn.checker.trusted.verdict import BUDGET
        from symqnn.independence.decide import linear_independence
        from symqnn.model.ansatz import random_network

        qnn = random_network(dimension, layers, seed=1)
        made = independence_certificate(qnn, linear_independence(qnn))
        BUDGET.effort = 100  # as for files of one's own

        def work() -> None:
            if check(made).status != "VERIFIED":
                raise AssertionError("not verified")

        return work

    size = ("9^p · d²", 9.0**layers * dimension**2)
    name = f"checker, independence, d = {dimension}, p = {layers}"
    # one round: the checker remembers what it computed
    return Row(name, size, {"symqnn": ours}, rounds=1, compared=dimension < 64)


SMALL = HERE.parents[2] / "proofs/definition_1/product_p2.certificate.json"
ROWS = [
    values(2, 100_000), values(4, 100_000), values(6, 20_000), values(8, 10_000),
    values(10, 2_000), sparse(),
    values(6, 100_000), circuit_values(),
    gradients(2), gradients(3), gradients(4), gradients(5),
    losses(100, 4, 10), losses(3, 7, 20), losses(1, 8, 20), losses(100, 10, 20),
    operators("product", 10), operators("product", 12), operators("product", 14),
    operators("4 qubits", 28), operators("4 qubits", 36), operators("4 qubits", 44),
    rmsprop(), ranks(16, 4), ranks(32, 5), ranks(32, 6), ranks(64, 7),
    critical("random", 2, "random_loss", 0), critical("p!·2^p minima", 3, "latin_loss"),
    critical("random", 4, "random_loss", 0),
    program("verify", "verify"),
    program("check, a small certificate", "check", str(SMALL)),
]  # fmt: skip


def peak() -> float:
    """The most memory this process has had, in megabytes."""
    status = Path("/proc/self/status")  # getrusage would tell of the process that started this one
    if status.exists():
        (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return float(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def forget_peak() -> None:
    """The peak of memory is that from here on, where the system can do so."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def used() -> float:
    """CPU seconds of this process and the ones it started."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def measure(number: int, library: str) -> dict[str, Any]:
    """One entry, in this process."""
    work = ROWS[number].who[library]()
    forget_peak()
    start, walls = peak(), list[float]()
    seconds: list[float] = []
    result, calls = None, 1
    for _ in range(ROWS[number].rounds):
        result = None
        began, began_wall = used(), time.perf_counter()
        for _ in range(calls):
            result = work()
        seconds.append((used() - began) / calls)
        walls.append((time.perf_counter() - began_wall) / calls)
        if sum(seconds) > 20:
            break
        if calls == 1 and len(seconds) < ROWS[number].rounds and seconds[-1] < 0.02:
            calls, seconds = int(0.05 / max(seconds[-1], 0.001)) + 1, []  # the clock is coarse
    terms = getattr(result, "terms", None)
    counted = terms if isinstance(terms, int) else None
    return {
        "seconds": min(seconds),
        "wall": min(walls),
        "megabytes": peak() - start,
        "terms": counted,
    }


def entry(number: int, library: str, checkout: Path, limit: int) -> dict[str, Any] | str:
    """One entry, in a process of its own; a text says why there is none."""
    command = [sys.executable, str(HERE), "--limit", str(limit), "--measure", str(number), library]
    environment = {**os.environ, **THREADS, "PYTHONPATH": str(checkout)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode < 0:  # ended by a signal
        return f"over {limit} s"
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        missing = "ModuleNotFoundError" in last and library != "symqnn"
        return "not installed" if missing else last[:60]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def machine() -> list[str]:
    """The machine, the versions, and its limits: rate of matrix products, bandwidth of copies."""
    import numpy as np

    model = platform.processor()
    if Path("/proc/cpuinfo").exists():
        named = [
            line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
        ]
        model = named[0].partition(":")[2].strip() if named else model
    a, big = np.random.default_rng(0).random((1500, 1500)), np.zeros(25_000_000)
    (a @ a).sum(), big.copy()
    rate, band = [], []
    for _ in range(3):
        began = time.process_time()
        _ = a @ a
        rate.append(2 * 1500**3 / (time.process_time() - began) / 1e9)
        began = time.process_time()
        _ = big.copy()
        band.append(2 * big.nbytes / (time.process_time() - began) / 1e9)
    load = (
        f"; load average {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    )
    peers = [f"{name} {version(name)}" for name in ("jax", "torch", "pennylane") if find_spec(name)]
    return [
        f"{model}, {os.cpu_count()} cores, {platform.system()}, Python "
        f"{platform.python_version()}, NumPy {np.__version__}{load}",
        f"peers: {', '.join(peers) or 'none installed'}",
        f"one thread: {max(rate):.0f} GFLOP/s in matrix products, {max(band):.1f} GB/s in copies",
    ]


def shown(found: dict[str, Any] | str | None) -> str:
    """An entry as text."""
    if isinstance(found, dict):
        return f"{found['seconds']:.4g} s"
    return found or ""


def ratio(before: dict[str, Any] | str | None, after: dict[str, Any] | str) -> str:
    """How many times faster."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return ""
    return f"{before['seconds'] / after['seconds']:.1f}"


def exponents(found: dict[int, dict[str, Any]]) -> list[str]:
    """Measured growth between consecutive sizes of one operation."""
    groups: dict[str, list[tuple[float, float, str]]] = {}
    for number, measured in found.items():
        row = ROWS[number]
        size = float(measured["terms"] or row.size[1])
        operation = row.name.partition(",")[0].rstrip("0123456789 ")
        if row.name.startswith("loss"):
            operation = "loss"
        groups.setdefault(operation, []).append((size, measured["seconds"], row.size[0]))
    lines = []
    for operation, measured_sizes in groups.items():
        ordered = sorted(measured_sizes)
        steps = [
            log(b[1] / a[1]) / log(b[0] / a[0]) for a, b in pairwise(ordered) if b[0] > 2 * a[0]
        ]
        if steps:
            each = ", ".join(
                f"{1e9 * seconds / size:.3g} at {size:.2g}" for size, seconds, _ in ordered
            )
            lines.append(
                f"| {operation} | {ordered[0][2]} | {' '.join(f'{s:.2f}' for s in steps)} | "
                f"{each} |"
            )
    return lines


def table(options: argparse.Namespace) -> list[str]:
    """All rows as Markdown."""
    here, peers = HERE.parents[2], ("jax", "torch", "pennylane", "singular")
    lines = [
        "| operation | "
        + ("before | " if options.against else "")
        + "symqnn | "
        + ("ratio | " if options.against else "")
        + "memory | peer | peer ÷ symqnn |",
        "|---" * (7 if options.against else 5) + "|",
    ]
    found: dict[int, dict[str, Any]] = {}
    for number, row in enumerate(ROWS):
        if options.rows and not any(word in row.name for word in options.rows):
            continue
        before = (
            entry(number, "symqnn", options.against, options.limit)
            if options.against and row.compared
            else None
        )
        ours = entry(number, "symqnn", here, options.limit)
        others = {
            name: entry(number, name, here, options.limit) for name in peers if name in row.who
        }
        if isinstance(ours, dict):
            found[number] = ours
        memory = f"{ours['megabytes']:.0f} MB" if isinstance(ours, dict) else ""
        if isinstance(ours, dict) and ours["terms"]:
            terms = ours["terms"]
            memory += f", {terms} terms: {1e9 * ours['seconds'] / terms:.0f} ns each"
        peer = ", ".join(f"{name} {shown(other)}" for name, other in others.items()) or "–"
        quotients = ", ".join(ratio(other, ours) for other in others.values())
        cells = [row.name, *([shown(before)] if options.against else []), shown(ours)]
        cells += [*([ratio(before, ours)] if options.against else []), memory, peer, quotients]
        if row.walled and isinstance(ours, dict):
            cells[0] += f" (wall {ours['wall']:.2f} s" + (
                f", before {before['wall']:.2f} s)" if isinstance(before, dict) else ")"
            )
        lines.append("| " + " | ".join(cells) + " |")
        print(lines[-1], file=sys.stderr, flush=True)
    growth = exponents(found)
    if growth:
        lines += [
            "",
            "| operation | grows with | measured exponents | ns a unit, at how many units |",
            "|---|---|---|---|",
            *growth,
        ]
    return lines


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--against",
        type=Path,
        metavar="DIR",
        help="another checkout, measured before this one in each row",
    )
    parser.add_argument(
        "--rows", nargs="+", metavar="WORD", help="only rows whose names contain one of the words"
    )
    parser.add_argument(
        "--limit",
        type=int,
        default=300,
        metavar="S",
        help="CPU seconds an entry may take (default 300)",
    )
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks/performance.md")
    parser.add_argument("--measure", nargs=2, metavar=("ROW", "LIBRARY"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        resource.setrlimit(resource.RLIMIT_CPU, (options.limit, options.limit))
        print(json.dumps(measure(int(options.measure[0]), options.measure[1])))
        return
    os.environ.update(THREADS)
    options.against = options.against and options.against.resolve()
    text = "\n".join(
        [
            "# Performance, last run",
            "",
            *(f"* {line}" for line in machine()),
            "",
            *table(options),
            "",
        ]
    )
    print(text)
    if options.write:
        LAST_RUN.write_text(text)


if __name__ == "__main__":
    main()
