"""Whole films whose script a language model wrote: `videostudio make --writer llm` against a server that plays one."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from films import small_brief, studio
from llm_author import Author
from llm_server import LlmServer, Turn, refused, serving
from typer.testing import CliRunner

from videostudio.agents.llm.shapes import RetoldShape, schema_of
from videostudio.apps.checkup import checkup, in_words
from videostudio.apps.cli import app
from videostudio.apps.forecasts import forecast_in_words
from videostudio.film.brief import Budget
from videostudio.film.camera import ShotSize
from videostudio.film.edits import Recast, SetCamera
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import BadSetting, BriefError, EndpointError, OverBudget, WriterError
from videostudio.film.requests import ChatRequest, Message, Role
from videostudio.film.take import Stage
from videostudio.graphs import bootstrap
from videostudio.graphs.executor.process import ProcessPipe
from videostudio.graphs.forecasting import ForecastExecutor
from videostudio.graphs.pace import Pace
from videostudio.graphs.studio import MakeOptions
from videostudio.tools.events import Cost, EventLog
from videostudio.tools.ledger import Ledger
from videostudio.tools.llm.account import Account
from videostudio.tools.store.store import Store
from videostudio.tools.workspace import Workspace

KEY = "sk-very-secret-4711"
BY_LLM = MakeOptions(writer="llm", workers=1)
SMALL = ("--scenes", "2", "--seconds", "2", "--size", "256x144", "--fps", "12", "--workers", "1")


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[LlmServer]:
    """A server that plays a model, set up as this machine's; its answers may be changed."""
    with serving(Author()) as server:
        for name, value in {"BASE_URL": server.url, "MODEL": "tiny", "API_KEY": KEY}.items():
            monkeypatch.setenv(f"VIDEOSTUDIO_LLM_{name}", value)
        monkeypatch.setenv("VIDEOSTUDIO_LLM_TIMEOUT_S", "20")
        yield server


def videostudio(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "videostudio.apps.cli", *words, "--home", str(home)]
    code = f"import sys; sys.argv = {['videostudio', *command[3:]]!r}; from videostudio.apps.cli import main; main()"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=os.environ)


def no_key_in(folder: Path) -> None:
    """Nothing that lies in `folder` has the key in it."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 5
    assert [path for path in files if KEY.encode() in path.read_bytes()] == []


def test_a_film_is_written_by_a_model_paid_for_once_and_keeps_no_secret(endpoint: LlmServer, tmp_path: Path) -> None:
    done = videostudio("make", "A corgi meets a robot on Mars", *SMALL, "--writer", "llm", "--json", home=tmp_path)
    assert done.returncode == 0, done.stderr
    film = json.loads(done.stdout.splitlines()[-1])
    assert [scene["event"] for scene in film["scenes"]] == [
        "The corgi walks over the plain of Mars.",
        "The corgi greets the robot on the plain of Mars.",
    ]
    assert film["degraded"] == []
    assert Path(film["folder"], "film.mp4").stat().st_size > 1000
    assert "--writer llm" in Path(film["folder"], "report.html").read_text(), "the command that makes it again"
    script = json.loads(Path(film["folder"], "script.json").read_text())
    assert script["writer"] == f"tiny at {endpoint.url.split('/')[2]}"
    assert "red scarf" in next(e["description"] for e in script["entities"] if e["id"] == "corgi")
    author: Any = endpoint.answers
    assert author.stages[:2] == ["script", "camera"]
    assert Counter(author.stages[2:]) == Counter(aspects=2, aspects_more=2, description=3)
    calls = len(author.stages)
    assert film["spent"] == {"tokens": 150 * calls, "money_milli": 0}
    home = Path(film["folder"])
    assert Ledger(home / "ledger.jsonl").counts().made_by_stage[Stage.WRITER] == calls
    costs = [event for event in EventLog(home / "events.jsonl").read() if isinstance(event, Cost)]
    assert sum(cost.tokens for cost in costs) == 150 * calls
    assert {asked.headers["authorization"] for asked in endpoint.asked} == {f"Bearer {KEY}"}
    no_key_in(tmp_path)
    assert KEY not in done.stdout + done.stderr

    again = videostudio("make", "A corgi meets a robot on Mars", *SMALL, "--writer", "llm", "--json", home=tmp_path)
    assert json.loads(again.stdout.splitlines()[-1])["film"] == film["film"]
    assert len(author.stages) == calls, "every answer was in the store"
    found = next(found for found in checkup(Workspace(tmp_path)).checks if found.name == "writer")
    assert f"tiny at {endpoint.url} with a key, which answers in json_schema" in found.text
    assert KEY not in in_words(checkup(Workspace(tmp_path)))


async def test_a_plan_is_paid_for_once(endpoint: LlmServer, tmp_path: Path) -> None:
    brief = small_brief(prompt="A corgi meets a robot on Mars")
    script = await studio(tmp_path).plan(brief, BY_LLM)
    assert script.title == "Corgi on Mars"
    assert await studio(tmp_path).plan(brief, BY_LLM) == script
    assert len(endpoint.asked) == 2


async def test_a_model_that_only_fails_leaves_a_script_by_the_house_writer_that_says_so(
    endpoint: LlmServer, tmp_path: Path
) -> None:
    endpoint.answers = lambda asked: Turn("I would rather not.")
    script = await studio(tmp_path).plan(small_brief(), BY_LLM)
    assert script.writer.startswith("house")
    assert [text.split(" is by house")[0] for text in script.degraded] == ["the script", "the camera"]
    assert "did not fit after 3 tries: Invalid JSON" in script.degraded[0]


async def test_only_the_stage_that_failed_is_the_house_writers(endpoint: LlmServer, tmp_path: Path) -> None:
    endpoint.answers = Author(camera=["left, I would say"])
    script = await studio(tmp_path).plan(small_brief(), BY_LLM)
    assert script.title == "Corgi on Mars"
    assert [text.split(" is by house")[0] for text in script.degraded] == ["the camera"]


async def test_a_brief_that_forbids_a_stand_in_gets_no_script(endpoint: LlmServer, tmp_path: Path) -> None:
    endpoint.answers = lambda asked: refused(401, f"wrong key {KEY}")
    with pytest.raises(EndpointError, match=r"the script is missing: .* HTTP 401: wrong key \*\*\*"):
        await studio(tmp_path).plan(small_brief(stand_in=False), BY_LLM)
    endpoint.answers = lambda asked: Turn("no")
    with pytest.raises(WriterError, match=r"the script is missing: .* did not fit after 3 tries"):
        await studio(tmp_path).plan(small_brief(stand_in=False), BY_LLM)


def test_who_is_blocked_is_told_by_what_and_how_to_go_on(endpoint: LlmServer, tmp_path: Path) -> None:
    endpoint.answers = Author(camera=["left, I would say"])
    done = CliRunner().invoke(
        app, ("plan", "A corgi meets a robot", "--writer", "llm", "--no-stand-in", "--home", str(tmp_path))
    )
    assert done.exit_code == WriterError.exit_code
    told = " ".join(done.stderr.split())
    assert "the camera is missing: the writer's answer to 'camera' did not fit after 3 tries" in told
    assert "--no-stand-in): mend that and resume the film, give it another model or other words, or let house" in told


async def test_limits_of_a_brief_reach_the_model(endpoint: LlmServer, tmp_path: Path) -> None:
    script = await studio(tmp_path).plan(small_brief(forbidden=("cat",), must_have=("red scarf",)), BY_LLM)
    assert not script.degraded
    assert "must not show or mention: cat" in endpoint.asked[0].words


async def test_a_budget_and_an_endpoint_hold_over_all_runs_of_a_film(
    endpoint: LlmServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = Author()
    endpoint.answers = lambda asked: replace(author(asked), usage=(20_000, 500))
    brief = small_brief(budget=Budget(tokens=22_000), stand_in=False)
    with pytest.raises(OverBudget, match="of 22000 that the brief allows are left"):
        await studio(tmp_path).make(brief, BY_LLM)
    assert author.stages == ["script"]
    with pytest.raises(OverBudget):
        await studio(tmp_path).make(brief, BY_LLM)
    assert author.stages == ["script"], "neither asked again nor paid again"
    no_key_in(tmp_path)

    (film,) = Workspace(tmp_path).film_ids()
    monkeypatch.setenv("VIDEOSTUDIO_LLM_BASE_URL", "http://elsewhere.example/v1")
    with pytest.raises(BadSetting, match=r"begun with the endpoint .* a key goes to no other endpoint"):
        await studio(tmp_path).resume(film)


async def test_money_is_not_limited_without_prices(endpoint: LlmServer, tmp_path: Path) -> None:
    with pytest.raises(BriefError, match="VIDEOSTUDIO_LLM_PRICE_IN_MILLI"):
        await studio(tmp_path).plan(small_brief(budget=Budget(money_milli=5)), BY_LLM)
    assert endpoint.asked == []


async def test_what_is_not_set_is_asked_for_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VIDEOSTUDIO_LLM_BASE_URL", raising=False)
    with pytest.raises(BadSetting, match="'base_url' of 'llm' is missing"):
        await studio(tmp_path).make(small_brief(), BY_LLM)
    with pytest.raises(BriefError, match="no writer 'me': choose house or llm"):
        await studio(tmp_path).make(small_brief(), MakeOptions(writer="me"))
    assert Workspace(tmp_path).film_ids() == []


async def test_settings_may_lie_in_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Author()) as server:
        settings = {"llm": {"base_url": server.url, "model": "tiny", "api_key": KEY, "parallel": 1}}
        (tmp_path / "settings.json").write_text(json.dumps(settings))
        script = await studio(tmp_path).plan(small_brief(), BY_LLM)
        assert script.writer.startswith("tiny at 127.0.0.1:")
        assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"


async def test_workers_are_not_told_the_key(endpoint: LlmServer, tmp_path: Path) -> None:
    tell = "import os, sys; sys.stderr.write(' '.join(n for n in os.environ if n.startswith('VIDEOSTUDIO_LLM')))"
    worker = await ProcessPipe.start((sys.executable, "-c", tell), tmp_path / "workers.log")
    assert await worker.read() == b""
    told = await worker.last_words()
    assert "VIDEOSTUDIO_LLM" not in told


async def test_what_an_edit_costs_is_told_without_asking_the_model(
    endpoint: LlmServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PRICE_IN_MILLI", "PRICE_OUT_MILLI"):
        monkeypatch.setenv(f"VIDEOSTUDIO_LLM_{name}", "2000000")
    at_work = studio(tmp_path)
    record = await at_work.make(small_brief(scenes=2, duration_ms=2000, silent=True), BY_LLM)
    assert record.script is not None
    asked = len(endpoint.asked)
    first = record.script.scenes[0]
    slower = await at_work.forecast(record.film, (SetCamera(scenes=(first.id,), shot=ShotSize.CLOSE),))
    assert (slower.money_milli, slower.seconds is None) == (0, False)
    owl = Entity(id="owl", name="owl", kind=EntityKind.ANIMAL, head="owl")
    other = await at_work.forecast(record.film, (Recast(entity=first.foreground[0], by=owl),))
    assert len(endpoint.asked) == asked

    told = forecast_in_words(other)
    assert "Nothing is made again" not in told
    assert "no money" not in told
    assert "- 3 writings" in told, "in both scenes, the owl has its three rounds"
    assert "- reference: owl" in told
    assert "- 2 scene images: scene-1, scene-2" in told
    assert f"at most {(other.money_milli or 0) / 1000:g} of what the endpoint bills, if every first take" in told
    assert other.seconds is not None
    assert other.generator_calls == 5


async def test_a_question_that_no_placeholder_answers_is_planned_and_left_to_the_house_writer(
    endpoint: LlmServer, tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path)
    profile = bootstrap.resolved(bootstrap.written_by(bootstrap.profile_named("preview"), "llm"), workspace)
    backends = replace(bootstrap.build_backends(profile), chat=bootstrap.chat(profile, workspace, Account()))
    executor = ForecastExecutor(Store(tmp_path), backends, Pace({}))
    words = Message(role=Role.USER, text="Tell the scene another way.")
    with pytest.raises(EndpointError, match="not asked for a forecast"):
        await executor.run(ChatRequest(messages=(words,), answer_schema=schema_of(RetoldShape), max_tokens=400))
    assert [(planned.stage, planned.reused) for planned in executor.planned.values()] == [(Stage.WRITER, False)]
    assert endpoint.asked == []
