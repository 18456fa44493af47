"""What a door costs over the bare library, as a share of a preview film's time.

`python benchmarks/doors.py --json` prints one JSON object; exit status 1 if a door costs more than its limit. The doors
take turns, all in one run. A door's own time is all that passes outside the production of its film, the library's taken
off: on a busy machine films are slow and doors are too. Processor time, children's too, hears nothing of who else is at
work, but a film's own varies by more than a door costs: its ratio is a second opinion.

A new door is a function here that makes the film of some wishes with the producer it is given, and a line in DOORS.
"""

import argparse
import asyncio
import base64
import contextlib
import io
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import typer
from mcp import Client, StdioServerParameters

from videostudio.apps.cli import app
from videostudio.apps.desk.desk import Desk
from videostudio.apps.desk.guests import Keyring
from videostudio.apps.desk.limits import OWN
from videostudio.apps.desk.service import Service
from videostudio.apps.desk.wishes import Wishes
from videostudio.apps.http.server import running
from videostudio.apps.mcp.server import here, over_http
from videostudio.film.record import FilmRecord
from videostudio.graphs.order import FilmOrder
from videostudio.graphs.production import produce
from videostudio.graphs.studio import Studio
from videostudio.tools.workspace import Workspace

PROMPT = "A corgi astronaut explores Mars and finds a flower"
MOST_SHARE = 0.05
LONGEST_S = 600
TINY: dict[str, Any] = {"size": "128x128", "scenes": 1, "seconds": 1, "fps": 8}
"""The film before all others: imports and caches."""


@dataclass
class Spent:
    """Seconds: of everything, of that within the production, and of processors (children's with them)."""

    whole_s: float = 0.0
    inside_s: float = 0.0
    cpu_s: float = 0.0


class TimedProduction:
    """The real production; `inside_s` are the seconds of its runs."""

    def __init__(self) -> None:
        self.inside_s = 0.0

    async def __call__(self, order: FilmOrder, workspace: Workspace, **how: Any) -> FilmRecord:
        began = time.perf_counter()
        try:
            return await produce(order, workspace, **how)
        finally:
            self.inside_s += time.perf_counter() - began


class Watch:
    """What passes within its block."""

    def __enter__(self) -> "Watch":
        self._began, self._cpu_s = time.perf_counter(), _cpu_s()
        self.whole_s = self.cpu_s = 0.0
        return self

    def __exit__(self, *_: object) -> None:
        self.whole_s, self.cpu_s = time.perf_counter() - self._began, _cpu_s() - self._cpu_s


Door = Callable[[Workspace, Wishes], Spent]


def library(workspace: Workspace, wishes: Wishes) -> Spent:
    """`make_film`: what all others are held against."""
    production = TimedProduction()
    with Watch() as watch:
        asyncio.run(Desk(Studio(workspace, produces=production), workspace).make(wishes))
    return Spent(watch.whole_s, production.inside_s, watch.cpu_s)


def batch(workspace: Workspace, wishes: Wishes) -> Spent:
    """`videostudio batch` with its admission, its lines, its summary and its contact sheet."""
    production = TimedProduction()
    manifest = workspace.root / "films.jsonl"
    manifest.write_text(wishes.model_dump_json(exclude_unset=True))
    command = typer.main.get_command(app)
    with Watch() as watch, contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = command(
            ["batch", str(manifest), "--home", str(workspace.root), "--json"],
            standalone_mode=False,
            obj=lambda opened, on_event: Studio(opened, on_event, production),
        )
    if code:
        raise RuntimeError(f"the batch ended with {code}")
    return Spent(watch.whole_s, production.inside_s, watch.cpu_s)


def http(workspace: Workspace, wishes: Wishes) -> Spent:
    """`videostudio serve` on this machine: ordered, followed by its events until it is there, fetched."""
    production = TimedProduction()
    with (
        running(_service(workspace, production)) as address,
        httpx.Client(base_url=address, timeout=60) as client,
        Watch() as watch,
    ):
        film = client.post("/v1/videos", json=wishes.model_dump(exclude_unset=True)).raise_for_status().json()["id"]
        with client.stream("GET", f"/v1/videos/{film}/events") as told:
            last = [line for line in told.iter_lines() if line.startswith("data: ")][-1]
        if (video := json.loads(last.removeprefix("data: ")))["status"] != "completed":
            raise RuntimeError(str(video["error"]))
        client.get(f"/v1/videos/{film}/content").raise_for_status()
    return Spent(watch.whole_s, production.inside_s, watch.cpu_s)


def mcp_http(workspace: Workspace, wishes: Wishes) -> Spent:
    """`videostudio mcp --http` on this machine: made in one call, with progress, and read as a resource."""
    production = TimedProduction()
    with running(_service(workspace, production), builds=over_http) as address:
        watch = asyncio.run(_by_agent(Client(f"{address}/mcp"), wishes))
    return Spent(watch.whole_s, production.inside_s, watch.cpu_s)


def mcp_stdio(workspace: Workspace, wishes: Wishes) -> Spent:
    """`videostudio mcp`, from when it is ready."""
    told = workspace.root / "spent.json"
    command = StdioServerParameters(
        command=sys.executable, args=[__file__, "--serve", str(workspace.root)], env=dict(os.environ)
    )
    watch = asyncio.run(_by_agent(Client(command), wishes))
    server = Spent(**json.loads(told.read_text()))
    return Spent(watch.whole_s, server.inside_s, watch.cpu_s + server.cpu_s)


def serve(home: Path) -> None:
    """The server of `mcp_stdio`; what it spent after its start lies in HOME/spent.json at its end."""
    workspace, production = Workspace(home), TimedProduction()
    # Whoever else is measured here has imported all this: it belongs to the start.
    asyncio.run(Desk(Studio(workspace), workspace).plan(Wishes(prompt=PROMPT, **TINY)))
    with Watch() as watch:
        here(_service(workspace, production)).run()
    spent = Spent(watch.whole_s, production.inside_s, watch.cpu_s)
    (home / "spent.json").write_text(json.dumps(vars(spent)))


async def _by_agent(client: Client, wishes: Wishes) -> Watch:
    """What passes from the order until a client that is connected has the film."""

    async def heard(progress: float, total: float | None, message: str | None) -> None:
        """Progress is sent only to those who hear it."""

    async with client:
        with Watch() as watch:
            asked = {**wishes.model_dump(exclude_unset=True), "wait_s": LONGEST_S}
            answer = await client.call_tool("create_video", asked, progress_callback=heard)
            if answer.structured_content is None or answer.structured_content["status"] != "completed":
                raise RuntimeError(str(answer.content))
            [film] = (await client.read_resource(answer.structured_content["files"]["film.mp4"])).contents
            base64.b64decode(film.model_dump()["blob"])
    return watch


DOORS: dict[str, Door] = {
    "library": library,
    "batch": batch,
    "http": http,
    "mcp_http": mcp_http,
    "mcp_stdio": mcp_stdio,
}


def measure(rounds: int, **film: Any) -> dict[str, Any]:
    """Seconds of a film, and for every door the share of it that the door costs: the median of the rounds, and the
    least and the most. `cpu` is the ratio of the medians of processor time, less 1."""
    spent: dict[str, list[Spent]] = {name: [] for name in DOORS}
    with tempfile.TemporaryDirectory() as folder:
        library(Workspace(Path(folder) / "first").ensure(), Wishes(prompt=PROMPT, **TINY))
        for turn in range(rounds):
            wishes = Wishes(prompt=PROMPT, seed=turn, **film)
            # Whoever goes first in one round goes last in the next: what slows down over time slows all.
            for name in list(DOORS)[:: 1 if turn % 2 == 0 else -1]:
                found = DOORS[name](Workspace(Path(folder) / f"{name}-{turn}").ensure(), wishes)
                print(f"round {turn}, {name}: {found}", file=sys.stderr, flush=True)
                spent[name].append(found)
    film_s = statistics.median(one.inside_s for every in spent.values() for one in every)
    cpu_s = {name: statistics.median(one.cpu_s for one in every) for name, every in spent.items()}
    figures: dict[str, Any] = {"rounds": rounds, "film_s": round(film_s, 3), "film_cpu_s": round(cpu_s["library"], 3)}
    for name in list(DOORS)[1:]:
        extra = [(_own_s(one) - _own_s(bare)) / film_s for one, bare in zip(spent[name], spent["library"], strict=True)]
        figures[f"{name}_share"] = round(statistics.median(extra), 4)
        figures[f"{name}_spread"] = [round(min(extra), 4), round(max(extra), 4)]
        figures[f"{name}_cpu"] = round(cpu_s[name] / cpu_s["library"] - 1, 4)
    return figures


def _own_s(spent: Spent) -> float:
    return spent.whole_s - spent.inside_s


def _service(workspace: Workspace, production: TimedProduction) -> Service:
    return Service(
        workspace, limits=OWN, keyring=Keyring(workspace), opens=lambda home: Studio(home, produces=production)
    )


def _cpu_s() -> float:
    """Processor seconds of this process, and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> int:
    """Prints the figures; exit status 1 if one is beyond its limit."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--size", default="640x360")
    parser.add_argument("--scenes", type=int, default=3)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.serve)
        return 0
    found = measure(arguments.rounds, size=arguments.size, scenes=arguments.scenes)
    figures = found | {"most_share": MOST_SHARE}
    if arguments.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name:>22}: {value}" for name, value in figures.items()))
    return 0 if all(value <= MOST_SHARE for name, value in found.items() if name.endswith("_share")) else 1


if __name__ == "__main__":
    sys.exit(main())
