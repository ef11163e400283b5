(** Trigonometric polynomials with integer coefficients, in frequency form:
    F(x) = sum over terms (k, (a, b)) of a cos(k.x) + b sin(k.x), k in Z^p, x in R^p. *)
From Coq Require Import Reals ZArith List Lra Lia.
From Coquelicot Require Import Coquelicot.
Require Import SymQNN.Taylor.
Import ListNotations.
Open Scope R_scope.

Definition point := nat -> R.
Fixpoint dotn (n : nat) (k : list Z) (x : point) : R :=
  match k with [] => 0 | a :: k' => IZR a * x n + dotn (S n) k' x end.
Definition dot := dotn 0.
Definition term := (list Z * (Z * Z))%type.
Definition sumR {A} (f : A -> R) (l : list A) : R := fold_right (fun a s => f a + s) 0 l.

(** value, first and second derivatives: all three are sums of waves at k.x *)
Definition tval (t : term) (x : point) : R := wave (IZR (fst (snd t))) (IZR (snd (snd t))) (dot (fst t) x).
Definition dval (t : term) (x : point) : R := wave (IZR (snd (snd t))) (- IZR (fst (snd t))) (dot (fst t) x).
Definition freq (t : term) (i : nat) : R := IZR (nth i (fst t) 0%Z).
Definition eval (F : list term) (x : point) : R := sumR (fun t => tval t x) F.
Definition grad (F : list term) (x : point) (i : nat) : R := sumR (fun t => freq t i * dval t x) F.
Definition hess (F : list term) (x : point) (i j : nat) : R := sumR (fun t => - (freq t i * freq t j * tval t x)) F.

Definition critical (p : nat) F x := forall i, (i < p)%nat -> grad F x i = 0.

(** they are the derivatives *)
Definition upd (x : point) (i : nat) (t : R) : point := fun j => if Nat.eqb j i then t else x j.
Lemma dotn_ext k : forall n x y, (forall j, (n <= j)%nat -> x j = y j) -> dotn n k x = dotn n k y.
Proof. induction k as [|a k IH]; simpl; intros; auto. rewrite H, (IH (S n) x y); auto. intros; apply H; lia. Qed.
Lemma dotn_upd k : forall n x i t, (n <= i)%nat ->
  dotn n k (upd x i t) = dotn n k x + IZR (nth (i - n) k 0%Z) * (t - x i).
Proof.
  induction k as [|a k IH]; intros n x i t Hi; simpl; [destruct (i - n)%nat; simpl; lra|].
  destruct (Nat.eq_dec i n) as [->|Hn].
  - rewrite Nat.sub_diag. rewrite (dotn_ext k (S n) (upd x n t) x).
    2:{ intros j Hj. unfold upd. destruct (Nat.eqb_spec j n); [lia|reflexivity]. }
    unfold upd. rewrite Nat.eqb_refl. lra.
  - replace (i - n)%nat with (S (i - S n)) by lia. rewrite IH by lia.
    unfold upd at 1. destruct (Nat.eqb_spec n i); [lia|]. simpl. lra.
Qed.
Lemma dot_upd k x i t : dot k (upd x i t) = dot k x + IZR (nth i k 0%Z) * (t - x i).
Proof. unfold dot. rewrite dotn_upd, Nat.sub_0_r by lia. reflexivity. Qed.
Lemma wave_dot_derive P Q k x i :
  is_derive (fun h => wave P Q (dot k (upd x i h))) (x i) (IZR (nth i k 0%Z) * wave Q (- P) (dot k x)).
Proof.
  apply (is_derive_ext (fun h => wave P Q (dot k x + IZR (nth i k 0%Z) * (h - x i)))).
  { intros h. rewrite dot_upd. reflexivity. }
  unfold wave. auto_derive; trivial.
  replace (dot k x + IZR (nth i k 0%Z) * (x i + - x i)) with (dot k x) by ring. ring.
Qed.
Lemma sumR_derive {A} (f : A -> R -> R) (f' : A -> R) h l :
  (forall a, is_derive (f a) h (f' a)) -> is_derive (fun t => sumR (fun a => f a t) l) h (sumR f' l).
Proof.
  intros H; induction l as [|a l IH]; simpl; [apply @is_derive_const|].
  apply (is_derive_plus (f a) (fun t => sumR (fun a => f a t) l)); auto.
Qed.
Theorem eval_derive F x i : is_derive (fun h => eval F (upd x i h)) (x i) (grad F x i).
Proof. apply sumR_derive; intros t. apply wave_dot_derive. Qed.
Theorem grad_derive F x i j : is_derive (fun h => grad F (upd x j h) i) (x j) (hess F x i j).
Proof.
  apply sumR_derive; intros t. unfold dval, tval, freq.
  set (ki := IZR (nth i (fst t) 0%Z)); set (kj := IZR (nth j (fst t) 0%Z)).
  set (a := IZR (fst (snd t))); set (b := IZR (snd (snd t))).
  replace (- (ki * kj * wave a b (dot (fst t) x))) with (ki * (kj * wave (- a) (- b) (dot (fst t) x)))
    by (unfold wave; ring).
  apply (is_derive_scal (fun h => wave b (- a) (dot (fst t) (upd x j h)))), wave_dot_derive.
Qed.

Lemma line_derive a s : is_derive (fun s => s * a) s a.
Proof. auto_derive; trivial. ring. Qed.
Lemma dotn_line k : forall n y d s, dotn n k (fun j => y j + s * d j) = dotn n k y + s * dotn n k d.
Proof. induction k as [|a k IH]; intros; simpl; [ring|]. rewrite IH. ring. Qed.
Lemma dval_segment t y d s :
  is_derive (fun s => dval t (fun j => y j + s * d j)) s (- (dot (fst t) d * tval t (fun j => y j + s * d j))).
Proof.
  apply (is_derive_ext (fun s => wave (IZR (snd (snd t))) (- IZR (fst (snd t))) (dot (fst t) y + s * dot (fst t) d))).
  { intros h. unfold dval, dot. rewrite dotn_line. reflexivity. }
  unfold tval, dot. rewrite dotn_line. unfold wave. auto_derive; trivial. ring.
Qed.

(** sums over lists *)
Lemma sumR_plus {A} (f g : A -> R) l : sumR (fun a => f a + g a) l = sumR f l + sumR g l.
Proof. induction l; simpl; lra. Qed.
Lemma sumR_scal {A} c (f : A -> R) l : sumR (fun a => c * f a) l = c * sumR f l.
Proof. induction l; simpl; lra. Qed.
Lemma sumR_ext {A} (f g : A -> R) l : (forall a, In a l -> f a = g a) -> sumR f l = sumR g l.
Proof. induction l; simpl; intros H; auto. rewrite H, IHl; auto. Qed.
Lemma sumR_le {A} (f g : A -> R) l : (forall a, In a l -> f a <= g a) -> sumR f l <= sumR g l.
Proof. induction l; simpl; intros H; [lra|]. assert (H1 := H a (or_introl eq_refl)).
  assert (H2 : sumR f l <= sumR g l) by auto. lra. Qed.
Lemma sumR_abs {A} (f : A -> R) l : Rabs (sumR f l) <= sumR (fun a => Rabs (f a)) l.
Proof. induction l; simpl; [rewrite Rabs_R0; lra|]. eapply Rle_trans; [apply Rabs_triang|]. lra. Qed.
Lemma sumR_0 {A} (l : list A) : sumR (fun _ => 0) l = 0.
Proof. induction l; simpl; lra. Qed.

(** y . gradient, y in Z^p *)
Fixpoint zdot (u v : list Z) : Z := match u, v with a :: u', b :: v' => (a * b + zdot u' v')%Z | _, _ => 0%Z end.
Definition along (y : list Z) (F : list term) (x : point) : R := sumR (fun t => IZR (zdot y (fst t)) * dval t x) F.
Fixpoint ydot (n : nat) (y : list Z) (g : nat -> R) : R :=
  match y with [] => 0 | a :: y' => IZR a * g n + ydot (S n) y' g end.
Lemma zdot_ydot y : forall k n, IZR (zdot y (skipn n k)) = ydot n y (fun i => IZR (nth i k 0%Z)).
Proof.
  induction y as [|c y IH]; intros k n; simpl; auto.
  rewrite <- IH. destruct (skipn n k) as [|e s] eqn:E.
  - assert (L : (length k <= n)%nat).
    { assert (L := skipn_length n k). rewrite E in L. simpl in L. lia. }
    rewrite nth_overflow by lia. rewrite (skipn_all2 k) by lia. destruct y; simpl; lra.
  - assert (N : nth n k 0%Z = e).
    { rewrite <- (firstn_skipn n k), E, app_nth2; rewrite firstn_length_le; try (rewrite Nat.sub_diag; reflexivity); try lia;
      assert (L := skipn_length n k); rewrite E in L; simpl in L; lia. }
    assert (T : skipn (S n) k = s).
    { assert (G : forall n (l : list Z), skipn (S n) l = tl (skipn n l)).
      { clear. induction n; destruct l; simpl; auto. rewrite <- IHn. reflexivity. }
      rewrite G, E. reflexivity. }
    rewrite N, T, plus_IZR, mult_IZR. reflexivity.
Qed.
Lemma along_grad y F x : along y F x = ydot 0 y (grad F x).
Proof.
  assert (G : forall n, sumR (fun t => ydot n y (freq t) * dval t x) F = ydot n y (grad F x)).
  { induction y as [|c y IH]; intros n; simpl.
    - rewrite (sumR_ext _ (fun _ => 0)) by (intros; ring). apply sumR_0.
    - rewrite <- IH. unfold grad. rewrite <- sumR_scal, <- sumR_plus. apply sumR_ext; intros; ring. }
  rewrite <- G. apply sumR_ext; intros t _. unfold freq. rewrite <- zdot_ydot. reflexivity.
Qed.
Lemma along_critical p y F x : length y = p -> critical p F x -> along y F x = 0.
Proof.
  intros Hy Hc. rewrite along_grad.
  assert (G : forall n, (n + length y <= p)%nat -> ydot n y (grad F x) = 0).
  { clear Hy. induction y as [|c y IH]; simpl; intros n Hn; auto. rewrite Hc, IH by lia. ring. }
  apply G; lia.
Qed.
