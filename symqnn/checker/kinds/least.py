"""Kind least-value: the least value of an output or a loss lies in an interval; how far it is from
the ground state.

Above: the exact value at a rational point of the torus. Below: a sum of squares, or a subdivision
into boxes. For an output of a network the least eigenvalue of the observable is enclosed as well:
H - mu is positive semidefinite by exact elimination, and a vector has the Rayleigh quotient nu. No
state has less energy than mu, the ground state at most nu.
"""

from __future__ import annotations

from fractions import Fraction

from ..mathematics.instance import Polynomial, read_state
from ..mathematics.least_boxes import verify_boxes
from ..mathematics.least_squares import verify_squares
from ..mathematics.loss import read_loss
from ..trusted.circle import Circle, power, read_point
from ..trusted.network import Network, network_of, observable
from ..trusted.operators import Operator, is_positive_semidefinite
from ..trusted.reading import Node, shown
from ..trusted.verdict import Unsupported, charge, size_factor

STATEMENTS = ("least-value", "ground-state")
MAX_ANGLES = 16
MAX_DIMENSION = 256
ROUNDED = "; the network is the one with rounded fixed angles"


def value_at(poly: Polynomial, point: list[Circle]) -> Fraction:
    """The exact value at a point of the torus."""
    tables = []
    for axis, circle in enumerate(point):
        degree = max(((index[axis] + 1) // 2 for index in poly), default=0)
        powers = [power(circle, k) for k in range(degree + 1)]
        tables.append([Fraction(1), *(part for pair in powers[1:] for part in pair)])
    total = Fraction(0)
    for index, value in poly.items():
        product = value
        for table, e in zip(tables, index, strict=True):
            if e:
                product *= table[e]
        bits, long = product.denominator.bit_length(), total.denominator.bit_length()
        charge(10 * len(index) * size_factor(bits) + bits * long // 8000, "witness.point")
        total += product
    return total


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Both bounds of the least value; for an output also those of the least eigenvalue,
    and of the distance.
    """
    (loss_node,) = instance.fields("loss")
    p, loss = read_loss(loss_node, MAX_ANGLES)
    if statement == "least-value":
        (enclosure,) = claim.fields("least_value")
        point_node, proof = witness.fields("point", "proof")
    else:
        enclosure, eigenvalue, distance = claim.fields(
            "least_value", "least_eigenvalue", "distance"
        )
        point_node, proof, vector = witness.fields("point", "proof", "vector")
    low, high = (node.rational() for node in enclosure.elements(2))
    if low > high:
        raise enclosure.reject("the lower bound is above the upper one")
    point = [read_point(node) for node in point_node.elements(p)]
    if value_at(loss, point) != high:
        raise enclosure.elements()[1].reject("not the value at the point")
    kind = proof.choice("kind", "squares", "boxes")
    said = (
        verify_squares(proof, loss, p, low)
        if kind == "squares"
        else verify_boxes(proof, loss, p, low)
    )
    least = f"the least value is from {below(low)} to {above(high)} (p = {p}, {said})"
    rounded = loss_node.mapping().get("rounding")
    about = ROUNDED if rounded is not None and rounded.elements() else ""
    if statement == "least-value":
        return f"{statement}: {least}{about}"
    mu, nu = verify_eigenvalue(loss_node, eigenvalue, vector)
    near, far = (node.rational() for node in distance.elements(2))
    if near != max(Fraction(0), low - nu) or far != high - mu:
        raise distance.reject("not what the four bounds give")
    verdict = (
        "the ground state is not reached"
        if near
        else "whether the ground state is reached is left open"
    )
    return (
        f"{statement}: {least}; the least eigenvalue of the observable is from {below(mu)} to "
        f"{above(nu)}; they differ by {below(near)} to {above(far)}: {verdict}{about}"
    )


def verify_eigenvalue(loss_node: Node, enclosure: Node, vector: Node) -> tuple[Fraction, Fraction]:
    """mu and nu: M - mu is positive semidefinite, and nu is the quotient <v|M|v>/<v|v>."""
    if loss_node.choice("kind", "polynomial", "training", "output") != "output":
        raise loss_node.reject("not the output of a network")
    network, _ = network_of(loss_node, "kind", "state")
    matrix = observable_matrix(network, loss_node)
    mu, nu = (node.rational() for node in enclosure.elements(2))
    if not is_positive_semidefinite(minus(matrix, mu)):
        raise enclosure.elements()[0].reject("an eigenvalue of the observable is below")
    density = read_state(
        Node({"kind": "pure", "amplitudes": vector.value}, vector.parent, vector.key), network
    )
    if not isinstance(density, Operator):
        raise vector.reject("not amplitudes")
    entries = zip(density.real + density.imaginary, matrix.real + matrix.imaginary, strict=True)
    if Fraction(sum(x * y for x, y in entries), density.denominator * matrix.denominator) != nu:
        raise enclosure.elements()[1].reject("not the quotient of the vector")
    return mu, nu


def minus(matrix: Operator, mu: Fraction) -> Operator:
    """M - mu, times a positive number."""
    n = matrix.size
    real = [x * mu.denominator for x in matrix.real]
    for k in range(n):
        real[k * n + k] -= mu.numerator * matrix.denominator
    return Operator(n, 1, tuple(real), tuple(x * mu.denominator for x in matrix.imaginary))


def observable_matrix(network: Network, node: Node) -> Operator:
    """The observable as a matrix; words are multiplied out letter by letter."""
    if network.dimension > MAX_DIMENSION:
        raise Unsupported(node.place(), f"an observable of dimension above {MAX_DIMENSION}")
    found = observable(network)
    if isinstance(found.basis, int):
        return found
    n = network.dimension
    charge(10 * n * found.size, node.place())
    real, imaginary = [0] * (n * n), [0] * (n * n)
    for word, x in zip(found.basis, found.real, strict=True):
        flips, signs = (
            int("".join("01"[letter in letters] for letter in word), 2) for letters in ("XY", "YZ")
        )
        for k in range(n):
            # the word takes |k> to i^y (-1)^(bits of k at Y and Z) |k xor flips>, y the number of Y
            sign = -x if (k & signs).bit_count() % 2 else x
            part, factor = ((real, 1), (imaginary, 1), (real, -1), (imaginary, -1))[
                word.count("Y") % 4
            ]
            part[(k ^ flips) * n + k] += factor * sign
    return Operator(n, found.denominator, tuple(real), tuple(imaginary))


def below(x: Fraction) -> str:
    """A decimal of nine digits, rounded down."""
    scaled = x.numerator * 10**9 // x.denominator
    whole, rest = divmod(abs(scaled), 10**9)
    return f"{'-' if scaled < 0 else ''}{shown(whole)}.{rest:09d}"


def above(x: Fraction) -> str:
    """A decimal of nine digits, rounded up."""
    text = below(-x)
    return text[1:] if text.startswith("-") else text if not text.strip("0.") else f"-{text}"
