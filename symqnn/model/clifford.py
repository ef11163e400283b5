r"""Clifford gates as quarter turns about Pauli words, and how they conjugate Pauli words, exactly
and without matrices.

A quarter turn about P is :math:`\exp(-i\frac\pi4 P)`; every Clifford
gate is a product of such turns, up to a global phase, which no
expectation value sees. Words are read from the gate's first qubit.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from symqnn.algebra.bits import Words, parity, popcount, unpack
from symqnn.algebra.bits import pack as pack_bits
from symqnn.algebra.pauli import PauliSum, from_arrays, phase
from symqnn.errors import DimensionError, InputError

Signs = npt.NDArray[np.bool_]  # True where a row carries a minus sign

_CX = (("ZX", 1), ("ZI", 3), ("IX", 3))
_XC = (("XZ", 1), ("IZ", 3), ("XI", 3))

# name: (word, quarter turns), the first acts first
CLIFFORDS: dict[str, tuple[tuple[str, int], ...]] = {
    "id": (("I", 0),),
    "x": (("X", 2),),
    "y": (("Y", 2),),
    "z": (("Z", 2),),
    "h": (("Z", 2), ("Y", 1)),
    "s": (("Z", 1),),
    "sdg": (("Z", 3),),
    "sx": (("X", 1),),
    "sxdg": (("X", 3),),
    "cx": _CX,
    "CX": _CX,
    "cy": (("ZY", 1), ("ZI", 3), ("IY", 3)),
    "cz": (("ZZ", 1), ("ZI", 3), ("IZ", 3)),
    "swap": (("XX", 1), ("YY", 1), ("ZZ", 1)),
    "iswap": (("XX", 3), ("YY", 3)),
    "dcx": _CX + _XC,
    "ecr": (("ZX", 1), ("XI", 2)),
}

# name: word P of exp(-i α/2 P); p, phase and u1 equal rz up to a global phase
ROTATIONS: dict[str, str] = {
    "rx": "X",
    "ry": "Y",
    "rz": "Z",
    "p": "Z",
    "phase": "Z",
    "u1": "Z",
    "rxx": "XX",
    "ryy": "YY",
    "rzz": "ZZ",
    "rzx": "ZX",
}


def masks(word: str, positions: Sequence[int], qubits: int) -> tuple[Words, Words]:
    """Bit masks (x, z) of a Pauli word whose letters sit on the given positions of n qubits.

    Raises:
        InputError: a letter other than I, X, Y, Z.
    """
    if not set(word) <= set("IXYZ"):
        raise InputError(f"Pauli word {word!r}: letters I, X, Y, Z are required.")
    letters = list(zip(word, positions, strict=True))
    x = pack_bits((q for letter, q in letters if letter in "XY"), qubits)
    z = pack_bits((q for letter, q in letters if letter in "YZ"), qubits)
    return x, z


def conjugate(x: Words, z: Words, negative: Signs, axis: tuple[Words, Words], turns: int) -> None:
    r"""Replace every row Q by :math:`T^\dagger Q\,T`
    with :math:`T=\exp(-i k\frac\pi4 P)`, in place.

    .. math:: T^\dagger QT=Q \text{ if } PQ=QP, \text{ otherwise } T^\dagger QT = T^{-2}Q = i^kP^kQ

    Args:
        x, z: masks of the Hermitian Pauli words Q, one a row.
        negative: which rows carry a minus sign.
        axis: masks (x, z) of the word P.
        turns: k, taken modulo 4.

    Example:
        >>> x, z = (part[None] for part in masks("Z", [0], 1))
        >>> negative = np.array([False])
        >>> conjugate(x, z, negative, masks("X", [0], 1), 1)  # T†ZT = iXZ = Y
        >>> int(x[0, 0]), int(z[0, 0]), bool(negative[0])
        (1, 1, False)
    """
    if turns % 4 == 0:
        return
    touched = np.flatnonzero(axis[0] | axis[1])  # only these words can change
    px, pz = axis[0][touched], axis[1][touched]
    qx, qz = x[:, touched], z[:, touched]
    turned = np.flatnonzero(parity((qx & pz) ^ (qz & px)))
    if turns % 2 == 0:
        negative[turned] ^= True
        return
    qx, qz = qx[turned], qz[turned]
    exponent = phase(px, pz, qx, qz, qx ^ px, qz ^ pz) + turns
    negative[turned] ^= (exponent & 2).astype(np.bool_)
    x[np.ix_(turned, touched)] = qx ^ px
    z[np.ix_(turned, touched)] = qz ^ pz


def word_sums(x: Words, z: Words, negative: Signs, qubits: int) -> tuple[PauliSum, ...]:
    """Each row as a Pauli sum of one signed word."""
    keys = np.concatenate((x, z), axis=1)
    signs = np.where(negative, -1, 1)
    return tuple(
        from_arrays(qubits, keys[row : row + 1], signs[row : row + 1], 1)
        for row in range(len(signs))
    )


def generator_words(qubits: int) -> tuple[Words, Words]:
    """Masks of X_0 … X_{n-1}, Z_0 … Z_{n-1}, which generate all Pauli words on n qubits."""
    single = np.array([pack_bits([q], qubits) for q in range(qubits)], dtype=np.uint64)
    return np.concatenate((single, 0 * single)), np.concatenate((0 * single, single))


def wrong_size(observable: int, circuit: int) -> DimensionError:
    """The error for an observable on another number of qubits than the circuit."""
    return DimensionError(
        f"the observable acts on {observable} qubits and the circuit on {circuit}; give one "
        "letter a qubit, qubit 0 leftmost."
    )


def substitute(observable: PauliSum, images: Sequence[PauliSum]) -> PauliSum:
    r"""Apply to a Pauli sum the Clifford map that sends :math:`X_q, Z_q` to the given images.

    With :math:`Q=i^{|x\wedge z|}\prod_q X_q^{x_q}\prod_q Z_q^{z_q}` the image of Q is the same
    product of the images.

    Args:
        observable: Pauli sum on n qubits.
        images: the 2n signed words that X_0 … X_{n-1}, Z_0 … Z_{n-1} are sent to.

    Raises:
        DimensionError: the observable acts on another number of qubits.
    """
    n = observable.qubits
    if 2 * n != len(images):
        raise wrong_size(n, len(images) // 2)
    chosen = np.concatenate((unpack(observable.x, n), unpack(observable.z, n)), axis=1)
    exponent = popcount(observable.x & observable.z)
    x, z = np.zeros_like(observable.x), np.zeros_like(observable.z)
    for image, column in zip(images, chosen.T, strict=True):
        rows = np.flatnonzero(column)
        left_x, left_z = x[rows], z[rows]
        x[rows] ^= image.x[0]
        z[rows] ^= image.z[0]
        # phase() takes one left factor and many right ones; reversing a product conjugates its
        # phase
        exponent[rows] -= phase(image.x[0], image.z[0], left_x, left_z, x[rows], z[rows])
        exponent[rows] += 1 - int(image.numerators[0])
    signs = np.where(exponent % 4 == 2, -1, 1)
    return from_arrays(
        n, np.concatenate((x, z), axis=1), observable.numerators * signs, observable.denominator
    )
