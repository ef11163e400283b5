"""The parser of a command some of whose first words have a parser of their own."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any


def jobs_option(parser: argparse.ArgumentParser) -> None:
    """``--jobs``: how many workers share the work; no result depends on it."""
    text = "workers (default 1); the result does not depend on it"
    parser.add_argument("--jobs", type=int, default=1, metavar="J", help=text)


def seed_option(parser: argparse.ArgumentParser, text: str) -> None:
    """``--seed``: of whatever is drawn."""
    parser.add_argument("--seed", type=int, default=0, metavar="S", help=text)


class CommandParser(argparse.ArgumentParser):
    """An argparse parser; where the first word is in ``nested``, the parser made there reads the
    rest.
    """

    nested: Mapping[str, Callable[[], argparse.ArgumentParser]] = MappingProxyType({})

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[Any, list[str]]:
        """As argparse's."""
        if args and args[0] in self.nested:
            return self.nested[args[0]]().parse_known_args(args[1:], namespace)
        return super().parse_known_args(args, namespace)
