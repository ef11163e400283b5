(** Charts of the torus: x_l = pi b_l + 2 arctan t_l, b_l in {0, 1}, -1 <= t_l <= 1, on which a trigonometric polynomial times a
    positive function is a polynomial in t with integer coefficients.

    With t = (u - v)/(u + v), s = (-1)^b and q = u^2 + v^2: q cos x = 2 s u v, q sin x = s (u^2 - v^2). So q^d cos kx and
    q^d sin kx, k <= d, are forms of degree 2d in (u, v) with integer coefficients. *)
From Coquelicot Require Import Coquelicot.
From Coq Require Import Reals ZArith List Lra Lia Bool.
Require Import SymQNN.TrigPoly SymQNN.Products SymQNN.Bernstein.
Import ListNotations.
Open Scope R_scope.

(** ---- Forms in (u, v) with integer coefficients *)
Fixpoint pmul (a b : list Z) : list Z :=
  match a with
  | [] => []
  | m :: r => match r with [] => map (Z.mul m) b | _ => zip Z.add (map (Z.mul m) b ++ repeat 0%Z (length r)) (0%Z :: pmul r b) end
  end.
Definition hz (l : list Z) (u v : R) : R := hv (map IZR l) u v.
Fixpoint circle (s : Z) (k : nat) : list Z * list Z :=
  match k with
  | O => ([1], [0])%Z
  | S k' => let '(c, d) := circle s k' in
            (zip Z.add (pmul c [0; 2 * s; 0]) (pmul d [-s; 0; s]), zip Z.add (pmul d [0; 2 * s; 0]) (pmul c [s; 0; -s]))%Z
  end.
Fixpoint raise (k : nat) (l : list Z) : list Z := match k with O => l | S k' => pmul [1; 0; 1]%Z (raise k' l) end.
(** of q^d times the function with index e of Products.v *)
Definition row (d : nat) (s : Z) (e : nat) : list Z :=
  let k := frequency e in
  raise (d - k) (if Nat.eqb e 0 then [1%Z] else if Nat.odd e then fst (circle s k) else snd (circle s k)).

Lemma hz_zip a : forall b u v, length a = length b -> length (zip Z.add a b) = length a /\ hz (zip Z.add a b) u v = hz a u v + hz b u v.
Proof.
  induction a as [|x a IH]; intros [|y b] u v L; simpl in L; try discriminate; [unfold hz; simpl; split; auto; ring|].
  destruct (IH b u v ltac:(lia)) as [E1 E2]. unfold hz in *. simpl. rewrite E2, plus_IZR, !map_length, E1.
  replace (length b) with (length a) by lia. split; auto. ring.
Qed.
Lemma hz_scale m b u v : hz (map (Z.mul m) b) u v = IZR m * hz b u v.
Proof. unfold hz. rewrite <- hv_scale, !map_map. f_equal. apply map_ext. intros. apply mult_IZR. Qed.
Lemma hz_pad l k u v : hz (l ++ repeat 0%Z k) u v = u ^ k * hz l u v.
Proof.
  unfold hz. induction l as [|a l IH]; simpl.
  - rewrite Rmult_0_r. induction k as [|k IHk]; simpl; [auto|]. rewrite IHk. ring.
  - rewrite IH, !map_length, app_length, repeat_length, pow_add. ring.
Qed.
Lemma pmul_spec a b u v : a <> [] -> b <> [] -> length (pmul a b) = (length a + length b - 1)%nat /\ hz (pmul a b) u v = hz a u v * hz b u v.
Proof.
  intros Na Nb. assert (Lb : (0 < length b)%nat) by (destruct b; [contradiction|simpl; lia]).
  induction a as [|m r IH]; [contradiction|]. destruct r as [|m' r].
  - change (pmul [m] b) with (map (Z.mul m) b). rewrite map_length, hz_scale. split; [simpl; lia|]. unfold hz; simpl. ring.
  - destruct (IH ltac:(discriminate)) as [L E]. set (r' := m' :: r) in *.
    assert (E0 : pmul (m :: r') b = zip Z.add (map (Z.mul m) b ++ repeat 0%Z (length r')) (0%Z :: pmul r' b)) by reflexivity.
    assert (Lr : length (map (Z.mul m) b ++ repeat 0%Z (length r')) = length (0%Z :: pmul r' b)).
    { rewrite app_length, map_length, repeat_length. change (length (0%Z :: pmul r' b)) with (S (length (pmul r' b))). rewrite L.
      assert (length r' = S (length r)) by reflexivity. lia. }
    destruct (hz_zip _ _ u v Lr) as [L1 E1]. rewrite E0, L1, E1, hz_pad, hz_scale. split; [rewrite app_length, map_length, repeat_length; change (length (m :: r')) with (S (length r')); lia|].
    change (hz (0%Z :: pmul r' b) u v) with (0 * u ^ length (map IZR (pmul r' b)) + v * hz (pmul r' b) u v). rewrite E.
    change (hz (m :: r') u v) with (IZR m * u ^ length (map IZR r') + v * hz r' u v). rewrite !map_length. ring.
Qed.
Lemma long {A} (l : list A) n : length l = S n -> l <> [].
Proof. destruct l; [discriminate|discriminate]. Qed.

Section Angle.
Variables (s : Z) (u v x : R).
Let q := u * u + v * v.
Hypotheses (Hc : 2 * IZR s * u * v = q * cos x) (Hs : IZR s * (u * u - v * v) = q * sin x).
Lemma circle_spec k : (length (fst (circle s k)) = S (2 * k) /\ hz (fst (circle s k)) u v = q ^ k * cos (INR k * x)) /\
  (length (snd (circle s k)) = S (2 * k) /\ hz (snd (circle s k)) u v = q ^ k * sin (INR k * x)).
Proof.
  induction k as [|k IH].
  - simpl. unfold hz; simpl. rewrite Rmult_0_l, cos_0, sin_0. repeat split; ring.
  - rewrite S_INR, Rmult_plus_distr_r, Rmult_1_l, cos_plus, sin_plus.
    change (circle s (S k)) with (let '(c, d) := circle s k in
      (zip Z.add (pmul c [0; 2 * s; 0]) (pmul d [-s; 0; s]), zip Z.add (pmul d [0; 2 * s; 0]) (pmul c [s; 0; -s])))%Z.
    destruct (circle s k) as [c d]. cbn [fst snd] in *.
    destruct IH as [[Lc Ec] [Ld Ed]].
    assert (P : forall l a b e, length l = S (2 * k) -> length (pmul l [a; b; e]) = S (2 * S k) /\
                 hz (pmul l [a; b; e]) u v = hz l u v * (IZR a * (u * u) + IZR b * (u * v) + IZR e * (v * v))).
    { intros l a b e Ll. destruct (pmul_spec l [a; b; e] u v (long _ _ Ll) ltac:(discriminate)) as [L E]. rewrite L, E, Ll.
      split; [simpl; lia|]. unfold hz at 2; simpl. ring. }
    destruct (P c 0%Z (2 * s)%Z 0%Z Lc) as [L1 E1]. destruct (P d (- s)%Z 0%Z s Ld) as [L2 E2].
    destruct (P d 0%Z (2 * s)%Z 0%Z Ld) as [L3 E3]. destruct (P c s 0%Z (- s)%Z Lc) as [L4 E4].
    destruct (hz_zip (pmul c [0; 2 * s; 0]%Z) (pmul d [-s; 0; s]%Z) u v ltac:(congruence)) as [L5 E5].
    destruct (hz_zip (pmul d [0; 2 * s; 0]%Z) (pmul c [s; 0; -s]%Z) u v ltac:(congruence)) as [L6 E6].
    rewrite opp_IZR in E2, E4. rewrite mult_IZR in E1, E3.
    assert (Hc' : 0 * (u * u) + IZR 2 * IZR s * (u * v) + 0 * (v * v) = q * cos x) by (rewrite <- Hc; ring).
    assert (Hs' : IZR s * (u * u) + 0 * (u * v) + - IZR s * (v * v) = q * sin x) by (rewrite <- Hs; ring).
    assert (Hs2 : - IZR s * (u * u) + 0 * (u * v) + IZR s * (v * v) = - (q * sin x)) by (rewrite <- Hs; ring).
    rewrite E5, E6, E1, E2, E3, E4, Hc', Hs', Hs2, Ec, Ed, L5, L6, L1, L3. repeat split; simpl; ring.
Qed.
Lemma raise_spec k n l : length l = S n -> length (raise k l) = S (n + 2 * k) /\ hz (raise k l) u v = q ^ k * hz l u v.
Proof.
  intros L. induction k as [|k [L1 E1]]; [simpl raise; split; [lia|simpl; ring]|].
  change (raise (S k) l) with (pmul [1; 0; 1]%Z (raise k l)).
  destruct (pmul_spec [1; 0; 1]%Z (raise k l) u v ltac:(discriminate) (long _ _ L1)) as [L2 E2]. rewrite L2, E2, E1, L1.
  split; [simpl; lia|]. unfold hz at 1; simpl. unfold q. ring.
Qed.
Lemma row_spec d e : (frequency e <= d)%nat -> length (row d s e) = S (2 * d) /\ hz (row d s e) u v = q ^ d * basis e x.
Proof.
  intros Hd. unfold row, basis. destruct (Nat.eqb_spec e 0) as [->|N].
  - destruct (raise_spec (d - 0) 0 [1%Z] eq_refl) as [L E]. change (frequency 0) with O. rewrite L, E, Nat.sub_0_r.
    split; [lia|]. unfold hz; simpl. ring.
  - set (k := frequency e) in *. destruct (circle_spec k) as [[Lc Ec] [Ld Ed]].
    assert (P : q ^ d = q ^ (d - k) * q ^ k) by (rewrite <- pow_add; f_equal; lia).
    destruct (Nat.odd e).
    + destruct (raise_spec (d - k) _ _ Lc) as [L E]. rewrite L, E, Ec, P. split; [lia|ring].
    + destruct (raise_spec (d - k) _ _ Ld) as [L E]. rewrite L, E, Ed, P. split; [lia|ring].
Qed.
End Angle.

(** ---- From coefficients by index to coefficients of forms, one angle after the other *)
Fixpoint accumulate (ds : list nat) (n : nat) (rows : list (list Z)) (gs : list (grid ds)) : list (grid ds) :=
  match rows, gs with
  | r :: rows', g :: gs' => zip (gadd ds) (map (fun c => if (c =? 0)%Z then gzero ds else gscale ds c g) r) (accumulate ds n rows' gs')
  | _, _ => repeat (gzero ds) (S n)
  end.
Fixpoint chart_grid (ds : list nat) (ss : list Z) : grid ds -> grid ds :=
  match ds with
  | [] => fun g => g
  | n :: ds' => fun g => accumulate ds' n (map (row (Nat.div2 n) (hd 1%Z ss)) (seq 0 (S n))) (map (chart_grid ds' (tl ss)) g)
  end.
(** the grid of the coefficients of a sum of products *)
Fixpoint with_head (e : nat) (terms : list product) : list product :=
  match terms with
  | [] => []
  | (e' :: index, a) :: terms' => if Nat.eqb e' e then (index, a) :: with_head e terms' else with_head e terms'
  | ([], _) :: terms' => with_head e terms'
  end.
Fixpoint coefficients (ds : list nat) (terms : list product) : grid ds :=
  match ds with
  | [] => fold_right (fun t s => snd t + s)%Z 0%Z terms
  | n :: ds' => map (fun e => coefficients ds' (with_head e terms)) (seq 0 (S n))
  end.
Fixpoint fits (ds : list nat) (index : list nat) : bool :=
  match ds, index with [], [] => true | n :: ds', e :: index' => (e <=? n)%nat && fits ds' index' | _, _ => false end.

Fixpoint csum (l : list R) (e : nat) (y : R) : R := match l with [] => 0 | c :: l' => basis e y * c + csum l' (S e) y end.
Fixpoint cval (ds : list nat) : grid ds -> nat -> point -> R :=
  match ds with [] => fun z _ _ => IZR z | _ :: ds' => fun g l x => csum (map (fun h => cval ds' h (S l) x) g) 0 (x l) end.

Lemma csum_add f g y : forall l e, csum (map (fun k : nat => f k + g k) l) e y = csum (map f l) e y + csum (map g l) e y.
Proof. induction l as [|k l IH]; intros e; simpl; [ring|]. rewrite IH. ring. Qed.
Lemma csum_one (c : R) e0 y m : forall k, csum (map (fun e => if Nat.eqb e0 e then c else 0) (seq k m)) k y =
  if (k <=? e0)%nat && (e0 <? k + m)%nat then basis e0 y * c else 0.
Proof.
  induction m as [|m IH]; intros k; simpl seq; simpl map; simpl csum.
  - destruct (Nat.leb_spec k e0), (Nat.ltb_spec e0 (k + 0)); simpl; auto; lia.
  - rewrite IH. destruct (Nat.eqb_spec e0 k) as [->|N].
    + destruct (Nat.leb_spec (S k) k); [lia|]. destruct (Nat.leb_spec k k); [|lia]. destruct (Nat.ltb_spec k (k + S m)); [|lia]. simpl. ring.
    + destruct (Nat.leb_spec (S k) e0), (Nat.leb_spec k e0), (Nat.ltb_spec e0 (S k + m)), (Nat.ltb_spec e0 (k + S m)); simpl; try lia; ring.
Qed.
Lemma coefficients_spec ds : forall l terms x, Forall (fun t => fits ds (fst t) = true) terms ->
  ok ds (coefficients ds terms) /\ cval ds (coefficients ds terms) l x = sumR (fun t => IZR (snd t) * basis_product l (fst t) x) terms.
Proof.
  induction ds as [|n ds IH]; intros l terms x H.
  - split; [exact I|]. simpl. induction H as [|[index a] terms Ht H IHt]; simpl; auto. destruct index; [|discriminate]. rewrite plus_IZR, IHt. simpl. ring.
  - assert (Sub : forall e, Forall (fun t => fits ds (fst t) = true) (with_head e terms)).
    { intros e. induction H as [|[[|e' index] a] terms Ht H IHt]; simpl; auto. simpl in Ht. apply andb_prop in Ht as [_ Ht].
      destruct (Nat.eqb e' e); auto. }
    split.
    + split; [simpl; rewrite map_length, seq_length; auto|]. apply Forall_map, Forall_forall. intros e _. apply (IH 0%nat _ x (Sub e)).
    + cbn [coefficients cval]. rewrite map_map.
      rewrite (map_ext _ (fun e => sumR (fun t => IZR (snd t) * basis_product (S l) (fst t) x) (with_head e terms))) by (intros; apply IH, Sub).
      clear Sub IH. induction H as [|[[|e' index] a] terms Ht H IHt]; [|discriminate|].
      * simpl with_head. simpl sumR. assert (Z : forall m e, csum (map (fun _ : nat => 0) (seq m (S n))) e (x l) = 0).
        { intros m. generalize (S n). intros c. revert m. induction c as [|c IHc]; intros m e; simpl; auto. rewrite IHc. ring. }
        apply Z.
      * simpl in Ht. apply andb_prop in Ht as [Hn _]. apply Nat.leb_le in Hn.
        rewrite (map_ext _ (fun e => (if Nat.eqb e' e then IZR a * basis_product (S l) index x else 0) +
                                      sumR (fun t => IZR (snd t) * basis_product (S l) (fst t) x) (with_head e terms))).
        2:{ intros e. simpl. destruct (Nat.eqb e' e); simpl; ring. }
        rewrite csum_add, IHt, csum_one. destruct (Nat.ltb_spec e' (0 + S n)); [|lia]. simpl. ring.
Qed.

(** a point of the chart with signs ss, and the angle that it stands for *)
Definition stands_for (s : Z) (uv : place2) (y : R) : Prop :=
  let '(u, v) := uv in 2 * IZR s * u * v = (u * u + v * v) * cos y /\ IZR s * (u * u - v * v) = (u * u + v * v) * sin y.
Fixpoint all_stand (ss : list Z) (w : list place2) (l : nat) (x : point) : Prop :=
  match ss, w with s :: ss', uv :: w' => stands_for s uv (x l) /\ all_stand ss' w' (S l) x | [], [] => True | _, _ => False end.
Fixpoint weight (ds : list nat) (w : list place2) : R :=
  match ds, w with n :: ds', (u, v) :: w' => (u * u + v * v) ^ Nat.div2 n * weight ds' w' | _, _ => 1 end.
Lemma squares_pos u v : 0 < u + v -> 0 < u * u + v * v.
Proof.
  intros H. assert (0 < (u + v) * (u + v)) by (apply Rmult_lt_0_compat; auto). assert (Q := Rle_0_sqr (u - v)). unfold Rsqr in Q. lra.
Qed.
Lemma weight_pos ds : forall w, Forall unit_point w -> 0 < weight ds w.
Proof.
  induction ds as [|n ds IH]; intros [|[u v] w] H; simpl; try lra. inversion_clear H as [|? ? (U & V & UV) Hw]. simpl in U, V, UV.
  apply Rmult_lt_0_compat; [|apply IH; auto]. apply pow_lt, squares_pos; auto.
Qed.
Lemma accumulate_spec ds n : forall rows gs, Forall (fun r => length r = S n) rows -> Forall (ok ds) gs ->
  ok (n :: ds) (accumulate ds n rows gs) /\ forall u v w,
  hv (map (fun h => val ds h w) (accumulate ds n rows gs)) u v = sumR (fun rg => hz (fst rg) u v * val ds (snd rg) w) (combine rows gs).
Proof.
  assert (Base : ok (n :: ds) (repeat (gzero ds) (S n)) /\ forall u v w, hv (map (fun h => val ds h w) (repeat (gzero ds) (S n))) u v = 0).
  { destruct (gzero_ok (n :: ds)) as [A B]. split; [exact A|]. intros u v w. exact (B ((u, v) :: w)). }
  induction rows as [|r rows IH]; intros gs Hr Hg; [exact Base|]. destruct gs as [|g gs]; [exact Base|].
  inversion_clear Hr as [|? ? Lr Hr']. inversion_clear Hg as [|? ? Hg0 Hg']. destruct (IH gs Hr' Hg') as [P E].
  set (h := map (fun c => if (c =? 0)%Z then gzero ds else gscale ds c g) r).
  assert (Ph : ok (n :: ds) h /\ forall u v w, hv (map (fun h => val ds h w) h) u v = hz r u v * val ds g w).
  { split.
    - split; [unfold h; rewrite map_length; auto|]. unfold h. apply Forall_map, Forall_forall. intros c _.
      destruct (c =? 0)%Z; [apply gzero_ok|apply gscale_ok; auto].
    - intros u v w. unfold h, hz. rewrite map_map. rewrite Rmult_comm, <- hv_scale, map_map. f_equal. apply map_ext. intros c.
      destruct (Z.eqb_spec c 0) as [->|_]; [destruct (gzero_ok ds) as [_ ->]; ring|]. destruct (gscale_ok ds c g Hg0) as [_ ->]. ring. }
  destruct Ph as [Ph Eh]. destruct (gadd_ok (n :: ds) h (accumulate ds n rows gs) Ph P) as [P2 E2].
  split; [exact P2|]. intros u v w. specialize (E2 ((u, v) :: w)). cbn [val] in E2.
  change (accumulate ds n (r :: rows) (g :: gs)) with (gadd (n :: ds) h (accumulate ds n rows gs)).
  rewrite E2, Eh, E. reflexivity.
Qed.
Theorem chart_grid_spec ds : Forall (fun n => n = (2 * Nat.div2 n)%nat) ds -> forall ss g l x, length ss = length ds -> ok ds g ->
  ok ds (chart_grid ds ss g) /\ forall w, all_stand ss w l x -> Forall unit_point w ->
  val ds (chart_grid ds ss g) w = weight ds w * cval ds g l x.
Proof.
  induction 1 as [|n ds En Hds IH]; intros ss g l x Ls Hg; [split; [exact I|intros; simpl; ring]|].
  destruct ss as [|s ss]; [discriminate|]. simpl in Ls. destruct Hg as [Lg Fg]. cbn [chart_grid hd tl].
  set (rows := map (row (Nat.div2 n) s) (seq 0 (S n))). set (gs := map (chart_grid ds ss) g).
  assert (Freq : forall e, (e <= n)%nat -> (frequency e <= Nat.div2 n)%nat).
  { intros e He. unfold frequency. assert (D := Nat.div2_odd (S e)). revert D. generalize (Nat.div2 (S e)). intros k D.
    unfold Nat.b2n in D. destruct (Nat.odd (S e)); lia. }
  assert (Lrows : Forall (fun r => length r = S n) rows).
  { apply Forall_map, Forall_forall. intros e He.
    assert (Q : length (row (Nat.div2 n) s e) = S (2 * Nat.div2 n)).
    { unfold row. set (k := frequency e). assert (K : (k <= Nat.div2 n)%nat) by (apply in_seq in He; apply Freq; lia). 
      (* lengths do not depend on the point *)
      assert (C : length (fst (circle s k)) = S (2 * k) /\ length (snd (circle s k)) = S (2 * k)).
      { destruct (circle_spec s 0 0 0) with (k := k) as [[A _] [B _]]; try ring. auto. }
      destruct (Nat.eqb_spec e 0) as [E0|_].
      - subst e. destruct (raise_spec 0 0 (Nat.div2 n - k) 0 [1%Z] eq_refl) as [A _]. rewrite A. unfold k, frequency. simpl. lia.
      - destruct (Nat.odd e); [destruct (raise_spec 0 0 (Nat.div2 n - k) _ _ (proj1 C)) as [A _]|destruct (raise_spec 0 0 (Nat.div2 n - k) _ _ (proj2 C)) as [A _]]; rewrite A; lia. }
    lia. }
  assert (Fgs : Forall (ok ds) gs).
  { apply Forall_map. eapply Forall_impl; [|exact Fg]. intros h Hh. apply (IH ss h (S l) x); auto. }
  destruct (accumulate_spec ds n rows gs Lrows Fgs) as [P E]. split; [exact P|].
  intros [|[u v] w] Hst Hw; [destruct Hst|]. destruct Hst as [[Hc Hs] Hst]. inversion_clear Hw as [|? ? _ Hw'].
  cbn [val weight cval]. rewrite E. unfold rows, gs.
  assert (G : forall m (gg : list (grid ds)), Forall (ok ds) gg -> (m + length gg <= S n)%nat ->
     sumR (fun rg => hz (fst rg) u v * val ds (snd rg) w) (combine (map (row (Nat.div2 n) s) (seq m (length gg))) (map (chart_grid ds ss) gg)) =
     (u * u + v * v) ^ Nat.div2 n * weight ds w * csum (map (fun h => cval ds h (S l) x) gg) m (x l)).
  { intros m gg. revert m. induction gg as [|h gg IHg]; intros m Hgg Hm; simpl in *; [ring|]. inversion_clear Hgg as [|? ? Hh Hgg'].
    rewrite IHg by (auto; lia). destruct (IH ss h (S l) x ltac:(lia) Hh) as [_ Eh]. rewrite (Eh w Hst Hw').
    destruct (row_spec s u v (x l) Hc Hs (Nat.div2 n) m) as [_ Er]; [apply Freq; lia|]. rewrite Er. ring. }
  specialize (G 0%nat g Fg). assert (Q : @length (grid ds) g = S n) by exact Lg. rewrite Q in G. apply G. lia.
Qed.
