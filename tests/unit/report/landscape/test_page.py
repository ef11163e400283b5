"""The landscape page without a browser: what it carries, and its mathematics (in Node) against
Python's numbers.

Modules: report/landscape/data, report/landscape/sight, commands/report.
"""

import hashlib
import json
import re
import shutil
import subprocess
from fractions import Fraction
from html import unescape
from pathlib import Path

import numpy as np
import pytest

import symqnn
from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.algebra.trigpoly_text import index_text
from symqnn.certificate.check import Check
from symqnn.checker import check
from symqnn.cli import main
from symqnn.model.ansatz import paper_experiment
from symqnn.report.assets import asset
from symqnn.report.landscape.data import Proof, list_json
from symqnn.report.landscape.page import SCRIPTS, page_html
from symqnn.report.landscape.sight import Sight, sight
from symqnn.report.names import period
from symqnn.roots.critical import critical_points
from symqnn.statements.landscapes import landscape_from, named_landscape
from symqnn.statements.theorem_2_family import theorem_2_family
from symqnn.statements.theorem_7 import answer

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")
RANDOM = {
    "network": {
        "format": "symqnn-instance",
        "version": 1,
        "family": "paper_experiment",
        "arguments": {"layers": 2},
    },
    "random": {"samples": 6, "seed": 1},
}


def carried(path: Path) -> dict:
    """The JSON of a page."""
    return json.loads(
        re.search(
            r'<script type="application/json" id="data">(.*?)</script>', path.read_text(), re.DOTALL
        )[1]
    )


def written(directory: Path, *arguments: str, code: int = 0) -> dict:
    path = directory / "page.html"
    assert main(["report", "--landscape", str(path), *arguments]) == code
    return carried(path)


@pytest.fixture(scope="module")
def theorem_2(tmp_path_factory) -> tuple[Path, dict]:
    directory = tmp_path_factory.mktemp("landscape")
    data = written(directory, "--certificates", str(directory / "proofs"))
    return directory, data


def node(script: str, given: object) -> object:
    """What a script prints as JSON, with the page's modules (but not the page) and the data
    `given`.
    """
    code = "\n".join(asset(f"landscape/{name}") for name in SCRIPTS[:-2])
    printed = (
        "const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));\n"
        + f"console.log(JSON.stringify((() => {{{script}}})()));"
    )
    done = subprocess.run(
        [NODE, "-e", f"{code}\n{printed}"],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.parametrize(("arguments", "landscape"), [
    (["--instance", "latin", "--p", "2"], lambda: named_landscape("latin", 2)),
    (["--p", "2", "--dataset", "random:6:1"], lambda: landscape_from(RANDOM)),
])  # fmt: skip
def test_the_page_carries_the_certified_list(tmp_path, arguments, landscape):
    data = written(tmp_path, *arguments)
    found = answer(landscape(), external=False).found
    (shown,) = data["lists"]
    assert shown["status"] == "PROVED"
    assert shown["certificate"]["checker"] == "VERIFIED"
    assert {tuple(map(Fraction, point["turns"])): point["index"] for point in shown["points"]} == {
        point.turns: point.index for point in found.points()
    }
    assert len(shown["points"]) == found.number
    assert shown["terms"] == {
        "".join(map(str, index)): str(value) for index, value in found.poly.terms()
    }
    exact = {point.turns: point for point in found.points()}
    for point in shown["points"]:
        low, high = map(Fraction, point["value"])
        inner = exact[tuple(map(Fraction, point["turns"]))]
        assert low <= inner.value[0] <= inner.value[1] <= high
        assert high - low < Fraction(1, 10**9)
        assert Fraction(point["radius"]) >= inner.radius


def test_the_family_crosses_one_half(theorem_2):
    _, data = theorem_2
    minima = {
        Fraction(item["r_squared"]): sum(point["index"] == 0 for point in item["points"])
        for item in data["lists"]
    }
    points = {Fraction(item["r_squared"]): len(item["points"]) for item in data["lists"]}
    assert len(minima) == 19
    assert minima == {square: 4 if square < Fraction(1, 2) else 1 for square in minima}
    assert points == {square: 16 if square < Fraction(1, 2) else 4 for square in minima}
    (half,) = (item for item in data["lists"] if item["r_squared"] == "1/2")
    assert sorted(point["kind"] for point in half["points"]) == ["degenerate"] * 3 + ["global"]
    assert (
        {item["certificate"]["checker"] for item in data["lists"]}
        == {"VERIFIED"}
        == {data["family"]["certificate"]["checker"]}
    )


def test_coefficients_are_those_of_the_closed_form(theorem_2):
    """The lists hold the loss recomputed from states and labels; here it is compared with the
    formula, exactly.
    """
    _, data = theorem_2
    star = tuple(CirclePoint(cos, sin) for cos, sin in data["family"]["star"])
    for item in data["lists"]:
        expected = closed_form(star, Fraction(data["family"]["kappa"]), Fraction(item["r_squared"]))
        assert TrigPoly.from_terms(item["terms"], 2) == expected


def closed_form(star: tuple[CirclePoint, ...], kappa: Fraction, r_squared: Fraction) -> TrigPoly:
    """(κ²/2p) Σ [sin² 2(θ-θ*) + r²(1 - cos 2(θ-θ*))²], multiplied by the product of polynomials."""
    total, one = TrigPoly.constant(0, len(star)), TrigPoly.constant(1, len(star))
    for axis, point in enumerate(star):
        cosine, sine = (
            TrigPoly.from_terms({tuple(e if k == axis else 0 for k in range(len(star))): 1})
            for e in (1, 2)
        )
        sine_away = sine * point.cos - cosine * point.sin
        one_less = one - (cosine * point.cos + sine * point.sin)
        total = total + sine_away * sine_away + one_less * one_less * r_squared
    return total * (kappa**2 / (2 * len(star)))


def test_names_units_and_circuit_of_an_own_network(tmp_path):
    """A circuit with a shared parameter: each angle has its name, its unit and its period."""
    network = [
        "--generators",
        "1/2*ZZ",
        "XI",
        "IX",
        "--angles",
        "gamma",
        "beta[0]",
        "2*beta[0]",
        "--observable",
        "ZI + 1/2*IX + YX",
    ]
    data = written(tmp_path, *network, "--dataset", "random:5:2")
    assert data["names"] == ["gamma", "beta[0]"]
    assert data["units"] == ["1", "2"]
    assert [ticks[-1] for ticks in data["ticks"]] == ["2π", "π"]
    assert data["about"][:3] == [
        "gate 1: exp(-i·gamma·H), H = 1/2*ZZ",
        "gate 2: exp(-i·beta[0]·H), H = XI",
        "gate 3: exp(-i·2*beta[0]·H), H = IX",
    ]
    assert data["about"][-1].startswith("L(θ) = ")
    page = (tmp_path / "page.html").read_text()
    circuit = page[page.index('<section class="wide" id="about"') :]
    assert circuit.index('<svg class="drawing"') < circuit.index("<mi>L</mi>")
    assert "\n".join(data["about"]) in unescape(circuit)
    (shown,) = data["lists"]
    assert shown["status"] == "PROVED"
    assert {"12", "43"} <= set(shown["terms"])  # and the frequencies 1 and 2


def test_hashes_are_those_of_the_certificates(theorem_2):
    directory, data = theorem_2
    named = [item["certificate"] for item in data["lists"]] + [data["family"]["certificate"]]
    assert (
        len({proof["name"] for proof in named})
        == len(named)
        == len(list((directory / "proofs").iterdir()))
    )
    for proof in named:
        content = (directory / "proofs" / proof["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == proof["sha256"]
    assert (
        check(json.loads((directory / "proofs" / named[0]["name"]).read_text())).status
        == "VERIFIED"
    )


def test_the_page_is_self_contained(theorem_2):
    directory, data = theorem_2
    content = (directory / "page.html").read_bytes()
    texts = {path.name: path.read_text() for path in sorted((directory / "proofs").iterdir())}
    order = [item["certificate"]["name"] for item in [*data["lists"], data["family"]]]
    shown = sight(theorem_2_family(paper_experiment(2)).members[data["own"]].landscape)
    assert page_html(data, shown, {name: texts[name] for name in order}) == content
    text = content.decode().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(
        r"https?:|//[a-z]+\.|@import|<link[^>]*href=\"(?!data:)|<script[^>]+src|url\(", text
    )
    checker = (Path(symqnn.__file__).parent / "second_checker" / "checker.js").read_bytes()
    assert checker in content and len(content) - len(checker) < 200_000


def test_the_same_question_gives_the_same_bytes(tmp_path):
    pages = []
    for name in ("first", "second"):
        written(tmp_path / name, "--p", "2", "--dataset", "random:6:1", "--json")
        pages.append((tmp_path / name / "page.html").read_bytes())
    assert pages[0] == pages[1]


def test_data_cannot_leave_their_element():
    page = page_html({"name": "</script><b>", "family": None}, Sight([])).decode()
    # data, scripts, the checker, the part that runs it
    assert page.count("</script>") == 4
    assert "&lt;/script&gt;" in page


def test_more_angles(tmp_path):
    data = written(tmp_path, "--p", "4")
    assert data["angles"] == 4
    assert len(data["lists"]) == 1  # of the family only the r² asked for
    assert len(data["lists"][0]["points"]) == 256


def test_an_incomplete_list_names_no_global_minimum(tmp_path):
    data = written(tmp_path, "--p", "3", "--dataset", "random:9:1", "--max-boxes", "940", code=3)
    kinds = [point["kind"] for point in data["lists"][0]["points"] if point["index"] == 0]
    # a lower minimum refutes the others; the lowest found may not be the least
    assert kinds == ["minimum", "spurious", "spurious"]
    assert data["lists"][0]["status"] == "UNDECIDED"
    assert "budget" in data["lists"][0]["reason"]


def test_a_degenerate_loss_is_shown_as_such(tmp_path, capsys):
    data = written(tmp_path, "--p", "2", "--dataset", "random:1:3", code=1)
    (shown,) = data["lists"]
    assert (shown["status"], shown["points"]) == ("PREMISE FAILS", [])
    assert (shown["certificate"]["kind"], shown["certificate"]["checker"]) == (
        "degenerate-critical-points",
        "VERIFIED",
    )
    assert shown["reason"]
    assert "PREMISE FAILS, a degenerate critical point; 1 certificates" in capsys.readouterr().out


def test_nothing_is_proved_by_a_certificate_that_is_rejected():
    poly = TrigPoly.from_terms({"10": 1, "02": 1})
    for status, shown in (("VERIFIED", "PROVED"), ("REJECTED", "UNDECIDED")):
        proof = Proof(
            "a.certificate.json", {"kind": "critical-points"}, Check(status, "claim", "why", "what")
        )
        assert list_json(poly, critical_points(poly), True, proof)["status"] == shown


@pytest.mark.parametrize(("arguments", "message"), [
    ([], "--landscape FILE.html"),
    (["--landscape", "."], "the name of a file"),
    (["--landscape", "x.html", "--p", "1"], "2 to 6"),
    (["--landscape", "x.html", "--p", "1", "--dataset", "random:3:1"], "at least two"),
    (["--landscape", "x.html", "--r-squared", "1/x"], "--r-squared"),
    (["--landscape", "x.html", "--r-squared", "-1"], "r_squared"),
    (["--landscape", "x.html", "--instance", "latin", "--p", "2", "--r-squared", "1/4"],
     "Theorem 2's dataset alone"),
    (["--landscape", "x.html", "--instance", "other", "--p", "2"], "one of product, latin"),
    (["--landscape", "x.html", "--max-boxes", "0"], "positive"),
])  # fmt: skip
def test_bad_input(capsys, tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    assert main(["report", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@needs_node
@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_parse(tmp_path, name):
    path = tmp_path / name
    path.write_text(asset(f"landscape/{name}"))
    done = subprocess.run([NODE, "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


UNITS = Torus(("θ1", "b"), ("1/2", 3))


@needs_node
@pytest.mark.parametrize("torus", [Torus.default(2), UNITS], ids=["paper", "units 1/2 and 3"])
def test_values_and_gradients_are_python_s(torus):
    terms = {index_text(index): str(value) for index, value in landscape_from(RANDOM).poly.terms()}
    poly = TrigPoly.from_terms(terms, torus=torus)
    theta = np.random.default_rng(5).uniform(0, np.pi, (20, 2))
    units = [float(unit) for unit in torus.units]
    script = (
        "const p = Model.polynomial(given.terms, given.units), g = Model.grid(p, [0, 0], [0, "
        "1], 9);"
    )
    script += (
        "return [given.theta.map((t) => Model.value(p, t)), given.theta.map((t) => "
        "Model.gradient(p, t)), [...g], Model.curvature(p)];"
    )
    values, slopes, grid, bound = node(
        script, {"terms": terms, "theta": theta.tolist(), "units": units}
    )
    np.testing.assert_allclose(values, poly.numeric(theta), rtol=0, atol=1e-12)
    derivatives = np.stack([poly.derivative(axis).numeric(theta) for axis in range(2)], -1)
    np.testing.assert_allclose(slopes, derivatives, rtol=0, atol=1e-12)
    # row: second angle
    first, second = np.meshgrid(*(np.linspace(0, period(torus, axis), 9) for axis in range(2)))
    np.testing.assert_allclose(
        grid, poly.numeric(np.stack((first, second), -1)).ravel(), rtol=0, atol=1e-12
    )
    second_derivatives = np.array(
        [[poly.derivative(i).derivative(j).numeric(theta) for j in range(2)] for i in range(2)]
    )
    assert np.abs(np.linalg.eigvalsh(second_derivatives.transpose(2, 0, 1))).max() <= bound


@needs_node
def test_digits_above_35_are_frequencies_above_17():
    poly = TrigPoly.from_terms({(37, 0): 1, (0, 60): 2}, torus=UNITS)
    terms = {index_text(index): str(value) for index, value in poly.terms()}
    assert set(terms) == {"B0", "0Y"}
    (value,) = node("return [Model.value(Model.polynomial(given, [0.5, 3]), [0.3, 0.7])];", terms)
    assert value == pytest.approx(float(poly.numeric([0.3, 0.7])), abs=1e-12)


@needs_node
def test_the_closed_form_is_the_certified_list(theorem_2):
    """Two roads: the page's closed form, and the lists that interval arithmetic certified, for all
    19 values of r².
    """
    _, data = theorem_2
    script = """
      const angle = ([c, s]) => Math.atan2(Model.ratio(s), Model.ratio(c)) / 2;
      const star = given.family.star.map(angle);
      const family = { kappa: Model.ratio(given.family.kappa) };
      return given.lists.map((list) => {
        const r_squared = Model.ratio(list.r_squared);
        const computed = Model.closedForm(family, star, r_squared);
        const certified = list.points.map((point) => Model.readPoint(point, [2, 2]));
        const pairs = certified.map((point) => {
          const same = (c) => c.index === point.index && c.kind === point.kind
            && Model.distance(c.theta, point.theta, [Math.PI, Math.PI]) < 1e-9;
          const other = computed.find(same);
          return other ? Math.max(0, point.low - other.value, other.value - point.high) : 1;
        });
        const exact = Model.polynomial(list.terms, [2, 2]);
        const boxed = Model.polynomial(Model.boxedTerms(family, star, r_squared), [2, 2]);
        const error = (t) => Math.abs(Model.value(exact, t) - Model.value(boxed, t));
        const apart = [[0.1, 0.2], [1.3, 2.9], [2.2, 0.7]].map(error);
        return [certified.length === computed.length, Math.max(...pairs), Math.max(...apart)];
      });"""
    for same, outside, apart in node(script, data):
        assert same
        assert outside < 1e-14
        assert apart < 1e-14


@needs_node
def test_descent_in_the_page_ends_where_the_basins_say(theorem_2):
    """The basins are a product of intervals around the minima, between the maxima cos
    2(θ-θ*) = -r²/(1-r²).
    """
    _, data = theorem_2
    script = """
      const list = given.lists[given.own], poly = Model.polynomial(list.terms, [2, 2]);
      const random = Model.random(3), period = [Math.PI, Math.PI];
      const points = list.points.map((point) => Model.readPoint(point, [2, 2]));
      return Array.from({ length: 60 }, () => {
        const start = [Math.PI * random(), Math.PI * random()], run = Model.descend(poly, start);
        const found = Model.match(points, run, period).number;
        const falls = run.losses.every(([, v], k) => k === 0 || v <= run.losses[k - 1][1] + 1e-15);
        return [start, found < 0 ? null : points[found].theta, falls];
      });"""
    star = [
        np.arctan2(float(Fraction(sin)), float(Fraction(cos))) / 2
        for cos, sin in data["family"]["star"]
    ]
    edge = -0.25 / 0.75
    kinds = set()
    for start, end, falls in node(script, data):
        assert falls
        zeta = [np.cos(2 * (theta - best)) < edge for theta, best in zip(start, star, strict=True)]
        expected = [(best + np.pi / 2 * z) % np.pi for best, z in zip(star, zeta, strict=True)]
        np.testing.assert_allclose(end, expected, atol=1e-6)
        kinds.add(tuple(zeta))
    assert len(kinds) == 4


@needs_node
def test_basin_shares_add_up():
    script = """
      const star = [0.3, 1.1, 2.0], all = Model.closedForm({ kappa: 1 }, star, 0.3);
      const points = all.filter((point) => point.index === 0);
      const shares = points.map((point) => Model.basinShare(star, 0.3, point.theta));
      return [shares, Model.goodShare(0.5), Model.goodShare(0.3)];"""
    shares, half, good = node(script, None)
    assert len(shares) == 8
    assert sum(shares) == pytest.approx(1)
    assert half == 1
    assert shares[0] == pytest.approx(good**3)
    assert good**4 == pytest.approx(0.1688, abs=1e-4)  # the table of measured success rates, p = 4


@needs_node
def test_error_bars_are_wilson_s() -> None:
    """The ends solve (hits/n - p)² = z² p(1-p)/n."""
    cases = [(0, 100), (37, 100), (100, 100), (3, 10)]
    for (hits, total), (low, high) in zip(
        cases, node("return given.map(([h, n]) => Model.wilson(h, n));", cases), strict=True
    ):
        assert 0 <= low <= hits / total <= high <= 1
        for end in (low, high):
            if 0 < end < 1 - 1e-12:
                assert (hits / total - end) ** 2 == pytest.approx(
                    1.959963984540054**2 * end * (1 - end) / total
                )


@needs_node
def test_thinned_paths_keep_their_ends() -> None:
    for length in (1, 2, 64, 65, 1000):
        kept = node("return Model.thinned(given);", list(range(length)))
        assert (
            kept[0] == 0
            and kept[-1] == length - 1
            and len(kept) <= 65
            and kept == sorted(set(kept))
        )


@needs_node
def test_numbers_are_rounded_up():
    assert node("return given.map(Text.power);", [3.2e-11, 9.5e-13, 1e-8, 0, 0.001]) == [
        "4·10⁻¹¹",
        "10⁻¹²",
        "10⁻⁸",
        "0",
        "10⁻³",
    ]
    assert node("return given.map(Text.short);", [0.25, 0, -1e-9, 1.26818, -2.5]) == [
        "0.25",
        "0",
        "0",
        "1.2682",
        "−2.5",
    ]


@needs_node
def test_colours_are_viridis():
    """The fit against the table of Matplotlib, where that is installed."""
    colours = pytest.importorskip("matplotlib").colormaps["viridis"]
    at = np.linspace(0, 1, 33)
    fitted = np.array(node("return given.map(Draw.colour);", at.tolist()))
    assert np.abs(fitted - 255 * colours(at)[:, :3]).max() < 8


@needs_node
def test_contour_lines_lie_on_their_level():
    script = """
      const p = Model.polynomial({ "10": 1, "01": 0.5 }, [2, 2]);
      const g = Model.grid(p, [0, 0], [0, 1], 129);
      const pairs = Draw.contour(g, 129, given, 1000).split(/[ML]/).filter(Boolean);
      const ends = pairs.map((pair) => pair.split(" ").map(Number));
      const place = ([x, y]) => [(Math.PI * x) / 1000, Math.PI * (1 - y / 1000)];
      return ends.map((end) => Model.value(p, place(end)));"""
    values = node(script, 0.3)
    assert len(values) > 100
    np.testing.assert_allclose(values, 0.3, atol=2e-3)


@needs_node
def test_long_rationals():
    texts = [f"{10**400 + 1}/{4 * 10**400}", f"-{3**700}/{2**1100}", "7", "-1/3"]
    assert node("return given.map(Model.ratio);", texts) == pytest.approx(
        [0.25, float(Fraction(-(3**700), 2**1100)), 7, -1 / 3]
    )


@needs_node
def test_the_surface_is_picked_where_it_is_seen():
    """A vertex in front of everything is found again from its pixel, beside the surface nothing."""
    script = """
      const n = 25, flat = new Float64Array(n * n).fill(0.5), found = [];
      for (const [u, v] of [[0.5, 0.5], [0.25, 0.75], [1, 0]]) {
        const [x, y] = Surface.project([u, v, 0.5], given, 600);
        found.push([[u, v], Surface.pick(flat, n, given, 600, x, y)]);
      }
      const [high, low] = [1, 0].map((z) => Surface.project([0.5, 0.5, z], given, 600)[1]);
      return [found, Surface.pick(flat, n, given, 600, 2, 2), high < low];"""
    for turn in (0, 0.5, 2, 4):
        found, beside, upwards = node(script, turn)
        assert all(place == picked for place, picked in found)
        assert beside is None
        assert upwards
