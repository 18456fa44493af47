"""Hands: things of the cast that somebody holds, throws, finds or builds at."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from videostudio.film.staging import Placement
from videostudio.generators.animatic.acting import Actor, Hold
from videostudio.generators.animatic.figures import Figure
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.meeting import front_of
from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.props import Use

HANDY, HELD_SHARE = 1.6, 0.3
"""Metres up to which a thing can be held, and how high it is then at most, in heights of the holder."""
TAKEN = {"throw": (-1.0, 0.5), "find": (1.0, 0.45), "give": (0.0, 0.5), "read": (0.0, 0.5)}
"""Motion -> after how many s and within how many a thing gets into the hands."""
AT_ONCE = (-1.0, 0.5)
"""The same for tools: they are there in the first frame."""


def handed(
    crew: list[Actor], leader: int, figures: Sequence[Figure], tools: Mapping[int, Use], lens: Lens
) -> list[Actor]:
    """A thing of the cast goes into the hands of the first; tools are there from the beginning, or stand."""
    holder = crew[leader]
    light = (i for i, f in enumerate(figures) if i != leader and not (f.lives or f.carries or f.height_m > HANDY))
    grasped = [i for i, use in tools.items() if not use.stands]
    things = grasped or [i for i in light if i not in tools] if grasped or MOTIONS[holder.motion].holds else []
    if not things or figures[leader].rig is None:
        return crew
    thing = min(things, key=lambda i: abs(crew[i].x - holder.x))
    after, within = AT_ONCE if grasped else TAKEN.get(holder.motion, (0.05, 0.6))
    size = 1.0 if grasped else min(1.0, HELD_SHARE * holder.height / crew[thing].height)
    thrown = _room(holder, lens) if holder.motion == "throw" else 0.0
    held = replace(crew[thing], motion="still", mark=None, held=Hold(leader, after, within, size, thrown))
    taking = replace(holder, holds=True)
    if holder.motion == "find":
        apart = abs(crew[thing].x - holder.x) - front_of(holder, figures[leader])
        taking = replace(taking, toward=apart / holder.height)
    return [taking if i == leader else held if i == thing else actor for i, actor in enumerate(crew)]


def _room(holder: Actor, lens: Lens) -> float:
    """How far (own heights) somebody may throw so that it still comes down in the frame."""
    ahead = lens.width - holder.x if holder.ahead > 0 else holder.x
    return min(max(0.9 * ahead / holder.height - 0.2, 0.7), 1.8)


def building(crew: list[Actor], leader: int, known: Sequence[tuple[Placement, Figure]]) -> list[Actor]:
    """Who builds has the side of what is built before them, and needs nothing else to work at."""
    builder = crew[leader]
    things = [i for i, (_, figure) in enumerate(known) if i != leader and figure.made]
    if not things:
        return crew
    thing = min(things, key=lambda i: abs(crew[i].x - builder.x))
    far = (abs(crew[thing].x - builder.x) - 0.5 * known[thing][0].box.width) / builder.height
    at_work = [
        replace(actor, holds=True) if figure.lives else actor for actor, (_, figure) in zip(crew, known, strict=True)
    ]
    at_work[leader] = replace(at_work[leader], toward=far)
    return at_work
