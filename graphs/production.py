"""One run of one film: a crew is put together, its workers are started, and the graph is driven."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from videostudio.film.record import Calls, FilmRecord, Spending
from videostudio.film.script import Script
from videostudio.film.take import GENERATOR_STAGES
from videostudio.graphs import bootstrap, calibrations
from videostudio.graphs.capable import too_long_for
from videostudio.graphs.crew import Crew, Tally
from videostudio.graphs.decision import Decision
from videostudio.graphs.executor.paying import PayingExecutor
from videostudio.graphs.executor.workers import WorkersExecutor
from videostudio.graphs.machines import Machines, executor_of, store_of
from videostudio.graphs.offers import calibration_offer
from videostudio.graphs.order import EVENTS_FILE, LEDGER_FILE, SPENDING_FILE, FilmOrder, published_folder
from videostudio.graphs.pace import Pace
from videostudio.graphs.progress import FilmProgress
from videostudio.graphs.publisher import FolderPublisher, load_record
from videostudio.tools.events import Event, EventBus, EventLog, Failed, Finished, Started, Warned
from videostudio.tools.ledger import Ledger, LineKind
from videostudio.tools.llm.account import Account, Cost, spent_in
from videostudio.tools.store.store import Store
from videostudio.tools.workspace import Workspace

WORKER_LOG = "workers.log"


async def produce(
    order: FilmOrder,
    workspace: Workspace,
    *,
    on_event: Callable[[Event], None] | None = None,
    workers: int | None = None,
    decision: Decision | None = None,
    anew: bool = False,
    approved: bool = False,
    admits: Callable[[Script], None] = lambda script: None,
) -> FilmRecord:
    """Makes the film, goes on with it, or finds it made: one mechanism, since nothing that is in the store is
    made again. A finished film is made again from its brief too, which notices what has gone missing. `anew` begins
    with a script that was just edited; `approved` is whether its user has approved of it; `admits` raises BeyondLimits
    for a script that they may not have.

    The caller holds the film's lock. Raises the error tree; what was finished then is kept."""
    home = workspace.film_folder(order.film)
    bus = EventBus(EventLog(home / EVENTS_FILE))
    if on_event is not None:
        bus.subscribe(on_event)
    machines = Machines.of(workspace)
    store, ledger = store_of(workspace, machines), Ledger(home / LEDGER_FILE)
    progress = FilmProgress(bus.emit, order.brief)
    publisher = FolderPublisher(published_folder(order, home), home, store)
    account = _account(order, home)
    backends = bootstrap.build_backends(order.profile, fetching=True)
    if account is not None and order.profile.writer == bootstrap.LLM:
        backends = replace(backends, chat=bootstrap.chat(order.profile, workspace, account))
    budget_s, count = order.brief.budget.gpu_s, workers or bootstrap.usual_workers(order.profile)
    executor = executor_of(
        order.profile,
        machines,
        backends=backends,
        store=store,
        ledger=ledger,
        run=secrets.token_hex(8),
        log=home / WORKER_LOG,
        workers=count,
        asked=workers,
        watcher=progress,
        fills=bootstrap.fills(order.profile),
        budget_s=budget_s,
        spent_s=_spent_s(store, ledger) if budget_s is not None else 0.0,
    )
    crew = _crew(order, publisher, store, ledger, executor, progress, bus, workspace, account, home, count)
    crew = replace(crew, admits=admits)
    async with executor:
        publisher.sweep()
        bus.emit(Started(film=order.film, profile=order.profile.name, resumed=bool(ledger.lines()[0])))
        for done in crew.preflight:
            bus.emit(Warned(text=done))
        if crew.uncalibrated:
            bus.emit(Warned(text=crew.uncalibrated))
        if beyond := too_long_for(order.brief, executor.backends.scene_filmer.capabilities):
            bus.emit(Warned(text=beyond))
        # An edit may need nothing that is not there; workers start with the first request that does.
        if not anew and _has_work(home, decision):
            await executor.warm()
        # Not before the workers are started: importing the graph library takes as long as they do.
        from videostudio.graphs.driving import Run, driven

        postgres = machines.postgres.get_secret_value()
        run = Run(order, home, crew, anew=anew, approved=approved, postgres=postgres, apart=workspace.apart)
        try:
            record = await driven(run, decision)
        except Exception as error:
            bus.emit(Failed(error=type(error).__name__, text=str(error), fatal=True))
            raise
        bus.emit(Finished(outcome=record.outcome, film=record.cut))
        return record


def _has_work(home: Path, decision: Decision | None) -> bool:
    """Whether workers will be wanted, as far as the last record tells: not for a film that has its cut, and not
    for one that waits and gets no answer. Started for nothing they would cost a second; started late, too."""
    record = load_record(home)
    return record is None or (record.cut is None and (not record.outcome.waits or decision is not None))


def _account(order: FilmOrder, home: Path) -> Account | None:
    """What the film's models behind endpoints may cost and did; None where there are none."""
    if not bootstrap.bills(order.profile):
        return None
    return bootstrap.account(order.profile, order.brief.budget, home / SPENDING_FILE)


def _crew(
    order: FilmOrder,
    publisher: FolderPublisher,
    store: Store,
    ledger: Ledger,
    executor: WorkersExecutor,
    progress: FilmProgress,
    bus: EventBus,
    workspace: Workspace,
    account: Account | None,
    home: Path,
    workers: int,
) -> Crew:
    def tally() -> Tally:
        now, ever = ledger.counts(executor.run_id), ledger.counts()
        calls = Calls(made=now.generator_made, reused=now.generator_reused, ledger=ever.generator_calls)
        # Without a language model that writes there may be one that was talked with.
        spent = account.spent if account is not None else spent_in(home / SPENDING_FILE)
        return Tally(calls=calls, seconds=executor.clock.seconds(), spent=_spending(spent))

    calibration, uncalibrated = calibrations.of(order.profile, executor.backends, workspace.calibrations_root)
    return Crew(
        film=order.film,
        executor=executor if account is None else PayingExecutor(executor, store, account),
        artifacts=store,
        publisher=publisher,
        emit=bus.emit,
        expect=progress.expect,
        house=str(executor.backends.writer.identity),
        llm=bootstrap.llm_name(order.profile),
        licences=executor.backends.licences(),
        makers=executor.backends.makers(),
        twin=order.twin,
        tally=tally,
        calibration=calibration,
        uncalibrated=uncalibrated,
        offer=lambda: calibration_offer(order.profile, executor.backends, Pace.of(store, ledger), workers),
        preflight=order.preflight,
    )


def _spending(cost: Cost) -> Spending:
    return Spending(tokens=cost.tokens, money_milli=cost.money_milli)


def _spent_s(store: Store, ledger: Ledger) -> float:
    """Seconds of generator time that earlier runs of the film used."""
    made = {
        line.fingerprint for line in ledger.lines()[0] if line.kind is LineKind.MADE and line.stage in GENERATOR_STAGES
    }
    entries = (store.find(fingerprint) for fingerprint in made)
    return sum(entry.seconds_milli for entry in entries if entry is not None) / 1000
