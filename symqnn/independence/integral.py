"""Definition 1 for integer spectra: the components of M(θ) at all non-zero frequency vectors are linearly independent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import gcd, prod

import numpy as np
from flint import fmpz_mat

from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.latex_tables import text_lines, words
from symqnn.algebra.modular import PrimeField, Residues, prime_fields
from symqnn.expansion.integral_expansion import MAX_ENTRIES, MAX_OPERATORS, Index, IntegralExpansion, expand_integral
from symqnn.model.spectrum import IntegralNetwork, require_integral
from symqnn.status import Status

MAX_RESIDUES = 20_000_000
PRIMES_TRIED = 3
Relation = dict[Index, int]


@dataclass(frozen=True)
class IntegralIndependence(LatexRepr):
    """Answer of :func:`integral_independence`.

    Args:
        status: PROVED, REFUTED or UNDECIDED. operators: number of components without that at frequency 0. rank: exactly, where it is proved.
        field: the prime field that shows the rank. relations: a basis of all relations; empty if there are none, or if a count of dimensions
            shows that there are (``room``, an upper bound of the rank). explanation: sentences that say why.
    """

    status: Status
    operators: int
    rank: int | None
    field: PrimeField | None
    relations: tuple[Relation, ...]
    room: int
    explanation: tuple[str, ...]

    def latex_rows(self) -> list[Row]:
        r"""LaTeX: the rank beside the number of components, the status and the reason.

        Example:
            >>> print(integral_independence(IntegralNetwork.make([[[0, 0], [0, 1]]], [[0, 1], [1, 0]])).to_latex().splitlines()[1])
            \operatorname{rank}\{A_{e} : e \neq 0\} &= 2 \text{ of } 2 \quad\text{(PROVED)} \\
        """
        known = f"= {self.rank}" if self.rank is not None else f"< {self.operators}" if self.status is Status.REFUTED else r"\text{not known}, "
        first = rf"{known} \text{{ of }} {self.operators} \quad{words(f'({self.status})')}"
        return [(r"\operatorname{rank}\{A_{e} : e \neq 0\} ", first), *(row for line in self.explanation[:4] for row in text_lines(line))]


def integral_independence(network: IntegralNetwork) -> IntegralIndependence:
    r"""Prove or refute that the components of M(θ) at products of cos kθ_l, sin kθ_l, not all k = 0, are linearly independent.

    Paper: the condition that its remark on integer spectra needs in place of Definition 1; k runs over all differences of eigenvalues.
    Over the complex numbers the same spaces are spanned by the Fourier coefficients M_k of M(θ): a full rank of these modulo a prime is a proof.

    Example:
        >>> from symqnn.model.spectrum import qudits
        >>> integral_independence(qudits(1, 2)).status
        <Status.PROVED: 'PROVED'>
        >>> integral_independence(IntegralNetwork.make([[[0, 0], [0, 1]]], [[1, 0], [0, 2]])).relations
        ({(1,): 1}, {(2,): 1})
    """
    count = prod(2 * len(listed) - 1 for listed in require_integral(network).frequencies) - 1
    room = room_for(network)
    if count > MAX_RESIDUES // network.dimension**2:
        if room < count:
            return IntegralIndependence(Status.REFUTED, count, None, None, (), room, (_too_many(count, room),))
        why = f"{count} components of dimension {network.dimension} are too many to compute their rank"
        return IntegralIndependence(Status.UNDECIDED, count, None, None, (), room, (why,))
    denominators = {matrix.denominator for listed in network.projectors for matrix in listed} | {network.observable.denominator}
    ranks = [(field, field.rank(modular_components(network, field))) for field in islice(prime_fields(network.dimension, sorted(denominators)), PRIMES_TRIED)]
    field, rank = max(ranks, key=lambda pair: pair[1])
    if rank == count:
        return IntegralIndependence(Status.PROVED, count, rank, field, (), room, (f"full rank modulo the prime {field.modulus}",))
    if rank == room:
        return IntegralIndependence(Status.REFUTED, count, rank, field, (), room, (_too_many(count, room), f"the rank is exactly {rank} of {count}"))
    return _by_relations(network, count, room, field, rank)


def room_for(network: IntegralNetwork) -> int:
    r"""An upper bound of the rank from the first generator alone: components with k_1 = κ map each :math:`E'` to :math:`E=E'+\kappa`.

    They lie in a space of dimension :math:`\sum_{E-E'=\kappa}r_Er_{E'}` with the multiplicities r, one less at κ = 0, where they are traceless.

    Example:
        >>> from symqnn.model.spectrum import qudits
        >>> room_for(qudits(2, 2))
        24
    """
    spectrum, each = network.spectra[0], prod(2 * len(listed) - 1 for listed in network.frequencies[1:])
    size = [int(projector.trace()) for projector in network.projectors[0]]
    rooms: dict[int, int] = {}
    for (high, r), (low, s) in product(zip(spectrum, size, strict=True), repeat=2):
        rooms[high - low] = rooms.get(high - low, 0) + r * s
    return sum(min(each - (not k), room - (not k)) for k, room in rooms.items())


def _too_many(count: int, room: int) -> str:
    return f"{count} components in a space with room for {room}: the eigenspaces of the first generator are too small"


def modular_components(network: IntegralNetwork, field: PrimeField) -> Residues:
    """The Fourier coefficients M_k, k ≠ 0, modulo a prime, one row each."""
    q = field.modulus
    images = field.reduce(network.observable)[None]
    for spectrum, projectors in reversed(list(zip(network.spectra, network.projectors, strict=True))):
        parts = [field.reduce(projector) for projector in projectors]
        sums: dict[int, Residues] = {}
        for value, left in zip(spectrum, parts, strict=True):
            half = field.product(left, images)
            for other, right in zip(spectrum, parts, strict=True):
                term = field.product(half, right)
                sums[value - other] = (sums[value - other] + term) % q if value - other in sums else term
        images = np.concatenate([sums.pop(0), *sums.values()])  # frequency 0 stays first
    return images[1:].reshape(len(images) - 1, -1)


def _by_relations(network: IntegralNetwork, count: int, room: int, field: PrimeField, rank: int) -> IntegralIndependence:
    """A basis of all relations between the real components, exactly."""
    if (count + 1) * 2 * network.dimension**2 > MAX_ENTRIES or count >= MAX_OPERATORS:
        if room < count:
            return IntegralIndependence(Status.REFUTED, count, None, None, (), room, (_too_many(count, room),))
        why = f"the rank is {rank} of {count} modulo {field.modulus}; the {count} components are too many to find relations"
        return IntegralIndependence(Status.UNDECIDED, count, None, None, (), room, (why,))
    table = expand_integral(network)
    columns = fmpz_mat([[int(x) for x in (*m.real.entries(), *m.imaginary.entries())] for m in table.operators[1:]]).transpose()
    relations = [_relation(vector, table) for vector in _kernel(columns)]
    if not relations or count - len(relations) != rank:
        why = f"no relation was found, but the rank is {rank} of {count} modulo {field.modulus}"
        return IntegralIndependence(Status.UNDECIDED, count, None, None, (), room, (why,))
    vanishing = [relation for relation in relations if len(relation) == 1]
    names = [*(_name(next(iter(found))) for found in vanishing[:6]), *(["…"] if len(vanishing) > 6 else [])]
    zero = (f"{len(vanishing)} of the {count} components vanish: at {', '.join(names)}",) if vanishing else ()
    more = (f"{len(relations)} independent relations", f"the rank is exactly {rank} of {count}")
    return IntegralIndependence(Status.REFUTED, count, rank, field, tuple(relations), room, (*zero, *more))


def _kernel(columns: fmpz_mat) -> list[list[int]]:
    """A basis of the integer vectors x with columns·x = 0: one for each column without pivot."""
    form, divisor, rank = columns.rref()
    rows = [list(map(int, row)) for row in form.tolist()[:rank]]
    pivots = [next(k for k, value in enumerate(row) if value) for row in rows]
    basis = []
    for free in sorted(set(range(columns.ncols())) - set(pivots)):
        vector = [0] * columns.ncols()
        vector[free] = -int(divisor)
        for pivot, row in zip(pivots, rows, strict=True):
            vector[pivot] = row[free]
        basis.append(vector)
    return basis


def _relation(vector: Sequence[int], table: IntegralExpansion) -> Relation:
    """The vector as coefficients of operators (rows are numerators: each coefficient takes its operator's denominator), coprime, the first positive."""
    weighted = [value * matrix.denominator for value, matrix in zip(vector, table.operators[1:], strict=True)]
    common = gcd(*weighted) * (1 if next(value for value in weighted if value) > 0 else -1)
    return {index: value // common for index, value in zip(table.indices[1:], weighted, strict=True) if value}


def _name(index: Index) -> str:
    return "·".join(f"{'cos' if e % 2 else 'sin'} {(e + 1) // 2 if e > 2 else ''}θ_{k + 1}" for k, e in enumerate(index) if e)
