(** Theorem 2's loss on the torus: the case S = {l}, w_S = r^2 of the parity family. Assumes nothing.

    For 0 < r^2 < 1/2 it has exactly 2^p local minima, for r^2 >= 1/2 exactly one. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
Require Export SymQNN.Torus.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Landscape.
Variables (R : rcfType) (p : nat).
Implicit Types (c s e : R).
Notation point := {ffun 'I_p -> R * R}.
Local Notation vertex := (@vertex R p).

(** Theorem 2's loss, up to the factor kappa^2/(2p): u_l = cos 2 phi_l *)
Definition theorem2_loss (r2 : R) (x : point) : R := \sum_l ((x l).2 ^+ 2 + r2 * (1 - (x l).1) ^+ 2).
Definition singles (r2 : R) := [seq ([set l], r2) | l <- enum 'I_p].

Lemma weight_singles r2 l : weight (singles r2) l = r2.
Proof.
rewrite /weight big_map /= (eq_bigl (fun j => j == l)) => [|j]; last by rewrite inE eq_sym.
by rewrite big_enum_cond /= big_pred1_eq.
Qed.
Lemma singles_nonneg r2 : 0 <= r2 -> forall t, t \in singles r2 -> 0 <= t.2.
Proof. by move=> r0 t /mapP[l _ ->]. Qed.
Lemma theorem2_parity r2 x : torus x -> theorem2_loss r2 x = parity (singles r2) x.
Proof.
move=> xT; rewrite /parity big_map big_enum /= -big_split; apply: eq_bigr => l _.
by rewrite big_set1; congr (_ + _); apply: (canRL (addrK _)); rewrite addrC; exact: xT.
Qed.
Lemma local_min_ext (L L' : point -> R) x : (forall y, torus y -> L y = L' y) -> local_min L x -> local_min L' x.
Proof.
move=> LL [xT [e e0 H]]; split=> //; exists e => // y yT xy.
by rewrite -!LL //; exact: H.
Qed.

(** 0 < r^2 < 1/2: exactly 2^p local minima per period; the value at theta* + (pi/2) zeta is 4 r^2 |zeta| *)
Theorem theorem2_minima r2 x : 0 < r2 < 2%:R^-1 ->
  local_min (theorem2_loss r2) x <-> exists z, x = vertex z.
Proof.
case/andP=> r0 r1; rewrite -(parity_minima (singles_nonneg (ltW r0)) x) => [|l]; last by rewrite weight_singles.
by split; apply: local_min_ext => y yT; rewrite theorem2_parity.
Qed.
Theorem theorem2_count r2 : 0 < r2 < 2%:R^-1 ->
  exists s : seq point, [/\ uniq s, size s = (2 ^ p)%N & forall x, local_min (theorem2_loss r2) x <-> x \in s].
Proof.
case/andP=> r0 r1; have [|s [us ss sE]] := parity_count (singles_nonneg (ltW r0)).
  by move=> l; rewrite weight_singles.
exists s; split=> // x; rewrite -sE.
by split; apply: local_min_ext => y yT; rewrite theorem2_parity.
Qed.
Theorem theorem2_value r2 z : theorem2_loss r2 (vertex z) = r2 *+ 4 *+ #|[set l | z l]|.
Proof.
rewrite /theorem2_loss -sumr_const [RHS]big_mkcond; apply: eq_bigr => l _.
by rewrite ffunE inE expr0n add0r; case: (z l) => /=; [rewrite expr1; ring | rewrite expr0 subrr expr0n mulr0].
Qed.

(** r^2 >= 1/2: one local minimum *)
Lemma circle_up v e : on_circle v -> v.1 < 1 -> 0 < e ->
  exists2 w, on_circle w & [/\ v.1 < w.1, `|w.1 - v.1| < e & `|w.2 - v.2| < e].
Proof.
move=> vC v1 e0; have [s0|nz] := eqVneq v.2 0; last first.
  have [d0 d00 moves] := circle_move vC nz e0.
  pose d := Num.min d0 e / 2%:R.
  have min0 : 0 < Num.min d0 e by rewrite lt_minr d00.
  have d_gt0 : 0 < d by rewrite divr_gt0 ?ltr0n.
  have dlt : d < Num.min d0 e by rewrite ltr_pdivr_mulr ?ltr0n // ltr_pmulr ?ltr1n.
  have [dd0 de] : d < d0 /\ d < e by move: dlt; rewrite lt_minr => /andP[].
  have [|s sC near_s] := moves d; first by rewrite gtr0_norm.
  by exists (v.1 + d, s); rewrite //= ltr_addl d_gt0 addrC addKr gtr0_norm.
have v1E : v.1 = -1.
  move/eqP: vC; rewrite s0 expr0n addr0 sqrf_eq1 => /orP[/eqP E|/eqP//].
  by move: v1; rewrite E ltxx.
have e2 : 0 < e ^+ 2 by rewrite exprn_gt0.
pose d := Num.min 1 (Num.min e (e ^+ 2 / 2%:R)) / 2%:R.
have min0 : 0 < Num.min 1 (Num.min e (e ^+ 2 / 2%:R)) by rewrite !lt_minr ltr01 e0 divr_gt0 ?ltr0n.
have d_gt0 : 0 < d by rewrite divr_gt0 ?ltr0n.
have : d < Num.min 1 (Num.min e (e ^+ 2 / 2%:R)) by rewrite ltr_pdivr_mulr ?ltr0n // ltr_pmulr ?ltr1n.
rewrite !lt_minr => /and3P[d1 de de2].
have sq : 0 <= d *+ 2 - d ^+ 2.
  by rewrite subr_ge0 expr2 mulr2n (le_trans (ler_pimulr (ltW d_gt0) (ltW d1))) // ler_addl ltW.
exists (-1 + d, Num.sqrt (d *+ 2 - d ^+ 2)); first by rewrite /on_circle /= sqr_sqrtr //; ring.
rewrite v1E s0 /= ltr_addl d_gt0 subr0 addrC addKr gtr0_norm // ger0_norm ?sqrtr_ge0 //; split=> //.
rewrite -ltr_sqr ?nnegrE ?sqrtr_ge0 ?(ltW e0) // sqr_sqrtr //.
rewrite (@le_lt_trans _ _ (d *+ 2)) ?ler_subl_addr ?ler_addl ?sqr_ge0 //.
by move: de2; rewrite ltr_pdivl_mulr ?ltr0n // mulr_natr.
Qed.

Theorem theorem2_one_minimum r2 x : 2%:R^-1 <= r2 ->
  local_min (theorem2_loss r2) x <-> x = [ffun=> (1, 0)].
Proof.
move=> r1; split=> [[xT [e e0 min_x]]|->]; last first.
  split=> [l|]; first by rewrite /on_circle ffunE expr0n addr0 expr1n.
  exists 1 => // y _ _; rewrite {1}/theorem2_loss big1 => [|l _]; last first.
    by rewrite ffunE /= subrr expr0n /= mulr0 addr0.
  have r0 : 0 <= r2 by rewrite (le_trans _ r1) // invr_ge0 ler0n.
  by apply: sumr_ge0 => l _; exact: addr_ge0 (sqr_ge0 _) (mulr_ge0 r0 (sqr_ge0 _)).
apply/ffunP => l; rewrite ffunE; have /andP[_] := circle_le1 (xT l).
rewrite le_eqVlt => /orP[/eqP E|lt1].
  rewrite [LHS]surjective_pairing E; congr (_, _); have := xT l; rewrite /on_circle E expr1n.
  by move/(canRL (addKr _)); rewrite addNr => /eqP; rewrite sqrf_eq0 => /eqP.
have [w wC [up w1 w2]] := circle_up (xT l) lt1 e0.
have := min_x _ (torus_upd l xT wC) (near_upd e0 w1 w2).
rewrite leNgt => /negP; case; rewrite /theorem2_loss [X in X < _](bigD1 l) //= [X in _ < X](bigD1 l) //=.
rewrite ffunE eqxx; set A := \sum_(j | _) _; set B := \sum_(j | _) _.
have -> : A = B by apply: eq_bigr => j /negPf jl; rewrite ffunE jl.
rewrite ltr_add2r {A B w1 w2}.
have [/andP[c0 _] /andP[_ c1]] := (circle_le1 (xT l), circle_le1 wC).
move: (xT l) wC up lt1 c0 c1; rewrite /on_circle; case: (x l) w => [c s] [c' s'] /=.
move=> /(canRL (addKr _)) -> /(canRL (addKr _)) -> cc lt1 c0 c1.
rewrite -subr_gt0 (_ : _ - _ = (c' - c) * ((c + c') * (1 - r2) + r2 *+ 2)); last by ring.
rewrite mulr_gt0 ?subr_gt0 //.
rewrite (_ : _ + _ = ((c + 1) + (c' + 1)) * 2%:R^-1 + ((1 - c) + (1 - c')) * (r2 - 2%:R^-1)); last by field.
have c0' : 0 <= c + 1 by rewrite -ler_subl_addr sub0r.
apply: ltr_paddr; first by rewrite mulr_ge0 ?subr_ge0 // addr_ge0 ?subr_ge0 // ltW.
by rewrite divr_gt0 ?ltr0n // ltr_paddl // (le_lt_trans c0') // ltr_add2r.
Qed.
End Landscape.
