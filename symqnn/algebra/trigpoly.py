"""Trigonometric polynomials in several angles with exact rational coefficients, in a normal form
that decides equality.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np
import numpy.typing as npt

from symqnn.algebra.bits import (
    Integers,
    content,
    increasing,
    integers,
    magnitude,
    scaled,
    sort_keys,
    sorting_order,
    widen,
)
from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.constants import with_constants
from symqnn.algebra.evaluation import FloatPolynomial
from symqnn.algebra.exact import rational
from symqnn.algebra.latex import LatexRepr, Row, SumOptions, sum_rows
from symqnn.algebra.torus import Torus, require_no_constants, require_points
from symqnn.algebra.trigpoly_text import format_terms, latex_terms, read_index
from symqnn.errors import DimensionError, InputError, SizeError

if TYPE_CHECKING:
    import sympy

Exponents = npt.NDArray[np.uint8]
Laurent = dict[tuple[int, ...], tuple[int, int]]  # Gaussian integers by exponents
MAX_TENSOR_ENTRIES = 20_000_000


@dataclass(frozen=True, eq=False, repr=False)
class TrigPoly(LatexRepr):
    r"""A trigonometric polynomial
    :math:`\frac1q\sum_e a_e\prod_l b_{e_l}(\varphi_l)`, φ_l = g_l·θ_l.

    The basis of each phase is b_0 = 1, b_{2k-1} = cos kφ, b_{2k} = sin kφ; so for degree 1
    and g = 2 the index e is the paper's ξ. These products are linearly independent:
    two polynomials in the same angles are equal iff their coefficients are. All that is shown,
    and every derivative, is in the user's angles θ_l (radians), those that are held at constants,
    such as π/4, with their values.

    Args:
        exponents: basis indices, shape (terms, angles), sorted lexicographically, pairwise
            different.
        numerators: non-zero integers a_e.
        denominator: q > 0, coprime to the numerators.
        torus: names and units g_l of the angles.

    Example:
        >>> TrigPoly.from_terms({"01": 1, "20": "1/2"})
        1/2*sin(2θ₁) + cos(2θ₂)
        >>> TrigPoly.from_terms({"01": 1, "20": "1/2"}, torus=Torus(("gamma", "beta"), (1, 2)))
        1/2*sin(gamma) + cos(2*beta)
    """

    exponents: Exponents
    numerators: Integers
    denominator: int
    torus: Torus

    @classmethod
    def from_terms(
        cls,
        terms: Mapping[str | tuple[int, ...], object],
        angles: int | None = None,
        torus: Torus | None = None,
    ) -> TrigPoly:
        """Build from a mapping of basis indices to exact coefficients.

        Args:
            terms: keys are tuples of whole numbers, or texts of digits 0-9, a-z, A-Z, one an angle.
            angles: their number, needed where ``terms`` is empty.
            torus: names and units; the default is the paper's θ1, θ2, … with φ = 2θ.

        Raises:
            InputError: another key; DimensionError: indices of different lengths, or none and no
                ``angles``.
        """
        indices = [read_index(index) for index in terms]
        known = {angles} if angles is not None else set()
        known |= {len(torus)} if torus is not None else set()
        lengths = {len(index) for index in indices} | known
        if len(lengths) != 1:
            raise DimensionError(
                f"basis indices have lengths {sorted(lengths)}; one length (the number of "
                "angles) is required."
            )
        count = lengths.pop()
        names = (f"coefficient of {index}" for index in indices)
        values = [rational(value, name) for value, name in zip(terms.values(), names, strict=True)]
        common = lcm(*(value.denominator for value in values))
        exponents = np.array(indices, dtype=np.uint8).reshape(len(indices), count)
        numerators = integers([int(value * common) for value in values])
        return trigpoly(exponents, numerators, common, torus or Torus.default(count))

    @classmethod
    def constant(cls, value: object, torus: Torus | int) -> TrigPoly:
        """A constant polynomial in given angles (a number p stands for the paper's θ1, …, θp)."""
        angles = Torus.default(torus) if isinstance(torus, int) else torus
        return cls.from_terms({(0,) * len(angles): value}, torus=angles)

    @property
    def angles(self) -> int:
        """Number of angles."""
        return int(self.exponents.shape[1])

    @property
    def degrees(self) -> tuple[int, ...]:
        """Degree in each phase φ_l."""
        if len(self) == 0:
            return (0,) * self.angles
        return tuple((int(e) + 1) // 2 for e in self.exponents.max(axis=0))

    def __len__(self) -> int:
        return len(self.numerators)

    def terms(self) -> Iterator[tuple[tuple[int, ...], Fraction]]:
        """Pairs (basis index, coefficient) in lexicographic order."""
        for row, value in zip(self.exponents.tolist(), self.numerators.tolist(), strict=True):
            yield tuple(row), Fraction(value, self.denominator)

    def coefficient(self, index: str | Sequence[int]) -> Fraction:
        """Coefficient of one basis product.

        Raises:
            DimensionError: not one entry an angle.
        """
        if len(index) != self.angles:
            raise DimensionError(
                f"index has {len(index)} entries; one an angle, {self.angles}, are required."
            )
        wanted = np.array(
            read_index(index if isinstance(index, str) else tuple(index)), dtype=np.int64
        )
        found = np.flatnonzero((self.exponents == wanted).all(axis=1))
        return (
            Fraction(int(self.numerators[found[0]]), self.denominator)
            if len(found)
            else Fraction(0)
        )

    def tensor(self) -> tuple[Integers, int]:
        """Dense array of numerators, shape (2·degree+1 per angle), and the denominator.

        Raises:
            SizeError: more than 20 million entries.
        """
        shape = tuple(2 * degree + 1 for degree in self.degrees)
        if np.prod(np.array(shape, dtype=object)) > MAX_TENSOR_ENTRIES:
            raise SizeError(
                f"the coefficient tensor of shape {shape} has more than {MAX_TENSOR_ENTRIES} "
                "entries; use the sparse terms()."
            )
        dense = np.zeros(shape, dtype=self.numerators.dtype)
        dense[tuple(self.exponents.T)] = self.numerators
        return dense, self.denominator

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TrigPoly):
            return NotImplemented
        same = self.torus == other.torus and self.exponents.shape == other.exponents.shape
        if not same or self.denominator != other.denominator:
            return False
        equal = (self.exponents == other.exponents).all()
        return bool(equal and (self.numerators == other.numerators).all())

    def __hash__(self) -> int:
        numbers = tuple(self.numerators.tolist())
        return hash((self.torus, self.exponents.tobytes(), numbers, self.denominator))

    def __repr__(self) -> str:
        return format_terms(list(self.terms()), self.torus)

    def latex_rows(self, name: str = "", **options: Unpack[SumOptions]) -> list[Row]:
        r"""LaTeX in the user's angles, with a left-hand side ``name``; see
        :class:`symqnn.algebra.latex.SumOptions`.

        Example:
            >>> print(TrigPoly.from_terms({"01": 1, "20": "1/2"}).to_latex())
            \cos 2\theta_{2} + \tfrac{1}{2} \sin 2\theta_{1}
        """
        return sum_rows(name, latex_terms(self.terms(), self.torus), len(self), options)

    def to_sympy(self, symbols: Sequence[sympy.Symbol] | None = None) -> sympy.Expr:
        """A SymPy expression in the angles θ_l: the given symbols, or those of the torus."""
        from symqnn.algebra.symbolic import trigpoly_to_sympy

        return trigpoly_to_sympy(self, symbols)

    @classmethod
    def from_sympy(
        cls, expression: sympy.Expr, symbols: Sequence[sympy.Symbol], torus: Torus | None = None
    ) -> TrigPoly:
        """Read an exact SymPy expression; what can be read says
        :func:`symqnn.algebra.symbolic.trigpoly_from_sympy`.
        """
        from symqnn.algebra.symbolic import trigpoly_from_sympy

        return trigpoly_from_sympy(expression, symbols, torus)

    def on(self, torus: Torus) -> TrigPoly:
        """The polynomial with the same coefficients in the phases of other angles.

        Raises:
            DimensionError: another number of angles.
        """
        if len(torus) != self.angles:
            raise DimensionError(f"the torus has {len(torus)} angles; {self.angles} are required.")
        return TrigPoly(self.exponents, self.numerators, self.denominator, torus)

    def __add__(self, other: TrigPoly) -> TrigPoly:
        self.torus.require_equal(other.torus)
        common = lcm(self.denominator, other.denominator)
        left = scaled(self.numerators, common // self.denominator)
        right = scaled(other.numerators, common // other.denominator)
        return trigpoly(
            np.concatenate((self.exponents, other.exponents)),
            np.concatenate((left, right)),
            common,
            self.torus,
        )

    def __neg__(self) -> TrigPoly:
        return TrigPoly(self.exponents, -self.numerators, self.denominator, self.torus)

    def __sub__(self, other: TrigPoly) -> TrigPoly:
        return self + (-other)

    def __mul__(self, other: TrigPoly | int | Fraction) -> TrigPoly:
        if not isinstance(other, TrigPoly):
            value = rational(other, "factor")
            numerators = scaled(self.numerators, value.numerator)
            return trigpoly(
                self.exponents, numerators, self.denominator * value.denominator, self.torus
            )
        self.torus.require_equal(other.torus)
        from symqnn.algebra.laurent import product

        return product(self, other)

    __rmul__ = __mul__

    def derivative(self, angle: int | str) -> TrigPoly:
        r"""The partial derivative :math:`\partial/\partial\theta_l` in the user's angle.

        Args:
            angle: its name, or its position from 0.

        Raises:
            DimensionError: no such angle.

        Example:
            >>> TrigPoly.from_terms({"2": 1}).derivative(0)
            2*cos(2θ₁)
        """
        axis = self.torus.position(angle)
        return self.phase_derivative(axis) * self.torus.units[axis]

    def phase_derivative(self, axis: int) -> TrigPoly:
        r"""The partial derivative :math:`\partial/\partial\varphi_l`
        in the phase φ_l = g_l·θ_l, l from 0.
        """
        index = self.exponents[:, axis].astype(np.int64)
        frequency = (index + 1) // 2
        # cos kφ ↦ -k sin kφ, sin kφ ↦ k cos kφ
        exponents = self.exponents.copy()
        exponents[:, axis] = np.where(index == 0, 0, np.where(index % 2 == 1, index + 1, index - 1))
        factors = np.where(index % 2 == 1, -frequency, frequency)
        values = widen(self.numerators, int(frequency.max(initial=0))) * factors
        return trigpoly(exponents, values, self.denominator, self.torus)

    def laurent(self) -> tuple[Laurent, int]:
        r"""Coefficients of :math:`\prod z_l^{k_l}`, z = e^{iφ}, as Gaussian integers
        (real, imaginary), over one denominator.

        cos kφ = (z^k + z^-k)/2, sin kφ = (z^k - z^-k)/(2i).
        """
        result: dict[tuple[int, ...], list[int]] = {}
        top = self.angles
        for row, value in zip(self.exponents.tolist(), self.numerators.tolist(), strict=True):
            partial: list[tuple[tuple[int, ...], int, int]] = [((), value << top, 0)]
            for e in row:
                if e == 0:
                    partial = [((*k, 0), re, im) for k, re, im in partial]
                elif e % 2:
                    partial = [
                        ((*k, s * ((e + 1) // 2)), re // 2, im // 2)
                        for k, re, im in partial
                        for s in (1, -1)
                    ]
                else:  # multiply by 1/(2i) = -i/2 for z^k and by +i/2 for z^-k
                    partial = [
                        ((*k, s * (e // 2)), s * im // 2, -s * re // 2)
                        for k, re, im in partial
                        for s in (1, -1)
                    ]
            for k, re, im in partial:
                entry = result.setdefault(k, [0, 0])
                entry[0] += re
                entry[1] += im
        return {k: (re, im) for k, (re, im) in result.items() if re or im}, self.denominator << top

    def at(self, points: Sequence[CirclePoint]) -> Fraction:
        r"""Exact value at angles given as rational points
        :math:`(\cos g_l\theta_l,\sin g_l\theta_l)`.

        Raises:
            DimensionError: not one point an angle; InputError: something else than points.
        """
        require_points(points, self.torus)
        if len(points) != self.angles:
            raise DimensionError(f"{len(points)} angles were given; {self.angles} are required.")
        product, denominator = self.numerators.astype(object), self.denominator
        for axis, (point, degree) in enumerate(zip(points, self.degrees, strict=True)):
            values, common = point.multiples(degree)
            product = product * np.array(values, dtype=object)[self.exponents[:, axis]]
            denominator *= common
        return Fraction(int(product.sum()), denominator)

    def numeric(self, theta: npt.ArrayLike) -> Any:
        """Floating value at angles θ in radians, shape (…, angles);
        for search and cross-checks only.

        Raises:
            DimensionError: the last axis does not hold one value an angle.

        Example:
            >>> float(TrigPoly.from_terms({"2": 1}, torus=Torus(("a",), ("1/2",))).numeric([0.0]))
            0.0
        """
        values, wanted = np.asarray(theta, dtype=np.float64), len(self.torus.parameters)
        if values.ndim == 0 or values.shape[-1] != wanted:
            needed = f"{wanted} angle{'s' * (wanted != 1)} in radians"
            raise DimensionError(
                f"theta has shape {values.shape}; the last axis must hold {needed}."
            )
        units = np.array([float(unit) for unit in self.torus.units])
        return self.numeric_phases(with_constants(values, self.torus) * units)

    def numeric_phases(self, phases: npt.NDArray[np.float64]) -> Any:
        """Floating value at phases φ_l = g_l·θ_l in radians, shape (…, angles)."""
        return self._floats.values(np.asarray(phases, dtype=np.float64))

    @cached_property
    def _floats(self) -> FloatPolynomial:
        return FloatPolynomial(
            self.exponents, (self.numerators / self.denominator).astype(np.float64)
        )


def trigpoly(
    exponents: Exponents, numerators: Integers, denominator: int, torus: Torus
) -> TrigPoly:
    """Normal form: equal basis products merged, sorted, zeros dropped, lowest terms."""
    keys = sort_keys(exponents)
    if not increasing(keys):
        order = sorting_order(keys)
        keys, exponents, numerators = keys[order], exponents[order], numerators[order]
        starts = np.flatnonzero(np.concatenate(([True], (keys[1:] != keys[:-1]).any(axis=1))))
        if len(starts) < len(numerators):
            numerators = np.add.reduceat(widen(numerators, len(numerators)), starts)
            exponents = exponents[starts]
    nonzero = numerators != 0
    if not nonzero.all():
        exponents, numerators = exponents[nonzero], numerators[nonzero]
    common = content(numerators, denominator)
    if common > 1:
        numerators, denominator = (
            (numerators // common if len(numerators) else numerators),
            denominator // common,
        )
    if numerators.dtype == object and magnitude(numerators) < 2**62:
        numerators = numerators.astype(np.int64)
    return TrigPoly(exponents, numerators, denominator, torus)


def require_trigpoly(value: object, constants: bool = False) -> TrigPoly:
    """The polynomial, if it is one; with irrational constants only where they are allowed.

    Raises:
        InputError: another object, or one with angles that are held at irrational constants, with
            what to do.
    """
    if not isinstance(value, TrigPoly):
        raise InputError(
            f"poly is of type {type(value).__name__}; make one with "
            "TrigPoly.from_sympy(expression, symbols) or TrigPoly.from_terms(terms)."
        )
    require_no_constants(value.torus, "a proof about a polynomial", allowed=constants)
    return value
