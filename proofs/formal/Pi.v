(** 157/50 < pi < 355/113, from Machin's formula of the standard library. *)
From Coq Require Import Reals Lra Lia Machin.
Open Scope R_scope.
Lemma pi_bounds : 157/50 < PI < 355/113.
Proof.
  destruct (PI_2_3_7_ineq 4) as [lo hi].
  unfold tg_alt, PI_2_3_7_tg, Ratan_seq in lo, hi.
  simpl in lo, hi.
  split; lra.
Qed.
