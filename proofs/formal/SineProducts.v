(** The zeros of p products of sines, F_j = prod_l sin 2 (theta_l - a_jl), j = 1..p: p! 2^p in every period.

    Auxiliary to Factorial.v. The shifts a_jl are any with sin 2 (a_jl - a_j'l) <> 0 for j <> j' (pairwise different modulo
    pi/2 in each angle); [equal_steps] shows such shifts: a_jl = base_l + j pi/(2p). Each common zero chooses for each j an angle s(j)
    with theta_(s(j)) in a_(j s(j)) + (pi/2) Z, and s is a permutation. *)
From mathcomp Require Import all_ssreflect all_fingroup all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Landscape Theorem2 Residuals Minimum.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.

Section Chart.
Variable R : realType.
Implicit Types (x y : R).
(** rotations of the circle: chart is a homomorphism *)
Lemma chartD x y : chart (x + y) = ((chart x).1 * (chart y).1 - (chart x).2 * (chart y).2,
                                    (chart x).2 * (chart y).1 + (chart x).1 * (chart y).2).
Proof. by rewrite /chart mulrnDl cosD sinD. Qed.
Lemma chartN x : chart (- x) = ((chart x).1, - (chart x).2).
Proof. by rewrite /chart mulNrn cosN sinN. Qed.
Lemma chart_sub x y : (chart (x - y)).2 = (chart x).2 * (chart y).1 - (chart x).1 * (chart y).2.
Proof. by rewrite chartD chartN /= mulrN. Qed.
Lemma chart_shift_eq x y c : chart (x - c) = chart (y - c) -> chart x = chart y.
Proof. by move=> E; rewrite -(subrK c x) -(subrK c y) chartD E -chartD. Qed.
Lemma chart_eq_shift x y c : chart x = chart y -> chart (x - c) = chart (y - c).
Proof. by move=> E; rewrite chartD E -chartD. Qed.
Lemma chart_close x y : `|x - y| < pi -> chart x = chart y -> x = y.
Proof.
move=> xy [cc ss]; have /eqP : x *+ 2 = y *+ 2.
  by apply: angle_unique => //; rewrite -mulrnBl normrMn ltr_pmuln2r.
by rewrite eqr_muln2r /= => /eqP.
Qed.
(** a point with second coordinate 0 *)
Lemma chart_sign x : (chart x).2 = 0 -> exists b : bool, chart x = ((-1) ^+ b, 0).
Proof.
move=> s0; have := chart_circle x; rewrite /on_circle s0 expr0n addr0 => /eqP.
rewrite sqrf_eq1 => /orP[/eqP c1|/eqP c1]; [exists false | exists true];
  by rewrite [LHS]surjective_pairing c1 s0 ?expr0 ?expr1.
Qed.
End Chart.

Section Zeros.
Variables (R : realType) (p : nat) (a : 'I_p -> 'I_p -> R).
Notation angles := {ffun 'I_p -> R}.
Hypothesis distinct : forall l j j', j != j' -> (chart (a j l - a j' l)).2 != 0.

Definition S (j l : 'I_p) (t : angles) : R := (chart (t l - a j l)).2.
Definition F (j : 'I_p) (t : angles) : R := \prod_l S j l t.
(** the zero of the permutation s and the signs z *)
Definition at_zero (sz : {perm 'I_p} * {ffun 'I_p -> bool}) (t : angles) :=
  forall j, chart (t (sz.1 j) - a j (sz.1 j)) = ((-1) ^+ sz.2 (sz.1 j), 0).

Lemma one_row l j j' (t : angles) : S j l t = 0 -> S j' l t = 0 -> j = j'.
Proof.
rewrite /S => E E'; apply: contraTeq isT => jj; have := distinct l jj.
have -> : a j l - a j' l = (t l - a j' l) - (t l - a j l) by rewrite opprB [RHS]addrC addrA subrK.
by rewrite chart_sub E E' mul0r mulr0 subrr eqxx.
Qed.

Theorem zeros t : (forall j, F j t = 0) <-> exists sz, at_zero sz t.
Proof.
split=> [zero|[sz tz] j]; last first.
  by apply/eqP/prodf_eq0; exists (sz.1 j) => //; rewrite /S tz.
have pick j : exists l, S j l t = 0.
  by have /eqP/prodf_eq0[l _ /eqP] := zero j; exists l.
have [s sE] := fin_all_exists pick.
have inj : injective s by move=> j j' ss; apply: (@one_row (s j) _ _ t) => //; rewrite ss.
have signs l : exists b : bool, chart (t l - a ((perm inj)^-1%g l) l) = ((-1) ^+ b, 0).
  by apply: chart_sign; have := sE ((perm inj)^-1%g l); rewrite -(permE inj) permKV.
have [z zE] := fin_all_exists signs.
exists (perm inj, [ffun l => z l]) => j /=; rewrite ffunE -zE permK //.
Qed.

Lemma at_zero_S sz t j l : at_zero sz t -> `|S j l t| = `|(chart (a ((sz.1)^-1%g l) l - a j l)).2|.
Proof.
move=> tz; set j' := (sz.1)^-1%g l; have := tz j'; rewrite permKV => E.
rewrite /S; have -> : t l - a j l = (t l - a j' l) + (a j' l - a j l) by rewrite addrA subrK.
by rewrite chartD E /= mul0r add0r normrM normr_sign mul1r.
Qed.

(** one zero in every period for each permutation and each choice of signs *)
Lemma zero_exists (b : 'I_p -> R) sz : exists2 t : angles, (forall l, b l <= t l < b l + pi) & at_zero sz t.
Proof.
have circle l : on_circle ((-1) ^+ sz.2 l, 0 : R) by rewrite /on_circle /= sqrr_sign expr0n addr0.
have [x xb xE] := fin_all_exists2 (fun l => chart_exists (b l - a ((sz.1)^-1%g l) l) (circle l)).
exists [ffun l => x l + a ((sz.1)^-1%g l) l] => [l|j].
  by have /andP[h1 h2] := xb l; rewrite ffunE -ler_subl_addr h1 -ltr_subr_addr addrAC h2.
by rewrite ffunE permK addrK xE.
Qed.

(** half the least distance of two rows *)
Lemma row_gap : exists2 e : R, 0 < e & forall l j j', j != j' -> e + e < `|(chart (a j l - a j' l)).2|.
Proof.
pose f (x : 'I_p * ('I_p * 'I_p)) : R := if x.2.1 == x.2.2 then 1 else `|(chart (a x.2.1 x.1 - a x.2.2 x.1)).2|.
have f0 x : 0 < f x by rewrite /f; case: ifP => [_|/negbT ne]; rewrite ?ltr01 // normr_gt0 distinct.
have [e /andP[e0 _] ef] := positive_bound f0.
exists (e / 4%:R) => [|l j j' jj]; first by rewrite divr_gt0 ?ltr0n.
have := ef (l, (j, j')); rewrite /f /= (negPf jj); apply: lt_le_trans.
have -> : e / 4%:R + e / 4%:R = e / 2%:R by field.
by rewrite ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
Qed.

(** the neighbourhood of a zero: rows and signs can be read off *)
Definition close (e : R) (t u : angles) := forall j l,
  `|(chart (u l - a j l)).2 - (chart (t l - a j l)).2| < e /\ `|(chart (u l - a j l)).1 - (chart (t l - a j l)).1| < 1.
Lemma close_near e (t : angles) : 0 < e -> exists2 r : R, 0 < r & forall u : angles, (forall l, `|u l - t l| <= r) -> close e t u.
Proof.
move=> e0; have m0 : 0 < Num.min e 1 by rewrite lt_minr e0 ltr01.
have [f f0 near_] := fin_all_exists2 (fun jl : 'I_p * 'I_p => chart_near (t jl.2 - a jl.1 jl.2) m0).
have [r /andP[r0 _] rf] := positive_bound f0; exists (r / 2%:R) => [|u near_u j l]; first by rewrite divr_gt0 ?ltr0n.
have [|h1 h2] := near_ (j, l) (u l - a j l).
  rewrite /= opprB addrA subrK (le_lt_trans (near_u l)) // (lt_le_trans _ (rf (j, l))) //.
  by rewrite ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
by move: h1 h2; rewrite /= !lt_minr => /andP[_ ?] /andP[? _].
Qed.

Section Read.
Variable e : R.
Hypotheses (e0 : 0 < e) (gap : forall l j j', j != j' -> e + e < `|(chart (a j l - a j' l)).2|).

Lemma read sz sz' t t' u u' : at_zero sz t -> at_zero sz' t' -> close e t u -> close e t' u' ->
  (forall l, chart (u l) = chart (u' l)) -> sz = sz'.
Proof.
move=> tz tz' tu tu' uu.
have uu' j l : chart (u l - a j l) = chart (u' l - a j l) by exact: chart_eq_shift.
have ss j : sz.1 j = sz'.1 j.
  apply/eqP/negPn/negP => ne; set l := sz.1 j in ne.
  have [+ _] := tu j l; have [+ _] := tu' j l.
  rewrite uu' [chart (t l - _)]tz /= subr0.
  have jj : (sz'.1)^-1%g l != j by apply: contraNneq ne => <-; rewrite permKV.
  have := gap l jj; rewrite -(at_zero_S j l tz') /S => big h1 h2.
  suff : `|(chart (t' l - a j l)).2| < e + e by rewrite ltNge (ltW big).
  rewrite -[X in `|X|](subrK (chart (u' l - a j l)).2) (le_lt_trans (ler_norm_add _ _)) // ltr_add //.
  by rewrite distrC.
have s_eq : sz.1 = sz'.1 by apply/permP.
rewrite [sz]surjective_pairing [sz']surjective_pairing s_eq; congr (_, _); apply/ffunP => l.
set j := (sz.1)^-1%g l; have lE : sz.1 j = l by rewrite /j permKV.
have lE' : sz'.1 j = l by rewrite -s_eq.
have [_ h] := tu j l; have [_ h'] := tu' j l; move: h h'.
rewrite uu'; have := tz j; rewrite lE => ->; have := tz' j; rewrite lE' => ->.
move: (chart (u' l - a j l)) => [c s'] /= h h'; have : `|(-1) ^+ sz.2 l - (-1) ^+ sz'.2 l| < 2%:R :> R.
  have -> : (-1) ^+ sz.2 l - (-1) ^+ sz'.2 l = (c - (-1) ^+ sz'.2 l) - (c - (-1) ^+ sz.2 l) :> R.
    by rewrite opprB [RHS]addrC addrA subrK.
  by rewrite (le_lt_trans (ler_norm_sub _ _)) // -[2%:R]/(1 + 1) ltr_add.
case: (sz.2 l) (sz'.2 l) => [] []; rewrite ?expr0 ?expr1 //.
  by rewrite -opprD normrN ger0_norm ?addr_ge0 ?ler01 // ltxx.
by rewrite opprK ger0_norm ?addr_ge0 ?ler01 // ltxx.
Qed.

(** in its neighbourhood a zero is alone *)
Lemma alone sz t u : at_zero sz t -> close e t u -> (forall l, `|u l - t l| < pi) -> (forall j, F j u = 0) -> u = t.
Proof.
move=> tz tu small /zeros[sz' uz]; have self : close e u u.
  by move=> j l; rewrite !subrr normr0 e0 ltr01.
have E : sz = sz' by apply: (read tz uz tu self).
apply/ffunP => l; apply: (chart_close (small l)); apply: (@chart_shift_eq _ _ _ (a ((sz.1)^-1%g l) l)).
by have := uz ((sz.1)^-1%g l); have := tz ((sz.1)^-1%g l); rewrite -E permKV => -> ->.
Qed.
End Read.
End Zeros.

(** shifts that are pairwise different modulo pi/2 *)
Theorem equal_steps (R : realType) (p : nat) (base : 'I_p -> R) l (j j' : 'I_p) : j != j' ->
  (chart (base l + pi / (p.*2)%:R *+ j - (base l + pi / (p.*2)%:R *+ j'))).2 != 0.
Proof.
wlog jj' : j j' / (j' < j)%N => [main ne|_].
  have [lt|lt|eq] := ltngtP j' j; [exact: main | | by rewrite (val_inj eq) eqxx in ne].
  have := main _ _ lt; rewrite eq_sym => /(_ ne); apply: contraNneq => E.
  by rewrite -opprB chartN; apply/eqP; exact: (etrans (congr1 (fun x => - x) E) (oppr0 _)).
have -> : base l + pi / (p.*2)%:R *+ j - (base l + pi / (p.*2)%:R *+ j') = pi / (p.*2)%:R *+ (j - j').
  by rewrite opprD addrACA subrr add0r mulrnBr // ltnW.
have p2 : 0 < (p.*2)%:R :> R by rewrite ltr0n double_gt0 (leq_ltn_trans (leq0n j')).
apply: lt0r_neq0; rewrite /chart /= sin_gt0_pi // pmulrn_rgt0 ?pmulrn_rgt0 ?subn_gt0 ?divr_gt0 ?pi_gt0 //=.
rewrite -mulrnA -[X in X < _]mulr_natr mulrAC ltr_pdivr_mulr // ltr_pmul2l ?pi_gt0 // ltr_nat muln2 ltn_double.
by rewrite (leq_ltn_trans (leq_subr _ _)).
Qed.
