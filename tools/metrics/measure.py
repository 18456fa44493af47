"""All metrics of a film, or of a folder of clips: those of pixels always, those of an embedder where there is one."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from videostudio.film.noun import Noun
from videostudio.film.score import Score
from videostudio.tools.metrics import by_embedder, by_pixels
from videostudio.tools.metrics.by_embedder import Eye, Looks
from videostudio.tools.metrics.by_pixels import Motion
from videostudio.tools.metrics.shots import Shot, of_folder


class Measures(Noun):
    """What was measured of one film (or folder of clips). Scores with an empty `about` are of the whole."""

    film: str
    scores: tuple[Score, ...]


def measures(name: str, shots: Iterable[Shot], eye: Eye | None, why: str = "", against: Path | None = None) -> Measures:
    """Every metric of `shots`, which are read one after the other; without an `eye` the reason `why` stands where it
    would have looked. `against` is a folder of clips to tell the distance to. Raises GeneratorError, UserError."""
    motions: list[Motion] = []
    film: list[Looks] = []
    for shot in shots:
        motions.append(by_pixels.motion(shot))
        if eye is not None:
            film.append(eye.looks(shot))
    found = list(by_embedder.scores(film, eye) if eye is not None else by_embedder.unmeasured(why))
    found += by_pixels.scores(motions)
    if eye is not None and against is not None:
        other = np.concatenate([eye.frames(shot) for shot in of_folder(against)])
        frames = np.concatenate([one.frames for one in film])
        found += by_embedder.distances(frames, other, eye, str(against))
    return Measures(film=name, scores=tuple(found))


def mean(films: Sequence[Measures]) -> Measures:
    """Of several films: the mean of every metric of the whole, over the films in which it could be measured."""
    by_name: dict[str, list[Score]] = {}
    for film in films:
        for score in film.scores:
            if not score.about:
                by_name.setdefault(score.name, []).append(score)
    return Measures(film=f"mean of {len(films)} films", scores=tuple(map(_mean, by_name.values())))


def _mean(scores: Sequence[Score]) -> Score:
    values = [score.value for score in scores if score.value is not None]
    value = float(np.mean(values)) if values else None
    told = f"mean over {len(values)} of {len(scores)} films" if values else scores[0].explanation
    return scores[0].model_copy(update={"value": None if value is None else round(value, 4), "explanation": told})
