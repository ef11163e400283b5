"""Trigonometric polynomials by frequency: Σ a_k cos(k·x) + b_k sin(k·x), a_k, b_k integers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import lcm

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.formal.reading import ListedBlock

Vector = tuple[int, ...]
SCALE = 2**40  # the checker rounds amplitudes up to integers; this makes that negligible


@dataclass(frozen=True)
class Product:
    """coefficient · b_{e_1}(x_1)⋯b_{e_p}(x_p), b_0 = 1, b_{2k-1} = cos kx, b_{2k} = sin kx."""

    index: Vector
    coefficient: int


@dataclass(frozen=True)
class Wave:
    """The summand a·cos(k·x) + b·sin(k·x)."""

    frequency: Vector
    cos: int
    sin: int


def block_products(loss: TrigPoly, block: ListedBlock) -> tuple[Product, ...]:
    """A positive integer multiple of the summand of the loss in the angles
    of a block, in x_l = m_l·φ_l.

    Example:
        >>> loss = TrigPoly.from_terms({"30": "1/3", "34": "1/2"})
        >>> block = ListedBlock((0, 1), (2, 1), ())
        >>> [(one.index, one.coefficient // SCALE) for one in block_products(loss, block)]
        [((1, 0), 2), ((1, 4), 3)]
    """
    terms: dict[Vector, Fraction] = {}
    for index, value in loss.terms():
        part = tuple(index[angle] for angle in block.angles)
        if any(part):
            reduced = tuple(_divided(e, m) for e, m in zip(part, block.multiples, strict=True))
            terms[reduced] = value
    scale = SCALE * lcm(*(value.denominator for value in terms.values()))
    return tuple(Product(index, int(terms[index] * scale)) for index in sorted(terms))


def _divided(e: int, multiple: int) -> int:
    """The index of cos kx or sin kx, where e is that of cos mkφ or sin mkφ and x = mφ."""
    frequency = (e + 1) // 2 // multiple
    return 2 * frequency - e % 2 if frequency else 0


def waves_of(products: tuple[Product, ...]) -> tuple[Wave, ...]:
    """2^p times a sum of products, as ``polynomial_of`` in Products.v computes it.

    Example:
        >>> waves_of((Product((1, 2), 1),))  # 4 cos x₁ sin x₂ = 2 sin(x₁+x₂) - 2 sin(x₁-x₂)
        (Wave(frequency=(1, -1), cos=0, sin=-2), Wave(frequency=(1, 1), cos=0, sin=2))
    """
    total: dict[Vector, tuple[int, int]] = {}
    for one in products:
        kinds = tuple(0 if not e else 1 + (e + 1) % 2 for e in one.index)
        frequencies = tuple((e + 1) // 2 for e in one.index)
        for wave, (a, b) in product_to_sum(frequencies, kinds).items():
            cos, sin = total.get(wave, (0, 0))
            total[wave] = (cos + a * one.coefficient, sin + b * one.coefficient)
    return tuple(Wave(wave, *total[wave]) for wave in sorted(total) if any(total[wave]))


def product_to_sum(frequencies: Vector, kinds: Vector) -> dict[Vector, tuple[int, int]]:
    """2^p times a product of cosines (kind 1) and sines (kind 2) as a sum of waves.

    Each factor is (e^{ikx} + e^{-ikx})/2 or (e^{ikx} - e^{-ikx})/(2i); the coefficient c of
    e^{ik·x} gives Re(2c) cos - Im(2c) sin. The first nonzero frequency of each wave is positive.
    """
    active = [angle for angle, kind in enumerate(kinds) if kind]
    sines = sum(kind == 2 for kind in kinds)
    result = {}
    for signs in product((1, -1), repeat=len(active)):
        if signs and signs[0] < 0:
            continue
        wave = [0] * len(kinds)
        size = 2 ** (len(kinds) - len(active) + 1)
        for angle, s in zip(active, signs, strict=True):
            wave[angle] = s * frequencies[angle]
            size *= s if kinds[angle] == 2 else 1
        # (1/i)^sines = 1, -i, -1, i
        real, imaginary = ((size, 0), (0, -size), (-size, 0), (0, size))[sines % 4]
        result[tuple(wave)] = (real, -imaginary)
    return result
