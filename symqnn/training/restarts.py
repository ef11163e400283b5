"""Many restarts in chunks: the same bytes for any number of workers, with joblib or Dask,
interrupted or not.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed

from symqnn.errors import InputError
from symqnn.training.methods import Method
from symqnn.training.minimise import Stopping, minimise, random_starts
from symqnn.training.objective import FloatArray, Objective

CHUNK = 500  # rows at a time; part of the definition of the result, not a setting
MAX_RESTARTS = 10_000_000  # all final points are held in memory
Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Runs:
    """Restarts 0, 1, …, n-1 of one method on one objective.

    Args:
        theta: final angles in radians, shape (n, p). initial_value, value: losses at the start and
            there, shape (n,).
        gradient_norm, steps, converged: as in :class:`symqnn.training.minimise.Finish`, shape (n,).
    """

    theta: FloatArray
    initial_value: FloatArray
    value: FloatArray
    gradient_norm: FloatArray
    steps: npt.NDArray[np.int64]
    converged: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.value)


def _chunk(
    objective: Objective, method: Method, stopping: Stopping, seed: int, start: int, stop: int
) -> tuple[np.ndarray, ...]:
    initial = random_starts(objective.angles, range(start, stop), seed)
    done = minimise(objective, initial, method, stopping)
    return (
        done.theta,
        objective.value_and_gradient(initial)[0],
        done.value,
        done.gradient_norm,
        done.steps,
        done.converged,
    )


def settings_of(
    objective: Objective, restarts: int, method: Method, stopping: Stopping, seed: int
) -> dict[str, Any]:
    """The settings that a result file holds: whatever the numbers depend on."""
    return {
        "objective": objective.name,
        "angles": objective.angles,
        "restarts": restarts,
        "seed": seed,
        "method": {"name": method.name, **asdict(method)},
        "stopping": asdict(stopping),
    }


def run_restarts(
    objective: Objective,
    restarts: int,
    method: Method,
    stopping: Stopping | None = None,
    *,
    seed: int = 0,
    jobs: int = 1,
    progress: Progress | None = None,
    earlier: Runs | None = None,
    keep: Callable[[Runs], None] | None = None,
    chunk: int = CHUNK,
) -> Runs:
    """Minimise from ``restarts`` random starts (:func:`random_starts`), chunk by chunk.

    The chunks go to joblib's current backend: local processes, or Dask
    after ``joblib.parallel_config("dask")``. The result does not depend
    on it, nor on the number of workers.

    Args:
        restarts: number of runs. seed: of the starts. jobs: workers. progress: called with (runs
            done, runs wanted).
        earlier: the first runs of the same call that was interrupted. keep: called with all runs so
            far after each chunk (:func:`symqnn.experiments.result_file.kept_restarts` uses both to
            go on with a file).
        chunk: runs at a time.

    Raises:
        InputError: no restart, or more than fit into memory.

    Example:
        >>> from symqnn.algebra.trigpoly import TrigPoly
        >>> from symqnn.training.methods import Adam
        >>> from symqnn.training.objective import polynomial_objective
        >>> runs = run_restarts(polynomial_objective(TrigPoly.from_terms({"1": 1})), 4, Adam())
        >>> runs.value.round(9).tolist()
        [-1.0, -1.0, -1.0, -1.0]
    """
    if not 1 <= restarts <= MAX_RESTARTS or not 1 <= jobs <= 1024:
        raise InputError(
            f"restarts is {restarts}, jobs is {jobs}; 1 to {MAX_RESTARTS} restarts and 1 to 1024 "
            "workers are required."
        )
    limits = stopping or Stopping()
    done = _split(earlier, chunk) if earlier is not None else []
    bounds = [(start, min(start + chunk, restarts)) for start in range(0, restarts, chunk)]
    tasks = (
        delayed(_chunk)(objective, method, limits, seed, *pair) for pair in bounds[len(done) :]
    )
    workers = max(1, min(jobs, len(bounds) - len(done)))
    results = (
        Parallel(n_jobs=workers, return_as="generator")(tasks)
        if len(done) < len(bounds)
        else iter(())
    )
    try:
        for columns in results:
            done.append(columns)
            if keep is not None:
                keep(_joined(done))
            if progress is not None:
                progress(bounds[len(done) - 1][1], restarts)
    finally:
        _stop(results)
    return _joined(done)


def _stop(results: Any) -> None:
    """End the workers of an interrupted run; joblib's warning that their chunks are lost says
    nothing new, for they are computed again.
    """
    if hasattr(results, "close"):
        with warnings.catch_warnings():
            warnings.filterwarnings(
                "ignore", message=r"\d+ tasks (which|have been)", category=UserWarning
            )
            results.close()


def _joined(chunks: list[tuple[np.ndarray, ...]]) -> Runs:
    return Runs(*(np.concatenate(column) for column in zip(*chunks, strict=True)))


def _split(runs: Runs, chunk: int) -> list[tuple[np.ndarray, ...]]:
    columns = [getattr(runs, field.name) for field in fields(Runs)]
    return [
        tuple(column[start : start + chunk] for column in columns)
        for start in range(0, len(runs), chunk)
    ]
