"""The whole way to a real language model: over HTTP, held to schemas, paid for, and filmed. The model is far too small
to write anything that fits, so that most of it ends with the house writer, and has to say so."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from films import small_brief, studio
from small_llm import MISSING, small_llm, weights
from typer.testing import CliRunner

from videostudio.agents.llm.shapes import AspectsShape, schema_of
from videostudio.apps.cli import app
from videostudio.film.brief import Budget
from videostudio.film.record import FilmOutcome
from videostudio.film.requests import ChatRequest, Message, Role
from videostudio.film.take import Stage
from videostudio.graphs.llm_trial import examinee
from videostudio.graphs.order import LEDGER_FILE
from videostudio.graphs.studio import MakeOptions
from videostudio.tools.ledger import Ledger
from videostudio.tools.workspace import Workspace

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(7200),
    pytest.mark.skipif(weights() is None, reason=MISSING),
]
ONE_SCRIPT, ONE_SENTENCE = 14_000, 45_000
"""Tokens for one try at a script, and at a sentence: a call is reserved by the bytes of its prompt, and a second one
does not fit. On a machine with nothing else to do that takes a minute."""


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
    said = await asked.say(ChatRequest(messages=(words,), answer_schema=schema, max_tokens=300))
    assert list(json.loads(said)) == ["aspects"]
    assert asked.rung() == "json_schema"
    assert asked.bill()["spent"].tokens > 20


async def test_a_film_is_made_whatever_the_model_writes(endpoint: str, tmp_path: Path) -> None:
    brief = small_brief(prompt="A dog finds a ball.", scenes=1, duration_ms=1000, budget=Budget(tokens=ONE_SCRIPT))
    record = await studio(tmp_path).make(brief, MakeOptions(writer="llm", workers=1))
    assert record.outcome in (FilmOutcome.FINISHED, FilmOutcome.DEGRADED)
    assert record.cut is not None
    assert 0 < record.spent.tokens <= ONE_SCRIPT
    assert record.script is not None
    assert record.script.writer.startswith("SmolLM2-135M-Instruct at 127.0.0.1:") or any(
        "the script is by house" in text for text in record.degraded
    )
    made = Ledger(Workspace(tmp_path).film_folder(record.film) / LEDGER_FILE).counts().made_by_stage[Stage.WRITER]
    assert made >= 1, "what it said is in the store"


def test_the_model_can_be_checked(endpoint: str, tmp_path: Path) -> None:
    story = check(tmp_path, "--stories", "1", "--sentences", "0", "--tokens", str(ONE_SCRIPT))
    assert story["model"] == "SmolLM2-135M-Instruct"
    assert story["stories"][0]["rung"] == "json_schema"
    assert 0 < story["spent"]["tokens"] <= ONE_SCRIPT
    said = check(tmp_path, "--stories", "0", "--sentences", "1", "--tokens", str(ONE_SENTENCE))
    assert said["sentences"][0]["calls"] >= 1
    assert 0 < said["spent"]["tokens"] <= ONE_SENTENCE
    assert list((tmp_path / "cache" / "llm").iterdir()), "how it is asked is remembered"


def check(home: Path, *words: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["check-llm", *words, "--json", "--home", str(home)])
    assert done.exit_code == 0, done.output
    card: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return card
