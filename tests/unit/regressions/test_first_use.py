"""What a first user met, line by line: each is mended, and stays so."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import symqnn
from symqnn import (
    QNN,
    Dataset,
    State,
    TrigPoly,
    ansatz,
    evaluate,
    evaluate_numeric,
    expand,
    gradient,
    theorem_2,
)
from symqnn.cli import main
from symqnn.errors import SymqnnError
from symqnn.statements.survey import Survey, read_cases

ROOT = Path(symqnn.__file__).parents[1]


HERE = "unit/regressions/test_first_use.py"
# Where each line that a first user met is tested: a file, and a test in it.
TESTED = {
    "broken 1": (HERE, "test_broken_1_a_sweep_ends_with_ctrl_c_inside_a_search"),
    "broken 2": (
        "unit/report/test_checker_file.py",
        "test_certificates_of_another_network_do_not_stay_beside_the_new_ones",
    ),
    "broken 3": (HERE, "test_broken_3_hints_to_install_name_packages_that_an_index_has"),
    "broken 4": (
        "unit/report/test_checker_file.py",
        "test_the_command_of_the_report_checks_the_report",
    ),
    "broken 5": (HERE, "test_broken_5_a_list_is_told_before_it_is_checked"),
    "broken 6": ("latex/test_latex_default_article.py", "test_nothing_sticks_out"),
    "broken 7": (HERE, "test_broken_7_an_ascii_terminal"),
    "broken 8": ("unit/report/test_tables.py", "test_control_c_in_verify_reports_what_is_done"),
    "broken 9": ("unit/test_public_types.py", "test_mypy_sees_no_any"),
    "misleading: one premise, told once": (
        "unit/report/test_tables.py",
        "test_verify_in_a_pipe_is_whole",
    ),
    "misleading: the observable before and after": (
        "unit/report/test_html.py",
        "test_a_network_page_draws_gates_in_order_with_their_angles",
    ),
    "misleading: θ, not φ": (HERE, "test_misleading_derivatives_and_values_are_in_theta"),
    "misleading: a finished search": (HERE, "test_misleading_a_finished_search_that_is_resumed"),
    "misleading: options ignored": (
        HERE,
        "test_misleading_options_without_effect_are_refused",
    ),
    "missing: training on one's own data": (
        "unit/commands/test_train_own.py",
        "test_an_interrupted_training_says_what_it_has",
    ),
    "missing: schemas": ("docs/test_schemas.py", "test_every_command_with_json_has_a_schema"),
    "missing: version and module": (HERE, "test_missing_as_a_module"),
    "missing: quiet": ("unit/report/test_tables.py", "test_quiet_verify_says_the_summary"),
    "missing: bare symqnn": ("unit/report/test_tables.py", "test_no_command_is_help"),
    "missing: circuit and loss on the page": (
        "unit/report/landscape/test_page.py",
        "test_names_units_and_circuit_of_an_own_network",
    ),
    "missing: the starts and κ on the page": (
        "unit/report/landscape/test_browser.py",
        "test_random_starts_are_tallied",
    ),
    "ugly: width": ("unit/report/test_tables.py", "test_verify_fits_the_terminal"),
    "ugly: reprs": (HERE, "test_ugly_reprs_fit_in_a_line"),
    "ugly: grammar and signs": (HERE, "test_ugly_grammar_and_signs"),
    "ugly: bad calls": (HERE, "test_ugly_bad_calls_are_answered_with_what_was_required"),
}


@pytest.mark.parametrize("line", TESTED)
def test_each_line_has_its_test(line: str) -> None:
    file, name = TESTED[line]
    assert f"def {name}(" in (ROOT / "tests" / file).read_text()


def program(arguments: list[str], cwd: Path, **environment: str) -> subprocess.Popen[str]:
    own = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, "-m", "symqnn", *arguments]
    return subprocess.Popen(
        command, cwd=cwd, env=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


# Broken


def test_broken_1_a_sweep_ends_with_ctrl_c_inside_a_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was swallowed by the search, and a row UNDECIDED stayed for good."""
    import symqnn.roots.watch as watch

    before = watch.Watch.look
    calls = []

    def look(self: watch.Watch, state: watch.SearchState) -> str:
        calls.append(state)
        if len(calls) == 12:
            os.kill(os.getpid(), signal.SIGINT)
        return before(self, state)

    monkeypatch.setattr(watch.Watch, "look", look)
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        code = main(
            [
                "sweep",
                "count",
                "--p",
                "2",
                "--samples",
                "60",
                "--out",
                str(tmp_path / "s.csv"),
                "-q",
            ]
        )
    finally:
        signal.signal(signal.SIGINT, previous)
    assert code == 130
    cases = read_cases(tmp_path / "s.csv", Survey(2, 60, 0))
    assert len(cases) < 60
    assert {case.status for case in cases} <= {"PROVED"}


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_broken_1_as_a_program(tmp_path: Path, jobs: str) -> None:
    running = program(
        ["sweep", "count", "--p", "2", "--samples", "20000", "--jobs", jobs, "--out", "s.csv"],
        tmp_path,
    )
    while not (tmp_path / "s.csv").exists() or (tmp_path / "s.csv").read_text().count("\n") < 20:
        assert running.poll() is None
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)
    assert running.returncode == 130
    assert "UNDECIDED" not in (tmp_path / "s.csv").read_text()


def test_broken_3_hints_to_install_name_packages_that_an_index_has() -> None:
    """symqnn is on no index: ``pip install 'symqnn[…]'`` would not work as it is printed."""
    hints = re.compile(r"pip install '?symqnn\[")
    told = [path for path in (ROOT / "symqnn").rglob("*.py") if hints.search(path.read_text())]
    assert [path.relative_to(ROOT).as_posix() for path in told] == []


def test_broken_5_a_list_is_told_before_it_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while the checker runs: the certificate of the finished list is there, and checks."""
    import symqnn.report.directory as directory

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "k.json"
    with monkeypatch.context() as patch:
        patch.setattr(directory, "check_certificates", stop)
        assert main(["count", "--instance", "latin", "--p", "1", "--out", str(path)]) == 130
    capsys.readouterr()
    assert main(["check", str(path)]) == 0
    assert "VERIFIED" in capsys.readouterr().out


def test_analyse_and_count_fit_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    for command in (
        ["count", "--p", "1", "--dataset", "random:3:1"],
        ["minimise", "--p", "1", "--dataset", "random:3:1"],
        ["analyse", "--family", "hva_ising", "qubits=3", "repetitions=1"],
    ):
        main(command)
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) > 5
        assert max(map(len, lines)) <= 80


def test_broken_7_a_directory_is_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sweep", "count", "--p", "1", "--samples", "1", "--out", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
    for command in (
        ["count", "--instance", "latin", "--p", "1"],
        ["minimise", "--p", "1"],
        ["benign", "--p", "1"],
    ):
        assert main([*command, "--out", str(tmp_path)]) == 2
        said = capsys.readouterr().err
        assert "directory" in said
        assert "internal" not in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["expand", "--generators", "Z", "--observable", "Y+I"],
        ["sweep", "count", "--p", "1", "--samples", "2"],
        ["independence", "--generators", "Z", "--observable", "Y"],
        ["expand", "--generators", "Q", "--observable", "Y"],
    ],
)
def test_broken_7_an_ascii_terminal(tmp_path: Path, arguments: list[str]) -> None:
    running = program(arguments, tmp_path, PYTHONIOENCODING="ascii")
    out, err = running.communicate(timeout=120)
    assert running.returncode in (0, 1, 2), err
    assert "internal error" not in err
    assert out or err


# Misleading


def test_misleading_derivatives_and_values_are_in_theta() -> None:
    f = TrigPoly.from_terms({"2": 1})
    assert repr(f) == "sin(2θ₁)"
    assert repr(gradient(f)[0]) == "2*cos(2θ₁)"
    qnn = QNN(["Z"], "Y+I")
    f = symqnn.expectation(qnn, State.bloch([(1, 0, 0)]))
    assert f.numeric([0.3]) == pytest.approx(evaluate_numeric(qnn, State.bloch([(1, 0, 0)]), [0.3]))


@pytest.mark.parametrize("option", [["--form", "sum"], ["--order", "degree"]])
def test_misleading_options_without_effect_are_refused(
    option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["expand", "--generators", "Z", "--observable", "Y", *option]) == 2
    assert "--latex" in capsys.readouterr().err


def test_misleading_a_finished_search_that_is_resumed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "k.json")
    command = ["count", "--instance", "latin", "--p", "1"]
    assert main([*command, "--out", path]) == 0
    before = Path(path).read_bytes()
    capsys.readouterr()
    assert main([*command, "--resume", path]) == 0
    assert "VERIFIED" in capsys.readouterr().out
    assert Path(path).read_bytes() == before
    assert main(["count", "--instance", "latin", "--p", "2", "--resume", path]) == 2
    assert "another loss" in capsys.readouterr().err


# Missing


@pytest.mark.parametrize("arguments", [[], ["--version"], ["--help"]])
def test_missing_as_a_module(tmp_path: Path, arguments: list[str]) -> None:
    running = program(arguments, tmp_path)
    out, err = running.communicate(timeout=60)
    assert (out.startswith(("usage: symqnn", "symqnn "))) and not err


# Ugly


def test_ugly_reprs_fit_in_a_line() -> None:
    qnn = QNN(["ZI", "IZ"], "(Y+I)(Y+I)")
    data = symqnn.random_dataset(2, 3, seed=1)
    made = theorem_2(ansatz.paper_experiment(2))
    for thing in (
        expand(qnn),
        symqnn.critical_points(symqnn.loss(qnn, data)),
        made,
        made.landscape,
        data,
        symqnn.linear_independence(qnn),
    ):
        assert len(repr(thing)) < 300, repr(thing)
        assert "array" not in repr(thing)


ONE = [
    ROOT / "proofs" / f"{name}.certificate.json"
    for name in (
        "least_value/qaoa_ring_n4_p1",
        "least_value/loss_p3",
        "benign/spurious_beside_a_curve",
    )
]


def test_ugly_grammar_and_signs(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (
        ["verify", "--generators", "Z", "--observable", "Y+I"],
        ["count", "--instance", "latin", "--p", "1"],
        ["minimise", "--p", "1", "--dataset", "random:3:1"],
        ["analyse", "--generators", "X", "--observable", "Z"],
        ["construct", "noise", "--p", "1", "--noise", "2/3"],
        ["check", *map(str, ONE)],
    ):
        main(command)
    text = capsys.readouterr().out
    for right in (
        "1 Gram matrix of",
        "1 light cone of 1 qubit and 1 parameter",
        "exactly 1 local minimum ",
        "no Gram matrix, only the sizes",
        "with 1 Gram matrix of 27 x 27",
        "1 strict local minimum (p = 2)",
    ):
        assert right in text
    for wrong in (
        "1 qubits",
        "1 coefficients",
        "-0.000000000",
        "p is None",
        "1 samples",
        "1 operators are",
        "1 minima",
        "1 local minima",
        "1 strict local minima",
        "1 critical points",
        "1 boxes",
        "1 angles",
        "1 parameters",
        "1 light cones",
        "1 edges",
        "1 Gram matrices",
        "0 Gram matrices",
        "1 products",
        "1 frequency vectors",
        "1 generators",
    ):
        assert not re.search(rf"(?<![0-9.]){re.escape(wrong)}", text), wrong


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        (lambda: State([1, 0]), "State.pure"),
        (lambda: Dataset([("0", 1)]), "Dataset.from_samples"),
        (lambda: TrigPoly.from_terms({"1": 1}).at([0.3]), "CirclePoint"),
        (lambda: evaluate(QNN(["Z"], "Y"), State.zero(1), [0.3]), "CirclePoint"),
        (lambda: TrigPoly.from_terms({"1": 1}).numeric(0.3), "1"),
        (lambda: gradient(3), "TrigPoly"),
    ],
)
def test_ugly_bad_calls_are_answered_with_what_was_required(call: object, wanted: str) -> None:
    with pytest.raises((SymqnnError, TypeError), match=wanted):
        call()  # type: ignore[operator]
