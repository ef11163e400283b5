"""How much is tried each time, and how much in a run of the slow tests.

A law is tried on a quarter of its examples each time, on all of them with the slow tests. Tests
marked ``effort`` do so with cases of their own.
"""

THOROUGH = False  # set by conftest.py before any test is imported


def examples(number: int) -> int:
    """``number`` where the slow tests run, else a quarter of it, 8 at least."""
    return number if THOROUGH else min(number, max(8, number // 4))
