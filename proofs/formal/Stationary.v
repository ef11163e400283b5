(** Auxiliary to UpperBound.v: at a local minimum of sum_j (A_j + B_j cos 2t + C_j sin 2t)^2 at t = 0 the derivative vanishes
    ("by definition, a local minimum must be a critical point"), without derivatives. *)
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
Local Open Scope complex_scope.

(** a sum of squares of a + b cos 2t + c sin 2t with a local minimum at t = 0 *)
Lemma stationary (R : realType) (I : finType) (A B C : I -> R) (e : R) : 0 < e ->
  (forall t, `|t| < e -> \sum_j (A j + B j) ^+ 2 <= \sum_j (A j + B j * (chart t).1 + C j * (chart t).2) ^+ 2) ->
  \sum_j (A j + B j) * C j = 0.
Proof.
move=> e0 minimum; set g := \sum_j _; apply/eqP/negPn/negP => g0.
pose w1 := \sum_j (A j + B j) * B j; pose w2 := \sum_j C j ^+ 2; pose w3 := \sum_j B j * C j; pose w4 := \sum_j B j ^+ 2.
pose K := `|w1| *+ 2 + `|w2| + `|w3| *+ 2 + `|w4|.
have K0 : 0 <= K by rewrite !addr_ge0 ?mulrn_wge0.
have expand x y : \sum_j (A j + B j * x + C j * y) ^+ 2 - \sum_j (A j + B j) ^+ 2 =
    g * y *+ 2 - w1 * (1 - x) *+ 2 + w2 * y ^+ 2 - w3 * (y * (1 - x)) *+ 2 + w4 * (1 - x) ^+ 2.
  rewrite /g /w1 /w2 /w3 /w4 -sumrB !mulr_suml -!sumrMnl -!sumrN -!big_split /=; apply: eq_bigr => j _; ring.
have [e' e'0 hit] := chart_open 0 e0.
have chart0 : chart 0 = (1, 0) :> R * R by rewrite /chart mul0rn cos0 sin0.
pose s := Num.min (2%:R^-1) (Num.min (e' / 2%:R) (`|g| / (K + 1))).
have K1 : 0 < K + 1 by rewrite ltr_paddl.
have s0 : 0 < s by rewrite !lt_minr invr_gt0 ltr0n !divr_gt0 ?ltr0n // normr_gt0.
have [s1 s2 s3] : [/\ s <= 2%:R^-1, s <= e' / 2%:R & s <= `|g| / (K + 1)].
  by rewrite /s !le_minl !lexx /= ?orbT.
have s_1 : s <= 1 by rewrite (le_trans s1) // invf_le1 ?ltr0n // ler1n.
have ss : s ^+ 2 <= s by rewrite expr2 ler_pimulr // ltW.
have room : 0 <= 1 - s ^+ 2 by rewrite subr_ge0 (le_trans ss).
pose x := Num.sqrt (1 - s ^+ 2); pose y := - Num.sg g * s.
have x0 : 0 <= x by exact: sqrtr_ge0.
have x2 : x ^+ 2 = 1 - s ^+ 2 by rewrite sqr_sqrtr.
have y2 : y ^+ 2 = s ^+ 2 by rewrite /y exprMn sqrrN sqr_sg g0 mul1r.
have yn : `|y| = s by rewrite -(ger0_norm (ltW s0)) -[LHS]sqrtr_sqr -[RHS]sqrtr_sqr y2.
have xC : on_circle (x, y) by rewrite /on_circle /= x2 y2 subrK.
have x1 : x <= 1 by rewrite -ler_sqr ?nnegrE ?ler01 // x2 expr1n ler_subl_addr ler_addl sqr_ge0.
have D0 : 0 <= 1 - x by rewrite subr_ge0.
have Ds : 1 - x <= s ^+ 2.
  have -> : s ^+ 2 = (1 - x) * (1 + x) by rewrite -[s ^+ 2](subKr 1) -x2; ring.
  by rewrite ler_pemulr // ler_addl.
have D1 : 1 - x <= 1 by rewrite (le_trans Ds) // (le_trans ss).
have [||t t_small tE] := hit (x, y) xC; rewrite ?chart0 /=.
- rewrite distrC ger0_norm // (le_lt_trans (le_trans Ds (le_trans ss s2))) // ltr_pdivr_mulr ?ltr0n //.
  by rewrite ltr_pmulr // ltr1n.
- by rewrite subr0 yn (le_lt_trans s2) // ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
have := minimum t; rewrite subr0 in t_small; move/(_ t_small).
rewrite -subr_ge0 tE /= expand leNgt => /negP; apply.
have gy : g * y = - (`|g| * s) by rewrite /y mulrA mulrN mulNr [g * _]mulrC -normrEsg.
rewrite gy; apply: (@le_lt_trans _ _ (- (`|g| * s) *+ 2 + K * s ^+ 2)); last first.
  rewrite mulNrn addrC subr_lt0 mulr2n (@lt_le_trans _ _ (`|g| * s)) // ?ler_addl ?mulr_ge0 ?(ltW s0) //.
  rewrite expr2 mulrA ltr_pmul2r //; move: s3; rewrite ler_pdivl_mulr // mulrDr mulr1 => h.
  by rewrite mulrC (lt_le_trans _ h) // ltr_addl.
clearbody y x.
have b1 : - (w1 * (1 - x) *+ 2) <= `|w1| *+ 2 * s ^+ 2.
  rewrite -mulNrn mulrnAl ler_muln2r /= -mulNr (le_trans (ler_norm _)) // normrM normrN (ger0_norm D0).
  by rewrite ler_wpmul2l.
have b2 : w2 * y ^+ 2 <= `|w2| * s ^+ 2 by rewrite y2 ler_wpmul2r ?sqr_ge0 // ler_norm.
have b3 : - (w3 * (y * (1 - x)) *+ 2) <= `|w3| *+ 2 * s ^+ 2.
  rewrite -mulNrn mulrnAl ler_muln2r /= -mulNr (le_trans (ler_norm _)) // !normrM normrN yn (ger0_norm D0).
  by rewrite ler_wpmul2l // (le_trans _ Ds) // ler_pimull.
have b4 : w4 * (1 - x) ^+ 2 <= `|w4| * s ^+ 2.
  apply: (@le_trans _ _ (`|w4| * (1 - x) ^+ 2)); first by rewrite ler_wpmul2r ?sqr_ge0 // ler_norm.
  by rewrite ler_wpmul2l // (le_trans _ Ds) // expr2 ler_pimulr.
have -> : K * s ^+ 2 = `|w1| *+ 2 * s ^+ 2 + `|w2| * s ^+ 2 + `|w3| *+ 2 * s ^+ 2 + `|w4| * s ^+ 2 by rewrite /K !mulrDl.
rewrite !addrA; apply: ler_add b4; apply: ler_add b3; apply: ler_add b2; apply: ler_add b1; exact: lexx.
Qed.
