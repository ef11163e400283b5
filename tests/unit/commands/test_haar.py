"""``symqnn haar``: what it prints, its exit codes, and that bad input gives one line and exit code
2.

Modules: report/haar, report/haar_latex, statements/typical.
"""

import json
import shutil
import subprocess
import sys
from fractions import Fraction

import pytest

from symqnn.cli import main
from symqnn.haar.moments import gram_mean, gram_variance
from symqnn.report.haar import groups
from symqnn.statements.typical import Question, answer, read_spectrum


def run(capsys, *arguments):
    code = main(["haar", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_issue_5_all_pairs_symbolically(capsys):
    code, out, _ = run(capsys, "--p", "2")
    assert code == 0
    assert (
        "Var = d^2*(d^3*kappa + 2*d^2 - 7*d*kappa - 21)/(8*(d - 3)*(d - 1)^2*(d + 1)^2*(d + 3))"
        in out
    )
    listed = [
        pair
        for line in out.splitlines()
        for pair in line.split()
        if len(pair) == 5 and pair[2] == "," and set(pair) <= set("012,")
    ]
    assert len(listed) == len(set(listed)) == 45


def test_groups_hold_what_they_say():
    for mean, variance, names in groups(answer(Question(2))):
        for name in names:
            assert (gram_mean(*name.split(",")), gram_variance(*name.split(","))) == (
                mean,
                variance,
            )


def test_issue_5_variance_of_one_layer(capsys):
    """p = 1, d = 2: 4/45."""
    code, out, _ = run(capsys, "--p", "1", "--d", "2", "--kappa", "1/2", "--json")
    found = json.loads(out)
    assert code == 0
    assert {
        entry["variance_here"] for entry in found["moments"] if entry["xi"] == entry["eta"]
    } == {"4/45"}


def test_issue_5_table(capsys):
    """Necessary d, certified d, and the first d of each bound, p = 1..5."""
    code, out, _ = run(capsys, "--p", "5", "--table", "--json")
    rows = json.loads(out)["bounds"]
    assert code == 0
    assert [(row["zero_below"], row["one_from"]) for row in rows] == [
        (2, 2),
        (4, 4),
        (6, 8),
        (12, 12),
        (18, 20),
    ]
    firsts = [
        tuple(
            row["roads"][road]["first"] for road in ("frobenius", "gershgorin", "gershgorin-plain")
        )
        for row in rows
    ]
    assert firsts == [
        (2, 2, 2),
        (8, 46, 72),
        (52, 1296, 2090),
        (324, 26578, 43374),
        (1848, 456828, 752642),
    ]


@pytest.mark.slow
def test_json_and_text_say_the_same(capsys):
    _, text, _ = run(capsys, "--p", "3", "--d", "16", "--kappa", "1/2")
    _, out, _ = run(capsys, "--p", "3", "--d", "16", "--kappa", "1/2", "--json")
    found = json.loads(out)
    assert all(
        result["found"] in text and result["checker"] == "VERIFIED" for result in found["results"]
    )
    low, high = found["bounds"][0]["roads"]["frobenius"]["here"]
    assert low == high and f"{float(Fraction(low)):.4g}" in text


@pytest.mark.parametrize(
    ("arguments", "code", "status"),
    [
        (["--p", "3", "--d", "4"], 1, "REFUTED"),
        # families are searched
        pytest.param(["--p", "3", "--d", "6"], 3, "UNDECIDED", marks=pytest.mark.slow),
        (["--p", "3", "--observable", "1,2,3,-1,-2,-3"], 0, "PROVED"),
        (["--p", "2", "--d", "5", "--multiplicity", "2"], 0, "PROVED"),
        (["--p", "3", "--d", "1024", "--multiplicity", "1"], 1, "REFUTED"),
        (["--p", "8"], 0, "PROVED"),
    ],
)
def test_verdicts(capsys, arguments, code, status):
    found, out, err = run(capsys, *arguments, "--json")
    assert (found, json.loads(out)["results"][-1]["status"], err) == (code, status, "")


def test_monte_carlo_beside_the_exact_values(capsys):
    arguments = ["--p", "2", "--d", "4", "--samples", "2000", "--seed", "5"]
    code, out, err = run(capsys, *arguments, "--json")
    sample = json.loads(out)["monte_carlo"]
    assert code == 0 and err == "" and len(sample["pairs"]) == 45 and sample["largest_z"] < 5
    _, again, _ = run(capsys, *arguments, "--json", "--jobs", "2")
    assert json.loads(again)["monte_carlo"] == sample
    _, text, _ = run(capsys, *arguments)
    assert "proves nothing" in text and f"largest |z| of 90: {sample['largest_z']:.2f}" in text


def test_no_sample_unless_asked_for(capsys):
    _, out, _ = run(capsys, "--p", "1", "--d", "4", "--json")
    assert json.loads(out)["monte_carlo"] is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--p", "0"], "--p is 0; a whole number from 1 to 10"),
        (["--p", "11"], "from 1 to 10"),
        (["--p", "9" * 5000], "a whole number from 1 to 10"),
        (["--p", "2.5"], "--p is '2.5'"),
        (["--p", "two"], "--p is 'two'"),
        (["--p", "٢"], "a whole number"),
        (["--p", "2", "--d", "7"], "even dimension"),
        (["--p", "2", "--d", "1"], "--d is 1"),
        (["--p", "2", "--d", "1e3"], "--d is '1e3'"),
        (["--p", "2", "--d", "8", "--multiplicity", "8"], "multiplicity is 8"),
        (["--p", "2", "--d", "1001", "--multiplicity", "3"], "take a smaller dimension"),
        (["--p", "2", "--multiplicity", "1"], "give --d"),
        (["--p", "2", "--kappa", "1/2"], "give --d"),
        (["--p", "2", "--d", "8", "--kappa", "0.5.5"], "'0.5.5'"),
        (["--p", "2", "--d", "8", "--kappa", "7/8"], "between 1/8 and 43/56"),
        (["--p", "2", "--observable", "1,1"], "Subtract 1 from each"),
        (["--p", "2", "--observable", "0,0"], "--observable is zero"),
        (["--p", "2", "--observable", "0.5,-0.x"], "-0.x"),
        (["--p", "2", "--observable", "i,-i"], "not real"),
        (["--p", "2", "--observable", ""], "rational number"),
        (["--p", "2", "--observable", "1,0,-1"], "even dimension"),
        (["--p", "2", "--observable", "1^,-1"], "a repetition in --observable"),
        (["--p", "2", "--observable", "1^4096,-1^4096"], "more than 4096 eigenvalues"),
        (["--p", "2", "--d", "6", "--observable", "1,-1"], "2 eigenvalues and --d is 6"),
        (["--p", "2", "--d", "2", "--observable", "1,-1", "--kappa", "1/2"], "determines κ"),
        (["--p", "2", "--samples", "10"], "give --d or --observable"),
        (["--p", "2", "--d", "8", "--samples", "1"], "--samples is 1"),
        (["--p", "2", "--d", "8", "--samples", "ten"], "--samples is 'ten'"),
        (["--p", "2", "--d", "8", "--kappa", "1/2", "--samples", "10"], "give its spectrum"),
        (["--p", "2", "--d", "100000", "--samples", "10"], "out of reach"),
        (["--p", "9", "--d", "64", "--samples", "10"], "budget"),
        (["--p", "2", "--d", "8", "--samples", "10", "--jobs", "0"], "--jobs is 0"),
        (["--p", "2", "--d", "8", "--samples", "10", "--seed", "-1"], "--seed is"),
    ],
)
def test_bad_input(capsys, arguments, message):
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert message in err and err.startswith("symqnn: ") and err.count("\n") == 1


def test_spectra():
    assert read_spectrum("1/2^2, -1") == (Fraction(1, 2), Fraction(1, 2), Fraction(-1))


def test_help_teaches(capsys):
    with pytest.raises(SystemExit):
        main(["haar", "--help"])
    out = capsys.readouterr().out
    assert "--samples 10000" in out and "value^n" in out and "exit code" in out


def test_certificates_are_kept(capsys, tmp_path):
    code, _, _ = run(capsys, "--p", "1", "--out", str(tmp_path))
    files = sorted(path.name for path in tmp_path.iterdir())
    assert code == 0 and len(files) == 6 and "haar_p1.theorem-6.frobenius.certificate.json" in files


def test_prove_refreshes_an_audit(capsys, tmp_path):
    from symqnn.statements.audit import MARK

    (tmp_path / "zero.problem.json").write_text(
        json.dumps(
            {
                "format": "symqnn-problem",
                "version": 1,
                "statement": "theorem-6",
                "instance": {"quantity": "probability", "layers": 5, "dimension": 16},
            }
        )
    )
    (tmp_path / "AUDIT.md").write_text(f"{MARK}\n* [zero](zero.certificate.json)\n")
    assert main(["prove", str(tmp_path)]) == 0
    assert "written     changed" in capsys.readouterr().out
    assert "P = 0 for p = 5, d = 16, r = 8, every M" in (tmp_path / "AUDIT.md").read_text()


def test_as_a_program():
    program = shutil.which("symqnn")
    command = [program] if program else [sys.executable, "-m", "symqnn.cli"]
    done = subprocess.run(
        [*command, "haar", "--p", "1"], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0 and "2/d² + …" in done.stdout and done.stderr == ""


def test_decimals_are_exact_numbers(capsys):
    printed = []
    for kappa in ("0.5", "1/2"):
        assert main(["haar", "--p", "2", "--d", "8", "--kappa", kappa]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
