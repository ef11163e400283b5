"""Frequencies above 1: exactly ∏ 2D_l minima (the paper's remark on integer spectra: Ω(Δ^p)); p!·∏
2D_l for another dataset.
"""

from __future__ import annotations

from symqnn.certificate.datasets import frequency_certificate, minima_certificate
from symqnn.construction.factorial import FactorialConstruction, expected_minima, factorial_minima
from symqnn.construction.frequencies import FrequencyConstruction, frequency_minima
from symqnn.construction.unreachable import UnreachableError
from symqnn.errors import InputError, SizeError
from symqnn.model.ansatz import qudits
from symqnn.model.instance_file import Instance, default_state, instance_from
from symqnn.statements import definition_1
from symqnn.statements.result import Result
from symqnn.statements.separable import premise_fails, undecided
from symqnn.status import Scope, Status

STATEMENT, TITLE = "integral-spectra", "∏ 2D_l (remark)"
CLAIM = "frequencies up to D_l in the angles: a dataset induces exactly ∏ 2D_l minima a period"
TITLE_FACTORIAL = "p!·∏ 2D_l (ours)"
CLAIM_FACTORIAL = (
    "frequencies up to D_l: 2p samples induce at least p!·∏ 2D_l strict minima a period"
)
MAX_FACTORIAL = 400
EXAMPLE, EXAMPLE_FACTORIAL = (2, 3), (2, 2)
PROBLEM = (
    '{"minima": "factorial", "qudits": 2, "gap": 2}, '
    '{"minima": "all" or "factorial", "network": INSTANCE} or {"independence": INSTANCE}'
)


def prove_examples() -> list[Result]:
    """The examples: Definition 1 and ∏ 2D_l on two qudits, p!·∏ 2D_l on two others."""
    example = _qudits(*EXAMPLE)
    return [
        definition_1.prove(example),
        prove_minima(example),
        prove_factorial(_qudits(*EXAMPLE_FACTORIAL)),
    ]


def prove_on(instance: Instance) -> list[Result]:
    """The datasets for a network with a frequency above 1: ∏ 2D_l minima, and p!·∏ 2D_l if these
    are at most 400.

    Nothing where all frequencies are 1: that is Theorem 2 and p!·2^p.
    """
    if max(instance.qnn.degrees) == 1:
        return []
    few = expected_minima(instance.qnn) <= MAX_FACTORIAL
    return [prove_minima(instance), *([prove_factorial(instance)] if few else [])]


def prove(data: object) -> Result:
    """What a problem file asks: null is the example; or a network for Definition 1, ∏ 2D_l or p!·∏
    2D_l.

    Raises:
        InputError: something else.
    """
    if data is None:
        return prove_minima(_qudits(*EXAMPLE))
    if isinstance(data, dict) and set(data) == {"independence"}:
        return definition_1.prove(instance_from(data["independence"], "network"))
    if isinstance(data, dict) and set(data) == {"minima", "network"}:
        found = instance_from(data["network"], "network")
        if data["minima"] in ("all", "factorial"):
            return (prove_minima if data["minima"] == "all" else prove_factorial)(found)
    if isinstance(data, dict) and set(data) == {"minima", "qudits", "gap"}:
        numbers = (data["qudits"], data["gap"])
        if data["minima"] == "factorial" and all(type(number) is int for number in numbers):
            return prove_factorial(_qudits(*numbers))
    raise InputError(f"instance of {STATEMENT} is {data!r}; null, {PROBLEM} is required.")


def _qudits(layers: int, gap: int) -> Instance:
    network = qudits(layers, gap)
    return Instance(f"qudits_p{layers}_gap{gap}", network, default_state(network))


def prove_minima(instance: Instance) -> Result:
    """Construct the dataset with exactly ∏ 2D_l minima on one network (Paper: remark after
    Theorem 2; the construction is ours).
    """
    named = (STATEMENT, TITLE, CLAIM, instance.name)
    try:
        made = frequency_minima(instance.qnn)
    except UnreachableError as error:
        return premise_fails(*named, error.result, error.offer())
    except SizeError as error:
        return undecided(*named, str(error))
    if not made.holds:
        return undecided(*named, "take a smaller strength")
    found = (
        f"exactly {made.landscape.count} minima of {made.landscape.critical} critical points, "
        f"{made.spurious} spurious, gap ≥ {made.gap}"
    )
    certificate = frequency_certificate(made)
    return Result(
        *named, found, Status.PROVED, Scope.INSTANCES, certificate, details=describe(made)
    )


def prove_factorial(instance: Instance) -> Result:
    """p!·∏ 2D_l minima on one network (ours)."""
    named = (STATEMENT, TITLE_FACTORIAL, CLAIM_FACTORIAL, instance.name)
    try:
        made = factorial_minima(instance.qnn)
    except UnreachableError as error:
        return premise_fails(*named, error.result, error.offer())
    except SizeError as error:
        return undecided(*named, str(error))
    if not made.holds:
        return undecided(*named, "take a smaller strength")
    result, used = made.result, made.construction
    text = (
        f"{len(result.minima)} strict minima certified, {result.spurious} spurious, gap at "
        f"least {result.gap}"
    )
    certificate = minima_certificate(used.qnn, used.dataset, used.parts, result, STATEMENT)
    return Result(
        *(*named, text, Status.PROVED, Scope.INSTANCES, certificate),
        details=describe(made),
        part="factorial",
    )


def describe(made: FrequencyConstruction | FactorialConstruction) -> tuple[str, ...]:
    """What the dataset is."""
    used = made.construction
    return (f"{used.samples_text}, r = {made.strength}",)
