"""The one stream of what happens to a film. Progress bars, pages and reports read it; nothing prints."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from videostudio.film.artifact import ArtifactRef, Sha256
from videostudio.film.noun import Noun
from videostudio.film.record import FilmOutcome
from videostudio.film.score import Score
from videostudio.film.take import Stage
from videostudio.film.verdict import Outcome, Verdict
from videostudio.tools.store.disk import disk_errors
from videostudio.tools.store.durable import Kind, append_line


class _Event(Noun):
    """`seq` counts a film's events from 1 and `time_s` the seconds spent making it, over all its runs; the
    bus fills in both. `about` is an entity's or scene's id, "" for the whole film."""

    seq: int = Field(default=0, ge=0)
    time_s: float = Field(default=0.0, ge=0)
    about: str = ""


class Started(_Event):
    """A run of the film began; `resumed` if it was not the first."""

    type: Literal["started"] = "started"
    film: str
    profile: str = ""
    resumed: bool = False


class Progress(_Event):
    """`step` of `total` requests of a stage are done; `eta_s` is the time the whole film still needs, None
    while nothing is known about it. `scene_id` is the scene just worked on."""

    type: Literal["progress"] = "progress"
    stage: Stage
    scene_id: str = ""
    step: int = Field(ge=0)
    total: int = Field(ge=0)
    eta_s: float | None = Field(default=None, ge=0)


class Made(_Event):
    """An artifact is in the store, `reused` if it already was."""

    type: Literal["artifact"] = "artifact"
    stage: Stage
    role: str
    artifact: ArtifactRef
    fingerprint: Sha256 | None = None
    reused: bool = False


class Scored(_Event):
    """One score of a take; `attempt` is None for the whole film."""

    type: Literal["score"] = "score"
    score: Score
    attempt: int | None = None


class Judged(_Event):
    """A critic's word on a take, or how a scene ended."""

    type: Literal["verdict"] = "verdict"
    verdict: Verdict | None = None
    outcome: Outcome | None = None
    attempt: int | None = None


class Decided(_Event):
    """A choice an agent made, in words, with its reason."""

    type: Literal["decision"] = "decision"
    by: str
    text: str


class Cost(_Event):
    """What a call used: wall seconds, tokens, thousandths of the endpoint's currency."""

    type: Literal["cost"] = "cost"
    stage: Stage
    seconds: float = Field(default=0.0, ge=0)
    tokens: int = Field(default=0, ge=0)
    money_milli: int = Field(default=0, ge=0)


class Warned(_Event):
    """Something fell short and the film goes on."""

    type: Literal["warning"] = "warning"
    text: str


class Failed(_Event):
    """An error, by its class in the error tree; `fatal` if the run ends with it."""

    type: Literal["error"] = "error"
    error: str
    text: str
    fatal: bool = False


class Finished(_Event):
    """The run ended; `film` is the cut if there is one."""

    type: Literal["finished"] = "finished"
    outcome: FilmOutcome
    film: ArtifactRef | None = None


Event = Annotated[
    Started | Progress | Made | Scored | Judged | Decided | Cost | Warned | Failed | Finished,
    Field(discriminator="type"),
]

_ADAPTER: TypeAdapter[Event] = TypeAdapter(Event)

Subscriber = Callable[[Event], None]


def to_json(event: Event) -> str:
    """One line of JSON."""
    return event.model_dump_json()


def from_json(text: str | bytes) -> Event:
    """The event in a line of JSON. Raises ValueError."""
    return _ADAPTER.validate_json(text)


class EventLog:
    """A film's events as JSON lines."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, event: Event) -> None:
        """Adds one event. It survives the death of the process, not a power cut."""
        append_line(self.path, to_json(event), kind=Kind.EVENTS)

    def read(self, after: int = 0) -> list[Event]:
        """The events whose `seq` is larger than `after`. Lines torn by a kill are passed over."""
        try:
            with disk_errors(self.path):
                lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return []
        events = (_parsed(line) for line in lines if line)
        return [event for event in events if event is not None and event.seq > after]


class EventBus:
    """Numbers events, keeps them and hands them to every subscriber, one at a time and in order.

    Numbers and times go on where the log ends, so that a film has one stream over all its runs. May be
    called from several threads; a subscriber must be quick and must not emit.
    """

    def __init__(self, log: EventLog | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._log = log
        self._clock = clock
        self._subscribers: list[Subscriber] = []
        self._lock = threading.Lock()
        earlier = log.read() if log else []
        self._seq = earlier[-1].seq if earlier else 0
        self._began = clock() - (earlier[-1].time_s if earlier else 0.0)

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Hands every later event to `subscriber`; call the result to end that."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def emit(self, event: Event) -> Event:
        """Gives the event its number and time, keeps it and hands it round; gives it back as kept."""
        with self._lock:
            self._seq += 1
            time_s = round(self._clock() - self._began, 3)
            kept = event.model_copy(update={"seq": self._seq, "time_s": time_s})
            if self._log:
                self._log.append(kept)
            for subscriber in tuple(self._subscribers):
                subscriber(kept)
        return kept


def _parsed(line: bytes) -> Event | None:
    try:
        return from_json(line)
    except ValueError:
        return None
