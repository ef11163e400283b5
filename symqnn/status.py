"""The outcomes of a question, and how far an answer reaches."""

from enum import StrEnum


class Status(StrEnum):
    """PROVED (with a certificate), REFUTED (the sentence is false here, with a counterexample),
    PREMISE FAILS (it says nothing about this instance, with a certificate of what fails) or
    UNDECIDED (with the reason); never a bare False."""

    PROVED = "PROVED"
    REFUTED = "REFUTED"
    PREMISE_FAILS = "PREMISE FAILS"
    UNDECIDED = "UNDECIDED"


class Scope(StrEnum):
    """How far a result reaches: every network that satisfies the premises, the named instances, or
    a named theorem that is used but not proved here."""

    GENERAL = "general"
    INSTANCES = "instances"
    ASSUMED = "assumed"
    NOT_COVERED = "not covered"
