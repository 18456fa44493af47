"""Meetings: how far everyone is from whom they have to do with, told so that nobody walks into another's face."""

from collections.abc import Sequence
from dataclasses import replace

from videostudio.generators.animatic.acting import Actor
from videostudio.generators.animatic.figures import Figure
from videostudio.generators.animatic.rigging import single
from videostudio.generators.animatic.rigs.creature import Herd
from videostudio.generators.animatic.rigs.person import Group, Person
from videostudio.generators.animatic.rigs.quadruped import Quadruped

SLENDER = 0.2
"""Half the width of one person, in own heights: acts of two measure from middle to middle of such."""
HEAD = 0.17
"""Half the width of a person's head, in own heights."""
ARM = {"find": 0.14, "hug": 0.22}
"""Motion -> own heights at which its act stops before the middle of a slender other; nearer would hide faces."""
REACH = 0.46


def met(crew: Sequence[Actor], figures: Sequence[Figure], leader: int, rider: int | None) -> list[Actor]:
    """Everyone knows how far away stands whom they have to do with: the first, or whoever is nearest to the first,
    living ones before things."""
    found = []
    for index, actor in enumerate(crew):
        others = [i for i in range(len(crew)) if i != index and (leader in (index, i))]
        ahead = [i for i in others if (crew[i].x - actor.x) * actor.ahead > 0]
        if rider is not None or not ahead:
            found.append(actor)
            continue
        nearest = min(ahead, key=lambda i: (not figures[i].lives, abs(crew[i].x - actor.x)))
        other = crew[nearest]
        toward = _way(actor, figures[index], other, figures[nearest])
        found.append(replace(actor, toward=toward, tall=other.height / actor.height))
    return found


def front_of(actor: Actor, figure: Figure) -> float:
    """Px from a group's middle to that of its foremost member, who does the meeting; 0 for who is alone."""
    if isinstance(figure.rig, Group):
        return max(0.0, figure.shape / 2 - SLENDER) * actor.height
    return figure.rig.behind * figure.shape / 2 * actor.height if isinstance(figure.rig, Herd) else 0.0


def _way(actor: Actor, figure: Figure, other: Actor, to: Figure) -> float:
    """Own heights from middle to middle of two who are as slender as persons; others count from their edges."""
    apart = abs(other.x - actor.x) - front_of(actor, figure)
    if not to.lives:
        return apart / actor.height
    first = front_of(other, to)
    apart, half = apart - first, to.shape * other.height / 2 - first
    if isinstance(single(figure.rig), Quadruped):
        wide = half - 0.5 * other.height
    else:
        edge = HEAD * other.height if isinstance(to.rig, Person | Group) else half
        wide = edge + (HEAD - ARM.get(actor.motion, REACH)) * actor.height
    return (apart - max(0.0, wide)) / actor.height
