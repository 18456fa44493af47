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


class Item(Noun):
    """One request of an order. `request` is its plain JSON, read back by stage."""

    fingerprint: Sha256
    request: dict[str, object]


class Order(Noun):
    """Carry out these requests of one stage, together where the backend can. `number` tells it from the same order
    given before; whoever waits for it knows it by its first request."""

    type: Literal["order"] = "order"
    number: int
    stage: Stage
    items: tuple[Item, ...] = Field(min_length=1)

    @property
    def name(self) -> str:
        """The fingerprint of its first request."""
        return self.items[0].fingerprint


class Stop(Noun):
    """Nobody wants the order of that number any more: end it in the middle of a step."""

    type: Literal["stop"] = "stop"
    number: int


class Ready(Noun):
    """The worker has its backends and waits for orders."""

    type: Literal["ready"] = "ready"


class Stepped(Noun):
    """`done` of `total` steps or frames of a request are made."""

    type: Literal["stepped"] = "stepped"
    fingerprint: Sha256
    done: int
    total: int


class Told(Noun):
    """Something fell short, and the request is carried out all the same."""

    type: Literal["told"] = "told"
    fingerprint: Sha256
    text: str


class Freed(Noun):
    """The order that begins with that request needs the device no longer: the next may come while the rest is done on
    the CPU."""

    type: Literal["freed"] = "freed"
    fingerprint: Sha256


class Answered(Noun):
    """A request's entry, which is durable."""

    type: Literal["answered"] = "answered"
    entry: Entry

    @property
    def fingerprint(self) -> str:
        """Of the request."""
        return self.entry.fingerprint


class Refused(Noun):
    """A request ended in an error of the tree, named by its class."""

    type: Literal["refused"] = "refused"
    fingerprint: Sha256
    error: str
    text: str

    @classmethod
    def of(cls, fingerprint: str, error: Exception) -> "Refused":
        """An error as a message; what is not in the tree is a bug of ours and says so."""
        if isinstance(error, VideoStudioError):
            return cls(fingerprint=fingerprint, error=type(error).__name__, text=str(error))
        return cls(fingerprint=fingerprint, error=StudioError.__name__, text=f"{type(error).__name__}: {error}")

    def raised(self) -> VideoStudioError:
        """The error to raise on the other side."""
        kind = getattr(errors, self.error, None)
        if isinstance(kind, type) and issubclass(kind, VideoStudioError):
            return kind(self.text)
        return StudioError(self.text)


Reply = Annotated[Ready | Stepped | Told | Freed | Answered | Refused, Field(discriminator="type")]
REPLIES: TypeAdapter[Reply] = TypeAdapter(Reply)

Word = Annotated[Order | Stop, Field(discriminator="type")]
WORDS: TypeAdapter[Word] = TypeAdapter(Word)
