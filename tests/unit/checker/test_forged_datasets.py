"""Every forged certificate about a dataset or about frequency components, one trick a file, is
rejected at the intended place for the intended reason.

Modules: checker/kinds/general, checker/kinds/separable, checker/kinds/vertices,
checker/kinds/minima, checker/mathematics/lines.
"""

import json
from pathlib import Path

import pytest

from symqnn.checker import check_file

FORGED = Path(__file__).parents[2] / "forged" / "datasets"

# file name: (the honest certificate it was made from, the place, part of the reason)
EXPECTED = {
    "general_one_angle_sign": ("one_angle", "claim.curvature", "recomputed"),
    "general_one_angle_term_missing": ("one_angle", "claim.slope", "recomputed"),
    "general_one_angle_with_instance": ("one_angle", "instance", "unknown field"),
    "general_trace_missing": ("traces", "claim.traces", "missing field"),
    "general_trace_not_zero": ("traces", "claim.traces.01", "recomputed"),
    "general_trace_statement_swapped": ("traces", "claim", "unknown field"),
    "integral_count": ("integral", "claim.minima", "number"),
    "integral_floor_negative": ("integral", "claim.coordinates.0.2.floor", "negative"),
    "integral_floor_too_high": ("integral", "claim.coordinates.0.2.floor", "lower bound"),
    "integral_floor_zero_elsewhere": (
        "integral",
        "claim.coordinates.0.2.floor",
        "the star is not the critical point between the separators",
    ),
    "integral_frequency_claim_false": ("independent", "claim.independent", "expected true"),
    "integral_frequency_composite_modulus": ("independent", "witness.modulus", "not a prime"),
    "integral_frequency_dependence_claim_true": ("room", "claim.independent", "expected false"),
    "integral_frequency_eigenvalue_missing": (
        "independent",
        "instance.network.gates.0.spectrum",
        "missing",
    ),
    "integral_frequency_eigenvalue_too_many": (
        "independent",
        "instance.network.gates.0.spectrum",
        "no eigenvalue",
    ),
    "integral_frequency_independence_of_dependent": ("relations", "witness", "below 4"),
    "integral_frequency_modulus_without_rank": ("room", "witness", "unknown field"),
    "integral_frequency_network_not_hermitian": (
        "independent",
        "instance.network.observable",
        "Hermitian",
    ),
    "integral_frequency_no_relations": ("relations", "witness.relations", "no relation"),
    "integral_frequency_not_a_relation": ("relations", "witness.relations.0", "not 0"),
    "integral_frequency_operators_of_two_levels": (
        "independent",
        "claim.operators",
        "number of components",
    ),
    "integral_frequency_rank_too_high": ("room", "claim.rank", "upper bound"),
    "integral_frequency_rank_too_low": ("relations", "claim.rank", "upper bound"),
    "integral_frequency_relation_empty": ("relations", "witness.relations.0", "empty"),
    "integral_frequency_relation_left_out": ("relations", "claim.rank", "not confirmed"),
    "integral_frequency_relation_of_no_frequency": (
        "relations",
        "witness.relations.0",
        "do not occur",
    ),
    "integral_frequency_relation_of_zero": ("relations", "witness.relations.0", "index 0...0"),
    "integral_frequency_relation_too_long": (
        "relations",
        "witness.relations.0",
        "not a string of 1 digits",
    ),
    "integral_frequency_relation_twice": (
        "relations",
        "witness.relations",
        "not linearly independent",
    ),
    "integral_frequency_room_for_all": ("independent", "witness.multiplicities", "leave room"),
    "integral_frequency_statement": ("independent", "statement", "no statement"),
    "integral_frequency_two_level_network": (
        "independent",
        "claim.operators",
        "number of components",
    ),
    "integral_frequency_wrong_root": ("independent", "witness.root", "square root"),
    "integral_gap": ("integral", "claim.gap", "least of the lower bounds"),
    "integral_label_off": ("integral", "claim.least", "star"),
    "integral_least_value": ("integral", "claim.least", "star"),
    "integral_maximum_called_minimum": ("integral", "claim.coordinates.0.1.kind", "of the kind"),
    "integral_minimum_left_out": ("integral", "claim.coordinates.0.6", "not exactly one"),
    "integral_spectrum_unordered": ("integral", "instance.network.gates.0.spectrum", "increasing"),
    "integral_spectrum_with_a_value_too_few": (
        "integral",
        "instance.network.gates.0.spectrum",
        "missing",
    ),
    "integral_spectrum_with_a_value_too_many": (
        "integral",
        "instance.network.gates.0.spectrum",
        "no eigenvalue",
    ),
    "integral_spurious_called_global": ("integral", "claim.spurious", "above the global"),
    "integral_star_moved": (
        "integral",
        "claim.coordinates.0.0.floor",
        "the star is not the critical point between the separators",
    ),
    "integral_state_not_positive": ("integral", "instance.samples.0.state.matrix", "positive"),
    "minima_copied_point": ("minima", "claim.minima", "disjoint"),
    "minima_curvature_too_large": (
        "minima",
        "claim.minima.0.at",
        "the Hessian is not at least the curvature",
    ),
    "minima_density_of_minima_not_positive": (
        "minima",
        "instance.samples.0.state.matrix",
        "positive",
    ),
    "minima_factorial_one_left_out": ("factorial", "claim.minima", "not 8 minima"),
    "minima_far_away": (
        "factorial",
        "claim.minima.1.at",
        "the Hessian is not at least the curvature",
    ),
    "minima_gap_of_minima": ("minima", "claim.gap", "lower bounds"),
    "minima_label_off_factorial": ("factorial", "claim.minima.0.at", "an exact value is claimed"),
    "minima_label_off_minima": ("minima", "claim.minima.0.at", "the gradient is too large"),
    "minima_maximum_listed": ("flat_minima", "claim.minima.1.at", "Hessian"),
    "minima_moved_by_1e_9": ("minima", "claim.minima.1.at", "an exact value is claimed"),
    "minima_moved_by_1e_9_off_the_circle": ("minima", "claim.minima.1.at.0", "circle"),
    "minima_no_minima": ("minima", "claim.minima", "no minima"),
    "minima_qudits_balls_overlap": ("two_qudits", "claim.minima", "disjoint"),
    "minima_qudits_curvature_too_large": (
        "two_qudits",
        "claim.minima.0.at",
        "the Hessian is not at least the curvature",
    ),
    "minima_qudits_gap": ("two_qudits", "claim.gap", "lower bounds"),
    "minima_qudits_global_minimum_moved_by_1e_9": (
        "two_qudits",
        "claim.minima.0.at",
        "gradient is not zero",
    ),
    "minima_qudits_label_of_the_second_set_off": (
        "two_qudits",
        "claim.minima.0.value",
        "not bounds of the loss at the minimum",
    ),
    "minima_qudits_label_off": ("two_qudits", "claim.minima.0.at", "an exact value is claimed"),
    "minima_qudits_lower_bound_too_high": ("two_qudits", "claim.minima.5.value", "bounds"),
    "minima_qudits_moved_out_of_the_ball": (
        "two_qudits",
        "claim.minima.5.at",
        "gradient is too large",
    ),
    "minima_qudits_off_the_circle": ("two_qudits", "claim.minima.5.at.0", "circle"),
    "minima_qudits_one_minimum_left_out": ("two_qudits", "claim.minima", "not 8 minima"),
    "minima_qudits_parts": ("two_qudits", "instance.parts", "add up"),
    "minima_qudits_radius_too_large": ("two_qudits", "claim.radius", "definite"),
    "minima_qudits_saddle_called_minimum": ("two_qudits", "claim.minima.5.at", "Hessian"),
    "minima_qudits_spectrum_with_a_value_too_few": (
        "two_qudits",
        "instance.network.gates.0.spectrum",
        "missing",
    ),
    "minima_qudits_spurious_all": ("two_qudits", "claim.spurious", "above 0"),
    "minima_qudits_state_not_of_trace_one": (
        "two_qudits",
        "instance.samples.0.state.matrix",
        "trace",
    ),
    "minima_qudits_state_with_a_negative_eigenvalue": (
        "two_qudits",
        "instance.samples.2.state.matrix",
        "positive",
    ),
    "minima_radius_negative": ("minima", "claim.radius", "not positive"),
    "minima_radius_too_large": ("minima", "claim.radius", "definite"),
    "minima_radius_zero": ("minima", "claim.radius", "not positive"),
    "minima_spurious_minimum_called_global": ("minima", "claim.spurious", "shown to be above 0"),
    "minima_unknown_field": ("minima", "claim", "unknown field"),
    "minima_value_too_low_a_bound": ("factorial", "claim.minima.6.at", "exact value"),
    "minima_witness_not_empty": ("minima", "witness", "unknown field"),
    "separable_angle_left_out": ("theorem_2", "claim.coordinates", "length"),
    "separable_bloch_vector_too_long": (
        "theorem_2",
        "instance.samples.0.state.vectors.0",
        "longer than 1",
    ),
    "separable_critical_points_wrong": ("theorem_2", "claim.critical_points", "number"),
    "separable_cut_at_a_minimum": ("theorem_2", "witness.coordinates.0.cut", "critical"),
    "separable_density_not_positive": ("matrix", "instance.samples.0.state.matrix", "positive"),
    "separable_float_label": ("theorem_2", "instance.samples.0.label", "expected a string"),
    "separable_gap_too_large": ("theorem_2", "claim.gap", "two lowest"),
    "separable_indices_swapped": ("theorem_2", "claim.indices", "index"),
    "separable_indices_withheld": ("theorem_2", "claim.indices", "index"),
    "separable_label_off_by_a_thousandth": (
        "theorem_2",
        "claim.coordinates.0.0.at",
        "not the critical point between the separators",
    ),
    "separable_label_off_lemma_3": (
        "lemma_3",
        "claim.coordinates.0.0.at",
        "not the critical point between the separators",
    ),
    "separable_lemma_3_not_symmetric": ("theorem_2", "instance", "not invariant"),
    "separable_lemma_4_one_part": ("theorem_2", "instance.parts", "two parts"),
    "separable_minimum_left_out": (
        "theorem_2",
        "claim.coordinates.0.1",
        "not exactly one critical point between the separators",
    ),
    "separable_minimum_moved_by_1e_9": (
        "theorem_2",
        "claim.coordinates.0.0.at",
        "not the critical point",
    ),
    "separable_one_minimum_less": ("theorem_2", "claim.minima", "not the number of minima"),
    "separable_one_minimum_more": ("theorem_2", "claim.levels", "recomputed"),
    "separable_parts_do_not_add_up": ("theorem_2", "instance.parts", "add up"),
    "separable_parts_zero": ("lemma_4", "instance.parts", "positive"),
    "separable_point_off_the_circle": ("theorem_2", "witness.coordinates.0.cut", "circle"),
    "separable_proposition_5_of_matrices": ("matrix", "instance.network", "one layer"),
    "separable_saddle_called_minimum": ("theorem_2", "claim.coordinates.0.1.kind", "of the kind"),
    "separable_separators_unordered": (
        "theorem_2",
        "witness.coordinates.0.separators",
        "not increasing",
    ),
    "separable_spurious_all": ("theorem_2", "claim.spurious", "above the lowest"),
    "separable_spurious_called_global": ("theorem_2", "claim.spurious", "above the lowest"),
    "separable_theorem_2_of_flat_landscape": ("flat", "claim", "2^p"),
    "separable_theorem_2_of_lemma_3": ("lemma_3", "claim", "2^p"),
    "separable_weights_of_the_sum": ("theorem_2", "claim.levels", "recomputed"),
    "vertex_correlation_aliased_qubit": (
        "parity",
        "instance.samples.3.state.correlated",
        "strictly increasing",
    ),
    "vertex_correlation_out_of_range": (
        "parity",
        "instance.samples.3.state.correlated",
        "strictly increasing",
    ),
    "vertex_correlation_too_strong": ("parity", "instance.samples.3.state.scale", "positive"),
    "vertex_gap_of_vertices": ("parity", "claim.gap", "two lowest"),
    "vertex_label_off_vertices": ("parity", "claim.star", "cosines"),
    "vertex_left_out": ("parity", "claim.minima", "number"),
    "vertex_maxcut_edge_left_out": ("maxcut", "claim.edges", "not that of this graph"),
    "vertex_maxcut_edge_twice": ("maxcut", "claim.edges", "sorted"),
    "vertex_maxcut_fields_for_parity": ("maxcut", "claim", "unknown field"),
    "vertex_maxcut_too_large": ("maxcut", "claim.maxcut", "maximum cut"),
    "vertex_saddle_counted": ("parity_with_saddles", "claim.minima", "not the number of minima"),
    "vertex_spurious_vertex_called_global": ("parity", "claim.spurious", "above the lowest"),
    "vertex_star_moved": ("parity", "claim.star", "cosines"),
    "vertex_stuck_at_the_global_minimum": ("parity", "claim.stuck.0", "global"),
    "vertex_stuck_but_improved": ("parity", "claim.stuck.0", "improved"),
    "vertex_stuck_too_short": ("parity", "claim.stuck.0", "digits"),
}


def test_every_file_is_listed() -> None:
    assert {path.stem for path in FORGED.glob("*.json")} == set(EXPECTED)
    assert {path.stem for path in (FORGED / "honest").glob("*.json")} == {
        base for base, _, _ in EXPECTED.values()
    }


@pytest.mark.parametrize("name", sorted({base for base, _, _ in EXPECTED.values()}))
def test_what_they_were_made_from_is_verified(name: str) -> None:
    assert check_file(FORGED / "honest" / f"{name}.json").status == "VERIFIED"


@pytest.mark.parametrize("name", EXPECTED)
def test_forged_certificate_is_rejected(name: str) -> None:
    _, place, reason = EXPECTED[name]
    verdict = check_file(FORGED / f"{name}.json")
    assert (verdict.status, verdict.place) == ("REJECTED", place), verdict
    assert reason in verdict.reason


def changed_leaves(first: object, second: object) -> int:
    """How many places of two JSON values differ; a list with one entry more or less counts once."""
    if isinstance(first, dict) and isinstance(second, dict):
        return sum(
            changed_leaves(first.get(key), second.get(key)) for key in first.keys() | second.keys()
        )
    if isinstance(first, list) and isinstance(second, list):
        return (
            sum(changed_leaves(a, b) for a, b in zip(first, second, strict=True))
            if len(first) == len(second)
            else 1
        )
    return first != second


@pytest.mark.parametrize("name", EXPECTED)
def test_it_is_one_trick(name: str) -> None:
    """The file differs from the honest one in few places: the lie, and what has to be changed with
    it.
    """
    honest, forged = (
        json.loads(path.read_text())
        for path in (FORGED / "honest" / f"{EXPECTED[name][0]}.json", FORGED / f"{name}.json")
    )
    assert 1 <= changed_leaves(honest, forged) <= 10  # 10: another network in its place
