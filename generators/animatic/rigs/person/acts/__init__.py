"""Acts of people."""

from videostudio.generators.animatic.rigs.person.acts.base import stand
from videostudio.generators.animatic.rigs.person.stance import Act


def act_of(motion: str) -> Act:
    return stand
