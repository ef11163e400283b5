"""Answers to the exercises of the notebooks: checked, never graded."""

from collections.abc import Callable
from typing import Any


def check(answer: Any, right: Callable[[Any], bool], hint: str) -> None:
    """Say whether an answer is right; ``None`` means not answered yet, and a wrong one gets the hint.

    Example:
        >>> check(None, lambda n: n == 4, "count again")
        not answered yet
        >>> check(4, lambda n: n == 4, "count again")
        right
        >>> check("four", lambda n: n + 0 == 4, "count again")
        not yet: count again (TypeError: can only concatenate str (not "int") to str)
    """
    if answer is None:
        print("not answered yet")
        return
    try:
        accepted, trouble = right(answer), ""
    except Exception as error:  # an answer of the wrong kind is a wrong answer
        accepted, trouble = False, f" ({type(error).__name__}: {error})"
    print("right" if accepted else f"not yet: {hint}{trouble}")
