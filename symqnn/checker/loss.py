"""The loss of a training set, recomputed from states and labels: residuals, and the polynomial multiplied out.

loss = sum over parts of the mean over the part of (tr(rho M(theta)) - label)^2. Residuals are kept as sums of products over
the tensor factors of the network, so that a large network of small factors stays small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod

from .circle import Circle, power
from .expand import expansion
from .instance import Polynomial, State, Vector, expectation, read_state
from .network import Network, blocks_of, read_units, restrict, words_of
from .operators import Operator
from .reading import Index, Node
from .rounding import network_of
from .verdict import Unsupported, charge, hold, remembered, size_factor

MAX_ANGLES = 8  # of a loss whose critical points are searched
Block = tuple[tuple[int, ...], tuple[int, ...], Network]  # qubits, parameters, network
Factor = tuple[tuple[int, ...], Polynomial]  # its angles, and the polynomial in them
Site = tuple[Vector, bool]  # Bloch vector; whether the identity is left out of (I + v.sigma)/2
Series = dict[Index, tuple[int, int]]  # exponents of e^(i phi) to coefficients


@dataclass(frozen=True)
class Correlation:
    """The state 2^-|S| (I + scale (x)_{l in S} v_l.sigma) (x) (x)_{l not in S} (I + v_l.sigma)/2."""

    correlated: frozenset[int]
    scale: Fraction
    vectors: tuple[Vector, ...]


@dataclass(frozen=True)
class Residual:
    """tr(rho M(theta)) - label = constant + sum of weight * product of factors; no product is constant."""

    constant: Fraction
    terms: tuple[tuple[Fraction, tuple[Factor, ...]], ...]


@dataclass(frozen=True)
class Training:
    """A network and its weighted residuals; the loss is the sum of weight * residual^2. `part` numbers the parts."""

    network: Network
    residuals: tuple[Residual, ...]
    weights: tuple[Fraction, ...]
    part: tuple[int, ...]
    parts: int

    @property
    def angles(self) -> int:
        """Number of parameters."""
        return len(self.network.units)


# ---- reading ---------------------------------------------------------------------------------------------------------


def read_training(instance: Node) -> Training:
    """{"network": NETWORK, "samples": [{"state": STATE, "label": RATIONAL}, ...], "parts": [COUNT, ...]}."""
    network, (samples, parts_node) = network_of(instance, "samples", "parts")
    residuals = read_samples(samples, network)
    sizes = [element.count() for element in parts_node.elements()]
    if not sizes or min(sizes) < 1 or sum(sizes) != len(residuals):
        raise parts_node.reject(f"not positive numbers that add up to the {len(residuals)} samples")
    number = tuple(j for j, size in enumerate(sizes) for _ in range(size))
    return Training(network, tuple(residuals), tuple(Fraction(1, sizes[j]) for j in number), number, len(sizes))


def read_mean(node: Node) -> Training:
    """LOSS of the kind training: the mean over all samples."""
    network, (_, samples) = network_of(node, "kind", "samples")
    if len(network.units) > MAX_ANGLES:
        raise Unsupported(node.place(), f"more than {MAX_ANGLES} angles")
    residuals = tuple(read_samples(samples, network))
    m = len(residuals)
    return Training(network, residuals, (Fraction(1, m),) * m, (0,) * m, 1)


def read_loss(node: Node) -> tuple[int, Polynomial]:
    """LOSS: number of angles and coefficients, given as a polynomial, as an output, or as a training set."""
    kind = node.choice("kind", "polynomial", "training", "output")
    if kind == "training":
        training = read_mean(node)
        return training.angles, polynomial(training)
    if kind == "output":
        network, (_, state_node) = network_of(node, "kind", "state")
        if len(network.units) > MAX_ANGLES:
            raise Unsupported(node.place(), f"more than {MAX_ANGLES} angles")
        blocks = tensor_factors(state_node, network)
        output = residual(network, blocks, read_sample(state_node, network), Fraction(0))
        return len(network.units), spread(output, len(network.units))
    _, names, units, terms = node.fields("kind", "parameters", "units", "terms")
    p = len(read_units(names, units))
    if p > MAX_ANGLES:
        raise Unsupported(names.place(), f"more than {MAX_ANGLES} angles")
    return p, terms.polynomial(p)


def read_samples(node: Node, network: Network) -> list[Residual]:
    """The residuals of the samples, at least one."""
    blocks, result = tensor_factors(node, network), []
    for element in node.elements():
        state_node, label = element.fields("state", "label")
        result.append(residual(network, blocks, read_sample(state_node, network), label.rational()))
    if not result:
        raise node.reject("no samples")
    return result


def read_sample(node: Node, network: Network) -> State | Correlation:
    """STATE, or the kind correlation for a pauli network: positive semidefinite and of trace 1, exactly."""
    if network.qubits is None or node.mapping().get("kind", node).value != "correlation":
        return read_state(node, network)
    _, chosen, scale_node, vector_node = node.fields("kind", "correlated", "scale", "vectors")
    listed = [element.count() for element in chosen.elements()]
    if not listed or listed != sorted(set(listed)) or listed[-1] >= network.qubits:
        raise chosen.reject("not a non-empty strictly increasing list of qubits")
    elements = vector_node.elements(network.qubits)
    vectors = [tuple(component.rational() for component in element.elements(3)) for element in elements]
    square = scale_node.rational() ** 2 * prod(norm(vectors[qubit]) for qubit in listed)
    if square > 1:  # the eigenvalues of the correlated factor are 2^-|S| (1 +- scale prod |v_l|)
        raise scale_node.reject("not positive semidefinite")
    for qubit, vector in enumerate(vectors):
        if qubit not in listed and norm(vector) > 1:
            raise elements[qubit].reject("longer than 1")
    return Correlation(frozenset(listed), scale_node.rational(), tuple(vectors))


def norm(vector: Vector) -> Fraction:
    """Squared length."""
    return sum((component**2 for component in vector), Fraction(0))


# ---- residuals -------------------------------------------------------------------------------------------------------


def tensor_factors(node: Node, network: Network) -> list[Block]:
    """The finest blocks of a pauli network; a matrix network is one block."""
    if network.qubits is None:
        return [((), tuple(range(len(network.units))), network)]
    result = []
    for qubits in blocks_of(network):
        part, inside = restrict(node, network, qubits)
        result.append((qubits, inside, part))
    return result


def residual(network: Network, blocks: Sequence[Block], state: State | Correlation, label: Fraction) -> Residual:
    """The residual of one sample."""
    if isinstance(state, Operator):
        raw = [(Fraction(1), [(tuple(range(len(network.units))), expectation(network, state))])]
    elif isinstance(state, Correlation):
        zero = (Fraction(0),) * 3
        plain = [(zero if k in state.correlated else v, False) for k, v in enumerate(state.vectors)]
        linked = [(v, k in state.correlated) for k, v in enumerate(state.vectors)]
        raw = [(Fraction(1), factors_of(blocks, plain)), (state.scale, factors_of(blocks, linked))]
    else:
        raw = [(Fraction(1), factors_of(blocks, [(v, False) for v in state]))]
    constant, terms = -label, []
    for weight, factors in raw:
        varying = []
        charge(150 * len(factors))
        for axes, table in factors:
            if any(map(any, table)):
                varying.append((axes, table))
            else:
                weight *= table.get((0,) * len(axes), Fraction(0))
        if len(varying) == 1:  # the constant coefficient of a single factor belongs to the constant of the residual
            axes, table = varying[0]
            zero_index = (0,) * len(axes)
            constant += weight * table.get(zero_index, Fraction(0))
            varying = [(axes, {index: value for index, value in table.items() if any(index)})]
        if weight and varying:
            terms.append((weight, tuple(varying)))
        elif weight:
            constant += weight
    return Residual(constant, tuple(terms))


def factors_of(blocks: Sequence[Block], sites: Sequence[Site]) -> list[Factor]:
    """The polynomial of each tensor factor."""
    return [(axes, local_polynomial(part, tuple(sites[qubit] for qubit in qubits))) for qubits, axes, part in blocks]


@remembered(2**14)
def local_polynomial(network: Network, sites: tuple[Site, ...]) -> Polynomial:
    """tr(A M(theta)) for the product A of (I + v.sigma)/2 and of v.sigma/2 where the identity is left out."""
    result = {}
    for index, operator in expansion(network).items():
        charge(100 + 40 * operator.size * len(sites))
        total = Fraction(0)
        for word, x in zip(words_of(operator), operator.real, strict=True):
            values = [(0 if alone else 1) if letter == "I" else vector["XYZ".index(letter)]
                      for letter, (vector, alone) in zip(word, sites, strict=True)]
            total += x * prod(values, start=Fraction(1))
        if total:
            result[index] = total / operator.denominator
    return result


# ---- polynomials -----------------------------------------------------------------------------------------------------


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
    """(series, scale): scale * poly as a Laurent polynomial in the e^(i phi), with Gaussian integers as coefficients.

    2 cos k phi = z^k + z^-k, 2 sin k phi = -i z^k + i z^-k; one factor 2 in the scale an angle that occurs.
    """
    scale = lcm(*(value.denominator for value in poly.values()))
    series = {index: (int(value * scale), 0) for index, value in poly.items()}
    for axis in range(angles):
        if not any(index[axis] for index in series):
            continue
        fresh: Series = {}
        charge(40 * len(series))
        for index, (x, y) in series.items():
            e = index[axis]
            k = (e + 1) // 2
            up, down = ((2 * x, 2 * y), (0, 0)) if not k else ((x, y), (x, y)) if e % 2 else ((y, -x), (-y, x))
            accumulate(fresh, (*index[:axis], k, *index[axis + 1 :]), up)
            accumulate(fresh, (*index[:axis], -k, *index[axis + 1 :]), down)
        series, scale = fresh, 2 * scale
    return series, scale


def accumulate(series: Series, key: Index, value: tuple[int, int]) -> None:
    """Add to one coefficient."""
    before = series.get(key, (0, 0))
    series[key] = (before[0] + value[0], before[1] + value[1])


def square(series: Series) -> Series:
    """The square; exponent vectors are packed into one integer each, so that adding them is one addition."""
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
    """A real Laurent polynomial in cosines and sines: c_k z^k + c_-k z^-k = (c_k + c_-k) cos k phi + i(c_k - c_-k) sin k phi."""
    for axis in range(angles):
        fresh: Series = {}
        charge(30 * len(series))
        for key, (x, y) in series.items():
            n = key[axis]
            if not n:
                accumulate(fresh, key, (x, y))
                continue
            accumulate(fresh, (*key[:axis], 2 * abs(n) - 1, *key[axis + 1 :]), (x, y))
            accumulate(fresh, (*key[:axis], 2 * abs(n), *key[axis + 1 :]), (-y, x) if n > 0 else (y, -x))
        series = fresh
    return {key: x for key, (x, _) in series.items() if x}


def polynomial(training: Training, part: int | None = None) -> Polynomial:
    """The loss multiplied out, or the contribution of one part."""
    total: Polynomial = {}
    for one, weight, number in zip(training.residuals, training.weights, training.part, strict=True):
        if part is not None and part != number:
            continue
        series, scale = to_series(spread(one, training.angles), training.angles)
        squared = from_series(square(series), training.angles)
        charge(30 * len(squared))
        for index, value in squared.items():
            total[index] = total.get(index, Fraction(0)) + weight * Fraction(value, scale**2)
    return {index: value for index, value in total.items() if value}


def shifted(poly: Polynomial, star: Sequence[Circle]) -> Polynomial:
    """The polynomial in phi - phi*: cos k(x + y) = C cos kx - S sin kx, sin k(x + y) = S cos kx + C sin kx."""
    for axis, point in enumerate(star):
        fresh: Polynomial = {}
        charge(150 * len(poly))
        for index, value in poly.items():
            k = (index[axis] + 1) // 2
            c, s = power(point, k)
            pair = (c, -s) if index[axis] % 2 else (s, c)
            for e, factor in zip((2 * k - 1, 2 * k), pair, strict=True) if k else ((0, Fraction(1)),):
                key = (*index[:axis], e, *index[axis + 1 :])
                fresh[key] = fresh.get(key, Fraction(0)) + factor * value
        poly = {index: value for index, value in fresh.items() if value}
    return poly
