"""The light a place is seen in: its time of day and its weather, and how a description tells them."""

import re

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.script import Script

TIME, WEATHER = "time", "weather"
TOLD = {TIME: "Time of day", WEATHER: "Weather"}


def family(script: Script, entity: Entity) -> tuple[Entity, ...]:
    """A place in all the lights that the script has it in; of anything else, only itself."""
    if entity.kind is not EntityKind.PLACE:
        return (entity,)
    return tuple(place for place in script.places() if (place.root, place.name) == (entity.root, entity.name))


def sentence(name: str, value: str) -> str:
    """ "Time of day: night."."""
    return f"{TOLD[name]}: {value}."


def without_light(description: str, *names: str) -> str:
    """A description without its sentences on time and weather, or without those of `names`."""
    told = "|".join(TOLD[name] for name in names or TOLD)
    return re.sub(rf"(?:{told}): [^.]*\. ?", "", description).strip()


def in_light_of(description: str, place: Entity) -> str:
    """The description of a place as one of its family, which is seen in another light."""
    lights = (sentence(aspect.name, aspect.value) for aspect in place.aspects if aspect.name in TOLD)
    return " ".join((*lights, description))
