(** Auxiliary: the loss is continuous in the angles, and a continuous function has a minimum on a product of compact sets
    (cubes and their faces). Used for the neighbourhoods N(theta) of Lemma 4 and for minima that persist under a small
    change of the loss. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets mathcomp_extra.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Landscape Theorem2 Residuals.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.
Local Open Scope classical_set_scope.
Local Opaque output gates.

Section Continuity.
Variables (R : realType) (p : nat).
Notation angles := {ffun 'I_p -> R}.
Implicit Types (f g L : angles -> R).

Definition angle_continuous f := forall (t : angles) (e : R), 0 < e ->
  exists2 d : R, 0 < d & forall u : angles, (forall l, `|u l - t l| < d) -> `|f u - f t| < e.

Lemma continuous_const c : angle_continuous (fun=> c).
Proof. by move=> t e e0; exists 1 => // u _; rewrite subrr normr0. Qed.
Lemma continuous_add f g : angle_continuous f -> angle_continuous g -> angle_continuous (fun t => f t + g t).
Proof.
move=> cf cg t e e0; have h0 : 0 < e / 2%:R by rewrite divr_gt0 ?ltr0n.
have [d d0 fd] := cf t _ h0; have [d' d'0 gd] := cg t _ h0.
exists (Num.min d d') => [|u near_u]; first by rewrite lt_minr d0.
rewrite opprD addrACA (splitr e) (le_lt_trans (ler_norm_add _ _)) // ltr_add //.
  by apply: fd => l; have := near_u l; rewrite lt_minr => /andP[].
by apply: gd => l; have := near_u l; rewrite lt_minr => /andP[].
Qed.
Lemma continuous_mul f g : angle_continuous f -> angle_continuous g -> angle_continuous (fun t => f t * g t).
Proof.
move=> cf cg t e e0; pose a := `|f t| + 1; pose b := `|g t| + 1.
have a0 : 0 < a by rewrite ltr_paddl. have b0 : 0 < b by rewrite ltr_paddl.
have [|d d0 fd] := cf t (e / 2%:R / b); first by rewrite !divr_gt0 ?ltr0n.
have [|d' d'0 gd] := cg t (Num.min 1 (e / 2%:R / a)); first by rewrite lt_minr ltr01 !divr_gt0 ?ltr0n.
exists (Num.min d d') => [|u near_u]; first by rewrite lt_minr d0.
have {}fd : `|f u - f t| < e / 2%:R / b.
  by apply: fd => l; have := near_u l; rewrite lt_minr => /andP[].
have : `|g u - g t| < Num.min 1 (e / 2%:R / a).
  by apply: gd => l; have := near_u l; rewrite lt_minr => /andP[].
rewrite lt_minr => /andP[g1 {}gd].
have gb : `|g u| <= b.
  by rewrite -(subrK (g t) (g u)) (le_trans (ler_norm_add _ _)) // addrC ler_add2l ltW.
have -> : f u * g u - f t * g t = (f u - f t) * g u + f t * (g u - g t) by ring.
rewrite (splitr e) (le_lt_trans (ler_norm_add _ _)) // !normrM ltr_add //.
  rewrite (le_lt_trans (ler_wpmul2l _ gb)) ?normr_ge0 //.
  by rewrite -ltr_pdivl_mulr.
rewrite (@le_lt_trans _ _ (a * `|g u - g t|)) ?ler_wpmul2r ?normr_ge0 //; first by rewrite ler_addl.
by rewrite mulrC -ltr_pdivl_mulr.
Qed.
Lemma continuous_sum (T : finType) (P : pred T) (f : T -> angles -> R) :
  (forall j, angle_continuous (f j)) -> angle_continuous (fun t => \sum_(j | P j) f j t).
Proof.
move=> cf; elim: (index_enum T) => [|j r IH].
  by move=> t e /(continuous_const 0 t)[d d0 H]; exists d => // u /H; rewrite !big_nil.
have c : angle_continuous (fun t => if P j then f j t + \sum_(i <- r | P i) f i t else \sum_(i <- r | P i) f i t).
  by case: (P j) => //; exact: continuous_add.
by move=> t e /(c t)[d d0 H]; exists d => // u /H; rewrite !big_cons.
Qed.
Lemma continuous_prod (T : finType) (P : pred T) (f : T -> angles -> R) :
  (forall j, angle_continuous (f j)) -> angle_continuous (fun t => \prod_(j | P j) f j t).
Proof.
move=> cf; elim: (index_enum T) => [|j r IH].
  by move=> t e /(continuous_const 1 t)[d d0 H]; exists d => // u /H; rewrite !big_nil.
have c : angle_continuous (fun t => if P j then f j t * \prod_(i <- r | P i) f i t else \prod_(i <- r | P i) f i t).
  by case: (P j) => //; exact: continuous_mul.
by move=> t e /(c t)[d d0 H]; exists d => // u /H; rewrite !big_cons.
Qed.
Lemma continuous_ext f g : f =1 g -> angle_continuous f -> angle_continuous g.
Proof. by move=> fg cf t e /(cf t)[d d0 H]; exists d => // u /H; rewrite !fg. Qed.
Lemma continuous_chart1 l a : angle_continuous (fun t => (chart (t l - a)).1).
Proof.
move=> t e /(chart_near (t l - a))[d d0 H]; exists d => // u near_u.
by have [] := H (u l - a) _; rewrite // opprB addrA subrK near_u.
Qed.
Lemma continuous_chart2 l a : angle_continuous (fun t => (chart (t l - a)).2).
Proof.
move=> t e /(chart_near (t l - a))[d d0 H]; exists d => // u near_u.
by have [] := H (u l - a) _; rewrite // opprB addrA subrK near_u.
Qed.
Lemma continuous_wave xi : angle_continuous (fun t => wave t xi).
Proof.
apply: continuous_prod => l.
have E (t : angles) : monomial (xi l) (chart (t l - 0)) = monomial (xi l) (chart (t l)) by rewrite subr0.
apply: (continuous_ext E); rewrite /monomial; case: (val (xi l)) => [|[|n]].
- exact: continuous_const.
- exact: continuous_chart1.
- exact: continuous_chart2.
Qed.

(** a continuous function attains its minimum on a product of compact sets *)
Theorem product_minimum L (A : 'I_p -> set R) : angle_continuous L ->
  (forall l, compact (A l)) -> (forall l, A l !=set0) ->
  exists2 t : angles, (forall l, A l (t l)) & forall u : angles, (forall l, A l (u l)) -> L t <= L u.
Proof.
move=> cL Ac A0.
pose X := product_topologicalType (fun _ : 'I_p => [topologicalType of R^o]).
pose K : set X := [set x | forall l, A l (x l)].
have Kc : compact K by exact: tychonoff.
pose f (x : X) : R^o := - L [ffun l => x l].
have fc : continuous f.
  move=> x; have FF : Filter (nbhs x) := @nbhs_filter X x.
  apply/(@cvgrPdist_lt _ _ X (nbhs x) FF f (f x)) => e e0.
  have [d d0 H] := cL [ffun l => x l] e e0.
  have : \forall y \near x, forall l, `|x l - proj l y| < d.
    apply: (@filter_forall _ _ _ _ FF) => l; have := @proj_continuous _ (fun _ : 'I_p => [topologicalType of R^o]) l x.
    by move/(@cvgrPdist_lt _ _ X (nbhs x) FF); apply.
  apply: filterS => y near_y; rewrite /f opprK addrC; apply: H => l.
  by rewrite !ffunE distrC; exact: near_y.
have fKc : compact (f @` K) by apply: continuous_compact => //; exact: continuous_subspaceT.
have [x0 x0K] : K !=set0.
  have [x xA] := fin_all_exists (fun l => A0 l); exists x; exact: xA.
have fK0 : (f @` K) !=set0 by exists (f x0); exists x0.
have ub : has_ubound (f @` K).
  have [B [Breal HB]] := compact_bounded fKc.
  exists (B + 1) => y fy; apply: le_trans (ler_norm _) _.
  by apply: (HB (B + 1)) fy; rewrite ltr_addl ltr01.
have : (f @` K) (sup (f @` K)).
  have := closure_sup fK0 ub; rewrite -(closure_id _).1 //.
  by apply: compact_closed => //; exact: norm_hausdorff.
case=> x xK supE; exists [ffun l => x l] => [l|u uA]; first by rewrite ffunE; exact: xK.
rewrite -ler_opp2 -[X in _ <= X]/(f x) supE; apply: sup_ub => //.
exists (fun l => u l) => //; rewrite /f; congr (- L _).
by apply/ffunP => l; rewrite ffunE.
Qed.

(** the cube N(t) of half side r, its boundary, and a minimum on each *)
Definition cube (t : angles) (r : R) : set angles := [set u | forall l, `|u l - t l| <= r].
Definition cube_boundary (t : angles) (r : R) : set angles := [set u | cube t r u /\ exists l, `|u l - t l| = r].

Lemma cube_minimum L t r : angle_continuous L -> 0 <= r ->
  exists2 u, cube t r u & forall v, cube t r v -> L u <= L v.
Proof.
move=> cL r0; pose A l : set R := `[t l - r, t l + r].
have AE l x : A l x <-> `|x - t l| <= r.
  by rewrite /A /= in_itv /= ler_distl.
have [|l|u uA umin] := @product_minimum L A cL; first by move=> l; exact: segment_compact.
  by exists (t l); apply/AE; rewrite subrr normr0.
exists u => [l|v vc]; first exact/AE.
by apply: umin => l; apply/AE/vc.
Qed.
Lemma boundary_minimum L t r : angle_continuous L -> 0 <= r -> (0 < p)%N ->
  exists2 u, cube_boundary t r u & forall v, cube_boundary t r v -> L u <= L v.
Proof.
move=> cL r0 p0.
pose A (jb : 'I_p * bool) l : set R :=
  if l == jb.1 then [set t l + (-1) ^+ jb.2 * r] else `[t l - r, t l + r].
have AE jb l x : A jb l x -> `|x - t l| <= r.
  rewrite /A; case: ifP => _ /=; last by rewrite in_itv /= ler_distl.
  by move->; rewrite addrC addKr normrM normr_sign mul1r ger0_norm.
have faces jb : exists2 u : angles, (forall l, A jb l (u l)) & forall v : angles, (forall l, A jb l (v l)) -> L u <= L v.
  apply: product_minimum => // l; rewrite /A; case: ifP => _.
  - exact: compact_set1.
  - exact: segment_compact.
  - by exists (t l + (-1) ^+ jb.2 * r).
  - by exists (t l); rewrite /= in_itv /= -ler_distl subrr normr0.
have [w wA wmin] := fin_all_exists2 faces.
pose jb0 : 'I_p * bool := (Ordinal p0, false).
have [jb jbmin] : exists jb, forall jb', L (w jb) <= L (w jb').
  case: (@arg_minP _ _ _ jb0 predT (fun jb => L (w jb)) isT) => jb _ H; exists jb => jb'; exact: H.
exists (w jb).
  split=> [l|]; first exact: AE (wA jb l).
  exists jb.1; have := wA jb jb.1; rewrite /A eqxx /= => ->.
  by rewrite addrC addKr normrM normr_sign mul1r ger0_norm.
move=> v [vc [l vl]]; pose b := (v l - t l < 0).
apply: le_trans (jbmin (l, b)) _; apply: wmin => j; rewrite /A /=; case: eqP => [->|_] /=.
  apply/eqP; rewrite -subr_eq0 opprD addrA -vl /b subr_eq0; apply/eqP.
  exact: realEsign (num_real _).
by rewrite in_itv /= -ler_distl; exact: vc.
Qed.
End Continuity.

Section Loss.
Variables (R : realType) (d p : nat).
Variables (H : 'I_p -> 'M[R[i]]_d) (M : 'M[R[i]]_d).

Theorem loss_continuous (T : finType) (data : T -> 'M[R[i]]_d * R) : angle_continuous (loss H M data).
Proof.
pose f j t : R := \sum_xi coefficient H M (data j).1 xi * wave t xi - (data j).2.
have E t : (#|T|%:R^-1 * \sum_j (f j t * f j t))%R = loss H M data t.
  have F j : f j t * f j t = (output H M (data j).1 (gates t) - (data j).2) ^+ 2 by rewrite /f eqn12 expr2.
  exact: (congr1 (fun s => _ * s) (eq_bigr _ (fun j _ => F j))).
apply: (continuous_ext E); apply: continuous_mul; first exact: continuous_const.
apply: continuous_sum => j.
have c : angle_continuous (f j).
  apply: continuous_add; last exact: continuous_const.
  by apply: continuous_sum => xi; apply: continuous_mul; [exact: continuous_const | exact: continuous_wave].
exact: continuous_mul.
Qed.
End Loss.
