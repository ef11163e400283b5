"""``symqnn train``: files, figures, exit codes, bad input; and that the shipped results of Section
6 are what the commands give.

Modules: experiments/figure_2, experiments/figure_3, experiments/figure_4.
"""

import csv
import json
from pathlib import Path

import pytest

from symqnn.cli import main
from symqnn.commands.train import EXPERIMENTS, experiments, option_parser
from symqnn.experiments.outcome import INSTANCE_NOTE
from symqnn.experiments.result_file import read_runs
from symqnn.training.restarts import CHUNK

SHIPPED = Path(__file__).parents[3] / "proofs" / "section_6"
MINE = ("figure-2", "figure-3", "figure-4")


def run(capsys, *arguments):
    code = main(["train", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_figure_2_writes_everything_and_the_same_bytes_again(capsys, tmp_path):
    pytest.importorskip("matplotlib", reason="the extra plot is not installed")
    for directory, more in (("a", []), ("b", ["--no-figure", "--jobs", "2"])):
        code, out, err = run(capsys, "figure-2", "--out", str(tmp_path / directory), *more)
        assert (code, err) == (0, "")
        assert INSTANCE_NOTE in out
        assert "0 unmatched" in out
    names = {
        path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file()
    }
    stem = "theorem_2_p4_r2_3_10"
    data = {
        "figure_2.json",
        "figure_2.runs.csv",
        "figure_2.levels.csv",
        f"runs/figure_2/{stem}.rmsprop.npz",
        f"{stem}.certificate.json",
    }
    assert {str(name) for name in names} == data | {"figure_2.png", "figure_2.svg"}
    for name in data:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name
    assert (tmp_path / "a" / "figure_2.png").read_bytes()[1:4] == b"PNG"
    rows = list(csv.DictReader((tmp_path / "a" / "figure_2.runs.csv").open()))
    assert len(rows) == 100
    assert {row["level_k"] for row in rows} <= set("01234")
    assert all(abs(float(row["final_loss"]) - 0.15 * int(row["level_k"])) < 1e-9 for row in rows)


@pytest.mark.parametrize(
    "arguments",
    [
        ["figure-3", "--p", "3", "--restarts", str(2 * CHUNK + 1), "--methods", "gd,lbfgs"],
        ["figure-5", "--qubits", "1,2", "--restarts", str(CHUNK + 1), "--certificates", "none"],
        [
            "label-noise",
            "--sigma",
            "1/5",
            "--p",
            "1,2",
            "--coordinates",
            "120",
            "--datasets",
            "3",
            "--restarts",
            "20",
        ],
    ],
    ids=lambda arguments: arguments[0],
)
def test_issue_6_files_do_not_depend_on_the_number_of_workers(capsys, tmp_path, arguments):
    for jobs in ("1", "2"):  # more runs than a chunk, so that two workers have something to do
        assert (
            run(capsys, *arguments, "--jobs", jobs, "--no-figure", "--out", str(tmp_path / jobs))[0]
            == 0
        )
    one, two = (
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (tmp_path / "1", tmp_path / "2")
    )
    assert one == two
    assert len(one) >= 4


def test_shipped_figure_2_is_what_the_command_gives(capsys, tmp_path):
    run(capsys, "figure-2", "--no-figure", "--out", str(tmp_path))
    assert json.loads((tmp_path / "figure_2.json").read_text()) == json.loads(
        (SHIPPED / "figure_2.json").read_text()
    )
    ours, theirs = (
        list(csv.DictReader((place / "figure_2.runs.csv").open())) for place in (tmp_path, SHIPPED)
    )
    # the last digits may depend on the machine's cosine
    for left, right in zip(ours, theirs, strict=True):
        assert left["level_k"] == right["level_k"]
        assert float(left["initial_loss"]) == pytest.approx(float(right["initial_loss"]), abs=1e-12)


@pytest.mark.slow
def test_issue_6_the_quick_run_reproduces_the_shipped_statistics():
    found = {outcome.experiment: outcome for outcome in experiments("quick", 2, None, MINE)}
    for name in MINE:
        shipped = json.loads((SHIPPED / "quick" / f"{name.replace('-', '_')}.json").read_text())
        assert found[name].faults == ()
        assert found[name].to_json() == shipped


def shipped(name):
    return json.loads((SHIPPED / f"{name}.json").read_text())


def test_issue_6_shipped_success_rates_are_within_four_standard_errors():
    points = shipped("figure_4")["statistics"]["points"]
    first_order = [point for point in points if point["method"] in ("Adam", "RMSProp")]
    assert {(point["p"], point["r_squared"]) for point in first_order} >= {
        (p, r) for p in range(1, 13) for r in ("1/10", "3/10")
    }
    assert max(abs(point["standard_score"]) for point in first_order) < 4
    assert all(point["runs_that_left_their_basin"] == 0 for point in first_order)
    for point in points:
        assert point["runs"] == 5000
        assert point["ends"]["certified minimum"] == 5000
        assert (
            point["at_global_minimum"] - point["starts_in_global_basin"]
            <= point["runs_that_left_their_basin"]
        )


def test_issue_6_shipped_figure_3_has_nothing_unmatched():
    result = shipped("figure_3")
    assert result["faults"] == []
    assert [item["ends"] for item in result["statistics"]["methods"]] == [
        {
            "certified minimum": 5000,
            "critical point that is no minimum": 0,
            "not converged": 0,
            "outside every certified cube": 0,
        }
    ] * 3
    assert result["settings"]["p"] == 16


def test_shipped_results_are_complete():
    for name in MINE:
        stem = name.replace("-", "_")
        for ending in ("json", "png", "svg"):
            assert (SHIPPED / f"{stem}.{ending}").exists()
        assert shipped(stem)["instance"] == INSTANCE_NOTE
        assert f"symqnn train {name}" in (SHIPPED / "README.md").read_text()
        assert INSTANCE_NOTE in (SHIPPED / "README.md").read_text()


def test_json_for_machines(capsys):
    code, out, _ = run(
        capsys, "figure-3", "--p", "2", "--restarts", "30", "--methods", "gd,lbfgs", "--json"
    )
    found = json.loads(out)
    assert code == 0
    assert found["settings"]["methods"] == ["gd", "lbfgs"]
    assert found["written"] == []


def test_ranges_and_exact_numbers(capsys):
    code, out, _ = run(
        capsys,
        "figure-4",
        "--p",
        "1-2,4",
        "--r-squared",
        "1/7",
        "--restarts",
        "20",
        "--methods",
        "gd",
        "--json",
    )
    assert code == 0
    settings = json.loads(out)["settings"]
    assert settings["p"] == [1, 2, 4]
    assert settings["r_squared"] == ["1/7"]


def test_settings_of_the_methods_reach_them(capsys, tmp_path):
    own = [
        "--beta1",
        "0.8",
        "--beta2",
        "0.9",
        "--smoothing",
        "0.95",
        "--epsilon",
        "1e-6",
        "--history",
        "3",
        "--learning-rate",
        "0.02",
        "--decay",
        "0.999",
    ]
    run(
        capsys,
        "figure-3",
        "--p",
        "1",
        "--restarts",
        "5",
        "--no-figure",
        "--out",
        str(tmp_path),
        "--star",
        "3/5,4/5",
        *own,
    )
    found = {path.stem.rpartition(".")[2]: read_runs(path)[1] for path in tmp_path.rglob("*.npz")}
    assert found["adam"]["method"] == {
        "name": "Adam",
        "learning_rate": 0.02,
        "beta1": 0.8,
        "beta2": 0.9,
        "epsilon": 1e-6,
        "decay": 0.999,
    }
    assert found["rmsprop"]["method"] == {
        "name": "RMSProp",
        "learning_rate": 0.02,
        "smoothing": 0.95,
        "epsilon": 1e-6,
        "decay": 0.999,
    }
    assert found["lbfgs"]["method"]["history"] == 3
    assert found["adam"]["instance"] == {
        "theorem": "theorem-2",
        "p": 1,
        "r_squared": "3/10",
        "star": "3/5,4/5",
    }


@pytest.mark.parametrize(
    ("arguments", "other"),
    [
        (["figure-5", "--qubits", "2", "--certificates", "none"], ["--samples-per-qubit", "21"]),
        (
            [
                "transition",
                "--p",
                "1,4",
                "--seeds",
                "1",
                "--complete",
                "1",
                "--certificates",
                "none",
            ],
            ["--samples", "21"],
        ),
    ],
)
def test_other_experiments_keep_their_runs_and_refuse_those_of_other_data(
    capsys, tmp_path, arguments, other
):
    more = ["--restarts", "12", "--no-figure", "--out", str(tmp_path)]
    texts = [run(capsys, *arguments, *more)[1].rpartition("training took")[0] for _ in range(2)]
    assert texts[0] == texts[1]
    files = list((tmp_path / "runs").rglob("*.npz"))
    assert [len(read_runs(file)[0]) for file in files] == [12] * len(files)
    assert files
    code, _, err = run(capsys, *arguments, *other, *more)
    assert (code, "was made with other settings (instance)" in err) == (2, True)


@pytest.mark.parametrize("name", ["figure-5", "transition"])
def test_methods_are_options_of_other_experiments_too(name, capsys, tmp_path):
    chosen = [
        "--method",
        "adam",
        "--learning-rate",
        "0.03",
        "--beta1",
        "0.8",
        "--restarts",
        "5",
        "--certificates",
        "none",
        "--complete",
        "0",
    ]
    small = {"figure-5": ["--qubits", "2"], "transition": ["--p", "2", "--seeds", "1"]}[name]
    assert run(capsys, name, *small, *chosen, "--no-figure", "--out", str(tmp_path))[0] == 0
    (file,) = (tmp_path / "runs").rglob("*.npz")
    assert read_runs(file)[1]["method"] == {
        "name": "Adam",
        "learning_rate": 0.03,
        "beta1": 0.8,
        "beta2": 0.999,
        "epsilon": 1e-8,
        "decay": 1.0,
    }


def test_what_does_not_agree_gives_exit_code_3(capsys):
    code, out, _ = run(capsys, "figure-2", "--p", "2", "--max-steps", "3")
    assert code == 3
    assert "NOT EXPLAINED: RMSProp, p = 2, r² = 3/10: 100 runs: not converged" in out


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_choice_is_an_option_with_help(name, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["train", name, "--help"])
    assert stopped.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    for action in option_parser(name)._actions:
        assert action.help
        assert action.option_strings[-1] in text


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["figure-2", "--p", "x"], "--p is 'x'; a whole number is required"),
        (["figure-2", "--p", "0"], "p is 0"),
        (["figure-2", "--method", "sgd"], "the method is 'sgd'; one of adam, rmsprop, lbfgs, gd"),
        (["figure-2", "--r-squared", "0.x"], "--r-squared"),
        (["figure-2", "--r-squared", "3/4"], "r_squared is 3/4"),
        (["figure-2", "--restarts", "0"], "restarts is 0"),
        (["figure-2", "--jobs", "0"], "--jobs is 0"),
        (["figure-2", "--learning-rate", "-1"], "learning_rate is -1"),
        (["figure-2", "--seed", "-1"], "seed is -1"),
        (["figure-2", "--smoothing", "1"], "smoothing is 1"),
        (["figure-3", "--methods", ""], "the method is ''"),
        (["figure-3", "--methods", "adam,adam"], "--methods is 'adam,adam'; give each value once"),
        (["figure-4", "--p", "2,1-3"], "--p is '2,1-3'; give each value once"),
        (
            ["figure-4", "--p", "1-"],
            "--p is '1-'; a whole number, or a range such as 1-12, is required",
        ),
        (["figure-4", "--p", "5-1"], "--p has the range '5-1'; a range such as 1-12"),
        (["figure-4", "--p", "1-999999999999"], "at most 10000 numbers"),
        (["figure-2", "--restarts", "99999999999"], "1 to 10000000 restarts"),
        (
            ["figure-2", "--method", "lbfgs", "--learning-rate", "1/2"],
            "--learning-rate is '1/2'; a number is required",
        ),
        (
            ["figure-2", "--method", "lbfgs", "--learning-rate", "0.5"],
            "learning_rate is 0.5, a setting of adam, rmsprop, gd; it has no effect on lbfgs",
        ),
        (
            ["figure-5", "--beta1", "0.8"],
            "beta1 is 0.8, a setting of adam; it has no effect on lbfgs",
        ),
        (
            ["figure-5", "--qubits", "2,99"],
            "qubits 2, 99, samples_per_qubit 20, hyperplane 'origin': 1 to 15 qubits",
        ),
        (
            ["figure-3", "--methods", "gd,rmsprop", "--beta1", "0.8"],
            "beta1 is 0.8, a setting of adam; it has no effect on gd, rmsprop",
        ),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(capsys, arguments, part):
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("symqnn: ")
    assert part in err
    assert err.count("\n") == 1


def test_the_full_run_asks_for_scikit_learn_before_it_proves_anything(capsys, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr("symqnn.statements.verify.run", None)
    assert main(["verify", "--experiments", "full"]) == 2
    assert "pip install scikit-learn" in capsys.readouterr().err


def test_figures_without_matplotlib_say_what_to_install(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    code, _, err = run(capsys, "figure-2", "--out", str(tmp_path))
    assert code == 2
    assert "pip install matplotlib" in err
