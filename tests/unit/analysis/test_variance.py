"""Variances over uniform angles against published values, exact polynomials, sampled circuits, and
the checker's own walk.

Modules: analysis/walk.
"""

import random
from fractions import Fraction

import numpy as np
import pytest

from symqnn import QNN, State, expectation
from symqnn.analysis import variance, walk
from symqnn.analysis.moments import polynomial_moments
from symqnn.analysis.variance import chain_obstacle, variances
from symqnn.analysis.walk import walk_forgetting, walk_keeping
from symqnn.certificate.analysis import variance_certificate
from symqnn.certificate.canonical import canonical_bytes
from symqnn.certificate.critical import output_json
from symqnn.checker.certificate import check_text
from symqnn.errors import SizeError
from symqnn.model.ansatz import hardware_efficient, hva_ising, one_layer_product, qaoa

VECTORS = [("3/5", 0, "4/5"), (0, 0, 1), ("1/3", "1/3", "1/3"), (0, "4/5", "-3/5")]


def rotations(qubits: int) -> list[str]:
    """exp(-iθX/2) on every qubit."""
    return ["1/2*" + "I" * k + "X" + "I" * (qubits - k - 1) for k in range(qubits)]


def sum_of(letters: str, qubits: int, factor: str = "") -> str:
    width = len(letters)
    return " + ".join(
        factor + "I" * k + letters + "I" * (qubits - k - width) for k in range(qubits - width + 1)
    )


def drawn(seed: int, most: int = 8) -> tuple[QNN, State]:
    """A random network of words with a parameter each, and a random state."""
    source = random.Random(seed)
    n, p = source.randint(1, 3), source.randint(1, most)
    words = ["".join(source.choice("IXYZ") for _ in range(n)) for _ in range(p)]
    words = [word if word.strip("I") else "X" + word[1:] for word in words]
    generators = [source.choice(["", "1/2*", "-", "3/2*"]) + word for word in words]
    letters = {
        "".join(source.choice("IXYZ") for _ in range(n)) for _ in range(source.randint(1, 4))
    }
    observable = " + ".join(f"{source.randint(1, 4)}/3*{word}" for word in sorted(letters))
    signs, ends = ["", "2*", "-3*"], ["", " + pi/2", " + 2*atan(1/3)"]
    angles = [f"{source.choice(signs)}t{k}{source.choice(ends)}" for k in range(p)]
    qnn = QNN(generators, observable, angles=angles)
    if source.random() < 0.6:
        return qnn, State.bloch([source.choice(VECTORS) for _ in range(n)])
    return qnn, State.pure(
        [f"{source.randint(-2, 2)}+{source.randint(1, 2)}*i" for _ in range(2**n)]
    )


@pytest.mark.parametrize("qubits", [1, 2, 3, 7, 20])
def test_published_values_of_global_and_local_cost(qubits: int) -> None:
    """Cerezo et al. 2021, section III: (1/8)(3/8)^(n-1) and 1/(8n²)."""
    together = "1/2*I + 1/2*Z" if qubits == 1 else f"(1/2*I + 1/2*Z)^{qubits}"
    found = variances(QNN(rotations(qubits), together), State.zero(qubits))
    assert set(found.gradient) == {Fraction(1, 8) * Fraction(3, 8) ** (qubits - 1)}
    local = sum_of("Z", qubits, f"1/{2 * qubits}*")
    found = variances(QNN(rotations(qubits), local), State.zero(qubits))
    assert set(found.gradient) == {Fraction(1, 8 * qubits**2)}


@pytest.mark.parametrize("seed", range(50))
def test_the_chain_agrees_with_the_polynomial(seed: int) -> None:
    qnn, state = drawn(seed)
    assert not chain_obstacle(qnn)
    chain, exact = variances(qnn, state), polynomial_moments(expectation(qnn, state))
    assert (chain.mean, chain.variance, chain.gradient) == (
        exact.mean,
        exact.variance,
        exact.gradient,
    )


@pytest.mark.parametrize("seed", range(50))
def test_sampled_angles_agree_within_five_standard_errors(seed: int) -> None:
    """By evaluation of the polynomial of the output at random angles; fourth moments from the
    sample.
    """
    qnn, state = drawn(seed + 1000, 5)
    found, poly = variances(qnn, state), expectation(qnn, state)
    source = np.random.default_rng(seed)
    periods = np.array([2 * np.pi / float(unit) for unit in qnn.torus.units])
    theta = source.uniform(0, periods, (20000, len(periods)))
    values = np.asarray(poly.numeric(theta))
    squares = (values - float(found.mean)) ** 2
    for sample, exact in ((values, found.mean), (squares, found.variance)):
        error = 5 * sample.std() / np.sqrt(len(sample)) + 1e-9
        assert abs(sample.mean() - float(exact)) < error
    slopes = np.asarray(poly.derivative(0).numeric(theta)) ** 2
    assert (
        abs(slopes.mean() - float(found.gradient[0]))
        < 5 * slopes.std() / np.sqrt(len(slopes)) + 1e-9
    )


@pytest.mark.parametrize("seed", range(20))
def test_the_checkers_walk_agrees_with_its_polynomial(seed: int) -> None:
    """It walks above 8 angles only; here on networks that it expands otherwise."""
    from symqnn.certificate.encode import network_json, state_json
    from symqnn.checker.kinds.variance import of_block
    from symqnn.checker.mathematics.instance import read_state, word_expectation
    from symqnn.checker.mathematics.walk import walk as checkers_walk
    from symqnn.checker.mathematics.walk import walked_gates
    from symqnn.checker.trusted.network import read_network
    from symqnn.checker.trusted.reading import Node

    qnn, state = drawn(seed + 2000)
    network = read_network(Node(network_json(qnn)))
    known = read_state(Node(state_json(state)), network)
    gates = walked_gates(network)
    assert gates is not None
    vectors = known if isinstance(known, tuple) else None
    found = checkers_walk(network, gates, lambda word: word_expectation(word, known), vectors)
    assert found == of_block(network, known)


def test_correlated_words_of_an_observable() -> None:
    """X₁X₂X₃ commutes with every gate: ZZI and YYX are correlated, with a sign."""
    generators = ["XII", "ZZI", "IXI", "IZZ"]
    state = State.pure([1, 2, 0, 1, 1, 0, 0, "i"])
    for observable in ("ZZI + YYX", "ZZI - YYX", "2*ZZI + 3*YYX + XII + IXX"):
        qnn = QNN(generators, observable)
        assert (
            variances(qnn, state).variance == polynomial_moments(expectation(qnn, state)).variance
        )
    plus, minus = (variances(QNN(generators, f"ZZI {sign} YYX"), state).variance for sign in "+-")
    assert plus != minus


def test_both_ends_of_the_walk_agree() -> None:
    """Forgetting qubits and keeping whole words give the same numbers."""
    from symqnn.analysis.variance import _letters
    from symqnn.analysis.words import Word

    texts = ["XII", "ZZI", "IXI", "IZZ", "YII", "IIX", "ZII"]
    words, start = [Word.from_text(text) for text in texts], Word.from_text("ZZZ")
    vectors = [tuple(map(Fraction, vector)) for vector in VECTORS[:3]]

    def value(word: Word) -> Fraction:
        product = Fraction(1)
        for qubit, vector in enumerate(vectors):
            product *= (Fraction(1), vector[0], vector[2], vector[1])[word.letter(qubit)]
        return product**2

    assert walk_forgetting(start, words, _letters(vectors)) == walk_keeping(start, words, 3, value)


LARGE = [
    pytest.param(sum_of("ZZ", 100), id="local"),
    pytest.param("Z" * 100, id="global", marks=pytest.mark.slow),
]


@pytest.mark.parametrize("observable", LARGE)
def test_a_hundred_qubits_and_eight_hundred_angles(observable: str) -> None:
    qnn = hardware_efficient(100, 3, observable=observable)
    assert len(qnn.parameters) == 800
    found = variances(qnn, State.zero(100))
    assert found.mean == 0
    assert found.gradient.count(0) == 100  # the first RZ acts on |0⟩, or the last one on Z
    certificate = variance_certificate(output_json(qnn, State.zero(100)), found)
    verdict = check_text(canonical_bytes(certificate).decode())
    assert verdict.status == "VERIFIED", verdict


def test_a_derivative_of_variance_zero_vanishes() -> None:
    qnn = hardware_efficient(2, 1)
    found, poly = variances(qnn, State.zero(2)), expectation(qnn, State.zero(2))
    for axis, value in enumerate(found.gradient):
        assert (value == 0) == (len(poly.derivative(axis)) == 0)


def test_shared_angles_use_the_polynomial() -> None:
    qnn = qaoa([(0, 1), (1, 2), (0, 2)], 1)
    found = variances(qnn, State.bloch([(1, 0, 0)] * 3))
    assert found.road == "polynomial"
    assert "generated by a sum of Pauli words" in chain_obstacle(qnn)


def test_what_fits_neither_way_is_refused_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(variance, "MAX_TERMS", 1000)
    with pytest.raises(
        SizeError, match="generated by a sum of Pauli words, so that the variances come from"
    ):
        variances(hva_ising(6, 2), State.bloch([("3/5", 0, "4/5")] * 6))
    monkeypatch.setattr(walk, "MAX_WORDS", 1000)
    with pytest.raises(SizeError, match="more than 1000 Pauli words at a time"):
        variances(hardware_efficient(8, 6), State.zero(8))


def test_factors_of_both_kinds() -> None:
    """Shared angles in one tensor factor, own ones in the other: each goes its own way."""
    qnn = QNN(["XI", "ZI", "XI", "IX"], "(X + Z)(Z + I)", angles=["a", "b", "a", "c"])
    state = State.bloch(VECTORS[:2])
    found, exact = variances(qnn, state), polynomial_moments(expectation(qnn, state))
    assert found.road == "polynomial and the chain on Pauli words"
    assert (found.mean, found.variance, found.gradient) == (
        exact.mean,
        exact.variance,
        exact.gradient,
    )


def test_a_product_network_multiplies_its_factors() -> None:
    found = variances(
        one_layer_product(["Z"] * 64, ["Y+I"] * 64), State.bloch([("3/5", "4/5", 0)] * 64)
    )
    assert found.variance == Fraction(3, 2) ** 64 - 1
    assert found.mean == 1
