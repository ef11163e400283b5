"""Integer spectra: the condition of Definition 1 for all frequencies; exactly (2Δ)^p minima (the paper's remark: Ω(Δ^p)); p!·(2Δ)^p for another dataset."""

from __future__ import annotations

from symqnn.certificate.datasets import integral_certificate, minima_certificate
from symqnn.certificate.frequencies import integral_independence_certificate
from symqnn.construction.equation_18 import UnsolvableError
from symqnn.construction.integral import IntegralConstruction, integral_minima
from symqnn.construction.integral_factorial import IntegralFactorial, integral_factorial, integral_factorial_on
from symqnn.errors import InputError, SizeError
from symqnn.independence.integral import integral_independence
from symqnn.model.instance_file import IntegralInstance, any_instance_from, default_state
from symqnn.model.spectrum import qudits
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

STATEMENT, TITLE = "integral-spectra", "(2Δ)^p (remark)"
CLAIM = "generators with integer spectrum, eigengap Δ: Ω(Δ^p) spurious minima"
TITLE_FACTORIAL = "p!·(2Δ)^p (ours)"
CLAIM_FACTORIAL = "generators with integer spectrum, eigengap Δ: 2p samples induce at least p!·(2Δ)^p strict minima in [0, 2π)^p"
TITLE_INDEPENDENCE = "Definition 1, all frequencies (ours)"
CLAIM_INDEPENDENCE = "the components of M(θ) at all non-zero frequency vectors are linearly independent"
EXAMPLE, EXAMPLE_FACTORIAL = (2, 3), (2, 2)
PROBLEM = '{"minima": "factorial", "qudits": 2, "gap": 2}, {"minima": "all" or "factorial", "network": INSTANCE} or {"independence": INSTANCE}'


def prove_examples() -> list[Result]:
    """The examples: the condition and (2Δ)^p on two qudits, p!·(2Δ)^p on two others."""
    return [prove_independence(_qudits(*EXAMPLE)), prove_minima(_qudits(*EXAMPLE)), prove_factorial(*EXAMPLE_FACTORIAL)]


def prove_on(instance: IntegralInstance) -> list[Result]:
    """What is stated for every network with integer spectra: the condition, and the dataset that Eqn 18 gives."""
    return [prove_independence(instance), prove_minima(instance)]


def prove(data: object) -> Result:
    """What a problem file asks: null is the example; a network for the condition or for (2Δ)^p; or p!·(2Δ)^p minima of qudits.

    Raises:
        InputError: something else.
    """
    if data is None:
        return prove_minima(_qudits(*EXAMPLE))
    if isinstance(data, dict) and set(data) == {"independence"}:
        return prove_independence(_integral(data["independence"]))
    if isinstance(data, dict) and set(data) == {"minima", "network"} and data["minima"] in ("all", "factorial"):
        found = _integral(data["network"])
        return prove_minima(found) if data["minima"] == "all" else factorial_result(found.name, integral_factorial_on(found.network))
    numbers = (data.get("qudits"), data.get("gap")) if isinstance(data, dict) and set(data) == {"minima", "qudits", "gap"} else (None, None)
    if not isinstance(data, dict) or any(type(number) is not int for number in numbers) or data["minima"] != "factorial":
        raise InputError(f"instance of {STATEMENT} is {data!r}; null, {PROBLEM} is required.")
    return prove_factorial(data["qudits"], data["gap"])


def _qudits(layers: int, gap: int) -> IntegralInstance:
    network = qudits(layers, gap)
    return IntegralInstance(f"qudits_p{layers}_gap{gap}", network, default_state(network))


def _integral(data: object) -> IntegralInstance:
    found = any_instance_from(data, "network")
    if not isinstance(found, IntegralInstance):
        raise InputError(f'the generators of {found.name} are two-level; add "spectrum": "integral" to the instance to take them as ones with integer spectra.')
    return found


def prove_independence(instance: IntegralInstance) -> Result:
    """Decide the condition on one network (Paper: Definition 1, for H² = I; here for all frequencies)."""
    result = integral_independence(instance.network)
    if result.status is Status.PROVED:
        found = f"independent: rank {result.rank} of {result.operators} frequency components"
    elif result.status is Status.REFUTED:
        found = f"dependent: rank {result.rank} of {result.operators}" if result.rank is not None else f"dependent: {result.explanation[0]}"
    else:
        found = f"undecided: {result.explanation[0]}"
    certificate = None if result.status is Status.UNDECIDED else integral_independence_certificate(instance.network, result)
    named = (STATEMENT, TITLE_INDEPENDENCE, CLAIM_INDEPENDENCE, instance.name)
    return Result(*named, found, result.status, Scope.INSTANCES, certificate, details=result.explanation, part="independence")


def prove_minima(instance: IntegralInstance) -> Result:
    """Construct the dataset with exactly ∏ 2Δ_l minima on one network by Eqn 18 (Paper: remark after Theorem 2; the construction is ours)."""
    try:
        made = integral_minima(instance.network)
    except UnsolvableError as error:
        return refuted(instance, error)
    except SizeError as error:
        return Result(STATEMENT, TITLE, CLAIM, instance.name, "undecided", Status.UNDECIDED, Scope.INSTANCES, None, details=(str(error),))
    return result(instance.name, made)


def refuted(instance: IntegralInstance, error: UnsolvableError) -> Result:
    """The hypothesis fails: with the certificate of linear dependence, and what can still be built."""
    known = prove_independence(instance)
    found = f"the hypothesis fails; {len(error.unsolvable)} of {len(error.unsolvable) + len(error.solvable)} residuals are not reached by Eqn 18"
    scope = "the certificate proves the linear dependence, the hypothesis that fails, not more"
    status = Status.REFUTED if known.status is Status.REFUTED else Status.UNDECIDED
    details = (str(error), *error.offer(), scope, *known.details)
    return Result(STATEMENT, TITLE, CLAIM, instance.name, found, status, Scope.INSTANCES, known.certificate, details=details)


def prove_factorial(layers: int, gap: int) -> Result:
    """p!·(2Δ)^p minima of p qudits with spectrum 0…Δ (ours)."""
    return factorial_result(f"qudits_p{layers}_gap{gap}", integral_factorial(layers, gap))


def factorial_result(name: str, made: IntegralFactorial) -> Result:
    """The result of one construction."""
    found, why = made.result, ("take a smaller strength",)
    if not made.holds:
        return Result(STATEMENT, TITLE_FACTORIAL, CLAIM_FACTORIAL, name, "undecided", Status.UNDECIDED, Scope.INSTANCES, None, details=why)
    text = f"{len(found.minima)} strict minima certified, {found.spurious} spurious, gap at least {found.gap}"
    certificate = minima_certificate(made.network, made.dataset, (len(made.dataset),), found, STATEMENT)
    return Result(STATEMENT, TITLE_FACTORIAL, CLAIM_FACTORIAL, name, text, Status.PROVED, Scope.INSTANCES, certificate, details=made.notes, part="factorial")


def result(name: str, made: IntegralConstruction) -> Result:
    """The result of one construction."""
    if not made.holds:
        return Result(STATEMENT, TITLE, CLAIM, name, "undecided", Status.UNDECIDED, Scope.INSTANCES, None, details=("take a smaller strength",))
    found = f"exactly {made.landscape.count} minima of {made.landscape.critical} critical points, {made.spurious} spurious, gap ≥ {made.gap}"
    return Result(STATEMENT, TITLE, CLAIM, name, found, Status.PROVED, Scope.INSTANCES, integral_certificate(made), details=describe(made))


def describe(made: IntegralConstruction) -> tuple[str, ...]:
    """What the dataset is."""
    first = f"{len(made.dataset)} samples from Eqn 18 for all frequencies, κ = {made.kappa}, r = {made.strength}"
    return (first, *made.notes)
