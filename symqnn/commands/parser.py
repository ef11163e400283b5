"""The parser of a command some of whose first words have a parser of their own."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any


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
