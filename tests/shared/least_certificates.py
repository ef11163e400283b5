"""Valid certificates of the kind least-value, and forgeries of them, for several tests."""

from __future__ import annotations

import copy
import functools
import itertools
import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.least import least_value_certificate
from symqnn.minimum.exact import with_remainder
from symqnn.minimum.roads import trivial
from symqnn.minimum.search import LowPoint
from symqnn.minimum.squares import Squares
from symqnn.minimum.symmetry import Block
from symqnn.minimum.value import LeastValue
from symqnn.model.ansatz import hardware_efficient, paper_experiment
from symqnn.model.instance_file import Instance
from symqnn.model.state import State
from symqnn.statements.landscapes import expectation_landscape, network_landscape
from symqnn.statements.least_value import minimum

Json = dict[str, Any]


@functools.cache
def _valid(name: str) -> Json:
    if name == "boxes":
        network = paper_experiment(2)
        loss = network_landscape(Instance("experiment", network, State.zero(2)), "random:6:1")
        made = minimum(loss, method="boxes", gap="1/50")
    elif name == "loss":
        network = paper_experiment(2)
        made = minimum(
            network_landscape(Instance("experiment", network, State.zero(2)), "random:6:1")
        )
    elif name == "symmetric":  # eight lists of functions, on average over symmetries
        network = hardware_efficient(2, 1, rotations=["Y"], observable="ZZ + XI + IX")
        made = minimum(expectation_landscape(Instance("pair", network, State.zero(2))))
    else:  # a product ansatz on two qubits does not reach the ground state of the Ising pair
        network = hardware_efficient(
            2, 0, rotations=["Y"], observable="ZZ + 1/2*XI + 1/2*IX + 1/7*YY"
        )
        made = minimum(expectation_landscape(Instance("pair", network, State.zero(2))), network)
    return dict(made.result.certificate or {})


def valid(name: str) -> Json:
    """A fresh copy of the certificate ``loss`` (squares), ``symmetric`` (squares on average over
    symmetries), ``boxes`` or ``ground``.
    """
    return copy.deepcopy(_valid(name))


def more(text: str, by: Fraction = Fraction(1, 10**6)) -> str:
    return str(Fraction(text) + by)


def forged() -> Iterator[tuple[str, Json, str]]:
    """Name, forged certificate, and where the checker must refuse it."""
    squares, boxes, ground = "witness.proof.lists", "witness.proof.charts", "claim"
    # sum of squares
    base = valid("loss")
    for k, entry in enumerate(base["witness"]["proof"]["lists"]):
        n = len(entry["gram"])
        for i, j in {(0, 0), (n - 1, 0), (n - 1, n - 1), (n // 2, n // 2)}:
            bad = valid("loss")
            row = bad["witness"]["proof"]["lists"][k]["gram"][i]
            row[j] = row[j][:-1] + str((int(row[j][-1]) + 1) % 10)
            yield f"one digit of Gram matrix {k}, entry {i} {j}", bad, squares
    bad = valid("loss")
    bad["claim"]["least_value"][0] = more(bad["claim"]["least_value"][0])
    # above the value: the gap is smaller
    yield "the bound raised by 1e-6", bad, "claim.least_value"
    bad = valid("loss")
    low, high = map(Fraction, bad["claim"]["least_value"])
    bad["claim"]["least_value"][0] = str(low + (high - low) / 1000)
    yield "the bound raised by a thousandth of the gap", bad, squares
    bad = valid("loss")
    bad["claim"]["least_value"][0] = more(bad["claim"]["least_value"][1])
    yield "the bound above the value", bad, "claim.least_value"
    bad = valid("loss")
    bad["claim"]["least_value"][1] = more(bad["claim"]["least_value"][1], Fraction(-1, 10**9))
    yield "the value lowered", bad, "claim.least_value"
    bad = valid("loss")
    remainder = bad["witness"]["proof"]["remainder"]
    del remainder[sorted(remainder)[0]]
    yield "a monomial missing in the remainder", bad, squares
    bad = valid("loss")
    remainder = bad["witness"]["proof"]["remainder"]
    first = sorted(remainder)[0]
    remainder[first] = str(-Fraction(remainder[first]))
    yield "a sign of the remainder", bad, squares
    bad = valid("loss")
    bad["witness"]["proof"]["remainder"]["00"] = "1"
    yield "a constant remainder", bad, "witness.proof.remainder"
    bad = valid("loss")
    entry = bad["witness"]["proof"]["lists"][0]
    del entry["basis"][-1], entry["gram"][-1]
    yield "a function missing", bad, squares
    bad = valid("loss")
    entry = bad["witness"]["proof"]["lists"][0]
    entry["basis"][1] = entry["basis"][0]
    yield "a function twice", bad, squares
    bad = valid("loss")
    bad["witness"]["proof"]["bits"] += 1
    yield "another denominator", bad, squares
    yield "not positive definite, the identity intact", indefinite(), "witness.proof.lists.0.gram"
    bad = valid("loss")
    bad["witness"]["point"][0] = ["3/5", "4/5"]
    yield "another point", bad, "claim.least_value"
    bad = valid("loss")
    bad["witness"]["point"][0] = ["3/5", "3/5"]
    yield "no point of the circle", bad, "witness.point"
    bad = valid("loss")
    bad["instance"]["loss"]["samples"][0]["label"] = more(
        bad["instance"]["loss"]["samples"][0]["label"]
    )
    yield "another loss", bad, "claim.least_value"
    bad = valid("loss")
    bad["witness"]["proof"]["kind"] = "boxes"
    yield "the proof of another kind", bad, "witness.proof"
    # subdivision
    bad = valid("boxes")
    bad["claim"]["least_value"][0] = str(
        (Fraction(bad["claim"]["least_value"][0]) + 99 * Fraction(bad["claim"]["least_value"][1]))
        / 100
    )
    yield "boxes, the bound raised", bad, boxes
    for name, change in {
        "cut": lambda text: text[:-1],
        "goes on": lambda text: text + ".",
        "one box": lambda _: ".",
        "an unknown angle": lambda text: text.replace("0", "2"),
        "an unknown step": lambda text: text.replace(".", "*", 1),
    }.items():
        bad = valid("boxes")
        listed = bad["witness"]["proof"]["charts"]
        longest = max(range(4), key=lambda k: len(listed[k]))
        listed[longest] = change(listed[longest])
        yield f"boxes, {name}", bad, boxes
    bad = valid("boxes")
    del bad["witness"]["proof"]["charts"][-1]
    yield "boxes, a chart missing", bad, boxes
    # ground state
    for side, by in ((0, Fraction(1, 10**6)), (1, Fraction(-1, 10**6)), (1, Fraction(1, 10**6))):
        bad = valid("ground")
        ends = bad["claim"]["least_eigenvalue"]
        ends[side] = more(ends[side], by)
        yield f"the eigenvalue's end {side} changed by {by}", bad, f"{ground}.least_eigenvalue"
    for side in (0, 1):
        bad = valid("ground")
        bad["claim"]["distance"][side] = more(bad["claim"]["distance"][side])
        yield f"the distance's end {side}", bad, f"{ground}.distance"
    bad = valid("ground")
    bad["witness"]["vector"] = [["0", "0"]] * 4
    yield "the vector 0", bad, "witness.vector"
    bad = valid("ground")
    bad["witness"]["vector"][0][0] = str(int(bad["witness"]["vector"][0][0]) + 1)
    yield "another vector", bad, f"{ground}.least_eigenvalue"
    bad = valid("ground")
    bad["instance"] = valid("loss")["instance"]
    yield "the ground state of a training loss", bad, "claim"


def forged_symmetries() -> Iterator[tuple[str, Json, str]]:
    """The same of a sum of squares on average over symmetries."""
    lists = "witness.proof.lists"

    def changed(change: Callable[[Json, dict[str, str]], None], number: int = 0) -> Json:
        bad = valid("symmetric")
        entry = bad["witness"]["proof"]["lists"][number]
        change(entry, entry["symmetries"])
        return bad

    def renamed(word: str) -> Callable[[Json, dict[str, str]], None]:
        def change(entry: Json, words: dict[str, str]) -> None:
            first = sorted(words)[0]
            words[word] = words.pop(first)

        return change

    base = valid("symmetric")["witness"]["proof"]["lists"]
    for number, entry in enumerate(base):
        for word, sign in entry["symmetries"].items():
            opposite = {"+": "-", "-": "+"}[sign]
            yield (
                f"the sign of {word} in list {number}",
                changed(lambda _, words, w=word, s=opposite: words.update({w: s}), number),
                lists,
            )

            yield (
                f"the word {word} left out of list {number}",
                changed(lambda _, words, w=word: words.pop(w), number),
                lists,
            )
        yield (
            f"no symmetries in list {number}",
            changed(lambda entry, _: entry.pop("symmetries"), number),
            lists,
        )
        for i, row in enumerate(entry["gram"]):
            for j in range(len(row)):
                yield (
                    f"one digit of Gram matrix {number}, entry {i} {j}",
                    changed(
                        lambda entry, _, i=i, j=j: entry["gram"][i].__setitem__(
                            j, str(int(entry["gram"][i][j]) + 1)
                        ),
                        number,
                    ),
                    lists,
                )
    place = f"{lists}.0.symmetries"
    yield "a word that changes the loss", changed(renamed("ZIII")), place
    yield "half a turn that changes the loss", changed(renamed("IYII")), place
    yield "a short word", changed(renamed("ZZ")), place
    yield "a long word", changed(renamed("ZZZZZ")), place
    yield "an unknown letter", changed(renamed("ZZZA")), place
    yield "a small letter", changed(renamed("zzzz")), place
    yield "a sign that is none", changed(lambda _, w: w.update({sorted(w)[0]: "0"})), place
    yield "a sign that is a number", changed(lambda _, w: w.update({sorted(w)[0]: 1})), place
    yield "words without signs", changed(lambda e, w: e.update(symmetries=sorted(w))), place
    yield "no word", changed(lambda e, _: e.update(symmetries={})), place
    yield (
        "a function of another parity",
        changed(lambda e, _: e["basis"].__setitem__(0, "0111")),
        place,
    )
    bad = valid("symmetric")
    bad["claim"]["least_value"][0] = str(
        (Fraction(bad["claim"]["least_value"][0]) + Fraction(bad["claim"]["least_value"][1])) / 2
    )
    yield "symmetric, the bound raised by half of the gap", bad, lists
    bad = valid("symmetric")
    bad["witness"]["proof"]["lists"].pop()
    yield "symmetric, a list left out", bad, lists
    yield "words that do not commute", unordered("ZI", "XI", {"11": 1}), f"{lists}.0.symmetries"
    yield "a word of order four", unordered("YI", None, {"03": 1}), f"{lists}.0.symmetries"


def unordered(first: str, second: str | None, terms: dict[str, int]) -> Json:
    """A polynomial that is the same after words which are not of order two or do not commute on cos
    φ/2 and sin φ/2 of the first angle.
    """
    poly = TrigPoly.from_terms({"02": 1} if "11" in terms else terms, angles=2)
    point = tuple(CirclePoint.quarter_turns(0) for _ in range(2))
    words = {word: "+" for word in (first, second) if word}
    certificate = least_value_certificate(
        LeastValue(poly, Fraction(1), LowPoint(point, poly.at(point)), trivial(poly))
    )
    entry = {"basis": ["11"], "gram": [["1"]], "symmetries": words}
    certificate["witness"]["proof"]["lists"] = [entry]
    return certificate


def indefinite() -> Json:
    """cos·cos × sin·sin = cos·sin × sin·cos: entries that cancel each other, so large that a minor
    is negative.
    """
    bad = valid("loss")
    entry = bad["witness"]["proof"]["lists"][0]
    place = {text: k for k, text in enumerate(entry["basis"])}
    pairs = (("33", "44", 1), ("34", "43", -1))
    for left, right, sign in pairs:
        i, j = sorted((place[left], place[right]), reverse=True)
        entry["gram"][i][j] = str(int(entry["gram"][i][j]) + sign * 2**80)
    return bad


def many_angles() -> Json:
    """Four Gram matrices 32 × 32 of functions of eight of ten angles; what they do not give of the
    polynomial is remainder.
    """
    rng, poly = random.Random(1), TrigPoly.from_terms({"1" * 10: 1})
    bases, grams = [], []
    for _ in range(4):
        axes = sorted(rng.sample(range(10), 8))
        kept = [
            digits
            for digits in itertools.product((1, 2), repeat=8)
            if all(a + b != 3 for a, b in zip(digits[:6:2], digits[1:6:2], strict=True))
        ]
        places = [dict(zip(axes, digits, strict=True)) for digits in kept]
        bases.append(tuple(tuple(place.get(axis, 0) for axis in range(10)) for place in places))
        lower = [[rng.randint(-(2**25), 2**25) for _ in range(k)] + [2**31] for k in range(32)]
        grams.append([[lower[max(i, j)][min(i, j)] for j in range(32)] for i in range(32)])
    chosen = Squares("many", tuple(map(Block, bases)), ())
    point = tuple(CirclePoint.quarter_turns(0) for _ in range(10))
    proof = with_remainder(poly, chosen, grams, 30)
    return least_value_certificate(
        LeastValue(poly, Fraction(1), LowPoint(point, poly.at(point)), proof)
    )
