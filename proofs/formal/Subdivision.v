(** A tree of boxes that covers the torus: every box is free of critical points or lies in the cube of a root. *)
From Coq Require Import Reals ZArith List Lra Lia Bool.
From Coquelicot Require Import Rcomplements.
Require Import SymQNN.TrigPoly SymQNN.Monomials SymQNN.Angles SymQNN.Exclude SymQNN.Pi.
Import ListNotations.
Open Scope R_scope.

Definition box := list (Z * nat).        (* (n, v): the angles between 2 pi n/2^v and 2 pi (n+1)/2^v *)
Inductive tree := Split (axis : nat) (lower upper : tree) | Empty (ys : list (list Z)) | Home (root : nat).
(* Empty: one vector y for each precision that is tried, the cheap one first *)
Record root := Root { centre : list Z; radius : Z * Z }.   (* centre over 2^46 turns; radius a fraction, in radians *)

Definition in_box (b : box) (x : point) :=
  forall i n v, nth_error b i = Some (n, v) -> turns n v <= x i <= turns (n + 1) v.
(** the point lies in the cube of the root, on the torus *)
Definition in_cube (r : root) (x : point) := forall i c, nth_error (centre r) i = Some c ->
  exists k : Z, Rabs (x i - turns c 46 - 2 * PI * IZR k) <= IZR (fst (radius r)) / IZR (snd (radius r)).

Fixpoint set_nth {A} (i : nat) (a : A) (l : list A) : list A :=
  match i, l with O, _ :: l' => a :: l' | S i', b :: l' => b :: set_nth i' a l' | _, [] => [] end.

(** one precision: 2^-f for angles, coefficients cut by 2^s, table of roots of unity up to 2^-N turns *)
Record precision := Precision { pf : Z; ps : Z; pN : nat; pws : list triple; pe : Z; pl : list pterm }.
Definition make (f s e : Z) (N : nat) (F : list term) : precision :=
  {| pf := f; ps := s; pN := N; pws := roots f N; pe := e; pl := map (prepare f s e) F |}.
Definition half_width (top : nat) (nv : Z * nat) : Z := (355 * 2 ^ Z.of_nat (top - snd nv))%Z.
Definition box_empty (P : precision) (K : list Z) (deg : nat) (b : box) (y : list Z) : bool :=
  let top := fold_right (fun nv m => Nat.max (snd nv) m) O b in
  let R := map (half_width top) b in
  let tabs := map (fun nv => powers (pf P) (turn (pf P) (skipn (pN P - S (snd nv)) (pws P)) (2 * fst nv + 1)) (one (pf P)) deg) b in
  (top <? pN P)%nat && Nat.eqb (length y) (length b) &&
  excluded (pf P) tabs R (113 * 2 ^ Z.of_nat top) y (pe P) (zdot K R) (pl P).
Definition gap (a b : Z) : Z := let d := ((a - b) mod 2 ^ 46)%Z in Z.min d (2 ^ 46 - d).
Definition box_home (b : box) (r : root) : bool :=
  Nat.eqb (length b) (length (centre r)) && (0 <? snd (radius r))%Z &&
  forallb (fun nc => let '((n, v), c) := nc in (v <? 46)%nat &&
    (710 * (gap ((2 * n + 1) * 2 ^ Z.of_nat (45 - v)) c + 2 ^ Z.of_nat (45 - v)) * snd (radius r)
      <=? 113 * 2 ^ 46 * fst (radius r))%Z) (combine b (centre r)).
Fixpoint check_tree (Ps : list precision) (K : list Z) (deg : nat) (roots : list root) (b : box) (t : tree) : bool :=
  match t with
  | Split i lo hi =>
    match nth_error b i with
    | Some (n, v) => check_tree Ps K deg roots (set_nth i ((2 * n)%Z, S v) b) lo &&
                     check_tree Ps K deg roots (set_nth i ((2 * n + 1)%Z, S v) b) hi
    | None => false
    end
  | Empty ys => existsb (fun Py => box_empty (fst Py) K deg b (snd Py)) (combine Ps ys)
  | Home j => match nth_error roots j with Some r => box_home b r | None => false end
  end.

(* ---------------------------------------------------------------- soundness *)
Lemma turns_succ n v : turns (n + 1) v = turns n v + 2 * PI / 2 ^ v.
Proof. unfold turns. rewrite plus_IZR. field. apply Rgt_not_eq, pow2_pos. Qed.
Lemma turns_double n v : turns (2 * n) (S v) = turns n v.
Proof. unfold turns. rewrite mult_IZR. simpl pow. field. apply Rgt_not_eq, pow2_pos. Qed.
Lemma turns_middle n v : turns (2 * n + 1) (S v) = turns n v + PI / 2 ^ v.
Proof. rewrite turns_succ, turns_double. simpl pow. field. apply Rgt_not_eq, pow2_pos. Qed.
Lemma set_nth_length {A} i (a : A) l : length (set_nth i a l) = length l.
Proof. revert l; induction i; destruct l; simpl; auto. Qed.
Lemma set_nth_error {A} i (a : A) l j : (i < length l)%nat ->
  nth_error (set_nth i a l) j = if Nat.eqb j i then Some a else nth_error l j.
Proof.
  revert l j; induction i as [|i IH]; intros [|b l] j H; simpl in H; try lia; destruct j; simpl; auto.
  apply IH; lia.
Qed.
Lemma split_box b i n v x : nth_error b i = Some (n, v) -> in_box b x ->
  in_box (set_nth i ((2 * n)%Z, S v) b) x \/ in_box (set_nth i ((2 * n + 1)%Z, S v) b) x.
Proof.
  intros E H. assert (L : (i < length b)%nat) by (apply nth_error_Some; rewrite E; discriminate).
  destruct (H i n v E) as [Hl Hu].
  destruct (Rle_lt_dec (x i) (turns (2 * n + 1) (S v))) as [C|C]; [left|right]; intros j m w Ej;
    rewrite set_nth_error in Ej by auto; destruct (Nat.eqb_spec j i) as [->|]; auto.
  - assert (m = (2 * n)%Z /\ w = S v) as [-> ->] by (split; congruence). rewrite turns_double. lra.
  - assert (m = (2 * n + 1)%Z /\ w = S v) as [-> ->] by (split; congruence).
    replace (2 * n + 1 + 1)%Z with (2 * (n + 1))%Z by ring. rewrite turns_double. lra.
Qed.
Lemma skipn_roots f k : forall m, skipn k (roots f (k + m)) = roots f m.
Proof.
  induction k as [|k IH]; intros m; [reflexivity|].
  change (S k + m)%nat with (S (k + m)). 
  assert (T : forall n, tl (roots f (S n)) = roots f n).
  { intros [|[|n]]; try reflexivity.
    change (roots f (S (S (S n)))) with (match roots f (S (S n)) with [] => [] | w :: ws => half f w :: w :: ws end).
    destruct (roots f (S (S n))); reflexivity. }
  rewrite <- (IH m), <- (T (k + m)%nat). destruct (roots f (S (k + m))); [destruct k|]; reflexivity.
Qed.
Lemma dot_split k : forall n x c (b : box), length k = length b ->
  dotn n k x = dotn n k c + ldot k (map (fun i => x i - c i) (seq n (length b))).
Proof.
  induction k as [|a k IH]; intros n x c [|u b] L; simpl in L; try discriminate; simpl; [ring|].
  rewrite (IH (S n) x c b) by lia. ring.
Qed.
Lemma box_empty_sound f s e N F p K deg b y x : (0 <= f)%Z -> (0 <= s)%Z ->
  Forall (fun t => length (fst t) = p) F -> length b = p ->
  box_empty (make f s e N F) K deg b y = true -> in_box b x -> ~ critical p F x.
Proof.
  intros f0 s0 HF Hb E Hx. unfold box_empty, make in E; cbn [pf ps pN pws pe pl] in E.
  set (top := fold_right _ O b) in *. set (Rz := map (half_width top) b) in *.
  set (tabs := map (fun nv => powers f (turn f (skipn (N - S (snd nv)) (roots f N)) (2 * fst nv + 1)) (one f) deg) b) in *.
  apply andb_prop in E as [E1 E]. apply andb_prop in E1 as [E1 E2].
  apply Nat.ltb_lt in E1. apply Nat.eqb_eq in E2.
  assert (Htop : forall i n v, nth_error b i = Some (n, v) -> (v <= top)%nat).
  { unfold top. clear. induction b as [|[n0 v0] b IH]; intros [|i] n v E; simpl in *; try discriminate.
    - injection E as <- <-. lia.
    - specialize (IH _ _ _ E). lia. }
  set (c := fun i => match nth_error b i with Some (n, v) => turns (2 * n + 1) (S v) | None => 0 end).
  set (d := map (fun i => x i - c i) (seq 0 (length b))).
  assert (Ld : length d = p) by (unfold d; rewrite map_length, seq_length; auto).
  assert (P2 : forall n, 0 < IZR (2 ^ Z.of_nat n)) by (intros; apply (IZR_lt 0), Z.pow_pos_nonneg; lia).
  refine (excluded_sound f s f0 s0 p c d tabs Rz (113 * 2 ^ Z.of_nat top) y e (zdot K Rz) Ld _ _ _ _ F x HF _ E _).
  - unfold Rz. rewrite map_length. auto.
  - assert (0 < 2 ^ Z.of_nat top)%Z by (apply Z.pow_pos_nonneg; lia). lia.
  - (* half-widths *)
    assert (G : forall b' n0, (forall i n v, nth_error b' i = Some (n, v) -> (v <= top)%nat /\
         turns n v <= x (n0 + i)%nat <= turns (n + 1) v /\ c (n0 + i)%nat = turns (2 * n + 1) (S v)) ->
       Forall2 (fun x r => Rabs x <= IZR r / IZR (113 * 2 ^ Z.of_nat top)) (map (fun i => x i - c i) (seq n0 (length b'))) (map (half_width top) b')).
    { induction b' as [|[n v] b' IH]; intros n0 Hb'; cbn [map seq length]; constructor.
      - destruct (Hb' O n v eq_refl) as (Hv & Hxi & Hci). rewrite Nat.add_0_r in Hxi, Hci. rewrite Hci, turns_middle.
        rewrite turns_succ in Hxi. unfold half_width; cbn [snd]. rewrite !mult_IZR.
        assert (PB := pi_bounds). assert (PV := pow2_pos v).
        assert (Q : IZR (2 ^ Z.of_nat top) = IZR (2 ^ Z.of_nat (top - v)) * 2 ^ v).
        { rewrite pow_IZR, <- mult_IZR, <- Z.pow_add_r by lia. f_equal. f_equal. lia. }
        rewrite Q. assert (PT := P2 (top - v)%nat).
        replace (355 * IZR (2 ^ Z.of_nat (top - v)) / (113 * (IZR (2 ^ Z.of_nat (top - v)) * 2 ^ v))) with (355 / 113 / 2 ^ v)
          by (field; lra).
        apply Rle_trans with (PI / 2 ^ v).
        + apply Rabs_le. replace (2 * PI / 2 ^ v) with (PI / 2 ^ v + PI / 2 ^ v) in Hxi by (field; lra). lra.
        + unfold Rdiv at 1 2. apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; auto|lra].
      - apply IH. intros i n' v' E'. specialize (Hb' (S i) n' v' E'). rewrite Nat.add_succ_r in Hb'. exact Hb'. }
    apply (G b O). intros i n v Ei. rewrite Nat.add_0_l. split; [eapply Htop; eauto|]. split; [apply Hx; auto|]. unfold c. rewrite Ei. reflexivity.
  - (* tables *)
    intros i Hi. unfold tabs in *. rewrite map_length in Hi. simpl plus.
    destruct (nth_error b i) as [[n v]|] eqn:Ei; [|apply nth_error_None in Ei; lia].
    rewrite (nth_error_nth' _ (0%Z, O) Hi) in Ei. injection Ei as Ei.
    set (g := fun nv : Z * nat => powers f (turn f (skipn (N - S (snd nv)) (roots f N)) (2 * fst nv + 1)) (one f) deg).
    rewrite (nth_indep (map g b) [] (g (0%Z, O))) by (rewrite map_length; auto).
    rewrite (map_nth g), Ei. unfold g. cbn [fst snd]. apply powers_ok; auto.
    assert (Hv : (v <= top)%nat) by (eapply Htop; rewrite (nth_error_nth' _ (0%Z, O) Hi), Ei; reflexivity).
    assert (EN : roots f N = roots f ((N - S v) + S v)) by (f_equal; lia).
    rewrite EN, skipn_roots. unfold c. rewrite (nth_error_nth' _ (0%Z, O) Hi), Ei. apply turn_stands; auto.
  - rewrite E2; auto.
  - intros t Ht. unfold dot, d. apply dot_split. rewrite Forall_forall in HF. rewrite HF; auto.
Qed.
Lemma gap_spec a b : exists k : Z, Z.abs (a - b - k * 2 ^ 46) = gap a b.
Proof.
  unfold gap. set (M := (2 ^ 46)%Z). assert (D := Z.div_mod (a - b) M ltac:(discriminate)).
  assert (B := Z.mod_pos_bound (a - b) M ltac:(reflexivity)). set (d := ((a - b) mod M)%Z) in *.
  destruct (Z.min_spec d (M - d)) as [[H ->]|[H ->]].
  - exists ((a - b) / M)%Z. replace (a - b - (a - b) / M * M)%Z with d by lia. lia.
  - exists ((a - b) / M + 1)%Z. replace (a - b - ((a - b) / M + 1) * M)%Z with (d - M)%Z by lia. lia.
Qed.
Lemma box_home_sound b r x : box_home b r = true -> in_box b x -> in_cube r x.
Proof.
  unfold box_home. intros E Hx i c Ec. apply andb_prop in E as [E1 E]. apply andb_prop in E1 as [EL ED].
  apply Nat.eqb_eq in EL. apply Z.ltb_lt in ED. rewrite forallb_forall in E.
  assert (Li : (i < length b)%nat) by (rewrite EL; apply nth_error_Some; rewrite Ec; discriminate).
  destruct (nth_error b i) as [[n v]|] eqn:Eb; [|apply nth_error_None in Eb; lia].
  assert (In ((n, v), c) (combine b (centre r))).
  { clear -Eb Ec. revert i Eb Ec. generalize (centre r). induction b as [|u b IH]; intros [|w l] [|i] Eb Ec; simpl in *; try discriminate.
    - injection Eb as ->. injection Ec as ->. left; auto.
    - right. eapply IH; eauto. }
  specialize (E _ H). cbv beta iota in E. apply andb_prop in E as [Ev E]. apply Nat.ltb_lt in Ev. apply Z.leb_le in E.
  set (m := ((2 * n + 1) * 2 ^ Z.of_nat (45 - v))%Z) in *. destruct (gap_spec m c) as [k Hk]. exists k.
  set (w := (2 ^ Z.of_nat (45 - v))%Z) in *. destruct (Hx i n v Eb) as [Hl Hu].
  assert (PB := pi_bounds).
  assert (W : IZR w * 2 ^ v = 2 ^ 45).
  { unfold w. rewrite !pow_IZR, <- mult_IZR, <- Z.pow_add_r by lia. f_equal. f_equal. lia. }
  assert (P46 : IZR (2 ^ 46) = 2 ^ 46) by (rewrite pow_IZR; reflexivity).
  assert (PV := pow2_pos v).
  assert (Mid : turns m 46 = turns n v + PI / 2 ^ v).
  { rewrite <- turns_middle. unfold turns, m. rewrite mult_IZR. fold w. replace (2 ^ 46) with (2 * (IZR w * 2 ^ v)) by (rewrite W; ring).
    simpl pow. assert (0 < IZR w) by (apply (IZR_lt 0), Z.pow_pos_nonneg; lia). field. lra. }
  assert (Wd : PI / 2 ^ v = 2 * PI * IZR w / 2 ^ 46).
  { replace (2 ^ 46) with (2 * (IZR w * 2 ^ v)) by (rewrite W; ring).
    assert (0 < IZR w) by (apply (IZR_lt 0), Z.pow_pos_nonneg; lia). field. lra. }
  rewrite turns_succ in Hu. replace (2 * PI / 2 ^ v) with (PI / 2 ^ v + PI / 2 ^ v) in Hu by (field; lra).
  replace (x i - turns c 46 - 2 * PI * IZR k) with ((x i - turns m 46) + 2 * PI * IZR (m - c - k * 2 ^ 46) / 2 ^ 46).
  2:{ unfold turns. rewrite !minus_IZR, mult_IZR, P46. field. }
  assert (0 < IZR (snd (radius r))) by (apply (IZR_lt 0); auto).
  assert (I46 : 0 < / 2 ^ 46) by (apply Rinv_0_lt_compat, pow2_pos).
  apply Rle_trans with (2 * PI * IZR w / 2 ^ 46 + 2 * PI * IZR (gap m c) / 2 ^ 46).
  - eapply Rle_trans; [apply Rabs_triang|]. apply Rplus_le_compat.
    + rewrite <- Wd, Mid. apply Rabs_le. lra.
    + rewrite <- Hk, abs_IZR. unfold Rdiv. rewrite !Rabs_mult, (Rabs_right 2), (Rabs_right PI), (Rabs_right (/ 2 ^ 46)); lra.
  - apply IZR_le in E. rewrite !mult_IZR, plus_IZR in E.
    rewrite P46 in E.
    set (g := IZR (gap m c) + IZR w) in *. assert (g0 : 0 <= g).
    { unfold g. rewrite <- Hk, abs_IZR. assert (0 < IZR w) by (apply (IZR_lt 0), Z.pow_pos_nonneg; lia).
      assert (0 <= Rabs (IZR (m - c - k * 2 ^ 46))) by apply Rabs_pos. lra. }
    apply Rmult_le_reg_r with (113 * 2 ^ 46 * IZR (snd (radius r))).
    { assert (0 < 2 ^ 46) by apply pow2_pos. apply Rmult_lt_0_compat; auto. lra. }
    replace ((2 * PI * IZR w / 2 ^ 46 + 2 * PI * IZR (gap m c) / 2 ^ 46) * (113 * 2 ^ 46 * IZR (snd (radius r))))
      with (226 * PI * (g * IZR (snd (radius r)))) by (unfold g; field).
    replace (IZR (fst (radius r)) / IZR (snd (radius r)) * (113 * 2 ^ 46 * IZR (snd (radius r))))
      with (113 * 2 ^ 46 * IZR (fst (radius r))) by (field; lra).
    eapply Rle_trans; [|exact E]. assert (0 <= g * IZR (snd (radius r))) by (apply Rmult_le_pos; lra).
    replace (710 * g * IZR (snd (radius r))) with (710 * (g * IZR (snd (radius r)))) by ring. nra.
Qed.
Theorem check_tree_sound F p K deg roots Ps : Forall (fun t => length (fst t) = p) F ->
  (forall P, In P Ps -> exists f s e N, (0 <= f)%Z /\ (0 <= s)%Z /\ P = make f s e N F) ->
  forall t b x, length b = p -> check_tree Ps K deg roots b t = true -> in_box b x -> critical p F x ->
  exists j r, nth_error roots j = Some r /\ in_cube r x.
Proof.
  intros HF HP. induction t as [i lo IHlo hi IHhi|ys|j]; intros b x Hb E Hx Hc; simpl in E.
  - destruct (nth_error b i) as [[n v]|] eqn:Ei; [|discriminate]. apply andb_prop in E as [E1 E2].
    destruct (split_box b i n v x Ei Hx) as [H|H].
    + apply (IHlo _ x) in E1; auto. rewrite set_nth_length; auto.
    + apply (IHhi _ x) in E2; auto. rewrite set_nth_length; auto.
  - exfalso. apply existsb_exists in E as ([P y] & HPin & E). cbn [fst snd] in E.
    apply in_combine_l in HPin. destruct (HP P HPin) as (f & s & e & N & f0 & s0 & ->).
    exact (box_empty_sound f s e N F p K deg b y x f0 s0 HF Hb E Hx Hc).
  - destruct (nth_error roots j) as [r|] eqn:Ej; [|discriminate]. exists j, r. split; auto. eapply box_home_sound; eauto.
Qed.
