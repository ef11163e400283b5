(** The subdivision of a chart: every box is empty or holds at most one common zero of the polynomials.

    A box is empty if some integer combination of the polynomials has positive coefficients on it. It holds at most one zero if
    combinations exist whose matrix of derivatives has a dominant diagonal, coefficient by coefficient: two zeros that differ
    most in variable i would give different values of combination i (mean value theorem along the segment between them). *)
From Coquelicot Require Import Coquelicot.
From Coq Require Import Reals ZArith List Lra Lia Bool.
Require Import SymQNN.Bernstein.
Import ListNotations.
Open Scope R_scope.

(** ---- The program *)
Fixpoint comb (ds : list nat) (ys : list Z) (gs : list (grid ds)) : grid ds :=
  match ys, gs with
  | y :: ys', g :: gs' => if (y =? 0)%Z then comb ds ys' gs' else gadd ds (gscale ds y g) (comb ds ys' gs')
  | _, _ => gzero ds
  end.
Definition others (p i : nat) : list nat := filter (fun j => negb (Nat.eqb j i)) (seq 0 p).
Definition sizes (ds : list nat) (v : grid ds) (i : nat) : grid ds :=
  fold_right (fun j s => gadd ds (gabs ds (partial ds j v)) s) (gzero ds) (others (length ds) i).
Definition dominates (ds : list nat) (v : grid ds) (i : nat) : bool :=
  let own := partial ds i v in let less := gscale ds (-1) (sizes ds v i) in
  pos ds (gadd ds own less) || pos ds (gadd ds (gscale ds (-1) own) less).
Definition at_most_one (ds : list nat) (gs : list (grid ds)) (rows : list (list Z)) : bool :=
  forallb (fun i => dominates ds (comb ds (nth i rows []) gs) i) (seq 0 (length ds)).

(** a root lies within [reach] of [spot]; a box is a list of (lower end, width); all in the same units *)
Record target := Target { spot : list Z; reach : Z }.
Definition range := list (Z * Z).
Inductive chart_tree := Halve (axis : nat) (lower upper : chart_tree) | Void (y : list Z) | Star (root : nat) (rows : list (list Z)).
Definition inside (b : range) (r : target) : bool :=
  (0 <? reach r)%Z && Nat.eqb (length b) (length (spot r)) &&
  forallb (fun bc => (fst (fst bc) + reach r <=? snd bc)%Z && (snd bc + reach r <=? fst (fst bc) + snd (fst bc))%Z) (combine b (spot r)).
Definition half_range (upper : bool) (lw : Z * Z) : Z * Z :=
  let w := Z.div2 (snd lw) in (if upper then fst lw + w else fst lw, w)%Z.
Definition divisible (i : nat) (b : range) : bool := match nth_error b i with Some lw => Z.even (snd lw) | None => false end.
Fixpoint follow (ds : list nat) (roots : list target) (b : range) (gs : list (grid ds)) (t : chart_tree) : bool :=
  match t with
  | Void y => pos ds (comb ds y gs)
  | Star k rows => match nth_error roots k with Some r => inside b r && at_most_one ds gs rows | None => false end
  | Halve i lo hi =>
    (* for an empty half only the combination is halved *)
    divisible i b
    && match lo with
       | Void y => pos ds (half ds i false (comb ds y gs))
       | _ => follow ds roots (change i (half_range false) b) (map (half ds i false) gs) lo
       end
    && match hi with
       | Void y => pos ds (half ds i true (comb ds y gs))
       | _ => follow ds roots (change i (half_range true) b) (map (half ds i true) gs) hi
       end
  end.

(* ---------------------------------------------------------------- soundness *)
Lemma comb_ok ds : forall ys gs, Forall (ok ds) gs -> ok ds (comb ds ys gs) /\
  forall w, Forall (fun g => val ds g w = 0) gs -> val ds (comb ds ys gs) w = 0.
Proof.
  induction ys as [|y ys IH]; intros gs H; [split; [apply gzero_ok|intros; apply gzero_ok]|].
  destruct gs as [|g gs]; [split; [apply gzero_ok|intros; apply gzero_ok]|]. inversion_clear H as [|? ? Hg Hgs].
  destruct (IH gs Hgs) as [P1 E1]. simpl. destruct (y =? 0)%Z.
  - split; auto. intros w Hw. inversion_clear Hw; auto.
  - destruct (gscale_ok ds y g Hg) as [P2 E2]. destruct (gadd_ok ds _ _ P2 P1) as [P3 E3]. split; auto.
    intros w Hw. inversion_clear Hw as [|? ? Z0 Zs]. rewrite E3, E2, E1, Z0; auto. ring.
Qed.

(** ---- The derivative along a segment *)
Definition pts (X : list R) : list place2 := map (fun x => (x, 1 - x)) X.
Fixpoint line (X D : list R) (s : R) : list R :=
  match X, D with x :: X', d :: D' => (x + s * d) :: line X' D' s | _, _ => [] end.
Fixpoint dirv (ds : list nat) : grid ds -> list place2 -> list R -> R :=
  match ds with
  | [] => fun _ _ _ => 0
  | n :: ds' => fun g w D => match w, D with
      | (u, v) :: w', d :: D' => d * dhv (map (fun h => val ds' h w') g) u v + hv (map (fun h => dirv ds' h w' D') g) u v
      | _, _ => 0
      end
  end.
Lemma derive_hv {A} (F : A -> R -> R) (G : A -> R -> R) (x d s : R) : forall g : list A,
  (forall h, In h g -> is_derive (F h) s (G h s)) ->
  is_derive (fun s => hv (map (fun h => F h s) g) (x + s * d) (1 - (x + s * d))) s
    (d * dhv (map (fun h => F h s) g) (x + s * d) (1 - (x + s * d)) + hv (map (fun h => G h s) g) (x + s * d) (1 - (x + s * d))).
Proof.
  induction g as [|a g IH]; intros H; cbn [map hv dhv].
  - replace (d * 0 + 0) with 0 by ring. apply (is_derive_const (V := R_NormedModule) 0 s).
  - assert (Ha := H a (or_introl eq_refl)). assert (Hg := IH (fun h Hh => H h (or_intror Hh))). rewrite !map_length.
    assert (Pw : is_derive (fun s => (x + s * d) ^ length g) s (INR (length g) * d * (x + s * d) ^ pred (length g))).
    { auto_derive; auto. ring. }
    assert (V : is_derive (fun s => 1 - (x + s * d)) s (- d)) by (auto_derive; auto; ring).
    assert (E1 := is_derive_mult _ _ s _ _ Ha Pw Rmult_comm). assert (E2 := is_derive_mult _ _ s _ _ V Hg Rmult_comm).
    assert (E := is_derive_plus _ _ s _ _ E1 E2). unfold plus, mult in E; simpl in E.
    apply (is_derive_ext (fun s => F a s * (x + s * d) ^ length g + (1 - (x + s * d)) * hv (map (fun h => F h s) g) (x + s * d) (1 - (x + s * d)))).
    { intros t. rewrite map_length. reflexivity. }
    evar_last; [exact E|]. ring.
Qed.

Lemma derive_val ds : forall (g : grid ds) X D s, length X = length ds -> length D = length ds ->
  is_derive (fun s => val ds g (pts (line X D s))) s (dirv ds g (pts (line X D s)) D).
Proof.
  induction ds as [|n ds IH]; intros g X D s LX LD; [apply (is_derive_const (V := R_NormedModule) (IZR g) s)|].
  destruct X as [|x X]; [discriminate|]. destruct D as [|d D]; [discriminate|]. simpl in LX, LD. cbn [val dirv pts line map].
  apply (derive_hv (fun h s => val ds h (pts (line X D s))) (fun h s => dirv ds h (pts (line X D s)) D)).
  intros h _. apply IH; lia.
Qed.
Fixpoint dotv (D : list R) (f : nat -> R) (k : nat) : R := match D with [] => 0 | d :: D' => d * f k + dotv D' f (S k) end.
Lemma dotv_shift f : forall D k, dotv D f (S k) = dotv D (fun j => f (S j)) k.
Proof. induction D as [|d D IH]; intros k; simpl; auto. rewrite IH. reflexivity. Qed.
Lemma dotv_ext f g : forall D k, (forall j, (k <= j < k + length D)%nat -> f j = g j) -> dotv D f k = dotv D g k.
Proof. induction D as [|d D IH]; intros k H; simpl in *; auto. rewrite H, IH by (intros; try apply H; lia). reflexivity. Qed.
Lemma dotv_hv {A} (F : A -> nat -> R) u v (g : list A) : forall D k,
  hv (map (fun h => dotv D (F h) k) g) u v = dotv D (fun j => hv (map (fun h => F h j) g) u v) k.
Proof.
  induction D as [|d D IH]; intros k; simpl.
  - induction g as [|h g IHg]; simpl; [auto|rewrite IHg; ring].
  - rewrite <- IH, <- hv_scale. clear IH. rewrite map_map. induction g as [|h g IHg]; simpl; [ring|]. rewrite IHg, !map_length. ring.
Qed.
Lemma partial_ok ds : forall i g, ok ds g -> (forall n, nth_error ds i = Some n -> (1 <= n)%nat) -> ok ds (partial ds i g).
Proof.
  induction ds as [|n ds IH]; intros i g Hg Hi; simpl in *; auto. destruct Hg as [Lg Fg]. destruct i as [|i].
  - specialize (Hi n eq_refl). split; [rewrite length_slope; [exact Lg|]; eapply Nat.le_trans; [|apply Nat.eq_le_incl, eq_sym, Lg]; lia|].
    destruct (slope_map (gadd ds) (gscale ds) (ok ds) (fun h => val ds h [])) with (l := g) as [P1 _]; auto.
    + intros a b Ha Hb. destruct (gadd_ok ds a b Ha Hb); auto.
    + intros z a Ha. destruct (gscale_ok ds z a Ha); auto.
  - rewrite map_length. split; auto. apply Forall_map. eapply Forall_impl; [|exact Fg]. intros h Hh. apply IH; auto.
Qed.
Lemma dirv_partial ds : forall g X D, ok ds g -> length X = length ds -> length D = length ds ->
  dirv ds g (pts X) D = dotv D (fun j => val ds (partial ds j g) (pts X)) 0.
Proof.
  induction ds as [|n ds IH]; intros g X D Hg LX LD; [destruct D; [reflexivity|discriminate]|].
  destruct X as [|x X]; [discriminate|]. destruct D as [|d D]; [discriminate|]. simpl in LX, LD, Hg. destruct Hg as [Lg Fg].
  cbn [dirv pts map dotv val partial]. f_equal.
  - f_equal. rewrite <- hv_slope by ring.
    destruct (slope_map (gadd ds) (gscale ds) (ok ds) (fun h => val ds h (map (fun x => (x, 1 - x)) X))) with (l := g) as [_ ->]; auto.
    + intros a b Ha Hb. destruct (gadd_ok ds a b Ha Hb); auto.
    + intros z a Ha. destruct (gscale_ok ds z a Ha); auto.
  - rewrite dotv_shift. cbn [val]. fold (pts X).
    rewrite (dotv_ext _ (fun j => hv (map (fun h => val ds (partial ds j h) (pts X)) g) x (1 - x))).
    + rewrite <- (dotv_hv (fun h j => val ds (partial ds j h) (pts X))). f_equal. apply map_ext_in. intros h Hh.
      rewrite Forall_forall in Fg. apply IH; auto; lia.
    + intros j _. rewrite map_map. reflexivity.
Qed.

(** ---- At most one zero *)
Definition rest (i : nat) (f : nat -> R) : nat -> R := fun j => if Nat.eqb j i then 0 else f j.
Definition sabs (l : list nat) (f : nat -> R) : R := fold_right (fun j s => Rabs (f j) + s) 0 l.
Lemma dotv_own f i : forall D k, (k <= i < k + length D)%nat -> dotv D f k = nth (i - k) D 0 * f i + dotv D (rest i f) k.
Proof.
  induction D as [|d D IH]; intros k H; simpl in H; [lia|]. cbn [dotv]. unfold rest at 1. destruct (Nat.eqb_spec k i) as [->|N].
  - rewrite Nat.sub_diag. simpl. rewrite (dotv_ext f (rest i f)); [ring|]. intros j Hj. unfold rest. destruct (Nat.eqb_spec j i); [lia|auto].
  - rewrite (IH (S k)) by lia. replace (i - k)%nat with (S (i - S k)) by lia. simpl. ring.
Qed.
Lemma dotv_bound f M : forall D k, 0 <= M -> Forall (fun d => Rabs d <= M) D -> Rabs (dotv D f k) <= M * sabs (seq k (length D)) f.
Proof.
  induction D as [|d D IH]; intros k HM H; simpl; [rewrite Rabs_R0; lra|]. inversion_clear H as [|? ? H1 H2].
  eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_mult, Rmult_plus_distr_l. apply Rplus_le_compat; auto.
  apply Rmult_le_compat_r; auto using Rabs_pos.
Qed.
Lemma sabs_others f i : forall l, sabs l (rest i f) = sabs (filter (fun j => negb (Nat.eqb j i)) l) f.
Proof.
  induction l as [|j l IH]; simpl; auto. unfold rest at 1. destruct (Nat.eqb j i); simpl; rewrite IH; [rewrite Rabs_R0; ring|auto].
Qed.
Lemma sizes_ok ds v i w : ok ds v -> Forall unit_point w -> Forall (fun n => (1 <= n)%nat) ds ->
  ok ds (sizes ds v i) /\ sabs (others (length ds) i) (fun j => val ds (partial ds j v) w) <= val ds (sizes ds v i) w.
Proof.
  intros Hv Hw Hd. unfold sizes. assert (N : forall j n, nth_error ds j = Some n -> (1 <= n)%nat).
  { intros j n E. rewrite Forall_forall in Hd. apply Hd. eapply nth_error_In; eauto. }
  induction (others (length ds) i) as [|j l [IH1 IH2]]; simpl; [split; [apply gzero_ok|right; symmetry; apply gzero_ok]|].
  destruct (gabs_ok ds _ (partial_ok ds j v Hv (N j))) as [P1 E1]. destruct (gadd_ok ds _ _ P1 IH1) as [P2 E2]. split; auto.
  rewrite E2. apply Rplus_le_compat; auto.
Qed.
Lemma dominates_sound ds v i w : ok ds v -> length w = length ds -> Forall unit_point w -> Forall (fun n => (1 <= n)%nat) ds -> (i < length ds)%nat ->
  dominates ds v i = true -> sabs (others (length ds) i) (fun j => val ds (partial ds j v) w) < Rabs (val ds (partial ds i v) w).
Proof.
  intros Hv Lw Hw Hd Hi E. unfold dominates in E. cbv zeta in E. destruct (sizes_ok ds v i w Hv Hw Hd) as [Ps Es].
  assert (Pi : ok ds (partial ds i v)).
  { apply partial_ok; auto. intros n En. rewrite Forall_forall in Hd. apply Hd. eapply nth_error_In; eauto. }
  destruct (gscale_ok ds (-1) _ Ps) as [Pl El]. destruct (gscale_ok ds (-1) _ Pi) as [Pm Em].
  apply orb_prop in E as [E|E].
  - destruct (gadd_ok ds _ _ Pi Pl) as [P1 E1]. assert (Q := pos_val ds _ w P1 Lw Hw E). rewrite E1, El in Q.
    eapply Rlt_le_trans; [|apply Rle_abs]. lra.
  - destruct (gadd_ok ds _ _ Pm Pl) as [P1 E1]. assert (Q := pos_val ds _ w P1 Lw Hw E). rewrite E1, Em, El in Q.
    rewrite <- Rabs_Ropp. eapply Rlt_le_trans; [|apply Rle_abs]. lra.
Qed.
Fixpoint minus_list (X Y : list R) : list R := match X, Y with x :: X', y :: Y' => (x - y) :: minus_list X' Y' | _, _ => [] end.
Lemma largest_entry : forall D : list R, D <> [] -> exists i, (i < length D)%nat /\ Forall (fun d => Rabs d <= Rabs (nth i D 0)) D.
Proof.
  induction D as [|d D IH]; intros N; [contradiction|]. destruct D as [|e D].
  - exists O. split; [simpl; lia|]. constructor; [simpl; lra|constructor].
  - destruct (IH ltac:(discriminate)) as (i & Hi & F). destruct (Rle_lt_dec (Rabs d) (Rabs (nth i (e :: D) 0))) as [C|C].
    + exists (S i). split; [simpl in *; lia|]. constructor; auto.
    + exists O. split; [simpl; lia|]. constructor; [simpl; lra|]. eapply Forall_impl; [|exact F]. intros x Hx. cbv beta in Hx. simpl nth. lra.
Qed.
Definition in_unit (x : R) := 0 <= x <= 1.
Lemma pts_unit X : Forall in_unit X -> Forall unit_point (pts X).
Proof. intros H. apply Forall_map. eapply Forall_impl; [|exact H]. intros x [H0 H1]. unfold unit_point; simpl. lra. Qed.
Lemma line_facts X : forall Y s, length X = length Y -> Forall in_unit X -> Forall in_unit Y -> 0 <= s <= 1 ->
  Forall in_unit (line X (minus_list Y X) s) /\ length (line X (minus_list Y X) s) = length X /\ length (minus_list Y X) = length X /\
  line X (minus_list Y X) 0 = X /\ line X (minus_list Y X) 1 = Y.
Proof.
  induction X as [|x X IH]; intros [|y Y] s L HX HY Hs; simpl in L; try discriminate; [repeat split; constructor|].
  inversion_clear HX as [|? ? [x0 x1] HX']. inversion_clear HY as [|? ? [y0 y1] HY'].
  destruct (IH Y s ltac:(lia) HX' HY' Hs) as (A & B & C & D & E). simpl. repeat split; auto; [constructor; auto; split; nra|..].
  - rewrite D. f_equal. ring.
  - rewrite E. f_equal. ring.
Qed.
Lemma minus_zero X : forall Y, length X = length Y -> Forall (fun d => d = 0) (minus_list Y X) -> X = Y.
Proof.
  induction X as [|x X IH]; intros [|y Y] L H; simpl in *; try discriminate; auto. inversion_clear H as [|? ? H1 H2].
  rewrite (IH Y) by (auto; lia). f_equal. lra.
Qed.
Theorem at_most_one_sound ds gs rows X Y : Forall (ok ds) gs -> Forall (fun n => (1 <= n)%nat) ds -> at_most_one ds gs rows = true ->
  length X = length ds -> length Y = length ds -> Forall in_unit X -> Forall in_unit Y ->
  Forall (fun g => val ds g (pts X) = 0) gs -> Forall (fun g => val ds g (pts Y) = 0) gs -> X = Y.
Proof.
  intros Hg Hd E LX LY HX HY ZX ZY. set (D := minus_list Y X).
  destruct (line_facts X Y 0 ltac:(congruence) HX HY ltac:(lra)) as (_ & _ & LD & Start & End). fold D in LD, Start, End.
  destruct (list_eq_dec Req_EM_T D []) as [N|N].
  { apply minus_zero; [congruence|]. fold D. rewrite N. constructor. }
  destruct (largest_entry D N) as (i & Hi & Hmax). destruct (Req_EM_T (nth i D 0) 0) as [Z0|Z0].
  { apply minus_zero; [congruence|]. fold D. eapply Forall_impl; [|exact Hmax]. intros d Hdd. cbv beta in Hdd.
    rewrite Z0, Rabs_R0 in Hdd. assert (Q := Rabs_pos d). apply Rabs_eq_0. lra. }
  exfalso. rewrite LD, LX in Hi. unfold at_most_one in E. rewrite forallb_forall in E. specialize (E i ltac:(apply in_seq; lia)).
  set (v := comb ds (nth i rows []) gs) in *. destruct (comb_ok ds (nth i rows []) gs Hg) as [Pv Zv]. fold v in Pv, Zv.
  (* the mean value theorem along the segment *)
  assert (Der : forall s, is_derive (fun s => val ds v (pts (line X D s))) s (dirv ds v (pts (line X D s)) D)).
  { intros s. apply derive_val; congruence. }
  destruct (MVT_gen (fun s => val ds v (pts (line X D s))) 0 1 (fun s => dirv ds v (pts (line X D s)) D)) as (c & Hc & Ec).
  { intros s _. apply Der. }
  { intros s _. apply derivable_continuous_pt. exists (dirv ds v (pts (line X D s)) D). apply is_derive_Reals, Der. }
  rewrite Rmin_left, Rmax_right in Hc by lra.
  cbv beta in Ec. rewrite Start, End, (Zv _ ZX), (Zv _ ZY) in Ec.
  destruct (line_facts X Y c ltac:(congruence) HX HY Hc) as (U & LU & _). fold D in U, LU.
  rewrite dirv_partial in Ec by (auto; congruence). rewrite (dotv_own _ i) in Ec by (rewrite LD, LX; lia). rewrite Nat.sub_0_r in Ec.
  set (W := pts (line X D c)) in *. set (f := fun j => val ds (partial ds j v) W) in *.
  assert (LW : length W = length ds). { unfold W, pts. rewrite map_length. congruence. }
  assert (Dom := dominates_sound ds v i W Pv LW (pts_unit _ U) Hd Hi E). fold f in Dom.
  assert (B := dotv_bound (rest i f) (Rabs (nth i D 0)) D 0 (Rabs_pos _) Hmax).
  rewrite sabs_others in B. rewrite LD, LX in B. fold (others (length ds) i) in B.
  assert (Q : nth i D 0 * f i = - dotv D (rest i f) 0) by (change (f i) with (val ds (partial ds i v) W); lra).
  apply (f_equal Rabs) in Q. rewrite Rabs_mult, Rabs_Ropp in Q. assert (P := Rabs_pos_lt _ Z0).
  change (Rabs (f i)) with (Rabs (val ds (partial ds i v) W)) in Q.
  assert (Rabs (nth i D 0) * sabs (others (length ds) i) f < Rabs (nth i D 0) * Rabs (val ds (partial ds i v) W)) by (apply Rmult_lt_compat_l; auto).
  lra.
Qed.

(** ---- The tree *)
Fixpoint where_ (b : range) (w : list place2) : list R :=
  match b, w with
  | lw :: b', uv :: w' => (IZR (fst lw) + IZR (snd lw) * (fst uv / (fst uv + snd uv))) :: where_ b' w'
  | _, _ => []
  end.
Definition near (r : target) (s : list R) := Forall2 (fun c x => Rabs (x - IZR c) <= IZR (reach r)) (spot r) s.
Lemma change_length {A} (f : A -> A) : forall i l, length (change i f l) = length l.
Proof. induction i; intros [|a l]; simpl; auto. Qed.
Lemma where_half upper : forall i b w, divisible i b = true -> length b = length w -> Forall unit_point w ->
  where_ (change i (half_range upper) b) w = where_ b (change i (lift upper) w).
Proof.
  induction i as [|i IH]; intros [|lw b] [|uv w] E L H; simpl in L; try discriminate; auto; inversion_clear H as [|? ? H1 H2]; simpl.
  - f_equal. unfold divisible in E. simpl in E. assert (Q := Z.div2_odd (snd lw)).
    rewrite <- Z.negb_even, E in Q. cbn [negb Z.b2z] in Q. rewrite Z.add_0_r in Q. set (h := Z.div2 (snd lw)) in *. rewrite Q, mult_IZR. destruct H1 as (U & V & UV). unfold half_range, lift. fold h.
    destruct upper; cbn [fst snd]; rewrite ?plus_IZR; field; lra.
  - f_equal. apply IH; auto; try lia.
Qed.
Definition drop (upper : bool) (uv : place2) : place2 :=
  if upper then ((fst uv - snd uv) / 2, snd uv) else (fst uv, (snd uv - fst uv) / 2).
Lemma halves_cover i : forall w, Forall unit_point w -> exists upper, Forall unit_point (change i (drop upper) w) /\
  change i (lift upper) (change i (drop upper) w) = w.
Proof.
  induction i as [|i IH]; intros [|uv w] H; try (exists false; split; auto; fail); inversion_clear H as [|? ? H1 H2].
  - destruct H1 as (U & V & UV). exists (if Rle_lt_dec (fst uv) (snd uv) then false else true). destruct uv as [u v]; simpl in *.
    destruct (Rle_lt_dec u v); simpl; (split; [constructor; auto; unfold unit_point; simpl; lra|]); unfold lift, drop; simpl; f_equal; f_equal; field.
  - destruct (IH w H2) as (upper & A & B). exists upper. simpl. split; [constructor; auto|]. f_equal. exact B.
Qed.
Lemma lift_unit upper i : forall w, Forall unit_point w -> Forall unit_point (change i (lift upper) w).
Proof.
  induction i as [|i IH]; intros [|uv w] H; simpl; auto; inversion_clear H as [|? ? H1 H2]; constructor; auto.
  destruct H1 as (U & V & UV). unfold unit_point, lift. destruct upper; simpl; lra.
Qed.

Section Tree.
Variables (ds : list nat) (roots : list target) (zero : list R -> Prop).
Hypothesis degrees : Forall (fun n => (1 <= n)%nat) ds.
(** the polynomials vanish at the points of the box that are zeros, and there only *)
Definition describes (b : range) (gs : list (grid ds)) : Prop :=
  length b = length ds /\ Forall (ok ds) gs /\
  forall w, length w = length ds -> Forall unit_point w -> (Forall (fun g => val ds g w = 0) gs <-> zero (where_ b w)).
Definition settled (s : list R) : Prop := exists k r, nth_error roots k = Some r /\ forall s', near r s' -> zero s' -> s' = s.

Lemma describes_half i upper b gs : divisible i b = true -> describes b gs ->
  describes (change i (half_range upper) b) (map (half ds i upper) gs).
Proof.
  intros E (L & Hg & H). split; [rewrite change_length; auto|]. split.
  - apply Forall_map. eapply Forall_impl; [|exact Hg]. intros g Hgg. apply half_ok; auto.
  - intros w Lw Hw. rewrite where_half by (auto; congruence). rewrite <- H by (rewrite ?change_length; auto; apply lift_unit; auto).
    rewrite Forall_map. rewrite !Forall_forall. rewrite Forall_forall in Hg.
    split; intros Z g Hgg; specialize (Z g Hgg); destruct (half_ok ds upper i g (Hg g Hgg)) as [_ Q]; rewrite Q in *; auto.
Qed.
Lemma empty_sound ds' (c : grid ds') w : ok ds' c -> length w = length ds' -> Forall unit_point w -> pos ds' c = true -> val ds' c w <> 0.
Proof. intros Hc Lw Hw E. apply Rgt_not_eq. apply pos_val; auto. Qed.

(** a point of a box in coordinates with u + v = 1 *)
Lemma normal b w : length b = length w -> Forall unit_point w -> exists X, length X = length w /\ Forall in_unit X /\ where_ b (pts X) = where_ b w.
Proof.
  revert w. induction b as [|lw b IH]; intros [|uv w] L H; simpl in L; try discriminate; [exists []; auto|]. inversion_clear H as [|? ? (U & V & UV) H2].
  destruct (IH w ltac:(lia) H2) as (X & LX & HX & EX). exists (fst uv / (fst uv + snd uv) :: X).
  assert (Q : 0 <= fst uv / (fst uv + snd uv) <= 1).
  { split; [apply Rdiv_le_0_compat; auto|]. apply Rmult_le_reg_r with (fst uv + snd uv); auto. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra. }
  split; [simpl; auto|]. split; [constructor; auto|]. simpl. rewrite EX. f_equal. field. lra.
Qed.
Lemma inside_point b r s : inside b r = true -> near r s -> exists X, length X = length b /\ Forall in_unit X /\ where_ b (pts X) = s.
Proof.
  unfold inside, near. intros E. apply andb_prop in E as [E E3]. apply andb_prop in E as [E1 E2]. apply Z.ltb_lt in E1. apply Nat.eqb_eq in E2.
  revert b E2 E3 s. induction (spot r) as [|c cs IH]; intros [|lw b] L E s Hs; simpl in L; try discriminate; inversion Hs as [|? x ? s' Hx Hs']; subst.
  - exists []. auto.
  - cbn [combine forallb fst snd] in E. apply andb_prop in E as [E0 E]. apply andb_prop in E0 as [Ea Eb]. apply Z.leb_le in Ea, Eb.
    destruct (IH b ltac:(lia) E s' Hs') as (X & LX & HX & EX). apply Rabs_le_between in Hx.
    apply IZR_le in Ea, Eb. rewrite !plus_IZR in *. apply (IZR_lt 0) in E1.
    assert (W : 0 < IZR (snd lw)) by lra. exists ((x - IZR (fst lw)) / IZR (snd lw) :: X). split; [simpl; auto|]. split.
    + constructor; auto. split; [apply Rdiv_le_0_compat; lra|]. apply Rmult_le_reg_r with (IZR (snd lw)); auto.
      unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra.
    + simpl. rewrite EX. f_equal. field. lra.
Qed.
Lemma star_sound b gs k r rows w : describes b gs -> nth_error roots k = Some r -> inside b r = true -> at_most_one ds gs rows = true ->
  length w = length ds -> Forall unit_point w -> zero (where_ b w) -> settled (where_ b w).
Proof using degrees.
  intros (L & Hg & H) Er Ei Eo Lw Hw Z. exists k, r. split; auto. intros s' Hs Zs.
  destruct (normal b w ltac:(congruence) Hw) as (X & LX & HX & EX). destruct (inside_point b r s' Ei Hs) as (Y & LY & HY & EY).
  assert (LP : forall X, length (pts X) = length X) by (intros; unfold pts; apply map_length).
  assert (X = Y).
  { apply (at_most_one_sound ds gs rows); auto; try congruence.
    - apply H; [rewrite LP; congruence|apply pts_unit; auto|rewrite EX; auto].
    - apply H; [rewrite LP; congruence|apply pts_unit; auto|rewrite EY; auto]. }
  subst Y. congruence.
Qed.
Theorem follow_sound t : forall b gs w, describes b gs -> follow ds roots b gs t = true ->
  length w = length ds -> Forall unit_point w -> zero (where_ b w) -> settled (where_ b w).
Proof using degrees.
  induction t as [i lo IHlo hi IHhi|y|k rows]; intros b gs w Hd E Lw Hw Z.
  - assert (Sub : forall upper t', (forall b gs w, describes b gs -> follow ds roots b gs t' = true ->
        length w = length ds -> Forall unit_point w -> zero (where_ b w) -> settled (where_ b w)) ->
        divisible i b = true ->
        match t' with
        | Void y => pos ds (half ds i upper (comb ds y gs))
        | _ => follow ds roots (change i (half_range upper) b) (map (half ds i upper) gs) t'
        end = true -> forall w', length w' = length ds -> Forall unit_point w' -> w = change i (lift upper) w' -> settled (where_ b w)).
    { intros upper t' IH Ed Et w' L' H' ->. assert (Lb : length b = length w') by (destruct Hd; congruence).
      assert (Full : follow ds roots (change i (half_range upper) b) (map (half ds i upper) gs) t' = true -> settled (where_ b (change i (lift upper) w'))).
      { intros F. rewrite <- where_half in * by auto. apply (IH _ _ w' (describes_half i upper b gs Ed Hd) F); auto. }
      destruct t' as [j lo' hi'|y|k rows]; try (apply Full; exact Et). exfalso.
      destruct Hd as (L & Hg & H). destruct (comb_ok ds y gs Hg) as [Pc Zc]. destruct (half_ok ds upper i _ Pc) as [Ph Vh].
      apply (empty_sound ds _ w' Ph L' H' Et). rewrite Vh by auto. apply Zc. apply H; auto. }
    cbn [follow] in E. apply andb_prop in E as [E Ehi]. apply andb_prop in E as [Ed Elo].
    destruct (halves_cover i w Hw) as (upper & H' & Ew). assert (L' : length (change i (drop upper) w) = length ds) by (rewrite change_length; auto).
    destruct upper; [apply (Sub true hi IHhi Ed Ehi _ L' H' (eq_sym Ew))|apply (Sub false lo IHlo Ed Elo _ L' H' (eq_sym Ew))].
  - exfalso. destruct Hd as (L & Hg & H). destruct (comb_ok ds y gs Hg) as [Pc Zc]. cbn [follow] in E.
    apply (empty_sound ds _ w Pc Lw Hw E). apply Zc. apply H; auto.
  - cbn [follow] in E. destruct (nth_error roots k) as [r|] eqn:Er; [|discriminate]. apply andb_prop in E as [E1 E2].
    apply (star_sound b gs k r rows); auto.
Qed.
End Tree.
