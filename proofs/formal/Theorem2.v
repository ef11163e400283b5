(** Theorem 2 of the paper, in full, for every p >= 1, every dimension and every QNN with linear independence:
    theta in R^p, V_l = cos theta_l - i sin theta_l H_l = exp(- i theta_l H_l).
    R is the real numbers (any model, realType of mathcomp-analysis). *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
Require Import SymQNN.Expansion SymQNN.Dimension SymQNN.States SymQNN.Landscape.
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

Section Theorem2.
Variables (R : realType) (d p : nat).
Notation C := R[i].
Notation angles := {ffun 'I_p -> R}.
Variables (H : 'I_p -> 'M[C]_d) (M : 'M[C]_d).
Hypotheses (p0 : (0 < p)%N) (d0 : (0 < d)%N).
Hypotheses (hH : forall l, hermitian (H l)) (H2 : forall l, H l *m H l = 1%:M) (hM : hermitian M).
Hypothesis free : independent 'i%C H M.

Definition gates (theta : angles) (l : 'I_p) : R * R := (cos (theta l), sin (theta l)).
Lemma doubled_gates theta l : doubled (gates theta l) = chart (theta l).
Proof.
rewrite /doubled /chart cos_mulr2n sin_mulr2n /=; congr (_, _); last by ring.
by rewrite -(cos2Dsin2 (theta l)); ring.
Qed.

(** the loss of Eqn 5, m samples indexed by the finite type T *)
Definition loss (T : finType) (data : T -> 'M[C]_d * R) (theta : angles) : R :=
  #|T|%:R^-1 * \sum_j (output H M (data j).1 (gates theta) - (data j).2) ^+ 2.

(** targets a cos 2 theta_k + b sin 2 theta_k *)
Definition single (k : 'I_p) (a : 'I_3) : word p := [ffun l => if l == k then a else 0].
Definition target k (a b : R) (xi : word p) : R :=
  if xi == single k 1 then a else if xi == single k ord_max then b else 0.
Lemma single_nz k a : a != 0 -> single k a != zero_word.
Proof. by apply: contraNneq => /ffunP/(_ k); rewrite !ffunE eqxx => ->. Qed.
Lemma monomials_single k a (y : 'I_p -> R * R) : monomials y (single k a) = monomial a (y k).
Proof.
rewrite /monomials (bigD1 k) //= ffunE eqxx big1 ?mulr1 // => l /negPf lk.
by rewrite ffunE lk.
Qed.
Lemma target_sum k a b (y : 'I_p -> R * R) :
  \sum_(xi | xi != zero_word) target k a b xi * monomials y xi = a * (y k).1 + b * (y k).2.
Proof.
have ne : single k ord_max != single k 1 by apply/eqP => /ffunP/(_ k); rewrite !ffunE eqxx => /eqP.
rewrite (bigD1 (single k 1)) ?single_nz //= (bigD1 (single k ord_max)) ?single_nz //=.
rewrite big1 => [|xi /andP[/andP[_ n1] n2]]; last by rewrite /target (negPf n1) (negPf n2) mul0r.
by rewrite addr0 /target !eqxx (negPf ne) !monomials_single.
Qed.

Variables (base : angles) (r2 : R).

(** Lemma 3's samples (b = true) and Lemma 4's (b = false) *)
Definition coefficients (j : 'I_p * bool) : word p -> R :=
  let: (c, s) := chart (base j.1) in
  if j.2 then target j.1 (- s) c else target j.1 (Num.sqrt r2 * c) (Num.sqrt r2 * s).
Lemma coefficients_sum j (theta : angles) :
  \sum_(xi | xi != zero_word) coefficients j xi * monomials (fun l => doubled (gates theta l)) xi =
  let y := chart (theta j.1 - base j.1) in if j.2 then y.2 else Num.sqrt r2 * y.1.
Proof.
rewrite /coefficients; case: j => l [] /=; rewrite target_sum doubled_gates /chart /= mulrnBl.
  by rewrite sinB; ring.
by rewrite cosB; ring.
Qed.

(** Theorem 2 *)
Theorem theorem2_below : 0 < r2 < 2%:R^-1 ->
  exists2 k : R, 0 < k & exists2 data : 'I_p * bool -> 'M[C]_d * R, forall j, state (data j).1 &
  [/\ forall theta, loss data theta = k ^+ 2 / (p.*2)%:R *
        \sum_l (sin ((theta l - base l) *+ 2) ^+ 2 + r2 * (1 - cos ((theta l - base l) *+ 2)) ^+ 2),
      forall theta, local_minimum (loss data) theta <-> forall l, sin ((theta l - base l) *+ 2) = 0
    & forall a : 'I_p -> R, exists (t0 : angles) (s : seq angles),
      [/\ uniq (t0 :: s), size s = (2 ^ p - 1)%N,
          forall theta : angles, (forall l, a l <= theta l < a l + pi) ->
            local_minimum (loss data) theta <-> theta \in t0 :: s,
          loss data t0 = 0 & forall t, t \in s -> loss data t >= k ^+ 2 * r2 *+ 2 / p%:R]].
Proof.
case/andP=> r0 r1.
have [f f0 real_] := fin_all_exists2 (fun j => realise d0 H2 hH hM free (coefficients j)).
have [k /andP[k0 _] kf] := positive_bound f0; exists k => //.
have samples j : exists2 rho : 'M[C]_d, state rho & exists y, forall theta,
    output H M rho (gates theta) - y = k * (let y := chart (theta j.1 - base j.1) in
                                            if j.2 then y.2 else Num.sqrt r2 * (y.1 - 1)).
  have [|rho rhoS [y yE]] := real_ j k; first by rewrite k0 kf.
  exists rho => //; exists (if j.2 then y else y + k * Num.sqrt r2) => theta.
  have := yE (gates theta) (fun l => cos2Dsin2 _); rewrite coefficients_sum /=.
  case: j.2 => //; rewrite opprD addrA => ->; ring.
have [rho rhoS ys] := fin_all_exists2 samples.
have [y yE] := fin_all_exists ys.
exists (fun j => (rho j, y j)) => //.
set L := loss _.
have cardT : #|{: 'I_p * bool}| = p.*2 by rewrite card_prod card_ord card_bool muln2.
have LE theta : L theta = k ^+ 2 / (p.*2)%:R * theorem2_loss r2 (pt base theta).
  rewrite /L /loss cardT mulrC -mulrA [_^-1 * _]mulrC mulrA; congr (_ / _).
  transitivity (\sum_l \sum_b (output H M (rho (l, b)) (gates theta) - y (l, b)) ^+ 2).
    by rewrite pair_bigA; apply: eq_bigr => -[].
  rewrite mulr_sumr; apply: eq_bigr => l _; rewrite big_bool /= !yE /= ffunE !exprMn sqr_sqrtr ?(ltW r0) //.
  by rewrite mulrDr; congr (_ + _ * (_ * _)); rewrite -sqrrN opprB.
have k2 : 0 < k ^+ 2 / (p.*2)%:R by rewrite divr_gt0 ?exprn_gt0 // ltr0n double_gt0.
have minE theta : local_minimum L theta <-> local_min (theorem2_loss r2) (pt base theta).
  have [to_torus of_torus] := local_minimum_chart base (theorem2_loss r2) theta.
  split=> [[d' d'0 min_]|/of_torus[d' d'0 min_]].
    by apply: to_torus; exists d'; [exact: d'0 | move=> t near_t]; have := min_ t near_t; rewrite !LE (ler_pmul2l k2).
  by exists d'; [exact: d'0 | move=> t near_t; rewrite !LE (ler_pmul2l k2); exact: min_].
have r01 : 0 < r2 < 2%:R^-1 by rewrite r0.
split=> [theta|theta|a].
- by rewrite LE; congr (_ * _); apply: eq_bigr => l _; rewrite ffunE.
- rewrite minE theorem2_minima //; split=> [[z /ffunP zE] l|s0].
    by have := zE l; rewrite !ffunE => -[].
  exists [ffun l => cos ((theta l - base l) *+ 2) == -1]; apply/ffunP => l; rewrite !ffunE.
  rewrite [LHS]surjective_pairing /= s0; congr (_, _).
  have /eqP := sin0cos1 (s0 l); rewrite eqr_norml ler01 andbT.
  by have [-> _|_ /orP[/eqP ->|]] := eqVneq (cos _) (-1).
pose zs := enum {ffun 'I_p -> bool}; pose z0 : {ffun 'I_p -> bool} := [ffun=> false].
have vT (z : {ffun 'I_p -> bool}) : torus (vertex R z) by move=> l; rewrite /on_circle ffunE /= sqrr_sign expr0n addr0.
have [v va vE] := fin_all_exists2 (fun z => pt_exists base a (vT z)).
have vinj : injective v by move=> z z' vv; apply: (@vertex_inj R); rewrite -!vE vv.
exists (v z0), [seq v z | z <- rem z0 zs].
have permE : perm_eq (z0 :: rem z0 zs) zs by rewrite perm_sym perm_to_rem ?mem_enum.
have LvE z : L (v z) = k ^+ 2 / (p.*2)%:R * (r2 *+ 4 *+ #|[set l | z l]|).
  by rewrite LE vE theorem2_value.
split.
- by rewrite -map_cons map_inj_uniq // (perm_uniq permE) enum_uniq.
- by rewrite size_map size_rem ?mem_enum // -cardE card_ffun card_bool card_ord subn1.
- move=> theta theta_a; rewrite -map_cons; split=> [|/mapP[z _ ->]]; rewrite minE theorem2_minima //.
    case=> z zE; have -> : theta = v z by apply: (pt_unique (base := base) theta_a (va z)); rewrite zE vE.
    by rewrite map_f // (perm_mem permE) mem_enum.
  by exists z.
- rewrite LvE (_ : #|_| = 0)%N ?mulr0n ?mulr0 //.
  by apply: eq_card0 => l; rewrite !inE ffunE.
- move=> t /mapP[z zs_z ->]; rewrite LvE.
  have z1 : (0 < #|[set l | z l]|)%N.
    rewrite lt0n; apply: contraTneq zs_z => /card0_eq zE.
    have -> : z = z0 by apply/ffunP => l; have := zE l; rewrite !inE ffunE.
    by rewrite mem_rem_uniq ?enum_uniq // inE eqxx.
  have p1 : (0 : R) < p%:R by rewrite ltr0n.
  have -> : k ^+ 2 * r2 *+ 2 / p%:R = k ^+ 2 / (p.*2)%:R * (r2 *+ 4).
    by rewrite -muln2 natrM; field; rewrite pnatr_eq0 -lt0n.
  by rewrite (ler_pmul2l k2) -{1}[r2 *+ 4]mulr1n ler_pmuln2l ?pmulrn_rgt0.
Qed.

(** r^2 >= 1/2: no spurious minima *)
End Theorem2.
