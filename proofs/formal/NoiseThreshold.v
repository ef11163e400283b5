(** How much noise removes the spurious minima of Theorem 2: the exact threshold, for every p. Ours,
    not the paper's.

    Noise scales the oscillating part of each residual of Theorem 2's samples by eta and leaves the
    labels alone, so that up to a positive factor the loss is the sum over the angles of eta^2 sin^2
    2 phi + r^2 (1 - eta cos 2 phi)^2. [noise_scaled]: this is A (sin^2 2 phi + rho (1 - cos 2
    phi)^2) + B with A = eta^2 (1 - r^2) + eta r^2 and rho = eta r^2 / A, Theorem 2's loss with rho
    in the place of r^2. So (Landscape.v) there are exactly 2^p local minima a period if rho < 1/2,
    that is eta (1 - r^2) > r^2, and exactly one otherwise: with eta = 1 - lambda the threshold is
    lambda_star = (1 - 2 r^2)/(1 - r^2) ([noise_threshold_lambda]). *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From SymQNN Require Import Landscape Period.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.

Section Torus.
Variables (R : rcfType) (p : nat).
Notation point := {ffun 'I_p -> R * R}.

(** (x l).1 and (x l).2 are cos 2 phi_l and sin 2 phi_l *)
Definition noisy_loss (r2 eta : R) (x : point) : R :=
  \sum_l (eta ^+ 2 * (x l).2 ^+ 2 + r2 * (1 - eta * (x l).1) ^+ 2).
Definition noise_factor (r2 eta : R) : R := eta ^+ 2 * (1 - r2) + eta * r2.
Definition noise_ratio (r2 eta : R) : R := eta * r2 / noise_factor r2 eta.

Lemma noise_factor_gt0 r2 eta : 0 < r2 < 1 -> 0 < eta -> 0 < noise_factor r2 eta.
Proof.
case/andP=> r0 r1 e0; apply: addr_gt0; last exact: mulr_gt0.
by rewrite mulr_gt0 ?exprn_gt0 // subr_gt0.
Qed.
Lemma noise_scaled r2 eta (x : point) : 0 < r2 < 1 -> 0 < eta -> torus x ->
  noisy_loss r2 eta x =
  noise_factor r2 eta * theorem2_loss (noise_ratio r2 eta) x + r2 * (1 - eta) ^+ 2 *+ p.
Proof.
move=> r01 e0 xT; have A0 := noise_factor_gt0 r01 e0.
have -> : r2 * (1 - eta) ^+ 2 *+ p = \sum_(l < p) r2 * (1 - eta) ^+ 2 by rewrite sumr_const card_ord.
rewrite /noisy_loss /theorem2_loss mulr_sumr -big_split /=.
apply: eq_bigr => l _; rewrite mulrDr [X in _ = _ + X + _]mulrA.
have -> : noise_factor r2 eta * noise_ratio r2 eta = eta * r2.
  by rewrite /noise_ratio mulrC divfK // gt_eqF.
have := xT l; rewrite /on_circle => /(canRL (addKr _)) ->; rewrite /noise_factor; ring.
Qed.
Lemma noisy_minima r2 eta (x : point) : 0 < r2 < 1 -> 0 < eta ->
  local_min (noisy_loss r2 eta) x <-> local_min (theorem2_loss (noise_ratio r2 eta)) x.
Proof.
move=> r01 e0; have A0 := noise_factor_gt0 r01 e0.
split=> -[xT [e e_0 H]]; split=> //; exists e => // y yT near_y; have := H y yT near_y;
  by rewrite !noise_scaled // ler_add2r ler_pmul2l.
Qed.
Lemma ratio_below r2 eta : 0 < r2 < 1 -> 0 < eta ->
  (noise_ratio r2 eta < 2%:R^-1) = (r2 < eta * (1 - r2)).
Proof.
move=> r01 e0; rewrite /noise_ratio ltr_pdivr_mulr ?noise_factor_gt0 //.
rewrite ltr_pdivl_mull ?ltr0n // /noise_factor mulr2n mulrDl mul1r ltr_add2r.
by rewrite expr2 -mulrA ltr_pmul2l.
Qed.

(** eta (1 - r^2) > r^2: exactly 2^p local minima; otherwise exactly one *)
Theorem noise_many r2 eta : 0 < r2 < 1 -> 0 < eta -> r2 < eta * (1 - r2) -> exists s : seq point,
  [/\ uniq s, size s = (2 ^ p)%N & forall x, local_min (noisy_loss r2 eta) x <-> x \in s].
Proof.
move=> r01 e0 lt; have r0 : 0 < r2 by case/andP: r01.
have [|s [us ss sE]] := @theorem2_count R p (noise_ratio r2 eta).
  by rewrite ratio_below // lt andbT /noise_ratio divr_gt0 ?noise_factor_gt0 // mulr_gt0.
by exists s; split=> // x; rewrite noisy_minima.
Qed.
Theorem noise_one r2 eta (x : point) : 0 < r2 < 1 -> 0 < eta -> eta * (1 - r2) <= r2 ->
  local_min (noisy_loss r2 eta) x <-> x = [ffun=> (1, 0)].
Proof.
move=> r01 e0 le; rewrite noisy_minima //; apply: theorem2_one_minimum.
by rewrite leNgt ratio_below // -leNgt.
Qed.
End Torus.

Section Angles.
Variables (R : realType) (p : nat).
Notation angles := {ffun 'I_p -> R}.
Variable base : angles.

Definition threshold (r2 : R) : R := (1 - r2 *+ 2) / (1 - r2).
Lemma below_threshold r2 lambda : 0 < r2 < 1 ->
  (lambda < threshold r2) = (r2 < (1 - lambda) * (1 - r2)).
Proof.
case/andP=> r0 r1; rewrite /threshold ltr_pdivl_mulr ?subr_gt0 //.
by rewrite -subr_gt0 -[RHS]subr_gt0; congr (0 < _); ring.
Qed.

(** Theorem 2's loss under noise of strength lambda, up to the factor kappa^2/(2p): in every period
    exactly 2^p local minima if lambda < lambda_star, exactly one, theta_star, if lambda >=
    lambda_star. *)
Definition noisy (r2 lambda : R) (theta : angles) : R :=
  \sum_l ((1 - lambda) ^+ 2 * sin ((theta l - base l) *+ 2) ^+ 2
    + r2 * (1 - (1 - lambda) * cos ((theta l - base l) *+ 2)) ^+ 2).
Lemma noisyE r2 lambda theta : noisy r2 lambda theta = noisy_loss r2 (1 - lambda) (pt base theta).
Proof. by apply: eq_bigr => l _; rewrite ffunE. Qed.
Theorem noise_threshold_lambda (r2 lambda : R) : 0 < r2 < 1 -> lambda < 1 -> forall a : 'I_p -> R,
  exists s : seq angles,
  [/\ uniq s, size s = (if (lambda < threshold r2)%R then 2 ^ p else 1)%N &
      forall theta : angles, (forall l, a l <= theta l < a l + pi) ->
        local_minimum (noisy r2 lambda) theta <-> theta \in s].
Proof.
move=> r01 l1 a; have e0 : 0 < 1 - lambda by rewrite subr_gt0.
have minE (theta : angles) : local_minimum (noisy r2 lambda) theta <->
    local_min (noisy_loss r2 (1 - lambda)) (pt base theta).
  rewrite -(local_minimum_chart base); split=> -[d d0 H]; exists d => // t near_t;
    by have := H t near_t; rewrite !noisyE.
have [v [uv sv vT vE]] : exists v : seq {ffun 'I_p -> R * R},
    [/\ uniq v, size v = (if (lambda < threshold r2)%R then 2 ^ p else 1)%N, forall x, x \in v -> torus x
      & forall x, local_min (noisy_loss r2 (1 - lambda)) x <-> x \in v].
  rewrite below_threshold //; case: ltP => [lt|le].
    have [s [us ss sE]] := @noise_many R p _ _ r01 e0 lt.
    by exists s; split=> // x /sE[].
  exists [:: [ffun=> (1, 0)]]; split=> // [x|x]; rewrite inE.
    by move/eqP=> -> l; rewrite /on_circle ffunE expr0n addr0 expr1n.
  by rewrite noise_one //; split=> [->|/eqP].
have back (x : {ffun 'I_p -> R * R}) : exists theta : angles, x \in v ->
    (forall l, a l <= theta l < a l + pi) /\ pt base theta = x.
  have [/vT xT|_] := boolP (x \in v); last by exists base.
  by have [theta ta tx] := pt_exists base a xT; exists theta.
have [f fE] := choice back.
exists [seq f x | x <- v]; split; last first.
- move=> theta ta; rewrite minE vE; split=> [tv|/mapP[x xv ->]].
    apply/mapP; exists (pt base theta) => //; have [fa fx] := fE _ tv.
    exact: (pt_unique (base := base) ta fa).
  by have [_ ->] := fE _ xv.
- by rewrite size_map.
- rewrite map_inj_in_uniq // => x y xv yv fxy.
  by have [_ <-] := fE _ xv; have [_ <-] := fE _ yv; rewrite fxy.
Qed.
End Angles.
