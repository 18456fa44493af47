"""A film as far as the disk is concerned: everything durable that a real one does, in a moment.

Run as a script it forks itself into that film for the first and last passing of every point where a kill
could strike, kills it there, and prints what died. One process forks, so that imports are paid once.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from videostudio.film.fingerprint import digest
from videostudio.film.take import Stage
from videostudio.tools.events import EventBus, EventLog, Started, Warned
from videostudio.tools.ledger import Ledger, LedgerLine, LineKind
from videostudio.tools.store import durable
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.store import Store

STAGES = (Stage.REFERENCE, Stage.IMAGE, Stage.CLIP)
PIXELS = [stage.value.encode() * 5_000 for stage in STAGES]
FINGERPRINTS = [digest(stage.value) for stage in STAGES]


def make_film(root: Path) -> bytes:
    """Makes, or goes on making, the film in `root`; gives its bytes."""
    store, ledger = Store(root / "store"), Ledger(root / "film" / "ledger.jsonl")
    bus = EventBus(EventLog(root / "film" / "events.jsonl"))
    bus.emit(Started(film="film"))
    for stage, fingerprint, pixels in zip(STAGES, FINGERPRINTS, PIXELS, strict=True):
        with store.claim(fingerprint):
            found = store.find(fingerprint)
            if found is None:
                _note(ledger, LineKind.STARTED, fingerprint, stage)
                found = store.record(_answer(store, stage, fingerprint, pixels))
                _note(ledger, LineKind.MADE, fingerprint, stage)
            else:
                _note(ledger, LineKind.REUSED, fingerprint, stage)
        bus.emit(Warned(text=f"{stage} is there"))
    film = b"".join(store.read(store.find(name).outputs["clip"]) for name in FINGERPRINTS)
    durable.write_atomic(root / "film" / "film.mp4", film, kind=durable.Kind.FILM)
    return film


def plant_garbage(root: Path) -> None:
    """Leaves a manifest entry that no program wrote, so that a film has something to set aside."""
    file = root / "store" / "entries" / FINGERPRINTS[1][:2] / f"{FINGERPRINTS[1]}.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(b'{"schema": 1')


def _answer(store: Store, stage: Stage, fingerprint: str, pixels: bytes) -> Entry:
    """Each stage stores in another of the three ways there are."""
    if stage is Stage.REFERENCE:
        ref = store.put(pixels, media_type="image/png")
    else:
        with store.scratch(".bin") as path:
            path.write_bytes(pixels)
            ref = store.put_file(path, media_type="video/mp4", move=stage is Stage.CLIP)
    return Entry(fingerprint=fingerprint, stage=stage, outputs={"clip": ref})


def _note(ledger: Ledger, kind: LineKind, fingerprint: str, stage: Stage) -> None:
    ledger.note(LedgerLine(kind=kind, fingerprint=fingerprint, stage=stage, pid=os.getpid(), run="run"))


def _in_child(kill_at: str, work: Callable[[], None]) -> int:
    """The wait status of a fork that does `work` with VIDEOSTUDIO_KILL_AT set."""
    child = os.fork()
    if child == 0:
        os.environ[durable.KILL_AT] = kill_at
        try:
            work()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitpid(child, 0)[1]


def _count_passings(root: Path) -> None:
    make_film(root)
    (root / "passed.json").write_text(json.dumps(durable.passed))


def main(root: Path) -> None:
    """Kills the film at the first and last passing of every point, each time in a folder "<point>:<n>"."""
    plant_garbage(root / "undisturbed")
    _in_child("nowhere:1", lambda: _count_passings(root / "undisturbed"))
    passed = json.loads((root / "undisturbed" / "passed.json").read_text())
    signals = {}
    for kill_at in (f"{name}:{n}" for name, times in passed.items() for n in sorted({1, times})):
        plant_garbage(root / kill_at)
        status = _in_child(kill_at, lambda folder=root / kill_at: make_film(folder))
        signals[kill_at] = os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)
    print(json.dumps(signals))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
