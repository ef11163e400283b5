(** The circuit behind [States.output]: gates are exponentials, U is their product, the output is tr (U rho U^dagger M) and real.

    Section 3 of the paper: V_l(theta_l) = exp(- i theta_l H_l), U = V_p ... V_1, f(rho, theta) = tr (U rho U^dagger M). *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
Require Import SymQNN.Expansion SymQNN.States.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.
Local Open Scope complex_scope.

Section Product.
Variables (R : rcfType) (d p : nat).
Notation C := R[i].
Local Notation I := ('i%C : C).
Variables (H : 'I_p -> 'M[C]_d) (M : 'M[C]_d).
Hypotheses (hH : forall l, hermitian (H l)) (hM : hermitian M).

(** U = V_p ... V_1: generator 1 acts first on the state *)
Definition circuit (t : 'I_p -> R * R) : 'M[C]_d :=
  foldr (fun l A => A *m gate I (t l).1%:C (t l).2%:C (H l)) 1%:M (enum 'I_p).

Theorem heisenberg_circuit (t : 'I_p -> R * R) (A : 'M[C]_d) :
  heisenberg I H (fun l => embed (t l)) A = adj (circuit t) *m A *m circuit t.
Proof.
rewrite /heisenberg /circuit; elim: (enum _) => [|l r IH] /=.
  by rewrite adj_scalar conjc1 mul1mx mulmx1.
by rewrite IH adjM adj_gate // !mulmxA.
Qed.

(** the paper's f(rho, theta) = tr (U rho U^dagger M) is the real number [output] *)
Theorem output_circuit (rho : 'M[C]_d) (t : 'I_p -> R * R) : hermitian rho ->
  \tr (circuit t *m rho *m adj (circuit t) *m M) = (output H M rho t)%:C.
Proof.
move=> hrho; set U := circuit t.
have E : \tr (U *m rho *m adj U *m M) = \tr (rho *m heisenberg I H (fun l => embed (t l)) M).
  by rewrite heisenberg_circuit -/U -!mulmxA mxtrace_mulC !mulmxA.
rewrite /output -E; have : conjc (\tr (U *m rho *m adj U *m M)) = \tr (U *m rho *m adj U *m M).
  by rewrite -adj_trace !adjM adjK hrho hM mxtrace_mulC !mulmxA.
by case: (\tr _) => a b [/eqP]; rewrite eqNr => /eqP ->.
Qed.

(** U is unitary, as H_l^2 = 1 and the (cos theta_l, sin theta_l) are on the circle *)
Theorem circuit_unitary (t : 'I_p -> R * R) : (forall l, H l *m H l = 1%:M) ->
  (forall l, (t l).1 ^+ 2 + (t l).2 ^+ 2 = 1) -> adj (circuit t) *m circuit t = 1%:M.
Proof.
move=> H2 circle; rewrite -[X in X *m _]mulmx1 -heisenberg_circuit /heisenberg.
elim: (enum _) => //= l r ->; rewrite mulmx1 /gate /gate'; set a : C := (t l).1%:C; set b : C := (t l).2%:C.
have ab : a * a + b * b = 1 by rewrite -!rmorphM -rmorphD -!expr2 circle.
have b2 : I * b * (I * b) = - (b * b) by rewrite mulrACA ii mulN1r.
rewrite mulmxBr !mulmxDl -!scalemxAr -!scalemxAl !mul_mx_scalar !mul_scalar_mx H2 scale_scalar_mx.
by rewrite ?scalerA b2 scaleNr scale_scalar_mx mulr1 opprD opprK addrA addrK -raddfD /= ab.
Qed.
End Product.

Section Exponential.
Variables (R : realType) (d : nat).
Notation C := R[i].
Local Notation I := ('i%C : C).
Variables (H : 'M[C]_d) (theta : R).
Hypothesis H2 : H *m H = 1%:M.

(** the n-th term of the power series of exp(- i theta H) *)
Definition exponential_term n : 'M[C]_d := ((- (I * theta%:C)) ^+ n / (n`!)%:R) *: iter n (mulmx H) 1%:M.

Lemma power_H n : iter n (mulmx H) 1%:M = if odd n then H else 1%:M.
Proof. by elim: n => //= n ->; case: (odd n) => /=; rewrite ?H2 ?mulmx1. Qed.
Lemma power_i n : (- I) ^+ n = (-1) ^+ n./2 * (if odd n then - I else 1).
Proof.
rewrite -{1}(odd_double_half n) exprD -mul2n exprM sqrrN sqr_i mulrC.
by case: (odd n); rewrite ?expr1 ?expr0.
Qed.
Lemma term_cos_sin n : exponential_term n = (cos_coeff theta n)%:C%:M - (I * (sin_coeff theta n)%:C) *: H.
Proof.
rewrite /exponential_term power_H -mulNr exprMn power_i /cos_coeff /sin_coeff /=.
case: (boolP (odd n)) => [odd_n|even_n] /=; rewrite -exprnP.
  have -> : (n.-1./2 = n./2)%N by case: n odd_n => //= n; rewrite uphalf_half => /negPf->.
  rewrite !mul0r raddf0 sub0r -scaleNr mul1r; congr (_ *: _); move: n./2 => m.
  have -> : ((-1) ^+ m * theta ^+ n / n`!%:R)%:C = (-1) ^+ m * theta%:C ^+ n / n`!%:R :> C.
    by rewrite !rmorphM !rmorphX rmorphN1 fmorphV rmorph_nat.
  by rewrite mulrN !mulNr -[_ * I]mulrC !mulrA.
rewrite !mul0r rmorph0 mulr0 scale0r subr0 scale_scalar_mx mul1r !mulr1; congr (_%:M); move: n./2 => m.
by rewrite !rmorphM !rmorphX rmorphN1 fmorphV rmorph_nat.
Qed.

(** exp(- i theta H) = cos theta - i sin theta H: the partial sums of the power series have this form, with coefficients that
    tend to cos theta and sin theta. So [gate], on which the other files rest, is the exponential. *)
Theorem gate_exponential : exists a b : R^nat,
  (forall N, \sum_(n < N) exponential_term n = gate I (a N)%:C (b N)%:C H) /\
  (a --> cos theta /\ b --> sin theta)%classic.
Proof.
exists (series (cos_coeff theta)), (series (sin_coeff theta)); split=> [N|]; last first.
  by split; [exact: is_cvg_series_cos_coeff | exact: is_cvg_series_sin_coeff].
rewrite /gate /series /= !big_mkord !rmorph_sum mulr_sumr scaler_suml raddf_sum -sumrB.
by apply: eq_bigr => n _; exact: term_cos_sin.
Qed.
End Exponential.
