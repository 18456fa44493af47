"""Motions: what the cast does in an action, and which motion a verb asks for."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process

NEAR_ENOUGH = 78.0
"""Least similarity (0..100) of a verb to a known one."""


@dataclass(frozen=True)
class Motion:
    """One motion; how it looks is the business of whoever is in it. `travel` is how far it leads, in frame widths a
    scene; `also` what other living figures do meanwhile, `thing` what objects do. `wet` motions happen in water,
    `high` ones in the air, `close` ones between two who stand near each other; `grounded` ones begin on the ground
    even for what usually flies, `ashore` ones are done on land even to what usually floats. In `holds` motions a
    thing of the cast comes into the hands of who acts; whoever does what `boards` sits in the cast's boat or vehicle.
    `like` is the motion that shows it where a body has no act of its own for it."""

    travel: float = 0.0
    also: str = "idle"
    thing: str = "still"
    wet: bool = False
    high: bool = False
    close: bool = False
    grounded: bool = False
    ashore: bool = False
    holds: bool = False
    boards: bool = False
    like: str = ""


def motion_for(verb: str, things: Sequence[str] = ()) -> tuple[str, tuple[str, ...]]:
    """The name of the motion that shows `verb` (a lemma) done with `things` (nouns), and notes about the choice."""
    listed = listed_motion(verb, things)
    if listed is not None:
        return listed, ()
    lemma = verb.lower().strip()
    # Misspelt words keep their first letter; without it "arrest" would be "rest".
    known = known_verbs()
    best = process.extractOne(lemma, [verb for verb in known if verb[0] == lemma[:1]], scorer=fuzz.ratio)
    if best is not None and best[1] >= NEAR_ENOUGH:
        return known[best[0]], (f"the action '{verb}' is shown as '{best[0]}' (similarity {best[1]:.0f} of 100)",)
    return "idle", (f"no motion shows the action '{verb}': the figure stands and breathes",)


def listed_motion(verb: str, things: Sequence[str] = ()) -> str | None:
    """The motion that the table has for a rightly spelt `verb` done with `things`; None for one that it lacks."""
    lemma = verb.lower().strip()
    for thing in things:
        if (motion := _table()["with_things"].get(f"{lemma} {thing.lower()}")) is not None:
            return str(motion)
    if not boats().isdisjoint(map(str.lower, things)) and lemma in _in_boats():
        return _in_boats()[lemma]
    by_hand = frozenset(_table()["by_hand"])
    for word in (lemma, *lemma.replace("-", " ").split()):
        if word in known_verbs():
            motion = known_verbs()[word]
            return "mould" if motion == "build" and not by_hand.isdisjoint(map(str.lower, things)) else motion
    return None


@cache
def carriers() -> frozenset[str]:
    """Nouns of things that carry whoever rides, sails or drives them."""
    return frozenset(_table()["carriers"])


@cache
def boats() -> frozenset[str]:
    """Nouns of carriers that go on water."""
    return frozenset(_table()["boats"])


@cache
def saddles() -> frozenset[str]:
    """Nouns of carriers on top of which one sits."""
    return frozenset(_table()["saddles"])


@cache
def young() -> frozenset[str]:
    """Nouns of young animals."""
    return frozenset(_table()["young"])


@cache
def known_verbs() -> dict[str, str]:
    """Verb -> the motion that shows it."""
    return {verb: motion for motion, verbs in _table()["motions"].items() for verb in verbs}


@cache
def _in_boats() -> dict[str, str]:
    return {verb: motion for motion, verbs in _table()["in_boats"].items() for verb in verbs}


@cache
def _table() -> dict[str, Any]:
    return dict(json.loads((files("videostudio.generators.animatic") / "motions.json").read_text("utf-8")))


MOTIONS: dict[str, Motion] = {
    "idle": Motion(),
    "still": Motion(),
    "walk": Motion(travel=0.30, also="idle"),
    "run": Motion(travel=0.46),
    "sneak": Motion(travel=0.20),
    "crawl": Motion(travel=0.16, like="sneak"),
    "chase": Motion(travel=0.40, also="flee", thing="flee"),
    "flee": Motion(travel=0.40),
    "follow": Motion(travel=0.30, also="walk", thing="roll"),
    "carry": Motion(travel=0.28, also="walk", holds=True, like="walk"),
    "roll": Motion(travel=0.30),
    "jump": Motion(travel=0.10, grounded=True),
    "skip": Motion(travel=0.24, also="skip"),
    "fly": Motion(travel=0.36, high=True),
    "launch": Motion(grounded=True),
    "float": Motion(travel=0.08, high=True),
    "swim": Motion(travel=0.26, also="swim", wet=True),
    "bob": Motion(travel=0.08, also="bob", thing="bob", wet=True, like="sail"),
    "sail": Motion(travel=0.24, also="sail", thing="sail", wet=True, boards=True),
    "angle": Motion(also="angle", thing="angle", wet=True, boards=True, like="sail"),
    "drive": Motion(travel=0.42, boards=True),
    "ride": Motion(travel=0.42, like="drive"),
    "kart": Motion(travel=0.42, like="drive"),
    "dinghy": Motion(travel=0.24, wet=True, like="sail"),
    "climb": Motion(travel=0.04, grounded=True),
    "fall": Motion(travel=0.05),
    "descend": Motion(travel=0.08),
    "dance": Motion(also="dance"),
    "spin": Motion(),
    "wave": Motion(also="wave"),
    "shake": Motion(),
    "look": Motion(also="idle"),
    "think": Motion(like="look"),
    "read": Motion(also="listen", holds=True, like="look"),
    "write": Motion(like="work"),
    "pray": Motion(also="pray", like="rest"),
    "eat": Motion(also="eat", holds=True),
    "drink": Motion(also="drink", holds=True, like="eat"),
    "sleep": Motion(),
    "talk": Motion(also="listen", close=True),
    "argue": Motion(also="argue", close=True, like="talk"),
    "laugh": Motion(also="laugh", close=True, like="talk"),
    "sing": Motion(also="sing", like="dance"),
    "music": Motion(also="dance", holds=True, like="dance"),
    "listen": Motion(),
    "find": Motion(thing="found", holds=True),
    "found": Motion(),
    "pick": Motion(also="pick", like="find"),
    "lose": Motion(also="look", like="look"),
    "give": Motion(also="receive", close=True, holds=True),
    "receive": Motion(like="listen"),
    "handed": Motion(),
    "throw": Motion(thing="thrown", holds=True),
    "thrown": Motion(),
    "grow": Motion(),
    "shrink": Motion(),
    "appear": Motion(also="look"),
    "vanish": Motion(also="look"),
    "leave": Motion(travel=0.55, also="wave"),
    "hide": Motion(),
    "rest": Motion(also="rest"),
    "work": Motion(also="work"),
    "cook": Motion(also="look", like="work"),
    "build": Motion(also="build", thing="built", like="work"),
    "dig": Motion(also="dig", like="work"),
    "paint": Motion(also="look", like="work"),
    "sweep": Motion(also="sweep", like="work"),
    "fish": Motion(also="fish", like="idle"),
    "play": Motion(also="play", like="skip"),
    "push": Motion(travel=0.14, thing="roll"),
    "fight": Motion(also="dodge", close=True),
    "dodge": Motion(),
    "hug": Motion(also="hug", close=True),
    "cry": Motion(also="idle", like="shake"),
    "cheer": Motion(also="cheer"),
    "clap": Motion(also="clap", like="cheer"),
    "bow": Motion(also="bow", like="give"),
    "point": Motion(also="gaze", like="look"),
    "gaze": Motion(also="gaze", like="listen"),
    "sneeze": Motion(also="look", like="shake"),
    "yawn": Motion(also="idle", like="sleep"),
    "chop": Motion(also="look", like="work"),
    "slice": Motion(also="look", like="work"),
    "bake": Motion(also="look", like="work"),
    "knit": Motion(also="rest", like="work"),
    "plant": Motion(also="dig", like="work"),
    "water": Motion(also="look", like="work"),
    "mould": Motion(also="mould", thing="built", like="work"),
    "built": Motion(like="grow", ashore=True),
    "pull": Motion(also="pull", like="push"),
    "explode": Motion(also="explode", thing="explode", like="shake"),
    "erupt": Motion(also="gaze", grounded=True, like="shake"),
    "shine": Motion(),
}
"""All motions by name."""
