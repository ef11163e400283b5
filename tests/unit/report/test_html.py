"""report.html: complete, self-contained, well-formed, the same bytes every time.

Modules: report/html_network, report/assets, report/rendering, report/html_formulas.
"""

import hashlib
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import report_pages
from report_pages import COMMAND, DEPENDENT, SCRIPT, TWO, Reader, compact, write

import symqnn
from symqnn.model.ansatz import paper_experiment
from symqnn.model.instance_file import Instance, Source
from symqnn.model.qnn import QNN
from symqnn.model.state import State
from symqnn.report.html import Entry, page, write_page
from symqnn.report.html_text import prettified
from symqnn.statements.result import Result
from symqnn.statements.verify import prove_one
from symqnn.status import Status


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Result]]:
    return write(tmp_path_factory.mktemp("report"), [TWO, DEPENDENT])


def test_the_page_is_well_formed(report: tuple[Path, list[Result]]) -> None:
    text = report[0].read_text()
    read = Reader(text)
    identifiers = read.values("id")
    assert len(set(identifiers)) == len(identifiers)
    assert {
        target.removeprefix("#") for target in read.values("href") if target.startswith("#")
    } <= set(identifiers)
    assert set(read.values("aria-labelledby")) <= set(identifiers)
    for tag in ("svg", "math"):
        found = re.findall(rf"<{tag}[ >].*?</{tag}>", text, re.DOTALL)
        assert len(found) == text.count(f"<{tag} ") + text.count(f"<{tag}>") >= 8
        for piece in found:
            ET.fromstring(piece)


def test_the_page_refers_to_nothing_outside(report: tuple[Path, list[Result]]) -> None:
    text = report[0].read_text()
    # the only scripts are the certificates, the checker and the part that runs it; none has a
    # source elsewhere
    number = len(list(report[0].parent.glob("*.certificate.json*")))
    heads = re.findall(r"<script[^>]*>", text)
    assert len(heads) == number + 2 and all(
        head == "<script>" or " data-name=" in head for head in heads
    )
    assert (Path(symqnn.__file__).parent / "second_checker" / "checker.js").read_text() in text
    assert not re.search(
        r"https?:|//|src=|srcset|url\(|@import|<script|<iframe|<object|<form",
        SCRIPT.sub("", text).replace("</", "<"),
    )
    targets = {target for target in Reader(text).values("href") if not target.startswith("#")}
    assert targets - {"data:,"} == {
        path.name for path in report[0].parent.glob("*.certificate.json*")
    }
    assert str(report[0].parent) not in text


def test_every_certificate_stands_there_with_its_hash(report: tuple[Path, list[Result]]) -> None:
    path, results = report
    text = compact(path.read_text())
    assert text.count('class="hash"') == text.count('class="statement"') == len(results)
    for certificate in path.parent.glob("*.certificate.json*"):
        digest = hashlib.sha256(certificate.read_bytes()).hexdigest()
        assert re.search(
            rf'<a href="{re.escape(certificate.name)}">[^<]*</a></dd><dt>SHA-256</dt><dd><span '
            rf'class="hash">{digest}</span>',
            text,
        )


def test_verdicts_can_be_told_apart_without_colour(report: tuple[Path, list[Result]]) -> None:
    path, results = report
    text = compact(path.read_text())
    for status in Status:
        count = sum(result.status is status for result in results)
        kind = status.lower().replace(" ", "-")
        # in the table and at the statement
        assert text.count(f'<span class="badge {kind}">{status}</span>') == 2 * count
        assert f"<li><b>{count}</b>{status}</li>" in text
    assert {result.status for result in results} == {
        Status.PROVED,
        Status.REFUTED,
        Status.PREMISE_FAILS,
    }
    borders = re.findall(r"\.badge\.[\w-]+ \{([^}]*)\}", text)
    kinds = ("double", "dotted", "dashed")  # of REFUTED, PREMISE FAILS, UNDECIDED; PROVED is filled
    assert all(
        f"border-style: {kind}" in border for kind, border in zip(kinds, borders[1:], strict=True)
    )


def test_what_was_asked_and_how_to_do_it_again(report: tuple[Path, list[Result]]) -> None:
    text = report[0].read_text()
    assert "symqnn verify &#39;a &amp; b&#39;" in text
    assert "python3 -I -S check.pyz *.certificate.json*" in text
    assert "<b>" not in "".join(re.findall(r"<h1>(.*?)</h1>", text))
    assert "a &lt;b&gt; &amp; c" in text
    assert '<html lang="en">' in text
    headings = [int(level) for level in re.findall(r"<h([1-6])", text)]
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))


def test_every_figure_says_what_is_certified(report: tuple[Path, list[Result]]) -> None:
    path = report[0]
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", path.read_text())
    assert len(captions) == len(list((path.parent / "figures").iterdir())) == 7 + 4
    assert all("<b>Certified:</b>" in caption or "<b>Exact:</b>" in caption for caption in captions)
    for k, caption in enumerate(captions, 1):
        assert caption.startswith(f"<b>Figure {k}.</b>")
    for picture in (path.parent / "figures").iterdir():
        assert ET.parse(picture).getroot().tag.endswith("svg")
    assert (path.parent / "figures" / "two.landscape.svg").exists()
    assert (path.parent / "figures" / "a__b____c.gram.svg").exists()


def test_the_same_bytes_under_another_hash_seed_and_without_plotting_packages(
    report: tuple[Path, list[Result]], tmp_path: Path
) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; from "
        "report_pages import *; write(Path(sys.argv[2]), [TWO, DEPENDENT])"
    )
    code += "\nprint(sorted({'matplotlib', 'scipy', 'torch'} & set(sys.modules)))"
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", code, str(Path(report_pages.__file__).parent), str(tmp_path)]
    assert (
        subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True
        ).stdout.strip()
        == "[]"
    )
    first = {
        path.relative_to(report[0].parent): path.read_bytes()
        for path in report[0].parent.rglob("*.*")
    }
    assert first == {
        path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.*")
    }


def test_undecided_and_unchecked_results_say_so() -> None:
    (known,) = prove_one("theorem-2", TWO)
    open_one = replace(
        known, status=Status.UNDECIDED, certificate=None, details=("the budget is spent",)
    )
    text, figures = page([], [Entry(open_one, None, None, "s1")])
    Reader(text)
    assert '<span class="badge undecided">UNDECIDED</span>' in text
    assert "none: nothing was proved" in text
    assert "the budget is spent" in text
    assert figures == []  # a picture needs a certificate that was verified


def test_pictures_are_not_drawn_from_unverified_certificates(tmp_path: Path) -> None:
    from symqnn.certificate.check import Check
    from symqnn.statements.theorem_7 import prove_constructed

    results = prove_constructed(TWO)
    rejected = Check("REJECTED", "claim", "forged", "")
    (tmp_path / "a.json").write_bytes(b"{}")
    text, figures = page(
        [],
        [Entry(result, rejected, tmp_path / "a.json", f"s{k}") for k, result in enumerate(results)],
    )
    assert figures == []
    assert "REJECTED: claim: forged" in text
    assert "<b>0 of 1</b>" in text


def test_names_are_text_everywhere(tmp_path: Path) -> None:
    evil = replace(TWO, name='<img onerror="x">&')
    path, _ = write(tmp_path, [evil])
    text = path.read_text()
    read = Reader(text)
    assert "<img" not in text
    assert "img" not in {tag for tag, _ in read.tags}
    assert [
        attributes
        for tag, attributes in read.tags
        if tag == "script" and not {"data-name", "type"} >= set(attributes)
    ] == []
    # title, headings, contents, captions
    assert "".join(read.words).count('<img onerror="x">&') >= 8
    assert all("<img" not in picture.read_text() for picture in path.parent.glob("figures/*"))


def test_large_networks_are_described_in_short(tmp_path: Path) -> None:
    large = Instance("large", paper_experiment(30), State.zero(30))
    path, _ = write_page(tmp_path, [large], [], [], [])
    text = path.read_text()  # no results: no section, but the page stands
    Reader(text)
    assert "What is proved about <span>large</span>" in text
    results = prove_one("definition-1", large)
    path, _ = write_page(tmp_path, [large], results, [None], [None])
    text = path.read_text()
    assert "and 14 more, in the certificates" in text
    assert "too long to print" in text
    assert len(text) < 60_000


def test_instances_of_one_name_have_pictures_of_their_own(tmp_path: Path) -> None:
    networks = [replace(DEPENDENT, name=name) for name in ("a b", "a_b")]
    path, _ = write(tmp_path, networks)
    assert {picture.name for picture in path.parent.glob("figures/*.gram.svg")} == {
        "a_b.gram.svg",
        "a_b_2.gram.svg",
    }


@pytest.mark.parametrize(
    ("plain", "pretty"),
    [
        ("3^(p-1) ≤ r(d-r)", "3<sup>p\N{MINUS SIGN}1</sup> ≤ r(d\N{MINUS SIGN}r)"),
        ("tr(Φ_ξΦ_ξ') = 0", "tr(Φ<sub>ξ</sub>Φ<sub>ξ&#x27;</sub>) = 0"),
        (
            "product_p2 and a_long_name, Eqns 13-15, full-rank",
            "product_p2 and a_long_name, Eqns 13-15, full-rank",
        ),
        ("ε_3(d, κ) and G_{ξη}", "ε<sub>3</sub>(d, κ) and G<sub>ξη</sub>"),
        ("<script>", "&lt;script&gt;"),
        ("L(S0) + L(S1), θ* = 1", "L(S<sub>0</sub>) + L(S<sub>1</sub>), θ* = 1"),
    ],
)
def test_indices_in_sentences(plain: str, pretty: str) -> None:
    assert prettified(plain) == pretty


def test_the_output_polynomial_is_printed_once(report: tuple[Path, list[Result]]) -> None:
    path, results = report
    assert any(text.startswith("f(θ) = ") for result in results for text in result.details)
    assert "<li>f(θ) = " not in path.read_text()
    assert path.read_text().count("<h3>Output polynomial (Eqn 12)</h3>") == 2


def test_the_command_line_is_kept(report: tuple[Path, list[Result]]) -> None:
    assert COMMAND.startswith("symqnn verify")
    assert report[0].read_text().count("<pre><code>symqnn verify") == 2


def test_a_network_page_draws_gates_in_order_with_their_angles(tmp_path: Path) -> None:
    qnn = QNN(
        ["1/2*ZZ", "1/2*XI", "1/2*IX"],
        "ZZ",
        angles=["gamma", "2*beta", "2*beta + 0.3"],
        round_angles=True,
    )
    instance = Instance("shared", qnn, State.zero(2), Source("(Z+I)X", "ab" * 32))
    path, _ = write(tmp_path, [instance])
    text = compact(path.read_text())
    plain = re.sub(r"<[^>]*>", "", text).replace("\N{MINUS SIGN}", "-")
    Reader(text)
    gates = [plain.index(f"V{k}=e") for k in (1, 2, 3)]
    assert gates == sorted(gates)
    assert "V1=e-iγH1, H1=12Z1Z2" in plain
    assert "V2=e-i(2β)H2" in plain
    assert "V3=e-i(2β+310)H3" in plain
    assert "beta enters the gates 2, 3" in plain
    assert "the fixed angle 3/10 was replaced by one that differs from it by at most" in plain
    assert "period 2π in gamma, π in beta" in plain
    assert "Observable as given(Z+I)X" in plain
    assert "ab" * 32 in plain
    assert "cosγ" in plain.replace(" ", "")
    assert "bel(φl)" in plain.replace(" ", "")  # Eqn 11 for any frequencies
