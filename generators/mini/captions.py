"""Scenes and entities in the words that the mini models learned: those of their world's captions, and no others.

A model of some million numbers knows "The red fox walks in the forest at night." and is lost in a description. What
else a script says of somebody, a reference shows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import CastMember, ClipRequest, ReferenceRequest, SceneImageRequest
from videostudio.generators.mini.plain_ground import WORDS
from videostudio.generators.paper.img_prompt import Fits, Prompt, Wording
from videostudio.generators.ports import Footage, SceneFilmer
from videostudio.tools.store.port import Artifacts

WHEN = {
    "dawn": "at dawn",
    "sunrise": "at dawn",
    "sunset": "at sunset",
    "evening": "at sunset",
    "night": "at night",
    "cloudy": "under grey clouds",
    "rain": "in the rain",
    "rainy": "in the rain",
    "snow": "in falling snow",
    "snowfall": "in falling snow",
    "fog": "in fog",
    "foggy": "in fog",
}
"""What a place's aspects say of time and weather -> captions' words. Clear days go without."""

WHERE = {"beach": "on", "farm": "on", "moon": "on", "castle": "at"}
"""Kinds of place that somebody is not in, as captions have it."""


def scene_caption(request: SceneImageRequest, fits: Fits) -> Prompt:
    """Who does what where and when; who is emphasised comes first, and the place before all if it is asked for so."""
    emphasis = {entity_id: rank for rank, entity_id in enumerate(request.emphasis)}
    cast = sorted((member.entity for member in request.cast), key=lambda entity: emphasis.get(entity.id, len(emphasis)))
    text = event_of(cast, request.place, "" if request.place_first else request.action)
    return Prompt(text, cut=not fits(text))


def clip_caption(request: ClipRequest) -> str:
    """The same of a clip."""
    return event_of([member.entity for member in request.cast], request.place, request.action)


def event_of(cast: Sequence[Entity], at: CastMember, action: str) -> str:
    """Who does what where; without an action the place comes first."""
    who, place = " and ".join(f"the {words_of(entity)}" for entity in cast), _place(at.entity)
    if not who:
        return place
    if not action:
        return f"{place}, {who}"
    verb = action if len(cast) > 1 else f"{action}s"
    return f"{who} {verb} {WHERE.get(at.entity.head or at.entity.name, 'in')} {place}.".capitalize()


def portrait_caption(request: ReferenceRequest, fits: Fits) -> Prompt:
    """The entity alone."""
    entity = request.entity
    text = _place(entity) if entity.kind is EntityKind.PLACE else alone(words_of(entity))
    return Prompt(text, cut=not fits(text))


def alone(words: str) -> str:
    """What a figure's picture is called: training shows figures so, and its captions tell it."""
    return f"the {words} {WORDS}"


def empty(kind: str, looks: Iterable[str]) -> str:
    """What a place's picture is called; `looks` are its time and weather."""
    return " ".join(("the", kind, *(WHEN[look.lower()] for look in looks if look.lower() in WHEN)))


def words_of(entity: Entity) -> str:
    """The name with the one colour that captions say."""
    colours = {aspect.name: aspect.value for aspect in entity.aspects}
    if entity.kind is EntityKind.PERSON and "clothes" in colours:
        return f"{entity.name} in {colours['clothes']}"
    return f"{colours['color']} {entity.name}" if "color" in colours else entity.name


AS_CAPTIONS = Wording("captions 3", scene_caption, portrait_caption)


@dataclass(frozen=True)
class CaptionedFilmer:
    """A SceneFilmer around one that is told scenes as its training told them, in place of a script's event and
    style."""

    inner: SceneFilmer

    @property
    def identity(self) -> Identity:
        """Who films, and how it is told what."""
        inner = self.inner.identity
        return inner.model_copy(update={"switches": {**inner.switches, "words": AS_CAPTIONS.name}})

    @property
    def capabilities(self) -> Capabilities:
        return self.inner.capabilities

    def shoot_clip(self, request: ClipRequest, *, artifacts: Artifacts) -> Footage:
        """See SceneFilmer. Raises as the inner one."""
        told = request.model_copy(update={"event": clip_caption(request), "style": ""})
        return self.inner.shoot_clip(told, artifacts=artifacts)


def _place(entity: Entity) -> str:
    return empty(entity.name, (aspect.value for aspect in entity.aspects if aspect.name in {"time", "weather"}))
