"""Eqn 11 of one network as a theorem that Coq's kernel checks by exact computation."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from symqnn.errors import InputError
from symqnn.formal import gallina
from symqnn.formal.reading import network, operators

THEOREM = """\
(** The operator of xi stands at the position of xi in base 3: 0..00, 0..01, 0..02, 0..10, ... *)
Definition operators_listed : seq gauss :=
  {operators}.

(** The paper's conditions on the network, and Eqn 11 with the listed operators;
    x_l = (cos theta_l, sin theta_l). *)
Theorem equation_11 (R : rcfType) (i := 'i%C : R[i])
  (H := network i dimension generators) (M := as_matrix i dimension observable)
  (operator := fun xi => as_matrix i dimension (nth no_gauss operators_listed (position xi))) :
  [/\\ forall l, hermitian (H l), forall l, H l *m H l = 1%:M, hermitian M &
    forall x : 'I_(size generators) -> R[i] * R[i],
    (forall l, (x l).1 * (x l).1 + (x l).2 * (x l).2 = 1) ->
    heisenberg i H x M = \\sum_xi monomials (fun l => doubled (x l)) xi *: operator xi]%R.
Proof.
apply: (@equation_11_of_checks R dimension generators observable operators_listed).
by vm_cast_no_check (erefl true).
Qed.
Print Assumptions equation_11.
"""


def expansion_text(certificate: Mapping[str, Any], name: str) -> str:
    """The .v file of an expansion certificate of Eqn 11.

    Raises:
        InputError: another statement, or a network that is too large.
    """
    if certificate["statement"] != "equation-11":
        raise InputError(
            f"an expansion of {certificate['statement']} was given; equation-11, the list of all "
            "operators, is required."
        )
    data, given = network(certificate), operators(certificate)
    indices = ("".join(digits) for digits in product("012", repeat=len(data.generators)))
    listed = (gallina.operator(given[index]) if index in given else "no_gauss" for index in indices)
    head = (
        f"(** Eqn 11 for the network of {name}, for Coq's kernel; written by symqnn "
        "export-coq. *)\n"
    )
    head += gallina.HEAD.format(modules="ExpansionCheck")
    theorem = THEOREM.format(operators=gallina.listed(listed, "\n  ; "))
    return f"{head}\n{gallina.network(data)}\n{theorem}"
