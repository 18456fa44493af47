"""The ledger of a film: every expensive call ever begun, answered or reused, over all its processes."""

import hashlib
import json
from collections import Counter
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from videostudio.film.artifact import Sha256
from videostudio.film.noun import Noun
from videostudio.film.take import GENERATOR_STAGES, Stage
from videostudio.tools.store.disk import disk_errors
from videostudio.tools.store.durable import Kind, append_lines


class LineKind(StrEnum):
    """STARTED is written before a call, MADE when its manifest entry is durable, REUSED when the store had it."""

    STARTED = "started"
    MADE = "made"
    REUSED = "reused"


class LedgerLine(Noun):
    """One line. `pid` is the process that wrote it, `run` one run of the program."""

    kind: LineKind
    fingerprint: Sha256
    stage: Stage
    pid: int = Field(ge=0)
    run: str


class LedgerCounts(Noun):
    """What the lines add up to. `started_without_made` are calls that failed or were in flight at a kill.
    `repeats` are calls begun although a "made" line of the same fingerprint stood before them: 0, unless an
    answer broke or was thrown away and had to be made again. `broken` lines could not be read."""

    started_by_stage: dict[Stage, int] = {}
    made_by_stage: dict[Stage, int] = {}
    reused_by_stage: dict[Stage, int] = {}
    started_without_made: int = 0
    repeats: int = 0
    broken: int = 0

    @property
    def generator_calls(self) -> int:
        """Calls of generators begun: references, scene images and clips."""
        return _of_generators(self.started_by_stage)

    @property
    def generator_made(self) -> int:
        """Calls of generators that were answered and stored."""
        return _of_generators(self.made_by_stage)

    @property
    def generator_reused(self) -> int:
        """Calls of generators that the store spared."""
        return _of_generators(self.reused_by_stage)


class Ledger:
    """An append-only file of checksummed lines that several processes may write at once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def note(self, *events: LedgerLine) -> None:
        """Makes lines durable, all in one turn of the disk. Raises NotEnoughDisk, UnusablePath."""
        append_lines(self.path, [_to_text(event) for event in events], kind=Kind.LEDGER)

    def lines(self) -> tuple[tuple[LedgerLine, ...], int]:
        """All readable lines in order, and how many could not be read: a kill tears at most the last one."""
        try:
            with disk_errors(self.path):
                texts = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return (), 0
        read = [_from_text(text) for text in texts if text]
        lines = tuple(line for line in read if line is not None)
        return lines, len(read) - len(lines)

    def counts(self, run: str | None = None) -> LedgerCounts:
        """The sums over all lines, or over those of one run; `repeats` looks at earlier runs in both cases."""
        lines, broken = self.lines()
        chosen = [line for line in lines if run in (None, line.run)]
        started = Counter(line.fingerprint for line in chosen if line.kind is LineKind.STARTED)
        made = Counter(line.fingerprint for line in chosen if line.kind is LineKind.MADE)
        return LedgerCounts(
            started_by_stage=_by_stage(chosen, LineKind.STARTED),
            made_by_stage=_by_stage(chosen, LineKind.MADE),
            reused_by_stage=_by_stage(chosen, LineKind.REUSED),
            started_without_made=(started - made).total(),
            repeats=sum(1 for line in _repeated(lines) if run in (None, line.run)),
            broken=broken,
        )

    def fingerprints(self) -> frozenset[str]:
        """Everything the film ever asked for: what a clean-up of the store has to keep."""
        return frozenset(line.fingerprint for line in self.lines()[0])


def _repeated(lines: tuple[LedgerLine, ...]) -> list[LedgerLine]:
    made: set[str] = set()
    repeated = []
    for line in lines:
        if line.kind is LineKind.MADE:
            made.add(line.fingerprint)
        elif line.kind is LineKind.STARTED and line.fingerprint in made:
            repeated.append(line)
    return repeated


def _by_stage(lines: list[LedgerLine], kind: LineKind) -> dict[Stage, int]:
    return dict(Counter(line.stage for line in lines if line.kind is kind))


def _of_generators(by_stage: dict[Stage, int]) -> int:
    return sum(by_stage.get(stage, 0) for stage in GENERATOR_STAGES)


def _to_text(line: LedgerLine) -> str:
    content = line.model_dump(mode="json")
    return json.dumps({**content, "check": _check(content)})


def _from_text(text: bytes) -> LedgerLine | None:
    try:
        content = json.loads(text)
        if content.pop("check") != _check(content):
            return None
        return LedgerLine.model_validate(content)
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return None


def _check(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
