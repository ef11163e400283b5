"""The errors symqnn raises on purpose; each is also a built-in exception."""


class SymqnnError(Exception):
    """Base of every error raised on purpose; its message says what was required, what was given and
    what to try.
    """


class InputError(SymqnnError, ValueError):
    """A value that cannot be what was asked for (malformed text, unknown field, a violated
    precondition).
    """


class ExactnessError(SymqnnError, TypeError):
    """A float or another inexact value where exact data is needed."""


class DimensionError(SymqnnError, ValueError):
    """Objects that act on different numbers of qubits, dimensions or parameters."""


class SizeError(SymqnnError, MemoryError):
    """A computation refused before it starts because its result would not fit the budget."""


class MissingExtraError(SymqnnError, ImportError):
    """An optional dependency is not installed."""


class InternalError(SymqnnError, RuntimeError):
    """A fault of symqnn itself: a step that cannot fail did; please report it."""
