"""Clips to learn from: scenes of the mini models' world set in motion by the animatic, with known action and camera.

`python -m videostudio.training.scenes.clips --scale mini --out DIR --clips N` draws them into shards of mp4 and json,
in frames as `--scale` of `videostudio.training.scenes` and of `videostudio.training.vid` says. Shards that are there
stay, so it can be stopped and go on, and more clips asked for later. Equal numbers give equal clips.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import count
from pathlib import Path
from time import monotonic

import cv2
import numpy as np
from pydantic import Field

from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.entity import Entity
from videostudio.film.fingerprint import derive_seed
from videostudio.film.noun import Noun
from videostudio.film.requests import CastMember
from videostudio.generators.animatic.art import ArtPack, pack_named
from videostudio.generators.animatic.figures import Figure, figure_of
from videostudio.generators.animatic.motions import motion_for
from videostudio.generators.animatic.places import place_of
from videostudio.generators.animatic.roles import Wish, afloat, mounted
from videostudio.generators.animatic.shot import Shot, shot_of
from videostudio.generators.animatic.staging import stage
from videostudio.generators.mini.actions import motion_of
from videostudio.tools.video.colour import planar_to_rgb, scaled
from videostudio.training.advice import advising
from videostudio.training.parts import to_files
from videostudio.training.scenes.clip_records import Clip, encoded_clip
from videostudio.training.scenes.draw import LEAST_SHARE, NOTHING
from videostudio.training.scenes.form import Form
from videostudio.training.scenes.shards import write_shard
from videostudio.training.scenes.world import Scripted, Split, scripted
from videostudio.training.trainer.scales import scale_named
from videostudio.training.vid.scale import scale_of

A_SHARD = 64
STATIC = 0.25
"""Share of clips whose camera stands still."""
PLAN = "filming.json"


class Filming(Noun):
    """Clips of `frames` at `fps`, drawn in a form, of a split of its world."""

    form: Form
    frames: int = Field(ge=2)
    fps: int = Field(gt=0)
    split: Split = Split.TRAIN


def clip(filming: Filming, number: int) -> Clip:
    """Clip `number`; where somebody cannot be seen, the next one that the world makes of the same place."""
    camera = camera_of(filming, number)
    for again in count():
        scene = scripted(filming.form.seed, number, filming.split, again)
        shot = _shot(filming, scene, camera)
        masks = shot.troupe.masks()
        if all(one.entity.id in masks and masks[one.entity.id].mean() >= LEAST_SHARE for one in scene.cast):
            size = (filming.form.width, filming.form.height)
            frames = np.stack([scaled(planar_to_rgb(frame), size) for frame in shot.frames(filming.frames)])
            motion = motion_of(scene.action, [one.entity.head for one in scene.cast])
            return Clip(number, frames, filming.fps, scene.caption, motion, camera)
    raise AssertionError("scenes do not run out")


def camera_of(filming: Filming, number: int) -> CameraMove:
    """How clip `number` is filmed: one in four at rest, the others in any of the moves there are."""
    chance = random.Random(derive_seed("mini camera", filming.form.seed, filming.split, number))
    if chance.random() < STATIC:
        return CameraMove()
    moves = [direction for direction in Direction if direction is not Direction.STATIC]
    return CameraMove(direction=chance.choice(moves), speed=chance.choice(tuple(Speed)))


def write(filming: Filming, clips: int, out: Path, *, jobs: int) -> Iterator[int]:
    """Writes `clips` or a few more, in whole shards; yields how many are there. Raises ValueError for a folder that
    holds clips of another kind."""
    out.mkdir(parents=True, exist_ok=True)
    told = filming.model_dump_json() + "\n"
    if (out / PLAN).is_file() and (out / PLAN).read_text("utf-8") != told:
        raise ValueError(f"{out} holds clips of another form, length, rate or split: give another --out")
    (out / PLAN).write_text(told, encoding="utf-8")
    shards = list(range(-(-clips // A_SHARD)))
    paths = [out / f"{shard:05d}.tar" for shard in shards]
    for done in to_files(paths, shards, partial(write_one, filming, A_SHARD), jobs):
        yield done * A_SHARD


def write_one(filming: Filming, size: int, path: Path, shard: int) -> None:
    """Writes shard number `shard` of `size` clips."""
    cv2.setNumThreads(1)
    drawn = (clip(filming, number) for number in range(shard * size, (shard + 1) * size))
    write_shard(path, ((f"{one.number:08d}", encoded_clip(one)) for one in drawn))


def _shot(filming: Filming, scene: Scripted, camera: CameraMove) -> Shot:
    form = filming.form
    cast = [_figure(form.art, one.entity) for one in scene.cast]
    motion, _ = motion_for(scene.action, [figure.noun for figure in cast[1:]])
    figures, motion = mounted(cast, motion)
    motion, place = afloat(figures, motion, place_of(scene.place))
    wish = Wish(figures, motion, camera, (), scene.way, scene.shot)
    staging = stage(wish, place, form.width * form.fine, form.height * form.fine)
    return shot_of(staging, figures, place, camera, fps=filming.fps, frames=filming.frames, tail=0)


@cache
def _figure(art: str, entity: Entity) -> Figure:
    return figure_of(CastMember(entity=entity), NOTHING, _pack(art))


@cache
def _pack(art: str) -> ArtPack:
    return pack_named(art)


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command. 0 when all clips are there, 2 for what has to be changed."""
    parser = argparse.ArgumentParser(prog="python -m videostudio.training.scenes.clips", description=__doc__)
    parser.add_argument("--scale", default="mini", help="a file of training/scenes/scales and of training/vid/scales")
    parser.add_argument("--out", type=Path, required=True, help="folder for the shards")
    parser.add_argument("--clips", type=int, required=True)
    parser.add_argument("--split", default="train", choices=[split.value for split in Split])
    parser.add_argument("--jobs", type=int, default=2, help="processes that draw")
    wanted = parser.parse_args(arguments)
    try:
        scale = scale_of(wanted.scale)
        form = scale_named(wanted.scale, "videostudio.training.scenes", Form)
        form = form.model_copy(update={"width": scale.width, "height": scale.height})
        filming = Filming(form=form, frames=scale.frames, fps=scale.fps, split=Split(wanted.split))
        began, first = monotonic(), None
        for done in write(filming, wanted.clips, wanted.out, jobs=wanted.jobs):
            first = done if first is None else first
            pace = (done - first) / max(monotonic() - began, 1e-9)
            left = f", {(wanted.clips - done) / pace / 60:.0f} min left" if pace and done < wanted.clips else ""
            print(f"{done} of {wanted.clips} clips, {pace:.1f} a second{left}", file=sys.stderr, flush=True)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
