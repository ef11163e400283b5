"""The label of a certificate about a circuit: which file the network was read from, and the
observable as it was given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symqnn.certificate.encode import Json, network_json
from symqnn.model.instance_file import Instance


def with_source(certificate: Mapping[str, Any], instance: Instance) -> Mapping[str, Any]:
    """The certificate, with the SHA-256 of the circuit beside each network that is the one of the
    instance.

    The label proves nothing; a reader compares it with that of the file (``sha256sum FILE``).
    Networks other than that of the instance, and certificates of instances that no circuit was read
    for, stay as they are.

    Example:
        >>> from symqnn.certificate.encode import certificate, instance_json
        >>> from symqnn.model.instance_file import Source, default_state
        >>> from symqnn.model.qnn import QNN
        >>> qnn = QNN(["X"], "Z")
        >>> instance = Instance("mine", qnn, default_state(qnn), Source("Z", "0" * 64))
        >>> plain = certificate("dependence", "definition-1", instance_json(qnn), {}, {})
        >>> with_source(plain, instance)["instance"]["source"]["observable"]
        'Z'
    """
    if instance.source is None or not instance.source.digest:
        return certificate
    observable = " ".join(instance.source.observable.split())  # printable: no ends of lines
    label = {"sha256": instance.source.digest, "observable": observable}
    return {
        **certificate,
        "instance": _labelled(certificate["instance"], network_json(instance.qnn), label),
    }


def _labelled(value: Any, network: Json, label: Json) -> Any:
    """An instance, or a LOSS in it, with the label next to the network."""
    if not isinstance(value, dict):
        return value
    inner = {
        key: _labelled(part, network, label) for key, part in value.items() if key != "network"
    }
    if "network" not in value:
        return inner
    return {"network": value["network"], **inner} | (
        {"source": label} if value["network"] == network else {}
    )
