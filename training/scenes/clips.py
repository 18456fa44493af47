"""Clips to learn from: scenes of the mini models' world set in motion by the animatic, with known action and camera.

`python -m videostudio.training.scenes.clips --out DIR --clips 20000` draws them into shards of mp4 and json, at the
size of a scale of `videostudio.training.vid`. Shards that are there already stay, so it can be stopped and go on, and
more clips asked for later. Equal numbers give equal clips.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from videostudio.evaluation.shelf import Shelf
from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.entity import Entity
from videostudio.film.errors import GeneratorError
from videostudio.film.fingerprint import derive_seed
from videostudio.film.requests import CastMember, ClipRequest, ReferenceRequest, SceneImageRequest
from videostudio.generators.animatic.backend import Animatic, build
from videostudio.generators.given import Given
from videostudio.generators.mini.actions import motion_of
from videostudio.tools.images import Pixels
from videostudio.tools.video.colour import planar_to_rgb, scaled
from videostudio.training.scenes.clip_records import Clip, encoded_clip
from videostudio.training.scenes.shards import write_shard
from videostudio.training.scenes.world import Scripted, Split, scripted
from videostudio.training.vid.scale import scale_of

A_SHARD = 64
FINER = 2
"""Drawn so many times finer than kept, since the animatic halves colours."""
STATIC = 0.25
"""Share of clips whose camera stands still."""
REFERENCE_PX = 160
NOWHERE = Path("nowhere")
"""The folder of a shelf that writes no files."""


@dataclass(frozen=True)
class ClipPlan:
    """What is drawn: clips of `frames` at `fps`, `width` x `height` px, of the world `seed`."""

    width: int
    height: int
    frames: int
    fps: int
    seed: int = 0
    split: Split = Split.TRAIN
    art: str = ""


def clip(plan: ClipPlan, number: int) -> Clip:
    """Clip `number`. Raises GeneratorError for a scene that the animatic refuses."""
    scene = scripted(plan.seed, number, plan.split)
    camera = camera_of(plan, number)
    shelf, animatic = Shelf(NOWHERE), _animatic(plan.art)
    members = tuple(_member(plan.art, one.entity, shelf) for one in scene.cast)
    common: dict[str, Any] = {
        "scene_id": f"s{number}",
        "attempt": 1,
        "event": scene.caption,
        "action": scene.action,
        "cast": members,
        "place": CastMember(entity=scene.place),
        "camera": camera,
        "width": plan.width * FINER,
        "height": plan.height * FINER,
        "seed": derive_seed("mini clip", plan.seed, plan.split, number),
    }
    picture = animatic.scene_imager.shoot_image(SceneImageRequest(**common, shot=scene.shot), artifacts=shelf)
    assert picture.staging is not None
    request = ClipRequest(
        **common,
        image=shelf.put_picture(picture.pixels[:2, :2]),  # films from the staging, so it is not looked at
        staging=shelf.put_noun(picture.staging),
        frames=plan.frames,
        tail_frames=0,
        fps=plan.fps,
    )
    footage = animatic.scene_filmer.shoot_clip(request, artifacts=shelf)
    frames = [_small(frame, plan) for frame in islice(footage.frames, plan.frames)]
    return Clip(number, np.stack(frames), plan.fps, scene.caption, _motion(scene), camera)


def camera_of(plan: ClipPlan, number: int) -> CameraMove:
    """How clip `number` is filmed: one in four at rest, the others in any of the moves there are."""
    chance = random.Random(derive_seed("mini camera", plan.seed, plan.split, number))
    if chance.random() < STATIC:
        return CameraMove()
    moves = [direction for direction in Direction if direction is not Direction.STATIC]
    return CameraMove(direction=chance.choice(moves), speed=chance.choice(tuple(Speed)))


def draw(plan: ClipPlan, folder: Path, count: int, jobs: int) -> Iterator[tuple[int, int]]:
    """Draws at least `count` clips into whole shards of `folder`; yields (done, total) shards, first those that are
    there. Raises ValueError for a folder whose clips are of another plan."""
    _keep_plan(plan, folder)
    total = -(-count // A_SHARD)
    todo = [(plan, folder, shard) for shard in range(total) if not _path(folder, shard).is_file()]
    done = total - len(todo)
    yield done, total
    if not todo:
        return
    with get_context("spawn").Pool(jobs) as workers:
        for _ in workers.imap_unordered(draw_shard, todo):
            done += 1
            yield done, total


def draw_shard(task: tuple[ClipPlan, Path, int]) -> None:
    """Draws one shard, whole or not at all; scenes that the animatic refuses are left out."""
    plan, folder, shard = task
    cv2.setNumThreads(1)
    write_shard(_path(folder, shard), _drawn(plan, range(shard * A_SHARD, (shard + 1) * A_SHARD)))


def _drawn(plan: ClipPlan, numbers: Sequence[int]) -> Iterator[tuple[str, dict[str, bytes]]]:
    for number in numbers:
        try:
            found = clip(plan, number)
        except GeneratorError:
            continue
        yield f"{number:08d}", dict(encoded_clip(found))


def _motion(scene: Scripted) -> str:
    return motion_of(scene.action, [one.entity.head for one in scene.cast])


def _small(planar: Pixels, plan: ClipPlan) -> Pixels:
    return scaled(planar_to_rgb(planar), (plan.width, plan.height))


def _member(art: str, entity: Entity, shelf: Shelf) -> CastMember:
    return CastMember(entity=entity, reference=shelf.put_picture(_reference(art, entity)))


@lru_cache(maxsize=512)
def _reference(art: str, entity: Entity) -> Pixels:
    request = ReferenceRequest(entity=entity, width=REFERENCE_PX, height=REFERENCE_PX, seed=0)
    return _animatic(art).entity_imager.shoot_reference(request, artifacts=Shelf(NOWHERE)).pixels


@lru_cache(maxsize=1)
def _animatic(art: str) -> Animatic:
    return build(Given(art=art))


def _path(folder: Path, shard: int) -> Path:
    return folder / f"{shard:05d}.tar"


def _keep_plan(plan: ClipPlan, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "plan.txt"
    if not kept.is_file():
        kept.write_text(f"{plan}\n", encoding="utf-8")
    if kept.read_text("utf-8") != f"{plan}\n":
        raise ValueError(f"{folder} holds clips of {kept.read_text('utf-8').strip()}: take another folder for {plan}")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. 0 when all clips are there, 2 for what has to be changed."""
    parser = argparse.ArgumentParser(prog="python -m videostudio.training.scenes.clips", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the shards")
    parser.add_argument("--clips", type=int, required=True, help="how many")
    parser.add_argument("--scale", default="mini", help="a file of training/vid/scales")
    parser.add_argument("--split", type=Split, default=Split.TRAIN, choices=list(Split), help="of the world")
    parser.add_argument("--seed", type=int, default=0, help="another seed is another world")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    asked = parser.parse_args(arguments)
    try:
        scale = scale_of(asked.scale)
        plan = ClipPlan(scale.width, scale.height, scale.frames, scale.fps, asked.seed, asked.split)
        begun, first = time.monotonic(), -1
        for done, total in draw(plan, asked.out, asked.clips, asked.jobs):
            first = done if first < 0 else first
            left = (time.monotonic() - begun) / max(1, done - first) * (total - done) if done > first else 0
            print(f"{done} of {total} shards, {left / 60:.0f} minutes left", file=sys.stderr, flush=True)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
