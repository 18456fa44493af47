"""Words of events changed together with what they name: entities, places, times of day, weather."""

import re
from collections.abc import Callable

from videostudio.agents.house.forms import conjugated, is_plural
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.places import settings, standing
from videostudio.agents.house.telling import article
from videostudio.film.entity import Entity

_ARTICLE = r"(?:(?P<article>an?|the|one) )?"
_STANDING = ("in", "on", "at", "by", "inside")
_INTO = ("into", "onto")
_CROSSING = ("across", "through")
_BEFORE_A_PLACE = "|".join((*_STANDING, *_INTO, *_CROSSING))
_PHRASES = {
    "morning": "in the morning",
    "afternoon": "in the afternoon",
    "evening": "in the evening",
    "day": "by day",
}
_SMALL = frozenset({"and", "the", "a", "an", "of", "in", "on", "at", "to", "with", "from", "by", "for"})
_SKIES = {"rain": "rains", "snow": "snows", "storm": "storms", "hail": "hails"}


def time_phrase(time: str) -> str:
    """ "at night", "in the evening"."""
    return _PHRASES.get(time, f"at {time}")


def at_time(text: str, time: str) -> str:
    """`text` with its time of day, if it tells one, changed to `time`."""
    known = "|".join(sorted((re.escape(word) for word in (*settings()["time"], "day")), key=len, reverse=True))
    told = re.compile(rf"\b(?:at|by|in the|before|after) (?:{known})\b", re.IGNORECASE)
    return told.sub(lambda match: _cased(time_phrase(time), match), text)


def in_weather(text: str, weather: str) -> str:
    """`text` with its weather, if it tells one, changed to `weather`, or left out for weather that nobody tells."""
    falls = "|".join(_SKIES.values())
    new = _SKIES.get(weather)
    text = re.sub(rf"\bit (?:{falls})\b", f"it {new}", text) if new else re.sub(rf",? and it (?:{falls})\b", "", text)
    known = "|".join(sorted(map(re.escape, settings()["weather"]), key=len, reverse=True))
    phrase = f"in the {weather}" if weather in settings()["weather"] else ""
    return re.sub(rf" in the (?:{known})\b", f" {phrase}".rstrip(), text, flags=re.IGNORECASE)


def somewhere_else(text: str, old: Entity, new: Entity) -> str:
    """`text` with the place `old` changed to `new`, and with the preposition that it wants."""

    def placed(match: re.Match[str]) -> str:
        return _cased(f"{_preposition(match['where'].lower(), new)} {the(new)}", match)

    place = rf"\b(?P<where>{_BEFORE_A_PLACE}) {_ARTICLE}{re.escape(old.name)}\b"
    return renamed(re.sub(place, placed, text, flags=re.IGNORECASE), old, new)


def renamed(text: str, old: Entity, new: Entity) -> str:
    """`text` with the name of `old` changed to that of `new`, and its articles with it. What was said of the old one's
    looks goes."""
    looks = "|".join(re.escape(look) for look in _looks(old))
    said = rf"(?: (?:{looks}))*" if looks else ""
    aside = r"(?:, an? [^,.]{1,200},)?" if is_proper(old) else ""
    pattern = rf"\b{_ARTICLE}{re.escape(old.name)}\b{said}{aside}"
    return re.sub(pattern, _named_anew(old, new), text, flags=re.IGNORECASE)


def headline(text: str, old: Entity, new: Entity) -> str:
    """A title with the name of `old` changed to that of `new`."""
    changed = renamed(text, old, new)
    if changed == text:
        return text
    return " ".join(
        word if word in _SMALL and at else word[:1].upper() + word[1:] for at, word in enumerate(changed.split())
    )


def agreeing(event: str, action: str, old: Entity, new: Entity) -> str:
    """`event` with its verb in the number of `new`, where it stood in that of `old`."""
    was, now = plural(old), plural(new)
    if was == now:
        return event
    return re.sub(rf"\b{re.escape(conjugated(action, was))}\b", conjugated(action, now), event, count=1)


def the(entity: Entity) -> str:
    """How an entity is named once it is known."""
    return entity.name if is_proper(entity) else f"the {entity.name}"


def is_proper(entity: Entity) -> bool:
    """Whether the name is a name: "Lena", "Mars"."""
    return entity.name[:1].isupper()


def plural(entity: Entity) -> bool:
    """Whether the name stands for several."""
    if is_proper(entity):
        return False
    return entity.aspect("count") is not None or is_plural(entity.name.split()[-1].lower())


def _named_anew(old: Entity, new: Entity) -> Callable[[re.Match[str]], str]:
    def name(match: re.Match[str]) -> str:
        given = (match["article"] or "").lower()
        if is_proper(new):
            words = new.name
        elif given in ("a", "an", "one") and not plural(new):
            words = f"{article(new.name)} {new.name}"
        elif given or is_proper(old) or not plural(new):
            words = f"the {new.name}"
        else:
            words = new.name
        return _cased(words, match)

    return name


def _looks(entity: Entity) -> list[str]:
    """What may be said of an entity behind its name: "with blue hair", "in a red coat"."""
    looks: list[str] = []
    for aspect in entity.aspects:
        dressed = aspect.name in ("wears", "with")
        words = aspect.value if dressed else f"{aspect.value} {aspect.name}"
        looks += [f"{how} {start}{words}" for how in ("with", "in", "and") for start in ("", "a ", "an ")]
    return sorted(looks, key=len, reverse=True)


def _preposition(old: str, place: Entity) -> str:
    if old in _STANDING:
        return standing(place.head or place.name, place.name)
    if old in _INTO:
        return "to"
    return "across" if lexicon().is_a("places_across", (place.head or place.name).lower()) else "through"


def _cased(words: str, match: re.Match[str]) -> str:
    """`words` with a capital where they open a sentence."""
    before = match.string[: match.start()].rstrip()
    return words[:1].upper() + words[1:] if not before or before[-1] in ".!?" else words
