(** Tensor products of p matrices of size q, indexed by the basis {ffun 'I_p -> 'I_q} (dimension q^p), and one-layer networks:
    H_l = 1 (x) ... (x) h_l (x) ... (x) 1, M = m_1 (x) ... (x) m_p.

    The paper, below Proposition 5: "This follows from the fact that tr(Phi_xi(M) Phi_xi'(M)) = 0 if and only if xi <> xi'."
    [Phis_tensor]: Phi_xi(M) is the product of the Phi^(xi_l)(m_l). [trace_Phis_tensor]: hence the trace of Phi_xi(M) Phi_xi'(M)
    is the product of the traces, which vanish where xi_l <> xi'_l ([trace_orthogonal]).
    Any field with i^2 = -1, 2 <> 0; no axioms. *)
From mathcomp Require Import all_ssreflect all_algebra.
From SymQNN Require Import Expansion Dimension.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Lemma digit3 (c : 'I_3) : [\/ c = 0, c = 1 | c = ord_max].
Proof. by case: c => [[|[|[|n]]] // lt]; [apply: Or31 | apply: Or32 | apply: Or33]; exact: val_inj. Qed.

Section Tensor.
Variables (K : fieldType) (p q : nat).
Notation basis := {ffun 'I_p -> 'I_q}.
Notation dim := #|{ffun 'I_p -> 'I_q}|.
Implicit Types (A B : 'I_p -> 'M[K]_q).

(** the basis vector of number x *)
Definition digits (x : 'I_dim) : basis := enum_val x.
(** A_1 (x) ... (x) A_p *)
Definition tensor A : 'M[K]_dim := \matrix_(x, y) \prod_l A l (digits x l) (digits y l).
Lemma dim_tensor : dim = (q ^ p)%N. Proof. by rewrite card_ffun !card_ord. Qed.

Lemma eq_tensor A B : A =1 B -> tensor A = tensor B.
Proof. by move=> AB; apply/matrixP => x y; rewrite !mxE; apply: eq_bigr => l _; rewrite AB. Qed.
Lemma sum_basis (F : basis -> K) : \sum_(x < dim) F (digits x) = \sum_x F x.
Proof. by rewrite [RHS](reindex _ (onW_bij _ (@enum_val_bij [finType of basis]))). Qed.
Lemma tensorM A B : tensor A *m tensor B = tensor (fun l => A l *m B l).
Proof.
apply/matrixP => x y; rewrite !mxE.
under eq_bigr do rewrite !mxE -big_split /=.
rewrite (sum_basis (fun z => \prod_l (A l (digits x l) (z l) * B l (z l) (digits y l)))).
by rewrite -(bigA_distr_bigA (fun l j => A l (digits x l) j * B l j (digits y l))); apply: eq_bigr => l _; rewrite mxE.
Qed.
Lemma tensor_trace A : \tr (tensor A) = \prod_l \tr (A l).
Proof.
rewrite /mxtrace; under eq_bigr do rewrite mxE.
by rewrite (sum_basis (fun z => \prod_l A l (z l) (z l))) -(bigA_distr_bigA (fun l j => A l j j)).
Qed.
Lemma tensor1 : tensor (fun=> 1%:M) = 1%:M.
Proof.
apply/matrixP => x y; rewrite !mxE; under eq_bigr do rewrite mxE.
have [->|xy] := eqVneq x y; first by rewrite big1 // => l _; rewrite eqxx.
have /existsP[l ll] : [exists l, digits x l != digits y l].
  apply: contraNT xy; rewrite negb_exists => /forallP same; apply/eqP/enum_val_inj/ffunP => l.
  exact/eqP/negPn/same.
by rewrite (bigD1 l) //= (negPf ll) mul0r.
Qed.

(** one factor changed *)
Definition slot A l (B : 'M[K]_q) : 'I_p -> 'M[K]_q := fun j => if j == l then B else A j.
Lemma slot_self A l : tensor (slot A l (A l)) = tensor A.
Proof. by apply: eq_tensor => j; rewrite /slot; case: eqP => // ->. Qed.
Let slotE A l (B : 'M[K]_q) x y : tensor (slot A l B) x y =
  B (digits x l) (digits y l) * \prod_(j | j != l) A j (digits x j) (digits y j).
Proof.
rewrite mxE (bigD1 l) //= /slot eqxx; congr (_ * _).
by apply: eq_bigr => j /negPf ->.
Qed.
Lemma slotD A l (B C : 'M[K]_q) : tensor (slot A l (B + C)) = tensor (slot A l B) + tensor (slot A l C).
Proof. by apply/matrixP => x y; rewrite [in RHS]mxE !slotE mxE mulrDl. Qed.
Lemma slotZ A l a (B : 'M[K]_q) : tensor (slot A l (a *: B)) = a *: tensor (slot A l B).
Proof. by apply/matrixP => x y; rewrite [in RHS]mxE !slotE mxE mulrA. Qed.
Lemma slotN A l (B : 'M[K]_q) : tensor (slot A l (- B)) = - tensor (slot A l B).
Proof. by rewrite -scaleN1r slotZ scaleN1r. Qed.

(** 1 (x) ... (x) h_l (x) ... (x) 1 *)
Definition local (h : 'I_p -> 'M[K]_q) l : 'M[K]_dim := tensor (slot (fun=> 1%:M) l (h l)).
Lemma local_mul h l A : local h l *m tensor A = tensor (slot A l (h l *m A l)).
Proof. by rewrite tensorM; apply: eq_tensor => j; rewrite /slot; case: eqP => [->//|_]; rewrite mul1mx. Qed.
Lemma mul_local h l A : tensor A *m local h l = tensor (slot A l (A l *m h l)).
Proof. by rewrite tensorM; apply: eq_tensor => j; rewrite /slot; case: eqP => [->//|_]; rewrite mulmx1. Qed.
Lemma local_square h l : h l *m h l = 1%:M -> local h l *m local h l = 1%:M.
Proof.
move=> h2; rewrite local_mul -tensor1; apply: eq_tensor => j; rewrite /slot.
by case: eqP => // _; rewrite eqxx.
Qed.
End Tensor.

Section Layer.
Variables (K : fieldType) (i : K).
Variables (p q : nat) (h m : 'I_p -> 'M[K]_q).

(** P_k = Phi^(k)(m_l) *)
Definition factor (l : 'I_p) (k : 'I_3) : 'M[K]_q := Phi i k (h l) (m l).

Lemma Phi_tensor k l A : Phi i k (local h l) (tensor A) = tensor (slot A l (Phi i k (h l) (A l))).
Proof.
have hAh : local h l *m tensor A *m local h l = tensor (slot A l (h l *m A l *m h l)).
  rewrite local_mul mul_local; apply: eq_tensor => j; rewrite /slot; case: eqP => // _.
  by rewrite eqxx.
rewrite /Phi; case: (val k) => [|[|n]].
- by rewrite hAh slotZ slotD slot_self.
- by rewrite hAh slotZ slotD slotN slot_self.
- by rewrite local_mul mul_local slotZ slotD slotN.
Qed.

Theorem Phis_tensor xi : Phis i (local h) xi (tensor m) = tensor (fun l => factor l (xi l)).
Proof.
rewrite /Phis.
have step s : uniq s -> foldr (fun l => Phi i (xi l) (local h l)) (tensor m) s =
                        tensor (fun l => if l \in s then factor l (xi l) else m l).
  elim: s => [_|l s IH /andP[ls us]]; first exact: eq_tensor.
  rewrite /= IH // Phi_tensor (negPf ls); apply: eq_tensor => j; rewrite /slot inE.
  by case: eqP => // ->.
by rewrite step ?enum_uniq //; apply: eq_tensor => l; rewrite mem_enum.
Qed.

Theorem trace_Phis_tensor xi xi' :
  \tr (Phis i (local h) xi (tensor m) *m Phis i (local h) xi' (tensor m)) =
  \prod_l \tr (factor l (xi l) *m factor l (xi' l)).
Proof. by rewrite !Phis_tensor tensorM tensor_trace. Qed.
End Layer.

(** the three operators of one factor are orthogonal *)
Section Orthogonal.
Variables (K : fieldType) (i : K) (q : nat) (h m : 'M[K]_q).
Hypotheses (two : (2%:R : K) != 0) (h2 : h *m h = 1%:M).
Let trC n k (A : 'M[K]_(n, k)) (B : 'M[K]_(k, n)) : \tr (A *m B) = \tr (B *m A).
Proof. exact: mxtrace_mulC. Qed.
Let self_opp (x : K) : x = - x -> x = 0.
Proof. by move/eqP; rewrite -subr_eq0 opprK -mulr2n -mulr_natl mulf_eq0 (negPf two) => /eqP. Qed.

Lemma anticommute_trace A B : h *m A *m h = A -> h *m B *m h = - B -> \tr (A *m B) = 0.
Proof.
move=> hA hB; apply: self_opp; transitivity (- \tr (h *m A *m h *m (h *m B *m h))).
  by rewrite hA hB mulmxN raddfN opprK.
congr (- _).
have -> : h *m A *m h *m (h *m B *m h) = h *m (A *m B) *m h.
  by rewrite !mulmxA -[h *m A *m h *m h]mulmxA h2 mulmx1.
by rewrite trC mulmxA h2 mul1mx.
Qed.
Lemma Phi2E : Phi i ord_max h m = i *: (h *m Phi i 1 h m).
Proof. by rewrite /Phi /= -scalemxAr mulmxBr scalerA !mulmxA h2 mul1mx. Qed.
Lemma trace_orthogonal (a b : 'I_3) : a != b -> \tr (Phi i a h m *m Phi i b h m) = 0.
Proof.
have sym (c : 'I_3) : h *m Phi i c h m *m h = if c == 0 then Phi i c h m else - Phi i c h m.
  case: c => [[|[|[|n]]] // lt]; rewrite -val_eqE /=.
  - by rewrite [Ordinal lt](_ : _ = 0) ?eqn13 //; exact: val_inj.
  - by rewrite [Ordinal lt](_ : _ = 1) ?eqn14 //; exact: val_inj.
  - by rewrite [Ordinal lt](_ : _ = ord_max) ?eqn15 //; exact: val_inj.
have [a0|a0] := eqVneq a 0; have [b0|b0] := eqVneq b 0.
- by rewrite a0 b0 eqxx.
- by move=> _; apply: anticommute_trace; rewrite sym ?a0 ?eqxx ?(negPf b0).
- by move=> _; rewrite trC; apply: anticommute_trace; rewrite sym ?b0 ?eqxx ?(negPf a0).
have P12 : \tr (Phi i 1 h m *m Phi i ord_max h m) = 0.
  rewrite Phi2E; set P := Phi i 1 h m; have hP : h *m P *m h = - P by rewrite /P eqn14.
  have Ph : P *m h = - (h *m P) by rewrite -[P *m h]mul1mx -h2 -mulmxA [h *m (P *m h)]mulmxA hP mulmxN.
  rewrite -scalemxAr linearZ /= [\tr _](_ : _ = 0) ?mulr0 //; apply: self_opp.
  by rewrite {1}mulmxA Ph mulNmx raddfN /= trC.
have digit (c : 'I_3) : c != 0 -> c = 1 \/ c = ord_max.
  by case: c => [[|[|[|n]]] // lt] _; [left | right]; apply: val_inj.
case: (digit a a0) (digit b b0) => -> [] ->; rewrite ?eqxx // => _.
by rewrite trC; exact: P12.
Qed.
End Orthogonal.
