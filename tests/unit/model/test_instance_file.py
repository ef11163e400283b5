"""Instance files: every malformed one is refused with its place, and nothing in it is run."""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from symqnn.errors import ExactnessError, InputError, SizeError, SymqnnError
from symqnn.model.ansatz import (
    hardware_efficient,
    hva_ising,
    qaoa,
    qudits,
    random_integral,
    random_network,
)
from symqnn.model.instance_file import instance_from, parse_json, read_instance
from symqnn.model.qnn import QNN
from symqnn.model.state import State

HEAD = {"format": "symqnn-instance", "version": 1}
GOOD = {**HEAD, "generators": ["X"], "observable": "Z"}


def test_example_of_the_format() -> None:
    text = """{"format": "symqnn-instance", "version": 1,
 "generators": ["ZI", "IZ"], "observable": "(Y+I)(Y+I)",
 "state": {"bloch": [["0", "0", "1"], ["3/5", "0", "4/5"]]}}"""
    instance = instance_from(parse_json(text, "x"), "x")
    assert instance.qnn == QNN(["ZI", "IZ"], "(Y+I)(Y+I)")
    assert instance.state == State.bloch([(0, 0, 1), ("3/5", 0, "4/5")])
    assert instance.name == "x"


def test_matrices_pure_and_density_states() -> None:
    y = [[0, ["0", "-1"]], ["i", 0]]
    instance = instance_from(
        {
            **HEAD,
            "generators": [y],
            "observable": [["1/2", 0], [0, -1]],
            "state": {"pure": ["3", "4*i"]},
            "name": "n",
        }
    )
    assert instance.state == State.pure([3, "4*i"])
    assert instance.name == "n"
    instance = instance_from({**GOOD, "state": {"density": [["1/2", 0], [0, "1/2"]]}})
    assert instance.state == State.density([["1/2", 0], [0, "1/2"]])
    assert instance_from(GOOD).state == State.zero(1)
    assert instance_from({**HEAD, "generators": [y], "observable": y}).state == State.pure([1, 0])


def test_families() -> None:
    data = {
        **HEAD,
        "family": "random_network",
        "arguments": {"dimension": 4, "layers": 2, "seed": 3},
    }
    assert instance_from(data).qnn == random_network(4, 2, seed=3)
    data = {
        **HEAD,
        "family": "hardware_efficient",
        "arguments": {"qubits": 2, "repetitions": 1, "rotations": ["Y"]},
    }
    assert instance_from(data).qnn == hardware_efficient(2, 1, ["Y"])


def test_any_network_is_one_kind_of_instance() -> None:
    shared = {
        "generators": ["1/2*ZI + 1/2*IZ", "1/2*XX"],
        "observable": "YI",
        "angles": ["a", "2*b - a + pi/2"],
    }
    instance = instance_from({**HEAD, **shared, "parameters": ["b", "a"]})
    assert instance.qnn == QNN(shared["generators"], "YI", ["b", "a"], shared["angles"])
    rounded = instance_from(
        {**HEAD, **shared, "angles": ["a", "b + 1/3"], "round_angles": True}
    ).qnn
    assert [bool(gate.rounding) for gate in rounded.gates] == [False, True]
    edges = [[0, 1], [1, 2]]
    for family, arguments, made in (
        ("qaoa", {"edges": edges, "repetitions": 2}, qaoa([(0, 1), (1, 2)], 2)),
        ("hva_ising", {"qubits": 3, "repetitions": 1}, hva_ising(3, 1)),
        ("qudits", {"layers": 1, "gap": 3}, qudits(1, 3)),
        (
            "random_integral",
            {"levels": [0, 1, "5/2"], "layers": 1},
            random_integral([0, 1, "5/2"], 1),
        ),
    ):
        assert instance_from({**HEAD, "family": family, "arguments": arguments}).qnn == made


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "JSON NoneType"),
        ([], "JSON list"),
        ("X", "JSON str"),
        ({}, "format is None"),
        ({**GOOD, "format": "other"}, "format is 'other'"),
        ({**GOOD, "version": 2}, "version 2"),
        ({**GOOD, "version": "1"}, "version"),
        ({**GOOD, "typo": 1}, "unknown field 'typo'; allowed are"),
        (HEAD, "missing: generators, observable"),
        ({**HEAD, "generators": ["X"]}, "missing: observable"),
        ({**GOOD, "arguments": {}}, "family"),
        ({**GOOD, "family": "paper_experiment"}, "not both"),
        ({**HEAD, "family": "nope"}, "one of one_layer_product"),
        ({**HEAD, "family": "paper_experiment", "arguments": []}, "object of arguments"),
        ({**HEAD, "family": "paper_experiment"}, "layers"),
        ({**HEAD, "family": "paper_experiment", "arguments": {"layer": 2}}, "layer"),
        ({**HEAD, "family": "paper_experiment", "arguments": {"layers": 0}}, "layers is 0"),
        ({**HEAD, "family": "paper_experiment", "arguments": {"layers": "x"}}, "layers is 'x'"),
        ({**HEAD, "family": "qaoa_like", "arguments": {"edges": [0], "repetitions": 1}}, "edges"),
        (
            {**HEAD, "family": "random_network", "arguments": {"dimension": "4", "layers": 1}},
            "dimension",
        ),
        ({**GOOD, "generators": "X"}, "a list"),
        ({**GOOD, "generators": {}}, "a list"),
        ({**GOOD, "generators": []}, "empty"),
        ({**GOOD, "generators": [1]}, "generators"),
        ({**GOOD, "generators": [None]}, "generators"),
        ({**GOOD, "observable": 1}, "observable"),
        ({**GOOD, "observable": {}}, "observable"),
        ({**GOOD, "observable": [[True, 0], [0, 1]]}, "truth value"),
        (
            {**GOOD, "observable": [["__import__('os').system('true')", 0], [0, 1]]},
            "rational number",
        ),
        ({**GOOD, "spectrum": "integral"}, "spectrum is no longer needed.*delete it"),
        (
            {**GOOD, "angles": "a"},
            r'angles is .a.; a list of texts is required, for instance \["gamma"',
        ),
        ({**GOOD, "angles": [1]}, "angles is .1.; a list of texts"),
        ({**GOOD, "angles": ["a", "b"]}, "2 angles for 1 generator;"),
        ({**GOOD, "angles": ["1"]}, "contain no parameter"),
        ({**GOOD, "angles": ["a*b"]}, "no sum of rational multiples"),
        ({**GOOD, "parameters": ["a", "b"]}, "parameters has 2 names"),
        ({**GOOD, "angles": ["a"], "parameters": ["a", "b"]}, "'b' enters no gate"),
        ({**GOOD, "angles": ["a"], "parameters": ["b"]}, "'b' enters no gate"),
        ({**GOOD, "round_angles": 1}, "round_angles is 1; true or false"),
        ({**HEAD, "family": "qaoa", "arguments": {}, "angles": ["a"]}, "not both; delete angles"),
        (
            {**HEAD, "family": "random_integral", "arguments": {"levels": [0, "x"], "layers": 1}},
            "rational",
        ),
        ({**GOOD, "state": []}, "state must be an object"),
        ({**GOOD, "state": {}}, "exactly one"),
        ({**GOOD, "state": {"bloch": [[0, 0, 1]], "pure": [1, 0]}}, "exactly one"),
        ({**GOOD, "state": {"ghz": []}}, "bloch, pure, density"),
        ({**GOOD, "state": {"bloch": 5}}, r"state\.bloch is 5"),
        ({**GOOD, "state": {"pure": []}}, "zero"),
        ({**GOOD, "state": {"bloch": [[1, 1, 0]]}}, "squared length 2"),
    ],
)
def test_bad_files(data: Any, message: str) -> None:
    with pytest.raises(SymqnnError, match=message):
        instance_from(data, "file")


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("", InputError, "line 1, column 1"),
        ("{", InputError, "line 1, column 2"),
        ('{"a": 1,\n "b" 2}', InputError, "line 2"),
        ("{} {}", InputError, "line 1"),
        ('{"a": 1, "a": 2}', InputError, "'a' occurs twice"),
        ('{"x": {"a": 1, "b": 2, "a": 2}}', InputError, "'a' occurs twice"),
        ('{"a": 0.5}', ExactnessError, '0.5 is a float in JSON; write it in quotes, "0.5"'),
        ('{"a": 1e3}', ExactnessError, "1e3 is a float"),
        ('{"a": NaN}', ExactnessError, "NaN"),
        ('{"a": -Infinity}', ExactnessError, "Infinity"),
        ("[" * 100_000, InputError, "nested too deeply"),
        ("7" * 5000, InputError, "number too long"),
    ],
)
def test_malformed_json(text: str, error: type[SymqnnError], message: str) -> None:
    with pytest.raises(error, match=message):
        parse_json(text, "file.json")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_instance(tmp_path / "absent.json")
    with pytest.raises(InputError, match="cannot be read"):
        read_instance(tmp_path)
    (tmp_path / "binary.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8"):
        read_instance(tmp_path / "binary.json")


def test_ten_megabytes_are_refused_by_size(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    path.write_text(json.dumps({**GOOD, "name": "x" * 10_000_000}))
    with pytest.raises(InputError, match=r"bytes; instance files up to 8000000 bytes"):
        read_instance(path)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({**HEAD, "family": []}, id="family-list"),
        pytest.param(
            {
                **HEAD,
                "family": "one_layer_product",
                "arguments": {"generators": [5], "observables": ["X"]},
            },
            id="generator-5",
        ),
        pytest.param(
            {**HEAD, "family": "qaoa_like", "arguments": {"edges": [[0]], "repetitions": 1}},
            id="edge-of-one",
        ),
        pytest.param(
            {**HEAD, "family": "qaoa_like", "arguments": {"edges": [[0, 1, 2]], "repetitions": 1}},
            id="edge-of-three",
        ),
        pytest.param({**GOOD, "state": {"bloch": [5]}}, id="bloch-5"),
        pytest.param({**GOOD, "observable": [["7" * 5000, 0], [0, 1]]}, id="5000-digits"),
    ],
)
def test_bad_values_deep_inside(data: Any) -> None:
    with pytest.raises(SymqnnError):
        instance_from(data, "file")


def test_version_true() -> None:
    with pytest.raises(InputError):
        instance_from({**GOOD, "version": True})


def test_huge_dimension_is_refused() -> None:
    huge = {"family": "random_network", "arguments": {"dimension": 10**6, "layers": 1}}
    code = (
        "from symqnn.model.instance_file import instance_from\n"
        "from symqnn.errors import SymqnnError\n"
        f"try: instance_from({HEAD | huge!r})\n"
        "except SymqnnError as error: print('refused')"
    )
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))  # noqa: E731
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=5,
        check=False,
        preexec_fn=limit,
    )
    assert done.stdout == "refused\n"


def test_dense_expansion_of_forty_layers_is_refused() -> None:
    from symqnn.expansion.output import expand, expectation

    qnn = random_network(2, 40)
    for compute in (lambda: expand(qnn), lambda: expectation(qnn, State.pure([1, 0]))):
        with pytest.raises(SizeError, match="budget"):
            compute()
