"""The animatic as a backend: its three roles, ready for the registry."""

from dataclasses import dataclass

from videostudio.film.camera import CameraMove
from videostudio.film.entity import EntityKind
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import ReferenceRequest
from videostudio.generators.animatic.art import default_pack, pack_named
from videostudio.generators.animatic.filmer import AnimaticFilmer
from videostudio.generators.animatic.imager import AnimaticEntityImager
from videostudio.generators.animatic.motions import motion_for
from videostudio.generators.animatic.places import place_of
from videostudio.generators.animatic.reworded import (
    RewordedEntityImager,
    RewordedFilmer,
    RewordedSceneImager,
    Wording,
)
from videostudio.generators.animatic.roles import Wish
from videostudio.generators.animatic.scene_imager import AnimaticSceneImager
from videostudio.generators.animatic.shot import shot_of
from videostudio.generators.animatic.staging import stage
from videostudio.generators.given import Given
from videostudio.generators.ports import EntityImager, Picture, SceneFilmer, SceneImager
from videostudio.tools.store.port import Artifacts
from videostudio.tools.video.colour import planar_to_rgb


@dataclass(frozen=True)
class AnimaticReferenceImager:
    """Figures as artwork, places as their empty sets."""

    figures: AnimaticEntityImager

    @property
    def identity(self) -> Identity:
        return self.figures.identity

    @property
    def capabilities(self) -> Capabilities:
        return self.figures.capabilities

    def shoot_reference(self, request: ReferenceRequest, *, artifacts: Artifacts) -> Picture:
        """See EntityImager. Raises ReferenceError_ for a user's picture that cannot be used."""
        if request.entity.kind is not EntityKind.PLACE or request.entity.own_image is not None:
            return self.figures.shoot_reference(request, artifacts=artifacts)
        place, still = place_of(request.entity), CameraMove()
        motion, _ = motion_for("rest")
        staging = stage(Wish([], motion, still, (), 1), place, request.width, request.height)
        shot = shot_of(staging, [], place, still, fps=24, frames=1, tail=0)
        return Picture(planar_to_rgb(shot.frame(0).buffer), notes=place.notes, degraded=place.degraded)


@dataclass(frozen=True)
class Animatic:
    """The three roles."""

    entity_imager: EntityImager
    scene_imager: SceneImager
    scene_filmer: SceneFilmer


def build(given: Given) -> Animatic:
    """The backend, drawing with the pack called `given.art`. It paints faster than it could read from a cache. Raises
    BackendMissing for a pack that is not here."""
    pack = pack_named(given.art) if given.art else default_pack()
    bare = Animatic(
        AnimaticReferenceImager(AnimaticEntityImager(pack)), AnimaticSceneImager(pack), AnimaticFilmer(pack)
    )
    if given.nearest is None:
        return bare
    wording = Wording(given.nearest, pack)
    return Animatic(
        RewordedEntityImager(bare.entity_imager, wording),
        RewordedSceneImager(bare.scene_imager, wording),
        RewordedFilmer(bare.scene_filmer, wording),
    )
