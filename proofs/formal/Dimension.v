(** What Definition 1 (linear independence) needs of the dimension d, for every p:
    - the paper's 3^p <= d^2 (stated below Definition 1);
    - the sharper 3^(p-1) <= r (d - r), r the multiplicity of the eigenvalue +1 of H_1;
    - hence 4 3^(p-1) <= d^2 when tr H_1 = 0. *)
From mathcomp Require Import all_ssreflect all_algebra.
Require Import SymQNN.Expansion.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Section Dimension.
Variables (K : fieldType) (i : K).
Hypotheses (i2 : i * i = -1) (two : (2%:R : K) != 0).
Variable d : nat.
Implicit Types (A M : 'M[K]_d).

(** Definition 1: "A QNN is said to be with linear independence, if the associated set of 3^p - 1 operators
    {Phi_xi(M)}, xi in {0,1,2}^p, xi <> 0, forms a linearly independent set." *)
Definition independent p (H : 'I_p -> 'M[K]_d) M :=
  forall a : word p -> K, \sum_(xi | xi != zero_word) a xi *: Phis i H xi M = 0 ->
  forall xi, xi != zero_word -> a xi = 0.

(** n independent matrices do not fit in a space of smaller dimension *)
Lemma independent_leq (T : finType) (P : pred T) (F : T -> 'M[K]_d) n (B : 'M[K]_(n, d * d)) :
  (forall a : T -> K, \sum_(t in P) a t *: F t = 0 -> forall t, t \in P -> a t = 0) ->
  (forall t, t \in P -> (mxvec (F t) <= B)%MS) -> (#|P| <= \rank B)%N.
Proof.
move=> free inB; pose A := \matrix_(j < #|P|) mxvec (F (enum_val j)).
have AB : (A <= B)%MS by apply/row_subP => j; rewrite rowK; exact/inB/enum_valP.
suff /eqP <- : row_free A by exact: mxrankS AB.
apply: inj_row_free => v vA0.
pose b t := \sum_(j < #|P| | enum_val j == t) v 0 j.
have bE j : b (enum_val j) = v 0 j by rewrite /b (big_pred1 j) // => k; rewrite (inj_eq enum_val_inj).
apply/rowP => j; rewrite mxE -bE; apply: free (enum_valP j).
apply: (can_inj mxvecK); rewrite linear0 -[RHS]vA0 linear_sum mulmx_sum_row big_enum_val /=.
by apply: eq_bigr => k _; rewrite linearZ bE rowK.
Qed.

(** the layer maps and the trace *)
Let h : K := half K.
Let scaleAl m n k (a : K) (A : 'M[K]_(m, n)) (B : 'M[K]_(n, k)) : a *: (A *m B) = (a *: A) *m B.
Proof. exact: scalemxAl. Qed.
Let scaleAr m n k (a : K) (A : 'M[K]_(m, n)) (B : 'M[K]_(n, k)) : a *: (A *m B) = A *m (a *: B).
Proof. exact: scalemxAr. Qed.
Let trC m n (A : 'M[K]_(m, n)) (B : 'M[K]_(n, m)) : \tr (A *m B) = \tr (B *m A).
Proof. exact: mxtrace_mulC. Qed.

Lemma trace_sandwich (H A : 'M[K]_d) : H *m H = 1%:M -> \tr (H *m A *m H) = \tr A.
Proof. by move=> H2; rewrite trC mulmxA H2 mul1mx. Qed.
Lemma trace_Phi k (H A : 'M[K]_d) : H *m H = 1%:M -> \tr (Phi i k H A) = if k == 0 then \tr A else 0.
Proof.
move=> H2; rewrite /Phi -val_eqE /=; case: (val k) => [|[|n]] /=;
  rewrite linearZ /= ?raddfB ?raddfD /= ?trace_sandwich ?(trC A) ?subrr ?mulr0 //.
by rewrite mulrDr -mulrDl (hh two) mul1r.
Qed.
Lemma trace_Phis p (H : 'I_p -> 'M[K]_d) xi M :
  (forall l, H l *m H l = 1%:M) -> xi != zero_word -> \tr (Phis i H xi M) = 0.
Proof.
elim: p H xi => [|p IH] H xi H2; first by case/eqP; apply/ffunP => -[].
rewrite -(behead_wordK xi); move: (behead_word xi) => [k w] nz; rewrite PhisS trace_Phi //.
have [k0|//] := eqVneq k 0; rewrite IH //; apply: contraNneq nz => w0.
by apply/eqP/ffunP => l; rewrite !ffunE k0 w0; case: unlift => // j; rewrite ffunE.
Qed.

(** 1 and the Phi_xi(M), xi <> 0, are independent: all Phi_xi(M), xi <> 0, are traceless *)
Definition with_identity p (H : 'I_p -> 'M[K]_d) M (xi : word p) : 'M[K]_d :=
  if xi == zero_word then 1%:M else Phis i H xi M.
Lemma with_identity_free p (H : 'I_p -> 'M[K]_d) M :
  d%:R != 0 :> K -> (forall l, H l *m H l = 1%:M) -> independent H M ->
  forall a : word p -> K, \sum_xi a xi *: with_identity H M xi = 0 -> forall xi, a xi = 0.
Proof.
move=> d0 H2 free a; rewrite (bigD1 zero_word) //= {1}/with_identity eqxx => sum0.
have split : \sum_(xi | xi != zero_word) a xi *: Phis i H xi M = - (a zero_word *: 1%:M).
  apply/eqP; rewrite -addr_eq0 addrC -[X in _ == X]sum0; apply/eqP; congr (_ + _).
  by apply: eq_bigr => xi nz; rewrite /with_identity (negPf nz).
have a0 : a zero_word = 0.
  have : \tr (a zero_word *: 1%:M : 'M[K]_d) = 0.
    rewrite -[X in \tr X]opprK -split raddfN raddf_sum /= big1 ?oppr0 // => xi nz.
    by rewrite linearZ /= trace_Phis // mulr0.
  by rewrite linearZ /= mxtrace1 => /eqP; rewrite mulf_eq0 (negPf d0) orbF => /eqP.
move: split; rewrite a0 scale0r oppr0 => /free rest xi.
by have [->|] := eqVneq xi zero_word; [exact: a0 | exact: rest].
Qed.

(** "Note that for the linear independence condition to hold, the dimension of the QNN d >= 3^(p/2)." *)
Theorem dimension p (H : 'I_p -> 'M[K]_d) M :
  d%:R != 0 :> K -> (forall l, H l *m H l = 1%:M) -> independent H M -> (3 ^ p <= d * d)%N.
Proof.
move=> d0 H2 free.
suff: (#|{: word p}| <= \rank (1%:M : 'M[K]_(d * d)))%N by rewrite mxrank1 card_ffun !card_ord.
apply: (@independent_leq _ predT (with_identity H M) _ 1%:M) => [a sum0 xi _|xi _]; last exact: submx1.
exact: with_identity_free sum0 xi.
Qed.

(** the sharper one (ours): 3^(p-1) <= r (d - r), r the multiplicity of the eigenvalue +1 of H_1 *)
Definition plus (H : 'M[K]_d) : 'M[K]_d := h *: (1%:M + H).
Definition minus (H : 'M[K]_d) : 'M[K]_d := h *: (1%:M - H).
Section Projectors.
Variable H : 'M[K]_d.
Hypothesis H2 : H *m H = 1%:M.
Lemma plus_minus : plus H + minus H = 1%:M.
Proof. by rewrite /plus /minus -scalerDr addrACA subrr addr0 scalerDr -scalerDl (hh two) scale1r. Qed.
Lemma plusM_minus : plus H *m minus H = 0.
Proof.
rewrite /plus /minus -scaleAl -scaleAr mulmxBr !mulmxDl !mul1mx mulmx1 H2.
by rewrite [H + _]addrC subrr !scaler0.
Qed.
Lemma difference : plus H - minus H = H.
Proof.
by rewrite /plus /minus -scalerBr opprB [1%:M + H]addrC addrACA subrr addr0 scalerDr -scalerDl (hh two) scale1r.
Qed.
Lemma rank_minus : \rank (minus H) = (d - \rank (plus H))%N.
Proof.
apply/eqP; rewrite -(eqn_add2l (\rank (plus H))) subnKC ?rank_leq_row // eqn_leq; apply/andP; split.
  by have := mxrank_mul_min (plus H) (minus H); rewrite plusM_minus mxrank0 leqn0 subn_eq0.
by rewrite -{1}[d](mxrank1 K) -plus_minus mxrank_add.
Qed.
(** Phi^(1), Phi^(2) map into the operators that exchange the two eigenspaces, P A Q + Q B P *)
Definition corner (R S : 'M[K]_d) : 'M[K]_(_, d * d) :=
  lin_mx (mulmxr (row_base S) \o mulmx (col_base R)).
Definition exchange : 'M[K]_(d * d) := (corner (plus H) (minus H) + corner (minus H) (plus H))%MS.
Lemma rank_exchange : (\rank exchange <= 2 * (\rank (plus H) * (d - \rank (plus H))))%N.
Proof.
rewrite (leq_trans (mxrank_adds_leqif _ _)) // mul2n -addnn -rank_minus leq_add ?rank_leq_row //.
by rewrite [leqRHS]mulnC rank_leq_row.
Qed.
Lemma in_corner (R S A : 'M[K]_d) : (mxvec (R *m A *m S) <= corner R S)%MS.
Proof.
have assoc m n (a : 'M_(d, m)) (b : 'M_(m, d)) (c : 'M_(d, n)) (e : 'M_(n, d)) :
  (a *m b) *m A *m (c *m e) = a *m (b *m A *m c) *m e by rewrite !mulmxA.
have -> : R *m A *m S = col_base R *m (row_base R *m A *m col_base S) *m row_base S.
  by rewrite -assoc !mulmx_base.
by rewrite -[_ *m row_base S]/((mulmxr _ \o mulmx _) _) -mul_vec_lin submxMl.
Qed.
Lemma in_exchange k A : k != 0 -> (mxvec (Phi i k H A) <= exchange)%MS.
Proof.
pose P := plus H; pose Q := minus H.
have sub a b : (mxvec (a *: (P *m A *m Q) + b *: (Q *m A *m P)) <= exchange)%MS.
  have := submx_trans (in_corner P Q A) (addsmxSl _ (corner Q P)).
  have := submx_trans (in_corner Q P A) (addsmxSr (corner P Q) _).
  move: (P *m A *m Q) (Q *m A *m P) => X Y inY inX.
  by rewrite linearD !linearZ /=; apply: addmx_sub; apply: scalemx_sub.
have PQ1 := plus_minus; have PQH := difference; rewrite -/P -/Q in PQ1 PQH.
set B := P *m A *m Q; set C := Q *m A *m P.
set a := P *m A *m P; set e := Q *m A *m Q.
have PA : P *m A = a + B by rewrite -mulmxDr PQ1 mulmx1.
have QA : Q *m A = C + e by rewrite -mulmxDr PQ1 mulmx1.
have PAH : P *m A *m H = a - B by rewrite -mulmxBr PQH.
have QAH : Q *m A *m H = C - e by rewrite -mulmxBr PQH.
have eA : A = (a + B) + (C + e) by rewrite -PA -QA -mulmxDl PQ1 mul1mx.
have eHA : H *m A = (a + B) - (C + e) by rewrite -PA -QA -mulmxBl PQH.
have eAH : A *m H = (a - B) + (C - e) by rewrite -PAH -QAH -!mulmxDl PQ1 mul1mx.
have eHAH : H *m A *m H = (a - B) - (C - e) by rewrite -PAH -QAH -!mulmxBl PQH.
have halve (X : 'M[K]_d) : h *: (X + X) = X by rewrite scalerDr -scalerDl (hh two) scale1r.
have {}sub x y : (mxvec (x *: B + y *: C) <= exchange)%MS by exact: sub.
clearbody a e B C; clear PA QA PAH QAH.
rewrite /Phi -val_eqE /=; case: (val k) => [|[|n]] // _.
  suff -> : h *: (A - H *m A *m H) = 1 *: B + 1 *: C by exact: sub.
  rewrite eHAH eA !opprD !opprK !addrA !scale1r.
  have -> : a + B + C + e - a + B + C - e = (B + B) + (C + C).
    by rewrite [LHS](ACl ((2*6)*(3*7)*(1*5)*(4*8))%AC) /= !subrr !addr0.
  by rewrite scalerDr !halve.
suff -> : (i * h) *: (H *m A - A *m H) = i *: B + (- i) *: C by exact: sub.
rewrite eHA eAH !opprD !opprK !addrA. 
have -> : a + B - C - e - a + B - C + e = (B + B) - (C + C).
  by rewrite opprD addrA [LHS](ACl (2*6*3*7*(1*5)*(8*4))%AC) /= !subrr !addr0.
by rewrite -scalerA scalerBr !halve scalerBr scaleNr.
Qed.
End Projectors.

Theorem sharper_dimension p (H : 'I_p.+1 -> 'M[K]_d) M (r := \rank (plus (H ord0))) :
  H ord0 *m H ord0 = 1%:M -> independent H M -> (3 ^ p <= r * (d - r))%N.
Proof.
move=> H2 free; pose P := [pred xi : word p.+1 | xi ord0 != 0].
have PN xi : xi \in P -> xi != zero_word by apply: contraNneq => ->; rewrite ffunE.
have : (#|P| <= \rank (exchange (H ord0)))%N.
  apply: (@independent_leq _ P (fun xi => Phis i H xi M)) => [a sum0 xi Pxi|xi Pxi].
    pose b xi := if xi \in P then a xi else 0.
    rewrite -[a xi](_ : b xi = _); last by rewrite /b Pxi.
    apply: free (PN _ Pxi); rewrite -[RHS]sum0 [LHS]big_mkcond [RHS]big_mkcond /=.
    apply: eq_bigr => w _; rewrite /b; have [/PN -> //|_] := ifP (w \in P).
    by rewrite scale0r if_same.
  by rewrite -(behead_wordK xi) PhisS in_exchange // ; case: (xi) Pxi.
have -> : #|P| = (2 * 3 ^ p)%N.
  pose Q := [pred kw : 'I_3 * word p | kw.1 != 0].
  have -> : #|P| = #|Q|.
    rewrite -(card_image (can_inj (@cons_wordK p)) Q); apply: eq_card => xi.
    apply/idP/imageP => [Pxi|[kw Qkw ->]]; first by exists (behead_word xi); rewrite ?behead_wordK.
    by rewrite inE cons_word0.
  have -> : #|Q| = #|setX [set k : 'I_3 | k != 0] [set: word p]|.
    by apply: eq_card => -[k w]; rewrite !inE andbT.
  by rewrite cardsX cardsT card_ffun !card_ord cardsE cardC1 card_ord.
by move=> /leq_trans/(_ (rank_exchange H2)); rewrite leq_pmul2l.
Qed.

(** The multiplicity of +1 of a traceless H is d/2 *)
Lemma trace_plus H : H *m H = 1%:M -> \tr (plus H) = (\rank (plus H))%:R.
Proof.
move=> H2; set P := plus H; have PP : P *m P = P.
  by rewrite -[RHS]mulmx1 -(plus_minus H) mulmxDr plusM_minus // addr0.
have RC : row_base P *m col_base P = 1%:M.
  move: (row_base P) (col_base P) (row_base_free P) (col_base_full P) (mulmx_base P).
  move=> Y X /row_freeP[D DE] /row_fullP[E EE] XY.
  have : X *m Y *m (X *m Y) = X *m Y by rewrite XY.
  move=> /(congr1 (mulmx E)) /(congr1 (mulmx^~ D)).
  by rewrite !mulmxA EE !mul1mx -!mulmxA DE !mulmx1.
by rewrite -{1}(mulmx_base P) trC RC mxtrace1.
Qed.

Theorem traceless_dimension p (H : 'I_p.+1 -> 'M[K]_d) M :
  [char K] =i pred0 -> H ord0 *m H ord0 = 1%:M -> \tr (H ord0) = 0 -> independent H M ->
  (4 * 3 ^ p <= d * d)%N.
Proof.
move=> char0 H2 tr0 free; have bound := sharper_dimension H2 free.
set r := \rank _ in bound.
have : (r + r)%:R = d%:R :> K.
  rewrite natrD /r -trace_plus // /plus linearZ raddfD /= mxtrace1 tr0 addr0.
  by rewrite -mulrDl (hh two) mul1r.
have inj m n : (m <= n)%N -> n%:R = m%:R :> K -> n = m.
  move=> le /eqP; rewrite -subr_eq0 -natrB // (proj1 (charf0P K) char0) subn_eq0 => ge.
  by apply/eqP; rewrite eqn_leq ge le.
move=> E; have {inj E} E : d = (r + r)%N.
  by have [le|/ltnW le] := leqP (r + r) d; [exact: inj | exact/esym/inj].
by move: bound; rewrite E addnK addnn -mul2n mulnACA leq_pmul2l.
Qed.
End Dimension.
