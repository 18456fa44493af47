"""Where figures stand."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from videostudio.film.camera import CameraMove, Direction, ShotSize, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.staging import Box, Facing, Placement, Staging
from videostudio.generators.animatic.art import installed
from videostudio.generators.animatic.figures import Figure, cut_out
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.places import Place, place_of
from videostudio.generators.animatic.rigs.quadruped import beast_of
from videostudio.generators.animatic.roles import Wish
from videostudio.generators.animatic.shot import shot_of
from videostudio.generators.animatic.staging import seen_in, stage
from videostudio.generators.animatic.view import View

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
    wanted = Wish(figures, motion, camera or CameraMove(), **wish)
    return stage(wanted, place_at(place), WIDTH, HEIGHT)


def place_at(name: str) -> Place:
    return place_of(Entity(id="place", name=name, kind=EntityKind.PLACE, head=name))


def foot(placement: Placement) -> int:
    return placement.box.top + placement.box.height


def sides(placement: Placement) -> tuple[int, int]:
    return placement.box.left, placement.box.left + placement.box.width


def middle(placement: Placement) -> float:
    return placement.box.left + placement.box.width / 2


@pytest.mark.parametrize(
    ("shot", "least", "most"),
    [(ShotSize.WIDE, 0.35, 0.41), (ShotSize.MEDIUM, 0.47, 0.53), (ShotSize.CLOSE, 0.70, 0.80)],
)
@pytest.mark.parametrize("place", ["meadow", "beach", "park", "desert"])
def test_the_main_figure_fills_its_share_of_the_height_and_stands_on_the_ground(
    shot: ShotSize, least: float, most: float, place: str
) -> None:
    staging = staged(a_figure("girl", EntityKind.PERSON, wide=45), place=place, shot=shot)
    (girl,) = staging.placements
    assert least * HEIGHT <= girl.box.height <= most * HEIGHT
    assert staging.ground_px < foot(girl) < HEIGHT
    view = View.staged(staging)
    assert (foot(girl) - view.ground) / view.scale == pytest.approx(place_at(place).scenery.footing(False), abs=2)


@pytest.mark.parametrize("shot", ShotSize)
@pytest.mark.parametrize("way", [1, -1])
def test_one_figure_stands_on_a_third_and_has_more_room_ahead(shot: ShotSize, way: int) -> None:
    (girl,) = staged(a_figure("girl", EntityKind.PERSON, wide=45), way=way, shot=shot).placements
    behind, ahead = (middle(girl), WIDTH - middle(girl))[::way]
    assert 0.3 * WIDTH <= behind <= 0.4 * WIDTH
    assert ahead > 1.5 * behind
    assert girl.box.top >= 0.06 * HEIGHT


@pytest.mark.parametrize("direction", [Direction.FORWARD, Direction.BACKWARD])
@pytest.mark.parametrize("speed", Speed)
@pytest.mark.parametrize("shot", ShotSize)
def test_nobody_is_cut_at_the_side_or_loses_their_head_during_a_zoom(
    direction: Direction, speed: Speed, shot: ShotSize
) -> None:
    camera = CameraMove(direction=direction, speed=speed)
    staging = staged(a_figure("girl", EntityKind.PERSON, wide=45), a_figure("dog", wide=120), camera=camera, shot=shot)
    for frame in (0, 48, 96):
        grown = Lens(camera, WIDTH, HEIGHT, 24, 96).scale(frame)
        for placement in staging.placements:
            left, right = (WIDTH / 2 + grown * (x - WIDTH / 2) for x in sides(placement))
            assert left >= 0
            assert right <= WIDTH
            assert HEIGHT / 2 + grown * (placement.box.top - HEIGHT / 2) >= 0


def test_a_group_is_a_triangle_the_lead_in_front() -> None:
    group = [a_figure(name, EntityKind.PERSON, wide=45) for name in ("a", "b", "c")]
    lead, behind, other = staged(*group).placements
    assert foot(behind) < min(foot(lead), foot(other)) - 10
    assert behind.box.height < min(lead.box.height, other.box.height)
    assert middle(lead) < middle(behind) < middle(other)


def test_an_upright_frame_is_staged_in_depth_with_larger_figures() -> None:
    pair = (a_figure("girl", EntityKind.PERSON, wide=45), a_figure("cat", height_m=0.3, wide=110))
    entity = Entity(id="place", name="park", kind=EntityKind.PLACE, head="park")
    for shot, least in ((ShotSize.WIDE, 0.2), (ShotSize.MEDIUM, 0.33), (ShotSize.CLOSE, 0.5)):
        wish = Wish(pair, "idle", CameraMove(), shot=shot)
        staging = stage(wish, place_of(entity), HEIGHT, WIDTH)
        girl, cat = staging.placements
        assert girl.box.height >= least * WIDTH
        assert foot(cat) > foot(girl) + 0.02 * WIDTH
        assert max(right for _, right in map(sides, staging.placements)) <= HEIGHT
        assert min(left for left, _ in map(sides, staging.placements)) >= 0


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


def test_two_beasts_keep_their_heads_out_of_each_others_faces_also_after_a_zoom() -> None:
    rig = beast_of(Entity(id="fox", name="fox", kind=EntityKind.ANIMAL, head="fox"), next(iter(installed().values())))
    assert rig is not None
    pair = [replace(a_figure(name, wide=130), rig=rig) for name in ("fox", "wolf")]
    for camera in (CameraMove(), CameraMove(direction=Direction.FORWARD, speed=Speed.FAST)):
        left, right = sorted(staged(*pair, shot=ShotSize.CLOSE, camera=camera).placements, key=middle)
        assert middle(right) - middle(left) >= 0.56 * (left.box.width + right.box.width)


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
    assert mouse.box.height >= 0.14 * HEIGHT
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


def test_a_staging_tells_what_is_seen_of_everybody() -> None:
    figures = [a_figure("fox"), a_figure("bear"), a_figure("mouse")]
    boxes = {
        "fox": Box(left=500, top=200, width=300, height=400),
        "bear": Box(left=400, top=300, width=200, height=200),
        "mouse": Box(left=600, top=350, width=100, height=100),
    }
    placed = tuple(Placement(entity_id=name, box=box, pose="idle") for name, box in boxes.items())
    staging = staged(*figures).model_copy(update={"placements": placed})
    shot = shot_of(staging, figures, place_at("meadow"), CameraMove(), fps=24, frames=1, tail=0)
    fox, bear, mouse = (placement.seen for placement in seen_in(staging, shot.troupe.seen()).placements)
    assert fox is not None
    assert (fox.left, fox.top) == pytest.approx((500, 200), abs=6)
    assert (fox.width, fox.height) == pytest.approx((300, 400), abs=6)
    assert bear is not None
    assert (bear.left, bear.width) == pytest.approx((400, 100), abs=6)
    assert mouse is None
