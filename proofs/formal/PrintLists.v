(** The same print for the checker of complete lists of critical points, over the standard library's reals. *)
From Coq Require Import Reals ZArith List.
From SymQNN Require Import TrigPoly Angles Exclude Subdivision Contraction Krawczyk Morse CompleteList Products Bernstein BernsteinTree BernsteinChart BernsteinList.
Open Scope R_scope.
Set Printing Width 110.

Check check_tree_sound.
Print Assumptions check_tree_sound.
Check zero_exists.
Print Assumptions zero_exists.
Check zero_unique.
Print Assumptions zero_unique.
Check index_sound.
Print Assumptions index_sound.

(** one theorem for the whole list *)
Check list_check_sound.
Print Assumptions list_check_sound.

(** the polynomial as certificates write it *)
Check polynomial_of_value.
Print Assumptions polynomial_of_value.
Check product_check_sound.
Print Assumptions product_check_sound.

(** the same by the certificate's own charts and Bernstein coefficients *)
Check pos_val.
Check half_ok.
Check at_most_one_sound.
Check follow_sound.
Check chart_describes.
Check bernstein_check_sound.
Definition by_bernstein_coefficients := (pos_val, half_ok, at_most_one_sound, follow_sound, chart_describes, bernstein_check_sound).
Print Assumptions by_bernstein_coefficients.
