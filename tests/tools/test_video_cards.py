"""Cards and burned-in captions: drawn, cut into films, counted right."""

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moving_pictures import HEIGHT, WIDTH, Shelf, decoded, make_clip

from videostudio.film.artifact import ArtifactRef
from videostudio.film.requests import Card, CutRequest, CutShot
from videostudio.film.scene import Transition, TransitionKind
from videostudio.tools import lettering
from videostudio.tools.images import Pixels, encode_png
from videostudio.tools.lettering import Face
from videostudio.tools.video.burned import plate_of
from videostudio.tools.video.captions import LINE_CHARACTERS, LINES, paged
from videostudio.tools.video.cards import drawn
from videostudio.tools.video.colour import BLACK, planar_to_rgb, planes, rgb_to_planar
from videostudio.tools.video.cut import CutFacts, cut
from videostudio.tools.video.probe import probe

GREEN, RED = (40, 150, 60), (220, 40, 40)
CROSSFADE = Transition(kind=TransitionKind.CROSSFADE, duration_ms=500)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path)
    shelf.put("place").write_bytes(encode_png(np.full((90, 160, 3), GREEN, np.uint8)))
    figure = np.zeros((80, 60, 4), np.uint8)
    cv2.ellipse(figure, (30, 45), (20, 30), 0, 0, 360, (*RED, 255), -1)
    shelf.put("figure").write_bytes(encode_png(figure))
    return shelf


def picture(shelf: Shelf, name: str) -> ArtifactRef:
    return shelf.ref(name, "image/png")


def a_card(shelf: Shelf, text: str = "The Fox", *, closes: bool = False) -> Card:
    return Card(text=text, cast=(picture(shelf, "figure"),), place=picture(shelf, "place"), closes=closes)


def rgb_of(card: Card, shelf: Shelf, at: int = 0, width: int = 320, height: int = 180) -> Pixels:
    return planar_to_rgb(list(drawn(card, width, height, 12, 12, 6, shelf).frames)[at])


def redness(frame: Pixels) -> int:
    return int(((frame[..., 0] > 170) & (frame[..., 1] < 90)).sum())


def test_a_card_shows_the_cast_on_the_places_colours_and_its_words(shelf: Shelf) -> None:
    titled, bare = (rgb_of(a_card(shelf, text), shelf) for text in ("The Fox", ""))
    corner = bare[:20, :20].reshape(-1, 3).mean(axis=0)
    assert corner[1] > corner[0] + 15
    assert redness(bare) > 500
    letters = (titled.astype(int) - bare).max(axis=2) > 60
    rows, columns = np.nonzero(letters)
    assert rows.min() > 180 // 2
    assert columns.min() + columns.max() == pytest.approx(320, abs=12)


@pytest.mark.parametrize(("width", "height"), [(320, 180), (180, 320), (160, 160), (128, 128), (600, 160)])
def test_words_stay_inside_any_frame(width: int, height: int, shelf: Shelf) -> None:
    title = "The Extraordinarily Long Voyage of the Fisherman and His Grandson"
    both = [rgb_of(a_card(shelf, text), shelf, width=width, height=height).astype(int) for text in (title, "")]
    rows, columns = np.nonzero((both[0] - both[1]).max(axis=2) > 60)
    assert len(rows) > 50
    assert 1 <= columns.min() <= columns.max() < width - 1
    assert rows.max() < height - 1


def test_the_cast_comes_a_little_nearer_and_the_end_sinks_to_black(shelf: Shelf) -> None:
    card = a_card(shelf, closes=True)
    assert redness(rgb_of(card, shelf, 4)) > redness(rgb_of(card, shelf, 0))
    frames = list(drawn(card, 320, 180, 12, 12, 6, shelf).frames)
    assert len(frames) == 18
    for plane, level in zip(planes(frames[11]), BLACK, strict=True):
        assert (plane == level).all()
    assert planes(frames[4])[0].max() > 150


def test_letters_that_are_missing_leave_a_note_and_no_boxes(shelf: Shelf) -> None:
    kind = drawn(a_card(shelf, "狐狸在森林里跑"), 320, 180, 12, 12, 0, shelf)
    assert len(kind.notes) == 1
    assert "狐狸" in kind.notes[0]
    assert np.array_equal(next(kind.frames), next(drawn(a_card(shelf, ""), 320, 180, 12, 12, 0, shelf).frames))


def test_a_card_without_pictures_or_with_broken_ones_is_still_a_card(shelf: Shelf) -> None:
    shelf.put("broken").write_bytes(b"no picture")
    for card in (Card(text="Fox"), Card(text="Fox", cast=(picture(shelf, "broken"),), place=picture(shelf, "broken"))):
        assert rgb_of(card, shelf).std() > 10


def cut_between_cards(shelf: Shelf, *, burn: bool = False, captions: tuple[str, str] = ("", "")) -> CutFacts:
    for number, name in enumerate(("clip0", "clip1")):
        make_clip(shelf.put(name), number, 48)
    shots = (
        CutShot(card=a_card(shelf), frames=24, chapter="Title"),
        CutShot(clip=shelf.ref("clip0"), frames=48, transition=CROSSFADE, scene_id="scene-1", caption=captions[0]),
        CutShot(clip=shelf.ref("clip1"), frames=48, scene_id="scene-2", caption=captions[1]),
        CutShot(card=a_card(shelf, "The End", closes=True), frames=24, transition=CROSSFADE, chapter="The End"),
    )
    request = CutRequest(shots=shots, width=WIDTH, height=HEIGHT, fps=24, burn_captions=burn)
    assert request.starts == (0, 24, 72, 120, 144)
    return cut(request, artifacts=shelf, out=shelf.put("film.mp4"))


def test_cards_are_shots_of_the_film_and_whole_scenes_are_still_copied(shelf: Shelf) -> None:
    facts = cut_between_cards(shelf)
    film = decoded(shelf.put("film.mp4"))
    assert len(film) == facts.frames == 144
    assert (facts.encoded_frames, facts.copied_frames) == (24, 120)
    assert redness(planar_to_rgb(film[0])) > 50
    alone = decoded(shelf.put("clip0"))
    assert all(np.array_equal(film[24 + at], alone[at]) for at in range(12, 48))
    assert np.abs(planes(film[-1])[0].astype(int) - BLACK[0]).max() <= 3
    chapters = probe(shelf.put("film.mp4")).chapters
    assert [(chapter.title, chapter.start_ms) for chapter in chapters][0::3] == [("Title", 0), ("The End", 5000)]
    assert not list(shelf.put("x").parent.glob("*card*"))


def test_the_same_cards_give_the_same_film(shelf: Shelf) -> None:
    films = []
    for _ in range(2):
        cut_between_cards(shelf)
        films.append(shelf.put("film.mp4").read_bytes())
    assert films[0] == films[1]


def test_captions_start_after_the_title_card(shelf: Shelf) -> None:
    facts = cut_between_cards(shelf, captions=("The fox runs.", ""))
    assert facts.captions is not None
    assert "00:00:01.000 --> 00:00:03.000\nThe fox runs." in facts.captions.read_text()


def test_burned_captions_change_only_the_foot_of_their_own_shots(shelf: Shelf) -> None:
    cut_between_cards(shelf)
    plain = decoded(shelf.put("film.mp4"))
    steps = cut_between_cards(shelf, burn=True, captions=("The fox runs.", ""))
    burnt = decoded(shelf.put("film.mp4"))
    assert steps.encoded_frames == 24 + 36
    for at in (0, 23, 72, 100, 130):
        assert np.array_equal(plain[at], burnt[at])
    for at in (40, 60, 71):
        off = np.abs(planes(plain[at])[0].astype(int) - planes(burnt[at])[0])
        assert off[: HEIGHT // 2].mean() < 4
        assert off[round(0.82 * HEIGHT) : round(0.94 * HEIGHT)].max() > 60


def test_a_caption_without_letters_leaves_a_note_and_the_picture_alone(shelf: Shelf) -> None:
    facts = cut_between_cards(shelf, burn=True, captions=("狐狸在森林里跑", ""))
    assert facts.copied_frames == 120
    assert any("狐狸" in note for note in facts.notes)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (720, 1280), (720, 720), (256, 144)])
def test_a_caption_is_small_lies_in_the_safe_area_and_can_be_read(width: int, height: int) -> None:
    text = "The little girl and her grandfather sail the boat back to the harbour at sunset"
    plate = plate_of(text, 0, 24, width, height)
    assert plate is not None
    rows, columns = plate.through.shape
    assert plate.left >= 0.03 * width
    assert plate.left + columns <= 0.97 * width + 2
    assert 0.7 * height < plate.top < plate.top + rows <= 0.95 * height + 2
    assert rows <= 2.4 * height / 12
    grey = rgb_to_planar(np.full((height, width, 3), 128, np.uint8))
    luma = planes(plate.on(grey))[0][plate.top : plate.top + rows, plate.left : plate.left + columns]
    assert luma.max() > 225
    assert luma.min() < 90
    untouched = plate.on(grey).copy()
    planes(untouched)[0][plate.top : plate.top + rows] = planes(grey)[0][plate.top : plate.top + rows]
    assert np.array_equal(planes(untouched)[0], planes(grey)[0])


def test_a_long_caption_has_pages_that_share_the_time() -> None:
    text = "One two three four five six seven eight nine ten. " * 8
    pages = paged(text, 100, 500)
    assert len(pages) > 2
    assert (pages[0][0], pages[-1][1]) == (100, 500)
    assert all(before[1] == after[0] for before, after in pairwise(pages))
    assert " ".join(page for _, _, page in pages).split() == text.split()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.integers(0, 1000), st.integers(1, 1000))
def test_pages_never_hold_more_than_can_be_read(text: str, start: int, length: int) -> None:
    for begin, end, page in paged(text, start, start + length):
        assert start <= begin <= end <= start + length
        assert len(page) <= LINES * (LINE_CHARACTERS + 1)


def test_letters() -> None:
    assert lettering.shown("Die  Füchsin") == ("Die Füchsin", Face.TITLE)
    assert lettering.shown("Łódź i żółw") == ("Łódź i żółw", Face.TEXT)
    assert lettering.shown("Лиса бежит") == ("Лиса бежит", Face.TEXT)
    assert lettering.shown("The fox 🦊 runs") == ("The fox runs", Face.TEXT)
    assert lettering.shown("ثعلب يركض")[0] == ""


def test_lines_are_about_equally_long_and_too_much_ends_in_an_ellipsis() -> None:
    letters = lettering.font(Face.TEXT, 20)
    one, two = lettering.wrapped("a little fox crosses the frozen lake at night and sings", letters, 400)
    assert abs(len(one) - len(two)) < 12
    lines, found = lettering.fitted("word " * 80, Face.TEXT, width=200, lines=2, largest=30, smallest=20)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert found.size == 20
    assert all(found.getlength(line) <= 200 for line in lines)


def test_what_is_laid_over_an_edge_is_cut_off() -> None:
    page = np.zeros((20, 20, 3), np.uint8)
    block = np.full((10, 10, 4), 255, np.uint8)
    for left, top in ((-5, -5), (15, 15), (30, 5), (5, -30)):
        lettering.lay(page, block, left, top)
    assert page[:5, :5].min() == page[15:, 15:].min() == 255
    assert page[6:14, 6:14].max() == 0


def test_a_shot_is_a_clip_or_a_card(shelf: Shelf) -> None:
    with pytest.raises(ValueError, match="a clip or a card"):
        CutShot(frames=3)
    with pytest.raises(ValueError, match="a clip or a card"):
        CutShot(frames=3, clip=shelf.ref("x"), card=Card(text="x"))
