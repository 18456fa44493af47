"""The director: a scene, its cast and what went wrong before become the next take's requests.

No request is ever made twice for one scene: every attempt has a seed of its own, and the gaps of the take
before decide what else changes.
"""

from collections.abc import Callable, Sequence

from videostudio.film.artifact import ArtifactRef
from videostudio.film.camera import CameraMove, Speed
from videostudio.film.fingerprint import derive_seed
from videostudio.film.look import Look
from videostudio.film.noun import Noun
from videostudio.film.requests import CastMember, ClipRequest, SceneImageRequest
from videostudio.film.scene import Scene, tail_frames
from videostudio.film.take import Take
from videostudio.film.verdict import Gap

CLIP_ONLY_SCORES = frozenset({"camera", "camera_speed_ratio", "motion", "length_matches", "fps_matches"})
"""Faults that lie in the clip: the picture it was filmed from stays."""

REFERENCE_SCALE_STEP_MILLI = 250
CAMERA_GAPS_BEFORE_CALMING = 2


class Shot(Noun):
    """One attempt as directed. `image_attempt` is smaller than `attempt` where an earlier picture is kept.
    `changes` says in words what differs from the take before."""

    attempt: int
    image_attempt: int
    camera: CameraMove
    image: SceneImageRequest
    changes: tuple[str, ...] = ()


def direct(
    scene: Scene,
    cast: Sequence[CastMember],
    place: CastMember,
    look: Look,
    *,
    takes: Sequence[Take] = (),
    script_version: int = 1,
    film_gaps: tuple[Gap, ...] = (),
) -> Shot:
    """The next shot of `scene` after `takes`, oldest first. Takes of an older script only count as attempts.
    `film_gaps` is what the finished film says against the scene's last take. Members of the cast without a
    reference cannot be told from anybody else and stay out of the picture."""
    attempt = len(takes) + 1
    told = [take for take in takes if take.script_version == script_version]
    gaps = film_gaps or (told[-1].verdict.gaps if told and told[-1].verdict else ())
    kept = _kept_picture(told, gaps)
    image_attempt = attempt if kept is None else kept
    before = [take for take in told if take.attempt < image_attempt]
    camera = _calmer(scene.camera) if _rounds(told, _about_camera) >= CAMERA_GAPS_BEFORE_CALMING else scene.camera
    emphasis = tuple(member.entity.id for member in cast if member.entity.id in _missed(before))
    image = SceneImageRequest(
        scene_id=scene.id,
        attempt=image_attempt,
        event=scene.event,
        action=scene.action,
        cast=tuple(member for member in cast if member.reference is not None),
        place=place,
        camera=scene.camera,
        shot=scene.shot,
        style=look.style,
        width=look.width,
        height=look.height,
        seed=derive_seed("image", look.seed, scene.id, image_attempt),
        emphasis=emphasis,
        reference_scale_milli=1000 + REFERENCE_SCALE_STEP_MILLI * min(4, _rounds(before, _about_entity)),
    )
    changes = (*_held(film_gaps), *_changes(kept, scene.camera, camera, emphasis)) if takes else ()
    return Shot(attempt=attempt, image_attempt=image_attempt, camera=camera, image=image, changes=changes)


def clip_request(shot: Shot, scene: Scene, look: Look, image: ArtifactRef, staging: ArtifactRef | None) -> ClipRequest:
    """The clip of `shot`, filmed from its picture."""
    return ClipRequest(
        scene_id=scene.id,
        attempt=shot.attempt,
        image_attempt=None if shot.image_attempt == shot.attempt else shot.image_attempt,
        event=scene.event,
        action=scene.action,
        cast=shot.image.cast,
        place=shot.image.place,
        image=image,
        staging=staging,
        camera=shot.camera,
        style=look.style,
        frames=scene.frames(look.fps),
        tail_frames=tail_frames(look.fps),
        width=look.width,
        height=look.height,
        fps=look.fps,
        seed=derive_seed("clip", look.seed, scene.id, shot.attempt),
    )


def _kept_picture(takes: Sequence[Take], gaps: tuple[Gap, ...]) -> int | None:
    """The attempt whose picture passed and can be filmed once more, None where a new one is needed."""
    if not takes or takes[-1].image is None or not gaps:
        return None
    if not all(gap.score in CLIP_ONLY_SCORES for gap in gaps):
        return None
    return min(take.attempt for take in takes if take.image == takes[-1].image)


def _missed(takes: Sequence[Take]) -> frozenset[str]:
    """Ids of entities that the gaps of `takes` complain about."""
    return frozenset(gap.about for take in takes if take.verdict for gap in take.verdict.gaps if gap.about)


def _rounds(takes: Sequence[Take], complains: Callable[[Gap], bool]) -> int:
    return sum(1 for take in takes if take.verdict and any(complains(gap) for gap in take.verdict.gaps))


def _about_camera(gap: Gap) -> bool:
    return gap.score.startswith("camera")


def _about_entity(gap: Gap) -> bool:
    return bool(gap.about)


def _calmer(camera: CameraMove) -> CameraMove:
    return CameraMove(direction=camera.direction, speed=Speed.SLOW)


def _held(film_gaps: tuple[Gap, ...]) -> tuple[str, ...]:
    return tuple(f"shot again to fit the film: {gap.text}" for gap in film_gaps)


def _changes(kept: int | None, scripted: CameraMove, camera: CameraMove, emphasis: tuple[str, ...]) -> tuple[str, ...]:
    changes = ["new seed" if kept is None else f"new seed for the clip, the picture of take {kept} stays"]
    if camera != scripted:
        changes.append(f"calmer camera: {camera} instead of {scripted}")
    if emphasis:
        changes.append(f"emphasis on {', '.join(emphasis)}")
    return tuple(changes)
