(** A trigonometric polynomial in the form in which certificates write it, and its critical points.

    An index (e_1, ..., e_p) stands for b_(e_1)(x_1) ... b_(e_p)(x_p), where b_0 = 1, b_(2k-1)(x) = cos k x, b_(2k)(x) = sin k x.
    The program turns 2^p times a sum of such products into waves a cos(k.x) + b sin(k.x), by the addition theorems. *)
From Coq Require Import Reals ZArith List Lra Lia Bool.
From Coquelicot Require Import Rcomplements Hierarchy Derive.
Require Import SymQNN.Taylor SymQNN.TrigPoly SymQNN.Exclude SymQNN.Subdivision SymQNN.CompleteList.
Import ListNotations.
Open Scope R_scope.

(** ---- What is meant *)
Definition frequency (e : nat) : nat := Nat.div2 (S e).
Definition basis (e : nat) (x : R) : R :=
  if Nat.eqb e 0 then 1 else if Nat.odd e then cos (INR (frequency e) * x) else sin (INR (frequency e) * x).
Fixpoint basis_product (n : nat) (index : list nat) (x : point) : R :=
  match index with [] => 1 | e :: index' => basis e (x n) * basis_product (S n) index' x end.
Definition product := (list nat * Z)%type.
Definition product_value (terms : list product) (x : point) : R :=
  sumR (fun t => IZR (snd t) * basis_product 0 (fst t) x) terms.
(** all partial derivatives vanish *)
Definition stationary (p : nat) (terms : list product) (x : point) : Prop :=
  forall i, (i < p)%nat -> is_derive (fun h => product_value terms (upd x i h)) (x i) 0.

(** ---- The program *)
Fixpoint add_at (n : nat) (c : Z) (k : list Z) : list Z :=
  match n, k with O, a :: k' => (a + c)%Z :: k' | S n', a :: k' => a :: add_at n' c k' | _, [] => [] end.
Definition times_basis (n e : nat) (t : term) : list term :=
  let '(k, (a, b)) := t in let c := Z.of_nat (frequency e) in
  if Nat.eqb e 0 then [(k, (2 * a, 2 * b)%Z)]
  else if Nat.odd e then [(add_at n c k, (a, b)); (add_at n (- c)%Z k, (a, b))]
  else [(add_at n c k, (- b, a)%Z); (add_at n (- c)%Z k, (b, - a)%Z)].
Fixpoint times_product (n : nat) (index : list nat) (F : list term) : list term :=
  match index with [] => F | e :: index' => times_product (S n) index' (flat_map (times_basis n e) F) end.
Definition waves_of (p : nat) (t : product) : list term := times_product 0 (fst t) [(repeat 0%Z p, (snd t, 0%Z))].

(** equal or opposite frequencies are added up *)
Fixpoint negative (k : list Z) : bool :=
  match k with [] => false | a :: k' => if (a =? 0)%Z then negative k' else (a <? 0)%Z end.
Definition canonical (t : term) : term :=
  let '(k, (a, b)) := t in if negative k then (map Z.opp k, (a, - b)%Z) else t.
Fixpoint same_key (k l : list Z) : bool :=
  match k, l with [], [] => true | a :: k', b :: l' => (a =? b)%Z && same_key k' l' | _, _ => false end.
Fixpoint insert (t : term) (F : list term) : list term :=
  match F with
  | [] => [t]
  | u :: F' => if same_key (fst t) (fst u) then (fst u, ((fst (snd t) + fst (snd u))%Z, (snd (snd t) + snd (snd u))%Z)) :: F'
               else u :: insert t F'
  end.
Definition gather (F : list term) : list term := fold_right (fun t G => insert (canonical t) G) [] F.
Definition polynomial_of (p : nat) (terms : list product) : list term :=
  filter (fun t => negb ((fst (snd t) =? 0)%Z && (snd (snd t) =? 0)%Z)) (gather (flat_map (waves_of p) terms)).

Definition product_check (f : Z) (deg : nat) (params : list (Z * Z * Z * nat)) (K : list Z) (p : nat) (terms : list product)
  (points : list listed) (t : tree) : bool :=
  forallb (fun u => Nat.eqb (length (fst u)) p) terms && list_check f deg params K p (polynomial_of p terms) points t.

(** ---- Values *)
Lemma sumR_app {A} (f : A -> R) l m : sumR f (l ++ m) = sumR f l + sumR f m.
Proof. induction l; simpl; lra. Qed.
Lemma eval_app F G x : eval (F ++ G) x = eval F x + eval G x.
Proof. apply sumR_app. Qed.
Lemma dotn_add_at c x : forall k n m, (n < length k)%nat -> dotn m (add_at n c k) x = dotn m k x + IZR c * x (m + n)%nat.
Proof.
  induction k as [|a k IH]; intros n m H; simpl in H; [lia|]. destruct n as [|n]; simpl.
  - rewrite Nat.add_0_r, plus_IZR. ring.
  - rewrite IH by lia. rewrite Nat.add_succ_r. simpl. ring.
Qed.
Lemma dot_add_at c x k n : (n < length k)%nat -> dot (add_at n c k) x = dot k x + IZR c * x n.
Proof. intros H. unfold dot. rewrite dotn_add_at by auto. reflexivity. Qed.
Lemma length_add_at c : forall k n, length (add_at n c k) = length k.
Proof. induction k; intros [|n]; simpl; auto. Qed.
Lemma INR_frequency e : INR (frequency e) = IZR (Z.of_nat (frequency e)).
Proof. apply INR_IZR_INZ. Qed.

(** the addition theorems *)
Lemma eval_times_basis n e t x : (n < length (fst t))%nat -> eval (times_basis n e t) x = 2 * basis e (x n) * tval t x.
Proof.
  destruct t as [k [a b]]. simpl fst. intros H. unfold times_basis, basis. set (c := Z.of_nat (frequency e)).
  destruct (Nat.eqb e 0); [unfold eval, sumR, tval, wave; cbn [fold_right fst snd]; rewrite !mult_IZR; ring|].
  rewrite INR_frequency. fold c.
  assert (Pl := dot_add_at c x k n H). assert (Mi := dot_add_at (- c)%Z x k n H). rewrite opp_IZR in Mi.
  set (al := dot k x) in *. set (be := IZR c * x n) in *.
  replace (al + - IZR c * x n) with (al - be) in Mi by (unfold be; ring).
  destruct (Nat.odd e); unfold eval, sumR, tval, wave; cbn [fold_right fst snd]; rewrite Pl, Mi, ?opp_IZR;
    rewrite cos_plus, cos_minus, sin_plus, sin_minus; fold al; ring.
Qed.
Lemma times_basis_length n e t u : In u (times_basis n e t) -> length (fst u) = length (fst t).
Proof.
  destruct t as [k [a b]]. unfold times_basis. destruct (Nat.eqb e 0); [|destruct (Nat.odd e)]; intros H.
  - destruct H as [<-|[]]; reflexivity.
  - destruct H as [<-|[<-|[]]]; simpl; apply length_add_at.
  - destruct H as [<-|[<-|[]]]; simpl; apply length_add_at.
Qed.
Lemma flat_times n e p : forall F, (n < p)%nat -> Forall (fun t => length (fst t) = p) F ->
  Forall (fun t => length (fst t) = p) (flat_map (times_basis n e) F) /\
  forall x, eval (flat_map (times_basis n e) F) x = 2 * basis e (x n) * eval F x.
Proof.
  intros F Hn HF. split.
  - apply Forall_forall. intros u Hu. apply in_flat_map in Hu as (t & Ht & Hu). rewrite (times_basis_length _ _ _ _ Hu).
    rewrite Forall_forall in HF. auto.
  - intros x. induction HF as [|t F Ht HF IH]; [unfold eval; simpl; ring|]. simpl flat_map.
    rewrite eval_app, IH, eval_times_basis by (rewrite Ht; auto). unfold eval; simpl. ring.
Qed.
Lemma times_product_value p x : forall index n F, (n + length index <= p)%nat -> Forall (fun t => length (fst t) = p) F ->
  Forall (fun t => length (fst t) = p) (times_product n index F) /\
  eval (times_product n index F) x = 2 ^ length index * basis_product n index x * eval F x.
Proof.
  induction index as [|e index IH]; intros n F Hn HF; simpl; [split; auto; ring|]. simpl in Hn.
  destruct (flat_times n e p F ltac:(lia) HF) as [L V]. destruct (IH (S n) _ ltac:(lia) L) as [L' V']. split; auto.
  rewrite V', V. ring.
Qed.
Lemma dotn_zero x : forall p n, dotn n (repeat 0%Z p) x = 0.
Proof. induction p; intros n; simpl; [ring|]. rewrite IHp. ring. Qed.
Lemma waves_of_value p t x : length (fst t) = p ->
  Forall (fun u => length (fst u) = p) (waves_of p t) /\
  eval (waves_of p t) x = 2 ^ p * (IZR (snd t) * basis_product 0 (fst t) x).
Proof.
  intros H. unfold waves_of.
  destruct (times_product_value p x (fst t) 0 [(repeat 0%Z p, (snd t, 0%Z))]) as [L V].
  - rewrite H; auto.
  - constructor; [apply repeat_length|constructor].
  - split; auto. rewrite V, H. unfold eval, tval, dot; simpl. rewrite dotn_zero. unfold wave. rewrite cos_0, sin_0. ring.
Qed.

(** gathering keeps values and lengths *)
Lemma dotn_opp x : forall k n, dotn n (map Z.opp k) x = - dotn n k x.
Proof. induction k; intros n; simpl; [ring|]. rewrite IHk, opp_IZR. ring. Qed.
Lemma canonical_value t x : tval (canonical t) x = tval t x.
Proof.
  destruct t as [k [a b]]. unfold canonical. destruct (negative k); auto. unfold tval, dot; simpl.
  rewrite dotn_opp, opp_IZR. unfold wave. rewrite cos_neg, sin_neg. ring.
Qed.
Lemma canonical_length t : length (fst (canonical t)) = length (fst t).
Proof. destruct t as [k [a b]]. unfold canonical. destruct (negative k); simpl; auto. apply map_length. Qed.
Lemma same_key_eq : forall k l, same_key k l = true -> k = l.
Proof.
  induction k as [|a k IH]; intros [|b l] H; simpl in H; try discriminate; auto.
  apply andb_prop in H as [E H]. apply Z.eqb_eq in E. rewrite E, (IH l H). reflexivity.
Qed.
Lemma insert_value t x : forall F, eval (insert t F) x = tval t x + eval F x.
Proof.
  induction F as [|u F IH]; [unfold eval; simpl; ring|]. simpl insert. destruct (same_key (fst t) (fst u)) eqn:E.
  - apply same_key_eq in E. unfold eval; simpl. destruct t as [k [a b]], u as [l [a' b']]. simpl in *. subst l.
    unfold tval, wave; simpl. rewrite !plus_IZR. ring.
  - change (eval (u :: insert t F) x) with (tval u x + eval (insert t F) x). rewrite IH. unfold eval; simpl. ring.
Qed.
Lemma insert_length p t : forall F, length (fst t) = p -> Forall (fun u => length (fst u) = p) F ->
  Forall (fun u => length (fst u) = p) (insert t F).
Proof.
  intros F Ht HF. induction HF as [|u F Hu HF IH]; simpl; [constructor; auto|].
  destruct (same_key (fst t) (fst u)); constructor; auto.
Qed.
Lemma gather_value x : forall F, eval (gather F) x = eval F x.
Proof.
  induction F as [|t F IH]; [reflexivity|]. change (gather (t :: F)) with (insert (canonical t) (gather F)).
  rewrite insert_value, canonical_value, IH. reflexivity.
Qed.
Lemma gather_length p : forall F, Forall (fun u => length (fst u) = p) F -> Forall (fun u => length (fst u) = p) (gather F).
Proof.
  induction F as [|t F IH]; intros H; [constructor|]. inversion_clear H.
  change (gather (t :: F)) with (insert (canonical t) (gather F)). apply insert_length; auto. rewrite canonical_length; auto.
Qed.
Lemma filter_value x : forall F, eval (filter (fun t => negb ((fst (snd t) =? 0)%Z && (snd (snd t) =? 0)%Z)) F) x = eval F x.
Proof.
  induction F as [|t F IH]; [reflexivity|]. simpl filter.
  destruct ((fst (snd t) =? 0)%Z && (snd (snd t) =? 0)%Z) eqn:E; simpl negb; cbv iota.
  - apply andb_prop in E as [Ea Eb]. apply Z.eqb_eq in Ea, Eb. rewrite IH.
    assert (V : tval t x = 0) by (unfold tval, wave; rewrite Ea, Eb; ring).
    change (eval (t :: F) x) with (tval t x + eval F x). rewrite V. ring.
  - change (tval t x + eval (filter (fun t => negb ((fst (snd t) =? 0)%Z && (snd (snd t) =? 0)%Z)) F) x = tval t x + eval F x).
    rewrite IH. reflexivity.
Qed.
Theorem polynomial_of_value p terms x : Forall (fun t => length (fst t) = p) terms ->
  eval (polynomial_of p terms) x = 2 ^ p * product_value terms x.
Proof.
  intros H. unfold polynomial_of. rewrite filter_value, gather_value. unfold product_value.
  induction H as [|t terms Ht H IH]; [unfold eval; simpl; ring|]. simpl flat_map. rewrite eval_app, IH.
  rewrite (proj2 (waves_of_value p t x Ht)). simpl. ring.
Qed.

Lemma polynomial_of_length p terms : Forall (fun t => length (fst t) = p) terms ->
  Forall (fun u => length (fst u) = p) (polynomial_of p terms).
Proof.
  intros H. unfold polynomial_of. apply Forall_forall. intros u Hu. apply filter_In in Hu as [Hu _]. revert u Hu. apply Forall_forall.
  apply gather_length. induction H as [|t terms Ht H IH]; simpl; auto. apply Forall_app. split; auto.
  exact (proj1 (waves_of_value p t (fun _ => 0) Ht)).
Qed.

(** ---- Critical points *)
Lemma critical_stationary p terms x : Forall (fun t => length (fst t) = p) terms ->
  critical p (polynomial_of p terms) x <-> stationary p terms x.
Proof.
  intros H. assert (P : 0 < 2 ^ p) by (apply pow_lt; lra).
  split; intros C i Hi.
  - assert (D := eval_derive (polynomial_of p terms) x i). rewrite (C i Hi) in D.
    assert (Ex : forall h, / 2 ^ p * eval (polynomial_of p terms) (upd x i h) = product_value terms (upd x i h)).
    { intros h. rewrite polynomial_of_value by auto. field. lra. }
    apply (is_derive_ext (fun h => / 2 ^ p * eval (polynomial_of p terms) (upd x i h))).
    + exact Ex.
    + rewrite <- (Rmult_0_r (/ 2 ^ p)) at 1. apply (is_derive_scal (fun h => eval (polynomial_of p terms) (upd x i h)) (x i) (/ 2 ^ p) 0), D.
  - assert (D := eval_derive (polynomial_of p terms) x i).
    assert (D' : is_derive (fun h => eval (polynomial_of p terms) (upd x i h)) (x i) 0).
    { apply (is_derive_ext (fun h => 2 ^ p * product_value terms (upd x i h))).
      - intros h. symmetry. apply polynomial_of_value; auto.
      - rewrite <- (Rmult_0_r (2 ^ p)) at 1. apply (is_derive_scal (fun h => product_value terms (upd x i h)) (x i) (2 ^ p) 0), C, Hi. }
    rewrite <- (is_derive_unique _ _ _ D), (is_derive_unique _ _ _ D'). reflexivity.
Qed.

(** The list of all points where the partial derivatives of the polynomial vanish, with Morse indices (of 2^p times it). *)
Theorem product_check_sound f deg params K p terms points t : product_check f deg params K p terms points t = true ->
  exists xs : list point,
    Forall2 (at_listed p (polynomial_of p terms)) points xs /\
    ForallOrdPairs (fun x y => ~ same_point p x y) xs /\
    forall x, stationary p terms x <-> exists y, In y xs /\ same_point p x y.
Proof.
  intros E. unfold product_check in E. apply andb_prop in E as [L E].
  assert (H : Forall (fun t => length (fst t) = p) terms).
  { apply Forall_forall. intros u Hu. rewrite forallb_forall in L. apply Nat.eqb_eq, L, Hu. }
  destruct (list_check_sound _ _ _ _ _ _ _ _ E) as (xs & H1 & H2 & H3). exists xs. split; [exact H1|split; [exact H2|]].
  intros x. rewrite <- (critical_stationary p terms x H). apply H3.
Qed.
