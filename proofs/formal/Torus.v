(** Local minima on the torus (S^1)^p, and the parity family; for every p, over every real closed field R; assumes nothing.

    A point of the torus is (c_l, s_l) = (cos 2 phi_l, sin 2 phi_l), l = 1..p: one period [0, pi)^p of phi, once (Period.v).
    The parity family (ours): L = sum_l (1 - c_l^2) + sum_S w_S (1 - prod_(l in S) c_l)^2 with w_S >= 0.
    If sum_(S contains l) w_S < 1/2 for every l, the local minima are exactly the 2^p vertices, c_l = 1 or -1. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Torus.
Variables (R : rcfType) (p : nat).
Implicit Types (c s e : R).
Notation point := {ffun 'I_p -> R * R}.

Definition on_circle (v : R * R) := v.1 ^+ 2 + v.2 ^+ 2 = 1.
Definition torus (x : point) := forall l, on_circle (x l).
Definition near e (x y : point) := forall l, `|(y l).1 - (x l).1| < e /\ `|(y l).2 - (x l).2| < e.
Definition local_min (L : point -> R) x :=
  torus x /\ exists2 e, 0 < e & forall y, torus y -> near e x y -> L x <= L y.
Definition strict_local_min (L : point -> R) x :=
  torus x /\ exists2 e, 0 < e & forall y, torus y -> near e x y -> y != x -> L x < L y.

Lemma strictW L x : strict_local_min L x -> local_min L x.
Proof.
case=> xT [e e0 H]; split=> //; exists e => // y yT xy.
by have [->//|yx] := eqVneq y x; apply/ltW/H.
Qed.

Lemma positive_bound (T : finType) (f : T -> R) :
  (forall l, 0 < f l) -> exists2 e, 0 < e <= 1 & forall l, e <= f l.
Proof.
move=> f0; suff [e e0 fe] : exists2 e, 0 < e <= 1 & forall l, l \in enum T -> e <= f l.
  by exists e => // l; rewrite fe ?mem_enum.
elim: (enum T) => [|l r [e e0 fe]]; first by exists 1; rewrite ?ltr01 ?lexx.
have [e_gt0 e_le1] := andP e0.
exists (Num.min e (f l)) => [|j]; first by rewrite lt_minr e_gt0 f0 le_minl e_le1.
by rewrite inE le_minl => /orP[/eqP->|/fe->]; rewrite ?lexx ?orbT.
Qed.

(** moves on the circle *)
Lemma circle_sqr_le1 v : on_circle v -> v.1 ^+ 2 <= 1.
Proof. by move=> <-; rewrite ler_addl sqr_ge0. Qed.
Lemma circle_le1 v : on_circle v -> -1 <= v.1 <= 1.
Proof.
by move=> vC; rewrite -ler_norml -(@expr_le1 _ 2) ?normr_ge0 // real_normK ?num_real // circle_sqr_le1.
Qed.
Lemma circle_move v e : on_circle v -> v.2 != 0 -> 0 < e ->
  exists2 d0, 0 < d0 & forall d, `|d| < d0 -> exists2 s, on_circle (v.1 + d, s) & `|s - v.2| < e.
Proof.
case: v => c s; rewrite /on_circle /= => cs.
wlog s0 : s cs / 0 < s => [main|_ e0].
  move=> nz e0; have [pos|neg] := ltP 0 s; first exact: main.
  have csN : c ^+ 2 + (- s) ^+ 2 = 1 by rewrite sqrrN.
  have sN : 0 < - s by rewrite oppr_gt0 lt_neqAle nz.
  have [//|d0 d00 moves] := main (- s) csN sN _ e0; first by rewrite oppr_eq0.
  by exists d0 => // d /moves[t tC near_t]; exists (- t); rewrite ?sqrrN // -normrN opprD opprK.
have c1 : `|c| <= 1 by rewrite ler_norml (@circle_le1 (c, s)).
exists (Num.min 1 (Num.min (s ^+ 2 / 3%:R) (e * s / 3%:R))).
  by rewrite !lt_minr ltr01 !divr_gt0 ?ltr0n ?exprn_gt0 ?mulr_gt0.
move=> d; rewrite !lt_minr => /and3P[d1 d2 d3].
have small : `|c *+ 2 * d + d ^+ 2| <= `|d| * 3%:R.
  rewrite expr2 -mulrDl normrM mulrC ler_wpmul2l ?normr_ge0 //.
  rewrite (le_trans (ler_norm_add _ _)) // (_ : 3%:R = 1 + 1 + 1); last by ring.
  rewrite mulr2n.
  rewrite ler_add ?(ltW d1) // (le_trans (ler_norm_add _ _)) // ler_add //.
have pos : 0 <= 1 - (c + d) ^+ 2.
  have -> : 1 - (c + d) ^+ 2 = s ^+ 2 - (c *+ 2 * d + d ^+ 2) by rewrite -cs; ring.
  rewrite subr_ge0 (le_trans (ler_norm _)) // (le_trans small) //.
  by move: d2; rewrite ltr_pdivl_mulr ?ltr0n // => /ltW.
exists (Num.sqrt (1 - (c + d) ^+ 2)); first by rewrite sqr_sqrtr // addrC subrK.
set t := Num.sqrt _; have t0 : 0 <= t by exact: sqrtr_ge0.
rewrite -(ltr_pmul2r s0); apply: (@le_lt_trans _ _ (`|t - s| * (t + s))).
  by rewrite ler_wpmul2l ?normr_ge0 // ler_addr.
rewrite -{1}(ger0_norm (addr_ge0 t0 (ltW s0))) -normrM -subr_sqr sqr_sqrtr //.
have -> : 1 - (c + d) ^+ 2 - s ^+ 2 = - (c *+ 2 * d + d ^+ 2) by rewrite -cs; ring.
by rewrite normrN (le_lt_trans small) // -ltr_pdivl_mulr ?ltr0n.
Qed.

Definition upd (x : point) l v : point := [ffun j => if j == l then v else x j].
Lemma torus_upd (x : point) l v : torus x -> on_circle v -> torus (upd x l v).
Proof. by move=> xT vC j; rewrite ffunE; case: ifP. Qed.
Lemma near_upd e (x : point) l v : 0 < e -> `|v.1 - (x l).1| < e -> `|v.2 - (x l).2| < e -> near e x (upd x l v).
Proof. by move=> e0 v1 v2 j; rewrite ffunE; case: eqP => [->//|_]; rewrite !subrr normr0. Qed.

(** A loss that is strictly concave in every cosine has its local minima at vertices only. *)
Definition concave_in_cosines (L : point -> R) := forall x l (v w : R * R),
  torus x -> on_circle v -> on_circle w -> v.1 + w.1 = (x l).1 *+ 2 -> v.1 != (x l).1 ->
  L (upd x l v) + L (upd x l w) < L x *+ 2.
Lemma concave_vertices L x : concave_in_cosines L -> local_min L x -> forall l, (x l).2 = 0.
Proof.
move=> conc [xT [e e0 min_x]] l; apply/eqP/negPn/negP => nz.
have [d0 d00 moves] := circle_move (xT l) nz e0.
pose d := Num.min d0 e / 2%:R.
have min0 : 0 < Num.min d0 e by rewrite lt_minr d00.
have d_gt0 : 0 < d by rewrite divr_gt0 ?ltr0n.
have dlt : d < Num.min d0 e by rewrite ltr_pdivr_mulr ?ltr0n // ltr_pmulr ?ltr1n.
have [dd0 de] : d < d0 /\ d < e by move: dlt; rewrite lt_minr => /andP[].
have [|s sC near_s] := moves d; first by rewrite gtr0_norm.
have [|t tC near_t] := moves (- d); first by rewrite normrN gtr0_norm.
have step a : `|a| = d -> `|(x l).1 + a - (x l).1| < e by rewrite addrC addKr => ->.
suff: L x *+ 2 <= L (upd x l ((x l).1 + d, s)) + L (upd x l ((x l).1 - d, t)).
  rewrite leNgt => /negP; case; apply: conc => //=; first by ring.
  by rewrite -subr_eq0 addrC addKr lt0r_neq0.
rewrite mulr2n; apply: ler_add; apply: min_x;
  (exact: torus_upd || by apply: near_upd => //; apply: step; rewrite ?normrN gtr0_norm).
Qed.

(** The parity family; Theorem 2's loss is the special case of the sets S = {l}. *)
Definition parity (family : seq ({set 'I_p} * R)) (x : point) : R :=
  \sum_l (1 - (x l).1 ^+ 2) + \sum_(t <- family) t.2 * (1 - \prod_(l in t.1) (x l).1) ^+ 2.
Definition weight (family : seq ({set 'I_p} * R)) l : R := \sum_(t <- family | l \in t.1) t.2.
Definition vertex (z : {ffun 'I_p -> bool}) : point := [ffun l => ((-1) ^+ z l, 0)].
Definition odd_in (S : {set 'I_p}) (z : {ffun 'I_p -> bool}) := odd (\sum_(l in S) z l).

Section Parity.
Variable family : seq ({set 'I_p} * R).
Hypothesis nonneg : forall t, t \in family -> 0 <= t.2.

Lemma parity_concave : (forall l, weight family l < 1) -> concave_in_cosines (parity family).
Proof.
move=> light x l v w xT vC wC vw vx.
pose q (S : {set 'I_p}) := \prod_(j in S | j != l) (x j).1.
have prodE (S : {set 'I_p}) a : \prod_(j in S) (upd x l a j).1 = (if l \in S then a.1 else 1) * q S.
  case: ifP => lS.
    rewrite (bigD1 l) //= ffunE eqxx; congr (_ * _).
    by apply: eq_bigr => j /andP[_ /negPf jl]; rewrite ffunE jl.
  rewrite mul1r; apply: eq_big => [j|j jS]; first by case: eqP => [->|]; rewrite ?lS ?andbT ?andbF.
  by rewrite ffunE; case: eqP jS => // ->; rewrite lS.
have xE : upd x l (x l) = x by apply/ffunP => j; rewrite ffunE; case: eqP => // ->.
pose rest := \sum_(j | j != l) (1 - (x j).1 ^+ 2).
have E a : parity family (upd x l a) = 1 - a.1 ^+ 2 + rest +
    \sum_(t <- family) t.2 * (1 - (if l \in t.1 then a.1 else 1) * q t.1) ^+ 2.
  rewrite /parity (bigD1 l) //= ffunE eqxx; congr (_ + _ + _).
    by apply: eq_bigr => j /negPf jl; rewrite ffunE jl.
  by apply: eq_bigr => t _; rewrite prodE.
rewrite -{3}xE !E; pose d := v.1 - (x l).1.
have v1 : v.1 = (x l).1 + d by rewrite /d addrC subrK.
have w1 : w.1 = (x l).1 - d.
  by apply: (@addrI _ v.1); rewrite vw v1 mulr2n addrACA subrr addr0.
rewrite {}v1 {}w1; set c := (x l).1 in vx d vw *; have d0 : d != 0 by rewrite subr_eq0.
pose gain (t : {set 'I_p} * R) := if l \in t.1 then t.2 * (d * q t.1) ^+ 2 *+ 2 else 0.
have term (t : {set 'I_p} * R) : t.2 * (1 - (if l \in t.1 then c + d else 1) * q t.1) ^+ 2 +
              t.2 * (1 - (if l \in t.1 then c - d else 1) * q t.1) ^+ 2 =
              t.2 * (1 - (if l \in t.1 then c else 1) * q t.1) ^+ 2 *+ 2 + gain t.
  by rewrite /gain; case: ifP => _; ring.
pose A a := \sum_(t <- family) t.2 * (1 - (if l \in t.1 then a else 1) * q t.1) ^+ 2.
have sumE : A (c + d) + A (c - d) = A c *+ 2 + \sum_(t <- family) gain t.
  by rewrite /A -sumrMnl -!big_split; apply: eq_bigr => t _; exact: term.
have q1 S : q S ^+ 2 <= 1.
  rewrite /q -prodrXl; apply: (@le_trans _ _ (\prod_(j in S | j != l) 1)); last by rewrite big1_eq.
  by apply: ler_prod => j _; rewrite sqr_ge0 (circle_sqr_le1 (xT j)).
have few : \sum_(t <- family) gain t < d ^+ 2 *+ 2.
  have d2 : 0 < d ^+ 2 *+ 2 by rewrite pmulrn_rgt0 // exprn_even_gt0.
  apply: (@le_lt_trans _ _ (d ^+ 2 *+ 2 * weight family l)); last by rewrite gtr_pmulr.
  rewrite /weight mulr_sumr [X in _ <= X]big_mkcond /= !big_seq.
  apply: ler_sum => t inF; rewrite /gain; case: ifP => // _.
  rewrite exprMn -mulrnAr -mulrnAl [X in X <= _]mulrC ler_wpmul2r ?nonneg //.
  by rewrite mulrnAl ler_muln2r ler_pimulr ?sqr_ge0.
rewrite -/(A (c + d)) -/(A (c - d)) -/(A c) -subr_gt0.
move: few sumE; move: (A (c + d)) (A (c - d)) (A c) (\sum_(t <- family) gain t) => ap am a0 g few sumE.
have -> : ap = a0 *+ 2 + g - am by rewrite -sumE addrK.
by rewrite [X in 0 < X](_ : _ = d ^+ 2 *+ 2 - g); [rewrite subr_gt0 | ring].
Qed.

(** near a vertex *)
Lemma product_bound (S : {set 'I_p}) (w : 'I_p -> R) : (forall l, 0 <= w l <= 1) ->
  [/\ 1 - \sum_(l in S) w l <= \prod_(l in S) (1 - w l), 0 <= \prod_(l in S) (1 - w l)
    & \prod_(l in S) (1 - w l) <= 1].
Proof.
move=> w01; elim/big_rec2: _ => [|l a b _ [ab a0 a1]]; first by rewrite subr0 ler01 !lexx.
have [w0 w1] := andP (w01 l); have wl : 0 <= 1 - w l by rewrite subr_ge0.
split; [|exact: mulr_ge0|by rewrite mulr_ile1 // ler_subl_addr ler_addl].
rewrite mulrBl mul1r opprD addrA addrAC ler_sub ?ler_pimulr //.
Qed.

Definition vertex_value (z : {ffun 'I_p -> bool}) := \sum_(t <- family | odd_in t.1 z) t.2 *+ 4.
Lemma product_vertex (S : {set 'I_p}) (z : {ffun 'I_p -> bool}) (w : 'I_p -> R) :
  \prod_(l in S) ((-1) ^+ z l * (1 - w l)) = (-1) ^+ odd_in S z * \prod_(l in S) (1 - w l).
Proof. by rewrite big_split /= /odd_in signr_odd -prodrXr. Qed.

Lemma parity_vertex z : parity family (vertex z) = vertex_value z.
Proof.
rewrite /parity big1 ?add0r => [|l _]; last by rewrite ffunE /= sqrr_sign subrr.
rewrite /vertex_value [RHS]big_mkcond; apply: eq_bigr => t _.
have -> : \prod_(l in t.1) (vertex z l).1 = (-1) ^+ odd_in t.1 z.
  by rewrite /odd_in signr_odd -prodrXr; apply: eq_bigr => l _; rewrite ffunE.
by case: ifP => _; [ring | rewrite subrr expr0n mulr0].
Qed.

Theorem vertex_min z : (forall l, weight family l < 2%:R^-1) -> strict_local_min (parity family) (vertex z).
Proof.
move=> light; split=> [l|]; first by rewrite /on_circle ffunE /= sqrr_sign expr0n addr0.
have room l : 0 < 2%:R - weight family l *+ 4.
  by rewrite subr_gt0 [X in _ < X](_ : _ = 2%:R^-1 *+ 4) ?ltr_muln2r ?light //; field.
have [e /andP[e0 e1] small] := positive_bound room.
exists e => // y yT near_y yz.
pose w l := 1 - (-1) ^+ z l * (y l).1.
have yE l : (y l).1 = (-1) ^+ z l * (1 - w l).
  by rewrite /w opprB addrC subrK mulrA -expr2 sqrr_sign mul1r.
have w0 l : 0 <= w l.
  have /andP[y1 y2] := circle_le1 (yT l); rewrite /w subr_ge0.
  by case: (z l); rewrite ?mul1r // mulN1r ler_oppl.
have we l : w l < e.
  have [+ _] := near_y l; rewrite ffunE /= yE -{2}[(-1) ^+ _]mulr1 -mulrBr normrM normr_sign mul1r.
  by rewrite addrAC subrr add0r normrN ger0_norm.
have w01 l : 0 <= w l <= 1 by rewrite w0 (le_trans (ltW (we l))).
rewrite parity_vertex -subr_gt0.
have bound : \sum_l w l * (2%:R - w l - weight family l *+ 4) <= parity family y - vertex_value z.
  have -> : \sum_l w l * (2%:R - w l - weight family l *+ 4) =
            \sum_l (1 - (y l).1 ^+ 2) - \sum_(t <- family) t.2 *+ 4 * \sum_(l in t.1) w l.
    under [X in _ = _ - X]eq_bigr do rewrite mulr_sumr.
    rewrite (exchange_big_dep predT) //= -sumrB; apply: eq_bigr => l _.
    rewrite yE exprMn sqrr_sign mul1r /weight -mulr_suml -sumrMnl mulrBr; congr (_ - _); [ring | exact: mulrC].
  rewrite /parity -addrA ler_add2l ler_subr_addl /vertex_value [X in X + _]big_mkcond -sumrB /= !big_seq.
  apply: ler_sum => t inF; have t0 := nonneg inF.
  have [p1 p0 p2] := product_bound t.1 w01; have sw : 0 <= \sum_(l in t.1) w l by rewrite sumr_ge0.
  have -> : \prod_(l in t.1) (y l).1 = (-1) ^+ odd_in t.1 z * \prod_(l in t.1) (1 - w l).
    by rewrite -product_vertex; apply: eq_bigr.
  move: (\prod_(l in t.1) (1 - w l)) (\sum_(l in t.1) w l) p1 p0 p2 sw => P S SP P0 P1 S0.
  case: (odd_in _ _); last first.
    rewrite (@le_trans _ _ 0) // ?sub0r ?oppr_le0; last exact/mulr_ge0/sqr_ge0.
    by rewrite mulr_ge0 // mulrn_wge0.
  rewrite [_ ^+ true]expr1 mulN1r opprK -[X in X - _]mulr1 -mulrBr mulrnAl -mulrnAr ler_wpmul2l //.
  apply: (@le_trans _ _ (P *+ 4)); first by rewrite ler_muln2r SP orbT.
  by rewrite -subr_ge0 (_ : _ - _ = (1 - P) ^+ 2); [exact: sqr_ge0 | ring].
apply: lt_le_trans bound.
have gain_l l : 0 < 2%:R - w l - weight family l *+ 4.
  by rewrite addrAC subr_gt0 (lt_le_trans (we l)).
rewrite lt_neqAle sumr_ge0 ?andbT => [|l _]; last by rewrite mulr_ge0 // ltW.
apply: contraNneq yz => /esym/psumr_eq0P sum0; apply/eqP/ffunP => l; rewrite ffunE.
have wl0 : w l = 0.
  apply/eqP; have /eqP := sum0 (fun l' _ => mulr_ge0 (w0 l') (ltW (gain_l l'))) l isT.
  by rewrite mulf_eq0 [X in _ || X]gt_eqF ?orbF.
rewrite [LHS]surjective_pairing yE wl0 subr0 mulr1; congr (_, _).
have := yT l; rewrite /on_circle yE wl0 subr0 mulr1 sqrr_sign.
by move/(canRL (addKr _)); rewrite addNr => /eqP; rewrite sqrf_eq0 => /eqP.
Qed.

(** The parity theorem: the local minima are exactly the 2^p vertices. *)
Theorem parity_minima x : (forall l, weight family l < 2%:R^-1) ->
  local_min (parity family) x <-> exists z, x = vertex z.
Proof.
move=> light; split=> [min_x|[z ->]]; last exact/strictW/vertex_min.
have [xT _] := min_x.
have light1 l : weight family l < 1.
  by rewrite (lt_trans (light l)) // invf_lt1 ?ltr0n // ltr1n.
have s0 := concave_vertices (parity_concave light1) min_x.
exists [ffun l => (x l).1 == -1]; apply/ffunP => l; rewrite !ffunE [LHS]surjective_pairing s0.
congr (_, _); have /eqP := xT l; rewrite /on_circle s0 expr0n addr0 sqrf_eq1.
by have [->|_ /orP[/eqP->|]] := eqVneq (x l).1 (-1); rewrite ?expr1 ?expr0.
Qed.

Lemma vertex_inj : injective vertex.
Proof.
move=> z z' /ffunP zz; apply/ffunP => l; have := zz l; rewrite !ffunE => -[].
have ne : -1 != 1 :> R by rewrite eq_sym -subr_eq0 opprK -[1 + 1]/(2%:R) pnatr_eq0.
by case: (z l) (z' l) => [] [] // /eqP; rewrite ?expr1 ?expr0 ?(negPf ne) // eq_sym (negPf ne).
Qed.

Theorem parity_count : (forall l, weight family l < 2%:R^-1) ->
  exists s : seq point, [/\ uniq s, size s = (2 ^ p)%N & forall x, local_min (parity family) x <-> x \in s].
Proof.
move=> light; exists [seq vertex z | z <- enum {ffun 'I_p -> bool}]; split.
- by rewrite map_inj_uniq ?enum_uniq //; exact: vertex_inj.
- by rewrite size_map -cardE card_ffun card_bool card_ord.
- move=> x; rewrite (parity_minima _ light); split=> [[z ->]|/mapP[z _ ->]]; last by exists z.
  by rewrite map_f ?mem_enum.
Qed.
End Parity.
End Torus.
