(** Prints, for every theorem, its statement and all that it assumes; `make` compares the print with assumptions.txt. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Circuit Landscape Theorem2.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
Local Open Scope complex_scope.
Local Open Scope classical_set_scope.
Set Printing Width 110.

(** Expansion.v *)
Check eqn11.
Print Assumptions eqn11.
Check eqn13.
Print Assumptions eqn13.
Check eqn14.
Print Assumptions eqn14.
Check eqn15.
Print Assumptions eqn15.

(** Dimension.v *)
Check dimension.
Print Assumptions dimension.
Check sharper_dimension.
Print Assumptions sharper_dimension.
Check traceless_dimension.
Print Assumptions traceless_dimension.

(** States.v *)
Check realise.
Print Assumptions realise.

(** Circuit.v *)
Check gate_exponential.
Print Assumptions gate_exponential.
Check heisenberg_circuit.
Print Assumptions heisenberg_circuit.
Check output_circuit.
Print Assumptions output_circuit.
Check circuit_unitary.
Print Assumptions circuit_unitary.

(** Landscape.v *)
Check parity_minima.
Print Assumptions parity_minima.
Check parity_count.
Print Assumptions parity_count.
Check theorem2_count.
Print Assumptions theorem2_count.
Check theorem2_one_minimum.
Print Assumptions theorem2_one_minimum.

(** Theorem2.v *)
Check theorem2_below.
Print Assumptions theorem2_below.
