"""A film as a step of somebody else's LangGraph graph.

The parent gives `wishes` and finds `film`; where it gives a `wish` beside a `film`, that film is changed. A film that
waits for its user's word interrupts the parent, whose `Command(resume={"approved": ..., "note": ...})` is the answer.
The film keeps its own checkpoints in its folder: a step that is done again, after a kill or an answer, goes on with it
and makes nothing twice.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from os import PathLike
from pathlib import Path
from threading import Event as Flag
from typing import Any, Literal, TypeVar

from langgraph.config import get_stream_writer
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import interrupt
from typing_extensions import TypedDict  # pydantic reads no other on Python 3.11, and a server publishes the schema

from videostudio.apps.desk.changes import understood
from videostudio.apps.desk.desk import Desk
from videostudio.apps.desk.limits import OWN, Limits
from videostudio.apps.desk.paths import NOWHERE, Paths
from videostudio.apps.desk.wishes import wishes_from
from videostudio.apps.desk.work import Work
from videostudio.graphs.decision import Decision
from videostudio.graphs.studio import Studio
from videostudio.tools.events import Event
from videostudio.tools.workspace import Workspace

OpensStudio = Callable[[Workspace, Callable[[Event], None]], Studio]
T = TypeVar("T")


class FilmStep(TypedDict, total=False):
    """`wishes` is a dict of Wishes' fields, `prompt` at least. `film` is the film in short: "film" is its id, "outcome"
    where it stands, "files" what there is to open. `wish` is a change of it in plain English, "" once that is noted
    down. `film_id` and `work` are this step's own."""

    wishes: dict[str, Any]
    wish: str
    film: dict[str, Any]
    film_id: str
    work: dict[str, Any]


def film_subgraph(
    home: str | PathLike[str] | None = None,
    *,
    limits: Limits = OWN,
    paths: Paths = NOWHERE,
    opens: OpensStudio = Studio,
) -> CompiledStateGraph[FilmStep, None, FilmStep, FilmStep]:
    """The step, compiled without a checkpointer: it takes its parent's. `home` is the workspace, None for the user's
    own. What happens to the film is told in the stream mode "custom", as events of `videostudio.tools.events`."""
    workspace = Workspace.at(None if home is None else Path(home))

    def desk() -> Desk:
        write = get_stream_writer()
        studio = opens(workspace, lambda event: write(event.model_dump(mode="json")))
        return Desk(studio, workspace, limits=limits, paths=paths)

    async def order(state: FilmStep) -> FilmStep:
        """Notes down the film, or what is to change; alone in its node, so that a film that is to be a new one becomes
        one film, and a change is made once."""
        wish = state.get("wish")
        if not wish:
            return {"film_id": await _apart(lambda: begun(state["wishes"])), "work": {}}
        film = state["film"]["film"]
        return {"film_id": film, "work": (await _apart(lambda: meant(film, wish))).model_dump(mode="json"), "wish": ""}

    async def begun(wishes: dict[str, Any]) -> str:
        return desk().begin(wishes_from(wishes))

    async def meant(film: str, wish: str) -> Work:
        return (await understood(desk(), film, wish=wish))[0]

    async def make(state: FilmStep) -> FilmStep:
        """Makes the film, as far as its user's word allows."""
        work = Work.model_validate(state["work"])
        film = await _apart(lambda: desk().carry_out(state["film_id"], work))
        return {"film": film.in_short(), "work": {}}

    async def review(state: FilmStep) -> FilmStep:
        """Waits for the word."""
        decision = interrupt(state["film"], response_schema=Decision)
        film = state["film"]
        said = decision.model_copy(update={"seen": decision.seen or film.get("awaited", "")})
        work = Work.model_validate({"decision": said, "awaits": film["waiting"]})
        return {"work": work.model_dump(mode="json")}

    graph = StateGraph(FilmStep)
    graph.add_node("order", order)
    graph.add_node("make", make)
    graph.add_node("review", review)
    graph.add_edge(START, "order")
    graph.add_edge("order", "make")
    graph.add_conditional_edges("make", _after_make, {"review": "review", "end": END})
    graph.add_edge("review", "make")
    return graph.compile()


def graph() -> CompiledStateGraph[FilmStep, None, FilmStep, FilmStep]:
    """What `langgraph.json` serves."""
    return film_subgraph()


def _after_make(state: FilmStep) -> Literal["review", "end"]:
    return "review" if state["film"]["waiting"] else "end"


async def _apart(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Does `work` in a thread with a loop of its own: films read and write files, and the parent's loop may serve
    others (`langgraph dev` refuses whatever blocks it). A parent that is stopped stops the work, and waits for that."""
    begun: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[T]]] = []
    stopped = Flag()

    async def there() -> T:
        task = asyncio.ensure_future(work())
        begun.append((asyncio.get_running_loop(), task))
        if stopped.is_set():
            task.cancel()
        return await task

    doing = asyncio.ensure_future(asyncio.to_thread(lambda: asyncio.run(there())))
    try:
        return await asyncio.shield(doing)
    except asyncio.CancelledError:
        stopped.set()
        for loop, task in begun:
            with suppress(RuntimeError):  # it has ended meanwhile
                loop.call_soon_threadsafe(task.cancel)
        await asyncio.wait({doing})
        raise
