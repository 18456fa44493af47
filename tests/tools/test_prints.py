"""Posters, GIFs and contact sheets of a film on a shelf."""

import io
from pathlib import Path

import numpy as np
import pytest
from filmed import Painter, filmed
from filmed import Shelf as Memory
from moving_pictures import HEIGHT, WIDTH, make_clip
from PIL import Image

from videostudio.film.artifact import ArtifactRef
from videostudio.film.camera import ShotSize
from videostudio.film.errors import UserError
from videostudio.film.record import FilmRecord
from videostudio.film.scene import Scene
from videostudio.film.staging import Box, Placement, Staging
from videostudio.tools.images import decode, encode_png
from videostudio.tools.prints import gif as gifs
from videostudio.tools.prints.gif import gif
from videostudio.tools.prints.poster import around, best_scene, poster
from videostudio.tools.prints.sheet import sheet


class Shelf(Memory):
    """Pictures in memory; every clip is the same file."""

    def __init__(self, clip: Path) -> None:
        super().__init__()
        self.clip = clip

    def path(self, ref: ArtifactRef) -> Path:
        return self.clip


def paint(name: str) -> bytes:
    colour = (200, 60, 40) if "scene-3" in name else (40, 90, 200)
    return encode_png(np.full((180, 320, 3), colour, np.uint8))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(make_clip(tmp_path_factory.mktemp("clips") / "clip.mp4", 1, 96))


def record_on(shelf: Shelf, painter: Painter = paint, scenes: int = 4) -> FilmRecord:
    record = filmed(shelf, paint=painter, scenes=scenes)
    return record.model_copy(update={"brief": record.brief.model_copy(update={"width": WIDTH, "height": HEIGHT})})


def test_a_poster_shows_the_scene_with_most_of_the_cast(shelf: Shelf) -> None:
    record = record_on(shelf)
    page = decode(poster(record, shelf))
    assert page.shape == (1800, 1200, 3)
    assert best_scene(record)[0].id == "scene-4"
    assert np.abs(page[600, 600].astype(int) - (40, 90, 200)).max() < 3
    assert page[5, 5].min() > 230
    title = page[1190:1450, 70:-70].astype(int).min(axis=2) < 130
    assert 0.03 < title.mean() < 0.5


def test_a_close_shot_is_the_better_poster(shelf: Shelf) -> None:
    record = record_on(shelf)
    assert record.script is not None
    scenes = [
        scene.model_copy(update={"shot": ShotSize.CLOSE if scene.id == "scene-3" else ShotSize.WIDE})
        for scene in record.script.scenes
    ]
    closer = record.model_copy(update={"script": record.script.model_copy(update={"scenes": tuple(scenes)})})
    assert best_scene(closer)[0].id == "scene-3"


def test_a_gif_loops_for_ever_and_keeps_its_size_and_length(shelf: Shelf) -> None:
    data = gif(record_on(shelf), shelf, width=120, seconds=4)
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.format == "GIF"
        assert picture.size == (120, round(120 * HEIGHT / WIDTH))
        assert picture.info["loop"] == 0
        assert picture.n_frames * picture.info["duration"] == pytest.approx(4000, rel=0.05)
        first = np.asarray(picture.convert("RGB")).astype(int)
        picture.seek(5)
        assert np.abs(np.asarray(picture.convert("RGB")) - first).mean() > 1
    assert data == gif(record_on(shelf), shelf, width=120, seconds=4)


def test_a_gif_that_would_be_too_large_becomes_smaller(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = gif(record_on(shelf), shelf, width=160, seconds=4)
    monkeypatch.setattr(gifs, "MOST_BYTES", len(usual) // 3)
    assert len(gif(record_on(shelf), shelf, width=160, seconds=4)) <= len(usual) // 3


def test_a_gif_of_many_scenes_shows_some_of_them(shelf: Shelf) -> None:
    with Image.open(io.BytesIO(gif(record_on(shelf, scenes=40), shelf, width=64, seconds=2))) as picture:
        assert picture.n_frames * picture.info["duration"] == pytest.approx(2000, rel=0.2)


def test_a_sheet_has_a_row_of_three_for_every_scene(shelf: Shelf) -> None:
    two, four = (Image.open(io.BytesIO(sheet(record_on(shelf, scenes=count), shelf))) for count in (2, 4))
    assert two.format == "JPEG"
    assert two.width == four.width > 3 * 300
    row = (four.height - two.height) / 2
    assert row == pytest.approx(216 + 84, abs=3)


def test_a_sheet_of_a_hundred_scenes_is_still_a_picture(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("videostudio.tools.prints.sheet.LARGEST_SIDE", 3000)
    assert Image.open(io.BytesIO(sheet(record_on(shelf, scenes=20), shelf))).height <= 3000


def test_a_film_without_a_scene_cannot_be_printed(shelf: Shelf) -> None:
    record = record_on(shelf).model_copy(update={"scenes": ()})
    for make in (poster, gif, sheet):
        with pytest.raises(UserError, match="no scene yet"):
            make(record, shelf)


def test_a_cast_that_stands_far_apart_is_shown_whole_on_a_poster() -> None:
    picture = np.full((180, 320, 3), 90, np.uint8)
    picture[60:150, 40:60], picture[60:150, 270:290] = (255, 0, 0), (0, 0, 255)
    facts = {"id": "scene-1", "event": "They meet.", "action": "meet", "background": "park", "duration_ms": 4000}
    scene = Scene.model_validate({**facts, "foreground": ("fox", "girl")})
    for left, right, wide in ((40, 270, True), (140, 180, False)):
        boxes = {"fox": left, "girl": right}
        placements = tuple(
            Placement(entity_id=name, box=Box(left=x, top=60, width=20, height=90)) for name, x in boxes.items()
        )
        part = around(picture, Staging(width=320, height=180, ground_px=100, placements=placements), scene)
        assert part.shape[1] == 1060
        assert (part.shape[0] < 1060) == wide
        if wide:
            red, blue = (np.flatnonzero((part[..., channel] > 200).any(axis=0)) for channel in (0, 2))
            assert min(red[0], 1059 - blue[-1]) > 30
