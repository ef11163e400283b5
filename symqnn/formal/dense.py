"""Integer operators as dense matrices modulo q, and what Computation.v computes from them."""

from __future__ import annotations

from itertools import product

from flint import nmod_mat

from symqnn.formal.reading import (
    GaussianRow,
    IntegerMatrix,
    IntegerNetwork,
    IntegerPauliSum,
    Operator,
)

LETTERS = {  # nonzero entries (row, column): a + bi
    "I": {(0, 0): (1, 0), (1, 1): (1, 0)},
    "X": {(0, 1): (1, 0), (1, 0): (1, 0)},
    "Y": {(0, 1): (0, -1), (1, 0): (0, 1)},
    "Z": {(0, 0): (1, 0), (1, 1): (-1, 0)},
}


def scaled_operators(network: IntegerNetwork, modulus: int, root: int) -> list[nmod_mat]:
    """All 3^p operators without denominators, modulo q; that of ξ at its position in base 3."""
    operators = [observable(network, modulus, root)]
    for generator in reversed(network.generators):
        operators = layer(
            residues(generator, modulus, root), generator.denominator, operators, root
        )
    return operators


def layer(
    generator: nmod_mat, denominator: int, operators: list[nmod_mat], root: int
) -> list[nmod_mat]:
    """D²A + HAH of all A, then D²A - HAH, then iD(HA - AH): 2D² times the maps of Eqns 7-9."""
    sandwiches = [generator * operator * generator for operator in operators]
    squares = [operator * (denominator * denominator) for operator in operators]
    even = [square + sandwich for square, sandwich in zip(squares, sandwiches, strict=True)]
    odd = [square - sandwich for square, sandwich in zip(squares, sandwiches, strict=True)]
    brackets = [
        (generator * operator - operator * generator) * (root * denominator)
        for operator in operators
    ]
    return even + odd + brackets


def observable(network: IntegerNetwork, modulus: int, root: int) -> nmod_mat:
    """Numerators of the observable modulo q, the tensor product of its factors."""
    total = nmod_mat(1, 1, [1], modulus)
    for factor in network.observable:
        total = kronecker(total, residues(factor, modulus, root), modulus)
    return total


def kronecker(left: nmod_mat, right: nmod_mat, modulus: int) -> nmod_mat:
    """Kronecker product, the left factor in the most significant bits."""
    size, inner = left.nrows() * right.nrows(), right.nrows()
    places = product(range(size), repeat=2)
    return nmod_mat(
        size,
        size,
        [int(left[x // inner, y // inner] * right[x % inner, y % inner]) for x, y in places],
        modulus,
    )


def residues(operator: Operator, modulus: int, root: int) -> nmod_mat:
    """Numerators of an operator modulo q, i ↦ root."""
    entries = operator.entries if isinstance(operator, IntegerMatrix) else word_entries(operator)
    return nmod_mat(
        len(entries),
        len(entries),
        [(a + root * b) % modulus for row in entries for a, b in row],
        modulus,
    )


def word_entries(operator: IntegerPauliSum) -> tuple[GaussianRow, ...]:
    """Numerators of a Pauli sum as a dense matrix, qubit 0 in the most significant bit."""
    size = 2 ** len(operator.terms[0][0])
    dense = [[(0, 0)] * size for _ in range(size)]
    for word, coefficient in operator.terms:
        for (row, column), (a, b) in _word(word).items():
            real, imaginary = dense[row][column]
            dense[row][column] = (real + coefficient * a, imaginary + coefficient * b)
    return tuple(tuple(row) for row in dense)


def _word(word: str) -> dict[tuple[int, int], tuple[int, int]]:
    total = {(0, 0): (1, 0)}
    for letter in word:
        grown = {}
        for ((x, y), (a, b)), ((s, t), (c, d)) in product(total.items(), LETTERS[letter].items()):
            grown[2 * x + s, 2 * y + t] = (a * c - b * d, a * d + b * c)
        total = grown
    return total
