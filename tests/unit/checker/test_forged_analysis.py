"""Every forged certificate of the kinds variance, lie-algebra, fisher-rank and support is rejected
at the intended place for the intended reason.

Modules: checker/kinds/fisher, checker/kinds/ideals, checker/kinds/support, checker/kinds/variance,
checker/mathematics/centroid, checker/mathematics/lie_algebra, checker/mathematics/walk.
"""

from pathlib import Path

import pytest

from symqnn.checker import check_file

FORGED = Path(__file__).parents[2] / "forged" / "analysis"
HONEST = Path(__file__).parents[3] / "proofs" / "analysis"

# file name: (the shipped certificate it was made from, the place, part of the reason)
EXPECTED = {
    "variance_mean_shifted": ("global_cost_n4", "claim.mean", "differs from the recomputed value"),
    "variance_is_the_mean_square": (
        "global_cost_n4",
        "claim.variance",
        "differs from the recomputed value",
    ),
    "variance_gradient_by_phi": (
        "hardware_efficient_n3",
        "claim.gradient.0",
        "differs from the recomputed value",
    ),
    "variance_gradient_swapped": (
        "hardware_efficient_n3",
        "claim.gradient.0",
        "differs from the recomputed value",
    ),
    "variance_gradient_too_short": (
        "hardware_efficient_n3",
        "claim.gradient",
        "expected an array of length",
    ),
    "variance_derivative_called_zero": (
        "hardware_efficient_n3",
        "claim.gradient.0",
        "differs from the recomputed value",
    ),
    "variance_unit_doubled": (
        "hardware_efficient_n3",
        "instance.loss.network.units",
        "does not divide the frequencies",
    ),
    "variance_correlation_of_the_other_sign": (
        "correlated_words",
        "claim.variance",
        "differs from the recomputed value",
    ),
    "variance_correlation_left_out": (
        "correlated_words",
        "claim.variance",
        "differs from the recomputed value",
    ),
    "variance_of_independent_angles": (
        "qaoa_ring_n4",
        "claim.variance",
        "differs from the recomputed value",
    ),
    "variance_of_a_float": ("global_cost_n4", "claim.mean", "expected a string, found 0.0625"),
    "variance_witness_not_empty": ("global_cost_n4", "witness", "unknown field"),
    "variance_loss_of_another_kind": ("global_cost_n4", "instance.loss.kind", "is none of"),
    "lie_dimension_higher": ("open_chain_n4", "claim.dimension", "not the number of basis"),
    "lie_centre_too_large": ("cycle_n5", "claim.centre", "not the dimension of the centre"),
    "lie_centre_of_words": ("matchgates_n4", "claim.centre", "not the dimension of the centre"),
    "lie_basis_too_short": ("matchgates_n4", "witness.basis", "not closed"),
    "lie_word_twice": ("matchgates_n4", "witness.basis", "a word occurs twice"),
    "lie_generator_left_out": ("matchgates_n4", "witness.basis", "a generator is not in"),
    "lie_bracket_that_is_zero": ("matchgates_n4", "witness.basis.28", "this bracket is 0"),
    "lie_element_before_it_exists": (
        "matchgates_n4",
        "witness.basis.8.1",
        "not an earlier element",
    ),
    "lie_no_such_generator": ("matchgates_n4", "witness.basis.0.0", "no such generator"),
    "lie_relations_of_words": ("heisenberg_n3", "witness", "relations, but all generators are"),
    "lie_relations_missing": (
        "open_chain_n4",
        "witness.relations",
        "expected an array, found null",
    ),
    "lie_relation_wrong": ("open_chain_n4", "witness.relations.7.0", "does not give the operator"),
    "lie_relation_cut": ("open_chain_n4", "witness.relations.7.0", "does not give the operator"),
    "lie_relation_unsorted": (
        "open_chain_n4",
        "witness.relations.7.0.1.0",
        "not increasing positions of basis",
    ),
    "lie_row_of_relations_missing": (
        "open_chain_n4",
        "witness.relations",
        "expected an array of length",
    ),
    "lie_basis_dependent": ("open_chain_n4", "witness.basis", "not independent modulo 2147483647"),
    "lie_sums_not_closed": (
        "open_chain_n4",
        "witness.relations.13.1.0.0",
        "not increasing positions of basis",
    ),
    "lie_generator_expressed_wrongly": (
        "open_chain_n4",
        "witness.generators.0",
        "does not give the operator",
    ),
    "lie_gate_without_parameter": ("heisenberg_n3", "instance", "a gate without a parameter"),
    "ideals_all_in_one": ("cycle_n5", "witness.ideals.roots", "not as many as the dimension 4"),
    "ideals_conjugate_ones_joined": ("cycle_n5", "claim.ideals.0.2", "not the simple algebras"),
    "ideals_left_out": ("open_chain_n4", "claim.ideals", "expected an array of length 1"),
    "ideals_map_not_invariant": (
        "cycle_n5",
        "witness.ideals.map",
        "does not commute with the brackets",
    ),
    "ideals_map_of_words": ("heisenberg_n4", "witness.ideals", "null is required"),
    "ideals_map_zero": ("cycle_n5", "witness.ideals.roots", "do not add up to [g, g]"),
    "ideals_modulus_composite": ("cycle_n5", "witness.ideals.modulus", "not a prime between 2^16"),
    "ideals_name_undecided": ("symplectic_n4", "claim.ideals.0.2", "not the simple algebras"),
    "ideals_not_claimed": ("cycle_n5", "witness", "unknown field"),
    "ideals_one_less": ("cycle_n5", "claim.ideals.0.1", "not the number of these ideals"),
    "ideals_orthogonal_called_symplectic": ("orthogonal_n5", "claim.ideals.0.2", "can be: so(9)"),
    "ideals_root_shifted": ("cycle_n5", "witness.ideals.roots", "do not add up to [g, g]"),
    "ideals_root_twice": ("cycle_n5", "witness.ideals.roots", "not different residues"),
    "ideals_twins_left_out": ("heisenberg_n4", "claim.ideals.0.2", "can be: su(4)"),
    "ideals_without_map": ("cycle_n5", "witness.ideals.roots", "do not add up to [g, g]"),
    "ideals_without_witness": ("cycle_n5", "witness", "missing field"),
    "support_cone_of_single_words": (
        "light_cone_mixed",
        "witness.units.1",
        "does not commute with the word",
    ),
    "support_degree_too_low": (
        "frequencies_cycle_n5",
        "claim.degrees.0",
        "not the largest frequency",
    ),
    "support_first_unit_left_out": (
        "light_cones_n3",
        "witness.units.0",
        "does not commute with the word",
    ),
    "support_identity": ("light_cones_n3", "claim.cones", "not the words of the observable"),
    "support_last_unit_left_out": (
        "light_cones_n3",
        "witness.units.0",
        "does not commute with the word",
    ),
    "support_linked_unit_left_out": (
        "light_cone_mixed",
        "witness.units.1",
        "does not commute with a later one",
    ),
    "support_one_vector_less": (
        "frequencies_cycle_n5",
        "claim.vectors",
        "not the number of frequency vectors",
    ),
    "support_parameter_left_out": ("light_cones_n3", "claim.cones.0.2", "not what the units"),
    "support_qubit_left_out": ("light_cones_n3", "claim.cones.0.1", "not what the units"),
    "support_units_missing": ("light_cones_n3", "witness.units", "expected an array, found null"),
    "support_units_without_cones": ("light_cones_n3", "witness.units", "not claimed"),
    "support_word_left_out": ("light_cones_n3", "claim.cones", "not the words of the observable"),
    "support_word_twice": ("light_cones_n3", "claim.cones", "not the words of the observable"),
    "fisher_rank_too_high": ("saturation_n2", "claim.at_least", "more than the rank modulo"),
    "fisher_bound_too_low": ("saturation_n2", "claim.at_most", "not the bound of this"),
    "fisher_rank_negative": ("saturation_n2", "claim.at_least", "more than the rank modulo"),
    "fisher_state_called_real": ("saturation_n2", "instance", "the state is not shown"),
    "fisher_modulus_composite": ("saturation_n1", "witness.modulus", "not a prime between 2^16"),
    "fisher_modulus_small": ("saturation_n1", "witness.modulus", "not a prime between 2^16"),
    "fisher_tangent_no_residue": ("saturation_n1", "witness.tangents.0", "not a residue 0 ..."),
    "fisher_tangents_too_few": ("saturation_n1", "witness.tangents", "expected an array of length"),
    "fisher_angles_all_zero": ("saturation_n2", "claim.at_least", "more than the rank modulo"),
    "fisher_state_mixed": ("saturation_n2", "instance.state.vectors.0", "not of length 1: the"),
    "fisher_state_a_density_matrix": ("saturation_n1", "instance.state.kind", "is none of"),
    "fisher_orbit_without_algebra": ("orbit_ring_n3", "witness", "missing field"),
    "fisher_algebra_without_orbit": ("orbit_ring_n3", "witness", "unknown field"),
    "fisher_orbit_of_a_part": (
        "orbit_ring_n3",
        "witness.algebra.relations.5.1.0.0",
        "not increasing positions of basis",
    ),
    "fisher_orbit_too_small": ("orbit_ring_n3", "claim.at_most", "not the bound of this"),
    "fisher_reason_unknown": ("saturation_n1", "witness.reason", "is none of"),
}


def test_every_file_is_listed() -> None:
    assert {path.stem for path in FORGED.glob("*.json")} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted({base for base, _, _ in EXPECTED.values()}))
def test_what_they_were_made_from_is_verified(name: str) -> None:
    assert check_file(HONEST / f"{name}.certificate.json").status == "VERIFIED"


@pytest.mark.parametrize("name", EXPECTED)
def test_forged_certificate_is_rejected(name: str) -> None:
    _, place, reason = EXPECTED[name]
    verdict = check_file(FORGED / f"{name}.json")
    assert (verdict.status, verdict.place) == ("REJECTED", place), verdict
    assert reason in verdict.reason
