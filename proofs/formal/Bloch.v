(** Auxiliary to ExperimentStates.v: Pauli matrices and the states (1/2)(I + x X + y Y) of one qubit. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Landscape Theorem2 Residuals Tensor PsdFactor ProductFree Proposition5.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.
Local Open Scope complex_scope.
Local Opaque output gates.

Section Qubit.
Variable R : realType.
Notation C := R[i].
Notation X := (\matrix_(x, y) (x != y)%:R : 'M[C]_2).
Notation Y := (pauli_y R).
Notation Z := (pauli_z R).

Lemma entries (A B : 'M[C]_2) : A 0 0 = B 0 0 -> A 0 1 = B 0 1 -> A 1 0 = B 1 0 -> A 1 1 = B 1 1 -> A = B.
Proof. by move=> h1 h2 h3 h4; apply/matrixP; apply: two_rows; apply: two_rows. Qed.
Lemma sum2 (F : 'I_2 -> C) : \sum_k F k = F 0 + F 1.
Proof. by rewrite !big_ord_recl big_ord0 addr0; congr (_ + F _); exact: val_inj. Qed.
Lemma XX : X *m X = 1%:M. Proof. by apply: entries; rewrite !mxE sum2 !mxE /=; ring. Qed.
Lemma YY : Y *m Y = 1%:M.
Proof. have ii := ii R; by apply: entries; rewrite !mxE sum2 !mxE /= ?(mulr0, mul0r, addr0, add0r, mulNr, mulrN, ii, opprK). Qed.
Lemma XY : X *m Y + Y *m X = 0.
Proof.
apply: entries; rewrite mxE !mxE !sum2 !mxE /= ?(mulr0, mul0r, mulr1, mul1r, addr0, add0r, addrN, addNr) //.
Qed.
Lemma ZYZ : Z *m Y *m Z = - Y.
Proof.
by apply: entries; rewrite mul_mx_diag mxE mul_diag_mx !mxE /=; ring.
Qed.
Lemma ZZ : Z *m Z = 1%:M.
Proof. by have [] := experiment R. Qed.
Lemma iZY : 'i *: (Z *m Y) = X.
Proof.
have ii := ii R.
by apply: entries; rewrite mxE mul_diag_mx !mxE /= ?(mulr0, mul1r, mulN1r, mulrN, opprK, expr0, expr1, oppr0, ii, mulr0n).
Qed.
Lemma trX : \tr X = 0. Proof. by rewrite /mxtrace sum2 !mxE addr0. Qed.
Lemma trY : \tr Y = 0. Proof. by rewrite /mxtrace sum2 !mxE addr0. Qed.
Lemma trXY : \tr (X *m Y) = 0.
Proof.
by rewrite /mxtrace sum2 !mxE !sum2 !mxE /= ?(mulr0, mul0r, mulr1, mul1r, addr0, add0r, addrN, addNr).
Qed.

(** the Bloch state (1/2)(I + x X + y Y) *)
Definition bloch (x y : R) : 'M[C]_2 := half _ *: (1%:M + (x%:C *: X + y%:C *: Y)).
Lemma X_hermitian : hermitian X.
Proof. by apply/matrixP => x y; rewrite !mxE eq_sym; case: (_ == _); rewrite ?conjc1 ?conjc0. Qed.
Lemma Y_hermitian : hermitian Y.
Proof. by apply: entries; rewrite !mxE; apply/eqP; rewrite eq_complex /= ?(oppr0, opprK, eqxx). Qed.
Lemma bloch_hermitian x y : hermitian (bloch x y).
Proof.
rewrite /hermitian /bloch adjZ conj_half adjD adj_scalar conjc1.
by rewrite (hermitian_comb x y X_hermitian Y_hermitian).
Qed.
Lemma bloch_trace x y A : \tr (bloch x y *m A) = half _ * (\tr A + (x%:C * \tr (X *m A) + y%:C * \tr (Y *m A))).
Proof. by rewrite /bloch -scalemxAl mxtraceZ mulmxDl mul1mx mxtraceD trace_comb. Qed.
Lemma half2 : half _ * 2%:R = 1 :> C. Proof. by rewrite /half mulVf // two. Qed.

Lemma bloch_pure x y : x ^+ 2 + y ^+ 2 = 1 -> psd (bloch x y).
Proof.
move=> xy; suff {1}-> : bloch x y = adj (bloch x y) *m bloch x y by exact: gram_psd.
rewrite bloch_hermitian /bloch; set B := x%:C *: X + y%:C *: Y.
have BB : B *m B = 1%:M.
  have -> : B *m B = (x%:C * x%:C) *: (X *m X) + (y%:C * y%:C) *: (Y *m Y) + (x%:C * y%:C) *: (X *m Y + Y *m X).
    rewrite /B mulmxDl !mulmxDr -!scalemxAl -!scalemxAr !scalerA scalerDr [y%:C * x%:C]mulrC.
    by rewrite [_ *: (Y *m X) + _]addrC addrACA.
  rewrite XX YY XY scaler0 addr0 -scalerDl -!rmorphM -rmorphD -!expr2 xy.
  exact: scale1r.
rewrite -scalemxAl -scalemxAr; congr (_ *: _).
by rewrite mulmxDl mul1mx mulmxDr mulmx1 BB [B + 1%:M]addrC -mulr2n -scaler_nat scalerA half2 scale1r.
Qed.
Lemma psd_mix (A B : 'M[C]_2) (a b : R) : 0 <= a -> 0 <= b -> psd A -> psd B -> psd (a%:C *: A + b%:C *: B).
Proof.
move=> a0 b0 [hA A0] [hB B0]; split=> [|v]; first exact: hermitian_comb.
rewrite mulmxDr mulmxDl -!scalemxAr -!scalemxAl mxE [X in X + _]mxE [X in _ + X]mxE.
apply: addr_ge0; apply: mulr_ge0; [by rewrite ler0c | exact: A0 | by rewrite ler0c | exact: B0].
Qed.
End Qubit.
