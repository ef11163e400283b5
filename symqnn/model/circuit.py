r"""Circuits of Clifford gates and Pauli rotations, with all Clifford gates pushed behind the last rotation.

A rotation after Clifford gates C is a rotation about another word before them, :math:`R_P\,C = C\,R_{C^\dagger PC}`, so
a circuit equals :math:`C\,R_{H_p}(\alpha_p)\cdots R_{H_1}(\alpha_1)` and an observable M acts as :math:`C^\dagger MC`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from symqnn.algebra.pauli import PauliSum, TensorProduct, tensor
from symqnn.model.clifford import conjugate, generator_words, masks, substitute, word_sums, wrong_size


@dataclass(frozen=True)
class PauliRotation:
    r"""The gate :math:`\exp(-\tfrac i2(\pm a+k\tfrac\pi2)P)`; without a parameter a it is a Clifford gate.

    Args:
        word: Pauli word P on the listed qubits.
        qubits: positions of its letters.
        quarter_turns: k.
        parameter: name of a, or "" if the angle is constant.
        sign: 1 or -1, the sign of a.
    """

    word: str
    qubits: tuple[int, ...]
    quarter_turns: int = 0
    parameter: str = ""
    sign: int = 1


@dataclass(frozen=True)
class Circuit:
    r"""A parametrised circuit with its Clifford gates at the end.

    .. math:: U=C\,R_{H_p}(\alpha_p)\cdots R_{H_1}(\alpha_1),\qquad R_H(\alpha)=\exp(-\tfrac i2\alpha H)

    The paper's layers are :math:`\exp(-i\theta_lH_l)`: the circuit's angles are :math:`\alpha_l=\varphi_l=2\theta_l`
    (radians).

    Args:
        qubits: number of qubits n; qubit q is letter q of a Pauli word, counted from the left.
        generators: the signed Pauli words H_l; the first acts first.
        parameters: names of the angles α_l, in the same order.
        cliffords: the words C†X_qC for all qubits q, then the words C†Z_qC.
        unused: names of declared parameters that enter no rotation.
    """

    qubits: int
    generators: tuple[PauliSum, ...]
    parameters: tuple[str, ...]
    cliffords: tuple[PauliSum, ...]
    unused: tuple[str, ...] = ()

    @classmethod
    def from_rotations(cls, qubits: int, rotations: Sequence[PauliRotation], unused: Sequence[str] = ()) -> Circuit:
        """Push the constant rotations of a circuit, given in time order, behind the others.

        Example:
            >>> hadamard = [PauliRotation("Z", (0,), 2), PauliRotation("Y", (0,), 1)]
            >>> circuit = Circuit.from_rotations(1, [*hadamard, PauliRotation("Z", (0,), parameter="a")])
            >>> circuit.generators, circuit.pull_back(PauliSum.from_text("Y + 2*Z"))
            ((X,), 2*X - Y)
        """
        free = [rotation for rotation in rotations if rotation.parameter]
        x, z = generator_words(qubits)
        x = np.concatenate((np.zeros((len(free), x.shape[1]), dtype=np.uint64), x))
        z = np.concatenate((np.zeros((len(free), z.shape[1]), dtype=np.uint64), z))
        negative = np.zeros(len(x), dtype=np.bool_)
        first = len(free)  # rows from here on stand later in the circuit than the rotation at hand
        for rotation in reversed(rotations):
            axis = masks(rotation.word, rotation.qubits, qubits)
            conjugate(x[first:], z[first:], negative[first:], axis, rotation.quarter_turns)
            if rotation.parameter:
                first -= 1
                x[first], z[first], negative[first] = axis[0], axis[1], rotation.sign < 0
        words = word_sums(x, z, negative, qubits)
        names = tuple(rotation.parameter for rotation in free)
        return cls(qubits, words[: len(free)], names, words[len(free) :], tuple(unused))

    def pull_back(self, observable: PauliSum | Sequence[PauliSum]) -> PauliSum:
        r"""The observable :math:`C^\dagger MC` that acts before the Clifford gates.

        Args:
            observable: M on all qubits, or its tensor factors from the left, which are multiplied out.

        Raises:
            DimensionError: M acts on another number of qubits; SizeError: the factors have too many words.
        """
        whole = observable if isinstance(observable, PauliSum) else tensor(observable)
        return substitute(whole, self.cliffords)

    def pull_back_product(self, observable: TensorProduct) -> TensorProduct:
        r"""The observable :math:`C^\dagger MC`, with factors multiplied out only where C joins their qubits.

        Args:
            observable: M on all qubits.

        Raises:
            DimensionError: M acts on another number of qubits; SizeError: factors that C joins have too many words.

        Example:
            >>> hadamard = [PauliRotation("Z", (0,), 2), PauliRotation("Y", (0,), 1)]
            >>> Circuit.from_rotations(2, hadamard).pull_back_product(TensorProduct.from_text("(Z+I)^2"))
            (I + X)(I + Z)
        """
        if observable.qubits != self.qubits:
            raise wrong_size(observable.qubits, self.qubits)
        factors: list[PauliSum] = []
        for block in self._closed_ranges(observable.ranges()):
            inside = [factor for factor, where in zip(observable.factors, observable.ranges(), strict=True) if where[0] in block]
            images = [self.cliffords[q + half].restrict(block) for half in (0, self.qubits) for q in block]
            factors.append(substitute(tensor(inside), images))
        return TensorProduct(tuple(factors))

    def _closed_ranges(self, ranges: Sequence[range]) -> list[range]:
        """Ranges of qubits that C maps to themselves, each a union of consecutive given ranges.

        It is enough to look to the left: if C sends the words right of a cut to words right of it, then also the words
        left of it to words left of it, which are the words that commute with all those.
        """
        closed: list[range] = []
        for where in ranges:
            images = [self.cliffords[q + half] for half in (0, self.qubits) for q in where]
            low = min(where.start, *(q for image in images for q in image.support()))
            while closed and closed[-1].stop > low:
                low = min(low, closed.pop().start)
            closed.append(range(low, where.stop))
        return closed
