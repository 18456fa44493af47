"""What the loop makes of natural failures: `python -m videostudio.evaluation.mini.loop` (criterion (c)).

Every scene is drawn four times. What is truly right, the judge says; what the loop hears are the film's own scores of
each take. How they are weighed is fitted on one half of the scenes and used on the other, and the other way round. The
loop takes the first take that it thinks well enough of, and the best of all if there is none; the same number of takes
of every scene, chosen by scores of other takes, is what choosing alone is compared with.
"""

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from videostudio.evaluation.mini.studio import Scene, Studio, right, scene_of
from videostudio.evaluation.mini.study import Measured, Row, Study, conclude, interval, parser
from videostudio.film.fingerprint import plain
from videostudio.film.requests import ScoreItem, ScoreRequest, Subject
from videostudio.graphs.bootstrap import scorer
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.port import Scorer
from videostudio.training.scenes.world import Split

TAKES = 4
MOST = 1.8
"""Takes of a scene in the mean, that the loop may use."""
UNITS = 100
"""Scenes, of one and two figures by turns."""
SCORE = "score "
SETTLING = 400
"""Steps of the fit; it has a dozen numbers."""
Values = NDArray[np.float64]


def study(studio: Studio, heard: Scorer) -> Study:
    """Scenes as films have them, with both references."""

    def measure(unit: int, condition: str) -> Measured:
        scene = scene_of(unit, Split.PAIRS, 1 + unit % 2)
        picture = studio.drawn(scene, take=int(condition.removeprefix("take ")) - 1)
        judged = right(studio, scene, picture)
        good = judged["all of the cast right"] == judged["place right"] == 1
        return {"truly right": float(good), **scores(studio, heard, scene, picture)}

    return Study(
        name="loop",
        question="Does the loop lift scenes that came out wrong by themselves?",
        conditions=tuple(f"take {number}" for number in range(1, TAKES + 1)),
        measures={"truly right": "the judge finds everybody of the cast and the right kind of place"},
        against="take 1",
        can="Whether a loop's scores, which know nothing of the judge, tell what a diffusion model does wrong of its "
        "own accord, and what drawing again is worth then.",
        cannot="How many takes a model of full size needs. Takes differ by their seed alone, while a film asks for "
        "later takes in other words and bindings too.",
        by=studio.by | {"scores": plain(heard.identity)},
        measure=measure,
        extra=lambda rows: {"loop": looped(rows)},
    )


def scores(studio: Studio, heard: Scorer, scene: Scene, picture: Pixels) -> dict[str, float | None]:
    """What a film would be told about a take, the mean of those about several; without a staging, which the model does
    not know."""
    cast = tuple(studio.member(one.entity) for one in scene.cast)
    others = tuple(studio.member(scene_of(7919 + scene.number + at, Split.TRAIN).cast[0].entity) for at in range(2))
    place = studio.member(scene.place)
    request = ScoreRequest(
        subject=Subject.IMAGE,
        items=(ScoreItem(id=f"scene-{scene.number}", artifact=studio.put(picture), place=scene.place.id),),
        event=told(scene),
        distractors=(told(scene_of(104729 + scene.number, Split.TRAIN)),),
        cast=cast,
        others=others,
        place=place,
        width=picture.shape[1],
        height=picture.shape[0],
    )
    found: dict[str, list[float]] = {}
    for one in heard.score(request, artifacts=studio.shelf).scores:
        if one.value is not None:
            found.setdefault(SCORE + one.name, []).append(one.value)
    return {name: float(np.mean(values)) for name, values in found.items()}


def told(scene: Scene) -> str:
    """A scene in a sentence."""
    return f"{' and '.join(f'the {one.words}' for one in scene.cast)} {scene.action} in the {scene.kind}"


def looped(rows: Sequence[Row]) -> dict[str, Any]:
    """Shares of scenes that are truly right: of first takes, after the loop, and with shuffled scores; in points with
    intervals over scenes."""
    units = sorted({row["unit"] for row in rows})
    truth = np.array([[_of(rows, unit, take)["truly right"] for take in range(TAKES)] for unit in units])
    sure = _crossed(rows, units, truth)
    used, final = _chosen(sure, _threshold(sure))
    other = np.random.default_rng(0).permutation(sure.ravel()).reshape(sure.shape)
    deaf = np.array([int(np.argmax(row[:count])) for row, count in zip(other, used, strict=True)])
    at = np.arange(len(units))
    first, loop, shuffled = truth[:, 0], truth[at, final], truth[at, deaf]
    return {
        "first takes right": interval(first),
        "right after the loop": interval(loop),
        "right with shuffled scores": interval(shuffled),
        "lift of the loop": interval(loop - first),
        "loop less shuffled": interval(loop - shuffled),
        "takes of a scene": interval(used.astype(float)),
        "right by the best of all takes": interval(truth.max(1)),
    }


def _of(rows: Sequence[Row], unit: int, take: int) -> Row:
    return next(row for row in rows if row["unit"] == unit and row["condition"] == f"take {take + 1}")


def _crossed(rows: Sequence[Row], units: Sequence[int], truth: Values) -> Values:
    """(units, TAKES): how sure the scores are that a take is right, fitted on the units of the other half."""
    names = sorted({name for row in rows for name in row if name.startswith(SCORE)})
    columns = [[[_of(rows, unit, take).get(name) for name in names] for take in range(TAKES)] for unit in units]
    values = np.array(columns, dtype=float)
    middle = np.nan_to_num(np.nanmean(values, axis=(0, 1)))
    values = np.where(np.isnan(values), middle, values)
    values = (values - middle) / (values.std((0, 1)) + 1e-9)
    found = np.zeros_like(truth)
    half = np.arange(len(units)) % 2 == 0
    for own in (half, ~half):
        weights = _fitted(values[~own].reshape(-1, len(names)), truth[~own].ravel())
        found[own] = values[own] @ weights
    return found


def _fitted(values: Values, wanted: Values) -> Values:
    """A logistic regression's weights, held small, by gradient descent; only the order matters, so it has no
    constant."""
    weights, middle = np.zeros(values.shape[1]), wanted.mean()
    for _ in range(SETTLING):
        said = 1 / (1 + np.exp(-(values @ weights) - np.log((middle + 1e-3) / (1 - middle + 1e-3))))
        weights += 0.5 * (values.T @ (wanted - said) / len(values) - 0.02 * weights)
    return weights


def _threshold(sure: Values) -> float:
    """The strictest with which the loop uses no more than MOST takes in the mean."""
    for threshold in np.sort(sure.ravel())[::-1]:
        if _chosen(sure, threshold)[0].mean() <= MOST:
            return float(threshold)
    return -np.inf


def _chosen(sure: Values, threshold: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Takes used, and which of them is taken."""
    good = sure >= threshold
    first = np.where(good.any(1), good.argmax(1), -1)
    used = np.where(first >= 0, first + 1, TAKES)
    return used, np.where(first >= 0, first, sure.argmax(1))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    wanted = parser("mini_loop", (__doc__ or "").splitlines()[0], UNITS).parse_args(arguments)
    studio = Studio.at(wanted.models, wanted.work, wanted.steps, wanted.threads)
    conclude(study(studio, scorer()), wanted.units, wanted.work, wanted.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
