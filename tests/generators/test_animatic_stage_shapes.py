"""Places differ in shape and not only in colour, and fill frames of any shape."""

import importlib.util
from functools import cache
from itertools import combinations
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from videostudio.film.camera import CameraMove
from videostudio.film.staging import Staging
from videostudio.generators.animatic.backdrop import backdrop_of, front_of
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.places import place_in
from videostudio.generators.animatic.sets.catalogue import SETS
from videostudio.generators.animatic.sets.light import Time, Weather
from videostudio.generators.animatic.shot import shot_of
from videostudio.generators.animatic.view import View
from videostudio.generators.animatic.yuv import Frame

WATERS = ("beach", "harbour", "lake", "river", "sea")


@cache
def measuring() -> ModuleType:
    """The benchmark's measure of shapes."""
    path = Path(__file__).parents[2] / "benchmarks" / "places.py"
    spec = importlib.util.spec_from_file_location("places_benchmark", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_places_enough() -> None:
    assert len(SETS) >= 36


def test_every_kind_is_told_from_all_others_by_its_shape() -> None:
    bench = measuring()
    known = {kind: bench.outline(kind, 11) for kind in bench.KINDS}
    assert min(bench.distance(known[a], known[b]) for a, b in combinations(bench.KINDS, 2)) > 0.12
    wrong = []
    for kind in bench.KINDS[::4]:
        seen = bench.outline(kind, 21)
        nearest = min(known, key=lambda other: bench.distance(seen, known[other]))
        if nearest != kind:
            wrong.append((kind, nearest))
    assert not wrong


def painted(kind: str, width: int, height: int, time: Time = Time.DAY) -> tuple[np.ndarray, View]:
    place = place_in(kind, time, Weather.CLEAR, 4)
    view, frame = View.on(place.scenery, width, height), Frame.blank(width, height)
    backdrop_of(place, view, Lens(CameraMove(), width, height, 24, 96), 1).draw(frame, 0)
    return frame.y, view


@pytest.mark.parametrize("kind", sorted(SETS))
def test_a_tall_frame_has_something_all_over_and_its_ground_low(kind: str) -> None:
    luma, view = painted(kind, 180, 320)
    assert view.units_wide * view.units_high == pytest.approx(1280 * 720, rel=0.03)
    assert all(band.std() > 1.5 for band in np.array_split(luma.astype(float), 8))
    if not SETS[kind]().floats:
        assert 0.62 < view.ground / 320 < 0.78


@pytest.mark.parametrize("kind", WATERS)
def test_by_the_water_there_is_land_before_it(kind: str) -> None:
    """Who neither swims nor sails stands on what is not water: below it, and inside the frame."""
    scenery = SETS[kind]()
    assert scenery.water is not None
    assert scenery.land is not None
    assert scenery.water + 50 < scenery.land < 720 * (1 - scenery.horizon) - 30
    place = place_in(kind, Time.DAY, Weather.CLEAR, 4)
    view, frame = View.on(place.scenery, 480, 270), Frame.blank(480, 270)
    backdrop_of(place, view, Lens(CameraMove(), 480, 270, 24, 96), 1).draw(frame, 0)
    blue = frame.u.astype(int) - frame.v

    def row(world: float) -> float:
        return float(np.median(blue[round(view.y(world)) // 2 - 1]))

    assert row(scenery.water - 12) > row(scenery.land + 24) + 12


def test_windows_and_lamps_glow_at_night() -> None:
    for kind in ("village", "city", "street", "castle", "market", "park"):
        night, view = painted(kind, 480, 270, Time.NIGHT)
        day, _ = painted(kind, 480, 270)
        above = night[: view.ground]
        assert np.percentile(above, 99.5) > 120, kind
        assert np.median(above) < 0.7 * np.median(day[: view.ground]), kind


@pytest.mark.parametrize("kind", [kind for kind in sorted(SETS) if SETS[kind]().front is not None])
def test_what_stands_in_front_hides_no_figure(kind: str) -> None:
    place = place_in(kind, Time.DAY, Weather.CLEAR, 4)
    width, height = 480, 270
    view = View.on(place.scenery, width, height)
    front = front_of(place, view, Lens(CameraMove(), width, height, 24, 96), 1)
    assert front is not None
    frame = Frame.of(np.full((height * 3 // 2, width), 100, np.uint8))
    front.draw(frame, 0)
    touched = np.abs(frame.y.astype(int) - 100) > 2
    assert touched.any()
    assert not touched[: round(height - 70 * view.scale)].any()
    assert touched.mean() < 0.12


@pytest.mark.parametrize("direction", ["up", "forward"])
def test_nothing_stands_in_front_of_a_camera_that_would_see_where_it_ends(direction: str) -> None:
    place = place_in("meadow", Time.DAY, Weather.CLEAR, 4)
    lens = Lens(CameraMove(direction=direction), 480, 270, 24, 96)
    assert front_of(place, View.on(place.scenery, 480, 270), lens, 1) is None


def test_a_near_layer_slides_faster_than_the_ground() -> None:
    place = place_in("meadow", Time.DAY, Weather.CLEAR, 4)
    view = View.on(place.scenery, 480, 270)
    staging = Staging(width=480, height=270, ground_px=view.ground, placements=())
    camera = CameraMove(direction="right", speed="fast")
    shot = shot_of(staging, [], place, camera, fps=24, frames=12, tail=0)
    ground = shot.lens.shift(10)[0]
    assert place.scenery.front is not None
    assert shot.lens.shift(10, place.scenery.front.depth)[0] == pytest.approx(ground / place.scenery.front.depth)
