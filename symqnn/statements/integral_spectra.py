"""Integer spectra: exactly (2Δ)^p local minima in [0, 2π)^p (the paper's remark says Ω(Δ^p)), and at least p!·(2Δ)^p for another dataset."""

from __future__ import annotations

from symqnn.certificate.datasets import integral_certificate, minima_certificate
from symqnn.construction.integral import IntegralConstruction, integral_minima
from symqnn.construction.integral_factorial import IntegralFactorial, integral_factorial
from symqnn.errors import InputError
from symqnn.model.spectrum import qudits
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

STATEMENT, TITLE = "integral-spectra", "(2Δ)^p (remark)"
CLAIM = "generators with integer spectrum, eigengap Δ: Ω(Δ^p) spurious minima"
TITLE_FACTORIAL = "p!·(2Δ)^p (ours)"
CLAIM_FACTORIAL = "generators with integer spectrum, eigengap Δ: 2p samples induce at least p!·(2Δ)^p strict minima in [0, 2π)^p"
EXAMPLE, EXAMPLE_FACTORIAL = (2, 3), (2, 2)


def prove_in_general() -> list[Result]:
    """Both examples."""
    return [prove_example(), prove_factorial(*EXAMPLE_FACTORIAL)]


def prove(data: object) -> Result:
    """What a problem file asks: null is the example, {"minima": "factorial", "qudits": p, "gap": Δ} p!·(2Δ)^p minima.

    Raises:
        InputError: something else.
    """
    if data is None:
        return prove_example()
    numbers = (data.get("qudits"), data.get("gap")) if isinstance(data, dict) and set(data) == {"minima", "qudits", "gap"} else (None, None)
    if not isinstance(data, dict) or any(type(number) is not int for number in numbers) or data["minima"] != "factorial":
        raise InputError(f"instance of {STATEMENT} is {data!r}; null or {{\"minima\": \"factorial\", \"qudits\": 2, \"gap\": 2}} is required.")
    return prove_factorial(data["qudits"], data["gap"])


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
    return Result(STATEMENT, TITLE_FACTORIAL, CLAIM_FACTORIAL, name, text, Status.PROVED, Scope.INSTANCES, certificate)


def prove_example() -> Result:
    """Two qudits with spectrum 0…3 (Paper: remark after Theorem 2; the construction is ours)."""
    layers, gap = EXAMPLE
    return result(f"qudits_p{layers}_gap{gap}", integral_minima(qudits(layers, gap)))


def result(name: str, made: IntegralConstruction) -> Result:
    """The result of one construction."""
    if not made.holds:
        return Result(STATEMENT, TITLE, CLAIM, name, "undecided", Status.UNDECIDED, Scope.INSTANCES, None, details=("take a smaller strength",))
    found = f"exactly {made.landscape.count} minima of {made.landscape.critical} critical points, {made.spurious} spurious, gap ≥ {made.gap}"
    return Result(STATEMENT, TITLE, CLAIM, name, found, Status.PROVED, Scope.INSTANCES, integral_certificate(made))
