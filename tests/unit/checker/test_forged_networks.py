"""Every forged certificate about a general network, one trick a file, is rejected at the intended
place for the intended reason.

Modules: checker/trusted/rounding, checker/trusted/reading, checker/mathematics/relations,
checker/mathematics/blocks, checker/kinds/unreachable.
"""

import copy
import json
from pathlib import Path

import pytest
from leaves import leaves

from symqnn.checker import check, check_file
from symqnn.checker.mathematics.loss import polynomial, read_training
from symqnn.checker.trusted.reading import Node

FORGED = Path(__file__).parents[2] / "forged" / "networks"

# file name: (the honest certificate it was made from, the place, part of the reason)
EXPECTED = {
    "angle_empty_of_a_gate_that_does_nothing": (
        "words",
        "instance.network.gates.3.angle",
        "does nothing",
    ),
    "angle_free_called_trapped": ("trapped", "claim.angles", "not an increasing list of some"),
    "angle_of_a_float": ("words", "instance.network.gates.1.angle.0.1", "expected a string"),
    "angle_of_no_such_parameter": (
        "words",
        "instance.network.gates.1.angle",
        "strictly increasing positions",
    ),
    "angle_times_zero": ("words", "instance.network.gates.1.angle.0.1", "0 is left out"),
    "angle_trapped_left_out": ("trapped", "claim", "depends on angle 0"),
    "angle_unsorted": ("words", "instance.network.gates.4.angle", "strictly increasing"),
    "angle_with_a_parameter_twice": (
        "words",
        "instance.network.gates.4.angle",
        "strictly increasing",
    ),
    "angle_with_the_other_sign": ("words", "claim.operators.00", "differs"),
    "block_that_shares_a_parameter": (
        "shared",
        "witness.blocks",
        "parameters.0 occurs inside and outside",
    ),
    "coefficient_of_a_high_frequency_left_out": ("matrices", "claim.coefficients", "is missing"),
    "coefficient_of_frequency_31": ("matrices", "claim.coefficients", "not a string of 2 digits"),
    "dimension_without_a_parameter_of_its_own": (
        "dependent",
        "witness.multiplicities",
        "first gate has no parameter of its own",
    ),
    "fixed_gate_left_out": ("words", "claim.operators.00", "differs"),
    "fixed_of_matrices_with_the_other_sign": ("matrices", "claim.coefficients.01", "differs"),
    "fixed_off_the_circle": ("words", "instance.network.gates.2.fixed", "unit circle"),
    "fixed_with_the_other_sign": ("words", "claim.operators.00", "differs"),
    "gate_with_a_spectrum_of_words": ("words", "instance.network.gates.0", "unknown field"),
    "gates_in_another_order": ("words", "claim.operators.00", "differs"),
    "generator_of_the_identity": (
        "words",
        "instance.network.gates.1.generator",
        "multiple of the identity",
    ),
    "generator_of_three_words_two_of_which_commute": (
        "words",
        "instance.network.gates.3.generator",
        "neither do the words commute",
    ),
    "generator_of_words_that_do_not_commute": (
        "words",
        "instance.network.gates.3.generator",
        "neither do the words commute",
    ),
    "independence_of_a_product_without_identity": ("shared", "witness", "below 4"),
    "index_with_another_letter": ("matrices", "claim.coefficients", "not a string of 2 digits"),
    "levels_fixed_as_if_word_by_word": ("two_levels", "claim.operators.000", "differs"),
    "levels_made_three_by_a_sign": ("two_levels", "claim.operators.000", "differs"),
    "levels_of_a_word_left_out": (
        "two_levels",
        "instance.network.units.2",
        "no multiple of the unit",
    ),
    "levels_turned_about_the_other_projector": ("two_levels", "claim.operators.001", "differs"),
    "levels_with_an_irrational_gap": (
        "two_levels",
        "instance.network.gates.3.generator",
        "neither do the words commute",
    ),
    "levels_with_the_unit_of_the_words": ("two_levels", "claim.operators.001", "recomputed to 0"),
    "loss_as_a_mean": ("loss", "claim.coefficients.00", "differs"),
    "loss_coefficient_left_out": ("loss", "claim.coefficients", "is missing"),
    "loss_of_another_label": ("loss", "claim.coefficients.00", "differs"),
    "loss_of_another_state": ("loss", "claim.coefficients.00", "differs"),
    "operators_counted_as_products": ("dependent", "claim.operators", "number of components"),
    "parameter_named_twice": ("words", "instance.network.parameters", "twice"),
    "parameter_of_a_line_break": ("words", "instance.network.parameters.0", "printable"),
    "parameter_of_a_long_name": ("words", "instance.network.parameters.0", "name of 1 to 80"),
    "parameter_that_occurs_nowhere": (
        "words",
        "instance.network.parameters.2",
        "occurs in no gate",
    ),
    "parameter_without_name": ("words", "instance.network.parameters.0", "name of 1 to 80"),
    "parameters_none": ("words", "instance.network.parameters", "no parameters"),
    "rank_of_the_frequencies": ("dependent", "claim.rank", "upper bound"),
    "relation_of_frequencies_that_do_not_occur": (
        "dependent",
        "witness.relations.0",
        "do not occur",
    ),
    "relation_that_is_not_zero": ("dependent", "witness.relations.2", "not 0"),
    "relations_counted_twice": ("dependent", "witness.relations", "not linearly independent"),
    "relations_that_follow_from_the_frequencies": (
        "dependent",
        "witness.relations",
        "no more relations than follow",
    ),
    "rounding_bound_too_small": ("rounding", "instance.rounding.0.3", "not shown to be so near"),
    "rounding_by_a_bound_below_zero": ("rounding", "instance.rounding.0.3", "not from 0"),
    "rounding_by_more_than_a_radian": ("rounding", "instance.rounding.0.3", "not from 0"),
    "rounding_of_a_gate_twice": ("rounding", "instance.rounding.1.0", "positions of gates"),
    "rounding_of_another_angle": ("rounding", "instance.rounding.0.3", "not shown to be so near"),
    "rounding_of_no_gate": ("rounding", "instance.rounding.1.0", "positions of gates"),
    "rounding_of_three_numbers": ("rounding", "instance.rounding.0", "length 4"),
    "rounding_without_pi": ("rounding", "instance.rounding.1.3", "not shown to be so near"),
    "shared_parameter_counted_twice": ("shared", "claim.operators", "number of components"),
    "source_digest_cut": ("source", "instance.source.sha256", "64 digits"),
    "source_digest_in_capitals": ("source", "instance.source.sha256", "64 digits"),
    "source_digest_of_another_letter": ("source", "instance.source.sha256", "64 digits"),
    "source_digest_with_a_line_break": ("source", "instance.source.sha256", "64 digits"),
    "source_next_to_no_network": ("source", "claim", "unknown field"),
    "source_nothing": ("source", "instance.source", "expected an object"),
    "source_observable_of_an_object": ("source", "instance.source.observable", "expected a string"),
    "source_observable_of_no_letters": ("source", "instance.source.observable", "printable"),
    "source_observable_with_a_terminal_escape": (
        "source",
        "instance.source.observable",
        "printable",
    ),
    "source_with_a_path": ("source", "instance.source", "unknown field"),
    "source_without_observable": ("source", "instance.source", "missing field"),
    "spectrum_missing": ("matrices", "instance.network.gates.0", "missing field"),
    "spectrum_of_another_matrix": ("matrices", "instance.network.gates.0.spectrum", "missing"),
    "spectrum_unordered": ("matrices", "instance.network.gates.0.spectrum", "increasing"),
    "spectrum_with_a_value_that_is_none": (
        "matrices",
        "instance.network.gates.1.spectrum",
        "entry 2 is no eigenvalue",
    ),
    "spectrum_with_too_many_values": (
        "matrices",
        "instance.network.gates.0.spectrum",
        "more values than dimensions",
    ),
    "spectrum_without_an_eigenvalue": ("matrices", "instance.network.gates.0.spectrum", "missing"),
    "target_constant": ("unreachable", "claim.targets.0", "constant"),
    "target_of_another_relation": ("unreachable", "witness.relations.1", "respects"),
    "target_relation_not_zero": ("unreachable", "witness.relations.0", "not 0"),
    "target_relation_with_the_constant": ("unreachable", "witness.relations.0", "index 0...0"),
    "target_that_respects_the_relation": ("unreachable", "witness.relations.0", "respects"),
    "target_with_a_constant": ("unreachable", "claim.targets.0", "constant"),
    "target_without_relation": ("unreachable", "witness.relations", "length 2"),
    "targets_none": ("unreachable", "claim.targets", "no target"),
    "trapped_called_theorem_2": ("trapped", "claim", "does not depend on angle 1"),
    "trapped_family_left_out": ("trapped", "claim.minima", "number of minima"),
    "trapped_indices_of_families": ("trapped", "claim.indices", "by index"),
    "trapped_minimum_that_is_a_maximum": (
        "trapped",
        "claim.coordinates.0.0.kind",
        "of the kind maximum",
    ),
    "unit_half_as_large": ("words", "claim.operators.01", "recomputed to 0"),
    "unit_incommensurable": ("matrices", "instance.network.units.1", "does not divide"),
    "unit_missing": ("words", "instance.network.units", "length 2"),
    "unit_negative": ("words", "instance.network.units.1", "not positive"),
    "unit_of_matrices_too_large": ("matrices", "instance.network.units.0", "does not divide"),
    "unit_twice_as_large": ("words", "instance.network.units.0", "no multiple of the unit"),
    "unit_zero": ("words", "instance.network.units.0", "not positive"),
    "words_twice_as_large": ("words", "claim.operators.00", "differs"),
}


def load(path):
    return json.loads(path.read_text())


def test_every_file_is_listed():
    assert {path.stem for path in FORGED.glob("*.json")} == set(EXPECTED)
    assert {path.stem for path in (FORGED / "honest").glob("*.json")} == {
        base for base, _, _ in EXPECTED.values()
    }


@pytest.mark.parametrize("name", sorted({base for base, _, _ in EXPECTED.values()}))
def test_what_they_were_made_from_is_verified(name):
    verdict = check_file(FORGED / "honest" / f"{name}.json")
    assert verdict.status == "VERIFIED", verdict


@pytest.mark.parametrize("name", EXPECTED)
def test_forged_certificate_is_rejected(name):
    _, place, reason = EXPECTED[name]
    verdict = check_file(FORGED / f"{name}.json")
    assert (verdict.status, verdict.place) == ("REJECTED", place), verdict
    assert reason in verdict.reason
    assert verdict.reason.isascii() and verdict.summary == ""


def other(leaf):
    """Another value of the same kind."""
    if isinstance(leaf, bool):
        return not leaf
    if isinstance(leaf, int):
        return leaf + 1
    if leaf is None:
        return "1"
    if leaf.lstrip("-").replace("/", "").isdigit():
        return leaf[1:] if leaf.startswith("-") else f"-{leaf}" if leaf != "0" else "1"
    return leaf + "x"


def is_harmless(name, path, forged):
    """Another true certificate: another name, another observable with the same relations, …"""
    if path[:3] == ("instance", "network", "parameters"):
        return True
    # the same relations hold for another scale, sign or start of some angles
    if name in ("dependent", "unreachable"):
        # an operator is 0
        alone = (
            path[:2] == ("witness", "relations")
            and len(forged["witness"]["relations"][path[2]]) == 1
        )
        return path[:2] in (("instance", "network"), ("claim", "targets")) or alone
    if name == "rounding":
        # the cosine of minus the angle
        return path == ("instance", "network", "gates", 1, "generator", "Z")
    if name == "loss":
        return "vectors" in path and loss_of(forged) == loss_of(
            load(FORGED / "honest" / "loss.json")
        )
    if name == "source":
        return path == ("instance", "source", "observable")  # a label: no verdict rests on it
    if name == "trapped":
        return path[:2] == ("instance", "network") or path[0] == "witness" or "vectors" in path
    return name == "shared" and path[:2] == ("instance", "network")


def loss_of(certificate):
    return polynomial(read_training(Node(certificate["instance"])))


@pytest.mark.parametrize("name", sorted({base for base, _, _ in EXPECTED.values()}))
def test_every_changed_leaf_is_refused(name):
    certificate = load(FORGED / "honest" / f"{name}.json")
    for path, leaf in leaves(certificate):
        forged = copy.deepcopy(certificate)
        inner = forged
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = other(leaf)
        assert check(forged).status != "VERIFIED" or is_harmless(name, path, forged), (path, leaf)
