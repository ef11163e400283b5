"""Settings of experiments: frozen dataclasses whose fields are the options of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import Field, dataclass, field, fields, replace
from fractions import Fraction
from typing import Any

from symqnn.algebra.exact import rational
from symqnn.errors import InputError
from symqnn.training.methods import LBFGS, Adam, GradientDescent, Method, RMSProp
from symqnn.training.minimise import Stopping

MAX_RANGE = 10_000
METHODS = ("adam", "rmsprop", "lbfgs", "gd")
USED_BY = {  # settings of single methods
    "learning_rate": ("adam", "rmsprop", "gd"),
    "decay": ("adam", "rmsprop", "gd"),
    "beta1": ("adam",),
    "beta2": ("adam",),
    "smoothing": ("rmsprop",),
    "epsilon": ("adam", "rmsprop"),
    "history": ("lbfgs",),
}


def option(default: Any, text: str) -> Any:
    """A field of a settings class: its default, and the help of its command line option."""
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True, kw_only=True)
class TrainingSettings:
    """What all experiments with gradients can choose; the paper's own choices are not known."""

    learning_rate: float = option(
        0.0,
        "learning rate; 0 is the default of the method: adam and rmsprop 0.01, gd p/8; lbfgs has "
        "a line search",
    )
    decay: float = option(1.0, "factor of the learning rate after each step")
    beta1: float = option(0.9, "β₁ of adam")
    beta2: float = option(0.999, "β₂ of adam")
    smoothing: float = option(0.99, "α of rmsprop")
    epsilon: float = option(1e-8, "ε of adam and rmsprop")
    history: int = option(10, "pairs that lbfgs keeps")
    gradient_tolerance: float = option(1e-6, "a run has converged when no |∂L/∂θ_l| is larger")
    max_steps: int = option(5000, "steps after which a run is given up")
    seed: int = option(0, "seed of the random starts, uniform on [0, 2π)^p")

    def check_for(self, names: Sequence[str]) -> None:
        """Refuse unknown or repeated methods, and settings that none of the methods has, before
        anything is computed.

        Raises:
            InputError: a method unknown or given twice, or a setting that would have no effect.

        Example:
            >>> TrainingSettings(history=5).check_for(["lbfgs", "adam"])
        """
        check_methods(names)
        for name, used_by in USED_BY.items():
            value, default = (
                getattr(self, name),
                TrainingSettings.__dataclass_fields__[name].default,
            )
            if value != default and not set(used_by) & set(names):
                raise InputError(
                    f"{name} is {value}, a setting of {', '.join(used_by)}; it has no effect on "
                    f"{', '.join(names)}."
                )

    @property
    def stopping(self) -> Stopping:
        """The stopping rule."""
        return Stopping(self.gradient_tolerance, self.max_steps)

    def method_for(self, name: str, angles: int) -> Method:
        """A method with these settings."""
        plain = method_named(name, self.learning_rate, self.decay, angles)
        if isinstance(plain, Adam):
            return replace(plain, beta1=self.beta1, beta2=self.beta2, epsilon=self.epsilon)
        if isinstance(plain, RMSProp):
            return replace(plain, smoothing=self.smoothing, epsilon=self.epsilon)
        return replace(plain, history=self.history) if isinstance(plain, LBFGS) else plain


def read_option(declared: Field[Any], text: str) -> Any:
    """The value of a field from the text on the command line, by the type of its default.

    Tuples are separated by commas; whole numbers may be ranges such
    as ``1-12``. Fractions are exact.

    Raises:
        InputError: no such number.
    """
    name, default = "--" + declared.name.replace("_", "-"), declared.default
    if not isinstance(default, tuple):
        return _single(text, default, name)
    parts: list[Any] = []
    for word in text.split(","):
        first, dash, last = word.partition("-")
        if type(default[0]) is int and dash and first.isdecimal() and last.isdecimal():
            if not int(first) <= int(last) < int(first) + MAX_RANGE:
                raise InputError(
                    f"{name} has the range {word!r}; a range such as 1-12, at most {MAX_RANGE} "
                    "numbers, is required."
                )
            parts += range(int(first), int(last) + 1)
        else:
            parts.append(_single(word, default[0], name, ", or a range such as 1-12,"))
    if len(set(parts)) < len(parts):
        raise InputError(f"{name} is {text!r}; give each value once.")
    return tuple(parts)


def _single(text: str, like: Any, name: str, more: str = "") -> Any:
    if isinstance(like, Fraction):
        return rational(text, name)
    try:
        return type(like)(text)
    except ValueError:
        kind = f"a whole number{more}" if type(like) is int else "a number"
        raise InputError(f"{name} is {text!r}; {kind} is required.") from None


def settings_json(settings: Any) -> dict[str, Any]:
    """A settings object as JSON; exact numbers as text.

    Example:
        >>> from dataclasses import dataclass
        >>> @dataclass(frozen=True)
        ... class Settings:
        ...     r_squared: Fraction = option(Fraction(3, 10), "r²")
        >>> settings_json(Settings())
        {'r_squared': '3/10'}
    """

    def plain(value: Any) -> Any:
        return (
            [plain(part) for part in value]
            if isinstance(value, tuple)
            else str(value)
            if isinstance(value, Fraction)
            else value
        )

    return {declared.name: plain(getattr(settings, declared.name)) for declared in fields(settings)}


def method_named(name: str, learning_rate: float, decay: float = 1.0, angles: int = 1) -> Method:
    """A method by its name on the command line.

    Args:
        name: ``adam``, ``rmsprop``, ``lbfgs`` or ``gd``. learning_rate: of Adam and RMSProp, or 0
            for the default of the method: 0.01, and p/8 for gradient descent (the Hessian of our
                instance is at most 4/p). L-BFGS has none: its line search begins at 1.
        decay: factor of the learning rate after each step. angles: p.

    Raises:
        InputError: another name, or a number out of range.

    Example:
        >>> method_named("gd", 0, angles=4).learning_rate
        0.5
    """
    if name == "adam":
        return Adam(learning_rate or 0.01, decay=decay)
    if name == "rmsprop":
        return RMSProp(learning_rate or 0.01, decay=decay)
    if name == "gd":
        return GradientDescent(learning_rate or angles / 8, decay=decay)
    if name == "lbfgs":
        return LBFGS()
    raise InputError(f"the method is {name!r}; one of {', '.join(METHODS)} is required.")


def check_methods(names: Sequence[str]) -> None:
    """Refuse unknown methods before anything is computed.

    Raises:
        InputError: none, an unknown one, or one twice.
    """
    if len(set(names)) < len(names):
        raise InputError(f"methods are {', '.join(names)}; give each once.")
    if not names:
        raise InputError(f"no method was given; one of {', '.join(METHODS)} is required.")
    for name in names:
        method_named(name, 0)
