"""The DESCRIBE task: one concrete paragraph for every entity, with every word the prompt has about its looks."""

from functools import lru_cache

from videostudio.agents.house.lexicon import data, lexicon
from videostudio.agents.house.telling import article, joined, sentence
from videostudio.agents.wire import DescribeAnswer, WireDescription
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.script import Script

_APART = frozenset({"wears", "with", "role", "count", "time", "weather"})
_SEEN = {
    EntityKind.PERSON: "The whole figure is seen from head to feet, standing, in even light.",
    EntityKind.ANIMAL: "The whole animal is seen from the side, in even light.",
    EntityKind.OBJECT: "The whole thing is seen, by itself, in even light.",
    EntityKind.PLACE: "A wide view at eye level with nobody in it; foreground, middle and distance are clear.",
}


@lru_cache(maxsize=1)
def _typical() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = data("looks")
    return found


def describe(script: Script) -> DescribeAnswer:
    """A description for every entity of the script."""
    return DescribeAnswer(entities=tuple(_described(entity) for entity in script.entities))


def _described(entity: Entity) -> WireDescription:
    text = " ".join((sentence(_who(entity) + _parts(entity)), *_looks(entity), _SEEN[entity.kind]))
    return WireDescription(entity_id=entity.id, description=text[:2000], aspects=entity.aspects)


def _who(entity: Entity) -> str:
    """ "Lena, a tall scientist" or "a young man": the name, and adjectives it does not say already."""
    adjectives = [a.value for a in entity.aspects if a.name not in _APART and not _is_part(a)]
    missing = [value for value in adjectives if not _says(entity.name, value)]
    if _is_proper(entity):
        kind = " ".join((*missing, entity.head)).strip()
        return f"{entity.name}, {article(kind)} {kind}" if kind and kind != entity.name else entity.name
    words = " ".join((", ".join(missing), entity.name)).strip()
    count = entity.aspect("count")
    if count is not None:
        return f"{count} {words}"
    return words if _plural(entity) else f"{article(words)} {words}"


def _is_proper(entity: Entity) -> bool:
    return entity.name[:1].isupper()


def _plural(entity: Entity) -> bool:
    last = entity.name.split()[-1].lower()
    return (
        bool(entity.head) and not entity.name.lower().endswith(entity.head.lower()) and last.endswith(("s", "n", "e"))
    )


def _says(text: str, value: str) -> bool:
    return value.casefold() in text.casefold()


def _is_part(aspect: Aspect) -> bool:
    """Whether the aspect is a part of a body with its look: name "hair", value "blue"."""
    known = lexicon().nouns
    return known.get(aspect.name) == "body" or known.get(aspect.name.rstrip("s")) == "body"


def _parts(entity: Entity) -> str:
    """ " with blue hair and freckles", or nothing."""
    parts = [f"{aspect.value} {aspect.name}" for aspect in entity.aspects if _is_part(aspect)]
    parts += [aspect.value for aspect in entity.aspects if aspect.name == "with"]
    return f" with {joined(parts)}" if parts else ""


def _looks(entity: Entity) -> list[str]:
    """The other aspects as short sentences, and what one of the kind usually looks like if nothing is said."""
    told = []
    for name, words in (
        ("wears", "dressed in"),
        ("role", "shown as"),
        ("time", "time of day:"),
        ("weather", "weather:"),
    ):
        if (value := entity.aspect(name)) is not None:
            told.append(sentence(f"{words} {article(value) + ' ' if name == 'role' else ''}{value}"))
    typical = _typical().get(entity.kind.value, {})
    key = entity.aspect("role") or entity.head
    if entity.aspect("wears") is None and entity.kind is EntityKind.PERSON and key in typical:
        told.append(sentence(f"dressed as {article(key)} {key}: {typical[key]}"))
    if entity.kind is EntityKind.ANIMAL and entity.aspect("color") is None and entity.head in typical:
        told.append(sentence(f"it has {typical[entity.head]}"))
        role = _typical()["person"].get(entity.aspect("role") or "")
        told += [sentence(f"it wears {role}")] if role else []
    return told
