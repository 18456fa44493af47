"""JSON out of what models say, and what can be set for an endpoint."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from videostudio.film.errors import BadSetting, BriefError
from videostudio.tools.llm.account import Account
from videostudio.tools.llm.json_text import json_text, without_thinking
from videostudio.tools.llm.settings import LlmSettings, key_of

PLACE = {"base_url": "http://localhost:11434/v1/", "model": "tiny"}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('{"a": 1} {"a": 2}', {"a": 1}),
        ('{"a": "x", "b": ["y", "z", ], }', {"a": "x", "b": ["y", "z"]}),
        ('{"a": "one\ntwo"}', {"a": "one\ntwo"}),
        ('{"a": "x", "b": "half of a sen', {"a": "x"}),
        ('{"scenes": [{"e": "x"}, {"e": "y"}, {"e": "z', {"scenes": [{"e": "x"}, {"e": "y"}]}),
        ('{"scenes": [{"e": "x"}, {"e": "y"}', {"scenes": [{"e": "x"}, {"e": "y"}]}),
        ('{"a": "\\"} {", "b": "\\\\', {"a": '"} {'}),
        ('{"a": "\\ud800"}', {"a": "?"}),
    ],
)
def test_json_is_found_closed_and_cut_back(said: str, found: object) -> None:
    assert json.loads(json_text(said) or "null") == found


@pytest.mark.parametrize("said", ["", "No.", "[1]", "{}", '{"a', "{" * 5000, '{"a": ' + "[" * 100_000, "}{"])
def test_where_no_object_is_none_is_found(said: str) -> None:
    assert json_text(said) is None


VALUES = st.text(max_size=8) | st.lists(st.integers() | st.text(max_size=4), max_size=3)


@settings(max_examples=60)
@given(st.dictionaries(st.text(max_size=8), VALUES, min_size=1, max_size=4), st.floats(0, 1))
def test_any_object_survives_its_wrapping_and_any_cut_leaves_json_or_nothing(value: object, share: float) -> None:
    written = json.dumps(value)
    if "<" not in written:
        assert json.loads(json_text(f"Here:\n```\n{written}\n```") or "null") == value
    cut = json_text(written[: int(share * len(written))])
    assert cut is None or isinstance(json.loads(cut), dict)


def test_thinking_is_left_out_wherever_it_stands() -> None:
    assert without_thinking("<think>a</think>b<THINKING>c</THINKING> d") == "b d"
    assert without_thinking("<think>never ends") == ""


def test_settings_of_the_environment_are_texts() -> None:
    found = LlmSettings.of({**PLACE, "timeout_s": "9", "price_in_milli": "0", "price_out_milli": "5", "api_key": "k"})
    assert (found.base_url, found.timeout_s, found.priced) == ("http://localhost:11434/v1", 9, True)
    assert "k" not in found.model_dump().values()
    assert key_of({"api_key": "k"}).get_secret_value() == "k"
    assert key_of({}).get_secret_value() == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"base_url": "localhost"}, "is no address such as"),
        ({"base_url": "http://me:secret@host/v1"}, "holds more than an address"),
        ({"base_url": "http://host/v1?key=secret"}, "holds more than an address"),
        ({"timeout_s": 0}, "'timeout_s' of 'llm' cannot be used"),
        ({"colour": "secret"}, "'colour' of 'llm' cannot be used .*settings are base_url, model"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_without_being_repeated(
    changes: dict[str, object], words: str
) -> None:
    with pytest.raises(BadSetting, match=words) as raised:
        LlmSettings.of({**PLACE, **changes})  # type: ignore[dict-item]
    assert "secret" not in str(raised.value)


def test_what_is_missing_is_named() -> None:
    with pytest.raises(BadSetting, match=r"'model' of 'llm' is missing: settings are .*VIDEOSTUDIO_LLM_NAME"):
        LlmSettings.of({"base_url": "http://localhost/v1"})


def test_newer_names_go_to_the_hosts_that_want_them() -> None:
    urls = ("https://api.openai.com/v1", "https://mine.openai.azure.com/x", "http://notopenai.com/v1")
    assert [LlmSettings(base_url=url, model="m").old_name_too for url in urls] == [False, False, True]


def test_money_is_not_limited_where_nobody_knows_what_calls_cost() -> None:
    free = LlmSettings.of({**PLACE, "price_in_milli": 0, "price_out_milli": 0})
    Account.priced(free, tokens=None, money_milli=5)
    Account.priced(LlmSettings.of(PLACE), tokens=5, money_milli=None)
    with pytest.raises(BriefError, match="VIDEOSTUDIO_LLM_PRICE_IN_MILLI"):
        Account.priced(LlmSettings.of(PLACE), tokens=None, money_milli=5)
