(** p! 2^p local minima: a construction with more local minima than the 2^p of Theorem 2.

    The paper's Theorem 2: "If the QNN is with linear independence, a dataset S can be constructed to induce a loss function
    L(theta; S) with 2^p local minima within each period, and 2^p - 1 of these minima are spurious with positive
    suboptimality gap." [factorial_minima] is a stronger sentence of our own: for every network with linear independence, all
    shifts a_jl that differ modulo pi/2 in each angle (SineProducts.equal_steps shows some), every period and every small
    r > 0 there are 2p states and labels with
    L = kappa^2/(2p) (sum_j prod_l sin^2 2 (theta_l - a_jl) + r^2 sum_l (1 - cos 2 (theta_l - theta_0l))^2),
    and p! 2^p different strict local minima of L in the period: the loss is 0 at theta_0 and positive at the p! 2^p - 1 others.
    Strict: L(theta) < L(theta') for all theta' <> theta nearby (StrictMinimum.v), more than the paper's "local minimum",
    which is L(theta) <= L(theta') nearby; near each zero L is strictly convex (SineConvex.v). *)
From mathcomp Require Import all_ssreflect all_fingroup all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Landscape Theorem2 Residuals Minimum ProductFree SineProducts.
From SymQNN Require Import StrictMinimum SineConvex.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.

Section Persist.
Variables (R : realType) (p : nat) (a : 'I_p -> 'I_p -> R).
Notation angles := {ffun 'I_p -> R}.
Notation choices := ({perm 'I_p} * {ffun 'I_p -> bool})%type.
Hypothesis p0 : (0 < p)%N.
Hypothesis distinct : forall l j j', j != j' -> (chart (a j l - a j' l)).2 != 0.

Definition products (t : angles) : R := \sum_j F a j t ^+ 2.
Definition tilt (theta_0 t : angles) : R := \sum_l (1 - (chart (t l - theta_0 l)).1) ^+ 2.
Definition landscape (theta_0 : angles) (r : R) (t : angles) : R := products t + r ^+ 2 * tilt theta_0 t.

Lemma products_ge0 t : 0 <= products t. Proof. by apply: sumr_ge0 => j _; exact: sqr_ge0. Qed.
Lemma tilt_ge0 theta_0 t : 0 <= tilt theta_0 t. Proof. by apply: sumr_ge0 => j _; exact: sqr_ge0. Qed.
Lemma tilt_le theta_0 t : tilt theta_0 t <= 4%:R * p%:R.
Proof.
have -> : (4%:R * p%:R : R) = \sum_(l < p) 4%:R by rewrite sumr_const card_ord mulr_natr.
apply: ler_sum => l _.
have /andP[] := circle_le1 (chart_circle (t l - theta_0 l)); move: (chart _).1 => x xN1 x1.
have -> : (4%:R : R) = 2%:R ^+ 2 by rewrite -natrX.
by rewrite ler_sqr ?nnegrE ?subr_ge0 ?ler0n // ler_subl_addl -ler_subl_addr (_ : 1 - 2%:R = -1) //; ring.
Qed.
Lemma landscape_ge0 theta_0 r t : 0 <= landscape theta_0 r t.
Proof. by rewrite addr_ge0 ?products_ge0 // mulr_ge0 ?sqr_ge0 ?tilt_ge0. Qed.
Lemma products0 t : products t = 0 -> forall j, F a j t = 0.
Proof.
move=> /psumr_eq0P zero j; apply/eqP; rewrite -sqrf_eq0; apply/eqP.
by apply: zero => // i _; exact: sqr_ge0.
Qed.
Lemma products_at_zero sz t : at_zero a sz t -> products t = 0.
Proof.
move=> tz; have zero : forall j, F a j t = 0 by apply/(zeros distinct); exists sz.
by apply: big1 => j _; rewrite zero expr0n.
Qed.
Lemma tilt_self t : tilt t t = 0.
Proof. by apply: big1 => l _; rewrite subrr /chart mul0rn cos0 /= subrr expr0n. Qed.
Lemma continuous_products : angle_continuous products.
Proof.
have cF j : angle_continuous (F a j) by apply: continuous_prod => l; exact: continuous_chart2.
by apply: continuous_sum => j; apply: (continuous_ext (f := fun t => F a j t * F a j t)) => //; exact: continuous_mul.
Qed.
Lemma continuous_landscape theta_0 r : angle_continuous (landscape theta_0 r).
Proof.
apply: continuous_add; first exact: continuous_products.
apply: continuous_mul; first exact: continuous_const.
have c1 l : angle_continuous (fun t => 1 - (chart (t l - theta_0 l)).1).
  apply: (continuous_ext (f := fun t => 1 + -1 * (chart (t l - theta_0 l)).1)) => [t|]; first by rewrite mulN1r.
  apply: continuous_add; first exact: continuous_const.
  apply: continuous_mul; [exact: continuous_const | exact: continuous_chart1].
apply: continuous_sum => l.
by apply: (continuous_ext (f := fun t => (1 - (chart (t l - theta_0 l)).1) * (1 - (chart (t l - theta_0 l)).1))) => //; exact: continuous_mul.
Qed.

(** the same on the torus *)
Definition on_torus (theta_0 : angles) (r : R) (x : {ffun 'I_p -> R * R}) : R :=
  \sum_j (\prod_l ((x l).2 * (chart (theta_0 l - a j l)).1 + (x l).1 * (chart (theta_0 l - a j l)).2)) ^+ 2 +
  r ^+ 2 * \sum_l (1 - (x l).1) ^+ 2.
Lemma landscape_torus theta_0 r t : on_torus theta_0 r (pt theta_0 t) = landscape theta_0 r t.
Proof.
have E1 j : \prod_l ((pt theta_0 t l).2 * (chart (theta_0 l - a j l)).1 +
                     (pt theta_0 t l).1 * (chart (theta_0 l - a j l)).2) = F a j t.
  apply: eq_bigr => l _; rewrite ffunE /S.
  have -> : t l - a j l = (t l - theta_0 l) + (theta_0 l - a j l) by rewrite addrA subrK.
  by rewrite [in RHS]chartD.
have E2 l : (1 - (pt theta_0 t l).1) ^+ 2 = (1 - (chart (t l - theta_0 l)).1) ^+ 2 by rewrite ffunE.
rewrite /on_torus (eq_bigr _ (fun l _ => E2 l)); congr (_ + _).
by apply: eq_bigr => j _; rewrite E1.
Qed.
Lemma move_minimum theta_0 r u w : pt theta_0 u = pt theta_0 w ->
  strict_minimum (landscape theta_0 r) u -> strict_minimum (landscape theta_0 r) w.
Proof.
move=> uw [e e0 umin]; exists e => // v near_v vw.
pose v' : angles := [ffun l => (v l - w l) + u l].
have vE : pt theta_0 v' = pt theta_0 v.
  apply/ffunP => l; have /ffunP/(_ l) := uw; rewrite !ffunE => E.
  by rewrite -addrA chartD E -chartD addrA subrK.
rewrite -[X in _ < X]landscape_torus -vE landscape_torus -landscape_torus -uw landscape_torus; apply: umin.
  by move=> l; rewrite ffunE addrK.
apply: contraNneq vw => /ffunP E; apply/eqP/ffunP => l; have := E l.
by rewrite ffunE => /(canRL (addrK _)); rewrite subrr => /eqP; rewrite subr_eq0 => /eqP.
Qed.
Lemma differences_tilt theta_0 : bounded_differences (tilt theta_0).
Proof.
apply: differences_sum => l; have d1 : bounded_differences (fun t : angles => 1 + -1 * (chart (t l - theta_0 l)).1).
  exact: (differences_add (differences_const p 1) (differences_mul (differences_const p (-1)) (differences_cosine l (theta_0 l)))).
by apply: differences_ext (differences_mul d1 d1) => t /=; rewrite mulN1r expr2.
Qed.

Theorem persist (b : 'I_p -> R) : exists2 theta_0 : angles, (forall l, b l <= theta_0 l < b l + pi) &
  exists2 r0 : R, 0 < r0 & forall r, 0 < r <= r0 -> exists s : seq angles,
  [/\ uniq (theta_0 :: s), size (theta_0 :: s) = (p`! * 2 ^ p)%N, forall t, t \in theta_0 :: s -> forall l, b l <= t l < b l + pi,
      forall t, t \in theta_0 :: s -> strict_minimum (landscape theta_0 r) t
    & landscape theta_0 r theta_0 = 0 /\ forall t, t \in s -> 0 < landscape theta_0 r t].
Proof.
have [e e0 gap] := row_gap distinct.
have [z zb zE] := fin_all_exists2 (zero_exists a b).
pose sz0 : choices := (1%g, [ffun=> false]); pose theta_0 := z sz0; exists theta_0; first exact: zb.
(* cubes in which a zero is alone *)
have [f f0 fclose] := fin_all_exists2 (fun sz => close_near a (z sz) e0).
have pi0 : 0 < (pi : R) by exact: pi_gt0.
have [rho' /andP[rho'0 _] rho'f] := positive_bound f0.
(* on which the landscape is strictly convex for small r *)
have [cr cr0 convex] := fin_all_exists2 (fun sz => convex_near distinct (zE sz) (differences_tilt theta_0)).
have [cr' /andP[cr'0 _] cr'E] := positive_bound cr0.
have [qr qr0 qE] := fin_all_exists2 convex; have [qr' /andP[qr'0 _] qr'E] := positive_bound qr0.
pose rho := Num.min cr' (Num.min rho' (pi / 2%:R)).
have rho0 : 0 < rho by rewrite !lt_minr cr'0 rho'0 divr_gt0 ?ltr0n.
have rho_f sz : rho <= f sz by rewrite (le_trans _ (rho'f sz)) // !le_minl lexx orbT.
have rho_c sz : rho <= cr sz by rewrite (le_trans _ (cr'E sz)) // le_minl lexx.
have rho_pi : rho < pi.
  by rewrite (@le_lt_trans _ _ (pi / 2%:R)) ?le_minl ?le_minl ?lexx ?orbT // ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
have zclose sz u : cube (z sz) rho u -> close a e (z sz) u.
  by move=> uc; apply: fclose => l; exact: le_trans (uc l) (rho_f sz).
(* on the boundaries the products are bounded below *)
have bounds sz : exists2 m : R, 0 < m & forall u, cube_boundary (z sz) rho u -> m <= products u.
  have [u [uc [l ul]] umin] := boundary_minimum (z sz) continuous_products (ltW rho0) p0.
  exists (products u) => //; rewrite lt_neqAle products_ge0 andbT eq_sym; apply/eqP => /products0 uzero.
  have ut : u = z sz.
    apply: (alone distinct e0 gap (zE sz) (zclose sz u uc)) => // l'.
    exact: le_lt_trans (uc l') rho_pi.
  by move: rho0; rewrite -ul ut subrr normr0 ltxx.
have [m m0 mE] := fin_all_exists2 bounds.
have [m1 /andP[m10 m11] m1m] := positive_bound m0.
have p8 : 0 < (p%:R : R) * 8%:R by rewrite mulr_gt0 ?ltr0n.
exists (Num.min qr' (m1 / (p%:R * 8%:R))) => [|r /andP[r_gt0]]; first by rewrite lt_minr qr'0 divr_gt0.
rewrite le_minr => /andP[rq rr0].
have r1 : r <= 1.
  rewrite (le_trans rr0) // ler_pdivr_mulr // mul1r (le_trans m11) // -natrM ler1n muln_gt0 p0 //.
have small : r ^+ 2 * (4%:R * p%:R) < m1.
  apply: (@le_lt_trans _ _ (r * (4%:R * p%:R))).
    by rewrite ler_wpmul2r ?mulr_ge0 ?ler0n // expr2 ler_pimulr // ltW.
  apply: (@le_lt_trans _ _ (m1 / 2%:R)); last by rewrite ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
  move: rr0; rewrite ler_pdivl_mulr // => rr0.
  rewrite ler_pdivl_mulr ?ltr0n // (le_trans _ rr0) // -mulrA ler_wpmul2l ?(ltW r_gt0) //.
  by rewrite (_ : 4%:R * p%:R * 2%:R = p%:R * 8%:R) //; ring.
set g := landscape theta_0 r.
have z0 : g theta_0 = 0.
  by rewrite /g /landscape tilt_self mulr0 addr0; exact: products_at_zero (zE sz0).
have strict_cube sz u : cube (z sz) rho u -> (forall v, cube (z sz) rho v -> g u <= g v) ->
    forall v, cube (z sz) rho v -> v != u -> g u < g v.
  move=> uc umin; apply: strict_in_cube uc umin _ => m' h mc hc hn0.
  apply: (qE sz r _ m' h _ _ hn0) => [|l|l]; first by rewrite ltW //= (le_trans rq).
    exact: le_trans (mc l) (rho_c sz).
  exact: le_trans (hc l) (rho_c sz).
(* a strict local minimum in every cube *)
have inner sz : exists2 u, cube (z sz) rho u & strict_minimum g u.
  have [u uc umin] := cube_minimum (z sz) (continuous_landscape theta_0 r) (ltW rho0).
  exists u => //; have lt_m : g u < m1.
    have zc : cube (z sz) rho (z sz) by move=> l; rewrite subrr normr0 ltW.
    apply: le_lt_trans (umin _ zc) _; rewrite /landscape.
    rewrite (products_at_zero (zE sz)).
    by rewrite add0r (le_lt_trans _ small) // ler_wpmul2l ?sqr_ge0 // tilt_le.
  have strict l : `|u l - z sz l| < rho.
    rewrite lt_neqAle uc andbT; apply/negP => /eqP ul.
    have ub : cube_boundary (z sz) rho u by split=> //; exists l.
    have := lt_le_trans lt_m (le_trans (m1m sz) (mE sz u ub)).
    by rewrite ltNge /g /landscape ler_addl mulr_ge0 ?sqr_ge0 ?tilt_ge0.
  have room l : 0 < rho - `|u l - z sz l| by rewrite subr_gt0.
  have [e' /andP[e'0 _] e'room] := positive_bound room; exists e' => // v near_v; apply: (strict_cube sz u uc umin) => l.
  have -> : v l - z sz l = (v l - u l) + (u l - z sz l) by rewrite addrA subrK.
  by rewrite (le_trans (ler_norm_add _ _)) // -ler_subr_addr (le_trans _ (e'room l)) // ltW.
have [u uc umin] := fin_all_exists2 inner.
(* brought back into the period *)
have [w wb wE] := fin_all_exists2 (fun sz => pt_exists theta_0 b (pt_torus theta_0 (u sz))).
have charts sz l : chart (u sz l) = chart (w sz l).
  apply: (@chart_shift_eq _ _ _ (theta_0 l)); have /ffunP/(_ l) := wE sz.
  by rewrite !ffunE.
have winj : injective w.
  move=> sz sz' ww.
  apply: (read gap (zE sz) (zE sz') (zclose _ _ (uc sz)) (zclose _ _ (uc sz'))) => l.
  by rewrite !charts ww.
have gw sz : g (w sz) = g (u sz) by rewrite /g -!landscape_torus wE.
have self : close a e (z sz0) theta_0 by move=> j l; rewrite !subrr normr0 e0 ltr01.
have positive sz : sz != sz0 -> 0 < g (w sz).
  move=> ne; rewrite gw lt_neqAle landscape_ge0 andbT eq_sym; apply: contraNneq ne => g0; apply/eqP.
  apply: (read gap (zE sz) (zE sz0) (zclose _ _ (uc sz)) self) => l.
  apply: (@chart_shift_eq _ _ _ (theta_0 l)).
  have /eqP := g0; rewrite /g /landscape paddr_eq0 ?products_ge0 ?(mulr_ge0 (sqr_ge0 r) (tilt_ge0 _ _)) //.
  case/andP=> _; rewrite mulf_eq0 sqrf_eq0 (gt_eqF r_gt0) /= => /eqP/psumr_eq0P flat.
  have /eqP := flat (fun i _ => sqr_ge0 _) l isT; rewrite sqrf_eq0 subr_eq0 => /eqP c1.
  have := chart_circle (u sz l - theta_0 l); rewrite /on_circle -c1 expr1n => /(canRL (addKr _)).
  rewrite addNr => /eqP; rewrite sqrf_eq0 => /eqP s0.
  by rewrite [LHS]surjective_pairing -c1 s0 subrr /chart mul0rn cos0 sin0.
pose zs : seq choices := enum {: choices}.
pose others : seq angles := map w (rem sz0 zs).
exists others.
have zsu : uniq zs := enum_uniq _.
have in_rem sz : sz \in rem sz0 zs -> sz != sz0 by rewrite mem_rem_uniq // inE => /andP[].
split.
- rewrite /= map_inj_uniq // rem_uniq // andbT; apply/mapP => -[sz /in_rem ne E].
  by have := positive sz ne; rewrite -E z0 ltxx.
- rewrite /= size_map size_rem ?mem_enum // -cardE card_prod card_Sn card_ffun card_bool card_ord prednK //.
  by rewrite muln_gt0 fact_gt0 expn_gt0.
- move=> t; rewrite inE => /orP[/eqP ->|/mapP[sz _ ->]]; [exact: zb | exact: wb].
- move=> t; rewrite inE => /orP[/eqP ->|/mapP[sz _ ->]].
    exists rho => // v near_v; apply: (strict_cube sz0 theta_0) => [l|w' _|l].
    - by rewrite subrr normr0 ltW.
    - by rewrite z0 landscape_ge0.
    - by rewrite ltW.
  by apply: move_minimum (umin sz); rewrite wE.
- by split=> // t /mapP[sz /in_rem ne ->]; exact: positive.
Qed.
End Persist.

Section Factorial.
Variables (R : realType) (d p : nat).
Notation C := R[i].
Notation angles := {ffun 'I_p -> R}.
Variables (H : 'I_p -> 'M[C]_d) (M : 'M[C]_d).
Hypotheses (p0 : (0 < p)%N) (d0 : (0 < d)%N).
Hypotheses (hH : forall l, hermitian (H l)) (H2 : forall l, H l *m H l = 1%:M) (hM : hermitian M).
Hypothesis free : independent 'i%C H M.

Lemma landscape_data (a : 'I_p -> 'I_p -> R) (theta_0 : angles) (r : R) :
  exists2 k : R, 0 < k & exists2 data : 'I_p * bool -> 'M[C]_d * R, forall j, state (data j).1 &
  forall theta, loss H M data theta = k ^+ 2 / (p.*2)%:R * landscape a theta_0 r theta.
Proof.
pose c (j : 'I_p * bool) (xi : word p) : R := if j.2
  then \prod_l pick3 0 (- (chart (a j.1 l)).2) (chart (a j.1 l)).1 (xi l)
  else r * (target j.1 (chart (theta_0 j.1)).1 (chart (theta_0 j.1)).2 xi - (xi == zero_word)%:R).
pose res (j : 'I_p * bool) (theta : angles) : R :=
  if j.2 then F a j.1 theta else r * ((chart (theta j.1 - theta_0 j.1)).1 - 1).
have cE j theta : \sum_xi c j xi * wave theta xi = res j theta.
  rewrite /c /res; case: j => j [] /=.
    rewrite /F; have -> : \prod_l S a j l theta =
        \prod_l \sum_k pick3 0 (- (chart (a j l)).2) (chart (a j l)).1 k * monomial k (chart (theta l)).
      apply: eq_bigr => l _; rewrite sum3 /pick3 /monomial /= /S chart_sub /chart /=; ring.
    rewrite (bigA_distr_bigA (fun l k => pick3 0 (- (chart (a j l)).2) (chart (a j l)).1 k * monomial k (chart (theta l)))).
    by apply: eq_bigr => xi _; rewrite big_split.
  under eq_bigr do rewrite -mulrA mulrBl; rewrite -mulr_sumr sumrB sum_target; congr (_ * (_ - _)).
    by rewrite /chart /= mulrnBl cosB; ring.
  rewrite (bigD1 zero_word) //= eqxx mul1r wave0 big1 ?addr0 // => xi /negPf ->.
  exact: mul0r.
have [k k0 /(_ k)[|data dataS dataE]] := residuals d0 hH H2 hM free c; first by rewrite k0 lexx.
exists k => //; exists data; first exact: dataS.
move=> theta; rewrite (@loss_residuals R d p H M _ data k res theta) => [|j]; last by rewrite dataE cE.
rewrite card_prod card_ord card_bool muln2; congr (_ * _).
rewrite -(pair_bigA _ (fun l b => res (l, b) theta ^+ 2)) /= /landscape /products /tilt mulr_sumr -big_split /=.
have flip (x : R) : (x - 1) ^+ 2 = (1 - x) ^+ 2 by ring.
by apply: eq_bigr => l _; rewrite big_bool /res /= exprMn flip.
Qed.

Theorem factorial_minima (a : 'I_p -> 'I_p -> R) (b : 'I_p -> R) :
  (forall l j j', j != j' -> sin ((a j l - a j' l) *+ 2) != 0) ->
  exists2 theta_0 : angles, (forall l, b l <= theta_0 l < b l + pi) & exists2 r0 : R, 0 < r0 & forall r, 0 < r <= r0 ->
  exists2 k : R, 0 < k & exists2 data : 'I_p * bool -> 'M[C]_d * R, forall j, state (data j).1 &
  (forall theta, loss H M data theta = k ^+ 2 / (p.*2)%:R *
     (\sum_j (\prod_l sin ((theta l - a j l) *+ 2)) ^+ 2 + r ^+ 2 * \sum_l (1 - cos ((theta l - theta_0 l) *+ 2)) ^+ 2)) /\
  exists s : seq angles,
  [/\ uniq (theta_0 :: s), size (theta_0 :: s) = (p`! * 2 ^ p)%N, forall t, t \in theta_0 :: s -> forall l, b l <= t l < b l + pi,
      forall t, t \in theta_0 :: s -> strict_minimum (loss H M data) t
    & loss H M data theta_0 = 0 /\ forall t, t \in s -> 0 < loss H M data t].
Proof.
move=> distinct; have [theta_0 theta_b [r0 r00 minima]] := persist p0 distinct b.
exists theta_0 => //; exists r0 => // r rr; have [s [s1 s2 s3 s4 [s5 s6]]] := minima r rr.
have [k k0 [data dataS lossE]] := landscape_data a theta_0 r; exists k => //; exists data; first exact: dataS.
have c0 : 0 < k ^+ 2 / (p.*2)%:R by rewrite divr_gt0 ?exprn_gt0 // ltr0n double_gt0.
split; first exact: lossE.
exists s; split; [exact: s1 | exact: s2 | exact: s3 | | split].
- move=> t /s4[e e0 tmin]; exists e; first exact: e0.
  by move=> u near_u /(tmin u near_u); rewrite !lossE (ltr_pmul2l c0).
- by rewrite lossE s5 mulr0.
- by move=> t ts; rewrite lossE (pmulr_rgt0 _ c0); exact: s6.
Qed.
End Factorial.
