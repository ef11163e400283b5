"""The update rules against PyTorch, step by step, and L-BFGS against SciPy's: independent
implementations of the same methods.

Modules: training/methods, training/lbfgs.
"""

from fractions import Fraction

import numpy as np
import pytest

from symqnn.construction.separable import separate
from symqnn.construction.theorem_2 import theorem_2
from symqnn.loss.training import loss
from symqnn.model.ansatz import paper_experiment
from symqnn.model.dataset import random_dataset
from symqnn.roots.critical import critical_points
from symqnn.training.methods import LBFGS, Adam, GradientDescent, RMSProp
from symqnn.training.minimise import Stopping, minimise, random_starts
from symqnn.training.objective import polynomial_objective, separable_objective

POLY = loss(paper_experiment(2), random_dataset(2, 9, seed=2))
OBJECTIVE = polynomial_objective(POLY)
STARTS = random_starts(2, range(12), 4)


def torch_value(theta):
    """The polynomial written with PyTorch's own cosine and sine; its gradient is autograd's."""
    import torch

    total = 0
    for index, value in POLY.terms():
        term = torch.tensor(float(value), dtype=torch.float64)
        for axis, e in enumerate(index):
            if e:
                term = term * (torch.cos if e % 2 else torch.sin)((e + 1) // 2 * 2 * theta[axis])
        total = total + term
    return total


def torch_iterates(start, make, steps, decay=1.0):
    import torch

    theta = torch.tensor(start.copy(), requires_grad=True)
    optimizer = make([theta])
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, decay)
    iterates = []
    for _ in range(steps):
        optimizer.zero_grad()
        torch_value(theta).backward()
        optimizer.step()
        schedule.step()
        iterates.append(theta.detach().numpy().copy())
    return np.array(iterates)


class Recorder:
    """An objective that keeps the points at which it was asked."""

    angles, name = 2, "recorder"

    def __init__(self):
        self.points = []

    def value_and_gradient(self, theta):
        self.points.append(theta.copy())
        return OBJECTIVE.value_and_gradient(theta)


def our_iterates(starts, method, steps):
    """Iterates 1…steps from all starts at once, shape (steps, n, p)."""
    recorder = Recorder()
    minimise(recorder, starts, method, Stopping(1e-300, steps))
    return np.array(recorder.points[1:])  # the first is the start, the last the final report


CASES = {
    "adam": (Adam(0.02), lambda t: lambda x: t.optim.Adam(x, lr=0.02)),
    "adam, other betas": (
        Adam(0.05, 0.8, 0.95, 1e-6),
        lambda t: lambda x: t.optim.Adam(x, lr=0.05, betas=(0.8, 0.95), eps=1e-6),
    ),
    "adam, decay": (Adam(0.05, decay=0.97), lambda t: lambda x: t.optim.Adam(x, lr=0.05)),
    "rmsprop": (RMSProp(0.01), lambda t: lambda x: t.optim.RMSprop(x, lr=0.01)),
    # a large ε: with a short memory RMSProp else circles around minima chaotically, and the last
    # bits of two correct programs drift apart
    "rmsprop, other smoothing": (
        RMSProp(0.002, 0.9, 1e-2),
        lambda t: lambda x: t.optim.RMSprop(x, lr=0.002, alpha=0.9, eps=1e-2),
    ),
    "rmsprop, decay": (RMSProp(0.02, decay=0.98), lambda t: lambda x: t.optim.RMSprop(x, lr=0.02)),
    "gd": (GradientDescent(0.03, decay=0.99), lambda t: lambda x: t.optim.SGD(x, lr=0.03)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_issue_6_hundred_steps_equal_pytorch(name):
    torch = pytest.importorskip("torch", reason="the extra torch is not installed")
    method, make = CASES[name]
    ours = our_iterates(STARTS[:3], method, 100)
    for k, start in enumerate(STARTS[:3]):
        theirs = torch_iterates(start, make(torch), 100, method.decay)
        assert theirs.shape == ours[:, k].shape
        assert np.abs(ours[:, k] - theirs).max() < 1e-10


@pytest.mark.slow
def test_lbfgs_takes_the_steps_of_pytorch():
    torch = pytest.importorskip("torch", reason="the extra torch is not installed")
    for start in STARTS[:6]:
        for steps in (1, 2, 3, 5, 8):
            theta = torch.tensor(start.copy(), requires_grad=True)
            options = {
                "max_iter": steps,
                "max_eval": 10**6,
                "tolerance_grad": 1e-5,
                "tolerance_change": 0,
                "history_size": 10,
            }
            optimizer = torch.optim.LBFGS([theta], **options, line_search_fn="strong_wolfe")

            def closure(theta=theta, optimizer=optimizer):
                optimizer.zero_grad()
                value = torch_value(theta)
                value.backward()
                return value

            optimizer.step(closure)
            ours = minimise(
                OBJECTIVE, start[None], LBFGS(change_tolerance=0), Stopping(1e-5, steps)
            ).theta[0]
            assert np.abs(ours - theta.detach().numpy()).max() < 1e-7


def scipy_ends(objective, starts):
    minimize = pytest.importorskip("scipy.optimize", reason="SciPy is not installed").minimize

    def value(theta):
        values, gradients = objective.value_and_gradient(theta[None])
        return float(values[0]), gradients[0]

    return np.array(
        [
            minimize(
                value, start, jac=True, method="L-BFGS-B", options={"gtol": 1e-8, "ftol": 1e-16}
            ).x
            for start in starts
        ]
    )


def test_lbfgs_ends_where_scipy_ends_if_there_is_one_minimum():
    """r² = 3/5: no spurious minima, so that both must find the same point (modulo the period π)."""
    made = theorem_2(paper_experiment(3), r_squared=Fraction(3, 5))
    constant, parts = separate(made.construction.loss())
    objective, starts = separable_objective(parts, constant), random_starts(3, range(15), 1)
    ours = minimise(objective, starts, LBFGS(), Stopping(1e-8, 200))
    away = np.mod(ours.theta - scipy_ends(objective, starts) + np.pi / 2, np.pi) - np.pi / 2
    assert np.abs(away).max() < 1e-6


def test_lbfgs_and_scipy_end_at_the_same_certified_minima():
    """Line searches differ, so that one start may lead to different minima; both end in the
    certified list, and mostly at the same point.
    """
    poly = loss(paper_experiment(2), random_dataset(2, 6, seed=1))
    objective, starts = polynomial_objective(poly), random_starts(2, range(25), 3)
    minima = np.array([point.theta for point in critical_points(poly).points(0)])
    numbers = []
    for ends in (
        minimise(objective, starts, LBFGS(), Stopping(1e-7, 200)).theta,
        scipy_ends(objective, starts),
    ):
        apart = np.abs(
            np.mod(ends[:, None, :] - minima[None, :, :] + np.pi / 2, np.pi) - np.pi / 2
        ).max(axis=2)
        assert apart.min(axis=1).max() < 1e-5
        numbers.append(apart.argmin(axis=1))
    assert (numbers[0] == numbers[1]).mean() > 0.7
