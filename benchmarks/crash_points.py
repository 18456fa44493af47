"""Films killed at every point that a durable write passes: `python benchmarks/crash_points.py --executor ray`.

Four workers of simulated models that take no time. Prints a line for every crash, and the sums: `repeats` counts calls
that were made again although their answer was durable.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from videostudio.evaluation.crashes import PASSINGS, POINTS, crash, undisturbed

CLUSTER = """
import ray, sys
ray.init("local", num_cpus=8, include_dashboard=False, log_to_driver=False, configure_logging=False)
print(ray.get_runtime_context().gcs_address, flush=True)
sys.stdin.read()
"""


@contextmanager
def executor_at(asked: str) -> Iterator[str]:
    """`asked`; for "ray" a cluster of this machine that all crashes share."""
    if asked != "ray":
        yield asked
        return
    with subprocess.Popen(
        [sys.executable, "-c", CLUSTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        yield f"ray://{process.stdout.readline().decode().strip()}"
        process.communicate()


def main() -> int:
    """Prints the crashes; 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--executor", default="local", help="local, ray or ray://HOST:PORT")
    parser.add_argument("--passings", type=int, nargs="+", default=PASSINGS, help="which passings of each point")
    parser.add_argument("--points", nargs="+", default=POINTS, choices=POINTS, metavar="POINT", help="some of them")
    asked = parser.parse_args()
    found, began = [], time.monotonic()
    with executor_at(asked.executor) as executor, tempfile.TemporaryDirectory() as folder:
        whole = undisturbed(Path(folder) / "undisturbed")
        for number, (point, passing) in enumerate((at, n) for at in asked.points for n in asked.passings):
            one = crash(Path(folder) / str(number), executor, point, passing, whole)
            print(json.dumps(asdict(one)), flush=True)
            found.append(one)
    told = {
        "executor": asked.executor,
        "points": len(asked.points),
        "crashes": len(found),
        "ended": sum(one.ended for one in found),
        "calls_lost": sum(one.lost for one in found),
        "repeats_of_durable_calls": sum(one.repeats for one in found),
        "other_films": sum(not one.same for one in found),
        "wall_s": round(time.monotonic() - began, 1),
    }
    print(json.dumps(told))
    return int(any(one.repeats or not one.same for one in found))


if __name__ == "__main__":
    sys.exit(main())
