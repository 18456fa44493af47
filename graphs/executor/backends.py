"""The crew's backends, one per role: what a profile comes to."""

from dataclasses import dataclass

from videostudio.agents.writer import Writer
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import (
    ClipRequest,
    CutRequest,
    ReferenceRequest,
    Request,
    SceneImageRequest,
    ScoreRequest,
    WriterRequest,
)
from videostudio.generators.ports import EntityImager, SceneFilmer, SceneImager
from videostudio.tools.scoring.port import Scorer

CUT_IDENTITY = Identity(backend="cut", code_version=2)
HOUSE_FORMAT_VERSION = 1
"""Raised when the same frames would be encoded to other bytes."""


@dataclass(frozen=True)
class Backends:
    """Who plays which role."""

    writer: Writer
    entity_imager: EntityImager
    scene_imager: SceneImager
    scene_filmer: SceneFilmer
    scorer: Scorer

    def identity(self, request: Request) -> Identity:
        """The identity that answers `request`. A clip's bytes depend on the house format too."""
        match request:
            case WriterRequest():
                return self.writer.identity
            case ReferenceRequest():
                return self.entity_imager.identity
            case SceneImageRequest():
                return self.scene_imager.identity
            case ClipRequest():
                filmer = self.scene_filmer.identity
                return filmer.model_copy(update={"switches": {**filmer.switches, "house_format": HOUSE_FORMAT_VERSION}})
            case ScoreRequest():
                return self.scorer.identity
            case CutRequest():
                return CUT_IDENTITY
        raise TypeError(f"nobody answers a {type(request).__name__}")

    def licences(self) -> tuple[str, ...]:
        """The sentences that the generators' licences ask a film to carry, each once."""
        return tuple(dict.fromkeys(able.attribution for able in self.capabilities() if able.attribution))

    def capabilities(self) -> tuple[Capabilities, ...]:
        """What the generators can do, in the order of their roles."""
        roles = (self.entity_imager, self.scene_imager, self.scene_filmer)
        return tuple(role.capabilities for role in roles)
