(** Definition 1 for one network, by a computation modulo q.

    A root of -1 modulo q stands for i. Given matrices W_xi (the witness, found by the producer), the program tests
        sum_xy W_xi[x][y] A_xi'[x][y] = 1 if xi = xi', 0 otherwise, modulo q
    for all xi, xi' <> 0, where A_xi is the integer multiple of Phi_xi(M) that Computation.v computes. Why this suffices:
    the left-hand sides are the values at X = i of integer polynomials in X; the determinant of the matrix that they form
    is an integer polynomial whose value modulo q at X = root is 1. If it vanished at i, it would be a multiple of X^2 + 1
    and vanish at the root. So the matrix is invertible over the complex numbers, and no relation holds. *)
From Coq Require Import ZArith Lia.
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.zify Require Import ssrZ.
From mathcomp.real_closed Require Import complex.
Require Import SymQNN.Expansion SymQNN.Dimension SymQNN.States SymQNN.Computation SymQNN.Network SymQNN.ExpansionCheck.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** ---- The test *)
Definition mod_number (q root : Z) (ab : Z * Z) : Z := Z.modulo (Z.add ab.1 (Z.mul root ab.2)) q.
Definition mod_operators (q root : Z) d :=
  operators Z0 Z.add Z.sub Z.mul (fun a => Z.modulo a q) (mod_number q root) d.
Definition pairing (q : Z) (W A : seq (seq Z)) : Z :=
  Z.modulo (foldr (fun wa s => foldr (fun uv t => Z.add (Z.mul uv.1 uv.2) t) s (zip wa.1 wa.2)) Z0 (zip W A)) q.
Definition shaped (d : nat) (W : seq (seq Z)) := Nat.eqb (size W) d && all (fun row => Nat.eqb (size row) d) W.
(** W lists the witness for the words xi <> 0 in the order of their positions *)
Definition independence_check (d : nat) (q root : Z) (gens : seq gauss) (M : gauss) (W : seq (seq (seq Z))) : bool :=
  let A := behead (mod_operators q root d gens M) in
  [&& Z.ltb (Zpos xH) q, Z.eqb (Z.modulo (Z.add (Z.mul root root) (Zpos xH)) q) Z0,
      all positive_denominator (M :: gens), Nat.eqb (size W) (3 ^ size gens).-1, all (shaped d) W, all (shaped d) A &
      all (fun mA => all (fun nW => Z.eqb (pairing q nW.2 mA.2) (if mA.1 == nW.1 then Zpos xH else Z0))
                         (zip (iota 0 (size W)) W))
          (zip (iota 0 (size A)) A)].

(** ---- Integers modulo q *)
Section Modulo.
Variable q : Z.
Hypothesis q1 : Z.ltb (Zpos xH) q.
Local Notation Zq := ('Z_(Z.to_nat q)).
Lemma modulus_vanishes : ZS [ringType of Zq] q = 0.
Proof.
have /Z.ltb_lt q1' := q1; have qE : int_of_Z q = (Z.to_nat q)%:Z by case: q q1'.
have n1 : (1 < Z.to_nat q)%N by apply/ssrnat.ltP; lia.
by rewrite /ZS qE; exact: char_Zp.
Qed.
Lemma ZS_modulo z : ZS [ringType of Zq] (Z.modulo z q) = ZS [ringType of Zq] z.
Proof.
have q0 : q <> Z0 by move=> E; move: q1; rewrite E.
rewrite [in RHS](Z.div_mod z q q0) (ZSD [comRingType of Zq]) (ZSM [comRingType of Zq]).
by rewrite modulus_vanishes mul0r add0r.
Qed.
End Modulo.

(** ---- Polynomials in X, evaluated at an element in the place of i *)
Section Evaluate.
Variables (S : comRingType) (s : S).
Lemma ZS_commutes : commr_rmorph (@ZS S) s. Proof. by move=> z; exact: mulrC. Qed.
Definition evaluate : {rmorphism {poly Z} -> S} := [rmorphism of horner_morph ZS_commutes].
Lemma evaluateX : evaluate 'X = s. Proof. exact: horner_morphX. Qed.
Lemma evaluateC z : evaluate z%:P = ZS S z. Proof. exact: horner_morphC. Qed.
End Evaluate.

(** An integer polynomial that vanishes at i is a multiple of X^2 + 1. *)
Lemma vanishes_at_i (K : numFieldType) (i : K) (D : {poly Z}) :
  i * i = -1 -> evaluate i D = 0 -> exists Q, D = Q * ('X^2 + 1).
Proof.
move=> i2; pose m : {poly Z} := 'X^2 + 1.
have sm : size m = 3%N by rewrite size_addl size_polyXn // size_poly1.
have mon : m \is monic by rewrite monicE lead_coefE sm /m coefD coefXn coef1 addr0.
have DE := Pdiv.RingMonic.rdivp_eq mon D; set Q := Pdiv.Ring.rdivp D m in DE; set r := Pdiv.Ring.rmodp D m in DE.
have sr : (size r <= 2)%N by rewrite -ltnS -sm Pdiv.Ring.ltn_rmodp -size_poly_gt0 sm.
have rE : r = (r`_0)%:P + (r`_1)%:P * 'X.
  apply/polyP => -[|[|k]]; rewrite coefD coefMX !coefC /= ?addr0 ?add0r //.
  by rewrite nth_default // (leq_trans sr).
have m0 : evaluate i m = 0 by rewrite rmorphD rmorphX evaluateX rmorph1 expr2 i2 addNr.
rewrite DE rmorphD rmorphM m0 mulr0 add0r rE rmorphD rmorphM !evaluateC evaluateX => E.
have {}E : ZS K r`_0 ^+ 2 + ZS K r`_1 ^+ 2 = 0.
  have -> : ZS K r`_0 = - (ZS K r`_1 * i) by apply/eqP; rewrite -addr_eq0; apply/eqP.
  by rewrite sqrrN exprMn [i ^+ 2]expr2 i2 mulrN1 addNr.
have sq z : 0 <= ZS K z ^+ 2 by rewrite -realEsqr realz.
have zero z : ZS K z ^+ 2 = 0 -> z = 0.
  by move/eqP; rewrite expf_eq0 /= intr_eq0 => /eqP z0; rewrite -(int_of_ZK z) z0.
have /andP[/eqP/zero r0 /eqP/zero r1] : (ZS K r`_0 ^+ 2 == 0) && (ZS K r`_1 ^+ 2 == 0).
  by rewrite -paddr_eq0 // E.
by exists Q; rewrite r0 r1 !polyC0 mul0r !addr0.
Qed.

(** ---- Soundness *)
Section Soundness.
Variable d : nat.

(** the value of the functional W at a matrix over S *)
Definition functional (S : comRingType) (W : seq (seq Z)) (A : 'M[S]_d) : S :=
  \sum_(x < d) \sum_(y < d) ZS S (at_ Z0 W x y) * A x y.
Lemma functional_sum (S : comRingType) (W : seq (seq Z)) (T : finType) (P : pred T) (a : T -> S) (F : T -> 'M[S]_d) :
  functional W (\sum_(t | P t) a t *: F t) = \sum_(t | P t) a t * functional W (F t).
Proof.
rewrite /functional; under [RHS]eq_bigr do rewrite mulr_sumr; rewrite [RHS]exchange_big; apply: eq_bigr => x _.
under [RHS]eq_bigr do rewrite mulr_sumr; rewrite [RHS]exchange_big; apply: eq_bigr => y _.
by rewrite summxE mulr_sumr; apply: eq_bigr => t _; rewrite mxE mulrCA.
Qed.
Lemma functional_map (S S' : comRingType) (f : {rmorphism S -> S'}) W A : f (functional W A) = functional W (map_mx f A).
Proof.
rewrite /functional rmorph_sum; apply: eq_bigr => x _; rewrite rmorph_sum; apply: eq_bigr => y _.
by rewrite rmorphM mxE /ZS rmorph_int.
Qed.

Lemma foldr_zip (S : zmodType) (v : Z -> S) (T : Type) (t0 : T) (g : T * T -> Z -> Z) (F : T -> T -> S) (a b : seq T) s :
  (forall ab z, v (g ab z) = F ab.1 ab.2 + v z) -> size a = d -> size b = d ->
  v (foldr g s (zip a b)) = \sum_(k < d) F (nth t0 a k) (nth t0 b k) + v s.
Proof.
move=> gF aE bE; rewrite -(big_mkord xpredT (fun k => F (nth t0 a k) (nth t0 b k))).
elim: d a b aE bE => [|n IH] [|x a] [|y b] //= aE bE; first by rewrite big_geq ?add0r.
rewrite gF (IH a b); [|by case: aE|by case: bE].
by rewrite big_nat_recl //= addrA.
Qed.
Lemma shapedP W : shaped d W -> size W = d /\ forall x : 'I_d, size (nth [::] W x) = d.
Proof.
move=> /andP[/Nat.eqb_eq sW /all_nthP rows]; split=> // x.
by apply/Nat.eqb_eq/rows; rewrite sW.
Qed.

Section Modular.
Variables q root : Z.
Hypothesis q1 : Z.ltb (Zpos xH) q.
Local Notation Zq := ('Z_(Z.to_nat q)).
Local Notation v := (ZS [ringType of Zq]).

Lemma pairing_functional W A : shaped d W -> shaped d A -> v (pairing q W A) = functional W (matrix_of Z0 d v A).
Proof.
move=> /shapedP[sW rW] /shapedP[sA rA]; rewrite /pairing ZS_modulo //.
pose dot (w a : seq Z) (t : Z) := foldr (fun uv t => Z.add (Z.mul uv.1 uv.2) t) t (zip w a).
have dotE w a t : v (dot w a t) = v (dot w a Z0) + v t.
  rewrite /dot; elim: (zip w a) => [|uv l IH] /=; first by rewrite ZS0 add0r.
  by rewrite !(ZSD [comRingType of Zq]) IH addrA.
rewrite (@foldr_zip _ v _ [::] _ (fun w a => v (dot w a Z0))) // => [|wa z]; last exact: dotE.
rewrite (ZS0 [comRingType of Zq]) addr0; apply: eq_bigr => x _.
rewrite /dot (@foldr_zip _ v _ Z0 _ (fun a b => v a * v b)) ?rW ?rA // => [|uv z]; last first.
  by rewrite (ZSD [comRingType of Zq]) (ZSM [comRingType of Zq]).
by rewrite (ZS0 [comRingType of Zq]) addr0; apply: eq_bigr => y _; rewrite !mxE.
Qed.

Lemma v_number ab : v (mod_number q root ab) = gauss_entry (v root) ab.
Proof. by rewrite /mod_number ZS_modulo // (ZSD [comRingType of Zq]) (ZSM [comRingType of Zq]). Qed.
Lemma mod_meaning gens M (xi : word (size gens)) :
  matrix_of Z0 d v (nth [::] (mod_operators q root d gens M) (position xi)) =
  scaled_phis (v root) xi (integral (v root) d (entries M)).
Proof.
apply: operators_meaning => [||a b|a b|a|ab]; [exact: ZS0|exact: (ZSD [comRingType of Zq])| | | |exact: v_number].
- exact: (ZSB [comRingType of Zq]).
- exact: (ZSM [comRingType of Zq]).
- exact: ZS_modulo.
Qed.
End Modular.

(** the matrix of all values; rows and columns of xi = 0 are those of the identity *)
Definition values (S : comRingType) (j : S) gens M (W : seq (seq (seq Z))) : 'M[S]_#|{: word (size gens)}| :=
  \matrix_(a, b) (let xi := enum_val a in let xi' := enum_val b in
    if (xi == zero_word) || (xi' == zero_word) then (a == b)%:R
    else functional (nth [::] W (position xi').-1) (scaled_phis j xi (integral j d (entries M)))).
Lemma map_values (S S' : comRingType) (f : {rmorphism S -> S'}) j gens M W :
  map_mx f (values j gens M W) = values (f j) gens M W.
Proof.
apply/matrixP => a b; rewrite !mxE /=; case: ifP => _; first by rewrite rmorph_nat.
by rewrite functional_map map_scaled_phis map_integral.
Qed.

Variables (R : rcfType).
Notation C := R[i].
Local Notation I := ('i%C : C).

Theorem independence_sound q root gens M W : independence_check d q root gens M W ->
  independent I (network I d gens) (as_matrix I d M).
Proof.
move=> /and5P[q1 /Z.eqb_eq root2 pos /Nat.eqb_eq sW /and3P[/all_nthP shW /all_nthP shA /all_nthP check]].
set A := behead _ in shA check.
have sA : size A = (3 ^ size gens).-1 by rewrite size_behead size_operators.
pose Zq := [comRingType of 'Z_(Z.to_nat q)]; pose j := ZS Zq root.
(* modulo q the matrix of values is the identity *)
have one_q : values j gens M W = 1%:M.
  apply/matrixP => a b; rewrite !mxE /=; case: ifP => // /norP[nza nzb].
  set m := (position (enum_val a)).-1; set n := (position (enum_val b)).-1.
  have pm : position (enum_val a) = m.+1 by rewrite prednK // position_gt0.
  have pn : position (enum_val b) = n.+1 by rewrite prednK // position_gt0.
  have lt k xi : @position (size gens) xi = k.+1 -> (k < (3 ^ size gens).-1)%N.
    by move=> E; have := position_lt xi; rewrite E -{1}(prednK (expn_gt0 3 _)).
  have ltm := lt _ _ pm; have ltn := lt _ _ pn.
  have zm : (m < size (zip (iota 0 (size A)) A))%N by rewrite size_zip size_iota minnn sA.
  have := check (0%N, [::]) _ zm; rewrite nth_zip ?size_iota //= nth_iota ?sA // add0n.
  move=> /all_nthP checkW.
  have zn : (n < size (zip (iota 0 (size W)) W))%N by rewrite size_zip size_iota minnn sW.
  have := checkW (0%N, [::]) _ zn; rewrite nth_zip ?size_iota //= nth_iota ?sW // add0n => /Z.eqb_eq value.
  have shm : shaped d (nth [::] A m) by apply: shA; rewrite sA.
  have shn : shaped d (nth [::] W n) by apply: shW; rewrite sW.
  have := pairing_functional q1 shn shm; rewrite value nth_behead -pm mod_meaning // => <-.
  have -> : (m == n) = (a == b).
    by rewrite -(inj_eq enum_val_inj) -(inj_eq (@position_inj _)) pm pn eqSS.
  by case: eqP.
(* so the determinant, a polynomial in X, is 1 at the root, and not 0 at i *)
pose P := values ('X : {poly Z}) gens M W.
have det_q : evaluate j (\det P) = 1.
  by rewrite -det_map_mx map_values evaluateX one_q det1.
have j2 : j * j + 1 = 0.
  have := congr1 (ZS Zq) root2; rewrite (ZS_modulo q1) (ZSD Zq) (ZSM Zq) (ZS0 Zq) => <-.
  by congr (_ + _).
have det_i : \det (values I gens M W) != 0.
  rewrite -[X in values X](evaluateX I) -map_values det_map_mx -/P; apply/eqP => vanishes.
  have [Q DE] := vanishes_at_i (ii R) vanishes.
  move: det_q; rewrite DE rmorphM rmorphD rmorphX evaluateX rmorph1 expr2 j2 mulr0.
  by move/esym/eqP; rewrite oner_eq0.
(* a relation between the Phi_xi(M) gives a vector that the matrix sends to 0 *)
move=> a rel xi nz.
pose row := \row_(k < #|{: word (size gens)}|) (if enum_val k == zero_word then 0 else a (enum_val k)).
have scaled w := scaled_phis_Phis I d (two R) w (nonzero_denominators R pos).
have row0 : row *m values I gens M W = 0.
  apply/rowP => b; rewrite !mxE; have [zb|nzb] := boolP (enum_val b == zero_word).
    by apply: big1 => k _; rewrite !mxE /= zb orbT; have [->|_] := eqVneq k b; rewrite ?zb ?mul0r ?mulr0.
  set Wb := nth [::] W (position (enum_val b)).-1.
  transitivity (\sum_(w | w != zero_word) a w * functional Wb (scaled_phis I w (integral I d (entries M)))).
    rewrite [RHS]big_mkcond [RHS](reindex _ (onW_bij _ (@enum_val_bij _))) /=; apply: eq_bigr => k _.
    by rewrite !mxE /= (negPf nzb) orbF; case: eqP => _ //=; rewrite mul0r.
  rewrite -functional_sum; under eq_bigr do rewrite scaled scalerA mulrC -scalerA.
  rewrite -scaler_sumr rel scaler0 /functional big1 // => x _; rewrite big1 // => y _.
  by rewrite mxE mulr0.
have /rowP/(_ (enum_rank xi)) : row = 0.
  have unit_ : values I gens M W \in unitmx by rewrite unitmxE unitfE.
  by rewrite -[LHS]mulmx1 -(mulmxV unit_) mulmxA row0 mul0mx.
by rewrite !mxE enum_rankK (negPf nz).
Qed.
End Soundness.

(** Both tests together: the paper's conditions and Definition 1 hold for the network *)
Theorem definition_1_of_checks (R : rcfType) d q root gens M W (i := 'i%C : R[i]) (H := network i d gens) (O := as_matrix i d M) :
  network_check d gens M && independence_check d q root gens M W ->
  [/\ forall l, hermitian (H l), forall l, H l *m H l = 1%:M, hermitian O & independent i H O].
Proof. by case/andP=> /(network_conditions R)[hH H2 hM] /(independence_sound (R := R)) free; split. Qed.
