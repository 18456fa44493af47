import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from videostudio.film.errors import UnusablePath
from videostudio.film.fingerprint import digest
from videostudio.film.take import Stage
from videostudio.tools.ledger import Ledger, LedgerCounts, LedgerLine, LineKind
from videostudio.tools.store import durable

A, B, C = digest("a"), digest("b"), digest("c")
STARTED, MADE, REUSED = LineKind.STARTED, LineKind.MADE, LineKind.REUSED


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "film" / "ledger.jsonl")


def line(kind: LineKind, fingerprint: str, stage: Stage = Stage.CLIP, run: str = "one") -> LedgerLine:
    return LedgerLine(kind=kind, fingerprint=fingerprint, stage=stage, pid=42, run=run)


def note(ledger: Ledger, *lines: LedgerLine) -> None:
    for each in lines:
        ledger.note(each)


def test_a_ledger_without_a_file_is_empty(ledger: Ledger) -> None:
    assert ledger.lines() == ((), 0)
    assert ledger.counts() == LedgerCounts()
    assert ledger.fingerprints() == frozenset()
    assert not ledger.path.parent.exists()


def test_lines_come_back_in_order(ledger: Ledger) -> None:
    lines = (line(STARTED, A), line(MADE, A, Stage.CUT, "zwei ü"), line(REUSED, B, Stage.WRITER))
    note(ledger, *lines)
    assert Ledger(ledger.path).lines() == (lines, 0)
    assert ledger.fingerprints() == {A, B}


def test_the_file_is_json_lines_with_a_checksum_each(ledger: Ledger) -> None:
    """The format is a promise: ledgers outlive the program that wrote them."""
    ledger.note(line(MADE, A))
    assert ledger.path.read_text() == (
        f'{{"kind": "made", "fingerprint": "{A}", "stage": "clip", "pid": 42, "run": "one", '
        '"check": "eb86a77643acfc43"}\n'
    )


def test_a_line_passes_the_points_of_a_ledger(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(durable.KILL_AT, "nowhere:1")
    durable.passed.clear()
    ledger.note(line(MADE, A))
    assert list(durable.passed) == ["ledger.begin", "ledger.half", "ledger.written", "ledger.committed"]


def test_calls_are_counted_by_stage(ledger: Ledger) -> None:
    note(
        ledger,
        line(STARTED, A, Stage.REFERENCE),
        line(MADE, A, Stage.REFERENCE),
        line(STARTED, B, Stage.CLIP),
        line(MADE, B, Stage.CLIP),
        line(STARTED, C, Stage.CLIP),
        line(REUSED, A, Stage.REFERENCE),
        line(REUSED, A, Stage.REFERENCE),
    )
    counts = ledger.counts()
    assert counts == LedgerCounts(
        started_by_stage={Stage.REFERENCE: 1, Stage.CLIP: 2},
        made_by_stage={Stage.REFERENCE: 1, Stage.CLIP: 1},
        reused_by_stage={Stage.REFERENCE: 2},
        started_without_made=1,
        repeats=0,
        broken=0,
    )
    assert (counts.generator_calls, counts.generator_made, counts.generator_reused) == (3, 2, 2)


def test_only_pictures_count_as_generator_calls(ledger: Ledger) -> None:
    for stage in Stage:
        note(ledger, *(line(kind, digest(stage), stage) for kind in (STARTED, MADE, REUSED)))
    counts = ledger.counts()
    assert (counts.generator_calls, counts.generator_made, counts.generator_reused) == (3, 3, 3)


def test_a_call_in_flight_at_a_kill_may_be_made_again(ledger: Ledger) -> None:
    note(ledger, line(STARTED, A), line(STARTED, A), line(MADE, A))
    counts = ledger.counts()
    assert (counts.started_without_made, counts.repeats) == (1, 0)


def test_a_call_begun_after_it_was_made_is_a_repeat(ledger: Ledger) -> None:
    note(ledger, line(STARTED, A), line(MADE, A), line(STARTED, A), line(MADE, A), line(STARTED, A))
    counts = ledger.counts()
    assert (counts.repeats, counts.started_without_made) == (2, 1)


def test_another_call_or_a_reuse_is_no_repeat(ledger: Ledger) -> None:
    note(ledger, line(STARTED, A), line(MADE, A), line(STARTED, B), line(REUSED, A), line(REUSED, C), line(STARTED, C))
    assert ledger.counts().repeats == 0


def test_one_run_is_counted_apart_and_its_repeats_against_all(ledger: Ledger) -> None:
    note(
        ledger,
        line(STARTED, A),
        line(MADE, A),
        line(STARTED, A, run="two"),
        line(STARTED, B, Stage.IMAGE, "two"),
        line(MADE, B, Stage.IMAGE, "two"),
        line(REUSED, C, Stage.CUT, "two"),
    )
    assert ledger.counts("one") == LedgerCounts(started_by_stage={Stage.CLIP: 1}, made_by_stage={Stage.CLIP: 1})
    assert ledger.counts("two") == LedgerCounts(
        started_by_stage={Stage.CLIP: 1, Stage.IMAGE: 1},
        made_by_stage={Stage.IMAGE: 1},
        reused_by_stage={Stage.CUT: 1},
        started_without_made=1,
        repeats=1,
    )
    assert ledger.counts("three") == LedgerCounts()
    assert ledger.counts().repeats == 1


def test_a_torn_last_line_is_passed_over_told_and_swallows_nothing(ledger: Ledger) -> None:
    note(ledger, line(STARTED, A), line(MADE, A))
    whole = ledger.path.read_bytes()
    for cut in range(2, len(whole.splitlines()[1]), 5):
        ledger.path.write_bytes(whole[:-cut])
        lines, broken = ledger.lines()
        assert (lines, broken) == ((line(STARTED, A),), 1), cut
        ledger.note(line(REUSED, B))
        assert ledger.lines() == ((line(STARTED, A), line(REUSED, B)), 1), cut
    assert ledger.counts().broken == 1


def test_a_last_line_without_its_end_is_whole(ledger: Ledger) -> None:
    note(ledger, line(STARTED, A))
    ledger.path.write_bytes(ledger.path.read_bytes()[:-1])
    assert ledger.lines() == ((line(STARTED, A),), 0)


@pytest.mark.parametrize(
    "garbage",
    [
        b"{}",
        b"[]",
        b"7",
        b"[" * 100_000,
        bytes(99),
        b"null",
        b'"x"',
        b"\xff\xfe",
        b"{",
        b'{"check": "x"}',
        b" ",
        b'{"check": 3, "kind": 1}',
    ],
)
def test_garbage_is_passed_over_and_counted(ledger: Ledger, garbage: bytes) -> None:
    ledger.note(line(STARTED, A))
    with ledger.path.open("ab") as file:
        file.write(garbage + b"\n\n")
    ledger.note(line(MADE, A))
    assert ledger.lines() == ((line(STARTED, A), line(MADE, A)), 1)


def test_a_changed_byte_is_noticed(ledger: Ledger) -> None:
    note(ledger, line(MADE, A), line(STARTED, B))
    whole = ledger.path.read_bytes()
    first = whole.index(b"\n")
    for place in range(0, first, 3):
        ledger.path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        lines, broken = ledger.lines()
        assert lines == (line(STARTED, B),) or whole[place] == ord(" "), place
        assert broken >= 1 or whole[place] == ord(" ")


def test_a_line_from_another_program_with_a_right_checksum_is_counted_as_broken(ledger: Ledger) -> None:
    content = {"kind": "lost", "fingerprint": A}
    check = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
    ledger.path.parent.mkdir()
    ledger.path.write_text(json.dumps({**content, "check": check}) + "\n")
    assert ledger.lines() == ((), 1)


def test_several_processes_note_at_once(ledger: Ledger) -> None:
    code = (
        "import os, sys; from pathlib import Path; from videostudio.tools.ledger import *\n"
        "for n in range(40): Ledger(Path(sys.argv[1])).note(\n"
        "    LedgerLine(kind='made', fingerprint='a' * 64, stage='clip', pid=os.getpid(), run=sys.argv[2]))"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(ledger.path), run]) for run in "abc"]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    lines, broken = ledger.lines()
    assert (len(lines), broken) == (120, 0)
    assert [ledger.counts(run).made_by_stage for run in "abc"] == [{Stage.CLIP: 40}] * 3


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(b"")
    ledger = Ledger(tmp_path / "film" / "ledger.jsonl")
    with pytest.raises(UnusablePath):
        ledger.note(line(STARTED, A))
    with pytest.raises(UnusablePath):
        ledger.counts()


lines_drawn = st.builds(
    line,
    kind=st.sampled_from(LineKind),
    fingerprint=st.sampled_from([A, B, C]),
    stage=st.sampled_from(Stage),
    run=st.sampled_from(["one", "two"]),
)


@settings(max_examples=40, deadline=None)
@given(drawn=st.lists(lines_drawn, max_size=12))
def test_sums_fit_together(drawn: list[LedgerLine], tmp_path_factory: pytest.TempPathFactory) -> None:
    ledger = Ledger(tmp_path_factory.mktemp("sums") / "ledger.jsonl")
    note(ledger, *drawn)
    counts = ledger.counts()
    started = sum(each.kind is STARTED for each in drawn)
    assert sum(counts.started_by_stage.values()) == started
    assert counts.started_without_made <= started
    assert counts.repeats <= started
    parts = [ledger.counts(run) for run in ("one", "two")]
    assert sum(part.repeats for part in parts) == counts.repeats
    assert sum(part.generator_calls for part in parts) == counts.generator_calls
