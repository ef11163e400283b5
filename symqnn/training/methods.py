"""The update rules: gradient descent, Adam and RMSProp in PyTorch's form, and the settings of
L-BFGS.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from symqnn.errors import InputError
from symqnn.training.objective import FloatArray


def _positive(**values: float) -> None:
    for name, value in values.items():
        if not 0 < value < float("inf"):
            raise InputError(f"{name} is {value}; a positive number is required.")


def _fraction(**values: float) -> None:
    for name, value in values.items():
        if not 0 <= value < 1:
            raise InputError(
                f"{name} is {value}; a number from 0 (included) to 1 (excluded) is required."
            )


def _decay(decay: float) -> None:
    if not 0 < decay <= 1:
        raise InputError(
            f"decay is {decay}; the factor of the learning rate after each step must be above 0 "
            "and at most 1."
        )


@dataclass(frozen=True)
class GradientDescent:
    r"""Gradient descent, :math:`\theta\leftarrow\theta-\eta_t\nabla L`.

    Args:
        learning_rate: η_1. decay: :math:`\eta_t=\eta_1\,\text{decay}^{t-1}`.

    Raises:
        InputError: a setting out of range.
    """

    learning_rate: float = 0.1
    decay: float = 1.0
    name: ClassVar[str] = "GD"
    memories: ClassVar[int] = 0

    def __post_init__(self) -> None:
        _positive(learning_rate=self.learning_rate)
        _decay(self.decay)

    def step(self, number: int, gradient: FloatArray, memory: list[FloatArray]) -> FloatArray:
        """What is added to θ in step ``number`` = 1, 2, …"""
        return -self.learning_rate * self.decay ** (number - 1) * gradient


@dataclass(frozen=True)
class RMSProp:
    r"""RMSProp in PyTorch's form (``torch.optim.RMSprop``; not centred, no momentum).

    .. math::
        v\leftarrow\alpha v+(1-\alpha)g^2,\qquad
        \theta\leftarrow\theta-\eta_t\,g/(\sqrt v+\epsilon)

    Args:
        learning_rate: η_1. smoothing: α. epsilon: ε. decay:
            :math:`\eta_t=\eta_1\,\text{decay}^{t-1}` (PyTorch's ``ExponentialLR``); without decay
            the steps do not shrink to zero.

    Raises:
        InputError: a setting out of range.
    """

    learning_rate: float = 0.01
    smoothing: float = 0.99
    epsilon: float = 1e-8
    decay: float = 1.0
    name: ClassVar[str] = "RMSProp"
    memories: ClassVar[int] = 1

    def __post_init__(self) -> None:
        _positive(learning_rate=self.learning_rate, epsilon=self.epsilon)
        _fraction(smoothing=self.smoothing)
        _decay(self.decay)

    def step(self, number: int, gradient: FloatArray, memory: list[FloatArray]) -> FloatArray:
        """What is added to θ in step ``number`` = 1, 2, …; ``memory`` holds v and is updated in
        place.
        """
        (square,) = memory
        result = gradient * gradient
        result *= 1 - self.smoothing
        square *= self.smoothing
        square += result
        np.sqrt(square, out=result)
        result += self.epsilon
        np.divide(gradient, result, out=result)
        result *= -self.learning_rate * self.decay ** (number - 1)
        return result


@dataclass(frozen=True)
class Adam:
    r"""Adam in PyTorch's form (``torch.optim.Adam``; no weight decay, no AMSGrad).

    .. math::
        m\leftarrow\beta_1m+(1-\beta_1)g,\quad v\leftarrow\beta_2v+(1-\beta_2)g^2,\quad
        \theta\leftarrow\theta-\frac{\eta_t}{1-\beta_1^t}\,\frac m{\sqrt
        v/\sqrt{1-\beta_2^t}+\epsilon}

    Args:
        learning_rate: η_1. beta1, beta2: β. epsilon: ε. decay:
            :math:`\eta_t=\eta_1\,\text{decay}^{t-1}` (PyTorch's ``ExponentialLR``).

    Raises:
        InputError: a setting out of range.
    """

    learning_rate: float = 0.01
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    decay: float = 1.0
    name: ClassVar[str] = "Adam"
    memories: ClassVar[int] = 2

    def __post_init__(self) -> None:
        _positive(learning_rate=self.learning_rate, epsilon=self.epsilon)
        _fraction(beta1=self.beta1, beta2=self.beta2)
        _decay(self.decay)

    def step(self, number: int, gradient: FloatArray, memory: list[FloatArray]) -> FloatArray:
        """What is added to θ in step ``number`` = 1, 2, …; ``memory`` holds m and v and is updated
        in place.
        """
        mean, square = memory
        mean += (1 - self.beta1) * (gradient - mean)
        square *= self.beta2
        square += (1 - self.beta2) * (gradient * gradient)
        denominator = np.sqrt(square)
        denominator *= (1 - self.beta2**number) ** -0.5
        denominator += self.epsilon
        scale = -self.learning_rate * self.decay ** (number - 1) / (1 - self.beta1**number)
        return scale * (mean / denominator)


@dataclass(frozen=True)
class LBFGS:
    """L-BFGS with a line search for the strong Wolfe conditions, in PyTorch's form
    (``torch.optim.LBFGS``, ``line_search_fn="strong_wolfe"``).

    Args:
        history: number of pairs that are kept. learning_rate: first trial step of each line search
            (the very first one is min(1, 1/|g|₁) of it).
        sufficient_decrease, curvature: c₁ and c₂ of the Wolfe conditions, 0 < c₁ < c₂ < 1.
        max_line_search: evaluations in one line search. change_tolerance: a bracket or step smaller
            than this ends the search.

    Raises:
        InputError: a setting out of range.
    """

    history: int = 10
    learning_rate: float = 1.0
    sufficient_decrease: float = 1e-4
    curvature: float = 0.9
    max_line_search: int = 25
    change_tolerance: float = 1e-12
    name: ClassVar[str] = "L-BFGS"

    def __post_init__(self) -> None:
        _positive(learning_rate=self.learning_rate)
        if self.history < 1 or self.max_line_search < 1:
            raise InputError(
                f"history is {self.history}, max_line_search is {self.max_line_search}; both "
                "must be at least 1."
            )
        if not 0 < self.sufficient_decrease < self.curvature < 1:
            raise InputError(
                f"sufficient_decrease is {self.sufficient_decrease}, curvature {self.curvature}; "
                "0 < c₁ < c₂ < 1 is required."
            )
        if not self.change_tolerance >= 0:
            raise InputError(f"change_tolerance is {self.change_tolerance}; 0 or more is required.")


FirstOrder = GradientDescent | RMSProp | Adam
Method = GradientDescent | RMSProp | Adam | LBFGS
