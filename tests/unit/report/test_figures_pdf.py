"""Pictures in report.tex: PDF files made by rsvg-convert, the same bytes each time, captions
without the words of a screen.
"""

import shutil
from itertools import product
from pathlib import Path

import pytest

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.report.document import report_document
from symqnn.report.figures_network import spectrum_figure
from symqnn.report.figures_pdf import PROGRAM, without_variables, write_figure_pdf
from symqnn.report.figures_style import ALONE
from symqnn.report.latex import engine, write_pdf
from symqnn.report.svg import Figure

NEEDS_PROGRAM = pytest.mark.skipif(
    shutil.which(PROGRAM) is None, reason=f"{PROGRAM} is not installed (Debian: librsvg2-bin)"
)


def a_figure() -> Figure:
    figure = spectrum_figure(
        TrigPoly.from_terms({"10": 1, "02": "1/2", "11": "-1/3"}), list(product(range(3), repeat=2))
    )
    assert figure is not None
    return figure


def test_no_variable_of_the_style_is_left() -> None:
    assert "var(" in ALONE
    assert "var(" not in without_variables(ALONE)
    assert "None" not in without_variables(ALONE)


@NEEDS_PROGRAM
def test_same_picture_same_bytes(tmp_path: Path) -> None:
    first, second = (write_figure_pdf(a_figure(), tmp_path / name) for name in ("a.pdf", "b.pdf"))
    assert first is not None
    assert second is not None
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().startswith(b"%PDF")


def test_without_the_program_there_is_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert write_figure_pdf(a_figure(), tmp_path / "a.pdf") is None
    assert list(tmp_path.iterdir()) == []


def test_captions_in_latex() -> None:
    source = report_document(
        [],
        [],
        [],
        [],
        [("x.pdf", "<b>Exact:</b> G<sub>1</sub> &lt; 2 (shown by the pointer), <i>p</i> = 2")],
    )
    assert r"\includegraphics[scale=0.75]{figures/x.pdf}" in source
    assert r"\textbf{Exact:} $G_{1}$ \textless{} 2, p = 2" in source
    assert r"\section*{Pictures}" not in report_document([], [], [], [])


@NEEDS_PROGRAM
@pytest.mark.skipif(engine() is None, reason="no LaTeX engine is installed")
def test_pictures_are_in_the_pdf(tmp_path: Path) -> None:
    sizes = []
    for pictures in ([], [("x.pdf", a_figure().caption)]):
        folder = tmp_path / str(len(pictures))
        for name, _ in pictures:
            assert write_figure_pdf(a_figure(), folder / "figures" / name) is not None
        folder.mkdir(exist_ok=True)
        source = folder / "report.tex"
        source.write_text(report_document([], [], [], [], pictures))
        compiled, said = write_pdf(source)
        assert compiled is not None, said
        sizes.append(len(compiled.read_bytes()))
    assert sizes[1] > sizes[0] + 1000
