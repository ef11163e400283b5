(** Krawczyk's test in integers, with its soundness: exactly one critical point in the cube, within a given distance of its centre. *)
From Coq Require Import Reals ZArith List Lra Lia Bool.
From Coquelicot Require Import Rcomplements Hierarchy Continuity Derive.
Require Import SymQNN.Taylor SymQNN.TrigPoly SymQNN.Angles SymQNN.Exclude SymQNN.Contraction.
Import ListNotations.
Open Scope R_scope.

Fixpoint sumZ {A} (g : A -> Z) (l : list A) : Z := match l with [] => 0%Z | a :: l' => (g a + sumZ g l')%Z end.
Definition comp (j : nat) (k : list Z) : Z := nth j k 0%Z.

(** the value, the slope along k.x and their error, at the centre *)
Record jet := Jet { jk : list Z; jP : Z; jQ : Z; jerr : Z; jamp : Z; jN : Z }.
Definition jet_of (f : Z) (tabs : list (list triple)) (t : term) : jet :=
  let k := fst t in let a := fst (snd t) in let b := snd (snd t) in let z := cexp f tabs k in
  {| jk := k; jP := a * tc z + b * ts z; jQ := b * tc z - a * ts z; jerr := (Z.abs a + Z.abs b) * te z;
     jamp := Z.sqrt (a ^ 2 + b ^ 2) + 1; jN := sumZ Z.abs k |}%Z.

(** Y = y / yd, symmetric; i-th row of I - Y H etc., times yd 2^f *)
Definition entry (l : list jet) (yi : list Z) (j : nat) : Z := sumZ (fun t => (zdot yi (jk t) * comp j (jk t) * jP t)%Z) l.
Definition third (l : list jet) (yi : list Z) (j m : nat) : Z := sumZ (fun t => (zdot yi (jk t) * comp j (jk t) * jQ t * comp m (jk t))%Z) l.
Definition off (ydU : Z) (l : list jet) (y : list (list Z)) (i j : nat) : Z :=
  Z.abs ((if Nat.eqb i j then ydU else 0) + entry l (nth i y []) j)%Z.
Definition row0 (ydU : Z) (l : list jet) (y : list (list Z)) (p i : nat) : Z :=
  (sumZ (off ydU l y i) (seq 0 p) + sumZ (fun t => Z.abs (zdot (nth i y []) (jk t)) * jN t * jerr t * (1 + 4 * jN t)) l)%Z.
Definition row1 (l : list jet) (y : list (list Z)) (p i : nat) : Z :=
  sumZ (fun j => sumZ (fun m => Z.abs (third l (nth i y []) j m)) (seq 0 p)) (seq 0 p).
Definition row2 (l : list jet) (y : list (list Z)) (i : nat) : Z :=
  sumZ (fun t => (Z.abs (zdot (nth i y []) (jk t)) * jamp t * (jN t * jN t * jN t))%Z) l.
Definition roww (l : list jet) (y : list (list Z)) (i : nat) : Z :=
  (Z.abs (sumZ (fun t => zdot (nth i y []) (jk t) * jQ t) l) + sumZ (fun t => Z.abs (zdot (nth i y []) (jk t)) * jerr t) l)%Z.
Definition col0 (ydU : Z) (l : list jet) (y : list (list Z)) (p j : nat) : Z :=
  sumZ (fun i => off ydU l y i j + sumZ (fun t => Z.abs (zdot (nth i y []) (jk t)) * Z.abs (comp j (jk t)) * jerr t) l)%Z (seq 0 p).
Definition maxZ (g : nat -> Z) (p : nat) : Z := fold_right (fun i m => Z.max (g i) m) 0%Z (seq 0 p).
(** contraction on the cube of radius rn/rd, into itself *)
Definition contracts (U yd : Z) (l : list jet) (y : list (list Z)) (p : nat) (rn rd : Z) : bool :=
  let ydU := (yd * U)%Z in
  ((2 * maxZ (row0 ydU l y p) p * (rd * rd) + 2 * maxZ (row1 l y p) p * (rn * rd) + maxZ (row2 l y) p * U * (rn * rn)) * rn
    + 2 * maxZ (roww l y) p * (rd * rd * rd) <? 2 * ydU * (rd * rd) * rn)%Z.
Definition krawczyk (f : Z) (yd : Z) (l : list jet) (y : list (list Z)) (p : nat) (tight radius : Z * Z) : bool :=
  let U := (2 ^ f)%Z in
  ((0 <? yd) && (0 <? fst radius) && (0 <? snd radius) && (fst radius <=? 4 * snd radius)
  && (0 <? fst tight) && (0 <? snd tight) && (fst tight * snd radius <=? fst radius * snd tight))%Z
  && Nat.eqb (length y) p && forallb (fun r => Nat.eqb (length r) p) y
  && forallb (fun i => forallb (fun j => Z.eqb (comp j (nth i y [])) (comp i (nth j y []))) (seq 0 p)) (seq 0 p)
  && forallb (fun j => (col0 (yd * U) l y p j <? yd * U)%Z) (seq 0 p)
  && contracts U yd l y p (fst radius) (snd radius) && contracts U yd l y p (fst tight) (snd tight).

(* ---------------------------------------------------------------- sums *)
Lemma sumZ_IZR {A} (g : A -> Z) l : IZR (sumZ g l) = sumR (fun a => IZR (g a)) l.
Proof. induction l; simpl; auto. rewrite plus_IZR, IHl. reflexivity. Qed.
Lemma sumR_swap {A B} (g : A -> B -> R) l m : sumR (fun a => sumR (g a) m) l = sumR (fun b => sumR (fun a => g a b) l) m.
Proof.
  induction l as [|a l IH]; simpl; [symmetry; apply sumR_0|]. rewrite IH, <- sumR_plus. reflexivity.
Qed.
Lemma sumR_scal_r {A} c (g : A -> R) l : sumR (fun a => g a * c) l = sumR g l * c.
Proof. induction l; simpl; lra. Qed.
Lemma sumR_minus {A} (f g : A -> R) l : sumR (fun a => f a - g a) l = sumR f l - sumR g l.
Proof. induction l; simpl; lra. Qed.
Lemma sumR_opp {A} (g : A -> R) l : sumR (fun a => - g a) l = - sumR g l.
Proof. induction l; simpl; lra. Qed.
Lemma sumR_nonneg {A} (g : A -> R) l : (forall a, In a l -> 0 <= g a) -> 0 <= sumR g l.
Proof. intros H. rewrite <- (sumR_0 l). apply sumR_le. auto. Qed.
Lemma sumR_map {A B} (h : A -> B) (g : B -> R) l : sumR g (map h l) = sumR (fun a => g (h a)) l.
Proof. induction l; simpl; auto. rewrite IHl. reflexivity. Qed.
Lemma sumR_seq_shift (g : nat -> R) n m : sumR g (seq (S n) m) = sumR (fun i => g (S i)) (seq n m).
Proof. rewrite <- seq_shift, sumR_map. reflexivity. Qed.
Lemma zdot_sum y : forall k, length k = length y -> IZR (zdot y k) = sumR (fun i => IZR (nth i y 0%Z) * IZR (comp i k)) (seq 0 (length y)).
Proof.
  induction y as [|a y IH]; intros [|b k] L; simpl in L; try discriminate; [reflexivity|].
  simpl length. rewrite <- cons_seq. simpl sumR. simpl zdot. rewrite sumR_seq_shift, plus_IZR, mult_IZR, (IH k) by lia. reflexivity.
Qed.
Lemma dot_sum k x : forall n, dotn n k x = sumR (fun i => IZR (comp i k) * x (n + i)%nat) (seq 0 (length k)).
Proof.
  induction k as [|a k IH]; intros n; [reflexivity|]. simpl length. rewrite <- cons_seq. simpl dotn. simpl sumR.
  rewrite sumR_seq_shift, IH, Nat.add_0_r. f_equal. apply sumR_ext. intros i _. rewrite Nat.add_succ_r. reflexivity.
Qed.
Lemma sumR_delta (g : nat -> R) p i : (i < p)%nat -> sumR (fun j => (if Nat.eqb i j then 1 else 0) * g j) (seq 0 p) = g i.
Proof.
  revert g i. induction p as [|p IH]; intros g i Hi; [lia|]. rewrite <- cons_seq. simpl sumR. rewrite sumR_seq_shift.
  destruct i as [|i].
  - rewrite (sumR_ext _ (fun _ => 0)) by (intros; simpl; ring). rewrite sumR_0. simpl. ring.
  - rewrite (sumR_ext _ (fun j => (if Nat.eqb i j then 1 else 0) * g (S j))) by (intros; reflexivity).
    rewrite (IH (fun j => g (S j))) by lia. simpl. ring.
Qed.
Lemma maxZ_ge g p i : (i < p)%nat -> (g i <= maxZ g p)%Z.
Proof.
  unfold maxZ. intros Hi. assert (In i (seq 0 p)) by (apply in_seq; lia). revert H. generalize (seq 0 p). clear.
  induction l as [|a l IH]; simpl; [intros []|]. intros [->|H]; [lia|]. specialize (IH H). lia.
Qed.
Lemma maxZ_nonneg g p : (0 <= maxZ g p)%Z.
Proof. unfold maxZ. induction (seq 0 p); simpl; lia. Qed.

(* ---------------------------------------------------------------- soundness *)
Section Krawczyk.
Variables (f : Z) (f0 : (0 <= f)%Z) (F : list term) (p : nat) (HF : Forall (fun t => length (fst t) = p) F).
Variables (c : point) (tabs : list (list triple)) (Htabs : tables_ok f tabs 0 c).
Let U : Z := (2 ^ f)%Z.
Let uf : R := IZR U.
Let l := map (jet_of f tabs) F.
Lemma uf_pos : 0 < uf. Proof. apply (IZR_lt 0), Z.pow_pos_nonneg; lia. Qed.
Lemma len t : In t F -> length (fst t) = p. Proof. rewrite Forall_forall in HF. auto. Qed.

Lemma jP_ok t : Rabs (IZR (jP (jet_of f tabs t)) - uf * tval t c) <= IZR (jerr (jet_of f tabs t)).
Proof.
  destruct t as [k [a b]]. unfold jet_of, tval; cbn [fst snd jP jerr]. assert (S := cexp_stands f f0 k 0 tabs c Htabs).
  set (z := cexp f tabs k) in *. assert (C1 := stands_cos f z _ S). assert (C2 := stands_sin f z _ S). fold U in C1, C2. fold uf in C1, C2.
  fold (dot k c) in C1, C2. rewrite plus_IZR, !mult_IZR, plus_IZR, !abs_IZR. unfold wave.
  replace (IZR a * IZR (tc z) + IZR b * IZR (ts z) - uf * (IZR a * cos (dot k c) + IZR b * sin (dot k c)))
    with (IZR a * (IZR (tc z) - uf * cos (dot k c)) + IZR b * (IZR (ts z) - uf * sin (dot k c))) by ring.
  eapply Rle_trans; [apply Rabs_triang|]. rewrite !Rabs_mult, Rmult_plus_distr_r.
  apply Rplus_le_compat; apply Rmult_le_compat_l; auto using Rabs_pos.
Qed.
Lemma jQ_ok t : Rabs (IZR (jQ (jet_of f tabs t)) - uf * dval t c) <= IZR (jerr (jet_of f tabs t)).
Proof.
  destruct t as [k [a b]]. unfold jet_of, dval; cbn [fst snd jQ jerr]. assert (S := cexp_stands f f0 k 0 tabs c Htabs).
  set (z := cexp f tabs k) in *. assert (C1 := stands_cos f z _ S). assert (C2 := stands_sin f z _ S). fold U in C1, C2. fold uf in C1, C2.
  fold (dot k c) in C1, C2. rewrite minus_IZR, !mult_IZR, plus_IZR, !abs_IZR. unfold wave.
  replace (IZR b * IZR (tc z) - IZR a * IZR (ts z) - uf * (IZR b * cos (dot k c) + - IZR a * sin (dot k c)))
    with (IZR b * (IZR (tc z) - uf * cos (dot k c)) + - (IZR a * (IZR (ts z) - uf * sin (dot k c)))) by ring.
  eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp, !Rabs_mult, Rmult_plus_distr_r, Rplus_comm.
  apply Rplus_le_compat; apply Rmult_le_compat_l; auto using Rabs_pos.
Qed.
Lemma jamp_ok t : amplitude (tval t c) (dval t c) <= IZR (jamp (jet_of f tabs t)).
Proof.
  destruct t as [k [a b]]. unfold jet_of, tval, dval; cbn [fst snd jamp]. rewrite wave_rotated.
  assert (N : (0 <= a ^ 2 + b ^ 2)%Z) by nia. assert (Sq := Z.sqrt_spec _ N). cbv zeta in Sq.
  set (q := Z.sqrt (a ^ 2 + b ^ 2)) in *. unfold amplitude. rewrite <- (sqrt_Rsqr (IZR (q + 1))).
  - apply sqrt_le_1_alt. replace (IZR a ^ 2 + IZR b ^ 2) with (IZR (a ^ 2 + b ^ 2)) by (rewrite plus_IZR, !Z.pow_2_r, !mult_IZR; ring).
    unfold Rsqr. rewrite <- mult_IZR. apply IZR_le. unfold Z.succ in Sq. lia.
  - apply IZR_le. assert (0 <= q)%Z by apply Z.sqrt_nonneg. lia.
Qed.
Lemma jN_ok t d rho : 0 <= rho -> (forall j, (j < p)%nat -> Rabs (d j) <= rho) -> length (fst t) = p ->
  Rabs (dot (fst t) d) <= IZR (jN (jet_of f tabs t)) * rho.
Proof.
  intros Hr Hd Ht. unfold jet_of; cbn [jN]. unfold dot. generalize (fst t) Ht. clear - Hr Hd.
  assert (G : forall k n, (n + length k <= p)%nat -> Rabs (dotn n k d) <= IZR (sumZ Z.abs k) * rho).
  { induction k as [|a k IH]; intros n Hn; simpl; [rewrite Rabs_R0; lra|]. simpl in Hn.
    eapply Rle_trans; [apply Rabs_triang|]. rewrite plus_IZR, Rabs_mult, abs_IZR, Rmult_plus_distr_r.
    apply Rplus_le_compat; [|apply IH; lia]. apply Rmult_le_compat_l; [apply Rabs_pos|apply Hd; lia]. }
  intros k Hk. apply G. lia.
Qed.
Lemma tval_shift t d : tval t (fun j => c j + d j) = wave (tval t c) (dval t c) (dot (fst t) d).
Proof.
  unfold tval, dval. rewrite <- wave_plus. f_equal. unfold dot. generalize 0%nat. induction (fst t); intros n; simpl; [ring|].
  rewrite IHl0. ring.
Qed.

(** one row of I - Y H on the cube: yd 2^f (delta_ij + sum_t (u_t/yd) k_tj tval_t(z)), u_t = y_i . k_t *)
Variables (yd : Z) (y : list (list Z)).
Hypothesis Hyd : (0 < yd)%Z.
Let ydR := IZR yd.
Definition uR (i : nat) (t : term) : R := IZR (zdot (nth i y []) (fst t)).
Definition jac (i j : nat) (z : point) : R := (if Nat.eqb i j then 1 else 0) + sumR (fun t => uR i t / ydR * freq t j * tval t z) F.
Lemma ydR_pos : 0 < ydR. Proof. apply (IZR_lt 0); auto. Qed.
Lemma comp_sum t : length (fst t) = p -> sumR (fun j => Rabs (freq t j)) (seq 0 p) = IZR (jN (jet_of f tabs t)).
Proof.
  intros <-. unfold jet_of, freq; cbn [jN]. clear. induction (fst t) as [|a k IH]; [reflexivity|]. simpl length.
  rewrite <- cons_seq. simpl sumR. rewrite sumR_seq_shift. simpl sumZ. rewrite plus_IZR, abs_IZR. f_equal. exact IH.
Qed.
Lemma jac_bound i d rho : 0 <= rho <= 4 -> (forall j, (j < p)%nat -> Rabs (d j) <= rho) ->
  sumR (fun j => Rabs (jac i j (fun j => c j + d j))) (seq 0 p) * (ydR * uf) <=
  IZR (row0 (yd * U) l y p i) + IZR (row1 l y p i) * rho + IZR (row2 l y i) * uf * rho ^ 2 / 2.
Proof.
  intros Hr Hd. assert (Pu := uf_pos). assert (Py := ydR_pos).
  set (J := fun t => jet_of f tabs t).
  (* each entry *)
  set (T2 := fun t => IZR (jerr (J t)) * (1 + 4 * IZR (jN (J t))) + uf * IZR (jamp (J t)) * (IZR (jN (J t)) * IZR (jN (J t))) * rho ^ 2 / 2).
  assert (E : forall t, In t F -> Rabs (uf * tval t (fun j => c j + d j) - (IZR (jP (J t)) + IZR (jQ (J t)) * dot (fst t) d)) <= T2 t).
  { intros t Ht. rewrite tval_shift. set (h := dot (fst t) d). assert (Hh := jN_ok t d rho (proj1 Hr) Hd (len t Ht)). fold (J t) in Hh. fold h in Hh.
    assert (W := wave_taylor1 (tval t c) (dval t c) h). assert (A := jamp_ok t). fold (J t) in A.
    assert (P1 := jP_ok t). assert (Q1 := jQ_ok t). fold (J t) in P1, Q1.
    set (X := wave (tval t c) (dval t c) h) in *. set (N := IZR (jN (J t))) in *. set (e := IZR (jerr (J t))) in *. set (am := IZR (jamp (J t))) in *.
    replace (uf * X - (IZR (jP (J t)) + IZR (jQ (J t)) * h)) with
      (uf * (X - (tval t c + dval t c * h)) + (- (IZR (jP (J t)) - uf * tval t c) + - ((IZR (jQ (J t)) - uf * dval t c) * h))) by ring.
    eapply Rle_trans; [apply Rabs_triang|]. unfold T2. fold N e am.
    assert (h2 : h ^ 2 <= (N * N) * rho ^ 2).
    { rewrite <- (pow2_abs h). replace (N * N * rho ^ 2) with ((N * rho) ^ 2) by ring. apply pow_incr. split; [apply Rabs_pos|exact Hh]. }
    assert (a0 : 0 <= amplitude (tval t c) (dval t c)) by apply sqrt_pos.
    assert (e0 : 0 <= e) by (eapply Rle_trans; [apply Rabs_pos|exact P1]).
    assert (N0 : 0 <= N).
    { unfold N, J. rewrite <- (comp_sum t) by (apply len; auto). apply sumR_nonneg. intros; apply Rabs_pos. }
    rewrite Rplus_comm. apply Rplus_le_compat.
    - eapply Rle_trans; [apply Rabs_triang|]. rewrite !Rabs_Ropp, Rabs_mult.
      assert (Rabs (IZR (jQ (J t)) - uf * dval t c) * Rabs h <= e * (N * 4)).
      { apply Rmult_le_compat; auto using Rabs_pos. eapply Rle_trans; [exact Hh|]. apply Rmult_le_compat_l; lra. }
      lra.
    - rewrite Rabs_mult, (Rabs_right uf) by lra. replace (uf * am * (N * N) * rho ^ 2 / 2) with (uf * (am * ((N * N) * rho ^ 2) / 2)) by field.
      apply Rmult_le_compat_l; [lra|]. eapply Rle_trans; [exact W|]. unfold Rdiv. apply Rmult_le_compat_r; [lra|].
      apply Rmult_le_compat; auto using pow2_ge_0. }
  (* sum over the entries of the row *)
  rewrite <- sumR_scal_r.
  set (V := fun j => IZR ((if Nat.eqb i j then yd * U else 0) + entry l (nth i y []) j)).
  apply Rle_trans with (sumR (fun j => Rabs (V j) + rho * sumR (fun m => Rabs (IZR (third l (nth i y []) j m))) (seq 0 p) +
     sumR (fun t => Rabs (uR i t) * Rabs (freq t j) * T2 t) F) (seq 0 p)).
  - apply sumR_le. intros j Hj. unfold jac.
    rewrite <- (Rabs_right (ydR * uf)) by (apply Rle_ge, Rmult_le_pos; lra). rewrite <- Rabs_mult.
    replace (((if Nat.eqb i j then 1 else 0) + sumR (fun t => uR i t / ydR * freq t j * tval t (fun j0 => c j0 + d j0)) F) * (ydR * uf))
      with (V j + sumR (fun m => d m * IZR (third l (nth i y []) j m)) (seq 0 p) +
            sumR (fun t => uR i t * freq t j * (uf * tval t (fun j => c j + d j) - (IZR (jP (J t)) + IZR (jQ (J t)) * dot (fst t) d))) F).
    + eapply Rle_trans; [apply Rabs_triang|]. apply Rplus_le_compat.
      * eapply Rle_trans; [apply Rabs_triang|]. apply Rplus_le_compat_l. eapply Rle_trans; [apply sumR_abs|].
        rewrite <- sumR_scal. apply sumR_le. intros m Hm. rewrite Rabs_mult. apply Rmult_le_compat_r; [apply Rabs_pos|].
        apply Hd. apply in_seq in Hm. lia.
      * eapply Rle_trans; [apply sumR_abs|]. apply sumR_le. intros t Ht. rewrite !Rabs_mult.
        apply Rmult_le_compat_l; [apply Rmult_le_pos; apply Rabs_pos|auto].
    + unfold V. rewrite plus_IZR. unfold entry, third, l. rewrite sumZ_IZR, sumR_map.
      rewrite (sumR_ext (fun m => d m * _) (fun m => sumR (fun t => IZR (comp m (fst t)) * d m * (uR i t * freq t j * IZR (jQ (J t)))) F)).
      2:{ intros m _. rewrite sumZ_IZR, sumR_map, <- sumR_scal. apply sumR_ext. intros t _. rewrite !mult_IZR. unfold uR, freq, comp, J, jet_of. cbn [jk]. ring. }
      rewrite sumR_swap.
      rewrite (sumR_ext (fun b => sumR _ (seq 0 p)) (fun t => dot (fst t) d * (uR i t * freq t j * IZR (jQ (J t))))).
      2:{ intros t Ht. rewrite sumR_scal_r. f_equal. unfold dot. rewrite dot_sum. rewrite (len t Ht). reflexivity. }
      rewrite Rmult_plus_distr_r, <- sumR_scal_r. rewrite !Rplus_assoc, <- !sumR_plus. f_equal.
      * destruct (Nat.eqb i j); [rewrite mult_IZR; fold uf ydR; ring|ring].
      * apply sumR_ext. intros t _. rewrite !mult_IZR. unfold uR, freq, comp, J, jet_of. cbn [jk]. fold (jet_of f tabs t). field. lra.
  - rewrite !sumR_plus, sumR_scal. unfold row0, row1, row2. rewrite plus_IZR, !sumZ_IZR.
    replace (sumR (fun j => Rabs (V j)) (seq 0 p)) with (sumR (fun a => IZR (off (yd * U) l y i a)) (seq 0 p)).
    2:{ apply sumR_ext. intros j _. unfold off, V. rewrite abs_IZR. reflexivity. }
    replace (sumR (fun j => sumR (fun m => Rabs (IZR (third l (nth i y []) j m))) (seq 0 p)) (seq 0 p))
      with (sumR (fun a => IZR (sumZ (fun m => Z.abs (third l (nth i y []) a m)) (seq 0 p))) (seq 0 p)).
    2:{ apply sumR_ext. intros j _. rewrite sumZ_IZR. apply sumR_ext. intros m _. apply abs_IZR. }
    assert (X : sumR (fun j => sumR (fun t => Rabs (uR i t) * Rabs (freq t j) * T2 t) F) (seq 0 p) =
      sumR (fun a => IZR (Z.abs (zdot (nth i y []) (jk a)) * jN a * jerr a * (1 + 4 * jN a))) l +
      sumR (fun a => IZR (Z.abs (zdot (nth i y []) (jk a)) * jamp a * (jN a * jN a * jN a))) l * uf * rho ^ 2 / 2).
    { rewrite sumR_swap. unfold l. rewrite !sumR_map. unfold Rdiv. rewrite <- !sumR_scal_r, <- sumR_plus. apply sumR_ext. intros t Ht.
      rewrite (sumR_ext _ (fun j => Rabs (freq t j) * (Rabs (uR i t) * T2 t))) by (intros; ring).
      rewrite sumR_scal_r, comp_sum by (apply len; auto). unfold T2. fold (J t).
      rewrite !mult_IZR, plus_IZR, !mult_IZR, abs_IZR. unfold uR, J, jet_of. cbn [jk]. fold (jet_of f tabs t). field. }
    rewrite X. lra.
Qed.

Definition G (i : nat) (x : point) : R := sumR (fun t => uR i t / ydR * dval t x) F.
Lemma jac_line i z d : (i < p)%nat -> d i + sumR (fun t => uR i t / ydR * (dot (fst t) d * tval t z)) F =
  sumR (fun j => d j * jac i j z) (seq 0 p).
Proof.
  intros Hi. unfold jac.
  rewrite (sumR_ext (fun j => d j * _) (fun j => (if Nat.eqb i j then 1 else 0) * d j + sumR (fun t => IZR (comp j (fst t)) * d j * (uR i t / ydR * tval t z)) F)).
  2:{ intros j _. rewrite Rmult_plus_distr_l, <- sumR_scal. f_equal; [ring|]. apply sumR_ext. intros t _. unfold freq, comp. ring. }
  rewrite sumR_plus, sumR_delta, sumR_swap by auto. f_equal. apply sumR_ext. intros t Ht. rewrite sumR_scal_r.
  replace (dot (fst t) d) with (sumR (fun j => IZR (comp j (fst t)) * d j) (seq 0 p)); [ring|].
  unfold dot. rewrite dot_sum, (len t Ht). reflexivity.
Qed.
Lemma lip_G rho q i x x' M : (forall z, cube p c rho z -> sumR (fun j => Rabs (jac i j z)) (seq 0 p) <= q) ->
  cube p c rho x -> cube p c rho x' -> (i < p)%nat -> (forall j, (j < p)%nat -> Rabs (x j - x' j) <= M) ->
  Rabs ((x i - x' i) - (G i x - G i x')) <= q * M.
Proof.
  intros Hq Hx Hx' Hi HM. set (d := fun j => x j - x' j).
  set (phi := fun s => s * d i - G i (fun j => x' j + s * d j)).
  assert (D : forall s, is_derive phi s (d i + sumR (fun t => uR i t / ydR * (dot (fst t) d * tval t (fun j => x' j + s * d j))) F)).
  { intros s. unfold phi, G.
    assert (EQ : d i + sumR (fun t => uR i t / ydR * (dot (fst t) d * tval t (fun j => x' j + s * d j))) F =
      minus (d i) (sumR (fun t => uR i t / ydR * - (dot (fst t) d * tval t (fun j => x' j + s * d j))) F)).
    { rewrite (sumR_ext (fun t => uR i t / ydR * - _) (fun t => - (uR i t / ydR * (dot (fst t) d * tval t (fun j => x' j + s * d j)))))
        by (intros; ring). rewrite sumR_opp. unfold minus, plus, opp; simpl. ring. }
    rewrite EQ.
    apply (is_derive_minus (fun s => s * d i) (fun s => sumR (fun t => uR i t / ydR * dval t (fun j => x' j + s * d j)) F)).
    - apply line_derive.
    - apply sumR_derive. intros t. apply @is_derive_scal. apply dval_segment. }
  destruct (MVT_gen phi 0 1 (fun s => d i + sumR (fun t => uR i t / ydR * (dot (fst t) d * tval t (fun j => x' j + s * d j))) F)) as (s & Hs & E).
  { intros s _. apply D. }
  { intros s _. apply derivable_continuous_pt. exists (d i + sumR (fun t => uR i t / ydR * (dot (fst t) d * tval t (fun j => x' j + s * d j))) F).
    apply is_derive_Reals, D. }
  rewrite Rmin_left, Rmax_right in Hs by lra. rewrite jac_line in E by auto.
  assert (G1 : forall z z', (forall j, (j < p)%nat -> z j = z' j) -> G i z = G i z').
  { intros z z' Hz. unfold G. apply sumR_ext. intros t Ht. f_equal. unfold dval. f_equal. unfold dot. rewrite !dot_sum.
    apply sumR_ext. intros j Hj. f_equal. apply Hz. apply in_seq in Hj. rewrite (len t Ht) in Hj. lia. }
  unfold phi in E. rewrite (G1 (fun j => x' j + 1 * d j) x) in E by (intros; unfold d; ring).
  rewrite (G1 (fun j => x' j + 0 * d j) x') in E by (intros; ring).
  replace (x i - x' i - (G i x - G i x')) with (1 * d i - G i x - (0 * d i - G i x')) by (unfold d; ring). rewrite E.
  rewrite Rminus_0_r, Rmult_1_r. eapply Rle_trans; [apply sumR_abs|].
  assert (Cz : cube p c rho (fun j => x' j + s * d j)).
  { intros j Hj. specialize (Hx j Hj). specialize (Hx' j Hj). unfold d.
    replace (x' j + s * (x j - x' j) - c j) with (s * (x j - c j) + (1 - s) * (x' j - c j)) by ring.
    eapply Rle_trans; [apply Rabs_triang|]. rewrite !Rabs_mult, (Rabs_right s), (Rabs_right (1 - s)) by lra. nra. }
  assert (M0 : 0 <= M). { eapply Rle_trans; [apply Rabs_pos|apply (HM i Hi)]. }
  apply Rle_trans with (sumR (fun j => Rabs (jac i j (fun j => x' j + s * d j))) (seq 0 p) * M).
  - rewrite <- sumR_scal_r. apply sumR_le. intros j Hj. rewrite Rabs_mult, Rmult_comm. apply Rmult_le_compat_l; [apply Rabs_pos|].
    apply HM. apply in_seq in Hj. lia.
  - apply Rmult_le_compat_r; auto.
Qed.
Lemma G_centre i : Rabs (G i c) * (ydR * uf) <= IZR (roww l y i).
Proof.
  assert (Pu := uf_pos). assert (Py := ydR_pos). unfold G, roww, l. rewrite plus_IZR, abs_IZR, !sumZ_IZR, !sumR_map.
  rewrite <- (Rabs_right (ydR * uf)) by (apply Rle_ge, Rmult_le_pos; lra). rewrite <- Rabs_mult, <- sumR_scal_r.
  set (J := jet_of f tabs).
  replace (sumR (fun t => uR i t / ydR * dval t c * (ydR * uf)) F) with
    (sumR (fun t => IZR (zdot (nth i y []) (jk (J t)) * jQ (J t))) F + sumR (fun t => uR i t * - (IZR (jQ (J t)) - uf * dval t c)) F).
  - eapply Rle_trans; [apply Rabs_triang|]. apply Rplus_le_compat_l. eapply Rle_trans; [apply sumR_abs|]. apply sumR_le. intros t _.
    rewrite Rabs_mult, Rabs_Ropp, mult_IZR, abs_IZR. unfold uR, J, jet_of at 2. cbn [jk]. apply Rmult_le_compat_l; [apply Rabs_pos|apply jQ_ok].
  - rewrite <- sumR_plus. apply sumR_ext. intros t _. rewrite mult_IZR. unfold uR, J, jet_of at 1. cbn [jk]. fold (jet_of f tabs t). field. lra.
Qed.
Lemma col_bound j : sumR (fun i => Rabs (jac i j c)) (seq 0 p) * (ydR * uf) <= IZR (col0 (yd * U) l y p j).
Proof.
  assert (Pu := uf_pos). assert (Py := ydR_pos). unfold col0. rewrite sumZ_IZR, <- sumR_scal_r. apply sumR_le. intros i _.
  rewrite plus_IZR. unfold off, entry, l. rewrite abs_IZR, plus_IZR, !sumZ_IZR, !sumR_map. unfold jac.
  rewrite <- (Rabs_right (ydR * uf)) by (apply Rle_ge, Rmult_le_pos; lra). rewrite <- Rabs_mult. set (J := jet_of f tabs).
  replace (((if Nat.eqb i j then 1 else 0) + sumR (fun t => uR i t / ydR * freq t j * tval t c) F) * (ydR * uf)) with
    (IZR (if Nat.eqb i j then yd * U else 0) + sumR (fun a => IZR (zdot (nth i y []) (jk (J a)) * comp j (jk (J a)) * jP (J a))) F +
     sumR (fun t => uR i t * freq t j * - (IZR (jP (J t)) - uf * tval t c)) F).
  - eapply Rle_trans; [apply Rabs_triang|]. apply Rplus_le_compat_l. eapply Rle_trans; [apply sumR_abs|]. apply sumR_le. intros t _.
    rewrite !Rabs_mult, Rabs_Ropp, !mult_IZR, !abs_IZR. unfold uR, freq, comp, J, jet_of at 2 3. cbn [jk].
    apply Rmult_le_compat_l; [apply Rmult_le_pos; apply Rabs_pos|apply jP_ok].
  - rewrite Rmult_plus_distr_r, <- sumR_scal_r, !Rplus_assoc, <- !sumR_plus. f_equal.
    + destruct (Nat.eqb i j); [rewrite mult_IZR; fold uf ydR; ring|ring].
    + apply sumR_ext. intros t _. rewrite !mult_IZR. unfold uR, freq, comp, J, jet_of at 1 2. cbn [jk]. fold (jet_of f tabs t). field. lra.
Qed.

Lemma cube_shift rho z : cube p c rho z -> (forall j, (j < p)%nat -> Rabs ((fun j => z j - c j) j) <= rho).
Proof. intros H j Hj. apply H; auto. Qed.
Lemma jac_ext i j z z' : (forall j, (j < p)%nat -> z j = z' j) -> jac i j z = jac i j z'.
Proof.
  intros Hz. unfold jac. f_equal. apply sumR_ext. intros t Ht. f_equal. unfold tval. f_equal. unfold dot. rewrite !dot_sum.
  apply sumR_ext. intros m Hm. f_equal. apply Hz. apply in_seq in Hm. rewrite (len t Ht) in Hm. lia.
Qed.
Lemma contracts_ok rn rd : (0 < rn)%Z -> (0 < rd)%Z -> (rn <= 4 * rd)%Z -> contracts U yd l y p rn rd = true ->
  exists q w, 0 <= q < 1 /\ q * (IZR rn / IZR rd) + w <= IZR rn / IZR rd /\
    (forall i z, (i < p)%nat -> cube p c (IZR rn / IZR rd) z -> sumR (fun j => Rabs (jac i j z)) (seq 0 p) <= q) /\
    (forall i, (i < p)%nat -> Rabs (G i c) <= w).
Proof.
  intros Hn Hd H4 E. assert (Pu := uf_pos). assert (Py := ydR_pos).
  apply IZR_lt in Hn. apply IZR_lt in Hd. apply IZR_le in H4. rewrite mult_IZR in H4.
  unfold contracts in E. apply Z.ltb_lt, IZR_lt in E.
  set (A := maxZ (row0 (yd * U) l y p) p) in *. set (B := maxZ (row1 l y p) p) in *.
  set (Cc := maxZ (row2 l y) p) in *. set (W := maxZ (roww l y) p) in *.
  rewrite !plus_IZR, !mult_IZR, !plus_IZR, !mult_IZR in E. fold uf ydR in E. change (IZR U) with uf in E.
  assert (A0 : 0 <= IZR A) by (apply IZR_le, maxZ_nonneg). assert (B0 : 0 <= IZR B) by (apply IZR_le, maxZ_nonneg).
  assert (C0 : 0 <= IZR Cc) by (apply IZR_le, maxZ_nonneg). assert (W0 : 0 <= IZR W) by (apply IZR_le, maxZ_nonneg).
  set (rho := IZR rn / IZR rd). assert (Pr : 0 < rho) by (apply Rdiv_lt_0_compat; auto).
  assert (r4 : rho <= 4).
  { apply Rmult_le_reg_r with (IZR rd); auto. unfold rho, Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra. }
  set (n := ydR * uf). assert (Pn : 0 < n) by (apply Rmult_lt_0_compat; auto).
  exists ((IZR A + IZR B * rho + IZR Cc * uf * rho ^ 2 / 2) / n), (IZR W / n).
  assert (q0 : 0 <= IZR A + IZR B * rho + IZR Cc * uf * rho ^ 2 / 2).
  { assert (0 <= IZR B * rho) by (apply Rmult_le_pos; lra).
    assert (0 <= IZR Cc * uf * rho ^ 2) by (apply Rmult_le_pos; [apply Rmult_le_pos; lra|apply pow2_ge_0]). lra. }
  assert (Ern : IZR rn = rho * IZR rd) by (unfold rho; field; lra). rewrite Ern in E.
  assert (Q : (IZR A + IZR B * rho + IZR Cc * uf * rho ^ 2 / 2) * rho + IZR W < n * rho).
  { assert (P3 : 0 < 2 * (IZR rd * IZR rd * IZR rd)) by (repeat apply Rmult_lt_0_compat; lra).
    apply Rmult_lt_reg_r with (2 * (IZR rd * IZR rd * IZR rd)); auto. unfold n. nra. }
  assert (q1 : (IZR A + IZR B * rho + IZR Cc * uf * rho ^ 2 / 2) < n) by nra.
  split; [|split; [|split]].
  - split; [apply Rdiv_le_0_compat; auto|]. apply Rmult_lt_reg_r with n; auto.
    replace ((IZR A + IZR B * rho + IZR Cc * uf * rho ^ 2 / 2) / n * n) with (IZR A + IZR B * rho + IZR Cc * uf * rho ^ 2 / 2) by (field; lra). lra.
  - apply Rmult_le_reg_r with n; auto.
    replace (((IZR A + IZR B * rho + IZR Cc * uf * rho ^ 2 / 2) / n * rho + IZR W / n) * n)
      with ((IZR A + IZR B * rho + IZR Cc * uf * rho ^ 2 / 2) * rho + IZR W) by (field; lra). lra.
  - intros i z Hi Hz. apply Rmult_le_reg_r with n; auto.
    replace ((IZR A + IZR B * rho + IZR Cc * uf * rho ^ 2 / 2) / n * n) with (IZR A + IZR B * rho + IZR Cc * uf * rho ^ 2 / 2) by (field; lra).
    assert (JB := jac_bound i (fun j => z j - c j) rho ltac:(lra) (cube_shift rho z Hz)).
    rewrite (sumR_ext _ (fun j => Rabs (jac i j z))) in JB.
    2:{ intros j _. f_equal. apply jac_ext. intros; ring. }
    eapply Rle_trans; [exact JB|].
    assert (IZR (row0 (yd * U) l y p i) <= IZR A) by (apply IZR_le, (maxZ_ge (row0 (yd * U) l y p)); auto).
    assert (IZR (row1 l y p i) <= IZR B) by (apply IZR_le, (maxZ_ge (row1 l y p)); auto).
    assert (IZR (row2 l y i) <= IZR Cc) by (apply IZR_le, (maxZ_ge (row2 l y)); auto).
    assert (IZR (row1 l y p i) * rho <= IZR B * rho) by (apply Rmult_le_compat_r; lra).
    assert (IZR (row2 l y i) * (uf * rho ^ 2) <= IZR Cc * (uf * rho ^ 2)).
    { apply Rmult_le_compat_r; auto. apply Rmult_le_pos; [lra|apply pow2_ge_0]. }
    lra.
  - intros i Hi. apply Rmult_le_reg_r with n; auto. unfold Rdiv. rewrite (Rmult_assoc (IZR W)), Rinv_l, Rmult_1_r by lra.
    eapply Rle_trans; [apply G_centre|]. apply IZR_le, (maxZ_ge (roww l y)); auto.
Qed.

Hypothesis Ly : length y = p.
Hypothesis Lr : forall i, (i < p)%nat -> length (nth i y []) = p.
Hypothesis sym : forall i j, (i < p)%nat -> (j < p)%nat -> comp j (nth i y []) = comp i (nth j y []).
Hypothesis cols : forall j, (j < p)%nat -> (col0 (yd * U) l y p j < yd * U)%Z.
Lemma critical_zero z i : (i < p)%nat -> critical p F z -> G i z = 0.
Proof.
  intros Hi Hz. assert (Py := ydR_pos). assert (A := along_critical p (nth i y []) F z (Lr i Hi) Hz).
  unfold G. rewrite (sumR_ext _ (fun t => / ydR * (IZR (zdot (nth i y []) (fst t)) * dval t z))).
  2:{ intros t _. unfold uR. field. lra. }
  rewrite sumR_scal. unfold along in A. rewrite A. ring.
Qed.
Lemma uR_sum i t : (i < p)%nat -> In t F -> uR i t = sumR (fun a => IZR (comp a (nth i y [])) * freq t a) (seq 0 p).
Proof.
  intros Hi Ht. unfold uR. rewrite zdot_sum by (rewrite (Lr i Hi); apply len; auto). rewrite (Lr i Hi). reflexivity.
Qed.
Lemma zero_critical z : (forall i, (i < p)%nat -> G i z = 0) -> critical p F z.
Proof.
  intros Hz. assert (Pu := uf_pos). assert (Py := ydR_pos). set (n := ydR * uf). assert (Pn : 0 < n) by (apply Rmult_lt_0_compat; auto).
  assert (YG : forall i, (i < p)%nat -> sumR (fun a => IZR (comp a (nth i y [])) * grad F z a) (seq 0 p) = 0).
  { intros i Hi. apply Rmult_eq_reg_l with (/ ydR); [|apply Rinv_neq_0_compat; lra]. rewrite Rmult_0_r, <- (Hz i Hi).
    unfold G, grad. rewrite (sumR_ext (fun a => _ * sumR _ F) (fun a => sumR (fun t => IZR (comp a (nth i y [])) * freq t a * dval t z) F)).
    2:{ intros a _. rewrite <- sumR_scal. apply sumR_ext. intros; ring. }
    rewrite sumR_swap, <- sumR_scal. apply sumR_ext. intros t Ht. rewrite sumR_scal_r, <- uR_sum by auto. field. lra. }
  set (q := sumR (fun j => IZR (col0 (yd * U) l y p j)) (seq 0 p)). (* not needed: the bound is per column *)
  assert (Q : exists q', 0 <= q' < 1 /\ forall j, (j < p)%nat -> sumR (fun i => Rabs (jac i j c)) (seq 0 p) <= q').
  { exists (IZR (maxZ (col0 (yd * U) l y p) p) / n). split.
    - split; [apply Rdiv_le_0_compat; auto; apply IZR_le, maxZ_nonneg|].
      apply Rmult_lt_reg_r with n; auto. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. rewrite Rmult_1_r, Rmult_1_l.
      unfold n. replace (ydR * uf) with (IZR (yd * U)) by (rewrite mult_IZR; reflexivity). apply IZR_lt.
      assert (PU : (0 < yd * U)%Z) by (apply Z.mul_pos_pos; auto; apply Z.pow_pos_nonneg; lia).
      unfold maxZ. assert (In_p : forall j, In j (seq 0 p) -> (j < p)%nat) by (intros j Hj; apply in_seq in Hj; lia).
      revert In_p. generalize (seq 0 p). clear - cols PU. induction l0; simpl; intros Hin; auto.
      apply Z.max_lub_lt; auto.
    - intros j Hj. apply Rmult_le_reg_r with n; auto. unfold Rdiv. rewrite (Rmult_assoc (IZR _)), Rinv_l, Rmult_1_r by lra.
      eapply Rle_trans; [apply col_bound|]. apply IZR_le, (maxZ_ge (col0 (yd * U) l y p)); auto. }
  destruct Q as (q' & Hq' & Hcol).
  intros j Hj. revert j Hj. apply (fixed_vanishes p q' (grad F z) Hq'). intros M j Hj HM.
  assert (E : grad F z j = sumR (fun i => jac i j c * grad F z i) (seq 0 p)).
  { unfold jac. rewrite (sumR_ext (fun i => _ * grad F z i) (fun i => (if Nat.eqb j i then 1 else 0) * grad F z i +
      sumR (fun t => uR i t * grad F z i * (freq t j * tval t c / ydR)) F)).
    2:{ intros i _. rewrite Rmult_plus_distr_r, <- sumR_scal_r. rewrite (Nat.eqb_sym j i). f_equal. apply sumR_ext. intros; field; lra. }
    rewrite sumR_plus, sumR_delta, sumR_swap by auto.
    rewrite (sumR_ext (fun b => sumR _ (seq 0 p)) (fun _ => 0)); [rewrite sumR_0; ring|].
    intros t Ht. rewrite sumR_scal_r. rewrite (sumR_ext _ (fun i => sumR (fun a => freq t a * (IZR (comp i (nth a y [])) * grad F z i)) (seq 0 p))).
    2:{ intros i Hi. apply in_seq in Hi. rewrite uR_sum by (auto; lia). rewrite <- sumR_scal_r. apply sumR_ext. intros a Ha. apply in_seq in Ha.
        rewrite (sym i a) by lia. ring. }
    rewrite sumR_swap. rewrite (sumR_ext _ (fun _ => 0)); [rewrite sumR_0; ring|].
    intros a Ha. apply in_seq in Ha. rewrite sumR_scal, YG by lia. ring. }
  rewrite E. eapply Rle_trans; [apply sumR_abs|].
  assert (M0 : 0 <= M). { eapply Rle_trans; [apply Rabs_pos|apply (HM j Hj)]. }
  apply Rle_trans with (sumR (fun i => Rabs (jac i j c)) (seq 0 p) * M); [|apply Rmult_le_compat_r; auto].
  rewrite <- sumR_scal_r. apply sumR_le. intros i Hi. rewrite Rabs_mult. apply Rmult_le_compat_l; [apply Rabs_pos|].
  apply HM. apply in_seq in Hi. lia.
Qed.
Lemma unique_in rn rd : (0 < rn)%Z -> (0 < rd)%Z -> (rn <= 4 * rd)%Z -> contracts U yd l y p rn rd = true ->
  forall x x', cube p c (IZR rn / IZR rd) x -> cube p c (IZR rn / IZR rd) x' -> critical p F x -> critical p F x' ->
  forall i, (i < p)%nat -> x i = x' i.
Proof.
  intros Hn Hd H4 E x x' Hx Hx' Cx Cx'. destruct (contracts_ok rn rd Hn Hd H4 E) as (q & w & Hq & Hqw & HJ & HG).
  apply (zero_unique p c (IZR rn / IZR rd) q G Hq); auto; [|intros; apply critical_zero; auto|intros; apply critical_zero; auto].
  intros u v M i Hu Hv Hi HM. apply (lip_G (IZR rn / IZR rd)); auto.
Qed.
Lemma exists_in rn rd : (0 < rn)%Z -> (0 < rd)%Z -> (rn <= 4 * rd)%Z -> contracts U yd l y p rn rd = true ->
  exists x, cube p c (IZR rn / IZR rd) x /\ critical p F x.
Proof.
  intros Hn Hd H4 E. destruct (contracts_ok rn rd Hn Hd H4 E) as (q & w & Hq & Hqw & HJ & HG).
  set (rho := IZR rn / IZR rd) in *. assert (Pr : 0 < rho) by (apply Rdiv_lt_0_compat; apply (IZR_lt 0); auto).
  assert (Lip : forall u v M i, cube p c rho u -> cube p c rho v -> (i < p)%nat ->
     (forall j, (j < p)%nat -> Rabs (u j - v j) <= M) -> Rabs (u i - v i - (G i u - G i v)) <= q * M).
  { intros u v M i Hu Hv Hi HM. apply (lip_G rho); auto. }
  destruct (zero_exists p c rho q w G Hq Pr HG) as (x & Hx & _ & Zx); auto.
  - intros u i Hu Hi. assert (L := Lip u c rho i Hu (cube_c p c rho Pr) Hi Hu).
    replace (u i - G i u - c i) with ((u i - c i - (G i u - G i c)) + - G i c) by ring.
    eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp. specialize (HG i Hi). lra.
  - exists x. split; auto. apply zero_critical; auto.
Qed.
End Krawczyk.

(** what the test says, one line at a time *)
Lemma krawczyk_parts f yd l y p tight radius : krawczyk f yd l y p tight radius = true ->
  ((0 < yd)%Z /\ (0 < fst radius)%Z /\ (0 < snd radius)%Z /\ (fst radius <= 4 * snd radius)%Z /\
   (0 < fst tight)%Z /\ (0 < snd tight)%Z /\ (fst tight * snd radius <= fst radius * snd tight)%Z) /\
  (length y = p /\ (forall i, (i < p)%nat -> length (nth i y []) = p) /\
   (forall i j, (i < p)%nat -> (j < p)%nat -> comp j (nth i y []) = comp i (nth j y [])) /\
   (forall j, (j < p)%nat -> (col0 (yd * 2 ^ f) l y p j < yd * 2 ^ f)%Z)) /\
  (contracts (2 ^ f) (yd) l y p (fst radius) (snd radius) = true /\
   contracts (2 ^ f) (yd) l y p (fst tight) (snd tight) = true).
Proof.
  intros E. unfold krawczyk in E. repeat (apply andb_prop in E as [E ?]).
  repeat match goal with
  | H : (_ <? _)%Z = true |- _ => apply Z.ltb_lt in H
  | H : (_ <=? _)%Z = true |- _ => apply Z.leb_le in H
  | H : Nat.eqb _ _ = true |- _ => apply Nat.eqb_eq in H
  end.
  split; [repeat split; auto|]. split; [|split; auto].
  assert (In_p : forall i, (i < p)%nat -> In i (seq 0 p)) by (intros; apply in_seq; lia).
  split; [auto|]. split; [|split].
  - intros i Hi. match goal with H : forallb (fun r => Nat.eqb (length r) p) _ = true |- _ => rewrite forallb_forall in H; apply Nat.eqb_eq, H end.
    apply nth_In. lia.
  - intros i j Hi Hj. match goal with H : forallb (fun i => forallb _ _) _ = true |- _ => rewrite forallb_forall in H; specialize (H i (In_p i Hi));
      rewrite forallb_forall in H; apply Z.eqb_eq, (H j (In_p j Hj)) end.
  - intros j Hj. match goal with H : forallb (fun j => (col0 _ _ _ _ j <? _)%Z) _ = true |- _ => rewrite forallb_forall in H; apply Z.ltb_lt, (H j (In_p j Hj)) end.
Qed.
