"""One document with every kind of object compiles with a basic LaTeX: no error, no line that sticks
out.
"""

import re
from pathlib import Path

import pytest
from latex_zoo import strings
from typeset import compiled

from symqnn.algebra.latex_text import text
from symqnn.report import latex
from symqnn.report.latex import document, long_table, typewriter, write_pdf

# Debian's texlive-latex-base has them all
ALLOWED_PACKAGES = {"amsmath", "array", "graphicx", "longtable", "geometry"}
NARROW_ENOUGH = 15  # pt, of lines that were asked not to be broken (width 0); the margins are 51 pt


def test_only_basic_packages() -> None:
    source = document("x", [])
    assert {
        name
        for group in re.findall(r"\\usepackage(?:\[[^]]*\])?\{([^}]*)\}", source)
        for name in group.split(",")
    } == ALLOWED_PACKAGES


@pytest.mark.slow
def test_all_kinds_compile(tmp_path: Path, record_property) -> None:
    parts = []
    for name, code in dict.fromkeys(strings()):
        parts.append(rf"\paragraph{{{text(name)}}}\ ")
        parts.append(
            code
            if code.startswith((r"\begin{align*}", r"\begingroup"))
            else rf"\begin{{equation*}} {code} \end{{equation*}}"
        )
    log = compiled(document("Every kind", parts), tmp_path)
    wide = [
        float(size)
        for size in re.findall(r"Overfull \\hbox \(([0-9.]+)pt", log)
        if float(size) > NARROW_ENOUGH
    ]
    assert wide == []
    record_property(
        "count pages of the document with every kind", int(re.search(r"\((\d+) pages?", log)[1])
    )


def test_a_small_document_and_its_pdf(tmp_path: Path) -> None:
    rows = [" & ".join((text("Φ_ξ ≤ 2^p"), typewriter("a_b.json"), typewriter("0" * 64, every=16)))]
    source = document(
        "Bézout & 100 %",
        [long_table("lll", ["one", "two", "θ"], rows), r"\begin{itemize}\item a\end{itemize}"],
    )
    assert "Overfull" not in compiled(source, tmp_path)
    (tmp_path / "report.tex").write_text(source)
    first, said = write_pdf(tmp_path / "report.tex")
    assert first is not None and first.name == "report.pdf" and said.startswith("PDF by ")
    data = first.read_bytes()
    assert data.startswith(b"%PDF") and write_pdf(tmp_path / "report.tex")[0].read_bytes() == data
    (tmp_path / "bad.tex").write_text(document("x", [r"\undefined"]))
    assert write_pdf(tmp_path / "bad.tex") == (
        None,
        "no PDF: pdflatex says ! Undefined control sequence.",
    )


def test_without_an_engine_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latex, "ENGINES", ("no-such-engine",))
    (tmp_path / "report.tex").write_text(document("x", []))
    assert write_pdf(tmp_path / "report.tex") == (None, "no PDF: none of no-such-engine was found")
    assert not (tmp_path / "report.pdf").exists()
