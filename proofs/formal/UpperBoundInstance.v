(** Theorem 7's premise is not empty: for every p and every network with linear independence there is a training set whose
    system (28) has finitely many complex solutions, in the sense of UpperBound.nondegenerate (residuals kappa sin 2 theta_l,
    the training set of Lemma 3). *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Landscape Theorem2 Residuals ProductFree UpperBound.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.
Local Open Scope complex_scope.

Section Finite.
Variables (R : realType) (p : nat) (k : R).
Notation C := R[i].
Notation unknown := ('I_p * bool)%type.
Hypothesis k0 : k != 0.
Definition only (j : 'I_p) (xi : word p) : R := k * (xi == single j ord_max)%:R.

Lemma exponent_sin l (v : unknown) : exponent (single l ord_max) v = (v == (l, false)).
Proof.
case: v => j b; rewrite /exponent /= ffunE xpair_eqE; case: b => /=; rewrite ?andbF ?andbT;
  by case: (j == l).
Qed.
Lemma exponent_cos l (v : unknown) : exponent (slope_word l (single l ord_max)) v = (v == (l, true)).
Proof.
case: v => j b; rewrite /exponent /= !ffunE xpair_eqE; case: b => /=; rewrite ?andbF ?andbT;
  by case: (j == l).
Qed.
Lemma one_variable (x : {ffun unknown -> C}) u : \prod_v x v ^+ (v == u) = x u.
Proof. by rewrite (bigD1 u) //= eqxx big1 ?mulr1 // => v /negPf ->. Qed.

Lemma g_only l (x : {ffun unknown -> C}) :
  value (g_polynomial only l) x = (k ^+ 2)%:C * (x (l, false) * x (l, true)).
Proof.
rewrite /value /g_polynomial big_map big_enum /= (bigD1 (l, (single l ord_max, single l ord_max))) //=.
rewrite [X in _ + X]big1 ?addr0 => [|[j [xi xi']] ne]; last first.
  rewrite /= /only; have [E|_] := eqVneq xi (single j ord_max); last by rewrite mulr0 !mul0r.
  have [E'|_] := eqVneq xi' (single j ord_max); last by rewrite !mulr0 !mul0r.
  have jl : j != l by apply: contraNneq ne => jl; rewrite E E' jl.
  by rewrite E' ffunE eq_sym (negPf jl) /slope_sign /pick3 /= mulr0 mul0r.
rewrite /only eqxx !mulr1 ffunE eqxx /slope_sign /pick3 /= mulr1 -expr2; congr (_ * _).
under eq_bigr do rewrite ffunE exponent_sin exponent_cos exprD.
by rewrite big_split /= !one_variable.
Qed.
Lemma circle_value l (x : {ffun unknown -> C}) :
  value (circle_polynomial R l) x = x (l, true) ^+ 2 + x (l, false) ^+ 2 - 1.
Proof.
have one u : \prod_v x v ^+ [ffun v => ((v == u) * 2)%N : nat] v = x u ^+ 2.
  by rewrite (bigD1 u) //= ffunE eqxx big1 ?mulr1 // => v /negPf vu; rewrite ffunE vu mul0n expr0.
have none : \prod_v x v ^+ [ffun=> 0%N : nat] v = 1 by rewrite big1 // => v _; rewrite ffunE expr0.
by rewrite /value /circle_polynomial !big_cons big_nil /= !one none !mul1r mulN1r addr0 addrA.
Qed.

Lemma finite_only : exists zeros : seq {ffun unknown -> C}, forall x, (forall v, value (system only v) x = 0) -> x \in zeros.
Proof.
pose pt (f : {ffun unknown -> 'I_3}) : {ffun unknown -> C} := [ffun v => pick3 0 1 (-1) (f v)].
exists [seq pt f | f <- enum [finType of {ffun unknown -> 'I_3}]] => x zero.
have values v : [\/ x v = 0, x v = 1 | x v = -1].
  case: v => l b; have := zero (l, true); have := zero (l, false); rewrite /system /= circle_value g_only.
  move=> /eqP; rewrite subr_eq0 => /eqP circle /eqP; rewrite mulf_eq0 => /orP[|].
    by rewrite eq_complex /= eqxx andbT expf_eq0 /= (negPf k0).
  rewrite mulf_eq0 => /orP[] /eqP v0; move: circle; rewrite v0 expr0n ?addr0 ?add0r => /eqP;
    rewrite sqrf_eq1 => /orP[] /eqP v1; case: b; rewrite ?v0 ?v1; by [apply: Or31 | apply: Or32 | apply: Or33].
apply/mapP; exists [ffun v => if x v == 0 then 0 else if x v == 1 then 1 else ord_max]; first by rewrite mem_enum.
apply/ffunP => v; rewrite !ffunE; have [->|->|->] := values v; rewrite ?eqxx // ?oner_eq0 //.
by rewrite oppr_eq0 oner_eq0; case: eqP => // E; exfalso; move/eqP: E.
Qed.
End Finite.

Section Instance.
Variables (R : realType) (d p : nat).
Notation C := R[i].
Notation angles := {ffun 'I_p -> R}.
Variables (H : 'I_p -> 'M[C]_d) (M : 'M[C]_d).
Hypotheses (d0 : (0 < d)%N).
Hypotheses (hH : forall l, hermitian (H l)) (H2 : forall l, H l *m H l = 1%:M) (hM : hermitian M).
Hypothesis free : independent 'i%C H M.

Theorem nondegenerate_instance : exists2 data : 'I_p -> 'M[C]_d * R, forall j, state (data j).1 & nondegenerate H M data.
Proof.
pose c (j : 'I_p) (xi : word p) : R := (xi == single j ord_max)%:R.
have [k k0 /(_ k)[|data dataS dataE]] := residuals d0 hH H2 hM free c; first by rewrite k0 lexx.
exists data; first exact: dataS.
have E j xi : residual_coefficient H M data j xi = only k j xi.
  apply/eqP; rewrite -subr_eq0; apply/eqP; move: xi.
  apply: (@waves_free R p (fun xi => residual_coefficient H M data j xi - only k j xi)) => theta.
  under eq_bigr do rewrite mulrBl; rewrite sumrB; apply/eqP; rewrite subr_eq0; apply/eqP.
  have -> : \sum_xi only k j xi * wave theta xi = k * \sum_xi c j xi * wave theta xi.
    by rewrite mulr_sumr; apply: eq_bigr => xi _; rewrite /only mulrA.
  rewrite -dataE eqn12 /residual_coefficient; under eq_bigr do rewrite mulrBl; rewrite sumrB; congr (_ - _).
  by rewrite (bigD1 zero_word) //= eqxx mul1r wave0 mulr1 big1 ?addr0 // => xi /negPf ->; rewrite !mul0r.
have -> : nondegenerate H M data = exists zeros : seq {ffun 'I_p * bool -> C},
    forall x, (forall v, value (system (only k) v) x = 0) -> x \in zeros.
  rewrite /nondegenerate; have -> // : residual_coefficient H M data = only k.
  by apply/funext => j; apply/funext => xi; exact: E.
by apply: finite_only; exact: lt0r_neq0.
Qed.
End Instance.
