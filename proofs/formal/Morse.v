(** The Morse index of a critical point, by a congruence S H S^T that is diagonally dominant. *)
From Coq Require Import Reals ZArith List Lra Lia Bool.
From Coquelicot Require Import Rcomplements.
Require Import SymQNN.Taylor SymQNN.TrigPoly SymQNN.Angles SymQNN.Exclude SymQNN.Contraction SymQNN.Krawczyk.
Import ListNotations.
Open Scope R_scope.

(** u^T H v *)
Definition form (F : list term) (x : point) (u v : list Z) : R :=
  sumR (fun t => - (IZR (zdot u (fst t)) * IZR (zdot v (fst t)) * tval t x)) F.
Theorem form_hess p F x u v : Forall (fun t => length (fst t) = p) F -> length u = p -> length v = p ->
  form F x u v = sumR (fun i => sumR (fun j => IZR (comp i u) * IZR (comp j v) * hess F x i j) (seq 0 p)) (seq 0 p).
Proof.
  intros HF Hu Hv. unfold form, hess. rewrite Forall_forall in HF.
  rewrite (sumR_ext _ (fun t => sumR (fun i => sumR (fun j => IZR (comp i u) * IZR (comp j v) * - (freq t i * freq t j * tval t x)) (seq 0 p)) (seq 0 p))).
  - rewrite sumR_swap. apply sumR_ext. intros i _. rewrite sumR_swap. apply sumR_ext. intros j _. rewrite <- sumR_scal. reflexivity.
  - intros t Ht. rewrite (zdot_sum u), (zdot_sum v) by (rewrite HF; auto). rewrite Hu, Hv. unfold freq, comp.
    set (A := fun i => IZR (nth i u 0%Z) * IZR (nth i (fst t) 0%Z)). set (B := fun i => IZR (nth i v 0%Z) * IZR (nth i (fst t) 0%Z)).
    rewrite (sumR_ext (fun i => sumR _ (seq 0 p)) (fun i => A i * (sumR B (seq 0 p) * - tval t x))).
    + rewrite sumR_scal_r. ring.
    + intros i _. rewrite <- (sumR_scal_r (- tval t x)), <- sumR_scal. apply sumR_ext. intros j _. unfold A, B. ring.
Qed.
(** sg * form is positive definite on the span of the vectors *)
Definition definite (sg : R) F x (vs : list (list Z)) := forall al : list R, length al = length vs -> Exists (fun a => a <> 0) al ->
  0 < sg * sumR (fun au => sumR (fun bv => fst au * fst bv * form F x (snd au) (snd bv)) (combine al vs)) (combine al vs).
Definition morse_index p F x (m : nat) := exists neg pos : list (list Z), length neg = m /\ length pos = (p - m)%nat /\ (m <= p)%nat /\
  Forall (fun v => length v = p) neg /\ Forall (fun v => length v = p) pos /\ definite (-1) F x neg /\ definite 1 F x pos.

(** the test *)
Definition gram (l : list jet) (u v : list Z) : Z := sumZ (fun t => (- (zdot u (jk t) * zdot v (jk t) * jP t))%Z) l.
Definition gram_error (U tn td : Z) (l : list jet) (u v : list Z) : Z :=
  sumZ (fun t => (Z.abs (zdot u (jk t) * zdot v (jk t)) * (jerr t * td + U * jamp t * jN t * tn))%Z) l.
Definition dominant (U tn td : Z) (l : list jet) (S : list (list Z)) (p a : nat) : bool :=
  let u := nth a S [] in
  (sumZ (fun b => (if Nat.eqb a b then 0 else Z.abs (gram l u (nth b S [])) * td) + gram_error U tn td l u (nth b S []))%Z (seq 0 p)
    <? Z.abs (gram l u u) * td)%Z.
Definition index_test (U tn td : Z) (l : list jet) (S : list (list Z)) (p m : nat) : bool :=
  Nat.eqb (length S) p && forallb (fun u => Nat.eqb (length u) p) S && (0 <? td)%Z && (0 <=? tn)%Z
  && forallb (dominant U tn td l S p) (seq 0 p)
  && Nat.eqb (length (filter (fun a => (gram l (nth a S []) (nth a S []) <? 0)%Z) (seq 0 p))) m.

Lemma sumR_filter_le {A} (h : A -> bool) (g : A -> R) l : (forall a, 0 <= g a) -> sumR g (filter h l) <= sumR g l.
Proof. intros H. induction l as [|a l IH]; simpl; [lra|]. destruct (h a); simpl; specialize (H a); lra. Qed.

Lemma sumR_neg {A} (g : A -> R) l w0 : (forall w, In w l -> g w <= 0) -> In w0 l -> g w0 < 0 -> sumR g l < 0.
Proof.
  induction l as [|w l IH]; simpl; intros Each Hin One; [contradiction|]. destruct Hin as [->|Hin].
  - assert (sumR g l <= 0). { rewrite <- (sumR_0 l). apply sumR_le. auto. } lra.
  - assert (g w <= 0) by auto. assert (sumR g l < 0) by (apply IH; auto). lra.
Qed.

Section Morse.
Variables (f : Z) (f0 : (0 <= f)%Z) (F : list term) (p : nat) (HF : Forall (fun t => length (fst t) = p) F).
Variables (c : point) (tabs : list (list triple)) (Htabs : tables_ok f tabs 0 c).
Let U : Z := (2 ^ f)%Z.
Let uf : R := IZR U.
Let l := map (jet_of f tabs) F.
Variables (tn td : Z) (x : point).
Hypotheses (Htd : (0 < td)%Z) (Htn : (0 <= tn)%Z) (Hx : cube p c (IZR tn / IZR td) x).
Lemma form_sym u v : form F x u v = form F x v u.
Proof. unfold form. apply sumR_ext. intros; ring. Qed.
Lemma gram_ok u v : Rabs (IZR (gram l u v) - uf * form F x u v) * IZR td <= IZR (gram_error U tn td l u v).
Proof.
  assert (Pu : 0 < uf) by (apply (IZR_lt 0), Z.pow_pos_nonneg; lia). assert (Pt : 0 < IZR td) by (apply (IZR_lt 0); auto).
  assert (P0 : 0 <= IZR tn) by (apply IZR_le; auto).
  unfold gram, gram_error, form, l. rewrite !sumZ_IZR, !sumR_map, <- sumR_scal, <- sumR_minus.
  apply Rle_trans with (sumR (fun t => Rabs (IZR (- (zdot u (jk (jet_of f tabs t)) * zdot v (jk (jet_of f tabs t)) * jP (jet_of f tabs t))) -
     uf * - (IZR (zdot u (fst t)) * IZR (zdot v (fst t)) * tval t x)) * IZR td) F).
  { rewrite sumR_scal_r. apply Rmult_le_compat_r; [lra|apply sumR_abs]. }
  apply sumR_le. intros t Ht. set (J := jet_of f tabs t). assert (Lt : length (fst t) = p) by (rewrite Forall_forall in HF; auto).
  set (d := fun j => x j - c j).
  assert (Hh := jN_ok f p tabs t d (IZR tn / IZR td) ltac:(apply Rdiv_le_0_compat; auto) ltac:(intros j Hj; apply Hx; auto) Lt). fold J in Hh.
  assert (TV : tval t x = wave (tval t c) (dval t c) (dot (fst t) d)).
  { rewrite <- tval_shift. unfold tval. f_equal. unfold dot. rewrite !dot_sum. apply sumR_ext. intros j _. unfold d. f_equal. ring. }
  assert (W := wave_taylor0 (tval t c) (dval t c) (dot (fst t) d)). rewrite <- TV in W.
  assert (A := jamp_ok f f0 c tabs t). fold J in A. assert (P1 := jP_ok f f0 c tabs Htabs t). fold J U uf in P1.
  set (h := Rabs (dot (fst t) d)) in *. change (jk J) with (fst t). rewrite opp_IZR, !mult_IZR.
  set (w := IZR (zdot u (fst t)) * IZR (zdot v (fst t))).
  replace (- (w * IZR (jP J)) - uf * - (w * tval t x)) with (w * (uf * (tval t x - tval t c) + - (IZR (jP J) - uf * tval t c))) by ring.
  rewrite Rabs_mult, plus_IZR, !mult_IZR, abs_IZR, mult_IZR. fold w uf. rewrite Rmult_assoc. apply Rmult_le_compat_l; [apply Rabs_pos|].
  apply Rle_trans with ((uf * (IZR (jamp J) * h) + IZR (jerr J)) * IZR td).
  - apply Rmult_le_compat_r; [lra|]. eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp. apply Rplus_le_compat; auto.
    rewrite Rabs_mult, (Rabs_right uf) by lra. apply Rmult_le_compat_l; [lra|]. eapply Rle_trans; [exact W|].
    apply Rmult_le_compat_r; auto. apply Rabs_pos.
  - assert (hd : h * IZR td <= IZR (jN J) * IZR tn).
    { apply Rle_trans with (IZR (jN J) * (IZR tn / IZR td) * IZR td); [apply Rmult_le_compat_r; lra|]. right. field. lra. }
    assert (0 <= IZR (jamp J)) by (eapply Rle_trans; [apply sqrt_pos|exact A]).
    replace ((uf * (IZR (jamp J) * h) + IZR (jerr J)) * IZR td) with (uf * IZR (jamp J) * (h * IZR td) + IZR (jerr J) * IZR td) by ring.
    assert (uf * IZR (jamp J) * (h * IZR td) <= uf * IZR (jamp J) * (IZR (jN J) * IZR tn)).
    { apply Rmult_le_compat_l; auto. apply Rmult_le_pos; lra. }
    lra.
Qed.
Lemma dominance (S : list (list Z)) (sg : R) (I : list nat) : sg = 1 \/ sg = -1 -> NoDup I ->
  (forall a, In a I -> sumR (fun b => if Nat.eqb a b then 0 else Rabs (form F x (nth a S []) (nth b S []))) I < sg * form F x (nth a S []) (nth a S [])) ->
  definite sg F x (map (fun a => nth a S []) I).
Proof.
  intros Hsg HI D al Hal Hex. rewrite map_length in Hal. set (v := fun a => nth a S []) in *.
  set (W := combine al I).
  assert (EW : combine al (map v I) = map (fun w => (fst w, v (snd w))) W).
  { unfold W. clear - Hal. revert I Hal. induction al as [|a al IH]; intros [|i I] H; simpl in *; try discriminate; auto. rewrite IH by lia. reflexivity. }
  rewrite EW, sumR_map. cbn [fst snd].
  set (B := fun a b => form F x (v a) (v b)). set (C := fun a b => if Nat.eqb a b then - (sg * B a a) else Rabs (B a b)).
  assert (Csym : forall a b, C a b = C b a).
  { intros a b. unfold C. rewrite (Nat.eqb_sym b a). destruct (Nat.eqb_spec a b) as [->|]; auto. unfold B. rewrite form_sym. reflexivity. }
  (* - sg * sum al_a al_b B_ab <= sum (al_a^2 + al_b^2)/2 C_ab = sum al_a^2 sum_b C_ab *)
  assert (Row : forall a, In a I -> sumR (fun w => C a (snd w)) W < 0).
  { intros a Ha. replace (sumR (fun w => C a (snd w)) W) with (sumR (C a) I).
    - assert (D' : sumR (fun b => if Nat.eqb a b then 0 else Rabs (B a b)) I < sg * B a a) by exact (D a Ha).
      replace (sumR (C a) I) with (sumR (fun b => if Nat.eqb a b then 0 else Rabs (B a b)) I - sg * B a a).
      + lra.
      + clear - Ha HI. unfold C. assert (X : forall g e, sumR (fun b => if Nat.eqb a b then e else g b) I = sumR (fun b => if Nat.eqb a b then 0 else g b) I + e).
        { intros g e. induction HI as [|i I Hi HI IH]; [destruct Ha|]. simpl. destruct Ha as [->|Ha].
          - rewrite Nat.eqb_refl. rewrite (sumR_ext _ (fun b => if Nat.eqb a b then 0 else g b)); [lra|].
            intros b Hb. destruct (Nat.eqb_spec a b) as [->|]; [contradiction|reflexivity].
          - destruct (Nat.eqb_spec a i) as [->|]; [contradiction|]. rewrite IH by auto. lra. }
        rewrite (X (fun b => Rabs (B a b)) (- (sg * B a a))). ring.
    - unfold W. clear - Hal. revert al Hal. induction I as [|i I IH]; intros [|a0 al] H; simpl in *; try discriminate; auto. rewrite (IH al) by lia. reflexivity. }
  assert (Inn : forall w, In w W -> In (snd w) I).
  { intros [a b] Hw. apply in_combine_r in Hw. exact Hw. }
  assert (Same : forall w w', In w W -> In w' W -> snd w = snd w' -> w = w').
  { unfold W. clear - HI Hal. revert al Hal. induction HI as [|i I Hi HI IH]; intros [|a al] L w w' Hw Hw' E; simpl in *; try contradiction.
    destruct Hw as [<-|Hw], Hw' as [<-|Hw']; auto.
    - simpl in E. subst. exfalso. apply Hi. destruct w' as [? b]. apply in_combine_r in Hw'. exact Hw'.
    - simpl in E. subst. exfalso. apply Hi. destruct w as [? b]. apply in_combine_r in Hw. exact Hw.
    - apply (IH al); auto; lia. }
  assert (Up : - (sg * sumR (fun w => sumR (fun w' => fst w * fst w' * B (snd w) (snd w')) W) W) <=
     sumR (fun w => fst w ^ 2 * sumR (fun w' => C (snd w) (snd w')) W) W).
  { assert (Half : sumR (fun w => fst w ^ 2 * sumR (fun w' => C (snd w) (snd w')) W) W =
       sumR (fun w => sumR (fun w' => (fst w ^ 2 + fst w' ^ 2) / 2 * C (snd w) (snd w')) W) W).
    { set (L := sumR (fun w => fst w ^ 2 * sumR (fun w' => C (snd w) (snd w')) W) W).
      assert (E1 : sumR (fun w => sumR (fun w' => fst w ^ 2 / 2 * C (snd w) (snd w')) W) W = L / 2).
      { unfold L, Rdiv. rewrite <- sumR_scal_r. apply sumR_ext. intros w _. rewrite sumR_scal. field. }
      assert (E2 : sumR (fun w => sumR (fun w' => fst w' ^ 2 / 2 * C (snd w) (snd w')) W) W = L / 2).
      { rewrite <- E1, sumR_swap. apply sumR_ext. intros w _. apply sumR_ext. intros w' _. rewrite Csym. reflexivity. }
      replace L with (L / 2 + L / 2) by field. rewrite <- E1 at 1. rewrite <- E2, <- sumR_plus. apply sumR_ext. intros w _.
      rewrite <- sumR_plus. apply sumR_ext. intros w' _. field. }
    rewrite Half. replace (- (sg * sumR (fun w => sumR (fun w' => fst w * fst w' * B (snd w) (snd w')) W) W)) with
      ((- sg) * sumR (fun w => sumR (fun w' => fst w * fst w' * B (snd w) (snd w')) W) W) by ring.
    rewrite <- sumR_scal. apply sumR_le. intros w Hw. rewrite <- sumR_scal. apply sumR_le. intros w' Hw'.
    unfold C. destruct (Nat.eqb_spec (snd w) (snd w')) as [E|E].
    - rewrite (Same w w') by auto. right. field.
    - set (b := B (snd w) (snd w')). set (a := fst w). set (a' := fst w').
      assert (K : Rabs (a * a') <= (a ^ 2 + a' ^ 2) / 2).
      { assert (0 <= (a - a') ^ 2) by apply pow2_ge_0. assert (0 <= (a + a') ^ 2) by apply pow2_ge_0. apply Rabs_le. lra. }
      eapply Rle_trans; [apply Rle_abs|]. rewrite (Rabs_mult (- sg)), (Rabs_mult (a * a') b).
      replace (Rabs (- sg)) with 1 by (destruct Hsg as [-> | ->]; [rewrite Rabs_left by lra|rewrite Rabs_right by lra]; ring).
      rewrite Rmult_1_l. apply Rmult_le_compat_r; [apply Rabs_pos|exact K]. }
  assert (Neg : sumR (fun w => fst w ^ 2 * sumR (fun w' => C (snd w) (snd w')) W) W < 0).
  { assert (Ex : exists w, In w W /\ fst w <> 0).
    { unfold W. clear - Hex Hal. apply Exists_exists in Hex as (a & Ha & H). revert I Hal. induction al as [|b al IH]; intros [|i I] L; simpl in *; try discriminate; try contradiction.
      destruct Ha as [->|Ha]; [exists (a, i); auto|]. destruct (IH Ha I) as (w & Hw & H'); [lia|]. exists w; auto. }
    destruct Ex as (w0 & Hw0 & H0).
    assert (Each : forall w, In w W -> fst w ^ 2 * sumR (fun w' => C (snd w) (snd w')) W <= 0).
    { intros w Hw. assert (R1 := Row (snd w) (Inn w Hw)). assert (0 <= fst w ^ 2) by apply pow2_ge_0. set (z := sumR (fun w' => C (snd w) (snd w')) W) in *. nra. }
    assert (One : fst w0 ^ 2 * sumR (fun w' => C (snd w0) (snd w')) W < 0).
    { assert (R1 := Row (snd w0) (Inn w0 Hw0)). assert (0 < fst w0 ^ 2) by (destruct (Rdichotomy _ _ H0); nra).
      set (z := sumR (fun w' => C (snd w0) (snd w')) W) in *. nra. }
    exact (sumR_neg (fun w => fst w ^ 2 * sumR (fun w' => C (snd w) (snd w')) W) W w0 Each Hw0 One). }
  assert (EB : sumR (fun a => sumR (fun bv => fst a * fst bv * form F x (v (snd a)) (snd bv)) (map (fun w => (fst w, v (snd w))) W)) W =
    sumR (fun w => sumR (fun w' => fst w * fst w' * B (snd w) (snd w')) W) W).
  { apply sumR_ext. intros w _. rewrite sumR_map. reflexivity. }
  rewrite EB. lra.
Qed.
Theorem index_sound (S : list (list Z)) m : index_test U tn td l S p m = true -> morse_index p F x m.
Proof.
  intros E. unfold index_test in E. repeat (apply andb_prop in E as [E ?]).
  apply Nat.eqb_eq in E. rewrite forallb_forall in H3, H0. apply Nat.eqb_eq in H.
  assert (Pu : 0 < uf) by (apply (IZR_lt 0), Z.pow_pos_nonneg; lia). assert (Pt : 0 < IZR td) by (apply (IZR_lt 0); auto).
  set (g := fun a => (gram l (nth a S []) (nth a S []) <? 0)%Z) in *.
  assert (LS : forall a, (a < p)%nat -> length (nth a S []) = p).
  { intros a Ha. apply Nat.eqb_eq, H3, nth_In. lia. }
  assert (Key : forall a, (a < p)%nat -> let sg := if g a then -1 else 1 in
     sumR (fun b => if Nat.eqb a b then 0 else Rabs (form F x (nth a S []) (nth b S []))) (seq 0 p) < sg * form F x (nth a S []) (nth a S [])).
  { intros a Ha sg. assert (D : dominant U tn td l S p a = true) by (apply H0, in_seq; lia).
    unfold dominant in D. apply Z.ltb_lt, IZR_lt in D. rewrite sumZ_IZR, mult_IZR, abs_IZR in D. set (u := nth a S []) in *.
    apply Rmult_lt_reg_r with (uf * IZR td); [apply Rmult_lt_0_compat; auto|].
    assert (Gs : IZR (gram l u u) * sg = Rabs (IZR (gram l u u))).
    { unfold sg, g. fold u. destruct (Z.ltb_spec (gram l u u) 0) as [G|G].
      - apply IZR_lt in G. rewrite Rabs_left by auto. ring.
      - apply IZR_le in G. rewrite Rabs_right by lra. ring. }
    assert (Gu := gram_ok u u). apply Rabs_le_between in Gu || idtac.
    assert (Ru : Rabs (IZR (gram l u u)) * IZR td - IZR (gram_error U tn td l u u) <= sg * form F x u u * (uf * IZR td)).
    { rewrite <- Gs. assert (Rabs (IZR (gram l u u) - uf * form F x u u) * IZR td <= IZR (gram_error U tn td l u u)) by apply gram_ok.
      assert (Rabs sg = 1) by (unfold sg; destruct (g a); [rewrite Rabs_left by lra|rewrite Rabs_right by lra]; lra).
      assert (K : sg * (IZR (gram l u u) - uf * form F x u u) <= Rabs (IZR (gram l u u) - uf * form F x u u)).
      { eapply Rle_trans; [apply Rle_abs|]. rewrite Rabs_mult, H5. lra. }
      nra. }
    eapply Rlt_le_trans; [|exact Ru].
    apply Rle_lt_trans with (sumR (fun b => IZR ((if Nat.eqb a b then 0 else Z.abs (gram l u (nth b S [])) * td) + gram_error U tn td l u (nth b S []))) (seq 0 p)
       - IZR (gram_error U tn td l u u)); [|lra].
    rewrite <- sumR_scal_r.
    assert (SD := sumR_delta (fun b => IZR (gram_error U tn td l u (nth b S []))) p a Ha). cbv beta in SD. fold u in SD.
    rewrite <- SD.
    rewrite <- sumR_minus. apply sumR_le. intros b _. destruct (Nat.eqb_spec a b) as [->|].
    - fold u. simpl. rewrite Rmult_0_l, Rmult_1_l, Rminus_diag_eq; auto. lra.
    - rewrite Rmult_0_l, Rminus_0_r, plus_IZR, mult_IZR, abs_IZR. set (v := nth b S []).
      assert (Gv := gram_ok u v). rewrite <- (Rabs_right (uf * IZR td)) by (apply Rle_ge, Rmult_le_pos; lra). rewrite <- Rabs_mult.
      replace (form F x u v * (uf * IZR td)) with ((IZR (gram l u v) + - (IZR (gram l u v) - uf * form F x u v)) * IZR td) by ring.
      rewrite Rabs_mult, (Rabs_right (IZR td)) by lra.
      apply Rle_trans with ((Rabs (IZR (gram l u v)) + Rabs (IZR (gram l u v) - uf * form F x u v)) * IZR td); [|lra].
      apply Rmult_le_compat_r; [lra|]. eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp. lra. }
  assert (Part : forall h : nat -> bool, (forall a, h a = true -> (a < p)%nat) -> True) by auto.
  exists (map (fun a => nth a S []) (filter g (seq 0 p))), (map (fun a => nth a S []) (filter (fun a => negb (g a)) (seq 0 p))).
  assert (Len : (length (filter g (seq 0 p)) + length (filter (fun a => negb (g a)) (seq 0 p)) = p)%nat).
  { rewrite <- (seq_length p 0) at 3. generalize (seq 0 p). clearbody g. clear. intros l0. induction l0 as [|a l0 IH]; simpl; auto. destruct (g a); simpl; lia. }
  rewrite !map_length. repeat split; try lia.
  - apply Forall_map, Forall_forall. intros a Ha. apply filter_In in Ha as [Ha _]. apply in_seq in Ha. apply LS; lia.
  - apply Forall_map, Forall_forall. intros a Ha. apply filter_In in Ha as [Ha _]. apply in_seq in Ha. apply LS; lia.
  - apply dominance; auto; [apply NoDup_filter, seq_NoDup|]. intros a Ha. apply filter_In in Ha as [Ha Ga]. apply in_seq in Ha.
    assert (K := Key a ltac:(lia)). cbv zeta in K. rewrite Ga in K. eapply Rle_lt_trans; [|exact K].
    apply sumR_filter_le. intros b. destruct (Nat.eqb a b); [lra|apply Rabs_pos].
  - apply dominance; auto; [apply NoDup_filter, seq_NoDup|]. intros a Ha. apply filter_In in Ha as [Ha Ga]. apply in_seq in Ha.
    apply negb_true_iff in Ga. assert (K := Key a ltac:(lia)). cbv zeta in K. rewrite Ga in K. eapply Rle_lt_trans; [|exact K].
    apply sumR_filter_le. intros b. destruct (Nat.eqb a b); [lra|apply Rabs_pos].
Qed.
End Morse.
