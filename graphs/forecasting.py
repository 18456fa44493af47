"""What a film would ask for: its graph, driven as always, with an executor that looks everything up and makes nothing.

So a forecast cannot say anything else than what a run does. What is not in the store gets a placeholder, and whatever
depends on a placeholder is to be made too. Every take that would be new is taken for good, and every answer of a
language model for one that fits. What such an answer costs is told as it will be set aside: as the most that it can
come to.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from videostudio.agents.llm.describe import placeholder
from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Brief
from videostudio.film.errors import EndpointError
from videostudio.film.fingerprint import digest, fingerprint
from videostudio.film.forecast import Forecast, Planned
from videostudio.film.record import Calls, FilmRecord
from videostudio.film.requests import ChatRequest, Request, WriterRequest
from videostudio.film.score import ScoreSheet
from videostudio.film.take import Stage
from videostudio.graphs import bootstrap, calibrations
from videostudio.graphs.crew import Crew, Tally
from videostudio.graphs.driving import Run, stood
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.executor.port import Done
from videostudio.graphs.film_graph import film_graph
from videostudio.graphs.machines import Machines, store_of
from videostudio.graphs.order import LEDGER_FILE, FilmOrder
from videostudio.graphs.pace import Pace, wall_seconds
from videostudio.graphs.progress import about_what
from videostudio.graphs.state import FilmState, SceneResult
from videostudio.tools.ledger import Ledger
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.store import Store
from videostudio.tools.workspace import Workspace

_OUTPUTS = {
    Stage.REFERENCE: ("image", "image/png"),
    Stage.IMAGE: ("image", "image/png"),
    Stage.CLIP: ("clip", "video/mp4"),
    Stage.SCORE: ("scores", "application/json"),
    Stage.SOUND: ("ambience", "audio/flac"),
    Stage.MUSIC: ("music", "audio/flac"),
    Stage.CUT: ("film", "video/mp4"),
    Stage.WRITER: ("answer", "application/json"),
}
_NOT_MEASURED = ScoreSheet().model_dump_json().encode()


@dataclass
class ForecastExecutor:
    """An Executor and Artifacts in one. `planned` has every request once, in the order in which it came,
    `bills` what servers ask for them in thousandths of the currency, None where nobody knows."""

    store: Store
    backends: Backends
    pace: Pace
    planned: dict[str, Planned] = field(default_factory=dict)
    bills: dict[str, int | None] = field(default_factory=dict)
    _told: dict[str, bytes] = field(default_factory=dict)

    async def run(self, request: Request) -> Done:
        """See Executor."""
        name = fingerprint(request, self.backends.identity(request))
        found = self.store.find(name)
        seconds = 0.0 if found else self.pace.of_request(request)
        self.bills[name] = 0 if found else self._bill(request)
        self.planned.setdefault(name, _planned(request, name, reused=found is not None, seconds=seconds))
        entry = found or await self._imagined(request, name)
        return Done(entry, made=found is None)

    def read(self, ref: ArtifactRef) -> bytes:
        """See Artifacts."""
        return self._told[ref.sha256] if ref.sha256 in self._told else self.store.read(ref)

    def path(self, ref: ArtifactRef) -> Path:
        """See Artifacts."""
        return self.store.path(ref)

    def _bill(self, request: Request) -> int | None:
        if isinstance(request, ChatRequest):
            assert self.backends.chat is not None, "its identity named the request"
            return self.backends.chat.at_most_milli(request)
        return self.backends.price_milli(request)

    async def _imagined(self, request: Request, name: str) -> Entry:
        """An entry that points at nothing: scores that measured nothing, pictures that are not there. Raises
        EndpointError where nothing can stand for what a language model would say, so that the house writer goes on."""
        role, media_type = _OUTPUTS[request.STAGE]
        data = _NOT_MEASURED
        if isinstance(request, ChatRequest):
            if (answer := placeholder(request)) is None:
                raise EndpointError("the language model is not asked for a forecast")
            data = answer.encode()
        elif isinstance(request, WriterRequest):
            # The house writer answers at once and for nothing.
            data = (await self.backends.writer.answer(request)).encode()
        ref = ArtifactRef(sha256=digest(["planned", name]), media_type=media_type, size=len(data))
        self._told[ref.sha256] = data
        return Entry(fingerprint=name, stage=request.STAGE, outputs={role: ref})


class _Unpublished:
    """A Publisher that publishes nothing."""

    def publish(self, record: FilmRecord) -> None:
        """See Publisher."""


async def forecast(
    order: FilmOrder, workspace: Workspace, changes: tuple[str, ...], *, workers: int | None = None
) -> Forecast:
    """What the film of `order` will ask for. The order has a script. Raises the error tree."""
    script = order.script
    assert script is not None
    home = workspace.film_folder(order.film)
    machines = Machines.of(workspace)
    store, ledger = store_of(workspace, machines), Ledger(home / LEDGER_FILE)
    many = workers or bootstrap.usual_workers(order.profile)
    backends = bootstrap.build_backends(order.profile)
    if order.profile.writer == bootstrap.LLM:
        # To find what it has answered already. It is never asked.
        unspent = bootstrap.account(order.profile, order.brief.budget)
        backends = replace(backends, chat=bootstrap.chat(order.profile, workspace, unspent))
    executor = ForecastExecutor(store, backends, Pace.of(store, ledger))
    postgres = machines.postgres.get_secret_value()
    crew = _crew(order, executor, backends, workspace)
    run = Run(_unasked(order), home, crew, anew=True, postgres=postgres, apart=workspace.apart)
    beginning = run.beginning(await stood(run))
    state = await film_graph().ainvoke(beginning, run.config, context=run.crew)
    prices = [price for price in executor.bills.values() if price is not None]
    requests = _in_order([*executor.planned.values(), *_standing(_kept(beginning, state))])
    work: dict[Stage, list[float | None]] = {}
    for request in requests:
        work.setdefault(request.stage, []).append(request.seconds)
    seconds = wall_seconds(work, many)
    return Forecast(
        film=order.film,
        changes=changes,
        requests=requests,
        workers=many,
        seconds=None if seconds is None else round(seconds, 1),
        money_milli=sum(prices) if len(prices) == len(executor.bills) else None,
        script=script,
    )


def _unasked(order: FilmOrder) -> FilmOrder:
    """The order of a film that waits for nobody's word, neither its user's nor a language model's."""
    brief = Brief.model_validate({**order.brief.model_dump(), "approvals": (), "stand_in": True})
    return order.model_copy(update={"brief": brief})


def _crew(order: FilmOrder, executor: ForecastExecutor, backends: Backends, workspace: Workspace) -> Crew:
    calibration, uncalibrated = calibrations.of(order.profile, backends, workspace.calibrations_root)
    return Crew(
        film=order.film,
        executor=executor,
        artifacts=executor,
        publisher=_Unpublished(),
        emit=lambda event: None,
        expect=lambda script: None,
        house=str(backends.writer.identity),
        llm=bootstrap.llm_name(order.profile),
        licences=backends.licences(),
        tally=lambda: Tally(calls=Calls(), seconds={}),
        calibration=calibration,
        uncalibrated=uncalibrated,
    )


def _kept(beginning: FilmState, state: dict[str, dict[str, SceneResult]]) -> dict[str, SceneResult]:
    """Scenes that were not looked at again, because nothing of them changes."""
    return {scene_id: scene for scene_id, scene in state["scenes"].items() if scene["digest"] in beginning["standing"]}


def _standing(kept: dict[str, SceneResult]) -> list[Planned]:
    """The picture and the clip of every scene that stays as it is."""
    return [
        Planned(stage=Stage(stage), about=scene_id, fingerprint=name, reused=True, seconds=0.0)
        for scene_id, scene in kept.items()
        for take in scene["takes"]
        if take["attempt"] == scene["chosen"]
        for stage, name in take["requests"].items()
    ]


def _planned(request: Request, name: str, *, reused: bool, seconds: float | None) -> Planned:
    rounded = None if seconds is None else round(seconds, 3)
    return Planned(
        stage=request.STAGE, about=about_what(request) or "film", fingerprint=name, reused=reused, seconds=rounded
    )


def _in_order(requests: list[Planned]) -> tuple[Planned, ...]:
    """By stage, each fingerprint once, and otherwise as they came."""
    once = {request.fingerprint: request for request in requests}
    return tuple(sorted(once.values(), key=lambda request: list(Stage).index(request.stage)))
