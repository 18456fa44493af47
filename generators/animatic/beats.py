"""Beats: when somebody's feet come down, or their tools strike, so that sound can fall on them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from videostudio.generators.animatic.acting import Actor, Troupe
from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.rigs.body import Footed
from videostudio.generators.animatic.rigs.pose import Pose

PER_S = 30
"""Looks a second at who acts; beats between two looks are found to a few ms."""
LONGEST_S = 20.0
"""Nobody is watched for longer: sound does not follow for longer either."""
DOWN, RAISED = 0.008, 0.015
"""Own heights above its lowest place up to which a foot is down, and above that from which on it was up."""
SWUNG = 0.02
"""Own heights by which a hand has to sink before it strikes."""
APART_S = 0.03
"""Feet that come down within this time sound as one."""
STRIKES = frozenset(("build", "dig", "work"))
"""Motions whose hands strike at the lowest point of their way."""
HOPS = frozenset(("jump", "skip", "dance"))
"""Motions that lead nowhere, or not far, and are on foot all the same."""


def beats_of(troupe: Troupe) -> tuple[int, ...]:
    """Ms from the scene's start at which the one who is heard treads or strikes, in order; none for whoever is in
    water or in the air, or has neither feet nor hands that tell."""
    if not troupe.actors:
        return ()
    actor, length = troupe.actors[troupe.heard], troupe.frames / troupe.lens.fps
    motion = MOTIONS[actor.motion]
    treads = (motion.travel > 0 or actor.motion in HOPS) and not (motion.high or motion.wet)
    if actor.shadow is None or not (treads or actor.motion in STRIKES):
        return ()
    times = [n / PER_S for n in range(int(min(length, LONGEST_S) * PER_S) + 1)]
    poses = [actor.pose(t, t / length, length) for t in times]
    found = sorted(_steps(actor, poses) if treads else _strikes(actor, poses))
    kept = [at for before, at in pairwise([-1.0, *found]) if at - before > APART_S]
    return tuple(round(1000 * at) for at in kept)


def _steps(actor: Actor, poses: Sequence[Pose]) -> Iterator[float]:
    """When each foot comes down, s."""
    for heights in zip(*(_soles(actor, pose) for pose in poses), strict=True):
        # Feet on the far side stand a little higher in the picture.
        low, raised = min(heights) + DOWN, False
        for number, (before, now) in enumerate(pairwise(heights)):
            raised = raised or before > low + RAISED
            if raised and now <= low < before:
                yield (number + (before - low) / (before - now)) / PER_S
                raised = False


def _soles(actor: Actor, pose: Pose) -> list[float]:
    """How high each foot is, own heights; whoever has no feet of their own stands on one."""
    feet = actor.body.feet(pose) if isinstance(actor.body, Footed) else [(0.0, 0.0)]
    return [pose.up - y for _, y in feet]


def _strikes(actor: Actor, poses: Sequence[Pose]) -> Iterator[float]:
    """When a hand that sank turns up again, s."""
    grips = [actor.body.grip(pose) for pose in poses]
    highs = [-grip[1] for grip in grips if grip is not None]
    top = highs[0] if len(highs) == len(poses) else 0.0
    for number, (before, now) in enumerate(pairwise(highs) if len(highs) == len(poses) else ()):
        top = max(top, before)
        if now > before and top - before > SWUNG:
            yield number / PER_S
            top = now
