(** Banach's theorem in R^p with the maximum norm, in the form used for Krawczyk's test:
    if x - G x contracts the cube and G is small at its centre, G has exactly one zero in the cube. *)
From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Rcomplements.
Open Scope R_scope.

Lemma powers_vanish q K a : 0 <= q < 1 -> (forall n, Rabs a <= K * q ^ n) -> a = 0.
Proof.
  intros Hq H. destruct (Req_dec a 0) as [|Ha]; auto. exfalso.
  assert (A : 0 < Rabs a) by (apply Rabs_pos_lt; auto).
  assert (K0 : 0 < K). { specialize (H O). simpl in H. lra. }
  destruct (pow_lt_1_zero q ltac:(rewrite Rabs_right; lra) (Rabs a / K / 2)) as [N HN].
  { apply Rdiv_lt_0_compat; [apply Rdiv_lt_0_compat|]; lra. }
  specialize (HN N (le_n N)). specialize (H N). rewrite Rabs_right in HN by (apply Rle_ge, pow_le; lra).
  apply (Rmult_lt_compat_l K) in HN; auto. replace (K * (Rabs a / K / 2)) with (Rabs a / 2) in HN by (field; lra). lra.
Qed.

Section Contraction.
Variables (p : nat) (c : nat -> R) (rho q w : R) (G : nat -> (nat -> R) -> R).
Definition cube (x : nat -> R) := forall i, (i < p)%nat -> Rabs (x i - c i) <= rho.
Hypotheses (Hq : 0 <= q < 1) (Hrho : 0 < rho) (Hw : forall i, (i < p)%nat -> Rabs (G i c) <= w).
Hypothesis into : forall x i, cube x -> (i < p)%nat -> Rabs (x i - G i x - c i) <= rho.
Hypothesis lip : forall x y M i, cube x -> cube y -> (i < p)%nat -> (forall j, (j < p)%nat -> Rabs (x j - y j) <= M) ->
  Rabs ((x i - y i) - (G i x - G i y)) <= q * M.

Theorem zero_unique x y : cube x -> cube y -> (forall i, (i < p)%nat -> G i x = 0) -> (forall i, (i < p)%nat -> G i y = 0) ->
  forall i, (i < p)%nat -> x i = y i.
Proof.
  intros Hx Hy Zx Zy i Hi. apply Rminus_diag_uniq. apply (powers_vanish q (2 * rho)); auto. intros n. revert i Hi.
  induction n as [|n IH]; intros i Hi.
  - simpl. replace (x i - y i) with ((x i - c i) + - (y i - c i)) by ring. eapply Rle_trans; [apply Rabs_triang|].
    rewrite Rabs_Ropp. specialize (Hx i Hi). specialize (Hy i Hi). lra.
  - assert (L := lip x y _ i Hx Hy Hi IH). rewrite Zx, Zy in L by auto.
    replace (x i - y i - (0 - 0)) with (x i - y i) in L by ring. simpl. lra.
Qed.

Definition step (x : nat -> R) : nat -> R := fun i => if Nat.ltb i p then x i - G i x else x i.
Fixpoint iter (n : nat) : nat -> R := match n with O => c | S n' => step (iter n') end.
Lemma w_pos : (0 < p)%nat -> 0 <= w.
Proof. intros Hp. eapply Rle_trans; [apply Rabs_pos|]. apply (Hw O Hp). Qed.
Lemma cube_c : cube c.
Proof. intros i Hi. replace (c i - c i) with 0 by ring. rewrite Rabs_R0; lra. Qed.
Lemma step_cube x : cube x -> cube (step x).
Proof. intros Hx i Hi. unfold step. destruct (Nat.ltb_spec i p); [auto|lia]. Qed.
Lemma iter_cube n : cube (iter n).
Proof. induction n; simpl; auto using cube_c, step_cube. Qed.
Lemma iter_S n i : (i < p)%nat -> iter (S n) i = iter n i - G i (iter n).
Proof. intros Hi. simpl. unfold step. destruct (Nat.ltb_spec i p); [reflexivity|lia]. Qed.
Lemma iter_step n : forall i, (i < p)%nat -> Rabs (iter (S n) i - iter n i) <= w * q ^ n.
Proof.
  induction n as [|n IH]; intros i Hi.
  - simpl. unfold step. destruct (Nat.ltb_spec i p); [|lia]. replace (c i - G i c - c i) with (- G i c) by ring.
    rewrite Rabs_Ropp, Rmult_1_r. auto.
  - assert (L := lip _ _ _ i (iter_cube (S n)) (iter_cube n) Hi IH).
    assert (E1 := iter_S (S n) i Hi). assert (E2 := iter_S n i Hi).
    replace (iter (S (S n)) i - iter (S n) i) with (iter (S n) i - iter n i - (G i (iter (S n)) - G i (iter n))) by lra.
    simpl pow. lra.
Qed.
Lemma iter_outside n i : (p <= i)%nat -> iter n i = c i.
Proof. intros Hi. induction n; simpl; auto. unfold step. destruct (Nat.ltb_spec i p); [lia|auto]. Qed.
Lemma iter_far i n k : (i < p)%nat -> Rabs (iter (n + k) i - iter n i) <= w / (1 - q) * (q ^ n - q ^ (n + k)).
Proof.
  intros Hi. induction k as [|k IH].
  - rewrite Nat.add_0_r. replace (iter n i - iter n i) with 0 by ring.
    replace (w / (1 - q) * (q ^ n - q ^ n)) with 0 by ring. rewrite Rabs_R0. lra.
  - replace (iter (n + S k) i - iter n i) with ((iter (S (n + k)) i - iter (n + k)%nat i) + (iter (n + k)%nat i - iter n i))
      by (rewrite Nat.add_succ_r; ring).
    eapply Rle_trans; [apply Rabs_triang|]. assert (S1 := iter_step (n + k) i Hi). rewrite Nat.add_succ_r. simpl pow.
    replace (w / (1 - q) * (q ^ n - q * q ^ (n + k))) with (w * q ^ (n + k) + w / (1 - q) * (q ^ n - q ^ (n + k))) by (field; lra). lra.
Qed.
Lemma iter_far' i n k : (i < p)%nat -> Rabs (iter (n + k) i - iter n i) <= w / (1 - q) * q ^ n.
Proof.
  intros Hi. eapply Rle_trans; [apply iter_far; auto|]. assert (W := w_pos ltac:(lia)).
  apply Rmult_le_compat_l; [apply Rdiv_le_0_compat; lra|]. assert (0 <= q ^ (n + k)) by (apply pow_le; lra). lra.
Qed.
Lemma iter_cauchy i : Cauchy_crit (fun n => iter n i).
Proof.
  destruct (Nat.lt_ge_cases i p) as [Hi|Hi].
  - intros e He. assert (W := w_pos ltac:(lia)).
    destruct (pow_lt_1_zero q ltac:(rewrite Rabs_right; lra) (e / 2 / (w / (1 - q) + 1))) as [N HN].
    { assert (0 <= w / (1 - q)) by (apply Rdiv_le_0_compat; lra). apply Rdiv_lt_0_compat; lra. }
    exists N. intros n m Hn Hm. specialize (HN N (le_n N)). rewrite Rabs_right in HN by (apply Rle_ge, pow_le; lra).
    assert (B : forall n, (n >= N)%nat -> Rabs (iter n i - iter N i) < e / 2).
    { intros n' Hn'. replace n' with (N + (n' - N))%nat by lia. eapply Rle_lt_trans; [apply iter_far'; auto|].
      assert (0 <= w / (1 - q)) by (apply Rdiv_le_0_compat; lra). assert (0 <= q ^ N) by (apply pow_le; lra).
      apply (Rmult_lt_compat_r (w / (1 - q) + 1)) in HN; [|lra].
      replace (e / 2 / (w / (1 - q) + 1) * (w / (1 - q) + 1)) with (e / 2) in HN by (field; lra). nra. }
    unfold R_dist. replace (iter n i - iter m i) with ((iter n i - iter N i) + - (iter m i - iter N i)) by ring.
    eapply Rle_lt_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp. assert (B1 := B n Hn). assert (B2 := B m Hm). lra.
  - intros e He. exists O. intros n m _ _. unfold R_dist. rewrite !iter_outside by auto. replace (c i - c i) with 0 by ring. rewrite Rabs_R0; auto.
Qed.
Definition limit (i : nat) : R := proj1_sig (R_complete _ (iter_cauchy i)).
Lemma limit_far i n : (i < p)%nat -> Rabs (limit i - iter n i) <= w / (1 - q) * q ^ n.
Proof.
  intros Hi. unfold limit. destruct (R_complete _ (iter_cauchy i)) as [l Hl]. simpl.
  apply Rnot_lt_le. intros Hlt. destruct (Hl (Rabs (l - iter n i) - w / (1 - q) * q ^ n)) as [N HN]; [lra|].
  specialize (HN (n + N)%nat ltac:(lia)). unfold R_dist in HN. assert (F := iter_far' i n N Hi).
  assert (T : Rabs (l - iter n i) <= Rabs (iter (n + N)%nat i - l) + Rabs (iter (n + N)%nat i - iter n i)).
  { replace (l - iter n i) with (- (iter (n + N)%nat i - l) + (iter (n + N)%nat i - iter n i)) by ring.
    eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp. lra. }
  lra.
Qed.
Theorem zero_exists : exists x, cube x /\ (forall i, (p <= i)%nat -> x i = c i) /\ forall i, (i < p)%nat -> G i x = 0.
Proof.
  exists limit. assert (C : cube limit).
  { intros i Hi. apply Rnot_lt_le. intros Hlt. assert (W := w_pos ltac:(lia)).
    destruct (pow_lt_1_zero q ltac:(rewrite Rabs_right; lra) ((Rabs (limit i - c i) - rho) / (w / (1 - q) + 1))) as [N HN].
    { assert (0 <= w / (1 - q)) by (apply Rdiv_le_0_compat; lra). apply Rdiv_lt_0_compat; lra. }
    specialize (HN N (le_n N)). rewrite Rabs_right in HN by (apply Rle_ge, pow_le; lra).
    assert (F := limit_far i N Hi). assert (I := iter_cube N i Hi).
    assert (0 <= w / (1 - q)) by (apply Rdiv_le_0_compat; lra). assert (0 <= q ^ N) by (apply pow_le; lra).
    apply (Rmult_lt_compat_r (w / (1 - q) + 1)) in HN; [|lra].
    replace ((Rabs (limit i - c i) - rho) / (w / (1 - q) + 1) * (w / (1 - q) + 1)) with (Rabs (limit i - c i) - rho) in HN by (field; lra).
    assert (T : Rabs (limit i - c i) <= Rabs (limit i - iter N i) + Rabs (iter N i - c i)).
    { replace (limit i - c i) with ((limit i - iter N i) + (iter N i - c i)) by ring. apply Rabs_triang. }
    nra. }
  split; [exact C|]. split.
  - intros i Hi. unfold limit. destruct (R_complete _ (iter_cauchy i)) as [l Hl]. simpl.
    apply (UL_sequence (fun n => iter n i)); auto. intros e He. exists O. intros n _. unfold R_dist.
    rewrite iter_outside by auto. replace (c i - c i) with 0 by ring. rewrite Rabs_R0; auto.
  - intros i Hi. apply (powers_vanish q (q * (w / (1 - q)) + w / (1 - q) + w)); auto. intros n.
    assert (F := fun j Hj => limit_far j n Hj). assert (L := lip _ _ _ i C (iter_cube n) Hi F).
    assert (S1 := iter_step n i Hi). simpl iter in S1. unfold step in S1. destruct (Nat.ltb_spec i p); [|lia].
    replace (iter n i - G i (iter n) - iter n i) with (- G i (iter n)) in S1 by ring. rewrite Rabs_Ropp in S1.
    replace (G i limit) with (- (limit i - iter n i - (G i limit - G i (iter n))) + (limit i - iter n i) + G i (iter n)) by ring.
    eapply Rle_trans; [apply Rabs_triang|]. eapply Rle_trans; [apply Rplus_le_compat_r, Rabs_triang|]. rewrite Rabs_Ropp.
    specialize (F i Hi). lra.
Qed.
End Contraction.

(** a vector that a contraction fixes vanishes: used for injectivity of matrices *)
Lemma fixed_vanishes p q v : 0 <= q < 1 ->
  (forall M i, (i < p)%nat -> (forall j, (j < p)%nat -> Rabs (v j) <= M) -> Rabs (v i) <= q * M) ->
  forall i, (i < p)%nat -> v i = 0.
Proof.
  intros Hq H. assert (B : exists M, forall j, (j < p)%nat -> Rabs (v j) <= M).
  { clear H. induction p as [|n [M HM]]; [exists 0; lia|]. exists (Rmax M (Rabs (v n))). intros j Hj.
    destruct (Nat.eq_dec j n) as [->|]; [apply Rmax_r|]. eapply Rle_trans; [apply HM; lia|apply Rmax_l]. }
  destruct B as [M HM]. intros i Hi. apply (powers_vanish q M); auto. intros n. revert i Hi.
  induction n as [|n IH]; intros i Hi; [simpl; rewrite Rmult_1_r; auto|].
  specialize (H _ i Hi IH). simpl. lra.
Qed.
