(** The orbit theorem: traps that no ansatz and no number of parameters removes. Ours, not the
    paper's.

    The loss depends on theta through M(theta) = U^dagger M U only, and M(theta) lies on the orbit
    of M under unitaries. [orbit_theorem]: if A is a local minimum on that orbit of A |-> (1/m)
    sum_j (tr rho_j A - y_j)^2, then every theta with M(theta) = A is a local minimum of the
    training loss, for every p, all generators and all points theta. M(theta) is continuous in theta
    by Eqn 11: its entries are combinations of finitely many waves. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Circuit Landscape Theorem2 Residuals Minimum.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.
Local Open Scope complex_scope.

Section Orbit.
Variables (R : realType) (d : nat).
Notation C := R[i].
Variables (M : 'M[C]_d) (T : finType) (data : T -> 'M[C]_d * R).

(** (1/m) sum_j (tr rho_j A - y_j)^2, of the observable A *)
Definition loss_of_observable (A : 'M[C]_d) : R :=
  #|T|%:R^-1 * \sum_j (complex.Re (\tr ((data j).1 *m A)) - (data j).2) ^+ 2.
Definition on_orbit (A : 'M[C]_d) := exists2 V : 'M[C]_d, adj V *m V = 1%:M & A = adj V *m M *m V.
Definition near_matrix (e : R) (A B : 'M[C]_d) := forall j k,
  `|complex.Re (B j k) - complex.Re (A j k)| < e /\ `|complex.Im (B j k) - complex.Im (A j k)| < e.
Definition orbit_minimum (A : 'M[C]_d) := exists2 e : R, 0 < e &
  forall B, on_orbit B -> near_matrix e A B -> loss_of_observable A <= loss_of_observable B.

Variables (p : nat) (H : 'I_p -> 'M[C]_d).
Notation angles := {ffun 'I_p -> R}.
Hypotheses (hH : forall l, hermitian (H l)) (H2 : forall l, H l *m H l = 1%:M).

(** M(theta) *)
Definition observable_at (theta : angles) : 'M[C]_d := heisenberg 'i H (fun l => embed (gates theta l)) M.
Lemma observable_orbit theta : on_orbit (observable_at theta).
Proof.
exists (circuit H (gates theta)); last exact: heisenberg_circuit.
by apply: circuit_unitary => // l; exact: cos2Dsin2.
Qed.
Lemma loss_observable theta : loss H M data theta = loss_of_observable (observable_at theta).
Proof. by []. Qed.

Lemma entry theta j k :
  observable_at theta j k = \sum_xi (wave theta xi)%:C * Phis 'i H xi M j k.
Proof.
rewrite /observable_at eqn11 => [|||l]; first last.
- by rewrite /embed /= -!rmorphM -rmorphD -!expr2 cos2Dsin2.
- exact: two.
- exact: ii.
rewrite summxE; apply: eq_bigr => xi _; rewrite mxE; congr (_ * _).
rewrite -embed_monomials; apply: eq_bigr => l _.
by rewrite embed_doubled doubled_gates.
Qed.
Lemma re_mul (x : R) (z : C) : complex.Re (x%:C * z) = x * complex.Re z.
Proof. by case: z => a b /=; rewrite mul0r subr0. Qed.
Lemma im_mul (x : R) (z : C) : complex.Im (x%:C * z) = complex.Im z * x.
Proof. by case: z => a b /=; rewrite mul0r addr0 mulrC. Qed.
Lemma re_sum (I : finType) (F : I -> C) : complex.Re (\sum_j F j) = \sum_j complex.Re (F j).
Proof. by elim/big_rec2: _ => // j x z _ <-; case: (F j) z => a b [a' b']. Qed.
Lemma im_sum (I : finType) (F : I -> C) : complex.Im (\sum_j F j) = \sum_j complex.Im (F j).
Proof. by elim/big_rec2: _ => // j x z _ <-; case: (F j) z => a b [a' b']. Qed.
Lemma entry_continuous j k :
  angle_continuous (fun t => complex.Re (observable_at t j k)) /\
  angle_continuous (fun t => complex.Im (observable_at t j k)).
Proof.
have [re im] : (fun t => \sum_xi complex.Re (Phis 'i H xi M j k) * wave t xi) =1
      (fun t => complex.Re (observable_at t j k)) /\
    (fun t => \sum_xi complex.Im (Phis 'i H xi M j k) * wave t xi) =1
      (fun t => complex.Im (observable_at t j k)).
  split=> t; rewrite entry ?re_sum ?im_sum; apply: eq_bigr => xi _.
    by rewrite re_mul mulrC.
  by rewrite im_mul.
by split; [apply: continuous_ext re _ | apply: continuous_ext im _]; apply: continuous_sum => xi;
  (apply: continuous_mul; [exact: continuous_const | exact: continuous_wave]).
Qed.

Theorem orbit_theorem theta : orbit_minimum (observable_at theta) -> local_minimum (loss H M data) theta.
Proof.
case=> e e0 minA.
have close (jk : 'I_d * 'I_d * bool) : exists2 r : R, 0 < r & forall t : angles,
    (forall l, `|t l - theta l| < r) ->
    let part := if jk.2 then complex.Re (observable_at t jk.1.1 jk.1.2) - complex.Re (observable_at theta jk.1.1 jk.1.2)
      else complex.Im (observable_at t jk.1.1 jk.1.2) - complex.Im (observable_at theta jk.1.1 jk.1.2) in `|part| < e.
  by have [cr ci] := entry_continuous jk.1.1 jk.1.2; case: jk.2; [exact: cr e0 | exact: ci e0].
have [f f0 fE] := fin_all_exists2 close; have [r /andP[r0 _] rf] := positive_bound f0.
exists r; first exact: r0.
move=> t near_t; rewrite (loss_observable theta) (loss_observable t).
apply: minA (observable_orbit t) _ => j k; split.
  by apply: (fE (j, k, true)) => l; exact: lt_le_trans (near_t l) (rf _).
by apply: (fE (j, k, false)) => l; exact: lt_le_trans (near_t l) (rf _).
Qed.
End Orbit.
