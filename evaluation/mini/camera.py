"""When the camera has to move: `python -m videostudio.evaluation.mini.camera` (the paper's choice of T_m, criterion
(d))."""

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from videostudio.evaluation.mini.clips import Reel, apart, flows, scripted_flow
from videostudio.evaluation.mini.study import Measured, Row, Study, conclude, parser

STEPS = tuple(range(11))
UNITS = 12
"""Clips whose camera moves."""


def study(reel: Reel, steps: Sequence[int] = STEPS) -> Study:
    """Clips of the animatic's own pictures."""

    def measure(unit: int, condition: str) -> Measured:
        wanted = reel.wanted(reel.moving(unit))
        frames = reel.film(wanted, unit, reel.filmer(int(condition.removeprefix("T_m "))))
        height, width = frames.shape[1:3]
        asked = scripted_flow(wanted.camera, width, height, reel.filmed.fps)
        rows = reel.eye.embed_images(list(frames))
        return {
            "flow error, px": float(np.mean([apart(found, asked) for found in flows(frames)])),
            "flow error of the animatic, px": float(np.mean([apart(found, asked) for found in flows(wanted.frames)])),
            "frame consistency": float(np.mean((rows[1:] * rows[:-1]).sum(1))),
        }

    return Study(
        name="camera",
        question="After how many steps should the camera move?",
        conditions=tuple(f"T_m {step}" for step in steps),
        measures={
            "flow error, px": "mean distance of the flow between frames and the one that was scripted",
            "flow error of the animatic, px": "the same of the clip that the animatic makes: far layers and figures "
            "move otherwise, and DIS is not exact",
            "frame consistency": "cosine of a frame and the next, in the judge's space",
        },
        against="T_m 0",
        can="Whether warping what is being denoised moves the camera as scripted, and whether there is a best time.",
        cannot="The best T_m of a model of full size: it depends on the number of steps and on what the model knows of "
        "cameras; this one saw moving cameras in training and is not told of them in any other way.",
        by=reel.by,
        measure=measure,
        extra=_best,
    )


def _best(rows: Sequence[Row]) -> dict[str, Any]:
    """The T_m with the least error, and what share of T_m = 0's error is left."""
    errors: dict[str, list[float]] = {}
    for row in rows:
        errors.setdefault(row["condition"], []).append(row["flow error, px"])
    means = {name: float(np.mean(each)) for name, each in errors.items()}
    best = min(means, key=lambda name: means[name])
    return {"best": best, "error left": round(means[best] / max(means["T_m 0"], 1e-9), 4)}


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    wanted = parser("mini_camera", __doc__ or "", UNITS).parse_args(arguments)
    reel = Reel.at(wanted.models, wanted.work, wanted.steps, wanted.threads)
    conclude(study(reel), wanted.units, wanted.work, wanted.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
