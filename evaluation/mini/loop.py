"""What the loop makes of natural failures: `python -m videostudio.evaluation.mini.loop` (criterion (c)).

Every scene is drawn four times. What is truly right, the judge says; the film's own critic hears the film's own scores
of each take, and its thresholds are set on the other half of the stories (`natural.calibration_of`). The loop keeps the
first take that passes, and the least bad of all if none does; the same number of takes of every scene, chosen by the
scores of other takes, is what choosing alone is compared with. The whole study is a calibration of profile `mini`,
which is written where films look for it.
"""

import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from videostudio.evaluation.mini.natural import Judged, calibration_of, least_bad, looped
from videostudio.evaluation.mini.studio import Scene, Studio, right, scene_of
from videostudio.evaluation.mini.study import Measured, Row, Study, conclude, interval, parser, rows_of
from videostudio.film.fingerprint import plain
from videostudio.film.identity import Identity
from videostudio.film.requests import CastMember, ScoreItem, ScoreRequest, Subject
from videostudio.generators.mini.captions import event_of
from videostudio.generators.mini.styles import enlarged
from videostudio.graphs.bootstrap import build_backends, profile_named, resolved, scorer
from videostudio.graphs.calibrations import keep
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.port import Scorer
from videostudio.tools.workspace import Workspace
from videostudio.training.advice import advising
from videostudio.training.scenes.world import A_PLATE, Split

TAKES = 4
UNITS = 100
"""Scenes, of one and two figures by turns."""
FILM = (640, 360)
"""px of a film's pictures: the critic sees them as large as they are made."""
KEPT = Path(str(files("videostudio.graphs") / "data" / "mini.json"))
"""Where films of profile `mini` find their calibration, beside the preview's."""


def study(studio: Studio, heard: Scorer) -> Study:
    """Scenes as films have them, with both references."""

    def measure(unit: int, condition: str) -> Measured:
        scene = scene_of(unit, Split.PAIRS, 1 + unit % 2)
        picture = studio.drawn(scene, take=int(condition.removeprefix("take ")) - 1)
        judged = right(studio, scene, studio.seen(picture))
        good = judged["all of the cast right"] == judged["place right"] == 1
        return {**judged, "truly right": float(good), "scores": scores(studio, heard, scene, picture)}

    return Study(
        name="loop",
        question="Does the loop lift scenes that came out wrong by themselves?",
        conditions=tuple(f"take {number}" for number in range(1, TAKES + 1)),
        measures={"truly right": "the judge finds everybody of the cast and the right kind of place"},
        against="take 1",
        can="Whether a loop's scores, which know nothing of the judge, tell what a diffusion model does wrong of its "
        "own accord, and what drawing again is worth then.",
        cannot="How many takes a model of full size needs. Takes differ by their seed alone, while a film asks for "
        "later takes in other words and bindings too; references are the animatic's, while a film draws its own.",
        by=studio.by | {"scores": plain(heard.identity), "upscale": studio.upscale},
        measure=measure,
        extra=lambda rows: {"loop": lifted(rows, heard.identity)},
    )


def scores(studio: Studio, heard: Scorer, scene: Scene, picture: Pixels) -> list[dict[str, Any]]:
    """What a film's critic is told about a take, Scores as JSON; without a staging, which the model does not know."""
    cast = tuple(studio.member(one.entity) for one in scene.cast)
    others = tuple(studio.member(scene_of(7919 + scene.number + at, Split.TRAIN).cast[0].entity) for at in range(2))
    large = enlarged(picture, *FILM, studio.upscale)
    request = ScoreRequest(
        subject=Subject.IMAGE,
        items=(ScoreItem(id=f"scene-{scene.number}", artifact=studio.put(large), place=scene.place.id),),
        event=told(scene),
        distractors=(told(scene_of(104729 + scene.number, Split.TRAIN)),),
        cast=cast,
        others=others,
        place=studio.member(scene.place),
        width=FILM[0],
        height=FILM[1],
    )
    return [plain(one) for one in heard.score(request, artifacts=studio.shelf).scores]


def told(scene: Scene) -> str:
    """A scene in a sentence, as scripts have it."""
    place = CastMember(entity=scene.place)
    return event_of([one.entity for one in scene.cast], place, scene.action)


def scenes_of(rows: Sequence[Row]) -> dict[int, list[Judged]]:
    """Unit -> its takes, in their order."""
    found: dict[int, list[Judged]] = {}
    for row in sorted(rows, key=lambda row: (row["unit"], row["condition"])):
        found.setdefault(row["unit"], []).append(Judged.of(row))
    return found


def lifted(rows: Sequence[Row], scorer: Identity) -> dict[str, Any]:
    """Shares of scenes that are truly right: of first takes, after the loop, and with shuffled scores; with intervals
    over scenes, each judged by thresholds that the other half of the stories has set."""
    scenes = scenes_of(rows)
    used, final, deaf = (np.zeros(len(scenes), np.int64) for _ in range(3))
    half = np.array([unit // A_PLATE % 2 for unit in scenes])
    takes = list(scenes.values())
    for own in (0, 1):
        critic = calibration_of([takes[at] for at in np.flatnonzero(half != own)], scorer)
        mine = np.flatnonzero(half == own)
        pool = [take for at in mine for take in takes[at]]
        order = np.random.default_rng(own).permutation(len(pool))
        for place, one in enumerate(mine):
            used[one], final[one] = looped(takes[one], critic)
            heard = [pool[order[TAKES * place + take]] for take in range(used[one])]
            deaf[one] = least_bad(heard, critic)
    truth = np.array([[float(not take.wrong) for take in one] for one in takes])
    at = np.arange(len(takes))
    first, loop, shuffled = truth[:, 0], truth[at, final], truth[at, deaf]
    return {
        "first takes wrong": interval(1 - first),
        "right at once": interval(first),
        "right after the loop": interval(loop),
        "right with shuffled scores": interval(shuffled),
        "lift of the loop": interval(loop - first),
        "loop less shuffled": interval(loop - shuffled),
        "takes of a scene": interval(used.astype(float)),
        "right by the best of all takes": interval(truth.max(1)),
    }


def _makers(models: Path | None) -> tuple[Identity, ...]:
    """Who makes the pictures and clips of films of profile mini, by these models."""
    usual = profile_named("mini")
    named = {} if models is None else {"weights": str(models)}
    profile = usual.model_copy(update={"settings": {**usual.settings, "mini": named}})
    return tuple(build_backends(resolved(profile, Workspace.default())).makers().values())


@advising
def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    options = parser("loop", (__doc__ or "").splitlines()[0], UNITS)
    options.add_argument("--calibration", type=Path, default=KEPT, help="file of the calibration")
    wanted = options.parse_args(arguments)
    studio, heard = Studio.at(wanted.models, wanted.work, wanted.steps, wanted.threads), scorer()
    asked = study(studio, heard)
    conclude(asked, wanted.units, wanted.work, wanted.out)
    takes = scenes_of(rows_of(asked, wanted.units, wanted.work)).values()
    found = calibration_of(list(takes), heard.identity, _makers(wanted.models))
    if any(one.rejects for one in found.scores):
        keep(found, wanted.calibration)
    else:
        told = f"no calibration was written: by {found.takes} sound takes no score tells them from the others"
        print(told, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
