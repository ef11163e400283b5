(** The exclusion test: no critical point in a box. Taylor's formula of order 3 for y . grad F, in integers.
    The box has centre c and half-widths |d_i| <= R_i / D; cos and sin of its centre are given as [stands] triples. *)
From Coq Require Import Reals ZArith List Lra Lia Bool.
From Coquelicot Require Import Rcomplements Complex.
Require Import SymQNN.Taylor SymQNN.TrigPoly SymQNN.Monomials SymQNN.Angles.
Import ListNotations.
Open Scope R_scope.

Section Exclude.
Variables f s : Z.                      (* angles in units 2^-f; coefficients are cut to multiples of 2^s *)
Hypotheses (f0 : (0 <= f)%Z) (s0 : (0 <= s)%Z).
Let U : Z := (2 ^ f)%Z.
Let uf : R := IZR U.
Let us : R := IZR (2 ^ s).
Definition delta : Z := if (s =? 0)%Z then 0%Z else 1%Z.

Record pterm := PT { pk : list Z; pa : Z; pb : Z; pamp : Z; pabs : list Z; podd : list Z; peven : list Z; perr : Z }.
Definition prepare (e : Z) (t : term) : pterm :=
  let k := fst t in let a := Z.shiftr (fst (snd t)) s in let b := Z.shiftr (snd (snd t)) s in
  {| pk := k; pa := a; pb := b;
     pamp := (Z.sqrt ((Z.abs a + delta) ^ 2 + (Z.abs b + delta) ^ 2) + 1)%Z;
     pabs := map Z.abs k; podd := k ++ m3 Z.mul k; peven := m2 Z.mul k;
     perr := ((Z.abs a + Z.abs b) * e + 2 * delta * U)%Z |}.

(** exp(i k.c) from tables of the powers of exp(i c_l) *)
Definition unknown : triple := (0, 0, U)%Z.
Definition pick (a : Z) (t : list triple) : triple :=
  let z := nth (Z.abs_nat a) t unknown in if (a <? 0)%Z then conj z else z.
Fixpoint cexp (tabs : list (list triple)) (k : list Z) : triple :=
  match k, tabs with
  | [], _ => one f
  | a :: k', t :: tabs' => mulc f (pick a t) (cexp tabs' k')
  | _, [] => unknown
  end.
Fixpoint powers (z cur : triple) (n : nat) : list triple :=
  match n with O => [] | S n' => cur :: powers z (mulc f cur z) n' end.

(** sums over all terms: value, coefficients of odd and even order, remainder, error *)
Fixpoint vadd (q : Z) (m acc : list Z) : list Z :=
  match m, acc with
  | x :: m', y :: acc' => (q * x + y)%Z :: vadd q m' acc'
  | _, [] => map (Z.mul q) m
  | [], _ => acc
  end.
Fixpoint sums (tabs : list (list triple)) (R y : list Z) (e eta : Z) (l : list pterm)
  : bool * Z * list Z * list Z * Z * Z :=
  match l with
  | [] => (true, 0%Z, [], [], 0%Z, 0%Z)
  | t :: l' =>
    let '(ok, T0, To, Te, rem, err) := sums tabs R y e eta l' in
    let u := zdot y (pk t) in
    if (u =? 0)%Z then (ok, T0, To, Te, rem, err) else
    let z := cexp tabs (pk t) in
    let w := zdot (pabs t) R in
    let P := (u * (pb t * tc z - pa t * ts z))%Z in
    let Q := (- (u * (pb t * ts z + pa t * tc z)))%Z in
    let w2 := (w * w)%Z in
    (ok && (te z <=? e)%Z && (w <=? eta)%Z, (T0 + P)%Z, vadd Q (podd t) To, vadd P (peven t) Te,
     (rem + Z.abs u * pamp t * (w2 * w2))%Z, (err + Z.abs u * perr t)%Z)
  end.
Definition map2 {A B C} (g : A -> B -> C) := fix go (u : list A) (v : list B) : list C :=
  match u, v with a :: u', b :: v' => g a b :: go u' v' | _, _ => [] end.
Fixpoint zabsdot (T W : list Z) : Z := match T, W with a :: T', b :: W' => (Z.abs a * b + zabsdot T' W')%Z | _, _ => 0%Z end.
Definition weights_odd (R : list Z) (D : Z) : list Z :=
  map (Z.mul (24 * (D * D * D))) R ++ map2 (fun c x => (4 * D * (c * x))%Z) (c3 (length R)) (m3 Z.mul R).
Definition weights_even (R : list Z) (D : Z) : list Z :=
  map2 (fun c x => (12 * (D * D) * (c * x))%Z) (c2 (length R)) (m2 Z.mul R).
Definition excluded (tabs : list (list triple)) (R : list Z) (D : Z) (y : list Z) (e eta : Z) (l : list pterm) : bool :=
  let '(ok, T0, To, Te, rem, err) := sums tabs R y e eta l in
  ok && (zabsdot To (weights_odd R D) + zabsdot Te (weights_even R D) + U * rem +
         err * (24 * (D * D * D * D) + 24 * (D * D * D) * eta + 12 * (D * D) * (eta * eta) + 4 * D * (eta * eta * eta))
         <? 24 * (D * D * D * D) * Z.abs T0)%Z.

(* ---------------------------------------------------------------- soundness *)
Lemma uf_pos : 0 < uf. Proof. apply (IZR_lt 0), Z.pow_pos_nonneg; lia. Qed.
Lemma us_pos : 0 < us. Proof. apply (IZR_lt 0), Z.pow_pos_nonneg; lia. Qed.

Lemma unknown_stands t : stands f unknown t.
Proof.
  unfold stands, unknown, te; simpl snd. rewrite <- Cmod_opp.
  replace (- (cz (0%Z, 0%Z, U) - RtoC (IZR (2 ^ f)) * cis t))%C
    with (RtoC (IZR (2 ^ f)) * cis t)%C.
  - rewrite Cmod_scal, cis_mod by auto. right; unfold U; ring.
  - unfold cz, tc, ts; simpl. change (0, 0) with (RtoC 0). ring.
Qed.
Definition table_ok (t : list triple) (a : R) := forall j, stands f (nth j t unknown) (INR j * a).
Lemma pick_stands a t x : table_ok t x -> stands f (pick a t) (IZR a * x).
Proof.
  intros H. unfold pick. specialize (H (Z.abs_nat a)). rewrite INR_IZR_INZ, Zabs2Nat.id_abs in H.
  destruct (Z.ltb_spec a 0).
  - replace (IZR a * x) with (- (IZR (Z.abs a) * x)). { apply conj_stands, H. }
    rewrite Z.abs_neq, opp_IZR by lia. ring.
  - rewrite Z.abs_eq in H by lia. exact H.
Qed.
Lemma powers_ok z a : stands f z a -> forall n, table_ok (powers z (one f) n) a.
Proof.
  intros Hz n. assert (G : forall n m cur, stands f cur (INR m * a) -> forall j,
    stands f (nth j (powers z cur n) unknown) (INR (m + j) * a)).
  { clear n. induction n as [|n IH]; intros m cur Hc j; simpl.
    - destruct j; apply unknown_stands.
    - destruct j as [|j]; [rewrite Nat.add_0_r; exact Hc|]. rewrite <- Nat.add_succ_comm. apply IH.
      rewrite S_INR, Rmult_plus_distr_r, Rmult_1_l. apply mulc_stands; auto. }
  intros j. apply (G n 0%nat). simpl INR. rewrite Rmult_0_l. apply one_stands.
Qed.
Definition tables_ok (tabs : list (list triple)) (n : nat) (c : point) :=
  forall i, (i < length tabs)%nat -> table_ok (nth i tabs []) (c (n + i)%nat).
Lemma cexp_stands k : forall n tabs c, tables_ok tabs n c -> stands f (cexp tabs k) (dotn n k c).
Proof.
  induction k as [|a k IH]; intros n tabs c H; simpl; [destruct tabs; apply one_stands|].
  destruct tabs as [|t tabs]; [apply unknown_stands|]. apply mulc_stands; auto.
  - apply pick_stands. specialize (H 0%nat). simpl in H. rewrite Nat.add_0_r in H. apply H; lia.
  - apply IH. intros i Hi. specialize (H (S i)). simpl in H. rewrite Nat.add_succ_r in H. apply H; lia.
Qed.

(** one term *)
Lemma pow4_le h w D : 0 < D -> Rabs h <= w / D -> h ^ 4 * D ^ 4 <= w ^ 4.
Proof.
  intros HD Hh. assert (K : Rabs h * D <= w).
  { apply Rmult_le_reg_r with (/ D); [apply Rinv_0_lt_compat; auto|]. rewrite Rmult_assoc, Rinv_r by lra. unfold Rdiv in Hh. lra. }
  replace (h ^ 4 * D ^ 4) with ((Rabs h * D) ^ 4).
  - apply pow_incr. split; auto. apply Rmult_le_pos; [apply Rabs_pos|lra].
  - rewrite Rpow_mult_distr. f_equal. rewrite RPow_abs. apply Rabs_right. apply Rle_ge.
    replace (h ^ 4) with ((h ^ 2) ^ 2) by ring. apply pow2_ge_0.
Qed.
Definition growth (eta D : R) := 24 * (D * D * D * D) + 24 * (D * D * D) * eta + 12 * (D * D) * (eta * eta) + 4 * D * (eta * eta * eta).
Lemma term_bound u al be a b C S e de amp phi h w eta D :
  0 < D -> Rabs h <= w / D -> w <= eta -> 0 <= de -> Rabs (al - a) <= de -> Rabs (be - b) <= de ->
  Rabs (C - uf * cos phi) <= e -> Rabs (S - uf * sin phi) <= e -> amplitude al be <= amp ->
  let P := u * (b * C - a * S) in let Q := - (u * (b * S + a * C)) in
  Rabs (uf * (u * wave be (- al) (phi + h)) - (P + Q * h - P * h ^ 2 / 2 - Q * h ^ 3 / 6)) * (24 * D ^ 4) <=
  uf * (Rabs u * amp * w ^ 4) + Rabs u * ((Rabs a + Rabs b) * e + 2 * de * uf) * growth eta D.
Proof.
  intros HD Hh Hw Hde Ha Hb HC HS Hamp P Q. assert (Pu := uf_pos).
  set (P1 := wave be (- al) phi). set (Q1 := wave (- al) (- be) phi).
  assert (W : wave be (- al) (phi + h) = wave P1 Q1 h) by apply wave_plus. rewrite W.
  assert (A : amplitude P1 Q1 = amplitude al be).
  { unfold P1, Q1. rewrite wave_rotated. unfold amplitude. f_equal. ring. }
  assert (T := wave_taylor3 P1 Q1 h). rewrite A in T.
  set (pe := (Rabs a + Rabs b) * e + 2 * de * uf).
  assert (SC : forall g, Rabs g <= 1 -> forall v a' v', Rabs (v - uf * g) <= e -> Rabs (v' - a') <= de ->
            Rabs (uf * (v' * g) - a' * v) <= Rabs a' * e + de * uf).
  { intros g Hg v a' v' H1 H2. replace (uf * (v' * g) - a' * v) with ((v' - a') * (uf * g) - a' * (v - uf * g)) by ring.
    unfold Rminus at 1. eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp, !Rabs_mult, (Rabs_right uf) by lra.
    assert (0 <= Rabs a') by apply Rabs_pos. assert (0 <= Rabs (v' - a')) by apply Rabs_pos.
    assert (0 <= Rabs g) by apply Rabs_pos.
    assert (K1 : uf * Rabs g <= uf * 1) by (apply Rmult_le_compat_l; lra).
    assert (K2 : Rabs (v' - a') * (uf * Rabs g) <= de * (uf * 1)).
    { apply Rmult_le_compat; auto. apply Rmult_le_pos; lra. }
    assert (K3 : Rabs a' * Rabs (v - uf * g) <= Rabs a' * e) by (apply Rmult_le_compat_l; auto). lra. }
  assert (cb : Rabs (cos phi) <= 1) by (apply Rabs_le; apply COS_bound).
  assert (sb : Rabs (sin phi) <= 1) by (apply Rabs_le; apply SIN_bound).
  assert (EP : Rabs (uf * (u * P1) - P) <= Rabs u * pe).
  { replace (uf * (u * P1) - P) with (u * ((uf * (be * cos phi) - b * C) - (uf * (al * sin phi) - a * S)))
      by (unfold P1, P, wave; ring).
    rewrite Rabs_mult. apply Rmult_le_compat_l; [apply Rabs_pos|]. unfold Rminus at 1.
    eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp. unfold pe.
    assert (H1 := SC _ cb C b be HC Hb). assert (H2 := SC _ sb S a al HS Ha). lra. }
  assert (EQ : Rabs (uf * (u * Q1) - Q) <= Rabs u * pe).
  { replace (uf * (u * Q1) - Q) with (- (u * ((uf * (al * cos phi) - a * C) + (uf * (be * sin phi) - b * S))))
      by (unfold Q1, Q, wave; ring).
    rewrite Rabs_Ropp, Rabs_mult. apply Rmult_le_compat_l; [apply Rabs_pos|].
    eapply Rle_trans; [apply Rabs_triang|]. unfold pe.
    assert (H1 := SC _ cb C a al HC Ha). assert (H2 := SC _ sb S b be HS Hb). lra. }
  set (E2 := uf * (u * wave P1 Q1 h) - uf * (u * (P1 + Q1 * h - P1 * h ^ 2 / 2 - Q1 * h ^ 3 / 6))).
  set (E1 := (uf * (u * P1) - P) * (1 - h ^ 2 / 2) + (uf * (u * Q1) - Q) * (h - h ^ 3 / 6)).
  replace (uf * (u * wave P1 Q1 h) - (P + Q * h - P * h ^ 2 / 2 - Q * h ^ 3 / 6)) with (E2 + E1)
    by (unfold E1, E2; field).
  assert (D4 : 0 < 24 * D ^ 4) by (assert (0 < D ^ 4) by (apply pow_lt; auto); lra).
  apply Rle_trans with ((Rabs E2 + Rabs E1) * (24 * D ^ 4)).
  { apply Rmult_le_compat_r; [lra|apply Rabs_triang]. }
  rewrite Rmult_plus_distr_r. apply Rplus_le_compat.
  - unfold E2. replace (uf * (u * wave P1 Q1 h) - uf * (u * (P1 + Q1 * h - P1 * h ^ 2 / 2 - Q1 * h ^ 3 / 6)))
      with (uf * (u * (wave P1 Q1 h - (P1 + Q1 * h - P1 * h ^ 2 / 2 - Q1 * h ^ 3 / 6)))) by ring.
    rewrite !Rabs_mult, (Rabs_right uf) by lra. rewrite Rmult_assoc.
    apply Rmult_le_compat_l; [lra|]. rewrite !Rmult_assoc. apply Rmult_le_compat_l; [apply Rabs_pos|].
    assert (H4 := pow4_le h w D HD Hh).
    assert (0 <= amplitude al be) by apply sqrt_pos.
    assert (0 <= h ^ 4) by (replace (h ^ 4) with ((h ^ 2) ^ 2) by ring; apply pow2_ge_0).
    apply Rle_trans with (amplitude al be * h ^ 4 / 24 * (24 * D ^ 4)); [apply Rmult_le_compat_r; lra|].
    replace (amplitude al be * h ^ 4 / 24 * (24 * D ^ 4)) with (amplitude al be * (h ^ 4 * D ^ 4)) by field.
    assert (0 <= D ^ 4) by lra.
    apply Rmult_le_compat; auto. apply Rmult_le_pos; auto.
  - set (H := Rabs h * D). assert (H0 : 0 <= H) by (apply Rmult_le_pos; [apply Rabs_pos|lra]).
    assert (HE : H <= eta).
    { apply Rle_trans with w; auto. unfold H. apply Rmult_le_reg_r with (/ D); [apply Rinv_0_lt_compat; auto|].
      rewrite Rmult_assoc, Rinv_r by lra. unfold Rdiv in Hh. lra. }
    apply Rle_trans with ((Rabs u * pe) * growth H D).
    + unfold E1. apply Rle_trans with ((Rabs u * pe * (1 + Rabs h ^ 2 / 2) + Rabs u * pe * (Rabs h + Rabs h ^ 3 / 6)) * (24 * D ^ 4)).
      * apply Rmult_le_compat_r; [lra|]. eapply Rle_trans; [apply Rabs_triang|]. rewrite !Rabs_mult.
        assert (B1 : Rabs (1 - h ^ 2 / 2) <= 1 + Rabs h ^ 2 / 2).
        { unfold Rminus. eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_R1, Rabs_Ropp.
          unfold Rdiv. rewrite Rabs_mult, <- RPow_abs, (Rabs_right (/ 2)) by lra. lra. }
        assert (B2 : Rabs (h - h ^ 3 / 6) <= Rabs h + Rabs h ^ 3 / 6).
        { unfold Rminus. eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp.
          unfold Rdiv. rewrite Rabs_mult, <- RPow_abs, (Rabs_right (/ 6)) by lra. lra. }
        apply Rplus_le_compat; apply Rmult_le_compat; auto using Rabs_pos.
      * right. unfold growth, H. field.
    + apply Rmult_le_compat_l.
      { eapply Rle_trans; [apply Rabs_pos|exact EP]. }
      unfold growth. assert (0 < D * D) by nra. assert (0 < D * D * D) by nra.
      assert (H * H <= eta * eta) by nra. assert (H * H * H <= eta * eta * eta) by nra. nra.
Qed.

(** vectors *)
Lemma vadd_ldot q m : forall acc w, ldot (vadd q m acc) w = IZR q * ldot m w + ldot acc w.
Proof.
  induction m as [|x m IH]; intros acc w.
  - destruct acc; simpl; ring.
  - destruct acc as [|y acc].
    + change (vadd q (x :: m) []) with (map (Z.mul q) (x :: m)). replace (ldot [] w) with 0 by (destruct w; reflexivity).
      rewrite Rplus_0_r. clear IH. revert w. generalize (x :: m). clear.
      induction l as [|x l IH]; intros [|y w]; simpl; try ring. rewrite IH, mult_IZR. ring.
    + destruct w as [|z w]; simpl; [ring|]. rewrite IH, plus_IZR, mult_IZR. ring.
Qed.
Lemma ldot_app a b a' b' : length a = length b -> ldot (a ++ a') (b ++ b') = ldot a b + ldot a' b'.
Proof.
  revert b; induction a as [|x a IH]; intros [|y b] L; try discriminate; simpl; [ring|]. rewrite IH by (simpl in L; lia). ring.
Qed.
Lemma ldot_map2 q c : forall m b, ldot m (map2 (fun c x => - (IZR c * x) * q) c b) = - tri c m b * q.
Proof.
  induction c as [|z c IH]; intros [|x m] [|y b]; simpl; try ring. rewrite IH. ring.
Qed.
Lemma zabsdot_bound S w : forall W T, Forall2 (fun x X => Rabs x * S <= IZR X) w W -> 0 <= S ->
  Rabs (ldot T w) * S <= IZR (zabsdot T W).
Proof.
  induction w as [|x w IH]; intros W T H HS; inversion H; subst.
  - destruct T; simpl; rewrite Rabs_R0; lra.
  - destruct T as [|t T]; simpl; [rewrite Rabs_R0; lra|]. rewrite plus_IZR, mult_IZR, abs_IZR.
    apply Rle_trans with ((Rabs (IZR t * x) + Rabs (ldot T w)) * S).
    + apply Rmult_le_compat_r; auto. apply Rabs_triang.
    + rewrite Rmult_plus_distr_r, Rabs_mult. apply Rplus_le_compat; auto.
      rewrite Rmult_assoc. apply Rmult_le_compat_l; auto. apply Rabs_pos.
Qed.
Definition small (n : nat) (D : R) (x : R) (X : Z) := Rabs x * D ^ n <= IZR X.
Lemma small_mul n D a A l L : 0 <= D -> small 1 D a A -> Forall2 (small n D) l L ->
  Forall2 (small (S n) D) (map (Rmult a) l) (map (Z.mul A) L).
Proof.
  intros HD Ha H. induction H as [|x X l L Hx HL IH]; simpl; constructor; auto.
  unfold small in *. rewrite Rabs_mult, mult_IZR. replace (Rabs a * Rabs x * D ^ S n) with ((Rabs a * D ^ 1) * (Rabs x * D ^ n)) by (simpl; ring).
  apply Rmult_le_compat; auto; apply Rmult_le_pos; auto using Rabs_pos; apply pow_le; auto.
Qed.
Lemma small_m2 D l L : 0 <= D -> Forall2 (small 1 D) l L -> Forall2 (small 2 D) (m2 Rmult l) (m2 Z.mul L).
Proof.
  intros HD H. induction H as [|x X l L Hx HL IH]; [constructor|].
  change (m2 Rmult (x :: l)) with (map (Rmult x) (x :: l) ++ m2 Rmult l).
  change (m2 Z.mul (X :: L)) with (map (Z.mul X) (X :: L) ++ m2 Z.mul L).
  apply Forall2_app; auto. apply small_mul; auto.
Qed.
Lemma small_m3 D l L : 0 <= D -> Forall2 (small 1 D) l L -> Forall2 (small 3 D) (m3 Rmult l) (m3 Z.mul L).
Proof.
  intros HD H. induction H as [|x X l L Hx HL IH]; [constructor|].
  change (m3 Rmult (x :: l)) with (map (Rmult x) (m2 Rmult (x :: l)) ++ m3 Rmult l).
  change (m3 Z.mul (X :: L)) with (map (Z.mul X) (m2 Z.mul (X :: L)) ++ m3 Z.mul L).
  apply Forall2_app; auto. apply small_mul; auto. apply small_m2; auto.
Qed.
Lemma nonneg_c2 n : Forall (fun c => (0 <= c)%Z) (c2 n).
Proof. induction n; simpl; constructor; try lia. apply Forall_app; split; auto. apply Forall_forall. intros x Hx. apply repeat_spec in Hx. lia. Qed.
Lemma nonneg_c3 n : Forall (fun c => (0 <= c)%Z) (c3 n).
Proof.
  induction n; simpl; constructor; try lia. repeat (apply Forall_app; split); auto.
  - apply Forall_forall. intros x Hx. apply repeat_spec in Hx. lia.
  - apply Forall_map. eapply Forall_impl; [|apply nonneg_c2]. cbv beta; intros; lia.
Qed.
Lemma small_weights n D q Q c : forall l L, Forall (fun c => (0 <= c)%Z) c -> Forall2 (small n (IZR D)) l L -> 0 <= IZR Q ->
  q * (24 * IZR D ^ 4) = IZR Q * IZR D ^ n -> 0 <= q ->
  Forall2 (fun x X => Rabs x * (24 * IZR D ^ 4) <= IZR X)
    (map2 (fun c x => - (IZR c * x) * q) c l) (map2 (fun c x => (Q * (c * x))%Z) c L).
Proof.
  induction c as [|z c IH]; intros l L Hc H HQ E Hq; [constructor|].
  inversion H as [|x X l' L' Hx HL]; subst; [constructor|]. inversion Hc; subst. simpl map2. constructor; auto.
  rewrite Rabs_mult, Rabs_Ropp, Rabs_mult, (Rabs_right q), (Rabs_right (IZR z)) by (apply Rle_ge; auto; apply IZR_le; auto).
  rewrite !mult_IZR. unfold small in Hx.
  replace (IZR z * Rabs x * q * (24 * IZR D ^ 4)) with (IZR z * Rabs x * (q * (24 * IZR D ^ 4))) by ring. rewrite E.
  assert (0 <= IZR z) by (apply IZR_le; auto). 
  replace (IZR z * Rabs x * (IZR Q * IZR D ^ n)) with (IZR Q * (IZR z * (Rabs x * IZR D ^ n))) by ring.
  apply Rmult_le_compat_l; auto. apply Rmult_le_compat_l; auto.
Qed.

Section Box.
Variables (p : nat) (c : point) (d : list R) (tabs : list (list triple)) (Rz : list Z) (D : Z) (y : list Z) (e eta : Z).
Hypotheses (Hd : length d = p) (HR : length Rz = p) (HD : (0 < D)%Z).
Hypothesis in_box : Forall2 (fun x r => Rabs x <= IZR r / IZR D) d Rz.
Hypothesis Htabs : tables_ok tabs 0 c.
Let rD := IZR D.
Lemma rD_pos : 0 < rD. Proof. apply (IZR_lt 0); auto. Qed.
Definition wodd := d ++ map2 (fun c x => - (IZR c * x) * (/ 6)) (c3 p) (m3 Rmult d).
Definition weven := map2 (fun c x => - (IZR c * x) * (/ 2)) (c2 p) (m2 Rmult d).
Lemma odd_sum k : length k = p -> ldot (k ++ m3 Z.mul k) wodd = ldot k d - ldot k d ^ 3 / 6.
Proof.
  intros Hk. unfold wodd. rewrite ldot_app by (rewrite Hk, Hd; reflexivity).
  rewrite ldot_map2, cube, Hk by (rewrite Hk, Hd; reflexivity). unfold Rdiv. ring.
Qed.
Lemma even_sum k : length k = p -> ldot (m2 Z.mul k) weven = - ldot k d ^ 2 / 2.
Proof. intros Hk. unfold weven. rewrite ldot_map2, square, Hk by (rewrite Hk, Hd; reflexivity). unfold Rdiv. ring. Qed.
Lemma small_d : Forall2 (small 1 rD) d Rz.
Proof.
  revert in_box. clear -HD. induction 1 as [|x r d' R' Hx H IH]; constructor; auto.
  unfold small. simpl. rewrite Rmult_1_r. assert (P := rD_pos). fold rD in Hx.
  apply Rmult_le_reg_r with (/ rD); [apply Rinv_0_lt_compat; auto|]. rewrite Rmult_assoc, Rinv_r by lra. unfold Rdiv in Hx. lra.
Qed.
Lemma ldot_abs k : forall d' R', Forall2 (fun x r => Rabs x <= IZR r / rD) d' R' ->
  Rabs (ldot k d') <= IZR (zdot (map Z.abs k) R') / rD.
Proof.
  clear. induction k as [|a k IH]; intros d1 R1 H; simpl.
  - rewrite Rabs_R0. unfold Rdiv. rewrite Rmult_0_l. lra.
  - inversion H as [|x r d' R' Hx HR' E1 E2]; subst; [rewrite Rabs_R0; unfold Rdiv; rewrite Rmult_0_l; lra|].
    eapply Rle_trans; [apply Rabs_triang|]. rewrite plus_IZR, mult_IZR, abs_IZR, Rabs_mult.
    unfold Rdiv in *. rewrite Rmult_plus_distr_r, Rmult_assoc. apply Rplus_le_compat; auto.
    apply Rmult_le_compat_l; auto using Rabs_pos.
Qed.

(** |y . grad F (c + d)| 2^f / 2^s against the integer sums *)
Definition scaled (t : term) : R :=
  uf * (IZR (zdot y (fst t)) * wave (IZR (snd (snd t)) / us) (- (IZR (fst (snd t)) / us)) (dot (fst t) c + ldot (fst t) d)).
Lemma shiftr_delta a : Rabs (IZR a / us - IZR (Z.shiftr a s)) <= IZR delta.
Proof.
  assert (P := us_pos). unfold delta. destruct (Z.eqb_spec s 0) as [E|E].
  - rewrite E, Z.shiftr_0_r. unfold us. rewrite E. simpl. replace (IZR a / 1 - IZR a) with 0 by field. rewrite Rabs_R0. lra.
  - assert (S := shiftr_close s s0 a). fold us in S.
    apply Rmult_le_reg_l with us; auto. rewrite Rmult_1_r. rewrite <- (Rabs_right us) at 1 by lra. rewrite <- Rabs_mult.
    rewrite <- Rabs_Ropp. eapply Rle_trans; [|exact S]. right; f_equal. field. lra.
Qed.
Lemma amp_ok a b : amplitude (IZR a / us) (IZR b / us) <=
  IZR (Z.sqrt ((Z.abs (Z.shiftr a s) + delta) ^ 2 + (Z.abs (Z.shiftr b s) + delta) ^ 2) + 1).
Proof.
  set (A := (Z.abs (Z.shiftr a s) + delta)%Z). set (B := (Z.abs (Z.shiftr b s) + delta)%Z).
  assert (bound : forall z, Rabs (IZR z / us) <= IZR (Z.abs (Z.shiftr z s) + delta)).
  { intros z. rewrite plus_IZR, abs_IZR. assert (K := shiftr_delta z).
    replace (IZR z / us) with (IZR (Z.shiftr z s) + (IZR z / us - IZR (Z.shiftr z s))) by ring.
    eapply Rle_trans; [apply Rabs_triang|]. lra. }
  assert (HA := bound a). assert (HB := bound b). fold A in HA. fold B in HB.
  assert (N : (0 <= A ^ 2 + B ^ 2)%Z) by nia. assert (Sq := Z.sqrt_spec _ N). cbv zeta in Sq.
  set (q := Z.sqrt (A ^ 2 + B ^ 2)) in *. unfold amplitude. rewrite <- (sqrt_Rsqr (IZR (q + 1))).
  - apply sqrt_le_1_alt. apply Rle_trans with (IZR (A ^ 2 + B ^ 2)).
    + rewrite plus_IZR, !Z.pow_2_r, !mult_IZR. rewrite <- (pow2_abs (IZR a / us)), <- (pow2_abs (IZR b / us)).
      assert (0 <= Rabs (IZR a / us)) by apply Rabs_pos. assert (0 <= Rabs (IZR b / us)) by apply Rabs_pos. nra.
    + unfold Rsqr. rewrite <- mult_IZR. apply IZR_le. unfold Z.succ in Sq. lia.
  - apply IZR_le. assert (0 <= q)%Z by apply Z.sqrt_nonneg. lia.
Qed.
Lemma sums_spec F : Forall (fun t => length (fst t) = p) F -> forall T0 To Te rem err,
  sums tabs Rz y e eta (map (prepare e) F) = (true, T0, To, Te, rem, err) ->
  Rabs (sumR scaled F - (IZR T0 + ldot To wodd + ldot Te weven)) * (24 * rD ^ 4)
  <= uf * IZR rem + IZR err * growth (IZR eta) rD.
Proof.
  assert (P := uf_pos). assert (PD := rD_pos).
  induction 1 as [|t F Ht HF IH]; intros T0 To Te rem err E.
  - simpl in E. injection E as <- <- <- <- <-. simpl. replace (0 - (0 + 0 + 0)) with 0 by ring. rewrite Rabs_R0. lra.
  - cbn [sums pk pa pb pamp pabs podd peven perr prepare fst snd map] in E. destruct (sums tabs Rz y e eta (map (prepare e) F)) as [[[[[ok T0'] To'] Te'] rem'] err'].
    change (sumR scaled (t :: F)) with (scaled t + sumR scaled F).
    destruct (Z.eqb_spec (zdot y (fst t)) 0) as [u0|u0].
    { injection E as -> -> -> -> -> ->. replace (scaled t) with 0; [rewrite Rplus_0_l; apply IH; auto|].
      unfold scaled. rewrite u0. ring. }
    do 4 apply pair_equal_spec in E as [E <-]. apply pair_equal_spec in E as [Eok <-]. apply andb_prop in Eok as [Eok Hw]. apply andb_prop in Eok as [-> He].
    apply Z.leb_le in Hw, He. specialize (IH _ _ _ _ _ eq_refl).
    destruct t as [k [a b]]. cbn [fst snd] in *.
    set (u := zdot y k) in *. set (z := cexp tabs k) in *. set (w := zdot (map Z.abs k) Rz) in *.
    set (a' := Z.shiftr a s). set (b' := Z.shiftr b s).
    assert (Sz := cexp_stands k 0 tabs c Htabs). fold z in Sz. fold dot in Sz.
    assert (TB := term_bound (IZR u) (IZR a / us) (IZR b / us) (IZR a') (IZR b') (IZR (tc z)) (IZR (ts z)) (IZR e) (IZR delta)
      (IZR (Z.sqrt ((Z.abs a' + delta) ^ 2 + (Z.abs b' + delta) ^ 2) + 1)) (dot k c) (ldot k d) (IZR w) (IZR eta) rD PD).
    specialize (TB (ldot_abs k d Rz in_box) (IZR_le _ _ Hw)).
    assert (D0 : 0 <= IZR delta) by (unfold delta; destruct (s =? 0)%Z; lra).
    specialize (TB D0 (shiftr_delta a) (shiftr_delta b)).
    assert (TC := stands_cos f z _ Sz). assert (TS := stands_sin f z _ Sz). fold U in TC, TS. fold uf in TC, TS.
    apply IZR_le in He. specialize (TB (Rle_trans _ _ _ TC He) (Rle_trans _ _ _ TS He) (amp_ok a b)).
    cbv zeta in TB. unfold scaled at 1. cbn [fst snd]. fold u.
    rewrite !vadd_ldot, !plus_IZR, odd_sum, even_sum by auto.
    set (X := uf * (IZR u * wave (IZR b / us) (- (IZR a / us)) (dot k c + ldot k d))) in *.
    set (h := ldot k d) in *. set (Y := sumR scaled F) in *.
    set (Pz := (u * (b' * tc z - a' * ts z))%Z). set (Qz := (- (u * (b' * ts z + a' * tc z)))%Z).
    replace (X + Y - _) with ((X - (IZR Pz + IZR Qz * h - IZR Pz * h ^ 2 / 2 - IZR Qz * h ^ 3 / 6)) +
      (Y - (IZR T0' + ldot To' wodd + ldot Te' weven))) by (unfold Rdiv; ring).
    apply Rle_trans with ((Rabs (X - (IZR Pz + IZR Qz * h - IZR Pz * h ^ 2 / 2 - IZR Qz * h ^ 3 / 6)) +
      Rabs (Y - (IZR T0' + ldot To' wodd + ldot Te' weven))) * (24 * rD ^ 4)).
    { apply Rmult_le_compat_r; [|apply Rabs_triang]. assert (0 < rD ^ 4) by (apply pow_lt; auto). lra. }
    rewrite Rmult_plus_distr_r.
    replace (uf * (IZR rem' + IZR (Z.abs u * (Z.sqrt ((Z.abs a' + delta) ^ 2 + (Z.abs b' + delta) ^ 2) + 1) * (w * w * (w * w)))) +
      (IZR err' + IZR (Z.abs u * ((Z.abs a' + Z.abs b') * e + 2 * delta * U))) * growth (IZR eta) rD)
      with ((uf * (IZR (Z.abs u) * IZR (Z.sqrt ((Z.abs a' + delta) ^ 2 + (Z.abs b' + delta) ^ 2) + 1) * IZR w ^ 4) +
             IZR (Z.abs u) * IZR ((Z.abs a' + Z.abs b') * e + 2 * delta * U) * growth (IZR eta) rD) +
            (uf * IZR rem' + IZR err' * growth (IZR eta) rD)) by (rewrite !mult_IZR; ring).
    apply Rplus_le_compat; [|exact IH]. unfold Pz, Qz.
    rewrite opp_IZR, !mult_IZR, minus_IZR, !plus_IZR, !mult_IZR, !plus_IZR, !abs_IZR.
    change (IZR U) with uf. replace (IZR 2 * IZR delta * uf) with (2 * IZR delta * uf) by ring.
    rewrite plus_IZR in TB. exact TB.
Qed.

Lemma small_wodd : Forall2 (fun x X => Rabs x * (24 * rD ^ 4) <= IZR X) wodd (weights_odd Rz D).
Proof.
  assert (P := rD_pos). unfold wodd, weights_odd. apply Forall2_app.
  - generalize small_d. clear -P. intros H. induction H as [|x r l L Hx H IH]; cbn [map]; constructor; auto.
    unfold small in Hx. rewrite !mult_IZR. fold rD.
    assert (0 < rD ^ 3) by (apply pow_lt; auto).
    replace (Rabs x * (24 * rD ^ 4)) with (24 * rD ^ 3 * (Rabs x * rD ^ 1)) by ring.
    replace (24 * (rD * rD * rD) * IZR r) with (24 * rD ^ 3 * IZR r) by ring.
    apply Rmult_le_compat_l; lra.
  - rewrite HR. change (fun c x => (4 * D * (c * x))%Z) with (fun c x => ((4 * D) * (c * x))%Z).
    apply small_weights with (n := 3%nat); auto using nonneg_c3.
    + apply small_m3; [fold rD; lra|apply small_d].
    + apply IZR_le. lia.
    + rewrite mult_IZR. fold rD. field.
    + lra.
Qed.
Lemma small_weven : Forall2 (fun x X => Rabs x * (24 * rD ^ 4) <= IZR X) weven (weights_even Rz D).
Proof.
  assert (P := rD_pos). unfold weven, weights_even. rewrite HR.
  apply small_weights with (n := 2%nat); auto using nonneg_c2.
  - apply small_m2; [fold rD; lra|apply small_d].
  - apply IZR_le. nia.
  - rewrite !mult_IZR. fold rD. field.
  - lra.
Qed.
(** the theorem *)
Theorem excluded_sound F x : Forall (fun t => length (fst t) = p) F -> length y = p ->
  excluded tabs Rz D y e eta (map (prepare e) F) = true ->
  (forall t, In t F -> dot (fst t) x = dot (fst t) c + ldot (fst t) d) -> ~ critical p F x.
Proof.
  intros HF Hy E Hx Hc. unfold excluded in E.
  destruct (sums tabs Rz y e eta (map (prepare e) F)) as [[[[[ok T0] To] Te] rem] err] eqn:ES.
  apply andb_prop in E as [-> E]. apply Z.ltb_lt, IZR_lt in E.
  assert (S := sums_spec F HF _ _ _ _ _ ES).
  assert (Z0 : sumR scaled F = 0).
  { assert (A := along_critical p y F x Hy Hc). unfold along in A.
    assert (Q : sumR scaled F = uf / us * sumR (fun t => IZR (zdot y (fst t)) * dval t x) F).
    { rewrite <- sumR_scal. apply sumR_ext. intros t Ht. unfold scaled, dval. rewrite (Hx t Ht).
      assert (P := us_pos). unfold wave. field. lra. }
    rewrite Q, A. ring. }
  rewrite Z0 in S. assert (P := rD_pos).
  assert (D4 : 0 < 24 * rD ^ 4) by (assert (0 < rD ^ 4) by (apply pow_lt; auto); lra).
  assert (Bo := zabsdot_bound _ _ _ To small_wodd (Rlt_le _ _ D4)).
  assert (Be := zabsdot_bound _ _ _ Te small_weven (Rlt_le _ _ D4)).
  rewrite !plus_IZR, !mult_IZR, !plus_IZR, !mult_IZR, abs_IZR in E. change (IZR U) with uf in E. fold rD in E.
  unfold growth in S. set (n := 24 * rD ^ 4) in *.
  assert (T : Rabs (IZR T0) * n <= Rabs (0 - (IZR T0 + ldot To wodd + ldot Te weven)) * n +
              (Rabs (ldot To wodd) * n + Rabs (ldot Te weven) * n)).
  { rewrite <- !Rmult_plus_distr_r. apply Rmult_le_compat_r; [lra|].
    replace (IZR T0) with (- (0 - (IZR T0 + ldot To wodd + ldot Te weven)) + (- ldot To wodd + - ldot Te weven)) at 1 by ring.
    eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp. apply Rplus_le_compat_l.
    eapply Rle_trans; [apply Rabs_triang|]. rewrite !Rabs_Ropp. lra. }
  unfold n in *. replace (rD ^ 4) with (rD * rD * rD * rD) in * by ring. nra.
Qed.
End Box.
End Exclude.
