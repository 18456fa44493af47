"""Faults in the picture: what each one changes in image, staging and clip, and that it changes nothing else."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from videostudio.film.artifact import ArtifactRef
from videostudio.film.camera import CameraMove, Direction
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.requests import CastMember, ClipRequest, ReferenceRequest, SceneImageRequest
from videostudio.film.staging import Box, Facing, Placement, Staging
from videostudio.film.take import Stage
from videostudio.generators import restage, stand_ins
from videostudio.generators.animatic.backend import build
from videostudio.generators.faults import IN_CAST, IN_PICTURE, FaultKind, FaultPlan
from videostudio.generators.faulty import FaultySceneFilmer, FaultySceneImager
from videostudio.generators.given import Given
from videostudio.generators.overlay import Overlay
from videostudio.generators.ports import Picture
from videostudio.tools.images import Pixels, decode
from videostudio.tools.video.colour import planar_to_rgb, rgb_to_planar

ANIMATIC = build(Given(art="openmoji"))
FOX = Entity(id="fox", name="fox", kind=EntityKind.ANIMAL, head="fox")
CAR = Entity(id="car", name="car", kind=EntityKind.OBJECT, head="car", aspects=(Aspect(name="color", value="red"),))
MEADOW = Entity(id="meadow", name="meadow", kind=EntityKind.PLACE, head="meadow")
SIZE = (320, 180)


class Bare:
    """A shelf with nothing on it."""

    def read(self, ref: ArtifactRef) -> bytes:
        raise KeyError(ref.sha256)

    def path(self, ref: ArtifactRef) -> Path:
        raise KeyError(ref.sha256)


SHELF = Overlay(Bare())


def member(entity: Entity) -> CastMember:
    request = ReferenceRequest(entity=entity, width=256, height=256, seed=0)
    picture = ANIMATIC.entity_imager.shoot_reference(request, artifacts=SHELF)
    return CastMember(entity=entity, reference=SHELF.put_picture(picture.pixels))


CAST = (member(FOX), member(CAR))


def image_request(cast: Sequence[CastMember] = CAST, attempt: int = 1) -> SceneImageRequest:
    return SceneImageRequest(
        scene_id="s1",
        attempt=attempt,
        event="The fox looks at the car.",
        action="look",
        cast=tuple(cast),
        place=CastMember(entity=MEADOW),
        width=SIZE[0],
        height=SIZE[1],
        seed=3,
    )


@cache
def shot(kind: FaultKind | None, seed: int = 0) -> Picture:
    """Shot once, for all tests."""
    return shot_anew(kind, seed)


def shot_anew(kind: FaultKind | None, seed: int = 0, request: SceneImageRequest | None = None) -> Picture:
    request = request or image_request()
    if kind is None:
        return ANIMATIC.scene_imager.shoot_image(request, artifacts=SHELF)
    plan = FaultPlan(rate_milli=1000, seed=seed, kinds=(kind,))
    imager = FaultySceneImager(ANIMATIC.scene_imager, plan, ANIMATIC.entity_imager, ANIMATIC.scene_filmer)
    return imager.shoot_image(request, artifacts=SHELF)


def filmed(kind: FaultKind, picture: Picture, seed: int = 0, **changes: int) -> list[Pixels]:
    """Two frames of the clip from a picture, (H, W, 3)."""
    assert picture.staging is not None
    values = image_request().model_dump(include={"scene_id", "attempt", "event", "action", "width", "height", "seed"})
    request = ClipRequest.model_validate(
        values
        | {
            "cast": CAST,
            "place": CastMember(entity=MEADOW),
            "image": SHELF.put_picture(picture.pixels),
            "staging": SHELF.put_staging(picture.staging),
            "frames": 6,
            "tail_frames": 0,
            "fps": 12,
        }
        | changes
    )
    plan = FaultPlan(rate_milli=1000, seed=seed, kinds=(kind,))
    filmer = FaultySceneFilmer(ANIMATIC.scene_filmer, plan, ANIMATIC.entity_imager)
    return [planar_to_rgb(frame) for frame in filmer.shoot_clip(request, artifacts=SHELF).frames]


SOUND = shot(None)
assert SOUND.staging is not None
BOXES = {placement.entity_id: placement.box for placement in SOUND.staging.placements}


def changed(one: Pixels, other: Pixels) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return np.asarray(np.abs(one.astype(int) - other.astype(int)).max(axis=2) > 8)


def struck(kind: FaultKind, seed: int) -> str:
    whom = FaultPlan(rate_milli=1000, seed=seed, kinds=(kind,)).struck(kind, CAST, "s1", 1)
    assert whom is not None
    return whom.entity.id


def within(box: Box, margin: float = 0.35) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """The part of the picture around a box, shadows included."""
    mask = np.zeros((SIZE[1], SIZE[0]), np.bool_)
    x, y = round(margin * box.width), round(margin * box.height)
    mask[max(0, box.top - y) : box.top + box.height + y, max(0, box.left - x) : box.left + box.width + x] = True
    return mask


@pytest.mark.parametrize("kind", IN_PICTURE)
def test_the_picture_differs_the_staging_names_the_true_cast_and_nothing_is_noted(kind: FaultKind) -> None:
    faulty = shot(kind)
    assert changed(faulty.pixels, SOUND.pixels).mean() > 0.003
    assert faulty.staging is not None
    assert [p.entity_id for p in faulty.staging.placements] == ["fox", "car"]
    assert (faulty.notes, faulty.degraded) == (SOUND.notes, SOUND.degraded)


@pytest.mark.parametrize("kind", IN_PICTURE)
def test_the_clip_begins_with_the_faulty_picture(kind: FaultKind) -> None:
    faulty = shot(kind)
    # Film keeps a quarter of the colours, which the sharp edge of what is pasted shows.
    seen = planar_to_rgb(rgb_to_planar(faulty.pixels)) if kind is FaultKind.PASTED else faulty.pixels
    assert np.abs(filmed(kind, faulty)[0].astype(int) - seen).max() <= 2


@pytest.mark.parametrize("kind", IN_PICTURE)
def test_the_same_seed_gives_the_same_fault_and_other_seeds_give_others(kind: FaultKind) -> None:
    faulty = shot(kind).pixels
    assert np.array_equal(shot_anew(kind).pixels, faulty)
    if kind is not FaultKind.CROPPED:
        assert any(not np.array_equal(shot(kind, seed).pixels, faulty) for seed in range(1, 6))


def test_a_clip_of_a_kept_picture_keeps_its_fault_and_adds_none() -> None:
    faulty = shot(FaultKind.MISSING)
    again = filmed(FaultKind.MISSING, faulty, attempt=4, image_attempt=1)
    assert np.array_equal(again[3], filmed(FaultKind.MISSING, faulty)[3])


def test_a_blank_picture_is_filmed_as_a_blank_clip() -> None:
    plans = (FaultPlan(rate_milli=1000, seed=seed, kinds=(FaultKind.BLANK,)) for seed in range(50))
    seed = next(plan.seed for plan in plans if plan.take_fault("s1", 1, Stage.IMAGE))
    assert {int(frame.std()) for frame in filmed(FaultKind.BLANK, SOUND, seed)} == {0}


@pytest.mark.parametrize("seed", range(4))
def test_a_missing_entity_leaves_its_ground_and_the_others_alone(seed: int) -> None:
    faulty, who = shot(FaultKind.MISSING, seed), struck(FaultKind.MISSING, seed)
    assert faulty.staging == SOUND.staging
    assert not changed(faulty.pixels, SOUND.pixels)[~within(BOXES[who])].any()
    empty = shot_anew(None, request=image_request([m for m in CAST if m.entity.id != who]))
    assert empty.staging is not None
    assert {p.entity_id for p in empty.staging.placements} == {"fox", "car"} - {who}


@pytest.mark.parametrize("seed", range(4))
def test_a_recoloured_entity_keeps_its_shape_and_all_else_stays(seed: int) -> None:
    faulty, who = shot(FaultKind.RECOLOURED, seed), struck(FaultKind.RECOLOURED, seed)
    assert faulty.staging == SOUND.staging
    differs = changed(faulty.pixels, SOUND.pixels)
    assert not differs[~within(BOXES[who])].any()
    box = BOXES[who]
    assert differs[box.top : box.top + box.height, box.left : box.left + box.width].mean() > 0.1


@pytest.mark.parametrize("seed", range(4))
def test_a_second_copy_stands_apart_and_the_first_stays(seed: int) -> None:
    faulty, who = shot(FaultKind.DOUBLED, seed), struck(FaultKind.DOUBLED, seed)
    staging = SOUND.staging
    assert staging is not None
    assert faulty.staging == staging, "the model believes it drew one"
    twice = restage.doubled(staging, who)
    copy = twice.placements[-1]
    assert (copy.entity_id, copy.box.width) == (who, BOXES[who].width)
    assert copy.box.top >= BOXES[who].top
    assert abs(copy.box.left - BOXES[who].left) >= BOXES[who].width
    assert not changed(faulty.pixels, SOUND.pixels)[~within(copy.box)].any()


def test_a_copy_stands_where_there_is_most_room() -> None:
    boxes = (Box(left=10, top=50, width=40, height=60), Box(left=150, top=50, width=40, height=60))
    placements = tuple(Placement(entity_id=f"e{n}", box=box) for n, box in enumerate(boxes))
    staging = Staging(width=320, height=180, ground_px=90, placements=placements)
    assert restage.doubled(staging, "e0").placements[-1].box.left == 280
    assert restage.doubled(staging, "nobody") == staging


def test_a_copy_that_would_be_hidden_stands_in_front() -> None:
    boxes = (Box(left=10, top=80, width=80, height=60), Box(left=90, top=10, width=220, height=150))
    placements = tuple(Placement(entity_id=f"e{n}", box=box) for n, box in enumerate(boxes))
    staging = Staging(width=320, height=180, ground_px=90, placements=placements)
    copy = restage.doubled(staging, "e0").placements[-1].box
    assert copy.shared(boxes[1]) > 0.4 * 80 * 60
    assert copy.top + copy.height == 160 + 9


@pytest.mark.parametrize(
    ("direction", "facing", "edge"),
    [("static", "right", 320), ("static", "left", 0), ("left", "left", 320), ("right", "right", 0), ("up", "left", 0)],
)
def test_a_cropped_subject_stands_half_out_where_it_stays_out(direction: str, facing: str, edge: int) -> None:
    placement = Placement(entity_id="fox", box=Box(left=100, top=60, width=80, height=60), facing=Facing(facing))
    staging = Staging(width=320, height=180, ground_px=90, placements=(placement,))
    (moved,) = restage.cropped(staging, "fox", CameraMove(direction=Direction(direction))).placements
    assert moved.box.left + moved.box.width // 2 == edge


@pytest.mark.parametrize("kind", IN_CAST)
def test_a_scene_without_a_cast_has_no_fault_in_it(kind: FaultKind) -> None:
    empty = image_request(())
    assert np.array_equal(shot_anew(kind, request=empty).pixels, shot_anew(None, request=empty).pixels)


def test_a_plan_may_strike_one_of_the_cast_and_nobody_else() -> None:
    anyone = FaultPlan(rate_milli=1000, kinds=(FaultKind.MISSING,))
    plan = anyone.model_copy(update={"whom": "car"})
    struck_by = [plan.struck(FaultKind.MISSING, CAST, "s1", attempt) for attempt in range(1, 20)]
    assert {member.entity.id for member in struck_by if member} == {"car"}
    assert plan.struck(FaultKind.CROPPED, CAST[:1], "s1", 1) is None
    assert plan.mark(ANIMATIC.scene_filmer.identity) != anyone.mark(ANIMATIC.scene_filmer.identity)


def test_a_wrong_time_is_the_same_place_and_cast_in_other_light() -> None:
    faulty = shot(FaultKind.WRONG_TIME)
    assert faulty.staging == SOUND.staging
    assert changed(faulty.pixels, SOUND.pixels).mean() > 0.8


def test_stand_ins_keep_the_id_and_are_nobody_of_the_cast() -> None:
    cast = (FOX, CAR, *stand_ins.packaged()[:30])
    for seed in range(60):
        other = stand_ins.stand_in(FOX, cast, seed, (), alike=False)
        assert other.id == "fox"
        assert other.name not in {member.name for member in cast}


@pytest.mark.parametrize(
    ("entity", "category"),
    [
        (FOX, "animals"),
        (CAR, "vehicles"),
        (Entity(id="b", name="old sailing boat", kind=EntityKind.OBJECT, head="boat"), "vehicles"),
        (Entity(id="l", name="lamp", kind=EntityKind.OBJECT, head="lamp"), "things"),
        (Entity(id="m", name="Mia", kind=EntityKind.PERSON, head="girl"), "people"),
    ],
)
def test_alike_stand_ins_are_of_the_same_category(entity: Entity, category: str) -> None:
    found = {stand_ins.stand_in(entity, (), seed, (), alike=True) for seed in range(40)}
    assert {stand_ins.category_of(other) for other in found} == {category}
    assert len(found) > 5


def test_the_plan_may_name_who_is_drawn_instead() -> None:
    zebra = Entity(id="zebra", name="zebra", kind=EntityKind.ANIMAL, head="zebra")
    found = {stand_ins.stand_in(FOX, (), seed, (zebra,), alike=alike).name for seed in range(9) for alike in (0, 1)}
    assert found == {"zebra"}
    assert stand_ins.stand_in(CAR, (), 1, (zebra,), alike=True).kind is EntityKind.OBJECT
    plans = (FaultPlan(rate_milli=1), FaultPlan(rate_milli=1, others=(zebra,)))
    assert len({str(plan.mark(ANIMATIC.scene_imager.identity).switches) for plan in plans}) == 2


def test_another_place_is_of_another_kind_at_the_same_time() -> None:
    place = Entity(id="p", name="rainforest at night", kind=EntityKind.PLACE, head="rainforest")
    for seed in range(40):
        other = stand_ins.other_place(place, seed)
        assert (other.id, other.aspect("time")) == ("p", "night")
        assert other.name not in ("forest", "jungle")


def test_another_time_is_said_once() -> None:
    place = Entity(
        id="p",
        name="beach at night",
        kind=EntityKind.PLACE,
        head="beach",
        description="A beach, time of day: night.",
        aspects=(Aspect(name="time", value="night"), Aspect(name="weather", value="fog")),
    )
    other = stand_ins.other_time(place, 0)
    assert other.aspect("time") in ("day", "sunset")
    assert other.aspect("weather") == "fog"
    assert "night" not in other.model_dump_json()


def test_a_recoloured_entity_is_said_to_be_of_one_colour() -> None:
    fox = Entity(id="f", name="red fox", kind=EntityKind.ANIMAL, head="fox", description="A red fox.")
    (other,) = stand_ins.recoloured(fox, "blue")
    assert other.aspect("color") == "blue"
    assert "red" not in other.model_dump_json()


def test_references_of_stand_ins_stay_in_the_wrapper() -> None:
    overlay = Overlay(SHELF)
    ref = overlay.put_picture(np.zeros((4, 6, 4), np.uint8))
    assert (ref.width, ref.height) == (6, 4)
    assert decode(overlay.read(ref)).shape == (4, 6, 4)
    with pytest.raises(KeyError):
        SHELF.read(ref)
