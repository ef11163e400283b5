(** Extraction of [bernstein_check] and [product_check] to OCaml: Z becomes zarith's big integers, nat machine integers.
    What is believed here, beside Coq's extraction: that each line below names the OCaml function with the same values. *)
From Coq Require Import ZArith List Extraction ExtrOcamlBasic.
Require Import SymQNN.Angles SymQNN.Exclude SymQNN.Subdivision SymQNN.Krawczyk SymQNN.Morse SymQNN.CompleteList SymQNN.Products.
Require Import SymQNN.BernsteinTree SymQNN.BernsteinList.
Extraction Language OCaml.
Extract Inductive nat => "int" [ "0" "Stdlib.succ" ] "(fun fO fS n -> if n = 0 then fO () else fS (n - 1))".
Extract Inlined Constant Init.Nat.max => "Stdlib.max".
Extract Inlined Constant Init.Nat.sub => "(fun a b -> Stdlib.max 0 (a - b))".
Extract Inlined Constant Init.Nat.ltb => "(fun (a : int) b -> a < b)".
Extract Inlined Constant Init.Nat.leb => "(fun (a : int) b -> a <= b)".
Extract Inlined Constant Init.Nat.eqb => "(fun (a : int) b -> a = b)".
Extract Inductive positive => "Zar.t" [ "(fun p -> Zar.succ (Zar.shift_left p 1))" "(fun p -> Zar.shift_left p 1)" "Zar.one" ]
  "(fun fI fO fH p -> if Zar.equal p Zar.one then fH () else if Zar.is_odd p then fI (Zar.shift_right p 1) else fO (Zar.shift_right p 1))".
Extract Inductive Z => "Zar.t" [ "Zar.zero" "(fun p -> p)" "Zar.neg" ]
  "(fun f0 fp fn z -> let s = Zar.sign z in if s = 0 then f0 () else if s > 0 then fp z else fn (Zar.neg z))".
Extract Inlined Constant Z.add => "Zar.add".
Extract Inlined Constant Z.sub => "Zar.sub".
Extract Inlined Constant Z.mul => "Zar.mul".
Extract Inlined Constant Z.opp => "Zar.neg".
Extract Inlined Constant Z.abs => "Zar.abs".
Extract Inlined Constant Z.min => "Zar.min".
Extract Inlined Constant Z.max => "Zar.max".
Extract Inlined Constant Z.eqb => "Zar.equal".
Extract Inlined Constant Z.leb => "Zar.leq".
Extract Inlined Constant Z.ltb => "Zar.lt".
Extract Inlined Constant Z.odd => "Zar.is_odd".
Extract Inlined Constant Z.even => "Zar.is_even".
Extract Inlined Constant Z.div2 => "(fun a -> Zar.shift_right a 1)".
Extract Inlined Constant Z.sqrt => "(fun a -> if Zar.sign a < 0 then Zar.zero else Zar.sqrt a)".
Extract Inlined Constant Z.div => "(fun a b -> if Zar.sign b = 0 then Zar.zero else Zar.fdiv a b)".
Extract Inlined Constant Z.modulo => "(fun a b -> if Zar.sign b = 0 then a else Zar.sub a (Zar.mul b (Zar.fdiv a b)))".
Extract Inlined Constant Z.shiftr => "(fun a n -> let n = Zar.to_int n in if n >= 0 then Zar.shift_right a n else Zar.shift_left a (- n))".
Extract Inlined Constant Z.pow => "(fun a n -> if Zar.sign n < 0 then Zar.zero else Zar.pow a (Zar.to_int n))".
Extract Inlined Constant Z.abs_nat => "(fun a -> Zar.to_int (Zar.abs a))".
Extract Inlined Constant Z.of_nat => "Zar.of_int".

Extraction "extracted/complete_list.ml" product_check bernstein_check.
