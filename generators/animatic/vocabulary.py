"""Which words the animatic's tables have, by kind, and whether they have those of an entity or an action."""

from collections.abc import Mapping
from functools import lru_cache

from videostudio.film.entity import Entity, EntityKind
from videostudio.generators.animatic.art import DEGRADED_BELOW, NOTE_BELOW, ArtPack, concept_of
from videostudio.generators.animatic.art.library import concepts
from videostudio.generators.animatic.art.search import synonyms
from videostudio.generators.animatic.art.words import phrase
from videostudio.generators.animatic.motions import known_verbs
from videostudio.generators.animatic.places import is_listed, known_places
from videostudio.generators.animatic.rigging import OURS
from videostudio.generators.animatic.rigs.person.reading import known_roles, said_of

ACTION = "action"


@lru_cache(maxsize=32)
def known_words(kind: str, pack: ArtPack) -> Mapping[str, str]:
    """Word -> what it comes to: the label of an artwork, a role, a set or a motion."""
    match kind:
        case EntityKind.PLACE:
            return known_places()
        case EntityKind.PERSON:
            return known_roles()
        case "action":
            return known_verbs()
    labels = {phrase(concept.label): concept.label for concept in concepts(pack) if concept.kind == kind}
    meant = {word: concept.label for word, (concept, _) in synonyms(pack).items() if concept.kind == kind}
    return labels | meant


@lru_cache(maxsize=4096)
def is_known(entity: Entity, pack: ArtPack) -> bool:
    """Whether the tables have an entity's words as they are spelt; a picture far from what was asked for is none."""
    if entity.kind is EntityKind.PLACE:
        return is_listed(entity)
    if entity.kind is EntityKind.OBJECT and entity.head.lower() in OURS:
        return True
    match = concept_of(entity, pack)
    if entity.kind is EntityKind.PERSON:
        return match.how != "kind" or bool(said_of(entity).role)
    return match.how not in ("kind", "fuzzy") and match.similarity_milli >= DEGRADED_BELOW


def drawable(word: str, kind: EntityKind, pack: ArtPack) -> str:
    """The wording under which what a known word comes to is drawn without a remark: the word, or the label."""
    if kind in (EntityKind.PLACE, EntityKind.PERSON):
        return word
    match = concept_of(Entity(id="word", name=word, head=word, kind=kind), pack)
    return word if match.similarity_milli >= NOTE_BELOW else match.concept.label
