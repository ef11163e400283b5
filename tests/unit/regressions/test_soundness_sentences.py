"""What a hostile reader found in sentences and tables: no line says more than its certificate."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.bounds import bounds_certificate
from symqnn.checker import check, check_file
from symqnn.cli import main

PROOFS = Path(__file__).resolve().parents[3] / "proofs"


def rows(capsys, *arguments):
    main([*arguments, "--json"])
    return json.loads(capsys.readouterr().out)


def sentence(path):
    verdict = check_file(PROOFS / path)
    assert verdict.status == "VERIFIED"
    return verdict.summary


def test_haar_sentences_name_the_matrices_they_are_about():
    """For M = I the sentence is false: traceless and not zero belong in it, so does tr H = 0."""
    listed = sorted((PROOFS / "theorem_6").glob("*.certificate.json"))
    kinds = {json.loads(path.read_text())["kind"] for path in listed}
    assert {"haar-bound", "haar-uniform", "haar-moments"} <= kinds
    for path in listed:
        kind = json.loads(path.read_text())["kind"]
        if kind in ("haar-bound", "haar-uniform", "haar-moments"):
            said = sentence(path)
            assert "tr H = 0" in said and "all traceless M" in said
            assert kind == "haar-moments" or "M != 0" in said


def test_haar_tables_say_what_is_in_no_certificate(capsys):
    """The column for M² ∝ I is computed here; rows of verdicts carry their premise, and every row a
    certificate.
    """
    assert main(["haar", "--p", "2", "--d", "8", "--table"]) == 0
    out = capsys.readouterr().out
    bounds, dimensions = (
        next(part for part in out.split("\n\n") if part.startswith(name))
        for name in ("Bounds", "Dimensions")
    )
    for part in (bounds, dimensions):
        assert (
            part.count("M² ∝ I") == part.count("(M² ∝ I) *") == 1
            and part.count("in no certificate") == 1
        )
    verdicts = out.partition("\nVerdicts\n")[2].splitlines()
    said = [line for line in verdicts if line.lstrip().startswith("P ≥ 1")]
    assert len(said) >= 4 and all(
        "even d, traceless M ≠ 0" in line and "VERIFIED" in line for line in said
    )
    assert main(["haar", "--p", "2", "--d", "8", "--latex"]) == 0
    assert "no certificate" in capsys.readouterr().out


def test_proposition_5_names_its_network():
    (path,) = (PROOFS / "proposition_5").glob("*general*.certificate.json")
    assert "one layer of gates" in sentence(path) and "M = " in sentence(path)


def test_bounds_say_what_they_bound():
    """Critical points isolated over C; strict local minima, degenerate or not."""
    said = check(bounds_certificate(TrigPoly.from_terms({"1": 1, "3": "1/3"}))).summary
    assert "at most 4 critical points that are isolated over C" in said
    assert "at most 2 strict local minima" in said


@pytest.mark.parametrize("extra", [(), ("--state", '{"bloch": [[0, 0, 1], [0, 1, 0]]}')])
def test_theorem_2_is_not_refuted_where_its_dataset_exists(capsys, extra):
    """Y(Y+I): Definition 1 fails, the premise is not needed, and four minima are certified."""
    listed = rows(capsys, "verify", "--generators", "ZI", "IZ", "--observable", "Y(Y+I)", *extra)
    results = listed["results"] if isinstance(listed, dict) else listed
    own = [
        row for row in results if row["title"] == "Theorem 2" and row["instance"] == "command-line"
    ]
    assert [row["status"] for row in own] == ["PROVED"]
    assert "exactly 4 minima, 3 spurious" in own[0]["found"]


def test_one_table_does_not_say_proved_and_refuted_of_one_sentence(capsys):
    """General rows carry their premise; where it fails the row of the instance says so."""
    listed = rows(capsys, "verify", "--generators", "Z", "--observable", "Z")
    results = listed["results"] if isinstance(listed, dict) else listed
    found = {row["instance"]: row for row in results if row["title"] == "Theorem 2"}
    general = next(row for name, row in found.items() if name != "command-line")
    assert general["status"] == "PROVED" and general["found"].startswith("with linear independence")
    assert found["command-line"]["status"] == "PREMISE FAILS"


def test_ties_that_are_not_certified_are_not_called_global(capsys, tmp_path):
    """A perturbation of 1e-40 decides which minimum is global; nothing that was computed does."""
    small = Fraction(1, 10**40)
    data = {
        "kind": "polynomial",
        "angles": 1,
        "terms": {"3": "1", "4": "1/3", "2": str(small), "1": str(small / 7)},
    }
    path = tmp_path / "tie.json"
    path.write_text(json.dumps(data))
    assert main(["count", "--dataset", str(path)]) == 0
    out = capsys.readouterr().out
    assert (
        out.count("may be global") >= 3 and "  global" not in out and "at least 0 spurious" in out
    )
    data["terms"] = {"3": "1", "4": "1/3"}
    path.write_text(json.dumps(data))
    assert main(["count", "--dataset", str(path)]) == 0
    out = capsys.readouterr().out
    assert (
        "2 global minima, exactly equal" in out
        and "exactly 2 global, 0 spurious" in out
        and "may be" not in out
    )
