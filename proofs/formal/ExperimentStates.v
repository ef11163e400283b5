(** Theorem 2 with explicit states, for the network of the paper's experiments.

    Section 6: "we evaluate a specific construction from Proposition 5 ... For p-parameter instances, our construction involves
    p-qubits. We choose h_1 = ... = h_p = Z and m_1 = ... = m_p = Y + I."
    [experiment_minima]: for every theta_0 and 0 < r, r^2 < 1/2, the 2p product states and labels
      (1/2)(I + cos 2 theta_0k X - sin 2 theta_0k Y) on qubit k, I/2 on the others, label 1;
      (1/2)(I + r (sin 2 theta_0k X + cos 2 theta_0k Y)) on qubit k, I/2 on the others, label 1 + r
    have the loss 1/(2p) sum_l (sin^2 2 phi_l + r^2 (1 - cos 2 phi_l)^2), phi = theta - theta_0, with exactly 2^p local minima in
    every period, one of loss 0 and 2^p - 1 of loss at least 2 r^2/p. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.classical Require Import boolp classical_sets.
From mathcomp.analysis Require Import reals signed topology normedtype sequences trigo.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Landscape Theorem2 Residuals Tensor PsdFactor ProductFree Proposition5 Bloch.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory numFieldNormedType.Exports.
Local Open Scope ring_scope.
Local Open Scope complex_scope.
Local Opaque output gates.

Section Experiment.
Variables (R : realType).
Notation C := R[i].
Notation X := (\matrix_(x, y) (x != y)%:R : 'M[C]_2).
Notation Y := (pauli_y R).
Notation Z := (pauli_z R).

Lemma bloch_mix (a x y x' y' : R) :
  a%:C *: bloch x y + (1 - a)%:C *: bloch x' y' = bloch (a * x + (1 - a) * x') (a * y + (1 - a) * y').
Proof.
apply/matrixP => u w; have eD (A B : 'M[C]_2) : (A + B) u w = A u w + B u w by rewrite mxE.
have eZ c (A : 'M[C]_2) : (c *: A) u w = c * A u w by rewrite mxE.
have bE : (1 - a)%:C = 1 - a%:C :> C by rewrite rmorphB rmorph1.
move: (1 - a) bE => b bE; rewrite /bloch !(eD, eZ) !rmorphD !rmorphM /= !bE.
move: (half _ : C) (1%:M u w : C) (X u w) (Y u w) (a%:C) (x%:C) (y%:C) (x'%:C) (y'%:C) => *; ring.
Qed.
Lemma bloch_state (r : R) v : 0 <= r <= 1 -> on_circle v -> state (bloch (r * v.1) (r * v.2)).
Proof.
case/andP=> r0 r1 vC; split; last first.
  by rewrite -[bloch _ _]mulmx1 bloch_trace mxtrace1 !mulmx1 trX trY !mulr0 !addr0 half2.
have half_half : 2%:R^-1 + (1 - 2%:R^-1) * -1 = 0 :> R by field.
have half_psd : psd (bloch (0 : R) (0 : R)).
  have -> : bloch (0 : R) (0 : R) = (2%:R^-1)%:C *: bloch 1 0 + (1 - 2%:R^-1)%:C *: bloch (- 1) 0.
    by rewrite bloch_mix mulr1 half_half !mulr0 addr0.
  apply: psd_mix; [by rewrite invr_ge0 ler0n | by rewrite subr_ge0 invf_le1 ?ltr0n ?ler1n | |];
    by apply: bloch_pure; rewrite ?sqrrN expr1n expr0n addr0.
have -> : bloch (r * v.1) (r * v.2) = r%:C *: bloch v.1 v.2 + (1 - r)%:C *: bloch 0 0.
  by rewrite bloch_mix !mulr0 !addr0.
by apply: psd_mix; [exact: r0 | rewrite subr_ge0 | exact: bloch_pure | exact: half_psd].
Qed.

Variable p : nat.
Notation angles := {ffun 'I_p -> R}.
Let h (l : 'I_p) : 'M[C]_2 := Z.
Let m (l : 'I_p) : 'M[C]_2 := Y + 1%:M.

(** Phi^(0)(m) = I, Phi^(1)(m) = Y, Phi^(2)(m) = X *)
Lemma factors l : [/\ factor 'i h m l 0 = 1%:M, factor 'i h m l 1 = Y & factor 'i h m l ord_max = X].
Proof.
have hm : Z *m (Y + 1%:M) *m Z = - Y + 1%:M by rewrite mulmxDr mulmxDl ZYZ mulmx1 ZZ.
have double (A : 'M[C]_2) : half _ *: (A + A) = A by rewrite -mulr2n -scaler_nat scalerA half2 scale1r.
have P1 : factor 'i h m l 1 = Y.
  by rewrite /factor /Phi /= /h /m hm opprD opprK addrACA subrr addr0 double.
split; [|exact: P1|].
  by rewrite /factor /Phi /= /h /m hm addrACA subrr add0r double.
by rewrite /factor (Phi2E 'i (m l) (ZZ R)) -[Phi 'i 1 _ _]/(factor 'i h m l 1) P1 iZY.
Qed.
Lemma site_bloch (sigma : 'I_p -> 'M[C]_2) l x y (v : R * R) : sigma l = bloch x y ->
  \sum_k site h m sigma l k * monomial k v = 1 + y * v.1 + x * v.2.
Proof.
move=> sE; have [P0 P1 P2] := factors l.
have re (a b : R) : complex.Re (half _ * (0 + (a%:C * 2%:R + b%:C * 0)) : C) = a.
  rewrite mulr0 addr0 add0r mulrCA half2 mulr1 //.
have s0 : site h m sigma l 0 = 1.
  by rewrite /site P0 sE bloch_trace mxtrace1 !mulmx1 trX trY !mulr0 !addr0 half2.
have s1 : site h m sigma l 1 = y.
  by rewrite /site P1 sE bloch_trace trY trXY YY mxtrace1 [x%:C * 0 + _]addrC re.
have s2 : site h m sigma l ord_max = x.
  by rewrite /site P2 sE bloch_trace trX XX mxtrace1 [\tr (Y *m X)]mxtrace_mulC trXY re.
by rewrite sum3 s0 s1 s2 /monomial /= mulr1.
Qed.

(** the states and labels *)
Variables (theta_0 : angles) (r : R).
Definition qubits (j : 'I_p * bool) (l : 'I_p) : 'M[C]_2 :=
  let: (c, s) := chart (theta_0 j.1) in
  if l == j.1 then (if j.2 then bloch (1 * c) (1 * - s) else bloch (r * s) (r * c)) else bloch (0 * 1) (0 * 0).
Definition samples (j : 'I_p * bool) := (tensor (qubits j), if j.2 then 1 else 1 + r).

Theorem experiment_minima : (0 < p)%N -> 0 < r -> r ^+ 2 < 2%:R^-1 ->
  let L := loss (local h) (tensor m) samples in
  [/\ (forall j l, state (qubits j l)) /\ (forall j, state (samples j).1),
      forall theta, L theta = (p.*2)%:R^-1 * trap theta_0 (r ^+ 2) theta
    & forall a : 'I_p -> R, exists (t0 : angles) (s : seq angles),
      [/\ uniq (t0 :: s), size s = (2 ^ p - 1)%N,
          forall theta : angles, (forall l, a l <= theta l < a l + pi) ->
            local_minimum L theta <-> theta \in t0 :: s,
          forall t, t \in t0 :: s -> forall l, a l <= t l < a l + pi
        & L t0 = 0 /\ forall t, t \in s -> L t >= (p.*2)%:R^-1 * (r ^+ 2 *+ 4)]].
Proof.
move=> p0 r0 r2 L.
have r1 : r <= 1.
  rewrite -ler_sqr ?nnegrE ?ler01 ?(ltW r0) // expr1n (le_trans (ltW r2)) // invf_le1 ?ltr0n // ler1n //.
have qS j l : state (qubits j l).
  have := chart_circle (theta_0 j.1); rewrite /qubits; case: (chart _) => c s cs.
  case: eqP => _; last by apply: (@bloch_state 0 (1, 0)); rewrite ?lexx ?ler01 // /on_circle /= expr1n expr0n addr0.
  case: j.2; first by apply: (@bloch_state 1 (c, - s)); rewrite ?ler01 ?lexx // /on_circle /= sqrrN.
  by apply: (@bloch_state r (s, c)); rewrite ?(ltW r0) // /on_circle /= addrC.
have sS j : state (samples j).1 by exact: tensor_state.
have hZ : hermitian Z by have [] := experiment R.
have hYI : hermitian (Y + 1%:M) by have [_ _] := experiment R.
pose res (j : 'I_p * bool) (theta : angles) : R :=
  let v := chart (theta j.1 - theta_0 j.1) in if j.2 then v.2 else r * (v.1 - 1).
have resE j theta : output (local h) (tensor m) (samples j).1 (gates theta) - (samples j).2 = 1 * res j theta.
  have hs l : hermitian (qubits j l) by have [[]] := qS j l.
  rewrite (output_product (h := h) (m := m) (fun l => hZ) (fun l => hYI) theta hs) (bigD1 j.1) //=.
  rewrite [X in _ * X]big1 => [|l lj]; last first.
    have E : qubits j l = bloch (0 * 1) (0 * 0) by rewrite /qubits (negPf lj); case: (chart _).
    by rewrite (site_bloch _ E) !mul0r !addr0.
  rewrite mulr1 mul1r /res.
  have E : qubits j j.1 = if j.2 then bloch (1 * (chart (theta_0 j.1)).1) (1 * - (chart (theta_0 j.1)).2)
                          else bloch (r * (chart (theta_0 j.1)).2) (r * (chart (theta_0 j.1)).1).
    by rewrite /qubits eqxx; case: (chart _).
  move: E; rewrite /chart /= mulrnBl sinB cosB; case: j.2 => E; rewrite (site_bloch _ E) /=; ring.
have LE theta : L theta = (p.*2)%:R^-1 * trap theta_0 (r ^+ 2) theta.
  rewrite /L (@loss_residuals _ _ _ _ _ _ samples 1 res) => [|j]; last exact: resE.
  rewrite expr1n mul1r card_prod card_ord card_bool muln2; congr (_ * _).
  rewrite -(pair_bigA _ (fun l b => res (l, b) theta ^+ 2)) /=; apply: eq_bigr => l _.
  have flip (x : R) : (x - 1) ^+ 2 = (1 - x) ^+ 2 by ring.
  by rewrite big_bool /= /res /= exprMn flip.
have c0 : 0 < ((p.*2)%:R^-1 : R) by rewrite invr_gt0 ltr0n double_gt0.
have r02 : 0 < r ^+ 2 < 2%:R^-1 by rewrite exprn_gt0.
have [_ list_min] := trap_minima c0 r02 LE.
by split; [split; [exact: qS | exact: sS] | exact: LE | exact: list_min].
Qed.
End Experiment.
