"""Motions: what the cast does in an action, and which motion a verb asks for."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process

from videostudio.generators.animatic import acts
from videostudio.generators.animatic.acts import Act

NEAR_ENOUGH = 78.0
"""Least similarity (0..100) of a verb to a known one."""


@dataclass(frozen=True)
class Motion:
    """One motion. `travel` is how far it leads, in frame widths a scene; `also` what other living figures do
    meanwhile, `thing` what objects do. `wet` motions happen in water, `high` ones in the air, `close` ones between
    two who stand near each other, and `grounded` ones begin on the ground even for what usually flies."""

    act: Act
    travel: float = 0.0
    also: str = "idle"
    thing: str = "still"
    wet: bool = False
    high: bool = False
    close: bool = False
    grounded: bool = False


def motion_for(verb: str) -> tuple[str, tuple[str, ...]]:
    """The name of the motion that shows `verb` (a lemma), and notes about the choice."""
    lemma = verb.lower().strip()
    for word in (lemma, *lemma.replace("-", " ").split()):
        if word in _verbs():
            return _verbs()[word], ()
    # Misspelt words keep their first letter; without it "arrest" would be "rest".
    best = process.extractOne(lemma, [verb for verb in _verbs() if verb[0] == lemma[:1]], scorer=fuzz.ratio)
    if best is not None and best[1] >= NEAR_ENOUGH:
        return _verbs()[best[0]], (f"the action '{verb}' is shown as '{best[0]}' (similarity {best[1]:.0f} of 100)",)
    return "idle", (f"no motion shows the action '{verb}': the figure stands and breathes",)


@cache
def carriers() -> frozenset[str]:
    """Nouns of things that carry whoever rides, sails or drives them."""
    return frozenset(_table()["carriers"])


@cache
def saddles() -> frozenset[str]:
    """Nouns of carriers on top of which one sits."""
    return frozenset(_table()["saddles"])


@cache
def _verbs() -> dict[str, str]:
    return {verb: motion for motion, verbs in _table()["motions"].items() for verb in verbs}


@cache
def _table() -> dict[str, Any]:
    return dict(json.loads((files("videostudio.generators.animatic") / "motions.json").read_text("utf-8")))


MOTIONS: dict[str, Motion] = {
    "idle": Motion(acts.idle),
    "still": Motion(acts.still),
    "walk": Motion(acts.walk, 0.30, also="idle"),
    "run": Motion(acts.run, 0.46),
    "sneak": Motion(acts.sneak, 0.20),
    "chase": Motion(acts.run, 0.40, also="flee", thing="flee"),
    "flee": Motion(acts.run, 0.40),
    "follow": Motion(acts.walk, 0.30, also="walk", thing="roll"),
    "roll": Motion(acts.drive, 0.30),
    "jump": Motion(acts.jump, 0.10, grounded=True),
    "skip": Motion(acts.skip, 0.24, also="skip"),
    "fly": Motion(acts.fly, 0.36, high=True),
    "launch": Motion(acts.launch, grounded=True),
    "float": Motion(acts.hang, 0.08, high=True),
    "swim": Motion(acts.swim, 0.26, also="swim", wet=True),
    "sail": Motion(acts.sail, 0.24, also="sail", thing="sail", wet=True),
    "drive": Motion(acts.drive, 0.42),
    "climb": Motion(acts.climb, 0.04, grounded=True),
    "fall": Motion(acts.fall, 0.05),
    "descend": Motion(acts.descend, 0.08),
    "dance": Motion(acts.dance, also="dance"),
    "spin": Motion(acts.spin),
    "wave": Motion(acts.wave_hello, also="wave"),
    "shake": Motion(acts.shake),
    "look": Motion(acts.look, also="idle"),
    "eat": Motion(acts.eat, thing="still"),
    "sleep": Motion(acts.sleep),
    "talk": Motion(acts.talk, also="listen", close=True),
    "listen": Motion(acts.listen),
    "find": Motion(acts.find, thing="found"),
    "found": Motion(acts.found),
    "give": Motion(acts.give, also="listen", thing="handed"),
    "handed": Motion(acts.handed),
    "throw": Motion(acts.throw, thing="thrown"),
    "thrown": Motion(acts.thrown),
    "grow": Motion(acts.grow),
    "shrink": Motion(acts.shrink),
    "appear": Motion(acts.appear, also="look"),
    "vanish": Motion(acts.vanish, also="look"),
    "leave": Motion(acts.walk, 0.55, also="wave"),
    "hide": Motion(acts.hide),
    "rest": Motion(acts.sit, also="rest"),
    "work": Motion(acts.work, also="work"),
    "push": Motion(acts.push, 0.14, thing="roll"),
    "fight": Motion(acts.fight, also="dodge", close=True),
    "dodge": Motion(acts.dodge),
    "hug": Motion(acts.hug, also="hug", close=True),
    "cheer": Motion(acts.cheer, also="cheer"),
    "shine": Motion(acts.shine),
}
"""All motions by name."""
