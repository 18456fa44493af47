"""A kill at every point of every durable write leaves a film that goes on as if nothing had been."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import store_film

from videostudio.tools.events import EventLog
from videostudio.tools.ledger import Ledger
from videostudio.tools.store.durable import POINTS
from videostudio.tools.store.store import Store

WHOLE = b"".join(store_film.PIXELS)


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, str]:
    """Folders of films that were killed, each with the point where."""
    root = tmp_path_factory.mktemp("kills")
    done = subprocess.run(
        [sys.executable, store_film.__file__, str(root)], capture_output=True, text=True, timeout=120, check=True
    )
    signals = json.loads(done.stdout)
    assert set(signals.values()) == {signal.SIGKILL}
    return {root / kill_at: kill_at.partition(":")[0] for kill_at in signals}


def test_every_point_is_passed_and_kills(killed: dict[Path, str]) -> None:
    assert set(killed.values()) == set(POINTS)


def test_the_film_goes_on_to_the_same_bytes_and_repeats_nothing_durable(killed: dict[Path, str]) -> None:
    for root, point in killed.items():
        film = root / "film" / "film.mp4"
        assert film.exists() == (point in ("film.renamed", "film.committed")), root.name
        durable = sum(Store(root / "store").find(name) is not None for name in store_film.FINGERPRINTS)

        assert store_film.make_film(root) == WHOLE == film.read_bytes(), root.name

        counts = Ledger(root / "film" / "ledger.jsonl").counts()
        assert counts.repeats == 0, root.name
        assert sum(counts.reused_by_stage.values()) == durable, root.name
        assert counts.started_without_made <= 1, root.name
        numbers = [event.seq for event in EventLog(root / "film" / "events.jsonl").read()]
        assert numbers == sorted(set(numbers)), root.name
        _leaves_nothing_but_halves(root)


def _leaves_nothing_but_halves(root: Path) -> None:
    store = Store(root / "store")
    assert store.verify() == [], root.name
    before = store.size()
    facts = store.gc(store_film.FINGERPRINTS, older_than_s=-1)
    assert (facts.leftovers, facts.entries, facts.artifacts) == (before.leftovers, 0, 0), root.name
    assert store.size().artifacts == before.artifacts == len(store_film.STAGES), root.name
