r"""Circuits of Clifford gates and Pauli rotations,
with all Clifford gates pushed behind the last rotation.

A rotation after Clifford gates C is a rotation about another word before them,
:math:`R_P\,C = C\,R_{C^\dagger PC}`, so a circuit equals
:math:`C\,R_{H_p}(\alpha_p)\cdots R_{H_1}(\alpha_1)` and an observable M acts as
:math:`C^\dagger MC`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import short
from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.algebra.pauli import PauliSum, tensor
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.errors import InputError, InternalError
from symqnn.model.angle import Angle
from symqnn.model.clifford import (
    CLIFFORDS,
    conjugate,
    generator_words,
    masks,
    substitute,
    word_sums,
    wrong_size,
)
from symqnn.model.joining import Joined, is_exact, joined

if TYPE_CHECKING:
    from symqnn.model.qnn import QNN

HALF = Fraction(1, 2)
QUARTER_TURNS = {CirclePoint.quarter_turns(k): k for k in range(4)}


@dataclass(frozen=True)
class PauliRotation:
    r"""The gate :math:`\exp(-\tfrac i2aP)` with an affine angle a;
    a multiple of π/2 makes it a Clifford gate.

    Args:
        word: Pauli word P on the listed qubits.
        qubits: positions of its letters.
        angle: a, in radians.

    Example:
        >>> PauliRotation("ZZ", (0, 2), Angle.from_text("2*gamma + pi/2")).split()
        (1, Angle(factors={'gamma': Fraction(2, 1)},
                  fixed=FixedAngle(pi=Fraction(0, 1), number=Fraction(0, 1), arctangents=())))
    """

    word: str
    qubits: tuple[int, ...]
    angle: Angle

    def split(self) -> tuple[int, Angle]:
        """(k, rest) with a = k·π/2 + rest; k = 0 if the fixed part of a is no multiple of π/2."""
        point = self.angle.fixed.point(Fraction(1))
        turns = QUARTER_TURNS.get(point) if point is not None else None
        if turns is None:
            return 0, self.angle
        return turns, Angle(self.angle.factors)


def clifford_gate(name: str, qubits: Sequence[int]) -> list[PauliRotation]:
    """A Clifford gate of the table on the given qubits, as quarter turns.

    Example:
        >>> [rotation.word for rotation in clifford_gate("h", [0])]
        ['Z', 'Y']
    """
    return [
        PauliRotation(word, tuple(qubits), Angle(fixed=FixedAngle(pi=k * HALF)))
        for word, k in CLIFFORDS[name]
    ]


@dataclass(frozen=True)
class Circuit:
    r"""A parametrised circuit with its Clifford gates at the end.

    .. math:: U=C\,e^{-ia_GH_G}\cdots e^{-ia_1H_1},\qquad H_j=\pm\tfrac12P_j

    The angles are those of the circuit, in radians: ``rz(a)`` is H = Z/2 with the angle a.
    Rotations that belong together are one gate with a sum of words (:mod:`symqnn.model.joining`).

    Args:
        qubits: number of qubits n; qubit q is letter q of a Pauli word, counted from the left.
        generators: the H_j, signed Pauli words with factor 1/2, or sums of words; the first acts
            first.
        angles: the a_j, affine in the parameters; a_j without parameters is a fixed gate that is
            not Clifford.
        parameters: names of the parameters that occur, in the order of declaration.
        cliffords: the words C†X_qC for all qubits q, then the words C†Z_qC.
        unused: names of declared parameters that enter no rotation.
        notes: what was read past or taken for something else, one sentence each.
        round_angles: whether fixed angles may be replaced by rational points of the circle within
            2^-50.
        declared: all parameters in the order of declaration, with or without effect.
        calls: a number for each of ``rotations``, equal for those of one gate call; () if it is not
            known.
        inexact: positions in ``rotations`` of those whose fixed angle is no rational point of the
            circle.
        digest: SHA-256 of the text the circuit was read from, or "".
        rotations: the circuit as it was given, in time order, before Clifford gates were pushed
            through.
    """

    qubits: int
    generators: tuple[PauliSum, ...]
    angles: tuple[Angle, ...]
    parameters: tuple[str, ...]
    cliffords: tuple[PauliSum, ...]
    unused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    round_angles: bool = False
    digest: str = ""
    rotations: tuple[PauliRotation, ...] = field(default=(), repr=False)
    declared: tuple[str, ...] = ()
    inexact: tuple[int, ...] = ()
    calls: tuple[int, ...] = field(default=(), repr=False)

    @classmethod
    def from_rotations(
        cls,
        qubits: int,
        rotations: Sequence[PauliRotation],
        declared: Iterable[str] = (),
        notes: Sequence[str] = (),
        round_angles: bool = False,
        digest: str = "",
        calls: Sequence[int] | None = None,
    ) -> Circuit:
        """Push the quarter turns of a circuit, given in time order,
        behind the other rotations, and join these.

        Args:
            declared: the parameters in the order of declaration (default: order of occurrence).
            calls: a number for each rotation, equal for those of one gate call (default: all
                different).

        Example:
            >>> turn = PauliRotation("Z", (0,), Angle.of("a"))
            >>> circuit = Circuit.from_rotations(1, [*clifford_gate("h", [0]), turn])
            >>> circuit.generators, circuit.pull_back(PauliSum.from_text("Y + 2*Z"))
            ((1/2*X,), 2*X - Y)
        """
        numbers = range(len(rotations)) if calls is None else calls
        current: list[PauliRotation | None] = [
            rotation if rotation.word.strip("I") else None for rotation in rotations
        ]
        while True:
            pushed = _pushed(qubits, current)
            free, words = pushed.free, pushed.words
            gates = joined(words, pushed.angles, [numbers[k] for k in free])
            quarters = [gate for gate in gates if _is_quarter_turn(gate)]
            if not quarters:
                break
            # two T gates are an S gate, a Clifford gate that is pushed through like the others
            for gate in quarters:
                first, *others = gate.members
                same = gate.generator == words[first] * HALF
                angle = Angle().plus(gate.angle, 1 if same else -1)
                current[free[first]] = replace(_rotation(current[free[first]]), angle=angle)
                for k in others:
                    current[free[k]] = None
        inexact = (k for gate in gates if not is_exact(gate) for k in gate.members)
        used = {name for gate in gates for name in gate.angle.factors}
        occurring = (name for rotation in rotations for name in rotation.angle.factors)
        order = tuple(dict.fromkeys((*declared, *occurring)))
        return cls(
            qubits,
            tuple(gate.generator for gate in gates),
            tuple(gate.angle for gate in gates),
            tuple(name for name in order if name in used),
            pushed.cliffords,
            tuple(name for name in order if name not in used),
            tuple(notes),
            round_angles,
            digest,
            tuple(rotations),
            order,
            tuple(sorted(free[k] for k in inexact)),
            () if calls is None else tuple(calls),
        )

    def network(self, observable: str | PauliSum | TensorProduct) -> QNN:
        r"""The network of the circuit with an observable M, which becomes :math:`C^\dagger MC`.

        Args:
            observable: one letter a qubit, qubit 0 leftmost.

        Raises:
            DimensionError: M acts on another number of qubits; InputError: no parameter occurs, or
            a fixed angle is no rational point of the circle and rounding was not asked for.

        Example:
            >>> turn = PauliRotation("Y", (0,), Angle.from_text("2*a"))
            >>> Circuit.from_rotations(2, [turn, *clifford_gate("cx", [0, 1])]).network("IZ")
            QNN(1 gate on 2 qubits, parameter a, observable as given IZ, after Clifford gates ZZ)
        """
        from symqnn.model.qnn import QNN

        if not self.parameters:
            raise InputError(
                f"{self.no_parameter()}; a network has at least one parameter, such as a in rx(a). "
                "If its numbers are trained, read it with train_numbers=True (--train-numbers): "
                "each becomes a parameter."
            )
        if isinstance(observable, str):
            observable = TensorProduct.from_text(observable)
        if isinstance(observable, PauliSum):
            observable = TensorProduct((observable,))
        if not isinstance(observable, TensorProduct):
            raise InputError(
                f"observable is {short(observable)}; a Pauli text such as 'ZZ' or a Pauli sum is "
                "required."
            )
        pulled = self.pull_back_product(observable)
        made = QNN(self.generators, pulled, self.parameters, self.angles, self.round_angles)
        return made.with_given(observable)

    def no_parameter(self) -> str:
        """Why no gate has a parameter, for messages: there is none, or all of them cancel."""
        cancelled = {name for rotation in self.rotations for name in rotation.angle.factors}
        names = [name for name in self.declared if name in cancelled]
        if names:
            return f"the rotations by {', '.join(names)} cancel, and no other gate has a parameter"
        if self.declared:
            return (
                f"the parameters {', '.join(self.declared)} enter no rotation, or cancel in "
                "each angle"
            )
        return "no rotation has a parameter"

    def pull_back(self, observable: PauliSum | Sequence[PauliSum]) -> PauliSum:
        r"""The observable :math:`C^\dagger MC` that acts before the Clifford gates.

        Args:
            observable: M on all qubits, or its tensor factors from the left, which are multiplied
                out.

        Raises:
            DimensionError: M acts on another number of qubits; SizeError: the factors have too many
                words.
        """
        whole = observable if isinstance(observable, PauliSum) else tensor(observable)
        return substitute(whole, self.cliffords)

    def pull_back_product(self, observable: TensorProduct) -> TensorProduct:
        r"""The observable :math:`C^\dagger MC`,
        with factors multiplied out only where C joins their qubits.

        Args:
            observable: M on all qubits.

        Raises:
            DimensionError: M acts on another number of qubits; SizeError: factors that C joins have
                too many words.

        Example:
            >>> circuit = Circuit.from_rotations(2, clifford_gate("h", [0]))
            >>> circuit.pull_back_product(TensorProduct.from_text("(Z+I)^2"))
            (I + X)(I + Z)
        """
        if observable.qubits != self.qubits:
            raise wrong_size(observable.qubits, self.qubits)
        factors: list[PauliSum] = []
        for block in self._closed_ranges(observable.ranges()):
            placed = zip(observable.factors, observable.ranges(), strict=True)
            inside = [factor for factor, where in placed if where[0] in block]
            images = [
                self.cliffords[q + half].restrict(block) for half in (0, self.qubits) for q in block
            ]
            factors.append(substitute(tensor(inside), images))
        return TensorProduct(tuple(factors))

    def _closed_ranges(self, ranges: Sequence[range]) -> list[range]:
        """Ranges of qubits that C maps to themselves, each a union of consecutive given ranges.

        It is enough to look to the left: if C sends the words right of a cut
        to words right of it, then also the words left of it to words left of
        it, which are the words that commute with all those.
        """
        closed: list[range] = []
        for where in ranges:
            images = [self.cliffords[q + half] for half in (0, self.qubits) for q in where]
            low = min(where.start, *(q for image in images for q in image.support()))
            while closed and closed[-1].stop > low:
                low = min(low, closed.pop().start)
            closed.append(range(low, where.stop))
        return closed


@dataclass(frozen=True)
class _Pushed:
    """A circuit with its quarter turns pushed behind the other rotations.

    Args:
        free: positions of these rotations. words, angles: of them, signed, first parameters with
            positive factors.
        cliffords: the words C†X_qC for all qubits q, then the words C†Z_qC.
    """

    free: tuple[int, ...]
    words: tuple[PauliSum, ...]
    angles: tuple[Angle, ...]
    cliffords: tuple[PauliSum, ...]


def _pushed(qubits: int, rotations: Sequence[PauliRotation | None]) -> _Pushed:
    """Push quarter turns behind the other rotations; None is a rotation that is left out."""
    split = [(0, Angle()) if rotation is None else rotation.split() for rotation in rotations]
    free = tuple(k for k, (_, rest) in enumerate(split) if _turns(rest))
    x, z = generator_words(qubits)
    x = np.concatenate((np.zeros((len(free), x.shape[1]), dtype=np.uint64), x))
    z = np.concatenate((np.zeros((len(free), z.shape[1]), dtype=np.uint64), z))
    negative = np.zeros(len(x), dtype=np.bool_)
    first = len(free)  # rows from here on stand later in the circuit than the rotation at hand
    for rotation, (turns, rest) in zip(reversed(rotations), reversed(split), strict=True):
        if rotation is None:
            continue
        axis = masks(rotation.word, rotation.qubits, qubits)
        conjugate(x[first:], z[first:], negative[first:], axis, turns)
        if _turns(rest):
            first -= 1
            x[first], z[first] = axis
            # exp(-i(-a)H) = exp(-ia(-H)): the first parameter of an angle gets a positive factor
            negative[first] = _is_negative(rest)
    rests = (split[k][1] for k in free)
    angles = tuple(Angle().plus(rest, -1) if _is_negative(rest) else rest for rest in rests)
    words = word_sums(x, z, negative, qubits)
    return _Pushed(free, words[: len(free)], angles, words[len(free) :])


def _rotation(value: PauliRotation | None) -> PauliRotation:
    if value is None:
        raise InternalError("a rotation that was left out is turned")
    return value


def _is_quarter_turn(gate: Joined) -> bool:
    """Whether a gate is a fixed turn about one word by a multiple of π/2: a Clifford gate."""
    fixed = gate.angle.fixed
    alone = not (gate.angle.factors or fixed.number or fixed.arctangents)
    return alone and len(gate.generator) == 1 and (2 * fixed.pi).denominator == 1


def _turns(rest: Angle) -> bool:
    """Whether a rotation remains after its quarter turns were taken away."""
    return bool(rest.factors or rest.fixed)


def _is_negative(angle: Angle) -> bool:
    """Whether the first parameter has a negative factor."""
    return next(iter(angle.factors.values()), 1) < 0
