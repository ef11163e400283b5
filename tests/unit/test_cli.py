"""The command line: answers, exit codes, refusals without traceback, no half-written file.

Modules: commands/expand, commands/independence, commands/network, commands/prove, commands/verify.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from symqnn.cli import main

GOOD: dict[str, Any] = {
    "format": "symqnn-instance",
    "version": 1,
    "generators": ["ZI", "IZ"],
    "observable": "(Y+I)(Y+I)",
}


def put(tmp_path: Path, data: Any, name: str = "instance.json") -> str:
    path = tmp_path / name
    path.write_text(data if isinstance(data, str) else json.dumps(data))
    return str(path)


def test_verify_without_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify"]) == 0
    out = capsys.readouterr().out
    assert "product_p4" in out
    assert "independent: rank 3^4 - 1 = 80" in out
    assert "REFUTED" not in out
    assert "UNDECIDED" not in out
    assert out.count("VERIFIED") == out.count("PROVED") >= 60
    for title in ("Theorem 2", "Lemma 3", "Lemma 4", "Proposition 5", "Theorem 6", "Theorem 7"):
        assert title in out


def test_verify_writes_a_directory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "new" / "out"
    assert main(["verify", put(tmp_path, GOOD), "--out", str(out)]) == 0
    names = {path.name for path in out.iterdir()}
    assert {"report.html", "report.tex", "instance.definition-1.certificate.json"} <= names
    assert "symqnn verify " in (out / "report.html").read_text()
    assert not [name for name in names if name.startswith(".")]
    capsys.readouterr()
    assert (
        main(
            [
                "check",
                *(str(out / name) for name in sorted(names) if name.endswith("certificate.json")),
            ]
        )
        == 0
    )
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len([name for name in names if name.endswith("certificate.json")]) >= 8
    assert all(line.startswith("VERIFIED ") for line in lines)


def test_verify_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", put(tmp_path, GOOD), "--json"]) == 0
    results = json.loads(capsys.readouterr().out)["results"]
    assert len(results) >= 8
    assert {result["checker"] for result in results} == {"VERIFIED"}
    assert {result["status"] for result in results} == {"PROVED"}
    assert {result["scope"] for result in results} == {"general", "instances"}
    assert {result["certificate"] for result in results} == {None}


def test_expand(capsys: pytest.CaptureFixture[str]) -> None:
    network = [
        "--generators",
        "ZI",
        "IZ",
        "--observable",
        "YY+YI+IY+II",
        "--state",
        '{"bloch": [["3/5","4/5",0],[0,1,0]]}',
    ]
    assert main(["expand", *network]) == 0
    assert "Φ_12 = YX" in capsys.readouterr().out
    assert main(["expand", *network, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["output"] == {
        "00": "1",
        "01": "1",
        "10": "4/5",
        "11": "4/5",
        "20": "3/5",
        "21": "3/5",
    }
    assert data["operators"]["12"] == {"YX": "1"}
    assert main(["expand", *network, "--latex"]) == 0
    assert "\\begin{align*}" in capsys.readouterr().out
    assert main(["expand", *network, "--terms", "1"]) == 0
    out = capsys.readouterr().out
    assert "Φ_00 = " in out
    assert "Φ_01 = " not in out


def test_expand_a_product_of_forty(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["expand", "--family", "paper_experiment", "layers=40"]) == 0
    out = capsys.readouterr().out
    assert out.count("Φ_2 = X") == 40


def test_independence_codes_and_certificate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = tmp_path / "deep" / "c.json"
    assert (
        main(
            [
                "independence",
                "--family",
                "paper_experiment",
                "layers=3",
                "--certificate",
                str(where),
            ]
        )
        == 0
    )
    assert "PROVED: independent: rank 3^3 - 1 = 26" in capsys.readouterr().out
    assert main(["check", str(where)]) == 0
    assert main(["independence", "--generators", "X", "Z", "--observable", "Y"]) == 1
    assert "REFUTED" in capsys.readouterr().out
    assert main(["independence", "--generators", "X", "Z", "--observable", "Y", "--json"]) == 1
    data = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (data["status"], data["checker"], data["certificate"]) == ("REFUTED", "VERIFIED", None)


@pytest.mark.slow
def test_five_layers_on_sixteen_dimensions(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["independence", "--family", "random_network", "dimension=16", "layers=5", "seed=1"])
        == 1
    )
    out = capsys.readouterr().out
    assert "rank 208 of 242" in out
    assert "certificate: VERIFIED" in out


def test_undecided_is_3(capsys: pytest.CaptureFixture[str]) -> None:
    """11 layers: more operators than are ranked; no count and no vanishing operator refutes."""
    words = ["3/5*XII+4/5*ZII"] * 11
    code = main(["independence", "--generators", *words, "--observable", "XXX+YII+III+ZZI"])
    out = capsys.readouterr().out
    assert code == (3 if "UNDECIDED" in out else 1)
    assert "Definition 1" in out


def test_check_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", put(tmp_path, "{}", "bad.json")]) == 1
    assert main(["check", str(tmp_path / "absent.json")]) == 2
    with pytest.raises(SystemExit) as stop:
        main(["check"])
    assert stop.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["nope"],
        ["expand", "--terms", "x"],
        ["verify", "--nope"],
        ["prove"],
        ["verify", "--generators"],
    ],
)
def test_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "usage:" in capsys.readouterr().err


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Exit code 2, one message, nothing printed as a result."""
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("symqnn: ")
    assert "Traceback" not in captured.err
    return captured.err


@pytest.mark.parametrize("command", ["verify", "expand", "independence"])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "line 1"),
        ("{", "line 1"),
        ("not json", "JSON is required"),
        ({}, "symqnn-instance"),
        ({**GOOD, "extra": 1}, "unknown field 'extra'"),
        ({**GOOD, "generators": []}, "generators is empty"),
        ({**GOOD, "generators": ["3/5*ZI + 1/5*XI"]}, "has an eigenvalue that is not rational"),
        ({**GOOD, "generators": ["Z"]}, "acts on dimension 2"),
        ({**GOOD, "observable": "nan*ZZ"}, "Pauli text"),
        ({**GOOD, "generators": ["Z"], "observable": [[0, 1], [0, 0]]}, "not Hermitian"),
        ({**GOOD, "generators": [[[1]]], "observable": [[1]]}, "dimension d ≥ 2"),
        ({**GOOD, "state": {"bloch": [[0, 0, 1]]}}, "dimension"),
        (
            '{"format": "symqnn-instance", "version": 1, "generators": [[[0.0, 1], [1, 0]]], '
            '"observable": "Z"}',
            "0.0 is a float in JSON",
        ),
        (
            '{"format": "symqnn-instance", "version": 1, "generators": [[[NaN, 1], [1, 0]]], '
            '"observable": "Z"}',
            "NaN is",
        ),
        ('{"version": 1, "version": 1}', "occurs twice"),
    ],
)
def test_bad_instance_files(
    command: str, content: Any, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert message in refused([command, put(tmp_path, content)], capsys)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["verify", "absent.json"], "cannot be read"),
        (["verify", "absent.qasm", "--observable", "Z"], "cannot be read"),
        (["verify", "absent.qasm"], "needs --observable"),
        (["verify", "--observable", "Z"], "need a network"),
        (["verify", "--state", "{}"], "need a network"),
        (["expand"], "no network was given"),
        (["independence"], "no network was given"),
        (["expand", "--generators", "X"], "needs --observable"),
        (["expand", "--generators", "X", "--observable", "Q"], "Pauli text"),
        (["expand", "--generators", "X", "--observable", "Z", "--terms", "0"], "--terms is 0"),
        (["expand", "--generators", "X", "--observable", "Z", "--state", "{"], "--state: line 1"),
        (
            ["expand", "--generators", "X", "--observable", "Z", "--state", '{"pure": [0.5, 1]}'],
            "0.5 is a float in JSON",
        ),
        (
            ["expand", "--generators", "X", "--observable", "Z", "--state", '{"pure": [0, 0]}'],
            "all zero",
        ),
        (
            ["expand", "--generators", "X", "--observable", "Z", "--state", "[]"],
            "state must be an object",
        ),
        (
            ["expand", "--generators", "X", "--observable", "Z", "--family", "paper_experiment"],
            "name the network in one way",
        ),
        (["expand", "x.json", "--family", "paper_experiment"], "name the network in one way"),
        (["expand", "--family", "nope"], "one of one_layer_product"),
        (["expand", "--family", "paper_experiment", "layers=0"], "layers is 0"),
        (["expand", "--family", "paper_experiment", "layers"], "layers is ''"),
        (["expand", "--family", "paper_experiment", "layers=1.5"], "layers is '1.5'"),
        (
            [
                "expand",
                "--family",
                "paper_experiment",
                "layers=40",
                "--state",
                '{"bloch": [[0, 0, 1]]}',
            ],
            "dimension",
        ),
        (
            ["expand", "--family", "random_network", "dimension=2", "layers=40"],
            "matrices of 8 integers (budget",
        ),
        (["expand", "--generators", *["Z"] * 40, "--observable", "X"], "1099511627776 Pauli terms"),
        (["prove", "absent-folder"], "no *.problem.json"),
    ],
)
def test_bad_arguments(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert message in refused(arguments, capsys)


def test_ten_megabytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path, {**GOOD, "name": "x" * 10_000_000})
    assert "instance files up to 8000000 bytes are read" in refused(["verify", path], capsys)


def test_qasm_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("openqasm3")
    assert "symqnn: " in refused(
        ["verify", put(tmp_path, "%PDF-1.5 not a circuit", "c.qasm"), "--observable", "Z"], capsys
    )


def test_refusal_leaves_no_directory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    refused(["verify", put(tmp_path, {**GOOD, "observable": "Z"}), "--out", str(out)], capsys)
    assert not out.exists()


def test_unwritable_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocker = put(tmp_path, "x", "blocker")
    assert "cannot be written" in refused(
        ["verify", put(tmp_path, GOOD), "--out", blocker + "/out"], capsys
    )
    assert "cannot be written" in refused(
        ["independence", put(tmp_path, GOOD), "--certificate", blocker + "/c.json"], capsys
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["blocker", "instance.json"]
    assert (tmp_path / "blocker").read_text() == "x"


@pytest.mark.parametrize("layers", [24, pytest.param(40, marks=pytest.mark.slow)])
def test_huge_but_factored_is_proved(layers: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--family", "paper_experiment", f"layers={layers}"]) == 0
    out = capsys.readouterr().out
    assert f"rank 3^{layers} - 1 = {3**layers - 1}" in out
    assert "holds by the general proof" in out


def test_bad_certificate_is_rejected_by_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = tmp_path / "c.json"
    main(["independence", put(tmp_path, GOOD), "--certificate", str(where)])
    text = where.read_text()
    for name, content in {
        "cut": text[: len(text) // 2],
        "empty": "",
        "changed": text.replace('"operators":"8"', '"operators":"9"'),
    }.items():
        assert main(["check", put(tmp_path, content, name + ".json")]) == 1
    assert capsys.readouterr().out.count("REJECTED") == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ["expand", "--family", "random_network", "dimension=²", "layers=1"],
        ["expand", "--family", "random_network", "dimension=--4", "layers=1"],
        pytest.param(
            ["expand", "--generators", "X", "--observable", "Z", "--state", '{"bloch": [5]}']
        ),
    ],
    ids=["superscript", "two-signs", "bloch"],
)
def test_malformed_arguments(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    refused(arguments, capsys)


def command(
    arguments: list[str], folder: Path, **environment: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "symqnn.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, **environment},
    )


def test_options_are_not_abbreviated(capsys):
    with pytest.raises(SystemExit):
        main(["verify", "--p", "2"])
    assert "unrecognized arguments: --p" in capsys.readouterr().err


ROUNDED = ["--generators", "X", "Z", "--angles", "a+0.3", "b", "--round-angles"]


@pytest.mark.parametrize(
    "command",
    [
        ["verify"],
        ["independence"],
        ["construct", "theorem-2"],
        ["count", "--dataset", "random:6:1"],
    ],
    ids=lambda command: command[0],
)
def test_rounded_angles_are_told(command, tmp_path, capsys):
    target = ["--out", str(tmp_path)] if command == ["verify"] else []
    main([*command, *ROUNDED, "--observable", "Y", *target])
    said = "1 fixed angle was replaced, with a difference of at most"
    assert said in capsys.readouterr().out
    in_the_page = "was replaced by one that differs from it by at most"
    assert not target or in_the_page in (tmp_path / "report.html").read_text()


def test_as_a_program(tmp_path: Path) -> None:
    good = command(
        ["independence", "--generators", "X", "Z", "--observable", "Y"],
        tmp_path,
        SYMPY_GROUND_TYPES="python",
        PYTHONHASHSEED="1",
    )
    assert good.returncode == 1
    assert good.stderr == ""
    bad = command(
        ["verify", put(tmp_path, {**GOOD, "observable": "Q*ZZ"}), "--out", "out"], tmp_path
    )
    assert (bad.returncode, bad.stdout) == (2, "")
    assert bad.stderr.startswith("symqnn: ")
    assert bad.stderr.count("\n") == 1
    assert command([], tmp_path).returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["instance.json"]


def test_closed_pipe(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "symqnn.cli",
            "expand",
            "--family",
            "paper_experiment",
            "layers=7",
            "--terms",
            "3000",
        ],
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)
    assert "Traceback" not in done.stderr
