"""A calibration from natural failures: pictures that the small models drew, which the judge found right or wrong.

The usual calibration of a profile counts every take that was rightly asked for as sound, and of a small model's takes
up to half are not. Here the judge says which are; what is wrong with the others is their cast or their place. Only
scene images are judged so: clips take minutes each, and about them and about references the critic only advises.

A sound take that is rejected costs another picture, seconds here. So the rate of false rejects is not the usual one but
the largest with which the critic spends no more than MOST takes a scene; and a score needs no more than LEAST_AUC to
help, since what it costs counts in the rate.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from videostudio.agents import critic
from videostudio.film.artifact import ArtifactRef
from videostudio.film.calibration import Calibration
from videostudio.film.identity import Identity
from videostudio.film.requests import Subject
from videostudio.film.score import Score
from videostudio.film.take import Take
from videostudio.film.verdict import Verdict, VerdictKind
from videostudio.graphs.mismatched import judged
from videostudio.tools.scoring.calibrating import Sample, Wrong, calibrated

MOST = 1.8
"""Takes of a scene in the mean."""
RATES = (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
"""Of sound takes rejected, that are tried."""
LEAST_AUC = 0.65
SEES = {
    "presence": "cast",
    "identity": "cast",
    "colours": "cast",
    "extra": "cast",
    "place": "place",
    "palette": "place",
    "daylight": "place",
}
"""Scores that see one of both; all others see either."""
_PICTURE = ArtifactRef(sha256="0" * 64, media_type="image/png", size=1)
"""Stands for each: the critic compares scores."""


@dataclass(frozen=True)
class Judged:
    """A take: `wrong` is "cast", "place", both or nothing of that; `scores` are what the film's critic would hear."""

    wrong: frozenset[str]
    scores: tuple[Score, ...]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Judged":
        """A line of the loop's study."""
        told = {"cast": row["all of the cast right"], "place": row["place right"]}
        scores = tuple(Score.model_validate(one) for one in row["scores"])
        return cls(frozenset(what for what, right in told.items() if not right), scores)


Takes = Sequence[Judged]
"""Those of one scene, in their order."""


def sample_of(takes: Takes) -> Sample:
    """Takes as they are calibrated from."""
    values = [judged(Subject.IMAGE, one.scores) for one in takes]
    sound = [found for one, found in zip(takes, values, strict=True) if not one.wrong]
    wrong = [
        Wrong(what, {key: value for key, value in found.items() if SEES.get(key.name, what) == what})
        for one, found in zip(takes, values, strict=True)
        for what in sorted(one.wrong)
    ]
    keys = sorted({key for found in values for key in found})
    return Sample({key: [found.get(key, float("nan")) for found in sound] for key in keys}, wrong)


def calibration_of(scenes: Sequence[Takes], scorer: Identity, generators: tuple[Identity, ...] = ()) -> Calibration:
    """Of the largest rate with which the critic spends MOST takes of these scenes in the mean; of the least, if all of
    them are too dear. `generators` drew them."""
    found = Calibration()
    for rate in RATES:
        tried = _at(rate, [take for takes in scenes for take in takes], scorer, generators)
        if found.scores and np.mean([looped(takes, tried)[0] for takes in scenes]) > MOST:
            break
        found = tried
    return found


def _at(rate: float, takes: Takes, scorer: Identity, generators: tuple[Identity, ...]) -> Calibration:
    scores, rejected = calibrated(sample_of(takes), rate, LEAST_AUC)
    return Calibration(
        profile="mini",
        scorer=scorer,
        generators=generators,
        false_rejects=rate,
        rejected=round(rejected, 4),
        takes=sum(not one.wrong for one in takes),
        scores=tuple(sorted(scores, key=lambda one: one.name)),
    )


def looped(takes: Takes, calibration: Calibration) -> tuple[int, int]:
    """What the film's critic does with the takes of a scene: how many it asks for, and which of them is kept, from 0:
    the first that passes, or else the best of them."""
    said: list[Verdict] = []
    for verdict in _said(takes, calibration):
        said.append(verdict)
        if verdict.kind is VerdictKind.ACCEPT:
            return len(said), len(said) - 1
    return len(said), _best(takes, said, calibration)


def least_bad(takes: Takes, calibration: Calibration) -> int:
    """Which of the takes a film would keep that had shot all of them."""
    said = list(_said(takes, calibration))
    passed = [at for at, verdict in enumerate(said) if verdict.kind is VerdictKind.ACCEPT]
    return passed[0] if passed else _best(takes, said, calibration)


def _said(takes: Takes, calibration: Calibration) -> Iterator[Verdict]:
    """The critic's word on one after the other."""
    history: list[Verdict] = []
    for number, take in enumerate(takes, 1):
        verdict = critic.judge_image(
            take.scores, calibration, attempt=number, attempts=len(takes), rewrites_left=0, history=history
        )
        history.append(verdict)
        yield verdict


def _best(takes: Takes, said: Sequence[Verdict], calibration: Calibration) -> int:
    shot = (
        Take(scene_id="scene", attempt=number, image=_PICTURE, scores=take.scores, verdict=verdict)
        for number, (take, verdict) in enumerate(zip(takes, said, strict=True), 1)
    )
    best = critic.best_picture(shot, calibration)
    assert best is not None
    return best.attempt - 1
