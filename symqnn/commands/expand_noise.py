"""``symqnn expand --noise``: M(θ, η), a polynomial in the strength of a channel after every gate,
with its certificate.
"""

from __future__ import annotations

import json
import tempfile
from fractions import Fraction
from math import isqrt
from pathlib import Path
from typing import TYPE_CHECKING

from symqnn.commands.network import single_instance
from symqnn.errors import InputError

if TYPE_CHECKING:
    import argparse

    from symqnn.expansion.noisy import NoisyExpansion
    from symqnn.model.channel import Channel


def read_noise(text: str) -> tuple[Channel, Fraction | None]:
    """The channel, and η for the strength after the colon, or None.

    Raises:
        InputError: no such channel; a strength that is not in [0, 1], or one of amplitude damping
        with √(1-γ) not rational.

    Example:
        >>> read_noise("amplitude-damping:16/25")[1], read_noise("depolarising")[1]
        (Fraction(3, 5), None)
    """
    from symqnn.algebra.exact import rational, short
    from symqnn.model.channel import AMPLITUDE_DAMPING, CHANNELS

    name, colon, strength = text.partition(":")
    if name not in CHANNELS:
        raise InputError(
            f"--noise is {short(text)}; {', '.join(CHANNELS)} is required, or one with its "
            "strength, "
            "as depolarising:1/10."
        )
    channel = CHANNELS[name]
    if not colon:
        return channel, None
    value = rational(strength, "noise")
    if not 0 <= value <= 1:
        raise InputError(
            f"--noise is {short(text)}; a strength from 0 (no noise) to 1 is required."
        )
    if channel is not AMPLITUDE_DAMPING:
        return channel, 1 - value
    rest = 1 - value
    eta = Fraction(isqrt(rest.numerator), isqrt(rest.denominator))
    if eta**2 != rest:
        raise InputError(
            f"--noise is {short(text)}; η = √(1-γ) is not rational. Give γ = 1 - η² with a "
            "rational "
            "η, such as 16/25, "
            f"or --noise {name} for all η at once."
        )
    return channel, eta


def run_noisy(options: argparse.Namespace) -> int:
    """Expand, write, check, print; the exit code is returned.

    Raises:
        InputError: a channel that is unknown, a strength out of range, a network for which noise is
        not expanded.
    """
    from symqnn.certificate.canonical import write_certificate
    from symqnn.certificate.check import run_checker
    from symqnn.certificate.noise import noisy_certificate
    from symqnn.certificate.source import with_source
    from symqnn.expansion.noisy import noisy_expand

    if options.latex:
        raise InputError("--latex does not go with --noise; leave one of them out.")
    channel, eta = read_noise(options.noise)
    instance = single_instance(options)
    found = noisy_expand(instance.qnn, channel)
    certificate = with_source(noisy_certificate(instance.qnn, channel, found), instance)
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        path = write_certificate(
            options.out or Path(temporary) / "noise.certificate.json", certificate
        )
        (checked,) = run_checker([path])
    powers = found.output(instance.state)
    if options.json:
        fields = {
            "channel": options.noise.partition(":")[0], "meaning": channel.meaning,
            "eta": None if eta is None else str(eta),
            "operators": certificate["claim"]["operators"],
            "output_by_power": [repr(poly) for poly in powers],
            "checker": checked.status, "certificate": str(path) if options.out else None,
        }  # fmt: skip
        print(json.dumps(fields, ensure_ascii=False, sort_keys=True))
        return 0 if checked.status == "VERIFIED" else 3
    print(
        f"{instance.qnn!r}\n{channel.name} noise after every gate, on its qubits: {channel.meaning}"
    )
    print("\n".join(_operators(found, eta, options.terms)))
    for power, poly in enumerate(powers):
        if poly or not any(powers):
            print(f"f(θ, η), η^{power}: {poly!r}")
    if eta is not None:
        total = powers[0] * 0
        for power, poly in enumerate(powers):
            total = total + poly * eta**power
        print(f"f(θ) at η = {eta}: {total!r}")
    kept = f" ({path})" if options.out else ""
    print(f"checker: {checked.status}: {checked.summary or checked.reason}{kept}")
    return 0 if checked.status == "VERIFIED" else 3


def _operators(found: NoisyExpansion, eta: Fraction | None, limit: int) -> list[str]:
    """The operators, by powers of η or at η."""
    from symqnn.algebra.pauli import PauliSum
    from symqnn.report.expansion import basis_text

    lines: list[str] = []
    if eta is not None:
        items = [(index, f": {operator!r}") for index, operator in found.at(eta).items()]
        head = (
            f"M(θ) at η = {eta}: the sum of the operators below, each times the product before it"
        )
    else:
        head = "M(θ, η): the sum of the operators below, each times the product before it"
        items = []
        for (index, power), words in found.terms.items():
            times = "" if not power else ", η" if power == 1 else f", η^{power}"
            items.append((index, f"{times}: {PauliSum.from_words(words, found.qubits)!r}"))
    for index, text in items[:limit]:
        lines.append(f"  {basis_text(index, found.torus)}{text}")
    if len(items) > limit:
        lines.append(f"  … (more than {limit}; --terms shows more, --json all)")
    return [head, *lines]
