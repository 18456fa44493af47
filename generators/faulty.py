"""Backends that fail as planned: wrappers for the three roles, so that every loop can be seen to work.

A fault leaves no trace but the pixels: no note, no metadata, nothing a critic could read.
"""

from dataclasses import dataclass

from videostudio.film.errors import GeneratorError
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import ClipRequest, ReferenceRequest, SceneImageRequest
from videostudio.film.take import Stage
from videostudio.generators import spoil
from videostudio.generators.faults import FaultKind, FaultPlan
from videostudio.generators.ports import EntityImager, Footage, Picture, SceneFilmer, SceneImager
from videostudio.tools.store.port import Artifacts


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
    """A scene imager some of whose pictures go wrong."""

    inner: SceneImager
    plan: FaultPlan

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
        picture = self.inner.shoot_image(request, artifacts=artifacts)
        return spoil.blank_picture(picture) if fault is FaultKind.BLANK else picture


@dataclass(frozen=True)
class FaultySceneFilmer:
    """A scene filmer some of whose clips go wrong."""

    inner: SceneFilmer
    plan: FaultPlan

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
        if fault is FaultKind.REVERSED:
            request = request.model_copy(update={"camera": spoil.opposite(request.camera)})
        footage = self.inner.shoot_clip(request, artifacts=artifacts)
        match fault:
            case FaultKind.BLANK:
                return spoil.blank_footage(footage)
            case FaultKind.FROZEN:
                return spoil.frozen_footage(footage)
            case FaultKind.WRONG_COLOURS:
                return spoil.recoloured_footage(footage)
        return footage


def _raise_if(fault: FaultKind | None, identity: Identity) -> None:
    if fault is FaultKind.RAISES:
        raise GeneratorError(f"{identity} gave no picture: shoot it again")
