"""What the critic's measuring costs of a film: `python benchmarks/scoring.py --json`.

`videostudio make` of a preview in a fresh home, and the same film in another fresh home whose store has every score
sheet already and nothing else, so that all is made but nothing is measured. Both alternate in one run: what the first
takes more, on the wall and of processor time over all its processes, is what scoring costs. Beside it, what loading the
embedder's graphs takes in a process of its own (every worker loads them once), and what the workers' clocks say, which
count waiting for each other too.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from videostudio.film.take import Stage
from videostudio.graphs.bootstrap import PROFILES, usual_workers
from videostudio.graphs.studio import LEDGER_FILE
from videostudio.tools.ledger import Ledger
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.store import Store
from videostudio.tools.workspace import Workspace

PROMPT = "A corgi astronaut explores Mars and finds a flower"
PAIRS = 2
MOST_SHARE = 0.2
"""Of a film's wall time that scoring may take after the model has loaded."""

_LOAD = """
import json, time
import numpy as np
wall, processor = time.perf_counter(), time.process_time()
from videostudio.tools.embedding.house import house_clip
embedder = house_clip()
embedder.embed_images([np.zeros((8, 8, 3), np.uint8)]), embedder.embed_texts([""])
print(json.dumps([time.perf_counter() - wall, time.process_time() - processor]))
"""


@dataclass(frozen=True)
class Made:
    """One film: seconds on the wall and of processor time, user's and system's, of its whole process tree; the entries
    of its score sheets, and how many of them this film had to make."""

    wall_s: float
    cpu_s: float
    sheets: tuple[Entry, ...]
    measured: int


def film(home: Path) -> Made:
    """Makes the film with `home` for a workspace, as a user does."""
    command = [str(Path(sys.executable).with_name("videostudio")), "make", PROMPT, "--home", str(home), "--json"]
    with (home.with_suffix(".json")).open("w+b") as answer:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=answer, stderr=subprocess.DEVNULL)
        # What its workers used is added to a process's own when it has waited for their end.
        _, status, used = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"`videostudio make` ended with status {process.returncode}")
        answer.seek(0)
        told = json.loads(answer.read())
    workspace = Workspace(home)
    ledger, store = Ledger(workspace.film_folder(told["film"]) / LEDGER_FILE), Store(workspace.store_root)
    names = {line.fingerprint for line in ledger.lines()[0] if line.stage is Stage.SCORE}
    found = tuple(entry for name in sorted(names) if (entry := store.find(name)) is not None)
    return Made(wall_s, used.ru_utime + used.ru_stime, found, ledger.counts().made_by_stage.get(Stage.SCORE, 0))


def give_sheets(sheets: tuple[Entry, ...], origin: Path, home: Path) -> None:
    """Puts score sheets, which lie in the store of the workspace `origin`, into that of `home`."""
    theirs, own = Store(Workspace(origin).store_root), Store(Workspace(home).ensure().store_root)
    for entry in sheets:
        for sheet in entry.outputs.values():
            own.put(theirs.read(sheet), media_type=sheet.media_type)
        own.record(entry)


def pair(folder: Path) -> tuple[Made, Made]:
    """The film measured, and not. Raises RuntimeError if the second was another film, measured after all."""
    scored, spared = folder / "scored", folder / "spared"
    whole = film(scored)
    give_sheets(whole.sheets, scored, spared)
    bare = film(spared)
    if bare.measured or not whole.measured:
        raise RuntimeError(f"{bare.measured} of {whole.measured} scores were measured again: the films differ")
    return whole, bare


def load() -> tuple[float, float]:
    """Seconds on the wall and of processor time until an embedder has given its first vectors, in a new process."""
    done = subprocess.run([sys.executable, "-c", _LOAD], check=True, capture_output=True, text=True)
    wall_s, cpu_s = json.loads(done.stdout)
    return wall_s, cpu_s


def measure(pairs: int) -> dict[str, float]:
    """All figures. Shares are of the film with its critic, medians over pairs."""
    workers = usual_workers(PROFILES["preview"])
    films, loads = list[tuple[Made, Made]](), list[tuple[float, float]]()
    load()  # fills the system's cache
    for _ in range(pairs):
        loads.append(load())
        with tempfile.TemporaryDirectory() as folder:
            films.append(pair(Path(folder)))
    load_s, load_cpu_s = (statistics.median(column) for column in zip(*loads, strict=True))
    score_s = [sum(entry.seconds_milli for entry in whole.sheets) / 1000 for whole, _ in films]
    clocks = [seconds / workers / whole.wall_s for seconds, (whole, _) in zip(score_s, films, strict=True)]
    return {
        "workers": workers,
        "score_requests": films[0][0].measured,
        "film_s": _median([whole.wall_s for whole, _ in films]),
        "film_without_scoring_s": _median([bare.wall_s for _, bare in films]),
        "film_cpu_s": _median([whole.cpu_s for whole, _ in films]),
        "film_without_scoring_cpu_s": _median([bare.cpu_s for _, bare in films]),
        "load_s": _median([load_s]),
        "load_cpu_s": _median([load_cpu_s]),
        "share_of_wall": _median([1 - bare.wall_s / whole.wall_s for whole, bare in films]),
        "share_of_wall_after_load": _median([1 - (bare.wall_s + load_s) / whole.wall_s for whole, bare in films]),
        "share_of_cpu": _median([1 - bare.cpu_s / whole.cpu_s for whole, bare in films]),
        "share_of_cpu_after_load": _median(
            [1 - (bare.cpu_s + workers * load_cpu_s) / whole.cpu_s for whole, bare in films]
        ),
        "share_by_workers_clocks": _median(clocks),
    }


def _median(values: list[float]) -> float:
    return round(statistics.median(values), 3)


def main() -> int:
    """Prints the figures; exit status 1 if scoring takes more of the wall time than it may."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--pairs", type=int, default=PAIRS)
    arguments = parser.parse_args()
    figures = measure(arguments.pairs) | {"most_share": MOST_SHARE}
    if arguments.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name:>28}: {value}" for name, value in figures.items()))
    return 0 if figures["share_of_wall_after_load"] <= MOST_SHARE else 1


if __name__ == "__main__":
    sys.exit(main())
