"""The kind noisy-expansion: valid, forged and mutated certificates, the same word by both checkers;
symqnn expand --noise.

Modules: certificate/noise, commands/expand_noise.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from both_checkers import NEEDS_NODE, verdicts_of_both

from symqnn.certificate.noise import noisy_certificate
from symqnn.checker import check
from symqnn.cli import main
from symqnn.commands.expand_noise import read_noise
from symqnn.errors import InputError
from symqnn.expansion.noisy import noisy_expand
from symqnn.model.channel import CHANNELS
from symqnn.model.qnn import QNN

NETWORKS = {
    "one": QNN(["X", "Y"], "Z + 1/2*X"),
    "two": QNN(["ZI", "IZ", "XY"], "(Y+I)(Y+I)"),
    "rotations": QNN(["1/2*YI", "1/2*ZZ"], "ZX + 1/3*II"),
}
CASES = [(network, channel) for network in NETWORKS for channel in CHANNELS]


def made(network: str, channel: str) -> dict[str, Any]:
    qnn, kind = NETWORKS[network], CHANNELS[channel]
    return noisy_certificate(qnn, kind, noisy_expand(qnn, kind))


def reversed_gate() -> dict[str, Any]:
    """exp(iθX) by a generator with a sign: the sine has the other one."""
    found = noisy_certificate(
        QNN(["X"], "Z"), CHANNELS["dephasing"], noisy_expand(QNN(["X"], "Z"), CHANNELS["dephasing"])
    )
    found["instance"]["network"]["gates"][0]["generator"] = {"X": "-1"}
    found["claim"]["operators"]["2"] = [[0, {"Y": "-1"}]]
    return found


def changed(certificate: dict[str, Any], path: tuple[Any, ...], value: object) -> dict[str, Any]:
    other = copy.deepcopy(certificate)
    place: Any = other
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return other


def operators(change: Callable[[dict[str, Any]], object]) -> Callable[[], dict[str, Any]]:
    def make() -> dict[str, Any]:
        other = copy.deepcopy(made("one", "amplitude-damping"))
        change(other["claim"]["operators"])
        return other

    return make


def with_network(change: Callable[[dict[str, Any]], object]) -> Callable[[], dict[str, Any]]:
    def make() -> dict[str, Any]:
        other = copy.deepcopy(made("one", "amplitude-damping"))
        change(other["instance"]["network"])
        return other

    return make


FORGED: dict[str, Callable[[], dict[str, Any]]] = {
    "other_channel": lambda: changed(
        made("one", "depolarising"), ("instance", "channel"), "amplitude-damping"
    ),
    "unknown_channel": lambda: changed(
        made("one", "depolarising"), ("instance", "channel"), "bit-flip"
    ),
    "channel_number": lambda: changed(made("one", "depolarising"), ("instance", "channel"), 1),
    "without_noise": operators(
        lambda found: [pair.__setitem__(0, 0) for part in found.values() for pair in part[:1]]
    ),
    "operator_missing": operators(lambda found: found.pop("11")),
    "operator_zero_listed": operators(lambda found: found.__setitem__("12", [])),
    "operator_extra": operators(lambda found: found.__setitem__("12", [[1, {"Y": "1"}]])),
    "power_lower": operators(lambda found: found["11"][0].__setitem__(0, 1)),
    "power_twice": operators(lambda found: found["11"].append(copy.deepcopy(found["11"][0]))),
    "power_beyond_the_degree": operators(lambda found: found["11"].append([9, {"Y": "1"}])),
    "vanishes_at_all_tried_strengths": operators(lambda found: found["11"].append([6, {"Z": "1"}])),
    "sign": operators(lambda found: found["21"][0].__setitem__(1, {"X": "-1"})),
    "sine_as_cosine": operators(lambda found: found.__setitem__("12", found.pop("11"))),
    "third_digit": operators(lambda found: found.__setitem__("13", found.pop("11"))),
    "long_index": operators(lambda found: found.__setitem__("110", found.pop("11"))),
    "word_of_two_qubits": operators(lambda found: found["11"][0].__setitem__(1, {"ZI": "1"})),
    "witness_not_empty": lambda: changed(made("one", "dephasing"), ("witness",), {"eta": "1/2"}),
    "other_statement": lambda: changed(made("one", "dephasing"), ("statement",), "equation-11"),
    "gate_of_two_words": with_network(
        lambda net: net["gates"][0].__setitem__("generator", {"X": "3/5", "Y": "4/5"})
    ),
    "gate_with_fixed_part": with_network(
        lambda net: net["gates"][0].__setitem__("fixed", ["3/5", "4/5"])
    ),
    "parameter_twice": with_network(
        lambda net: net.update(
            {
                "gates": [net["gates"][0], replace_angle(net["gates"][1])],
                "parameters": ["a"],
                "units": ["2"],
            }
        )
    ),
    "frequency_two": with_network(lambda net: net["gates"][0].__setitem__("angle", [[0, "2"]])),
    "observable": with_network(lambda net: net.__setitem__("observable", [{"Z": "1"}])),
}


def replace_angle(gate: dict[str, Any]) -> dict[str, Any]:
    return gate | {"angle": [[0, "1"]]}


@pytest.mark.parametrize(("network", "channel"), CASES)
def test_valid(network: str, channel: str) -> None:
    assert check(made(network, channel)).status == "VERIFIED"


def test_a_gate_backwards() -> None:
    assert check(reversed_gate()).status == "VERIFIED"


@pytest.mark.parametrize("name", FORGED)
def test_forged(name: str) -> None:
    assert check(FORGED[name]()).status == "REJECTED"


def test_too_many_qubits_is_not_decided() -> None:
    qnn = QNN(["ZIIIIII"], "ZIIIIII")
    verdict = check(
        noisy_certificate(qnn, CHANNELS["dephasing"], noisy_expand(qnn, CHANNELS["dephasing"]))
    )
    assert verdict.status == "UNSUPPORTED"
    assert "6 qubits" in verdict.reason


def mutants(certificate: dict[str, Any], number: int, seed: int) -> list[dict[str, Any]]:
    """One digit or letter of the claim or the network another one."""
    text = json.dumps(certificate)
    start = text.index('"claim"')
    places = [k for k in range(start, len(text)) if text[k] in "0123456789XYZI"]
    rng, found = random.Random(seed), []
    while len(found) < number:
        k = rng.choice(places)
        try:
            other = json.loads(text[:k] + rng.choice("0123456789XYZ-") + text[k + 1 :])
        except ValueError:
            continue
        if other != certificate and "claim" in other:
            found.append(other)
    return found


@NEEDS_NODE
def test_both_checkers_say_the_same(tmp_path: Path) -> None:
    files = {f"valid_{network}_{channel}": made(network, channel) for network, channel in CASES}
    files["valid_backwards"] = reversed_gate()
    files |= {f"forged_{name}": make() for name, make in FORGED.items()}
    for network, channel in CASES:
        listed = mutants(made(network, channel), 6, 3)
        files |= {f"mutant_{network}_{channel}_{k}": mutant for k, mutant in enumerate(listed)}
    for name, word in verdicts_of_both(files, tmp_path).items():
        if not name.startswith("mutant"):
            assert word == ("VERIFIED" if name.startswith("valid") else "REJECTED"), name


def test_an_unknown_channel_has_no_certificate() -> None:
    channel = replace(CHANNELS["dephasing"], name="other")
    with pytest.raises(InputError, match="none of depolarising"):
        noisy_certificate(NETWORKS["one"], channel, noisy_expand(NETWORKS["one"], channel))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("depolarising:2", "from 0"),
        ("dephasing:-1/2", "from 0"),
        ("amplitude-damping:1/2", "not rational"),
        ("bit-flip:1/2", "is required"),
        ("depolarising:", "noise"),
    ],
)
def test_bad_strengths(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_noise(text)


def test_expand_with_noise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "noise.json"
    network = ["expand", "--generators", "X", "Y", "--observable", "Z"]
    assert main([*network, "--noise", "amplitude-damping:16/25", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "f(θ) at η = 3/5: 81/625*cos(2θ₁)*cos(2θ₂) + 144/625*cos(2θ₂) + 16/25" in said
    assert "checker: VERIFIED" in said
    assert check(json.loads(out.read_text())).status == "VERIFIED"
    assert main([*network, "--noise", "depolarising", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["output_by_power"] == ["0", "0", "cos(2θ₁)*cos(2θ₂)"]
    assert main([*network, "--noise", "depolarising", "--latex"]) == 2
    assert main([*network, "--out", str(out)]) == 2
