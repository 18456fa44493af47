"""The crew: what does the work while the state keeps the facts. Nodes find it in their runtime context."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from videostudio.agents.llm.writer import LlmWriter
from videostudio.agents.planner import StandIn
from videostudio.film.brief import Brief
from videostudio.film.calibration import Calibration
from videostudio.film.identity import Identity
from videostudio.film.record import Calls, FilmRecord, Spending, Twin
from videostudio.film.requests import ChatRequest, ScoreRequest, WriterRequest
from videostudio.film.score import Score, ScoreSheet
from videostudio.film.script import Script
from videostudio.film.take import Stage
from videostudio.graphs.executor.port import Executor
from videostudio.graphs.executor.saying import at_once
from videostudio.tools.events import Event, Scored
from videostudio.tools.store.port import Artifacts


class Publisher(Protocol):
    """Puts a film's record, and all that people open, where they find it."""

    def publish(self, record: FilmRecord) -> None:
        """Writes the film's folder."""
        ...


@dataclass(frozen=True)
class Tally:
    """What this run has done so far, and `spent` what language models cost in all runs. `seconds` is wall time by
    stage."""

    calls: Calls
    seconds: dict[str, float]
    spent: Spending = field(default_factory=Spending)


@dataclass(frozen=True)
class Crew:
    """Everything a node may call. `film` is the film's id, `licences` are the sentences it has to carry, `makers` those
    who make its pictures and clips, `twin` is the film it was rendered from; `expect` hears of every script that is
    going to be shot. The critic judges by `calibration`; `uncalibrated` says what is amiss with it, "" if nothing
    is. `house` is the house writer's name, `llm` that of the language model which writes before it, "" for none."""

    film: str
    executor: Executor
    artifacts: Artifacts
    publisher: Publisher
    emit: Callable[[Event], object]
    house: str
    licences: tuple[str, ...]
    tally: Callable[[], Tally]
    expect: Callable[[Script], None]
    calibration: Calibration
    uncalibrated: str = ""
    admits: Callable[[Script], None] = lambda script: None
    """Raises BeyondLimits for a script that is more than whoever asked for the film may have."""
    offer: Callable[[], str] = lambda: ""
    """What would help the critic that could only advise, and what that costs; "" where nothing has to."""
    preflight: tuple[str, ...] = ()
    """What was done so that the profile fits the machine."""
    llm: str = ""
    makers: dict[Stage, Identity] = field(default_factory=dict)
    twin: Twin | None = None

    @property
    def writer(self) -> str:
        """Who is asked first."""
        return self.llm or self.house

    async def ask(self, request: WriterRequest) -> str:
        """One question to the writer: its JSON answer. A language model's is made of many calls, each a request."""
        return await (LlmWriter(self._run, at_once).answer(request) if self.llm else self._run(request))

    def stand_in(self, brief: Brief) -> StandIn | None:
        """Who writes where the language model cannot, if the brief lets them; None where nobody else is left."""
        return StandIn(self._run, self.house, allowed=brief.stand_in) if self.llm else None

    async def score(self, request: ScoreRequest) -> tuple[Score, ...]:
        """One measurement: its scores, with what the calibration makes of them in words."""
        done = await self.executor.run(request)
        sheet = ScoreSheet.model_validate_json(self.artifacts.read(done.entry.outputs["scores"]))
        scores = self.calibration.told(request.subject, sheet.scores)
        for score in scores:
            self.emit(Scored(about=score.about or request.items[0].id, score=score))
        return scores

    async def _run(self, request: WriterRequest | ChatRequest) -> str:
        done = await self.executor.run(request)
        return self.artifacts.read(done.entry.outputs["answer"]).decode()
