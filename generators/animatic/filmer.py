"""Clips of the animatic: the staging set in motion, or, without one, a camera over the scene image."""

from dataclasses import dataclass

from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import ClipRequest
from videostudio.film.staging import Staging
from videostudio.generators.animatic.art import ArtPack
from videostudio.generators.animatic.beats import beats_of
from videostudio.generators.animatic.figures import figure_of
from videostudio.generators.animatic.identity import capabilities_of, identity_of
from videostudio.generators.animatic.pictured import place_for
from videostudio.generators.animatic.shot import shot_of
from videostudio.generators.animatic.still import still_frames
from videostudio.generators.ports import Footage
from videostudio.tools.images import decode
from videostudio.tools.store.port import Artifacts


@dataclass(frozen=True)
class AnimaticFilmer:
    """Paints the staged set again - it comes out the same - and moves figures and camera over it."""

    pack: ArtPack

    @property
    def identity(self) -> Identity:
        return identity_of(self.pack)

    @property
    def capabilities(self) -> Capabilities:
        return capabilities_of(self.pack)

    def shoot_clip(self, request: ClipRequest, *, artifacts: Artifacts) -> Footage:
        """See SceneFilmer. Frames are yuv420p. Raises ReferenceError_ if a picture cannot be used."""
        if request.staging is None:
            return self._still(request, artifacts, "the scene image has no staging")
        staging = Staging.model_validate_json(artifacts.read(request.staging))
        seen = place_for(request.place, artifacts, request.style)
        painted = tuple(layer.name for layer in staging.layers)
        place = next((each for each in (seen, seen.on_the_water()) if each.layer_names == painted), None)
        if place is None:
            return self._still(request, artifacts, "the scene image is not of the animatic's own staging")
        shot = shot_of(
            staging,
            [figure_of(member, artifacts, self.pack) for member in request.cast],
            place,
            request.camera,
            fps=request.fps,
            frames=request.frames,
            tail=request.tail_frames,
        )
        short = shot.lens.stops()
        stops = f"the zoom stops after {short / request.fps:.1f} s: make the scene shorter"
        degraded = (stops,) if short < request.frames else ()
        frames = shot.frames(request.frames + request.tail_frames)
        size = (request.width, request.height)
        return Footage(frames, *size, request.fps, "yuv420p", (), degraded, beats_of(shot.troupe))

    def _still(self, request: ClipRequest, artifacts: Artifacts, why: str) -> Footage:
        picture = decode(artifacts.read(request.image))
        size = (request.width, request.height)
        frames = still_frames(
            picture, request.camera, *size, fps=request.fps, frames=request.frames, tail=request.tail_frames
        )
        note = f"{why}: only the camera moves"
        return Footage(frames, request.width, request.height, request.fps, "yuv420p", (note,))
