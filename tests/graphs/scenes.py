"""Requests to have something carried out."""

from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import CastMember, ClipRequest, ReferenceRequest, SceneImageRequest

PICTURE = ArtifactRef(sha256="a" * 64, media_type="image/png", size=1)
PLACE = CastMember(entity=Entity(id="moon", name="moon", kind=EntityKind.PLACE), reference=PICTURE)


def reference(name: str) -> ReferenceRequest:
    return ReferenceRequest(entity=Entity(id=name, name=name, kind=EntityKind.ANIMAL), width=128, height=128, seed=1)


def image(scene: str) -> SceneImageRequest:
    return SceneImageRequest(
        scene_id=scene, attempt=1, event="e", action="walk", cast=(), place=PLACE, width=128, height=128, seed=1
    )


def clip(scene: str) -> ClipRequest:
    return ClipRequest(
        scene_id=scene,
        attempt=1,
        event="e",
        action="walk",
        cast=(),
        place=PLACE,
        image=PICTURE,
        frames=12,
        tail_frames=6,
        width=128,
        height=128,
        fps=12,
        seed=1,
    )
