"""Faulty backends: what is drawn, what it does to pixels, and that nothing else gives it away."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest
from filmed import Shelf

from videostudio.film.artifact import ArtifactRef
from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import GeneratorError
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import CastMember, ClipRequest, ReferenceRequest, SceneImageRequest
from videostudio.film.staging import Staging
from videostudio.film.take import Stage
from videostudio.generators import spoil
from videostudio.generators.faults import IN_CLIP, FaultKind, FaultPlan
from videostudio.generators.faulty import FaultyEntityImager, FaultySceneFilmer, FaultySceneImager
from videostudio.generators.ports import EntityImager, Footage, Picture, SceneFilmer, SceneImager
from videostudio.tools.images import Pixels, encode_png
from videostudio.tools.video.colour import planar_to_rgb, rgb_to_planar

WIDTH, HEIGHT, COUNT = 16, 8, 5
PAN = CameraMove(direction=Direction.LEFT, speed=Speed.FAST)
REF = ArtifactRef(sha256="0" * 64, media_type="image/png", size=1)
HONEST = Identity(backend="honest", code_version=3, switches={"lens": "wide"})
ABLE = Capabilities(licence="Apache-2.0", memory_mib=7)
CORGI = Entity(id="corgi", name="corgi", kind=EntityKind.ANIMAL)
PARK = CastMember(entity=Entity(id="park", name="park", kind=EntityKind.PLACE), reference=REF)


def frame(number: int) -> Pixels:
    rng = np.random.default_rng(number)
    return rng.integers(60, 190, (HEIGHT, WIDTH, 3), np.uint8)


@dataclass
class Honest:
    """All three roles, sound. Counts the frames it was asked for and keeps the moves."""

    pixel_format: str = "rgb24"
    made: int = 0
    moves: list[CameraMove] = field(default_factory=list)
    identity: Identity = HONEST
    capabilities: Capabilities = ABLE

    def shoot_reference(self, request: ReferenceRequest, *, artifacts: object) -> Picture:
        figure = np.dstack([frame(0), np.zeros((HEIGHT, WIDTH), np.uint8)])
        return Picture(figure, notes=("drawn",))

    def shoot_image(self, request: SceneImageRequest, *, artifacts: object) -> Picture:
        return Picture(frame(0), Staging(width=WIDTH, height=HEIGHT, ground_px=4), ("painted",), ("plain",))

    def shoot_clip(self, request: ClipRequest, *, artifacts: object) -> Footage:
        self.moves.append(request.camera)
        return Footage(self._frames(), WIDTH, HEIGHT, 24, self.pixel_format, ("filmed",), ("plain",))

    def _frames(self) -> Iterator[Pixels]:
        for number in range(COUNT):
            self.made += 1
            yield frame(number) if self.pixel_format == "rgb24" else rgb_to_planar(frame(number))


def always(*kinds: FaultKind, **more: object) -> FaultPlan:
    return FaultPlan(rate_milli=1000, kinds=kinds, **more)


def image_request(scene_id: str = "s1", attempt: int = 1) -> SceneImageRequest:
    return SceneImageRequest(
        scene_id=scene_id, attempt=attempt, event="e", action="run", cast=(), place=PARK, width=2, height=2, seed=0
    )


def clip_request(scene_id: str = "s1", attempt: int = 1, camera: CameraMove = PAN) -> ClipRequest:
    return ClipRequest(
        scene_id=scene_id,
        attempt=attempt,
        event="e",
        action="run",
        cast=(),
        place=PARK,
        image=REF,
        camera=camera,
        frames=4,
        tail_frames=1,
        width=WIDTH,
        height=HEIGHT,
        fps=24,
        seed=0,
    )


def reference_request(attempt: int = 1) -> ReferenceRequest:
    return ReferenceRequest(entity=CORGI, width=2, height=2, seed=0, attempt=attempt)


def shot(plan: FaultPlan, inner: Honest, request: ClipRequest | None = None) -> Footage:
    return FaultySceneFilmer(inner, plan, inner).shoot_clip(request or clip_request(), artifacts=Shelf())


def attempt_with(plan: FaultPlan, kind: FaultKind, stage: Stage) -> int:
    """The first attempt of scene s1 at which `kind` strikes at `stage`."""
    return next(n for n in itertools.count(1) if plan.take_fault("s1", n, stage) is kind)


TAKES = [(f"s{scene}", attempt) for scene in range(1, 500) for attempt in (1, 2, 3, 4)]


def faults_of(plan: FaultPlan) -> dict[tuple[str, int], list[FaultKind]]:
    stages = (Stage.IMAGE, Stage.CLIP)
    return {take: [fault for stage in stages if (fault := plan.take_fault(*take, stage))] for take in TAKES}


def test_a_share_of_takes_as_large_as_the_rate_goes_wrong_at_one_stage_each() -> None:
    drawn = faults_of(FaultPlan(rate_milli=300, seed=7))
    assert {len(faults) for faults in drawn.values()} == {0, 1}
    assert sum(map(len, drawn.values())) / len(drawn) == pytest.approx(0.3, abs=0.03)
    found = [faults[0] for faults in drawn.values() if faults]
    for kind in FaultKind:
        assert found.count(kind) / len(found) == pytest.approx(1 / len(FaultKind), abs=0.03)


def test_pictures_and_clips_both_get_their_blanks_and_failures() -> None:
    plan = always(FaultKind.BLANK, FaultKind.RAISES)
    at_image = [plan.take_fault(*take, Stage.IMAGE) for take in TAKES]
    assert sum(fault is not None for fault in at_image) / len(TAKES) == pytest.approx(0.5, abs=0.05)
    assert {fault for fault in at_image if fault} == {FaultKind.BLANK, FaultKind.RAISES}


def test_draws_depend_on_seed_scene_and_attempt_and_on_nothing_else() -> None:
    plan = FaultPlan(rate_milli=500, seed=1)
    assert faults_of(plan) == faults_of(FaultPlan(rate_milli=500, seed=1))
    assert faults_of(plan) != faults_of(FaultPlan(rate_milli=500, seed=2))
    forward = [plan.take_fault(*take, Stage.CLIP) for take in TAKES]
    backward = [plan.take_fault(*take, Stage.CLIP) for take in reversed(TAKES)]
    assert forward == backward[::-1]
    by_attempt = {tuple(plan.take_fault(f"s{n}", attempt, Stage.CLIP) for n in range(40)) for attempt in (1, 2, 3)}
    assert len(by_attempt) == 3


def test_a_higher_rate_adds_faults_and_takes_none_away() -> None:
    few, many = (faults_of(FaultPlan(rate_milli=rate, seed=3)) for rate in (200, 600))
    assert all(many[take] == faults for take, faults in few.items() if faults)


def test_nothing_goes_wrong_at_rate_nought_and_everything_at_a_thousand() -> None:
    assert not any(faults_of(FaultPlan(rate_milli=0)).values())
    assert all(faults_of(FaultPlan(rate_milli=1000)).values())
    with pytest.raises(ValueError, match="less than or equal to 1000"):
        FaultPlan(rate_milli=1001)


def test_only_the_scenes_and_entities_named_go_wrong() -> None:
    plan = FaultPlan(rate_milli=1000, only=("s2", "corgi"))
    assert {scene for (scene, _), faults in faults_of(plan).items() if faults} == {"s2"}
    assert plan.reference_fault("corgi", 1) in (FaultKind.RAISES, FaultKind.BLANK)
    assert plan.reference_fault("flower", 1) is None


def test_references_know_no_clip_faults() -> None:
    assert always(FaultKind.FROZEN, FaultKind.WRONG_COLOURS).reference_fault("corgi", 1) is None
    kinds = {FaultPlan(rate_milli=1000).reference_fault("corgi", attempt) for attempt in range(1, 40)}
    assert kinds == {FaultKind.RAISES, FaultKind.BLANK}


@pytest.mark.parametrize("kind", IN_CLIP)
def test_clip_faults_leave_the_scene_image_sound(kind: FaultKind) -> None:
    inner = Honest()
    picture = FaultySceneImager(inner, always(kind), inner, inner).shoot_image(image_request(), artifacts=Shelf())
    assert np.array_equal(picture.pixels, frame(0))
    assert always(kind).take_fault("s1", 1, Stage.CLIP) is kind


def test_a_sound_take_passes_through_untouched() -> None:
    plan, inner = FaultPlan(rate_milli=0), Honest()
    footage = shot(plan, inner)
    assert inner.moves == [PAN]
    assert all(np.array_equal(one, frame(number)) for number, one in enumerate(footage.frames))
    picture = FaultySceneImager(inner, plan, inner, inner).shoot_image(image_request(), artifacts=Shelf())
    assert (picture.notes, picture.degraded) == (("painted",), ("plain",))


def test_raising_says_no_more_than_a_generator_would() -> None:
    plan = always(FaultKind.RAISES)
    with pytest.raises(GeneratorError, match="honest v3 gave no picture") as raised:
        shot(plan, Honest(), clip_request(attempt=attempt_with(plan, FaultKind.RAISES, Stage.CLIP)))
    with pytest.raises(GeneratorError):
        FaultyEntityImager(Honest(), plan).shoot_reference(reference_request(), artifacts=Shelf())
    request = image_request(attempt=attempt_with(plan, FaultKind.RAISES, Stage.IMAGE))
    with pytest.raises(GeneratorError):
        FaultySceneImager(Honest(), plan, Honest(), Honest()).shoot_image(request, artifacts=Shelf())
    assert "fault" not in str(raised.value)


@pytest.mark.parametrize("pixel_format", ["rgb24", "yuv420p"])
def test_a_blank_clip_is_as_long_and_one_grey(pixel_format: str) -> None:
    plan, inner = always(FaultKind.BLANK), Honest(pixel_format)
    request = clip_request(attempt=attempt_with(plan, FaultKind.BLANK, Stage.CLIP))
    frames = list(shot(plan, inner, request).frames)
    assert len(frames) == COUNT
    assert {int(value) for one in frames for value in np.unique(one)} == {128}
    assert inner.made == COUNT


@pytest.mark.parametrize("pixel_format", ["rgb24", "yuv420p"])
def test_a_frozen_clip_shows_its_first_frame_to_the_end(pixel_format: str) -> None:
    inner = Honest(pixel_format)
    footage = shot(always(FaultKind.FROZEN), inner)
    assert inner.made == 0, "footage is made while it is read"
    frames = list(footage.frames)
    first = frame(0) if pixel_format == "rgb24" else rgb_to_planar(frame(0))
    assert len(frames) == COUNT
    assert all(np.array_equal(one, first) for one in frames)


def test_frozen_footage_of_nothing_is_nothing() -> None:
    assert list(spoil.frozen_footage(Footage(iter(()), WIDTH, HEIGHT, 24)).frames) == []


IN_TIME = (FaultKind.FROZEN, FaultKind.WRONG_COLOURS, FaultKind.FLICKERING, FaultKind.SHAKING, FaultKind.BLACK)


@pytest.mark.parametrize("kind", IN_TIME)
def test_spoiled_footage_is_made_one_frame_at_a_time(kind: FaultKind) -> None:
    inner = Honest()
    footage = shot(always(kind), inner)
    next(footage.frames)
    next(footage.frames)
    assert inner.made == 2


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("left", "right"),
        ("right", "left"),
        ("up", "down"),
        ("down", "up"),
        ("forward", "backward"),
        ("backward", "forward"),
    ],
)
def test_a_reversed_camera_goes_the_other_way_at_the_same_speed(wanted: str, got: str) -> None:
    inner = Honest()
    move = CameraMove(direction=Direction(wanted), speed=Speed.MEDIUM)
    shot(always(FaultKind.REVERSED), inner, clip_request(camera=move))
    assert inner.moves == [CameraMove(direction=Direction(got), speed=Speed.MEDIUM)]


def test_a_still_camera_reversed_is_one_that_moves() -> None:
    assert spoil.opposite(CameraMove()).direction is not Direction.STATIC


@pytest.mark.parametrize("speed", Speed)
def test_a_wrong_speed_is_half_or_twice_the_scripted_one_at_least(speed: Speed) -> None:
    got = {spoil.other_speed(CameraMove(direction=Direction.UP, speed=speed), seed) for seed in range(4)}
    assert {move.direction for move in got} == {Direction.UP}
    assert {move.speed for move in got} == set(Speed) - {speed}


def test_a_still_camera_at_a_wrong_speed_drifts() -> None:
    assert Direction.STATIC not in {spoil.other_speed(CameraMove(), seed).direction for seed in range(12)}


def footage_of(pixel_format: str, count: int = 20) -> Footage:
    frames = (frame(1) if pixel_format == "rgb24" else rgb_to_planar(frame(1)) for _ in range(count))
    return Footage(frames, WIDTH, HEIGHT, 12, pixel_format)


@pytest.mark.parametrize("pixel_format", ["rgb24", "yuv420p"])
def test_flicker_changes_brightness_from_frame_to_frame_and_no_hue(pixel_format: str) -> None:
    frames = list(spoil.flickering_footage(footage_of(pixel_format), 5).frames)
    levels = [float(one[:HEIGHT].mean()) for one in frames]
    assert len(frames) == 20
    assert np.std(levels) > 8
    assert levels == [
        float(one[:HEIGHT].mean()) for one in spoil.flickering_footage(footage_of(pixel_format), 5).frames
    ]
    if pixel_format == "yuv420p":
        assert all(np.array_equal(one[HEIGHT:], frames[0][HEIGHT:]) for one in frames)


@pytest.mark.parametrize("pixel_format", ["rgb24", "yuv420p"])
def test_a_shaking_picture_is_off_its_place_in_every_frame_and_keeps_its_colours(pixel_format: str) -> None:
    frames = list(spoil.shaking_footage(footage_of(pixel_format), 5).frames)
    assert len(frames) == 20
    assert {one.shape for one in frames} == {next(footage_of(pixel_format).frames).shape}
    assert len({one.tobytes() for one in frames}) > 3
    assert all(abs(float(one[:HEIGHT].mean()) - float(frames[0][:HEIGHT].mean())) < 1 for one in frames)


def test_a_pasted_place_is_the_whole_picture_and_a_figure_lies_on_one_colour() -> None:
    place = spoil.pasted(np.full((8, 16, 3), (10, 200, 30), np.uint8), 32, 16, 0)
    assert (place.shape, np.unique(place.reshape(-1, 3), axis=0).tolist()) == ((16, 32, 3), [[10, 200, 30]])
    figure = np.zeros((20, 20, 4), np.uint8)
    figure[5:15, 5:15] = (250, 0, 0, 255)
    colours, counts = np.unique(spoil.pasted(figure, 64, 40, 3).reshape(-1, 3), axis=0, return_counts=True)
    assert [250, 0, 0] in colours.tolist()
    assert counts.max() > 0.6 * 64 * 40
    assert colours[counts.argmax()].tolist() != [250, 0, 0]


@pytest.mark.parametrize("pixel_format", ["rgb24", "yuv420p"])
def test_picture_and_clip_are_the_same_pasted_reference(pixel_format: str) -> None:
    shelf, plan = Shelf(), always(FaultKind.PASTED)
    reference = shelf.put(encode_png(frame(7)), "image/png")
    cast = (CastMember(entity=CORGI, reference=reference),)
    place = PARK.model_copy(update={"reference": reference})
    request = image_request().model_copy(update={"cast": cast, "place": place})
    inner = Honest(pixel_format)
    picture = FaultySceneImager(inner, plan, inner, inner).shoot_image(request, artifacts=shelf)
    assert np.array_equal(picture.pixels, frame(7))
    image = shelf.put(encode_png(picture.pixels), "image/png")
    clip = clip_request().model_copy(update={"cast": cast, "place": place, "image": image})
    frames = list(FaultySceneFilmer(inner, plan, inner).shoot_clip(clip, artifacts=shelf).frames)
    wanted = frame(7) if pixel_format == "rgb24" else rgb_to_planar(frame(7))
    assert len(frames) == COUNT
    assert all(np.array_equal(one, wanted) for one in frames)
    alone = FaultySceneImager(inner, plan, inner, inner).shoot_image(image_request(), artifacts=shelf)
    assert np.array_equal(alone.pixels, frame(0)), "a place without a cast is no fault"


@pytest.mark.parametrize("pixel_format", ["rgb24", "yuv420p"])
def test_a_black_stretch_lies_in_film_time_and_all_else_stays(pixel_format: str) -> None:
    sound, starts = list(footage_of(pixel_format).frames), set()
    for seed in range(40):
        frames = list(spoil.blackened_footage(footage_of(pixel_format), 12, seed).frames)
        black = [number for number, one in enumerate(frames) if one[:HEIGHT].max() <= 16]
        assert black == list(range(black[0], black[0] + 4))
        assert black[-1] < 12
        assert all(np.array_equal(frames[n], sound[n]) for n in range(20) if n not in black)
        starts.add(black[0])
    assert starts == set(range(9))


def test_wrong_colours_keep_brightness_and_greys_and_turn_every_hue() -> None:
    red, grey = np.full((4, 4, 3), (180, 60, 60), np.uint8), np.full((4, 4, 3), 90, np.uint8)
    turned = spoil.turn_rgb(red)
    weights = np.array([0.2126, 0.7152, 0.0722])
    assert turned[0, 0] @ weights == pytest.approx(red[0, 0] @ weights, abs=2)
    assert int(turned[0, 0].argmax()) != 0
    assert np.array_equal(spoil.turn_rgb(grey), grey)
    thrice = spoil.turn_rgb(spoil.turn_rgb(turned))
    assert np.abs(thrice.astype(int) - red).max() <= 3


def test_both_pixel_formats_turn_to_the_same_colours() -> None:
    flat = np.full((HEIGHT, WIDTH, 3), (150, 110, 80), np.uint8)
    planar = rgb_to_planar(flat)
    turned = spoil.turn_planar(planar)
    assert np.array_equal(turned[:HEIGHT], planar[:HEIGHT])
    assert np.abs(planar_to_rgb(turned, None).astype(int) - spoil.turn_rgb(flat)).max() <= 3
    assert np.array_equal(planar, rgb_to_planar(flat)), "the frame that came in is not written to"


def test_a_blank_reference_is_opaque_and_keeps_its_channels() -> None:
    attempt = next(
        n for n in itertools.count(1) if always(FaultKind.BLANK).reference_fault("corgi", n) is FaultKind.BLANK
    )
    imager = FaultyEntityImager(Honest(), always(FaultKind.BLANK))
    picture = imager.shoot_reference(reference_request(attempt), artifacts=Shelf())
    assert picture.pixels.shape == (HEIGHT, WIDTH, 4)
    assert (picture.pixels[..., 3] == 255).all()
    assert (picture.pixels[..., :3] == 128).all()


@pytest.mark.parametrize("kind", [FaultKind.BLANK, *IN_CLIP])
def test_no_note_and_no_figure_gives_a_fault_away(kind: FaultKind) -> None:
    plan = always(kind)
    sound = Honest().shoot_clip(clip_request(), artifacts=None)
    spoiled = shot(plan, Honest(), clip_request(attempt=attempt_with(plan, kind, Stage.CLIP)))
    for name in ("width", "height", "fps", "pixel_format", "notes", "degraded"):
        assert getattr(spoiled, name) == getattr(sound, name)


def test_the_plan_is_in_the_identity_and_nothing_else_changes() -> None:
    inner = Honest()
    seeds = {seed: FaultySceneFilmer(inner, FaultPlan(rate_milli=10, seed=seed), inner).identity for seed in (1, 2)}
    assert seeds[1] != seeds[2]
    assert seeds[1].switches["lens"] == "wide"
    assert (seeds[1].switches["fault_rate_milli"], seeds[1].switches["fault_seed"]) == (10, 1)
    assert (seeds[1].backend, seeds[1].code_version) == ("honest", 3)
    named = FaultPlan(rate_milli=10, seed=1, only=("s2",), kinds=(FaultKind.BLANK,))
    for wrapped in (
        FaultyEntityImager(inner, named),
        FaultySceneImager(inner, named, inner, inner),
        FaultySceneFilmer(inner, named, inner),
    ):
        assert wrapped.identity.switches["fault_only"] == "s2"
        assert wrapped.identity.switches["fault_kinds"] == "blank"
        assert wrapped.capabilities == inner.capabilities


def test_wrappers_play_the_roles_they_wrap() -> None:
    plan = FaultPlan(rate_milli=0)
    entity_imager: EntityImager = FaultyEntityImager(Honest(), plan)
    scene_imager: SceneImager = FaultySceneImager(Honest(), plan, Honest(), Honest())
    filmer: SceneFilmer = FaultySceneFilmer(Honest(), plan, Honest())
    assert {str(role.identity) for role in (entity_imager, scene_imager, filmer)} == {"honest v3"}


@dataclass
class Blind(Honest):
    """A scene imager that knows no staging, and keeps whom it was asked to draw."""

    drawn: list[tuple[str, ...]] = field(default_factory=list)

    def shoot_image(self, request: SceneImageRequest, *, artifacts: object) -> Picture:
        self.drawn.append(tuple(member.entity.name for member in request.cast))
        return Picture(frame(0))


CAST = tuple(CastMember(entity=Entity(id=name, name=name, kind=EntityKind.ANIMAL)) for name in ("corgi", "fox"))


@pytest.mark.parametrize(("kind", "count"), [(FaultKind.MISSING, 1), (FaultKind.DOUBLED, 3), (FaultKind.SWAPPED, 2)])
def test_a_model_without_a_staging_is_asked_for_another_cast(kind: FaultKind, count: int) -> None:
    inner = Blind()
    request = image_request().model_copy(update={"cast": CAST})
    FaultySceneImager(inner, always(kind), inner, inner).shoot_image(request, artifacts=Shelf())
    *_, drawn = inner.drawn
    assert len(drawn) == count
    assert (set(drawn) == {"corgi", "fox"}) is (kind is FaultKind.DOUBLED)
    assert not inner.moves, "nothing is filmed to make its picture"


def test_its_cropped_picture_shows_half_of_what_stood_in_the_middle() -> None:
    inner = Blind()
    request = image_request().model_copy(update={"cast": CAST})
    imager = FaultySceneImager(inner, always(FaultKind.CROPPED), inner, inner)
    picture = imager.shoot_image(request, artifacts=Shelf())
    assert picture.pixels.shape == frame(0).shape
    middle = frame(0)[HEIGHT // 4 : HEIGHT // 4 + HEIGHT // 2, WIDTH // 2 :]
    assert np.abs(picture.pixels.reshape(-1, 3).mean(axis=0) - middle.reshape(-1, 3).mean(axis=0)).max() < 12
