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
