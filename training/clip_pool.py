"""Pictures to learn from, drawn by the animatic's own roles and kept as arrays in one folder.

    references.npy  (T, 160, 160, 4) uint8 RGBA, one per thing
    sets.npy        (P, 180, 320, 3) uint8 RGB, one per spot
    frames.npy      (F, 180, 320, 3) uint8 RGB, frames of staged scenes
    figures.npy     (K, 6) int32: frame, thing, left, top, width, height of every figure in px of its frame
    scenes.json     per frame: spot and the verb of its action

Drawing goes over several processes; the same seed gives the same folder.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.evaluation.shelf import Shelf
from videostudio.film.camera import ShotSize
from videostudio.film.entity import EntityKind
from videostudio.film.errors import GeneratorError
from videostudio.film.requests import CastMember, ClipRequest, ReferenceRequest, SceneImageRequest
from videostudio.film.staging import Staging
from videostudio.generators.animatic.art import pack_named
from videostudio.generators.animatic.backend import Animatic, build
from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.given import Given
from videostudio.tools.images import Pixels
from videostudio.tools.video.colour import planar_to_rgb
from videostudio.training import clip_world
from videostudio.training.clip_world import Spot, Thing
from videostudio.training.parts import Arrays, in_parts

REFERENCE_PX = 160
WIDTH, HEIGHT = 320, 180
FPS = 12
SHOWN_AT = (0, 3, 7)
"""Frames of a scene that are kept: the scene image, and two later phases of the motion."""
CHUNK = 16
MOST_FIGURES = 3
NOWHERE = Path("nowhere")
"""The folder of a shelf that writes no files: all that is drawn from lies in memory."""
NOTHING = Shelf(NOWHERE)
Task = tuple["Plan", str, int]
"""Plan, what to draw, its first number."""
ACTORS = (EntityKind.PERSON, EntityKind.ANIMAL, EntityKind.OBJECT)


@dataclass(frozen=True)
class Plan:
    """What the pool holds. Everything follows from it, in every process alike."""

    art: str
    people: int
    scenes: int
    seed: int
    held_out: bool = False
    """Whether scenes show the things that training never sees, and only those."""


@dataclass(frozen=True)
class Drawn:
    """Frames of one scene with the figures in them: (thing, left, top, width, height), the same in all frames."""

    frames: Pixels
    figures: tuple[tuple[int, int, int, int, int], ...]
    spot: int
    verb: str


@dataclass(frozen=True)
class Pool:
    """The arrays, mapped from their files."""

    things: list[Thing]
    spots: list[Spot]
    references: Pixels
    sets: Pixels
    frames: Pixels
    figures: NDArray[np.int32]
    scenes: list[dict[str, Any]]

    @cached_property
    def shown_frames(self) -> list[int]:
        """The frames without anything that is held out."""
        hidden = {int(frame) for frame, thing in self.figures[:, :2] if self.things[int(thing)].held_out}
        places = [self.spots[facts["spot"]] for facts in self.scenes]
        return [frame for frame, place in enumerate(places) if not place.held_out and frame not in hidden]

    @cached_property
    def figures_of(self) -> dict[int, list[int]]:
        """Thing -> its rows of `figures`."""
        found: dict[int, list[int]] = defaultdict(list)
        for row, thing in enumerate(self.figures[:, 1]):
            found[int(thing)].append(row)
        return dict(found)

    @cached_property
    def cast_of(self) -> dict[int, list[int]]:
        """Frame -> the things in it."""
        found: dict[int, list[int]] = defaultdict(list)
        for frame, thing in self.figures[:, :2]:
            found[int(frame)].append(int(thing))
        return dict(found)


def load(folder: Path, plan: Plan) -> Pool:
    """The pool that `draw` wrote into `folder`."""
    arrays = {
        name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("references", "sets", "frames", "figures")
    }
    scenes = json.loads((folder / "scenes.json").read_text(encoding="utf-8"))
    return Pool(_things(plan), clip_world.spots(seed=plan.seed), **arrays, scenes=scenes)


def draw(folder: Path, plan: Plan, *, jobs: int) -> Iterator[tuple[int, int]]:
    """Draws the pool; yields (done, total) pictures on the way. Parts that are there already stay."""
    parts = folder / "parts"
    parts.mkdir(parents=True, exist_ok=True)
    if (folder / "scenes.json").is_file():
        return
    counts = {"references": len(_things(plan)), "sets": len(clip_world.spots(seed=plan.seed)), "scenes": plan.scenes}
    total = sum(counts.values())
    tasks = [(plan, what, begin) for what, count in counts.items() for begin in range(0, count, CHUNK)]
    paths = [parts / f"{what}-{begin:06d}.npz" for _, what, begin in tasks]
    for done in in_parts(paths, tasks, _drawn, jobs):
        yield min(done * CHUNK, total), total
    _join(folder, [what for _, what, _ in tasks], paths)


def _join(folder: Path, kinds: Sequence[str], paths: Sequence[Path]) -> None:
    """One file of each kind from the parts."""
    joined: dict[str, list[Any]] = {"references": [], "sets": [], "frames": []}
    figures: list[Sequence[int]] = []
    facts: list[dict[str, Any]] = []
    for what, path in zip(kinds, paths, strict=True):
        with np.load(path) as arrays:
            if what != "scenes":
                joined[what].append(arrays["pictures"])
                continue
            joined["frames"].append(arrays["pictures"])
            figures += [(frame + len(facts), *figure) for frame, *figure in arrays["figures"].tolist()]
            facts += json.loads(str(arrays["facts"]))
    nothing = np.zeros((0, HEIGHT, WIDTH, 3), np.uint8)
    for name, pieces in joined.items():
        np.save(folder / f"{name}.npy", np.concatenate(pieces) if pieces else nothing)
    np.save(folder / "figures.npy", np.array(figures, np.int32).reshape(-1, 6))
    (folder / "scenes.json").write_text(json.dumps(facts), encoding="utf-8")


def _drawn(task: Task) -> Arrays:
    plan, what, begin = task
    cv2.setNumThreads(1)
    if what == "scenes":
        return _scenes(plan, range(begin, min(begin + CHUNK, plan.scenes)))
    if what == "references":
        return {"pictures": np.stack([_reference(plan, thing) for thing in _things(plan)[begin : begin + CHUNK]])}
    return {
        "pictures": np.stack([_set(plan, spot) for spot in clip_world.spots(seed=plan.seed)[begin : begin + CHUNK]])
    }


def _scenes(plan: Plan, numbers: Sequence[int]) -> Arrays:
    """Frames, figures and facts of some scenes; `figures` count frames from the first of these."""
    frames, figures, facts = list[Pixels](), list[Sequence[int]](), list[dict[str, Any]]()
    for scene in filter(None, (_scene(plan, number) for number in numbers)):
        for frame in scene.frames:
            figures += [(len(frames), *figure) for figure in scene.figures]
            facts.append({"spot": scene.spot, "verb": scene.verb})
            frames.append(frame)
    return {"pictures": np.stack(frames), "figures": np.array(figures, np.int32), "facts": np.array(json.dumps(facts))}


def _reference(plan: Plan, thing: Thing) -> Pixels:
    request = ReferenceRequest(entity=thing.entity, width=REFERENCE_PX, height=REFERENCE_PX, seed=plan.seed)
    return _animatic(plan.art).entity_imager.shoot_reference(request, artifacts=NOTHING).pixels


def _set(plan: Plan, spot: Spot) -> Pixels:
    request = ReferenceRequest(entity=spot.entity, width=WIDTH, height=HEIGHT, seed=plan.seed)
    return _animatic(plan.art).entity_imager.shoot_reference(request, artifacts=NOTHING).pixels


def _scene(plan: Plan, number: int) -> Drawn | None:
    """One scene, None where the animatic refuses it."""
    chance = random.Random(f"{plan.seed} {plan.held_out} scene {number}")
    things, spots = _things(plan), clip_world.spots(seed=plan.seed)
    eligible = _eligible(plan)
    cast = list(
        dict.fromkeys(chance.choice(chance.choice(eligible)) for _ in range(chance.choice((1, 2, 2, MOST_FIGURES))))
    )
    spot = chance.randrange(len(spots))
    motion = chance.choice(sorted(MOTIONS))
    verb = motion
    shelf, animatic = Shelf(NOWHERE), _animatic(plan.art)
    members = [_member(plan, things[index], shelf) for index in cast]
    place = CastMember(entity=spots[spot].entity)
    common: dict[str, Any] = {
        "scene_id": f"s{number}",
        "attempt": 1,
        "event": verb,
        "action": verb,
        "cast": tuple(members),
        "place": place,
        "width": WIDTH,
        "height": HEIGHT,
        "seed": chance.randrange(2**31),
    }
    try:
        shot = chance.choice(list(ShotSize))
        picture = animatic.scene_imager.shoot_image(SceneImageRequest(**common, shot=shot), artifacts=shelf)
        assert picture.staging is not None
        request = ClipRequest(
            **common,
            image=shelf.put_picture(picture.pixels),
            staging=shelf.put_noun(picture.staging),
            frames=2 * FPS,
            tail_frames=0,
            fps=FPS,
        )
        footage = animatic.scene_filmer.shoot_clip(request, artifacts=shelf)
        frames = list(islice(footage.frames, SHOWN_AT[-1] + 1))
    except GeneratorError:
        return None
    kept = np.stack([planar_to_rgb(frames[at]) for at in SHOWN_AT])
    ids = {things[index].entity.id: index for index in cast}
    return Drawn(kept, tuple(_figures(picture.staging, ids)), spot, verb)


def _figures(staging: Staging, ids: dict[str, int]) -> Iterator[tuple[int, int, int, int, int]]:
    for placement in staging.placements:
        box = placement.box
        yield ids[placement.entity_id], box.left, box.top, box.width, box.height


def _member(plan: Plan, thing: Thing, shelf: Shelf) -> CastMember:
    return CastMember(entity=thing.entity, reference=shelf.put_picture(_reference(plan, thing)))


@cache
def _animatic(art: str) -> Animatic:
    return build(Given(art=art))


@cache
def _all_things(art: str, people: int, seed: int) -> list[Thing]:
    return clip_world.things(pack_named(art), people_count=people, seed=seed)


def _things(plan: Plan) -> list[Thing]:
    return _all_things(plan.art, plan.people, plan.seed)


@cache
def _eligible(plan: Plan) -> Sequence[Sequence[int]]:
    """Indices of the things that scenes may show, by kind: stories have as many people as animals and objects."""
    shown = [(index, thing.entity.kind) for index, thing in enumerate(_things(plan)) if thing.held_out == plan.held_out]
    return [[index for index, kind in shown if kind is wanted] for wanted in ACTORS]
