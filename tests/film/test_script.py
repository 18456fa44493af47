import pytest
from pydantic import ValidationError

from videostudio.film.brief import Brief
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.errors import ScriptError
from videostudio.film.scene import (
    LONGEST_TRANSITION_MS,
    Scene,
    Transition,
    TransitionKind,
    frames_in,
    tail_frames,
)
from videostudio.film.script import Script, check_against

FOX = Entity(id="fox", name="the fox", kind=EntityKind.ANIMAL)
DOG = Entity(id="dog", name="the dog", kind=EntityKind.ANIMAL)
WOOD = Entity(id="wood", name="the wood", kind=EntityKind.PLACE)
HILL = Entity(id="hill", name="the hill", kind=EntityKind.PLACE)


def scene(
    scene_id: str = "s1", foreground: tuple[str, ...] = ("fox",), background: str = "wood", ms: int = 4000
) -> Scene:
    return Scene(
        id=scene_id, event="The fox runs.", action="run", foreground=foreground, background=background, duration_ms=ms
    )


def script(entities: tuple[Entity, ...] = (FOX, WOOD), scenes: tuple[Scene, ...] | None = None) -> Script:
    return Script(title="Fox", entities=entities, scenes=(scene(),) if scenes is None else scenes)


def test_a_script_that_holds_together() -> None:
    film = script((FOX, DOG, WOOD, HILL), (scene(), scene("s2", ("dog", "fox"), "hill", 2500)))
    assert film.duration_ms == 6500
    assert film.entity("dog") is DOG
    assert film.entity("fox") is FOX
    assert film.scene("s2").background == "hill"
    assert film.scene("s1").background == "wood"
    assert film.places() == (WOOD, HILL)
    assert (film.version, film.writer, film.notes, film.degraded) == (1, "", (), ())


def test_a_scene_may_show_only_its_place() -> None:
    assert script((WOOD,), (scene(foreground=()),)).places() == (WOOD,)


@pytest.mark.parametrize("missing", ["gnu", "fo", "FOX"])
def test_unknown_ids_are_key_errors(missing: str) -> None:
    with pytest.raises(KeyError, match=missing):
        script().entity(missing)
    with pytest.raises(KeyError, match=missing):
        script().scene(missing)


@pytest.mark.parametrize(
    ("entities", "scenes", "said"),
    [
        ((FOX, FOX, WOOD), (scene(),), "entity id used twice: fox"),
        ((FOX, FOX, WOOD, WOOD, HILL), (scene(),), "entity id used twice: fox, wood"),
        ((FOX, WOOD), (scene(), scene()), "scene id used twice: s1"),
        ((WOOD,), (scene(),), "scene 's1' names the entity 'fox', which the script does not have"),
        ((FOX,), (scene(),), "scene 's1' names the entity 'wood', which the script does not have"),
        (
            (FOX, WOOD),
            (scene(), scene("s2", ("fox", "dog"))),
            "scene 's2' names the entity 'dog', which the script does not have",
        ),
        ((FOX, DOG), (scene(background="dog"),), "scene 's1' has 'dog' as background, which is no place"),
        ((FOX, WOOD, HILL), (scene(foreground=("fox", "hill")),), "scene 's1' has the place 'hill' in the foreground"),
        ((FOX, DOG, WOOD, HILL), (scene(),), "no scene uses the entities dog, hill"),
    ],
)
def test_contradictions_are_refused_by_name(entities: tuple[Entity, ...], scenes: tuple[Scene, ...], said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        script(entities, scenes)
    assert f"Value error, {said} [" in str(refused.value)


def test_an_entity_used_only_once_anywhere_is_used() -> None:
    film = script((FOX, DOG, WOOD, HILL), (scene(), scene("s2", ("dog",), "hill")))
    assert len(film.entities) == 4


@pytest.mark.parametrize("count", [0, 101])
def test_the_number_of_scenes_is_limited(count: int) -> None:
    with pytest.raises(ValidationError):
        script(scenes=tuple(scene(f"s{n}") for n in range(count)))


def test_a_hundred_scenes_are_a_film() -> None:
    assert script(scenes=tuple(scene(f"s{n}") for n in range(100))).duration_ms == 400_000


def test_a_script_that_keeps_the_briefs_limits_is_given_back() -> None:
    film = script(scenes=(scene(), scene("s2")))
    for brief in (
        Brief(prompt="x"),
        Brief(prompt="x", scenes=2),
        Brief(prompt="x", duration_ms=8000),
        Brief(prompt="x", scenes=2, duration_ms=8000),
    ):
        assert check_against(film, brief) is film


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"scenes": 1}, "the script has 2 scenes, the brief asks for 1"),
        ({"scenes": 3}, "the script has 2 scenes, the brief asks for 3"),
        ({"duration_ms": 7999}, "the script lasts 8 s, the brief asks for 7.999 s"),
        ({"scenes": 2, "duration_ms": 8001}, "the script lasts 8 s, the brief asks for 8.001 s"),
    ],
)
def test_a_script_that_breaks_the_briefs_limits_is_refused(asked: dict[str, int], said: str) -> None:
    with pytest.raises(ScriptError) as refused:
        check_against(script(scenes=(scene(), scene("s2"))), Brief(prompt="x", **asked))
    assert str(refused.value) == said


def test_an_entity_stands_once_in_a_scene() -> None:
    with pytest.raises(ValidationError, match="an entity stands twice in the foreground: fox, dog, fox"):
        scene(foreground=("fox", "dog", "fox"))


def test_a_scene_has_limits() -> None:
    assert scene(ms=1000).duration_ms == 1000
    assert scene(ms=60_000).duration_ms == 60_000
    for ms in (999, 60_001):
        with pytest.raises(ValidationError):
            scene(ms=ms)
    assert len(scene(foreground=tuple(f"e{n}" for n in range(8))).foreground) == 8
    with pytest.raises(ValidationError):
        scene(foreground=tuple(f"e{n}" for n in range(9)))


@pytest.mark.parametrize("bad", ["", "Fox", "the fox", "../fox", "-fox", "fox/", "f" * 41, "fox\n", "füchse"])
def test_ids_are_plain(bad: str) -> None:
    with pytest.raises(ValidationError):
        Entity(id=bad, name="the fox", kind=EntityKind.ANIMAL)
    with pytest.raises(ValidationError):
        scene(bad)
    with pytest.raises(ValidationError):
        scene(foreground=(bad,))


@pytest.mark.parametrize("good", ["fox", "7", "a-young-man-2", "f" * 40])
def test_plain_ids_are_taken(good: str) -> None:
    assert Entity(id=good, name="x", kind=EntityKind.OBJECT).id == scene(good).id == good


@pytest.mark.parametrize(
    ("ms", "fps", "frames"),
    [
        (4000, 24, 96),
        (1000, 24, 24),
        (1020, 24, 24),
        (1021, 24, 25),
        (20, 24, 0),
        (499, 1, 0),
        (500, 1, 1),
        (21, 24, 1),
        (500, 30, 15),
        (500, 25, 13),
    ],
)
def test_time_in_frames_rounds_half_up(ms: int, fps: int, frames: int) -> None:
    assert frames_in(ms, fps) == frames


def test_a_scene_counts_its_frames() -> None:
    assert scene(ms=4000).frames(24) == 96
    assert scene(ms=1500).frames(10) == 15


def test_the_tail_is_the_longest_transition() -> None:
    assert (tail_frames(24), tail_frames(60), tail_frames(8)) == (12, 30, 4)
    assert LONGEST_TRANSITION_MS == 500
    assert Transition(kind=TransitionKind.CROSSFADE, duration_ms=500).duration_ms == 500
    for ms in (-1, 501):
        with pytest.raises(ValidationError):
            Transition(kind=TransitionKind.FADE, duration_ms=ms)
    assert Transition() == Transition(kind=TransitionKind.CUT, duration_ms=0)


def test_aspects_are_found_by_name() -> None:
    man = Entity(
        id="man",
        name="a young man",
        kind=EntityKind.PERSON,
        aspects=(
            Aspect(name="hair", value="blue"),
            Aspect(name="age", value="young"),
            Aspect(name="hair", value="red"),
        ),
    )
    assert man.aspect("hair") == "blue"
    assert man.aspect("age") == "young"
    assert man.aspect("hat") is None
    assert FOX.aspect("hair") is None
