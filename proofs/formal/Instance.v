(** The hypotheses of the theorems are not empty: the paper's product network with p = 2 (section 6: h = Z, m = Y + I)
    satisfies them, and has the four local minima of Theorem 2. *)
From Coq Require Import ZArith String.
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp.
From mathcomp.analysis Require Import reals trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Landscape Theorem2.
From SymQNN Require Import Computation Network PauliWords IndependenceCheck.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Open Scope Z_scope.

(** H_1 = Z (x) I, H_2 = I (x) Z, M = (I + Y) (x) (I + Y) *)
Definition generators : seq gauss := [:: pauli_sum 1 [:: ("ZI"%string, 1)]; pauli_sum 1 [:: ("IZ"%string, 1)]].
Definition observable : gauss :=
  tensor [:: pauli_sum 1 [:: ("I"%string, 1); ("Y"%string, 1)]; pauli_sum 1 [:: ("I"%string, 1); ("Y"%string, 1)]].
(** the functionals that export-coq finds for proofs/definition_1/product_p2 *)
Definition witness : seq (seq (seq Z)) :=
  [:: [:: [:: 0; 4743368; 0; 0]; [:: 12033845; 0; 0; 0]; [:: 0; 0; 0; 0]; [:: 0; 0; 0; 0]]
  ; [:: [:: 0; 6291455; 0; 0]; [:: 6291455; 0; 0; 0]; [:: 0; 0; 0; 0]; [:: 0; 0; 0; 0]]
  ; [:: [:: 0; 0; 4743368; 0]; [:: 0; 0; 0; 0]; [:: 12033845; 0; 0; 0]; [:: 0; 0; 0; 0]]
  ; [:: [:: 0; 0; 0; 5242879]; [:: 0; 0; 11534334; 0]; [:: 0; 11534334; 0; 0]; [:: 5242879; 0; 0; 0]]
  ; [:: [:: 0; 0; 0; 2371684]; [:: 0; 0; 2371684; 0]; [:: 0; 14405529; 0; 0]; [:: 14405529; 0; 0; 0]]
  ; [:: [:: 0; 0; 6291455; 0]; [:: 0; 0; 0; 0]; [:: 6291455; 0; 0; 0]; [:: 0; 0; 0; 0]]
  ; [:: [:: 0; 0; 0; 2371684]; [:: 0; 0; 14405529; 0]; [:: 0; 2371684; 0; 0]; [:: 14405529; 0; 0; 0]]
  ; [:: [:: 0; 0; 0; 11534334]; [:: 0; 0; 11534334; 0]; [:: 0; 11534334; 0; 0]; [:: 11534334; 0; 0; 0]]].

Local Open Scope ring_scope.

(** All hypotheses of Theorem 2, and so of States.realise and of Dimension.v (d = 4) *)
Theorem product_network (R : rcfType) (i := 'i%C : R[i]) (H := network i 4 generators) (M := as_matrix i 4 observable) :
  [/\ forall l, hermitian (H l), forall l, H l *m H l = 1%:M, hermitian M & independent i H M].
Proof. by apply: (@definition_1_of_checks R 4 16777213 4392518 generators observable witness); vm_cast_no_check (erefl true). Qed.

(** Theorem 2 for this network: four states with labels, four local minima in the period [0, pi)^2, three of them spurious *)
Theorem product_network_minima (R : realType) (i := 'i%C : R[i]) (H := network i 4 generators) (M := as_matrix i 4 observable) :
  exists2 data : 'I_2 * bool -> 'M[R[i]]_4 * R, forall j, state (data j).1 &
  exists (t0 : {ffun 'I_2 -> R}) (s : seq {ffun 'I_2 -> R}),
    [/\ uniq (t0 :: s), size s = 3%N,
        forall theta : {ffun 'I_2 -> R}, (forall l, 0 <= theta l < pi) ->
          local_minimum (loss H M data) theta <-> theta \in t0 :: s,
        loss H M data t0 = 0 & forall t, t \in s -> 0 < loss H M data t].
Proof.
have [hH H2 hM free] := product_network R.
have quarter : 0 < (4%:R^-1 : R) < 2%:R^-1 by rewrite invr_gt0 ltr0n ltf_pinv ?posrE ?ltr0n // ltr_nat.
have [k k0 [data states [_ _ minima]]] :=
  @theorem2_below R 4 2 H M isT isT hH H2 hM free [ffun=> 0] 4%:R^-1 quarter.
exists data => //; have [t0 [s [uniq_ size_ count zero others]]] := minima (fun=> 0).
exists t0, s; split=> // [theta period|t /others]; first by apply: count => l; rewrite add0r; exact: period.
apply: lt_le_trans; rewrite divr_gt0 ?ltr0n // pmulrn_rgt0 // mulr_gt0 ?exprn_gt0 //.
by case/andP: quarter.
Qed.

(** The parity family: one set {1, 2} with weight 1/4 satisfies the hypotheses of [parity_minima] for p = 2. *)
Theorem parity_instance (R : rcfType) (family := [:: ([set: 'I_2], 4%:R^-1 : R)]) :
  (forall t, t \in family -> 0 <= t.2) /\ forall l, weight family l < 2%:R^-1.
Proof.
have q0 : 0 < (4%:R^-1 : R) by rewrite invr_gt0 ltr0n.
split=> [t|l]; first by rewrite inE => /eqP -> /=; exact: ltW.
by rewrite /weight big_cons big_nil inE addr0 /= ltf_pinv ?posrE ?ltr0n // ltr_nat.
Qed.
