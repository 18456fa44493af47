"""What the tests of graphs share."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a Ray cluster of this machine."""
    ray = pytest.importorskip("ray")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_worker_niceness", "0")  # tests wait for what it does
        ray.init(num_cpus=8, include_dashboard=False, log_to_driver=False, configure_logging=False)
        yield f"ray://{ray.get_runtime_context().gcs_address}"
        ray.shutdown()
