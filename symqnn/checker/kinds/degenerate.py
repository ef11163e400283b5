"""Kind degenerate-critical-points: the premise of Theorem 7 fails, because some critical point of
the loss is degenerate.

Infinitely many critical points accumulate somewhere on the torus, and by the inverse function
theorem a limit of critical points is a degenerate one. So it is enough to show a set of critical
points of positive dimension (reasons `directions`, `factor`, `circle`, `zeros`, `product`), or one
critical point with a singular Hessian (reason `point`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt, prod

from ..mathematics.algebraic import Complex, Field
from ..mathematics.loss import read_loss, read_mean, spread
from ..mathematics.losses import Terms, counts_of
from ..mathematics.products import verify_product
from ..mathematics.sturm import Poly, add, times
from ..mathematics.torus import BITS, FRACTION, TURN, Torus, determinant, multiples_of_turns
from ..trusted.reading import Index, Node
from ..trusted.verdict import charge, common_multiple, hold

STATEMENTS = ("theorem-7",)
REASONS = ("directions", "factor", "circle", "zeros", "point", "product")


def derivative(terms: Terms, angle: int) -> Terms:
    """Derivative by one angle: cos k -> -k sin k, sin k -> k cos k."""
    result = {}
    for index, value in terms.items():
        e = index[angle]
        k = (e + 1) // 2
        if k:
            result[(*index[:angle], e + 1 if e % 2 else e - 1, *index[angle + 1 :])] = value * (
                -k if e % 2 else k
            )
    return result


def accumulate(total: Terms, index: Index, value: Fraction) -> None:
    """Add to one coefficient; zeros are left out."""
    total[index] = total.get(index, Fraction(0)) + value
    if not total[index]:
        del total[index]


def verify_directions(witness: Node, p: int, loss: Terms) -> tuple[int, str]:
    """The derivative along each direction is the zero polynomial: the loss, and so the gradient, is
    constant along these lines.

    The loss has a critical point (its minimum); the subspace that the directions span goes through
    it, critical all along.
    """
    _, listed = witness.fields("reason", "directions")
    vectors = [node.integers(p) for node in listed.elements()[: p + 1]]
    if len(vectors) > p:
        raise listed.reject("more directions than angles")
    gram = [[sum(a * b for a, b in zip(u, v, strict=True)) for v in vectors] for u in vectors]
    if not vectors or not determinant(gram):
        raise listed.reject("no direction, or dependent ones")
    for node, vector in zip(listed.elements(), vectors, strict=True):
        slope: Terms = {}
        for angle, factor in enumerate(vector):
            for index, value in derivative(loss, angle).items():
                accumulate(slope, index, value * factor)
        if slope:
            raise node.reject("the derivative along this direction is not zero")
    if len(vectors) == p:
        return p, "the loss is constant, every point is critical"
    return (
        len(vectors),
        f"the loss is constant along {len(vectors)} of {p} directions, every critical point lies "
        "on a circle of them",
    )


def basis_numerators(degree: int) -> list[Poly]:
    """Numerators over (1 + t^2)^degree of 1, cos phi, sin phi, ..., where t = tan(phi/2)
    and e^(i phi) = (1 + it)^2/(1 + t^2).
    """
    one, twice, norm, minus = (
        [Fraction(n) for n in row] for row in ([1], [0, 2], [1, 0, 1], [1, 0, -1])
    )
    norms = [one]
    for _ in range(degree):
        norms.append(times(norms[-1], norm))
    result, real, imaginary = [norms[degree]], one, list[Fraction]()
    for k in range(1, degree + 1):
        opposite = [-x for x in times(imaginary, twice)]
        real, imaginary = (
            add(times(real, minus), opposite),
            add(times(real, twice), times(imaginary, minus)),
        )
        result += [times(real, norms[degree - k]), times(imaginary, norms[degree - k])]
    return result


def half_tangents(terms: Terms, p: int) -> Terms:
    """The polynomial in t_l = tan(phi_l/2) that is the trigonometric one times
    a product of powers of 1 + t_l^2.
    """
    hold(prod(max((index[angle] + 1 for index in terms), default=1) for angle in range(p)))
    current = terms
    for angle in range(p):
        table = basis_numerators(max(((index[angle] + 1) // 2 for index in terms), default=0))
        fresh: Terms = {}
        for index, value in current.items():
            for power, number in enumerate(table[index[angle]]):
                if number:
                    accumulate(fresh, (*index[:angle], power, *index[angle + 1 :]), value * number)
        current = fresh
    return current


def value_at(terms: Terms, point: list[Fraction]) -> Fraction:
    """Value of a polynomial in t."""
    total = Fraction(0)
    for exponents, value in terms.items():
        for x, n in zip(point, exponents, strict=True):
            value *= x**n
        total += value
    return total


def summand(node: Node, p: int, loss: Terms) -> tuple[int, Terms]:
    """The terms of the loss in some angles; the others have none of these. A degenerate critical
    point of this summand,

    with a critical point of the others (their minimum), is a degenerate one of the loss, whose
    Hessian has two diagonal blocks.
    """
    angles = counts_of(node)
    if not angles or list(angles) != sorted(set(angles)) or angles[-1] >= p:
        raise node.reject("not an increasing list of angles")
    part: Terms = {}
    for index, value in loss.items():
        inside = [e for angle, e in enumerate(index) if angle in angles]
        if any(inside) and sum(map(bool, inside)) < sum(map(bool, index)):
            raise node.reject("a term of the loss has angles inside and outside")
        if any(inside):
            part[tuple(inside)] = value
    return len(angles), part


def verify_factor(witness: Node, p: int, loss: Terms) -> tuple[int, str]:
    """In the b >= 2 angles of a summand all derivatives are multiples of one polynomial h that
    takes both signs.

    h = 0 separates R^b, so it has dimension b - 1 at least; its points
    are critical for the summand.
    """
    _, angles, factor_node, quotients, above, below = witness.fields(
        "reason", "angles", "factor", "quotients", "above", "below"
    )
    b, part = summand(angles, p, loss)
    if b < 2:
        raise angles.reject("one angle only")
    factor = factor_node.polynomial(b)
    for axis, node in enumerate(quotients.elements(b)):
        total: Terms = {}
        quotient = node.polynomial(b)
        charge(100 * len(quotient) * len(factor))
        for left, x in quotient.items():
            for right, y in factor.items():
                accumulate(total, tuple(map(sum, zip(left, right, strict=True))), x * y)
        if total != half_tangents(derivative(part, axis), b):
            raise node.reject("times the factor, it is not the derivative")
    for node, expected in ((above, 1), (below, -1)):
        value = value_at(factor, [x.rational() for x in node.elements(b)])
        if (value > 0) - (value < 0) != expected:
            raise node.reject(
                f"the factor is not {'positive' if expected > 0 else 'negative'} there"
            )
    return (
        b - 1,
        f"all derivatives by {b} angles share a factor that changes sign, its zeros are a "
        "hypersurface of critical points",
    )


def verify_point(witness: Node, p: int, loss: Terms) -> tuple[int, str]:
    """A point of a summand with algebraic cosines and sines: gradient and determinant of the
    Hessian are zero there.

    For a circle the gradient is zero on all of point + tau direction, with integer coordinates of
    the direction.
    """
    circle = witness.choice("reason", "point", "circle") == "circle"
    names = (
        "reason",
        "angles",
        "modulus",
        "interval",
        "point",
        *(("direction",) if circle else ()),
    )
    _, angles, modulus, interval, point_node, *rest = witness.fields(*names)
    b, part = summand(angles, p, loss)
    field = Field(modulus, interval)
    point = field.read_point(point_node, b)
    direction = rest[0].integers(b) if circle else (0,) * b
    if circle and not any(direction):
        raise rest[0].reject("the direction is zero")
    gradient = [derivative(part, axis) for axis in range(b)]
    for axis, slope in enumerate(gradient):
        if field.along(slope, point, direction):
            raise point_node.reject(
                f"derivative {axis} of the summand is not zero "
                f"{'along the circle' if circle else 'there'}"
            )
    if circle:
        return 1, "the gradient is zero along a circle"
    zero: Complex = ([], [])
    hessian = [
        [
            field.along(derivative(slope, axis), point, direction).get(0, zero)[0]
            for axis in range(b)
        ]
        for slope in gradient
    ]
    if field.determinant(hessian):
        raise point_node.reject("the Hessian is not shown to be singular")
    return 0, "a critical point with a singular Hessian"


def dot(left: Sequence[Fraction], right: Sequence[Fraction]) -> Fraction:
    """Scalar product."""
    return sum((x * y for x, y in zip(left, right, strict=True)), Fraction(0))


def amplitudes(terms: dict[Index, int]) -> dict[Index, int]:
    """Frequency vectors k >= 0, and 2^32 times bounds of the sum of the absolute Fourier
    coefficients at +-k.

    At most the root of the sum of the squared coefficients of these frequencies,
    by the inequality of Cauchy.
    """
    squares: dict[Index, int] = {}
    for index, value in terms.items():
        k = tuple((e + 1) // 2 for e in index)
        squares[k] = squares.get(k, 0) + value * value
    return {k: isqrt(value << 64) + 1 for k, value in squares.items()}


def verify_zeros(witness: Node, loss_node: Node) -> tuple[int, int, str]:
    """Krawczyk's test for the m < p residuals in m free angles, the others fixed: a common zero
    with a nonsingular Jacobian.

    By the implicit function theorem the residuals vanish together on a (p - m)-dimensional
    manifold; there the loss is 0.
    """
    _, centre_node, free_node, radius_node, rows = witness.fields(
        "reason", "centre", "free", "radius", "preconditioner"
    )
    if loss_node.choice("kind", "polynomial", "training") != "training":
        raise loss_node.reject("not a training set")
    training = read_mean(loss_node)
    p, residuals = (
        training.angles,
        [spread(residual, training.angles) for residual in training.residuals],
    )
    m, free, centre = len(residuals), counts_of(free_node), centre_node.integers(p)
    if m >= p or len(free) != m or list(free) != sorted(set(free)) or free[-1] >= p:
        raise free_node.reject(
            "not an increasing list of angles, one a residual and fewer than all"
        )
    radius = Fraction(radius_node.integer(), TURN)
    if not 0 < radius <= 3 or not all(0 <= n < TURN for n in centre):
        raise radius_node.reject(f"not in (0, 3] radians, or the centre is not in [0, 2^{BITS})")
    y = [[value.rational() for value in row.elements(m)] for row in rows.elements(m)]
    values, jacobian, errors, second = [], [], [], []
    for residual in residuals:
        common = common_multiple([value.denominator for value in residual.values()])
        terms = {index: int(value * common) for index, value in residual.items()}
        if not any(any(index) for index in terms):
            raise loss_node.reject("a residual is constant")
        torus, scale = Torus(p, terms), common << FRACTION * p
        jet = torus.derivatives([multiples_of_turns(n, torus.degree) for n in centre])
        values.append(Fraction(jet[(0,) * p], scale))
        jacobian.append([Fraction(jet[torus.units[angle]], scale) for angle in free])
        errors.append(Fraction(torus.error, scale))
        second.append(
            Fraction(
                sum(a * sum(k[angle] for angle in free) ** 2 for k, a in amplitudes(terms).items()),
                common << 32,
            )
        )
    for i, row in enumerate(y):
        slack = dot([abs(x) for x in row], errors)
        columns = zip(*jacobian, strict=True)
        q = (
            m * slack
            + radius * dot([abs(x) for x in row], second)
            + sum(abs((i == j) - dot(row, column)) for j, column in enumerate(columns))
        )
        w = abs(dot(row, values)) + slack
        if q >= 1 or w + q * radius >= radius:
            raise radius_node.reject(
                "Krawczyk's test fails: the cube is not contracted into its interior"
            )
    return p, p - m, f"the {m} residuals vanish together on a manifold of dimension {p - m}"


def verify_common_zeros(witness: Node, p: int, loss: Terms) -> tuple[int, str]:
    """A summand is a product, up to a constant: it is critical where both factors are 0."""
    _, angles, factors = witness.fields("reason", "angles", "factors")
    b, part = summand(angles, p, loss)
    dimension = verify_product(factors, counts_of(angles), part)
    return (
        dimension,
        f"the terms in {b} angles are a product of two factors that change sign, critical where "
        "both are zero",
    )


VERIFY = {
    "directions": verify_directions,
    "factor": verify_factor,
    "circle": verify_point,
    "point": verify_point,
    "product": verify_common_zeros,
}


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Check the reason, and that it gives the claimed dimension."""
    (loss_node,) = instance.fields("loss")
    (dimension,) = claim.fields("dimension")
    reason = witness.choice("reason", *REASONS)
    if reason == "zeros":
        p, found, why = verify_zeros(witness, loss_node)
    else:
        p, loss = read_loss(loss_node)
        found, why = VERIFY[reason](witness, p, loss)
    if dimension.integer() != found:
        raise dimension.reject(f"the reason shows {found}")
    number = "infinitely many critical points" if found else "a critical point"
    return (
        f"{statement}: degenerate: {number}, the premise that none is degenerate fails: {why} "
        f"(p = {p}, dimension at least {found})"
    )
