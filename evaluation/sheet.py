"""A contact sheet of faults: for each kind a clean take and, beside it, the same scene gone wrong."""

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from videostudio.evaluation.takes import ShotTake, Unit
from videostudio.generators.faults import IN_PICTURE, FaultKind
from videostudio.tools.images import Pixels
from videostudio.tools.scoring import world

FRAME = (240, 135)
ABREAST = 3
"""Pairs in a row of faults that one frame shows; those in time are shown by three frames each."""
GAP, LINE = 6, 18
PAPER, INK = 248, (40, 40, 48)
COMPANY = 2
"""Entities in a scene that shows what is wrong with one of them."""


def write(unit: Unit, seed: int, kinds: Sequence[FaultKind], out: Path) -> None:
    """The sheet of `kinds` as a picture of the format that `out` is named after: faults in the picture ABREAST in a
    row, faults in time one in a row."""
    cells = [_cell(unit, *told, kind, seed) for told, kind in zip(_scenes(seed, len(kinds)), kinds, strict=True)]
    still = [cell for cell, kind in zip(cells, kinds, strict=True) if kind in IN_PICTURE]
    moving = [cell for cell, kind in zip(cells, kinds, strict=True) if kind not in IN_PICTURE]
    rows = [np.concatenate(still[at : at + ABREAST], axis=1) for at in range(0, len(still), ABREAST)] + moving
    width = max(row.shape[1] for row in rows)
    padded = [np.pad(row, ((GAP, 0), (0, width - row.shape[1]), (0, 0)), constant_values=PAPER) for row in rows]
    sheet = np.pad(np.concatenate(padded), ((0, GAP), (GAP, 0), (0, 0)), constant_values=PAPER)
    Image.fromarray(sheet).save(out, quality=80)


def _scenes(seed: int, count: int) -> list[tuple[world.Story, world.WorldScene]]:
    """Scenes, with their stories, with company in them, each of another story, in clear weather."""
    found: list[tuple[world.Story, world.WorldScene]] = []
    number = 0
    while len(found) < count:
        story = world.story(seed, number)
        fit = [(story, scene) for scene in story.scenes if len(scene.cast) >= COMPANY]
        found.extend(fit[:1] if story.place.aspect("weather") is None else [])
        number += 1
    return found


def _cell(unit: Unit, story: world.Story, scene: world.WorldScene, kind: FaultKind, seed: int) -> Pixels:
    """(LINE + h, w, 3): the label over the clean frames and the faulty ones."""
    clean, faulty = (_frames(unit, take) for take in (unit.shoot(story, scene), unit.shoot(story, scene, kind, seed)))
    moments = (0,) if kind in IN_PICTURE else _telling(clean, faulty)
    gap = np.full((FRAME[1], GAP, 3), PAPER, np.uint8)
    strip = np.concatenate([p for frames in (clean, faulty) for at in moments for p in (frames[at], gap)], axis=1)
    label = Image.new("RGB", (strip.shape[1], LINE), (PAPER,) * 3)
    camera = "" if kind in IN_PICTURE else f" [{scene.camera}]"
    text = f"{kind.replace('_', ' ')}: {scene.event}{camera}"
    ImageDraw.Draw(label).text((2, 2), text, INK, ImageFont.load_default(12))
    return np.concatenate([np.asarray(label), strip])


def _telling(clean: Sequence[Pixels], faulty: Sequence[Pixels]) -> list[int]:
    """The first moment, and of those in film order that differ most one in each half."""
    differ = [float(np.abs(a.astype(int) - b).mean()) for a, b in zip(clean, faulty, strict=True)]
    half = len(differ) // 2
    return [0, int(np.argmax(differ[1:half])) + 1, int(np.argmax(differ[half:])) + half]


def _frames(unit: Unit, take: ShotTake) -> list[Pixels]:
    with av.open(str(unit.shelf.path(take.clip))) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    film = frames[: unit.format.frames]
    return [np.asarray(Image.fromarray(frame).resize(FRAME, Image.Resampling.LANCZOS)) for frame in film]
