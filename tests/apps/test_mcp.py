"""The MCP door: clients over standard input and output and over HTTP, and what strangers get."""

import base64
import http.client
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import mcp_door
import numpy as np
import pytest
from http_door import served
from mcp import MCPError
from mcp_door import agent, rehearsing, with_token
from pydantic import ValidationError
from rehearsed import Rehearsal
from typer.testing import CliRunner

from videostudio.apps.agent_tools import film_tools
from videostudio.apps.cli import app
from videostudio.apps.desk.guests import new_token
from videostudio.apps.desk.limits import SERVED
from videostudio.apps.desk.wishes import OF_THE_MACHINE, Wishes
from videostudio.apps.mcp.seating import seat_here
from videostudio.apps.mcp.server import here, over_http
from videostudio.apps.mcp.tools import five
from videostudio.film.errors import BackendMissing, GeneratorError
from videostudio.tools.images import encode_png
from videostudio.tools.workspace import Workspace

TINY: dict[str, Any] = {"scenes": 2, "seconds": 2, "size": "256x144", "fps": 12, "silent": True}
DOG = {"prompt": "A dog runs across a meadow and finds a red ball", **TINY}
YES = {"action": "accept", "content": {"approved": True, "note": "go"}}
ROOMY = SERVED.model_copy(update={"requests_per_minute": None})
PICTURE = base64.b64encode(encode_png(np.zeros((8, 8, 3), dtype=np.uint8))).decode()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A door that only this machine reaches, its films quick, its limits the usual ones but for the rate."""
    rehearsal = Rehearsal(fails={"unlucky": GeneratorError("no picture came")})
    with served(tmp_path_factory.mktemp("door"), rehearsal, ROOMY, builds=over_http) as door:
        yield f"{door}/mcp"


async def makes_reviews_edits_and_fetches(at: Any, mode: mcp_door.Mode) -> None:
    async with agent(at, YES, mode) as one:
        waiting = await one.call("create_video", **DOG, approve="script", seed=len(mode))
        film = waiting["id"]
        assert (waiting["waiting"], len(waiting["scenes"])) == ("script", 2)
        assert "review_storyboard" in waiting["next"]
        made = await one.call("review_storyboard", film=film)
        assert (made["status"], made["waiting"]) == ("completed", None)
        assert waiting["scenes"][1]["event"] in one.asked[0]
        assert (one.progress[-1], one.progress) == (1.0, sorted(one.progress))
        plan = (await one.call("edit_video", film=film, wish="make scene 2 at night", plan_only=True))["plan"]
        assert plan["changes"]
        assert (await one.call("edit_video", film=film, wish="remove scene 2"))["status"] == "completed"
        assert len((await one.call("edit_video", film=film, undo=1))["scenes"]) == 2
        answer = await one.client.call_tool("get_video", {"film": film})
        links = {link.uri: link for link in answer.content if link.type == "resource_link"}
        assert answer.structured_content is not None
        files = answer.structured_content["files"]
        assert set(files) == {"film.mp4", "script.json", "report.html", "clips/scene-1.mp4", "clips/scene-2.mp4"}
        assert set(links) == set(files.values())
        [content] = (await one.client.read_resource(files["film.mp4"])).contents
        assert base64.b64decode(content.blob) == film.encode() * 100
        assert links[files["film.mp4"]].size == len(film) * 100
        assert (content.mime_type, links[files["film.mp4"]].mime_type) == ("video/mp4", "video/mp4")
        [script] = (await one.client.read_resource(files["script.json"])).contents
        assert '"scenes"' in script.text
        [clip] = (await one.client.read_resource(files["clips/scene-1.mp4"])).contents
        assert base64.b64decode(clip.blob) == b"a clip"


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_client_over_http_makes_reviews_edits_and_fetches(address: str, mode: mcp_door.Mode) -> None:
    await makes_reviews_edits_and_fetches(address, mode)


@pytest.mark.slow
async def test_a_client_over_stdio_makes_reviews_edits_and_fetches(tmp_path: Path) -> None:
    await makes_reviews_edits_and_fetches(rehearsing(tmp_path), "auto")


async def test_what_is_not_asked_is_told_and_a_no_and_no_word_are_heard(address: str) -> None:
    async with agent(address) as silent:
        film = (await silent.call("create_video", **DOG, approve="script", seed=7))["id"]
        told = await silent.call("review_storyboard", film=film)
        assert (told["waiting"], "show them" in told["next"]) == ("script", True)
    async with agent(address, {"action": "cancel"}) as away:
        told = await away.call("review_storyboard", film=film)
        assert (told["waiting"], "no answer" in told["next"]) == ("script", True)
    async with agent(address, YES) as one:
        late = await one.refused("review_storyboard", film=film, approved=True, seen="script-0123456789abcdef")
        assert "the film has changed meanwhile" in late
        # What the user said before need not be asked again.
        told = await one.call("review_storyboard", film=film, approved=False, note="no dogs")
        assert (told["status"], told["error"]["code"], told["notes"], one.asked) == (
            "failed",
            "rejected",
            ["no dogs"],
            [],
        )
        assert "waits for no answer" in (await one.call("review_storyboard", film=film))["next"]


async def test_the_same_order_is_the_same_film_and_pictures_are_brought(tmp_path: Path) -> None:
    async with agent(here(mcp_door.service(tmp_path, Rehearsal()))) as one:
        first, again = [await one.call("create_video", **DOG) for _ in range(2)]
        assert first == again
        assert Path(first["folder"]) == Workspace(tmp_path).film_folder(first["id"])
        pictured = await one.call("create_video", **DOG, references={"dog": f"data:image/png;base64,{PICTURE}"})
        assert pictured["id"] != first["id"]
        [own] = Workspace(tmp_path).film_folder(pictured["id"]).glob("order.json")
        assert '"dog"' in own.read_text()
        swapped = await one.call("edit_video", film=first["id"], references={"dog": f"data:image/png;base64,{PICTURE}"})
        assert swapped["status"] == "completed"
        assert '"own_image":{' in Workspace(tmp_path).film_folder(first["id"]).joinpath("history.json").read_text()


async def test_a_change_has_the_limits_of_an_order(tmp_path: Path) -> None:
    limits = SERVED.model_copy(update={"film_seconds": 20, "profiles": ("preview",)})
    async with agent(here(mcp_door.service(tmp_path, Rehearsal(), limits))) as one:
        film = (await one.call("create_video", **DOG))["id"]
        for plan_only in (True, False):
            said = await one.refused("edit_video", film=film, wish="make the film 30 seconds long", plan_only=plan_only)
            assert "at most 20 here" in said
        assert "not for this door" in await one.refused("edit_video", film=film, wish="render it with the mini profile")


async def test_a_film_that_takes_longer_goes_on_and_is_stopped(tmp_path: Path) -> None:
    async with agent(here(mcp_door.service(tmp_path, Rehearsal(scene_s=60)))) as one:
        begun = await one.call("create_video", **DOG, wait_s=0)
        assert (begun["status"] in ("queued", "in_progress"), "get_video" in begun["next"]) == (True, True)
        stopped = await one.call("cancel_video", film=begun["id"])
        assert (stopped["status"], stopped["error"]["code"]) == ("failed", "cancelled")


async def test_a_server_that_is_started_again_goes_on(tmp_path: Path) -> None:
    async with agent(here(mcp_door.service(tmp_path, Rehearsal(scene_s=60)))) as one:
        film = (await one.call("create_video", **DOG, wait_s=0))["id"]
    async with agent(here(mcp_door.service(tmp_path, Rehearsal()))) as one:
        assert (await one.call("get_video", film=film, wait_s=60))["status"] == "completed"


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("create_video", {"prompt": "a" * 30_000}, "30000 characters are too many, at most 20000 here"),
        ("create_video", {**DOG, "scenes": 60, "seconds": 90}, "60 scenes are too many, at most 40 here"),
        ("create_video", {**DOG, "fps": 10**400}, "fps"),
        ("create_video", {**DOG, "size": "1e9x1e9"}, "WIDTHxHEIGHT"),
        ("create_video", {**DOG, "pixels": 3}, "pixels"),
        ("create_video", {**DOG, "out": "/tmp/elsewhere"}, "out"),
        ("create_video", {**DOG, "profile": "../../x.toml"}, "cannot be named here"),
        ("create_video", {**DOG, "references": {"dog": "/etc/passwd"}}, "cannot be named here"),
        ("create_video", {**DOG, "references": {"dog": "http://169.254.169.254/"}}, "cannot be named here"),
        ("create_video", {**DOG, "references": {"dog": "data:image/png;base64,*"}}, "no base64"),
        ("create_video", {**DOG, "references": {"dog": "data:image/png;base64,AAAA"}}, "picture for 'dog'"),
        ("create_video", {"prompt": "a dog\0 runs"}, "prompt"),
        ("create_video", {}, "prompt"),
        ("create_video", {**DOG, "wait_s": 1e9}, "600"),
        ("get_video", {"film": "../../etc/passwd"}, "there is no film"),
        ("get_video", {"film": "a\0b"}, "there is no film"),
        ("get_video", {"film": "a" * 500}, "80"),
        ("get_video", {"film": "dog"}, "there is no film"),
        ("edit_video", {"film": "{film}", "wish": "better"}, "You could say"),
        ("edit_video", {"film": "{film}", "wish": "x" * 9000}, "4000"),
        ("edit_video", {"film": "{film}"}, "one of wish"),
        ("edit_video", {"film": "{film}", "undo": 99}, "undo"),
        ("review_storyboard", {"film": "{film}", "approved": True}, "not waiting for an answer"),
        ("cancel_video", {"film": "dog"}, "there is no film"),
        ("remove_video", {"film": "{film}"}, "Unknown tool"),
    ],
)
async def test_hostile_calls_are_refused_in_words(
    address: str, tool: str, arguments: dict[str, Any], words: str
) -> None:
    async with agent(address) as one:
        if arguments.get("film") == "{film}":
            arguments = {**arguments, "film": (await one.call("create_video", **DOG))["id"]}
        assert words in await one.refused(tool, **arguments)


async def test_hostile_addresses_lead_nowhere(address: str) -> None:
    async with agent(address) as one:
        film = (await one.call("create_video", **DOG))["id"]
        for path in (
            f"{film}/order.json",
            f"{film}/..%2F..%2Ftokens.json",
            f"{film}/clips/..%2Ffilm.mp4",
            f"{film}/clips/%2Fetc%2Fpasswd",
            f"{film}/clips/scene-9.mp4",
            "..%2F..%2Fetc/film.mp4",
            "%00/film.mp4",
            "dog/film.mp4",
        ):
            with pytest.raises(MCPError, match=r"Unknown resource|no such file|there is no film"):
                await one.client.read_resource(f"videostudio://films/{path}")


async def test_a_failure_is_told_in_words(address: str) -> None:
    async with agent(address) as one:
        failed = await one.call("create_video", **{**DOG, "prompt": "An unlucky dog runs"})
    assert failed["error"] == {"code": "generator_error", "message": "no picture came"}


async def test_tokens_keep_guests_apart(tmp_path: Path) -> None:
    ann, ben = (new_token(Workspace(tmp_path), name) for name in ("ann", "ben"))
    hello = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    rehearsal = Rehearsal(fails={"missing": BackendMissing("/secret/weights are not there")})
    with served(tmp_path, rehearsal, token="owners", builds=over_http) as door:
        for header in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {ann}"}):
            answer = httpx.post(f"{door}/mcp", json=hello, headers=header)
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        async with with_token(f"{door}/mcp", ann) as one:
            made = await one.call("create_video", **DOG)
            film = made["id"]
            assert (made["status"], made["folder"]) == ("completed", None)
            failed = await one.call("create_video", **{**DOG, "prompt": "A missing dog runs"})
            assert (failed["status"], "/secret" in str(failed)) == ("failed", False)
        async with with_token(f"{door}/mcp", ben) as one:
            assert "there is no film" in await one.refused("get_video", film=film)
            assert "there is no film" in await one.refused("edit_video", film=film, wish="remove scene 2")
            assert "there is no film" in await one.refused("cancel_video", film=film)
            with pytest.raises(MCPError, match="there is no film"):
                await one.client.read_resource(f"videostudio://films/{film}/film.mp4")


def test_a_session_answers_only_who_began_it(tmp_path: Path) -> None:
    ann, ben = ({"Authorization": f"Bearer {new_token(Workspace(tmp_path), name)}"} for name in ("ann", "ben"))
    kinds = {"Accept": "application/json, text/event-stream"}
    params = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}
    begin = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}
    with served(tmp_path, Rehearsal(), builds=over_http) as door:
        began = httpx.post(f"{door}/mcp", json=begin, headers={**kinds, **ann})
        session = {"Mcp-Session-Id": began.headers["mcp-session-id"]}
        told = {"jsonrpc": "2.0", "method": "notifications/initialized"}
        answers = [
            httpx.post(f"{door}/mcp", json=told, headers={**kinds, **session, **who}).status_code for who in (ben, ann)
        ]
    assert answers == [404, 202]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Content-Type": "text/plain"}, 400),
    ],
)
def test_pages_of_other_hosts_do_not_reach_a_door_without_tokens(
    address: str, headers: dict[str, str], status: int
) -> None:
    kinds = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
    answer = httpx.post(address, content=b"{}", headers={**kinds, **headers})
    assert (answer.status_code, "Traceback" in answer.text) == (status, False)


def test_a_body_that_is_too_long_is_not_read(address: str) -> None:
    with closing(http.client.HTTPConnection(urlsplit(address).netloc)) as raw:
        raw.putrequest("POST", "/mcp")
        raw.putheader("Content-Length", str(25 * 2**20))
        raw.endheaders()
        assert raw.getresponse().status == 413


async def test_a_guest_who_asks_too_often_is_asked_to_wait(tmp_path: Path) -> None:
    tight = SERVED.model_copy(update={"requests_per_minute": 2, "films_waiting": 0, "films_at_once": 1})
    async with agent(here(mcp_door.service(tmp_path, Rehearsal(scene_s=60), tight))) as one:
        await one.call("create_video", **DOG, wait_s=0)
        assert "are waiting already" in await one.refused("create_video", **DOG, seed=1, wait_s=0)
        assert "2 requests a minute" in await one.refused("get_video", film="a")


def test_every_wish_is_explained_to_all_agents_in_the_same_words(tmp_path: Path) -> None:
    meant = {name: wish.description for name, wish in Wishes.model_fields.items()}
    assert all(meant.values())
    tools = five(seat_here(mcp_door.service(tmp_path, Rehearsal())), is_here=True)
    asked = tools[0].parameters["properties"]
    assert {name: asked[name]["description"] for name in meant if name in asked} == {
        name: said for name, said in meant.items() if name not in OF_THE_MACHINE
    }
    [make_film, *_] = film_tools(tmp_path)
    for name, field in make_film.args.items():
        assert field["description"] == meant.get(name, field["description"])
    with pytest.raises(ValidationError):
        make_film.get_input_schema().model_validate({"prompt": "x", "scenes": 10**13})


def test_the_command_says_what_is_in_its_way(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["mcp", "--http", "--host", "0.0.0.0", "--home", str(tmp_path)])
    assert (done.exit_code, "videostudio token add" in done.output) == (3, True)
