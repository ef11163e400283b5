"""Every statement that applies to an instance, and the statements that hold in general."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from multiprocessing import get_all_start_methods, get_context

from symqnn.errors import InputError
from symqnn.model.ansatz import paper_experiment
from symqnn.model.instance_file import Instance, instance_from
from symqnn.model.state import State
from symqnn.statements import (
    definition_1,
    equation_11,
    equation_12,
    equations_13_15,
    factorial_minima,
    integral_spectra,
    lemma_3,
    lemma_4,
    maxcut,
    parity_family,
    proposition_5,
    theorem_2,
    theorem_6,
    theorem_7,
)
from symqnn.statements.result import Result

ON_INSTANCES: dict[str, Callable[[Instance], Result | list[Result]]] = {
    equation_11.STATEMENT: equation_11.prove,
    equation_12.STATEMENT: equation_12.prove,
    equations_13_15.STATEMENT: equations_13_15.prove,
    definition_1.STATEMENT: definition_1.prove,
    lemma_3.STATEMENT: lemma_3.prove,
    lemma_4.STATEMENT: lemma_4.prove,
    theorem_2.STATEMENT: theorem_2.prove,
    proposition_5.STATEMENT: proposition_5.prove,
    parity_family.STATEMENT: parity_family.prove,
    maxcut.STATEMENT: maxcut.prove,
    factorial_minima.STATEMENT: factorial_minima.prove,
    integral_spectra.STATEMENT: integral_spectra.prove_on,
}
IN_GENERAL: dict[str, Callable[[], Result | list[Result]]] = {
    equation_11.STATEMENT: equation_11.prove_in_general,
    equations_13_15.STATEMENT: equations_13_15.prove_in_general,
    theorem_2.STATEMENT: theorem_2.prove_in_general,
    proposition_5.STATEMENT: proposition_5.prove_in_general,
}
WITH_OWN_EXAMPLES: dict[str, Callable[[], Result | list[Result]]] = {
    integral_spectra.STATEMENT: integral_spectra.prove_examples,
    theorem_6.STATEMENT: theorem_6.prove_in_general,
    theorem_7.STATEMENT: theorem_7.prove_examples,
}


def _when_asked(module: str, name: str = "prove") -> Callable[[object], Result | list[Result]]:
    """A function of a statement that only problem files ask for: its module is imported then."""

    def prove(data: object) -> Result | list[Result]:
        found: Result | list[Result] = getattr(import_module(f"symqnn.statements.{module}"), name)(
            data
        )
        return found

    return prove


ON_OWN_INSTANCES: dict[str, Callable[[object], Result | list[Result]]] = {
    theorem_6.STATEMENT: theorem_6.prove,
    theorem_7.STATEMENT: theorem_7.prove,
    integral_spectra.STATEMENT: integral_spectra.prove,
    "universality": _when_asked("universality"),
    "many-minima": _when_asked("universality", "prove_many"),
    "benign": _when_asked("benign"),
    "noise": _when_asked("noise"),
}


# where steps are divided among processes, what is sure to take long is begun first
GENERAL = "in general"
BEGUN_FIRST = (
    theorem_6.STATEMENT,
    factorial_minima.STATEMENT,
    integral_spectra.STATEMENT,
)


@dataclass(frozen=True)
class Step:
    """A statement to prove on an instance, on its own model or in general.

    Args:
        statement: which. whereof: what it is about, as progress tells it. action: proves it.
    """

    statement: str
    whereof: str
    action: Callable[[], Result | list[Result]]

    @property
    def label(self) -> str:
        """What progress tells."""
        return f"{self.statement} {self.whereof}"

    @property
    def rank(self) -> int:
        """Its place among those of :data:`BEGUN_FIRST`, or the place after them."""
        known = self.statement in BEGUN_FIRST
        return BEGUN_FIRST.index(self.statement) if known else len(BEGUN_FIRST)


def paper_instances() -> list[Instance]:
    """The paper's own instances, h = Z, m = Y + I, p = 1..4, each qubit in the state with Bloch
    vector (3/5, 4/5, 0): no coefficient vanishes.
    """
    return [
        Instance(f"product_p{p}", paper_experiment(p), State.bloch([("3/5", "4/5", 0)] * p))
        for p in range(1, 5)
    ]


def steps(instances: Iterable[Instance], examples: bool = False) -> list[Step]:
    """What there is to prove, in the paper's order.

    With ``examples`` also what concerns Eqn 21 or brings its own networks.
    """
    listed = list(instances)
    todo = [Step(statement, GENERAL, action) for statement, action in IN_GENERAL.items()]
    for instance in listed:
        for statement, action in ON_INSTANCES.items():
            todo.append(Step(statement, f"on {instance.name}", partial(action, instance)))
    if examples:
        owned = WITH_OWN_EXAMPLES.items()
        todo += [Step(statement, "on its own model", action) for statement, action in owned]
    return todo


def landscape_steps(instances: Iterable[Instance]) -> list[Step]:
    """All critical points of the loss of Theorem 2's dataset, for networks of at most two angles:
    what the pictures of a report are drawn from.
    """
    small = [
        instance
        for instance in instances
        if len(instance.qnn.parameters) <= theorem_7.MAX_CONSTRUCTED
    ]
    prove = theorem_7.prove_constructed
    return [Step(theorem_7.STATEMENT, f"on {i.name}", partial(prove, i)) for i in small]


def run(todo: Iterable[Step], jobs: int = 1) -> Iterator[Result]:
    """Carry out the steps, with the time each takes; the results come in the order of the steps.

    Args:
        jobs: processes among which the steps are divided (one where processes cannot be forked).
    """
    for results in run_steps(todo, jobs):
        yield from results


def run_steps(todo: Iterable[Step], jobs: int = 1) -> Iterator[list[Result]]:
    """The results of one step after the other, as :func:`run`."""
    listed = list(todo)
    if min(jobs, len(listed)) < 2 or "fork" not in get_all_start_methods():
        yield from map(_carry_out, listed)
        return
    # forked workers inherit the steps, which are closures and cannot be sent; only their numbers
    # are. joblib's forking backend gives no result before the last one, and its others import
    # everything anew, which takes longer than the steps
    pool = ProcessPoolExecutor(jobs, get_context("fork"), _take, (listed,))
    try:
        begun = {task: pool.submit(_carry_out_numbers, task) for task in _tasks(listed)}
        places = {number: (task, k) for task in begun for k, number in enumerate(task)}
        for number in range(len(listed)):
            task, k = places[number]
            yield begun[task].result()[k]
    finally:
        pool.shutdown(cancel_futures=True)


def _tasks(listed: list[Step]) -> list[tuple[int, ...]]:
    """Numbers of steps that one worker takes together: those in general, which load SymPy, and each
    other one.
    """
    general = tuple(n for n, step in enumerate(listed) if step.whereof == GENERAL)
    order = sorted(range(len(listed)), key=lambda number: listed[number].rank)
    return [general] * bool(general) + [(number,) for number in order if number not in general]


_INHERITED: list[Step] = []


def _take(todo: list[Step]) -> None:
    _INHERITED[:] = todo


def _carry_out_numbers(numbers: tuple[int, ...]) -> list[list[Result]]:
    return [_carry_out(_INHERITED[number]) for number in numbers]


def _carry_out(step: Step) -> list[Result]:
    start = time.perf_counter()
    results = _as_list(step.action())
    seconds = (time.perf_counter() - start) / max(1, len(results))
    return [replace(result, seconds=seconds) for result in results]


def prove_one(statement: str, instance: Instance | None) -> list[Result]:
    """One statement, on a network or (None) in general.

    Raises:
        InputError: an unknown statement.
    """
    known = IN_GENERAL if instance is None else ON_INSTANCES
    if statement not in known:
        raise InputError(f"statement is {statement!r}; one of {', '.join(known)} is required.")
    return _as_list(
        IN_GENERAL[statement]() if instance is None else ON_INSTANCES[statement](instance)
    )


def prove_problem(statement: str, data: object, name: str) -> list[Result]:
    """What a problem file asks: its ``instance`` is null (in general), a network, or an object that
    the statement reads itself.

    Raises:
        SymqnnError: an unknown statement, or an instance that is none.
    """
    if statement in ON_OWN_INSTANCES:
        return _as_list(ON_OWN_INSTANCES[statement](data))
    from symqnn.statements import analysis

    if statement in analysis.PROVERS:
        return [analysis.PROVERS[statement](instance_from(data, name))]
    return prove_one(statement, None if data is None else instance_from(data, name))


def _as_list(outcome: Result | list[Result]) -> list[Result]:
    return outcome if isinstance(outcome, list) else [outcome]
