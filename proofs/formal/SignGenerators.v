(** Networks whose generators are diagonal with signs: independent as soon as every pattern of p signs occurs (d >= 2^p).

    The paper: Theorem 6, "Such QNN is with linear independence with probability >= 1 - O(1/d) for fixed p, and with
    probability >= 1 - O(e^-p) for dimension d : log(d) = Theta(p)". Independence holds on a Zariski-open set of the random
    model (21), so that its probability is 0 or 1, and one independent instance gives probability 1. This file has the
    instance, for every p and every d >= 2^p (the zero-one law itself is not stated here):
    [sign_independent]: H_l = diag(+-1), all 2^p sign patterns occur, M without zero entries between two vectors of different
    patterns: the network is with linear independence. M is any such matrix; [sign_independent_dense]: e.g. one without zeros
    off the diagonal.
    [independent_instance]: for every p and every d >= 2^p there are Hermitian H_l with H_l^2 = 1 and a Hermitian M with
    tr M = 0 that are with linear independence; [traceless_instance]: with tr H_l = 0 as well, as the model (21) asks,
    for every p >= 1 and every even d >= 2^p.
    Any field with i^2 = -1, 2 <> 0 for the theorem; no axioms. *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Signs.
Variables (K : fieldType) (i : K).
Hypotheses (i2 : i * i = -1) (two : (2%:R : K) != 0).
Variables (d p : nat) (pattern : 'I_d -> {ffun 'I_p -> bool}).

(** H_l = diag(+-1), the sign of vector x in layer l is (-1)^pattern(x)_l *)
Definition sign_row (l : 'I_p) : 'rV[K]_d := \row_x (-1) ^+ pattern x l.
Definition sign_generator (l : 'I_p) : 'M[K]_d := diag_mx (sign_row l).
Notation H := sign_generator.

Lemma sign_square l : H l *m H l = 1%:M.
Proof.
apply/matrixP => x y; rewrite mul_diag_mx !mxE; case: (eqVneq x y) => [->|_]; last by rewrite mulr0.
by rewrite mulr1n -expr2 sqrr_sign.
Qed.

(** the factor of layer l: 1, 1, i s on entries between equal, different, different signs *)
Definition entry (k : 'I_3) (a b : bool) : K :=
  match val k with 0 => (a == b)%:R | 1 => (a != b)%:R | _ => if a == b then 0 else i * (-1) ^+ a end.
Lemma half_two : half K + half K = 1. Proof. exact: hh. Qed.
Lemma Phi_entry k l A x y : Phi i k (H l) A x y = entry k (pattern x l) (pattern y l) * A x y.
Proof.
have E1 : (H l *m A) x y = (-1) ^+ pattern x l * A x y by rewrite mul_diag_mx !mxE.
have E2 : (A *m H l) x y = A x y * (-1) ^+ pattern y l by rewrite mul_mx_diag !mxE.
have E3 : (H l *m A *m H l) x y = (-1) ^+ pattern x l * A x y * (-1) ^+ pattern y l by rewrite mul_mx_diag mxE E1 !mxE.
have eD (B D : 'M[K]_d) : (B + D) x y = B x y + D x y by rewrite mxE.
have eN (B : 'M[K]_d) : (- B) x y = - B x y by rewrite mxE.
have eZ c (B : 'M[K]_d) : (c *: B) x y = c * B x y by rewrite mxE.
rewrite /Phi /entry; case: (val k) => [|[|n]]; rewrite !(eZ, eD, eN) ?E1 ?E2 ?E3;
  by case: (pattern x l) (pattern y l) => [] [] /=; rewrite /half; field.
Qed.
Lemma Phis_entry xi M x y : Phis i H xi M x y = (\prod_l entry (xi l) (pattern x l) (pattern y l)) * M x y.
Proof.
rewrite /Phis -big_enum /=.
elim: (enum 'I_p) => [|l s IH] /=; first by rewrite big_nil mul1r.
by rewrite Phi_entry IH big_cons mulrA.
Qed.

(** the three entries (+,+), (+,-), (-,+) determine the three factors *)
Definition point (t : 'I_3) : bool * bool := match val t with 0 => (false, false) | 1 => (false, true) | _ => (true, false) end.
Definition inverse (t k : 'I_3) : K :=
  match val t, val k with
  | 0, 0 => 1 | 1, 1 => half K | 2, 1 => half K | 1, 2 => - (i * half K) | 2, 2 => i * half K | _, _ => 0
  end.
Let sum3 (F : 'I_3 -> K) : \sum_k F k = F 0 + F 1 + F ord_max.
Proof. rewrite !big_ord_recl big_ord0 addr0 addrA; congr (_ + F _ + F _); exact: val_inj. Qed.
Let ind3 (P : 'I_3 -> Prop) : P 0 -> P 1 -> P ord_max -> forall k, P k.
Proof. by move=> P0 P1 P2 [[|[|[|n]]] // lt]; [move: P0 | move: P1 | move: P2]; congr P; exact: val_inj. Qed.
Lemma inverseE k k' : \sum_t entry k (point t).1 (point t).2 * inverse t k' = (k == k')%:R.
Proof.
have ii_half : i * (i * half K) = - half K by rewrite mulrA i2 mulN1r.
move: k k'; apply: ind3; apply: ind3; rewrite sum3 /entry /inverse /point /= ?expr0 ?expr1 ?mulrN1 ?mulr1;
  rewrite ?(mul1r, mul0r, mulr0, add0r, addr0, mulrN, mulNr, ii_half, opprK) ?half_two ?subrr ?addNr ?oppr0 //.
Qed.

Theorem sign_independent (M : 'M[K]_d) :
  (forall z : {ffun 'I_p -> bool}, exists x, pattern x = z) ->
  (forall x y, pattern x != pattern y -> M x y != 0) -> independent i H M.
Proof.
move=> onto M0 a sum0.
pose b xi := if xi == zero_word then 0 else a xi.
suff b0 : forall xi, b xi = 0 by move=> xi nz; have := b0 xi; rewrite /b (negPf nz).
(* the sum at the entry of the patterns of t *)
have zero (t : word p) : \sum_xi b xi * \prod_l entry (xi l) (point (t l)).1 (point (t l)).2 = 0.
  have [x xE] := onto [ffun l => (point (t l)).1]; have [y yE] := onto [ffun l => (point (t l)).2].
  have pE xi : \prod_l entry (xi l) (point (t l)).1 (point (t l)).2 = \prod_l entry (xi l) (pattern x l) (pattern y l).
    by apply: eq_bigr => l _; rewrite xE yE !ffunE.
  have [tz|tnz] := eqVneq t zero_word.
    rewrite big1 // => xi _; have [xz|xnz] := eqVneq xi zero_word; first by rewrite /b xz eqxx mul0r.
    have /existsP[l ll] : [exists l, xi l != 0].
      apply: contraNT xnz; rewrite negb_exists => /forallP all0; apply/eqP/ffunP => l.
      by rewrite ffunE; apply/eqP/negPn/all0.
    rewrite (bigD1 l) //= tz ffunE /point /=.
    have -> : entry (xi l) false false = 0.
      by move: ll; rewrite -val_eqE /entry /=; case: (val (xi l)) => [|[|n]].
    by rewrite mul0r mulr0.
  have xy : pattern x != pattern y.
    apply: contraNneq tnz; rewrite xE yE => /ffunP E; apply/eqP/ffunP => l; rewrite ffunE; apply/eqP.
    have := E l; rewrite !ffunE -val_eqE /point /=.
    by case: (val (t l)) => [|[|n]].
  apply: (mulIf (M0 _ _ xy)); rewrite mul0r mulr_suml (bigD1 zero_word) //= {1}/b eqxx mul0r mul0r add0r.
  have sum_xy : (\sum_(xi | xi != zero_word) a xi *: Phis i H xi M) x y = 0 by rewrite sum0 mxE.
  rewrite -[RHS]sum_xy summxE; apply: eq_bigr => xi nz; rewrite mxE Phis_entry /b (negPf nz) pE.
  by rewrite mulrA.
(* invert *)
move=> eta; have -> : b eta = \sum_xi b xi * \prod_l (xi l == eta l)%:R.
  rewrite (bigD1 eta) //= big1 ?mulr1 ?big1 ?addr0 // => [xi xe|l _]; last by rewrite eqxx.
  have /existsP[l ll] : [exists l, xi l != eta l].
    apply: contraNT xe; rewrite negb_exists => /forallP same; apply/eqP/ffunP => l.
    exact/eqP/negPn/same.
  by rewrite (bigD1 l) //= (negPf ll) mul0r mulr0.
have E xi : \prod_l (xi l == eta l)%:R =
    \sum_(t : word p) (\prod_l entry (xi l) (point (t l)).1 (point (t l)).2) * \prod_l inverse (t l) (eta l).
  under eq_bigr do rewrite -inverseE.
  rewrite (bigA_distr_bigA (fun l t => entry (xi l) (point t).1 (point t).2 * inverse t (eta l))).
  by apply: eq_bigr => t _; rewrite big_split.
under eq_bigr do rewrite E mulr_sumr.
rewrite exchange_big big1 // => t _; under eq_bigr do rewrite mulrA.
by rewrite -mulr_suml zero mul0r.
Qed.

Corollary sign_independent_dense (M : 'M[K]_d) :
  (forall z : {ffun 'I_p -> bool}, exists x, pattern x = z) ->
  (forall x y, x != y -> M x y != 0) -> independent i H M.
Proof. by move=> onto M0; apply: sign_independent => // x y xy; apply: M0; apply: contraNneq xy => ->. Qed.
End Signs.

(** instances, over the complex numbers *)
Section Instance.
Variables (R : rcfType).
Notation C := R[i].
Local Open Scope complex_scope.

(** all ones off the diagonal, zero on it *)
Definition ones (d : nat) : 'M[C]_d := \matrix_(x, y) (x != y)%:R.
Lemma ones_hermitian d : hermitian (ones d).
Proof. by apply/matrixP => x y; rewrite !mxE eq_sym; case: (_ == _); rewrite ?conjc1 ?conjc0. Qed.
Lemma ones_traceless d : \tr (ones d) = 0.
Proof. by rewrite /mxtrace big1 // => x _; rewrite mxE eqxx. Qed.
Lemma sign_hermitian d p (pattern : 'I_d -> {ffun 'I_p -> bool}) l : hermitian (sign_generator _ pattern l : 'M[C]_d).
Proof.
apply/matrixP => x y; rewrite !mxE; case: (eqVneq y x) => [->|_]; last by rewrite !mulr0n conjc0.
by rewrite !mulr1n rmorph_sign.
Qed.

Theorem independent_instance (p d : nat) : (2 ^ p <= d)%N ->
  exists (H : 'I_p -> 'M[C]_d) (M : 'M[C]_d),
  [/\ forall l, hermitian (H l), forall l, H l *m H l = 1%:M, hermitian M, \tr M = 0 & independent 'i H M].
Proof.
move=> le; pose T := {: {ffun 'I_p -> bool}}.
have card : #|T| = (2 ^ p)%N by rewrite card_ffun card_bool card_ord.
pose pattern (x : 'I_d) : {ffun 'I_p -> bool} := nth [ffun=> false] (enum T) x.
exists (sign_generator _ pattern), (ones d); split.
- exact: sign_hermitian.
- exact: sign_square.
- exact: ones_hermitian.
- exact: ones_traceless.
apply: sign_independent_dense => [||z|x y xy]; [exact: ii | exact: two | | by rewrite mxE xy oner_eq0].
have zs : (index z (enum T) < d)%N.
  by rewrite (leq_trans _ le) // -card cardE index_mem mem_enum.
by exists (Ordinal zs); rewrite /pattern /= nth_index // mem_enum.
Qed.

(** the signs of one layer cancel over all patterns *)
Lemma sum_signs p (l : 'I_p) : \sum_(z : {ffun 'I_p -> bool}) (-1) ^+ z l = 0 :> C.
Proof.
pose flip (z : {ffun 'I_p -> bool}) : {ffun 'I_p -> bool} := [ffun j => (j == l) (+) z j].
have flipK : involutive flip by move=> z; apply/ffunP => j; rewrite !ffunE addbA addbb.
set t := \sum_z _; have : t = - t.
  rewrite {1}/t (reindex_inj (inv_inj flipK)) /t -sumrN; apply: eq_bigr => z _.
  by rewrite ffunE eqxx; case: (z l); rewrite /= ?expr0 ?expr1 ?opprK.
by move/eqP; rewrite -subr_eq0 opprK -mulr2n mulrn_eq0 /= => /eqP.
Qed.

(** with tr H_l = 0, as the model (21) asks: for every p >= 1 and every even d >= 2^p *)
Theorem traceless_instance (p d : nat) : (0 < p)%N -> ~~ odd d -> (2 ^ p <= d)%N ->
  exists (H : 'I_p -> 'M[C]_d) (M : 'M[C]_d),
  [/\ forall l, hermitian (H l) /\ \tr (H l) = 0, forall l, H l *m H l = 1%:M, hermitian M, \tr M = 0 & independent 'i H M].
Proof.
move=> p0 even le; pose T := {: {ffun 'I_p -> bool}}; pose N := (2 ^ p)%N.
have card : #|T| = N by rewrite card_ffun card_bool card_ord.
have size_T : size (enum T) = N by rewrite -cardE card.
pose sign (x : nat) : {ffun 'I_p -> bool} := if (x < N)%N then nth [ffun=> false] (enum T) x else [ffun=> odd x].
pose pattern (x : 'I_d) := sign x.
exists (sign_generator _ pattern), (ones d); split.
- move=> l; split; first exact: sign_hermitian.
  have -> : \tr (sign_generator _ pattern l : 'M[C]_d) = \sum_(0 <= x < d) (-1) ^+ sign x l.
    by rewrite big_mkord; apply: eq_bigr => x _; rewrite !mxE eqxx mulr1n.
  rewrite (big_cat_nat _ _ _ (leq0n N) le) /=.
  have -> : \sum_(0 <= x < N) (-1) ^+ sign x l = \sum_(z : {ffun 'I_p -> bool}) (-1) ^+ z l :> C.
    rewrite -big_enum (big_nth [ffun=> false]) size_T.
    by rewrite !big_nat; apply: eq_bigr => x /andP[_ xN]; rewrite /sign xN.
  rewrite sum_signs add0r.
  have [k dE] : exists k, d = (N + k.*2)%N.
    exists (d - N)./2; rewrite -{1}(subnKC le); congr (_ + _)%N; rewrite -[LHS]odd_double_half.
    have -> : odd (d - N) = false by rewrite oddB // (negPf even) /N oddX orbF eqn0Ngt p0.
    by [].
  have odd_N : odd N = false by rewrite /N oddX orbF eqn0Ngt p0.
  rewrite dE; elim: k {dE} => [|k IH]; first by rewrite addn0 big_geq.
  rewrite doubleS !addnS !big_nat_recr ?leq_addr ?leqW ?leq_addr //= IH add0r /sign.
  rewrite !ltnNge leq_addr leqW ?leq_addr //= !ffunE /= oddD odd_N odd_double /=.
  by rewrite expr0 expr1 subrr.
- exact: sign_square.
- exact: ones_hermitian.
- exact: ones_traceless.
apply: sign_independent_dense => [||z|x y xy]; [exact: ii | exact: two | | by rewrite mxE xy oner_eq0].
have zN : (index z (enum T) < N)%N by rewrite -size_T index_mem mem_enum.
exists (Ordinal (leq_trans zN le)); rewrite /pattern /sign /= zN nth_index //.
by rewrite mem_enum.
Qed.
End Instance.
