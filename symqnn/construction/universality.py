r"""Landscapes on demand: every trigonometric polynomial of degree ≤ 2 an angle is, up to a positive
factor and a constant, the training loss of a network with linear independence.

Ours, not the paper's; kernel-checked in general as ``universality`` (``proofs/formal``). Here the
states and labels are built, and the loss is recomputed from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from symqnn.algebra.latex import LatexRepr, Row, number
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly, require_trigpoly
from symqnn.construction.gram import Gram, SumOfSquares, gram_of, sum_of_squares
from symqnn.construction.reachable_gram import reachable_gram
from symqnn.construction.realise import Construction, Residual, realise
from symqnn.construction.targets import Target, Wave
from symqnn.construction.unreachable import UnreachableError
from symqnn.errors import InputError, InternalError, SizeError
from symqnn.model.qnn import QNN, require_qnn

MAX_ROWS = 100


@dataclass(frozen=True)
class PolynomialTarget:
    """A wanted residual that is no product of waves.

    Args:
        poly: the residual over κ.
    """

    poly: TrigPoly

    def polynomial(self, torus: Torus) -> TrigPoly:
        """The polynomial itself.

        Raises:
            DimensionError: other angles.
        """
        torus.require_equal(self.poly.torus)
        return self.poly


@dataclass(frozen=True)
class LandscapeDataset(LatexRepr):
    r"""A dataset whose loss is c·(T + C), proved by multiplying out.

    Args:
        target: T. factor: c > 0. constant: C. construction: the dataset. rows: how many different
            products of cosines and sines the residuals are made of.
    """

    target: TrigPoly
    factor: Fraction
    constant: Fraction
    construction: Construction
    rows: int

    def __repr__(self) -> str:
        return (
            f"<landscape: loss {self.factor}·(T + {self.constant}); "
            f"{self.construction.samples_text}>"
        )

    def latex_rows(self, limit: int = 40) -> list[Row]:
        """LaTeX: c, C, and the target."""
        found = [(r"L ", rf"= {number(self.factor)}\,(T + {number(self.constant)})")]
        return found + self.target.latex_rows("T", limit=limit)


def dataset_for(qnn: QNN, polynomial: TrigPoly, kappa: object = None) -> LandscapeDataset:
    r"""States and labels whose training loss is exactly :math:`c\,(T+C)` for a given T.

    Ours, not the paper's. T is a sum of squares of residuals plus a constant
    (:mod:`symqnn.construction.gram`), and each residual is one sample by Eqn 18. The number of
    samples is small, not proved to be the least.

    Args:
        qnn: a network that reaches the residuals; linear independence suffices for every T.
        polynomial: T, of degree ≤ 2D_l in φ_l with D_l = ``qnn.degrees`` = 1 (the paper's
            networks), in the angles of the network (``torus=qnn.torus``).
        kappa: exact scale of the residuals (default: about the largest that gives states).

    Raises:
        InputError: T is constant, or has a higher degree; SizeError: more than 100 residuals;
        UnreachableError: the network reaches too few residuals.

    Example:
        >>> from symqnn.algebra.formula import read_formula
        >>> qnn = QNN(["Z"], "Y+I")
        >>> made = dataset_for(qnn, read_formula("cos(4θ1) - 1/2*sin(2θ1)", qnn.torus))
        >>> shifted = made.target + TrigPoly.constant(made.constant, 1)
        >>> made.construction.loss() == shifted * made.factor
        True
    """
    target = require_trigpoly(polynomial)
    _require_target(require_qnn(qnn), target)
    gram = gram_of(target)
    if len(gram.rows) > MAX_ROWS:
        least, most = len(gram.rows), 4 * len(gram.rows)
        raise SizeError(
            f"the target needs {least} residuals, {least} to {most} samples (limit {MAX_ROWS} "
            "residuals); take fewer angles, or a target with fewer products."
        )
    try:
        return _realised(qnn, target, gram, kappa)
    except UnreachableError as error:
        smaller = reachable_gram(qnn, target)
        if smaller is None:
            raise error from None
    return _realised(qnn, target, smaller, kappa)


def _require_target(qnn: QNN, target: TrigPoly) -> None:
    """Nothing, if a loss of the network can have the degrees of the target.

    Raises:
        InputError: it cannot; DimensionError: other angles.
    """
    qnn.torus.require_equal(target.torus)
    for axis, (have, most) in enumerate(zip(target.degrees, qnn.degrees, strict=True)):
        if have > 2 * most:
            name = qnn.torus.text(axis)
            raise InputError(
                f"the target has frequency {have} in {name}; a loss of this network has at most "
                f"{2 * most} (Theorem 7). Take it out, or a network with higher frequencies."
            )
        if have > 2:
            raise InputError(
                f"the target has frequency {have} in {qnn.torus.text(axis)}; targets up to "
                "frequency 2 in each phase are built (all losses of the paper's networks)."
            )
    if not any(target.degrees):
        raise InputError("the target is constant; give a polynomial that depends on some angle.")


def _realised(qnn: QNN, target: TrigPoly, gram: Gram, kappa: object) -> LandscapeDataset:
    found = sum_of_squares(gram)
    if found is None:
        raise InputError(
            "no sum of squares of residuals that this network reaches was found for the target; "
            "for a network with linear independence there always is one."
        )
    torus = qnn.torus
    made = realise(qnn, _residuals(gram, found, torus), kappa)
    used = made.loss()
    # Σ(v·r + c)² = (T + C)/q, and the loss is κ²/m times that
    factor = made.kappa**2 / (len(made.dataset) * found.factor)
    zero = (0,) * len(torus)
    constant = used.coefficient(zero) / factor - target.coefficient(zero)
    if used != (target + TrigPoly.constant(constant, torus)) * factor:
        raise InternalError("the loss of the dataset is not the target")
    return LandscapeDataset(target, factor, constant, made, len(gram.rows))


def _residuals(gram: Gram, found: SumOfSquares, torus: Torus) -> list[Residual]:
    """The residuals; as products of waves if all of them are, so that product states can serve."""
    polynomials = []
    for square in found.squares:
        total = TrigPoly.constant(square.constant, torus)
        for value, row in zip(square.vector, gram.rows, strict=True):
            if value:
                total = total + row * value
        polynomials.append(total)
    factored = [as_product(poly) for poly in polynomials]
    if all(target is not None for target in factored):
        return [target for target in factored if target is not None]
    return [PolynomialTarget(poly) for poly in polynomials]


def as_product(poly: TrigPoly) -> Target | None:
    """The polynomial as constant + ∏(a_l cos φ_l + b_l sin φ_l), if it is one.

    Example:
        >>> as_product(TrigPoly.from_terms({"11": 1, "12": 2, "00": 3})).constant
        Fraction(3, 1)
        >>> as_product(TrigPoly.from_terms({"11": 1, "22": 1})) is None
        True
    """
    zero = (0,) * poly.angles
    terms = {index: value for index, value in poly.terms() if index != zero}
    supports = {tuple(axis for axis, e in enumerate(index) if e) for index in terms}
    if len(supports) != 1 or any(e > 2 for index in terms for e in index):
        return None
    (axes,) = supports
    top, scale = next(iter(terms.items()))
    waves = []
    for axis in axes:  # the two values along each angle through one term determine a product
        pair = [terms.get((*top[:axis], e, *top[axis + 1 :]), Fraction(0)) for e in (1, 2)]
        waves.append(Wave(axis, pair[0] / scale, pair[1] / scale))
    target = Target(scale, tuple(waves), poly.coefficient(zero))
    return target if target.polynomial(poly.torus) == poly else None


def samples_bound(angles: int) -> Sequence[int]:
    """(fewest, most) samples that a general target in p angles may take here: 3^p - 1 residuals, at
    most four squares each.

    Example:
        >>> samples_bound(2)
        (8, 32)
    """
    rows = 3**angles - 1
    return rows, 4 * rows
