"""What happens in a scene, and where."""

import re

from videostudio.agents.chat import people, qualities
from videostudio.agents.chat.said import Said, Unclear
from videostudio.agents.chat.turn import Turn
from videostudio.agents.editing.wording import plural
from videostudio.agents.house.forms import conjugated, verb_form
from videostudio.film.edits import SetPlace, SetTime, SetWeather, TellScene
from videostudio.film.entity import Entity, EntityKind

_IT = r"(?:§[0-9]+|it|this|that|them)"
_IN = r"in|into|on|onto|at|to|by|inside|under|near|beside"
_PLACES = re.compile(
    rf"(?:(?:move|set|put|place|shoot|film|stage|relocate|bring|take|let|have|make) )?(?P<what>{_IT}),?"
    r" (?:should |must |could |to )?(?:happens? |takes? place |plays? |is |be )?(?:set )?"
    rf"(?:over )?(?P<where>{_IN}) (?P<place>.+)"
    r"|(?:change|set|make|move)(?: the)? (?:place|location|setting|background|backdrop|scenery)(?: of| in| for)? (?P<of>§[0-9]+)"
    r"(?: to| into| be| as|:)? (?P<other>.+)"
    r"|(?:change|set|make|move)(?: the)? (?:place|location|setting|background|backdrop|scenery) (?:to|into) (?P<new>.+?)"
    r" (?:in|for|of) (?P<for>§[0-9]+)"
    r"|(?:use|take) (?P<used>.+?) (?:as|for) (?:the )?(?:place|location|setting|background) (?:of|in|for) (?P<there>§[0-9]+)",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"(?:in|during|for) (?P<a>§[0-9]+)\s*[,:]?\s+(?:let |have |make |show |i want |let's see |we see |should )?(?P<ta>.+)"
    r"|(?P<b>§[0-9]+)\s*(?:[:=]|-|,? ?(?:shows?|should show|becomes?|is about|tells|should be about|should tell))\s*"
    r"(?:how |that |of |about )?(?P<tb>.+)"
    r"|(?:change|rewrite|set|turn|retell|make)(?: what happens in| the event of| the event in)? (?P<c>§[0-9]+)"
    r" ?(?:to|into|so that|as|show|about|:)\s*(?P<tc>.+)"
    r"|(?:let|have|make|show|i want) (?P<td>.+?) in (?P<d>§[0-9]+)"
    r"|(?P<te>.+?) in (?P<e>§[0-9]+)",
    re.IGNORECASE,
)


def placing(clause: str, turn: Turn) -> list[Said] | None:
    """Scenes set somewhere else. What follows the place may say when: "to the beach at night"."""
    if not (match := _PLACES.fullmatch(clause)) or "§" in (words := _words(match)):
        return None
    mark = next(match[name] for name in ("what", "of", "for", "there") if match[name])
    if (
        not mark.startswith("§")
        and match["what"]
        and not re.match(r"(?:move|set|put|shoot|film|stage)\b", clause, re.I)
    ):
        return None
    later: list[Said] = []
    place = _place(words, turn)
    if place is None and (cut := _with_qualities(words, turn)):
        place, quality = cut
        turn.scenes(mark)
        later = list(qualities.read(quality, turn.found, turn.script, turn.recent) or [])
    if place is None:
        if (match["what"] and not _reads_as_place(words)) or not people.bare(words):
            return None
        return _no_place(words, turn)
    known = any(place.id == entity.id for entity in turn.script.entities)
    return [SetPlace(scenes=turn.scenes(mark), place=place.id, newcomer=None if known else place), *later]


def telling(clause: str, turn: Turn) -> list[Said] | None:
    """Something else happens in one scene."""
    if not (match := _TOLD.fullmatch(clause)):
        return None
    part = next(name for name in "abcde" if match[name])
    scene = turn.scene(match[part])
    words = re.sub(r"^(?:let|have|make|show) ", "", match[f"t{part}"], flags=re.IGNORECASE)
    if "§" in words:
        return None
    told = people.told(_finite(words, turn), turn.script, turn.script.scene(scene))
    edits: list[Said] = []
    if told.place is not None and told.place.id != turn.script.scene(scene).background:
        edits.append(SetPlace(scenes=(scene,), place=told.place.id, newcomer=told.place if told.new else None))
    return [*edits, TellScene(scene=scene, telling=told.telling), *_light(told, scene, turn)]


def _light(told: people.Told, scene: str, turn: Turn) -> list[Said]:
    """The time and weather that an event tells, where its place has another. A new place brings its own."""
    place = told.place or turn.script.entity(turn.script.scene(scene).background)
    edits: list[Said] = []
    for aspect in () if told.new else told.light:
        if place.aspect(aspect.name) == aspect.value or not re.fullmatch(r"[a-z][a-z ]{0,30}", aspect.value):
            continue
        change = {"scenes": (scene,), aspect.name: aspect.value}
        edits.append(SetTime.model_validate(change) if aspect.name == "time" else SetWeather.model_validate(change))
    return edits


def _words(match: re.Match[str]) -> str:
    return next(match[name] for name in ("place", "other", "new", "used") if match[name]).strip()


def _place(words: str, turn: Turn) -> Entity | None:
    """A place of the script, or a new one."""
    found = people.candidates(words, turn.script)
    places = [entity for entity in found if entity.kind is EntityKind.PLACE]
    if len(places) == 1 and not words.lower().startswith(("a ", "an ", "another ")):
        return places[0]
    if found and not places:
        raise Unclear(f"'{found[0].name}' is no place. Where should the scene be set?", "move scene 2 to the beach")
    if not re.fullmatch(r"[\w' -]{1,80}", words):
        return None
    return people.new_place(words, turn.script) if _reads_as_place(words) else None


def _reads_as_place(words: str) -> bool:
    """A place's noun, or a name of its own: "the beach", "Paris"."""
    return people.is_place_word(words) or people.bare(words)[:1].isupper()


def _no_place(words: str, turn: Turn) -> list[Said]:
    there = ", ".join(f"'{place.name}'" for place in turn.script.places())
    raise Unclear(
        f"Is '{people.bare(words)[:60]}' a place? I know it as none; the film has {there}.", "move scene 2 to a forest"
    )


def _with_qualities(words: str, turn: Turn) -> tuple[Entity, str] | None:
    """ "the beach at night" as the beach, and at night."""
    for at in (match.start() for match in re.finditer(r" (?:at|in|on|under|by|during)\b", words)):
        if _reads_as_place(words[:at]) and (place := _place(words[:at], turn)):
            return place, words[at + 1 :]
    return None


def _finite(words: str, turn: Turn) -> str:
    """ "let the dog jump": the verb as it stands in a sentence of its own."""
    entities, rest = people.leading(words, turn.script)
    first, _, more = rest.partition(" ")
    form = verb_form(first.lower()) if entities and first else None
    if form is None or "VBP" not in form.tags or plural(entities[0]):
        return words
    lead = words[: len(words) - len(rest)].strip() if rest else words
    return f"{lead} {conjugated(form.lemma, False)} {more}".strip()
