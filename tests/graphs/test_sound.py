"""The film's sound in the graph: what is asked for, what an edit makes again, and what comes out of the film."""

import json
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from films import small_brief
from inline import film
from listening import RATE, decoded, heard, pictures

from videostudio.film.brief import Brief
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.errors import GeneratorError
from videostudio.film.record import FilmOutcome
from videostudio.film.requests import CutRequest, MusicRequest, MusicScene, Request, SoundRequest
from videostudio.film.scene import Scene
from videostudio.film.script import Script
from videostudio.graphs.sound import LOUDNESS_MILLI, music_request, sound_request
from videostudio.tools.store.store import Store

SEA = Entity(
    id="sea",
    name="wild sea",
    kind=EntityKind.PLACE,
    aspects=(Aspect(name="weather", value="storm"),),
    description="Grey.",
)
FOX = Entity(id="fox", name="red fox", kind=EntityKind.ANIMAL)


def scene(number: int, action: str, duration_ms: int = 4000) -> Scene:
    return Scene(
        id=f"scene-{number}",
        event=f"The red fox will {action} on the wild sea.",
        action=action,
        foreground=("fox",),
        background="sea",
        duration_ms=duration_ms,
    )


def script(*scenes: Scene) -> Script:
    return Script(title="The Fox at Sea", logline="A red fox sails", entities=(SEA, FOX), scenes=scenes)


def requests(made: Script, **brief: Any) -> tuple[MusicRequest, list[SoundRequest]]:
    asked = Brief(prompt="A red fox sails", **brief)
    heard = [MusicScene(beat=one.beat, frames=one.frames(asked.fps)) for one in made.scenes]
    return music_request(made, heard, asked), [sound_request(made, one, asked) for one in made.scenes]


def test_requests_say_what_is_heard_and_how_long() -> None:
    music, (sound,) = requests(script(scene(1, "sail", 2500)))
    assert (sound.place, sound.conditions, sound.action) == ("wild sea", "storm Grey.", "sail")
    assert (sound.frames, sound.tail_frames, sound.fps) == (60, 12, 24)
    assert [actor.name for actor in sound.cast] == ["red fox"]
    assert [one.frames for one in music.scenes] == [60]
    assert {"Fox", "sails", "storm", "sea"} <= set(music.mood.split())


def test_another_action_makes_only_its_own_scene_sound_anew() -> None:
    music, sounds = requests(script(scene(1, "sail"), scene(2, "sleep")))
    music_then, sounds_then = requests(script(scene(1, "sail"), scene(2, "swim")))
    assert music == music_then
    assert sounds[0] == sounds_then[0]
    assert sounds[1] != sounds_then[1]


def test_another_length_makes_its_scene_and_the_music_anew() -> None:
    music, sounds = requests(script(scene(1, "sail"), scene(2, "sleep")))
    music_then, sounds_then = requests(script(scene(1, "sail"), scene(2, "sleep", 5000)))
    assert music != music_then
    assert sounds[0] == sounds_then[0]
    assert sounds[1] != sounds_then[1]


def test_size_and_style_have_no_say_in_sound() -> None:
    made = script(scene(1, "sail"))
    assert requests(made, width=256, height=256, style="sepia") == requests(made)
    assert requests(made, seed=5) != requests(made)


def test_steps_are_heard_when_the_clips_feet_come_down(tmp_path: Path) -> None:
    asked: list[Request] = []
    prompt = "A girl walks through a meadow. Then she swims in a lake."
    record = film(tmp_path, small_brief(prompt=prompt, scenes=2, duration_ms=5000), asked.append)
    walks, swims = (request.beats_ms for request in asked if isinstance(request, SoundRequest))
    assert len(walks) >= 2
    assert swims == ()
    take = record.scenes[0].takes[0]
    assert take.beats is not None
    assert tuple(json.loads(Store(tmp_path).read(take.beats))["ms"]) == walks


def test_a_film_sounds_as_long_as_it_looks_and_as_loud_as_it_should(furnished: Path) -> None:
    asked: list[Request] = []
    record = film(furnished / "store", small_brief(duration_ms=3000, fps=24), asked.append)
    assert record.outcome is FilmOutcome.FINISHED
    assert any(note.startswith("music: ") for note in record.notes)
    assert record.cut is not None
    path = Store(furnished / "store").path(record.cut)
    sound = decoded(path)
    assert pictures(path) == 72
    assert abs(len(sound) / RATE - 72 / 24) < 1 / 24
    loudness, peak_db = heard(sound)
    assert loudness == pytest.approx(LOUDNESS_MILLI / 1000, abs=0.5)
    assert peak_db <= -1.0
    assert np.abs(sound).max() < 1.0
    assert abs(float(sound.mean())) < 1e-3
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        assert (stream.rate, stream.channels) == (RATE, 2)
    assert [type(request) for request in asked].count(SoundRequest) == 2
    assert [type(request) for request in asked].count(MusicRequest) == 1


def test_a_silent_film_asks_for_no_sound_and_has_none(furnished: Path) -> None:
    asked: list[Request] = []
    record = film(furnished / "store", small_brief(silent=True), asked.append)
    assert record.outcome is FilmOutcome.FINISHED
    assert record.cut is not None
    with av.open(str(Store(furnished / "store").path(record.cut))) as container:
        assert not container.streams.audio
    assert not any(isinstance(request, SoundRequest | MusicRequest) for request in asked)


def test_a_film_whose_music_fails_is_cut_without_and_says_so(furnished: Path) -> None:
    def trouble(request: Request) -> None:
        if isinstance(request, MusicRequest):
            raise GeneratorError("the band has left")
        if isinstance(request, CutRequest):
            assert request.audio == ()

    record = film(furnished / "store", small_brief(), trouble)
    assert record.outcome is FilmOutcome.DEGRADED
    assert record.degraded == ("the film has no sound: the band has left",)


def test_sound_is_made_for_the_scenes_that_are_in_the_film(furnished: Path) -> None:
    asked: list[Request] = []

    def trouble(request: Request) -> None:
        asked.append(request)
        if getattr(request, "scene_id", "") == "scene-1" and not isinstance(request, SoundRequest):
            raise GeneratorError("no picture")

    film(furnished / "store", small_brief(), trouble)
    (music,) = (request for request in asked if isinstance(request, MusicRequest))
    assert [request.scene_id for request in asked if isinstance(request, SoundRequest)] == ["scene-2"]
    assert len(music.scenes) == 1
