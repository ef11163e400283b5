"""Independent checker of symqnn certificates; the specification is proofs/FORMAT.md.

It uses Python's standard library only, imports nothing from the rest of symqnn, and recomputes
every claim from the instance. ``trusted/`` is what every kind relies on, ``mathematics/`` what
several kinds share, ``kinds/`` one module a kind, loaded when a certificate of that kind is read.

Reading order:

* ``parts``: Long files: charts that an earlier run verified are kept, parts
  of a file are checked apart.
* ``certificate``: One certificate: the envelope, then the checks of its kind.
* ``main``: Command line: one line a file, exit code by the worst answer.
"""

from .certificate import check, check_file, check_text
from .trusted.verdict import Verdict

__all__ = ["Verdict", "check", "check_file", "check_text"]
