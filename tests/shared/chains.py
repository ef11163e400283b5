"""Open spin chains, and the classification of their dynamical Lie algebras."""

from symqnn import PauliSum


def chain(letters: list[str], qubits: int) -> list[PauliSum]:
    """The words on every pair of neighbours of an open chain, each once."""
    places = range(qubits - 1)
    texts = ["I" * k + word + "I" * (qubits - k - 2) for k in places for word in letters]
    return [PauliSum.from_text(text) for text in dict.fromkeys(texts)]


# Wiersema, Kökcü, Kemper and Bakalov, "Classification of dynamical Lie algebras of 2-local spin
# systems on linear, circular and fully connected topologies" (2024), open chains: the letters that
# generate each algebra
GENERATORS = {
    "a0": ["XX"],
    "a1": ["XY"],
    "a2": ["XY", "YX"],
    "a3": ["XX", "YZ"],
    "a4": ["XX", "YY"],
    "a5": ["XY", "YZ"],
    "a6": ["XX", "YZ", "ZY"],
    "a7": ["XX", "YY", "ZZ"],
    "a8": ["XX", "XZ"],
    "a9": ["XY", "XZ"],
    "a10": ["XY", "YZ", "ZX"],
    "a11": ["XY", "YX", "YZ"],
    "a12": ["XX", "XY", "YZ"],
    "a13": ["XX", "YY", "YZ"],
    "a14": ["XX", "YY", "XY"],
    "a15": ["XX", "XY", "XZ"],
    "a16": ["XY", "YX", "YZ", "ZY"],
    "a17": ["XX", "XY", "ZX"],
    "a18": ["XX", "XZ", "YY", "ZY"],
    "a19": ["XX", "XY", "ZX", "YZ"],
    "a20": ["XX", "YY", "ZZ", "ZY"],
    "a21": ["XX", "YY", "XY", "ZX"],
    "a22": ["XX", "XY", "XZ", "YX"],
    "b0": ["XI", "IX"],
    "b1": ["XX", "XI", "IX"],
    "b2": ["XY", "XI", "IX"],
    "b3": ["XI", "YI", "IX", "IY"],
    "b4": ["XX", "XY", "XZ", "XI", "IX", "IY", "IZ"],
}

Summands = list[
    tuple[int, str, int]
]  # number of summands, family, n of u(n), su(n), so(n) or sp(n)


def published(name: str, n: int) -> Summands:
    """The classification as published, for n ≥ 3; three algebras of three qubits are smaller than
    the formulas for n ≥ 4.
    """
    small = {("a11", 3): ("so", 7), ("a12", 3): ("sp", 4), ("a17", 3): ("sp", 4)}
    if (name, n) in small:
        return [(1, *small[name, n])]
    half, quarter, eighth = 2 ** (n - 1), 2 ** (n - 2), 2**n // 8
    if name == "a3":
        by_rest = {
            0: (4, "so", quarter),
            1: (1, "so", half),
            2: (2, "su", quarter),
            3: (1, "sp", quarter),
            4: (4, "sp", eighth),
        }
        return [by_rest[min(n % 8, 8 - n % 8)]]
    if name == "a5":
        by_rest = {
            0: (4, "so", quarter),
            1: (1, "so", half),
            2: (2, "su", quarter),
            3: (1, "sp", quarter),
        }
        return [by_rest[min(n % 6, 6 - n % 6)]]
    if name in ("a6", "a7", "a10"):
        return [(1, "su", half) if n % 2 else (4, "su", quarter)]
    if name in ("a13", "a15", "a20"):
        return [(2, "su", half)]
    if name in ("a12", "a17", "a18", "a19", "a21", "a22"):
        return [(1, "su", 2**n)]
    others: dict[str, Summands] = {
        "a0": [(n - 1, "u", 1)],
        "a1": [(1, "so", n)],
        "a2": [(2, "so", n)],
        "a4": [(2, "so", n)],
        "a8": [(1, "so", 2 * n - 1)],
        "a9": [(1, "sp", quarter)],
        "a11": [(1, "so", 2**n)],
        "a14": [(1, "so", 2 * n)],
        "a16": [(1, "so", 2**n)],
        "b0": [(n, "u", 1)],
        "b1": [(2 * n - 1, "u", 1)],
        "b2": [(1, "sp", quarter), (1, "u", 1)],
        "b3": [(n, "su", 2)],
        "b4": [(2, "su", half), (1, "u", 1)],
    }
    return others[name]


def standard(summands: Summands) -> tuple[int, list[str]]:
    """The dimension of the centre, and the simple summands under the one name each algebra has
    here.
    """
    same = {
        ("so", 3): [("su", 2)],
        ("so", 4): [("su", 2)] * 2,
        ("so", 6): [("su", 4)],
        ("sp", 1): [("su", 2)],
        ("sp", 2): [("so", 5)],
    }
    centre, found = 0, []
    for number, family, n in summands:
        if family == "u":
            centre += number
        else:
            found += number * [f"{name}({k})" for name, k in same.get((family, n), [(family, n)])]
    return centre, sorted(found)
