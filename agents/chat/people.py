"""Whom and what a sentence speaks of: entities of the script by the names people give them, and newcomers."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from videostudio.agents.chat.said import Said, Unclear
from videostudio.agents.chat.turn import Turn
from videostudio.agents.editing.wording import is_proper, renamed
from videostudio.agents.editing.wording import the as _the
from videostudio.agents.house.forms import verb_form
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.script import write_script
from videostudio.agents.planner import identifier
from videostudio.agents.wire import ScriptAnswer, WireEntity
from videostudio.film.edits import AddScene, Recast, Redescribe, Telling, TellScene, UseImage
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.requests import WriterRequest, WriterTask
from videostudio.film.scene import Scene
from videostudio.film.script import Script

_DETERMINER = re.compile(r"^(?:the|a|an|my|our|this|that|his|her|their|its)\s+", re.IGNORECASE)
_ENDS = re.compile(r"(?:er|est)$")
LONGEST_EVENT = 400


def bare(words: str) -> str:
    """A noun phrase without its article."""
    return _DETERMINER.sub("", words.strip()).strip()


def candidates(words: str, script: Script) -> list[Entity]:
    """Whom `words` may name: those of that name, else of that head, else whose name has all of the words. Variants of
    a place are one with it."""
    wanted = bare(words).casefold()
    if not wanted:
        return []
    parts = set(wanted.split())
    for fits in (
        lambda entity: wanted == entity.name.casefold(),
        lambda entity: wanted == entity.head.casefold(),
        lambda entity: parts <= {*entity.name.casefold().split(), *_said_of(entity)},
    ):
        found = {(entity.root, entity.name): entity for entity in reversed(script.entities) if fits(entity)}
        if found:
            return list(found.values())[::-1]
    return []


def whom(words: str, script: Script) -> Entity:
    """The one entity that `words` name. Raises Unclear where it is nobody, or more than one."""
    found = candidates(words, script)
    if len(found) == 1:
        return found[0]
    if found:
        raise Unclear(f"Which one do you mean: {_listed(found)}?", *(f"the {entity.name}" for entity in found))
    raise Unclear(f"There is no '{bare(words)[:60]}' in the film. It has {_listed(script.entities)}. Whom do you mean?")


def leading(words: str, script: Script) -> tuple[list[Entity], str]:
    """Whom a text begins with, by as many of its words as name somebody, and the rest of it."""
    parts = words.split()
    for many in range(min(len(parts), 6), 0, -1):
        phrase = " ".join(parts[:many])
        if bare(phrase) and (found := candidates(phrase, script)):
            return found, " ".join(parts[many:])
    return [], words


def newcomer(words: str, script: Script) -> Entity | None:
    """Somebody or something that is not in the script yet; None for words that name nothing to be seen."""
    answer = _written(f"{_with_article(words)} waits.", script)
    wires = [wire for wire in answer.entities if wire.kind is not EntityKind.PLACE]
    if answer.degraded or len(wires) != 1 or not answer.scenes[0].foreground:
        return None
    return _entity(wires[0], script)


def new_place(words: str, script: Script) -> Entity | None:
    """A place that is not in the script yet; None for words that name no place."""
    name = bare(words)
    definite = "" if name[:1].isupper() else "the " if words.lower().startswith("the ") else "a "
    answer = _written(f"A traveler waits in {definite}{name}.", script)
    place = next(wire for wire in answer.entities if wire.name == answer.scenes[0].background)
    if answer.degraded or place.name.casefold() != name.casefold():
        return None
    return _entity(place, script)


def is_place_word(words: str) -> bool:
    """Whether words end with a noun for a place."""
    ends = bare(words).lower().split()
    return bool(ends) and lexicon().is_place(ends[-1])


def looks(words: str) -> tuple[Aspect, ...]:
    """What adjectives ("black", "very old", "bigger and happier") say of an entity; () for other words."""
    small = ("very", "much", "more", "a", "bit")
    tokens = [word for word in re.split(r"[\s,]+|\band\b", words.lower()) if word and word not in small]
    adjectives = [(word, _kind_of_look(word)) for word in tokens]
    if not tokens or any(kind is None for _, kind in adjectives):
        return ()
    aspects: dict[str, list[str]] = {}
    for _, kind in adjectives:
        assert kind is not None
        aspects.setdefault(kind[0], []).append(kind[1])
    return tuple(Aspect(name=name, value=" and ".join(values)) for name, values in aspects.items())


def features(words: str, entity: Entity, script: Script) -> tuple[Aspect, ...]:
    """What "a red collar" or "long ears and a hat" say of an entity that has or wears them; () for other words."""
    answer = _written(f"A {entity.head or entity.name} with {words} waits.", script)
    found = next((wire for wire in answer.entities if wire.kind is entity.kind), None)
    return () if found is None or answer.degraded else found.aspects


_PRONOUN = re.compile(r"\b(?:he|him|his|she|her|they|them|their|it)\b(?!')", re.IGNORECASE)


def named(clause: str, turn: Turn) -> tuple[str, tuple[Entity, ...]]:
    """`clause` with its first pronoun as who was spoken of last, where that is somebody; and all whom it may mean, the
    one that was put there first."""
    if (match := _PRONOUN.search(clause)) is None:
        return clause, ()
    pronoun = match[0].lower()
    known = {entity.id: entity for entity in turn.script.entities}
    fitting = [known[one] for one in turn.cast if one in known and _may_be(pronoun, known[one])]
    if not fitting and pronoun not in ("it", "they", "them", "their"):
        fitting = [one for one in turn.script.entities if _may_be(pronoun, one)]
        fitting = [one for one in fitting if one.kind is EntityKind.PERSON] or fitting
    if not fitting:
        return clause, ()
    return f"{clause[: match.start()]}{_the(fitting[0])}{clause[match.end() :]}", tuple(fitting)


def ask_whom(fitting: tuple[Entity, ...]) -> None:
    """Raises Unclear where a word may mean more than one."""
    if len(fitting) > 1:
        raise Unclear(f"Whom do you mean: {_listed(fitting)}?", *(f"the {entity.name}" for entity in fitting))


def cast_of(said: Said) -> tuple[str, ...]:
    """Whom a wish speaks of: those whom a pronoun means after it."""
    match said:
        case Recast():
            return (said.by.id,)
        case Redescribe() | UseImage():
            return (said.entity,)
        case TellScene() | AddScene():
            return said.telling.foreground
    return ()


def _may_be(pronoun: str, entity: Entity) -> bool:
    """Whether an entity may be called so. Most nouns leave "he" and "she" open."""
    alive = entity.kind in (EntityKind.PERSON, EntityKind.ANIMAL)
    if pronoun in ("they", "them", "their"):
        return entity.kind is not EntityKind.PLACE
    if pronoun == "it":
        return entity.kind in (EntityKind.ANIMAL, EntityKind.OBJECT)
    known, first = lexicon(), entity.name.lower().split()[0]
    sex = known.gender.get(entity.head.lower()) or known.gender.get(entity.name.lower().split()[-1])
    sex = sex or (known.names.get(first, "") if is_proper(entity) else "")
    return alive and sex != ("f" if pronoun in ("he", "him", "his") else "m")


class Told(NamedTuple):
    """What happens, and where, if that is said: at a `place`, which may be `new`, in a `light` (time, weather)."""

    telling: Telling
    place: Entity | None
    new: bool
    light: tuple[Aspect, ...]


def told(sentence: str, script: Script, scene: Scene | None) -> Told:
    """What `sentence` tells. `scene` is whose event it is to be: a pronoun means who acts there. Raises Unclear for what
    is no event."""
    if len(sentence) > LONGEST_EVENT:
        raise Unclear(f"That is long for one scene. What happens in it, in at most {LONGEST_EVENT} characters?")
    spoken = _unpronouned(sentence.strip().rstrip(".!"), script, scene)
    answer = _written(f"{spoken}.", script)
    wire = answer.scenes[0]
    if answer.degraded or not _acts(wire.action, spoken):
        raise Unclear(f"What happens, in a sentence: who does what? I read no event in '{sentence[:80]}'.", *_EXAMPLES)
    if any("left out" in note for note in answer.notes):
        raise Unclear(
            "That is more than one thing for one scene. Which one is it?", "split scene 2: the dog runs / it barks"
        )
    event, ids = wire.event, dict[str, Entity]()
    newcomers: list[Entity] = []
    for entity in answer.entities:
        known = _known(entity, script, newcomers)
        ids[entity.name] = known
        if all(known.id != one.id for one in script.entities):
            newcomers.append(known)
        elif known.name != entity.name:
            event = renamed(event, _entity(entity, script), known)
    place = ids[wire.background]
    stated = _named_in(wire.background, spoken)
    seen = tuple(ids[name] for name in wire.foreground)
    brought = tuple(one for one in newcomers if one in seen)
    telling = Telling(event=event, action=wire.action, foreground=tuple(one.id for one in seen), newcomers=brought)
    where = next(entity for entity in answer.entities if entity.name == wire.background)
    light = tuple(aspect for aspect in where.aspects if aspect.name in ("time", "weather"))
    return Told(telling, place if stated else None, place in newcomers, light)


_EXAMPLES = ("in scene 2 the dog jumps over a fence",)


def _written(prompt: str, script: Script) -> ScriptAnswer:
    names = tuple(entity.name for entity in script.entities if is_proper(entity))
    return write_script(WriterRequest(task=WriterTask.SCRIPT, prompt=prompt, scenes=1, own_names=names))


def _known(wire: WireEntity, script: Script, newcomers: Iterable[Entity]) -> Entity:
    """The entity of the script that a writer's entity is, or a new one. Other looks make another one."""
    fitting = [
        entity
        for entity in candidates(wire.name, script)
        if (entity.kind is EntityKind.PLACE) == (wire.kind is EntityKind.PLACE)
    ]
    if len(fitting) > 1:
        raise Unclear(f"Which one do you mean: {_listed(fitting)}?", *(f"the {entity.name}" for entity in fitting))
    return fitting[0] if fitting else _entity(wire, script, newcomers)


def _entity(wire: WireEntity, script: Script, newcomers: Iterable[Entity] = ()) -> Entity:
    taken = [entity.id for entity in (*script.entities, *newcomers)]
    return Entity(id=identifier(wire.name, taken), name=wire.name, kind=wire.kind, head=wire.head, aspects=wire.aspects)


def _unpronouned(sentence: str, script: Script, scene: Scene | None) -> str:
    """ "she dances" with the name of whoever acts in the scene."""
    first, _, rest = sentence.partition(" ")
    if first.lower() not in ("he", "she", "it", "they") or scene is None or not scene.foreground or not rest:
        return sentence
    lead = _the(script.entity(scene.foreground[0]))
    return f"{lead[:1].upper()}{lead[1:]} {rest}"


def _acts(action: str, sentence: str) -> bool:
    """Whether the action is one of the sentence's own verbs, and not one that was made up around a noun."""
    return any(
        (form := verb_form(word)) is not None and form.lemma == action
        for word in re.findall(r"[a-z'-]+", sentence.lower())
    )


def _named_in(name: str, sentence: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", sentence, re.IGNORECASE) is not None


def _kind_of_look(word: str) -> tuple[str, str] | None:
    """The aspect an adjective belongs to, and its plain form: "bigger" is "big"."""
    known = lexicon().adjectives
    stem = _ENDS.sub("", word)
    for form in (word, stem, f"{stem}e", stem[:-1] if stem[-2:-1] == stem[-1:] else stem, re.sub("i$", "y", stem)):
        if form in known and known[form] != "adverbs":
            return known[form], form
    return None


def _said_of(entity: Entity) -> set[str]:
    """Single words of an entity's looks: "the tall girl" may be Lena."""
    return {entity.head.casefold(), *(aspect.value.casefold() for aspect in entity.aspects if " " not in aspect.value)}


def _with_article(words: str) -> str:
    if _DETERMINER.match(words) or words[:1].isupper() or words.lower().split()[-1].endswith("s"):
        return words
    return f"a {words}"


def _listed(entities: Iterable[Entity]) -> str:
    names = list(dict.fromkeys(f"'{entity.name}'" for entity in entities))
    return " or ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
