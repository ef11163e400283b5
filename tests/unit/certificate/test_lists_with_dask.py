"""The search for a list of critical points, and its check, on the workers of a Dask cluster."""

from collections.abc import Iterator
from pathlib import Path

import joblib
import pytest

import symqnn
from symqnn.certificate.canonical import canonical_bytes, write_certificate
from symqnn.certificate.critical import critical_points_certificate
from symqnn.roots.critical import critical_points
from symqnn.statements.landscapes import named_landscape


@pytest.fixture
def cluster() -> Iterator[None]:
    """Two workers, which the one line of a user names."""
    distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as found,
        distributed.Client(found),
        joblib.parallel_config("dask"),
    ):
        yield


@pytest.mark.slow
def test_found_and_checked_on_a_cluster_the_same_bytes(cluster: None, tmp_path: Path) -> None:
    poly = named_landscape("latin", 4).poly
    certificates = [
        critical_points_certificate(critical_points(poly, jobs=jobs)) for jobs in (1, 2)
    ]
    assert canonical_bytes(certificates[0]) == canonical_bytes(certificates[1])
    path = write_certificate(tmp_path / "latin_p4.certificate.json", certificates[1])
    answer = symqnn.check(path, parts=4, jobs=2)
    assert answer.status == "VERIFIED" and "exactly 3328 critical points" in answer.summary
    assert "16 of 16 charts as kept" in answer.summary
