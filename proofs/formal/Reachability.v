(** Which targets a network reaches: Eqn 18 without the premise of linear independence.

    The paper: "the solution to the following linear system for Hermitian D_k is non-empty: tr(D_k I) = 0,
    tr(D_k Phi_xi(M)) = f_(xi,k) for all xi <> 0 [Eqn 18]", proved there from linear independence.
    [eqn18_solvable]: for any network the system has a Hermitian solution if and only if the targets respect every linear
    relation among the operators: sum_(xi <> 0) x_xi Phi_xi(M) = 0 implies sum_(xi <> 0) x_xi f_xi = 0.
    [reachable_iff]: the same for training data: some kappa > 0, state rho and label y have the residual
    f(rho, theta) - y = kappa sum_xi c_xi prod cos prod sin for all theta, if and only if c respects the relations.
    [independent_iff_reachable]: hence linear independence (Definition 1) is exactly that all targets are reached. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Landscape Theorem2 Residuals ProductFree.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.
Local Open Scope complex_scope.

(** a linear system has a solution if and only if its right-hand side respects the relations of its rows *)
Lemma fredholm (K : fieldType) (n k : nat) (A : 'M[K]_(n, k)) (b : 'cV[K]_n) :
  (forall v : 'rV[K]_n, v *m A = 0 -> v *m b = 0) -> exists X : 'cV[K]_k, A *m X = b.
Proof.
move=> rel; have : (b^T <= A^T)%MS.
  rewrite submxE; apply/eqP/trmx_inj; rewrite trmx_mul trmxK trmx0; apply/row_matrixP => j.
  rewrite row_mul row0; apply: rel; apply: trmx_inj.
  by rewrite trmx_mul tr_row trmxK colE mulmxA mulmx_coker mul0mx trmx0.
by case/submxP => D bE; exists D^T; apply: trmx_inj; rewrite trmx_mul trmxK.
Qed.

Section System.
Variables (R : rcfType) (d p : nat).
Notation C := R[i].
Variables (H : 'I_p -> 'M[C]_d) (M : 'M[C]_d).
Hypotheses (d0 : (0 < d)%N) (H2 : forall l, H l *m H l = 1%:M).
Hypotheses (hH : forall l, hermitian (H l)) (hM : hermitian M).
Notation Phi_ := (fun xi => Phis 'i H xi M).

Definition respects (c : word p -> R) := forall x : word p -> R,
  \sum_(xi | xi != zero_word) (x xi)%:C *: Phis 'i H xi M = 0 -> \sum_(xi | xi != zero_word) x xi * c xi = 0.

Lemma real_part (x : C) : x + conjc x = (complex.Re x)%:C *+ 2.
Proof. by rewrite mulr2n; case: x => a b; apply/eqP; rewrite eq_complex /= subrr addr0 !eqxx. Qed.
Lemma imaginary_part (x : C) : x - conjc x = 'i * (complex.Im x)%:C *+ 2.
Proof.
rewrite mulr2n; case: x => a b; apply/eqP; rewrite eq_complex /= opprK.
by rewrite !(mul0r, mul1r, mulr0, oppr0, subrr, addr0, add0r) !eqxx.
Qed.
Lemma complex_parts (x : C) : x = (complex.Re x)%:C + 'i * (complex.Im x)%:C.
Proof. by case: x => a b; apply/eqP; rewrite eq_complex /= !(mul0r, mul1r, mulr0, oppr0, addr0, add0r) !eqxx. Qed.
Lemma double0 n (A : 'M[C]_n) : A *+ 2 = 0 -> A = 0.
Proof.
move=> A2; have : (2%:R : C) *: A = 0 by rewrite scaler_nat.
by move/eqP; rewrite scaler_eq0 (negPf (two R)) => /eqP.
Qed.

(** the targets respect complex relations as well *)
Lemma respects_complex c (v : word p -> C) : respects c ->
  \sum_(xi | xi != zero_word) v xi *: Phis 'i H xi M = 0 -> \sum_(xi | xi != zero_word) v xi * (c xi)%:C = 0.
Proof.
move=> resp v0; have adj_v0 : \sum_(xi | xi != zero_word) conjc (v xi) *: Phis 'i H xi M = 0.
  have adj_sum (F : word p -> 'M[C]_d) : adj (\sum_(xi | xi != zero_word) F xi) = \sum_(xi | xi != zero_word) adj (F xi).
    by apply/matrixP => x y; rewrite !mxE !summxE rmorph_sum; apply: eq_bigr => xi _; rewrite !mxE.
  have E : adj (\sum_(xi | xi != zero_word) v xi *: Phis 'i H xi M) = 0.
    by rewrite v0; apply/matrixP => x y; rewrite !mxE conjc0.
  by rewrite -[RHS]E adj_sum; apply: eq_bigr => xi _; rewrite adjZ (hermitian_Phis _ hH hM).
have plus : \sum_(xi | xi != zero_word) v xi *: Phis 'i H xi M + \sum_(xi | xi != zero_word) conjc (v xi) *: Phis 'i H xi M = 0.
  by rewrite v0 adj_v0 addr0.
have minus : \sum_(xi | xi != zero_word) v xi *: Phis 'i H xi M - \sum_(xi | xi != zero_word) conjc (v xi) *: Phis 'i H xi M = 0.
  by rewrite v0 adj_v0 subr0.
have re0 : \sum_(xi | xi != zero_word) (complex.Re (v xi))%:C *: Phis 'i H xi M = 0.
  apply: double0; rewrite -sumrMnl -[RHS]plus -big_split /=.
  by apply: eq_bigr => xi _; rewrite -scalerDl real_part scalerMnl.
have im0 : \sum_(xi | xi != zero_word) (complex.Im (v xi))%:C *: Phis 'i H xi M = 0.
  have : 'i *: (\sum_(xi | xi != zero_word) (complex.Im (v xi))%:C *: Phis 'i H xi M) = 0.
    apply: double0; rewrite scaler_sumr -sumrMnl -[RHS]minus -sumrB.
    by apply: eq_bigr => xi _; rewrite -scalerBl imaginary_part scalerA scalerMnl.
  by move/eqP; rewrite scaler_eq0 eq_complex /= oner_eq0 andbF => /eqP.
have sum_C (f : word p -> R) : \sum_(xi | xi != zero_word) (f xi)%:C * (c xi)%:C = (\sum_(xi | xi != zero_word) f xi * c xi)%:C.
  by rewrite rmorph_sum; apply: eq_bigr => xi _; rewrite rmorphM.
under eq_bigr do rewrite {1}(complex_parts (v _)) mulrDl -mulrA.
by rewrite big_split /= -mulr_sumr !sum_C resp // resp // mulr0 addr0.
Qed.

(** Eqn 18 *)
Theorem eqn18_solvable (c : word p -> R) :
  (exists D : 'M[C]_d, [/\ hermitian D, \tr D = 0 & forall xi, xi != zero_word -> \tr (D *m Phis 'i H xi M) = (c xi)%:C])
  <-> respects c.
Proof.
split=> [[D [hD tr0 DE]] x x0|resp].
  have : (\sum_(xi | xi != zero_word) x xi * c xi)%:C = 0 :> C.
    have -> : (\sum_(xi | xi != zero_word) x xi * c xi)%:C =
              \tr (D *m (\sum_(xi | xi != zero_word) (x xi)%:C *: Phis 'i H xi M)).
      rewrite mulmx_sumr (raddf_sum (mxtrace_additive _ _)) rmorph_sum /=; apply: eq_bigr => xi nz.
      by rewrite -scalemxAr mxtraceZ DE // -rmorphM.
    by rewrite x0 mulmx0 mxtrace0.
  by move/eqP; rewrite eq_complex /= eqxx andbT => /eqP.
have dC : d%:R != 0 :> C by rewrite pnatr_eq0 -lt0n.
pose F := with_identity 'i H M; pose W := {: word p}.
pose c' xi : C := if xi == zero_word then 0 else (c xi)%:C.
have rel (v : word p -> C) : \sum_xi v xi *: F xi = 0 -> \sum_xi v xi * c' xi = 0.
  rewrite (bigD1 zero_word) //= {1}/F /with_identity eqxx => v0.
  have rest : \sum_(xi | xi != zero_word) v xi *: F xi = \sum_(xi | xi != zero_word) v xi *: Phis 'i H xi M.
    by apply: eq_bigr => xi /negPf nz; rewrite /F /with_identity nz.
  have vz : v zero_word = 0.
    have := congr1 (fun A => \tr A) v0; rewrite rest mxtraceD mxtraceZ mxtrace1 mxtrace0.
    rewrite (raddf_sum (mxtrace_additive _ _)) /= big1 ?addr0 => [/eqP|xi nz].
      by rewrite mulf_eq0 (negPf dC) orbF => /eqP.
    by rewrite mxtraceZ (trace_Phis 'i (two R)) // mulr0.
  move: v0; rewrite vz scale0r add0r rest => v0.
  rewrite (bigD1 zero_word) //= {1}/c' eqxx mulr0 add0r -[RHS](respects_complex resp v0).
  by apply: eq_bigr => xi /negPf nz; rewrite /c' nz.
pose A := \matrix_(j < #|W|) mxvec (F (enum_val j)).
have [|X XE] := @fredholm _ _ _ A (\col_j c' (enum_val j)).
  move=> v vA0; pose w (xi : word p) := v 0 (enum_rank xi).
  have wE j : w (enum_val j) = v 0 j by rewrite /w enum_valK.
  have w0 : \sum_xi w xi *: F xi = 0.
    apply: (can_inj mxvecK); rewrite linear0 -[RHS]vA0 linear_sum mulmx_sum_row (reindex _ (onW_bij _ (@enum_val_bij _))) /=.
    by apply: eq_bigr => j _; rewrite linearZ wE rowK.
  apply/matrixP => x y; rewrite !ord1 !mxE -[RHS](rel w w0) [RHS](reindex _ (onW_bij _ (@enum_val_bij _))) /=.
  by apply: eq_bigr => j _; rewrite wE mxE.
pose D := (vec_mx X^T)^T.
have DE xi : \tr (D *m F xi) = c' xi.
  rewrite -trace_vec /D trmxK vec_mxK trmxK.
  have -> : mxvec (F xi) = row (enum_rank xi) A by rewrite rowK enum_rankK.
  by rewrite -row_mul XE !mxE enum_rankK.
exists (half _ *: (D + adj D)); split.
- by rewrite /hermitian adjZ adjD adjK addrC conj_half.
- rewrite mxtraceZ mxtraceD adj_trace -[D]mulmx1.
  by have := DE zero_word; rewrite /F /with_identity /c' eqxx => ->; rewrite conjc0 addr0 mulr0.
- move=> xi nz; have := DE xi; rewrite /F /with_identity /c' (negPf nz) => E.
  rewrite -scalemxAl mxtraceZ mulmxDl mxtraceD E.
  have -> : \tr (adj D *m Phis 'i H xi M) = (c xi)%:C.
    rewrite -(hermitian_Phis xi hH hM) -adjM adj_trace mxtrace_mulC E conjcR //.
  by rewrite -mulr2n -[_ *+ 2]mulr_natl mulrA mulVf ?mul1r ?two.
Qed.
End System.

Section Reachable.
Variables (R : realType) (d p : nat).
Notation C := R[i].
Notation angles := {ffun 'I_p -> R}.
Variables (H : 'I_p -> 'M[C]_d) (M : 'M[C]_d).
Hypotheses (d0 : (0 < d)%N) (H2 : forall l, H l *m H l = 1%:M).
Hypotheses (hH : forall l, hermitian (H l)) (hM : hermitian M).

Definition reachable (c : word p -> R) := exists2 k : R, 0 < k & exists2 rho : 'M[C]_d, state rho & exists y : R,
  forall theta : angles, output H M rho (gates theta) - y = k * \sum_xi c xi * wave theta xi.

Theorem reachable_iff (c : word p -> R) : reachable c <-> respects H M c.
Proof.
split=> [[k k0 [rho [[hrho _] _] [y yE]]] x x0|/(eqn18_solvable d0 H2 hH hM)[D [hD tr0 DE]]].
  pose a xi := coefficient H M rho xi - (xi == zero_word)%:R * y - k * c xi.
  have a0 : forall xi, a xi = 0.
    apply: waves_free => theta; apply/eqP; rewrite /a.
    under eq_bigr do rewrite 2!mulrBl; rewrite !sumrB -(eqn12 H M rho theta) subr_eq0; apply/eqP.
    have -> : \sum_xi k * c xi * wave theta xi = k * \sum_xi c xi * wave theta xi.
      by rewrite mulr_sumr; apply: eq_bigr => xi _; rewrite mulrA.
    rewrite -yE (bigD1 zero_word) //= eqxx mul1r wave0 mulr1 big1 ?addr0 // => xi /negPf ->.
    by rewrite !mul0r.
  have trE xi : xi != zero_word -> \tr (rho *m Phis 'i H xi M) = (k * c xi)%:C.
    move=> nz; have /eqP := a0 xi; rewrite /a (negPf nz) mul0r subr0 subr_eq0 => /eqP <-.
    rewrite /coefficient; have : conjc (\tr (rho *m Phis 'i H xi M)) = \tr (rho *m Phis 'i H xi M).
      by rewrite -adj_trace adjM hrho (hermitian_Phis _ hH hM) mxtrace_mulC.
    case: (\tr _) => u v /= /eqP; rewrite eq_complex /= eqxx /= => /eqP vE.
    have : v *+ 2 == 0 by rewrite mulr2n -{1}vE addNr.
    by rewrite mulrn_eq0 /= => /eqP ->.
  have : \tr (rho *m (\sum_(xi | xi != zero_word) (x xi)%:C *: Phis 'i H xi M)) = 0 by rewrite x0 mulmx0 mxtrace0.
  rewrite mulmx_sumr (raddf_sum (mxtrace_additive _ _)) /= => sum0.
  have : (k * \sum_(xi | xi != zero_word) x xi * c xi)%:C = 0 :> C.
    rewrite -[RHS]sum0 mulr_sumr rmorph_sum; apply: eq_bigr => xi nz.
    by rewrite -scalemxAr mxtraceZ trE // -rmorphM mulrCA.
  move/eqP; rewrite eq_complex /= eqxx andbT mulf_eq0 => /orP[/eqP kz|/eqP //].
  by rewrite kz ltxx in k0.
pose a : R := d%:R^-1; have a0 : 0 < a by rewrite invr_gt0 ltr0n.
have [k k0 small] := psd_small hD a0; exists k => //.
exists (a%:C%:M + k%:C *: D).
  split; first by apply: small; rewrite k0 lexx.
  by rewrite mxtraceD mxtraceZ tr0 mulr0 addr0 mxtrace_scalar -raddfMn -mulr_natr mulVf // pnatr_eq0 -lt0n.
set rho := _ + _; pose y := coefficient H M rho zero_word - k * c zero_word; exists y => theta.
rewrite eqn12 !sum_wave /y opprB addrAC mulrDr; set S := \sum_(xi | _) _; set S' := \sum_(xi | _) _.
suff -> : S = k * S' by clearbody S S'; move: (coefficient _ _ _ _) => z; ring.
rewrite /S /S' mulr_sumr; apply: eq_bigr => xi nz; rewrite mulrA; congr (_ * _).
have trE : \tr (rho *m Phis 'i H xi M) = (k * c xi)%:C.
  rewrite /rho mulmxDl mxtraceD mul_scalar_mx mxtraceZ (trace_Phis 'i (two R)) // mulr0 add0r.
  by rewrite -scalemxAl mxtraceZ DE // -rmorphM.
by rewrite /coefficient trE.
Qed.

Theorem independent_iff_reachable : independent 'i H M <-> forall c : word p -> R, reachable c.
Proof.
split=> [free c|reach a a0 xi nz].
  apply/reachable_iff => x x0; rewrite big1 // => xi nz.
  have /eqP := free (fun xi => (x xi)%:C) x0 xi nz.
  by rewrite eq_complex /= eqxx andbT => /eqP ->; rewrite mul0r.
pose c (xi' : word p) : R := (xi' == xi)%:R.
have := respects_complex hH hM ((reachable_iff c).1 (reach c)) a0.
rewrite (bigD1 xi) //= /c eqxx big1 ?addr0 ?mulr1 // => xi' /andP[_ /negPf ->].
exact: mulr0.
Qed.
End Reachable.
