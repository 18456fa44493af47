"""Acts: what each kind of creature or thing does in a motion."""

from collections.abc import Mapping

from videostudio.generators.animatic.rigs.creature import beast_acts, bird_acts, fish_acts, thing_acts, wheel_acts
from videostudio.generators.animatic.rigs.creature.beast_poses import Act
from videostudio.generators.animatic.rigs.creature.build import Build, Kind
from videostudio.generators.animatic.rigs.pose import Moment, Pose

ACTS: Mapping[Kind, Mapping[str, Act]] = {
    "beast": beast_acts.ACTS,
    "bird": bird_acts.ACTS,
    "fish": fish_acts.ACTS,
    "vehicle": wheel_acts.VEHICLE,
    "roller": wheel_acts.ROLLER,
    "thing": thing_acts.ACTS,
}
"""Kind -> motion -> its act."""

NEAREST: Mapping[str, str] = {
    "cry": "shake", "think": "look", "read": "look", "sing": "talk", "argue": "talk", "call": "talk", "laugh": "cheer",
    "build": "work", "dig": "work", "cook": "work", "write": "work", "paint": "work", "play": "skip", "drink": "eat",
    "pick": "find", "pick up": "find", "ride": "drive", "sit": "rest", "lie": "sleep", "kiss": "hug", "point": "wave",
    "bow": "wave", "carry": "walk", "pull": "push", "kick": "skip", "catch": "jump", "crawl": "sneak", "kneel": "rest",
    "measure": "work", "open": "work", "search": "find", "sniff": "find", "smell": "find", "bounce": "jump",
    "glide": "fly", "flap": "fly", "hover": "fly", "peck": "eat", "swing": "dance", "turn": "spin",
}  # fmt: skip
"""Other motion -> the one that is most like it."""


def act(motion: str, moment: Moment, build: Build) -> Pose:
    """The pose in a motion; one that is not known is shown as the nearest, else as standing."""
    acts = ACTS[build.kind]
    found = acts.get(motion) or acts.get(NEAREST.get(motion, "idle")) or acts["idle"]
    return found(moment, build)
