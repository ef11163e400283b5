"""How many examples a law is tried on: all in a run of the slow tests, a quarter of them each time."""

THOROUGH = False  # set by conftest.py before any test is imported


def examples(number: int) -> int:
    """``number`` where the slow tests run, else a quarter of it, 8 at least."""
    return number if THOROUGH else min(number, max(8, number // 4))
