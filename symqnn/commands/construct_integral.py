"""``symqnn construct integral-spectra``: on qudits, or on any network with integer spectra."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from symqnn.commands.construction_outcome import Outcome, counted, listed, read_points, refusal
from symqnn.commands.network import any_single_instance
from symqnn.errors import InputError

if TYPE_CHECKING:
    from symqnn.model.spectrum import IntegralNetwork

GIVEN = ("instance", "generators", "family")


def integral(options: argparse.Namespace) -> tuple[str, str, Outcome]:
    """Name of the network, the network as text, and what was built on it.

    Raises:
        InputError: what cannot be built, with the reason.
    """
    from symqnn.construction.equation_18 import UnsolvableError
    from symqnn.model.instance_file import IntegralInstance, default_state

    if options.p is not None and any(getattr(options, name) is not None for name in GIVEN):
        raise InputError("--p and another network were both given; name the network in one way.")
    if options.p is None and all(getattr(options, name) is None for name in GIVEN):
        raise InputError("integral-spectra takes --p P and --gap D (P qudits with eigenvalues 0…D), or a network: INSTANCE, --generators or --family.")
    if options.factorial:
        return _factorial(options)
    name, network = _network(options)
    try:
        return name, repr(network), _minima(network, options)
    except UnsolvableError as error:
        return name, repr(network), refusal(IntegralInstance(name, network, default_state(network)), error)


def _network(options: argparse.Namespace) -> tuple[str, IntegralNetwork]:
    from symqnn.model.instance_file import Instance
    from symqnn.model.spectrum import IntegralNetwork, qudits

    if options.p is not None:
        gap = 2 if options.gap is None else options.gap
        return f"qudits_p{options.p}_gap{gap}", qudits(options.p, gap)
    if options.gap is not None:
        raise InputError("--gap goes with --p: P qudits with eigenvalues 0…D; another network has gaps of its own.")
    found = any_single_instance(options)
    if isinstance(found, Instance):  # H² = I: eigenvalues -1 and 1
        return found.name, IntegralNetwork.make(found.qnn.generators, found.qnn.expanded_observable())
    return found.name, found.network


def _minima(network: IntegralNetwork, options: argparse.Namespace) -> Outcome:
    from symqnn.certificate.datasets import integral_certificate
    from symqnn.construction.integral import integral_minima
    from symqnn.statements.integral_spectra import describe

    lines: list[str] = []
    made = integral_minima(network, read_points(options.star, lines, unit=1), options.strength)
    if not made.holds:
        raise InputError(f"there are {made.landscape.count} minima, not {made.expected}; take a smaller --strength.")
    star = ", ".join(f"({point.cos}, {point.sin})" for point in made.star)
    lines.append(f"exactly {made.landscape.count} minima in [0, 2π)^{network.layers}, {made.spurious} spurious, gap at least {made.gap}")
    lines += [*describe(made), f"(cos θ*, sin θ*) = {star}"]
    rows = [
        (f"angle {k + 1}, minimum {j + 1}", f"≥ {floor}" if floor else "0", "spurious" if floor else "θ*")
        for k, part in enumerate(made.floors)
        for j, floor in enumerate(part)
    ]
    return Outcome(integral_certificate(made), tuple(lines), tuple(rows))


def _factorial(options: argparse.Namespace) -> tuple[str, str, Outcome]:
    from symqnn.certificate.datasets import minima_certificate
    from symqnn.construction.integral_factorial import integral_factorial

    if options.p is None or options.star is not None:
        raise InputError("integral-spectra --factorial takes --p P and --gap D: P qudits with eigenvalues 0…D; θ* is chosen by the tool.")
    gap = 2 if options.gap is None else options.gap
    made = integral_factorial(options.p, gap, options.strength)
    result, samples = made.result, len(made.dataset)
    if not made.holds:
        raise InputError(f"{'; '.join(result.reasons[:3]) or 'the minima are not all proved'}. Take a smaller --strength.")
    lines = (counted(result), f"{samples} samples; balls of radius {result.radius} in θ")
    certificate = minima_certificate(made.network, made.dataset, (samples,), result, "integral-spectra")
    return f"qudits_p{options.p}_gap{gap}.factorial", repr(made.network), Outcome(certificate, lines, listed(result))
