"""What a door costs over the bare library, as a share of a preview film's time.

`python benchmarks/doors.py --json` prints one JSON object; exit status 1 if a door costs more than its limit. A door's
own time is all that passes outside the production of its films, and both are taken in the same run: on a busy machine
the films are slow and the doors are too.

A new door is a function here that makes the films of some wishes with the producer it is given, and a line in DOORS.
"""

import argparse
import asyncio
import contextlib
import io
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
import typer

from videostudio.apps.cli import app
from videostudio.apps.desk.desk import Desk
from videostudio.apps.desk.limits import OWN
from videostudio.apps.desk.service import Service
from videostudio.apps.desk.wishes import Wishes
from videostudio.apps.http.server import running
from videostudio.film.record import FilmRecord
from videostudio.graphs.order import FilmOrder
from videostudio.graphs.production import produce
from videostudio.graphs.studio import Studio
from videostudio.tools.workspace import Workspace

PROMPT = "A corgi astronaut explores Mars and finds a flower"
MOST_SHARE = 0.05
POLL_S = 0.1


class TimedProduction:
    """The real production; `inside_s` are the seconds of each of its runs."""

    def __init__(self) -> None:
        self.inside_s: list[float] = []

    async def __call__(self, order: FilmOrder, workspace: Workspace, **how: Any) -> FilmRecord:
        began = time.perf_counter()
        try:
            return await produce(order, workspace, **how)
        finally:
            self.inside_s.append(time.perf_counter() - began)


Door = Callable[[Workspace, Sequence[Wishes], TimedProduction], None]


def library(workspace: Workspace, films: Sequence[Wishes], production: TimedProduction) -> None:
    """`make_film`, one after the other: what all others are held against."""
    for wishes in films:
        asyncio.run(Desk(Studio(workspace, produces=production), workspace).make(wishes))


def batch(workspace: Workspace, films: Sequence[Wishes], production: TimedProduction) -> None:
    """`videostudio batch` with its admission, its lines, its summary and its contact sheet."""
    manifest = workspace.root / "films.jsonl"
    manifest.write_text("\n".join(wishes.model_dump_json(exclude_unset=True) for wishes in films))
    command = typer.main.get_command(app)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = command(
            ["batch", str(manifest), "--home", str(workspace.root), "--json"],
            standalone_mode=False,
            obj=lambda opened, on_event: Studio(opened, on_event, production),
        )
    if code:
        raise RuntimeError(f"the batch ended with {code}")


def http(workspace: Workspace, films: Sequence[Wishes], production: TimedProduction) -> None:
    """`videostudio serve` on this machine: ordered, looked at until it is there, fetched."""
    service = Service(workspace, limits=OWN, opens=lambda home: Studio(home, produces=production))
    with running(service) as address, httpx.Client(base_url=address, timeout=600) as client:
        for wishes in films:
            film = client.post("/v1/videos", json=wishes.model_dump(exclude_unset=True)).json()["id"]
            while (video := client.get(f"/v1/videos/{film}").json())["status"] != "completed":
                if video["status"] == "failed":
                    raise RuntimeError(video["error"]["message"])
                time.sleep(POLL_S)
            client.get(f"/v1/videos/{film}/content").raise_for_status()


DOORS: dict[str, Door] = {"library": library, "batch": batch, "http": http}


def measure(films: int, rounds: int, **film: Any) -> dict[str, float]:
    """Seconds of a film, and of every door around one; shares of the film's time, the library's own taken off."""
    own: dict[str, list[float]] = {name: [] for name in DOORS}
    inside: list[float] = []
    seed = 0
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(rounds + 1):
            for name, door in DOORS.items():
                workspace, production = Workspace(Path(folder) / f"{name}-{turn}").ensure(), TimedProduction()
                wishes = [Wishes(prompt=PROMPT, seed=seed + number, **film) for number in range(films)]
                seed += films
                began = time.perf_counter()
                door(workspace, wishes, production)
                took = time.perf_counter() - began
                if turn == 0:
                    continue  # imports and caches
                inside += production.inside_s
                own[name].append((took - sum(production.inside_s)) / films)
    film_s = statistics.mean(inside)
    seconds = {name: statistics.median(found) for name, found in own.items()}
    shares = {
        f"{name}_share": (one - seconds["library"]) / film_s for name, one in seconds.items() if name != "library"
    }
    figures = {"film_s": film_s, **{f"{name}_own_s": one for name, one in seconds.items()}, **shares}
    return {name: round(figure, 4) for name, figure in figures.items()}


def main() -> int:
    """Prints the figures; exit status 1 if one is beyond its limit."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--films", type=int, default=2, help="films a door makes in a round")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--size", default="640x360")
    parser.add_argument("--scenes", type=int, default=3)
    arguments = parser.parse_args()
    found = measure(arguments.films, arguments.rounds, size=arguments.size, scenes=arguments.scenes)
    figures = found | {"most_share": MOST_SHARE}
    if arguments.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name:>22}: {value}" for name, value in figures.items()))
    return 0 if all(value <= MOST_SHARE for name, value in found.items() if name.endswith("_share")) else 1


if __name__ == "__main__":
    sys.exit(main())
