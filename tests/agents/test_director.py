"""Every take differs from the ones before, and differs where the critic pointed."""

from itertools import product

from scripts import corgi_script
from videostudio.agents.director import Shot, clip_request, direct
from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Brief
from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.fingerprint import plain
from videostudio.film.look import Look
from videostudio.film.requests import CastMember
from videostudio.film.take import Take
from videostudio.film.verdict import Gap, Verdict, VerdictKind

REFERENCE = ArtifactRef(sha256="a" * 64, media_type="image/png", size=1)
IMAGE = ArtifactRef(sha256="b" * 64, media_type="image/png", size=1)
OTHER = ArtifactRef(sha256="c" * 64, media_type="image/png", size=1)
LOOK = Look.of(Brief(prompt="x", width=640, height=360, fps=24, seed=5, style="paper"))
SCRIPT = corgi_script()
SCENE = SCRIPT.scenes[0].model_copy(update={"camera": CameraMove(direction=Direction.LEFT, speed=Speed.FAST)})
CORGI = CastMember(entity=SCRIPT.entity("corgi"), reference=REFERENCE)
MARS = CastMember(entity=SCRIPT.entity("mars"), reference=REFERENCE)

CAMERA = Gap(score="camera", text="wrong way")
BLANK = Gap(score="contrast", text="blank")
MISSING = Gap(score="presence", about="corgi", text="no corgi")


def failed(attempt: int, *gaps: Gap, image: ArtifactRef | None = IMAGE, version: int = 1) -> Take:
    verdict = Verdict(kind=VerdictKind.RESHOOT, gaps=gaps) if gaps else None
    return Take(scene_id=SCENE.id, attempt=attempt, script_version=version, image=image, verdict=verdict)


def shot(*takes: Take, **facts: object) -> Shot:
    return direct(SCENE, [CORGI], MARS, LOOK, takes=takes, **facts)  # type: ignore[arg-type]


def test_the_first_take_is_the_script() -> None:
    first = shot()
    assert (first.attempt, first.image_attempt, first.camera, first.changes) == (1, 1, SCENE.camera, ())
    assert first.image.cast == (CORGI,)
    assert first.image.place == MARS
    assert (first.image.width, first.image.height, first.image.style) == (640, 360, "paper")
    assert first.image.reference_scale_milli == 1000
    assert first.image.emphasis == ()


def test_who_has_no_reference_stays_out_of_the_picture() -> None:
    nobody = CORGI.model_copy(update={"reference": None})
    assert direct(SCENE, [nobody], MARS, LOOK).image.cast == ()


def test_a_clip_fault_keeps_the_picture_and_changes_the_clip() -> None:
    first, second = shot(), shot(failed(1, CAMERA))
    assert second.image == first.image
    assert (second.attempt, second.image_attempt) == (2, 1)
    clips = [clip_request(s, SCENE, LOOK, IMAGE, None) for s in (first, second)]
    assert clips[0].seed != clips[1].seed
    assert [clip.image_attempt for clip in clips] == [None, 1]
    assert second.changes == ("new seed for the clip, the picture of take 1 stays",)


def test_a_picture_fault_needs_a_new_picture() -> None:
    second = shot(failed(1, BLANK))
    assert second.image_attempt == 2
    assert second.image.seed != shot().image.seed
    assert second.changes == ("new seed",)
    assert shot(failed(1, CAMERA, BLANK)).image_attempt == 2


def test_a_take_without_a_picture_or_verdict_is_made_anew() -> None:
    assert shot(failed(1, CAMERA, image=None)).image_attempt == 2
    assert shot(failed(1)).image_attempt == 2


def test_a_kept_picture_is_the_first_take_that_had_it() -> None:
    takes = (failed(1, BLANK, image=OTHER), failed(2, CAMERA), failed(3, CAMERA))
    assert shot(*takes).image_attempt == 2


def test_two_camera_faults_calm_the_camera() -> None:
    assert shot(failed(1, CAMERA)).camera == SCENE.camera
    calmed = shot(failed(1, CAMERA), failed(2, CAMERA))
    assert calmed.camera == CameraMove(direction=Direction.LEFT, speed=Speed.SLOW)
    assert "calmer camera: slow left instead of fast left" in calmed.changes
    assert clip_request(calmed, SCENE, LOOK, IMAGE, None).camera == calmed.camera


def test_who_was_missed_is_emphasised_and_bound_more_strongly() -> None:
    second = shot(failed(1, MISSING))
    assert second.image.emphasis == ("corgi",)
    assert second.image.reference_scale_milli == 1250
    assert "emphasis on corgi" in second.changes
    fifth = shot(*(failed(n, MISSING) for n in range(1, 8)))
    assert fifth.image.reference_scale_milli == 2000


def test_what_the_film_holds_against_a_scene_makes_a_new_picture() -> None:
    accepted = Take(scene_id=SCENE.id, attempt=1, image=IMAGE, clip=OTHER, verdict=Verdict(kind=VerdictKind.ACCEPT))
    again = shot(accepted, film_gaps=(Gap(score="place_match", about="scene-1", text="other colours"),))
    assert (again.attempt, again.image_attempt) == (2, 2)
    assert again.changes == ("shot again to fit the film: other colours", "new seed")


def test_takes_of_an_older_script_count_and_say_nothing() -> None:
    old = (failed(1, CAMERA), failed(2, CAMERA))
    new = shot(*old, script_version=2)
    assert (new.attempt, new.image_attempt, new.camera) == (3, 3, SCENE.camera)
    assert new.image.emphasis == ()


def test_no_two_attempts_ask_for_the_same() -> None:
    """Whatever the gaps of the takes before were."""
    for gaps in product((CAMERA, BLANK, MISSING, None), repeat=3):
        takes = [failed(number, *([gap] if gap else [])) for number, gap in enumerate(gaps, 1)]
        shots = [shot(*takes[:number]) for number in range(4)]
        clips = [str(plain(clip_request(s, SCENE, LOOK, IMAGE, None))) for s in shots]
        assert len(set(clips)) == 4


def test_a_clip_is_as_long_as_its_scene_and_has_a_handle() -> None:
    request = clip_request(shot(), SCENE, LOOK, IMAGE, OTHER)
    assert (request.frames, request.tail_frames, request.fps) == (96, 12, 24)
    assert (request.image, request.staging) == (IMAGE, OTHER)
    assert (request.cast, request.place) == ((CORGI,), MARS)
