"""Where to look: what stands out, what a staging says, and where somebody has gone since."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import BackendMissing
from videostudio.film.staging import Box, Placement, Staging
from videostudio.tools.images import Pixels
from videostudio.tools.scoring import regions
from videostudio.tools.scoring.locating.matching import followed, likest
from videostudio.tools.scoring.locating.port import Locator, Region, Sight
from videostudio.tools.scoring.locating.rarity import rarity
from videostudio.tools.scoring.locating.saliency import PROPOSALS, SaliencyLocator
from videostudio.tools.scoring.locating.staged import StagingLocator
from videostudio.tools.scoring.locating.windows import windows

WIDTH, HEIGHT = 480, 270
FIGURE = Box(left=200, top=120, width=50, height=110)


def shelves(seed: int = 0) -> Pixels:
    """A busy set: books of many colours from edge to edge, over a floor."""
    chance = np.random.default_rng(seed)
    books = chance.integers(40, 190, (6, 60, 3), dtype=np.uint8)
    books[..., 2] //= 3
    wall = cv2.resize(books, (WIDTH, 180), interpolation=cv2.INTER_NEAREST)
    return np.concatenate([wall, np.full((HEIGHT - 180, WIDTH, 3), (120, 80, 50), np.uint8)])


def with_figure(picture: Pixels, box: Box, colour: tuple[int, int, int] = (240, 240, 250)) -> Pixels:
    """Somebody pale with dark feet."""
    drawn = picture.copy()
    rows, columns = slice(box.top, box.top + box.height), slice(max(0, box.left), box.left + box.width)
    drawn[rows, columns] = colour
    drawn[box.top + box.height * 4 // 5 : box.top + box.height, columns] = (20, 20, 60)
    return drawn


def overlap(one: Box, other: Box) -> float:
    """Intersection over union of the squares around two boxes."""
    sides = [max(box.width, box.height) for box in (one, other)]
    (x, y), (u, v) = regions.middle(one), regions.middle(other)
    shared = [max(0.0, min(*sides, sum(sides) / 2 - abs(apart))) for apart in (x - u, y - v)]
    area = shared[0] * shared[1]
    return area / (sides[0] ** 2 + sides[1] ** 2 - area)


def best_overlap(found: tuple[Region, ...], box: Box) -> float:
    return max(overlap(region.box, box) for region in found)


@pytest.mark.parametrize("soft", [False, True])
@pytest.mark.parametrize(
    "box", [FIGURE, Box(left=30, top=190, width=60, height=40), Box(left=250, top=80, width=110, height=150)]
)
def test_what_stands_out_of_a_busy_set_is_found_at_any_size(box: Box, soft: bool) -> None:
    picture = with_figure(shelves(), box)
    if soft:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), 4), np.uint8)
    found = SaliencyLocator().locate(Sight(picture), ())
    assert best_overlap(found, box) > 0.5
    assert sum(not region.turns for region in found) <= PROPOSALS
    assert not any(region.hint for region in found)


@pytest.mark.parametrize(("turns", "head"), [(3, 120), (1, 190)])
def test_the_head_of_who_lies_at_either_end_is_proposed_upright(turns: int, head: int) -> None:
    picture = shelves()
    picture[150:200, 120:240] = 60, 60, 200
    picture[150:200, head : head + 50] = 240, 200, 170
    found = SaliencyLocator().locate(Sight(picture), ())
    end = Box(left=head, top=150, width=50, height=50)
    assert best_overlap(tuple(region for region in found if region.turns == turns), end) > 0.4


def test_two_of_a_kind_both_stand_out() -> None:
    other = FIGURE.model_copy(update={"left": 350})
    found = SaliencyLocator().locate(Sight(with_figure(with_figure(shelves(), FIGURE), other)), ())
    assert best_overlap(found, FIGURE) > 0.5
    assert best_overlap(found, other) > 0.5


def test_nothing_stands_out_of_one_colour() -> None:
    assert SaliencyLocator().locate(Sight(np.full((HEIGHT, WIDTH, 3), 90, np.uint8)), ()) == ()


def test_a_map_is_as_fine_for_any_shape_of_picture() -> None:
    wide, tall = rarity(shelves()), rarity(np.ascontiguousarray(shelves().transpose(1, 0, 2)))
    assert wide.size == pytest.approx(tall.size, rel=0.1)
    assert wide.min() == 0
    assert wide.max() == 1


def test_windows_lie_in_the_picture_and_are_unlike() -> None:
    boxes = windows(rarity(with_figure(shelves(), FIGURE)), 12, WIDTH, HEIGHT)
    assert all(box.left >= 0 and box.left + box.width <= WIDTH + 1 for box in boxes)
    assert all(box.top >= 0 and box.top + box.height <= HEIGHT + 1 for box in boxes)
    assert max(overlap(one, two) for index, one in enumerate(boxes) for two in boxes[:index]) < 0.5


def staging(**boxes: Box) -> Staging:
    placed = tuple(Placement(entity_id=name, box=box) for name, box in boxes.items())
    return Staging(width=WIDTH, height=HEIGHT, ground_px=180, placements=placed)


def test_a_staged_box_comes_first_and_what_is_in_it_after() -> None:
    lying = Box(left=195, top=205, width=60, height=30)
    found = StagingLocator().locate(Sight(with_figure(shelves(), lying), staging(fox=FIGURE)), ())
    hinted = [region for region in found if region.hint == "fox"]
    assert hinted[0].box == FIGURE
    assert max(overlap(region.box, lying) for region in hinted[1:]) > overlap(FIGURE, lying)


def test_who_is_seen_lying_is_proposed_with_both_ends_upright() -> None:
    lying = Box(left=160, top=205, width=120, height=40)
    placed = Placement(entity_id="fox", box=FIGURE, seen=lying)
    place = Staging(width=WIDTH, height=HEIGHT, ground_px=180, placements=(placed,))
    found = StagingLocator().locate(Sight(with_figure(shelves(), lying), place), ())
    whole, left, right = (region for region in found if region.hint == "fox")
    assert whole == Region(lying, "fox")
    assert (left.box.left, left.turns, right.turns) == (160, 3, 1)
    assert left.box.width == right.box.width == 52
    assert right.box.left + right.box.width == 280


def test_who_is_half_seen_is_proposed_as_seen_and_as_staged() -> None:
    seen = FIGURE.model_copy(update={"height": 60})
    place = Staging(
        width=WIDTH, height=HEIGHT, ground_px=180, placements=(Placement(entity_id="fox", box=FIGURE, seen=seen),)
    )
    found = StagingLocator().locate(Sight(shelves(), place), ())
    assert [region for region in found if region.hint == "fox"] == [Region(seen, "fox"), Region(FIGURE, "fox")]


def test_what_is_seen_where_it_is_staged_is_proposed_once() -> None:
    seen = FIGURE.model_copy(update={"top": 125, "height": 105})
    place = Staging(
        width=WIDTH, height=HEIGHT, ground_px=180, placements=(Placement(entity_id="fox", box=FIGURE, seen=seen),)
    )
    found = StagingLocator().locate(Sight(shelves(), place), ())
    assert [region for region in found if region.hint == "fox"] == [Region(seen, "fox")]


def test_a_staging_of_another_size_is_scaled() -> None:
    picture = np.asarray(cv2.resize(shelves(), (WIDTH // 2, HEIGHT // 2)), np.uint8)
    found = StagingLocator().locate(Sight(picture, staging(fox=FIGURE)), ())
    assert found[0].box == regions.scaled(FIGURE, 0.5)


def test_a_second_copy_is_proposed_for_nobody() -> None:
    second = FIGURE.model_copy(update={"left": 380})
    picture = with_figure(with_figure(shelves(), FIGURE), second)
    found = StagingLocator().locate(Sight(picture, staging(fox=FIGURE)), ())
    assert best_overlap(tuple(region for region in found if not region.hint), second) > 0.8


def test_without_a_staging_somebody_else_is_asked() -> None:
    picture = with_figure(shelves(), FIGURE)
    assert StagingLocator().locate(Sight(picture), ()) == SaliencyLocator().locate(Sight(picture), ())


def test_who_ran_across_the_frame_is_found() -> None:
    gone = FIGURE.model_copy(update={"left": 400})
    sight = Sight(with_figure(shelves(), gone), staging(fox=FIGURE), with_figure(shelves(), FIGURE), at=24, fps=12)
    found = StagingLocator().locate(sight, ())
    assert best_overlap(tuple(region for region in found if region.hint == "fox"), gone) > 0.8


def test_who_came_nearer_is_looked_for_as_large_as_expected() -> None:
    move = CameraMove(direction=Direction.FORWARD, speed=Speed.FAST)
    near = regions.moved(FIGURE, move, 24, width=WIDTH, height=HEIGHT, fps=12)
    first, last = with_figure(shelves(), FIGURE), with_figure(shelves(1), near)
    found = StagingLocator().locate(Sight(last, staging(fox=FIGURE), first, at=24, camera=move, fps=12), ())
    assert found[0].box.height > FIGURE.height
    assert overlap(found[0].box, near) > 0.8


@pytest.mark.parametrize("box", [Box(left=-200, top=0, width=100, height=100), FIGURE])
def test_what_has_no_pattern_is_followed_nowhere(box: Box) -> None:
    blank = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    assert followed(blank, box, blank, FIGURE, 2) == [FIGURE]
    assert likest(blank, box, []) is None


def test_where_all_is_taken_nothing_else_is_like_it() -> None:
    everything = Box(left=0, top=0, width=WIDTH, height=HEIGHT)
    assert likest(with_figure(shelves(), FIGURE), FIGURE, [everything]) is None


@pytest.mark.parametrize("locator", [SaliencyLocator(), StagingLocator()], ids=["saliency", "staging"])
def test_the_same_sight_gives_the_same_regions(locator: Locator) -> None:
    sight = Sight(with_figure(shelves(), FIGURE), staging(fox=FIGURE))
    assert isinstance(locator, Locator)
    assert locator.locate(sight, ()) == locator.locate(sight, ())
    assert str(locator.identity)


FOX = Entity(id="fox", name="red fox", kind=EntityKind.ANIMAL)


def test_grounding_dino_asks_for_everybody_by_name(tiny_dino_folder: Path) -> None:
    from videostudio.tools.scoring.locating.grounding import MOST, GroundingDino  # noqa: PLC0415

    dino = GroundingDino.from_pretrained(tiny_dino_folder)
    cat = FOX.model_copy(update={"id": "cat", "name": "blue cat"})
    found = dino.locate(Sight(with_figure(shelves(), FIGURE)), [FOX, cat])
    assert {region.hint for region in found} == {"fox", "cat"}
    assert all(sum(region.hint == name for region in found) <= MOST for name in ("fox", "cat"))
    assert all(region.box.left + region.box.width <= WIDTH + 1 for region in found)
    assert found == dino.locate(Sight(with_figure(shelves(), FIGURE)), [FOX, cat])
    assert len(dino.identity.revision) == 12


def test_grounding_dino_fetches_nothing_unasked(tmp_path: Path) -> None:
    from videostudio.tools.scoring.locating.grounding import GroundingDino  # noqa: PLC0415

    with pytest.raises(BackendMissing, match="allow the download"):
        GroundingDino.from_pretrained(tmp_path / "nothing")
