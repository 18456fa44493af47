"""How scenes are joined: decided once, when the script is written, and kept in it."""

from videostudio.film.entity import Entity
from videostudio.film.scene import LONGEST_TRANSITION_MS, Scene, Transition, TransitionKind
from videostudio.film.script import Script

CUT = Transition()
CROSSFADE = Transition(kind=TransitionKind.CROSSFADE, duration_ms=LONGEST_TRANSITION_MS)
FADE = Transition(kind=TransitionKind.FADE, duration_ms=LONGEST_TRANSITION_MS)

SHORTEST_FOR_MIXING_MS = 2 * LONGEST_TRANSITION_MS
"""A scene shorter than this would be more transition than scene."""


def joined(script: Script) -> Script:
    """`script` with a transition into every scene."""
    places = {place.id: place for place in script.places()}
    scenes = [script.scenes[0].model_copy(update={"transition": CUT})]
    for before, after in zip(script.scenes, script.scenes[1:], strict=False):
        scenes.append(after.model_copy(update={"transition": transition(before, after, places)}))
    return script.model_copy(update={"scenes": tuple(scenes)})


def transition(before: Scene, after: Scene, places: dict[str, Entity]) -> Transition:
    """The same place and time: hard cut, the action goes on; only the close is reached by a crossfade, since
    time passes before it. The same place at another time: fade. Another place: crossfade, as a journey, and
    fade to the close."""
    if min(before.duration_ms, after.duration_ms) < SHORTEST_FOR_MIXING_MS:
        return CUT
    if before.background == after.background:
        return CROSSFADE if after.beat == "close" else CUT
    here, there = places[before.background], places[after.background]
    if here.head == there.head and here.aspect("time") != there.aspect("time"):
        return FADE
    return FADE if after.beat == "close" else CROSSFADE
