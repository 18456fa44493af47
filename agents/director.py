"""The director: a scene, its cast and what went wrong before become the next take's requests.

No request is ever made twice for one scene: every attempt has a seed of its own, and the gaps of the take
before decide what else changes.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from videostudio.film.artifact import ArtifactRef
from videostudio.film.camera import CameraMove, Speed
from videostudio.film.fingerprint import derive_seed
from videostudio.film.look import Look
from videostudio.film.noun import Noun
from videostudio.film.requests import Binding, CastMember, ClipRequest, SceneImageRequest
from videostudio.film.scene import Scene, tail_frames
from videostudio.film.take import Take
from videostudio.film.verdict import Gap

CLIP_ONLY_SCORES = frozenset(
    {
        "camera",
        "camera_speed_ratio",
        "motion",
        "flicker",
        "wildness",
        "frame_consistency",
        "length_matches",
        "fps_matches",
    }
)
"""Faults that lie in the clip: the picture it was filmed from stays."""

DRIFTED = frozenset({"identity", "entity_match", "colours", "colours_match"})
"""Somebody does not look like the reference: it has to bind more strongly."""
TOO_MANY = frozenset({"extra"})
"""Somebody is there more than once: emphasis would make it worse."""
ELSEWHERE = frozenset({"place", "palette", "daylight", "place_match"})
"""The place or its time of day is another: it has to be told first."""

UNSEEN = frozenset({"presence", "identity"})
"""Somebody is not there, or is drawn as somebody else: a crowd makes both likelier."""

REFERENCE_SCALE_STEP_MILLI = 250
MOST_STEPS = 4
CAMERA_GAPS_BEFORE_CALMING = 2
MISSES_BEFORE_THINNING = 2


class Shot(Noun):
    """One attempt as directed. `image_attempt` is smaller than `attempt` where an earlier picture is kept,
    `camera_missed` is as in ClipRequest. `changes` says in words what differs from the take before, `degraded` what the
    picture leaves out of the script."""

    attempt: int
    image_attempt: int
    camera: CameraMove
    image: SceneImageRequest
    camera_missed: bool = False
    changes: tuple[str, ...] = ()
    degraded: tuple[str, ...] = ()


def direct(
    scene: Scene,
    cast: Sequence[CastMember],
    place: CastMember,
    look: Look,
    *,
    takes: Sequence[Take] = (),
    script_version: int = 1,
    film_gaps: tuple[Gap, ...] = (),
    earlier: int = 0,
) -> Shot:
    """The next shot of `scene` after `takes`, oldest first. Takes of an older script only count as attempts.
    `film_gaps` is what the finished film said against the scene after its first `earlier` takes. Members of the cast
    without a reference cannot be told from anybody else and stay out of the picture. When somebody was not seen in
    MISSES_BEFORE_THINNING takes, bystanders make room."""
    attempt = len(takes) + 1
    told = [take for take in takes if take.script_version == script_version]
    held = film_gaps if len(takes) == earlier else ()
    gaps = held or (told[-1].verdict.gaps if told and told[-1].verdict else ())
    kept = _kept_picture(told, gaps)
    image_attempt = attempt if kept is None else kept
    before = [take for take in told if take.attempt < image_attempt]
    camera = _calmer(scene.camera) if _rounds(told, _about_camera) >= CAMERA_GAPS_BEFORE_CALMING else scene.camera
    known = [member for member in cast if member.reference is not None]
    left_out = _bystanders(known, before)
    shown = tuple(member for member in known if member not in left_out)
    pressed = _pressed(scene, shown, before, film_gaps if image_attempt > earlier else ())
    image = SceneImageRequest(
        scene_id=scene.id,
        attempt=image_attempt,
        event=scene.event,
        action=scene.action,
        cast=shown,
        place=place,
        camera=scene.camera,
        shot=scene.shot,
        style=look.style,
        width=look.width,
        height=look.height,
        seed=_seed("image", look, scene, image_attempt),
        emphasis=pressed.emphasis,
        reference_scale_milli=pressed.scale_milli,
        bindings=pressed.bindings,
        single=pressed.single,
        place_first=pressed.place_first,
    )
    changes = (*_held(held), *_changes(kept, scene.camera, camera), *_told(pressed)) if takes else ()
    thinned = tuple(f"'{member.entity.name}' is left out, to leave room for whom nobody saw" for member in left_out)
    return Shot(
        attempt=attempt,
        image_attempt=image_attempt,
        camera=camera,
        image=image,
        camera_missed=_rounds(told, lambda gap: gap.score == "camera") > 0,
        changes=(*changes, *thinned),
        degraded=thinned,
    )


def settle(again: Shot, attempt: int) -> Shot:
    """The shot for take `attempt` that films a picture which did not pass, since none did: `again` is the shot as it
    was directed that the picture came of."""
    told = f"no picture passed: the best of them, of take {again.attempt}, is filmed all the same"
    return again.model_copy(update={"attempt": attempt, "changes": (told,)})


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
        camera_missed=shot.camera_missed,
        style=look.style,
        frames=scene.frames(look.fps),
        tail_frames=tail_frames(look.fps),
        width=look.width,
        height=look.height,
        fps=look.fps,
        seed=_seed("clip", look, scene, shot.attempt),
    )


def _seed(what: str, look: Look, scene: Scene, attempt: int) -> int:
    """The seed of an attempt; another one for each time that somebody asked for the scene once more."""
    return derive_seed(what, look.seed, scene.id, attempt, *((scene.retake,) if scene.retake else ()))


def _kept_picture(takes: Sequence[Take], gaps: tuple[Gap, ...]) -> int | None:
    """The attempt whose picture passed and can be filmed once more, None where a new one is needed."""
    if not takes or takes[-1].image is None or not gaps:
        return None
    if not all(gap.score in CLIP_ONLY_SCORES for gap in gaps):
        return None
    return min(take.attempt for take in takes if take.image == takes[-1].image)


def _bystanders(cast: Sequence[CastMember], before: Sequence[Take]) -> list[CastMember]:
    """Who makes room after the takes `before`: one more after every picture in which somebody was not seen, the last of
    the cast first, but never who acts, and nobody who was not seen. Who is in the picture and gets lost in its clip has
    room enough."""
    ids = {member.entity.id for member in cast}
    pictures = [take.verdict.gaps for take in before if take.verdict and take.clip is None]
    unseen = [{gap.about for gap in gaps if gap.score in UNSEEN} & ids for gaps in pictures]
    misses, everybody = sum(map(bool, unseen)), set().union(*unseen)
    free = [member for member in cast[1:] if member.entity.id not in everybody]
    return free[::-1][: max(0, misses - MISSES_BEFORE_THINNING + 1)]


class _Pressed(NamedTuple):
    """What a picture is pressed for, after what was wrong with those before; see SceneImageRequest."""

    emphasis: tuple[str, ...]
    bindings: tuple[Binding, ...]
    single: tuple[str, ...]
    scale_milli: int
    place_first: bool


def _pressed(scene: Scene, cast: Sequence[CastMember], before: Sequence[Take], film_gaps: tuple[Gap, ...]) -> _Pressed:
    gaps = [gap for take in before if take.verdict for gap in take.verdict.gaps] + list(film_gaps)
    ids = [member.entity.id for member in cast]
    drifted = {name: _count(gaps, DRIFTED, name) for name in ids}
    single = tuple(name for name in ids if _count(gaps, TOO_MANY, name))
    missed = {name: sum(gap.about == name and gap.score not in DRIFTED for gap in gaps) for name in ids}
    emphasis = sorted((name for name in ids if missed[name] and name not in single), key=lambda name: -missed[name])
    return _Pressed(
        emphasis=tuple(emphasis),
        bindings=tuple(Binding(entity_id=name, scale_milli=_scale(count)) for name, count in drifted.items() if count),
        single=single,
        scale_milli=_scale(_count(gaps, DRIFTED, scene.id)),
        place_first=any(gap.score in ELSEWHERE for gap in gaps),
    )


def _count(gaps: Sequence[Gap], scores: frozenset[str], about: str) -> int:
    """How often `scores` complain of `about`: of an entity, or of a scene of which nobody knows who it is."""
    return sum(gap.score in scores and (gap.entity or gap.about) == about for gap in gaps)


def _scale(complaints: int) -> int:
    return 1000 + REFERENCE_SCALE_STEP_MILLI * min(MOST_STEPS, complaints)


def _rounds(takes: Sequence[Take], complains: Callable[[Gap], bool]) -> int:
    return sum(1 for take in takes if take.verdict and any(complains(gap) for gap in take.verdict.gaps))


def _about_camera(gap: Gap) -> bool:
    return gap.score.startswith("camera") or gap.score == "wildness"


def _calmer(camera: CameraMove) -> CameraMove:
    return CameraMove(direction=camera.direction, speed=Speed.SLOW)


def _held(film_gaps: tuple[Gap, ...]) -> tuple[str, ...]:
    return tuple(f"shot again to fit the film: {gap.text}" for gap in film_gaps)


def _changes(kept: int | None, scripted: CameraMove, camera: CameraMove) -> tuple[str, ...]:
    seed = "new seed" if kept is None else f"new seed for the clip, the picture of take {kept} stays"
    return (seed,) if camera == scripted else (seed, f"calmer camera: {camera} instead of {scripted}")


def _told(pressed: _Pressed) -> tuple[str, ...]:
    changes = [f"emphasis on {', '.join(pressed.emphasis)}"] if pressed.emphasis else []
    changes += [f"the reference of {one.entity_id} binds {one.scale_milli / 10:g} %" for one in pressed.bindings]
    if pressed.scale_milli != 1000:
        changes.append(f"all references bind {pressed.scale_milli / 10:g} %")
    changes += [f"{name} once and no more, without emphasis" for name in pressed.single]
    return (*changes, "the place is told first") if pressed.place_first else tuple(changes)
