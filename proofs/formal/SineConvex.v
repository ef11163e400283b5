(** Near each common zero of the sine products F_j = prod_l sin 2 (theta_l - a_jl) the function
    sum_j F_j^2 + r^2 T, T of bounded differences, is strictly convex for all small r: f(m) < (f(m + h) + f(m - h))/2.

    Auxiliary to Factorial.v. At the zero of the permutation s the factor sin 2 (theta_s(j) - a_js(j)) of F_j changes by about
    2 h_s(j), the others are not 0: so the Hessian of sum_j F_j^2 is diagonal and positive there. What is proved is this with
    differences: for the angle in which |sin 2 h_l| is largest, (F_j(m + h) - F_j(m - h))^2 outweighs all the rest. *)
From mathcomp Require Import all_ssreflect all_fingroup all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From SymQNN Require Import Landscape Period Minimum SineProducts StrictMinimum.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.

Section Convex.
Variables (R : realType) (p : nat) (a : 'I_p -> 'I_p -> R).
Notation angles := {ffun 'I_p -> R}.
Hypothesis distinct : forall l j j', j != j' -> (chart (a j l - a j' l)).2 != 0.

(** the other factors of F_j *)
Definition G (j l : 'I_p) (t : angles) : R := \prod_(i | i != l) S a j i t.
Lemma F_factor j l t : F a j t = S a j l t * G j l t.
Proof. by rewrite /F (bigD1 l). Qed.
Lemma differences_S j l : bounded_differences (S a j l).
Proof.
exists 1 => [|m h d d0 hd]; first exact: ler01.
have [c0 sd] := hd l; have [c1 s1] := chart_le1 (m l - a j l); split; first exact: s1.
  by rewrite slope_chart; exact: norm_mul.
rewrite mean_chart /S; set s := (chart (m l - a j l)).2.
have -> : s * (chart (h l)).1 - s = s * ((chart (h l)).1 - 1) by ring.
by apply: norm_mul => //; exact: chart_square.
Qed.
Lemma differences_G j l : bounded_differences (G j l).
Proof. by apply: differences_prod => i; exact: differences_S. Qed.
Lemma differences_F j : bounded_differences (F a j).
Proof. by apply: differences_prod => i; exact: differences_S. Qed.

(** one bound for all these functions *)
Lemma common_bound (T : angles -> R) : bounded_differences T -> exists2 K : R, 1 <= K &
  [/\ forall j, bounded K (F a j), forall j l, bounded K (G j l), forall j l, bounded K (S a j l) & bounded K T].
Proof.
case=> KT KT0 bT.
have [KF KF0 bF] := fin_all_exists2 differences_F.
have [KG KG0 bG] := fin_all_exists2 (fun jl : 'I_p * 'I_p => differences_G jl.1 jl.2).
have [KS KS0 bS] := fin_all_exists2 (fun jl : 'I_p * 'I_p => differences_S jl.1 jl.2).
have sumF : 0 <= \sum_j KF j by exact: sumr_ge0.
have sumG : 0 <= \sum_j KG j by exact: sumr_ge0.
have sumS : 0 <= \sum_j KS j by exact: sumr_ge0.
have single (I : finType) (f : I -> R) i : (forall i, 0 <= f i) -> f i <= \sum_j f j.
  by move=> f0; rewrite (bigD1 i) //= ler_addl sumr_ge0.
exists (1 + \sum_j KF j + \sum_j KG j + \sum_j KS j + KT).
  by rewrite -!addrA ler_addl !addr_ge0.
split=> [j|j l|j l|].
- by apply: bounded_le (bF j); rewrite (le_trans (single _ _ j KF0)) // -!addrA addrCA ler_addl !addr_ge0.
- apply: bounded_le (bG (j, l)); rewrite (le_trans (single _ _ (j, l) KG0)) // -addrA -addrA addrC -!addrA ler_addl.
  by rewrite !addr_ge0.
- apply: bounded_le (bS (j, l)); rewrite (le_trans (single _ _ (j, l) KS0)) // -addrA addrC -addrA ler_addl.
  by rewrite !addr_ge0.
- by apply: bounded_le bT; rewrite ler_addr !addr_ge0.
Qed.

(** the angle in which the step is largest *)
Lemma largest_step (h : angles) : (forall l, `|h l| < pi) -> (forall l, 0 <= (chart (h l)).1) -> h != 0 ->
  exists l0, 0 < `|(chart (h l0)).2| /\ forall l, `|(chart (h l)).2| <= `|(chart (h l0)).2|.
Proof.
move=> small c0 hn0.
have [l hl] : exists l, (chart (h l)).2 != 0.
  apply/existsP; apply: contraNT hn0 => /existsPn no; apply/eqP/ffunP => l; rewrite ffunE.
  apply: chart_close; first by rewrite subr0.
  have /eqP s0 := negbNE (no l); have [b E] := chart_sign s0; move: (c0 l); rewrite E /chart mul0rn cos0 sin0.
  by case: b {E} => //=; rewrite expr1 oppr_ge0 ler10.
case: (@arg_maxP _ _ _ l predT (fun l => `|(chart (h l)).2|) isT) => l0 _ H; exists l0; split=> [|i]; last exact: H.
by rewrite (lt_le_trans _ (H l isT)) // normr_gt0.
Qed.

Section Zero.
Variables (sz : {perm 'I_p} * {ffun 'I_p -> bool}) (z : angles).
Hypothesis zE : at_zero a sz z.
Let row (l : 'I_p) : 'I_p := (sz.1)^-1%g l.

Lemma S_zero l : S a (row l) l z = 0 /\ `|(chart (z l - a (row l) l)).1| = 1.
Proof. by have := zE (row l); rewrite permKV /S => -> /=; rewrite normr_sign. Qed.
Lemma F_zero j : F a j z = 0.
Proof. by have /(zeros distinct) : exists sz, at_zero a sz z by exists sz. Qed.
Lemma G_zero : exists2 g : R, 0 < g <= 1 & forall l, g <= `|G (row l) l z|.
Proof.
have pos l : 0 < `|G (row l) l z|.
  rewrite normr_gt0; apply/prodf_neq0 => i il; rewrite -normr_gt0 (at_zero_S _ _ zE) normr_gt0 distinct //.
  by rewrite (inj_eq perm_inj).
have [g /andP[g0 g1] gE] := positive_bound pos; exists g; [by rewrite g0 | exact: gE].
Qed.

(** the differences of a square *)
Lemma mean_square (f : angles -> R) m h : mean (fun t => f t ^+ 2) m h - f m ^+ 2 =
  slope f m h ^+ 2 + (mean f m h - f m) * (mean f m h - f m + (f m + f m)).
Proof. by rewrite /mean /slope; field. Qed.
Lemma mean_landscape (r : R) (T : angles -> R) m h :
  mean (fun t => \sum_j F a j t ^+ 2 + r ^+ 2 * T t) m h - (\sum_j F a j m ^+ 2 + r ^+ 2 * T m) =
  \sum_j (mean (fun t => F a j t ^+ 2) m h - F a j m ^+ 2) + r ^+ 2 * (mean T m h - T m).
Proof.
rewrite /mean sumrB -mulr_suml big_split /=.
move: (\sum_j _) (\sum_j _) (\sum_j _) (T _) (T _) (T _) => A B C x y w; by field.
Qed.

Section Small.
Variables (T : angles -> R) (K g q e : R).
Hypotheses (K1 : 1 <= K) (bF : forall j, bounded K (F a j)) (bG : forall j l, bounded K (G j l)).
Hypotheses (bS : forall j l, bounded K (S a j l)) (bT : bounded K T).
Hypotheses (g0 : 0 < g) (g1 : g <= 1) (gE : forall l, g <= `|G (row l) l z|).
Hypotheses (e0 : 0 < e) (eq : K * e <= q) (Keq : K * (K * e) <= q) (q14 : q * 14%:R <= g) (e1 : e <= 1).
Variables (m h : angles) (l0 : 'I_p) (d : R).
Hypotheses (near_z : step (half m z) e) (d0 : 0 < d) (de : d <= e) (hd : step h d) (dE : `|(chart (h l0)).2| = d).
Let Ke0 : 0 <= K * e. Proof. by rewrite mulr_ge0 ?(ltW e0) // (le_trans ler01). Qed.
Let q0 : 0 <= q. Proof. exact: le_trans eq. Qed.
Let d2e : d ^+ 2 <= e.
Proof. by rewrite expr2 (le_trans _ de) // ler_pimulr ?(ltW d0) // (le_trans de). Qed.
Let K0 : 0 <= K. Proof. exact: le_trans ler01 K1. Qed.

Lemma near_zero f : bounded K f -> `|f m - f z| <= q + q.
Proof.
by move=> bf; apply: le_trans (value_near bf (ltW e0) near_z) _; rewrite ler_add.
Qed.
Lemma mean_near f : bounded K f -> `|mean f m h - f m| <= K * d ^+ 2 /\ `|mean f m h - f m| <= q.
Proof.
move=> bf; have [_ _ H] := bf m h d (ltW d0) hd; split=> //.
by apply: le_trans H _; apply: le_trans _ eq; rewrite ler_wpmul2l.
Qed.
Lemma S_small : `|S a (row l0) l0 m| <= q + q.
Proof. by have := near_zero (bS (row l0) l0); have [-> _] := S_zero l0; rewrite subr0. Qed.
Lemma C_large : 1 - (q + q) <= `|(chart (m l0 - a (row l0) l0)).1|.
Proof.
have [c1 s1] := chart_le1 (m l0 - a (row l0) l0); have small := S_small.
apply: (@le_trans _ _ (`|(chart (m l0 - a (row l0) l0)).1| ^+ 2)); last by rewrite expr2 ler_pimulr.
rewrite real_normK ?num_real //; have := chart_circle (m l0 - a (row l0) l0).
rewrite /on_circle => /(canRL (addrK _)) ->; rewrite ler_add2l ler_opp2 (le_trans _ small) // /S.
by rewrite -[X in X <= _]real_normK ?num_real // expr2 ler_pimulr.
Qed.
Lemma mean_G_large : g - (q + q + q) <= `|mean (G (row l0) l0) m h|.
Proof.
rewrite ler_subl_addr (le_trans (gE l0)) //; have [_ H1] := mean_near (bG (row l0) l0).
have H2 := near_zero (bG (row l0) l0); set M := mean _ m h in H1 *.
have -> : G (row l0) l0 z = M + ((- (M - G (row l0) l0 m)) + - (G (row l0) l0 m - G (row l0) l0 z)) by ring.
apply: norm_add => //; rewrite addrC; apply: norm_add; by rewrite normrN.
Qed.
(** the difference of the one F_j *)
Lemma slope_large : d * (g / 4%:R) <= `|slope (F a (row l0)) m h|.
Proof.
rewrite (slope_ext _ _ (F_factor (row l0) l0)) slope_mul slope_chart mean_chart.
set C := (chart (m l0 - _)).1; set M := mean _ m h; set s := (chart (h l0)).2.
have small : `|(chart (m l0 - a (row l0) l0)).2 * (chart (h l0)).1 * slope (G (row l0) l0) m h| <= (q + q) * d.
  have [_ H _] := @bG (row l0) l0 m h d (ltW d0) hd.
  have [c1 _] := chart_le1 (h l0).
  have H0 := S_small; rewrite /S in H0.
  have H3 : `|(chart (m l0 - a (row l0) l0)).2| <= K * e + K * e.
    by have := value_near (bS (row l0) l0) (ltW e0) near_z; have [-> _] := S_zero l0; rewrite subr0 /S.
  apply: le_trans (norm_mul (norm_mul H3 c1) H) _; rewrite mulr1 mulrA ler_wpmul2r ?(ltW d0) //.
  by rewrite mulrC mulrDr ler_add.
have half_le : 2%:R^-1 <= 1 - (q + q).
  have H : q * 4%:R <= 1.
    by apply: le_trans g1; apply: le_trans _ q14; rewrite ler_wpmul2l // ler_nat.
  rewrite -subr_ge0; have -> : 1 - (q + q) - 2%:R^-1 = (1 - q * 4%:R) / 2%:R by field.
  by rewrite divr_ge0 ?subr_ge0.
have large : 2%:R^-1 * d * (g - (q + q + q)) <= `|C * s * M|.
  have q3 : 0 <= g - (q + q + q).
    rewrite subr_ge0 (le_trans _ q14) //; have -> : q + q + q = q * 3%:R by ring.
    by rewrite ler_wpmul2l // ler_nat.
  rewrite (normrM (C * s) M) (normrM C s) dE; apply: ler_pmul => //; first by rewrite mulr_ge0 ?invr_ge0 ?ler0n ?(ltW d0).
    by rewrite ler_pmul2r // (le_trans half_le) // C_large.
  exact: mean_G_large.
set X := _ * slope _ m h in small *; rewrite addrC.
have tri : `|C * s * M| <= `|C * s * M + X| + (q + q) * d.
  rewrite -[X in `|X| <= _](addrK X) (le_trans (ler_norm_sub _ _)) // ler_add2l //.
rewrite -(ler_add2r ((q + q) * d)) (le_trans _ tri) // (le_trans _ large) // -subr_ge0.
have -> : 2%:R^-1 * d * (g - (q + q + q)) - (d * (g / 4%:R) + (q + q) * d) = d * ((g - q * 14%:R) / 4%:R) by field.
by rewrite mulr_ge0 ?divr_ge0 ?subr_ge0 ?(ltW d0).
Qed.
Lemma square_large j : slope (F a j) m h ^+ 2 - q * 5%:R * d ^+ 2 <= mean (fun t => F a j t ^+ 2) m h - F a j m ^+ 2.
Proof.
rewrite mean_square ler_add2l ler_oppl; have [H1 _] := mean_near (bF j).
have H2 : `|F a j m| <= K * e + K * e.
  by have := value_near (bF j) (ltW e0) near_z; rewrite F_zero subr0.
set D := mean _ m h - _ in H1 *.
have H3 : `|D| <= K * e by apply: le_trans H1 _; rewrite ler_wpmul2l.
have := norm_mul H1 (norm_add H3 (norm_add H2 H2)); rewrite -normrN => /(le_trans (ler_norm _)) H.
apply: le_trans H _; have -> : K * d ^+ 2 * (K * e + (K * e + K * e + (K * e + K * e))) = K * (K * e) * 5%:R * d ^+ 2 by ring.
by rewrite ler_wpmul2r ?sqr_ge0 // ler_wpmul2r ?ler0n.
Qed.
Lemma outweighs (r : R) : 0 <= r <= e -> (p.*2.*2 + p).+1%:R * q * 16%:R < g ^+ 2 ->
  0 < mean (fun t => \sum_j F a j t ^+ 2 + r ^+ 2 * T t) m h - (\sum_j F a j m ^+ 2 + r ^+ 2 * T m).
Proof.
move=> /andP[r0 re] small; rewrite mean_landscape.
have sums : \sum_j (slope (F a j) m h ^+ 2 - q * 5%:R * d ^+ 2) <= \sum_j (mean (fun t => F a j t ^+ 2) m h - F a j m ^+ 2).
  by apply: ler_sum => j _; exact: square_large.
have tilt_small : - (q * d ^+ 2) <= r ^+ 2 * (mean T m h - T m).
  rewrite ler_oppl; have [H1 _] := mean_near bT.
  have : `|r ^+ 2 * (mean T m h - T m)| <= r ^+ 2 * (K * d ^+ 2) by apply: norm_mul => //; rewrite ger0_norm ?sqr_ge0.
  rewrite -normrN => /(le_trans (ler_norm _)) H; apply: le_trans H _; rewrite mulrA ler_wpmul2r ?sqr_ge0 //.
  apply: le_trans _ eq; rewrite mulrC ler_wpmul2l // expr2 (le_trans _ re) // ler_pimulr // (le_trans re) //.
have first : (d * (g / 4%:R)) ^+ 2 <= \sum_j slope (F a j) m h ^+ 2.
  rewrite (bigD1 (row l0)) //= -[X in X <= _]addr0 ler_add ?sumr_ge0 // => [|j _]; last exact: sqr_ge0.
  rewrite -[X in _ <= X]real_normK ?num_real // ler_expn2r ?nnegrE ?slope_large //.
  by rewrite mulr_ge0 ?divr_ge0 ?ler0n ?(ltW d0) ?(ltW g0).
apply: lt_le_trans (ler_add sums tilt_small).
rewrite sumrB sumr_const card_ord -mulr_natr.
apply: (@lt_le_trans _ _ ((d * (g / 4%:R)) ^+ 2 - q * 5%:R * d ^+ 2 * p%:R - q * d ^+ 2)); last by rewrite !ler_add2r.
have -> : (d * (g / 4%:R)) ^+ 2 - q * 5%:R * d ^+ 2 * p%:R - q * d ^+ 2 =
  d ^+ 2 * ((g ^+ 2 - (p.*2.*2 + p).+1%:R * q * 16%:R) / 16%:R).
  have -> : (p.*2.*2 + p).+1%:R = p%:R * 4%:R + p%:R + 1 :> R by rewrite -addn1 natrD natrD -natrM -!muln2 -mulnA.
  by field.
by rewrite mulr_gt0 ?exprn_gt0 // divr_gt0 ?ltr0n // subr_gt0.
Qed.
End Small.

Theorem convex_near (T : angles -> R) : bounded_differences T ->
  exists2 rho : R, 0 < rho & exists2 r0 : R, 0 < r0 & forall r, 0 <= r <= r0 -> forall m h : angles,
  cube z rho m -> (forall l, `|h l| <= rho) -> h != 0 ->
  \sum_j F a j m ^+ 2 + r ^+ 2 * T m < mean (fun t => \sum_j F a j t ^+ 2 + r ^+ 2 * T t) m h.
Proof.
move=> dT; have [K K1 [bF bG bS bT]] := common_bound dT; have [g /andP[g0 g1] gE] := G_zero.
have K0 : 0 < K by exact: lt_le_trans ltr01 K1.
pose D : R := (p.*2.*2 + p).+1%:R; have D1 : 1 <= D by rewrite ler1n.
have D0 : 0 < D by exact: lt_le_trans ltr01 D1.
pose q : R := g ^+ 2 / (32%:R * D); pose e := q / K ^+ 2.
have q0 : 0 < q by rewrite divr_gt0 ?exprn_gt0 // mulr_gt0 ?ltr0n.
have e0 : 0 < e by rewrite divr_gt0 ?exprn_gt0.
have g2 : g ^+ 2 <= g by rewrite expr2 ler_pimulr // ltW.
have qE : D * q * 32%:R = g ^+ 2 by rewrite /q; field; rewrite gt_eqF.
have q32 : q * 32%:R <= g.
  by apply: le_trans g2; rewrite -qE -mulrA ler_pemull // mulr_ge0 ?ltW // ltr0n.
have q14 : q * 14%:R <= g by apply: le_trans q32; rewrite ler_wpmul2l ?ler_nat // ltW.
have Keq : K * (K * e) = q by rewrite /e; field; rewrite gt_eqF.
have eq : K * e <= q by rewrite -Keq ler_pemull // mulr_ge0 ?ltW.
have e1 : e <= 1.
  apply: (@le_trans _ _ (K * e)); first by rewrite ler_pemull // ltW.
  apply: le_trans eq _; apply: le_trans g1; apply: le_trans q14; rewrite ler_pemulr ?ler1n // ltW //.
have [rho' rho'0 st] := @small_step R p e e0.
exists (Num.min rho' (pi / 2%:R)); first by rewrite lt_minr rho'0 divr_gt0 ?pi_gt0 ?ltr0n.
set rho := Num.min _ _; have rho0 : 0 <= rho by rewrite le_minr !ltW ?divr_gt0 ?pi_gt0 ?ltr0n.
have rho_le : rho <= rho' by rewrite le_minl lexx.
have rho_pi : rho < pi.
  by rewrite (@le_lt_trans _ _ (pi / 2%:R)) ?le_minl ?lexx ?orbT // ltr_pdivr_mulr ?ltr0n // ltr_pmulr ?ltr1n ?pi_gt0.
exists e => // r rr m h mz small hn0.
have near_z : step (half m z) e.
  apply: st => l; apply: le_trans rho_le; apply: half_small mz _ l => l; by rewrite subrr normr0.
have he : step h e by apply: st => l; exact: le_trans (small l) rho_le.
have [|l|l0 [d0 big]] := largest_step _ _ hn0; [by move=> l; exact: le_lt_trans (small l) rho_pi | by have [] := he l |].
have hd : step h `|(chart (h l0)).2| by move=> l; have [c0 _] := he l.
have de : `|(chart (h l0)).2| <= e by have [] := he l0.
rewrite -subr_gt0; apply: (@outweighs T K g q e K1 bF bG bS bT g0 g1 gE e0 eq _ q14 e1 m h l0 _ near_z d0 de hd) => //.
  by rewrite Keq.
by rewrite -qE ltr_pmul2l ?ltr_nat // mulr_gt0.
Qed.
End Zero.
End Convex.
