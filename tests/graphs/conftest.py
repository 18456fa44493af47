"""What the tests of graphs share."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

CLUSTER = """
import ray, sys
ray.init("local", num_cpus=8, include_dashboard=False, log_to_driver=False, configure_logging=False)
print(ray.get_runtime_context().gcs_address, flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a Ray cluster: of this machine, in a process of its own, unless RAY_ADDRESS names another."""
    ray = pytest.importorskip("ray")
    if named := os.environ.get("RAY_ADDRESS"):
        yield f"ray://{named}"
        ray.shutdown()
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_worker_niceness", "0")  # tests wait for what it does
        patch.setenv("RAY_agent_register_timeout_ms", "300000")  # on a busy machine
        patch.setenv("RAY_AUTH_MODE", "disabled")
        process = subprocess.Popen(
            [sys.executable, "-c", CLUSTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert process.stdin is not None
        assert process.stdout is not None
        with process.stdin, process.stdout:
            yield f"ray://{process.stdout.readline().decode().strip()}"
        ray.shutdown()
        process.wait(60)
