"""When a search stops without an answer, and what it says of itself on the way."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any

from symqnn.roots.subdivision import Subdivision

Progress = Callable[[int, int, int, float], None]


@dataclass(frozen=True)
class SearchBudget:
    """When to stop without an answer.

    Args:
        max_boxes, timeout: numbers of boxes and seconds. max_level: below 2^-max_level of a chart
            no box is split.
        keeps: Ctrl-C ends the search with what is done, UNDECIDED; otherwise it ends the program.
            One search of many does not keep it: the next would be begun, and its own row would say
                UNDECIDED for good.
    """

    max_boxes: int = 1_000_000
    timeout: float = float("inf")
    max_level: int = 26
    keeps: bool = True


@dataclass(frozen=True)
class SearchState:
    """How far a search of some charts is: boxes looked at and waiting, critical points found, share
    of the torus settled.
    """

    boxes: int
    waiting: int
    roots: int
    settled: float


@dataclass(frozen=True)
class SearchResult:
    """What the search in some charts did.

    Args:
        boxes: boxes looked at. fine: whether the finer numbers are needed.
        reason: why it stopped, or "". part: how much of the torus was to be looked at.
    """

    subdivisions: dict[int, Subdivision]
    boxes: int
    fine: bool
    reason: str
    part: float


class Watch:
    """Looks at the clock, the number of boxes and Ctrl-C between two steps, and reports how far the
    search is.

    As a context it lets Ctrl-C end the search after the current step, so that nothing done is lost;
    a second one ends it at once.
    """

    def __init__(self, budget: SearchBudget, progress: Progress | None, copies: int = 1) -> None:
        self.copies = copies  # every chart that is searched stands for so many
        self.budget, self.progress = budget, progress
        self.deadline = time.monotonic() + budget.timeout
        self.boxes = self.roots = 0
        self.settled = 0.0
        self.interrupted = False
        self.previous: Any = signal.SIG_DFL

    def __enter__(self) -> Watch:
        if self._handles():
            self.previous = signal.signal(signal.SIGINT, self.note)
        return self

    def __exit__(self, *_: object) -> None:
        if self._handles():
            signal.signal(signal.SIGINT, self.previous)

    def _handles(self) -> bool:
        """Whether Ctrl-C comes here."""
        return self.budget.keeps and threading.current_thread() is threading.main_thread()

    def note(self, number: int, frame: FrameType | None) -> None:
        """Handle Ctrl-C.

        Raises:
            KeyboardInterrupt: the second time.
        """
        if self.interrupted:
            raise KeyboardInterrupt
        self.interrupted = True

    def look(self, state: SearchState) -> str:
        """Why to stop here, or ""."""
        boxes = self.boxes + state.boxes
        if self.progress is not None and not self.interrupted:
            self.progress(
                boxes,
                state.waiting,
                self.roots + self.copies * state.roots,
                self.settled + self.copies * state.settled,
            )
        if self.interrupted:
            return "interrupted"
        if boxes > self.budget.max_boxes:
            return f"the budget of {self.budget.max_boxes} boxes is used up"
        if time.monotonic() > self.deadline:
            return f"the time limit of {self.budget.timeout:g} s is reached"
        return ""

    def add(self, result: SearchResult) -> None:
        """Count what a search of some charts did."""
        self.settled += self.copies * result.part
        self.boxes += result.boxes
        self.roots += self.copies * sum(len(part.points) for part in result.subdivisions.values())
