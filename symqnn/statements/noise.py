"""Noise after every gate: M(θ, η) as a polynomial in the strength of a channel, with its
certificate.
"""

from __future__ import annotations

from symqnn.algebra.exact import short
from symqnn.certificate.noise import noisy_certificate
from symqnn.errors import InputError
from symqnn.expansion.noisy import noisy_expand
from symqnn.model.channel import CHANNELS
from symqnn.model.instance_file import instance_from
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

STATEMENT, TITLE = "noise", "Noise after every gate (ours)"
CLAIM = "M(θ, η) is a trigonometric polynomial in θ and a polynomial in the strength η"


def prove(data: object) -> Result:
    """All operators of M(θ, η) for one network and channel.

    Args:
        data: ``{"network": INSTANCE, "channel": NAME}``.

    Raises:
        InputError: something else, or a network for which noise is not expanded.
    """
    if (
        not isinstance(data, dict)
        or set(data) != {"network", "channel"}
        or data["channel"] not in list(CHANNELS)
    ):
        needed = (
            f'{{"network": INSTANCE, "channel": NAME}} with a channel among {", ".join(CHANNELS)}'
        )
        raise InputError(f"the instance is {short(data)}; {needed} is required.")
    instance, channel = instance_from(data["network"], "network"), CHANNELS[data["channel"]]
    expansion = noisy_expand(instance.qnn, channel)
    certificate = noisy_certificate(instance.qnn, channel, expansion)
    found = f"{len(expansion.terms)} operators, degree {expansion.degree} in η ({channel.name})"
    named = (STATEMENT, TITLE, CLAIM, instance.name)
    return Result(*named, found, Status.PROVED, Scope.INSTANCES, certificate)
