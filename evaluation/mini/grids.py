"""Unpicked samples of the mini models: `python -m videostudio.evaluation.mini.grids` draws seeds 0 to 63 of four kinds
onto one sheet each, with a page that says what each should show and what the judge sees."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from videostudio.evaluation.mini.studio import Studio, Told, right, scene_of
from videostudio.evaluation.mini.study import parser
from videostudio.film.requests import ReferenceRequest
from videostudio.generators.mini.portraits import PlainPortraits
from videostudio.generators.paper.portraits import BasePortraits
from videostudio.tools.images import Pixels
from videostudio.training.advice import advising
from videostudio.training.scenes.world import Split
from videostudio.training.trainer.plots import sheet

SEEDS, COLUMNS = 64, 8
QUALITY = 90
GREY = 128


@dataclass(frozen=True)
class Sample:
    """A drawn picture, what it should show, and whether the judge sees that; None where it was not asked."""

    picture: Pixels
    words: str
    right: bool | None = None


def scenes(studio: Studio, split: Split, seeds: int, told: Told) -> Iterator[Sample]:
    """One or two figures by turns."""
    for seed in range(seeds):
        scene = scene_of(seed, split, 1 + seed % 2)
        picture = studio.drawn(scene, told)
        judged = right(studio, scene, studio.seen(picture))
        good = judged["all of the cast right"] == judged["place right"] == 1
        yield Sample(picture, f"{' and '.join(one.words for one in scene.cast)}, {scene.kind}", good)


def portraits(studio: Studio, seeds: int) -> Iterator[Sample]:
    """Figures from words alone, as a film begins, on grey where they were cut out."""
    form = studio.form
    imager = PlainPortraits(BasePortraits(studio.imager), form.width, form.height)
    for seed in range(seeds):
        one = scene_of(seed, Split.TRAIN).cast[0]
        request = ReferenceRequest(entity=one.entity, width=form.height, height=form.height, seed=seed)
        drawn = imager.shoot_reference(request, artifacts=studio.shelf).pixels
        alpha = drawn[..., 3:].astype(float) / 255 if drawn.shape[2] == 4 else np.ones((*drawn.shape[:2], 1))
        yield Sample(np.rint(drawn[..., :3] * alpha + GREY * (1 - alpha)).astype(np.uint8), one.words)


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    wanted = parser("grids", (__doc__ or "").splitlines()[0], SEEDS).parse_args(arguments)
    studio = Studio.at(wanted.models, wanted.work, wanted.steps, wanted.threads)
    write(studio, wanted.out, wanted.units)
    return 0


def write(studio: Studio, out: Path, seeds: int) -> None:
    """mini-NAME.jpg of each kind, and mini-samples.md."""
    out.mkdir(parents=True, exist_ok=True)
    kinds = {
        "pairs": ("nouns in places where training never showed them", scenes(studio, Split.PAIRS, seeds, Told())),
        "words": ("the same without references", scenes(studio, Split.PAIRS, seeds, Told(figures=False, place=False))),
        "novel": ("nouns that training never showed", scenes(studio, Split.NOVEL, seeds, Told())),
        "portraits": ("figures from words alone", portraits(studio, seeds)),
    }
    lines = ["# What the mini models draw", "", f"Seeds 0 to {seeds - 1}, nothing picked, from left to right."]
    for name, (told, made) in kinds.items():
        samples = list(made)
        grid = sheet([one.picture for one in samples], COLUMNS)
        squeezed = cv2.imencode(".jpg", grid[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1]
        (out / f"mini-{name}.jpg").write_bytes(squeezed.tobytes())
        lines += ["", f"## {told[0].upper()}{told[1:]}", "", f"![{told}](mini-{name}.jpg)", ""]
        judged = [one.right for one in samples if one.right is not None]
        if judged:
            lines += [f"The judge finds cast and place in {sum(judged)} of {len(judged)}. Wrong by it: "]
            lines[-1] += "; ".join(one.words for one in samples if one.right is False) + "."
        else:
            lines += ["; ".join(one.words for one in samples) + "."]
    (out / "mini-samples.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
