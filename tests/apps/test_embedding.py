"""Films inside other people's LangGraph graphs and LangChain agents."""

import asyncio
import importlib.util
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict

import campaign
import pytest
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, StateGraph
from langgraph.types import Command
from rehearsed import Rehearsal
from repo import REPO

from videostudio import aio
from videostudio.apps.agent_tools import film_tools
from videostudio.apps.desk.changes import understood
from videostudio.apps.desk.desk import Desk
from videostudio.apps.desk.limits import SERVED
from videostudio.apps.desk.work import Work
from videostudio.apps.subgraph import film_subgraph
from videostudio.film.brief import Brief
from videostudio.film.edits import SetTitle
from videostudio.film.errors import BriefError, ScriptError, Unclear
from videostudio.film.forecast import Forecast
from videostudio.graphs.studio import Studio
from videostudio.tools.events import Decided, Event
from videostudio.tools.ledger import Ledger
from videostudio.tools.workspace import Workspace

TINY = {"scenes": 1, "seconds": 1, "size": "128x128", "fps": 8, "silent": True, "workers": 1}
PROMPT = "A dog runs across a meadow"
CONFIG: Any = {"configurable": {"thread_id": "campaign"}}


class Campaign(TypedDict, total=False):
    topic: str
    wishes: dict[str, Any]
    wish: str
    film: dict[str, Any]
    post: str


def parent(film: Any, **wishes: Any) -> Any:
    """A graph that writes wishes, has them filmed, and writes a post about the film."""

    def write(state: Campaign) -> Campaign:
        return {"wishes": {"prompt": state["topic"], **TINY, **wishes}}

    def post(state: Campaign) -> Campaign:
        return {"post": f"See {state['film']['title']}: {state['film']['outcome']}"}

    graph = StateGraph(Campaign)
    graph.add_node("write", write)
    graph.add_node("film", film)
    graph.add_node("post", post)
    graph.add_edge(START, "write")
    graph.add_edge("write", "film")
    graph.add_edge("film", "post")
    graph.add_edge("post", END)
    return graph.compile(checkpointer=InMemorySaver())


async def test_a_parent_graph_makes_and_approves_a_film(tmp_path: Path) -> None:
    rehearsal = Rehearsal()
    step = film_subgraph(tmp_path, opens=lambda workspace, tell: Studio(workspace, tell, rehearsal))
    graph = parent(step, approve="script,cut", new=True)
    told = [part async for part in graph.astream({"topic": PROMPT}, CONFIG, stream_mode="custom", subgraphs=True)]
    assert [event["type"] for _, event in told] == ["started", "finished"]
    (asked,) = (await graph.aget_state(CONFIG)).interrupts
    assert (asked.value["waiting"], asked.value["scenes"][0]["id"]) == ("script", "scene-1")
    with pytest.raises(ValueError, match="approved"):
        await graph.ainvoke(Command(resume={"note": "hm"}), CONFIG)
    second = await graph.ainvoke(Command(resume={"approved": True}), CONFIG)
    assert second["__interrupt__"][0].value["waiting"] == "cut"
    third = await graph.ainvoke(Command(resume={"approved": True}), CONFIG)
    assert third["post"].endswith(": finished")
    assert rehearsal.made == [third["film"]["film"]] == Workspace(tmp_path).film_ids()


async def test_a_real_film_in_a_parent_keeps_its_checkpoints_to_itself(tmp_path: Path) -> None:
    graph = parent(film_subgraph(tmp_path), approve="script")
    asked = await graph.ainvoke({"topic": PROMPT}, CONFIG)
    assert asked["__interrupt__"][0].value["waiting"] == "script"
    done = await graph.ainvoke(Command(resume={"approved": False, "note": "no dogs"}), CONFIG)
    assert done["post"].endswith(": rejected")
    assert "rejected: no dogs" in done["film"]["degraded"]
    assert set(graph.checkpointer.storage) == {"campaign"}
    assert (Path(done["film"]["files"]["folder"]) / "checkpoint.sqlite").is_file()


async def test_a_parent_changes_the_film_it_has(tmp_path: Path) -> None:
    rehearsal = Rehearsal()
    graph = parent(
        film_subgraph(tmp_path, opens=lambda workspace, tell: Studio(workspace, tell, rehearsal)), scenes=2, seconds=2
    )
    made = await graph.ainvoke({"topic": f"{PROMPT}. The dog sleeps."}, CONFIG)
    changed = await graph.ainvoke({"wish": "remove scene 2"}, CONFIG)
    assert [len(each["film"]["scenes"]) for each in (made, changed)] == [2, 1]
    assert (changed["film"]["film"], changed["wish"]) == (made["film"]["film"], "")
    assert json.loads(json.dumps(changed["film"])) == changed["film"]
    assert {type(scene["outcome"]) for scene in changed["film"]["scenes"]} == {str}, "plain enough for any checkpoint"
    again = await graph.ainvoke({"topic": f"{PROMPT}. The dog sleeps."}, CONFIG)
    assert len(again["film"]["scenes"]) == 1, "the wish is obeyed once"
    with pytest.raises(Unclear, match="another way"):
        await graph.ainvoke({"wish": "hm"}, CONFIG)


async def test_a_parents_wish_is_for_the_version_it_was_said_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read_slowly(desk: Desk, film: str, *, wish: str) -> tuple[Work, Forecast]:
        found = await understood(desk, film, wish=wish)
        await desk.edit(film, (SetTitle(title="Somebody else's"),))
        return found

    graph = parent(film_subgraph(tmp_path, opens=lambda workspace, tell: Studio(workspace, tell, Rehearsal())))
    await graph.ainvoke({"topic": PROMPT}, CONFIG)
    monkeypatch.setattr("videostudio.apps.subgraph.understood", read_slowly)
    with pytest.raises(ScriptError, match="the film has changed meanwhile"):
        await graph.ainvoke({"wish": "make scene 1 at night"}, CONFIG)


async def test_films_are_made_beside_the_parents_loop_and_end_with_their_parent(tmp_path: Path) -> None:
    rehearsal, begun = Rehearsal(scene_s=60), asyncio.Event()
    threads: list[threading.Thread] = []

    def opened(workspace: Workspace, tell: Callable[[Event], None]) -> Studio:
        threads.append(threading.current_thread())
        return Studio(workspace, tell, rehearsal)

    graph = parent(film_subgraph(tmp_path, opens=opened))

    async def make() -> None:
        async for _ in graph.astream({"topic": PROMPT}, CONFIG, stream_mode="custom", subgraphs=True):
            begun.set()

    making = asyncio.create_task(make())
    await asyncio.wait_for(begun.wait(), 60)
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    assert rehearsal.made == []
    assert threading.main_thread() not in threads


@pytest.mark.slow
async def test_a_real_film_is_approved_and_finished_through_its_parent(tmp_path: Path) -> None:
    graph = parent(film_subgraph(tmp_path), approve="script")
    await graph.ainvoke({"topic": PROMPT}, CONFIG)
    done = await graph.ainvoke(Command(resume={"approved": True}), CONFIG)
    assert Path(done["film"]["files"]["film"]).stat().st_size > 1000
    folder = Path(done["film"]["files"]["folder"])
    assert Ledger(folder / "ledger.jsonl").counts().repeats == 0


@pytest.mark.slow
def test_a_parent_that_is_killed_and_started_again_loses_nothing(tmp_path: Path) -> None:
    words = [str(tmp_path / "home"), str(tmp_path / "parent.sqlite"), f"{PROMPT}. The dog sleeps."]
    command = [sys.executable, campaign.__file__, *words]
    with subprocess.Popen(command) as process:
        while not [one for one in (tmp_path / "home").glob("films/*/ledger.jsonl") if calls(one).generator_calls]:
            assert process.poll() is None
            time.sleep(0.1)
        process.kill()
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert [said[0]] == Workspace(tmp_path / "home").film_ids(), "a new film is one film"
    assert said[1] == "finished"
    assert calls(tmp_path / "home" / "films" / said[0] / "ledger.jsonl").repeats == 0


def calls(ledger: Path) -> Any:
    return Ledger(ledger).counts()


def test_langgraph_json_names_a_graph_that_loads_by_its_path() -> None:
    config = json.loads((REPO / "langgraph.json").read_text())
    path, name = config["graphs"]["film"].split(":")
    spec = importlib.util.spec_from_file_location("served", REPO / path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    graph = getattr(module, name)()
    assert set(graph.get_input_jsonschema()["properties"]) >= {"wishes"}


async def test_an_agents_tools_make_review_edit_and_show_a_film(tmp_path: Path) -> None:
    rehearsal = Rehearsal()
    limits = SERVED.model_copy(update={"film_seconds": 60, "profiles": ("preview",)})
    made_by = film_tools(tmp_path, limits=limits, opens=lambda place: Studio(place, produces=rehearsal))
    tools = {one.name: one for one in made_by}
    assert set(tools) == {"make_film", "film_status", "review_film", "edit_film"}
    film = await tools["make_film"].ainvoke({"prompt": f"{PROMPT}. The dog sleeps.", "size": "128x128"})
    assert film["waiting"] == "script"
    word = {"film": film["film"], "approved": True, "note": "good"}
    assert (await tools["review_film"].ainvoke(word))["outcome"] == "finished"
    edited = await tools["edit_film"].ainvoke({"film": film["film"], "wish": "call the film The Long Way Home"})
    assert edited["title"] == "The Long Way Home"
    assert (await tools["film_status"].ainvoke({"film": film["film"]}))["title"] == edited["title"]
    plan = await tools["edit_film"].ainvoke({"film": film["film"], "wish": "remove scene 2", "plan_only": True})
    assert plan["changes"]
    for name, said, says in (
        ("film_status", {"film": "../x"}, "there is no film"),
        ("make_film", {"prompt": " "}, "the prompt is empty"),
        ("make_film", {"prompt": PROMPT, "scenes": 90}, "at most 40 here"),
        ("review_film", word, "is not waiting"),
        ("edit_film", {"film": film["film"], "wish": "hm"}, "You could say"),
        ("edit_film", {"film": film["film"], "wish": "make the film 90 seconds long"}, "at most 60 here"),
        ("edit_film", {"film": film["film"], "wish": "render it with the mini profile"}, "not for this door"),
    ):
        assert says in await tools[name].ainvoke(said), name


def test_the_tools_work_without_a_loop_too(tmp_path: Path) -> None:
    tools = {one.name: one for one in film_tools(tmp_path, opens=lambda place: Studio(place, produces=Rehearsal()))}
    said = {"prompt": PROMPT, "size": "128x128", "review_script": False}
    assert tools["make_film"].invoke(said)["outcome"] == "finished"


async def test_a_plan_tells_what_happens_and_is_admitted_like_a_film(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('[roles]\nentity_imager = "animatic"\nscene_imager = "animatic"\nscene_filmer = "animatic"\n')
    heard: list[Event] = []
    script = await aio.plan(PROMPT, home=tmp_path, on_event=heard.append)
    assert isinstance(heard[0], Decided)
    assert script.title in heard[0].text
    brief = Brief(prompt=PROMPT)
    assert await aio.plan(brief, home=tmp_path, profile=str(mine)) == script
    for making in (aio.plan, aio.make_film):
        for wishes, says in (
            ({"profile": "none"}, "there is no profile 'none'"),
            ({"scene": 3}, "there is no wish 'scene'"),
            ({"scenes": 3}, "'scenes' stands in the Brief itself: beside one, say profile"),
            ({"workers": 65}, "workers: "),
        ):
            with pytest.raises(BriefError, match=says):
                await making(brief, home=tmp_path, **wishes)
