"""What the checker answers, and the two exceptions by which a check stops."""

from dataclasses import dataclass

VERIFIED, REJECTED, UNSUPPORTED = "VERIFIED", "REJECTED", "UNSUPPORTED"

MAX_OPERATIONS = 10**10
MAX_TERMS = 2 * 10**6


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


def require_affordable(operations: int) -> None:
    """Refuse, before it starts, a computation of more than MAX_OPERATIONS elementary operations."""
    if operations > MAX_OPERATIONS:
        raise Unsupported("instance", "too large: more elementary operations than pure Python does in minutes")


def require_few_terms(terms: int) -> None:
    """Refuse, before they are built, more than MAX_TERMS Pauli terms."""
    if terms > MAX_TERMS:
        raise Unsupported("instance", f"too large: more than {MAX_TERMS} Pauli terms")
