"""How many terms an expansion of Pauli sums has, before it is made."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symqnn.algebra.bits import Integers, magnitude, merge
from symqnn.algebra.exact import short_integer
from symqnn.algebra.pauli import PauliSum
from symqnn.errors import SizeError
from symqnn.expansion.layer import derivation_rows, is_word
from symqnn.expansion.turns import Turn

MAX_NODES = 2_000_000


def require_budget(turns: Sequence[Turn], observable: PauliSum, max_terms: int) -> None:
    """Refuse before expanding, where terms never merge and can be counted."""
    axes = [axis for turn in turns for axis, _ in turn.phase.multiples]
    if len(set(axes)) < len(axes) or not all(turn.phase.is_plain for turn in turns):
        return  # terms merge: their number is tested as the table grows
    words = [turn.word for turn in turns]
    # a term has at most two images a rotation (one for each of the 3 maps that does not annihilate
    # it, if W is one word)
    doubling = len(observable) * 2 ** len(turns) if all(map(is_word, words)) else None
    small = doubling is not None and doubling <= max_terms
    expected = doubling if doubling is not None and small else count_terms(words, observable)
    if expected > max_terms:
        raise too_large(short_integer(expected), max_terms)


def too_large(terms: str, max_terms: int) -> SizeError:
    """What is raised, with the number of terms and other ways."""
    return SizeError(
        f"the expansion has {terms} Pauli terms (budget {max_terms}); use operator(qnn, index) for "
        "one operator, evaluate(qnn, state, angles) for exact values, or raise max_terms."
    )


def count_terms(generators: Sequence[PauliSum], observable: PauliSum) -> int:
    """Exact number of terms of the expansion for signed words with an angle each, an upper bound
    otherwise, without expanding.

    Distinct branches never merge for word generators, so the terms are the paths of a graph whose
    nodes are (layer, Pauli word); paths are counted node by node.

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
        most = 3**done  # a word occurs once for each index
        counts = np.minimum(counts, most) if magnitude(counts) > most else counts
        if len(counts) > MAX_NODES:
            raise SizeError(
                f"the expansion passes through more than {MAX_NODES} different Pauli words; "
                "evaluate single coefficients with operator(qnn, index)."
            )
    return int(sum(counts.tolist()))
