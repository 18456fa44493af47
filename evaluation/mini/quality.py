"""How good references have to be: `python -m videostudio.evaluation.mini.quality` (the paper's first open question)."""

import sys
from collections.abc import Sequence
from functools import partial

import cv2
import numpy as np

from videostudio.evaluation.mini.references import compared
from videostudio.evaluation.mini.studio import Studio, mean_of, right, story_of
from videostudio.evaluation.mini.study import Measured, Study, conclude, parser
from videostudio.tools.images import Pixels
from videostudio.training.advice import advising
from videostudio.training.scenes.references import Quality, spoiled_mask
from videostudio.training.scenes.world import Split

CONDITIONS = {
    "good": Quality(),
    "64 px": Quality(px=64),
    "32 px": Quality(px=32),
    "16 px": Quality(px=16),
    "mask 5 % smaller": Quality(erosion=0.05),
    "mask 15 % smaller": Quality(erosion=0.15),
    "10 % of the mask wrong": Quality(noise=0.1),
    "30 % of the mask wrong": Quality(noise=0.3),
}
UNITS = 16
"""Stories of four scenes."""


def study(studio: Studio) -> Study:
    """Stories of nouns that the models were never trained on: only the reference says what they look like."""

    def measure(unit: int, condition: str) -> Measured:
        story, quality = story_of(unit, Split.NOVEL), CONDITIONS[condition]
        spoil = partial(spoiled, quality=quality, seed=unit)
        pictures = [studio.drawn(scene, spoil=spoil) for scene in story]
        seen = [studio.seen(one) for one in pictures]
        judged = mean_of([right(studio, scene, one) for scene, one in zip(story, seen, strict=True)])
        return {**judged, **compared(studio, story, pictures, seen)}

    return Study(
        name="quality",
        question="How good do references have to be?",
        conditions=tuple(CONDITIONS),
        measures={
            "entity right": "the judge finds the figure's noun before all other nouns of the world",
            "Scene Consistency, judge": "cosine of the figure's crops in scenes that follow each other",
            "FG-SIM, judge": "cosine of the good reference and where the picture looks most like its figure",
            "FG-SIM, house CLIP": "the same in the loop's own space",
        },
        against="good",
        can="Which fault of a reference - few px, a mask that is too small, holes in it - costs most in a model whose "
        "references are local CLIP tokens.",
        cannot="From which px on it matters: 64 px here are as large as the figure is drawn, and the CLIP sees 128 px. "
        "Models of full size draw ten times as much detail.",
        by=studio.by,
        measure=measure,
    )


def spoiled(picture: Pixels, quality: Quality, seed: int) -> Pixels:
    """A cut-out (h, w, 4) of a lower quality: less detail first, then a worse mask."""
    longest, found = max(picture.shape[:2]), picture
    if quality.px < longest:
        size = tuple(max(1, round(px * quality.px / longest)) for px in picture.shape[1::-1])
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        found = np.asarray(cv2.resize(small, picture.shape[1::-1], interpolation=cv2.INTER_LINEAR), np.uint8)
    alpha = spoiled_mask(np.ascontiguousarray(found[..., 3]), quality, np.random.default_rng(seed))
    return np.dstack([found[..., :3], alpha])


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    wanted = parser("quality", __doc__ or "", UNITS).parse_args(arguments)
    studio = Studio.at(wanted.models, wanted.work, wanted.steps, wanted.threads)
    conclude(study(studio), wanted.units, wanted.work, wanted.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
