(** The landscapes of QNN losses are, up to a positive factor and a constant, exactly the trigonometric polynomials of
    degree <= 2 an angle.

    The paper (Section 5): "for arbitrary choice of two-level H_l, observable M and training set S, the support K of the
    Fourier spectrum is bounded": L is a combination of the products of 1, cos 2 theta_l, sin 2 theta_l, cos 4 theta_l,
    sin 4 theta_l. [loss_spectrum] is that sentence, for every network and every training set. [universality] is the
    converse, ours: for a network with linear independence and every such polynomial T there are a dataset of states, c > 0
    and C with L(theta; S) = c (T(theta) + C) for all theta.
    The proof of the converse needs no eigenvalues: with waves w_xi, each T is sum_w G_w w_xi(w) w_xi'(w);
    sum_xi w_xi^2 = 2^p identically, so that T + 2^p sum_w |G_w| is a sum of squares of polynomials of degree <= 1 an angle. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Landscape Theorem2 Residuals ProductFree.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.

Section Waves2.
Variables (R : realType) (p : nat).
Notation angles := {ffun 'I_p -> R}.
Notation word5 := {ffun 'I_p -> 'I_5}.
Notation pairs := {ffun 'I_p -> 'I_3 * 'I_3}.

(** 1, cos 2 x, sin 2 x, cos 4 x, sin 4 x *)
Definition basis5 (k : 'I_5) (x : R) : R :=
  match val k with 0 => 1 | 1 => cos (x *+ 2) | 2 => sin (x *+ 2) | 3 => cos (x *+ 4) | _ => sin (x *+ 4) end.
Definition wave2 (theta : angles) (e : word5) : R := \prod_l basis5 (e l) (theta l).
(** the trigonometric polynomial of degree <= 2 an angle with the coefficients t *)
Definition polynomial2 (t : word5 -> R) (theta : angles) : R := \sum_e t e * wave2 theta e.

Lemma cos4 x : cos (x *+ 4) = (chart x).1 * (chart x).1 - (chart x).2 * (chart x).2 :> R.
Proof. by rewrite /chart /= -[4%N]/(2 + 2)%N mulrnDr cosD. Qed.
Lemma sin4 x : sin (x *+ 4) = ((chart x).1 * (chart x).2) *+ 2 :> R.
Proof. by rewrite /chart /= -[4%N]/(2 + 2)%N mulrnDr sinD mulr2n; ring. Qed.
Lemma chart_square (x : R) : (chart x).1 * (chart x).1 + (chart x).2 * (chart x).2 = 1.
Proof. by rewrite -!expr2 cos2Dsin2. Qed.

(** the five as products of two of 1, c, s, and back *)
Definition split5 (k : 'I_5) (ab : 'I_3 * 'I_3) : R :=
  match val k, val ab.1, val ab.2 with
  | 0, 0, 0 => 1 | 1, 0, 1 => 1 | 2, 0, 2 => 1 | 3, 1, 1 => 1 | 3, 2, 2 => -1 | 4, 1, 2 => 2%:R | _, _, _ => 0
  end.
Definition join5 (ab : 'I_3 * 'I_3) (k : 'I_5) : R :=
  match val ab.1, val ab.2, val k with
  | 0, 0, 0 => 1 | 0, 1, 1 => 1 | 1, 0, 1 => 1 | 0, 2, 2 => 1 | 2, 0, 2 => 1
  | 1, 1, 0 => 2%:R^-1 | 1, 1, 3 => 2%:R^-1 | 2, 2, 0 => 2%:R^-1 | 2, 2, 3 => - 2%:R^-1
  | 1, 2, 4 => 2%:R^-1 | 2, 1, 4 => 2%:R^-1 | _, _, _ => 0
  end.
Lemma ind5 (P : 'I_5 -> Prop) : (forall k, (k < 5)%N -> P (inord k)) -> forall k, P k.
Proof. by move=> H k; rewrite -(inord_val k); exact: H. Qed.
Lemma split5E k x : basis5 k x = \sum_ab split5 k ab * (monomial ab.1 (chart x) * monomial ab.2 (chart x)).
Proof.
rewrite -(pair_bigA _ (fun a b => split5 k (a, b) * (monomial a (chart x) * monomial b (chart x)))) /= !sum3.
move: k; apply: ind5 => -[|[|[|[|[|k]]]]] // _; rewrite /basis5 /split5 /= inordK //=;
  rewrite ?cos4 ?sin4 /monomial /= ?(mul0r, mul1r, mulr1, add0r, addr0, mulN1r) //.
by rewrite mulr_natl.
Qed.
Lemma sum5 (F : 'I_5 -> R) : \sum_k F k = F (inord 0) + F (inord 1) + F (inord 2) + F (inord 3) + F (inord 4).
Proof.
rewrite !big_ord_recl big_ord0 addr0 !addrA; congr (F _ + F _ + F _ + F _ + F _); apply: val_inj; rewrite /= inordK //.
Qed.
Lemma join5E a b x : monomial a (chart x) * monomial b (chart x) = \sum_k join5 (a, b) k * basis5 k x.
Proof.
rewrite sum5 /basis5 /join5 /= !inordK //= cos4 sin4.
have := chart_square x; rewrite /chart /monomial /=; move: (cos _) (sin _) => c s cs.
have h2 : (2%:R : R) != 0 by rewrite pnatr_eq0.
have half_cs : 2%:R^-1 = 2%:R^-1 * (c * c + s * s) by rewrite cs mulr1.
move: a b; apply: ind3; apply: ind3; rewrite /= ?(mul0r, mul1r, mulr1, add0r, addr0) //.
- by rewrite {1}half_cs; field.
- by rewrite -[(c * s) *+ 2]mulr_natl mulrA mulVf // mul1r.
- by rewrite -[(c * s) *+ 2]mulr_natl mulrA mulVf // mul1r mulrC.
- by rewrite {1}half_cs; field.
Qed.

(** the waves are orthogonal to nothing: their squares sum to 2^p *)
Lemma sum_wave_square (theta : angles) : \sum_xi wave theta xi ^+ 2 = 2%:R ^+ p.
Proof.
rewrite /wave /monomials; under eq_bigr do rewrite -prodrXl.
rewrite -(bigA_distr_bigA (fun l k => monomial k (chart (theta l)) ^+ 2)) /=.
rewrite -[in RHS](card_ord p) -prodr_const; apply: eq_bigr => l _.
by rewrite sum3 /monomial /= expr1n -addrA cos2Dsin2.
Qed.

Definition left_word (w : pairs) : word p := [ffun l => (w l).1].
Definition right_word (w : pairs) : word p := [ffun l => (w l).2].
Definition gram (t : word5 -> R) (w : pairs) : R := \sum_e t e * \prod_l split5 (e l) (w l).

Lemma polynomial2_gram t (theta : angles) :
  polynomial2 t theta = \sum_w gram t w * (wave theta (left_word w) * wave theta (right_word w)).
Proof.
have E (e : word5) : wave2 theta e =
    \sum_(w : pairs) (\prod_l split5 (e l) (w l)) * (wave theta (left_word w) * wave theta (right_word w)).
  rewrite /wave2; under eq_bigr do rewrite split5E.
  rewrite (bigA_distr_bigA (fun l (ab : 'I_3 * 'I_3) =>
    split5 (e l) ab * (monomial ab.1 (chart (theta l)) * monomial ab.2 (chart (theta l))))) /=.
  apply: eq_bigr => w _; rewrite !big_split /=; congr (_ * (_ * _));
  by apply: eq_bigr => l _; rewrite ffunE.
rewrite /polynomial2; under eq_bigr do rewrite E mulr_sumr.
rewrite exchange_big; apply: eq_bigr => w _; rewrite /gram mulr_suml.
by apply: eq_bigr => e _; rewrite mulrA.
Qed.
Lemma wave_product (theta : angles) (xi xi' : word p) :
  wave theta xi * wave theta xi' = \sum_(e : word5) (\prod_l join5 (xi l, xi' l) (e l)) * wave2 theta e.
Proof.
rewrite /wave /monomials -big_split /=; under eq_bigr do rewrite join5E.
rewrite (bigA_distr_bigA (fun l k => join5 (xi l, xi' l) k * basis5 k (theta l))) /=.
by apply: eq_bigr => e _; rewrite big_split.
Qed.

(** a sum of squares *)
Definition square_index := (pairs * option (word p))%type.
Definition delta (xi xi' : word p) : R := (xi' == xi)%:R.
Definition square (t : word5 -> R) (j : pairs * option (word p)) (xi : word p) : R :=
  let w := j.1 in let g := gram t w in
  match j.2 with
  | None => Num.sqrt (`|g| / 2%:R) * (delta (left_word w) xi + Num.sg g * delta (right_word w) xi)
  | Some eta => Num.sqrt (`|g| * (1 - delta (left_word w) eta / 2%:R - delta (right_word w) eta / 2%:R)) * delta eta xi
  end.
Lemma sum_delta eta (theta : angles) : \sum_xi delta eta xi * wave theta xi = wave theta eta.
Proof.
rewrite (bigD1 eta) //= /delta eqxx mul1r big1 ?addr0 // => xi /negPf ->.
by rewrite mul0r.
Qed.
Lemma delta_pair eta eta' xi : 0 <= 1 - delta eta xi / 2%:R - delta eta' xi / 2%:R :> R.
Proof.
have h xi' xi'' : delta xi' xi'' / 2%:R <= 2%:R^-1.
  by rewrite -[X in _ <= X]mul1r ler_pmul2r ?invr_gt0 ?ltr0n // /delta; case: (_ == _); rewrite ?lexx ?ler01.
rewrite -addrA -opprD subr_ge0 (le_trans (ler_add (h _ _) (h _ _))) //.
by rewrite (_ : 2%:R^-1 + 2%:R^-1 = 1) //; field.
Qed.

Lemma sum_of_squares t (theta : angles) :
  \sum_j (\sum_xi square t j xi * wave theta xi) ^+ 2 = polynomial2 t theta + 2%:R ^+ p * \sum_w `|gram t w|.
Proof.
pose P : R := 2%:R ^+ p; rewrite -[2%:R ^+ p]/P.
rewrite -(pair_bigA _ (fun w o => (\sum_xi square t (w, o) xi * wave theta xi) ^+ 2)) /=.
rewrite polynomial2_gram mulr_sumr -big_split /=; apply: eq_bigr => w _.
set A := wave theta (left_word w); set B := wave theta (right_word w); set g := gram t w.
rewrite (bigID (fun o => o == None)) /= big_pred1_eq.
have -> : \sum_xi square t (w, None) xi * wave theta xi = Num.sqrt (`|g| / 2%:R) * (A + Num.sg g * B).
  rewrite /A /B -!sum_delta mulr_sumr -big_split mulr_sumr /=; apply: eq_bigr => xi _.
  by rewrite /square /= -/g; ring.
have -> : \sum_(o | o != None) (\sum_xi square t (w, o) xi * wave theta xi) ^+ 2 =
          `|g| * (P - A ^+ 2 / 2%:R - B ^+ 2 / 2%:R).
  rewrite (reindex_onto Some (fun o => odflt (left_word w) o)) => [|[]] //=.
  rewrite (eq_bigl predT) => [|eta]; last by rewrite eqxx.
  rewrite /P -(sum_wave_square theta).
  have sq eta : wave theta eta ^+ 2 / 2%:R = \sum_xi delta eta xi / 2%:R * wave theta xi ^+ 2.
    rewrite (bigD1 eta) //= /delta eqxx mul1r big1 ?addr0 => [|xi /negPf ->]; last by rewrite !mul0r.
    exact: mulrC.
  rewrite /A /B !sq -!sumrB mulr_sumr; apply: eq_bigr => eta _.
  have -> : \sum_xi square t (w, Some eta) xi * wave theta xi =
    Num.sqrt (`|g| * (1 - delta (left_word w) eta / 2%:R - delta (right_word w) eta / 2%:R)) * wave theta eta.
    rewrite -[in RHS](sum_delta eta) mulr_sumr; apply: eq_bigr => xi _.
    by rewrite /square /= -/g mulrA.
  rewrite exprMn sqr_sqrtr ?mulr_ge0 ?delta_pair //.
  by ring.
have gs : g = Num.sg g * `|g| by exact: numEsg.
have ss : `|g| * Num.sg g ^+ 2 = `|g|.
  by have [->|g0] := eqVneq g 0; rewrite ?normr0 ?mul0r // sqr_sg g0 mulr1.
have g2 : (2%:R : R) != 0 by rewrite pnatr_eq0.
rewrite exprMn sqr_sqrtr ?divr_ge0 //.
have -> : `|g| / 2%:R * (A + Num.sg g * B) ^+ 2 =
  `|g| / 2%:R * A ^+ 2 + Num.sg g * `|g| * (A * B) + (`|g| * Num.sg g ^+ 2) / 2%:R * B ^+ 2 by field.
by rewrite ss -gs; clearbody P A B g; field.
Qed.
End Waves2.

Section Universality.
Variables (R : realType) (d p : nat).
Notation C := R[i].
Notation angles := {ffun 'I_p -> R}.
Variables (H : 'I_p -> 'M[C]_d) (M : 'M[C]_d).

(** every loss is such a polynomial *)
Theorem loss_spectrum (T : finType) (data : T -> 'M[C]_d * R) :
  exists t, forall theta, loss H M data theta = polynomial2 t theta.
Proof.
pose a j xi := coefficient H M (data j).1 xi - (xi == zero_word)%:R * (data j).2.
have aE j theta : output H M (data j).1 (gates theta) - (data j).2 = \sum_xi a j xi * wave theta xi.
  rewrite eqn12 /a; under [RHS]eq_bigr do rewrite mulrBl; rewrite sumrB; congr (_ - _).
  by rewrite (bigD1 zero_word) //= eqxx mul1r wave0 mulr1 big1 ?addr0 // => xi /negPf ->; rewrite !mul0r.
pose t (e : {ffun 'I_p -> 'I_5}) := #|T|%:R^-1 * \sum_j \sum_xi \sum_xi' a j xi * a j xi' * \prod_l join5 R (xi l, xi' l) (e l).
exists t => theta; rewrite /polynomial2 /t.
have square_E j : (output H M (data j).1 (gates theta) - (data j).2) ^+ 2 =
    \sum_(e : {ffun 'I_p -> 'I_5}) (\sum_xi \sum_xi' a j xi * a j xi' * \prod_l join5 R (xi l, xi' l) (e l)) * wave2 theta e.
  rewrite aE expr2 mulr_suml; under [RHS]eq_bigr do rewrite mulr_suml.
  rewrite [RHS]exchange_big; apply: eq_bigr => xi _; rewrite mulr_sumr.
  under [RHS]eq_bigr do rewrite mulr_suml.
  rewrite [RHS]exchange_big; apply: eq_bigr => xi' _.
  rewrite mulrACA wave_product mulr_sumr; apply: eq_bigr => e _; by rewrite mulrA.
transitivity (#|T|%:R^-1 * \sum_j \sum_(e : {ffun 'I_p -> 'I_5})
    (\sum_xi \sum_xi' a j xi * a j xi' * \prod_l join5 R (xi l, xi' l) (e l)) * wave2 theta e).
  exact: (congr1 (fun s => _ * s) (eq_bigr _ (fun j _ => square_E j))).
rewrite exchange_big mulr_sumr; apply: eq_bigr => e _.
by rewrite -mulr_suml mulrA.
Qed.

Hypotheses (d0 : (0 < d)%N).
Hypotheses (hH : forall l, hermitian (H l)) (H2 : forall l, H l *m H l = 1%:M) (hM : hermitian M).
Hypothesis free : independent 'i%C H M.

(** every such polynomial is a loss, up to a positive factor and a constant *)
Theorem universality (t : {ffun 'I_p -> 'I_5} -> R) :
  exists (T : finType) (data : T -> 'M[C]_d * R), (forall j, state (data j).1) /\
  exists2 c : R, 0 < c & exists K : R, forall theta, loss H M data theta = c * (polynomial2 t theta + K).
Proof.
have [k k0 /(_ k)[|data dataS dataE]] := residuals d0 hH H2 hM free (square t); first by rewrite k0 lexx.
exists [finType of {ffun 'I_p -> 'I_3 * 'I_3} * option (word p)], data; split; first exact: dataS.
exists (k ^+ 2 / #|[finType of {ffun 'I_p -> 'I_3 * 'I_3} * option (word p)]|%:R).
  rewrite divr_gt0 ?exprn_gt0 // ltr0n; apply/card_gt0P.
  by exists ([ffun=> (0, 0)], None).
exists (2%:R ^+ p * \sum_w `|gram t w|) => theta; rewrite -sum_of_squares.
apply: (@loss_residuals R d p H M _ data k (fun j (theta : angles) => \sum_xi square t j xi * wave theta xi) theta) => j.
exact: dataE.
Qed.
End Universality.
