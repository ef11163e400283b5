(** Lemmas 3 and 4 of the paper.

    "Lemma 3 (Creating symmetry). For QNNs with linear independence as mentioned in Theorem 2, a dataset S_0 can be
    constructed to induce a loss function L(theta; S_0) that (1) has a local minimum at some theta_0, and (2) is invariant
    under translation theta_l -> theta_l + pi/2 for all l in [p].  Due to the translational invariance, for any
    zeta in {0,1}^p, theta_0 + (pi/2) zeta is a local minimum for L(theta; S_0), forming a total of 2^p local minima."
    [lemma3] gives it for every theta_0, with (1) isolated (as the proof sketch says) of loss 0, and counts: the local minima
    in one period are 2^p, no more.

    "Lemma 4 (Breaking symmetry). Consider the QNN, dataset S_0 and local minimum theta_0 defined in Lemma 3. Let Theta denote
    the set of 2^p local minima due to the translational invariance. There exists a dataset S_1 such that
    inf_(theta in N(theta_0)) L(theta; S_0) + L(theta; S_1) < inf_(theta in N(theta')) L(theta; S_0) + L(theta; S_1)   (16)
    for all theta' in Theta / {theta_0}, and that L(theta; S_0) + L(theta; S_1) > L(theta'; S_0) + L(theta'; S_1)       (17)
    for all theta' in Theta and all theta in the boundary of N(theta'). Here N(.) denote a bounded and closed neighbourhood,
    such that N(theta) and N(theta') are disjoint for any theta, theta' in Theta."
    [lemma4] gives it for every S_0 with (1) isolated and (2), not only for the one constructed, and for every small closed
    cube N; [lemma4_minima] is the sentence below it: "Eqn. (17) ensures the existence of a local minimum within N(theta) for
    each theta in Theta, and Eqn. (16) promises that only the local minimum within N(theta_0) achieves the global optimal
    value".  [lemma3] is the instance that shows the hypotheses of [lemma4] to be met: see [lemmas_3_and_4]. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Landscape Theorem2 Residuals Shift Minimum.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope classical_set_scope.
Local Open Scope ring_scope.
Local Opaque output gates.

Section Corners.
Variables (R : realType) (p : nat).
Notation angles := {ffun 'I_p -> R}.

Lemma half_turn : (pi / 2%:R : R) *+ 2 = pi.
Proof. by rewrite -[LHS]mulr_natr divfK ?pnatr_eq0. Qed.

(** theta_0 is an isolated minimum: nowhere else within e in every angle is L as small *)
Definition isolated_minimum (L : angles -> R) (t : angles) (e : R) :=
  forall u : angles, (forall l, `|u l - t l| < e) -> u != t -> L t < L u.
Lemma isolated_local L t e : 0 < e -> isolated_minimum L t e -> local_minimum L t.
Proof. by move=> e0 iso; exists e => // u near_u; have [->//|ut] := eqVneq u t; apply/ltW/iso. Qed.

(** theta + (pi/2) zeta *)
Definition corner (t : angles) (zeta : {ffun 'I_p -> bool}) : angles :=
  [ffun l => t l + (if zeta l then pi / 2%:R else 0)].
Lemma corner0 t : corner t [ffun=> false] = t.
Proof. by apply/ffunP => l; rewrite !ffunE addr0. Qed.

Lemma invariant_corner (L : angles -> R) t zeta :
  (forall l u, L (shift l u) = L u) -> L (corner t zeta) = L t.
Proof.
move=> inv; have step s : uniq s -> L [ffun l => t l + (if l \in s then pi / 2%:R else 0)] = L t.
  elim: s => [_|l s IH /andP[ls us]].
    by congr L; apply/ffunP => l; rewrite ffunE addr0.
  rewrite -(IH us) -[RHS](inv l); congr L; apply/ffunP => j; rewrite !ffunE inE.
  by have [->|_] := eqVneq j l; rewrite /= ?(negPf ls) ?addr0.
rewrite -(step (enum (fun l => zeta l)) (enum_uniq _)); congr L; apply/ffunP => l.
by rewrite !ffunE mem_enum.
Qed.

Lemma sin_corner (base : angles) zeta l : sin ((corner base zeta l - base l) *+ 2) = 0.
Proof.
rewrite ffunE addrC addKr; case: (zeta l); last by rewrite mul0rn sin0.
by rewrite half_turn sinpi.
Qed.

Lemma corner_disjoint base z z' r : r < pi / 4%:R -> z != z' ->
  cube (corner base z) r `&` cube (corner base z') r = set0.
Proof.
move=> r4 zz; rewrite -subset0 => u [uz uz'].
have /existsP[l zl] : [exists l, z l != z' l].
  apply: contraNT zz; rewrite negb_exists => /forallP H.
  by apply/eqP/ffunP => l; apply/eqP/negPn/H.
suff : `|corner base z l - corner base z' l| <= r + r.
  rewrite !ffunE opprD addrACA subrr add0r leNgt => /negP; apply.
  have -> : `|(if z l then pi / 2%:R else 0) - (if z' l then pi / 2%:R else 0)| = (pi : R) / 4%:R + pi / 4%:R.
    have -> : (pi : R) / 4%:R + pi / 4%:R = pi / 2%:R by field.
    have p2 : 0 <= (pi : R) / 2%:R by rewrite divr_ge0 ?pi_ge0.
    by case: (z l) (z' l) zl => [] []; rewrite ?eqxx // => _; rewrite ?subr0 ?sub0r ?normrN ger0_norm.
  exact: ltr_add.
have -> : corner base z l - corner base z' l = (u l - corner base z' l) - (u l - corner base z l).
  by rewrite opprB [RHS]addrC addrA subrK.
by rewrite (le_trans (ler_norm_sub _ _)) // ler_add ?uz ?uz'.
Qed.
End Corners.

(** The same for functions: L0 with (1) isolated and (2), plus a small multiple of sum_l (1 - cos 2 phi_l)^2 *)
Section Breaking.
Variables (R : realType) (p : nat).
Notation angles := {ffun 'I_p -> R}.
Hypothesis p0 : (0 < p)%N.
Variables (L0 : angles -> R) (theta_star : angles) (e r : R).
Hypotheses (L0_continuous : angle_continuous L0) (L0_ge0 : forall t, 0 <= L0 t).
Hypotheses (isolated : isolated_minimum L0 theta_star e) (invariant : forall l theta, L0 (shift l theta) = L0 theta).
Hypotheses (r0 : 0 < r) (re : r < e) (r4 : r < pi / 4%:R).

Lemma breaking : exists2 b : R, 0 < b & forall (k : R) (L1 : angles -> R), 0 < k <= b ->
  (forall theta, L1 theta = k ^+ 2 / p%:R * \sum_l (1 - cos ((theta l - theta_star l) *+ 2)) ^+ 2) ->
  let L theta := L0 theta + L1 theta in
  (forall zeta : {ffun 'I_p -> bool}, corner theta_star zeta != theta_star ->
        inf (L @` cube theta_star r) < inf (L @` cube (corner theta_star zeta) r)) /\
  forall zeta theta, cube_boundary (corner theta_star zeta) r theta -> L (corner theta_star zeta) < L theta.
Proof.
have [u [uc [l0 ul]] umin] := boundary_minimum theta_star L0_continuous (ltW r0) p0.
have gap : 0 < L0 u - L0 theta_star.
  rewrite subr_gt0; apply: isolated => [l|]; first exact: le_lt_trans (uc l) re.
  by apply: contraTneq r0 => ut; rewrite -ul ut subrr normr0 ltxx.
pose b := Num.min 1 ((L0 u - L0 theta_star) / 8%:R).
exists b => [|k L1 /andP[k0 kb] L1E L]; first by rewrite lt_minr ltr01 divr_gt0 ?ltr0n.
have k4 : k ^+ 2 *+ 4 < L0 u - L0 theta_star.
  move: kb; rewrite le_minr ler_pdivl_mulr ?ltr0n // => /andP[k1 k8].
  have kk : k ^+ 2 <= k by rewrite expr2 ler_pimulr // ltW.
  rewrite (@le_lt_trans _ _ (k *+ 4)) ?ler_muln2r ?kk ?orbT //.
  rewrite (lt_le_trans _ k8) // mulr_natr -[8%N]/(4 + 4)%N mulrnDr ltr_addl pmulrn_rgt0 //.
have c0 : 0 < k ^+ 2 / p%:R by rewrite divr_gt0 ?exprn_gt0 // ltr0n.
have L1_ge0 theta : 0 <= L1 theta.
  by rewrite L1E mulr_ge0 ?(ltW c0) // sumr_ge0 // => l _; exact: sqr_ge0.
have L1_star : L1 theta_star = 0.
  by rewrite L1E big1 ?mulr0 // => l _; rewrite subrr mul0rn cos0 subrr expr0n.
have L1_small theta : L1 theta <= k ^+ 2 *+ 4.
  rewrite L1E mulrAC ler_pdivr_mulr ?ltr0n // mulrnAl -mulrnAr ler_wpmul2l ?sqr_ge0 //.
  rewrite -[X in _ <= X *+ 4](_ : \sum_(l < p) 1 = _); last by rewrite sumr_const card_ord.
  rewrite -sumrMnl; apply: ler_sum => l _; have := cos_geN1 ((theta l - theta_star l) *+ 2).
  have := cos_le1 ((theta l - theta_star l) *+ 2); move: (cos _) => x x1 xN1.
  have -> : (4%:R : R) = 2%:R ^+ 2 by rewrite -natrX.
  by rewrite ler_sqr ?nnegrE ?subr_ge0 ?ler0n // ler_subl_addl -ler_subl_addr (_ : 1 - 2%:R = -1) //; ring.
(* back from the cube at a corner to the cube at theta_0 *)
pose back (z : {ffun 'I_p -> bool}) (t : angles) : angles := [ffun l => t l - (if z l then pi / 2%:R else 0)].
have backE z t : L0 t = L0 (back z t).
  suff {1}-> : t = corner (back z t) z by exact: invariant_corner.
  by apply/ffunP => l; rewrite !ffunE subrK.
have back_near z t l : back z t l - theta_star l = t l - corner theta_star z l.
  by rewrite !ffunE opprD addrA [RHS]addrAC.
have L0_corner z : L0 (corner theta_star z) = L0 theta_star by exact: invariant_corner.
have L0_cube z t : cube (corner theta_star z) r t -> L0 theta_star <= L0 t.
  move=> tc; rewrite (backE z t); have [->//|ne] := eqVneq (back z t) theta_star; apply/ltW/isolated => // l.
  by rewrite back_near (le_lt_trans (tc l)).
have lower z : has_lbound (L @` cube (corner theta_star z) r).
  by exists 0 => _ [t _ <-]; rewrite addr_ge0 ?L0_ge0 ?L1_ge0.
split=> [z z0|z t [tc [l tl]]].
  apply: (@le_lt_trans _ _ (L theta_star)).
    rewrite -{1}(corner0 theta_star); apply: (inf_lb (lower _)); exists theta_star => // l.
    by rewrite corner0 subrr normr0 ltW.
  rewrite /L L1_star addr0 (@lt_le_trans _ _ (L0 theta_star + k ^+ 2 / p%:R)) ?ltr_addl //.
  apply: lb_le_inf.
    exists (L (corner theta_star z)); exists (corner theta_star z) => // l.
    by rewrite subrr normr0 ltW.
  move=> _ [t tc <-]; rewrite ler_add ?(L0_cube z) // L1E -[X in X <= _]mulr1 ler_wpmul2l ?(ltW c0) //.
  have [l zl] : exists l, z l.
    apply/existsP; apply: contraNT z0; rewrite negb_exists => /forallP zF.
    by apply/eqP/ffunP => l; rewrite ffunE (negPf (zF l)) addr0.
  rewrite (bigD1 l) //= -[X in X <= _]addr0 ler_add //; last by apply: sumr_ge0 => j _; exact: sqr_ge0.
  rewrite -[X in X <= _](expr1n _ 2) ler_sqr ?nnegrE ?ler01 ?subr_ge0 ?cos_le1 // ler_addl oppr_ge0.
  have -> : t l - theta_star l = t l - corner theta_star z l + pi / 2%:R.
    by rewrite ffunE zl opprD addrA subrK.
  rewrite mulrnDl half_turn cosDpi oppr_le0 cos_ge0_pihalf //.
  rewrite -ler_norml normrMn -[X in X <= _]mulr_natr -ler_pdivl_mulr ?ltr0n // (le_trans (tc l)) // (le_trans (ltW r4)) //.
  by rewrite -mulrA -invfM -natrM.
rewrite /L L0_corner (@le_lt_trans _ _ (L0 theta_star + k ^+ 2 *+ 4)) ?ler_add2l ?L1_small //.
  rewrite -ltr_subr_addl (lt_le_trans k4) // ler_add2r (le_trans (y := L0 t)) ?ler_addl ?L0_ge0 ?L1_ge0 //.
  rewrite (backE z t); apply: umin; split=> [j|]; first by rewrite back_near.
  by exists l; rewrite back_near.
Qed.

(** what it is for: each N holds a local minimum, and only the one in N(theta_0) can be global *)
Lemma breaking_minima (L : angles -> R) : angle_continuous L -> (forall t, 0 <= L t) ->
  (forall zeta : {ffun 'I_p -> bool}, corner theta_star zeta != theta_star ->
     inf (L @` cube theta_star r) < inf (L @` cube (corner theta_star zeta) r)) ->
  (forall zeta theta, cube_boundary (corner theta_star zeta) r theta -> L (corner theta_star zeta) < L theta) ->
  forall zeta : {ffun 'I_p -> bool}, exists t : angles,
    [/\ cube (corner theta_star zeta) r t, local_minimum L t
      & corner theta_star zeta != theta_star -> exists2 t' : angles, cube theta_star r t' & L t' < L t].
Proof.
move=> cL L_ge0 h16 h17 zeta.
have [t tc tmin] := cube_minimum (corner theta_star zeta) cL (ltW r0).
have center z : cube (corner theta_star z) r (corner theta_star z) by move=> l; rewrite subrr normr0 ltW.
have inner l : `|t l - corner theta_star zeta l| < r.
  rewrite lt_neqAle tc andbT; apply/negP => /eqP tl.
  have /h17 : cube_boundary (corner theta_star zeta) r t by split=> //; exists l.
  by rewrite ltNge tmin.
exists t; split=> // [|z0].
  have room l : 0 < r - `|t l - corner theta_star zeta l| by rewrite subr_gt0.
  have [e' /andP[e0 _] small] := positive_bound room; exists e' => // u near_u; apply: tmin => l.
  have -> : u l - corner theta_star zeta l = (u l - t l) + (t l - corner theta_star zeta l) by rewrite addrA subrK.
  rewrite (le_trans (ler_norm_add _ _)) // -ler_subr_addr (le_trans _ (small l)) // ltW //.
have [t' tc' tmin'] := cube_minimum theta_star cL (ltW r0); exists t' => //.
rewrite -subr_gt0 -[L t](_ : inf (L @` cube (corner theta_star zeta) r) = _); last first.
  apply/eqP; rewrite eq_le; apply/andP; split.
    by apply: inf_lb; [exists 0 => _ [u _ <-]; exact: L_ge0 | exists t].
  by apply: lb_le_inf; [exists (L t); exists t | move=> _ [u uc <-]; exact: tmin].
rewrite subr_gt0 (le_lt_trans _ (h16 _ z0)) //.
by apply: lb_le_inf; [exists (L t'); exists t' | move=> _ [u uc <-]; exact: tmin'].
Qed.
End Breaking.

Section Lemmas.
Variables (R : realType) (d p : nat).
Notation C := R[i].
Notation angles := {ffun 'I_p -> R}.
Variables (H : 'I_p -> 'M[C]_d) (M : 'M[C]_d).
Hypotheses (p0 : (0 < p)%N) (d0 : (0 < d)%N).
Hypotheses (hH : forall l, hermitian (H l)) (H2 : forall l, H l *m H l = 1%:M) (hM : hermitian M).
Hypothesis free : independent 'i%C H M.

Lemma loss_ge0 (T : finType) (data : T -> 'M[C]_d * R) t : 0 <= loss H M data t.
Proof. by rewrite /loss mulr_ge0 ?invr_ge0 ?ler0n // sumr_ge0 // => j _; exact: sqr_ge0. Qed.
Local Opaque loss.

(** Lemma 3's samples have residuals kappa sin 2 phi_k *)
Lemma symmetric_data (base : angles) :
  exists2 k : R, 0 < k & exists2 data : 'I_p -> 'M[C]_d * R, forall j, state (data j).1 &
  forall theta, loss H M data theta = k ^+ 2 / p%:R * \sum_l sin ((theta l - base l) *+ 2) ^+ 2.
Proof.
pose c k := target k (- (chart (base k)).2) (chart (base k)).1.
have [k k0 /(_ k)[|data dataS dataE]] := residuals d0 hH H2 hM free c; first by rewrite k0 lexx.
exists k; first exact: k0.
exists data; first exact: dataS.
move=> theta; rewrite (@loss_residuals _ _ _ _ _ _ _ k (fun l (theta : angles) => sin ((theta l - base l) *+ 2))).
  by rewrite card_ord.
by move=> j; rewrite dataE; congr (_ * _); rewrite sum_target /chart /= mulrnBl sinB; ring.
Qed.

(** Lemma 4's samples have residuals kappa (cos 2 phi_k - 1); kappa as small as one likes *)
Lemma breaking_data (base : angles) (b : R) : 0 < b ->
  exists2 k : R, 0 < k <= b & exists2 data : 'I_p -> 'M[C]_d * R, forall j, state (data j).1 &
  forall theta, loss H M data theta = k ^+ 2 / p%:R * \sum_l (1 - cos ((theta l - base l) *+ 2)) ^+ 2.
Proof.
move=> b0.
pose c k xi := target k (chart (base k)).1 (chart (base k)).2 xi - (xi == zero_word)%:R.
have [k0 k00 real_] := residuals d0 hH H2 hM free c.
pose k := Num.min k0 b; have k_gt0 : 0 < k by rewrite lt_minr k00.
exists k; first by rewrite k_gt0 le_minl lexx orbT.
have [|data dataS dataE] := real_ k; first by rewrite k_gt0 le_minl lexx.
exists data; first exact: dataS.
move=> theta; rewrite (@loss_residuals _ _ _ _ _ _ _ k (fun l (theta : angles) => cos ((theta l - base l) *+ 2) - 1)).
  by rewrite card_ord; congr (_ * _); apply: eq_bigr => l _; rewrite -sqrrN opprB.
move=> j; rewrite dataE; congr (_ * _); rewrite /c.
have -> : \sum_xi (target j (chart (base j)).1 (chart (base j)).2 xi - (xi == zero_word)%:R) * wave theta xi =
          \sum_xi target j (chart (base j)).1 (chart (base j)).2 xi * wave theta xi - 1.
  under eq_bigr do rewrite mulrBl; rewrite big_split /= sumrN; congr (_ - _).
  rewrite (bigD1 zero_word) //= eqxx mul1r wave0 big1 ?addr0 // => xi /negPf ->.
  exact: mul0r.
by rewrite sum_target /chart /= mulrnBl cosB; ring.
Qed.

Lemma sin_double0 (x : R) : `|x| < pi / 2%:R -> sin (x *+ 2) = 0 -> x = 0.
Proof.
move=> x_small; wlog x0 : x x_small / 0 <= x => [main|].
  have [/main|xN s0] := leP 0 x; first by apply.
  apply/eqP; rewrite -oppr_eq0; apply/eqP/main; rewrite ?normrN // ?oppr_ge0 ?(ltW xN) //.
  by rewrite mulNrn sinN s0 oppr0.
move: x_small; rewrite ger0_norm // ltr_pdivl_mulr ?ltr0n // mulr_natr => x2.
rewrite le_eqVlt in x0; case/orP: x0 => [/eqP //|xpos] s0.
have : 0 < sin (x *+ 2) by rewrite sin_gt0_pi // pmulrn_rgt0 // xpos.
by rewrite s0 ltxx.
Qed.

Theorem lemma3 (theta_star : angles) :
  exists2 S0 : 'I_p -> 'M[C]_d * R, forall j, state (S0 j).1 &
  [/\ isolated_minimum (loss H M S0) theta_star (pi / 2%:R) /\ loss H M S0 theta_star = 0,
      forall l theta, loss H M S0 (shift l theta) = loss H M S0 theta,
      forall zeta, local_minimum (loss H M S0) (corner theta_star zeta)
    & forall a : 'I_p -> R, exists s : seq angles,
        [/\ uniq s, size s = (2 ^ p)%N, forall t, t \in s -> forall l, a l <= t l < a l + pi
          & forall theta : angles, (forall l, a l <= theta l < a l + pi) ->
              local_minimum (loss H M S0) theta <-> theta \in s]].
Proof.
have [k k0 [S0 S0S lossE]] := symmetric_data theta_star.
exists S0; first exact: S0S.
have c0 : 0 < k ^+ 2 / p%:R by rewrite divr_gt0 ?exprn_gt0 // ltr0n.
pose F (x : {ffun 'I_p -> R * R}) : R := \sum_l (x l).2 ^+ 2.
have minF x : local_min F x <-> exists z, x = vertex R z.
  rewrite -(@parity_minima R p [::] _ x) => [|//|l]; last by rewrite /weight big_nil invr_gt0 ltr0n.
  have E (y : {ffun 'I_p -> R * R}) : torus y -> F y = parity [::] y.
    move=> yT; rewrite /parity big_nil addr0; apply: eq_bigr => l _.
    by rewrite -(yT l) addrC addKr.
  by split; apply: local_min_ext => y yT; rewrite E.
have LE theta : loss H M S0 theta = k ^+ 2 / p%:R * F (pt theta_star theta).
  by rewrite lossE; congr (_ * _); apply: eq_bigr => l _; rewrite ffunE.
have [all_min list_min] := vertex_minima c0 minF LE.
have zero : loss H M S0 theta_star = 0.
  by rewrite lossE big1 ?mulr0 // => l _; rewrite subrr mul0rn sin0 expr0n.
split.
- split=> // u near_u ut; rewrite zero lossE mulr_gt0 // lt_neqAle sumr_ge0 => [|l _]; last exact: sqr_ge0.
  rewrite andbT; apply: contraNneq ut => /esym/psumr_eq0P sum0; apply/eqP/ffunP => l; apply/eqP.
  rewrite -subr_eq0; apply/eqP/sin_double0; first exact: near_u.
  by have /eqP := sum0 (fun l' _ => sqr_ge0 _) l isT; rewrite sqrf_eq0 => /eqP.
- move=> l theta; rewrite !lossE; congr (_ * _); apply: eq_bigr => j _; rewrite ffunE; case: eqP => [->|//].
  rewrite addrAC mulrnDl half_turn.
  by rewrite sinDpi sqrrN.
- by move=> zeta; apply/all_min => l; exact: sin_corner.
move=> a; have [v [vinj va _ minE]] := list_min a; exists [seq v z | z <- enum {ffun 'I_p -> bool}]; split.
- by rewrite map_inj_uniq ?enum_uniq.
- by rewrite size_map -cardE card_ffun card_bool card_ord.
- by move=> t /mapP[z _ ->].
- move=> theta theta_a; rewrite minE //; split=> [[z ->]|/mapP[z _ ->]]; last by exists z.
  by rewrite map_f ?mem_enum.
Qed.

Section Breaking.
Variables (T : finType) (S0 : T -> 'M[C]_d * R) (theta_star : angles) (e : R).
(** S_0 and theta_0 as in Lemma 3 *)
Hypothesis isolated : isolated_minimum (loss H M S0) theta_star e.
Hypothesis invariant : forall l theta, loss H M S0 (shift l theta) = loss H M S0 theta.

Theorem lemma4 (r : R) : 0 < r -> r < e -> r < pi / 4%:R ->
  exists2 S1 : 'I_p -> 'M[C]_d * R, forall j, state (S1 j).1 &
  let L theta := loss H M S0 theta + loss H M S1 theta in
  [/\ forall zeta zeta' : {ffun 'I_p -> bool}, zeta != zeta' ->
        cube (corner theta_star zeta) r `&` cube (corner theta_star zeta') r = set0,
      forall zeta : {ffun 'I_p -> bool}, corner theta_star zeta != theta_star ->
        inf (L @` cube theta_star r) < inf (L @` cube (corner theta_star zeta) r)
    & forall zeta theta, cube_boundary (corner theta_star zeta) r theta -> L (corner theta_star zeta) < L theta].
Proof.
move=> r0 re r4.
have [b b0 br] := breaking p0 (loss_continuous H M S0) (loss_ge0 S0) isolated invariant r0 re r4.
have [k kb [S1 S1S S1E]] := breaking_data theta_star b0.
exists S1 => [|L]; first exact: S1S.
have [h16 h17] := br k _ kb S1E.
split; [by move=> z z' zz; exact: corner_disjoint | exact: h16 | exact: h17].
Qed.

(** what the lemma is for: each N holds a local minimum, and only the one in N(theta_0) can be global *)
Theorem lemma4_minima (r : R) (S1 : 'I_p -> 'M[C]_d * R) (L := fun theta => loss H M S0 theta + loss H M S1 theta) :
  0 < r ->
  (forall zeta : {ffun 'I_p -> bool}, corner theta_star zeta != theta_star ->
     inf (L @` cube theta_star r) < inf (L @` cube (corner theta_star zeta) r)) ->
  (forall zeta theta, cube_boundary (corner theta_star zeta) r theta -> L (corner theta_star zeta) < L theta) ->
  forall zeta : {ffun 'I_p -> bool}, exists t : angles,
    [/\ cube (corner theta_star zeta) r t, local_minimum L t
      & corner theta_star zeta != theta_star -> exists2 t' : angles, cube theta_star r t' & L t' < L t].
Proof.
move=> r0 h16 h17.
have cL : angle_continuous L by apply: continuous_add; exact: loss_continuous.
have L_ge0 t : 0 <= L t by rewrite addr_ge0 ?loss_ge0.
exact: (@breaking_minima _ _ theta_star r r0 L cL L_ge0 h16 h17).
Qed.
End Breaking.

(** both, for the dataset constructed: for every theta_0 and every radius below pi/4 *)
Theorem lemmas_3_and_4 (theta_star : angles) :
  exists2 S0 : 'I_p -> 'M[C]_d * R, forall j, state (S0 j).1 /\
    (forall l theta, loss H M S0 (shift l theta) = loss H M S0 theta) /\ local_minimum (loss H M S0) theta_star &
  forall r : R, 0 < r -> r < pi / 4%:R -> exists2 S1 : 'I_p -> 'M[C]_d * R, forall j, state (S1 j).1 &
    let L theta := loss H M S0 theta + loss H M S1 theta in
    [/\ forall zeta zeta' : {ffun 'I_p -> bool}, zeta != zeta' ->
          cube (corner theta_star zeta) r `&` cube (corner theta_star zeta') r = set0,
        forall zeta : {ffun 'I_p -> bool}, corner theta_star zeta != theta_star ->
          inf (L @` cube theta_star r) < inf (L @` cube (corner theta_star zeta) r)
      & forall zeta theta, cube_boundary (corner theta_star zeta) r theta -> L (corner theta_star zeta) < L theta].
Proof.
have [S0 S0S [[iso _] inv _ _]] := lemma3 theta_star.
have pi2 : 0 < (pi : R) / 2%:R by rewrite divr_gt0 ?pi_gt0 ?ltr0n.
exists S0 => [j|r r_gt0 r_lt].
  by split; [exact: S0S | split; [exact: inv | exact: isolated_local pi2 iso]].
apply: (lemma4 iso inv r_gt0 _ r_lt); rewrite (lt_trans r_lt) //.
by rewrite ltr_pmul2l ?pi_gt0 // ltf_pinv ?posrE ?ltr0n // ltr_nat.
Qed.
End Lemmas.
