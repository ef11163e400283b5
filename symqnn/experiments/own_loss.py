"""Training on a loss of one's own: many restarts in floats, and how far the best of them is from
what is possible.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from html import escape

import numpy as np

from symqnn.algebra.html_tables import html_table
from symqnn.algebra.trigpoly import TrigPoly, require_trigpoly
from symqnn.errors import InputError
from symqnn.experiments.certified_minima import Matching, match_complete
from symqnn.experiments.settings import METHODS, method_named
from symqnn.minimum.roads import Limits
from symqnn.minimum.search import LowPoint, rational_point
from symqnn.minimum.value import LeastValue, least_value
from symqnn.roots.critical_list import CriticalPoints, nine_digits
from symqnn.training.methods import Method
from symqnn.training.minimise import Stopping
from symqnn.training.objective import polynomial_objective
from symqnn.training.restarts import Runs, run_restarts

CHUNK = 50  # runs between two looks at Ctrl-C
APART = 1e-6  # final losses farther apart than this are told apart
BOUND = Limits(seconds=60)
STOPPING = Stopping()


@dataclass(frozen=True)
class End:
    """A final loss that several runs share.

    Args:
        loss: of the first of them, in floats. runs: how many. theta: where the first ended, in
            radians.
    """

    loss: float
    runs: int
    theta: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Trained:
    """What training reached, and what a proof says about it.

    Args:
        loss: the polynomial. method, stopping, seed, wanted: the choices; fewer runs than wanted
            were done if Ctrl-C came.
        runs: starts, ends and final losses in floats, shape (n, p) and (n,).
        best: a rational point at the end of the best run, with the exact loss there.
        bound: the least value of the loss is between a proved bound and the loss at ``best``; None
            if no proof was sought, with the reason in ``unbounded``. ``certificate(bound, …)``
            makes its file.
        lowest: the lowest point known, from the search for that proof or ``best`` itself.
        matching: the runs against the complete list of minima, where that was given.
    """

    loss: TrigPoly
    method: Method
    stopping: Stopping
    seed: int
    wanted: int
    runs: Runs
    best: LowPoint
    lowest: LowPoint
    bound: LeastValue | None
    unbounded: str
    matching: Matching | None

    def __repr__(self) -> str:
        gap = (
            "no bound"
            if self.gap is None
            else f"gap to the best possible at most {float(self.gap):.1e}"
        )
        return (
            f"<trained: {len(self.runs)} runs of {self.method.name}; best loss "
            f"{float(self.best.value):.9g}; {gap}>"
        )

    def _repr_html_(self) -> str:
        """A table for notebooks: final losses, how many runs ended there,
        and where the first of them did.
        """
        head = ["loss", "runs", *self.loss.torus.names]
        rows = [
            [nine_digits(end.loss), str(end.runs), *map(nine_digits, end.theta)]
            for end in self.ends[:24]
        ]
        return f"<p>{escape(repr(self)[1:-1])}</p>{html_table(head, rows)}"

    @property
    def gap(self) -> Fraction | None:
        """Proved: the loss at ``best`` exceeds the least possible loss by no more; None without a
        bound.
        """
        return None if self.bound is None else self.bound.gap

    @property
    def ends(self) -> tuple[End, ...]:
        """The final losses, lowest first; those closer than 10⁻⁶ are one."""
        order = np.argsort(self.runs.value, kind="stable")
        values = self.runs.value[order]
        first = np.flatnonzero(np.concatenate(([True], np.diff(values) > APART)))
        counts = np.diff([*first.tolist(), len(values)])
        return tuple(
            End(float(values[k]), int(count), tuple(self._in_one_period(self.runs.theta[order[k]])))
            for k, count in zip(first, counts, strict=True)
        )

    def _in_one_period(self, theta: np.ndarray) -> list[float]:
        """Angles in [0, 2π/g)."""
        period = 2 * np.pi / np.array([float(unit) for unit in self.loss.torus.units])
        return [float(angle) for angle in np.mod(theta, period)]

    @property
    def interrupted(self) -> bool:
        """Whether Ctrl-C came before all runs were done."""
        return len(self.runs) < self.wanted


def train(
    loss: TrigPoly,
    method: str | Method = "lbfgs",
    restarts: int = 100,
    *,
    seed: int = 0,
    stopping: Stopping = STOPPING,
    jobs: int = 1,
    limits: Limits | None = BOUND,
    listed: CriticalPoints | None = None,
    progress: Callable[[str], None] | None = None,
) -> Trained:
    r"""Train from many random starts, and prove how far the best run is from the best possible.

    .. math:: 0\le L(\theta_{\text{best}})-\min_\theta L(\theta)\le\text{gap}

    The runs are floats and statistics. The loss at the rational point ``best``, the bound and the
    gap are exact, and ``certificate(trained.bound, qnn, dataset=data)`` proves them.

    Args:
        loss: of a dataset, ``loss(qnn, dataset)``, an output, or any polynomial in p angles θ
            (radians).
        method: ``lbfgs``, ``adam``, ``rmsprop``, ``gd``, or one of :mod:`symqnn.training.methods`
            with its settings. ``gd`` steps by one over a bound of the Hessian, so that each step
            descends.
        restarts: runs, from starts uniform on [0, 2π)^p that depend on ``seed`` alone.
        stopping: when a run ends. jobs: workers; the result does not depend on them.
        limits: of the search for the proof of the bound (60 s); None to do without.
        listed: the complete list ``critical_points(loss)``: then each run is matched to its
            minimum.
        progress: called with a sentence on how far the work is. Ctrl-C ends the runs; those that
            are done are kept.

    Raises:
        InputError: no polynomial, or without angles; an unknown method; a list of another
            polynomial.

    Example:
        >>> from symqnn import QNN, Dataset, loss, train
        >>> qnn = QNN(["ZI", "IZ"], "(Y+I)(Y+I)")
        >>> data = Dataset.from_bloch([[(1, 0, 0), (0, 0, 0)], [(0, 0, 0), (0, 1, 0)]], [1, "1/2"])
        >>> train(loss(qnn, data), restarts=20).ends[0].runs
        20
    """
    if require_trigpoly(loss).angles == 0:
        raise InputError("the loss has no angles; at least one is required.")
    if listed is not None and listed.poly != loss:
        raise InputError("listed is the list of another polynomial; give critical_points(loss).")
    say = progress or (lambda _text: None)
    chosen = _method(loss, method)
    runs = _runs(loss, chosen, restarts, stopping, seed, jobs, say)
    units = np.array([float(unit) for unit in loss.torus.units])
    first = int(np.argmin(runs.value))
    best = rational_point(loss, units * runs.theta[first], float(runs.value[first]))
    bound, lowest, why = None, best, "no proof was asked for"
    if len(runs) < restarts:
        why = "interrupted"
    elif limits is not None:
        bound, lowest, why = _bound(loss, best, limits, say)
    matching = None if listed is None or listed.reason else match_complete(runs, listed)
    return Trained(loss, chosen, stopping, seed, restarts, runs, best, lowest, bound, why, matching)


def _method(loss: TrigPoly, method: str | Method) -> Method:
    """The method by its name, gradient descent with a step for this loss."""
    if not isinstance(method, str):
        return method
    if method not in METHODS:
        raise InputError(f"the method is {method!r}; one of {', '.join(METHODS)} is required.")
    return method_named(method, safe_step(loss) if method == "gd" else 0.0)


def safe_step(loss: TrigPoly) -> float:
    r"""One over a bound of the Hessian's norm, :math:`\sum_e|a_e|\sum_l(k_lg_l)^2` with frequencies
    k_l: gradient descent descends.

    Example:
        >>> safe_step(TrigPoly.from_terms({"1": "1/2"}))
        0.5
    """
    units = [float(unit) for unit in loss.torus.units]
    total = 0.0
    for index, value in loss.terms():
        frequencies = [(entry + 1) // 2 for entry in index]
        total += abs(float(value)) * sum(
            (k * g) ** 2 for k, g in zip(frequencies, units, strict=True)
        )
    return 1 / total if total else 1.0


def _runs(
    loss: TrigPoly,
    method: Method,
    restarts: int,
    stopping: Stopping,
    seed: int,
    jobs: int,
    say: Callable[[str], None],
) -> Runs:
    """All runs, or those done when Ctrl-C came.

    Raises:
        KeyboardInterrupt: none is done.
    """
    done: list[Runs] = []

    def tell(number: int, wanted: int) -> None:
        say(f"{method.name}: {number} of {wanted} runs (Ctrl-C: go on with what is done)")

    tell(0, restarts)
    objective = polynomial_objective(loss)
    try:
        return run_restarts(
            objective,
            restarts,
            method,
            stopping,
            seed=seed,
            jobs=jobs,
            progress=tell,
            keep=done.append,
            chunk=CHUNK,
        )
    except KeyboardInterrupt:
        if not done:
            raise
        return done[-1]


def _bound(
    loss: TrigPoly, best: LowPoint, limits: Limits, say: Callable[[str], None]
) -> tuple[LeastValue | None, LowPoint, str]:
    """The enclosure of the least value whose upper end is the best run;
    the lowest point known; why there is none.
    """
    say("proving a lower bound of all losses (Ctrl-C: the best bound so far)")
    try:
        found = least_value(loss, limits=limits, watch=say)
    except InputError as error:  # too many angles or terms: said there
        return None, best, str(error)
    lowest = min(best, found.low, key=lambda point: point.value)
    return replace(found, low=best), lowest, ""
