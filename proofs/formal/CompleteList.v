(** The complete list of critical points of a trigonometric polynomial: one test, one theorem.
    The test runs the subdivision (Subdivision.v), Krawczyk's test (Krawczyk.v) and the index test (Morse.v) of every entry,
    and compares the cubes of every two. If it answers true, there are as many critical points in a period as points:
    one in the cube of each, of the Morse index that it states, no two of them equal modulo 2 pi, and no others. *)
From Coq Require Import Reals ZArith List Lra Lia Bool.
From Coquelicot Require Import Rcomplements.
Require Import SymQNN.Taylor SymQNN.TrigPoly SymQNN.Angles SymQNN.Exclude SymQNN.Subdivision SymQNN.Pi.
Require Import SymQNN.Contraction SymQNN.Krawczyk SymQNN.Morse.
Import ListNotations.
Open Scope R_scope.

(** An entry: a centre (n_1, ..., n_p), which is the point 2 pi n_i / 2^46; the half-width of the cube in which it is the only
    critical point, and of the smaller cube in which it lies (fractions, in radians); the preconditioner of Krawczyk's test
    over a denominator; a congruence that makes the Hessian diagonally dominant; the Morse index. *)
Record listed := Listed { place : list Z; wide : Z * Z; tight : Z * Z; pre_den : Z; pre : list (list Z);
                        congruence : list (list Z); index : nat }.
Definition width (r : Z * Z) : R := IZR (fst r) / IZR (snd r).
Definition centre_of (e : listed) : point := fun i => turns (nth i (place e) 0%Z) 46.
Definition same_point (p : nat) (x y : point) := exists k : nat -> Z, forall i, (i < p)%nat -> x i = y i + 2 * PI * IZR (k i).

(** ---- The test *)
Definition tables (f : Z) (ws : list triple) (deg : nat) (e : listed) : list (list triple) :=
  map (fun c => powers f (turn f ws c) (one f) deg) (place e).
Definition listed_ok (f : Z) (ws : list triple) (deg : nat) (F : list term) (p : nat) (e : listed) : bool :=
  let l := map (jet_of f (tables f ws deg e)) F in
  Nat.eqb (length (place e)) p && krawczyk f (pre_den e) l (pre e) p (tight e) (wide e)
  && index_test (2 ^ f) (fst (tight e)) (snd (tight e)) l (congruence e) p (index e).
Definition apart (a b : listed) : bool :=
  existsb (fun cc => (25 * 2 ^ 46 * (fst (tight a) * snd (tight b) + fst (tight b) * snd (tight a))
                      <? 157 * gap (fst cc) (snd cc) * (snd (tight a) * snd (tight b)))%Z) (combine (place a) (place b)).
Fixpoint all_apart (l : list listed) : bool := match l with [] => true | e :: l' => forallb (apart e) l' && all_apart l' end.

(** f: bits of the evaluation at the centres; deg: one more than the largest frequency; params: for each precision of the
    subdivision its (f, s, e, N), see Subdivision.make; K: the largest absolute frequency of each angle *)
Definition list_check (f : Z) (deg : nat) (params : list (Z * Z * Z * nat)) (K : list Z) (p : nat) (F : list term)
  (points : list listed) (t : tree) : bool :=
  let ws := roots f 46 in
  let Ps := map (fun q => let '(f, s, e, N) := q in make f s e N F) params in
  (0 <=? f)%Z && forallb (fun q => let '(f, s, _, _) := q in (0 <=? f)%Z && (0 <=? s)%Z) params
  && forallb (fun t => Nat.eqb (length (fst t)) p) F
  && forallb (listed_ok f ws deg F p) points && all_apart points
  && check_tree Ps K deg (map (fun e => Root (place e) (wide e)) points) (repeat (0%Z, O) p) t.

(** ---- Periods *)
Lemma cos_shift a k : cos (a + 2 * PI * IZR k) = cos a.
Proof.
  destruct k as [|k|k]; [f_equal; ring| |].
  - rewrite <- (cos_period a (Pos.to_nat k)), INR_IZR_INZ, positive_nat_Z. f_equal; ring.
  - rewrite <- (cos_period (a + 2 * PI * IZR (Z.neg k)) (Pos.to_nat k)), INR_IZR_INZ, positive_nat_Z.
    replace (Z.neg k) with (- Z.pos k)%Z by reflexivity. rewrite opp_IZR. f_equal; ring.
Qed.
Lemma sin_shift a k : sin (a + 2 * PI * IZR k) = sin a.
Proof.
  destruct k as [|k|k]; [f_equal; ring| |].
  - rewrite <- (sin_period a (Pos.to_nat k)), INR_IZR_INZ, positive_nat_Z. f_equal; ring.
  - rewrite <- (sin_period (a + 2 * PI * IZR (Z.neg k)) (Pos.to_nat k)), INR_IZR_INZ, positive_nat_Z.
    replace (Z.neg k) with (- Z.pos k)%Z by reflexivity. rewrite opp_IZR. f_equal; ring.
Qed.
Lemma dot_period (m : nat -> Z) x y : forall k n, (forall i, (n <= i < n + length k)%nat -> x i = y i + 2 * PI * IZR (m i)) ->
  exists N : Z, dotn n k x = dotn n k y + 2 * PI * IZR N.
Proof.
  induction k as [|a k IH]; intros n H; [exists 0%Z; simpl; ring|].
  destruct (IH (S n)) as [N E]. { intros i Hi. apply H. simpl. lia. }
  exists (a * m n + N)%Z. simpl dotn. rewrite E, (H n) by (simpl; lia). rewrite plus_IZR, mult_IZR. ring.
Qed.
Lemma critical_period p F x y : Forall (fun t => length (fst t) = p) F -> same_point p x y -> critical p F y -> critical p F x.
Proof.
  intros HF [k Hk] Hc i Hi. rewrite <- (Hc i Hi). unfold grad. apply sumR_ext. intros t Ht.
  rewrite Forall_forall in HF. assert (L := HF t Ht). unfold dval.
  destruct (dot_period k x y (fst t) 0) as [N E]. { intros j Hj. apply Hk. lia. }
  unfold dot. rewrite E. unfold wave. rewrite cos_shift, sin_shift. reflexivity.
Qed.
Lemma same_point_refl p x : same_point p x x.
Proof. exists (fun _ => 0%Z). intros. ring. Qed.
Lemma same_point_sym p x y : same_point p x y -> same_point p y x.
Proof. intros [k H]. exists (fun i => (- k i)%Z). intros i Hi. rewrite (H i Hi), opp_IZR. ring. Qed.
Lemma same_point_trans p x y z : same_point p x y -> same_point p y z -> same_point p x z.
Proof.
  intros [k H] [m G]. exists (fun i => (k i + m i)%Z). intros i Hi. rewrite (H i Hi), (G i Hi), plus_IZR. ring.
Qed.
(** every point is one of the box [0, 2 pi]^p, modulo 2 pi *)
Lemma reduce p x : exists y, same_point p x y /\ in_box (repeat (0%Z, O) p) y.
Proof.
  assert (P := PI_RGT_0). set (k := fun i => Int_part (x i / (2 * PI))).
  exists (fun i => x i - 2 * PI * IZR (k i)). split.
  - exists k. intros i _. ring.
  - intros i n v E. assert (Hi : (i < p)%nat). { rewrite <- (repeat_length (0%Z, O) p). apply nth_error_Some. rewrite E. discriminate. }
    rewrite (nth_error_nth' _ (0%Z, O)) in E by (rewrite repeat_length; lia). rewrite nth_repeat in E. injection E as <- <-.
    destruct (base_Int_part (x i / (2 * PI))) as [lo hi]. fold (k i) in lo, hi. unfold turns. simpl pow.
    assert (E : x i = 2 * PI * (x i / (2 * PI))) by (field; lra).
    split; rewrite E at 1; rewrite plus_IZR || idtac; nra.
Qed.

(** ---- Two cubes that are apart on the torus *)
Lemma gap_least a b k : (gap a b <= Z.abs (a - b - k * 2 ^ 46))%Z.
Proof.
  unfold gap. set (M := (2 ^ 46)%Z). assert (P : (0 < M)%Z) by reflexivity.
  assert (D := Z.div_mod (a - b) M ltac:(lia)). assert (B := Z.mod_pos_bound (a - b) M P).
  set (d := ((a - b) mod M)%Z) in *. set (q := ((a - b) / M)%Z) in *.
  destruct (Z.le_gt_cases k q) as [H|H]; [assert ((q - k) * M >= 0)%Z by nia | assert ((q - k) * M <= - M)%Z by nia]; nia.
Qed.
Lemma apart_sound p a b x y : length (place a) = p -> length (place b) = p ->
  (0 < snd (tight a))%Z -> (0 < snd (tight b))%Z -> apart a b = true ->
  cube p (centre_of a) (width (tight a)) x -> cube p (centre_of b) (width (tight b)) y -> ~ same_point p x y.
Proof.
  intros La Lb Pa Pb E Hx Hy [k Hk]. apply existsb_exists in E as ([ca cb] & Hin & E). cbn [fst snd] in E.
  apply (In_nth _ _ (0%Z, 0%Z)) in Hin as (i & Hi & Ei). rewrite combine_length, La, Lb, Nat.min_id in Hi.
  rewrite combine_nth in Ei by lia. injection Ei as Ea Eb.
  specialize (Hx i Hi). specialize (Hy i Hi). specialize (Hk i Hi). unfold centre_of in Hx, Hy. rewrite Ea in Hx. rewrite Eb in Hy.
  assert (G := gap_least ca cb (k i)). apply Z.ltb_lt, IZR_lt in E. apply IZR_le in G. rewrite abs_IZR in G.
  apply (IZR_lt 0) in Pa. apply (IZR_lt 0) in Pb. assert (PB := pi_bounds).
  rewrite !mult_IZR, plus_IZR, !mult_IZR in E. set (g := IZR (gap ca cb)) in *.
  set (ra := IZR (snd (tight a))) in *. set (rb := IZR (snd (tight b))) in *.
  set (na := IZR (fst (tight a))) in *. set (nb := IZR (fst (tight b))) in *.
  assert (P46 : IZR (2 ^ 46) = 2 ^ 46) by (rewrite (pow_IZR 2 46); reflexivity). rewrite P46 in E.
  assert (Q : 0 < 2 ^ 46) by apply pow2_pos.
  (* the distance of the centres, modulo 2 pi, is at most the sum of the half-widths *)
  assert (T : Rabs (turns ca 46 - turns cb 46 - 2 * PI * IZR (k i)) <= na / ra + nb / rb).
  { replace (turns ca 46 - turns cb 46 - 2 * PI * IZR (k i)) with (- (x i - turns ca 46) + (y i - turns cb 46)) by lra.
    eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp. apply Rplus_le_compat; [exact Hx|exact Hy]. }
  assert (E2 : turns ca 46 - turns cb 46 - 2 * PI * IZR (k i) = 2 * PI / 2 ^ 46 * IZR (ca - cb - k i * 2 ^ 46)).
  { unfold turns. rewrite !minus_IZR, mult_IZR, P46. field. }
  rewrite E2, Rabs_mult, (Rabs_right (2 * PI / 2 ^ 46)) in T.
  2:{ apply Rle_ge, Rdiv_le_0_compat; lra. }
  assert (0 <= g). { unfold g. apply IZR_le. unfold gap. assert (B := Z.mod_pos_bound (ca - cb) (2 ^ 46) ltac:(reflexivity)). lia. }
  assert (T2 : 2 * PI / 2 ^ 46 * g <= na / ra + nb / rb).
  { eapply Rle_trans; [|exact T]. apply Rmult_le_compat_l; auto. apply Rdiv_le_0_compat; lra. }
  apply (Rmult_le_compat_r (2 ^ 46 * (ra * rb))) in T2; [|assert (0 < ra * rb) by (apply Rmult_lt_0_compat; auto); apply Rmult_le_pos; lra].
  replace (2 * PI / 2 ^ 46 * g * (2 ^ 46 * (ra * rb))) with (2 * PI * (g * (ra * rb))) in T2 by (field; lra).
  replace ((na / ra + nb / rb) * (2 ^ 46 * (ra * rb))) with (2 ^ 46 * (na * rb + nb * ra)) in T2 by (field; lra).
  assert (0 < ra * rb) by (apply Rmult_lt_0_compat; auto). assert (0 <= g * (ra * rb)) by (apply Rmult_le_pos; lra). nra.
Qed.

(** ---- One entry *)
Definition at_listed (p : nat) (F : list term) (e : listed) (x : point) : Prop :=
  cube p (centre_of e) (width (tight e)) x /\ critical p F x /\ morse_index p F x (index e).

Section Listed.
Variables (f : Z) (deg p : nat) (F : list term) (e : listed).
Hypotheses (f0 : (0 <= f)%Z) (HF : Forall (fun t => length (fst t) = p) F).
Hypothesis ok : listed_ok f (roots f 46) deg F p e = true.
Let tabs := tables f (roots f 46) deg e.
Let l := map (jet_of f tabs) F.

Lemma tables_stand : tables_ok f tabs 0 (centre_of e).
Proof.
  intros i Hi. unfold tabs, tables in *. rewrite map_length in Hi.
  set (g := fun c => powers f (turn f (roots f 46) c) (one f) deg).
  rewrite (nth_indep _ [] (g 0%Z)) by (rewrite map_length; auto). rewrite (map_nth g). unfold g.
  apply powers_ok; auto. apply turn_stands; auto.
Qed.
Lemma listed_place : length (place e) = p.
Proof using ok. unfold listed_ok in ok. apply andb_prop in ok as [E _]. apply andb_prop in E as [E _]. apply Nat.eqb_eq. exact E. Qed.
Lemma listed_krawczyk : krawczyk f (pre_den e) l (pre e) p (tight e) (wide e) = true.
Proof using ok. unfold listed_ok in ok. apply andb_prop in ok as [E _]. apply andb_prop in E as [_ E]. exact E. Qed.
Lemma listed_index : index_test (2 ^ f) (fst (tight e)) (snd (tight e)) l (congruence e) p (index e) = true.
Proof using ok. unfold listed_ok in ok. apply andb_prop in ok as [_ E]. exact E. Qed.

(** what the boolean test of Krawczyk says, one line at a time *)
Lemma krawczyk_spec :
  ((0 < pre_den e)%Z /\ (0 < fst (wide e))%Z /\ (0 < snd (wide e))%Z /\ (fst (wide e) <= 4 * snd (wide e))%Z /\
   (0 < fst (tight e))%Z /\ (0 < snd (tight e))%Z /\ (fst (tight e) * snd (wide e) <= fst (wide e) * snd (tight e))%Z) /\
  (length (pre e) = p /\ (forall i, (i < p)%nat -> length (nth i (pre e) []) = p) /\
   (forall i j, (i < p)%nat -> (j < p)%nat -> comp j (nth i (pre e) []) = comp i (nth j (pre e) [])) /\
   (forall j, (j < p)%nat -> (col0 (pre_den e * 2 ^ f) l (pre e) p j < pre_den e * 2 ^ f)%Z)) /\
  (contracts (2 ^ f) (pre_den e) l (pre e) p (fst (wide e)) (snd (wide e)) = true /\
   contracts (2 ^ f) (pre_den e) l (pre e) p (fst (tight e)) (snd (tight e)) = true).
Proof using f0 ok. exact (krawczyk_parts _ _ _ _ _ _ _ listed_krawczyk). Qed.

Lemma listed_exists : exists x, at_listed p F e x.
Proof.
  destruct krawczyk_spec as ((y0 & rn & rd & r4 & tn & td & tr) & (Ly & Lr & sym & cols) & _ & ct).
  destruct (exists_in f f0 F p HF (centre_of e) tabs tables_stand (pre_den e) (pre e) y0 Ly Lr sym cols
              (fst (tight e)) (snd (tight e)) tn td ltac:(nia) ct) as (x & Hx & Cx).
  exists x. split; [exact Hx|split; [exact Cx|]].
  exact (index_sound f f0 F p HF (centre_of e) tabs tables_stand _ _ x td (Z.lt_le_incl _ _ tn) Hx _ _ listed_index).
Qed.
Lemma tight_wide x : cube p (centre_of e) (width (tight e)) x -> cube p (centre_of e) (width (wide e)) x.
Proof using f0 ok.
  intros H i Hi. eapply Rle_trans; [apply (H i Hi)|].
  destruct krawczyk_spec as ((_ & rn & rd & _ & tn & td & tr) & _). unfold width.
  apply (IZR_lt 0) in rd. apply (IZR_lt 0) in td. apply IZR_le in tr. rewrite !mult_IZR in tr.
  apply Rmult_le_reg_r with (IZR (snd (tight e)) * IZR (snd (wide e))); [apply Rmult_lt_0_compat; auto|].
  replace (IZR (fst (tight e)) / IZR (snd (tight e)) * (IZR (snd (tight e)) * IZR (snd (wide e))))
    with (IZR (fst (tight e)) * IZR (snd (wide e))) by (field; lra).
  replace (IZR (fst (wide e)) / IZR (snd (wide e)) * (IZR (snd (tight e)) * IZR (snd (wide e))))
    with (IZR (fst (wide e)) * IZR (snd (tight e))) by (field; lra). exact tr.
Qed.
Lemma listed_unique x y : at_listed p F e x -> cube p (centre_of e) (width (wide e)) y -> critical p F y ->
  forall i, (i < p)%nat -> y i = x i.
Proof.
  intros (Hx & Cx & _) Hy Cy. destruct krawczyk_spec as ((y0 & rn & rd & r4 & _) & (Ly & Lr & _) & cw & _).
  apply (unique_in f f0 F p HF (centre_of e) tabs tables_stand (pre_den e) (pre e) y0 Lr (fst (wide e)) (snd (wide e)) rn rd r4 cw); auto.
  apply tight_wide, Hx.
Qed.
End Listed.

(** ---- The theorem *)
Theorem list_check_sound f deg params K p F points t : list_check f deg params K p F points t = true ->
  exists xs : list point,
    Forall2 (at_listed p F) points xs /\
    ForallOrdPairs (fun x y => ~ same_point p x y) xs /\
    forall x, critical p F x <-> exists y, In y xs /\ same_point p x y.
Proof.
  intros E. unfold list_check in E. cbv zeta in E. repeat (apply andb_prop in E as [E ?]).
  rename H into Tree, H0 into Apart, H1 into Ok, H2 into Len, H3 into Prec. apply Z.leb_le in E.
  assert (HF : Forall (fun t => length (fst t) = p) F).
  { apply Forall_forall. intros u Hu. rewrite forallb_forall in Len. apply Nat.eqb_eq, Len, Hu. }
  assert (Each : Forall (fun e => exists x, at_listed p F e x) points).
  { apply Forall_forall. intros e He. rewrite forallb_forall in Ok. exact (listed_exists f deg p F e E HF (Ok e He)). }
  assert (Xs : exists xs, Forall2 (at_listed p F) points xs).
  { clear -Each. induction Each as [|e l [x Hx] _ [xs H]]; [exists []; constructor|exists (x :: xs); constructor; auto]. }
  destruct Xs as [xs H2]. exists xs. split; [exact H2|split].
  - (* distinct *)
    assert (Pos : forall e, In e points -> length (place e) = p /\ (0 < snd (tight e))%Z).
    { intros e He. rewrite forallb_forall in Ok. split; [exact (listed_place f deg p F e (Ok e He))|].
      destruct (krawczyk_spec f deg p F e E (Ok e He)) as ((_ & _ & _ & _ & _ & td & _) & _). exact td. }
    clear -H2 Apart Pos. induction H2 as [|e x l xs Hx H2 IH]; [constructor|]. simpl in Apart. apply andb_prop in Apart as [A1 A2].
    constructor; [|apply IH; auto; intros; apply Pos; right; auto].
    apply Forall_forall. intros y Hy. rewrite forallb_forall in A1.
    assert (Q : exists e', In e' l /\ at_listed p F e' y).
    { clear -H2 Hy. induction H2 as [|e' y' l ys H' _ IH]; [destruct Hy|]. destruct Hy as [->|Hy]; [exists e'; split; [left; auto|auto]|].
      destruct (IH Hy) as (e'' & He & H); exists e''; split; [right; auto|auto]. }
    destruct Q as (e' & He' & H'). destruct (Pos e (or_introl eq_refl)) as [Le Pe]. destruct (Pos e' (or_intror He')) as [Le' Pe'].
    exact (apart_sound p e e' x y Le Le' Pe Pe' (A1 e' He') (proj1 Hx) (proj1 H')).
  - intros x. split.
    + (* complete: the point of the period lies in the cube of an entry, where there is one critical point only *)
      intros Hc. destruct (reduce p x) as (z & Hz & Hbox).
      assert (Cz : critical p F z) by (apply (critical_period p F z x HF); [apply same_point_sym; auto|auto]).
      assert (HP : forall P, In P (map (fun q => let '(f, s, e, N) := q in make f s e N F) params) ->
                exists f s e N, (0 <= f)%Z /\ (0 <= s)%Z /\ P = make f s e N F).
      { intros P HP. apply in_map_iff in HP as ([[[f' s'] e'] N'] & <- & Hq). rewrite forallb_forall in Prec.
        specialize (Prec _ Hq). cbv beta iota in Prec. apply andb_prop in Prec as [P1 P2]. apply Z.leb_le in P1. apply Z.leb_le in P2.
        exists f', s', e', N'. auto. }
      destruct (check_tree_sound F p K deg _ _ HF HP t (repeat (0%Z, O) p) z (repeat_length _ _) Tree Hbox Cz) as (j & r & Hr & Hcube).
      rewrite nth_error_map in Hr. destruct (nth_error points j) as [e|] eqn:Ej; [|discriminate]. injection Hr as <-.
      assert (He : In e points) by (eapply nth_error_In; eauto). rewrite forallb_forall in Ok.
      assert (Y : exists y, In y xs /\ at_listed p F e y).
      { clear -H2 Ej. revert j Ej. induction H2 as [|e' y l ys H' _ IH]; intros [|j] Ej; simpl in Ej; try discriminate.
        - injection Ej as ->. exists y. split; [left; auto|auto].
        - destruct (IH j Ej) as (y' & Hy & H). exists y'. split; [right; auto|auto]. }
      destruct Y as (y & Hy & Hat). exists y. split; auto.
      assert (Le : length (place e) = p) by exact (listed_place f deg p F e (Ok e He)).
      assert (Turn : exists k : nat -> Z, forall i, (i < p)%nat ->
                Rabs (z i - centre_of e i - 2 * PI * IZR (k i)) <= width (wide e)).
      { assert (Q : forall n, (n <= p)%nat -> exists k : nat -> Z, forall i, (i < n)%nat ->
                  Rabs (z i - centre_of e i - 2 * PI * IZR (k i)) <= width (wide e)).
        { induction n as [|n IH]; intros Hn; [exists (fun _ => 0%Z); intros; lia|]. destruct (IH ltac:(lia)) as [k Hk].
          destruct (Hcube n (nth n (place e) 0%Z)) as [m Hm]; [simpl; apply nth_error_nth'; lia|].
          exists (fun i => if Nat.eqb i n then m else k i). intros i Hi. destruct (Nat.eqb_spec i n) as [->|]; [exact Hm|apply Hk; lia]. }
        apply (Q p (le_n p)). }
      destruct Turn as [k Hk]. set (z' := fun i => z i - 2 * PI * IZR (k i)).
      assert (Sz : same_point p z z') by (exists k; intros i _; unfold z'; ring).
      assert (Cz' : critical p F z') by (apply (critical_period p F z' z HF); [apply same_point_sym; auto|auto]).
      assert (In' : cube p (centre_of e) (width (wide e)) z').
      { intros i Hi. unfold z'. replace (z i - 2 * PI * IZR (k i) - centre_of e i) with (z i - centre_of e i - 2 * PI * IZR (k i)) by ring. auto. }
      assert (Eq := listed_unique f deg p F e E HF (Ok e He) y z' Hat In' Cz').
      apply (same_point_trans p x z y Hz). apply (same_point_trans p z z' y Sz).
      exists (fun _ => 0%Z). intros i Hi. rewrite (Eq i Hi). ring.
    + intros (y & Hy & Hs). apply (critical_period p F x y HF Hs).
      clear -H2 Hy. induction H2 as [|e' y' l ys (_ & C & _) _ IH]; [destruct Hy|]. destruct Hy as [->|Hy]; auto.
Qed.
