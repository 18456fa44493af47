"""Colour and light: who is painted anew is told from who stands in another light."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from moving_pictures import write_clip

from videostudio.evaluation.shelf import Shelf
from videostudio.film.camera import CameraMove
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import CastMember, ScoreItem, ScoreRequest, Subject
from videostudio.film.score import Score
from videostudio.film.staging import Box, Placement, Staging
from videostudio.tools.images import Pixels
from videostudio.tools.scoring import colouring, daylight
from videostudio.tools.scoring.appearance import AppearanceScorer
from videostudio.tools.scoring.signature import signature

Rgb = tuple[int, int, int]
WIDTH, HEIGHT, FPS, TAIL = 192, 108, 12, 6
RED, BLUE, GREEN, SKIN, SKY, GRASS = (
    (210, 50, 50),
    (50, 70, 210),
    (40, 150, 70),
    (240, 200, 160),
    (150, 200, 245),
    (110, 170, 80),
)
BOX = Box(left=60, top=40, width=32, height=56)
EVENING, MOON = (1.0, 0.92, 0.84), (0.72, 0.78, 0.9)


def figure(clothes: Rgb = RED) -> Pixels:
    """A head above clothes, with alpha."""
    picture = np.zeros((56, 32, 4), np.uint8)
    picture[2:20, 8:24] = (*SKIN, 255)
    picture[20:54, 4:28] = (*clothes, 255)
    return picture


def ground() -> Pixels:
    """Sky, a house and grass."""
    picture = np.full((HEIGHT, WIDTH, 3), SKY, np.uint8)
    picture[60:] = GRASS
    picture[30:62, 120:170] = (190, 120, 90)
    return picture


def lit(picture: Pixels, light: tuple[float, float, float]) -> Pixels:
    out = picture.copy()
    out[..., :3] = np.rint(picture[..., :3] * np.array(light)).astype(np.uint8)
    return out


def shown(who: Pixels, box: Box = BOX, light: tuple[float, float, float] = (1, 1, 1)) -> Pixels:
    """The set with somebody in it."""
    picture = ground()
    seen = who[..., 3] > 0
    picture[box.top : box.top + 56, box.left : box.left + 32][seen] = lit(who, light)[..., :3][seen]
    return picture


def likeness(own: Pixels, picture: Pixels, others: tuple[Pixels, ...] = ()) -> float:
    around = colouring.surroundings([ground()], [signature(other) for other in others])
    found = colouring.agreement(signature(own), picture, BOX, around)
    assert found is not None
    return found.likeness


def test_a_signature_holds_the_large_colours_and_their_heights() -> None:
    own = signature(figure())
    assert sorted(own.colours.tolist()) == [pytest.approx(colour, abs=2) for colour in (RED, SKIN)]
    assert own.shares.sum() == pytest.approx(1)
    assert own.heights[own.shares.argmax()] > own.heights[own.shares.argmin()]
    assert own.tall == pytest.approx(52 / 24)


@pytest.mark.parametrize("light", [(1.0, 1.0, 1.0), EVENING, MOON])
def test_another_light_is_no_other_colour(light: tuple[float, float, float]) -> None:
    assert likeness(figure(), shown(figure(), light=light)) > 0.9
    assert likeness(figure(), shown(figure(BLUE), light=light)) < 0.8
    assert likeness(figure(), shown(figure(GREEN), light=light)) < 0.85


def test_what_is_missing_most_is_named() -> None:
    around = colouring.surroundings([ground()], ())
    found = colouring.agreement(signature(figure()), shown(figure(BLUE)), BOX, around)
    assert found is not None
    assert found.lost == pytest.approx(RED, abs=2)
    assert found.foreign > 0.25
    assert found.missing > 0.5


def test_the_set_seen_past_somebody_who_is_low_is_not_foreign() -> None:
    low = ground()
    low[80:96, 62:90] = RED
    low[84:92, 60:68] = SKIN
    around = colouring.surroundings([ground()], ())
    found = colouring.agreement(signature(figure()), low, BOX, around)
    assert found is not None
    assert found.foreign < 0.05


def test_what_a_thing_covers_is_neither_foreign_nor_missing() -> None:
    bush, behind, painted = Box(left=62, top=66, width=28, height=30), shown(figure()), shown(figure(BLUE))
    for picture in (behind, painted):
        picture[bush.top : bush.top + bush.height, bush.left : bush.left + bush.width] = (30, 120, 40)
    before, told = (colouring.surroundings([ground()], (), things) for things in ((), (bush,)))
    own = signature(figure())
    unaware, sound, wrong = (
        colouring.agreement(own, picture, BOX, around)
        for picture, around in ((behind, before), (behind, told), (painted, told))
    )
    assert unaware is not None
    assert sound is not None
    assert wrong is not None
    assert unaware.foreign > 0.2
    assert sound.foreign < unaware.foreign / 3
    assert wrong.foreign > 1.5 * sound.foreign
    all_of_it = colouring.surroundings([ground()], (), (BOX,))
    assert colouring.agreement(own, behind, BOX, all_of_it) is None


def test_a_figure_does_not_fit_a_box_of_another_shape() -> None:
    own = signature(figure())
    assert own.fits(BOX)
    assert not own.fits(Box(left=0, top=0, width=56, height=24))


def test_a_box_outside_the_picture_cannot_be_measured() -> None:
    around = colouring.surroundings([ground()], ())
    out = BOX.model_copy(update={"left": WIDTH + 5})
    assert colouring.agreement(signature(figure()), ground(), out, around) is None


def test_light_is_told_from_a_closer_shot() -> None:
    place = daylight.views(ground())
    closer = np.repeat(np.repeat(ground()[40:94, 50:146], 2, 0), 2, 1)
    assert daylight.size(daylight.change(closer, [], place)) < 4
    night = daylight.change(lit(closer, (0.4, 0.5, 0.8)), [], place)
    assert daylight.size(night) > 15
    assert daylight.told(night).startswith("darker")
    assert "bluer" in daylight.told(night)


def test_the_view_that_a_closer_shot_shows_is_found_again_in_any_light() -> None:
    whole = ground()
    known = daylight.Ground(whole, daylight.views(whole))
    assert np.array_equal(daylight.same_view(whole, [], known), whole)
    height, width = whole.shape[:2]
    closer = cv2.resize(whole[height // 2 :, : width // 2], (width, height), interpolation=cv2.INTER_AREA)
    found = daylight.same_view(lit(closer, (0.9, 0.95, 1.0)), [], known)
    assert np.abs(found.astype(int) - closer).mean() < np.abs(whole.astype(int) - closer).mean() / 3


def test_a_figure_that_fills_most_of_the_picture_changes_no_light() -> None:
    picture = ground()
    picture[10:100, 10:120] = RED
    box = Box(left=10, top=10, width=110, height=90)
    assert daylight.size(daylight.change(picture, [box], daylight.views(ground()))) < 4


class Film:
    """Scenes on a shelf, with a boy in red at a place whose reference is `ground`."""

    def __init__(self, folder: Path) -> None:
        self.shelf = Shelf(folder)
        self.scorer = AppearanceScorer()
        boy = Entity(id="boy", name="boy", kind=EntityKind.PERSON, head="boy")
        yard = Entity(id="yard", name="yard", kind=EntityKind.PLACE, head="yard")
        self.boy = CastMember(entity=boy, reference=self.shelf.put_picture(figure()))
        self.yard = CastMember(entity=yard, reference=self.shelf.put_picture(ground()))
        placement = Placement(entity_id="boy", box=BOX)
        self.staging = self.shelf.put_noun(Staging(width=WIDTH, height=HEIGHT, ground_px=60, placements=(placement,)))

    def image(self, picture: Pixels) -> dict[str, Score]:
        item = ScoreItem(id="s1", artifact=self.shelf.put_picture(picture), staging=self.staging)
        asked = ScoreRequest(subject=Subject.IMAGE, items=(item,), cast=(self.boy,), place=self.yard)
        return {score.name: score for score in self.scorer.score(asked, artifacts=self.shelf).scores}

    def clip(self, picture: Pixels, scene: str = "s1") -> ScoreItem:
        out = write_clip(self.shelf.new_file(".mp4"), [picture] * (FPS + TAIL), fps=FPS)
        return ScoreItem(id=scene, artifact=self.shelf.put_file(out, "video/mp4"), staging=self.staging)


def test_pictures_are_measured_by_colours_and_daylight(tmp_path: Path) -> None:
    film = Film(tmp_path)
    sound, painted = film.image(shown(figure())), film.image(shown(figure(BLUE)))
    dark = film.image(lit(shown(figure()), MOON))
    assert value(sound["colours"]) > 0.9
    assert value(painted["colours"]) < 0.8
    assert "most of all #d2" in painted["colours"].explanation
    assert (painted["colours"].about, painted["daylight"].about) == ("boy", "yard")
    assert value(sound["daylight"]) > 0.95
    assert value(dark["daylight"]) < 0.9
    assert value(dark["colours"]) > 0.85


def test_a_clip_is_measured_at_its_moments(tmp_path: Path) -> None:
    film = Film(tmp_path)
    found = {}
    for clothes in (RED, BLUE):
        asked = ScoreRequest(
            subject=Subject.CLIP, items=(film.clip(shown(figure(clothes))),), cast=(film.boy,), place=film.yard,
            camera=CameraMove(), width=WIDTH, height=HEIGHT, frames=FPS, fps=FPS,
        )  # fmt: skip
        scores = {score.name: score for score in film.scorer.score(asked, artifacts=film.shelf).scores}
        found[clothes] = value(scores["colours"])
        assert scores["colours"].frames is not None
        assert scores["colours"].frames[0] in (0, FPS - 1, FPS)
    assert found[RED] > 0.85
    assert found[BLUE] < 0.8


def test_who_is_not_staged_cannot_be_measured(tmp_path: Path) -> None:
    film = Film(tmp_path)
    film.staging = film.shelf.put_noun(Staging(width=WIDTH, height=HEIGHT, ground_px=60, placements=()))
    score = film.image(shown(figure()))["colours"]
    assert score.value is None
    assert "could not be measured" in score.explanation


def test_one_scene_of_six_in_other_colours_is_found(tmp_path: Path) -> None:
    film = Film(tmp_path)
    painted = [figure(BLUE if number == 3 else RED) for number in range(6)]
    items = tuple(film.clip(shown(who), f"s{number}") for number, who in enumerate(painted))
    asked = ScoreRequest(subject=Subject.FILM, items=items, cast=(film.boy,))
    scores = film.scorer.score(asked, artifacts=film.shelf).scores
    matches = [score for score in scores if score.name == "colours_match"]
    assert {score.entity for score in matches} == {film.boy.entity.id}
    values = {score.about: value(score) for score in matches}
    assert min(values, key=lambda scene: values[scene]) == "s3"
    assert values.pop("s3") < 0.85
    assert min(values.values()) > 0.95


def value(score: Score) -> float:
    assert score.value is not None
    return score.value
