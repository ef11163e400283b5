"""The label of the circuit stands beside the network that was read from it, and beside no other."""

from dataclasses import replace

from symqnn.certificate.encode import certificate, instance_json, network_json
from symqnn.certificate.source import with_source
from symqnn.model.instance_file import Instance, Source, default_state
from symqnn.model.qnn import QNN

MINE, OTHER = QNN(["X"], "Z"), QNN(["Y"], "Z")
INSTANCE = Instance("mine", MINE, default_state(MINE), Source("Z\n + 0*X", "5" * 64))
LABEL = {"sha256": "5" * 64, "observable": "Z + 0*X"}


def test_beside_the_network_of_the_instance() -> None:
    plain = certificate("dependence", "definition-1", instance_json(MINE), {}, {})
    assert with_source(plain, INSTANCE)["instance"]["source"] == LABEL
    assert "source" not in plain["instance"]
    inside = certificate("minima", "theorem-2", {"loss": {"network": network_json(MINE)}}, {}, {})
    assert with_source(inside, INSTANCE)["instance"]["loss"]["source"] == LABEL


def test_nowhere_else() -> None:
    other = certificate("dependence", "definition-1", instance_json(OTHER), {}, {})
    assert "source" not in with_source(other, INSTANCE)["instance"]
    plain = certificate("dependence", "definition-1", instance_json(MINE), {}, {})
    assert with_source(plain, replace(INSTANCE, source=None)) is plain
