"""The scorer without a model, on real files: encoded clips, pictures, films."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from filmed import Shelf
from moving_pictures import write_clip

from videostudio.agents.critic import FAULTS
from videostudio.film.artifact import ArtifactRef
from videostudio.film.calibration import TOLD_ONLY
from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import CastMember, ScoreItem, ScoreRequest, Subject
from videostudio.film.scene import tail_frames
from videostudio.film.score import ScoreSheet
from videostudio.film.staging import Box, Placement, Staging
from videostudio.generators import spoil
from videostudio.tools.images import Pixels, decode, encode_png
from videostudio.tools.scoring.checks import ChecksScorer
from videostudio.tools.scoring.flicker import flicker
from videostudio.tools.video.colour import planar_to_rgb, rgb_to_planar

WIDTH, HEIGHT, FPS, FRAMES = 320, 180, 12, 24
PAN = CameraMove(direction=Direction.RIGHT, speed=Speed.FAST)


class Files(Shelf):
    """Artifacts that can also be opened as files."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def path(self, ref: ArtifactRef) -> Path:
        path = self.folder / ref.sha256
        path.write_bytes(self.read(ref))
        return path


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def canvas(seed: int = 1) -> Pixels:
    """A wide, green, textured place."""
    rng = np.random.default_rng(seed)
    green = rng.integers(0, 50, (6, 14, 3), np.uint8) + np.array([60, 130, 50], np.uint8)
    coarse = cv2.resize(green, (640, HEIGHT), interpolation=cv2.INTER_CUBIC)
    fine = cv2.GaussianBlur(rng.normal(0, 60, (HEIGHT, 640, 1)).astype(np.float32), (0, 0), 1.5)[..., None]
    return np.clip(coarse + fine, 0, 255).astype(np.uint8)


def panned(place: Pixels, count: int, *, start: int = 0, speed: float = 0.16) -> Iterator[Pixels]:
    """The camera moves right over `place`, `speed` of the width a second."""
    for number in range(count):
        shift = -(start + speed * WIDTH * number / FPS)
        matrix = np.array([[1, 0, shift], [0, 1, 0]], np.float32)
        yield cv2.warpAffine(place, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def encoded(frames: Iterable[Pixels], folder: Path) -> bytes:
    return write_clip(folder / "encoded.mp4", frames, fps=FPS).read_bytes()


def clip_of(frames: Iterable[Pixels], files: Files) -> ArtifactRef:
    return files.put(encoded(frames, files.folder), "video/mp4")


def sheet_of(clip: ArtifactRef, files: Files, **wanted: object) -> ScoreSheet:
    asked = {"camera": PAN, "width": WIDTH, "height": HEIGHT, "frames": FRAMES, "fps": FPS} | wanted
    request = ScoreRequest(subject=Subject.CLIP, items=(ScoreItem(id="s1", artifact=clip),), **asked)
    return ChecksScorer().score(request, artifacts=files)


def told(sheet: ScoreSheet, name: str) -> str:
    return next(score.explanation for score in sheet.scores if score.name == name)


def frames_of(sheet: ScoreSheet, name: str) -> tuple[int, int] | None:
    return next(score.frames for score in sheet.scores if score.name == name)


TOTAL = FRAMES + tail_frames(FPS)


def test_a_sound_clip_passes_every_check(files: Files) -> None:
    sheet = sheet_of(clip_of(panned(canvas(), TOTAL), files), files)
    for name in ("decodable", "size_matches", "length_matches", "fps_matches", "motion"):
        assert sheet.value(name) == 1, name
    assert sheet.value("contrast") > 8
    assert sheet.value("still") == 0
    assert sheet.value("flicker") < 5
    assert sheet.value("wildness") < 3
    assert sheet.value("camera") > 0.95
    assert sheet.value("camera_speed_ratio") == pytest.approx(1, abs=0.05)
    assert "wanted fast right (16.0 %/s), measured right (1" in told(sheet, "camera")
    assert {score.by for score in sheet.scores} == {"checks v8"}
    assert all(score.explanation and score.unit for score in sheet.scores)


def test_a_measurement_can_be_repeated(files: Files) -> None:
    clip = clip_of(panned(canvas(), TOTAL), files)
    assert sheet_of(clip, files) == sheet_of(clip, files)


def test_a_frozen_clip_is_told_from_a_still_camera(files: Files) -> None:
    first = next(panned(canvas(), 1))
    sheet = sheet_of(clip_of([first] * TOTAL, files), files)
    assert sheet.value("motion") == 0
    assert sheet.value("still") == pytest.approx(27 / 12)
    assert sheet.value("camera") == 0
    assert "measured static" in told(sheet, "camera")


def test_a_clip_that_stops_half_way_tells_for_how_long(files: Files) -> None:
    frames = list(panned(canvas(), TOTAL))
    sheet = sheet_of(clip_of(frames[:12] + [frames[12]] * (TOTAL - 12), files), files)
    assert 0.2 < sheet.value("motion") < 0.6
    assert sheet.value("still") == pytest.approx(1.25, abs=0.26)
    assert frames_of(sheet, "motion") == frames_of(sheet, "still") == (12, 27)


def test_a_flickering_clip_is_told_from_one_with_a_flash_and_from_a_fast_camera(files: Files) -> None:
    sound = list(panned(canvas(), TOTAL))
    flickering = [frame if n % 2 else (frame * 0.9).astype(np.uint8) for n, frame in enumerate(sound)]
    flash = [np.full_like(frame, 255) if n in (5, 6, 20) else frame for n, frame in enumerate(sound)]
    seldom = [frame if n % 5 else (frame * 0.8).astype(np.uint8) for n, frame in enumerate(sound)]
    values = [sheet_of(clip_of(frames, files), files).value("flicker") for frames in (sound, flash, flickering, seldom)]
    late = [frame if n < 8 else shaken for n, (frame, shaken) in enumerate(zip(sound, flickering, strict=True))]
    sheet = sheet_of(clip_of(late, files), files)
    assert frames_of(sheet, "flicker") == (8, TOTAL - 2), "the last frame has no neighbour"
    assert max(values[:2]) < 5
    assert min(values[2:]) > 7


def test_a_flicker_cannot_be_told_of_two_frames() -> None:
    frames = [np.full((3, 4), level, np.uint8) for level in (10, 40, 10)]
    assert flicker(frames[:2]) is None
    assert flicker(frames) == 30
    assert flicker([frames[0], np.full((3, 4), 20, np.uint8), np.full((3, 4), 30, np.uint8)]) == 0


def test_a_shaking_picture_moves_wildly_and_a_walker_does_not(files: Files) -> None:
    place, chance = canvas(), np.random.default_rng(0)
    walked, shaken = [], []
    for number in range(TOTAL):
        frame = place[:, :WIDTH].copy()
        frame[70:170, 20 + 4 * number : 60 + 4 * number] = place[70:170, 500:540]
        walked.append(frame)
        x, y = chance.integers(0, 16, 2)
        shaken.append(np.ascontiguousarray(np.roll(place, int(y), 0)[:, x : x + WIDTH]))
    slow, wild = (sheet_of(clip_of(frames, files), files, camera=CameraMove()) for frames in (walked, shaken))
    part = 100 / HEIGHT * 40 / WIDTH
    assert slow.value("wildness") == pytest.approx(part * 100 * 4 * FPS / WIDTH, rel=0.6)
    assert wild.value("wildness") > 4 * slow.value("wildness")
    assert "% of its width a second" in told(wild, "wildness")


def test_every_score_of_a_clip_or_a_picture_has_words_for_its_fault(files: Files) -> None:
    clip = sheet_of(clip_of(panned(canvas(), TOTAL), files), files, cast=(corgi(files),))
    names = {score.name for score in (*clip.scores, *pictured(canvas(), files).scores)}
    assert names <= set(FAULTS) | TOLD_ONLY
    assert {"flicker", "wildness", "copy"} <= names


def test_a_reversed_camera_is_found(files: Files) -> None:
    clip = clip_of(panned(canvas(), TOTAL), files)
    sheet = sheet_of(clip, files, camera=spoil.opposite(PAN))
    assert sheet.value("camera") == 0
    assert sheet.value("camera_speed_ratio") == pytest.approx(-1, abs=0.05)
    assert "wanted fast left (16.0 %/s), measured right" in told(sheet, "camera")


def test_a_blank_clip_has_no_contrast_and_no_camera(files: Files) -> None:
    sheet = sheet_of(clip_of([np.full((HEIGHT, WIDTH, 3), 128, np.uint8)] * TOTAL, files), files)
    assert sheet.value("contrast") < 1
    assert sheet.value("camera") is None
    assert "could not be measured: too little texture" in told(sheet, "camera")


def test_one_blank_stretch_is_enough_for_no_contrast(files: Files) -> None:
    frames = list(panned(canvas(), TOTAL))
    frames[10:16] = [np.zeros((HEIGHT, WIDTH, 3), np.uint8)] * 6
    sheet = sheet_of(clip_of(frames, files), files)
    assert sheet.value("contrast") < 1
    assert frames_of(sheet, "contrast") == (12, 17), "of the pictures that are kept, every third frame"


def test_other_figures_than_wanted_are_told(files: Files) -> None:
    clip = clip_of(panned(canvas(), TOTAL), files)
    sheet = sheet_of(clip, files, width=640, height=360, frames=30, fps=24)
    assert [sheet.value(name) for name in ("size_matches", "length_matches", "fps_matches")] == [0, 0, 0]
    assert told(sheet, "size_matches") == "320 x 180 px, wanted 640 x 360"
    assert told(sheet, "length_matches") == "30 frames, wanted 30 and 12 of handle"
    assert told(sheet, "fps_matches") == "12 fps, wanted 24"


def test_an_empty_room_before_a_still_camera_may_be_still(files: Files) -> None:
    clip = clip_of([next(panned(canvas(), 1))] * TOTAL, files)
    alone = sheet_of(clip, files, camera=CameraMove())
    assert alone.value("camera") > 0.99
    assert not any(score.name in ("motion", "camera_speed_ratio") for score in alone.scores)
    corgi = CastMember(entity=Entity(id="corgi", name="corgi", kind=EntityKind.ANIMAL), reference=clip)
    assert sheet_of(clip, files, camera=CameraMove(), cast=(corgi,)).value("motion") == 0


@pytest.mark.parametrize("data", [b"", b"no clip", b"\0" * 5000], ids=["empty", "text", "zeros"])
def test_what_is_no_clip_scores_not_decodable_and_nothing_else(files: Files, data: bytes) -> None:
    sheet = sheet_of(files.put(data, "video/mp4"), files)
    assert [(score.name, score.value) for score in sheet.scores] == [("decodable", 0), ("length_matches", 0)]


def test_a_clip_with_damaged_pictures_never_raises(files: Files) -> None:
    data = bytearray(encoded(panned(canvas(), TOTAL), files.folder))
    start = data.find(b"mdat")
    data[start + 2000 : start + 40000] = b"\x55" * 38000
    sheet = sheet_of(files.put(bytes(data), "video/mp4"), files)
    assert sheet.value("decodable") == 0 or sheet.value("length_matches") == 0 or sheet.value("camera") != 1


def test_staging_says_where_the_ground_is(files: Files) -> None:
    """Two thirds of the frame are a wall that moves a third as fast as the narrow ground."""
    wall, ground = canvas(2), canvas(3)
    frames = []
    for far, near in zip(panned(wall, TOTAL, speed=0.05), panned(ground, TOTAL, speed=0.16), strict=True):
        far[120:] = near[120:]
        frames.append(far)
    clip = clip_of(frames, files)
    staging = Staging(width=640, height=360, ground_px=240)
    ref = files.put(staging.model_dump_json().encode(), "application/json")
    request = ScoreRequest(
        subject=Subject.CLIP, items=(ScoreItem(id="s1", artifact=clip, staging=ref),), camera=PAN, width=1, height=1
    )
    assert ChecksScorer().score(request, artifacts=files).value("camera") > 0.95


def still_sheet(subject: Subject, pixels: Pixels, files: Files) -> ScoreSheet:
    item = ScoreItem(id="corgi", artifact=files.put(encode_png(pixels), "image/png"))
    return ChecksScorer().score(
        ScoreRequest(subject=subject, items=(item,), width=WIDTH, height=HEIGHT), artifacts=files
    )


def test_a_reference_is_measured(files: Files) -> None:
    figure = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    figure[40:140, 100:200] = (200, 120, 30, 255)
    sheet = still_sheet(Subject.REFERENCE, figure, files)
    assert (sheet.value("decodable"), sheet.value("size_matches")) == (1, 1)
    assert sheet.value("coverage") == pytest.approx(10_000 / (WIDTH * HEIGHT), abs=1e-4)
    assert sheet.value("contrast") > 10


def test_a_scene_image_is_measured(files: Files) -> None:
    sheet = still_sheet(Subject.IMAGE, canvas()[:, :300], files)
    assert (sheet.value("decodable"), sheet.value("size_matches")) == (1, 0)
    assert sheet.value("contrast") > 8
    assert sheet.value("coverage") is None
    assert still_sheet(Subject.IMAGE, np.full((HEIGHT, WIDTH, 3), 7, np.uint8), files).value("contrast") == 0


def test_what_is_no_picture_is_not_decodable(files: Files) -> None:
    item = ScoreItem(id="corgi", artifact=files.put(b"GIF89a", "image/png"))
    sheet = ChecksScorer().score(ScoreRequest(subject=Subject.REFERENCE, items=(item,)), artifacts=files)
    assert [(score.name, score.value) for score in sheet.scores] == [("decodable", 0)]


def corgi(files: Files) -> CastMember:
    """A red and blue figure, cut out."""
    figure = np.zeros((120, 120, 4), np.uint8)
    cv2.circle(figure, (60, 40), 25, (220, 60, 40, 255), -1)
    cv2.rectangle(figure, (40, 60), (80, 110), (40, 60, 200, 255), -1)
    entity = Entity(id="corgi", name="corgi", kind=EntityKind.ANIMAL)
    return CastMember(entity=entity, reference=files.put(encode_png(figure), "image/png"))


def pictured(scene: Pixels, files: Files, *, empty: bool = False) -> ScoreSheet:
    """A scene image in which the corgi should be at a textured place, or nobody."""
    place = Entity(id="park", name="park", kind=EntityKind.PLACE)
    request = ScoreRequest(
        subject=Subject.IMAGE,
        items=(ScoreItem(id="s1", artifact=files.put(encode_png(scene), "image/png")),),
        cast=() if empty else (corgi(files),),
        place=CastMember(entity=place, reference=files.put(encode_png(canvas()[:, :WIDTH]), "image/png")),
    )
    return ChecksScorer().score(request, artifacts=files)


def staged(files: Files, scene: Pixels) -> Pixels:
    """`scene` with the corgi in it."""
    reference = corgi(files).reference
    assert reference is not None
    figure, scene = decode(files.read(reference)), scene.copy()
    shown = figure[..., 3] > 0
    scene[50:170, 100:220][shown] = figure[..., :3][shown]
    return scene


def test_only_a_picture_that_is_nothing_but_a_reference_is_a_copy(files: Files) -> None:
    place = canvas()[:, :WIDTH]
    sound = pictured(staged(files, place), files)
    brighter = (place * 0.8 + 30).astype(np.uint8)
    figure = staged(files, np.full((HEIGHT, WIDTH, 3), (90, 160, 200), np.uint8))
    copies = [pictured(picture, files).value("copy") for picture in (place, brighter, figure)]
    assert sound.value("copy") < 0.8
    assert min(copies) > 0.9
    assert "like 'corgi', pasted" in told(pictured(figure, files), "copy")
    blank = pictured(np.full((HEIGHT, WIDTH, 3), 90, np.uint8), files)
    assert blank.value("copy") == 0, "a picture of nothing is no copy"
    other = pictured(canvas(9)[:, :WIDTH], files)
    assert other.value("copy") < 0.8


def test_a_place_without_a_cast_may_be_nothing_but_its_place(files: Files) -> None:
    names = [score.name for score in pictured(canvas()[:, :WIDTH], files, empty=True).scores]
    assert "contrast" in names
    assert "copy" not in names


def film_sheet(clips: dict[str, ArtifactRef], files: Files, places: tuple[str | None, ...] = ()) -> ScoreSheet:
    where = dict(zip(clips, places, strict=True)) if places else dict.fromkeys(clips, "park")
    items = tuple(ScoreItem(id=name, artifact=clip, place=where[name]) for name, clip in clips.items())
    return ChecksScorer().score(ScoreRequest(subject=Subject.FILM, items=items), artifacts=files)


def recoloured(frames: Iterable[Pixels]) -> Iterator[Pixels]:
    return (planar_to_rgb(spoil.turn_planar(rgb_to_planar(frame)), None) for frame in frames)


def park(start: int, files: Files, *, wrong: bool = False, figure: bool = False) -> ArtifactRef:
    frames = list(panned(canvas(5), TOTAL, start=start))
    if figure:
        for number, frame in enumerate(frames):
            frame[60:160, 3 * number : 3 * number + 50] = (250, 20, 200)
    return clip_of(recoloured(frames) if wrong else frames, files)


def test_the_scene_in_wrong_colours_is_the_odd_one_out(files: Files) -> None:
    clips = {"s1": park(0, files), "s2": park(60, files, wrong=True), "s3": park(90, files, figure=True)}
    sheet = film_sheet(clips, files)
    right = [sheet.value("place_match", name) for name in ("s1", "s3")]
    wrong = sheet.value("place_match", "s2")
    assert min(right) > 0.7
    assert wrong < 0.5
    assert "3 scenes at 'park'" in sheet.scores[0].explanation


def test_a_place_needs_three_scenes_to_be_compared(files: Files) -> None:
    clip = park(0, files)
    sheet = film_sheet(dict.fromkeys(("s1", "s2", "s3"), clip), files, ("park", "park", "moon"))
    assert [score.value for score in sheet.scores] == [None, None, None]
    assert "2 of the film's scenes can be seen at 'park', it takes 3" in sheet.scores[0].explanation
    nowhere = film_sheet(dict.fromkeys(("s1", "s2", "s3"), clip), files, (None, None, None))
    assert [score.value for score in nowhere.scores] == [None, None, None]


def test_a_clip_that_does_not_decode_leaves_the_others_comparable(files: Files) -> None:
    clip = park(0, files)
    clips = {"s1": clip, "s2": files.put(b"broken", "video/mp4"), "s3": clip, "s4": clip}
    sheet = film_sheet(clips, files)
    assert [sheet.value("place_match", name) for name in clips] == [1, None, 1, 1]


def test_a_large_figure_in_its_box_does_not_make_an_odd_scene(files: Files) -> None:
    frames = list(panned(canvas(5), TOTAL))
    for frame in frames:
        frame[20:160, 60:260] = (250, 20, 200)
    clips = [park(0, files), park(40, files), clip_of(frames, files)]
    box = Placement(entity_id="dragon", box=Box(left=120, top=40, width=400, height=280))
    staging = Staging(width=640, height=360, ground_px=200, placements=(box,))
    ref = files.put(staging.model_dump_json().encode(), "application/json")
    items = tuple(ScoreItem(id=f"s{n}", artifact=clip, place="park") for n, clip in enumerate(clips))
    blind = ChecksScorer().score(ScoreRequest(subject=Subject.FILM, items=items), artifacts=files)
    told_where = (*items[:2], items[2].model_copy(update={"staging": ref}))
    staged = ChecksScorer().score(ScoreRequest(subject=Subject.FILM, items=told_where), artifacts=files)
    assert staged.value("place_match", "s2") > blind.value("place_match", "s2") + 0.1
