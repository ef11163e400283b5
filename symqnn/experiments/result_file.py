"""Result files of restarts: compressed, with their settings inside,
the same bytes for the same runs, resumable.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from symqnn.certificate.canonical import write_atomically
from symqnn.errors import InputError
from symqnn.training.methods import Method
from symqnn.training.minimise import Stopping
from symqnn.training.objective import Objective
from symqnn.training.restarts import CHUNK, Progress, Runs, run_restarts, settings_of


def write_runs(file: Path, runs: Runs, settings: Mapping[str, Any]) -> Path:
    """Write runs with their settings as ``.npz``: no dates inside, the same runs give the same
    bytes; completely or not at all.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        text = json.dumps(settings, sort_keys=True, ensure_ascii=True)
        for name, array in (
            ("settings", np.array(text)),
            *((field.name, getattr(runs, field.name)) for field in fields(Runs)),
        ):
            data = io.BytesIO()
            np.lib.format.write_array(
                data, np.ascontiguousarray(array).reshape(array.shape), allow_pickle=False
            )
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, data.getvalue(), zipfile.ZIP_DEFLATED, 6)
    return write_atomically(file, content.getvalue())


def read_runs(file: Path) -> tuple[Runs, dict[str, Any]]:
    """Runs and settings of a file that :func:`write_runs` made; runs that are not complete are
    fewer than settings["restarts"].

    Raises:
        InputError: no such file, or none of ours.
    """
    try:
        with np.load(file, allow_pickle=False) as data:
            return Runs(*(data[field.name] for field in fields(Runs))), json.loads(
                str(data["settings"])
            )
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise InputError(f"{file} is no result file of symqnn train: {error}.") from None


def kept_restarts(
    file: Path | None,
    objective: Objective,
    restarts: int,
    method: Method,
    stopping: Stopping,
    *,
    seed: int,
    jobs: int = 1,
    progress: Progress | None = None,
    instance: Mapping[str, Any] | None = None,
) -> Runs:
    """:func:`run_restarts` with a file: one that is not complete is gone on with, a complete one is
    only read.

    Args:
        file: ``.npz``, or None to keep nothing. instance: exact data of the objective as JSON, to
            be kept in the settings.

    Raises:
        InputError: the file was made with other settings.
    """
    if file is None:
        return run_restarts(
            objective, restarts, method, stopping, seed=seed, jobs=jobs, progress=progress
        )
    settings = json.loads(
        json.dumps(
            settings_of(objective, restarts, method, stopping, seed) | {"instance": instance}
        )
    )
    earlier = None
    if file.exists():
        earlier, found = read_runs(file)
        if found != settings:
            different = ", ".join(
                sorted(key for key in settings if found.get(key) != settings[key])
            )
            raise InputError(
                f"{file} was made with other settings ({different}); remove it, or choose "
                "another place."
            )
        _check_shape(file, earlier, objective.angles, restarts)

    def keep(runs: Runs) -> None:
        write_runs(file, runs, settings)

    return run_restarts(
        objective,
        restarts,
        method,
        stopping,
        seed=seed,
        jobs=jobs,
        progress=progress,
        earlier=earlier,
        keep=keep,
    )


def _check_shape(file: Path, runs: Runs, angles: int, restarts: int) -> None:
    """A file that was not broken off after a whole chunk, or has arrays of other sizes, was not
    written by :func:`write_runs` here.
    """
    number = len(runs)
    shapes = [getattr(runs, field.name).shape for field in fields(Runs)]
    whole = number == restarts or (number < restarts and number % CHUNK == 0)
    if not whole or shapes != [(number, angles), *[(number,)] * (len(shapes) - 1)]:
        raise InputError(
            f"{file} holds {number} runs in arrays of shapes {shapes}, which no run of symqnn "
            "train leaves; remove it."
        )
