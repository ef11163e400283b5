(** Auxiliary: strict local minima, by second differences.

    [strict_minimum L theta]: L(theta) < L(theta') for all theta' <> theta near theta, so theta is a local minimum in the
    paper's sense ("F(theta_star) <= F(theta) for all theta in U") and no other point near it has a loss as small.
    A function is of [bounded_differences] if f(m + h) - f(m - h) is of the first and f(m + h) + f(m - h) - 2 f(m) of the second
    order in the step h; products and sums of such functions are. The step is measured by |sin 2 h_l|, so that all is algebra
    on the circle and no derivative is taken. [strict_in_cube]: a minimum over a cube is strict if
    f(m) < (f(m + h) + f(m - h))/2 for all m and h <> 0 in it. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From SymQNN Require Import Landscape Period Minimum SineProducts.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.

Section Strict.
Variables (R : realType) (p : nat).
Notation angles := {ffun 'I_p -> R}.
Implicit Types (f g L : angles -> R) (m h t u v : angles) (d K : R).

Definition strict_minimum L t := exists2 d : R, 0 < d &
  forall u, (forall l, `|u l - t l| < d) -> u != t -> L t < L u.
Lemma strict_is_local L t : strict_minimum L t -> local_minimum L t.
Proof.
case=> d d0 H; exists d => // u near_u; have [->|ne] := eqVneq u t; first exact: lexx.
by apply: ltW; exact: H.
Qed.

(** the mean of f(m + h) and f(m - h), and half their difference *)
Definition mean f m h : R := (f (m + h) + f (m - h)) / 2%:R.
Definition slope f m h : R := (f (m + h) - f (m - h)) / 2%:R.

(** steps of less than a quarter of a turn with |sin 2 h_l| <= d *)
Definition step h d := forall l, 0 <= (chart (h l)).1 /\ `|(chart (h l)).2| <= d.
Definition bounded K f := forall m h d, 0 <= d -> step h d ->
  [/\ `|f m| <= K, `|slope f m h| <= K * d & `|mean f m h - f m| <= K * d ^+ 2].
Definition bounded_differences f := exists2 K : R, 0 <= K & bounded K f.

Lemma norm_add (x y a b : R) : `|x| <= a -> `|y| <= b -> `|x + y| <= a + b.
Proof. by move=> xa yb; rewrite (le_trans (ler_norm_add _ _)) // ler_add. Qed.
Lemma norm_mul (x y a b : R) : `|x| <= a -> `|y| <= b -> `|x * y| <= a * b.
Proof. by move=> xa yb; rewrite normrM ler_pmul. Qed.
Lemma mean_mul f g m h : mean (fun t => f t * g t) m h = mean f m h * mean g m h + slope f m h * slope g m h.
Proof. by rewrite /mean /slope; field. Qed.
Lemma slope_mul f g m h : slope (fun t => f t * g t) m h = mean f m h * slope g m h + slope f m h * mean g m h.
Proof. by rewrite /mean /slope; field. Qed.
Lemma mean_ext f g m h : f =1 g -> mean f m h = mean g m h.
Proof. by move=> fg; rewrite /mean !fg. Qed.
Lemma slope_ext f g m h : f =1 g -> slope f m h = slope g m h.
Proof. by move=> fg; rewrite /slope !fg. Qed.
Lemma step0 : step 0 0.
Proof. by move=> l; rewrite ffunE /chart mul0rn cos0 sin0 /= normr0 ler01. Qed.
Lemma bounded_value K f m : bounded K f -> `|f m| <= K.
Proof. by move=> /(_ m 0 0 (lexx 0) step0)[]. Qed.
Lemma mean_bound K f m h : bounded K f -> `|mean f m h| <= K.
Proof.
move=> bf; rewrite /mean normrM normfV (ger0_norm (ler0n _ 2)) ler_pdivr_mulr ?ltr0n // mulr_natr mulr2n.
by apply: norm_add; exact: bounded_value.
Qed.
Lemma bounded_le K K' f : K <= K' -> bounded K f -> bounded K' f.
Proof.
move=> KK bf m h d d0 hd; have [b1 b2 b3] := bf m h d d0 hd; split; first exact: le_trans b1 KK.
  by apply: le_trans b2 _; rewrite ler_wpmul2r.
by apply: le_trans b3 _; rewrite ler_wpmul2r // exprn_ge0.
Qed.
Lemma bounded_ext K f g : f =1 g -> bounded K f -> bounded K g.
Proof. by move=> fg bf m h d d0 hd; have := bf m h d d0 hd; rewrite /mean /slope !fg. Qed.

Lemma differences_ext f g : f =1 g -> bounded_differences f -> bounded_differences g.
Proof. by move=> fg [K K0 bf]; exists K => //; exact: bounded_ext fg bf. Qed.
Lemma differences_const c : bounded_differences (fun=> c).
Proof.
exists `|c| => // m h d d0 hd; rewrite /slope /mean subrr mul0r normr0 mulr_ge0 //.
have -> : (c + c) / 2%:R - c = 0 by field.
by rewrite normr0 mulr_ge0 // exprn_ge0.
Qed.
Lemma differences_add f g : bounded_differences f -> bounded_differences g -> bounded_differences (fun t => f t + g t).
Proof.
move=> [K K0 bf] [K' K'0 bg]; exists (K + K') => [|m h d d0 hd]; first exact: addr_ge0.
have [f1 f2 f3] := bf m h d d0 hd; have [g1 g2 g3] := bg m h d d0 hd; split; first exact: norm_add.
  have -> : slope (fun t => f t + g t) m h = slope f m h + slope g m h by rewrite /slope; field.
  by rewrite mulrDl norm_add.
have -> : mean (fun t => f t + g t) m h - (f m + g m) = (mean f m h - f m) + (mean g m h - g m) by rewrite /mean; field.
by rewrite mulrDl norm_add.
Qed.
Lemma differences_mul f g : bounded_differences f -> bounded_differences g -> bounded_differences (fun t => f t * g t).
Proof.
move=> [K K0 bf] [K' K'0 bg]; have KK : 0 <= K * K' by exact: mulr_ge0.
exists (K * K' + K * K' + K * K') => [|m h d d0 hd]; first by rewrite !addr_ge0.
have [f1 f2 f3] := bf m h d d0 hd; have [g1 g2 g3] := bg m h d d0 hd.
have fm := mean_bound m h bf; have gm := mean_bound m h bg; split.
- by apply: le_trans (norm_mul f1 g1) _; rewrite -addrA ler_addl addr_ge0.
- rewrite slope_mul; apply: le_trans (norm_add (norm_mul fm g2) (norm_mul f2 gm)) _.
  have -> : K * (K' * d) + K * d * K' = (K * K' + K * K') * d by ring.
  by rewrite ler_wpmul2r // ler_addl.
- rewrite mean_mul.
  have -> : mean f m h * mean g m h + slope f m h * slope g m h - f m * g m =
    ((mean f m h - f m) * mean g m h + f m * (mean g m h - g m)) + slope f m h * slope g m h by ring.
  apply: le_trans (norm_add (norm_add (norm_mul f3 gm) (norm_mul f1 g3)) (norm_mul f2 g2)) _.
  by rewrite le_eqVlt; apply/orP; left; apply/eqP; ring.
Qed.
Lemma differences_sum (T : finType) (P : pred T) (f : T -> angles -> R) :
  (forall j, bounded_differences (f j)) -> bounded_differences (fun t => \sum_(j | P j) f j t).
Proof.
move=> bf; elim: (index_enum T) => [|j s IH].
  by apply: (differences_ext (f := fun=> 0)) (differences_const 0) => t; rewrite big_nil.
apply: (differences_ext (f := fun t => (if P j then f j t else 0) + \sum_(i <- s | P i) f i t)) => [t|].
  by rewrite big_cons; case: ifP => // _; rewrite add0r.
by apply: differences_add IH; case: (P j) => //; exact: differences_const.
Qed.
Lemma differences_prod (T : finType) (P : pred T) (f : T -> angles -> R) :
  (forall j, bounded_differences (f j)) -> bounded_differences (fun t => \prod_(j | P j) f j t).
Proof.
move=> bf; elim: (index_enum T) => [|j s IH].
  by apply: (differences_ext (f := fun=> 1)) (differences_const 1) => t; rewrite big_nil.
apply: (differences_ext (f := fun t => (if P j then f j t else 1) * \prod_(i <- s | P i) f i t)) => [t|].
  by rewrite big_cons; case: ifP => // _; rewrite mul1r.
by apply: differences_mul IH; case: (P j) => //; exact: differences_const.
Qed.

(** cos 2 (t_l - a) and sin 2 (t_l - a) *)
Lemma chart_step m h l (a : R) :
  let v := chart (m l - a) in let w := chart (h l) in
  [/\ chart ((m + h) l - a) = (v.1 * w.1 - v.2 * w.2, v.2 * w.1 + v.1 * w.2)
    & chart ((m - h) l - a) = (v.1 * w.1 + v.2 * w.2, v.2 * w.1 - v.1 * w.2)].
Proof.
by split; rewrite !ffunE addrAC chartD ?chartN /=; congr (_, _); ring.
Qed.
Lemma slope_chart m h l (a : R) : slope (fun t => (chart (t l - a)).2) m h = (chart (m l - a)).1 * (chart (h l)).2.
Proof. by rewrite /slope; have [-> ->] := chart_step m h l a; rewrite /=; field. Qed.
Lemma mean_chart m h l (a : R) : mean (fun t => (chart (t l - a)).2) m h = (chart (m l - a)).2 * (chart (h l)).1.
Proof. by rewrite /mean; have [-> ->] := chart_step m h l a; rewrite /=; field. Qed.
Lemma chart_le1 (x : R) : `|(chart x).1| <= 1 /\ `|(chart x).2| <= 1.
Proof.
have c := chart_circle x; rewrite !ler_norml; split; first exact: (circle_le1 c).
by apply: (@circle_le1 _ ((chart x).2, (chart x).1)); rewrite /on_circle /= addrC.
Qed.
Lemma chart_square (x d : R) : 0 <= (chart x).1 -> `|(chart x).2| <= d -> `|(chart x).1 - 1| <= d ^+ 2.
Proof.
move=> c0 sd; have /andP[_ c1] : -1 <= (chart x).1 <= 1 by exact: circle_le1 (chart_circle x).
rewrite ler0_norm ?subr_le0 // opprB.
have : (chart x).2 ^+ 2 <= d ^+ 2 by rewrite -[X in X <= _]real_normK ?num_real // ler_expn2r ?nnegrE ?(le_trans _ sd).
apply: le_trans; have := chart_circle x; rewrite /on_circle => /(canRL (addKr _)) ->.
have -> : - (chart x).1 ^+ 2 + 1 = (1 - (chart x).1) * (1 + (chart x).1) by ring.
by rewrite ler_pemulr ?subr_ge0 // ler_addl.
Qed.

Lemma differences_cosine l (a : R) : bounded_differences (fun t => (chart (t l - a)).1).
Proof.
exists 1 => [|m h d d0 hd]; first exact: ler01.
have [c0 sd] := hd l; have [c1 s1] := chart_le1 (m l - a); split; first exact: c1.
  have -> : slope (fun t => (chart (t l - a)).1) m h = (chart (m l - a)).2 * - (chart (h l)).2.
    by rewrite /slope; have [-> ->] := chart_step m h l a; rewrite /=; field.
  by apply: norm_mul => //; rewrite normrN.
have -> : mean (fun t => (chart (t l - a)).1) m h - (chart (m l - a)).1 = (chart (m l - a)).1 * ((chart (h l)).1 - 1).
  by rewrite /mean; have [-> ->] := chart_step m h l a; rewrite /=; field.
by apply: norm_mul => //; exact: chart_square.
Qed.

(** the mean and half the difference of two points *)
Definition middle u v : angles := [ffun l => (u l + v l) / 2%:R].
Definition half u v : angles := [ffun l => (u l - v l) / 2%:R].
Lemma middle_half u v : middle u v + half u v = u /\ middle u v - half u v = v.
Proof.
have E (x y : R) : (x + y) / 2%:R + (x - y) / 2%:R = x by field.
have E' (x y : R) : (x + y) / 2%:R - (x - y) / 2%:R = y by field.
by split; apply/ffunP => l; rewrite !ffunE; [exact: E | exact: E'].
Qed.
Lemma halved (x r : R) : `|x| <= r + r -> `|x / 2%:R| <= r.
Proof. by move=> xr; rewrite normrM normfV (ger0_norm (ler0n _ 2)) ler_pdivr_mulr ?ltr0n // mulr_natr mulr2n. Qed.
Lemma half_small u v z r : cube z r u -> cube z r v -> forall l, `|half u v l| <= r.
Proof.
move=> uz vz l; rewrite ffunE; apply: halved.
have -> : u l - v l = (u l - z l) + (z l - v l) by rewrite addrA subrK.
by apply: norm_add (uz l) _; rewrite distrC; exact: vz.
Qed.
Lemma middle_cube u v z r : cube z r u -> cube z r v -> cube z r (middle u v).
Proof.
move=> uz vz l; rewrite ffunE.
have -> : (u l + v l) / 2%:R - z l = ((u l - z l) + (v l - z l)) / 2%:R by field.
by apply: halved; exact: norm_add (uz l) (vz l).
Qed.
Lemma value_near K f u v e : bounded K f -> 0 <= e -> step (half u v) e -> `|f u - f v| <= K * e + K * e.
Proof.
move=> bf e0 /(bf (middle u v) _ e e0)[_ + _]; rewrite /slope; have [-> ->] := middle_half u v => H.
by rewrite -[f u - f v](divfK (_ : 2%:R != 0)) ?pnatr_eq0 // mulr_natr mulr2n; exact: norm_add.
Qed.
Lemma small_step e : 0 < e -> exists2 r : R, 0 < r & forall h, (forall l, `|h l| <= r) -> step h e.
Proof.
move=> e0; have m0 : 0 < Num.min e 1 by rewrite lt_minr e0 ltr01.
have [r r0 H] := @chart_near R 0 _ m0; exists (r / 2%:R) => [|h small l]; first by rewrite divr_gt0 ?ltr0n.
have [|h1 h2] := H (h l).
  by rewrite subr0 (le_lt_trans (small l)) // ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
move: h1 h2; rewrite /chart mul0rn cos0 sin0 /= subr0 !lt_minr => /andP[_ h1] /andP[h2 _].
by split; [move: h1; rewrite ltr_norml ltr_subr_addr addNr => /andP[/ltW] | exact: ltW].
Qed.

Lemma strict_in_cube L z r u : cube z r u -> (forall v, cube z r v -> L u <= L v) ->
  (forall m h, cube z r m -> (forall l, `|h l| <= r) -> h != 0 -> L m < mean L m h) ->
  forall v, cube z r v -> v != u -> L u < L v.
Proof.
move=> uz umin convex v vz vu; have mz := middle_cube vz uz.
have /(convex _ _ mz (half_small vz uz)) : half v u != 0.
  apply: contraNneq vu => h0; apply/eqP; have [E1 E2] := middle_half v u.
  by rewrite -[LHS]E1 -[RHS]E2 h0 addr0 subr0.
rewrite /mean; have [-> ->] := middle_half v u => mid.
have := le_lt_trans (umin _ mz) mid; rewrite ltr_pdivl_mulr ?ltr0n // mulr_natr mulr2n ltr_add2r.
exact.
Qed.
End Strict.
