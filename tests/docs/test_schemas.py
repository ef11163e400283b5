"""What the commands print with --json has the documented shape."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from symqnn.cli import _parser, main
from symqnn.model.instance_file import EXPLICIT, FAMILY, HEAD

jsonschema = pytest.importorskip("jsonschema")
SCHEMA = json.loads(
    (
        Path(__file__).parents[2] / "docs" / "reference" / "schemas" / "symqnn.schema.json"
    ).read_text()
)
ONE = ["--generators", "Z", "--observable", "Y+I"]
COMMANDS = [
    ("independence", ["independence", *ONE]),
    ("independence", ["independence", "--generators", "X", "Z", "--observable", "Y"]),
    ("expand", ["expand", *ONE]),
    ("expand", ["expand", "--family", "random_network", "dimension=4", "layers=1", "seed=1"]),
    ("construct", ["construct", "theorem-2", "--p", "1"]),
    ("construct", ["construct", "theorem-2", "--generators", "X", "Z", "--observable", "Y"]),
    ("count", ["count", "--instance", "product", "--p", "1"]),
    ("count", ["count", "--generators", "Z", "--observable", "I", "--dataset", "random:2:1"]),
    ("haar", ["haar", "--p", "1", "--d", "2"]),
    ("sweep", ["sweep", "count", "--p", "1", "--samples", "3"]),
    ("analyse", ["analyse", "--generators", "X", "Z", "X", "--observable", "Z"]),
    (
        "analyse",
        ["analyse", "--compare", "hva_ising qubits=2 repetitions=1", "paper_experiment layers=1"],
    ),
    ("minimise", ["minimise", "--p", "1", "--dataset", "random:2:1"]),
    (
        "minimise",
        ["minimise", "--expectation", "--ground", "--generators", "X", "--observable", "Z"],
    ),
    ("benign", ["benign", "--generators", "Z", "--observable", "X", "--dataset", "random:2:0"]),
    pytest.param("search-minima", ["search-minima", "--rounds", "1"], marks=pytest.mark.slow),
    ("train", ["train", "--p", "1", "--restarts", "3", "--minima"]),
    ("train", ["train", "--p", "1", "--restarts", "3", "--timeout", "0"]),
    ("experiment", ["train", "figure-2", "--restarts", "5"]),
    pytest.param(
        "verify", ["verify", "--generators", "X", "Z", "--observable", "Y"], marks=pytest.mark.slow
    ),
]


def faults(name: str, value: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{name}"})
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_answers_fit(name: str, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main([*command, "--json"])
    assert faults(name, json.loads(capsys.readouterr().out)) == []


def test_circuits_and_checks_fit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("openqasm3")
    for name, line in (("read", "ry(a) q;"), ("refused", "ry(a*a) q;")):
        (tmp_path / f"{name}.qasm").write_text(
            f'OPENQASM 3.0;\ninclude "stdgates.inc";\ninput float a;\nqubit q;\n{line}\n'
        )
    main(["circuits", str(tmp_path), "--json"])
    circuits = json.loads(capsys.readouterr().out)
    assert faults("circuits", circuits) == []
    assert {circuit["read"] for circuit in circuits["circuits"]} == {True, False}
    main(["independence", *ONE, "--certificate", str(tmp_path / "c.json")])
    (tmp_path / "d.json").write_text("{}")
    capsys.readouterr()
    main(["check", "--json", str(tmp_path / "c.json"), str(tmp_path / "d.json")])
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["status"] for answer in answers] == ["VERIFIED", "REJECTED"]
    assert [faults("check", answer) for answer in answers] == [[], []]


def test_prove_fits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    problem = Path(__file__).parents[2] / "proofs" / "definition_1" / "product_p2.problem.json"
    (tmp_path / problem.name).write_text(problem.read_text())
    changes = []
    for _ in range(2):
        assert main(["prove", str(tmp_path), "--json"]) == 0
        answers = json.loads(capsys.readouterr().out)
        assert faults("prove", answers) == []
        changes += [answer["change"] for answer in answers]
    assert changes == ["new", "unchanged"]


def test_a_landscape_page_fits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = str(tmp_path / "page.html")
    assert (
        main(["report", "--landscape", page, "--p", "2", "--dataset", "random:2:1", "--json"]) == 0
    )
    assert faults("report", json.loads(capsys.readouterr().out)) == []


def test_every_command_with_json_has_a_schema() -> None:
    parser = _parser()
    commands = next(
        action.choices
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    told = {name for name, command in commands.items() if "--json" in command.format_help()}
    assert told <= set(SCHEMA["$defs"])
    page = (Path(__file__).parents[2] / "docs" / "reference" / "schemas.md").read_text()
    assert all(f"| `{name}` |" in page for name in told)


def test_what_does_not_fit_is_noticed() -> None:
    assert (
        faults(
            "check",
            {"file": "a", "status": "FINE", "place": "", "reason": "", "summary": "", "effort": 1},
        )
        != []
    )
    assert faults("verify", {"results": [{}]}) != []
    assert (
        faults("instance", {"format": "symqnn-instance", "version": 1, "generators": ["X"]}) != []
    )


def test_instance_files_have_the_documented_fields() -> None:
    assert set(SCHEMA["$defs"]["instance"]["properties"]) == HEAD | EXPLICIT | FAMILY
    head = {"format": "symqnn-instance", "version": 1}
    assert (
        faults(
            "instance",
            head
            | {
                "generators": ["Z"],
                "observable": "Y",
                "angles": ["2*a"],
                "state": {"bloch": [[0, 0, 1]]},
            },
        )
        == []
    )
    assert (
        faults("instance", head | {"family": "paper_experiment", "arguments": {"layers": 2}}) == []
    )
