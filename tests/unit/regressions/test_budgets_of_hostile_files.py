"""Files that once cost a checker seconds too many or a gigabyte: built here, small in bytes,
checked under limits of memory.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from plain_certificates import Json, certificate

import symqnn

PACKAGE = Path(symqnn.__file__).parent
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXY"
SECONDS, MEGABYTES = 20, 500
CHECKERS = {"python": [sys.executable, "-I", "-S", str(PACKAGE / "checker")]}
if shutil.which("node"):
    CHECKERS["node"] = ["node", str(PACKAGE / "second_checker" / "checker.js")]


def polynomial(p: int, terms: dict[str, str]) -> Json:
    names = [f"a{k}" for k in range(p)]
    return {"loss": {"kind": "polynomial", "parameters": names, "units": ["1"] * p, "terms": terms}}


def gate(word: str, parameter: int | None, fixed: tuple[str, str] = ("1", "0")) -> Json:
    angle = [] if parameter is None else [[parameter, "1"]]
    return {"generator": {word: "1"}, "angle": angle, "fixed": list(fixed)}


def words(qubits: int, parameters: int, gates: list[Json], observable: list[Json]) -> Json:
    return {
        "kind": "pauli",
        "qubits": qubits,
        "parameters": [f"a{k}" for k in range(parameters)],
        "units": ["2"] * parameters,
        "gates": gates,
        "observable": observable,
    }


def least(
    p: int, terms: dict[str, str], proof: Json, value: list[str], point: list[list[str]]
) -> Json:
    return certificate(
        "least-value",
        "least-value",
        polynomial(p, terms),
        {"least_value": value},
        {"point": point, "proof": proof},
    )


def squares(p: int, basis: list[str], gram: list[list[str]]) -> Json:
    proof = {
        "kind": "squares",
        "bits": 0,
        "lists": [{"basis": basis, "gram": gram}],
        "remainder": {},
    }
    return least(p, {}, proof, ["0", "0"], [["1", "0"]] * p)


def many_functions() -> Json:
    """Twelve functions of 16 angles: their products have 2^16 terms each."""
    rng = random.Random(1)
    basis = sorted({"".join(rng.choice(DIGITS[1:60]) for _ in range(16)) for _ in range(12)})
    return squares(16, basis, [["0"] * k + ["1"] for k in range(12)])


def long_column() -> Json:
    """The pivot is 1, the numbers under it are long."""
    basis = [a + b for a in DIGITS[:15] for b in DIGITS[:15]]
    long = "0x" + "f" * 30_000
    return squares(2, basis, [["1"], *([long] + ["0"] * k for k in range(1, len(basis)))])


def long_boxes() -> Json:
    """A first coefficient that is short beside long ones."""

    def tree(depth: int) -> str:
        return "." if not depth else "1" + tree(depth - 1) * 2

    h = int("f" * 20_000, 16)
    terms = {"00": hex(1 + 2 * h), "20": hex(2 * h), "02": hex(h), "22": hex(h)}
    return least(
        2,
        terms,
        {"kind": "boxes", "charts": [tree(16)] * 2 + ["."] * 2},
        ["0", "1"],
        [["0", "-1"], ["1", "0"]],
    )


def long_functional(digits: int) -> Json:
    """A relation with one long number, and 250 words."""
    observable = {"X" + "".join(t) + "IIII": "1" for t in list(product("IXYZ", repeat=4))[:250]}
    net = words(9, 1, [gate("Z" + "I" * 8, 0)], [observable])
    return certificate(
        "unreachable-loss",
        "universality",
        {"network": net},
        {"target": {"3": "1"}},
        {"relation": {"3": "0x" + "7" * digits}},
    )


def many_gates() -> Json:
    """Every gate anticommutes with half of the others."""
    n = 3500
    net = words(1, n, [gate("XZ"[k % 2], k) for k in range(n)], [{"Z": "1"}])
    loss = {
        "kind": "output",
        "network": net,
        "state": {"kind": "bloch", "vectors": [["0", "0", "1"]]},
    }
    claim = {"mean": "0", "variance": "1/2", "gradient": ["0"] * n}
    return certificate("variance", "variance", {"loss": loss}, claim, {})


def coprime_denominators() -> Json:
    """A common denominator of millions of digits, for every coefficient."""
    rng, terms = random.Random(2), {}
    for index in list(product(DIGITS[:30], repeat=3))[1:20_000]:
        terms["".join(index)] = f"1/{10**200 + 2 * rng.randint(0, 10**150) + 1}"
    return least(3, terms, {"kind": "boxes", "charts": ["."] * 8}, ["-1", "0"], [["1", "0"]] * 3)


def round_gates() -> Json:
    """Twelve rounded angles; the second checker took two seconds for each."""
    net = words(
        1, 1, [gate("X", 0), *(gate("X", None, ("-1", "0")) for _ in range(12))], [{"Z": "1"}]
    )
    loss = {
        "kind": "output",
        "network": net,
        "state": {"kind": "bloch", "vectors": [["0", "0", "1"]]},
        "rounding": [[k, "1/2", "0", "1/1000000"] for k in range(1, 13)],
    }
    proof = {"kind": "squares", "bits": 0, "lists": [], "remainder": {"1": "1"}}
    return certificate(
        "least-value",
        "least-value",
        {"loss": loss},
        {"least_value": ["-1", "-1"]},
        {"point": [["-1", "0"]], "proof": proof},
    )


def flat_benign() -> Json:
    """One angle of a high frequency among four: both checkers read it."""
    terms = {"D000": "1", "0100": "1", "0010": "1", "0001": "1"}
    witness = {
        "origin": ["0"] * 4,
        "precision": 26,
        "weight": 10,
        "exponents": ["0"] * 7,
        "charts": ["v"] * 16,
    }
    return certificate(
        "benign", "benign", polynomial(4, terms), {"floor": "-7", "level": "7"}, witness
    )


def many_commuting_words() -> Json:
    """One gate of 1023 words, each a rotation of its own."""
    generator = {"".join(word): "1/512" for word in product("IZ", repeat=10) if "Z" in word}
    whole = {"generator": generator, "angle": [[0, "1"]], "fixed": ["1", "0"]}
    net = words(10, 1, [whole], [{"Y" * 10: "1"}]) | {"units": ["1"]}
    return certificate("expansion", "equation-11", {"network": net}, {"operators": {}}, {})


CASES: dict[str, tuple[Callable[[], Json], str]] = {
    "many functions": (many_functions, "UNSUPPORTED"),
    "a long column": (long_column, "UNSUPPORTED"),
    "long boxes": (long_boxes, "UNSUPPORTED"),
    "a long functional": (lambda: long_functional(20_000), "UNSUPPORTED"),
    "the longest functional": (lambda: long_functional(99_990), "UNSUPPORTED"),
    "many gates": (many_gates, "REJECTED"),
    "many commuting words": (many_commuting_words, "UNSUPPORTED"),
    "coprime denominators": (coprime_denominators, "UNSUPPORTED"),
    "rounded gates": (round_gates, "VERIFIED"),
    "one high frequency": (flat_benign, "REJECTED"),
}


DEAR = {
    "many gates",
    "long boxes",
    "many commuting words",
    "coprime denominators",
}  # some seconds each


# A small process starts the checker: until it is loaded, a process counts as large as its parent.
MEASURE = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([done.stdout, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


def measured(command: list[str], path: Path) -> tuple[str, float, float]:
    """What a checker says, its CPU seconds, and its largest memory in megabytes."""
    start = [sys.executable, "-I", "-S", "-c", MEASURE, *command, str(path)]
    done = subprocess.run(start, stdout=subprocess.PIPE, text=True, check=True)
    said, seconds, megabytes = json.loads(done.stdout)
    return said, seconds, megabytes


@pytest.mark.parametrize("checker", sorted(CHECKERS))
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.slow] if name in DEAR else [])
        for name in sorted(CASES)
    ],
)
def test_the_answer_comes_within_the_budget(name: str, checker: str, tmp_path: Path) -> None:
    make, word = CASES[name]
    path = tmp_path / "case.json"
    path.write_text(json.dumps(make(), separators=(",", ":")))
    said, seconds, megabytes = measured(CHECKERS[checker], path)
    # a file that is REJECTED may also be more than the other checker's budget
    allowed = {word, "UNSUPPORTED"} if word == "REJECTED" else {word}
    assert said.split(" ")[0] in allowed, said
    assert seconds < SECONDS and megabytes < MEGABYTES, (seconds, megabytes)


def test_a_line_about_a_rounded_network_says_so(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    made = round_gates()
    path.write_text(json.dumps(made))
    lines = {measured(command, path)[0] for command in CHECKERS.values()}
    assert len(lines) == 1 and "the network is the one with rounded fixed angles" in lines.pop()
    made["instance"]["loss"]["rounding"] = []  # nothing is said to be rounded
    path.write_text(json.dumps(made))
    assert all(
        "with rounded fixed" not in measured(command, path)[0] for command in CHECKERS.values()
    )


def test_frequency_31_has_no_index(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    for digit, word in (("X", "VERIFIED"), ("Y", "REJECTED"), ("Z", "REJECTED")):
        proof = {"kind": "squares", "bits": 0, "lists": [], "remainder": {digit: "1"}}
        made = least(1, {digit: "1"}, proof, ["-1", "1"], [["1", "0"]])
        path.write_text(json.dumps(made))
        assert {measured(command, path)[0].split(" ")[0] for command in CHECKERS.values()} == {word}


EDGES = [
    0x1F,
    0x20,
    0x7E,
    0x7F,
    0xA0,
    0xA1,
    0xAC,
    0xAD,
    0xAE,
    0x378,
    0x61B,
    0x61C,
    0x61D,
    0x1680,
    0x180E,
    0x1FFF,
    0x2000,
    0x2010,
    0x2027,
    0x2028,
    0x2030,
    0x205E,
    0x205F,
    0x2070,
    0x2FFF,
    0x3000,
    0x3001,
    0xD7FF,
    0xD800,
    0xDFFF,
    0xF8FF,
    0xF900,
    0xFDCF,
    0xFDD0,
    0xFDEF,
    0xFDF0,
    0xFEFE,
    0xFEFF,
    0xFFEF,
    0xFFF0,
    0xFFFB,
    0xFFFC,
    0xFFFD,
    0xFFFE,
    0xFFFF,
    0x10000,
    0x1D703,
    0x1FFFD,
    0x1FFFE,
    0x20000,
    0xE0100,
    0x10FFFF,
]


def named(code: int) -> str:
    proof = {"kind": "squares", "bits": 0, "lists": [], "remainder": {"1": "1"}}
    made = least(1, {"1": "1"}, proof, ["-1", "-1"], [["-1", "0"]])
    made["instance"]["loss"]["parameters"] = [chr(code)]
    return json.dumps(made)


@pytest.mark.skipif("node" not in CHECKERS, reason="node is not installed")
@pytest.mark.parametrize(
    "codes", [EDGES, pytest.param(range(0, 0x110000), marks=pytest.mark.slow)], ids=["edges", "all"]
)
def test_both_checkers_call_the_same_characters_printable(codes: Any) -> None:
    from symqnn.checker import check_text

    script = """
        const { check } = require(process.argv[1]);
        const lines = require("fs").readFileSync(0, "latin1").split("\\n");
        console.log(lines.filter(x => x).map(x => check(x).status[0]).join(""));"""
    text = "\n".join(map(named, codes))
    done = subprocess.run(
        ["node", "-e", script, CHECKERS["node"][1]],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    first = "".join(check_text(line).status[0] for line in text.split("\n"))
    assert done.stdout.strip() == first and set(first) == {"V", "R"}
