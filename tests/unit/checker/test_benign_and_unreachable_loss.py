"""The kinds benign and unreachable-loss: valid, forged and mutated certificates, the same word by
both checkers.

Modules: checker/kinds/benign, checker/kinds/forbidden, certificate/landscapes, roots/benign,
roots/benign_boxes.
"""

import copy
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from symqnn.algebra.formula import read_formula
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.critical import training_json
from symqnn.certificate.decode import network_from, state_from
from symqnn.certificate.landscapes import benign_certificate, forbidden_certificate
from symqnn.checker import check
from symqnn.construction.reachable_gram import ForbiddenError
from symqnn.construction.universality import dataset_for
from symqnn.errors import InputError
from symqnn.loss.training import loss, residuals, weights
from symqnn.model.dataset import Dataset, random_dataset
from symqnn.model.qnn import QNN
from symqnn.roots.benign import benign, descend
from symqnn.roots.jets import Jets
from symqnn.roots.watch import SearchBudget
from symqnn.status import Status

ROOT = Path(__file__).parents[3]
SECOND = ["node", str(ROOT / "symqnn" / "second_checker" / "checker.js")]
ONE_QUBIT = QNN(["X", "Z"], "Z + 1/2*Y")


def of_wells() -> dict:
    """Two wells of nearly equal depth in one angle, one in the other: benign up to δ."""
    poly = TrigPoly.from_terms({"30": 1, "10": "1/100", "01": -1})
    return benign_certificate(benign(poly, "1/10"))


def of_degenerate_loss() -> dict:
    """One sample and two angles: the zeros are curves."""
    data = Dataset.from_bloch([[("3/5", "0", "4/5")]], ["1/2"])
    found = benign(loss(ONE_QUBIT, data), "1/2")
    return benign_certificate(found, training_json(ONE_QUBIT, data))


def fitted(qnn: QNN, data: Dataset, delta: object = None) -> dict:
    """The certificate of an answer that uses the residuals."""
    squares = list(zip(weights(data), residuals(qnn, data), strict=True))
    found = benign(loss(qnn, data), delta, SearchBudget(20_000), squares=squares)
    return benign_certificate(found, training_json(qnn, data))


def of_one_square() -> dict:
    """One sample and two angles, δ = 0: the zeros are curves, all minima have the value 0."""
    return fitted(ONE_QUBIT, Dataset.from_bloch([[("3/5", "0", "4/5")]], ["1/3"]), 0)


def of_two_squares() -> dict:
    """Two samples and two angles: the residuals vanish together, and each minimum is such a
    zero.
    """
    bloch = [[("3/5", "0", "4/5")], [(0, 1, 0)]]
    return fitted(ONE_QUBIT, Dataset.from_bloch(bloch, ["1/2", "1/4"]), 0)


def of_square_and_value() -> dict:
    """The zeros have a singular point, where the value decides."""
    return fitted(ONE_QUBIT, Dataset.from_bloch([[("3/5", "0", "4/5")]], ["1/2"]), "1/2")


def of_relation() -> dict:
    qnn = QNN(["ZI", "IZ"], "YY")
    with pytest.raises(ForbiddenError) as caught:
        dataset_for(qnn, read_formula("cos(2θ1) - sin(2θ2) + cos(4θ1)", qnn.torus))
    return forbidden_certificate(caught.value.found)


def of_matrices() -> dict:
    rows = [
        [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, -1, 0], [0, 0, 0, -1]],
        [[1, 0, 0, 0], [0, -1, 0, 0], [0, 0, 1, 0], [0, 0, 0, -1]],
    ]
    qnn = QNN(rows, [[0, 0, 0, 1], [0, 0, "i", 0], [0, "-i", 0, 0], [1, 0, 0, 0]])
    with pytest.raises(ForbiddenError) as caught:
        dataset_for(qnn, read_formula("cos(2θ1) - sin(2θ2)", qnn.torus))
    return forbidden_certificate(caught.value.found)


MAKERS = {
    "wells": of_wells,
    "degenerate": of_degenerate_loss,
    "onesquare": of_one_square,
    "twosquares": of_two_squares,
    "squarevalue": of_square_and_value,
    "relation": of_relation,
    "matrices": of_matrices,
}


@pytest.fixture(scope="module")
def valid() -> dict[str, dict]:
    return {name: make() for name, make in MAKERS.items()}


def changed(certificate: dict, path: tuple, value: object) -> dict:
    other = copy.deepcopy(certificate)
    place = other
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return other


# name: (certificate, path, new value or a function of the old one, part of the place)
FORGED = {
    "level_lower": ("wells", ("claim", "level"), "-3", "claim.level"),
    "level_just_too_low": ("wells", ("claim", "level"), lambda old: "-197/100", "witness"),
    "floor_higher": ("wells", ("claim", "floor"), lambda old: "-199/100", "witness"),
    "value_everywhere": ("wells", ("witness", "charts", 0), "v", "witness.charts.0"),
    "curved_everywhere": ("wells", ("witness", "charts", 0), "nzz", "witness.charts.0"),
    "direction_zero": ("wells", ("witness", "charts", 0), "nVV", "witness.charts.0"),
    "direction_cut": ("wells", ("witness", "charts", 0), "nz", "witness.charts.0"),
    "text_empty": ("wells", ("witness", "charts", 1), "", "witness.charts.1"),
    "text_goes_on": ("wells", ("witness", "charts", 1), lambda old: old + "a", "witness.charts.1"),
    "root_step": ("wells", ("witness", "charts", 0), "*", "witness.charts.0"),
    "third_angle": ("wells", ("witness", "charts", 0), "2vv", "witness.charts.0"),
    "fewer_charts": ("wells", ("witness", "charts"), lambda old: old[:3], "witness.charts"),
    "exponents_fewer": (
        "wells",
        ("witness", "exponents"),
        lambda old: old[:-1],
        "witness.exponents",
    ),
    "exponents_large": (
        "wells",
        ("witness", "exponents"),
        lambda old: [str(int(s) + 9) for s in old],
        "witness.exponents",
    ),
    "exponents_small": (
        "wells",
        ("witness", "exponents"),
        lambda old: ["1"] * len(old),
        "witness.charts",
    ),
    "precision_small": ("wells", ("witness", "precision"), 15, "witness.precision"),
    "weight_small": ("degenerate", ("witness", "weight"), 5, "witness.weight"),
    "other_label": ("degenerate", ("instance", "loss", "samples", 0, "label"), "-1/2", "witness"),
    "other_loss": ("wells", ("instance", "loss", "terms", "30"), "-1", "witness"),
    "angle_missing": ("wells", ("instance", "loss", "terms"), {"01": "-1"}, "instance.loss"),
    "other_statement": ("wells", ("statement",), "theorem-7", "statement"),
    "equal_without_squares": ("wells", ("claim", "level"), "-5/2", "claim.level"),
    "rank_without_squares": ("wells", ("witness", "charts", 0), "ra", "witness.charts.0"),
    "value_of_equal": ("onesquare", ("witness", "charts", 0), "v", "witness.charts.0"),
    "rank_everywhere": ("onesquare", ("witness", "charts", 0), "ra", "witness.charts.0"),
    "rank_cut": ("onesquare", ("witness", "charts", 0), "r", "witness.charts.0"),
    "rank_of_zero": ("onesquare", ("witness", "charts", 0), "r-VV", "witness.charts.0"),
    "rank_of_value": ("onesquare", ("witness", "charts", 0), "rv", "witness.charts.0"),
    "one_row": ("twosquares", ("witness", "charts", 0), "ra", "witness.charts.0"),
    "same_rows": (
        "twosquares",
        ("witness", "charts"),
        lambda old: [text.replace("r-Jza0", "r-Jz-Jz") for text in old],
        "witness.charts.0",
    ),
    "constant_beside": ("onesquare", ("claim",), {"floor": "1", "level": "1"}, "witness.squares"),
    "constant_above": (
        "squarevalue",
        ("claim",),
        {"floor": "-1", "level": "-1/2"},
        "witness.squares",
    ),
    "other_weight": ("twosquares", ("witness", "squares", 0, 0), "1/3", "witness.squares"),
    "negative_weight": ("onesquare", ("witness", "squares", 0, 0), "-1", "witness.squares"),
    "square_missing": (
        "twosquares",
        ("witness", "squares"),
        lambda old: old[:1],
        "witness.squares",
    ),
    "no_squares": ("onesquare", ("witness", "squares"), [], "witness.squares"),
    "squares_too_many": (
        "twosquares",
        ("witness", "squares"),
        lambda old: [*old, old[0]],
        "witness.squares",
    ),
    "square_of_another": (
        "onesquare",
        ("witness", "squares", 0, 1),
        {"10": "1"},
        "witness.squares",
    ),
    "exponent_of_square": (
        "onesquare",
        ("witness", "exponents"),
        lambda old: [*old[:-1], str(int(old[-1]) + 9)],
        "witness.exponents",
    ),
    "relation_empty": ("relation", ("witness", "relation"), {}, "witness.relation"),
    "relation_constant": (
        "relation",
        ("witness", "relation"),
        {"00": "1", "10": "1"},
        "witness.relation",
    ),
    "relation_reached": ("relation", ("witness", "relation"), {"30": "1"}, "witness.relation"),
    "relation_of_outputs_only": (
        "relation",
        ("witness", "relation"),
        {"11": "1"},
        "witness.relation",
    ),
    "relation_respected": ("relation", ("claim", "target"), {"30": "1"}, "witness.relation"),
    "relation_of_matrices": ("matrices", ("witness", "relation"), {"33": "1"}, "witness.relation"),
    "relation_of_float": ("relation", ("witness", "relation"), {"10": "1/2"}, "witness.relation"),
}


def forged(name: str, valid: dict[str, dict]) -> dict:
    origin, path, value, _ = FORGED[name]
    old = valid[origin]
    for key in path:
        old = old[key]
    return changed(valid[origin], path, value(old) if callable(value) else value)


@pytest.mark.parametrize("name", MAKERS)
def test_valid_certificates(name: str, valid: dict[str, dict]) -> None:
    assert check(valid[name]).status == "VERIFIED"


@pytest.mark.parametrize("name", FORGED)
def test_forged_certificates_are_rejected(name: str, valid: dict[str, dict]) -> None:
    verdict = check(forged(name, valid))
    assert (verdict.status, verdict.place[: len(FORGED[name][3])]) == (
        "REJECTED",
        FORGED[name][3],
    ), verdict


def mutants(certificate: dict, count: int, seed: int) -> list[dict]:
    """One letter of a text, or one digit of a number, another one."""
    text = json.dumps(certificate)
    start = text.index('"claim"')
    places = [
        k
        for k in range(start, len(text))
        if text[k].isalnum()
        and not (text[k].isalpha() and text[k - 1] in 'abcdefghijklmnopqrstuvwxyz"')
    ]
    rng, found = random.Random(seed), []
    while len(found) < count:
        k = rng.choice(places)
        letter = rng.choice("0123456789nvabr")
        try:
            other = json.loads(text[:k] + letter + text[k + 1 :])
        except ValueError:
            continue
        if other != certificate:
            found.append(other)
    return found


def training_of(given: dict) -> tuple[QNN, Dataset]:
    """Network and dataset of a LOSS."""
    samples = [(state_from(one["state"]), one["label"]) for one in given["samples"]]
    return network_from(given["network"]), Dataset.from_samples(samples)


def true_of(certificate: dict, valid: dict) -> bool:
    """Whether a mutant that is accepted says something true, by sampling in floats: no local
    minimum outside [floor, level].
    """
    if certificate["kind"] != "benign":
        return certificate["claim"] == valid["claim"] or any(
            x != "0" for x in certificate["witness"]["relation"].values()
        )
    from fractions import Fraction

    floor, level = (Fraction(certificate["claim"][key]) for key in ("floor", "level"))
    poly = (
        TrigPoly.from_terms(certificate["instance"]["loss"]["terms"])
        if "terms" in certificate["instance"]["loss"]
        else loss(*training_of(certificate["instance"]["loss"]))
    )
    points, values = descend(poly)
    gradient, hessian = Jets(poly).approximate(points)
    still = (np.abs(gradient).max(axis=1) < 1e-8) & (np.linalg.eigvalsh(hessian)[:, 0] > -1e-7)
    ends = values[still]
    return float(floor) - 1e-7 <= ends.min() and ends.max() <= float(level) + 1e-7


@pytest.mark.skipif(
    shutil.which("node") is None, reason="node is not installed: the second checker needs it"
)
def test_both_checkers_say_the_same(valid: dict[str, dict], tmp_path: Path) -> None:
    files: dict[str, dict] = dict(valid) | {name: forged(name, valid) for name in FORGED}
    for name, certificate in valid.items():
        files |= {f"{name}_{k}": mutant for k, mutant in enumerate(mutants(certificate, 12, 5))}
    paths = []
    for name, certificate in files.items():
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_text(json.dumps(certificate))
    words = []
    for command in ([sys.executable, "-I", "-S", str(ROOT / "symqnn" / "checker")], SECOND):
        run = subprocess.run(
            [*command, *map(str, paths)], capture_output=True, text=True, check=False
        )
        lines = [line.split(" ", 2) for line in run.stdout.splitlines()]
        words.append([(line[0], line[2] if line[0] == "VERIFIED" else "") for line in lines])
    assert len(words[0]) == len(paths)
    assert words[0] == words[1]
    for (name, certificate), (word, _) in zip(files.items(), words[0], strict=True):
        if word == "VERIFIED":
            assert true_of(certificate, valid[name.split("_")[0]]), name


def test_a_spurious_minimum_is_noticed() -> None:
    found = benign(TrigPoly.from_terms({"3": 1, "2": "1/2"}), "1/10")
    assert found.status is Status.UNDECIDED and found.spurious is not None
    assert abs(found.spurious[1] + 1 / 2) < 1e-9  # at φ = π/2
    with pytest.raises(InputError, match="UNDECIDED"):
        benign_certificate(found)


def test_bad_input() -> None:
    with pytest.raises(InputError, match="delta is 0"):
        benign(TrigPoly.from_terms({"1": 1}), 0)
    one = TrigPoly.from_terms({"1": 1})
    with pytest.raises(InputError, match="delta is 0"):  # the square does not reach 0
        poly = TrigPoly.from_terms({"0": "9/2", "1": 4, "3": "1/2"})
        benign(poly, 0, squares=[(1, one + TrigPoly.from_terms({"0": 2}))])
    with pytest.raises(InputError, match="do not add up"):
        benign(one, 0, squares=[(1, one)])
    # |e^{2ib}(3 + cos a) + e^{ib}|^2: the highest terms in b of the two squares cancel
    parts = [TrigPoly.from_terms({"01": 1, "03": 3, "13": 1})]
    parts.append(TrigPoly.from_terms({"02": 1, "04": 3, "14": 1}))
    both = TrigPoly.from_terms({"00": "21/2", "01": 6, "10": 6, "11": 2, "30": "1/2"})
    with pytest.raises(InputError, match="delta is 0"):
        benign(both, 0, squares=[(1, part) for part in parts])
    with pytest.raises(InputError, match="each occurring"):
        benign(TrigPoly.from_terms({"10": 1}))


@pytest.mark.slow
def test_one_qubit_three_angles() -> None:
    qnn, data = QNN(["Z", "X", "Z"], "X"), random_dataset(1, 3, 0)
    found = benign(loss(qnn, data), "1/5")
    assert check(benign_certificate(found, training_json(qnn, data))).status == "VERIFIED"
