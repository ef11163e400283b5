"""Expansion of networks with integer spectra, by projectors or, for commuting Pauli words, by one rotation after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import lcm, prod
from typing import TYPE_CHECKING

from symqnn.algebra.latex import LatexRepr, Row, left_out
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.symbolic import angle_symbols, basis_to_sympy
from symqnn.algebra.trigpoly import TrigPoly, from_laurent
from symqnn.algebra.trigpoly_text import basis_latex
from symqnn.errors import InputError, SizeError
from symqnn.expansion.pauli_expansion import MAX_TERMS, expand_pauli
from symqnn.model.spectrum import IntegralNetwork
from symqnn.model.state import State, check_dimension

if TYPE_CHECKING:
    import sympy

MAX_ENTRIES = 3_000_000
MAX_OPERATORS = 700
MAX_ROTATIONS = 12
Index = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class IntegralExpansion(LatexRepr):
    r"""All operators of :math:`M(\theta)=\sum_eA_e\prod_lb_{e_l}(\theta_l)`, b_0 = 1, b_{2k-1} = cos kθ, b_{2k} = sin kθ.

    Args:
        indices: the e, lexicographically; e_l belongs to a frequency of generator l. operators: the A_e, in that order, zeros included.
    """

    indices: tuple[Index, ...]
    operators: tuple[GaussianMatrix, ...]

    def items(self) -> Iterator[tuple[Index, GaussianMatrix]]:
        """Pairs (e, A_e) with A_e ≠ 0."""
        return ((index, operator) for index, operator in zip(self.indices, self.operators, strict=True) if operator)

    def latex_rows(self, limit: int = 200) -> list[Row]:
        r"""LaTeX: the operators A_e ≠ 0, named by their products of cosines and sines in θ; what lies beyond ``limit`` is counted.

        Example:
            >>> print(expand_integral(IntegralNetwork.make([[[0, 0], [0, 2]]], [[0, 1], [1, 0]])).to_latex().splitlines()[1])
            M_{\cos 2\theta_{1}} &= \begin{pmatrix} 0 & 1 \\ 1 & 0 \end{pmatrix} \\
        """
        listed = list(self.items())
        rows = [row for index, operator in listed[:limit] for row in operator.latex_rows(rf"M_{{{basis_latex(index, 'single') or '1'}}}")]
        return [*rows, *([("", left_out(len(listed) - limit, "operator"))] if len(listed) > limit else [])] or [(r"M(\theta) ", "= 0")]

    def to_sympy(self, symbols: Sequence[sympy.Symbol] | None = None) -> sympy.ImmutableMatrix:
        """M(θ) as a SymPy matrix in the angles θ themselves: theta1, theta2, … if no symbols are given."""
        used = tuple(symbols) if symbols is not None else angle_symbols(len(self.indices[0]), "single")
        total = self.operators[0].to_sympy()  # that of the product 1
        for index, operator in self.items():
            if any(index):
                total += operator.to_sympy() * basis_to_sympy(index, used, "single")
        return total

    def expectation(self, state: State) -> TrigPoly:
        """The output tr(ρM(θ)) as a polynomial in the angles θ (not 2θ).

        Raises:
            DimensionError: the state is of another size.
        """
        check_dimension(state, self.operators[0].dimension)
        rho = state.to_density()
        terms: dict[str | Index, object] = {index: value for index, a in self.items() if (value := rho.inner(a))}
        return TrigPoly.from_terms(terms, len(self.indices[0]))


def expand_integral(network: IntegralNetwork) -> IntegralExpansion:
    r"""All operators of :math:`M(\theta)` at products of cos kθ_l, sin kθ_l, k a frequency of generator l, by projectors.

    Paper: Eqn 11 for integer spectra. With :math:`A_k=\sum_{E_c-E_{c'}=k}\Pi_cA\Pi_{c'}` one layer maps A to A_0, A_k + A_{-k} (cos kθ) and
    i(A_k - A_{-k}) (sin kθ).

    Raises:
        SizeError: too many or too large operators.

    Example:
        >>> table = expand_integral(IntegralNetwork.make([[[0, 0], [0, 2]]], [[1, 1], [1, 1]]))
        >>> [index for index, _ in table.items()]
        [(0,), (3,), (4,)]
    """
    d, count = network.dimension, prod(2 * len(listed) - 1 for listed in network.frequencies)
    if count * 2 * d * d > MAX_ENTRIES or count > MAX_OPERATORS:
        raise SizeError(f"the expansion has {count} operators of dimension {d} (limits: {MAX_OPERATORS} operators, {MAX_ENTRIES} entries).")
    matrices = [network.observable]
    for layer in reversed(range(network.layers)):
        images = [_layer(matrix, network, layer) for matrix in matrices]
        matrices = [image[digit].canonical() for digit in range(len(images[0])) for image in images]
    return IntegralExpansion(tuple(product(*map(_digits, network.frequencies))), tuple(matrices))


def _digits(frequencies: Sequence[int]) -> list[int]:
    return [0] + [digit for k in frequencies if k for digit in (2 * k - 1, 2 * k)]


def _layer(matrix: GaussianMatrix, network: IntegralNetwork, layer: int) -> list[GaussianMatrix]:
    """Images of A at 1 and at cos kθ, sin kθ for every frequency k."""
    parts: dict[int, GaussianMatrix] = {}
    for value, left in zip(network.spectra[layer], network.projectors[layer], strict=True):
        half = left @ matrix
        for other, right in zip(network.spectra[layer], network.projectors[layer], strict=True):
            term = half @ right
            parts[value - other] = parts[value - other] + term if value - other in parts else term
    images = [parts[0]]
    for k in network.frequencies[layer][1:]:
        difference = parts[k] - parts[-k]
        images += [parts[k] + parts[-k], GaussianMatrix(-difference.imaginary, difference.real, difference.denominator)]
    return images


def expand_commuting(network: IntegralNetwork) -> dict[Index, PauliSum]:
    r"""The operators A_e ≠ 0 as Pauli sums, for generators :math:`\sum_jc_jW_j` of commuting words.

    :math:`e^{-i\theta H}=\prod_je^{-i\theta c_jW_j}` is a product of two-level rotations by the angles c_jθ, expanded by the engine of Pauli sums (Eqn 11);
    the products of cos 2c_jθ, sin 2c_jθ of one layer are then written in frequencies. It shares no code with :func:`expand_integral`.

    Raises:
        InputError: not given by Pauli sums, or words that do not commute; SizeError: more than 12 words in all, or too many terms.

    Example:
        >>> expand_commuting(IntegralNetwork.make(["1/2*ZI + 1/2*IZ"], "XX"))
        {(0,): 1/2*XX + 1/2*YY, (3,): 1/2*XX - 1/2*YY, (4,): -1/2*XY - 1/2*YX}
    """
    if network.words is None or not network.is_commuting:
        raise InputError("the generators are not sums of commuting Pauli words; expand_integral expands every network with integer spectra.")
    sums, observable = network.words
    identity = "I" * observable.qubits
    rotations = [(layer, word, 2 * value) for layer, h in enumerate(sums) for word, value in h.terms() if word != identity]  # I is a global phase
    if len(rotations) > MAX_ROTATIONS:
        raise SizeError(f"the generators have {len(rotations)} words in all (limit {MAX_ROTATIONS}); expand_integral needs dimension, not words.")
    table = expand_pauli([PauliSum.from_words({word: 1}) for _, word, _ in rotations], observable, MAX_TERMS)
    unit = lcm(*(angle.denominator for _, _, angle in rotations))
    total: dict[Index, PauliSum] = {}
    for xi, operator in table.items():
        for index, value in _product(xi, rotations, unit, network.layers).terms():
            if any(((e + 1) // 2) % unit for e in index):
                raise InputError("a frequency is no integer; please report this.")  # excluded: the spectra are integers
            key = tuple(2 * (((e + 1) // 2) // unit) - e % 2 for e in index)
            total[key] = total[key] + operator * value if key in total else operator * value
    return {key: operator for key, operator in sorted(total.items()) if len(operator)}


def _product(xi: str, rotations: Sequence[tuple[int, str, Fraction]], unit: int, layers: int) -> TrigPoly:
    """∏ cos 2c_jθ_l, sin 2c_jθ_l over the digits 1 and 2 of ξ, in units of θ_l/unit; 2 cos x = z + 1/z, 2 sin x = -iz + i/z."""
    laurent, zero = {(0,) * layers: (1, 0)}, [0] * layers
    for digit, (layer, _, angle) in zip(xi, rotations, strict=True):
        if digit == "0":
            continue
        fresh: dict[Index, tuple[int, int]] = {}
        for sign in (1, -1):
            step = zero.copy()
            step[layer] = sign * int(angle * unit)
            for k, (re, im) in laurent.items():
                key = tuple(a + b for a, b in zip(k, step, strict=True))
                x, y = (re, im) if digit == "1" else (sign * im, -sign * re)
                old = fresh.get(key, (0, 0))
                fresh[key] = (old[0] + x, old[1] + y)
        laurent = fresh
    power = sum(digit != "0" for digit in xi)
    return from_laurent(laurent, int(2**power), layers)


def commuting_output(operators: dict[Index, PauliSum], state: State, layers: int) -> TrigPoly:
    """tr(ρM(θ)) from the operators of :func:`expand_commuting`."""
    terms: dict[str | Index, object] = {}
    for index, operator in operators.items():
        values, common = state.word_values(operator.x, operator.z)
        total = sum(int(a) * int(b) for a, b in zip(operator.numerators, values, strict=True))
        if total:
            terms[index] = Fraction(total, operator.denominator * common)
    return TrigPoly.from_terms(terms, layers)
