"""Small general networks, drawn at random, as JSON and as a person writes them; M(θ) by matrix
exponentials in floating point.

No symqnn code is used here: the producer, the checker and the laws that compare them all draw from
this module.
"""

import random
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from math import atan, atan2, gcd, lcm, pi

import numpy as np
from scipy.linalg import expm

LETTERS = {
    "I": np.eye(2, dtype=complex),
    "X": np.array([[0, 1], [1, 0]], dtype=complex),
    "Y": np.array([[0, -1j], [1j, 0]]),
    "Z": np.diag([1, -1]).astype(complex),
}
CIRCLE = [
    ("1", "0"),
    ("0", "1"),
    ("-1", "0"),
    ("0", "-1"),
    ("3/5", "4/5"),
    ("-5/13", "12/13"),
    ("8/17", "-15/17"),
]
RATIONALS = [Fraction(x) for x in ("1", "-1", "2", "1/2", "-3/2", "3", "2/3")]


def word(text):
    result = np.eye(1)
    for letter in text:
        result = np.kron(result, LETTERS[letter])
    return result


def dense(node):
    """A PAULI or a MATRIX as an array."""
    if "denominator" in node:
        parts = [
            np.array([[int(x) for x in row] for row in node[name]])
            for name in ("real", "imaginary")
        ]
        return (parts[0] + 1j * parts[1]) / int(node["denominator"])
    return sum(float(Fraction(x)) * word(text) for text, x in node.items())


def step(node, spectrum):
    """u: the unit in which the fixed part of an angle is given; two levels are found in floating
    point.
    """
    if spectrum:
        return gcd_of([Fraction(b) - Fraction(a) for a, b in pairwise(spectrum)])
    texts = {text: Fraction(x) for text, x in node.items() if text.strip("I")}
    levels = np.linalg.eigvalsh(dense(node))
    gap = levels[-1] - levels[0]
    if all(min(level - levels[0], levels[-1] - level) < 1e-9 * gap for level in levels):
        return Fraction(gap).limit_denominator(10**6)
    if all(commute(a, b) for a in texts for b in texts):
        return gcd_of([2 * abs(x) for x in texts.values()])
    raise AssertionError("neither two levels nor commuting words")


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
    return {
        **network,
        "parameters": [f"θ{k + 1}" for k in range(p)],
        "units": [str(u) for u in units],
        "gates": gates,
    }


def fixed_of(rng, angle):
    return list(rng.choice(CIRCLE[1:] if not angle or rng.random() < 0.5 else CIRCLE[:1]))


def two_level(rng, qubits):
    """c (P + Q ± PQ) for commuting words P, Q: a controlled phase in some basis."""
    letters = [rng.choice("XYZ") for _ in range(qubits)]
    first, second = rng.sample(range(1, 2**qubits), 2)
    c, sign = rng.choice(RATIONALS[:5]) / 4, rng.choice((1, -1))
    shown = {}
    for bits, value in ((first, c), (second, c * sign), (first ^ second, -c * sign)):
        shown["".join(letter if bits >> q & 1 else "I" for q, letter in enumerate(letters))] = str(
            value
        )
    return shown


def pauli_network(rng, qubits=None, p=None, shared=True, extra=None):
    qubits, p = qubits or rng.randint(1, 3), p or rng.randint(1, 3)
    texts = ["".join(letters) for letters in product("IXYZ", repeat=qubits)]
    gates = []
    for angle in angles(rng, p + (rng.randint(0, 2) if extra is None else extra), p, shared):
        while True:
            chosen = rng.sample(texts, rng.randint(1, min(4, len(texts))))
            if any(text.strip("I") for text in chosen) and all(
                commute(a, b) for a in chosen for b in chosen
            ):
                generator = {text: str(rng.choice(RATIONALS[:5])) for text in chosen}
                break
            if qubits > 1 and rng.random() < 0.2:
                generator = two_level(rng, qubits)
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
        factors.append(
            {
                text: str(rng.choice(RATIONALS))
                for text in rng.sample(own, rng.randint(1, min(3, len(own))))
            }
        )
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
    a = np.array(
        [[rng.randint(-2, 2) + 1j * rng.randint(-2, 2) for _ in range(d)] for _ in range(d)]
    )
    return a + a.conj().T


def matrix_network(rng, d=None, p=None, shared=True, levels=None, extra=None):
    d, p = d or rng.randint(2, 4), p or rng.randint(1, 3)
    gates = []
    for angle in angles(rng, p + (rng.randint(0, 1) if extra is None else extra), p, shared):
        values = sorted(
            rng.sample(
                [Fraction(x) for x in ("-1", "0", "1", "2", "1/2")],
                levels or rng.randint(2, min(3, d)),
            )
        )
        diagonal = [*values, *(rng.choice(values) for _ in range(d - len(values)))]
        unitary, denominator = rational_unitary(rng, d)
        h = unitary @ np.diag([int(2 * x) for x in diagonal]) @ unitary.conj().T
        gates.append(
            {
                "generator": matrix_json(h, 2 * denominator**2),
                "angle": angle,
                "fixed": fixed_of(rng, angle),
                "spectrum": [str(x) for x in values],
            }
        )
    return with_units(
        {"kind": "matrix", "dimension": d, "observable": matrix_json(hermitian(rng, d))}, gates, p
    )


def highest_frequency(network):
    """Of any parameter, at most."""
    total = [0.0] * len(network["units"])
    for gate in network["gates"]:
        energies = np.linalg.eigvalsh(dense(gate["generator"]))
        for position, k in gate["angle"]:
            total[position] += abs(float(Fraction(k) / Fraction(network["units"][position]))) * (
                energies[-1] - energies[0]
            )
    return max(total)


def network(seed):
    """Even seeds give matrices, odd ones words; the first drawn with frequencies up to 16."""
    rng = random.Random(seed)
    while True:
        found = (pauli_network if seed % 2 else matrix_network)(rng)
        if highest_frequency(found) < 16.5:
            return found


CONSTANTS = {
    "": 0.0,
    "pi": pi,
    "-3*pi/2": -1.5 * pi,
    "12*atan(1/3)": 12 * atan(1 / 3),
    "pi/2 - 24*atan(2/5)": pi / 2 - 24 * atan(2 / 5),
}
ANTICOMMUTING = [
    {"XX": "3/5", "YX": "-4/5"},
    {"ZI": "1/3", "XI": "2/3", "YZ": "-2/3"},
    {"ZZ": "3", "XI": "4"},
    {"XZ": "1/2", "II": "-2"},
]
CENTRED = [
    {"ZI": "1/4", "IZ": "1/4", "ZZ": "-1/4"},
    {"ZI": "1/2", "IZ": "1/2"},
    {"ZZ": "1", "XX": "1/2"},
    {"XX": "1/4", "YY": "1/4", "ZZ": "1/4"},
    {"XI": "1", "XZ": "-2", "II": "1/3"},
]


@dataclass(frozen=True)
class WrittenNetwork:
    """Generators and an observable by words, angles by (factor by name, constant); all on two
    qubits.
    """

    generators: tuple[dict[str, str], ...]
    angles: tuple[tuple[dict[str, str], str], ...]
    observable: dict[str, str]

    @property
    def texts(self):
        """What QNN(generators, observable, angles=angles) is given."""
        return (
            [sum_text(h) for h in self.generators],
            sum_text(self.observable),
            [angle_text(*angle) for angle in self.angles],
        )

    def numeric(self, theta):
        """M(θ) for angles by name, in radians."""
        m = dense(self.observable)
        for h, (factors, constant) in reversed(
            list(zip(self.generators, self.angles, strict=True))
        ):
            angle = CONSTANTS[constant] + sum(
                float(Fraction(k)) * theta[name] for name, k in factors.items()
            )
            v = expm(-1j * angle * dense(h))
            m = v.conj().T @ m @ v
        return m


def sum_text(words):
    return " + ".join(f"{value}*{word}" for word, value in words.items()).replace("+ -", "- ")


def angle_text(factors, constant):
    parts = [f"{k}*{name}" for name, k in factors.items()] + [constant] * bool(constant)
    return " + ".join(parts).replace("+ -", "- ")


def written_network(seed):
    """Own, shared, scaled, joined and shifted angles; words, commuting and anticommuting sums with
    or without identity words.
    """
    rng = random.Random(seed)
    texts = ["".join(letters) for letters in product("IXYZ", repeat=2)][1:]
    names = ["a", "b", "gamma"][: rng.randint(1, 3)]
    generators, angles = [], []
    for _ in range(rng.randint(1, 4)):
        kind = rng.random()
        word_alone = {rng.choice(texts): rng.choice(["1", "-1", "1/2", "2", "-1/3"])}
        generators.append(
            word_alone if kind < 0.5 else dict(rng.choice(CENTRED if kind < 0.8 else ANTICOMMUTING))
        )
        chosen = rng.sample(names, rng.choice([1, 1, 1, min(2, len(names))]))
        constant = rng.choice(list(CONSTANTS)) if rng.random() < 0.3 else ""
        angles.append(
            ({name: rng.choice(["1", "1", "1", "2", "-1", "3/2"]) for name in chosen}, constant)
        )
    observable = {
        text: rng.choice(["1", "2", "-1/3", "5/7"])
        for text in rng.sample(["II", *texts], rng.randint(1, 4))
    }
    return WrittenNetwork(tuple(generators), tuple(angles), observable)
