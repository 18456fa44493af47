"""What an executor and its workers say to each other: one JSON object a line, never a pickle."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from videostudio.film import errors
from videostudio.film.artifact import Sha256
from videostudio.film.errors import StudioError, VideoStudioError
from videostudio.film.noun import Noun
from videostudio.film.requests import (
    ClipRequest,
    CutRequest,
    MusicRequest,
    ReferenceRequest,
    SceneImageRequest,
    ScoreRequest,
    SoundRequest,
)
from videostudio.film.take import Stage
from videostudio.tools.store.entry import Entry

_CARRIED_OUT = (
    ReferenceRequest,
    SceneImageRequest,
    ClipRequest,
    ScoreRequest,
    SoundRequest,
    MusicRequest,
    CutRequest,
)
WORKER_REQUESTS = {kind.STAGE: kind for kind in _CARRIED_OUT}


class Order(Noun):
    """Carry out one request. `request` is its plain JSON, read back by stage."""

    stage: Stage
    fingerprint: Sha256
    request: dict[str, object]


class Ready(Noun):
    """The worker has its backends and waits for orders."""

    type: Literal["ready"] = "ready"


class Stepped(Noun):
    """`done` of `total` frames of the order are made."""

    type: Literal["stepped"] = "stepped"
    done: int
    total: int


class Answered(Noun):
    """The order's entry; `made` unless the store had it by then."""

    type: Literal["answered"] = "answered"
    entry: Entry
    made: bool


class Refused(Noun):
    """The order ended in an error of the tree, named by its class."""

    type: Literal["refused"] = "refused"
    error: str
    text: str

    @classmethod
    def of(cls, error: Exception) -> "Refused":
        """An error as a message; what is not in the tree is a bug of ours and says so."""
        if isinstance(error, VideoStudioError):
            return cls(error=type(error).__name__, text=str(error))
        return cls(error=StudioError.__name__, text=f"{type(error).__name__}: {error}")

    def raised(self) -> VideoStudioError:
        """The error to raise on the other side."""
        kind = getattr(errors, self.error, None)
        if isinstance(kind, type) and issubclass(kind, VideoStudioError):
            return kind(self.text)
        return StudioError(self.text)


Reply = Annotated[Ready | Stepped | Answered | Refused, Field(discriminator="type")]
REPLIES: TypeAdapter[Reply] = TypeAdapter(Reply)
