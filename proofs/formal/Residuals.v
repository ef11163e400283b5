(** What linear independence is used for, once for all the constructions.

    The paper: "As a result, for any k in [m_0], the solution to the following linear system for Hermitian D_k
    is non-empty [Eqn 18] ... S_0 can be constructed by setting rho_k := I/d + kappa D_k for a proper scaling
    factor kappa and let y_k = tr(rho_k Phi_0(M))."

    [residuals]: for every finite family of trigonometric polynomials of degree <= 1 an angle (the constant term is
    taken up by the label) and every small kappa > 0 there are states and labels whose residuals f(rho_j, theta) - y_j
    are kappa times the polynomials.
    [trap_minima]: what Theorem 2 says, for any function of the form
    c sum_l (sin^2 2 phi_l + r^2 (1 - cos 2 phi_l)^2), c > 0, phi = theta - base. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Landscape Theorem2.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.

Section Waves.
Variables (R : realType) (p : nat).
Notation angles := {ffun 'I_p -> R}.

(** prod_(xi_l = 1) cos 2 theta_l prod_(xi_l = 2) sin 2 theta_l *)
Definition wave (theta : angles) (xi : word p) : R := monomials (fun l => chart (theta l)) xi.

Lemma wave0 theta : wave theta zero_word = 1.
Proof. by rewrite /wave /monomials big1 // => l _; rewrite ffunE. Qed.
Lemma wave_gates theta xi : monomials (fun l => doubled (gates theta l)) xi = wave theta xi.
Proof. by apply: eq_bigr => l _; rewrite doubled_gates. Qed.
Lemma gates_circle (theta : angles) l : (gates theta l).1 ^+ 2 + (gates theta l).2 ^+ 2 = 1.
Proof. exact: cos2Dsin2. Qed.
Lemma sum_wave (c : word p -> R) theta :
  \sum_xi c xi * wave theta xi = c zero_word + \sum_(xi | xi != zero_word) c xi * wave theta xi.
Proof. by rewrite (bigD1 zero_word) //= wave0 mulr1. Qed.
(** a polynomial in one angle *)
Lemma sum_target k a b theta :
  \sum_xi target k a b xi * wave theta xi = a * (chart (theta k)).1 + b * (chart (theta k)).2.
Proof.
rewrite sum_wave -(target_sum k a b (fun l => chart (theta l))) /target.
by rewrite !(eq_sym zero_word) !(negPf (single_nz _ _)) ?add0r.
Qed.
End Waves.

Section Residuals.
Variables (R : realType) (d p : nat).
Notation C := R[i].
Notation angles := {ffun 'I_p -> R}.
Variables (H : 'I_p -> 'M[C]_d) (M : 'M[C]_d).
(** Eqn 12: the output is a trigonometric polynomial with the coefficients tr(rho Phi_xi(M)) *)
Definition coefficient (rho : 'M[C]_d) (xi : word p) : R := complex.Re (\tr (rho *m Phis 'i%C H xi M)).
Theorem eqn12 rho (theta : angles) : output H M rho (gates theta) = \sum_xi coefficient rho xi * wave theta xi.
Proof.
rewrite /output (eqn11 (ii R) (two R)) => [|l]; last by rewrite /= -!rmorphM -rmorphD -!expr2 gates_circle.
rewrite mulmx_sumr (raddf_sum (mxtrace_additive _ _)) raddf_sum /=; apply: eq_bigr => xi _.
have -> : monomials (fun l => doubled (embed (gates theta l))) xi = (wave theta xi)%:C%C :> C.
  by rewrite -wave_gates -(@embed_monomials R p); apply: eq_bigr => l _; rewrite embed_doubled.
by rewrite -scalemxAr linearZ /= /coefficient; case: (\tr _) => a b /=; rewrite mul0r subr0 mulrC.
Qed.

Hypotheses (d0 : (0 < d)%N).
Hypotheses (hH : forall l, hermitian (H l)) (H2 : forall l, H l *m H l = 1%:M) (hM : hermitian M).
Hypothesis free : independent 'i%C H M.

Theorem residuals (T : finType) (c : T -> word p -> R) :
  exists2 k0 : R, 0 < k0 & forall k, 0 < k <= k0 ->
  exists2 data : T -> 'M[C]_d * R, forall j, state (data j).1 &
  forall j theta, output H M (data j).1 (gates theta) - (data j).2 = k * \sum_xi c j xi * wave theta xi.
Proof.
have [f f0 real_] := fin_all_exists2 (fun j => realise d0 H2 hH hM free (c j)).
have [k0 /andP[k00 _] kf] := positive_bound f0; exists k0 => // k /andP[k_gt0 kk0].
have one j : exists2 rho : 'M[C]_d, state rho & exists y, forall theta,
    output H M rho (gates theta) - y = k * \sum_xi c j xi * wave theta xi.
  have [|rho rhoS [y yE]] := real_ j k; first by rewrite k_gt0 (le_trans kk0) ?kf.
  exists rho => //; exists (y - k * c j zero_word) => theta.
  have := yE (gates theta) (gates_circle theta).
  under eq_bigr do rewrite wave_gates.
  by move=> E; rewrite opprB addrCA E sum_wave mulrDr.
have [rho rhoS ys] := fin_all_exists2 one.
have [y yE] := fin_all_exists ys.
by exists (fun j => (rho j, y j)).
Qed.

(** the loss of such data *)
Lemma loss_residuals (T : finType) (data : T -> 'M[C]_d * R) (k : R) (g : T -> angles -> R) theta :
  (forall j, output H M (data j).1 (gates theta) - (data j).2 = k * g j theta) ->
  loss H M data theta = k ^+ 2 / #|T|%:R * \sum_j g j theta ^+ 2.
Proof.
move=> E; rewrite /loss mulrC -mulrA [_^-1 * _]mulrC mulrA; congr (_ / _).
by rewrite mulr_sumr; apply: eq_bigr => j _; rewrite E exprMn.
Qed.
End Residuals.

Section Trap.
Variables (R : realType) (p : nat).
Notation angles := {ffun 'I_p -> R}.
Variables (base : angles) (r2 : R).

Definition trap (theta : angles) : R :=
  \sum_l (sin ((theta l - base l) *+ 2) ^+ 2 + r2 * (1 - cos ((theta l - base l) *+ 2)) ^+ 2).

Lemma trapE theta : trap theta = theorem2_loss r2 (pt base theta).
Proof. by apply: eq_bigr => l _; rewrite ffunE. Qed.

(** A loss whose local minima on the torus are the vertices has one local minimum at each base + (pi/2) zeta. *)
Theorem vertex_minima (F : {ffun 'I_p -> R * R} -> R) (L : angles -> R) (c : R) :
  0 < c -> (forall x, local_min F x <-> exists z, x = vertex R z) -> (forall theta, L theta = c * F (pt base theta)) ->
  (forall theta, local_minimum L theta <-> forall l, sin ((theta l - base l) *+ 2) = 0) /\
  forall a : 'I_p -> R, exists v : {ffun 'I_p -> bool} -> angles,
    [/\ injective v, forall z l, a l <= v z l < a l + pi, forall z, pt base (v z) = vertex R z
      & forall theta : angles, (forall l, a l <= theta l < a l + pi) ->
          local_minimum L theta <-> exists z, theta = v z].
Proof.
move=> c0 minF LE.
have minE theta : local_minimum L theta <-> exists z, pt base theta = vertex R z.
  rewrite -minF -local_minimum_chart.
  by split=> -[e e0 min_]; exists e => // t near_t; have := min_ t near_t; rewrite !LE (ler_pmul2l c0).
split=> [theta|a].
  rewrite minE; split=> [[z /ffunP zE] l|s0].
    by have := zE l; rewrite !ffunE => -[].
  exists [ffun l => cos ((theta l - base l) *+ 2) == -1]; apply/ffunP => l; rewrite !ffunE.
  rewrite [LHS]surjective_pairing /= s0; congr (_, _).
  have /eqP := sin0cos1 (s0 l); rewrite eqr_norml ler01 andbT.
  by have [-> _|_ /orP[/eqP ->|]] := eqVneq (cos _) (-1).
have vT (z : {ffun 'I_p -> bool}) : torus (vertex R z) by move=> l; rewrite /on_circle ffunE /= sqrr_sign expr0n addr0.
have [v va vE] := fin_all_exists2 (fun z => pt_exists base a (vT z)).
exists v; split=> // [z z' vv|theta theta_a]; first by apply: (@vertex_inj R); rewrite -!vE vv.
rewrite minE; split=> -[z zE]; exists z; last by rewrite zE vE.
by apply: (pt_unique (base := base) theta_a (va z)); rewrite zE vE.
Qed.

(** What Theorem 2 says of its loss *)
Theorem trap_minima (L : angles -> R) (c : R) :
  0 < c -> 0 < r2 < 2%:R^-1 -> (forall theta, L theta = c * trap theta) ->
  (forall theta, local_minimum L theta <-> forall l, sin ((theta l - base l) *+ 2) = 0) /\
  forall a : 'I_p -> R, exists (t0 : angles) (s : seq angles),
    [/\ uniq (t0 :: s), size s = (2 ^ p - 1)%N,
        forall theta : angles, (forall l, a l <= theta l < a l + pi) ->
          local_minimum L theta <-> theta \in t0 :: s,
        forall t, t \in t0 :: s -> forall l, a l <= t l < a l + pi
      & L t0 = 0 /\ forall t, t \in s -> L t >= c * (r2 *+ 4)].
Proof.
move=> c0 r01 LE'; have LE theta : L theta = c * theorem2_loss r2 (pt base theta) by rewrite LE' trapE.
have [r0 _] := andP r01.
have [all_min list_min] := vertex_minima c0 (fun x => theorem2_minima x r01) LE.
split=> // a; have [v [vinj va vE minE]] := list_min a.
pose zs := enum {ffun 'I_p -> bool}; pose z0 : {ffun 'I_p -> bool} := [ffun=> false].
exists (v z0), [seq v z | z <- rem z0 zs].
have permE : perm_eq (z0 :: rem z0 zs) zs by rewrite perm_sym perm_to_rem ?mem_enum.
have LvE z : L (v z) = c * (r2 *+ 4 *+ #|[set l | z l]|) by rewrite LE vE theorem2_value.
split.
- by rewrite -map_cons map_inj_uniq // (perm_uniq permE) enum_uniq.
- by rewrite size_map size_rem ?mem_enum // -cardE card_ffun card_bool card_ord subn1.
- move=> theta theta_a; rewrite -map_cons minE //; split=> [[z ->]|/mapP[z _ ->]]; last by exists z.
  by rewrite map_f // (perm_mem permE) mem_enum.
- by move=> t; rewrite -map_cons => /mapP[z _ ->].
split=> [|t /mapP[z zs_z ->]]; rewrite LvE.
  rewrite (_ : #|_| = 0)%N ?mulr0n ?mulr0 //.
  by apply: eq_card0 => l; rewrite !inE ffunE.
have z1 : (0 < #|[set l | z l]|)%N.
  rewrite lt0n; apply: contraTneq zs_z => /card0_eq zE.
  have -> : z = z0 by apply/ffunP => l; have := zE l; rewrite !inE ffunE.
  by rewrite mem_rem_uniq ?enum_uniq // inE eqxx.
by rewrite (ler_pmul2l c0) -{1}[r2 *+ 4]mulr1n ler_pmuln2l ?pmulrn_rgt0.
Qed.
End Trap.
