"""What the checker answers, and the two exceptions by which a check stops."""

from dataclasses import dataclass

VERIFIED, REJECTED, UNSUPPORTED = "VERIFIED", "REJECTED", "UNSUPPORTED"

MAX_OPERATIONS = 10**10
MAX_TERMS = 2 * 10**6
MAX_MEMORY = 2**28


@dataclass(frozen=True)
class Verdict:
    """Answer for one certificate: status, where and why it failed, or in one line what was verified."""

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
    """What one certificate may cost in all; every part of a check is charged before it starts.

    An operation is one step of Python on small numbers, a tenth of a microsecond or so.
    """

    def __init__(self) -> None:
        self.operations = MAX_OPERATIONS

    def spend(self, operations: int, place: str) -> None:
        """Refuse, before it starts, what exceeds the rest of the budget."""
        self.operations -= operations
        if self.operations < 0:
            raise Unsupported(place, "too large: more elementary operations than pure Python does in minutes")

    def hold(self, size: int, place: str) -> None:
        """Refuse, before it is built, what takes more than MAX_MEMORY bytes."""
        if size > MAX_MEMORY:
            raise Unsupported(place, f"too large: more than {MAX_MEMORY >> 20} MiB of memory")


def require_affordable(operations: int) -> None:
    """Refuse, before it starts, a computation of more than MAX_OPERATIONS elementary operations."""
    if operations > MAX_OPERATIONS:
        raise Unsupported("instance", "too large: more elementary operations than pure Python does in minutes")


def require_few_terms(terms: int) -> None:
    """Refuse, before they are built, more than MAX_TERMS Pauli terms."""
    if terms > MAX_TERMS:
        raise Unsupported("instance", f"too large: more than {MAX_TERMS} Pauli terms")
