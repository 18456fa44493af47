"""The REWRITE task: the same moment told with less: fewer in the picture, one plain action, other words."""

from videostudio.agents.house.forms import conjugated, is_plural
from videostudio.agents.house.places import standing
from videostudio.agents.house.telling import joined, sentence
from videostudio.agents.wire import RewriteAnswer, WireScene
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import WriterRequest
from videostudio.film.scene import Scene
from videostudio.film.script import Script
from videostudio.film.verdict import Gap

_ABOUT_MOTION = ("motion", "frozen", "flow", "action", "still", "move")
_MOVING = (("walk", "slowly"), ("turn", "around"), ("move", "gently"))
_CALM = (("stand", "still"), ("wait", "quietly"), ("rest", ""), ("look", "around"))
_THINGS_CALM = (("stand", "still"), ("rest", ""), ("lie", "still"))


def rewrite(script: Script, scene: Scene, request: WriterRequest) -> RewriteAnswer:
    """A simpler scene with entities of the script, in the same place, never the one it replaces."""
    kept = _kept(script, scene, request.gaps)
    place = script.entity(scene.background)
    choices = _choices(kept, request.gaps)
    turn = request.seed + request.try_number + script.version + script.scenes.index(scene)
    for at in range(len(choices)):
        action, manner = choices[(turn + at) % len(choices)]
        event = _told(kept, action, manner, place)
        if event != scene.event and action != scene.action:
            break
    new = WireScene(
        event=event,
        action=action,
        foreground=tuple(entity.name for entity in kept),
        background=place.name,
        narration=event,
        beat=scene.beat,
    )
    return RewriteAnswer(scene=new)


def _kept(script: Script, scene: Scene, gaps: tuple[Gap, ...]) -> list[Entity]:
    """The one who acts, and whoever is in no other scene, first of all those whom no fault names. Of the others only
    the user's own stay: what every take got wrong the next would too."""
    elsewhere = {i for other in script.scenes if other.id != scene.id for i in other.foreground}
    own = {entity.id for entity in script.entities if entity.own_image is not None}
    missed = {gap.about for gap in gaps}
    lead = next((i for i in scene.foreground if i not in missed), None) or next(iter(scene.foreground), None)
    kept = [i for i in scene.foreground if i == lead or (i not in elsewhere and (i not in missed or i in own))]
    kept.sort(key=lambda i: (i != lead, scene.foreground.index(i)))
    return [script.entity(i) for i in kept]


def _choices(kept: list[Entity], gaps: tuple[Gap, ...]) -> tuple[tuple[str, str], ...]:
    alive = bool(kept) and kept[0].kind in (EntityKind.PERSON, EntityKind.ANIMAL)
    wants_motion = any(word in f"{gap.score} {gap.text}".lower() for gap in gaps for word in _ABOUT_MOTION)
    if wants_motion:
        return _MOVING if alive else (*_MOVING[1:], ("shake", "gently"))
    return _CALM if alive else _THINGS_CALM


def _told(kept: list[Entity], action: str, manner: str, place: Entity) -> str:
    where = f"{standing(place.head or place.name, place.name)} {_the(place)}"
    if not kept:
        return sentence(f"{_the(place)} {conjugated(action, False)} {manner}")
    others = f" with {joined([_the(entity) for entity in kept[1:]])}" if len(kept) > 1 else ""
    verb = conjugated(action, _plural(kept[0]))
    return sentence(f"{_the(kept[0])}{others} {verb} {manner} {where}")


def _the(entity: Entity) -> str:
    return entity.name if entity.name[:1].isupper() else f"the {entity.name}"


def _plural(entity: Entity) -> bool:
    return is_plural(entity.name.split()[-1].lower()) and entity.name != entity.head
