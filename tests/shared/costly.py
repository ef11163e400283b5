"""Certificates made to cost a checker as much as possible, one family a function; most are no true
statements.
"""

import json
import random
from fractions import Fraction
from itertools import product as cartesian
from pathlib import Path

from plain_certificates import ROOT, Q, certificate


def words(gates, qubits, observable, parameters=None):
    """A network of words; gate k has parameter k modulo `parameters`."""
    p = parameters or len(gates)
    listed = [
        {"generator": h, "angle": [[k % p, "1"]], "fixed": ["1", "0"]} for k, h in enumerate(gates)
    ]
    return {
        "kind": "pauli",
        "qubits": qubits,
        "parameters": [f"a{k}" for k in range(p)],
        "units": ["1"] * p,
        "gates": listed,
        "observable": observable,
    }


def matrix(rows):
    return {"denominator": "1", "real": rows, "imaginary": [["0"] * len(rows) for _ in rows]}


def integer(value):
    return str(value) if abs(value) < 10**4000 else hex(value)


def rational(value):
    return integer(value.numerator) + (
        f"/{integer(value.denominator)}" if value.denominator > 1 else ""
    )


def diagonal(values):
    return matrix(
        [[str(x) if j == k else "0" for k in range(len(values))] for j, x in enumerate(values)]
    )


def full(d, rng, bits=3):
    """A symmetric matrix of random integers."""
    rows = [["1"] * d for _ in range(d)]
    for j in range(d):
        for k in range(j + 1):
            rows[j][k] = rows[k][j] = integer(rng.randint(-(2**bits), 2**bits))
    rows[-1][-1] = "1"
    return matrix(rows)


def equation_11(network):
    return certificate("expansion", "equation-11", {"network": network}, {"operators": {}}, {})


def independence(network, operators, blocks=None):
    witness = {"modulus": str(Q), "root": str(ROOT)} | ({"blocks": blocks} if blocks else {})
    claim = {"independent": True, "operators": str(operators)}
    return certificate("independence", "definition-1", {"network": network}, claim, witness)


def dense_words(qubits=12, gates=40, parameters=None):
    rng = random.Random(1)
    listed = [
        {"".join(rng.choice("IXYZ") for _ in range(qubits - 1)) + "X": "1/2"} for _ in range(gates)
    ]
    return equation_11(words(listed, qubits, [{"Z" * qubits: "1"}], parameters))


def sums_of_words(qubits=8, gates=12, parameters=2):
    """Every gate a sum of all single letters: frequencies and words grow together."""
    letters = [
        {"I" * k + letter + "I" * (qubits - k - 1): "1/2" for k in range(qubits)} for letter in "ZX"
    ]
    return equation_11(
        words([letters[k % 2] for k in range(gates)], qubits, [{"Y" * qubits: "1"}], parameters)
    )


def tied_words(qubits=24):
    """2^24 signs: every word in one relation."""
    gate = {"I" * k + "Z" + "I" * (qubits - k - 1): str(2**k) for k in range(qubits)} | {
        "Z" * qubits: "1"
    }
    return independence(words([gate], qubits, [{"X" * qubits: "1"}]), 10, [list(range(qubits))])


def many_levels(words_in_a_gate=24):
    """2^24 eigenvalues of independent words."""
    n = words_in_a_gate
    gate = {"I" * k + "Z" + "I" * (n - k - 1): str(3**k) for k in range(n)}
    return independence(words([gate], n, [{"X" * n: "1"}]), 10, [list(range(n))])


def many_qubits(n=4096):
    """A network as large as a network may be."""
    gates = [
        {"I" * (k % 16) + "Z" + "I" * (15 - k % 16) + "I" * (n - 16): "1/2"} for k in range(n // 16)
    ]
    return independence(words(gates, n, [{"Y": "1", "I": "1"}] * n), 10, [[k] for k in range(n)])


def many_gates(n=2000):
    """Many gates on as many qubits, blocks of one qubit."""
    gates = [{"I" * k + "Z" + "I" * (n - k - 1): "1/2"} for k in range(n)]
    return independence(
        words(gates, n, [{"Y": "1", "I": "1"}] * n), 3**n - 1, [[k] for k in range(n)]
    )


def matrices(d, p, levels, parameters=None, bits=3, kind="expansion"):
    rng = random.Random(2)
    count = parameters or p
    gates = []
    for k in range(p):
        values = [j % levels for j in range(d)]
        spectrum = [str(j) for j in range(levels)]
        gates.append(
            {
                "generator": diagonal(values),
                "spectrum": spectrum,
                "angle": [[k % count, "1"]],
                "fixed": ["3/5", "4/5"],
            }
        )
    names = [f"a{k}" for k in range(count)]
    network = {
        "kind": "matrix",
        "dimension": d,
        "parameters": names,
        "units": ["1"] * count,
        "gates": gates,
        "observable": full(d, rng, bits),
    }
    return (
        equation_11(network)
        if kind == "expansion"
        else independence(network, (2 * levels - 1) ** p - 1)
    )


def spectrum_of_full_matrix(d=40):
    """The product over all claimed eigenvalues of a full matrix has long entries."""
    rng = random.Random(3)
    gate = {
        "generator": full(d, rng, 40),
        "spectrum": [str(k) for k in range(d)],
        "angle": [[0, "1"]],
        "fixed": ["1", "0"],
    }
    return equation_11(
        {
            "kind": "matrix",
            "dimension": d,
            "parameters": ["a"],
            "units": ["1"],
            "gates": [gate],
            "observable": diagonal(range(d)),
        }
    )


def dense_loss(p=7, samples=20, kind="bounds"):
    rng = random.Random(4)
    gates = [{"I" * k + "Z" + "I" * (p - k - 1): "1/2"} for k in range(p)]
    network = words(gates, p, [{"X": "1", "Y": "2", "I": "3"}] * p)
    listed = []
    for _ in range(samples):
        vectors = [[str(Fraction(rng.randint(1, 50), 100)) for _ in range(3)] for _ in range(p)]
        listed.append({"state": {"kind": "bloch", "vectors": vectors}, "label": "1/7"})
    if kind == "bounds":
        names = (
            "degree",
            "l1_degree",
            "paper",
            "bezout",
            "multihomogeneous",
            "mixed_volume",
            "nondegenerate_minima",
            "complex_solutions",
        )
        instance = {"loss": {"kind": "training", "network": network, "samples": listed}}
        return certificate(
            "bounds", "theorem-7", instance, dict.fromkeys(names, "1"), {"solutions": None}
        )
    instance = {"network": network, "samples": listed, "parts": [samples]}
    if kind == "loss":
        return certificate("expansion", "loss", instance, {"coefficients": {}}, {})
    if kind == "vertices":
        claim = {
            "star": [["3/5", "4/5"]] * p,
            "minima": "1",
            "levels": [],
            "spurious": "0",
            "gap": None,
            "stuck": [],
        }
        return certificate("vertex-minima", "parity-family", instance, claim, {})
    point = [
        [str(Fraction(2 * t, 1 + t * t)), str(Fraction(1 - t * t, 1 + t * t))]
        for t in range(10**9 + 7, 10**9 + 7 + p)
    ]
    minima = [{"at": point, "value": ["0", "1"]}] * 2000
    claim = {
        "minima": minima,
        "curvature": "1/1000000",
        "radius": f"1/{10**17}",
        "spurious": None,
        "gap": None,
    }
    return certificate("dataset-minima", "local-minima", instance, claim, {})


def sturm(degree=30, bits=2000):
    """A summand of degree 2 * `degree` with long coefficients."""
    gate = {
        "generator": diagonal([0, degree]),
        "spectrum": ["0", str(degree)],
        "angle": [[0, "1"]],
        "fixed": ["1", "0"],
    }
    low = {
        "generator": matrix([["0", "1"], ["1", "0"]]),
        "spectrum": ["-1", "1"],
        "angle": [],
        "fixed": ["3/5", "4/5"],
    }
    network = {
        "kind": "matrix",
        "dimension": 2,
        "parameters": ["a"],
        "units": ["1"],
        "gates": [gate, low],
        "observable": full(2, random.Random(5), bits),
    }
    t = 2**bits + 1
    cut = [rational(Fraction(2 * t, 1 + t * t)), rational(Fraction(1 - t * t, 1 + t * t))]
    claim = {
        "coordinates": [[{"kind": "minimum", "at": None}]],
        "minima": "1",
        "critical_points": "1",
    }
    claim |= dict.fromkeys(("indices", "levels", "spurious", "gap"))
    samples = [
        {
            "state": {"kind": "pure", "amplitudes": [["1", "0"], ["1", "1"]]},
            "label": integer(2**bits),
        }
    ]
    instance = {"network": network, "samples": samples, "parts": [1]}
    return certificate(
        "separable-minima",
        "separable-landscape",
        instance,
        claim,
        {"coordinates": [{"cut": cut, "separators": []}]},
    )


def long_numbers(digits=90_000, count=600):
    """A file of long rationals."""
    top, bottom = hex(16**digits + 1), hex(16**digits + 2)
    vectors = [[f"{top}/{bottom}", "0", "0"]] * count
    gates = [{"Z" + "I" * (count - 1): "1"}]
    instance = {
        "network": words(gates, count, [{"Y": "1", "I": "1"}] * count),
        "state": {"kind": "bloch", "vectors": vectors},
    }
    return certificate("expansion", "equation-12", instance, {"coefficients": {}}, {})


def density(d=256):
    gates = [
        {
            "generator": diagonal([k % 2 for k in range(d)]),
            "spectrum": ["0", "1"],
            "angle": [[0, "1"]],
            "fixed": ["1", "0"],
        }
    ]
    network = {
        "kind": "matrix",
        "dimension": d,
        "parameters": ["a"],
        "units": ["1"],
        "gates": gates,
        "observable": diagonal(range(d)),
    }
    rows = full(d, random.Random(6))["real"]
    for k in range(d):
        rows[k][k] = "1"
    state = {
        "kind": "density",
        "matrix": {"denominator": str(d), "real": rows, "imaginary": [["0"] * d] * d},
    }
    return certificate(
        "expansion", "equation-12", {"network": network, "state": state}, {"coefficients": {}}, {}
    )


def polynomial_loss(p=4, degree=12, kind="bounds"):
    rng = random.Random(7)
    digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    terms = {}
    while len(terms) < 400:
        terms["".join(digits[rng.randint(0, 2 * degree)] for _ in range(p))] = str(
            rng.randint(1, 9)
        )
    loss = {
        "kind": "polynomial",
        "parameters": [f"a{k}" for k in range(p)],
        "units": ["1"] * p,
        "terms": terms,
    }
    if kind == "directions":
        return certificate(
            "degenerate-critical-points",
            "theorem-7",
            {"loss": loss},
            {"dimension": "1"},
            {"reason": "directions", "directions": [["1"] * p]},
        )
    if kind == "factor":
        witness = {
            "reason": "factor",
            "angles": list(range(p)),
            "factor": terms,
            "quotients": [terms] * p,
            "above": ["1"] * p,
            "below": ["2"] * p,
        }
        return certificate(
            "degenerate-critical-points", "theorem-7", {"loss": loss}, {"dimension": "1"}, witness
        )
    if kind == "point":
        modulus = [str(rng.randint(-9, 9)) for _ in range(250)] + ["-1", "2"]
        witness = {
            "reason": "circle",
            "angles": list(range(p)),
            "modulus": modulus,
            "interval": ["-100", "100"],
            "direction": ["1"] * p,
            "point": [[["3/5"], ["4/5"]]] * p,
        }
        return certificate(
            "degenerate-critical-points", "theorem-7", {"loss": loss}, {"dimension": "1"}, witness
        )
    names = (
        "degree",
        "l1_degree",
        "paper",
        "bezout",
        "multihomogeneous",
        "nondegenerate_minima",
        "complex_solutions",
    )
    claim = dict.fromkeys(names, "1") | {"mixed_volume": "1"}
    return certificate("bounds", "theorem-7", {"loss": loss}, claim, {"solutions": None})


def haar(p=12, road="gershgorin"):
    quotient = {"numerator": ["1"], "denominator": ["1"]}
    claim = {"constant": quotient, "slope": quotient, "first": "2", "rate": "1", "rate_from": "4"}
    return certificate(
        "haar-bound", "theorem-6", {"layers": p, "road": road}, claim, {"certified_from": "4"}
    )


def haar_universal(p=6, d=64):
    r = d // 2
    x = [[["1"] * r for _ in range(d - r)] for _ in range(p)]
    witness = {"reason": "universal", "modulus": "2147483629", "x": x, "y": x}
    return certificate(
        "haar-probability",
        "theorem-6",
        {"layers": p, "dimension": d, "multiplicity": r},
        {"probability": "1"},
        witness,
    )


def relations(p=10, count=300):
    """Many exact relations of a product network that asks for the exact expansion."""
    gates = [{"I" * k + "Z" + "I" * (p - k - 1): "1/2"} for k in range(p)]
    rng = random.Random(8)
    listed = [{"".join(rng.choice("012") for _ in range(p - 1)) + "1": "1"} for _ in range(count)]
    witness = {"reason": "relations", "relations": listed, "block": list(range(p))}
    return certificate(
        "dependence",
        "definition-1",
        {"network": words(gates, p, [{"Y" * p: "1", "X" * p: "2", "Z" * p: "1"}])},
        {"independent": False, "operators": str(3**p - 1), "rank": None},
        witness,
    )


def one_angle(digits=80_000, count=200):
    """A block by Sturm's theorem of the highest frequency, with long separators and intervals."""
    loss = {
        "kind": "polynomial",
        "parameters": ["a"],
        "units": ["1"],
        "terms": {"X": "1", "1": "1/3"},
    }
    long = [hex(16**digits + k) for k in range(count)]
    isolation = {"cut": ["3/5", "4/5"], "separators": long}
    block = {
        "angles": [0],
        "multiples": [1],
        "isolation": isolation,
        "intervals": [[x, x] for x in [*long, "0"]],
    }
    claim = {
        "critical_points": "60",
        "by_index": ["30", "30"],
        "least_value": ["-2", "2"],
        "spurious_minima": "0",
    }
    return certificate("critical-points", "theorem-7", {"loss": loss}, claim, {"blocks": [block]})


def shipped(name):
    path = Path(__file__).parents[2] / "proofs" / "theorem_7" / f"{name}.certificate.json"
    return json.loads(path.read_text())


def values(terms=30_000, digits=10):
    """Ties by a polynomial of a high degree."""
    found = shipped("near_degenerate_p1")
    found["witness"]["blocks"][0]["ties"] = {
        "polynomial": [integer(10**digits + k) for k in range(terms)]
    }
    return found


def tied(symmetries=2_000, digits=0):
    """The same symmetry again and again, and points with long coordinates."""
    found = shipped("latin_p3")
    ties = found["witness"]["blocks"][0]["ties"]
    ties["symmetries"] *= symmetries
    if digits:
        t = 2**digits + 1
        point = [rational(Fraction(1 - t * t, 1 + t * t)), rational(Fraction(2 * t, 1 + t * t))]
        ties["points"] = [[k, [point] * 3] for k, _ in ties["points"]] * 200
    return found


def product_of_factors(first=3, second=3, top=15):
    """Two dense factors with thousands of terms."""
    letters = "0123456789abcdefghijklmnopqrstuvwxyz"[: 2 * top + 1]
    big = {"".join(e): "1" for e in cartesian(letters, repeat=first)}
    other = {"".join(e): "2" for e in cartesian(letters, repeat=second)}
    p = first + second
    loss = {
        "kind": "polynomial",
        "parameters": [f"a{k}" for k in range(p)],
        "units": ["1"] * p,
        "terms": {"1" * p: "1"},
    }
    factors = []
    for angles, terms in ((list(range(first)), big), (list(range(first, p)), other)):
        points = [["1", "0"]] * len(angles)
        factors.append({"angles": angles, "terms": terms, "above": points, "below": points})
    witness = {"reason": "product", "angles": list(range(p)), "factors": factors}
    return certificate(
        "degenerate-critical-points",
        "theorem-7",
        {"loss": loss},
        {"dimension": str(p - 2)},
        witness,
    )


FAMILIES = {
    "words": dense_words,
    "words of two parameters": lambda: dense_words(10, 60, 2),
    "words of forty qubits": lambda: dense_words(40, 30),
    "sums of words": sums_of_words,
    "sums of words of many parameters": lambda: sums_of_words(6, 20, 10),
    "tied words": tied_words,
    "levels": many_levels,
    "qubits": many_qubits,
    "gates": many_gates,
    "matrices": lambda: matrices(16, 6, 3),
    "matrices of one parameter": lambda: matrices(24, 10, 4, 1),
    "matrices of two parameters": lambda: matrices(8, 12, 3, 2),
    "small matrices": lambda: matrices(2, 14, 2),
    "large matrices": lambda: matrices(128, 1, 4, bits=300),
    "many levels of matrices": lambda: matrices(40, 1, 31),
    "rank": lambda: matrices(32, 5, 2, kind="independence"),
    "rank of large matrices": lambda: matrices(64, 4, 2, kind="independence"),
    "rank of small matrices": lambda: matrices(4, 8, 2, kind="independence"),
    "rank of three levels": lambda: matrices(12, 4, 3, kind="independence"),
    "spectrum": spectrum_of_full_matrix,
    "loss": dense_loss,
    "loss of six": lambda: dense_loss(6, 60, "loss"),
    "loss of four": lambda: dense_loss(4, 3000, "loss"),
    "vertices": lambda: dense_loss(5, 100, "vertices"),
    "minima": lambda: dense_loss(6, 30, "minima"),
    "minima of twenty angles": lambda: dense_loss(20, 20, "minima"),
    "sturm": sturm,
    "sturm of long numbers": lambda: sturm(30, 20_000),
    "long numbers": long_numbers,
    "density": density,
    "bounds": polynomial_loss,
    "bounds of five": lambda: polynomial_loss(5, 8),
    "directions": lambda: polynomial_loss(kind="directions"),
    "factor": lambda: polynomial_loss(kind="factor"),
    "point": lambda: polynomial_loss(kind="point"),
    "haar": haar,
    "haar plain": lambda: haar(12, "gershgorin-plain"),
    "haar frobenius": lambda: haar(12, "frobenius"),
    "universal": haar_universal,
    "universal of seven": lambda: haar_universal(7, 32),
    "relations": relations,
    "relations of fourteen": lambda: relations(14, 100),
    "one angle": one_angle,
    "one angle, shorter": lambda: one_angle(300, 50_000),
    "values": values,
    "values of long numbers": lambda: values(20, 90_000 // 8),
    "ties": tied,
    "ties of long points": lambda: tied(1, 8_000),
    "product": product_of_factors,
}
