(** Polynomials over boxes by their Bernstein coefficients: algebra only, no cosine and no rounding.

    On a box each variable is written x = u/(u + v), u, v >= 0; a polynomial of degree n becomes a form sum_k c_k u^(n-k) v^k,
    whose c_k are its Bernstein coefficients times binomials. If all c_k are positive, so is the polynomial on the box:
    that is "the polynomial lies in the hull of its Bernstein coefficients". The lower half of a box is (u, v) = (U, U + 2V),
    the upper one (2U + V, V), which is de Casteljau's algorithm without its divisions. *)
From Coq Require Import Reals ZArith List Lra Lia Bool.
From Coquelicot Require Import Rcomplements Hierarchy Derive ElemFct.
Import ListNotations.
Open Scope R_scope.

(** ---- One variable, coefficients of any kind that can be added and multiplied by integers *)
Section Lists.
Context {A : Type} (add : A -> A -> A) (scale : Z -> A -> A).
Fixpoint shear (m : A) (s : list A) : list A :=
  match s with [] => [m] | a :: s' => add m a :: shear (scale 2 a) s' end.
Fixpoint low (l : list A) : list A := match l with [] => [] | m :: r => shear m (low r) end.
Definition up (l : list A) : list A := rev (low (rev l)).
(** the derivative by x (u = x, v = 1 - x), one degree lower, and multiplication by u + v *)
Fixpoint diff (k : Z) (l : list A) : list A :=
  match l with
  | a :: r => match r with
              | b :: _ => add (scale (Z.of_nat (length r)) a) (scale (- (k + 1))%Z b) :: diff (k + 1) r
              | [] => []
              end
  | [] => []
  end.
Fixpoint elev (prev : A) (l : list A) : list A := match l with [] => [prev] | a :: r => add prev a :: elev a r end.
Definition elevate (l : list A) : list A := match l with [] => [] | a :: r => a :: elev a r end.
Definition slope (l : list A) : list A := elevate (diff 0 l).

Lemma length_shear m s : length (shear m s) = S (length s).
Proof. revert m; induction s; intros m; simpl; auto. Qed.
Lemma length_low l : length (low l) = length l.
Proof. induction l; simpl; auto. rewrite length_shear. auto. Qed.
Lemma length_up l : length (up l) = length l.
Proof. unfold up. rewrite rev_length, length_low, rev_length. reflexivity. Qed.
Lemma length_diff l : forall k, length (diff k l) = pred (length l).
Proof. induction l as [|a [|b r] IH]; intros k; auto. change (S (length (diff (k + 1) (b :: r))) = S (length r)). rewrite IH. reflexivity. Qed.
Lemma length_elev l : forall a, length (elev a l) = S (length l).
Proof. induction l; intros; simpl; auto. Qed.
Lemma length_slope l : (2 <= length l)%nat -> length (slope l) = length l.
Proof.
  intros H. unfold slope. assert (E := length_diff l 0). destruct (diff 0 l) as [|a r]; simpl in *; [lia|].
  rewrite length_elev. lia.
Qed.

End Lists.

(** a map to the reals that is linear on the elements with P *)
Definition rscale (z : Z) (x : R) : R := IZR z * x.
Section Linear.
Context {A : Type} (add : A -> A -> A) (scale : Z -> A -> A) (P : A -> Prop) (f : A -> R).
Hypothesis Hadd : forall a b, P a -> P b -> P (add a b) /\ f (add a b) = f a + f b.
Hypothesis Hscale : forall z a, P a -> P (scale z a) /\ f (scale z a) = IZR z * f a.
Lemma shear_map s : forall m, P m -> Forall P s ->
  Forall P (shear add scale m s) /\ map f (shear add scale m s) = shear Rplus rscale (f m) (map f s).
Proof using Hadd Hscale.
  induction s as [|a s IH]; intros m Hm Hs; simpl; [split; auto|]. inversion_clear Hs as [|? ? Ha Hs'].
  destruct (Hadd m a Hm Ha) as [P1 E1]. destruct (Hscale 2 a Ha) as [P2 E2]. destruct (IH _ P2 Hs') as [P3 E3].
  split; [constructor; auto|]. rewrite E1, E3, E2. reflexivity.
Qed.
Lemma low_map l : Forall P l -> Forall P (low add scale l) /\ map f (low add scale l) = low Rplus rscale (map f l).
Proof using Hadd Hscale.
  induction 1 as [|m r Hm Hr [IH1 IH2]]; simpl; [split; auto|]. destruct (shear_map _ m Hm IH1) as [P1 E1].
  split; auto. rewrite E1, IH2. reflexivity.
Qed.
Lemma up_map l : Forall P l -> Forall P (up add scale l) /\ map f (up add scale l) = up Rplus rscale (map f l).
Proof using Hadd Hscale.
  intros H. unfold up. destruct (low_map (rev l)) as [P1 E1]; [apply Forall_rev; auto|].
  split; [apply Forall_rev; auto|]. rewrite map_rev, E1, map_rev. reflexivity.
Qed.
Lemma diff_map l : Forall P l -> forall k, Forall P (diff add scale k l) /\ map f (diff add scale k l) = diff Rplus rscale k (map f l).
Proof using Hadd Hscale.
  induction 1 as [|a r Ha Hr IH]; intros k; [simpl; split; auto|]. destruct r as [|b r]; [simpl; split; auto|].
  destruct (IH (k + 1)%Z) as [P1 E1]. inversion_clear Hr as [|? ? Hb _].
  destruct (Hscale (Z.of_nat (length (b :: r))) a Ha) as [P2 E2]. destruct (Hscale (- (k + 1))%Z b Hb) as [P3 E3].
  destruct (Hadd _ _ P2 P3) as [P4 E4]. split; [constructor; auto|].
  change (f (add (scale (Z.of_nat (length (b :: r))) a) (scale (- (k + 1))%Z b)) :: map f (diff add scale (k + 1) (b :: r)) =
          (rscale (Z.of_nat (length (f b :: map f r))) (f a) + rscale (- (k + 1))%Z (f b)) :: diff Rplus rscale (k + 1) (map f (b :: r))).
  rewrite E4, E2, E3, E1. unfold rscale. simpl length. rewrite map_length. reflexivity.
Qed.
Lemma elev_map l : Forall P l -> forall a, P a -> Forall P (elev add a l) /\ map f (elev add a l) = elev Rplus (f a) (map f l).
Proof using Hadd.
  induction 1 as [|b r Hb Hr IH]; intros a Ha; simpl; [split; auto|]. destruct (Hadd a b Ha Hb) as [P1 E1].
  destruct (IH b Hb) as [P2 E2]. split; [constructor; auto|]. rewrite E1, E2. reflexivity.
Qed.
Lemma slope_map l : Forall P l -> Forall P (slope add scale l) /\ map f (slope add scale l) = slope Rplus rscale (map f l).
Proof using Hadd Hscale.
  intros H. unfold slope. destruct (diff_map l H 0) as [P1 E1]. rewrite <- E1. revert P1. clear E1.
  generalize (diff add scale 0 l). intros q [|a r Ha Hr]; [split; auto; constructor|].
  destruct (elev_map r Hr a Ha) as [P2 E2]. unfold elevate. cbn [map]. split; [constructor; auto|]. f_equal. exact E2.
Qed.
End Linear.

(** ---- The form sum_k c_k u^(n-k) v^k *)
Fixpoint hv (l : list R) (u v : R) : R := match l with [] => 0 | m :: r => m * u ^ length r + v * hv r u v end.
Lemma hv_shear s u v : forall m, hv (shear Rplus rscale m s) u v = m * u ^ length s + (u + 2 * v) * hv s u v.
Proof.
  induction s as [|a s IH]; intros m; simpl; [ring|]. rewrite IH, length_shear. unfold rscale. simpl pow. ring.
Qed.
Lemma hv_low l u v : hv (low Rplus rscale l) u v = hv l u (u + 2 * v).
Proof. induction l as [|m r IH]; simpl; auto. rewrite hv_shear, IH, length_low. ring. Qed.
Lemma hv_app l m u v : hv (l ++ [m]) u v = u * hv l u v + m * v ^ length l.
Proof. induction l as [|a l IH]; simpl; [ring|]. rewrite IH, app_length. simpl. rewrite Nat.add_1_r. simpl. ring. Qed.
Lemma hv_rev l u v : hv (rev l) u v = hv l v u.
Proof. induction l as [|m r IH]; simpl; auto. rewrite hv_app, IH, rev_length. ring. Qed.
Lemma hv_up l u v : hv (up Rplus rscale l) u v = hv l (2 * u + v) v.
Proof. unfold up. rewrite hv_rev, hv_low, hv_rev. f_equal. ring. Qed.
Lemma hv_elev l u v : forall a, hv (elev Rplus a l) u v = a * u ^ length l + (u + v) * hv l u v.
Proof.
  induction l as [|b r IH]; intros a; simpl; [ring|]. rewrite IH, length_elev. simpl. ring.
Qed.
Lemma hv_elevate l u v : hv (elevate Rplus l) u v = (u + v) * hv l u v.
Proof. destruct l as [|a r]; simpl; [ring|]. rewrite hv_elev, length_elev. simpl. ring. Qed.
(** d/dx at u = x, v = 1 - x *)
Fixpoint dhv (l : list R) (u v : R) : R :=
  match l with [] => 0 | m :: r => INR (length r) * m * u ^ pred (length r) - hv r u v + v * dhv r u v end.
Lemma hv_diff u v l : forall k, hv (diff Rplus rscale k l) u v = dhv l u v - IZR k * hv (tl l) u v.
Proof.
  induction l as [|a r IH]; intros k; [simpl; ring|]. destruct r as [|b r]; [simpl; ring|].
  change (hv (diff Rplus rscale k (a :: b :: r)) u v) with
    ((rscale (Z.of_nat (length (b :: r))) a + rscale (- (k + 1)) b) * u ^ length (diff Rplus rscale (k + 1) (b :: r)) +
     v * hv (diff Rplus rscale (k + 1) (b :: r)) u v).
  rewrite IH, length_diff. unfold rscale. rewrite <- INR_IZR_INZ, opp_IZR, plus_IZR. cbn [tl].
  change (dhv (a :: b :: r) u v) with (INR (length (b :: r)) * a * u ^ pred (length (b :: r)) - hv (b :: r) u v + v * dhv (b :: r) u v).
  change (hv (b :: r) u v) with (b * u ^ length r + v * hv r u v). change (pred (length (b :: r))) with (length r). ring.
Qed.
Lemma hv_slope l u v : u + v = 1 -> hv (slope Rplus rscale l) u v = dhv l u v.
Proof. intros E. unfold slope. rewrite hv_elevate, hv_diff, E. ring. Qed.

(** positive coefficients *)
Lemma hv_pos l u v : l <> [] -> Forall (fun c => 0 < c) l -> 0 <= u -> 0 <= v -> 0 < u + v -> 0 < hv l u v.
Proof.
  intros N H Hu Hv Huv. induction H as [|m r Hm Hr IH]; [contradiction|]. simpl.
  assert (0 <= u ^ length r) by (apply pow_le; auto). destruct r as [|b r]; [simpl; lra|].
  specialize (IH ltac:(discriminate)). destruct (Rle_lt_or_eq_dec 0 v Hv) as [V|V].
  - assert (0 < v * hv (b :: r) u v) by (apply Rmult_lt_0_compat; auto). assert (0 <= m * u ^ length (b :: r)) by (apply Rmult_le_pos; lra). lra.
  - rewrite <- V. assert (0 < u ^ length (b :: r)) by (apply pow_lt; lra). assert (0 < m * u ^ length (b :: r)) by (apply Rmult_lt_0_compat; auto). lra.
Qed.
Lemma same_length {A B} (P : A -> B -> Prop) l m : Forall2 P l m -> length l = length m.
Proof. induction 1; simpl; auto. Qed.
Lemma hv_le u v : 0 <= u -> 0 <= v -> forall l m, Forall2 Rle l m -> hv l u v <= hv m u v.
Proof.
  intros Hu Hv. induction 1 as [|a b l m Hab Hlm IH]; simpl; [lra|]. rewrite (same_length _ _ _ Hlm).
  apply Rplus_le_compat; [apply Rmult_le_compat_r; auto; apply pow_le; auto|apply Rmult_le_compat_l; auto].
Qed.
Lemma hv_plus u v : forall l m, length l = length m -> hv (map (fun ab => fst ab + snd ab) (combine l m)) u v = hv l u v + hv m u v.
Proof.
  induction l as [|a l IH]; intros [|b m] E; simpl in *; try discriminate; [ring|]. rewrite IH by lia.
  rewrite map_length, combine_length. replace (Nat.min (length l) (length m)) with (length l) by lia.
  replace (length m) with (length l) by lia. ring.
Qed.
Lemma hv_scale c u v l : hv (map (Rmult c) l) u v = c * hv l u v.
Proof. induction l as [|a l IH]; simpl; [ring|]. rewrite IH, map_length. ring. Qed.
Lemma hv_homogeneous c u v l : hv l (c * u) (c * v) = c ^ pred (length l) * hv l u v.
Proof.
  induction l as [|a l IH]; simpl; [ring|]. rewrite IH, Rpow_mult_distr. destruct l; simpl; ring.
Qed.

(** ---- Several variables *)
Fixpoint grid (ds : list nat) : Type := match ds with [] => Z | _ :: ds' => list (grid ds') end.
Fixpoint ok (ds : list nat) : grid ds -> Prop :=
  match ds with [] => fun _ => True | n :: ds' => fun g => length g = S n /\ Forall (ok ds') g end.
Fixpoint okb (ds : list nat) : grid ds -> bool :=
  match ds with [] => fun _ => true | n :: ds' => fun g => Nat.eqb (length g) (S n) && forallb (okb ds') g end.
Definition place2 := (R * R)%type.
Fixpoint val (ds : list nat) : grid ds -> list place2 -> R :=
  match ds with
  | [] => fun z _ => IZR z
  | n :: ds' => fun g w => match w with [] => 0 | (u, v) :: w' => hv (map (fun h => val ds' h w') g) u v end
  end.
Fixpoint zip {A} (f : A -> A -> A) (a b : list A) : list A :=
  match a, b with x :: a', y :: b' => f x y :: zip f a' b' | _, _ => [] end.
Fixpoint gadd (ds : list nat) : grid ds -> grid ds -> grid ds :=
  match ds with [] => Z.add | _ :: ds' => zip (gadd ds') end.
Fixpoint gscale (ds : list nat) (z : Z) : grid ds -> grid ds :=
  match ds with [] => Z.mul z | _ :: ds' => map (gscale ds' z) end.
Fixpoint gabs (ds : list nat) : grid ds -> grid ds := match ds with [] => Z.abs | _ :: ds' => map (gabs ds') end.
Fixpoint gzero (ds : list nat) : grid ds := match ds with [] => 0%Z | n :: ds' => repeat (gzero ds') (S n) end.
Fixpoint pos (ds : list nat) : grid ds -> bool := match ds with [] => Z.ltb 0 | _ :: ds' => forallb (pos ds') end.
(** a half along a variable; the derivative by a variable *)
Fixpoint half (ds : list nat) (i : nat) (upper : bool) : grid ds -> grid ds :=
  match ds with
  | [] => fun g => g
  | _ :: ds' => fun g => match i with
      | O => if upper then up (gadd ds') (gscale ds') g else low (gadd ds') (gscale ds') g
      | S i' => map (half ds' i' upper) g
      end
  end.
Fixpoint partial (ds : list nat) (i : nat) : grid ds -> grid ds :=
  match ds with
  | [] => fun g => g
  | _ :: ds' => fun g => match i with O => slope (gadd ds') (gscale ds') g | S i' => map (partial ds' i') g end
  end.
Fixpoint change {A} (i : nat) (f : A -> A) (l : list A) : list A :=
  match l, i with [], _ => [] | a :: l', O => f a :: l' | a :: l', S i' => a :: change i' f l' end.

Lemma okb_ok ds : forall g, okb ds g = true -> ok ds g.
Proof.
  induction ds as [|n ds IH]; intros g E; simpl in *; auto. apply andb_prop in E as [E1 E2]. split; [apply Nat.eqb_eq; auto|].
  apply Forall_forall. intros h Hh. rewrite forallb_forall in E2. auto.
Qed.
Lemma zip_map {A} (f : A -> A -> A) (g : A -> R) : forall a b, length a = length b ->
  (forall x y, In x a -> In y b -> g (f x y) = g x + g y) ->
  map g (zip f a b) = map (fun ab => fst ab + snd ab) (combine (map g a) (map g b)) /\ length (zip f a b) = length a.
Proof.
  induction a as [|x a IH]; intros [|y b] L H; simpl in L; try discriminate; [split; auto|]. simpl.
  destruct (IH b ltac:(lia)) as [E1 E2]; [intros; apply H; right; auto|]. rewrite E1, E2, H by (left; auto). auto.
Qed.
Lemma gadd_ok ds : forall a b, ok ds a -> ok ds b -> ok ds (gadd ds a b) /\ forall w, val ds (gadd ds a b) w = val ds a w + val ds b w.
Proof.
  induction ds as [|n ds IH]; intros a b Ha Hb; simpl in *; [split; auto; intros; apply plus_IZR|].
  destruct Ha as [La Fa], Hb as [Lb Fb]. rewrite Forall_forall in Fa, Fb. split.
  - split.
    + assert (Q : forall c d : list (grid ds), length c = length d -> length (zip (gadd ds) c d) = length c).
      { induction c as [|x c IHc]; intros [|y d] L; simpl in *; try discriminate; auto. }
      rewrite Q; [exact La|exact (eq_trans La (eq_sym Lb))].
    + clear La Lb. revert b Fb. induction a as [|x a IHa]; intros [|y b] Fb; simpl; constructor.
      * apply IH; [apply Fa|apply Fb]; left; auto.
      * apply IHa; [intros; apply Fa; right; auto|intros; apply Fb; right; auto].
  - intros [|[u v] w]; [lra|]. destruct (zip_map (gadd ds) (fun h => val ds h w) a b) as [E _]; [exact (eq_trans La (eq_sym Lb))| |].
    + intros x y Hx Hy. apply IH; auto.
    + rewrite E, hv_plus; auto. rewrite !map_length. exact (eq_trans La (eq_sym Lb)).
Qed.
Lemma gscale_ok ds z : forall a, ok ds a -> ok ds (gscale ds z a) /\ forall w, val ds (gscale ds z a) w = IZR z * val ds a w.
Proof.
  induction ds as [|n ds IH]; intros a Ha; simpl in *; [split; auto; intros; apply mult_IZR|]. destruct Ha as [La Fa]. split.
  - rewrite map_length. split; auto. apply Forall_map. eapply Forall_impl; [|exact Fa]. intros h Hh. apply IH; auto.
  - intros [|[u v] w]; [lra|]. rewrite map_map, <- hv_scale, map_map. f_equal. apply map_ext_in. intros h Hh.
    rewrite Forall_forall in Fa. apply IH; auto.
Qed.
Lemma gzero_ok ds : ok ds (gzero ds) /\ forall w, val ds (gzero ds) w = 0.
Proof.
  induction ds as [|n ds [IH1 IH2]]; simpl; auto. split.
  - split; [rewrite repeat_length; auto|]. constructor; auto. apply Forall_forall. intros h Hh. apply repeat_spec in Hh. subst; auto.
  - intros [|[u v] w]; auto. rewrite IH2. assert (Q : forall m, hv (map (fun h => val ds h w) (repeat (gzero ds) m)) u v = 0).
    { induction m as [|m IHm]; simpl; auto. rewrite IHm, IH2. ring. }
    rewrite Q. ring.
Qed.

(** points of the unit cube *)
Definition unit_point (uv : place2) := 0 <= fst uv /\ 0 <= snd uv /\ 0 < fst uv + snd uv.
Lemma pos_val ds : forall g w, ok ds g -> length w = length ds -> Forall unit_point w -> pos ds g = true -> 0 < val ds g w.
Proof.
  induction ds as [|n ds IH]; intros g w Hg Lw Hw E; simpl in *; [apply (IZR_lt 0), Z.ltb_lt; auto|].
  destruct w as [|[u v] w]; [discriminate|]. inversion_clear Hw as [|? ? (Hu & Hv & Huv) Hw']. destruct Hg as [Lg Fg].
  simpl in Hu, Hv, Huv. apply hv_pos; auto.
  - destruct g; [discriminate|]. discriminate.
  - apply Forall_map, Forall_forall. intros h Hh. rewrite forallb_forall in E. rewrite Forall_forall in Fg. apply IH; auto.
Qed.
Lemma gabs_ok ds : forall g, ok ds g -> ok ds (gabs ds g) /\ forall w, Forall unit_point w -> Rabs (val ds g w) <= val ds (gabs ds g) w.
Proof.
  induction ds as [|n ds IH]; intros g Hg; simpl in *; [split; auto; intros; rewrite abs_IZR; lra|]. destruct Hg as [Lg Fg]. split.
  - rewrite map_length. split; auto. apply Forall_map. eapply Forall_impl; [|exact Fg]. intros h Hh. apply IH; auto.
  - intros [|[u v] w] Hw; [rewrite Rabs_R0; lra|]. inversion_clear Hw as [|? ? (Hu & Hv & Huv) Hw']. simpl in Hu, Hv.
    clear Lg. induction Fg as [|h g Hh Hg IHg]; simpl; [rewrite Rabs_R0; lra|]. rewrite !map_length.
    eapply Rle_trans; [apply Rabs_triang|]. rewrite !Rabs_mult, (Rabs_right v), (Rabs_right (u ^ length g)) by (apply Rle_ge; auto; apply pow_le; auto).
    apply Rplus_le_compat; [|apply Rmult_le_compat_l; auto].
    apply Rmult_le_compat_r; [apply pow_le; auto|]. apply IH; auto.
Qed.

(** the half of a box *)
Definition lift (upper : bool) (uv : place2) : place2 :=
  if upper then (2 * fst uv + snd uv, snd uv) else (fst uv, fst uv + 2 * snd uv).
Lemma half_ok ds upper : forall i g, ok ds g -> ok ds (half ds i upper g) /\
  forall w, length w = length ds -> val ds (half ds i upper g) w = val ds g (change i (lift upper) w).
Proof.
  induction ds as [|n ds IH]; intros i g Hg; simpl in *; [split; auto|]. destruct Hg as [Lg Fg].
  assert (HA : forall w a b, ok ds a -> ok ds b -> ok ds (gadd ds a b) /\ val ds (gadd ds a b) w = val ds a w + val ds b w).
  { intros w a b Ha Hb. destruct (gadd_ok ds a b Ha Hb); auto. }
  assert (HS : forall w z a, ok ds a -> ok ds (gscale ds z a) /\ val ds (gscale ds z a) w = IZR z * val ds a w).
  { intros w z a Ha. destruct (gscale_ok ds z a Ha); auto. }
  destruct i as [|i].
  - split.
    + destruct upper.
      * rewrite length_up. destruct (up_map _ _ (ok ds) (fun h => val ds h []) (HA []) (HS []) g Fg); auto.
      * rewrite length_low. destruct (low_map _ _ (ok ds) (fun h => val ds h []) (HA []) (HS []) g Fg); auto.
    + intros [|[u v] w] Lw; simpl in Lw; [discriminate|]. simpl. destruct upper; simpl.
      * destruct (up_map _ _ (ok ds) (fun h => val ds h w) (HA w) (HS w) g Fg) as [_ ->]. apply hv_up.
      * destruct (low_map _ _ (ok ds) (fun h => val ds h w) (HA w) (HS w) g Fg) as [_ ->]. apply hv_low.
  - split.
    + rewrite map_length. split; auto. apply Forall_map. eapply Forall_impl; [|exact Fg]. intros h Hh. apply IH; auto.
    + intros [|[u v] w] Lw; simpl in Lw; [discriminate|]. simpl. f_equal. rewrite map_map. apply map_ext_in. intros h Hh.
      rewrite Forall_forall in Fg. apply IH; auto.
Qed.
