r"""Traps that no number of parameters removes: strict local minima on the orbit {U†MU}.

Ours, not the paper's. The loss of a network depends on θ through A(θ) = U(θ)†MU(θ) only:
:math:`L(\theta)=\ell(A(\theta))`, :math:`\ell(A)=\frac1m\sum_i(\operatorname{tr}\rho_iA-y_i)^2`.

**Orbit theorem.** If A_0 is a local minimum of ℓ on the orbit of M, then every θ with A(θ) = A_0
is a local minimum of L, for every ansatz and every number of parameters. *Proof.* A is continuous,
so A(θ') is close to A_0 for θ' close to θ, and it lies on the orbit. ∎ (Kernel-checked
for generators with H² = 1: theorem ``orbit_theorem`` of ``proofs/formal``.) Conversely,
where θ ↦ A(θ) is a local diffeomorphism onto the orbit, a strict local minimum of L is one of ℓ.

Here M = |0⟩⟨0| in dimension d, the orbit is CP^{d-1}, and

.. math:: m\,\ell(A)=4\kappa^2\sum_{j<k}|A_{jk}|^2+r^2\kappa^2(1-A_{00})^2

with d(d-1) + 1 samples: zero only at A = |0⟩⟨0|, and all |k⟩⟨k|, k ≥ 1, are traps of value r²κ²/m
for small r. With p = 2(d-1) angles at points with A(θ) = |k⟩⟨k| and a regular Hessian the
certificate shows strict minima of L; the Hessian of L is JᵀHess(ℓ)J there, so J is regular and
|k⟩⟨k| is a strict local minimum of ℓ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.construction.certify import MinimaResult, certify_minima
from symqnn.construction.equation_18 import mixed_state
from symqnn.construction.targets import Star
from symqnn.errors import InputError
from symqnn.expansion.output import expectation
from symqnn.loss.jets import LossJets
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN, require_qnn
from symqnn.model.state import State
from symqnn.status import Status

MAX_POINTS = 4**6
ROOM = 1e-9


@dataclass(frozen=True)
class OrbitTrap:
    """Certified traps on the orbit of |0⟩⟨0|, seen through one ansatz.

    Args:
        qnn: the network. dataset: the samples. places: for each certified point θ the k with
            A(θ) = |k⟩⟨k|.
        result: strict minima; those with k ≥ 1 are spurious.
    """

    qnn: QNN
    dataset: Dataset
    places: tuple[int, ...]
    result: MinimaResult

    @property
    def holds(self) -> bool:
        """Whether |0⟩⟨0|, with loss 0, and at least one trap above it are certified."""
        found, traps = self.result, len(self.places) - 1
        return (
            found.status is Status.PROVED
            and 0 in self.places
            and traps >= 1
            and found.spurious == traps
        )


def orbit_dataset(dimension: int, strength: object = Fraction(1, 4)) -> Dataset:
    """The d(d-1) + 1 samples: real and imaginary part of each A_jk, and r(A_00 - 1), all times κ.

    Raises:
        InputError: r is not in (0, 1].

    Example:
        >>> len(orbit_dataset(2)), len(orbit_dataset(3))
        (3, 7)
    """
    r, d = rational(strength, "strength"), dimension
    if not 0 < r <= 1:
        raise InputError(f"strength is {r}; a number 0 < r ≤ 1 is required.")
    kappa = Fraction(1, 2 * d)
    samples: list[tuple[State, Fraction]] = []
    for j in range(d):
        for k in range(j + 1, d):
            for entry in (1, "i"):
                rows: list[list[object]] = [[0] * d for _ in range(d)]
                rows[j][k], rows[k][j] = entry, entry if entry == 1 else "-i"
                # tr A = 1, so the part I/d of the state gives 1/d
                samples.append((mixed_state(GaussianMatrix.from_rows(rows), kappa), Fraction(1, d)))
    top: list[list[object]] = [[0] * d for _ in range(d)]
    for k in range(d):
        top[k][k] = Fraction(d - 1, d) if k == 0 else Fraction(-1, d)
    state = mixed_state(GaussianMatrix.from_rows(top), r * kappa)
    samples.append((state, Fraction(1, d) + r * kappa * Fraction(d - 1, d)))
    return Dataset.from_samples(samples)


def orbit_trap(qnn: QNN, strength: object = Fraction(1, 4)) -> OrbitTrap:
    """Points of quarter turns at which U†MU = |k⟩⟨k|, one for each k that is found,
    proved to be strict minima.

    Args:
        qnn: M = |0⟩⟨0|, p = 2(d-1) angles. strength: r.

    Raises:
        InputError: another observable or number of angles, or no trap that quarter turns reach
            regularly.

    Example:
        >>> made = orbit_trap(QNN(["X", "Y"], "1/2*I + 1/2*Z"))
        >>> made.holds, made.places, str(made.result.gap)
        (True, (0, 1), '1/768')
    """
    d, p = require_qnn(qnn).dimension, len(qnn.parameters)
    if p != 2 * (d - 1):
        raise InputError(
            f"the network has {p} angles; 2(d-1) = {2 * (d - 1)}, the dimension of the orbit of "
            "|0⟩⟨0|, are required."
        )
    if 4**p > MAX_POINTS:
        raise InputError(
            f"{4**p} points of quarter turns are too many (limit {MAX_POINTS}); take d ≤ 4."
        )
    dataset = orbit_dataset(d, strength)
    chosen: dict[int, Star] = {}
    jets = LossJets(qnn, dataset)
    for place, point in _places(qnn):
        if place not in chosen:
            jet = jets.at(point)
            scaled = np.array(jet.hessian, dtype=object) / jet.denominator
            if not any(jet.gradient) and np.linalg.eigvalsh(scaled.astype(np.float64))[0] > ROOM:
                chosen[place] = point
    if 0 not in chosen or len(chosen) < 2:
        raise InputError(
            "no quarter turns give |0⟩⟨0| and some other |k⟩⟨k| with regular Hessians; M = |0⟩⟨0| "
            "and gates that turn |0⟩ into another |k⟩ are required, independent at that point."
        )
    places = tuple(sorted(chosen))
    result = certify_minima(qnn, dataset, [chosen[k] for k in places], move=False)
    return OrbitTrap(qnn, dataset, places, result)


def _places(qnn: QNN) -> Iterator[tuple[int, Star]]:
    """(k, θ) for the points of quarter turns with A(θ) = |k⟩⟨k|: the populations A_kk are one 1 and
    zeros, and tr A² = 1.
    """
    d = qnn.dimension
    populations = [expectation(qnn, _basis_state(d, k)) for k in range(d)]
    for turns in product(range(4), repeat=len(qnn.parameters)):
        point = tuple(CirclePoint.quarter_turns(k) for k in turns)
        values = [poly.at(point) for poly in populations]
        if sorted(values) == [0] * (d - 1) + [1]:
            yield values.index(Fraction(1)), point


def _basis_state(dimension: int, k: int) -> State:
    """|k⟩⟨k|."""
    return State.pure([int(j == k) for j in range(dimension)])


def ansatz(dimension: int, turned: bool = False) -> QNN:
    """Two ansätze for each d: gates exp(-iθH) with H on the levels 0 and k, X and Y there,
    or 3/5 X + 4/5 Y and X.

    Raises:
        InputError: another dimension than 2 and 3.

    Example:
        >>> [len(ansatz(3, turned).parameters) for turned in (False, True)]
        [4, 4]
    """
    if dimension not in (2, 3):
        raise InputError(
            f"the dimension is {dimension}; ansätze are built in for 2 and 3, give a network of "
            "your own."
        )
    pairs: list[tuple[object, object]] = (
        [("3/5-4/5*i", "3/5+4/5*i"), (1, 1)] if turned else [(1, 1), ("-i", "i")]
    )
    generators = []
    for k in range(1, dimension):
        for upper, lower in pairs:
            rows: list[list[object]] = [[0] * dimension for _ in range(dimension)]
            rows[0][k], rows[k][0] = upper, lower
            generators.append(rows)
    observable = [[int(a == b == 0) for b in range(dimension)] for a in range(dimension)]
    return QNN(generators, observable)
