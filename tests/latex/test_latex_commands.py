"""What the commands print with --latex passes KaTeX; report.tex of ``symqnn verify`` compiles, with
a PDF beside it.
"""

import re
import shutil
from pathlib import Path

import pytest
from typeset import compiled, refused

from symqnn import QNN, State
from symqnn.algebra.latex_tables import table, table_rows
from symqnn.cli import main
from symqnn.model.instance_file import Instance
from symqnn.report import latex
from symqnn.report.directory import write_report
from symqnn.report.latex import document

NETWORK = ["--generators", "ZI", "3/5*IX + 4/5*IZ", "--observable", "(Y+I)(Y + 2*Z)"]
SHARED = [
    "--generators",
    "ZZ",
    "XI",
    "IX",
    "--angles",
    "gamma",
    "b/2",
    "b/2",
    "--observable",
    "ZI + XY",
]
COMMANDS = [
    ["expand", *NETWORK, "--latex"],
    ["expand", *NETWORK, "--latex", "--form", "sum", "--order", "degree", "--common-denominator"],
    ["expand", "--family", "paper_experiment", "layers=20", "--latex"],
    ["independence", *NETWORK, "--latex"],
    ["independence", "--generators", "ZI", "IZ", "--observable", "YY", "--latex"],
    ["count", "--instance", "latin", "--p", "2", "--latex"],
    ["haar", "--p", "1", "--table", "--latex"],
    ["expand", *SHARED, "--latex"],
]


def printed(command: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(command) in (0, 1)
    code = capsys.readouterr().out.strip()
    # it may break over pages, in any document
    head, tail = "\\begingroup\\allowdisplaybreaks\n", "\n\\endgroup"
    assert code.startswith(head) and code.endswith(tail)
    return code.removeprefix(head).removesuffix(tail)


def test_commands_print_one_display(capsys: pytest.CaptureFixture[str]) -> None:
    codes = [printed(command, capsys) for command in COMMANDS]
    for code in codes:
        assert (
            code.startswith(r"\begin{align*}")
            and code.endswith(r"\end{align*}")
            and code.count("align*") == 2
            and code.isascii()
        )
    assert r"\tfrac{1}{25}\bigl(" in codes[1]
    assert (
        r"e^{-i(\tfrac{1}{2} b)H_{2}} e^{-i\gamma H_{1}}" in codes[-1]
        and r"f(\rho, \theta) &= \cos b" in codes[-1]
    )
    assert "not multiplied out" in codes[2]
    assert refused(codes) == []


TALL = [
    ["expand", "--family", "paper_experiment", "layers=4", "--latex"],
    ["expand", "--family", "random_network", "dimension=4", "layers=3", "seed=1", "--latex"],
    ["count", "--instance", "latin", "--p", "3", "--no-check", "--latex"],
    ["haar", "--p", "2", "--latex"],
]


def test_long_displays_break_over_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a document that says nothing of page breaks, and stands within margins of 18 mm."""
    pages = []
    for command in TALL:
        main(command)
        display = capsys.readouterr().out
        source = document("x", [display]).replace(
            "\\allowdisplaybreaks\n\\setlength", "\\setlength"
        )
        assert source.count("allowdisplaybreaks") == 1
        log = compiled(source, tmp_path)
        assert "Overfull \\vbox" not in log
        assert not [
            width for width in re.findall(r"Overfull \\hbox \(([0-9.]+)pt", log) if float(width) > 1
        ]
        pages.append(int(re.search(r"Output written on .*?\((\d+) page", log)[1]))
    assert sum(number > 1 for number in pages) >= 3, pages


def test_a_long_table_is_several() -> None:
    rows = table_rows(["n"], ([str(n)] for n in range(60)), "r", limit=50)
    shown = [line for _, code in rows for line in code.splitlines()]
    # the header, then the rows; the last one says what is left out
    assert [code.count("\\\\") for _, code in rows] == [24, 24, 3]
    assert sum(line.strip(" \\").removeprefix("rule{0pt}{2.6ex}").isdigit() for line in shown) == 50
    assert "10 more rows" in rows[-1][1]
    assert table_rows(["n"], [["1"]], "r") == [("", table(["n"], [["1"]], "r"))]
    assert [row for _, row in table_rows(["n"], ([str(n)] for n in range(24)), "r")] == [
        table(["n"], ([str(n)] for n in range(24)), "r")
    ]


def test_leading_terms(capsys: pytest.CaptureFixture[str]) -> None:
    network = ["expand", *NETWORK, "--latex"]
    whole, short = printed(network, capsys), printed([*network, "--leading", "2"], capsys)
    assert "more term" in short and "more term" not in whole
    for wrong in (["--leading", "0"], ["--leading", "2", "--order", "degree"]):
        assert main([*network, *wrong]) == 2
    assert main(["expand", *NETWORK, "--form", "sum"]) == 2
    assert "--form says how LaTeX is written; add --latex" in capsys.readouterr().err


def test_the_report_compiles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", *NETWORK, "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    source = (tmp_path / "out" / "report.tex").read_text(encoding="ascii")
    hashes = [path.name for path in (tmp_path / "out").glob("*.certificate.json*")]
    plain = source.replace(r"\allowbreak{}", "").replace(r"\_", "_")
    assert hashes and all(name in plain for name in hashes)
    assert all(
        part in source
        for part in (
            "Verdicts",
            "Statements",
            "Networks",
            "SHA-256",
            "Definition 1",
            r"\Phi_{\xi}(M)",
            "general",
            "instances",
        )
    )
    assert (
        ("report.pdf" in said.replace("no report.pdf", ""))
        == (tmp_path / "out" / "report.pdf").exists()
        == (latex.engine() is not None)
    )
    shutil.copytree(tmp_path / "out" / "figures", tmp_path / "figures")
    compiled(source, tmp_path)
    # the second run knows the widths of the tables
    assert "Overfull" not in compiled(source, tmp_path)


@pytest.mark.slow
def test_the_report_of_a_network_that_fails_stays_on_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its sentences hold long polynomials, and the status PREMISE FAILS is the widest."""
    main(
        [
            "verify",
            "--family",
            "qaoa",
            "edges=0-1,1-2,0-2",
            "repetitions=2",
            "--out",
            str(tmp_path / "out"),
        ]
    )
    source = (tmp_path / "out" / "report.tex").read_text(encoding="ascii")
    assert "PREMISE FAILS" in source
    shutil.copytree(tmp_path / "out" / "figures", tmp_path / "figures")
    compiled(source, tmp_path)
    assert "Overfull" not in compiled(source, tmp_path)


def test_without_latex_the_report_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    instance = Instance("x", QNN(["X"], "Z+I"), State.zero(1))
    assert [path.name for path in write_report(tmp_path, [instance], [], [], []).files] == [
        "report.tex",
        "report.html",
        "check.pyz",
    ]
    assert latex.missing_pdf().startswith("none of pdflatex, lualatex, xelatex was found")


def test_the_report_of_a_network_with_trapped_angles_has_a_pdf(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if latex.engine() is None:
        pytest.skip("no LaTeX engine is installed")
    assert (
        main(
            [
                "verify",
                "--generators",
                "ZI",
                "IZ",
                "--observable",
                "Y(Y+I)",
                "--out",
                str(tmp_path),
                "--quiet",
            ]
        )
        == 1
    )
    assert (tmp_path / "report.pdf").exists(), capsys.readouterr().out
