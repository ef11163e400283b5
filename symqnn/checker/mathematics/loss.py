"""LOSS: a trigonometric polynomial, or the loss of a training set multiplied out."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod

from ..trusted.circle import Circle, power
from ..trusted.network import network_of, read_units
from ..trusted.reading import Index, Node
from ..trusted.verdict import Unsupported, charge, common_multiple, hold, size_factor
from .frequencies import require_least_periods
from .instance import Polynomial, read_state
from .samples import Residual, Training, read_samples, read_training, residual, tensor_factors

MAX_ANGLES = 8  # of a loss whose critical points are searched
Series = dict[Index, tuple[int, int]]  # exponents of e^(i phi) to coefficients
__all__ = [
    "Polynomial",
    "Training",
    "polynomial",
    "read_loss",
    "read_mean",
    "read_training",
    "shifted",
    "spread",
]


def read_mean(node: Node, most: int = MAX_ANGLES) -> Training:
    """LOSS of the kind training: the mean over all samples."""
    network, (_, samples) = network_of(node, "kind", "samples")
    if len(network.units) > most:
        raise Unsupported(node.place(), f"more than {most} angles")
    require_least_periods(units_of(node), network)
    residuals = tuple(read_samples(samples, network))
    m = len(residuals)
    return Training(network, residuals, (Fraction(1, m),) * m, (0,) * m, 1)


def read_loss(node: Node, most: int = MAX_ANGLES) -> tuple[int, Polynomial]:
    """LOSS: number of angles and coefficients, given as a polynomial, as an output, or as a
    training set; at most so many angles.
    """
    kind = node.choice("kind", "polynomial", "training", "output")
    if kind == "training":
        training = read_mean(node, most)
        return training.angles, polynomial(training)
    if kind == "output":
        network, (_, state_node) = network_of(node, "kind", "state")
        if len(network.units) > most:
            raise Unsupported(node.place(), f"more than {most} angles")
        require_least_periods(units_of(node), network)
        blocks = tensor_factors(state_node, network)
        output = residual(network, blocks, read_state(state_node, network), Fraction(0))
        return len(network.units), spread(output, len(network.units))
    _, names, units, terms = node.fields("kind", "parameters", "units", "terms")
    p = len(read_units(names, units))
    if p > most:
        raise Unsupported(names.place(), f"more than {most} angles")
    return p, terms.polynomial(p)


def units_of(node: Node) -> Node:
    """The units of the network of a LOSS: with one that is too small, every critical point would be
    counted more than once.
    """
    return node.mapping()["network"].mapping()["units"]


def spread(residual_: Residual, angles: int) -> Polynomial:
    """The residual multiplied out."""
    zero = (0,) * angles
    total: Polynomial = {zero: residual_.constant}
    for weight, factors in residual_.terms:
        size = prod(len(table) for _, table in factors)
        hold(size * angles)
        charge(40 * size * len(factors))
        product: Polynomial = {zero: weight}
        for axes, table in factors:
            fresh = {}
            for key, x in product.items():
                for index, y in table.items():
                    moved = list(key)
                    for axis, e in zip(axes, index, strict=True):
                        moved[axis] = e
                    fresh[tuple(moved)] = x * y
            product = fresh
        for key, value in product.items():
            total[key] = total.get(key, Fraction(0)) + value
    return {key: value for key, value in total.items() if value}


def to_series(poly: Polynomial, angles: int) -> tuple[Series, int]:
    """(series, scale): scale * poly as a Laurent polynomial in the e^(i phi), with Gaussian
    integers as coefficients.

    2 cos k phi = z^k + z^-k, 2 sin k phi = -i z^k + i z^-k;
    one factor 2 in the scale an angle that occurs.
    """
    scale = common_multiple([value.denominator for value in poly.values()])
    series = {index: (int(value * scale), 0) for index, value in poly.items()}
    # cos and sin of one angle after the other become powers of z
    for axis in range(angles):
        if not any(index[axis] for index in series):
            continue
        fresh: Series = {}
        charge(40 * len(series))
        for index, (x, y) in series.items():
            e = index[axis]
            k = (e + 1) // 2
            up, down = (
                ((2 * x, 2 * y), (0, 0))
                if not k
                else ((x, y), (x, y))
                if e % 2
                else ((y, -x), (-y, x))
            )
            accumulate(fresh, (*index[:axis], k, *index[axis + 1 :]), up)
            accumulate(fresh, (*index[:axis], -k, *index[axis + 1 :]), down)
        series, scale = fresh, 2 * scale
    return series, scale


def accumulate(series: Series, key: Index, value: tuple[int, int]) -> None:
    """Add to one coefficient."""
    before = series.get(key, (0, 0))
    series[key] = (before[0] + value[0], before[1] + value[1])


def square(series: Series) -> Series:
    """The square; exponent vectors are packed into one integer each,
    so that adding them is one addition.
    """
    angles = len(next(iter(series), ()))
    base = 4 * max((abs(n) for key in series for n in key), default=0) + 3
    bits = max((x.bit_length() for pair in series.values() for x in pair), default=0)
    charge(8 * len(series) ** 2 * size_factor(bits))
    hold(min(len(series) ** 2 // 2, base**angles) * (angles + 2))
    listed = []
    for key, (x, y) in series.items():
        packed = 0
        for n in reversed(key):
            packed = packed * base + n
        listed.append((packed, x, y))
    real: dict[int, int] = {}
    imaginary: dict[int, int] = {}
    # (sum c_a z^a)^2 = sum of c_a^2 z^2a and of 2 c_a c_b z^(a + b), b before a
    for place, (a, x, y) in enumerate(listed):
        real[2 * a] = real.get(2 * a, 0) + x * x - y * y
        imaginary[2 * a] = imaginary.get(2 * a, 0) + 2 * x * y
        x, y = 2 * x, 2 * y
        for b, u, v in listed[:place]:
            real[a + b] = real.get(a + b, 0) + x * u - y * v
            imaginary[a + b] = imaginary.get(a + b, 0) + x * v + y * u
    result = {}
    for packed, x in real.items():
        exponents, rest = [], packed
        for _ in range(angles):
            exponents.append((rest + base // 2) % base - base // 2)
            rest = (rest - exponents[-1]) // base
        result[tuple(exponents)] = (x, imaginary[packed])
    return result


def from_series(series: Series, angles: int) -> dict[Index, int]:
    """A real Laurent polynomial in cosines and sines: c_k z^k + c_-k z^-k = (c_k + c_-k) cos k
    phi + i(c_k - c_-k) sin k phi.
    """
    for axis in range(angles):
        fresh: Series = {}
        charge(30 * len(series))
        for key, (x, y) in series.items():
            n = key[axis]
            if not n:
                accumulate(fresh, key, (x, y))
                continue
            accumulate(fresh, (*key[:axis], 2 * abs(n) - 1, *key[axis + 1 :]), (x, y))
            accumulate(
                fresh, (*key[:axis], 2 * abs(n), *key[axis + 1 :]), (-y, x) if n > 0 else (y, -x)
            )
        series = fresh
    return {key: x for key, (x, _) in series.items() if x}


def squared(poly: Polynomial, angles: int) -> Polynomial:
    """The square multiplied out."""
    series, scale = to_series(poly, angles)
    found = from_series(square(series), angles)
    charge(30 * len(found))
    return {index: Fraction(value, scale**2) for index, value in found.items()}


def polynomial(training: Training, part: int | None = None) -> Polynomial:
    """The loss multiplied out, or the contribution of one part."""
    total: Polynomial = {}
    for one, weight, number in zip(
        training.residuals, training.weights, training.part, strict=True
    ):
        if part is not None and part != number:
            continue
        for index, value in squared(spread(one, training.angles), training.angles).items():
            total[index] = total.get(index, Fraction(0)) + weight * value
    return {index: value for index, value in total.items() if value}


def shifted(poly: Polynomial, star: Sequence[Circle]) -> Polynomial:
    """The polynomial in phi - phi*: cos k(x + y) = C cos kx - S sin kx,
    sin k(x + y) = S cos kx + C sin kx.
    """
    for axis, point in enumerate(star):
        fresh: Polynomial = {}
        charge(150 * len(poly))
        for index, value in poly.items():
            k = (index[axis] + 1) // 2
            c, s = power(point, k)
            pair = (c, -s) if index[axis] % 2 else (s, c)
            for e, factor in (
                zip((2 * k - 1, 2 * k), pair, strict=True) if k else ((0, Fraction(1)),)
            ):
                key = (*index[:axis], e, *index[axis + 1 :])
                fresh[key] = fresh.get(key, Fraction(0)) + factor * value
        poly = {index: value for index, value in fresh.items() if value}
    return poly
