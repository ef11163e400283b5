(** Equations 7-11 and 13-15 of the paper, for every number of layers p and every dimension d.

    K is any field with an element i, i^2 = -1, and 2 <> 0 (the complex numbers, or Q(i), or F_q with q = 1 mod 4).
    The only fact used about (c, s) = (cos theta, sin theta) is c^2 + s^2 = 1; H^2 = 1 is needed for Eqns 13-15,
    and to read c - i s H as exp(- i theta H). *)
From mathcomp Require Import all_ssreflect all_algebra.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

(** A word xi in {0,1,2}^p: 0 stands for 1, 1 for cos 2 theta_l, 2 for sin 2 theta_l. *)
Notation word p := {ffun 'I_p -> 'I_3}.
Definition zero_word {p} : word p := [ffun=> 0].

Definition half (K : fieldType) : K := 2%:R^-1.

Section Expansion.
Variables (K : fieldType) (i : K).
Hypotheses (i2 : i * i = -1) (two : (2%:R : K) != 0).
Variable d : nat.
Implicit Types (H A M : 'M[K]_d) (c s : K).

Let h : K := half K.
Let scaleAl m n k (a : K) (A : 'M[K]_(m, n)) (B : 'M[K]_(n, k)) : a *: (A *m B) = (a *: A) *m B.
Proof. exact: scalemxAl. Qed.
Let scaleAr m n k (a : K) (A : 'M[K]_(m, n)) (B : 'M[K]_(n, k)) : a *: (A *m B) = A *m (a *: B).
Proof. exact: scalemxAr. Qed.

Let mulC_scalar (a : K) A : A *m a%:M = a *: A.
Proof. exact: mul_mx_scalar. Qed.

(** Eqns 7, 8, 9 *)
Definition Phi (k : 'I_3) H A : 'M_d :=
  match val k with
  | 0 => h *: (A + H *m A *m H)
  | 1 => h *: (A - H *m A *m H)
  | _ => (i * h) *: (H *m A - A *m H)
  end.

(** Eqn 10: Phi_xi = Phi_1 o ... o Phi_p, so layer p is applied to M first *)
Definition Phis p (H : 'I_p -> 'M_d) (xi : word p) M : 'M_d :=
  foldr (fun l A => Phi (xi l) (H l) A) M (enum 'I_p).

(** exp(- i theta H) and its adjoint *)
Definition gate c s H : 'M_d := c%:M - (i * s) *: H.
Definition gate' c s H : 'M_d := c%:M + (i * s) *: H.

(** U^dagger M U with U = V_p ... V_1 *)
Definition heisenberg p (H : 'I_p -> 'M_d) (x : 'I_p -> K * K) M : 'M_d :=
  foldr (fun l A => gate' (x l).1 (x l).2 (H l) *m A *m gate (x l).1 (x l).2 (H l)) M (enum 'I_p).

(** 1, cos 2 theta, sin 2 theta, from the double angle (cos 2 theta, sin 2 theta) *)
Definition monomial (k : 'I_3) (y : K * K) : K :=
  match val k with 0 => 1 | 1 => y.1 | _ => y.2 end.
Definition doubled (x : K * K) : K * K := (x.1 * x.1 - x.2 * x.2, x.2 * x.1 + x.2 * x.1).
Definition monomials p (y : 'I_p -> K * K) (xi : word p) : K := \prod_l monomial (xi l) (y l).

Lemma hh : h + h = 1.
Proof. by rewrite /h /half -mulr2n -[X in X *+ 2]mul1r -mulrnAl mulfV. Qed.

(** Eqns 13, 14, 15: "Phi_l^(0) -> H_l Phi_l^(0) H_l = Phi_l^(0)", and with a minus sign for Phi_l^(1), Phi_l^(2) *)
Section Symmetry.
Variables (H A : 'M[K]_d).
Hypothesis H2 : H *m H = 1%:M.
Let HHAHH : H *m (H *m A *m H) *m H = A.
Proof. by rewrite !mulmxA H2 mul1mx -mulmxA H2 mulmx1. Qed.
Theorem eqn13 : H *m Phi 0 H A *m H = Phi 0 H A.
Proof. by rewrite /Phi /= -scaleAr -scaleAl mulmxDr mulmxDl HHAHH addrC. Qed.
Theorem eqn14 : H *m Phi 1 H A *m H = - Phi 1 H A.
Proof. by rewrite /Phi /= -scaleAr -scaleAl mulmxBr mulmxBl HHAHH -scalerN opprB. Qed.
Theorem eqn15 : H *m Phi ord_max H A *m H = - Phi ord_max H A.
Proof.
rewrite /Phi /= -scaleAr -scaleAl mulmxBr mulmxBl !mulmxA H2 mul1mx.
by rewrite -mulmxA H2 mulmx1 -scalerN opprB.
Qed.
End Symmetry.

(** One layer of Eqn 11 *)
Lemma cc_half c s : c * c + s * s = 1 -> c * c = h + (c * c - s * s) * h.
Proof.
move=> cs; have hc : h = h * (c * c + s * s) by rewrite cs mulr1.
by rewrite [X in X + _]hc [_ * h]mulrC -mulrDr addrACA subrr addr0 mulrDr -mulrDl hh mul1r.
Qed.
Lemma ss_half c s : c * c + s * s = 1 -> i * s * (i * s) = - (h - (c * c - s * s) * h).
Proof.
move=> cs; have hc : h = h * (c * c + s * s) by rewrite cs mulr1.
rewrite mulrACA i2 mulN1r [X in - (X - _)]hc [_ * h]mulrC -mulrBr opprB [c * c + _]addrC.
by rewrite addrACA subrr addr0 mulrDr -mulrDl hh mul1r.
Qed.
Lemma sc_half c s : i * s * c = (s * c + s * c) * (i * h).
Proof. by rewrite mulrDl mulrA -mulrDr hh mulr1 -mulrA mulrC. Qed.

Theorem eqn11_layer c s H A : c * c + s * s = 1 ->
  gate' c s H *m A *m gate c s H = \sum_(k < 3) monomial k (doubled (c, s)) *: Phi k H A.
Proof.
move=> cs; rewrite /gate /gate' /= !big_ord_recl big_ord0 addr0 /monomial /Phi /= scale1r.
rewrite mulmxBr mulC_scalar !mulmxDl mul_scalar_mx -!scaleAr -!scaleAl !scalerDr !scalerA.
rewrite (ss_half cs) [c * (i * s)]mulrC (sc_half c s).
have -> : (c * c) *: A = h *: A + ((c * c - s * s) * h) *: A by rewrite -scalerDl -(cc_half cs).
set X := H *m A *m H; set Y := H *m A; set Z := A *m H.
move: ((c * c - s * s) * h) ((s * c + s * c) * (i * h)) X Y Z => a b X Y Z.
rewrite !scalerN scaleNr scalerBl !opprD !opprK !addrA.
by rewrite [RHS](ACl (1*3*5*6*2*4)%AC).
Qed.

(** linearity *)
Lemma PhiD k H A B : Phi k H (A + B) = Phi k H A + Phi k H B.
Proof.
by rewrite /Phi; case: (val k) => [|[|n]]; rewrite mulmxDr mulmxDl ?opprD addrACA scalerDr.
Qed.
Lemma PhiZ k H t A : Phi k H (t *: A) = t *: Phi k H A.
Proof.
by rewrite /Phi; case: (val k) => [|[|n]];
   rewrite -!scaleAr -!scaleAl -?scalerBr -?scalerDr !scalerA mulrC.
Qed.
Lemma Phi0 k H : Phi k H 0 = 0.
Proof. by rewrite -[X in Phi _ _ X](scale0r 0) PhiZ scale0r. Qed.
Lemma Phi_sum k H (I : finType) (f : I -> K) (F : I -> 'M[K]_d) :
  Phi k H (\sum_j f j *: F j) = \sum_j f j *: Phi k H (F j).
Proof.
elim: (index_enum I) => [|j r IH]; first by rewrite !big_nil Phi0.
by rewrite !big_cons PhiD PhiZ IH.
Qed.

(** words of length p+1 are pairs of a digit and a word of length p *)
Definition cons_word p (kw : 'I_3 * word p) : word p.+1 :=
  [ffun l => if unlift ord0 l is Some j then kw.2 j else kw.1].
Lemma cons_word0 p kw : @cons_word p kw ord0 = kw.1.
Proof. by rewrite ffunE unlift_none. Qed.
Lemma cons_word_lift p kw j : @cons_word p kw (lift ord0 j) = kw.2 j.
Proof. by rewrite ffunE liftK. Qed.
Definition behead_word p (w : word p.+1) : 'I_3 * word p := (w ord0, [ffun j => w (lift ord0 j)]).
Lemma cons_wordK p : cancel (@cons_word p) (@behead_word p).
Proof.
case=> k w; rewrite /behead_word cons_word0; congr (_, _).
by apply/ffunP => j; rewrite ffunE cons_word_lift.
Qed.
Lemma behead_wordK p : cancel (@behead_word p) (@cons_word p).
Proof.
move=> w; apply/ffunP => l; case: (unliftP ord0 l) => [j ->|->]; first by rewrite cons_word_lift ffunE.
by rewrite cons_word0.
Qed.
Lemma sum_words p (V : zmodType) (F : word p.+1 -> V) :
  \sum_xi F xi = \sum_k \sum_w F (cons_word (k, w)).
Proof.
rewrite (reindex (@cons_word p)); last by exists (@behead_word p) => ? _; [exact: cons_wordK|exact: behead_wordK].
by rewrite pair_bigA /=; apply: eq_bigr => -[].
Qed.

Lemma foldr_ord0 T (f : 'I_0 -> T -> T) z : foldr f z (enum 'I_0) = z.
Proof. by rewrite enum_ord0. Qed.
Lemma foldr_ordS p T (f : 'I_p.+1 -> T -> T) z :
  foldr f z (enum 'I_p.+1) = f ord0 (foldr (fun j => f (lift ord0 j)) z (enum 'I_p)).
Proof. by rewrite enum_ordSl /= foldr_map. Qed.

Lemma PhisS p (H : 'I_p.+1 -> 'M[K]_d) k w M :
  Phis H (cons_word (k, w)) M = Phi k (H ord0) (Phis (fun j => H (lift ord0 j)) w M).
Proof.
rewrite /Phis foldr_ordS cons_word0; congr Phi.
by elim: (enum 'I_p) => //= j r ->; rewrite cons_word_lift.
Qed.
Lemma monomialsS p (y : 'I_p.+1 -> K * K) k w :
  monomials y (cons_word (k, w)) = monomial k (y ord0) * monomials (fun j => y (lift ord0 j)) w.
Proof.
rewrite /monomials big_ord_recl cons_word0; congr (_ * _).
by apply: eq_bigr => j _; rewrite cons_word_lift.
Qed.

(** Eqn 11: "The observable in Heisenberg picture M(theta) := U^dagger(theta) M U(theta) can be expanded as
    sum_xi Phi_xi(M) prod_(l: xi_l = 1) cos 2 theta_l prod_(l': xi_l' = 2) sin 2 theta_l'." *)
Theorem eqn11 p (H : 'I_p -> 'M[K]_d) (x : 'I_p -> K * K) M :
  (forall l, (x l).1 * (x l).1 + (x l).2 * (x l).2 = 1) ->
  heisenberg H x M = \sum_xi monomials (fun l => doubled (x l)) xi *: Phis H xi M.
Proof.
elim: p H x => [|p IH] H x circle.
  rewrite /heisenberg foldr_ord0 (big_pred1 zero_word) => [|xi]; last first.
    by apply/esym/eqP/ffunP => -[].
  by rewrite /monomials big_ord0 scale1r /Phis foldr_ord0.
rewrite /heisenberg foldr_ordS -/(heisenberg _ (fun j => x (lift ord0 j)) M) IH => [|l]; last exact: circle.
rewrite (eqn11_layer _ _ (circle ord0)) sum_words; apply: eq_bigr => k _.
rewrite Phi_sum scaler_sumr; apply: eq_bigr => w _.
by rewrite scalerA monomialsS PhisS; case: (x ord0).
Qed.
End Expansion.
