"""The pages about doors: their examples run, and their tables are true."""

import asyncio
import json
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import mcp_door
import numpy as np
import pytest
from fastapi.testclient import TestClient
from http_door import served
from rehearsed import Rehearsal
from repo import REPO
from typer.testing import CliRunner

from videostudio.apps.cli import app
from videostudio.apps.desk.guests import Keyring
from videostudio.apps.desk.limits import OWN, SERVED, Limits
from videostudio.apps.desk.service import Service
from videostudio.apps.desk.wishes import Wishes
from videostudio.apps.http.app import built
from videostudio.apps.mcp.server import here
from videostudio.apps.mcp.skill import NAME, skill
from videostudio.graphs import production
from videostudio.graphs.studio import Studio
from videostudio.tools.images import encode_jpeg
from videostudio.tools.workspace import Workspace


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (REPO / "docs" / page).read_text(), re.S)


DRAWN = pytest.mark.parametrize("is_drawn", [False, pytest.param(True, marks=pytest.mark.slow)])
"""Examples are run with films of a few bytes, and, slowly, with real ones."""


@DRAWN
def test_the_library_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], is_drawn: bool
) -> None:
    monkeypatch.setenv("VIDEOSTUDIO_HOME", str(tmp_path))
    if not is_drawn:
        monkeypatch.setattr(production, "produce", Rehearsal())
    names: dict[str, Any] = {"asyncio": asyncio}
    for block in blocks("library.md", "python"):
        exec(compile(block, "library.md", "exec"), names)
    told = capsys.readouterr().out
    for words in ("script ['A dog runs", "finished", "New: ", "90 scenes are too many, at most 40 here"):
        assert words in told
    assert ("'motion': " in told) is is_drawn
    assert len(Workspace(tmp_path).film_ids()) == 1


@DRAWN
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_http_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], is_drawn: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    with served(tmp_path / "home", None if is_drawn else Rehearsal()) as address:
        for block in blocks("http.md", "python"):
            exec(compile(block.replace("http://127.0.0.1:8000", address), "http.md", "exec"), names)
    names["api"].close(), names["client"].close()
    told = capsys.readouterr().out
    for words in ("completed ", "script ['A cat walks", "generator calls", "1 scene"):
        assert words in told, told
    assert not is_drawn or "0 generator calls" in told
    assert (b"ftyp" in (tmp_path / "dog.mp4").read_bytes()[:16]) is is_drawn


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_mcp_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    for block in blocks("mcp.md", "python"):
        here = block.replace(".venv/bin/videostudio", str(Path(sys.executable).with_name("videostudio")))
        exec(compile(here, "mcp.md", "exec"), {})
    told = capsys.readouterr().out
    for words in ("Do you approve of it?", "100% ", "completed 2 scenes", "completed 1 scene\n", "You could say"):
        assert words in told, told
    assert b"ftyp" in (tmp_path / "cat.mp4").read_bytes()[:16]


async def test_the_mcp_page_names_every_tool_and_resource(tmp_path: Path) -> None:
    page, server = (REPO / "docs/mcp.md").read_text(), here(mcp_door.service(tmp_path, Rehearsal()))
    for tool in await server.list_tools():
        assert f"| `{tool.name}` |" in page
    for template in await server.list_resource_templates():
        assert template.uri_template.rsplit("/", 1)[-1] in page


async def test_the_skills_examples_are_calls_that_work(tmp_path: Path) -> None:
    head = re.match(r"---\nname: (\S+)\ndescription: (.+)\n---\n", skill())
    assert head is not None
    assert (head[1], len(head[2]) <= 1024) == (NAME, True)
    calls = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", skill(), re.S)]
    async with mcp_door.agent(here(mcp_door.service(tmp_path, Rehearsal()))) as one:
        assert {call["tool"] for call in calls} | {"cancel_video"} == {
            tool.name for tool in (await one.client.list_tools()).tools
        }
        film = ""
        for call in calls:
            arguments = {name: film if said == "FILM" else said for name, said in call["arguments"].items()}
            film = (answer := await one.call(call["tool"], **arguments))["id"]
        assert (answer["status"], "call" in answer["next"]) == ("completed", False)


def test_the_skills_commands_work_and_it_installs_itself(tmp_path: Path) -> None:
    def run(*words: str) -> Any:
        opens = lambda home, tell: Studio(Workspace(tmp_path), tell, Rehearsal())  # noqa: E731
        return CliRunner().invoke(app, list(words), obj=opens, env={"VIDEOSTUDIO_HOME": str(tmp_path)})

    [lines] = re.findall(r"```sh\n(.*?)```", run("skill").stdout, re.S)
    for line in lines.splitlines():
        [_, *words] = shlex.split(line.replace("FILM", next(iter(Workspace(tmp_path).film_ids()), "")))
        done = run(*words)
        assert done.exit_code == (6 if words[0] == "make" else 0), done.output
    assert '"outcome": "finished"' in done.stdout
    installed = run("skill", str(tmp_path / "skills"))
    assert (installed.exit_code, (tmp_path / "skills" / NAME / "SKILL.md").read_text()) == (0, skill())
    (tmp_path / "file").touch()
    assert run("skill", str(tmp_path / "file")).exit_code == 2


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_web_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for block in blocks("web.md", "python"):
        exec(compile(block, "web.md", "exec"), names)
    with TestClient(names["app"], base_url="http://127.0.0.1:7860") as browser:
        page = browser.get("/")
        assert page.status_code == 200
        assert "connect-src 'self'" in page.headers["content-security-policy"]
        assert "One sentence becomes a film" in page.text
        assert browser.get("/v1/videos").json()["data"] == []
        assert browser.get("/", headers={"host": "evil.example"}).status_code == 421


def test_the_http_page_names_every_route(tmp_path: Path) -> None:
    page = (REPO / "docs/http.md").read_text()
    service = Service(Workspace(tmp_path), keyring=Keyring.of(Workspace(tmp_path), {}))
    for path, methods in built(service).openapi()["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path.replace('video_id', 'id').replace('{name}', 'NAME')}" in page


def test_the_library_page_names_every_wish() -> None:
    page = (REPO / "docs/library.md").read_text()
    assert set(Wishes.model_fields) - set(re.findall(r"`(\w+)`", page)) == {"prompt"} - {"prompt"}


def test_the_manifests_of_the_batch_page_are_made(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/my-cat.jpg").write_bytes(encode_jpeg(np.zeros((8, 8, 3), dtype=np.uint8)))
    (lines,), (listed,) = blocks("batch.md", "json"), blocks("batch.md", "yaml")
    for name, text, films in (("films.jsonl", lines, 3), ("films.yaml", listed, 2)):
        (tmp_path / name).write_text(text)
        words = ["batch", str(tmp_path / name), "--home", str(tmp_path / name.replace(".", "-"))]
        done = CliRunner().invoke(app, words, obj=lambda opened, tell: Studio(opened, tell, Rehearsal()))
        assert done.exit_code == 0, done.output
        assert f"{films} briefs: {films} made" in done.stdout


def test_the_threat_models_table_is_that_of_the_limits() -> None:
    page = (REPO / "docs/threat-model.md").read_text()
    told = {row[0]: row[1:] for row in re.findall(r"^\| `(\w+)` \| (\S+) \| (\S+) \|$", page, re.M)}
    assert told == {name: (_told(OWN, name), _told(SERVED, name)) for name in Limits.model_fields}


def _told(limits: Limits, name: str) -> str:
    value = getattr(limits, name)
    return "-" if value is None else "all" if value == () else f"{value:,}"
