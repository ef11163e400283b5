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
class Wave:
    """The summand a·cos(k·x) + b·sin(k·x)."""

    frequency: Vector
    cos: int
    sin: int


def block_waves(loss: TrigPoly, block: ListedBlock) -> tuple[Wave, ...]:
    """A positive multiple of the summand of the loss in the angles of a block, in x_l = m_l·φ_l.

    Example:
        >>> block = ListedBlock((0, 1), (1, 1), ())
        >>> # cos x₁ sin x₂ = (sin(x₁+x₂) - sin(x₁-x₂))/2
        >>> waves = block_waves(TrigPoly.from_terms({"12": "1/3"}), block)
        >>> [(wave.frequency, wave.cos, wave.sin // SCALE) for wave in waves]
        [((1, -1), 0, -1), ((1, 1), 0, 1)]
    """
    total: dict[Vector, tuple[Fraction, Fraction]] = {}
    for index, value in loss.terms():
        part = tuple(index[angle] for angle in block.angles)
        if any(part):
            reduced = tuple((e + 1) // 2 // m for e, m in zip(part, block.multiples, strict=True))
            kinds = tuple(0 if not e else 1 + (e + 1) % 2 for e in part)
            for wave, (a, b) in product_to_sum(reduced, kinds).items():
                cos, sin = total.get(wave, (Fraction(0), Fraction(0)))
                total[wave] = (cos + a * value, sin + b * value)
    kept = {wave: pair for wave, pair in total.items() if any(pair) and any(wave)}
    scale = SCALE * lcm(*(part.denominator for pair in kept.values() for part in pair))
    return tuple(
        Wave(wave, int(kept[wave][0] * scale), int(kept[wave][1] * scale)) for wave in sorted(kept)
    )


def product_to_sum(frequencies: Vector, kinds: Vector) -> dict[Vector, tuple[Fraction, Fraction]]:
    """A product of cosines (kind 1) and sines (kind 2) as a sum of waves.

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
        sign = 1
        for angle, s in zip(active, signs, strict=True):
            wave[angle] = s * frequencies[angle]
            sign *= s if kinds[angle] == 2 else 1
        size = Fraction(sign, 2 ** (len(active) - 1))
        # (1/i)^sines = 1, -i, -1, i
        real, imaginary = (
            (size, Fraction(0)),
            (Fraction(0), -size),
            (-size, Fraction(0)),
            (Fraction(0), size),
        )[sines % 4]
        result[tuple(wave)] = (real, -imaginary)
    return result
