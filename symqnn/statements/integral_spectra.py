"""Integer spectra: exactly (2Δ)^p local minima in [0, 2π)^p (the paper's remark says Ω(Δ^p))."""

from __future__ import annotations

from symqnn.certificate.datasets import integral_certificate
from symqnn.construction.integral import IntegralConstruction, integral_minima
from symqnn.model.spectrum import qudits
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

STATEMENT, TITLE = "integral-spectra", "(2Δ)^p (remark)"
CLAIM = "generators with integer spectrum, eigengap Δ: Ω(Δ^p) spurious minima"
EXAMPLE = (2, 3)


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
