"""The three outcomes of a question, and how far an answer reaches."""

from enum import StrEnum


class Status(StrEnum):
    """PROVED (with a certificate), REFUTED (with a counterexample) or UNDECIDED (with the reason); never a bare False."""

    PROVED = "PROVED"
    REFUTED = "REFUTED"
    UNDECIDED = "UNDECIDED"


class Scope(StrEnum):
    """How far a result reaches: every network, the named instances, or a named theorem that is used but not proved here."""

    GENERAL = "general"
    INSTANCES = "instances"
    ASSUMED = "assumed"
    NOT_COVERED = "not covered"
