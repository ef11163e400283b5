(** Local minima of a large penalty plus a function: the step for every p in the construction of
    (3/2) p! 2^p minima.

    Let P >= 0 and B be continuous, P(z) = 0 and B(z) < B(u) for every zero u of P on the boundary
    of a cube around z. Then for all large K there is a local minimum of K P + B inside the cube
    ([penalty_minimum]); for finitely many such points in disjoint cubes one K does for all
    ([penalty_count]). No derivative, no implicit function theorem, and the minima on the zeros of P
    need not be strict. In the construction P is sum_j prod_l (1 - cos (psi_l - alpha_j)), whose
    zeros are p!/2 two-tori, and B is on each of them a form in two angles with three minima, plus a
    constant. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From SymQNN Require Import Period Minimum.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.

Section Penalty.
Variables (R : realType) (p : nat).
Notation angles := {ffun 'I_p -> R}.
Implicit Types (P B L : angles -> R) (z u : angles) (r K : R).
Hypothesis p0 : (0 < p)%N.

Lemma max_below (a b c d e : R) : a < b + e -> c < d + e -> Num.max a c < Num.max b d + e.
Proof.
move=> ab cd; rewrite lt_maxl; apply/andP; split; [apply: lt_le_trans ab _ | apply: lt_le_trans cd _];
  by rewrite ler_add2r le_maxr lexx ?orbT.
Qed.
Lemma max_near (a b c d e : R) : `|a - b| < e -> `|c - d| < e -> `|Num.max a c - Num.max b d| < e.
Proof.
rewrite !ltr_distl !ltr_subl_addr => /andP[ba ab] /andP[dc cd].
by apply/andP; split; exact: max_below.
Qed.
Lemma continuous_max P B : angle_continuous P -> angle_continuous B ->
  angle_continuous (fun t => Num.max (P t) (B t)).
Proof.
move=> cP cB t e e0; have [d d0 Pd] := cP t e e0; have [d' d'0 Bd] := cB t e e0.
exists (Num.min d d') => [|u near_u]; first by rewrite lt_minr d0.
by apply: max_near; [apply: Pd | apply: Bd] => l; have := near_u l; rewrite lt_minr => /andP[].
Qed.

(** lower on the whole boundary than in the middle: a local minimum inside *)
Lemma minimum_inside L z r : angle_continuous L -> 0 < r ->
  (forall u, cube_boundary z r u -> L z < L u) ->
  exists2 t : angles, (forall l, `|t l - z l| < r) & local_minimum L t.
Proof.
move=> cL r0 wall; have [t tz tmin] := cube_minimum z cL (ltW r0).
have zz : cube z r z by move=> l; rewrite subrr normr0 ltW.
have inside l : `|t l - z l| < r.
  rewrite lt_neqAle tz andbT; apply/eqP => E.
  have /wall : cube_boundary z r t by split=> //; exists l.
  by rewrite ltNge tmin.
exists t => //.
have pos l : 0 < r - `|t l - z l| by rewrite subr_gt0.
have [e /andP[e0 _] ee] := positive_bound pos.
exists e => // u near_u; apply: tmin => l.
have -> : u l - z l = (u l - t l) + (t l - z l) by rewrite addrA subrK.
apply: le_trans (ler_norm_add _ _) _; rewrite -ler_subr_addr ltW //.
by apply: lt_le_trans (near_u l) (ee l).
Qed.

Theorem penalty_minimum P B z r : angle_continuous P -> angle_continuous B -> 0 < r ->
  (forall u, 0 <= P u) -> P z = 0 -> (forall u, cube_boundary z r u -> P u = 0 -> B z < B u) ->
  exists2 K0 : R, 0 < K0 & forall K, K0 <= K ->
  exists2 t : angles, (forall l, `|t l - z l| < r) & local_minimum (fun u => K * P u + B u) t.
Proof.
move=> cP cB r0 P0 Pz wall.
have cD : angle_continuous (fun u => B u + - B z).
  by apply: continuous_add cB _; exact: continuous_const.
(* a positive lower bound m of the larger of P and B - B(z), and a lower bound of B, on the boundary *)
have [w wb wmin] := boundary_minimum z (continuous_max cP cD) (ltW r0) p0.
have [v vb vmin] := boundary_minimum z cD (ltW r0) p0.
pose m := Num.max (P w) (B w + - B z); pose c := B v + - B z.
have m0 : 0 < m.
  rewrite lt_maxr; have := P0 w; rewrite le_eqVlt => /orP[/eqP Pw|->//].
  by rewrite subr_gt0 wall ?orbT.
exists (`|c| / m + 1) => [|K K0]; first by rewrite ltr_spaddr ?ltr01 // divr_ge0 // ltW.
have K_gt0 : 0 < K by apply: lt_le_trans K0; rewrite ltr_spaddr ?ltr01 // divr_ge0 // ltW.
apply: minimum_inside => // [|u ub].
  by apply: continuous_add cB; apply: continuous_mul cP; exact: continuous_const.
rewrite Pz mulr0 add0r.
have := wmin u ub; rewrite -/m le_maxr => /orP[Pu|Bu]; last first.
  apply: (@lt_le_trans _ _ (B u)); first by rewrite -subr_gt0 (lt_le_trans m0).
  by rewrite ler_addr mulr_ge0 // ltW.
have cu : c <= B u - B z by exact: vmin.
have big : `|c| < K * P u.
  apply: (@lt_le_trans _ _ (K * m)); last by rewrite ler_pmul2l.
  by rewrite -ltr_pdivr_mulr //; apply: lt_le_trans K0; rewrite ltr_addl.
have cK : - c < K * P u by apply: le_lt_trans big; rewrite -normrN ler_norm.
rewrite -subr_gt0 -addrA; apply: (@lt_le_trans _ _ (K * P u + c)); first by rewrite -ltr_subl_addr sub0r.
by rewrite ler_add2l.
Qed.

(** finitely many points in disjoint cubes: as many local minima, for every large K *)
Theorem penalty_count (I : finType) (z : I -> angles) (r : I -> R) P B :
  angle_continuous P -> angle_continuous B -> (forall u, 0 <= P u) ->
  (forall i, 0 < r i) -> (forall i, P (z i) = 0) ->
  (forall i u, cube_boundary (z i) (r i) u -> P u = 0 -> B (z i) < B u) ->
  (forall i j u, (forall l, `|u l - z i l| < r i) -> (forall l, `|u l - z j l| < r j) -> i = j) ->
  exists2 K0 : R, 0 < K0 & forall K, K0 <= K -> exists t : I -> angles,
    [/\ injective t, forall i l, `|t i l - z i l| < r i
      & forall i, local_minimum (fun u => K * P u + B u) (t i)].
Proof.
move=> cP cB P0 r0 Pz wall apart.
have [k k0 kP] := fin_all_exists2 (fun i => penalty_minimum cP cB (r0 i) P0 (Pz i) (@wall i)).
exists (1 + \sum_i k i) => [|K KK]; first by rewrite ltr_spaddl ?ltr01 // sumr_ge0 // => i _; exact: ltW.
have kK i : k i <= K.
  apply: le_trans KK; rewrite (bigD1 i) //= addrCA ler_addl addr_ge0 ?ler01 //.
  by apply: sumr_ge0 => j _; exact: ltW.
have [t tz tmin] := fin_all_exists2 (fun i => kP i K (kK i)).
by exists t; split=> // i j tij; apply: (apart i j (t i)); [exact: tz | rewrite tij; exact: tz].
Qed.
End Penalty.
