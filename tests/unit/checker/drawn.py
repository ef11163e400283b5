"""Small general networks, drawn at random, as JSON; and M(theta) by matrix exponentials in floating point."""

import random
from fractions import Fraction
from itertools import pairwise, product
from math import atan2, gcd, lcm

import numpy as np
from scipy.linalg import expm

LETTERS = {
    "I": np.eye(2, dtype=complex),
    "X": np.array([[0, 1], [1, 0]], dtype=complex),
    "Y": np.array([[0, -1j], [1j, 0]]),
    "Z": np.diag([1, -1]).astype(complex),
}
CIRCLE = [("1", "0"), ("0", "1"), ("-1", "0"), ("0", "-1"), ("3/5", "4/5"), ("-5/13", "12/13"), ("8/17", "-15/17")]
RATIONALS = [Fraction(x) for x in ("1", "-1", "2", "1/2", "-3/2", "3", "2/3")]


def word(text):
    result = np.eye(1)
    for letter in text:
        result = np.kron(result, LETTERS[letter])
    return result


def dense(node):
    """A PAULI or a MATRIX as an array."""
    if "denominator" in node:
        parts = [np.array([[int(x) for x in row] for row in node[name]]) for name in ("real", "imaginary")]
        return (parts[0] + 1j * parts[1]) / int(node["denominator"])
    return sum(float(Fraction(x)) * word(text) for text, x in node.items())


def step(node, spectrum):
    """u: the unit in which the fixed part of an angle is given."""
    if spectrum:
        return gcd_of([Fraction(b) - Fraction(a) for a, b in pairwise(spectrum)])
    texts = {text: Fraction(x) for text, x in node.items() if text.strip("I")}
    if all(commute(a, b) for a in texts for b in texts):
        return gcd_of([2 * abs(x) for x in texts.values()])
    square = sum(x * x for x in texts.values())
    return 2 * Fraction(round(square.numerator**0.5), round(square.denominator**0.5))


def commute(a, b):
    return sum(x != y and "I" not in (x, y) for x, y in zip(a, b, strict=True)) % 2 == 0


def gcd_of(values):
    common = lcm(*(x.denominator for x in values))
    return Fraction(gcd(*(int(x * common) for x in values)), common)


def numeric(network, theta):
    """M(theta)."""
    if network["kind"] == "pauli":
        m = np.eye(1)
        for factor in network["observable"]:
            m = np.kron(m, dense(factor))
    else:
        m = dense(network["observable"])
    for gate in reversed(network["gates"]):
        h = dense(gate["generator"])
        c, s = (float(Fraction(x)) for x in gate["fixed"])
        angle = atan2(s, c) / float(step(gate["generator"], gate.get("spectrum")))
        angle += sum(float(Fraction(k)) * theta[position] for position, k in gate["angle"])
        v = expm(-1j * angle * h)
        m = v.conj().T @ m @ v
    return m


def basis(index, phi):
    """Product of the basis functions of an index."""
    result = 1.0
    for e, angle in zip(index, phi, strict=True):
        k = (e + 1) // 2
        result *= 1.0 if not e else np.cos(k * angle) if e % 2 else np.sin(k * angle)
    return result


def matrix_json(array, denominator=1):
    real, imaginary = array.real.round().astype(int), array.imag.round().astype(int)
    common = gcd(denominator, *(int(x) for part in (real, imaginary) for x in part.ravel()))
    rows = [[[str(int(x) // common) for x in row] for row in part] for part in (real, imaginary)]
    return {"denominator": str(denominator // common), "real": rows[0], "imaginary": rows[1]}


def angles(rng, gates, p, shared):
    """Affine angles in which every parameter occurs."""
    result = []
    for k in range(gates):
        if k < p:
            chosen = {k}
        elif not shared:
            chosen = set()
        else:
            chosen = set(rng.sample(range(p), rng.randint(0, min(2, p))))
        if shared and rng.random() < 0.4:
            chosen.add(rng.randrange(p))
        result.append([[position, str(rng.choice(RATIONALS))] for position in sorted(chosen)])
    rng.shuffle(result)
    return result


def with_units(network, gates, p):
    """Units: the greatest common divisor of u |k_l|; u by words for pauli networks."""
    units = [Fraction(0)] * p
    for gate in gates:
        u = step(gate["generator"], gate.get("spectrum"))
        for position, k in gate["angle"]:
            value = u * abs(Fraction(k))
            units[position] = gcd_of([units[position], value]) if units[position] else value
    return {**network, "parameters": [f"θ{k + 1}" for k in range(p)], "units": [str(u) for u in units], "gates": gates}


def fixed_of(rng, angle):
    return list(rng.choice(CIRCLE[1:] if not angle or rng.random() < 0.5 else CIRCLE[:1]))


def pauli_network(rng, qubits=None, p=None, shared=True, extra=None):
    qubits, p = qubits or rng.randint(1, 3), p or rng.randint(1, 3)
    texts = ["".join(letters) for letters in product("IXYZ", repeat=qubits)]
    gates = []
    for angle in angles(rng, p + (rng.randint(0, 2) if extra is None else extra), p, shared):
        while True:
            chosen = rng.sample(texts, rng.randint(1, min(4, len(texts))))
            if any(text.strip("I") for text in chosen) and all(commute(a, b) for a in chosen for b in chosen):
                generator = {text: str(rng.choice(RATIONALS[:5])) for text in chosen}
                break
            if rng.random() < 0.1:
                a, b = next((a, b) for a in texts for b in texts if not commute(a, b))
                generator = {a: "3/10", b: "2/5"}
                break
        gates.append({"generator": generator, "angle": angle, "fixed": fixed_of(rng, angle)})
    factors = []
    left = qubits
    while left:
        size = rng.randint(1, left)
        own = ["".join(letters) for letters in product("IXYZ", repeat=size)]
        factors.append({text: str(rng.choice(RATIONALS)) for text in rng.sample(own, rng.randint(1, min(3, len(own))))})
        left -= size
    return with_units({"kind": "pauli", "qubits": qubits, "observable": factors}, gates, p)


def rational_unitary(rng, d):
    """A product of rational rotations and phases, times its denominator."""
    result, denominator = np.eye(d, dtype=complex), 1
    for _ in range(2):
        a, b = rng.sample(range(d), 2)
        turn = np.eye(d, dtype=complex) * 5
        turn[[a, b], [a, b]] = 3
        turn[a, b], turn[b, a] = (4, -4) if rng.random() < 0.5 else (4j, 4j)
        result, denominator = result @ turn, denominator * 5
    return result, denominator


def hermitian(rng, d):
    a = np.array([[rng.randint(-2, 2) + 1j * rng.randint(-2, 2) for _ in range(d)] for _ in range(d)])
    return a + a.conj().T


def matrix_network(rng, d=None, p=None, shared=True, levels=None, extra=None):
    d, p = d or rng.randint(2, 4), p or rng.randint(1, 3)
    gates = []
    for angle in angles(rng, p + (rng.randint(0, 1) if extra is None else extra), p, shared):
        values = sorted(rng.sample([Fraction(x) for x in ("-1", "0", "1", "2", "1/2")], levels or rng.randint(2, min(3, d))))
        diagonal = [*values, *(rng.choice(values) for _ in range(d - len(values)))]
        unitary, denominator = rational_unitary(rng, d)
        h = unitary @ np.diag([int(2 * x) for x in diagonal]) @ unitary.conj().T
        gates.append({"generator": matrix_json(h, 2 * denominator**2), "angle": angle, "fixed": fixed_of(rng, angle),
                      "spectrum": [str(x) for x in values]})
    return with_units({"kind": "matrix", "dimension": d, "observable": matrix_json(hermitian(rng, d))}, gates, p)


def highest_frequency(network):
    """Of any parameter, at most."""
    total = [0.0] * len(network["units"])
    for gate in network["gates"]:
        energies = np.linalg.eigvalsh(dense(gate["generator"]))
        for position, k in gate["angle"]:
            total[position] += abs(float(Fraction(k) / Fraction(network["units"][position]))) * (energies[-1] - energies[0])
    return max(total)


def network(seed):
    """Even seeds give matrices, odd ones words; the first drawn with frequencies up to 16."""
    rng = random.Random(seed)
    while True:
        found = (pauli_network if seed % 2 else matrix_network)(rng)
        if highest_frequency(found) < 16.5:
            return found
