"""Kind integral-minima: generators with integer spectrum; the complete list of minima of a separable loss in theta.

V^dagger A V = sum over eigenvalues E, F of e^{i theta (E - F)} P_E A P_F. Outputs and losses are Fourier series with the
coefficients c_k, k in Z^p, over Q(i). The rest is as in the kind separable-minima, with frequencies up to 2 Delta.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from math import prod

from .datasets import Circle, Polynomial, Residual, Training, read_nullable, read_point, training_of
from .instance import Network, read_matrix, read_state
from .operators import Operator, linear, multiple_of_identity, multiply
from .reading import Node
from .separable import KINDS, back
from .sturm import Poly, add, chain, roots_between, sign, times
from .verdict import Unsupported, require_affordable

STATEMENTS = ("integral-spectra",)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
Complex = tuple[Fraction, Fraction]
Series = dict[tuple[int, ...], Complex]  # frequency vector to coefficient
OneAngle = dict[int, Complex]


@dataclass(frozen=True)
class Spectral:
    """A network with the projector P_E for each eigenvalue E of each generator."""

    network: Network
    projectors: tuple[tuple[tuple[int, Operator], ...], ...]

    def gaps(self) -> list[int]:
        """Largest minus smallest eigenvalue of each generator."""
        return [listed[-1][0] - listed[0][0] for listed in self.projectors]


def read_spectral(node: Node) -> Spectral:
    """{"kind":"integral", "dimension", "generators", "spectra", "observable"}; the spectra are confirmed."""
    node.choice("kind", "integral")
    _, size, generators, spectra, observed = node.fields("kind", "dimension", "generators", "spectra", "observable")
    dimension, listed = size.count(), generators.elements()
    if dimension < 2 or not listed:
        raise node.reject("dimension below 2, or no generators")
    require_affordable(100 * len(listed) * dimension**3)
    matrices = [read_matrix(element, dimension) for element in listed]
    projectors = [read_projectors(element, h) for element, h in zip(spectra.elements(len(listed)), matrices, strict=True)]
    network = Network(None, dimension, tuple(matrices), (read_matrix(observed, dimension),))
    return Spectral(network, tuple(projectors))


def read_projectors(node: Node, h: Operator) -> tuple[tuple[int, Operator], ...]:
    """The eigenvalues listed at `node` with their projectors, the products of (H - F)/(E - F); H sum P_E = sum E P_E."""
    values = [element.integer() for element in node.elements()]
    if len(values) < 2 or any(a >= b for a, b in pairwise(values)):
        raise node.reject("not at least two increasing eigenvalues")
    one = multiple_of_identity(h, 1)
    product = one
    for value in values:
        product = multiply(product, linear((1, -value), (h, one))).reduced()
    if not product.is_zero:
        raise node.reject("an eigenvalue is missing, or one is no integer")
    result = []
    for value in values:
        part = one
        for other in values:
            if other != value:
                part = multiply(part, linear((1, -other), (h, one), value - other)).reduced()
        if part.denominator < 0:
            part = Operator(part.basis, -part.denominator, tuple(-x for x in part.real), tuple(-x for x in part.imaginary))
        if part.is_zero:
            raise node.reject(f"{value} is no eigenvalue")
        result.append((value, part))
    return tuple(result)


def observables(spectral: Spectral) -> dict[tuple[int, ...], Operator]:
    """The Fourier coefficients of M(theta); the last layer is applied first."""
    d = spectral.network.dimension
    table: dict[tuple[int, ...], Operator] = {(): spectral.network.factors[0]}
    for projectors in reversed(spectral.projectors):
        require_affordable(len(table) * 20 * len(projectors) ** 2 * d**3)
        fresh: dict[tuple[int, ...], list[Operator]] = {}
        for rest, a in table.items():
            for value, left in projectors:
                half = multiply(left, a)
                for other, right in projectors:
                    fresh.setdefault((value - other, *rest), []).append(multiply(half, right))
        sums = {key: linear([1] * len(parts), parts).reduced() for key, parts in fresh.items()}
        table = {key: a for key, a in sums.items() if not a.is_zero}
    return table


def output(table: dict[tuple[int, ...], Operator], rho: Operator) -> Series:
    """tr(rho A) = sum of conj(rho_jk) A_jk for Hermitian rho."""
    result: Series = {}
    for key, a in table.items():
        scale = a.denominator * rho.denominator
        real = sum(x * u + y * v for x, y, u, v in zip(rho.real, rho.imaginary, a.real, a.imaginary, strict=True))
        imaginary = sum(x * v - y * u for x, y, u, v in zip(rho.real, rho.imaginary, a.real, a.imaginary, strict=True))
        if real or imaginary:
            result[key] = (Fraction(real, scale), Fraction(imaginary, scale))
    return result


def square(series: Series) -> Series:
    """The square of a Fourier series."""
    require_affordable(20 * len(series) ** 2)
    result: Series = {}
    for j, (x, y) in series.items():
        for k, (u, v) in series.items():
            key = tuple(a + b for a, b in zip(j, k, strict=True))
            s, t = result.get(key, (Fraction(0), Fraction(0)))
            result[key] = (s + x * u - y * v, t + x * v + y * u)
    return {key: value for key, value in result.items() if any(value)}


def read_residuals(network_node: Node, samples: Node) -> tuple[Spectral, list[Series]]:
    """The residuals tr(rho M(theta)) - label, from states and labels."""
    spectral = read_spectral(network_node)
    table, result, zero = observables(spectral), list[Series](), (0,) * len(spectral.projectors)
    for element in samples.elements():
        state_node, label = element.fields("state", "label")
        rho = read_state(state_node, spectral.network)
        if not isinstance(rho, Operator):
            raise state_node.reject("not a matrix")
        residual = output(table, rho)
        constant = residual.get(zero, (Fraction(0), Fraction(0)))
        residual[zero] = (constant[0] - label.rational(), constant[1])
        result.append(residual)
    if not result:
        raise samples.reject("no samples")
    return spectral, result


def read_integral_training(instance: Node) -> tuple[Training, list[int]]:
    """As datasets.read_training, in theta, digits 2k - 1 and 2k for cos k theta and sin k theta; and the gaps."""
    network_node, samples, parts_node = instance.fields("network", "samples", "parts")
    spectral, listed = read_residuals(network_node, samples)
    if 2 * max(spectral.gaps()) >= len(DIGITS):
        raise Unsupported("instance.network.spectra", "frequencies above 17")
    axes, residuals = tuple(range(len(spectral.projectors))), []
    for series in listed:
        table = real_form(series)
        constant = table.pop("0" * len(axes), Fraction(0))
        residuals.append(Residual(constant, ((Fraction(1), ((axes, table),)),) if table else ()))
    return training_of(spectral.network, residuals, parts_node), spectral.gaps()


def real_form(series: Series) -> Polynomial:
    """A real Fourier series in products of cosines and sines: e^{ik t} = cos |k|t + i sign(k) sin |k|t in each angle."""
    require_affordable(20 * len(series) * 2 ** len(next(iter(series), ())))
    result: Polynomial = {}
    for key, (x, y) in series.items():
        for sines in product(*((0, 1) if k else (0,) for k in key)):
            digits = "".join(DIGITS[2 * abs(k) - (0 if sine else 1)] if k else "0" for k, sine in zip(key, sines, strict=True))
            turns = sum(3 if k < 0 else 1 for k, sine in zip(key, sines, strict=True) if sine)
            real = (x, -y, -x, y)[turns % 4]  # the real part of (x + iy) i^turns; the imaginary parts cancel
            result[digits] = result.get(digits, Fraction(0)) + real
    return {digits: value for digits, value in result.items() if value}


def read_loss(instance: Node) -> tuple[Spectral, Series]:
    """The mean of the squared residuals over all samples."""
    network_node, samples = instance.fields("network", "samples")
    (spectral, listed), total = read_residuals(network_node, samples), Series()
    for residual in listed:
        for key, (x, y) in square(residual).items():
            s, t = total.get(key, (Fraction(0), Fraction(0)))
            total[key] = (s + x / len(listed), t + y / len(listed))
    return spectral, {key: value for key, value in total.items() if any(value)}


def split(node: Node, total: Series, angles: int) -> list[OneAngle]:
    """The summands of one angle each, without the constant."""
    parts: list[OneAngle] = [{} for _ in range(angles)]
    for key, value in total.items():
        used = [angle for angle, k in enumerate(key) if k]
        if len(used) > 1:
            raise node.reject("the loss has a term in several angles together")
        if used:
            parts[used[0]][key[used[0]]] = value
    return parts


def power(point: Circle, k: int) -> Complex:
    """(cos + i sin)^k for k >= 0 or k < 0."""
    c, s = point if k >= 0 else (point[0], -point[1])
    x, y = Fraction(1), Fraction(0)
    for _ in range(abs(k)):
        x, y = x * c - y * s, x * s + y * c
    return x, y


def value(part: OneAngle, point: Circle) -> Fraction:
    """The (real) value of a summand."""
    return sum((c[0] * z[0] - c[1] * z[1] for c, z in ((c, power(point, k)) for k, c in part.items())), Fraction(0))


def slope(part: OneAngle) -> OneAngle:
    """The derivative: c_k becomes i k c_k."""
    return {k: (-k * y, k * x) for k, (x, y) in part.items() if k}


def numerator(part: OneAngle, cut: Circle) -> Poly:
    """(1 + t^2)^D times a series, at the angle of -cut plus psi: e^{ik psi} (1 + t^2)^D = (1 + it)^{D+k} (1 - it)^{D-k}."""
    degree, opposite = max(map(abs, part)), (-cut[0], -cut[1])
    total: Poly = []
    for k, (x, y) in part.items():
        c, s = power(opposite, k)
        u, v = x * c - y * s, x * s + y * c
        real, imaginary = [Fraction(1)], list[Fraction]()
        for unit in [Fraction(1)] * (degree + k) + [Fraction(-1)] * (degree - k):
            shift = [Fraction(0), unit]
            real, imaginary = add(real, times([Fraction(-1)], times(shift, imaginary))), add(imaginary, times(shift, real))
        total = add(total, add(times([u], real), times([-v], imaginary)))
    return total


def verify_coordinate(part: OneAngle, star: Circle, claim: Node, witness: Node) -> tuple[int, list[Fraction]]:
    """Number of critical points, and for each minimum the lower bound of its value above that at the star."""
    cut_node, separator_node = witness.fields("cut", "separators")
    cut, derivative = read_point(cut_node), slope(part)
    if not value(derivative, cut):
        raise cut_node.reject("the cut is a critical point")
    poly = numerator(derivative, cut)
    inner = [element.rational() for element in separator_node.elements()]
    ends: list[Fraction | None] = [None, *inner, None]
    if any(a >= b for a, b in pairwise(inner)) or any(not sign(poly, t) for t in inner):
        raise separator_node.reject("not increasing, or a separator is a critical point")
    parts, floors = chain(poly), []
    for element, lower, upper in zip(claim.elements(len(inner) + 1), ends[:-1], ends[1:], strict=True):
        kind_node, floor_node = element.fields("kind", "floor")
        if roots_between(parts, lower, upper) != 1:
            raise element.reject("not exactly one critical point between the separators")
        kind, floor = KINDS[sign(poly, lower, -1), sign(poly, upper, 1)], read_nullable(floor_node)
        if kind_node.text() != kind:
            raise kind_node.reject(f"this critical point is of the kind {kind}")
        if (kind == "minimum") != (floor is not None):
            raise floor_node.reject("minima, and only they, have a lower bound")
        if floor is None:
            continue
        floors.append(floor)
        if floor == 0:
            t = back(floor_node, star, cut)
            if value(derivative, star) or (lower is not None and t <= lower) or (upper is not None and t >= upper):
                raise floor_node.reject("the star is not the critical point between the separators")
        else:
            verify_floor(floor_node, part, value(part, star) + floor, (lower, upper), cut)
    return len(inner) + 1, floors


def verify_floor(node: Node, part: OneAngle, level: Fraction, ends: tuple[Fraction | None, Fraction | None],
                 cut: Circle) -> None:
    """The summand is above a level between two separators: no root there, and positive at the ends."""
    if node.rational() < 0 or value(part, cut) == level:
        raise node.reject("negative, or the value at the cut")
    constant = part.get(0, (Fraction(0), Fraction(0)))
    shifted = numerator({**part, 0: (constant[0] - level, constant[1])}, cut)
    if any(sign(shifted, end, side) <= 0 for end, side in zip(ends, (-1, 1), strict=True)):
        raise node.reject("not a lower bound of the value above that at the star")
    if roots_between(chain(shifted), *ends):
        raise node.reject("not a lower bound of the value above that at the star")


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Recompute the loss from states and labels, split it, and check every summand."""
    coordinate_node, star_node, least, minima, critical, spurious, gap = claim.fields(
        "coordinates", "star", "least", "minima", "critical_points", "spurious", "gap")
    (isolation,) = witness.fields("coordinates")
    spectral, total = read_loss(instance)
    p = len(spectral.projectors)
    star = [read_point(element) for element in star_node.elements(p)]
    numbers, floors = [], []
    pairs = zip(coordinate_node.elements(p), isolation.elements(p), strict=True)
    here = total.get((0,) * p, (Fraction(0), Fraction(0)))[0]
    for part, point, (listed, separators) in zip(split(instance, total, p), star, pairs, strict=True):
        if not part:
            raise listed.reject("the loss does not depend on this angle: no minimum is isolated")
        number, lower = verify_coordinate(part, point, listed, separators)
        if lower.count(Fraction(0)) != 1:
            raise listed.reject("not exactly one minimum at the star")
        here += value(part, point)
        numbers.append(number)
        floors.append(lower)
    if least.rational() != here:
        raise least.reject("not the loss at the star")
    count, expected = prod(map(len, floors)), prod(2 * width for width in spectral.gaps())
    if minima.integer() != count or count != expected:
        raise minima.reject(f"not the number {count} of minima, or that is not the product of all 2 Delta")
    if critical.integer() != prod(numbers):
        raise critical.reject("not the number of critical points")
    if spurious.integer() != count - 1:
        raise spurious.reject("not the number of minima above the global one")
    if read_nullable(gap) != min((x for lower in floors for x in lower if x), default=None):
        raise gap.reject("not the least of the lower bounds")
    return f"{statement}: exactly {count} local minima in [0, 2 pi)^{p}, {count - 1} of them spurious"
