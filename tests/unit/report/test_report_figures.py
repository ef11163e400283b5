"""What is drawn is what was certified: numbers, places, values are read back from the pictures.

Modules: report/figures_commutation, report/figures_contour, report/figures_data,
report/figures_landscape, report/figures_levels, report/figures_merge_tree, report/figures_network,
report/figures_style, report/svg.
"""

import copy
import itertools
import re
import xml.etree.ElementTree as ET
from fractions import Fraction
from itertools import pairwise
from math import pi
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from symqnn.algebra.torus import shown_name
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.critical import (
    critical_points_certificate,
    output_json,
    polynomial_json,
    training_json,
)
from symqnn.errors import InputError
from symqnn.expansion.output import expectation
from symqnn.independence.gram import gram_matrix
from symqnn.loss.training import loss
from symqnn.model.ansatz import hardware_efficient, paper_experiment, random_network
from symqnn.model.dataset import Dataset, random_dataset
from symqnn.model.qnn import QNN
from symqnn.model.state import State, as_matrix
from symqnn.report.figures_commutation import commutation_figure, commutation_graph
from symqnn.report.figures_contour import superlevel
from symqnn.report.figures_data import DrawnLandscape, read_landscape, read_loss
from symqnn.report.figures_landscape import landscape_figure
from symqnn.report.figures_levels import Levels, levels_figure
from symqnn.report.figures_merge_tree import _descend, _next_on_line, merge_tree, merge_tree_figure
from symqnn.report.figures_network import gram_figure, products, spectrum_figure
from symqnn.report.figures_style import ALONE
from symqnn.report.svg import SVG, Figure
from symqnn.roots.critical import critical_points
from symqnn.statements.landscapes import named_landscape

PICTURE = Path(__file__).parents[3] / "proofs" / "theorem_2" / "landscape_p2.svg"


def drawn(name: str, angles: int) -> DrawnLandscape:
    given = named_landscape(name, angles)
    found = read_landscape(
        given.name, critical_points_certificate(critical_points(given.poly), given.loss)
    )
    assert found is not None
    return found


SHARED = QNN(
    ["1/2*ZZI + 1/2*IZZ + 1/2*ZIZ", "1/2*XII", "1/2*IXI + 1/2*IIX"],
    "ZII + 1/2*IZZ + ZZI + 1/3*IXI",
    angles=["gamma", "beta[1]", "2*beta[1]"],
)
SHARED_STATE = State.bloch([(1, 0, 0), (1, 0, 0), ("3/5", 0, "4/5")])


def shared_output() -> DrawnLandscape:
    """Output of a circuit with a shared parameter; the period is π in gamma and 2π in beta[1]."""
    found = critical_points(expectation(SHARED, SHARED_STATE))
    given = output_json(SHARED, SHARED_STATE)
    landscape = read_landscape("shared", critical_points_certificate(found, given))
    assert landscape is not None
    return landscape


LANDSCAPES = [drawn("product", 1), drawn("product", 2), drawn("latin", 2), shared_output()]
LIST = critical_points(
    TrigPoly.from_terms({"10": 1, "01": "1/2", "11": "-3/4", "22": "1/3", "30": "1/5", "02": "2/7"})
)
COUPLED = DrawnLandscape("coupled", LIST, tuple(LIST.points()), "")


def elements(figure: Figure, tag: str, style: str = "") -> list[ET.Element]:
    """The elements of a picture with a class, those of the legend left out."""
    root = ET.fromstring(figure.svg("x", ALONE))
    legend = {
        id(node)
        for group in root.iter(f"{{{SVG}}}g")
        if group.get("class") == "legend"
        for node in group.iter()
    }
    return [
        node
        for node in root.iter(f"{{{SVG}}}{tag}")
        if id(node) not in legend and set(style.split()) <= set(node.get("class", "").split())
    ]


def tips(figure: Figure, style: str) -> list[str]:
    return [
        node[0].text or "" for tag in ("circle", "path") for node in elements(figure, tag, style)
    ]


@settings(max_examples=examples(60))
@given(
    st.lists(st.lists(st.integers(0, 6), min_size=4, max_size=4), min_size=3, max_size=5),
    st.integers(0, 5),
)
def test_outlines_separate_the_nodes(rows: list[list[int]], below: int) -> None:
    level = below + 0.4
    loops = superlevel([[float(value) for value in row] for row in rows], level)
    for y, row in enumerate(rows[1:-1], 1):
        for x, value in enumerate(row[1:-1], 1):
            inside = False
            for loop in loops:  # even-odd rule along the ray to the right, shifted off the nodes
                for (x1, y1), (x2, y2) in zip(loop, loop[1:] + loop[:1], strict=True):
                    at = y + 1e-9
                    if (y1 > at) != (y2 > at) and x < x1 + (at - y1) / (y2 - y1) * (x2 - x1):
                        inside = not inside
            assert inside == (value >= level)


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=lambda landscape: landscape.name)
def test_every_certified_point_is_drawn_once(landscape: DrawnLandscape) -> None:
    figure = landscape_figure(landscape)
    names = ["minimum", *["saddle"] * (landscape.angles - 1), "maximum"]
    for index, count in enumerate(landscape.found.by_index):
        assert len(tips(figure, f"point {names[index]}")) == count
    assert len(tips(figure, "point")) == landscape.found.number == len(landscape.points)
    assert len(elements(figure, "circle", "ring")) == len(landscape.found.global_minima())
    assert f"{landscape.found.number} marked points" in figure.caption
    assert "Drawn numerically" in figure.caption


def test_markers_stand_at_the_certified_angles() -> None:
    landscape = LANDSCAPES[1]
    figure = landscape_figure(landscape)
    frame = elements(figure, "rect", "frame")[0]
    left, top, side = (float(frame.get(key, "")) for key in ("x", "y", "width"))
    places = {
        (float(node.get("cx", "")), float(node.get("cy", "")))
        for node in elements(figure, "circle", "point minimum")
    }
    wanted = {
        (round(left + side * float(p.turns[0]), 1), round(top + side * (1 - float(p.turns[1])), 1))
        for p in landscape.points
        if p.index == 0
    }
    assert places == wanted  # φ = 2π·turns = 2θ, so a turn is the whole period of θ


def test_axes_have_the_names_and_periods_of_the_network() -> None:
    figure = landscape_figure(LANDSCAPES[3])
    words = ["".join(node.itertext()) for node in elements(figure, "text")]
    assert [word for word in words if "radians" in word] == ["γ (radians)", "β1\u200b (radians)"]
    ticks = [word for word in words if "π" in word]
    assert ticks == ["π/4", "π/2", "3π/4", "π", "π/2", "π", "3π/2", "2π"]
    frame = elements(figure, "rect", "frame")[0]
    left, top, side = (float(frame.get(key, "")) for key in ("x", "y", "width"))
    places = {
        (float(node.get("cx", "")), float(node.get("cy", "")))
        for node in elements(figure, "circle", "point minimum")
    }
    minima = [point for point in LANDSCAPES[3].points if point.index == 0]
    wanted = {
        (round(left + side * a / pi, 1), round(top + side * (1 - b / (2 * pi)), 1))
        for a, b in (point.theta for point in minima)
    }
    assert places == wanted


def test_nothing_is_searched_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    given = named_landscape("latin", 2)
    certificate = critical_points_certificate(critical_points(given.poly), given.loss)

    def forbidden(*_: object) -> None:
        raise AssertionError("a second search")

    monkeypatch.setattr("symqnn.roots.search.Search.step", forbidden)
    found = read_landscape("latin", certificate)
    assert found is not None
    assert found.found.number == int(certificate["claim"]["critical_points"])


def test_values_in_the_tips_are_those_of_the_loss() -> None:
    for landscape in LANDSCAPES:
        for tip in tips(landscape_figure(landscape), "point"):
            matched = re.fullmatch(r"(\w+), Morse index (\d), (.*), loss (\S+) ± \S+", tip)
            assert matched
            named = dict(part.split(" = ") for part in matched[3].split(", "))
            assert list(named) == [shown_name(name) for name in landscape.found.poly.torus.names]
            theta = np.array([float(value) for value in named.values()])
            assert abs(float(landscape.found.poly.numeric(theta)) - float(matched[4])) < 1e-5


def test_a_certificate_that_says_something_else_is_refused() -> None:
    given = named_landscape("product", 2)
    certificate = critical_points_certificate(critical_points(given.poly), given.loss)
    forged = copy.deepcopy(certificate)
    forged["claim"]["by_index"][0] = "5"
    moved = copy.deepcopy(certificate)
    moved["witness"]["blocks"][0]["roots"][0] = moved["witness"]["blocks"][0]["roots"][1]
    with pytest.raises(InputError, match="does not confirm the critical points"):
        read_landscape("moved", moved)
    with pytest.raises(InputError, match="does not confirm the critical points"):
        read_landscape("forged", forged)
    with pytest.raises(InputError, match="critical-points is required"):
        read_landscape("wrong kind", {"kind": "bounds"})


def test_more_than_two_angles_are_not_drawn() -> None:
    given = named_landscape("product", 3)
    assert (
        read_landscape("p3", critical_points_certificate(critical_points(given.poly), given.loss))
        is None
    )


@pytest.mark.parametrize(
    "qnn",
    [QNN(["ZI", "3/5*XX+4/5*YI"], "ZZ+IX"), random_network(4, 2, seed=3)],
    ids=["pauli", "matrix"],
)
def test_losses_are_read_back_from_certificates(qnn: QNN) -> None:
    dataset = random_dataset(2, 3, seed=5)
    if not qnn.is_pauli:
        dataset = Dataset.from_samples(
            [
                *((as_matrix(state), label) for state, label in dataset.samples),
                (State.pure([1, "i", 0, 2]), "1/3"),
            ]
        )
    poly = loss(qnn, dataset)
    assert read_loss(training_json(qnn, dataset)) == poly
    assert read_loss(polynomial_json(poly)) == poly


def test_basins_by_proof_and_by_descent_agree() -> None:
    """Two roads: the next minimum on the line, and the gradient flow."""
    for landscape in LANDSCAPES[:2]:
        assert landscape.separable
        minima = [point for point in landscape.points if point.index == 0]
        for saddle in landscape.points:
            if saddle.index == 1:
                lines = {_next_on_line(saddle, minima, sign) for sign in (-1, 1)}
                assert lines == {_descend(landscape, saddle, minima, sign) for sign in (-1, 1)}


@pytest.mark.parametrize("landscape", [*LANDSCAPES, COUPLED], ids=lambda landscape: landscape.name)
def test_merge_trees(landscape: DrawnLandscape) -> None:
    tree = merge_tree(landscape)
    minima, leaves = landscape.found.by_index[0], [node for node in tree if not tree.pred[node]]
    assert len(leaves) == minima
    assert nx.is_arborescence(tree.reverse())  # one root: the torus is connected
    assert all(tree.nodes[low]["value"] < tree.nodes[high]["value"] for low, high in tree.edges)
    # the components of {L ≤ t} on a grid, another road to the same tree
    size = 160
    phases = np.arange(size) * 2 * pi / size
    grid = np.stack(np.meshgrid(*[phases] * landscape.angles, indexing="ij"), -1)
    values = landscape.found.poly.numeric_phases(grid)
    heights = sorted({round(tree.nodes[node]["value"], 9) for node in tree})
    for low, high in pairwise(heights):
        level = (low + high) / 2
        roots = sum(
            1
            for node in tree
            if tree.nodes[node]["value"] < level
            and all(tree.nodes[above]["value"] > level for above in tree.succ[node])
        )
        assert roots == components(values < level)
    figure = merge_tree_figure(landscape)
    assert (figure is None) == (minima < 2)
    if figure:
        assert len(elements(figure, "circle", "point minimum")) == minima
        assert ("Drawn numerically" in figure.caption) == (not landscape.separable)


def components(inside: np.ndarray) -> int:
    """Connected components of the marked cells of a periodic grid."""
    graph = nx.Graph()
    graph.add_nodes_from(zip(*np.nonzero(inside), strict=True))
    for axis in range(inside.ndim):
        for cell in zip(*np.nonzero(inside & np.roll(inside, -1, axis)), strict=True):
            graph.add_edge(
                cell, tuple((c + (k == axis)) % inside.shape[k] for k, c in enumerate(cell))
            )
    return int(nx.number_connected_components(graph))


def test_one_basin_has_no_tree() -> None:
    found = critical_points(TrigPoly.from_terms({"10": 1, "01": 1}))
    assert merge_tree_figure(DrawnLandscape("one", found, tuple(found.points()), "")) is None


def test_spectrum_bars_are_the_coefficients() -> None:
    qnn = QNN(["ZI", "IZ"], "(Y+I)(1/2*Y-I)")
    output = expectation(qnn, State.bloch([("3/5", "4/5", 0), (0, 1, 0)]))
    figure = spectrum_figure(output, products(qnn.frequencies))
    assert figure
    bars = {node[0].text: float(node.get("height", "")) for node in elements(figure, "rect", "bar")}
    terms = [(index, value, TrigPoly.from_terms({index: 1})) for index, value in output.terms()]
    values = {
        f"ξ = {''.join(map(str, index))} ({basis!r}): {value}": value
        for index, value, basis in terms
    }
    assert set(bars) == set(values)
    scale = bars["ξ = 00 (1): -1"]
    assert all(abs(height - scale * abs(values[str(name)])) < 0.1 for name, height in bars.items())
    assert len(elements(figure, "rect", "bar negative")) == sum(
        value < 0 for value in values.values()
    )
    assert (
        spectrum_figure(TrigPoly.constant(1, 7), list(itertools.product(range(3), repeat=7)))
        is None
    )


def test_gram_cells_are_the_entries() -> None:
    gram = gram_matrix(QNN(["ZI", "XX", "IY"], "2*ZI+XY-1/2*YZ"))
    figure = gram_figure(gram)
    assert figure
    pairs = ((a, b, gram.entry(a, b)) for a in gram.indices for b in gram.indices)
    entries = [f"ξ = {a}, η = {b}: {value}" for a, b, value in pairs if value]
    cells = [node[0].text for node in elements(figure, "rect", "cell") if len(node)]
    assert sorted(map(str, cells)) == sorted(entries * 2)  # once a panel
    large = [part for part in gram.components() if len(part) > 1]
    assert len(elements(figure, "rect", "block")) == len(large)
    assert "of size 8 and <i>K</i> = <i>B</i><sub>1</sub> + <i>iC</i> of size 9" in figure.caption
    # too many entries for a picture
    assert gram_figure(gram_matrix(random_network(8, 4, seed=1))) is None


def test_commutation_graph_against_numpy() -> None:
    for qnn in (
        hardware_efficient(2, 1),
        SHARED,
        QNN(["ZI", "3/5*XX+4/5*YI", "IZ"], "ZZ+IX"),
        random_network(4, 3, seed=2),
    ):
        dense = qnn.to_dense()
        matrices = [generator.to_numpy() for generator in dense.generators] + [
            dense.expanded_observable().to_numpy()
        ]
        graph = commutation_graph(qnn)
        for j, a in enumerate(matrices):
            for k in range(j + 1, len(matrices)):
                commute, anticommute = (
                    np.abs(a @ matrices[k] + sign * matrices[k] @ a).max() < 1e-9
                    for sign in (-1, 1)
                )
                assert graph.has_edge(j, k) == (not commute)
                assert commute or graph.edges[j, k]["anticommute"] == anticommute
        figure = commutation_figure(qnn)
        assert figure
        assert len(elements(figure, "circle", "vertex")) == len(qnn.gates) + 1
        assert (
            len(elements(figure, "path", "edge")) + len(elements(figure, "path", "anticommute"))
            == graph.number_of_edges()
        )
    assert commutation_figure(paper_experiment(13)) is None


def test_pictures_of_networks_with_shared_parameters() -> None:
    output, occurring = expectation(SHARED, SHARED_STATE), products(SHARED.frequencies)
    assert len(occurring) == SHARED.frequencies.components
    figure = spectrum_figure(output, occurring)
    assert figure
    bars = [node[0].text for node in elements(figure, "rect", "bar")]
    assert len(bars) == len(output)
    assert "e = 03 (cos(2*beta[1])): 0" not in bars
    assert "e = 11 (cos(2*gamma)*cos(beta[1])): -1/4" in bars
    gram = gram_figure(gram_matrix(QNN(["X", "Z", "X"], "Y", angles=["a", "b", "a"])))
    assert gram
    assert "<i>A<sub>e</sub>A<sub>f</sub></i>" in gram.caption
    assert "needs a first gate" in gram.caption  # so no lines of the block theorem
    assert not elements(gram, "line", "divide")


def test_the_block_theorem_splits_at_the_parameter_of_the_first_gate() -> None:
    swapped = gram_matrix(QNN(["X", "Z"], "Y+Z", parameters=["a", "b"], angles=["b", "a"]))
    figure = gram_figure(swapped)
    assert figure
    assert "split by ξ<sub>2</sub>" in figure.caption
    sizes = [sum(index[1] == digit for index in swapped.indices) for digit in "012"]
    edges = sorted(
        {
            float(node.get("x1", ""))
            for node in elements(figure, "line", "divide")
            if node.get("x1") == node.get("x2")
        }
    )
    wanted = [12 + 168 * sum(sizes[:k]) / len(swapped.indices) for k in (1, 2)]
    assert edges == [pytest.approx(value, abs=0.06) for value in wanted]


def test_levels_have_a_dot_for_each_minimum() -> None:
    values = ((Fraction(0), 1), (Fraction(1, 6), 3), (Fraction(1, 3), 3), (Fraction(1, 2), 1))
    figure = levels_figure("x", [Levels("Theorem 2", values), Levels("none", ())])
    assert figure
    dots = elements(figure, "circle", "point minimum")
    assert len(dots) == 8
    heights = [float(node.get("y1", "")) for node in elements(figure, "line", "level")]
    steps = [before - after for before, after in pairwise(heights)]
    assert max(steps) - min(steps) < 0.2  # equal gaps are drawn equal
    assert levels_figure("x", []) is None


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=lambda landscape: landscape.name)
def test_pictures_stay_inside_their_frame_and_have_words(landscape: DrawnLandscape) -> None:
    for figure in (landscape_figure(landscape), merge_tree_figure(landscape)):
        assert figure
        root = ET.fromstring(figure.svg("x", ALONE))
        assert root.get("role") == "img"
        assert root[0].tag == f"{{{SVG}}}title"
        assert root[0].text
        assert "nan" not in figure.body
        assert "inf" not in re.sub("[<][^>]*[>]", "", figure.body)
        for node in root.iter(f"{{{SVG}}}text"):
            assert 0 <= float(node.get("x", "")) <= figure.width
            assert 0 <= float(node.get("y", "")) <= figure.height
    assert all(name in landscape_figure(landscape).body for name in ("(radians)", "π/2"))


def test_the_picture_of_the_readme_is_what_the_command_writes(tmp_path: Path) -> None:
    """symqnn verify --family paper_experiment layers=2 --out DIR."""
    from symqnn.model.instance_file import Instance, default_state
    from symqnn.statements.theorem_7 import prove_constructed

    qnn = paper_experiment(2)
    certificate = prove_constructed(Instance("paper_experiment", qnn, default_state(qnn)))[
        -1
    ].certificate
    assert certificate
    landscape = read_landscape("paper_experiment", certificate)
    assert landscape
    assert PICTURE.read_text() == landscape_figure(landscape).svg("landscape", ALONE) + "\n"
