(** Pauli words and sums as matrices of Gaussian integers. The leftmost letter is qubit 0, the first factor of the
    Kronecker product, the most significant bit of a basis index. *)
From Coq Require Import ZArith Ascii String.
From mathcomp Require Import all_ssreflect.
Require Import SymQNN.Computation SymQNN.Network.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope Z_scope.

Notation rows := (seq (seq (Z * Z))).
(** X = [[0,1],[1,0]], Y = [[0,-i],[i,0]], Z = [[1,0],[0,-1]]; every other letter is the identity *)
Definition letter (c : ascii) : rows :=
  match c with
  | "X" => [:: [:: (0, 0); (1, 0)]; [:: (1, 0); (0, 0)]]
  | "Y" => [:: [:: (0, 0); (0, -1)]; [:: (0, 1); (0, 0)]]
  | "Z" => [:: [:: (1, 0); (0, 0)]; [:: (0, 0); (-1, 0)]]
  | _ => [:: [:: (1, 0); (0, 0)]; [:: (0, 0); (1, 0)]]
  end%char.

(** Kronecker product: row (x, x') is the row x of A times the row x' of B *)
Definition kronecker (A B : rows) : rows :=
  flatten [seq [seq flatten [seq [seq gmul a b | b <- row'] | a <- row] | row' <- B] | row <- A].
Fixpoint word_rows (w : string) : rows :=
  match w with EmptyString => [:: [:: (1, 0)]] | String c w' => kronecker (letter c) (word_rows w') end.

(** A Pauli sum: terms (word, coefficient), the coefficients over a common denominator *)
Definition pauli_sum (denominator : Z) (terms : seq (string * Z)) : gauss :=
  let d := (2 ^ foldr (fun t n => maxn (String.length t.1) n) 0 terms)%N in
  Gauss denominator (foldr (fun t A => let W := word_rows t.1 in
    mkseq (fun x => mkseq (fun y => gadd (gmul (t.2, 0) (entry W x y)) (entry A x y)) d) d) [::] terms).

(** A tensor product of observables, in order *)
Definition tensor (factors : seq gauss) : gauss :=
  foldr (fun f t => Gauss (Z.mul (denominator f) (denominator t)) (kronecker (entries f) (entries t)))
        (Gauss 1 [:: [:: (1, 0)]]) factors.

Example word_ZY : word_rows "ZY" = [:: [:: (0, 0); (0, -1); (0, 0); (0, 0)]; [:: (0, 1); (0, 0); (0, 0); (0, 0)];
                          [:: (0, 0); (0, 0); (0, 0); (0, 1)]; [:: (0, 0); (0, 0); (0, -1); (0, 0)]].
Proof. by vm_compute. Qed.
