"""The parts of the OpenQASM reader that need the parser, under one name."""

from symqnn.model.importers.expressions import Expressions
from symqnn.model.importers.listing import Listing
from symqnn.model.importers.problems import Problems
from symqnn.model.importers.qasm_calls import Gates, has_old_phases, qasm_gates
from symqnn.model.importers.qasm_reader import Reader
from symqnn.model.importers.qasm_scope import Scope

__all__ = [
    "Expressions",
    "Gates",
    "Listing",
    "Problems",
    "Reader",
    "Scope",
    "has_old_phases",
    "qasm_gates",
]
