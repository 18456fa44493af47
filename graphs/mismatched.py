"""What is wrong on purpose in a calibration, and which scores should see it.

Whatever can be asked wrongly is asked wrongly of a sound take: another event, entity, place or camera than it shows.
What cannot be - a frozen clip, another colour - is shot wrongly.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from videostudio.film.calibration import CHECKS, TOLD_ONLY, Worse, worse
from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.fingerprint import derive_seed
from videostudio.film.requests import CastMember, Subject
from videostudio.film.score import Score
from videostudio.generators.faults import FaultKind
from videostudio.tools.scoring.across import LEAST_COMPANY
from videostudio.tools.scoring.calibrating import Key

FAULTS = {
    FaultKind.BLANK: frozenset({"contrast"}),
    FaultKind.BLACK: frozenset({"contrast", "frame_consistency"}),
    FaultKind.FROZEN: frozenset({"motion"}),
    FaultKind.PASTED: frozenset({"copy"}),
    FaultKind.SHAKING: frozenset({"wildness"}),
    FaultKind.FLICKERING: frozenset({"flicker", "frame_consistency"}),
    FaultKind.WRONG_COLOURS: frozenset({"place_match", "palette"}),
    FaultKind.WRONG_TIME: frozenset({"daylight", "palette"}),
    FaultKind.DOUBLED: frozenset({"extra"}),
    FaultKind.MISSING: frozenset({"presence"}),
    FaultKind.RECOLOURED: frozenset({"identity", "entity_match", "colours", "colours_match"}),
    FaultKind.SWAPPED_KIND: frozenset({"presence", "identity", "entity_match"}),
    FaultKind.CROPPED: frozenset({"presence"}),
}
"""Kinds of fault that are shot, and the scores that should see them."""

ASKED = {
    "camera": "camera",
    "event": "event",
    "event_probability": "event",
    "place": "place",
    "palette": "place",
    "text_match": "name",
}
"""Scores that should see that everything is asked wrongly, and which of it they see."""
ASKED_ABOUT = {"presence": "cast", "identity": "cast"}
"""The same of scores that should see it of the entity that is not there."""
OUTSIDER = frozenset({"place_match", "entity_match"})
"""Scores of a film that should see that one scene belongs to another."""
ELSEWHERE = frozenset({"place", "palette"})
"""Scores that should see that the place alone is asked wrongly."""
COUNTS: Mapping[str, float] = {FaultKind.WRONG_PLACE: 4.0}
"""What a kind counts when thresholds are set, 1 if it is not here. Another place in the same light is seen by next to
nothing but its likeness, and the whole picture is wrong with it."""
OF_AN_ENTITY = frozenset({"entity_match", "colours_match"})
"""Scores of a film that compare an entity with itself in other scenes."""

Values = dict[Key, float]


def seen_kinds(names: frozenset[str]) -> tuple[FaultKind, ...]:
    """The kinds of fault that scores called `names` should see: the others would be shot for nothing."""
    return tuple(kind for kind, seen_by in FAULTS.items() if seen_by & names)


def seen_across(kind: FaultKind, whom: CastMember | None, casts: Sequence[Sequence[CastMember]]) -> frozenset[str]:
    """The scores that should see `kind` in one scene of a film whose scenes have these `casts`. Who was struck - `whom`
    - is compared with itself only where it is in scenes enough; else what they measure is somebody sound."""
    alone = whom is not None and sum(whom in cast for cast in casts) < LEAST_COMPANY
    return FAULTS[kind] - OF_AN_ENTITY if alone else FAULTS[kind]


def judged(subject: Subject, scores: Iterable[Score], by_names: Collection[str] | None = None) -> Values:
    """The worst value of every score that can be calibrated, NaN where none could be measured; only those called one
    of `by_names`, if given."""
    found: dict[Key, list[float]] = {}
    for score in scores:
        if score.name in CHECKS | TOLD_ONLY or (by_names is not None and score.name not in by_names):
            continue
        values = found.setdefault(Key(subject, score.name, score.by, score.unit), [])
        if score.value is not None:
            values.append(score.value)
    return {key: _worst(key.name, values) for key, values in found.items()}


def asked_wrongly(subject: Subject, scores: Sequence[Score], stranger: str) -> Values:
    """What counts of the answers to a wrong question, in which `stranger` is the entity that is not there."""
    about = [score for score in scores if score.name in ASKED_ABOUT and score.about == stranger]
    return judged(subject, [score for score in scores if score.name in ASKED] + about)


def by_aspect(values: Values) -> dict[str, Values]:
    """Answers to wrong questions about one take, by what they should see of all that was asked wrongly: who asks for
    another place alone hears no more than those about the place."""
    found: dict[str, Values] = {}
    for key, value in values.items():
        found.setdefault((ASKED | ASKED_ABOUT)[key.name], {})[key] = value
    return found


def another_camera(move: CameraMove, scene_id: str) -> CameraMove:
    """Another move than `move`, drawn by the scene's name."""
    moves = {CameraMove(direction=direction, speed=speed) for direction in Direction for speed in Speed} - {move}
    ranked = sorted(moves, key=str)
    return ranked[derive_seed("another camera", scene_id) % len(ranked)]


def _worst(name: str, values: Sequence[float]) -> float:
    if not values:
        return float("nan")
    return min(values) if worse(name) is Worse.LOW else max(values)
