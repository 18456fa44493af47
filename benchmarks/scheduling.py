"""How well work is spread over devices, here and on Ray: `python benchmarks/scheduling.py --json`.

Simulated models with fixed times (image 1 s, clip 4 s, load 10 s, score 0.5 s) in real workers, through the real
executor. `--scale 20` divides all times by 20.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import psutil

from videostudio.evaluation.scheduling import image_request, last_start, least_seconds, loads, noted, simulated, story
from videostudio.evaluation.simulated import CLIP, READY, Latency
from videostudio.graphs.executor.on_ray import connect
from videostudio.graphs.executor.seats import Seat, device_seats
from videostudio.tools.ledger import Ledger

SCENES, ENTITIES, DEVICES, HELPERS = 20, 4, 4, 4
MANY_SCENES = 120
"""So many that loading, which no number of workers makes less, is a small part."""


def seats(devices: int, helpers: int = HELPERS) -> tuple[Seat, ...]:
    """Devices that are none, with helpers."""
    return device_seats(("cpu",) * devices, helpers)


async def film(root: Path, latency: Latency, devices: int, scenes: int, address: str) -> dict[str, object]:
    """A story, its time beside the least that it can take, and who loaded what."""
    noting = latency.model_copy(update={"notes": str(root / "notes")})
    began = time.monotonic()
    async with simulated(root, noting, seats(devices), address) as executor:
        await story(executor, scenes=scenes, entities=ENTITIES)
        wall_s = time.monotonic() - began
    start_s = last_start(root / "notes") - began
    least_s = least_seconds(latency, scenes=scenes, entities=ENTITIES, devices=devices, start_s=start_s)
    loaded = loads(root / "notes")
    return {
        "executor": address,
        "devices": devices,
        "scenes": scenes,
        "wall_s": round(wall_s, 3),
        "critical_path_s": round(least_s, 3),
        "of_it_start_s": round(start_s, 3),
        "ratio": round(wall_s / least_s, 4),
        "loads": len(loaded),
        "devices_x_pipelines": devices * 2,
    }


async def scaling(root: Path, latency: Latency, address: str) -> dict[str, object]:
    """One worker and four, without the time they take to start: a story that is long beside its loads, and one that
    grows with the workers."""
    runs = {}
    for name, devices, scenes in (
        ("long_1", 1, MANY_SCENES),
        ("long_4", 4, MANY_SCENES),
        ("short_1", 1, SCENES // 4),
        ("short_4", 4, SCENES),
    ):
        (folder := root / name).mkdir()
        told = await film(folder, latency, devices, scenes, address)
        runs[name] = float(str(told["wall_s"])) - float(str(told["of_it_start_s"]))
    ceiling = [least_seconds(latency, scenes=MANY_SCENES, entities=ENTITIES, devices=n, start_s=0) for n in (1, 4)]
    return {
        "executor": address,
        "scenes": MANY_SCENES,
        "seconds": {name: round(seconds, 3) for name, seconds in runs.items()},
        "efficiency": round(runs["long_1"] / 4 / runs["long_4"], 4),
        "efficiency_at_most": round(ceiling[0] / 4 / ceiling[1], 4),
        "efficiency_four_times_the_work": round(runs["short_1"] / runs["short_4"], 4),
    }


async def killed(root: Path, latency: Latency, address: str) -> dict[str, object]:
    """A worker is killed - with Ray its actor - in the middle of a clip."""
    noting = latency.model_copy(update={"notes": str(root / "notes")})
    async with simulated(root, noting, seats(DEVICES), address) as executor:
        making = asyncio.create_task(story(executor, scenes=SCENES, entities=ENTITIES))
        while CLIP not in [what for _, what in loads(root / "notes")]:
            await asyncio.sleep(0.05)
        await asyncio.sleep(latency.clip_ms / 2000)
        worker = psutil.Process(next(pid for pid, what in loads(root / "notes") if what == CLIP))
        (worker if address == "local" else worker.parent() or worker).kill()
        await making
    counts = Ledger(root / "ledger.jsonl").counts()
    return {"executor": address, "clips_lost": counts.started_without_made, "repeats_of_durable_calls": counts.repeats}


async def overhead(root: Path, jobs: int, address: str) -> dict[str, object]:
    """What a job of 0 s costs, with its durable picture, entry and ledger lines."""
    at_once = Latency(load_ms=0, image_ms=0, clip_ms=0, score_ms=0, notes=str(root / "notes"))
    async with simulated(root, at_once, seats(DEVICES, 1), address) as executor:
        await executor.run(image_request(0))
        while [what for _, what, *_ in noted(root / "notes")].count(READY) < DEVICES:
            await asyncio.sleep(0.05)
        began, began_cpu = time.monotonic(), time.process_time()
        done = await asyncio.gather(*(executor.run(image_request(number)) for number in range(1, jobs + 1)))
        wall_s, cpu_s = time.monotonic() - began, time.process_time() - began_cpu
    making_s = sum(one.entry.seconds_milli for one in done) / 1000
    return {
        "executor": address,
        "jobs": jobs,
        "wall_ms_a_job": round(wall_s / jobs * 1000, 3),
        "executors_cpu_ms_a_job": round(cpu_s / jobs * 1000, 3),
        "in_a_worker_ms_a_job": round(making_s / jobs * 1000, 3),
    }


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--scale", type=float, default=1.0, help="divides all times")
    parser.add_argument("--jobs", type=int, default=10_000, help="jobs of 0 s")
    parser.add_argument("--executor", default="local", help="local, ray or ray://HOST:PORT")
    parser.add_argument("--only", choices=("film", "scaling", "killed", "overhead"), help="one of the measurements")
    asked = parser.parse_args()
    latency = Latency().scaled(asked.scale)
    if asked.executor != "local":
        connect(asked.executor)
    work: dict[str, Callable[[Path], Awaitable[dict[str, object]]]] = {
        "film": lambda root: film(root, latency, DEVICES, SCENES, asked.executor),
        "killed": lambda root: killed(root, latency, asked.executor),
        "overhead": lambda root: overhead(root, asked.jobs, asked.executor),
        "scaling": lambda root: scaling(root, latency, asked.executor),
    }
    told: dict[str, object] = {"scale": asked.scale}
    for name, measure in work.items():
        if asked.only in (None, name):
            with tempfile.TemporaryDirectory() as folder:
                told[name] = asyncio.run(_awaited(measure(Path(folder))))
    print(json.dumps(told) if asked.json else json.dumps(told, indent=1))


async def _awaited(work: Awaitable[dict[str, object]]) -> dict[str, object]:
    return await work


if __name__ == "__main__":
    main()
