"""Backends that fail as planned: wrappers for the three roles, so that every loop can be seen to work.

A fault leaves no trace but the pixels: no note, no metadata, nothing a critic could read.
"""

from dataclasses import dataclass, replace

from videostudio.film.artifact import ArtifactRef
from videostudio.film.errors import GeneratorError
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import ClipRequest, ReferenceRequest, SceneImageRequest
from videostudio.film.staging import Staging
from videostudio.film.take import Stage
from videostudio.generators import spoil
from videostudio.generators.faults import IN_PICTURE, FaultKind, FaultPlan
from videostudio.generators.misreading import Misreader, Misreading
from videostudio.generators.overlay import Overlay
from videostudio.generators.ports import EntityImager, Footage, Picture, SceneFilmer, SceneImager
from videostudio.tools import images
from videostudio.tools.images import Pixels
from videostudio.tools.store.port import Artifacts
from videostudio.tools.video.colour import planar_to_rgb

FIRST_FRAME_FPS = 24
"""A first frame is the same at any."""


@dataclass(frozen=True)
class FaultyEntityImager:
    """An entity imager some of whose references go wrong."""

    inner: EntityImager
    plan: FaultPlan

    @property
    def identity(self) -> Identity:
        return self.plan.mark(self.inner.identity)

    @property
    def capabilities(self) -> Capabilities:
        return self.inner.capabilities

    def shoot_reference(self, request: ReferenceRequest, *, artifacts: Artifacts) -> Picture:
        """The inner imager's picture, spoiled if its entity and attempt drew a fault. Raises GeneratorError."""
        fault = self.plan.reference_fault(request.entity.id, request.attempt)
        _raise_if(fault, self.identity)
        picture = self.inner.shoot_reference(request, artifacts=artifacts)
        return spoil.blank_picture(picture) if fault is FaultKind.BLANK else picture


@dataclass(frozen=True)
class FaultySceneImager:
    """A scene imager some of whose pictures go wrong. `imager` draws references of what it takes the cast for;
    `filmer` films the first frame of what is staged otherwise than the scene imager thinks."""

    inner: SceneImager
    plan: FaultPlan
    imager: EntityImager
    filmer: SceneFilmer

    @property
    def identity(self) -> Identity:
        return self.plan.mark(self.inner.identity)

    @property
    def capabilities(self) -> Capabilities:
        return self.inner.capabilities

    def shoot_image(self, request: SceneImageRequest, *, artifacts: Artifacts) -> Picture:
        """The inner imager's picture, spoiled if its scene and attempt drew a fault. Raises GeneratorError."""
        fault = self.plan.take_fault(request.scene_id, request.attempt, Stage.IMAGE)
        _raise_if(fault, self.identity)
        if fault is FaultKind.PASTED:
            return self._pasted(request, artifacts)
        if fault in IN_PICTURE:
            overlay = Overlay(artifacts)
            misread = Misreader(self.plan, self.imager).misread(fault, request, request.attempt, overlay)
            return self._misread(request, misread, overlay)
        picture = self.inner.shoot_image(request, artifacts=artifacts)
        return spoil.blank_picture(picture) if fault is FaultKind.BLANK else picture

    def _pasted(self, request: SceneImageRequest, artifacts: Artifacts) -> Picture:
        """What stands in the staging is what the model believes it drew. Without a reference there is none to paste."""
        sound = self.inner.shoot_image(request, artifacts=artifacts)
        reference = _reference_pasted(self.plan, request, request.attempt)
        if reference is None:
            return sound
        how = self.plan.choice("how", request.scene_id, request.attempt)
        height, width = sound.pixels.shape[:2]
        pixels = spoil.pasted(images.decode(artifacts.read(reference)), width, height, how)
        return replace(sound, pixels=pixels)

    def _misread(self, request: SceneImageRequest, misread: Misreading, artifacts: Overlay) -> Picture:
        if misread.restage is not None:
            sound = self.inner.shoot_image(request, artifacts=artifacts)
            if sound.staging is not None:
                clip = _first_frame_request(request, misread, misread.restage(sound.staging), sound, artifacts)
                footage = self.filmer.shoot_clip(clip, artifacts=artifacts)
                return replace(sound, pixels=_rgb(next(footage.frames), footage))
        cast = misread.cast if misread.twice is None else (*misread.cast, misread.twice)
        changed = request.model_copy(update={"cast": cast, "place": misread.place})
        picture = self.inner.shoot_image(changed, artifacts=artifacts)
        return spoil.quarter_of(picture) if misread.cut else picture


@dataclass(frozen=True)
class FaultySceneFilmer:
    """A scene filmer some of whose clips go wrong, and all those filmed from a picture that did. `imager` draws
    references of what the picture shows instead of the cast."""

    inner: SceneFilmer
    plan: FaultPlan
    imager: EntityImager

    @property
    def identity(self) -> Identity:
        return self.plan.mark(self.inner.identity)

    @property
    def capabilities(self) -> Capabilities:
        return self.inner.capabilities

    def shoot_clip(self, request: ClipRequest, *, artifacts: Artifacts) -> Footage:
        """The inner filmer's footage, spoiled if its scene and attempt drew a fault. Raises GeneratorError."""
        fault = self.plan.take_fault(request.scene_id, request.attempt, Stage.CLIP)
        _raise_if(fault, self.identity)
        how = self.plan.choice("how", request.scene_id, request.attempt)
        pictured = request.image_attempt or request.attempt
        in_picture = self.plan.take_fault(request.scene_id, pictured, Stage.IMAGE)
        overlay = Overlay(artifacts)
        if in_picture in IN_PICTURE and in_picture is not FaultKind.PASTED:
            misread = Misreader(self.plan, self.imager).misread(in_picture, request, pictured, overlay)
            request = _misread_clip(request, misread, overlay)
        footage = self.inner.shoot_clip(_with_camera(request, fault, how), artifacts=overlay)
        if in_picture is FaultKind.BLANK:
            footage = spoil.blank_footage(footage)
        if in_picture is FaultKind.PASTED and _reference_pasted(self.plan, request, pictured) is not None:
            footage = spoil.still_footage(footage, images.decode(artifacts.read(request.image)))
        return _spoiled(footage, fault, request.frames, how)


def _reference_pasted(plan: FaultPlan, request: SceneImageRequest | ClipRequest, attempt: int) -> ArtifactRef | None:
    """The reference of one of the cast, or of the place if somebody should be in it."""
    members = (*request.cast, request.place) if request.cast else ()
    known = [member.reference for member in members if member.reference is not None]
    return known[plan.choice("whom", request.scene_id, attempt) % len(known)] if known else None


def _with_camera(request: ClipRequest, fault: FaultKind | None, how: int) -> ClipRequest:
    camera = request.camera
    if fault is FaultKind.REVERSED:
        camera = spoil.opposite(camera)
    if fault is FaultKind.WRONG_SPEED:
        camera = spoil.other_speed(camera, how)
    return request.model_copy(update={"camera": camera})


def _spoiled(footage: Footage, fault: FaultKind | None, frames: int, how: int) -> Footage:
    match fault:
        case FaultKind.BLANK:
            footage = spoil.blank_footage(footage)
        case FaultKind.FROZEN:
            footage = spoil.frozen_footage(footage)
        case FaultKind.WRONG_COLOURS:
            footage = spoil.recoloured_footage(footage)
        case FaultKind.FLICKERING:
            footage = spoil.flickering_footage(footage, how)
        case FaultKind.SHAKING:
            footage = spoil.shaking_footage(footage, how)
        case FaultKind.BLACK:
            footage = spoil.blackened_footage(footage, frames, how)
    return footage


def _misread_clip(request: ClipRequest, misread: Misreading, artifacts: Overlay) -> ClipRequest:
    staging = request.staging
    if staging is not None and misread.restage is not None:
        sound = Staging.model_validate_json(artifacts.read(staging))
        staging = artifacts.put_staging(misread.restage(sound))
    return request.model_copy(update={"cast": misread.cast, "place": misread.place, "staging": staging})


def _first_frame_request(
    request: SceneImageRequest, misread: Misreading, staging: Staging, sound: Picture, artifacts: Overlay
) -> ClipRequest:
    return ClipRequest(
        scene_id=request.scene_id,
        attempt=request.attempt,
        event=request.event,
        action=request.action,
        cast=misread.cast,
        place=misread.place,
        image=artifacts.put_picture(sound.pixels),
        staging=artifacts.put_staging(staging),
        camera=request.camera,
        style=request.style,
        frames=1,
        tail_frames=0,
        width=request.width,
        height=request.height,
        fps=FIRST_FRAME_FPS,
        seed=request.seed,
    )


def _rgb(frame: Pixels, footage: Footage) -> Pixels:
    return frame if footage.pixel_format == "rgb24" else planar_to_rgb(frame)


def _raise_if(fault: FaultKind | None, identity: Identity) -> None:
    if fault is FaultKind.RAISES:
        raise GeneratorError(f"{identity} gave no picture: shoot it again")
