"""The endpoint client against a server that plays an endpoint: ladder, tries, accounts, secrets."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from hurried import BEGAN, Hurried
from llm_server import Asked, LlmServer, Turn, in_turn, refused, serving
from pydantic import SecretStr

from videostudio.film.errors import EndpointError, OverBudget, VideoStudioError, WriterError
from videostudio.film.requests import ChatRequest, Message, Role
from videostudio.tools.llm.account import Account, Cost, spent_in
from videostudio.tools.llm.endpoint import ATTEMPTS, PATIENCE_S, Endpoint
from videostudio.tools.llm.port import Said
from videostudio.tools.llm.rungs import Rung, RungMemory
from videostudio.tools.llm.settings import LlmSettings
from videostudio.tools.store.durable import only_writer

SCHEMA = '{"additionalProperties":false,"properties":{"name":{"type":"string"}},"required":["name"],"type":"object"}'
KEY = "sk-very-secret-4711"
FOX = Turn('{"name": "fox"}')


def request(schema: str = SCHEMA, **changes: Any) -> ChatRequest:
    facts = {"messages": (Message(role=Role.USER, text="Who?"),), "answer_schema": schema, "max_tokens": 40, **changes}
    return ChatRequest.model_validate(facts)


class Door:
    """An endpoint on `server` whose waits are noted and not waited."""

    def __init__(
        self,
        server: LlmServer,
        account: Account | None = None,
        folder: Path | None = None,
        hurried: Hurried | None = None,
        **set_so: Any,
    ) -> None:
        self.settings = LlmSettings.model_validate({"base_url": server.url, "model": "tiny", "timeout_s": 20, **set_so})
        self.account, self.memory = account or Account(), RungMemory(folder)
        self.hurried = hurried or Hurried()
        self.waits = self.hurried.waits
        self.endpoint = Endpoint(self.settings, SecretStr(KEY), self.account, self.memory, self.hurried.clock)

    def say(self, asked: ChatRequest | None = None) -> Said:
        return asyncio.run(self.endpoint.say(asked or request()))


def test_a_schema_is_asked_for_strictly_and_the_bill_comes_back() -> None:
    with serving(in_turn(FOX)) as server:
        door = Door(server, price_in_milli=2_000, price_out_milli=10_000)
        assert door.say(request(seed=7)) == Said('{"name": "fox"}', 150, 1)
    (asked,) = server.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "answer", "strict": True, "schema": json.loads(SCHEMA)},
    }
    assert asked.body["messages"] == [{"role": "user", "content": "Who?"}]
    assert (asked.body["model"], asked.body["seed"]) == ("tiny", 7)
    assert asked.body["max_tokens"] == asked.body["max_completion_tokens"] == 40


def test_the_ladder_is_gone_down_once_and_remembered_by_endpoint_and_model(tmp_path: Path) -> None:
    def answers(asked: Asked) -> Turn:
        return FOX if asked.wish == "none" else refused(400, f"'response_format.type' {asked.wish} is not supported")

    with serving(answers) as server:
        door = Door(server, folder=tmp_path)
        door.say()
        door.say()
        assert server.wishes() == ["json_schema", "json_object", "none", "none"]
        assert "seed" not in server.asked[-1].body, "the last rung has as little as can be"
        Door(server, folder=tmp_path).say()
        assert server.wishes()[4:] == ["none"], "another run remembers"
        Door(server, folder=tmp_path, model="other").say()
        assert server.wishes()[5:] == ["json_schema", "json_object", "none"], "another model does not"
    assert door.memory.known(door.settings) is Rung.PLAIN
    assert door.account.spent.tokens == 300, "what was refused costs nothing"


def test_a_memory_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    with serving(in_turn(FOX)) as server:
        Door(server, folder=tmp_path).say()
        (file,) = tmp_path.iterdir()
        file.write_text("{")
        Door(server, folder=tmp_path).say()
        assert server.wishes() == ["json_schema"] * 2


@pytest.mark.parametrize(
    "text",
    [
        '```json\n{"name": "fox"}\n```',
        '<think>A {"name": "hare"}? No.</think>{"name": "fox"}',
        'thinking without its tag </think> {"name": "fox"}',
        'Sure! Here it is: {"name": "fox"} Anything else?',
        '{"name": "fox",}',
    ],
)
def test_the_json_in_an_answer_is_found(text: str) -> None:
    with serving(in_turn(Turn(text))) as server:
        assert json.loads(Door(server).say().text) == {"name": "fox"}


def test_an_answer_in_the_field_for_reasoning_is_an_answer() -> None:
    with serving(in_turn(Turn("", reasoning='{"name": "fox"}'))) as server:
        door = Door(server, thinking="off", thinking_tokens=1000)
        assert door.say().text == '{"name": "fox"}'
    assert server.asked[0].body["chat_template_kwargs"] == {"enable_thinking": False}
    assert server.asked[0].body["max_tokens"] == 1040


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after": "3600"}, PATIENCE_S),
        ({"retry-after": format_datetime(datetime.fromtimestamp(BEGAN + 42, UTC))}, 42.0),
        ({"retry-after": format_datetime(datetime.fromtimestamp(BEGAN + 86_400, UTC))}, PATIENCE_S),
        ({"retry-after": format_datetime(datetime.fromtimestamp(BEGAN - 1, UTC))}, 0.0),
    ],
)
def test_a_busy_endpoint_is_waited_for_as_it_asks(headers: dict[str, str], wait_s: float) -> None:
    with serving(in_turn(refused(429, "slow down", headers=headers), FOX)) as server:
        door = Door(server)
        door.say()
    assert door.waits == [wait_s]
    assert door.account.spent.tokens == 150


@pytest.mark.parametrize("trouble", [refused(500), refused(503), refused(429, headers={"retry-after": "soon"})])
def test_passing_trouble_is_waited_out_longer_each_time(trouble: Turn) -> None:
    with serving(in_turn(trouble, trouble, trouble, FOX)) as server:
        door = Door(server)
        door.say()
    assert len(door.waits) == 3
    assert all(0 < wait <= 0.5 * 2**number for number, wait in enumerate(door.waits, 1))


@pytest.mark.parametrize(
    ("turn", "calls", "billed", "words"),
    [
        (refused(500, "boom"), ATTEMPTS, 0, "answers HTTP 500: boom; tried 5 times"),
        (refused(502, "bad"), ATTEMPTS, ATTEMPTS, "answers HTTP 502: bad; tried 5 times"),
        (refused(504, "late"), ATTEMPTS, ATTEMPTS, "answers HTTP 504: late"),
        (Turn(reset=True), ATTEMPTS, ATTEMPTS, "broke off the connection"),
        (Turn('{"name": "fox"}', cut_to=100), ATTEMPTS, ATTEMPTS, "broke off the connection"),
        (Turn(hold_s=300), ATTEMPTS, ATTEMPTS, "did not answer within 200 s; tried 5 times"),
        (refused(401, f"bad key {KEY}"), 1, 0, r"HTTP 401: bad key \*\*\*: set VIDEOSTUDIO_LLM_API_KEY"),
        (refused(429, "no money", code="insufficient_quota"), 1, 0, "no money: top up the account"),
        (refused(400, "too long"), 3, 0, "answers HTTP 400: too long"),
        (refused(404, "what?"), 3, 0, "is 'tiny' a model it has, and http://127.0.0.1"),
        (refused(402, "pay"), 1, 0, "HTTP 402: pay"),
    ],
)
def test_trouble_that_stays_is_one_clear_error(turn: Turn, calls: int, billed: int, words: str) -> None:
    hurried = Hurried()
    with serving(in_turn(turn), hurried) as server:
        door = Door(server, hurried=hurried, timeout_s=200)
        with pytest.raises(EndpointError, match=words) as raised:
            door.say()
    assert len(server.asked) == calls
    assert door.account.spent.tokens == billed * (len("Who?") + 16 + 40)
    _shows_no_key(raised.value)


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        (Turn(body="<html>Bad gateway</html>", headers={"content-type": "text/html"}), "sent no chat completion"),
        (Turn(body='{"choices": null}'), "sent no chat completion"),
        (Turn(body='{"choices": []}'), "sent no chat completion"),
        (Turn(body="{"), "sent no chat completion"),
        (Turn(body=json.dumps({"error": f"wrong key {KEY}"})), "sent no chat completion"),
        (Turn("<think>and thought and thought"), "tiny at 127.0.0.1:.* said nothing"),
    ],
)
def test_an_answer_that_is_none_is_the_models_fault_and_paid_for(turn: Turn, words: str) -> None:
    with serving(in_turn(turn)) as server:
        door = Door(server)
        with pytest.raises(WriterError, match=words) as raised:
            door.say()
    assert len(server.asked) == 1
    assert door.account.spent.tokens >= 60
    _shows_no_key(raised.value)


def test_nobody_there_costs_nothing() -> None:
    with serving(in_turn(FOX)) as server:
        door = Door(server)
    with pytest.raises(EndpointError, match=r"cannot be reached .*; tried 5 times"):
        door.say()
    assert door.account.spent.tokens == 0


def test_ten_megabytes_are_cut_and_survived() -> None:
    with serving(in_turn(Turn('{"name": "' + "x" * 10_000_000))) as server:
        assert len(Door(server).say().text) <= 400_000


def test_a_budget_of_tokens_is_kept_before_each_call() -> None:
    with serving(in_turn(Turn('{"name": "fox"}', usage=(20, 40)))) as server:
        door = Door(server, Account(tokens=200))
        for _ in range(3):
            door.say()
        with pytest.raises(OverBudget, match=r"may use 60 tokens, and 20 of 200 that the brief allows are left"):
            door.say()
    assert len(server.asked) == 3
    assert door.account.spent.tokens == 180


def test_calls_at_the_same_time_share_one_budget_of_money() -> None:
    with serving(in_turn(Turn('{"name": "fox"}', usage=(20, 40), hold_s=0.2))) as server:
        door = Door(server, Account(money_milli=14), price_in_milli=100_000, price_out_milli=100_000)

        async def all_at_once() -> list[Said | BaseException]:
            return await asyncio.gather(*(door.endpoint.say(request()) for _ in range(4)), return_exceptions=True)

        results = asyncio.run(all_at_once())
    assert [isinstance(result, OverBudget) for result in results].count(True) == 2
    assert door.account.spent.money_milli == 12
    assert "0.006 of money, and 0.002 of 0.014" in str(next(r for r in results if isinstance(r, OverBudget)))


def test_an_account_goes_on_over_runs_and_counts_what_was_never_settled(tmp_path: Path) -> None:
    file = tmp_path / "spending.jsonl"
    with serving(in_turn(Turn('{"name": "fox"}', usage=(20, 40)))) as server:
        door = Door(server, Account(tokens=200, file=file))
        door.say()
        lost = Account(tokens=200, file=file)
        lost.reserve(door.account.spent)
        with file.open("ab") as torn:
            torn.write(b'{"id": "half')
        again = Door(server, Account(tokens=200, file=file))
        assert again.account.spent.tokens == 120
        again.say()
        with pytest.raises(OverBudget):
            again.say()
    assert Account(file=file).spent.tokens == 180
    assert KEY not in file.read_text()


def test_two_who_look_at_the_same_time_do_not_both_take_what_is_left(tmp_path: Path) -> None:
    file = tmp_path / "spending.jsonl"
    accounts = [Account(tokens=100, file=file) for _ in range(2)]

    def is_refused(account: Account) -> bool:
        try:
            account.reserve(Cost(60))
        except OverBudget:
            return True
        return False

    with ThreadPoolExecutor(2) as pool, only_writer(file):
        asked = [pool.submit(is_refused, account) for account in accounts]
        assert wait(asked, timeout=0.3).not_done == {*asked}, "whoever holds the file is waited for"
    assert sorted(one.result() for one in asked) == [False, True]
    assert spent_in(file).tokens == 60


def test_the_most_that_a_call_can_cost_is_known_before_it_where_prices_are() -> None:
    with serving(in_turn(FOX)) as server:
        priced = Door(server, price_in_milli=1_000_000, price_out_milli=2_000_000, thinking_tokens=10)
        assert priced.endpoint.at_most_milli(request()) == len("Who?") + 16 + 2 * (40 + 10)
        assert Door(server).endpoint.at_most_milli(request()) is None
    assert server.asked == []


def test_an_endpoint_that_does_not_say_what_it_used_is_taken_at_its_worst() -> None:
    with serving(in_turn(Turn('{"name": "fox"}', usage=None))) as server:
        assert Door(server).say().tokens == 60


def test_calls_a_minute_are_limited() -> None:
    with serving(in_turn(FOX)) as server:
        door = Door(server, requests_per_minute=120)

        async def three() -> None:
            await asyncio.gather(*(door.endpoint.say(request()) for _ in range(3)))

        asyncio.run(three())
    assert door.waits == [0.5, 0.5]
    assert len(server.asked) == 3


def test_a_key_of_the_environment_is_not_sent_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody-else")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with serving(in_turn(FOX)) as server:
        settings = LlmSettings(base_url=server.url, model="tiny")
        asyncio.run(Endpoint(settings, SecretStr(""), Account(), RungMemory()).say(request()))
    assert server.asked[0].headers["authorization"] == "Bearer none"


def test_every_sentence_of_a_conversation_may_have_a_loop_of_its_own() -> None:
    """The SDK shares its connections between all clients of an address, and they die with the loop that made them."""
    with serving(in_turn(FOX)) as server:
        for _ in range(3):
            Door(server).say()
        twice = Door(server)
        assert twice.say() == twice.say()


def test_the_identity_has_what_changes_answers_and_no_key() -> None:
    with serving(in_turn(FOX)) as server:
        plain, thinks = Door(server), Door(server, thinking="off", thinking_tokens=5, timeout_s=3)
    assert plain.endpoint.identity.switches == {"endpoint": server.url}
    assert thinks.endpoint.identity.switches == {"endpoint": server.url, "thinking": "off", "thinking_tokens": 5}
    assert KEY not in plain.endpoint.identity.model_dump_json() + repr(vars(plain.endpoint))


def _shows_no_key(error: VideoStudioError) -> None:
    assert KEY not in f"{error} {error!r} {error.args}"
    assert error.__cause__ is None
    assert error.__context__ is None or error.__suppress_context__
