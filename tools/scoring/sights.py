"""The pictures of a scene image, a clip or a film's scene that scorers look at, with where everybody is staged."""

import numpy as np

from videostudio.film.camera import CameraMove
from videostudio.film.requests import ScoreItem, ScoreRequest, Subject
from videostudio.film.score import Frames
from videostudio.film.staging import Staging
from videostudio.tools.scoring.locating.port import Sight
from videostudio.tools.scoring.moments import moments
from videostudio.tools.scoring.pictures import picture
from videostudio.tools.store.port import Artifacts


def sights_of(request: ScoreRequest, item: ScoreItem, artifacts: Artifacts, *, count: int) -> list[Sight]:
    """In film order: a scene image itself, up to `count` moments of a clip, the first picture of a film's scene. []
    for a clip that cannot be decoded. Raises CorruptArtifact, ReferenceError_."""
    staging = staging_of(item, artifacts)
    if request.subject is Subject.IMAGE:
        return [Sight(np.ascontiguousarray(picture(item.artifact, artifacts)[..., :3]), staging)]
    most, frames = (1, 1) if request.subject is Subject.FILM else (count, request.frames)
    seen = moments(artifacts.path(item.artifact), count=most, frames=frames)
    camera, fps = request.camera or CameraMove(), request.fps or 24
    return [Sight(moment.picture, staging, seen[0].picture, moment.at, camera, fps) for moment in seen]


def frame_of(request: ScoreRequest, sight: Sight) -> Frames | None:
    """The frame of a clip that a sight is; None of an image, which has no others."""
    return (sight.at, sight.at) if request.subject is Subject.CLIP else None


def staging_of(item: ScoreItem, artifacts: Artifacts) -> Staging | None:
    """The staging beside an item, if it has one. Raises pydantic's ValidationError if it is none."""
    return Staging.model_validate_json(artifacts.read(item.staging)) if item.staging else None
