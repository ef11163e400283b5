r"""One gate of a network: :math:`e^{-iaH}` with an affine angle a in the parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.fixed_angle import NO_ANGLE, FixedAngle
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.errors import InternalError
from symqnn.model.angle import Angle
from symqnn.model.held import Constants
from symqnn.model.spectrum import Spectrum, spectrum_of

Operator = PauliSum | GaussianMatrix
ZERO_ANGLE = CirclePoint.quarter_turns(0)


@dataclass(frozen=True)
class Gate:
    r"""The gate :math:`e^{-iaH}`, :math:`a=\sum_lk_l\theta_l+\beta`.

    Args:
        generator: H, Hermitian; differences of its eigenvalues are rational.
        factors: pairs (position of the parameter, k_l ≠ 0), positions increasing; constants that
            the network holds stand behind the parameters.
        fixed: the point of the circle at u·β, u the step of H, without what such a constant stands
            for.
        constant: β as it was asked for. rounding: a bound on the difference between the angle at
            ``fixed`` and ``constant`` in radians; 0 if they are equal, constants that are held
            included.
    """

    generator: Operator
    factors: tuple[tuple[int, Fraction], ...]
    fixed: CirclePoint = ZERO_ANGLE
    constant: FixedAngle = NO_ANGLE
    rounding: Fraction = Fraction(0)

    @cached_property
    def spectrum(self) -> Spectrum:
        """The spectrum of H (InternalError is raised for words that do not commute:
        they are made dense before).
        """
        found = spectrum_of(self.generator)
        if found is None:
            raise InternalError("a gate of non-commuting words was not made dense")
        return found

    @property
    def parameters(self) -> tuple[int, ...]:
        """Positions of the parameters in the angle."""
        return tuple(position for position, _ in self.factors)

    @property
    def is_fixed(self) -> bool:
        """Whether no parameter enters the angle."""
        return not self.factors

    def differences(self) -> tuple[Fraction, ...]:
        """All differences of eigenvalues of H, increasing:
        the frequencies of V†AV in the gate's angle a.
        """
        spectrum = self.spectrum
        if spectrum.is_two_level:
            return (-spectrum.unit, Fraction(0), spectrum.unit)
        values = tuple(spectrum.multiplicities)
        return tuple(sorted({high - low for low in values for high in values}))

    def angle(self, names: Sequence[str]) -> Angle:
        """The angle in named parameters, with its whole fixed part."""
        named = ((position, value) for position, value in self.factors if position < len(names))
        return Angle({names[position]: value for position, value in named}, self.constant)

    def with_generator(self, generator: Operator) -> Gate:
        """The gate with its generator written in another way,
        whose step is a multiple of the step of this one.

        Raises:
            InternalError: the step is no multiple.
        """
        moved = replace(self, generator=generator)
        multiple = moved.spectrum.step / self.spectrum.step
        if multiple.denominator != 1:
            raise InternalError(
                f"a step became {multiple} times as large; a whole multiple was expected"
            )
        # the point at u·β, moved to the point at (multiple·u)·β
        return replace(moved, fixed=self.fixed.times(int(multiple)))


def make_gate(
    generator: Operator,
    angle: Angle,
    names: Sequence[str],
    place: str,
    constants: Constants | None,
) -> Gate:
    """A gate from a generator and its angle.

    Args:
        names: the parameters in order. place: what the gate is called in a message.
        constants: where a fixed part that is no rational point of the circle is held; None: it is
            replaced by a rational point within 2^-50.

    Raises:
        InternalError: words that do not commute (they are made dense before).
    """
    factors = tuple(sorted((names.index(name), value) for name, value in angle.factors.items()))
    spectrum = _spectrum(generator, place)
    step = spectrum.step
    point = angle.fixed.point(step)
    if point is not None:
        made = Gate(generator, factors, point, angle.fixed)
        vars(made)["spectrum"] = spectrum  # the cached property: not found once more
        return made
    if constants is not None:
        held = constants.hold(angle.fixed, step)
        point = held.rest.point(step)
        if point is None:
            raise InternalError("what is left of a constant is no rational point of the circle")
        return Gate(generator, (*factors, (len(names) + held.place, held.sign)), point, angle.fixed)
    near, bound = angle.fixed.near(step)
    return Gate(generator, factors, near, angle.fixed, bound)


def _spectrum(generator: Operator, place: str) -> Spectrum:
    found = spectrum_of(generator, place)
    if found is None:
        raise InternalError("a gate of non-commuting words was not made dense")
    return found
