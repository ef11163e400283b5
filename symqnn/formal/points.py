"""A list of critical points as input of ``product_check`` (Products.v).

Only the points are taken from the certificate. Their Morse indices and what shows the list to be
complete are searched here, in floats rounded to integers, and tested by the proved checker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from symqnn.formal.cover import cover
from symqnn.formal.frequencies import Product, block_products, waves_of
from symqnn.formal.local import WIDTH_BITS, Entry, Local
from symqnn.formal.reading import ListedBlock, blocks, loss

CENTRE_BITS = 96  # of cosines and sines at the listed centres
TIGHT = 2**30  # the inner cube has half-width 2^-30 radians
LEVELS = 44  # boxes have at least 2^-43 turns


@dataclass(frozen=True)
class Precision:
    """Cosines over 2^bits, wrong by at most ``error``; coefficients cut to multiples of 2^cut."""

    bits: int
    cut: int
    error: int


@dataclass(frozen=True)
class Problem:
    """All arguments of ``product_check`` for one block; ``steps``: the tree in preorder."""

    block: ListedBlock
    products: tuple[Product, ...]
    largest: tuple[int, ...]
    precisions: tuple[Precision, ...]
    entries: tuple[Entry, ...]
    steps: tuple[str, ...]

    @property
    def angles(self) -> int:
        """Number of angles."""
        return len(self.largest)

    @property
    def powers(self) -> int:
        """Powers of exp(i x_l) that occur, the 0th included."""
        return max(self.largest) + 1


def problems(certificate: Mapping[str, Any]) -> Iterator[Problem]:
    """One problem a block of the certificate.

    Raises:
        InputError: no subdivision is found; SizeError: it would be too large.
    """
    polynomial = loss(certificate)
    for block in blocks(certificate):
        yield _problem(block_products(polynomial, block), block)


def _problem(products: tuple[Product, ...], block: ListedBlock) -> Problem:
    waves = waves_of(products)
    frequencies = zip(*(wave.frequency for wave in waves), strict=True)
    largest = tuple(max(map(abs, column)) for column in frequencies)
    local = Local.of(waves)
    coarse = Precision(40, max(0, local.size.bit_length() - 40), 2**10)
    entries = tuple(map(local.entry, block.centres))
    precisions = (coarse, Precision(80, 0, 2**10))
    return Problem(block, products, largest, precisions, entries, cover(local, entries))


def points_words(certificate: Mapping[str, Any]) -> str:
    """The words that the extracted checker reads: the lists of all blocks, one after the other."""
    return "".join(_problem_words(problem) for problem in problems(certificate))


def _problem_words(problem: Problem) -> str:
    lines = [f"{CENTRE_BITS} {problem.powers}", str(len(problem.precisions))]
    lines += [f"{one.bits} {one.cut} {one.error} {LEVELS}" for one in problem.precisions]
    lines += [str(problem.angles), _words(problem.largest), str(len(problem.products))]
    lines += [f"{_words(one.index)} {one.coefficient}" for one in problem.products]
    lines.append(str(len(problem.entries)))
    for entry in problem.entries:
        widths = f"{entry.width} {2**WIDTH_BITS} 1 {TIGHT}"
        lines.append(f"{_words(entry.centre)} {widths} {entry.denominator}")
        for rows in (entry.preconditioner, entry.congruence):
            lines.append(_words(value for row in rows for value in row))
        lines.append(str(entry.index))
    return "\n".join([*lines, *problem.steps]) + "\n"


def _words(values: Any) -> str:
    return " ".join(map(str, values))
