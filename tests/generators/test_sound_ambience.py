"""Places by ear: every one has an ambience of its own, at its loudness, without end and without clicks."""

import json
from importlib.resources import files

import numpy as np
import pytest
from sounds import biggest_jump, distances, portrait

from videostudio.generators.sound.ambience import (
    GRAIN,
    LAYERS,
    LOUDEST_LUFS,
    QUIETEST_LUFS,
    ambience,
    at_loudness,
)
from videostudio.generators.sound.surroundings import UNKNOWN, Surroundings, surroundings_of
from videostudio.generators.sound.tone import RATE, chance
from videostudio.tools.video.loudness import integrated

TABLE = json.loads((files("videostudio.generators.sound") / "data" / "places.json").read_text("utf-8"))
LOOP = 20 * GRAIN


def heard(where: Surroundings, n: int, seed: int) -> np.ndarray:
    return np.concatenate(list(ambience(where, n, seed)), axis=1)


@pytest.fixture(scope="module")
def beds() -> dict[str, np.ndarray]:
    return {name: at_loudness(layer(2 * LOOP, chance(1, name)), -30.0) for name, layer in LAYERS.items()}


def test_places_name_only_layers_there_are() -> None:
    used = {name for facts in TABLE["kinds"].values() for name in facts["layers"]}
    for facts in TABLE["weathers"].values():
        used |= facts["outside"].keys() | facts["inside"].keys()
    for facts in TABLE["times"].values():
        used |= set(facts["replaces"].values()) | facts["adds"].keys()
    assert used == LAYERS.keys()


@pytest.mark.parametrize("name", sorted(LAYERS))
def test_a_layer_is_stereo_finite_and_goes_round(name: str) -> None:
    bed = LAYERS[name](LOOP, chance(2, name))
    assert bed.shape == (2, LOOP)
    assert bed.dtype == np.float32
    assert np.isfinite(bed).all()
    assert np.abs(bed).max() > 0.01
    seam = np.abs(bed[:, 0] - bed[:, -1]).max()
    assert seam <= biggest_jump(bed) + 1e-6, "the end meets the beginning as any sample meets the next"


def test_every_two_layers_differ(beds: dict[str, np.ndarray]) -> None:
    apart = distances(np.array([portrait(bed) for bed in beds.values()]))
    names = list(beds)
    closest = np.unravel_index(apart.argmin(), apart.shape)
    assert apart.min() > 0.3, f"{names[closest[0]]} sounds like {names[closest[1]]}"


@pytest.mark.parametrize(
    ("place", "conditions", "kind", "present", "absent"),
    [
        ("sea", "night storm", "sea", {"open_sea", "thunder", "rain"}, {"crickets"}),
        ("the old harbour at the sea", "", "harbour", {"lapping", "gulls"}, {"open_sea"}),
        ("forest", "night", "forest", {"crickets", "leaves"}, {"songbirds"}),
        ("meadow", "rain", "meadow", {"rain"}, {"songbirds", "bees"}),
        ("snowy village", "", "village", {"snow_hush"}, {"crickets"}),
        ("kitchen", "rain", "kitchen", {"kitchen", "simmer", "rain"}, {"wind"}),
        ("African savanna", "", "savanna", {"dry_grass", "crickets", "far_birds"}, {"sand"}),
        ("the savanna", "night", "savanna", {"dry_grass", "crickets", "owl"}, {"far_birds"}),
        ("waterhole in the savanna", "", "waterhole", {"lapping", "dry_grass"}, {"stream"}),
        ("watering hole", "", "waterhole", {"lapping"}, {"stream"}),
        ("an oasis in the desert", "", "oasis", {"trickle", "palms"}, {"sand"}),
        ("oasis", "storm", "oasis", {"trickle", "rain"}, {"palms"}),
        ("Mars", "", "mars", {"thin_air"}, {"songbirds"}),
        ("moon", "rain", "moon", {"deep_space"}, {"rain"}),
        ("dark cave", "", "cave", {"drips"}, {"crickets"}),
        ("meadows", "dawn", "meadow", {"dawn_chorus"}, {"songbirds"}),
        ("a quibblezorp", "", UNKNOWN, {"breeze"}, {"rain"}),
        ("../../etc/passwd", "", UNKNOWN, {"breeze"}, {"rain"}),
    ],
)
def test_words_choose_layers(place: str, conditions: str, kind: str, present: set[str], absent: set[str]) -> None:
    where = surroundings_of(place, conditions)
    assert where.kind == kind
    assert present <= where.layers.keys()
    assert not (absent & where.layers.keys())


def test_the_event_tells_the_weather_and_the_ground_follows() -> None:
    where = surroundings_of("park", "", "While it snows, a dog runs through the park.")
    assert where.ground == "snow"
    assert where.conditions == ("snow",)
    assert surroundings_of("kitchen", "snow").ground == "wood"


@pytest.mark.parametrize("seconds", [1.5, 4.5, 25.0])
def test_an_ambience_lasts_as_asked_and_has_soft_ends(seconds: float) -> None:
    n = round(seconds * RATE)
    bed = heard(surroundings_of("beach", "wind"), n, seed=4)
    assert bed.shape == (2, n)
    assert np.abs(bed[:, 0]).max() == 0
    assert np.abs(bed[:, -1]).max() == 0
    assert np.abs(bed[:, :100]).max() < 0.1 * np.abs(bed).max()
    assert abs(float(bed.mean())) < 1e-4
    if seconds > 3:
        assert QUIETEST_LUFS - 2.5 < integrated([bed.T]) < LOUDEST_LUFS + 2.5


def test_the_loudest_weather_stays_behind_the_music() -> None:
    bed = heard(surroundings_of("sea", "storm"), 5 * RATE, seed=1)
    assert integrated([bed.T]) < LOUDEST_LUFS + 1


def test_the_seed_decides_and_nothing_else() -> None:
    where = surroundings_of("jungle")
    first, again, other = (heard(where, RATE, seed) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_scenes_in_one_place_join_without_a_gap_or_a_bump() -> None:
    """The tail of one scene under the beginning of the next: their loudness adds up to that of one."""
    where, n, tail = surroundings_of("river"), 4 * RATE, RATE // 2
    one = heard(where, n + tail, seed=3)
    both = np.concatenate((one[:, :n], one[:, :n]), axis=1)
    both[:, n : n + tail] += one[:, n:]
    level = np.sqrt(np.square(both).mean(axis=0).reshape(-1, RATE // 10).mean(axis=1))
    around = level[n * 10 // RATE - 2 : n * 10 // RATE + 6]
    assert around.min() > 0.5 * level[10:70].mean()
    assert around.max() < 2.0 * level[10:70].mean()
    assert np.abs(np.diff(both[:, n - 50 : n + 50], axis=1)).max() <= biggest_jump(one)
