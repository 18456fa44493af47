"""Scene images and clips of the animatic, whole."""

from itertools import pairwise

import cv2
import numpy as np
import pytest
from kept import Memory

from videostudio.film.artifact import ArtifactRef
from videostudio.film.camera import CameraMove, Direction, Flow, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import ReferenceError_
from videostudio.film.requests import CastMember, ClipRequest, SceneImageRequest
from videostudio.film.staging import Staging
from videostudio.generators.animatic.art import pack_named
from videostudio.generators.animatic.filmer import AnimaticFilmer
from videostudio.generators.animatic.scene_imager import AnimaticSceneImager
from videostudio.generators.ports import Picture
from videostudio.tools.images import encode_png
from videostudio.tools.scoring.agreement import agreement
from videostudio.tools.scoring.camera import measure, steady_pictures
from videostudio.tools.video.colour import planar_to_rgb, planes

OPENMOJI = pack_named("openmoji")

WIDTH, HEIGHT, FPS = 640, 360, 12
FRAMES, TAIL = 20, 4
MOVES = [CameraMove()] + [
    CameraMove(direction=direction, speed=speed)
    for direction in Direction
    if direction is not Direction.STATIC
    for speed in Speed
]


@pytest.fixture
def memory() -> Memory:
    return Memory()


def a_reference(memory: Memory, colour: tuple[int, int, int]) -> ArtifactRef:
    rgba = np.zeros((120, 100, 4), np.uint8)
    cv2.ellipse(rgba, (50, 70), (40, 50), 0, 0, 360, (*colour, 255), -1)
    cv2.circle(rgba, (70, 40), 12, (20, 20, 20, 255), -1)
    return memory.put(encode_png(rgba))


def a_member(memory: Memory, name: str, colour: tuple[int, int, int] = (220, 90, 60)) -> CastMember:
    entity = Entity(id=name, name=name, kind=EntityKind.ANIMAL, head=name)
    return CastMember(entity=entity, reference=a_reference(memory, colour))


def an_image_request(memory: Memory, **changes: object) -> SceneImageRequest:
    place = Entity(id="place", name="desert", kind=EntityKind.PLACE, head="desert")
    values = {
        "scene_id": "scene-1",
        "attempt": 1,
        "event": "the dog walks",
        "action": "walk",
        "cast": (a_member(memory, "dog"), a_member(memory, "cat", (80, 90, 200))),
        "place": CastMember(entity=place),
        "width": WIDTH,
        "height": HEIGHT,
        "seed": 1,
    }
    return SceneImageRequest.model_validate(values | changes)


def a_clip_request(memory: Memory, request: SceneImageRequest, picture: Picture, **changes: object) -> ClipRequest:
    assert picture.staging is not None
    shared = request.model_dump(include={"scene_id", "attempt", "event", "action", "width", "height", "seed"})
    values = shared | {
        "cast": request.cast,
        "place": request.place,
        "camera": request.camera,
        "image": memory.put(encode_png(picture.pixels)),
        "staging": memory.put(picture.staging.model_dump_json().encode()),
        "frames": FRAMES,
        "tail_frames": TAIL,
        "fps": FPS,
    }
    return ClipRequest.model_validate(values | changes)


def filmed(memory: Memory, **changes: object) -> tuple[Picture, list[np.ndarray]]:
    request = an_image_request(memory, **changes)
    picture = AnimaticSceneImager(OPENMOJI).shoot_image(request, artifacts=memory)
    footage = AnimaticFilmer(OPENMOJI).shoot_clip(a_clip_request(memory, request, picture), artifacts=memory)
    assert footage.pixel_format == "yuv420p"
    return picture, list(footage.frames)


def measured_agreement(frames: list[np.ndarray], camera: CameraMove, ground_px: int | None) -> float:
    step = 2
    small = [cv2.resize(planes(frame)[0], (480, 270), interpolation=cv2.INTER_AREA) for frame in frames[::step]]
    ground = None if ground_px is None else ground_px * 270 / HEIGHT
    found = measure(small, step=step, ground_row=ground, steady=steady_pictures(len(small), step, FRAMES, FPS))
    assert found is not None
    flow = Flow(found.flow.dx * WIDTH / 480, found.flow.dy * WIDTH / 480, found.flow.scale)
    return agreement(flow, camera, width=WIDTH, height=HEIGHT, fps=FPS)


@pytest.mark.parametrize("camera", MOVES, ids=str)
def test_the_camera_moves_as_scripted_and_the_scene_image_is_the_first_frame(
    camera: CameraMove, memory: Memory
) -> None:
    picture, frames = filmed(memory, camera=camera)
    assert picture.staging is not None
    assert len(frames) == FRAMES + TAIL
    assert all(frame.shape == (HEIGHT * 3 // 2, WIDTH) and frame.dtype == np.uint8 for frame in frames)
    assert measured_agreement(frames, camera, picture.staging.ground_px) > 0.95
    off = np.abs(planar_to_rgb(frames[0]).astype(int) - picture.pixels)
    # Strokes cut by a canvas's edge are rounded there, and a moving camera has a wider canvas.
    assert off.max() <= 12
    assert (off > 0).mean() < 0.001


def test_a_clip_is_never_frozen_and_never_blank(memory: Memory) -> None:
    for action in ("sleep", "xylophonize"):
        _, frames = filmed(memory, action=action)
        for before, after in pairwise(frames):
            assert not np.array_equal(before, after)
        assert all(frame.std() > 10 for frame in frames)


def test_the_same_request_gives_the_same_bytes(memory: Memory) -> None:
    one, other = (filmed(memory, action="run", camera=CameraMove(direction="left")) for _ in range(2))
    assert np.array_equal(one[0].pixels, other[0].pixels)
    assert all(np.array_equal(a, b) for a, b in zip(one[1], other[1], strict=True))


def test_frames_are_buffers_of_their_own(memory: Memory) -> None:
    _, frames = filmed(memory)
    first = frames[0].copy()
    frames[1][:] = 0
    assert np.array_equal(frames[0], first)


def test_who_walks_gets_somewhere_and_who_looks_stays(memory: Memory) -> None:
    def where(frame: np.ndarray) -> float:
        red = planes(frame)[2].astype(int) > 165
        return float(np.nonzero(red)[1].mean()) * 2

    for action, least, most in (("walk", 0.1, 0.5), ("look", 0.0, 0.02)):
        _, frames = filmed(memory, action=action, cast=(a_member(memory, "dog"),))
        gone = abs(where(frames[FRAMES - 1]) - where(frames[0])) / WIDTH
        assert least <= gone <= most


@pytest.mark.parametrize(("width", "height"), [(360, 640), (128, 128), (600, 160), (162, 130)])
def test_any_shape_of_frame(width: int, height: int, memory: Memory) -> None:
    picture, frames = filmed(memory, width=width, height=height, camera=CameraMove(direction="forward"))
    assert picture.pixels.shape == (height, width, 3)
    assert frames[0].shape == (height * 3 // 2, width)
    assert picture.staging is not None
    for placement in picture.staging.placements:
        assert placement.box.left >= -2
        assert placement.box.left + placement.box.width <= width + 2


def test_an_empty_stage_and_a_crowd(memory: Memory) -> None:
    picture, _ = filmed(memory, cast=())
    assert picture.staging is not None
    assert picture.staging.placements == ()
    crowd = tuple(a_member(memory, f"dog{i}") for i in range(8))
    picture, _ = filmed(memory, cast=crowd)
    assert picture.staging is not None
    assert len(picture.staging.placements) == 8


def test_a_long_zoom_stops_before_it_is_a_blur(memory: Memory) -> None:
    request = an_image_request(memory, camera=CameraMove(direction="backward", speed="fast"))
    picture = AnimaticSceneImager(OPENMOJI).shoot_image(request, artifacts=memory)
    clip = a_clip_request(memory, request, picture, frames=15 * FPS)
    footage = AnimaticFilmer(OPENMOJI).shoot_clip(clip, artifacts=memory)
    assert any("zoom" in text for text in footage.degraded)
    assert sum(1 for _ in footage.frames) == 15 * FPS + TAIL


def test_without_staging_the_camera_moves_over_the_picture(memory: Memory) -> None:
    request = an_image_request(memory)
    picture = AnimaticSceneImager(OPENMOJI).shoot_image(request, artifacts=memory)
    for camera in (CameraMove(direction="left"), CameraMove(direction="forward", speed="medium"), CameraMove()):
        clip = a_clip_request(memory, request, picture, staging=None, camera=camera)
        footage = AnimaticFilmer(OPENMOJI).shoot_clip(clip, artifacts=memory)
        frames = list(footage.frames)
        assert footage.notes
        assert len(frames) == FRAMES + TAIL
        assert all(not np.array_equal(a, b) for a, b in pairwise(frames[::3]))
        if camera.direction is not Direction.STATIC:
            assert measured_agreement(frames, camera, None) > 0.9


def test_another_imagers_staging_is_not_painted_over(memory: Memory) -> None:
    request = an_image_request(memory)
    picture = AnimaticSceneImager(OPENMOJI).shoot_image(request, artifacts=memory)
    foreign = memory.put(Staging(width=WIDTH, height=HEIGHT, ground_px=200).model_dump_json().encode())
    other = np.full((HEIGHT, WIDTH, 3), (10, 200, 30), np.uint8)
    clip = a_clip_request(memory, request, picture, staging=foreign, image=memory.put(encode_png(other)))
    footage = AnimaticFilmer(OPENMOJI).shoot_clip(clip, artifacts=memory)
    assert "own staging" in footage.notes[0]
    assert np.abs(planar_to_rgb(next(footage.frames)).astype(int) - other).max() < 8


def test_a_wholly_transparent_reference_is_refused(memory: Memory) -> None:
    entity = Entity(id="ghost", name="ghost", kind=EntityKind.ANIMAL)
    nothing = CastMember(entity=entity, reference=memory.put(encode_png(np.zeros((9, 9, 4), np.uint8))))
    with pytest.raises(ReferenceError_, match="ghost"):
        AnimaticSceneImager(OPENMOJI).shoot_image(an_image_request(memory, cast=(nothing,)), artifacts=memory)


def test_the_users_own_picture_of_a_place_is_the_set(memory: Memory) -> None:
    photo = np.zeros((360, 640, 3), np.uint8)
    photo[:, :320], photo[:, 320:] = (200, 40, 40), (40, 40, 200)
    noise = np.random.default_rng(1).integers(0, 50, (90, 160), np.uint8)
    photo[..., 1] = cv2.resize(noise, (640, 360), interpolation=cv2.INTER_CUBIC)
    own = memory.put(encode_png(photo))
    home = CastMember(entity=Entity(id="home", name="home", kind=EntityKind.PLACE, own_image=own))
    camera = CameraMove(direction="right", speed="medium")
    picture, frames = filmed(memory, place=home, camera=camera, cast=())
    assert picture.degraded == ()
    assert np.abs(picture.pixels[::20, 4:300:20].astype(int) - photo[::20, 4:300:20]).mean() < 8
    assert picture.pixels[180, 600, 2] > 150
    assert measured_agreement(frames, camera, None) > 0.95


def test_a_member_without_a_reference_is_drawn_from_its_words(memory: Memory) -> None:
    bare = CastMember(entity=Entity(id="owl", name="owl", kind=EntityKind.ANIMAL, head="owl"))
    with_owl, _ = filmed(memory, cast=(bare,))
    without, _ = filmed(memory, cast=())
    assert np.abs(with_owl.pixels.astype(int) - without.pixels).max() > 60


@pytest.mark.parametrize("name", ["girl", "knight"])
def test_a_staging_tells_things_that_an_act_brings_along(memory: Memory, name: str) -> None:
    who = CastMember(entity=Entity(id=name, name=name, kind=EntityKind.PERSON, head=name))
    found = {}
    for action in ("walk", "hide"):
        request = an_image_request(memory, cast=(who,), action=action)
        picture = AnimaticSceneImager(OPENMOJI).shoot_image(request, artifacts=memory)
        assert picture.staging is not None
        found[action] = picture.staging.placements[0]
    assert found["walk"].things == ()
    seen, bush = found["hide"].seen, found["hide"].things[0]
    assert seen is not None
    assert bush.shared(seen) > 0.25 * seen.width * seen.height
    assert bush.top > seen.top + 0.2 * seen.height
