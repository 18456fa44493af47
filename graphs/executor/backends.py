"""The crew's backends, one per role: what a profile comes to."""

from dataclasses import dataclass

from videostudio.agents.writer import Writer
from videostudio.film.identity import Capabilities, Identity, Price
from videostudio.film.requests import (
    ChatRequest,
    ClipRequest,
    CutRequest,
    MusicRequest,
    ReferenceRequest,
    Request,
    SceneImageRequest,
    ScoreRequest,
    SoundRequest,
    WriterRequest,
)
from videostudio.film.take import Stage
from videostudio.generators.ports import Composer, EntityImager, SceneFilmer, SceneImager
from videostudio.tools.llm.port import Chat
from videostudio.tools.scoring.port import Scorer

CUT_IDENTITY = Identity(backend="cut", code_version=2)
HOUSE_FORMAT_VERSION = 1
"""Raised when the same frames would be encoded to other bytes."""


@dataclass(frozen=True)
class Backends:
    """Who plays which role. `writer` is the house writer; `chat` the language model that writes before it, None for
    none."""

    writer: Writer
    entity_imager: EntityImager
    scene_imager: SceneImager
    scene_filmer: SceneFilmer
    scorer: Scorer
    composer: Composer
    chat: Chat | None = None

    def identity(self, request: Request) -> Identity:
        """The identity that answers `request`. A clip's bytes depend on the house format too."""
        match request:
            case WriterRequest():
                identity = self.writer.identity
            case ChatRequest():
                if self.chat is None:
                    raise TypeError("no language model answers in this profile")
                identity = self.chat.identity
            case ReferenceRequest():
                identity = self.entity_imager.identity
            case SceneImageRequest():
                identity = self.scene_imager.identity
            case ClipRequest():
                filmer = self.scene_filmer.identity
                switches = {**filmer.switches, "house_format": HOUSE_FORMAT_VERSION}
                identity = filmer.model_copy(update={"switches": switches})
            case ScoreRequest():
                identity = self.scorer.identity
            case SoundRequest() | MusicRequest():
                identity = self.composer.identity
            case CutRequest():
                identity = CUT_IDENTITY
            case _:
                raise TypeError(f"nobody answers a {type(request).__name__}")
        return identity

    def price_milli(self, request: Request) -> int | None:
        """Thousandths of the currency that a server bills for `request`; None if nobody knows. What a language model
        costs is its endpoint's affair."""
        match request:
            case ReferenceRequest():
                # A user's own picture is taken as it is.
                price = self.entity_imager.capabilities.price if request.entity.own_image is None else Price()
            case SceneImageRequest():
                price = self.scene_imager.capabilities.price
            case ClipRequest():
                price = self.scene_filmer.capabilities.price
            case _:
                price = Price()
        if price is None:
            return None
        seconds = (request.frames + request.tail_frames) / request.fps if isinstance(request, ClipRequest) else 0.0
        return price.of(seconds)

    def makers(self) -> dict[Stage, Identity]:
        """Who makes pictures and clips, by stage."""
        return {
            Stage.REFERENCE: self.entity_imager.identity,
            Stage.IMAGE: self.scene_imager.identity,
            Stage.CLIP: self.scene_filmer.identity,
        }

    def licences(self) -> tuple[str, ...]:
        """The sentences that the generators' licences ask a film to carry, each once."""
        return tuple(dict.fromkeys(able.attribution for able in self.capabilities() if able.attribution))

    def capabilities(self) -> tuple[Capabilities, ...]:
        """What the generators can do, in the order of their roles."""
        roles = (self.entity_imager, self.scene_imager, self.scene_filmer, self.composer)
        return tuple(role.capabilities for role in roles)
