"""A scene: one event, one action, who is in it, where, how the camera moves and how it is joined."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, field_validator

from videostudio.film.brief import MAX_SCENE_MS, MIN_SCENE_MS
from videostudio.film.camera import CameraMove, ShotSize
from videostudio.film.entity import EntityId
from videostudio.film.noun import Noun

SceneId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]

LONGEST_TRANSITION_MS = 500


def frames_in(duration_ms: int, fps: int) -> int:
    """`duration_ms` in whole frames at `fps`, half a frame rounded up."""
    return (duration_ms * fps + 500) // 1000


def frames_to_ms(frame: int, fps: int) -> int:
    """When frame number `frame` begins, to the nearest ms."""
    return (frame * 2000 + fps) // (2 * fps)


def tail_frames(fps: int) -> int:
    """Length of the handle behind every clip: the longest transition, so that none changes a clip."""
    return frames_in(LONGEST_TRANSITION_MS, fps)


class TransitionKind(StrEnum):
    CUT = "cut"
    CROSSFADE = "crossfade"
    FADE = "fade"


class Transition(Noun):
    """How a scene begins. A crossfade mixes the previous clip's tail handle into this clip's first
    `duration_ms`; a fade goes down to black in the previous scene's last half of `duration_ms` and up
    in this scene's first half. A film's length never depends on its transitions."""

    kind: TransitionKind = TransitionKind.CUT
    duration_ms: int = Field(default=0, ge=0, le=LONGEST_TRANSITION_MS)


class Scene(Noun):
    """One scene. `event` is a whole sentence that names everything by its entity name; `action` is the
    lemma of its one verb ("run"); `foreground` lists who or what is seen, the one who acts first;
    `background` is the place's entity id. `duration_ms` is film time."""

    id: SceneId
    event: Annotated[str, Field(min_length=1, max_length=1000)]
    action: Annotated[str, Field(min_length=1, max_length=60)]
    foreground: tuple[EntityId, ...] = Field(max_length=8)
    background: EntityId
    duration_ms: int = Field(ge=MIN_SCENE_MS, le=MAX_SCENE_MS)
    camera: CameraMove = CameraMove()
    shot: ShotSize = ShotSize.MEDIUM
    narration: Annotated[str, Field(max_length=1000)] = ""
    transition: Transition = Transition()
    transition_reason: Annotated[str, Field(max_length=200)] = ""
    beat: Annotated[str, Field(max_length=40)] = ""
    """Where the scene stands in the story: arrival, event, turn, close. For people and for the camera."""
    retake: int = Field(default=0, ge=0)
    """How often somebody asked for another take of it as it is: other seeds."""

    def frames(self, fps: int) -> int:
        """Frames of film time at `fps`."""
        return frames_in(self.duration_ms, fps)

    @field_validator("foreground")
    @classmethod
    def _once_each(cls, foreground: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(foreground)) != len(foreground):
            raise ValueError(f"an entity stands twice in the foreground: {', '.join(foreground)}")
        return foreground
