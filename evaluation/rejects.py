"""What thresholds cost: which sound takes, and which films of nothing but sound takes, the critic finds fault with."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from videostudio.evaluation.measured import JUDGED, TakeScores, rejecting
from videostudio.evaluation.shares import counted
from videostudio.film.calibration import Calibration
from videostudio.film.requests import Subject

Rejecting = Sequence[frozenset[str]]
"""Of takes, the titles of the scores that reject them."""


def false_rejects(clean: Sequence[TakeScores], calibration: Calibration) -> dict[str, Any]:
    """Of sound takes, those that are rejected (`takes`): as pictures, clips and scenes of their film (`by_subject`),
    and by which score (`by_score`; `alone` are those that no other score rejects, which a threshold moved out of reach
    would spare). Of films that consist of them, those in which a picture or clip is rejected (`film_rejected`), a scene
    is asked for again (`film_recalled`), and either (`films`). Every take is met once: retakes are for the loop."""
    found = [rejecting(take, calibration) for take in clean]
    films: dict[int, list[frozenset[str]]] = defaultdict(list)
    for take, scores in zip(clean, found, strict=True):
        films[take.story].append(scores)
    return {
        "takes": counted(map(bool, found)),
        "by_subject": {subject.value: counted(_by(scores, subject) for scores in found) for subject in JUDGED},
        "by_score": _by_score(found),
        "films": counted(any(film) for film in films.values()),
        "film_rejected": counted(_has(film, Subject.IMAGE, Subject.CLIP) for film in films.values()),
        "film_recalled": counted(_has(film, Subject.FILM) for film in films.values()),
    }


def _by_score(found: Rejecting) -> Mapping[str, dict[str, int]]:
    takes = Counter(name for scores in found for name in scores)
    alone = Counter(name for scores in found if len(scores) == 1 for name in scores)
    return {name: {"takes": count, "alone": alone[name]} for name, count in takes.most_common()}


def _has(film: Rejecting, *subjects: Subject) -> bool:
    return any(_by(scores, subject) for scores in film for subject in subjects)


def _by(scores: frozenset[str], subject: Subject) -> bool:
    return any(name.startswith(f"{subject}.") for name in scores)
