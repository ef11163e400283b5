(** A network given by integers: its generators and observable over the complex numbers, and tests that imply the paper's
    conditions: Hermitian, and H_l^2 = 1. *)
From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.zify Require Import ssrZ.
From mathcomp.real_closed Require Import complex.
Require Import SymQNN.Expansion SymQNN.States SymQNN.Computation.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** ---- Exact arithmetic of Gaussian integers *)
Definition gadd (a b : Z * Z) := (Z.add a.1 b.1, Z.add a.2 b.2).
Definition gsub (a b : Z * Z) := (Z.sub a.1 b.1, Z.sub a.2 b.2).
Definition gmul (a b : Z * Z) := (Z.sub (Z.mul a.1 b.1) (Z.mul a.2 b.2), Z.add (Z.mul a.1 b.2) (Z.mul a.2 b.1)).
Definition gconj (a : Z * Z) := (a.1, Z.opp a.2).

Section Gauss.
Variables (K : comRingType) (i : K).
Lemma ZS0 : ZS K Z0 = 0. Proof. exact: rmorph0. Qed.
Lemma ZSD a b : ZS K (Z.add a b) = ZS K a + ZS K b. Proof. exact: rmorphD. Qed.
Lemma ZSN a : ZS K (Z.opp a) = - ZS K a. Proof. exact: (rmorphN (ZS_rmorphism K)). Qed.
Lemma ZSB a b : ZS K (Z.sub a b) = ZS K a - ZS K b. Proof. exact: (rmorphB (ZS_rmorphism K)). Qed.
Lemma ZSM a b : ZS K (Z.mul a b) = ZS K a * ZS K b. Proof. exact: rmorphM. Qed.
Lemma gauss_zero : gauss_entry i (Z0, Z0) = 0. Proof. by rewrite /gauss_entry !ZS0 mulr0 addr0. Qed.
Lemma gauss_add a b : gauss_entry i (gadd a b) = gauss_entry i a + gauss_entry i b.
Proof. by rewrite /gauss_entry /= !ZSD mulrDr addrACA. Qed.
Lemma gauss_sub a b : gauss_entry i (gsub a b) = gauss_entry i a - gauss_entry i b.
Proof. by rewrite /gauss_entry /= !ZSB mulrBr opprD addrACA. Qed.
Lemma gauss_mul a b : i * i = -1 -> gauss_entry i (gmul a b) = gauss_entry i a * gauss_entry i b.
Proof. by move=> i2; rewrite /gauss_entry /= ZSB ZSD !ZSM -[- (_ * _)]mulN1r -i2; ring. Qed.
End Gauss.

(** ---- The network *)
Section Network.
Variables (K : fieldType) (i : K) (d : nat).
Definition as_matrix (g : gauss) : 'M[K]_d := (ZS K (denominator g))^-1 *: integral i d (entries g).
Definition network (gens : seq gauss) (l : 'I_(size gens)) : 'M[K]_d := as_matrix (nth no_gauss gens l).
Arguments network gens l : clear implicits.

(** the factor between the program's operators and Phi_xi(M): the product of all 2 D_l^2, times the denominator of M *)
Definition twice_square (D : Z) : Z := Z.mul (Zpos 2) (Z.mul D D).
Definition scale (gens : seq gauss) (M : gauss) : Z :=
  foldr (fun g s => Z.mul (twice_square (denominator g)) s) (denominator M) gens.

Hypothesis two : 2%:R != 0 :> K.
Lemma scaled_phi_Phi k (D : K) (H A : 'M[K]_d) : D != 0 ->
  scaled_phi i k D H A = (2%:R * (D * D)) *: Phi i k (D^-1 *: H) A.
Proof.
move=> D0.
have h2 (X : 'M[K]_d) : (2%:R * (D * D)) *: (half K *: X) = (D * D) *: X.
  by rewrite scalerA mulrAC mulfV // mul1r.
have sand : (D^-1 *: H) *m A *m (D^-1 *: H) = (D^-1 * D^-1) *: (H *m A *m H).
  by rewrite -!scalemxAl -scalemxAr scalerA.
have DD : D * D * (D^-1 * D^-1) = 1 by rewrite mulrACA mulfV ?mulr1.
rewrite /scaled_phi /Phi; case: (val k) => [|[|n]].
- by rewrite h2 sand scalerDr scalerA DD scale1r.
- by rewrite h2 sand scalerBr scalerA DD scale1r.
- rewrite -scalerA [i *: _]scalerA -scalemxAl -scalemxAr -scalerBr !scalerA; congr (_ *: _).
  by rewrite /half; field; rewrite D0.
Qed.
Lemma scaled_phiZ k (D s : K) (H A : 'M[K]_d) : scaled_phi i k D H (s *: A) = s *: scaled_phi i k D H A.
Proof.
rewrite /scaled_phi -!scalemxAr -!scalemxAl; case: (val k) => [|[|n]].
- by rewrite scalerDr !scalerA [s * _]mulrC.
- by rewrite scalerBr !scalerA [s * _]mulrC.
- by rewrite -scalerBr !scalerA [s * _]mulrC.
Qed.

(** What the program computes is the paper's Phi_xi(M), times [scale]. *)
Theorem scaled_phis_Phis gens M (xi : word (size gens)) :
  all (fun g => ZS K (denominator g) != 0) (M :: gens) ->
  scaled_phis i xi (integral i d (entries M)) = ZS K (scale gens M) *: Phis i (network gens) xi (as_matrix M).
Proof.
case/andP=> M0; elim: gens xi => [|g gens IH] xi.
  by move=> _; rewrite /Phis foldr_ord0 /as_matrix scalerA mulfV // scale1r.
case/andP=> g0 gens0; have E : xi = cons_word (xi ord0, (behead_word xi).2) by rewrite -[LHS]behead_wordK.
rewrite [in RHS]E PhisS [LHS]/= IH // scaled_phiZ scaled_phi_Phi // scalerA.
by congr (_ *: _); rewrite [scale _ _]/= ZSM [ZS K (twice_square _)]ZSM ZSM mulrC.
Qed.
End Network.
Arguments as_matrix {K} i d g.
Arguments network {K} i d gens l.

(** ---- The paper's conditions, tested *)
Definition same (a b : Z * Z) := Z.eqb a.1 b.1 && Z.eqb a.2 b.2.
Lemma sameP a b : same a b -> a = b.
Proof. by case: a b => [a a'] [b b'] /andP[/Z.eqb_eq /= -> /Z.eqb_eq /= ->]. Qed.
Definition everywhere (d : nat) (test : nat -> nat -> bool) := all (fun x => all (test x) (iota 0 d)) (iota 0 d).
Lemma everywhereP d test : everywhere d test -> forall x y : 'I_d, test x y.
Proof.
by move=> /allP H x y; have /allP H' := H x ltac:(by rewrite mem_iota add0n ltn_ord); apply: H'; rewrite mem_iota add0n ltn_ord.
Qed.

(** operators of a network in exact arithmetic *)
Definition gtimes d := times (Z0, Z0) gadd gmul id d.
Definition exact d := operators (Z0, Z0) gadd gsub gmul id id d.

Definition positive_denominator (g : gauss) := Z.ltb Z0 (denominator g).
Definition hermitian_check d (g : gauss) := everywhere d (fun x y => same (entry (entries g) x y) (gconj (entry (entries g) y x))).
Definition square_check d (g : gauss) :=
  let H := numbers id id d (entries g) in let D := denominator g in
  everywhere d (fun x y => same (at_ (Z0, Z0) (gtimes d H H) x y) (if x == y then (Z.mul D D, Z0) else (Z0, Z0))).
Definition network_check d gens M :=
  [&& all positive_denominator (M :: gens), all (hermitian_check d) (M :: gens) & all (square_check d) gens].

Section Conditions.
Variables (R : rcfType) (d : nat).
Notation C := R[i].
Local Notation I := ('i%C : C).

Lemma ZS_neq0 z : Z.ltb Z0 z -> ZS [ringType of C] z != 0.
Proof.
by move=> lt; rewrite intr_eq0; apply: contraTneq lt => z0; rewrite -(int_of_ZK z) z0.
Qed.
Lemma conj_ZS z : conjc (ZS [ringType of C] z) = ZS [ringType of C] z.
Proof. exact: rmorph_int. Qed.
Lemma conj_entry ab : conjc (gauss_entry I ab) = gauss_entry I (gconj ab).
Proof.
rewrite /gauss_entry /= (ZSN [comRingType of C]); set a := ZS _ ab.1; set b := ZS _ ab.2.
by have -> : conjc (a + I * b) = conjc a + conjc I * conjc b; [rewrite rmorphD; congr (_ + _); exact: conjcM|rewrite conj_i !conj_ZS mulNr mulrN].
Qed.

Lemma hermitian_as_matrix g : hermitian_check d g -> hermitian (as_matrix I d g).
Proof.
move=> /everywhereP check; rewrite /hermitian /as_matrix adjZ conjc_inv conj_ZS; congr (_ *: _).
by apply/matrixP => x y; rewrite !mxE conj_entry -(sameP (check x y)).
Qed.
Lemma square_as_matrix g : positive_denominator g -> square_check d g -> as_matrix I d g *m as_matrix I d g = 1%:M.
Proof.
move=> /ZS_neq0 D0 /everywhereP check; rewrite /as_matrix -scalemxAl -scalemxAr scalerA.
have mul_ := @gauss_mul _ I; have v0 := gauss_zero I; have vadd := gauss_add I.
have num := @matrix_numbers _ (Z0, Z0) id id d _ I (gauss_entry I) (fun _ => erefl) (fun _ => erefl).
have HH := @matrix_times _ (Z0, Z0) gadd gmul id d _ (gauss_entry I) v0 vadd (fun a b => mul_ a b (ii R)) (fun _ => erefl).
set D := denominator g in D0 check *.
have -> : integral I d (entries g) *m integral I d (entries g) = (ZS [ringType of C] D * ZS [ringType of C] D)%:M.
  rewrite -num -HH; apply/matrixP => x y; rewrite !mxE (sameP (check x y)) -val_eqE /=.
  by case: eqP => _; rewrite ?v0 ?mulr0n // /gauss_entry /= ZS0 mulr0 addr0 ZSM mulr1n.
by rewrite scale_scalar_mx -invfM mulVf // mulf_neq0.
Qed.

(** The paper's conditions on the generators and on the observable (section 3: Hermitian, H_l^2 = I) *)
Theorem network_conditions gens M : network_check d gens M ->
  [/\ forall l, hermitian (network I d gens l), forall l, network I d gens l *m network I d gens l = 1%:M &
      hermitian (as_matrix I d M)].
Proof.
move=> /and3P[/andP[M0 /all_nthP den] /andP[hM /all_nthP her] /all_nthP sq]; split=> [l|l|].
- exact/hermitian_as_matrix/her.
- by apply: square_as_matrix; [exact: den | exact: sq].
- exact: hermitian_as_matrix.
Qed.
End Conditions.
