(** The same print for Lemmas 3 and 4, Proposition 5, reachability, the shift symmetry, p! 2^p,
    universality, sign generators and Theorem 7. *)
From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Landscape Theorem2 Residuals Shift Minimum Lemmas34 Tensor PsdFactor.
From SymQNN Require Import Proposition5 Bloch ExperimentStates ProductFree Reachability Universality SignGenerators SineProducts StrictMinimum SineConvex Factorial.
From SymQNN Require Import Stationary UpperBound UpperBoundOne UpperBoundInstance.
From SymQNN Require Import NoiseThreshold OrbitTraps PenaltyMinima.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
Local Open Scope complex_scope.
Set Printing Width 110.

(** Residuals.v *)
Check eqn12.
Check residuals.

(** Shift.v *)
Check wave_shift.
Check shift_symmetry.
Check loss_periodic.
Check shift_invariant.

(** Lemmas34.v *)
Check lemma3.
Check lemma4.
Check lemma4_minima.
Check lemmas_3_and_4.

(** PsdFactor.v *)
Check psd_factor.
Check tensor_state.

(** Proposition5.v *)
Check trace_zero_iff.
Check product_independent.
Check proposition5.
Check experiment.

(** ExperimentStates.v *)
Print qubits.
Print samples.
Check experiment_minima.

(** ProductFree.v *)
Check waves_free.

(** Reachability.v *)
Check eqn18_solvable.
Check reachable_iff.
Check independent_iff_reachable.

(** Universality.v *)
Check loss_spectrum.
Check universality.

(** SignGenerators.v *)
Check sign_independent.
Check independent_instance.
Check traceless_instance.

(** SineProducts.v, StrictMinimum.v, SineConvex.v and Factorial.v *)
Print strict_minimum.
Check strict_is_local.
Check zeros.
Check equal_steps.
Check convex_near.
Check persist.
Check factorial_minima.

(** UpperBound.v, UpperBoundOne.v and UpperBoundInstance.v *)
Print bezout.
Print nondegenerate.
Check critical.
Check degrees.
Check theorem7.
Check theorem7_one.
Check nondegenerate_instance.

(** NoiseThreshold.v, OrbitTraps.v and PenaltyMinima.v *)
Check noise_scaled.
Check noise_many.
Check noise_one.
Print threshold.
Print noisy.
Check noise_threshold_lambda.
Print on_orbit.
Print orbit_minimum.
Check orbit_theorem.
Check penalty_minimum.
Check penalty_count.

(** What they assume: first those that assume nothing, then all the others together. *)
Definition theorems_without_assumptions :=
  (psd_factor, tensor_state, eqn18_solvable, sign_independent, independent_instance,
   traceless_instance, noise_scaled, noise_many, noise_one).
Print Assumptions theorems_without_assumptions.
Definition theorems_over_the_reals :=
  (eqn12, residuals, wave_shift, shift_symmetry, loss_periodic, shift_invariant, lemma3, lemma4,
   lemma4_minima, lemmas_3_and_4, trace_zero_iff, product_independent, proposition5, experiment,
   waves_free, reachable_iff, independent_iff_reachable, loss_spectrum, universality, zeros,
   equal_steps, strict_is_local, convex_near, persist, factorial_minima, critical, degrees, theorem7, theorem7_one,
   nondegenerate_instance, experiment_minima, noise_threshold_lambda, orbit_theorem, penalty_minimum, penalty_count).
Print Assumptions theorems_over_the_reals.
