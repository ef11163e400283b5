(** The same print for the checks of one network, and for the instance that shows the hypotheses not to be empty. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp.classical Require Import boolp.
From mathcomp.analysis Require Import reals trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Landscape Theorem2.
From SymQNN Require Import Computation Network PauliWords ExpansionCheck IndependenceCheck Instance.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
Set Printing Width 110.

(** IndependenceCheck.v, ExpansionCheck.v *)
Check definition_1_of_checks.
Print Assumptions definition_1_of_checks.
Check equation_11_of_checks.
Print Assumptions equation_11_of_checks.

(** Instance.v *)
Check product_network.
Print Assumptions product_network.
Check product_network_minima.
Print Assumptions product_network_minima.
Check parity_instance.
Print Assumptions parity_instance.
