"""Independent checker of symqnn certificates; the specification is proofs/FORMAT.md.

It uses Python's standard library only, imports nothing from the rest of symqnn, and recomputes every claim from the
instance. Reading order: verdict, reading, operators, circle, network, expand; then one module a kind (identity,
expansion, independence, dependence, ...); certificate puts them together.
"""

from .certificate import check, check_file, check_text
from .verdict import Verdict

__all__ = ["Verdict", "check", "check_file", "check_text"]
