"""All that stands in the way of reading a circuit, collected into one message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from symqnn.errors import InputError, InternalError, SizeError, SymqnnError

MAX_REASON = 1000  # characters; names in a file may be long
MAX_KINDS = 25
SHOWN = 6


class ConsequenceError(InputError):
    """A use of something whose declaration could not be read: that was noted already."""


@dataclass(frozen=True)
class Problem:
    """One thing that is not read.

    Args:
        line: where (1-based; position of the operation for circuits without lines). subject: what,
            such as a gate.
        reason: why, and what would work.
    """

    line: int
    subject: str
    reason: str


@dataclass
class Problems:
    """Collects problems; a circuit with any is refused with all of them.

    Args:
        name: what the circuit is called. unit: what the numbers count, "line" or "operation".
    """

    name: str
    unit: str = "line"
    found: list[Problem] = field(default_factory=list)

    @contextmanager
    def at(self, line: int, subject: str = "") -> Iterator[None]:
        """Collect what goes wrong inside; sizes and faults of symqnn are not collected but raised.

        Raises:
            SizeError, InternalError: as raised inside, the place put before the message.
        """
        try:
            yield
        except (SizeError, InternalError) as error:
            place = f"{self.name}, {self.unit} "
            text = str(error)
            raise type(error)(
                text if text.startswith(place) else f"{place}{line}: {text[:MAX_REASON]}"
            ) from None
        except ConsequenceError:
            return
        except SymqnnError as error:
            self.add(line, subject, str(error)[:MAX_REASON])

    def add(self, line: int, subject: str, reason: str) -> None:
        """Note a problem."""
        self.found.append(Problem(line, subject, reason))

    def raise_if_any(self) -> None:
        """Nothing, if there are none.

        Raises:
            InputError: all of them, equal reasons together.
        """
        if not self.found:
            return
        self.found.sort(key=lambda problem: problem.line)
        if len(self.found) == 1:
            raise InputError(
                f"{self.name}, {self.unit} {self.found[0].line}: {_sentence(self.found)}"
            )
        groups: dict[str, list[Problem]] = {}
        for problem in self.found:
            groups.setdefault(problem.reason, []).append(problem)
        lines = [f"{self.name} has {len(self.found)} places that cannot be read:"]
        for group in list(groups.values())[:MAX_KINDS]:
            lines.append(f"{self._places(group)}: {_sentence(group)}")
        if len(groups) > MAX_KINDS:
            lines.append(f"and {len(groups) - MAX_KINDS} other reasons.")
        raise InputError("\n  ".join(lines))

    def _places(self, group: Sequence[Problem]) -> str:
        numbers = list(dict.fromkeys(problem.line for problem in group))
        if len(numbers) == 1:
            return f"{self.unit} {numbers[0]}"
        return f"{self.unit}s {listed([str(number) for number in numbers])}"


def _sentence(group: Sequence[Problem]) -> str:
    subjects = list(dict.fromkeys(problem.subject for problem in group if problem.subject))
    return (f"{listed(subjects)}: " if subjects else "") + group[0].reason


def listed(texts: Sequence[str]) -> str:
    """The first few of some texts, and how many more there are."""
    shown = ", ".join(texts[:SHOWN])
    return shown if len(texts) <= SHOWN else f"{shown} and {len(texts) - SHOWN} more"


FIXED = "the fixed angle is no multiple of pi/2, and its cos and sin are not rational numbers; "
ROUND = (
    "ask for a rational point of the circle within 2^-50 with round_angles=True (--round-angles)"
)
TRAIN = "all numbers of the circuit at once with train_numbers=True (--train-numbers)"


def fixed_angle(parameter: str) -> str:
    """Message for a gate that turns by a fixed angle that is no rational point of the circle.

    Args:
        parameter: how a parameter is written in the circuit's language, or "" if it has none.
    """
    if not parameter:
        return f"{FIXED}make parameters of {TRAIN}, or {ROUND}."
    return f"{FIXED}make the angle a parameter ({parameter}), {TRAIN}, or {ROUND}."
