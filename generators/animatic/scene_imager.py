"""Scene images of the animatic: the cast staged on its set."""

from dataclasses import dataclass

from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import SceneImageRequest
from videostudio.generators.animatic.art import ArtPack
from videostudio.generators.animatic.figures import figure_of
from videostudio.generators.animatic.identity import capabilities_of, identity_of
from videostudio.generators.animatic.motions import motion_for
from videostudio.generators.animatic.pictured import place_for
from videostudio.generators.animatic.roles import Wish, afloat, mounted
from videostudio.generators.animatic.sets.chance import seed_of
from videostudio.generators.animatic.shot import shot_of
from videostudio.generators.animatic.staging import seen_in, stage
from videostudio.generators.ports import Picture
from videostudio.tools.store.port import Artifacts
from videostudio.tools.video.colour import planar_to_rgb


@dataclass(frozen=True)
class AnimaticSceneImager:
    """Stages the cast on the place's painted set. The picture is frame 0 of the clip filmed from its staging."""

    pack: ArtPack

    @property
    def identity(self) -> Identity:
        return identity_of(self.pack)

    @property
    def capabilities(self) -> Capabilities:
        return capabilities_of(self.pack)

    def shoot_image(self, request: SceneImageRequest, *, artifacts: Artifacts) -> Picture:
        """See SceneImager. Raises ReferenceError_ if a reference shows nothing."""
        cast = [figure_of(member, artifacts, self.pack) for member in request.cast]
        place = place_for(request.place, artifacts, request.style)
        motion, notes = motion_for(request.action, [member.entity.head for member in request.cast[1:]])
        figures, motion = mounted(cast, motion)
        motion, place = afloat(figures, motion, place)
        way = 1 if seed_of(request.scene_id, str(request.seed)) % 3 else -1
        wish = Wish(figures, motion, request.camera, request.emphasis, way, request.shot)
        staging = stage(wish, place, request.width, request.height)
        shot = shot_of(staging, figures, place, request.camera, fps=24, frames=1, tail=0)
        staging = seen_in(staging, shot.troupe.seen())
        return Picture(planar_to_rgb(shot.frame(0).buffer), staging, (*notes, *place.notes), place.degraded)
