"""Views of all there is to learn from, drawn once and seen through the layers that do not learn.

    features.npy  (N, C, H, W) float16: what those layers make of every view
    rows.npy      (N, 3) int32: what a view is of - Role, then the number of the thing, frame or spot, and by how many
                  degrees its hues are turned

A view costs more to draw, and to see at full size, than to learn from. Drawn once and learned from several times it
leaves the time of a run to the layers that learn. The same seed gives the same bank, over any number of processes.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import onnx_ir as ir
import onnxruntime as ort
import torch
from numpy.typing import NDArray
from torch import nn

from videostudio.tools.images import Pixels
from videostudio.training import clip_model, clip_pool
from videostudio.training.clip_pool import Plan, Pool
from videostudio.training.clip_pupil import tensor_of
from videostudio.training.clip_teacher import load_features
from videostudio.training.clip_views import Drawer, is_colourful
from videostudio.training.export import graph_of
from videostudio.training.parts import Arrays, in_parts

Features = NDArray[np.float16]

CHUNK = 512
AT_ONCE = 16
"""Pictures that the frozen layers see at once: more do not fit the cache."""
FROM_SCENES = 0.55
"""Share of views that are cut from staged scenes, where the thing stands in one; the rest are composites."""


class Role(IntEnum):
    """What a view is for."""

    REFERENCE = 0
    VIEW = 1
    ELSEWHERE = 2
    FRAME = 3
    EMPTY = 4


Row = tuple[Role, int, int]
"""Role; thing, frame or spot; degrees."""


@dataclass(frozen=True)
class Amounts:
    """How often everything is drawn."""

    references: int = 6
    views: int = 32
    turns: int = 3
    """Turned hues of every colourful thing, each with `turned_views` views and one reference."""
    turned_views: int = 3
    elsewhere: int = 4000
    frames: int = 1
    empty: int = 3


@dataclass(frozen=True)
class Bank:
    """The arrays, mapped from their files."""

    features: Features
    rows: NDArray[np.int32]


@dataclass(frozen=True)
class Task:
    """A part of the bank."""

    pool: Path
    plan: Plan
    amounts: Amounts
    begin: int


def load(folder: Path) -> Bank:
    """The bank that `draw` wrote into `folder`."""
    return Bank(np.load(folder / "features.npy", mmap_mode="r"), np.load(folder / "rows.npy"))


def draw(folder: Path, pool: Path, plan: Plan, amounts: Amounts, *, jobs: int) -> Iterator[tuple[int, int]]:
    """Draws the bank of a pool; yields (done, total) views on the way."""
    if (folder / "rows.npy").is_file():
        return
    folder.mkdir(parents=True, exist_ok=True)
    rows = rows_of(clip_pool.load(pool, plan), amounts, seed=plan.seed)
    tasks = [Task(pool, plan, amounts, begin) for begin in range(0, len(rows), CHUNK)]
    paths = [folder / f"part-{task.begin:07d}.npz" for task in tasks]
    for done in in_parts(paths, tasks, _seen, jobs):
        yield min(done * CHUNK, len(rows)), len(rows)
    parts = [np.load(path)["features"] for path in paths]
    np.save(folder / "features.npy", np.concatenate(parts))
    np.save(folder / "rows.npy", np.array(rows, np.int32))
    for path in paths:
        path.unlink()


def rows_of(pool: Pool, amounts: Amounts, *, seed: int) -> list[Row]:
    """What the bank of a pool holds: nothing that training must not see. Shuffled, so that parts take equally long."""
    draw = random.Random(seed)
    rows: list[Row] = [(Role.ELSEWHERE, 0, 0)] * amounts.elsewhere
    for thing, known in enumerate(pool.things):
        if known.held_out:
            continue
        rows += [(Role.REFERENCE, thing, 0)] * amounts.references + [(Role.VIEW, thing, 0)] * amounts.views
        for turn in sorted(draw.sample(range(50, 310, 10), amounts.turns)) if _turns(pool, thing) else ():
            rows += [(Role.REFERENCE, thing, turn)] + [(Role.VIEW, thing, turn)] * amounts.turned_views
    frames = pool.shown_frames
    rows += [(Role.FRAME, frame, 0) for frame in frames] * amounts.frames
    rows += [(Role.EMPTY, spot, 0) for spot in sorted({pool.scenes[frame]["spot"] for frame in frames})] * amounts.empty
    draw.shuffle(rows)
    return rows


def _turns(pool: Pool, thing: int) -> bool:
    return is_colourful(np.asarray(pool.references[thing]))


def _seen(task: Task) -> Arrays:
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    pool = clip_pool.load(task.pool, task.plan)
    rows = _rows(task.pool, task.plan, task.amounts)[task.begin : task.begin + CHUNK]
    chance = np.random.default_rng((task.plan.seed, task.begin))
    shown = np.array([not spot.held_out for spot in pool.spots])
    artist = Artist(pool, Drawer(pool.sets[shown], clip_model.pixels(), chance), chance)
    pictures = np.stack([artist.drawn(row) for row in rows])
    parts = [tensor_of(pictures[at : at + AT_ONCE]).contiguous().numpy() for at in range(0, len(rows), AT_ONCE)]
    return {"features": np.concatenate([eyes().run(None, {"input": part})[0] for part in parts]).astype(np.float16)}


@cache
def _rows(pool: Path, plan: Plan, amounts: Amounts) -> Sequence[Row]:
    return rows_of(clip_pool.load(pool, plan), amounts, seed=plan.seed)


@cache
def eyes() -> ort.InferenceSession:
    """The layers that do not learn, as a graph: onnxruntime sees twice as many pictures a second with them as torch."""
    model = clip_model.built().eval()
    load_features(model.visual.trunk)
    side = clip_model.pixels()
    graph = graph_of(nn.Sequential(*clip_model.frozen_layers(model)).eval(), torch.zeros(2, 3, side, side))
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(ir.to_proto(graph).SerializeToString(), options, providers=["CPUExecutionProvider"])


class Artist:
    """Draws the view that a row asks for."""

    def __init__(self, pool: Pool, drawer: Drawer, chance: np.random.Generator) -> None:
        self._pool, self._drawer, self._chance = pool, drawer, chance

    def drawn(self, row: Row) -> Pixels:
        role, number, turn = row
        match role:
            case Role.REFERENCE:
                return self._drawer.portrait(self._pool.references[number], turn)
            case Role.VIEW:
                return self._view(number, turn)
            case Role.ELSEWHERE:
                return self._drawer.background()
            case Role.FRAME:
                return self._drawer.whole(self._pool.frames[number])
            case Role.EMPTY:
                return self._drawer.whole(self._pool.sets[number])

    def _view(self, thing: int, turn: int) -> Pixels:
        staged = self._pool.figures_of.get(thing)
        if staged is not None and not turn and self._chance.random() < FROM_SCENES:
            frame, _, *box = self._pool.figures[staged[int(self._chance.integers(len(staged)))]]
            return self._drawer.cut(self._pool.frames[frame], box)
        return self._drawer.composite(self._pool.references[thing], turn)
