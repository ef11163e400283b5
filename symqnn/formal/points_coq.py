"""A list of critical points as a theorem that Coq's kernel checks by computing, p ≤ 2 a block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from symqnn.errors import InputError
from symqnn.formal.local import WIDTH_BITS, Entry
from symqnn.formal.points import CENTRE_BITS, LEVELS, TIGHT, Problem, problems

MAX_ANGLES = 2

HEAD = """\
(** The critical points listed in {name}, for Coq's kernel; written by symqnn export-coq.
    Proved is what the theorem says of each sum of products written here; that this is a positive \
multiple of
    the summand of the loss in these angles, up to a constant, is the writer's reading. *)
From Coq Require Import ZArith List.
From SymQNN Require Import TrigPoly Subdivision CompleteList Products.
Import ListNotations.
Open Scope Z_scope.
"""

BLOCK = """
(** Angles {angles}: ([e_1; ...], c) is c b_(e_1)(x_1) ..., b_(2k-1) = cos kx, b_(2k) = sin kx; \
x_l is {multiples} times 2 theta_l. *)
Definition loss_{k} : list product :=
  {products}.
(** centre/2^46 turns, half-widths of two cubes in radians, what shows one critical point, index *)
Definition points_{k} : list listed :=
  {points}.
Definition subdivision_{k} : tree :=
  {tree}.

(** Exactly {number} critical points in [0, 2 pi)^{p}: one in the cube of each, of its Morse \
index. *)
Theorem critical_points_{k} : exists xs : list point,
  Forall2 (at_listed {p} (polynomial_of {p} loss_{k})) points_{k} xs /\\
  ForallOrdPairs (fun x y => ~ same_point {p} x y) xs /\\
  forall x, stationary {p} loss_{k} x <-> exists y, In y xs /\\ same_point {p} x y.
Proof.
  apply (product_check_sound {f} {degree} {precisions} {largest} {p}
           loss_{k} points_{k} subdivision_{k}).
  vm_cast_no_check (eq_refl true).
Qed.
Print Assumptions critical_points_{k}.
"""


def points_coq_text(certificate: Mapping[str, Any], name: str) -> str:
    """The .v file of a certificate of critical points, one theorem a block.

    Raises:
        InputError: a block has more than two angles.
    """
    found = list(problems(certificate))
    largest = max(problem.angles for problem in found)
    if largest > MAX_ANGLES:
        raise InputError(
            f"{name} has a block of {largest} angles; the kernel computes up to {MAX_ANGLES}. "
            "Try --words and the extracted checker."
        )
    return HEAD.format(name=name) + "".join(_block(k, problem) for k, problem in enumerate(found))


def _block(k: int, problem: Problem) -> str:
    p = problem.angles
    products = (f"({_list(one.index)}%nat, {one.coefficient})" for one in problem.products)
    precisions = (
        f"({one.bits}, {one.cut}, {one.error}, {LEVELS}%nat)" for one in problem.precisions
    )
    return BLOCK.format(
        k=k,
        p=p,
        angles=", ".join(str(angle + 1) for angle in problem.block.angles),
        multiples=", ".join(map(str, problem.block.multiples)),
        products=_list(products, ";\n   "),
        points=_list(map(_point, problem.entries), ";\n   "),
        tree=_tree(iter(problem.steps), len(problem.precisions)),
        number=len(problem.entries),
        f=CENTRE_BITS,
        degree=problem.powers,
        precisions=_list(precisions),
        largest=_list(problem.largest),
    )


def _point(entry: Entry) -> str:
    rows = (_list(map(_list, matrix)) for matrix in (entry.preconditioner, entry.congruence))
    widths = f"({entry.width}, {2**WIDTH_BITS}) (1, {TIGHT})"
    return (
        f"Listed {_list(entry.centre)} {widths} {entry.denominator} {' '.join(rows)} {entry.index}"
    )


def _tree(steps: Iterator[str], precisions: int) -> str:
    """The tree that begins with the next word; depth is at most a few hundred."""
    kind, *numbers = next(steps).split()
    if kind == "split":
        lower = _tree(steps, precisions)
        return f"(Split {numbers[0]} {lower} {_tree(steps, precisions)})"
    if kind == "home":
        return f"(Home {numbers[0]})"
    return f"(Empty {_list([_list(numbers)] * precisions)})"


def _list(values: Iterable[object], separator: str = "; ") -> str:
    return f"[{separator.join(map(str, values))}]"
