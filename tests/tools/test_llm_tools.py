"""Tools on the wire: asked for where an endpoint knows them, as JSON where it does not, and read either way."""

import json
from pathlib import Path
from typing import Any

import pytest
from llm_server import Asked, Turn, in_turn, refused, serving
from test_llm_endpoint import SCHEMA, Door, request

from videostudio.film.errors import OverBudget
from videostudio.film.requests import ChatRequest, Tool
from videostudio.tools.llm.account import Account
from videostudio.tools.llm.calls import Call, calls_in, calls_of
from videostudio.tools.llm.rungs import Rung

NIGHT: Call = {"tool": "set_time", "time": "night"}
SAID = json.dumps({"calls": [NIGHT]})
CALLED = Turn(calls=(("set_time", {"time": "night"}),))


def with_tools(**changes: Any) -> ChatRequest:
    tool = Tool(name="set_time", description="another time of day", parameters=SCHEMA)
    return request(tools=(tool,), tools_in_words="The tools: set_time", **changes)


def test_tools_are_offered_and_their_calls_come_back_as_one_object() -> None:
    with serving(in_turn(CALLED)) as server:
        door = Door(server)
        assert json.loads(door.say(with_tools()).text) == {"calls": [NIGHT]}
        door.say(with_tools())
    first, second = server.asked
    assert first.body["tools"] == [
        {
            "type": "function",
            "function": {
                "name": "set_time",
                "description": "another time of day",
                "parameters": json.loads(SCHEMA),
            },
        }
    ]
    assert first.body["tool_choice"] == "required"
    assert "response_format" not in first.body
    assert "The tools" not in first.words, "they are not told twice"
    assert second.wish == "tools"
    assert door.memory.known(door.settings, tools=True) is Rung.TOOLS
    assert door.memory.known(door.settings) is None, "schemas are another matter"


def test_where_tools_are_refused_they_are_told_in_words_and_that_is_remembered(tmp_path: Path) -> None:
    def answers(asked: Asked) -> Turn:
        return refused(400, "tools are not supported") if asked.wish in ("tools", "json_schema") else Turn(SAID)

    with serving(answers) as server:
        door = Door(server, folder=tmp_path)
        assert json.loads(door.say(with_tools()).text) == {"calls": [NIGHT]}
        assert server.wishes() == ["tools", "json_schema", "json_object"]
        assert "The tools: set_time" in server.asked[1].words
        Door(server, folder=tmp_path).say(with_tools())
        assert server.wishes()[3:] == ["json_object"]


def test_words_instead_of_calls_lead_one_rung_down_and_are_paid_for() -> None:
    with serving(lambda asked: Turn("At night, then!") if asked.wish == "tools" else Turn(SAID)) as server:
        door = Door(server)
        said = door.say(with_tools())
        assert (json.loads(said.text), said.tokens) == ({"calls": [NIGHT]}, 300)
        door.say(with_tools())
    assert server.wishes() == ["tools", "json_schema", "json_schema"]
    assert door.account.spent.tokens == 450


def test_words_once_do_not_make_an_endpoint_forget_that_it_knows_tools() -> None:
    with serving(in_turn(CALLED, Turn("Hm."), Turn(SAID), CALLED)) as server:
        door = Door(server)
        for _ in range(3):
            assert json.loads(door.say(with_tools()).text) == {"calls": [NIGHT]}
    assert server.wishes() == ["tools", "tools", "json_schema", "tools"]


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        f"```json\n{SAID}\n```",
        '{"name": "set_time", "arguments": {"time": "night"}}',
        '<tool_call>\n{"name": "set_time", "arguments": "{\\"time\\": \\"night\\"}"}\n</tool_call>',
        '<think>set_time?</think><tool_call>{"name": "set_time", "arguments": {"time": "night"}}',
        '{"tool": "set_time", "time": "night"}',
    ],
)
def test_calls_that_are_said_are_calls(text: str) -> None:
    assert calls_in(text) == (NIGHT,)
    with serving(in_turn(Turn(text))) as server:
        assert json.loads(Door(server).say(with_tools()).text) == {"calls": [NIGHT]}
        assert server.wishes() == ["tools"]


@pytest.mark.parametrize("text", ["", "night", "[]", '{"name": "fox"}', '{"calls": "set_time"}', '{"calls": [1]}'])
def test_what_calls_nothing_is_no_call(text: str) -> None:
    assert calls_in(text) == ()


def test_calls_survive_what_servers_make_of_them() -> None:
    raw = [
        {"function": {"name": "set_time", "arguments": '{"time": "night",}'}},
        {"function": {"name": "undo", "arguments": "nonsense"}},
        {"function": {"name": "redo", "arguments": {"steps": 2}}},
        {"function": {"name": None, "arguments": "{}"}},
        {"function": None},
        "what?",
    ]
    assert calls_of(raw) == (NIGHT, {"tool": "undo"}, {"tool": "redo", "steps": 2})


def test_tools_are_part_of_what_a_call_can_cost() -> None:
    with serving(in_turn(CALLED)) as server:
        with pytest.raises(OverBudget):
            Door(server, Account(tokens=600)).say(with_tools())
        Door(server, Account(tokens=1600)).say(with_tools())
    assert len(server.asked) == 1
