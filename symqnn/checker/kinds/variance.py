"""Kind variance: mean and variances of a loss, or of an output of a network, over independent
uniform angles.

A polynomial in the phases has mean c_0 and, as cos^2 and sin^2 have mean 1/2, mean square sum of
c_e^2 / 2^(number of angles in e). An output in a product state is the product of those of the
tensor factors, in disjoint angles: means and mean squares multiply. A factor with at most 8 angles
is expanded. In a larger one, each gate one word W with a parameter of its own, the terms of the
observable are carried backwards through the gates (module walk).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from ..mathematics.instance import (
    Polynomial,
    State,
    Vector,
    expectation,
    read_state,
    word_expectation,
)
from ..mathematics.loss import MAX_ANGLES, read_loss
from ..mathematics.samples import local_polynomial, tensor_factors
from ..mathematics.walk import Moments, walk, walked_gates
from ..trusted.network import Network, network_of, read_units
from ..trusted.operators import Operator
from ..trusted.reading import Node
from ..trusted.verdict import charge

STATEMENTS = ("variance",)


@dataclass(frozen=True)
class Total:
    """Mean, variance, and the variances of the derivatives by theta_l."""

    mean: Fraction
    variance: Fraction
    gradient: tuple[Fraction, ...]


def of_polynomial(terms: Polynomial, units: Sequence[Fraction]) -> Moments:
    """Mean, mean square, and mean squares of the derivatives by theta_l = phi_l/g_l,
    from the coefficients.
    """
    charge(20 * len(terms) * len(units))
    mean, square, gradient = Fraction(0), Fraction(0), [Fraction(0)] * len(units)
    for index, value in terms.items():
        # uniform angles: the basis functions are orthogonal, cos^2 and sin^2 have the mean 1/2
        share = value**2 / 2 ** sum(1 for e in index if e)
        square += share
        mean += 0 if any(index) else value
        for axis, e in enumerate(index):
            if e:
                gradient[axis] += ((e + 1) // 2 * units[axis]) ** 2 * share
    return Moments(mean, square, tuple(gradient))


def of_block(part: Network, state: tuple[Vector, ...] | Operator) -> Moments:
    """Moments of one tensor factor of the output."""
    gates = walked_gates(part) if len(part.units) > MAX_ANGLES else None
    if gates is not None:
        return walk(
            part,
            gates,
            lambda word: word_expectation(word, state),
            state if isinstance(state, tuple) else None,
        )
    if isinstance(state, tuple):
        return of_polynomial(
            local_polynomial(part, tuple((vector, False) for vector in state)), part.units
        )
    return of_polynomial(expectation(part, state), part.units)


def of_output(node: Node, network: Network, state: State) -> Total:
    """Moments of tr(rho M(theta)) from those of its tensor factors."""
    if isinstance(state, Operator):
        found = [(tuple(range(len(network.units))), of_block(network, state))]
    else:
        found = [
            (axes, of_block(part, tuple(state[qubit] for qubit in qubits)))
            for qubits, axes, part in tensor_factors(node, network)
        ]
    charge(50 * len(found) ** 2)
    gradient = [Fraction(0)] * len(network.units)
    before = Fraction(1)  # the mean squares of the factors on the left
    after = [Fraction(1)]  # those on the right, the last factor first
    for _, moments in reversed(found[1:]):
        after.append(after[-1] * moments.square)
    for (axes, moments), right in zip(found, reversed(after), strict=True):
        for axis, value in zip(axes, moments.gradient, strict=True):
            # factors have no angle in common: means of products are products of means
            gradient[axis] = value * before * right
        before *= moments.square
    mean = prod((moments.mean for _, moments in found), start=Fraction(1))
    return Total(mean, before - mean**2, tuple(gradient))


def total_of(node: Node) -> Total:
    """Moments of a LOSS; an output may have any number of angles."""
    if node.choice("kind", "polynomial", "training", "output") == "output":
        network, (_, state_node) = network_of(node, "kind", "state")
        return of_output(state_node, network, read_state(state_node, network))
    p, terms = read_loss(node)
    holder = node.mapping() if "units" in node.mapping() else node.mapping()["network"].mapping()
    moments = of_polynomial(terms, read_units(holder["parameters"], holder["units"]) if p else ())
    return Total(moments.mean, moments.square - moments.mean**2, moments.gradient)


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Recompute all moments and compare them."""
    witness.fields()
    (node,) = instance.fields("loss")
    mean, variance, gradient = claim.fields("mean", "variance", "gradient")
    total = total_of(node)
    if mean.rational() != total.mean:
        raise mean.reject("differs from the recomputed value")
    if variance.rational() != total.variance:
        raise variance.reject("differs from the recomputed value")
    for element, value in zip(gradient.elements(len(total.gradient)), total.gradient, strict=True):
        if element.rational() != value:
            raise element.reject("differs from the recomputed value")
    zero = sum(1 for value in total.gradient if not value)
    flat = f"; {zero} of {len(total.gradient)} derivatives vanish identically" if zero else ""
    return (
        f"{statement}: exact mean and variances over uniform angles (p = "
        f"{len(total.gradient)}){flat}"
    )
