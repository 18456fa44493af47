"""Scenes and entities in the words that the mini models learned: those of their world's captions, and no others.

A model of some million numbers knows "The red fox walks in the forest at night." and is lost in a description. What
else a script says of somebody, a reference shows.
"""

from collections.abc import Iterator

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import ReferenceRequest, SceneImageRequest
from videostudio.generators.paper.img_prompt import Fits, Prompt, Wording

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


def scene_caption(request: SceneImageRequest, fits: Fits) -> Prompt:
    """Who does what where and when; who is emphasised comes first, and the place before all if it is asked for so."""
    emphasis = {entity_id: rank for rank, entity_id in enumerate(request.emphasis)}
    cast = sorted((member.entity for member in request.cast), key=lambda entity: emphasis.get(entity.id, len(emphasis)))
    who = " and ".join(f"the {words_of(entity)}" for entity in cast)
    place = _place(request.place.entity)
    if request.place_first:
        text = f"the {place}, {who}" if who else f"the {place}"
    else:
        verb = request.action if len(cast) > 1 else f"{request.action}s"
        text = f"{who} {verb} in the {place}.".capitalize() if who else f"the {place}"
    return Prompt(text, cut=not fits(text))


def portrait_caption(request: ReferenceRequest, fits: Fits) -> Prompt:
    """The entity alone."""
    entity = request.entity
    text = f"the {_place(entity)}" if entity.kind is EntityKind.PLACE else f"the {words_of(entity)}"
    return Prompt(text, cut=not fits(text))


def words_of(entity: Entity) -> str:
    """The name with the one colour that captions say."""
    colours = {aspect.name: aspect.value for aspect in entity.aspects}
    if entity.kind is EntityKind.PERSON and "clothes" in colours:
        return f"{entity.name} in {colours['clothes']}"
    return f"{colours['color']} {entity.name}" if "color" in colours else entity.name


AS_CAPTIONS = Wording("captions 1", scene_caption, portrait_caption)


def _place(entity: Entity) -> str:
    return " ".join((entity.name, *_when(entity)))


def _when(entity: Entity) -> Iterator[str]:
    for aspect in entity.aspects:
        if aspect.name in {"time", "weather"} and aspect.value.lower() in WHEN:
            yield WHEN[aspect.value.lower()]
