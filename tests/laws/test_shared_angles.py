"""Circuits whose gates share parameters, against state vectors: a simulator in NumPy that uses no
symqnn code.
"""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from scipy.linalg import expm

from symqnn import QNN, State, expectation
from symqnn.model.ansatz import qaoa

POINTS = 20
TOLERANCE = 1e-10
RING = [(k, (k + 1) % 10) for k in range(10)]
# the graph of a cube: vertices are joined where their binary forms differ in one bit
CUBE = [(u, u ^ bit) for u in range(8) for bit in (1, 2, 4) if u < u ^ bit]
PAULI = {"X": np.array([[0, 1], [1, 0]]), "Y": np.array([[0, -1j], [1j, 0]]), "Z": np.diag([1, -1])}


def signs(n, qubits):
    """Eigenvalues of the product of Z over some qubits, qubit 0 the most significant bit."""
    bits = np.array(list(itertools.product((0, 1), repeat=n)))
    return (-1.0) ** bits[:, list(qubits)].sum(axis=1)


def turn_all(psi, n, angle):
    """exp(-i·angle·X) on every qubit of a state vector."""
    u = np.array([[np.cos(angle), -1j * np.sin(angle)], [-1j * np.sin(angle), np.cos(angle)]])
    psi = psi.reshape((2,) * n)
    for q in range(n):
        psi = np.moveaxis(np.tensordot(u, psi, axes=(1, q)), 0, q)
    return psi.reshape(-1)


def word_on(psi, n, word):
    """A Pauli word applied to a state vector."""
    psi = psi.reshape((2,) * n)
    for q, letter in enumerate(word):
        if letter != "I":
            psi = np.moveaxis(np.tensordot(PAULI[letter], psi, axes=(1, q)), 0, q)
    return psi.reshape(-1)


def plus(n):
    return np.full(2**n, 2 ** (-n / 2), dtype=complex)


def compare(poly, simulated, parameters, record_property, name):
    """The largest difference at random angles in radians."""
    random = np.random.default_rng(11)
    worst = 0.0
    for theta in random.uniform(-2 * np.pi, 2 * np.pi, (POINTS, parameters)):
        worst = max(worst, abs(float(poly.numeric(theta)) - simulated(theta)))
    record_property(f"count largest difference, {name}", f"{worst:.1e} at {POINTS} points")
    assert worst < TOLERANCE


@pytest.mark.parametrize(
    ("edges", "n", "name"),
    [(RING, 10, "QAOA on a ring of 10"), (CUBE, 8, "QAOA on a cubic graph of 8")],
)
def test_qaoa_maxcut_at_depth_two(edges, n, name, record_property):
    qnn = qaoa(edges, 2)
    assert all(sum(v in edge for edge in edges) == (2 if n == 10 else 3) for v in range(n))
    poly = expectation(qnn, State.bloch([(1, 0, 0)] * n))
    cost = sum(signs(n, edge) for edge in edges)
    order = [qnn.parameters.index(parameter) for parameter in ("γ1", "β1", "γ2", "β2")]

    def energy(theta):
        first, mix, second, last = (theta[position] for position in order)
        psi = plus(n)
        for gamma, beta in ((first, mix), (second, last)):
            psi = turn_all(np.exp(-1j * gamma * cost / 2) * psi, n, beta)
        return float((abs(psi) ** 2 * cost).sum())

    compare(poly, energy, 4, record_property, name)


def test_the_transverse_field_ising_ansatz(record_property):
    n, names = 8, ["J1", "h1", "J2", "h2"]
    chain = [(q, q + 1) for q in range(n - 1)]
    couplings = ["I" * q + "ZZ" + "I" * (n - q - 2) for q in range(n - 1)]
    fields = ["I" * q + "X" + "I" * (n - q - 1) for q in range(n)]
    energy_text = "".join(f" - {word}" for word in couplings) + "".join(
        f" - 1/2*{word}" for word in fields
    )
    qnn = QNN([" + ".join(couplings), " + ".join(fields)] * 2, energy_text, names)
    poly = expectation(qnn, State.bloch([(1, 0, 0)] * n))
    diagonal = sum(signs(n, pair) for pair in chain)

    def energy(theta):
        psi = plus(n)
        for coupling, turn in (theta[:2], theta[2:]):
            psi = turn_all(np.exp(-1j * coupling * diagonal) * psi, n, turn)
        flips = sum(word_on(psi, n, word) for word in fields)
        return float(np.vdot(psi, -diagonal * psi - flips / 2).real)

    compare(poly, energy, 4, record_property, "HVA of 8 spins")


def annihilation(n, mode):
    """The fermionic operator a_mode by Jordan and Wigner's strings, as a matrix."""
    lower = np.array([[0, 1], [0, 0]])
    factors = [np.diag([1, -1])] * mode + [lower] + [np.eye(2)] * (n - mode - 1)
    result = np.eye(1)
    for factor in factors:
        result = np.kron(result, factor)
    return result


def text_of(words):
    return " + ".join(f"{value}*{word}" for word, value in words.items()).replace("+ -", "- ")


def test_a_double_excitation(record_property):
    """exp(θ(T - T†)), T = a₃†a₂†a₁a₀, is one gate of eight commuting words with eigenvalues -1, 0,
    1.
    """
    a = [annihilation(4, mode) for mode in range(4)]
    excite = a[3].T @ a[2].T @ a[1] @ a[0]
    h = 1j * (excite - excite.T)
    words = {}
    for letters in itertools.product("IXYZ", repeat=4):
        matrix = np.eye(1)
        for letter in letters:
            matrix = np.kron(matrix, PAULI.get(letter, np.eye(2)))
        value = np.trace(matrix @ h).real / 16
        if abs(value) > 1e-12:
            words["".join(letters)] = Fraction(value).limit_denominator(64)
    assert len(words) == 8
    assert {abs(value) for value in words.values()} == {Fraction(1, 8)}
    observable = {
        "ZIII": "1/6",
        "IIZI": "-2/7",
        "ZZII": "1/5",
        "XXYY": "3/11",
        "YYXX": "3/11",
        "XYYX": "-3/11",
        "XXXX": "1/3",
    }
    qnn = QNN([text_of(words)], text_of(observable), ["t"])
    assert qnn.degrees == (2,)
    poly = expectation(qnn, State.pure([int(k == 0b1100) for k in range(16)]))
    start = np.eye(16, dtype=complex)[0b1100]

    def energy(theta):
        psi = expm(theta[0] * (excite - excite.T)) @ start
        return sum(
            float(Fraction(v)) * np.vdot(psi, word_on(psi, 4, w)).real
            for w, v in observable.items()
        )

    compare(poly, energy, 1, record_property, "UCCSD's double excitation")
    assert max(abs(energy([t]) - energy([0])) for t in (0.3, 0.7, 1.1)) > 1e-3
