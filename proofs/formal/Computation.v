(** The operators Phi_xi(M) of one network, computed: matrices of Gaussian integers as lists, and what such a list means.

    A network is given by generators H_l = entries / denominator and an observable of the same kind, entries in Z[i].
    Denominators and halves are cleared: instead of Phi^(k) the three maps
        D^2 A + H A H,   D^2 A - H A H,   i D (H A - A H)      (H the integer entries, D the denominator)
    are computed, which are 2 D^2 Phi^(k). The same program runs over the Gaussian integers (exactly) and over the
    integers modulo q, where a square root of -1 stands for i: both are instances of the section Lists. *)
From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp.zify Require Import ssrZ.
Require Import SymQNN.Expansion.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

(** A matrix entries / denominator; an entry (a, b) is a + b i. Entries that are not listed are 0. *)
Record gauss := Gauss { denominator : Z; entries : seq (seq (Z * Z)) }.
Definition no_gauss := Gauss (Zpos xH) [::].
Definition entry (E : seq (seq (Z * Z))) (x y : nat) : Z * Z := nth (Z0, Z0) (nth [::] E x) y.

(** ---- What the lists mean: matrices over a commutative ring S with an element j in the place of i *)
Definition ZS (S : ringType) (z : Z) : S := (int_of_Z z)%:~R.
Canonical ZS_additive (S : ringType) := [additive of @ZS S as intmul 1 \o int_of_Z].
Canonical ZS_rmorphism (S : ringType) := [rmorphism of @ZS S as intmul 1 \o int_of_Z].

Section Meaning.
Variables (S : comRingType) (j : S) (d : nat).
Definition gauss_entry (ab : Z * Z) : S := ZS S ab.1 + j * ZS S ab.2.
Definition integral (E : seq (seq (Z * Z))) : 'M[S]_d := \matrix_(x, y) gauss_entry (entry E x y).

(** 2 D^2 Phi^(k), D the denominator *)
Definition scaled_phi (k : 'I_3) (D : S) (H A : 'M[S]_d) : 'M[S]_d :=
  match val k with
  | 0 => (D * D) *: A + H *m A *m H
  | 1 => (D * D) *: A - H *m A *m H
  | _ => (j * D) *: (H *m A - A *m H)
  end.
Fixpoint scaled_phis (gens : seq gauss) : word (size gens) -> 'M[S]_d -> 'M[S]_d :=
  match gens with
  | [::] => fun _ M => M
  | g :: gens' => fun xi M =>
      scaled_phi (xi ord0) (ZS S (denominator g)) (integral (entries g)) (scaled_phis (behead_word xi).2 M)
  end.
End Meaning.

Lemma map_integral (S S' : comRingType) (f : {rmorphism S -> S'}) j d E :
  map_mx f (integral j d E) = integral (f j) d E.
Proof. by apply/matrixP => x y; rewrite !mxE rmorphD rmorphM !rmorph_int. Qed.
Lemma map_scaled_phis (S S' : comRingType) (f : {rmorphism S -> S'}) j d gens (xi : word (size gens)) (M : 'M_d) :
  map_mx f (scaled_phis j xi M) = scaled_phis (f j) xi (map_mx f M).
Proof.
elim: gens xi => //= g gens IH xi; rewrite -IH /scaled_phi.
have fD : f (ZS S (denominator g)) = ZS S' (denominator g) by rewrite /ZS rmorph_int.
case: (val _) => [|[|n]].
- by rewrite map_mxD map_mxZ !map_mxM map_integral rmorphM fD.
- by rewrite map_mxB map_mxZ !map_mxM map_integral rmorphM fD.
- by rewrite map_mxZ map_mxB !map_mxM map_integral rmorphM fD.
Qed.

(** ---- The position of a word in the lists: digit 1 counts most *)
Fixpoint position p : word p -> nat :=
  match p with 0 => fun _ => 0%N | p'.+1 => fun xi => (xi ord0 * 3 ^ p' + position (behead_word xi).2)%N end.
Lemma position_lt p (xi : word p) : (position xi < 3 ^ p)%N.
Proof.
elim: p xi => //= p IH xi; rewrite expnS; have /leq_trans := IH (behead_word xi).2.
have: (xi ord0 <= 2)%N by rewrite -ltnS.
move: (position _) => r k2 lt; apply: (@leq_trans (xi ord0 * 3 ^ p + 3 ^ p)).
  by rewrite -addnS leq_add2l lt.
by rewrite -[X in (_ + X <= _)%N]mul1n -mulnDl leq_mul2r addn1 ltnS k2 orbT.
Qed.
Lemma position_inj p : injective (@position p).
Proof.
elim: p => [xi xi' _|p IH xi xi' /= E]; first by apply/ffunP => -[].
have P0 : (0 < 3 ^ p)%N by rewrite expn_gt0.
have := congr1 (divn^~ (3 ^ p)%N) E; rewrite /= !divnMDl // !divn_small ?position_lt // !addn0 => E0.
move: E; rewrite E0 => /addnI/IH Er.
rewrite -(behead_wordK xi) -(behead_wordK xi'); congr cons_word.
by rewrite /behead_word; congr (_, _); [exact: val_inj|exact: Er].
Qed.
Lemma position_zero p : position (@zero_word p) = 0%N.
Proof.
elim: p => //= p IH; rewrite ffunE mul0n add0n -[RHS]IH; congr position.
by apply/ffunP => l; rewrite !ffunE.
Qed.
Lemma position_gt0 p (xi : word p) : (0 < position xi)%N = (xi != zero_word).
Proof. by rewrite lt0n -{1}(position_zero p) (inj_eq (@position_inj p)). Qed.

(** ---- The program, over numbers T with given operations *)
Section Lists.
Variables (T : Type) (zero : T) (add sub mul : T -> T -> T) (norm : T -> T) (num : Z * Z -> T) (d : nat).
Definition at_ (A : seq (seq T)) x y := nth zero (nth [::] A x) y.
Definition table (f : nat -> nat -> T) := mkseq (fun x => mkseq (fun y => norm (f x y)) d) d.
Definition total (f : nat -> T) := foldr (fun k s => add (f k) s) zero (iota 0 d).
Definition times A B := let B' := table (fun x y => at_ B y x) in
  mkseq (fun x => let row := nth [::] A x in
    mkseq (fun y => let col := nth [::] B' y in norm (total (fun k => mul (nth zero row k) (nth zero col k)))) d) d.
Definition numbers (E : seq (seq (Z * Z))) := table (fun x y => num (entry E x y)).

(** the three operators that one layer makes of A *)
Definition three (g : gauss) (H A : seq (seq T)) :=
  let DD := num (Z.mul (denominator g) (denominator g), Z0) in
  let iD := num (Z0, denominator g) in
  let HA := times H A in let AH := times A H in let HAH := times HA H in
  (table (fun x y => add (mul DD (at_ A x y)) (at_ HAH x y)),
   table (fun x y => sub (mul DD (at_ A x y)) (at_ HAH x y)),
   table (fun x y => mul iD (sub (at_ HA x y) (at_ AH x y)))).
Definition layer (g : gauss) (As : seq (seq (seq T))) :=
  let H := numbers (entries g) in let t := map (three g H) As in
  [seq a.1.1 | a <- t] ++ [seq a.1.2 | a <- t] ++ [seq a.2 | a <- t].
Definition operators (gens : seq gauss) (M : gauss) := foldr layer [:: numbers (entries M)] gens.

(** Its meaning in a ring S *)
Variables (S : comRingType) (j : S) (v : T -> S).
Hypotheses (v0 : v zero = 0) (vadd : forall a b, v (add a b) = v a + v b) (vsub : forall a b, v (sub a b) = v a - v b).
Hypotheses (vmul : forall a b, v (mul a b) = v a * v b) (vnorm : forall a, v (norm a) = v a).
Hypothesis vof : forall ab, v (num ab) = gauss_entry j ab.
Definition matrix_of (A : seq (seq T)) : 'M[S]_d := \matrix_(x, y) v (at_ A x y).

Lemma at_table f (x y : 'I_d) : at_ (table f) x y = norm (f x y).
Proof. by rewrite /at_ /table !nth_mkseq. Qed.
Lemma v_total (f : nat -> T) : v (total f) = \sum_(k < d) v (f k).
Proof.
rewrite /total -(big_mkord xpredT (fun k => v (f k))) /index_iota subn0.
by elim: (iota 0 d) => [|k r IH]; rewrite ?big_nil //= vadd IH big_cons.
Qed.
Lemma matrix_times A B : matrix_of (times A B) = matrix_of A *m matrix_of B.
Proof.
apply/matrixP => x y; rewrite !mxE /at_ /times !nth_mkseq // vnorm v_total; apply: eq_bigr => k _.
rewrite vmul !mxE; congr (_ * _); transitivity (v (norm (at_ B k y))); last exact: vnorm.
by rewrite -(at_table (fun x y => at_ B y x)) /at_ /table !nth_mkseq.
Qed.
Lemma matrix_numbers E : matrix_of (numbers E) = integral j d E.
Proof. by apply/matrixP => x y; rewrite !mxE at_table vnorm vof. Qed.
Lemma v_integer z : v (num (z, Z0)) = ZS S z.
Proof. by rewrite vof /gauss_entry rmorph0 mulr0 addr0. Qed.
Lemma v_imaginary z : v (num (Z0, z)) = j * ZS S z.
Proof. by rewrite vof /gauss_entry rmorph0 add0r. Qed.

Lemma matrix_three g A (k : 'I_3) (t := three g (numbers (entries g)) A) :
  matrix_of (match val k with 0 => t.1.1 | 1 => t.1.2 | _ => t.2 end) =
  scaled_phi j k (ZS S (denominator g)) (integral j d (entries g)) (matrix_of A).
Proof.
rewrite /t /three /scaled_phi /=; set H := numbers _; rewrite -matrix_numbers -/H.
case: (val k) => [|[|n]]; apply/matrixP => x y; rewrite -?matrix_times !mxE at_table vnorm.
- by rewrite vadd vmul v_integer rmorphM.
- by rewrite vsub vmul v_integer rmorphM.
- by rewrite vmul vsub v_imaginary.
Qed.

Lemma size_operators gens M : size (operators gens M) = (3 ^ size gens)%N.
Proof.
elim: gens => //= g gens IH; rewrite /layer !size_cat !size_map IH expnS.
by rewrite mulSn mulSn mul1n.
Qed.

(** The list holds, at the position of xi, the operator of xi. *)
Theorem operators_meaning gens M (xi : word (size gens)) :
  matrix_of (nth [::] (operators gens M) (position xi)) = scaled_phis j xi (integral j d (entries M)).
Proof.
elim: gens xi => [|g gens IH] xi; first by rewrite /= matrix_numbers.
rewrite [RHS]/= -{}IH; set w := (behead_word xi).2; set L := operators gens M.
have wL : (position w < size L)%N by rewrite size_operators position_lt.
rewrite -matrix_three; congr matrix_of.
rewrite [position xi]/= -/w [operators _ _]/= -/L /layer; set t := map _ L.
have tL : size t = (3 ^ size gens)%N by rewrite size_map size_operators.
have wt : (position w < 3 ^ size gens)%N by rewrite position_lt.
have tE : nth (three g (numbers (entries g)) [::]) t (position w) =
          three g (numbers (entries g)) (nth [::] L (position w)) by rewrite (nth_map [::]).
move: (xi ord0) => [[|[|[|k]]] //= k3]; rewrite ?mul0n ?mul1n ?add0n.
- by rewrite nth_cat size_map tL wt (nth_map (three g (numbers (entries g)) [::])) ?tL // tE.
- rewrite nth_cat size_map tL -ltn_subRL subnn ltn0 addKn nth_cat size_map tL wt.
  by rewrite (nth_map (three g (numbers (entries g)) [::])) ?tL // tE.
- rewrite nth_cat size_map tL mul2n -addnn -addnA -ltn_subRL subnn ltn0 addKn.
  rewrite nth_cat size_map tL -ltn_subRL subnn ltn0 addKn.
  by rewrite (nth_map (three g (numbers (entries g)) [::])) ?tL // tE.
Qed.
End Lists.
