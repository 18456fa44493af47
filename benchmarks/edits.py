"""What an edit costs: `python benchmarks/edits.py --json`.

A film of eight scenes, made by the preview with real workers; then one edit after the other, each taken back before the
next. For each: the calls that were begun for it (scene images and clips of first takes, reshoots and references apart),
the scenes whose clips are other bytes afterwards, and whether taking it back brought every byte back and made nothing.
An edit of one scene of eight may cost one image and one clip: an eighth of the film's.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from videostudio.film.brief import Brief
from videostudio.film.camera import Direction, ShotSize
from videostudio.film.edits import (
    Retake,
    ScriptEdit,
    SetCamera,
    SetJoin,
    SetLength,
    SetNarration,
    SetPlace,
    SetTime,
    SetWeather,
    Telling,
    TellScene,
    Undo,
)
from videostudio.film.record import FilmRecord
from videostudio.film.scene import TransitionKind
from videostudio.film.take import Stage
from videostudio.graphs.studio import MakeOptions, Studio
from videostudio.tools.ledger import Ledger, LineKind
from videostudio.tools.store.store import Store
from videostudio.tools.workspace import Workspace

PROMPT = (
    "A girl in a red coat wakes in a cabin. She finds a lantern in the forest. A fox runs across a meadow. "
    "The girl follows the fox to a river. The fox jumps over the river. The girl waits on the beach. "
    "The fox sleeps on the beach. The girl hugs the fox."
)
SCENES, SCENE = 8, "scene-3"
FIRST_TAKES = (Stage.IMAGE, Stage.CLIP)

EDITS: dict[str, ScriptEdit] = {
    "another event": TellScene(
        scene=SCENE, telling=Telling(event="The fox drinks from a puddle.", action="drink", foreground=("fox",))
    ),
    "night": SetTime(scenes=(SCENE,), time="night"),
    "rain": SetWeather(scenes=(SCENE,), weather="rain"),
    "another place": SetPlace(scenes=(SCENE,), place="beach"),
    "close-up": SetCamera(scenes=(SCENE,), shot=ShotSize.CLOSE),
    "camera up": SetCamera(scenes=(SCENE,), direction=Direction.UP),
    "longer": SetLength(scenes=(SCENE,), duration_ms=2000),
    "another take": Retake(scenes=(SCENE,)),
    "narration": SetNarration(scene=SCENE, text="Somebody is in a hurry."),
    "a fade": SetJoin(scenes=(SCENE,), join=TransitionKind.FADE),
}


@dataclass
class Filmed:
    """The film in its workspace."""

    studio: Studio
    store: Store
    name: str

    def clips(self) -> dict[str, bytes]:
        """The clips in the film's folder, by scene."""
        return {path.stem: path.read_bytes() for path in sorted((self.studio.folder(self.name) / "clips").iterdir())}

    def movie(self) -> bytes:
        """The film."""
        return (self.studio.folder(self.name) / "film.mp4").read_bytes()

    def lines(self) -> int:
        """How many lines the ledger has."""
        return len(self._ledger.lines()[0])

    def calls(self, since: int = 0) -> Counter[str]:
        """Calls begun since a line of the ledger: by stage, and those of later takes as reshoots."""
        begun = [line for line in self._ledger.lines()[0][since:] if line.kind is LineKind.STARTED]
        return Counter(self._kind(line.fingerprint, line.stage) for line in begun)

    @property
    def _ledger(self) -> Ledger:
        return Ledger(self.studio.folder(self.name) / "ledger.jsonl")

    def _kind(self, fingerprint: str, stage: Stage) -> str:
        entry = self.store.find(fingerprint)
        again = stage in FIRST_TAKES and entry is not None and entry.request["attempt"] > 1
        return "reshoot" if again else stage.value


def filmed(root: Path, workers: int = 2) -> tuple[Filmed, FilmRecord]:
    """The film of eight scenes, a second each."""
    workspace = Workspace(root)
    studio = Studio(workspace)
    brief = Brief(prompt=PROMPT, scenes=SCENES, duration_ms=1000 * SCENES, width=256, height=144, fps=12)
    record = asyncio.run(studio.make(brief, MakeOptions(workers=workers)))
    return Filmed(studio, Store(workspace.store_root), record.film), record


def edited(film: Filmed, edit: ScriptEdit) -> dict[str, Any]:
    """One edit and its undoing, in figures."""
    clips, movie, since = film.clips(), film.movie(), film.lines()
    begin = time.perf_counter()
    asyncio.run(film.studio.edit(film.name, (edit,)))
    seconds = time.perf_counter() - begin
    calls, after = film.calls(since), film.clips()
    undone = asyncio.run(film.studio.edit(film.name, Undo()))
    return {
        "images": calls[Stage.IMAGE.value],
        "clips": calls[Stage.CLIP.value],
        "reshoots": calls["reshoot"],
        "references": calls[Stage.REFERENCE.value],
        "other_bytes": sorted(name for name in after if after[name] != clips.get(name)),
        "undo_made": undone.calls.made,
        "undo_same": film.clips() == clips and film.movie() == movie,
        "seconds": round(seconds, 1),
    }


def good(figures: dict[str, Any]) -> bool:
    """Whether an edit of one scene of eight cost at most an eighth, touched no other and could be taken back."""
    within = max(figures["images"], figures["clips"]) <= 1
    return bool(within and set(figures["other_bytes"]) <= {SCENE} and figures["undo_same"] and not figures["undo_made"])


def measure(edits: dict[str, ScriptEdit] = EDITS) -> dict[str, Any]:
    """All figures."""
    with tempfile.TemporaryDirectory() as folder:
        film, record = filmed(Path(folder))
        whole = {"calls": dict(film.calls()), "seconds": record.seconds["total"]}
        return {"film": whole, "edits": {name: edited(film, edit) for name, edit in edits.items()}}


def main() -> int:
    """Prints the figures; exit 1 if an edit cost more than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    as_json = parser.parse_args().json
    figures = measure()
    if as_json:
        print(json.dumps(figures))
    else:
        print(f"the film: {figures['film']}")
        for name, told in figures["edits"].items():
            print(f"{name}: {told}")
    return 0 if all(map(good, figures["edits"].values())) else 1


if __name__ == "__main__":
    raise SystemExit(main())
