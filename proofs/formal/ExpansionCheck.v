(** Eqn 11 for one network: a list of operators is compared with the operators of the network, exactly. *)
From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.zify Require Import ssrZ.
From mathcomp.real_closed Require Import complex.
Require Import SymQNN.Expansion SymQNN.States SymQNN.Computation SymQNN.Network.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** [listed] holds 3^p operators, that of xi at its position (digit 1 counts most): listed = computed / scale, cross-multiplied *)
Definition expansion_check (d : nat) (gens : seq gauss) (M : gauss) (listed : seq gauss) : bool :=
  let s := scale gens M in
  all positive_denominator (M :: gens) && Nat.eqb (size listed) (3 ^ size gens) &&
  all (fun AL => positive_denominator AL.2 && everywhere d (fun x y =>
    same (gmul (denominator AL.2, Z0) (at_ (Z0, Z0) AL.1 x y)) (gmul (s, Z0) (entry (entries AL.2) x y))))
    (zip (exact d gens M) listed).

Section Check.
Variables (R : rcfType) (d : nat).
Notation C := R[i].
Local Notation I := ('i%C : C).

Lemma positive_scale gens M : all positive_denominator (M :: gens) -> ZS [ringType of C] (scale gens M) != 0.
Proof.
move=> /= /andP[M0]; rewrite /scale; elim: gens => [|g gens IH] /=; first by move=> _; exact: ZS_neq0.
move=> /andP[g0 /IH rest]; have {}g0 := ZS_neq0 R g0.
have t0 : ZS [ringType of C] (Zpos 2) != 0 by exact: ZS_neq0.
rewrite (ZSM [comRingType of C]) mulf_neq0 // (ZSM [comRingType of C]) mulf_neq0 //.
by rewrite (ZSM [comRingType of C]) mulf_neq0.
Qed.
Lemma nonzero_denominators gens M : all positive_denominator (M :: gens) ->
  all (fun g => ZS [ringType of C] (denominator g) != 0) (M :: gens).
Proof. by apply: sub_all => g; exact: ZS_neq0. Qed.

(** the exact operators are the paper's, times the scale *)
Lemma exact_meaning gens M (xi : word (size gens)) : all positive_denominator (M :: gens) ->
  matrix_of (Z0, Z0) d (gauss_entry I) (nth [::] (exact d gens M) (position xi)) =
  ZS [ringType of C] (scale gens M) *: Phis I (network I d gens) xi (as_matrix I d M).
Proof.
move=> pos; rewrite -(scaled_phis_Phis _ _ (two R)) ?nonzero_denominators // /exact.
apply: operators_meaning => //; [exact: gauss_zero|exact: gauss_add|exact: gauss_sub|move=> a b].
by rewrite (gauss_mul _ _ (ii R)).
Qed.

Theorem expansion_operators gens M listed : expansion_check d gens M listed ->
  forall xi : word (size gens), Phis I (network I d gens) xi (as_matrix I d M) = as_matrix I d (nth no_gauss listed (position xi)).
Proof.
move=> /andP[/andP[pos /Nat.eqb_eq sizeL] /all_nthP check] xi.
have sizeE : size (exact d gens M) = (3 ^ size gens)%N by exact: size_operators.
have lt : (position xi < size (zip (exact d gens M) listed))%N by rewrite size_zip sizeE sizeL minnn position_lt.
have := check ([::], no_gauss) _ lt; rewrite nth_zip ?sizeE ?sizeL // => /= /andP[L0 /everywhereP same_].
set L := nth no_gauss listed _ in L0 same_ *.
have s0 := positive_scale pos; have {}L0 := ZS_neq0 R L0.
apply: (scalerI s0); rewrite -exact_meaning // /as_matrix scalerA.
apply: (scalerI L0); rewrite scalerA mulrCA mulfV // mulr1.
apply/matrixP => x y; have := congr1 (gauss_entry I) (sameP (same_ x y)).
rewrite !(gauss_mul _ _ (ii R)) !mxE [gauss_entry I (denominator L, _)]/gauss_entry [gauss_entry I (scale _ _, _)]/gauss_entry /=.
by rewrite (ZS0 [comRingType of C]) !mulr0 !addr0.
Qed.

(** Eqn 11 with the listed operators, for all (c_l, s_l) on the circle, in particular (cos theta_l, sin theta_l) *)
Theorem expansion_sound gens M listed : expansion_check d gens M listed ->
  forall x : 'I_(size gens) -> C * C, (forall l, (x l).1 * (x l).1 + (x l).2 * (x l).2 = 1) ->
  heisenberg I (network I d gens) x (as_matrix I d M) =
  \sum_xi monomials (fun l => doubled (x l)) xi *: as_matrix I d (nth no_gauss listed (position xi)).
Proof.
move=> check x circle; rewrite (eqn11 (ii R) (two R)) //.
by apply: eq_bigr => xi _; rewrite (expansion_operators check).
Qed.
End Check.

(** Both tests together: the paper's conditions and Eqn 11 with the listed operators hold for the network *)
Theorem equation_11_of_checks (R : rcfType) d gens M listed (i := 'i%C : R[i]) (H := network i d gens) (O := as_matrix i d M) :
  network_check d gens M && expansion_check d gens M listed ->
  [/\ forall l, hermitian (H l), forall l, H l *m H l = 1%:M, hermitian O &
    forall x : 'I_(size gens) -> R[i] * R[i], (forall l, (x l).1 * (x l).1 + (x l).2 * (x l).2 = 1) ->
    heisenberg i H x O = \sum_xi monomials (fun l => doubled (x l)) xi *: as_matrix i d (nth no_gauss listed (position xi))].
Proof. by case/andP=> /(network_conditions R)[hH H2 hM] /(expansion_sound (R := R)) sound; split. Qed.
