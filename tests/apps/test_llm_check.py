"""`check-llm` and `doctor --ask-llm` against a server that plays a model."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from llm_author import TALK, Author, corgi
from llm_server import Asked, LlmServer, Turn, refused, serving
from typer.testing import CliRunner, Result

from videostudio.apps.checkup import checkup
from videostudio.apps.cli import app
from videostudio.apps.llm_scorecards import scorecard_in_words
from videostudio.film.llm_scorecard import Scorecard, SentenceScore, StoryScore
from videostudio.film.record import Spending
from videostudio.tools.workspace import Workspace

KEY = "sk-very-secret-4711"


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[LlmServer]:
    with serving(Author()) as server:
        told = {"BASE_URL": server.url, "MODEL": "tiny", "API_KEY": KEY, "TIMEOUT_S": "20"}
        for name, value in {**told, "PRICE_IN_MILLI": "1000", "PRICE_OUT_MILLI": "2000"}.items():
            monkeypatch.setenv(f"VIDEOSTUDIO_LLM_{name}", value)
        yield server


def check(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["check-llm", "--stories", "1", *words, "--home", str(home)])


def writer_check(home: Path, *, ask: bool = False) -> str:
    found = next(found for found in checkup(Workspace(home), ask_llm=ask).checks if found.name == "writer")
    return f"{found.state}: {found.text}"


def test_a_good_model_passes_and_how_it_is_asked_is_remembered(endpoint: LlmServer, tmp_path: Path) -> None:
    def knows_json_only(asked: Asked) -> Turn:
        return refused(400, "no such thing") if asked.wish in ("json_schema", "tools") else Author()(asked)

    endpoint.answers = knows_json_only
    assert "not asked yet" in writer_check(tmp_path)
    done = check(tmp_path, "--json", "--strict")
    assert done.exit_code == 0, done.output
    card = json.loads(done.stdout.splitlines()[-1])
    (story,) = card["stories"]
    assert (story["entities"], story["entities_wanted"]) == (4, 4)
    assert (story["limits"], story["limits_wanted"]) == (3, 3)
    assert (story["rung"], story["calls"], story["moves"], story["scenes"]) == ("json_object", 2, 4, 4)
    assert story["spent"] == {"tokens": 300, "money_milli": 1}
    assert [sentence["understood"] for sentence in card["sentences"]] == [True] * (len(TALK) + 1)
    assert {sentence["rung"] for sentence in card["sentences"]} == {"json_object"}
    assert (card["passed"], card["spent"]["tokens"]) == (True, 150 * (2 + len(TALK) + 1))
    assert KEY not in done.output
    asked = len(endpoint.asked)
    assert "which answers in json_object and is talked with by json_object" in writer_check(tmp_path)
    assert len(endpoint.asked) == asked, "doctor asks nothing unless told"


def test_the_scorecard_in_the_docs_is_what_the_command_says(endpoint: LlmServer, tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "llm.md").read_text("utf-8")
    shown = {tuple(line.split()[:-2]) for line in text.splitlines()}
    done = check(tmp_path, "--stories", "2", "--sentences", "2")
    rows = [line for line in done.stdout.splitlines() if "  json_schema  " in line or "  tools  " in line]
    assert len(rows) == 4
    assert {tuple(row.split()[:-2]) for row in rows} <= shown, "but for money and seconds"


def test_a_model_that_only_talks_fails_and_the_table_says_where(endpoint: LlmServer, tmp_path: Path) -> None:
    endpoint.answers = Author(script=[json.dumps(corgi(2))], chat=["I would love to!"])
    done = check(tmp_path)
    assert done.exit_code == 0
    for words in (
        "story        asked for as  calls  entities",
        "two on Mars  json_schema       6  -         -       no script",
        "What went wrong\n  two on Mars: the writer's answer to 'script' did not fit after 3 tries",
        "    wanted: scene 2: night\n    came:   the language model was asked twice, and the answer calls no tool",
        "0 of 1 stories written, 0 of 9 sentences understood; ",
    ):
        assert words in done.stdout
    assert check(tmp_path, "--strict").exit_code == 4


def test_what_takes_too_long_is_a_row_of_its_own(endpoint: LlmServer, tmp_path: Path) -> None:
    def asleep(asked: Asked) -> Turn:
        time.sleep(1.5)
        return Author()(asked)

    endpoint.answers = asleep
    done = check(tmp_path, "--sentences", "1", "--seconds-each", "1")
    assert done.exit_code == 0, done.output
    assert done.stdout.count("  out of time  ") == done.stdout.count("ran out of time: it was not done after 1 s") == 2
    strict = check(tmp_path, "--sentences", "0", "--seconds-each", "1", "--json", "--strict")
    (story,) = json.loads(strict.stdout.splitlines()[-1])["stories"]
    assert (strict.exit_code, story["late"]) == (4, True)
    assert story["spent"]["tokens"] > 150, "nobody knows what the call came to: the most that it can"


def test_nobody_there_is_an_error_and_no_scorecard(endpoint: LlmServer, tmp_path: Path) -> None:
    endpoint.answers = lambda asked: refused(401, f"wrong key {KEY}")
    done = check(tmp_path)
    assert done.exit_code == 3
    assert "HTTP 401" in done.stderr
    assert KEY not in done.output
    assert len(endpoint.asked) == 1, "the first refusal is enough"


def test_doctor_asks_when_told(endpoint: LlmServer, tmp_path: Path) -> None:
    told = writer_check(tmp_path, ask=True)
    assert told.startswith("passed: ")
    assert "which answers in json_schema and is talked with by tools" in told
    assert len(endpoint.asked) == 2
    endpoint.answers = lambda asked: Turn("What a lovely dog!")
    assert "degraded: " in (told := writer_check(tmp_path, ask=True))
    assert "it gave no JSON" in told
    endpoint.answers = Author(chat=["What a lovely dog!"])
    assert "could not say what a plain sentence asks for" in writer_check(tmp_path, ask=True)
    endpoint.answers = lambda asked: refused(401, f"wrong key {KEY}")
    assert "HTTP 401: wrong key ***" in writer_check(tmp_path, ask=True)


def test_a_card_counts_what_it_shows() -> None:
    story = StoryScore(title="a", limits=1, limits_wanted=2, spent=Spending(tokens=5, money_milli=7), seconds=1.5)
    sentence = SentenceScore(sentence="b", wanted="c", found="c", understood=True, spent=Spending(tokens=2))
    card = Scorecard(model="m", endpoint="e", priced=False, stories=(story,), sentences=(sentence,))
    assert (card.spent, card.seconds, card.passed) == (Spending(tokens=7, money_milli=7), 1.5, False)
    assert "7 tokens, ? of money, 1.5 s" in scorecard_in_words(card)
    kept = story.model_copy(update={"limits": 2})
    assert card.model_copy(update={"stories": (kept,)}).passed
    assert not card.model_copy(update={"stories": (kept.model_copy(update={"why": "no"}),)}).passed
