"""Whether a clip shows what it is told is done: `python -m videostudio.evaluation.mini.action` (the paper's action
vector, on and off)."""

import sys
from collections.abc import Sequence

import numpy as np

from videostudio.evaluation.mini.clips import Reel, apart, flows
from videostudio.evaluation.mini.study import Measured, Study, conclude, parser
from videostudio.generators.mini.actions import KnownMotions
from videostudio.training.advice import advising

ON, OFF, OTHER = "action", "no action", "another action"
UNITS = 18
"""Clips."""


def study(reel: Reel, camera_after: int) -> Study:
    """Clips of the animatic's own pictures, beside the animatic's clip of the same scene."""
    told, deaf = reel.filmer(camera_after), reel.filmer(camera_after, lambda folder: KnownMotions(()))

    def measure(unit: int, condition: str) -> Measured:
        wanted = reel.wanted(unit)
        other = "jump" if wanted.action != "jump" else "walk"
        frames = reel.film(wanted, unit, deaf if condition == OFF else told, other if condition == OTHER else None)
        count = min(len(frames), len(wanted.frames))
        rows, true = (reel.eye.embed_images(list(each[:count])) for each in (frames, wanted.frames))
        moved, asked = flows(frames[:count]), flows(wanted.frames[:count])
        return {
            "flow beside the animatic's, px": float(np.mean([apart(a, b) for a, b in zip(moved, asked, strict=True)])),
            "frames like the animatic's": float(np.mean((rows * true).sum(1))),
            "frame consistency": float(np.mean((rows[1:] * rows[:-1]).sum(1))),
            "moved, px": float(np.mean([np.linalg.norm(flow, axis=-1).mean() for flow in moved])),
        }

    return Study(
        name="action",
        question="Does the action vector change what is done?",
        conditions=(ON, OFF, OTHER),
        measures={
            "flow beside the animatic's, px": "mean distance of the flow and that of the animatic's clip of the scene",
            "frames like the animatic's": "cosine of each frame and the animatic's, in the judge's space",
            "frame consistency": "cosine of a frame and the next",
            "moved, px": "mean length of the flow",
        },
        against=OFF,
        can="Whether a model listens to an action vector at all, and whether the right one brings clips nearer to what "
        "was meant than none or a wrong one.",
        cannot="Whether 400 classes of a classifier do what some ten exact motions do here, and what people think of "
        "the motion.",
        by=reel.by | {"T_m": camera_after},
        measure=measure,
    )


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    options = parser("action", __doc__ or "", UNITS)
    options.add_argument("--camera-after", type=int, default=2, help="T_m, the best one of the study camera")
    wanted = options.parse_args(arguments)
    reel = Reel.at(wanted.models, wanted.work, wanted.steps, wanted.threads)
    conclude(study(reel, wanted.camera_after), wanted.units, wanted.work, wanted.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
