"""One certificate: the envelope, then the checks of its kind."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from importlib import import_module
from os import PathLike, fspath

from .parts import RUN
from .trusted.reading import MAX_BYTES, Node, read_json, show
from .trusted.verdict import BUDGET, REJECTED, UNSUPPORTED, VERIFIED, Rejected, Unsupported, Verdict

VERSION = 2
OLD = {
    1: "version 1 is no longer read; regenerate it with symqnn prove / the command that wrote it"
}
FIELDS = ("format", "version", "kind", "statement", "instance", "claim", "witness")
KINDS = {  # kind to module and function; a module is loaded when a certificate needs it
    "layer-identity": ("identity", "verify"),
    "expansion": ("expansion", "verify"),
    "independence": ("independence", "verify"),
    "dependence": ("dependence", "verify"),
    "unreachable": ("unreachable", "verify"),
    "critical-points": ("critical", "verify"),
    "bounds": ("bounds", "verify"),
    "degenerate-critical-points": ("degenerate", "verify"),
    "separable-minima": ("separable", "verify"),
    "vertex-minima": ("vertices", "verify"),
    "dataset-minima": ("minima", "verify"),
    "general-identity": ("general", "verify"),
    "haar-moments": ("haar", "verify_moments"),
    "haar-bound": ("haar", "verify_bound"),
    "haar-uniform": ("haar", "verify_uniform"),
    "haar-probability": ("haar_probability", "verify_probability"),
    "haar-instance": ("haar_probability", "verify_instance"),
    "variance": ("variance", "verify"),
    "lie-algebra": ("ideals", "verify"),
    "fisher-rank": ("fisher", "verify"),
    "least-value": ("least", "verify"),
    "unreachable-loss": ("forbidden", "verify"),
    "benign": ("benign", "verify"),
    "noisy-expansion": ("noisy", "verify"),
    "support": ("support", "verify"),
}


def verify(certificate: Node) -> str:
    """Summary of what was verified; raises Rejected or Unsupported."""
    form, version, kind, statement, instance, claim, witness = certificate.fields(*FIELDS)
    if form.value != "symqnn-certificate":
        raise form.reject("not 'symqnn-certificate'")
    if version.count() != VERSION:
        known = f"this checker knows version {VERSION}"
        raise Unsupported("version", OLD.get(version.count(), known))
    if kind.text() not in KINDS:
        raise Unsupported("kind", f"the kind {show(kind.value)} is unknown to this checker")
    module_name, function = KINDS[kind.text()]
    module = import_module(f".kinds.{module_name}", __package__)
    if statement.text() not in module.STATEMENTS:
        raise statement.reject(f"{show(statement.value)} is no statement of the kind {kind.value}")
    return str(getattr(module, function)(statement.text(), instance, claim, witness))


def answer(produce: Callable[[], object]) -> Verdict:
    """Verdict on the JSON value that `produce` returns, whatever that value is."""
    BUDGET.start()
    try:
        return Verdict(VERIFIED, summary=verify(Node(produce())))
    except Rejected as stop:
        return Verdict(REJECTED, stop.place, stop.reason)
    except Unsupported as stop:
        return Verdict(UNSUPPORTED, stop.place, stop.reason)
    except RecursionError:
        return Verdict(REJECTED, "certificate", "nested too deeply")
    except MemoryError:
        return Verdict(UNSUPPORTED, "certificate", "too large for the memory of this machine")
    except Exception as error:
        # a fault of the checker says nothing about the claim, and the next file is checked
        return Verdict(
            UNSUPPORTED,
            "certificate",
            f"the checker failed ({type(error).__name__}); please report this file",
        )


def check(obj: object) -> Verdict:
    """Check a parsed JSON value."""
    return answer(lambda: obj)


def check_text(text: str) -> Verdict:
    """Check the JSON text of a certificate."""
    return answer(lambda: read_json(text))


def check_file(path: str | PathLike[str]) -> Verdict:
    """Check a .json or .json.gz file; raises OSError if it cannot be read."""
    with open(path, "rb") as stream:
        if not fspath(path).endswith(".gz"):
            content = stream.read(MAX_BYTES + 1)
        else:
            try:
                with gzip.GzipFile(fileobj=stream) as unpacked:
                    content = unpacked.read(MAX_BYTES + 1)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                return Verdict(REJECTED, "file", f"not a complete gzip file: {error}")
    RUN.begin(content)
    # latin-1 keeps every byte as one character; read_json refuses all that are not ASCII.
    return check_text(content.decode("latin-1"))
