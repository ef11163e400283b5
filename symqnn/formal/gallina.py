"""Integer data as text that Coq reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symqnn.formal.reading import IntegerMatrix, IntegerNetwork, Operator

HEAD = """\
From Coq Require Import ZArith String.
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp.real_closed Require Import complex.
From SymQNN Require Import Expansion Dimension States Computation Network PauliWords {modules}.
Open Scope Z_scope.
"""


def listed(items: Iterable[str], separator: str = "; ") -> str:
    """A list.

    Example:
        >>> listed(["1", "2"])
        '[:: 1; 2]'
    """
    return f"[:: {separator.join(items)}]"


def rows(matrix: Sequence[Sequence[int]]) -> str:
    """A list of rows of integers."""
    return listed(listed(map(str, row)) for row in matrix)


def operator(value: Operator) -> str:
    """A matrix of Gaussian integers over a denominator, or a Pauli sum over one.

    Example:
        >>> from symqnn.formal.reading import IntegerPauliSum
        >>> operator(IntegerPauliSum(2, (("XX", 1), ("ZI", -2))))
        'pauli_sum 2 [:: ("XX"%string, 1); ("ZI"%string, -2)]'
    """
    if isinstance(value, IntegerMatrix):
        pairs = (listed(f"({a}, {b})" for a, b in row) for row in value.entries)
        return f"Gauss {value.denominator} {listed(pairs, chr(10) + '    ; ')}"
    terms = listed(f'("{word}"%string, {coefficient})' for word, coefficient in value.terms)
    return f"pauli_sum {value.denominator} {terms}"


def network(data: IntegerNetwork) -> str:
    """Definitions of the dimension, the generators in order of action, and the observable."""
    generators = listed(map(operator, data.generators), "\n  ; ")
    (first, *others) = data.observable
    observable = f"tensor {listed(map(operator, data.observable))}" if others else operator(first)
    return (
        f"Definition dimension : nat := {data.dimension}.\n"
        f"Definition generators : seq gauss :=\n  {generators}.\n"
        f"Definition observable : gauss :=\n  {observable}.\n"
    )
