r"""Twirls: E[R^{⊗k}] for R = WHW†, W Haar on U(d), as a sum over permutations with coefficients in
Q(d, h).

The coefficients are not typed in; they solve the linear system that pairs E[R^{⊗k}] with every
permutation.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import permutations

from symqnn.errors import InputError
from symqnn.haar.rational import ONE, ZERO, D, H, RationalFunction

Permutation = tuple[int, ...]
CycleType = tuple[int, ...]


def compose(left: Permutation, right: Permutation) -> Permutation:
    """The permutation j ↦ left[right[j]].

    Example:
        >>> compose((1, 0, 2), (2, 0, 1))
        (2, 1, 0)
    """
    return tuple(left[image] for image in right)


def inverse(permutation: Permutation) -> Permutation:
    """The inverse permutation.

    Example:
        >>> inverse((2, 0, 1))
        (1, 2, 0)
    """
    result = [0] * len(permutation)
    for source, image in enumerate(permutation):
        result[image] = source
    return tuple(result)


def cycles(permutation: Permutation) -> list[list[int]]:
    """Cycles, each beginning with its smallest element: j is followed by its image.

    Example:
        >>> cycles((1, 0, 2))
        [[0, 1], [2]]
    """
    seen: set[int] = set()
    result = []
    for start in range(len(permutation)):
        cycle = []
        while start not in seen:
            seen.add(start)
            cycle.append(start)
            start = permutation[start]
        if cycle:
            result.append(cycle)
    return result


@cache
def cycle_type(permutation: Permutation) -> CycleType:
    """Lengths of the cycles, longest first: the conjugacy class.

    Example:
        >>> cycle_type((1, 0, 2))
        (2, 1)
    """
    return tuple(sorted((len(cycle) for cycle in cycles(permutation)), reverse=True))


def classes(k: int) -> dict[CycleType, list[Permutation]]:
    """Conjugacy classes of the permutations of k letters.

    Example:
        >>> {kind: len(members) for kind, members in classes(4).items()}
        {(1, 1, 1, 1): 1, (2, 1, 1): 6, (3, 1): 8, (2, 2): 3, (4,): 6}
    """
    result: dict[CycleType, list[Permutation]] = {}
    for permutation in permutations(range(k)):
        result.setdefault(cycle_type(permutation), []).append(permutation)
    return result


def trace_of_powers(kind: CycleType, trace: RationalFunction) -> RationalFunction:
    r"""Pairing
    :math:`\operatorname{tr}(P_\tau H^{\otimes
    k})=\prod_{\text{cycles}}\operatorname{tr}H^{\text{length}}`: d for even, tr H for odd lengths.

    Example:
        >>> trace_of_powers((2, 1, 1), H)
        d*h^2
    """
    result = ONE
    for length in kind:
        result *= D if length % 2 == 0 else trace
    return result


def solve(
    matrix: Sequence[Sequence[RationalFunction]], right: Sequence[RationalFunction]
) -> list[RationalFunction]:
    """Solve a square linear system over Q(d, h, κ) by elimination.

    Raises:
        InputError: the matrix is singular.

    Example:
        >>> solve([[D, ONE], [ONE, D]], [ONE, ZERO])
        [d/((d - 1)*(d + 1)), -1/((d - 1)*(d + 1))]
    """
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(len(rows)):
        pivot = next((k for k in range(column, len(rows)) if rows[k][column]), None)
        if pivot is None:
            raise InputError("the linear system is singular; it has no unique solution.")
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column][column]
        rows[column] = [entry / head for entry in rows[column]]
        for k, row in enumerate(rows):
            if k != column and row[column]:
                factor = row[column]
                rows[k] = [
                    entry - factor * base for entry, base in zip(row, rows[column], strict=True)
                ]
    return [row[-1] for row in rows]


@cache
def weingarten(k: int) -> dict[CycleType, RationalFunction]:
    r"""Weingarten function of U(d): the class function Wg with
    :math:`\sum_\sigma d^{\#(\tau^{-1}\sigma)}\mathrm{Wg}(\sigma)=\delta_{\tau,1}`.

    Paper: section 4, "the integral formula with respect to Haar measure".

    Example:
        >>> weingarten(2)[(2,)]
        -1/(d*(d - 1)*(d + 1))
    """
    return _class_function(k, {kind: ONE if kind == (1,) * k else ZERO for kind in classes(k)})


@cache
def twirl(k: int, unbalanced: bool = False) -> dict[CycleType, RationalFunction]:
    r"""Coefficients c of
    :math:`E[(WHW^\dagger)^{\otimes k}]=\sum_{\sigma\in S_k}c_{\text{type}(\sigma)}P_\sigma` for
    :math:`H^2=I`.

    Paper: Eqn 21.

    Both sides lie in the span of the permutation operators (Schur-Weyl), and the trace form is
    non-degenerate there; so the equation holds in *every* dimension d at which the coefficients,
    found by solving
    :math:`\sum_\sigma c_\sigma d^{\#(\tau^{-1}\sigma)}=\operatorname{tr}(P_\tau H^{\otimes k})`
    over Q(d), have no pole.

    Args:
        k: number of copies, 0 ≤ k ≤ 4.
        unbalanced: whether tr H = h is a symbol; otherwise tr H = 0.

    Raises:
        InputError: k is not between 0 and 4.

    Example:
        >>> twirl(4)[(2, 2)]
        (d^2 - 6)/((d - 3)*(d - 1)*(d + 1)*(d + 3))
    """
    if not 0 <= k <= 4:
        raise InputError(
            f"k is {k}; second moments of the Gram matrix need twirls of 0 to 4 copies only."
        )
    trace = H if unbalanced else ZERO
    return _class_function(k, {kind: trace_of_powers(kind, trace) for kind in classes(k)})


def _class_function(
    k: int, right: dict[CycleType, RationalFunction]
) -> dict[CycleType, RationalFunction]:
    """Class function c with Σ_σ c(σ) d^#(τ⁻¹σ) = right(τ) for a τ of each class (hence for all,
    both sides being class functions).
    """
    groups = classes(k)
    loops = {kind: D ** len(kind) for kind in groups}
    matrix = []
    for tau, *_ in groups.values():
        row = []
        for members in groups.values():
            row.append(
                sum((loops[cycle_type(compose(inverse(tau), sigma))] for sigma in members), ZERO)
            )
        matrix.append(row)
    return dict(zip(groups, solve(matrix, [right[kind] for kind in groups]), strict=True))
