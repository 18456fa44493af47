"""From an entity to the concept that is drawn for it, and what to tell about the choice."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from videostudio.film.entity import Entity, EntityKind
from videostudio.generators.animatic.art.concept import Concept, How, Match
from videostudio.generators.animatic.art.library import by_label, table
from videostudio.generators.animatic.art.looks import Looks, colour_names, looks_of
from videostudio.generators.animatic.art.packs import ArtPack
from videostudio.generators.animatic.art.roles import Role, role_of
from videostudio.generators.animatic.art.search import Hit, find, find_by_spelling
from videostudio.generators.animatic.art.words import content_words, phrase, singular, words_of

NOTE_BELOW = 950
"""A similarity below this is told as a note: a dog for a corgi."""
DEGRADED_BELOW = 600
"""Below this the picture is not what was asked for, and the film says that it is degraded."""

PART_OF_NAME_MILLI = 900
SOME_WORD_MILLI = 760
CLOSE_ENOUGH = 950
ROLE_MILLI, PLAIN_PERSON_MILLI = 970, 800
CHILD_SIZE_MILLI = 680
TOY_HEIGHT_M = 0.22
STAND_IN = {
    EntityKind.PERSON: ("person", 800),
    EntityKind.ANIMAL: ("dog", 400),
    EntityKind.OBJECT: ("package", 300),
    EntityKind.PLACE: ("national park", 300),
}


@lru_cache(maxsize=4096)
def concept_of(entity: Entity, pack: ArtPack) -> Match:
    """The nearest concept of a pack for an entity, with its height in metres; never fails. Pure."""
    looks, role = looks_of(entity), role_of(entity)
    wanted = entity.head or " ".join(_subject(entity.name)) or entity.name
    hit = _person(entity, looks, role, pack) if entity.kind is EntityKind.PERSON else _thing(entity, wanted, pack)
    concept = replace(hit.concept, height_m=_height_m(hit.concept, looks, role, entity.kind))
    return _told(entity, wanted, Hit(concept, hit.similarity_milli, hit.how), pack)


def _told(entity: Entity, wanted: str, hit: Hit, pack: ArtPack) -> Match:
    match = Match(hit.concept, hit.similarity_milli, hit.how, wanted)
    if hit.similarity_milli >= NOTE_BELOW:
        return match
    nearness = f"similarity {hit.similarity_milli / 1000:.2f}"
    sentence = f"no picture of '{wanted}' in {pack.title}: drew '{hit.concept.label}' ({nearness})"
    # A place is painted as a set; its little picture stands for it in the report only.
    if hit.similarity_milli >= DEGRADED_BELOW or entity.kind is EntityKind.PLACE:
        return replace(match, notes=(sentence,))
    return replace(match, degraded=(f"{sentence}; give your own picture of it to see the real thing",))


def _thing(entity: Entity, wanted: str, pack: ArtPack) -> Hit:
    best: Hit | None = None
    for text, milli in _wordings(entity, wanted):
        hit = find(text, entity.kind.value, pack)
        if hit:
            hit = replace(hit, similarity_milli=hit.similarity_milli * milli // 1000)
            if hit.similarity_milli >= CLOSE_ENOUGH or (hit.how == "synonym" and " " in phrase(text)):
                return hit
            best = hit if best is None or hit.similarity_milli > best.similarity_milli else best
    return best or find_by_spelling(wanted, pack) or _stand_in(entity.kind, pack)


def _stand_in(kind: EntityKind, pack: ArtPack) -> Hit:
    label, milli = STAND_IN[kind]
    return Hit(by_label(pack)[label], milli, "kind")


def _wordings(entity: Entity, wanted: str) -> Iterator[tuple[str, int]]:
    """What to look for, best first, each with the weight of its similarity."""
    subject = _subject(entity.name)
    bare = _without_looks(subject)
    head = words_of(wanted)
    yield entity.name, 1000
    yield " ".join(subject), 1000
    if not entity.head or set(head) & set(bare[-1:]):
        yield from ((" ".join(subject[start:]), 1000) for start in range(1, len(subject) - 1))
        yield " ".join(bare), 1000
    yield wanted, 1000
    for start in range(1, len(head)):
        yield " ".join(head[start:]), PART_OF_NAME_MILLI
    for word in (*reversed(head[:-1]), *reversed(bare)):
        yield word, SOME_WORD_MILLI


def _subject(name: str) -> tuple[str, ...]:
    """The words of a name up to its first preposition, without articles: "the black cat in a hat" -> black cat."""
    words, ends = words_of(name), table("looks")["name_ends_at"]
    cut = next((place for place, word in enumerate(words) if word in ends and place > 1), len(words))
    return content_words(" ".join(words[:cut]))


def _without_looks(words: tuple[str, ...]) -> tuple[str, ...]:
    looks = table("looks")
    said = set(colour_names()) | set(looks["sizes_milli"]) | {"young", "old"}
    kept = tuple(word for word in words[:-1] if word not in said)
    return (*kept, *words[-1:])


def _person(entity: Entity, looks: Looks, role: Role | None, pack: ArtPack) -> Hit:
    own = _no_human(entity, pack)
    if own:
        return own
    if role and role.artwork in by_label(pack):
        return Hit(
            _gendered(role.artwork, looks, role, pack), 1000 if role.word in role.artwork else ROLE_MILLI, "label"
        )
    if role:
        return Hit(_plain_person(looks, role, pack), ROLE_MILLI, "synonym")
    return Hit(_plain_person(looks, None, pack), *_likeness(entity))


def _no_human(entity: Entity, pack: ArtPack) -> Hit | None:
    """Robots, aliens, mermaids and talking animals: persons with a picture of their own."""
    for text in (entity.name, entity.head):
        hit = find(text, "person", pack) if text else None
        if hit and hit.similarity_milli >= NOTE_BELOW and hit.concept.form != "bust":
            return hit
    return None


def _likeness(entity: Entity) -> tuple[int, How]:
    looks = table("looks")
    plain = {word for key in ("genders", "ages") for words in looks[key].values() for word in words}
    plain |= set(looks["plain_people"])
    if {singular(word) for word in words_of(entity.head or entity.name)} & plain or entity.name.istitle():
        return 1000, "label"
    return PLAIN_PERSON_MILLI, "kind"


def _gendered(label: str, looks: Looks, role: Role, pack: ArtPack) -> Concept:
    gender = role.gender if looks.gender == "person" and role.gender else looks.gender
    named = by_label(pack).get(f"{gender} {label}")
    return named if named and gender != "person" else by_label(pack)[label]


def _plain_person(looks: Looks, role: Role | None, pack: ArtPack) -> Concept:
    gender = role.gender if role and role.gender and looks.gender == "person" else looks.gender
    style = looks.hairstyle or (role.hairstyle if role and gender != "woman" else "")
    labels = table("people")["hairstyles"].get(style, {}) if looks.age != "child" else {}
    return by_label(pack)[labels.get(gender) or table("people")["ages"][looks.age][gender]]


def _height_m(concept: Concept, looks: Looks, role: Role | None, kind: EntityKind) -> float:
    milli = looks.size_milli * (role.size_milli if role and kind is EntityKind.PERSON else 1000) // 1000
    if kind is EntityKind.PERSON and looks.age == "child":
        milli = milli if looks.size_milli != 1000 else 1000
        milli = milli * (CHILD_SIZE_MILLI if concept.height_m > 1.3 else 1000) // 1000
    height = concept.height_m * milli / 1000
    return round(min(height, TOY_HEIGHT_M) if looks.toy else height, 3)
