"""Where figures stand."""

from itertools import pairwise

import numpy as np
import pytest

from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.staging import Facing, Placement, Staging
from videostudio.generators.animatic.figures import Figure, cut_out
from videostudio.generators.animatic.places import place_of
from videostudio.generators.animatic.staging import Wish, stage

WIDTH, HEIGHT = 1280, 720


def a_figure(
    name: str, kind: EntityKind = EntityKind.ANIMAL, *, height_m: float = 1.0, wide: int = 100, **flags: bool
) -> Figure:
    return Figure(
        entity_id=name,
        rgba=np.full((100, wide, 4), 255, np.uint8),
        kind=kind,
        height_m=height_m,
        aloft=flags.get("aloft", False),
        afloat=flags.get("afloat", False),
        carries=flags.get("carries", False),
        saddled=False,
        facing=Facing.RIGHT if flags.get("turns", True) else Facing.CAMERA,
        turns=flags.get("turns", True),
    )


def staged(
    *figures: Figure, motion: str = "idle", place: str = "meadow", camera: CameraMove | None = None, **wish: object
) -> Staging:
    entity = Entity(id="place", name=place, kind=EntityKind.PLACE, head=place)
    wanted = Wish(figures, motion, camera or CameraMove(), **wish)
    return stage(wanted, place_of(entity), WIDTH, HEIGHT)


def foot(placement: Placement) -> int:
    return placement.box.top + placement.box.height


def middle(placement: Placement) -> float:
    return placement.box.left + placement.box.width / 2


def test_the_main_figure_fills_about_two_fifths_of_the_height_and_stands_on_the_ground() -> None:
    staging = staged(a_figure("dog"))
    (dog,) = staging.placements
    assert 0.35 * HEIGHT <= dog.box.height <= 0.45 * HEIGHT
    assert staging.ground_px < foot(dog) < HEIGHT


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 8])
def test_a_cast_keeps_in_the_frame_and_nobody_hides_another(count: int) -> None:
    staging = staged(*(a_figure(f"f{i}", height_m=0.3 + 0.5 * i) for i in range(count)))
    boxes = sorted((p.box for p in staging.placements), key=lambda box: box.left)
    for box in boxes:
        assert box.left >= 0
        assert box.left + box.width <= WIDTH
        assert box.top >= 0
        assert box.top + box.height <= HEIGHT
    for a, b in pairwise(boxes):
        hidden = max(0, a.left + a.width - b.left)
        assert hidden <= 0.3 * min(a.width, b.width)


def test_the_second_looks_at_the_first_who_looks_where_it_goes() -> None:
    for way, facings in ((1, (Facing.RIGHT, Facing.LEFT)), (-1, (Facing.LEFT, Facing.RIGHT))):
        staging = staged(a_figure("a"), a_figure("b"), motion="walk", way=way)
        assert tuple(p.facing for p in staging.placements) == facings
        first, second = staging.placements
        assert (middle(second) - middle(first)) * way > 0


def test_who_is_chased_runs_ahead() -> None:
    first, second = staged(a_figure("a"), a_figure("b"), motion="chase").placements
    assert first.facing is second.facing is Facing.RIGHT
    assert second.pose == "flee"
    assert middle(second) > middle(first)


def test_figures_go_with_the_camera() -> None:
    for direction, facing in ((Direction.LEFT, Facing.LEFT), (Direction.RIGHT, Facing.RIGHT)):
        camera = CameraMove(direction=direction, speed=Speed.FAST)
        (placement,) = staged(a_figure("a"), motion="run", camera=camera, way=-1).placements
        assert placement.facing is facing


def test_a_figure_that_must_not_be_turned_faces_the_camera() -> None:
    (placement,) = staged(a_figure("own", turns=False), motion="walk", way=-1).placements
    assert placement.facing is Facing.CAMERA


def test_bigger_in_life_is_bigger_here_but_small_things_can_be_seen() -> None:
    elephant, mouse = staged(a_figure("elephant", height_m=3.0), a_figure("mouse", height_m=0.08)).placements
    assert mouse.box.height < elephant.box.height < 0.65 * HEIGHT
    assert mouse.box.height >= 0.2 * HEIGHT
    key = staged(a_figure("girl"), a_figure("key", EntityKind.OBJECT, height_m=0.05)).placements[1]
    assert key.box.height >= 0.12 * HEIGHT


def test_emphasis_makes_bigger() -> None:
    plain = staged(a_figure("a"), a_figure("b")).placements[1]
    stressed = staged(a_figure("a"), a_figure("b"), emphasis=("b",)).placements[1]
    assert stressed.box.height > 1.15 * plain.box.height


def test_what_hangs_in_the_air_does_so_and_boats_lie_on_the_water() -> None:
    staging = staged(a_figure("girl"), a_figure("kite", EntityKind.OBJECT, aloft=True), place="beach")
    girl, kite = staging.placements
    assert foot(kite) < foot(girl) - 80
    boat = staged(a_figure("girl"), a_figure("boat", EntityKind.OBJECT, afloat=True), place="beach").placements[1]
    assert staging.ground_px < foot(boat) < foot(girl)


def test_who_sails_sits_in_the_boat() -> None:
    sailor, boat = staged(
        a_figure("girl", EntityKind.PERSON),
        a_figure("boat", EntityKind.OBJECT, afloat=True, carries=True, wide=140),
        motion="sail",
        place="sea",
    ).placements
    assert boat.box.left < middle(sailor) < boat.box.left + boat.box.width
    assert foot(sailor) < foot(boat)
    assert boat.pose == sailor.pose == "sail"


def test_a_tilt_begins_where_there_is_room_for_it() -> None:
    level = staged(a_figure("a")).ground_px
    up = staged(a_figure("a"), camera=CameraMove(direction=Direction.UP, speed=Speed.MEDIUM))
    down = staged(a_figure("a"), camera=CameraMove(direction=Direction.DOWN, speed=Speed.MEDIUM))
    assert up.ground_px < level < down.ground_px
    assert {layer.depth_milli for layer in up.layers} == {1000}


def test_an_opaque_picture_becomes_a_card_and_a_clear_one_is_trimmed() -> None:
    card = cut_out(np.full((60, 40, 3), 90, np.uint8), name="photo")
    assert card.shape[0] > 60
    assert card[0, 0, 3] < 128 < card[card.shape[0] // 2, 0, 3]
    clear = np.zeros((60, 40, 4), np.uint8)
    clear[10:30, 5:25] = 255
    assert cut_out(clear, name="cut").shape == (20, 20, 4)
