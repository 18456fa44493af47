"""How scenes are joined: decided once, when the script is written, and kept in it."""

from videostudio.film.entity import Entity
from videostudio.film.scene import LONGEST_TRANSITION_MS, Scene, Transition, TransitionKind
from videostudio.film.script import Script

CUT = Transition()
CROSSFADE = Transition(kind=TransitionKind.CROSSFADE, duration_ms=LONGEST_TRANSITION_MS)
FADE = Transition(kind=TransitionKind.FADE, duration_ms=LONGEST_TRANSITION_MS)

JOINS = {join.kind: join for join in (CUT, CROSSFADE, FADE)}
"""The one of each kind that is used."""

SHORTEST_FOR_MIXING_MS = 2 * LONGEST_TRANSITION_MS
"""A scene shorter than this would be more transition than scene."""


def joined(script: Script) -> Script:
    """`script` with a transition into every scene, and its reason."""
    places = {place.id: place for place in script.places()}
    scenes = [script.scenes[0].model_copy(update={"transition": CUT, "transition_reason": ""})]
    for before, after in zip(script.scenes, script.scenes[1:], strict=False):
        chosen, reason = transition(before, after, places)
        scenes.append(after.model_copy(update={"transition": chosen, "transition_reason": reason}))
    return script.model_copy(update={"scenes": tuple(scenes)})


def transition(before: Scene, after: Scene, places: dict[str, Entity]) -> tuple[Transition, str]:
    """How `after` is joined, and why. The same place and time: hard cut, the action goes on; only the close is
    reached by a crossfade, since time passes before it. The same place at another time: fade. Another place:
    crossfade, as a journey, and fade to the close."""
    if min(before.duration_ms, after.duration_ms) < SHORTEST_FOR_MIXING_MS:
        return CUT, "the scenes are too short to mix"
    here, there = places[before.background], places[after.background]
    if before.background == after.background:
        if after.beat == "close":
            return CROSSFADE, "time passes before the close"
        return CUT, f"the action goes on in the same place ({here.name})"
    if here.head == there.head and here.aspect("time") != there.aspect("time"):
        return FADE, f"another time: {there.aspect('time') or 'day'} instead of {here.aspect('time') or 'day'}"
    way = f"from {here.name} to {there.name}"
    return (FADE, f"the story closes, {way}") if after.beat == "close" else (CROSSFADE, f"a journey {way}")
