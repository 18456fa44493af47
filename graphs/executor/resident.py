"""What a worker alone on its device has in memory, and how it makes do with less when that is full."""

import traceback
from collections.abc import Hashable
from dataclasses import dataclass, field

from videostudio.film.requests import ReferenceRequest, Request, SceneImageRequest
from videostudio.film.take import Stage
from videostudio.generators.ports import (
    EntityImager,
    ImagesTogether,
    Leaving,
    PortraitsTogether,
    SceneFilmer,
    SceneImager,
    Thrifty,
)
from videostudio.graphs.executor.backends import Backends

Maker = EntityImager | SceneImager | SceneFilmer


def maker_of(backends: Backends, stage: Stage) -> Maker | None:
    """Who makes the pictures of `stage`; None for stages without."""
    makers: dict[Stage, Maker] = {
        Stage.REFERENCE: backends.entity_imager,
        Stage.IMAGE: backends.scene_imager,
        Stage.CLIP: backends.scene_filmer,
    }
    return makers.get(stage)


def pipeline_of(backends: Backends, stage: Stage) -> str:
    """What has to be in memory for `stage`: the same for stages that share a model, "" for those that need none."""
    maker = maker_of(backends, stage)
    if maker is None:
        return ""
    identity = maker.identity
    return f"{identity.model} {identity.revision}" if identity.model else f"{stage} {identity.backend}"


def together_of(backends: Backends, request: Request) -> tuple[int, Hashable]:
    """How many requests can be one pass with `request`, itself included, and what those have in common."""
    imager, painter = backends.entity_imager, backends.scene_imager
    if isinstance(request, ReferenceRequest) and isinstance(imager, PortraitsTogether):
        return imager.most_together, imager.pass_of(request)
    if isinstance(request, SceneImageRequest) and isinstance(painter, ImagesTogether):
        return painter.most_together, painter.pass_of(request)
    return 1, None


@dataclass
class Resident:
    """The models of one worker. `spared` are the stages that went down their ladder."""

    backends: Backends
    spared: set[Stage] = field(default_factory=set)
    _stage: Stage | None = None

    def enter(self, stage: Stage) -> None:
        """`stage` is next: a model that it does not share leaves the device."""
        before, self._stage = self._stage, stage
        if before is None or pipeline_of(self.backends, before) == pipeline_of(self.backends, stage):
            return
        maker: object = maker_of(self.backends, before)
        if isinstance(maker, Leaving):
            maker.leave_device()

    def spare(self, stage: Stage) -> str:
        """Makes `stage` do with less memory, once; in words what it does now, "" where it can or may not."""
        maker: object = maker_of(self.backends, stage)
        if stage in self.spared or not isinstance(maker, Thrifty):
            return ""
        self.spared.add(stage)
        return maker.use_less_memory()


def forget(error: BaseException) -> None:
    """Empties the frames that `error` and what led to it went through: a model that failed stays in memory as long as
    one of them has it."""
    each: BaseException | None = error
    while each is not None:
        traceback.clear_frames(each.__traceback__)
        each = each.__cause__ or each.__context__
