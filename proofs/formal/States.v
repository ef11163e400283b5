(** From linear independence to training data (Eqn 18), for every QNN: any real target coefficients c_xi are realised,
    up to one positive factor kappa, by a state rho = 1/d + kappa D and a label y.
    R is any real closed field, C = R[i]; no axioms. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import complex.
Require Import SymQNN.Expansion SymQNN.Dimension.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
Local Open Scope complex_scope.

Section States.
Variable R : rcfType.
Notation C := R[i].
Notation I := ('i : C).

Lemma ii : I * I = -1. Proof. by rewrite -expr2 sqr_i. Qed.
Lemma two : (2%:R : C) != 0. Proof. by rewrite pnatr_eq0. Qed.

Definition adj m n (A : 'M[C]_(m, n)) : 'M[C]_(n, m) := (map_mx conjc A)^T.
Definition hermitian d (A : 'M[C]_d) := adj A = A.
(** positive semidefinite (0 <= z in C: z is real and nonnegative) *)
Definition psd d (A : 'M[C]_d) := hermitian A /\ forall v : 'cV_d, 0 <= (adj v *m A *m v) 0 0.
Definition state d (rho : 'M[C]_d) := psd rho /\ \tr rho = 1.

Lemma adjK m n (A : 'M_(m, n)) : adj (adj A) = A.
Proof. by apply/matrixP => x y; rewrite !mxE conjcK. Qed.
Lemma adjM m n k (A : 'M_(m, n)) (B : 'M_(n, k)) : adj (A *m B) = adj B *m adj A.
Proof. by rewrite /adj map_mxM trmx_mul. Qed.
Lemma adjD m n (A B : 'M_(m, n)) : adj (A + B) = adj A + adj B.
Proof. by rewrite /adj map_mxD linearD. Qed.
Lemma adjB m n (A B : 'M_(m, n)) : adj (A - B) = adj A - adj B.
Proof. by rewrite /adj map_mxB linearB. Qed.
Lemma adjZ m n a (A : 'M_(m, n)) : adj (a *: A) = conjc a *: adj A.
Proof. by rewrite /adj map_mxZ linearZ. Qed.
Lemma adj_scalar d a : adj (a%:M : 'M_d) = (conjc a)%:M.
Proof. by rewrite /adj map_scalar_mx tr_scalar_mx. Qed.
Lemma adj_trace d (A : 'M_d) : \tr (adj A) = conjc (\tr A).
Proof. by rewrite /adj mxtrace_tr trace_map_mx. Qed.

Lemma conjcM (a b : C) : conjc (a * b) = conjc a * conjc b.
Proof. exact: rmorphM. Qed.
Lemma conjcR (x : R) : conjc (x%:C : C) = x%:C.
Proof. by rewrite /conjc /= oppr0. Qed.
Lemma conj_half : conjc (half _ : C) = half _.
Proof. by rewrite /half conjc_inv conjc_nat. Qed.
Lemma conj_i : conjc I = - I.
Proof. by apply/eqP; rewrite eq_complex /= oppr0 !eqxx. Qed.
Lemma hermitian_Phi d k (H A : 'M_d) : hermitian H -> hermitian A -> hermitian (Phi I k H A).
Proof.
rewrite /hermitian => hH hA; rewrite /Phi; case: (val k) => [|[|n]].
- by rewrite adjZ adjD !adjM hH hA mulmxA conj_half.
- by rewrite adjZ adjB !adjM hH hA mulmxA conj_half.
- by rewrite adjZ adjB !adjM hH hA conjcM conj_half conj_i mulNr scaleNr -scalerN opprB.
Qed.
Lemma hermitian_Phis d p (H : 'I_p -> 'M_d) xi M :
  (forall l, hermitian (H l)) -> hermitian M -> hermitian (Phis I H xi M).
Proof. by move=> hH hM; rewrite /Phis; elim: (enum _) => //= l r IH; exact: hermitian_Phi. Qed.

(** The adjoint of the gate is Expansion.gate', so Expansion.heisenberg is U^dagger M U. *)
Lemma adj_gate d (c s : R) (H : 'M_d) : hermitian H -> adj (gate I c%:C s%:C H) = gate' I c%:C s%:C H.
Proof.
move=> hH; rewrite /gate /gate' adjB adjZ hH conjcM conj_i conjcR.
by rewrite mulNr scaleNr opprK adj_scalar conjcR.
Qed.

(** tr (D F) as a linear form in the entries of D *)
Lemma trace_vec d (D F : 'M[C]_d) : (mxvec F *m (mxvec D^T)^T) 0 0 = \tr (D *m F).
Proof.
rewrite mxE (reindex _ (curry_mxvec_bij _ _)) /=.
transitivity (\sum_(xy : 'I_d * 'I_d) F xy.1 xy.2 * D xy.2 xy.1).
  by apply: eq_bigr => -[x y] _; rewrite mxvecE [X in _ * X]mxE mxvecE mxE.
rewrite mxtrace_mulC -(pair_bigA _ (fun x y => F x y * D y x)) /=.
by apply: eq_bigr => x _; rewrite mxE.
Qed.

(** 1/d + kappa D is a state for every small kappa *)
Lemma conj_norm (z : C) : conjc z * z = `|z| ^+ 2.
Proof.
rewrite -add_Re2_Im2; case: z => a b; rewrite /conjc.
by apply/eqP; rewrite eq_complex /= mulNr opprK -!expr2 eqxx mulrC mulNr subrr eqxx.
Qed.
Lemma psd_small d (D : 'M[C]_d) (a : R) : hermitian D -> 0 < a ->
  exists2 k0 : R, 0 < k0 & forall k, 0 < k <= k0 -> psd (a%:C%:M + k%:C *: D).
Proof.
move=> hD a0; pose B : C := \sum_x \sum_y `|D x y|.
have B0 : 0 <= B by apply: sumr_ge0 => x _; apply: sumr_ge0 => y _; exact: normr_ge0.
have /complex_realP[b BE] : B \is Num.real by rewrite realE B0.
have b0 : 0 <= b by have := B0; rewrite BE ler0c.
exists (a / (b + 1)) => [|k /andP[k0 k1]]; first by rewrite divr_gt0 // ltr_paddl ?ltr01.
split; first by rewrite /hermitian adjD adjZ adj_scalar !conjcR hD.
move=> v; pose N : C := \sum_x `|v x 0| ^+ 2; pose Q := (adj v *m D *m v) 0 0.
have NE : (adj v *m v) 0 0 = N by rewrite mxE; apply: eq_bigr => x _; rewrite !mxE conj_norm.
have N0 : 0 <= N by apply: sumr_ge0 => x _; rewrite exprn_ge0.
have Qreal : Q \is Num.real.
  have : adj (adj v *m D *m v) = adj v *m D *m v by rewrite !adjM adjK hD mulmxA.
  by move/matrixP/(_ 0 0); rewrite mxE mxE => QE; exact/CrealP.
have QB : `|Q| <= B * N.
  rewrite /Q mxE (le_trans (ler_norm_sum _ _ _)) //.
  have E : \sum_y \sum_x `|D x y| * N = B * N.
    by rewrite exchange_big mulr_suml; apply: eq_bigr => x _; rewrite mulr_suml.
  rewrite -E; apply: ler_sum => y _; rewrite mxE mulr_suml (le_trans (ler_norm_sum _ _ _)) //.
  apply: ler_sum => x _; rewrite !mxE !normrM [`|_^*|](_ : _ = `|v x 0|); last exact: norm_conjC.
  have leN z : `|v z 0| ^+ 2 <= N.
    by rewrite /N (bigD1 z) //= ler_addl; apply: sumr_ge0 => z' _; rewrite exprn_ge0.
  rewrite [`|v x 0| * _]mulrC -mulrA ler_wpmul2l // -ler_sqr ?nnegrE ?mulr_ge0 //.
  by rewrite exprMn [N ^+ 2]expr2; apply: ler_pmul; rewrite ?exprn_ge0.
have -> : adj v *m (a%:C%:M + k%:C *: D) *m v = a%:C *: (adj v *m v) + k%:C *: (adj v *m D *m v).
  by rewrite mulmxDr mulmxDl mul_mx_scalar -scalemxAl -scalemxAr -scalemxAl.
rewrite mxE [X in _ <= X + _]mxE [X in _ <= _ + X]mxE NE -/Q.
have QN : 0 <= Q + B * N.
  by rewrite -ler_subl_addl sub0r (le_trans _ QB) // -normrN real_ler_norm ?realN.
have -> : a%:C * N + k%:C * Q = k%:C * (Q + B * N) + (a%:C - k%:C * B) * N by ring.
rewrite addr_ge0 ?mulr_ge0 ?ler0c ?(ltW k0) // BE -rmorphM -rmorphB ler0c subr_ge0.
have b1 : 0 < b + 1 by rewrite ltr_paddl ?ltr01.
by move: k1; rewrite ler_pdivl_mulr // mulrDr mulr1; apply: le_trans; rewrite ler_addl ltW.
Qed.

Section Realise.
Variables (d p : nat) (H : 'I_p -> 'M[C]_d) (M : 'M[C]_d).
Hypotheses (d0 : (0 < d)%N) (H2 : forall l, H l *m H l = 1%:M).
Hypotheses (hH : forall l, hermitian (H l)) (hM : hermitian M).
Hypothesis free : independent I H M.

(** Eqn 18: "the solution to the following linear system for Hermitian D is non-empty: tr(D I) = 0,
    tr(D Phi_xi(M)) = c_xi for all xi <> 0." *)
Lemma solve (c : word p -> R) :
  exists D : 'M[C]_d, [/\ hermitian D, \tr D = 0 & forall xi, xi != zero_word -> \tr (D *m Phis I H xi M) = (c xi)%:C].
Proof.
have dC : d%:R != 0 :> C by rewrite pnatr_eq0 -lt0n.
pose F := with_identity I H M.
pose A := \matrix_(j < #|{: word p}|) mxvec (F (enum_val j)).
have /row_freeP[B AB] : row_free A.
  apply: inj_row_free => v vA0; apply/rowP => j; rewrite mxE.
  rewrite -(enum_valK j); apply: (with_identity_free two dC H2 free (a := fun xi => v 0 (enum_rank xi))).
  apply: (can_inj mxvecK); rewrite linear0 -[RHS]vA0 linear_sum mulmx_sum_row (reindex _ (onW_bij _ (@enum_val_bij _))) /=.
  by apply: eq_bigr => k _; rewrite linearZ enum_valK rowK.
pose c' xi : C := if xi == zero_word then 0 else (c xi)%:C.
pose X := B *m \col_j c' (enum_val j).
pose D := (vec_mx X^T)^T.
have DE xi : \tr (D *m F xi) = c' xi.
  rewrite -trace_vec /D trmxK vec_mxK trmxK.
  have -> : mxvec (F xi) = row (enum_rank xi) A by rewrite rowK enum_rankK.
  by rewrite -row_mul mulmxA AB mul1mx !mxE enum_rankK.
exists (half _ *: (D + adj D)); split.
- by rewrite /hermitian adjZ adjD adjK addrC conj_half.
- rewrite linearZ raddfD /= adj_trace -[D]mulmx1.
  by have := DE zero_word; rewrite /F /with_identity /c' eqxx => ->; rewrite conjc0 addr0 mulr0.
- move=> xi nz; have := DE xi; rewrite /F /with_identity /c' (negPf nz) => E.
  rewrite -scalemxAl linearZ /= mulmxDl raddfD /= E.
  have -> : \tr (adj D *m Phis I H xi M) = (c xi)%:C.
    rewrite -(hermitian_Phis xi hH hM) -adjM adj_trace mxtrace_mulC E conjcR //.
  by rewrite -mulr2n -[_ *+ 2]mulr_natl mulrA mulVf ?mul1r ?two.
Qed.

(** f(rho, theta) = tr(rho M(theta)) at gate angles t_l = (cos theta_l, sin theta_l); that it is tr(U rho U^dagger M), and
    real, is [output_circuit] in Circuit.v *)
Definition embed (y : R * R) : C * C := (y.1%:C, y.2%:C).
Definition output (rho : 'M[C]_d) (t : 'I_p -> R * R) : R :=
  complex.Re (\tr (rho *m heisenberg I H (fun l => embed (t l)) M)).

Lemma embed_doubled y : doubled (embed y) = embed (doubled y).
Proof. by rewrite /doubled /embed /= !rmorphD rmorphN !rmorphM. Qed.
Lemma embed_monomials (y : 'I_p -> R * R) xi : monomials (fun l => embed (y l)) xi = (monomials y xi)%:C :> C.
Proof. by rewrite /monomials rmorph_prod; apply: eq_bigr => l _; rewrite /monomial; case: (val _) => [|[]]. Qed.

(** Every real target is realised by a state rho = 1/d + k D and a label, for every k small enough:
    "setting rho := I/d + kappa D for a proper scaling factor kappa". *)
Theorem realise (c : word p -> R) :
  exists2 k0 : R, 0 < k0 & forall k, 0 < k <= k0 ->
  exists2 rho : 'M[C]_d, state rho & exists y : R, forall t : 'I_p -> R * R,
    (forall l, (t l).1 ^+ 2 + (t l).2 ^+ 2 = 1) ->
    output rho t - y = k * \sum_(xi | xi != zero_word) c xi * monomials (fun l => doubled (t l)) xi.
Proof.
have [D [hD tr0 DE]] := solve c.
pose a : R := d%:R^-1; have a0 : 0 < a by rewrite invr_gt0 ltr0n.
have [k0 k00 small] := psd_small hD a0; exists k0 => // k kk.
exists (a%:C%:M + k%:C *: D).
  split; first exact: small.
  by rewrite raddfD /= linearZ /= tr0 mulr0 addr0 mxtrace_scalar -raddfMn -mulr_natr mulVf // pnatr_eq0 -lt0n.
set rho := _ + _; exists (complex.Re (\tr (rho *m Phis I H zero_word M))) => t tC.
suff E : \tr (rho *m heisenberg I H (fun l => embed (t l)) M) = \tr (rho *m Phis I H zero_word M) +
    (k * \sum_(xi | xi != zero_word) c xi * monomials (fun l => doubled (t l)) xi)%:C.
  by rewrite /output E raddfD /= addrAC subrr add0r.
rewrite (eqn11 ii two) => [|l]; last by rewrite /= -!rmorphM -rmorphD -!expr2 tC.
rewrite mulmx_sumr raddf_sum /= (bigD1 zero_word) //=; congr (_ + _).
  by rewrite {1}/monomials big1 ?scale1r // => l _; rewrite ffunE.
rewrite rmorphM rmorph_sum mulr_sumr; apply: eq_bigr => xi nz.
have -> : monomials (fun l => doubled (embed (t l))) xi = (monomials (fun l => doubled (t l)) xi)%:C :> C.
  by rewrite -embed_monomials; apply: eq_bigr => l _; rewrite embed_doubled.
rewrite -scalemxAr linearZ /= mulmxDl raddfD /= mul_scalar_mx linearZ /= (trace_Phis I two) // mulr0 add0r.
by rewrite -scalemxAl linearZ /= DE // rmorphM mulrC -mulrA.
Qed.
End Realise.
End States.
