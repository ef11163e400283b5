"""One certificate: the envelope, then the checks of its kind."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Collection
from os import PathLike, fspath

from . import bounds, critical, degenerate, dependence, expansion, frequencies, general, haar, identity, independence, integral, minima, separable, vertices
from .reading import MAX_BYTES, Node, read_json, show
from .verdict import REJECTED, UNSUPPORTED, VERIFIED, Rejected, Unsupported, Verdict

KINDS: dict[str, tuple[Collection[str], Callable[[str, Node, Node, Node], str]]] = {
    "layer-identity": (identity.STATEMENTS, identity.verify),
    "expansion": (expansion.STATEMENTS, expansion.verify),
    "independence": (independence.STATEMENTS, independence.verify),
    "dependence": (dependence.STATEMENTS, dependence.verify),
    "critical-points": (critical.STATEMENTS, critical.verify),
    "bounds": (bounds.STATEMENTS, bounds.verify),
    "degenerate-critical-points": (degenerate.STATEMENTS, degenerate.verify),
    "separable-minima": (separable.STATEMENTS, separable.verify),
    "vertex-minima": (vertices.STATEMENTS, vertices.verify),
    "dataset-minima": (minima.STATEMENTS, minima.verify),
    "general-identity": (general.STATEMENTS, general.verify),
    "integral-minima": (integral.STATEMENTS, integral.verify),
    "integral-independence": (frequencies.STATEMENTS, frequencies.verify_independence),
    "integral-dependence": (frequencies.STATEMENTS, frequencies.verify_dependence),
    **haar.KINDS,
}


def verify(certificate: Node) -> str:
    """Summary of what was verified; raises Rejected or Unsupported."""
    found = certificate.mapping()
    for name in ("format", "version", "kind"):
        if name not in found:
            raise certificate.reject(f"missing field {show(name)}")
    if found["format"].value != "symqnn-certificate":
        raise found["format"].reject("not 'symqnn-certificate'")
    if found["version"].count() != 1:
        raise Unsupported("version", "this checker knows version 1")
    kind = found["kind"].text()
    if kind not in KINDS:
        raise Unsupported("kind", f"the kind {show(kind)} is unknown to this checker")
    *_, statement, instance, claim, witness = certificate.fields(
        "format", "version", "kind", "statement", "instance", "claim", "witness")
    statements, verify_kind = KINDS[kind]
    if statement.text() not in statements:
        raise statement.reject(f"{show(statement.value)} is no statement of the kind {kind}")
    return verify_kind(statement.text(), instance, claim, witness)


def answer(produce: Callable[[], object]) -> Verdict:
    """Verdict on the JSON value that `produce` returns, whatever that value is."""
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
    # latin-1 keeps every byte as one character; read_json refuses all that are not ASCII.
    return check_text(content.decode("latin-1"))
