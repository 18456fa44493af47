"""When the camera has to move: `python -m videostudio.evaluation.mini.camera` (the paper's choice of T_m, criterion
(d))."""

import sys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from videostudio.evaluation.mini.clips import Reel, apart, flows, scripted_flow
from videostudio.evaluation.mini.study import Measured, Row, Study, conclude, parser, ratio
from videostudio.training.advice import advising

STEPS = tuple(range(11))
UNITS = 8
"""Clips whose camera moves."""


def study(reel: Reel, steps: Sequence[int] = STEPS) -> Study:
    """Clips of the animatic's own pictures."""
    filmer = cache(reel.filmer)

    def measure(unit: int, condition: str) -> Measured:
        wanted = reel.wanted(reel.moving(unit))
        frames = reel.film(wanted, unit, filmer(int(condition.removeprefix("T_m "))))
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
        extra=lambda rows: {"camera": chosen(rows)},
    )


def chosen(rows: Sequence[Row]) -> dict[str, Any]:
    """The T_m with the least error, and what share of T_m = 0's error is left by it. For the share each half of the
    clips takes the T_m that is best on the other: the best of eleven on the very clips would flatter itself."""
    errors: dict[str, dict[int, float]] = {}
    for row in rows:
        errors.setdefault(row["condition"], {})[row["unit"]] = row["flow error, px"]
    units = sorted(errors["T_m 0"])
    halves = units[::2], units[1::2]
    best = {half: _least(errors, others) for half, others in ((0, halves[1] or units), (1, halves[0]))}
    found = [errors[best[at % 2]][unit] for at, unit in enumerate(units)]
    return {
        "best T_m": _least(errors, units).removeprefix("T_m "),
        "error left": ratio(found, [errors["T_m 0"][unit] for unit in units]),
    }


def _least(errors: Mapping[str, Mapping[int, float]], units: Sequence[int]) -> str:
    return min(errors, key=lambda condition: sum(errors[condition][unit] for unit in units))


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    wanted = parser("camera", __doc__ or "", UNITS).parse_args(arguments)
    reel = Reel.at(wanted.models, wanted.work, wanted.steps, wanted.threads)
    conclude(study(reel), wanted.units, wanted.work, wanted.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
