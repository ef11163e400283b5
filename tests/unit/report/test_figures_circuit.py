"""The circuit diagram has every gate, in order, on its wires, with its angle."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from symqnn.errors import InputError
from symqnn.model import ansatz
from symqnn.model.instance_file import Instance, Source, default_state
from symqnn.model.qnn import QNN
from symqnn.report.figures_circuit import HEAD, PITCH, circuit_figure, columns, draw_circuit
from symqnn.report.figures_style import ALONE
from symqnn.report.svg import SVG, WIDTH

QAOA = QNN(
    ["1/2*ZZI", "1/2*ZIZ", "XII + IXI + IIX"], "ZZI", angles=["gamma", "gamma", "2*beta - pi/2"]
)


def drawn(qnn: QNN, source: Source | None = None) -> ET.Element:
    figure = circuit_figure(Instance("n", qnn, default_state(qnn), source))
    assert figure is not None
    return ET.fromstring(figure.svg("circuit", ALONE))


def boxes(picture: ET.Element) -> list[tuple[float, float, float, str]]:
    """Left and upper edge, height and tooltip of each box."""
    found = []
    for box in picture.iter(f"{{{SVG}}}rect"):
        said = box.find(f"{{{SVG}}}title")
        found.append(
            (
                float(box.get("x")),
                float(box.get("y")),
                float(box.get("height")),
                said.text if said is not None else "",
            )
        )
    return found


def test_letters_stand_on_their_wires_in_order_of_action() -> None:
    picture = drawn(QAOA)
    places = boxes(picture)
    said = [text for *_, text in places]
    assert (
        said[:4]
        == ["gate 1: exp(-i·gamma·H), H = 1/2*ZZI"] * 2
        + ["gate 2: exp(-i·gamma·H), H = 1/2*ZIZ"] * 2
    )
    wires = [round((y - HEAD) // PITCH) for _, y, _, _ in places]
    assert wires[:4] == [0, 1, 0, 2]
    lefts = [x for x, *_ in places]
    assert lefts[0] == lefts[1] < lefts[2] == lefts[3] < lefts[4] < lefts[5]
    assert places[4][2] > 2 * PITCH  # the mixer is one box over three wires
    assert said[5] == "M = ZZI"
    words = ["".join(text.itertext()) for text in picture.iter(f"{{{SVG}}}text")]
    assert words.count("γ/2") == 2
    assert "2β − π/2" in words
    assert [word for word in words if word in ("X", "Y", "Z")] == ["Z"] * 4


@pytest.mark.parametrize(
    "qnn",
    [ansatz.hardware_efficient(4, 2), ansatz.random_network(8, 3, 1), ansatz.paper_experiment(9)],
)
def test_nothing_leaves_the_picture_and_no_gate_is_lost(qnn: QNN) -> None:
    picture = drawn(qnn)
    places = boxes(picture)
    height = float(picture.get("height"))
    assert all(0 <= x <= WIDTH - 26 and 0 <= y <= height - size for x, y, size, _ in places)
    numbers = [int(match[1]) for *_, said in places if (match := re.match(r"gate (\d+):", said))]
    assert sorted(set(numbers)) == list(range(1, len(qnn.gates) + 1))
    assert all(a <= b for a, b in pairwise(numbers))


def test_names_that_would_become_one_stay_apart() -> None:
    qnn = QNN(["X"], "Z", angles=["a1 + a[1]"])
    (column,) = columns(qnn.gates, qnn.parameters)
    assert column.angle == "a1 + a[1]"


def test_text_from_outside_stays_text() -> None:
    qnn = QNN(["X"], "Z", angles=["a[0] - 3*b"])
    assert "a₀ − 3b" in "".join(drawn(qnn).itertext())


def test_what_was_done_with_clifford_gates_is_said() -> None:
    pushed = Instance("n", QAOA, default_state(QAOA), Source("ZZI", "", (), True))
    assert "Clifford gates are not drawn" in circuit_figure(pushed).caption
    assert "Clifford" not in circuit_figure(Instance("n", QAOA, default_state(QAOA))).caption


def test_what_is_too_large_is_not_drawn() -> None:
    for qnn in (ansatz.paper_experiment(11), QNN(["X", "Z"] * 60, "Z")):
        assert circuit_figure(Instance("n", qnn, default_state(qnn))) is None
        with pytest.raises(InputError, match=r"at most 10 qubits .* are drawn; this one has"):
            draw_circuit(qnn)
    with pytest.raises(InputError, match=r"this one has 1 gate on 40 qubits\. "):
        draw_circuit(QNN(["X" * 40], "Z" * 40))


@pytest.mark.parametrize("circuit", [None, "OPENQASM 3;", QAOA.generators])
def test_what_is_no_network_is_answered_with_how_to_make_one(circuit: object) -> None:
    with pytest.raises(InputError, match=r"^qnn is of type \w+; a QNN .* QNN\.from_circuit\("):
        draw_circuit(circuit)  # type: ignore[arg-type]


def test_a_picture_is_shown_in_a_line_where_nothing_draws() -> None:
    assert repr(draw_circuit(QNN(["X"], "Z"))).startswith("<circuit: Circuit of 1 gate; ")
    assert len(repr(draw_circuit(QAOA))) < 100
    assert "<svg" not in repr(draw_circuit(QAOA))


def test_jupyter_shows_the_same_picture_light_on_every_page() -> None:
    shown = draw_circuit(QAOA)._repr_svg_()
    paper, *rest = boxes(ET.fromstring(shown))
    assert paper[:2] == (0, 0)
    assert rest == boxes(drawn(QAOA))
    assert "var(" not in shown
    assert "prefers-color-scheme" not in shown
