"""Every kind of certificate the producers make is VERIFIED, and every single change to a claim is
not.

Modules: certificate/check, certificate/identity.
"""

import copy
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from leaves import leaves

from symqnn.certificate.canonical import canonical_bytes, write_certificate
from symqnn.certificate.check import run_checker
from symqnn.certificate.encode import matrix_json, network_json, state_json
from symqnn.certificate.identity import STATEMENTS, layer_identity_certificate
from symqnn.certificate.produce import (
    independence_certificate,
    operators_certificate,
    output_certificate,
)
from symqnn.checker import check
from symqnn.errors import InputError
from symqnn.expansion.output import expand, expectation
from symqnn.independence.decide import linear_independence
from symqnn.model.ansatz import paper_experiment, random_network
from symqnn.model.qnn import QNN
from symqnn.model.state import State

SUMS = QNN(["XI", "3/5*ZX+4/5*XX"], "(Y+1/2*I)(Z-2*X)")
MATRICES = random_network(3, 2, seed=1, multiplicity=1)
STATES = {
    "bloch": (SUMS, State.bloch([("3/5", 0, "4/5"), ("1/2", "1/2", "1/3")])),
    "pure": (SUMS, State.pure([1, "i", 0, "2-i"])),
    "density": (
        SUMS,
        State.density(
            [["1/2", 0, 0, "i/4"], [0, 0, 0, 0], [0, 0, "1/4", 0], ["-i/4", 0, 0, "1/4"]]
        ),
    ),
    "matrix pure": (MATRICES, State.pure(["i", 2, -1])),
    "matrix density": (MATRICES, State.density([["1/2", 0, 0], [0, "1/2", 0], [0, 0, 0]])),
}


def certificates() -> Iterator[tuple[str, dict[str, Any]]]:
    for statement in STATEMENTS:
        yield statement, layer_identity_certificate(statement)
    for name, qnn in {"sums": SUMS, "matrices": MATRICES, "paper": paper_experiment(2)}.items():
        for statement in ("equation-11", "equations-13-15"):
            yield f"{statement} {name}", operators_certificate(qnn, expand(qnn), statement)
    for name, (qnn, state) in STATES.items():
        yield f"equation-12 {name}", output_certificate(qnn, state, expectation(qnn, state))
    networks = {
        "one block": SUMS, "blocks": paper_experiment(3), "matrices": random_network(4, 2, seed=2),
        "too many": QNN(["X", "Z"], "Y+X"),
        "vanishing": QNN(["ZI", "IZ"], "Y(Y+I)"), "too many matrices": random_network(2, 3),
        "relations": QNN(["ZI", "XX"], "ZZ"),
    }  # fmt: skip
    for name, qnn in networks.items():
        yield f"definition-1 {name}", independence_certificate(qnn, linear_independence(qnn))


ALL = dict(certificates())


@pytest.mark.parametrize("name", ALL)
def test_verified(name: str) -> None:
    assert check(ALL[name]).status == "VERIFIED", check(ALL[name])
    assert check(json.loads(canonical_bytes(ALL[name]))).status == "VERIFIED"


@pytest.mark.parametrize("name", ALL)
def test_no_change_of_a_claim_is_verified(name: str) -> None:
    tried = 0
    for path, leaf in list(leaves(ALL[name]["claim"]))[:40]:
        forged = copy.deepcopy(ALL[name])
        inner = forged["claim"]
        for key in path[:-1]:
            inner = inner[key]
        if leaf is None:
            changed: Any = "0"
        elif isinstance(leaf, bool):
            changed = not leaf
        elif isinstance(leaf, int):
            changed = leaf + 1
        else:
            changed = (
                "-" + leaf if leaf[0] in "123456789" else leaf[1:] if leaf[0] == "-" else leaf + "1"
            )
        inner[path[-1]] = changed
        assert check(forged).status == "REJECTED", path
        tried += 1
    assert tried


def test_all_reasons_occur() -> None:
    """The examples above reach every kind, both reasons and both witnesses."""
    assert {certificate["kind"] for certificate in ALL.values()} == {
        "layer-identity",
        "expansion",
        "independence",
        "dependence",
    }
    assert {certificate["witness"].get("reason") for certificate in ALL.values()} == {
        None,
        "dimension",
        "relations",
    }


def test_encodings_follow_the_format() -> None:
    assert network_json(SUMS) == {
        "kind": "pauli", "qubits": 2, "observable": [{"I": "1/2", "Y": "1"}, {"X": "-2", "Z": "1"}],
        "parameters": ["θ1", "θ2"], "units": ["2", "2"],
        "gates": [
            {"generator": {"XI": "1"}, "angle": [[0, "1"]], "fixed": ["1", "0"]},
            {"generator": {"XX": "4/5", "ZX": "3/5"}, "angle": [[1, "1"]], "fixed": ["1", "0"]},
        ],
    }  # fmt: skip
    half = QNN(["X"], [["1/2", 0], [0, "-1/2"]])
    assert network_json(half)["observable"] == {
        "denominator": "2",
        "real": [["1", "0"], ["0", "-1"]],
        "imaginary": [["0", "0"], ["0", "0"]],
    }
    assert matrix_json(half.observable * 2) == {
        "denominator": "1",
        "real": [["1", "0"], ["0", "-1"]],
        "imaginary": [["0", "0"], ["0", "0"]],
    }  # type: ignore[operator]
    assert state_json(State.pure(["1/2", "i"])) == {
        "kind": "pure",
        "amplitudes": [["1", "0"], ["0", "2"]],
    }
    assert state_json(State.zero(1)) == {"kind": "bloch", "vectors": [["0", "0", "1"]]}
    with pytest.raises(InputError, match="make one with"):
        state_json("zero")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="equation-99"):
        layer_identity_certificate("equation-99")


def test_checker_in_its_own_interpreter(tmp_path: Path) -> None:
    good = write_certificate(tmp_path / "good.json", ALL["equation-12 bloch"])
    bad = tmp_path / "bad.json"
    bad.write_text('{"format": "symqnn-certificate", "version": 1')
    other = tmp_path / "other.json"
    other.write_text(json.dumps({**ALL["equation-11"], "version": 1}))
    assert [answer.status for answer in run_checker([good, bad, other])] == [
        "VERIFIED",
        "REJECTED",
        "UNSUPPORTED",
    ]
    assert run_checker([]) == []
    with pytest.raises(InputError, match="answered for 0 of 1"):
        run_checker([tmp_path / "absent.json"])


PRODUCE = """
from symqnn.certificate.canonical import canonical_bytes
from symqnn.certificate.identity import layer_identity_certificate
from symqnn.certificate.produce import *
from symqnn.expansion.output import expand, expectation
from symqnn.independence.decide import linear_independence
from symqnn.model.ansatz import *
from symqnn.model.qnn import QNN
from symqnn.model.state import State
import sys
networks = [paper_experiment(2), hardware_efficient(2, 1), QNN(["ZI", "XX"], "ZZ+XY")]
networks += [random_network(4, 2), random_network(12, 3, 1, 1), qaoa_like([(0, 1), (1, 2)], 1)]
for qnn in networks:
    if qnn.dimension < 12:
        sys.stdout.buffer.write(canonical_bytes(operators_certificate(qnn, expand(qnn))))
    if qnn.is_pauli:
        state = State.bloch([("3/5", "4/5", 0)] * qnn.qubits)
        output = output_certificate(qnn, state, expectation(qnn, state))
        sys.stdout.buffer.write(canonical_bytes(output))
    independent = independence_certificate(qnn, linear_independence(qnn))
    sys.stdout.buffer.write(canonical_bytes(independent))
sys.stdout.buffer.write(canonical_bytes(layer_identity_certificate("equation-11")))
"""


def test_same_bytes_under_any_hash_seed_and_ground_types() -> None:
    """Also with SymPy's own rationals instead of FLINT's."""
    outputs = []
    for changes in (
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "SYMPY_GROUND_TYPES": "python"},
    ):
        done = subprocess.run(
            [sys.executable, "-c", PRODUCE],
            capture_output=True,
            check=False,
            env={**os.environ, **changes},
        )
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        outputs.append(done.stdout)
    assert outputs[0].count(b"\n") == 16
    assert outputs[0] == outputs[1] == outputs[2]
