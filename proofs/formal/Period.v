(** One period of the angles is the torus, once, and local minima in the angles are local minima on the torus.

    The paper (section 2): "theta* is a local minimum if and only if there is an open set U containing theta* such that
    F(theta* ) <= F(theta) for all theta in U"; "it hence suffices to study the number of (spurious) local minima of the loss
    function within one period". Here an open set is a cube of half-width d around theta, which every open set contains. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
Require Export SymQNN.Torus.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.

Section Circle.
Variable R : realType.
Implicit Types (x y a e : R) (v : R * R).

(** The double angle (cos 2 phi, sin 2 phi): one period [a, a + pi) of phi is the circle, once. *)
Definition chart x : R * R := (cos (x *+ 2), sin (x *+ 2)).
Lemma chart_circle x : on_circle (chart x).
Proof. exact: cos2Dsin2. Qed.

Lemma cos1 x : 0 <= x < pi *+ 2 -> cos x = 1 -> x = 0.
Proof.
case/andP=> x0 x2 c1.
have inj y : 0 <= y <= pi -> cos y = 1 -> y = 0.
  move=> y0 cy; apply: cos_inj; rewrite ?in_itv //= ?lexx ?pi_ge0 //.
  by rewrite cos0.
have [xpi|pix] := leP x pi; first by apply: inj; rewrite ?x0.
have y0 : 0 < pi *+ 2 - x by rewrite subr_gt0.
suff /eqP : pi *+ 2 - x = 0 by rewrite gt_eqF.
apply: inj; last by rewrite cosB cos2pi sin2pi mul0r addr0 mul1r.
by rewrite (ltW y0) ler_subl_addr mulr2n ler_add2l ltW.
Qed.

Lemma angle_unique x y : `|x - y| < pi *+ 2 -> cos x = cos y -> sin x = sin y -> x = y.
Proof.
wlog yx : x y / y <= x => [main|].
  by have [/main//|/ltW/main h] := leP y x; rewrite distrC => d c s; apply/esym/h.
rewrite ger0_norm ?subr_ge0 // => d c s; apply/eqP; rewrite -subr_eq0; apply/eqP/cos1.
  by rewrite subr_ge0 yx.
by rewrite cosB c s -!expr2 cos2Dsin2.
Qed.

Lemma period (f : R -> R) T : periodic f T -> forall x (k : int), f (x + T *~ k) = f x.
Proof.
move=> fT x [n|n]; first exact: (periodicn fT n x).
by rewrite NegzE -(periodicn fT n.+1) mulrNz -pmulrn subrK.
Qed.

Lemma angle_exists v a : on_circle v -> exists2 x, a <= x < a + pi *+ 2 & (cos x, sin x) = v.
Proof.
move=> vC; have /andP[c0 c1] := circle_le1 vC.
have c01 : -1 <= v.1 <= 1 by rewrite c0.
have cK : cos (acos v.1) = v.1 by rewrite acosK // in_itv /= c01.
have sK : sin (acos v.1) = `|v.2|.
  rewrite sin_acos // -sqrtr_sqr; congr Num.sqrt.
  by apply/eqP; rewrite subr_eq addrC eq_sym; apply/eqP.
have [x xv] : exists x, (cos x, sin x) = v.
  have [s0|s0] := leP 0 v.2.
    by exists (acos v.1); rewrite cK sK ger0_norm //; case: v {vC c0 c1 c01 cK sK s0}.
  exists (- acos v.1); rewrite cosN sinN cK sK ltr0_norm // opprK.
  by case: v {vC c0 c1 c01 cK sK s0}.
have p0 : 0 < pi *+ 2 :> R by rewrite pmulrn_rgt0 ?pi_gt0.
pose k := floor ((x - a) / (pi *+ 2)); pose y := x - pi *+ 2 *~ k.
exists y; last first.
  have xE : x = y + pi *+ 2 *~ k by rewrite subrK.
  by rewrite -xv xE (period (@sinD2pi R)) (period (@cosD2pi R)).
have := floor_le ((x - a) / (pi *+ 2)); have := lt_succ_Rfloor ((x - a) / (pi *+ 2)).
rewrite RfloorE -/k ler_pdivl_mulr // ltr_pdivr_mulr // mulrDl mul1r mulrzl => lt le.
rewrite /y ler_subr_addr addrC -ler_subr_addr le /=.
by rewrite ltr_subl_addr -addrA [X in _ < _ + X]addrC -ltr_subl_addl.
Qed.

Lemma chart_exists v a : on_circle v -> exists2 x, a <= x < a + pi & chart x = v.
Proof.
move=> vC; have [x /andP[x1 x2] xv] := angle_exists (a *+ 2) vC.
have xE : (x / 2%:R) *+ 2 = x by rewrite -mulr_natr divfK // pnatr_eq0.
exists (x / 2%:R); last by rewrite /chart xE.
by rewrite -(@ler_pmuln2r R 2 isT) -(@ltr_pmuln2r R 2 isT) xE x1 mulrnDl.
Qed.
Lemma chart_unique x y a : a <= x < a + pi -> a <= y < a + pi -> chart x = chart y -> x = y.
Proof.
move=> /andP[x1 x2] /andP[y1 y2] [cc ss].
suff /eqP : x *+ 2 = y *+ 2 by rewrite eqr_muln2r /= => /eqP.
apply: angle_unique => //; rewrite -mulrnBl normrMn ltr_pmuln2r // ltr_norml ltr_subl_addr.
rewrite ltr_oppl opprB !ltr_subl_addr.
by rewrite !(lt_le_trans x2, lt_le_trans y2) ?[a + _]addrC ?ler_add2l.
Qed.

(** the chart is continuous and open *)
Lemma chart_near x e : 0 < e -> exists2 d, 0 < d & forall y, `|y - x| < d ->
  `|(chart y).1 - (chart x).1| < e /\ `|(chart y).2 - (chart x).2| < e.
Proof.
move=> e0.
have close (f : R -> R) : continuous f -> exists2 d, 0 < d & forall y, `|y - x| < d -> `|f (y *+ 2) - f (x *+ 2)| < e.
  move=> cf; have /cvgrPdist_lt/(_ e e0)/nbhs_ballP[d /= d0 near_f] := cf (x *+ 2).
  exists (d / 2%:R) => [|y]; first by rewrite divr_gt0 ?ltr0n.
  rewrite ltr_pdivl_mulr ?ltr0n // mulr_natr -normrMn mulrnBl => xy.
  by rewrite distrC; apply: near_f; rewrite /ball /= distrC.
have [d1 d10 c1] := close _ (@continuous_cos R); have [d2 d20 c2] := close _ (@continuous_sin R).
by exists (Num.min d1 d2) => [|y]; rewrite lt_minr ?d10 // => /andP[y1 y2]; split; [exact: c1|exact: c2].
Qed.
Lemma chart_open x d : 0 < d -> exists2 e, 0 < e & forall v, on_circle v ->
  `|v.1 - (chart x).1| < e -> `|v.2 - (chart x).2| < e -> exists2 y, `|y - x| < d & chart y = v.
Proof.
move=> d0; have [e e0 small] : exists2 e, 0 < e <= 1 & forall S, `|S| < e -> `|asin S| < d *+ 2.
  have d2 : 0 < d *+ 2 by rewrite pmulrn_rgt0.
  have := @continuous_asin R 0; rewrite ltrN10 ltr01 => /(_ isT).
  move/cvgrPdist_lt/(_ _ d2)/nbhs_ballP => [e /= e0 close].
  exists (Num.min e 1) => [|S]; first by rewrite lt_minr e0 ltr01 le_minl lexx orbT.
  rewrite lt_minr => /andP[Se S1].
  have asin0 : asin 0 = 0 :> R.
    by rewrite -[X in asin X]sin0 sinK // in_itv /= oppr_le0 andbb divr_ge0 ?pi_ge0.
  by have := close S; rewrite /ball /= asin0 !sub0r !normrN; apply.
have [e_gt0 e_le1] := andP e0.
exists (e / 2%:R) => [|v vC v1 v2]; first by rewrite divr_gt0 ?ltr0n.
set c := (chart x).1 in v1; set s := (chart x).2 in v2.
have cs : c ^+ 2 + s ^+ 2 = 1 by exact: chart_circle.
pose S := v.2 * c - v.1 * s; pose C := v.1 * c + v.2 * s.
have CS : C ^+ 2 + S ^+ 2 = 1.
  rewrite (_ : _ + _ = (v.1 ^+ 2 + v.2 ^+ 2) * (c ^+ 2 + s ^+ 2)); last by rewrite /C /S; ring.
  by rewrite vC cs mulr1.
have c_1 : `|c| <= 1 by rewrite ler_norml (circle_le1 (chart_circle x)).
have s_1 : `|s| <= 1 by rewrite ler_norml sin_geN1 sin_le1.
have Sd : `|S| < e.
  rewrite (_ : S = (v.2 - s) * c - (v.1 - c) * s); last by rewrite /S; ring.
  rewrite (le_lt_trans (ler_norm_sub _ _)) // !normrM [X in _ < X](splitr e).
  by apply: ltr_add; [apply: le_lt_trans v2 | apply: le_lt_trans v1]; exact: ler_pimulr.
have C0 : 0 < C.
  have sqr_lt1 a : `|a| < e / 2%:R -> a ^+ 2 < 1.
    move=> ae; rewrite -real_normK ?num_real // expr_lt1 // (lt_trans ae) // ltr_pdivr_mulr ?ltr0n //.
    by rewrite mul1r (le_lt_trans e_le1) // ltr1n.
  have : (v.1 - c) ^+ 2 + (v.2 - s) ^+ 2 < 2%:R by rewrite -[2%:R]/(1 + 1) ltr_add ?sqr_lt1.
  have -> : (v.1 - c) ^+ 2 + (v.2 - s) ^+ 2 = 2%:R - C *+ 2.
    have -> : 2%:R = (v.1 ^+ 2 + v.2 ^+ 2) + (c ^+ 2 + s ^+ 2) :> R by rewrite vC cs.
    by rewrite /C; ring.
  by rewrite ltr_subl_addr ltr_addl pmulrn_lgt0.
exists (x + asin S / 2%:R).
  rewrite addrC addKr normrM [`|_^-1|]gtr0_norm ?invr_gt0 ?ltr0n // ltr_pdivr_mulr ?ltr0n //.
  by rewrite mulr_natr small.
have S1 : -1 <= S <= 1 by rewrite -ler_norml ltW // (lt_le_trans Sd).
have aE : (x + asin S / 2%:R) *+ 2 = x *+ 2 + asin S by rewrite mulrnDl -[X in _ + X]mulr_natr divfK // pnatr_eq0.
have cosA : cos (asin S) = C by rewrite cos_asin // -CS addrK sqrtr_sqr gtr0_norm.
have sinA : sin (asin S) = S by rewrite asinK.
rewrite /chart aE cosD sinD cosA sinA -[cos _]/c -[sin (x *+ 2)]/s [RHS]surjective_pairing.
by congr (_, _); rewrite -[RHS]mulr1 -cs /C /S; ring.
Qed.
End Circle.

Section LocalMinima.
Variables (R : realType) (p : nat).
Notation angles := {ffun 'I_p -> R}.

Definition local_minimum (L : angles -> R) (theta : angles) :=
  exists2 d, 0 < d & forall theta' : angles, (forall l, `|theta' l - theta l| < d) -> L theta <= L theta'.

Variable base : angles.
Definition pt (theta : angles) : {ffun 'I_p -> R * R} := [ffun l => chart (theta l - base l)].
Lemma pt_torus theta : torus (pt theta).
Proof. by move=> l; rewrite ffunE; exact: chart_circle. Qed.

Lemma local_minimum_chart F theta : local_minimum (fun t => F (pt t)) theta <-> local_min F (pt theta).
Proof.
split=> [[d d0 minL]|[_ [e e0 minF]]]; last first.
  have [f f0 close] := fin_all_exists2 (fun l => chart_near (theta l - base l) e0).
  have [d /andP[d0 _] df] := positive_bound f0; exists d => // t near_t.
  apply: minF => [|l]; first exact: pt_torus.
  rewrite !ffunE; apply: close; rewrite opprB addrA subrK.
  exact: lt_le_trans (near_t l) (df l).
split; first exact: pt_torus.
have [f f0 hits] := fin_all_exists2 (fun l => chart_open (theta l - base l) d0).
have [e /andP[e0 _] ef] := positive_bound f0; exists e => // y yT near_y.
have back l : exists2 x, `|x - (theta l - base l)| < d & chart x = y l.
  have [y1 y2] := near_y l; rewrite ffunE in y1 y2.
  by apply: hits (yT l) _ _; apply: lt_le_trans (ef l).
have [x xd xy] := fin_all_exists2 back.
have <- : pt [ffun l => x l + base l] = y by apply/ffunP => l; rewrite !ffunE addrK xy.
by apply: minL => l; rewrite ffunE -addrA -[base l - _]opprB.
Qed.

(** One period of theta is the torus, once. *)
Lemma pt_exists (a : 'I_p -> R) y : torus y ->
  exists2 theta : angles, (forall l, a l <= theta l < a l + pi) & pt theta = y.
Proof.
move=> yT; have [x xa xy] := fin_all_exists2 (fun l => chart_exists (a l - base l) (yT l)).
exists [ffun l => x l + base l] => [l|]; last by apply/ffunP => l; rewrite !ffunE addrK xy.
by have /andP[h1 h2] := xa l; rewrite ffunE -ler_subl_addr h1 -ltr_subr_addr addrAC h2.
Qed.
Lemma pt_unique (a : 'I_p -> R) (t t' : angles) :
  (forall l, a l <= t l < a l + pi) -> (forall l, a l <= t' l < a l + pi) -> pt t = pt t' -> t = t'.
Proof.
move=> ta t'a /ffunP tt; apply/ffunP => l; apply: (addIr (- base l)).
have := tt l; rewrite !ffunE; apply: (@chart_unique R _ _ (a l - base l)).
  by rewrite ler_add2r [X in _ < X]addrAC ltr_add2r.
by rewrite ler_add2r [X in _ < X]addrAC ltr_add2r.
Qed.
End LocalMinima.
