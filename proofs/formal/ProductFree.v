(** Auxiliary: products of p functions, one factor from a basis of three each, are linearly independent; so are the waves
    prod_(xi_l = 1) cos 2 theta_l prod_(xi_l = 2) sin 2 theta_l: the expansion of Eqn 12 is unique. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Landscape Theorem2 Residuals.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.

(** a function on three points *)
Definition pick3 T (a b c : T) (k : 'I_3) : T := match val k with 0 => a | 1 => b | _ => c end.
Lemma sum3 (V : zmodType) (F : 'I_3 -> V) : \sum_k F k = F 0 + F 1 + F ord_max.
Proof.
rewrite !big_ord_recl big_ord0 addr0 addrA; congr (_ + F _ + F _); exact: val_inj.
Qed.
Lemma ind3 (P : 'I_3 -> Prop) : P 0 -> P 1 -> P ord_max -> forall k, P k.
Proof. by move=> P0 P1 P2 [[|[|[|n]]] // lt]; [move: P0 | move: P1 | move: P2]; congr P; exact: val_inj. Qed.

Section ProductFree.
Variables (K : fieldType) (p : nat) (g g' : 'I_3 -> 'I_3 -> K).
Hypothesis inverse : forall k k', \sum_t g k t * g' t k' = (k == k')%:R.
Theorem product_free (a : word p -> K) :
  (forall t : word p, \sum_xi a xi * \prod_l g (xi l) (t l) = 0) -> forall xi, a xi = 0.
Proof.
move=> zero eta.
have -> : a eta = \sum_xi a xi * \prod_l (xi l == eta l)%:R.
  rewrite (bigD1 eta) //= big1 ?mulr1 ?big1 ?addr0 // => [xi xe|l _]; last by rewrite eqxx.
  have /existsP[l ll] : [exists l, xi l != eta l].
    apply: contraNT xe; rewrite negb_exists => /forallP same; apply/eqP/ffunP => l.
    exact/eqP/negPn/same.
  by rewrite (bigD1 l) //= (negPf ll) mul0r mulr0.
have E xi : \prod_l (xi l == eta l)%:R = \sum_(t : word p) (\prod_l g (xi l) (t l)) * \prod_l g' (t l) (eta l).
  under eq_bigr do rewrite -inverse.
  by rewrite (bigA_distr_bigA (fun l t => g (xi l) t * g' t (eta l))); apply: eq_bigr => t _; rewrite big_split.
under eq_bigr do rewrite E mulr_sumr.
rewrite exchange_big big1 // => t _; under eq_bigr do rewrite mulrA.
by rewrite -mulr_suml zero mul0r.
Qed.
End ProductFree.

Section Waves.
Variables (R : realType) (p : nat).
Notation angles := {ffun 'I_p -> R}.

(** three points of the circle: 2 theta = 0, pi, pi/2 *)
Definition three_points : 'I_3 -> R := pick3 0 (pi / 2%:R) (pi / 4%:R).
Lemma three_charts t : chart (three_points t) = pick3 (1, 0) (-1, 0) (0, 1) t.
Proof.
have double (x y : R) : x *+ 2 = y -> chart x = (cos y, sin y) by move=> <-.
move: t; apply: ind3; rewrite /three_points /pick3 /=.
- by rewrite (double _ 0) ?mul0rn // cos0 sin0.
- by rewrite (double _ pi) ?cospi ?sinpi // -[LHS]mulr_natr divfK ?pnatr_eq0.
rewrite (double _ (pi / 2%:R)) ?cos_pihalf ?sin_pihalf //.
by rewrite -[LHS]mulr_natr; field.
Qed.

Theorem waves_free (a : word p -> R) :
  (forall theta : angles, \sum_xi a xi * wave theta xi = 0) -> forall xi, a xi = 0.
Proof.
pose g (k t : 'I_3) : R := monomial k (pick3 (1, 0) (-1, 0) (0, 1) t).
pose h : R := 2%:R^-1.
pose g' (t k : 'I_3) : R := pick3 (pick3 h h (- h)) (pick3 h (- h) (- h)) (pick3 0 0 1) t k.
move=> zero; apply: (@product_free _ _ g g') => [|t].
  have hh : h + h = 1 by rewrite -mulr2n -mulr_natr mulVf // pnatr_eq0.
  have hh2 : h = 1 - h by rewrite -hh addrK.
  apply: ind3; apply: ind3; rewrite sum3 /g /g' /monomial /pick3 /= ?(mul1r, mul0r, mulN1r, mulr0, addr0, add0r, opprK);
    by rewrite ?hh ?subrr ?addNr // -?opprD ?hh // addrC subrr.
rewrite -[RHS](zero [ffun l => three_points (t l)]); apply: eq_bigr => xi _; congr (_ * _).
by rewrite /wave /monomials; apply: eq_bigr => l _; rewrite ffunE three_charts.
Qed.
End Waves.
