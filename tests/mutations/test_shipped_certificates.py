"""Every single-leaf corruption of every shipped certificate, and every renamed or missing key, is
refused, or is shown to be harmless.

Harmless means: the corrupted file is a *true* certificate, of another instance or with another
witness (another family of idempotents). That is not taken on trust: the producer proves the claim
anew from the corrupted instance, on a road that shares no code with the checker.
"""

import copy
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import benign
import datasets
import effort
import least
import pytest
from landscapes import chosen_leaves, is_about_landscapes, is_slow_landscape, true_of_the_landscape

from symqnn.analysis.fisher import fisher_rank
from symqnn.analysis.generators import generators_of
from symqnn.analysis.ideals import simple_ideals
from symqnn.analysis.lie_algebra import lie_algebra
from symqnn.analysis.light_cone import light_cones
from symqnn.analysis.moments import polynomial_moments
from symqnn.certificate.analysis import lie_algebra_certificate, variance_certificate
from symqnn.certificate.decode import matrix_from, network_from, state_from
from symqnn.certificate.haar import bound_certificate, moments_certificate, uniform_certificate
from symqnn.certificate.noise import noisy_certificate
from symqnn.certificate.produce import (
    independence_certificate,
    operators_certificate,
    output_certificate,
)
from symqnn.checker import check
from symqnn.expansion.noisy import noisy_expand
from symqnn.expansion.output import expand, expectation
from symqnn.haar.universal import find_independence
from symqnn.haar.verdict import probability
from symqnn.independence.decide import linear_independence
from symqnn.model.channel import CHANNELS

PROOFS = Path(__file__).resolve().parents[2] / "proofs"
CERTIFICATES = sorted(PROOFS.rglob("*.certificate.json*"))
SLOW_FROM = 1400  # leaves
# their checks take longer: a bound is recomputed, a corrupted residue is another family whose rank
# is computed
SLOW_FROM_HAAR = 140
# 64 factors: every check takes a quarter of a second; 1300 leaves of 0.04 s; 2 to 8 s each
SLOW_BY_NAME = {"product_p64", "factorial_p2_gap2", "frequencies_2_3_5"}
SLOW_BY_NAME |= {
    "orbit_ring_n3",
    "cycle_n5",
    "saturation_n3",
    "open_chain_n4",
    "hardware_efficient_n3",
}
SLOW_BY_NAME |= {"one_qubit_zxz", "one_sample_p2", "depolarising_two_qubits"}
SLOW_BY_NAME |= {"without_independence", "many_minima_p2", "twelve_minima_p2"}
# 2 to 25 s, where smaller files of the same statement are tried each time
SLOW_BY_PLACE = {
    *("factorial_minima/product_p3", "theorem_2/product_p6", "theorem_2/random_p3_d8"),
    *("lemma_3/random_p3_d8", "lemma_4/random_p3_d8", "maxcut/product_p5"),
    *("definition_1/reflections_p3_d12", "definition_1/hardware_efficient"),
    *("integral_spectra/random_p2_d6", "theorem_7/random_dataset_p2", "theorem_7/product_p3"),
    *("lemma_4/product_p3", "proposition_5/any_h_m", "equations_13_15/product_p4"),
    *("theorem_6/gershgorin_p3", "equation_12/random_p3_d8"),
}
SLOW_BY_PLACE |= {"least_value/qaoa_k33_p1"}
SLOW_BY_PLACE |= {"least_value/loss_p3", "least_value/qaoa_ring_n6_p2", "least_value/xy_ring_n9"}
SLOW_BY_PLACE |= {"theorem_7/latin_p3", "theorem_7/seventy_two_minima_p3"}
SLOW_BY_PLACE |= {"benign/two_qubits_fitted", "benign/two_qubits_four_samples"}
MANY_CHARTS, OF_CHARTS = 16, 12  # a check follows thousands of boxes: so many leaves are corrupted
SAMPLED_FROM, SAMPLES = 1000, 30  # residues: of larger families so many are corrupted
# entries of Gram matrices: half a second a check
SLOW_BY_NAME |= {"qaoa_own_angles_n4", "ising_n3_real_amplitudes_reps1"}
GRAM_FROM, GRAM_SAMPLES = 500, 30


def load(path: Path) -> dict:
    return json.loads(
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    )


def leaves(value: object, path: tuple = ()) -> Iterator[tuple[tuple, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for k, inner in enumerate(value):
            yield from leaves(inner, (*path, k))
    else:
        yield path, value


def some_corruptions(leaf: object, number: int) -> list[object]:
    """One of the corruptions, not the same one at neighbouring leaves; all of them in a run of the
    slow tests.
    """
    everything = corruptions(leaf)
    return everything if effort.THOROUGH else everything[number % 2 :][:1]


def corruptions(leaf: object) -> list[object]:
    """Another value of the same kind (so that the syntax does not give it away), and one of another
    kind.
    """
    if isinstance(leaf, bool):
        return [not leaf, int(leaf)]
    if isinstance(leaf, int):
        return [leaf + 1, str(leaf)]
    if leaf is None:
        return ["0", "1"]
    text = str(leaf)
    if text.lstrip("-").isdigit():
        return [str(int(text) + 1), str(-int(text)) if int(text) else "2"]
    if "/" in text and text.replace("/", "").lstrip("-").isdigit():
        return [text[1:] if text.startswith("-") else "-" + text, "0"]
    return [text + "x", ""]


def replaced(certificate: dict, path: tuple, value: object) -> dict:
    """A copy that shares everything but the way to the leaf."""
    result = copy.copy(certificate)
    node = result
    for key in path[:-1]:
        node[key] = copy.copy(node[key])
        node = node[key]
    node[path[-1]] = value
    return result


def key_corruptions(certificate: dict) -> Iterator[tuple[str, dict]]:
    """Each key of each object renamed, exchanged for a similar one, and left out."""
    for path, keys in objects(certificate):
        for key in keys:
            for new in (
                key[::-1],
                key[:-1] + ("1" if key[-1:] != "1" else "2"),
                key.replace("X", "Y"),
                None,
            ):
                if new == key:
                    continue
                inner = value_at(certificate, path)
                changed = {
                    (new if k == key else k): v
                    for k, v in inner.items()
                    if not (k == key and new is None)
                }
                if len(changed) < len(inner) - (new is None):
                    continue  # the new name was there already
                yield (
                    ".".join([*map(str, path), key]),
                    replaced(certificate, path, changed) if path else changed,
                )


def objects(value: object, path: tuple = ()) -> Iterator[tuple[tuple, list[str]]]:
    if isinstance(value, dict):
        yield path, list(value)
    children = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in children:
        yield from objects(inner, (*path, key))


def value_at(value: object, path: tuple) -> dict:
    for key in path:
        value = value[key]
    return value


def true_without_the_checker(certificate: dict) -> bool:
    """Whether the producer proves the same claim of the instance in the file."""
    if is_about_landscapes(certificate):
        return true_of_the_landscape(certificate)
    if certificate["kind"] == "least-value":
        return least.true_of_the_least_value(certificate)
    if certificate["kind"] == "benign":
        return benign.true_of_minima(certificate)
    if certificate["statement"] == "spurious-minimum":
        return benign.true_of_trap(certificate)
    if certificate["kind"] in ABOUT_ANSATZE:
        return true_of_the_ansatz(certificate)
    if certificate["kind"].startswith("haar-"):
        return true_of_the_random_model(
            certificate["kind"], certificate["instance"], certificate["claim"]
        )
    if datasets.is_about_a_dataset(certificate):
        return datasets.true_of_dataset(certificate)
    qnn = network_from(certificate["instance"]["network"])
    if certificate["kind"] in ("independence", "dependence"):
        claim = independence_certificate(qnn, linear_independence(qnn))["claim"]
        same = {key: claim[key] for key in ("independent", "operators")} == {
            key: certificate["claim"][key] for key in ("independent", "operators")
        }
        return same and certificate["claim"].get("rank") in (None, claim.get("rank"))
    if certificate["kind"] == "noisy-expansion":
        channel = CHANNELS[certificate["instance"]["channel"]]
        known = noisy_certificate(qnn, channel, noisy_expand(qnn, channel))
        return known["claim"] == certificate["claim"]
    if certificate["statement"] == "equation-12":
        state = state_from(certificate["instance"]["state"])
        return (
            output_certificate(qnn, state, expectation(qnn, state))["claim"] == certificate["claim"]
        )
    if certificate["kind"] == "expansion":
        return operators_certificate(qnn, expand(qnn))["claim"] == certificate["claim"]
    return False


ABOUT_ANSATZE = ("variance", "lie-algebra", "fisher-rank", "support")


def true_of_the_ansatz(certificate: dict) -> bool:
    """The producer's numbers for the instance in the file; of a rank any bounds that enclose it are
    true.
    """
    kind, instance, claim = certificate["kind"], certificate["instance"], certificate["claim"]
    if kind == "variance":
        qnn, state = (
            network_from(instance["loss"]["network"]),
            state_from(instance["loss"]["state"]),
        )
        return (
            variance_certificate(instance["loss"], polynomial_moments(expectation(qnn, state)))[
                "claim"
            ]
            == claim
        )
    qnn = network_from(instance["network"])
    if kind == "lie-algebra":
        algebra = lie_algebra(generators_of(qnn))
        return lie_algebra_certificate(qnn, algebra, simple_ideals(algebra))["claim"] == claim
    if kind == "support":  # a cone says at most: a larger one is true
        known = {cone.term: cone for cone in light_cones(qnn)}
        said = {word: (set(qubits), set(angles)) for word, qubits, angles in claim["cones"]}
        within = all(
            set(known[word].qubits) <= q and set(known[word].parameters) <= a
            for word, (q, a) in said.items()
        )
        numbers = (int(claim["vectors"]), tuple(claim["degrees"])) == (
            qnn.frequencies.count,
            qnn.degrees,
        )
        return numbers and known.keys() == said.keys() and within
    found = fisher_rank(qnn, state_from(instance["state"]))
    return int(claim["at_least"]) <= found.lower <= int(claim["at_most"])


def true_of_the_random_model(kind: str, instance: dict, claim: dict) -> bool:
    if kind == "haar-moments":
        return moments_certificate(instance["layers"])["claim"] == claim
    if kind == "haar-bound":
        return bound_certificate(instance["layers"], instance["road"])["claim"] == claim
    if kind == "haar-uniform":
        return uniform_certificate()["claim"] == claim
    model = instance["layers"], instance["dimension"]
    if kind == "haar-instance":
        found = find_independence(
            *model, matrix_from(instance["observable"]), instance["multiplicity"]
        )
        return claim == {"probability": "1"} and found is not None
    return claim == {
        "probability": str(probability(*model, multiplicity=instance["multiplicity"]).value)
    }


def corrupted_leaves(certificate: dict) -> tuple[list[tuple[tuple, object]], int]:
    """The leaves to corrupt and how many were left out: of a large family of idempotents evenly
    spread residues are taken, of many Gram matrices evenly spread leaves, of all else every leaf.
    """
    everything = list(leaves(certificate))
    if is_about_landscapes(certificate):
        chosen = chosen_leaves(certificate, everything)
        return chosen, len(everything) - len(chosen)
    if has_many_charts(certificate):
        chosen = everything[:: len(everything) // OF_CHARTS]
        return chosen, len(everything) - len(chosen)
    about_squares = certificate["kind"] == "least-value"
    most, samples = (GRAM_FROM, GRAM_SAMPLES) if about_squares else (SAMPLED_FROM, SAMPLES)
    many = is_of_squares if about_squares else is_residue
    residues = [item for item in everything if many(certificate, item[0])]
    if len(residues) < most:
        return everything, 0
    step = len(residues) // samples
    chosen = [item for item in everything if not many(certificate, item[0])] + residues[::step]
    return chosen, len(everything) - len(chosen)


def is_of_squares(_certificate: dict, path: tuple) -> bool:
    """Of the lists of a sum of squares, all of which are read alike."""
    return path[:3] == ("witness", "proof", "lists")


def has_many_charts(certificate: dict) -> bool:
    return certificate["kind"] == "benign" and len(certificate["witness"]["charts"]) >= MANY_CHARTS


def is_residue(certificate: dict, path: tuple) -> bool:
    return certificate["kind"].startswith("haar-") and path[:2] in (
        ("witness", "x"),
        ("witness", "y"),
    )


def is_slow(certificate: dict) -> bool:
    return sum(1 for _ in leaves(certificate)) > (
        SLOW_FROM_HAAR if certificate["kind"].startswith("haar-") else SLOW_FROM
    )


def parameters() -> list:
    def parameter(path: Path):
        name, content = path.name.partition(".certificate")[0], load(path)
        place = f"{path.parent.name}/{name}"
        named = name.partition(".")[0] in SLOW_BY_NAME or place in SLOW_BY_PLACE
        slow = named or is_slow(content) or is_slow_landscape(content, leaves)
        return pytest.param(path, id=place, marks=[pytest.mark.slow] * slow)

    return list(map(parameter, CERTIFICATES))


@pytest.mark.effort
@pytest.mark.parametrize("path", parameters())
def test_no_corrupted_leaf_passes(path: Path, record_property) -> None:
    certificate = load(path)
    assert check(certificate).status == "VERIFIED"
    tried, harmless = 0, []
    chosen, left_out = corrupted_leaves(certificate)
    for number, (where, leaf) in enumerate(chosen):
        for value in some_corruptions(leaf, number):
            forged = replaced(certificate, where, value)
            tried += 1
            if check(forged).status == "VERIFIED":
                assert true_without_the_checker(forged), (
                    f"{'.'.join(map(str, where))}: {leaf!r} -> {value!r} was accepted and is not "
                    "true"
                )
                harmless.append(".".join(map(str, where)))
    step = 1 if effort.THOROUGH else 2
    for where, forged in [*key_corruptions(certificate)][
        :: 10 if has_many_charts(certificate) else step
    ]:
        tried += 1
        if check(forged).status == "VERIFIED":
            assert true_without_the_checker(forged), (
                f"{where}: accepted under another name or left out, and not true"
            )
            harmless.append(where)
    assert check(certificate).status == "VERIFIED", "the corruption must not leak into the original"
    places = f" (still true: {', '.join(sorted(set(harmless))[:6])})" if harmless else ""
    places += f", {left_out} leaves not tried" if left_out else ""
    record_property(
        f"count corruptions of {path.parent.name}/{path.name}",
        f"{tried} tried, {tried - len(harmless)} refused, {len(harmless)} harmless{places}",
    )


def test_every_shipped_certificate_has_its_problem() -> None:
    assert len(CERTIFICATES) >= 40
    problems = {path.name.removesuffix(".problem.json") for path in PROOFS.rglob("*.problem.json")}
    assert {path.name.partition(".")[0] for path in CERTIFICATES} == problems
