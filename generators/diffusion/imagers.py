"""What all imagers on one painter do alike: its capabilities, its memory, and one scene as a batch of one."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from videostudio.film.identity import Capabilities
from videostudio.film.requests import SceneImageRequest
from videostudio.generators.diffusion.painter import Painter, capabilities_of
from videostudio.generators.ports import Picture
from videostudio.tools.store.port import Artifacts

OnePainter = TypeVar("OnePainter", bound=Painter)


@dataclass(frozen=True)
class Imager(Generic[OnePainter]):
    """Thrifty and Leaving."""

    painter: OnePainter

    @property
    def capabilities(self) -> Capabilities:
        """See Card."""
        return capabilities_of(self.painter)

    @property
    def most_together(self) -> int:
        """How many pictures one pass takes."""
        return self.painter.settings.batch if self.painter.resident.card.prompt_batching else 1

    def use_less_memory(self) -> str:
        """See Thrifty."""
        return self.painter.resident.use_less_memory()

    def leave_device(self) -> None:
        """See Leaving."""
        self.painter.resident.leave_device()


@dataclass(frozen=True)
class ScenesTogether(Imager[OnePainter], ABC):
    """An ImagesTogether that is a SceneImager too."""

    @abstractmethod
    def pass_of(self, request: SceneImageRequest) -> Hashable:
        """See ImagesTogether."""

    @abstractmethod
    def shoot_images(self, requests: Sequence[SceneImageRequest], *, artifacts: Artifacts) -> Sequence[Picture]:
        """See ImagesTogether."""

    def shoot_image(self, request: SceneImageRequest, *, artifacts: Artifacts) -> Picture:
        """See SceneImager. Raises ReferenceError_ for a reference that cannot be read, and as Painter."""
        (picture,) = self.shoot_images([request], artifacts=artifacts)
        return picture
