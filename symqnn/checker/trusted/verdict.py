"""What the checker answers, the two exceptions by which a check stops, and what a check may cost.

Every function of the checker may raise Rejected or Unsupported; nothing else leaves it.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from math import lcm
from typing import ParamSpec, TypeVar

VERIFIED, REJECTED, UNSUPPORTED = "VERIFIED", "REJECTED", "UNSUPPORTED"

MAX_STEPS = 2 * 10**8  # a step takes about a tenth of a microsecond: 20 seconds a file
MAX_KEPT = 4 * 10**6
MAX_CELLS = 1_500_000  # a cell is a number in a table, about 100 bytes: some 150 MB a table
CELL_BITS = 800


@dataclass(frozen=True)
class Verdict:
    """Answer for one certificate: status, where and why it failed,
    or in one line what was verified.
    """

    status: str
    place: str = ""
    reason: str = ""
    summary: str = ""


class Stop(Exception):
    """A check stopped at a place of the certificate for a reason."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(place, reason)
        self.place, self.reason = place, reason


class Rejected(Stop):
    """The certificate is malformed, or what it says was not confirmed."""


class Unsupported(Stop):
    """The certificate is beyond this checker: another version, an unknown kind, too large."""


class Budget:
    """Steps left for the file that is being checked, and the largest table that it may build."""

    def __init__(self) -> None:
        self.effort, self.spent, self.largest, self.file = 1, 0, 0, 0

    def start(self) -> None:
        """A new file begins: nothing is spent."""
        self.spent, self.largest, self.file = 0, 0, self.file + 1

    def charge(self, steps: int, place: str = "instance") -> None:
        """Spend steps before a loop starts; together they may not exceed MAX_STEPS * effort."""
        self.spent += int(steps)
        if self.spent > MAX_STEPS * self.effort:
            raise Unsupported(
                place, f"too large: more than {MAX_STEPS * self.effort} steps in all (see --effort)"
            )

    def hold(self, cells: int, place: str = "instance", bits: int = 0) -> None:
        """Refuse a table of more than MAX_CELLS * effort cells before it is built; a number of many
        bits fills several.
        """
        size = cells * (1 + bits // CELL_BITS)
        self.largest = max(self.largest, size)
        if size > MAX_CELLS * self.effort:
            raise Unsupported(
                place,
                f"too large: a table of more than {MAX_CELLS * self.effort} numbers (see --effort)",
            )

    def needed(self) -> int:
        """The least effort with which the file could have come as far."""
        return max(1, -(-self.spent // MAX_STEPS), -(-self.largest // MAX_CELLS))


BUDGET = Budget()  # of the file that is being checked
charge, hold = BUDGET.charge, BUDGET.hold
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def remembered(size: int) -> Callable[[Callable[Arguments, Result]], Callable[Arguments, Result]]:
    """Keep the last `size` results of a function, fewer if they were expensive
    and may therefore be large.

    A result found again costs its steps once more in another file: the files before it make it
    hardly cheaper.
    """

    def decorate(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        # result, steps, file that paid them last
        known: OrderedDict[object, tuple[Result, int, int]] = OrderedDict()
        kept = 0  # steps of all results that are known

        @wraps(function)
        def found(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
            nonlocal kept
            key = (args, tuple(sorted(kwargs.items())))
            if key in known:
                known.move_to_end(key)
                result, cost, paid = known[key]
                if paid != BUDGET.file:
                    BUDGET.charge(cost, "certificate")
                    known[key] = (result, cost, BUDGET.file)
                return result
            before = BUDGET.spent
            result = function(*args, **kwargs)
            cost = BUDGET.spent - before
            known[key] = (result, cost, BUDGET.file)
            kept += cost
            while len(known) > size or (len(known) > 1 and kept > MAX_KEPT):
                kept -= known.popitem(last=False)[1][1]
            return result

        return found

    return decorate


def size_factor(*bits: int) -> int:
    """How many times longer an operation on integers of so many bits takes
    than one on small integers.
    """
    longest = max(bits, default=0)
    return 1 + longest * longest // 90000


def common_multiple(
    numbers: Collection[int], place: str = "instance", kept: int | None = None
) -> int:
    """The least common multiple of denominators, refused before it becomes too long for the numbers
    that are brought to it.

    There are as many as denominators, unless `kept` says how many.
    """
    common, kept = 1, len(numbers) if kept is None else kept
    for number in numbers:
        if common % number:
            common = lcm(common, number)
            hold(kept, place, common.bit_length())
            charge(kept // 50, place)
        charge(2 + common.bit_length() * number.bit_length() // 20000, place)
    charge(kept * (1 + common.bit_length() // 2000), place)
    return common
