"""How many figures a scene can hold: `python -m videostudio.evaluation.mini.cast` (the paper's second open
question)."""

import sys
from collections.abc import Sequence

from videostudio.evaluation.mini.studio import Scene, Studio, right, scene_of
from videostudio.evaluation.mini.study import Measured, Study, conclude, parser
from videostudio.training.advice import advising
from videostudio.training.scenes.world import Split, Subject

MOST = 6
"""Training shows four at most."""
UNITS = 40
"""Scenes, each with one figure more up to MOST."""


def study(studio: Studio) -> Study:
    """Places and figures that training showed, in pairs that it may have shown."""

    def measure(unit: int, condition: str) -> Measured:
        scene = crowd(unit, int(condition))
        return right(studio, scene, studio.seen(studio.drawn(scene)))

    return Study(
        name="cast",
        question="What happens with many common entities in a scene?",
        conditions=tuple(str(figures) for figures in range(1, MOST + 1)),
        measures={
            "entity right": "share of the cast whose noun the judge finds before all nouns that are not in the scene",
            "all of the cast right": "scenes in which that holds for everybody",
            "place right": "the judge tells the kind of place",
        },
        against="1",
        can="Whether references that share one attention, their tokens one behind the other as in the paper, are told "
        "apart, and how that falls off.",
        cannot="Where it falls off: here a picture has 24 x 14 latents, and six figures hardly find room in it.",
        by=studio.by,
        measure=measure,
    )


def crowd(number: int, figures: int) -> Scene:
    """Scene `number` with so many of the same row of figures: each size holds the smaller ones."""
    base, other = scene_of(number, Split.TRAIN), 0
    found: list[Subject] = []
    while len(found) < MOST:
        candidate = scene_of(1000 * (1 + number) + other, Split.TRAIN).cast[0] if other else base.cast[0]
        if candidate.noun not in {one.noun for one in found}:
            found.append(candidate)
        other += 1
    return base.model_copy(update={"cast": tuple(found[:figures])})


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    wanted = parser("cast", __doc__ or "", UNITS).parse_args(arguments)
    studio = Studio.at(wanted.models, wanted.work, wanted.steps, wanted.threads)
    conclude(study(studio), wanted.units, wanted.work, wanted.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
