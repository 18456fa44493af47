"""Who is in the film and what they look like: recast, redescribe, join a scene, own pictures."""

import re

from videostudio.agents.chat import people, qualities
from videostudio.agents.chat.said import Said, Unclear
from videostudio.agents.chat.turn import Turn
from videostudio.agents.editing.parts import number
from videostudio.agents.editing.saying import scenes_in_words
from videostudio.agents.editing.wording import is_proper
from videostudio.agents.house.telling import article
from videostudio.film.edits import Recast, Redescribe, Telling, TellScene, UseImage
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.scene import Scene

_REPLACE = re.compile(
    r"(?:replace|swap|exchange|recast|substitute) (?P<old>.+?) (?:with|by|for|as|into|to) (?P<new>.+)"
    r"|(?:use|take|show|have|i want) (?P<rather>.+?) instead of (?P<than>.+)"
    r"|instead of (?P<not>.+?),? (?:use |show |take |there is |i want )?(?P<but>(?:an?|the) .+)",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"(?:make|turn|change|transform|paint|colou?r|dye|let|have|(?P<give>give)|(?P<dress>dress)|describe) (?P<rest>.+)",
    re.IGNORECASE,
)
_IS = re.compile(
    r"(?:(?P<no>has no|have no|should have no|without|loses?|should not have)|(?P<has>has|have|should have|wears?|should wear"
    r"|wearing|with|in|gets?|should get)|is|are|should be|shall be|must be|becomes?|should become|looks?|should look|be|into"
    r"|to|as)\s+(?P<what>.+)",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r"(?:add|put|bring|include|place) (?P<who>.+?) (?:to|in|into) (?P<scene>§[0-9]+)|(?P<whom>.+?) joins(?: in)? (?P<there>§[0-9]+)",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"(?:remove|take|drop|delete|cut|leave) (?P<who>.+?) (?:from|out of) (?P<scene>§[0-9]+)|(?P<there>§[0-9]+) without (?P<whom>.+)",
    re.IGNORECASE,
)
_OUT = re.compile(
    r"(?:remove|delete|drop|omit|kill|lose|cut(?: out)?|leave out|take out|get rid of|write out) (?P<who>.+)"
    r"|(?:take|leave|write|cut) (?P<whom>.+) out(?: of (?:it|this|the (?:film|story|script)))?",
    re.IGNORECASE,
)
_PICTURE = r"(?:own )?(?:picture|photo|photograph|image|drawing|reference)"
_USE = re.compile(
    rf"(?:use|take) (?:my|the|this|our) {_PICTURE}(?: (?:of|called|named) (?P<name>[\w .-]+?))?(?: (?:for|as|of) (?P<who>.+))?"
    rf"|(?P<looks>.+?) (?:should look|looks) like (?:my|the|this|our) {_PICTURE}",
    re.IGNORECASE,
)
_FORGET = re.compile(
    rf"(?:forget|remove|drop|do not use|don't use|stop using) (?:my|the|this|our) {_PICTURE}(?: (?:of|for) (?P<who>.+))",
    re.I,
)


def casting(clause: str, turn: Turn) -> list[Said] | None:
    """Somebody else, other looks, one more in a scene."""
    if match := _JOIN.fullmatch(clause):
        return _joined(match["who"] or match["whom"], match["scene"] or match["there"], turn)
    if match := _LEAVE.fullmatch(clause):
        return _left(match["who"] or match["whom"], match["scene"] or match["there"], turn)
    if "§" in clause:
        return None
    if match := _OUT.fullmatch(clause):
        return _out(match["who"] or match["whom"], turn)
    if match := _REPLACE.fullmatch(clause):
        old = people.whom(match["old"] or match["than"] or match["not"], turn.script)
        return _recast(old, match["new"] or match["rather"] or match["but"], turn)
    if (match := _CHANGE.fullmatch(clause)) and not re.match(r"(?:it|this|that)\b", match["rest"], re.IGNORECASE):
        found, rest = people.leading(match["rest"], turn.script)
        if not found and (stranger := re.match(r"(?:the|my|our) [\w-]+(?= )", match["rest"])):
            looks = people.looks(match["rest"][stranger.end() :])
            return _changed([people.whom(stranger[0], turn.script)], "", turn) if looks else None
        return _changed(found, rest, turn, given=bool(match["give"]), dressed=bool(match["dress"]))
    found, rest = people.leading(clause, turn.script)
    return _changed(found, rest, turn) if _IS.fullmatch(rest) else None


def picturing(clause: str, turn: Turn) -> list[Said] | None:
    """The user's own picture of somebody."""
    if match := _FORGET.fullmatch(clause):
        return [UseImage(entity=people.whom(match["who"], turn.script).id, image=None)]
    if not (match := _USE.fullmatch(clause)):
        return None
    who = match["who"] or match["looks"] or match["name"]
    if not who:
        raise Unclear(
            "Whom does your picture show?", *(f"use my picture for the {e.name}" for e in turn.script.entities[:2])
        )
    entity = people.whom(who, turn.script)
    pictures = turn.context.pictures
    wanted = [*(name for name in (match["name"], entity.name, entity.head, entity.id) if name), *pictures]
    names = [name for name in wanted if name in pictures]
    if not names or (len(pictures) > 1 and names[0] not in (match["name"], entity.name, entity.head, entity.id)):
        how = (
            f"bring it, and say it again - in the command chat with /picture {entity.name}=FILE, with the command edit by "
            f'--reference "{entity.name}=FILE", on the page beside the cast'
        )
        raise Unclear(f"Which picture shows '{entity.name}'? I have none of that name: {how}.")
    return [UseImage(entity=entity.id, image=pictures[names[0]])]


def _changed(
    found: list[Entity], rest: str, turn: Turn, *, given: bool = False, dressed: bool = False
) -> list[Said] | None:
    if not found or not rest:
        return None
    said = _IS.fullmatch(rest)
    what = said["what"] if said else rest
    if len(found) > 1:
        raise Unclear(f"Which one: {' or '.join(f'the {entity.name}' for entity in found)}?")
    entity = found[0]
    if entity.kind is EntityKind.PLACE and (edits := _lit(entity, what, turn)):
        return edits
    if said and said["no"]:
        name = people.bare(what)
        fits = [
            aspect.name
            for aspect in entity.aspects
            if name in (aspect.name, aspect.value) or name in aspect.value.split()
        ]
        if not fits:
            raise Unclear(f"'{entity.name}' has no '{name[:60]}' in the script. What should it look like?")
        return [Redescribe(entity=entity.id, without=tuple(fits))]
    if aspects := people.looks(what):
        return [Redescribe(entity=entity.id, aspects=aspects)]
    if given or dressed or (said and said["has"]):
        if aspects := people.features(what, entity, turn.script):
            return [Redescribe(entity=entity.id, aspects=aspects)]
        raise Unclear(
            f"What does '{entity.name}' look like? I read no looks in '{what[:60]}'.", f"make the {entity.name} black"
        )
    if re.match(r"(?:an?|the) |[A-Z]", what) or re.match(r"(?:in)?to\b|as\b", rest, re.IGNORECASE):
        return _recast(entity, what, turn)
    return None


def _lit(place: Entity, what: str, turn: Turn) -> list[Said]:
    """ "make the beach foggy": of all scenes that are set there."""
    here = tuple(s.id for s in turn.script.scenes if turn.script.entity(s.background).root == place.root)
    edits = qualities.read(what, turn.found, turn.script, here)
    return list(edits or [])


def _recast(old: Entity, words: str, turn: Turn) -> list[Said]:
    found = [entity for entity in people.candidates(words, turn.script) if entity.id != old.id]
    definite = words.lower().startswith("the ")
    if len(found) == 1 and (definite or is_proper(found[0])):
        return [Recast(entity=old.id, by=found[0])]
    make = people.new_place if old.kind is EntityKind.PLACE else people.newcomer
    new = make(words, turn.script) if re.fullmatch(r"[\w' -]{1,120}", words) else None
    if new is None:
        raise Unclear(
            f"Who or what comes in place of '{old.name}'? I cannot see '{people.bare(words)[:60]}'.",
            f"replace the {old.name} with a cat",
        )
    return [Recast(entity=old.id, by=new)]


def _joined(words: str, mark: str, turn: Turn) -> list[Said] | None:
    """One more in a scene. A sentence is an event, not somebody."""
    found = people.candidates(words, turn.script)
    if not found and not re.fullmatch(r"(?:an?|the|two|three|some|my) [\w' -]{1,80}|[A-Z][\w'-]+", words):
        return None
    scene = turn.script.scene(turn.scene(mark))
    if len(found) > 1:
        raise Unclear(f"Which one: {' or '.join(f'the {entity.name}' for entity in found)}?")
    who = found[0] if found else people.newcomer(words, turn.script)
    if who is None or who.kind is EntityKind.PLACE:
        raise Unclear(
            f"Who or what joins scene {number(turn.script, scene.id)}? I cannot see '{people.bare(words)[:60]}'.",
            "add a cat to scene 2",
        )
    if who.id in scene.foreground:
        raise Unclear(f"'{who.name}' is in scene {number(turn.script, scene.id)} already. What should change?")
    name = who.name if is_proper(who) else f"the {who.name}" if found else f"{article(who.name)} {who.name}"
    told = Telling(
        event=f"{scene.event.rstrip('.')} with {name}.",
        action=scene.action,
        foreground=(*scene.foreground, who.id),
        newcomers=() if found else (who,),
        narration=None if scene.narration == scene.event else scene.narration,
    )
    return [TellScene(scene=scene.id, telling=told)]


def _out(words: str, turn: Turn) -> list[Said] | None:
    """Somebody out of the whole film, where no scene is about them. Raises Unclear for all others."""
    if not people.candidates(words, turn.script):
        return None
    who = people.whom(words, turn.script)
    if who.kind is EntityKind.PLACE:
        raise Unclear(
            f"A scene has to be somewhere. What comes in place of '{who.name}'?",
            f"replace the {who.name} with a forest",
        )
    here = [scene for scene in turn.script.scenes if who.id in scene.foreground]
    about = [scene for scene in here if _is_about(scene, who)]
    if about:
        which = scenes_in_words(turn.script, [scene.id for scene in about])
        left = (f"remove {which}",) if len(about) < len(turn.script.scenes) else ()
        replaced = f"replace {who.name if is_proper(who) else f'the {who.name}'} with a robot"
        raise Unclear(f"'{who.name}' acts in {which}. Who comes instead, or should they go?", replaced, *left)
    return [_told_without(scene, who) for scene in here]


def _is_about(scene: Scene, who: Entity) -> bool:
    """Whether only the speaker knows what happens in a scene without somebody."""
    return who.name.casefold() in scene.event.casefold() or who.id == scene.foreground[0]


def _told_without(scene: Scene, who: Entity) -> TellScene:
    rest = tuple(one for one in scene.foreground if one != who.id)
    told = Telling(event=scene.event, action=scene.action, foreground=rest, narration=scene.narration)
    return TellScene(scene=scene.id, telling=told)


def _left(words: str, mark: str, turn: Turn) -> list[Said] | None:
    """One less in a scene. Where the event names them, only the speaker knows what happens without."""
    found = people.candidates(words, turn.script)
    if len(found) != 1:
        return None
    scene, who = turn.script.scene(turn.scene(mark)), found[0]
    at = number(turn.script, scene.id)
    if who.id not in scene.foreground:
        raise Unclear(f"'{who.name}' is not in scene {at}. What should change there?", f"show scene {at}")
    if _is_about(scene, who):
        raise Unclear(
            f"Scene {at} is about '{who.name}'. What happens there instead?",
            f"in scene {at} the sun rises",
            f"remove scene {at}",
        )
    return [_told_without(scene, who)]
