"""What the words of a style do to pictures, and which of them are not followed."""

from functools import cache

import numpy as np
import pytest
from kept import Memory

from videostudio.film.camera import CameraMove
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import CastMember
from videostudio.film.staging import Box, Facing, Placement, Staging
from videostudio.generators.animatic.art import default_pack
from videostudio.generators.animatic.backdrop import backdrop_of
from videostudio.generators.animatic.figures import figure_of
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.looks import LOOKS, WORDS
from videostudio.generators.animatic.marks import MARKS
from videostudio.generators.animatic.places import place_in
from videostudio.generators.animatic.sets.light import Time, Weather
from videostudio.generators.animatic.shot import shot_of
from videostudio.generators.animatic.style import PLAIN, style_of, vignette_of
from videostudio.generators.animatic.view import View
from videostudio.generators.animatic.yuv import Frame
from videostudio.tools.video.colour import planar_to_rgb

WIDTH, HEIGHT = 240, 136


@cache
def seen(words: str, direction: str = "static") -> np.ndarray:
    place = place_in("village", Time.DAY, Weather.CLEAR, 3).styled(words)
    frame = Frame.blank(WIDTH, HEIGHT)
    lens = Lens(CameraMove(direction=direction), WIDTH, HEIGHT, 24, 96)
    backdrop_of(place, View.on(place.scenery, WIDTH, HEIGHT), lens, 1).draw(frame, 0)
    return planar_to_rgb(frame.buffer)


def a_figure() -> np.ndarray:
    rgba = np.zeros((40, 30, 4), np.uint8)
    rgba[8:36, 6:24] = (220, 90, 60, 255)
    rgba[14:20, 10:16] = (40, 60, 200, 255)
    return rgba


@pytest.mark.parametrize(
    ("words", "names", "missed"),
    [
        ("", (), ()),
        ("paper", ("paper",), ()),
        ("cut-out animation", ("paper",), ()),
        ("in the style of a comic book", ("comic",), ()),
        ("Film Noir, warm", ("noir", "warm"), ()),
        ("soft watercolor illustration", ("pastel", "watercolour"), ()),
        ("black and white", ("mono",), ()),
        ("photorealistic claymation", (), ("photorealistic", "claymation")),
        ("sepia sepia", ("sepia",), ()),
        ("cartoon picture book", (), ()),
    ],
)
def test_words_become_looks(words: str, names: tuple[str, ...], missed: tuple[str, ...]) -> None:
    style = style_of(words)
    assert (style.names, style.missed) == (names, missed)


def test_every_word_names_a_look_and_every_look_can_be_named() -> None:
    assert set(WORDS.values()) == set(LOOKS)


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_every_look_changes_places_and_figures(name: str) -> None:
    assert np.abs(seen(name).astype(int) - seen("")).mean() > 4
    before = a_figure()
    after = style_of(name).grade(before)
    assert after.shape == before.shape
    assert after.dtype == np.uint8
    assert np.array_equal(after[..., 3], before[..., 3])
    assert not np.array_equal(after[..., :3], before[..., :3])


def test_looks_differ_from_each_other() -> None:
    names = sorted(LOOKS)
    least = min(np.abs(seen(a).astype(int) - seen(b)).mean() for i, a in enumerate(names) for b in names[:i])
    assert least > 3


def test_no_style_leaves_pixels_alone() -> None:
    assert PLAIN.grade(a_figure()) is not None
    assert np.array_equal(PLAIN.grade(a_figure()), a_figure())


def test_noir_is_grey_sepia_is_brown_and_a_blueprint_is_blue_with_white_lines() -> None:
    noir, sepia, blue = (seen(name).astype(int).reshape(-1, 3) for name in ("noir", "sepia", "blueprint"))
    assert np.abs(noir[:, 0] - noir[:, 2]).max() < 16
    assert (sepia[:, 0] > sepia[:, 2]).mean() > 0.98
    assert (blue[:, 2] > blue[:, 0]).mean() > 0.98
    assert (blue.min(axis=1) > 190).mean() > 0.01


def test_what_is_transparent_stays_so_and_premultiplied_pixels_stay_valid() -> None:
    rgba = np.zeros((20, 20, 4), np.uint8)
    rgba[5:15, 5:15] = (60, 90, 30, 128)
    for name in sorted(LOOKS):
        graded = style_of(name).grade(rgba, premultiplied=True)
        assert not graded[rgba[..., 3] == 0].any()
        assert (graded[..., :3] <= graded[..., 3:] + 1).all()


def test_paper_layers_cast_shadows_that_a_sideways_camera_keeps() -> None:
    still, moving = seen("paper").astype(int), seen("paper", "right").astype(int)
    assert np.abs(still - moving).mean() < 2.5
    assert style_of("paper").shadow > 0


def test_in_the_style_night_it_is_night_and_windows_glow() -> None:
    place = place_in("village", Time.DAY, Weather.RAIN, 3).styled("night")
    assert place.light.time is Time.NIGHT
    assert place.light.weather is Weather.RAIN
    assert seen("night").mean() < 0.6 * seen("").mean()


def test_words_that_change_nothing_are_noted() -> None:
    place = place_in("village", Time.DAY, Weather.CLEAR, 3).styled("claymation, sepia")
    assert "claymation" in place.notes[0]
    assert "sepia" not in place.notes[0]


def test_a_vignette_darkens_corners_only() -> None:
    kept = vignette_of(style_of("noir"), 64, 36)
    assert kept is not None
    assert kept[18, 32] == 255
    assert kept[0, 0] < 160
    assert vignette_of(style_of("paper"), 64, 36) is None


@pytest.mark.parametrize("motion", ["talk", "hug", "dance", "swim", "run", "argue"])
def test_marks_are_in_the_films_style(motion: str) -> None:
    plain, grey = (MARKS[motion].sprite(style).yuva.astype(int) for style in (PLAIN, style_of("black and white")))
    assert np.array_equal(plain[..., 3], grey[..., 3])
    solid = grey[..., 3] > 250
    assert np.abs(grey[solid][:, 1:3] - 128).max() <= 2
    assert np.abs(plain[solid][:, 1:3] - 128).max() > 4


def test_no_colour_is_left_in_a_black_and_white_film() -> None:
    placement = Placement(
        entity_id="boy", box=Box(left=90, top=40, width=40, height=80), facing=Facing.RIGHT, pose="hug"
    )
    staging = Staging(width=WIDTH, height=HEIGHT, ground_px=80, placements=(placement,))
    member = CastMember(entity=Entity(id="boy", name="boy", kind=EntityKind.PERSON, head="boy"))
    boy = figure_of(member, Memory(), default_pack())
    place = place_in("village", Time.DAY, Weather.CLEAR, 3).styled("black and white")
    frame = shot_of(staging, [boy], place, CameraMove(), fps=24, frames=48, tail=0).frame(30)
    assert np.abs(frame.u.astype(int) - 128).max() <= 3
    assert np.abs(frame.v.astype(int) - 128).max() <= 3
