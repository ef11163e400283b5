"""Restarts and their files: the same bytes for any number of workers and any interruption, whatever
runs them.

Modules: experiments/result_file.
"""

import json
from dataclasses import fields

import joblib
import numpy as np
import pytest

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import InputError
from symqnn.experiments import result_file
from symqnn.experiments.result_file import kept_restarts, read_runs, write_runs
from symqnn.training.methods import LBFGS, Adam, RMSProp
from symqnn.training.minimise import Stopping, minimise, random_starts
from symqnn.training.objective import polynomial_objective, separable_objective
from symqnn.training.restarts import CHUNK, Runs, run_restarts

OBJECTIVE = separable_objective([TrigPoly.from_terms({"1": "-3/10", "3": "-7/20"})] * 3, 1, "test")
RESTARTS = 2 * CHUNK + 100


def kept(file, jobs=1, method=None, seed=7, restarts=RESTARTS, progress=None):
    return kept_restarts(
        file,
        OBJECTIVE,
        restarts,
        method or RMSProp(),
        Stopping(),
        seed=seed,
        jobs=jobs,
        progress=progress,
    )


def test_runs_are_those_of_minimise():
    runs = run_restarts(OBJECTIVE, 30, Adam(), Stopping(), seed=3)
    starts = random_starts(3, range(30), 3)
    done = minimise(OBJECTIVE, starts, Adam(), Stopping())
    assert (runs.theta == done.theta).all()
    assert (runs.initial_value == OBJECTIVE.value_and_gradient(starts)[0]).all()
    assert (runs.steps == done.steps).all()


def test_more_restarts_begin_with_the_same_ones():
    few, many = (run_restarts(OBJECTIVE, n, RMSProp(), seed=1) for n in (40, CHUNK + 40))
    assert (many.theta[:40] == few.theta).all()


def test_issue_6_one_and_two_workers_give_identical_files(tmp_path):
    for method in (RMSProp(), LBFGS()):
        files = [tmp_path / f"{method.name}.{jobs}.npz" for jobs in (1, 2)]
        for jobs, file in enumerate(files, 1):
            kept(file, jobs, method)
        assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.slow
def test_issue_6_dask_gives_the_identical_file(tmp_path):
    distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")
    kept(tmp_path / "joblib.npz", 2)
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster),
        joblib.parallel_config("dask"),
    ):
        kept(tmp_path / "dask.npz", 2)
    assert (tmp_path / "dask.npz").read_bytes() == (tmp_path / "joblib.npz").read_bytes()


def test_an_interrupted_run_goes_on_and_gives_the_same_file(tmp_path):
    kept(tmp_path / "whole.npz")

    def interrupt(done, wanted):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kept(tmp_path / "resumed.npz", progress=interrupt)
    part, _ = read_runs(tmp_path / "resumed.npz")
    assert len(part) == CHUNK
    seen = []
    kept(tmp_path / "resumed.npz", progress=lambda done, wanted: seen.append((done, wanted)))
    assert seen == [(2 * CHUNK, RESTARTS), (RESTARTS, RESTARTS)]
    assert (tmp_path / "resumed.npz").read_bytes() == (tmp_path / "whole.npz").read_bytes()


def test_an_interrupted_run_with_workers_says_nothing_of_lost_tasks(tmp_path, recwarn):
    def interrupt(done, wanted):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kept(tmp_path / "a.npz", jobs=2, restarts=12 * CHUNK, progress=interrupt)
    assert len(read_runs(tmp_path / "a.npz")[0]) == CHUNK
    assert [str(warning.message) for warning in recwarn] == []


def test_a_complete_file_is_only_read(tmp_path, monkeypatch):
    first = kept(tmp_path / "a.npz")
    monkeypatch.setattr(result_file, "write_runs", None)
    again = kept(tmp_path / "a.npz")
    assert (again.theta == first.theta).all()
    assert again.converged.dtype == bool


def test_the_file_holds_its_settings(tmp_path):
    kept(tmp_path / "a.npz", method=Adam(0.02), restarts=10)
    runs, settings = read_runs(tmp_path / "a.npz")
    assert len(runs) == 10
    assert settings["method"] == {
        "name": "Adam",
        "learning_rate": 0.02,
        "beta1": 0.9,
        "beta2": 0.999,
        "epsilon": 1e-8,
        "decay": 1.0,
    }
    assert (settings["seed"], settings["objective"], settings["restarts"]) == (7, "test", 10)
    with np.load(tmp_path / "a.npz", allow_pickle=False) as data:  # plain NumPy reads it
        assert json.loads(str(data["settings"])) == settings


def test_a_file_of_other_settings_is_refused(tmp_path):
    kept(tmp_path / "a.npz", restarts=10)
    with pytest.raises(InputError, match=r"other settings \(seed\)"):
        kept(tmp_path / "a.npz", seed=8, restarts=10)
    with pytest.raises(InputError, match="method"):
        kept(tmp_path / "a.npz", method=Adam(), restarts=10)


def test_what_is_no_result_file_is_refused(tmp_path):
    (tmp_path / "a.npz").write_text("nothing")
    with pytest.raises(InputError, match="no result file"):
        kept(tmp_path / "a.npz")
    with pytest.raises(InputError, match="no result file"):
        read_runs(tmp_path / "missing.npz")


@pytest.mark.parametrize(
    "change",
    [lambda a: a[:37], lambda a: a[:, :2] if a.ndim == 2 else a, lambda a: np.concatenate((a, a))],
)
def test_a_file_of_other_sizes_is_refused(tmp_path, change):
    kept(tmp_path / "a.npz", restarts=60)
    runs, settings = read_runs(tmp_path / "a.npz")
    cut = Runs(*(change(getattr(runs, field.name)) for field in fields(Runs)))
    write_runs(tmp_path / "a.npz", cut, settings)
    with pytest.raises(InputError, match="remove it"):
        kept(tmp_path / "a.npz", restarts=60)


def test_writing_twice_gives_the_same_bytes(tmp_path):
    runs = run_restarts(OBJECTIVE, 5, RMSProp())
    first, second = (
        write_runs(tmp_path / name, runs, {"b": 1, "a": 2}).read_bytes()
        for name in ("x.npz", "y.npz")
    )
    assert first == second


@pytest.mark.parametrize(("restarts", "jobs"), [(0, 1), (1, 0), (1, 5000)])
def test_bad_numbers(restarts, jobs):
    with pytest.raises(InputError, match=f"restarts is {restarts}, jobs is {jobs}"):
        run_restarts(
            polynomial_objective(TrigPoly.from_terms({"1": 1})), restarts, Adam(), jobs=jobs
        )
