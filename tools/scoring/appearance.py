"""The scorer that looks at colour and light alone, without a model: does everybody have their own colours, is it the
scripted time of day, is one scene's figure of other colours than the other scenes'.

Owns which pieces are compared with what; the formulas are in `colouring.py` and `daylight.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np

from videostudio.film.identity import Identity
from videostudio.film.requests import CastMember, ScoreRequest, Subject
from videostudio.film.score import Frames, Score, ScoreSheet
from videostudio.film.staging import Box
from videostudio.tools.arrays import Floats
from videostudio.tools.images import Pixels
from videostudio.tools.scoring import colouring, daylight
from videostudio.tools.scoring.across import LEAST_COMPANY
from videostudio.tools.scoring.colouring import Agreement
from videostudio.tools.scoring.daylight import Ground
from videostudio.tools.scoring.grounds import ground
from videostudio.tools.scoring.locating.port import Sight
from videostudio.tools.scoring.pictures import picture
from videostudio.tools.scoring.sights import frame_of, sights_of
from videostudio.tools.scoring.signature import Signature, signature
from videostudio.tools.store.port import Artifacts

CODE_VERSION = 2
MOMENTS = 2
SEARCHED = (-0.35, 0.0, 0.35)
"""Shares of its width by which a figure may have gone from where the camera would have left it."""
SURELY = 0.95
"""Likeness from which nothing better is looked for."""
BRIGHT = 100.0
"""CIELAB units of another light at which `daylight` is 0."""


@dataclass(frozen=True)
class Look:
    """One picture with the boxes in which each staged entity may be, the likeliest first, and of things that nobody's
    reference has, in px of it."""

    picture: Pixels
    boxes: Mapping[str, tuple[Box, ...]]
    things: tuple[Box, ...] = ()

    @property
    def likeliest(self) -> list[Box]:
        return [boxes[0] for boxes in self.boxes.values()]


@dataclass
class AppearanceScorer:
    """Scores in [0, 1]. Images and clips: `colours` about every entity, how much of what is seen of it has the colours
    of its reference; `daylight`, how little the set's light differs from that of the place's reference. Films:
    `colours_match` about scenes and each of their entities, how little further from its reference it is than in its
    other scenes."""

    _known: dict[str, Signature] = field(default_factory=dict)
    """Signatures of references by their sha256: a film asks for the same ones again and again."""

    @property
    def identity(self) -> Identity:
        return Identity(backend="appearance", code_version=CODE_VERSION)

    def score(self, request: ScoreRequest, *, artifacts: Artifacts) -> ScoreSheet:
        """All scores that `request` allows. Raises CorruptArtifact, ScorerError."""
        match request.subject:
            case Subject.REFERENCE:
                return ScoreSheet(scores=())
            case Subject.FILM:
                return ScoreSheet(scores=tuple(self._film(request, artifacts)))
            case _:
                return ScoreSheet(scores=tuple(self._scene(request, artifacts)))

    def _scene(self, request: ScoreRequest, artifacts: Artifacts) -> Iterator[Score]:
        sights = sights_of(request, request.items[0], artifacts, count=MOMENTS)
        looks, at = [_look(sight) for sight in sights], [frame_of(request, sight) for sight in sights]
        reference = request.place.reference if request.place else None
        known = ground(reference, artifacts) if reference else None
        if looks and request.place and known:
            changes = [daylight.change(look.picture, look.likeliest, known.views) for look in looks]
            most = max(range(len(changes)), key=lambda number: daylight.size(changes[number]))
            yield self._daylight(changes[most], request.place, at[most])
        own = self._signatures(request.cast, artifacts)
        for member in request.cast:
            if member.entity.id in own:
                found = [_agreement(member.entity.id, own, look, known) for look in looks]
                yield self._colours(member, found, at)

    def _daylight(self, change: Floats, place: CastMember, at: Frames | None) -> Score:
        value = max(0.0, 1 - daylight.size(change) / BRIGHT)
        told = f"the light is {value:.2f} like in the picture of '{place.entity.name}': {daylight.told(change)}"
        return self._score("daylight", value, told, place.entity.id, frames=at)

    def _colours(self, member: CastMember, found: Sequence[Agreement | None], at: Sequence[Frames | None]) -> Score:
        name, about = member.entity.name, member.entity.id
        seen = [(one, frames) for one, frames in zip(found, at, strict=True) if one is not None]
        if not seen:
            told = f"could not be measured: '{name}' is not staged, or in another shape than its reference"
            return self._score("colours", None, told, about)
        worst, frames = min(seen, key=lambda one: one[0].likeness)
        red, green, blue = worst.lost
        told = (
            f"{worst.foreign:.0%} of '{name}' is of a foreign colour, {worst.missing:.0%} of its own are missing, "
            f"most of all #{red:02x}{green:02x}{blue:02x}"
        )
        return self._score("colours", worst.likeness, told, about, frames=frames)

    def _film(self, request: ScoreRequest, artifacts: Artifacts) -> Iterator[Score]:
        own = self._signatures(request.cast, artifacts)
        alike: dict[str, dict[str, float]] = {}
        for item in request.items:
            for look in map(_look, sights_of(request, item, artifacts, count=1)):
                for entity in own.keys() & look.boxes.keys():
                    found = _agreement(entity, own, look, None)
                    if found is not None:
                        alike.setdefault(entity, {})[item.id] = found.likeness
        usual = {entity: median(values.values()) for entity, values in alike.items() if len(values) >= LEAST_COMPANY}
        for item in request.items:
            known = [entity for entity in sorted(usual) if item.id in alike[entity]]
            if not known:
                told = f"could not be measured: no entity of this scene is seen in {LEAST_COMPANY} scenes"
                yield self._score("colours_match", None, told, item.id)
            for entity in known:
                value = min(1.0, 1 + alike[entity][item.id] - usual[entity])
                told = f"the colours of '{entity}' are {1 - value:.2f} further from its reference than in most scenes"
                yield self._score("colours_match", value, told, item.id, entity=entity)

    def _signatures(self, members: Sequence[CastMember], artifacts: Artifacts) -> dict[str, Signature]:
        found = {}
        for member in members:
            ref = member.reference
            if ref is not None:
                if ref.sha256 not in self._known:
                    self._known[ref.sha256] = signature(picture(ref, artifacts))
                found[member.entity.id] = self._known[ref.sha256]
        return found

    def _score(
        self,
        name: str,
        value: float | None,
        told: str,
        about: str,
        *,
        entity: str = "",
        frames: Frames | None = None,
    ) -> Score:
        by = str(self.identity)
        return Score(
            name=name,
            value=value,
            unit="likeness",
            explanation=told,
            by=by,
            about=about,
            entity=entity,
            frames=frames,
        )


def _agreement(entity: str, own: Mapping[str, Signature], look: Look, known: Ground | None) -> Agreement | None:
    """The best agreement of an entity with any of its boxes; of one that is not staged, with anybody's."""
    boxes = look.boxes.get(entity) or tuple(box for one in look.boxes.values() for box in one)
    fit = [box for box in boxes if own[entity].fits(box)]
    others = [other for name, other in own.items() if name != entity and name in look.boxes]
    around = colouring.surroundings([known.picture if known else _emptied(look)], others, look.things)
    best: Agreement | None = None
    for box in fit:
        found = colouring.agreement(own[entity], look.picture, box, around)
        if found is not None and (best is None or found.likeness > best.likeness):
            best = found
        if best is not None and best.likeness >= SURELY:
            break
    return best


def _emptied(look: Look) -> Pixels:
    """The picture with everybody's box in the middle colour of what is left: the set, as far as it is seen."""
    seen = np.ones(look.picture.shape[:2], np.bool_)
    for box in look.likeliest:
        seen[max(0, box.top) : max(0, box.top + box.height), max(0, box.left) : max(0, box.left + box.width)] = False
    if not seen.any():
        return look.picture
    empty = look.picture.copy()
    empty[~seen] = np.median(look.picture[seen], axis=0)
    return empty


def _look(sight: Sight) -> Look:
    boxes: dict[str, tuple[Box, ...]] = {}
    things = tuple(sight.now(thing) for one in sight.placed for thing in one.things)
    for one in sight.placed:
        shifts = sorted(SEARCHED, key=abs) if sight.at else (0,)
        now = sight.now(one.box)
        gone = (now.model_copy(update={"left": now.left + round(shift * now.width)}) for shift in shifts)
        boxes.setdefault(one.entity, tuple(gone))
    return Look(sight.picture, boxes, things)
