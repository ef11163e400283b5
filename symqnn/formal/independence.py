"""Definition 1 of one network as a theorem that Coq's kernel checks by computing modulo q."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flint import nmod_mat

from symqnn.errors import InputError
from symqnn.formal import gallina
from symqnn.formal.dense import scaled_operators
from symqnn.formal.reading import IntegerNetwork, field, network

THEOREM = """\
(** Modulo {modulus}, {root} is a square root of -1; witness: one functional for each xi <> 0. *)
Definition witness : seq (seq (seq Z)) :=
  {witness}.

(** The paper's conditions on the network, and Definition 1: all Phi_xi(M), xi <> 0, are \
independent. *)
Theorem definition_1 (R : rcfType) (i := 'i%C : R[i])
  (H := network i dimension generators) (M := as_matrix i dimension observable) :
  [/\\ forall l, hermitian (H l), forall l, H l *m H l = 1%:M, hermitian M & independent i H M]%R.
Proof.
apply: (@definition_1_of_checks R dimension {modulus} {root} generators observable witness).
by vm_cast_no_check (erefl true).
Qed.
Print Assumptions definition_1.
"""


def independence_text(certificate: Mapping[str, Any], name: str) -> str:
    """The .v file of an independence certificate.

    Raises:
        InputError: the network is too large, or the operators are dependent modulo q.
    """
    data, (modulus, root) = network(certificate), field(certificate)
    witness = gallina.listed(
        (gallina.rows(matrix) for matrix in functionals(data, modulus, root)), "\n  ; "
    )
    head = (
        f"(** Definition 1 for the network of {name}, for Coq's kernel; written by symqnn "
        "export-coq. *)\n"
    )
    head += gallina.HEAD.format(modules="IndependenceCheck")
    theorem = THEOREM.format(modulus=modulus, root=root, witness=witness)
    return f"{head}\n{gallina.network(data)}\n{theorem}"


def functionals(data: IntegerNetwork, modulus: int, root: int) -> list[list[list[int]]]:
    """Matrices W_ξ, ξ ≠ 0, with Σ W_ξ[x][y]·A_ξ'[x][y] ≡ 1 if ξ = ξ', 0 otherwise, modulo q.

    Raises:
        InputError: there are none: the operators are dependent modulo q.
    """
    operators = scaled_operators(data, modulus, root)[1:]
    count, entries = len(operators), data.dimension**2
    values = [int(value) for operator in operators for value in operator.entries()]
    form, rank = nmod_mat(count, entries, values, modulus).rref()
    if rank < count:
        raise InputError(
            f"the {count} operators have rank {rank} modulo {modulus}; a certificate of "
            "independence is required."
        )
    pivots = [next(k for k in range(entries) if form[row, k]) for row in range(count)]
    # A restricted to the pivot columns is invertible; the columns of its inverse are the
    # functionals
    square = nmod_mat(
        count, count, [values[row * entries + k] for row in range(count) for k in pivots], modulus
    )
    inverse = square.inv()
    found = []
    for xi in range(count):
        flat = [0] * entries
        for position, k in enumerate(pivots):
            flat[k] = int(inverse[position, xi])
        found.append([flat[x : x + data.dimension] for x in range(0, entries, data.dimension)])
    return found
