"""Settings of experiments from the command line: exact numbers, ranges, and what has no effect."""

from dataclasses import dataclass, fields
from fractions import Fraction

import pytest

from symqnn.errors import InputError
from symqnn.experiments.settings import (
    TrainingSettings,
    check_methods,
    method_named,
    option,
    read_option,
    settings_json,
)
from symqnn.training.methods import LBFGS, Adam, GradientDescent, RMSProp


@dataclass(frozen=True)
class Settings:
    sizes: tuple[int, ...] = option((1, 2), "sizes")
    share: Fraction = option(Fraction(1, 2), "share")
    names: tuple[str, ...] = option(("a",), "names")
    rate: float = option(0.5, "rate")


FIELDS = {field.name: field for field in fields(Settings)}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("sizes", "1-3,7", (1, 2, 3, 7)),
        ("sizes", "5", (5,)),
        ("share", "3/10", Fraction(3, 10)),
        ("share", "0.3", Fraction(3, 10)),
        ("names", "b,c", ("b", "c")),
        ("rate", "1e-3", 0.001),
    ],
)
def test_values(name: str, text: str, value: object) -> None:
    assert read_option(FIELDS[name], text) == value


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("sizes", "3-1", "range"),
        ("sizes", "1-99999", "range"),
        ("sizes", "1,1", "each value once"),
        ("sizes", "x", "whole number"),
        ("sizes", "1-2,2", "each value once"),
        ("rate", "fast", "--rate is 'fast'"),
        ("share", "1/0", "share"),
    ],
)
def test_what_is_refused(name: str, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_option(FIELDS[name], text)


def test_exact_numbers_in_files() -> None:
    assert settings_json(Settings()) == {
        "sizes": [1, 2],
        "share": "1/2",
        "names": ["a"],
        "rate": 0.5,
    }


def test_methods() -> None:
    chosen = TrainingSettings(beta1=0.8, smoothing=0.9, history=5)
    assert chosen.method_for("adam", 4) == Adam(0.01, beta1=0.8)
    assert chosen.method_for("rmsprop", 4) == RMSProp(0.01, smoothing=0.9)
    assert chosen.method_for("lbfgs", 4) == LBFGS(5)
    assert method_named("gd", 0, angles=4) == GradientDescent(0.5)


@pytest.mark.parametrize("names", [[], ["adam", "adam"], ["newton"]])
def test_methods_that_are_none(names: list[str]) -> None:
    with pytest.raises(InputError):
        check_methods(names)


def test_settings_without_effect_are_refused() -> None:
    TrainingSettings(history=5).check_for(["adam", "lbfgs"])
    with pytest.raises(InputError, match="no effect on adam, gd"):
        TrainingSettings(history=5).check_for(["adam", "gd"])
