"""Certificates that are grown at random in every field, list, length and number, to find those that
cost a checker too much.

A case is a seed and a kind: a template whose sizes are drawn (networks, states, losses, witnesses
that fit them), or a shipped certificate, and then up to two fields of it grown without regard to
the others. Most are no true statements.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from costly import FAMILIES, ROOT, Q, certificate, diagonal, integer

Json = dict[str, Any]
Path_ = tuple[Any, ...]
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXY"
PROOFS = Path(__file__).parents[2] / "proofs"
MOST = 3 * 10**7  # characters of a case
LIMIT = 5 * 10**5  # values of a list that is grown


def upto(rng: random.Random, *sizes: int) -> int:
    """One of the sizes; small ones are likelier."""
    return sizes[min(int(rng.expovariate(1) * len(sizes) / 3), len(sizes) - 1)]


def number(rng: random.Random, zero: bool = False) -> str:
    """A rational number: mostly small, now and then long, with a denominator of its own."""
    digits = rng.choice([1, 1, 1, 1, 2, 30, 300, 3000, 20_000])
    top = rng.randint(0 if zero else 1, 16**digits)
    if rng.random() < 0.6:
        return integer(top)
    bottom = 2 ** (4 * digits) + 2 * rng.randint(1, 16 ** (digits // 2)) + 1
    return f"{integer(2 ** rng.randint(0, 4 * digits))}/{integer(bottom)}"


def numbers(rng: random.Random) -> Callable[[], str]:
    """A source of numbers of one sort."""
    digits, whole = rng.choice([0, 0, 0, 1, 20, 200, 3000]), rng.random() < 0.5
    if not digits:
        return lambda: "1"
    if whole:
        return lambda: integer(rng.randint(1, 16**digits))
    return lambda: f"1/{integer(16**digits + 2 * rng.randint(0, 16**digits // 2) + 1)}"


def word(rng: random.Random, n: int, letters: str, sparse: bool) -> str:
    if not sparse:
        return "".join(rng.choice(letters) for _ in range(n - 1)) + letters[-1]
    listed = ["I"] * n
    for _ in range(rng.randint(1, 2)):
        listed[rng.randrange(n)] = letters[-rng.randint(1, max(1, len(letters) - 1))]
    return "".join(listed) if any(x != "I" for x in listed) else letters[-1] + "I" * (n - 1)


def pauli_network(rng: random.Random, most_parameters: int = 4096) -> Json:
    n, count = (
        upto(rng, 1, 2, 3, 4, 6, 8, 10, 12, 64, 300, 4096),
        upto(rng, 1, 2, 4, 8, 12, 30, 100, 1000, 4096),
    )
    p = min(count, most_parameters, upto(rng, 1, 2, 3, 4, 6, 8, 10, 16, 100, 4096))
    letters, sparse, x = rng.choice(["IZ", "IXYZ", "XZ", "IXZ"]), rng.random() < 0.5, numbers(rng)
    many = rng.choice([1, 1, 1, 2, 5, 50, 600, 1023])
    many = max(1, min(many, MOST // (n * count)))
    gates = []
    for k in range(count):
        h = {word(rng, n, letters, sparse): x() if rng.random() < 0.1 else "1" for _ in range(many)}
        point = rng.choice([["1", "0"], ["3/5", "4/5"], ["0", "1"]])
        gates.append(
            {
                "generator": h,
                "angle": [[k % p, rng.choice(["1", "1", "1", "1", "-2", "1/2"])]],
                "fixed": point,
            }
        )
    factors = [{rng.choice("XYZ"): "1", "I": "3"} for _ in range(n)]
    if n < 65 and rng.random() < 0.6:
        factors = [
            {
                word(rng, n, "IXYZ", rng.random() < 0.5): x()
                for _ in range(upto(rng, 1, 2, 5, 50, 1000, 10_000))
            }
        ]
    return {
        "kind": "pauli",
        "qubits": n,
        "parameters": [f"a{k}" for k in range(p)],
        "units": [rng.choice(["2", "1", "1", "1/2"])] * p,
        "gates": gates,
        "observable": factors,
    }


def matrix_network(rng: random.Random, most_parameters: int = 4096) -> Json:
    d, count = upto(rng, 2, 3, 4, 8, 16, 32, 64, 200), upto(rng, 1, 2, 3, 4, 8, 20, 100)
    p, levels, x = min(count, most_parameters), rng.randint(2, min(d, 8)), numbers(rng)
    gates = []
    for k in range(count):
        h = diagonal([(j * (k + 1)) % levels if j >= levels else j for j in range(d)])
        gates.append(
            {
                "generator": h,
                "angle": [[k % p, "1"]],
                "fixed": rng.choice([["1", "0"], ["3/5", "4/5"]]),
                "spectrum": [str(j) for j in range(levels)],
            }
        )
    rows = [[x().split("/")[-1]] * d] * d
    return {
        "kind": "matrix",
        "dimension": d,
        "parameters": [f"a{k}" for k in range(p)],
        "units": ["1"] * p,
        "gates": gates,
        "observable": {"denominator": "1", "real": rows, "imaginary": [["0"] * d] * d},
    }


def network(rng: random.Random, most: int = 4096) -> Json:
    return pauli_network(rng, most) if rng.random() < 0.75 else matrix_network(rng, most)


def state(rng: random.Random, net: Json) -> Json:
    x = numbers(rng)
    if net["kind"] == "pauli" and (net["qubits"] > 10 or rng.random() < 0.7):
        zero = rng.random() < 0.3
        return {
            "kind": "bloch",
            "vectors": [
                ["0", "0", "1"] if zero else [small(x()), "0", small(x())]
                for _ in range(net["qubits"])
            ],
        }
    d = net.get("dimension") or 2 ** net["qubits"]
    return {"kind": "pure", "amplitudes": [[x().split("/")[0], "1"] for _ in range(d)]}


def small(text: str) -> str:
    """A component of a Bloch vector."""
    return (
        f"1/{text.rsplit('/', maxsplit=1)[-1]}"
        if text.rsplit("/", maxsplit=1)[-1] not in ("0", "1")
        else "0"
    )


def polynomial(rng: random.Random, most: int) -> tuple[int, Json]:
    """Number of angles and a LOSS in them."""
    p = min(most, upto(rng, 1, 2, 3, 4, 5, 6, 8, 12, 16))
    degree, x, terms = upto(rng, 1, 2, 3, 5, 10, 20, 30), numbers(rng), {}
    for _ in range(upto(rng, 2, 5, 20, 100, 1000, 20_000)):
        dense = rng.random() < 0.3
        terms[
            "".join(
                DIGITS[rng.randint(0, 2 * degree)] if dense or rng.random() < 0.4 else "0"
                for _ in range(p)
            )
        ] = x()
    for k in range(p):
        terms["0" * k + DIGITS[2 * degree - 1] + "0" * (p - k - 1)] = "1"
    return p, {
        "kind": "polynomial",
        "parameters": [f"a{k}" for k in range(p)],
        "units": ["1"] * p,
        "terms": terms,
    }


def loss(rng: random.Random, most: int) -> tuple[int, Json]:
    if rng.random() < 0.6:
        return polynomial(rng, most)
    net = network(rng, most)
    if rng.random() < 0.5:
        return len(net["parameters"]), {"kind": "output", "network": net, "state": state(rng, net)}
    return len(net["parameters"]), {
        "kind": "training",
        "network": net,
        "samples": samples(rng, net),
    }


def samples(rng: random.Random, net: Json) -> list[Json]:
    x, one = numbers(rng), state(rng, net)
    size = len(json.dumps(one))
    return [
        {"state": one if k % 3 else state(rng, net), "label": x()}
        for k in range(max(1, min(upto(rng, 1, 3, 20, 300, 5000), MOST // size)))
    ]


def chart(rng: random.Random, p: int, letters: str) -> str:
    """A text of a subdivision: a deep chain, a full tree, or nonsense."""
    sort, leaf = rng.random(), rng.choice(letters)
    if sort < 0.3:
        depth = upto(rng, 1, 5, 20, 40, 60, 240)
        axes = "".join(str(k % p) for k in range(depth))
        return axes + leaf * (depth + 1)
    if sort < 0.7:
        text = leaf
        for k in range(upto(rng, 0, 2, 5, 8, 12, 16)):
            text = str(k % p) + text * 2
        return text
    return "".join(
        rng.choice("01234567"[:p] + letters) for _ in range(upto(rng, 1, 10, 1000, 100_000))
    )


def least_value(rng: random.Random) -> Json:
    p, value = loss(rng, 16)
    net = value.get("network")
    proof: Json = {
        "kind": "boxes",
        "charts": [chart(rng, min(p, 8), ".") for _ in range(min(2**p, 256))],
    }
    if rng.random() < 0.6:
        x = numbers(rng)
        lists = []
        for _ in range(upto(rng, 1, 2, 10, 100)):
            n = upto(rng, 1, 2, 8, 30, 100, 400)
            basis = sorted(
                {
                    "".join(rng.choice(DIGITS[: rng.choice([3, 30, 61])]) for _ in range(p))
                    for _ in range(n)
                }
            )
            gram = [
                [("0" if rng.random() < 0.5 else x().split("/")[-1]) for _ in range(i)]
                + [integer(2**40 + i)]
                for i in range(len(basis))
            ]
            lists.append({"basis": basis, "gram": gram})
        proof = {
            "kind": "squares",
            "bits": rng.choice([0, 50, 400]),
            "lists": lists,
            "remainder": polynomial(rng, p)[1]["terms"] if p < 3 else {"1" * p: "1"},
        }
    witness: Json = {
        "point": [rng.choice([["1", "0"], ["3/5", "-4/5"]]) for _ in range(p)],
        "proof": proof,
    }
    claim: Json = {"least_value": ["-1", str(rng.randint(-1, 10**9))]}
    if net and value["kind"] == "output" and rng.random() < 0.5:
        claim |= {"least_eigenvalue": [number(rng), "1"], "distance": ["0", "1"]}
        d = net.get("dimension") or 2 ** min(net["qubits"], 10)
        witness["vector"] = [["1", "0"]] * d
        return certificate("least-value", "ground-state", {"loss": value}, claim, witness)
    return certificate("least-value", "least-value", {"loss": value}, claim, witness)


def right_value(made: Json) -> Json:
    """The value at the point is what the claim says, so that the proof below is looked at."""
    from fractions import Fraction

    made["witness"]["point"] = [["1", "0"]] * len(made["witness"]["point"])
    terms, total = made["instance"]["loss"].get("terms"), Fraction(0)
    if terms is None:
        return made
    for index, x in terms.items():
        if all(DIGITS.index(e) % 2 or e == "0" for e in index):  # a sine vanishes at 0
            top, _, bottom = x.partition("/")
            total += Fraction(int(top, 0), int(bottom or "1", 0))
    text = integer(total.numerator) + (
        f"/{integer(total.denominator)}" if total.denominator > 1 else ""
    )
    made["claim"]["least_value"] = [f"-{integer(10**9)}" if total > -(10**9) else text, text]
    return made


def benign(rng: random.Random) -> Json:
    p, value = loss(rng, 6)
    witness = {
        "origin": [rng.choice(["0", "1/7"])] * p,
        "precision": rng.choice([16, 26, 60, 400]),
        "weight": rng.choice([6, 10, 100, 400]),
        "exponents": [str(rng.choice([0, 8, -8, -20, -5000, 99_999]))] * (p + 3),
        "charts": [chart(rng, p, "vabA") for _ in range(2**p)],
    }
    return certificate(
        "benign",
        "benign",
        {"loss": value},
        {"floor": "-" + number(rng), "level": number(rng)},
        witness,
    )


def critical(rng: random.Random) -> Json:
    p, value = loss(rng, 8)
    digits = rng.choice([1, 2, 7])
    roots = [
        "".join(rng.choices(DIGITS, k=p * digits)) for _ in range(upto(rng, 0, 1, 10, 1000, 20_000))
    ]
    block = {
        "angles": list(range(p)),
        "multiples": [1] * p,
        "origin": [rng.choice(["0", "1/7"])] * p,
        "precision": rng.choice([16, 26, 60, 400]),
        "weight": rng.choice([6, 10, 100, 400]),
        "exponents": [str(rng.choice([0, 8, -8, 5000]))] * p,
        "roots": roots,
        "charts": [chart(rng, p, "abA*") for _ in range(2**p)],
    }
    claim = {
        "critical_points": "0",
        "by_index": ["0"] * (p + 1),
        "least_value": ["0", "0"],
        "spurious_minima": "0",
    }
    return certificate("critical-points", "theorem-7", {"loss": value}, claim, {"blocks": [block]})


def about_network(rng: random.Random, kind: str) -> Json:
    """Kinds whose instance is a network, perhaps with a state."""
    net = network(rng)
    p, states = len(net["parameters"]), {"network": net, "state": state(rng, net)}
    x = numbers(rng)
    relation = {
        "".join(rng.choice(DIGITS[: rng.choice([3, 10])]) for _ in range(p)): "1"
        for _ in range(upto(rng, 1, 5, 100, 2000))
    }
    relation = {key: integer(int(x().split("/")[-1], 0)) for key in relation if key.strip("0")} or {
        "1" * p: "1"
    }
    if kind == "expansion":
        if rng.random() < 0.5:
            return certificate(kind, "equation-12", states, {"coefficients": {}}, {})
        if rng.random() < 0.4:
            listed = samples(rng, net)
            instance = {"network": net, "samples": listed, "parts": [len(listed)]}
            return certificate(kind, "loss", instance, {"coefficients": {}}, {})
        return certificate(
            kind,
            rng.choice(["equation-11", "equations-13-15"]),
            {"network": net},
            {"operators": {}},
            {},
        )
    if kind == "independence":
        witness: Json = {"modulus": str(Q), "root": str(ROOT)}
        if net["kind"] == "pauli":
            n = net["qubits"]
            witness["blocks"] = [list(range(n))] if rng.random() < 0.5 else [[k] for k in range(n)]
        return certificate(
            kind, "definition-1", {"network": net}, {"independent": True, "operators": "8"}, witness
        )
    if kind == "dependence":
        listed = [relation] * upto(rng, 1, 5, 100)
        witness = {
            "reason": "relations",
            "relations": listed,
            "block": list(range(net["qubits"])) if "qubits" in net else None,
        }
        if rng.random() < 0.3:
            witness = {"reason": "dimension", "block": witness["block"]}
        if witness["block"] is None:
            del witness["block"]
        claim = {"independent": False, "operators": "8", "rank": rng.choice([None, "3"])}
        return certificate(kind, "definition-1", {"network": net}, claim, witness)
    if kind == "unreachable":
        return certificate(
            kind,
            "equation-18",
            {"network": net},
            {"targets": [relation]},
            {"relations": [relation]},
        )
    if kind == "unreachable-loss":
        return certificate(
            kind, "universality", {"network": net}, {"target": relation}, {"relation": relation}
        )
    if kind == "variance":
        claim = {"mean": "0", "variance": "1", "gradient": ["0"] * p}
        return certificate(kind, kind, {"loss": {"kind": "output"} | states}, claim, {})
    if kind == "lie-algebra":
        basis = [
            [k % p] if k < p else [rng.randrange(p), rng.randrange(k)]
            for k in range(upto(rng, 1, 5, 30, 300, 3000))
        ]
        given = rng.random() < 0.5
        witness = {
            "basis": basis,
            "generators": [[[0, "1"]]] * p if given else None,
            "relations": [[[[0, x()]]] * p for _ in basis]
            if given and len(basis) * p < 10**5
            else None,
        }
        return certificate(
            kind, kind, {"network": net}, {"dimension": str(len(basis)), "centre": "0"}, witness
        )
    witness = {
        "modulus": "2147483647",
        "tangents": [str(rng.randrange(1, 2**31 - 1)) for _ in range(p)],
        "reason": "parameters",
    }
    return certificate(
        "fisher-rank", "fisher-rank", states, {"at_least": "1", "at_most": str(p)}, witness
    )


def bounds(rng: random.Random) -> Json:
    _, value = loss(rng, 8)
    names = (
        "degree",
        "l1_degree",
        "paper",
        "bezout",
        "multihomogeneous",
        "nondegenerate_minima",
        "complex_solutions",
    )
    return certificate(
        "bounds",
        "theorem-7",
        {"loss": value},
        dict.fromkeys(names, "1") | {"mixed_volume": rng.choice([None, "1"])},
        {"solutions": None},
    )


TEMPLATES: dict[str, Callable[[random.Random], Json]] = {
    "least-value": lambda rng: right_value(least_value(rng)),
    "benign": benign,
    "critical-points": critical,
    "bounds": bounds,
    **{
        kind: (lambda rng, kind=kind: about_network(rng, kind))
        for kind in (
            "expansion",
            "independence",
            "dependence",
            "unreachable",
            "unreachable-loss",
            "variance",
            "lie-algebra",
            "fisher-rank",
        )
    },
}


def shipped() -> dict[str, list[Path]]:
    """The five shortest shipped certificates of each kind."""
    found: dict[str, list[tuple[int, Path]]] = {}
    for path in PROOFS.rglob("*.certificate.json"):
        found.setdefault(json.loads(path.read_text())["kind"], []).append(
            (path.stat().st_size, path)
        )
    return {kind: [path for _, path in sorted(listed)[:5]] for kind, listed in found.items()}


def nodes(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The paths of everything in an instance, a claim or a witness."""
    if path:
        yield path
    for key, inner in (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    ):
        if len(path) or key in ("instance", "claim", "witness"):
            yield from nodes(inner, (*path, key))


def grown(rng: random.Random, value: Any) -> Any:
    """One field, list, object, text or number made larger."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return rng.choice([value + 1, 10, 30, 400, 4096, 10**6, 10**14])
    if isinstance(value, str):
        if value and value.lstrip("-")[:1].isdigit():
            return (
                number(rng)
                if len(value) < 50 or rng.random() < 0.5
                else value * upto(rng, 2, 100, 10_000)
            )
        return value * upto(rng, 2, 100, 10_000, 10**6)
    size = len(json.dumps(value)) + 1
    times = max(1, min(upto(rng, 2, 10, 100, 3000, 10**5), MOST // size, LIMIT * 6 // size))
    if isinstance(value, list):
        return [
            copy.deepcopy(x) if isinstance(x, (dict, list)) and times < 100 else x
            for _ in range(times)
            for x in value
        ]
    if not value or not all(len(key) == len(next(iter(value))) for key in value) or "kind" in value:
        return value
    keys = sorted(
        set("".join(value))
        | set(rng.sample(DIGITS, 3) if set("".join(value)) - set("IXYZ") else "IXYZ")
    )
    length, x = len(next(iter(value))), numbers(rng)
    fresh = {
        "".join(rng.choice(keys) for _ in range(length)): x()
        for _ in range(min(len(value) * times, LIMIT // 5))
    }
    return value | fresh


def numbers_grown(rng: random.Random, value: Any, source: Callable[[], str]) -> Any:
    """Every number in it another one."""
    if isinstance(value, dict):
        return {key: numbers_grown(rng, inner, source) for key, inner in value.items()}
    if isinstance(value, list):
        return [numbers_grown(rng, inner, source) for inner in value]
    return source() if isinstance(value, str) and value.lstrip("-").isdigit() else value


def replaced(made: Json, path: Path_, change: Callable[[Any], Any]) -> None:
    inner: Any = made
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = change(inner[path[-1]])


def case(kind: str, seed: int) -> Json:
    """The certificate of a kind and a seed."""
    rng = random.Random(f"{kind} {seed}")
    listed = shipped().get(kind, [])
    if kind in TEMPLATES and (not listed or rng.random() < 0.7):
        made, times = TEMPLATES[kind](rng), rng.choice([0, 0, 1, 1, 2])
    else:
        made, times = json.loads(rng.choice(listed).read_text()), rng.choice([1, 1, 2, 3])
    for _ in range(times):
        path = rng.choice(list(nodes(made))[:5000])
        if rng.random() < 0.25:
            source = numbers(rng)
            replaced(made, path, lambda value, source=source: numbers_grown(rng, value, source))
        else:
            replaced(made, path, lambda value: grown(rng, value))
    return made


KINDS = sorted({*TEMPLATES, *shipped()})
__all__ = ["FAMILIES", "KINDS", "case"]
