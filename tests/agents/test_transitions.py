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
    assert transition(before, after, PLACES) == wanted


def test_every_scene_is_joined_and_the_first_has_nothing_to_be_joined_to() -> None:
    script = corgi_script()
    done = joined(script)
    assert [scene.transition for scene in done.scenes] == [CUT, CUT, CROSSFADE]
    assert done.duration_ms == script.duration_ms
