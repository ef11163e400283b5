(** The complete list of critical points of a trigonometric polynomial, by the certificate's own proof: charts and Bernstein
    coefficients.

    The test evaluates the polynomial in integers only: the coefficients of its derivatives on the 2^p charts, their halves along
    a tree, and Krawczyk's and the index test (Krawczyk.v, Morse.v) at each listed point. If it answers true, there is one
    critical point near each listed one, of the Morse index that it states, no two of them equal modulo 2 pi, and no others. *)
From Coquelicot Require Import Coquelicot.
From Coq Require Import Reals ZArith List Lra Lia Bool.
Require Import SymQNN.Taylor SymQNN.TrigPoly SymQNN.Angles SymQNN.Exclude SymQNN.Contraction SymQNN.Krawczyk SymQNN.Morse SymQNN.CompleteList.
Require Import SymQNN.Products SymQNN.Bernstein SymQNN.BernsteinTree SymQNN.BernsteinChart.
Import ListNotations.
Open Scope R_scope.

Definition unit : Z := (2 ^ 44)%Z.

(** ---- The program *)
(** the derivative of the function with index e: an integer and an index *)
Definition dbasis (e : nat) : Z * nat :=
  if Nat.eqb e 0 then (0%Z, O) else if Nat.odd e then ((- Z.of_nat (frequency e))%Z, S e) else (Z.of_nat (frequency e), pred e).
Definition derive_term (i : nat) (t : product) : product :=
  (change i (fun e => snd (dbasis e)) (fst t), (snd t * fst (dbasis (nth i (fst t) 0%nat)))%Z).
Definition grids (ds : list nat) (ss : list Z) (terms : list product) : list (grid ds) :=
  map (fun i => chart_grid ds ss (coefficients ds (map (derive_term i) terms))) (seq 0 (length ds)).
Fixpoint all_signs (p : nat) : list (list Z) :=
  match p with O => [[]] | S p' => map (cons 1%Z) (all_signs p') ++ map (cons (-1)%Z) (all_signs p') end.

(** a listed point: sign and half tangent (over 2^44) of each angle; a critical point lies within [around] (a fraction, in
    radians) of it, and within [reach_of] of its half tangents; what shows that, and the Morse index *)
Record entry := Entry { signs : list Z; tangents : list Z; around : Z * Z; reach_of : Z; pre_of_den : Z; pre_of : list (list Z);
                        basis_of : list (list Z); index_of : nat }.
Definition tangent_angle (f : Z) (s t : Z) : triple :=
  let q := (unit * unit + t * t)%Z in
  ((s * ((unit * unit - t * t) * 2 ^ f / q))%Z, (s * (2 * unit * t * 2 ^ f / q))%Z, 2%Z).
Definition tables_of (f : Z) (deg : nat) (e : entry) : list (list triple) :=
  map (fun st => powers f (tangent_angle f (fst st) (snd st)) (one f) deg) (combine (signs e) (tangents e)).
Definition entry_ok (f : Z) (deg : nat) (F : list term) (p : nat) (e : entry) : bool :=
  let l := map (jet_of f (tables_of f deg e)) F in
  Nat.eqb (length (signs e)) p && Nat.eqb (length (tangents e)) p
  && forallb (fun s => (s =? 1) || (s =? -1))%Z (signs e)
  && forallb (fun t => Z.abs t + reach_of e <? unit)%Z (tangents e)
  && (fst (around e) * unit <=? reach_of e * snd (around e))%Z
  && krawczyk f (pre_of_den e) l (pre_of e) p (around e) (around e)
  && index_test (2 ^ f) (fst (around e)) (snd (around e)) l (basis_of e) p (index_of e).
Definition distinct (a b : entry) : bool :=
  existsb (fun st => let '((s, t), (s', t')) := st in negb (s =? s')%Z || (reach_of a + reach_of b <? Z.abs (t - t'))%Z)
    (combine (combine (signs a) (tangents a)) (combine (signs b) (tangents b))).
Fixpoint all_distinct (l : list entry) : bool := match l with [] => true | e :: l' => forallb (distinct e) l' && all_distinct l' end.
Definition targets (ss : list Z) (points : list entry) : list target :=
  map (fun e => Target (tangents e) (reach_of e)) (filter (fun e => same_key (signs e) ss) points).
Definition whole (p : nat) : range := repeat (- unit, 2 * unit)%Z p.
(** f: bits of the evaluation at the listed points; ds: 2 d_l, d_l the largest frequency of angle l; one tree a chart *)
Definition bernstein_check (f : Z) (ds : list nat) (terms : list product) (points : list entry) (trees : list chart_tree) : bool :=
  let p := length ds in let F := polynomial_of p terms in let deg := S (fold_right Nat.max O ds) in
  (0 <=? f)%Z
  && forallb (fun n => Nat.eqb n (2 * Nat.div2 n) && (1 <=? n)%nat) ds
  && forallb (fun t => Nat.eqb (length (fst t)) p) terms
  && forallb (fun i => forallb (fun t => fits ds (fst (derive_term i t))) terms) (seq 0 p)
  && forallb (entry_ok f deg F p) points && all_distinct points
  && Nat.eqb (length trees) (length (all_signs p))
  && forallb (fun st => follow ds (targets (fst st) points) (whole p) (grids ds (fst st) terms) (snd st)) (combine (all_signs p) trees).

(* ---------------------------------------------------------------- derivatives *)
Lemma basis_derive e y : is_derive (basis e) y (IZR (fst (dbasis e)) * basis (snd (dbasis e)) y).
Proof.
  unfold dbasis, basis. destruct (Nat.eqb_spec e 0) as [->|N].
  - simpl. rewrite Rmult_0_l. apply (is_derive_const (V := R_NormedModule) 1 y).
  - destruct (Nat.odd e) eqn:O; cbn [fst snd].
    + assert (O' : Nat.odd (S e) = false) by (rewrite Nat.odd_succ, <- Nat.negb_odd, O; reflexivity). rewrite O'. simpl Nat.eqb.
      assert (E : frequency (S e) = frequency e).
      { change (S (Nat.div2 e) = Nat.div2 (S e)). assert (D := Nat.div2_odd (S e)). rewrite O' in D. assert (D' := Nat.div2_odd e). rewrite O in D'. unfold Nat.b2n in D, D'.
        revert D D'. generalize (Nat.div2 (S e)) (Nat.div2 e). intros; lia. }
      rewrite E, opp_IZR, <- INR_IZR_INZ. auto_derive; auto. ring.
    + assert (N' : pred e <> 0%nat). { destruct e as [|[|e]]; [contradiction|discriminate|discriminate]. }
      assert (O' : Nat.odd (pred e) = true).
      { destruct e as [|e]; [contradiction|]. simpl. rewrite Nat.odd_succ in O. rewrite <- Nat.negb_even, O. reflexivity. }
      destruct (Nat.eqb_spec (pred e) 0); [contradiction|]. rewrite O'.
      assert (E : frequency (pred e) = frequency e).
      { unfold frequency. replace (S (pred e)) with e by lia. assert (D := Nat.div2_odd (S e)). rewrite Nat.odd_succ, <- Nat.negb_odd, O in D.
        assert (D' := Nat.div2_odd e). rewrite O in D'. unfold Nat.b2n in D, D'. simpl negb in D. cbv iota in D. revert D D'. generalize (Nat.div2 (S e)) (Nat.div2 e). intros; lia. }
      rewrite E, <- INR_IZR_INZ. auto_derive; auto. ring.
Qed.
Lemma basis_product_upd index i h x : forall n, (i < n)%nat -> basis_product n index (upd x i h) = basis_product n index x.
Proof.
  induction index as [|e index IH]; intros n Hn; simpl; auto. rewrite IH by lia. unfold upd at 1. destruct (Nat.eqb_spec n i); [lia|reflexivity].
Qed.
Lemma basis_product_derive x i index : forall n, (n <= i < n + length index)%nat ->
  is_derive (fun h => basis_product n index (upd x i h)) (x i)
    (IZR (fst (dbasis (nth (i - n) index 0%nat))) * basis_product n (change (i - n) (fun e => snd (dbasis e)) index) x).
Proof.
  induction index as [|e index IH]; intros n Hn; simpl in Hn; [lia|]. destruct (Nat.eq_dec n i) as [->|N].
  - rewrite Nat.sub_diag. simpl. apply (is_derive_ext (fun h => basis_product (S i) index x * basis e h)).
    + intros h. rewrite basis_product_upd by lia. unfold upd. rewrite Nat.eqb_refl. apply Rmult_comm.
    + evar_last; [apply is_derive_scal, basis_derive|]. ring.
  - replace (i - n)%nat with (S (i - S n)) by lia. simpl.
    apply (is_derive_ext (fun h => basis e (x n) * basis_product (S n) index (upd x i h))).
    + intros h. unfold upd at 2. destruct (Nat.eqb_spec n i); [lia|reflexivity].
    + evar_last; [apply is_derive_scal, IH; lia|]. ring.
Qed.
Lemma product_derive x i terms : Forall (fun t => (i < length (fst t))%nat) terms ->
  is_derive (fun h => product_value terms (upd x i h)) (x i) (product_value (map (derive_term i) terms) x).
Proof.
  induction 1 as [|t terms Ht H IH]; [apply (is_derive_const (V := R_NormedModule) 0 (x i))|].
  assert (D := basis_product_derive x i (fst t) 0 ltac:(lia)). rewrite Nat.sub_0_r in D.
  evar_last; [exact (is_derive_plus _ _ (x i) _ _ (is_derive_scal _ (x i) (IZR (snd t)) _ D) IH)|].
  unfold product_value, plus; simpl. rewrite mult_IZR. ring.
Qed.
Lemma stationary_derive p terms x : Forall (fun t => length (fst t) = p) terms ->
  stationary p terms x <-> forall i, (i < p)%nat -> product_value (map (derive_term i) terms) x = 0.
Proof.
  intros H. assert (D : forall i, (i < p)%nat -> is_derive (fun h => product_value terms (upd x i h)) (x i) (product_value (map (derive_term i) terms) x)).
  { intros i Hi. apply product_derive. eapply Forall_impl; [|exact H]. cbv beta. intros; lia. }
  split; intros S i Hi.
  - rewrite <- (is_derive_unique _ _ _ (D i Hi)). apply (is_derive_unique _ _ _ (S i Hi)).
  - rewrite <- (S i Hi). apply D; auto.
Qed.

(* ---------------------------------------------------------------- the charts *)
Definition at_tangent (s : Z) (t y : R) : Prop := cos y * (1 + t * t) = IZR s * (1 - t * t) /\ sin y * (1 + t * t) = IZR s * (2 * t).
Fixpoint all_at (ss : list Z) (l : list R) (n : nat) (x : point) : Prop :=
  match ss, l with s :: ss', t :: l' => at_tangent s (t / IZR unit) (x n) /\ all_at ss' l' (S n) x | [], [] => True | _, _ => False end.
Definition angle (s : Z) (t : R) : R := 2 * atan t + (if (s =? 1)%Z then 0 else PI).
Lemma unit_pos : 0 < IZR unit. Proof. apply (IZR_lt 0). reflexivity. Qed.
Lemma one_square t : 0 < 1 + t * t. Proof. assert (Q := Rle_0_sqr t). unfold Rsqr in Q. lra. Qed.
Lemma half_angle t : cos (2 * atan t) * (1 + t * t) = 1 - t * t /\ sin (2 * atan t) * (1 + t * t) = 2 * t.
Proof.
  rewrite cos_2a, sin_2a, cos_atan, sin_atan. unfold Rsqr. assert (P := one_square t). assert (S := sqrt_sqrt _ (Rlt_le _ _ P)).
  assert (N : sqrt (1 + t * t) <> 0) by (apply Rgt_not_eq, sqrt_lt_R0; auto).
  revert S N. generalize (sqrt (1 + t * t)). intros r S N. rewrite <- S. split; field; auto.
Qed.
Lemma angle_at s t : s = 1%Z \/ s = (-1)%Z -> at_tangent s t (angle s t).
Proof.
  unfold at_tangent, angle. destruct (half_angle t) as [C S]. intros [->| ->]; simpl Z.eqb; cbv iota.
  - rewrite Rplus_0_r, C, S. split; ring.
  - rewrite neg_cos, neg_sin, !Ropp_mult_distr_l_reverse, C, S. split; ring.
Qed.
Lemma tangent_stands s t y u v : 0 < u + v -> t = (u - v) / (u + v) -> at_tangent s t y -> stands_for s (u, v) y.
Proof.
  intros P -> [C S]. unfold stands_for. set (w := u + v) in *.
  assert (Q : (1 + (u - v) / w * ((u - v) / w)) * (w * w / 2) = u * u + v * v) by (unfold w; field; fold w; lra).
  split.
  - rewrite <- Q. replace ((1 + (u - v) / w * ((u - v) / w)) * (w * w / 2) * cos y) with (cos y * (1 + (u - v) / w * ((u - v) / w)) * (w * w / 2)) by ring.
    rewrite C. unfold w. field. fold w. lra.
  - rewrite <- Q. replace ((1 + (u - v) / w * ((u - v) / w)) * (w * w / 2) * sin y) with (sin y * (1 + (u - v) / w * ((u - v) / w)) * (w * w / 2)) by ring.
    rewrite S. unfold w. field. fold w. lra.
Qed.
Lemma same_angle s t y z : at_tangent s t y -> at_tangent s t z -> cos y = cos z /\ sin y = sin z.
Proof.
  intros [C S] [C' S']. assert (P := one_square t). split; apply Rmult_eq_reg_r with (1 + t * t); lra.
Qed.
Lemma turn_of y z : cos y = cos z -> sin y = sin z -> exists k : Z, y = z + 2 * PI * IZR k.
Proof.
  intros C S. assert (E : cos (2 * ((y - z) / 2)) = 1).
  { replace (2 * ((y - z) / 2)) with (y - z) by field. rewrite cos_minus, C, S. assert (Q := sin2_cos2 z). unfold Rsqr in Q. lra. }
  rewrite cos_2a_sin in E. assert (Z : sin ((y - z) / 2) = 0) by nra. destruct (sin_eq_0_0 _ Z) as [k Hk]. exists k. lra.
Qed.
Lemma some_signs p ss : In ss (all_signs p) -> length ss = p /\ Forall (fun s => s = 1%Z \/ s = (-1)%Z) ss.
Proof.
  revert ss. induction p as [|p IH]; intros ss H; simpl in H; [destruct H as [<-|[]]; auto|].
  apply in_app_or in H as [H|H]; apply in_map_iff in H as (l & <- & Hl); destruct (IH l Hl) as [L F]; simpl; auto.
Qed.
(** every point lies in a chart *)
Lemma cover_one y : exists s u v, (s = 1%Z \/ s = (-1)%Z) /\ unit_point (u, v) /\ at_tangent s ((u - v) / (u + v)) y.
Proof.
  assert (Q := sin2_cos2 y). unfold Rsqr in Q. assert (CB := COS_bound y). assert (SB := SIN_bound y).
  assert (G : forall s c d, (s = 1%Z \/ s = (-1)%Z) -> cos y = IZR s * c -> sin y = IZR s * d -> 0 <= c -> c * c + d * d = 1 ->
    exists u v, unit_point (u, v) /\ at_tangent s ((u - v) / (u + v)) y).
  { intros s c d Hs Ec Ed Hc E. exists ((1 + d / (1 + c)) / 2), ((1 - d / (1 + c)) / 2).
    assert (B : -1 <= d / (1 + c) <= 1).
    { assert (-1 <= d <= 1) by nra. split; apply Rmult_le_reg_r with (1 + c); try lra; unfold Rdiv; rewrite Rmult_assoc, Rinv_l by lra; lra. }
    set (t := d / (1 + c)) in *. split; [unfold unit_point; simpl; lra|].
    replace (((1 + t) / 2 - (1 - t) / 2) / ((1 + t) / 2 + (1 - t) / 2)) with t by (field; lra).
    assert (T : 1 + t * t = 2 / (1 + c)).
    { unfold t. replace (1 + d / (1 + c) * (d / (1 + c))) with ((1 + 2 * c + (c * c + d * d)) / ((1 + c) * (1 + c))) by (field; lra). rewrite E. field. lra. }
    unfold at_tangent. replace (1 - t * t) with (2 - (1 + t * t)) by ring. rewrite T, Ec, Ed. unfold t. split; field; lra. }
  destruct (Rle_lt_dec 0 (cos y)) as [C|C].
  - destruct (G 1%Z (cos y) (sin y)) as (u & v & H); auto; try ring; try lra. exists 1%Z, u, v. auto.
  - destruct (G (-1)%Z (- cos y) (- sin y)) as (u & v & H); auto; try ring; try lra. exists (-1)%Z, u, v. auto.
Qed.
Lemma where_whole uv : 0 < fst uv + snd uv ->
  (IZR (- unit) + IZR (2 * unit) * (fst uv / (fst uv + snd uv))) / IZR unit = (fst uv - snd uv) / (fst uv + snd uv).
Proof. intros H. assert (P := unit_pos). rewrite opp_IZR, mult_IZR. field. lra. Qed.
Lemma cover_all p x : forall n, exists ss w, In ss (all_signs p) /\ length w = p /\ Forall unit_point w /\ all_at ss (where_ (whole p) w) n x.
Proof.
  induction p as [|p IH]; intros n; [exists [], []; simpl; auto|]. destruct (IH (S n)) as (ss & w & A & B & C & D).
  destruct (cover_one (x n)) as (s & u & v & Hs & Huv & Ht). exists (s :: ss), ((u, v) :: w).
  split; [|split; [simpl; auto|split; [constructor; auto|]]].
  - simpl. apply in_or_app. destruct Hs as [->| ->]; [left|right]; apply in_map; auto.
  - change (where_ (whole (S p)) ((u, v) :: w)) with
      ((IZR (- unit) + IZR (2 * unit) * (fst (u, v) / (fst (u, v) + snd (u, v)))) :: where_ (whole p) w).
    simpl all_at. split; auto. change u with (fst (u, v)). change v with (snd (u, v)). rewrite where_whole; [exact Ht|apply Huv].
Qed.
Lemma at_stands p x : forall ss w n, length ss = p -> length w = p -> Forall unit_point w -> all_at ss (where_ (whole p) w) n x -> all_stand ss w n x.
Proof.
  induction p as [|p IH]; intros [|s ss] [|[u v] w] n Ls Lw Hw H; simpl in Ls, Lw; try discriminate; [exact I|].
  inversion_clear Hw as [|? ? Huv Hw']. 
  change (where_ (whole (S p)) ((u, v) :: w)) with
      ((IZR (- unit) + IZR (2 * unit) * (fst (u, v) / (fst (u, v) + snd (u, v)))) :: where_ (whole p) w) in H.
  simpl all_at in H. destruct H as [H H']. split; [|apply IH; auto].
  refine (tangent_stands s _ (x n) u v _ _ H); [apply Huv|]. apply (where_whole (u, v)), Huv.
Qed.
Lemma angles_exist ss : Forall (fun s => s = 1%Z \/ s = (-1)%Z) ss -> forall l n, length l = length ss -> exists x, all_at ss l n x.
Proof.
  induction 1 as [|s ss Hs H IH]; intros [|t l] n L; simpl in L; try discriminate; [exists (fun _ => 0); exact I|].
  destruct (IH l (S n) ltac:(lia)) as [x Hx]. exists (upd x n (angle s (t / IZR unit))). simpl. split.
  - unfold upd. rewrite Nat.eqb_refl. apply angle_at; auto.
  - assert (G : forall ss l m x y, (forall i, (m <= i)%nat -> x i = y i) -> all_at ss l m x -> all_at ss l m y).
    { clear. induction ss as [|s ss IH]; intros [|t l] m x y E H; simpl in *; auto. destruct H as [H1 H2]. rewrite <- E by lia. split; auto.
      apply (IH l (S m) x y); auto. intros; apply E; lia. }
    apply (G ss l (S n) x); auto. intros i Hi. unfold upd. destruct (Nat.eqb_spec i n); [lia|reflexivity].
Qed.
Lemma where_length b : forall w, length b = length w -> length (where_ b w) = length w.
Proof. induction b as [|lw b IH]; intros [|uv w] L; simpl in *; try discriminate; auto. Qed.

Section Chart.
Variables (ds : list nat) (terms : list product) (ss : list Z).
Hypothesis even : Forall (fun n => n = (2 * Nat.div2 n)%nat) ds.
Hypotheses (Lt : Forall (fun t => length (fst t) = length ds) terms) (Hs : In ss (all_signs (length ds))).
Hypothesis Hfits : forall i, (i < length ds)%nat -> Forall (fun t => fits ds (fst (derive_term i t)) = true) terms.
Definition chart_zero (l : list R) : Prop := exists x, stationary (length ds) terms x /\ all_at ss l 0 x.

Lemma grid_value i w x : (i < length ds)%nat -> length w = length ds -> Forall unit_point w -> all_stand ss w 0 x ->
  let g := chart_grid ds ss (coefficients ds (map (derive_term i) terms)) in
  ok ds g /\ val ds g w = weight ds w * product_value (map (derive_term i) terms) x.
Proof.
  intros Hi Lw Hw Hst. destruct (some_signs _ _ Hs) as [Ls _].
  assert (F : Forall (fun t => fits ds (fst t) = true) (map (derive_term i) terms)) by (apply Forall_map, Hfits; auto).
  destruct (coefficients_spec ds 0 (map (derive_term i) terms) x F) as [P E].
  destruct (chart_grid_spec ds even ss _ 0 x Ls P) as [P' E']. split; [exact P'|]. rewrite (E' w Hst Hw), E. reflexivity.
Qed.
Lemma chart_describes : describes ds chart_zero (whole (length ds)) (grids ds ss terms).
Proof.
  destruct (some_signs _ _ Hs) as [Ls Fs]. assert (LW : length (whole (length ds)) = length ds) by apply repeat_length.
  split; [exact LW|]. split.
  - apply Forall_map, Forall_forall. intros i Hi. apply in_seq in Hi.
    assert (F : Forall (fun t => fits ds (fst t) = true) (map (derive_term i) terms)) by (apply Forall_map, Hfits; lia).
    destruct (coefficients_spec ds 0 (map (derive_term i) terms) (fun _ => 0) F) as [P _].
    destruct (chart_grid_spec ds even ss _ 0 (fun _ => 0) Ls P) as [P' _]. exact P'.
  - intros w Lw Hw.
    assert (Iff : forall x, all_at ss (where_ (whole (length ds)) w) 0 x ->
       (Forall (fun g => val ds g w = 0) (grids ds ss terms) <-> stationary (length ds) terms x)).
    { intros x Hx. assert (Hst := at_stands _ x ss w 0 Ls Lw Hw Hx). rewrite stationary_derive by auto. unfold grids. rewrite Forall_map, Forall_forall.
      assert (W := weight_pos ds w Hw). split; intros Z i Hi.
      - specialize (Z i ltac:(apply in_seq; lia)). destruct (grid_value i w x Hi Lw Hw Hst) as [_ E]. rewrite E in Z.
        apply Rmult_integral in Z as [Z|Z]; [lra|exact Z].
      - apply in_seq in Hi. destruct (grid_value i w x ltac:(lia) Lw Hw Hst) as [_ E]. rewrite E, Z by lia. ring. }
    split.
    + intros Z. destruct (angles_exist ss Fs (where_ (whole (length ds)) w) 0) as [x Hx]; [rewrite where_length; congruence|].
      exists x. split; auto. apply (Iff x Hx), Z.
    + intros (x & Sx & Hx). apply (Iff x Hx), Sx.
Qed.
End Chart.

(* ---------------------------------------------------------------- the listed points *)
Definition centre_at (e : entry) : point := fun i => angle (nth i (signs e) 1%Z) (IZR (nth i (tangents e) 0%Z) / IZR unit).
Definition at_entry (p : nat) (F : list term) (e : entry) (x : point) : Prop :=
  cube p (centre_at e) (width (around e)) x /\ critical p F x /\ morse_index p F x (index_of e).

Lemma div_close a b : (0 < b)%Z -> Rabs (IZR (a / b) - IZR a / IZR b) <= 1.
Proof.
  intros B. assert (D := Z.div_mod a b ltac:(lia)). assert (M := Z.mod_pos_bound a b B). apply (IZR_lt 0) in B.
  replace (IZR (a / b) - IZR a / IZR b) with (- (IZR (a mod b) / IZR b)).
  - rewrite Rabs_Ropp, Rabs_right.
    + apply Rmult_le_reg_r with (IZR b); auto. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. rewrite Rmult_1_r, Rmult_1_l. apply IZR_le. lia.
    + apply Rle_ge, Rdiv_le_0_compat; auto. apply IZR_le. lia.
  - assert (E : IZR a = IZR b * IZR (a / b) + IZR (a mod b)) by (rewrite <- mult_IZR, <- plus_IZR; f_equal; exact D).
    revert E. generalize (IZR (a / b)) (IZR (a mod b)) (IZR a). intros k m c ->. field. lra.
Qed.
Lemma tangent_angle_stands f s t : (0 <= f)%Z -> s = 1%Z \/ s = (-1)%Z -> stands f (tangent_angle f s t) (angle s (IZR t / IZR unit)).
Proof.
  intros f0 Hs. destruct (angle_at s (IZR t / IZR unit) Hs) as [C S]. set (y := angle s (IZR t / IZR unit)) in *.
  assert (P := unit_pos). set (q := (unit * unit + t * t)%Z).
  assert (Q : (0 < q)%Z) by (unfold q; assert (0 < unit)%Z by reflexivity; nia).
  assert (Qr : IZR q = IZR unit * IZR unit * (1 + IZR t / IZR unit * (IZR t / IZR unit))).
  { unfold q. rewrite plus_IZR, !mult_IZR. field. lra. }
  assert (Q0 := Q). apply (IZR_lt 0) in Q0.
  assert (Sg : Rabs (IZR s) = 1) by (destruct Hs as [->| ->]; [apply Rabs_right; lra|rewrite Rabs_left; lra]).
  assert (Ec : IZR (2 ^ f) * cos y = IZR s * (IZR ((unit * unit - t * t) * 2 ^ f) / IZR q)).
  { apply Rmult_eq_reg_r with (IZR q); [|lra]. rewrite mult_IZR, minus_IZR, !mult_IZR.
    replace (IZR s * ((IZR unit * IZR unit - IZR t * IZR t) * IZR (2 ^ f) / IZR q) * IZR q) with (IZR s * ((IZR unit * IZR unit - IZR t * IZR t) * IZR (2 ^ f))) by (field; lra).
    rewrite Qr. transitivity (IZR (2 ^ f) * (IZR unit * IZR unit) * (cos y * (1 + IZR t / IZR unit * (IZR t / IZR unit)))); [ring|]. rewrite C. field. lra. }
  assert (Es : IZR (2 ^ f) * sin y = IZR s * (IZR (2 * unit * t * 2 ^ f) / IZR q)).
  { apply Rmult_eq_reg_r with (IZR q); [|lra]. rewrite !mult_IZR.
    replace (IZR s * (2 * IZR unit * IZR t * IZR (2 ^ f) / IZR q) * IZR q) with (IZR s * (2 * IZR unit * IZR t * IZR (2 ^ f))) by (field; lra).
    rewrite Qr. transitivity (IZR (2 ^ f) * (IZR unit * IZR unit) * (sin y * (1 + IZR t / IZR unit * (IZR t / IZR unit)))); [ring|]. rewrite S. field. lra. }
  assert (B1 := div_close ((unit * unit - t * t) * 2 ^ f) q Q). assert (B2 := div_close (2 * unit * t * 2 ^ f) q Q).
  unfold stands, tangent_angle, te. fold q. cbn [snd].
  set (a := ((unit * unit - t * t) * 2 ^ f)%Z) in *. set (b := (2 * unit * t * 2 ^ f)%Z) in *.
  assert (Pair : Cmod ((IZR (s * (a / q)) - IZR (2 ^ f) * cos y, IZR (s * (b / q)) - IZR (2 ^ f) * sin y) : R * R) <= 2).
  { eapply Rle_trans; [apply Cmod_pair|]. rewrite Ec, Es, !mult_IZR, <- !Rmult_minus_distr_l, !Rabs_mult, Sg. lra. }
  eapply Rle_trans; [|exact Pair]. right. f_equal. unfold cz, tc, ts, cis, Cminus, Cplus, Copp, Cmult, RtoC. cbn [fst snd]. f_equal; ring.
Qed.

(** arctan grows at least half as fast as its argument on [-1, 1] *)
Lemma atan_growth x y : -1 <= x -> x <= y -> y <= 1 -> (y - x) / 2 <= atan y - atan x.
Proof.
  intros X XY Y. destruct (MVT_gen atan x y (fun z => / (1 + z ^ 2))) as (c & Hc & E).
  - intros z _. apply is_derive_Reals, derivable_pt_lim_atan.
  - intros z _. apply derivable_continuous_pt. exists (/ (1 + z ^ 2)). apply derivable_pt_lim_atan.
  - rewrite Rmin_left, Rmax_right in Hc by lra. rewrite E.
    assert (H : / 2 <= / (1 + c ^ 2)) by (apply Rinv_le_contravar; nra). unfold Rdiv. nra.
Qed.
Lemma tan_half theta : - (PI / 2) < theta < PI / 2 -> cos (2 * theta) * (1 + tan theta * tan theta) = 1 - tan theta * tan theta /\
  sin (2 * theta) * (1 + tan theta * tan theta) = 2 * tan theta.
Proof. intros H. assert (E := half_angle (tan theta)). rewrite atan_tan in E by auto. exact E. Qed.
Lemma near_tangent s t r rho y : s = 1%Z \/ s = (-1)%Z -> 0 < IZR r -> Rabs (IZR t) + IZR r < IZR unit -> rho * IZR unit <= IZR r ->
  Rabs (y - angle s (IZR t / IZR unit)) <= rho -> exists z, Rabs (z - IZR t) <= IZR r /\ Rabs z < IZR unit /\ at_tangent s (z / IZR unit) y.
Proof.
  intros Hs Hr Hin Hrho Hy. assert (P := unit_pos). set (b := if (s =? 1)%Z then 0 else PI). set (theta := (y - b) / 2).
  set (lo := (IZR t - IZR r) / IZR unit). set (hi := (IZR t + IZR r) / IZR unit). set (m := IZR t / IZR unit).
  assert (Lo : -1 <= lo). { unfold lo. apply Rmult_le_reg_r with (IZR unit); auto. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra.
    assert (Q := Rle_abs (- IZR t)). rewrite Rabs_Ropp in Q. lra. }
  assert (Hi : hi <= 1). { unfold hi. apply Rmult_le_reg_r with (IZR unit); auto. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra.
    assert (Q := Rle_abs (IZR t)). lra. }
  assert (Mid : m - lo = IZR r / IZR unit /\ hi - m = IZR r / IZR unit) by (unfold m, lo, hi; split; field; lra).
  assert (Step : rho <= IZR r / IZR unit). { apply Rmult_le_reg_r with (IZR unit); auto. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra. }
  assert (0 < IZR r / IZR unit) by (apply Rdiv_lt_0_compat; auto).
  assert (A1 := atan_growth lo m Lo ltac:(lra) ltac:(lra)). assert (A2 := atan_growth m hi ltac:(lra) ltac:(lra) Hi).
  assert (Th : atan lo <= theta <= atan hi).
  { apply Rabs_le_between in Hy. unfold angle in Hy. fold b m in Hy. unfold theta. lra. }
  assert (B1 := atan_bound lo). assert (B2 := atan_bound hi). assert (Range : - (PI / 2) < theta < PI / 2) by lra.
  assert (T : lo <= tan theta <= hi).
  { split; apply Rnot_lt_le; intros K; apply atan_increasing in K; rewrite atan_tan in K by auto; lra. }
  assert (Z : IZR t - IZR r <= tan theta * IZR unit <= IZR t + IZR r).
  { replace (IZR t - IZR r) with (lo * IZR unit) by (unfold lo; field; lra). replace (IZR t + IZR r) with (hi * IZR unit) by (unfold hi; field; lra).
    split; apply Rmult_le_compat_r; lra. }
  exists (tan theta * IZR unit). split; [apply Rabs_le; lra|]. split.
  - assert (Q := Rle_abs (IZR t)). assert (Q' := Rle_abs (- IZR t)). rewrite Rabs_Ropp in Q'. apply Rabs_def1; lra.
  - replace (tan theta * IZR unit / IZR unit) with (tan theta) by (field; lra). destruct (tan_half theta Range) as [C S].
    unfold at_tangent. replace y with (2 * theta + b) by (unfold theta; field). unfold b. destruct Hs as [->| ->]; simpl Z.eqb; cbv iota.
    + rewrite Rplus_0_r, C, S. split; ring.
    + rewrite neg_cos, neg_sin, !Ropp_mult_distr_l_reverse, C, S. split; ring.
Qed.

Section Entry.
Variables (f : Z) (deg p : nat) (F : list term) (e : entry).
Hypotheses (f0 : (0 <= f)%Z) (HF : Forall (fun t => length (fst t) = p) F).
Hypothesis good : entry_ok f deg F p e = true.
Let tabs := tables_of f deg e.
Let l := map (jet_of f tabs) F.
Lemma entry_parts : (length (signs e) = p /\ length (tangents e) = p) /\ Forall (fun s => s = 1%Z \/ s = (-1)%Z) (signs e) /\
  Forall (fun t => (Z.abs t + reach_of e < unit)%Z) (tangents e) /\ (fst (around e) * unit <= reach_of e * snd (around e))%Z /\
  krawczyk f (pre_of_den e) l (pre_of e) p (around e) (around e) = true /\
  index_test (2 ^ f) (fst (around e)) (snd (around e)) l (basis_of e) p (index_of e) = true.
Proof using good.
  unfold entry_ok in good. cbv zeta in good. fold tabs in good. fold l in good. repeat (apply andb_prop in good as [good ?]).
  repeat match goal with H : Nat.eqb _ _ = true |- _ => apply Nat.eqb_eq in H | H : (_ <=? _)%Z = true |- _ => apply Z.leb_le in H end.
  split; [auto|]. split; [|split; [|auto]]; apply Forall_forall; intros s Hs.
  - match goal with H : forallb _ (signs e) = true |- _ => rewrite forallb_forall in H; specialize (H s Hs); apply orb_prop in H as [H|H]; apply Z.eqb_eq in H; auto end.
  - match goal with H : forallb _ (tangents e) = true |- _ => rewrite forallb_forall in H; specialize (H s Hs); apply Z.ltb_lt in H; auto end.
Qed.

Lemma tables_of_stand : tables_ok f tabs 0 (centre_at e).
Proof using f0 good.
  destruct entry_parts as ((Ls & Lt) & Fs & _). intros i Hi. unfold tabs, tables_of in *. rewrite map_length, combine_length, Ls, Lt, Nat.min_id in Hi.
  set (g := fun st : Z * Z => powers f (tangent_angle f (fst st) (snd st)) (one f) deg).
  rewrite (nth_indep _ [] (g (1%Z, 0%Z))) by (rewrite map_length, combine_length; lia). rewrite (map_nth g), combine_nth by congruence.
  unfold g. cbn [fst snd]. apply powers_ok; auto. apply tangent_angle_stands; auto.
  rewrite Forall_forall in Fs. apply Fs, nth_In. lia.
Qed.
Lemma entry_exists : exists x, at_entry p F e x.
Proof using f0 HF good.
  destruct entry_parts as (_ & _ & _ & _ & Kr & Ix).
  destruct (krawczyk_parts _ _ _ _ _ _ _ Kr) as ((y0 & rn & rd & r4 & _) & (Ly & Lr & sym & cols) & ct & _).
  destruct (exists_in f f0 F p HF (centre_at e) tabs tables_of_stand (pre_of_den e) (pre_of e) y0 Ly Lr sym cols
              (fst (around e)) (snd (around e)) rn rd r4 ct) as (x & Hx & Cx).
  exists x. split; [exact Hx|split; [exact Cx|]].
  exact (index_sound f f0 F p HF (centre_at e) tabs tables_of_stand _ _ x rd (Z.lt_le_incl _ _ rn) Hx _ _ Ix).
Qed.
(** the half tangents of a point near a listed one *)
Lemma entry_near x : at_entry p F e x -> exists s, near (Target (tangents e) (reach_of e)) s /\ all_at (signs e) s 0 x /\
  Forall (fun z => Rabs z < IZR unit) s.
Proof using good.
  intros (Hx & _ & _). destruct entry_parts as ((Ls & Lt) & Fs & Ft & Hr & Kr & _).
  destruct (krawczyk_parts _ _ _ _ _ _ _ Kr) as ((_ & rn & rd & _) & _).
  apply (IZR_lt 0) in rn, rd. apply IZR_le in Hr. rewrite !mult_IZR in Hr. assert (P := unit_pos).
  assert (W : width (around e) * IZR unit <= IZR (reach_of e)).
  { unfold width. apply Rmult_le_reg_r with (IZR (snd (around e))); auto.
    replace (IZR (fst (around e)) / IZR (snd (around e)) * IZR unit * IZR (snd (around e))) with (IZR (fst (around e)) * IZR unit) by (field; lra). exact Hr. }
  assert (R0 : 0 < IZR (reach_of e)).
  { eapply Rlt_le_trans; [|exact W]. apply Rmult_lt_0_compat; auto. apply Rdiv_lt_0_compat; auto. }
  unfold near. cbn [spot reach].
  assert (G : forall ss ts n, Forall (fun s => s = 1%Z \/ s = (-1)%Z) ss -> Forall (fun t => (Z.abs t + reach_of e < unit)%Z) ts -> length ss = length ts ->
     (forall i, (i < length ss)%nat -> Rabs (x (n + i)%nat - angle (nth i ss 1%Z) (IZR (nth i ts 0%Z) / IZR unit)) <= width (around e)) ->
     exists s, Forall2 (fun c y => Rabs (y - IZR c) <= IZR (reach_of e)) ts s /\ all_at ss s n x /\ Forall (fun z => Rabs z < IZR unit) s).
  { induction ss as [|s ss IH]; intros [|t ts] n Hs Ht L H; simpl in L; try discriminate; [exists []; repeat split; constructor|].
    inversion_clear Hs as [|? ? Hs1 Hs2]. inversion_clear Ht as [|? ? Ht1 Ht2].
    destruct (IH ts (S n) Hs2 Ht2 ltac:(lia)) as (l' & A & B & D).
    { intros i Hi. specialize (H (S i) ltac:(simpl; lia)). rewrite Nat.add_succ_r in H. exact H. }
    assert (Q := H O ltac:(simpl; lia)). rewrite Nat.add_0_r in Q. simpl in Q.
    apply IZR_lt in Ht1. rewrite plus_IZR, abs_IZR in Ht1.
    destruct (near_tangent s t (reach_of e) (width (around e)) (x n) Hs1 R0 Ht1 W Q) as (z & Z1 & Z2 & Z3).
    exists (z :: l'). split; [constructor; auto|]. split; [simpl; auto|constructor; auto]. }
  apply (G (signs e) (tangents e) 0%nat Fs Ft ltac:(congruence)). intros i Hi. apply Hx. lia.
Qed.
End Entry.

(** the angle determines sign and half tangent *)
Lemma tangent_unique s s' t t' y z : (s = 1%Z \/ s = (-1)%Z) -> (s' = 1%Z \/ s' = (-1)%Z) -> Rabs t < 1 -> Rabs t' < 1 ->
  cos y = cos z -> sin y = sin z -> at_tangent s t y -> at_tangent s' t' z -> s = s' /\ t = t'.
Proof.
  intros Hs Hs' Ht Ht' Ec Es [A B] [A' B']. rewrite Ec in A. rewrite Es in B. apply Rabs_def2 in Ht, Ht'. destruct Ht as [t1 t2], Ht' as [t1' t2'].
  assert (P := one_square t). assert (P' := one_square t').
  assert (0 < (1 - t) * (1 + t)) by (apply Rmult_lt_0_compat; lra). assert (0 < (1 - t') * (1 + t')) by (apply Rmult_lt_0_compat; lra).
  assert (N : 0 < 1 - t * t) by lra. assert (N' : 0 < 1 - t' * t') by lra.
  assert (E : s = s').
  { destruct Hs as [->| ->], Hs' as [->| ->]; auto; exfalso.
    - assert (0 < cos z) by (apply Rmult_lt_reg_r with (1 + t * t); lra). assert (cos z < 0) by (apply Rmult_lt_reg_r with (1 + t' * t'); lra). lra.
    - assert (cos z < 0) by (apply Rmult_lt_reg_r with (1 + t * t); lra). assert (0 < cos z) by (apply Rmult_lt_reg_r with (1 + t' * t'); lra). lra. }
  subst s'. split; auto.
  (* s sin (1 + s cos)^-1 = t for both *)
  assert (H1 : (1 + IZR s * cos z) * (1 + t * t) = 2) by (destruct Hs as [->| ->]; lra).
  assert (H2 : (1 + IZR s * cos z) * (1 + t' * t') = 2) by (destruct Hs as [->| ->]; lra).
  assert (E1 : 1 + t * t = 1 + t' * t'). { apply Rmult_eq_reg_l with (1 + IZR s * cos z); [lra|]. intros K. rewrite K in H1. lra. }
  rewrite E1 in B. rewrite B in B'. destruct Hs as [->| ->]; lra.
Qed.
Lemma distinct_sound p F f deg a b x y : entry_ok f deg F p a = true -> entry_ok f deg F p b = true -> distinct a b = true ->
  at_entry p F a x -> at_entry p F b y -> ~ same_point p x y.
Proof.
  intros Ga Gb E Hx Hy [k Hk]. destruct (entry_near f deg p F a Ga x Hx) as (s & Ns & As & Bs). destruct (entry_near f deg p F b Gb y Hy) as (s' & Ns' & As' & Bs').
  destruct (entry_parts f deg p F a Ga) as ((La & La') & Fa & _). destruct (entry_parts f deg p F b Gb) as ((Lb & Lb') & Fb & _).
  unfold near in Ns, Ns'. cbn [spot reach] in Ns, Ns'. unfold distinct in E.
  assert (P := unit_pos).
  assert (G : forall ss ts ss' ts' n s s', length ss = length ts -> length ss' = length ts' -> length ss = length ss' -> (n + length ss = p)%nat ->
    Forall (fun s => s = 1%Z \/ s = (-1)%Z) ss -> Forall (fun s => s = 1%Z \/ s = (-1)%Z) ss' ->
    Forall2 (fun c z => Rabs (z - IZR c) <= IZR (reach_of a)) ts s -> Forall2 (fun c z => Rabs (z - IZR c) <= IZR (reach_of b)) ts' s' ->
    all_at ss s n x -> all_at ss' s' n y -> Forall (fun z => Rabs z < IZR unit) s -> Forall (fun z => Rabs z < IZR unit) s' ->
    existsb (fun st => let '((s, t), (s', t')) := st in negb (s =? s')%Z || (reach_of a + reach_of b <? Z.abs (t - t'))%Z)
      (combine (combine ss ts) (combine ss' ts')) = false).
  { induction ss as [|s0 ss IH]; intros [|t0 ts] [|s0' ss'] [|t0' ts'] n l l' L1 L2 L3 L4 F1 F2 N1 N2 A1 A2 B1 B2; simpl in L1, L2, L3; try discriminate; auto.
    inversion N1 as [|? z ? l1 Hz Hl]; subst. inversion N2 as [|? z' ? l1' Hz' Hl']; subst. simpl in A1, A2. destruct A1 as [A1 A1'], A2 as [A2 A2'].
    inversion_clear F1 as [|? ? F1a F1b]. inversion_clear F2 as [|? ? F2a F2b]. inversion_clear B1 as [|? ? B1a B1b]. inversion_clear B2 as [|? ? B2a B2b].
    cbn [combine existsb]. apply orb_false_iff. split; [|apply (IH ts ss' ts' (S n) l1 l1'); auto; simpl in *; lia].
    assert (Small : forall w, Rabs w < IZR unit -> Rabs (w / IZR unit) < 1).
    { intros w Hw. unfold Rdiv. rewrite Rabs_mult, (Rabs_right (/ IZR unit)) by (left; apply Rinv_0_lt_compat; auto).
      apply Rmult_lt_reg_r with (IZR unit); auto. rewrite Rmult_assoc, Rinv_l by lra. lra. }
    assert (Eq := Hk n ltac:(simpl in L4; lia)).
    assert (Ec : cos (x n) = cos (y n)) by (rewrite Eq; apply cos_shift). assert (Es : sin (x n) = sin (y n)) by (rewrite Eq; apply sin_shift).
    destruct (tangent_unique s0 s0' _ _ _ _ F1a F2a (Small z B1a) (Small z' B2a) Ec Es A1 A2) as [E1 E2].
    apply orb_false_iff. split; [rewrite E1, Z.eqb_refl; reflexivity|]. apply Z.ltb_ge, le_IZR. rewrite abs_IZR, minus_IZR, plus_IZR.
    assert (z = z'). { apply Rmult_eq_reg_r with (/ IZR unit); auto. apply Rinv_neq_0_compat. lra. } subst z'.
    replace (IZR t0 - IZR t0') with ((z - IZR t0') - (z - IZR t0)) by ring. unfold Rminus at 1. eapply Rle_trans; [apply Rabs_triang|].
    rewrite Rabs_Ropp. lra. }
  rewrite (G (signs a) (tangents a) (signs b) (tangents b) 0%nat s s') in E by (auto; congruence). discriminate.
Qed.

(** ---- The theorem *)
Lemma all_at_same ss : forall l n p x y, (n + length ss = p)%nat -> all_at ss l n x -> all_at ss l n y ->
  forall i, (n <= i < p)%nat -> exists k : Z, x i = y i + 2 * PI * IZR k.
Proof.
  induction ss as [|s ss IH]; intros [|t l] n p x y L Hx Hy i Hi; simpl in L, Hx, Hy; try contradiction; [lia|].
  destruct Hx as [Hx Hx'], Hy as [Hy Hy']. destruct (Nat.eq_dec i n) as [->|N].
  - destruct (same_angle _ _ _ _ Hx Hy) as [C S]. apply turn_of; auto.
  - apply (IH l (S n) p x y); auto; lia.
Qed.
Lemma turns_exist p x y : (forall i, (i < p)%nat -> exists k : Z, x i = y i + 2 * PI * IZR k) -> same_point p x y.
Proof.
  intros H. assert (Q : forall n, (n <= p)%nat -> exists k : nat -> Z, forall i, (i < n)%nat -> x i = y i + 2 * PI * IZR (k i)).
  { induction n as [|n IH]; intros Hn; [exists (fun _ => 0%Z); intros; lia|]. destruct (IH ltac:(lia)) as [k Hk]. destruct (H n ltac:(lia)) as [m Hm].
    exists (fun i => if Nat.eqb i n then m else k i). intros i Hi. destruct (Nat.eqb_spec i n) as [->|]; [exact Hm|apply Hk; lia]. }
  exact (Q p (le_n p)).
Qed.
Theorem bernstein_check_sound f ds terms points trees : bernstein_check f ds terms points trees = true ->
  let p := length ds in
  exists xs : list point,
    Forall2 (at_entry p (polynomial_of p terms)) points xs /\
    ForallOrdPairs (fun x y => ~ same_point p x y) xs /\
    forall x, stationary p terms x <-> exists y, In y xs /\ same_point p x y.
Proof.
  intros E p. unfold bernstein_check in E. cbv zeta in E. fold p in E. set (F := polynomial_of p terms) in *.
  set (deg := S (fold_right Nat.max 0%nat ds)) in *.
  repeat (apply andb_prop in E as [E ?]). apply Z.leb_le in E.
  rename H into Trees, H0 into Ltrees, H1 into Apart, H2 into Ok, H3 into Fits, H4 into Lens, H5 into Degs.
  assert (Lt : Forall (fun t => length (fst t) = p) terms).
  { apply Forall_forall. intros u Hu. rewrite forallb_forall in Lens. apply Nat.eqb_eq, Lens, Hu. }
  assert (HF : Forall (fun t => length (fst t) = p) F) by (apply polynomial_of_length; exact Lt).
  assert (Even : Forall (fun n => n = (2 * Nat.div2 n)%nat) ds /\ Forall (fun n => (1 <= n)%nat) ds).
  { split; apply Forall_forall; intros n Hn; rewrite forallb_forall in Degs; specialize (Degs n Hn); apply andb_prop in Degs as [D1 D2];
      [apply Nat.eqb_eq in D1; exact D1|apply Nat.leb_le in D2; exact D2]. }
  destruct Even as [Even One].
  assert (HFits : forall i, (i < length ds)%nat -> Forall (fun t => fits ds (fst (derive_term i t)) = true) terms).
  { intros i Hi. rewrite forallb_forall in Fits. specialize (Fits i ltac:(apply in_seq; unfold p; lia)). rewrite forallb_forall in Fits.
    apply Forall_forall. exact Fits. }
  rewrite forallb_forall in Ok.
  assert (Xs : exists xs, Forall2 (at_entry p F) points xs).
  { clear - Ok E HF. induction points as [|e l IH]; [exists []; constructor|]. destruct (entry_exists f deg p F e E HF (Ok e (or_introl eq_refl))) as [x Hx].
    destruct IH as [xs H]; [intros e' He'; apply Ok; right; auto|]. exists (x :: xs). constructor; auto. }
  destruct Xs as [xs HX]. exists xs. split; [exact HX|]. split.
  - clear - HX Apart Ok. induction HX as [|e x l xs Hx HX IH]; [constructor|]. simpl in Apart. apply andb_prop in Apart as [A1 A2].
    constructor; [|apply IH; auto; intros e' He'; apply Ok; right; auto].
    apply Forall_forall. intros y Hy. rewrite forallb_forall in A1.
    assert (Q : exists e', In e' l /\ at_entry p F e' y).
    { clear - HX Hy. induction HX as [|e' y' l ys H' _ IH]; [destruct Hy|]. destruct Hy as [->|Hy]; [exists e'; split; [left; auto|auto]|].
      destruct (IH Hy) as (e'' & He & H); exists e''; split; [right; auto|auto]. }
    destruct Q as (e' & He' & H'). apply (distinct_sound p F f deg e e' x y); auto; [apply Ok; left; auto|apply Ok; right; auto].
  - assert (St : forall x, critical p F x <-> stationary p terms x) by (intros; apply critical_stationary; auto).
    intros x. split.
    + intros Hx. destruct (cover_all p x 0) as (ss & w & Hss & Lw & Hw & Hat).
      assert (Tree : exists t, In (ss, t) (combine (all_signs p) trees)).
      { apply Nat.eqb_eq in Ltrees. clear - Hss Ltrees. revert trees Ltrees. induction (all_signs p) as [|s l IH]; intros [|t ts] L; simpl in L; try discriminate; [destruct Hss|]; destruct Hss as [->|Hss].
        - exists t. left. auto.
        - destruct (IH Hss ts ltac:(lia)) as [t' Ht']. exists t'. right. auto. }
      destruct Tree as [t Ht]. rewrite forallb_forall in Trees. specialize (Trees _ Ht). cbn [fst snd] in Trees.
      destruct (follow_sound ds (targets ss points) (chart_zero ds terms ss) One t (whole p) (grids ds ss terms) w
                  (chart_describes ds terms ss Even Lt Hss HFits) Trees Lw Hw) as (k & r & Hr & Uniq).
      { exists x. split; auto. }
      apply nth_error_In in Hr. unfold targets in Hr. apply in_map_iff in Hr as (e & <- & He). apply filter_In in He as [He Hsig]. apply same_key_eq in Hsig.
      assert (Y : exists y, In y xs /\ at_entry p F e y).
      { clear - HX He. induction HX as [|e' y l ys H' _ IH]; [destruct He|]. destruct He as [->|He]; [exists y; split; [left; auto|auto]|].
        destruct (IH He) as (y' & Hy & H); exists y'; split; [right; auto|auto]. }
      destruct Y as (y & Hy & Hat'). exists y. split; auto.
      destruct (entry_near f deg p F e (Ok e He) y Hat') as (s & Ns & As & _). rewrite Hsig in As.
      assert (Es : s = where_ (whole p) w).
      { apply Uniq; auto. exists y. split; auto. apply St. destruct Hat' as (_ & Cy & _). exact Cy. }
      rewrite Es in As. destruct (some_signs _ _ Hss) as [Ls _].
      apply turns_exist. intros i Hi. apply (all_at_same ss (where_ (whole p) w) 0 p x y); auto; lia.
    + intros (y & Hy & Hs). apply St. apply (critical_period p F x y HF Hs).
      clear - HX Hy. induction HX as [|e' y' l ys (_ & C & _) _ IH]; [destruct Hy|]. destruct Hy as [->|Hy]; auto.
Qed.

(** An instance: cos x has in [0, 2 pi) exactly the critical points 0, of index 1, and pi, of index 0. *)
Definition cosine_points : list entry :=
  [Entry [1] [0] (1, 2 ^ 36) 256 2 [[-1]] [[1]] 1; Entry [-1] [0] (1, 2 ^ 36) 256 2 [[1]] [[1]] 0]%Z.
Example cosine_complete : bernstein_check 64 [2%nat] [([1%nat], 1%Z)] cosine_points [Star 0 [[1%Z]]; Star 0 [[1%Z]]] = true.
Proof. vm_compute. reflexivity. Qed.
