"""Which effect an action has: by its verb, by who acts, and by where it happens."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from videostudio.film.requests import SoundActor
from videostudio.generators.sound.surroundings import Surroundings

STEPS = ("walk", "run", "sneak", "dance", "climb", "jump")
ON_FOOT = ("walk", "run", "sneak")
TRAVELS = (*ON_FOOT, "whoosh", "engine", "row", "roll", "rocket", "wings")
VEHICLES = ("engine", "rocket", "train", "row", "roll")


@dataclass(frozen=True)
class Deed:
    """`effect` names a function of `effects/`, `loudness` (LUFS) how loud its loudest moment is, `weight` (0..2)
    how heavy who acts is."""

    effect: str
    loudness: float
    weight: float


def deed_of(action: str, event: str, cast: tuple[SoundActor, ...], where: Surroundings) -> Deed | None:
    """The effect of an action (a lemma); None where nothing would be heard."""
    verb = action.lower().strip()
    found = next((_verbs()[word] for word in (verb, *_words(verb)) if word in _verbs()), None)
    if found is None:
        return None
    effect = _placed(_moved(found, cast), where)
    if effect == "door" and "book" in _words(event):
        effect = "page"
    return None if effect is None else Deed(effect, _table()["effects"][effect]["loudness"], _weight(cast))


def _moved(effect: str, cast: tuple[SoundActor, ...]) -> str:
    """The effect as its actors make it: a horse trots, a boat sails, an owl flaps."""
    if effect not in TRAVELS:
        return effect
    first, movers = _mover(cast[:1]), [mover for actor in cast if (mover := _mover((actor,)))]
    vehicle = next((mover for mover in movers if mover in VEHICLES), None)
    if vehicle is not None:
        return vehicle
    if effect in ("whoosh", "wings", "rocket"):
        return first if first in ("wings", "buzz") else "whoosh"
    if effect == "engine":
        return next((mover for mover in movers if mover in ("hooves", "wings")), effect)
    return "hooves" if effect in ON_FOOT and first == "hooves" else effect


def _placed(effect: str, where: Surroundings) -> str | None:
    """The effect as its place allows it."""
    if effect in (*STEPS, "hooves"):
        if where.ground == "none":
            return None
        if where.kind == "underwater":
            return "swim"
    return effect


def _mover(cast: Iterable[SoundActor]) -> str | None:
    words = {word for actor in cast for word in _names(actor)}
    return next((mover for mover, names in _table()["movers"].items() if words & set(names)), None)


def _weight(cast: tuple[SoundActor, ...]) -> float:
    words = {word for actor in cast[:1] for word in _names(actor)}
    light, heavy = (bool(words & set(_table()["weights"][name])) for name in ("light", "heavy"))
    return 2.0 if heavy else 0.3 if light else 1.0


def _names(actor: SoundActor) -> Iterable[str]:
    """What an actor may be called: the whole name, and its words."""
    return (actor.name.lower(), *_words(actor.name))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


@cache
def _verbs() -> dict[str, str]:
    return {verb: effect for effect, facts in _table()["effects"].items() for verb in facts["verbs"]}


@cache
def _table() -> dict[str, Any]:
    return dict(json.loads((files("videostudio.generators.sound") / "data" / "effects.json").read_text("utf-8")))
