"""Training files: every certificate of symqnn construct is counted, all kinds of states are read,
nonsense is refused.
"""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from symqnn.certificate.canonical import canonical_bytes
from symqnn.certificate.critical import critical_points_certificate
from symqnn.checker import check
from symqnn.cli import main
from symqnn.errors import InputError, SizeError, SymqnnError
from symqnn.loss.training import loss
from symqnn.model.ansatz import paper_experiment
from symqnn.model.instance_file import Instance, default_state
from symqnn.roots.critical import critical_points
from symqnn.statements.landscapes import file_landscape
from symqnn.statements.training_files import read_training_file

SIMPLE = {"samples": [{"state": {"bloch": [["3/5", "0", "4/5"]]}, "label": "1/2"}]}


def constructed(folder, *arguments):
    # there Theorem 2 is refuted
    assert main(["construct", *arguments, "--out", str(folder)]) == ("51/100" in arguments)
    (path,) = folder.iterdir()
    return path


@pytest.mark.parametrize(
    ("arguments", "by_index"),
    [
        (("lemma-3", "--p", "2"), (4, 8, 4)),
        (("lemma-4", "--p", "2"), (4, 8, 4)),
        (("theorem-2", "--p", "2", "--r-squared", "51/100"), (1, 2, 1)),
        (
            ("theorem-2", "--family", "random_network", "dimension=4", "layers=2", "seed=1"),
            (4, 8, 4),
        ),
        (("proposition-5", "--p", "3"), (8, 24, 24, 8)),
        (("parity-family", "--p", "3"), (8, 24, 24, 8)),
        (("maxcut", "--p", "3"), (8, 24, 24, 8)),
        (("factorial-minima", "--p", "2"), (8, 16, 8)),
        (("integral-spectra", "--p", "1", "--gap", "3"), (6, 6)),
        (("integral-spectra", "--p", "2", "--gap", "2"), (16, 32, 16)),
        (("integral-spectra", "--p", "2", "--gap", "2", "--factorial"), (32, 64, 32)),
    ],
)
def test_certificates_of_construct_are_counted(arguments, by_index, tmp_path: Path, capsys):
    landscape = file_landscape(constructed(tmp_path, *arguments))
    found = critical_points(landscape.poly)
    assert found.by_index == by_index
    answer = check(json.loads(canonical_bytes(critical_points_certificate(found, landscape.loss))))
    assert answer.status == "VERIFIED"
    minima = json.loads(next(tmp_path.iterdir()).read_text())["claim"]["minima"]
    claimed = len(minima) if isinstance(minima, list) else int(minima)
    assert claimed == by_index[0]


def test_unequal_parts_are_weighted(tmp_path: Path):
    path, qnn = tmp_path / "data.json", paper_experiment(1)
    states = [{"bloch": [[x, y, "0"]]} for x, y in (("1", "0"), ("3/5", "4/5"), ("0", "-1"))]
    samples = [
        {"state": state, "label": label}
        for state, label in zip(states, ("1", "1/2", "0"), strict=True)
    ]
    whole = {"samples": samples, "parts": [1, 2]}
    path.write_text(json.dumps(whole))
    counted = file_landscape(path, Instance("x", qnn, default_state(qnn)))
    pieces = []
    for part in (samples[:1], samples[1:]):
        path.write_text(json.dumps({"samples": part}))
        pieces.append(loss(qnn, read_training_file(path).dataset))
    assert counted.poly == (pieces[0] + pieces[1]) * Fraction(1, 2)
    assert "adds the losses of 2 training sets" in counted.notes[0]


def test_all_kinds_of_states(tmp_path: Path):
    path, qnn = tmp_path / "data.json", paper_experiment(2)
    half = {
        "denominator": "4",
        "real": [
            ["1", "0", "0", "1"],
            ["0", "1", "0", "0"],
            ["0", "0", "1", "0"],
            ["1", "0", "0", "1"],
        ],
        "imaginary": [["0"] * 4] * 4,
    }
    states = [
        {
            "kind": "correlation",
            "correlated": [0, 1],
            "scale": "1",
            "vectors": [["1", "0", "0"], ["0", "1", "0"]],
        },
        {"kind": "density", "matrix": half},
        {"kind": "pure", "amplitudes": [["1", "0"], ["0", "1"], ["0", "0"], ["1", "-1"]]},
        {"kind": "bloch", "vectors": [["0", "1", "0"], ["3/5", "0", "4/5"]]},
        {"pure": ["1", "i", "0", "1"]},
    ]
    path.write_text(json.dumps({"samples": [{"state": state, "label": "1/3"} for state in states]}))
    landscape = file_landscape(path, Instance("x", qnn, default_state(qnn)))
    assert [sample["state"]["kind"] for sample in landscape.loss["samples"]] == [
        "density",
        "density",
        "pure",
        "bloch",
        "pure",
    ]
    found = critical_points(landscape.poly)
    assert (
        check(
            json.loads(canonical_bytes(critical_points_certificate(found, landscape.loss)))
        ).status
        == "VERIFIED"
    )


def test_a_polynomial_is_a_loss(tmp_path: Path, capsys):
    path = tmp_path / "loss.json"
    path.write_text(
        json.dumps(
            {"kind": "polynomial", "angles": 2, "terms": {"70": "1", "08": "1/2", "a0": "1/9"}}
        )
    )
    assert main(["count", "--dataset", str(path)]) == 0
    assert "VERIFIED" in capsys.readouterr().out
    qnn = paper_experiment(2)
    with pytest.raises(InputError, match="a network does not go with it"):
        file_landscape(path, Instance("x", qnn, default_state(qnn)))


def test_integral_spectra_are_counted_in_theta(tmp_path: Path, capsys):
    path = constructed(tmp_path, "integral-spectra", "--p", "1", "--gap", "2")
    assert main(["count", "--dataset", str(path), "--json"]) == 0
    data = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert max(point["theta"][0] for point in data["minima"]) > 3.2
    assert len(data["minima"]) == 4


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (SIMPLE, "no network"),
        ({**SIMPLE, "parts": [2]}, "add up to the 1 samples"),
        ({**SIMPLE, "parts": [0, 1]}, "positive sizes"),
        (
            {"kind": "polynomial", "angles": 3, "terms": {"10": "1"}},
            "one length \\(the number of angles\\)",
        ),
        ({"kind": "polynomial", "angles": 2, "terms": {"1?": "1"}}, "text of digits"),
        ({"kind": "polynomial", "angles": 100000, "terms": {}}, "from 1 to 64"),
        ({"kind": "polynomial", "angles": "2", "terms": {"11": "1"}}, "from 1 to 64"),
        ({"kind": "polynomial", "angles": 1}, "terms"),
        (
            {"kind": "polynomial", "angles": 1, "terms": {"1": "1"}, "label": "1"},
            "'label': the fields",
        ),
        ({**SIMPLE, "prts": [1]}, "'prts': the fields"),
        ({"samples": [{"state": {"kind": "thermal"}, "label": "1"}]}, "correlation is required"),
        (
            {"samples": [{"state": {"kind": "density"}, "label": "1"}]},
            "sample 0 is not of the form",
        ),
        (
            {
                "samples": [
                    {
                        "state": {
                            "kind": "correlation",
                            "correlated": [0],
                            "scale": "2",
                            "vectors": [["1", "0", "0"]],
                        },
                        "label": "1",
                    }
                ]
            },
            "at most 1",
        ),
        ({"samples": [{"state": {"bloch": [["1", "1", "0"]]}, "label": "1"}]}, "sample 0"),
        (
            {
                "format": "symqnn-certificate",
                "instance": {"network": {"kind": "tensor"}, "samples": []},
            },
            "network",
        ),
        ({"format": "symqnn-certificate", "instance": {"state": 1}}, "samples"),
    ],
)
def test_bad_files(data, message, tmp_path: Path):
    path = tmp_path / "data.json"
    path.write_text(json.dumps(data))
    with pytest.raises(SymqnnError, match=message):
        file_landscape(path)


def test_floats_are_refused(tmp_path: Path):
    path = tmp_path / "data.json"
    path.write_text('{"samples": [{"state": {"bloch": [[0.6, 0, 0.8]]}, "label": "1"}]}')
    with pytest.raises(SymqnnError, match=r"0\.6 is a float in JSON"):
        file_landscape(path)


def test_correlations_of_many_qubits_are_refused(tmp_path: Path):
    path, qnn = tmp_path / "data.json", paper_experiment(11)
    state = {
        "kind": "correlation",
        "correlated": [0, 1],
        "scale": "1/2",
        "vectors": [["1", "0", "0"]] * 11,
    }
    path.write_text(json.dumps({"samples": [{"state": state, "label": "1"}]}))
    with pytest.raises(SizeError, match="11 qubits"):
        file_landscape(path, Instance("x", qnn, default_state(qnn)))
