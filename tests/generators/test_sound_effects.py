"""Actions by ear: which effect a deed has, and what effects are like."""

import dataclasses
import json
from importlib.resources import files

import numpy as np
import pytest
from sounds import biggest_jump, distances, portrait

from videostudio.film.entity import EntityKind
from videostudio.film.requests import SoundActor
from videostudio.generators.sound.deeds import Deed, deed_of
from videostudio.generators.sound.effects.steps import GROUNDS
from videostudio.generators.sound.foley import EFFECTS, MOST_CREST_DB, foley
from videostudio.generators.sound.surroundings import surroundings_of
from videostudio.generators.sound.tone import RATE
from videostudio.tools.video.loudness import momentary

TABLE = json.loads((files("videostudio.generators.sound") / "data" / "effects.json").read_text("utf-8"))
MEADOW = surroundings_of("meadow")
TAIL = RATE // 2
MIRRORED = {"magic", "fade_away"}
"""One is the other the other way round: no spectrum tells them apart, only time does."""


def cast(*names: str) -> tuple[SoundActor, ...]:
    return tuple(SoundActor(name=name, kind=EntityKind.ANIMAL) for name in names)


def heard(name: str, seconds: float = 3.0, seed: int = 1, loudness: float = -26.0) -> np.ndarray:
    n = round(seconds * RATE) + TAIL
    return foley(Deed(name, loudness, 1.0), MEADOW, seconds, n, seed)


@pytest.fixture(scope="module")
def tracks() -> dict[str, np.ndarray]:
    return {name: heard(name) for name in EFFECTS}


def test_the_table_names_the_effects_there_are_and_every_verb_once() -> None:
    assert TABLE["effects"].keys() == EFFECTS.keys()
    verbs = [verb for facts in TABLE["effects"].values() for verb in facts["verbs"]]
    assert len(verbs) == len(set(verbs))
    assert TABLE["movers"].keys() <= EFFECTS.keys()


@pytest.mark.parametrize("name", sorted(EFFECTS))
def test_an_effect_is_heard_at_its_loudness_and_does_not_click(name: str, tracks: dict[str, np.ndarray]) -> None:
    track = tracks[name]
    assert track.shape == (2, 3 * RATE + TAIL)
    assert np.isfinite(track).all()
    loudest = float(momentary([track.T]).max())
    peak_db = 20 * np.log10(np.abs(track).max())
    assert loudest <= -26.0 + 0.3
    assert loudest > -36.5
    assert peak_db <= -26.0 + MOST_CREST_DB + 0.1
    assert np.abs(track[:, [0, -1]]).max() < 1e-4
    assert abs(float(track.mean())) < 1e-4
    assert biggest_jump(track) < 1.6 * np.abs(track).max()


@pytest.mark.parametrize("name", sorted(EFFECTS))
@pytest.mark.parametrize("seconds", [1.0])
def test_every_effect_fits_into_the_shortest_scene(name: str, seconds: float) -> None:
    track = heard(name, seconds)
    assert np.isfinite(track).all()
    assert np.abs(track).max() > 1e-3


def test_every_two_effects_differ(tracks: dict[str, np.ndarray]) -> None:
    names = [name for name in tracks if name not in MIRRORED]
    apart = distances(np.array([portrait(tracks[name]) for name in names]))
    one, other = np.unravel_index(apart.argmin(), apart.shape)
    assert apart.min() > 0.15, f"{names[one]} sounds like {names[other]}"
    assert np.corrcoef(tracks["magic"][0], tracks["fade_away"][0])[0, 1] < 0.5


def test_every_ground_has_steps_of_its_own() -> None:
    made = [
        foley(Deed("walk", -26.0, 1.0), dataclasses.replace(MEADOW, ground=ground), 3.0, 3 * RATE + TAIL, 1)
        for ground in GROUNDS
    ]
    assert distances(np.array([portrait(track) for track in made])).min() > 0.3


def test_light_feet_step_more_often_than_heavy_ones() -> None:
    def onsets(weight: float) -> int:
        track = np.abs(foley(Deed("walk", -26.0, weight), MEADOW, 4.0, 4 * RATE + TAIL, 1)).max(axis=0)
        level = track[: len(track) // 480 * 480].reshape(-1, 480).max(axis=1) > 0.1 * track.max()
        return int((level[1:] & ~level[:-1]).sum())

    assert onsets(0.3) > onsets(1.0) > onsets(2.0) >= 3


@pytest.mark.parametrize(
    ("action", "names", "place", "effect"),
    [
        ("walk", ("girl",), "beach", "walk"),
        ("walk", ("horse",), "farm", "hooves"),
        ("ride", ("girl", "horse"), "farm", "hooves"),
        ("sail", ("pirate ship",), "sea", "row"),
        ("cross", ("old boat",), "lake", "row"),
        ("drive", ("cat", "bus"), "city", "engine"),
        ("travel", ("girl", "steam train"), "meadow", "train"),
        ("fly", ("owl",), "forest", "wings"),
        ("fly", ("bee",), "garden", "buzz"),
        ("fly", ("superhero",), "city", "whoosh"),
        ("fly", ("astronaut", "rocket"), "space", "rocket"),
        ("launch", ("balloon",), "sky", "whoosh"),
        ("run", ("diver",), "reef", "swim"),
        ("walk", ("astronaut",), "space", None),
        ("dig", ("robot",), "garden", "dig"),
        ("cook", ("chef",), "kitchen", "sizzle"),
        ("ring", ("mermaid", "bell"), "sea", "bell"),
        ("find", ("corgi",), "Mars", "magic"),
        ("vanish", ("ghost",), "castle", "fade_away"),
        ("pick up", ("child",), "park", "chime"),
        ("gaze", ("fox",), "forest", None),
        ("laugh", ("clown",), "circus", None),
        ("quibblezorp", ("clown",), "circus", None),
    ],
)
def test_the_deed_follows_verb_actor_and_place(
    action: str, names: tuple[str, ...], place: str, effect: str | None
) -> None:
    deed = deed_of(action, "", cast(*names), surroundings_of(place))
    assert (deed.effect if deed else None) == effect


def test_a_cave_rings_and_a_meadow_does_not() -> None:
    def after(place: str) -> float:
        where = dataclasses.replace(surroundings_of(place), ground="stone")
        track = foley(Deed("knock", -26.0, 1.0), where, 2.0, 2 * RATE + TAIL, 1)
        return float(np.square(track[:, -RATE // 2 :]).sum() / np.square(track).sum())

    assert after("cave") > 20 * after("meadow")


def test_the_same_seed_gives_the_same_effect() -> None:
    assert np.array_equal(heard("run"), heard("run"))
    assert not np.array_equal(heard("run"), heard("run", seed=2))
