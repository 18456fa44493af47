"""The scorer that looks with an embedder, tried with one that only sees colours."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from colour_embedder import BLUE, GREEN, RED, SKY, Colours
from moving_pictures import write_clip
from numpy.typing import NDArray

from videostudio.evaluation.shelf import Shelf
from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import CastMember, ScoreItem, ScoreRequest, Subject
from videostudio.film.score import Score
from videostudio.film.staging import Box, Placement, Staging
from videostudio.tools.embedding.port import Embedder
from videostudio.tools.images import Pixels
from videostudio.tools.scoring import regions
from videostudio.tools.scoring.figures import SEARCHED
from videostudio.tools.scoring.resemblance import ResemblanceScorer
from videostudio.tools.scoring.segmenting.alpha import AlphaSegmenter
from videostudio.tools.scoring.segmenting.grab_cut import GrabCut

WIDTH, HEIGHT, FPS = 128, 96, 12
BOX = Box(left=20, top=40, width=24, height=40)


def figure(colour: tuple[int, int, int]) -> Pixels:
    return np.dstack([np.full((20, 12, 3), colour, np.uint8), np.full((20, 12), 255, np.uint8)])


def frame(*boxes: tuple[Box, tuple[int, int, int]], ground: tuple[int, int, int] = SKY) -> Pixels:
    picture = np.full((HEIGHT, WIDTH, 3), ground, np.uint8)
    for box, colour in boxes:
        picture[box.top : box.top + box.height, max(0, box.left) : box.left + box.width] = colour
    return picture


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def member(shelf: Shelf, name: str, colour: tuple[int, int, int]) -> CastMember:
    entity = Entity(id=name, name=f"{name} fox", kind=EntityKind.ANIMAL)
    return CastMember(entity=entity, reference=shelf.put_picture(figure(colour)))


def place(shelf: Shelf, ground: Pixels | None = None) -> CastMember:
    entity = Entity(id="sky", name="sky", kind=EntityKind.PLACE)
    return CastMember(entity=entity, reference=shelf.put_picture(frame() if ground is None else ground))


def staging(**boxes: Box) -> Staging:
    placements = tuple(Placement(entity_id=name, box=box) for name, box in boxes.items())
    return Staging(width=WIDTH, height=HEIGHT, ground_px=70, placements=placements)


def looked_at(
    shelf: Shelf,
    picture: Pixels,
    *,
    staged: Staging | None = None,
    seen: Embedder | None = None,
    reference: Pixels | None = None,
    ground: Pixels | None = None,
) -> dict[tuple[str, str], Score]:
    item = ScoreItem(
        id="s1", artifact=shelf.put_picture(picture), staging=shelf.put_noun(staged) if staged is not None else None
    )
    cast = member(shelf, "red", RED)
    if reference is not None:
        cast = cast.model_copy(update={"reference": shelf.put_picture(reference)})
    request = ScoreRequest(
        subject=Subject.IMAGE,
        items=(item,),
        event="The red fox runs.",
        distractors=("The blue fox runs.",),
        cast=(cast,),
        others=(member(shelf, "blue", BLUE),),
        place=place(shelf, ground),
    )
    sheet = ResemblanceScorer(seen or Colours(), segmenter=AlphaSegmenter(GrabCut())).score(request, artifacts=shelf)
    return {(score.name, score.about): score for score in sheet.scores}


def value(scores: dict[tuple[str, str], Score], name: str, about: str = "") -> float:
    found = scores[name, about].value
    assert found is not None
    return found


def test_who_is_there_is_told_from_somebody_else(shelf: Shelf) -> None:
    right = looked_at(shelf, frame((BOX, RED)), staged=staging(red=BOX))
    wrong = looked_at(shelf, frame((BOX, BLUE)), staged=staging(red=BOX))
    assert value(right, "presence", "red") > value(wrong, "presence", "red") + 0.3
    assert value(right, "identity", "red") > 0 > value(wrong, "identity", "red")


def test_nobody_there_is_told_from_somebody(shelf: Shelf) -> None:
    there = looked_at(shelf, frame((BOX, RED)), staged=staging(red=BOX))
    gone = looked_at(shelf, frame(), staged=staging(red=BOX))
    assert value(there, "presence", "red") > value(gone, "presence", "red") + 0.3


def in_shoes(box: Box) -> tuple[tuple[Box, tuple[int, int, int]], ...]:
    """A red figure with green shoes: what has no pattern is found nowhere else."""
    shoes = box.model_copy(update={"top": box.top + box.height - 8, "height": 8})
    return (box, RED), (shoes, GREEN)


def test_a_second_copy_is_seen_where_nobody_is_staged(shelf: Shelf) -> None:
    second = BOX.model_copy(update={"left": 90})
    alone = looked_at(shelf, frame(*in_shoes(BOX)), staged=staging(red=BOX))
    twice = looked_at(shelf, frame(*in_shoes(BOX), *in_shoes(second)), staged=staging(red=BOX))
    assert value(twice, "extra", "red") > (value(alone, "extra", "red") if ("extra", "red") in alone else -1) + 0.2


def test_a_second_copy_is_seen_without_a_staging(shelf: Shelf) -> None:
    second = BOX.model_copy(update={"left": 90})
    alone = looked_at(shelf, frame((BOX, RED)))
    twice = looked_at(shelf, frame((BOX, RED), (second, RED)))
    assert value(twice, "extra", "red") > (value(alone, "extra", "red") if ("extra", "red") in alone else -1) + 0.1


def test_who_is_not_in_the_box_that_the_staging_says_is_missing(shelf: Shelf) -> None:
    """A staging proposes where to look; it is not believed that somebody is there."""
    other = BOX.model_copy(update={"left": 90})
    swapped = looked_at(shelf, frame((BOX, BLUE), (other, GREEN)), staged=staging(red=BOX))
    assert value(swapped, "identity", "red") < 0


def test_who_lies_in_the_box_of_one_who_stands_is_found(shelf: Shelf) -> None:
    lying = Box(left=20, top=66, width=26, height=14)
    standing = looked_at(shelf, frame((BOX, RED)), staged=staging(red=BOX))
    asleep = looked_at(shelf, frame((lying, RED)), staged=staging(red=BOX))
    assert value(asleep, "presence", "red") == pytest.approx(value(standing, "presence", "red"), abs=0.15)


def test_another_colour_is_seen_by_colours_where_the_embedder_is_blind(shelf: Shelf) -> None:
    class Blind(Colours):
        def _seen(self, picture: Pixels) -> NDArray[np.float64]:
            return np.ones(self.dim)

    right = looked_at(shelf, frame((BOX, RED)), staged=staging(red=BOX), seen=Blind())
    wrong = looked_at(shelf, frame((BOX, GREEN)), staged=staging(red=BOX), seen=Blind())
    assert value(right, "presence", "red") > value(wrong, "presence", "red") + 0.3


def test_a_reference_without_alpha_is_cut_out_and_that_is_told(shelf: Shelf) -> None:
    photo = np.full((80, 80, 3), GREEN, np.uint8)
    photo[20:60, 28:52] = RED
    shown = looked_at(shelf, frame((BOX, RED)), staged=staging(red=BOX), reference=photo)
    usual = looked_at(shelf, frame((BOX, RED)), staged=staging(red=BOX))
    assert value(shown, "presence", "red") == pytest.approx(value(usual, "presence", "red"), abs=0.05)
    assert "GrabCut" in shown["presence", "red"].explanation
    assert "GrabCut" not in usual["presence", "red"].explanation


def test_a_frame_is_searched_with_so_many_looks_at_most(shelf: Shelf) -> None:
    busy = np.random.default_rng(0).integers(0, 256, (HEIGHT // 8, WIDTH // 8, 3)).astype(np.uint8)
    seen = Colours()
    looked_at(shelf, busy.repeat(8, axis=0).repeat(8, axis=1), seen=seen)
    references, texts = 5, 16  # two figures with their upper halves, and the place
    frame_and_sets = 4
    assert seen.asked - references - texts - frame_and_sets <= SEARCHED


def test_who_fills_the_picture_does_not_make_it_another_place(shelf: Shelf) -> None:
    large = Box(left=10, top=10, width=80, height=70)
    found = looked_at(shelf, frame((large, RED)), staged=staging(red=large))
    assert value(found, "place", "sky") == pytest.approx(1, abs=1e-4)


def test_the_place_is_measured_behind_the_figures(shelf: Shelf) -> None:
    right = looked_at(shelf, frame((BOX, RED)), staged=staging(red=BOX))
    night = looked_at(shelf, frame((BOX, RED), ground=(20, 20, 60)), staged=staging(red=BOX))
    assert value(right, "palette", "sky") > 0.95 > value(night, "palette", "sky")
    assert value(right, "place", "sky") > value(night, "place", "sky")


def test_another_place_in_the_same_colours_and_the_place_in_others_are_both_told(shelf: Shelf) -> None:
    """Half of the ground is grass: of a view without it, the colours of that view are asked for, not of all."""
    meadow = frame((Box(left=0, top=48, width=WIDTH, height=48), GREEN))
    close = np.ascontiguousarray(meadow[44:, :70]).repeat(2, axis=0)[:HEIGHT].repeat(2, axis=1)[:, :WIDTH]
    sea = frame((Box(left=0, top=48, width=WIDTH, height=48), BLUE))
    found = [looked_at(shelf, each, staged=staging(), ground=meadow) for each in (meadow, close, sea)]
    whole, near, wrong = (value(scores, "place", "sky") for scores in found)
    assert whole > 0.97
    assert near > 0.97
    assert wrong < 0.9


def test_without_staging_the_frame_is_searched(shelf: Shelf) -> None:
    right = looked_at(shelf, frame((BOX, RED)))
    wrong = looked_at(shelf, frame((BOX, BLUE)))
    assert value(right, "presence", "red") > value(wrong, "presence", "red")
    where = right["presence", "red"].where
    assert where
    assert where.shared(BOX) > 0.8 * where.width * where.height


def test_the_event_is_told_from_others(shelf: Shelf) -> None:
    scores = looked_at(shelf, frame((BOX, RED), ground=RED), staged=staging(red=BOX))
    assert value(scores, "event") > 0.9
    share = value(scores, "event_probability")
    assert 0.3 < share <= 1


def test_every_score_says_what_measured_it(shelf: Shelf) -> None:
    for score in looked_at(shelf, frame((BOX, RED)), staged=staging(red=BOX)).values():
        assert score.by.startswith("resemblance v8 0123.")
        assert score.explanation


def clip_of(shelf: Shelf, frames: Sequence[Pixels]) -> ScoreItem:
    out = write_clip(shelf.new_file(".mp4"), frames, fps=FPS)
    return ScoreItem(id="s1", artifact=shelf.put_file(out, "video/mp4"), staging=shelf.put_noun(staging(red=BOX)))


@pytest.mark.parametrize("speed", [0, 2])
def test_figures_are_found_where_the_camera_left_them(shelf: Shelf, speed: int) -> None:
    moves = [BOX.model_copy(update={"left": BOX.left + speed * at}) for at in range(36)]
    request = ScoreRequest(
        subject=Subject.CLIP,
        items=(clip_of(shelf, [frame((box, RED)) for box in moves]),),
        cast=(member(shelf, "red", RED),),
        others=(member(shelf, "blue", BLUE),),
        camera=CameraMove(direction=Direction.LEFT, speed=Speed.FAST) if speed else CameraMove(),
        frames=30,
        fps=FPS,
    )
    sheet = ResemblanceScorer(Colours()).score(request, artifacts=shelf)
    assert (sheet.value("presence", "red") or 0) > 0.5
    assert (sheet.value("identity", "red") or 0) > 0.2


@pytest.mark.parametrize(("last", "like"), [(SKY, 1.0), (GREEN, 0.5)])
def test_a_clip_that_turns_into_another_is_less_consistent(
    last: tuple[int, int, int], like: float, shelf: Shelf
) -> None:
    """Keyframes at 0, 12 and 24; the third is another picture: cosines of 1 and, of two plain colours, nearly 0."""
    frames = [frame()] * 20 + [frame(ground=last)] * 10
    request = ScoreRequest(subject=Subject.CLIP, items=(clip_of(shelf, frames),), frames=30, fps=FPS)
    (score,) = ResemblanceScorer(Colours()).score(request, artifacts=shelf).scores
    assert score.name == "frame_consistency"
    assert score.value == pytest.approx(like, abs=0.05)
    assert score.explanation.startswith("3 frames, about 12 apart")
    assert score.frames == ((12, 24) if like < 1 else (0, 12))


def test_the_odd_scene_out_is_found_over_a_film(shelf: Shelf) -> None:
    colours = [RED, RED, BLUE, RED]
    items = [
        clip_of(shelf, [frame((BOX, colour))] * 18).model_copy(update={"id": f"s{number}"})
        for number, colour in enumerate(colours)
    ]
    sheet = ResemblanceScorer(Colours()).score(ScoreRequest(subject=Subject.FILM, items=tuple(items)), artifacts=shelf)
    values = {score.about: score.value for score in sheet.scores}
    assert min(values, key=lambda scene: values[scene] or 0) == "s2"
    assert values["s0"] == pytest.approx(1.0, abs=0.02)


def test_everybody_who_looks_different_in_a_scene_is_named(shelf: Shelf) -> None:
    other = BOX.model_copy(update={"left": 90})
    both = shelf.put_noun(staging(red=BOX, blue=other))
    painted = [(RED, BLUE)] * 3 + [(GREEN, SKY)]
    items = [
        clip_of(shelf, [frame((BOX, one), (other, two))] * 18).model_copy(update={"id": f"s{number}", "staging": both})
        for number, (one, two) in enumerate(painted)
    ]
    sheet = ResemblanceScorer(Colours()).score(ScoreRequest(subject=Subject.FILM, items=tuple(items)), artifacts=shelf)
    values = {(score.about, score.entity): score.value or 0 for score in sheet.scores}
    assert {scene for scene, _ in values} == {"s0", "s1", "s2", "s3"}
    worst = sorted(values, key=values.__getitem__)[:2]
    assert sorted(worst) == [("s3", "blue"), ("s3", "red")]


def test_the_odd_scene_out_is_found_without_a_staging_and_who_is_not_there_is_told(shelf: Shelf) -> None:
    """A fox that is half another colour in one scene, and nowhere in the last."""
    odd = Box(left=BOX.left, top=BOX.top, width=BOX.width, height=BOX.height // 2)
    frames = [frame((BOX, RED)), frame((BOX, RED)), frame((BOX, RED), (odd, GREEN)), frame((BOX, RED)), frame()]
    said = {"staging": None, "place": "sky", "cast": ("red",)}
    items = [
        clip_of(shelf, [pixels] * 18).model_copy(update={"id": f"s{n}", **said}) for n, pixels in enumerate(frames)
    ]
    request = ScoreRequest(
        subject=Subject.FILM, items=tuple(items), cast=(member(shelf, "red", RED),), places=(place(shelf),)
    )
    sheet = ResemblanceScorer(Colours()).score(request, artifacts=shelf)
    found = {score.about: score for score in sheet.scores}
    assert found["s4"].value is None
    assert "not found here: red" in found["s4"].explanation
    assert min((found[f"s{n}"].value or 0, f"s{n}") for n in range(4))[1] == "s2"
    assert found["s0"].value == pytest.approx(1.0, abs=0.03)


def test_references_are_looked_at_once(shelf: Shelf) -> None:
    seen = Colours()
    scorer = ResemblanceScorer(seen)
    item = ScoreItem(id="s1", artifact=shelf.put_picture(frame((BOX, RED))), staging=shelf.put_noun(staging(red=BOX)))
    request = ScoreRequest(subject=Subject.IMAGE, items=(item,), cast=(member(shelf, "red", RED),))
    scorer.score(request, artifacts=shelf)
    first = seen.asked
    scorer.score(request, artifacts=shelf)
    assert seen.asked == 2 * first - 2


@pytest.mark.parametrize(
    "box", [BOX, Box(left=-30, top=-10, width=40, height=40), Box(left=120, top=90, width=1, height=1)]
)
def test_squares_are_square_and_never_empty(box: Box) -> None:
    piece = regions.cut(frame(), box)
    assert piece.shape[0] == piece.shape[1] >= regions.LEAST_PX


def test_a_moved_box_follows_the_camera() -> None:
    move = CameraMove(direction=Direction.LEFT, speed=Speed.FAST)
    moved = regions.moved(BOX, move, 12, width=WIDTH, height=HEIGHT, fps=FPS)
    assert moved.left - BOX.left == pytest.approx(0.16 * WIDTH, abs=1)
    assert (moved.width, moved.height) == (BOX.width, BOX.height)
    near = regions.moved(
        BOX, CameraMove(direction=Direction.FORWARD, speed=Speed.FAST), 12, width=WIDTH, height=HEIGHT, fps=FPS
    )
    assert near.width > BOX.width
    assert near.left + near.width / 2 < BOX.left + BOX.width / 2


def test_squares_repeat_the_border() -> None:
    picture = np.arange(36 * 64 * 3, dtype=np.uint32).reshape(36, 64, 3).astype(np.uint8)
    piece = regions.square(picture, 0, 0, 20)
    assert piece.shape == (20, 20, 3)
    assert np.array_equal(piece[0, 0], picture[0, 0])
    assert np.array_equal(piece[10:, 10:], picture[:10, :10])
