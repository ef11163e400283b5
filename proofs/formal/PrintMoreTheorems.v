(** The same print for Lemmas 3 and 4, Proposition 5, reachability, the shift symmetry, p! 2^p, universality and sign generators. *)
From mathcomp Require Import all_ssreflect all_algebra all_fingroup.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Landscape Theorem2 Residuals Shift Minimum Lemmas34 Tensor PsdFactor.
From SymQNN Require Import Proposition5 ProductFree Reachability Universality SignGenerators SineProducts Factorial.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
Local Open Scope complex_scope.
Set Printing Width 110.

(** Residuals.v *)
Check eqn12.
Print Assumptions eqn12.
Check residuals.
Print Assumptions residuals.

(** Shift.v *)
Check wave_shift.
Print Assumptions wave_shift.
Check shift_symmetry.
Print Assumptions shift_symmetry.
Check loss_periodic.
Print Assumptions loss_periodic.
Check shift_invariant.
Print Assumptions shift_invariant.

(** Lemmas34.v *)
Check lemma3.
Print Assumptions lemma3.
Check lemma4.
Print Assumptions lemma4.
Check lemma4_minima.
Print Assumptions lemma4_minima.
Check lemmas_3_and_4.
Print Assumptions lemmas_3_and_4.

(** PsdFactor.v *)
Check psd_factor.
Print Assumptions psd_factor.
Check tensor_state.
Print Assumptions tensor_state.

(** Proposition5.v *)
Check trace_zero_iff.
Print Assumptions trace_zero_iff.
Check product_independent.
Print Assumptions product_independent.
Check proposition5.
Print Assumptions proposition5.
Check experiment.
Print Assumptions experiment.

(** ProductFree.v *)
Check waves_free.
Print Assumptions waves_free.

(** Reachability.v *)
Check eqn18_solvable.
Print Assumptions eqn18_solvable.
Check reachable_iff.
Print Assumptions reachable_iff.
Check independent_iff_reachable.
Print Assumptions independent_iff_reachable.

(** Universality.v *)
Check loss_spectrum.
Print Assumptions loss_spectrum.
Check universality.
Print Assumptions universality.

(** SignGenerators.v *)
Check sign_independent.
Print Assumptions sign_independent.
Check independent_instance.
Print Assumptions independent_instance.
Check traceless_instance.
Print Assumptions traceless_instance.

(** SineProducts.v and Factorial.v *)
Check zeros.
Print Assumptions zeros.
Check equal_steps.
Print Assumptions equal_steps.
Check persist.
Print Assumptions persist.
Check factorial_minima.
Print Assumptions factorial_minima.
