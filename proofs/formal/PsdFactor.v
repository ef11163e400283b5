(** Positive semidefinite matrices over the complex numbers are of the form B^dagger B (Cholesky), hence tensor products of
    states are states: product states (rho_1 (x) ... (x) rho_p) are states in the paper's sense ("a positive semidefinite
    Hermitian matrix with tr(rho) = 1"). R is any real closed field; no axioms. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Tensor.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.
Local Open Scope complex_scope.

Section Factor.
Variables (R : rcfType) (n : nat).
Notation C := R[i].
Implicit Types (A : 'M[C]_n).

Lemma gram_psd m (B : 'M[C]_(m, n)) : psd (adj B *m B).
Proof.
split=> [|v]; first by rewrite /hermitian adjM adjK.
have -> : adj v *m (adj B *m B) *m v = adj (B *m v) *m (B *m v) by rewrite adjM !mulmxA.
rewrite mxE; apply: sumr_ge0 => k _; rewrite [adj _ _ _]mxE [map_mx _ _ _ _]mxE conj_norm.
by rewrite exprn_ge0.
Qed.

(** the quadratic form *)
Let form A (v : 'cV[C]_n) : C := (adj v *m A *m v) 0 0.
Let unit (j : 'I_n) : 'cV[C]_n := delta_mx j 0.
Lemma adj_unit j : adj (unit j) = delta_mx 0 j.
Proof. by apply/matrixP => x y; rewrite !mxE andbC; case: (_ && _); rewrite ?conjc1 ?conjc0. Qed.
Lemma form_unit A x y : (adj (unit x) *m A *m unit y) 0 0 = A x y.
Proof. by rewrite adj_unit -rowE -colE !mxE. Qed.
Lemma diagonal_ge0 A j : psd A -> 0 <= A j j.
Proof. by move=> [_ /(_ (unit j))]; rewrite form_unit. Qed.
Lemma diagonal_real A j : psd A -> exists2 a : R, 0 <= a & A j j = a%:C.
Proof.
move=> pA; have A0 := diagonal_ge0 j pA; have /complex_realP[a aE] : A j j \is Num.real by rewrite realE A0.
by exists a => //; rewrite -lecR /= -aE.
Qed.
Lemma hermitian_entry A x y : hermitian A -> A y x = conjc (A x y).
Proof. by move=> hA; rewrite -{1}hA !mxE. Qed.

(** a zero on the diagonal: the row is zero *)
Lemma zero_row A j x : psd A -> A j j = 0 -> A j x = 0.
Proof.
move=> pA Aj; have [hA form0] := pA; have [a a0 aE] := diagonal_real x pA.
set z := A j x; have zz : A x j = conjc z by rewrite (hermitian_entry j x hA).
apply/eqP/negPn/negP => z0.
have /complex_realP[m mE] : `|z| ^+ 2 \is Num.real by rewrite realE exprn_ge0.
have m0 : 0 < m by rewrite -ltcR /= -mE exprn_gt0 // normr_gt0.
pose s : R := (a + 1) / m; have sm : s * m = a + 1 by rewrite divfK // lt0r_neq0.
have := form0 (unit x - (s%:C * z) *: unit j).
have -> : adj (unit x - (s%:C * z) *: unit j) *m A *m (unit x - (s%:C * z) *: unit j) =
   adj (unit x) *m A *m unit x - (s%:C * z) *: (adj (unit x) *m A *m unit j)
   - (s%:C * conjc z) *: (adj (unit j) *m A *m unit x) + (s%:C * conjc z * (s%:C * z)) *: (adj (unit j) *m A *m unit j).
  rewrite adjB adjZ conjcM conjcR !mulmxBl !mulmxBr -!scalemxAl -!scalemxAr ?scalerBr !scalerA.
  by rewrite [in LHS]opprD opprK addrA.
have entry (B D : 'M[C]_1) : ((B + D) 0 0 = B 0 0 + D 0 0) by rewrite mxE.
have minus (B : 'M[C]_1) : ((- B) 0 0 = - B 0 0) by rewrite mxE.
have scale (t : C) (B : 'M[C]_1) : ((t *: B) 0 0 = t * B 0 0) by rewrite mxE.
rewrite !(entry, minus, scale) !form_unit Aj -/z zz mulr0 addr0 aE.
have smE : s%:C * (conjc z * z) = (s * m)%:C by rewrite conj_norm mE -rmorphM.
have -> : s%:C * z * conjc z = (s * m)%:C by rewrite -smE -mulrA [z * _]mulrC.
have -> : s%:C * conjc z * z = (s * m)%:C by rewrite -smE -mulrA.
rewrite sm -!rmorphB /= ler0c.
have -> : a - (a + 1) - (a + 1) = - (a + 2%:R) by ring.
by rewrite oppr_ge0 leNgt ltr_paddl ?ltr0n.
Qed.

(** one step: A - u^dagger u has a zero row more *)
Lemma reduce A j : psd A -> exists2 u : 'rV[C]_n, psd (A - adj u *m u) &
  (forall x, (A - adj u *m u) j x = 0) /\ forall k, (forall x, A k x = 0) -> forall x, (A - adj u *m u) k x = 0.
Proof.
move=> pA; have [hA form0] := pA; have [a a0 aE] := diagonal_real j pA.
have [a_0|an0] := eqVneq a 0.
  exists 0; rewrite ?mulmx0 ?subr0 //; split=> // x; apply: zero_row => //.
  by rewrite aE a_0.
have a_gt0 : 0 < a by rewrite lt_neqAle eq_sym an0.
pose t : C := (Num.sqrt a)^-1%:C; pose u : 'rV[C]_n := t *: row j A.
have tt : conjc t * t = a^-1%:C.
  by rewrite /t conjcR -rmorphM /= -invfM -expr2 sqr_sqrtr.
have row_adj : adj (row j A) = col j A.
  by apply/matrixP => x y; rewrite !mxE (hermitian_entry x j hA) conjcK.
have uu : adj u *m u = a^-1%:C *: (col j A *m row j A).
  by rewrite /u adjZ -scalemxAl -scalemxAr scalerA tt row_adj.
have uuE x y : (adj u *m u) x y = a^-1%:C * (A x j * A j y).
  by rewrite uu mxE mxE big_ord1 !mxE.
have aC : a^-1%:C * A j j = 1 by rewrite aE -rmorphM mulVf.
exists u; last first.
  split=> [x|k Ak x]; rewrite mxE [in X in _ + X]mxE uuE; last by rewrite !Ak mul0r mulr0 subr0.
  by rewrite mulrA aC mul1r subrr.
(* A - u^dagger u = W^dagger A W with W = 1 - e_j e_j^dagger A / a *)
pose W : 'M[C]_n := 1%:M - a^-1%:C *: (unit j *m row j A).
have -> : A - adj u *m u = adj W *m A *m W.
  have AE : A *m unit j = col j A by rewrite -colE.
  have AE' : adj (unit j) *m A = row j A by rewrite adj_unit -rowE.
  have adjW : adj W = 1%:M - a^-1%:C *: (col j A *m adj (unit j)).
    by rewrite /W adjB adj_scalar conjc1 adjZ conjcR adjM row_adj.
  have rowu : row j A *m unit j = (A j j)%:M by apply/matrixP => x y; rewrite -colE !mxE !ord1 eqxx.
  pose X := A - a^-1%:C *: (col j A *m row j A).
  have X0 : X *m unit j = 0.
    by rewrite mulmxBl AE -scalemxAl -mulmxA rowu mul_mx_scalar scalerA aC scale1r subrr.
  have WA : adj W *m A = X by rewrite adjW mulmxBl mul1mx -scalemxAl -mulmxA AE'.
  have WE : W = 1%:M - a^-1%:C *: (unit j *m row j A) by [].
  rewrite WA uu -/X WE mulmxBr mulmx1.
  have -> : X *m (a^-1%:C *: (unit j *m row j A)) = a^-1%:C *: (X *m unit j *m row j A).
    by rewrite -mulmxA; exact/esym/scalemxAr.
  by rewrite X0 mul0mx scaler0 subr0.
split=> [|v]; first by rewrite /hermitian !adjM adjK hA mulmxA.
have -> : adj v *m (adj W *m A *m W) *m v = adj (W *m v) *m A *m (W *m v) by rewrite adjM !mulmxA.
exact: form0.
Qed.

Theorem psd_factor A : psd A -> exists B : 'M[C]_n, A = adj B *m B.
Proof.
have main s : uniq s -> forall A, psd A -> (forall k, k \notin s -> forall x, A k x = 0) ->
  exists u : 'I_n -> 'rV[C]_n, A = \sum_(k <- s) adj (u k) *m u k.
  elim: s => [_|j s IH /andP[js us]] A' pA zero.
    by exists (fun=> 0); rewrite big_nil; apply/matrixP => x y; rewrite zero // mxE.
  have [w pw [wj wk]] := reduce j pA.
  have [|u uE] := IH us _ pw.
    move=> k ks x; have [->|kj] := eqVneq k j; first exact: wj.
    by apply: wk => y; apply: zero; rewrite inE negb_or kj.
  exists (fun k => if k == j then w else u k); rewrite big_cons eqxx.
  rewrite (eq_big_seq (fun k => adj (u k) *m u k)) => [|k ks]; first by rewrite -uE addrC subrK.
  by case: eqP ks => // ->; rewrite (negPf js).
move=> pA; have [|u uE] := main (enum 'I_n) (enum_uniq _) A pA.
  by move=> k; rewrite mem_enum.
exists (\matrix_(k, x) u k 0 x); rewrite uE big_enum /=; apply/matrixP => x y.
rewrite summxE mxE; apply: eq_bigr => k _; rewrite mxE big_ord1 !mxE //.
Qed.
End Factor.

Section ProductStates.
Variables (R : rcfType) (p q : nat).
Notation C := R[i].

Lemma adj_tensor (A : 'I_p -> 'M[C]_q) : adj (tensor A) = tensor (fun l => adj (A l)).
Proof. by apply/matrixP => x y; rewrite !mxE rmorph_prod; apply: eq_bigr => l _; rewrite !mxE. Qed.
Theorem tensor_psd (A : 'I_p -> 'M[C]_q) : (forall l, psd (A l)) -> psd (tensor A).
Proof.
move=> pA; have [B BE] := fin_all_exists (fun l => psd_factor (pA l)).
by rewrite (eq_tensor BE) -tensorM -adj_tensor; exact: gram_psd.
Qed.
Theorem tensor_state (sigma : 'I_p -> 'M[C]_q) : (forall l, state (sigma l)) -> state (tensor sigma).
Proof.
move=> sS; split; first by apply: tensor_psd => l; case: (sS l).
by rewrite tensor_trace big1 // => l _; case: (sS l).
Qed.
Lemma tensor_hermitian (A : 'I_p -> 'M[C]_q) : (forall l, hermitian (A l)) -> hermitian (tensor A).
Proof. by move=> hA; rewrite /hermitian adj_tensor; exact: eq_tensor. Qed.
Lemma local_hermitian (h : 'I_p -> 'M[C]_q) l : hermitian (h l) -> hermitian (local h l).
Proof.
move=> hh; apply: tensor_hermitian => j; rewrite /slot; case: eqP => // _.
by rewrite /hermitian adj_scalar conjc1.
Qed.
End ProductStates.
