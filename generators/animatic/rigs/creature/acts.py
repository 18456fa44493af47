"""Acts: what each kind of creature or thing does in a motion."""

from collections.abc import Mapping
from dataclasses import replace

from videostudio.generators.animatic.motions import MOTIONS
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
ALIVE = frozenset(("beast", "bird", "fish"))
"""Kinds that close their eyes to sleep."""


def act(motion: str, moment: Moment, build: Build) -> Pose:
    """The pose in a motion; one without an act of its own is shown as the motion that is most like it."""
    acts = ACTS[build.kind]
    found = acts.get(motion) or acts[MOTIONS[motion].like]
    pose = found(moment, build)
    shut = motion == "sleep" and build.kind in ALIVE
    return replace(pose, faces={**pose.faces, "eyes": "shut"}) if shut else pose
