"""Explicit states for one-layer networks with a product observable:
nothing of size 2^p or 3^p is built.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.construction.scaling import root_below
from symqnn.construction.targets import Target
from symqnn.expansion.output import involution
from symqnn.model.correlation import CorrelationState
from symqnn.model.qnn import QNN
from symqnn.model.state import State

Vector = tuple[Fraction, Fraction, Fraction]


@dataclass(frozen=True)
class Site:
    r"""One qubit with its generator :math:`h=n\cdot\sigma` and its factor
    :math:`m=m_0I+\vec m\cdot\sigma` of the observable.

    :math:`\Phi^{(0)}m=m_0I+(\vec m\cdot n)\,n\cdot\sigma`,
    :math:`\Phi^{(1)}m=\vec m_\perp\cdot\sigma`,
    :math:`\Phi^{(2)}m=(\vec m_\perp\times n)\cdot\sigma`.

    Args:
        qubit: its number. identity: m_0. first, second: the Bloch vectors of Φ^(1) m and Φ^(2) m,
            of equal length.
        idle: Bloch vector of the state used where the angle shall not appear. level: its value tr(τ
            Φ^(0) m).
    """

    qubit: int
    identity: Fraction
    first: Vector
    second: Vector
    idle: Vector
    level: Fraction

    @property
    def square(self) -> Fraction:
        """|m_⊥|², the squared length of ``first`` and of ``second``."""
        return dot(self.first, self.first)


def dot(a: Vector, b: Vector) -> Fraction:
    """Scalar product."""
    return sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0))


def cross(a: Vector, b: Vector) -> Vector:
    """Vector product."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def combine(a: Fraction, u: Vector, b: Fraction, v: Vector) -> Vector:
    """a·u + b·v."""
    x, y, z = (a * s + b * t for s, t in zip(u, v, strict=True))
    return x, y, z


def sites(qnn: QNN) -> tuple[Site, ...] | None:
    """The qubits in the order of their angles, or None if the network is not one layer of two-level
    single-qubit gates, one a qubit.

    None also where m + hmh = 0 or m - hmh = 0 on some qubit, as Proposition 5 excludes. Only W of a
    generator cW, W² = I, matters, because outputs are in the phases.

    Example:
        >>> sites(QNN(["ZI", "IZ"], "(Y+I)(Y+I)"))[0].first
        (Fraction(0, 1), Fraction(1, 1), Fraction(0, 1))
        >>> sites(QNN(["Z"], "Y")) is None
        True
    """
    if not isinstance(qnn.observable, TensorProduct) or not qnn.is_two_level:
        return None
    single = all(factor.qubits == 1 for factor in qnn.observable.factors)
    if not single or len(qnn.gates) != qnn.qubits:
        return None
    found: dict[int, Site] = {}
    for gate in qnn.gates:
        word = involution(gate)
        where = word.support() if isinstance(word, PauliSum) else ()
        if len(where) != 1 or not isinstance(word, PauliSum):
            return None
        site = _site(where[0], _vector(word.restrict(where)), qnn.observable.factors[where[0]])
        if site is None:
            return None
        found[gate.parameters[0]] = site
    listed = tuple(found[position] for position in sorted(found))
    return listed if len({site.qubit for site in listed}) == qnn.qubits else None


def _vector(local: PauliSum) -> Vector:
    values = dict(local.terms())
    return values.get("X", Fraction(0)), values.get("Y", Fraction(0)), values.get("Z", Fraction(0))


def _site(qubit: int, n: Vector, observable: PauliSum) -> Site | None:
    m, identity = _vector(observable), dict(observable.terms()).get("I", Fraction(0))
    along = dot(m, n)
    first = combine(Fraction(1), m, -along, n)
    nothing = (Fraction(0), Fraction(0), Fraction(0))
    choices = [
        (identity, nothing),
        (identity + along, n),
        (identity - along, combine(Fraction(-1), n, Fraction(0), n)),
    ]
    # the first of equal ones: the mixed state if it serves
    level, idle = max(choices, key=lambda choice: abs(choice[0]))
    if not any(first) or not level:
        return None
    return Site(qubit, identity, first, cross(first, n), idle, level)


def strength(site_list: Sequence[Site], target: Target) -> Fraction:
    """The largest κ² for which κ·target is the residual of one of our states."""
    on = set(target.angles)
    levels = prod(
        (site.level for k, site in enumerate(site_list) if k not in on), start=Fraction(1)
    )
    sizes = (site_list[wave.angle].square * wave.square for wave in target.factors)
    size = prod(sizes, start=Fraction(1))
    # the correlation s·⊗v·σ with v = a·m_⊥/|m_⊥|² + b·(m_⊥×n)/|m_⊥|² adds
    # s·Π levels·Π(a cos φ + b sin φ); s² Π|v|² ≤ 1
    squares = prod((site_list[k].square for k in on), start=Fraction(1))
    return levels**2 * squares**2 / (size * target.scale**2) if target.scale else Fraction(10**6)


def product_kappa(site_list: Sequence[Site], targets: Iterable[Target]) -> Fraction:
    """A simple rational κ, near the largest, for which all κ·targets are residuals of states."""
    return root_below(min(strength(site_list, target) for target in targets))


def product_state(site_list: Sequence[Site], target: Target, kappa: Fraction) -> State:
    """The state whose output is κ·(target - its constant) plus a constant: a product state if only
    one angle occurs.

    Raises:
        InputError: κ is too large for a state.
    """
    on = set(target.angles)
    vectors: dict[int, Vector] = {site.qubit: site.idle for site in site_list}
    for wave in target.factors:
        site = site_list[wave.angle]
        cos, sin = wave.cos / site.square, wave.sin / site.square
        vectors[site.qubit] = combine(cos, site.first, sin, site.second)
    levels = prod(
        (site.level for k, site in enumerate(site_list) if k not in on), start=Fraction(1)
    )
    scale = kappa * target.scale / levels
    listed = [vectors[q] for q in range(len(site_list))]
    qubits = sorted(site_list[k].qubit for k in on)
    if len(qubits) == 1:
        listed[qubits[0]] = combine(scale, listed[qubits[0]], Fraction(0), listed[qubits[0]])
        return State.bloch(listed)
    return CorrelationState.make(qubits, scale, listed)
