"""Pauli sums against letters and against dense matrices; the coefficients are small integers, so
NumPy is exact and compared with ==.
"""

from fractions import Fraction

import numpy as np
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from law_networks import (
    LETTERS,
    SMALL,
    anticommute,
    numpy_operator,
    numpy_word,
    observables,
    pauli_generators,
    pauli_sums,
    words,
)

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum, tensor
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.expansion.layer import derivation, layer_maps

WHOLE = st.integers(-4, 4).filter(bool)
SIZES = st.integers(1, 3)


@given(SIZES.flatmap(lambda n: pauli_sums(n, SMALL.filter(bool))))
def test_text_round_trip(operator: PauliSum) -> None:
    assert PauliSum.from_text(repr(operator)) == operator
    assert TensorProduct.from_text(repr(operator)).expand() == operator
    assert PauliSum.from_words(dict(operator.terms())) == operator


@given(SIZES.flatmap(observables))
def test_factored_text_round_trip(product: TensorProduct) -> None:
    assert TensorProduct.from_text(repr(product)) == product
    assert (numpy_operator(product.expand()).shape[0]) == 2**product.qubits
    assert sum(map(len, product.ranges())) == product.qubits


@given(st.data())
def test_sums_agree_with_numpy(data: st.DataObject) -> None:
    n = data.draw(SIZES)
    a, b = data.draw(pauli_sums(n, WHOLE)), data.draw(pauli_sums(n, WHOLE))
    A, B = numpy_operator(a), numpy_operator(b)
    assert (numpy_operator(a + b) == A + B).all()
    assert (numpy_operator(a - b) == A - B).all()
    assert (numpy_operator(a * 3) == 3 * A).all()
    assert len(a - a) == 0
    assert (a - a) + b == b
    assert a.trace() == np.trace(A).real
    assert a.inner(b) == np.trace(A @ B).real
    assert (a == b) == bool((A == B).all())


@given(st.data())
def test_derivation_is_half_i_commutator(data: st.DataObject) -> None:
    n = data.draw(SIZES)
    a, h = data.draw(pauli_sums(n, WHOLE)), data.draw(pauli_sums(n, WHOLE))
    A, H = numpy_operator(a), numpy_operator(h)
    assert (numpy_operator(derivation(a, h)) == 0.5j * (H @ A - A @ H)).all()


@given(st.data())
def test_tensor_is_kron(data: st.DataObject) -> None:
    a, b = (
        data.draw(SIZES.flatmap(lambda n: pauli_sums(n, WHOLE))),
        data.draw(SIZES.flatmap(lambda n: pauli_sums(n, WHOLE))),
    )
    assert (numpy_operator(tensor([a, b])) == np.kron(numpy_operator(a), numpy_operator(b))).all()


@given(SIZES.flatmap(lambda n: pauli_sums(n, WHOLE)))
def test_dense_form_agrees_entry_by_entry(operator: PauliSum) -> None:
    dense, expected = (
        GaussianMatrix.from_pauli(operator),
        sum(int(value) * numpy_word(word) for word, value in operator.terms()),
    )
    assert dense.is_hermitian()
    assert all(
        dense.entry(j, k) == (expected[j, k].real, expected[j, k].imag)
        for j in range(dense.dimension)
        for k in range(dense.dimension)
    )


@given(SIZES.flatmap(lambda n: pauli_sums(n, SMALL.filter(bool))))
def test_square_test_agrees_with_dense_square(operator: PauliSum) -> None:
    assert (
        operator.squares_to_identity() == GaussianMatrix.from_pauli(operator).squares_to_identity()
    )


@given(SIZES.flatmap(pauli_generators))
def test_generators_square_to_identity(generator: PauliSum) -> None:
    assert generator.squares_to_identity()
    assert not (generator * Fraction(1, 2)).squares_to_identity()
    assert not (generator * 2).squares_to_identity()


@given(st.data())
def test_restriction_undoes_padding(data: st.DataObject) -> None:
    n, left, right = data.draw(SIZES), data.draw(st.integers(0, 3)), data.draw(st.integers(0, 3))
    a = data.draw(pauli_sums(n))
    padded = PauliSum.from_words(
        {"I" * left + word + "I" * right: value for word, value in a.terms()}
    )
    assert set(padded.support()) <= set(range(left, left + n))
    assert padded.restrict(range(left, left + n)) == a


@settings(max_examples=examples(60))
@given(st.integers(60, 140).flatmap(lambda n: st.tuples(words(n), words(n))))
def test_words_longer_than_64_qubits(pair: tuple[str, str]) -> None:
    """Masks of several 64-bit words: each letter, each phase."""
    first, second = pair
    a, h = PauliSum.from_words({first: 2}), PauliSum.from_words({second: 1})
    assert a.words() == [first]
    assert a.support() == tuple(q for q, letter in enumerate(first) if letter != "I")
    zeroth, image, turned = layer_maps(a, h)
    if not anticommute(first, second):
        assert (zeroth, len(image), len(turned)) == (a, 0, 0)
        return
    assert (len(zeroth), image) == (0, a)
    # iHA letter by letter: H A = i^k R
    letters, phase = [], 1
    for left, right in zip(second, first, strict=True):
        matrix = LETTERS[left] @ LETTERS[right]
        letters.append(next(name for name in "IXYZ" if abs(np.trace(matrix @ LETTERS[name])) == 2))
        phase = phase * complex(np.trace(matrix @ LETTERS[letters[-1]]) / 2)
    assert turned == PauliSum.from_words({"".join(letters): 2 * int((1j * phase).real)})
