"""The way to a real language model, stage by stage: over HTTP, held to schemas, paid for. The model is far too small to
write anything that fits, and slow where others are at work: so it reads only the beginning of each question and may say
little, and what is seen is that every stage puts its questions, mends once, and ends in an answer or in a refusal."""

import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from films import small_brief, studio
from small_llm import MISSING, small_llm, weights
from typer.testing import CliRunner

from videostudio.agents import planner
from videostudio.agents.chat.model import read
from videostudio.agents.chat.said import Context, Question, Understood
from videostudio.agents.llm.camera import move_camera
from videostudio.agents.llm.condense import condensed
from videostudio.agents.llm.coreference import resolved
from videostudio.agents.llm.describe import describe
from videostudio.agents.llm.rewrite import rewrite
from videostudio.agents.llm.script import write_script
from videostudio.agents.llm.shapes import AspectsShape, ScriptShape, schema_of
from videostudio.agents.llm.turns import Interview
from videostudio.apps.cli import app
from videostudio.film.brief import Brief, Budget
from videostudio.film.errors import WriterError
from videostudio.film.record import FilmOutcome
from videostudio.film.requests import ChatRequest, Message, Role, WriterRequest, WriterTask
from videostudio.film.script import Script
from videostudio.film.take import Stage
from videostudio.graphs import bootstrap
from videostudio.graphs.llm_trial import Examinee, examinee
from videostudio.graphs.order import LEDGER_FILE
from videostudio.graphs.studio import MakeOptions
from videostudio.tools.ledger import Ledger
from videostudio.tools.workspace import Workspace

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(weights() is None, reason=MISSING),
]
READ, SAID, TOOLS = 240, 32, 2
"""Characters of a question that the model reads, tokens that it may answer, tools that it may call."""
BUDGET = 20_000
ONE_CAMERA = 1_700
"""Tokens that let a film of one scene ask for its camera, and for nothing else: a script is reserved at 11,000."""
STORY = "A dog finds a ball."


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with small_llm(tmp_path_factory.mktemp("llm") / "server.log") as url:
        yield url


@pytest.fixture
def endpoint(served: str, monkeypatch: pytest.MonkeyPatch) -> str:
    told = {"BASE_URL": served, "MODEL": "SmolLM2-135M-Instruct", "TIMEOUT_S": "3600", "PARALLEL": "1"}
    for name, value in {**told, "PRICE_IN_MILLI": "0", "PRICE_OUT_MILLI": "0"}.items():
        monkeypatch.setenv(f"VIDEOSTUDIO_LLM_{name}", value)
    return served


async def test_the_model_is_held_to_a_schema(endpoint: str, tmp_path: Path) -> None:
    asked = examinee(Workspace(tmp_path))
    schema = schema_of(AspectsShape)
    words = Message(role=Role.USER, text="Name two colours. Answer with one JSON object.")
    said = await asked.say(ChatRequest(messages=(words,), answer_schema=schema, max_tokens=80))
    assert list(json.loads(said)) == ["aspects"]
    assert asked.rung() == "json_schema"
    assert asked.bill()["spent"].tokens > 20


class Hasty:
    """Puts short forms of questions to the model. `asked` are the whole ones, `said` what came."""

    def __init__(self, model: Examinee) -> None:
        self._model = model
        self.asked: list[ChatRequest] = []
        self.said: list[str] = []

    async def say(self, request: ChatRequest) -> str:
        self.asked.append(request)
        words = Message(role=Role.USER, text=request.messages[-1].text[:READ])
        short = {"messages": (words,), "max_tokens": SAID, "tools": request.tools[:TOOLS], "tools_in_words": ""}
        self.said.append(await self._model.say(request.model_copy(update=short)))
        return self.said[-1]


async def house_script() -> Script:
    """A dog without a description in two scenes, all others with one."""
    house = bootstrap.writer()
    script = await planner.plan(Brief(prompt=f"{STORY} The dog eats the ball.", scenes=2), house.answer, "house")
    told = {e.id: e.model_copy(update={"description": "Something plain."}) for e in script.entities if e.id != "dog"}
    return script.model_copy(update={"entities": tuple(told.get(e.id, e) for e in script.entities)})


def in_pronouns() -> ScriptShape:
    entities = [{"name": n, "noun": n, "kind": k, "looks": []} for n, k in (("dog", "animal"), ("park", "place"))]
    scene = {"event": "It runs.", "action": "run", "foreground": ["dog"], "background": "park", "narration": ""}
    script = {"language": "English", "title": "Dog", "logline": "", "entities": entities}
    return ScriptShape.model_validate({**script, "scenes": [{**scene, "beat": "event"}]})


STAGES: dict[str, Callable[[Interview, Script], Awaitable[object]]] = {
    "script": lambda interview, script: write_script(interview),
    "condense": lambda interview, script: condensed(interview, STORY),
    "coreference": lambda interview, script: resolved(interview, in_pronouns(), STORY),
    "camera": move_camera,
    "describe": describe,
    "rewrite": lambda interview, script: rewrite(interview, script, script.scenes[0]),
}


@pytest.mark.parametrize("stage", STAGES)
async def test_every_stage_asks_mends_and_ends(stage: str, endpoint: str, tmp_path: Path) -> None:
    model = examinee(Workspace(tmp_path), tokens=BUDGET)
    hasty, script = Hasty(model), await house_script()
    interview = Interview(hasty.say, WriterRequest(task=WriterTask.SCRIPT, prompt=STORY, scenes=1))
    ending = "an answer"
    try:
        await STAGES[stage](interview, script)
    except WriterError as error:
        ending = f"a refusal: {error}"
        assert hasty.asked[-1].messages[-1].text.startswith("This answer cannot be used"), "it was asked to mend it"
    spent = model.bill()["spent"].tokens
    print(f"\n{stage}: {len(hasty.said)} calls, {spent} tokens, {ending}\n{hasty.said}")
    assert all(text.startswith("{") for text in hasty.said), "it is held to JSON"
    assert model.rung() == "json_schema"
    assert 0 < spent <= BUDGET


async def test_a_sentence_is_read_by_calls_or_refused(endpoint: str, tmp_path: Path) -> None:
    model = examinee(Workspace(tmp_path), tokens=BUDGET)
    hasty = Hasty(model)
    try:
        found: Understood | Question | str = await read("at night", Context(script=await house_script()), hasty.say)
    except WriterError as error:
        found = f"a refusal: {error}"
        assert len(hasty.asked) == 2, "it was asked to mend it"
    print(f"\n{len(hasty.said)} calls, {model.rung(tools=True)!r}, {found}\n{hasty.said}")
    assert 0 < model.bill()["spent"].tokens <= BUDGET


async def test_a_film_is_made_whatever_the_model_says(endpoint: str, tmp_path: Path) -> None:
    brief = small_brief(prompt=STORY, scenes=1, duration_ms=1000, budget=Budget(tokens=ONE_CAMERA))
    record = await studio(tmp_path).make(brief, MakeOptions(writer="llm", workers=1))
    assert record.outcome is FilmOutcome.DEGRADED
    assert record.cut is not None
    assert 0 < record.spent.tokens <= ONE_CAMERA
    assert any("the script is by house" in text and "that the brief allows" in text for text in record.degraded)
    made = Ledger(Workspace(tmp_path).film_folder(record.film) / LEDGER_FILE).counts().made_by_stage[Stage.WRITER]
    assert made >= 1, "what it said of the camera is in the store"


def test_a_model_that_is_too_slow_is_a_scorecard_too(endpoint: str, tmp_path: Path) -> None:
    """The last one: a server that is left in the middle of a question is busy with it for a while."""
    card = check(tmp_path, "--stories", "1", "--sentences", "1", "--seconds-each", "1")
    assert card["model"] == "SmolLM2-135M-Instruct"
    assert card["stories"][0]["late"]
    assert card["sentences"][0]["late"]
    assert card["spent"]["tokens"] > 0


def check(home: Path, *words: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["check-llm", *words, "--json", "--home", str(home)])
    assert done.exit_code == 0, done.output
    card: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return card
