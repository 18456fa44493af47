"""Films without a model of clips: another filmer's camera moves over the pictures, and the film says so."""

from dataclasses import dataclass, replace

from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import ClipRequest
from videostudio.generators.ports import Footage, SceneFilmer
from videostudio.tools.store.port import Artifacts

TOLD = "no small model of clips is here: the animatic's camera moves over the picture"


@dataclass(frozen=True)
class StandInFilmer:
    """A SceneFilmer in place of one that is not there."""

    inner: SceneFilmer

    @property
    def identity(self) -> Identity:
        """The inner one's, in another's place."""
        inner = self.inner.identity
        return inner.model_copy(update={"switches": {**inner.switches, "stands_in": True}})

    @property
    def capabilities(self) -> Capabilities:
        return self.inner.capabilities

    def shoot_clip(self, request: ClipRequest, *, artifacts: Artifacts) -> Footage:
        """See SceneFilmer. Raises as the inner one."""
        footage = self.inner.shoot_clip(request, artifacts=artifacts)
        return replace(footage, degraded=(*footage.degraded, TOLD))
