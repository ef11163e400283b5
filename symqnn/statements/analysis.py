"""What an ansatz can do: variances, dynamical Lie algebra, rank of the quantum Fisher information,
each with its certificate.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from symqnn.algebra.exact import counted, short_integer
from symqnn.analysis.fisher import FisherRank, fisher_rank
from symqnn.analysis.generators import generators_of
from symqnn.analysis.ideals import Ideals, simple_ideals
from symqnn.analysis.lie_algebra import LieAlgebra, lie_algebra
from symqnn.analysis.light_cone import LightCone
from symqnn.analysis.moments import Moments, polynomial_moments
from symqnn.analysis.variance import variances
from symqnn.certificate.analysis import (
    fisher_certificate,
    lie_algebra_certificate,
    variance_certificate,
)
from symqnn.certificate.critical import output_json, training_json
from symqnn.construction.trap import Trap
from symqnn.errors import SizeError, SymqnnError
from symqnn.loss.training import loss
from symqnn.model.blocks import blocks
from symqnn.model.dataset import Dataset
from symqnn.model.instance_file import Instance
from symqnn.model.state import as_matrix
from symqnn.statements import definition_1
from symqnn.statements.ansatz_notes import conditions, failing
from symqnn.statements.ansatz_support import (
    SUPPORT,
    frequency_count,
    listed,
    prove_support,
    prove_traps,
)
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

VARIANCE, LIE_ALGEBRA, FISHER = "variance", "lie-algebra", "fisher-rank"
TITLES = {
    VARIANCE: "Variances (ours)",
    LIE_ALGEBRA: "Dynamical Lie algebra (ours)",
    FISHER: "Fisher rank (ours)",
}
CLAIMS = {
    VARIANCE: "mean and variances of f and ∂f/∂θ_l over independent uniform angles are these "
    "rational numbers",
    LIE_ALGEBRA: "the iG, G the generators, generate a Lie algebra of this dimension, with this "
    "centre and these simple ideals",
    FISHER: "the generic rank of the quantum Fisher information of U(θ)|ψ⟩ lies within these "
    "bounds",
}
MAX_LOSS_ANGLES = 8
MAX_ANGLES = 16  # of a tensor factor in which Definition 1 is decided and the traps are searched
Progress = Callable[[str], None]
Found = TypeVar("Found")


@dataclass(frozen=True)
class Fourier:
    """Which frequencies can occur.

    Args:
        vectors: |K|, or None where they are too many to be counted. degrees: the largest frequency
            in each φ_l.
    """

    vectors: int | None
    degrees: tuple[int, ...]


@dataclass(frozen=True)
class Analysis:
    """All that was found about one network; what was not found is None, and its result says why.

    Args:
        instance: the network and its state. results: one a question, in the order asked.
        fourier, moments, algebra, ideals, fisher, cones, trap: what was found.
        notes: in sentences, which statements are known to fail, and what was left out.
    """

    instance: Instance
    results: tuple[Result, ...]
    fourier: Fourier
    moments: Moments | None
    algebra: LieAlgebra | None
    ideals: Ideals | None
    fisher: FisherRank | None
    cones: tuple[LightCone, ...]
    trap: Trap | None
    notes: tuple[str, ...]


def analyse(
    instance: Instance,
    progress: Progress = lambda _: None,
    keep: Callable[[Result], None] = lambda _: None,
    label: Fraction | None = None,
) -> Analysis:
    """Ask everything of one network.

    Args:
        progress: is told what is being done. keep: is given each result as soon as it is there.
        label: also ask for the square loss (f - label)².

    Example:
        >>> from symqnn import QNN
        >>> from symqnn.model.instance_file import default_state
        >>> from symqnn.model.qnn import QNN
        >>> qnn = QNN(["1/2*XI", "1/2*IX"], "1/4*(I+Z)(I+Z)")
        >>> found = analyse(Instance("two", qnn, default_state(qnn)))
        >>> found.moments.variance, found.algebra.dimension, found.fisher.rank
        (Fraction(5, 64), 2, 2)
    """
    qnn, notes, results = instance.qnn, list[str](), list[Result]()

    def ask(
        statement: str, what: str, prove: Callable[[Instance], tuple[Result, Found]]
    ) -> Found | None:
        progress(what)
        result, found = _asked(instance, statement, prove)
        results.append(result)
        keep(result)
        return found

    moments = ask(VARIANCE, "variances", prove_variance)
    if label is not None:
        ask(VARIANCE, "the square loss", lambda given: prove_square_loss(given, label))
    algebra, ideals = ask(LIE_ALGEBRA, "the dynamical Lie algebra", prove_lie_algebra) or (
        None,
        None,
    )
    fisher = ask(FISHER, "the rank of the quantum Fisher information", prove_fisher)
    progress("frequencies and light cones")
    support, cones = prove_support(instance)
    results.insert(0, support)
    keep(support)
    trap = None
    if max(len(block.axes) for block in blocks(qnn)) <= MAX_ANGLES:
        progress("Definition 1")
        decided = [definition_1.prove(instance)]
        keep(decided[0])
        progress("which angles can be trapped")
        try:
            found, trap, why = prove_traps(instance)
        except SymqnnError as error:
            found = []
            notes.append(f"which angles can be trapped was not decided: {error}")
        else:
            notes += (
                [f"the dataset for the angles that can be trapped was not built: {why}"]
                if why
                else []
            )
        for result in found:
            keep(result)
        results[:0] = [*decided, *found]
    else:
        notes += conditions(qnn, MAX_ANGLES)
    fourier = Fourier(frequency_count(qnn), qnn.degrees)
    notes += failing(results, moments, trap, qnn)
    return Analysis(
        instance,
        tuple(results),
        fourier,
        moments,
        algebra,
        ideals,
        fisher,
        cones,
        trap,
        tuple(notes),
    )


def prove_square_loss(instance: Instance, label: Fraction) -> tuple[Result, Moments]:
    """Mean and variances of the square loss (f - y)²: fourth moments of f, from the exact
    polynomial.

    Raises:
        SizeError: more than 8 angles.
    """
    qnn, state = instance.qnn, instance.state
    if len(qnn.parameters) > MAX_LOSS_ANGLES:
        raise SizeError(
            f"the square loss has {len(qnn.parameters)} angles; its variance needs the polynomial "
            f"of the loss, which is made up to {MAX_LOSS_ANGLES}. Its mean is Var f + (E f - y)²."
        )
    known = state if qnn.is_pauli else as_matrix(state)
    dataset = Dataset.from_samples([(known, label)])
    found = polynomial_moments(loss(qnn, dataset, (1,)))
    text = (
        f"of (f - {label})²: mean {_short(found.mean)}, variance {_short(found.variance)}; "
        f"{gradient_text(found)}"
    )
    result = _result(
        instance, VARIANCE, text, variance_certificate(training_json(qnn, dataset), found)
    )
    return replace(result, part="square-loss"), found


def _asked(
    instance: Instance, statement: str, prove: Callable[[Instance], tuple[Result, Found]]
) -> tuple[Result, Found | None]:
    """A result, UNDECIDED with the reason where a budget or a premise stands in the way, and what
    was found.
    """
    start = time.perf_counter()
    try:
        result, found = prove(instance)
    except SymqnnError as error:
        return _result(instance, statement, f"not found: {error}", None), None
    return replace(result, seconds=time.perf_counter() - start), found


def _result(
    instance: Instance, statement: str, found: str, certificate: object, details: Sequence[str] = ()
) -> Result:
    status = Status.PROVED if isinstance(certificate, dict) else Status.UNDECIDED
    named = (statement, TITLES[statement], CLAIMS[statement], instance.name)
    made = certificate if isinstance(certificate, dict) else None
    return Result(*named, found, status, Scope.INSTANCES, made, details=tuple(details))


def prove_variance(instance: Instance) -> tuple[Result, Moments]:
    """Mean and variances over uniform angles.

    Raises:
        SizeError: as :func:`symqnn.analysis.variance.variances`.
    """
    qnn = instance.qnn
    state = instance.state if qnn.is_pauli else as_matrix(instance.state)
    found = variances(qnn, state)
    zero = [name for name, value in zip(qnn.parameters, found.gradient, strict=True) if not value]
    flat = (f"∂f/∂θ is 0 identically for {listed(zero)}",) if zero else ()
    text = f"E f = {_short(found.mean)}, Var f = {_short(found.variance)}; {gradient_text(found)}"
    certificate = variance_certificate(output_json(qnn, state), found)
    return _result(instance, VARIANCE, text, certificate, (f"by the {found.road}", *flat)), found


def prove_lie_algebra(instance: Instance) -> tuple[Result, tuple[LieAlgebra, Ideals | None]]:
    """The dynamical Lie algebra: its dimension, its centre and its simple ideals; None for these
    beyond their budget.

    Raises:
        InputError, SizeError: as :func:`symqnn.analysis.generators.generators_of` and
        :func:`symqnn.analysis.lie_algebra.lie_algebra`.
    """
    algebra = lie_algebra(generators_of(instance.qnn))
    whole = 4**instance.qnn.qubits - 1
    number = len(algebra.generators)
    details = [f"dimension by depth of the brackets: {', '.join(map(str, algebra.growth))}"]
    ideals: Ideals | None = None
    rest = f"semisimple part {algebra.dimension - algebra.centre}"
    try:
        ideals = simple_ideals(algebra)
        rest = f"simple ideals: {ideals.text if ideals.number else 'none'}"
    except SizeError as error:  # the closure stands without them
        details.append(f"the simple ideals were not found: {error}")
    parts = f"(centre {algebra.centre}, {rest})"
    text = (
        f"dimension {algebra.dimension} of at most {short_integer(whole)} = 4^n - 1 {parts}; "
        f"{counted(number, 'generator')}"
    )
    certificate = lie_algebra_certificate(instance.qnn, algebra, ideals)
    return _result(instance, LIE_ALGEBRA, text, certificate, details), (algebra, ideals)


REASONS = {
    "parameters": "the number of parameters",
    "dimension": "2·2^n - 2, the dimension of the space of states",
    "real": "2^n - 1, as the state stays real",
    "orbit": "the dimension of the orbit of the group of the dynamical Lie algebra",
}


def prove_fisher(instance: Instance) -> tuple[Result, FisherRank]:
    """Bounds of the generic rank of the quantum Fisher information.

    Raises:
        InputError, SizeError: as :func:`symqnn.analysis.fisher.fisher_rank`.
    """
    found = fisher_rank(instance.qnn, instance.state)
    p = len(instance.qnn.parameters)
    if found.rank is not None:
        text = f"rank {found.rank} for p = {p}: {REASONS[found.reason]}"
    else:
        text = f"rank from {found.lower} to {found.upper} ({REASONS[found.reason]}) for p = {p}"
    redundant = p - found.lower
    idle = (
        f"at the angles tried {redundant} of {p} independent directions leave the state as it "
        "is to first order"
    )
    details = (idle,) if redundant else ()
    return _result(
        instance, FISHER, text, fisher_certificate(instance.qnn, instance.state, found), details
    ), found


def gradient_text(moments: Moments) -> str:
    """The least and the largest variance of a derivative that is not 0, in short.

    Example:
        >>> gradient = Fraction(1, 4), Fraction(0), Fraction(1, 2)
        >>> gradient_text(Moments(Fraction(0), Fraction(1), gradient, ""))
        'Var ∂f from 1/4 to 1/2, 0 for 1 of 3'
    """
    nonzero = [value for value in moments.gradient if value]
    if not nonzero:
        return "all ∂f are 0"
    low, high = _short(min(nonzero)), _short(max(nonzero))
    zero = len(moments.gradient) - len(nonzero)
    spread = low if low == high else f"from {low} to {high}"
    return f"Var ∂f {'= ' if low == high else ''}{spread}" + (
        f", 0 for {zero} of {len(moments.gradient)}" if zero else ""
    )


def _short(value: Fraction) -> str:
    """The number where it is short, else about how large it is; the certificate has it in full."""
    text = str(value)
    return text if len(text) <= 30 else f"≈ {float(value):.6g}"


PROVERS: dict[str, Callable[[Instance], Result]] = {
    VARIANCE: lambda instance: prove_variance(instance)[0],
    LIE_ALGEBRA: lambda instance: prove_lie_algebra(instance)[0],
    SUPPORT: lambda instance: prove_support(instance)[0],
    FISHER: lambda instance: prove_fisher(instance)[0],
}
