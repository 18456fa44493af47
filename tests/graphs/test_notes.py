"""Lines of the ledger beside the event loop."""

import asyncio
import threading
from pathlib import Path

import pytest

from videostudio.film.errors import UnusablePath
from videostudio.film.fingerprint import digest
from videostudio.film.take import Stage
from videostudio.graphs.executor.notes import Notes
from videostudio.tools.ledger import Ledger, LedgerLine, LineKind

NAMES = tuple(digest(number) for number in range(5))


class BusyDisk(Ledger):
    """Writes nothing until it is let go on. `together` says how many lines each turn carried."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.free, self.together = threading.Event(), list[int]()

    def note(self, *events: LedgerLine) -> None:
        self.free.wait(10)
        self.together.append(len(events))
        super().note(*events)


async def test_what_comes_while_the_disk_is_busy_is_written_in_one_turn_and_in_order(tmp_path: Path) -> None:
    ledger = BusyDisk(tmp_path / "ledger.jsonl")
    notes = Notes(ledger, "one")
    first = notes.note(LineKind.STARTED, Stage.IMAGE, NAMES[0])
    await asyncio.sleep(0.01)
    others = [notes.note(LineKind.STARTED, Stage.IMAGE, name) for name in NAMES[1:]]
    assert not first.done()
    ledger.free.set()
    await asyncio.gather(first, *others)
    assert ledger.together == [1, 4]
    assert [line.fingerprint for line in ledger.lines()[0]] == list(NAMES)


async def test_a_line_is_written_even_if_nobody_waits_for_it(tmp_path: Path) -> None:
    ledger = BusyDisk(tmp_path / "ledger.jsonl")
    notes = Notes(ledger, "one")
    notes.note(LineKind.MADE, Stage.CLIP, NAMES[0]).cancel()
    ledger.free.set()
    await notes.close()
    assert ledger.counts("one").made_by_stage == {Stage.CLIP: 1}


async def test_a_disk_that_refuses_is_told_to_whoever_waits_and_the_next_line_is_tried(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(b"")
    notes = Notes(Ledger(tmp_path / "film" / "ledger.jsonl"), "one")
    with pytest.raises(UnusablePath):
        await notes.note(LineKind.STARTED, Stage.CLIP, NAMES[0])
    (tmp_path / "film").unlink()
    await notes.note(LineKind.STARTED, Stage.CLIP, NAMES[1])
