(** The shift symmetry of the loss.

    The paper, below Eqn 12: "the loss function remains invariant under the joint transformation
    theta_l -> theta_l + pi/2 and Phi_l^(0) -> H_l Phi_l^(0) H_l = Phi_l^(0), Phi_l^(1) -> H_l Phi_l^(1) H_l = - Phi_l^(1),
    Phi_l^(2) -> H_l Phi_l^(2) H_l = - Phi_l^(2) [Eqns 13-15].  Under the transformation theta_l -> theta_l + pi/2, terms in
    Eqn. (12) associated with xi : xi_l = 0 are invariant, while terms associated with xi : xi_l = 1, 2 flip signs",
    and: L is "periodic with pi on each coordinate".

    [wave_shift]: the second sentence; [shift_symmetry]: the first, for every network with H_l^2 = 1, every training set
    and every l; [loss_periodic]: the third; [shift_invariant]: the use made of it in Lemma 3 (residuals that are
    symmetric or antisymmetric give an invariant loss). *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Landscape Theorem2 Residuals.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.
Local Open Scope complex_scope.

Section Translations.
Variables (R : realType) (p : nat).
Notation angles := {ffun 'I_p -> R}.

(** theta + a e_l *)
Definition translate (a : R) (l : 'I_p) (theta : angles) : angles :=
  [ffun j => if j == l then theta j + a else theta j].
(** theta_l -> theta_l + pi/2 *)
Definition shift := translate (pi / 2%:R).

Lemma chart_shift (x : R) : chart (x + pi / 2%:R) = (- (chart x).1, - (chart x).2).
Proof.
have -> : chart (x + pi / 2%:R) = (cos (x *+ 2 + pi), sin (x *+ 2 + pi)).
  by rewrite /chart mulrnDl -[X in _ + X]mulr_natr divfK // pnatr_eq0.
by rewrite cosDpi sinDpi.
Qed.
Lemma chart_pi (x : R) : chart (x + pi) = chart x.
Proof. by rewrite /chart mulrnDl cosD2pi sinD2pi. Qed.

Lemma wave_translate a l theta xi : wave (translate a l theta) xi =
  monomial (xi l) (chart (theta l + a)) * \prod_(j | j != l) monomial (xi j) (chart (theta j)).
Proof.
rewrite /wave /monomials (bigD1 l) //= ffunE eqxx; congr (_ * _).
by apply: eq_bigr => j /negPf jl; rewrite ffunE jl.
Qed.
Lemma wave_split l (theta : angles) xi : wave theta xi =
  monomial (xi l) (chart (theta l)) * \prod_(j | j != l) monomial (xi j) (chart (theta j)).
Proof. by rewrite /wave /monomials (bigD1 l). Qed.

(** terms with xi_l = 0 are invariant, terms with xi_l = 1, 2 flip signs *)
Theorem wave_shift l theta xi : wave (shift l theta) xi = (-1) ^+ (xi l != 0) * wave theta xi.
Proof.
rewrite wave_translate (wave_split l) mulrA chart_shift; congr (_ * _).
by rewrite /monomial -val_eqE /=; case: (val (xi l)) => [|[|n]] /=; rewrite ?mul1r // mulN1r.
Qed.
Lemma wave_periodic l theta xi : wave (translate pi l theta) xi = wave theta xi.
Proof. by rewrite wave_translate (wave_split l) chart_pi. Qed.
End Translations.

Section Shift.
Variables (R : realType) (d p : nat).
Notation C := R[i].
Notation angles := {ffun 'I_p -> R}.
Variables (H : 'I_p -> 'M[C]_d) (M : 'M[C]_d).

(** Layer maps Phi_l^(k), their composition Phi_xi(M) (Eqn 10), Eqn 12 and Eqn 5 with them *)
Definition maps := 'I_p -> 'I_3 -> 'M[C]_d -> 'M[C]_d.
Definition layers : maps := fun l k A => Phi 'i k (H l) A.
Definition compose (F : maps) (xi : word p) : 'M[C]_d := foldr (fun l A => F l (xi l) A) M (enum 'I_p).
Definition output_of (F : maps) (rho : 'M[C]_d) (theta : angles) : R :=
  complex.Re (\sum_xi \tr (rho *m compose F xi) * (wave theta xi)%:C).
Definition loss_of (F : maps) (T : finType) (data : T -> 'M[C]_d * R) (theta : angles) : R :=
  #|T|%:R^-1 * \sum_j (output_of F (data j).1 theta - (data j).2) ^+ 2.

(** with the network's own maps it is the loss *)
Lemma loss_of_layers (T : finType) (data : T -> 'M[C]_d * R) theta : loss_of layers data theta = loss H M data theta.
Proof.
rewrite /loss_of /loss; congr (_ * _); apply: eq_bigr => j _; congr ((_ - _) ^+ 2).
rewrite eqn12 /output_of raddf_sum /=; apply: eq_bigr => xi _.
by rewrite /coefficient /compose /Phis /layers; case: (\tr _) => a b /=; rewrite mulr0 subr0.
Qed.

(** Phi_l^(k) -> H_l Phi_l^(k) H_l for one l *)
Definition conjugated (l0 : 'I_p) (F : maps) : maps :=
  fun l k A => if l == l0 then H l *m F l k A *m H l else F l k A.

Lemma compose_conjugated l0 xi : H l0 *m H l0 = 1%:M ->
  compose (conjugated l0 layers) xi = (-1) ^+ (xi l0 != 0) *: compose layers xi.
Proof.
move=> H2; rewrite /compose.
have : l0 \in enum 'I_p by rewrite mem_enum.
have : uniq (enum 'I_p) by exact: enum_uniq.
have conj (k : 'I_3) A : H l0 *m Phi 'i k (H l0) A *m H l0 = (-1) ^+ (k != 0) *: Phi 'i k (H l0) A.
  case: k => [[|[|[|n]]] // lt]; rewrite -val_eqE /= ?scale1r ?scaleN1r.
  - by rewrite [Ordinal lt](_ : _ = 0) ?eqn13 //; exact: val_inj.
  - by rewrite [Ordinal lt](_ : _ = 1) ?eqn14 //; exact: val_inj.
  - by rewrite [Ordinal lt](_ : _ = ord_max) ?eqn15 //; exact: val_inj.
have same s : l0 \notin s -> foldr (fun l => conjugated l0 layers l (xi l)) M s = foldr (fun l => layers l (xi l)) M s.
  elim: s => //= l s IH; rewrite inE negb_or => /andP[ll0 l0s].
  by rewrite IH // /conjugated eq_sym (negPf ll0).
elim: (enum _) => //= l s IH /andP[ls us]; rewrite inE => /orP[/eqP l0l|l0s].
  by rewrite -{}l0l in ls *; rewrite same // /conjugated eqxx /layers conj.
rewrite IH // /conjugated; have [ll0|_] := eqVneq l l0; last by rewrite /layers PhiZ.
by rewrite ll0 l0s in ls.
Qed.

(** the joint transformation leaves the loss invariant *)
Theorem shift_symmetry l (T : finType) (data : T -> 'M[C]_d * R) theta : H l *m H l = 1%:M ->
  loss_of (conjugated l layers) data (shift l theta) = loss H M data theta.
Proof.
move=> H2; rewrite -loss_of_layers /loss_of; congr (_ * _); apply: eq_bigr => j _; congr ((_ - _) ^+ 2).
congr (complex.Re _); apply: eq_bigr => xi _; rewrite compose_conjugated // wave_shift.
rewrite -scalemxAr linearZ /= rmorphM rmorphX rmorphN rmorph1 /= mulrACA -expr2.
by rewrite sqrr_sign mul1r.
Qed.

Lemma loss_ext (T : finType) (data : T -> 'M[C]_d * R) theta theta' :
  (forall j, (output H M (data j).1 (gates theta) - (data j).2) ^+ 2 =
             (output H M (data j).1 (gates theta') - (data j).2) ^+ 2) ->
  loss H M data theta = loss H M data theta'.
Proof. by move=> E; rewrite /loss; exact: (congr1 (fun s => _ * s) (eq_bigr _ (fun j _ => E j))). Qed.

(** period pi in each angle *)
Theorem loss_periodic l (T : finType) (data : T -> 'M[C]_d * R) theta :
  loss H M data (translate pi l theta) = loss H M data theta.
Proof.
have E rho : output H M rho (gates (translate pi l theta)) = output H M rho (gates theta).
  by rewrite !(eqn12 H M rho); apply: eq_bigr => xi _; rewrite wave_periodic.
by apply: loss_ext => j; rewrite E.
Qed.

(** residuals that are symmetric or antisymmetric under a shift *)
Theorem shift_invariant l (T : finType) (data : T -> 'M[C]_d * R) :
  (forall j, (forall theta, output H M (data j).1 (gates (shift l theta)) - (data j).2 =
                            output H M (data j).1 (gates theta) - (data j).2) \/
             (forall theta, output H M (data j).1 (gates (shift l theta)) - (data j).2 =
                            - (output H M (data j).1 (gates theta) - (data j).2))) ->
  forall theta, loss H M data (shift l theta) = loss H M data theta.
Proof.
move=> sym theta; apply: loss_ext => j.
case: (sym j) => E; first exact: (congr1 (fun u => u ^+ 2) (E theta)).
exact: (etrans (congr1 (fun u => u ^+ 2) (E theta)) (sqrrN _)).
Qed.
End Shift.
