"""``symqnn circuits``, and circuit files in the other commands."""

import hashlib
import json
from pathlib import Path

import pytest

from symqnn.cli import main

pytest.importorskip("openqasm3", reason="the parser of OpenQASM")

FILES = {
    "given.qasm": "input float a; input float b; qubit[2] q; crx(a) q[0], q[1]; "
    "ry(b) q[0]; bit c; c = "
    "measure q[0];",
    "rounded.qasm": "input float a; qubit q; rx(a) q; t q; ry(a) q;",
    "inner/numbers.qasm": 'OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg q[1];\nrx(0.3) '
    "q[0];\nry(0.7) q[0];\n",
    "inner/both.qasm": 'OPENQASM 2.0; include "qelib1.inc"; qreg q[1]; rx(0.3) '
    "q[0]; t q[0]; ry(1) q[0];",
}
REFUSED = "input float a; qubit q;\nif (true) { rx(a) q; }\nrx(a*a) q;"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inner").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_table_of_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["circuits", str(folder)]) == 0
    out = capsys.readouterr().out
    table = {
        name: " ".join(rest.split())
        for name, rest in (line.split(None, 1) for line in out.splitlines()[1:5])
    }
    assert table == {
        "given.qasm": "2 2: a, b 3 as given",
        "rounded.qasm": "1 1: a 2 + 1 fixed as given, constants",
        "inner/numbers.qasm": "1 2: rx_4, ry_5 2 --train-numbers",
        "inner/both.qasm": "1 2: rx_1, ry_1 2 + 1 fixed --train-numbers, constants",
    }
    assert (
        "4 files: 1 as given, 1 --train-numbers, constants, 1 --train-numbers, 1 as given, "
        "constants" in out
    )
    assert "note: final measurements" in out
    assert "need round_angles=True (--round-angles)" in out  # what rounded.qasm needs for verify


def test_refused_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "refused.qasm").write_text(REFUSED)
    assert (
        main(
            [
                "circuits",
                str(folder / "refused.qasm"),
                str(folder / "missing.qasm"),
                str(folder / "given.qasm"),
            ]
        )
        == 1
    )
    out = capsys.readouterr().out
    assert "3 files: 2 refused, 1 as given" in out
    for part in ("line 2", "line 3", "cannot be read"):  # all places of a file in its one message
        assert part in out


def test_json_holds_everything(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "refused.qasm").write_text(REFUSED)
    assert main(["circuits", str(folder), "--json"]) == 1
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)["circuits"]}
    assert {name: row["read"] for name, row in rows.items()} == {
        **dict.fromkeys(FILES, True),
        "refused.qasm": False,
    }
    given = rows["given.qasm"]
    assert (given["options"], given["parameters"], given["qubits"], given["gates"]) == (
        "",
        ["a", "b"],
        2,
        3,
    )
    assert given["message"] == ""
    assert rows["rounded.qasm"]["fixed"] == 1
    assert "line 3" in rows["refused.qasm"]["message"]


def test_many_parameters_are_cut_in_the_table_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"angle_{k}" for k in range(20)]
    text = (
        "".join(f"input float {name};" for name in names)
        + "qubit q;"
        + "".join(f"rx({name}) q;" for name in names)
    )
    (tmp_path / "long.qasm").write_text(text)
    assert main(["circuits", str(tmp_path)]) == 0
    (line,) = [
        line for line in capsys.readouterr().out.splitlines() if line.startswith("long.qasm")
    ]
    assert len(line) < 100
    assert "20: angle_0, angle_1" in line
    assert "…" in line
    assert main(["circuits", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["circuits"][0]["parameters"] == names


def test_no_file_is_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["circuits", str(tmp_path)]) == 2
    assert ".qasm" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        main(["circuits"])
    assert stopped.value.code == 2


def test_the_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["circuits", "--help"])
    out = capsys.readouterr().out
    for word in ("--round-angles", "--train-numbers", "refused", "exit code", "symqnn verify"):
        assert word in out


@pytest.mark.parametrize("name", FILES)
def test_what_the_table_says_works(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The options of the table are those with which the other commands read the file, and none
    fewer.
    """
    main(["circuits", str(folder / name), "--json"])
    (row,) = json.loads(capsys.readouterr().out)["circuits"]
    network = ["expand", str(folder / name), "--observable", "Z" * row["qubits"], "--json"]
    assert main([*network, *row["options"].split()]) == 0
    assert json.loads(capsys.readouterr().out)["output"]
    if row["options"]:
        assert main(network) == 2
        assert row["options"].split()[-1] in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "part"),
    [
        (["expand", "--generators", "Z", "--observable", "Y", "--train-numbers"], "OpenQASM file"),
        (["expand", "--family", "paper_experiment", "layers=2", "--round-angles"], "--generators"),
        (["verify", "--train-numbers"], "OpenQASM file"),
        (["verify", "--round-angles"], "--generators"),
    ],
)
def test_options_that_would_do_nothing_are_refused(
    command: list[str], part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command) == 2
    assert part in capsys.readouterr().err


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_digest_is_that_of_the_bytes(tmp_path: Path, end: str) -> None:
    from symqnn.model.importers.from_circuit import read_circuit

    path = tmp_path / "c.qasm"
    path.write_bytes(
        end.join(["// é", "input float a; // angle", "qubit q;", "rx(2*a) q;", ""]).encode()
    )
    circuit = read_circuit(path)
    assert circuit.parameters == ("a",)
    assert circuit.digest == hashlib.sha256(path.read_bytes()).hexdigest()


def labels(value: object) -> list[object]:
    """All fields "source" of a certificate."""
    if isinstance(value, list):
        return [label for part in value for label in labels(part)]
    if not isinstance(value, dict):
        return []
    inner = [label for key, part in value.items() if key != "source" for label in labels(part)]
    return [value["source"], *inner] if "source" in value else inner


CIRCUIT = (
    "input float a; input float b;\r\nqubit[2] q;\r\nrx(a) q[0]; h q[0]; ry(b) q[1]; rx(0.3) "
    "q[1];\r\n"
)


@pytest.mark.parametrize(
    "command",
    [
        ["independence", "CIRCUIT", "--certificate", "OUT/c.json"],
        ["count", "CIRCUIT", "--dataset", "random:3:1", "--out", "OUT/c.json"],
        ["count", "CIRCUIT", "--expectation", "--out", "OUT/c.json"],
        ["construct", "theorem-2", "CIRCUIT", "--out", "OUT"],
        ["verify", "CIRCUIT", "--out", "OUT"],
        [
            "report",
            "CIRCUIT",
            "--dataset",
            "random:3:1",
            "--landscape",
            "OUT/page.html",
            "--certificates",
            "OUT",
        ],
    ],
    ids=lambda command: " ".join(command[:3:2]),
)
def test_certificates_name_the_circuit(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The label is that of the file's bytes, next to each network; with it goes by how much angles
    were rounded.
    """
    circuit, out = tmp_path / "mine.qasm", tmp_path / "out"
    circuit.write_bytes(CIRCUIT.encode())
    out.mkdir()
    places = {"CIRCUIT": str(circuit), "OUT": str(out)}
    words = [
        word if word in ("OUT/c.json", "OUT/page.html") else places.get(word, word)
        for word in command
    ]
    words = [word.replace("OUT/", f"{out}/") for word in words]
    assert main([*words, "--observable", "(Z + Y + I)(Z +  X + I)", "--round-angles"]) in (0, 1, 3)
    capsys.readouterr()
    paths = sorted(path for path in out.iterdir() if path.suffix == ".json")
    certificates = [json.loads(path.read_text()) for path in paths]
    about = [each for each in certificates if '"gates"' in json.dumps(each["instance"])]
    assert about
    expected = {
        "sha256": hashlib.sha256(circuit.read_bytes()).hexdigest(),
        "observable": "(Z + Y + I)(Z + X + I)",
    }
    for each in about:
        assert labels(each) == [expected]
        assert '"rounding"' in json.dumps(each["instance"])
    assert main(["check", *map(str, paths)]) == 0


def test_other_networks_carry_no_label(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    assert (
        main(
            [
                "independence",
                "--generators",
                "ZI",
                "IZ",
                "--observable",
                "(Y+I)(Y+I)",
                "--certificate",
                str(path),
            ]
        )
        == 0
    )
    assert labels(json.loads(path.read_text())) == []


TOLD = (
    "input float b; input float a; input float spare; qubit[2] q; ry(a) q[0]; h q[0]; cx "
    "q[0], q[1]; rz(b) q[1]; rx(0.3) q[0];"
)


@pytest.mark.parametrize(
    "command",
    [
        ["expand"],
        ["independence"],
        ["count", "--dataset", "random:3:1"],
        ["report", "--landscape", "page.html", "--dataset", "random:3:1"],
    ],
    ids=lambda command: command[0],
)
def test_json_tells_what_was_read_and_rounded(
    tmp_path: Path,
    command: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both observables, what has no effect, every rounded angle with its bound; and people are told
    the same.
    """
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "told.qasm"
    path.write_text(TOLD)
    words = [*command, str(path), "--observable", "ZZ + XI + IY", "--round-angles"]
    main([*words, "--json"])
    found = json.loads(capsys.readouterr().out)
    network = found["networks"][0] if command[0] != "expand" else found
    assert network["observable_as_given"] == "ZZ + XI + IY"
    assert network["observable"] == [{"IZ": "1", "XY": "1", "ZX": "1"}]
    assert [(entry["gate"], entry["angle"]) for entry in network["rounding"]] == [(3, "3/10")]
    assert any("without effect" in note and "spare" in note for note in network["notes"])
    assert network["sha256"] == hashlib.sha256(TOLD.encode()).hexdigest()
    main(words)
    out = capsys.readouterr().out
    for part in ("observable as given", "IZ + XY + ZX", "spare", "radians"):
        assert part in out
    if command[0] == "report":
        page = (tmp_path / "page.html").read_text()
        assert (
            "1 fixed angle was replaced" in page
            and "observable as given ZZ + XI + IY, after the Clifford gates" in page
        )
