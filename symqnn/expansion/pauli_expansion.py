"""The Pauli engine: all Φ_ξ(M) at once, branch and append on bit masks, vectorised over terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from symqnn.algebra.bits import Integers, Words, content, magnitude, merge, scaled, unpack, widen, word_count
from symqnn.algebra.exact import short_integer
from symqnn.algebra.pauli import PauliSum, from_arrays
from symqnn.algebra.trigpoly import TrigPoly, trigpoly
from symqnn.errors import SizeError
from symqnn.expansion.layer import derivation_rows, is_word, read_index
from symqnn.expansion.shown import ShownExpansion
from symqnn.model.state import State

MAX_TERMS = 20_000_000
MAX_NODES = 2_000_000


@dataclass(frozen=True, eq=False)
class PauliExpansion(ShownExpansion):
    """All operators Φ_ξ(M) of a Pauli network as one sparse table.

    Args:
        layers: p. qubits: n.
        cos, sin: masks of the layers with ξ_l = 1 and ξ_l = 2, shape (terms, ⌈p/64⌉).
        words: masks (x, z) of the Pauli words, shape (terms, 2⌈n/64⌉).
        numerators, denominator: coefficients.
    """

    layers: int
    qubits: int
    cos: Words
    sin: Words
    words: Words
    numerators: Integers
    denominator: int

    @property
    def terms(self) -> int:
        """Number of Pauli terms in all operators together."""
        return len(self.numerators)

    def exponents(self) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
        """ξ of each term, shape (terms, p)."""
        return unpack(self.cos, self.layers) + 2 * unpack(self.sin, self.layers)

    def operator(self, xi: Sequence[int] | str) -> PauliSum:
        """One operator Φ_ξ(M)."""
        wanted = read_index(xi, self.layers)
        rows = np.flatnonzero((self.exponents() == np.array(wanted, dtype=np.uint8)).all(axis=1))
        return from_arrays(self.qubits, self.words[rows], self.numerators[rows], self.denominator)

    def items(self) -> Iterator[tuple[str, PauliSum]]:
        """Pairs (ξ, Φ_ξ(M)) with Φ_ξ(M) ≠ 0, in the order of ξ."""
        exponents = self.exponents()
        order = np.lexsort(exponents.T[::-1]) if self.layers else np.arange(self.terms)
        exponents = exponents[order]
        starts = np.flatnonzero(np.concatenate(([True], (exponents[1:] != exponents[:-1]).any(axis=1)))) if len(order) else order
        for rows, first in zip(np.split(order, starts[1:]), starts, strict=False):
            xi = "".join(map(str, exponents[first].tolist()))
            yield xi, from_arrays(self.qubits, self.words[rows], self.numerators[rows], self.denominator)

    def expectation(self, state: State) -> TrigPoly:
        """Output polynomial tr(ρM(θ)) (Paper: Eqn 12)."""
        width = word_count(self.qubits)
        values, common = state.word_values(self.words[:, :width], self.words[:, width:])
        alive = np.flatnonzero(values)
        values = widen(self.numerators[alive], magnitude(values)) * values[alive]
        exponents = unpack(self.cos[alive], self.layers) + 2 * unpack(self.sin[alive], self.layers)
        return trigpoly(exponents, values, self.denominator * common)


def count_terms(generators: Sequence[PauliSum], observable: PauliSum) -> int:
    """Exact number of terms of the expansion for signed-word generators, an upper bound otherwise, without expanding.

    Distinct branches never merge for word generators, so the terms are the paths of a graph whose nodes are
    (layer, Pauli word); paths are counted node by node.

    Raises:
        SizeError: more than two million nodes in a layer.
    """
    keys = observable.keys
    counts: Integers = np.ones(len(observable), dtype=np.int64)
    for done, generator in enumerate(reversed(generators), start=1):
        counts = counts.astype(object) if magnitude(counts) > 2**40 else counts
        rows, produced, _ = derivation_rows(keys, counts, generator)
        branched = counts[rows]
        if is_word(generator):
            keys, counts = np.concatenate((keys, produced)), np.concatenate((counts, branched))
        else:  # Φ⁰ and Φ¹ = -D² hold the term and its second images, Φ² the first images
            back, again, _ = derivation_rows(produced, branched, generator)
            keys = np.concatenate((keys, keys[rows], produced, again, again))
            counts = np.concatenate((counts, branched, branched, branched[back], branched[back]))
        keys, counts = merge(keys, counts)
        counts = np.minimum(counts, 3**done) if magnitude(counts) > 3**done else counts  # a word occurs once for each ξ
        if len(counts) > MAX_NODES:
            raise SizeError(f"the expansion passes through more than {MAX_NODES} different Pauli words; evaluate single coefficients with operator(qnn, xi).")
    return int(sum(counts.tolist()))


def expand_pauli(generators: Sequence[PauliSum], observable: PauliSum, max_terms: int = MAX_TERMS) -> PauliExpansion:
    """Expand M(θ) completely.

    Paper: Eqns 10-11. Cost and memory are proportional to the number of terms produced.

    Raises:
        SizeError: more than ``max_terms`` terms, counted before anything is built.
    """
    # a term has at most two images a layer (one for each of the 3 maps that does not annihilate it, if H is one word)
    doubling = len(observable) * 2 ** len(generators) if all(map(is_word, generators)) else None
    expected = doubling if doubling is not None and doubling <= max_terms else count_terms(generators, observable)
    if expected > max_terms:
        raise SizeError(
            f"the expansion has {short_integer(expected)} Pauli terms (budget {max_terms}); use operator(qnn, xi) for one Φ_ξ, evaluate(qnn, state, angles) "
            "for exact values, or raise max_terms."
        )
    p, n = len(generators), observable.qubits
    width = word_count(p)
    keys = np.concatenate((np.zeros((len(observable), 2 * width), dtype=np.uint64), observable.keys), axis=1)
    values, denominator = observable.numerators, observable.denominator
    for layer in range(p - 1, -1, -1):
        step = _word_layer if is_word(generators[layer]) else _sum_layer
        keys, values, denominator = step(keys, values, denominator, generators[layer], layer, width)
    return PauliExpansion(p, n, keys[:, :width], keys[:, width : 2 * width], keys[:, 2 * width :], values, denominator)


def _marked(keys: Words, layer: int, offset: int) -> Words:
    keys[:, offset + layer // 64] |= np.uint64(1 << (layer % 64))
    return keys


def _word_layer(keys: Words, values: Integers, denominator: int, generator: PauliSum, layer: int, width: int) -> tuple[Words, Integers, int]:
    rows, words, numbers = derivation_rows(keys[:, 2 * width :], values, generator)
    sin = keys[rows]
    sin[:, 2 * width :] = words
    keys = keys.copy()
    # Φ⁰ keeps the commuting terms, Φ¹ the anticommuting ones unchanged, Φ² their images
    keys[rows, layer // 64] |= np.uint64(1 << (layer % 64))
    return np.concatenate((keys, _marked(sin, layer, width))), np.concatenate((values, numbers)), denominator


def _sum_layer(keys: Words, values: Integers, denominator: int, generator: PauliSum, layer: int, width: int) -> tuple[Words, Integers, int]:
    second_keys, second = _derive(keys, values, generator, width)
    first_keys, first = _derive(second_keys, second, generator, width)
    scale = generator.denominator
    zeroth_keys = np.concatenate((keys, first_keys))  # Φ⁰A = A + D²A
    zeroth = np.concatenate((scaled(values, scale**2), first))
    zeroth_keys, zeroth = merge(zeroth_keys, zeroth)
    all_keys = np.concatenate((zeroth_keys, _marked(first_keys.copy(), layer, 0), _marked(second_keys.copy(), layer, width)))
    all_values = np.concatenate((zeroth, -first, scaled(second, scale)))
    denominator *= scale**2
    common = content(all_values, denominator)
    return all_keys, all_values // common, denominator // common


def _derive(keys: Words, values: Integers, generator: PauliSum, width: int) -> tuple[Words, Integers]:
    rows, words, numbers = derivation_rows(keys[:, 2 * width :], values, generator)
    return merge(np.concatenate((keys[rows, : 2 * width], words), axis=1), numbers)
