"""Losses with known critical points, for the tests of roots, landscape and certificates."""

from fractions import Fraction
from math import pi, tan

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.loss.training import loss
from symqnn.model.dataset import Dataset, random_dataset
from symqnn.model.qnn import QNN


def product_network(p):
    """The paper's experiment: h = Z, m = Y + I on each of p qubits."""
    return QNN(["".join("Z" if q == k else "I" for q in range(p)) for k in range(p)], f"(Y+I)^{p}")


def product_dataset(p, r):
    """mathematics.md 2.2 at θ* = 0: L = 1/(2p) Σ sin²2θ_l + r²(1-cos 2θ_l)²."""
    states, labels = [], []
    for k in range(p):
        for vector, label in (((1, 0, 0), 1), ((0, r, 0), 1 + r)):
            states.append([vector if q == k else (0, 0, 0) for q in range(p)])
            labels.append(label)
    return Dataset.from_bloch(states, labels)


def product_loss(p, r=Fraction(2, 5)):
    return loss(product_network(p), product_dataset(p, r))


def random_loss(p, seed, samples=None):
    return loss(product_network(p), random_dataset(p, samples or 3 * p, seed))


def latin_loss(p):
    """Σ_j ∏_l sin²(φ_l - a_jl), a_jl near ((j+l) mod p)π/p: p!·2^p common zeros (mathematics.md
    2.4).
    """
    total = TrigPoly.constant(0, p)
    for j in range(p):
        factor = TrigPoly.constant(1, p)
        for k in range(p):
            point = CirclePoint.from_half_tangent(
                Fraction(tan(((j + k) % p) * pi / p / 2)).limit_denominator(20)
            )
            sine, cosine = (tuple(e if q == k else 0 for q in range(p)) for e in (2, 1))
            factor = factor * TrigPoly.from_terms({sine: point.cos, cosine: -point.sin})
        total = total + factor * factor
    return total


def parity_loss(p, subsets, weights):
    """mathematics.md 2.3 up to the factor 1/m: Σ(1-u_l²) + Σ_S r_S²(1-∏_S u_l)²."""
    one = TrigPoly.constant(1, p)
    u = [TrigPoly.from_terms({tuple(1 if q == k else 0 for q in range(p)): 1}) for k in range(p)]
    total = TrigPoly.constant(0, p)
    for k in range(p):
        total = total + one - u[k] * u[k]
    for subset, weight in zip(subsets, weights, strict=True):
        product = one
        for k in subset:
            product = product * u[k]
        total = total + (one - product) * (one - product) * weight
    return total
