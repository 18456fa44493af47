import threading
from pathlib import Path

import pytest

from videostudio.film.artifact import ArtifactRef
from videostudio.film.errors import UnusablePath
from videostudio.film.fingerprint import digest
from videostudio.film.record import FilmOutcome
from videostudio.film.score import Score
from videostudio.film.take import Stage
from videostudio.film.verdict import Gap, Outcome, Verdict, VerdictKind
from videostudio.tools.events import (
    Cost,
    Decided,
    Event,
    EventBus,
    EventLog,
    Failed,
    Finished,
    Judged,
    Made,
    Progress,
    Scored,
    Started,
    Warned,
    from_json,
    to_json,
)
from videostudio.tools.store import durable

REF = ArtifactRef(sha256=digest("x"), media_type="video/mp4", size=5)
UNMEASURED = Score(name="camera", value=None, unit="px", explanation="too short to measure", by="flow v1")
GAP = Gap(score="camera", about="s1", text="moves left instead of right")

EVERY: list[tuple[str, Event]] = [
    ("started", Started(film="fox-00000000", profile="preview", resumed=True)),
    ("progress", Progress(stage=Stage.CLIP, scene_id="s1", step=1, total=4, eta_s=2.5)),
    ("artifact", Made(about="s1", stage=Stage.CLIP, role="clip", artifact=REF, fingerprint=digest("f"), reused=True)),
    ("score", Scored(about="s1", score=UNMEASURED, attempt=2)),
    ("verdict", Judged(about="s1", verdict=Verdict(kind=VerdictKind.RESHOOT, gaps=(GAP,)), attempt=2)),
    ("verdict", Judged(about="s1", outcome=Outcome.ATTEMPTS_EXHAUSTED)),
    ("decision", Decided(by="director", text="the camera goes left: the fox does")),
    ("cost", Cost(stage=Stage.WRITER, seconds=1.5, tokens=30, money_milli=2)),
    ("warning", Warned(text="no artwork for 'gnu': a cow stands in")),
    ("error", Failed(error="NotEnoughDisk", text="full", fatal=True)),
    ("finished", Finished(outcome=FilmOutcome.DEGRADED, film=REF)),
]


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    return EventLog(tmp_path / "film" / "events.jsonl")


@pytest.mark.parametrize(("kind", "event"), EVERY)
def test_every_event_survives_json(kind: str, event: Event) -> None:
    text = to_json(event)
    assert event.type == kind
    assert from_json(text) == event
    assert f'"type":"{kind}"' in text
    assert "\n" not in text


def test_there_are_ten_kinds() -> None:
    assert len({kind for kind, _ in EVERY}) == 10


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"type":"rumour","text":"x"}', '{"type":"warning"}', '{"type":"war'])
def test_what_is_no_event_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        from_json(text)


def test_events_are_numbered_timed_kept_and_handed_round(log: EventLog) -> None:
    clock, seen, also = Clock(), [], []
    bus = EventBus(log, clock)
    bus.subscribe(seen.append)
    end = bus.subscribe(also.append)
    clock.now += 1.23456
    first = bus.emit(Started(film="fox"))
    end()
    clock.now += 1
    second = bus.emit(Warned(text="line one\nline two"))
    assert (first.seq, first.time_s) == (1, 1.235)
    assert (second.seq, second.time_s) == (2, 2.235)
    assert first == Started(film="fox", seq=1, time_s=1.235)
    assert seen == [first, second] == log.read()
    assert also == [first]
    assert len(log.path.read_bytes().splitlines()) == 2


def test_a_second_run_goes_on_where_the_first_ended(log: EventLog) -> None:
    clock = Clock()
    bus = EventBus(log, clock)
    clock.now += 5
    bus.emit(Started(film="fox"))
    clock.now += 100
    again = EventBus(log, clock)
    clock.now += 2
    event = again.emit(Started(film="fox", resumed=True))
    assert (event.seq, event.time_s) == (2, 7.0)


def test_a_bus_needs_no_log() -> None:
    clock = Clock()
    assert EventBus(clock=clock).emit(Warned(text="x")) == Warned(text="x", seq=1)


def test_the_time_of_a_bus_is_that_of_no_calendar(log: EventLog) -> None:
    assert EventBus(log).emit(Warned(text="x")).time_s < 1


def test_events_of_many_threads_keep_one_order(log: EventLog) -> None:
    seen: list[Event] = []
    bus = EventBus(log)
    bus.subscribe(seen.append)
    threads = [threading.Thread(target=lambda: [bus.emit(Warned(text="x")) for _ in range(25)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [event.seq for event in seen] == list(range(1, 101))
    assert log.read() == seen


def test_later_events_can_be_read_alone(log: EventLog) -> None:
    bus = EventBus(log)
    events = [bus.emit(Warned(text=str(n))) for n in range(4)]
    assert log.read(after=2) == events[2:]
    assert log.read(after=4) == []


def test_torn_and_foreign_lines_are_passed_over(log: EventLog) -> None:
    assert log.read() == []
    bus = EventBus(log)
    first = bus.emit(Warned(text="first"))
    with log.path.open("ab") as file:
        file.write(b'garbage\n\xff\xfe\n\n{"type":"warning","te')
    assert log.read() == [first]
    second = EventBus(log).emit(Warned(text="second"))
    assert log.read() == [first, second]
    assert second.seq == 2


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(b"")
    with pytest.raises(UnusablePath, match=r"film/events.jsonl: a folder is wanted"):
        EventBus(EventLog(tmp_path / "film" / "events.jsonl"))


def test_an_event_passes_the_points_of_its_kind(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(durable.KILL_AT, "nowhere:1")
    durable.passed.clear()
    log.append(Warned(text="x"))
    assert list(durable.passed) == ["events.begin", "events.half", "events.written"]
