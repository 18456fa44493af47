"""What bodies cost: `python benchmarks/rigs.py --json`.

Milliseconds of processor time, one thread, per kind of body: `frame` to pose and draw it 300 px high on 1280x720
as it walks, the median of rounds in which the kinds alternate; `build` from an entity's words to its first frame,
with empty caches of drawings (the pack and its index stay loaded), and `scene` the same once more for another scene,
in which it is a little smaller.
"""

import argparse
import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import _lru_cache_wrapper, partial

import cv2
import numpy as np

from videostudio.film.entity import Entity, EntityKind
from videostudio.generators.animatic.art import default_pack
from videostudio.generators.animatic.rigs.body import Body, Rig
from videostudio.generators.animatic.rigs.creature import creature_of
from videostudio.generators.animatic.rigs.person import person_of
from videostudio.generators.animatic.rigs.pose import Moment
from videostudio.generators.animatic.yuv import Frame

ANIMALS = ("dog", "cat", "horse", "cow", "sheep", "elephant", "giraffe", "mouse", "turtle", "dragon", "fish", "owl")
KINDS = {"girl": EntityKind.PERSON} | dict.fromkeys(ANIMALS, EntityKind.ANIMAL) | {"car": EntityKind.OBJECT}
TALL, SMALLER = 300, 280
PLACE = np.array([[TALL, 0.0, 640.0], [0.0, TALL, 620.0]])
FPS, STEPS = 24, 48
MOST_FRAME_MS, MOST_BUILD_MS = 1.5, 80.0
EMPTIED = ("videostudio.generators.animatic.rigs", "videostudio.generators.animatic.art.raster")
"""Where caches are emptied before something is built."""


def rig_of(name: str) -> Rig:
    """The rig of a kind."""
    entity = Entity(id=name, name=name, kind=KINDS[name], head=name)
    rig = person_of(entity) or creature_of(entity, default_pack())
    if rig is None:
        raise RuntimeError(f"'{name}' has no rig")
    return rig


def walk(body: Body, frame: Frame, steps: int) -> None:
    """Draws a body `steps` times, walking."""
    for step in range(steps):
        t = step / FPS
        body.draw(frame, body.pose("walk", Moment(t, t / 4, 0.8)), PLACE)


def built(name: str, height: int, frame: Frame) -> None:
    """From words to the first frame."""
    walk(rig_of(name).body(height, lambda rgba: rgba), frame, 1)


def emptied() -> None:
    """Forgets all that was drawn."""
    for found in gc.get_objects():
        if isinstance(found, _lru_cache_wrapper) and str(found.__module__).startswith(EMPTIED):
            found.cache_clear()


def timed(job: Callable[[], None]) -> float:
    """Milliseconds of processor time."""
    began = time.process_time()
    job()
    return 1000 * (time.process_time() - began)


def measure(rounds: int) -> dict[str, dict[str, float]]:
    """Kind -> its figures."""
    frame = Frame.blank(1280, 720)
    frame.buffer[:] = 128
    bodies = {name: rig_of(name).body(TALL, lambda rgba: rgba) for name in KINDS}
    for body in bodies.values():
        walk(body, frame, STEPS)
    frames = [{name: timed(partial(walk, body, frame, STEPS)) for name, body in bodies.items()} for _ in range(rounds)]
    builds: dict[str, list[tuple[float, float]]] = {name: [] for name in KINDS}
    for _ in range(max(3, rounds // 3)):
        for name in KINDS:
            emptied()
            first, then = (timed(partial(built, name, height, frame)) for height in (TALL, SMALLER))
            builds[name].append((first, then))
    return {
        name: {
            "frame_ms": round(statistics.median(row[name] for row in frames) / STEPS, 2),
            "build_ms": round(statistics.median(first for first, _ in builds[name]), 1),
            "scene_ms": round(statistics.median(then for _, then in builds[name]), 1),
        }
        for name in KINDS
    }


def main() -> int:
    """Prints the figures; exit status 1 if one is beyond its limit."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    kinds = measure(arguments.rounds)
    worst = {name: max(row[name] for row in kinds.values()) for name in ("frame_ms", "build_ms")}
    limits = {"most_frame_ms": MOST_FRAME_MS, "most_build_ms": MOST_BUILD_MS}
    if arguments.json:
        print(json.dumps({"kinds": kinds, "worst": worst, "pack": default_pack().name} | limits))
    else:
        print(
            "\n".join(
                f"{name:>10}: {row['frame_ms']:5.2f} ms, {row['build_ms']:6.1f}, {row['scene_ms']:6.1f} ms"
                for name, row in kinds.items()
            )
        )
    return 0 if worst["frame_ms"] <= MOST_FRAME_MS and worst["build_ms"] <= MOST_BUILD_MS else 1


if __name__ == "__main__":
    sys.exit(main())
