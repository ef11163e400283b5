"""Residuals that no state and label give, with the relations between operators that forbid it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from symqnn.algebra.latex import LatexRepr, Row, equation, joined, sum_lines, term
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.algebra.trigpoly_text import format_terms, latex_terms
from symqnn.errors import InputError
from symqnn.independence.elimination import Relation
from symqnn.independence.reachability import Reachability, reachability
from symqnn.model.qnn import QNN

SHOWN_TERMS, SHOWN_TARGETS, SHOWN_RELATION = 6, 8, 4


@dataclass(frozen=True)
class Unreachable(LatexRepr):
    r"""Targets for which Eqn 18 has no solution.

    No Hermitian D with tr D = 0 has :math:`\operatorname{tr}(DA_e)=\lambda c_e` for all e ≠ 0
    and some λ ≠ 0, so no state and label give a non-zero multiple of the target plus a constant
    as residual.

    Args:
        qnn: the network. answers: for each target the relation that forbids it.
        either: the targets are, for each angle that cannot be trapped and each frequency of it, one
            of cosine and sine; of the other one nothing is said.

    Example:
        >>> qnn = QNN(["Z"], "Z")
        >>> Unreachable(qnn, reachability(qnn, [TrigPoly.from_terms({"1": 1})])).lines()
        ('cos(2θ₁) is not reachable: A_1 = 0',)
    """

    qnn: QNN
    answers: tuple[Reachability, ...]
    either: bool = False

    @property
    def summary(self) -> str:
        """What is not reachable, in half a sentence."""
        if not self.either:
            count = len(self.targets)
            verb = "is" if count == 1 else "are"
            return (
                f"{count} of the residuals it needs {verb} reached by no state and label (Eqn 18)"
            )
        indices = [index for target in self.targets for index, _ in target.terms()]
        angles = {axis for index in indices for axis, digit in enumerate(index) if digit}
        p = len(self.qnn.parameters)
        where = "each angle" if len(angles) == p else f"{len(angles)} of {p} angles, for each angle"
        return f"for {where} and frequency, cos or sin is unreachable (Eqn 18)"

    @property
    def certified(self) -> str:
        """What the certificate proves, in a sentence."""
        residuals = "this residual" if len(self.targets) == 1 else "these residuals"
        named = "the cosines and sines named" if self.either else residuals
        return f"the certificate proves that Eqn 18 has no solution for {named}, not more"

    @property
    def targets(self) -> tuple[TrigPoly, ...]:
        """The targets."""
        return tuple(answer.target for answer in self.answers)

    @property
    def relations(self) -> tuple[Relation, ...]:
        """For each target integers x_e with Σ x_e A_e = 0 and Σ x_e c_e ≠ 0,
        by index e ≠ 0 as digits.
        """
        return tuple(answer.relation for answer in self.answers if answer.relation is not None)

    def lines(self) -> tuple[str, ...]:
        """One line a target: the target and the relation that forbids it."""
        return tuple(
            f"{shown(target)} is not reachable: {relation_text(relation)}"
            for target, relation in zip(self.targets, self.relations, strict=True)
        )

    def latex_rows(self, limit: int = SHOWN_TARGETS) -> list[Row]:
        """LaTeX: for each target the relation between the operators A_e that forbids it."""
        rows: list[Row] = []
        for target, relation in list(zip(self.targets, self.relations, strict=True))[:limit]:
            terms = [term(Fraction(x), f"A_{{{index}}}") for index, x in relation.items()]
            parts = [(value, body) for value, body, _ in latex_terms(target.terms(), target.torus)]
            *first, last = joined(terms)
            forbidden = sum_lines(parts, width=0)[0]
            rows += equation("", [*first, rf"{last} = 0 \quad\text{{forbids }} {forbidden}"])
        return rows


class UnreachableError(InputError):
    """Targets outside the range of Eqn 18.

    Args:
        result: the unreachable targets with their relations. reachable: the other targets that were
            asked for.
    """

    def __init__(self, result: Unreachable, reachable: Sequence[TrigPoly] = ()) -> None:
        self.result, self.reachable = result, tuple(reachable)
        bad, good = len(result.targets), len(self.reachable)
        rest = f"; the other {good} can be realised" if good else ""
        plural = "s" * (bad + good != 1)
        what = f"Eqn 18 has no solution for {bad} of {bad + good} target{plural}"
        super().__init__(
            f"{result.summary if result.either else what}, the first is "
            f"{shown(result.targets[0])}: {relation_text(result.relations[0])}{rest}."
        )

    def offer(self) -> tuple[str, ...]:
        """What has no solution, and what can be built all the same, as residuals over κ."""
        if self.result.either:
            return (f"not reachable: {_listed(self.result.targets)}",)
        without = f"residuals without a solution: {_listed(self.result.targets)}"
        if not self.reachable:
            return without, "none of them can be built on this network"
        return (
            without,
            f"residuals that can be built on this network all the same: {_listed(self.reachable)}",
        )


def refuse_unreachable(qnn: QNN, targets: Sequence[TrigPoly]) -> None:
    """Nothing, if every target is the residual of some state and label,
    up to a factor and a constant.

    Raises:
        UnreachableError: some are not; with a relation for each of them.
    """
    answers = reachability(qnn, targets)
    bad = [answer for answer in answers if not answer.reachable]
    if bad:
        good = [answer.target for answer in answers if answer.reachable]
        raise UnreachableError(Unreachable(qnn, tuple(bad)), good)


def shown(target: TrigPoly) -> str:
    """A polynomial as text, cut after some terms."""
    return format_terms(list(target.terms()), target.torus, SHOWN_TERMS)


def relation_text(relation: Relation) -> str:
    """A relation between operators.

    Example:
        >>> relation_text({"01": 1, "10": -2})
        'A_01 - 2*A_10 = 0'
    """
    text = ""
    for index, value in list(relation.items())[:SHOWN_RELATION]:
        size = "" if abs(value) == 1 else f"{abs(value)}*"
        sign = ("-" if value < 0 else "") if not text else (" - " if value < 0 else " + ")
        text += f"{sign}{size}A_{index}"
    more = len(relation) - SHOWN_RELATION
    return text + (f" + … ({more} more terms)" if more > 0 else "") + " = 0"


def _listed(targets: Sequence[TrigPoly]) -> str:
    names = [shown(target) for target in targets[:SHOWN_TARGETS]]
    return "; ".join(names) + ("; …" if len(targets) > SHOWN_TARGETS else "")
