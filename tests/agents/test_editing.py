"""Edits applied to a script: what changes, what stays, and what is refused with advice."""

import string
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from videostudio.agents.director import direct
from videostudio.agents.editing.apply import edited
from videostudio.agents.editing.saying import in_words
from videostudio.film import edits as e
from videostudio.film.artifact import ArtifactRef
from videostudio.film.camera import CameraMove, Direction, ShotSize, Speed
from videostudio.film.edits import ScriptEdit, Telling
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.errors import ScriptError
from videostudio.film.history import History, begun
from videostudio.film.look import Look
from videostudio.film.requests import CastMember
from videostudio.film.scene import Scene, TransitionKind
from videostudio.film.script import Script

DOG = Entity(
    id="brown-dog",
    name="brown dog",
    head="dog",
    kind=EntityKind.ANIMAL,
    aspects=(Aspect(name="color", value="brown"),),
    description="A brown dog.",
)
BALL = Entity(id="ball", name="ball", head="ball", kind=EntityKind.OBJECT, description="A ball.")
LENA = Entity(
    id="lena",
    name="Lena",
    head="girl",
    kind=EntityKind.PERSON,
    aspects=(Aspect(name="hair", value="blue"),),
    description="Lena, a girl with blue hair.",
)
MEADOW = Entity(id="meadow", name="meadow", head="meadow", kind=EntityKind.PLACE, description="A meadow. A wide view.")
BEACH = Entity(id="beach", name="beach", head="beach", kind=EntityKind.PLACE, description="A beach. A wide view.")
CAT = Entity(id="cat", name="cat", head="cat", kind=EntityKind.ANIMAL)
OWL = Entity(id="owl", name="owl", head="owl", kind=EntityKind.ANIMAL)
KITCHEN = Entity(id="kitchen", name="kitchen", head="kitchen", kind=EntityKind.PLACE)
PICTURE = ArtifactRef(sha256="a" * 64, media_type="image/png", size=3)


def scene(number: int, event: str, action: str, seen: tuple[str, ...], place: str = "meadow", **more: Any) -> Scene:
    facts = {"narration": event, "duration_ms": 4000, **more}
    return Scene.model_validate(
        {"id": f"scene-{number}", "event": event, "action": action, "foreground": seen, "background": place, **facts}
    )


SCRIPT = Script(
    title="The Brown Dog and the Ball",
    logline="A brown dog runs across a meadow and finds a ball",
    entities=(DOG, MEADOW, BALL, LENA, BEACH),
    scenes=(
        scene(1, "A brown dog stands in a meadow.", "stand", ("brown-dog",), beat="arrival"),
        scene(2, "The brown dog runs across the meadow at noon.", "run", ("brown-dog",), beat="event"),
        scene(
            3, "The brown dog finds a ball.", "find", ("brown-dog", "ball"), narration="It finds a ball.", beat="turn"
        ),
        scene(4, "Lena, a girl with blue hair, waits on the beach.", "wait", ("lena",), "beach", beat="close"),
    ),
)
ALL = tuple(scene.id for scene in SCRIPT.scenes)
SLEEPS = Telling(event="The brown dog sleeps.", action="sleep", foreground=("brown-dog",))


def apply(*edits: ScriptEdit, script: Script = SCRIPT) -> Script:
    return edited(script, edits)


def changed(new: Script, old: Script = SCRIPT) -> set[str]:
    """Ids of the scenes that differ, joins aside."""
    bare = {"transition": Scene.model_fields["transition"].default, "transition_reason": ""}
    before = {scene.id: scene.model_copy(update=bare) for scene in old.scenes}
    return {scene.id for scene in new.scenes if before.get(scene.id) != scene.model_copy(update=bare)}


def test_night_in_one_scene_is_a_variant_of_its_place() -> None:
    new = apply(e.SetTime(scenes=("scene-2",), time="night"))
    assert changed(new) == {"scene-2"}
    place = new.entity(new.scene("scene-2").background)
    assert (place.id, place.name, place.variant_of, place.root) == ("meadow-night", "meadow", "meadow", "meadow")
    assert place.aspects == (Aspect(name="time", value="night"),)
    assert place.description == "Time of day: night. A meadow. A wide view."
    assert new.scene("scene-2").event == "The brown dog runs across the meadow at night."
    assert new.entity("meadow") == MEADOW
    assert new.scene("scene-2").transition.kind is TransitionKind.FADE
    assert new.version == 2


def test_night_in_all_scenes_of_a_place_changes_the_place_itself() -> None:
    new = apply(e.SetTime(scenes=ALL, time="night"))
    assert [entity.id for entity in new.entities] == [entity.id for entity in SCRIPT.entities]
    assert {place.aspect("time") for place in new.places()} == {"night"}


def test_day_again_is_the_place_as_it_was() -> None:
    night = apply(e.SetTime(scenes=("scene-2",), time="night"))
    day = apply(e.SetTime(scenes=("scene-2",), time="day"), script=night)
    assert day.scene("scene-2").background == "meadow"
    assert day.entities == SCRIPT.entities


def test_another_light_of_a_place_leaves_its_looks_in_the_others() -> None:
    night = apply(e.SetTime(scenes=("scene-2",), time="night"))
    snow = e.Redescribe(entity="meadow-night", aspects=(Aspect(name="weather", value="snow"),))
    snowy = apply(snow, script=night)
    assert snowy.entity("meadow") == MEADOW
    told = "Time of day: night. Weather: snow. A meadow. A wide view."
    assert snowy.entity("meadow-night").description == told
    clear = apply(e.Redescribe(entity="meadow-night", without=("weather",)), script=snowy)
    assert clear.entities == night.entities


def test_a_place_looks_and_is_pictured_alike_in_every_light() -> None:
    night = apply(e.SetTime(scenes=("scene-2",), time="night"))
    green = apply(e.Redescribe(entity="meadow", aspects=(Aspect(name="color", value="green"),)), script=night)
    looks = {place.id: {a.name: a.value for a in place.aspects} for place in green.places() if place.root == "meadow"}
    assert looks == {"meadow": {"color": "green"}, "meadow-night": {"time": "night", "color": "green"}}
    assert {place.description for place in green.places() if place.root == "meadow"} == {""}
    bare = apply(e.Redescribe(entity="meadow-night", without=("color",)), script=green)
    assert [place.aspect("color") for place in bare.places()] == [None, None, None]
    shown = apply(e.UseImage(entity="meadow-night", image=PICTURE), script=night)
    assert [place.own_image for place in shown.places()] == [PICTURE, PICTURE, None]
    day = apply(e.SetTime(scenes=("scene-2",), time="day"), script=green)
    assert [place.id for place in day.places()] == ["meadow", "beach"]


def test_two_scenes_at_night_share_one_variant() -> None:
    new = apply(e.SetTime(scenes=("scene-2",), time="night"), e.SetTime(scenes=("scene-3",), time="night"))
    assert [s.background for s in new.scenes] == ["meadow", "meadow-night", "meadow-night", "beach"]


def test_weather_joins_time() -> None:
    new = apply(e.SetTime(scenes=("scene-2",), time="night"), e.SetWeather(scenes=("scene-2",), weather="rain"))
    place = new.entity(new.scene("scene-2").background)
    assert {aspect.name: aspect.value for aspect in place.aspects} == {"time": "night", "weather": "rain"}
    assert place.root == "meadow"
    clear = apply(e.SetWeather(scenes=("scene-2",), weather="clear"), script=new)
    assert clear.entity(clear.scene("scene-2").background).aspect("weather") is None


def test_clear_weather_is_said_where_the_name_says_another() -> None:
    snowy = MEADOW.model_copy(update={"name": "snowy meadow"})
    script = SCRIPT.model_copy(update={"entities": tuple(snowy if e == MEADOW else e for e in SCRIPT.entities)})
    new = apply(e.SetWeather(scenes=ALL, weather="clear"), script=script)
    assert new.entity("meadow").aspect("weather") == "clear"


def test_told_weather_follows() -> None:
    wet = apply(e.TellScene(scene="scene-2", telling=SLEEPS.model_copy(update={"event": "The dog naps and it rains."})))
    snow = apply(e.SetWeather(scenes=("scene-2",), weather="snow"), script=wet)
    assert snow.scene("scene-2").event == "The dog naps and it snows."
    fog = apply(e.SetWeather(scenes=("scene-2",), weather="fog"), script=wet)
    assert fog.scene("scene-2").event == "The dog naps."


def test_another_place_is_named_where_the_old_one_was() -> None:
    new = apply(e.SetPlace(scenes=("scene-1", "scene-2"), place="kitchen", newcomer=KITCHEN))
    assert new.scene("scene-1").event == "A brown dog stands in the kitchen."
    assert new.scene("scene-2").event == "The brown dog runs through the kitchen at noon."
    assert changed(new) == {"scene-1", "scene-2"}
    moved = apply(e.SetPlace(scenes=("scene-1",), place="beach"))
    assert moved.scene("scene-1").event == "A brown dog stands on the beach."


def test_a_place_has_to_be_one() -> None:
    with pytest.raises(ScriptError, match="'ball' is no place"):
        apply(e.SetPlace(scenes=("scene-1",), place="ball"))
    with pytest.raises(ScriptError, match="nobody and nothing called 'moon': it has brown-dog"):
        apply(e.SetPlace(scenes=("scene-1",), place="moon"))


def test_events_change_and_bring_newcomers() -> None:
    telling = Telling(event="A cat sleeps.", action="sleep", foreground=("cat",), newcomers=(CAT,))
    new = apply(e.TellScene(scene="scene-3", telling=telling))
    assert (new.scene("scene-3").event, new.scene("scene-3").narration) == ("A cat sleeps.", "A cat sleeps.")
    assert [entity.id for entity in new.entities] == ["brown-dog", "meadow", "lena", "beach", "cat"]
    stranger = DOG.model_copy(update={"name": "dog"})
    with pytest.raises(ScriptError, match="with other looks"):
        apply(e.TellScene(scene="scene-3", telling=SLEEPS.model_copy(update={"newcomers": (stranger,)})))
    with pytest.raises(ScriptError, match="names the entity 'cat', which the script does not have"):
        apply(e.TellScene(scene="scene-3", telling=telling.model_copy(update={"newcomers": ()})))


def test_the_camera_keeps_what_is_not_said() -> None:
    new = apply(e.SetCamera(scenes=("scene-1",), direction=Direction.LEFT, shot=ShotSize.CLOSE))
    assert (new.scene("scene-1").camera, new.scene("scene-1").shot) == (
        CameraMove(direction=Direction.LEFT, speed=Speed.MEDIUM),
        ShotSize.CLOSE,
    )
    faster = apply(e.SetCamera(scenes=("scene-1",), speed=Speed.FAST), script=new)
    assert faster.scene("scene-1").camera == CameraMove(direction=Direction.LEFT, speed=Speed.FAST)
    from_rest = apply(e.SetCamera(scenes=("scene-1",), speed=Speed.FAST))
    assert from_rest.scene("scene-1").camera == CameraMove(direction=Direction.FORWARD, speed=Speed.FAST)


def test_lengths() -> None:
    assert apply(e.SetLength(scenes=("scene-2",), duration_ms=2500)).duration_ms == 14_500
    whole = apply(e.SetFilmLength(duration_ms=10_001))
    assert [s.duration_ms for s in whole.scenes] == [2500, 2500, 2501, 2500]
    squeezed = apply(
        e.SetFilmLength(duration_ms=4_100), script=apply(e.SetLength(scenes=("scene-1",), duration_ms=60_000))
    )
    assert squeezed.duration_ms == 4_100
    with pytest.raises(ScriptError, match=r"4 scene\(s\) last 4 to 240 s together, not 2 s"):
        apply(e.SetFilmLength(duration_ms=2000))


def test_order_opens_with_an_arrival_and_ends_with_a_close() -> None:
    new = apply(e.OrderScenes(order=("scene-4", "scene-1", "scene-2", "scene-3")))
    assert [s.id for s in new.scenes] == ["scene-4", "scene-1", "scene-2", "scene-3"]
    assert [s.beat for s in new.scenes] == ["arrival", "event", "event", "close"]
    assert new.scenes[0].transition.kind is TransitionKind.CUT
    assert new.scenes[1].transition.kind is TransitionKind.CROSSFADE
    with pytest.raises(ScriptError, match="names every scene once"):
        apply(e.OrderScenes(order=("scene-1", "scene-1", "scene-2", "scene-3")))


def test_scenes_come_and_go() -> None:
    new = apply(e.AddScene(after="scene-1", telling=SLEEPS))
    assert [s.id for s in new.scenes] == ["scene-1", "scene-5", "scene-2", "scene-3", "scene-4"]
    assert (new.scene("scene-5").background, new.scene("scene-5").duration_ms) == ("meadow", 4000)
    assert changed(new) == {"scene-5"}
    first = apply(e.AddScene(after=None, telling=SLEEPS, place="kitchen", newcomer=KITCHEN, duration_ms=2000))
    assert (first.scenes[0].id, first.scenes[0].background, first.scenes[0].beat) == ("scene-5", "kitchen", "arrival")
    less = apply(e.RemoveScenes(scenes=("scene-4",)))
    assert [entity.id for entity in less.entities] == ["brown-dog", "meadow", "ball"]
    with pytest.raises(ScriptError, match="at least one scene: keep one"):
        apply(e.RemoveScenes(scenes=ALL))
    with pytest.raises(ScriptError, match="no scene 'scene-9': it has scene-1"):
        apply(e.RemoveScenes(scenes=("scene-9",)))


def test_a_scene_is_split_in_time_and_seen_closer() -> None:
    new = apply(e.SplitScene(scene="scene-2"))
    one, two = new.scenes[1], new.scenes[2]
    assert (one.id, two.id) == ("scene-2", "scene-5")
    assert one.duration_ms + two.duration_ms == 4000
    assert (one.event, one.shot, two.shot) == (two.event, ShotSize.MEDIUM, ShotSize.CLOSE)
    told = apply(e.SplitScene(scene="scene-2", second=SLEEPS))
    assert [s.event for s in told.scenes[1:3]] == [SCRIPT.scenes[1].event, SLEEPS.event]
    short = apply(e.SetLength(scenes=("scene-2",), duration_ms=1500))
    with pytest.raises(ScriptError, match=r"scene 2 lasts 1\.5 s, too short for two"):
        apply(e.SplitScene(scene="scene-2"), script=short)


def test_neighbours_merge() -> None:
    new = apply(e.MergeScenes(scenes=("scene-3", "scene-2")))
    one = new.scenes[1]
    assert one.event == "The brown dog runs across the meadow at noon, and the brown dog finds a ball."
    assert (one.duration_ms, one.foreground) == (8000, ("brown-dog", "ball"))
    with pytest.raises(ScriptError, match="scenes 1, 3 are no neighbours"):
        apply(e.MergeScenes(scenes=("scene-1", "scene-3")))


def test_somebody_else_plays_the_part_everywhere() -> None:
    new = apply(e.Recast(entity="brown-dog", by=OWL))
    assert [s.event for s in new.scenes[:3]] == [
        "An owl stands in a meadow.",
        "The owl runs across the meadow at noon.",
        "The owl finds a ball.",
    ]
    assert new.scene("scene-3").narration == "The owl finds a ball."
    assert (new.title, new.entities[0].id) == ("The Owl and the Ball", "owl")
    assert new.logline == "An owl runs across a meadow and finds a ball"
    assert changed(new) == {"scene-1", "scene-2", "scene-3"}


def test_a_name_gives_way_to_a_noun_and_a_noun_to_a_name() -> None:
    assert apply(e.Recast(entity="lena", by=CAT)).scene("scene-4").event == "The cat waits on the beach."
    rex = CAT.model_copy(update={"id": "rex", "name": "Rex"})
    assert apply(e.Recast(entity="brown-dog", by=rex)).scene("scene-3").event == "Rex finds a ball."
    dogs = CAT.model_copy(update={"id": "cats", "name": "cats"})
    assert apply(e.Recast(entity="brown-dog", by=dogs)).scene("scene-3").event == "The cats find a ball."


def test_somebody_who_is_there_takes_the_part_over() -> None:
    new = apply(e.Recast(entity="brown-dog", by=LENA))
    assert [s.foreground for s in new.scenes] == [("lena",), ("lena",), ("lena", "ball"), ("lena",)]
    assert new.scene("scene-3").event == "Lena finds a ball."


def test_a_place_gives_way_with_all_its_variants() -> None:
    night = apply(e.SetTime(scenes=("scene-2",), time="night"))
    new = apply(e.Recast(entity="meadow", by=KITCHEN), script=night)
    assert [s.background for s in new.scenes] == ["kitchen", "kitchen", "kitchen", "beach"]
    with pytest.raises(ScriptError, match="a place is replaced by a place only"):
        apply(e.Recast(entity="meadow", by=CAT))
    with pytest.raises(ScriptError, match="cannot be replaced by itself"):
        apply(e.Recast(entity="ball", by=BALL))


def test_other_looks_rename_what_is_named_for_them() -> None:
    new = apply(e.Redescribe(entity="brown-dog", aspects=(Aspect(name="color", value="black"),)))
    dog = new.entity("brown-dog")
    assert (dog.name, dog.aspect("color"), dog.description) == ("black dog", "black", "")
    assert new.scene("scene-2").event == "The black dog runs across the meadow at noon."
    assert new.scene("scene-3").narration == "It finds a ball."
    collar = apply(e.Redescribe(entity="brown-dog", aspects=(Aspect(name="wears", value="red collar"),)))
    assert collar.entity("brown-dog").name == "brown dog"
    assert changed(collar) == set()
    bald = apply(e.Redescribe(entity="lena", without=("hair",)))
    assert bald.entity("lena").aspects == ()
    with pytest.raises(ScriptError, match="'Lena' has no hat to take away"):
        apply(e.Redescribe(entity="lena", without=("hat",)))


def test_what_is_read_aloud_changes_nothing_that_is_seen() -> None:
    new = apply(e.SetNarration(scene="scene-2", text=" It  runs. "))
    assert new.scene("scene-2") == SCRIPT.scene("scene-2").model_copy(update={"narration": "It runs."})
    assert apply(e.SetNarration(scene="scene-2", text=""), script=new).scene("scene-2").narration == ""
    assert changed(new) == {"scene-2"}


def test_a_join_that_was_asked_for_stays_while_its_scenes_are_neighbours() -> None:
    new = apply(e.SetJoin(scenes=("scene-3",), join=TransitionKind.FADE))
    assert (new.scene("scene-3").transition.kind, new.scene("scene-3").transition_reason) == ("fade", "as you asked")
    assert changed(new) == set()
    elsewhere = apply(e.SetPlace(scenes=("scene-3",), place="beach"), script=new)
    assert elsewhere.scene("scene-3").transition == new.scene("scene-3").transition
    apart = apply(e.RemoveScenes(scenes=("scene-2",)), script=new)
    assert apart.scene("scene-3").transition_reason != "as you asked"
    for scenes, kind, says in (
        (("scene-1",), "cut", "no scene before it"),
        (("scene-3",), "fade", "like that already"),
    ):
        with pytest.raises(ScriptError, match=says):
            apply(e.SetJoin(scenes=scenes, join=TransitionKind(kind)), script=new)


def test_another_take_has_other_seeds_and_nothing_else() -> None:
    once = apply(e.Retake(scenes=("scene-2",)))
    twice = apply(e.Retake(scenes=("scene-2",)), script=once)
    assert [script.scene("scene-2").retake for script in (SCRIPT, once, twice)] == [0, 1, 2]
    assert changed(once) == {"scene-2"}
    look = Look(style="", seed=7, width=256, height=144, fps=12)
    place = CastMember(entity=SCRIPT.entity(SCRIPT.scene("scene-2").background))
    shots = [direct(script.scene("scene-2"), [], place, look) for script in (SCRIPT, once, twice)]
    assert len({shot.image.seed for shot in shots}) == 3
    assert len({shot.image.model_copy(update={"seed": 0}) for shot in shots}) == 1


def test_own_pictures_come_and_go() -> None:
    own = apply(e.UseImage(entity="ball", image=PICTURE))
    assert own.entity("ball").own_image == PICTURE
    assert apply(e.UseImage(entity="ball", image=None), script=own).entity("ball") == BALL


def test_what_changes_nothing_says_so() -> None:
    for edit, says in (
        (e.SetTitle(title=SCRIPT.title), "title: The Brown Dog and the Ball: it is like that already"),
        (e.SetLength(scenes=("scene-2",), duration_ms=4000), "scene 2: 4 s: it is like that already"),
        (e.SetTime(scenes=ALL, time="day"), "every scene: day: it is like that already"),
        (e.SetStyle(style=""), "no style: it is like that already"),
    ):
        with pytest.raises(ScriptError, match=says):
            apply(edit)


IDS = st.sampled_from(["scene-1", "scene-2", "scene-3", "scene-4", "scene-5", "scene-6"])
SOME = st.lists(IDS, min_size=1, max_size=4, unique=True).map(tuple)
WORD = st.text(string.ascii_lowercase, min_size=1, max_size=8)
WHO = st.sampled_from(["brown-dog", "ball", "lena", "meadow", "beach", "cat", "owl"])
BY = st.sampled_from([CAT, OWL, DOG, LENA, BALL, KITCHEN, BEACH])
TELLINGS = st.builds(
    lambda who, words: Telling(event=f"The {words} waits.", action="wait", foreground=who, newcomers=(CAT, OWL)),
    st.lists(st.sampled_from(["cat", "owl"]), max_size=3).map(tuple),
    WORD,
)
EDITS = st.one_of(
    st.builds(e.SetNarration, scene=IDS, text=st.text(max_size=30)),
    st.builds(e.SetJoin, scenes=SOME, join=st.sampled_from(TransitionKind)),
    st.builds(e.Retake, scenes=SOME),
    st.builds(e.TellScene, scene=IDS, telling=TELLINGS),
    st.builds(e.SetPlace, scenes=SOME, place=WHO),
    st.builds(e.SetPlace, scenes=SOME, place=st.just("kitchen"), newcomer=st.just(KITCHEN)),
    st.builds(e.SetTime, scenes=SOME, time=st.sampled_from(["night", "day", "dawn", "evening"])),
    st.builds(e.SetWeather, scenes=SOME, weather=st.sampled_from(["rain", "clear", "fog", "snow"])),
    st.builds(e.SetCamera, scenes=SOME, direction=st.sampled_from(Direction)),
    st.builds(e.SetCamera, scenes=SOME, speed=st.sampled_from(Speed), shot=st.sampled_from(ShotSize)),
    st.builds(e.SetLength, scenes=SOME, duration_ms=st.integers(1000, 60_000)),
    st.builds(e.SetFilmLength, duration_ms=st.integers(1, 400_000)),
    st.permutations(["scene-1", "scene-2", "scene-3", "scene-4"]).map(lambda order: e.OrderScenes(order=tuple(order))),
    st.builds(e.SetStyle, style=WORD),
    st.builds(e.SetTitle, title=WORD),
    st.builds(e.AddScene, after=st.none() | IDS, telling=TELLINGS),
    st.builds(e.RemoveScenes, scenes=SOME),
    st.builds(e.SplitScene, scene=IDS, second=st.none() | TELLINGS),
    st.builds(e.MergeScenes, scenes=st.lists(IDS, min_size=2, max_size=3, unique=True).map(tuple)),
    st.builds(e.Recast, entity=WHO, by=BY),
    st.builds(e.Redescribe, entity=WHO, aspects=st.builds(Aspect, name=WORD, value=WORD).map(lambda a: (a,))),
    st.builds(e.UseImage, entity=WHO, image=st.just(PICTURE)),
)


@given(st.lists(EDITS, max_size=10))
@settings(max_examples=60, deadline=None)
def test_undo_of_all_is_the_original_byte_for_byte(edits: list[ScriptEdit]) -> None:
    now = datetime(2026, 11, 28, tzinfo=UTC)
    history = begun(SCRIPT, now)
    for edit in edits:
        try:
            history = history.grown(edited(history.current.script, [edit]), (edit,), "", now)
        except ScriptError:
            continue
    last, steps = history.current, len(history.versions) - 1
    if steps:
        back = History.model_validate_json(history.undone(steps).model_dump_json())
        assert back.current.script.model_dump_json() == SCRIPT.model_dump_json()
        assert back.redone(steps).current == last


@given(st.lists(EDITS, max_size=12))
@settings(max_examples=150, deadline=None)
def test_any_edits_leave_a_valid_script_or_say_why_not(edits: list[ScriptEdit]) -> None:
    script = SCRIPT
    for edit in edits:
        try:
            said = in_words(script, edit)
            new = edited(script, [edit])
        except ScriptError:
            continue
        assert said
        assert Script.model_validate(new.model_dump()) == new
        assert new.version == script.version + 1
        script = new
