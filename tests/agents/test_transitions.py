"""Joins are chosen for a reason and never change a film's length."""

import pytest

from scripts import corgi_script
from videostudio.agents.transitions import CROSSFADE, CUT, FADE, joined, transition
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.scene import Scene, Transition

DAY = Entity(id="park", name="park", head="park", kind=EntityKind.PLACE, aspects=(Aspect(name="time", value="day"),))
NIGHT = DAY.model_copy(update={"id": "park-2", "aspects": (Aspect(name="time", value="night"),)})
SEA = Entity(id="sea", name="sea", head="sea", kind=EntityKind.PLACE)
PLACES = {place.id: place for place in (DAY, NIGHT, SEA)}


def scene(background: str, beat: str = "", duration_ms: int = 4000) -> Scene:
    return Scene(
        id="s", event="e", action="walk", foreground=(), background=background, duration_ms=duration_ms, beat=beat
    )


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (scene("park"), scene("park"), CUT),
        (scene("park"), scene("park", "close"), CROSSFADE),
        (scene("park"), scene("sea"), CROSSFADE),
        (scene("park"), scene("sea", "close"), FADE),
        (scene("park"), scene("park-2"), FADE),
        (scene("park"), scene("sea", duration_ms=1000), CROSSFADE),
    ],
)
def test_transitions(before: Scene, after: Scene, wanted: Transition) -> None:
    chosen, reason = transition(before, after, PLACES)
    assert chosen == wanted
    assert reason


def test_the_reason_tells_what_changes() -> None:
    told = [transition(scene("park"), after, PLACES)[1] for after in (scene("sea"), scene("park-2"), scene("park"))]
    assert told == [
        "a journey from park to sea",
        "another time: night instead of day",
        "the action goes on in the same place (park)",
    ]


def test_every_scene_is_joined_and_the_first_has_nothing_to_be_joined_to() -> None:
    script = corgi_script()
    done = joined(script)
    assert [scene.transition for scene in done.scenes] == [CUT, CUT, CROSSFADE]
    assert [bool(scene.transition_reason) for scene in done.scenes] == [False, True, True]
    assert done.duration_ms == script.duration_ms
