"""Networks of the kind integral: the eigenvalues of every generator are integers.

V^dagger A V = sum over eigenvalues E, F of e^{i theta (E - F)} P_E A P_F. Outputs and losses are Fourier series with the
coefficients c_k, k in Z^p, over Q(i).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise, product

from .datasets import Polynomial, Residual, Training, training_of
from .instance import Network, read_matrix, read_state
from .operators import Operator, linear, multiple_of_identity, multiply
from .reading import Node
from .verdict import Unsupported, require_affordable

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
Complex = tuple[Fraction, Fraction]
Frequency = tuple[int, ...]
Series = dict[Frequency, Complex]  # frequency vector to coefficient


@dataclass(frozen=True)
class Spectral:
    """A network with the projector P_E for each eigenvalue E of each generator, E increasing."""

    network: Network
    projectors: tuple[tuple[tuple[int, Operator], ...], ...]

    def gaps(self) -> list[int]:
        """Largest minus smallest eigenvalue of each generator."""
        return [listed[-1][0] - listed[0][0] for listed in self.projectors]

    def differences(self) -> list[list[int]]:
        """All E - F of each generator, increasing."""
        return [sorted({e - f for e, _ in listed for f, _ in listed}) for listed in self.projectors]


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
    """The eigenvalues listed at `node` with their projectors."""
    values = tuple(element.integer() for element in node.elements())
    if len(values) > h.size:
        raise node.reject("more values than dimensions: some is no eigenvalue")
    if len(values) < 2 or any(a >= b for a, b in pairwise(values)):
        raise node.reject("not at least two increasing eigenvalues")
    found = eigenprojectors(h, values)
    if not found:
        raise node.reject("an eigenvalue is missing, or one is no integer")
    for value, part in zip(values, found, strict=True):
        if part.is_zero:
            raise node.reject(f"{value} is no eigenvalue")
    return tuple(zip(values, found, strict=True))


@lru_cache(maxsize=64)
def eigenprojectors(h: Operator, values: tuple[int, ...]) -> tuple[Operator, ...]:
    """The products of (H - F)/(E - F) over all F but E, one for each E; nothing unless the product of all H - E is 0."""
    one = multiple_of_identity(h, 1)
    product = one
    for value in values:
        product = multiply(product, linear((1, -value), (h, one))).reduced()
    if not product.is_zero:
        return ()
    result = []
    for value in values:
        part = one
        for other in values:
            if other != value:
                part = multiply(part, linear((1, -other), (h, one), value - other)).reduced()
        if part.denominator < 0:
            part = Operator(part.basis, -part.denominator, tuple(-x for x in part.real), tuple(-x for x in part.imaginary))
        result.append(part)
    return tuple(result)


@lru_cache(maxsize=64)
def components(spectral: Spectral, q: int = 0) -> dict[Frequency, Operator]:
    """All Fourier coefficients of M(theta), zeros included, modulo q unless q = 0; the last layer is applied first."""
    d = spectral.network.dimension
    first = spectral.network.factors[0]
    table: dict[Frequency, Operator] = {(): first.modulo(q) if q else first}
    for projectors in reversed(spectral.projectors):
        require_affordable(len(table) * 20 * len(projectors) ** 2 * d**3)
        used = [(value, part.modulo(q) if q else part) for value, part in projectors]
        fresh: dict[Frequency, list[Operator]] = {}
        for rest, a in table.items():
            for value, left in used:
                half = multiply(left, a)
                for other, right in used:
                    fresh.setdefault((value - other, *rest), []).append(multiply(half, right))
        table = {}
        for key, parts in fresh.items():
            total = linear([1] * len(parts), parts)
            table[key] = total.modulo(q) if q else total.reduced()
    return table


def output(table: dict[Frequency, Operator], rho: Operator) -> Series:
    """tr(rho A) = sum of conj(rho_jk) A_jk for Hermitian rho."""
    result: Series = {}
    for key, a in table.items():
        scale = a.denominator * rho.denominator
        real = sum(x * u + y * v for x, y, u, v in zip(rho.real, rho.imaginary, a.real, a.imaginary, strict=True))
        imaginary = sum(x * v - y * u for x, y, u, v in zip(rho.real, rho.imaginary, a.real, a.imaginary, strict=True))
        if real or imaginary:
            result[key] = (Fraction(real, scale), Fraction(imaginary, scale))
    return result


def read_residuals(network_node: Node, samples: Node) -> tuple[Spectral, list[Series]]:
    """The residuals tr(rho M(theta)) - label, from states and labels."""
    spectral = read_spectral(network_node)
    table, result, zero = components(spectral), list[Series](), (0,) * len(spectral.projectors)
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
