"""The verdicts of check, check_text and check_file on good, unsupported and senseless input.

Modules: checker/certificate, checker/kinds/identity, checker/kinds/expansion,
checker/kinds/dependence, checker/trusted/verdict, checker/mathematics/instance.
"""

import copy
import gzip
import json
import sys
from pathlib import Path
from typing import Any

import effort
import pytest
from leaves import leaves

from symqnn.checker import Verdict, check, check_file, check_text

EXAMPLES = sorted((Path(__file__).parent / "examples").glob("*.json"))


def load(name: str) -> Any:
    return json.loads((Path(__file__).parent / "examples" / f"{name}.json").read_text())


def with_leaf(value: Any, path: tuple[Any, ...], leaf: Any) -> Any:
    """A copy that shares everything but the way to the leaf."""
    result = copy.copy(value)
    inner = result
    for key in path[:-1]:
        inner[key] = copy.copy(inner[key])
        inner = inner[key]
    inner[path[-1]] = leaf
    return result


def network_of(generators: list[Any], qubits: int, observable: list[Any]) -> dict[str, Any]:
    """A pauli network of two-level gates, each with a parameter of its own."""
    gates = [
        {"generator": h, "angle": [[k, "1"]], "fixed": ["1", "0"]} for k, h in enumerate(generators)
    ]
    names = [f"a{k}" for k in range(len(gates))]
    return {
        "kind": "pauli",
        "qubits": qubits,
        "parameters": names,
        "units": ["2"] * len(gates),
        "gates": gates,
        "observable": observable,
    }


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_is_verified(path: Path) -> None:
    verdict = check_file(path)
    assert (verdict.status, verdict.place, verdict.reason) == ("VERIFIED", "", "")
    assert "\n" not in verdict.summary and verdict.summary.isascii()
    assert check_text(path.read_text()) == check(json.loads(path.read_text())) == verdict


JUNK = (None, True, 1.5, -1, [], {}, [[]], "", "x", "\ud800", 10**5000, float("nan"))


@pytest.mark.effort
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_leaf_has_a_type(path: Path) -> None:
    """Every kind of junk at every leaf; each time every fourth kind at a leaf, others at its
    neighbours.
    """
    certificate = json.loads(path.read_text())
    for number, leaf_path in enumerate(path for path, _ in leaves(certificate, empty=True)):
        for junk in JUNK if effort.THOROUGH else JUNK[number % 4 :: 4]:
            verdict = check(with_leaf(certificate, leaf_path, junk))
            # An empty object, null and the boolean are right where the format asks for them.
            harmless = {
                ("witness",): {},
                ("instance",): {},
                ("claim", "rank"): None,
                ("claim", "independent"): True,
            }
            right = (
                leaf_path in harmless
                and junk == harmless[leaf_path]
                and type(junk) is type(harmless[leaf_path])
            )
            # another name for a parameter
            right = right or (leaf_path[-2:-1] == ("parameters",) and junk == "x")
            assert verdict.status != "VERIFIED" or right, (leaf_path, junk)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_changed_claim_or_witness_leaf_is_refused(path: Path) -> None:
    certificate = json.loads(path.read_text())
    for leaf_path, _ in leaves(certificate, empty=True):
        if leaf_path[0] not in ("claim", "witness") or len(leaf_path) == 1:
            continue
        inner = certificate
        for key in leaf_path:
            inner = inner[key]
        changed: list[Any]
        if isinstance(inner, bool):
            changed = [not inner]
        elif isinstance(inner, int):
            changed = [inner + 1]
        elif inner is None:
            changed = ["1"]
        elif leaf_path[-1] == "reason":
            changed = ["dimension" if inner == "relations" else "relations"]
        else:
            changed = [f"-{inner}", f"1{inner}", f"{inner}1", f"{inner}/2"]
        if leaf_path[1] == "relations" and len(leaf_path) == 4:
            only_one = len(certificate["witness"]["relations"][leaf_path[2]]) == 1
            if only_one or leaf_path[3][0] in "0" or leaf_path[3] == "02":
                continue  # another multiple of an operator that is 0 is a relation as well
        for leaf in changed:
            assert check(with_leaf(certificate, leaf_path, leaf)).status == "REJECTED", (
                leaf_path,
                leaf,
            )


@pytest.mark.parametrize(
    "value", [None, True, 0, 1.5, "", "x", [], {}, [[[]]], {1: 2}, {"format": {}}, float("inf")]
)
def test_senseless_values_are_rejected(value: object) -> None:
    assert check(value).status == "REJECTED"


def test_deep_nesting_is_rejected() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert check(deep).status == "REJECTED"
    assert check({**load("independence_matrix"), "claim": deep}).status == "REJECTED"
    assert check_text("[" * 100_000).status == "REJECTED"


@pytest.mark.parametrize(("field", "value"), [("version", 1), ("version", 3), ("kind", "spell")])
def test_other_versions_and_kinds_are_unsupported(field: str, value: object) -> None:
    verdict = check({**load("independence_matrix"), field: value})
    assert (verdict.status, verdict.place) == ("UNSUPPORTED", field)


def test_too_many_terms_are_unsupported() -> None:
    network = network_of([{"Z" * 40: "1"}], 40, [{"X": "1", "I": "1"}] * 40)
    certificate = {
        **load("expansion_pauli_equation_11"),
        "instance": {"network": network},
        "claim": {"operators": {}},
    }
    assert check(certificate).status == "UNSUPPORTED"


@pytest.mark.slow
def test_too_many_operators_are_unsupported() -> None:
    certificate = load("independence_matrix")
    network = certificate["instance"]["network"]
    gates = [
        {**gate, "angle": [[2 * k + position, "1"]]}
        for k in range(20)
        for position, gate in enumerate(network["gates"])
    ]
    network.update(gates=gates, parameters=[f"a{k}" for k in range(40)], units=["2"] * 40)
    certificate["claim"]["operators"] = str(3**40 - 1)
    assert check(certificate).status == "UNSUPPORTED"


FORGED = Path(__file__).parents[2] / "forged"


def test_mixed_volume_zero_says_nothing_about_the_number_of_solutions() -> None:
    """cos(φ_1 + φ_2) has circles of critical points: 0 isolated solutions, not 0 solutions."""
    terms = {"11": "1", "22": "-1"}
    names = {
        "degree": "1",
        "l1_degree": "2",
        "paper": "16",
        "bezout": "16",
        "multihomogeneous": "8",
        "mixed_volume": "0",
        "nondegenerate_minima": "0",
    }
    certificate = {
        "format": "symqnn-certificate",
        "version": 2,
        "kind": "bounds",
        "statement": "theorem-7",
        "instance": {
            "loss": {
                "kind": "polynomial",
                "parameters": ["a", "b"],
                "units": ["1", "2"],
                "terms": terms,
            }
        },
        "claim": {**names, "complex_solutions": "0"},
        "witness": {"solutions": None},
    }
    verdict = check(certificate)
    assert verdict.status == "VERIFIED"
    assert "at most 0 critical points that are isolated over C" in verdict.summary
    assert "exactly" not in verdict.summary


def test_an_algebraic_point_of_high_degree_is_unsupported() -> None:
    certificate = json.loads((FORGED / "degenerate_modulus_of_another_root.json").read_text())
    certificate["witness"]["modulus"] = ["-1", *["0"] * 1000, "1"]
    verdict = check(certificate)
    assert (verdict.status, verdict.place) == ("UNSUPPORTED", "witness.modulus")


def test_high_frequencies_are_unsupported() -> None:
    certificate = json.loads((FORGED / "datasets" / "honest" / "integral.json").read_text())
    network = certificate["instance"]["network"]
    network["gates"][0]["generator"]["real"][2][2] = "1000000007"
    network["gates"][0]["spectrum"] = ["0", "1", "1000000007"]
    verdict = check(certificate)
    assert (verdict.status, verdict.reason) == ("UNSUPPORTED", "frequencies above 30")


def test_exchange_of_first_and_second_angle_is_seen() -> None:
    certificate = load("expansion_pauli_several_words")
    gates = certificate["instance"]["network"]["gates"]
    gates[0]["generator"], gates[1]["generator"] = gates[1]["generator"], gates[0]["generator"]
    assert check(certificate).status == "REJECTED"


def test_sixty_four_blocks() -> None:
    generators = [{"I" * k + "Z" + "I" * (63 - k): "1"} for k in range(64)]
    certificate = load("independence_pauli_blocks")
    certificate["instance"]["network"] = network_of(generators, 64, [{"Y": "1", "I": "1"}] * 64)
    certificate["claim"]["operators"] = str(3**64 - 1)
    certificate["witness"]["blocks"] = [[k] for k in range(64)]
    assert check(certificate).status == "VERIFIED"


def test_long_numbers_do_not_depend_on_the_interpreter_limit() -> None:
    certificate = load("expansion_pauli_equation_11")
    big, huge = 10**3999 + 1, 10**4000 + 1
    certificate["instance"]["network"]["observable"][0] = {"Y": str(big), "I": hex(huge)}
    for xi, terms in certificate["claim"]["operators"].items():
        certificate["claim"]["operators"][xi] = dict.fromkeys(
            terms, hex(huge) if xi[0] == "0" else str(big)
        )
    limit = sys.get_int_max_str_digits()
    try:
        sys.set_int_max_str_digits(640)
        assert check(certificate).status == "VERIFIED"
        assert check_text(json.dumps(certificate)).status == "VERIFIED"
        certificate["claim"]["operators"]["00"] = {"II": str(1), "XX": "9" * 4001}
        assert check(certificate).place == "claim.operators.00.XX"
    finally:
        sys.set_int_max_str_digits(limit)


def test_files(tmp_path: Path) -> None:
    text = EXAMPLES[0].read_bytes()
    packed = tmp_path / "a.json.gz"
    packed.write_bytes(gzip.compress(text))
    assert check_file(packed).status == check_file(str(packed)).status == "VERIFIED"
    packed.write_bytes(gzip.compress(text)[:-10])
    assert check_file(packed) == Verdict("REJECTED", "file", check_file(packed).reason)
    packed.write_bytes(text)
    assert check_file(packed).place == "file"
    packed.write_bytes(gzip.compress(b" " * (2**26 + 1)))
    assert check_file(packed).status == "UNSUPPORTED"
    (tmp_path / "b.json").write_bytes(b"\xff\xfe\x00")
    assert check_file(tmp_path / "b.json").reason == "not ASCII"
    with pytest.raises(FileNotFoundError):
        check_file(tmp_path / "missing.json")
